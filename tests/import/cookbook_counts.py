# Counts that a program sees: immortal objects, blocks of interpreters, opcodes of super(), digits of ints, sys.monitoring (facts 19 to 21, 29, 30 rows 19, 20, 27 to 29).
import dis
import gc
import sys
import _interpreters

for thing in None, True, Ellipsis, NotImplemented, 0, -5, 256, (), '', b'', 'a', b'a', 'é', int, type, '__init__', sys.intern('__init__'):
    print(repr(thing), sys.getrefcount(thing))
big, negative, wide = eval('[257]'), eval('[-6]'), eval('[chr(300)]')
print(sys.getrefcount(big[0]), sys.getrefcount(negative[0]), sys.getrefcount(wide[0]))
x = []
y = [x, x]


def f(z):
    return sys.getrefcount(z)


print(sys.getrefcount(x), f(x), f([]), sys.getrefcount([]))
for config in 'legacy', 'isolated':
    blocks = [0] * 8
    for n in range(8):
        _interpreters.destroy(_interpreters.create(config))
        gc.collect()
        sys._clear_type_cache()
        blocks[n] = sys.getallocatedblocks()
    deltas = [b - a for a, b in zip(blocks[4:], blocks[5:])]
    print(config, len(set(deltas)), deltas[0] if config == 'legacy' else deltas[0] > 1000)


class A:
    attr = 1

    def meth(self):
        return self


class B(A):
    def one(self):
        return super().meth()

    def two(self):
        return super().attr

    def three(self):
        return super(B, self).meth()

    def four(self):
        return super(B, self).attr

    def five(self):
        return super().__class__

    def six(self):
        return super(B, B).meth


for function in B.one, B.two, B.three, B.four, B.five, B.six:
    print(function.__name__, [(i.opname, i.arg) for i in dis.get_instructions(function) if 'SUPER' in i.opname])
for n in 0, 1, -1, 5, 2 ** 30 - 1, 2 ** 30, -2 ** 30, 2 ** 60, 2 ** 90:
    print(n, sys.getsizeof(n))
print(sys.int_info)
E = sys.monitoring.events
print({name: value for name, value in vars(E).items() if not name.startswith('_')})
log = []
sys.monitoring.use_tool_id(0, 'cookbook')


def work(n):
    total = 0
    for i in range(n):
        total += i
    return total


def line(code, number):
    log.append(('line', number - code.co_firstlineno))
    return sys.monitoring.DISABLE


sys.monitoring.register_callback(0, E.LINE, line)
sys.monitoring.register_callback(0, E.PY_START, lambda code, offset: log.append(('start', offset)))
sys.monitoring.register_callback(0, E.PY_RETURN, lambda code, offset, value: log.append(('return', offset, value)))
sys.monitoring.set_local_events(0, work.__code__, E.LINE | E.PY_START | E.PY_RETURN)
work(2)
work(2)
sys.monitoring.restart_events()
work(1)
sys.monitoring.set_local_events(0, work.__code__, 0)
print(log)
sys.monitoring.set_events(0, E.CALL | E.C_RETURN | E.C_RAISE)
print(sys.monitoring.get_events(0))
sys.monitoring.set_events(0, 0)
for function, args in [
    (sys.monitoring.use_tool_id, (6, 'x')), (sys.monitoring.use_tool_id, (0, 'x')), (sys.monitoring.set_events, (4, 1)), (sys.monitoring.use_tool_id, (3, 5)), (sys.monitoring.set_events, (0, 0x80000)),
    (sys.monitoring.set_local_events, (0, work.__code__, 0x400)), (sys.monitoring.set_events, (0, E.C_RETURN)), (sys.monitoring.register_callback, (0, 3, None)), (sys.monitoring.register_callback, (0, 262144, None)),
]:
    try:
        print(function(*args))
    except Exception as e:
        print(type(e).__name__, e)
sys.monitoring.free_tool_id(0)
