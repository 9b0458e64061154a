# Sets that grow, their algebra, frozen ones inside, items that cannot be hashed.
a, b = set(range(1000, 1200)), {i for i in range(1100, 1300)}
for _ in range(3):
    a | b, a & b, a - b, a ^ b, a <= b, a.isdisjoint(b)
    c = a.copy()
    c.update([[1].__len__()], b)
    c.difference_update(b)
    c.pop()
    try:
        c.add([])
    except TypeError:
        pass
    {frozenset([1, 2]), frozenset(c)}
    for x in set(a):
        a.discard(x + 1000)
kept = {1}, set(), frozenset([1000, 2000]), set(range(1000, 1010)), iter({1})
