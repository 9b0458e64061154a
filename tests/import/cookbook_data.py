# What passes between interpreters: shareable things, queues and channels whose sender dies, shared memory (facts 24, 26, 27, 30 rows 16 to 18).
import pickle
import _interpchannels
import _interpqueues
import _interpreters


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


class K:
    def __repr__(self):
        return 'K()'


for thing in [None, True, 1, 2 ** 62, 2 ** 63, -2 ** 63, 1.5, b'abc', 'abc', 'ä\U0001f600', '\ud800', (), (1, ('a', None)), ([],), [], {}, set(), object, Ellipsis, NotImplemented, 1j, range(3), bytearray(b'x'), memoryview(b'x'), K, K(), print]:
    i = _interpreters.create()
    name = type(thing).__name__
    share = attempt(_interpreters.set___main___attrs, i, {'x': thing}) if name != 'memoryview' else None
    back = _interpreters.exec(i, 'assert isinstance(x, object)') if share is None and name != 'memoryview' else None
    print(name, ascii(thing) if name not in ('function', 'builtin_function_or_method', 'memoryview', 'type') else '', _interpreters.is_shareable(thing), share, back)
    _interpreters.destroy(i)
for name, op in ('REMOVE', 1), ('ERROR', 2), ('REPLACE', 3):
    for fmt in 0, 1:
        q = _interpqueues.create(0, fmt, op)
        _interpqueues.bind(q)
        i = _interpreters.create()
        items = ['a', 'b'] if fmt == 0 else [pickle.dumps('a'), pickle.dumps('b')]
        r = _interpreters.exec(i, f'import _interpqueues\nfor item in {items!r}: _interpqueues.put({q}, item, {fmt}, {op})')
        _interpqueues.put(q, 'main' if fmt == 0 else pickle.dumps('main'), fmt, op)
        before = _interpqueues.get_count(q)
        _interpreters.destroy(i)
        print('queue', name, fmt, r, before, _interpqueues.get_count(q), [attempt(_interpqueues.get, q) for _ in range(_interpqueues.get_count(q))])
        _interpqueues.release(q)
        print('  ', attempt(_interpqueues.get_count, q))
for name, op in ('REMOVE', 1), ('ERROR', 2), ('REPLACE', 3):
    for main_too in True, False:
        c = _interpchannels.create(op)
        if main_too:
            _interpchannels.send(c, 'm0', op, blocking=False)
        i = _interpreters.create()
        r = _interpreters.exec(i, f'import _interpchannels\nfor item in "ab": _interpchannels.send({int(c)}, item, {op}, blocking=False)')
        info = _interpchannels.get_info(c)
        _interpreters.destroy(i)
        print('channel', name, main_too, r, info.count, info.num_interp_send, [attempt(_interpchannels.recv, c) for _ in range(4)])
        print('  ', attempt(_interpchannels.destroy, c), attempt(_interpchannels.get_info, c))
for title, function, args in [
    ('queue op', _interpqueues.create, (0, 0, 9)), ('channel op', _interpchannels.create, (7,)), ('queue id', _interpqueues.get, ('x',)), ('queue id', _interpqueues.get, (-1,)), ('queue id', _interpqueues.get, (999,)),
    ('queue id', _interpqueues.get, (2 ** 70,)), ('channel id', _interpchannels.recv, ('x',)), ('channel id', _interpchannels.recv, (-1,)), ('channel id', _interpchannels.recv, (999,)),
]:
    print(title, attempt(function, *args))
q = _interpqueues.create(2, 0, 3)
print(attempt(_interpqueues.release, q), _interpqueues.get_maxsize(q), _interpqueues.get_queue_defaults(q))
print([attempt(_interpqueues.put, q, x, 0, 3) for x in 'ab'], _interpqueues.is_full(q), attempt(_interpqueues.put, q, [], 0, 3))
c = _interpchannels.create(3)
_interpchannels.send(c, 1, blocking=False)
print(attempt(_interpchannels.close, c), attempt(_interpchannels.close, c, send=True), attempt(_interpchannels.send, c, 2, blocking=False), attempt(_interpchannels.recv, c), attempt(_interpchannels.recv, c), attempt(_interpchannels.close, c))
c = _interpchannels.create(3)
print(attempt(_interpchannels.recv, c), attempt(_interpchannels.recv, c, 'default'), attempt(_interpchannels.send, c, 1, timeout=0.01), _interpchannels.get_info(c).count)
_interpchannels.close(c, force=True)
print(attempt(_interpchannels.recv, c), attempt(_interpchannels.send, c, 1), attempt(_interpchannels.close, c))
data = bytearray(b'hello')
view = memoryview(data)
i = _interpreters.create()
print(attempt(_interpreters.set___main___attrs, i, {'m': view}))
_interpreters.exec(i, 'import _interpreters')
print(attempt(_interpreters.set___main___attrs, i, {'m': view}))
print(_interpreters.exec(i, 'm[0] = ord("Z"); name = type(m.obj).__name__; assert name == "CrossInterpreterBufferView", name'))
print(data, attempt(data.append, 1), attempt(view.release))
_interpreters.exec(i, 'm.release()')
print(attempt(data.append, 1), attempt(view.release))
_interpreters.exec(i, 'del m, name')
print(attempt(view.release), attempt(data.append, 1), data)
_interpreters.destroy(i)
