/**
 * The object of the module array: making, growing, moving and searching its items. CPython: Modules/arraymodule.c
 */
import {PyErr_NoMemory, PyErr_SetString} from '../../objects/errors';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_RichCompareBool, Py_EQ} from '../../objects/object';
import {clipStart} from '../../objects/text-args';
import {PyObject_TypeCheck} from '../../objects/typeobject';
import {PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {moveBytes} from '../../runtime/heap';
import {Py_SET_SIZE, Py_SIZE, Py_TYPE, array_allocated, array_descr, array_ob_exports, array_ob_item, set_array_allocated, set_array_descr, set_array_ob_exports, set_array_ob_item, set_array_weakreflist} from '../../runtime/generated/accessors';
import {PyExc_BufferError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Realloc} from '../../runtime/obmalloc';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {type ArrayDescr, DESCRIPTORS, getarrayitem, setarrayitem} from './array-items';
import {arraymodule} from './array';

export type Optional = PyObject | NULL;
export class ArrayState {
  ArrayType: Optional = NULL;
  ArrayIterType: Optional = NULL;
}
export const stateOf = (op: PyObject): ArrayState => PyModule_GetState<ArrayState>(PyType_GetModuleByDef(Py_TYPE(op), arraymodule) as PyObject)!;
export const array_Check = (op: PyObject, state: ArrayState): boolean => PyObject_TypeCheck(op, state.ArrayType as PyObject);
export const descrOf = (op: PyObject): ArrayDescr => DESCRIPTORS[array_descr(op)];
/** Byte address of the first item. */
export const bytesAt = (op: PyObject): number => array_ob_item(op) << 2;
export const none = (status: number): New | NULL => (status < 0 ? NULL : Py_NewRef(_Py_NoneStruct));
export function raise(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
export const LIMIT = 0x3fffffff, EXPORTED = 'cannot resize an array that is exporting buffers';

/** Gives another size, keeping what fits; -1 with an exception. CPython: array_resize() */
export function array_resize(self: PyObject, newsize: number): number {
  const size = Py_SIZE(self), {itemsize} = descrOf(self);
  if (array_ob_exports(self) > 0 && newsize !== size) return raise(PyExc_BufferError, EXPORTED);
  if (array_allocated(self) >= newsize && size < newsize + 16 && array_ob_item(self) !== 0) {
    Py_SET_SIZE(self, newsize);
    return 0;
  }
  if (newsize === 0) {
    PyObject_Free(array_ob_item(self));
    set_array_ob_item(self, 0);
    Py_SET_SIZE(self, 0);
    set_array_allocated(self, 0);
    return 0;
  }
  const allocated = Math.floor(newsize / 16) + (size < 8 ? 3 : 7) + newsize, block = allocated * itemsize > LIMIT ? 0 : PyObject_Realloc(array_ob_item(self), allocated * itemsize);
  if (block === 0) {
    PyErr_NoMemory();
    return -1;
  }
  set_array_ob_item(self, block);
  Py_SET_SIZE(self, newsize);
  set_array_allocated(self, allocated);
  return 0;
}
/** An array with items that are not set. CPython: newarrayobject() */
export function newarrayobject(type: PyTypeObject, size: number, code: number): New | NULL {
  const nbytes = size * DESCRIPTORS[code].itemsize;
  if (nbytes > LIMIT) return PyErr_NoMemory();
  const op = slots(type).tp_alloc!(type, 0);
  if (op === NULL) return NULL;
  set_array_descr(op, code);
  set_array_allocated(op, size);
  set_array_weakreflist(op, NULL);
  set_array_ob_exports(op, 0);
  set_array_ob_item(op, 0);
  Py_SET_SIZE(op, size);
  if (size > 0) {
    const block = PyObject_Realloc(0, nbytes);
    if (block === 0) {
      Py_SET_SIZE(op, 0);
      Py_DECREF(op);
      return PyErr_NoMemory();
    }
    set_array_ob_item(op, block);
  }
  return op;
}
/** Moves items within an array. */
export function moveItems(self: PyObject, to: number, from: number, count: number): void {
  const {itemsize} = descrOf(self), at = bytesAt(self);
  if (count > 0) moveBytes(at + to * itemsize, at + from * itemsize, at + (from + count) * itemsize);
}
/** Copies items from another array of the same type code. */
export function copyFrom(self: PyObject, to: number, other: PyObject, from: number, count: number): void {
  const {itemsize} = descrOf(self);
  if (count > 0) moveBytes(bytesAt(self) + to * itemsize, bytesAt(other) + from * itemsize, bytesAt(other) + (from + count) * itemsize);
}
/** Inserts before an index. escapes. CPython: ins1() */
export function ins1(self: PyObject, where: number, v: PyObject): number {
  if (setarrayitem(self, -1, v) < 0) return -1;
  const n = Py_SIZE(self);
  if (array_resize(self, n + 1) < 0) return -1;
  where = Math.min(clipStart(where, n), n);
  moveItems(self, where + 1, where, n - where);
  return setarrayitem(self, where, v);
}
export function array_del_slice(self: PyObject, low: number, high: number): number {
  const size = Py_SIZE(self), count = high - low;
  if (count > 0 && array_ob_exports(self) > 0) return raise(PyExc_BufferError, EXPORTED);
  moveItems(self, low, high, size - high);
  return count > 0 ? array_resize(self, size - count) : 0;
}
/** Index from `start` on of the first item equal to v; -1 when there is none, -2 with an exception. */
export function find(self: PyObject, v: PyObject, start: number, stop: number): number {
  for (let i = start; i < stop && i < Py_SIZE(self); i++) {
    const item = getarrayitem(self, i);
    if (item === NULL) return -2;
    const equal = PyObject_RichCompareBool(item, v, Py_EQ);
    Py_DECREF(item);
    if (equal !== 0) return equal > 0 ? i : -2;
  }
  return -1;
}
