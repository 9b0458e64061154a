/**
 * Values on their way from one interpreter to another. CPython: Python/crossinterp.c
 *
 * Cross-interpreter data is made in the interpreter that sends (`_PyObject_GetCrossInterpreterData`), becomes a new object in the one that
 * receives (`_PyCrossInterpreterData_NewObject`), and is released in the first one again, which owns what it refers to: when another
 * interpreter is current, the release waits there as a pending call.
 */
import {_PyEval_AddPendingCall, callsWait, make_pending_calls} from '../runtime/ceval-pending';
import {interp} from '../runtime/current';
import {PyExc_SystemError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import type {PyInterpreterState} from '../runtime/pystate';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_fini_not_shareable_error_type, _get_not_shareable_error_type, _init_not_shareable_error_type} from './crossinterp-exceptions';
import {lookup_getdata, xid_lookup_fini, xid_lookup_init} from './crossinterp-lookup';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, strText} from './errors';
import {_PyInterpreterState_LookUpID} from './pystate-lookup';

/** One value under way. CPython: struct _xid (_PyCrossInterpreterData) */
export class _PyCrossInterpreterData {
  data: unknown = null;
  /** Owned by the interpreter `interpid`, or NULL. */
  obj: PyObject | NULL = NULL;
  interpid = -1;
  new_object: ((data: _PyCrossInterpreterData) => New | NULL) | null = null;
  free: ((data: unknown) => void) | null = null;
}
/** Fills data for an object of the current interpreter; -1 with an exception. CPython: crossinterpdatafunc */
export type crossinterpdatafunc = (obj: PyObject, data: _PyCrossInterpreterData) => number;

/** Calls a function in an interpreter: now when it is the current one, else at its next poll. CPython: _Py_CallInInterpreter() */
export function _Py_CallInInterpreter(of: PyInterpreterState, func: (arg: unknown) => number, arg: unknown): number {
  if (of === interp) return func(arg);
  // whether there is room for one more call is not told
  _PyEval_AddPendingCall(of, func, arg);
  return 0;
}
/** Makes every pending call of the current interpreter, as its end does. escapes. CPython: _Py_FinishPendingCalls() */
export function _Py_FinishPendingCalls(): void {
  while (callsWait() && interp.ceval.pending.handling_thread === null) if (make_pending_calls() !== 0 && PyErr_Occurred() !== NULL) PyErr_Clear();
}

// ---- making data ----

/** Sets what data is made of; keeps `obj` alive. CPython: _PyCrossInterpreterData_Init() */
export function _PyCrossInterpreterData_Init(data: _PyCrossInterpreterData, of: PyInterpreterState | null, shared: unknown, obj: PyObject | NULL, new_object: (data: _PyCrossInterpreterData) => New | NULL): void {
  data.data = shared;
  data.obj = obj === NULL ? NULL : Py_NewRef(obj);
  data.interpid = of === null ? -1 : of.id;
  data.new_object = new_object;
  data.free = null;
}
/** Drops what data refers to; its own interpreter must be current. escapes. CPython: _xidata_clear() */
export function _PyCrossInterpreterData_Clear(data: _PyCrossInterpreterData): void {
  const {data: shared, free, obj} = data;
  data.data = null;
  data.obj = NULL;
  if (shared !== null && free !== null) free(shared);
  if (obj !== NULL) Py_DECREF(obj);
}

/** NotShareableError: with a text, or about an object. CPython: _set_xid_lookup_failure() */
export function _set_xid_lookup_failure(obj: PyObject | NULL, msg: string | null): void {
  const type = _get_not_shareable_error_type();
  if (msg !== null) PyErr_SetString(type, msg);
  else if (obj === NULL) PyErr_SetString(type, 'object does not support cross-interpreter data');
  else {
    const text = strText(obj);
    if (text !== null) PyErr_Format(type, `${text} does not support cross-interpreter data`);
  }
}
/** Whether objects of this type may be shared: 0, or -1 with a NotShareableError. CPython: _PyObject_CheckCrossInterpreterData() */
export function _PyObject_CheckCrossInterpreterData(obj: PyObject): number {
  if (lookup_getdata(obj) !== null) return 0;
  if (PyErr_Occurred() === NULL) _set_xid_lookup_failure(obj, null);
  return -1;
}
/** Data for an object; null with an exception. escapes. CPython: _PyObject_GetCrossInterpreterData() */
export function _PyObject_GetCrossInterpreterData(obj: PyObject): _PyCrossInterpreterData | null {
  const data = new _PyCrossInterpreterData(), getdata = lookup_getdata(obj);
  if (getdata === null) {
    if (PyErr_Occurred() === NULL) _set_xid_lookup_failure(obj, null);
    return null;
  }
  if (getdata(obj, data) !== 0) return null;
  data.interpid = interp.id;
  if (data.new_object !== null) return data;
  PyErr_SetString(PyExc_SystemError, 'missing new_object func');
  _PyCrossInterpreterData_Release(data);
  return null;
}
/** The object data stands for, made in the current interpreter. New reference, NULL with an exception. CPython: _PyCrossInterpreterData_NewObject() */
export function _PyCrossInterpreterData_NewObject(data: _PyCrossInterpreterData): New | NULL {
  return data.new_object!(data);
}

// ---- releasing data ----

function _call_clear_xidata(data: unknown): number {
  _PyCrossInterpreterData_Clear(data as _PyCrossInterpreterData);
  return 0;
}
/** Releases data in the interpreter it comes from; -1 with an exception when that is gone. escapes. CPython: _PyCrossInterpreterData_Release(), _xidata_release() */
export function _PyCrossInterpreterData_Release(data: _PyCrossInterpreterData): number {
  if ((data.data === null || data.free === null) && data.obj === NULL) {
    data.data = null;
    return 0;
  }
  const of = _PyInterpreterState_LookUpID(data.interpid);
  return of === null ? -1 : _Py_CallInInterpreter(of, _call_clear_xidata, data);
}
/** As _PyCrossInterpreterData_Release(), but an exception that is set stays and a failure is forgotten. CPython: _release_xid_data() */
export function releaseIgnoringErrors(data: _PyCrossInterpreterData): void {
  const raised = PyErr_GetRaisedException();
  if (_PyCrossInterpreterData_Release(data) < 0) PyErr_Clear();
  PyErr_SetRaisedException(raised);
}

// ---- life of an interpreter ----

/** Registry and NotShareableError of the current interpreter; -1 with an exception. CPython: _PyXI_Init() */
export function _PyXI_Init(): number {
  xid_lookup_init();
  return _init_not_shareable_error_type();
}
/** CPython: _PyXI_Fini() */
export function _PyXI_Fini(): void {
  _fini_not_shareable_error_type();
  xid_lookup_fini();
}
