# Lists that grow and shrink, slices, sorts, items that remove others.
a = []
for i in range(500):
    a.append([i])
del a[100:]
a[10:20] = ()
a[::2] = [None] * len(a[::2])
a.extend(range(1000, 1100))
a.insert(0, a)
a.reverse()
a *= 2
b = sorted(range(2000, 1000, -1), key=lambda x: -x)
try:
    sorted([1, 'a'])
except TypeError:
    pass
c = [[2000], [1000]]
c.sort(key=lambda x: x[0], reverse=True)
kept = [object() for _ in range(20)], [], [1], list(range(1000, 1005))
