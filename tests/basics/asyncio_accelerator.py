# Futures and tasks of _asyncio: results, errors, cancelling, eager tasks, misuse, and which task runs.
import asyncio, contextvars, gc, inspect
import _asyncio

print(asyncio.Future is _asyncio.Future, asyncio.Task is _asyncio.Task, _asyncio.Future.__basicsize__, _asyncio.Task.__basicsize__)

def show(f, *args):
    try:
        print('->', f(*args))
    except BaseException as e:
        print(type(e).__name__, e)

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: print('handler:', context['message'], sorted(context)))
fut = asyncio.Future(loop=loop)
print(fut._state, fut._callbacks, fut._result, fut._exception, fut._log_traceback, fut._source_traceback, fut._cancel_message)
show(fut.result)
show(fut.exception)
show(fut.set_exception, 5)
show(fut.set_exception, StopIteration)
print(repr(fut.exception()), repr(fut.exception().__cause__))
show(fut.set_result, 1)
show(setattr, fut, '_log_traceback', True)
show(delattr, fut, '_asyncio_future_blocking')
show(asyncio.Future.__new__(asyncio.Future).cancel)
show(asyncio.Future.__new__(asyncio.Future).add_done_callback, print)
show(lambda: asyncio.Future(loop))

f = asyncio.Future(loop=loop)
a, b = (lambda f: print('a')), (lambda f: print('b'))
for cb in (a, b, a, b):
    f.add_done_callback(cb)
print(f.remove_done_callback(a), f.remove_done_callback(a), len(f._callbacks), all(isinstance(c, contextvars.Context) for _, c in f._callbacks))
f.set_result(3)
loop.run_until_complete(f)

f = asyncio.Future(loop=loop)
f.set_exception(ValueError('lost'))
del f
gc.collect()

class Pending:
    def __await__(self):
        yield 5
async def bad():
    await Pending()
async def bare():
    await asyncio.sleep(0)
    return asyncio.current_task().get_name()
async def foreign():
    await asyncio.Future(loop=asyncio.new_event_loop())
async def selfish():
    await asyncio.current_task()
def plain():
    yield asyncio.Future(loop=loop)
class Gen:
    def __await__(self):
        yield asyncio.get_running_loop().create_future()
async def without_from():
    await Gen()
for coro in bad(), bare(), foreign(), selfish(), without_from():
    t = asyncio.Task(coro, loop=loop, name='T')
    try:
        print(loop.run_until_complete(t))
    except RuntimeError as e:
        text = str(e)
        print(text[:text.find('<')], text[text.rfind('>'):])
show(lambda: asyncio.Task(5, loop=loop))

async def swallow():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print('cancelled', e.args, asyncio.current_task().cancelling(), asyncio.current_task().uncancel())
    return 'went on'
async def main():
    t = asyncio.create_task(swallow())
    await asyncio.sleep(0)
    print(t.cancel('why'), t._must_cancel, t._fut_waiter is not None)
    print(await t, t.cancelled(), t.cancel())
    t = asyncio.create_task(asyncio.sleep(10), name=7)
    print(t.get_name(), t.get_coro().__name__, t.cancel())
    try:
        await t
    except asyncio.CancelledError:
        print(t.cancelled(), str(t).partition(' coro')[0])
    show(t.set_result, 1)
    show(t.set_exception, 1)
    var = contextvars.ContextVar('var', default=0)
    async def child():
        var.set(var.get() + 1)
        await asyncio.sleep(0)
        return var.get()
    ctx = contextvars.copy_context()
    print(await asyncio.create_task(child(), context=ctx), await asyncio.create_task(child(), context=ctx), var.get(), ctx[var])
    print(len(asyncio.all_tasks()), asyncio.current_task() in asyncio.all_tasks(), _asyncio._current_tasks == {asyncio.get_running_loop(): asyncio.current_task()})
    me = asyncio.current_task()
    show(_asyncio._enter_task, 1, 2)
    try:
        _asyncio._leave_task(1, 3)
    except RuntimeError as e:
        print(e)
    print(_asyncio._swap_current_task(1, None), _asyncio._swap_current_task(1, 4), _asyncio.current_task(1), _asyncio._leave_task(1, 4))
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    order = []
    async def eager(n, wait):
        order.append(n)
        if wait:
            await asyncio.sleep(0)
        order.append(-n)
        return n
    t1, t2 = asyncio.create_task(eager(1, False)), asyncio.create_task(eager(2, True))
    print(order, t1.done(), t2.done(), t1.get_coro(), await t1, await t2, order, asyncio.current_task() is me)
asyncio.run(main())

async def forever():
    await asyncio.get_running_loop().create_future()
t = loop.create_task(forever())
loop.run_until_complete(asyncio.sleep(0))
del t
gc.collect()
it = iter(asyncio.Future(loop=loop))
print(type(it).__name__, next(it)._state)
show(next, it)
show(it.throw, ValueError('x'))
show(it.throw, 5)
print(it.close())
show(_asyncio.get_running_loop)
show(_asyncio.current_task)
print(inspect.signature(_asyncio.Future), inspect.signature(_asyncio.Task), inspect.signature(_asyncio.current_task))
loop.close()
