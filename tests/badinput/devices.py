# Programs and output that are devices and pipes.
import subprocess
import sys

PROGRAM = [sys.executable, '-S']


def end(label, command, **options):
    done = subprocess.run(['/bin/sh', '-c', command.replace('PYTHON', ' '.join(PROGRAM))], capture_output=True, stdin=subprocess.DEVNULL, text=True, **options)
    print('==', label, '-> status', done.returncode, done.stdout.strip()[:200], done.stderr.strip().replace(sys.executable, 'python3.13')[-200:])
    sys.stdout.flush()


end('a device without an end', 'PYTHON /dev/zero')
end('a file that cannot be read', 'PYTHON /proc/self/mem')
end('a slow reader', 'PYTHON -c "print(\'x\' * 1000000)" | (sleep 1; wc -c)')
end('a slow reader of errors', 'PYTHON -c "import sys; sys.stderr.write(\'x\' * 1000000)" 2>&1 | (sleep 1; wc -c)')
end('pipes stay as they were', 'PYTHON -c "import fcntl; print([fcntl.fcntl(fd, fcntl.F_GETFL) & 0o4000 for fd in (0, 1, 2)])" | cat')
end('a child writes to the same pipe', 'PYTHON -c "import subprocess; subprocess.run([\'head\', \'-c\', \'300000\', \'/dev/zero\'])" | (sleep 1; wc -c)')
end('here', 'cd /; PYTHON .')
