import _random, math, _operator
R=_random.Random(42)
print([R.random() for _ in range(5)], R.getrandbits(100), R.getrandbits(5))
R.seed(10**30); print(R.random(), R.getrandbits(64)); R.seed('abc' if False else 7.5); print(R.random()); R.seed(-5); print(R.random())
st=R.getstate(); a=R.random(); R.setstate(st); print(a==R.random(), len(st), st[-1])
def rnd(bits):
    n=R.getrandbits(bits)
    return -n if R.random()<.5 else n
ops=['add','sub','mul','floordiv','mod','truediv','and_','or_','xor','eq','lt','pow','lshift','rshift']
out=[]
import_err=[]
acc=0
for i in range(6000):
    a=rnd(int(R.random()*140)+1); b=rnd(int(R.random()*140)+1)
    for o in ops:
        f=getattr(_operator,o)
        try:
            if o=='pow':
                b2=abs(b)%40; r=f(a,b2); r=(r, pow(a,abs(b),abs(a)+3))
            elif o in('lshift','rshift'): r=f(a,abs(b)%200)
            else: r=f(a,b)
        except Exception as e: r=(type(e).__name__,str(e))
        acc=(acc*31+hash(str(r)) if False else (acc*31+len(str(r))*7+ (int(r) if isinstance(r,(int,bool)) else 0))) % (10**18+9)
        if i%200==0: print(o,a,b,r)
print(acc)
for i in range(3000):
    a=rnd(int(R.random()*300)+1)
    s=(a.bit_length(),a.bit_count(),hash(a),a.__sizeof__(),hex(a),oct(a),bin(a)[:50],~a,-a,abs(a),bool(a),a.to_bytes(45,'little',signed=True)==int.from_bytes(a.to_bytes(45,'little',signed=True),'little',signed=True).to_bytes(45,'little',signed=True), int(str(a))==a, round(a,-5), math.isqrt(abs(a)), float(a) if a.bit_length()<1000 else 0, a.as_integer_ratio())
    if i%60==0: print(s)
    assert int(hex(a),16)==a and int(bin(a),0)==a and int.from_bytes(a.to_bytes(45,'big',signed=True),'big',signed=True)==a
for i in range(400):
    a=rnd(int(R.random()*2000)+1); b=rnd(int(R.random()*2000)+1) or 1
    q,r=divmod(a,b)
    assert q*b+r==a and (0<=r<b or b<r<=0)
    try: print(a/b)
    except OverflowError as e: print(e)
print([math.gcd(rnd(80),rnd(80)) for _ in range(5)], math.lcm(4,6,10), math.comb(50,20), math.perm(20,5), math.factorial(30), math.comb(10**30,3))
print([round(x,n) for x in (12345,-12355,15,25,-15) for n in (-1,-2,-3,0,2,-10)])
for b in range(2,37):
    print(int('101',b), int('1'*40,b))
print((2**61-1).__hash__(),hash(2**61-2),hash(-(2**61)),hash(-1),hash(2**62),hash(-2**62-1), hash(2**31), hash(-2**31), hash(2**53),hash(-2**53))
print(pow(3,-1,7),pow(-3,5,-7),pow(3,0,1),pow(0,0,5),pow(2,10**5,10**9+7),pow(10,-3,7))
print(5 .__index__(),True+True,True*3,-True,+True,True/2,True//2,divmod(True,2),int(True),float(True),~False)
print((-7)//2,(-7)%2,7//-2,7%-2,-7//-2,0//5,0//-5,0%-5,(2**64)//-3,(2**64)%-3, -(2**64)//3)
print(2**53+1.0, (2**53+1)*1.0, 2**1023*1.0, float(2**53+1), float(2**54+2), float(2**54+6), int(1e300)==10**300)
print([x.__sizeof__() for x in (0,1,-1,2**30-1,2**30,2**53,2**60-1,2**60,2**90,-2**120)])
print(1<2**70,2**70>1,-2**70<-1,2**70==2**70,2**70!=2**70+1,2**53==2**53+0.0,True==1,2**60<=2**60)
