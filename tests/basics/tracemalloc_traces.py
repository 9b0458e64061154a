# Where blocks were allocated: objects, sizes, frames, peaks, clearing and stopping.
import _tracemalloc as t

def make(n):
    return b'x' * n
def outer(n):
    return make(n)
def lines(traceback):
    return None if traceback is None else [line for _, line in traceback]

print(t.is_tracing(), t.get_traceback_limit(), t._get_traces(), t.get_traced_memory(), t._get_object_traceback(make))
for nframe in -1, 0, 65536, 2**40:
    try:
        t.start(nframe)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
t.start(2)
a, b = make(5000), outer(77)
c = [1, 2, 3] * 1000
e = make(0)
print(lines(t._get_object_traceback(a)), lines(t._get_object_traceback(b)), lines(t._get_object_traceback(e)), t.get_traceback_limit())
print(sorted((size, lines(tb), total) for domain, size, tb, total in t._get_traces() if size >= 5000))
before, _ = t.get_traced_memory()
big = make(1 << 20)
during, peak = t.get_traced_memory()
del big
after, peak_after = t.get_traced_memory()
print(during - before >= 1 << 20, during - after >= 1 << 20, peak >= during, peak_after == peak)
t.reset_peak()
print(t.get_traced_memory()[1] < peak)
x = [make(i) for i in range(600)]
held = t.get_traced_memory()[0]
del x
print(held - t.get_traced_memory()[0] > 600 * 300)
t.clear_traces()
print(t._get_object_traceback(a), t.get_traced_memory()[0] < 2000)
t.start(7)
print(t.get_traceback_limit())
t.stop()
print(t.is_tracing(), t._get_traces(), t.get_traced_memory())
x = [[i] for i in range(1000)]
del x, a, b, c
t.start()
y = [make(i) for i in range(100)]
print(len({tb for _, _, tb, _ in t._get_traces()}) < 10, lines(t._get_object_traceback(y[99])))
