# A program that fills the memory gets a MemoryError and goes on. (CPython needs a limit for that.)
import resource
import sys

if sys.executable.endswith('python3.13'):
    resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))


def fill_list():
    kept = []
    while True:
        kept.append([0] * 1_000_000)


def fill_text():
    kept = 'abc' * 1_000_000
    while True:
        kept += kept


def fill_dict():
    kept = {}
    n = 0
    while True:
        kept[n] = bytes(1_000_000)
        n += 1


def fill_nested():
    kept = None
    while True:
        kept = [kept, bytearray(500_000)]


for fill in fill_list, fill_text, fill_dict, fill_nested:
    try:
        fill()
    except MemoryError as e:
        print(fill.__name__, 'MemoryError', e)
    print(len([0] * 1_000_000), 'still there')
print(sum(range(10)))
