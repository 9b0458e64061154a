# A class that stays, one with bases, one with slots, one from type().
class A:
    pass


class B(A):
    __slots__ = 'x', 'y'

    def m(self):
        pass


kept = A, B, type('T', (), {})
