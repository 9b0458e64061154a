# struct, operator getters, random, code objects, structseq, warnings
import _struct as S, _operator as O, _random, sys, time, errno
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__,e)
for f,a in (('<bBhHiIlLqQ',(-1,2,-3,4,-5,6,-7,8,-9,10)),('@bBhHiIlLqQnNP',(-1,2,-3,4,-5,6,-7,8,-9,10,-11,12,13)),('>efd',(1.5,2.25,-3.125)),('=5s3pc?x',(b'abc',b'hello',b'z',5)),('0i',()),('3i2x',(1,2,3)),('b',(200,)),('B',(-1,)),('h',(70000,)),('i',('a',)),('i',(1.5,)),('c',(b'ab',)),('s',(5,)),('f',(1e300,)),('e',(1e10,)),('ii',(1,)),('z',()),('99999999999999999999i',()),('3',()),('q',(2**63,)),('Q',(2**64,)),('?',([],)),('d',('x',))):
    t(S.pack,f,*a); t(S.calcsize,f)
t(S.unpack,'<bBhHiIlLqQ',bytes(range(128,128+34+8)))
t(S.unpack,'i',b'abc'); t(S.unpack_from,'<i',b'abcdefgh',3); t(S.unpack_from,'<i',b'abcdefgh',6); t(S.unpack_from,'<i',b'abcdefgh',-3);t(S.unpack_from,'<i',b'abcdefgh',-30)
t(list,S.iter_unpack('<H',b'abcdef')); t(S.iter_unpack,'<H',b'abc')
b=bytearray(8); t(S.pack_into,'<i',b,2,77); print(b); t(S.pack_into,'<i',b,6,7); t(S.pack_into,'<i',b,-9,7); t(S.pack_into,'<i',b'aaaa',0,1)
s=S.Struct('<i4s'); print(s,s.size,s.format,S.Struct.__sizeof__(s)); t(s.pack,1,b'a'); t(s.unpack,b'12345678')
t(S.unpack,'<e',b'\x00\x7c'); t(S.unpack,'<e',b'\x01\x00'); t(S.unpack,'>d',b'\x7f\xf0'+bytes(6)); t(S.unpack,'3p',b'\x05ab')
class A: pass
a=A(); a.x=A(); a.x.y=5; a.z=3
t(O.attrgetter('x.y','z'),a); t(O.attrgetter('x.q'),a); t(O.attrgetter); t(O.attrgetter,1); print(O.attrgetter('x.y','z'),O.itemgetter(1,2),O.itemgetter('a'),O.methodcaller('f',1,k=2),O.methodcaller('g'))
t(O.itemgetter(1,0),'abc'); t(O.itemgetter(slice(1)),'abc'); t(O.itemgetter(5),(1,)); t(O.itemgetter(0),(1,)); t(O.methodcaller('upper'),'abc'); t(O.methodcaller('split','b',maxsplit=1),'abcbd'); t(O.methodcaller('nope'),1); t(O.methodcaller); t(O.methodcaller,1); t(O.itemgetter); t(O.itemgetter(1)); t(O.itemgetter(1),1,2)
print(O.itemgetter(1,2).__reduce__(),O.attrgetter('a.b').__reduce__(),O.methodcaller('f',1).__reduce__())
for n in 'add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor matmul concat contains countOf indexOf getitem lt le eq ne gt ge is_ is_not iadd iconcat'.split():
    t(getattr(O,n),5,3); t(getattr(O,n),[1],[1])
t(O.length_hint,[1,2]); t(O.length_hint,1,'a'); t(O.length_hint,iter([1])); t(O._compare_digest,'a','b'); t(O._compare_digest,b'a',b'a'); t(O._compare_digest,'é','b'); t(O._compare_digest,1,'b'); t(O.index,1.5); t(O.truth,[]); t(O.setitem,[],0,1); t(O.delitem,{},1); t(O.call,max,1,2)
r=_random.Random(42); print([r.random() for _ in range(3)],[r.getrandbits(k) for k in (1,5,32,33,64,100,0)]); st=r.getstate(); print(len(st),st[:3],st[-1]); x=r.random(); r.setstate(st); print(x==r.random()); t(r.getrandbits,-1); t(r.setstate,(1,)); t(r.setstate,1); r.seed('abc' and 10**30); print(r.random()); r.seed(-5); print(r.random()); t(r.seed,1.5); t(r.seed,[]) 
def f(a,b=2,*c,d,**e):
    """doc"""
    x=a
    def g(): return x,b
    try:
        return [i for i in c if g()]
    finally:
        print(1)
c=f.__code__
print([(n,getattr(c,n)) for n in dir(c) if n.startswith('co_') and n not in('co_lines','co_positions','co_filename','co_code','co_consts','co_lnotab')])
print(list(c.co_lines())); print(list(c.co_positions())); print(c.co_code.hex()); print(c.co_lnotab.hex())
print(c.__sizeof__(), repr(c)[:12], c==c.replace(), hash(c)==hash(c.replace()), c==c.replace(co_name='q'), c.replace(co_name='q').co_name)
t(c.replace,co_argcount=5); t(c.replace,co_flags=-1); t(c.replace,co_code=b'a'); t(c.replace,zz=1); t(c.replace,co_names=(1,)); t(c._varname_from_oparg,0); t(c._varname_from_oparg,99); t(type(c)); t(type(c),1); t(c.__lt__,c)
C=type(c); d=C(c.co_argcount,c.co_posonlyargcount,c.co_kwonlyargcount,c.co_nlocals,c.co_stacksize,c.co_flags,c.co_code,c.co_consts,c.co_names,c.co_varnames,c.co_filename,c.co_name,c.co_qualname,c.co_firstlineno,c.co_linetable,c.co_exceptiontable,c.co_freevars,c.co_cellvars); print(d==c,hash(d)==hash(c))
t(C,-1,*[0]*15)
T=time.struct_time; z=T((2020,1,2,3,4,5,6,7,0)); print(z,z[0],z.tm_year,z.n_fields,z.n_sequence_fields,z.n_unnamed_fields,z.tm_zone,z==tuple(z),hash(z)==hash(tuple(z)),z.__reduce__(),T.__match_args__); t(T,(1,)); t(T,range(20)); t(T,5); t(T,(1,)*9,{'tm_zone':'X','bad':1}); t(T,(1,)*9,5); t(T,(1,)*9,{'tm_zone':'X'}); t(setattr,z,'tm_year',1); t(T); print(sys.version_info,sys.flags.n_fields,sys.float_info,sys.int_info,sys.hash_info); t(type(sys.flags)); print(T((1,)*11).tm_gmtoff, z.__replace__(tm_year=5)); t(z.__replace__,q=1)
print(errno.errorcode[2],errno.ENOENT,len(errno.errorcode))
import _warnings as W
class Err: pass
t(W.warn); t(W.warn,'a',5); t(W.warn,'a',UserWarning,'x'); t(W.warn_explicit,'a',UserWarning,'f.py',1); print(W._defaultaction,W._onceregistry)
t(W.warn_explicit,'a',UserWarning,'f.py'); t(W.warn_explicit,'a',5,'f.py',1);t(W.warn_explicit,'a',UserWarning,'f.py',1,module_globals=1);t(W.warn_explicit,'a',UserWarning,'f.py',1,registry=1)
