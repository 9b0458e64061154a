/** Attributes of modules: lookup with a module's own __getattr__, and the hints in its error messages. CPython: Objects/moduleobject.c */
import {interp} from '../runtime/current';
import {PyAnySet_Check, PyDict_Check, PyUnicode_Check, md_dict} from '../runtime/generated/accessors';
import {ID___annotations__, ID___dir__, ID___getattr__, ID___name__, ID___spec__, ID__initializing, ID__uninitialized_submodules, ID_has_location, ID_origin} from '../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_KeyError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import type {PyGetSetDef} from '../runtime/typeslots';
import {PySequence_Contains} from './abstract-sequence';
import {PyObject_CallMethodOneArg, PyObject_CallNoArgs, PyObject_CallOneArg} from './call';
import {PyDict_DelItem, PyDict_GetItemRef, PyDict_GetItemString, PyDict_Keys, PyDict_New, PyDict_SetItem} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString} from './errors';
import {PyObject_GetOptionalAttr, PyObject_IsTrue, _PyObject_GenericGetAttrWithDict} from './object';
import {PyUnicode_InternFromString} from './unicode-intern';
import {PyUnicode_AsJSString} from './unicodeobject';

/** Whether a spec says that its module is still being executed: 1, 0, or -1 with an exception. CPython: _PyModuleSpec_IsInitializing() */
export function _PyModuleSpec_IsInitializing(spec: PyObject | NULL): number {
  if (spec === NULL) return 0;
  const value = PyObject_GetOptionalAttr(spec, ID__initializing);
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const truth = PyObject_IsTrue(value);
  Py_DECREF(value);
  return truth;
}
/** Whether a name is a sub-module that is being imported. CPython: _PyModuleSpec_IsUninitializedSubmodule() */
function isUninitializedSubmodule(spec: PyObject, name: PyObject): number {
  const value = PyObject_GetOptionalAttr(spec, ID__uninitialized_submodules);
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const found = PySequence_Contains(value, name);
  Py_DECREF(value);
  return found;
}
/** The file a spec has its module from: text, '' when it has none, null with an exception. CPython: _PyModuleSpec_GetFileOrigin() */
export function _PyModuleSpec_GetFileOrigin(spec: PyObject): string | null {
  const located = PyObject_GetOptionalAttr(spec, ID_has_location);
  if (located === NULL) return PyErr_Occurred() !== NULL ? null : '';
  const truth = PyObject_IsTrue(located);
  Py_DECREF(located);
  if (truth <= 0) return truth < 0 ? null : '';
  const origin = PyObject_GetOptionalAttr(spec, ID_origin);
  if (origin === NULL) return PyErr_Occurred() !== NULL ? null : '';
  const text = PyUnicode_Check(origin) ? PyUnicode_AsJSString(origin) : '';
  Py_DECREF(origin);
  return text;
}
/** Whether a file lies in sys.path[0]'s original folder and so may hide a library module. CPython: _PyModule_IsPossiblyShadowing() */
export function _PyModule_IsPossiblyShadowing(origin: string): boolean {
  const config = interp.config;
  if (origin === '' || config.safe_path !== 0 || config.sys_path_0 === null) return false;
  let root = origin.slice(0, Math.max(0, origin.lastIndexOf('/')));
  const isInit = origin.endsWith('/__init__.py');
  if (isInit) root = root.slice(0, Math.max(0, root.lastIndexOf('/')));
  let path0 = config.sys_path_0;
  if (path0 === '') {
    const cwd = interp.runtime.host.getcwd();
    path0 = typeof cwd === 'string' ? cwd : '';
  }
  return path0 === root;
}

/** tp_getattro of modules. CPython: _Py_module_getattro() */
export function module_getattro(module: PyObject, name: PyObject): New | NULL {
  return _Py_module_getattro_impl(module, name, false);
}
export const _Py_module_getattro = module_getattro;

/** As tp_getattro; with `suppress` an absent attribute is NULL without an exception. CPython: _Py_module_getattro_impl() */
export function _Py_module_getattro_impl(module: PyObject, name: PyObject, suppress: boolean): New | NULL {
  const found = _PyObject_GenericGetAttrWithDict(module, name, NULL, true);
  if (found !== NULL) return found;
  if (PyErr_Occurred() !== NULL) return NULL;
  const dict = md_dict(module);
  if (dict !== NULL) {
    const getattr = PyDict_GetItemRef(dict, ID___getattr__);
    if (getattr !== NULL) {
      const result = PyObject_CallOneArg(getattr, name);
      Py_DECREF(getattr);
      if (result === NULL && suppress && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
      return result;
    }
    if (PyErr_Occurred() !== NULL) return NULL;
  }
  if (suppress) return NULL;
  return missing(dict, name);
}
/** Raises the AttributeError with the best hint there is. */
function missing(dict: PyObject | NULL, name: PyObject): NULL {
  const attribute = PyUnicode_AsJSString(name);
  const fail = (text: string): NULL => PyErr_Format(PyExc_AttributeError, text);
  const modName = dict === NULL ? NULL : PyDict_GetItemRef(dict, ID___name__);
  if (modName === NULL || !PyUnicode_Check(modName)) {
    Py_XDECREF(modName);
    return PyErr_Occurred() !== NULL ? NULL : fail(`module has no attribute '${attribute}'`);
  }
  const module_ = PyUnicode_AsJSString(modName);
  const spec = PyDict_GetItemRef(dict as PyObject, ID___spec__);
  if (spec === NULL) {
    Py_DECREF(modName);
    return PyErr_Occurred() !== NULL ? NULL : fail(`module '${module_}' has no attribute '${attribute}'`);
  }
  const text = hint(spec, modName, module_, name, attribute);
  Py_DECREF(spec);
  Py_DECREF(modName);
  return text === null ? NULL : fail(text);
}
function hint(spec: PyObject, modName: PyObject, module: string, name: PyObject, attribute: string): string | null {
  const origin = _PyModuleSpec_GetFileOrigin(spec);
  if (origin === null) return null;
  const shadowing = _PyModule_IsPossiblyShadowing(origin), plain = `module '${module}' has no attribute '${attribute}'`;
  if (shadowing) {
    const names = interp.sysdict === NULL ? NULL : PyDict_GetItemString(interp.sysdict, 'stdlib_module_names');
    if (names !== NULL && PyAnySet_Check(names)) {
      const known = PySequence_Contains(names, modName);
      if (known < 0) return null;
      if (known > 0) return `${plain} (consider renaming '${origin}' since it has the same name as the standard library module named '${module}' and prevents importing that standard library module)`;
    }
  }
  const busy = _PyModuleSpec_IsInitializing(spec);
  if (busy < 0) return null;
  if (busy > 0) {
    if (shadowing) return `${plain} (consider renaming '${origin}' if it has the same name as a library you intended to import)`;
    return `partially initialized module '${module}'${origin === '' ? '' : ` from '${origin}'`} has no attribute '${attribute}' (most likely due to a circular import)`;
  }
  const sub = isUninitializedSubmodule(spec, name);
  if (sub < 0) return null;
  return sub > 0 ? `cannot access submodule '${attribute}' of module '${module}' (most likely due to a circular import)` : plain;
}

/** repr by importlib, which knows loaders. CPython: module_repr() */
export function moduleRepr(module: PyObject): New | NULL {
  const repr = PyUnicode_InternFromString('_module_repr');
  if (repr === NULL) return NULL;
  const result = PyObject_CallMethodOneArg(interp.imports.importlib as PyObject, repr, module);
  Py_DECREF(repr);
  return result;
}
/** module.__dir__ */
export function module_dir(self: PyObject): New | NULL {
  const dict = md_dict(self);
  if (dict === NULL || !PyDict_Check(dict)) return PyErr_SetString(PyExc_TypeError, '<module>.__dict__ is not a dictionary');
  const own = PyDict_GetItemRef(dict, ID___dir__);
  if (own === NULL) return PyErr_Occurred() !== NULL ? NULL : PyDict_Keys(dict);
  const result = PyObject_CallNoArgs(own);
  Py_DECREF(own);
  return result;
}

/** __annotations__, made on first use. */
export const module_annotations: PyGetSetDef = {
  name: '__annotations__',
  get: self => {
    const dict = md_dict(self), present = PyDict_GetItemRef(dict, ID___annotations__);
    if (present !== NULL || PyErr_Occurred() !== NULL) return present;
    const fresh = PyDict_New();
    if (fresh === NULL) return NULL;
    if (PyDict_SetItem(dict, ID___annotations__, fresh) === 0) return fresh;
    Py_DECREF(fresh);
    return NULL;
  },
  set: (self, value) => {
    const dict = md_dict(self);
    if (value !== NULL) return PyDict_SetItem(dict, ID___annotations__, value);
    const status = PyDict_DelItem(dict, ID___annotations__);
    if (status < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
      PyErr_Clear();
      PyErr_SetString(PyExc_AttributeError, '__annotations__');
    }
    return status;
  },
};
