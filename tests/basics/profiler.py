# The profiler of cProfile with a clock of its own: counts, times, callers, and what it refuses.
import _lsprof
import cProfile
import io
import pstats

class Clock:
    now = 0
    def __call__(self):
        Clock.now += 1
        return Clock.now

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def numbers():
    yield from range(3)
def work():
    fib(5)
    sorted([3, 1, 2], key=abs)
    ','.join(str(i) for i in numbers())
    try:
        [].pop()
    except IndexError:
        pass

profiler = cProfile.Profile(Clock(), 0.001)
profiler.enable()
work()
profiler.disable()
name = lambda code: code if isinstance(code, str) else code.co_name
for entry in sorted(profiler.getstats(), key=lambda e: name(e.code)):
    calls = sorted((name(c.code), c.callcount, c.reccallcount, round(c.totaltime, 3), round(c.inlinetime, 3)) for c in entry.calls or ())
    print(name(entry.code), entry.callcount, entry.reccallcount, round(entry.totaltime, 3), round(entry.inlinetime, 3), calls)
print(type(entry).__name__, entry._fields if hasattr(entry, '_fields') else entry.n_fields)

out = io.StringIO()
pstats.Stats(profiler, stream=out).strip_dirs().sort_stats('name').print_stats()
print(out.getvalue())

profiler.clear()
print(profiler.getstats())
with cProfile.Profile(builtins=False) as quiet:
    work()
    try:
        cProfile.Profile().enable()
    except ValueError as e:
        print(e)
print(sorted({name(e.code) for e in quiet.getstats()}))

class Meddling:
    def __call__(self):
        for action in profiler.disable, profiler.clear:
            try:
                action()
            except RuntimeError as e:
                messages.add(str(e))
        return 1.0
messages = set()
profiler = _lsprof.Profiler(Meddling())
profiler.enable()
fib(2)
profiler.disable()
print(sorted(messages))
for bad in ({'timeunit': 'x'}, {'nothing': 1}):
    try:
        _lsprof.Profiler(**bad)
    except TypeError as e:
        print(e)
for callback in '_pystart_callback', '_ccall_callback':
    try:
        getattr(profiler, callback)()
    except TypeError as e:
        print(e)
