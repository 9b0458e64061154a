# Queues, and an item that one thread hands to another.
import queue
import threading

q = queue.SimpleQueue()
for i in range(20):
    q.put([i])
t = threading.Thread(target=lambda: q.get())
t.start()
t.join()
q.get()
try:
    while True:
        q.get_nowait()
except queue.Empty:
    pass
p = queue.PriorityQueue()
p.put((1000, 'a'))
p.put((500, 'b'))
p.get()
kept = p
