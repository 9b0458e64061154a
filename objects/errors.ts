/** Setting, fetching and reporting exceptions. CPython: Python/errors.c */
import {H, tstate} from '../runtime/current';
import {PyExceptionInstance_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_TYPE, exc_context, exc_traceback, set_exc_traceback} from '../runtime/generated/accessors';
import {EXC_INFO, PyExc_Exception, PyExc_ImportError, PyExc_KeyError, PyExc_RecursionError, PyExc_SystemError, PyExc_TypeError, PyTraceBack_Type, PyType_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {ID___doc__, ID___module__, ID_name, ID_name_from, ID_path} from '../runtime/generated/ids';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import type {PyThreadState} from '../runtime/pystate';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import {do_warn, warn_explicit_at} from './_warnings';
import {PyObject_IsSubclass} from './abstract-object';
import {PyObject_Call, PyObject_CallFunctionObjArgs, PyObject_CallNoArgs, PyObject_CallOneArg} from './call';
import {PyDict_Contains, PyDict_New, PyDict_SetItem} from './dictobject';
import {defaultUnraisableHook, format_unraisable} from './errors-unraisable';
import {PyException_SetCause, PyException_SetContext, _PyException_AddNote, get_memory_error} from './exceptions';
import {PyObject_Repr, PyObject_Str} from './object';
import {printRaised} from './traceback-display';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

/** An exception taken apart as Python 2 did; all owned, or all NULL. */
export interface FetchedError { type: PyObject | NULL; value: PyObject | NULL; traceback: PyObject | NULL }

// ---- what messages are made of ----

/** The name of an object's type as messages show it: Py_TYPE(op)->tp_name. */
export function typeName(op: PyObject): string {
  return slots(Py_TYPE(op)).tp_name;
}
/** What %R prints: the object's repr as a JS string, null with an exception set. escapes */
export function reprText(op: PyObject): string | null {
  const repr = PyObject_Repr(op);
  if (repr === NULL) return null;
  const text = PyUnicode_AsJSString(repr);
  Py_DECREF(repr);
  return text;
}
/** What %S prints: the object's str as a JS string, null with an exception set. escapes */
export function strText(op: PyObject): string | null {
  const str = PyObject_Str(op);
  if (str === NULL) return null;
  const text = PyUnicode_AsJSString(str);
  Py_DECREF(str);
  return text;
}

// ---- the raised exception ----

/** The type of the exception that is being raised, borrowed, or NULL. CPython: PyErr_Occurred() */
export function PyErr_Occurred(): PyObject | NULL {
  const exc = tstate.current_exception;
  return exc === NULL ? NULL : Py_TYPE(exc);
}
/** PyErr_Occurred() of a given thread. */
export function _PyErr_Occurred(ts: PyThreadState): PyObject | NULL {
  return ts.current_exception === NULL ? NULL : Py_TYPE(ts.current_exception);
}
/** Makes an exception the raised one, or none with NULL. @steals exc. escapes. CPython: _PyErr_SetRaisedException() */
export function _PyErr_SetRaisedException(ts: PyThreadState, exc: New | NULL): void {
  const old = ts.current_exception;
  ts.current_exception = exc;
  if (old !== NULL) Py_DECREF(old);
}
/** @steals exc. CPython: PyErr_SetRaisedException() */
export function PyErr_SetRaisedException(exc: New | NULL): void {
  _PyErr_SetRaisedException(tstate, exc);
}
/** Takes the raised exception away: the caller owns it. CPython: _PyErr_GetRaisedException() */
export function _PyErr_GetRaisedException(ts: PyThreadState): New | NULL {
  const exc = ts.current_exception;
  ts.current_exception = NULL;
  return exc as New | NULL;
}
export function PyErr_GetRaisedException(): New | NULL {
  return _PyErr_GetRaisedException(tstate);
}
/** Forgets the raised exception, if any. escapes. CPython: PyErr_Clear() */
export function PyErr_Clear(): void {
  if (tstate.current_exception !== NULL) _PyErr_SetRaisedException(tstate, NULL);
}
export function _PyErr_Clear(ts: PyThreadState): void {
  _PyErr_SetRaisedException(ts, NULL);
}

/** An instance of an exception class for a value: nothing, one argument or a tuple of them. escapes. CPython: _PyErr_CreateException() */
function _PyErr_CreateException(type: PyObject, value: PyObject | NULL): New | NULL {
  let exc: New | NULL;
  if (value === NULL || value === _Py_NoneStruct) exc = PyObject_CallNoArgs(type);
  else if (PyTuple_Check(value)) exc = PyObject_Call(type, value, NULL);
  else exc = PyObject_CallOneArg(type, value);
  if (exc !== NULL && !PyExceptionInstance_Check(exc)) {
    const text = reprText(type);
    if (text !== null) PyErr_Format(PyExc_TypeError, `calling ${text} should have returned an instance of BaseException, not ${typeName(exc)}`);
    Py_DECREF(exc);
    return NULL;
  }
  return exc;
}

/** Puts together what PyErr_Fetch() took apart. @steals all three. escapes. CPython: _PyErr_Restore() */
export function _PyErr_Restore(ts: PyThreadState, type: New | NULL, value: New | NULL, traceback: New | NULL): void {
  if (type === NULL) {
    _PyErr_SetRaisedException(ts, NULL);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    return;
  }
  if (value === NULL || type !== Py_TYPE(value)) {
    const exc = _PyErr_CreateException(type, value);
    Py_XDECREF(value);
    if (exc === NULL) {
      Py_DECREF(type);
      Py_XDECREF(traceback);
      return;
    }
    value = exc;
  }
  if (traceback !== NULL && Py_TYPE(traceback) !== PyTraceBack_Type) {
    const isNone = traceback === _Py_NoneStruct;
    Py_DECREF(traceback);
    traceback = NULL;
    if (!isNone) {
      Py_DECREF(value);
      Py_DECREF(type);
      PyErr_SetString(PyExc_TypeError, 'traceback must be a Traceback or None');
      return;
    }
  }
  const old = exc_traceback(value);
  set_exc_traceback(value, traceback);
  if (old !== NULL) Py_DECREF(old);
  _PyErr_SetRaisedException(ts, value);
  Py_DECREF(type);
}
/** @steals all three. CPython: PyErr_Restore() */
export function PyErr_Restore(type: New | NULL, value: New | NULL, traceback: New | NULL): void {
  _PyErr_Restore(tstate, type, value, traceback);
}
/** Takes the raised exception away as type, value and traceback, all owned. CPython: PyErr_Fetch() */
export function PyErr_Fetch(): FetchedError {
  const exc = _PyErr_GetRaisedException(tstate);
  if (exc === NULL) return {type: NULL, value: NULL, traceback: NULL};
  return {type: Py_NewRef(Py_TYPE(exc)), value: exc, traceback: Py_XNewRef(exc_traceback(exc))};
}
const NORMALIZE_RECURSION_LIMIT = 32;
/** Makes the value of a fetched error an instance of its type, in place. escapes. CPython: PyErr_NormalizeException() */
export function PyErr_NormalizeException(error: FetchedError): void {
  for (let depth = 1; ; depth++) {
    const type = error.type;
    if (type === NULL) return;
    const value = error.value === NULL ? Py_NewRef(_Py_NoneStruct) : error.value;
    error.value = value;
    if (!PyExceptionClass_Check(type)) return;
    let isSubclass = 0;
    if (PyExceptionInstance_Check(value)) isSubclass = PyObject_IsSubclass(Py_TYPE(value), type);
    if (isSubclass > 0) {
      if (Py_TYPE(value) !== type) {
        error.type = Py_NewRef(Py_TYPE(value));
        Py_DECREF(type);
      }
      return;
    }
    if (isSubclass === 0) {
      const fixed = _PyErr_CreateException(type, value);
      if (fixed !== NULL) {
        error.value = fixed;
        Py_DECREF(value);
        return;
      }
    }
    Py_DECREF(type);
    Py_DECREF(value);
    if (depth === NORMALIZE_RECURSION_LIMIT) PyErr_SetString(PyExc_RecursionError, 'maximum recursion depth exceeded while normalizing an exception');
    if (depth >= NORMALIZE_RECURSION_LIMIT + 2) throw new Error('Cannot recover from the recursive normalization of an exception.');
    const initial = error.traceback, next = PyErr_Fetch();
    error.type = next.type;
    error.value = next.value;
    if (next.traceback === NULL) error.traceback = initial;
    else {
      error.traceback = next.traceback;
      Py_XDECREF(initial);
    }
  }
}

// ---- the handled exception: a chain of _PyErr_StackItem {exc_value, previous_item} in the heap ----

/** Address of the innermost stack item that has an exception, or of the outermost one. CPython: _PyErr_GetTopmostException() */
export function _PyErr_GetTopmostException(): Ptr {
  let item = H[EXC_INFO];
  while (H[item] === NULL && H[item + 2] !== 0) item = H[item + 2];
  return item;
}
/** What `except` is handling now, owned, or NULL. CPython: PyErr_GetHandledException() */
export function PyErr_GetHandledException(): New | NULL {
  const exc = H[_PyErr_GetTopmostException()] as PyObject;
  return exc === NULL || exc === _Py_NoneStruct ? NULL : Py_NewRef(exc);
}
export function _PyErr_GetHandledException(_ts: PyThreadState): New | NULL {
  return PyErr_GetHandledException();
}
/** Says what is being handled now; None and NULL mean nothing. escapes. CPython: PyErr_SetHandledException() */
export function PyErr_SetHandledException(exc: PyObject | NULL): void {
  const item = H[EXC_INFO], old = H[item] as PyObject;
  H[item] = exc === _Py_NoneStruct ? NULL : Py_XNewRef(exc);
  Py_XDECREF(old);
}
/** sys.exc_info() of a stack item. CPython: _PyErr_StackItemToExcInfoTuple() */
export function _PyErr_StackItemToExcInfoTuple(item: Ptr): New | NULL {
  const value = H[item] as PyObject;
  if (value === NULL || value === _Py_NoneStruct) return PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct, _Py_NoneStruct);
  const tb = exc_traceback(value);
  return PyTuple_Pack(Py_TYPE(value), value, tb === NULL ? _Py_NoneStruct : tb);
}
/** Type, value and traceback of what is being handled; new references, NULL or None when nothing is. CPython: PyErr_GetExcInfo() */
export function PyErr_GetExcInfo(): FetchedError {
  const value = H[_PyErr_GetTopmostException()] as PyObject;
  if (value === NULL || value === _Py_NoneStruct) return {type: Py_NewRef(_Py_NoneStruct), value: Py_XNewRef(value), traceback: Py_NewRef(_Py_NoneStruct)};
  const tb = exc_traceback(value);
  return {type: Py_NewRef(Py_TYPE(value)), value: Py_NewRef(value), traceback: Py_NewRef(tb === NULL ? _Py_NoneStruct : tb)};
}

// ---- raising ----

/** True for a class that derives from BaseException. CPython: Include/pyerrors.h PyExceptionClass_Check() */
export function PyExceptionClass_Check(op: PyObject): boolean {
  return PyType_Check(op) && (H[op + 42] & (1 << 30)) !== 0;
}
/** The class of an exception instance. CPython: PyExceptionInstance_Class() */
export function PyExceptionInstance_Class(op: PyObject): PyTypeObject {
  return Py_TYPE(op);
}
/** The tp_name of an exception class. CPython: Objects/exceptions.c PyExceptionClass_Name() */
export function PyExceptionClass_Name(type: PyObject): string {
  return slots(type).tp_name;
}

/** Makes `handled` the context of a new exception and cuts the chain where it would close a ring. @steals handled. CPython: _PyErr_SetObject() */
function chainContext(value: PyObject, handled: New): void {
  if (handled === value) {
    Py_DECREF(handled);
    return;
  }
  // Floyd: `slow` moves at half the speed, so a ring that was there before ends the walk
  let o: PyObject = handled, slow: PyObject = handled, move = false;
  for (;;) {
    const context = exc_context(o);
    if (context === NULL) break;
    if (context === value) {
      PyException_SetContext(o, NULL);
      break;
    }
    o = context;
    if (o === slow) break;
    if (move) slow = exc_context(slow);
    move = !move;
  }
  PyException_SetContext(value, handled);
}

/** Note on an exception that came while another was being made. */
function normalizationNote(type: PyObject, value: PyObject | NULL): string {
  const text = value === NULL ? '<NULL>' : reprText(value);
  if (text === null) PyErr_Clear();
  return `Normalization failed: type=${slots(type).tp_name} args=${text ?? '<unknown>'}`;
}

/** Raises an exception of a class with a value: an instance, the argument, a tuple of arguments, or none. escapes. CPython: _PyErr_SetObject() */
export function _PyErr_SetObject(ts: PyThreadState, exception: PyObject, value: PyObject | NULL): NULL {
  if (!PyExceptionClass_Check(exception)) {
    const text = reprText(exception);
    return text === null ? NULL : PyErr_Format(PyExc_SystemError, `_PyErr_SetObject: exception ${text} is not a BaseException subclass`);
  }
  let isSubclass = 0;
  if (value !== NULL && PyExceptionInstance_Check(value)) {
    isSubclass = Py_TYPE(value) === exception && Py_TYPE(exception) === PyType_Type ? 1 : PyObject_IsSubclass(Py_TYPE(value), exception);
    if (isSubclass < 0) return NULL;
  }
  let exc: New;
  if (isSubclass !== 0) exc = Py_NewRef(value as PyObject);
  else {
    _PyErr_Clear(ts);
    const fixed = _PyErr_CreateException(exception, value);
    if (fixed === NULL) {
      const failure = _PyErr_GetRaisedException(ts) as New;
      const note = PyUnicode_FromString(normalizationNote(exception, value));
      if (note !== NULL) {
        _PyException_AddNote(failure, note);
        Py_DECREF(note);
      }
      _PyErr_SetRaisedException(ts, failure);
      return NULL;
    }
    exc = fixed;
  }
  const handled = H[_PyErr_GetTopmostException()] as PyObject;
  if (handled !== NULL && handled !== _Py_NoneStruct) chainContext(exc, Py_NewRef(handled));
  _PyErr_SetRaisedException(ts, exc);
  return NULL;
}
export function PyErr_SetObject(exception: PyObject, value: PyObject | NULL): NULL {
  return _PyErr_SetObject(tstate, exception, value);
}
/** KeyError with one argument, which may be a tuple. CPython: _PyErr_SetKeyError() */
export function _PyErr_SetKeyError(arg: PyObject): NULL {
  const args = PyTuple_Pack(arg);
  if (args === NULL) return NULL;
  _PyErr_SetObject(tstate, PyExc_KeyError, args);
  Py_DECREF(args);
  return NULL;
}
export function PyErr_SetNone(exception: PyObject): NULL {
  return _PyErr_SetObject(tstate, exception, NULL);
}
export function _PyErr_SetNone(ts: PyThreadState, exception: PyObject): NULL {
  return _PyErr_SetObject(ts, exception, NULL);
}
/** Raises with a message. escapes. CPython: PyErr_SetString() */
export function PyErr_SetString(exception: PyObject, message: string): NULL {
  return _PyErr_SetString(tstate, exception, message);
}
export function _PyErr_SetString(ts: PyThreadState, exception: PyObject, message: string): NULL {
  const value = PyUnicode_FromString(message);
  if (value === NULL) return NULL;
  _PyErr_SetObject(ts, exception, value);
  Py_DECREF(value);
  return NULL;
}
/** Raises with a message that the caller formatted (a template literal). An exception that is set is dropped first. escapes. CPython: PyErr_Format() */
export function PyErr_Format(exception: PyObject, message: string): NULL {
  PyErr_Clear();
  return _PyErr_SetString(tstate, exception, message);
}
export function _PyErr_Format(ts: PyThreadState, exception: PyObject, message: string): NULL {
  _PyErr_Clear(ts);
  return _PyErr_SetString(ts, exception, message);
}

/** Whether an exception, instance or class, is of a class or of one in a tuple. CPython: PyErr_GivenExceptionMatches() */
export function PyErr_GivenExceptionMatches(err: PyObject | NULL, exc: PyObject | NULL): boolean {
  if (err === NULL || exc === NULL) return false;
  if (PyTuple_Check(exc)) {
    for (let i = 0, n = PyTuple_GET_SIZE(exc); i < n; i++) if (PyErr_GivenExceptionMatches(err, PyTuple_GET_ITEM(exc, i))) return true;
    return false;
  }
  if (PyExceptionInstance_Check(err)) err = Py_TYPE(err);
  if (PyExceptionClass_Check(err) && PyExceptionClass_Check(exc)) return PyType_IsSubtype(err, exc);
  return err === exc;
}
/** Whether the raised exception is of a class. CPython: PyErr_ExceptionMatches() */
export function PyErr_ExceptionMatches(exc: PyObject): boolean {
  const raised = tstate.current_exception;
  return raised !== NULL && PyErr_GivenExceptionMatches(Py_TYPE(raised), exc);
}
export function _PyErr_ExceptionMatches(ts: PyThreadState, exc: PyObject): boolean {
  return ts.current_exception !== NULL && PyErr_GivenExceptionMatches(Py_TYPE(ts.current_exception), exc);
}

// ---- chaining ----

/** Restores an exception, as the context of the raised one when there is one. @steals exc. CPython: _PyErr_ChainExceptions1() */
export function _PyErr_ChainExceptions1(exc: New | NULL): void {
  if (exc === NULL) return;
  const raised = PyErr_GetRaisedException();
  if (raised === NULL) {
    PyErr_SetRaisedException(exc);
    return;
  }
  PyException_SetContext(raised, exc);
  PyErr_SetRaisedException(raised);
}
/** Makes what is being handled the context of the raised exception. CPython: _PyErr_ChainStackItem() */
export function _PyErr_ChainStackItem(): void {
  const handled = H[H[EXC_INFO]];
  if (handled === NULL || handled === _Py_NoneStruct) return;
  const exc = PyErr_GetRaisedException() as New;
  _PyErr_SetObject(tstate, Py_TYPE(exc), exc);
  Py_DECREF(exc);
}
/** Raises a new exception with the raised one as its cause and context. CPython: _PyErr_FormatFromCause() */
export function _PyErr_FormatFromCause(exception: PyObject, message: string): NULL {
  const exc = PyErr_GetRaisedException() as New;
  PyErr_Format(exception, message);
  const raised = PyErr_GetRaisedException() as New;
  PyException_SetCause(raised, Py_NewRef(exc));
  PyException_SetContext(raised, exc);
  PyErr_SetRaisedException(raised);
  return NULL;
}
/** Adds a note to the raised exception. escapes. CPython: _PyErr_FormatNote() */
export function _PyErr_FormatNote(text: string): void {
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return;
  const note = PyUnicode_FromString(text);
  if (note !== NULL) {
    const status = _PyException_AddNote(exc, note);
    Py_DECREF(note);
    if (status >= 0) {
      PyErr_SetRaisedException(exc);
      return;
    }
  }
  _PyErr_ChainExceptions1(exc);
}

// ---- standard errors ----

/** TypeError of a C function that got the wrong kind of object. CPython: PyErr_BadArgument() */
export function PyErr_BadArgument(): NULL {
  return PyErr_SetString(PyExc_TypeError, 'bad argument type for built-in operation');
}
/** SystemError of a function that was called wrongly; `where` is CPython's file and line. CPython: _PyErr_BadInternalCall() */
export function PyErr_BadInternalCall(where: string | null = null): NULL {
  return PyErr_SetString(PyExc_SystemError, where === null ? 'bad argument to internal function' : `${where}: bad argument to internal function`);
}
/** Raises MemoryError with an instance that was made beforehand. CPython: Python/errors.c PyErr_NoMemory() */
export function PyErr_NoMemory(): NULL {
  PyErr_SetRaisedException(get_memory_error());
  return NULL;
}
export function _PyErr_NoMemory(ts: PyThreadState): NULL {
  _PyErr_SetRaisedException(ts, get_memory_error());
  return NULL;
}

/** Raises an ImportError or a subclass with name, path and name_from. escapes. CPython: _PyErr_SetImportErrorSubclassWithNameFrom() */
function setImportError(exception: PyObject, msg: PyObject | NULL, name: PyObject | NULL, path: PyObject | NULL, from: PyObject | NULL): NULL {
  const isSubclass = PyObject_IsSubclass(exception, PyExc_ImportError);
  if (isSubclass < 0) return NULL;
  if (isSubclass === 0) return PyErr_SetString(PyExc_TypeError, 'expected a subclass of ImportError');
  if (msg === NULL) return PyErr_SetString(PyExc_TypeError, 'expected a message argument');
  const kwargs = PyDict_New();
  if (kwargs === NULL) return NULL;
  const none = _Py_NoneStruct;
  const args = PyDict_SetItem(kwargs, ID_name, name === NULL ? none : name) < 0 || PyDict_SetItem(kwargs, ID_path, path === NULL ? none : path) < 0
    || PyDict_SetItem(kwargs, ID_name_from, from === NULL ? none : from) < 0 ? NULL : PyTuple_Pack(msg);
  if (args !== NULL) {
    const error = PyObject_Call(exception, args, kwargs);
    Py_DECREF(args);
    if (error !== NULL) {
      _PyErr_SetObject(tstate, Py_TYPE(error), error);
      Py_DECREF(error);
    }
  }
  Py_DECREF(kwargs);
  return NULL;
}
export function PyErr_SetImportErrorSubclass(exception: PyObject, msg: PyObject | NULL, name: PyObject | NULL, path: PyObject | NULL): NULL {
  return setImportError(exception, msg, name, path, NULL);
}
export function _PyErr_SetImportErrorWithNameFrom(msg: PyObject | NULL, name: PyObject | NULL, path: PyObject | NULL, from: PyObject | NULL): NULL {
  return setImportError(PyExc_ImportError, msg, name, path, from);
}
export function PyErr_SetImportError(msg: PyObject | NULL, name: PyObject | NULL, path: PyObject | NULL): NULL {
  return setImportError(PyExc_ImportError, msg, name, path, NULL);
}

/** Makes an exception class called `module.name`. escapes. CPython: PyErr_NewException() */
export function PyErr_NewException(name: string, base: PyObject | NULL, dict: PyObject | NULL): New | NULL {
  return PyErr_NewExceptionWithDoc(name, null, base, dict);
}
/** The same with a docstring. CPython: PyErr_NewExceptionWithDoc() */
export function PyErr_NewExceptionWithDoc(name: string, doc: string | null, base: PyObject | NULL, dict: PyObject | NULL): New | NULL {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return PyErr_SetString(PyExc_SystemError, 'PyErr_NewException: name must be module.class');
  if (base === NULL) base = PyExc_Exception;
  const namespace = dict === NULL ? PyDict_New() : Py_NewRef(dict);
  if (namespace === NULL) return NULL;
  const result = newExceptionClass(name.slice(dot + 1), name.slice(0, dot), doc, base, namespace);
  Py_DECREF(namespace);
  return result;
}
function newExceptionClass(name: string, module: string, doc: string | null, base: PyObject, namespace: PyObject): New | NULL {
  if (doc !== null && setText(namespace, ID___doc__, doc) < 0) return NULL;
  const has = PyDict_Contains(namespace, ID___module__);
  if (has < 0 || (has === 0 && setText(namespace, ID___module__, module) < 0)) return NULL;
  const bases = PyTuple_Check(base) ? Py_NewRef(base) : PyTuple_Pack(base);
  if (bases === NULL) return NULL;
  const text = PyUnicode_FromString(name);
  const result = text === NULL ? NULL : PyObject_CallFunctionObjArgs(PyType_Type, text, bases, namespace);
  Py_XDECREF(text);
  Py_DECREF(bases);
  return result;
}
function setText(dict: PyObject, key: PyObject, value: string): number {
  const text = PyUnicode_FromString(value);
  if (text === NULL) return -1;
  const status = PyDict_SetItem(dict, key, text);
  Py_DECREF(text);
  return status;
}

// ---- unraisable exceptions ----

/** Reports the raised exception, which nobody can handle, through sys.unraisablehook; none is set afterwards. escapes. CPython: PyErr_WriteUnraisable() */
export function PyErr_WriteUnraisable(obj: PyObject | NULL): void {
  format_unraisable(null, obj);
}
/** The same with a message in front instead of an object. CPython: PyErr_FormatUnraisable() */
export function PyErr_FormatUnraisable(message: string | null): void {
  format_unraisable(message, NULL);
}
/** The same with both, as earlier versions had it: "Exception ignored <message>" when there is one. */
export function _PyErr_WriteUnraisableMsg(message: string | null, obj: PyObject | NULL): void {
  format_unraisable(message === null ? null : `Exception ignored ${message}`, obj);
}

/** sys.__unraisablehook__. CPython: _PyErr_WriteUnraisableDefaultHook() */
export function _PyErr_WriteUnraisableDefaultHook(args: PyObject): New | NULL {
  return defaultUnraisableHook(args);
}

// ---- printing ----

/** Prints the raised exception by sys.excepthook and clears it; SystemExit stays raised. escapes. CPython: Python/pythonrun.c PyErr_PrintEx() */
export function PyErr_PrintEx(set_sys_last_vars: number): void {
  printRaised(set_sys_last_vars !== 0);
}
/** CPython: PyErr_Print() */
export function PyErr_Print(): void {
  printRaised(true);
}

// ---- warnings ----

/** Warns from the Python code `stackLevel` frames up; 0, or -1 when the warning became an exception. escapes. CPython: Python/_warnings.c PyErr_WarnEx() */
export function PyErr_WarnEx(category: PyObject | NULL, text: string, stackLevel: number): number {
  return warnUnicode(category, text, stackLevel, NULL);
}
/** PyErr_WarnEx() with a formatted message. CPython: PyErr_WarnFormat() */
export function PyErr_WarnFormat(category: PyObject | NULL, stackLevel: number, message: string): number {
  return warnUnicode(category, message, stackLevel, NULL);
}
/** ResourceWarning about an object that was left open. CPython: PyErr_ResourceWarning() */
export function PyErr_ResourceWarning(source: PyObject, stackLevel: number, message: string, category: PyObject): number {
  return warnUnicode(category, message, stackLevel, source);
}
/** @raises whatever the filters make of it. CPython: warn_unicode() */
function warnUnicode(category: PyObject | NULL, text: string, stackLevel: number, source: PyObject | NULL): number {
  const message = PyUnicode_FromString(text);
  if (message === NULL) return -1;
  const result = do_warn(message, category, stackLevel, source, NULL);
  Py_DECREF(message);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Warns about a place in a file. escapes. CPython: PyErr_WarnExplicitObject() */
export function PyErr_WarnExplicitObject(category: PyObject | NULL, message: PyObject, filename: PyObject, lineno: number, module: PyObject | NULL, registry: PyObject | NULL): number {
  return warn_explicit_at(category, message, filename, lineno, module, registry);
}
/** The same with a text. CPython: PyErr_WarnExplicitFormat() */
export function PyErr_WarnExplicitFormat(category: PyObject | NULL, filename: PyObject, lineno: number, module: PyObject | NULL, registry: PyObject | NULL, text: string): number {
  const message = PyUnicode_FromString(text);
  if (message === NULL) return -1;
  const status = warn_explicit_at(category, message, filename, lineno, module, registry);
  Py_DECREF(message);
  return status;
}
