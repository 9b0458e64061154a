# Paths are split and put straight as text, also where no file can have such a name.
import os.path
import posix

for path in '\udfff', '/a/\udfff/../b\0c', '//\ud800/x', '///x/./y', '', 'a/..', '\U0001f600/..//é', b'/a/../\xff':
    print(ascii(os.path.splitroot(path)), ascii(os.path.normpath(path)))
    if isinstance(path, str):
        print(ascii(posix._path_splitroot_ex(path)), ascii(posix._path_normpath(path)))
