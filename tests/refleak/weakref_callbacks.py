# Weak references with callbacks, proxies, weak dicts and sets, finalizers.
import weakref


class K:
    def m(self):
        pass


seen = []
for _ in range(4):
    k = K()
    r = weakref.ref(k, seen.append)
    p = weakref.proxy(k, seen.append)
    m = weakref.WeakMethod(k.m)
    p.m()
    r2 = weakref.ref(k)
    d, e, s = weakref.WeakValueDictionary(a=k), weakref.WeakKeyDictionary({k: 1}), weakref.WeakSet([k])
    f = weakref.finalize(k, seen.append, None)
    del k
    r(), m(), len(d), len(e), len(s), f.alive
    try:
        p.m
    except ReferenceError:
        pass
seen.clear()
