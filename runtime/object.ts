/** Reference counts and the life of an object. CPython: Include/refcount.h, Objects/object.c, Include/object.h */
import {H, P} from './current';
import {REFTOTAL} from './generated/static-addresses';
import {freePayload, newPayload} from './heap';
import {PyMem_RawFree, PyMem_RawMalloc, PyObject_GC_Malloc, PyObject_Free, PyObject_Malloc} from './obmalloc';
import {NULL, type New, type PyObject, type PyTypeObject} from './types';
import type {PyTypeSlots} from './typeslots';
import {watch} from './watched';

/** The refcount word of an immortal object; Python code is shown _Py_IMMORTAL_REFCNT instead. */
export const IMMORTAL_WORD = -1;
export const _Py_IMMORTAL_REFCNT = 4294967295;

/** Takes a reference. CPython: Include/refcount.h Py_INCREF() */
export function Py_INCREF(op: PyObject): void {
  if (VIVARIUM_WATCHED && !watch.incref(op)) return;
  const count = H[op] + 1;
  if (count !== 0) {
    H[op] = count;
    H[REFTOTAL]++;
  }
}
/** Takes a reference to an object that may be NULL. */
export function Py_XINCREF(op: PyObject | NULL): void {
  if (op !== NULL) Py_INCREF(op);
}
/** Gives a reference back; the object dies when it was the last one. escapes. CPython: Include/refcount.h Py_DECREF() */
export function Py_DECREF(op: PyObject): void {
  if (VIVARIUM_WATCHED && !watch.decref(op)) return;
  const count = H[op];
  if (count < 0) return;
  H[REFTOTAL]--;
  if (count === 1) _Py_Dealloc(op);
  else H[op] = count - 1;
}
/** Py_DECREF for a reference that may be NULL. escapes */
export function Py_XDECREF(op: PyObject | NULL): void {
  if (op !== NULL) Py_DECREF(op);
}
/** A new reference to a borrowed object: the one way to make an owned one out of a borrowed one. */
export function Py_NewRef<T extends PyObject>(op: T): New<T> {
  Py_INCREF(op);
  return op as New<T>;
}
/** Py_NewRef for an object that may be NULL. */
export function Py_XNewRef(op: PyObject | NULL): New | NULL {
  if (op === NULL) return NULL;
  Py_INCREF(op);
  return op as New;
}
/** Declares that a reference read back from memory (a field, an argument slot) is owned by the reader from now on; counts nothing. */
export function takeRef<T extends PyObject>(op: T): New<T> {
  return op as New<T>;
}
/** Gives a reference up without counting: for what CPython leaks, since counts are to be as there. @steals op */
export function leakRef(op: PyObject): void {
  void op;
}
/** The reference to an object whose block was moved to `at`, which takes the place of the one to the old block; counts nothing. @steals op */
export function movedRef(op: PyObject, at: number): New {
  void op;
  return at as New;
}
/** Makes an object immortal: its count is dropped from the total, and no count changes it any more. CPython: Objects/object.c _Py_SetImmortal() */
export function _Py_SetImmortal(op: PyObject): void {
  if (H[op] < 0) return;
  H[REFTOTAL] -= H[op];
  H[op] = IMMORTAL_WORD;
}
/** Lets go of what _Py_SetImmortal() made immortal, at the end of the runtime. escapes. CPython: Include/internal/pycore_object.h _Py_ClearImmortal() */
export function _Py_ClearImmortal(op: PyObject): void {
  H[op] = 1;
  H[REFTOTAL]++;
  Py_DECREF(op);
}
/**
 * An immortal object that stands for one that C has as a static variable: its memory counts nowhere. `presize` as for PyObject_GC_Malloc;
 * fields behind the header are not set. NULL (no exception set) when memory is out. freeStaticObject() gives it back.
 */
export function newStaticObject(type: PyTypeObject, size: number, presize: number): PyObject | NULL {
  const block = PyMem_RawMalloc(size + presize);
  if (block === 0) return NULL;
  const op = block + (presize >> 2);
  for (let at = block; at < op; at++) H[at] = 0;
  H[op] = IMMORTAL_WORD;
  H[op + 2] = type;
  H[op + 3] = 0;
  return op as PyObject;
}
/** Gives back what newStaticObject() made with the same `presize`. */
export function freeStaticObject(op: PyObject, presize: number): void {
  PyMem_RawFree(op - (presize >> 2));
}
/** The count as Python sees it. */
export function Py_REFCNT(op: PyObject): number {
  return H[op] < 0 ? _Py_IMMORTAL_REFCNT : H[op];
}

/** The function slots and names of a type. */
export function slots(type: PyTypeObject): PyTypeSlots {
  return P[H[type + 3]] as PyTypeSlots;
}

/**
 * Ends an object whose count fell from one to zero: the total is already reduced, the count word still reads 1 and is set to 0 here.
 * CPython: Objects/object.c _Py_Dealloc()
 */
export function _Py_Dealloc(op: PyObject): void {
  H[op] = 0;
  const {tp_dealloc} = P[H[H[op + 2] + 3]] as PyTypeSlots;
  if (VIVARIUM_WATCHED) watch.dealloc(op, tp_dealloc!);
  else tp_dealloc!(op);
}

/** Begins an object in a block: type, count 1; holds the type when it is a heap type. CPython: Objects/object.c _PyObject_Init() */
export function _PyObject_Init(op: number, type: PyTypeObject): New {
  H[op] = 1;
  H[REFTOTAL]++;
  H[op + 2] = type;
  H[op + 3] = 0;
  if (H[type] >= 0) {
    if (VIVARIUM_WATCHED) watch.incref(type);
    H[type]++;
    H[REFTOTAL]++;
  }
  if (VIVARIUM_WATCHED) watch.born(op as PyObject);
  return op as New;
}
/** A new object without a GC head, `size` bytes from its header on, fields not cleared; NULL (no exception set) when memory is out. */
export function _PyObject_New(type: PyTypeObject, size: number): New | NULL {
  const op = PyObject_Malloc(size);
  return op === 0 ? NULL : _PyObject_Init(op, type);
}
/** A new object with a GC head in front of it, not tracked, fields not cleared; may run a collection. NULL when memory is out. */
export function _PyObject_GC_New(type: PyTypeObject, size: number): New | NULL {
  const op = PyObject_GC_Malloc(size, 16);
  return op === 0 ? NULL : _PyObject_Init(op, type);
}

/** Gives an object its payload. */
export function setPayload(op: PyObject, value: unknown): void {
  H[op + 3] = newPayload(value);
}
/** The payload of an object that has one. */
export function payload<T>(op: PyObject): T {
  return P[H[op + 3]] as T;
}
/** Drops the payload of a dying object. */
export function clearPayload(op: PyObject): void {
  const index = H[op + 3];
  if (index === 0) return;
  freePayload(index);
  H[op + 3] = 0;
}

/** Frees the block of an object without a GC head. */
export function PyObject_Del(op: PyObject): void {
  if (H[op + 3] !== 0) clearPayload(op);
  PyObject_Free(op);
}

/** How deep deallocations may nest on the host's stack before they are put off. CPython: Include/cpython/object.h Py_TRASHCAN_HEADROOM */
export const TRASHCAN_HEADROOM = 50;
