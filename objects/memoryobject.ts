/** memoryview: views of memory, made and given back. CPython: Objects/memoryobject.c; its methods are in memory-methods.ts, items in memory-items.ts */
import {H} from '../runtime/current';
import {moveBytes} from '../runtime/heap';
import {PyBytes_AS_STRING, PyMemoryView_Check, Py_SET_SIZE, mbuf_exports, mbuf_flags, memoryview_exports, memoryview_flags, memoryview_mbuf, memoryview_weakreflist, set_mbuf_exports, set_mbuf_flags, set_memoryview_exports, set_memoryview_flags, set_memoryview_mbuf, set_memoryview_weakreflist} from '../runtime/generated/accessors';
import {PyExc_BufferError, PyExc_TypeError, PyExc_ValueError, PyMemoryView_Type, _PyManagedBuffer_Type} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack} from '../runtime/gc';
import {Py_DECREF, Py_NewRef, _PyObject_GC_New, clearPayload, payload, setPayload} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_buffer, type visitproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyBUF_FULL_RO, PyBUF_MAX_NDIM, PyBUF_WRITE, PyBuffer_FillContiguousStrides, PyBuffer_IsContiguous, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer, followSuboffset} from './abstract-buffer';
import {_PyBytes_FromSize} from './bytesobject';
import {PyErr_NoMemory, PyErr_SetString, typeName} from './errors';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyObject_ClearWeakRefs} from './weakrefobject';

export const _Py_MEMORYVIEW_RELEASED = 1, _Py_MEMORYVIEW_C = 2, _Py_MEMORYVIEW_FORTRAN = 4, _Py_MEMORYVIEW_SCALAR = 8, _Py_MEMORYVIEW_PIL = 16, _Py_MEMORYVIEW_RESTRICTED = 32;
const MANAGED_RELEASED = 1;

// Managed buffers: the one view an exporter gave, shared by all memoryviews of it

/** The exporter's view of a managed buffer. */
function masterOf(mbuf: PyObject): Py_buffer {
  return payload<Py_buffer>(mbuf);
}
function mbuf_alloc(): New | NULL {
  const mbuf = _PyObject_GC_New(_PyManagedBuffer_Type, 120);
  if (mbuf === NULL) return PyErr_NoMemory();
  set_mbuf_flags(mbuf, 0);
  set_mbuf_exports(mbuf, 0);
  setPayload(mbuf, new Py_buffer());
  PyObject_GC_Track(mbuf);
  return mbuf;
}
/** Asks an object for its memory. CPython: _PyManagedBuffer_FromObject() */
function _PyManagedBuffer_FromObject(base: PyObject, flags: number): New | NULL {
  const mbuf = mbuf_alloc();
  if (mbuf === NULL) return NULL;
  const master = masterOf(mbuf);
  if (PyObject_GetBuffer(base, master, flags) < 0) {
    master.obj = NULL;
    Py_DECREF(mbuf);
    return NULL;
  }
  return mbuf;
}
function mbuf_release(self: PyObject): void {
  if ((mbuf_flags(self) & MANAGED_RELEASED) !== 0) return;
  set_mbuf_flags(self, mbuf_flags(self) | MANAGED_RELEASED);
  PyObject_GC_UnTrack(self);
  PyBuffer_Release(masterOf(self));
}
function mbuf_dealloc(self: PyObject): void {
  mbuf_release(self);
  clearPayload(self);
  PyObject_GC_Del(self);
}
function mbuf_traverse(self: PyObject, visit: visitproc): number {
  const obj = masterOf(self).obj;
  return obj === NULL ? 0 : visit(obj);
}
function mbuf_clear(self: PyObject): number {
  mbuf_release(self);
  return 0;
}
defineType(_PyManagedBuffer_Type, {
  tp_name: 'managedbuffer', tp_basicsize: 120, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: mbuf_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: mbuf_traverse, tp_clear: mbuf_clear},
});

// Views

/** The view of a memoryview. CPython: Include/cpython/memoryobject.h PyMemoryView_GET_BUFFER() */
export function PyMemoryView_GET_BUFFER(op: PyObject): Py_buffer {
  return payload<Py_buffer>(op);
}
/** Computes which contiguities a view has. CPython: init_flags() */
export function init_flags(mv: PyObject): void {
  const view = PyMemoryView_GET_BUFFER(mv);
  let flags = memoryview_flags(mv) & (_Py_MEMORYVIEW_RELEASED | _Py_MEMORYVIEW_RESTRICTED);
  if (view.ndim === 0) flags |= _Py_MEMORYVIEW_SCALAR | _Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN;
  else if (view.ndim === 1) {
    if (view.shape![0] === 1 || view.strides![0] === view.itemsize) flags |= _Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN;
  } else {
    if (PyBuffer_IsContiguous(view, 'C')) flags |= _Py_MEMORYVIEW_C;
    if (PyBuffer_IsContiguous(view, 'F')) flags |= _Py_MEMORYVIEW_FORTRAN;
  }
  if (view.suboffsets !== null) flags = (flags | _Py_MEMORYVIEW_PIL) & ~(_Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN);
  set_memoryview_flags(mv, flags);
}
/** A memoryview of a managed buffer that looks as `src` does, with shape and strides made explicit. CPython: mbuf_add_view(), mbuf_add_incomplete_view() */
export function mbuf_add_view(mbuf: PyObject, src: Py_buffer, room = src.ndim): New | NULL {
  if (src.ndim > PyBUF_MAX_NDIM) return PyErr_SetString(PyExc_ValueError, 'memoryview: number of dimensions must not exceed 64');
  const mv = _PyObject_GC_New(PyMemoryView_Type, 144 + 24 * room);
  if (mv === NULL) return PyErr_NoMemory();
  Py_SET_SIZE(mv, 3 * room);
  H[mv + 8] = H[mv + 9] = -1;
  set_memoryview_flags(mv, 0);
  set_memoryview_exports(mv, 0);
  set_memoryview_weakreflist(mv, NULL);
  const view = new Py_buffer();
  view.obj = src.obj;
  view.buf = src.buf;
  view.len = src.len;
  view.itemsize = src.itemsize;
  view.readonly = src.readonly;
  view.ndim = src.ndim;
  view.format = src.format ?? 'B';
  view.internal = src.internal;
  if (src.ndim > 0) {
    view.shape = src.shape !== null ? src.shape.slice(0, src.ndim) : [Math.floor(src.len / src.itemsize)];
    if (src.strides !== null) view.strides = src.strides.slice(0, src.ndim);
    else {
      view.strides = new Array<number>(src.ndim).fill(src.itemsize);
      for (let i = src.ndim - 2; i >= 0; i--) view.strides[i] = view.strides[i + 1] * view.shape[i + 1];
    }
  }
  if (src.suboffsets !== null) view.suboffsets = src.suboffsets.slice(0, src.ndim);
  setPayload(mv, view);
  set_memoryview_mbuf(mv, Py_NewRef(mbuf));
  set_mbuf_exports(mbuf, mbuf_exports(mbuf) + 1);
  init_flags(mv);
  PyObject_GC_Track(mv);
  return mv;
}
/** Whether a memoryview or its memory was released. CPython: BASE_INACCESSIBLE() */
export function isReleased(mv: PyObject): boolean {
  return (memoryview_flags(mv) & _Py_MEMORYVIEW_RELEASED) !== 0 || (mbuf_flags(memoryview_mbuf(mv)) & MANAGED_RELEASED) !== 0;
}
/** ValueError, and true, when a memoryview was released. CPython: CHECK_RELEASED() */
export function releasedError(mv: PyObject): boolean {
  if (!isReleased(mv)) return false;
  PyErr_SetString(PyExc_ValueError, 'operation forbidden on released memoryview object');
  return true;
}
/** ValueError, and true, when no view may be made of a memoryview. CPython: CHECK_RESTRICTED() */
export function restrictedError(mv: PyObject): boolean {
  if ((memoryview_flags(mv) & _Py_MEMORYVIEW_RESTRICTED) === 0) return false;
  PyErr_SetString(PyExc_ValueError, 'cannot create new view on restricted memoryview');
  return true;
}

/** A memoryview of what another one shows, or of an object's memory asked for with flags. CPython: PyMemoryView_FromObjectAndFlags() */
export function PyMemoryView_FromObjectAndFlags(v: PyObject, flags: number): New | NULL {
  if (PyMemoryView_Check(v)) {
    if (releasedError(v) || restrictedError(v)) return NULL;
    return mbuf_add_view(memoryview_mbuf(v), PyMemoryView_GET_BUFFER(v));
  }
  if (!PyObject_CheckBuffer(v)) return PyErr_SetString(PyExc_TypeError, `memoryview: a bytes-like object is required, not '${typeName(v)}'`);
  const mbuf = _PyManagedBuffer_FromObject(v, flags);
  if (mbuf === NULL) return NULL;
  const result = mbuf_add_view(mbuf, masterOf(mbuf));
  Py_DECREF(mbuf);
  return result;
}
/** memoryview(v). @raises TypeError. CPython: PyMemoryView_FromObject() */
export function PyMemoryView_FromObject(v: PyObject): New | NULL {
  return PyMemoryView_FromObjectAndFlags(v, PyBUF_FULL_RO);
}
/** A memoryview of a view that the caller keeps. CPython: PyMemoryView_FromBuffer() */
export function PyMemoryView_FromBuffer(info: Py_buffer): New | NULL {
  if (info.buf === 0) return PyErr_SetString(PyExc_ValueError, 'PyMemoryView_FromBuffer(): info->buf must not be NULL');
  const mbuf = mbuf_alloc();
  if (mbuf === NULL) return NULL;
  const master = masterOf(mbuf);
  Object.assign(master, info);
  master.obj = NULL;
  const result = mbuf_add_view(mbuf, master);
  Py_DECREF(mbuf);
  return result;
}
/** A memoryview whose items lie in a row: of the object itself, or of a copy when it is only to be read. @raises BufferError. CPython: PyMemoryView_GetContiguous() */
export function PyMemoryView_GetContiguous(obj: PyObject, buffertype: number, order: string): New | NULL {
  const mv = PyMemoryView_FromObject(obj);
  if (mv === NULL) return NULL;
  const view = PyMemoryView_GET_BUFFER(mv), writable = buffertype === PyBUF_WRITE;
  if (!(writable && view.readonly) && PyBuffer_IsContiguous(view, order)) return mv;
  const result = writable ? PyErr_SetString(PyExc_BufferError, view.readonly ? 'underlying buffer is not writable' : 'writable contiguous buffer requested for a non-contiguous object.') : contiguousCopy(view, order === 'A' ? 'C' : order);
  Py_DECREF(mv);
  return result;
}
/** CPython: memory_from_contiguous_copy() */
function contiguousCopy(src: Py_buffer, order: string): New | NULL {
  const bytes = _PyBytes_FromSize(src.len);
  if (bytes === NULL) return NULL;
  PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), src, src.len, order);
  const whole = PyMemoryView_FromObject(bytes);
  Py_DECREF(bytes);
  if (whole === NULL) return NULL;
  const dest = Object.assign(new Py_buffer(), src), strides = new Array<number>(src.ndim).fill(0), {buf, obj, internal} = PyMemoryView_GET_BUFFER(whole);
  PyBuffer_FillContiguousStrides(src.ndim, src.shape!, strides, src.itemsize, order);
  Object.assign(dest, {buf, obj, internal, readonly: true, strides, suboffsets: null});
  const result = mbuf_add_view(memoryview_mbuf(whole), dest);
  Py_DECREF(whole);
  return result;
}
/** A memoryview of `size` bytes at a byte address that outlive it. CPython: PyMemoryView_FromMemory() */
export function PyMemoryView_FromMemory(at: number, size: number, readonly: boolean): New | NULL {
  const info = new Py_buffer();
  info.buf = at;
  info.len = size;
  info.readonly = readonly;
  info.format = 'B';
  info.shape = [size];
  info.strides = [1];
  return PyMemoryView_FromBuffer(info);
}
/** A memoryview of the view that an exporter's own function fills. CPython: _PyMemoryView_FromBufferProc() */
export function _PyMemoryView_FromBufferProc(v: PyObject, flags: number, bufferproc: (op: PyObject, view: Py_buffer, flags: number) => number): New | NULL {
  const mbuf = mbuf_alloc();
  if (mbuf === NULL) return NULL;
  if (bufferproc(v, masterOf(mbuf), flags) < 0) {
    masterOf(mbuf).obj = NULL;
    Py_DECREF(mbuf);
    return NULL;
  }
  const result = mbuf_add_view(mbuf, masterOf(mbuf));
  Py_DECREF(mbuf);
  return result;
}
/** Gives a view back: its memory too when it was the last one of its managed buffer. 0, or -1 with BufferError. CPython: memory_release(), _memory_release() */
export function releaseView(self: PyObject): number {
  const exports = memoryview_exports(self);
  if (exports > 0) {
    PyErr_SetString(PyExc_BufferError, `memoryview has ${exports} exported buffer${exports === 1 ? '' : 's'}`);
    return -1;
  }
  dropView(self);
  return 0;
}
function dropView(self: PyObject): void {
  if ((memoryview_flags(self) & _Py_MEMORYVIEW_RELEASED) !== 0) return;
  set_memoryview_flags(self, memoryview_flags(self) | _Py_MEMORYVIEW_RELEASED);
  const mbuf = memoryview_mbuf(self), left = mbuf_exports(mbuf) - 1;
  set_mbuf_exports(mbuf, left);
  if (left === 0) mbuf_release(mbuf);
}
export function memory_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  const mbuf = memoryview_mbuf(self);
  if ((mbuf as number) !== NULL) {
    dropView(self);
    set_memoryview_mbuf(self, NULL);
    Py_DECREF(mbuf);
  }
  if ((memoryview_weakreflist(self) as number) !== NULL) PyObject_ClearWeakRefs(self);
  clearPayload(self);
  PyObject_GC_Del(self);
}
export function memory_traverse(self: PyObject, visit: visitproc): number {
  const mbuf = memoryview_mbuf(self);
  return (mbuf as number) === NULL ? 0 : visit(mbuf);
}
export function memory_clear(self: PyObject): number {
  const mbuf = memoryview_mbuf(self);
  if ((mbuf as number) === NULL || memoryview_exports(self) > 0) return 0;
  dropView(self);
  set_memoryview_mbuf(self, NULL);
  Py_DECREF(mbuf);
  return 0;
}

// Copying

/** Byte addresses of all items of a view, the last dimension fastest (or the first, for 'F'). */
export function eachItem(view: Py_buffer, order: string, use: (at: number) => void): void {
  const {ndim, shape, strides} = view;
  if (ndim === 0) {
    use(view.buf);
    return;
  }
  const index = new Array<number>(ndim).fill(0);
  for (let d = 0; d < ndim; d++) if (shape![d] === 0) return;
  for (;;) {
    let at = view.buf;
    for (let d = 0; d < ndim; d++) at = followSuboffset(view, at + index[d] * strides![d], d);
    use(at);
    let d = order === 'F' ? 0 : ndim - 1;
    for (; d >= 0 && d < ndim; d += order === 'F' ? 1 : -1) {
      if (++index[d] < shape![d]) break;
      index[d] = 0;
    }
    if (d < 0 || d >= ndim) return;
  }
}
/** Copies a view's items to a row of bytes. 0, or -1 with ValueError. CPython: PyBuffer_ToContiguous() */
export function PyBuffer_ToContiguous(to: number, src: Py_buffer, len: number, order: string): number {
  if (len !== src.len) {
    PyErr_SetString(PyExc_ValueError, 'PyBuffer_ToContiguous: len != view->len');
    return -1;
  }
  if (PyBuffer_IsContiguous(src, order)) {
    moveBytes(to, src.buf, src.buf + len);
    return 0;
  }
  const size = src.itemsize, full = fullView(src);
  eachItem(full, order === 'F' ? 'F' : 'C', at => {
    moveBytes(to, at, at + size);
    to += size;
  });
  return 0;
}
/** A view with shape and strides. */
export function fullView(src: Py_buffer): Py_buffer {
  if (src.shape !== null && src.strides !== null) return src;
  const view = Object.assign(new Py_buffer(), src);
  view.shape ??= [Math.floor(src.len / src.itemsize)];
  view.strides = new Array<number>(view.ndim).fill(src.itemsize);
  for (let i = view.ndim - 2; i >= 0; i--) view.strides[i] = view.strides[i + 1] * view.shape[i + 1];
  return view;
}

/** The object whose memory a memoryview shows, borrowed. */
export function memoryViewOwner(mv: PyObject): PyObject | NULL {
  return PyMemoryView_GET_BUFFER(mv).obj;
}
/** Allows no further views of a memoryview: its memory is about to be released. */
export function memoryRestrict(mv: PyObject): void {
  set_memoryview_flags(mv, memoryview_flags(mv) | _Py_MEMORYVIEW_RESTRICTED);
}
