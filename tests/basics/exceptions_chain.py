def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('bad') from e
try:
    f()
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__context__ is e.__cause__)
try:
    try:
        raise KeyError('a')
    finally:
        print('finally')
except KeyError as e:
    print(e, e.args)
def g():
    for i in range(3):
        try:
            continue
        finally:
            print('f', i)
    else:
        print('else')
    try:
        return 'try'
    finally:
        print('leaving')
print(g())
try:
    raise ExceptionGroup('eg', [ValueError(1), TypeError(2), ExceptionGroup('in', [ValueError(3)])])
except* ValueError as eg:
    print(eg.exceptions)
except* TypeError as eg:
    print('T', eg.exceptions)
class Ctx:
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t.__name__ if t else None); return True
with Ctx() as a, Ctx() as b:
    raise RuntimeError
e = ValueError('x'); e.add_note('n1'); print(e.__notes__)
assert 1, 'no'
raise SystemExit(3)
