"""Records what CPython makes of pegen-sources.txt: run it with CPython 3.13.5 to write data/pegen.json anew."""
import ast
import json
import os
import struct
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
LEAVES = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
CONSTANTS = {('Constant', 'value'), ('MatchSingleton', 'value')}


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is ...:
        return 'Ellipsis'
    if isinstance(value, str):
        return 's' + json.dumps(value)
    if isinstance(value, bytes):
        return 'b' + value.hex()
    if isinstance(value, int):
        return 'i' + hex(value)
    if isinstance(value, float):
        return 'f' + struct.pack('>d', value).hex()
    return 'c' + struct.pack('>dd', value.real, value.imag).hex()


def dump(node):
    """The notation of ast-dump.ts: every field and every position of a tree."""
    if isinstance(node, LEAVES):
        return type(node).__name__
    if isinstance(node, list):
        return '[' + ''.join(dump(item) + ';' for item in node) + ']'
    if not isinstance(node, ast.AST):
        return json.dumps(node) if isinstance(node, str) else str(node)
    name = type(node).__name__
    parts = [constant(getattr(node, f)) if (name, f) in CONSTANTS else dump(getattr(node, f)) for f in node._fields]
    place = f'@{node.lineno},{node.col_offset},{node.end_lineno},{node.end_col_offset}' if node._attributes else ''
    return f'{name}({",".join(parts)}){place}'


def record(source, mode, flags=0):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = dump(compile(source, '<test>', mode, ast.PyCF_ONLY_AST | flags, dont_inherit=True))
        except SyntaxError as e:
            result = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text]
    return {'mode': mode, 'flags': flags, 'source': source, 'result': result,
            'warnings': [[w.category.__name__, str(w.message), w.lineno] for w in caught]}


with open(os.path.join(HERE, 'pegen-sources.txt'), encoding='utf-8') as f:
    sources = f.read().removesuffix('\n').split('\n%%\n')
cases = []
for source in sources:
    cases.append(record(source + '\n', 'exec'))
    cases.append(record(source, 'single'))
    cases.append(record(source, 'single', 0x4200))  # PyCF_ALLOW_INCOMPLETE_INPUT | PyCF_DONT_IMPLY_DEDENT
    if '\n' not in source:
        cases.append(record(source, 'eval'))
for source in ['x = [] # type: list', 'for a in b: # type: int\n  pass', 'def f(a, # type: int\n  b):\n  # type: (...) -> int\n  pass', 'x # type: ignore[abc]\n# type: ignore']:
    cases.append(record(source, 'exec', 0x1000))  # PyCF_TYPE_COMMENTS
for source in ['(int, *str, **Any) -> float', '() -> a', '(a) ->']:
    cases.append(record(source, 'func_type'))
for source in ['"\\q"', 'f"\\{x}\\q"', '1if 2else 3', '"\\400"', 'b"\\z"']:
    cases.append(record(source, 'exec'))
with open(os.path.join(HERE, 'data', 'pegen.json'), 'w') as f:
    f.write('[\n' + ',\n'.join(json.dumps(case) for case in cases) + '\n]\n')
