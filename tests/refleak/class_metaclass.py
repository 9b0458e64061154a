# Metaclasses, __init_subclass__, __prepare__, __class_getitem__, abstract classes.
import abc


class M(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        return {'prepared': name}

    def __new__(mcls, name, bases, ns, **kw):
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)


class A(metaclass=M, option=1):
    def __init_subclass__(cls, **kw):
        cls.seen = kw

    def __class_getitem__(cls, item):
        return cls, item


class B(A, key=[1]):
    pass


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass


class Square(Shape):
    def area(self):
        return 1


for _ in range(3):
    B[int], Square().area(), isinstance(3, Shape)
    try:
        Shape()
    except TypeError:
        pass
    Shape.register(int)
