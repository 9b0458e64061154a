# Lengths, sizes and places that a double cannot hold exactly.
import bisect
import sys

n = sys.maxsize


class Long:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        return index

    def __sizeof__(self):
        return self.length


def lengths():
    for i in range(100):
        found = [len(range(n - i % 3)), len(Long(n - 1)), len(range(2**31 + 1)), len(range(2**40)), len(range(2**53 + 1)), len('abc')]
    return found


def matched(subject):
    match subject:
        case [first, *_, last]:
            return first


print(lengths())
print(sys.getsizeof(Long(n - 100)) - sys.getsizeof(Long(0)))
for sequence in range(n - 1), Long(n - 1):
    for x in 0, 5, n - 3, n - 2, n, 2**70:
        print(bisect.bisect_left(sequence, x), bisect.bisect_right(sequence, x), bisect.bisect_left(sequence, x, n - 100, n - 2), bisect.bisect(sequence, x, key=lambda v: v + 1))
for bad in n + 1, -1:
    try:
        len(Long(bad))
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
