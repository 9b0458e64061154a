# A queue and a channel between interpreters.
import _interpchannels
import _interpqueues
import _interpreters

for config in 'isolated', 'legacy':
    i = _interpreters.create(config)
    q = _interpqueues.create(0, 0, 3)
    _interpqueues.bind(q)
    c = _interpchannels.create(3)
    _interpqueues.put(q, (1, 'a'), 0, 3)
    _interpchannels.send(c, b'abc', blocking=False)
    failed = _interpreters.exec(i, f'''
import _interpqueues, _interpchannels
assert _interpqueues.get({q})[0] == (1, 'a')
assert _interpchannels.recv({int(c)})[0] == b'abc'
_interpqueues.put({q}, 'left behind', 0, 3)
_interpchannels.send({int(c)}, 'left behind', blocking=False)
''')
    assert failed is None, failed
    _interpreters.destroy(i)
    _interpqueues.get(q)
    _interpqueues.release(q)
    _interpchannels.destroy(c)
