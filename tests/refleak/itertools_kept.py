# itertools: shared tees, groups, products, kept half way.
import itertools as it

for _ in range(3):
    a, b = it.tee(range(1000, 1100))
    list(it.islice(a, 70))
    next(b)
    del a
    list(b)
    for k, g in it.groupby('aabbcc'):
        if k == 'b':
            list(g)
    list(it.product('ab', repeat=3)), list(it.permutations('abc')), list(it.combinations('abcd', 2)), list(it.accumulate([1000, 2, 3]))
    list(it.zip_longest('ab', 'c', fillvalue=[])), list(it.batched('abcde', 2)), list(it.pairwise('abc')), list(it.starmap(pow, [(2, 3)]))
    list(it.compress('abc', [1, 0, 1])), list(it.dropwhile(str.isdigit, '1a')), list(it.takewhile(str.isdigit, '1a'))
a, b = it.tee(range(1000, 1010))
next(a)
c = it.cycle([1000, 2000])
next(c)
kept = a, b, c, it.count(10 ** 10), it.repeat([]), it.chain([1], [2]), it.product('ab', 'cd')
