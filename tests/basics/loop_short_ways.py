# what the compiled loop does by itself: numbers, exact dicts, instances
import random
r=random.Random(3)
d={};ref=[]
class K:
    def __init__(s,x): s.x=x
    def __hash__(s): return s.x
    def __eq__(s,o): return isinstance(o,K) and s.x==o.x
for i in range(200000):
    k=r.choice([r.randrange(-300,3000), str(r.randrange(500)), r.randrange(10**10), 'k%d'%r.randrange(70000)])
    if r.random()<.3:
        if k in d: del d[k]
    else: d[k]=[i] if i&1 else i
print(len(d), sum(v if type(v) is int else v[0] for v in d.values()), len(list(d)))
e={}
for i in range(-5,100000): e[i]=i
for i in range(-5,100000): assert e[i]==i and i in e
assert -1 in e and -2 in e and 100001 not in e
f={str(i):i for i in range(100000)}
assert all(f[str(i)]==i for i in range(100000))
print(list(d.items())[:5], len({k:v for k,v in d.items()}))
import sys
x=[]; g={}
g['a']=x
print(sys.getrefcount(x)); g['a']=1; print(sys.getrefcount(x))
class A:
    def __init__(self,*a): self.a=a
class B:
    def __init__(self,x): return 5
try: B(1)
except TypeError as e: print(e)
def mk():
    class C:
        def __init__(self,x): self.x=x
    for i in range(300): c=C(i)
    print(sys.getrefcount(c), c.__dict__, sys.getrefcount(C)<8)
mk()
class Rec:
    def __init__(self,n): self.k = Rec(n-1) if n else None
try:
    for i in range(20): Rec(50)
    Rec(10**6)
except RecursionError as e: print('RE', e)
def gen():
    class D:
        def __init__(self, x): self.x = x; raise_(x)
    def raise_(x):
        if x==250: raise ValueError(x)
    for i in range(300): D(i)
try: gen()
except ValueError as e:
    tb=e.__traceback__
    while tb: print(tb.tb_frame.f_code.co_name, tb.tb_lineno); tb=tb.tb_next
def hot():
    res=[]
    for a in (-7,-1,0,1,5,2**29,2**30-1,-2**30+1,2.5,-0.0):
        for b in (-3,-1,1,2,29,31,40,2**30-1,0.5):
            if isinstance(a,int) and isinstance(b,int):
                res += [a&b,a|b,a^b]
                if b>=0 and b<50: res += [a<<b,a>>b]
            res += [a//b,a%b,a/b,a*b,a+b,a-b]
    return res
for _ in range(5): q=hot()
print(sum(map(ord,repr(q))))
