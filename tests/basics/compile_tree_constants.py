"""Code has the very constants that were put into a syntax tree; names are normalized by unicodedata."""
import ast
import unicodedata


def constant_of(value):
    tree = ast.parse('x = 1')
    tree.body[0].value = ast.copy_location(ast.Constant(value), tree.body[0].value)
    space = {}
    exec(compile(tree, '<s>', 'exec'), space)
    return space['x']


for value in (None, ..., b'', frozenset(), 10 ** 50, 1.5, 2j, 'a b', b'bytes', (1, 'x y'), frozenset([1, 2])):
    print(repr(value), constant_of(value) is value)

normalize = unicodedata.normalize
try:
    unicodedata.normalize = lambda form, name: None
    ast.parse('abc')
    try:
        ast.parse('\u03d5')
    except TypeError as e:
        print(e)
    unicodedata.normalize = lambda form, name: 1 / 0
    try:
        exec('x = 1; \u03d5 = 2')
    except ZeroDivisionError as e:
        print(e)
    unicodedata.normalize = lambda form, name: form.lower()
    exec('\u03d5 = 2; print(nfkc)')
finally:
    unicodedata.normalize = normalize
