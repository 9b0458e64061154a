def err(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: print(type(e).__name__, str(e))
    else: print('ok', r)
import sys
s=set()
for n in range(200):
    s.add(n*7919%1009)
    if n in (0,2,3,4,5,18,19,20,76,77,199): print(n,sys.getsizeof(s),len(s), list(s)[:8])
print(list(s)[:50]); print(s.pop(), s.pop())
print(set([3,1,2]), {1,2}|{3}, {1,2}&{2,3}, {1,2}-{2}, {1,2}^{2,3}, frozenset([1,2])|{3}, {3}|frozenset([1]))
err(lambda:{1}|[1]); err(lambda:{1}<[1]); err(lambda: {[]}); err(set,1); err(set,1,2); err(set().pop); err(set().remove,3); err(set().remove,[]); err(frozenset,1); err(lambda:{1}.union(1)); err(hash,set())
print({1}.union([2],(3,)), {1,2,3}.intersection([2,3],[3]), {1,2,3}.difference([1],[2]), {1,2}.symmetric_difference([2,5]), {1}.isdisjoint([2]), {1}.issubset([1,2]), {1,2}.issuperset([1]))
a={1,2,3}; a.update([4],[5]); a.intersection_update([1,2,4,5]); a.difference_update([1]); a.symmetric_difference_update([9,2]); print(a); a|={7}; a&={7,9}; a-={9}; a^={1}; print(a); a.discard(55); a.discard(1); a.remove(7); print(a, a==set())
print({1,2}<{1,2,3}, {1,2}<={1,2}, {1,2}>{1}, {1}>={1,2}, {1}=={1.0}, {1}!=frozenset([1]), frozenset([1])=={1})
for x in ([],[1],[1,2,3],'abc',[(),None],range(1000),[-1,-2],[0.5]): 
    h=hash(frozenset(x))
    if x!='abc': print(h) if None not in list(x) else 0
class F(frozenset): pass
class S(set): pass
print(F([1]), S([1]), type(F([1])|{2}), type(S([1])|{2}), S([1]).copy(), type(S([1]).copy()), frozenset(frozenset([1])) )
print({frozenset([1])}, {1} in {frozenset([1])}); d={frozenset([1,2]),5}; d.discard({1,2}); print(d); err(d.remove,{3})
x={1,2,3}
def mut():
    for i in x: x.add(i+10)
err(mut); i=iter({1,2,3}); next(i); print(i.__length_hint__(), i.__reduce__())
print(repr(set()), repr(frozenset()), repr(S()), str({'a'})); print(set('hello')==set('olleh'), len(set('hello')))
class K:
    def __init__(s,h): s.h=h
    def __hash__(s): return s.h
    def __eq__(s,o): return s is o
    def __repr__(s): return 'K%d'%s.h
print({K(i%5) for i in range(12)}, set([K(i) for i in range(30,0,-3)]), set([1<<i for i in range(64)]))
print({i*16 for i in range(20)}, {i*1024 for i in range(12)}, set([-1,-2,3.5,True,None.__class__ is None]))
print(set[int], frozenset[str], {1,2}.__sizeof__(), set().__contains__(1), {1}.__contains__({1}))
s={1}; s.add(s.__class__); print(len(s)); err(set().add); err(set().add,1,2); err(lambda: set(a=1)); err(lambda: frozenset(a=1))
print(set({1:2,3:4}), set(range(5)), {1,2,3}&{3:1}.keys(), {1}-{1:2}.keys(), {1,2}.intersection({1:3}), {1,2}.difference({1:3}))
l=[]; fs=frozenset([1]); print(fs.copy() is fs, frozenset(fs) is fs, frozenset() is frozenset(), fs|fs, fs.union() is fs)
