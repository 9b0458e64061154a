/** Iterators over anything with __getitem__, over calls, and the awaitable of anext() with a default. CPython: Objects/iterobject.c */
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {Py_TYPE, anextawaitable_default_value, anextawaitable_wrapped, it_callable, it_sentinel, seqiter_index_high, seqiter_index_low, seqiter_seq, set_anextawaitable_default_value, set_anextawaitable_wrapped, set_it_callable, set_it_sentinel, set_seqiter_index_high, set_seqiter_index_low, set_seqiter_seq} from '../runtime/generated/accessors';
import {ID_close, ID_iter, ID_send, ID_throw} from '../runtime/generated/ids';
import {PyCallIter_Type, PyExc_IndexError, PyExc_OverflowError, PyExc_StopAsyncIteration, PyExc_StopIteration, PyExc_TypeError, PySeqIter_Type, _PyAnextAwaitable_Type, _PyTuple_Empty, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {type Args, NULL, type New, type PyObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyIter_Check} from './abstract-iter';
import {PyObject_GetItem, _PyObject_HasLen} from './abstract-object';
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from './abstract-sequence';
import {PyObject_CallNoArgs, PyObject_Vectorcall} from './call';
import {PyErr_BadInternalCall, PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {traverseFields} from './field-slots';
import {_PyEval_GetBuiltin} from './evalbuiltins';
import {_PyGen_SetStopIterationValue} from './genobject';
import {_PyCoro_GetAwaitableIter} from './genobject-coro';
import {PyLong_AsBigInt, PyLong_AsSsize_t, PyLong_FromBigInt, PyLong_FromNumber} from './longobject';
import {PyObject_GetAttr, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_Pack} from './tupleobject';

export {_PyEval_GetBuiltin};

/**
 * What __reduce__ of an iterator returns: (builtin, (seq,), index), or (builtin, (empty,)) when the sequence is gone (NULL). The
 * builtin is looked up before the others are read, since that may run code that exhausts the iterator. @steals builtin
 */
export function reduceIterator(builtin: New | NULL, seq: PyObject | NULL, index: number | bigint, empty: PyObject | NULL): New | NULL {
  if (builtin === NULL) return NULL;
  const args = PyTuple_Pack(seq !== NULL ? seq : (empty as PyObject));
  const position = seq === NULL || args === NULL ? NULL : typeof index === 'number' ? PyLong_FromNumber(index) : PyLong_FromBigInt(index);
  let result: New | NULL = NULL;
  if (args !== NULL) result = seq === NULL ? PyTuple_Pack(builtin, args) : position === NULL ? NULL : PyTuple_Pack(builtin, args, position);
  Py_DECREF(builtin);
  Py_XDECREF(args);
  Py_XDECREF(position);
  return result;
}

/** iter() of a sequence without __iter__. CPython: PySeqIter_New() */
export function PySeqIter_New(seq: PyObject): New | NULL {
  if (!PySequence_Check(seq)) return PyErr_BadInternalCall();
  const it = _PyObject_GC_New(PySeqIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_seqiter_index_low(it, 0);
  set_seqiter_index_high(it, 0);
  set_seqiter_seq(it, Py_NewRef(seq));
  _PyObject_GC_TRACK(it);
  return it;
}
function iter_dealloc(it: PyObject): void {
  _PyObject_GC_UNTRACK(it);
  Py_XDECREF(seqiter_seq(it));
  PyObject_GC_Del(it);
}
const SSIZE_MAX = 0x7fffffffffffffffn;
/** The index, of which two words of the object hold 64 bits. */
function seqiterIndex(it: PyObject): bigint {
  return (BigInt(seqiter_index_high(it)) << 32n) | BigInt(seqiter_index_low(it) >>> 0);
}
function setSeqiterIndex(it: PyObject, index: bigint): void {
  set_seqiter_index_low(it, Number(BigInt.asIntN(32, index)));
  set_seqiter_index_high(it, Number(index >> 32n));
}
/** An item beyond what a number indexes exactly: only a class of Python's can have it. escapes */
function farItem(seq: PyObject, index: bigint): New | NULL {
  const key = PyLong_FromBigInt(index);
  if (key === NULL) return NULL;
  const item = PyObject_GetItem(seq, key);
  Py_DECREF(key);
  return item;
}
/** CPython: iter_iternext() */
function iter_iternext(it: PyObject): New | NULL {
  const seq = seqiter_seq(it);
  if (seq === NULL) return NULL;
  const index = seqiter_index_low(it), isShort = seqiter_index_high(it) === 0 && index >= 0 && index < 0x7fffffff;
  if (!isShort && seqiterIndex(it) === SSIZE_MAX) return PyErr_SetString(PyExc_OverflowError, 'iter index too large');
  const result = isShort ? PySequence_GetItem(seq, index) : farItem(seq, seqiterIndex(it));
  if (result !== NULL) {
    if (isShort) set_seqiter_index_low(it, index + 1);
    else setSeqiterIndex(it, seqiterIndex(it) + 1n);
    return result;
  }
  if (PyErr_ExceptionMatches(PyExc_IndexError) || PyErr_ExceptionMatches(PyExc_StopIteration)) {
    PyErr_Clear();
    set_seqiter_seq(it, NULL);
    Py_DECREF(seq);
  }
  return NULL;
}
function iter_len(it: PyObject): New | NULL {
  const seq = seqiter_seq(it);
  if (seq === NULL) return PyLong_FromNumber(0);
  if (!_PyObject_HasLen(seq)) return Py_NewRef(_Py_NotImplementedStruct);
  const size = PySequence_Size(seq);
  return size === -1 ? NULL : PyLong_FromNumber(Math.max(size - Number(seqiterIndex(it)), 0));
}
function iter_reduce(it: PyObject): New | NULL {
  return reduceIterator(_PyEval_GetBuiltin(ID_iter), seqiter_seq(it), seqiterIndex(it), _PyTuple_Empty);
}
function iter_setstate(it: PyObject, state: PyObject): New | NULL {
  const index = PyLong_AsSsize_t(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (seqiter_seq(it) !== NULL) setSeqiterIndex(it, index < 0 ? 0n : PyLong_AsBigInt(state));
  return Py_NewRef(_Py_NoneStruct);
}

/** iter(callable, sentinel). CPython: PyCallIter_New() */
export function PyCallIter_New(callable: PyObject, sentinel: PyObject): New | NULL {
  const it = _PyObject_GC_New(PyCallIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_it_callable(it, Py_NewRef(callable));
  set_it_sentinel(it, Py_NewRef(sentinel));
  _PyObject_GC_TRACK(it);
  return it;
}
function calliter_dealloc(it: PyObject): void {
  _PyObject_GC_UNTRACK(it);
  Py_XDECREF(it_callable(it));
  Py_XDECREF(it_sentinel(it));
  PyObject_GC_Del(it);
}
function exhaustCallIter(it: PyObject): void {
  const callable = it_callable(it), sentinel = it_sentinel(it);
  set_it_callable(it, NULL);
  Py_XDECREF(callable);
  set_it_sentinel(it, NULL);
  Py_XDECREF(sentinel);
}
/** CPython: calliter_iternext() */
function calliter_iternext(it: PyObject): New | NULL {
  if (it_callable(it) === NULL) return NULL;
  const result = PyObject_CallNoArgs(it_callable(it));
  // the call may have exhausted the iterator
  if (result !== NULL && it_sentinel(it) !== NULL) {
    const ok = PyObject_RichCompareBool(it_sentinel(it), result, Py_EQ);
    if (ok === 0) return result;
    if (ok > 0) exhaustCallIter(it);
  } else if (result === NULL && PyErr_ExceptionMatches(PyExc_StopIteration)) {
    PyErr_Clear();
    exhaustCallIter(it);
  }
  Py_XDECREF(result);
  return NULL;
}
function calliter_reduce(it: PyObject): New | NULL {
  const builtin = _PyEval_GetBuiltin(ID_iter), callable = it_callable(it), sentinel = it_sentinel(it);
  if (callable === NULL || sentinel === NULL) return reduceIterator(builtin, NULL, 0, _PyTuple_Empty);
  if (builtin === NULL) return NULL;
  const args = PyTuple_Pack(callable, sentinel), result = args === NULL ? NULL : PyTuple_Pack(builtin, args);
  Py_DECREF(builtin);
  Py_XDECREF(args);
  return result;
}

/** anext(wrapped, default_value). CPython: PyAnextAwaitable_New() */
export function PyAnextAwaitable_New(awaitable: PyObject, default_value: PyObject): New | NULL {
  const op = _PyObject_GC_New(_PyAnextAwaitable_Type, 32);
  if (op === NULL) return PyErr_NoMemory();
  set_anextawaitable_wrapped(op, Py_NewRef(awaitable));
  set_anextawaitable_default_value(op, Py_NewRef(default_value));
  _PyObject_GC_TRACK(op);
  return op;
}
function anextawaitable_dealloc(op: PyObject): void {
  _PyObject_GC_UNTRACK(op);
  Py_XDECREF(anextawaitable_wrapped(op));
  Py_XDECREF(anextawaitable_default_value(op));
  PyObject_GC_Del(op);
}
/** The iterator behind the wrapped awaitable. escapes. CPython: anextawaitable_getiter() */
function anextawaitable_getiter(op: PyObject): New | NULL {
  const awaitable = _PyCoro_GetAwaitableIter(anextawaitable_wrapped(op));
  if (awaitable === NULL || slots(Py_TYPE(awaitable)).tp_iternext !== null) return awaitable;
  // a coroutine: its __await__ gives the iterator
  const inner = slots(Py_TYPE(awaitable)).am_await!(awaitable);
  Py_DECREF(awaitable);
  if (inner === NULL) return NULL;
  if (!PyIter_Check(inner)) {
    Py_DECREF(inner);
    return PyErr_SetString(PyExc_TypeError, '__await__ returned a non-iterable');
  }
  return inner;
}
function stopWithDefault(op: PyObject): NULL {
  if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration)) {
    PyErr_Clear();
    _PyGen_SetStopIterationValue(anextawaitable_default_value(op));
  }
  return NULL;
}
function anextawaitable_iternext(op: PyObject): New | NULL {
  const awaitable = anextawaitable_getiter(op);
  if (awaitable === NULL) return NULL;
  const result = slots(Py_TYPE(awaitable)).tp_iternext!(awaitable);
  Py_DECREF(awaitable);
  return result !== NULL ? result : stopWithDefault(op);
}
/** CPython: anextawaitable_proxy() */
function anextawaitable_proxy(op: PyObject, name: PyObject, args: Args, nargs: number): New | NULL {
  const awaitable = anextawaitable_getiter(op);
  if (awaitable === NULL) return NULL;
  const bound = PyObject_GetAttr(awaitable, name), result = bound === NULL ? NULL : PyObject_Vectorcall(bound, args, nargs, NULL);
  Py_XDECREF(bound);
  Py_DECREF(awaitable);
  return result !== NULL ? result : stopWithDefault(op);
}
function anextawaitable_send(op: PyObject, args: Args, nargs: number): New | NULL {
  return anextawaitable_proxy(op, ID_send, args, nargs);
}
function anextawaitable_throw(op: PyObject, args: Args, nargs: number): New | NULL {
  return anextawaitable_proxy(op, ID_throw, args, nargs);
}
function anextawaitable_close(op: PyObject, args: Args, nargs: number): New | NULL {
  return anextawaitable_proxy(op, ID_close, args, nargs);
}

defineType(PySeqIter_Type, {
  tp_name: 'iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: iter_dealloc, tp_traverse: traverseFields(6), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: iter_iternext},
  methods: [
    hiddenMethod('__length_hint__', '($self, /)', iter_len, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', iter_reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', iter_setstate, 'Takes what pickle stored.'),
  ],
});
defineType(PyCallIter_Type, {
  tp_name: 'callable_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: calliter_dealloc, tp_traverse: traverseFields(4, 6), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: calliter_iternext},
  methods: [hiddenMethod('__reduce__', '($self, /)', calliter_reduce, 'What pickle stores.')],
});
defineType(_PyAnextAwaitable_Type, {
  tp_name: 'anext_awaitable', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: anextawaitable_dealloc, tp_traverse: traverseFields(4, 6), tp_getattro: PyObject_GenericGetAttr, am_await: PyObject_SelfIter, tp_iter: PyObject_SelfIter, tp_iternext: anextawaitable_iternext},
  methods: [
    rawMethod('send', null, anextawaitable_send, 'send(arg) -> passes a value to the wrapped iterator;\nreturns what it yields next, or raises StopIteration.'),
    rawMethod('throw', null, anextawaitable_throw, 'throw(value)\nthrow(typ[,val[,tb]])\n\nRaises an exception in the wrapped iterator; returns what it yields next, or raises StopIteration.\nThe form with several arguments is deprecated.'),
    rawMethod('close', null, anextawaitable_close, 'close() -> raises GeneratorExit in the wrapped iterator.'),
  ],
});
