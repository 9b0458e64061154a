# Classes with type parameters of either kind, and bases that are no classes.
from typing import Generic, TypeVar

T = TypeVar('T')


class Old(Generic[T]):
    pass


class Bound(Old[int]):
    pass


class New[U]:
    def method(self, argument: U) -> U:
        return argument


class Base:
    def __mro_entries__(self, bases):
        return (dict,)


class Instead(Base()):
    pass


Old[str], Bound(), New[int]().method(1), Instead()
kept = Old, Bound, New, Instead
