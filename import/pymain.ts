/** Running what the command line asks for: -c, -m, a file, a folder or zip, standard input; then maybe the REPL. CPython: Modules/main.c */
import {PyObject_Call, PyObject_CallMethodNoArgs, PyObject_CallOneArg} from '../objects/call';
import {PyDict_ContainsString, PyDict_DelItemString, PyDict_SetItemString} from '../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_Occurred, PyErr_Print} from '../objects/errors';
import {PyList_Insert} from '../objects/listobject';
import {PyLong_AsInt} from '../objects/longobject';
import {PyModule_GetDict} from '../objects/moduleobject';
import {PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyTuple_Pack} from '../objects/tupleobject';
import {PyObject_GetOptionalAttr} from '../objects/object';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {PyFile_WriteObject, Py_PRINT_RAW} from '../objects/fileobject';
import {PyBool_FromLong} from '../objects/boolobject';
import {_PyRuntime, interp} from '../runtime/current';
import {PyList_Check, PyLong_Check} from '../runtime/generated/accessors';
import {ID_code, ID_flush, ID_path, ID_stderr, ID_stdout} from '../runtime/generated/ids';
import {PyExc_SystemExit, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {computeSysPath0} from '../runtime/getpath';
import {writeText} from '../runtime/host/write-text';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_GetVersion} from '../runtime/version';
import {PyEval_EvalCode} from '../vm/ceval';
import {PyImport_AddModuleRef, PyImport_GetModuleAttr} from './import';
import {compileSource, type CompileMode} from './pythonrun';
import {_PySys_GetAttr} from './builtin/sys';
import {PyMarshal_ReadObjectFromBytes} from './marshal';
import {runInteractive} from './interactive';

/** Runs the program of the configuration; the exit code. CPython: pymain_run_python() */
export function pymain_run_python(): number {
  const config = interp.config;
  // tracebacks and __file__ show the whole path. CPython: config_run_filename_abspath()
  if (config.run_filename !== null) config.run_filename = absolutePath(config.run_filename);
  let importerPath: string | null = null;
  if (config.run_filename !== null && mayBeImporter(config.run_filename)) importerPath = pymain_get_importer(config.run_filename);
  const path0 = importerPath ?? (config.safe_path !== 0 ? null : computeSysPath0(config.argv, _PyRuntime.host));
  if (path0 !== null) {
    config.sys_path_0 = path0;
    if (prependToSysPath(path0) < 0) return pymain_exit_err_print();
  }
  pymain_header();
  let code: number;
  if (config.run_command !== null) code = pymain_run_command(config.run_command);
  else if (config.run_module !== null) code = pymain_run_module(config.run_module, true);
  else if (importerPath !== null) code = pymain_run_module('__main__', false);
  else if (config.run_filename !== null) code = pymain_run_file(config.run_filename);
  else code = pymain_run_stdin();
  return pymain_repl(code);
}

/** Only a folder or a zip file can have an importer: tells them by a look at the file, since a plain script is the common case. */
function mayBeImporter(filename: string): boolean {
  const info = _PyRuntime.host.stat(filename);
  if (typeof info === 'number') return false;
  if ((info.mode & 0o170000) === 0o040000) return true;
  const bytes = _PyRuntime.host.readFile(filename);
  if (typeof bytes === 'number' || bytes.length < 22) return false;
  // the end-of-central-directory record stands within the last 64 KiB
  for (let i = bytes.length - 22; i >= 0 && i > bytes.length - 65600; i--) if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 5 && bytes[i + 3] === 6) return true;
  return false;
}

/** The path itself when a path hook takes it (a folder or zip file, run by its __main__), else null. CPython: pymain_get_importer() */
function pymain_get_importer(filename: string): string | null {
  const text = PyUnicode_FromString(filename), getImporter = PyImport_GetModuleAttr('pkgutil', 'get_importer');
  const importer = text === NULL || getImporter === NULL ? NULL : PyObject_CallOneArg(getImporter, text);
  Py_XDECREF(text);
  Py_XDECREF(getImporter);
  if (importer === NULL) {
    PyErr_Clear();
    return null;
  }
  const none = importer === _Py_NoneStruct;
  Py_DECREF(importer);
  return none ? null : filename;
}

function prependToSysPath(path0: string): number {
  const path = _PySys_GetAttr(ID_path);
  if (path === NULL || !PyList_Check(path)) return 0;
  const text = PyUnicode_FromString(path0);
  if (text === NULL) return -1;
  const status = PyList_Insert(path, 0, text);
  Py_DECREF(text);
  return status;
}

function stdinIsInteractive(): boolean {
  return _PyRuntime.host.isatty(0) > 0 || interp.config.interactive > 0;
}
function pymain_header(): void {
  const config = interp.config;
  if (config.quiet !== 0 || !(config.verbose > 0 || (config.run_command === null && config.run_module === null && config.run_filename === null && stdinIsInteractive()))) return;
  writeText(2, `Python ${Py_GetVersion()} on linux\n`);
  if (config.site_import !== 0) writeText(2, 'Type "help", "copyright", "credits" or "license" for more information.\n');
}

/** The dict of __main__, borrowed. */
function mainDict(): PyObject | NULL {
  const module = PyImport_AddModuleRef('__main__');
  if (module === NULL) return NULL;
  const dict = PyModule_GetDict(module);
  // sys.modules keeps it
  Py_DECREF(module);
  return dict;
}

/** Compiles and runs source in __main__; NULL with an exception. */
function runSource(source: Uint8Array, filename: string, mode: CompileMode): New | NULL {
  const dict = mainDict();
  if (dict === NULL) return NULL;
  const bytes = PyBytes_FromUint8Array(source), name = PyUnicode_FromString(filename);
  if (bytes === NULL || name === NULL) return NULL;
  const code = compileSource(bytes, name, mode, 0, -1, -1, 'compile');
  Py_DECREF(bytes);
  Py_DECREF(name);
  if (code === NULL) return NULL;
  const result = PyEval_EvalCode(code, dict, dict);
  Py_DECREF(code);
  return result;
}
/** Runs a program in __main__, for the debug command; NULL with an exception. */
export function runSourceInMain(source: Uint8Array, filename: string): New | NULL {
  return runSource(source, filename, 'exec');
}
/** The bytes of a file, or null. */
export function readFile(path: string): Uint8Array | null {
  const bytes = _PyRuntime.host.readFile(path);
  return typeof bytes === 'number' ? null : bytes;
}
/** The exit code of a run: 0, or that of the exception it ended with. */
function finishRun(result: New | NULL): number {
  if (result !== NULL) {
    Py_DECREF(result);
    return 0;
  }
  return pymain_exit_err_print();
}
/** Prints the exception that is set and gives the exit code; SystemExit carries its own. CPython: _Py_HandleSystemExit(), pymain_exit_err_print() */
export function pymain_exit_err_print(): number {
  const exit = systemExitCode();
  if (exit !== null) return exit;
  PyErr_Print();
  return pendingExit() ?? 1;
}
/** PyErr_Print may itself have met a SystemExit of a hook. */
function pendingExit(): number | null {
  return PyErr_Occurred() !== NULL ? systemExitCode() : null;
}
/** When a SystemExit is set: takes it, prints its text if it is one, and returns its status. Null otherwise. */
export function systemExitCode(): number | null {
  if (!PyErr_ExceptionMatches(PyExc_SystemExit) || interp.config.inspect > 0) return null;
  const raised = PyErr_GetRaisedException();
  if (raised === NULL) return null;
  const out = _PySys_GetAttr(ID_stdout);
  flush(out);
  let status = PyObject_GetOptionalAttr(raised, ID_code);
  Py_DECREF(raised);
  if (status === NULL || status === _Py_NoneStruct) {
    Py_XDECREF(status);
    PyErr_Clear();
    return 0;
  }
  let code = 1;
  if (PyLong_Check(status)) {
    code = PyLong_AsInt(status);
    if (code === -1 && PyErr_Occurred() !== NULL) PyErr_Clear();
  } else {
    const err = _PySys_GetAttr(ID_stderr);
    flush(out);
    if (err !== NULL && err !== _Py_NoneStruct) {
      if (PyFile_WriteObject(status, err, Py_PRINT_RAW) < 0) PyErr_Clear();
      flush(err);
    }
    writeText(2, '\n');
  }
  Py_DECREF(status);
  status = NULL;
  return code & 0xff;
}
function flush(file: PyObject | NULL): void {
  if (file === NULL || file === _Py_NoneStruct) return;
  const result = PyObject_CallMethodNoArgs(file, ID_flush);
  if (result === NULL) PyErr_Clear();
  else Py_DECREF(result);
}

/** CPython: pymain_run_command() */
function pymain_run_command(command: string): number {
  return finishRun(runSource(new TextEncoder().encode(command), '<string>', 'exec'));
}
/** CPython: pymain_run_module() */
function pymain_run_module(name: string, set_argv0: boolean): number {
  const run = PyImport_GetModuleAttr('runpy', '_run_module_as_main'), text = PyUnicode_FromString(name), flag = PyBool_FromLong(set_argv0 ? 1 : 0);
  if (run === NULL) {
    writeText(2, 'Could not import runpy module\n');
    return pymain_exit_err_print();
  }
  const args = text === NULL || flag === NULL ? NULL : PyTuple_Pack(text, flag);
  const result = args === NULL ? NULL : PyObject_Call(run, args, NULL);
  for (const op of [run, text, flag, args]) Py_XDECREF(op);
  return finishRun(result);
}
const ERRNO_TEXT: Readonly<Record<number, string>> = {1: 'Operation not permitted', 2: 'No such file or directory', 13: 'Permission denied', 20: 'Not a directory', 21: 'Is a directory', 40: 'Too many levels of symbolic links', 36: 'File name too long'};
/** CPython: pymain_run_file() */
function pymain_run_file(filename: string): number {
  const program = interp.config.program_name, info = _PyRuntime.host.stat(filename);
  if (typeof info !== 'number' && (info.mode & 0o170000) === 0o040000) {
    writeText(2, `${program}: '${filename}' is a directory, cannot continue\n`);
    return 1;
  }
  const source = _PyRuntime.host.readFile(filename);
  if (typeof source === 'number') {
    writeText(2, `${program}: can't open file '${filename}': [Errno ${-source}] ${ERRNO_TEXT[-source] ?? 'Input/output error'}\n`);
    return 2;
  }
  return finishRun(runFile(source, filename));
}
function absolutePath(path: string): string {
  const cwd = _PyRuntime.host.getcwd();
  return path.startsWith('/') || typeof cwd !== 'string' ? path : `${cwd}/${path}`;
}
/** Runs a source or .pyc file as __main__, with __file__ and __cached__ set meanwhile. CPython: _PyRun_SimpleFile() */
function runFile(source: Uint8Array, filename: string): New | NULL {
  const dict = mainDict(), name = PyUnicode_FromString(filename);
  if (dict === NULL || name === NULL) return NULL;
  const had = PyDict_ContainsString(dict, '__file__');
  if (had === 0 && (PyDict_SetItemString(dict, '__file__', name) < 0 || PyDict_SetItemString(dict, '__cached__', _Py_NoneStruct) < 0)) return NULL;
  Py_DECREF(name);
  const isPyc = filename.endsWith('.pyc');
  if (setMainLoader(dict, filename, isPyc ? 'SourcelessFileLoader' : 'SourceFileLoader') < 0) return NULL;
  let result: New | NULL;
  if (isPyc) result = runPyc(source, dict);
  else result = runSource(interp.config.skip_source_first_line !== 0 ? source.subarray(Math.max(0, source.indexOf(10))) : source, filename, 'exec');
  if (had === 0 && result !== NULL) for (const key of ['__file__', '__cached__']) if (PyDict_DelItemString(dict, key) < 0) PyErr_Clear();
  return result;
}
function runPyc(bytes: Uint8Array, dict: PyObject): New | NULL {
  const code = PyMarshal_ReadObjectFromBytes(bytes.slice(16));
  if (code === NULL) return NULL;
  const result = PyEval_EvalCode(code, dict, dict);
  Py_DECREF(code);
  return result;
}
/** CPython: set_main_loader() */
function setMainLoader(dict: PyObject, filename: string, loaderName: string): number {
  const type = PyImport_GetModuleAttr('_frozen_importlib_external', loaderName);
  if (type === NULL) return -1;
  const main = PyUnicode_FromString('__main__'), name = PyUnicode_FromString(filename);
  const args = main === NULL || name === NULL ? NULL : PyTuple_Pack(main, name);
  const loader = args === NULL ? NULL : PyObject_Call(type, args, NULL);
  for (const op of [type, main, name, args]) Py_XDECREF(op);
  if (loader === NULL) return -1;
  const status = PyDict_SetItemString(dict, '__loader__', loader);
  Py_DECREF(loader);
  return status;
}

/** Standard input: a program when it is no terminal, else the REPL. CPython: pymain_run_stdin() */
function pymain_run_stdin(): number {
  if (stdinIsInteractive()) {
    interp.config.inspect = 0;
    return runInteractive(true);
  }
  const parts: Uint8Array[] = [];
  for (;;) {
    const buffer = new Uint8Array(65536), n = _PyRuntime.host.read(0, buffer, 0, buffer.length);
    if (n <= 0) break;
    parts.push(buffer.subarray(0, n));
  }
  const source = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    source.set(part, at);
    at += part.length;
  }
  return finishRun(runSource(source, '<stdin>', 'exec'));
}

/** -i: goes on interactively after the program. CPython: pymain_repl() */
function pymain_repl(code: number): number {
  const config = interp.config;
  if (config.inspect === 0 || !stdinIsInteractive() || (config.run_command === null && config.run_module === null && config.run_filename === null)) return code;
  config.inspect = 0;
  return runInteractive();
}
