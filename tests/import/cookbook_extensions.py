# Single-phase extensions that interpreters refuse, what is said of loads, what a program may know of both (facts 10.4, 11.3, 15.4, 16.4, 17.5, 30 rows 1, 2, 8, 9, 22, 26).
import subprocess
import sys
import _imp
import _interpreters

i = _interpreters.create()
for _ in range(2):
    print(_interpreters.exec(i, 'import _testsinglephase').formatted)
print('_testsinglephase' in sys.modules)
import _testsinglephase
print(_testsinglephase.initialized_count(), sys.getrefcount(_testsinglephase))
print(_interpreters.exec(i, 'import _testsinglephase').formatted)
_interpreters.destroy(i)
import _testmultiphase
print(sys.getrefcount(_testmultiphase))
print(sorted(vars(_testsinglephase)))
legacy = [_interpreters.create('legacy') for _ in range(2)]
REPORT = '''
import os, sys
import _testsinglephase as m
os.write(1, f'{NAME} {m.initialized_count()} {hasattr(m, "extra")} {id(m.error) == ERROR} {id(m.sum.__self__) == SELF} {m._module_initialized == TIME} {id(m) == MODULE}\\n'.encode())
m.extra = NAME
'''
known = {'ERROR': id(_testsinglephase.error), 'SELF': id(_testsinglephase.sum.__self__), 'TIME': _testsinglephase._module_initialized, 'MODULE': id(_testsinglephase)}
sys.stdout.flush()
for n, interp in enumerate(legacy + legacy):
    print(_interpreters.exec(interp, REPORT, {'NAME': f'legacy {n % 2}', **known}), flush=True)
_interpreters.exec(legacy[0], 'import sys; del sys.modules["_testsinglephase"]')
print(_interpreters.exec(legacy[0], REPORT, {'NAME': 'legacy 0', **known}), flush=True)
_interpreters.destroy(legacy[0])
del sys.modules['_testsinglephase']
import _testsinglephase as again
print(again is _testsinglephase, again.initialized_count(), again.error is _testsinglephase.error, again.sum.__self__ is _testsinglephase, hasattr(again, 'extra'))
_interpreters.destroy(legacy[1])
# clear_extension alone lets init run once more; the count of the process goes on
import _testinternalcapi
file = again.__file__
_testinternalcapi.clear_extension('_testsinglephase', file)
del sys.modules['_testsinglephase']
import _testsinglephase as third
print(third.initialized_count(), third.error is again.error)
_testinternalcapi.clear_extension('_testsinglephase', file)
third._clear_globals()
del sys.modules['_testsinglephase']
import _testsinglephase as fourth
print(fourth.initialized_count(), fourth.error is third.error)


def child(*args):
    r = subprocess.run([sys.executable, '-S', *args], capture_output=True, text=True)
    return r.stdout.splitlines() + r.stderr.splitlines()


for line in child('-v', '-c', 'import sys, _testsinglephase; del sys.modules["_testsinglephase"]; import _testsinglephase'):
    if '_testsinglephase' in line and 'cleanup' not in line and 'matches' not in line:
        print(line.replace(file, 'FILE').split(' object at ')[0])
code = '''
import _interpreters
i = _interpreters.create()
_interpreters.exec(i, 'import colorsys')
import colorsys
'''
print([line.split('|')[-1].strip() if 'colorsys' in line else line for line in child('-X', 'importtime', '-c', code) if 'imported package' in line or 'colorsys' in line])
for name in 'os', 'os.path', '__phello__', '__phello_alias__', '__hello_alias__', '__hello_only__', '_frozen_importlib', 'zipimport', 'nothing', '__phello__.ham', '__phello__.spam':
    print(name, _imp.find_frozen(name), _imp.is_frozen(name), _imp.is_frozen_package(name) if _imp.is_frozen(name) else None)
print(type(_imp.find_frozen('os', withdata=True)[0]).__name__)
_imp._override_frozen_modules_for_tests(-1)
print(_imp.find_frozen('os'), _imp.find_frozen('_frozen_importlib'))
_imp._override_frozen_modules_for_tests(0)
print(_imp._frozen_module_names())
for name in 'sys', 'builtins', '_io', '_imp', '_tracemalloc', 'nothing':
    spec = type('Spec', (), {'name': name})()
    try:
        module = _imp.create_builtin(spec)
        print(name, _imp.is_builtin(name), module is None, module is sys.modules.get(name))
    except Exception as e:
        print(name, type(e).__name__, e)
for function, args in (_imp.release_lock, ()), (_imp.exec_dynamic, (3,)), (_imp.exec_builtin, (None,)), (_imp.get_frozen_object, ('nothing',)), (_imp.init_frozen, ('nothing',)), (_imp.get_frozen_object, ('os', b'abc')), (_imp.get_frozen_object, (3,)):
    try:
        print(function.__name__, function(*args))
    except Exception as e:
        print(function.__name__, type(e).__name__, e)
