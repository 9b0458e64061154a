# PyUnicode_FromFormat() and what compares and makes texts of C.
import _testlimitedcapi as c, _testcapi, sys
print(c.test_string_from_format(), c.test_widechar(), c.test_unicode_compare_with_ascii())
for text in b'abc', b'abd', b'ab', b'abcd', b'\xff', b'': print(c.unicode_comparewithasciistring('abc', text), end=' ')
print(c.unicode_comparewithasciistring('\U0001f600', b'\xff'), c.unicode_comparewithasciistring('\xe9', b'\xe9'))
class Odd:
    def __repr__(self): return 'O\xe9'
sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.err_msg)
for format in b'%R', b'%S', b'%A', b'%10.1R|', b'%-5S|', b'%T', b'%#T', b'100%%', b'plain', b'%?': _testcapi.err_formatunraisable(KeyError(), format, Odd())
_testcapi.err_formatunraisable(KeyError(), b'%N %#N', Odd, int)
