/** bytearray. CPython: Objects/bytearrayobject.c; the methods it shares with bytes are in bytes-methods.ts */
import {H, U8, interp} from '../runtime/current';
import {moveBytes} from '../runtime/heap';
import {PyByteArray_AS_STRING, PyByteArray_CheckExact, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_GET_SIZE, PySlice_Check, PyUnicode_Check, Py_BOOL, Py_SET_SIZE, Py_SIZE, Py_TYPE, _PyByteArray_ALLOC, _PyByteArray_BYTES, _PyByteArray_EXPORTS, _PyByteArray_SET_ALLOC, _PyByteArray_SET_BYTES, _PyByteArray_SET_EXPORTS, _PyByteArray_SET_START, _PyByteArray_START, set_striter_index, set_striter_seq, striter_index, striter_seq} from '../runtime/generated/accessors';
import {PyByteArrayIter_Type, PyByteArray_Type, PyExc_BufferError, PyExc_BytesWarning, PyExc_IndexError, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../runtime/gc';
import {METH_CLASS, method, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc, PyObject_Realloc} from '../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_buffer} from '../runtime/typeslots';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyBUF_FULL_RO, PyBUF_SIMPLE, PyBuffer_FillInfo, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Check} from './abstract-number';
import {PyObject_LengthHint} from './abstract-object';
import {_Py_bytes_contains} from './bytes-find';
import {_PyBytes_FormatEx} from './bytes-format';
import {BYTES_METHODS, bytesOfHex} from './bytes-methods';
import {quotedBytes, reduceIterator, repeatInto} from './bytes-type';
import {compareBytes, latin1OfBytes, PyBytes_FromStringAndSize} from './bytesobject';
import {PyObject_CallOneArg} from './call';
import {PyErr_BadInternalCall, PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyBuffer_ToContiguous} from './memoryobject';
import {PyObject_SelfIter} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {_PyArg_BadArgument, sliceBounds, ssizeArg} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {_PyObject_GetState} from './typeobject-object';
import {PyUnicode_AsEncodedString, codecArgs} from './unicode-encoded';
import {PyUnicode_FromText, _PyUnicode_FromASCII} from './unicodeobject';

const LIMIT = 0x3fffffff;

/** CPython: Include/bytearrayobject.h PyByteArray_Check() */
export function PyByteArray_Check(op: PyObject): boolean {
  return PyByteArray_CheckExact(op) || PyType_IsSubtype(Py_TYPE(op), PyByteArray_Type);
}
/** A bytearray of `size` bytes copied from a byte address, not set when that is 0. CPython: PyByteArray_FromStringAndSize() */
export function PyByteArray_FromStringAndSize(at: number, size: number): New | NULL {
  if (size < 0) return PyErr_SetString(PyExc_SystemError, 'Negative size passed to PyByteArray_FromStringAndSize');
  const op = slots(PyByteArray_Type).tp_alloc!(PyByteArray_Type, 0);
  if (op === NULL) return NULL;
  if (size === 0) return op;
  const block = size > LIMIT ? 0 : PyObject_Malloc(size + 1);
  if (block === 0) {
    Py_DECREF(op);
    return PyErr_NoMemory();
  }
  if (at !== 0) moveBytes(block << 2, at, at + size);
  U8[(block << 2) + size] = 0;
  _PyByteArray_SET_BYTES(op, block);
  _PyByteArray_SET_ALLOC(op, size + 1);
  Py_SET_SIZE(op, size);
  return op;
}
/** bytearray(obj). escapes. CPython: PyByteArray_FromObject() */
export function PyByteArray_FromObject(input: PyObject): New | NULL {
  return PyObject_CallOneArg(PyByteArray_Type, input);
}
function _canresize(self: PyObject): boolean {
  if (_PyByteArray_EXPORTS(self) === 0) return true;
  PyErr_SetString(PyExc_BufferError, 'Existing exports of data: object cannot be re-sized');
  return false;
}
/** Gives another size, keeping what fits. 0, or -1 with BufferError or MemoryError. CPython: PyByteArray_Resize() */
export function PyByteArray_Resize(self: PyObject, size: number): number {
  let alloc = _PyByteArray_ALLOC(self);
  const offset = _PyByteArray_START(self), before = Py_SIZE(self);
  if (size === before) return 0;
  if (!_canresize(self)) return -1;
  if (size + offset + 1 <= alloc) {
    if (size >= Math.floor(alloc / 2)) {
      Py_SET_SIZE(self, size);
      U8[PyByteArray_AS_STRING(self) + size] = 0;
      return 0;
    }
    alloc = size + 1;
  } else alloc = size <= alloc * 1.125 ? size + Math.floor(size / 8) + (size < 9 ? 3 : 6) : size + 1;
  const old = _PyByteArray_BYTES(self);
  let block = 0;
  if (alloc <= LIMIT) {
    if (offset > 0) {
      block = PyObject_Malloc(alloc);
      if (block !== 0) {
        moveBytes(block << 2, (old << 2) + offset, (old << 2) + offset + Math.min(size, before));
        PyObject_Free(old);
      }
    } else block = PyObject_Realloc(old, alloc);
  }
  if (block === 0) {
    PyErr_NoMemory();
    return -1;
  }
  _PyByteArray_SET_BYTES(self, block);
  _PyByteArray_SET_START(self, 0);
  _PyByteArray_SET_ALLOC(self, alloc);
  Py_SET_SIZE(self, size);
  U8[(block << 2) + size] = 0;
  return 0;
}
/** The byte an argument stands for, or -1 with an exception. escapes. CPython: _getbytevalue() */
function _getbytevalue(arg: PyObject): number {
  const value = PyNumber_AsSsize_t(arg, NULL);
  if (value === -1 && PyErr_Occurred() !== NULL) return -1;
  if (value >= 0 && value < 256) return value;
  PyErr_SetString(PyExc_ValueError, 'byte must be in range(0, 256)');
  return -1;
}
function appendByte(self: PyObject, byte: number): number {
  const n = Py_SIZE(self);
  if (PyByteArray_Resize(self, n + 1) < 0) return -1;
  U8[PyByteArray_AS_STRING(self) + n] = byte;
  return 0;
}

// Construction

function bytearray___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('bytearray', "(source=b'', encoding='utf-8', errors='strict')", args, kwds);
  if (values === null) return -1;
  const [arg, encoding, errors] = values;
  const names = codecArgs('bytearray', encoding, errors);
  if (names === null) return -1;
  if (Py_SIZE(self) !== 0 && PyByteArray_Resize(self, 0) < 0) return -1;
  if (arg !== NULL && PyUnicode_Check(arg)) {
    if (names.encoding === null) return raise(PyExc_TypeError, 'string argument without an encoding');
    const encoded = PyUnicode_AsEncodedString(arg, names.encoding, names.errors);
    if (encoded === NULL) return -1;
    const size = PyBytes_GET_SIZE(encoded), status = PyByteArray_Resize(self, size);
    if (status === 0 && size > 0) moveBytes(PyByteArray_AS_STRING(self), PyBytes_AS_STRING(encoded), PyBytes_AS_STRING(encoded) + size);
    Py_DECREF(encoded);
    return status;
  }
  if (names.encoding !== null || names.errors !== null) return raise(PyExc_TypeError, names.encoding !== null ? 'encoding without a string argument' : 'errors without a string argument');
  return arg === NULL ? 0 : fill(self, arg);
}
function raise(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
/** Fills an empty bytearray from a count, a buffer or an iterable. */
function fill(self: PyObject, arg: PyObject): number {
  if (PyIndex_Check(arg)) {
    const count = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
    if (count !== -1 || PyErr_Occurred() === NULL) {
      if (count < 0) return raise(PyExc_ValueError, 'negative count');
      if (count > 0) {
        if (PyByteArray_Resize(self, count) < 0) return -1;
        U8.fill(0, PyByteArray_AS_STRING(self), PyByteArray_AS_STRING(self) + count);
      }
      return 0;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
    PyErr_Clear();
  }
  if (PyObject_CheckBuffer(arg)) {
    const view = new Py_buffer();
    if (PyObject_GetBuffer(arg, view, PyBUF_FULL_RO) < 0) return -1;
    let status = PyByteArray_Resize(self, view.len);
    if (status === 0 && view.len > 0) status = PyBuffer_ToContiguous(PyByteArray_AS_STRING(self), view, view.len, 'C');
    PyBuffer_Release(view);
    return status;
  }
  const it = PyObject_GetIter(arg);
  if (it === NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) PyErr_SetString(PyExc_TypeError, `cannot convert '${typeName(arg)}' object to bytearray`);
    return -1;
  }
  let status = 0;
  for (let item = PyIter_Next(it); item !== NULL; item = PyIter_Next(it)) {
    const value = _getbytevalue(item);
    Py_DECREF(item);
    if (value < 0 || appendByte(self, value) < 0) {
      status = -1;
      break;
    }
  }
  Py_DECREF(it);
  return status < 0 || PyErr_Occurred() !== NULL ? -1 : 0;
}
function bytearray_dealloc(self: PyObject): void {
  if (_PyByteArray_EXPORTS(self) > 0) PyErr_SetString(PyExc_SystemError, 'deallocated bytearray object has exported buffers');
  PyObject_Free(_PyByteArray_BYTES(self));
  slots(Py_TYPE(self)).tp_free!(self);
}

// Sequence

const bytearray_length = (self: PyObject): number => Py_SIZE(self);
/** A new bytearray of two buffers. CPython: PyByteArray_Concat() */
export function PyByteArray_Concat(a: PyObject, b: PyObject): New | NULL {
  const va = new Py_buffer(), vb = new Py_buffer();
  const first = PyObject_GetBuffer(a, va, PyBUF_SIMPLE), second = first < 0 ? -1 : PyObject_GetBuffer(b, vb, PyBUF_SIMPLE);
  let result: New | NULL = NULL;
  if (second < 0) PyErr_SetString(PyExc_TypeError, `can't concat ${typeName(b)} to ${typeName(a)}`);
  else {
    result = PyByteArray_FromStringAndSize(0, va.len + vb.len);
    if (result !== NULL) {
      const to = PyByteArray_AS_STRING(result);
      moveBytes(to, va.buf, va.buf + va.len);
      moveBytes(to + va.len, vb.buf, vb.buf + vb.len);
    }
    PyBuffer_Release(vb);
  }
  if (first === 0) PyBuffer_Release(va);
  return result;
}
function bytearray_iconcat(self: PyObject, other: PyObject): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(other, view, PyBUF_SIMPLE) < 0) return PyErr_SetString(PyExc_TypeError, `can't concat ${typeName(other)} to ${typeName(self)}`);
  const n = Py_SIZE(self), status = PyByteArray_Resize(self, n + view.len);
  if (status === 0) moveBytes(PyByteArray_AS_STRING(self) + n, view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return status < 0 ? NULL : Py_NewRef(self);
}
function bytearray_repeat(self: PyObject, count: number): New | NULL {
  if (count < 0) count = 0;
  const n = Py_SIZE(self);
  if (n * count > LIMIT) return PyErr_NoMemory();
  const result = PyByteArray_FromStringAndSize(0, n * count);
  if (result !== NULL && n * count > 0) repeatInto(PyByteArray_AS_STRING(result), n * count, PyByteArray_AS_STRING(self), n);
  return result;
}
function bytearray_irepeat(self: PyObject, count: number): New | NULL {
  if (count < 0) count = 0;
  else if (count === 1) return Py_NewRef(self);
  const n = Py_SIZE(self);
  if (n * count > LIMIT) return PyErr_NoMemory();
  if (PyByteArray_Resize(self, n * count) < 0) return NULL;
  if (n * count > 0) repeatInto(PyByteArray_AS_STRING(self), n * count, PyByteArray_AS_STRING(self), n);
  return Py_NewRef(self);
}
function bytearray_getitem(self: PyObject, i: number): New | NULL {
  if (i < 0 || i >= Py_SIZE(self)) return PyErr_SetString(PyExc_IndexError, 'bytearray index out of range');
  return PyLong_FromNumber(U8[PyByteArray_AS_STRING(self) + i]);
}
function bytearray_subscript(self: PyObject, index: PyObject): New | NULL {
  if (PyIndex_Check(index)) {
    let i = PyNumber_AsSsize_t(index, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (i < 0) i += Py_SIZE(self);
    return bytearray_getitem(self, i);
  }
  if (!PySlice_Check(index)) return PyErr_SetString(PyExc_TypeError, `bytearray indices must be integers or slices, not ${typeName(index)}`);
  const bounds = sliceBounds(index, Py_SIZE(self));
  if (bounds === null) return NULL;
  if (bounds.step === 1 || bounds.length <= 0) return PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self) + bounds.start, Math.max(0, bounds.length));
  const result = PyByteArray_FromStringAndSize(0, bounds.length);
  if (result === NULL) return NULL;
  const to = PyByteArray_AS_STRING(result), from = PyByteArray_AS_STRING(self);
  for (let i = 0, at = bounds.start; i < bounds.length; i++, at += bounds.step) U8[to + i] = U8[from + at];
  return result;
}
/** Puts bytes in the place of [lo, hi); `at` is a byte address outside this object. CPython: bytearray_setslice_linear() */
function bytearray_setslice_linear(self: PyObject, lo: number, hi: number, at: number, length: number): number {
  const size = Py_SIZE(self), growth = length - (hi - lo);
  let data = PyByteArray_AS_STRING(self);
  if (growth < 0) {
    if (!_canresize(self)) return -1;
    // from the front: the logical beginning moves on
    if (lo === 0) _PyByteArray_SET_START(self, _PyByteArray_START(self) - growth);
    else moveBytes(data + lo + length, data + hi, data + size);
    if (PyByteArray_Resize(self, size + growth) < 0) {
      if (lo === 0) _PyByteArray_SET_START(self, _PyByteArray_START(self) + growth);
      else Py_SET_SIZE(self, size + growth);
      return -1;
    }
    data = PyByteArray_AS_STRING(self);
  } else if (growth > 0) {
    if (PyByteArray_Resize(self, size + growth) < 0) return -1;
    data = PyByteArray_AS_STRING(self);
    moveBytes(data + lo + length, data + hi, data + size);
  }
  if (length > 0) moveBytes(data + lo, at, at + length);
  return 0;
}
function setslice(self: PyObject, lo: number, hi: number, values: PyObject | NULL): number {
  if (values === NULL) return bytearray_setslice_linear(self, lo, hi, 0, 0);
  if (values === self) {
    const copy = PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self), Py_SIZE(self));
    if (copy === NULL) return -1;
    const status = setslice(self, lo, hi, copy);
    Py_DECREF(copy);
    return status;
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(values, view, PyBUF_SIMPLE) < 0) return raise(PyExc_TypeError, `can't set bytearray slice from ${typeName(values)}`);
  const status = bytearray_setslice_linear(self, lo, hi, view.buf, view.len);
  PyBuffer_Release(view);
  return status;
}
function bytearray_setitem(self: PyObject, i: number, value: PyObject | NULL): number {
  let byte = -1;
  if (value !== NULL) {
    byte = _getbytevalue(value);
    if (byte < 0) return -1;
  }
  if (i < 0) i += Py_SIZE(self);
  if (i < 0 || i >= Py_SIZE(self)) return raise(PyExc_IndexError, 'bytearray index out of range');
  if (value === NULL) return bytearray_setslice_linear(self, i, i + 1, 0, 0);
  U8[PyByteArray_AS_STRING(self) + i] = byte;
  return 0;
}
function bytearray_ass_subscript(self: PyObject, index: PyObject, values: PyObject | NULL): number {
  if (PyIndex_Check(index)) {
    const i = PyNumber_AsSsize_t(index, PyExc_IndexError);
    return i === -1 && PyErr_Occurred() !== NULL ? -1 : bytearray_setitem(self, i, values);
  }
  if (!PySlice_Check(index)) return raise(PyExc_TypeError, `bytearray indices must be integers or slices, not ${typeName(index)}`);
  const bounds = sliceBounds(index, Py_SIZE(self));
  if (bounds === null) return -1;
  if (values !== NULL && (values === self || !PyByteArray_Check(values))) {
    if (PyNumber_Check(values) || PyUnicode_Check(values)) return raise(PyExc_TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
    const copy = PyByteArray_FromObject(values);
    if (copy === NULL) return -1;
    const status = bytearray_ass_subscript(self, index, copy);
    Py_DECREF(copy);
    return status;
  }
  const at = values === NULL ? 0 : PyByteArray_AS_STRING(values), needed = values === NULL ? 0 : Py_SIZE(values), {step, start, length} = bounds;
  if (step === 1) return bytearray_setslice_linear(self, start, Math.max(start, bounds.stop), at, needed);
  const data = PyByteArray_AS_STRING(self);
  if (needed === 0) {
    if (!_canresize(self)) return -1;
    if (length <= 0) return 0;
    return deleteSteps(self, step > 0 ? start : start + step * (length - 1), Math.abs(step), length);
  }
  if (needed !== length) return raise(PyExc_ValueError, `attempt to assign bytes of size ${needed} to extended slice of size ${length}`);
  for (let i = 0, to = start; i < length; i++, to += step) U8[data + to] = U8[at + i];
  return 0;
}
/** Takes out every step-th byte from `start` on, `count` of them. */
function deleteSteps(self: PyObject, start: number, step: number, count: number): number {
  const data = PyByteArray_AS_STRING(self), size = Py_SIZE(self);
  let to = start;
  for (let i = start, left = count, next = start; i < size; i++) {
    if (left > 0 && i === next) {
      left--;
      next += step;
    } else U8[data + to++] = U8[data + i];
  }
  return PyByteArray_Resize(self, size - count);
}
function bytearray_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (PyUnicode_Check(self) || PyUnicode_Check(other)) {
    if (interp.config.bytes_warning !== 0 && (op === 2 || op === 3) && PyErr_WarnEx(PyExc_BytesWarning, 'Comparison between bytearray and string', 1) < 0) return NULL;
    return _Py_NotImplementedStruct as New;
  }
  const a = new Py_buffer(), b = new Py_buffer();
  if (PyObject_GetBuffer(self, a, PyBUF_SIMPLE) < 0) {
    PyErr_Clear();
    return _Py_NotImplementedStruct as New;
  }
  if (PyObject_GetBuffer(other, b, PyBUF_SIMPLE) < 0) {
    PyErr_Clear();
    PyBuffer_Release(a);
    return _Py_NotImplementedStruct as New;
  }
  const order = (op === 2 || op === 3) && a.len !== b.len ? 1 : compareBytes(a.buf, a.len, b.buf, b.len);
  PyBuffer_Release(a);
  PyBuffer_Release(b);
  return Py_BOOL(op === 0 ? order < 0 : op === 1 ? order <= 0 : op === 2 ? order === 0 : op === 3 ? order !== 0 : op === 4 ? order > 0 : order >= 0) as New;
}
function bytearray_repr(self: PyObject): New | NULL {
  const name = typeName(self), dot = name.lastIndexOf('.');
  return PyUnicode_FromText(`${name.slice(dot + 1)}(b${quotedBytes(PyByteArray_AS_STRING(self), Py_SIZE(self), true, true)})`);
}
function bytearray_str(self: PyObject): New | NULL {
  if (interp.config.bytes_warning !== 0 && PyErr_WarnEx(PyExc_BytesWarning, 'str() on a bytearray instance', 1) < 0) return NULL;
  return bytearray_repr(self);
}
function bytearray_mod(v: PyObject, w: PyObject): New | NULL {
  return PyByteArray_Check(v) ? _PyBytes_FormatEx(PyByteArray_AS_STRING(v), PyByteArray_GET_SIZE(v), w, true) : (_Py_NotImplementedStruct as New);
}
function bytearray_getbuffer(self: PyObject, view: Py_buffer, flags: number): number {
  if (PyBuffer_FillInfo(view, self, PyByteArray_AS_STRING(self), Py_SIZE(self), false, flags) < 0) return -1;
  _PyByteArray_SET_EXPORTS(self, _PyByteArray_EXPORTS(self) + 1);
  return 0;
}
function bytearray_releasebuffer(self: PyObject): void {
  _PyByteArray_SET_EXPORTS(self, _PyByteArray_EXPORTS(self) - 1);
}

// Methods

const None = _Py_NoneStruct as New;
function bytearray_append(self: PyObject, item: PyObject): New | NULL {
  const value = _getbytevalue(item);
  return value < 0 || appendByte(self, value) < 0 ? NULL : None;
}
function bytearray_extend(self: PyObject, iterable: PyObject): New | NULL {
  if (PyObject_CheckBuffer(iterable)) return setslice(self, Py_SIZE(self), Py_SIZE(self), iterable) < 0 ? NULL : None;
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return PyErr_ExceptionMatches(PyExc_TypeError) ? PyErr_SetString(PyExc_TypeError, `can't extend bytearray with ${typeName(iterable)}`) : NULL;
  const bytes: number[] = [];
  let ok = PyObject_LengthHint(iterable, 32) !== -1 || PyErr_Occurred() === NULL;
  while (ok) {
    const item = PyIter_Next(it);
    if (item === NULL) break;
    const value = _getbytevalue(item);
    Py_DECREF(item);
    if (value >= 0) bytes.push(value);
    else {
      if (PyErr_ExceptionMatches(PyExc_TypeError) && PyUnicode_Check(iterable)) PyErr_SetString(PyExc_TypeError, "expected iterable of integers; got: 'str'");
      ok = false;
    }
  }
  Py_DECREF(it);
  if (!ok || PyErr_Occurred() !== NULL) return NULL;
  const n = Py_SIZE(self);
  if (PyByteArray_Resize(self, n + bytes.length) < 0) return NULL;
  U8.set(bytes, PyByteArray_AS_STRING(self) + n);
  return None;
}
function bytearray_insert(self: PyObject, index: PyObject, item: PyObject): New | NULL {
  let i = ssizeArg(index);
  if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
  const value = _getbytevalue(item);
  if (value < 0) return NULL;
  const n = Py_SIZE(self);
  if (n === PY_SSIZE_T_MAX) return PyErr_SetString(PyExc_OverflowError, 'cannot add more objects to bytearray');
  if (PyByteArray_Resize(self, n + 1) < 0) return NULL;
  if (i < 0) i = Math.max(0, i + n);
  if (i > n) i = n;
  const data = PyByteArray_AS_STRING(self);
  moveBytes(data + i + 1, data + i, data + n);
  U8[data + i] = value;
  return None;
}
function bytearray_pop(self: PyObject, index: PyObject | NULL): New | NULL {
  let i = ssizeArg(index, -1);
  if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
  const n = Py_SIZE(self), data = PyByteArray_AS_STRING(self);
  if (n === 0) return PyErr_SetString(PyExc_IndexError, 'pop from empty bytearray');
  if (i < 0) i += n;
  if (i < 0 || i >= n) return PyErr_SetString(PyExc_IndexError, 'pop index out of range');
  if (!_canresize(self)) return NULL;
  const value = U8[data + i];
  moveBytes(data + i, data + i + 1, data + n);
  return PyByteArray_Resize(self, n - 1) < 0 ? NULL : PyLong_FromNumber(value);
}
function bytearray_remove(self: PyObject, item: PyObject): New | NULL {
  const value = _getbytevalue(item);
  if (value < 0) return NULL;
  const n = Py_SIZE(self), data = PyByteArray_AS_STRING(self), at = U8.subarray(data, data + n).indexOf(value);
  if (at < 0) return PyErr_SetString(PyExc_ValueError, 'value not found in bytearray');
  if (!_canresize(self)) return NULL;
  moveBytes(data + at, data + at + 1, data + n);
  return PyByteArray_Resize(self, n - 1) < 0 ? NULL : None;
}
function bytearray_reverse(self: PyObject): New {
  const data = PyByteArray_AS_STRING(self);
  U8.subarray(data, data + Py_SIZE(self)).reverse();
  return None;
}
const bytearray_clear = (self: PyObject): New | NULL => (PyByteArray_Resize(self, 0) < 0 ? NULL : None);
const bytearray_copy = (self: PyObject): New | NULL => PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self), Py_SIZE(self));
const bytearray_alloc = (self: PyObject): New | NULL => PyLong_FromNumber(_PyByteArray_ALLOC(self));
const bytearray_sizeof = (self: PyObject): New | NULL => PyLong_FromNumber(H[Py_TYPE(self) + 8] + _PyByteArray_ALLOC(self));
function bytearray_fromhex(type: PyTypeObject, string: PyObject): New | NULL {
  if (!PyUnicode_Check(string)) return _PyArg_BadArgument('fromhex', 'argument', 'str', string);
  const data = bytesOfHex(string);
  if (data === null) return NULL;
  const result = PyByteArray_FromStringAndSize(0, data.length);
  if (result === NULL) return NULL;
  U8.set(data, PyByteArray_AS_STRING(result));
  if (type === PyByteArray_Type) return result;
  const instance = PyObject_CallOneArg(type, result);
  Py_DECREF(result);
  return instance;
}
/** CPython: _common_reduce() */
function _common_reduce(self: PyObject, proto: number): New | NULL {
  const state = _PyObject_GetState(self);
  if (state === NULL) return NULL;
  const at = PyByteArray_AS_STRING(self), n = Py_SIZE(self);
  const data = n === 0 ? NULL : proto < 3 ? PyUnicode_FromText(latin1OfBytes(at, n)) : PyBytes_FromStringAndSize(at, n);
  const encoding = n === 0 || proto >= 3 ? NULL : _PyUnicode_FromASCII('latin-1');
  let args: New | NULL = NULL;
  if (n === 0) args = _PyTuple_Empty as New;
  else if (data !== NULL) args = encoding !== NULL ? PyTuple_Pack(data, encoding) : proto >= 3 ? PyTuple_Pack(data) : NULL;
  const result = args === NULL ? NULL : PyTuple_Pack(Py_TYPE(self), args, state);
  for (const part of [data, encoding, args, state]) Py_XDECREF(part);
  return result;
}
const bytearray_reduce = (self: PyObject): New | NULL => _common_reduce(self, 2);
function bytearray_reduce_ex(self: PyObject, proto: PyObject | NULL): New | NULL {
  const n = ssizeArg(proto, 0);
  return n === -1 && PyErr_Occurred() !== NULL ? NULL : _common_reduce(self, n);
}

// Iterator

function bytearray_iter(seq: PyObject): New | NULL {
  if (!PyByteArray_Check(seq)) return PyErr_BadInternalCall();
  const it = _PyObject_GC_New(PyByteArrayIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_striter_index(it, 0);
  set_striter_seq(it, Py_NewRef(seq));
  PyObject_GC_Track(it);
  return it;
}
function bytearrayiter_dealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  Py_XDECREF(striter_seq(it));
  slots(Py_TYPE(it)).tp_free!(it);
}
function bytearrayiter_next(it: PyObject): New | NULL {
  const seq = striter_seq(it);
  if ((seq as number) === NULL) return NULL;
  const index = striter_index(it);
  if (index < Py_SIZE(seq)) {
    set_striter_index(it, index + 1);
    return PyLong_FromNumber(U8[PyByteArray_AS_STRING(seq) + index]);
  }
  set_striter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function bytearrayiter_length_hint(it: PyObject): New | NULL {
  const seq = striter_seq(it), left = (seq as number) === NULL ? 0 : Py_SIZE(seq) - striter_index(it);
  return PyLong_FromNumber(Math.max(0, left));
}
function bytearrayiter_setstate(it: PyObject, state: PyObject): New | NULL {
  const index = PyLong_AsSsize_t(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const seq = striter_seq(it);
  if ((seq as number) !== NULL) set_striter_index(it, Math.max(0, Math.min(index, Py_SIZE(seq))));
  return None;
}
defineType(PyByteArrayIter_Type, {
  tp_name: 'bytearray_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'striterobject',
  slots: {tp_dealloc: bytearrayiter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: bytearrayiter_next},
  methods: [
    method('__length_hint__', '($self, /)', bytearrayiter_length_hint, 'How many items are left, as far as that is known.'),
    method('__reduce__', '($self, /)', (it: PyObject) => reduceIterator(it, _PyTuple_Empty), 'State for pickling.'),
    method('__setstate__', '($self, state, /)', bytearrayiter_setstate, 'Sets the state that unpickling found.'),
  ],
});

const OWN_METHODS: readonly PyMethodDef[] = [
  method('__alloc__', '($self, /)', bytearray_alloc, 'Return how many bytes there is room for.'),
  method('__reduce__', '($self, /)', bytearray_reduce, 'State for pickling.'),
  method('__reduce_ex__', '($self, proto=0, /)', bytearray_reduce_ex, 'State for pickling in a protocol.'),
  method('__sizeof__', '($self, /)', bytearray_sizeof, 'Bytes the object takes in memory.'),
  method('append', '($self, item, /)', bytearray_append, 'Add one byte at the end.'),
  method('clear', '($self, /)', bytearray_clear, 'Take all bytes out.'),
  method('copy', '($self, /)', bytearray_copy, 'Return a copy.'),
  method('extend', '($self, iterable_of_ints, /)', bytearray_extend, 'Add the bytes of a buffer, or the numbers of an iterable, at the end.'),
  method('fromhex', '($type, string, /)', bytearray_fromhex, 'Make a bytearray of a string of hex digits; spaces between bytes do not count.', METH_CLASS),
  method('insert', '($self, index, item, /)', bytearray_insert, 'Put one byte in front of index.'),
  method('pop', '($self, index=-1, /)', bytearray_pop, 'Take out the byte at index, the last one unless given, and return it; IndexError when there is none.'),
  method('remove', '($self, value, /)', bytearray_remove, 'Take out the first byte of that value; ValueError when there is none.'),
  method('reverse', '($self, /)', bytearray_reverse, 'Turn the order of the bytes around.'),
];
/** The order of CPython's table, which is the order of bytearray.__dict__. */
const METHOD_ORDER = `__alloc__ __reduce__ __reduce_ex__ __sizeof__ append capitalize center clear copy count decode endswith expandtabs extend find fromhex hex index insert isalnum isalpha
isascii isdigit islower isspace istitle isupper join ljust lower lstrip maketrans partition pop remove replace removeprefix removesuffix reverse rfind rindex rjust rpartition
rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill`.split(/\s+/);

defineType(PyByteArray_Type, {
  tp_name: 'bytearray', tp_basicsize: 56, tp_flags: Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: 'bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytearray of that many zeros\nbytearray() -> empty bytearray\n\nA row of numbers from 0 to 255 that can be changed.',
  slots: {
    tp_dealloc: bytearray_dealloc, tp_repr: bytearray_repr, tp_str: bytearray_str, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: bytearray_richcompare, tp_iter: bytearray_iter,
    tp_init: bytearray___init__, tp_new: (type: PyTypeObject): New | NULL => slots(type).tp_alloc!(type, 0), nb_remainder: bytearray_mod, sq_length: bytearray_length, sq_concat: PyByteArray_Concat,
    sq_repeat: bytearray_repeat, sq_item: bytearray_getitem, sq_ass_item: bytearray_setitem, sq_contains: _Py_bytes_contains, sq_inplace_concat: bytearray_iconcat, sq_inplace_repeat: bytearray_irepeat,
    mp_length: bytearray_length, mp_subscript: bytearray_subscript, mp_ass_subscript: bytearray_ass_subscript, bf_getbuffer: bytearray_getbuffer, bf_releasebuffer: bytearray_releasebuffer,
  },
  methods: METHOD_ORDER.map(name => OWN_METHODS.find(def => def.ml_name === name) ?? BYTES_METHODS.find(def => def.ml_name === name)!),
});
