# Recursion without end, in Python and through C functions: always RecursionError, and the interpreter goes on.
import copy
import functools
import json
import operator
import pickle
import re
import sys


def attempt(label, function, *args):
    try:
        result = function(*args)
    except RecursionError as e:
        # the pickler in C adds what it was doing
        print(label, 'RecursionError:', str(e).removesuffix(' while pickling an object'))
    except Exception as e:
        print(label, type(e).__name__, e)
    else:
        print(label, 'ended', type(result).__name__)


def plain():
    return plain()


def two(n):
    return three(n + 1)


def three(n):
    return two(n + 1)


def generator():
    yield from generator()


def comprehension():
    return [comprehension() for _ in '1']


class Attr:
    def __getattr__(self, name):
        return getattr(self, name + 'x' if len(name) < 5 else name)


class Attribute:
    def __getattribute__(self, name):
        return self.name


class Repr:
    def __repr__(self):
        return repr(self)


class ReprStr:
    def __repr__(self):
        return f'{self!s}'


class Eq:
    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash((self,))

    def __len__(self):
        return len(self)

    def __bool__(self):
        return not self

    def __iter__(self):
        return iter(self)

    def __call__(self):
        return self()

    def __getitem__(self, key):
        return self[key]

    def __setitem__(self, key, value):
        self[key] = value

    def __contains__(self, key):
        return key in self

    def __add__(self, other):
        return self + other

    def __index__(self):
        return operator.index(self)

    def __int__(self):
        return int(self)

    def __format__(self, spec):
        return format(self, spec)

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *args):
        pass

    def __reduce_ex__(self, protocol):
        return copy.copy(self)

    def __lt__(self, other):
        return sorted([self, other])

    def __dir__(self):
        return dir(self)

    def __instancecheck__(self, other):
        return isinstance(other, self)

    def __fspath__(self):
        import os
        return os.fspath(self)

    def __round__(self):
        return round(self)

    def __neg__(self):
        return -self

    def __iadd__(self, other):
        self += other


class Descriptor:
    @property
    def value(self):
        return self.value


class Init:
    def __init__(self):
        Init()


class New:
    def __new__(cls):
        return cls()


class Meta(type):
    def __call__(cls):
        return cls()


class WithMeta(metaclass=Meta):
    pass


class Deleted:
    def __del__(self):
        Deleted()


eq = Eq()
attempt('plain', plain)
attempt('two', two, 0)
attempt('generator', list, generator())
attempt('comprehension', comprehension)
attempt('lambda', (lambda f: f(f)), lambda f: f(f))
attempt('getattr', getattr, Attr(), 'a')
attempt('getattribute', getattr, Attribute(), 'a')
attempt('repr', repr, Repr())
attempt('str', str, ReprStr())
for name, call in {
    'eq': lambda: eq == 1, 'ne': lambda: eq != 1, 'hash': lambda: hash(eq), 'len': lambda: len(eq), 'bool': lambda: bool(eq), 'iter': lambda: iter(eq), 'call': lambda: eq(),
    'getitem': lambda: eq[1], 'setitem': lambda: operator.setitem(eq, 1, 2), 'contains': lambda: 1 in eq, 'add': lambda: eq + 1, 'index': lambda: operator.index(eq),
    'int': lambda: int(eq), 'format': lambda: format(eq), 'with': lambda: eq.__enter__(), 'sorted': lambda: sorted([eq, eq]), 'dir': lambda: dir(eq),
    'isinstance': lambda: isinstance(1, eq), 'fspath': lambda: __import__('os').fspath(eq), 'round': lambda: round(eq), 'neg': lambda: -eq, 'iadd': lambda: operator.iadd(eq, 1),
    'pickle': lambda: pickle.dumps(eq), 'copy': lambda: copy.copy(eq), 'deepcopy': lambda: copy.deepcopy(eq), 'min': lambda: min(eq, eq), 'in list': lambda: eq in [Eq()],
    'dict key': lambda: {eq: 1}, 'range': lambda: range(eq), 'list': lambda: list(eq), 'property': lambda: Descriptor().value, 'init': Init, 'new': New, 'meta': WithMeta,
}.items():
    attempt(name, call)


def nest(make, n=100_000):
    value = make(None)
    for _ in range(n):
        value = make(value)
    return value


deep = nest(lambda v: [v])
attempt('repr of lists', repr, deep)
attempt('str of lists', str, deep)
attempt('== of lists', operator.eq, deep, nest(lambda v: [v]))
attempt('< of lists', operator.lt, deep, nest(lambda v: [v]))
attempt('json of lists', json.dumps, deep)
attempt('pickle of lists', pickle.dumps, deep)
attempt('deepcopy of lists', copy.deepcopy, deep)
del deep
deep = nest(lambda v: {1: v})
attempt('repr of dicts', repr, deep)
attempt('== of dicts', operator.eq, deep, nest(lambda v: {1: v}))
attempt('json of dicts', json.dumps, deep)
attempt('deepcopy of dicts', copy.deepcopy, deep)
del deep
deep = nest(lambda v: (v,))
attempt('repr of tuples', repr, deep)
attempt('hash of tuples', hash, deep)
attempt('== of tuples', operator.eq, deep, nest(lambda v: (v,)))
attempt('isinstance of tuples', isinstance, 1, deep)
attempt('issubclass of tuples', issubclass, int, deep)
attempt('startswith of tuples', ''.startswith, deep)
del deep
attempt('json text', json.loads, '[' * 100_000)
attempt('json text of dicts', json.loads, '{"a":' * 100_000)
attempt('regular expression', re.compile, '(' * 20_000 + ')' * 20_000)
attempt('regular expression of classes', re.compile, '(?:a|' * 20_000 + ')' * 20_000)
partial = nest(lambda f: functools.partial(f or len), 20_000)
attempt('partial', partial, '')
del partial


class Box:
    def __init__(self, item):
        self.item = item

    def __repr__(self):
        return f'Box({self.item!r})'

    def __eq__(self, other):
        return self.item == other.item


deep = nest(Box)
attempt('repr of objects', repr, deep)
attempt('== of objects', operator.eq, deep, nest(Box))
attempt('pickle of objects', pickle.dumps, deep)
attempt('deepcopy of objects', copy.deepcopy, deep)
del deep
chain = None
for i in range(50_000):
    e = ValueError(i)
    e.__context__ = chain
    chain = e
del chain, e
generators = iter(())
for i in range(50_000):
    generators = map(str, generators)
del generators
deep = nest(lambda v: iter([v]))
del deep
loop = []
loop.append(loop)
print(loop, loop[0] is loop)
loop = {}
loop[1] = loop
print(loop)
attempt('== of a loop', operator.eq, *(lambda a, b: (a.append(b), b.append(a), (a, b))[2])([], []))
attempt('json of a loop', json.dumps, loop)
attempt('globals', exec, 'def f(): exec("f()", globals())\nf()', {})
attempt('eval', eval, 'f()', {'f': lambda: eval('f()', {'f': lambda: 1})})
attempt('key', sorted, [1], key := None)
attempt('map', lambda: list(map(lambda x: plain(), [1])))
attempt('filter', lambda: list(filter(lambda x: plain(), [1])))
attempt('reduce', lambda: functools.reduce(lambda a, b: plain(), [1, 2]))
attempt('sub', lambda: re.sub('a', lambda m: plain(), 'a'))
attempt('cache', functools.cache(lambda: plain()))
sys.setrecursionlimit(200)
reports = []
sys.unraisablehook = reports.append
Deleted()
print('del', {report.exc_type.__name__ for report in reports})
sys.unraisablehook = sys.__unraisablehook__
attempt('a low limit', plain)
attempt('limit 1', sys.setrecursionlimit, 1)
attempt('limit 0', sys.setrecursionlimit, 0)
sys.setrecursionlimit(20_000)


def count(n):
    return 0 if n == 0 else 1 + count(n - 1)


print(count(15_000))
attempt('a high limit', plain)
print(sum(range(10)))
