"""Long rows of ASCII on their ways between str and bytes: as short ones, wherever other characters stand."""
import random
random.seed(5)
A='abcdefghij \n%{}'
for n in (0,1,5,63,64,65,66,67,100,127,128,129,1000,5001):
    s=''.join(random.choice(A) for _ in range(n)); b=s.encode(); assert list(b)==[ord(c) for c in s]
    assert b.decode()==s and b.decode('ascii')==s and b.decode('latin-1')==s and str(b,'utf-8')==s
    t=s+'é'; assert t.encode().decode()==t and t.encode('latin-1').decode('latin-1')==t
    for k in range(4):
        m=memoryview(b'x'*k+b)[k:]; assert str(m,'utf-8')==s; assert str(m,'ascii')==s
        x=b'\xff'*k+b+b'\xe9'+b; assert x.decode('latin-1')=='\xff'*k+s+'é'+s; assert x.decode('utf-8','replace')=='\ufffd'*k+s+'\ufffd'+s; assert x.decode('ascii','surrogateescape').encode('ascii','surrogateescape')==x
    y=('z'+s)[1:]; p=s[:n//2]+s[n//2:]
    assert hash(s)==hash(p)==hash(y)==hash(b) or n==0
    print(n,hash(s),hash(b),hash(bytearray(b).decode()))
    for st in (-1,-2,2,3,-7,64,-65): assert s[::st]==''.join([s[i] for i in range(n)[::st]]),(n,st)
    assert s[::-1].isascii()
    for c in 'a \nzé': assert s.count(c)==sum(x==c for x in s); assert s.count(c,3,-3)==sum(x==c for x in s[3:-3])
    assert s.replace('a','b',2).count('b')>=0
    assert s.translate({97:98,98:None,99:'Q',100:'\x7f'})==''.join({'a':'b','b':'','c':'Q','d':'\x7f'}.get(c,c) for c in s)
    assert s.translate({97:'xyz',98:233,32:0x10000})==''.join({'a':'xyz','b':'é',' ':'\U00010000'}.get(c,c) for c in s)
    assert s.translate(str.maketrans('abc','cab','de'))==''.join({'a':'c','b':'a','c':'b','d':'','e':''}.get(c,c) for c in s)
class K:
    def __hash__(self): return hash(97)
    def __eq__(self,o): raise RuntimeError('eq')
for bad in ({97:1.5},{97:-1},{97:0x110000},{K():1}):
    try: 'a b'.translate(bad); print('?')
    except Exception as e: print(type(e).__name__,e)
class I(int): pass
print('abc'.translate({I(97):I(98),98:True,99:'\0'}).__repr__())
