# Streams in memory and of files, buffered and text, closed and abandoned.
import io
import os
import tempfile

fd, name = tempfile.mkstemp()
os.close(fd)
for _ in range(3):
    with open(name, 'w', encoding='utf-8', newline='\n') as f:
        f.write('line ä\n' * 50)
    with open(name, encoding='utf-8') as f:
        f.readline()
        f.tell()
        list(f)
    with open(name, 'rb') as f:
        f.read(10)
        f.peek()
        f.readinto(bytearray(10))
    with open(name, 'r+b', buffering=0) as f:
        f.seek(5)
        f.read()
    s = io.StringIO('a\nb\n')
    s.readlines()
    s.write('x' * 100)
    b = io.BytesIO(b'abc' * 50)
    b.getbuffer()[3]
    t = io.TextIOWrapper(b, encoding='latin-1')
    t.read()
    t.detach()
    try:
        open('/nonexistent/file')
    except OSError:
        pass
os.unlink(name)
kept = io.StringIO('abc'), io.BytesIO(b'abc')
