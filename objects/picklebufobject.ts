/** PickleBuffer: memory that a pickle may carry apart from its stream. CPython: Objects/picklebufobject.c */
import {PyObject_GC_UnTrack} from '../runtime/gc';
import {Py_TYPE, picklebuf_weakreflist, set_memoryview_flags} from '../runtime/generated/accessors';
import {PyExc_BufferError, PyExc_TypeError, PyExc_ValueError, PyPickleBuffer_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_buffer, type visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyBUF_FULL_RO, PyBuffer_IsContiguous, PyBuffer_Release, PyObject_GetBuffer} from './abstract-buffer';
import {PyErr_Format, PyErr_SetString, typeName} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyMemoryView_FromObject, PyMemoryView_GET_BUFFER, _Py_MEMORYVIEW_C, _Py_MEMORYVIEW_FORTRAN} from './memoryobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

const RELEASED = 'operation forbidden on released PickleBuffer object';

/** A PickleBuffer around the memory of an object. @raises TypeError, BufferError. escapes. CPython: PyPickleBuffer_FromObject() */
export function PyPickleBuffer_FromObject(base: PyObject): New | NULL {
  return newBuffer(PyPickleBuffer_Type, base);
}
function newBuffer(type: PyTypeObject, base: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  const view = new Py_buffer();
  setPayload(self, view);
  if (PyObject_GetBuffer(base, view, PyBUF_FULL_RO) >= 0) return self;
  view.obj = NULL;
  Py_DECREF(self);
  return NULL;
}
function isReleased(self: PyObject): boolean {
  if (payload<Py_buffer>(self).obj !== NULL) return false;
  PyErr_SetString(PyExc_ValueError, RELEASED);
  return true;
}
/** True for a PickleBuffer; there are no subclasses. CPython: PyPickleBuffer_Check() */
export function PyPickleBuffer_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyPickleBuffer_Type;
}
function notBuffer(obj: PyObject): void {
  PyErr_Format(PyExc_TypeError, `expected PickleBuffer, ${typeName(obj)} found`);
}
/** The view that a PickleBuffer holds, which stays its own; null with an exception. CPython: PyPickleBuffer_GetBuffer() */
export function PyPickleBuffer_GetBuffer(obj: PyObject): Py_buffer | null {
  if (!PyPickleBuffer_Check(obj)) {
    notBuffer(obj);
    return null;
  }
  return isReleased(obj) ? null : payload<Py_buffer>(obj);
}
/** Gives the memory back; 0, or -1 with TypeError. escapes. CPython: PyPickleBuffer_Release() */
export function PyPickleBuffer_Release(obj: PyObject): number {
  if (!PyPickleBuffer_Check(obj)) {
    notBuffer(obj);
    return -1;
  }
  PyBuffer_Release(payload<Py_buffer>(obj));
  return 0;
}
function picklebuf_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('PickleBuffer', '($self, object, /)', args, kwds);
  return values === null ? NULL : newBuffer(type, values[0] as PyObject);
}
function picklebuf_clear(self: PyObject): number {
  PyBuffer_Release(payload<Py_buffer>(self));
  return 0;
}
function picklebuf_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  if ((picklebuf_weakreflist(self) as number) !== NULL) PyObject_ClearWeakRefs(self);
  picklebuf_clear(self);
  slots(Py_TYPE(self)).tp_free!(self);
}
function picklebuf_traverse(self: PyObject, visit: visitproc): number {
  const {obj} = payload<Py_buffer>(self);
  return obj === NULL ? 0 : visit(obj);
}
function picklebuf_getbuf(self: PyObject, view: Py_buffer, flags: number): number {
  return isReleased(self) ? -1 : PyObject_GetBuffer(payload<Py_buffer>(self).obj as PyObject, view, flags);
}
/** The same memory as a row of bytes. escapes. CPython: picklebuf_raw() */
function picklebuf_raw(self: PyObject): New | NULL {
  if (isReleased(self)) return NULL;
  const own = payload<Py_buffer>(self);
  if (own.suboffsets !== null || !PyBuffer_IsContiguous(own, 'A')) return PyErr_SetString(PyExc_BufferError, 'cannot extract raw buffer from non-contiguous buffer');
  const m = PyMemoryView_FromObject(self);
  if (m === NULL) return NULL;
  const view = PyMemoryView_GET_BUFFER(m);
  view.format = 'B';
  view.ndim = 1;
  view.itemsize = 1;
  view.shape = [view.len];
  view.strides = [1];
  set_memoryview_flags(m, _Py_MEMORYVIEW_C | _Py_MEMORYVIEW_FORTRAN);
  return m;
}

defineType(PyPickleBuffer_Type, {
  tp_name: 'pickle.PickleBuffer', tp_basicsize: 104, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'Wrapper for potentially out-of-band buffers', tp_weaklistoffset: 96,
  slots: {
    tp_new: picklebuf_new, tp_dealloc: picklebuf_dealloc, tp_traverse: picklebuf_traverse, tp_clear: picklebuf_clear, bf_getbuffer: picklebuf_getbuf,
    // never called, since views are the exporter's; that it is there tells getargs that releasing matters
    bf_releasebuffer: () => undefined,
  },
  methods: [
    method('raw', '($self, /)', picklebuf_raw, 'The memory as a memoryview of bytes.\n\nA BufferError when it is not contiguous.'),
    method('release', '($self, /)', self => {
      picklebuf_clear(self);
      return Py_NewRef(_Py_NoneStruct);
    }, 'Gives the memory back.'),
  ],
});
