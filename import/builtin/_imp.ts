/** The _imp module: what importlib needs of the import system. CPython: Python/import.c, "the _imp module" */
import {inittab, is_builtin} from '../inittab';
import {PyCode_Check, PyList_SET_ITEM, PyModule_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_BOOL, Py_TYPE, co_consts, co_filename, set_co_filename} from '../../runtime/generated/accessors';
import {PyEval_EvalCode} from '../../vm/ceval';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetImportError, PyErr_SetRaisedException, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyDict_ContainsString, PyDict_SetItem} from '../../objects/dictobject';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_AsUnsignedLongLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromObject} from '../../objects/memoryobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_Check, PyModule_ExecDef, PyModule_GetDef, PyModule_GetDict, PyModule_GetNameObject, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttr, PyObject_IsTrue} from '../../objects/object';
import {_Py_KeyedHash} from '../../objects/siphash';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_IsSubtype} from '../../objects/typeobject';
import {isEncodable} from '../../objects/typeobject-new';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_Equal} from '../../objects/unicodeobject';
import {U8, _PyRuntime, interp} from '../../runtime/current';
import {ID___builtins__, ID___origname__, ID___path__, ID_name, ID_origin} from '../../runtime/generated/ids';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, PyModule_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';
import {type FrozenInfo, find_frozen, frozenModuleNames} from '../frozen';
import {_PyImport_AcquireLock, _PyImport_ReleaseLock, importLockIsHeld, import_add_module, remove_module} from '../import';
import {type ExtensionInfo, forgetStaleExtension, import_find_extension, import_run_extension} from '../import-extensions';
import {traceImport} from '../import-trace';
import {EXTENSION_SUFFIXES, _PyImport_GetModInitFunc} from '../importdl';
import {PyMarshal_ReadObjectFromBytes} from '../marshal';
import {PySys_Audit} from '../../objects/sysattr';

function _imp_lock_held(): New | NULL {
  return Py_NewRef(Py_BOOL(importLockIsHeld()));
}
function _imp_acquire_lock(): New | NULL {
  _PyImport_AcquireLock();
  return Py_NewRef(_Py_NoneStruct);
}
function _imp_release_lock(): New | NULL {
  if (_PyImport_ReleaseLock() < 0) return PyErr_SetString(PyExc_RuntimeError, 'not holding the import lock');
  return Py_NewRef(_Py_NoneStruct);
}

/** Gives a code object and those inside it another file name when they have the old one. CPython: update_code_filenames() */
function updateCodeFilenames(code: PyObject, oldname: PyObject, newname: PyObject): void {
  if (!_PyUnicode_Equal(co_filename(code), oldname)) return;
  const previous = co_filename(code);
  set_co_filename(code, Py_NewRef(newname));
  Py_DECREF(previous);
  const consts = co_consts(code);
  for (let i = 0; i < PyTuple_GET_SIZE(consts); i++) {
    const constant = PyTuple_GET_ITEM(consts, i);
    if (PyCode_Check(constant)) updateCodeFilenames(constant, oldname, newname);
  }
}
function _imp__fix_co_filename(_module: PyObject, code: PyObject | NULL, path: PyObject | NULL): New | NULL {
  if (!PyCode_Check(code as PyObject)) return _PyArg_BadArgument('_fix_co_filename', 'argument 1', 'code', code as PyObject);
  if (!PyUnicode_Check(path as PyObject)) return _PyArg_BadArgument('_fix_co_filename', 'argument 2', 'str', path as PyObject);
  if (!_PyUnicode_Equal(co_filename(code as PyObject), path as PyObject)) {
    const oldname = Py_NewRef(co_filename(code as PyObject));
    updateCodeFilenames(code as PyObject, oldname, path as PyObject);
    Py_DECREF(oldname);
  }
  return Py_NewRef(_Py_NoneStruct);
}

/** A builtin module for a spec; None when there is none of that name. CPython: create_builtin() */
export function create_builtin(nameObject: PyObject, spec: PyObject): New | NULL {
  const name = PyUnicode_AsJSString(nameObject);
  const info: ExtensionInfo = {name, path: name, filename: null, filenameObject: NULL, origin: 'builtin', newcontext: name};
  const {module, cached} = import_find_extension(info);
  if (module !== NULL) return module;
  if (PyErr_Occurred() !== NULL) return NULL;
  if (cached !== null) forgetStaleExtension(info);
  // as in 3.13 the last of several entries of a name counts
  const entry = [...inittab()].reverse().find(e => e.name === name);
  if (entry === undefined) return Py_NewRef(_Py_NoneStruct);
  if (entry.initfunc === null) return import_add_module(nameObject);
  return import_run_extension(entry.initfunc, info, spec);
}
function _imp_create_builtin(_module: PyObject, spec: PyObject | NULL): New | NULL {
  const name = PyObject_GetAttr(spec as PyObject, ID_name);
  if (name === NULL) return NULL;
  if (!PyUnicode_Check(name)) {
    Py_DECREF(name);
    return PyErr_Format(PyExc_TypeError, `name must be string, not ${typeName(name)}`);
  }
  const module = create_builtin(name, spec as PyObject);
  Py_DECREF(name);
  return module;
}
/** CPython: _imp_create_dynamic_impl(), _Py_ext_module_loader_info_init_from_spec() */
function _imp_create_dynamic(_module: PyObject, spec: PyObject | NULL, _file: PyObject | NULL): New | NULL {
  const nameObject = PyObject_GetAttr(spec as PyObject, ID_name);
  if (nameObject === NULL) return NULL;
  const pathObject = PyObject_GetAttr(spec as PyObject, ID_origin);
  if (pathObject === NULL) {
    Py_DECREF(nameObject);
    return NULL;
  }
  let result: New | NULL = NULL;
  if (!PyUnicode_Check(nameObject)) PyErr_SetString(PyExc_TypeError, 'module name must be a string');
  else if (isEncodable(nameObject) && !PyUnicode_Check(pathObject)) PyErr_SetString(PyExc_TypeError, 'module filename must be a string');
  else if (PyErr_Occurred() === NULL && isEncodable(pathObject)) result = createDynamic(PyUnicode_AsJSString(nameObject), PyUnicode_AsJSString(pathObject), nameObject, pathObject, spec as PyObject);
  Py_DECREF(nameObject);
  Py_DECREF(pathObject);
  return result;
}
function createDynamic(name: string, path: string, nameObject: PyObject, pathObject: PyObject, spec: PyObject): New | NULL {
  // both make the key of the extensions cache
  if (path.includes('\0') || name.includes('\0')) return PyErr_SetString(PyExc_ValueError, 'embedded null character');
  const info: ExtensionInfo = {name, path, filename: path, filenameObject: pathObject, origin: 'dynamic', newcontext: name};
  const {module, cached} = import_find_extension(info);
  if (module !== NULL) return module;
  if (PyErr_Occurred() !== NULL) return NULL;
  if (cached !== null) forgetStaleExtension(info);
  if (PySys_Audit('import', nameObject, pathObject, _Py_NoneStruct, _Py_NoneStruct, _Py_NoneStruct) < 0) return NULL;
  const init = _PyImport_GetModInitFunc(name, path);
  return init === null ? NULL : import_run_extension(init, info, spec);
}
/** Runs the exec slots of a multi-phase module whose state does not exist yet. CPython: exec_builtin_or_dynamic() */
export function exec_builtin_or_dynamic(module: PyObject): number {
  if (!PyModule_CheckExact(module) && !PyType_IsSubtype(Py_TYPE(module), PyModule_Type)) return 0;
  const def = PyModule_GetDef(module);
  if (def === null) return 0;
  if (PyModule_GetState(module) !== null) return 0;
  return PyModule_ExecDef(module, def);
}
/** Tells of the Py_mod_exec functions of a module, if it has any. */
function traceExec(module: PyObject, status: number): void {
  const def = PyModule_Check(module) ? PyModule_GetDef(module) : null, raised = PyErr_GetRaisedException();
  const name = def?.m_slots?.some(([slot]) => slot === Py_mod_exec) === true ? PyModule_GetNameObject(module) : NULL;
  if (name !== NULL) {
    traceImport(status < 0 ? 'exec-failed' : 'exec-ran', PyUnicode_AsJSString(name), {});
    Py_DECREF(name);
  }
  PyErr_SetRaisedException(raised);
}
function _imp_exec(_module: PyObject, module: PyObject | NULL): New | NULL {
  const status = exec_builtin_or_dynamic(module as PyObject);
  if (_PyRuntime.importRecorder !== null) traceExec(module as PyObject, status);
  return status < 0 ? NULL : PyLong_FromNumber(status);
}
function _imp_extension_suffixes(): New | NULL {
  return stringList(EXTENSION_SUFFIXES);
}
function stringList(texts: readonly string[]): New | NULL {
  const list = PyList_New(texts.length);
  if (list === NULL) return NULL;
  for (let i = 0; i < texts.length; i++) {
    const text = PyUnicode_FromString(texts[i]);
    if (text === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, text);
  }
  return list;
}

/** Raises what keeps a frozen module from being used. CPython: set_frozen_error() */
function set_frozen_error(status: FrozenInfo['status'], name: PyObject): NULL {
  const shown = reprText(name), text = {
    'bad name': `No such frozen object named ${shown}`, 'not found': `No such frozen object named ${shown}`, disabled: `Frozen modules are disabled and the frozen object named ${shown} is not essential`,
    excluded: `Excluded frozen object named ${shown}`, invalid: `Frozen object named ${shown} is invalid`, okay: '',
  }[status];
  const message = PyUnicode_FromString(text);
  if (message === NULL) return NULL;
  PyErr_SetImportError(message, name, NULL);
  Py_DECREF(message);
  return NULL;
}
function nameOf(op: PyObject): string | null {
  return op === _Py_NoneStruct ? null : PyUnicode_AsJSString(op);
}
/** The code object of a frozen module. */
function unmarshal_frozen_code(info: FrozenInfo, name: PyObject): New | NULL {
  const code = PyMarshal_ReadObjectFromBytes(info.data as Uint8Array);
  if (code === NULL) {
    PyErr_Clear();
    return set_frozen_error('invalid', name);
  }
  if (!PyCode_Check(code)) {
    Py_DECREF(code);
    return PyErr_Format(PyExc_TypeError, `frozen object ${reprText(name)} is not a code object`);
  }
  return code;
}
/** A memoryview of bytes of its own. */
function viewOf(data: Uint8Array): New | NULL {
  const bytes = PyBytes_FromUint8Array(data);
  if (bytes === NULL) return NULL;
  const view = PyMemoryView_FromObject(bytes);
  Py_DECREF(bytes);
  return view;
}
function _imp_find_frozen(_module: PyObject, name: PyObject | NULL, withdata: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(name as PyObject)) return _PyArg_BadArgument('find_frozen', 'argument 1', 'str', name as PyObject);
  const info = find_frozen(nameOf(name as PyObject));
  if (info.status === 'not found' || info.status === 'disabled') return Py_NewRef(_Py_NoneStruct);
  if (info.status === 'bad name') return Py_NewRef(_Py_NoneStruct);
  if (info.status !== 'okay') return set_frozen_error(info.status, name as PyObject);
  const wants = withdata === NULL ? 0 : PyObject_IsTrue(withdata);
  if (wants < 0) return NULL;
  const data = wants === 0 ? Py_NewRef(_Py_NoneStruct) : viewOf(info.data as Uint8Array);
  const origname = info.origname === null || info.origname === '' ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(info.origname);
  const result = data === NULL || origname === NULL ? NULL : PyTuple_Pack(data, Py_BOOL(info.is_package), origname);
  Py_XDECREF(data);
  Py_XDECREF(origname);
  return result;
}
function _imp_get_frozen_object(_module: PyObject, name: PyObject | NULL, dataobj: PyObject | NULL): New | NULL {
  const key = name as PyObject;
  if (!PyUnicode_Check(key)) return _PyArg_BadArgument('get_frozen_object', 'argument 1', 'str', key);
  if (dataobj !== NULL && dataobj !== _Py_NoneStruct) {
    const view = new Py_buffer();
    if (PyObject_GetBuffer(dataobj, view, 0) < 0) return NULL;
    const data = U8.slice(view.buf, view.buf + view.len);
    PyBuffer_Release(view);
    if (data.length === 0) return set_frozen_error('invalid', key);
    return unmarshal_frozen_code({status: 'okay', name: '', data, is_package: false, is_alias: false, origname: null}, key);
  }
  const info = find_frozen(nameOf(key));
  return info.status === 'okay' ? unmarshal_frozen_code(info, key) : set_frozen_error(info.status, key);
}
function _imp_is_frozen(_module: PyObject, name: PyObject | NULL): New | NULL {
  const status = find_frozen(nameOf(name as PyObject)).status;
  return Py_NewRef(Py_BOOL(status === 'okay'));
}
function _imp_is_frozen_package(_module: PyObject, name: PyObject | NULL): New | NULL {
  const info = find_frozen(nameOf(name as PyObject));
  if (info.status !== 'okay' && info.status !== 'excluded') return set_frozen_error(info.status, name as PyObject);
  return Py_NewRef(Py_BOOL(info.is_package));
}

/** Imports a frozen module: 1 done, 0 there is none, -1 an exception. CPython: PyImport_ImportFrozenModuleObject() */
export function PyImport_ImportFrozenModuleObject(name: PyObject): number {
  const info = find_frozen(nameOf(name));
  if (info.status === 'not found' || info.status === 'disabled' || info.status === 'bad name') return 0;
  if (info.status !== 'okay') {
    set_frozen_error(info.status, name);
    return -1;
  }
  const code = unmarshal_frozen_code(info, name);
  if (code === NULL) return -1;
  const module = import_add_module(name);
  if (module === NULL) {
    Py_DECREF(code);
    return -1;
  }
  const status = execFrozen(module, code, info, name);
  Py_DECREF(code);
  Py_DECREF(module);
  return status;
}
function execFrozen(module: PyObject, code: PyObject, info: FrozenInfo, name: PyObject): number {
  const dict = PyModule_GetDict(module);
  if (info.is_package) {
    const path = PyList_New(0);
    if (path === NULL) return -1;
    const status = PyDict_SetItem(dict, ID___path__, path);
    Py_DECREF(path);
    if (status < 0) return -1;
  }
  const present = PyDict_ContainsString(dict, '__builtins__');
  if (present < 0 || (present === 0 && PyDict_SetItem(dict, ID___builtins__, interp.builtins as PyObject) < 0)) return -1;
  const result = PyEval_EvalCode(code, dict, dict);
  if (result === NULL) {
    remove_module(name);
    return -1;
  }
  Py_DECREF(result);
  const origname = info.origname === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(info.origname);
  if (origname === NULL) return -1;
  const status = PyDict_SetItem(dict, ID___origname__, origname);
  Py_DECREF(origname);
  return status < 0 ? -1 : 1;
}
function _imp_init_frozen(_module: PyObject, name: PyObject | NULL): New | NULL {
  const status = PyImport_ImportFrozenModuleObject(name as PyObject);
  if (status < 0) return NULL;
  if (status === 0) return Py_NewRef(_Py_NoneStruct);
  return import_add_module(name as PyObject);
}
function _imp_is_builtin(_module: PyObject, name: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(name as PyObject)) return _PyArg_BadArgument('is_builtin', 'argument', 'str', name as PyObject);
  return PyLong_FromNumber(is_builtin(PyUnicode_AsJSString(name as PyObject)));
}
function _imp__frozen_module_names(): New | NULL {
  return stringList(frozenModuleNames());
}
function _imp__override_frozen_modules_for_tests(_module: PyObject, override: PyObject | NULL): New | NULL {
  const value = PyLong_AsInt(override as PyObject);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  interp.imports.override_frozen_modules = value;
  return Py_NewRef(_Py_NoneStruct);
}
function _imp__override_multi_interp_extensions_check(_module: PyObject, override: PyObject | NULL): New | NULL {
  const value = PyLong_AsInt(override as PyObject);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (interp === _PyRuntime.interpreters.main) return PyErr_SetString(PyExc_RuntimeError, '_imp._override_multi_interp_extensions_check() cannot be used in the main interpreter');
  if (_PyRuntime.build.gilDisabled) return PyErr_SetString(PyExc_RuntimeError, '_imp._override_multi_interp_extensions_check() cannot be used in the free-threaded build');
  const old = interp.imports.override_multi_interp_extensions_check;
  interp.imports.override_multi_interp_extensions_check = value;
  return PyLong_FromNumber(old);
}
/** siphash13 of the source with the pyc magic as key: what hash-based .pyc files hold. CPython: _imp_source_hash_impl() */
function _imp_source_hash(_module: PyObject, key: PyObject | NULL, source: PyObject | NULL): New | NULL {
  const number = PyLong_AsUnsignedLongLong(key as PyObject);
  if (number === null) return NULL;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(source as PyObject, view, 0) < 0) return NULL;
  const hash = _Py_KeyedHash(BigInt(number), U8.subarray(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  return PyBytes_FromUint8Array(hash);
}

const imp_methods = [
  method('extension_suffixes', '($module, /)', _imp_extension_suffixes, 'File suffixes of extension modules.'),
  method('lock_held', '($module, /)', _imp_lock_held, 'Whether the import lock is held.'),
  method('acquire_lock', '($module, /)', _imp_acquire_lock, 'Takes the import lock of the interpreter.'),
  method('release_lock', '($module, /)', _imp_release_lock, 'Gives the import lock back.'),
  method('find_frozen', '($module, name, /, *, withdata=False)', _imp_find_frozen, 'Data, package flag and original name of a frozen module, or None.'),
  method('get_frozen_object', '($module, name, data=None, /)', _imp_get_frozen_object, 'The code object of a frozen module.'),
  method('is_frozen_package', '($module, name, /)', _imp_is_frozen_package, 'Whether a frozen module is a package.'),
  method('create_builtin', '($module, spec, /)', _imp_create_builtin, 'Creates a builtin module for a spec.'),
  method('init_frozen', '($module, name, /)', _imp_init_frozen, 'Imports a frozen module.'),
  method('is_builtin', '($module, name, /)', _imp_is_builtin, '1 for a builtin module, -1 for one that cannot be initialised again, else 0.'),
  method('is_frozen', '($module, name, /)', _imp_is_frozen, 'Whether there is a frozen module of that name.'),
  method('_frozen_module_names', '($module, /)', _imp__frozen_module_names, 'The names of all frozen modules.'),
  method('_override_frozen_modules_for_tests', '($module, override, /)', _imp__override_frozen_modules_for_tests, 'Switches frozen modules on (1), off (-1) or to the default (0).'),
  method('_override_multi_interp_extensions_check', '($module, override, /)', _imp__override_multi_interp_extensions_check, 'Overrides the check of extensions in this interpreter; returns the old value.'),
  method('create_dynamic', '($module, spec, file=<unrepresentable>, /)', _imp_create_dynamic, 'Creates an extension module for a spec.'),
  method('exec_dynamic', '($module, mod, /)', _imp_exec, 'Runs the exec slots of an extension module.'),
  method('exec_builtin', '($module, mod, /)', _imp_exec, 'Runs the exec slots of a builtin module.'),
  method('_fix_co_filename', '($module, code, path, /)', _imp__fix_co_filename, 'Changes the file name of a code object and those in it.'),
  method('source_hash', '($module, /, key, source)', _imp_source_hash, 'The hash that hash-based .pyc files hold.'),
];

function imp_module_exec(module: PyObject): number {
  const mode = PyUnicode_FromString(interp.config.check_hash_pycs_mode);
  if (mode === NULL) return -1;
  const status = PyModule_AddObjectRef(module, 'check_hash_based_pycs', mode);
  Py_DECREF(mode);
  return status;
}
const imp_module = new PyModuleDef('_imp', {
  m_doc: 'The import machinery below importlib.', m_size: 0, m_methods: imp_methods,
  m_slots: [[Py_mod_exec, imp_module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__imp(): PyModuleDef {
  return PyModuleDef_Init(imp_module);
}
