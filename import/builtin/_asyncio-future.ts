/** asyncio.Future: a result that comes later, and whoever waits for it. CPython: Modules/_asynciomodule.c */
import {PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_GET_ITEM, Py_BOOL, Py_TYPE, fut_callback0, fut_callbacks, fut_cancel_msg, fut_context0, fut_exception, fut_flags, fut_loop, fut_result, fut_source_tb, fut_state} from '../../runtime/generated/accessors';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {ID_CANCELLED, ID_FINISHED, ID_PENDING, ID_call_exception_handler, ID_exception, ID_future, ID_message, ID_source_traceback} from '../../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_MANAGED_WEAKREF} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {PyGetSetDef, TypeSpec, visitproc} from '../../runtime/typeslots';
import {PyObject_CallOneArg} from '../../objects/call';
import {PyContext_CopyCurrent} from '../../objects/context';
import {PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyObject_ClearManagedDict, PyObject_VisitManagedDict} from '../../objects/dictobject-values';
import {PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable} from '../../objects/errors';
import {traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_Append, PyList_New, PyList_SetSlice} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_CallFinalizerFromDealloc, PyObject_GetAttr, PyObject_IsTrue, PyObject_RichCompareBool, Py_EQ} from '../../objects/object';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_GenericNew, _PyType_Name} from '../../objects/typeobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {BLOCKING, LOG_TB, STATE_CANCELLED, STATE_FINISHED, STATE_PENDING, stateOf} from './_asyncio-state';
import {future_new_iter} from './_asyncio-futureiter';
import {FUTURE_WORDS, clearCallbacks, clearFirstCallback, clearFuture, create_cancelled_error, future_add_done_callback, future_cancel, future_ensure_alive, future_init, future_result, future_set_cancelled_error, future_set_exception, future_set_result, invalidState, setCancelMessage, setFlag} from './_asyncio-futurecore';

// ---- the methods ----

function future___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('Future', '(*, loop=None)', args, kwds);
  if (values === null) return -1;
  return future_init(self, values[0] === NULL ? _Py_NoneStruct : values[0]);
}
function future_exception(self: PyObject): New | NULL {
  const state = stateOf(self);
  if (fut_loop(self) === (NULL as number)) return invalidState(state, 'Future object is not initialized.');
  if (fut_state(self) === STATE_CANCELLED) return future_set_cancelled_error(state, self);
  if (fut_state(self) !== STATE_FINISHED) return invalidState(state, 'Exception is not set.');
  const exc = fut_exception(self);
  if (exc === (NULL as number)) return Py_NewRef(_Py_NoneStruct);
  setFlag(self, LOG_TB, false);
  return Py_NewRef(exc);
}
function add_done_callback(self: PyObject, fn: PyObject | NULL, context: PyObject | NULL): New | NULL {
  if (context !== NULL) return future_add_done_callback(stateOf(self), self, fn as PyObject, context);
  const ctx = PyContext_CopyCurrent();
  if (ctx === NULL) return NULL;
  const res = future_add_done_callback(stateOf(self), self, fn as PyObject, ctx);
  Py_DECREF(ctx);
  return res;
}
/** Drops all callbacks that equal one, and counts them. The comparisons may change the future. escapes. CPython: _asyncio_Future_remove_done_callback_impl() */
function remove_done_callback(self: PyObject, fn: PyObject | NULL): New | NULL {
  if (!future_ensure_alive(self)) return NULL;
  let cleared = 0;
  if (fut_callback0(self) !== (NULL as number)) {
    const callback = Py_NewRef(fut_callback0(self)), same = PyObject_RichCompareBool(callback, fn as PyObject, Py_EQ);
    Py_DECREF(callback);
    if (same < 0) return NULL;
    if (same > 0) {
      clearFirstCallback(self);
      cleared = 1;
    }
  }
  if (fut_callbacks(self) === (NULL as number)) return PyLong_FromNumber(cleared);
  const before = PyList_GET_SIZE(fut_callbacks(self)), left = PyList_New(0);
  if (left === NULL) return NULL;
  const status = keepOthers(self, fn as PyObject, left);
  if (status < 0) {
    Py_DECREF(left);
    return NULL;
  }
  const kept = PyList_GET_SIZE(left);
  if (kept === 0 || fut_callbacks(self) === (NULL as number)) {
    clearCallbacks(self);
    Py_DECREF(left);
    return PyLong_FromNumber(before + cleared);
  }
  const now = PyList_GET_SIZE(fut_callbacks(self));
  const set = kept === now ? 0 : PyList_SetSlice(fut_callbacks(self), 0, now, left);
  Py_DECREF(left);
  return set < 0 ? NULL : PyLong_FromNumber(now - kept + cleared);
}
/** Appends to a list the callbacks that do not equal one; 0 or -1. escapes */
function keepOthers(self: PyObject, fn: PyObject, left: PyObject): number {
  for (let i = 0; fut_callbacks(self) !== (NULL as number) && i < PyList_GET_SIZE(fut_callbacks(self)); i++) {
    const pair = Py_NewRef(PyList_GET_ITEM(fut_callbacks(self), i));
    let status = PyObject_RichCompareBool(PyTuple_GET_ITEM(pair, 0), fn, Py_EQ);
    if (status === 0) status = PyList_Append(left, pair);
    Py_DECREF(pair);
    if (status < 0) return -1;
  }
  return 0;
}
function future_make_cancelled_error(self: PyObject): New | NULL {
  return create_cancelled_error(stateOf(self), self);
}
/** The methods that tasks have, too. Docstrings in our own words. */
export const COMMON_METHODS = [
  method('result', '($self, /)', future_result, 'What the future ended with: returns the result, or raises the exception.\n\nRaises CancelledError when it was cancelled, InvalidStateError while it is pending.'),
  method('exception', '($self, /)', future_exception, 'The exception the future ended with, or None.\n\nRaises CancelledError when it was cancelled, InvalidStateError while it is pending.'),
  method('add_done_callback', '($self, fn, /, *, context=<unrepresentable>)', add_done_callback, 'Has a function called with this future when it ends, by the loop.'),
  method('remove_done_callback', '($self, fn, /)', remove_done_callback, 'Takes a function out of those to call, as often as it is among them;\nreturns how often that was.'),
  method('cancelled', '($self, /)', self => Py_NewRef(Py_BOOL(fut_loop(self) !== (NULL as number) && fut_state(self) === STATE_CANCELLED)), 'Whether the future was cancelled.'),
  method('done', '($self, /)', self => Py_NewRef(Py_BOOL(fut_loop(self) !== (NULL as number) && fut_state(self) !== STATE_PENDING)), 'Whether the future has ended, be it by a result, an exception or cancelling.'),
  method('_make_cancelled_error', '($self, /)', future_make_cancelled_error, 'The CancelledError to raise for this future; asked for once, since it\nforgets the exception that a task ended with.'),
  method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
];
const future_methods = [
  ...COMMON_METHODS,
  method('set_result', '($self, result, /)', (self, result) => future_set_result(stateOf(self), self, result as PyObject), 'Ends the future with a result. Raises InvalidStateError when it has ended.'),
  method('set_exception', '($self, exception, /)', (self, exc) => (future_ensure_alive(self) ? future_set_exception(stateOf(self), self, exc as PyObject) : NULL), 'Ends the future with an exception. Raises InvalidStateError when it has ended.'),
  method('cancel', '($self, /, msg=None)', (self, msg) => (future_ensure_alive(self) ? future_cancel(stateOf(self), self, msg === NULL ? _Py_NoneStruct : msg) : NULL), 'Cancels the future, unless it has ended; returns whether it was pending.'),
  method('get_loop', '($self, /)', self => (future_ensure_alive(self) ? Py_NewRef(fut_loop(self)) : NULL), 'The loop of this future.'),
];

// ---- attributes ----

function orNone(op: PyObject): New {
  return Py_NewRef(op === (NULL as number) ? _Py_NoneStruct : op);
}
function cannotDelete(): number {
  PyErr_SetString(PyExc_AttributeError, 'cannot delete attribute');
  return -1;
}
function get_state(self: PyObject): New | NULL {
  if (!future_ensure_alive(self)) return NULL;
  const state = fut_state(self);
  return Py_NewRef(state === STATE_PENDING ? ID_PENDING : state === STATE_CANCELLED ? ID_CANCELLED : ID_FINISHED);
}
function set_blocking(self: PyObject, value: PyObject | NULL): number {
  if (!future_ensure_alive(self)) return -1;
  if (value === NULL) return cannotDelete();
  const on = PyObject_IsTrue(value);
  if (on < 0) return -1;
  setFlag(self, BLOCKING, on > 0);
  return 0;
}
function set_log_traceback(self: PyObject, value: PyObject | NULL): number {
  if (value === NULL) return cannotDelete();
  const on = PyObject_IsTrue(value);
  if (on > 0) PyErr_SetString(PyExc_ValueError, '_log_traceback can only be set to False');
  if (on !== 0) return -1;
  setFlag(self, LOG_TB, false);
  return 0;
}
function get_callbacks(self: PyObject): New | NULL {
  if (!future_ensure_alive(self)) return NULL;
  const first = fut_callback0(self), more = fut_callbacks(self);
  if (first === (NULL as number) && (more === (NULL as number) || PyList_GET_SIZE(more) === 0)) return Py_NewRef(_Py_NoneStruct);
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  let status = 0;
  if (first !== (NULL as number)) {
    const pair = PyTuple_Pack(first, fut_context0(self));
    status = pair === NULL ? -1 : PyList_Append(list, pair);
    Py_XDECREF(pair);
  }
  for (let i = 0; status === 0 && more !== (NULL as number) && i < PyList_GET_SIZE(more); i++) status = PyList_Append(list, PyList_GET_ITEM(more, i));
  if (status === 0) return list;
  Py_DECREF(list);
  return NULL;
}
function set_cancel_message(self: PyObject, value: PyObject | NULL): number {
  if (value === NULL) return cannotDelete();
  setCancelMessage(self, Py_NewRef(value));
  return 0;
}
const ifAlive = (get: (self: PyObject) => PyObject) => (self: PyObject): New | NULL => (future_ensure_alive(self) ? orNone(get(self)) : NULL);
/** The attributes that tasks have, too. */
export const COMMON_GETSET: readonly PyGetSetDef[] = [
  {name: '_state', get: get_state},
  {name: '_asyncio_future_blocking', get: self => Py_NewRef(Py_BOOL(fut_loop(self) !== (NULL as number) && (fut_flags(self) & BLOCKING) !== 0)), set: set_blocking},
  {name: '_loop', get: self => orNone(fut_loop(self))},
  {name: '_callbacks', get: get_callbacks},
  {name: '_result', get: ifAlive(fut_result)},
  {name: '_exception', get: ifAlive(fut_exception)},
  {name: '_log_traceback', get: ifAlive(self => Py_BOOL((fut_flags(self) & LOG_TB) !== 0)), set: set_log_traceback},
  {name: '_source_traceback', get: self => orNone(fut_source_tb(self))},
  {name: '_cancel_message', get: self => orNone(fut_cancel_msg(self)), set: set_cancel_message},
];

// ---- the type ----

function future_repr(self: PyObject): New | NULL {
  return future_ensure_alive(self) ? PyObject_CallOneArg(stateOf(self).asyncio_future_repr_func, self) : NULL;
}
const traverseReferences = traverseHeapFields(...FUTURE_WORDS);
function future_traverse(self: PyObject, visit: visitproc): number {
  return traverseReferences(self, visit) || PyObject_VisitManagedDict(self, visit);
}
/** tp_clear of futures, and the first half of that of tasks. escapes. CPython: FutureObj_clear() */
export function future_clear(self: PyObject): number {
  clearFuture(self);
  PyObject_ClearManagedDict(self);
  return 0;
}
/**
 * Tells a dying future's loop that something is amiss: loop.call_exception_handler({'message': ..., ...}). The exception that is being raised
 * stays. escapes. CPython: the common part of FutureObj_finalize() and TaskObj_finalize()
 */
export function callExceptionHandler(self: PyObject, text: string, exception: PyObject | NULL, nameOfSelf: PyObject): void {
  const raised = PyErr_GetRaisedException(), context = PyDict_New(), message = PyUnicode_FromString(text), source = fut_source_tb(self);
  if (context !== NULL && message !== NULL && PyDict_SetItem(context, ID_message, message) === 0 && (exception === NULL || PyDict_SetItem(context, ID_exception, exception) === 0)
    && PyDict_SetItem(context, nameOfSelf, self) === 0 && (source === (NULL as number) || PyDict_SetItem(context, ID_source_traceback, source) === 0)) {
    const func = PyObject_GetAttr(fut_loop(self), ID_call_exception_handler);
    if (func !== NULL) {
      const res = PyObject_CallOneArg(func, context);
      if (res === NULL) PyErr_WriteUnraisable(func);
      else Py_DECREF(res);
      Py_DECREF(func);
    }
  }
  Py_XDECREF(context);
  Py_XDECREF(message);
  PyErr_SetRaisedException(raised);
}
/** tp_finalize: an exception that nobody asked for is reported. escapes. CPython: FutureObj_finalize() */
export function future_finalize(self: PyObject): void {
  if ((fut_flags(self) & LOG_TB) === 0) return;
  setFlag(self, LOG_TB, false);
  callExceptionHandler(self, `${_PyType_Name(Py_TYPE(self))} exception was never retrieved`, fut_exception(self), ID_future);
}
/** tp_dealloc of futures and tasks. escapes. CPython: FutureObj_dealloc(), TaskObj_dealloc() */
export function deallocWith(clear: (self: PyObject) => number): (self: PyObject) => void {
  return self => {
    if (PyObject_CallFinalizerFromDealloc(self) < 0) return;
    const type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyObject_ClearWeakRefs(self);
    clear(self);
    slots(type).tp_free!(self);
    Py_DECREF(type);
  };
}
export const FUTURE_FLAGS = Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_MANAGED_DICT | Py_TPFLAGS_MANAGED_WEAKREF;
export const Future_spec: TypeSpec = {
  tp_name: '_asyncio.Future', tp_basicsize: 104, tp_flags: FUTURE_FLAGS,
  tp_doc: 'Future(*, loop=None)\n--\n\nA result that comes later, for coroutines and callbacks of one event loop.\n\nIt is like concurrent.futures.Future, but belongs to a loop: result() and\nexception() never wait, callbacks are called by the loop, and wait() and\nas_completed() of concurrent.futures do not take it.',
  slots: {
    tp_dealloc: deallocWith(future_clear), tp_repr: future_repr, tp_traverse: future_traverse, tp_clear: future_clear, tp_iter: future_new_iter, tp_init: future___init__, tp_new: PyType_GenericNew,
    tp_finalize: future_finalize, am_await: future_new_iter,
  },
  methods: future_methods, getset: COMMON_GETSET,
};
