import sys
from weakref import ref, proxy, getweakrefcount
from gc import collect
def t(f, *a):
    try: r = f(*a)
    except BaseException as e: print(type(e).__name__ + ':', e)
    else: print(r)
rc = sys.getrefcount
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n)
    def __call__(self, *a): return a
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return hash(self.n)
a = A(1); r = ref(a); print(r() is a, r is ref(a), getweakrefcount(a), hash(r), r == ref(A(1))); r2 = ref(a, lambda w: print('cb', w())); r3 = ref(a, lambda w: 1/0 if 0 else print('cb3'))
print(getweakrefcount(a), rc(a), r.__callback__, r == r2)
p = proxy(a); print(p.n, p(1, 2), p == a, type(p).__name__); p.q = 5; print(a.q); t(lambda: hash(p)); t(lambda: p < 3); t(lambda: p + 1)
del a; print(r(), r2(), r3()); t(lambda: p.n); t(lambda: hash(r)); print(hash(r2) if 0 else '', r == r, r == r2, repr(r2)[-7:-1]); t(lambda: ref(1)); t(ref); t(lambda: r(1)); t(lambda: ref(A, 1, 2))
class R(ref): 
    x = 1
b = A(2); x = R(b); y = R(b); print(x is y, x() is b, getweakrefcount(b)); x.foo = 1; del b; print(x())
# cycles
c = A(3); c.me = c; w = ref(c, lambda w: print('cycle cb', w())); del c; print(w() is None); print(collect() > 0); print(w())
d, e = A(4), A(5); d.o = e; e.o = d; del d, e; print(collect())
class Res:
    def __del__(self): global kept; kept = self; print('resurrect')
z = Res(); del z; print(type(kept).__name__, rc(kept)); del kept
try: print(kept)
except NameError: print('gone')
class Slots: __slots__ = ('a', '__weakref__')
s = Slots(); s.a = s; w = ref(s); del s; print(w() is not None, collect(), w())
class L(list): pass
l = L(); l.append(l); w = ref(l); del l; collect(); print(w())
T = type('T', (), {}); w = ref(T); del T; collect(); print(w()); print(len([k for k in object.__subclasses__() if k.__name__ == 'T']))
def deep(n):
    x = None
    for i in range(n): x = [x]
    return x
x = deep(100000); del x; print('deep ok')
class Node:
    __slots__ = ('next',)
h = None
for i in range(100000): n = Node(); n.next = h; h = n
del h, n; print('nodes ok')
class N2: pass
h = None
for i in range(100000): n = N2(); n.next = h; h = n
del h, n; print('dict nodes ok')
class L2(list): pass
h = None
for i in range(100000): n = L2(); n.append(h); h = n
del h, n; print('list subclass ok')
class MRO(type):
    def mro(cls): return [cls, object]
class X(metaclass=MRO): pass
print(X.__mro__)
class MRO2(type):
    def mro(cls): return [cls, int]
t(lambda: MRO2('X', (), {}))
class MRO3(type):
    def mro(cls): return [1]
t(lambda: MRO3('X', (), {}))
class Setname:
    def __set_name__(self, o, n): raise ValueError('sn')
try:
    class Y: q = Setname()
except Exception as e: print(type(e), e, e.__notes__)
class W:
    def __mro_entries__(self, b): print(b); return (A,)
class V(W()): pass
print(V.__mro__, V.__orig_bases__)
t(lambda: type('V', (W(),), {}))
class Meta(type):
    def __instancecheck__(c, i): return 'yes'
    def __subclasscheck__(c, s): return True
    def __len__(c): return 7
    def __getattr__(c, n): return n
    @property
    def prop(c): return c.__name__
class MM(metaclass=Meta): pass
print(isinstance(1, MM), issubclass(int, MM), len(MM), MM.foo, MM.prop); t(lambda: MM().foo)
class CG:
    def __class_getitem__(cls, k): return cls.__name__, k
print(CG[1]); t(lambda: A[1])
import_reduce = object.__reduce_ex__
t(lambda: (1).__reduce__.__name__)
class PC:
    @classmethod
    def __init_subclass__(cls, /, x=None, **k): print(cls, x, k); super().__init_subclass__(**k)
t(lambda: type('PP', (PC,), {}, x=1)); t(lambda: type('PP', (PC,), {}, y=1))
A.n2 = 5; print(A(6).n2); del A.n2; t(lambda: A.n2); t(lambda: delattr(A, 'n2')); A.__len__ = lambda s: 4; print(len(A(7))); del A.__len__; t(lambda: len(A(8)))
