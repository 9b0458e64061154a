/** Running what the command line asks for: -c, -m, a file, a folder or zip, standard input; then maybe the REPL. CPython: Modules/main.c */
import {fillObjectMemory} from '../runtime/obmalloc-filled';
import {PyObject_Call, PyObject_CallMethodNoArgs, PyObject_CallOneArg} from '../objects/call';
import {PyDict_GetItemRef, PyDict_GetItemString, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_Occurred, PyErr_Print, reprText} from '../objects/errors';
import {PyList_Insert} from '../objects/listobject';
import {PyLong_AsBigInt} from '../objects/longobject';
import {PyTuple_Pack} from '../objects/tupleobject';
import {PyObject_GetOptionalAttr} from '../objects/object';
import {_PyInterpreterState_SetNotRunningMain, _PyInterpreterState_SetRunningMain} from '../objects/pystate-lookup';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {PyFile_WriteObject, Py_PRINT_RAW} from '../objects/fileobject';
import {PyBool_FromLong} from '../objects/boolobject';
import {PySys_WriteStderr} from '../objects/traceback-display';
import {_PyRuntime, interp} from '../runtime/current';
import {PyDict_Check, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check} from '../runtime/generated/accessors';
import {ID_code, ID_flush, ID_path, ID_path_hooks, ID_stderr, ID_stdout} from '../runtime/generated/ids';
import {PyExc_ImportError, PyExc_KeyboardInterrupt, PyExc_SystemExit, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {computeSysPath0} from '../runtime/getpath';
import {environmentVariable} from '../runtime/host/environment';
import {strerror} from '../runtime/host/errno';
import {writeText} from '../runtime/host/write-text';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_GetVersion} from '../runtime/version';
import {hooks} from '../runtime/hooks';
import {PyImport_GetModuleAttr} from './import';
import {PySys_Audit} from '../objects/sysattr';
import {_PySys_GetAttr} from './builtin/sys';
import {checkEncodable, runCommand, runFile} from './run-file';
import {runInteractive} from './interactive';

const EINTR = 4, O_CLOEXEC = 0o2000000;
/** How much is read of a program at once. */
const CHUNK = 65536;
/** Added to the exit code of a run that ended by SystemExit: nothing comes after that, not even the prompt that PYTHONINSPECT asks for. */
const BY_SYSTEM_EXIT = 0x100;

/** Runs the program of the configuration; the exit code. CPython: pymain_run_python() */
export function pymain_run_python(): number {
  const config = interp.config;
  fillObjectMemory();
  // tracebacks and __file__ show the whole path. CPython: config_run_filename_abspath()
  if (config.run_filename !== null) config.run_filename = absolutePath(config.run_filename);
  let importerPath: string | null = null;
  if (config.run_filename !== null && mayBeImporter(config.run_filename)) {
    const found = pymain_get_importer(config.run_filename);
    if (typeof found === 'number') return found & 0xff;
    if (found) importerPath = config.run_filename;
  }
  const path0 = importerPath ?? (config.safe_path !== 0 ? null : computeSysPath0(config.argv, _PyRuntime.host));
  if (path0 !== null) {
    config.sys_path_0 = path0;
    if (prependToSysPath(path0) < 0) return pymain_exit_err_print() & 0xff;
  }
  pymain_header();
  if (_PyInterpreterState_SetRunningMain(interp) < 0) return pymain_exit_err_print() & 0xff;
  let code: number;
  if (config.run_command !== null) code = pymain_run_command(config.run_command);
  else if (config.run_module !== null) code = pymain_run_module(config.run_module, true);
  else if (importerPath !== null) code = pymain_run_module('__main__', false);
  else if (config.run_filename !== null) code = pymain_run_file(config.run_filename);
  else code = pymain_run_stdin();
  code = pymain_repl(code) & 0xff;
  _PyInterpreterState_SetNotRunningMain(interp);
  return code;
}

/** Only a folder or a zip file can have an importer: tells them by a look at the file, since a plain script is the common case. */
function mayBeImporter(filename: string): boolean {
  const info = _PyRuntime.host.stat(filename);
  if (typeof info === 'number') return false;
  if ((info.mode & 0o170000) !== 0o100000) return (info.mode & 0o170000) === 0o040000;
  const bytes = _PyRuntime.host.readFile(filename);
  if (typeof bytes === 'number' || bytes.length < 22) return false;
  // the end-of-central-directory record stands within the last 64 KiB
  for (let i = bytes.length - 22; i >= 0 && i > bytes.length - 65600; i--) if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 5 && bytes[i + 3] === 6) return true;
  return false;
}

/** The importer of a path, None when no hook takes it, as the cache remembers; NULL with an exception. escapes. CPython: get_path_importer() */
function PyImport_GetImporter(path: PyObject): New | NULL {
  const cache = interp.sysdict === NULL ? NULL : PyDict_GetItemString(interp.sysdict, 'path_importer_cache'), pathHooks = _PySys_GetAttr(ID_path_hooks);
  if (cache === NULL || !PyDict_Check(cache) || pathHooks === NULL || !PyList_Check(pathHooks)) return Py_NewRef(_Py_NoneStruct);
  const known = PyDict_GetItemRef(cache, path);
  if (known !== NULL || PyErr_Occurred() !== NULL) return known;
  if (PyDict_SetItem(cache, path, _Py_NoneStruct) < 0) return NULL;
  for (let i = 0; i < PyList_GET_SIZE(pathHooks); i++) {
    const hook = Py_NewRef(PyList_GET_ITEM(pathHooks, i)), importer = PyObject_CallOneArg(hook, path);
    Py_DECREF(hook);
    if (importer !== NULL) {
      if (PyDict_SetItem(cache, path, importer) >= 0) return importer;
      Py_DECREF(importer);
      return NULL;
    }
    if (!PyErr_ExceptionMatches(PyExc_ImportError)) return NULL;
    PyErr_Clear();
  }
  return Py_NewRef(_Py_NoneStruct);
}
/** Whether a path hook takes the path (a folder or zip file, run by its __main__); an exit code when that failed. CPython: pymain_get_importer() */
function pymain_get_importer(filename: string): boolean | number {
  const text = PyUnicode_FromString(filename), importer = text === NULL ? NULL : PyImport_GetImporter(text);
  Py_XDECREF(text);
  if (importer === NULL) {
    PySys_WriteStderr('Failed checking if argv[0] is an import path entry\n');
    return pymain_exit_err_print();
  }
  const none = importer === _Py_NoneStruct;
  Py_DECREF(importer);
  return !none;
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

/** The exit code of a run: 0, or that of the exception it ended with. */
function finishRun(result: New | NULL): number {
  if (result !== NULL) {
    Py_DECREF(result);
    return 0;
  }
  return pymain_exit_err_print();
}
/** Prints the exception that is set and gives the exit code; SystemExit carries its own. CPython: pymain_exit_err_print() */
export function pymain_exit_err_print(): number {
  const exit = systemExitCode();
  if (exit !== null) return exit;
  PyErr_Print();
  // the hook that prints may itself have ended the program
  return PyErr_Occurred() !== NULL ? (systemExitCode() ?? 1) : 1;
}
/** When a SystemExit is set: takes it, prints its text if it is one, and returns its status, marked as that. Null otherwise. CPython: _Py_HandleSystemExit() */
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
    return BY_SYSTEM_EXIT;
  }
  let code = 1;
  if (PyLong_Check(status)) {
    // C takes the low half of its long; what fits into none counts as -1
    const value = PyLong_AsBigInt(status);
    code = value === BigInt.asIntN(64, value) ? Number(BigInt.asIntN(32, value)) : -1;
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
  return (code & 0xff) | BY_SYSTEM_EXIT;
}
function flush(file: PyObject | NULL): void {
  if (file === NULL || file === _Py_NoneStruct) return;
  const result = PyObject_CallMethodNoArgs(file, ID_flush);
  if (result === NULL) PyErr_Clear();
  else Py_DECREF(result);
}

/** CPython: pymain_run_command() */
function pymain_run_command(command: string): number {
  const text = PyUnicode_FromString(command);
  if (text !== NULL && PySys_Audit('cpython.run_command', text) < 0) {
    Py_DECREF(text);
    return pymain_exit_err_print();
  }
  if (text === NULL || checkEncodable(text) < 0) {
    Py_XDECREF(text);
    PySys_WriteStderr('Unable to decode the command from the command line:\n');
    return pymain_exit_err_print();
  }
  const result = runCommand(text);
  Py_DECREF(text);
  return finishRun(result);
}
/** CPython: pymain_run_module() */
function pymain_run_module(name: string, set_argv0: boolean): number {
  const text = PyUnicode_FromString(name);
  const audited = text !== NULL && (!set_argv0 || PySys_Audit('cpython.run_module', text) >= 0);
  const run = audited ? PyImport_GetModuleAttr('runpy', '_run_module_as_main') : NULL, flag = PyBool_FromLong(set_argv0 ? 1 : 0);
  if (audited && run === NULL) PySys_WriteStderr('Could not import runpy._run_module_as_main\n');
  const args = text === NULL || flag === NULL ? NULL : PyTuple_Pack(text, flag);
  const result = run === NULL || args === NULL ? NULL : PyObject_Call(run, args, NULL);
  _PyRuntime.unhandledKeyboardInterrupt = result === NULL && PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
  Py_XDECREF(run);
  Py_XDECREF(text);
  Py_XDECREF(flag);
  Py_XDECREF(args);
  return finishRun(result);
}
/** The bytes of a file, or null. */
export function readFile(path: string): Uint8Array | null {
  const bytes = _PyRuntime.host.readFile(path);
  return typeof bytes === 'number' ? null : bytes;
}
/** A path as messages quote it. escapes */
function quoted(path: string): string {
  const text = PyUnicode_FromString(path), repr = text === NULL ? null : reprText(text);
  Py_XDECREF(text);
  if (repr === null) PyErr_Clear();
  return repr ?? `'${path}'`;
}
/** What a descriptor holds from here to its end, or to its first NUL when that is asked for; null when a signal's handler raised. A failing read ends it too, as it does for C's streams. */
function readToEnd(fd: number, stopAtNul: boolean): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const buffer = new Uint8Array(CHUNK), n = _PyRuntime.host.read(fd, buffer, 0, CHUNK);
    if (n === -EINTR) {
      if (hooks._PyErr_CheckSignals() < 0) return null;
      continue;
    }
    if (n <= 0) break;
    parts.push(buffer.subarray(0, n));
    size += n;
    if (stopAtNul && parts[parts.length - 1].includes(0)) break;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
/** CPython: pymain_run_file() */
function pymain_run_file(filename: string): number {
  const program = interp.config.program_name, name = PyUnicode_FromString(filename), audit = name === NULL ? -1 : PySys_Audit('cpython.run_file', name);
  Py_XDECREF(name);
  if (audit < 0) return pymain_exit_err_print();
  const info = _PyRuntime.host.stat(filename);
  if (typeof info !== 'number' && (info.mode & 0o170000) === 0o040000) {
    PySys_WriteStderr(`${program}: ${quoted(filename)} is a directory, cannot continue\n`);
    return 1;
  }
  const fd = _PyRuntime.host.open(filename, O_CLOEXEC, 0);
  if (fd < 0) {
    PySys_WriteStderr(`${program}: can't open file ${quoted(filename)}: [Errno ${-fd}] ${strerror(-fd)}\n`);
    return 2;
  }
  // a device may have no end; no program goes on behind a NUL
  const regular = typeof info !== 'number' && (info.mode & 0o170000) === 0o100000, bytes = readToEnd(fd, !regular);
  _PyRuntime.host.close(fd);
  if (bytes === null || hooks._PyErr_CheckSignals() < 0) return pymain_exit_err_print();
  if (interp.config.skip_source_first_line === 0) return runFile(bytes, filename, true, finishRun);
  // the newline stays, so that lines keep their numbers
  const end = bytes.indexOf(10);
  return runFile(bytes.subarray(end < 0 ? bytes.length : end), filename, end === 0, finishRun);
}
/** The whole path of a file, not normalised. CPython: Python/fileutils.c _Py_abspath() */
function absolutePath(path: string): string {
  const cwd = _PyRuntime.host.getcwd();
  return path.startsWith('/') || typeof cwd !== 'string' ? path : path === '' || path === '.' ? cwd : `${cwd}/${path}`;
}

/** Standard input: a program when it is no terminal, else the REPL. CPython: pymain_run_stdin() */
function pymain_run_stdin(): number {
  if (stdinIsInteractive()) {
    interp.config.inspect = 0;
    return runInteractive(true);
  }
  if (hooks._PyErr_CheckSignals() < 0 || PySys_Audit('cpython.run_stdin') < 0) return pymain_exit_err_print();
  const source = readToEnd(0, false);
  if (source === null) return pymain_exit_err_print();
  return runFile(source, '<stdin>', false, finishRun);
}

/** -i: goes on interactively after the program. CPython: pymain_repl() */
function pymain_repl(code: number): number {
  const config = interp.config;
  if (code >= BY_SYSTEM_EXIT) return code;
  // only now, so that a program may ask for the prompt
  if (config.inspect === 0 && config.use_environment !== 0 && (environmentVariable('PYTHONINSPECT') ?? '') !== '') config.inspect = 1;
  if (config.inspect === 0 || !stdinIsInteractive() || (config.run_command === null && config.run_module === null && config.run_filename === null)) return code;
  config.inspect = 0;
  _PyRuntime.unhandledKeyboardInterrupt = false;
  return runInteractive();
}
