# Pickles of the native module: equal to those of pickle.py for every protocol, and what goes wrong.
import collections, copyreg, datetime, io, os, pickle, sys


class Node:
    def __init__(self):
        self.x = 1
        self.y = [self]


class Slots:
    __slots__ = ('a', 'b')

    def __init__(self):
        self.a, self.b = 1, 2


class WithArgs(int):
    def __getnewargs_ex__(self):
        return (int(self),), {}


objects = [
    None, True, False, 1, -1, 255, 256, 65535, 65536, -2**31, 2**31, 2**100, -2**100, -128, 1.5, float('inf'), 'abc', '\xe9', '\ud800', '\U0001f600' * 3, 'a\\\n\0', b'', b'abc',
    bytearray(), bytearray(b'xyz'), [1, 2, 3], list(range(3000)), {1: 2}, {i: str(i) for i in range(2500)}, {1}, frozenset([3]), (), (1,), (1, 2, 3, 4), int, len, Node, type(None), ...,
    NotImplemented, type(...), complex(1, 2), 'x' * 70000, b'y' * 70000, range(5), collections.OrderedDict(a=1), datetime.datetime(2020, 1, 1), collections.OrderedDict.fromkeys, Node.__init__,
]
for proto in range(6):
    for o in objects:
        data = pickle.dumps(o, proto)
        if data != pickle._dumps(o, proto):
            print('not as pickle.py writes it', proto, repr(o)[:60])
        back = pickle.loads(data)
        if back != o or type(back) is not type(o):
            print('came back as', proto, repr(o)[:60], repr(back)[:60])
    n = pickle.loads(pickle.dumps(Node(), proto))
    print(proto, n.x, n.y[0] is n, end=' ')
    if proto >= 2:
        s = pickle.loads(pickle.dumps(Slots(), proto))
        print(s.a, s.b, end=' ')
    print(pickle.loads(pickle.dumps(WithArgs(7), proto)))

deep = last = []
for i in range(200):
    last.append([])
    last = last[0]
print(pickle.loads(pickle.dumps(deep)) == deep)
t = ([],)
t[0].append(t)
u = pickle.loads(pickle.dumps(t))
print(type(u), u[0][0] is u)

f = io.BytesIO()
pickle.dump(objects, f, 5)
f.seek(0)
print(pickle.load(f) == objects)
buffers = []
data = pickle.dumps([pickle.PickleBuffer(b'abc'), pickle.PickleBuffer(bytearray(b'def'))], 5, buffer_callback=buffers.append)
print(data, len(buffers), pickle.loads(data, buffers=buffers)[0].raw().tobytes(), [type(x) for x in pickle.loads(data, buffers=[b'1', bytearray(b'2')])])


class P(pickle.Pickler):
    def persistent_id(self, obj):
        return 'id %s' % obj[1:] if isinstance(obj, str) and obj[:1] == '@' else None

    def reducer_override(self, obj):
        return (str, ('f:' + obj.__name__,)) if callable(obj) and not isinstance(obj, type) else NotImplemented


class U(pickle.Unpickler):
    def persistent_load(self, pid):
        return '<%s>' % pid


for proto in (0, 3, 5):
    f = io.BytesIO()
    P(f, proto).dump(['@x', 'y', len])
    f.seek(0)
    print(U(f).load())

for bad in (b'', b'.', b'I\n.', b'Ix\n.', b'X', b'\x80\x09.', b'(.', b'0.', b'e.', b'h\x01.', b'cfoo\nbar\n.', b'\x8c\x05ab', b'}(K\x01u.', b"S'abc\n.", b'\x82\x00.', b'\xff', b"'", b'N)\x81.',
            b'F1x\n.', b'F1e999\n.', b'\x97.', b'B\x03\x00\x00\x00ab', b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff', b'Q.', b'NQ.', b'P\xff\n.', b'p-1\n.', b'Np-1\n.', b'gx\n.', b'\x84\xff\xff\xff\x7f.'):
    try:
        print(pickle.loads(bad))
    except Exception as ex:
        print(bad, type(ex).__name__, ex)


class Bad:
    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return self.value

    def __repr__(self):
        return '<Bad>'


class Part:
    __name__ = '__newobj_ex__'

    def __call__(self, *args):
        pass


def f():
    def g():
        pass
    return g


for value in (1, (1,), (1, 2), (len, 2), (len, (), None, 5), (len, (), None, None, 5), (len, (), None, None, None, 5), 'nowhere', (Part(), ()), (Part(), (1, 2, 3)), (Part(), (int, 2, 3)), (Part(), (int, (), 3)),
              (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,)), (1, 2, 3, 4, 5, 6, 7)):
    try:
        pickle.dumps(Bad(value))
    except Exception as ex:
        print(type(ex).__name__, ex)
for value in (f(), lambda: 1, sys, type('Lost', (), {})):
    try:
        pickle.dumps(value)
    except Exception as ex:
        print(type(ex).__name__, str(ex).split(' at 0x')[0])
for call in (lambda: pickle.dumps(1, 6), lambda: pickle.dumps(1, 4, buffer_callback=print), lambda: pickle.dumps(pickle.PickleBuffer(b''), 4), lambda: pickle.dump(1, 1), lambda: pickle.load(1),
             lambda: pickle.loads(1), lambda: pickle.loads(b'N.', encoding=1), lambda: pickle.Pickler(), lambda: pickle.Pickler.__new__(pickle.Pickler).dump(1),
             lambda: pickle.Unpickler.__new__(pickle.Unpickler).load(), lambda: hash(pickle.Pickler(io.BytesIO()).memo)):
    try:
        print(call())
    except Exception as ex:
        print(type(ex).__name__, ex)
p = pickle.Pickler(io.BytesIO())
p.fast = 1
cycle = []
cycle.append(cycle)
try:
    p.dump(cycle)
except ValueError as ex:
    print(str(ex).split(' at 0x')[0])
print(sys.getsizeof(p), sys.getsizeof(pickle.Unpickler(io.BytesIO(b''))), type(p.memo), p.memo.copy() == {}, p.bin, p.fast)
print(pickle.loads(pickle.dumps(os.sched_param(3))), os.sched_param(3).__reduce__())
for d in (dict.__dict__['fromkeys'], bytearray.__dict__['maketrans']):
    try:
        pickle.dumps(d)
    except TypeError as ex:
        print(ex)
