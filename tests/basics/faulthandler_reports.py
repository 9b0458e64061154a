# Reports of faulthandler: tracebacks, registered signals with and without chaining, the watchdog, wrong arguments.
import faulthandler, os, re, signal, sys, tempfile, threading, time

out = tempfile.TemporaryFile('w+')
def report():
    out.seek(0)
    text = out.read()
    out.seek(0)
    out.truncate()
    return re.sub(r'0x[0-9a-f]+', '0x...', text).replace(os.path.dirname(os.path.abspath(__file__)) + '/', '')
def inner():
    faulthandler.dump_traceback(out, all_threads=False)
def été(): inner()
été()
print(ascii(report()))
faulthandler.dump_traceback(out)
print(report())
go, ready = threading.Event(), threading.Event()
def worker():
    ready.set()
    go.wait()
w = threading.Thread(target=worker)
w.start()
ready.wait()
faulthandler.dump_traceback(out.fileno())
text = report()
print(text.count('Thread 0x...'), text.count('Current thread 0x...'), 'in worker' in text)
go.set()
w.join()

print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.enable(out), faulthandler.is_enabled(), faulthandler.disable(), faulthandler.is_enabled())
faulthandler.register(signal.SIGUSR1, out, all_threads=False)
os.kill(os.getpid(), signal.SIGUSR1)
print(report())
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
signal.signal(signal.SIGUSR1, lambda n, f: print('handler', n))
faulthandler.register(signal.SIGUSR1, out, chain=True)
os.kill(os.getpid(), signal.SIGUSR1)
print(report().count('File'))
faulthandler.register(signal.SIGUSR1, out, chain=False)
os.kill(os.getpid(), signal.SIGUSR1)
print(report().count('File'), faulthandler.unregister(signal.SIGUSR1))
os.kill(os.getpid(), signal.SIGUSR1)
print(repr(report()))

faulthandler.dump_traceback_later(0.05, file=out)
time.sleep(0.3)
print(report())
faulthandler.dump_traceback_later(3600.25, file=out)
faulthandler.cancel_dump_traceback_later()
faulthandler.dump_traceback_later(0.05, True, out)
end = time.monotonic() + 0.6
while time.monotonic() < end: pass
faulthandler.cancel_dump_traceback_later()
print(report().count('Timeout (0:00:00.050000)!') > 1)
time.sleep(0.2)
print(repr(report()))

def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)
show(faulthandler.dump_traceback_later, 0)
show(faulthandler.dump_traceback_later, -1)
show(faulthandler.dump_traceback_later, 1e300)
show(faulthandler.register, signal.SIGSEGV)
show(faulthandler.register, 0)
show(faulthandler.unregister, 65)
show(faulthandler.dump_traceback, -1)
show(faulthandler.dump_traceback, object())
sys.stderr = None
show(faulthandler.enable)
