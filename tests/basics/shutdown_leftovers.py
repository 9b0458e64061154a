# What is told at the end: of garbage nobody could free, and of a signal that comes when the handlers are gone.
import re
import subprocess
import sys


def run(code, *options):
    done = subprocess.run([sys.executable, '-S', *options, '-c', code], capture_output=True, text=True)
    print(done.returncode, done.stdout, re.sub('0x[0-9a-f]+', '0x...', done.stderr), sep='|')


GARBAGE = '''
import gc, _testcapi
@_testcapi.with_tp_del
class X:
    def __init__(self, name):
        self.name = name
    def __repr__(self):
        return "<X %r>" % self.name
    def __tp_del__(self):
        pass
x = X('first')
x.x = x
del x
gc.set_debug({})
'''
for debug in '0', 'gc.DEBUG_UNCOLLECTABLE', 'gc.DEBUG_SAVEALL':
    for options in ('-Wd',), (), ('-We',):
        run(GARBAGE.format(debug), *options)
run('import gc; gc.garbage.append(7)', '-Wd')
run('import gc; gc.disable()\nclass A:\n    def __del__(self): print("died")\na = A(); a.a = a')
run('import _thread\nclass A:\n    def __del__(self): _thread.interrupt_main(); print("went on")\na = A()')
run('import _thread, signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n_thread.interrupt_main()\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\n_thread.interrupt_main()\nprint("went on")')
import _socket, gc
print(gc.is_tracked(_socket.CAPI), gc.get_referents(_socket.CAPI) == [_socket.socket])
