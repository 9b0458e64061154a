/** Compiling, running, evaluating, printing and marshal in _testcapi; descriptors where C has files. CPython: Modules/_testcapi/run.c, code.c, object.c; _testcapimodule.c eval_eval_code_ex(), pymarshal_write_long_to_file() and the like */
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyUnicode_FSDecoder} from '../../objects/unicode-encoded';
import {PyUnstable_Code_GetExtra, PyUnstable_Code_SetExtra, PyUnstable_Eval_RequestCodeExtraIndex} from '../../objects/codeobject-extra';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyErr_SetFromErrnoWithFilename} from '../../objects/errors-errno';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyMarshal_ReadLastObjectFromFile, PyMarshal_ReadLongFromFile, PyMarshal_ReadObjectFromFile, PyMarshal_ReadShortFromFile, PyMarshal_WriteLongToFile, PyMarshal_WriteObjectToFile} from '../marshal';
import {PyFunction_GetCode} from '../../objects/funcobject';
import {PyObject_GetAttrString, addressText} from '../../objects/object';
import {Py_PRINT_RAW} from '../../objects/fileobject';
import {PyObject_Print} from '../../objects/object-print';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {H, _PyRuntime} from '../../runtime/current';
import {PyBytes_CheckExact, PyDict_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_OSError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyEval_EvalCodeEx} from '../../vm/ceval-legacy';
import {PyImport_ImportModule} from '../import';
import {type PyCompilerFlags, PyRun_FileExFlags, PyRun_StringFlags, Py_CompileString, Py_file_input} from '../pythonrun-string';
import {object} from './_testlimitedcapi-table';

const O_RDONLY = 0, O_RDWR = 2, O_CREAT = 0o100, O_TRUNC = 0o1000, F_GETFD = 1, SEEK_CUR = 1;
function compilerFlags(cf_flags = 0, cf_feature_version = 0): PyCompilerFlags | null {
  return cf_flags !== 0 || cf_feature_version !== 0 ? {cf_flags, cf_feature_version} : null;
}
/** A descriptor of a file by its name; -1 with OSError. CPython: _Py_fopen_obj() */
function openFile(name: PyObject, flags: number): {fd: number; path: string} | null {
  const text = PyUnicode_FSDecoder(name);
  if (text === NULL) return null;
  const path = PyUnicode_AsJSString(text);
  Py_DECREF(text);
  const fd = _PyRuntime.host.open(path, flags, 0o666);
  if (fd >= 0) return {fd, path};
  PyErr_SetFromErrnoWithFilename(PyExc_OSError, -fd, path);
  return null;
}
function run_fileexflags(name: PyObject, start: number, globals: PyObject | NULL, locals?: PyObject | NULL, closeit?: number, cf_flags?: number, cf_feature_version?: number): New | NULL {
  const file = openFile(name, O_RDONLY);
  if (file === null) return NULL;
  const {host} = _PyRuntime, {fd} = file;
  const result = PyRun_FileExFlags(fd, file.path, start, globals, locals ?? NULL, closeit === 1, compilerFlags(cf_flags, cf_feature_version));
  const open = host.fcntl(fd, F_GETFD, 0) >= 0;
  if (closeit !== 1 && open) host.close(fd);
  if (result === NULL || open === (closeit !== 1)) return result;
  Py_DECREF(result);
  return PyErr_SetString(PyExc_AssertionError, open ? 'File was not closed after excution' : 'Bad file descriptor after excution');
}
function compileString(text: PyObject): New | NULL {
  return PyBytes_CheckExact(text) ? Py_CompileString(PyBytes_AsUint8Array(text).slice(), '<string>', Py_file_input) : PyErr_SetString(PyExc_ValueError, 'Argument must be a bytes object');
}

/** The items of a tuple argument; null with TypeError. */
function items(position: number, op: PyObject | undefined): PyObject[] | null {
  if (op === undefined) return [];
  if (PyTuple_Check(op)) return Array.from({length: PyTuple_GET_SIZE(op)}, (_, i) => PyTuple_GET_ITEM(op, i));
  PyErr_Format(PyExc_TypeError, `eval_code_ex() argument ${position} must be tuple, not ${typeName(op)}`);
  return null;
}
function eval_code_ex(code: PyObject, globals: PyObject, locals?: PyObject | NULL, args?: PyObject, kwargs?: PyObject, defaults?: PyObject, kw_defaults?: PyObject | NULL, closure?: PyObject | NULL): New | NULL {
  const argList = items(4, args), defs = argList === null ? null : items(6, defaults);
  if (argList === null || defs === null) return NULL;
  if (kwargs !== undefined && !PyDict_Check(kwargs)) return PyErr_Format(PyExc_TypeError, `eval_code_ex() argument 5 must be dict, not ${typeName(kwargs)}`);
  const kws: [PyObject, PyObject][] = [];
  if (kwargs !== undefined) for (let at = PyDict_Next(kwargs, 0); at !== 0; at = PyDict_Next(kwargs, at)) kws.push([PyDict_EntryKey(kwargs, at), PyDict_EntryValue(kwargs, at)]);
  return PyEval_EvalCodeEx(code, globals, locals ?? NULL, argList, kws, defs, kw_defaults ?? NULL, closure ?? NULL);
}

// ---- printing ----

/** Prints into a file that is opened for it. */
function printTo(name: PyObject, openFlags: number, op: PyObject | NULL, flags: number): New | NULL {
  const file = openFile(name, openFlags);
  if (file === null) return NULL;
  const status = PyObject_Print(op, file.fd, flags);
  _PyRuntime.host.close(file.fd);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
const WRITE = O_RDWR | O_CREAT | O_TRUNC;
/** Prints an object whose count is 0; the text that it should have printed. */
function pyobject_print_noref_object(name: PyObject): New | NULL {
  const text = PyUnicode_FromString('Spam spam spam');
  if (text === NULL) return NULL;
  const correct = `<refcnt 0 at ${addressText(text)}>`;
  H[text] = 0;
  const result = printTo(name, WRITE, text, 0);
  H[text] = 1;
  Py_DECREF(text);
  if (result === NULL) return NULL;
  Py_DECREF(result);
  return PyUnicode_FromString(correct);
}
function pyobject_print_os_error(name: PyObject): New | NULL {
  const text = PyUnicode_FromString('Spam spam spam');
  if (text === NULL) return NULL;
  const result = printTo(name, O_RDONLY, text, 0);
  Py_DECREF(text);
  return result;
}

// ---- marshal ----

/** What a function reads from a file, and where the file stands then. */
function readFrom(name: PyObject, read: (fd: number) => New | NULL): New | NULL {
  const file = openFile(name, O_RDONLY);
  if (file === null) return NULL;
  const value = read(file.fd), position = value === NULL ? NULL : PyLong_FromNumber(_PyRuntime.host.lseek(file.fd, 0, SEEK_CUR));
  _PyRuntime.host.close(file.fd);
  const pair = value === NULL || position === NULL ? NULL : PyTuple_Pack(value, position);
  Py_XDECREF(value);
  Py_XDECREF(position);
  return pair;
}
/** A number that was read, as an object; NULL when there is an exception. */
function numberRead(value: number): New | NULL {
  return value === -1 && PyErr_Occurred() !== NULL ? NULL : PyLong_FromNumber(value);
}
function writeTo(name: PyObject, write: (fd: number) => void): New | NULL {
  const file = openFile(name, WRITE);
  if (file === null) return NULL;
  write(file.fd);
  _PyRuntime.host.close(file.fd);
  return PyErr_Occurred() === NULL ? Py_NewRef(_Py_NoneStruct) : NULL;
}

/** The functions, with variables of their own for each runtime. */
export function runMethods(): PyMethodDef[] {
  let extraIndex = -1;
  /** Attaches a number to the code of a function and takes it away. */
  const test_code_extra = (): New | NULL => {
    if (extraIndex < 0) extraIndex = PyUnstable_Eval_RequestCodeExtraIndex(null);
    const module = PyImport_ImportModule('test.test_capi.test_misc'), func = module === NULL ? NULL : PyObject_GetAttrString(module, 'testfunction');
    if (module !== NULL) Py_DECREF(module);
    const code = func === NULL ? NULL : PyFunction_GetCode(func);
    let result: New | NULL = NULL;
    if (code !== NULL) {
      const before = PyUnstable_Code_GetExtra(code, extraIndex);
      const set = PyUnstable_Code_SetExtra(code, extraIndex, 77), during = PyUnstable_Code_GetExtra(code, extraIndex);
      PyUnstable_Code_SetExtra(code, extraIndex, null);
      if (before === null && set === 0 && during === 77) result = Py_NewRef(_Py_NoneStruct);
      else if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_AssertionError, 'the data of the code is not what was set');
    }
    if (func !== NULL) Py_DECREF(func);
    return result;
  };
  return [
    object('run_stringflags', 'yiN|Nii', (text, start, globals, locals, cf_flags, cf_feature_version) => PyRun_StringFlags(text ?? new Uint8Array(0), start, globals, locals ?? NULL, compilerFlags(cf_flags, cf_feature_version))),
    object('run_fileexflags', 'oiN|Niii', run_fileexflags), object('Py_CompileString', 'o', compileString), object('eval_code_ex', 'NN|NoooNN', (code, globals, locals, args, kwargs, defaults, kw_defaults, closure) => eval_code_ex(code as PyObject, globals as PyObject, locals, args, kwargs, defaults, kw_defaults, closure)),
    object('call_pyobject_print', 'ooo', (op, name, raw) => printTo(name, WRITE, op, raw === _Py_TrueStruct ? Py_PRINT_RAW : 0)), object('pyobject_print_null', 'o', name => printTo(name, WRITE, NULL, 0)),
    object('pyobject_print_noref_object', 'o', pyobject_print_noref_object), object('pyobject_print_os_error', 'o', pyobject_print_os_error), object('test_code_extra', '', test_code_extra),
    object('pymarshal_write_long_to_file', 'ioi', (value, name, version) => writeTo(name, fd => PyMarshal_WriteLongToFile(value, fd, version))), object('pymarshal_write_object_to_file', 'ooi', (op, name, version) => writeTo(name, fd => PyMarshal_WriteObjectToFile(op, fd, version))),
    object('pymarshal_read_short_from_file', 'o', name => readFrom(name, fd => numberRead(PyMarshal_ReadShortFromFile(fd)))), object('pymarshal_read_long_from_file', 'o', name => readFrom(name, fd => numberRead(PyMarshal_ReadLongFromFile(fd)))),
    object('pymarshal_read_last_object_from_file', 'o', name => readFrom(name, PyMarshal_ReadLastObjectFromFile)), object('pymarshal_read_object_from_file', 'o', name => readFrom(name, PyMarshal_ReadObjectFromFile)),
  ];
}
