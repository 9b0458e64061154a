# Configurations of interpreters: named ones, wrong ones, and what their flags forbid (facts 2, 3, 30 rows 12 and 13).
import os
import sys
import _interpreters

FIELDS = 'use_main_obmalloc', 'allow_fork', 'allow_exec', 'allow_threads', 'allow_daemon_threads', 'check_multi_interp_extensions', 'gil'
for name in 'isolated', 'default', 'legacy', 'empty':
    config = _interpreters.new_config(name)
    print(name, [getattr(config, field) for field in FIELDS])
for title, args, kwargs in [
    ('gil default', ('isolated',), {'gil': 'default'}), ('all', ('isolated',), dict(use_main_obmalloc=True, allow_fork=True, allow_exec=True, allow_daemon_threads=True, gil='shared')),
    ('unknown name', ('foo',), {}), ('unknown gil', (), {'gil': 'xx'}), ('extra', (), {'foo': 1}), ('type', (), {'allow_fork': 'x'}), ('gil type', (), {'gil': 1}), ('name type', (3,), {}),
]:
    try:
        config = _interpreters.new_config(*args, **kwargs)
        print(title, [getattr(config, field) for field in FIELDS])
    except Exception as e:
        print(title, type(e).__name__, e)
before = _interpreters.list_all()
for title, config in ('no check', _interpreters.new_config(check_multi_interp_extensions=False)), ('empty', 'empty'), ('bogus', 'bogus'), ('number', 3):
    try:
        i = _interpreters.create(config)
        print(title, _interpreters.get_config(i).gil)
        _interpreters.destroy(i)
    except Exception as e:
        print(title, type(e).__name__, e, '|', type(e.__context__).__name__, e.__context__, '|', e.__cause__)
print(_interpreters.list_all() == before)
for title, config in ('main', None), ('gil default', _interpreters.new_config(gil='default')), ('own gil, main obmalloc', _interpreters.new_config('legacy', gil='own')), ('legacy', 'legacy'), ('isolated', 'isolated'):
    i = 0 if config is None else _interpreters.create(config)
    print(title, [getattr(_interpreters.get_config(i), field) for field in FIELDS])
    if i:
        _interpreters.destroy(i)
PROGRAM = '''
import os, sys, threading
try:
    if os.fork() == 0:
        os._exit(3)
    print('fork: allowed', end=' ')
except RuntimeError as e:
    print(e, end=' | ')
try:
    os.execv('/nonexistent/program', ['x'])
except (RuntimeError, OSError) as e:
    print(type(e).__name__, e, end=' | ')
for daemon in False, True:
    try:
        t = threading.Thread(target=lambda: None, daemon=daemon)
        t.start()
        t.join()
        print('thread', daemon, end=' | ')
    except RuntimeError as e:
        print(e, end=' | ')
import subprocess
print(subprocess.run(['/bin/echo', 'hello'], capture_output=True).stdout, flush=True)
'''
for title, changes in [('isolated', {}), ('no threads', dict(allow_threads=False)), ('daemon', dict(allow_daemon_threads=True)), ('exec', dict(allow_exec=True))]:
    i = _interpreters.create(_interpreters.new_config('isolated', **changes))
    print(title, end=': ', flush=True)
    failed = _interpreters.exec(i, PROGRAM)
    if failed:
        print(failed.formatted)
    _interpreters.destroy(i)
