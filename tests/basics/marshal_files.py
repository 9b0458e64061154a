# Marshal through files, with every version, audit events, and what is refused.
import io
import marshal
import sys

values = [(1, 2), [1, [2, (3,)]], {'a': 1, 'b': (1, 'a')}, {1}, frozenset({(1, 2)}), (1.5, -0.0, 1e300, float('inf')), 2.5 - 1j,
          (True, None, ...), 'caf\xe9', 'x' * 300, b'abc', 2**70, -2**40, ('abc', 'abc')]
for version in range(5):
    for value in values:
        data = marshal.dumps(value, version)
        assert marshal.loads(data) == value
        file = io.BytesIO(data + b'rest')
        again = marshal.load(file)
        print(version, again == value, type(again).__name__, file.read())
    print(marshal.dumps((float('1.5'), float('0.1'), complex('2j')), version))

function = compile('def f(a, b=(1, 2)): return {a: [b]}', 'name', 'exec')
namespace = {}
exec(marshal.load(io.BytesIO(marshal.dumps(function))), namespace)
print(namespace['f'](3))


def attempt(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


attempt(marshal.dumps, [function], allow_code=False)
attempt(marshal.dumps, {function}, allow_code=False)
attempt(marshal.loads, marshal.dumps([function]), allow_code=False)
attempt(marshal.dumps, {'a': object()})
attempt(marshal.loads, b'[\xff\xff\xff\x0f')
attempt(marshal.load, io.BytesIO(b'[\xff\xff\x0f\x00'))
attempt(marshal.load, io.BytesIO(b''))
attempt(marshal.load, io.BytesIO(b'(\x02\x00\x00\x00N'))
attempt(marshal.load, io.BytesIO(b'[\x01\x00\x00\x000'))
attempt(marshal.load, io.StringIO(''))
attempt(marshal.loads, b'f\x03inf')
attempt(marshal.loads, b'f\x031x5')


class Greedy(io.BytesIO):
    def readinto(self, buffer):
        return super().readinto(buffer) + 1


attempt(marshal.load, Greedy(marshal.dumps(1)))

events = []
sys.addaudithook(lambda event, args: events.append((event, args)) if event.startswith('marshal') else None)
marshal.loads(marshal.dumps((1, 2)))
marshal.load(io.BytesIO(marshal.dumps(3)))
marshal.dumps({4}, 2)
print(events)
