def err(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: print(type(e).__name__, str(e))
    else: print('ok', r)
import sys
l=[]; prev=0
for i in range(200):
    l.append(i); z=sys.getsizeof(l)
    if z!=prev: print(i,z); prev=z
while l:
    l.pop(); z=sys.getsizeof(l)
    if z!=prev: print(len(l),z); prev=z
print(sys.getsizeof([1,2,3]), sys.getsizeof(list((1,2,3))), sys.getsizeof([x for x in range(3)]), sys.getsizeof([0]*10), sys.getsizeof([1]+[2]), sys.getsizeof([1,2,3][:2]), sys.getsizeof(list(range(9))), sys.getsizeof(list(iter(range(9)))))
l=[1,2,3]; l.insert(0,0); l.insert(-1,9); l.insert(100,5); l.extend((7,8)); l.extend(l); print(l, l.index(9), l.count(9), l.index(9,5)); err(l.index,99); err(l.index,0,1,2); err(l.remove,99); l.remove(9); l.reverse(); print(l); err([].pop); err([1].pop,5); print(l.pop(0), l.pop(-2), l)
l[1:3]=[]; l[::2]=[0]*len(l[::2]); print(l); del l[::3]; print(l); l[1:1]='ab'; print(l); l[-1:0:-2]=[1]*len(l[-1:0:-2]); print(l)
def f(): l[::2]=[1]
err(f)
def f(): l[0:1]=5
err(f)
def f(): l[::2]=5
err(f)
def f(): l['a']=5
err(f); err(lambda:l['a']); err(lambda:l[1.0]); err(lambda:l[99]); err(lambda:l[2**70]); 
def f(): l[99]=1
err(f)
def f(): del l[99]
err(f); err(lambda:l+1); err(lambda:l+(1,)); err(lambda: l*'a'); err(lambda: [1]*(2**62)); err(list,1); err(list,1,2); err(lambda:list(a=1)); err(l.extend,1); err(l.append); err(l.insert,1); err(hash,[])
print([1]*3, 3*[1,2], [1]*-1, [1,2]<[1,3], [1]<[1,0], [1,2]==[1,2.0], [1]!=[2], []<[1], [float('nan')]==[float('nan')])
a=[]; a.append(a); print(a, a==a); b=[1]; b+=b; b*=2; print(b); b.clear(); print(b, b.copy())
print(sorted([3,1,2]), sorted('hello',reverse=True), sorted([1,2.5,0]), sorted(['b','a','C'],key=str.lower), sorted([(1,'b'),(1,'a'),(0,'z')])); err(lambda:sorted([1,'a'])); err(lambda:[1].sort(1)); err(lambda:sorted([1],foo=2)); err(lambda: sorted()); err(lambda: sorted([1],None)); err(lambda: sorted([3,1],key=1))
import_=None
def rnd(n,seed=42):
    x=seed
    for i in range(n):
        x=(x*1103515245+12345)&0x7fffffff; yield x>>8
for n in (10,63,64,65,200,1000,5000):
    r=list(rnd(n)); s=sorted(r); print(all(s[i]<=s[i+1] for i in range(n-1)), sorted(r,reverse=True)==s[::-1], sorted(r,key=lambda x:-x)==s[::-1], sorted(map(str,r))[:2], sorted([x/3 for x in r])[:2], sorted([(x%7,x) for x in r])[:2])
class C:
    n=0
    def __init__(s,v): s.v=v
    def __lt__(s,o): C.n+=1; return s.v<o.v
for n in (5,33,64,100,777,3000):
    C.n=0; x=[C(v%50) for v in rnd(n)]; x.sort(); print(n,C.n); C.n=0; x.sort(); print(C.n); C.n=0; x.sort(reverse=True); print(C.n); C.n=0; x=x[n//2:]+x[:n//2]; x.sort(); print(C.n); 
    C.n=0; x=sorted([C(v) for v in list(range(n))+list(range(n//2,n*2))+list(range(n,0,-1))]); print(C.n)
x=[3,2,1]
def kf(v): x.append(v); return v
err(lambda:x.sort(key=kf)); print(x)
x=[3,2,1]
def kf(v): print(x); return v
x.sort(key=kf); print(x)
def kf(v): raise KeyError(v)
err(lambda:x.sort(key=kf)); print(x)
print(sorted([(1,2),(1,),()]), sorted([[2],[1]]), sorted([True,False,2]), sorted([2**70,1,-2**70]), sorted(['é','a','z','中']), sorted([1.5,float('inf'),-float('inf')]))
it=iter([1,2,3]); next(it); print(it.__length_hint__(), it.__reduce__(), list(it), it.__reduce__()); r=reversed([1,2,3]); next(r); print(r.__length_hint__(), r.__reduce__(), list(r), r.__reduce__())
it=iter([1,2,3]); it.__setstate__(2); print(list(it)); l=[1,2,3]
for x in l:
    if len(l)<8: l.append(x)
print(l); print(list[int], [].__sizeof__(), [1,2].__contains__(2), [[1],[2]]); print([1,2,3].__getitem__(slice(None,None,-1)), [0,1,2,3,4,5][4:1:-2], [1,2,3][-100:100], [1][5:])
class L(list): pass
print(L([1,2])+[3], type(L([1])*2), L([1]), L([2]).copy(), type(L([2])[:])); print([*range(3),*'ab'], [1,2,3].index(3,-1)); err([1].index,1,1)
err(lambda: [1,2].__setitem__(slice(0,2,0),[1])); err(lambda: [1][::0]); x=list('abc'); x[1:2]=x; print(x); x[:]=iter('zz'); print(x); x*=0; print(x)
