print(1, 'a', [1,2], {3:4})
class A:
    x = 1
    def __init__(self, a): self.a = a
    def m(self): return self.a + self.x
    @property
    def p(self): return 'p'
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(): return 's'
    def __repr__(self): return f'A({self.a})'
    def __eq__(self, o): return isinstance(o, A) and self.a == o.a
    def __len__(self): return 3
    def __getattr__(self, n):
        if n.startswith('zz'): return n
        raise AttributeError(n)
a = A(5)
print(a, a.m(), a.p, A.c(), a.s(), a == A(5), a != A(6), len(a), bool(a), a.zzq)
try: a.nope
except AttributeError as e: print(type(e), e, e.name, e.obj)
class B(A):
    __slots__ = ('q', '__w')
    def m(self): return super().m() * 2
b = B(7); b.q = 1; b.__dict__
print(b.m(), b.q, B.__mro__, B.__slots__)
try: hash(a)
except TypeError as e: print(e)
for f in (lambda: class_conflict(), lambda: A(), lambda: object(1), lambda: type('X', (int, str), {}), lambda: type('X', (bool,), {}), lambda: a.p2, lambda: setattr(a, 'p', 1), lambda: int.foo, lambda: setattr(int, 'x', 1), lambda: len(1), lambda: [].append(), lambda: [].append(1,2), lambda: 'a'.upper(1), lambda: 'a b'.split(foo=1), lambda: (1).__add__(), lambda: list.append(1), lambda: object.__new__(int), lambda: int.__new__(str), lambda: sorted(1,2), lambda: isinstance(1), lambda: {}.pop(), lambda: "x".encode(1,2,3), lambda: 1 < 'a', lambda: 1+'a'):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class M(type):
    def __call__(cls, *a, **k): return ('M', a, k, type.__call__(cls))
    def __prepare__(name, bases, **k): return {'prepared': k}
    def __new__(m, n, b, d, **k): return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k): super().__init__(n,b,d)
class C(metaclass=M, z=1): pass
print(C(1, b=2)[:3], C.prepared)
class D:
    def __init_subclass__(cls, **k): print('init_subclass', cls, k)
    def __set_name__(self, o, n): print('set_name', o, n)
class E(D, k=3): y = D()
print(type(a).__dict__['p'], A.__dict__.keys())
