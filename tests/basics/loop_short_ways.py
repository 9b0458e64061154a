# Calls with defaults and keywords, `in`, subscripts, unpacking and loops, often enough that the loop runs compiled and specialised.
import sys


def defaults(a, b=2, *, c=3, d=4):
    return a * 1000 + b * 100 + c * 10 + d


def rest(a, b=5, *args, c=6):
    return a, b, args, c


def failing(run):
    try:
        run()
    except Exception as error:
        return type(error).__name__, str(error)


class Box:
    def __init__(self, items):
        self.items = items

    @property
    def first(self):
        return self.items[0]

    def __getitem__(self, i):
        return self.items[i]

    def method(self, a, b=1, **more):
        return a, b, more


def many():
    total = 0
    box = Box([7, 8, 9])
    for i in range(3000):
        total += defaults(i) + defaults(i, 1) + defaults(i, d=1, b=0) + defaults(i, c=9)
        total += len(rest(i)[2]) + len(rest(i, 1, 2, 3)[2]) + rest(i, 2, 3, c=1)[3] + len(rest(a=i))
        total += box.first + box[1] + box[-1] + box.method(i, b=3, z=1)[1] + box.method(a=i)[1]
        pair = (i, [i, i + 1, i + 2])
        a, b = pair
        c, d, e = b
        total += a + c + d + e + b[-1] + pair[-2] + pair[1][0]
        total += (i in (1, 2, 3)) + (i in [i]) + ('a' in ('b', 'a')) + (i in {i, 1}) + ('x' not in {'x', 'y'}) + (1.0 in {1}) + (True in [1])
    return total


def loops():
    seen = []
    table = {str(i): i for i in range(50)}
    kept = []
    for _ in range(200):
        total = 0
        for key, value in table.items():
            total += len(key) * value
        for key in table:
            total += len(key)
        for value in table.values():
            total += value
        for i, (a, b) in enumerate(zip([1, 2, 3], (4, 5))):
            total += i * a * b
        for i, x in enumerate([10, 20]):
            total += i * x
        for i, x in enumerate(range(5), 3):
            total += i * x
        it = iter([1, 2, 3])
        for a, b in zip(it, it):
            total += a * 10 + b
        total += sum(1 for _ in it)
        kept = [pair for pair in enumerate('ab')] + [pair for pair in table.items()][:2] + list(zip([1, 2], [3, 4]))
        seen.append(total)
    return set(seen), kept


def changing():
    d = {i: i for i in range(10)}
    for k, v in d.items():
        d[k + 100] = v


def references():
    token = object()

    def probe(a, b=token, *args, c=token):
        return sys.getrefcount(token)
    counts = set()
    for _ in range(500):
        counts.add((probe(1), probe(1, 2), probe(1, c=3), probe(token, token), probe(1, 2, token, token)))
    base = sys.getrefcount(token)
    for _ in range(500):
        (token,)[-1], [token][-1]
        a, b, c = (token, token, token)
        a, b, c = [token, token, token]
        del a, b, c
    return len(counts), sys.getrefcount(token) - base


print(many())
print(loops())
for _ in range(300):
    results = [failing(run) for run in (
        changing,
        lambda: defaults(),
        lambda: defaults(1, 2, 3),
        lambda: defaults(1, a=2),
        lambda: defaults(1, x=2),
        lambda: rest(c=1),
        lambda: rest(1, a=1),
        lambda: [1, 2][-3],
        lambda: (1, 2)[2],
        lambda: Box([])[0],
        lambda: [] in {1},
    )]
for result in results:
    print(result)
print(references())



def deep(n, step=1):
    return deep(n - step) if n else 0


print(deep(500))


def stars(*args, **more):
    return args, more


def both(p, q=2, *args, r=3, **more):
    return p, q, args, r, more


def filled():
    out = []
    for i in range(2000):
        out = [stars(), stars(1), stars(1, z=2), both(1), both(1, 2, 3, 4), both(1, r=5), both(q=1, p=2), both(1, z=2)]
    return out


print(filled())
