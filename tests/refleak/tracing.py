# settrace, setprofile, monitoring: hooks set, called, taken away.
import sys

events = []


def trace(frame, event, arg):
    events.append((event, frame.f_lineno))
    return trace


def work(n):
    try:
        for i in range(n):
            [i][1 - n]
    except IndexError:
        return [n]


sys.settrace(trace)
work(3)
sys.settrace(None)
sys.setprofile(lambda *args: events.append(args[1]))
work(3)
sys.setprofile(None)
m = sys.monitoring
m.use_tool_id(3, 'test')
m.register_callback(3, m.events.LINE, lambda code, line: events.append(line))
m.register_callback(3, m.events.CALL, lambda *args: m.DISABLE)
m.set_events(3, m.events.LINE | m.events.CALL)
work(3)
m.set_events(3, 0)
m.set_local_events(3, work.__code__, m.events.PY_START)
work(2)
m.set_local_events(3, work.__code__, 0)
m.register_callback(3, m.events.LINE, None)
m.register_callback(3, m.events.CALL, None)
m.free_tool_id(3)
events.clear()
