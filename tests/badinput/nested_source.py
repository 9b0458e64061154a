# Source that nests far deeper than any parser follows.
import ast

N = 100_000
SOURCES = {
    'parentheses': '(' * N + ')' * N,
    'brackets': '[' * N + ']' * N,
    'braces': '{' * N + '}' * N,
    'open parentheses': '(' * N,
    'minus': '-' * N + '1',
    'plus minus': '-+' * N + '1',
    'tilde': '~' * N + '1',
    'not': 'not ' * N + '1',
    'attributes': 'a' + '.a' * N,
    'calls': 'a' + '()' * N,
    'subscripts': 'a' + '[0]' * N,
    'lambda': 'lambda: ' * N + '1',
    'await': 'await ' * 50 + '1',
    'sums': '+'.join(['1'] * N),
    'powers': '**'.join(['1'] * N),
    'and': ' and '.join(['1'] * N),
    'comparisons': ' < '.join(['1'] * N),
    'conditions': '1 if 1 else ' * N + '1',
    'stars': '*' * N + 'a',
    'yield': '(yield ' * 500 + ')' * 500,
    'nested 90': '(' * 90 + '1' + ')' * 90,
    'nested 199': '(' * 199 + '1' + ')' * 199,
    'nested 200': '(' * 200 + '1' + ')' * 200,
    'nested 201': '(' * 201 + '1' + ')' * 201,
    'walrus': '(a:=' * 150 + '1' + ')' * 150,
    'strings': '"a" ' * N,
    'f-string': 'f"{' * 200 + '1' + '}"' * 200,
}


def attempt(label, function, *args):
    try:
        result = function(*args)
    except (SyntaxError, MemoryError, RecursionError, ValueError, NameError, TypeError, AttributeError) as e:
        text = str(e)
        print(label, type(e).__name__, text.partition(' object at ')[0][:100])
    else:
        print(label, type(result).__name__)


for name, source in SOURCES.items():
    attempt(f'compile {name}:', compile, source, 'p.py', 'eval')
    attempt(f'literal_eval {name}:', ast.literal_eval, source)
    attempt(f'eval {name}:', eval, source)
BLOCKS = {
    'if': (lambda n: ''.join('%sif 1:\n' % (' ' * i) for i in range(n)) + ' ' * n + 'pass\n'),
    'def': (lambda n: ''.join('%sdef f():\n' % (' ' * i) for i in range(n)) + ' ' * n + 'pass\n'),
    'for': (lambda n: ''.join('%sfor x in ():\n' % (' ' * i) for i in range(n)) + ' ' * n + 'pass\n'),
    'class': (lambda n: ''.join('%sclass C:\n' % (' ' * i) for i in range(n)) + ' ' * n + 'pass\n'),
}
for name, make in BLOCKS.items():
    for n in 19, 20, 21, 98, 99, 100, 101, 300:
        attempt(f'{name} {n}:', compile, make(n), 'p.py', 'exec')
attempt('elif:', compile, 'if 0: pass\n' + 'elif 0: pass\n' * 3000, 'p.py', 'exec')
attempt('match:', compile, 'match 1:\n case ' + '[' * 5000 + ']' * 5000 + ': pass\n', 'p.py', 'exec')
attempt('target:', compile, '[' * 5000 + 'a' + ']' * 5000 + ' = 1\n', 'p.py', 'exec')
attempt('del:', compile, 'del ' + '(' * 5000 + 'a' + ')' * 5000 + '\n', 'p.py', 'exec')
attempt('decorators:', compile, '@a\n' * 3000 + 'def f(): pass\n', 'p.py', 'exec')
attempt('statements:', compile, 'a;' * N, 'p.py', 'exec')
attempt('arguments:', compile, 'def f(' + ','.join('a%d' % i for i in range(5000)) + '): pass\n', 'p.py', 'exec')
attempt('values:', compile, 'f(' + ','.join('a%d' % i for i in range(5000)) + ')\n', 'p.py', 'exec')
attempt('a long name:', compile, 'a' * 1_000_000 + ' = 1\n', 'p.py', 'exec')
attempt('a long line:', compile, 'x = [' + '1, ' * N + ']\n', 'p.py', 'exec')
attempt('a long int:', compile, 'x = ' + '1' * 5000 + '\n', 'p.py', 'exec')
attempt('a long hex int:', compile, 'x = 0x' + '1' * 5000 + '\n', 'p.py', 'exec')
tree = ast.Name('a', ast.Load())
for i in range(N):
    tree = ast.UnaryOp(ast.USub(), tree)
whole = ast.fix_missing_locations(ast.Expression(ast.Constant(1)))
whole.body = tree
attempt('a deep tree:', compile, whole, 'p.py', 'eval')
while tree.__class__ is ast.UnaryOp:
    tree = tree.operand
print(eval('1+1'), ast.literal_eval('[1, -2]'))
