/** What the loop does when it enters, leaves and unwinds frames. CPython: Python/ceval.c _PyEval_EvalFrameDefault() */
import {PyErr_GetRaisedException, PyErr_SetString} from '../objects/errors';
import {FRAME_OWNED_BY_CSTACK, FRAME_WORDS, _PyFrame_GetFrameObject, _PyFrame_IsIncomplete, _PyFrame_StackPush, _PyFrame_Stackbase} from '../objects/frame';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyTraceBack_Here} from '../objects/traceback';
import {H, U8, interp, tstate} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_GET_SIZE, co_exceptiontable, f_executable, f_instr_ptr, f_owner, f_previous, f_return_offset, f_stacktop, set_f_previous, set_f_resume, set_f_return_offset, set_f_stacktop} from '../runtime/generated/accessors';
import {CURRENT_FRAME, PY_RECURSION_REMAINING, PyExc_RecursionError, PyExc_SystemError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {UNWIND_NONE} from '../runtime/pystate';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {_PyEval_FrameClearAndPop} from './frame';
import {PY_MONITORING_EVENT_EXCEPTION_HANDLED, PY_MONITORING_EVENT_PY_UNWIND, PY_MONITORING_EVENT_RAISE} from './instrumentation';
import {_PyEval_MonitorRaise, monitor_handled, monitor_unwind} from './instrumentation-calls';
import {STEP_INTERPRETER_EXIT, popNativeFrame, stepFunction} from './native-frame';
import {STATUS_ERROR, STATUS_EXIT, STATUS_POLL_ERROR, STATUS_RELOAD, STATUS_UNWIND} from './status';

/** An exception is set; the frame is to be left without a traceback entry. CPython: goto exit_unwind */
export const STATUS_EXIT_UNWIND = -6;
/** An exception came out of the frame above: it is to be handled in the current frame. CPython: goto resume_with_error */
export const STATUS_RESUME_ERROR = -7;

/** The RecursionError of Python frames; 0 when there is room, -1 with the exception. CPython: Python/ceval.c _Py_CheckRecursiveCallPy() */
export function _Py_CheckRecursiveCallPy(): number {
  if (tstate.recursion_headroom !== 0) {
    if (H[PY_RECURSION_REMAINING] < -50) throw new Error('Cannot recover from Python stack overflow.');
    return 0;
  }
  if (H[PY_RECURSION_REMAINING] > 0) return 0;
  tstate.recursion_headroom++;
  PyErr_SetString(PyExc_RecursionError, 'maximum recursion depth exceeded');
  tstate.recursion_headroom--;
  return -1;
}
/** For the loop, when the depth has run out on entering a generator: 0 to go on, or a status. */
export function checkRecursion(): number {
  return _Py_CheckRecursiveCallPy() < 0 ? STATUS_EXIT_UNWIND : 0;
}
/** Counts the frame that is to run now, which is linked and current. CPython: goto start_frame */
export function startFrame(): number {
  const frame = H[CURRENT_FRAME];
  set_f_resume(frame, f_instr_ptr(frame));
  if (H[PY_RECURSION_REMAINING]-- <= 0 && _Py_CheckRecursiveCallPy() < 0) return STATUS_EXIT_UNWIND;
  return STATUS_RELOAD;
}
/** Links a frame that was pushed and starts it; the caller's stack pointer and return_offset are stored already. */
export function enterFrame(frame: Ptr): number {
  set_f_previous(frame, H[CURRENT_FRAME]);
  H[CURRENT_FRAME] = frame;
  return startFrame();
}

/**
 * Gives a result (or NULL with an exception) to the native frame under the one that ended, and goes on until there is a Python frame to
 * run, or the entry frame of the loop is reached. The native frame is current.
 */
export function returnToNative(frame: Ptr, result: New | NULL): number {
  let native = frame, value = result;
  for (;;) {
    const step = f_instr_ptr(native);
    if (step === STEP_INTERPRETER_EXIT) {
      H[native + FRAME_WORDS] = value;
      H[CURRENT_FRAME] = f_previous(native);
      return STATUS_EXIT;
    }
    tstate.pendingTop = 0;
    value = stepFunction(step)(native, value);
    if (value === NULL && tstate.unwinding !== UNWIND_NONE) {
      tstate.unwinding = UNWIND_NONE;
      return startPushed();
    }
    const previous = f_previous(native);
    popNativeFrame(native);
    if (f_owner(previous) !== FRAME_OWNED_BY_CSTACK) {
      if (value === NULL) return STATUS_RESUME_ERROR;
      _PyFrame_StackPush(previous, value);
      set_f_resume(previous, f_instr_ptr(previous) + f_return_offset(previous));
      return STATUS_RELOAD;
    }
    native = previous;
  }
}
/** Starts what a native function pushed: a Python frame, or a native frame whose step runs at once without a result. */
export function startPushed(): number {
  const frame = H[CURRENT_FRAME];
  tstate.pendingTop = 0;
  return f_owner(frame) === FRAME_OWNED_BY_CSTACK ? returnToNative(frame, NULL) : startFrame();
}

/** Reads one number of the exception table. */
function parseVarint(at: number): number {
  let i = at, byte = U8[i], value = byte & 63;
  while ((byte & 64) !== 0) {
    byte = U8[++i];
    value = value << 6 | byte & 63;
  }
  return value;
}
/** Where the number behind the one at `at` begins. */
function nextVarint(at: number): number {
  let i = at;
  while ((U8[i] & 64) !== 0) i++;
  return i + 1;
}
/** Finds the handler of a code unit: where the table tells it, or 0. CPython: Python/ceval.c get_exception_handler() */
function get_exception_handler(code: PyObject, index: number): number {
  const table = co_exceptiontable(code);
  let start = PyBytes_AS_STRING(table), end = start + PyBytes_GET_SIZE(table);
  if (end - start > 40) {
    if (parseVarint(start) > index) return 0;
    do {
      let mid = start + ((end - start) >> 1);
      while ((U8[mid] & 128) === 0) mid--;
      if (parseVarint(mid) > index) end = mid;
      else start = mid;
    } while (end - start > 40);
  }
  let at = start;
  while (at < end) {
    const from = parseVarint(at);
    if (from > index) return 0;
    at = nextVarint(at);
    const behind = from + parseVarint(at);
    at = nextVarint(at);
    if (behind > index) return at;
    while (at < end && (U8[at] & 128) === 0) at++;
  }
  return 0;
}

/**
 * Handles the exception that is set: finds the handler, leaving frames without one. STATUS_RELOAD with the handler's frame current, or
 * STATUS_EXIT. `pc` is the unit behind the instruction. CPython: Python/ceval.c, labels error, exception_unwind, exit_unwind
 */
export function unwind(status: number, frame: Ptr, stack_pointer: Ptr, next: number): number {
  if (status === STATUS_RELOAD || status === STATUS_EXIT) return status;
  // the frame that could not start is the current one, above the frame that called
  let fp = status === STATUS_EXIT_UNWIND ? H[CURRENT_FRAME] : frame, sp = stack_pointer, pc = next, state = status;
  for (;;) {
    if (state === STATUS_RESUME_ERROR) {
      fp = H[CURRENT_FRAME];
      sp = f_stacktop(fp);
      pc = f_instr_ptr(fp);
      state = STATUS_ERROR;
    } else if (state === STATUS_POLL_ERROR) {
      pc = f_instr_ptr(fp) + 1;
      state = STATUS_ERROR;
    }
    if (state !== STATUS_EXIT_UNWIND) {
      set_f_stacktop(fp, sp);
      if (state === STATUS_ERROR) {
        if (tstate.current_exception === NULL) PyErr_SetString(PyExc_SystemError, 'error return without exception set');
        if (!_PyFrame_IsIncomplete(fp)) {
          const f = _PyFrame_GetFrameObject(fp);
          if (f !== NULL) PyTraceBack_Here(f);
        }
        if (interp.monitors[PY_MONITORING_EVENT_RAISE] !== 0) _PyEval_MonitorRaise(fp, pc - 1);
      }
      const found = get_exception_handler(f_executable(fp), pc - 1), base = _PyFrame_Stackbase(fp);
      const depthAndLasti = found === 0 ? 0 : parseVarint(nextVarint(found)), target = base + 2 * (depthAndLasti >> 1);
      while (sp > target) {
        sp -= 2;
        const op = H[sp];
        if (op !== NULL) Py_DECREF(op as PyObject);
      }
      set_f_stacktop(fp, sp);
      if (found !== 0) {
        if ((depthAndLasti & 1) !== 0) {
          const lasti = PyLong_FromNumber(f_instr_ptr(fp));
          if (lasti === NULL) {
            state = STATUS_UNWIND;
            continue;
          }
          H[sp] = lasti;
          sp += 2;
        }
        const exc = PyErr_GetRaisedException();
        H[sp] = exc;
        sp += 2;
        set_f_stacktop(fp, sp);
        pc = parseVarint(found);
        if (interp.monitors[PY_MONITORING_EVENT_EXCEPTION_HANDLED] !== 0 && monitor_handled(fp, pc, exc as PyObject) < 0) {
          state = STATUS_UNWIND;
          pc++;
          continue;
        }
        set_f_resume(fp, pc);
        return STATUS_RELOAD;
      }
      if (interp.monitors[PY_MONITORING_EVENT_PY_UNWIND] !== 0) monitor_unwind(fp, pc - 1);
    }
    H[PY_RECURSION_REMAINING]++;
    // unlinked before it is cleared: finalizers must not see it (GH-99729)
    const previous = f_previous(fp);
    H[CURRENT_FRAME] = previous;
    _PyEval_FrameClearAndPop(fp);
    if (f_owner(previous) === FRAME_OWNED_BY_CSTACK) {
      state = returnToNative(previous, NULL);
      if (state === STATUS_RELOAD || state === STATUS_EXIT) return state;
      if (state === STATUS_EXIT_UNWIND) fp = H[CURRENT_FRAME];
    } else {
      set_f_return_offset(previous, 0);
      state = STATUS_RESUME_ERROR;
    }
  }
}
export {_PyEval_FrameClearAndPop} from './frame';
