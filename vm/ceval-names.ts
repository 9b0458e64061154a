/** Names: globals, builtins, and the errors of names that are not bound. CPython: Python/ceval.c */
import {PyMapping_GetOptionalItem} from '../objects/abstract-object';
import {PyDict_GetItemRef, _PyDict_LoadGlobal} from '../objects/dictobject';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString} from '../objects/errors';
import {PyObject_SetAttr} from '../objects/object';
import {PyUnicode_AsJSString} from '../objects/unicodeobject';
import {PyDict_CheckExact, PyTuple_GET_ITEM, co_localsplusnames, co_nfreevars, co_nlocalsplus, f_builtins, f_globals, f_locals} from '../runtime/generated/accessors';
import {ID_name} from '../runtime/generated/ids';
import {PyExc_NameError, PyExc_SystemError, PyExc_UnboundLocalError} from '../runtime/generated/static-addresses';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';

export const NAME_ERROR_MSG = (name: string): string => `name '${name}' is not defined`;
export const UNBOUNDLOCAL_ERROR_MSG = (name: string): string => `cannot access local variable '${name}' where it is not associated with a value`;
export const UNBOUNDFREE_ERROR_MSG = (name: string): string => `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`;

/** Raises an exception about a name; a NameError gets the name as its attribute. CPython: Python/ceval.c _PyEval_FormatExcCheckArg() */
export function _PyEval_FormatExcCheckArg(exception: PyObject, format: (name: string) => string, name: PyObject): void {
  PyErr_SetString(exception, format(PyUnicode_AsJSString(name)));
  if (exception !== PyExc_NameError) return;
  const exc = PyErr_GetRaisedException();
  if (exc !== NULL && PyErr_GivenExceptionMatches(exc, PyExc_NameError)) {
    // whether this works is of no interest: the NameError is what counts
    if (PyObject_SetAttr(exc, ID_name, name) < 0) PyErr_Clear();
  }
  PyErr_SetRaisedException(exc);
}
/** Raises the error of a cell without contents. CPython: Python/ceval.c _PyEval_FormatExcUnbound() */
export function _PyEval_FormatExcUnbound(co: PyObject, i: number): void {
  if (PyErr_Occurred() !== NULL) return;
  const name = PyTuple_GET_ITEM(co_localsplusnames(co), i);
  if (i < co_nlocalsplus(co) - co_nfreevars(co)) _PyEval_FormatExcCheckArg(PyExc_UnboundLocalError, UNBOUNDLOCAL_ERROR_MSG, name);
  else _PyEval_FormatExcCheckArg(PyExc_NameError, UNBOUNDFREE_ERROR_MSG, name);
}

/** A global or builtin; NULL with NameError. escapes. CPython: Python/bytecodes.c LOAD_GLOBAL */
export function load_global(globals: PyObject, builtins: PyObject, name: PyObject): New | NULL {
  let value: New | NULL;
  if (PyDict_CheckExact(globals) && PyDict_CheckExact(builtins)) value = _PyDict_LoadGlobal(globals, builtins, name);
  else {
    value = PyMapping_GetOptionalItem(globals, name);
    if (value === NULL && PyErr_Occurred() === NULL) value = PyMapping_GetOptionalItem(builtins, name);
  }
  if (value === NULL && PyErr_Occurred() === NULL) _PyEval_FormatExcCheckArg(PyExc_NameError, NAME_ERROR_MSG, name);
  return value;
}
/** A name of module or class code; NULL with NameError. escapes. CPython: Python/bytecodes.c LOAD_NAME */
export function load_name(frame: Ptr, name: PyObject): New | NULL {
  const locals = f_locals(frame);
  if (locals === NULL) return PyErr_SetString(PyExc_SystemError, 'no locals found');
  let value = PyMapping_GetOptionalItem(locals, name);
  if (value !== NULL || PyErr_Occurred() !== NULL) return value;
  value = PyDict_GetItemRef(f_globals(frame), name);
  if (value !== NULL || PyErr_Occurred() !== NULL) return value;
  value = PyMapping_GetOptionalItem(f_builtins(frame), name);
  if (value === NULL && PyErr_Occurred() === NULL) _PyEval_FormatExcCheckArg(PyExc_NameError, NAME_ERROR_MSG, name);
  return value;
}
