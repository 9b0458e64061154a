/** Exceptions that nobody can handle: sys.unraisablehook. CPython: Python/errors.c, "Unraisable exceptions" */
import {H, interp} from '../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_SET_ITEM, Py_TYPE, exc_traceback} from '../runtime/generated/accessors';
import {ID_stderr, ID_unraisablehook} from '../runtime/generated/ids';
import {CURRENT_FRAME, PyExc_TypeError, PyTraceBack_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_CallOneArg} from './call';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_SetString} from './errors';
import {PyException_SetTraceback} from './exceptions';
import {PyFile_WriteObject, PyFile_WriteString, Py_PRINT_RAW} from './fileobject';
import {_PyFrame_GetFrameObject, _PyThreadState_GetFrame} from './frame';
import {PyStructSequence_New, _PyStructSequence_InitBuiltin, type PyStructSequence_Desc} from './structseq';
import {PySys_Audit, _PySys_GetOptionalAttr} from './sysattr';
import {PyTraceBack_Print, _PyTraceBack_FromFrame} from './traceback';
import {_PyFile_Flush, writeClassName} from './traceback-display';
import {PyUnicode_FromString} from './unicodeobject';

const UnraisableHookArgs_desc: PyStructSequence_Desc = {
  name: 'UnraisableHookArgs', doc: 'UnraisableHookArgs\n\nWhat sys.unraisablehook is called with.', n_in_sequence: 5,
  fields: [['exc_type', 'Exception type'], ['exc_value', 'Exception value'], ['exc_traceback', 'Exception traceback'], ['err_msg', 'Error message'], ['object', 'Object causing the exception']],
};
/** The type of the hook's argument in this interpreter, borrowed; made when it is first needed. CPython: _PyErr_InitTypes() */
export function UnraisableHookArgsType(): PyObject | NULL {
  const known = interp.moduleStates.get('UnraisableHookArgs') as PyObject | undefined;
  if (known !== undefined) return known;
  const type = _PyStructSequence_InitBuiltin(UnraisableHookArgs_desc);
  if (type !== NULL) interp.moduleStates.set('UnraisableHookArgs', type);
  return type;
}
function orNone(op: PyObject | NULL): New {
  return Py_NewRef(op === NULL ? _Py_NoneStruct : op);
}
function make_unraisable_hook_args(exc: PyObject, tb: PyObject | NULL, message: PyObject | NULL, obj: PyObject | NULL): New | NULL {
  const type = UnraisableHookArgsType();
  const args = type === NULL ? NULL : PyStructSequence_New(type);
  if (args === NULL) return NULL;
  PyTuple_SET_ITEM(args, 0, Py_NewRef(Py_TYPE(exc)));
  PyTuple_SET_ITEM(args, 1, Py_NewRef(exc));
  PyTuple_SET_ITEM(args, 2, orNone(tb));
  PyTuple_SET_ITEM(args, 3, orNone(message));
  PyTuple_SET_ITEM(args, 4, orNone(obj));
  return args;
}
function given(op: PyObject | NULL): boolean {
  return op !== NULL && op !== _Py_NoneStruct;
}
/** Writes what was ignored and where; -1 with or without an exception. escapes. CPython: write_unraisable_exc_file() */
function writeReport(type: PyObject | NULL, value: PyObject | NULL, tb: PyObject | NULL, message: PyObject | NULL, obj: PyObject | NULL, file: PyObject): number {
  if (given(obj)) {
    if (given(message)) {
      if (PyFile_WriteObject(message as PyObject, file, Py_PRINT_RAW) < 0 || PyFile_WriteString(': ', file) < 0) return -1;
    } else if (PyFile_WriteString('Exception ignored in: ', file) < 0) return -1;
    if (PyFile_WriteObject(obj as PyObject, file, 0) < 0) {
      PyErr_Clear();
      if (PyFile_WriteString('<object repr() failed>', file) < 0) return -1;
    }
    if (PyFile_WriteString('\n', file) < 0) return -1;
  } else if (given(message)) {
    if (PyFile_WriteObject(message as PyObject, file, Py_PRINT_RAW) < 0 || PyFile_WriteString(':\n', file) < 0) return -1;
  }
  if (given(tb) && PyTraceBack_Print(tb as PyObject, file) < 0) PyErr_Clear();
  if (!given(type)) return -1;
  if (writeClassName(type as PyObject, file, '<unknown>') < 0) return -1;
  if (given(value)) {
    if (PyFile_WriteString(': ', file) < 0) return -1;
    if (PyFile_WriteObject(value as PyObject, file, Py_PRINT_RAW) < 0) {
      PyErr_Clear();
      if (PyFile_WriteString('<exception str() failed>', file) < 0) return -1;
    }
  }
  return PyFile_WriteString('\n', file) < 0 ? -1 : _PyFile_Flush(file);
}
/** The same on sys.stderr; nothing when there is none. CPython: write_unraisable_exc() */
function write_unraisable_exc(type: PyObject | NULL, value: PyObject | NULL, tb: PyObject | NULL, message: PyObject | NULL, obj: PyObject | NULL): number {
  const file = _PySys_GetOptionalAttr(ID_stderr);
  if (file === NULL || file === _Py_NoneStruct) {
    PyErr_Clear();
    Py_XDECREF(file);
    return 0;
  }
  const status = writeReport(type, value, tb, message, obj, file);
  Py_DECREF(file);
  return status;
}
/** sys.__unraisablehook__. escapes. CPython: _PyErr_WriteUnraisableDefaultHook() */
export function defaultUnraisableHook(args: PyObject): New | NULL {
  if (Py_TYPE(args) !== UnraisableHookArgsType()) return PyErr_SetString(PyExc_TypeError, 'sys.unraisablehook argument type must be UnraisableHookArgs');
  const item = (i: number): PyObject => PyTuple_GET_ITEM(args, i);
  return write_unraisable_exc(item(0), item(1), item(2), item(3), item(4)) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** The traceback of an exception, or one of the current frame when it has none; NULL when there is neither. */
function tracebackOf(exc: PyObject): New | NULL {
  const tb = exc_traceback(exc);
  if (tb !== NULL) return Py_NewRef(tb);
  if (H[CURRENT_FRAME] === 0) return NULL;
  const frame = _PyThreadState_GetFrame(), object = frame === 0 ? NULL : _PyFrame_GetFrameObject(frame);
  const made = object === NULL ? NULL : _PyTraceBack_FromFrame(NULL, object);
  if (made === NULL) PyErr_Clear();
  return made;
}
/** Calls sys.unraisablehook for the raised exception, and writes it itself when that fails. escapes. CPython: format_unraisable_v() */
export function format_unraisable(message: string | null, obj: PyObject | NULL): void {
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return;
  const tb = tracebackOf(exc);
  if (tb !== NULL && Py_TYPE(tb) === PyTraceBack_Type && PyException_SetTraceback(exc, tb) < 0) PyErr_Clear();
  const text = message === null ? NULL : PyUnicode_FromString(message);
  const failed = report(exc, tb, text, obj);
  if (failed !== null) {
    // the hook's own error is what is written
    const second = PyErr_GetRaisedException(), reason = PyUnicode_FromString(failed.message);
    if (second !== NULL) write_unraisable_exc(Py_TYPE(second), second, exc_traceback(second), reason, failed.object);
    Py_XDECREF(second);
    Py_XDECREF(reason);
  }
  Py_XDECREF(text);
  Py_XDECREF(tb);
  Py_DECREF(exc);
  PyErr_Clear();
}
/** Hands an exception to the hook; what went wrong, or null. */
function report(exc: PyObject, tb: PyObject | NULL, text: PyObject | NULL, obj: PyObject | NULL): {message: string; object: PyObject | NULL} | null {
  const args = make_unraisable_hook_args(exc, tb, text, obj);
  if (args === NULL) return {message: 'Exception ignored on building sys.unraisablehook arguments', object: obj};
  const hook = _PySys_GetOptionalAttr(ID_unraisablehook);
  if (hook === NULL || hook === _Py_NoneStruct) {
    if (hook !== NULL && PySys_Audit('sys.unraisablehook', hook, args) < 0) PyErr_Clear();
    Py_DECREF(args);
    Py_XDECREF(hook);
    PyErr_Clear();
    write_unraisable_exc(Py_TYPE(exc), exc, tb, text, obj);
    return null;
  }
  let failure: {message: string; object: PyObject | NULL} | null = null;
  if (PySys_Audit('sys.unraisablehook', hook, args) < 0) failure = {message: 'Exception ignored in audit hook', object: NULL};
  else {
    const result = PyObject_CallOneArg(hook, args);
    // sys keeps the hook alive while its failure is reported
    if (result === NULL) failure = {message: 'Exception ignored in sys.unraisablehook', object: hook};
    else Py_DECREF(result);
  }
  Py_DECREF(args);
  Py_DECREF(hook);
  return failure;
}
