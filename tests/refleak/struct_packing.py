# struct, array, binascii.
import array
import binascii
import struct

for _ in range(5):
    s = struct.Struct('<IhQ5sd')
    b = s.pack(1000, 2, 3 << 40, b'hello', 1.5)
    s.unpack(b), list(s.iter_unpack(b * 3)), struct.calcsize('3i')
    try:
        struct.pack('b', 1000)
    except struct.error:
        pass
    a = array.array('q', range(1000, 1050))
    a.append(5)
    a.extend(a)
    a[3:10] = array.array('q')
    a.tolist(), a.tobytes(), memoryview(a)[2]
    binascii.hexlify(b), binascii.b2a_base64(b), binascii.crc32(b)
struct._clearcache()
kept = struct.Struct('i'), array.array('i', [1, 2]), struct.Struct('b').iter_unpack(b'abc')
struct._clearcache()
