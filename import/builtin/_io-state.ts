/** What the files of the _io module share: its state, conversions of arguments, traversal of its objects. CPython: Modules/_io/_iomodule.h, _iomodule.c */
import {ID_readline} from '../../runtime/generated/ids';
import {PyObject_CallMethodNoArgs} from '../../objects/call';
import {PyBUF_SIMPLE, PyBUF_WRITABLE, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyIndex_Check, PyNumber_AsSsize_t, _PyNumber_Index} from '../../objects/abstract-number';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {PyLong_AsInt, PyLong_AsLongLong, PyLong_AsSafeNumber, PyLong_FromNumber, _PyLong_Sign} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_GetOptionalAttr, Py_ReprEnter, Py_ReprLeave} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {H, U8} from '../../runtime/current';
import {PyLong_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, ht_module, oserror_myerrno, tp_flags, tp_mro} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {Py_TPFLAGS_HEAPTYPE} from '../../runtime/typeflags';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';

export const DEFAULT_BUFFER_SIZE = 8192;

/** The state of the module: its types and its exception, owned. CPython: struct _io_state */
export class _PyIO_State {
  unsupported_operation: PyObject | NULL = NULL;
  PyIOBase_Type: PyTypeObject | NULL = NULL;
  PyIncrementalNewlineDecoder_Type: PyTypeObject | NULL = NULL;
  PyRawIOBase_Type: PyTypeObject | NULL = NULL;
  PyBufferedIOBase_Type: PyTypeObject | NULL = NULL;
  PyBufferedRWPair_Type: PyTypeObject | NULL = NULL;
  PyBufferedRandom_Type: PyTypeObject | NULL = NULL;
  PyBufferedReader_Type: PyTypeObject | NULL = NULL;
  PyBufferedWriter_Type: PyTypeObject | NULL = NULL;
  PyBytesIOBuffer_Type: PyTypeObject | NULL = NULL;
  PyBytesIO_Type: PyTypeObject | NULL = NULL;
  PyFileIO_Type: PyTypeObject | NULL = NULL;
  PyStringIO_Type: PyTypeObject | NULL = NULL;
  PyTextIOBase_Type: PyTypeObject | NULL = NULL;
  PyTextIOWrapper_Type: PyTypeObject | NULL = NULL;
}

/** The state of the module that a type, or one of its bases, was made for. CPython: find_io_state_by_def() */
export function find_io_state_by_def(type: PyTypeObject): _PyIO_State {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i);
    if ((tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0) continue;
    const module: PyObject | NULL = ht_module(base), state = module === NULL ? null : PyModule_GetState(module);
    if (state instanceof _PyIO_State) return state;
  }
  throw new Error('an object of _io whose type has no module');
}
/** Raises UnsupportedOperation. */
export function unsupported(self: PyObject, message: string): NULL {
  return PyErr_SetString(find_io_state_by_def(Py_TYPE(self)).unsupported_operation as PyObject, message);
}
/** Raises an exception; -1. */
export function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
/** getattr() into a result that tells absence (NULL) from failure (null). escapes */
export function optionalAttr(self: PyObject, name: PyObject): New | NULL | null {
  const value = PyObject_GetOptionalAttr(self, name);
  return value === NULL && PyErr_Occurred() !== NULL ? null : value;
}
export function none(): New {
  return Py_NewRef(_Py_NoneStruct);
}

/** True when the raised exception is an OSError with EINTR, which is forgotten then: the call is to be made again. CPython: _PyIO_trap_eintr() */
export function _PyIO_trap_eintr(): boolean {
  if (!PyErr_ExceptionMatches(PyExc_OSError)) return false;
  const exc = PyErr_GetRaisedException() as New, number: PyObject | NULL = oserror_myerrno(exc);
  if (number !== NULL && PyLong_CheckExact(number) && PyLong_AsInt(number) === ERRNO.EINTR) {
    Py_DECREF(exc);
    return true;
  }
  if (PyErr_Occurred() !== NULL) PyErr_Clear();
  PyErr_SetRaisedException(exc);
  return false;
}
/** A file offset; what does not fit raises `err`. -1 with an exception. escapes. CPython: PyNumber_AsOff_t() */
export function PyNumber_AsOff_t(item: PyObject, err: PyObject | NULL): number {
  const value = _PyNumber_Index(item);
  if (value === NULL) return -1;
  let result = PyLong_AsLongLong(value);
  if (result === -1 && PyErr_Occurred() !== NULL && PyErr_ExceptionMatches(PyExc_OverflowError)) {
    PyErr_Clear();
    if (err === NULL) result = _PyLong_Sign(value) < 0 ? -PY_SSIZE_T_MAX : PY_SSIZE_T_MAX;
    else PyErr_Format(err, `cannot fit '${typeName(item)}' into an offset-sized integer`);
  }
  Py_DECREF(value);
  return result;
}
/** An int from an offset, exact also beyond 2**53 when it is PY_SSIZE_T_MAX. */
export function offsetObject(n: number): New | NULL {
  return PyLong_FromNumber(n);
}

/** Where the first newline is in `len` bytes of the heap, counted from `at`; -1 when there is none. */
export function findNewline(at: number, len: number): number {
  const near = len < 128 ? len : 128;
  for (let i = 0; i < near; i++) if (U8[at + i] === 10) return i;
  if (len <= 128) return -1;
  const found = U8.subarray(at + 128, at + len).indexOf(10);
  return found < 0 ? -1 : found + 128;
}

// ---- arguments ----

/** Py_ssize_t(accept={int, NoneType}): NaN with an exception. escapes. CPython: Modules/_io/clinic, _Py_convert_optional_to_ssize_t() */
export function optionalSize(arg: PyObject | NULL, fallback: number): number {
  if (arg === NULL || arg === _Py_NoneStruct) return fallback;
  if (PyLong_CheckExact(arg) && H[arg + 3] === 0) return PyLong_AsSafeNumber(arg);
  if (!PyIndex_Check(arg)) {
    PyErr_Format(PyExc_TypeError, `argument should be integer or None, not '${typeName(arg)}'`);
    return NaN;
  }
  const n = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
  return n === -1 && PyErr_Occurred() !== NULL ? NaN : n;
}
/** Py_ssize_t: NaN with an exception. escapes */
export function sizeArgument(arg: PyObject | NULL, fallback: number): number {
  if (arg === NULL) return fallback;
  const index = _PyNumber_Index(arg);
  if (index === NULL) return NaN;
  const n = PyNumber_AsSsize_t(index, PyExc_OverflowError);
  if (n === -1 && PyErr_Occurred() !== NULL) {
    if (PyErr_ExceptionMatches(PyExc_OverflowError)) PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C ssize_t');
    Py_DECREF(index);
    return NaN;
  }
  Py_DECREF(index);
  return n;
}
/** int: NaN with an exception. escapes */
export function intArgument(arg: PyObject | NULL, fallback: number): number {
  if (arg === NULL) return fallback;
  const n = PyLong_AsInt(arg);
  return n === -1 && PyErr_Occurred() !== NULL ? NaN : n;
}
/** Py_buffer(accept={rwbuffer}): null with an exception; the caller releases it. escapes */
export function writableBuffer(fname: string, arg: PyObject): Py_buffer | null {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(arg, view, PyBUF_WRITABLE) === 0) return view;
  _PyArg_BadArgument(fname, 'argument', 'read-write bytes-like object', arg);
  return null;
}
/** Py_buffer: null with an exception; the caller releases it. escapes */
export function readableBuffer(arg: PyObject): Py_buffer | null {
  const view = new Py_buffer();
  return PyObject_GetBuffer(arg, view, PyBUF_SIMPLE) === 0 ? view : null;
}

// ---- slots ----

/** Puts a reference into a field and releases what was there. @steals value */
export function setRef(op: PyObject, get: (op: number) => PyObject, set: (op: number, value: New | NULL) => void, value: New | NULL): void {
  const old: PyObject | NULL = get(op);
  set(op, value);
  if (old !== NULL) Py_DECREF(old);
}
/** A method that takes a size and that the class itself does not offer: io.UnsupportedOperation for a proper size. */
export function unsupportedSize(name: string): (self: PyObject, size: PyObject | NULL) => New | NULL {
  return (self, size) => (Number.isNaN(intArgument(size, -1)) ? NULL : unsupported(self, name));
}
/** repr() of a stream's name, guarded against a name that shows the stream; null with an exception. escapes. @steals name */
export function reprOfName(self: PyObject, name: New): string | null {
  const entered = Py_ReprEnter(self);
  let text: string | null = null;
  if (entered === 0) {
    text = reprText(name);
    Py_ReprLeave(self);
  } else if (entered > 0) PyErr_Format(PyExc_RuntimeError, `reentrant call inside ${typeName(self)}.__repr__`);
  Py_DECREF(name);
  return text;
}
/** What the readline() of a subclass gives, which is to be a str; NULL with an exception. escapes */
export function callReadline(self: PyObject): New | NULL {
  const line = PyObject_CallMethodNoArgs(self, ID_readline);
  if (line === NULL || PyUnicode_Check(line)) return line;
  PyErr_Format(PyExc_OSError, `readline() should have returned a str object, not '${typeName(line)}'`);
  Py_DECREF(line);
  return NULL;
}
