# Generators that hold themselves, and whose end brings them back.
def g():
    me = yield
    try:
        yield me
    finally:
        box.append(me)


box = []
for _ in range(3):
    x = g()
    next(x)
    x.send(x)
    del x
import gc
gc.collect()
box.clear()
