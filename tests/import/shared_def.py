# Two names for one def: the module that was loaded last is the one at its index (facts 10.5).
import sys
import _testsinglephase
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load

FILE = _testsinglephase.__file__


def load(name):
    spec = ModuleSpec(name, ExtensionFileLoader(name, FILE), origin=FILE)
    spec._set_fileattr = True
    return _load(spec)


a = _testsinglephase
b = load('_testsinglephase_basic_wrapper')
c = load('_testsinglephase_basic_copy')
print(a.look_up_self() is b, b.look_up_self() is b, c.look_up_self() is c)
print(b.__name__, b.__spec__.name, c.__name__)
print(a.initialized_count(), b.initialized_count(), c.initialized_count())
del sys.modules['_testsinglephase']
a2 = load('_testsinglephase')
print(a2._module_initialized == b._module_initialized, a2._module_initialized == a._module_initialized)
print(a2.look_up_self() is a2, a.look_up_self() is a2, b.look_up_self() is a2)
print(sys.getrefcount(c), sorted(k for k in vars(a2) if not k.startswith('__')))
