# Maps of files and of memory: what one changes others see.
import mmap
import os
import re
import tempfile

fd, path = tempfile.mkstemp()
os.write(fd, b'line one\nline two\nline three\n' * 300)


def attempt(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


a, b = mmap.mmap(fd, 0), mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
a[0:4] = b'LINE'
copy = mmap.mmap(fd, 0, access=mmap.ACCESS_COPY)
print(bytes(b[0:9]), copy[0:4], os.pread(fd, 9, 0))
os.pwrite(fd, b'xx', 4)
print(a[0:9], a.readline(), a.tell(), a.read(3), a.read_byte())
copy[0:2] = b'??'
print(copy[:4], a[:4])
view = memoryview(a)
view[0:2] = b'!!'
attempt(a.close)
attempt(lambda: a.resize(100))
view.release()
print(os.pread(fd, 4, 0), b[:4])
print(re.search(rb't(w)o', a), a.find(b'three'), a.rfind(b'three'), a.find(b'three', -5), a.find(b''), a.rfind(b'', 3, 1), a.find(b'e', 5, 8))
print(len(a), a.size(), a[-1], a[5:20:3], a[20:5:-4], list(a[:3]), next(iter(a)))
a.move(0, 10, 5)
print(a[:16], repr(a), repr(copy))
a.seek(-3, 2)
for call in [lambda: a.write(b'abcd'), lambda: a.write(b'abc'), lambda: a.read_byte(), lambda: a.write_byte(1), lambda: a.seek(1, 1), lambda: a.seek(0, 9), lambda: b.write(b'x'), lambda: b.__setitem__(0, 1), lambda: a.__setitem__(0, 300), lambda: a.__setitem__(0, b'x'),
             lambda: a.__setitem__(slice(0, 2), b'x'), lambda: a.__delitem__(0), lambda: a['x'], lambda: a[100000], lambda: a.move(0, 8000, 5000), lambda: a.flush(), lambda: a.flush(1, 2), lambda: a.flush(-1, 2), lambda: a.madvise(mmap.MADV_NORMAL), lambda: a.madvise(99), lambda: a.madvise(0, -1),
             lambda: mmap.mmap(fd, 100000), lambda: mmap.mmap(fd, -1), lambda: mmap.mmap(fd, 0, offset=5), lambda: mmap.mmap(fd, 0, offset=4096)[:5], lambda: mmap.mmap(fd, 0, access=9), lambda: mmap.mmap(fd, 0, flags=mmap.MAP_PRIVATE, access=1), lambda: mmap.mmap(-1, 0), lambda: mmap.mmap(999, 10),
             lambda: mmap.mmap(fd, 0, trackfd=False).size(), lambda: b.resize(10), lambda: a.resize(5000), lambda: len(a), lambda: os.fstat(fd).st_size, lambda: a.close(), lambda: a.close(), lambda: a[0], lambda: a.closed, lambda: repr(a)]:
    attempt(call)
with mmap.mmap(-1, 20) as m:
    m.write(b'anonymous')
    m.seek(0)
    print(m.read(), m.size if False else len(m))
readonly = os.open(path, os.O_RDONLY)
attempt(lambda: mmap.mmap(readonly, 0))
print(mmap.mmap(readonly, 0, prot=mmap.PROT_READ)[4:9])
os.close(readonly)
os.close(fd)
os.unlink(path)
