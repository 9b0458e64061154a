# Dicts that grow, shrink, are cleared, copied, merged.
d = {}
for i in range(2000):
    d[i * 1000] = i
for i in range(0, 2000, 2):
    del d[i * 1000]
e = dict(d)
e |= {'a': 1}
d.clear()
f = e.copy()
f.popitem()
f.pop(1000, None)
f.setdefault('z', []).append(f)
kept = {k: v for k, v in e.items() if k != 'a'}
