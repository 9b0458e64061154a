# Arguments and values by C's formats, as extensions use them.
import _testcapi


def show(call, *args, **kwargs):
    try:
        print(call.__name__, repr(call(*args, **kwargs)))
    except Exception as e:
        print(call.__name__, type(e).__name__, e)


parse = _testcapi.parse_tuple_and_keywords
for args, kwargs, fmt, names in [
    ((1, 2), {}, 'OO', ['a', 'b']), ((1,), {'b': 2}, 'O|O', ['a', 'b']), ((1,), {'c': 2}, 'O|OO', ['a', 'bc', 'cd']), ((), {}, 'OO', ['a', 'b']), ((), {}, 'OO', ['', 'b']),
    ((1, 2, 3), {}, 'O|O', ['a', 'b']), ((1, 2), {}, 'O$O', ['a', 'b']), ((1,), {'a': 1}, 'O|O', ['a', 'b']), ((), {'zebra': 1}, '|O', ['zebras']), ((1,), {}, '||O', ['a']),
    ((1,), {}, 'O', ['a', 'b']), ((1,), {}, 'OO', ['a']), (((1, 'x'),), {}, '(ii)', ['a']), (((1, (2, 'x')),), {}, '(i(ii))', ['a']), ((b'x',), {}, '(i)', ['a']), ((1,), {}, '?', ['a']),
]:
    show(parse, args, kwargs, fmt, names)
for suffix, values in {
    'b': [0, 255, 256, -1, 'x'], 'h': [32767, 32768], 'i': [2**31 - 1, 2**31, 1.5], 'I': [-1, 2**40], 'k': [2**64 + 5, 'x'], 'n': [2**62, 2**63], 'L': [-2**63, 2**63], 'K': [-1],
    'p': [[], [0]], 'f': [1e39, 1], 'D': [2j, 'x'], 'c': [b'a', b'ab'], 'C': ['\u20ac', 'ab'], 'S': [b'x', 'x'], 'Y': [bytearray(b'x'), b'x'], 'U': ['x', b'x'],
    's': ['a\u20ac', 'a\0b', b'x'], 'z': [None, 'x', 1], 'y': [b'x', b'a\0b', 'x'], 's_star': ['x', b'a\0', memoryview(b'q')], 'z_star': [None], 'y_star': ['x', b'x'], 's_hash': ['x\0y', bytearray(b'x')], 'y_hash': [b'x\0'],
    'w_star': [bytearray(b'abc'), b'abc'],
}.items():
    for value in values:
        show(getattr(_testcapi, 'getargs_' + suffix), value)
show(_testcapi.getargs_es, 'a\u20ac', 'latin1')
show(_testcapi.getargs_es, '\xe9', 'latin1')
show(_testcapi.getargs_et_hash, b'abc', 'utf-8', bytearray(3))
build = _testcapi.py_buildvalue
for fmt, *values in [('',), ('O', 1), ('(O)', 1), ('O,O', 1, 2), ('[OO]', 1, 2), ('{O:O}', 1, 2), ('{OO', 1, 2), ('(O', 1), ('O', None), ('q', 1)]:
    show(build, fmt, *values)
show(_testcapi.py_buildvalue_ints, '(bBhHiIlk)', 1, 2, 3, 4, 5, 2**32 - 1, 7, 8)
