# What extension modules reach through the C API: pending calls, frame evaluation, types that extend others, threads of C code, memory.
import datetime
import threading
import _testcapi
import _testinternalcapi
import _testlimitedcapi


def wait_for(items, n):
    while len(items) < n:
        for i in range(1000):
            i * i


for submit, limit in ((_testcapi._pending_threadfunc, 32), (_testinternalcapi.pending_threadfunc, 300)):
    made = []
    added = submit(lambda: made.append(threading.get_ident()), limit + 1, blocking=True)
    wait_for(made, added)
    print(added, set(made) == {threading.main_thread().ident})


class C:
    def __init__(self):
        self.x = 1

    @property
    def p(self):
        return self.x

    def __getitem__(self, key):
        return key


def gen():
    yield C().p
    yield C()[2]


calls = []
for turn in range(40):
    if turn == 30:
        _testinternalcapi.set_eval_frame_record(calls)
    result = list(gen())
_testinternalcapi.set_eval_frame_default()
list(gen())
print(result, len(calls), calls[:7])

for extra, size in ((0, 8), (1, 4), (24, 0), (7, 123)):
    base, sub, instance, address, offset, room = _testlimitedcapi.make_sized_heaptypes(extra, -size)
    print(base.__basicsize__, sub.__basicsize__, offset, room)
for args in ((0, 8, 0, True), (0, -8, 8, True), (0, -8, -1, True)):
    try:
        _testlimitedcapi.make_heaptype_with_member(*args)
    except SystemError as e:
        print(e)
try:
    _testlimitedcapi.subclass_heaptype(int, -8, 0)
except SystemError as e:
    print(e)
print(list(_testcapi.HeapCCollection(1, 2, 3)))
try:
    _testcapi.pyobject_getitemdata(0)
except TypeError as e:
    print(e)

idents = []
_testcapi._test_thread_state(lambda: idents.append(threading.get_ident()))
print(len(idents), idents.count(threading.get_ident()))
_testcapi.gilstate_ensure_release()

_testcapi.test_datetime_capi()
print(_testcapi.get_datetime_fromdateandtimeandfold(True, 2020, 2, 29, 1, 2, 3, 4, 1), _testcapi.get_delta_fromdsu(False, 1, 90000, -1))
zero, again, named = _testcapi.get_timezones_offset_zero()
print(zero is datetime.timezone.utc, again is zero, named is zero)

for text, errors in (('a\xe9\u20ac', 'strict'), ('\udcff', 'surrogateescape'), ('\udcff', 'strict'), ('', 'replace')):
    try:
        print(_testinternalcapi.EncodeLocaleEx(text, 0, errors))
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)
for module in (_testcapi, _testinternalcapi, _testlimitedcapi):
    for name in ('test_pymem_setallocators', 'test_pymem_setrawallocators', 'test_pyobject_setallocators', 'test_hashtable', 'test_lock_basic', 'test_lock_two_threads', 'test_lock_rwlock', 'test_long_api', 'test_constants'):
        if hasattr(module, name):
            print(name, getattr(module, name)())
