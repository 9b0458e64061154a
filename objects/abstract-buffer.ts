/** The buffer protocol. CPython: Objects/abstract.c, section "Buffer C-API" */
import {H, U8} from '../runtime/current';
import {moveBytes} from '../runtime/heap';
import {Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_BufferError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_XNewRef, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_buffer} from '../runtime/typeslots';
import {PyObject_CallMethodOneArg} from './call';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_SetString, typeName} from './errors';
import {PyLong_AsSsize_t} from './longobject';
import {PyUnicode_FromString} from './unicodeobject';

// Include/pybuffer.h
export const PyBUF_SIMPLE = 0, PyBUF_WRITABLE = 1, PyBUF_FORMAT = 4, PyBUF_ND = 8, PyBUF_STRIDES = 0x18, PyBUF_C_CONTIGUOUS = 0x38, PyBUF_F_CONTIGUOUS = 0x58;
export const PyBUF_ANY_CONTIGUOUS = 0x98, PyBUF_INDIRECT = 0x118, PyBUF_CONTIG = 9, PyBUF_CONTIG_RO = 8, PyBUF_STRIDED = 0x19, PyBUF_STRIDED_RO = 0x18;
export const PyBUF_RECORDS = 0x1d, PyBUF_RECORDS_RO = 0x1c, PyBUF_FULL = 0x11d, PyBUF_FULL_RO = 0x11c, PyBUF_READ = 0x100, PyBUF_WRITE = 0x200;
export const PyBUF_MAX_NDIM = 64;

/** True when o has the buffer protocol. CPython: PyObject_CheckBuffer() */
export function PyObject_CheckBuffer(o: PyObject): boolean {
  return slots(Py_TYPE(o)).bf_getbuffer !== null;
}
/** Fills a view of an object's memory; 0, or -1 with an exception. escapes. CPython: PyObject_GetBuffer() */
export function PyObject_GetBuffer(obj: PyObject, view: Py_buffer, flags: number): number {
  if (flags === PyBUF_READ || flags === PyBUF_WRITE) {
    PyErr_BadInternalCall('Objects/abstract.c:431');
    return -1;
  }
  const bf_getbuffer = slots(Py_TYPE(obj)).bf_getbuffer;
  if (bf_getbuffer === null) {
    PyErr_Format(PyExc_TypeError, `a bytes-like object is required, not '${typeName(obj)}'`);
    return -1;
  }
  return bf_getbuffer(obj, view, flags);
}
/** Ends a view. escapes. CPython: PyBuffer_Release() */
export function PyBuffer_Release(view: Py_buffer): void {
  const obj = view.obj;
  if (obj === NULL) return;
  const bf_releasebuffer = slots(Py_TYPE(obj)).bf_releasebuffer;
  if (bf_releasebuffer !== null) bf_releasebuffer(obj, view);
  view.obj = NULL;
  Py_DECREF(obj);
}
/** A copy of the bytes that an object offers as its buffer; null with an exception. */
export function copyOfBuffer(op: PyObject): Uint8Array | null {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(op, view, PyBUF_SIMPLE) < 0) return null;
  const bytes = U8.slice(view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return bytes;
}
/** Fills a view of a row of bytes; 0, or -1 with an exception. CPython: PyBuffer_FillInfo() */
export function PyBuffer_FillInfo(view: Py_buffer, obj: PyObject | NULL, buf: number, len: number, readonly: boolean, flags: number): number {
  if (flags === PyBUF_READ || flags === PyBUF_WRITE) {
    PyErr_BadInternalCall('Objects/abstract.c:774');
    return -1;
  }
  if ((flags & PyBUF_WRITABLE) !== 0 && readonly) {
    PyErr_SetString(PyExc_BufferError, 'Object is not writable.');
    return -1;
  }
  view.obj = Py_XNewRef(obj);
  view.buf = buf;
  view.len = len;
  view.readonly = readonly;
  view.itemsize = 1;
  view.format = (flags & PyBUF_FORMAT) !== 0 ? 'B' : null;
  view.ndim = 1;
  view.shape = (flags & PyBUF_ND) !== 0 ? [len] : null;
  view.strides = (flags & PyBUF_STRIDES) === PyBUF_STRIDES ? [1] : null;
  view.suboffsets = null;
  view.internal = null;
  return 0;
}

function isFortranContiguous(view: Py_buffer): boolean {
  if (view.len === 0) return true;
  if (view.strides === null) {
    if (view.ndim <= 1) return true;
    let wide = 0;
    for (let i = 0; i < view.ndim; i++) if (view.shape![i] > 1) wide++;
    return wide <= 1;
  }
  let sd = view.itemsize;
  for (let i = 0; i < view.ndim; i++) {
    const dim = view.shape![i];
    if (dim > 1 && view.strides[i] !== sd) return false;
    sd *= dim;
  }
  return true;
}
function isCContiguous(view: Py_buffer): boolean {
  if (view.len === 0 || view.strides === null) return true;
  let sd = view.itemsize;
  for (let i = view.ndim - 1; i >= 0; i--) {
    const dim = view.shape![i];
    if (dim > 1 && view.strides[i] !== sd) return false;
    sd *= dim;
  }
  return true;
}
/** Whether the items lie in a row: order 'C', 'F' or 'A' (either). CPython: PyBuffer_IsContiguous() */
export function PyBuffer_IsContiguous(view: Py_buffer, order: string): boolean {
  if (view.suboffsets !== null) return false;
  if (order === 'C') return isCContiguous(view);
  if (order === 'F') return isFortranContiguous(view);
  return order === 'A' && (isCContiguous(view) || isFortranContiguous(view));
}
/** Goes on from an address within a dimension: to what it points at when the dimension is one of pointers (byte addresses). CPython: Objects/memoryobject.c ADJUST_PTR() */
export function followSuboffset(view: Py_buffer, at: number, dim: number): number {
  const {suboffsets} = view;
  return suboffsets !== null && suboffsets[dim] >= 0 ? (H[at >>> 2] >>> 0) + suboffsets[dim] : at;
}
/** Byte address of the item at an index. CPython: PyBuffer_GetPointer() */
export function PyBuffer_GetPointer(view: Py_buffer, indices: readonly number[]): number {
  let pointer = view.buf;
  for (let i = 0; i < view.ndim; i++) pointer = followSuboffset(view, pointer + view.strides![i] * indices[i], i);
  return pointer;
}
/** Steps an index, the last dimension fastest. CPython: _Py_add_one_to_index_C() */
export function _Py_add_one_to_index_C(nd: number, index: number[], shape: readonly number[]): void {
  for (let k = nd - 1; k >= 0; k--) {
    if (index[k] < shape[k] - 1) {
      index[k]++;
      return;
    }
    index[k] = 0;
  }
}
/** Steps an index, the first dimension fastest. CPython: _Py_add_one_to_index_F() */
export function _Py_add_one_to_index_F(nd: number, index: number[], shape: readonly number[]): void {
  for (let k = 0; k < nd; k++) {
    if (index[k] < shape[k] - 1) {
      index[k]++;
      return;
    }
    index[k] = 0;
  }
}
/** Copies bytes that lie in a row into a view of any shape. CPython: PyBuffer_FromContiguous() */
export function PyBuffer_FromContiguous(view: Py_buffer, from: number, len: number, order: string): number {
  if (len > view.len) len = view.len;
  if (PyBuffer_IsContiguous(view, order)) {
    moveBytes(view.buf, from, from + len);
    return 0;
  }
  const index = new Array<number>(view.ndim).fill(0);
  for (let n = Math.floor(len / view.itemsize); n > 0; n--) {
    moveBytes(PyBuffer_GetPointer(view, index), from, from + view.itemsize);
    from += view.itemsize;
    if (order === 'F') _Py_add_one_to_index_F(view.ndim, index, view.shape!);
    else _Py_add_one_to_index_C(view.ndim, index, view.shape!);
  }
  return 0;
}
/** Strides of an array that lies in a row. CPython: PyBuffer_FillContiguousStrides() */
export function PyBuffer_FillContiguousStrides(nd: number, shape: readonly number[], strides: number[], itemsize: number, order: string): void {
  let sd = itemsize;
  if (order === 'F') {
    for (let k = 0; k < nd; k++) {
      strides[k] = sd;
      sd *= shape[k];
    }
    return;
  }
  for (let k = nd - 1; k >= 0; k--) {
    strides[k] = sd;
    sd *= shape[k];
  }
}
/** struct.calcsize(format); -1 with an exception. escapes. CPython: PyBuffer_SizeFromFormat() */
export function PyBuffer_SizeFromFormat(format: string): number {
  const module = hooks.PyImport_ImportModule('struct');
  if (module === NULL) return -1;
  const name = PyUnicode_FromString('calcsize'), text = PyUnicode_FromString(format);
  const result = name === NULL || text === NULL ? NULL : PyObject_CallMethodOneArg(module, name, text);
  if (name !== NULL) Py_DECREF(name);
  if (text !== NULL) Py_DECREF(text);
  Py_DECREF(module);
  if (result === NULL) return -1;
  const size = PyLong_AsSsize_t(result);
  Py_DECREF(result);
  return size;
}
/** Copies all items of one buffer into another. escapes. CPython: PyObject_CopyData() */
export function PyObject_CopyData(dest: PyObject, src: PyObject): number {
  if (!PyObject_CheckBuffer(dest) || !PyObject_CheckBuffer(src)) {
    PyErr_SetString(PyExc_TypeError, 'both destination and source must be bytes-like objects');
    return -1;
  }
  const to = new Py_buffer(), from = new Py_buffer();
  if (PyObject_GetBuffer(dest, to, PyBUF_FULL) !== 0) return -1;
  let status = -1;
  if (PyObject_GetBuffer(src, from, PyBUF_FULL_RO) === 0) {
    if (to.len < from.len) PyErr_SetString(PyExc_BufferError, 'destination is too small to receive data from source');
    else {
      const index = new Array<number>(from.ndim).fill(0);
      for (let n = from.itemsize === 0 ? 0 : from.len / from.itemsize; n > 0; n--) {
        const at = PyBuffer_GetPointer(from, index);
        moveBytes(PyBuffer_GetPointer(to, index), at, at + from.itemsize);
        _Py_add_one_to_index_C(from.ndim, index, from.shape!);
      }
      status = 0;
    }
    PyBuffer_Release(from);
  }
  PyBuffer_Release(to);
  return status;
}

/** Runs `use` on the bytes of an object's buffer, which stay where they are meanwhile; NULL with the error of asking for the buffer. escapes */
export function withBytes(obj: PyObject, use: (bytes: Uint8Array) => New | NULL): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(obj, view, PyBUF_SIMPLE) < 0) return NULL;
  const result = use(U8.subarray(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  return result;
}
/** A copy of the bytes of an object's buffer; null with an exception. escapes */
export function copyOfBytes(obj: PyObject): Uint8Array | null {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(obj, view, PyBUF_SIMPLE) < 0) return null;
  const bytes = U8.slice(view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return bytes;
}
