"""The line that a syntax error shows is the program's where its file can be read."""
import os
import tempfile

fd, path = tempfile.mkstemp()
os.write(fd, b'hello world\nsecond')
os.close(fd)
for source in ['x = = 1', 'x = (', '\\', 'a\nb b', 'a\n b', "'abc", '1\nreturn', 'x = 1 +\\']:
    for mode in 'exec', 'eval', 'single':
        for filename in path, '<s>':
            try:
                compile(source, filename, mode)
            except SyntaxError as e:
                print(repr(source), mode, e.msg, e.filename == path, e.args[1][1:])
os.unlink(path)
