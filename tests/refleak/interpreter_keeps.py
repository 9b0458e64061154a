# What an interpreter that lives keeps of its own: it is destroyed with all of it.
import _interpreters

i = _interpreters.create('isolated')
_interpreters.exec(i, '''
import sys, atexit, weakref
class K:
    def __del__(self): pass
k = K(); sys.k = k; k.k = k
atexit.register(lambda: k)
r = weakref.ref(k, print)
import threading
t = threading.Thread(target=lambda: None); t.start(); t.join()
''')
_interpreters.destroy(i)
