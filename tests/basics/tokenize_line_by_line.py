"""Lines are read when their tokens are wanted."""
import tokenize
def run(src):
    n = 0
    def readline():
        nonlocal n
        n += 1
        line = src[n - 1] if n <= len(src) else ''
        if isinstance(line, Exception): raise line
        return line
    try:
        for t in tokenize.generate_tokens(readline):
            print(n, tokenize.tok_name[t.type], repr(t.string), t.start, t.end, repr(t.line))
    except Exception as error:
        print(n, type(error).__name__, error.args)
S = ['a = 1\n', 'if a:\n', '    b = (1,\n', '       2)\n', '\n', '# c\n', 's = """x\n', 'y"""\n', 'd = 5 + \\\n', ' 6\n', 'def f():\n', '  """doc\n', '  é\n', '  more""" + 1\n', '  pass\n', 'q = f"""{\n', '1}"""\n',
  'r = f"""a{{\n', 'b {1 + \n', '2!r:>{3}\n', '4}c \\\n', '"x" """ f"a{b:c}d{{"\n', "s = f'a\\\n", "b{1}'\n", "t = 'x\\\n", 'y\' "a"\n', 'class A:\n', '\tdef f(self): return [\n', '# in\n', '"z"]\n', '\n', '  # odd\n', 'z']
run(S)
for bad in [['a = """x\n', 'y\n'], ['f"""x\n', 'y{1}\n'], ['(1,\n', '2\n'], ['a = "x\n', 'b\n'], ['f"x\n', 'b\n'], ['a\\\n'], ['f"""{a\n', 'b\n'], ['if 1:\n', '    x\n', '  y\n'], ['if 1:\n', ' x\n', '$ ?\n', 'é = ñ\n'],
            ['a\n', ValueError('no'), 'b\n'], ['if 1:\n', ' a\n', ValueError('no')], ['(1\n', ValueError('x')], ['a\n', 'b\0c\n'], ['a', 'b\n', 'c'], ['a\r\n', 'b\r\n'], ['x\n', '"abc\\\n', 'def\n'], ['a = 0777\n'], ['"""a\n', '\'\'\'\n', 'b"""\n'],
            [], ['\n'], ['# c'], ['if 1:\n', '  a'], ['f"{a[\n', '1]}"\n'], ['x = [\n', 'f"""\n', '{y\n', '}\n', '"""\n', ']\n'], ['f\'\'\'{"""a\n', 'b"""}\'\'\'\n'], ['with a as b, \\\n', '   c:\n', '   pass\n'], ["f'{a:\n", "}'\n"], ['é = """ü\n', 'ß""" + ä\n'], ['\\\n', ' a\n'], ['if 1:\n', '  \\\n', '    """x\n', 'y"""\n', 'z\n']]:
    print('--', bad)
    run(bad)
lines = [b'# -*- coding: latin-1 -*-\n', b'a = "\xe9"\n', b'b\n']
n = 0
def readline():
    global n
    n += 1
    return lines[n - 1] if n <= len(lines) else b''
for t in tokenize.tokenize(readline): print(n, t[:4])
def endless():
    i = 0
    while True:
        i += 1
        yield f'x{i} = {i}\n'
for t, _ in zip(tokenize.generate_tokens(endless().__next__), range(12)): print(t.string, end=' ')
print()
