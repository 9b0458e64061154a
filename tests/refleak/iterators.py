# Iterators of everything, half used, kept, copied.
import itertools

for seq in [1, 2, 3], (1, 2, 3), 'abc', b'abc', {1: 2}, {1, 2}, range(1000, 1003), range(10 ** 30, 10 ** 30 + 3):
    i = iter(seq)
    next(i)
    i.__length_hint__()
    list(zip(seq, seq)), list(map(str, seq)), list(filter(None, seq)), list(enumerate(seq)), list(itertools.chain(seq, seq))
    j = iter(seq)
    list(j)
    next(j, None)
for x in iter(lambda: [], []):
    pass
kept = iter([]), iter(()), iter(''), iter({}), enumerate([]), zip([]), map(str, []), iter(range(1000, 2000)), reversed([1])
