/** Calls that wait for a thread to make them at its next poll of the eval breaker. CPython: Python/ceval_gil.c, "pending calls" */
import {type PyInterpreterState, type PyThreadState, _Py_ThreadCanHandleSignals} from './pystate';
import {H, _PyRuntime, interp, tstate} from './current';
import {EVAL_BREAKER} from './generated/static-addresses';

/** A bit of the eval breaker. CPython: Include/internal/pycore_ceval.h */
export const _PY_CALLS_TO_DO_BIT = 4;
/** Flags of _PyEval_AddPendingCall(): the call is for the main thread of the main interpreter. */
export const _Py_PENDING_MAINTHREADONLY = 1;
/** Results of _PyEval_AddPendingCall(). */
export const _Py_ADD_PENDING_SUCCESS = 0, _Py_ADD_PENDING_FULL = -1;

/** One call; it returns 0, or -1 with an exception. CPython: struct _pending_call */
export interface PendingCall { readonly func: (arg: unknown) => number; readonly arg: unknown }
/** A row of calls, oldest first, how long it may get, and how many one poll makes. CPython: struct _pending_calls */
export interface PendingCalls { calls: PendingCall[]; readonly max: number; readonly maxloop: number; handling_thread: PyThreadState | null }

/** The row of an interpreter. */
export const interpreterCalls = (): PendingCalls => ({calls: [], max: 300, maxloop: 100, handling_thread: null});
/** The row of the main thread. */
export const mainThreadCalls = (): PendingCalls => ({calls: [], max: 32, maxloop: 32, handling_thread: null});

function signal(ts: PyThreadState): void {
  if (ts === tstate) H[EVAL_BREAKER] |= _PY_CALLS_TO_DO_BIT;
  else ts.eval_breaker |= _PY_CALLS_TO_DO_BIT;
}
/** The thread state of the main thread, if it is there. */
function mainThreadState(): PyThreadState | null {
  const main = _PyRuntime.interpreters.main;
  for (let ts = main === null ? null : main.threads.head; ts !== null; ts = ts.next) if (ts.thread_id === _PyRuntime.main_thread) return ts;
  return null;
}
/** Whether the current thread has calls to make: asked when a thread becomes the current one. CPython: update_eval_breaker_for_thread() */
export function callsWait(): boolean {
  return interp.ceval.pending.calls.length > 0 || (_PyRuntime.pending_mainthread.calls.length > 0 && _Py_ThreadCanHandleSignals());
}

/**
 * Has a thread of an interpreter call `func(arg)` at its next poll, or with _Py_PENDING_MAINTHREADONLY the main thread. Returns
 * _Py_ADD_PENDING_FULL when too many calls wait already; no exception is set. CPython: Python/ceval_gil.c _PyEval_AddPendingCall()
 */
export function _PyEval_AddPendingCall(owner: PyInterpreterState, func: (arg: unknown) => number, arg: unknown, flags = 0): number {
  const mainOnly = (flags & _Py_PENDING_MAINTHREADONLY) !== 0, pending = mainOnly ? _PyRuntime.pending_mainthread : owner.ceval.pending;
  const full = pending.calls.length >= pending.max;
  if (!full) pending.calls.push({func, arg});
  if (mainOnly) {
    const main = mainThreadState();
    if (main !== null) signal(main);
  } else if (owner === interp) signal(tstate);
  else for (let ts = owner.threads.head; ts !== null; ts = ts.next) signal(ts);
  return full ? _Py_ADD_PENDING_FULL : _Py_ADD_PENDING_SUCCESS;
}
/** Has the main thread of the main interpreter call `func(arg)` soon; -1, without an exception, when too many calls wait. CPython: Python/ceval_gil.c Py_AddPendingCall() */
export function Py_AddPendingCall(func: (arg: unknown) => number, arg: unknown): number {
  return _PyEval_AddPendingCall(_PyRuntime.interpreters.main!, func, arg, _Py_PENDING_MAINTHREADONLY);
}

/** Makes calls of one row, no more than it allows at a time; -1 when one failed. escapes */
function _make_pending_calls(pending: PendingCalls): number {
  for (let i = 0; i < pending.maxloop; i++) {
    const call = pending.calls.shift();
    if (call === undefined) break;
    if (call.func(call.arg) !== 0) return -1;
  }
  return 0;
}
/**
 * Makes the calls that wait for the current thread, one thread of an interpreter at a time, and never from within such a call; -1 with the
 * exception of the one that failed. escapes. CPython: Python/ceval_gil.c make_pending_calls()
 */
export function make_pending_calls(): number {
  const pending = interp.ceval.pending, main = _PyRuntime.pending_mainthread;
  if (pending.handling_thread !== null) {
    H[EVAL_BREAKER] &= ~_PY_CALLS_TO_DO_BIT;
    if (pending.handling_thread !== tstate) pending.handling_thread.eval_breaker |= _PY_CALLS_TO_DO_BIT;
    return 0;
  }
  pending.handling_thread = tstate;
  // before the first call, so that a call which is added meanwhile asks again
  H[EVAL_BREAKER] &= ~_PY_CALLS_TO_DO_BIT;
  let status = _make_pending_calls(pending);
  if (status === 0 && _Py_ThreadCanHandleSignals()) status = _make_pending_calls(main);
  pending.handling_thread = null;
  if (status !== 0 || callsWait()) H[EVAL_BREAKER] |= _PY_CALLS_TO_DO_BIT;
  return status;
}
