"""A text whose interned str dies may be interned again, however often and among however many others."""
import sys
import time


def made(i):
    return ''.join(['text ', str(i)])


def churn(n):
    # CPU time of n strings that are interned and die
    start = time.process_time()
    for i in range(n):
        sys.intern(made(i % 3))
    return time.process_time() - start


churn(3000)
few = churn(3000)
many = churn(30000)
print('linear:', many < 60 * few + 0.5)

kept = [sys.intern(made(i)) for i in range(5000)]
print(all(sys.intern(made(i)) is kept[i] for i in range(5000)))
before = sys.getunicodeinternedsize()
del kept[1000:]
print(before - sys.getunicodeinternedsize())
again = [sys.intern(made(i)) for i in range(5000)]
print(all(again[i] is kept[i] for i in range(1000)), all(sys.intern(made(i)) is again[i] for i in range(5000)))
print(sys.getunicodeinternedsize() - before)
del again
print(before - sys.getunicodeinternedsize())
wide = [sys.intern(chr(0x1f600 + i) * 2) for i in range(10)]
print(all(sys.intern(chr(0x1f600 + i) * 2) is wide[i] for i in range(10)))
