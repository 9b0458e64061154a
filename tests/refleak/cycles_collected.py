# Cycles of all sorts, finalizers, resurrection.
import gc


class K:
    def __del__(self):
        if self.box is not None:
            self.box.append(self)
            self.box = None


box = []
for i in range(4):
    a, b = [], []
    a.append(b)
    b.append(a)
    k = K()
    k.me, k.box = k, (box if i % 2 else None)
    d = {}
    d['d'] = d

    def f():
        return f

    class C:
        pass
    C.c = C()
    s = {1}
    t = (s, [])
    t[1].append(t)
del a, b, k, d, f, C, s, t
gc.collect()
for k in box:
    k.me = None
del k
box.clear()
