# with, contextlib, exceptions that are swallowed or not.
import contextlib


class C:
    def __enter__(self):
        return [self]

    def __exit__(self, *exc):
        return exc[0] is KeyError


@contextlib.contextmanager
def manager(x):
    try:
        yield [x]
    except KeyError:
        pass


for _ in range(4):
    with C() as a, manager(1000) as b:
        pass
    with C():
        raise KeyError
    with manager(1):
        raise KeyError('x')
    try:
        with manager(2), C():
            raise ValueError
    except ValueError:
        pass
    with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
        stack.callback(list)
        stack.enter_context(C())
        raise OSError
