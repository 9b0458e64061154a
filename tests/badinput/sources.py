# Bytes that are no program, given to compile(): the error with all its fields.
SOURCES = {
    'unclosed string': b'x = """\nabc\n', 'unclosed bracket': b'x = (1,\n', 'surplus bracket': b'x = 1]\n', 'wrong bracket': b'x = (1,\n]\n', 'tabs and blanks': b'if 1:\n        x\n\ty\n',
    'dedent to nowhere': b'if 1:\n    x\n  y\n', 'backslash at the end': b'x = 1 + \\', 'backslash and blank': b'x = \\ \n1', 'control character': b'x = \x01\n', 'no name': 'x = €\n'.encode(), 'no-break space': 'x =\xa01\n'.encode(),
    'empty': b'', 'only a comment': b'# nothing', 'old Mac': b'x\ry\r', 'form feed': b'x\n\x0cy\n', 'end-of-file character': b'x\n\x1a', 'null byte': b'x\0', 'null bytes': b'\0' * 100, 'not UTF-8': b'x = 1\ny = "\xff\xfe"\n',
    'not UTF-8 in a comment': b'x\n# \x80\n', 'not UTF-8 in a name': b'\xe9 = 1\n', 'not ASCII': b'# coding: ascii\nx = "\xe9"\n', 'unknown encoding': b'# coding: no-such\n', 'no text encoding': b'# coding: rot13\nx\n', 'hex': b'# coding: hex\n00',
    'two encodings': b'\xef\xbb\xbf# coding: latin-1\nx\n', 'byte order mark twice': b'\xef\xbb\xbf\xef\xbb\xbfx\n', 'byte order mark inside': 'x = \ufeff1\n'.encode(), 'surrogate': b'x = "\xed\xa0\x80"\n', 'UTF-16': 'x\n'.encode('utf-16'),
    'bad escape': b'x = "\\N{no such name}"', 'short escape': b'x = "\\x1"', 'long escape': b'x = "\\U00110000"', 'bad bytes': 'x = b"é"'.encode(), 'bad f-string': b'f"{"', 'f-string nothing': b'f"{}"', 'f-string brace': b'f"}"',
    'f-string quote': b'f"{a!x}"', 'bad number': b'1_000_', 'bad hex': b'0xg', 'bad octal': b'08', 'bad exponent': b'1e', 'bad suffix': b'1abc', 'keyword': b'if = 1', 'assign': b'1 = x', 'call': b'f() = 1', 'missing colon': b'if x\n  y', 'no block': b'if x:\ny',
    'print': b'print x', 'exec': b'exec "x"', 'else': b'else: x', 'return outside': b'return 1', 'yield outside': b'yield 1', 'await outside': b'await x', 'break outside': b'break', 'star': b'*a', 'star star': b'**a', 'global': b'x = 1\nglobal x\n',
    'nonlocal': b'nonlocal x', 'duplicate argument': b'def f(a, a): pass', 'future': b'from __future__ import no_such', 'late future': b'x\nfrom __future__ import division', 'barry': b'from __future__ import braces', 'inc': b'x++', 'walrus': b'x := 1', 'lone quote': b"'",
    'type': b'def f[T, T](): pass', 'debug': b'__debug__ = 1', 'annotation': b'(x, y): int', 'arrow': b'def f() -> : pass', 'match': b'match x:\n case 1 + 2: pass', 'pattern': b'match x:\n case a: pass\n case b: pass', 'except': b'try: pass\nexcept: pass\nexcept A: pass',
    'except star': b'try: pass\nexcept* A: pass\nexcept B: pass', 'many targets': b'*a, *b = c', 'lambda': b'lambda x, x: 0', 'import star': b'def f():\n from a import *', 'del': b'del f()', 'with': b'with a as f(): pass', 'for': b'for 1 in a: pass',
}
for name, source in SOURCES.items():
    try:
        compile(source, 'p.py', 'exec')
    except SyntaxError as e:
        print(name, type(e).__name__, e.args)
    except Exception as e:
        print(name, type(e).__name__, e)
    else:
        print(name, 'compiles')
print(sum(range(10)))
