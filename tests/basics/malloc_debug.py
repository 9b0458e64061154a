# PYTHONMALLOC=debug: memory of objects that ended is filled, tracemalloc takes its place and gives it back, programs run as ever.
import os, subprocess, sys
filled = '''
import _testinternalcapi, os
%s
_testinternalcapi.check_pyobject_freed_is_freed()
print('freed', flush=True)
os._exit(0)
'''
traced = 'import tracemalloc; tracemalloc.start(); kept = [object() for _ in range(100)]; print(tracemalloc.get_traced_memory()[0] > 1600); tracemalloc.stop(); del kept'
program = '''
import _testinternalcapi
table = {str(i): [float(i), (i, i + 1), bytes(i)] for i in range(2000)}
class Tree:
    def __init__(self, depth): self.below = [Tree(depth - 1) for _ in range(3)] if depth else []
    def count(self): return 1 + sum(t.count() for t in self.below)
print(len(table), Tree(6).count(), _testinternalcapi.pymem_getallocatorsname())
'''
for allocator in 'pymalloc_debug', 'debug':
    env = dict(os.environ, PYTHONMALLOC=allocator)
    for code in filled % '', filled % traced, program:
        done = subprocess.run([sys.executable, '-S', '-c', code], env=env, capture_output=True, text=True)
        print(done.returncode, done.stdout, done.stderr[-300:])
