# Every way in which a multi-phase extension can be wrong (facts 11.5, 12.6).
import sys
import _testmultiphase
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load

FILE = _testmultiphase.__file__


def load(name):
    spec = ModuleSpec(name, ExtensionFileLoader(name, FILE), origin=FILE)
    spec._set_fileattr = True
    return _load(spec)


PREFIX = '_testmultiphase_'
for name in ('bad_slot_large bad_slot_negative create_int_with_state negative_size export_null export_uninitialized export_raise export_unreported_exception multiple_create_slots create_null '
             'create_raise create_unreported_exception nonmodule_with_exec_slots exec_err exec_raise exec_unreported_exception multiple_multiple_interpreters_slots').split():
    try:
        load(PREFIX + name)
    except Exception as e:
        cause = e.__cause__
        print(name, type(e).__name__, e, '|', None if cause is None else (type(cause).__name__, str(cause)), PREFIX + name in sys.modules)
    else:
        print(name, 'loaded')
for name in 'nonmodule nonmodule_with_methods null_slots meth_state_access zkouška_načtení'.split():
    module = load(PREFIX + name)
    print(name, type(module).__name__, getattr(module, '__doc__', None) is None, [k for k in vars(module) if not k.startswith('__')])
ns = load('_testmultiphase_nonmodule_with_methods')
print(ns.three, ns.bar(10, 1), ns.__name__)
module = load('\uff3f\u30a4\u30f3\u30dd\u30fc\u30c8\u30c6\u30b9\u30c8')
sys.stdout.reconfigure(errors='backslashreplace')
print(ascii(module.__name__), module.__doc__ is None)
module = load('x')
print(module.__name__, module.foo(1, 2), module.call_state_registration_func(0))
for i in 1, 2:
    try:
        module.call_state_registration_func(i)
    except SystemError as e:
        print(e)
m = load('_testmultiphase_meth_state_access')
a = m.StateAccessType()
a.increment_count_clinic()
a.increment_count_clinic(3, twice=True)
a.increment_count_noclinic(2)
a.increment_count_noclinic(5, twice=True)
print(a.get_count(), a.get_defining_module() is m)


class Derived(m.StateAccessType):
    pass


print(Derived().get_defining_module() is m, Derived().get_count())
try:
    a.getmodulebydef_bad_def()
except TypeError as e:
    print(e)
try:
    load('_testmultiphase_no_such')
except ImportError as e:
    print(e, e.name, e.path == FILE)
again = load('_testmultiphase')
print(again is _testmultiphase, again.error is _testmultiphase.error, sys.modules['_testmultiphase'] is again)
import _imp
print(_imp.exec_dynamic(again), sys.getrefcount(again))
