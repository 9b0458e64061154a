# Extensions imported in interpreters of every kind.
import _interpreters

for config in 'isolated', 'legacy':
    i = _interpreters.create(config)
    _interpreters.exec(i, 'import _testmultiphase')
    _interpreters.exec(i, 'import _testsinglephase')
    _interpreters.exec(i, 'import json, _struct, _random, _heapq, _bisect')
    _interpreters.destroy(i)
