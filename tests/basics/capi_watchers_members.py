# Watchers of dicts, types, code and functions; members of each C type; texts by characters.
import _testcapi
import _testlimitedcapi

one = _testcapi.add_dict_watcher(0)
d = {'a': 1}
_testcapi.watch_dict(one, d)
d['b'] = 2
d['a'] = 3
del d['b']
d |= {'c': 4}
d.clear()
d.update({'x': 1})
print(_testcapi.get_dict_watcher_events())
_testcapi.clear_dict_watcher(one)

watcher = _testcapi.add_type_watcher(0)
class C:
    pass
_testcapi.watch_type(watcher, C)
C.x = 1
C.x
C.x = 2
print([t.__name__ for t in _testcapi.get_type_modified_events()])
_testcapi.clear_type_watcher(watcher)

watcher = _testcapi.add_code_watcher(0)
code = compile('lambda: 1', '<s>', 'eval')
del code
print(_testcapi.get_code_watcher_num_created_events(0), _testcapi.get_code_watcher_num_destroyed_events(0))
_testcapi.clear_code_watcher(watcher)
for call, arg in [(_testcapi.clear_code_watcher, watcher), (_testcapi.clear_dict_watcher, 9), (_testcapi.clear_type_watcher, -1)]:
    try:
        call(arg)
    except ValueError as e:
        print(e)

ts = _testcapi._test_structmembersType_NewAPI(True, 1, 2, 3, 4, 5, 6, 7, 8, 23, 9.5, 10.25, 'hi', -1, 2**64 - 1)
names = ['T_BOOL', 'T_BYTE', 'T_UBYTE', 'T_SHORT', 'T_USHORT', 'T_INT', 'T_UINT', 'T_LONG', 'T_ULONG', 'T_PYSSIZET', 'T_FLOAT', 'T_DOUBLE', 'T_STRING_INPLACE', 'T_LONGLONG', 'T_ULONGLONG']
print([getattr(ts, name) for name in names])
import warnings
for name, value in [('T_BYTE', 200), ('T_USHORT', -1), ('T_UINT', -1), ('T_ULONG', 2**64), ('T_INT', 2**40), ('T_STRING_INPLACE', 'x'), ('T_PYSSIZET', 1.5), ('T_FLOAT', 0.1)]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            setattr(ts, name, value)
            print(name, getattr(ts, name), [str(w.message) for w in caught])
        except Exception as e:
            print(name, type(e).__name__, e)

print(_testlimitedcapi.unicode_writechar('abc', 1, ord('x')), _testlimitedcapi.unicode_resize('abc', 5), _testlimitedcapi.unicode_translate('abc', {98: None}, 'replace'))
for call in [lambda: _testlimitedcapi.unicode_writechar('abc', 1, 0x20ac), lambda: _testlimitedcapi.unicode_translate('abc', {98: None}), lambda: _testcapi.unicode_fill('abc', -1, 1, 65), lambda: _testcapi.unicode_copycharacters('abc', 0, '\u20ac', 0, 1)]:
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
flags = [_testcapi.pylong_asnativebytes(n, bytearray(4), 4, f) for n in (0, -1, 2**31, 2**32, -2**31, 2**70) for f in (-1, 0, 1, 5)]
print(flags)
