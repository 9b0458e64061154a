/**
 * Taking and leaving the GIL in C code. Threads are green, so what leaves it lets others run at once, and a thread that has left it may
 * run C code only. CPython: Python/ceval_gil.c PyEval_SaveThread(), Python/pystate.c PyGILState_Ensure()
 */
import {interp, tstate} from './current';
import {Py_FatalError} from './fatal-error';
import {PyThreadState_Clear, swapThread, type PyInterpreterState, type PyThreadState} from './pystate';
import {yieldToOthers} from './scheduler';

/** What PyGILState_Ensure() found. CPython: PyGILState_STATE */
export const PyGILState_LOCKED = 0, PyGILState_UNLOCKED = 1;

/** The thread state that runs; a fatal error where the GIL is released. CPython: PyThreadState_Get() */
export function PyThreadState_Get(): PyThreadState {
  if (!tstate.attached) Py_FatalError('PyThreadState_Get', 'the function must be called with the GIL held, after Python initialization and before Python finalization, but the GIL is released (the current Python thread state is NULL)');
  return tstate;
}
/** The same, null where the GIL is released. CPython: PyThreadState_GetUnchecked() */
export function PyThreadState_GetUnchecked(): PyThreadState | null {
  return tstate.attached ? tstate : null;
}
/** The interpreter that runs. CPython: PyInterpreterState_Get() */
export function PyInterpreterState_Get(): PyInterpreterState {
  if (!tstate.attached) Py_FatalError('PyInterpreterState_Get', 'the function must be called with the GIL held, after Python initialization and before Python finalization, but the GIL is released (the current Python thread state is NULL)');
  return interp;
}
/** Leaves the GIL: other threads run. The thread state is given to PyEval_RestoreThread() later. CPython: PyEval_SaveThread() */
export function PyEval_SaveThread(): PyThreadState {
  const ts = tstate;
  ts.attached = false;
  yieldToOthers();
  return ts;
}
/** Takes the GIL again. CPython: PyEval_RestoreThread() */
export function PyEval_RestoreThread(ts: PyThreadState): void {
  if (ts !== tstate) swapThread(ts);
  ts.attached = true;
}
/** CPython: PyEval_AcquireThread() */
export function PyEval_AcquireThread(ts: PyThreadState): void {
  if (ts.attached) Py_FatalError('PyEval_AcquireThread', 'non-NULL old thread state');
  PyEval_RestoreThread(ts);
}
/** CPython: PyEval_ReleaseThread() */
export function PyEval_ReleaseThread(ts: PyThreadState): void {
  if (ts !== tstate || !ts.attached) Py_FatalError('PyEval_ReleaseThread', 'wrong thread state');
  PyEval_SaveThread();
}
/** Makes another thread state of this thread the current one, with null none; the one that was. CPython: PyThreadState_Swap() */
export function PyThreadState_Swap(newts: PyThreadState | null): PyThreadState | null {
  const old = PyThreadState_GetUnchecked();
  if (old !== null) old.attached = false;
  if (newts !== null) {
    if (newts !== tstate) swapThread(newts);
    newts.attached = true;
  }
  return old;
}
/** Whether the thread that runs holds the GIL, 1 or 0. CPython: PyGILState_Check() */
export function PyGILState_Check(): number {
  return tstate.attached ? 1 : 0;
}
/** The thread state of the thread that runs, whether it holds the GIL or not. CPython: PyGILState_GetThisThreadState() */
export function PyGILState_GetThisThreadState(): PyThreadState | null {
  return tstate;
}
/** Takes the GIL in whatever state the thread is; the result is for PyGILState_Release(). CPython: PyGILState_Ensure() */
export function PyGILState_Ensure(): number {
  const found = tstate.attached ? PyGILState_LOCKED : PyGILState_UNLOCKED;
  tstate.attached = true;
  tstate.gilstate_counter++;
  return found;
}
/** Undoes one PyGILState_Ensure(); a thread of C code drops its Python data with the last. escapes. CPython: PyGILState_Release() */
export function PyGILState_Release(oldstate: number): void {
  const ts = tstate;
  if (!ts.attached) Py_FatalError('PyGILState_Release', `thread state ${ts.id} must be current when releasing`);
  ts.gilstate_counter--;
  if (ts.gilstate_counter === 0) {
    // what is cleared may ask for the GIL again
    ts.gilstate_counter++;
    PyThreadState_Clear(ts);
    ts.gilstate_counter--;
    ts.attached = false;
  } else if (oldstate === PyGILState_UNLOCKED) PyEval_SaveThread();
}
