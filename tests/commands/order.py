# What a started program finds in sys, by the way it was started.
import os
import subprocess
import sys
import tempfile
import zipfile

SHOW = 'import sys; print(sys.argv, repr(sys.path[0])[:60], __name__, globals().get("__file__"), __spec__ and __spec__.name, type(__loader__).__name__ if not isinstance(__loader__, type) else __loader__.__name__)'


def run(label, args, **options):
    done = subprocess.run([sys.executable, '-S', *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    print(label, done.returncode, done.stdout.replace(folder, '/folder').strip())
    sys.stdout.flush()


with tempfile.TemporaryDirectory() as folder:
    os.makedirs(folder + '/package/sub')
    for name in 'program.py', '__main__.py', 'package/__init__.py', 'package/__main__.py', 'package/sub/__main__.py':
        with open(f'{folder}/{name}', 'w') as file:
            file.write('' if name.endswith('__init__.py') else SHOW)
    with zipfile.ZipFile(folder + '/zip.file', 'w') as zip:
        zip.writestr('__main__.py', SHOW)
    run('-c', ['-c', SHOW, 'a', '-b'])
    run('file', ['program.py', 'a', '-b'], cwd=folder)
    run('-P file', ['-P', '-c', 'import sys; print(sys.path[0] == "")'])
    run('folder', [folder, 'a'])
    run('zip', [folder + '/zip.file', 'a'])
    run('-m', ['-m', 'program', 'a'], cwd=folder)
    run('-m package', ['-m', 'package', 'a'], cwd=folder)
    run('-m namespace', ['-m', 'package.sub', 'a'], cwd=folder)
    run('stdin', [], input=SHOW)
    run('-', ['-', 'a'], input=SHOW)
    run('-i', ['-i', '-c', SHOW], input='print(1)\nimport sys\nsys.exit(3)\n')
    run('-x', ['-x', '-c', '1'])
