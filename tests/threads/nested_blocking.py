"""Fifty threads wait for a lock in the middle of native code of every kind; all of them go on when it is free."""
import contextlib, contextvars, functools, operator, threading, time, types

gate = threading.Lock()
def wait():
    with gate:
        pass

class Slots:
    def __getattr__(self, name): wait(); return name
    def __eq__(self, other): wait(); return True
    def __hash__(self): wait(); return 1
    def __len__(self): wait(); return 3
    def __bool__(self): wait(); return True
    def __iter__(self): wait(); return iter((1, 2))
    def __contains__(self, item): wait(); return True
    def __getitem__(self, i): wait(); return i
    def __call__(self): wait(); return 'called'
    def __add__(self, other): wait(); return 'sum'
    def __repr__(self): wait(); return 'Slots()'
    def __str__(self): wait(); return 'slots'
    def __index__(self): wait(); return 7
    def __format__(self, spec): wait(); return 'f' + spec
    def __lt__(self, other): wait(); return False
    def __get__(self, obj, type=None): wait(); return 'got'
    def __set__(self, obj, value): wait()
    def __reversed__(self): wait(); return [2, 1]
    def __round__(self): wait(); return 5
    def __fspath__(self): wait(); return 'path'

class Counter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        wait()
        self.n += 1
        if self.n > 2: raise StopIteration
        return self.n
class Init:
    def __init__(self): wait(); self.made = True
class New:
    def __new__(cls): wait(); return super().__new__(cls)
class Meta(type):
    def __call__(cls): wait(); return 'meta'
    def __instancecheck__(cls, obj): wait(); return True
class WithMeta(metaclass=Meta): pass
class Del:
    def __init__(self, out): self.out = out
    def __del__(self): wait(); self.out.append('deleted')
class Prop:
    @property
    def value(self): wait(); return 'value'
    @functools.cached_property
    def cached(self): wait(); return 'cached'
class Missing(dict):
    def __missing__(self, key): wait(); return key
class Descr:
    attr = Slots()
class SetName:
    def __set_name__(self, owner, name): wait(); self.name = name

def key(v): wait(); return -v
@functools.lru_cache
def cached(v): wait(); return v * 2
def gen():
    wait(); yield 1
    wait(); yield 2
async def coro(): wait(); return 'awaited'
@contextlib.contextmanager
def manager(): wait(); yield 'managed'; wait()
def run_coro():
    try: coro().send(None)
    except StopIteration as stop: return stop.value
def run_del():
    out = []
    obj = Del(out)
    del obj
    return out
def run_del_in_list():
    out = []
    objs = [Del(out), Del(out)]
    objs.clear()
    return out
def run_class():
    class Made(metaclass=type('M', (type,), {'__prepare__': classmethod(lambda *a: (wait(), {})[1])})):
        attr = SetName()
    return Made.attr.name
def run_exec():
    space = {'wait': wait}
    exec('wait(); x = [wait() or i for i in range(2)]', space)
    return space['x']
def run_with():
    with manager() as value: return value
def run_context():
    var = contextvars.ContextVar('v', default=0)
    def inner(): var.set(1); wait(); return var.get()
    return contextvars.copy_context().run(inner), var.get()
def run_except():
    class E(Exception):
        def __init__(self, *a): wait(); super().__init__(*a)
    try: raise E('x')
    except E as error: return error.args
def run_import():
    import importlib.util
    class Loader:
        def create_module(self, spec): wait(); return None
        def exec_module(self, module): wait(); module.ok = True
    spec = importlib.util.spec_from_loader('m', Loader())
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ok

jobs = {
    'sort key': lambda: sorted([1, 3, 2], key=key),
    'list.sort lt': lambda: len(sorted([Slots(), Slots(), Slots()])),
    'min': lambda: min([1, 2, 3], key=key),
    'exec': run_exec,
    'eval': lambda: eval('(wait(), 1)[1]'),
    'getattr': lambda: Slots().name,
    'eq': lambda: Slots() == 1,
    'in list': lambda: Slots() in [1, 2],
    'hash': lambda: len({Slots(): 1, Slots(): 2}),
    'len': lambda: len(Slots()),
    'bool': lambda: 'yes' if Slots() else 'no',
    'iter': lambda: list(Slots()),
    'next': lambda: list(Counter()),
    'for': lambda: [v for v in Counter()],
    'contains': lambda: 1 in Slots(),
    'getitem': lambda: Slots()[3],
    'call': lambda: Slots()(),
    'add': lambda: Slots() + 1,
    'repr': lambda: repr([Slots()]),
    'str': lambda: str(Slots()),
    'fstring': lambda: f'{Slots():x}{Slots()!r}',
    'percent': lambda: '%s %r' % (Slots(), Slots()),
    'index': lambda: [0] * 10 == [0, 1, 2, 3, 4, 5, 6, 7, 8][:Slots()] or operator.index(Slots()),
    'init': lambda: Init().made,
    'new': lambda: type(New()).__name__,
    'metaclass': lambda: WithMeta(),
    'isinstance': lambda: isinstance(1, WithMeta),
    'class': run_class,
    'del': run_del,
    'del in list': run_del_in_list,
    'property': lambda: Prop().value,
    'cached property': lambda: Prop().cached,
    'descriptor': lambda: Descr().attr,
    'missing': lambda: Missing()['k'],
    'map': lambda: list(map(key, (1, 2))),
    'filter': lambda: list(filter(key, (0, 1))),
    'zip': lambda: list(zip(Counter(), gen())),
    'sum': lambda: sum(gen()),
    'reduce': lambda: functools.reduce(lambda a, b: (wait(), a + b)[1], range(4)),
    'partial': lambda: functools.partial(key, 4)(),
    'lru_cache': lambda: cached(threading.get_ident()) == threading.get_ident() * 2,
    'cmp_to_key': lambda: sorted([2, 1], key=functools.cmp_to_key(lambda a, b: (wait(), a - b)[1])),
    'generator': lambda: list(gen()),
    'yield from': lambda: list((lambda: (yield from gen()))()),
    'coroutine': run_coro,
    'with': run_with,
    'context': run_context,
    'raise': run_except,
    'import': run_import,
    'join': lambda: ','.join(map(str, Counter())),
    'dict update': lambda: dict(zip('ab', Counter())),
    'round': lambda: round(Slots()),
    'fspath': lambda: __import__('os').fspath(Slots()),
    'unpack': lambda: (lambda a, b: a + b)(*Slots()),
    'star': lambda: [*Slots(), *gen()],
    'method type': lambda: types.MethodType(key, 3)(),
}
results = {}
def work(name, job):
    try:
        results[name] = job()
    except BaseException as error:
        results[name] = f'{type(error).__name__}: {error}'
gate.acquire()
threads = [threading.Thread(target=work, args=item) for item in jobs.items()]
for thread in threads:
    thread.start()
time.sleep(0.1)
print('waiting', sum(thread.is_alive() for thread in threads), 'ended', len(results))
gate.release()
for thread in threads:
    thread.join(20)
print('alive', [thread.name for thread in threads if thread.is_alive()])
for name in jobs:
    print(name, results.get(name))
