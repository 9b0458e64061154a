def t(f, *a):
    try: r = f(*a)
    except BaseException as e: print(type(e).__name__ + ':', e)
    else: print(r)
class A: pass
class B(A): pass
class C:
    __slots__ = ('a', 'b')
class D:
    __slots__ = ('a', 'b')
class E(A): x = 3
a = A(); a.q = 1
a.__class__ = E; print(a.x, a.q, a.__dict__)
c = C(); c.a = 1; c.__class__ = D; print(c.a); t(lambda: c.b)
t(lambda: setattr(c, '__class__', A)); t(lambda: setattr(a, '__class__', int)); t(lambda: setattr(a, '__class__', 3)); t(lambda: delattr(a, '__class__'))
t(lambda: c.zz); t(lambda: setattr(c, 'zz', 1)); t(lambda: delattr(c, 'b')); t(lambda: setattr(c, 'a', 2)); del c.a; t(lambda: c.a)
class F: 
    def f(self): return 'F'
class G(F): pass
class H: 
    def f(self): return 'H'
    def __add__(self, o): return 'add'
g = G(); print(g.f()); t(lambda: g + 1); G.__bases__ = (H,); print(g.f(), g+1, G.__mro__); t(lambda: setattr(G, '__bases__', ())); t(lambda: setattr(G, '__bases__', 1)); t(lambda: setattr(G, '__bases__', (G,))); t(lambda: setattr(G, '__bases__', (int,))); t(lambda: setattr(G, '__bases__', (1,))); t(lambda: delattr(G, '__bases__')); t(lambda: setattr(int, '__bases__', (H,)))
print(H.__subclasses__(), F.__subclasses__())
t(lambda: type('X', (A, B), {})); t(lambda: type('X', (A, A), {})); t(lambda: type('X', (1,), {})); t(lambda: type('X', (A,))); t(lambda: type(1, (A,), {})); t(lambda: type('X', [A], {})); t(lambda: type('X', (A,), 1)); t(lambda: type('X\0', (), {})); t(lambda: type()); t(lambda: type(1,2)); t(lambda: type('X', (), {'__slots__': 'a', 'a': 1})); t(lambda: type('X', (), {'__slots__': ['1a']})); t(lambda: type('X', (), {'__slots__': [1]})); t(lambda: type('X', (int,), {'__slots__': ['a']})); t(lambda: type('X', (A,), {'__slots__': ['__dict__']})); t(lambda: type('X', (), {'__slots__': ['__weakref__', '__weakref__']})); t(lambda: type('X', (), {'__qualname__': 1})); t(lambda: type('X', (), {'__classcell__': 1}))
class Abs: 
    __abstractmethods__ = None
Abs2 = type('Abs2', (), {}); Abs2.__abstractmethods__ = {'foo', 'bar'}; t(Abs2); Abs2.__abstractmethods__ = {'foo'}; t(Abs2); del Abs2.__abstractmethods__; print(type(Abs2()).__name__); t(lambda: type.__abstractmethods__); t(lambda: A.__abstractmethods__)
print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__base__, A.__bases__, A.__basicsize__, A.__dictoffset__, A.__weakrefoffset__, A.__itemsize__, C.__basicsize__, int.__basicsize__, int.__itemsize__, type.__basicsize__, type.__itemsize__, A.__flags__, C.__flags__, int.__flags__, type.__flags__, list.__flags__, dict.__flags__, type(lambda:0).__flags__)
t(lambda: setattr(A, '__name__', 1)); A.__name__ = 'AA'; print(A, repr(A)); t(lambda: delattr(A, '__name__')); t(lambda: setattr(A, '__name__', 'a\0')); A.__qualname__ = 'Q.A'; print(A, A()  .__class__); A.__module__ = 'mod'; print(A)
t(lambda: int.__name__); t(lambda: setattr(int, '__name__', 'x')); t(lambda: delattr(int, '__doc__')); print(type(int.__dict__), int.__text_signature__, object.__text_signature__, object.__doc__ is not None)
print(A.__annotations__); A.__annotations__ = {'x': 1}; print(A.__annotations__); del A.__annotations__; t(lambda: delattr(A, '__annotations__')); t(lambda: int.__annotations__); print(A.__type_params__, int.__type_params__)
class P:
    @property
    def x(self): 'doc'; return 1
    @x.setter
    def x(self, v): print('set', v)
    @x.deleter
    def x(self): print('del')
    y = property(); z = property(lambda s: 1, doc='zz')
p = P(); p.x = 3; del p.x; t(lambda: p.y); t(lambda: setattr(p, 'y', 1)); t(lambda: delattr(p, 'z')); t(lambda: setattr(p, 'z', 1)); print(P.x.__doc__, P.z.__doc__, P.x.__name__, P.x.fget.__name__, P.x.__isabstractmethod__); t(lambda: property().__name__); t(lambda: P.y.__get__(1, int)); t(lambda: property(1,2,3,4,5)); t(lambda: property(x=1))
class DG:
    def __get__(self, o, t=None): return ('get', o is None, t)
    def __set__(self, o, v): print('set', v)
    def __delete__(self, o): print('delete')
class DD: d = DG()
DD.d; o = DD(); print(o.d[1], DD.d[1]); o.d = 1; del o.d; o.__dict__['d'] = 5; print(o.d[0])
class GA:
    def __getattribute__(self, n):
        if n == 'bad': raise AttributeError('no bad')
        return object.__getattribute__(self, n)
    def __getattr__(self, n): return 'dyn ' + n
    def __setattr__(self, n, v): print('setattr', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('delattr', n); super().__delattr__(n)
ga = GA(); ga.u = 3; print(ga.u, ga.bad, ga.w); del ga.u; t(lambda: object.__setattr__(A, 'x', 1)); t(lambda: object.__delattr__(A, 'x'))
print(super(B, B()).__init__, repr(super(B, B()))[:20], super(B)); t(lambda: super(1)); t(lambda: super(B, 1)); t(lambda: super()); t(lambda: super(B, A()))
class S0:
    def f(): super()
    def g(self):
        del self; super()
t(S0.f); t(lambda: S0().g())
class Cnt:
    def __call__(self, *a, **k): return a, k
    def __bool__(self): return 1
    def __len__(self): return -1
    def __index__(self): return 'a'
    def __hash__(self): return 1 << 70
    def __iter__(self): return 1
    def __contains__(self, x): return x
    def __getitem__(self, i): return i
    def __str__(self): return 1
    def __repr__(self): return 2
    def __eq__(self, o): return 'eq'
    def __lt__(self, o): return NotImplemented
    def __neg__(self): return 'neg'
    def __ior__(self, o): return 'ior'
    def __rsub__(self, o): return 'rsub'
    def __pow__(self, o, m=None): return o, m
    def __init__(self, *a): self.a = a; 
    def __format__(self, s): return 5
    def __bytes__(self): return 'x'
    def __dir__(self): return ['b', 'a']
    def __del__(self): print('del', self.a)
n = Cnt(1); print(n(1, b=2)); t(bool, n); t(len, n); t(lambda: [1][n]); print(hash(n)); t(iter, n); print(5 in n, 0 in n, n[3]); t(str, n); t(repr, n); print(n == 1, n != 1); t(lambda: n < 1); print(-n, 3 - n, n ** 2, pow(n, 2, 3)); t(format, n); t(bytes, n); print(dir(n)); m = n; m |= 1; print(m); del n
class I:
    def __init__(self): return 1
t(I)
class NI: 
    __hash__ = None; __iter__ = None; __contains__ = None; __call__ = None
    def __getitem__(self, i): return i
t(lambda: hash(NI())); t(lambda: iter(NI())); t(lambda: 1 in NI()); t(lambda: NI()())
