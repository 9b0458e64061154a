# A signal ends a write that waits: its handler runs, and what was written is told or written on.
import os
import signal
import threading

SIZE = 1 << 20


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


def raw(file):
    file.write(bytes(SIZE))


for buffering, reads in ((0, True), (0, False), (8192, False)):
    r, w = os.pipe()
    signal.signal(signal.SIGALRM, stop)
    thread = threading.Thread(target=lambda: print(os.read(r, 1)))
    if reads:
        thread.start()
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    file = open(w, 'wb', buffering=buffering, closefd=False)
    try:
        raw(file)
    except Stop:
        print('stopped', buffering, reads)
    if reads:
        thread.join()
    os.close(r)
    try:
        file.close()
    except BrokenPipeError as e:
        print(e)
    os.close(w)

# a handler that returns: the rest is written
r, w = os.pipe()
got = []


def read():
    while data := os.read(r, 4096):
        got.append(len(data))


reader = threading.Thread(target=read)


def start(number, frame):
    reader.start()


signal.signal(signal.SIGALRM, start)
signal.setitimer(signal.ITIMER_REAL, 0.3)
with open(w, 'wb') as file:
    print(file.write(bytes(SIZE)))
reader.join()
print(sum(got))
