# What weak references cost that stay.
import weakref


class K:
    pass


k = K()
kept = k, weakref.ref(k), weakref.ref(k, print), weakref.proxy(k), weakref.WeakValueDictionary(), weakref.WeakSet([k])
