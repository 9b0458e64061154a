# An exception that stays with its traceback and its frames.
def inner(x):
    local = [x]
    raise ValueError(local)


def outer():
    inner(1000)


try:
    outer()
except ValueError as e:
    kept = e
