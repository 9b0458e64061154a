/**
 * Importing by name: sys.modules, the import lock, and the way from an import statement into importlib.
 * Extension modules are in import-extensions.ts, frozen ones in frozen.ts. CPython: Python/import.c
 */
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodObjArgs} from '../objects/call';
import {PyDict_Check, PyDict_CheckExact, PyModule_CheckExact, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE as typeOf} from '../runtime/generated/accessors';
import {PyDict_GetItemRef, PyDict_New} from '../objects/dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, PyErr_WarnEx, reprText} from '../objects/errors';
import {PyMapping_GetOptionalItem, PyObject_DelItem, PyObject_SetItem} from '../objects/abstract-object';
import {PyMapping_HasKey} from '../objects/abstract-mapping';
import {PyModule_NewObject} from '../objects/moduleobject';
import {_PyModuleSpec_IsInitializing} from '../objects/moduleobject-getattro';
import {PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_RichCompareBool} from '../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {PyUnicode_InternFromString} from '../objects/unicode-intern';
import {PyList_Insert, PyList_New} from '../objects/listobject';
import {PyLong_FromNumber} from '../objects/longobject';
import {_PyRuntime, interp, tstate} from '../runtime/current';
import {ID___builtins__, ID___import__, ID___name__, ID___package__, ID___path__, ID___spec__, ID__find_and_load, ID__handle_fromlist, ID__lock_unlock_module, ID_meta_path, ID_parent, ID_path, ID_path_hooks} from '../runtime/generated/ids';
import {PyExc_DeprecationWarning, PyExc_ImportError, PyExc_ImportWarning, PyExc_KeyError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, PyModule_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {setHooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {writeText} from '../runtime/host/write-text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyType_IsSubtype} from '../objects/typeobject';
import {PyEval_GetBuiltins} from '../objects/evalbuiltins';
import {PyEval_GetGlobals} from '../vm/ceval';
import {PySys_Audit} from '../objects/sysattr';
import {_PySys_GetAttr} from './builtin/sys';
import {cutTraceback} from './import-traceback';

// ---- the import lock: recursive, one for each interpreter ----

/** Takes the import lock of the current interpreter. CPython: _PyImport_AcquireLock() */
export function _PyImport_AcquireLock(): void {
  const lock = interp.imports.lock, me = tstate.thread_id;
  // it is held over a few lines of importlib only, which never give up the GIL in between
  if (lock.level > 0 && lock.owner !== me) lock.level = 0;
  lock.owner = me;
  lock.level++;
}
/** Gives it back; -1 when this thread does not hold it. CPython: _PyImport_ReleaseLock() */
export function _PyImport_ReleaseLock(): number {
  const lock = interp.imports.lock;
  if (lock.level === 0 || lock.owner !== tstate.thread_id) return -1;
  lock.level--;
  return 0;
}
export function importLockIsHeld(): boolean {
  return interp.imports.lock.level > 0;
}

// ---- sys.modules ----

/** Makes sys.modules. Owned by the interpreter; -1 with an exception. CPython: _PyImport_InitModules() */
export function _PyImport_InitModules(): number {
  const modules = PyDict_New();
  if (modules === NULL) return -1;
  interp.imports.modules = modules;
  return 0;
}
/** sys.modules, borrowed. CPython: PyImport_GetModuleDict() */
export function PyImport_GetModuleDict(): PyObject {
  return interp.imports.modules as PyObject;
}
/** A module of sys.modules, whatever mapping that is; NULL without an exception when it is absent. CPython: import_get_module() */
export function import_get_module(name: PyObject): New | NULL {
  const modules = interp.imports.modules;
  if (modules === NULL) return PyErr_SetString(PyExc_RuntimeError, 'unable to get sys.modules');
  const held = Py_NewRef(modules);
  const module = PyDict_CheckExact(held) ? PyDict_GetItemRef(held, name) : PyMapping_GetOptionalItem(held, name);
  Py_DECREF(held);
  return module;
}
/** As import_get_module(); CPython: PyImport_GetModule() */
export function PyImport_GetModule(name: PyObject): New | NULL {
  return import_get_module(name);
}
/** Puts a module into sys.modules; -1 with an exception. CPython: _PyImport_SetModule() */
export function _PyImport_SetModule(name: PyObject, module: PyObject): number {
  return PyObject_SetItem(interp.imports.modules as PyObject, name, module);
}
/** The module of a name in sys.modules, a new empty one when there is none. CPython: import_add_module() */
export function import_add_module(name: PyObject): New | NULL {
  const modules = interp.imports.modules;
  if (modules === NULL) return PyErr_SetString(PyExc_RuntimeError, 'no import module dictionary');
  const present = PyDict_CheckExact(modules) ? PyDict_GetItemRef(modules, name) : PyMapping_GetOptionalItem(modules, name);
  if (present === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (present !== NULL) {
    if (PyModule_CheckExact(present) || PyType_IsSubtype(typeOf(present), PyModule_Type)) return present;
    Py_DECREF(present);
  }
  const module = PyModule_NewObject(name);
  if (module === NULL) return NULL;
  if (PyObject_SetItem(modules, name, module) < 0) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}
/** CPython: PyImport_AddModuleRef() */
export function PyImport_AddModuleRef(name: string): New | NULL {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return NULL;
  const module = import_add_module(text);
  Py_DECREF(text);
  return module;
}
/** Takes a name out of sys.modules after a failed import; the exception that is set stays. CPython: remove_module() */
export function remove_module(name: PyObject): void {
  const raised = PyErr_GetRaisedException(), modules = interp.imports.modules as PyObject;
  if (PyObject_DelItem(modules, name) < 0) PyErr_Clear();
  PyErr_SetRaisedException(raised);
}

// ---- the import statement ----

/** A sub-module reported as missing by sys.modules[name] is None, or a plain KeyError. */
function importlib(): PyObject {
  return interp.imports.importlib as PyObject;
}

/** Waits while another thread still executes the module; -1 with an exception. CPython: import_ensure_initialized() */
function import_ensure_initialized(module: PyObject, name: PyObject): number {
  if (module === NULL || module === _Py_NoneStruct) return 0;
  const spec = PyObject_GetOptionalAttr(module, ID___spec__);
  if (spec === NULL) return PyErr_Occurred() === NULL ? 0 : -1;
  const busy = _PyModuleSpec_IsInitializing(spec);
  Py_DECREF(spec);
  if (busy <= 0) return busy;
  const result = PyObject_CallMethodObjArgs(importlib(), ID__lock_unlock_module, name);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}

/** Time spent in nested imports is told apart by `accumulated`. CPython: import_find_and_load() */
function import_find_and_load(abs_name: PyObject): New | NULL {
  const state = interp.imports.find_and_load, sysPath = _PySys_GetAttr(ID_path) || _Py_NoneStruct;
  const metaPath = _PySys_GetAttr(ID_meta_path) || _Py_NoneStruct, hooks = _PySys_GetAttr(ID_path_hooks) || _Py_NoneStruct;
  if (PySys_Audit('import', abs_name, _Py_NoneStruct, sysPath, metaPath, hooks) < 0) return NULL;
  const timing = interp.config.import_time !== 0;
  let began = 0n, outer = 0;
  if (timing) {
    if (state.header !== 0) {
      state.header = 0;
      writeStderr('import time: self [us] | cumulative | imported package\n');
    }
    state.import_level++;
    began = monotonicNow();
    outer = state.accumulated;
    state.accumulated = 0;
  }
  const module = PyObject_CallMethodObjArgs(importlib(), ID__find_and_load, abs_name, interp.imports.import_func as PyObject);
  if (timing) {
    const cumulative = Number(monotonicNow() - began);
    const self = Math.ceil((cumulative - state.accumulated) / 1000), whole = Math.ceil(cumulative / 1000);
    state.import_level--;
    writeStderr(`import time: ${String(self).padStart(9)} | ${String(whole).padStart(10)} | ${' '.repeat(state.import_level * 2)}${PyUnicode_AsJSString(abs_name)}\n`);
    state.accumulated = outer + cumulative;
  }
  return module;
}
/** The monotonic clock in nanoseconds. */
function monotonicNow(): bigint {
  const now = _PyRuntime.host.clockGettime(1);
  return typeof now === 'bigint' ? now : 0n;
}
function writeStderr(text: string): void {
  writeText(2, text);
}

/** The package a relative import starts from, by __package__, __spec__ and __name__ of the globals. CPython: resolve_name() */
function resolve_name(name: PyObject, globals: PyObject | NULL, level: number): New | NULL {
  if (globals === NULL) return PyErr_SetString(PyExc_KeyError, "'__name__' not in globals");
  if (!PyDict_Check(globals)) return PyErr_SetString(PyExc_TypeError, 'globals must be a dict');
  const parent = PyDict_GetItemRef(globals, ID___package__);
  if (parent === NULL && PyErr_Occurred() !== NULL) return NULL;
  const spec = PyDict_GetItemRef(globals, ID___spec__);
  if (spec === NULL && PyErr_Occurred() !== NULL) {
    Py_XDECREF(parent);
    return NULL;
  }
  const package_ = packageName(globals, parent, spec);
  Py_XDECREF(parent);
  Py_XDECREF(spec);
  if (package_ === NULL) return NULL;
  let base = PyUnicode_AsJSString(package_);
  Py_DECREF(package_);
  if (base === '') return PyErr_SetString(PyExc_ImportError, 'attempted relative import with no known parent package');
  for (let up = 1; up < level; up++) {
    const dot = base.lastIndexOf('.');
    if (dot < 0) return PyErr_SetString(PyExc_ImportError, 'attempted relative import beyond top-level package');
    base = base.slice(0, dot);
  }
  return PyUnicode_FromString(PyUnicode_GET_LENGTH(name) > 0 ? `${base}.${PyUnicode_AsJSString(name)}` : base);
}
function packageName(globals: PyObject, parent: PyObject | NULL, spec: PyObject | NULL): New | NULL {
  if (parent !== NULL && parent !== _Py_NoneStruct) {
    if (!PyUnicode_Check(parent)) return PyErr_SetString(PyExc_TypeError, 'package must be a string');
    if (spec === NULL || spec === _Py_NoneStruct) return Py_NewRef(parent);
    const specParent = PyObject_GetAttr(spec, ID_parent);
    if (specParent === NULL) return NULL;
    const same = PyObject_RichCompareBool(parent, specParent, 2);
    Py_DECREF(specParent);
    if (same < 0) return NULL;
    if (same === 0 && PyErr_WarnEx(PyExc_DeprecationWarning, '__package__ != __spec__.parent', 1) < 0) return NULL;
    return Py_NewRef(parent);
  }
  if (spec !== NULL && spec !== _Py_NoneStruct) {
    const specParent = PyObject_GetAttr(spec, ID_parent);
    if (specParent !== NULL && !PyUnicode_Check(specParent)) {
      Py_DECREF(specParent);
      return PyErr_SetString(PyExc_TypeError, '__spec__.parent must be a string');
    }
    return specParent;
  }
  if (PyErr_WarnEx(PyExc_ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", 1) < 0) return NULL;
  const name = PyDict_GetItemRef(globals, ID___name__);
  if (name === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_KeyError, "'__name__' not in globals");
  if (!PyUnicode_Check(name)) {
    Py_DECREF(name);
    return PyErr_SetString(PyExc_TypeError, '__name__ must be a string');
  }
  const hasPath = PyMapping_HasKey(globals, ID___path__);
  if (hasPath) return name;
  const text = PyUnicode_AsJSString(name), dot = text.lastIndexOf('.');
  Py_DECREF(name);
  if (dot < 0) return PyErr_SetString(PyExc_ImportError, 'attempted relative import with no known parent package');
  return PyUnicode_FromString(text.slice(0, dot));
}

/** What `import name` and `from name import fromlist` do; escapes. CPython: PyImport_ImportModuleLevelObject() */
export function PyImport_ImportModuleLevelObject(name: PyObject, globals: PyObject | NULL, locals: PyObject | NULL, fromlist: PyObject | NULL, level: number): New | NULL {
  void locals;
  if (name === NULL) return PyErr_SetString(PyExc_ValueError, 'Empty module name');
  if (!PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, 'module name must be a string');
  if (level < 0) return PyErr_SetString(PyExc_ValueError, 'level must be >= 0');
  let abs_name: New | NULL;
  if (level > 0) {
    abs_name = resolve_name(name, globals, level);
    if (abs_name === NULL) return NULL;
  } else {
    if (PyUnicode_GET_LENGTH(name) === 0) return PyErr_SetString(PyExc_ValueError, 'Empty module name');
    abs_name = Py_NewRef(name);
  }
  const result = importAbsolute(abs_name, name, fromlist, level);
  Py_DECREF(abs_name);
  if (result === NULL) remove_importlib_frames();
  return result;
}
function importAbsolute(abs_name: PyObject, name: PyObject, fromlist: PyObject | NULL, level: number): New | NULL {
  let module = import_get_module(abs_name);
  if (module === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (module !== NULL && module !== _Py_NoneStruct) {
    if (import_ensure_initialized(module, abs_name) < 0) {
      Py_DECREF(module);
      return NULL;
    }
  } else {
    Py_XDECREF(module);
    module = import_find_and_load(abs_name);
    if (module === NULL) return NULL;
  }
  let from = 0;
  if (fromlist !== NULL && fromlist !== _Py_NoneStruct) from = PyObject_IsTrue(fromlist);
  if (from < 0) {
    Py_DECREF(module);
    return NULL;
  }
  if (from > 0) {
    const path = PyObject_GetOptionalAttr(module, ID___path__);
    if (path === NULL) {
      if (PyErr_Occurred() === NULL) return module;
      Py_DECREF(module);
      return NULL;
    }
    Py_DECREF(path);
    const result = PyObject_CallMethodObjArgs(importlib(), ID__handle_fromlist, module, fromlist as PyObject, interp.imports.import_func as PyObject);
    Py_DECREF(module);
    return result;
  }
  // import a.b.c binds a
  const text = PyUnicode_AsJSString(name), dot = text.indexOf('.');
  if ((level === 0 || text !== '') && dot >= 0) {
    if (level === 0) {
      Py_DECREF(module);
      const front = PyUnicode_FromString(text.slice(0, dot));
      if (front === NULL) return NULL;
      const top = PyImport_ImportModuleLevelObject(front, NULL, NULL, NULL, 0);
      Py_DECREF(front);
      return top;
    }
    const whole = PyUnicode_AsJSString(abs_name), front = whole.slice(0, whole.length - (text.length - dot));
    Py_DECREF(module);
    const key = PyUnicode_FromString(front);
    if (key === NULL) return NULL;
    const top = import_get_module(key);
    if (top === NULL && PyErr_Occurred() === NULL) PyErr_Format(PyExc_KeyError, `${reprText(key)} not in sys.modules as expected`);
    Py_DECREF(key);
    return top;
  }
  return module;
}

/**
 * Cuts importlib's own frames out of the traceback of a failed import: all of them for an ImportError, else those of the call chain
 * that ends in _call_with_frames_removed. With -v they stay. CPython: remove_importlib_frames()
 */
function remove_importlib_frames(): void {
  if (interp.config.verbose > 0) return;
  const raised = PyErr_GetRaisedException();
  if (raised === NULL) return;
  const always = PyType_IsSubtype(typeOf(raised), PyExc_ImportError);
  cutTraceback(raised, always);
  PyErr_SetRaisedException(raised);
}

/** Imports by name with the builtins' __import__ of the running code, as an import statement of it would. CPython: PyImport_Import() */
export function PyImport_Import(module_name: PyObject): New | NULL {
  const globals = PyEval_GetGlobals();
  let importFunction: New | NULL;
  let where: New;
  if (globals !== NULL) {
    where = Py_NewRef(globals);
    const builtins = PyDict_GetItemRef(globals, ID___builtins__);
    if (builtins === NULL && PyErr_Occurred() !== NULL) {
      Py_DECREF(where);
      return NULL;
    }
    const table = builtins === NULL ? Py_NewRef(PyEval_GetBuiltins()) : builtins;
    importFunction = PyDict_Check(table) ? PyDict_GetItemRef(table, ID___import__) : PyObject_GetAttr(table, ID___import__);
    Py_DECREF(table);
    if (importFunction === NULL && PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_KeyError, ID___import__);
  } else {
    const dict = PyDict_New();
    if (dict === NULL) return NULL;
    where = dict;
    importFunction = Py_NewRef(interp.imports.import_func as PyObject);
  }
  if (importFunction === NULL) {
    Py_DECREF(where);
    return NULL;
  }
  const module = importThrough(importFunction, module_name, where);
  Py_DECREF(importFunction);
  Py_DECREF(where);
  return module;
}
function importThrough(importFunction: PyObject, name: PyObject, globals: PyObject): New | NULL {
  const fromlist = PyList_New(0), level = PyLong_FromNumber(0);
  const top = fromlist === NULL || level === NULL ? NULL : PyObject_CallFunctionObjArgs(importFunction, name, globals, globals, fromlist, level);
  Py_XDECREF(fromlist);
  Py_XDECREF(level);
  if (top === NULL) return NULL;
  Py_DECREF(top);
  const module = import_get_module(name);
  if (module === NULL && PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_KeyError, name);
  return module;
}
/** CPython: PyImport_ImportModule() */
export function PyImport_ImportModule(name: string): New | NULL {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return NULL;
  const module = PyImport_Import(text);
  Py_DECREF(text);
  return module;
}
/** An attribute of a module that is imported for it. CPython: _PyImport_GetModuleAttr() */
export function PyImport_GetModuleAttr(module: string, attribute: string): New | NULL {
  const found = PyImport_ImportModule(module);
  if (found === NULL) return NULL;
  const name = PyUnicode_InternFromString(attribute);
  if (name === NULL) {
    Py_DECREF(found);
    return NULL;
  }
  const value = PyObject_GetAttr(found, name);
  Py_DECREF(name);
  Py_DECREF(found);
  return value;
}

/** Puts zipimporter first among the path hooks; without it zip files are no places to import from. -1 with an exception. CPython: init_zipimport() */
function init_zipimport(): number {
  const hooks = _PySys_GetAttr(ID_path_hooks);
  if (hooks === NULL) return PyErr_SetString(PyExc_RuntimeError, 'unable to get sys.path_hooks') || -1;
  const zipimporter = PyImport_GetModuleAttr('zipimport', 'zipimporter');
  if (zipimporter === NULL) {
    PyErr_Clear();
    return 0;
  }
  const status = PyList_Insert(hooks, 0, zipimporter);
  Py_DECREF(zipimporter);
  return status;
}

/** Calls _frozen_importlib_external._install: the path based finders; then the finder of zip files. -1 with an exception. CPython: init_importlib_external() */
export function init_importlib_external(): number {
  const name = PyUnicode_InternFromString('_install_external_importers');
  if (name === NULL) return -1;
  const result = PyObject_CallMethodObjArgs(importlib(), name);
  Py_DECREF(name);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return init_zipimport();
}

setHooks({PyImport_ImportModule});
