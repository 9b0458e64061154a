# The short ways of struct, int.to_bytes(), str methods, codecs and sorts against the long ones.
import struct,random,sys
random.seed(1); h=0
for fmt in ['<b','<B','>h','<H','>i','<I','<q','>q','>Q','<Q','@l','@L','@n','@N','<d','>d','<f','>e','<?','<3s','<5p','<c','@bhilq','>bhilqd','<bhilqd2i3h']:
    for k in range(6):
        vals=[]
        try:
            n=len(struct.unpack(fmt,bytes(struct.calcsize(fmt))))
            b=bytes(random.randrange(256) for _ in range(struct.calcsize(fmt)))
            if k==0: b=b'\xff'*len(b)
            if k==1: b=b'\x80'+b'\0'*(len(b)-1)
            if k==2: b=b'\0'*(len(b)-1)+b'\x80'
            u=struct.unpack(fmt,b); print(fmt,repr(u))
            if 'p' not in fmt and '?' not in fmt:
                p=struct.pack(fmt,*u); print(p.hex())
            print(struct.unpack_from(fmt,b'xx'+b,2)==u or repr(u))
        except Exception as e: print(fmt,repr(e))
    for v in (0,-1,127,128,-129,255,256,32768,65535,2**30,2**31,-2**31-1,2**32-1,2**53,2**63,2**64,True,1.5,'x'):
        try: print(fmt,v,struct.pack(fmt,v))
        except Exception as e: print(fmt,v,type(e).__name__,e)
for n in (-2**47,2**47,-1,-129,128,0,2**48-1,2**48,2**70):
    for l in (0,1,2,6,7,9):
        for o in ('big','little'):
            for s in (False,True):
                try: b=n.to_bytes(l,o,signed=s); print(n,l,o,s,b,int.from_bytes(b,o,signed=s),int.from_bytes(b,o,signed=not s))
                except Exception as e: print(n,l,o,s,repr(e))
for s in ['héllo','h漢','a\ud800b','x'*200+'é','\x7f\x80','','abc',' \x1c\x1d a\x1fb\x85c\xa0d\u2003e ','\U0001f600a']:
    print(ascii(s.split()),ascii(s.strip()),ascii(s[::-1]),ascii(s[::2]))
    try: print(s.encode(),s.encode().decode()==s)
    except Exception as e: print(repr(e))
    print(s.encode('utf-8','surrogatepass'))
for b in [b'abc',b'\xff',b'abc\xc3\xa9',b'x'*300,b'y'*97,b'z'*95]:
    for enc in ('utf-8','ascii','latin-1'):
        try: print(b.decode(enc))
        except Exception as e: print(repr(e))
t={97:'x',98:None,99:'long',100:'é',101:0x1f600,102:102}
print(ascii('abcdefg'.translate(t)*2), ascii(('abcf'*3000).translate(t))[:50], len(('ab'*9000).translate({97:'q'})))
for n in (0,1,2,3,5,64,65,200,1000):
    for k in range(4):
        l=[random.randrange(50) for _ in range(n)]; m=sorted(l); m2=sorted(l,key=lambda x:-x); m3=sorted([(x%7,i) for i,x in enumerate(l)],key=lambda t:t[0],reverse=True)
        if k==1: l.sort(reverse=True); m=sorted(l)
        h=hash((h,tuple(m),tuple(m2),tuple(m3)))
print(h)
try: raise ValueError('é😀')
except ValueError as e: print(ascii(str(e)))
