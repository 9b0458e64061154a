/** Thread states and interpreters for C code. CPython: Python/pystate.c PyThreadState_Get() and on; Modules/atexitmodule.c PyUnstable_AtExit() */
import {tstate} from '../runtime/current';
import type {PyInterpreterState, PyThreadState} from '../runtime/pystate';
import {NULL, type PyObject} from '../runtime/types';
import {PyDict_New} from './dictobject';
import {PyErr_Clear} from './errors';

/** CPython: PyInterpreterState_GetID() */
export function PyInterpreterState_GetID(of: PyInterpreterState): number {
  return of.id;
}
/** A dict for data of extensions about an interpreter, borrowed; NULL without an exception when it cannot be made. CPython: PyInterpreterState_GetDict() */
export function PyInterpreterState_GetDict(of: PyInterpreterState): PyObject | NULL {
  if (of.dict !== NULL) return of.dict;
  const dict = PyDict_New();
  if (dict === NULL) PyErr_Clear();
  else of.dict = dict;
  return of.dict;
}
/** A dict for data of extensions about the thread that runs, borrowed; NULL without an exception when it cannot be made. CPython: PyThreadState_GetDict() */
export function PyThreadState_GetDict(): PyObject | NULL {
  if (tstate.dict !== NULL) return tstate.dict;
  const dict = PyDict_New();
  if (dict === NULL) PyErr_Clear();
  else tstate.dict = dict;
  return tstate.dict;
}
/** CPython: PyThreadState_GetInterpreter() */
export function PyThreadState_GetInterpreter(of: PyThreadState): PyInterpreterState {
  return of.interp;
}
/** A number that no other thread state of the interpreter ever has. CPython: PyThreadState_GetID() */
export function PyThreadState_GetID(of: PyThreadState): number {
  return of.id;
}
/** Suspends tracing and profiling of a thread, until as many calls of the other function. CPython: PyThreadState_EnterTracing() */
export function PyThreadState_EnterTracing(of: PyThreadState): void {
  of.tracing++;
}
/** CPython: PyThreadState_LeaveTracing() */
export function PyThreadState_LeaveTracing(of: PyThreadState): void {
  of.tracing--;
}
/** Has a function called with its data when an interpreter ends; 0. CPython: PyUnstable_AtExit() */
export function PyUnstable_AtExit(of: PyInterpreterState, func: (data: unknown) => void, data: unknown): number {
  of.atexitC.push({func, data});
  return 0;
}
