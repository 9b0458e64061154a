"""Writes the code objects that this Python makes of sources, as JSON lines.

record.py files ROOT [OPTIMIZE [FLAGS]]   every *.py below ROOT: {"file", "code"} or {"file", "error"}
record.py snippets FILE                    every snippet in FILE: {"source", "mode", "optimize", "flags"}, with "code" or "error", and "warnings"
record.py opcodes                          one object: facts about each opcode number, from the `_opcode` module

Snippets are separated by lines '# --- [mode=MODE] [optimize=N] [flags=N]', each standing before the snippet it describes.
"""
import json
import os
import struct
import sys
import warnings


def text(value):
    return value if all(ord(c) < 0x10000 for c in value) else {'points': [ord(c) for c in value]}


def names(values):
    return [text(value) for value in values]


def bits(value):
    return struct.pack('>d', value).hex()


def constant(value):
    kind = type(value)
    if value is None or value is True or value is False or value is ...:
        return [repr(value)]
    if kind is int:
        return ['int', str(value) if abs(value) < 1 << 1000 else hex(value)]
    if kind is float:
        return ['float', bits(value)]
    if kind is complex:
        return ['complex', bits(value.real), bits(value.imag)]
    if kind is str:
        return ['str', text(value)]
    if kind is bytes:
        return ['bytes', value.hex()]
    if kind is tuple:
        return ['tuple', [constant(item) for item in value]]
    if kind is frozenset:
        return ['frozenset', sorted((constant(item) for item in value), key=json.dumps)]
    return ['code', code(value)]


def code(co):
    return {
        'co_name': text(co.co_name), 'co_qualname': text(co.co_qualname), 'co_firstlineno': co.co_firstlineno, 'co_flags': co.co_flags,
        'co_argcount': co.co_argcount, 'co_posonlyargcount': co.co_posonlyargcount, 'co_kwonlyargcount': co.co_kwonlyargcount,
        'co_stacksize': co.co_stacksize, 'co_code': co.co_code.hex(), 'co_linetable': co.co_linetable.hex(),
        'co_exceptiontable': co.co_exceptiontable.hex(), 'co_names': names(co.co_names), 'co_varnames': names(co.co_varnames),
        'co_cellvars': names(co.co_cellvars), 'co_freevars': names(co.co_freevars), 'co_consts': [constant(value) for value in co.co_consts],
    }


def error(exc):
    found = {'type': type(exc).__name__, 'msg': getattr(exc, 'msg', str(exc))}
    if isinstance(exc, SyntaxError):
        found.update(lineno=exc.lineno, offset=exc.offset, end_lineno=exc.end_lineno, end_offset=exc.end_offset)
    return found


def files(root, optimize=0, flags=0):
    warnings.simplefilter('ignore')
    found = []
    for folder, _, names in os.walk(root):
        found += [os.path.join(folder, name) for name in names if name.endswith('.py') and os.path.isfile(os.path.join(folder, name))]
    for path in sorted(found):
        line = {'file': os.path.relpath(path, root)}
        with open(path, 'rb') as source:
            try:
                line['code'] = code(compile(source.read(), path, 'exec', flags, True, optimize))
            except (SyntaxError, ValueError) as exc:
                line['error'] = error(exc)
        print(json.dumps(line))


def read_snippets(path):
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('# ---'):
                options = dict(word.split('=') for word in line[5:].split())
                current = {'source': '', 'mode': options.get('mode', 'exec')}
                current.update(optimize=int(options.get('optimize', 0)), flags=int(options.get('flags', 0)))
                yield current
            else:
                current['source'] += line


def snippets(path):
    for line in list(read_snippets(path)):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            try:
                line['code'] = code(compile(line['source'], '<snippet>', line['mode'], line['flags'], True, line['optimize']))
            except Exception as exc:
                line['error'] = error(exc)
        if caught:
            line['warnings'] = [[w.category.__name__, str(w.message), w.lineno] for w in caught]
        print(json.dumps(line))


def opcodes():
    import _opcode
    import opcode

    def effect(number, oparg, jump):
        try:
            return _opcode.stack_effect(number, oparg, jump=jump)
        except ValueError:
            return None

    rows = []
    for number in range(268):
        row = {'number': number, 'name': next((name for name, value in {**opcode.opmap, **opcode._specialized_opmap}.items() if value == number), '')}
        for question in ('is_valid', 'has_arg', 'has_const', 'has_name', 'has_jump', 'has_free', 'has_local', 'has_exc'):
            row[question] = getattr(_opcode, question)(number)
        row['effects'] = [effect(number, oparg, jump) for oparg in (0, 1, 2, 3, 5, 255, 259) for jump in (None, False, True)]
        row['caches'] = sum(opcode._cache_format.get(row['name'], {}).values())
        rows.append(row)
    print(json.dumps({'rows': rows, 'intrinsic1': _opcode.get_intrinsic1_descs(), 'intrinsic2': _opcode.get_intrinsic2_descs(), 'nb_ops': _opcode.get_nb_ops()}))


if __name__ == '__main__':
    sys.setrecursionlimit(20000)
    sys.set_int_max_str_digits(0)
    if sys.argv[1] == 'files':
        files(sys.argv[2], *map(int, sys.argv[3:]))
    elif sys.argv[1] == 'opcodes':
        opcodes()
    else:
        snippets(sys.argv[2])
