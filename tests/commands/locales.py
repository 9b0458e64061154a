# Locale, UTF-8 mode and the encodings of the standard streams.
import os
import subprocess
import sys

SHOW = 'import sys, os; print(sys.flags.utf8_mode, os.environ.get("LC_CTYPE"), sys.stdin.encoding, sys.stdin.errors, sys.stdout.errors, sys.stderr.errors)'
for variables in '', 'LC_CTYPE=C', 'LC_ALL=POSIX', 'PYTHONCOERCECLOCALE=0', 'PYTHONCOERCECLOCALE=warn', 'LANG=C.UTF-8', 'LC_ALL=C PYTHONUTF8=1', 'LANG=no_such', 'PYTHONIOENCODING=latin-1:ignore', 'PYTHONIOENCODING=:replace', 'PYTHONIOENCODING=utf-16':
    env = {'PATH': os.environ['PATH'], **dict(item.split('=', 1) for item in variables.split())}
    done = subprocess.run([sys.executable, '-S', '-c', SHOW], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(variables, done.returncode, done.stdout)
    sys.stdout.flush()
