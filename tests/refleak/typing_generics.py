# Generic aliases, unions, type parameters, aliases.
import typing

T = typing.TypeVar('T')
for _ in range(3):
    list[int], dict[str, list[T]][int], int | None, (int | str).__args__, tuple[int, ...]
    isinstance(1, int | str)

    def g[W: int, *Y, **Z](w: W) -> list[W]:
        return w
    type A[X] = list[X] | None
    A[int].__value__
    A.__type_params__
    def f[X = int](x: X):
        return x
    typing.Optional[typing.List[T]][int]
    try:
        list[int][str]
    except TypeError:
        pass
for cleanup in typing._cleanups:
    cleanup()
type B = int
kept = list[int], int | None, typing.TypeVar('K'), B
