/**
 * Working in another interpreter for a while: the thread enters it with a thread state of its own, becomes the one that runs its
 * `__main__`, and leaves with a snapshot of what was raised. CPython: Python/crossinterp.c, "short-term data sharing", "high-level helpers"
 */
import {H, _PyRuntime, interp, tstate} from '../runtime/current';
import {PyDict_CheckExact, PyUnicode_Check} from '../runtime/generated/accessors';
import {C_RECURSION_REMAINING, PyExc_InterpreterError, PyExc_MemoryError, PyExc_RuntimeError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {writeText} from '../runtime/host/write-text';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {PyThreadState_Clear, _PyThreadState_Whence, new_threadstate, swapThread, tstate_delete, type PyInterpreterState, type PyThreadState} from '../runtime/pystate';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_GetItem} from './abstract-object';
import {type _PyCrossInterpreterData, _PyCrossInterpreterData_NewObject, _PyObject_GetCrossInterpreterData, _set_xid_lookup_failure, releaseIgnoringErrors} from './crossinterp';
import {_PyXI_ExcInfoAsObject, _PyXI_excinfo_Apply, _PyXI_excinfo_InitFromException, copyString, newExcInfo, type _PyXI_excinfo} from './crossinterp-excinfo';
import {PyDict_EntryKey, PyDict_GetItemStringRef, PyDict_Next, PyDict_SetItem} from './dictobject';
import {PyErr_BadArgument, PyErr_BadInternalCall, PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetNone, PyErr_SetRaisedException, PyErr_SetString} from './errors';
import {PyException_SetContext} from './exceptions';
import {PyModule_Check, PyModule_GetDict} from './moduleobject';
import {_PyInterpreterState_SetNotRunningMain, _PyInterpreterState_SetRunningMain} from './pystate-lookup';
import {PyUnicode_FromString} from './unicodeobject';

// ---- a thread's visit ----

/** A thread that is in another interpreter than its own. */
export interface Visit { readonly tstate: PyThreadState; readonly before: PyThreadState }

/** Goes to another interpreter with a new thread state. CPython: _PyThreadState_NewBound() and PyThreadState_Swap() */
export function enterInterpreter(of: PyInterpreterState, whence: number): Visit {
  const before = tstate, visitor = new_threadstate(of, whence);
  visitor.thread_id = before.thread_id;
  visitor.native_thread_id = before.native_thread_id;
  // one stack of the host's serves both
  visitor.c_recursion_remaining = Math.min(visitor.c_recursion_remaining, H[C_RECURSION_REMAINING]);
  swapThread(visitor);
  return {tstate: visitor, before};
}
/** Goes back, and ends the visitor's thread state unless the interpreter has ended it. escapes */
export function leaveInterpreter(visit: Visit): void {
  PyThreadState_Clear(visit.tstate);
  swapThread(visit.before);
  tstate_delete(visit.tstate);
}

// ---- namespaces ----

interface NamespaceItem { readonly name: string; data: _PyCrossInterpreterData | null }
/** Names and shared values. CPython: struct _sharedns */
export type _PyXI_namespace = NamespaceItem[];

/** The items of a dict as shared data; null for an empty dict, undefined with an exception. CPython: _PyXI_NamespaceFromDict() */
function _PyXI_NamespaceFromDict(dict: PyObject): _PyXI_namespace | null | undefined {
  if (!PyDict_CheckExact(dict)) {
    PyErr_SetString(PyExc_TypeError, 'expected a dict');
    return undefined;
  }
  const items: _PyXI_namespace = [];
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) {
    const key = PyDict_EntryKey(dict, pos);
    if (!PyUnicode_Check(key)) {
      PyErr_BadArgument();
      return undefined;
    }
    const name = copyString(Py_NewRef(key));
    if (name === null) return undefined;
    items.push({name, data: null});
  }
  if (items.length === 0) return null;
  for (const item of items) {
    const value = PyDict_GetItemStringRef(dict, item.name);
    if (value === NULL) {
      if (PyErr_Occurred() === NULL) continue;
    } else {
      item.data = _PyObject_GetCrossInterpreterData(value);
      Py_DECREF(value);
    }
    if (item.data === null) {
      _PyXI_FreeNamespace(items);
      return undefined;
    }
  }
  return items;
}
/** Releases the values. escapes. CPython: _PyXI_FreeNamespace() */
function _PyXI_FreeNamespace(ns: _PyXI_namespace): void {
  for (const item of ns) {
    const data = item.data;
    item.data = null;
    if (data !== null) releaseIgnoringErrors(data);
  }
}
/** Puts the values into a dict of the current interpreter; -1 with an exception. CPython: _PyXI_ApplyNamespace() */
function _PyXI_ApplyNamespace(ns: _PyXI_namespace, dict: PyObject): number {
  for (const item of ns) {
    if (item.data === null) continue;
    const name = PyUnicode_FromString(item.name);
    if (name === NULL) return -1;
    const value = _PyCrossInterpreterData_NewObject(item.data);
    const status = value === NULL ? -1 : PyDict_SetItem(dict, name, value);
    Py_DECREF(name);
    if (value !== NULL) Py_DECREF(value);
    if (status < 0) return -1;
  }
  return 0;
}

// ---- errors ----

/** CPython: _PyXI_errcode */
export const _PyXI_ERR = {NO_ERROR: 0, UNCAUGHT_EXCEPTION: -1, OTHER: -2, NO_MEMORY: -3, ALREADY_RUNNING: -4, MAIN_NS_FAILURE: -5, APPLY_NS_FAILURE: -6, NOT_SHAREABLE: -7} as const;

/** What is brought back from another interpreter. CPython: struct xi_error */
interface SessionError { code: number; uncaught: _PyXI_excinfo }

/** Raises what a code stands for. CPython: _PyXI_ApplyErrorCode() */
function applyErrorCode(code: number): void {
  switch (code) {
    case _PyXI_ERR.OTHER: PyErr_SetNone(PyExc_InterpreterError); break;
    case _PyXI_ERR.NO_MEMORY: PyErr_NoMemory(); break;
    case _PyXI_ERR.ALREADY_RUNNING: PyErr_SetString(PyExc_InterpreterError, 'interpreter already running'); break;
    case _PyXI_ERR.MAIN_NS_FAILURE: PyErr_SetString(PyExc_InterpreterError, 'failed to get __main__ namespace'); break;
    case _PyXI_ERR.APPLY_NS_FAILURE: PyErr_SetString(PyExc_InterpreterError, 'failed to apply namespace to __main__'); break;
    case _PyXI_ERR.NOT_SHAREABLE: _set_xid_lookup_failure(NULL, null); break;
    default: throw new Error(`no session error has the code ${code}`);
  }
}
/** The snapshot as a namespace when an exception was not caught; otherwise NULL with an exception. CPython: _PyXI_ApplyError() */
function _PyXI_ApplyError(error: SessionError): New | NULL {
  const {code, uncaught} = error;
  if (code === _PyXI_ERR.UNCAUGHT_EXCEPTION) return _PyXI_ExcInfoAsObject(uncaught);
  if (code === _PyXI_ERR.NOT_SHAREABLE) {
    _set_xid_lookup_failure(NULL, uncaught.msg);
    return NULL;
  }
  applyErrorCode(code);
  if (uncaught.name !== null || uncaught.msg !== null) {
    const exc = PyErr_GetRaisedException() as New;
    _PyXI_excinfo_Apply(uncaught, PyExc_InterpreterError);
    PyException_SetContext(exc, PyErr_GetRaisedException());
    PyErr_SetRaisedException(exc);
  }
  return NULL;
}

// ---- sessions ----

/** A stay in an interpreter as the one who runs its `__main__`. CPython: struct xi_session */
export class _PyXI_session {
  private visit: Visit | null = null;
  private running = false;
  /** The namespace of `__main__`, owned. */
  main_ns: New | NULL = NULL;
  private error: SessionError | null = null;

  /**
   * Enters, and puts `nsupdates` (a dict, None or NULL) into `__main__`. -1: not entered; either an exception is set here, or there is a
   * captured error to apply. CPython: _PyXI_Enter()
   */
  enter(of: PyInterpreterState, nsupdates: PyObject | NULL, none: PyObject): number {
    let shared: _PyXI_namespace | null = null;
    if (nsupdates !== NULL && nsupdates !== none) {
      const made = _PyXI_NamespaceFromDict(nsupdates);
      if (made === undefined) return -1;
      shared = made;
    }
    if (of !== interp) this.visit = enterInterpreter(of, _PyThreadState_Whence.EXEC);
    const code = this.prepare(of, shared);
    if (code !== _PyXI_ERR.NO_ERROR) {
      this.capture(code);
      this.leave();
    }
    if (shared !== null) _PyXI_FreeNamespace(shared);
    return code === _PyXI_ERR.NO_ERROR ? 0 : -1;
  }
  private prepare(of: PyInterpreterState, shared: _PyXI_namespace | null): number {
    if (_PyInterpreterState_SetRunningMain(of) < 0) return _PyXI_ERR.ALREADY_RUNNING;
    this.running = true;
    const main = PyUnstable_InterpreterState_GetMainModule(of);
    if (main === NULL) return _PyXI_ERR.MAIN_NS_FAILURE;
    this.main_ns = Py_NewRef(PyModule_GetDict(main));
    Py_DECREF(main);
    return shared !== null && _PyXI_ApplyNamespace(shared, this.main_ns) < 0 ? _PyXI_ERR.APPLY_NS_FAILURE : _PyXI_ERR.NO_ERROR;
  }
  /** Leaves; an exception that is set is captured. CPython: _PyXI_Exit() */
  exit(): void {
    this.capture(_PyXI_ERR.UNCAUGHT_EXCEPTION);
    this.leave();
  }
  /** What was captured: the namespace of a snapshot, or NULL with an exception. CPython: _PyXI_ApplyCapturedException() */
  applyCaptured(): New | NULL {
    const error = this.error as SessionError;
    this.error = null;
    return _PyXI_ApplyError(error);
  }
  /** CPython: _PyXI_HasCapturedException() */
  get hasCaptured(): boolean {
    return this.error !== null;
  }

  /** Takes the exception that is set, as a snapshot. CPython: _capture_current_exception(), _PyXI_InitError() */
  private capture(code: number): void {
    if (PyErr_Occurred() === NULL) return;
    const error: SessionError = {code, uncaught: newExcInfo()};
    this.error = error;
    if (code === _PyXI_ERR.ALREADY_RUNNING) return PyErr_Clear();
    const exc = PyErr_GetRaisedException() as New, failure = _PyXI_excinfo_InitFromException(error.uncaught, exc);
    Py_DECREF(exc);
    if (failure === null) return;
    error.code = PyErr_ExceptionMatches(PyExc_MemoryError) ? _PyXI_ERR.NO_MEMORY : _PyXI_ERR.OTHER;
    PyErr_Clear();
    // DIVERGES: CPython forgets the error here and then reads it; the caller gets an InterpreterError of ours
    writeText(2, `RunFailedError: script raised an uncaught exception (${failure})`);
  }
  /** CPython: _exit_session() */
  private leave(): void {
    const ns = this.main_ns;
    this.main_ns = NULL;
    if (ns !== NULL) Py_DECREF(ns);
    if (this.running) _PyInterpreterState_SetNotRunningMain(interp);
    this.running = false;
    if (this.visit !== null) leaveInterpreter(this.visit);
    this.visit = null;
  }
}

/** `__main__` of the current interpreter, new reference; NULL with an exception. CPython: PyUnstable_InterpreterState_GetMainModule() */
export function PyUnstable_InterpreterState_GetMainModule(of: PyInterpreterState): New | NULL {
  const modules = of.imports.modules;
  if (modules === NULL) return PyErr_SetString(PyExc_RuntimeError, 'interpreter not initialized');
  const name = PyUnicode_FromString('__main__');
  if (name === NULL) return NULL;
  const main = PyObject_GetItem(modules, name);
  Py_DECREF(name);
  if (main === NULL || PyModule_Check(main)) return main;
  Py_DECREF(main);
  return PyErr_BadInternalCall();
}
