# Classes that modules make: data classes, enumerations, named tuples, typed ones.
import dataclasses
import enum
import typing

for _ in range(2):
    @dataclasses.dataclass(order=True)
    class D:
        a: int
        b: list = dataclasses.field(default_factory=list)

    D(1) < D(2), dataclasses.asdict(D(1)), dataclasses.replace(D(1), a=5), repr(D(3))

    class E(enum.Flag):
        A = enum.auto()
        B = enum.auto()

    E.A | E.B, E['A'], E(3), list(E)

    class N(typing.NamedTuple):
        x: int
        y: list = []

    N(1)
for cleanup in typing._cleanups:
    cleanup()
