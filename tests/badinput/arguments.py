# Arguments of the wrong kind for builtin types and functions: which of them is blamed, and in what words.
class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Raises:
    def __index__(self):
        raise LookupError('index')


def attempt(source):
    try:
        result = eval(source)
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
    else:
        print(source, '->', ascii(result))


for source in (
    "str(0, None)", "str(b'', '\\ud800')", "str(b'', errors=None)", "bytes('a', '\\ud800')", "bytes('a', 'ascii', 'a\\0b')", "bytes('a', None)", "bytearray('a', 1)", "'a'.encode('\\ud800')", "'a'.encode('\\ud800', 1)", "'a'.encode('a\\0')",
    "b'a'.decode('\\ud800', None)", "b'a'.decode('utf-8', '\\ud800')", "b'a'.decode(None)", "bytes(2 ** 63 - 1)", "float.__getformat__('\\0')", "float.__getformat__('\\ud800')", "float.fromhex('\\ud800')", "memoryview(b'a').tobytes('a\\0')",
    "memoryview(b'a').tobytes('\\ud800')", "b'a' % 'x'", "bytearray(b'a') % 'x'", "b'%s' % 'x'", "Raises() in b'a'", "Raises() in bytearray(b'a')", "Index(300) in b'a'", "(1 + 2j) ** float('inf')", "0j ** -1", "format(0, None)", "object().__format__(None)",
    "eval('1', [])", "eval('1', 1)", "exec('1', [])", "type(1, 2, 3)", "type('a', None, {})", "__import__('_weakref').getweakrefs(None)", "__import__('_weakref').getweakrefs(1)", "__import__('_codecs').ascii_decode(0, 1)",
    "__import__('_codecs').utf_8_decode(0, 1, Raises())", "__import__('_codecs').lookup('\\ud800')", "__import__('_codecs').lookup_error('\\ud800')", "__import__('_codecs').encode('a', '\\ud800', 1)", "__import__('_imp').is_builtin(None)",
    "__import__('_imp').find_frozen(None)", "__import__('itertools')._grouper(None, 1)", "__import__('sys').intern(None)", "__import__('unicodedata').name('ab')", "open('a\\0b')", "open('/', 'r\\0')", "open('/', encoding='\\ud800')", "compile('1', 'f', None)",
):
    attempt(source)
