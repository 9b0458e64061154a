/** The namespace of sys for rooms below it. CPython: Python/sysmodule.c */
import {_PyRuntime, interp} from '../runtime/current';
import {hooks} from '../runtime/hooks';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {PyDict_GetItemRef, PyDict_SetItem} from './dictobject';
import {PyLong_FromNumber} from './longobject';
import {PyUnicode_FromString} from './unicodeobject';

/** An attribute of sys, NULL without an exception when it is absent. escapes. CPython: _PySys_GetOptionalAttr() */
export function _PySys_GetOptionalAttr(name: PyObject): New | NULL {
  return interp.sysdict === NULL ? NULL : PyDict_GetItemRef(interp.sysdict, name);
}
/** Sets an attribute of sys; -1 with an exception. escapes. CPython: _PySys_SetAttr() */
export function _PySys_SetAttr(name: PyObject, value: PyObject): number {
  return interp.sysdict === NULL ? -1 : PyDict_SetItem(interp.sysdict, name, value);
}
/** Whether anybody listens to audit events: who would have to make objects for one asks first. */
export function audited(): boolean {
  return _PyRuntime.audit_hooks.length !== 0 || interp.audit_hooks !== NULL;
}
/**
 * PySys_Audit() with the arguments that a format names: O an object (NULL stands for None), s a text, i a number. -1 with an exception. escapes.
 * CPython: PySys_Audit()
 */
export function PySys_AuditFormat(event: string, format: string, ...values: readonly (PyObject | NULL | string | number)[]): number {
  if (!audited()) return 0;
  const made: New[] = [];
  let status = 0;
  for (let i = 0; i < values.length && status === 0; i++) {
    const value = values[i], op: New | NULL = typeof value === 'string' ? PyUnicode_FromString(value) : format[i] === 'i' ? PyLong_FromNumber(value) : Py_NewRef(value === NULL ? _Py_NoneStruct : (value as PyObject));
    if (op === NULL) status = -1;
    else made.push(op);
  }
  if (status === 0) status = hooks.PySys_Audit(event, ...made);
  for (const op of made) Py_DECREF(op);
  return status;
}
/** Tells the audit hooks of an event, when there are any; -1 with an exception. escapes. CPython: PySys_Audit() */
export function PySys_Audit(event: string, ...args: PyObject[]): number {
  if (_PyRuntime.audit_hooks.length === 0 && interp.audit_hooks === NULL) return 0;
  return hooks.PySys_Audit(event, ...args);
}
