/** The memoryview type: subscripts, comparison, methods, iterator. CPython: Objects/memoryobject.c */
import {H, U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check, PyMemoryView_Check, PySlice_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, Py_BOOL, Py_TYPE, memoryiter_index, memoryiter_length, memoryiter_seq, memoryview_exports, memoryview_flags, memoryview_mbuf, set_memoryiter_index, set_memoryiter_length, set_memoryiter_seq, set_memoryview_exports} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_BufferError, PyExc_IndexError, PyExc_NotImplementedError, PyExc_TypeError, PyExc_ValueError, PyMemoryView_Type, _PyMemoryIter_Type, _Py_EllipsisObject, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../runtime/gc';
import {hooks} from '../runtime/hooks';
import {METH_CLASS, method, rawMethod, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc} from '../runtime/obmalloc';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_SEQUENCE} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_buffer} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyBUF_ANY_CONTIGUOUS, PyBUF_C_CONTIGUOUS, PyBUF_FORMAT, PyBUF_FULL_RO, PyBUF_F_CONTIGUOUS, PyBUF_INDIRECT, PyBUF_ND, PyBUF_STRIDES, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer, followSuboffset} from './abstract-buffer';
import {PyIndex_Check, PyNumber_AsSsize_t} from './abstract-number';
import {_Py_strhex_with_sep} from './bytes-methods';
import {PyBytes_FromStringAndSize, _PyBytes_FromSize} from './bytesobject';
import {PyErr_Clear, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyList_New, PyList_SetItem} from './listobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {nativeFormat, nativeSize, pack_single, readFloat, unpack_single} from './memory-items';
import {PyBuffer_ToContiguous, PyMemoryView_FromObject, PyMemoryView_FromObjectAndFlags, PyMemoryView_GET_BUFFER, _Py_MEMORYVIEW_C, _Py_MEMORYVIEW_FORTRAN, _Py_MEMORYVIEW_PIL, _Py_MEMORYVIEW_RELEASED, _Py_MEMORYVIEW_RESTRICTED, eachItem, fullView, init_flags, isReleased, mbuf_add_view, memory_clear, memory_dealloc, memory_traverse, releaseView, releasedError, restrictedError} from './memoryobject';
import {PyObject_Hash, PyObject_RichCompareBool, PyObject_SelfIter, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyObject_CallMethodObjArgs} from './call';
import {siphash13} from './siphash';
import {_PyArg_BadArgument, intArg, isStrArg, sliceBounds} from './text-args';
import {PyTuple_New} from './tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyUnicode_InternFromString} from './unicode-intern';
import {_PyUnicode_AsUTF8NoNUL} from './unicode-encoded';

const None = _Py_NoneStruct as New;
function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}

// Buffer protocol

function memory_getbuf(self: PyObject, view: Py_buffer, flags: number): number {
  if (releasedError(self) || restrictedError(self)) return -1;
  const base = PyMemoryView_GET_BUFFER(self), baseflags = memoryview_flags(self), c = (baseflags & _Py_MEMORYVIEW_C) !== 0, f = (baseflags & _Py_MEMORYVIEW_FORTRAN) !== 0;
  const wants = (bits: number): boolean => (flags & bits) === bits;
  view.obj = NULL;
  if ((flags & PyBUF_WRITABLE) !== 0 && base.readonly) return fail(PyExc_BufferError, 'memoryview: underlying buffer is not writable');
  if (wants(PyBUF_C_CONTIGUOUS) && !c) return fail(PyExc_BufferError, 'memoryview: underlying buffer is not C-contiguous');
  if (wants(PyBUF_F_CONTIGUOUS) && !f) return fail(PyExc_BufferError, 'memoryview: underlying buffer is not Fortran contiguous');
  if (wants(PyBUF_ANY_CONTIGUOUS) && !c && !f) return fail(PyExc_BufferError, 'memoryview: underlying buffer is not contiguous');
  if (!wants(PyBUF_INDIRECT) && (baseflags & _Py_MEMORYVIEW_PIL) !== 0) return fail(PyExc_BufferError, 'memoryview: underlying buffer requires suboffsets');
  if (!wants(PyBUF_STRIDES) && !c) return fail(PyExc_BufferError, 'memoryview: underlying buffer is not C-contiguous');
  if (!wants(PyBUF_ND) && (flags & PyBUF_FORMAT) !== 0) return fail(PyExc_BufferError, 'memoryview: cannot cast to unsigned bytes if the format flag is present');
  view.buf = base.buf;
  view.len = base.len;
  view.itemsize = base.itemsize;
  view.readonly = base.readonly;
  view.ndim = wants(PyBUF_ND) ? base.ndim : 1;
  view.format = (flags & PyBUF_FORMAT) !== 0 ? base.format : null;
  view.shape = wants(PyBUF_ND) ? base.shape : null;
  view.strides = wants(PyBUF_STRIDES) ? base.strides : null;
  view.suboffsets = base.suboffsets;
  view.internal = base.internal;
  view.obj = Py_NewRef(self);
  set_memoryview_exports(self, memoryview_exports(self) + 1);
  return 0;
}
function memory_releasebuf(self: PyObject): void {
  set_memoryview_exports(self, memoryview_exports(self) - 1);
}

// Subscripts

/** The native character of a view's format; null with NotImplementedError. CPython: adjust_fmt() */
function adjust_fmt(view: Py_buffer): string | null {
  const format = nativeFormat(view.format);
  if (format !== '') return format;
  PyErr_SetString(PyExc_NotImplementedError, `memoryview: unsupported format ${view.format}`);
  return null;
}
/** Moves an address along a dimension; -1 with IndexError. CPython: lookup_dimension() */
function lookup_dimension(view: Py_buffer, at: number, dim: number, index: number): number {
  const n = view.shape![dim];
  if (index < 0) index += n;
  if (index < 0 || index >= n) return fail(PyExc_IndexError, `index out of bounds on dimension ${dim + 1}`);
  return followSuboffset(view, at + view.strides![dim] * index, dim);
}
/** Address of the item at a tuple of numbers; -1 with an exception. CPython: ptr_from_tuple() */
function ptr_from_tuple(view: Py_buffer, key: PyObject): number {
  const n = PyTuple_GET_SIZE(key);
  if (n > view.ndim) return fail(PyExc_TypeError, `cannot index ${view.ndim}-dimension view with ${n}-element tuple`);
  let at = view.buf;
  for (let dim = 0; dim < n; dim++) {
    const index = PyNumber_AsSsize_t(PyTuple_GET_ITEM(key, dim), PyExc_IndexError);
    if (index === -1 && PyErr_Occurred() !== NULL) return -1;
    at = lookup_dimension(view, at, dim, index);
    if (at < 0) return -1;
  }
  return at;
}
function tupleOf(key: PyObject, test: (item: PyObject) => boolean): boolean {
  if (!PyTuple_Check(key)) return false;
  for (let i = 0; i < PyTuple_GET_SIZE(key); i++) if (!test(PyTuple_GET_ITEM(key, i))) return false;
  return true;
}
function memory_item(self: PyObject, index: number): New | NULL {
  if (releasedError(self)) return NULL;
  const view = PyMemoryView_GET_BUFFER(self), format = adjust_fmt(view);
  if (format === null) return NULL;
  if (view.ndim === 0) return PyErr_SetString(PyExc_TypeError, 'invalid indexing of 0-dim memory');
  if (view.ndim > 1) return PyErr_SetString(PyExc_NotImplementedError, 'multi-dimensional sub-views are not implemented');
  const at = lookup_dimension(view, view.buf, 0, index);
  return at < 0 ? NULL : unpack_single(at, format);
}
function memory_subscript(self: PyObject, key: PyObject): New | NULL {
  if (releasedError(self)) return NULL;
  const view = PyMemoryView_GET_BUFFER(self);
  if (view.ndim === 0) {
    if (PyTuple_Check(key) && PyTuple_GET_SIZE(key) === 0) {
      const format = adjust_fmt(view);
      return format === null ? NULL : unpack_single(view.buf, format);
    }
    return key === _Py_EllipsisObject ? Py_NewRef(self) : PyErr_SetString(PyExc_TypeError, 'invalid indexing of 0-dim memory');
  }
  if (PyIndex_Check(key)) {
    const index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    return index === -1 && PyErr_Occurred() !== NULL ? NULL : memory_item(self, index);
  }
  if (PySlice_Check(key)) {
    if (restrictedError(self)) return NULL;
    // the new view comes first: it keeps the memory when an __index__ of the slice releases this one
    const sliced = mbuf_add_view(memoryview_mbuf(self), view), bounds = sliced === NULL ? null : sliceBounds(key, view.shape![0]);
    if (sliced === NULL) return NULL;
    if (bounds === null) {
      Py_DECREF(sliced);
      return NULL;
    }
    const part = PyMemoryView_GET_BUFFER(sliced);
    part.buf += part.strides![0] * bounds.start;
    part.shape![0] = bounds.length;
    part.strides![0] *= bounds.step;
    part.len = part.shape!.reduce((a, b) => a * b, 1) * part.itemsize;
    init_flags(sliced);
    return sliced;
  }
  if (tupleOf(key, PyIndex_Check)) {
    const format = adjust_fmt(view);
    if (format === null) return NULL;
    if (PyTuple_GET_SIZE(key) < view.ndim) return PyErr_SetString(PyExc_NotImplementedError, 'sub-views are not implemented');
    const at = ptr_from_tuple(view, key);
    return at < 0 || releasedError(self) ? NULL : unpack_single(at, format);
  }
  if (PyTuple_GET_SIZE_OF(key) > 0 && tupleOf(key, PySlice_Check)) return PyErr_SetString(PyExc_NotImplementedError, 'multi-dimensional slicing is not implemented');
  return PyErr_SetString(PyExc_TypeError, 'memoryview: invalid slice key');
}
const PyTuple_GET_SIZE_OF = (key: PyObject): number => (PyTuple_Check(key) ? PyTuple_GET_SIZE(key) : 0);

function memory_ass_sub(self: PyObject, key: PyObject, value: PyObject | NULL): number {
  if (releasedError(self)) return -1;
  const view = PyMemoryView_GET_BUFFER(self), format = adjust_fmt(view), released = (): boolean => releasedError(self);
  if (format === null) return -1;
  if (view.readonly) return fail(PyExc_TypeError, 'cannot modify read-only memory');
  if (value === NULL) return fail(PyExc_TypeError, 'cannot delete memory');
  if (view.ndim === 0) {
    if (key === _Py_EllipsisObject || (PyTuple_Check(key) && PyTuple_GET_SIZE(key) === 0)) return pack_single(view.buf, value, format, released);
    return fail(PyExc_TypeError, 'invalid indexing of 0-dim memory');
  }
  if (PyIndex_Check(key)) {
    if (view.ndim > 1) return fail(PyExc_NotImplementedError, 'sub-views are not implemented');
    const index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (index === -1 && PyErr_Occurred() !== NULL) return -1;
    const at = lookup_dimension(view, view.buf, 0, index);
    return at < 0 ? -1 : pack_single(at, value, format, released);
  }
  if (PySlice_Check(key) && view.ndim === 1) {
    const src = new Py_buffer();
    if (PyObject_GetBuffer(value, src, PyBUF_FULL_RO) < 0) return -1;
    const bounds = sliceBounds(key, view.shape![0]);
    let status = -1;
    if (bounds !== null && !releasedError(self)) {
      const dest = Object.assign(new Py_buffer(), view);
      dest.buf = view.buf + view.strides![0] * bounds.start;
      dest.shape = [bounds.length];
      dest.strides = [view.strides![0] * bounds.step];
      dest.len = bounds.length * dest.itemsize;
      status = copy_single(dest, src);
    }
    PyBuffer_Release(src);
    return status;
  }
  if (tupleOf(key, PyIndex_Check)) {
    if (PyTuple_GET_SIZE(key) < view.ndim) return fail(PyExc_NotImplementedError, 'sub-views are not implemented');
    const at = ptr_from_tuple(view, key);
    return at < 0 || releasedError(self) ? -1 : pack_single(at, value, format, released);
  }
  if (PySlice_Check(key) || (PyTuple_GET_SIZE_OF(key) > 0 && tupleOf(key, PySlice_Check))) return fail(PyExc_NotImplementedError, 'memoryview slice assignments are currently restricted to ndim = 1');
  return fail(PyExc_TypeError, 'memoryview: invalid slice key');
}
/** CPython: equiv_shape() */
function equiv_shape(a: Py_buffer, b: Py_buffer): boolean {
  if (a.ndim !== b.ndim) return false;
  const x = fullView(a).shape, y = fullView(b).shape;
  for (let i = 0; i < a.ndim; i++) {
    if (x![i] !== y![i]) return false;
    if (x![i] === 0) break;
  }
  return true;
}
/** Copies items of one view into another of one dimension, which may be the same memory. CPython: copy_single() */
function copy_single(dest: Py_buffer, src: Py_buffer): number {
  const same = (dest.format ?? 'B').replace(/^@/, '') === (src.format ?? 'B').replace(/^@/, '') && dest.itemsize === src.itemsize;
  if (!same || !equiv_shape(dest, src)) return fail(PyExc_ValueError, 'memoryview assignment: lvalue and rvalue have different structures');
  const size = dest.itemsize, copy = new Uint8Array(dest.len);
  let at = 0;
  eachItem(fullView(src), 'C', from => {
    copy.set(U8.subarray(from, from + size), at);
    at += size;
  });
  at = 0;
  eachItem(dest, 'C', to => {
    U8.set(copy.subarray(at, at + size), to);
    at += size;
  });
  return 0;
}
function memory_length(self: PyObject): number {
  if (releasedError(self)) return -1;
  const view = PyMemoryView_GET_BUFFER(self);
  return view.ndim === 0 ? fail(PyExc_TypeError, '0-dim memory has no length') : view.shape![0];
}

// Comparison and hash

/** struct.unpack() of the items of a view, for formats that are not native; null with an exception, or 'unsupported'. */
function structItems(view: Py_buffer): PyObject[] | 'unsupported' | null {
  const module = hooks.PyImport_ImportModule('struct');
  if (module === NULL) return null;
  const format = PyUnicode_FromString(view.format ?? 'B'), name = PyUnicode_InternFromString('unpack'), items: PyObject[] = [];
  let failed = format === NULL || name === NULL;
  eachItem(fullView(view), 'C', at => {
    if (failed) return;
    const bytes = PyBytes_FromStringAndSize(at, view.itemsize);
    const item = bytes === NULL ? NULL : PyObject_CallMethodObjArgs(module, name as New, format as New, bytes);
    if (bytes !== NULL) Py_DECREF(bytes);
    if (item === NULL) failed = true;
    else items.push(item);
  });
  Py_XDECREF(format);
  Py_XDECREF(name);
  Py_DECREF(module);
  if (!failed) return items;
  for (const item of items) Py_DECREF(item);
  PyErr_Clear();
  return 'unsupported';
}
/** Whether two views of the same shape have equal items: 1, 0, -1 with an exception. */
function equalItems(a: Py_buffer, b: Py_buffer): number {
  const fa = nativeFormat(a.format), fb = nativeFormat(b.format);
  if (fa !== '' && fa === fb) {
    const places: number[] = [], size = nativeSize(fa);
    eachItem(fullView(a), 'C', at => places.push(at));
    let i = 0, equal = true;
    eachItem(fullView(b), 'C', at => {
      const other = places[i++];
      if (fa === 'f' || fa === 'd' || fa === 'e') equal &&= readFloat(at, fa) === readFloat(other, fa);
      else if (fa === '?') equal &&= (U8[at] !== 0) === (U8[other] !== 0);
      else for (let k = 0; k < size; k++) if (U8[at + k] !== U8[other + k]) equal = false;
    });
    return equal ? 1 : 0;
  }
  const left = structItems(a);
  if (left === null) return -1;
  const right = structItems(b);
  let result = right === null ? -1 : left === 'unsupported' || right === 'unsupported' ? 0 : 1;
  if (left !== 'unsupported' && right !== null && right !== 'unsupported') {
    for (let i = 0; i < left.length && result === 1; i++) result = PyObject_RichCompareBool(left[i], right[i], 2);
  }
  if (left !== 'unsupported') for (const item of left) Py_DECREF(item);
  if (right !== null && right !== 'unsupported') for (const item of right) Py_DECREF(item);
  return result;
}
function memory_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (op !== 2 && op !== 3) return _Py_NotImplementedStruct as New;
  const answer = (equal: boolean): New => Py_BOOL(equal === (op === 2)) as New;
  if (isReleased(v)) return answer(v === w);
  const a = PyMemoryView_GET_BUFFER(v), own = new Py_buffer();
  let b = own;
  if (PyMemoryView_Check(w)) {
    if (isReleased(w)) return answer(v === w);
    b = PyMemoryView_GET_BUFFER(w);
  } else if (PyObject_GetBuffer(w, own, PyBUF_FULL_RO) < 0) {
    PyErr_Clear();
    return _Py_NotImplementedStruct as New;
  }
  const equal = equiv_shape(a, b) ? equalItems(a, b) : 0;
  if (b === own) PyBuffer_Release(own);
  return equal < 0 ? NULL : answer(equal === 1);
}
function hashError(message: string): number {
  PyErr_SetString(PyExc_ValueError, message);
  H[HASH_HI] = -1;
  return -1;
}
function memory_hash(self: PyObject): number {
  if (H[self + 8] !== -1 || H[self + 9] !== -1) {
    H[HASH_HI] = H[self + 9];
    return H[self + 8];
  }
  if (releasedError(self)) {
    H[HASH_HI] = -1;
    return -1;
  }
  const view = PyMemoryView_GET_BUFFER(self), format = nativeFormat(view.format);
  if (!view.readonly) return hashError('cannot hash writable memoryview object');
  if (format !== 'B' && format !== 'b' && format !== 'c') return hashError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  if (view.obj !== NULL && PyObject_Hash(view.obj) === -1 && H[HASH_HI] === -1) return -1;
  if ((memoryview_flags(self) & _Py_MEMORYVIEW_C) !== 0) H[self + 8] = siphash13(null, 1, view.buf, view.len);
  else {
    const copy = PyMem_RawMalloc(view.len);
    if (copy === 0) {
      PyErr_NoMemory();
      H[HASH_HI] = -1;
      return -1;
    }
    PyBuffer_ToContiguous(copy << 2, view, view.len, 'C');
    H[self + 8] = siphash13(null, 1, copy << 2, view.len);
    PyMem_RawFree(copy);
  }
  H[self + 9] = H[HASH_HI];
  return H[self + 8];
}
function memory_repr(self: PyObject): New | NULL {
  return PyUnicode_FromString(`<${(memoryview_flags(self) & _Py_MEMORYVIEW_RELEASED) !== 0 ? 'released ' : ''}memory at ${addressText(self)}>`);
}

// Methods

function memoryview_release(self: PyObject): New | NULL {
  return releaseView(self) < 0 ? NULL : None;
}
function memoryview___enter__(self: PyObject): New | NULL {
  return releasedError(self) ? NULL : Py_NewRef(self);
}
function memoryview_tobytes(self: PyObject, order: PyObject | NULL): New | NULL {
  let ord = 'C';
  if (order !== NULL && order !== _Py_NoneStruct) {
    if (!PyUnicode_Check(order)) return _PyArg_BadArgument('tobytes', "argument 'order'", 'str or None', order);
    const text = _PyUnicode_AsUTF8NoNUL(order);
    if (text === undefined) return NULL;
    ord = text;
  }
  if (releasedError(self)) return NULL;
  if (ord !== 'C' && ord !== 'F' && ord !== 'A') return PyErr_SetString(PyExc_ValueError, "order must be 'C', 'F' or 'A'");
  const view = PyMemoryView_GET_BUFFER(self), bytes = _PyBytes_FromSize(view.len);
  if (bytes === NULL || view.len === 0) return bytes;
  if (PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), view, view.len, ord) < 0) {
    Py_DECREF(bytes);
    return NULL;
  }
  return bytes;
}
function memoryview_hex(self: PyObject, sep: PyObject | NULL, bytes_per_sep: PyObject | NULL): New | NULL {
  const per = intArg(bytes_per_sep, 1);
  if (per === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (releasedError(self)) return NULL;
  const view = PyMemoryView_GET_BUFFER(self);
  if ((memoryview_flags(self) & _Py_MEMORYVIEW_C) !== 0) return _Py_strhex_with_sep(U8.subarray(view.buf, view.buf + view.len), sep, per);
  const bytes = memoryview_tobytes(self, NULL);
  if (bytes === NULL) return NULL;
  const result = _Py_strhex_with_sep(U8.subarray(PyBytes_AS_STRING(bytes), PyBytes_AS_STRING(bytes) + view.len), sep, per);
  Py_DECREF(bytes);
  return result;
}
/** CPython: tolist_rec() */
function tolist(view: Py_buffer, at: number, dim: number, format: string): New | NULL {
  const n = view.shape![dim], list = PyList_New(n);
  if (list === NULL) return NULL;
  for (let i = 0; i < n; i++, at += view.strides![dim]) {
    const to = followSuboffset(view, at, dim), item = dim === view.ndim - 1 ? unpack_single(to, format) : tolist(view, to, dim + 1, format);
    if (item === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SetItem(list, i, item);
  }
  return list;
}
function memoryview_tolist(self: PyObject): New | NULL {
  if (releasedError(self)) return NULL;
  const view = PyMemoryView_GET_BUFFER(self), format = adjust_fmt(view);
  if (format === null) return NULL;
  return view.ndim === 0 ? unpack_single(view.buf, format) : tolist(view, view.buf, 0, format);
}
/** CPython: cast_to_1D(), on a copy of the view. 0, or -1 with an exception */
function cast_to_1D(view: Py_buffer, format: string): number {
  const to = nativeFormat(format), from = nativeFormat(view.format), isByte = (ch: string): boolean => ch === 'B' || ch === 'b' || ch === 'c';
  if (to === '') return fail(PyExc_ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  if (!isByte(from) && !isByte(to)) return fail(PyExc_TypeError, 'memoryview: cannot cast between two non-byte formats');
  const size = nativeSize(to);
  if (view.len % size !== 0) return fail(PyExc_TypeError, 'memoryview: length is not a multiple of itemsize');
  view.format = format;
  view.itemsize = size;
  view.ndim = 1;
  view.shape = [view.len / size];
  view.strides = [size];
  view.suboffsets = null;
  return 0;
}
/** CPython: cast_to_ND() */
function cast_to_ND(view: Py_buffer, shape: PyObject, ndim: number): number {
  const dims: number[] = [];
  let product = 1, exact = BigInt(view.itemsize);
  for (let i = 0; i < ndim; i++) {
    const item = PyList_Check(shape) ? PyList_GET_ITEM(shape, i) : PyTuple_GET_ITEM(shape, i);
    if (!PyLong_Check(item)) return fail(PyExc_TypeError, 'memoryview.cast(): elements of shape must be integers');
    const n = PyLong_AsSsize_t(item);
    if (n === -1 && PyErr_Occurred() !== NULL) return -1;
    if (n <= 0) return fail(PyExc_ValueError, 'memoryview.cast(): elements of shape must be integers > 0');
    if (BigInt(n) * exact >= 1n << 63n) return fail(PyExc_ValueError, 'memoryview.cast(): product(shape) > SSIZE_MAX');
    product *= n;
    exact *= BigInt(n);
    dims.push(n);
  }
  const len = product * view.itemsize;
  if (len !== view.len) return fail(PyExc_TypeError, 'memoryview: product(shape) * itemsize != buffer size');
  view.ndim = ndim;
  view.shape = ndim === 0 ? null : dims;
  view.strides = ndim === 0 ? null : new Array<number>(ndim).fill(view.itemsize);
  for (let i = ndim - 2; i >= 0; i--) view.strides![i] = view.strides![i + 1] * dims[i + 1];
  return 0;
}
function memoryview_cast(self: PyObject, format: PyObject, shape: PyObject | NULL): New | NULL {
  if (!isStrArg('cast', "argument 'format'", format)) return NULL;
  if (releasedError(self) || restrictedError(self)) return NULL;
  const view = PyMemoryView_GET_BUFFER(self);
  if ((memoryview_flags(self) & _Py_MEMORYVIEW_C) === 0) return PyErr_SetString(PyExc_TypeError, 'memoryview: casts are restricted to C-contiguous views');
  if ((shape !== NULL || view.ndim !== 1) && (view.shape ?? []).includes(0)) return PyErr_SetString(PyExc_TypeError, 'memoryview: cannot cast view with zeros in shape or strides');
  let ndim = 1;
  if (shape !== NULL) {
    if (!PyList_Check(shape) && !PyTuple_Check(shape)) return PyErr_SetString(PyExc_TypeError, 'shape must be a list or a tuple');
    ndim = PyList_Check(shape) ? PyList_GET_SIZE(shape) : PyTuple_GET_SIZE(shape);
    if (ndim > 64) return PyErr_SetString(PyExc_ValueError, 'memoryview: number of dimensions must not exceed 64');
    if (view.ndim !== 1 && ndim !== 1) return PyErr_SetString(PyExc_TypeError, 'memoryview: cast must be 1D -> ND or ND -> 1D');
  }
  const cast = Object.assign(new Py_buffer(), view);
  if (cast_to_1D(cast, PyUnicode_AsJSString(format)) < 0 || (shape !== NULL && cast_to_ND(cast, shape, ndim) < 0)) return NULL;
  return mbuf_add_view(memoryview_mbuf(self), cast, Math.max(1, ndim));
}
function memoryview_toreadonly(self: PyObject): New | NULL {
  if (releasedError(self) || restrictedError(self)) return NULL;
  const view = Object.assign(new Py_buffer(), PyMemoryView_GET_BUFFER(self));
  view.readonly = true;
  return mbuf_add_view(memoryview_mbuf(self), view);
}
function memory_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('memoryview', '(object)', args, kwds);
  return values === null ? NULL : PyMemoryView_FromObject(values[0] as PyObject);
}
function memoryview_from_flags(_type: PyObject, object: PyObject, flags: PyObject): New | NULL {
  const n = intArg(flags);
  return n === -1 && PyErr_Occurred() !== NULL ? NULL : PyMemoryView_FromObjectAndFlags(object, n);
}

// Attributes

type Getter = (view: Py_buffer, self: PyObject) => New | NULL;
const attribute = (name: string, get: Getter, doc: string): {name: string; get: (self: PyObject) => New | NULL; doc: string} => ({
  name, get: self => (releasedError(self) ? NULL : get(PyMemoryView_GET_BUFFER(self), self)), doc,
});
function tupleOfNumbers(numbers: readonly number[] | null): New | NULL {
  const n = numbers === null ? 0 : numbers.length, tuple = PyTuple_New(n);
  if (tuple === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const item = PyLong_FromNumber(numbers![i]);
    if (item === NULL) {
      Py_DECREF(tuple);
      return NULL;
    }
    PyTuple_SET_ITEM(tuple, i, item);
  }
  return tuple;
}
const flagged = (bits: number): Getter => (_view, self) => Py_BOOL((memoryview_flags(self) & bits) !== 0) as New;

const memory_methods: readonly PyMethodDef[] = [
  method('release', '($self, /)', memoryview_release, 'Give the memory back; the view can be used no more.'),
  method('tobytes', "($self, /, order='C')", memoryview_tobytes, "Return the items as bytes, in the order of C ('C'), of Fortran ('F'), or as they lie ('A')."),
  method('hex', '($self, /, sep=<unrepresentable>, bytes_per_sep=1)', memoryview_hex, 'Return two hex digits for each byte, with sep after every bytes_per_sep bytes.'),
  method('tolist', '($self, /)', memoryview_tolist, 'Return the items as a list, a list of lists when there are more dimensions.'),
  method('cast', '($self, /, format, shape=<unrepresentable>)', memoryview_cast, 'Return a view of the same memory with another format or shape.'),
  method('toreadonly', '($self, /)', memoryview_toreadonly, 'Return a view that can not be written to.'),
  method('_from_flags', '($type, /, object, flags)', memoryview_from_flags, 'Make a view of an object asked for with the given flags.', METH_CLASS),
  method('__enter__', '($self, /)', memoryview___enter__),
  rawMethod('__exit__', '($self, /, *exc_info)', self => memoryview_release(self)),
];

// Iterator

function memory_iter(seq: PyObject): New | NULL {
  if (releasedError(seq)) return NULL;
  const view = PyMemoryView_GET_BUFFER(seq);
  if (view.ndim === 0) return PyErr_SetString(PyExc_TypeError, 'invalid indexing of 0-dim memory');
  if (view.ndim !== 1) return PyErr_SetString(PyExc_NotImplementedError, 'multi-dimensional sub-views are not implemented');
  if (adjust_fmt(view) === null) return NULL;
  const it = _PyObject_GC_New(_PyMemoryIter_Type, 48);
  if (it === NULL) return PyErr_NoMemory();
  set_memoryiter_index(it, 0);
  set_memoryiter_length(it, view.shape![0]);
  set_memoryiter_seq(it, Py_NewRef(seq));
  PyObject_GC_Track(it);
  return it;
}
function memoryiter_dealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  Py_XDECREF(memoryiter_seq(it));
  slots(Py_TYPE(it)).tp_free!(it);
}
function memoryiter_next(it: PyObject): New | NULL {
  const seq = memoryiter_seq(it);
  if ((seq as number) === NULL) return NULL;
  const index = memoryiter_index(it);
  if (index < memoryiter_length(it)) {
    set_memoryiter_index(it, index + 1);
    if (releasedError(seq)) return NULL;
    const view = PyMemoryView_GET_BUFFER(seq), at = lookup_dimension(view, view.buf, 0, index);
    return at < 0 ? NULL : unpack_single(at, nativeFormat(view.format));
  }
  set_memoryiter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
defineType(_PyMemoryIter_Type, {
  tp_name: 'memory_iterator', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'memoryiterobject',
  slots: {tp_dealloc: memoryiter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: memoryiter_next},
});

defineType(PyMemoryView_Type, {
  tp_name: 'memoryview', tp_basicsize: 144, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE, tp_weaklistoffset: 136,
  tp_doc: 'memoryview(object)\n--\n\nA view of the memory of an object that has the buffer protocol.',
  slots: {
    tp_dealloc: memory_dealloc, tp_repr: memory_repr, tp_hash: memory_hash, tp_getattro: PyObject_GenericGetAttr, tp_traverse: memory_traverse, tp_clear: memory_clear,
    tp_richcompare: memory_richcompare, tp_iter: memory_iter, tp_new: memory_new, sq_length: memory_length, sq_item: memory_item, mp_length: memory_length, mp_subscript: memory_subscript,
    mp_ass_subscript: memory_ass_sub, bf_getbuffer: memory_getbuf, bf_releasebuffer: memory_releasebuf,
  },
  methods: memory_methods,
  getset: [
    attribute('obj', view => (view.obj === NULL ? None : Py_NewRef(view.obj)), 'The object whose memory this is.'),
    attribute('nbytes', view => PyLong_FromNumber(view.len), 'Bytes the items would take in a row.'),
    attribute('readonly', view => Py_BOOL(view.readonly) as New, 'Whether the memory can only be read.'),
    attribute('itemsize', view => PyLong_FromNumber(view.itemsize), 'Bytes of one item.'),
    attribute('format', view => PyUnicode_FromString(view.format ?? 'B'), 'The format of an item, as of the struct module.'),
    attribute('ndim', view => PyLong_FromNumber(view.ndim), 'Number of dimensions.'),
    attribute('shape', view => tupleOfNumbers(view.ndim === 0 ? null : view.shape), 'Length of each dimension.'),
    attribute('strides', view => tupleOfNumbers(view.ndim === 0 ? null : view.strides), 'Bytes from one item to the next in each dimension.'),
    attribute('suboffsets', view => tupleOfNumbers(view.suboffsets), 'For memory of pointers to pointers.'),
    attribute('c_contiguous', flagged(_Py_MEMORYVIEW_C), 'Whether the items lie in a row in the order of C.'),
    attribute('f_contiguous', flagged(_Py_MEMORYVIEW_FORTRAN), 'Whether the items lie in a row in the order of Fortran.'),
    attribute('contiguous', flagged(_Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN), 'Whether the items lie in a row.'),
  ],
});
