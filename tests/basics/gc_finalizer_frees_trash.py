# A finalizer that frees other objects of the same cycle, whose memory is taken again before their turn comes.
import gc


class Part:
    __slots__ = 'next', 'name', '__weakref__'

    def __del__(self):
        log.append(('part', self.name))


class Whole:
    def __init__(self, n):
        self.me = self
        self.parts = []
        for i in range(n):
            part = Part()
            part.name = i
            self.parts.append(part)

    def __del__(self):
        log.append('whole')
        self.parts.clear()
        kept.append([Part() for _ in range(30)])
        for part in kept[-1]:
            part.name = 'new'
        kept.append([[] for _ in range(30)])


gc.disable()
log, kept = [], []
for _ in range(5):
    Whole(20)
print(gc.collect() > 100, len(log), log.count('whole'))
print(log[:3], {name for entry in log if entry != 'whole' for name in entry[1:]} == set(range(20)))
print(len(kept), gc.collect(), gc.collect())
del log[:]
kept.clear()
print(len(log), {entry for entry in log})
