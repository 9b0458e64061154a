/** import statements. CPython: Python/ceval.c import_name(), import_from(), Python/intrinsics.c import_all_from() */
import {PyMapping_GetOptionalItemString, PyMapping_Keys} from '../objects/abstract-mapping';
import {PyMapping_GetOptionalItem, PyObject_SetItem} from '../objects/abstract-object';
import {PySequence_GetItem} from '../objects/abstract-sequence';
import {PyDict_SetItem} from '../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString, _PyErr_SetImportErrorWithNameFrom, reprText, typeName} from '../objects/errors';
import {_PyModuleSpec_GetFileOrigin, _PyModuleSpec_IsInitializing, _PyModule_IsPossiblyShadowing} from '../objects/moduleobject-getattro';
import {PyModule_Check, PyModule_GetFilenameObject} from '../objects/moduleobject';
import {PyObject_GetAttr, PyObject_GetOptionalAttr} from '../objects/object';
import {PySet_Contains} from '../objects/setobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_READ_CHAR} from '../objects/unicodeobject';
import {H, interp, tstate} from '../runtime/current';
import {PyAnySet_CheckExact, PyDict_CheckExact, PyUnicode_Check, PyUnicode_GET_LENGTH, f_builtins, f_globals, f_instr_ptr, f_locals, set_f_return_offset, set_f_stacktop} from '../runtime/generated/accessors';
import {ID___all__, ID___dict__, ID___import__, ID___name__, ID___spec__} from '../runtime/generated/ids';
import {PyExc_ImportError, PyExc_IndexError, PyExc_SystemError, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc} from '../runtime/obmalloc';
import {UNWIND_NONE} from '../runtime/pystate';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {callResumable} from './ceval-call';
import {startPushed} from './ceval-frames';
import {STATUS_ERROR} from './status';

/** IMPORT_NAME: calls __import__ and pushes the module; pops level and fromlist. CPython: Python/ceval.c import_name() */
export function import_name(frame: Ptr, name: PyObject, fromlist: PyObject, level: PyObject, stack_pointer: Ptr, pc: number): number {
  const import_func = PyMapping_GetOptionalItem(f_builtins(frame), ID___import__);
  if (import_func === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ImportError, '__import__ not found');
    return STATUS_ERROR;
  }
  const f_loc = f_locals(frame), locals = f_loc === NULL ? _Py_NoneStruct : f_loc;
  // the five arguments lie in raw memory: a resumable __import__ pushes frames
  const row = PyMem_RawMalloc(40);
  H[row] = name;
  H[row + 2] = f_globals(frame);
  H[row + 4] = locals;
  H[row + 6] = fromlist;
  H[row + 8] = level;
  const res = callResumable(import_func, row, 5, NULL);
  PyMem_RawFree(row);
  if (res === NULL && tstate.unwinding !== UNWIND_NONE) {
    tstate.unwinding = UNWIND_NONE;
    set_f_stacktop(frame, stack_pointer - 4);
    set_f_return_offset(frame, pc - f_instr_ptr(frame));
    Py_DECREF(import_func);
    Py_DECREF(level);
    Py_DECREF(fromlist);
    return startPushed();
  }
  Py_DECREF(import_func);
  if (res === NULL) return STATUS_ERROR;
  Py_DECREF(level);
  Py_DECREF(fromlist);
  H[stack_pointer - 4] = res;
  return stack_pointer - 2;
}

/** `from module import name`; a submodule that is being imported is found in sys.modules. escapes. CPython: Python/ceval.c import_from() */
export function import_from(v: PyObject, name: PyObject): New | NULL {
  const x = PyObject_GetOptionalAttr(v, name);
  if (x !== NULL || PyErr_Occurred() !== NULL) return x;
  let mod_name = PyObject_GetOptionalAttr(v, ID___name__);
  if (mod_name === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (mod_name !== NULL && !PyUnicode_Check(mod_name)) {
    Py_DECREF(mod_name);
    mod_name = NULL;
  }
  if (mod_name !== NULL) {
    const full = PyUnicode_FromString(`${PyUnicode_AsJSString(mod_name)}.${PyUnicode_AsJSString(name)}`);
    const found = full === NULL ? NULL : importedModule(full);
    Py_XDECREF(full);
    if (found !== NULL || PyErr_Occurred() !== NULL) {
      Py_DECREF(mod_name);
      return found;
    }
  }
  cannotImportName(v, name, mod_name);
  Py_XDECREF(mod_name);
  return NULL;
}
/** A module of sys.modules; NULL without exception when absent. CPython: PyImport_GetModule() */
function importedModule(name: PyObject): New | NULL {
  const {modules} = interp.imports;
  return modules === NULL ? NULL : PyMapping_GetOptionalItem(modules, name);
}
/** The ImportError of `from v import name`, with what CPython guesses about its cause. */
function cannotImportName(v: PyObject, name: PyObject, mod_name: PyObject | NULL): void {
  const known = mod_name === NULL ? '<unknown module name>' : PyUnicode_AsJSString(mod_name);
  const unknown = mod_name === NULL ? PyUnicode_FromString(known) : Py_NewRef(mod_name);
  if (unknown === NULL) return;
  const text = `cannot import name ${reprText(name)} from `, module = reprText(unknown);
  const spec = PyObject_GetOptionalAttr(v, ID___spec__);
  let origin: string | null = null, message: string | null = null;
  if (spec === NULL) {
    if (PyErr_Occurred() === NULL) message = `${text}${module} (unknown location)`;
  } else {
    const file = _PyModuleSpec_GetFileOrigin(spec);
    if (file !== NULL || PyErr_Occurred() === NULL) {
      origin = file === NULL ? '' : PyUnicode_AsJSString(file);
      const shadowing = _PyModule_IsPossiblyShadowing(file) > 0, stdlib = shadowing ? isStdlibName(unknown) : 0;
      Py_XDECREF(file);
      if (stdlib >= 0) {
        if (origin === '' && PyModule_Check(v)) {
          const file = PyModule_GetFilenameObject(v);
          if (file === NULL && PyErr_ExceptionMatches(PyExc_SystemError)) PyErr_Clear();
          if (file !== NULL) origin = PyUnicode_AsJSString(file);
          Py_XDECREF(file);
        }
        if (PyErr_Occurred() === NULL) message = importMessage(text, String(module), spec, origin, shadowing, stdlib > 0);
      }
    }
  }
  if (message !== null) {
    const str = PyUnicode_FromString(message), path = origin === null || origin === '' ? NULL : PyUnicode_FromString(origin);
    if (str !== NULL) {
      _PyErr_SetImportErrorWithNameFrom(str, mod_name, path, name);
      Py_DECREF(str);
    }
    Py_XDECREF(path);
  }
  Py_XDECREF(spec);
  Py_DECREF(unknown);
}
function importMessage(text: string, module: string, spec: PyObject, origin: string, shadowing: boolean, stdlib: boolean): string | null {
  const str = origin === '' ? NULL : PyUnicode_FromString(origin), file = str === NULL ? '' : String(reprText(str));
  Py_XDECREF(str);
  if (stdlib) return `${text}${module} (consider renaming ${file} since it has the same name as the standard library module named ${module} and prevents importing that standard library module)`;
  const initializing = _PyModuleSpec_IsInitializing(spec);
  if (initializing < 0) return null;
  const place = origin === '' ? '' : ` (${origin})`;
  if (initializing === 0) return `${text}${module}${origin === '' ? ' (unknown location)' : place}`;
  if (shadowing) return `${text}${module} (consider renaming ${file} if it has the same name as a library you intended to import)`;
  return `${text}partially initialized module ${module} (most likely due to a circular import)${place}`;
}
/** Whether sys.stdlib_module_names has a name; -1 with an exception. */
function isStdlibName(name: PyObject): number {
  const names = interp.sysdict === NULL ? NULL : PyMapping_GetOptionalItemString(interp.sysdict, 'stdlib_module_names');
  if (names === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const res = PyAnySet_CheckExact(names) ? PySet_Contains(names, name) : 0;
  Py_DECREF(names);
  return res;
}

/** `from v import *` into a namespace; -1 with an exception. escapes. CPython: Python/intrinsics.c import_all_from() */
export function import_all_from(locals: PyObject, v: PyObject): number {
  let all = PyObject_GetOptionalAttr(v, ID___all__), skip_leading_underscores = false;
  if (all === NULL) {
    if (PyErr_Occurred() !== NULL) return -1;
    const dict = PyObject_GetOptionalAttr(v, ID___dict__);
    if (dict === NULL) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ImportError, 'from-import-* object has no __dict__ and no __all__');
      return -1;
    }
    all = PyMapping_Keys(dict);
    Py_DECREF(dict);
    if (all === NULL) return -1;
    skip_leading_underscores = true;
  }
  let err = 0;
  for (let pos = 0; err === 0; pos++) {
    const name = PySequence_GetItem(all, pos);
    if (name === NULL) {
      if (PyErr_ExceptionMatches(PyExc_IndexError)) PyErr_Clear();
      else err = -1;
      break;
    }
    err = importOne(locals, v, name, skip_leading_underscores);
    Py_DECREF(name);
  }
  Py_DECREF(all);
  return err;
}
function importOne(locals: PyObject, v: PyObject, name: PyObject, skip_leading_underscores: boolean): number {
  if (!PyUnicode_Check(name)) {
    const modname = PyObject_GetAttr(v, ID___name__);
    if (modname === NULL) return -1;
    if (!PyUnicode_Check(modname)) PyErr_SetString(PyExc_TypeError, `module __name__ must be a string, not ${typeName(modname)}`);
    else PyErr_SetString(PyExc_TypeError, `${skip_leading_underscores ? 'Key' : 'Item'} in ${PyUnicode_AsJSString(modname)}.${skip_leading_underscores ? '__dict__' : '__all__'} must be str, not ${typeName(name)}`);
    Py_DECREF(modname);
    return -1;
  }
  if (skip_leading_underscores && PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) === 95) return 0;
  const value = PyObject_GetAttr(v, name);
  if (value === NULL) return -1;
  const err = PyDict_CheckExact(locals) ? PyDict_SetItem(locals, name, value) : PyObject_SetItem(locals, name, value);
  Py_DECREF(value);
  return err;
}
