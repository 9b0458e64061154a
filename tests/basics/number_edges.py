# Signs of NaNs, single steps and fused products of doubles, keywords of subclasses of float, limits of sys.
import math
import struct
import sys


def sign(x):
    return math.copysign(1.0, x)


print([sign(float(s)) for s in ("nan", "-nan", "+nan", " -NaN ")], sign(float.fromhex("-nan")))
print(sign(complex("-nan").real), sign(complex("1-nanj").imag), sign(math.copysign(float("nan"), -1)))
print([struct.unpack(">" + f, struct.pack(">" + f, float("-nan"))) for f in "efd"], struct.pack(">e", float("-nan")).hex())
print([sign(struct.unpack("<" + f, struct.pack("<" + f, float("-nan")))[0]) for f in "efd"])
print(math.nextafter(-5e-324, 0.0), math.nextafter(5e-324, -1.0), math.nextafter(0.0, -1.0), math.nextafter(1.0, 2.0), math.nextafter(-1.0, 1.0))
print(math.fma(1e300, 1e300, -math.inf), math.fma(2.0, 3.0, math.inf))


class Plain(float):
    pass


class WithInit(float):
    def __init__(self, value=0, newarg=None):
        self.newarg = newarg


try:
    Plain(1, newarg=2)
except TypeError as e:
    print(e)
print(WithInit(1.5, newarg=3).newarg)
print(type(sys.float_info.max), hash(sys.float_info.max) == hash(int(sys.float_info.max)))
for args in (("pack_into", "<I", bytearray(10), sys.maxsize, 1), ("unpack_from", "<I", b"0123456789", sys.maxsize)):
    try:
        getattr(struct, args[0])(*args[1:])
    except struct.error as e:
        print(e)
