"""Idents, names, daemons, exceptions in threads, and the books that threading keeps."""
import _thread, sys, threading, time
idents, stop = set(), threading.Event()
def note():
    idents.add(threading.get_ident())
    stop.wait()
threads = [threading.Thread(target=note) for _ in range(30)]
for thread in threads: thread.start()
while len(idents) < 30: time.sleep(0.001)
print(len(idents), threading.active_count(), {t.ident for t in threads} == idents, threading.main_thread().ident not in idents, _thread._count())
print(len(sys._current_frames()), set(sys._current_frames()) == idents | {threading.get_ident()})
stop.set()
for thread in threads: thread.join()
print(threading.active_count(), _thread._count(), threads[0].is_alive(), repr(threads[0]).split()[:2])
for i in range(200):
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
print(threading.enumerate() == [threading.main_thread()])

import io
sys.stderr = io.StringIO()
def fail(): raise ValueError('in a thread')
thread = threading.Thread(target=fail, name='failing')
thread.start()
thread.join()
report = sys.stderr.getvalue().splitlines()
print(report[0], report[-2].strip(), report[-1])
def leave(): raise SystemExit(3)
thread = threading.Thread(target=leave)
thread.start()
thread.join()
print(len(sys.stderr.getvalue().splitlines()) == len(report))
hooked = []
threading.excepthook = lambda args: hooked.append((args.exc_type, str(args.exc_value), args.thread.name))
thread = threading.Thread(target=fail, name='hooked')
thread.start()
thread.join()
print(hooked)
def raw(): raise KeyError('raw')
sys.unraisablehook = lambda args: print(args.err_msg.split(' at ')[0], repr(args.exc_value), args.object)
_thread.start_new_thread(raw, ())
time.sleep(0.05)
for bad in (lambda: thread.start(), lambda: threading.current_thread().join(), lambda: threading.Thread().join(), lambda: _thread.start_new_thread(1, ()), lambda: setattr(thread, 'daemon', True)):
    try: bad()
    except (RuntimeError, TypeError) as error: print(type(error).__name__, error)
def late():
    time.sleep(0.05)
    print('non-daemon threads end first')
threading.Thread(target=late).start()
def forever():
    while True: time.sleep(0.001)
threading.Thread(target=forever, daemon=True).start()
threading.Thread(target=stop.clear() or stop.wait, daemon=True).start()
import atexit
atexit.register(print, 'atexit')
print('main ends')
