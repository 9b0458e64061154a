# Attributes of classes that change while instances use them.
class A:
    x = 1

    def m(self):
        return self.x


class B(A):
    pass


b = B()
for i in range(20):
    b.m()
    A.x = [i]
    B.y = i
    b.y
    del B.y
    if i % 5 == 0:
        A.m = lambda self: self
        b.m()
kept = A.x
