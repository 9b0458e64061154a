# Extensions written in TypeScript, in the main, a legacy and an isolated interpreter. The folder they were built into is PYTHONPATH.
import os
import sys
import _interpreters

PROGRAM = '''
for name in 'spam_basic', 'spam_state', 'spam_multi', 'spam_main_only':
    try:
        module = __import__(name)
    except ImportError as e:
        print(where, e, flush=True)
        continue
    print(where, name, module.__doc__, module.__file__.rpartition('/')[2], type(module.__loader__).__name__, flush=True)
    if name == 'spam_basic':
        print(' ', module.add(2, 3), module.ANSWER, module.calls(), flush=True)
        try:
            module.add(-1, 1)
        except ValueError as e:
            print(' ', e, flush=True)
        try:
            module.add(1)
        except TypeError as e:
            print(' ', e, flush=True)
    elif name == 'spam_state':
        print(' ', module.increment(), module.increment(), module.made(), module.me() is module, flush=True)
    elif name == 'spam_multi':
        class Big(module.Can): pass
        print(' ', module.Can(), Big(), module.count(), flush=True)
        try:
            module.fail()
        except module.error as e:
            print(' ', repr(e), flush=True)
'''
where = 'main'
exec(PROGRAM)
for where in 'legacy', 'isolated':
    interp = _interpreters.create(where)
    _interpreters.set___main___attrs(interp, {'where': where})
    result = _interpreters.exec(interp, PROGRAM)
    if result is not None:
        print(result.formatted)
    _interpreters.destroy(interp)

# what is wrong with these is said as CPython says it
folder = os.environ['PYTHONPATH']
HEAD = '//!vivarium-extension\n'
for name, text in [
    ('spam_empty', 'nothing'), ('spam_no_init', HEAD + 'exports.x = 1;'), ('spam_throws', HEAD + 'throw new Error("no such symbol");'),
    ('spam_undefined', HEAD + 'exports.PyInit_spam_undefined = () => undefined;'), ('spam_text', HEAD + 'exports.PyInit_spam_text = () => "a text";'),
    ('spam_null', HEAD + 'exports.PyInit_spam_null = () => 0;'),
    ('spam_list', HEAD + 'exports.PyInit_spam_list = () => require("vivarium").PyList_New(0);'),
    ('spam_raises', HEAD + 'const v = require("vivarium"); exports.PyInit_spam_raises = () => v.PyErr_SetString(v.PyExc_ValueError, "not today");'),
    ('spam_unreported', HEAD + 'const v = require("vivarium"); exports.PyInit_spam_unreported = () => { v.PyErr_SetString(v.PyExc_ValueError, "x"); return v.PyModule_New("m"); };'),
]:
    file = f'{folder}/{name}.so'
    with open(file, 'w') as f:
        f.write(text)
    try:
        __import__(name)
    except Exception as e:
        print(type(e).__name__, str(e).replace(folder, '...'), getattr(e, 'name', '-'), getattr(e, 'path', None) == file)
