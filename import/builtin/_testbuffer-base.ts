/** Base buffers of the ndarray of _testbuffer: memory with items, in any shape. CPython: Modules/_testbuffer.c, sections on ndbuf and its initialisation */
import {PyBuffer_IsContiguous, PyBUF_MAX_NDIM, followSuboffset} from '../../objects/abstract-buffer';
import {PyBytes_AsUint8Array, PyBytes_FromString, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_Call} from '../../objects/call';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_Check} from '../../objects/floatobject';
import {PyList_New, PyList_SetItem} from '../../objects/listobject';
import {PyLong_AsSsize_t} from '../../objects/longobject';
import {eachItem, fullView} from '../../objects/memoryobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {H, U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {PyBytes_Check, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc} from '../../runtime/obmalloc';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';

/** Most dimensions: more than a memoryview takes. */
export const ND_MAX_NDIM = 2 * PyBUF_MAX_NDIM;
/** What an array is told when it is made, and what it finds out about its memory. */
export const ND_DEFAULT = 0, ND_VAREXPORT = 1, ND_WRITABLE = 2, ND_FORTRAN = 4, ND_SCALAR = 8, ND_PIL = 16, ND_REDIRECT = 32, ND_GETBUF_FAIL = 64, ND_GETBUF_UNDEFINED = 128, ND_C = 256;
const POINTER_SIZE = 8;

/** A buffer that an array shows or, without data of its own, hands on. CPython: ndbuf_t */
export class Base {
  /** Start of the memory (a word address), 0 for that of another exporter. */
  block = 0;
  len = -1;
  offset = -1;
  flags = 0;
  exports = 0;
  readonly view = new Py_buffer();
  free(): void {
    PyMem_RawFree(this.block);
    this.block = 0;
  }
  /** Notes what the view is found to be. CPython: init_flags() */
  noteLayout(): void {
    if (this.view.ndim === 0) this.flags |= ND_SCALAR;
    if (this.view.suboffsets !== null) this.flags |= ND_PIL;
    if (PyBuffer_IsContiguous(this.view, 'C')) this.flags |= ND_C;
    if (PyBuffer_IsContiguous(this.view, 'F')) this.flags |= ND_FORTRAN;
  }
}
/** Raises; null. */
export function fail(type: PyObject, message: string): null {
  PyErr_SetString(type, message);
  return null;
}
/** Items of a list or tuple, borrowed; null with TypeError. */
export function itemsOf(seq: PyObject, name: string): PyObject[] | null {
  const items: PyObject[] = [];
  if (PyList_Check(seq)) for (let i = 0; i < PyList_GET_SIZE(seq); i++) items.push(PyList_GET_ITEM(seq, i));
  else if (PyTuple_Check(seq)) for (let i = 0; i < PyTuple_GET_SIZE(seq); i++) items.push(PyTuple_GET_ITEM(seq, i));
  else return fail(PyExc_TypeError, `${name} must be a list or a tuple`);
  return items;
}

// ---- items ----

/** Calls a function of the module struct. */
function callStruct(name: string, ...args: PyObject[]): New | NULL {
  const module = hooks.PyImport_ImportModule('struct'), fn = module === NULL ? NULL : PyObject_GetAttrString(module, name), values = PyTuple_Pack(...args);
  const result = fn === NULL || values === NULL ? NULL : PyObject_Call(fn, values, NULL);
  Py_XDECREF(module);
  Py_XDECREF(fn);
  Py_XDECREF(values);
  return result;
}
/** Size of an item of a format; null with an exception. CPython: get_itemsize() */
function itemSize(format: PyObject): number | null {
  const size = callStruct('calcsize', format);
  if (size === NULL) return null;
  const n = PyLong_AsSsize_t(size);
  Py_DECREF(size);
  return n > 0 ? n : fail(PyExc_ValueError, 'itemsize must not be zero');
}
/** How many values make an item; null with an exception. CPython: get_nmemb() */
function memberCount(format: PyObject, size: number): number | null {
  const zeros = PyBytes_FromString('\0'.repeat(size)), values = zeros === NULL ? NULL : callStruct('unpack', format, zeros);
  Py_XDECREF(zeros);
  if (values === NULL) return null;
  const n = PyTuple_GET_SIZE(values);
  Py_DECREF(values);
  return n;
}
/** Writes an item, a number or a row of numbers, at an address; false with an exception. */
function packItem(at: number, item: PyObject, format: PyObject, members: number): boolean {
  let values: PyObject[] | null = null;
  if ((PyBytes_Check(item) || PyLong_Check(item) || PyFloat_Check(item)) && members === 1) values = [item];
  else if (PyList_Check(item) || PyTuple_Check(item)) values = itemsOf(item, 'item');
  if (values === null || values.length !== members) return fail(PyExc_ValueError, 'mismatch between initializer element and format string') !== null;
  const packed = callStruct('pack', format, ...values);
  if (packed === NULL) return false;
  U8.set(PyBytes_AsUint8Array(packed), at);
  Py_DECREF(packed);
  return true;
}
/** Writes one item of a view; -1 with an exception. CPython: pack_single() */
export function pack_single(at: number, item: PyObject, view: Py_buffer): number {
  const format = PyUnicode_FromString(view.format ?? 'B');
  if (format === NULL) return -1;
  const members = memberCount(format, view.itemsize), ok = members !== null && packItem(at, item, format, members);
  Py_DECREF(format);
  return ok ? 0 : -1;
}
/** The item at an address: a value, or a tuple of them. CPython: unpack_single() */
export function unpack_single(at: number, fmt: string | null, itemsize: number): New | NULL {
  const size = fmt === null ? 1 : itemsize, format = PyUnicode_FromString(fmt ?? 'B'), bytes = PyBytes_FromUint8Array(U8.slice(at, at + size));
  const values = format === NULL || bytes === NULL ? NULL : callStruct('unpack_from', format, bytes);
  Py_XDECREF(format);
  Py_XDECREF(bytes);
  if (values === NULL || PyTuple_GET_SIZE(values) !== 1) return values;
  const only = Py_NewRef(PyTuple_GET_ITEM(values, 0));
  Py_DECREF(values);
  return only;
}
/** Nested lists of the items from a dimension on. CPython: unpack_rec() */
function unpackDimension(view: Py_buffer, at: number, dim: number): New | NULL {
  if (dim === view.ndim) return unpack_single(at, view.format, view.itemsize);
  const n = view.shape![dim], list = PyList_New(n);
  if (list === NULL) return NULL;
  for (let i = 0; i < n; i++, at += view.strides![dim]) {
    const item = unpackDimension(view, followSuboffset(view, at, dim), dim + 1);
    if (item === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SetItem(list, i, item);
  }
  return list;
}
/** CPython: ndarray_as_list() */
export function ndarray_as_list(view: Py_buffer): New | NULL {
  if (view.format === null) return PyErr_SetString(PyExc_ValueError, 'ndarray: tolist() does not support format=NULL, use tobytes()');
  return unpackDimension(fullView(view), view.buf, 0);
}
/** The contents of a view in the order of C. */
export function contents(view: Py_buffer): Uint8Array {
  if (PyBuffer_IsContiguous(view, 'C')) return U8.slice(view.buf, view.buf + view.len);
  const copy = new Uint8Array(view.len);
  let to = 0;
  eachItem(fullView(view), 'C', at => {
    copy.set(U8.subarray(at, at + view.itemsize), to);
    to += view.itemsize;
  });
  return copy;
}
/** Copies the items of a view into another of the same structure; -1 with ValueError. CPython: copy_buffer() */
export function copy_buffer(dest: Py_buffer, src: Py_buffer): number {
  let same = (dest.format ?? 'B') === (src.format ?? 'B') && dest.itemsize === src.itemsize && dest.ndim === src.ndim;
  const a = fullView(dest), b = fullView(src);
  for (let i = 0; same && i < dest.ndim; i++) {
    same = a.shape![i] === b.shape![i];
    if (a.shape![i] === 0) break;
  }
  if (!same) {
    PyErr_SetString(PyExc_ValueError, 'ndarray assignment: lvalue and rvalue have different structures');
    return -1;
  }
  // the views may share memory: as in CPython a row of the last dimension is read before it is written, and the rows are copied one by one
  const to: number[] = [], from: number[] = [], size = dest.itemsize, row = dest.ndim === 0 ? 1 : a.shape![dest.ndim - 1], items = new Uint8Array(row * size);
  eachItem(a, 'C', at => to.push(at));
  eachItem(b, 'C', at => from.push(at));
  for (let start = 0; start < to.length; start += row) {
    for (let i = 0; i < row; i++) items.set(U8.subarray(from[start + i], from[start + i] + size), i * size);
    for (let i = 0; i < row; i++) U8.set(items.subarray(i * size, (i + 1) * size), to[start + i]);
  }
  return 0;
}

// ---- structure ----

/** CPython: strides_from_shape() */
function strides_from_shape(shape: readonly number[], itemsize: number, fortran: boolean): number[] {
  const n = shape.length, strides = new Array<number>(n).fill(itemsize);
  if (fortran) for (let i = 1; i < n; i++) strides[i] = strides[i - 1] * shape[i - 1];
  else for (let i = n - 2; i >= 0; i--) strides[i] = strides[i + 1] * shape[i + 1];
  return strides;
}
/** CPython: seq_as_ssize_array() */
function sizesOf(items: readonly PyObject[], isShape: boolean): number[] | null {
  const sizes: number[] = [];
  for (const item of items) {
    if (!PyLong_Check(item)) return fail(PyExc_ValueError, `elements of ${isShape ? 'shape' : 'strides'} must be integers`);
    const x = PyLong_AsSsize_t(item);
    if (x === -1 && PyErr_Occurred() !== NULL) return null;
    if (isShape && x < 0) return fail(PyExc_ValueError, 'elements of shape must be integers >= 0');
    sizes.push(x);
  }
  return sizes;
}
/** Whether all items lie within the memory. CPython: verify_structure() */
function verify_structure(len: number, itemsize: number, offset: number, shape: readonly number[], strides: readonly number[]): boolean {
  for (const stride of strides) if (stride % itemsize !== 0) return fail(PyExc_ValueError, 'strides must be a multiple of itemsize') !== null;
  if (shape.includes(0)) return true;
  let least = offset, most = offset + itemsize;
  for (let i = 0; i < shape.length; i++) {
    if (strides[i] <= 0) least += (shape[i] - 1) * strides[i];
    else most += (shape[i] - 1) * strides[i];
  }
  return (least >= 0 && most <= len) || fail(PyExc_ValueError, 'invalid combination of buffer, shape and strides') !== null;
}
/** Number of bytes of all items. CPython: init_len() */
export function lengthOf(view: Py_buffer): number {
  let n = view.itemsize;
  for (let i = 0; i < view.ndim; i++) n *= view.shape![i];
  return n;
}
/** Puts pointers to the parts of the first dimension in front of the data, and leads through them. CPython: init_suboffsets() */
function addPointers(base: Base): boolean {
  const {view} = base, shape = view.shape as number[], strides = view.strides as number[], room = shape[0] * POINTER_SIZE;
  const block = PyMem_RawMalloc(base.len + room), data = block * 4;
  if (block === 0) return PyErr_NoMemory() !== NULL;
  moveBytes(data + room, base.block * 4, base.block * 4 + base.len);
  base.free();
  base.block = block;
  base.len += room;
  let first = 0, within = 0;
  for (let i = 0; i < view.ndim && shape[i] !== 0; i++) {
    if (strides[i] > 0) continue;
    const x = (shape[i] - 1) * strides[i];
    first += x;
    if (i > 0) within -= x;
  }
  const start = data + room + base.offset + first, step = Math.abs(strides[0]);
  for (let i = 0; i < shape[0]; i++) {
    H[block + 2 * i] = start + i * step;
    H[block + 2 * i + 1] = 0;
  }
  view.suboffsets = shape.map((_, i) => (i === 0 ? within : -1));
  view.buf = data;
  if (strides[0] >= 0) strides[0] = POINTER_SIZE;
  else {
    // backwards over the pointers
    strides[0] = -POINTER_SIZE;
    if (shape[0] > 0) view.buf += (shape[0] - 1) * POINTER_SIZE;
  }
  base.flags &= ~(ND_C | ND_FORTRAN);
  base.offset = 0;
  return true;
}
/** Gives the memory its shape. CPython: init_structure() */
function shapeBase(base: Base, shapeItems: readonly PyObject[], strideItems: readonly PyObject[] | null): boolean {
  const {view} = base;
  view.ndim = shapeItems.length;
  if (view.ndim === 0) {
    if ((base.flags & ND_PIL) !== 0) return fail(PyExc_TypeError, 'ndim = 0 cannot be used in conjunction with ND_PIL') !== null;
    base.flags |= ND_SCALAR | ND_C | ND_FORTRAN;
    return true;
  }
  const shape = sizesOf(shapeItems, true);
  if (shape === null) return false;
  const strides = strideItems === null ? strides_from_shape(shape, view.itemsize, (base.flags & ND_FORTRAN) !== 0) : sizesOf(strideItems, false);
  if (strides === null || !verify_structure(base.len, view.itemsize, base.offset, shape, strides)) return false;
  view.shape = shape;
  view.strides = strides;
  view.buf = base.block * 4 + base.offset;
  view.len = lengthOf(view);
  if (PyBuffer_IsContiguous(view, 'C')) base.flags |= ND_C;
  if (PyBuffer_IsContiguous(view, 'F')) base.flags |= ND_FORTRAN;
  return (base.flags & ND_PIL) === 0 || addPointers(base);
}
/** Memory with items: a scalar when the shape is empty, else those of a list or tuple; null with an exception. CPython: init_ndbuf() */
export function makeBase(items: PyObject, shape: PyObject, strides: PyObject | NULL, offset: number, format: PyObject, flags: number): Base | null {
  const dims = itemsOf(shape, 'shape');
  if (dims === null) return null;
  if (dims.length > ND_MAX_NDIM) return fail(PyExc_ValueError, `ndim must not exceed ${ND_MAX_NDIM}`);
  let steps = strides === NULL ? null : itemsOf(strides, 'strides');
  if (strides !== NULL) {
    if (steps === null) return null;
    if (steps.length === 0) steps = null;
    else if ((flags & ND_FORTRAN) !== 0) return fail(PyExc_TypeError, 'ND_FORTRAN cannot be used together with strides');
    else if (steps.length !== dims.length) return fail(PyExc_ValueError, 'len(shape) != len(strides)');
  }
  const size = itemSize(format);
  if (size === null) return null;
  const values = dims.length === 0 ? [items] : itemsOf(items, 'items');
  if (values === null) return null;
  if (values.length === 0) return fail(PyExc_ValueError, 'initializer list or tuple must not be empty');
  if (offset % size !== 0) return fail(PyExc_ValueError, 'offset must be a multiple of itemsize');
  const len = values.length * size;
  if (offset < 0 || offset + size > len) return fail(PyExc_ValueError, 'offset out of bounds');
  const members = memberCount(format, size), base = new Base();
  if (members === null) return null;
  base.block = PyMem_RawMalloc(len);
  if (base.block === 0) {
    PyErr_NoMemory();
    return null;
  }
  base.len = len;
  base.offset = offset;
  base.flags = flags;
  const {view} = base, data = base.block * 4;
  Object.assign(view, {buf: data, len, itemsize: size, readonly: (flags & ND_WRITABLE) === 0, format: PyUnicode_AsJSString(format), internal: base});
  let ok = true;
  for (let i = 0; ok && i < values.length; i++) ok = packItem(data + i * size, values[i], format, members);
  if (ok && shapeBase(base, dims, steps)) return base;
  base.free();
  return null;
}
