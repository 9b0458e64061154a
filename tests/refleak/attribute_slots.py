# Slots, with and without a dict and weak references.
import weakref


class S:
    __slots__ = 'a', 'b'


class W(S):
    __slots__ = 'c', '__weakref__', '__dict__'


for _ in range(10):
    s, w = S(), W()
    s.a = w
    w.a = s
    w.c = 1000
    w.d = weakref.ref(w)
    del s.a
    try:
        s.a
    except AttributeError:
        pass
s, w = S(), W()
s.a = [1]
w.d = 1000
kept = s, w
