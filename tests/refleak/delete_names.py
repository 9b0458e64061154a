# Names deleted in every scope, present and missing.
def of_globals():
    global gone
    gone = [1000]
    del gone
    try:
        del gone
    except NameError:
        pass


def of_locals():
    x = [1]
    del x
    try:
        x
    except UnboundLocalError:
        pass
    y = [2]

    def inner():
        nonlocal y
        del y
        try:
            y
        except NameError:
            pass
    inner()


for _ in range(3):
    of_globals()
    of_locals()
    here = [3]
    del here
    try:
        del here
    except NameError:
        pass

    class K:
        z = [4]
        del z
        a, b = [5], [6]
        del a, b
    k = K()
    k.attribute = [7]
    del k.attribute, k
    row = [[8], [9], [10]]
    del row[0], row[:1]
    d = {'a': [11]}
    del d['a']
