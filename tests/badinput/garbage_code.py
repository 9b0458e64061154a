# marshal.loads of a code object with single bytes changed never ends in anything but an exception or an object.
import marshal
import random

code = marshal.dumps(compile('def f(a, *b, c=1, **d):\n  try:\n    return [x for x in a]\n  finally:\n    del a\nclass C(f): y = lambda: 0\n', 'p', 'exec'))
random.seed(5)
ends = set()
for i in range(3000):
    data = bytearray(code)
    at = random.randrange(len(data))
    data[at] = random.randrange(256)
    try:
        marshal.loads(bytes(data[:random.choice((len(data), random.randrange(len(data)))) + 1]))
    except Exception as e:
        ends.add(type(e).__name__)
print(ends <= {'EOFError', 'ValueError', 'TypeError', 'UnicodeDecodeError', 'SystemError', 'MemoryError', 'OverflowError', 'NameError', 'RecursionError'} or ends)
print(sum(range(10)))
