/** The _testbuffer module: an exporter of buffers of every kind, and functions that look at buffers. Single-phase, as in CPython. CPython: Modules/_testbuffer.c */
import * as buffer from '../../objects/abstract-buffer';
import {PyIndex_Check} from '../../objects/abstract-number';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyBytes_FromUint8Array, _PyBytes_FromSize} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_AsInt, PyLong_AsSsize_t, PyLong_FromNumber, PyLong_FromSsize_t} from '../../objects/longobject';
import {PyBuffer_ToContiguous, PyMemoryView_FromBuffer, PyMemoryView_GetContiguous} from '../../objects/memoryobject';
import {PyModuleDef, PyModule_Add, PyModule_Create} from '../../objects/moduleobject';
import {PyObject_Hash} from '../../objects/object';
import {PySlice_AdjustIndices, PySlice_Unpack} from '../../objects/sliceobject';
import {packSteal} from '../../objects/tupleobject';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {PyUnicode_AsASCIIString} from '../../objects/unicode-codecs';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {H, U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {PyBytes_AS_STRING, PyLong_Check, PySlice_Check, PyTuple_Check, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_BufferError, PyExc_IndexError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {PyMem_RawMalloc} from '../../runtime/obmalloc';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer, type PyGetSetDef, type TypeSpec} from '../../runtime/typeslots';
import type {Library} from '../importdl';
import {Base, ND_C, ND_DEFAULT, ND_FORTRAN, ND_GETBUF_FAIL, ND_GETBUF_UNDEFINED, ND_MAX_NDIM, ND_PIL, ND_REDIRECT, ND_SCALAR, ND_VAREXPORT, ND_WRITABLE, contents, copy_buffer, itemsOf, lengthOf, makeBase, ndarray_as_list, pack_single, unpack_single} from './_testbuffer-base';

/** What an ndarray is: its buffers, the current one last, or one of another exporter. CPython: NDArrayObject */
class NDArray {
  flags = 0;
  consumer = false;
  readonly bases: Base[] = [];
  get head(): Base {
    return this.bases[this.bases.length - 1];
  }
}
const arrayOf = (self: PyObject): NDArray => payload<NDArray>(self);
const baseOf = (self: PyObject): Base => arrayOf(self).head;
const None = (): New => Py_NewRef(_Py_NoneStruct);
function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
/** An optional argument as int; NaN with an exception. */
function intArgument(arg: PyObject | NULL, missing: number, convert: (op: PyObject) => number): number {
  if (arg === NULL) return missing;
  const n = convert(arg);
  return n === -1 && PyErr_Occurred() !== NULL ? NaN : n;
}

// ---- ndarray: making ----

function ndarray_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new NDArray());
  return self;
}
function ndarray_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), nd = arrayOf(self);
  if (nd.consumer) buffer.PyBuffer_Release(nd.head.view);
  else for (const base of nd.bases) base.free();
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** Makes an array that hands on the buffer of an exporter; -1 with an exception. CPython: ndarray_init_staticbuf() */
function consume(nd: NDArray, exporter: PyObject, flags: number): number {
  const base = new Base();
  if (buffer.PyObject_GetBuffer(exporter, base.view, flags) < 0) return -1;
  // the view is changed: its arrays must not be the exporter's
  const {view} = base;
  view.shape = view.shape?.slice(0, view.ndim) ?? null;
  view.strides = view.strides?.slice(0, view.ndim) ?? null;
  view.suboffsets = view.suboffsets?.slice(0, view.ndim) ?? null;
  base.flags = view.readonly ? 0 : ND_WRITABLE;
  nd.consumer = true;
  nd.bases.push(base);
  return 0;
}
/** A new array that shows the buffer of another one. */
function consumerOf(self: PyObject): New | NULL {
  const result = ndarray_new(Py_TYPE(self));
  if (result === NULL || consume(arrayOf(result), self, buffer.PyBUF_FULL_RO) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
function push(nd: NDArray, items: PyObject, shape: PyObject, strides: PyObject | NULL, offset: number, formatArg: PyObject | NULL, flags: number): number {
  const format = formatArg === NULL ? PyUnicode_FromString('B') : Py_NewRef(formatArg);
  if (format === NULL) return -1;
  const base = makeBase(items, shape, strides, offset, format, flags);
  Py_DECREF(format);
  if (base === null) return -1;
  nd.bases.push(base);
  return 0;
}
const UNUSED = 0x10000;
function ndarray_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('ndarray', '(obj, shape=None, strides=None, offset=0, format=None, flags=0, getbuf=0)', args, kwds);
  if (values === null) return -1;
  const [obj, shape, strides, offsetArg, format, flagsArg, getbufArg] = values, nd = arrayOf(self);
  const offset = intArgument(offsetArg, 0, PyLong_AsSsize_t), flags = intArgument(flagsArg, ND_DEFAULT, PyLong_AsInt), getbuf = intArgument(getbufArg, UNUSED, PyLong_AsInt);
  if (offset !== offset || flags !== flags || getbuf !== getbuf) return -1;
  if (buffer.PyObject_CheckBuffer(obj as PyObject) && shape === NULL) {
    if (strides !== NULL || offset !== 0 || format !== NULL || (flags !== ND_DEFAULT && flags !== ND_REDIRECT)) return fail(PyExc_TypeError, "construction from exporter object only takes 'obj', 'getbuf' and 'flags' arguments");
    if (consume(nd, obj as PyObject, getbuf === UNUSED ? buffer.PyBUF_FULL_RO : getbuf) < 0) return -1;
    nd.head.noteLayout();
    nd.head.flags |= flags;
    return 0;
  }
  if (getbuf !== UNUSED) return fail(PyExc_TypeError, 'getbuf argument only valid for construction from exporter object');
  if (shape === NULL) return fail(PyExc_TypeError, 'shape is a required argument when constructing from list, tuple or scalar');
  nd.flags |= flags & ND_VAREXPORT;
  return push(nd, obj as PyObject, shape, strides, offset, format, flags & ~ND_VAREXPORT);
}
/** Whether the structure may change; else BufferError. */
function mayChange(nd: NDArray, exportsMatter: boolean): boolean {
  const {exports} = nd.head;
  if (nd.consumer) PyErr_SetString(PyExc_BufferError, 'structure of re-exporting object is immutable');
  else if (exportsMatter && exports > 0) PyErr_SetString(PyExc_BufferError, `cannot change structure: ${exports} exported buffer${exports === 1 ? '' : 's'}`);
  else return true;
  return false;
}
function ndarray_push(self: PyObject, items: PyObject, shape: PyObject, strides: PyObject | NULL, offsetArg: PyObject | NULL, format: PyObject | NULL, flagsArg: PyObject | NULL): New | NULL {
  const nd = arrayOf(self), offset = intArgument(offsetArg, 0, PyLong_AsSsize_t), flags = intArgument(flagsArg, ND_DEFAULT, PyLong_AsInt);
  if (offset !== offset || flags !== flags) return NULL;
  if ((flags & ND_VAREXPORT) !== 0) return PyErr_SetString(PyExc_ValueError, 'ND_VAREXPORT flag can only be used during object creation');
  if (!mayChange(nd, (nd.flags & ND_VAREXPORT) === 0)) return NULL;
  return push(nd, items, shape, strides, offset, format, flags) < 0 ? NULL : None();
}
function ndarray_pop(self: PyObject): New | NULL {
  const nd = arrayOf(self);
  if (!mayChange(nd, true)) return NULL;
  if (nd.bases.length === 1) return PyErr_SetString(PyExc_BufferError, 'list only has a single base');
  nd.head.free();
  nd.bases.pop();
  return None();
}

// ---- ndarray: exporting ----

const isC = (flags: number): boolean => (flags & (ND_SCALAR | ND_C)) !== 0;
const isFortran = (flags: number): boolean => (flags & (ND_SCALAR | ND_FORTRAN)) !== 0;
function ndarray_getbuf(self: PyObject, view: Py_buffer, request: number): number {
  const {head} = arrayOf(self), base = head.view, {flags} = head, wants = (bits: number): boolean => (request & bits) === bits;
  if (base.obj !== NULL && (flags & ND_REDIRECT) !== 0) return buffer.PyObject_GetBuffer(base.obj, view, request);
  Object.assign(view, base);
  view.obj = NULL;
  view.format ??= 'B';
  if (base.ndim !== 0 && ((wants(buffer.PyBUF_ND) && base.shape === null) || (wants(buffer.PyBUF_STRIDES) && base.strides === null))) return fail(PyExc_BufferError, 're-exporter does not provide format, shape or strides');
  if ((flags & ND_GETBUF_FAIL) !== 0) return fail(PyExc_BufferError, 'ND_GETBUF_FAIL: forced test exception');
  if ((request & buffer.PyBUF_WRITABLE) !== 0 && base.readonly) return fail(PyExc_BufferError, 'ndarray is not writable');
  if ((request & buffer.PyBUF_FORMAT) === 0) view.format = null;
  if (wants(buffer.PyBUF_C_CONTIGUOUS) && !isC(flags)) return fail(PyExc_BufferError, 'ndarray is not C-contiguous');
  if (wants(buffer.PyBUF_F_CONTIGUOUS) && !isFortran(flags)) return fail(PyExc_BufferError, 'ndarray is not Fortran contiguous');
  if (wants(buffer.PyBUF_ANY_CONTIGUOUS) && !isC(flags) && !isFortran(flags)) return fail(PyExc_BufferError, 'ndarray is not contiguous');
  if (!wants(buffer.PyBUF_INDIRECT) && (flags & ND_PIL) !== 0) return fail(PyExc_BufferError, 'ndarray cannot be represented without suboffsets');
  if (!wants(buffer.PyBUF_STRIDES)) {
    if (!isC(flags)) return fail(PyExc_BufferError, 'ndarray is not C-contiguous');
    view.strides = null;
  }
  if (!wants(buffer.PyBUF_ND)) {
    if (view.format !== null) return fail(PyExc_BufferError, 'ndarray: cannot cast to unsigned bytes if the format flag is present');
    view.ndim = 1;
    view.shape = null;
  }
  const fortran = buffer.PyBuffer_IsContiguous(view, 'F');
  if (isC(flags) !== buffer.PyBuffer_IsContiguous(view, 'C') || (view.format !== null && view.shape !== null && isFortran(flags) !== fortran) || (view.format === null && view.shape === null && !fortran)) {
    return fail(PyExc_BufferError, 'ndarray: contiguity mismatch in getbuf()');
  }
  view.obj = Py_NewRef(self);
  head.exports++;
  return 0;
}
function ndarray_releasebuf(self: PyObject, view: Py_buffer): void {
  const nd = arrayOf(self), base = view.internal;
  if (nd.consumer || !(base instanceof Base)) return;
  if (--base.exports > 0 || base === nd.head) return;
  base.free();
  nd.bases.splice(nd.bases.indexOf(base), 1);
}

// ---- ndarray: items and slices ----

/** Address of an item of the first dimension; -1 with IndexError. CPython: ptr_from_index() */
function ptr_from_index(view: Py_buffer, indexIn: number): number {
  const n = view.shape !== null ? view.shape[0] : view.len, index = indexIn < 0 ? indexIn + n : indexIn;
  if (index < 0 || index >= n) return fail(PyExc_IndexError, 'index out of bounds');
  return buffer.followSuboffset(view, view.buf + (view.strides === null ? view.itemsize : view.strides[0]) * index, 0);
}
function ndarray_item(self: PyObject, index: number): New | NULL {
  const {view} = baseOf(self);
  if (view.ndim === 0) return PyErr_SetString(PyExc_TypeError, 'invalid indexing of scalar');
  const at = ptr_from_index(view, index);
  if (at < 0) return NULL;
  if (view.ndim === 1) return unpack_single(at, view.format, view.itemsize);
  const result = consumerOf(self);
  if (result === NULL) return NULL;
  const part = baseOf(result);
  part.view.buf = at;
  part.view.len /= part.view.shape![0];
  part.view.ndim--;
  part.view.shape!.shift();
  part.view.strides?.shift();
  part.view.suboffsets?.shift();
  part.noteLayout();
  return result;
}
/** Narrows a dimension of a view to a slice; false with an exception. CPython: init_slice() */
function init_slice(view: Py_buffer, key: PyObject, dim: number): boolean {
  const bounds = PySlice_Unpack(key), strides = view.strides as number[], {suboffsets} = view;
  if (bounds === null) return false;
  const n = PySlice_AdjustIndices(view.shape![dim], bounds);
  let through = suboffsets === null ? -1 : dim - 1;
  while (through >= 0 && suboffsets![through] < 0) through--;
  // behind a pointer it is not the start that moves
  if (through < 0) view.buf += strides[dim] * bounds.start;
  else suboffsets![through] += strides[dim] * bounds.start;
  view.shape![dim] = n;
  strides[dim] *= bounds.step;
  return true;
}
function ndarray_subscript(self: PyObject, key: PyObject): New | NULL {
  const {view} = baseOf(self);
  if (view.ndim === 0) {
    if (PyTuple_Check(key) && PyTuple_GET_SIZE(key) === 0) return unpack_single(view.buf, view.format, view.itemsize);
    return key === _Py_EllipsisObject ? Py_NewRef(self) : PyErr_SetString(PyExc_TypeError, 'invalid indexing of scalar');
  }
  if (PyIndex_Check(key)) {
    const index = PyLong_AsSsize_t(key);
    return index === -1 && PyErr_Occurred() !== NULL ? NULL : ndarray_item(self, index);
  }
  const result = consumerOf(self);
  if (result === NULL) return NULL;
  const part = baseOf(result), keys: PyObject[] = PyTuple_Check(key) ? (itemsOf(key, 'key') as PyObject[]) : [key];
  for (let i = 0; i < keys.length; i++) {
    if (PySlice_Check(keys[i]) && init_slice(part.view, keys[i], i)) continue;
    if (!PySlice_Check(keys[i])) PyErr_Format(PyExc_TypeError, `cannot index memory using "${typeName(keys[i])}"`);
    Py_DECREF(result);
    return NULL;
  }
  part.view.len = lengthOf(part.view);
  part.noteLayout();
  return result;
}
function ndarray_ass_subscript(self: PyObject, key: PyObject, value: PyObject | NULL): number {
  const {view} = baseOf(self);
  if (view.readonly) return fail(PyExc_TypeError, 'ndarray is not writable');
  if (value === NULL) return fail(PyExc_TypeError, 'ndarray data cannot be deleted');
  if (view.ndim === 0) return key === _Py_EllipsisObject || (PyTuple_Check(key) && PyTuple_GET_SIZE(key) === 0) ? pack_single(view.buf, value, view) : fail(PyExc_TypeError, 'invalid indexing of scalar');
  if (view.ndim === 1 && PyIndex_Check(key)) {
    const index = PyLong_AsSsize_t(key), at = index === -1 && PyErr_Occurred() !== NULL ? -1 : ptr_from_index(view, index);
    return at < 0 ? -1 : pack_single(at, value, view);
  }
  const src = new Py_buffer();
  if (buffer.PyObject_GetBuffer(value, src, buffer.PyBUF_FULL_RO) < 0) return -1;
  const part = ndarray_subscript(self, key);
  let status = -1;
  if (part !== NULL) {
    status = copy_buffer(baseOf(part).view, src);
    Py_DECREF(part);
  }
  buffer.PyBuffer_Release(src);
  return status;
}
function ndarray_hash(self: PyObject): number {
  const {view} = baseOf(self);
  H[HASH_HI] = -1;
  if (!view.readonly) return fail(PyExc_ValueError, 'cannot hash writable ndarray object');
  if (view.obj !== NULL && PyObject_Hash(view.obj) === -1 && H[HASH_HI] === -1) return -1;
  const bytes = PyBytes_FromUint8Array(contents(view));
  H[HASH_HI] = -1;
  if (bytes === NULL) return -1;
  const hash = PyObject_Hash(bytes), upper = H[HASH_HI];
  Py_DECREF(bytes);
  H[HASH_HI] = upper;
  return hash;
}
function ndarray_add_suboffsets(self: PyObject): New | NULL {
  const base = baseOf(self), {view} = base;
  if (view.suboffsets !== null) return PyErr_SetString(PyExc_TypeError, 'cannot add suboffsets to PIL-style array');
  if (view.strides === null) return PyErr_SetString(PyExc_TypeError, 'cannot add suboffsets to array without strides');
  view.suboffsets = new Array<number>(view.ndim).fill(-1);
  base.flags &= ~(ND_C | ND_FORTRAN);
  return None();
}
/** A memoryview of a copy of the whole memory that nobody frees. CPython: ndarray_memoryview_from_buffer() */
function ndarray_memoryview_from_buffer(self: PyObject): New | NULL {
  const nd = arrayOf(self), {view} = nd.head;
  let base = nd.head;
  if (nd.consumer) {
    const {obj} = view, other = obj !== NULL && Py_TYPE(obj) === Py_TYPE(self) ? arrayOf(obj) : null;
    if (other === null || other.consumer) return PyErr_SetString(PyExc_TypeError, 'memoryview_from_buffer(): ndarray must be original exporter or consumer from ndarray/original exporter');
    base = other.head;
  }
  if (view.format !== null && view.format.length > ND_MAX_NDIM) return PyErr_SetString(PyExc_TypeError, `memoryview_from_buffer: format is limited to ${ND_MAX_NDIM} characters`);
  if (view.ndim > ND_MAX_NDIM) return PyErr_SetString(PyExc_TypeError, `memoryview_from_buffer: ndim is limited to ${ND_MAX_NDIM}`);
  const block = PyMem_RawMalloc(base.len), info = Object.assign(new Py_buffer(), view);
  moveBytes(block * 4, base.block * 4, base.block * 4 + base.len);
  info.buf = block * 4 + (view.buf - base.block * 4);
  return PyMemoryView_FromBuffer(info);
}

// ---- ndarray: the type ----

function numbers(values: readonly number[] | null): New | NULL {
  return packSteal(...(values ?? []).map(PyLong_FromSsize_t));
}
const attribute = (name: string, get: (base: Base) => New | NULL): PyGetSetDef => ({name, get: self => get(baseOf(self))});
/** Whether the items lie in a row, by the view and by the flags alike. */
const contiguity = (name: string, order: string, noted: (flags: number) => boolean): PyGetSetDef => attribute(name, base => {
  const found = buffer.PyBuffer_IsContiguous(base.view, order);
  return found === noted(base.flags) ? PyBool_FromLong(found) : PyErr_SetString(PyExc_RuntimeError, 'results from PyBuffer_IsContiguous() and flags differ');
});
const ndarrayType: TypeSpec = {
  tp_name: 'ndarray', tp_basicsize: 208,
  slots: {
    tp_new: ndarray_new, tp_init: ndarray_init, tp_dealloc: ndarray_dealloc, tp_hash: ndarray_hash, bf_getbuffer: ndarray_getbuf, bf_releasebuffer: ndarray_releasebuf,
    sq_item: ndarray_item, mp_subscript: ndarray_subscript, mp_ass_subscript: ndarray_ass_subscript,
  },
  methods: [
    hiddenMethod('tolist', '($self, /)', self => ndarray_as_list(baseOf(self).view)),
    hiddenMethod('tobytes', '($self, /)', self => PyBytes_FromUint8Array(contents(baseOf(self).view))),
    hiddenMethod('push', '($self, items, shape, strides=None, offset=0, format=None, flags=0)', ndarray_push),
    hiddenMethod('pop', '($self, /)', ndarray_pop),
    hiddenMethod('add_suboffsets', '($self, /)', ndarray_add_suboffsets),
    hiddenMethod('memoryview_from_buffer', '($self, /)', ndarray_memoryview_from_buffer),
  ],
  getset: [
    attribute('flags', base => PyLong_FromNumber(base.flags)),
    attribute('offset', base => PyLong_FromNumber(base.offset)),
    attribute('obj', ({view}) => Py_NewRef(view.obj !== NULL ? view.obj : _Py_NoneStruct)),
    attribute('nbytes', ({view}) => PyLong_FromNumber(view.len)),
    attribute('readonly', ({view}) => PyBool_FromLong(view.readonly)),
    attribute('itemsize', ({view}) => PyLong_FromNumber(view.itemsize)),
    attribute('format', ({view}) => PyUnicode_FromString(view.format ?? '')),
    attribute('ndim', ({view}) => PyLong_FromNumber(view.ndim)),
    attribute('shape', ({view}) => numbers(view.shape)),
    attribute('strides', ({view}) => numbers(view.strides)),
    attribute('suboffsets', ({view}) => numbers(view.suboffsets)),
    contiguity('c_contiguous', 'C', isC),
    contiguity('f_contiguous', 'F', isFortran),
    contiguity('contiguous', 'A', flags => isC(flags) || isFortran(flags)),
  ],
};

// ---- staticarray ----

/** An exporter of the same twelve bytes for all, that keeps its object out of the view when asked to. */
const STATIC_BYTES = 12;
function staticArrayType(): TypeSpec {
  const block = PyMem_RawMalloc(STATIC_BYTES);
  for (let i = 0; i < STATIC_BYTES; i++) U8[block * 4 + i] = i;
  return {
    tp_name: 'staticarray', tp_basicsize: 24,
    slots: {
      tp_new(type) {
        const self = slots(type).tp_alloc!(type, 0);
        if (self !== NULL) setPayload(self, {legacy: false});
        return self;
      },
      tp_init(self, args, kwds) {
        const values = parseTupleAndKeywords('staticarray', '(legacy_mode=False)', args, kwds);
        if (values === null) return -1;
        payload<{legacy: boolean}>(self).legacy = values[0] !== NULL && values[0] !== _Py_FalseStruct;
        return 0;
      },
      tp_dealloc(self) {
        const type = Py_TYPE(self);
        slots(type).tp_free!(self);
        Py_DECREF(type);
      },
      bf_getbuffer(self, view) {
        Object.assign(view, {buf: block * 4, len: STATIC_BYTES, itemsize: 1, readonly: true, ndim: 1, format: 'B', shape: [STATIC_BYTES], strides: [1], suboffsets: null, internal: null});
        view.obj = payload<{legacy: boolean}>(self).legacy ? NULL : Py_NewRef(self);
        return 0;
      },
    },
  };
}

// ---- functions ----

function slice_indices(_module: PyObject, key: PyObject, lenArg: PyObject): New | NULL {
  const len = PyLong_AsSsize_t(lenArg);
  if (len === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!PySlice_Check(key)) return PyErr_SetString(PyExc_TypeError, 'first argument must be a slice object');
  const bounds = PySlice_Unpack(key);
  if (bounds === null) return NULL;
  const n = PySlice_AdjustIndices(len, bounds);
  return numbers([bounds.start, bounds.stop, bounds.step, n]);
}
/** The item at indices, found by PyBuffer_GetPointer(). */
function get_pointer(_module: PyObject, bufobj: PyObject, seq: PyObject): New | NULL {
  const items = itemsOf(seq, 'seq'), view = new Py_buffer();
  if (items === null || buffer.PyObject_GetBuffer(bufobj, view, buffer.PyBUF_FULL_RO) < 0) return NULL;
  const result = itemAt(view, items);
  buffer.PyBuffer_Release(view);
  return result;
}
function itemAt(view: Py_buffer, items: readonly PyObject[]): New | NULL {
  if (view.ndim > ND_MAX_NDIM) return PyErr_SetString(PyExc_ValueError, `get_pointer(): ndim > ${ND_MAX_NDIM}`);
  if (items.length !== view.ndim) return PyErr_SetString(PyExc_ValueError, 'get_pointer(): len(indices) != ndim');
  const indices: number[] = [];
  for (let i = 0; i < items.length; i++) {
    const index = PyLong_AsSsize_t(items[i]);
    if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (index < 0 || index >= view.shape![i]) return PyErr_SetString(PyExc_ValueError, `get_pointer(): invalid index ${index} at position ${i}`);
    indices.push(index);
  }
  return unpack_single(buffer.PyBuffer_GetPointer(view, indices), view.format, view.itemsize);
}
/** 'C', 'F' or 'A'; null with an exception. CPython: get_ascii_order() */
function orderOf(order: PyObject): string | null {
  if (!PyUnicode_Check(order)) PyErr_SetString(PyExc_TypeError, 'order must be a string');
  else {
    const ascii = PyUnicode_AsASCIIString(order);
    if (ascii === NULL) return null;
    Py_DECREF(ascii);
    const c = PyUnicode_AsJSString(order).charAt(0);
    if (c === 'C' || c === 'F' || c === 'A') return c;
    PyErr_SetString(PyExc_ValueError, 'invalid order, must be C, F or A');
  }
  return null;
}
function get_contiguous(_module: PyObject, obj: PyObject, buffertype: PyObject, order: PyObject): New | NULL {
  if (!PyLong_Check(buffertype)) return PyErr_SetString(PyExc_TypeError, 'buffertype must be PyBUF_READ or PyBUF_WRITE');
  const type = PyLong_AsInt(buffertype);
  if (type === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (type !== buffer.PyBUF_READ && type !== buffer.PyBUF_WRITE) return PyErr_SetString(PyExc_ValueError, 'invalid buffer type');
  const ord = orderOf(order);
  return ord === null ? NULL : PyMemoryView_GetContiguous(obj, type, ord);
}
function py_buffer_to_contiguous(_module: PyObject, obj: PyObject, order: PyObject, flagsArg: PyObject): New | NULL {
  const flags = PyLong_AsInt(flagsArg), view = new Py_buffer();
  if ((flags === -1 && PyErr_Occurred() !== NULL) || buffer.PyObject_GetBuffer(obj, view, flags) < 0) return NULL;
  const ord = orderOf(order), bytes = ord === null ? NULL : _PyBytes_FromSize(view.len);
  if (bytes !== NULL) PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), view, view.len, ord as string);
  buffer.PyBuffer_Release(view);
  return bytes;
}
/** Gives two views to a function; TypeError when one of the objects has none. */
function withViews(b1: PyObject, b2: PyObject, test: (a: Py_buffer, b: Py_buffer) => boolean): New | NULL {
  const a = new Py_buffer(), b = new Py_buffer();
  if (buffer.PyObject_GetBuffer(b1, a, buffer.PyBUF_FULL_RO) < 0) return PyErr_SetString(PyExc_TypeError, 'cmp_contig: first argument does not implement the buffer protocol');
  let result: New | NULL = NULL;
  if (buffer.PyObject_GetBuffer(b2, b, buffer.PyBUF_FULL_RO) < 0) PyErr_SetString(PyExc_TypeError, 'cmp_contig: second argument does not implement the buffer protocol');
  else {
    result = PyBool_FromLong(test(a, b));
    buffer.PyBuffer_Release(b);
  }
  buffer.PyBuffer_Release(a);
  return result;
}
/** Equal arrays; where the shape is less than two, strides may differ. CPython: arraycmp() */
function sameNumbers(a: readonly number[] | null, b: readonly number[] | null, shape: readonly number[] | null, ndim: number): boolean {
  if (a === null || b === null) return a === b;
  for (let i = 0; i < ndim; i++) if (a[i] !== b[i] && (shape === null || shape[i] > 1)) return false;
  return true;
}
/** Whether two views in a row are the same in every respect. CPython: cmp_contig() */
function physicallyEqual(a: Py_buffer, b: Py_buffer): boolean {
  const both = (order: string): boolean => buffer.PyBuffer_IsContiguous(a, order) && buffer.PyBuffer_IsContiguous(b, order);
  if ((!both('C') && !both('F')) || a.len !== b.len || a.itemsize !== b.itemsize || a.ndim !== b.ndim || (a.format ?? 'B') !== (b.format ?? 'B')) return false;
  if (!sameNumbers(a.shape, b.shape, null, a.ndim) || !sameNumbers(a.strides, b.strides, a.shape, a.ndim) || !sameNumbers(a.suboffsets, b.suboffsets, null, a.ndim)) return false;
  for (let i = 0; i < a.len; i++) if (U8[a.buf + i] !== U8[b.buf + i]) return false;
  return true;
}

const FUNCTIONS: readonly PyMethodDef[] = [
  hiddenMethod('slice_indices', '(key, len, /)', slice_indices),
  hiddenMethod('get_pointer', '(bufobj, seq, /)', get_pointer),
  hiddenMethod('get_sizeof_void_p', '()', () => PyLong_FromNumber(8)),
  hiddenMethod('get_contiguous', '(obj, buffertype, order, /)', get_contiguous),
  hiddenMethod('py_buffer_to_contiguous', '(obj, order, flags, /)', py_buffer_to_contiguous),
  hiddenMethod('cmp_contig', '(b1, b2, /)', (_module, b1, b2) => withViews(b1 as PyObject, b2 as PyObject, physicallyEqual)),
];
const CONSTANTS: Readonly<Record<string, number>> = {
  ND_MAX_NDIM, ND_VAREXPORT, ND_WRITABLE, ND_FORTRAN, ND_SCALAR, ND_PIL, ND_GETBUF_FAIL, ND_GETBUF_UNDEFINED, ND_REDIRECT,
  PyBUF_SIMPLE: buffer.PyBUF_SIMPLE, PyBUF_WRITABLE: buffer.PyBUF_WRITABLE, PyBUF_FORMAT: buffer.PyBUF_FORMAT, PyBUF_ND: buffer.PyBUF_ND, PyBUF_STRIDES: buffer.PyBUF_STRIDES, PyBUF_INDIRECT: buffer.PyBUF_INDIRECT,
  PyBUF_C_CONTIGUOUS: buffer.PyBUF_C_CONTIGUOUS, PyBUF_F_CONTIGUOUS: buffer.PyBUF_F_CONTIGUOUS, PyBUF_ANY_CONTIGUOUS: buffer.PyBUF_ANY_CONTIGUOUS, PyBUF_FULL: buffer.PyBUF_FULL, PyBUF_FULL_RO: buffer.PyBUF_FULL_RO,
  PyBUF_RECORDS: buffer.PyBUF_RECORDS, PyBUF_RECORDS_RO: buffer.PyBUF_RECORDS_RO, PyBUF_STRIDED: buffer.PyBUF_STRIDED, PyBUF_STRIDED_RO: buffer.PyBUF_STRIDED_RO, PyBUF_CONTIG: buffer.PyBUF_CONTIG, PyBUF_CONTIG_RO: buffer.PyBUF_CONTIG_RO,
  PyBUF_READ: buffer.PyBUF_READ, PyBUF_WRITE: buffer.PyBUF_WRITE,
};
/** is_contiguous(obj, order): of an ndarray its own view is looked at. */
const isContiguous = (ndarray: () => PyObject): PyMethodDef => hiddenMethod('is_contiguous', '(obj, order, /)', (_module, objArg, orderArg) => {
  const obj = objArg as PyObject, order = orderOf(orderArg as PyObject), view = new Py_buffer();
  if (order === null) return NULL;
  if (Py_TYPE(obj) === ndarray()) return PyBool_FromLong(buffer.PyBuffer_IsContiguous(baseOf(obj).view, order));
  if (buffer.PyObject_GetBuffer(obj, view, buffer.PyBUF_FULL_RO) < 0) return PyErr_SetString(PyExc_TypeError, 'is_contiguous: object does not implement the buffer protocol');
  const result = buffer.PyBuffer_IsContiguous(view, order);
  buffer.PyBuffer_Release(view);
  return PyBool_FromLong(result);
});
/** Adds a type to the module, which keeps it; -1 with an exception. */
function addType(module: PyObject, spec: TypeSpec): PyObject | NULL {
  const type = PyType_FromSpec(spec);
  if (type === NULL) return NULL;
  const kept: PyObject = type;
  return PyModule_Add(module, spec.tp_name, type) < 0 ? NULL : kept;
}
/** The library. */
export function _testbuffer(): Library {
  let ndarray: PyObject | NULL = NULL;
  const def = new PyModuleDef('_testbuffer', {m_size: -1, m_methods: [...FUNCTIONS, isContiguous(() => ndarray as PyObject)]});
  return {
    PyInit__testbuffer: (): New | NULL => {
      const module = PyModule_Create(def);
      if (module === NULL) return NULL;
      ndarray = addType(module, ndarrayType);
      let ok = ndarray !== NULL && addType(module, staticArrayType()) !== NULL;
      for (const [name, value] of Object.entries(CONSTANTS)) ok = ok && PyModule_Add(module, name, PyLong_FromNumber(value)) === 0;
      if (ok) return module;
      Py_DECREF(module);
      return NULL;
    },
  };
}
