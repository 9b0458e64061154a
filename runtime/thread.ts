/** Threads and locks for C code. CPython: Python/thread.c, thread_pthread.h */
import {_PyRuntime, interp, tstate} from './current';
import {PyThreadState_Clear, _PyThreadState_Whence, new_threadstate, tstate_delete} from './pystate';
import {addThread, monotonic, waitOnStack} from './scheduler';

/** How far apart idents are. */
export const IDENT_STEP = 4096;

/** An ident for a thread. They are like addresses: unique while a thread lives, never small. */
export function newThreadIdent(): number {
  _PyRuntime.lastThreadIdent += IDENT_STEP;
  return _PyRuntime.lastThreadIdent;
}
/** The ident of the thread that runs. CPython: PyThread_get_thread_ident() */
export function PyThread_get_thread_ident(): number {
  return tstate.thread_id;
}
/**
 * Starts a thread that calls `func(arg)` and ends; its ident. The thread does not hold the GIL: what wants to use Python objects calls
 * PyGILState_Ensure() first. DIVERGES: it has a thread state from the start, of the interpreter that is current now, since it is the
 * thread state that the scheduler runs. CPython: PyThread_start_new_thread()
 */
export function PyThread_start_new_thread<T>(func: (arg: T) => void, arg: T): number {
  const ts = new_threadstate(interp, _PyThreadState_Whence.GILSTATE);
  ts.thread_id = newThreadIdent();
  ts.gilstate_counter = 0;
  ts.attached = false;
  addThread(ts, () => {
    func(arg);
    PyThreadState_Clear(ts);
    tstate_delete(ts);
  });
  return ts.thread_id;
}

/** A lock: held or not. CPython: PyThread_type_lock */
export interface PyThread_type_lock { locked: boolean }
/** CPython: PyThread_allocate_lock() */
export function PyThread_allocate_lock(): PyThread_type_lock {
  return {locked: false};
}
/** CPython: PyThread_free_lock() */
export function PyThread_free_lock(_lock: PyThread_type_lock): void {}
/** Takes a lock: 1, or 0 when it is held and `waitflag` is 0. Other threads run meanwhile. CPython: PyThread_acquire_lock() */
export function PyThread_acquire_lock(lock: PyThread_type_lock, waitflag: number): number {
  return PyThread_acquire_lock_timed(lock, waitflag !== 0 ? -1 : 0, 0);
}
/** The same for so many microseconds at most (negative: for ever): 1 held, 0 the time is over, 2 a signal came and `intr_flag` is set. CPython: PyThread_acquire_lock_timed() */
export function PyThread_acquire_lock_timed(lock: PyThread_type_lock, microseconds: number, intr_flag: number): number {
  if (lock.locked && microseconds !== 0) {
    const outcome = waitOnStack(() => !lock.locked, microseconds < 0 ? Infinity : monotonic() + microseconds / 1000, intr_flag !== 0);
    if (outcome === null) return 2;
  }
  if (lock.locked) return 0;
  lock.locked = true;
  return 1;
}
/** Gives a lock back, by any thread. CPython: PyThread_release_lock() */
export function PyThread_release_lock(lock: PyThread_type_lock): void {
  lock.locked = false;
}
