/** Search in rows of bytes, and arguments that are such rows. CPython: Objects/bytes_methods.c, Objects/stringlib/ */
import {U8} from '../runtime/current';
import {twoWayFind} from '../runtime/fastsearch';
import {PyByteArray_AS_STRING, PyBytes_AS_STRING, PyBytes_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_SIZE} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_buffer} from '../runtime/typeslots';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject} from '../runtime/types';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {PyIndex_Check, PyNumber_AsSsize_t} from './abstract-number';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyLong_FromNumber} from './longobject';
import {clipEnd, clipStart, sliceArg} from './text-args';

/** Byte address of the contents of a bytes or bytearray object. */
export function bytesData(self: PyObject): number {
  return PyBytes_Check(self) ? PyBytes_AS_STRING(self) : PyByteArray_AS_STRING(self);
}
/** Number of bytes of a bytes or bytearray object. */
export function bytesSize(self: PyObject): number {
  return Py_SIZE(self);
}
/** A view of an argument's memory; null with TypeError. To be released. */
export function bufferArg(obj: PyObject): Py_buffer | null {
  const view = new Py_buffer();
  return PyObject_GetBuffer(obj, view, PyBUF_SIMPLE) < 0 ? null : view;
}

/** So many equal bytes of false starts are put up with before the search that is linear in every case. */
const MANY_COMPARED = 2000;
/** Address of the first `part` in the bytes [start, end), or -1; addresses throughout. An empty part is at `start`. */
export function findBytes(start: number, end: number, part: number, length: number): number {
  if (length === 0) return start <= end ? start : -1;
  const first = U8[part], last = end - length;
  let compared = 0;
  for (let at = start; at <= last; at++) {
    if (U8[at] !== first) continue;
    let i = 1;
    while (i < length && U8[at + i] === U8[part + i]) i++;
    if (i === length) return at;
    compared += i - 1;
    if (compared > MANY_COMPARED + 4 * (at - start) && compared > length) return twoWayFind(U8, at + 1, end, U8, part, length);
  }
  return -1;
}
/** Address of the last `part` in [start, end), or -1. */
export function rfindBytes(start: number, end: number, part: number, length: number): number {
  for (let at = end - length; at >= start; at--) {
    let i = 0;
    while (i < length && U8[at + i] === U8[part + i]) i++;
    if (i === length) return at;
  }
  return -1;
}
/** Occurrences of `part` in [start, end) without overlapping, at most `limit`. */
export function countBytes(start: number, end: number, part: number, length: number, limit = Infinity): number {
  if (start > end) return 0;
  if (length === 0) return Math.min(end - start + 1, limit);
  let n = 0;
  for (let at = findBytes(start, end, part, length); at >= 0 && n < limit; at = findBytes(at + length, end, part, length)) n++;
  return n;
}

/** What to look for: the bytes of a buffer, or one byte. */
class Needle {
  constructor(readonly view: Py_buffer | null, readonly byte: number) {}
  release(): void {
    if (this.view !== null) PyBuffer_Release(this.view);
  }
}
/** CPython: parse_args_finds_byte() */
function needleArg(obj: PyObject): Needle | null {
  if (PyObject_CheckBuffer(obj)) {
    const view = bufferArg(obj);
    return view === null ? null : new Needle(view, 0);
  }
  if (!PyIndex_Check(obj)) {
    PyErr_SetString(PyExc_TypeError, `argument should be integer or bytes-like object, not '${typeName(obj)}'`);
    return null;
  }
  const byte = PyNumber_AsSsize_t(obj, NULL);
  if (byte === -1 && PyErr_Occurred() !== NULL) return null;
  if (byte < 0 || byte > 255) {
    PyErr_SetString(PyExc_ValueError, 'byte must be in range(0, 256)');
    return null;
  }
  return new Needle(null, byte);
}
const FIND = 0, RFIND = 1, COUNT = 2;
/** Index or count; -2 with an exception. */
function search(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL, what: number): number {
  const from = sliceArg(start, 0), to = sliceArg(end, PY_SSIZE_T_MAX);
  if (from !== from || to !== to) return -2;
  const needle = needleArg(sub);
  if (needle === null) return -2;
  const n = bytesSize(self), data = bytesData(self), first = data + clipStart(from, n), last = data + clipEnd(to, n);
  let result: number;
  if (needle.view !== null) {
    const {buf, len} = needle.view;
    if (what === COUNT) result = countBytes(first, last, buf, len);
    else {
      result = what === FIND ? findBytes(first, last, buf, len) : rfindBytes(first, last, buf, len);
      if (result >= 0) result -= data;
    }
  } else if (what === COUNT) {
    result = 0;
    for (let i = first; i < last; i++) if (U8[i] === needle.byte) result++;
  } else {
    result = -1;
    if (what === FIND) {
      for (let i = first; i < last && result < 0; i++) if (U8[i] === needle.byte) result = i - data;
    } else for (let i = last - 1; i >= first && result < 0; i--) if (U8[i] === needle.byte) result = i - data;
  }
  needle.release();
  return result;
}
const answer = (n: number): New | NULL => (n === -2 ? NULL : PyLong_FromNumber(n));
const found = (n: number): New | NULL => (n === -1 ? PyErr_SetString(PyExc_ValueError, 'subsection not found') : answer(n));
/** CPython: _Py_bytes_find() */
export const _Py_bytes_find = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => answer(search(self, sub, start, end, FIND));
/** CPython: _Py_bytes_rfind() */
export const _Py_bytes_rfind = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => answer(search(self, sub, start, end, RFIND));
/** CPython: _Py_bytes_index() */
export const _Py_bytes_index = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => found(search(self, sub, start, end, FIND));
/** CPython: _Py_bytes_rindex() */
export const _Py_bytes_rindex = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => found(search(self, sub, start, end, RFIND));
/** CPython: _Py_bytes_count() */
export const _Py_bytes_count = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => answer(search(self, sub, start, end, COUNT));

/** `arg in self`: 1, 0, -1 with an exception. CPython: _Py_bytes_contains() */
export function _Py_bytes_contains(self: PyObject, arg: PyObject): number {
  const data = bytesData(self), end = data + bytesSize(self);
  if (PyIndex_Check(arg)) {
    const byte = PyNumber_AsSsize_t(arg, NULL);
    if (byte === -1 && PyErr_Occurred() !== NULL) {
      // whatever it raised, it may still be a buffer
      PyErr_Clear();
    } else {
      if (byte < 0 || byte > 255) {
        PyErr_SetString(PyExc_ValueError, 'byte must be in range(0, 256)');
        return -1;
      }
      for (let i = data; i < end; i++) if (U8[i] === byte) return 1;
      return 0;
    }
  }
  const view = bufferArg(arg);
  if (view === null) return -1;
  const result = findBytes(data, end, view.buf, view.len) >= 0 ? 1 : 0;
  PyBuffer_Release(view);
  return result;
}

/** 1, 0, -1 with TypeError. CPython: tailmatch(), Objects/bytes_methods.c */
function tailmatch(self: PyObject, sub: PyObject, from: number, to: number, direction: number): number {
  const view = bufferArg(sub);
  if (view === null) return -1;
  const n = bytesSize(self), start = clipStart(from, n);
  const end = clipEnd(to, n) - view.len;
  let matches = end >= start && start >= 0;
  const at = bytesData(self) + (direction > 0 ? end : start);
  for (let i = 0; matches && i < view.len; i++) matches = U8[at + i] === U8[view.buf + i];
  PyBuffer_Release(view);
  return matches ? 1 : 0;
}
function matchEnds(fname: string, self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL, direction: number): New | NULL {
  const from = sliceArg(start, 0), to = sliceArg(end, PY_SSIZE_T_MAX);
  if (from !== from || to !== to) return NULL;
  if (PyTuple_Check(sub)) {
    for (let i = 0; i < PyTuple_GET_SIZE(sub); i++) {
      const result = tailmatch(self, PyTuple_GET_ITEM(sub, i), from, to, direction);
      if (result < 0) return NULL;
      if (result > 0) return Py_BOOL(true) as New;
    }
    return Py_BOOL(false) as New;
  }
  const result = tailmatch(self, sub, from, to, direction);
  if (result >= 0) return Py_BOOL(result > 0) as New;
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) return NULL;
  return PyErr_SetString(PyExc_TypeError, `${fname} first arg must be bytes or a tuple of bytes, not ${typeName(sub)}`);
}
/** CPython: _Py_bytes_startswith() */
export const _Py_bytes_startswith = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => matchEnds('startswith', self, sub, start, end, -1);
/** CPython: _Py_bytes_endswith() */
export const _Py_bytes_endswith = (self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL => matchEnds('endswith', self, sub, start, end, 1);
