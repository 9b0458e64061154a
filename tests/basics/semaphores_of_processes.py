# Semaphores that processes share, and a process started with spawn that takes one.
import _multiprocessing
import multiprocessing
import os
import threading
import time

SemLock = _multiprocessing.SemLock
RECURSIVE_MUTEX, SEMAPHORE = 0, 1


def child(lock, connection):
    with lock:
        connection.send(multiprocessing.current_process().name)


def main():
    print(_multiprocessing.flags, SemLock.SEM_VALUE_MAX)
    name = f'/vivarium-{os.getpid()}'
    lock = SemLock(SEMAPHORE, 2, 3, name, False)
    print(lock.kind, lock.maxvalue, lock.name == name, lock._get_value(), lock._is_zero())
    other = SemLock._rebuild(-1, SEMAPHORE, 3, name)
    print(other.acquire(), lock._get_value(), other._is_mine(), lock._is_mine(), other._count())
    print(lock.acquire(False), lock.acquire(False), lock.acquire(True, 0.05), lock._is_zero())
    threading.Timer(0.05, other.release).start()
    print(lock.acquire(), lock._count())
    for bad in (2, 0, 1, '/x', True), (1, 0, 1, 'x/y', True), ('a', 0, 1, '/x', True), (1, 0, 1, '/x\0', True), (1, 0, 1, name, True), (1, 0, 1, 5, True):
        try:
            SemLock(*bad)
        except Exception as e:
            print(type(e).__name__, e)
    _multiprocessing.sem_unlink(name)
    try:
        _multiprocessing.sem_unlink(name)
    except FileNotFoundError as e:
        print(e.errno, e.filename)
    mutex = SemLock(RECURSIVE_MUTEX, 1, 1, name, True)
    print(mutex.name, mutex.acquire(), mutex.acquire(), mutex._count(), mutex._is_mine())
    mutex.release()
    mutex.release()
    for wrong in mutex.release, SemLock(SEMAPHORE, 1, 1, name, True).release, lambda: mutex.acquire(True, 'x'):
        try:
            wrong()
        except Exception as e:
            print(type(e).__name__, e)

    context = multiprocessing.get_context('spawn')
    lock = context.Lock()
    ours, theirs = context.Pipe()
    process = context.Process(target=child, args=(lock, theirs), name='the child')
    with lock:
        process.start()
        print(ours.poll(0.1))
    print(ours.recv())
    process.join()
    print(process.exitcode)


if __name__ == '__main__':
    main()
