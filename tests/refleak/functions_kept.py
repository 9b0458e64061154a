# Functions of every shape that stay, and those whose parts are assigned.
def a():
    pass


def b(x=1, *, y=2) -> int:
    return x


def f():
    return 1


f.__code__ = a.__code__
f.__defaults__ = ()
f.attribute = [f]
f.__kwdefaults__ = {'z': 1}
f.__annotations__['x'] = int
f.__doc__ = 'text'
kept = a, b, lambda: None, lambda x=[]: x, staticmethod(a), classmethod(a), property(a)
