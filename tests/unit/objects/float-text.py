import _random, math, _struct as struct
R=_random.Random(7)
bad=0
for i in range(4000):
    x=struct.unpack('<d',struct.pack('<Q',R.getrandbits(64)))[0]
    if x!=x: continue
    s=repr(x); assert float(s)==x
    p=int(R.random()*25)
    row=(s,'%.*e'%(p,x),'%.*g'%(p,x),x.hex(),float.fromhex(x.hex())==x,hash(x), x.as_integer_ratio() if abs(x)!=math.inf and abs(x)<1e20 and abs(x)>1e-5 else 0, math.frexp(x), x.is_integer())
    if i%40==0: print(row)
    if abs(x)<1e15: 
        r=(round(x,p-5),'%.*f'%(p,x), round(x,2))
        if i%10==0: print(r)
for i in range(3000):
    x=(R.random()-.5)*10**int(R.random()*12); y=(R.random()-.5)*10**int(R.random()*6)
    row=(x%y,x//y,divmod(x,y),math.fmod(x,y),math.remainder(x,y),round(x),round(x,3),int(x),math.floor(x),math.ceil(x),math.hypot(x,y),math.ldexp(x,5),math.modf(x),math.ulp(x),math.nextafter(x,y),math.nextafter(x,y,steps=1000),math.fsum([x,y,-x,1e-9,x*y]),math.dist((x,y),(y,x)),math.copysign(x,y),format(x,',.3f'),format(x,'.10g'),x<y,x==y,math.fma(x,y,1.5),math.sumprod([x,y,3],[y,2,x]))
    if i%30==0: print(row)
for h in ['0x1.8p3','0x.8','-0x1p-1074','0x1p-1075','0x1.8p-1075','0x1.fffffffffffff8p1023','0x1.fffffffffffff7p1023','0xA.8P+2','  0x10  ','1p5','inf','-nan','0x1.00000000000008p0','0x1.000000000000080000001p0','0x0.0000000000001p-1022']:
    try: print(h, float.fromhex(h).hex())
    except Exception as e: print(h,type(e).__name__,e)
for s in ['1.','.5','1e5','1E+5',' 1 ','+1','-.5e-3','1_000.5','1e','e5','--1','1..2','inf','-Infinity','nan','infin','0x10','1e400','1e-400','9007199254740993','1'*400,'\u0661\u0662','1\n','','   ','1 2', '4.35','1.7976931348623159e308','2.2250738585072011e-308','5e-324','2e-324','3e-324']:
    try: print(repr(s[:20]), float(s))
    except Exception as e: print(repr(s[:20]),type(e).__name__,e)
for z in [complex(a,b) for a in (0.0,-0.0,1.5,math.inf,math.nan) for b in (0.0,-0.0,2.0,-math.inf,math.nan)]: print(z,repr(z),hash(z) if z==z else '',bool(z), -z, z.conjugate(), abs(z), z==1.5, z==complex(1.5,2))
for a in [1+2j,3-1j,0.5j,-2+0j]:
    for b in [2-3j,1j,4,2.5,True]:
        print(a+b,a-b,a*b,a/b,b-a,b/a)
        print(a**b)
