# What gc.set_debug() has the collector write, and who hears of the collections at the end.
import gc, re, subprocess, sys


def run(code):
    done = subprocess.run([sys.executable, '-S', '-c', code], capture_output=True, text=True)
    text = re.sub(r'0x[0-9a-f]+', '0x...', re.sub(r'\d+\.\d{4}s', 'n.nnnns', done.stderr))
    print(done.returncode, done.stdout, re.sub(r'(each generation:).*', r'\1 ...', text), sep='|')


CYCLES = '''
import gc
class A:
    pass
class B:
    __slots__ = 'x', '__weakref__'
gc.collect()
a = A(); a.self = a
b = B(); b.x = [b]
del a, b
gc.set_debug({})
print(gc.collect(), len(gc.garbage))
gc.set_debug(0)
'''
for flags in 'gc.DEBUG_STATS', 'gc.DEBUG_COLLECTABLE', 'gc.DEBUG_UNCOLLECTABLE', 'gc.DEBUG_SAVEALL', 'gc.DEBUG_LEAK':
    run(CYCLES.format(flags))
run('import gc; gc.set_debug(gc.DEBUG_STATS); gc.collect(0); gc.collect(1); gc.freeze(); gc.set_debug(0)')
HEARD = '''
import gc, sys
out = sys.stdout
def heard(phase, info, write=out.write):
    write(f'{{phase}} {{info["generation"]}}\\n')
gc.callbacks.append(heard)
class A:
    def __del__(self, write=out.write):
        write('died\\n')
a = A(); a.self = a
gc.{}()
del a
'''
run(HEARD.format('enable'))
run(HEARD.format('disable'))
