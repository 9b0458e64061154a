# Classes made and dropped, with cycles through their methods.
for i in range(5):
    class A:
        x = i

        def m(self):
            return __class__

    class B(A):
        def m(self):
            return super().m()

    class C(B, A):
        __slots__ = ()

    C().m()
    A.cycle = C
    B.__subclasses__()
