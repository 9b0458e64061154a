# OrderedDict, defaultdict, Counter, ChainMap, named tuples.
from collections import ChainMap, Counter, OrderedDict, defaultdict, namedtuple

for _ in range(3):
    o = OrderedDict((str(i), [i]) for i in range(50))
    o.move_to_end('5')
    o.popitem(last=False)
    del o['7']
    list(reversed(o)), o == OrderedDict(o), o.copy()
    d = defaultdict(list)
    for i in range(30):
        d[i * 1000].append(i)
    d.copy(), d | {1: 2}
    c = Counter('abracadabra')
    c.most_common(2), c + c, c - Counter('aaa')
    ChainMap(o, d).get(5000)
    o['self'] = o
kept = OrderedDict(), OrderedDict(a=1, b=[2]), defaultdict(list), Counter('ab'), iter(OrderedDict(a=1))
