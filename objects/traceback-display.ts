/** Showing exceptions: sys.excepthook and what stands in for it. CPython: Python/pythonrun.c, "Error display" */
import {_PyRuntime, interp} from '../runtime/current';
import {PyExceptionInstance_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, exc_cause, exc_context, exc_suppress_context, exc_traceback} from '../runtime/generated/accessors';
import {ID___main__, ID___module__, ID_builtins, ID_excepthook, ID_filename, ID_flush, ID_last_exc, ID_last_traceback, ID_last_type, ID_last_value, ID_print_file_and_line, ID_stderr, STR_anon_string} from '../runtime/generated/ids';
import {PyExc_MemoryError, PyExc_RuntimeError, PyExc_SystemExit, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_CallMethodNoArgs, PyObject_CallOneArg, PyObject_CallFunctionObjArgs, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_Occurred, PyErr_SetRaisedException, reprText, strText, typeName} from './errors';
import {PyException_SetTraceback} from './exceptions';
import {PyFile_WriteObject, PyFile_WriteString, Py_PRINT_RAW} from './fileobject';
import {PyCallable_Check, PyObject_GetAttr, PyObject_GetAttrString, PyObject_GetOptionalAttr, PyObject_Str} from './object';
import {PySys_Audit, _PySys_GetOptionalAttr, _PySys_SetAttr} from './sysattr';
import {EXCEPTION_TB_HEADER, PyTraceBack_Check, _PyTraceBack_Print} from './traceback';
import {PyType_GetQualName} from './typeobject-attributes';
import {_PyUnicode_Equal} from './unicodeobject';

/** Bytes of a text for a stream that has no file object any more. */
function writeRaw(text: string): void {
  const bytes = new TextEncoder().encode(text);
  _PyRuntime.host.write(2, bytes, 0, bytes.length);
}
/** Writes an object's address, count, type and, if it can be had, its repr to descriptor 2; keeps the raised exception. escapes. CPython: Objects/object.c _PyObject_Dump() */
export function _PyObject_Dump(op: PyObject): void {
  const type = Py_TYPE(op);
  writeRaw(`object address  : 0x${(op * 4).toString(16)}\nobject refcount : ${Py_REFCNT(op)}\nobject type     : 0x${(type * 4).toString(16)}\nobject type name: ${slots(type).tp_name}\nobject repr     : `);
  const saved = PyErr_GetRaisedException(), text = reprText(op);
  writeRaw(text === null ? '\n' : `${text}\n`);
  PyErr_SetRaisedException(saved);
}
/** Writes to sys.stderr, or straight to descriptor 2 when there is none; never fails. escapes. CPython: PySys_WriteStderr() */
export function PySys_WriteStderr(text: string): void {
  const saved = PyErr_GetRaisedException(), file = _PySys_GetOptionalAttr(ID_stderr);
  if (file === NULL || PyFile_WriteString(text, file) < 0) {
    PyErr_Clear();
    writeRaw(text);
  }
  Py_XDECREF(file);
  PyErr_SetRaisedException(saved);
}
/** file.flush(); -1 with an exception. escapes. CPython: Objects/fileobject.c _PyFile_Flush() */
export function _PyFile_Flush(file: PyObject): number {
  const result = PyObject_CallMethodNoArgs(file, ID_flush);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Writes module and qualified name of an exception class; -1 with an exception. escapes */
export function writeClassName(type: PyObject, file: PyObject, unknown: string): number {
  const module = PyObject_GetAttr(type, ID___module__);
  let status = 0;
  if (module === NULL || !PyUnicode_Check(module)) {
    PyErr_Clear();
    status = PyFile_WriteString(unknown, file);
  } else if (!_PyUnicode_Equal(module, ID_builtins) && !_PyUnicode_Equal(module, ID___main__)) {
    status = PyFile_WriteObject(module, file, Py_PRINT_RAW);
    if (status >= 0) status = PyFile_WriteString('.', file);
  }
  Py_XDECREF(module);
  if (status < 0) return -1;
  const qualname = PyType_GetQualName(type);
  if (qualname === NULL || !PyUnicode_Check(qualname)) {
    PyErr_Clear();
    status = PyFile_WriteString('<unknown>', file);
  } else status = PyFile_WriteObject(qualname, file, Py_PRINT_RAW);
  Py_XDECREF(qualname);
  return status;
}

// ---- the display in C, for when the traceback module cannot be used ----

class ExceptionPrintContext {
  readonly seen = new Set<PyObject>();
  constructor(readonly file: PyObject) {}
}
function print_exception_file_and_line(ctx: ExceptionPrintContext, value: PyObject): number {
  const marker = PyObject_GetOptionalAttr(value, ID_print_file_and_line);
  if (marker === NULL) {
    PyErr_Clear();
    return 0;
  }
  Py_DECREF(marker);
  const filename = PyObject_GetAttr(value, ID_filename);
  if (filename === NULL) return -1;
  const text = strText(filename === _Py_NoneStruct ? STR_anon_string : filename);
  Py_DECREF(filename);
  // 0 stands for the line in CPython too
  return text === null ? -1 : PyFile_WriteString(`  File "${text}", line 0\n`, ctx.file);
}
function print_exception_message(ctx: ExceptionPrintContext, type: PyObject, value: PyObject): number {
  // printing takes memory
  if (PyErr_GivenExceptionMatches(value, PyExc_MemoryError)) return -1;
  if (writeClassName(type, ctx.file, '<unknown>.') < 0) return -1;
  const text = PyObject_Str(value);
  if (text === NULL) {
    PyErr_Clear();
    return PyFile_WriteString(': <exception str() failed>', ctx.file);
  }
  let status = PyUnicode_GET_LENGTH(text) !== 0 ? PyFile_WriteString(': ', ctx.file) : 0;
  if (status >= 0) status = PyFile_WriteObject(text, ctx.file, Py_PRINT_RAW);
  Py_DECREF(text);
  return status;
}
function print_exception(ctx: ExceptionPrintContext, value: PyObject): number {
  if (!PyExceptionInstance_Check(value)) return PyFile_WriteString(`TypeError: print_exception(): Exception expected for value, ${typeName(value)} found\n`, ctx.file);
  const tb = exc_traceback(value);
  if (tb !== NULL && _PyTraceBack_Print(tb, EXCEPTION_TB_HEADER, ctx.file) < 0) return -1;
  if (print_exception_file_and_line(ctx, value) < 0 || print_exception_message(ctx, Py_TYPE(value), value) < 0) return -1;
  return PyFile_WriteString('\n', ctx.file);
}
const CAUSE_MESSAGE = '\nThe above exception was the direct cause of the following exception:\n\n';
const CONTEXT_MESSAGE = '\nDuring handling of the above exception, another exception occurred:\n\n';
function print_chained(ctx: ExceptionPrintContext, value: PyObject, message: string): number {
  if (ctx.seen.has(value)) return 0;
  const held = Py_NewRef(value), status = print_exception_recursive(ctx, value);
  Py_DECREF(held);
  return status < 0 ? -1 : PyFile_WriteString(message, ctx.file);
}
function print_exception_recursive(ctx: ExceptionPrintContext, value: PyObject): number {
  if (_Py_EnterRecursiveCall(' in print_exception_recursive')) return -1;
  ctx.seen.add(value);
  let status = 0;
  if (PyExceptionInstance_Check(value)) {
    const cause = exc_cause(value), context = exc_context(value);
    if (cause !== NULL) status = print_chained(ctx, cause, CAUSE_MESSAGE);
    else if (context !== NULL && exc_suppress_context(value) === 0) status = print_chained(ctx, context, CONTEXT_MESSAGE);
  }
  if (status >= 0) status = print_exception(ctx, value);
  _Py_LeaveRecursiveCall();
  return status;
}

/** Lets the traceback module print an exception; false when it could not. escapes */
function printByModule(value: PyObject): boolean {
  const module = interp.imports.importlib === NULL ? NULL : hooks.PyImport_ImportModule('traceback');
  if (module === NULL) return false;
  const print = PyObject_GetAttrString(module, '_print_exception_bltin');
  Py_DECREF(module);
  if (print === NULL) return false;
  const result = PyCallable_Check(print) ? PyObject_CallOneArg(print, value) : NULL;
  Py_DECREF(print);
  if (result === NULL) return false;
  Py_DECREF(result);
  return true;
}
/** Shows an exception on a file, through the traceback module when possible. escapes. CPython: _PyErr_Display() */
export function _PyErr_Display(file: PyObject, value: PyObject, tb: PyObject | NULL): void {
  if (PyExceptionInstance_Check(value) && tb !== NULL && PyTraceBack_Check(tb) && exc_traceback(value) === NULL) PyException_SetTraceback(value, tb);
  if (printByModule(value)) return;
  if (_PyRuntime.build.pydebug && PyErr_Occurred() !== NULL) PyErr_FormatUnraisable('Exception ignored in the internal traceback machinery');
  PyErr_Clear();
  if (print_exception_recursive(new ExceptionPrintContext(file), value) < 0) {
    PyErr_Clear();
    _PyObject_Dump(value);
    writeRaw('lost sys.stderr\n');
  }
  if (_PyFile_Flush(file) < 0) PyErr_Clear();
}
/** Shows an exception on sys.stderr. escapes. CPython: PyErr_Display() */
export function PyErr_Display(value: PyObject, tb: PyObject | NULL): void {
  const file = _PySys_GetOptionalAttr(ID_stderr);
  if (file === NULL) {
    PyErr_Clear();
    writeRaw('lost sys.stderr\n');
    return;
  }
  if (file !== _Py_NoneStruct) _PyErr_Display(file, value, tb);
  Py_DECREF(file);
}
/** The same for an exception with its own traceback. CPython: PyErr_DisplayException() */
export function PyErr_DisplayException(exc: PyObject, tb: PyObject | NULL = NULL): void {
  PyErr_Display(exc, tb);
}

/**
 * Prints the raised exception by sys.excepthook and clears it. DIVERGES: SystemExit stays raised, and the caller ends the program: there is no
 * exit() from the middle of the stack. escapes. CPython: _PyErr_PrintEx()
 */
export function printRaised(setLastVars: boolean): void {
  if (interp.config.inspect === 0 && PyErr_ExceptionMatches(PyExc_SystemExit)) return;
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return;
  const type = Py_TYPE(exc), tb = exc_traceback(exc) === NULL ? _Py_NoneStruct : exc_traceback(exc);
  const held = Py_NewRef(tb);
  if (setLastVars) {
    for (const [name, value] of [[ID_last_exc, exc], [ID_last_type, type], [ID_last_value, exc], [ID_last_traceback, tb]]) if (_PySys_SetAttr(name, value) < 0) PyErr_Clear();
  }
  const hook = _PySys_GetOptionalAttr(ID_excepthook);
  if (hook === NULL) PyErr_Clear();
  if (auditAllows(hook, type, exc, tb)) callHook(hook, type, exc, tb);
  Py_XDECREF(hook);
  Py_DECREF(held);
  Py_DECREF(exc);
}
/** False when an audit hook said with RuntimeError that nothing is to be shown. */
function auditAllows(hook: PyObject | NULL, type: PyObject, exc: PyObject, tb: PyObject): boolean {
  if (PySys_Audit('sys.excepthook', hook === NULL ? _Py_NoneStruct : hook, type, exc, tb) >= 0) return true;
  if (PyErr_ExceptionMatches(PyExc_RuntimeError)) {
    PyErr_Clear();
    return false;
  }
  PyErr_FormatUnraisable('Exception ignored in audit hook');
  return true;
}
function callHook(hook: PyObject | NULL, type: PyObject, exc: PyObject, tb: PyObject): void {
  if (hook === NULL) {
    PySys_WriteStderr('sys.excepthook is missing\n');
    PyErr_DisplayException(exc);
    return;
  }
  const result = PyObject_CallFunctionObjArgs(hook, type, exc, tb);
  if (result !== NULL) {
    Py_DECREF(result);
    return;
  }
  if (interp.config.inspect === 0 && PyErr_ExceptionMatches(PyExc_SystemExit)) return;
  const second = PyErr_GetRaisedException() as New;
  PySys_WriteStderr('Error in sys.excepthook:\n');
  PyErr_DisplayException(second);
  PySys_WriteStderr('\nOriginal exception was:\n');
  PyErr_DisplayException(exc);
  Py_DECREF(second);
}
