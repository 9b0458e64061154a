"""Threads that never wait share the time; a pool's futures; Ctrl-C reaches the main thread while others run."""
import _thread, concurrent.futures, os, signal, sys, threading, time
flag = False
def spin():
    while not flag: pass
threads = [threading.Thread(target=spin) for _ in range(4)]
for thread in threads: thread.start()
time.sleep(0.05)
flag = True
for thread in threads: thread.join()
print('all spun')
sys.setswitchinterval(1e-5)
print(sys.getswitchinterval())
counts = [0] * 3
def count(i):
    until = time.monotonic() + 0.2
    while time.monotonic() < until: counts[i] += 1
threads = [threading.Thread(target=count, args=(i,)) for i in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(min(counts) * 20 > max(counts))
sys.setswitchinterval(0.005)
with concurrent.futures.ThreadPoolExecutor(4) as pool:
    print(list(pool.map(lambda v: v * v, range(10))), sum(f.result() for f in concurrent.futures.as_completed([pool.submit(pow, i, 2) for i in range(20)])))
    failing = pool.submit(lambda: 1 / 0)
    print(repr(failing.exception()))
flag = False
thread = threading.Thread(target=spin)
thread.start()
try:
    threading.Timer(0.05, _thread.interrupt_main).start()
    while True: pass
except KeyboardInterrupt:
    print('interrupted a loop')
try:
    threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
    threading.Event().wait()
except KeyboardInterrupt:
    print('interrupted a wait')
try:
    threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
    thread.join()
except KeyboardInterrupt:
    print('interrupted a join')
flag = True
thread.join()
lock = threading.Lock()
lock.acquire()
signal.signal(signal.SIGALRM, lambda *a: print('alarm'))
signal.setitimer(signal.ITIMER_REAL, 0.05)
print(lock.acquire(timeout=0.3))
