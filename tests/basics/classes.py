class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        cls = super().__new__(mcls, name, bases, ns)
        cls.kw = kw
        return cls
class Base(metaclass=Meta, flag=1):
    registry = []
    def __init_subclass__(cls, **kw):
        Base.registry.append(cls.__name__)
    def who(self): return 'Base'
class A(Base):
    def who(self): return 'A' + super().who()
class B(Base):
    def who(self): return 'B' + super().who()
class C(A, B):
    __slots__ = ()
    @property
    def p(self): return 'prop'
    @classmethod
    def cm(cls): return cls.__name__
    @staticmethod
    def sm(): return 'static'
print(C().who(), C.__mro__, Base.registry, Base.kw, C().p, C.cm(), C.sm())
class V:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __repr__(self): return f'V({self.x}, {self.y})'
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __call__(self, *a, **k): return a, k
    def __contains__(self, v): return v in (self.x, self.y)
v = V(1, 2)
print(v + V(3, 4), v == V(1, 2), {v: 1}[V(1, 2)], list(v), len(v), v(1, a=2), 2 in v)
class D:
    def __get__(self, o, t): return ('get', o is None)
    def __set__(self, o, val): print('set', val)
    def __set_name__(self, owner, name): print('name', owner.__name__, name)
class E:
    d = D()
    def __getattr__(self, n): return 'dyn ' + n
E().d = 3
print(E.d, E().d, E().zzz)
for bad in (lambda: V(1, 2).z, lambda: C.nope, lambda: V(), lambda: type('X', (A, Base, A), {})):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
