# Programs that cannot be read, or are no programs.
import os
from child import show, temporary

with temporary() as folder:
    def write(name, data):
        path = os.path.join(folder, name)
        with open(path, 'wb') as file:
            file.write(data)
        return path

    def try_file(label, path, *more, **options):
        show(label, [path, *more], folder=folder, **options)

    try_file('missing', os.path.join(folder, 'nothing.py'))
    os.symlink('loop', os.path.join(folder, 'loop'))
    try_file('a link to itself', os.path.join(folder, 'loop'))
    try_file('an empty name', '', cwd=folder)
    try_file('an unknown encoding', write('cookie.py', b'# -*- coding: no-such -*-\nprint(1)\n'))
    try_file('bytes that are not UTF-8', write('bytes.py', b'x = 1\ny = "\xff\xfe"\n'))
    try_file('bytes that are not of the encoding', write('ascii.py', b'# coding: ascii\nx = "\xe9"\n'))
    try_file('a null byte', write('null.py', b'print(1)\nprint(2)\0\n'))
    try_file('UTF-16', write('wide.py', 'print(1)\n'.encode('utf-16')))
    show('a command with a null escape', ['-c', r'exec("print(1)\0")'])
    show('an empty module name', ['-m', ''])
