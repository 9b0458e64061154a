# The prompt without a terminal: what is read from a pipe with -i.
import subprocess
import sys

INPUTS = ['def f(x, x): ...\n', '(1,\n', 'if 1:\n  2', '1+1', 'if 1:\n', '"""abc\n', '1\n\n# c\n2 # x', '@a\ndef f(): pass\n\n3', 'import sys\nsys.ps1="A"\n1\nsys.exit(2)', 'raise SystemExit', 'for i in 1,2:\n  print(i)\n\n  x\n4', '1/0\n_\n5\n_\n', 'x = = 1\n']
for text in INPUTS:
    done = subprocess.run([sys.executable, '-S', '-i', '-q'], input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print('==', repr(text), done.returncode)
    print(done.stdout)
    sys.stdout.flush()
