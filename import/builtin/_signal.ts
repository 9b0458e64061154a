/** The _signal module, and the handling of signals that arrived. CPython: Modules/signalmodule.c */
import {_Py_ThreadCanHandleSignals} from '../../runtime/pystate';
import {PySys_AuditFormat} from '../../objects/sysattr';
import {PyObject_CallFunctionObjArgs} from '../../objects/call';
import {PyErr_Format, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_NewException, PyErr_Occurred, PyErr_SetNone, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyCallable_Check, PyObject_GetAttrString, PyObject_IsTrue} from '../../objects/object';
import {PyStructSequence_NewType} from '../../objects/structseq';
import {PySet_Add, PySet_New} from '../../objects/setobject';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyLong_Check, Py_TYPE, _PyCFunction_SELF} from '../../runtime/generated/accessors';
import {PyCFunction_Type, PyExc_KeyboardInterrupt, PyExc_OSError, PyExc_TypeError, PyExc_ValueError, PyLong_Type, SMALL_INT_WORDS, SMALL_INT_ZERO, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {setHooks} from '../../runtime/hooks';
import {NSIG, WORD_TRIPPED, tripSignal} from '../../runtime/host/signals';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, takeRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyEval_GetFrame} from '../../vm/ceval';
import {ERRNO} from '../../runtime/host/errno';
import {isBlocked, maskMethods, setDisposition, setSiginfoType, struct_siginfo_desc, takeUnblocked} from './_signal-mask';
import {checkWatchdog, forgetUser, reportFaultSentTo, reportUser} from './faulthandler-signals';
import {PyCFunction_New} from '../../objects/methodobject';

const SIG_DFL = 0, SIG_IGN = 1;
const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGIOT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15,
  SIGSTKFLT: 16, SIGCHLD: 17, SIGCLD: 17, SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20, SIGTTIN: 21, SIGTTOU: 22, SIGURG: 23, SIGXCPU: 24, SIGXFSZ: 25, SIGVTALRM: 26, SIGPROF: 27, SIGWINCH: 28,
  SIGIO: 29, SIGPOLL: 29, SIGPWR: 30, SIGSYS: 31, SIGRTMIN: 34, SIGRTMAX: 64,
};
const DESCRIPTIONS: Readonly<Record<number, string>> = {
  1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap', 6: 'Aborted', 7: 'Bus error', 8: 'Floating point exception', 9: 'Killed', 10: 'User defined signal 1',
  11: 'Segmentation fault', 12: 'User defined signal 2', 13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated', 16: 'Stack fault', 17: 'Child exited', 18: 'Continued', 19: 'Stopped (signal)', 20: 'Stopped',
  21: 'Stopped (tty input)', 22: 'Stopped (tty output)', 23: 'Urgent I/O condition', 24: 'CPU time limit exceeded', 25: 'File size limit exceeded', 26: 'Virtual timer expired', 27: 'Profiling timer expired',
  28: 'Window changed', 29: 'I/O possible', 30: 'Power failure', 31: 'Bad system call',
};

/** State of the module: the objects it gives for the two standard dispositions, and its timer error. */
interface SignalState { itimerError: New | NULL }

/** Calls the handlers of the signals that arrived, in order of number; -1 with an exception. escapes. CPython: _PyErr_CheckSignalsTstate() */
export function _PyErr_CheckSignals(): number {
  const words = _PyRuntime.host.signals;
  if (!_Py_ThreadCanHandleSignals()) return 0;
  _PyRuntime.host.pollSignals();
  checkWatchdog();
  while (Atomics.load(words, WORD_TRIPPED) !== 0) {
    const signal = takeUnblocked();
    if (signal === 0) break;
    if (!reportUser(signal)) continue;
    wakeup(signal);
    const handler = _PyRuntime.signals.handlers[signal];
    if (handler === NULL || handler === _Py_NoneStruct || isStandard(handler)) {
      // the handler was taken away between the signal and now
      PyErr_Format(PyExc_OSError, `Signal ${signal} ignored due to race condition`);
      PyErr_WriteUnraisable(_Py_NoneStruct);
      continue;
    }
    const frame = PyEval_GetFrame(), number = PyLong_FromNumber(signal);
    if (number === NULL) return -1;
    const held = Py_NewRef(handler), result = PyObject_CallFunctionObjArgs(held, number, frame === NULL ? _Py_NoneStruct : frame);
    Py_DECREF(held);
    Py_DECREF(number);
    if (result === NULL) return -1;
    Py_DECREF(result);
  }
  return 0;
}
/** SIG_DFL and SIG_IGN are the ints 0 and 1. */
function isStandard(handler: PyObject): boolean {
  return Py_TYPE(handler) === PyLong_Type;
}
/** Writes the signal's number to the descriptor of set_wakeup_fd(). */
function wakeup(signal: number): void {
  const fd = _PyRuntime.signals.wakeup_fd;
  if (fd < 0) return;
  const status = _PyRuntime.host.write(fd, Uint8Array.of(signal), 0, 1);
  if (status >= 0 || (status === -ERRNO.EAGAIN && !_PyRuntime.signals.warn_on_full_buffer)) return;
  const saved = PyErr_GetRaisedException();
  PyErr_SetFromErrno(PyExc_OSError, -status);
  PyErr_FormatUnraisable('Exception ignored when trying to write to the signal wakeup fd');
  PyErr_SetRaisedException(saved);
}
setHooks({_PyErr_CheckSignals});

/** At start SIGINT raises KeyboardInterrupt and SIGPIPE is ignored. CPython: _PySignal_Init(), signal_install_handlers() */
export function initSignals(install: boolean): number {
  const {handlers} = _PyRuntime.signals;
  for (let signal = 1; signal < NSIG; signal++) handlers[signal] = smallInt(SIG_DFL);
  if (!install) return 0;
  _PyRuntime.host.setSignal(SIGNALS.SIGPIPE, 'ignore');
  handlers[SIGNALS.SIGPIPE] = smallInt(SIG_IGN);
  handlers[SIGNALS.SIGXFSZ] = smallInt(SIG_IGN);
  const intHandler = PyCFunction_New(default_int_handler_def, NULL);
  if (intHandler === NULL) return -1;
  handlers[SIGNALS.SIGINT] = intHandler;
  return _PyRuntime.host.setSignal(SIGNALS.SIGINT, 'catch') < 0 ? -1 : 0;
}
const smallInt = (n: number): PyObject => (SMALL_INT_ZERO + n * SMALL_INT_WORDS) as PyObject;
/** Drops the handlers. CPython: _PySignal_Fini() */
export function finiSignals(): void {
  const {handlers} = _PyRuntime.signals;
  for (let signal = 1; signal < NSIG; signal++) {
    const handler = handlers[signal];
    handlers[signal] = NULL;
    Py_XDECREF(handler);
  }
}

function signal_default_int_handler(_module: PyObject): New | NULL {
  return PyErr_SetNone(PyExc_KeyboardInterrupt);
}
const default_int_handler_def = method('default_int_handler', '($module, signalnum, frame, /)', signal_default_int_handler, 'Raises KeyboardInterrupt.');

/** A signal number that exists, or -1 with ValueError. */
function signalNumber(op: PyObject | NULL): number {
  const n = PyLong_AsInt(op as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return -1;
  if (n >= 1 && n < NSIG) return n;
  PyErr_SetString(PyExc_ValueError, 'signal number out of range');
  return -1;
}
function signal_signal(_module: PyObject, signalnum: PyObject | NULL, handler: PyObject | NULL): New | NULL {
  if (!_Py_ThreadCanHandleSignals()) return PyErr_SetString(PyExc_ValueError, 'signal only works in main thread of the main interpreter');
  const n = PyLong_AsInt(signalnum as PyObject), h = handler as PyObject;
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (n < 1 || n >= NSIG) return PyErr_SetString(PyExc_ValueError, 'signal number out of range');
  let disposition: 'default' | 'ignore' | 'catch';
  if (PyCallable_Check(h)) disposition = 'catch';
  else {
    const number = PyLong_Check(h) ? PyLong_AsInt(h) : -1;
    if (number !== SIG_DFL && number !== SIG_IGN) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
      return NULL;
    }
    disposition = number === SIG_DFL ? 'default' : 'ignore';
  }
  if (_PyErr_CheckSignals() < 0) return NULL;
  forgetUser(n);
  const status = setDisposition(n, disposition);
  if (status < 0) return PyErr_SetFromErrno(PyExc_OSError, -status);
  const {handlers} = _PyRuntime.signals, old = handlers[n];
  handlers[n] = disposition === 'catch' ? Py_NewRef(h) : smallInt(disposition === 'default' ? SIG_DFL : SIG_IGN);
  return old === NULL ? Py_NewRef(_Py_NoneStruct) : takeRef(old);
}
function signal_getsignal(_module: PyObject, signalnum: PyObject | NULL): New | NULL {
  const n = signalNumber(signalnum);
  if (n < 0) return NULL;
  const handler = _PyRuntime.signals.handlers[n];
  return Py_NewRef(handler === NULL ? _Py_NoneStruct : handler);
}
function signal_strsignal(_module: PyObject, signalnum: PyObject | NULL): New | NULL {
  const n = signalNumber(signalnum);
  if (n < 0) return NULL;
  const text = DESCRIPTIONS[n] ?? (n >= 34 ? `Real-time signal ${n - 34}` : null);
  return text === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(text);
}
function signal_raise_signal(_module: PyObject, signalnum: PyObject | NULL): New | NULL {
  const n = PyLong_AsInt(signalnum as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  const handler = n >= 1 && n < NSIG ? _PyRuntime.signals.handlers[n] : NULL;
  if (isBlocked(n) || (handler !== NULL && !isStandard(handler))) tripSignal(_PyRuntime.host.signals, n);
  else if (handler === NULL || handler !== smallInt(SIG_IGN)) {
    reportFaultSentTo(_PyRuntime.host.getpid(), n);
    const status = _PyRuntime.host.kill(_PyRuntime.host.getpid(), n);
    if (status < 0) return PyErr_SetFromErrno(PyExc_OSError, -status);
  }
  return _PyErr_CheckSignals() < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function signal_set_wakeup_fd(_module: PyObject, fd: PyObject | NULL, warnArg: PyObject | NULL): New | NULL {
  const warn = warnArg === NULL ? 1 : PyObject_IsTrue(warnArg);
  if (warn < 0) return NULL;
  const n = PyLong_AsInt(fd as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!_Py_ThreadCanHandleSignals()) return PyErr_SetString(PyExc_ValueError, 'set_wakeup_fd only works in main thread of the main interpreter');
  if (n !== -1) {
    const info = _PyRuntime.host.fstat(n);
    if (typeof info === 'number') return PyErr_SetFromErrno(PyExc_OSError, -info);
    const flags = _PyRuntime.host.fcntl(n, 3, 0);
    if (flags >= 0 && (flags & 0o4000) === 0) return PyErr_Format(PyExc_ValueError, `the fd ${n} must be in non-blocking mode`);
  }
  const old = _PyRuntime.signals.wakeup_fd;
  _PyRuntime.signals.wakeup_fd = n;
  _PyRuntime.signals.warn_on_full_buffer = warn !== 0;
  return PyLong_FromNumber(old);
}
function signal_alarm(_module: PyObject, seconds: PyObject | NULL): New | NULL {
  const n = PyLong_AsInt(seconds as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  const left = _PyRuntime.host.setitimer(0, n * 1e6, 0);
  return typeof left === 'number' ? PyErr_SetFromErrno(PyExc_OSError, -left) : PyLong_FromNumber(Math.ceil(left[0] / 1e6));
}
/** (value, interval) in seconds. */
function timerTuple(values: readonly [number, number]): New | NULL {
  const a = PyFloat_FromDouble(values[0] / 1e6), b = PyFloat_FromDouble(values[1] / 1e6);
  const result = a === NULL || b === NULL ? NULL : PyTuple_Pack(a, b);
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}
function timerFailed(module: PyObject, errno: number): NULL {
  const state = PyModule_GetState<SignalState>(module);
  return PyErr_SetFromErrno(state === null || state.itimerError === NULL ? PyExc_OSError : state.itimerError, errno);
}
function signal_setitimer(module: PyObject, which: PyObject | NULL, seconds: PyObject | NULL, interval: PyObject | NULL): New | NULL {
  const w = PyLong_AsInt(which as PyObject);
  if (w === -1 && PyErr_Occurred() !== NULL) return NULL;
  const first = PyFloat_AsDouble(seconds as PyObject);
  if (first === -1 && PyErr_Occurred() !== NULL) return NULL;
  const every = interval === NULL ? 0 : PyFloat_AsDouble(interval);
  if (every === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (first < 0 || every < 0) return timerFailed(module, 22);
  const old = _PyRuntime.host.setitimer(w, Math.ceil(first * 1e6), Math.ceil(every * 1e6));
  return typeof old === 'number' ? timerFailed(module, -old) : timerTuple(old);
}
function signal_getitimer(module: PyObject, which: PyObject | NULL): New | NULL {
  const w = PyLong_AsInt(which as PyObject);
  if (w === -1 && PyErr_Occurred() !== NULL) return NULL;
  const now = _PyRuntime.host.getitimer(w);
  return typeof now === 'number' ? timerFailed(module, -now) : timerTuple(now);
}
function signal_siginterrupt(_module: PyObject, signalnum: PyObject | NULL): New | NULL {
  return signalNumber(signalnum) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** Sleeps until a signal was handled. */
function signal_pause(): New | NULL {
  _PyRuntime.host.sleep(-1n);
  return _PyErr_CheckSignals() < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function signal_valid_signals(): New | NULL {
  const set = PySet_New(NULL);
  if (set === NULL) return NULL;
  for (let n = 1; n < NSIG; n++) {
    if (n === 32 || n === 33) continue;
    if (PySet_Add(set, smallInt(n)) < 0) {
      Py_DECREF(set);
      return NULL;
    }
  }
  return set;
}
function signal_pthread_kill(_module: PyObject, thread: PyObject | NULL, signalnum: PyObject | NULL): New | NULL {
  const n = PyLong_AsInt(signalnum as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (PySys_AuditFormat('signal.pthread_kill', 'Oi', thread, n) < 0) return NULL;
  if (n !== 0) {
    reportFaultSentTo(_PyRuntime.host.getpid(), n);
    const status = _PyRuntime.host.kill(_PyRuntime.host.getpid(), n);
    if (status < 0) return PyErr_SetFromErrno(PyExc_OSError, -status);
  }
  return _PyErr_CheckSignals() < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}

const signal_methods = [
  default_int_handler_def,
  method('alarm', '($module, seconds, /)', signal_alarm, 'Has SIGALRM arrive after some seconds; returns what was left of an earlier alarm.'),
  method('setitimer', '($module, which, seconds, interval=0.0, /)', signal_setitimer, 'Sets an interval timer; returns the old values.'),
  method('getitimer', '($module, which, /)', signal_getitimer, 'The values of an interval timer.'),
  method('signal', '($module, signalnum, handler, /)', signal_signal, 'Sets what a signal does; returns what it did.'),
  method('raise_signal', '($module, signalnum, /)', signal_raise_signal, 'Sends a signal to this process.'),
  method('strsignal', '($module, signalnum, /)', signal_strsignal, 'What the system calls a signal.'),
  method('getsignal', '($module, signalnum, /)', signal_getsignal, 'What a signal does.'),
  method('set_wakeup_fd', '($module, fd, /, *, warn_on_full_buffer=True)', signal_set_wakeup_fd, 'Sets the descriptor that gets the number of each signal; returns the old one.'),
  method('siginterrupt', '($module, signalnum, flag, /)', signal_siginterrupt, 'Whether a signal interrupts system calls; here calls always go on after the handler.'),
  method('pause', '($module, /)', signal_pause, 'Waits for a signal.'),
  method('pthread_kill', '($module, thread_id, signalnum, /)', signal_pthread_kill, 'Sends a signal to a thread.'),
  ...maskMethods,
  method('valid_signals', '($module, /)', signal_valid_signals, 'The set of signals that exist.'),
];
function signal_exec(module: PyObject): number {
  for (const [name, n] of Object.entries({...SIGNALS, SIG_DFL, SIG_IGN, NSIG, SIG_BLOCK: 0, SIG_UNBLOCK: 1, SIG_SETMASK: 2, ITIMER_REAL: 0, ITIMER_VIRTUAL: 1, ITIMER_PROF: 2})) {
    if (PyModule_AddIntConstant(module, name, n) < 0) return -1;
  }
  const siginfo = PyStructSequence_NewType(struct_siginfo_desc);
  if (siginfo === NULL || PyModule_Add(module, 'struct_siginfo', siginfo) < 0) return -1;
  setSiginfoType(siginfo);
  const error = PyErr_NewException('signal.itimer_error', PyExc_OSError, NULL), state = PyModule_GetState<SignalState>(module);
  if (error === NULL) return -1;
  if (state !== null) state.itimerError = Py_NewRef(error);
  const status = PyModule_Add(module, 'ItimerError', error);
  return status < 0 ? -1 : useDefaultHandler(module);
}
/** What handles SIGINT from the start, a function without a module, becomes the one that the first module shows. CPython: signal_get_set_handlers() */
function useDefaultHandler(module: PyObject): number {
  const {handlers} = _PyRuntime.signals, installed = handlers[SIGNALS.SIGINT];
  if (interp !== _PyRuntime.interpreters.main || installed === NULL || isStandard(installed) || Py_TYPE(installed) !== PyCFunction_Type || _PyCFunction_SELF(installed) !== NULL) return 0;
  const own = PyObject_GetAttrString(module, 'default_int_handler');
  if (own === NULL) return -1;
  handlers[SIGNALS.SIGINT] = own;
  Py_DECREF(installed);
  return 0;
}
const signalmodule = new PyModuleDef('_signal', {
  m_doc: 'Signals: what they do, and sending them.', m_size: 8, m_methods: signal_methods, newState: (): SignalState => ({itimerError: NULL}),
  m_free: module => {
    const state = PyModule_GetState<SignalState>(module);
    if (state !== null) Py_XDECREF(state.itimerError);
  },
  m_slots: [[Py_mod_exec, signal_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit__signal(): PyModuleDef {
  return PyModuleDef_Init(signalmodule);
}
