/** The namespace of sys for rooms below it. CPython: Python/sysmodule.c */
import {_PyRuntime, interp} from '../runtime/current';
import {hooks} from '../runtime/hooks';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyDict_GetItemRef, PyDict_SetItem} from './dictobject';

/** An attribute of sys, NULL without an exception when it is absent. escapes. CPython: _PySys_GetOptionalAttr() */
export function _PySys_GetOptionalAttr(name: PyObject): New | NULL {
  return interp.sysdict === NULL ? NULL : PyDict_GetItemRef(interp.sysdict, name);
}
/** Sets an attribute of sys; -1 with an exception. escapes. CPython: _PySys_SetAttr() */
export function _PySys_SetAttr(name: PyObject, value: PyObject): number {
  return interp.sysdict === NULL ? -1 : PyDict_SetItem(interp.sysdict, name, value);
}
/** Tells the audit hooks of an event, when there are any; -1 with an exception. escapes. CPython: PySys_Audit() */
export function PySys_Audit(event: string, ...args: PyObject[]): number {
  if (_PyRuntime.audit_hooks.length === 0 && interp.audit_hooks === NULL) return 0;
  return hooks.PySys_Audit(event, ...args);
}
