d = {'b': 1, 'a': 2}; d['c'] = 3; del d['b']; d['b'] = 4
print(d, list(d.items()), d | {'z': 0}, d.pop('a'), d.setdefault('q', 9), dict.fromkeys('ab', 0))
l = [3, 1, 2]; l.sort(); l += [9]; l[1:2] = ['x', 'y']; l.insert(0, 0); print(l, l[::-2], l.index('y'), l.pop(), l * 2)
print(sorted(['b', 'A', 'c'], key=str.lower, reverse=True), list(zip([1, 2], 'ab')), list(enumerate('ab', 1)), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
s = {1, 2, 3}; print(s & {2, 3, 4}, s | {9}, s - {1}, s ^ {1, 7}, frozenset(s) == s, 2 in s)
print((1, 2) + (3,), (1, 2) < (1, 3), (1,) * 3, tuple(range(5))[1:4], hash((1, 2)) == hash((1, 2)))
print(range(10, 0, -3), list(range(10, 0, -3)), len(range(0, 100, 7)), 21 in range(0, 100, 7), range(5)[-1])
a, *b, c = range(5); print(a, b, c, [*b, *'xy'], {**d, 'n': 1})
match {'k': [1, 2, {'z': 3}]}:
    case {'k': [x, y, {'z': z}]} if z > 2:
        print('match', x, y, z)
for bad in (lambda: [][0], lambda: {}['k'], lambda: {[]: 1}, lambda: (1, 2)[5], lambda: [1].remove(2)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
x = []; x.append(x); print(x); y = {}; y['y'] = y; print(y)
print([1, [2, 3]] == [1, [2, 3]], [1, 2] < [1, 2, 0], min([3, 1, 2]), max('abc'), sum([0.1] * 10), any([]), all([]))
print(slice(1, 10, 2).indices(5), 'abcdef'[slice(None, None, -2)], list(reversed([1, 2, 3])))
