/** Finding interpreters, and who runs their `__main__`: the parts of the interpreter list that raise Python errors. CPython: Python/pystate.c */
import {_PyRuntime, interp, tstate} from '../runtime/current';
import {PyExc_InterpreterError, PyExc_InterpreterNotFoundError, PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, slots} from '../runtime/object';
import type {PyInterpreterState} from '../runtime/pystate';
import {NULL, type PyObject} from '../runtime/types';
import {Py_TYPE} from '../runtime/generated/accessors';
import {PyErr_Format, PyErr_SetString, reprText, typeName} from './errors';
import {_PyNumber_Index} from './abstract-number';
import {PyLong_AsBigInt} from './longobject';

/** Where an interpreter was made. CPython: _PyInterpreterState_WHENCE_* */
export const _PyInterpreterState_WHENCE = {UNKNOWN: 0, RUNTIME: 1, LEGACY_CAPI: 2, CAPI: 3, XI: 4, STDLIB: 5} as const;

/** All interpreters, newest first, as the runtime's list holds them. */
export function allInterpreters(): PyInterpreterState[] {
  const all: PyInterpreterState[] = [];
  for (let at = _PyRuntime.interpreters.head; at !== null; at = at.next) all.push(at);
  return all;
}
/** The interpreter with an id, or null without an exception. CPython: interp_look_up_id() */
export function interp_look_up_id(id: number): PyInterpreterState | null {
  for (let at = _PyRuntime.interpreters.head; at !== null; at = at.next) if (at.id === id) return at;
  return null;
}
/** The interpreter with an id; null with an InterpreterNotFoundError. CPython: _PyInterpreterState_LookUpID() */
export function _PyInterpreterState_LookUpID(id: bigint | number): PyInterpreterState | null {
  const found = id < 0 ? null : interp_look_up_id(Number(id));
  if (found === null) PyErr_Format(PyExc_InterpreterNotFoundError, `unrecognized interpreter ID ${id}`);
  return found;
}
/** The value of an int as a 64-bit one: null with `overflow` when it does not fit, or with an exception. CPython: PyLong_AsLongLongAndOverflow() */
export function asInt64(op: PyObject): {value: bigint | null; overflow: number} {
  const index = _PyNumber_Index(op);
  if (index === NULL) return {value: null, overflow: 0};
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  const overflow = value > 0x7fffffffffffffffn ? 1 : value < -0x8000000000000000n ? -1 : 0;
  return {value: overflow === 0 ? value : null, overflow};
}
/** The id an object stands for; null with an exception. CPython: _PyInterpreterState_ObjectToID() */
export function _PyInterpreterState_ObjectToID(idobj: PyObject): bigint | null {
  if (slots(Py_TYPE(idobj)).nb_index === null) {
    PyErr_Format(PyExc_TypeError, `interpreter ID must be an int, got ${typeName(idobj)}`);
    return null;
  }
  const {value: id, overflow} = asInt64(idobj);
  if (id === null) {
    if (overflow !== 0) PyErr_SetString(PyExc_OverflowError, 'int too big to convert');
    return null;
  }
  if (id < 0n) {
    const text = reprText(idobj);
    if (text !== null) PyErr_Format(PyExc_ValueError, `interpreter ID must be a non-negative int, got ${text}`);
    return null;
  }
  return id;
}
/** The interpreter an object names by its id; null with an exception. CPython: _PyInterpreterState_LookUpIDObject() */
export function _PyInterpreterState_LookUpIDObject(idobj: PyObject): PyInterpreterState | null {
  const id = _PyInterpreterState_ObjectToID(idobj);
  return id === null ? null : _PyInterpreterState_LookUpID(id);
}

/** Marks the current thread as the one that runs the interpreter's `__main__`; -1 with an exception. CPython: _PyInterpreterState_SetRunningMain() */
export function _PyInterpreterState_SetRunningMain(of: PyInterpreterState): number {
  if (of.threads.main !== null) {
    PyErr_SetString(PyExc_InterpreterError, 'interpreter already running');
    return -1;
  }
  if (interp !== of) {
    PyErr_SetString(PyExc_RuntimeError, 'current tstate has wrong interpreter');
    return -1;
  }
  of.threads.main = tstate;
  return 0;
}
/** Nobody runs `__main__` any more. CPython: _PyInterpreterState_SetNotRunningMain() */
export function _PyInterpreterState_SetNotRunningMain(of: PyInterpreterState): void {
  of.threads.main = null;
}
