# The line of a yield from is reported once, however often the generator is resumed; so is that of an await.
import sys

def sub():
    yield 0
    yield 1
    return 123
def gen():
    x = yield from sub()
    return 456
async def co():
    await Wait()
    return 1
class Wait:
    def __await__(self):
        yield 1
        yield 2
def main():
    for i in gen():
        pass
    c = co()
    try:
        while True:
            c.send(None)
    except StopIteration as e:
        return e.value
def trace(frame, event, arg):
    print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event)
    return trace
sys.settrace(trace)
main()
sys.settrace(None)

# lines of one function only
import sys
m = sys.monitoring
m.use_tool_id(1, 'lines')
m.register_callback(1, m.events.LINE, lambda code, line: print(code.co_name, line - code.co_firstlineno))
def loop(n):
    total = 0
    for i in range(n):
        if i % 2: total += 1
    while n > 0: n -= 1
    return total
for code in loop.__code__, gen.__code__:
    m.set_local_events(1, code, m.events.LINE)
loop(3)
list(gen())
for code in loop.__code__, gen.__code__:
    m.set_local_events(1, code, 0)
loop(3)
m.free_tool_id(1)
