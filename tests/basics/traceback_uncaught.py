def outer(a):
    return inner(a)
def inner(b):
    return {'x': b}['y'] + 1
outer(1)
