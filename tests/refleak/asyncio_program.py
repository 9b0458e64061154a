# A loop, tasks, a failure, a cancellation, a queue, a time limit.
import asyncio


async def work(n, q):
    await asyncio.sleep(0)
    await q.put([n])
    if n == 2:
        raise ValueError(n)


async def main():
    q = asyncio.Queue()
    await asyncio.gather(*(work(n, q) for n in range(4)), return_exceptions=True)
    t = asyncio.create_task(asyncio.sleep(100))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        pass
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(10)
    except TimeoutError:
        pass
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(2, q))
            group.create_task(work(1, q))
    except* ValueError:
        pass


asyncio.run(main())
