# Exit status: of exits, errors and signals.
import signal
import subprocess
import sys


def run(label, source, *options):
    done = subprocess.run([sys.executable, '-S', *options, '-c', source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    print(label, done.returncode, repr(done.stdout), done.stderr.splitlines()[-1:])
    sys.stdout.flush()


run('interrupt', 'raise KeyboardInterrupt')
run('interrupt by signal', 'import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nwhile True: pass')
run('terminated', 'import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\nwhile True: pass')
run('killed', 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)')
run('abort', 'import os\nos.abort()')
run('_exit', 'import os\nprint("lost")\nos._exit(9)')
run('codes', 'import sys\nsys.exit(300)')
run('a text', 'import sys\nsys.exit("bye")')
run('a tuple', 'import sys\nsys.exit((1, 2))')
run('atexit', 'import atexit\natexit.register(print, "last")\natexit.register(lambda: 1 / 0)\nraise SystemExit(4)')
run('a failing __del__', 'class A:\n def __del__(self): raise ValueError("in del")\na = A()\n')
run('inspect', 'import os\nos.environ["PYTHONINSPECT"] = "1"\nraise SystemExit(5)')
run('-i', 'raise SystemExit(5)', '-i')
run('a number that no status holds', 'import sys\nsys.exit(2 ** 40 + 7)')
run('a number that no long holds', 'import sys\nsys.exit(10 ** 100)')
run('a true value', 'import sys\nsys.exit(True)')
run('a failing callback', 'import atexit\natexit.register(len)')
