/** What the INSTRUMENTED_ instructions do. CPython: Python/bytecodes.c, Python/ceval.c (INSTRUMENTED_LINE) */
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred} from '../objects/errors';
import {FRAME_OWNED_BY_CSTACK} from '../objects/frame';
import {FRAME_SUSPENDED} from '../objects/genobject';
import {type CodeData} from '../runtime/codedata';
import {H, interp, tstate} from '../runtime/current';
import {PyCoro_CheckExact, PyFunction_Check, PyGen_CheckExact, PyMethod_Check, Py_TYPE, _PyFrame_GENERATOR, _co_instrumentation_version, f_executable, f_instr_ptr, f_owner, f_previous, f_stacktop, gi_exc_previous, set_f_instr_ptr, set_f_previous, set_f_resume, set_f_return_offset, set_f_stacktop, set_gi_exc_previous, set_gi_frame_state} from '../runtime/generated/accessors';
import {CURRENT_FRAME, EVAL_BREAKER, EXC_INFO, PY_RECURSION_REMAINING, PyExc_StopIteration, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, payload, slots, takeRef} from '../runtime/object';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {call_function_ex, call_kw, call_non_py, enter_function, expand_method} from './ceval-call';
import {returnValue} from './ceval-flow';
import {check_periodic} from './ceval-gil';
import {_PyEval_FrameClearAndPop} from './frame';
import {PY_MONITORING_EVENT_BRANCH, PY_MONITORING_EVENT_CALL, PY_MONITORING_EVENT_JUMP, PY_MONITORING_EVENT_PY_RESUME, PY_MONITORING_EVENT_PY_RETURN, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_YIELD, _Py_Instrument} from './instrumentation';
import {_PyEval_MonitorRaise, _Py_call_instrumentation, _Py_call_instrumentation_2args, _Py_call_instrumentation_arg, _Py_call_instrumentation_instruction, _Py_call_instrumentation_jump, _Py_call_instrumentation_line, monitor_stop_iteration} from './instrumentation-calls';
import {_PyOpcode_Caches} from './opcode-metadata';
import {STATUS_DISPATCH, STATUS_ERROR, STATUS_RELOAD, STATUS_SAME} from './status';

/** Goes on at a unit with a stack pointer. */
function goTo(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  set_f_stacktop(frame, stack_pointer);
  set_f_resume(frame, pc);
  return STATUS_RELOAD;
}
/** Makes the specialiser leave an instruction alone this time. CPython: PAUSE_ADAPTIVE_COUNTER */
function pauseCounter(frame: Ptr, opcode: number): void {
  if (_PyOpcode_Caches[opcode] !== 0) payload<CodeData>(f_executable(frame)).code[f_instr_ptr(frame) + 1] |= 1 << 4;
}
function dispatch(opcode: number): number {
  return STATUS_DISPATCH - opcode;
}

export function instrumented_resume(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  const code = f_executable(frame), at = f_instr_ptr(frame);
  if (_co_instrumentation_version(code) !== (H[EVAL_BREAKER] & ~255) && tstate.tracing === 0) return _Py_Instrument(code) !== 0 ? STATUS_ERROR : STATUS_SAME;
  if ((oparg & 3) < 2) {
    const top = check_periodic(frame, stack_pointer, at);
    if (top < 0) return top;
  }
  if (_Py_call_instrumentation(oparg > 0 ? PY_MONITORING_EVENT_PY_RESUME : PY_MONITORING_EVENT_PY_START, frame, at) !== 0) return STATUS_ERROR;
  return f_instr_ptr(frame) !== at ? goTo(frame, f_stacktop(frame), f_instr_ptr(frame)) : goTo(frame, stack_pointer, pc);
}
export function instrumented_end_for(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  const value = H[stack_pointer - 2] as PyObject;
  if (PyGen_CheckExact(H[stack_pointer - 4] as PyObject) && monitor_stop_iteration(frame, pc - 1, value) !== 0) return STATUS_ERROR;
  Py_DECREF(value);
  return stack_pointer - 2;
}
export function instrumented_end_send(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  const receiver = H[stack_pointer - 4] as PyObject, value = H[stack_pointer - 2] as PyObject;
  if ((PyGen_CheckExact(receiver) || PyCoro_CheckExact(receiver)) && monitor_stop_iteration(frame, pc - 1, value) !== 0) return STATUS_ERROR;
  Py_DECREF(receiver);
  H[stack_pointer - 4] = value;
  return stack_pointer - 2;
}
/** RETURN_VALUE and RETURN_CONST; `base` is where the stack ends without the value, which a constant's is not on. */
export function instrumented_return(frame: Ptr, retval: PyObject, base: Ptr, pc: number, constant: boolean): number {
  if (_Py_call_instrumentation_arg(PY_MONITORING_EVENT_PY_RETURN, frame, pc - 1, retval) !== 0) return STATUS_ERROR;
  if (constant) Py_INCREF(retval);
  set_f_stacktop(frame, base);
  const previous = f_previous(frame);
  H[PY_RECURSION_REMAINING]++;
  H[CURRENT_FRAME] = previous;
  _PyEval_FrameClearAndPop(frame);
  return returnValue(previous, retval as New);
}
export function instrumented_yield(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  const gen = _PyFrame_GENERATOR(frame), retval = H[stack_pointer - 2] as PyObject;
  set_f_instr_ptr(frame, pc);
  set_gi_frame_state(gen, FRAME_SUSPENDED + oparg);
  set_f_stacktop(frame, stack_pointer - 2);
  if (_Py_call_instrumentation_arg(PY_MONITORING_EVENT_PY_YIELD, frame, pc - 1, retval) !== 0) {
    set_f_stacktop(frame, stack_pointer);
    return STATUS_ERROR;
  }
  H[EXC_INFO] = gi_exc_previous(gen);
  set_gi_exc_previous(gen, 0);
  H[PY_RECURSION_REMAINING]++;
  const previous = f_previous(frame);
  H[CURRENT_FRAME] = previous;
  set_f_previous(frame, 0);
  // FOR_ITER and SEND have one cache unit
  if (f_owner(previous) !== FRAME_OWNED_BY_CSTACK) set_f_return_offset(previous, 2);
  return returnValue(previous, takeRef(retval));
}
export function instrumented_for_iter(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  const at = f_instr_ptr(frame), iter = H[stack_pointer - 2] as PyObject, next = slots(Py_TYPE(iter)).tp_iternext!(iter);
  let top = stack_pointer, target = pc;
  if (next !== NULL) {
    H[top] = next;
    top += 2;
  } else {
    if (PyErr_Occurred() !== NULL) {
      if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return STATUS_ERROR;
      _PyEval_MonitorRaise(frame, at);
      PyErr_Clear();
    }
    top -= 2;
    Py_DECREF(iter);
    target = pc + oparg + 2;
  }
  set_f_stacktop(frame, top);
  return jumpTo(frame, top, at, target, PY_MONITORING_EVENT_BRANCH);
}
/** Reports a jump and takes it. CPython: Python/ceval_macros.h INSTRUMENTED_JUMP */
function jumpTo(frame: Ptr, stack_pointer: Ptr, at: number, target: number, event: number): number {
  const to = _Py_call_instrumentation_jump(event, frame, at, target);
  return to < 0 ? STATUS_ERROR : goTo(frame, to === target ? stack_pointer : f_stacktop(frame), to);
}
export function instrumented_jump(frame: Ptr, stack_pointer: Ptr, _pc: number, target: number, backward: boolean): number {
  const at = f_instr_ptr(frame);
  if (backward) {
    const top = check_periodic(frame, stack_pointer, at);
    if (top < 0) return top;
  }
  return jumpTo(frame, stack_pointer, at, target, PY_MONITORING_EVENT_JUMP);
}
/** `kind`: jump if true 0, false 1, None 2, not None 3. */
export function instrumented_pop_jump(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number, kind: number): number {
  const value = H[stack_pointer - 2] as PyObject, top = stack_pointer - 2, isNone = value === _Py_NoneStruct;
  const taken = kind === 0 ? value === _Py_TrueStruct : kind === 1 ? value === _Py_FalseStruct : kind === 2 ? isNone : !isNone;
  set_f_stacktop(frame, top);
  if (kind >= 2 && !isNone) Py_DECREF(value);
  return jumpTo(frame, top, f_instr_ptr(frame), pc + (taken ? oparg : 0), PY_MONITORING_EVENT_BRANCH);
}
export function instrumented_call(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  const args = stack_pointer - 2 * oparg, self = H[args - 2], function_ = H[args - 4] as PyObject;
  const first = self !== NULL ? (self as PyObject) : oparg > 0 ? (H[args] as PyObject) : NULL;
  if (_Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, f_instr_ptr(frame), function_, first) !== 0) return STATUS_ERROR;
  if (self === NULL && PyMethod_Check(function_)) expand_method(args);
  const callable = H[args - 4] as PyObject, has_self = H[args - 2] !== NULL ? 1 : 0;
  if (PyFunction_Check(callable) && interp.eval_frame === null) return enter_function(frame, callable as New, has_self === 1 ? args - 2 : args, oparg + has_self, NULL, args - 4, 4);
  return call_non_py(frame, args, oparg, stack_pointer, pc, true);
}
export function instrumented_call_kw(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  const args = stack_pointer - 2 - 2 * oparg, self = H[args - 2], function_ = H[args - 4] as PyObject;
  const first = self !== NULL ? (self as PyObject) : oparg > 0 ? (H[args] as PyObject) : NULL;
  if (_Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, pc - 1, function_, first) !== 0) return STATUS_ERROR;
  return call_kw(frame, args, oparg, H[stack_pointer - 2] as New, stack_pointer, pc, true);
}
export function instrumented_call_function_ex(frame: Ptr, stack_pointer: Ptr, pc: number, oparg: number): number {
  return call_function_ex(frame, oparg, stack_pointer, pc, true);
}
export function instrumented_instruction(frame: Ptr, stack_pointer: Ptr, pc: number): number {
  const opcode = _Py_call_instrumentation_instruction(frame, pc - 1);
  void stack_pointer;
  if (opcode < 0) return STATUS_ERROR;
  pauseCounter(frame, opcode);
  return dispatch(opcode);
}
/** A line begins: `previous` is the unit that ran before in this frame. CPython: Python/ceval.c INSTRUMENTED_LINE */
export function instrumented_line(frame: Ptr, stack_pointer: Ptr, pc: number, previous: number): number {
  const here = pc - 1, data = payload<CodeData>(f_executable(frame));
  set_f_stacktop(frame, stack_pointer);
  if (tstate.tracing !== 0) return dispatch(data.monitoring!.lines![here]);
  const opcode = _Py_call_instrumentation_line(frame, here, previous);
  if (opcode < 0) return STATUS_ERROR;
  if (f_instr_ptr(frame) !== here) return goTo(frame, f_stacktop(frame), f_instr_ptr(frame));
  pauseCounter(frame, opcode);
  return dispatch(opcode);
}
