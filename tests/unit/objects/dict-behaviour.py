def err(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: print(type(e).__name__, str(e))
    else: print('ok', r)
import sys
d={}
for n in range(200):
    d['k%d'%n]=n
    if n in (0,4,5,9,10,20,21,42,43,85,86,170,171): print(n, sys.getsizeof(d), len(d))
for i in range(0,200,3): del d['k%d'%i]
print(list(d)[:10], sys.getsizeof(d))
print(d.popitem(), d.pop('k1'), d.pop('nope', 7)); err(d.pop, 'nope'); err({}.popitem); err(d.pop); err(d.pop,1,2,3)
print({1:2}|{3:4}, {1:2}.__or__([(1,2)])); err(lambda: {}|[])
e={1:2}; e|=[(5,6)]; print(e); e.update(a=1); e.update({7:8}, b=2); print(e); err(e.update, 1); err(e.update, [1]); err(e.update,[(1,2,3)]); err(e.update,{},{})
print(dict.fromkeys('abc'), dict.fromkeys([1,2],3), dict.fromkeys({1:2},0), dict.fromkeys({1,2},0)); err(dict.fromkeys); err(dict,1); err(dict,1,2)
print(dict([('a',1)],b=2), dict({'x':1}), dict(a=1))
print(e.get('zz'), e.get(1), e.setdefault('q'), e.setdefault('q',3)); err(e.get)
class M(dict):
    def __missing__(self,k): return ('miss',k)
print(M()[3], M(a=1)['a']); err(lambda: {}[3]); err(lambda: {}[[]]); err(lambda: {(1,2):3}[(1,3)])
d={}; d['self']=d; print(d); print(d.keys(), d.values())
k=d.keys(); print({1:1,2:2}.keys() & [2,3], {1:1}.keys()|{2}, {1:1,2:2}.keys()-[1], {1:1}.keys()^{1:1,2:3}.keys(), {1:1}.keys().isdisjoint([2]), {1:1}.items()<={(1,1),(2,2)}, {1:2}.keys()=={1}, {1:2}.items()=={(1,2)})
d={1:1,2:2,3:3}
def it(f):
    try:
        for x in f(d): f2(x)
    except RuntimeError as x: print(x)
def f2(x): d[len(d)+100]=1
for f in (iter, dict.keys, dict.values, dict.items, reversed): it(f)
def f2(x): del d[x]; d[x+1000]=1
it(iter)
print(list(reversed({1:2,3:4})), list(reversed({1:2,3:4}.items())), list(reversed({1:2}.values())))
i=iter({1:2,3:4}); print(i.__length_hint__(), next(i), i.__length_hint__(), i.__reduce__())
class K:
    def __init__(s,h): s.h=h
    def __hash__(s): return s.h
    def __eq__(s,o): print('eq',s.h,o.h if isinstance(o,K) else o); return s is o
    def __repr__(s): return 'K%d'%s.h
d={K(i%3):i for i in range(7)}; print(d); print(d.get(K(1)))
class Evil:
    def __hash__(s): return 1
    def __eq__(s,o): d.clear(); return False
d={Evil():1, 2:3}; err(lambda: d[Evil()])
class Bad:
    def __hash__(s): raise ValueError('h')
err(lambda:{Bad():1}); err(lambda:{}.get(Bad())); err(lambda:Bad() in {}); err(hash,{})
print({1:2}=={1:2.0}, {1:2}!={1:3}, {1:float('nan')}=={1:float('nan')}); err(lambda:{}<{})
class A: pass
a=A(); a.x=1; a.y=2; b=A(); b.x=5; b.z=6; print(a.__dict__, vars(b), sys.getsizeof(a.__dict__)); del a.x; a.w=9; print(a.__dict__, dir(a)[-2:]); a.__dict__={'n':1}; print(a.n); err(lambda:a.y)
del a.__dict__; print(a.__dict__); a.__dict__['p']=1; print(a.p); err(setattr,a,'__dict__',3)
for i in range(40): setattr(b,'a%d'%i,i)
print(len(b.__dict__), b.a39, list(b.__dict__)[:4])
class S(str): pass
d={'a':1}; d[S('b')]=2; print(d, d['b'], sys.getsizeof(d)); d[3]=1; print(d)
print({**{'a':1},**{'b':2}}); err(lambda: dict(**{1:2})); err(lambda: dict(**1) )
c={i:i for i in range(100)}.copy(); print(sys.getsizeof(c)); c.clear(); print(sys.getsizeof(c), c)
print(repr({}.items()), {}.__class_getitem__(int), dict[str,int]); print({1:[2]}.__contains__(1), {}.__sizeof__())
print(hash(frozenset({1:2}.items())), {1:2}.items().mapping, type({}.keys().mapping))
err(lambda:{}.keys().mapping.__setitem__(1,2)); err(len, iter({}))
x={}; x[1]=1; x[True]=2; x[1.0]=3; print(x, x[1])
print(sorted({3:1,1:2}), max({3:1,1:2}), {'a':1,'b':2}.items()); print(dict(zip('ab',[1,2]))); print({1:2}.items() & {(1,2)}, {1:[]}.values()); err(lambda:{1:[]}.items()|{1}); err(lambda: {}.keys()+1)
