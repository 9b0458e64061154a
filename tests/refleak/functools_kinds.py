# partial, lru_cache, cached_property, singledispatch, reduce, total ordering.
import functools


@functools.lru_cache(maxsize=8)
def square(x):
    return [x * x]


@functools.cache
def forever(x):
    return {x}


class K:
    @functools.cached_property
    def p(self):
        return [self]

    @functools.lru_cache
    def m(self):
        return self


for i in range(20):
    square(i)
    forever(i)
    square(x=i)
square.cache_info(), square.cache_clear()
K().p
K().m()
functools.reduce(lambda a, b: a + [b], range(10), [])
f = functools.partial(print, 1, sep='x')
functools.partial(f, 2, end='y')
f.__setstate__((print, (1,), {}, {}))


@functools.singledispatch
def g(x):
    return 'object'


@g.register
def _(x: int):
    return 'int'


g(1), g('a'), g(True)
sorted('bca', key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b)))
kept = functools.partial(f), functools.partial(f, 1, a=2), square
