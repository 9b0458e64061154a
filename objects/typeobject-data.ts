/** What a type adds to the objects of its base, and where items are. CPython: Objects/typeobject.c, PEP 697 */
import {U8} from '../runtime/current';
import {Py_TYPE, tp_base, tp_basicsize, tp_flags} from '../runtime/generated/accessors';
import {PyExc_TypeError} from '../runtime/generated/static-addresses';
import {_PyObject_Init, slots} from '../runtime/object';
import {PyObject_GC_Malloc, _PyType_PreHeaderSize} from '../runtime/obmalloc';
import {Py_TPFLAGS_ITEMS_AT_END} from '../runtime/typeflags';
import type {NULL, New, PyObject, PyTypeObject} from '../runtime/types';
import {PyErr_Format, PyErr_NoMemory} from './errors';

/** C's alignof(max_align_t). */
export const ALIGNOF_MAX_ALIGN_T = 16;

/** A size rounded up to what any C type may start at. CPython: _align_up() */
export function _align_up(size: number): number {
  return (size + ALIGNOF_MAX_ALIGN_T - 1) & -ALIGNOF_MAX_ALIGN_T;
}
/** The byte address of what `cls`, made with a negative basicsize, keeps in an object of it or of a subclass. CPython: PyObject_GetTypeData() */
export function PyObject_GetTypeData(obj: PyObject, cls: PyTypeObject): number {
  return 4 * obj + _align_up(tp_basicsize(tp_base(cls)));
}
/** How many bytes that is, which may be a few more than were asked for. CPython: PyType_GetTypeDataSize() */
export function PyType_GetTypeDataSize(cls: PyTypeObject): number {
  return Math.max(0, tp_basicsize(cls) - _align_up(tp_basicsize(tp_base(cls))));
}
/** The byte address of the items of an object whose type has Py_TPFLAGS_ITEMS_AT_END; 0 with TypeError for another. CPython: PyObject_GetItemData() */
export function PyObject_GetItemData(obj: PyObject): number {
  const type = Py_TYPE(obj);
  if ((tp_flags(type) & Py_TPFLAGS_ITEMS_AT_END) === 0) return PyErr_Format(PyExc_TypeError, `type '${slots(type).tp_name}' does not have Py_TPFLAGS_ITEMS_AT_END`);
  return 4 * obj + tp_basicsize(type);
}
/**
 * A new object that the collector may know, not tracked, with so many more bytes behind what its type says; all of it is zero. The room
 * is known to nobody: a subclass whose instances are larger has it behind them. @raises MemoryError. CPython: Python/gc.c PyUnstable_Object_GC_NewWithExtraData()
 */
export function PyUnstable_Object_GC_NewWithExtraData(type: PyTypeObject, extra_size: number): New | NULL {
  const size = ((tp_basicsize(type) + 7) & -8) + extra_size, block = PyObject_GC_Malloc(size, _PyType_PreHeaderSize(type));
  if (block === 0) return PyErr_NoMemory();
  U8.fill(0, 4 * block + 16, 4 * block + size);
  return _PyObject_Init(block, type);
}
