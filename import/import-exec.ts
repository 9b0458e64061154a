/** Importing by C string, and running code as a module. CPython: Python/import.c PyImport_ImportModuleLevel(), PyImport_ExecCodeModuleObject() and their kin */
import {PYC_MAGIC} from '../runtime/version';
import {PyObject_CallMethodObjArgs} from '../objects/call';
import {PyDict_Contains, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_WarnEx, reprText} from '../objects/errors';
import {PyModule_GetDict} from '../objects/moduleobject';
import {PyObject_GetAttrString} from '../objects/object';
import {PyUnicode_DecodeFSDefault} from '../objects/unicode-encoded';
import {PyUnicode_FromString, PyUnicode_InternFromString} from '../objects/unicodeobject';
import {interp} from '../runtime/current';
import {co_filename} from '../runtime/generated/accessors';
import {ID___builtins__} from '../runtime/generated/ids';
import {PyExc_DeprecationWarning, PyExc_ImportError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyEval_GetBuiltins} from '../objects/evalbuiltins';
import {PyEval_EvalCode} from '../vm/ceval';
import {PyImport_GetModule, PyImport_ImportModule, PyImport_ImportModuleLevelObject, import_add_module, remove_module} from './import';

/** The magic number of .pyc files as an int. CPython: PyImport_GetMagicNumber() */
export function PyImport_GetMagicNumber(): number {
  return PYC_MAGIC | (0x0a0d << 16);
}
/** The tag in the names of .pyc files. CPython: PyImport_GetMagicTag() */
export function PyImport_GetMagicTag(): string {
  return 'cpython-313';
}
/** The module of a name in sys.modules, made when there is none, borrowed; NULL with an exception. CPython: PyImport_AddModuleObject() */
export function PyImport_AddModuleObject(name: PyObject): PyObject | NULL {
  const module = import_add_module(name);
  if (module === NULL) return NULL;
  const borrowed: PyObject = module;
  // sys.modules keeps it
  Py_DECREF(module);
  return borrowed;
}
/** What an import statement does; NULL with an exception. escapes. CPython: PyImport_ImportModuleLevel() */
export function PyImport_ImportModuleLevel(name: string, globals: PyObject | NULL, locals: PyObject | NULL, fromlist: PyObject | NULL, level: number): New | NULL {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return NULL;
  const module = PyImport_ImportModuleLevelObject(text, globals, locals, fromlist, level);
  Py_DECREF(text);
  return module;
}
/** The same as PyImport_ImportModule(), with a warning. escapes. CPython: PyImport_ImportModuleNoBlock() */
export function PyImport_ImportModuleNoBlock(name: string): New | NULL {
  const warned = PyErr_WarnEx(PyExc_DeprecationWarning, 'PyImport_ImportModuleNoBlock() is deprecated and scheduled for removal in Python 3.15. Use PyImport_ImportModule() instead.', 1);
  return warned < 0 ? NULL : PyImport_ImportModule(name);
}

/** The dict of the module that code is to run in, with builtins; NULL with an exception. CPython: module_dict_for_exec() */
function module_dict_for_exec(name: PyObject): New | NULL {
  const module = import_add_module(name);
  if (module === NULL) return NULL;
  const dict = Py_NewRef(PyModule_GetDict(module)), builtins = PyDict_Contains(dict, ID___builtins__);
  Py_DECREF(module);
  if (builtins > 0 || (builtins === 0 && PyDict_SetItem(dict, ID___builtins__, PyEval_GetBuiltins()) === 0)) return dict;
  remove_module(name);
  Py_DECREF(dict);
  return NULL;
}
/** Runs code in the dict of a module that is in sys.modules: the module, or NULL with an exception. CPython: exec_code_in_module() */
function exec_code_in_module(name: PyObject, dict: PyObject, code: PyObject): New | NULL {
  const result = PyEval_EvalCode(code, dict, dict);
  if (result === NULL) {
    remove_module(name);
    return NULL;
  }
  Py_DECREF(result);
  const module = PyImport_GetModule(name);
  if (module === NULL && PyErr_Occurred() === NULL) return PyErr_Format(PyExc_ImportError, `Loaded module ${reprText(name) ?? '?'} not found in sys.modules`);
  return module;
}
function bootstrapExternal(): New | NULL {
  return PyObject_GetAttrString(interp.imports.importlib as PyObject, '_bootstrap_external');
}
/** Runs code as the body of a module of this name: the module, or NULL with an exception. The paths may be NULL. escapes. CPython: PyImport_ExecCodeModuleObject() */
export function PyImport_ExecCodeModuleObject(name: PyObject, co: PyObject, pathname: PyObject | NULL, cpathname: PyObject | NULL): New | NULL {
  const dict = module_dict_for_exec(name);
  if (dict === NULL) return NULL;
  const external = bootstrapExternal(), fix = PyUnicode_InternFromString('_fix_up_module');
  const path = pathname === NULL ? co_filename(co) : pathname;
  const fixed = external === NULL || fix === NULL ? NULL : cpathname === NULL ? PyObject_CallMethodObjArgs(external, fix, dict, name, path) : PyObject_CallMethodObjArgs(external, fix, dict, name, path, cpathname);
  Py_XDECREF(external);
  Py_XDECREF(fix);
  let module: New | NULL = NULL;
  if (fixed !== NULL) {
    Py_DECREF(fixed);
    module = exec_code_in_module(name, dict, co);
  }
  Py_DECREF(dict);
  return module;
}
/** The same with paths as bytes; the source's is worked out from that of the .pyc file where only that is given. escapes. CPython: PyImport_ExecCodeModuleWithPathnames() */
export function PyImport_ExecCodeModuleWithPathnames(name: PyObject, co: PyObject, pathname: Uint8Array | null, cpathname: Uint8Array | null): New | NULL {
  const cpath = cpathname === null ? NULL : PyUnicode_DecodeFSDefault(cpathname);
  if (cpathname !== null && cpath === NULL) return NULL;
  let path: New | NULL = NULL;
  if (pathname !== null) path = PyUnicode_DecodeFSDefault(pathname);
  else if (cpath !== NULL) path = sourceOf(cpath);
  const failed = pathname !== null && path === NULL;
  const module = failed ? NULL : PyImport_ExecCodeModuleObject(name, co, path === (_Py_NoneStruct as New) ? NULL : path, cpath);
  Py_XDECREF(path);
  Py_XDECREF(cpath);
  return module;
}
/** The path of the source of a .pyc file; NULL without an exception when there is none. */
function sourceOf(cpath: PyObject): New | NULL {
  const external = bootstrapExternal(), get = PyUnicode_InternFromString('_get_sourcefile');
  const path = external === NULL || get === NULL ? NULL : PyObject_CallMethodObjArgs(external, get, cpath);
  Py_XDECREF(external);
  Py_XDECREF(get);
  if (path === NULL) PyErr_Clear();
  return path;
}
