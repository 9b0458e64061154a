# Strings interned and dropped; attribute names that come and go.
import sys


class K:
    pass


k = K()
for i in range(30):
    name = sys.intern('a name number %d' % i)
    setattr(k, 'dynamic_%d' % i, name)
for i in range(30):
    delattr(k, 'dynamic_%d' % i)
    getattr(k, 'dynamic_%d' % i, None)
compile('an_identifier = "a_constant"; other.attribute', 'name', 'exec')
kept = sys.intern('this stays %d' % id(k)), 'not interned %d' % 5
