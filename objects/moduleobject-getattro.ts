/**
 * Attributes of modules, and what is said of one that is missing: the module may still be on its way, or hide one of the standard library.
 * CPython: Objects/moduleobject.c _Py_module_getattro_impl()
 */
import * as ids from '../runtime/generated/ids';
import {_PyRuntime, interp} from '../runtime/current';
import {PyAnySet_CheckExact, PyUnicode_Check, md_dict} from '../runtime/generated/accessors';
import {PyExc_AttributeError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PySequence_Contains} from './abstract-sequence';
import {PyObject_CallOneArg} from './call';
import {PyDict_GetItemRef, _PyDict_GetItemStringWithError} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred} from './errors';
import {PyObject_GetOptionalAttr, PyObject_IsTrue} from './object';
import {_PyObject_GenericGetAttrWithDict} from './object-generic';
import {PyUnicode_AsJSString} from './unicodeobject';

// ---- specs ----

/** 1 while a module is being initialized, by its spec; -1 on error. escapes. CPython: _PyModuleSpec_IsInitializing() */
export function _PyModuleSpec_IsInitializing(spec: PyObject | NULL): number {
  if (spec === NULL) return 0;
  const value = PyObject_GetOptionalAttr(spec, ids.ID__initializing);
  if (value === NULL) return PyErr_Occurred() ? -1 : 0;
  const res = PyObject_IsTrue(value);
  Py_DECREF(value);
  return res;
}
/** CPython: _PyModuleSpec_IsUninitializedSubmodule() */
export function _PyModuleSpec_IsUninitializedSubmodule(spec: PyObject | NULL, name: PyObject): number {
  if (spec === NULL) return 0;
  const value = PyObject_GetOptionalAttr(spec, ids.ID__uninitialized_submodules);
  if (value === NULL) return PyErr_Occurred() ? -1 : 0;
  const res = PySequence_Contains(value, name);
  Py_DECREF(value);
  return res;
}
/** The file a spec says its module comes from, owned; NULL with or without an exception. escapes. CPython: _PyModuleSpec_GetFileOrigin() */
export function _PyModuleSpec_GetFileOrigin(spec: PyObject): New | NULL {
  const located = PyObject_GetOptionalAttr(spec, ids.ID_has_location);
  if (located === NULL) return NULL;
  const ok = PyObject_IsTrue(located);
  Py_DECREF(located);
  if (ok <= 0) return NULL;
  const origin = PyObject_GetOptionalAttr(spec, ids.ID_origin);
  if (origin === NULL || PyUnicode_Check(origin)) return origin;
  Py_DECREF(origin);
  return NULL;
}
/** 1 when a module's file lies in the first directory of sys.path, so that it may hide another module; -1 on error. CPython: _PyModule_IsPossiblyShadowing() */
export function _PyModule_IsPossiblyShadowing(origin: PyObject | NULL): number {
  if (origin === NULL || (interp.config as {safe_path?: number}).safe_path) return 0;
  const file = PyUnicode_AsJSString(origin);
  let end = file.lastIndexOf('/');
  if (end < 0) return 0;
  if (file.slice(end).startsWith('/__init__.py')) {
    end = file.lastIndexOf('/', end - 1);
    if (end < 0) return 0;
  }
  const first = (interp.config as {sys_path_0?: string | null}).sys_path_0;
  if (first === null || first === undefined) return 0;
  const directory = first === '' ? currentDirectory() : first;
  return directory !== null && directory === file.slice(0, end) ? 1 : 0;
}
function currentDirectory(): string | null {
  const host = _PyRuntime.host as unknown as {getcwd?: () => string};
  return host.getcwd === undefined ? null : host.getcwd();
}
/** 1 when the name is one of sys.stdlib_module_names; -1 on error. */
function isStdlibName(name: PyObject): number {
  const names = interp.sysdict === NULL ? NULL : _PyDict_GetItemStringWithError(interp.sysdict, 'stdlib_module_names');
  if (names === NULL) return PyErr_Occurred() ? -1 : 0;
  return PyAnySet_CheckExact(names) ? PySequence_Contains(names, name) : 0;
}

// ---- attributes ----

/** getattr of a module: its dict, its __getattr__, then an AttributeError that says why (NULL alone with `suppress`). escapes. CPython: _Py_module_getattro_impl() */
export function _Py_module_getattro_impl(m: PyObject, name: PyObject, suppress: boolean): New | NULL {
  const attr = _PyObject_GenericGetAttrWithDict(m, name, NULL, true);
  if (attr !== NULL || PyErr_Occurred()) return attr;
  const dict = md_dict(m), getattr = PyDict_GetItemRef(dict, ids.ID___getattr__);
  if (getattr !== NULL) {
    const res = PyObject_CallOneArg(getattr, name);
    Py_DECREF(getattr);
    if (res === NULL && suppress && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
    return res;
  }
  if (PyErr_Occurred() || suppress) return NULL;
  const text = PyUnicode_AsJSString(name), modName = PyDict_GetItemRef(dict, ids.ID___name__);
  if (modName === NULL || !PyUnicode_Check(modName)) {
    Py_XDECREF(modName);
    return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_AttributeError, `module has no attribute '${text}'`);
  }
  const spec = PyDict_GetItemRef(dict, ids.ID___spec__);
  if (spec !== NULL) explainMissing(modName, spec, name, text);
  else if (!PyErr_Occurred()) PyErr_Format(PyExc_AttributeError, `module '${PyUnicode_AsJSString(modName)}' has no attribute '${text}'`);
  Py_XDECREF(spec);
  Py_DECREF(modName);
  return NULL;
}
/** Sets the AttributeError about an attribute that a module with a spec has not. */
function explainMissing(modName: PyObject, spec: PyObject, name: PyObject, text: string): void {
  const origin = _PyModuleSpec_GetFileOrigin(spec);
  if (origin === NULL && PyErr_Occurred()) return;
  const module = PyUnicode_AsJSString(modName), file = origin === NULL ? '' : PyUnicode_AsJSString(origin);
  const shadowing = _PyModule_IsPossiblyShadowing(origin), stdlib = shadowing > 0 ? isStdlibName(modName) : 0;
  Py_XDECREF(origin);
  if (shadowing < 0 || stdlib < 0) return;
  const missing = `module '${module}' has no attribute '${text}'`;
  if (stdlib > 0) {
    PyErr_Format(PyExc_AttributeError, `${missing} (consider renaming '${file}' since it has the same name as the standard library module named '${module}' and prevents importing that standard library module)`);
    return;
  }
  const initializing = _PyModuleSpec_IsInitializing(spec);
  if (initializing < 0) return;
  if (initializing > 0) {
    if (shadowing > 0) PyErr_Format(PyExc_AttributeError, `${missing} (consider renaming '${file}' if it has the same name as a library you intended to import)`);
    else PyErr_Format(PyExc_AttributeError, `partially initialized module '${module}'${file === '' ? '' : ` from '${file}'`} has no attribute '${text}' (most likely due to a circular import)`);
    return;
  }
  const submodule = _PyModuleSpec_IsUninitializedSubmodule(spec, name);
  if (submodule > 0) PyErr_Format(PyExc_AttributeError, `cannot access submodule '${text}' of module '${module}' (most likely due to a circular import)`);
  else if (submodule === 0) PyErr_Format(PyExc_AttributeError, missing);
}
/** tp_getattro of modules. */
export function _Py_module_getattro(m: PyObject, name: PyObject): New | NULL {
  return _Py_module_getattro_impl(m, name, false);
}
