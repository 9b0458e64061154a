# Several interpreters, in every order, for a module of each kind (facts 11.8).
import itertools
import sys
import _interpreters
import _testinternalcapi
import _testsinglephase

FILE = _testsinglephase.__file__
PROGRAM = '''
import sys
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from importlib._bootstrap import _load
def load(name, file):
    spec = ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
    spec._set_fileattr = True
    return _load(spec)
def report(where, name, file):
    try:
        m = load(name, file)
    except ImportError as e:
        print('   ', where, e, flush=True)
        return
    times.append(m._module_initialized)
    errors.append(id(m.error))
    print('   ', where, m.__name__, m.initialized_count() if hasattr(m, 'initialized_count') else None, m.state_initialized() is not None,
          hasattr(m, 'extra'), m.look_up_self() is m, m.sum.__self__ is m, flush=True)
    m.extra = where
times, errors = [], []
'''
exec(PROGRAM)
ORDERS = [['main', 'L1', 'L2'], ['L1', 'main', 'L2'], ['L1', 'L2', 'main'], ['iso', 'main', 'L1'], ['L1', '-L1', 'L2', 'main'], ['main', 'L1', '-L1', 'main', 'L2'], ['L1', '-L1', 'main', 'iso'],
          ['iso', 'iso', 'main'], ['L1', 'L1', 'main', 'main'], ['main', '-main', 'L1', 'main'], ['L1', '-main', 'L2', 'L1', 'main'], ['iso', 'L1', '-L1', 'L2', '-L2', 'main']]
for kind in '', '_with_reinit', '_with_state':
    name = '_testsinglephase' + kind
    for order in ORDERS:
        _testinternalcapi.clear_extension(name, FILE)
        if kind == '':
            _testsinglephase._clear_globals()
        sys.modules.pop(name, None)
        print(name, *order)
        interps = {}
        times.clear()
        errors.clear()
        for step in order:
            if step == '-main':
                sys.modules.pop(name, None)
            elif step.startswith('-'):
                _interpreters.destroy(interps.pop(step[1:]))
            elif step == 'main':
                report(step, name, FILE)
            else:
                if step not in interps:
                    interps[step] = _interpreters.create('isolated' if step == 'iso' else 'legacy')
                    _interpreters.exec(interps[step], PROGRAM)
                snapshot = _interpreters.exec(interps[step], f'report({step!r}, {name!r}, {FILE!r})')
                if snapshot is not None:
                    print('   ', step, snapshot.formatted)
        print('    main saw', len(set(times)), 'times,', len(set(errors)), 'errors')
        for interp in interps.values():
            _interpreters.destroy(interp)
    _testinternalcapi.clear_extension(name, FILE)
