/** What the three modules about interpreters have in common. CPython: Modules/_interpreters_common.h, Python/getargs.c (old-style parsing) */
import type {_PyCrossInterpreterData} from '../../objects/crossinterp';
import {PyErr_Format, PyErr_Occurred} from '../../objects/errors';
import {_PyArg_UnpackKeywords, argParser} from '../../objects/getargs';
import {PyLong_AsInt} from '../../objects/longobject';
import {interp} from '../../runtime/current';
import {PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_GetModule} from '../import';
import {PyModule_GetState} from '../../objects/moduleobject';
import {Py_DECREF} from '../../runtime/object';
import {PyUnicode_FromString} from '../../objects/unicodeobject';

/** What becomes of an item whose interpreter ends before it is received. */
export const UNBOUND_REMOVE = 1, UNBOUND_ERROR = 2, UNBOUND_REPLACE = 3;
/** CPython: check_unbound() */
export function check_unbound(unboundop: number): boolean {
  if (unboundop === UNBOUND_REMOVE || unboundop === UNBOUND_ERROR || unboundop === UNBOUND_REPLACE) return true;
  PyErr_Format(PyExc_ValueError, `unsupported unboundop ${unboundop}`);
  return false;
}
/** Interpreter of shared data; the current one without data. CPython: _get_interpid() */
export function _get_interpid(data: _PyCrossInterpreterData | null): number {
  return data !== null ? data.interpid : interp.id;
}

/** Function that gets one value for each parameter, NULL for those left out. */
type Parsed = (self: PyObject, ...values: (PyObject | NULL)[]) => New | NULL;
/**
 * A module function that parses with PyArg_ParseTupleAndKeywords(): it has no text signature, and its errors name it by the name after
 * the colon of the C format.
 */
export function keywordMethod(name: string, fname: string, signature: string, fn: Parsed, doc: string | null): PyMethodDef {
  const parser = argParser(fname, signature);
  return rawMethod(name, null, (self, args, nargs, kwnames) => {
    const values = _PyArg_UnpackKeywords(parser, args, nargs, NULL, kwnames);
    return values === null ? NULL : fn(self, ...values);
  }, doc);
}
/** The value of an `i` of a C format; null with an exception. */
export function intArgument(value: PyObject): number | null {
  const n = PyLong_AsInt(value);
  return n === -1 && PyErr_Occurred() !== NULL ? null : n;
}

/** The state of a module as the current interpreter has it; null when it is not imported there. CPython: _get_current_module() */
export function currentModuleState<T>(name: string): {module: New; state: T} | null {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return null;
  const module = PyImport_GetModule(text);
  Py_DECREF(text);
  if (module === NULL) return null;
  const state = PyModule_GetState<T>(module);
  if (state !== null) return {module, state};
  Py_DECREF(module);
  return null;
}
