# Single-phase extensions of every kind that may be made twice loaded again, removed and loaded.
import sys
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load
import _testsinglephase

file = _testsinglephase.__file__
for suffix in '', '_basic_wrapper', '_basic_copy', '_with_reinit', '_with_state', '_check_cache_first':
    name = '_testsinglephase' + suffix
    for _ in range(2):
        spec = ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
        spec._set_fileattr = True
        module = _load(spec)
        module.extra = [1]
    if suffix:
        del sys.modules[name]
