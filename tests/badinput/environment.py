# Arguments and variables that are huge or no text.
import os
import subprocess
import sys

PROGRAM = [sys.executable, '-S']


def run(label, args, env=None, **options):
    done = subprocess.run([*PROGRAM, *args], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **options)
    print('==', label, '-> status', done.returncode)
    for data in done.stdout, done.stderr:
        lines = data.decode('utf-8', 'backslashreplace').splitlines()
        for line in [line for line in lines if not line.startswith('Current thread')][-3:]:
            print('  ', line.replace(sys.executable, 'python3.13')[:300])
    sys.stdout.flush()


run('many arguments', ['-c', 'import sys; print(len(sys.argv), sum(map(len, sys.argv)))', *['x' * 100] * 10_000])
run('a long argument', ['-c', 'import sys; print(len(sys.argv[1]))', 'y' * 130_000])
run('a byte that is no text', ['-c', 'import sys, os; print(ascii(sys.argv[1:]), os.fsencode(sys.argv[1]))', b'a\xff\xfe\xc3'])
run('a program that is no text', [b'-c', b'print(ascii("\xff"))'])
run('a file that is no text', [b'/no-such-\xff.py'])
run('a variable that is no text', ['-c', 'import os; print(ascii(os.environ["BAD"]), os.environb[b"BAD"])'], {b'BAD': b'a\xff=b'})
run('no environment', ['-c', 'import os, sys; print(sorted(k for k in os.environ if k != "LC_CTYPE"), sys.getfilesystemencoding(), sys.stdout.errors)'], {})
run('a hash seed that is none', ['-c', '1'], {'PYTHONHASHSEED': 'x'})
run('an encoding that is none', ['-c', 'print(1)'], {'PYTHONIOENCODING': 'no-such'})
run('an error handler that is none', ['-c', 'print(chr(0xd800))'], {'PYTHONIOENCODING': 'utf-8:no-such'})
run('utf8 mode', ['-c', '1'], {'PYTHONUTF8': '2'})
run('digits', ['-c', '1'], {'PYTHONINTMAXSTRDIGITS': '1'})
run('a wrong -X', ['-X', 'utf8=7', '-c', '1'])
run('an unknown -X', ['-X', 'no-such', '-c', 'import sys; print(sys._xoptions)'])
run('a wrong -W', ['-W', 'no-such', '-c', '1'])
run('an unknown option', ['-Z'])
run('-c without a command', ['-c'])
run('a wrong check', ['--check-hash-based-pycs', 'maybe', '-c', '1'])
