# Extensions written in TypeScript, in the main, a legacy and an isolated interpreter.
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
for text, name in ('nothing', 'spam_empty'), ('//!vivarium-extension\nexports.x = 1;', 'spam_no_init'), ('//!vivarium-extension\nthrow new Error("no such symbol");', 'spam_throws'):
    file = f'{sys.path[-1]}/{name}.so'
    with open(file, 'w') as f:
        f.write(text)
    try:
        __import__(name)
    except ImportError as e:
        print(e.name, str(e).replace(sys.path[-1], '...'), e.path == file)
