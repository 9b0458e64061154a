# Iterators of struct hold the Struct and the buffer; formats stay in the module's cache.
import struct

ended, begun = struct.iter_unpack('<I', bytes(16)), struct.iter_unpack('hh', bytearray(16))
next(begun)
list(ended), list(struct.iter_unpack('<Q', bytes(16)))
kept = ended, begun, struct.Struct('>Bh').iter_unpack(bytes(9))
