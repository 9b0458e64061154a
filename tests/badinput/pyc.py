# Compiled files that are cut off, changed or of another version.
import importlib.util
import marshal
import os
import random
from child import show, temporary

code = compile('def f(a, b=(1, 2.5, "x", b"y", 3j, None, ...)):\n    return {a: b}\nprint(f(1))\n', 'p.py', 'exec')
data = importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)

with temporary() as folder:
    def try_data(label, data, **options):
        path = os.path.join(folder, 'p.pyc')
        with open(path, 'wb') as file:
            file.write(data)
        show(label, [path], folder=folder, **options)

    try_data('whole', data)
    try_data('empty', b'')
    try_data('cut off', data[:40])
    try_data('another version', b'\x33\x0d\x0d\x0a' + data[4:])
    try_data('text', b'print(1)\n')
    try_data('an int', data[:16] + marshal.dumps(1))
    try_data('nested', data[:16] + b'(\1\0\0\0' * 5000 + b'N')
    for name in ('old',):
        os.mkdir(os.path.join(folder, name))
        with open(os.path.join(folder, name, 'mod.pyc'), 'wb') as file:
            file.write(data[:30] if name == 'bad' else b'abcd' + data[4:])
        show('import of a file that is ' + name, ['-c', 'import mod'], cwd=os.path.join(folder, name), folder=folder)

for bad in b'', b'i', b'i\1\0', b'(\2\0\0\0N', b'[\1\0\0\0', b's\5\0\0\0ab', b'u\1\0\0\0\xff', b'g\0', b'l\3\0\0\0\1\0', b'l\1\0\0\0\0\0', b'l\1\0\0\0\xff\xff', b'{N', b'<\1\0\0\0[\0\0\0\0', b'c', b'r\0\0\0\0', b'\xa9', b'a\1\0\0\0\x80', b'z\3xy', b'f\3xyz', b'f', b'x', b'f\1\0\0\0', b'?', b'\x80' * 3:
    try:
        print(bad, repr(marshal.loads(bad)))
    except Exception as e:
        print(bad, type(e).__name__, e)
