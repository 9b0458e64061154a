"""Runs the interpreter as a child on something bad and prints how it ended."""
import os
import subprocess
import sys
import tempfile

#: The last lines of stderr that are shown.
TAIL = 4


def show(label, args, *, tail=TAIL, folder=None, wait=60, **options):
    """Prints the child's status, output and the end of its stderr, without what differs between machines."""
    options.setdefault('stdin', subprocess.DEVNULL)
    env = options.pop('env', None)
    if env is not None:
        env = {**os.environ, **env}
    done = subprocess.run([sys.executable, '-S', *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, timeout=wait, **options)
    print('==', label, '-> status', done.returncode)
    for name, data in ('out', done.stdout), ('err', done.stderr):
        text = data.decode('utf-8', 'backslashreplace')
        text = text.replace(sys.executable, 'python3.13')
        if folder:
            text = text.replace(folder, '/folder')
        lines = text.splitlines()
        if name == 'err':
            if '    at ' in text and '.js:' in text:
                print('   a stack of the host leaked out')
            lines = lines[-tail:]
        for line in lines:
            print(f'   {name}: {line if len(line) < 400 else line[:400] + "..."}')
    sys.stdout.flush()


def temporary():
    return tempfile.TemporaryDirectory()
