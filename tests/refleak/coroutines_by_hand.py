# Coroutines and asynchronous generators driven without a loop.
import types


@types.coroutine
def pause(x):
    return (yield x)


class A:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n -= 1
        if self.n < 0:
            raise StopAsyncIteration
        return [self.n]

    async def __aenter__(self):
        return await pause(self)

    async def __aexit__(self, *exc):
        await pause(1000)


async def numbers(n):
    try:
        for i in range(n):
            yield await pause([i])
    finally:
        n = None


async def main():
    async with A(3) as a:
        async for x in A(3):
            pass
        values = [x async for x in numbers(3)]
    async for x in numbers(3):
        break
    return values


def run(c):
    value = None
    while True:
        try:
            value = c.send(value)
        except StopIteration as e:
            return e.value


for _ in range(3):
    run(main())
    c = main()
    c.send(None)
    c.close()
    main().close()
c = main()
c.send(None)
kept = c
