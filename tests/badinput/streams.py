# Standard streams that are closed or broken. (Node opens /dev/null where a standard descriptor is closed, so that is not told from a file.)
import os
import subprocess
import sys

PROGRAM = [sys.executable, '-S']


def end(label, done):
    print('==', label, '-> status', done.returncode)
    for data in done.stdout, done.stderr:
        lines = (data or b'').decode('utf-8', 'backslashreplace').splitlines()
        for line in [line for line in lines if not line.startswith(('object ', 'Current thread'))][-4:]:
            print('  ', line)
    sys.stdout.flush()


def shell(label, command, **options):
    env = {**os.environ, 'PY': sys.executable}
    end(label, subprocess.run(['/bin/sh', '-c', command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=env, **options))


shell('nobody reads', '"$PY" -S -c "for i in range(100000): print(i)" | head -n 1')
r, w = os.pipe()
os.close(r)
end('a broken pipe at the end', subprocess.run([*PROGRAM, '-c', 'print("x")'], stdout=w, stderr=subprocess.PIPE))
end('a broken pipe for errors', subprocess.run([*PROGRAM, '-c', '1/0'], stderr=w, stdout=subprocess.PIPE))
os.close(w)
shell('stdout is closed', '"$PY" -S -c "print(1)" >&-')
shell('a program from a closed stdin', '"$PY" -S <&-')
shell('a full disk', '"$PY" -S -c "print(1)" > /dev/full')
shell('a folder as stdin', '"$PY" -S < /')
shell('closed by the program', '"$PY" -S -c "import sys; sys.stdout.close(); print(1)"')
shell('stdout is None', '"$PY" -S -c "import sys; sys.stdout = None; print(1)"')
shell('stderr removed', '"$PY" -S -c "import sys; del sys.stderr; 1/0"')
shell('excepthook removed', '"$PY" -S -c "import sys; del sys.excepthook; 1/0"')
shell('excepthook fails', '"$PY" -S -c "import sys; sys.excepthook = lambda *a: 1 + None; 1/0"')
shell('no text', '"$PY" -S -c "print(chr(0xd800))"')
