# PyErr_SetObject() asks a metaclass whether the class is a subclass of itself; texts of C that are no UTF-8; sizes no memory holds.
import _testcapi, _posixsubprocess, errno, sys

class Meta(type):
    def __subclasscheck__(cls, sub): 1 / 0
class Broken(Exception, metaclass=Meta): pass

def attempt(call, *args):
    try: print(call(*args))
    except BaseException as e: print(type(e).__name__, *([e] if str(e) else []))
attempt(_testcapi.exc_set_object, Broken, Broken())
attempt(_testcapi.exc_set_object, OSError, PermissionError(24))
attempt(_testcapi.err_setstring, ZeroDivisionError, b'\xff')
attempt(_testcapi.err_setfromerrnowithfilename, errno.ENOENT, OSError, None)
attempt(_testcapi.err_setfromerrnowithfilename, errno.ENOENT, OSError, b'x')
sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.err_msg)
_testcapi.err_formatunraisable(KeyError(), b'undecodable \xff')
_testcapi.err_formatunraisable(KeyError(), b'Error in %R', [1])

class Z:
    def __len__(self): return sys.maxsize
    def __getitem__(self, i): return b'x'
attempt(_posixsubprocess.fork_exec, 1, Z(), True, (1, 2), 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, True, True, 17, False, 19, 20, 21, 22, False)
attempt(_testcapi.parse_tuple_and_keywords, (('a',),), {}, '(es)', ['a'])
