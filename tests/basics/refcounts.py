import sys
class K: pass
def n(o): return sys.getrefcount(o) - 1
k = K(); print(n(k)); l = [k, k]; print(n(k)); l.pop(); print(n(k)); del l; print(n(k))
d = {'k': k}; print(n(k)); d.clear(); print(n(k))
f = lambda: k
print(n(k), n([]), n(()), sys.getrefcount(None), sys.getrefcount(1))
class D:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)
D('temp'); x = D('x'); x = None
a = D('a'); a.self = a; a = None
import gc
print(gc.collect() > 0)
def g():
    y = D('local')
    return 1
g()
lst = [D('l1'), D('l2')]; del lst[0]; lst = None
import _weakref
w = D('w'); r = _weakref.ref(w, lambda r: print('callback')); print(r() is w); w = None; print(r())
