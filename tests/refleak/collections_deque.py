# Deques that grow over blocks, rotate, are limited; kept ones.
from collections import deque

for _ in range(3):
    d = deque()
    for i in range(1000, 1300):
        d.append(i)
        d.appendleft([i])
    d.rotate(17)
    for i in range(500):
        d.pop()
    e = deque(range(1000, 1100), maxlen=10)
    e.extend(d)
    e.insert
    d.copy(), d + e, d * 2, list(reversed(d)), d.count(1)
    try:
        for x in d:
            d.append(x)
    except RuntimeError:
        pass
    e.clear()
kept = deque(), deque([1000], 5), iter(deque([1, 2]))
