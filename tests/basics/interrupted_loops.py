# A handler that raises in a loop whose first instruction begins a try block: the block handles it.
import signal


class Alarm(Exception):
    pass


def handler(number, frame):
    raise Alarm(number == signal.SIGALRM)


def empty_loop():
    try:
        while True: pass
    except Alarm as error:
        print('empty loop', error)


def counting_loop():
    n = 0
    try:
        while True:
            n += 1
    except Alarm as error:
        print('counting loop', error, n > 0)


def loop_around():
    while True:
        try:
            while True: pass
        except Alarm as error:
            print('loop around', error)
            break


def generator():
    try:
        while True: yield
    except GeneratorExit:
        pass


def for_loop():
    try:
        for _ in generator(): pass
    except Alarm as error:
        print('for loop', error)


def in_finally():
    try:
        try:
            while True: pass
        finally:
            print('finally')
    except Alarm as error:
        print('in finally', error)


signal.signal(signal.SIGALRM, handler)
for function in (empty_loop, counting_loop, loop_around, for_loop, in_finally):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    function()
