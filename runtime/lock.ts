/**
 * Locks for C code, which need no thread state, and what stands on them: events, flags of what is done once, recursive locks, locks for
 * readers and writers. CPython: Python/lock.c, Include/internal/pycore_lock.h
 */
import {tstate} from './current';
import {Py_FatalError} from './fatal-error';
import {monotonic, waitOnStack} from './scheduler';

const _Py_UNLOCKED = 0, _Py_LOCKED = 1, _Py_HAS_PARKED = 2;

/** A lock of one byte: 0 free, 1 held, 3 held and waited for. Threads get it in the order of asking. CPython: PyMutex */
export class PyMutex {
  _bits = _Py_UNLOCKED;
  /** Who waits, in order. CPython keeps them in a table of the process (parking_lot.c). */
  readonly waiting: object[] = [];
}
/** Takes a lock, waiting for it as long as it takes; other threads run meanwhile. CPython: PyMutex_Lock() */
export function PyMutex_Lock(m: PyMutex): void {
  if (m._bits === _Py_UNLOCKED) {
    m._bits = _Py_LOCKED;
    return;
  }
  const me = {};
  m.waiting.push(me);
  m._bits |= _Py_HAS_PARKED;
  // the lock is handed over: it stays held
  waitOnStack(() => !m.waiting.includes(me), Infinity, false);
}
/** Gives a lock back, to the thread that has waited longest. One that nobody holds is a fatal error. CPython: PyMutex_Unlock() */
export function PyMutex_Unlock(m: PyMutex): void {
  if (_PyMutex_TryUnlock(m) < 0) Py_FatalError('PyMutex_Unlock', 'unlocking mutex that is not locked');
}
/** The same; -1 for a lock that nobody holds. CPython: _PyMutex_TryUnlock() */
export function _PyMutex_TryUnlock(m: PyMutex): number {
  if (m._bits === _Py_UNLOCKED) return -1;
  if (m.waiting.shift() === undefined) m._bits = _Py_UNLOCKED;
  else m._bits = m.waiting.length > 0 ? _Py_LOCKED | _Py_HAS_PARKED : _Py_LOCKED;
  return 0;
}
/** CPython: PyMutex_IsLocked() */
export function PyMutex_IsLocked(m: PyMutex): boolean {
  return (m._bits & _Py_LOCKED) !== 0;
}

/** Something that happens once, for which threads may wait. CPython: PyEvent */
export interface PyEvent { v: number }
/** CPython: _PyEvent_IsSet() */
export function _PyEvent_IsSet(evt: PyEvent): boolean {
  return evt.v === _Py_LOCKED;
}
/** It has happened. CPython: _PyEvent_Notify() */
export function _PyEvent_Notify(evt: PyEvent): void {
  evt.v = _Py_LOCKED;
}
/** Waits until it has. CPython: PyEvent_Wait() */
export function PyEvent_Wait(evt: PyEvent): void {
  waitOnStack(() => evt.v === _Py_LOCKED, Infinity, false);
}
/** The same for so many nanoseconds at most (negative: for ever); whether it has happened. CPython: PyEvent_WaitTimed() */
export function PyEvent_WaitTimed(evt: PyEvent, timeout_ns: number): boolean {
  return waitOnStack(() => evt.v === _Py_LOCKED, timeout_ns < 0 ? Infinity : monotonic() + timeout_ns / 1e6, false) === true;
}

/** Whether something has been done that is done once. CPython: _PyOnceFlag */
export interface _PyOnceFlag { v: number; running: boolean }
/** Calls a function unless it has succeeded before; one that fails (-1) is tried again by the next caller. CPython: _PyOnceFlag_CallOnce() */
export function _PyOnceFlag_CallOnce<T>(flag: _PyOnceFlag, fn: (arg: T) => number, arg: T): number {
  while (flag.v === 0) {
    if (flag.running) {
      waitOnStack(() => !flag.running, Infinity, false);
      continue;
    }
    flag.running = true;
    const res = fn(arg);
    flag.running = false;
    if (res === -1) return -1;
    flag.v = 1;
  }
  return 0;
}

/** A lock that its holder may take again. CPython: _PyRecursiveMutex */
export class _PyRecursiveMutex {
  readonly mutex = new PyMutex();
  thread = 0;
  level = 0;
}
/** CPython: _PyRecursiveMutex_IsLockedByCurrentThread() */
export function _PyRecursiveMutex_IsLockedByCurrentThread(m: _PyRecursiveMutex): boolean {
  return m.thread === tstate.thread_id;
}
/** CPython: _PyRecursiveMutex_Lock() */
export function _PyRecursiveMutex_Lock(m: _PyRecursiveMutex): void {
  if (m.thread === tstate.thread_id) {
    m.level++;
    return;
  }
  PyMutex_Lock(m.mutex);
  m.thread = tstate.thread_id;
}
/** By the holder only; anything else is a fatal error. CPython: _PyRecursiveMutex_Unlock() */
export function _PyRecursiveMutex_Unlock(m: _PyRecursiveMutex): void {
  if (m.thread !== tstate.thread_id) Py_FatalError('_PyRecursiveMutex_Unlock', 'unlocking a recursive mutex that is not owned by the current thread');
  if (m.level > 0) {
    m.level--;
    return;
  }
  m.thread = 0;
  PyMutex_Unlock(m.mutex);
}

const _Py_WRITE_LOCKED = 1, READER = 4;
/** A lock for one writer or many readers; readers that come behind a waiting writer wait for it. bits: 1 a writer has it, 2 somebody waits, and 4 for each reader. CPython: _PyRWMutex */
export class _PyRWMutex {
  bits = _Py_UNLOCKED;
  /** How often those who wait were woken. */
  wakes = 0;
}
function park(rw: _PyRWMutex): void {
  const {wakes} = rw;
  rw.bits |= _Py_HAS_PARKED;
  waitOnStack(() => rw.wakes !== wakes, Infinity, false);
}
/** CPython: _PyRWMutex_RLock() */
export function _PyRWMutex_RLock(rw: _PyRWMutex): void {
  while ((rw.bits & (_Py_WRITE_LOCKED | _Py_HAS_PARKED)) !== 0) park(rw);
  rw.bits += READER;
}
/** The last reader wakes who waits, and a waiting writer goes first: the bit that says so stays. CPython: _PyRWMutex_RUnlock() */
export function _PyRWMutex_RUnlock(rw: _PyRWMutex): void {
  rw.bits -= READER;
  if (rw.bits === _Py_HAS_PARKED) rw.wakes++;
}
/** CPython: _PyRWMutex_Lock() */
export function _PyRWMutex_Lock(rw: _PyRWMutex): void {
  while ((rw.bits & ~_Py_HAS_PARKED) !== 0) park(rw);
  rw.bits |= _Py_WRITE_LOCKED;
}
/** CPython: _PyRWMutex_Unlock() */
export function _PyRWMutex_Unlock(rw: _PyRWMutex): void {
  rw.bits = _Py_UNLOCKED;
  rw.wakes++;
}
