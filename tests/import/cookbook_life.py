# Lives of interpreters: who made them, references by id, running, destroying, what ends when (facts 4, 5, 6, 25, 30 rows 14, 15, 23 to 25).
import atexit
import os
import sys
import _interpreters
import _testinternalcapi


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def say(*args):
    os.write(1, (' '.join(map(str, args)) + '\n').encode())


ids = lambda: [i for i, _ in _interpreters.list_all()]
say('main', _interpreters.get_current(), _interpreters.get_main(), _interpreters.list_all(require_ready=True), _interpreters.whence(0), _interpreters.is_running(0))
a = _interpreters.create()
say('plain', _testinternalcapi.get_interpreter_refcount(a), _testinternalcapi.interpreter_refcount_linked(a))
_interpreters.incref(a)
_interpreters.decref(a)
say('alive', a in ids())
_interpreters.incref(a, implieslink=True)
say('linked', _testinternalcapi.interpreter_refcount_linked(a))
_interpreters.decref(a)
say('gone', a in ids(), attempt(_interpreters.is_running, a))
b = _interpreters.create(reqrefs=True)
_interpreters.incref(b)
_interpreters.decref(b)
say('gone', b in ids())
for op, args in [
    ('exec', (0, 'pass')), ('run_string', (0, 'pass')), ('run_func', (0, attempt)), ('call', (0, say)), ('destroy', (0,)), ('set___main___attrs', (0, {'x': 1})), ('is_running', (0,)), ('get_config', (0,)),
    ('incref', (0,)), ('decref', (0,)),
]:
    say(op, attempt(getattr(_interpreters, op), *args, restrict=True))
for bad in 'x', -1, 999, 1.5, None, True:
    say(repr(bad), attempt(_interpreters.is_running, bad))
say(attempt(_interpreters.exec, 0, 'pass'))
say(attempt(_interpreters.destroy, 0))
say(attempt(_testinternalcapi.get_interp_settings, 0))
import _testcapi
_testcapi.run_in_subinterp(f'''
import _interpreters, os
os.write(1, f'run_in_subinterp {{_interpreters.get_current()[1]}}\\n'.encode())
''')
c = _interpreters.create()
for script in [
    "raise KeyError('boo')", '1 / 0', 'def f(:', "class E(Exception): pass\nraise E(1, 2)", "import sys; sys.exit(3)", 'raise KeyboardInterrupt', 'raise SystemExit', "raise ExceptionGroup('g', [ValueError(1)])",
    "import _interpreters; raise _interpreters.InterpreterError('x')", "x = 5", "assert x == 5", "raise ValueError",
]:
    r = _interpreters.exec(c, script)
    say(repr(script), r if r is None else (r.type.__name__, r.type.__qualname__, r.type.__module__, r.msg, r.formatted))
    if r is not None:
        say(r.errdisplay)


def with_args(a):
    pass


def closure():
    return c


def outer():
    local = 1
    return lambda: local


def sets_global():
    global Z
    Z = 1


for title, thing in [
    ('null byte', 'a\0b'), ('arguments', with_args), ('closure', outer()), ('number', 3), ('bytes', b'pass'), ('builtin', print), ('code', compile('Y = 2', 'x', 'exec')), ('sets a global', sets_global), ('method', say.__call__),
]:
    say(title, attempt(_interpreters.exec, c, thing), '|', attempt(_interpreters.run_func, c, thing))
say(_interpreters.exec(c, 'assert (Y, Z) == (2, 1)'))
for args in [(c, say, ()), (c, say, (1,)), (c, say, None), (c, 3), (c, len), (c, sets_global, (), {}), (c, sets_global, (), {'a': 1})]:
    r = attempt(_interpreters.call, *args)
    say('call', r if r is None or isinstance(r, str) else r.formatted)
for shared in {'a': 1}, {}, 3, {1: 2}, {'a': []}, {'b': (1, 'x', None)}:
    say('shared', shared, attempt(_interpreters.exec, c, 'pass', shared), attempt(_interpreters.set___main___attrs, c, shared))
i = _interpreters.create('isolated')
j = _interpreters.create('legacy')
_interpreters.exec(i, 'import sys; sys.setswitchinterval(0.1)')
say('isolated', sys.getswitchinterval())
_interpreters.exec(j, 'import sys; sys.setswitchinterval(0.2)')
say('legacy', sys.getswitchinterval())
sys.setswitchinterval(0.005)
_interpreters.exec(i, 'import os, sys; os.write(1, f"isolated {sys.getswitchinterval()}\\n".encode())')
_interpreters.exec(j, 'import os, sys; os.write(1, f"legacy {sys.getswitchinterval()}\\n".encode())')
ENDS = '''
import atexit, os, threading, time
def say(*args): os.write(1, (' '.join(map(str, args)) + '\\n').encode())
atexit.register(say, NAME, 'atexit 1')
atexit.register(say, NAME, 'atexit 2')
class K:
    def __del__(self): say(NAME, 'del', __name__)
k = K()
if 'left' not in NAME:
    threading.Thread(target=lambda: (time.sleep(0.3), say(NAME, 'thread'))).start()
say(NAME, atexit._ncallbacks())
'''
for interp, name in (i, 'isolated'), (j, 'legacy'):
    _interpreters.exec(interp, ENDS, {'NAME': name})
    _interpreters.destroy(interp)
    say('destroyed', name)
last = _interpreters.create('isolated')
_interpreters.exec(last, ENDS, {'NAME': 'left 1'})
_interpreters.exec(_interpreters.create('legacy'), ENDS, {'NAME': 'left 2'})
atexit.register(say, 'main atexit')
say('main end')
