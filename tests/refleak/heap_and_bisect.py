# heapq, bisect, operator, random.
import bisect
import heapq
import operator
import random

r = random.Random(5)
for _ in range(3):
    h = [r.randrange(1000, 5000) for _ in range(50)]
    heapq.heapify(h)
    heapq.heappush(h, 1000)
    heapq.heapreplace(h, 2000)
    heapq.nlargest(3, h), list(heapq.merge([1000], [500]))
    s = sorted(h)
    bisect.insort(s, 1500, key=lambda x: -x)
    operator.itemgetter(1, 2)(s), operator.attrgetter('real.imag')(5), operator.methodcaller('index', s[0])(s)
    r.shuffle(s)
    r.getstate()
kept = operator.itemgetter(1), operator.attrgetter('a.b'), operator.methodcaller('m', 1, x=2), random.Random(1)
