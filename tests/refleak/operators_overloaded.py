# Operators of Python classes, reflected, in place, missing, comparisons, hashes.
class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return V(self.x + other.x) if isinstance(other, V) else NotImplemented

    def __radd__(self, other):
        return V(other)

    def __iadd__(self, other):
        self.x += 1
        return self

    def __eq__(self, other):
        return self.x == other.x

    def __lt__(self, other):
        return self.x < other.x

    def __hash__(self):
        return 5

    def __getitem__(self, i):
        return [i]

    def __len__(self):
        return 3

    def __contains__(self, x):
        return x == 1

    def __index__(self):
        return 7

    def __bool__(self):
        return False


for _ in range(10):
    a, b = V(1000), V(2000)
    a + b, 1000 + a, a == b, a < b, {a: 1, b: 2}, a[5:6], len(a), 1 in a, [0] * 10, hex(a), not a
    a += b
    try:
        a + 'x'
    except TypeError:
        pass
    try:
        a - b
    except TypeError:
        pass
