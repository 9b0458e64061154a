/** Running text and files as embedders do. CPython: Python/pythonrun.c PyRun_SimpleStringFlags(), PyRun_StringFlags(), PyRun_FileExFlags(), Py_CompileString() */
import {PyErr_Print, PyErr_SetString} from '../objects/errors';
import {PyErr_SetFromErrnoWithFilename} from '../objects/errors-errno';
import {PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {PyDict_Check} from '../runtime/generated/accessors';
import {PyExc_OSError, PyExc_SystemError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {_PyRuntime} from '../runtime/current';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyEval_EvalCode} from '../vm/ceval';
import {PyCF, compileSource, finishCompile, parseBytes, type CompileMode} from './pythonrun';
import {mainDict} from './run-file';

/** What a text is. CPython: Include/compile.h */
export const Py_single_input = 256, Py_file_input = 257, Py_eval_input = 258, Py_func_type_input = 345;
const MODES: ReadonlyMap<number, CompileMode> = new Map([[Py_single_input, 'single'], [Py_file_input, 'exec'], [Py_eval_input, 'eval'], [Py_func_type_input, 'func_type']]);
/** How to compile; CPython: struct PyCompilerFlags */
export interface PyCompilerFlags { cf_flags: number; cf_feature_version: number }

/** The mode of a start token; another number is a mistake of the caller. */
function modeOf(start: number): CompileMode {
  const mode = MODES.get(start);
  if (mode === undefined) throw new Error(`start token ${start}`);
  return mode;
}
/** Compiles text, UTF-8 unless its cookie says otherwise; NULL with an exception. escapes (warnings). CPython: Py_CompileStringExFlags() */
export function Py_CompileString(text: Uint8Array, filename: string, start: number, flags: PyCompilerFlags | null = null): New | NULL {
  const file = PyUnicode_FromString(filename);
  if (file === NULL) return NULL;
  const source = PyBytes_FromUint8Array(text), mode = modeOf(start);
  const code = source === NULL ? NULL : compileSource(source, file, mode, flags?.cf_flags ?? 0, -1, flags?.cf_feature_version ?? -1, 'exec');
  Py_DECREF(file);
  if (source !== NULL) Py_DECREF(source);
  return code;
}
/** @steals code. Runs it where globals is a dict. */
function runCode(code: New | NULL, globals: PyObject | NULL, locals: PyObject | NULL): New | NULL {
  if (code === NULL) return NULL;
  const result = globals === NULL || !PyDict_Check(globals) ? PyErr_SetString(PyExc_SystemError, 'globals must be a real dict') : PyEval_EvalCode(code, globals, locals === NULL ? globals : locals);
  Py_DECREF(code);
  return result;
}
/** Compiles and runs text; NULL with an exception. escapes. CPython: PyRun_StringFlags() */
export function PyRun_StringFlags(text: Uint8Array, start: number, globals: PyObject | NULL, locals: PyObject | NULL, flags: PyCompilerFlags | null): New | NULL {
  return runCode(Py_CompileString(text, '<string>', start, flags), globals, locals);
}
/** Compiles and runs what a descriptor gives up to its end, and closes it when asked to; NULL with an exception. escapes. DIVERGES: a descriptor for a FILE. CPython: PyRun_FileExFlags() */
export function PyRun_FileExFlags(fd: number, filename: string, start: number, globals: PyObject | NULL, locals: PyObject | NULL, closeit: boolean, flags: PyCompilerFlags | null): New | NULL {
  const chunks: Uint8Array[] = [], {host} = _PyRuntime;
  for (;;) {
    const chunk = new Uint8Array(65536), n = host.read(fd, chunk, 0, chunk.length);
    if (n < 0) return PyErr_SetFromErrnoWithFilename(PyExc_OSError, -n, filename);
    if (n === 0) break;
    chunks.push(chunk.subarray(0, n));
  }
  if (closeit) host.close(fd);
  const joined = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    joined.set(chunk, end);
    end += chunk.length;
  }
  const file = PyUnicode_FromString(filename);
  if (file === NULL) return NULL;
  const mode = modeOf(start);
  const mod = parseBytes(joined, false, file, filename, mode, flags?.cf_flags ?? 0, flags?.cf_feature_version ?? 13, true);
  const code = mod === null ? NULL : finishCompile(mod, filename, file, flags?.cf_flags ?? 0, -1);
  Py_DECREF(file);
  return runCode(code, globals, locals);
}
/** Runs text in `__main__` of the current interpreter: 0, or -1 after an exception that was printed. escapes. CPython: PyRun_SimpleStringFlags() */
export function PyRun_SimpleString(text: string): number {
  const dict = mainDict();
  if (dict === NULL) return -1;
  const source = PyUnicode_FromString(text), code = source === NULL ? NULL : compileSource(source, NULL, 'exec', PyCF.SOURCE_IS_UTF8, -1, -1, 'exec');
  const result = runCode(code, dict, dict);
  if (source !== NULL) Py_DECREF(source);
  if (result === NULL) {
    PyErr_Print();
    return -1;
  }
  Py_DECREF(result);
  return 0;
}
