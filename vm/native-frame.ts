/**
 * Native functions whose wait for Python code costs no place on the host's stack (design 8).
 *
 * Instead of running a frame to its end, such a function pushes it and answers NULL with `tstate.unwinding = UNWIND_CALL`: the result of
 * the pushed frame is its result. If it has something left to do then, it pushes a native frame below: a record on the frame stack with
 * the number of a step and the references the step needs. When the frame above returns, the loop calls the step with the result (or NULL
 * with an exception); the step answers as the function itself would: a result, NULL with an exception, or again NULL and UNWIND_CALL after
 * it has pushed a frame.
 *
 * The calls of the loop go on with the pushed frame at once. Code that calls from the host's stack (objects/call.ts) finishes the call
 * with hooks.finishPendingCall(), which runs a loop of its own.
 *
 * A native frame: owner FRAME_OWNED_BY_CSTACK, instr_ptr the number of the step, locals its references (owned, may be NULL), f_extra
 * numbers in return_offset. Step 0 is the entry frame of a loop.
 */
import {PyErr_NoMemory} from '../objects/errors';
import {FRAME_OWNED_BY_CSTACK, FRAME_WORDS} from '../objects/frame';
import {H, tstate} from '../runtime/current';
import {f_localsplus, f_previous, f_stacktop, set_f_instr_ptr, set_f_localsplus, set_f_owner, set_f_previous, set_f_stacktop} from '../runtime/generated/accessors';
import {CURRENT_FRAME} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {UNWIND_CALL, _PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import {type Args, NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {_PyEvalFramePushAndInit} from './frame';

/** What goes on when the frame above a native frame has returned. Takes over `result`. */
export type NativeStep = (frame: Ptr, result: New | NULL) => New | NULL;

/** Filled while the modules load, read-only afterwards. */
const STEPS: NativeStep[] = [() => { throw new Error('the entry frame has no step'); }];
/** The step of entry frames: the loop returns. */
export const STEP_INTERPRETER_EXIT = 0;

/** Declares a step while modules load; its number goes into native frames. */
export function nativeStep(step: NativeStep): number {
  STEPS.push(step);
  return STEPS.length - 1;
}
/** The function of a step. */
export function stepFunction(number: number): NativeStep {
  return STEPS[number];
}

/** Pushes a native frame with `n` references, all NULL, and makes it the current one; 0 with a MemoryError. */
export function pushNativeFrame(step: number, n: number): Ptr {
  const frame = _PyThreadState_PushFrame(FRAME_WORDS + 2 * n);
  if (frame === 0) {
    PyErr_NoMemory();
    return 0;
  }
  initNativeFrame(frame, step, n);
  linkPushed(frame);
  return frame;
}
/** Makes a frame current, and remembers which frame was before the first that the running native function has pushed. */
function linkPushed(frame: Ptr): void {
  const current = H[CURRENT_FRAME];
  if (current !== tstate.pendingTop) tstate.pendingBase = current;
  tstate.pendingTop = frame;
  set_f_previous(frame, current);
  H[CURRENT_FRAME] = frame;
}
/** Makes words a native frame; `previous` is left to the caller. */
export function initNativeFrame(frame: Ptr, step: number, n: number): void {
  for (let at = frame, end = frame + FRAME_WORDS + 2 * n; at < end; at++) H[at] = 0;
  set_f_owner(frame, FRAME_OWNED_BY_CSTACK);
  set_f_instr_ptr(frame, step);
  set_f_stacktop(frame, frame + FRAME_WORDS + 2 * n);
}
/** Gives a native frame a reference. */
export function setNativeRef(frame: Ptr, i: number, op: New | NULL): void {
  set_f_localsplus(frame, i, op);
}
/** Takes a reference out of a native frame. */
export function takeNativeRef(frame: Ptr, i: number): New | NULL {
  const op = f_localsplus(frame, i);
  set_f_localsplus(frame, i, NULL);
  return op as New | NULL;
}
/** Unlinks and ends the current frame, which is native: its references are released. escapes */
export function popNativeFrame(frame: Ptr): void {
  H[CURRENT_FRAME] = f_previous(frame);
  for (let p = frame + FRAME_WORDS, top = f_stacktop(frame); p < top; p += 2) {
    const op = H[p];
    if (op !== NULL) Py_DECREF(op as PyObject);
  }
  _PyThreadState_PopFrame(frame);
}

/**
 * Pushes the frame of a Python function, as the last thing a native function or step does: `return tailCall(...)`. References to
 * function, locals and arguments are taken over; keyword values follow the positional ones. Always NULL. Not for
 * functions whose frames somebody else evaluates (interp.eval_frame).
 */
export function tailCall(func: New, locals: New | NULL, args: Args, nargs: number, kwnames: PyObject | NULL): NULL {
  const frame = _PyEvalFramePushAndInit(func, locals, args, nargs, kwnames);
  if (frame === 0) return NULL;
  linkPushed(frame);
  tstate.unwinding = UNWIND_CALL;
  return NULL;
}
