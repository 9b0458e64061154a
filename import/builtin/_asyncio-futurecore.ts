/** What can be done with a future's fields: results, exceptions, callbacks, cancelling. Futures and tasks alike. CPython: Modules/_asynciomodule.c */
import {PyExceptionInstance_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_GET_ITEM, Py_TYPE, exc_traceback, fut_callback0, fut_callbacks, fut_cancel_msg, fut_cancelled_exc, fut_context0, fut_exception, fut_exception_tb, fut_flags, fut_loop, fut_result, fut_source_tb, fut_state, set_fut_callback0, set_fut_callbacks, set_fut_cancel_msg, set_fut_cancelled_exc, set_fut_context0, set_fut_exception, set_fut_exception_tb, set_fut_flags, set_fut_loop, set_fut_result, set_fut_source_tb, set_fut_state} from '../../runtime/generated/accessors';
import {interp} from '../../runtime/current';
import {ID_get_debug} from '../../runtime/generated/ids';
import {PyExc_RuntimeError, PyExc_StopIteration, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_CallMethodNoArgs, PyObject_CallNoArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyErr_GivenExceptionMatches, PyErr_SetObject, PyErr_SetString, PyExceptionClass_Check} from '../../objects/errors';
import {PyException_SetCause, PyException_SetContext, PyException_SetTraceback} from '../../objects/exceptions';
import {clearFields} from '../../objects/field-slots';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {type AsyncioState, BLOCKING, LOG_TB, STATE_CANCELLED, STATE_FINISHED, STATE_PENDING, call_soon, get_event_loop, stateOf} from './_asyncio-state';

/** Words of a future's references, in the order of the struct. */
export const FUTURE_WORDS = [4, 6, 8, 10, 12, 14, 16, 18, 20, 22] as const;
/** Drops what a future refers to, but its attributes. */
export const clearFuture = clearFields(...FUTURE_WORDS);
export const clearFirstCallback = clearFields(6, 8), clearCallbacks = clearFields(10);
const clearExceptionTraceback = clearFields(14);

/** Sets or clears a bit of fut_flags. */
export function setFlag(self: PyObject, flag: number, on: boolean): void {
  set_fut_flags(self, on ? fut_flags(self) | flag : fut_flags(self) & ~flag);
}
/** Whether __init__ ran; false with RuntimeError. CPython: future_ensure_alive() */
export function future_ensure_alive(fut: PyObject): boolean {
  if (fut_loop(fut) !== (NULL as number)) return true;
  PyErr_SetString(PyExc_RuntimeError, 'Future object is not initialized.');
  return false;
}
/** Raises InvalidStateError. */
export function invalidState(state: AsyncioState, text: string): NULL {
  return PyErr_SetString(state.asyncio_InvalidStateError, text);
}

/** Has the loop call all callbacks soon; 0, or -1 with an exception. escapes. CPython: future_schedule_callbacks() */
function future_schedule_callbacks(state: AsyncioState, fut: PyObject): number {
  const first = fut_callback0(fut);
  if (first !== (NULL as number)) {
    // what call_soon() runs may change the future: it has nothing of this any more
    const context = fut_context0(fut);
    set_fut_callback0(fut, NULL);
    set_fut_context0(fut, NULL);
    const status = call_soon(state, fut_loop(fut), first, fut, context);
    Py_DECREF(first);
    Py_XDECREF(context);
    if (status < 0) {
      clearCallbacks(fut);
      return -1;
    }
  }
  const callbacks = fut_callbacks(fut);
  if (callbacks === (NULL as number)) return 0;
  set_fut_callbacks(fut, NULL);
  let status = 0;
  for (let i = 0; status === 0 && i < PyList_GET_SIZE(callbacks); i++) {
    const pair = PyList_GET_ITEM(callbacks, i);
    status = call_soon(state, fut_loop(fut), PyTuple_GET_ITEM(pair, 0), fut, PyTuple_GET_ITEM(pair, 1));
  }
  Py_DECREF(callbacks);
  return status;
}
/** Makes a future a pending one of a loop (None: the current one); 0, or -1 with an exception. escapes. CPython: future_init() */
export function future_init(fut: PyObject, loopIn: PyObject): number {
  clearFuture(fut);
  set_fut_state(fut, STATE_PENDING);
  setFlag(fut, LOG_TB | BLOCKING, false);
  const state = stateOf(fut), loop = loopIn === _Py_NoneStruct ? get_event_loop(state) : Py_NewRef(loopIn);
  if (loop === NULL) return -1;
  set_fut_loop(fut, loop);
  const res = PyObject_CallMethodNoArgs(fut_loop(fut), ID_get_debug);
  if (res === NULL) return -1;
  const debug = PyObject_IsTrue(res);
  Py_DECREF(res);
  if (debug < 0) return -1;
  // a future made by a __del__ while the interpreter ends: the traceback module may be gone
  if (debug > 0 && interp._finalizing === null) {
    const stack = PyObject_CallNoArgs(state.traceback_extract_stack);
    if (stack === NULL) return -1;
    const old = fut_source_tb(fut);
    set_fut_source_tb(fut, stack);
    Py_XDECREF(old);
  }
  return 0;
}
/** Ends a future with a result. escapes. CPython: future_set_result() */
export function future_set_result(state: AsyncioState, fut: PyObject, result: PyObject): New | NULL {
  if (!future_ensure_alive(fut)) return NULL;
  if (fut_state(fut) !== STATE_PENDING) return invalidState(state, 'invalid state');
  set_fut_result(fut, Py_NewRef(result));
  set_fut_state(fut, STATE_FINISHED);
  return future_schedule_callbacks(state, fut) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** A RuntimeError that says what a StopIteration, which no coroutine can pass on, would have. @steals cause */
function insteadOfStopIteration(cause: New): New | NULL {
  const text = PyUnicode_FromString('StopIteration interacts badly with generators and cannot be raised into a Future');
  const error = text === NULL ? NULL : PyObject_CallOneArg(PyExc_RuntimeError, text);
  Py_XDECREF(text);
  if (error === NULL) {
    Py_DECREF(cause);
    return NULL;
  }
  PyException_SetContext(error, Py_NewRef(cause));
  PyException_SetCause(error, cause);
  return error;
}
/** Ends a future with an exception, a class or an instance. escapes. CPython: future_set_exception() */
export function future_set_exception(state: AsyncioState, fut: PyObject, exc: PyObject): New | NULL {
  if (fut_state(fut) !== STATE_PENDING) return invalidState(state, 'invalid state');
  let value = PyExceptionClass_Check(exc) ? PyObject_CallNoArgs(exc) : Py_NewRef(exc);
  if (value === NULL) return NULL;
  if (fut_state(fut) !== STATE_PENDING) {
    Py_DECREF(value);
    return invalidState(state, 'invalid state');
  }
  if (!PyExceptionInstance_Check(value)) {
    Py_DECREF(value);
    return PyErr_SetString(PyExc_TypeError, 'invalid exception object');
  }
  if (PyErr_GivenExceptionMatches(value, PyExc_StopIteration)) {
    value = insteadOfStopIteration(value);
    if (value === NULL) return NULL;
  }
  set_fut_exception_tb(fut, Py_XNewRef(exc_traceback(value)));
  set_fut_exception(fut, value);
  set_fut_state(fut, STATE_FINISHED);
  if (future_schedule_callbacks(state, fut) < 0) return NULL;
  setFlag(fut, LOG_TB, true);
  return Py_NewRef(_Py_NoneStruct);
}
/** The CancelledError to raise; the one that ended a task is given out once. escapes. CPython: create_cancelled_error() */
export function create_cancelled_error(state: AsyncioState, fut: PyObject): New | NULL {
  const kept = fut_cancelled_exc(fut);
  if (kept !== (NULL as number)) {
    const exc = Py_NewRef(kept);
    set_fut_cancelled_exc(fut, NULL);
    Py_DECREF(kept);
    return exc;
  }
  const msg = fut_cancel_msg(fut);
  return msg === (NULL as number) || msg === _Py_NoneStruct ? PyObject_CallNoArgs(state.asyncio_CancelledError) : PyObject_CallOneArg(state.asyncio_CancelledError, msg);
}
/** Raises the CancelledError of a cancelled future. escapes. CPython: future_set_cancelled_error() */
export function future_set_cancelled_error(state: AsyncioState, fut: PyObject): NULL {
  const exc = create_cancelled_error(state, fut);
  if (exc === NULL) return NULL;
  PyErr_SetObject(state.asyncio_CancelledError, exc);
  Py_DECREF(exc);
  return NULL;
}
/** What future_get_result() found: value is the result, or with `raised` the exception. Owned. */
export interface FutureOutcome { readonly value: New; readonly raised: boolean }
/** How a future ended; null with CancelledError or InvalidStateError. DIVERGES: out-parameter. escapes. CPython: future_get_result() */
export function future_get_result(state: AsyncioState, fut: PyObject): FutureOutcome | null {
  if (fut_state(fut) === STATE_CANCELLED) {
    future_set_cancelled_error(state, fut);
    return null;
  }
  if (fut_state(fut) !== STATE_FINISHED) {
    invalidState(state, 'Result is not set.');
    return null;
  }
  setFlag(fut, LOG_TB, false);
  const exc = fut_exception(fut);
  if (exc === (NULL as number)) return {value: Py_NewRef(fut_result(fut)), raised: false};
  const tb = fut_exception_tb(fut);
  if (PyException_SetTraceback(exc, tb === (NULL as number) ? _Py_NoneStruct : tb) < 0) return null;
  const value = Py_NewRef(exc);
  clearExceptionTraceback(fut);
  return {value, raised: true};
}
/** Has a callback called in a context when the future ends, or soon when it has ended. escapes. CPython: future_add_done_callback() */
export function future_add_done_callback(state: AsyncioState, fut: PyObject, callback: PyObject, ctx: PyObject): New | NULL {
  if (fut_loop(fut) === (NULL as number)) return PyErr_SetString(PyExc_RuntimeError, 'uninitialized Future object');
  if (fut_state(fut) !== STATE_PENDING) return call_soon(state, fut_loop(fut), callback, fut, ctx) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
  if (fut_callbacks(fut) === (NULL as number) && fut_callback0(fut) === (NULL as number)) {
    // most futures have one callback: it needs no list
    set_fut_callback0(fut, Py_NewRef(callback));
    set_fut_context0(fut, Py_NewRef(ctx));
    return Py_NewRef(_Py_NoneStruct);
  }
  if (fut_callbacks(fut) === (NULL as number)) {
    const list = PyList_New(0);
    if (list === NULL) return NULL;
    set_fut_callbacks(fut, list);
  }
  const pair = PyTuple_Pack(callback, ctx);
  if (pair === NULL) return NULL;
  const status = PyList_Append(fut_callbacks(fut), pair);
  Py_DECREF(pair);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** Cancels a pending future: whether it was one. `msg` may be NULL. escapes. CPython: future_cancel() */
export function future_cancel(state: AsyncioState, fut: PyObject, msg: PyObject | NULL): New | NULL {
  setFlag(fut, LOG_TB, false);
  if (fut_state(fut) !== STATE_PENDING) return Py_NewRef(_Py_FalseStruct);
  set_fut_state(fut, STATE_CANCELLED);
  setCancelMessage(fut, Py_XNewRef(msg));
  return future_schedule_callbacks(state, fut) < 0 ? NULL : Py_NewRef(_Py_TrueStruct);
}
/** Keeps the message of a cancel(). @steals msg */
export function setCancelMessage(fut: PyObject, msg: New | NULL): void {
  const old = fut_cancel_msg(fut);
  set_fut_cancel_msg(fut, msg);
  Py_XDECREF(old);
}

/** future.result(). escapes. CPython: _asyncio_Future_result_impl() */
export function future_result(self: PyObject): New | NULL {
  const state = stateOf(self);
  if (fut_loop(self) === (NULL as number)) return invalidState(state, 'Future object is not initialized.');
  const outcome = future_get_result(state, self);
  if (outcome === null) return NULL;
  if (!outcome.raised) return outcome.value;
  PyErr_SetObject(Py_TYPE(outcome.value), outcome.value);
  Py_DECREF(outcome.value);
  return NULL;
}
