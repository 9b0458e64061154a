# Locals of threads: of the thread that made them, of one that has ended, with an __init__, and one whose __init__ fails.
import threading


class Counted(threading.local):
    def __init__(self, start):
        if threading.current_thread() is not threading.main_thread() and start < 0:
            raise ValueError
        self.count = start


plain, counted, failing = threading.local(), Counted(3), Counted(-1)
plain.x = [1]
counted.other = 2


def work():
    plain.y = [2]
    counted.count += 1
    try:
        failing.count
    except ValueError:
        pass


thread = threading.Thread(target=work)
thread.start()
thread.join()
kept = plain, counted, failing
