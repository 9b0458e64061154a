/** The _thread module: locks and threads. Threads are green: see runtime/scheduler.ts. CPython: Modules/_threadmodule.c */
import {PySys_AuditFormat} from '../../objects/sysattr';
import {PyObject_Call} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetNone, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, reprText} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsInt, PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyCallable_Check, PyObject_IsTrue, addressText} from '../../objects/object';
import {argParser, parseVectorcall} from '../../objects/getargs';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_TIMEOUT} from '../../objects/pytime';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime, interp, tstate} from '../../runtime/current';
import {PyDict_Check, PyDict_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_PythonFinalizationError, PyExc_RuntimeError, PyExc_SystemExit, PyExc_TypeError, PyExc_ValueError, PyLong_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {METH_VARARGS, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyThreadState_Clear, _PyThreadState_Whence, new_threadstate, tstate_delete, type PyThreadState} from '../../runtime/pystate';
import {IDENT_STEP, newThreadIdent} from '../../runtime/thread';
import {addThread, monotonic, noticeSignals, waitOnStack} from '../../runtime/scheduler';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec, traverseproc} from '../../runtime/typeslots';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_MANAGED_WEAKREF} from '../../runtime/typeflags';
import {tripSignal} from '../../runtime/host/signals';
import {_local_spec, local_dummy_type_spec} from './_thread-local';
import {excepthookArgsDesc, thread_excepthook} from './_thread-excepthook';
import {PyStructSequence_NewType} from '../../objects/structseq';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';

/** Greatest timeout of acquire(): microseconds that fit in nanoseconds. CPython: PY_TIMEOUT_MAX */
const PY_TIMEOUT_MAX = 9223372036854775n;
/** The same in whole seconds, as Python sees it. CPython: _thread.TIMEOUT_MAX */
const TIMEOUT_MAX = 9223372036;

/** State of the module: its types, and the handles of threads to be joined at the end. */
export interface ThreadModuleState { lockType: PyObject; rlockType: PyObject; handleType: PyObject; localType: PyObject; localDummyType: New | NULL; excepthookType: PyObject; readonly pending: Set<ThreadHandle> }

/** A lock: held or not, and by whom when it is a recursive one. */
class LockData {
  locked = false;
  owner = 0;
  count = 0;
}

/**
 * Waits until `free` holds. 1 when it does, 0 when the time is over, -1 with an exception (a signal handler raised).
 * CPython: _PyThread_acquire_lock_timed() with PEP 475's retries
 */
function waitFor(free: () => boolean, seconds: number): number {
  if (free()) return 1;
  if (seconds === 0) return 0;
  const deadline = seconds < 0 ? Infinity : monotonic() + seconds * 1000;
  for (;;) {
    const outcome = waitOnStack(free, deadline, true);
    if (outcome !== null) return outcome ? 1 : 0;
    if (hooks._PyErr_CheckSignals() < 0) return -1;
  }
}
const acquireParser = argParser('acquire', '(blocking=True, timeout=-1)');
/** Reads blocking and timeout: seconds to wait, -1 for ever, 0 not at all; null with an exception. CPython: lock_acquire_parse_args() */
function acquireSeconds(args: Args, nargs: number, kwnames: PyObject | NULL): number | null {
  const parsed = parseVectorcall(acquireParser, args, nargs, kwnames);
  if (parsed === null) return null;
  const blocking = parsed[0] === NULL ? 1 : PyObject_IsTrue(parsed[0]);
  if (blocking < 0) return null;
  const unset = -1000000000n, timeout = parsed[1] === NULL ? unset : _PyTime_FromSecondsObject(parsed[1], _PyTime_ROUND_TIMEOUT);
  if (timeout === null) return null;
  if (blocking === 0 && timeout !== unset) {
    PyErr_SetString(PyExc_ValueError, "can't specify a timeout for a non-blocking call");
    return null;
  }
  if (timeout < 0n && timeout !== unset) {
    PyErr_SetString(PyExc_ValueError, 'timeout value must be a non-negative number');
    return null;
  }
  if (blocking === 0) return 0;
  if (timeout === unset) return -1;
  if ((timeout + 999n) / 1000n > PY_TIMEOUT_MAX) {
    PyErr_SetString(PyExc_OverflowError, 'timeout value is too large');
    return null;
  }
  return Number(timeout) / 1e9;
}

// ---- lock ----

function newLock(type: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new LockData());
  return self;
}
/** CPython: lock_new() */
function lock_new(type: PyObject, args: PyObject, kwargs: PyObject | NULL): New | NULL {
  if (kwargs !== NULL && PyDict_GET_SIZE(kwargs) > 0) return PyErr_SetString(PyExc_TypeError, 'lock() takes no keyword arguments');
  const n = PyTuple_GET_SIZE(args);
  return n > 0 ? PyErr_Format(PyExc_TypeError, `lock expected 0 arguments, got ${n}`) : newLock(type);
}
function lock_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  PyObject_ClearWeakRefs(self);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function lock_acquire(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const seconds = acquireSeconds(args, nargs, kwnames);
  if (seconds === null) return NULL;
  const lock = payload<LockData>(self), outcome = waitFor(() => !lock.locked, seconds);
  if (outcome < 0) return NULL;
  if (outcome > 0) lock.locked = true;
  return PyBool_FromLong(outcome);
}
function lock_release(self: PyObject): New | NULL {
  const lock = payload<LockData>(self);
  if (!lock.locked) return PyErr_SetString(PyExc_RuntimeError, 'release unlocked lock');
  lock.locked = false;
  return Py_NewRef(_Py_NoneStruct);
}
function lock_locked(self: PyObject): New | NULL {
  return PyBool_FromLong(payload<LockData>(self).locked ? 1 : 0);
}
function lock_repr(self: PyObject): New | NULL {
  return PyUnicode_FromString(`<${payload<LockData>(self).locked ? 'locked' : 'unlocked'} ${slots(Py_TYPE(self)).tp_name} object at ${addressText(self)}>`);
}
function lock_at_fork_reinit(self: PyObject): New | NULL {
  const lock = payload<LockData>(self);
  lock.locked = false;
  lock.owner = lock.count = 0;
  return Py_NewRef(_Py_NoneStruct);
}
const lockMethods = [
  rawMethod('acquire_lock', '($self, /, blocking=True, timeout=-1)', lock_acquire, 'An obsolete name of acquire().'),
  rawMethod('acquire', '($self, /, blocking=True, timeout=-1)', lock_acquire, 'Takes the lock, waiting for it unless blocking is false; whether it was taken.'),
  method('release_lock', '($self, /)', lock_release, 'An obsolete name of release().'),
  method('release', '($self, /)', lock_release, 'Gives the lock back; it must be held, by whomever.'),
  method('locked_lock', '($self, /)', lock_locked, 'An obsolete name of locked().'),
  method('locked', '($self, /)', lock_locked, 'Whether the lock is held.'),
  rawMethod('__enter__', '($self, /)', lock_acquire, 'Takes the lock.'),
  rawMethod('__exit__', '($self, /, *exc_info)', self => lock_release(self), 'Gives the lock back.'),
  method('_at_fork_reinit', '($self, /)', lock_at_fork_reinit, 'Makes the lock free, in the child of a fork.'),
];

// ---- recursive lock ----

function rlock_acquire(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const seconds = acquireSeconds(args, nargs, kwnames);
  if (seconds === null) return NULL;
  const lock = payload<LockData>(self), me = tstate.thread_id;
  if (lock.count > 0 && lock.owner === me) {
    lock.count++;
    return PyBool_FromLong(1);
  }
  const outcome = waitFor(() => lock.count === 0, seconds);
  if (outcome < 0) return NULL;
  if (outcome > 0) {
    lock.owner = me;
    lock.count = 1;
  }
  return PyBool_FromLong(outcome);
}
function rlock_release(self: PyObject): New | NULL {
  const lock = payload<LockData>(self);
  if (lock.count === 0 || lock.owner !== tstate.thread_id) return PyErr_SetString(PyExc_RuntimeError, 'cannot release un-acquired lock');
  if (--lock.count === 0) lock.owner = 0;
  return Py_NewRef(_Py_NoneStruct);
}
function rlock_is_owned(self: PyObject): New | NULL {
  const lock = payload<LockData>(self);
  return PyBool_FromLong(lock.count > 0 && lock.owner === tstate.thread_id ? 1 : 0);
}
function rlock_release_save(self: PyObject): New | NULL {
  const lock = payload<LockData>(self);
  if (lock.count === 0) return PyErr_SetString(PyExc_RuntimeError, 'cannot release un-acquired lock');
  const count = PyLong_FromNumber(lock.count), owner = PyLong_FromNumber(lock.owner);
  const result = count === NULL || owner === NULL ? NULL : PyTuple_Pack(count, owner);
  Py_XDECREF(count);
  Py_XDECREF(owner);
  lock.count = lock.owner = 0;
  return result;
}
function rlock_acquire_restore(self: PyObject, state: PyObject | NULL): New | NULL {
  const saved = state as PyObject;
  if (!PyTuple_Check(saved) || PyTuple_GET_SIZE(saved) !== 2) return _PyArg_BadArgument('_acquire_restore', 'argument 1', '2-item tuple', saved);
  const count = PyLong_AsSsize_t(PyTuple_GET_ITEM(saved, 0)), owner = PyLong_AsSsize_t(PyTuple_GET_ITEM(saved, 1));
  if (PyErr_Occurred() !== NULL) return NULL;
  const lock = payload<LockData>(self);
  if (waitFor(() => lock.count === 0, -1) < 0) return NULL;
  lock.count = count;
  lock.owner = owner;
  return Py_NewRef(_Py_NoneStruct);
}
function rlock_repr(self: PyObject): New | NULL {
  const lock = payload<LockData>(self);
  return PyUnicode_FromString(`<${lock.count > 0 ? 'locked' : 'unlocked'} ${slots(Py_TYPE(self)).tp_name} object owner=${lock.owner} count=${lock.count} at ${addressText(self)}>`);
}
const rlockMethods = [
  rawMethod('acquire', '($self, /, blocking=True, timeout=-1)', rlock_acquire, 'Takes the lock, once more when this thread holds it; whether it was taken.'),
  method('release', '($self, /)', rlock_release, 'Gives the lock back once; it must be held by this thread.'),
  method('_is_owned', '($self, /)', rlock_is_owned, 'Whether this thread holds the lock.'),
  method('_acquire_restore', '($self, state, /)', rlock_acquire_restore, 'For condition variables.'),
  method('_release_save', '($self, /)', rlock_release_save, 'For condition variables.'),
  method('_recursion_count', '($self, /)', self => {
    const lock = payload<LockData>(self);
    return PyLong_FromNumber(lock.owner === tstate.thread_id ? lock.count : 0);
  }, 'How often this thread holds the lock.'),
  rawMethod('__enter__', '($self, /)', rlock_acquire, 'Takes the lock.'),
  rawMethod('__exit__', '($self, /, *exc_info)', self => rlock_release(self), 'Gives the lock back.'),
  method('_at_fork_reinit', '($self, /)', lock_at_fork_reinit, 'Makes the lock free, in the child of a fork.'),
];

// ---- threads ----

/** A thread that was started, as Python sees it. CPython: ThreadHandle */
export class ThreadHandle {
  ident = 0;
  state: 'not started' | 'running' | 'done' = 'not started';
  daemon = false;
}

/** Starts a thread that calls func(*args, **kwargs); 0, or -1 with an exception. CPython: ThreadHandle_start(), thread_run() */
function startThread(func: PyObject, args: PyObject, kwargs: PyObject | NULL, handle: ThreadHandle): number {
  if (interp._finalizing !== null || _PyRuntime._finalizing !== null) {
    PyErr_SetString(PyExc_PythonFinalizationError, "can't create new thread at interpreter shutdown");
    return -1;
  }
  const ts = new_threadstate(interp, _PyThreadState_Whence.THREADING);
  ts.thread_id = handle.ident = newThreadIdent();
  ts.daemon = handle.daemon;
  handle.state = 'running';
  const call = {func: Py_NewRef(func), args: Py_NewRef(args), kwargs: Py_XNewRef(kwargs)};
  addThread(ts, () => runThread(call, ts, handle));
  return 0;
}
function runThread(call: {func: New; args: New; kwargs: New | NULL}, ts: PyThreadState, handle: ThreadHandle): void {
  ts.interp.threads.count++;
  const result = PyObject_Call(call.func, call.args, call.kwargs);
  if (result === NULL) {
    if (PyErr_ExceptionMatches(PyExc_SystemExit)) PyErr_Clear();
    else reportUnraisable(call.func);
  } else Py_DECREF(result);
  Py_DECREF(call.func);
  Py_DECREF(call.args);
  Py_XDECREF(call.kwargs);
  ts.interp.threads.count--;
  PyThreadState_Clear(ts);
  tstate_delete(ts);
  handle.state = 'done';
}
function reportUnraisable(func: PyObject): void {
  const raised = PyErr_GetRaisedException(), who = reprText(func);
  if (who === null) PyErr_Clear();
  PyErr_SetRaisedException(raised);
  PyErr_FormatUnraisable(`Exception ignored in thread started by ${who ?? '<unknown>'}`);
}
function checkThreadsAllowed(daemon: boolean): boolean {
  if ((interp.feature_flags & THREADS_FLAG) === 0) {
    PyErr_SetString(PyExc_RuntimeError, 'thread is not supported for isolated subinterpreters');
    return false;
  }
  if (daemon && (interp.feature_flags & DAEMON_THREADS_FLAG) === 0) {
    PyErr_SetString(PyExc_RuntimeError, 'daemon threads are disabled in this (sub)interpreter');
    return false;
  }
  return true;
}
const THREADS_FLAG = 1 << 10, DAEMON_THREADS_FLAG = 1 << 11;

function thread_start_new_thread(_module: PyObject, func: PyObject | NULL, args: PyObject | NULL, kwargs: PyObject | NULL): New | NULL {
  if (!PyCallable_Check(func as PyObject)) return PyErr_SetString(PyExc_TypeError, 'first arg must be callable');
  if (!PyTuple_Check(args as PyObject)) return PyErr_SetString(PyExc_TypeError, '2nd arg must be a tuple');
  if (kwargs !== NULL && !PyDict_Check(kwargs)) return PyErr_SetString(PyExc_TypeError, 'optional 3rd arg must be a dictionary');
  if (PySys_AuditFormat('_thread.start_new_thread', 'OOO', func, args, kwargs) < 0 || !checkThreadsAllowed(false)) return NULL;
  const handle = new ThreadHandle();
  handle.daemon = true;
  return startThread(func as PyObject, args as PyObject, kwargs, handle) < 0 ? NULL : PyLong_FromNumber(handle.ident);
}
function thread_start_joinable_thread(module: PyObject, func: PyObject | NULL, handleObject: PyObject | NULL, daemonFlag: PyObject | NULL): New | NULL {
  const state = PyModule_GetState<ThreadModuleState>(module)!;
  if (!PyCallable_Check(func as PyObject)) return PyErr_SetString(PyExc_TypeError, 'thread function must be callable');
  const daemon = daemonFlag === NULL ? 1 : PyObject_IsTrue(daemonFlag);
  if (daemon < 0) return NULL;
  let handleRef: New | NULL;
  const given = handleObject !== NULL && handleObject !== _Py_NoneStruct;
  if (given && Py_TYPE(handleObject) !== state.handleType) return PyErr_SetString(PyExc_TypeError, "'handle' must be a _ThreadHandle");
  if (PySys_AuditFormat('_thread.start_joinable_thread', 'OiO', func, daemon, given ? handleObject : NULL) < 0 || !checkThreadsAllowed(daemon > 0)) return NULL;
  if (!given) handleRef = newHandle(state.handleType);
  else handleRef = Py_NewRef(handleObject);
  if (handleRef === NULL) return NULL;
  const handle = payload<ThreadHandle>(handleRef);
  if (handle.state !== 'not started') {
    Py_DECREF(handleRef);
    return PyErr_SetString(PyExc_RuntimeError, 'thread already started');
  }
  handle.daemon = daemon > 0;
  const args = PyTuple_New(0);
  const status = args === NULL ? -1 : startThread(func as PyObject, args, NULL, handle);
  Py_XDECREF(args);
  if (status < 0) {
    Py_DECREF(handleRef);
    return NULL;
  }
  if (!handle.daemon) state.pending.add(handle);
  return handleRef;
}

function newHandle(type: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new ThreadHandle());
  return self;
}
function handle_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function notStarted(): NULL {
  return PyErr_SetString(PyExc_RuntimeError, 'thread not started');
}
/** Waits for a thread's end. CPython: ThreadHandle_join() */
function handle_join(self: PyObject, timeout: PyObject | NULL): New | NULL {
  let seconds = -1;
  if (timeout !== NULL && timeout !== _Py_NoneStruct) {
    const ns = _PyTime_FromSecondsObject(timeout, _PyTime_ROUND_TIMEOUT);
    if (ns === null) return NULL;
    if (ns !== -1n) seconds = Math.max(0, Number(ns) / 1e9);
  }
  const handle = payload<ThreadHandle>(self);
  if (handle.state === 'not started') return notStarted();
  if (handle.ident === tstate.thread_id && handle.state !== 'done') return PyErr_SetString(PyExc_RuntimeError, 'Cannot join current thread');
  return waitFor(() => handle.state === 'done', seconds) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
const handleMethods = [
  method('join', '($self, timeout=None, /)', handle_join, 'Waits for the end of the thread.'),
  method('_set_done', '($self, /)', self => {
    const handle = payload<ThreadHandle>(self);
    if (handle.state === 'not started') return notStarted();
    handle.state = 'done';
    return Py_NewRef(_Py_NoneStruct);
  }, 'Marks the thread as ended.'),
  method('is_done', '($self, /)', self => PyBool_FromLong(payload<ThreadHandle>(self).state === 'done' ? 1 : 0), 'Whether the thread has ended.'),
];
function handle_repr(self: PyObject): New | NULL {
  return PyUnicode_FromString(`<${slots(Py_TYPE(self)).tp_name} object: ident=${payload<ThreadHandle>(self).ident}>`);
}

/** Waits for all threads that are no daemons; called when the interpreter ends. CPython: thread_shutdown() */
function thread_shutdown(module: PyObject): New | NULL {
  const {pending} = PyModule_GetState<ThreadModuleState>(module)!;
  for (const handle of pending) {
    if (handle.ident === tstate.thread_id) continue;
    if (waitFor(() => handle.state === 'done', -1) < 0) {
      PyErr_WriteUnraisable(NULL);
      break;
    }
    pending.delete(handle);
  }
  return Py_NewRef(_Py_NoneStruct);
}
function thread_stack_size(_module: PyObject, size: PyObject | NULL): New | NULL {
  const wanted = size === NULL ? 0 : PyLong_AsSsize_t(size);
  if (wanted === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (wanted < 0) return PyErr_SetString(PyExc_ValueError, 'size must be 0 or a positive value');
  if (wanted > 0 && wanted < 32768) return PyErr_Format(PyExc_ValueError, `size not valid: ${wanted} bytes`);
  const old = interp.threads.stacksize;
  interp.threads.stacksize = wanted;
  return PyLong_FromNumber(old);
}
function thread_interrupt_main(_module: PyObject, signum: PyObject | NULL): New | NULL {
  const n = signum === NULL ? 2 : PyLong_AsInt(signum);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (n < 1 || n > 64) return PyErr_SetString(PyExc_ValueError, 'signal number out of range');
  // one that is ignored or left to the system is as if it had not come; without a handler, as at the end, it is reported
  const handler = _PyRuntime.signals.handlers[n];
  if (handler === NULL || Py_TYPE(handler) !== PyLong_Type) {
    tripSignal(_PyRuntime.host.signals, n);
    noticeSignals();
  }
  return Py_NewRef(_Py_NoneStruct);
}
function handleOfRunning(module: PyObject, ident: PyObject | NULL): New | NULL {
  if (!PyLong_Check(ident as PyObject)) return PyErr_SetString(PyExc_TypeError, 'ident must be an integer');
  const n = PyLong_AsSsize_t(ident as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  const self = newHandle(PyModule_GetState<ThreadModuleState>(module)!.handleType);
  if (self === NULL) return NULL;
  const handle = payload<ThreadHandle>(self);
  handle.ident = n;
  handle.state = 'running';
  return self;
}

/** The process's id for the main thread, as on Linux, and the numbers after it for the others. DIVERGES: the system does not know them. */
function nativeId(): number {
  return _PyRuntime.host.getpid() + (tstate.thread_id - _PyRuntime.main_thread) / IDENT_STEP;
}
const thread_methods = [
  method('start_new_thread', '($module, function, args, kwargs={}, /)', thread_start_new_thread, 'Starts a thread; returns its ident.'),
  method('start_new', '($module, function, args, kwargs={}, /)', thread_start_new_thread, 'An obsolete name of start_new_thread().'),
  method('start_joinable_thread', '($module, /, function, handle=None, daemon=True)', thread_start_joinable_thread, 'Starts a thread; returns its handle.'),
  method('daemon_threads_allowed', '($module, /)', () => PyBool_FromLong((interp.feature_flags & DAEMON_THREADS_FLAG) !== 0 ? 1 : 0), 'Whether this interpreter may have daemon threads.'),
  method('allocate_lock', '($module, /)', module => newLock(PyModule_GetState<ThreadModuleState>(module)!.lockType), 'A new lock.'),
  method('allocate', '($module, /)', module => newLock(PyModule_GetState<ThreadModuleState>(module)!.lockType), 'An obsolete name of allocate_lock().'),
  method('exit_thread', '($module, /)', () => PyErr_SetNone(PyExc_SystemExit), 'An obsolete name of exit().'),
  method('exit', '($module, /)', () => PyErr_SetNone(PyExc_SystemExit), 'Raises SystemExit, which ends a thread quietly.'),
  method('interrupt_main', '($module, signum=signal.SIGINT, /)', thread_interrupt_main, 'Simulates the arrival of a signal in the main thread.'),
  method('get_ident', '($module, /)', () => PyLong_FromNumber(tstate.thread_id), 'The ident of this thread.'),
  method('get_native_id', '($module, /)', () => PyLong_FromNumber(nativeId()), 'The id the system has for this thread.'),
  method('_count', '($module, /)', () => PyLong_FromNumber(interp.threads.count), 'How many threads were started and still run.'),
  method('stack_size', '($module, size=0, /)', thread_stack_size, 'Sets the stack size of new threads; returns the old one.', METH_VARARGS),
  method('_excepthook', '($module, exc_info, /)', (module, info) => thread_excepthook(PyModule_GetState<ThreadModuleState>(module)!.excepthookType, info as PyObject), 'Reports the exception a thread ended with.'),
  method('_is_main_interpreter', '($module, /)', () => PyBool_FromLong(interp === _PyRuntime.interpreters.main ? 1 : 0), 'Whether this is the main interpreter.'),
  method('_shutdown', '($module, /)', thread_shutdown, 'Waits for all threads that are no daemons.'),
  method('_make_thread_handle', '($module, ident, /)', handleOfRunning, 'A handle of a thread that runs.'),
  method('_get_main_thread_ident', '($module, /)', () => PyLong_FromNumber(_PyRuntime.main_thread), 'The ident of the main thread.'),
];

const traverseType: traverseproc = (self, visit) => visit(Py_TYPE(self));
const lock_type_spec: TypeSpec = {
  tp_name: '_thread.lock', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_MANAGED_WEAKREF, tp_doc: 'lock()\n--\n\nA lock: free, or held by one thread.',
  slots: {tp_dealloc: lock_dealloc, tp_traverse: traverseType, tp_repr: lock_repr, tp_new: lock_new}, methods: lockMethods,
};
const rlock_type_spec: TypeSpec = {
  tp_name: '_thread.RLock', tp_basicsize: 48, tp_weaklistoffset: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'A lock that its holder may take again.',
  slots: {tp_dealloc: lock_dealloc, tp_traverse: traverseType, tp_repr: rlock_repr, tp_new: type => newLock(type)}, methods: rlockMethods,
};
const ThreadHandle_Type_spec: TypeSpec = {
  tp_name: '_thread._ThreadHandle', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {tp_dealloc: handle_dealloc, tp_traverse: traverseType, tp_repr: handle_repr, tp_new: type => newHandle(type)}, methods: handleMethods,
  getset: [{name: 'ident', get: self => PyLong_FromNumber(payload<ThreadHandle>(self).ident)}],
};

function thread_exec(module: PyObject): number {
  const state = PyModule_GetState<ThreadModuleState>(module)!;
  const make = (spec: Parameters<typeof PyType_FromModuleAndSpec>[1]): New | NULL => PyType_FromModuleAndSpec(module, spec, NULL);
  const lock = make(lock_type_spec), rlock = make(rlock_type_spec), handle = make(ThreadHandle_Type_spec);
  const local = make(_local_spec), dummy = make(local_dummy_type_spec), hookArgs = PyStructSequence_NewType(excepthookArgsDesc);
  state.localDummyType = dummy;
  if (lock === NULL || rlock === NULL || handle === NULL || local === NULL || dummy === NULL || hookArgs === NULL) return -1;
  // the module's dict keeps the types
  state.lockType = lock;
  state.rlockType = rlock;
  state.handleType = handle;
  state.localType = local;
  state.excepthookType = hookArgs;
  const steps: (() => number)[] = [
    () => PyModule_Add(module, 'LockType', Py_NewRef(lock)), () => PyModule_Add(module, 'lock', lock), () => PyModule_Add(module, 'RLock', rlock), () => PyModule_Add(module, '_ThreadHandle', handle),
    () => PyModule_Add(module, '_local', local), () => PyModule_Add(module, '_ExceptHookArgs', hookArgs), () => PyModule_AddObjectRef(module, 'error', PyExc_RuntimeError),
    () => PyModule_Add(module, 'TIMEOUT_MAX', PyFloat_FromDouble(TIMEOUT_MAX)),
  ];
  for (const step of steps) if (step() < 0) return -1;
  return 0;
}

export const threadmodule: PyModuleDef = new PyModuleDef('_thread', {
  m_doc: 'Threads and locks. The threading module is what programs use.', m_size: 40, m_methods: thread_methods,
  newState: (): ThreadModuleState => ({lockType: _Py_NoneStruct, rlockType: _Py_NoneStruct, handleType: _Py_NoneStruct, localType: _Py_NoneStruct, localDummyType: NULL, excepthookType: _Py_NoneStruct, pending: new Set()}),
  m_traverse: (module, visit) => {
    const dummy = PyModule_GetState<ThreadModuleState>(module)!.localDummyType;
    return dummy === NULL ? 0 : visit(dummy);
  },
  m_clear: module => {
    const state = PyModule_GetState<ThreadModuleState>(module)!, dummy = state.localDummyType;
    state.localDummyType = NULL;
    Py_XDECREF(dummy);
    return 0;
  },
  m_slots: [[Py_mod_exec, thread_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__thread(): PyModuleDef {
  return PyModuleDef_Init(threadmodule);
}
