# Functions called with positional, default, keyword, starred arguments and wrong ones.
def f(a, b=1, *c, d=2, **e):
    return a, b, c, d, e


args, keywords = [1000, 2000, 3000], {'d': 4000, 'x': 5000}
for _ in range(5):
    f(1000)
    f(1000, b=2000)
    f(*args, **keywords)
    f(1000, *args, y=1, **keywords)
    for wrong in ((), {'a': 1, 'b': 2}), ((1,), {'a': 1}):
        try:
            f(*wrong[0], **wrong[1])
        except TypeError:
            pass
kept = f(*args, **keywords)
