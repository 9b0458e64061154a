# Which modules of the library an isolated interpreter refuses, and that one of the old kind takes them all (facts 13).
import sys
import _interpreters

NAMES = '''_asyncio _bisect _codecs _collections _csv _datetime _functools _heapq _imp _interpchannels _interpqueues _interpreters _io _json _locale _md5 _operator _pickle _queue _random _sha1 _signal
_socket _sre _stat _statistics _string _struct _suggestions _symtable _testbuffer _testcapi _testinternalcapi _testmultiphase _testsinglephase _thread _tokenize _tracemalloc
_typing _warnings _weakref array atexit binascii builtins cmath errno faulthandler fcntl gc grp itertools marshal math posix pwd resource select sys termios time unicodedata xxsubtype zlib'''.split()
for name in NAMES:
    results = []
    for config in 'isolated', 'legacy':
        i = _interpreters.create(config)
        failed = _interpreters.exec(i, f'import {name}')
        results.append('ok' if failed is None else failed.formatted)
        _interpreters.destroy(i)
    print(name, *results)
