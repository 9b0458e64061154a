"""An iterator over __getitem__ counts as far as a Py_ssize_t."""
import sys


class U:
    def __getitem__(self, i):
        return i


for k in (2**31 - 2, 2**31 - 1, 2**53, sys.maxsize - 2, sys.maxsize, -5):
    it = iter(U())
    it.__setstate__(k)
    for _ in range(4):
        try:
            print(next(it), it.__reduce__()[2], end=' ')
        except OverflowError as e:
            print(e, end=' ')
    print()
try:
    iter(U()).__setstate__(2**63)
except OverflowError as e:
    print(e)
