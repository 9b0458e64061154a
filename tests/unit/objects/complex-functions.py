import cmath, math, _random
inf=math.inf;nan=math.nan
V=[-inf,-0.0,0.3,inf,nan,1e308,720.0]
def s(x): return 'nan' if x!=x else '%.12g'%x
def c(z): return z if not isinstance(z,complex) else s(z.real)+','+s(z.imag)
bad=0
for n in 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh polar phase isnan isinf isfinite'.split():
    for re in V:
        for im in V:
            try:
                r=getattr(cmath,n)(complex(re,im))
                if isinstance(r,tuple): r=tuple(map(s,r))
                if isinstance(r,float): r=s(r)
                print(n,re,im,c(r))
            except (ValueError,OverflowError) as e: print(n,re,im,e)
for r in V:
    for p in V:
        try: print('rect',r,p,c(cmath.rect(r,p)))
        except ValueError as e: print('rect',r,p,e)
r=_random.Random(5)
for i in range(8):
    z=complex(r.random()*8-4,r.random()*8-4)
    for n in 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh'.split():
        print(n,z,c(getattr(cmath,n)(z)))
for f,a in ((cmath.log,(0,)),(cmath.log,(1,1)),(cmath.log,(2,0)),(cmath.log,(5,2j)),(cmath.log10,(0,)),(cmath.exp,(1e5,)),(cmath.atanh,(1,)),(cmath.polar,(1e308+1.7e308j,)),(cmath.exp,('a',)),(cmath.isclose,(1,)),(cmath.log,(1,2,3)),(cmath.log,()),(cmath.isclose,(1+1j,1+1.0000000001j)),(cmath.isclose,(1,2)),(cmath.sin,())):
    try: print(f.__name__,a,f(*a))
    except Exception as e: print(f.__name__,a,type(e).__name__,e)
try: cmath.isclose(1,2,rel_tol=-1)
except ValueError as e: print(e)
print(cmath.infj,cmath.nanj,cmath.pi,cmath.tau,cmath.log.__text_signature__)
