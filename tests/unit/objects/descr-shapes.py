import sys
def t(f, *a):
    try: r = f(*a)
    except BaseException as e: print(type(e).__name__ + ':', e)
    else: print(r)
rc = sys.getrefcount
class A:
    def __init__(self): self.a = 1; self.b = 2
    def m(self): pass
class S: __slots__ = ('x',)
print('rc', rc(A), rc(A()), rc(A().m), rc(S), rc(object()), rc(type('T', (), {})))
a = A(); print(rc(a), rc(A)); b = a.m; print(rc(a), rc(A.m)); del b; print(rc(a), rc(A.m)); d = a.__dict__; print(rc(a), rc(d)); del d; print(rc(a.__dict__))
class K(A): pass
print(rc(A), rc(K)); del K; print(rc(A))
def f(x): return x
print(rc(f), rc(f.__code__), rc(f.__globals__) > 3)
print(A.__sizeof__(a), a.__sizeof__(), S().__sizeof__(), object().__sizeof__(), sys.getsizeof(a), sys.getsizeof(A), sys.getsizeof(S), sys.getsizeof(f), sys.getsizeof(a.m), sys.getsizeof(len), sys.getsizeof([].append), sys.getsizeof(property()), sys.getsizeof(classmethod(f)), sys.getsizeof(int), sys.getsizeof(S.x), sys.getsizeof(A.__dict__), sys.getsizeof(super(A, a)), sys.getsizeof(list.append), sys.getsizeof(int.__add__), sys.getsizeof((1).__add__), sys.getsizeof(sys), sys.getsizeof(type(sys)('x')))
for o in (len, [].append, list.append, int.__add__, (1).__add__, dict.fromkeys, dict.__dict__['fromkeys'], str.maketrans, int.real, S.x, f, a.m, object.__new__, int.from_bytes, A.__dict__['__dict__'], A.__dict__['__weakref__'], type.__dict__['mro'], property.fget, staticmethod(len), classmethod(len), sys.getrefcount):
    print(repr(o).split(' at 0x')[0], type(o).__name__, getattr(o, '__name__', None), getattr(o, '__qualname__', None), getattr(o, '__text_signature__', None), getattr(o, '__module__', None), hasattr(o, '__self__'), getattr(o, '__objclass__', None), type(getattr(o, '__doc__', None)).__name__)
f.x = 1; print(f.__dict__, f.__name__, f.__defaults__, f.__kwdefaults__, f.__closure__, f.__annotations__, f.__module__, f.__qualname__, f.__doc__, f.__type_params__)
t(lambda: setattr(f, '__code__', 1)); t(lambda: setattr(f, '__name__', 1)); t(lambda: setattr(f, '__defaults__', 1)); t(lambda: setattr(f, '__kwdefaults__', 1)); t(lambda: setattr(f, '__globals__', 1)); t(lambda: setattr(f, '__annotations__', 1)); t(lambda: setattr(f, '__dict__', 1)); t(lambda: delattr(f, '__dict__')); t(lambda: f.__get__()); t(lambda: f.nope)
def cl():
    z = 1
    def inner(a, b=2, *c, d=3, **e): return z, a, b, c, d, e
    return inner
g = cl(); print(g(1), g(1, 2, 3, d=4, q=5), g.__closure__[0].cell_contents, g.__defaults__, g.__kwdefaults__, g.__qualname__); t(g); t(lambda: g(1, a=2)); t(lambda: setattr(g, '__code__', f.__code__))
FT = type(f); t(lambda: FT(1, {})); t(lambda: FT(f.__code__, 1)); t(lambda: FT(f.__code__, {}, 1)); t(lambda: FT(f.__code__, {}, 'n', 1)); t(lambda: FT(g.__code__, {})); t(lambda: FT(g.__code__, {}, 'n', None, ())); print(FT(f.__code__, {}, 'nn').__name__)
MT = type(a.m); t(lambda: MT(1, 2)); t(lambda: MT(f, None)); t(MT); print(MT(f, 3)(), MT(f, 3) == MT(f, 3), MT(f, 3).__func__ is f, hash(a.m) == hash(a.m), a.m == a.m, a.m.__self__ is a); t(lambda: setattr(a.m, 'x', 1)); t(lambda: a.m.x)
NS = type(sys.implementation); n = NS(a=1, b='x'); print(n, n == NS(a=1, b='x'), n.a, NS({'q': 1}, r=2), NS([('z', 3)])); n.me = n; print(n); t(lambda: NS(1)); t(lambda: NS({1: 2})); t(lambda: n.zz); t(lambda: NS(1, 2)); print(n.__reduce__()[1:2], NS(a=1).__replace__(a=2, c=3))
M = type(sys); m = M('modname', 'docs'); print(m.__name__, m.__doc__, m.__dict__, sorted(dir(m))); t(lambda: m.nope); m.__getattr__ = lambda n: 'ga ' + n; print(m.foo); t(M); t(lambda: M(1)); t(lambda: M('a', 'b', 'c')); t(lambda: setattr(m, '__dict__', 1)); print(m.__annotations__); t(lambda: sys.nope); m2 = M.__new__(M); t(lambda: m2.x)
print(len(object.__dict__), len(type.__dict__), sorted(object.__dict__), sorted(type.__dict__))
for T in (int, str, list, dict, tuple, float, bool, set, frozenset, bytes, bytearray, complex, range, slice, property, classmethod, staticmethod, super, type(f), type(len), type(list.append), type(int.__add__), type(None), type(...), type(NotImplemented), Exception, BaseException, KeyError, type(x for x in ()), memoryview, enumerate, zip, map, filter, reversed, type(sys), MT, NS, type(A.__dict__), type(S.x), type({}.keys()), OSError, StopIteration, UnicodeDecodeError, ImportError, AttributeError, type(a.__init__), type((1).__add__), type(f.__code__)):
    print(T.__name__, T.__flags__, T.__basicsize__, T.__itemsize__, T.__dictoffset__, T.__weakrefoffset__, T.__base__.__name__, sorted(T.__dict__))
