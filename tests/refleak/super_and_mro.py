# super() in all its forms, method resolution, and what it says when it fails.
class A:
    def m(self):
        return [self]

    @property
    def p(self):
        return 1


class B(A):
    def m(self):
        return super().m()

    def n(self):
        return super(B, self).p, super().__init__, super(B, B).m

    def o(self):
        try:
            super().missing
        except AttributeError:
            pass


class C(B):
    pass


for _ in range(20):
    c = C()
    c.m()
    c.n()
    c.o()
try:
    class X(A, B):
        pass
except TypeError:
    pass
kept = super(B, c), super(B)
