# bytes, bytearrays, memory views, exports.
for _ in range(5):
    b = b'abc' * 100
    ba = bytearray(b)
    ba += b
    ba[10:20] = b''
    m = memoryview(ba)
    m[1:5].tobytes(), m.cast('B').tolist(), m[::2].hex()
    try:
        ba.append(1)
    except BufferError:
        pass
    m.release()
    b.split(b'c'), b.join([b, b]), b.translate(None, b'a'), bytes.fromhex('00ff' * 20), b.decode('latin-1')
    del ba[5:]
kept = bytearray(b'x' * 10), memoryview(b'abcdef'), b'q' * 50, bytearray()
