# Tuples of every free list, added, repeated, unpacked, named.
from collections import namedtuple

P = namedtuple('P', 'x y z')
for n in range(25):
    t = tuple([object()] * n)
    u = t + t
    t * 3
    a, *b = (1000,) + t
    *a, b = (1000,) + t
    P(1, 2, t)._replace(x=t)
kept = [tuple([1000] * n) for n in range(22)]
