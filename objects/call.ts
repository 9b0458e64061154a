/**
 * Calling objects. CPython: Objects/call.c
 *
 * Arguments are rows of borrowed references in the heap. A row made here lies on the thread's frame stack, on top of whatever is there,
 * and is given back in reverse order. A native function that only pushed a frame answers NULL with tstate.unwinding === UNWIND_CALL; the
 * functions of this file run such a call to its end, so their callers get a result or an exception.
 */
import {H, tstate} from '../runtime/current';
import {PyDict_Check, PyDict_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, Py_TYPE, _PyTuple_ADDR} from '../runtime/generated/accessors';
import {C_RECURSION_REMAINING, PyExc_RecursionError, PyExc_SystemError, PyExc_TypeError, _PyTuple_Empty} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots, takeRef} from '../runtime/object';
import {UNWIND_CALL, _PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import type {ternarycall, vectorcallfunc} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next, PyDict_SetItem, _PyDict_NewPresized} from './dictobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_SetString, _PyErr_FormatFromCause, reprText, typeName} from './errors';
import {PyModule_Check, PyModule_GetNameObject} from './moduleobject';
import {PyCallable_Check, PyObject_GetOptionalAttr} from './object';
import {_PyObject_GetMethod} from './object-generic';
import {PyTuple_New, _PyTuple_FromArray} from './tupleobject';
import {PyUnicode_AsJSString} from './unicodeobject';

// ---- recursion ----

/** Counts one more nested call on the host's stack: 0, or -1 with a RecursionError whose text ends in `where`. CPython: Include/internal/pycore_ceval.h _Py_EnterRecursiveCallTstate() */
export function _Py_EnterRecursiveCall(where: string): number {
  if (--H[C_RECURSION_REMAINING] > 0) return 0;
  return _Py_CheckRecursiveCall(where);
}
/** Python/ceval.c _Py_CheckRecursiveCall() */
function _Py_CheckRecursiveCall(where: string): number {
  if (tstate.recursion_headroom !== 0) {
    if (H[C_RECURSION_REMAINING] < -50) throw new Error('Cannot recover from stack overflow.');
    return 0;
  }
  tstate.recursion_headroom++;
  PyErr_Format(PyExc_RecursionError, `maximum recursion depth exceeded${where}`);
  tstate.recursion_headroom--;
  H[C_RECURSION_REMAINING]++;
  return -1;
}
/** Undoes _Py_EnterRecursiveCall(). */
export function _Py_LeaveRecursiveCall(): void {
  H[C_RECURSION_REMAINING]++;
}

// ---- results ----

/**
 * What a call gives: runs a call that was only begun to its end, then checks that there is a result or an exception, not both nor neither.
 * `callable` NULL: `where` names the place. CPython: Objects/call.c _Py_CheckFunctionResult()
 */
export function _Py_CheckFunctionResult(callable: PyObject | NULL, result: New | NULL, where: string | null): New | NULL {
  if (result === NULL) {
    if (tstate.unwinding !== 0) {
      if (tstate.unwinding !== UNWIND_CALL) return NULL;
      return _Py_CheckFunctionResult(callable, hooks.finishPendingCall(), where);
    }
    if (tstate.current_exception === NULL) {
      const who = callable === NULL ? where : reprText(callable);
      if (who !== null) PyErr_Format(PyExc_SystemError, `${who} returned NULL without setting an exception`);
    }
    return NULL;
  }
  if (tstate.current_exception === NULL) return result;
  Py_DECREF(result);
  if (callable === NULL) return _PyErr_FormatFromCause(PyExc_SystemError, `${where} returned a result with an exception set`);
  const cause = tstate.current_exception;
  tstate.current_exception = NULL;
  const who = reprText(callable);
  if (who === null) {
    Py_DECREF(cause);
    return NULL;
  }
  tstate.current_exception = cause;
  return _PyErr_FormatFromCause(PyExc_SystemError, `${who} returned a result with an exception set`);
}
/** Finishes a call that a slot function only began; other results pass. */
function finish(result: New | NULL): New | NULL {
  return result === NULL && tstate.unwinding === UNWIND_CALL ? _Py_CheckFunctionResult(NULL, hooks.finishPendingCall(), 'a call') : result;
}

// ---- the core ----

/** The vectorcall function of an object, null when calls of it go through tp_call. CPython: PyVectorcall_Function() */
export function PyVectorcall_Function(callable: PyObject): vectorcallfunc | null {
  return slots(Py_TYPE(callable)).vectorcall;
}
/** Calls with a row of arguments. escapes. CPython: Include/internal/pycore_call.h _PyObject_VectorcallTstate() */
export function PyObject_Vectorcall(callable: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const f = slots(Py_TYPE(callable)).vectorcall;
  if (f === null) return _PyObject_MakeTpCall(callable, args, nargs, kwnames);
  const res = f(callable, args, nargs, kwnames);
  return res !== NULL && tstate.current_exception === NULL ? res : _Py_CheckFunctionResult(callable, res, null);
}
/** callable(). escapes. CPython: PyObject_CallNoArgs() */
export function PyObject_CallNoArgs(callable: PyObject): New | NULL {
  const f = slots(Py_TYPE(callable)).vectorcall;
  if (f === null) return _PyObject_MakeTpCall(callable, 0, 0, NULL);
  const res = f(callable, 0, 0, NULL);
  return res !== NULL && tstate.current_exception === NULL ? res : _Py_CheckFunctionResult(callable, res, null);
}
/** callable(arg). escapes. CPython: PyObject_CallOneArg() */
export function PyObject_CallOneArg(callable: PyObject, arg: PyObject): New | NULL {
  const row = _PyThreadState_PushFrame(2);
  if (row === 0) return PyErr_NoMemory();
  H[row] = arg;
  const res = PyObject_Vectorcall(callable, row, 1, NULL);
  _PyThreadState_PopFrame(row);
  return res;
}
/** callable(a, b). escapes */
export function PyObject_CallTwoArgs(callable: PyObject, a: PyObject, b: PyObject): New | NULL {
  const row = _PyThreadState_PushFrame(4);
  if (row === 0) return PyErr_NoMemory();
  H[row] = a;
  H[row + 2] = b;
  const res = PyObject_Vectorcall(callable, row, 2, NULL);
  _PyThreadState_PopFrame(row);
  return res;
}
/** callable(a, b, c). escapes */
export function PyObject_CallThreeArgs(callable: PyObject, a: PyObject, b: PyObject, c: PyObject): New | NULL {
  const row = _PyThreadState_PushFrame(6);
  if (row === 0) return PyErr_NoMemory();
  H[row] = a;
  H[row + 2] = b;
  H[row + 4] = c;
  const res = PyObject_Vectorcall(callable, row, 3, NULL);
  _PyThreadState_PopFrame(row);
  return res;
}
/** callable(a, b, ...) with the arguments before the first that is NULL or left out. escapes. CPython: PyObject_CallFunctionObjArgs() */
export function PyObject_CallFunctionObjArgs(callable: PyObject, a: PyObject | NULL = NULL, b: PyObject | NULL = NULL, c: PyObject | NULL = NULL, d: PyObject | NULL = NULL, e: PyObject | NULL = NULL, f: PyObject | NULL = NULL): New | NULL {
  if (a === NULL) return PyObject_CallNoArgs(callable);
  if (b === NULL) return PyObject_CallOneArg(callable, a);
  if (c === NULL) return PyObject_CallTwoArgs(callable, a, b);
  if (d === NULL) return PyObject_CallThreeArgs(callable, a, b, c);
  const row = _PyThreadState_PushFrame(12);
  if (row === 0) return PyErr_NoMemory();
  H[row] = a;
  H[row + 2] = b;
  H[row + 4] = c;
  H[row + 6] = d;
  H[row + 8] = e;
  H[row + 10] = f;
  const res = PyObject_Vectorcall(callable, row, e === NULL ? 4 : f === NULL ? 5 : 6, NULL);
  _PyThreadState_PopFrame(row);
  return res;
}

/** A call through tp_call: a tuple and a dict are made for it. `keywords`: a tuple of names whose values follow the arguments, a dict, or NULL. escapes. CPython: Objects/call.c _PyObject_MakeTpCall() */
export function _PyObject_MakeTpCall(callable: PyObject, args: Args, nargs: number, keywords: PyObject | NULL): New | NULL {
  const call = slots(Py_TYPE(callable)).tp_call;
  if (call === null) return object_is_not_callable(callable);
  const tuple = _PyTuple_FromArray(args, nargs);
  if (tuple === NULL) return NULL;
  let kwds: PyObject | NULL = NULL, owned = false;
  if (keywords !== NULL) {
    if (PyDict_Check(keywords)) kwds = keywords;
    else if (PyTuple_GET_SIZE(keywords) !== 0) {
      kwds = _PyStack_AsDict(args + 2 * nargs, keywords);
      owned = true;
      if (kwds === NULL) {
        Py_DECREF(tuple);
        return NULL;
      }
    }
  }
  let result: New | NULL = NULL;
  if (_Py_EnterRecursiveCall(' while calling a Python object') === 0) {
    result = call(callable, tuple, kwds);
    if (result === NULL || tstate.current_exception !== NULL) result = _Py_CheckFunctionResult(callable, result, null);
    _Py_LeaveRecursiveCall();
  }
  Py_DECREF(tuple);
  if (owned && kwds !== NULL) Py_DECREF(kwds);
  return result;
}
/** The TypeError of a call that can't be; a module with a callable of its own name gets a hint. CPython: Objects/call.c object_is_not_callable() */
function object_is_not_callable(callable: PyObject): NULL {
  const plain = `'${typeName(callable)}' object is not callable`;
  if (!PyModule_Check(callable)) return PyErr_Format(PyExc_TypeError, plain);
  const name = PyModule_GetNameObject(callable);
  if (name === NULL) {
    dropError();
    return PyErr_Format(PyExc_TypeError, plain);
  }
  const attr = PyObject_GetOptionalAttr(callable, name);
  if (attr === NULL) dropError();
  const found = attr !== NULL && PyCallable_Check(attr);
  const text = PyUnicode_AsJSString(name);
  Py_XDECREF(attr);
  Py_DECREF(name);
  return PyErr_Format(PyExc_TypeError, found ? `${plain}. Did you mean: '${text}.${text}(...)'?` : plain);
}
function dropError(): void {
  const exc = tstate.current_exception;
  tstate.current_exception = NULL;
  Py_XDECREF(exc);
}

/** tp_call of types that have a vectorcall function. escapes. CPython: Objects/call.c PyVectorcall_Call() */
export function PyVectorcall_Call(callable: PyObject, tuple: PyObject, kwargs: PyObject | NULL): New | NULL {
  const f = vectorcallOf(callable);
  if (f === null) return PyErr_Format(PyExc_TypeError, `'${typeName(callable)}' object does not support vectorcall`);
  return _PyVectorcall_Call(f, callable, tuple, kwargs);
}
/** A class that overrides __call__ has no vectorcall, but its base's tp_call may still be asked for one. */
function vectorcallOf(callable: PyObject): vectorcallfunc | null {
  for (let type: PyObject | NULL = Py_TYPE(callable); type !== NULL; type = H[type + 64] as PyObject | NULL) {
    const f = slots(type).vectorcall;
    if (f !== null) return f;
  }
  return null;
}
function _PyVectorcall_Call(f: vectorcallfunc, callable: PyObject, tuple: PyObject, kwargs: PyObject | NULL): New | NULL {
  const nargs = PyTuple_GET_SIZE(tuple);
  if (kwargs === NULL || PyDict_GET_SIZE(kwargs) === 0) return f(callable, _PyTuple_ADDR(tuple), nargs, NULL);
  const nkw = PyDict_GET_SIZE(kwargs), row = _PyThreadState_PushFrame(2 * (nargs + nkw));
  if (row === 0) return PyErr_NoMemory();
  for (let i = 0; i < nargs; i++) H[row + 2 * i] = PyTuple_GET_ITEM(tuple, i);
  const kwnames = unpackDict(row + 2 * nargs, nkw, kwargs);
  let res: New | NULL = NULL;
  if (kwnames !== NULL) {
    res = finish(f(callable, row, nargs, kwnames));
    for (let i = 0; i < nkw; i++) Py_DECREF(H[row + 2 * (nargs + i)] as PyObject);
    Py_DECREF(kwnames);
  }
  _PyThreadState_PopFrame(row);
  return res;
}
/** Copies a dict's values (owned) to a row; gives the tuple of its keys. Keys must be str. CPython: Objects/call.c _PyStack_UnpackDict() */
function unpackDict(row: Args, nkw: number, kwargs: PyObject): New | NULL {
  const kwnames = PyTuple_New(nkw);
  if (kwnames === NULL) return NULL;
  let strings = true, i = 0;
  for (let pos = PyDict_Next(kwargs, 0); pos !== 0 && i < nkw; pos = PyDict_Next(kwargs, pos)) {
    const key = PyDict_EntryKey(kwargs, pos);
    if (!PyUnicode_Check(key)) strings = false;
    PyTuple_SET_ITEM(kwnames, i, Py_NewRef(key));
    H[row + 2 * i] = Py_NewRef(PyDict_EntryValue(kwargs, pos));
    i++;
  }
  if (strings) return kwnames;
  PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
  for (let j = 0; j < i; j++) Py_DECREF(H[row + 2 * j] as PyObject);
  Py_DECREF(kwnames);
  return NULL;
}

/** callable(*args, **kwargs). escapes. CPython: Objects/call.c PyObject_Call() */
export function PyObject_Call(callable: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  const type = slots(Py_TYPE(callable)), f = type.vectorcall;
  let res: New | NULL;
  if (f !== null) {
    res = _PyVectorcall_Call(f, callable, args, kwargs);
    return res !== NULL && tstate.current_exception === NULL ? res : _Py_CheckFunctionResult(callable, res, null);
  }
  const call: ternarycall | null = type.tp_call;
  if (call === null) return object_is_not_callable(callable);
  if (_Py_EnterRecursiveCall(' while calling a Python object') !== 0) return NULL;
  res = call(callable, args, kwargs);
  if (res === NULL || tstate.current_exception !== NULL) res = _Py_CheckFunctionResult(callable, res, null);
  _Py_LeaveRecursiveCall();
  return res;
}
/** callable(*args), `args` a tuple or NULL. escapes. CPython: PyObject_CallObject() */
export function PyObject_CallObject(callable: PyObject, args: PyObject | NULL): New | NULL {
  if (args === NULL) return PyObject_CallNoArgs(callable);
  if (!PyTuple_Check(args)) return PyErr_SetString(PyExc_TypeError, 'argument list must be a tuple');
  return PyObject_Call(callable, args, NULL);
}
/** callable(*args, **kwargs) with a row of arguments and a dict or NULL. escapes. CPython: PyObject_VectorcallDict() */
export function PyObject_VectorcallDict(callable: PyObject, args: Args, nargs: number, kwargs: PyObject | NULL): New | NULL {
  const nkw = kwargs === NULL ? 0 : PyDict_GET_SIZE(kwargs);
  if (kwargs === NULL || nkw === 0) return PyObject_Vectorcall(callable, args, nargs, NULL);
  if (slots(Py_TYPE(callable)).vectorcall === null) return _PyObject_MakeTpCall(callable, args, nargs, kwargs);
  const row = _PyThreadState_PushFrame(2 * (nargs + nkw));
  if (row === 0) return PyErr_NoMemory();
  for (let i = 0; i < nargs; i++) H[row + 2 * i] = H[args + 2 * i];
  const kwnames = unpackDict(row + 2 * nargs, nkw, kwargs);
  let res: New | NULL = NULL;
  if (kwnames !== NULL) {
    res = PyObject_Vectorcall(callable, row, nargs, kwnames);
    for (let i = 0; i < nkw; i++) Py_DECREF(H[row + 2 * (nargs + i)] as PyObject);
    Py_DECREF(kwnames);
  }
  _PyThreadState_PopFrame(row);
  return res;
}
/** callable(obj, *args, **kwargs), `args` a tuple, `kwargs` a dict or NULL. escapes. CPython: Objects/call.c _PyObject_Call_Prepend() */
export function _PyObject_Call_Prepend(callable: PyObject, obj: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  const nargs = PyTuple_GET_SIZE(args), row = _PyThreadState_PushFrame(2 * (nargs + 1));
  if (row === 0) return PyErr_NoMemory();
  H[row] = obj;
  for (let i = 0; i < nargs; i++) H[row + 2 * i + 2] = PyTuple_GET_ITEM(args, i);
  const res = PyObject_VectorcallDict(callable, row, nargs + 1, kwargs);
  _PyThreadState_PopFrame(row);
  return res;
}
/** As _PyObject_Call_Prepend with a row: callable(obj, *args, **kw). escapes */
export function _PyObject_VectorcallPrepend(callable: PyObject, obj: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const total = kwnames === NULL ? nargs : nargs + PyTuple_GET_SIZE(kwnames), row = _PyThreadState_PushFrame(2 * (total + 1));
  if (row === 0) return PyErr_NoMemory();
  H[row] = obj;
  for (let i = 0; i < total; i++) H[row + 2 * i + 2] = H[args + 2 * i];
  const res = PyObject_Vectorcall(callable, row, nargs + 1, kwnames);
  _PyThreadState_PopFrame(row);
  return res;
}

// ---- methods by name ----

/** args[0].name(*args[1:]): `nargs` counts the object. escapes. CPython: Objects/call.c PyObject_VectorcallMethod() */
export function PyObject_VectorcallMethod(name: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const found = _PyObject_GetMethod(H[args] as PyObject, name);
  if (found === 0) return NULL;
  const callable = takeRef((found < 0 ? -found : found) as PyObject);
  const res = found < 0 ? PyObject_Vectorcall(callable, args, nargs, kwnames) : PyObject_Vectorcall(callable, args + 2, nargs - 1, kwnames);
  Py_DECREF(callable);
  return res;
}
/** obj.name(). escapes. CPython: PyObject_CallMethodNoArgs() */
export function PyObject_CallMethodNoArgs(obj: PyObject, name: PyObject): New | NULL {
  return PyObject_CallMethodObjArgs(obj, name);
}
/** obj.name(arg). escapes. CPython: PyObject_CallMethodOneArg() */
export function PyObject_CallMethodOneArg(obj: PyObject, name: PyObject, arg: PyObject): New | NULL {
  return PyObject_CallMethodObjArgs(obj, name, arg);
}
/** obj.name(a, b, ...) with the arguments before the first that is NULL or left out. escapes. CPython: PyObject_CallMethodObjArgs() */
export function PyObject_CallMethodObjArgs(obj: PyObject, name: PyObject, a: PyObject | NULL = NULL, b: PyObject | NULL = NULL, c: PyObject | NULL = NULL, d: PyObject | NULL = NULL, e: PyObject | NULL = NULL): New | NULL {
  const row = _PyThreadState_PushFrame(12);
  if (row === 0) return PyErr_NoMemory();
  H[row] = obj;
  H[row + 2] = a;
  H[row + 4] = b;
  H[row + 6] = c;
  H[row + 8] = d;
  H[row + 10] = e;
  const n = a === NULL ? 1 : b === NULL ? 2 : c === NULL ? 3 : d === NULL ? 4 : e === NULL ? 5 : 6;
  const res = PyObject_VectorcallMethod(name, row, n, NULL);
  _PyThreadState_PopFrame(row);
  return res;
}

// ---- keywords ----

/** A dict of the names and of the row of their values. CPython: Objects/call.c _PyStack_AsDict() */
export function _PyStack_AsDict(values: Args, kwnames: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(kwnames), dict = _PyDict_NewPresized(n);
  if (dict === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(kwnames, i), H[values + 2 * i] as PyObject) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
