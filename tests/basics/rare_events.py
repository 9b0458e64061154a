# What an optimizer would have to know of: classes, builtins and functions changed while the program runs.
import builtins
import _testinternalcapi as internal


def counted(what, change):
    internal.reset_rare_event_counters()
    change()
    print(what, {name: n for name, n in internal.get_rare_event_counters().items() if n})


class A: pass
class B(A): pass
class C: pass
def f(a=1): pass
def setter(target, name, value): return lambda: setattr(target, name, value)


counted('class', setter(A(), '__class__', B))
counted('bases', setter(B, '__bases__', (C,)))
counted('defaults', setter(f, '__defaults__', (2,)))
counted('keyword defaults', setter(f, '__kwdefaults__', {}))
counted('code', setter(f, '__code__', (lambda: 1).__code__))
counted('name', setter(f, '__name__', 'g'))
counted('builtin added', setter(builtins, 'FOO', 42))
counted('builtin changed', setter(builtins, 'FOO', 43))
counted('builtin deleted', lambda: builtins.__dict__.pop('FOO'))
counted('many', lambda: [setattr(builtins, 'FOO', n) for n in range(300)])
names = []
counted('frame evaluation', lambda: internal.set_eval_frame_record(names))
counted('and back', internal.set_eval_frame_default)
counted('nothing', internal.set_eval_frame_default)
