# What a profiler keeps: its entries and the statistics made of them.
import _lsprof


def work(n):
    return n if n < 2 else work(n - 1) + work(n - 2)


class Thing:
    def method(self):
        return len([1])


p = _lsprof.Profiler()
p.enable(subcalls=True, builtins=True)
work(8)
Thing().method()
sorted([3, 1], key=lambda x: -x)
p.disable()
kept = p.getstats()
