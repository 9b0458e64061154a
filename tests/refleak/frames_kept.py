# Frames that outlive their functions, their locals looked at and changed.
import sys


def f(x):
    y = [x]
    frame = sys._getframe()
    frame.f_locals['new'] = 1
    frame.f_locals.update({'x': 5})
    return frame


def g():
    a = b = 1000
    sys._getframe().f_locals
    return locals(), (lambda: a)


for _ in range(5):
    frame = f(1000)
    frame.clear()
    g()
kept = f(2000)
