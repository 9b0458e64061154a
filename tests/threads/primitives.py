"""Lock, RLock, Condition, Event, Semaphore, Barrier, Timer, local and queues among threads."""
import queue, threading, time

lock = threading.Lock()
lock.acquire()
began = time.monotonic()
print(lock.acquire(timeout=0.1), 0.09 < time.monotonic() - began < 2, lock.acquire(blocking=False))
threading.Timer(0.05, lock.release).start()
print(lock.acquire(timeout=10))
lock.release()

rlock = threading.RLock()
with rlock, rlock:
    seen = []
    thread = threading.Thread(target=lambda: seen.append(rlock.acquire(timeout=0.05)))
    thread.start()
    thread.join()
    print(seen, rlock._recursion_count())

total = 0
def add(n):
    global total
    for _ in range(n):
        with lock:
            value = total
            if value % 50 == 0: time.sleep(0)
            total = value + 1
threads = [threading.Thread(target=add, args=(200,)) for _ in range(20)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total)

condition, items, taken = threading.Condition(), [], []
def consume():
    with condition:
        while not items: condition.wait()
        taken.append(items.pop())
threads = [threading.Thread(target=consume) for _ in range(5)]
for thread in threads: thread.start()
for i in range(5):
    with condition:
        items.append(i)
        condition.notify()
for thread in threads: thread.join()
print(sorted(taken), condition.acquire(), condition.wait(0.01), condition.wait_for(lambda: False, 0.02))
condition.release()

event = threading.Event()
woken = []
threads = [threading.Thread(target=lambda: woken.append(event.wait(10))) for _ in range(3)]
for thread in threads: thread.start()
print(event.wait(0.02), woken)
event.set()
for thread in threads: thread.join()
print(woken)

semaphore, inside, most = threading.BoundedSemaphore(3), 0, 0
def enter():
    global inside, most
    with semaphore:
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1
threads = [threading.Thread(target=enter) for _ in range(10)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(inside, most)

barrier, order = threading.Barrier(4, action=lambda: order.append('action')), []
threads = [threading.Thread(target=lambda: order.append(barrier.wait())) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(order[0], sorted(order[1:]), barrier.broken)
try:
    barrier.wait(0.01)
except threading.BrokenBarrierError as error:
    print('broken', barrier.broken)

class Local(threading.local):
    def __init__(self, value): self.value = value
local = Local(5)
local.value = 6
thread = threading.Thread(target=lambda: seen.append(local.value))
thread.start()
thread.join()
print(seen[-1], local.value, local.__dict__)

for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    q, got = kind(), []
    def worker():
        while (item := q.get()) is not None and item >= 0:
            got.append(item)
    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads: thread.start()
    for i in range(10): q.put(i)
    while len(got) < 10: time.sleep(0.001)
    for thread in threads: q.put(-1)
    for thread in threads: thread.join()
    try: q.get(timeout=0.01)
    except queue.Empty: print(kind.__name__, sorted(got), 'empty')
full = queue.Queue(1)
full.put(1)
try: full.put(2, timeout=0.01)
except queue.Full: print('full')
