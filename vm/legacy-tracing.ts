/** sys.settrace() and sys.setprofile() on top of the monitoring events. CPython: Python/legacy_tracing.c, Python/sysmodule.c */
import {PySys_AuditFormat} from '../objects/sysattr';
import {PyObject_CallThreeArgs, PyVectorcall_Call} from '../objects/call';
import {PyErr_FormatUnraisable, PyErr_SetString} from '../objects/errors';
import {PyException_GetTraceback} from '../objects/exceptions';
import {PyLong_AsInt} from '../objects/longobject';
import {PyObject_New} from '../objects/object';
import {PyTuple_Pack} from '../objects/tupleobject';
import {interp, tstate} from '../runtime/current';
import {ARG, PyCFunction_CheckExact, PyMethod_Check, PyMethod_GET_FUNCTION, Py_IS_TYPE, Py_TYPE, f_executable, f_frame, f_trace, f_trace_lines, f_trace_opcodes, set_f_trace, set_frame_lineno} from '../runtime/generated/accessors';
import {ID_c_call, ID_c_exception, ID_c_return, ID_call, ID_exception, ID_line, ID_opcode, ID_return} from '../runtime/generated/ids';
import {PyCMethod_Type, PyExc_SystemError, PyMethodDescr_Type, _PyLegacyEventHandler_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {setHooks} from '../runtime/hooks';
import {PyObject_Del, Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, payload, setPayload, slots} from '../runtime/object';
import {type PyThreadState} from '../runtime/pystate';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_VECTORCALL} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyEval_GetFrame} from './ceval';
import {PY_MONITORING_EVENT_CALL, PY_MONITORING_EVENT_C_RAISE, PY_MONITORING_EVENT_C_RETURN, PY_MONITORING_EVENT_INSTRUCTION, PY_MONITORING_EVENT_JUMP, PY_MONITORING_EVENT_LINE, PY_MONITORING_EVENT_PY_RESUME, PY_MONITORING_EVENT_PY_RETURN, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_THROW, PY_MONITORING_EVENT_PY_UNWIND, PY_MONITORING_EVENT_PY_YIELD, PY_MONITORING_EVENT_RAISE, PY_MONITORING_EVENT_STOP_ITERATION, PY_MONITORING_SYS_PROFILE_ID, PY_MONITORING_SYS_TRACE_ID, _PyInstrumentation_DISABLE, _PyInstrumentation_MISSING, _PyMonitoring_RegisterCallback, _PyMonitoring_SetEvents, _PyMonitoring_SetLocalEvents, localEvents} from './instrumentation';
import {PyTrace_CALL, PyTrace_C_CALL, PyTrace_C_EXCEPTION, PyTrace_C_RETURN, PyTrace_EXCEPTION, PyTrace_LINE, PyTrace_OPCODE, PyTrace_RETURN, type Py_tracefunc, _Py_Instrumentation_GetLine} from './instrumentation-calls';
import './frame-lineno'; // the setter of f_lineno

const bit = (event: number): number => 1 << event;
/** A callback that stands for a tracing or profiling function: its payload. CPython: _PyLegacyEventHandler */
type Handler = (args: Args, nargs: number, event: number) => New | NULL;
class LegacyEventHandler {
  constructor(readonly call: Handler, readonly event: number) {}
}

const none = (): New => Py_NewRef(_Py_NoneStruct);
function currentFrameObject(what: string): PyObject | NULL {
  const f = PyEval_GetFrame();
  return f !== NULL ? f : PyErr_SetString(PyExc_SystemError, `Missing frame when calling ${what} function.`);
}
/** CPython: call_profile_func() */
function call_profile_func(event: number, arg: PyObject | NULL): New | NULL {
  const func = tstate.c_profilefunc as Py_tracefunc | null;
  if (func === null) return none();
  const f = currentFrameObject('profile');
  if (f === NULL) return NULL;
  Py_INCREF(f);
  const err = func(tstate.c_profileobj, f, event, arg);
  Py_DECREF(f);
  return err !== 0 ? NULL : none();
}
/** CALL and its ends are profiled for C functions only. CPython: sys_profile_call_or_return() */
function sys_profile_call_or_return(args: Args, _nargs: number, event: number): New | NULL {
  const callable = ARG(args, 2);
  if (PyCFunction_CheckExact(callable) || Py_IS_TYPE(callable, PyCMethod_Type)) return call_profile_func(event, callable);
  if (Py_IS_TYPE(callable, PyMethodDescr_Type)) {
    const self = ARG(args, 3);
    if (self === _PyInstrumentation_MISSING()) return none();
    const meth = slots(Py_TYPE(callable)).tp_descr_get!(callable, self, Py_TYPE(self));
    if (meth === NULL) return NULL;
    const res = call_profile_func(event, meth);
    Py_DECREF(meth);
    return res;
  }
  // CALL comes before the method is taken apart
  if (PyMethod_Check(callable) && PyCFunction_CheckExact(PyMethod_GET_FUNCTION(callable))) return call_profile_func(event, PyMethod_GET_FUNCTION(callable));
  return none();
}
/** CPython: call_trace_func() */
function call_trace_func(event: number, arg: PyObject | NULL): New | NULL {
  const func = tstate.c_tracefunc as Py_tracefunc | null;
  if (func === null) return none();
  const f = currentFrameObject('trace');
  if (f === NULL) return NULL;
  if (f_trace_opcodes(f) !== 0 && _PyEval_SetOpcodeTrace(f, true) !== 0) return NULL;
  Py_INCREF(f);
  const err = func(tstate.c_traceobj, f, event, arg);
  set_frame_lineno(f, 0);
  Py_DECREF(f);
  return err !== 0 ? NULL : none();
}
function sys_trace_exception_func(args: Args, _nargs: number, event: number): New | NULL {
  const exc = ARG(args, 2), tb = PyException_GetTraceback(exc), tuple = PyTuple_Pack(Py_TYPE(exc), exc, tb === NULL ? _Py_NoneStruct : tb);
  Py_XDECREF(tb);
  if (tuple === NULL) return NULL;
  const res = call_trace_func(event, tuple);
  Py_DECREF(tuple);
  return res;
}
/** One call of the trace function with a line, unless the frame does not want lines. CPython: trace_line() */
function trace_line(f: PyObject, line: number, event: number): New | NULL {
  if (f_trace_lines(f) === 0 || line < 0) return none();
  Py_INCREF(f);
  set_frame_lineno(f, line);
  const err = (tstate.c_tracefunc as Py_tracefunc)(tstate.c_traceobj, f, event, _Py_NoneStruct);
  set_frame_lineno(f, 0);
  Py_DECREF(f);
  return err !== 0 ? NULL : none();
}
function sys_trace_line_func(args: Args, _nargs: number, event: number): New | NULL {
  if (tstate.c_tracefunc === null) return none();
  const f = currentFrameObject('trace');
  return f === NULL ? NULL : trace_line(f, PyLong_AsInt(ARG(args, 1)), event);
}
/** A jump back on one line counts as a line of its own. CPython: sys_trace_jump_func() */
function sys_trace_jump_func(args: Args, _nargs: number, event: number): New | NULL {
  if (tstate.c_tracefunc === null) return none();
  const from = PyLong_AsInt(ARG(args, 1)) >> 1, to = PyLong_AsInt(ARG(args, 2)) >> 1, code = ARG(args, 0);
  if (to > from) return Py_NewRef(_PyInstrumentation_DISABLE());
  const line = _Py_Instrumentation_GetLine(code, to);
  if (line !== _Py_Instrumentation_GetLine(code, from)) return Py_NewRef(_PyInstrumentation_DISABLE());
  const f = currentFrameObject('trace');
  return f === NULL ? NULL : trace_line(f, line, event);
}
function sys_trace_instruction_func(_args: Args, _nargs: number, event: number): New | NULL {
  const f = currentFrameObject('trace');
  if (f === NULL) return NULL;
  const func = tstate.c_tracefunc as Py_tracefunc | null;
  if (func === null || f_trace_opcodes(f) === 0) return _PyEval_SetOpcodeTrace(f, false) !== 0 ? NULL : none();
  Py_INCREF(f);
  const err = func(tstate.c_traceobj, f, event, _Py_NoneStruct);
  set_frame_lineno(f, 0);
  Py_DECREF(f);
  return err !== 0 ? NULL : none();
}
/** Whether single instructions of a frame's code are traced. CPython: _PyEval_SetOpcodeTrace() */
export function _PyEval_SetOpcodeTrace(f: PyObject, enable: boolean): number {
  const code = f_executable(f_frame(f)), events = localEvents(code, PY_MONITORING_SYS_TRACE_ID), wanted = bit(PY_MONITORING_EVENT_INSTRUCTION);
  if (((events & wanted) !== 0) === enable) return 0;
  return _PyMonitoring_SetLocalEvents(code, PY_MONITORING_SYS_TRACE_ID, events ^ wanted);
}

/** Registers a handler for one or more events. CPython: set_callbacks() */
function set_callbacks(tool: number, call: Handler, legacy: number, ...events: readonly number[]): boolean {
  const callback = PyObject_New(_PyLegacyEventHandler_Type);
  if (callback === NULL) return false;
  setPayload(callback, new LegacyEventHandler(call, legacy));
  for (const event of events) Py_XDECREF(_PyMonitoring_RegisterCallback(tool, event, callback));
  Py_DECREF(callback);
  return true;
}
const profile = (arg: (args: Args) => PyObject | NULL): Handler => (args, _nargs, event) => call_profile_func(event, arg(args));
const trace = (arg: (args: Args) => PyObject | NULL): Handler => (args, _nargs, event) => call_trace_func(event, arg(args));
const asNone = (): PyObject => _Py_NoneStruct, asNull = (): NULL => NULL, asThird = (args: Args): PyObject => ARG(args, 2);

function initializeProfiling(): boolean {
  if (interp.sys_profile_initialized) return true;
  interp.sys_profile_initialized = true;
  const tool = PY_MONITORING_SYS_PROFILE_ID;
  return set_callbacks(tool, profile(asNone), PyTrace_CALL, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_RESUME)
    && set_callbacks(tool, profile(asNone), PyTrace_CALL, PY_MONITORING_EVENT_PY_THROW)
    && set_callbacks(tool, profile(asThird), PyTrace_RETURN, PY_MONITORING_EVENT_PY_RETURN, PY_MONITORING_EVENT_PY_YIELD)
    && set_callbacks(tool, profile(asNull), PyTrace_RETURN, PY_MONITORING_EVENT_PY_UNWIND)
    && set_callbacks(tool, sys_profile_call_or_return, PyTrace_C_CALL, PY_MONITORING_EVENT_CALL)
    && set_callbacks(tool, sys_profile_call_or_return, PyTrace_C_RETURN, PY_MONITORING_EVENT_C_RETURN)
    && set_callbacks(tool, sys_profile_call_or_return, PyTrace_C_EXCEPTION, PY_MONITORING_EVENT_C_RAISE);
}
function initializeTracing(): boolean {
  if (interp.sys_trace_initialized) return true;
  interp.sys_trace_initialized = true;
  const tool = PY_MONITORING_SYS_TRACE_ID;
  return set_callbacks(tool, trace(asNone), PyTrace_CALL, PY_MONITORING_EVENT_PY_START, PY_MONITORING_EVENT_PY_RESUME)
    && set_callbacks(tool, trace(asNone), PyTrace_CALL, PY_MONITORING_EVENT_PY_THROW)
    && set_callbacks(tool, trace(asThird), PyTrace_RETURN, PY_MONITORING_EVENT_PY_RETURN)
    && set_callbacks(tool, trace(asThird), PyTrace_RETURN, PY_MONITORING_EVENT_PY_YIELD)
    && set_callbacks(tool, sys_trace_exception_func, PyTrace_EXCEPTION, PY_MONITORING_EVENT_RAISE, PY_MONITORING_EVENT_STOP_ITERATION)
    && set_callbacks(tool, sys_trace_line_func, PyTrace_LINE, PY_MONITORING_EVENT_LINE)
    && set_callbacks(tool, trace(asNull), PyTrace_RETURN, PY_MONITORING_EVENT_PY_UNWIND)
    && set_callbacks(tool, sys_trace_jump_func, PyTrace_LINE, PY_MONITORING_EVENT_JUMP)
    && set_callbacks(tool, sys_trace_instruction_func, PyTrace_OPCODE, PY_MONITORING_EVENT_INSTRUCTION);
}
/** Sets the profile function of a thread; -1 with an exception. The caller has audited. CPython: _PyEval_SetProfile() */
export function _PyEval_SetProfile(ts: PyThreadState, func: Py_tracefunc | null, arg: PyObject | NULL): number {
  if (PySys_AuditFormat('sys.setprofile', '') < 0) return -1;
  if (!initializeProfiling()) return -1;
  ts.interp.sys_profiling_threads += (func !== null ? 1 : 0) - (ts.c_profilefunc !== null ? 1 : 0);
  const old = ts.c_profileobj;
  ts.c_profilefunc = func;
  ts.c_profileobj = Py_XNewRef(arg);
  Py_XDECREF(old);
  const events = ts.interp.sys_profiling_threads === 0 ? 0 : bit(PY_MONITORING_EVENT_PY_START) | bit(PY_MONITORING_EVENT_PY_RESUME) | bit(PY_MONITORING_EVENT_PY_RETURN) | bit(PY_MONITORING_EVENT_PY_YIELD)
    | bit(PY_MONITORING_EVENT_CALL) | bit(PY_MONITORING_EVENT_PY_UNWIND) | bit(PY_MONITORING_EVENT_PY_THROW);
  return _PyMonitoring_SetEvents(PY_MONITORING_SYS_PROFILE_ID, events);
}
/** Sets the trace function of a thread; -1 with an exception. The caller has audited. CPython: _PyEval_SetTrace() */
export function _PyEval_SetTrace(ts: PyThreadState, func: Py_tracefunc | null, arg: PyObject | NULL): number {
  if (PySys_AuditFormat('sys.settrace', '') < 0) return -1;
  if (!initializeTracing()) return -1;
  ts.interp.sys_tracing_threads += (func !== null ? 1 : 0) - (ts.c_tracefunc !== null ? 1 : 0);
  const old = ts.c_traceobj;
  ts.c_tracefunc = func;
  ts.c_traceobj = Py_XNewRef(arg);
  Py_XDECREF(old);
  let events = 0;
  if (ts.interp.sys_tracing_threads !== 0) {
    events = bit(PY_MONITORING_EVENT_PY_START) | bit(PY_MONITORING_EVENT_PY_RESUME) | bit(PY_MONITORING_EVENT_PY_RETURN) | bit(PY_MONITORING_EVENT_PY_YIELD) | bit(PY_MONITORING_EVENT_RAISE)
      | bit(PY_MONITORING_EVENT_LINE) | bit(PY_MONITORING_EVENT_JUMP) | bit(PY_MONITORING_EVENT_PY_UNWIND) | bit(PY_MONITORING_EVENT_PY_THROW) | bit(PY_MONITORING_EVENT_STOP_ITERATION);
    const f = PyEval_GetFrame();
    if (f !== NULL && f_trace_opcodes(f) !== 0 && _PyEval_SetOpcodeTrace(f, true) !== 0) return -1;
  }
  return _PyMonitoring_SetEvents(PY_MONITORING_SYS_TRACE_ID, events);
}

// ---- trace functions written in Python. CPython: Python/sysmodule.c ----

const WHAT: readonly PyObject[] = [ID_call, ID_exception, ID_line, ID_return, ID_c_call, ID_c_exception, ID_c_return, ID_opcode];
/** CPython: call_trampoline() */
function call_trampoline(callback: PyObject, frame: PyObject, what: number, arg: PyObject | NULL): New | NULL {
  return PyObject_CallThreeArgs(callback, frame, WHAT[what], arg === NULL ? _Py_NoneStruct : arg);
}
/** CPython: profile_trampoline() */
const profile_trampoline: Py_tracefunc = (self, frame, what, arg) => {
  const result = call_trampoline(self as PyObject, frame, what, arg);
  if (result === NULL) {
    _PyEval_SetProfile(tstate, null, NULL);
    return -1;
  }
  Py_DECREF(result);
  return 0;
};
/** The function that is set is called for new frames; what it returns traces on in the frame. CPython: trace_trampoline() */
const trace_trampoline: Py_tracefunc = (self, frame, what, arg) => {
  const callback = what === PyTrace_CALL ? (self as PyObject) : f_trace(frame);
  if (callback === NULL) return 0;
  const result = call_trampoline(callback, frame, what, arg);
  if (result === NULL) {
    _PyEval_SetTrace(tstate, null, NULL);
    const old = f_trace(frame);
    set_f_trace(frame, NULL);
    Py_XDECREF(old);
    return -1;
  }
  if (result === _Py_NoneStruct) {
    Py_DECREF(result);
    return 0;
  }
  const old = f_trace(frame);
  set_f_trace(frame, result);
  Py_XDECREF(old);
  return 0;
};
/** sys.settrace(); None ends it. CPython: sys_settrace() */
export function sys_settrace(_module: PyObject, func: PyObject): New | NULL {
  return _PyEval_SetTrace(tstate, func === _Py_NoneStruct ? null : trace_trampoline, func === _Py_NoneStruct ? NULL : func) < 0 ? NULL : none();
}
/** sys.gettrace(). */
export function sys_gettrace(): New {
  return Py_NewRef(tstate.c_traceobj === NULL ? _Py_NoneStruct : tstate.c_traceobj);
}
/** sys.setprofile(); None ends it. CPython: sys_setprofile() */
export function sys_setprofile(_module: PyObject, func: PyObject): New | NULL {
  return _PyEval_SetProfile(tstate, func === _Py_NoneStruct ? null : profile_trampoline, func === _Py_NoneStruct ? NULL : func) < 0 ? NULL : none();
}
/** sys.getprofile(). */
export function sys_getprofile(): New {
  return Py_NewRef(tstate.c_profileobj === NULL ? _Py_NoneStruct : tstate.c_profileobj);
}
/** sys._settraceallthreads(), sys._setprofileallthreads(). CPython: PyEval_SetTraceAllThreads() */
export function setAllThreads(func: PyObject, tracing: boolean): New | NULL {
  const off = func === _Py_NoneStruct;
  for (let ts = interp.threads.head; ts !== null; ts = ts.next) {
    const err = tracing ? _PyEval_SetTrace(ts, off ? null : trace_trampoline, off ? NULL : func) : _PyEval_SetProfile(ts, off ? null : profile_trampoline, off ? NULL : func);
    if (err < 0) PyErr_FormatUnraisable(`Exception ignored in PyEval_Set${tracing ? 'Trace' : 'Profile'}AllThreads`);
  }
  return none();
}

function handler_dealloc(op: PyObject): void {
  PyObject_Del(op);
}
defineType(_PyLegacyEventHandler_Type, {
  tp_name: 'sys.legacy_event_handler', tp_basicsize: 32, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_HAVE_VECTORCALL, tp_doc: null,
  slots: {
    tp_dealloc: handler_dealloc, tp_call: PyVectorcall_Call,
    vectorcall: (op, args, nargs) => {
      const handler = payload<LegacyEventHandler>(op);
      return handler.call(args, nargs, handler.event);
    },
  },
});
setHooks({_PyEval_SetOpcodeTrace});
