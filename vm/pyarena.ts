/** Objects that live as long as the syntax tree that was read from them. CPython: Python/pyarena.c */
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import type {New, PyObject} from '../runtime/types';

/** Holds a reference to each object given to it, until _PyArena_Free(). */
export class PyArena {
  readonly a_objects: New[] = [];
}

/** An empty arena. CPython: Python/pyarena.c _PyArena_New() */
export function _PyArena_New(): PyArena {
  return new PyArena();
}
/** Keeps an object until the arena is freed. CPython: Python/pyarena.c _PyArena_AddPyObject() */
export function _PyArena_AddPyObject(arena: PyArena, obj: PyObject): void {
  arena.a_objects.push(Py_NewRef(obj) as New);
}
/** Lets go of all objects. escapes. CPython: Python/pyarena.c _PyArena_Free() */
export function _PyArena_Free(arena: PyArena): void {
  for (const obj of arena.a_objects) Py_DECREF(obj);
  arena.a_objects.length = 0;
}
