def gen():
    try:
        x = yield 1
        print('got', x)
        yield from inner()
    except ValueError as e:
        print('caught', e)
        yield 'after'
    finally:
        print('closed')
def inner():
    r = yield 'in'
    print('inner got', r)
    return 'ret'
g = gen()
print(next(g), g.send('a'), g.throw(ValueError('v')))
try:
    next(g)
except StopIteration as e:
    print('stop', e.value)
async def co(n):
    return n * 2
async def main():
    return [await co(i) for i in range(3)]
c = main()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
print(sum(i for i in range(10) if i % 2), [(i, j) for i in range(3) for j in range(i)], {i: i * i for i in range(3)})
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(15)])
g2 = gen(); next(g2); g2.close()
async def agen():
    for i in range(3):
        yield i
async def use():
    return [x async for x in agen()]
try:
    use().send(None)
except StopIteration as e:
    print(e.value)
