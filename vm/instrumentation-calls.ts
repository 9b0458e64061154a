/**
 * Calling the tools: what an instruction that reports says to the callbacks of its event. CPython: Python/instrumentation.c, from call_one_instrument()
 * to _Py_call_instrumentation_instruction(); Python/ceval.c, monitor_*()
 */
import {PyObject_Vectorcall} from '../objects/call';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString} from '../objects/errors';
import {_PyFrame_GetFrameObject} from '../objects/frame';
import {PyLong_FromNumber} from '../objects/longobject';
import {H, interp, tstate} from '../runtime/current';
import {co_firstlineno, co_flags, f_executable, f_instr_ptr, f_trace_lines, set_frame_lineno} from '../runtime/generated/accessors';
import {PyExc_StopIteration, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_XDECREF} from '../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import {type Args, NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {RESUME} from './opcode-ids';
import {CO_NO_MONITORING_EVENTS, EVENT_NAMES, INSTRUMENTED_RESUME, NO_LINE, PY_MONITORING_EVENT_CALL, PY_MONITORING_EVENT_C_RAISE, PY_MONITORING_EVENT_C_RETURN, PY_MONITORING_EVENT_EXCEPTION_HANDLED, PY_MONITORING_EVENT_INSTRUCTION, PY_MONITORING_EVENT_LINE, PY_MONITORING_EVENT_PY_THROW, PY_MONITORING_EVENT_PY_UNWIND, PY_MONITORING_EVENT_RAISE, PY_MONITORING_EVENT_RERAISE, PY_MONITORING_EVENT_STOP_ITERATION, PY_MONITORING_SYS_TRACE_ID, _PY_MONITORING_UNGROUPED_EVENTS, dataOf, isInstrumentedEvent, marks, monitoringOf, remove_line_tools, remove_per_instruction_tools, remove_tools} from './instrumentation';

// ---- calling the tools ----

/** 1 when the tool answered DISABLE, -1 with an exception, else 0. escapes. CPython: call_one_instrument() */
function call_one_instrument(row: Args, nargs: number, tool: number, event: number): number {
  const callable = interp.monitoring_callables[tool][event];
  if (callable === NULL) return 0;
  const old_what = tstate.what_event;
  tstate.what_event = event;
  tstate.tracing++;
  const res = PyObject_Vectorcall(callable, row, nargs, NULL);
  tstate.tracing--;
  tstate.what_event = old_what;
  if (res === NULL) return -1;
  Py_DECREF(res);
  return res === marks().disable ? 1 : 0;
}
function toolsFor(code: PyObject, i: number, event: number): number {
  const asked = event >= _PY_MONITORING_UNGROUPED_EVENTS ? PY_MONITORING_EVENT_CALL : event;
  if (!isInstrumentedEvent(asked)) return interp.monitors[asked];
  const m = monitoringOf(code);
  return m.tools !== null ? m.tools[i] : m.active_monitors[asked];
}
/** Reports an event at a code unit to its tools, with code, offset and up to two more arguments; -1 with an exception. escapes. CPython: call_instrumentation_vector() */
function report(event: number, frame: Ptr, i: number, arg0: PyObject | NULL, arg1: PyObject | NULL): number {
  if (tstate.tracing !== 0) return 0;
  const code = f_executable(frame);
  let tools = toolsFor(code, i, event);
  if (tools === 0) return 0;
  const offset = PyLong_FromNumber(2 * i);
  if (offset === NULL) return -1;
  const err = callTools(tools, event, code, offset, arg0, arg1, tool => {
    if (isInstrumentedEvent(event)) {
      remove_tools(dataOf(code), i, event, 1 << tool);
      return 0;
    }
    PyErr_SetString(PyExc_ValueError, `Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
    const callable = interp.monitoring_callables[tool][event];
    interp.monitoring_callables[tool][event] = NULL;
    Py_XDECREF(callable);
    return -1;
  });
  Py_DECREF(offset);
  tools = 0;
  return err;
}
/** Calls the tools of a mask for an event; -1 with an exception. escapes */
export function callTools(all: number, event: number, code: PyObject, second: PyObject, arg0: PyObject | NULL, arg1: PyObject | NULL, disable: (tool: number) => number): number {
  const row = _PyThreadState_PushFrame(8);
  if (row === 0) {
    PyErr_NoMemory();
    return -1;
  }
  H[row] = code;
  H[row + 2] = second;
  H[row + 4] = arg0;
  H[row + 6] = arg1;
  const nargs = 2 + (arg0 === NULL ? 0 : 1) + (arg1 === NULL ? 0 : 1);
  let tools = all, err = 0;
  while (tools !== 0 && err === 0) {
    const tool = 31 - Math.clz32(tools);
    tools &= ~(1 << tool);
    const res = call_one_instrument(row, nargs, tool, event);
    err = res < 0 ? -1 : res > 0 ? disable(tool) : 0;
  }
  _PyThreadState_PopFrame(row);
  return err;
}
/** CPython: _Py_call_instrumentation() */
export function _Py_call_instrumentation(event: number, frame: Ptr, i: number): number {
  return report(event, frame, i, NULL, NULL);
}
/** CPython: _Py_call_instrumentation_arg() */
export function _Py_call_instrumentation_arg(event: number, frame: Ptr, i: number, arg: PyObject): number {
  return report(event, frame, i, arg, NULL);
}
/** `arg1` NULL is MISSING. CPython: _Py_call_instrumentation_2args() */
export function _Py_call_instrumentation_2args(event: number, frame: Ptr, i: number, arg0: PyObject, arg1: PyObject | NULL): number {
  return report(event, frame, i, arg0, arg1 === NULL ? marks().missing : arg1);
}
/** Reports a jump; the unit to go on with, or -1. CPython: _Py_call_instrumentation_jump() */
export function _Py_call_instrumentation_jump(event: number, frame: Ptr, i: number, target: number): number {
  const to = PyLong_FromNumber(2 * target);
  if (to === NULL) return -1;
  const err = report(event, frame, i, to, NULL);
  Py_DECREF(to);
  if (err !== 0) return -1;
  // the tool may have moved the frame to another line
  return f_instr_ptr(frame) !== i ? f_instr_ptr(frame) : target;
}
/** Reports how a native call ended, and gives its result on; NULL when a tool raised. CPython: Python/bytecodes.c INSTRUMENTED_CALL */
export function instrumentedResult(frame: Ptr, callable: PyObject, arg: PyObject | NULL, result: New | NULL): New | NULL {
  const i = f_instr_ptr(frame), second = arg === NULL ? marks().missing : arg;
  if (result === NULL) {
    const exc = PyErr_GetRaisedException();
    if (report(PY_MONITORING_EVENT_C_RAISE, frame, i, callable, second) !== 0) Py_XDECREF(exc);
    else PyErr_SetRaisedException(exc);
    return NULL;
  }
  if (report(PY_MONITORING_EVENT_C_RETURN, frame, i, callable, second) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
/** Line of a code unit while lines are reported. CPython: _Py_Instrumentation_GetLine() */
export function _Py_Instrumentation_GetLine(code: PyObject, i: number): number {
  const delta = monitoringOf(code).lineDeltas![i];
  return delta === NO_LINE ? -1 : co_firstlineno(code) + delta;
}
/** INSTRUMENTED_LINE: reports a line unless execution stays on it; the opcode to run, or -1. escapes. CPython: _Py_call_instrumentation_line() */
export function _Py_call_instrumentation_line(frame: Ptr, i: number, previous: number): number {
  const code = f_executable(frame), m = monitoringOf(code), data = dataOf(code), line = _Py_Instrumentation_GetLine(code, i);
  if (_Py_Instrumentation_GetLine(code, previous) === line) {
    const before = data.code[previous] & 255;
    if (before !== RESUME && before !== INSTRUMENTED_RESUME) return m.lines![i];
  }
  let tools = m.line_tools !== null ? m.line_tools[i] : interp.monitors[PY_MONITORING_EVENT_LINE] | m.local_monitors[PY_MONITORING_EVENT_LINE];
  if ((tools & 1 << PY_MONITORING_SYS_TRACE_ID) !== 0) {
    tools &= ~(1 << PY_MONITORING_SYS_TRACE_ID);
    if (traceLine(frame, line) !== 0) return -1;
  }
  if (tools !== 0) {
    const number = PyLong_FromNumber(line);
    if (number === NULL) return -1;
    const err = callTools(tools, PY_MONITORING_EVENT_LINE, code, number, NULL, NULL, tool => {
      remove_line_tools(data, i, 1 << tool);
      return 0;
    });
    Py_DECREF(number);
    if (err !== 0) return -1;
  }
  return m.lines![i];
}
/** A C function that traces: called with its object, the frame object, the kind of event and its argument. */
export type Py_tracefunc = (obj: PyObject | NULL, frame: PyObject, what: number, arg: PyObject | NULL) => number;
export const PyTrace_CALL = 0, PyTrace_EXCEPTION = 1, PyTrace_LINE = 2, PyTrace_RETURN = 3, PyTrace_C_CALL = 4, PyTrace_C_EXCEPTION = 5, PyTrace_C_RETURN = 6, PyTrace_OPCODE = 7;
/** sys.settrace() gets its lines without detours. */
function traceLine(frame: Ptr, line: number): number {
  const trace = tstate.c_tracefunc as Py_tracefunc | null;
  if (trace === null) return 0;
  const f = _PyFrame_GetFrameObject(frame);
  if (f === NULL) return -1;
  if (f_trace_lines(f) === 0) return 0;
  const old_what = tstate.what_event;
  tstate.what_event = PY_MONITORING_EVENT_LINE;
  tstate.tracing++;
  Py_INCREF(f);
  set_frame_lineno(f, line);
  const err = trace(tstate.c_traceobj, f, PyTrace_LINE, _Py_NoneStruct);
  set_frame_lineno(f, 0);
  tstate.tracing--;
  tstate.what_event = old_what;
  Py_DECREF(f);
  return err;
}
/** INSTRUMENTED_INSTRUCTION: the opcode to run, or -1. escapes. CPython: _Py_call_instrumentation_instruction() */
export function _Py_call_instrumentation_instruction(frame: Ptr, i: number): number {
  const code = f_executable(frame), m = monitoringOf(code), opcode = m.per_instruction_opcodes![i];
  if (tstate.tracing !== 0) return opcode;
  const tools = m.per_instruction_tools !== null ? m.per_instruction_tools[i] : interp.monitors[PY_MONITORING_EVENT_INSTRUCTION] | m.local_monitors[PY_MONITORING_EVENT_INSTRUCTION];
  if (tools === 0) return opcode;
  const offset = PyLong_FromNumber(2 * i);
  if (offset === NULL) return -1;
  const err = callTools(tools, PY_MONITORING_EVENT_INSTRUCTION, code, offset, NULL, NULL, tool => {
    remove_per_instruction_tools(dataOf(code), i, 1 << tool);
    return 0;
  });
  Py_DECREF(offset);
  return err !== 0 ? -1 : opcode;
}

// ---- exceptions ----

/** Reports an event about the exception that is set; a tool's own exception replaces it (-1). CPython: Python/ceval.c do_monitor_exc() */
function do_monitor_exc(frame: Ptr, i: number, event: number): number {
  if ((co_flags(f_executable(frame)) & CO_NO_MONITORING_EVENTS) !== 0) return 0;
  const exc = PyErr_GetRaisedException() as New, err = report(event, frame, i, exc, NULL);
  if (err === 0) PyErr_SetRaisedException(exc);
  else Py_DECREF(exc);
  return err;
}
export function _PyEval_MonitorRaise(frame: Ptr, i: number): void {
  if (interp.monitors[PY_MONITORING_EVENT_RAISE] !== 0) do_monitor_exc(frame, i, PY_MONITORING_EVENT_RAISE);
}
export function monitor_reraise(frame: Ptr, i: number): void {
  if (interp.monitors[PY_MONITORING_EVENT_RERAISE] !== 0) do_monitor_exc(frame, i, PY_MONITORING_EVENT_RERAISE);
}
export function monitor_unwind(frame: Ptr, i: number): void {
  do_monitor_exc(frame, i, PY_MONITORING_EVENT_PY_UNWIND);
}
export function monitor_throw(frame: Ptr, i: number): void {
  do_monitor_exc(frame, i, PY_MONITORING_EVENT_PY_THROW);
}
export function monitor_handled(frame: Ptr, i: number, exc: PyObject): number {
  return report(PY_MONITORING_EVENT_EXCEPTION_HANDLED, frame, i, exc, NULL);
}
/** The end of a generator that a loop or `yield from` ran, as the StopIteration it would have been. CPython: Python/ceval.c monitor_stop_iteration() */
export function monitor_stop_iteration(frame: Ptr, i: number, value: PyObject): number {
  const m = dataOf(f_executable(frame)).monitoring;
  if ((m !== null ? m.active_monitors[PY_MONITORING_EVENT_STOP_ITERATION] : interp.monitors[PY_MONITORING_EVENT_STOP_ITERATION]) === 0) return 0;
  PyErr_SetObject(PyExc_StopIteration, value);
  if (do_monitor_exc(frame, i, PY_MONITORING_EVENT_STOP_ITERATION) < 0) return -1;
  PyErr_Clear();
  return 0;
}
