/** The iterator protocol. CPython: Objects/abstract.c, section on iterators */
import {tstate} from '../runtime/current';
import {Py_TYPE} from '../runtime/generated/accessors';
import {ID_send} from '../runtime/generated/ids';
import {PyExc_StopIteration, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PySequence_Check} from './abstract-sequence';
import {PyObject_CallMethodOneArg} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString, typeName} from './errors';
import {_PyGen_FetchStopIterationValue} from './genobject';
import {PySeqIter_New} from './iterobject';
import {_PyObject_NextNotImplemented} from './object';

/** What PyIter_Send() and am_send return. CPython: Include/object.h PySendResult */
export const PYGEN_RETURN = 0, PYGEN_ERROR = -1, PYGEN_NEXT = 1;

/** True for an iterator. CPython: PyIter_Check() */
export function PyIter_Check(obj: PyObject): boolean {
  const tp_iternext = slots(Py_TYPE(obj)).tp_iternext;
  return tp_iternext !== null && tp_iternext !== _PyObject_NextNotImplemented;
}
/** True for an asynchronous iterator. CPython: PyAIter_Check() */
export function PyAIter_Check(obj: PyObject): boolean {
  const am_anext = slots(Py_TYPE(obj)).am_anext;
  return am_anext !== null && am_anext !== _PyObject_NextNotImplemented;
}
/** iter(o). escapes. CPython: PyObject_GetIter() */
export function PyObject_GetIter(o: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  if (s.tp_iter === null) {
    if (PySequence_Check(o)) return PySeqIter_New(o);
    return PyErr_SetString(PyExc_TypeError, `'${s.tp_name}' object is not iterable`);
  }
  const result = s.tp_iter(o);
  if (result !== NULL && !PyIter_Check(result)) {
    PyErr_Format(PyExc_TypeError, `iter() returned non-iterator of type '${typeName(result)}'`);
    Py_DECREF(result);
    return NULL;
  }
  return result;
}
/** aiter(o). escapes. CPython: PyObject_GetAIter() */
export function PyObject_GetAIter(o: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  if (s.am_aiter === null) return PyErr_SetString(PyExc_TypeError, `'${s.tp_name}' object is not an async iterable`);
  const it = s.am_aiter(o);
  if (it !== NULL && !PyAIter_Check(it)) {
    PyErr_Format(PyExc_TypeError, `aiter() returned not an async iterator of type '${typeName(it)}'`);
    Py_DECREF(it);
    return NULL;
  }
  return it;
}
/** The next item; NULL at the end without an exception (StopIteration is swallowed), NULL with one on error. escapes. CPython: PyIter_Next() */
export function PyIter_Next(iter: PyObject): New | NULL {
  const result = slots(Py_TYPE(iter)).tp_iternext!(iter);
  if (result === NULL && tstate.current_exception !== NULL && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  return result;
}
/** Sends a value into a generator or iterator: PYGEN_NEXT, PYGEN_RETURN or PYGEN_ERROR; the value is left in tstate.sendResult, owned. escapes. CPython: PyIter_Send() */
export function PyIter_Send(iter: PyObject, arg: PyObject): number {
  const s = slots(Py_TYPE(iter));
  if (s.am_send !== null) return s.am_send(iter, arg);
  const result = arg === _Py_NoneStruct && PyIter_Check(iter) ? s.tp_iternext!(iter) : PyObject_CallMethodOneArg(iter, ID_send, arg);
  tstate.sendResult = result;
  if (result !== NULL) return PYGEN_NEXT;
  const value = _PyGen_FetchStopIterationValue();
  if (value === NULL) return PYGEN_ERROR;
  tstate.sendResult = value;
  return PYGEN_RETURN;
}
