# One of each small object, kept.
kept = [object(), [], [1], {}, {1: 2}, {'a': 1}, {1}, {1, 2, 3, 4, 5}, slice(1, 1000), range(1000, 2000), 1000.5, b'xyz', bytearray(b'x'), complex(1, 2), memoryview(b''), ValueError('x'), NotImplemented, Ellipsis,
        frozenset([1]), type(None), super]
