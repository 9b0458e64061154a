# Multi-phase extensions loaded, removed, loaded; and those that fail.
import sys
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load
import _testmultiphase

file = _testmultiphase.__file__
for suffix in '', '_nonmodule', '_null_slots', '_meth_state_access', '_exec_raise', '_create_raise', '_bad_slot_large', '_export_raise':
    name = '_testmultiphase' + suffix
    for _ in range(2):
        spec = ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
        spec._set_fileattr = True
        try:
            module = _load(spec)
        except SystemError:
            pass
    sys.modules.pop(name, None)
