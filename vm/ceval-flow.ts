/** Iteration, generators, exceptions and context managers for the loop. CPython: Python/bytecodes.c, Python/ceval.c */
import {PyIter_Check} from '../objects/abstract-iter';
import {PyObject_IsSubclass} from '../objects/abstract-object';
import {PyObject_CallMethodOneArg, PyObject_CallNoArgs, PyObject_CallOneArg, PyObject_CallThreeArgs} from '../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetHandledException, PyErr_GivenExceptionMatches, PyErr_Occurred, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, PyExceptionClass_Check, _PyErr_FormatFromCause, reprText, typeName} from '../objects/errors';
import {_PyExc_CreateExceptionGroup} from '../objects/exceptions-group';
import {PyException_GetTraceback, PyException_SetCause, PyException_SetTraceback} from '../objects/exceptions';
import {FRAME_OWNED_BY_CSTACK, FRAME_OWNED_BY_GENERATOR, _PyFrame_Copy, _PyFrame_GetFrameObject, _PyFrame_StackPush, _PyThreadState_GetFrame} from '../objects/frame';
import {_PyCoro_GetAwaitableIter} from '../objects/genobject-coro';
import {FRAME_CREATED, FRAME_EXECUTING, _PyGen_FetchStopIterationValue, _PyGen_yf, _Py_MakeCoro} from '../objects/genobject';
import {PyLong_AsInt} from '../objects/longobject';
import {PyObject_GetAttrString} from '../objects/object';
import {_PyTraceBack_FromFrame} from '../objects/traceback';
import {PyTuple_Pack} from '../objects/tupleobject';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from '../objects/typeobject';
import {type CodeData} from '../runtime/codedata';
import {H, interp, tstate} from '../runtime/current';
import {PyCoro_CheckExact, PyExceptionInstance_Check, PyGen_CheckExact, PyLong_Check, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_IS_TYPE, Py_TYPE, _PyGen_FRAME, _co_instrumentation_version, f_executable, f_funcobj, f_instr_ptr, f_owner, f_previous, f_return_offset, gi_frame_state, set_f_instr_ptr, set_f_owner, set_f_previous, set_f_resume, set_f_return_offset, set_f_stacktop, set_gi_exc_previous, set_gi_frame_state, stopiteration_value} from '../runtime/generated/accessors';
import {ID___aenter__, ID___aexit__, ID___enter__, ID___exit__, ID_send} from '../runtime/generated/ids';
import {CURRENT_FRAME, EVAL_BREAKER, EXC_INFO, PY_RECURSION_REMAINING, PyAsyncGen_Type, PyExc_BaseExceptionGroup, PyExc_RuntimeError, PyExc_StopIteration, PyExc_SystemError, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, slots} from '../runtime/object';
import {_PyThreadState_PopFrame} from '../runtime/pystate';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {enterFrame, returnToNative} from './ceval-frames';
import {_PY_EVAL_EVENTS_MASK, check_periodic} from './ceval-gil';
import {PY_MONITORING_EVENT_RAISE, PY_MONITORING_EVENT_RERAISE, _Py_Instrument} from './instrumentation';
import {_PyEval_MonitorRaise, monitor_reraise} from './instrumentation-calls';
import {RESUME, RESUME_CHECK} from './opcode-ids';
import {STATUS_ERROR, STATUS_RELOAD, STATUS_SAME, STATUS_UNWIND} from './status';

export const CO_COROUTINE = 0x80, CO_ITERABLE_COROUTINE = 0x100;
const RESUME_OPARG_LOCATION_MASK = 3, RESUME_AFTER_YIELD_FROM = 2;

/** RESUME: brings the instrumentation up to date, becomes RESUME_CHECK, polls. CPython: Python/bytecodes.c RESUME */
export function resume(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  const code = f_executable(frame);
  if (tstate.tracing === 0) {
    if (_co_instrumentation_version(code) !== (H[EVAL_BREAKER] & ~_PY_EVAL_EVENTS_MASK)) {
      if (_Py_Instrument(code) !== 0) return STATUS_ERROR;
      return STATUS_SAME;
    }
    const units = payload<CodeData>(code).code, at = pc - 1;
    if ((units[at] & 255) === RESUME) units[at] = units[at] & 0xff00 | RESUME_CHECK;
  }
  return (oparg & RESUME_OPARG_LOCATION_MASK) < RESUME_AFTER_YIELD_FROM ? check_periodic(frame, stack_pointer, pc) : stack_pointer;
}

/** FOR_ITER in its generic form: the next item is pushed, or the loop is left. CPython: Python/bytecodes.c _FOR_ITER */
export function for_iter(frame: Ptr, iter: PyObject, stack_pointer: Ptr, pc: number, oparg: number): number {
  const next = slots(Py_TYPE(iter)).tp_iternext!(iter);
  if (next !== NULL) {
    H[stack_pointer] = next;
    return stack_pointer + 2;
  }
  if (PyErr_Occurred() !== NULL) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return STATUS_ERROR;
    if (interp.monitors[PY_MONITORING_EVENT_RAISE] !== 0) _PyEval_MonitorRaise(frame, f_instr_ptr(frame));
    PyErr_Clear();
  }
  Py_DECREF(iter);
  set_f_stacktop(frame, stack_pointer - 2);
  // over END_FOR and POP_TOP
  set_f_resume(frame, pc + oparg + 2);
  return STATUS_RELOAD;
}

/** Enters the frame of a generator with a value for its stack; the caller's stack pointer is stored. @steals value */
export function enterGenerator(frame: Ptr, gen: PyObject, value: New, return_offset: number): number {
  const gen_frame = _PyGen_FRAME(gen);
  _PyFrame_StackPush(gen_frame, value);
  set_gi_frame_state(gen, FRAME_EXECUTING);
  set_gi_exc_previous(gen, H[EXC_INFO]);
  H[EXC_INFO] = gen + 10;
  set_f_return_offset(frame, return_offset);
  return enterFrame(gen_frame);
}
/** SEND in its generic form. CPython: Python/bytecodes.c _SEND */
export function enter_send(frame: Ptr, receiver: PyObject, v: PyObject, stack_pointer: Ptr, pc: number, oparg: number): number {
  if ((PyGen_CheckExact(receiver) || PyCoro_CheckExact(receiver)) && gi_frame_state(receiver) < FRAME_EXECUTING && interp.eval_frame === null) {
    set_f_stacktop(frame, stack_pointer - 2);
    return enterGenerator(frame, receiver, v as New, pc - f_instr_ptr(frame) + oparg);
  }
  const retval = v === _Py_NoneStruct && PyIter_Check(receiver) ? slots(Py_TYPE(receiver)).tp_iternext!(receiver) : PyObject_CallMethodOneArg(receiver, ID_send, v);
  if (retval !== NULL) {
    Py_DECREF(v);
    H[stack_pointer - 2] = retval;
    return stack_pointer;
  }
  if (PyErr_ExceptionMatches(PyExc_StopIteration) && interp.monitors[PY_MONITORING_EVENT_RAISE] !== 0) _PyEval_MonitorRaise(frame, f_instr_ptr(frame));
  const value = _PyGen_FetchStopIterationValue();
  if (value === NULL) return STATUS_ERROR;
  Py_DECREF(v);
  H[stack_pointer - 2] = value;
  set_f_stacktop(frame, stack_pointer);
  set_f_resume(frame, pc + oparg);
  return STATUS_RELOAD;
}
/** RETURN_GENERATOR: the frame moves into a new generator, which is the result of the call. CPython: Python/bytecodes.c RETURN_GENERATOR */
export function make_generator(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  const gen = _Py_MakeCoro(f_funcobj(frame));
  if (gen === NULL) return STATUS_ERROR;
  set_f_stacktop(frame, stack_pointer);
  set_f_instr_ptr(frame, pc);
  const gen_frame = _PyGen_FRAME(gen), previous = f_previous(frame);
  _PyFrame_Copy(frame, gen_frame);
  set_f_previous(gen_frame, 0);
  set_gi_frame_state(gen, FRAME_CREATED);
  set_f_owner(gen_frame, FRAME_OWNED_BY_GENERATOR);
  H[PY_RECURSION_REMAINING]++;
  _PyThreadState_PopFrame(frame);
  H[CURRENT_FRAME] = previous;
  return returnValue(previous, gen);
}
/** Hands a result to the frame below, which is current: what RETURN_VALUE does at its end. */
export function returnValue(previous: Ptr, value: New): number {
  if (f_owner(previous) === FRAME_OWNED_BY_CSTACK) return returnToNative(previous, value);
  _PyFrame_StackPush(previous, value);
  set_f_resume(previous, f_instr_ptr(previous) + f_return_offset(previous));
  return STATUS_RELOAD;
}

/** CPython: Python/bytecodes.c GET_AITER */
export function get_aiter(obj: PyObject): New | NULL {
  const getter = slots(Py_TYPE(obj)).am_aiter;
  if (getter === null) return PyErr_SetString(PyExc_TypeError, `'async for' requires an object with __aiter__ method, got ${typeName(obj)}`);
  const iter = getter(obj);
  if (iter === NULL || slots(Py_TYPE(iter)).am_anext !== null) return iter;
  PyErr_SetString(PyExc_TypeError, `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iter)}`);
  Py_DECREF(iter);
  return NULL;
}
/** CPython: Python/bytecodes.c GET_ANEXT */
export function get_anext(aiter: PyObject): New | NULL {
  const getter = slots(Py_TYPE(aiter)).am_anext;
  if (Py_IS_TYPE(aiter, PyAsyncGen_Type)) return getter!(aiter);
  if (getter === null) return PyErr_SetString(PyExc_TypeError, `'async for' requires an iterator with __anext__ method, got ${typeName(aiter)}`);
  const next = getter(aiter);
  if (next === NULL) return NULL;
  const awaitable = _PyCoro_GetAwaitableIter(next);
  if (awaitable === NULL) _PyErr_FormatFromCause(PyExc_TypeError, `'async for' received an invalid object from __anext__: ${typeName(next)}`);
  Py_DECREF(next);
  return awaitable;
}
/** CPython: Python/bytecodes.c GET_AWAITABLE */
export function get_awaitable(iterable: PyObject, oparg: number): New | NULL {
  const iter = _PyCoro_GetAwaitableIter(iterable);
  if (iter === NULL) {
    // the object of an `async with` is named by where it came from
    if (slots(Py_TYPE(iterable)).am_await === null && (oparg === 1 || oparg === 2)) {
      PyErr_SetString(PyExc_TypeError, `'async with' received an object from ${oparg === 1 ? '__aenter__' : '__aexit__'} that does not implement __await__: ${typeName(iterable)}`);
    }
    return NULL;
  }
  if (PyCoro_CheckExact(iter)) {
    const yf = _PyGen_yf(iter);
    if (yf !== NULL) {
      Py_DECREF(yf);
      Py_DECREF(iter);
      return PyErr_SetString(PyExc_RuntimeError, 'coroutine is being awaited already');
    }
  }
  return iter;
}

/** Makes an exception the handled one; the one before, or None, is the result. CPython: Python/bytecodes.c PUSH_EXC_INFO */
export function push_exc_info(new_exc: PyObject): PyObject {
  const item = H[EXC_INFO], before = H[item] as PyObject | NULL;
  H[item] = Py_NewRef(new_exc);
  return before === NULL ? _Py_NoneStruct : before;
}
/** CPython: Python/bytecodes.c POP_EXCEPT. @steals exc_value */
export function pop_except(exc_value: New): void {
  const item = H[EXC_INFO], old = H[item] as PyObject | NULL;
  H[item] = exc_value === _Py_NoneStruct ? NULL : exc_value;
  Py_XDECREF(old);
}
/** Raises an exception again, with the traceback it has. @steals exc. CPython: Python/bytecodes.c RERAISE */
export function reraise(frame: Ptr, exc: New, lasti: PyObject | NULL, stack_pointer: Ptr): number {
  if (lasti !== NULL) {
    if (!PyLong_Check(lasti)) {
      Py_DECREF(exc);
      PyErr_SetString(PyExc_SystemError, 'lasti is not an int');
      return STATUS_ERROR;
    }
    set_f_instr_ptr(frame, PyLong_AsInt(lasti));
  }
  PyErr_SetRaisedException(exc);
  if (interp.monitors[PY_MONITORING_EVENT_RERAISE] !== 0) monitor_reraise(frame, f_instr_ptr(frame));
  set_f_stacktop(frame, stack_pointer - 2);
  return STATUS_UNWIND;
}
/** The value of a StopIteration that came out of a subgenerator; NULL, without exception, for another exception. CPython: Python/bytecodes.c CLEANUP_THROW */
export function cleanup_throw(exc_value: PyObject): New | NULL {
  return PyErr_GivenExceptionMatches(exc_value, PyExc_StopIteration) ? Py_NewRef(stopiteration_value(exc_value)) : NULL;
}
/** The raise statement; true when it raised the handled exception again. @steals exc cause. CPython: Python/ceval.c do_raise() */
export function do_raise(exc: PyObject | NULL, cause: PyObject | NULL): boolean {
  if (exc === NULL) {
    const handled = PyErr_GetHandledException();
    if (handled === NULL) {
      PyErr_SetString(PyExc_RuntimeError, 'No active exception to reraise');
      return false;
    }
    PyErr_SetRaisedException(handled);
    const frame = H[CURRENT_FRAME];
    if (interp.monitors[PY_MONITORING_EVENT_RERAISE] !== 0) monitor_reraise(frame, f_instr_ptr(frame));
    return true;
  }
  let type: PyObject, value: PyObject | NULL;
  if (PyExceptionClass_Check(exc)) {
    type = exc;
    value = PyObject_CallNoArgs(exc);
    if (value !== NULL && !PyExceptionInstance_Check(value)) {
      PyErr_SetString(PyExc_TypeError, `calling ${reprText(type)} should have returned an instance of BaseException, not ${reprText(Py_TYPE(value))}`);
      Py_DECREF(value);
      value = NULL;
    }
    if (value === NULL) {
      Py_DECREF(type);
      Py_XDECREF(cause);
      return false;
    }
  } else if (PyExceptionInstance_Check(exc)) {
    value = exc;
    type = Py_NewRef(Py_TYPE(exc));
  } else {
    Py_DECREF(exc);
    PyErr_SetString(PyExc_TypeError, 'exceptions must derive from BaseException');
    Py_XDECREF(cause);
    return false;
  }
  if (cause === NULL || setCause(value, cause)) PyErr_SetObject(type, value);
  Py_DECREF(value);
  Py_DECREF(type);
  return false;
}
/** @steals cause */
function setCause(value: PyObject, cause: PyObject): boolean {
  if (PyExceptionClass_Check(cause)) {
    const made = PyObject_CallNoArgs(cause);
    if (made !== NULL && PyExceptionInstance_Check(made)) {
      Py_DECREF(cause);
      PyException_SetCause(value, made);
      return true;
    }
    if (made !== NULL) {
      PyErr_SetString(PyExc_TypeError, `calling ${reprText(cause)} should have returned an instance of BaseException, not ${reprText(Py_TYPE(made))}`);
      Py_DECREF(made);
    }
  } else if (PyExceptionInstance_Check(cause)) {
    PyException_SetCause(value, cause as New);
    return true;
  } else if (cause === _Py_NoneStruct) {
    PyException_SetCause(value, NULL);
    return true;
  } else PyErr_SetString(PyExc_TypeError, 'exception causes must derive from BaseException');
  Py_DECREF(cause);
  return false;
}
const CANNOT_CATCH_MSG = 'catching classes that do not inherit from BaseException is not allowed';
/** -1 with TypeError when something is no exception class. CPython: Python/ceval.c _PyEval_CheckExceptTypeValid() */
export function _PyEval_CheckExceptTypeValid(right: PyObject): number {
  let valid = true;
  if (PyTuple_Check(right)) for (let i = 0; i < PyTuple_GET_SIZE(right); i++) valid &&= PyExceptionClass_Check(PyTuple_GET_ITEM(right, i));
  else valid = PyExceptionClass_Check(right);
  if (!valid) PyErr_SetString(PyExc_TypeError, CANNOT_CATCH_MSG);
  return valid ? 0 : -1;
}
/** CPython: Python/ceval.c _PyEval_CheckExceptStarTypeValid() */
function _PyEval_CheckExceptStarTypeValid(right: PyObject): number {
  if (_PyEval_CheckExceptTypeValid(right) < 0) return -1;
  const n = PyTuple_Check(right) ? PyTuple_GET_SIZE(right) : 1;
  for (let i = 0; i < n; i++) {
    const is_subclass = PyObject_IsSubclass(PyTuple_Check(right) ? PyTuple_GET_ITEM(right, i) : right, PyExc_BaseExceptionGroup);
    if (is_subclass < 0) return -1;
    if (is_subclass !== 0) {
      PyErr_SetString(PyExc_TypeError, 'catching ExceptionGroup with except* is not allowed. Use except instead.');
      return -1;
    }
  }
  return 0;
}
/** Splits an exception for except*: the part that matches, and the rest. -1 with an exception. escapes. CPython: Python/ceval.c _PyEval_ExceptionGroupMatch() */
export function check_eg_match(exc_value: PyObject, match_type: PyObject, out: {match: New | NULL; rest: New | NULL}): number {
  if (_PyEval_CheckExceptStarTypeValid(match_type) < 0) return -1;
  if (exc_value === _Py_NoneStruct) {
    out.match = Py_NewRef(_Py_NoneStruct);
    out.rest = Py_NewRef(_Py_NoneStruct);
    return 0;
  }
  const is_group = PyType_IsSubtype(Py_TYPE(exc_value), PyExc_BaseExceptionGroup);
  if (PyErr_GivenExceptionMatches(exc_value, match_type)) {
    if (is_group) out.match = Py_NewRef(exc_value);
    else {
      // a naked exception is wrapped
      const excs = PyTuple_Pack(exc_value);
      if (excs === NULL) return -1;
      const wrapped = _PyExc_CreateExceptionGroup('', excs);
      Py_DECREF(excs);
      if (wrapped === NULL) return -1;
      const f = _PyFrame_GetFrameObject(_PyThreadState_GetFrame());
      if (f !== NULL) {
        const tb = _PyTraceBack_FromFrame(NULL, f);
        if (tb === NULL) {
          Py_DECREF(wrapped);
          return -1;
        }
        PyException_SetTraceback(wrapped, tb);
        Py_DECREF(tb);
      }
      out.match = wrapped;
    }
    out.rest = Py_NewRef(_Py_NoneStruct);
    return 0;
  }
  if (!is_group) {
    out.match = Py_NewRef(_Py_NoneStruct);
    out.rest = Py_NewRef(exc_value);
    return 0;
  }
  const split = PyObject_GetAttrString(exc_value, 'split');
  if (split === NULL) return -1;
  const pair = PyObject_CallOneArg(split, match_type);
  Py_DECREF(split);
  if (pair === NULL) return -1;
  if (!PyTuple_CheckExact(pair)) PyErr_SetString(PyExc_TypeError, `${typeName(exc_value)}.split must return a tuple, not ${typeName(pair)}`);
  else if (PyTuple_GET_SIZE(pair) < 2) PyErr_SetString(PyExc_TypeError, `${typeName(exc_value)}.split must return a 2-tuple, got tuple of size ${PyTuple_GET_SIZE(pair)}`);
  else {
    out.match = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    out.rest = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
  }
  Py_DECREF(pair);
  return out.match === NULL ? -1 : 0;
}

/** with: looks up enter and exit, calls enter. False with an exception. escapes. CPython: Python/bytecodes.c BEFORE_WITH, BEFORE_ASYNC_WITH */
export function enter_context_manager(mgr: PyObject, isAsync: boolean, out: {exit: New | NULL; res: New | NULL}): boolean {
  const kind = isAsync ? 'asynchronous context manager' : 'context manager';
  const enter = _PyObject_LookupSpecial(mgr, isAsync ? ID___aenter__ : ID___enter__);
  if (enter === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, `'${typeName(mgr)}' object does not support the ${kind} protocol`);
    return false;
  }
  out.exit = _PyObject_LookupSpecial(mgr, isAsync ? ID___aexit__ : ID___exit__);
  if (out.exit === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, `'${typeName(mgr)}' object does not support the ${kind} protocol (missed ${isAsync ? '__aexit__' : '__exit__'} method)`);
    Py_DECREF(enter);
    return false;
  }
  out.res = PyObject_CallNoArgs(enter);
  Py_DECREF(enter);
  if (out.res !== NULL) return true;
  Py_DECREF(out.exit);
  return false;
}
/** exit(type, value, traceback). escapes. CPython: Python/bytecodes.c WITH_EXCEPT_START */
export function with_except_start(exit_func: PyObject, val: PyObject): New | NULL {
  const tb = PyException_GetTraceback(val);
  const res = PyObject_CallThreeArgs(exit_func, Py_TYPE(val), val, tb === NULL ? _Py_NoneStruct : tb);
  Py_XDECREF(tb);
  return res;
}
