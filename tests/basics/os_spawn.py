# os.spawn*() run a program in a child and tell its exit code, its signal, or its pid.
import os

print(os.spawnl(os.P_WAIT, '/bin/sh', 'sh', '-c', 'exit 3'))
print(os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'kill -9 $$'))
print(os.spawnle(os.P_WAIT, '/bin/sh', 'sh', '-c', 'exit $CODE', {'CODE': '5'}))
print(os.spawnv(os.P_WAIT, '/nonexistent', ['x']))
pid = os.spawnve(os.P_NOWAIT, '/nonexistent', ['x'], {})
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
pid = os.spawnvpe(os.P_NOWAIT, 'sh', ['x', '-c', 'exit $X'], {'X': '7', 'PATH': '/bin'})
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
for args in ((os.P_WAIT, 'sh', ()), (os.P_WAIT, 'sh', 'x'), (os.P_WAIT, 'sh', ['']), (os.P_WAIT, 'sh', [1])):
    for function in os.spawnv, os.spawnvp:
        try:
            print(function(*args))
        except Exception as e:
            print(repr(e))
print(os.spawnve(os.P_WAIT, '/bin/sh', ['x'], {'a\0': '1'}), os.spawnve(os.P_WAIT, '/bin/sh', ['x', '-c', 'exit 4'], None))
print([name for name in os.__all__ if 'spawn' in name and 'posix' not in name], os.P_NOWAITO)
