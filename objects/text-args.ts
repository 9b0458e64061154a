/** How methods of str, bytes and bytearray read their arguments: what CPython's generated argument code does with them. */
import {PyUnicode_Check, slice_start, slice_step, slice_stop} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, PY_SSIZE_T_MAX, type PyObject} from '../runtime/types';
import {PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index} from './abstract-number';
import {PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyLong_AsInt, PyLong_AsSsize_t} from './longobject';
import {PyObject_IsTrue} from './object';

/** A Py_ssize_t argument; `fallback` when left out; -1 with an exception. */
export function ssizeArg(v: PyObject | NULL, fallback = 0): number {
  if (v === NULL) return fallback;
  const index = PyNumber_Index(v);
  if (index === NULL) return -1;
  const n = PyLong_AsSsize_t(index);
  Py_DECREF(index);
  return n;
}
/** A C int argument; `fallback` when left out; -1 with an exception. */
export function intArg(v: PyObject | NULL, fallback = 0): number {
  return v === NULL ? fallback : PyLong_AsInt(v);
}
/** A truth value; `fallback` when left out; -1 with an exception. */
export function boolArg(v: PyObject | NULL, fallback: number): number {
  return v === NULL ? fallback : PyObject_IsTrue(v);
}
/** A slice bound, saturated; `fallback` when left out or None; NaN with an exception. CPython: Python/ceval.c _PyEval_SliceIndex() */
export function sliceArg(v: PyObject | NULL, fallback: number): number {
  if (v === NULL || v === _Py_NoneStruct) return fallback;
  if (!PyIndex_Check(v)) {
    PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or None or have an __index__ method');
    return NaN;
  }
  const n = PyNumber_AsSsize_t(v, NULL);
  return n === -1 && PyErr_Occurred() !== NULL ? NaN : n;
}
/** TypeError for an argument of the wrong type. CPython: Python/getargs.c _PyArg_BadArgument() */
export function _PyArg_BadArgument(fname: string, displayname: string, expected: string, arg: PyObject): NULL {
  return PyErr_SetString(PyExc_TypeError, `${fname}() ${displayname} must be ${expected}, not ${arg === _Py_NoneStruct ? 'None' : typeName(arg)}`);
}
/** Whether an argument is a str; else TypeError. */
export function isStrArg(fname: string, displayname: string, arg: PyObject): boolean {
  if (PyUnicode_Check(arg)) return true;
  _PyArg_BadArgument(fname, displayname, 'str', arg);
  return false;
}

/** First index of a clipped slice [start, end) of something `length` long. CPython: ADJUST_INDICES() */
export function clipStart(start: number, length: number): number {
  return start < 0 ? Math.max(0, start + length) : start;
}
/** End of a clipped slice. */
export function clipEnd(end: number, length: number): number {
  return end > length ? length : end < 0 ? Math.max(0, end + length) : end;
}

/** What a slice selects of something `length` long. */
export class SliceBounds {
  constructor(readonly start: number, readonly stop: number, readonly step: number, readonly length: number) {}
}
/** Bounds of a slice object, clipped; null with an exception. escapes. CPython: Objects/sliceobject.c PySlice_Unpack(), PySlice_AdjustIndices() */
export function sliceBounds(slice: PyObject, length: number): SliceBounds | null {
  const stepObject = slice_step(slice);
  let step = 1;
  if (stepObject !== _Py_NoneStruct) {
    step = sliceArg(stepObject, 1);
    if (step !== step) return null;
    if (step === 0) {
      PyErr_SetString(PyExc_ValueError, 'slice step cannot be zero');
      return null;
    }
    if (step < -PY_SSIZE_T_MAX) step = -PY_SSIZE_T_MAX;
  }
  let start = sliceArg(slice_start(slice), step < 0 ? PY_SSIZE_T_MAX : 0);
  if (start !== start) return null;
  let stop = sliceArg(slice_stop(slice), step < 0 ? -Infinity : PY_SSIZE_T_MAX);
  if (stop !== stop) return null;
  start = clipIndex(start, length, step);
  stop = clipIndex(stop, length, step);
  const distance = step < 0 ? start - stop : stop - start;
  return new SliceBounds(start, stop, step, distance > 0 ? Math.floor((distance - 1) / Math.abs(step)) + 1 : 0);
}
function clipIndex(i: number, length: number, step: number): number {
  if (i < 0) {
    i += length;
    return i < 0 ? (step < 0 ? -1 : 0) : i;
  }
  return i >= length ? (step < 0 ? length - 1 : length) : i;
}
