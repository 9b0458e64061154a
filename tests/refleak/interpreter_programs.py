# Programs that run in interpreters: results, failures, imports, values given.
import _interpreters

for config in 'isolated', 'legacy':
    i = _interpreters.create(config)
    _interpreters.exec(i, 'import collections, re; x = [re.compile("a+b"), collections.OrderedDict(a=1)]')
    _interpreters.exec(i, '1 / 0')
    _interpreters.exec(i, 'def f(:')
    _interpreters.set___main___attrs(i, {'given': (1, 2.5, 'text', b'bytes', None, True)})
    _interpreters.exec(i, 'assert given[2] == "text"; cycle = []; cycle.append(cycle)')
    _interpreters.destroy(i)
