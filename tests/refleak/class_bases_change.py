# Bases and classes that are assigned.
class A:
    def m(self):
        return 'A'


class B:
    def m(self):
        return 'B'


class C(A):
    pass


c = C()
for i in range(6):
    c.m()
    C.__bases__ = (B,) if i % 2 else (A,)
    c.m()
    o = A()
    o.x = 1
    o.__class__ = B
    try:
        C.__bases__ = (C,)
    except TypeError:
        pass
