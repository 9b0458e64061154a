# One interpreter: what loading each kind of extension again gives, while it is in sys.modules and after it has left (facts 11.7).
import sys
import _testsinglephase
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load

FILE = _testsinglephase.__file__


def load(name):
    spec = ModuleSpec(name, ExtensionFileLoader(name, FILE), origin=FILE)
    spec._set_fileattr = True
    return _load(spec)


def count(module):
    return module.initialized_count() if hasattr(module, 'initialized_count') else None


NAMES = ['', '_basic_wrapper', '_basic_copy', '_with_reinit', '_with_state', '_check_cache_first', '_with_reinit_check_cache_first', '_with_state_check_cache_first']
for suffix in NAMES:
    name = '_testsinglephase' + suffix
    sys.modules.pop(name, None)
    first = load(name)
    first.extra = 1
    second = load(name)
    print(name, first.__name__, first.__spec__.name)
    print('  again: same', second is first, 'extra', hasattr(second, 'extra'), 'count', count(second))
    if hasattr(first, 'error'):
        print('  error: same', second.error is first.error, first.error.__module__, first.error.__mro__[1].__name__)
        print('  look_up_self', second.look_up_self() is second, second.look_up_self() is first)
        print('  self', second.sum.__self__ is first, 'state', second.state_initialized() is None, second.sum(2, 3))
    del sys.modules[name]
    third = load(name)
    print('  gone: same', third is second, 'extra', hasattr(third, 'extra'), 'count', count(third))
    if hasattr(first, 'error'):
        print('  error: same', third.error is second.error, 'self', third.sum.__self__ is second, third.sum.__self__ is third)
        print('  time: same', third._module_initialized == second._module_initialized)
        different = sorted(k for k in vars(second) if k not in vars(third) or vars(third)[k] is not vars(second)[k])
        print('  differs', different)
    print('  file', third.__file__ == FILE, third.__spec__.origin == FILE, type(third.__loader__).__name__)
    print('  in modules', sys.modules[name] is third)
