# Threads started, joined, that fail; locks, conditions, events, local data.
import threading

local = threading.local()
threading.excepthook = lambda args: None


def work(n):
    local.x = [n]
    with lock:
        done.append(n)
    if n == 2:
        raise ValueError(n)


lock, done = threading.Lock(), []
for _ in range(2):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
condition, event, barrier = threading.Condition(), threading.Event(), threading.Barrier(2)


def wait():
    with condition:
        condition.notify_all()
    barrier.wait()
    event.set()


t = threading.Thread(target=wait)
t.start()
barrier.wait()
event.wait()
t.join()
threading.excepthook = threading.__excepthook__
