/** Calls for the loop: into Python functions, native functions, classes. CPython: Python/bytecodes.c, Python/ceval.c */
import {PySequence_Check, PySequence_Tuple} from '../objects/abstract-sequence';
import {PyObject_Call, PyObject_Vectorcall, _Py_CheckFunctionResult} from '../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString, strText, typeName} from '../objects/errors';
import {FRAME_WORDS} from '../objects/frame';
import {callMethodDef} from '../objects/getargs';
import {_PyObject_FunctionStr} from '../objects/object';
import {_PyType_Lookup} from '../objects/typeobject-cache';
import {PyUnicode_AsJSString} from '../objects/unicodeobject';
import {H, interp, tstate} from '../runtime/current';
import {ARG, PyCFunction_CheckExact, PyDict_GET_SIZE, PyFunction_Check, PyMethod_Check, PyMethod_GET_FUNCTION, PyMethod_GET_SELF, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_IS_TYPE, Py_TYPE, _PyCFunction_SELF, _PyDescr_TYPE, _PyTuple_ADDR, _spec_cache_init, co_argcount, co_flags, co_framesize, co_kwonlyargcount, exc_args, f_instr_ptr, func_code, set_f_localsplus, set_f_resume, set_f_return_offset, set_f_stacktop, tp_version_tag} from '../runtime/generated/accessors';
import {ID___init__} from '../runtime/generated/ids';
import {C_RECURSION_REMAINING, DATASTACK_LIMIT, DATASTACK_TOP, PY_RECURSION_REMAINING, PyBaseObject_Type, PyCFunction_Type, PyExc_AttributeError, PyExc_KeyError, PyExc_TypeError, PyMethodDescr_Type, PyType_Type, _PyTuple_Empty, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {METH_KEYWORDS, METH_NOARGS, METH_O, METH_STATIC, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, slots} from '../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc} from '../runtime/obmalloc';
import {UNWIND_NONE, _PyThreadState_PushFrame} from '../runtime/pystate';
import {type Args, NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {enterFrame, startPushed} from './ceval-frames';
import {check_periodic} from './ceval-gil';
import {_PyEvalFramePushAndInit, _PyEvalFramePushAndInit_Ex, _PyFrame_Initialize, localsForCall} from './frame';
import {PY_MONITORING_EVENT_CALL} from './instrumentation';
import {_Py_call_instrumentation_2args, instrumentedResult} from './instrumentation-calls';
import {nativeStep, popNativeFrame, pushNativeFrame, setNativeRef, tailCall, takeNativeRef} from './native-frame';
import {STATUS_ERROR, STATUS_RELOAD} from './status';

// ---- native functions ----

/** The definition of a builtin function or a method descriptor. */
function definition(op: PyObject): PyMethodDef {
  return payload<PyMethodDef>(op);
}
// Each answers -1, and has done nothing, when the callable is not of the kind the instruction is for, or when its call may push frames.

/** Calls a builtin function that takes one argument. escapes. CPython: _PyCFunction_TrampolineCall() */
export function call_builtin_o(callable: PyObject, arg: PyObject): New | NULL | -1 {
  if (!PyCFunction_CheckExact(callable)) return -1;
  const def = definition(callable);
  if (def.ml_flags !== METH_O || def.resumable !== null || H[C_RECURSION_REMAINING] <= 0) return -1;
  H[C_RECURSION_REMAINING]--;
  const res = def.parsed!(_PyCFunction_SELF(callable), arg);
  H[C_RECURSION_REMAINING]++;
  return res;
}
/** Calls a builtin function with a row of arguments. escapes */
export function call_cfunction(callable: PyObject, args: Args, nargs: number): New | NULL | -1 {
  if (!PyCFunction_CheckExact(callable)) return -1;
  const def = definition(callable);
  return def.resumable !== null ? -1 : callMethodDef(def, callable, (def.ml_flags & METH_STATIC) !== 0 ? (NULL as PyObject) : _PyCFunction_SELF(callable), args, nargs, NULL);
}
/** Calls a method descriptor without arguments, or with one. escapes */
export function call_method_noargs(callable: PyObject, self: PyObject): New | NULL | -1 {
  const def = definition(callable);
  if (def.ml_flags !== METH_NOARGS || def.resumable !== null || H[C_RECURSION_REMAINING] <= 0) return -1;
  H[C_RECURSION_REMAINING]--;
  const res = def.parsed!(self);
  H[C_RECURSION_REMAINING]++;
  return res;
}
export function call_method_o(callable: PyObject, self: PyObject, arg: PyObject): New | NULL | -1 {
  const def = definition(callable);
  if (def.ml_flags !== METH_O || def.resumable !== null || H[C_RECURSION_REMAINING] <= 0) return -1;
  H[C_RECURSION_REMAINING]--;
  const res = def.parsed!(self, arg);
  H[C_RECURSION_REMAINING]++;
  return res;
}
/** Calls a method descriptor: self lies in front of the row of arguments. escapes */
export function call_method_vector(callable: PyObject, args: Args, nargs: number): New | NULL | -1 {
  const def = definition(callable);
  return def.resumable !== null ? -1 : callMethodDef(def, callable, H[args - 2] as PyObject, args, nargs, NULL);
}

/** The builtins that have an opcode of their own. CPython: interp->callable_cache */
export function cached_len(): PyObject | NULL {
  return interp.callable_cache.len;
}
export function cached_isinstance(): PyObject | NULL {
  return interp.callable_cache.isinstance;
}
export function cached_list_append(): PyObject | NULL {
  return interp.callable_cache.list_append;
}

// ---- what every call ends with ----

/** Replaces a bound method on the stack by its function and self. `args` is the first argument behind them. CPython: Python/bytecodes.c _EXPAND_METHOD */
export function expand_method(args: Ptr): void {
  const method = H[args - 4] as PyObject;
  H[args - 2] = Py_NewRef(PyMethod_GET_SELF(method));
  H[args - 4] = Py_NewRef(PyMethod_GET_FUNCTION(method));
  Py_DECREF(method);
}
/** Releases the callable at `row` and `n` values behind it; slots may be NULL. */
function releaseRow(row: Ptr, n: number): void {
  for (let i = 0; i <= n; i++) {
    const op = H[row + 2 * i];
    if (op !== NULL) Py_DECREF(op as PyObject);
  }
}
/** Pushes a result at `base` and goes on at `pc`: the new state of the loop as a status. */
function pushResult(frame: Ptr, base: Ptr, result: New, pc: number): number {
  H[base] = result;
  const top = check_periodic(frame, base + 2, pc);
  if (top < 0) return top;
  set_f_stacktop(frame, top);
  set_f_resume(frame, pc);
  return STATUS_RELOAD;
}
/**
 * Ends a call whose callable and arguments lie at `base` (callable, self or NULL, arguments): releases them, pushes the result and goes on at
 * `pc`; or starts the frames that the native function pushed.
 */
function endCall(frame: Ptr, base: Ptr, n: number, result: New | NULL, pc: number): number {
  if (result === NULL && tstate.unwinding !== UNWIND_NONE) {
    set_f_stacktop(frame, base);
    set_f_return_offset(frame, pc - f_instr_ptr(frame));
    // releasing runs other code, which must not find the mark
    tstate.unwinding = UNWIND_NONE;
    releaseRow(base, n);
    return startPushed();
  }
  releaseRow(base, n);
  if (result === NULL) {
    set_f_stacktop(frame, base);
    return STATUS_ERROR;
  }
  return pushResult(frame, base, result, pc);
}

// ---- Python functions ----

/**
 * Enters a Python function with arguments that lie on the stack; function and arguments are taken over. `base` is where the stack of the
 * caller ends then. CPython: Python/bytecodes.c _PY_FRAME_GENERAL
 */
export function enter_function(frame: Ptr, func: New, args: Args, nargs: number, kwnames: PyObject | NULL, base: Ptr, return_offset: number): number {
  set_f_stacktop(frame, base);
  const fresh = _PyEvalFramePushAndInit(func, localsForCall(func), args, nargs, kwnames);
  if (fresh === 0) return STATUS_ERROR;
  set_f_return_offset(frame, return_offset);
  return enterFrame(fresh);
}
/** CALL in its generic form. CPython: Python/bytecodes.c _CALL */
export function call(frame: Ptr, args: Args, oparg: number, stack_pointer: Ptr, pc: number): number {
  const self = H[args - 2];
  if (self === NULL && PyMethod_Check(H[args - 4] as PyObject)) expand_method(args);
  const callable = H[args - 4] as PyObject, has_self = H[args - 2] !== NULL ? 1 : 0;
  if (PyFunction_Check(callable) && interp.eval_frame === null) {
    return enter_function(frame, callable as New, has_self === 1 ? args - 2 : args, oparg + has_self, NULL, args - 4, pc - f_instr_ptr(frame));
  }
  return call_non_py(frame, args, oparg, stack_pointer, pc, false);
}
/** A call of what is no Python function; with `instrumented` its end is reported. CPython: Python/bytecodes.c _CALL_NON_PY_GENERAL */
export function call_non_py(frame: Ptr, args: Args, oparg: number, _stack_pointer: Ptr, pc: number, instrumented: boolean): number {
  const callable = H[args - 4] as PyObject, has_self = H[args - 2] !== NULL ? 1 : 0, row = has_self === 1 ? args - 2 : args, n = oparg + has_self;
  let res = callResumable(callable, row, n, NULL);
  if (instrumented && tstate.unwinding === UNWIND_NONE) res = instrumentedResult(frame, callable, n === 0 ? NULL : (H[row] as PyObject), res);
  return endCall(frame, args - 4, oparg + 1, res, pc);
}
/** Calls a native callable in the form that pushes frames when it has one. escapes */
export function callResumable(callable: PyObject, row: Args, n: number, kwnames: PyObject | NULL): New | NULL {
  const type = Py_TYPE(callable);
  if (type === PyCFunction_Type) {
    const {resumable, ml_flags} = definition(callable);
    if (resumable !== null && (kwnames === NULL || (ml_flags & METH_KEYWORDS) !== 0)) return resumable(_PyCFunction_SELF(callable), row, n, kwnames);
  } else if (type === PyMethodDescr_Type) {
    const {resumable, ml_flags} = definition(callable);
    if (resumable !== null && n > 0 && (kwnames === NULL || (ml_flags & METH_KEYWORDS) !== 0) && Py_IS_TYPE(H[row] as PyObject, _PyDescr_TYPE(callable))) return resumable(H[row] as PyObject, row + 2, n - 1, kwnames);
  } else if (type === PyType_Type) return callType(callable, row, n, kwnames);
  const vectorcall = slots(type).vectorcall;
  if (vectorcall === null) return PyObject_Vectorcall(callable, row, n, kwnames);
  const res = vectorcall(callable, row, n, kwnames);
  return res !== NULL && tstate.current_exception === NULL ? res : tstate.unwinding === UNWIND_NONE ? _Py_CheckFunctionResult(callable, res, null) : res;
}

/** Calls a class; when making an instance means running a Python __init__, its frame is pushed. escapes. CPython: Objects/typeobject.c type_call() */
function callType(type: PyObject, row: Args, n: number, kwnames: PyObject | NULL): New | NULL {
  const s = slots(type);
  if (s.tp_vectorcall !== null || s.tp_new !== slots(PyBaseObject_Type).tp_new || type === PyType_Type) return PyObject_Vectorcall(type, row, n, kwnames);
  const init = _PyType_Lookup(type, ID___init__);
  if (init === NULL || !PyFunction_Check(init) || interp.eval_frame !== null) return PyObject_Vectorcall(type, row, n, kwnames);
  // object.__new__ ignores arguments when only __init__ is overridden
  const self = s.tp_new!(type, _PyTuple_Empty, NULL);
  if (self === NULL) return NULL;
  const native = pushNativeFrame(STEP_CHECK_INIT, 1);
  if (native === 0) {
    Py_DECREF(self);
    return NULL;
  }
  setNativeRef(native, 0, self);
  const total = n + (kwnames === NULL ? 0 : PyTuple_GET_SIZE(kwnames)), values = PyMem_RawMalloc(8 * (total + 1));
  H[values] = Py_NewRef(self);
  for (let i = 0; i < total; i++) H[values + 2 * (i + 1)] = Py_NewRef(ARG(row, i));
  tailCall(Py_NewRef(init), localsForCall(init), values, n + 1, kwnames);
  PyMem_RawFree(values);
  if (tstate.unwinding === UNWIND_NONE) popNativeFrame(native);
  return NULL;
}
/** After __init__: the instance, when it returned None. CPython: Objects/typeobject.c slot_tp_init(), Python/bytecodes.c EXIT_INIT_CHECK */
const STEP_CHECK_INIT = nativeStep((frame, result) => {
  if (result === NULL) return NULL;
  if (result !== _Py_NoneStruct) {
    PyErr_SetString(PyExc_TypeError, `__init__() should return None, not '${typeName(result)}'`);
    Py_DECREF(result);
    return NULL;
  }
  return takeNativeRef(frame, 0);
});
/** The same for the specialised call, whose record counts as a frame. */
const STEP_EXIT_INIT = nativeStep((frame, result) => {
  H[PY_RECURSION_REMAINING]++;
  if (result === NULL) return NULL;
  if (result !== _Py_NoneStruct) {
    PyErr_SetString(PyExc_TypeError, `__init__() should return None, not '${typeName(result)}'`);
    Py_DECREF(result);
    return NULL;
  }
  return takeNativeRef(frame, 0);
});
/** What the record of a specialised call of a class is to do when __init__ has returned. */
export function exit_init_step(): number {
  return STEP_EXIT_INIT;
}
/** Makes an instance and enters the __init__ that the specialiser found; 0 to fall back. CPython: Python/bytecodes.c CALL_ALLOC_AND_ENTER_INIT */
export function call_alloc_and_enter_init(frame: Ptr, callable: PyObject, version: number, args: Args, oparg: number): number {
  if (!PyType_Check(callable) || tp_version_tag(callable) !== version) return 0;
  const init = _spec_cache_init(callable), code = func_code(init);
  if (co_argcount(code) !== oparg + 1 || (co_flags(code) & 13) !== 1 || co_kwonlyargcount(code) !== 0) return 0;
  if (H[DATASTACK_TOP] + 2 * co_framesize(code) + FRAME_WORDS + 2 >= H[DATASTACK_LIMIT]) return 0;
  const self = slots(callable).tp_alloc!(callable, 0);
  if (self === NULL) return STATUS_ERROR;
  set_f_stacktop(frame, args - 4);
  set_f_return_offset(frame, 4);
  Py_DECREF(callable);
  const shim = pushNativeFrame(STEP_EXIT_INIT, 1);
  setNativeRef(shim, 0, Py_NewRef(self));
  const fresh = _PyThreadState_PushFrame(2 * co_framesize(code));
  _PyFrame_Initialize(fresh, Py_NewRef(init), NULL, code, oparg + 1);
  set_f_localsplus(fresh, 0, self);
  for (let i = 0; i < oparg; i++) set_f_localsplus(fresh, i + 1, ARG(args, i));
  // the record counts as a frame; the depth is checked when __init__ starts
  H[PY_RECURSION_REMAINING]--;
  return enterFrame(fresh);
}
/** A call of a builtin class through tp_vectorcall; 0 to fall back. CPython: Python/bytecodes.c CALL_BUILTIN_CLASS */
export function call_builtin_class(frame: Ptr, args: Args, oparg: number, _stack_pointer: Ptr, pc: number): number {
  const type = H[args - 4] as PyObject, {tp_vectorcall} = slots(type);
  if (tp_vectorcall === null) return 0;
  const has_self = H[args - 2] !== NULL ? 1 : 0;
  const res = tp_vectorcall(type, has_self === 1 ? args - 2 : args, oparg + has_self, NULL);
  return endCall(frame, args - 4, oparg + 1, res, pc);
}

// ---- keywords and unpacked arguments ----

/** CPython: Python/bytecodes.c CALL_KW. @steals kwnames */
export function call_kw(frame: Ptr, args: Args, oparg: number, kwnames: PyObject, _stack_pointer: Ptr, pc: number, instrumented: boolean): number {
  if (H[args - 2] === NULL && PyMethod_Check(H[args - 4] as PyObject)) expand_method(args);
  const callable = H[args - 4] as PyObject, has_self = H[args - 2] !== NULL ? 1 : 0, row = has_self === 1 ? args - 2 : args;
  const positional = oparg + has_self - PyTuple_GET_SIZE(kwnames);
  if (PyFunction_Check(callable) && interp.eval_frame === null) {
    const status = enter_function(frame, callable as New, row, positional, kwnames, args - 4, pc - f_instr_ptr(frame));
    Py_DECREF(kwnames);
    return status;
  }
  let res = callResumable(callable, row, positional, kwnames);
  if (instrumented && tstate.unwinding === UNWIND_NONE) res = instrumentedResult(frame, callable, oparg + has_self === 0 ? NULL : (H[row] as PyObject), res);
  // kwnames lies behind the arguments
  return endCall(frame, args - 4, oparg + 2, res, pc);
}
/** CPython: Python/bytecodes.c CALL_FUNCTION_EX */
export function call_function_ex(frame: Ptr, oparg: number, stack_pointer: Ptr, pc: number, instrumented: boolean): number {
  const has_kw = oparg & 1, at = stack_pointer - 2 * has_kw - 2, base = at - 4, func = H[base] as PyObject;
  const kwargs = has_kw === 1 ? (H[stack_pointer - 2] as PyObject) : NULL;
  if (!PyTuple_CheckExact(H[at] as PyObject)) {
    const given = H[at] as PyObject;
    if (check_args_iterable(func, given) < 0) return STATUS_ERROR;
    const tuple = PySequence_Tuple(given);
    if (tuple === NULL) return STATUS_ERROR;
    H[at] = tuple;
    Py_DECREF(given);
  }
  const callargs = H[at] as PyObject, first = PyTuple_GET_SIZE(callargs) > 0 ? PyTuple_GET_ITEM(callargs, 0) : NULL;
  if (instrumented && _Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, f_instr_ptr(frame), func, first) !== 0) return STATUS_ERROR;
  if (PyFunction_Check(func) && interp.eval_frame === null && !instrumented) {
    set_f_stacktop(frame, base);
    const fresh = _PyEvalFramePushAndInit_Ex(func as New, localsForCall(func), callargs as New, kwargs as New | NULL);
    if (fresh === 0) return STATUS_ERROR;
    set_f_return_offset(frame, pc - f_instr_ptr(frame));
    return enterFrame(fresh);
  }
  // what has only a tp_call gets the very tuple
  const plain = (kwargs === NULL || PyDict_GET_SIZE(kwargs) === 0) && (Py_TYPE(func) === PyType_Type || slots(Py_TYPE(func)).vectorcall !== null);
  let res = plain ? callResumable(func, _PyTuple_ADDR(callargs), PyTuple_GET_SIZE(callargs), NULL) : PyObject_Call(func, callargs, kwargs);
  if (instrumented && tstate.unwinding === UNWIND_NONE && !PyFunction_Check(func) && !PyMethod_Check(func)) res = instrumentedResult(frame, func, first, res);
  return endCall(frame, base, 2 + has_kw, res, pc);
}
/** CPython: Python/ceval.c check_args_iterable() */
function check_args_iterable(func: PyObject, args: PyObject): number {
  if (slots(Py_TYPE(args)).tp_iter !== null || PySequence_Check(args)) return 0;
  PyErr_Clear();
  const text = _PyObject_FunctionStr(func);
  if (text !== NULL) {
    PyErr_SetString(PyExc_TypeError, `${PyUnicode_AsJSString(text)} argument after * must be an iterable, not ${typeName(args)}`);
    Py_DECREF(text);
  }
  return -1;
}
/** Replaces the error of merging keyword arguments by one that names the function. CPython: Python/ceval.c _PyEval_FormatKwargsError() */
export function _PyEval_FormatKwargsError(func: PyObject, kwargs: PyObject): void {
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear();
    const text = _PyObject_FunctionStr(func);
    if (text === NULL) return;
    PyErr_SetString(PyExc_TypeError, `${PyUnicode_AsJSString(text)} argument after ** must be a mapping, not ${typeName(kwargs)}`);
    Py_DECREF(text);
    return;
  }
  if (!PyErr_ExceptionMatches(PyExc_KeyError)) return;
  const exc = PyErr_GetRaisedException() as New, args = exc_args(exc);
  if (args === NULL || !PyTuple_Check(args) || PyTuple_GET_SIZE(args) !== 1) {
    PyErr_SetRaisedException(exc);
    return;
  }
  const text = _PyObject_FunctionStr(func);
  if (text !== NULL) {
    PyErr_SetString(PyExc_TypeError, `${PyUnicode_AsJSString(text)} got multiple values for keyword argument '${strText(PyTuple_GET_ITEM(args, 0))}'`);
    Py_DECREF(text);
  }
  Py_DECREF(exc);
}
