"""Nanoseconds of single operations: each stands ten times in a loop, whose own time is taken off. `npm run bench -- --micro` shows them."""
import time

OPERATIONS = [
    ('b = a: a reference taken, one given back', 'a = b = object()', 'b = a'),
    ('a + 1: an int made and freed', 'a = 1000', 'b = a + 1'),
    ('x * 2.0: a float made and freed', 'x = 1.5', 'y = x * 2.0'),
    ('[a]: a list and its items made and freed', 'a = None', 'b = [a]'),
    ('self.x: attribute of an instance', 'self = Point()', 'self.x'),
    ('self.x = a: the same stored', 'self = Point(); a = 1', 'self.x = a'),
    ('self.size: slot', 'self = Slotted()', 'self.size'),
    ('f(): call of a Python function', 'f = nothing', 'f()'),
    ('self.m(): call of a method', 'self = Point()', 'self.m()'),
    ('Point(): an instance with __init__', '', 'Point()'),
    ('len(s): call of a builtin', 's = "abc"', 'len(s)'),
    ('s.startswith(t): call of a method of a builtin', 's = "abc"; t = "a"', 's.startswith(t)'),
    ('d[k]: look-up in a dict', 'd = {"k": 1}; k = "k"', 'd[k]'),
    ('l[k]: item of a list', 'l = [1, 2, 3]; k = 1', 'l[k]'),
    ('s + t: two strs joined', 's = "abc"; t = "def"', 's + t'),
    ('raise, except', '', 'catch()'),
]


class Point:
    def __init__(self):
        self.x = 1

    def m(self):
        pass


class Slotted:
    __slots__ = ('size',)

    def __init__(self):
        self.size = 1


def nothing():
    pass


def catch():
    try:
        raise ValueError
    except ValueError:
        pass


def loop(setup, statement, repeat):
    names = {'Point': Point, 'Slotted': Slotted, 'nothing': nothing, 'catch': catch}
    body = '\n        '.join([statement] * repeat)
    exec(f'def run(n):\n    {setup or "pass"}\n    for i in range(n):\n        {body}', names)
    return names['run']


def best(run, n):
    run(n)
    times = []
    for _ in range(5):
        began = time.thread_time_ns()
        run(n)
        times.append(time.thread_time_ns() - began)
    return min(times) / n


def main(n=20000):
    for name, setup, statement in OPERATIONS:
        print(f'{(best(loop(setup, statement, 10), n) - best(loop(setup, "pass", 1), n)) / 10:.2f} {name}')


main()
