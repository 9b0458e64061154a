/** Running frames: the entries into the loop, and what CPython's API says about the frames that run. CPython: Python/ceval.c */
import type {Heap} from '../runtime/heap';
import {PyObject_Call, _Py_EnterRecursiveCall} from '../objects/call';
import {PyDict_Update} from '../objects/dictobject-merge';
import {PyDict_New, PyDict_SetItem} from '../objects/dictobject';
import {_PyEval_BuiltinsFromGlobals} from '../objects/evalbuiltins';
import {PyErr_Clear, PyErr_SetString} from '../objects/errors';
import {FRAME_WORDS, _PyFrame_GetFirstComplete, _PyFrame_GetFrameObject, _PyThreadState_GetFrame} from '../objects/frame';
import {PyFrameLocalsProxy_Check} from '../objects/frameobject-locals';
import {PyFrame_GetLocalsOfCurrent, _PyFrame_GetLocals} from '../objects/frameobject';
import {PyFunction_New, PyFunction_SetClosure} from '../objects/funcobject';
import {PyLong_FromNumber} from '../objects/longobject';
import {H, _PyRuntime, interp, tstate} from '../runtime/current';
import {ARG, PyCFunction_CheckExact, PyFunction_Check, PyMethod_Check, PyTuple_GET_SIZE, f_executable, f_globals, f_instr_ptr, f_locals_cache, f_previous, set_f_locals_cache, set_f_previous} from '../runtime/generated/accessors';
import {CURRENT_FRAME, C_RECURSION_REMAINING, PY_RECURSION_REMAINING, PyExc_SystemError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {setHooks} from '../runtime/hooks';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XINCREF, Py_XNewRef, takeRef} from '../runtime/object';
import {PyMem_RawMalloc} from '../runtime/obmalloc';
import {UNWIND_NONE, saveThreadWords, type PyThreadState} from '../runtime/pystate';
import {NULL, type Args, type New, type Ptr, type PyObject} from '../runtime/types';
import {STATUS_EXIT_UNWIND, STATUS_RESUME_ERROR, _Py_CheckRecursiveCallPy, startPushed} from './ceval-frames';
import {_PyEvalFramePushAndInit} from './frame';
import {_PyEval_PlainLoop} from './generated/loop_plain';
import {_PyEval_TracedLoop} from './generated/loop_traced';
import {_PyEval_WatchedLoop} from './generated/loop_watched';
import {instantiateLoop} from './generated/loop_wasm';
import {PY_MONITORING_EVENT_PY_THROW, _Py_Instrument} from './instrumentation';
import {monitor_throw} from './instrumentation-calls';
import {STEP_INTERPRETER_EXIT, initNativeFrame} from './native-frame';
import {STATUS_EXIT, STATUS_RELOAD} from './status';

/** Units of the host's stack that one loop takes. CPython: Python/ceval.c PY_EVAL_C_STACK_UNITS */
const PY_EVAL_C_STACK_UNITS = 2;

/** An entry frame, from the thread's own or a new one; it is native, has step 0 and one local for the result. */
function acquireEntry(): Ptr {
  let entry = tstate.entryFrame;
  if (entry === 0) {
    entry = PyMem_RawMalloc(4 * (FRAME_WORDS + 2));
    if (entry === 0) throw new Error('out of memory for an entry frame');
    initNativeFrame(entry, STEP_INTERPRETER_EXIT, 1);
  } else tstate.entryFrame = f_previous(entry);
  return entry;
}
function releaseEntry(entry: Ptr): void {
  set_f_previous(entry, tstate.entryFrame);
  tstate.entryFrame = entry;
}

/**
 * Runs a frame that is pushed but not linked until it returns or yields: the result, or NULL with an exception. With throwflag the
 * exception that is set is raised where the frame stands. escapes. CPython: Python/ceval.c _PyEval_EvalFrameDefault()
 */
export function _PyEval_EvalFrameDefault(frame: Ptr, throwflag = 0): New | NULL {
  const entry = acquireEntry();
  set_f_previous(entry, H[CURRENT_FRAME]);
  set_f_previous(frame, entry);
  H[CURRENT_FRAME] = frame;
  return runEntered(entry, throwflag);
}
/** Runs the current frame, above an entry frame, to its end. */
function runEntered(entry: Ptr, throwflag: number): New | NULL {
  let status;
  H[C_RECURSION_REMAINING] -= PY_EVAL_C_STACK_UNITS - 1;
  if (_Py_EnterRecursiveCall('') !== 0) {
    H[C_RECURSION_REMAINING]--;
    H[PY_RECURSION_REMAINING]--;
    status = STATUS_EXIT_UNWIND;
  } else if (throwflag !== 0) {
    if (H[PY_RECURSION_REMAINING]-- <= 0 && _Py_CheckRecursiveCallPy() < 0) status = STATUS_EXIT_UNWIND;
    else {
      instrumentForThrow();
      status = STATUS_RESUME_ERROR;
    }
  } else status = startPushed();
  const result = status === STATUS_EXIT ? (H[entry + FRAME_WORDS] as New | NULL) : evalLoop(entry, status === STATUS_RELOAD ? 0 : status);
  H[C_RECURSION_REMAINING] += PY_EVAL_C_STACK_UNITS;
  releaseEntry(entry);
  return result;
}
/** Slices that a runtime gets before its loop is compiled to WebAssembly, which takes longer than many programs. */
const SLICES_BEFORE_COMPILING = 3;

/** The plain loop of a heap without one: at first that of JS; each slice ends with another choice (STATUS_REENTER). */
function loopFor(heap: Heap): (entry: number, status: number) => number {
  if (VIVARIUM_WATCHED) return (heap.plainLoop = _PyEval_WatchedLoop);
  if (heap.slices < SLICES_BEFORE_COMPILING) {
    // to optimise that giant takes a quarter of a second, in which the process cannot even end
    if (!heap.isLoopCold && heap.memory !== null) _PyRuntime.host.keepCold(_PyEval_PlainLoop);
    heap.isLoopCold = true;
    return _PyEval_PlainLoop;
  }
  return (heap.plainLoop = instantiateLoop(heap.memory) ?? _PyEval_PlainLoop);
}
/** Runs the current frame: in the plain loop, or in the traced one while lines are reported or memory is traced; -1 hands over, -2 asks for another choice. */
function evalLoop(entry: Ptr, status: number): New | NULL {
  const {heap} = _PyRuntime;
  // the watched loop sees lines, too
  let traced = !VIVARIUM_WATCHED && interp.tracedLoop !== 0, result = traced ? _PyEval_TracedLoop(entry, status) : (heap.plainLoop ?? loopFor(heap))(entry, status);
  while (result < 0) {
    traced = !VIVARIUM_WATCHED && (result === -1 ? !traced : traced || interp.tracedLoop !== 0);
    result = traced ? _PyEval_TracedLoop(entry, 0) : (heap.plainLoop ?? loopFor(heap))(entry, 0);
  }
  return result as New | NULL;
}
/** The frame goes on without a RESUME, so its instrumentation is brought up to date here. */
function instrumentForThrow(): void {
  const frame = H[CURRENT_FRAME];
  _Py_Instrument(f_executable(frame));
  if (interp.monitors[PY_MONITORING_EVENT_PY_THROW] !== 0) monitor_throw(frame, f_instr_ptr(frame));
}
/** CPython: Include/internal/pycore_ceval.h _PyEval_EvalFrame() */
export function _PyEval_EvalFrame(frame: Ptr, throwflag = 0): New | NULL {
  return interp.eval_frame === null ? _PyEval_EvalFrameDefault(frame, throwflag) : interp.eval_frame(tstate, frame, throwflag);
}
/** Runs what a native function pushed (UNWIND_CALL) to its end, for code that cannot go on later: the result of the call. */
export function finishPendingCall(): New | NULL {
  tstate.unwinding = UNWIND_NONE;
  // the lowest frame that was pushed hangs on the frame that was current: entryless calls leave its address
  const entry = acquireEntry();
  let lowest = H[CURRENT_FRAME];
  while (f_previous(lowest) !== tstate.pendingBase) lowest = f_previous(lowest);
  set_f_previous(entry, f_previous(lowest));
  set_f_previous(lowest, entry);
  return runEntered(entry, 0);
}

/** Calls a Python function; everything is borrowed. escapes. CPython: Python/ceval.c _PyEval_Vector() */
export function _PyEval_Vector(func: PyObject, locals: PyObject | NULL, args: Args, argcount: number, kwnames: PyObject | NULL): New | NULL {
  Py_INCREF(func);
  Py_XINCREF(locals);
  const total = argcount + (kwnames === NULL ? 0 : PyTuple_GET_SIZE(kwnames));
  for (let i = 0; i < total; i++) Py_INCREF(ARG(args, i));
  const frame = _PyEvalFramePushAndInit(takeRef(func), locals as New | NULL, args, argcount, kwnames);
  return frame === 0 ? NULL : _PyEval_EvalFrame(frame);
}

/** The function that runs module code. CPython: Objects/funcobject.c _PyFunction_FromConstructor() as PyEval_EvalCode() uses it */
export function functionForCode(co: PyObject, globals: PyObject, closure: PyObject | NULL): New | NULL {
  const builtins = _PyEval_BuiltinsFromGlobals(globals);
  if (builtins === NULL) return NULL;
  const func = PyFunction_New(co, globals);
  if (func !== NULL && closure !== NULL && PyFunction_SetClosure(func, closure) < 0) {
    Py_DECREF(func);
    return NULL;
  }
  return func;
}
/** Runs a code object in namespaces; locals default to globals. escapes. CPython: Python/ceval.c PyEval_EvalCode() */
export function PyEval_EvalCode(co: PyObject, globals: PyObject, locals: PyObject | NULL): New | NULL {
  const func = functionForCode(co, globals, NULL);
  if (func === NULL) return NULL;
  const res = _PyEval_Vector(func, locals === NULL ? globals : locals, 0, 0, NULL);
  Py_DECREF(func);
  return res;
}
/** PyEval_EvalCode() with a closure, as exec(closure=...) needs it. escapes. CPython: Python/ceval.c PyEval_EvalCodeEx() */
export function PyEval_EvalCodeWithClosure(co: PyObject, globals: PyObject, locals: PyObject | NULL, closure: PyObject | NULL): New | NULL {
  const func = functionForCode(co, globals, closure);
  if (func === NULL) return NULL;
  const res = _PyEval_Vector(func, locals === NULL ? globals : locals, 0, 0, NULL);
  Py_DECREF(func);
  return res;
}

/** CPython: Python/ceval.c _PyEval_GetFrame() */
export function _PyEval_GetFrame(): Ptr {
  return _PyThreadState_GetFrame();
}
/** The frame object of the frame that runs, borrowed; NULL when none does. CPython: PyEval_GetFrame() */
export function PyEval_GetFrame(): PyObject | NULL {
  const frame = _PyThreadState_GetFrame();
  if (frame === 0) return NULL;
  const f = _PyFrame_GetFrameObject(frame);
  if (f === NULL) PyErr_Clear();
  return f;
}
/** Borrowed; NULL when no frame runs. CPython: PyEval_GetGlobals() */
export function PyEval_GetGlobals(): PyObject | NULL {
  const frame = _PyThreadState_GetFrame();
  return frame === 0 ? NULL : f_globals(frame);
}
/** The namespace of the running frame, borrowed; fast locals are copied into a dict that the frame object keeps. escapes. CPython: PyEval_GetLocals() */
export function PyEval_GetLocals(): PyObject | NULL {
  const frame = _PyThreadState_GetFrame();
  if (frame === 0) return PyErr_SetString(PyExc_SystemError, 'frame does not exist');
  const locals = _PyFrame_GetLocals(frame);
  if (locals === NULL) return NULL;
  if (!PyFrameLocalsProxy_Check(locals)) {
    Py_DECREF(locals);
    return locals;
  }
  const f = _PyFrame_GetFrameObject(frame) as PyObject;
  let cache: PyObject | NULL = f_locals_cache(f);
  if (cache === NULL) {
    cache = PyDict_New();
    if (cache === NULL) {
      Py_DECREF(locals);
      return NULL;
    }
    set_f_locals_cache(f, cache);
  }
  const err = PyDict_Update(cache, locals);
  Py_DECREF(locals);
  return err < 0 ? NULL : cache;
}
/** What locals() returns: a fresh dict for fast locals. escapes. CPython: _PyEval_GetFrameLocals() */
export function _PyEval_GetFrameLocals(): New | NULL {
  return PyFrame_GetLocalsOfCurrent();
}

/** CPython: Python/ceval.c Py_GetRecursionLimit() */
export function Py_GetRecursionLimit(): number {
  return interp.ceval.recursion_limit;
}
/** Sets the limit of all threads of the interpreter. CPython: Python/ceval.c Py_SetRecursionLimit() */
export function Py_SetRecursionLimit(limit: number): void {
  saveThreadWords();
  interp.ceval.recursion_limit = limit;
  for (let ts = interp.threads.head; ts !== null; ts = ts.next) {
    const depth = ts.py_recursion_limit - ts.py_recursion_remaining;
    ts.py_recursion_limit = limit;
    ts.py_recursion_remaining = limit - depth;
  }
  H[PY_RECURSION_REMAINING] = tstate.py_recursion_remaining;
}
/** CPython: PyEval_GetFuncName(), PyEval_GetFuncDesc() */
export function PyEval_GetFuncDesc(func: PyObject): string {
  return PyMethod_Check(func) || PyFunction_Check(func) || PyCFunction_CheckExact(func) ? '()' : ' object';
}

/** Runs a code object with a closure in namespaces. escapes. CPython: Python/ceval.c PyEval_EvalCodeEx() */
export function PyEval_EvalCodeClosure(co: PyObject, globals: PyObject, locals: PyObject | NULL, closure: PyObject | NULL): New | NULL {
  return PyEval_EvalCodeWithClosure(co, globals, locals, closure);
}
/** The code that runs, borrowed; NULL when none does. */
export function currentCode(): PyObject | NULL {
  const frame = _PyThreadState_GetFrame();
  return frame === 0 ? NULL : f_executable(frame);
}
/** Calls with tracing on although a trace function runs. escapes. CPython: Python/ceval.c _PyEval_CallTracing() */
export function _PyEval_CallTracing(func: PyObject, args: PyObject): New | NULL {
  const saved = tstate.tracing;
  tstate.tracing = 0;
  const result = PyObject_Call(func, args, NULL);
  tstate.tracing = saved;
  return result;
}
/** A dict from thread id to something of each thread, as sys shows it; NULL values are left out. */
function perThread(of: (ts: PyThreadState) => New | NULL): New | NULL {
  saveThreadWords();
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (let owner = _PyRuntime.interpreters.head; owner !== null; owner = owner.next) {
    for (let ts = owner.threads.head; ts !== null; ts = ts.next) {
      const value = of(ts);
      if (value === NULL) continue;
      const id = PyLong_FromNumber(ts.thread_id), err = id === NULL ? -1 : PyDict_SetItem(dict, id, value);
      Py_XDECREF(id);
      Py_DECREF(value);
      if (err !== 0) {
        Py_DECREF(dict);
        return NULL;
      }
    }
  }
  return dict;
}
/** sys._current_frames(). CPython: Python/pystate.c _PyThread_CurrentFrames() */
export function currentFrames(): New | NULL {
  return perThread(ts => {
    const frame = _PyFrame_GetFirstComplete(ts.current_frame);
    return frame === 0 ? NULL : Py_XNewRef(_PyFrame_GetFrameObject(frame));
  });
}
/** sys._current_exceptions(). CPython: Python/pystate.c _PyThread_CurrentExceptions() */
export function currentExceptions(): New | NULL {
  return perThread(ts => {
    let item = ts.exc_info;
    while (H[item] === NULL && H[item + 2] !== 0) item = H[item + 2];
    return Py_NewRef(H[item] === NULL ? _Py_NoneStruct : (H[item] as PyObject));
  });
}

setHooks({_PyEval_Vector, _PyEval_EvalFrame, _PyEval_GetFrameLocals, finishPendingCall});
