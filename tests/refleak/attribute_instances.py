# Instance attributes made, changed, deleted, kept inline and in a dict.
class K:
    pass


objects = [K() for _ in range(10)]
for o in objects:
    o.a = 1000
    o.b = o
    o.a += 1
    del o.b
    o.__dict__['c'] = 5000
    try:
        o.missing
    except AttributeError:
        pass
one, two = K(), K()
one.x, one.y = 1, 2
two.x = 1
two.__dict__
kept = one, two
