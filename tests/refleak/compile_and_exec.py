# Code compiled, run, marshalled, replaced; trees.
import ast
import marshal

source = 'def f(a, b=[1]):\n    """doc"""\n    return [a for _ in b if (lambda: a)()]\nclass K:\n    x: int = 1\nf(1)\n'
for _ in range(2):
    code = compile(source, 'name', 'exec')
    exec(code, {})
    marshal.loads(marshal.dumps(code))
    code.replace(co_name='other')
    eval('[x for x in y]', {'y': [1, 2]})
    tree = ast.parse(source)
    ast.dump(tree), ast.unparse(tree)
    compile(tree, 'name', 'exec')
    try:
        compile('def f(:', 'name', 'exec')
    except SyntaxError:
        pass
    list(code.co_lines()), list(code.co_positions())
kept = compile('1', 'name', 'eval'), compile('a = 1', 'name', 'exec')
