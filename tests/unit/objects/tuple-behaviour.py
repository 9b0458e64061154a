def err(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: print(type(e).__name__, str(e))
    else: print('ok', r)
import sys
for t in ((),(1,),(1,2),(1,2,3),(-1,),(0,)*10,(1.5,),((1,2),(3,4)),tuple(range(100)),(2**70,),(True,False)): print(hash(t), len(t), sys.getsizeof(t))
print((1,2)+(3,), (1,)*3, 2*(1,2), (1,2,3)[::-1], (1,2,3)[1:], (1,2)<(1,3), (1,)<(1,0), ()==(), (1,2).index(2), (1,2,1).count(1), (1,2,3)[-1]); err((1,).index,5); err(lambda:(1,)+[1]); err(lambda:(1,)*'a'); err(tuple,1); err(tuple,1,2); err(lambda:tuple(a=1)); err(lambda:(1,)*(2**62)); err(hash,([],))
class T(tuple): pass
print(T([1,2]), type(T([1])+(2,)), T('ab'), tuple('abc'), tuple([1]), tuple({1:2}), tuple(x for x in range(12))); t=(1,); print(tuple(t) is t, t*1 is t, t[:] is t, t+() is t, ()+t is t); print(repr((1,)), repr(([],))); l=[]; t=(l,); l.append(t); print(t)
it=iter((1,2,3)); next(it); print(it.__length_hint__(), it.__reduce__()); it.__setstate__(0); print(list(it), it.__reduce__()); print(tuple[int,str], tuple[int,...], ().__getnewargs__(), (1,2).__getnewargs__())
print(hash((1,'a'))==hash((1,'a')), (float('nan'),)==(float('nan'),), (1,2).__contains__(2)); err(lambda:(1,2)<[1]); x=(1,2,3,4,5,6,7,8); print(x[1:7:3], x[7:0:-3], x[slice(2,None)])
# range
R=range
print(R(5), R(1,5), R(1,10,3), R(10,0,-3), list(R(10,0,-3)), len(R(0,100,7)), R(5)[2], R(5)[-1], R(10)[2:5], R(10)[::-2], R(0,10,2)[1:-1], R(5)==R(0,5,1), R(0)==R(2,1), R(0,3,2)==R(0,4,2), hash(R(5))==hash(R(0,5)), 3 in R(5), 3.0 in R(5), 5 in R(5), '3' in R(5), 4 in R(0,10,2), True in R(5))
err(lambda:R(5)[5]); err(lambda:R(5)['a']); err(R); err(R,1,2,3,4); err(R,1,2,0); err(R,1.0); err(R,'a'); err(lambda:len(R(2**70))); print(R(2**70), R(2**70)[2**69], list(R(2**70,2**70+3)), R(5).index(3), R(5).count(9), R(5).count(2)); err(R(5).index,9); print(R(1,2,3).start,R(1,2,3).stop,R(1,2,3).step, bool(R(0)), bool(R(1)), list(reversed(R(5))), list(reversed(R(0,10,3))), list(reversed(R(2**70,2**70+3))), R(3).__reduce__()); err(setattr,R(3),'start',2)
it=iter(R(5)); next(it); print(it.__length_hint__(), it.__reduce__(), list(it), it.__reduce__()); it=iter(R(2**70,2**70+5)); next(it); print(it.__length_hint__(), it.__reduce__()); it=iter(R(10)); it.__setstate__(7); print(list(it)); print(R(-2**63,2**63).__reduce__(), R(0,-10,-1)[3:], R(10)[20:], R(10)[-3:], hash(R(0)), hash(R(3,1)), hash(R(0,10,3)))
class I:
    def __index__(s): return 3
print(R(I()), R(10)[I()], [1,2,3,4][I()]); err(lambda: type('X',(R,),{}))
# slice
print(slice(5), slice(1,2), slice(1,2,3), slice(None).indices(10), slice(1,None,-1).indices(10), slice(-100,100).indices(5), slice(None,None,-1).indices(5), slice(2**70).indices(2**69), slice(1,5,2).__reduce__(), slice(1)==slice(None,1,None), slice(1,2)<slice(1,3)); err(slice); err(slice,1,2,3,4); err(slice(1).indices,-1); err(slice(1.5).indices,3); err(slice(None,None,0).indices,3); err(slice(1).indices); print(hash(slice(1,2))==hash(slice(1,2)), slice('a','b'), slice(1,2,3).start, slice(1,2,3).stop, slice(1,2,3).step); err(hash, slice([])); err(lambda:slice(1,2).indices('a'))
# enumerate reversed
print(list(enumerate('abc')), list(enumerate('ab',5)), list(enumerate('ab',start=2**70)), list(enumerate(iterable='a',start=1)), enumerate('a').__reduce__()[1][1]); err(enumerate); err(enumerate,1); err(enumerate,'a','b'); err(lambda:enumerate('a',foo=1)); err(enumerate,1,2,3); e=enumerate('ab',2**53-2); print(list(e)); print(list(enumerate([1,2,3],2**53-2)), list(enumerate([1,2],2**63-1)))
print(list(reversed('abc')), list(reversed((1,2))), list(reversed(bytes([1,2])))); err(reversed,1); err(reversed,{1}); err(reversed); err(lambda:reversed(x=1)); 
class Seq:
    def __len__(s): return 3
    def __getitem__(s,i):
        if i>2: raise IndexError
        return i*10
r=reversed(Seq()); print(r.__length_hint__(), list(r), list(Seq()), 20 in Seq(), r.__reduce__()); it=iter(Seq()); next(it); print(it.__length_hint__()); c=iter(lambda b=[0]:(b.__setitem__(0,b[0]+1),b[0])[1],4); print(list(c)); err(iter,1); err(iter,1,2); print(enumerate[int])
print(list(map(lambda a,b:a+b,[1,2],[3,4,5])), list(filter(None,[0,1,'',2])), list(filter(lambda x:x>1,[1,2,3])), list(zip('ab',[1,2,3])), list(zip()), list(zip([1],strict=True))); err(lambda:list(zip([1],[1,2],strict=True))); err(lambda:list(zip([1,2],[1],strict=True))); err(lambda:list(zip([1,2],[1,2],[1],strict=True))); err(zip,1); err(map); err(map,1); err(filter,1); err(lambda:list(map(1,[1]))); err(lambda:zip([1],foo=1)); err(lambda: list(map(lambda:1,[1])))
