# Poll objects: descriptors that are watched, changed and watched no more.
import os
import select

read, write = os.pipe()
poller, other = select.poll(), select.poll()
for _ in range(3):
    poller.register(read, select.POLLIN)
    poller.poll(0)
    os.write(write, b'x')
    poller.modify(read, select.POLLIN | select.POLLPRI)
    poller.poll(0)
    poller.unregister(read)
    try:
        poller.modify(read, 0)
    except OSError:
        pass
    try:
        poller.unregister(read)
    except KeyError:
        pass
    other.register(write)
os.close(read)
os.close(write)
kept = poller, other
