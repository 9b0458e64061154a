# The depth is what it was after a RecursionError, wherever it was caught; no exception stays handled.
import sys


def depth():
    frame, n = sys._getframe(), 0
    while frame is not None:
        frame, n = frame.f_back, n + 1
    return n


def plain(n):
    return plain(n + 1)


def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        in_except()


def after_except():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    after_except()


def in_both():
    try:
        in_both()
    except RecursionError:
        in_both()


def generator():
    yield from generator()


def lowest_limit():
    limit = 1
    while True:
        try:
            sys.setrecursionlimit(limit)
        except RecursionError:
            limit += 1
        else:
            return limit


old = sys.getrecursionlimit()
lowest = lowest_limit()
sys.setrecursionlimit(lowest + 10)
for call in (lambda: plain(0), in_except, after_except, in_both, lambda: list(generator())):
    try:
        call()
    except RecursionError as e:
        error = str(e)
    print(error, sys.exception())
print(lowest_limit() == lowest)
sys.setrecursionlimit(old)
print(depth())
