# Which multi-phase extensions which interpreters load (facts 12.3), and override of the check (facts 13).
import _interpreters
import _testmultiphase
import _testsinglephase

PROGRAM = '''
import sys
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load
def load(name, file):
    spec = ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
    spec._set_fileattr = True
    try:
        module = _load(spec)
    except ImportError as e:
        return 'ImportError', str(e), e.name, e.path
    return 'ok', sys.modules[name] is module, getattr(module, 'int_const', None)
'''
MODULES = ['_testmultiphase', '_test_non_isolated', '_test_shared_gil_only', '_test_no_multiple_interpreter_slot']


def run(title, **settings):
    name = settings.pop('name', 'isolated')
    config = _interpreters.new_config(name, **settings)
    interp = _interpreters.create(config)
    for module in MODULES:
        program = PROGRAM + f"print({title!r}, {module!r}, *load({module!r}, {_testmultiphase.__file__!r}), flush=True)"
        result = _interpreters.exec(interp, program)
        if result is not None:
            print(title, module, result.formatted)
    program = PROGRAM + f"print({title!r}, 'single-phase', load('_testsinglephase', {_testsinglephase.__file__!r})[:2], flush=True)"
    print(_interpreters.exec(interp, program))
    _interpreters.destroy(interp)


run('isolated')
run('legacy', name='legacy')
run('shared GIL, check', name='legacy', check_multi_interp_extensions=True)
run('own GIL, main obmalloc', name='legacy', gil='own')
run('isolated, shared GIL', gil='shared')
run('isolated, main obmalloc', use_main_obmalloc=True)
for check in True, False:
    for override in 1, 0, -1:
        interp = _interpreters.create(_interpreters.new_config('legacy', check_multi_interp_extensions=check))
        program = f'''
import _imp
print('check', {check}, 'override', {override}, _imp._override_multi_interp_extensions_check({override}), end=' ')
try:
    import _testsinglephase
except ImportError as e:
    print(e, _imp._override_multi_interp_extensions_check(0), flush=True)
else:
    print('ok', _testsinglephase.initialized_count(), _imp._override_multi_interp_extensions_check(0), flush=True)
'''
        print(_interpreters.exec(interp, program))
        _interpreters.destroy(interp)
import _imp
try:
    _imp._override_multi_interp_extensions_check(1)
except RuntimeError as e:
    print(e)
