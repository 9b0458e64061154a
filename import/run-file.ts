/** Running source text and files in __main__. CPython: Python/pythonrun.c _PyRun_SimpleFile(), _PyRun_SimpleStringFlagsWithName(), run_mod(), run_pyc_file() */
import {PyObject_Call, PyObject_CallFunctionObjArgs} from '../objects/call';
import {PyDict_ContainsString, PyDict_DelItemString, PyDict_SetItemString} from '../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString} from '../objects/errors';
import {PyModule_GetDict} from '../objects/moduleobject';
import {PyTuple_Pack} from '../objects/tupleobject';
import {PyUnicode_AsUTF8String} from '../objects/unicode-codecs';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {_PyRuntime} from '../runtime/current';
import {PyCode_Check, co_filename} from '../runtime/generated/accessors';
import {PyExc_EOFError, PyExc_KeyboardInterrupt, PyExc_RuntimeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyEval_EvalCode} from '../vm/ceval';
import {PyImport_AddModuleRef, PyImport_GetModuleAttr} from './import';
import {PyMarshal_ReadObjectFromBytes} from './marshal';
import {compileFile, compileSource} from './pythonrun';
import {PySys_Audit} from '../objects/sysattr';

/** importlib.util.MAGIC_NUMBER of 3.13. CPython: Include/internal/pycore_magic_number.h */
const MAGIC_NUMBER = [0xf3, 0x0d, 0x0d, 0x0a] as const;
const PYC_HEADER_SIZE = 16;

/** The dict of __main__, borrowed: sys.modules keeps it. NULL with an exception. */
export function mainDict(): PyObject | NULL {
  const module = PyImport_AddModuleRef('__main__');
  if (module === NULL) return NULL;
  const dict = PyModule_GetDict(module);
  Py_DECREF(module);
  return dict;
}

/** Runs code, and remembers when a KeyboardInterrupt ends it. escapes. CPython: run_eval_code_obj() */
export function run_eval_code_obj(code: PyObject, dict: PyObject): New | NULL {
  const result = PyEval_EvalCode(code, dict, dict);
  _PyRuntime.unhandledKeyboardInterrupt = result === NULL && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
  return result;
}

/** By what linecache knows code without a file, borrowed: the library of 3.13.5 by the code object, that of earlier ones by its file name. */
function linecacheKey(code: PyObject): PyObject {
  const byCode = PyImport_GetModuleAttr('linecache', '_getline_from_code');
  if (byCode === NULL) PyErr_Clear();
  else Py_DECREF(byCode);
  return byCode === NULL ? co_filename(code) : code;
}
/** Leaves the source where tracebacks find it, then runs the code. NULL with an exception. escapes. CPython: run_mod() */
export function runWithSource(code: PyObject, source: PyObject, filename: PyObject, dict: PyObject): New | NULL {
  const register = PyImport_GetModuleAttr('linecache', '_register_code');
  const registered = register === NULL ? NULL : PyObject_CallFunctionObjArgs(register, linecacheKey(code), source, filename);
  Py_XDECREF(register);
  if (registered === NULL) return NULL;
  Py_DECREF(registered);
  return PySys_Audit('exec', code) < 0 ? NULL : run_eval_code_obj(code, dict);
}

/** Runs the text of -c; NULL with an exception. escapes. CPython: _PyRun_StringFlagsWithName() */
export function runCommand(text: PyObject): New | NULL {
  const dict = mainDict();
  if (dict === NULL) return NULL;
  const name = PyUnicode_FromString('<string>');
  if (name === NULL) return NULL;
  const code = compileSource(text, name, 'exec', 0, -1, -1, 'compile'), result = code === NULL ? NULL : runWithSource(code, text, name, dict);
  Py_DECREF(name);
  Py_XDECREF(code);
  return result;
}

/** Runs a program in __main__, for the debug command; NULL with an exception. */
export function runSourceInMain(source: Uint8Array, filename: string): New | NULL {
  const dict = mainDict();
  if (dict === NULL) return NULL;
  const name = PyUnicode_FromString(filename);
  if (name === NULL) return NULL;
  const code = compileFile(source, name);
  Py_DECREF(name);
  const result = code === NULL ? NULL : run_eval_code_obj(code, dict);
  Py_XDECREF(code);
  return result;
}

/** Whether bytes are a compiled file: by the name, or by the beginning where that is the beginning of the file. CPython: maybe_pyc_file() */
function isCompiled(bytes: Uint8Array, filename: string, fromStart: boolean): boolean {
  return filename.endsWith('.pyc') || (fromStart && bytes.length >= 2 && bytes[0] === MAGIC_NUMBER[0] && bytes[1] === MAGIC_NUMBER[1]);
}

/**
 * Runs a source or compiled file as __main__, with __file__ and __cached__ set meanwhile, and gives the result to `finish`, NULL with the
 * exception, while they are. `fromStart` says that nothing has been cut off the beginning. Returns what `finish` returns. escapes.
 * CPython: _PyRun_SimpleFile()
 */
export function runFile(source: Uint8Array, filename: string, fromStart: boolean, finish: (result: New | NULL) => number): number {
  const dict = mainDict();
  if (dict === NULL) return finish(NULL);
  const name = PyUnicode_FromString(filename);
  if (name === NULL) return finish(NULL);
  const had = PyDict_ContainsString(dict, '__file__');
  let ok = had >= 0;
  if (had === 0) ok = PyDict_SetItemString(dict, '__file__', name) >= 0 && PyDict_SetItemString(dict, '__cached__', _Py_NoneStruct) >= 0;
  const compiled = isCompiled(source, filename, fromStart);
  if (ok && filename !== '<stdin>') ok = set_main_loader(dict, filename, compiled ? 'SourcelessFileLoader' : 'SourceFileLoader') >= 0;
  let result: New | NULL = NULL;
  if (ok) result = compiled ? run_pyc_file(source, dict) : runSourceFile(source, name, dict);
  Py_DECREF(name);
  const status = finish(result);
  if (had === 0) {
    const pending = PyErr_GetRaisedException();
    for (const key of ['__file__', '__cached__']) if (PyDict_DelItemString(dict, key) < 0) PyErr_Clear();
    PyErr_SetRaisedException(pending);
  }
  return status;
}
function runSourceFile(source: Uint8Array, name: PyObject, dict: PyObject): New | NULL {
  const code = compileFile(source, name);
  if (code === NULL) return NULL;
  const result = PySys_Audit('exec', code) < 0 ? NULL : run_eval_code_obj(code, dict);
  Py_DECREF(code);
  return result;
}
/** CPython: run_pyc_file() */
function run_pyc_file(bytes: Uint8Array, dict: PyObject): New | NULL {
  // a magic number that is cut off reads as an error of its own
  if (bytes.length < 4) return PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
  if (MAGIC_NUMBER.some((byte, i) => bytes[i] !== byte)) return PyErr_SetString(PyExc_RuntimeError, 'Bad magic number in .pyc file');
  if (bytes.length < PYC_HEADER_SIZE) return PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
  const code = PyMarshal_ReadObjectFromBytes(bytes.slice(PYC_HEADER_SIZE));
  if (code === NULL || !PyCode_Check(code)) {
    Py_XDECREF(code);
    PyErr_Clear();
    return PyErr_SetString(PyExc_RuntimeError, 'Bad code object in .pyc file');
  }
  const result = run_eval_code_obj(code, dict);
  Py_DECREF(code);
  return result;
}
/** CPython: set_main_loader() */
function set_main_loader(dict: PyObject, filename: string, loaderName: string): number {
  const type = PyImport_GetModuleAttr('_frozen_importlib_external', loaderName);
  if (type === NULL) return -1;
  const main = PyUnicode_FromString('__main__'), name = PyUnicode_FromString(filename);
  const args = main === NULL || name === NULL ? NULL : PyTuple_Pack(main, name);
  const loader = args === NULL ? NULL : PyObject_Call(type, args, NULL);
  Py_DECREF(type);
  Py_XDECREF(main);
  Py_XDECREF(name);
  Py_XDECREF(args);
  if (loader === NULL) return -1;
  const status = PyDict_SetItemString(dict, '__loader__', loader);
  Py_DECREF(loader);
  return status;
}

/** Whether a str can be UTF-8; -1 with an exception. */
export function checkEncodable(text: PyObject): number {
  const bytes = PyUnicode_AsUTF8String(text);
  if (bytes === NULL) return -1;
  Py_DECREF(bytes);
  return 0;
}
