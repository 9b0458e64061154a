/** Unpacking of iterables, and conversions in f-strings. CPython: Python/ceval.c */
import {PyIter_Next, PyObject_GetIter} from '../objects/abstract-iter';
import {PySequence_Check, PySequence_List} from '../objects/abstract-sequence';
import {PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString, typeName} from '../objects/errors';
import {PyObject_ASCII, PyObject_Repr, PyObject_Str} from '../objects/object';
import {H} from '../runtime/current';
import {PyList_GET_ITEM, PyList_GET_SIZE, Py_TYPE, _PyList_SET_SIZE} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, slots} from '../runtime/object';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';

/** FVC_STR, FVC_REPR, FVC_ASCII. CPython: Python/ceval.c _PyEval_ConversionFuncs */
export function _PyEval_Convert(how: number, value: PyObject): New | NULL {
  return how === 1 ? PyObject_Str(value) : how === 2 ? PyObject_Repr(value) : PyObject_ASCII(value);
}

/** Releases what an unpacking has stored so far, and its iterator. @steals it */
function unpackFailed(it: New, stored: Ptr, top: Ptr): number {
  for (let sp = stored; sp < top; sp += 2) Py_DECREF(H[sp] as PyObject);
  Py_DECREF(it);
  return 0;
}
/**
 * Takes `argcnt` items from an iterable, and, unless `argcntafter` is -1, a list of the rest and that many more, and stores them below
 * `top`, the first one highest. 1, or 0 with an exception. escapes. CPython: Python/ceval.c _PyEval_UnpackIterable()
 */
export function _PyEval_UnpackIterable(v: PyObject, argcnt: number, argcntafter: number, top: Ptr): number {
  const it = PyObject_GetIter(v);
  if (it === NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) && slots(Py_TYPE(v)).tp_iter === null && !PySequence_Check(v)) {
      PyErr_SetString(PyExc_TypeError, `cannot unpack non-iterable ${typeName(v)} object`);
    }
    return 0;
  }
  let sp = top, i = 0;
  for (; i < argcnt; i++) {
    const w = PyIter_Next(it);
    if (w === NULL) {
      if (PyErr_Occurred() === NULL) {
        PyErr_SetString(PyExc_ValueError, argcntafter === -1 ? `not enough values to unpack (expected ${argcnt}, got ${i})` : `not enough values to unpack (expected at least ${argcnt + argcntafter}, got ${i})`);
      }
      return unpackFailed(it, sp, top);
    }
    sp -= 2;
    H[sp] = w;
  }
  if (argcntafter === -1) {
    const w = PyIter_Next(it);
    if (w === NULL) {
      if (PyErr_Occurred() !== NULL) return unpackFailed(it, sp, top);
      Py_DECREF(it);
      return 1;
    }
    Py_DECREF(w);
    PyErr_SetString(PyExc_ValueError, `too many values to unpack (expected ${argcnt})`);
    return unpackFailed(it, sp, top);
  }
  const rest = PySequence_List(it);
  if (rest === NULL) return unpackFailed(it, sp, top);
  sp -= 2;
  H[sp] = rest;
  const length = PyList_GET_SIZE(rest);
  if (length < argcntafter) {
    PyErr_SetString(PyExc_ValueError, `not enough values to unpack (expected at least ${argcnt + argcntafter}, got ${argcnt + length})`);
    return unpackFailed(it, sp, top);
  }
  for (let j = argcntafter; j > 0; j--) {
    sp -= 2;
    H[sp] = PyList_GET_ITEM(rest, length - j);
  }
  // the items moved to the stack: the list just gets shorter
  _PyList_SET_SIZE(rest, length - argcntafter);
  Py_DECREF(it);
  return 1;
}
