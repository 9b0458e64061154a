/** What the loop does when it polls: signals, pending calls, collections, asynchronous exceptions, other threads. CPython: Python/ceval_gil.c */
import {PyErr_SetNone, PyErr_SetString, strText} from '../objects/errors';
import {PyUnstable_InterpreterFrame_GetLine} from '../objects/frame';
import {type CodeData} from '../runtime/codedata';
import {_PY_CALLS_TO_DO_BIT, make_pending_calls} from '../runtime/ceval-pending';
import {H, _PyRuntime, tstate} from '../runtime/current';
import {_Py_RunGC} from '../runtime/gc';
import {_PY_GC_SCHEDULED_BIT} from '../runtime/gcstate';
import {co_filename, f_executable, set_f_resume, set_f_stacktop} from '../runtime/generated/accessors';
import {EVAL_BREAKER, PyExc_SystemError, TICKS} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {WORD_TRIPPED} from '../runtime/host/signals';
import {Py_DECREF, payload} from '../runtime/object';
import {_Py_ThreadCanHandleSignals} from '../runtime/pystate';
import {nextSlice, turnIsOver, yieldToOthers} from '../runtime/scheduler';
import {NULL, type Ptr} from '../runtime/types';
import {STATUS_ERROR, STATUS_POLL_ERROR, STATUS_REENTER} from './status';

/** The low byte of the eval breaker: what is asked for. CPython: Include/internal/pycore_ceval.h */
export const _PY_GIL_DROP_REQUEST_BIT = 1, _PY_SIGNALS_PENDING_BIT = 2, _PY_ASYNC_EXCEPTION_BIT = 8, _PY_EVAL_EVENTS_MASK = 255;

/** The loop polls at `pc`, the unit to go on with: 0 to go on, or a status. escapes */
export function poll(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  set_f_stacktop(frame, stack_pointer);
  if (H[TICKS] < 0) {
    startSlice();
    if ((H[EVAL_BREAKER] & _PY_EVAL_EVENTS_MASK) === 0) {
      set_f_resume(frame, pc);
      return STATUS_REENTER;
    }
  }
  if ((H[EVAL_BREAKER] & _PY_EVAL_EVENTS_MASK) === 0) return 0;
  if (_Py_HandlePending() < 0) return STATUS_POLL_ERROR;
  if ((H[EVAL_BREAKER] & _PY_GIL_DROP_REQUEST_BIT) !== 0) {
    H[EVAL_BREAKER] &= ~_PY_GIL_DROP_REQUEST_BIT;
    yieldToOthers();
  }
  return 0;
}
/** The same at the end of an instruction outside the loop: the stack pointer to go on with, or a status. */
export function check_periodic(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  if (--H[TICKS] >= 0 && (H[EVAL_BREAKER] & _PY_EVAL_EVENTS_MASK) === 0) return stack_pointer;
  const status = poll(frame, stack_pointer, pc);
  return status === 0 ? stack_pointer : status;
}
/** The clock of the scheduler has run down: looks for signals, and asks the thread to make room when another one could run. */
function startSlice(): void {
  _PyRuntime.host.pollSignals();
  _PyRuntime.heap.slices++;
  if (_PyRuntime.host.signals[WORD_TRIPPED] !== 0 && _Py_ThreadCanHandleSignals()) H[EVAL_BREAKER] |= _PY_SIGNALS_PENDING_BIT;
  H[TICKS] = nextSlice();
  if (turnIsOver()) H[EVAL_BREAKER] |= _PY_GIL_DROP_REQUEST_BIT;
}

/** Does what the eval breaker asks for, but for the change of threads; -1 with an exception. escapes. CPython: Python/ceval_gil.c _Py_HandlePending() */
export function _Py_HandlePending(): number {
  if ((H[EVAL_BREAKER] & _PY_SIGNALS_PENDING_BIT) !== 0) {
    H[EVAL_BREAKER] &= ~_PY_SIGNALS_PENDING_BIT;
    if (hooks._PyErr_CheckSignals !== undefined && hooks._PyErr_CheckSignals() < 0) {
      // further signals may wait
      H[EVAL_BREAKER] |= _PY_SIGNALS_PENDING_BIT;
      return -1;
    }
  }
  if ((H[EVAL_BREAKER] & _PY_CALLS_TO_DO_BIT) !== 0 && make_pending_calls() !== 0) return -1;
  if ((H[EVAL_BREAKER] & _PY_GC_SCHEDULED_BIT) !== 0) {
    H[EVAL_BREAKER] &= ~_PY_GC_SCHEDULED_BIT;
    _Py_RunGC();
  }
  if ((H[EVAL_BREAKER] & _PY_ASYNC_EXCEPTION_BIT) !== 0) {
    H[EVAL_BREAKER] &= ~_PY_ASYNC_EXCEPTION_BIT;
    const exc = tstate.async_exc;
    if (exc !== NULL) {
      tstate.async_exc = NULL;
      PyErr_SetNone(exc);
      Py_DECREF(exc);
      return -1;
    }
  }
  return 0;
}
/** Runs handlers of signals and makes the calls that wait, at any time; -1 with an exception. escapes. CPython: Python/ceval_gil.c Py_MakePendingCalls() */
export function Py_MakePendingCalls(): number {
  if (_Py_ThreadCanHandleSignals() && hooks._PyErr_CheckSignals !== undefined && hooks._PyErr_CheckSignals() < 0) return -1;
  return make_pending_calls();
}
/** An opcode that does not exist. CPython: Python/ceval.c _unknown_opcode */
export function unknown_opcode(frame: Ptr, _stack_pointer: Ptr, pc: number): number {
  const code = f_executable(frame), unit = payload<CodeData>(code).code[pc - 1];
  PyErr_SetString(PyExc_SystemError, `${strText(co_filename(code))}:${PyUnstable_InterpreterFrame_GetLine(frame)}: unknown opcode ${unit & 255}`);
  return STATUS_ERROR;
}
