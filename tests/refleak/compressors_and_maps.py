# Compressors and maps: used, left in the middle, and after errors.
import _bz2
import _lzma
import mmap
import os
import tempfile
import weakref

z = _bz2.BZ2Compressor(1)
data = z.compress(b'x' * 1000) + z.flush()
d = _bz2.BZ2Decompressor()
d.decompress(data[:10])
d.decompress(data[10:] + b'more')
for call in lambda: d.decompress(b''), z.flush, lambda: _bz2.BZ2Decompressor().decompress(b'junk'), lambda: _bz2.BZ2Compressor(10):
    try:
        call()
    except (EOFError, ValueError, OSError):
        pass
c = _lzma.LZMACompressor(filters=[{'id': _lzma.FILTER_DELTA}, {'id': _lzma.FILTER_LZMA2, 'preset': 0}])
data = c.compress(b'abc' * 500) + c.flush()
d = _lzma.LZMADecompressor()
d.decompress(data, 100)
d.decompress(b'')
for filters in [], [{}], [{'id': 99}], [{'id': 0x21, 'lc': 'x'}], [{'id': 3, 'foo': 1}], 5:
    try:
        _lzma.LZMACompressor(filters=filters)
    except (_lzma.LZMAError, ValueError, TypeError):
        pass
_lzma._decode_filter_properties(_lzma.FILTER_LZMA1, _lzma._encode_filter_properties({'id': _lzma.FILTER_LZMA1}))
fd, path = tempfile.mkstemp()
os.write(fd, b'0123456789' * 10)
with mmap.mmap(fd, 0) as m:
    m[3:5] = b'ab'
    m[7] = 65
    m[::7], m[5], m.find(b'9'), m.rfind(b'1'), m.read(5), m.readline(), list(m)[:2]
    view = memoryview(m)
    try:
        m.close()
    except BufferError:
        pass
    view.release()
    ref = weakref.ref(m)
    for call in lambda: m[1000], lambda: m.seek(-1), lambda: m.write(b'x' * 1000), lambda: m.__setitem__(0, 'x'), lambda: mmap.mmap(fd, 1000), lambda: mmap.mmap(-1, 0):
        try:
            call()
        except (IndexError, ValueError, TypeError, OSError):
            pass
os.close(fd)
os.unlink(path)
del c, d, z, m, view, ref, call
