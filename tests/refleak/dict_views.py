# Views and iterators of dicts, changed sizes, keys whose comparison fails.
class Bad:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ValueError


d = dict.fromkeys('abcdef', [])
for _ in range(5):
    list(d.keys() & {'a', 'b'}), list(d.items()), list(reversed(d)), d.keys() ^ 'xyz'
    try:
        for key in d:
            d[key + key] = 1
    except RuntimeError:
        pass
    d = dict.fromkeys('abcdef', [])
    try:
        {Bad(): 1, Bad(): 2}
    except ValueError:
        pass
kept = iter(d.items()), d.keys(), iter(d)
