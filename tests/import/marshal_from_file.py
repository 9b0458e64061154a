# marshal.load() reads from the file only what it needs: objects follow each other, containers and code nest.
import io, marshal, os, tempfile

code = compile('def f(a, b=(1, 2.5, "text")):\n    return [a, *b]\nx = f(0)\n', 'x.py', 'exec')
values = [code, (1, (2, (3, ())), 'é' * 300), [1, [2, [3.5]]], {'a': (1,), 'b': [2]}, {1, 2}, frozenset('x'), 1 << 100, -5, b'bytes' * 100, 1j, None, ...]
with tempfile.TemporaryFile() as f:
    for value in values:
        marshal.dump(value, f)
    end = f.tell()
    f.seek(0)
    for value in values:
        print(marshal.load(f) == value, f.tell() <= end)
    try:
        marshal.load(f)
    except EOFError as e:
        print(e)
for version in range(5):
    data = marshal.dumps([1.5, (2.25, 1j), 'ab'] + [(i,) for i in range(300)], version)
    print(version, len(marshal.load(io.BytesIO(data + b'rest'))))
    for cut in 1, 2, 5, 9, 20, len(data) // 2, len(data) - 1:
        try:
            marshal.load(io.BytesIO(data[:cut]))
        except EOFError as e:
            print(cut, e)
class Slow(io.BytesIO):
    def readinto(self, buffer):
        print('readinto', len(buffer))
        return super().readinto(buffer)
print(marshal.load(Slow(marshal.dumps((1, 'ab', [2.5])))))
