# Types that are called: with __new__, with __init__, with both, with neither; and callable instances.
class Init:
    def __init__(self, a, b=2):
        self.a = a


class New:
    def __new__(cls, a):
        self = super().__new__(cls)
        return self


class Both:
    def __new__(cls, *args):
        return super().__new__(cls)

    def __init__(self, *args):
        self.args = args

    def __call__(self, x):
        return x


for _ in range(10):
    Init(1)
    Init(1, b=5)
    New(1)
    Both(1, 2)(3)
    int('12345678'), str(b'abc', 'ascii'), list('abc'), dict(a=1), tuple('abc'), set('abc'), type(1)
    for cls in Init, New:
        try:
            cls()
        except TypeError:
            pass
kept = [Init(1), New(2), Both(3, 4)]
