# Generators finished, abandoned, closed, thrown into, delegating.
def count(n):
    try:
        for i in range(n):
            x = yield [i]
    finally:
        n = None


def outer():
    r = yield from count(3)
    return r


for _ in range(5):
    list(count(5))
    g = count(5)
    next(g)
    g.send(1000)
    g.close()
    g = outer()
    next(g)
    try:
        g.throw(ValueError('x'))
    except ValueError:
        pass
    g = outer()
    next(g)
    del g
    sum(i for i in range(1000, 1010))
a, b, c = count(3), count(3), outer()
next(b)
next(c)
kept = a, b, c
