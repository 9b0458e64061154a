# What bz2 writes and reads: the same bytes as libbzip2, in pieces, with errors.
import bz2
import hashlib
import random

random.seed(5)
cases = [b'', b'a', b'ab', b'aaa', b'aaaa', b'a' * 255, b'a' * 256, b'a' * 5000, b'abcabc' * 500, bytes(range(256)), bytes(random.randrange(256) for _ in range(30000)), b''.join(b'line %d of a text\n' % i for i in range(9000)),
         bytes(random.choice(b'ab') for _ in range(5000))]
for case in cases:
    for level in 1, 9:
        z = bz2.compress(case, level)
        print(len(case), level, len(z), hashlib.md5(z).hexdigest(), bz2.decompress(z) == case)
text = cases[-2]
z = bz2.compress(text, 1)
for n in 1, 7, 100:
    d, out, at = bz2.BZ2Decompressor(), b'', 0
    while not d.eof:
        piece = b''
        if d.needs_input:
            piece = z[at:at + n * 50]
            at += n * 50
        out += d.decompress(piece, n * 100)
    print(out == text, d.unused_data, d.needs_input)
d = bz2.BZ2Decompressor()
print(len(d.decompress(z + b'rest')), d.unused_data, d.eof)
for damaged in b'x', b'BZx', b'BZh0', b'BZh91AX', z[:-1], z[:100] + b'x' + z[101:], z[:-3] + b'xyz':
    for read in bz2.decompress, bz2.BZ2Decompressor().decompress:
        try:
            print(len(read(damaged)))
        except Exception as e:
            print(type(e).__name__, e)
for call in lambda: bz2.BZ2Compressor(0), lambda: bz2.BZ2Compressor('x'), lambda: d.decompress(b''), lambda: bz2.BZ2Decompressor(1), lambda: bz2.BZ2Compressor().compress('x'), lambda: bz2.BZ2Decompressor().decompress(b'', max_length='x'):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
c = bz2.BZ2Compressor(1)
print(len(b''.join(c.compress(text[i:i + 1000]) for i in range(0, len(text), 1000)) + c.flush()) == len(z))
for call in c.flush, lambda: c.compress(b''):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
