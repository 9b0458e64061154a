# Finalizers that fail, that look at globals, that run while a container dies.
import sys

sys.unraisablehook = lambda args: log.append(args.exc_type)
log = []


class K:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        log.append(self.n)
        if self.n == 3:
            raise ValueError


many = [K(n) for n in range(5)]
del many
many = {n: K(n) for n in range(5)}
many.clear()
K(1)
deep = None
for i in range(2000):
    deep = [deep]
del deep
log.clear()
sys.unraisablehook = sys.__unraisablehook__
