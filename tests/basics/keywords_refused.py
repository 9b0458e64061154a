# Functions that take no keyword arguments say so, each convention in its own words; print() may be given any number.
import functools, itertools, struct, time
import _testcapi as capi


def tell(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except TypeError as error:
        print(error)


tell(struct.pack, x=2)
tell(struct.pack_into, x=2)
tell(struct.Struct.pack, struct.Struct(''), x=2)
tell([].append, x=2)
tell(functools.reduce, x=2)
tell(time.localtime, x=2)
tell((x for x in ()).throw, x=2)
tell(type.__prepare__, x=2)
tell(itertools._tee_dataobject, x=2)
tell(print, 0, sep=1, end=2, file=3, flush=4, foo=5)
tell(print, foo=5)

# a static method written in C has no self, however often it is called
static = capi.MethStatic()
for _ in range(6):
    called = static.meth_varargs(1, 2), static.meth_fastcall(1, 2), static.meth_noargs(), static.meth_o(1)
print(called)
# f(*args) hands the very tuple to a tp_call
args = tuple(range(5))
print(capi.MethodDescriptorNopGet()(*args) is args)
