/** Signals that are blocked, and waiting for them. CPython: Modules/signalmodule.c signal_pthread_sigmask_impl(), signal_sigwait_impl() */
import {PyErr_SetString} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PySet_Add, PySet_New} from '../../objects/setobject';
import {PyStructSequence_New, type PyStructSequence_Desc} from '../../objects/structseq';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_CEILING} from '../../objects/pytime';
import {_PyRuntime} from '../../runtime/current';
import {PyExc_OSError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {DISPOSITION_DEFAULT, NSIG, WORD_DISPOSITION, WORD_PENDING, WORD_TRIPPED} from '../../runtime/host/signals';
import {type PyMethodDef, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {auditValues, idObject, intArgument} from './posix-args';
import {fillStructSequence} from './posix-stat';
import {signalSet} from './posix-process';

const SIG_BLOCK = 0, SIG_UNBLOCK = 1, SIG_SETMASK = 2, SIGKILL = 9, SIGSTOP = 19, EINVAL = 22, PIDFD_SEND_SIGNAL = 424;
const KEY = '_signal mask';

/** The signals that are blocked, and those of them that the host catches only so that they wait. */
class SignalMask {
  readonly blocked = new Set<number>();
  readonly held = new Set<number>();
}
function signalMask(): SignalMask {
  let mask = _PyRuntime.moduleGlobals.get(KEY) as SignalMask | undefined;
  if (mask === undefined) _PyRuntime.moduleGlobals.set(KEY, (mask = new SignalMask()));
  return mask;
}
/** Whether a signal is blocked: it stays pending until it is not. */
export function isBlocked(signal: number): boolean {
  const mask = _PyRuntime.moduleGlobals.get(KEY) as SignalMask | undefined;
  return mask !== undefined && mask.blocked.has(signal);
}
/** Says what a signal does from now on; one that is blocked is caught meanwhile. 0 or a negated errno. */
export function setDisposition(signal: number, disposition: 'default' | 'ignore' | 'catch'): number {
  const {host} = _PyRuntime;
  if (disposition !== 'default' || !isBlocked(signal)) {
    signalMask().held.delete(signal);
    return host.setSignal(signal, disposition);
  }
  signalMask().held.add(signal);
  return host.setSignal(signal, 'catch');
}
const isPending = (signal: number): boolean => Atomics.load(_PyRuntime.host.signals, WORD_PENDING + signal) !== 0;
/** Takes one pending signal that is not blocked, the lowest first; 0 when there is none. */
export function takeUnblocked(): number {
  const words = _PyRuntime.host.signals;
  Atomics.store(words, WORD_TRIPPED, 0);
  let taken = 0;
  for (let signal = 1; signal < NSIG; signal++) {
    if (!isPending(signal) || isBlocked(signal)) continue;
    if (taken !== 0) {
      Atomics.store(words, WORD_TRIPPED, 1);
      break;
    }
    Atomics.store(words, WORD_PENDING + signal, 0);
    taken = signal;
  }
  return taken;
}
function block(signal: number): void {
  const mask = signalMask();
  if (signal === SIGKILL || signal === SIGSTOP || mask.blocked.has(signal)) return;
  mask.blocked.add(signal);
  // with its default action it would not wait
  if (isDefault(signal) && _PyRuntime.host.setSignal(signal, 'catch') >= 0) mask.held.add(signal);
}
/** Whether a signal has its default action as far as the program has said. */
function isDefault(signal: number): boolean {
  return Atomics.load(_PyRuntime.host.signals, WORD_DISPOSITION + signal) === DISPOSITION_DEFAULT;
}
function unblock(signal: number): void {
  const mask = signalMask(), {host} = _PyRuntime;
  if (!mask.blocked.delete(signal)) return;
  const waiting = isPending(signal);
  if (mask.held.delete(signal)) {
    host.setSignal(signal, 'default');
    if (!waiting) return;
    Atomics.store(host.signals, WORD_PENDING + signal, 0);
    host.kill(host.getpid(), signal);
  } else if (waiting) Atomics.store(host.signals, WORD_TRIPPED, 1);
}
function setOf(signals: Iterable<number>): New | NULL {
  const set = PySet_New(NULL);
  for (const signal of signals) {
    const number = set === NULL ? NULL : PyLong_FromNumber(signal), status = set === NULL || number === NULL ? -1 : PySet_Add(set, number);
    if (number !== NULL) Py_DECREF(number);
    if (status < 0) {
      if (set !== NULL) Py_DECREF(set);
      return NULL;
    }
  }
  return set;
}
function signal_pthread_sigmask(_module: PyObject, howArg: PyObject, maskArg: PyObject): New | NULL {
  const how = intArgument(howArg), signals = how === null ? null : signalSet(maskArg);
  if (how === null || signals === null || auditValues('signal.pthread_sigmask', [howArg, maskArg]) < 0) return NULL;
  if (how !== SIG_BLOCK && how !== SIG_UNBLOCK && how !== SIG_SETMASK) return PyErr_SetFromErrno(PyExc_OSError, EINVAL);
  const {blocked} = signalMask(), before = [...blocked];
  if (how === SIG_SETMASK) for (const signal of before) if (!signals.includes(signal)) unblock(signal);
  if (how === SIG_UNBLOCK) signals.forEach(unblock);
  else signals.forEach(block);
  return hooks._PyErr_CheckSignals() < 0 ? NULL : setOf(before);
}
function signal_sigpending(): New | NULL {
  const found: number[] = [];
  for (let signal = 1; signal < NSIG; signal++) if (isPending(signal)) found.push(signal);
  return setOf(found);
}
/** Waits for one of some signals until the deadline: its number, 0 at the deadline, -1 with an exception. escapes */
function waitForSignal(signals: readonly number[], deadline: number): number {
  const mask = signalMask();
  // those that are not blocked are waited for all the same, and not handled
  const open = signals.filter(signal => !mask.blocked.has(signal));
  open.forEach(block);
  const ready = (): boolean => signals.some(isPending);
  let result = 0;
  for (;;) {
    const outcome = waitOnStack(ready, deadline, true);
    const found = signals.find(isPending);
    if (found !== undefined) {
      Atomics.store(_PyRuntime.host.signals, WORD_PENDING + found, 0);
      result = found;
      break;
    }
    if (outcome === false) break;
    if (hooks._PyErr_CheckSignals() < 0) {
      result = -1;
      break;
    }
  }
  open.forEach(unblock);
  return result;
}
function signal_sigwait(_module: PyObject, setArg: PyObject): New | NULL {
  const signals = signalSet(setArg), found = signals === null ? -1 : waitForSignal(signals, Infinity);
  return found < 0 ? NULL : PyLong_FromNumber(found);
}
const SIGINFO_KEY = '_signal siginfo';
export const struct_siginfo_desc: PyStructSequence_Desc = {
  name: 'signal.struct_siginfo', n_in_sequence: 7, doc: 'What sigwaitinfo() and sigtimedwait() tell of a signal.',
  fields: [
    ['si_signo', 'signal number'], ['si_code', 'signal code'], ['si_errno', 'errno associated with this signal'], ['si_pid', 'sending process ID'], ['si_uid', 'real user ID of sending process'],
    ['si_status', 'exit value or signal'], ['si_band', 'band event for SIGPOLL'],
  ],
};
/** Keeps the type of struct_siginfo; it is owned by the module. */
export function setSiginfoType(type: PyTypeObject): void {
  _PyRuntime.moduleGlobals.set(SIGINFO_KEY, type);
}
/** DIVERGES: the host does not tell who sent a signal; it is taken to be this process. */
function fill_siginfo(signal: number): New | NULL {
  const {host} = _PyRuntime, none = (): New | NULL => PyLong_FromNumber(0);
  return fillStructSequence(PyStructSequence_New(_PyRuntime.moduleGlobals.get(SIGINFO_KEY) as PyTypeObject),
    [PyLong_FromNumber(signal), none(), none(), PyLong_FromNumber(host.getpid()), idObject(host.getuid()), none(), none()]);
}
function signal_sigwaitinfo(_module: PyObject, setArg: PyObject): New | NULL {
  const signals = signalSet(setArg), found = signals === null ? -1 : waitForSignal(signals, Infinity);
  return found < 0 ? NULL : fill_siginfo(found);
}
function signal_sigtimedwait(_module: PyObject, setArg: PyObject, timeoutArg: PyObject): New | NULL {
  const signals = signalSet(setArg), ns = signals === null ? null : _PyTime_FromSecondsObject(timeoutArg, _PyTime_ROUND_CEILING);
  if (signals === null || ns === null) return NULL;
  if (ns < 0n) return PyErr_SetString(PyExc_ValueError, 'timeout must be non-negative');
  const found = waitForSignal(signals, monotonic() + Number(ns) / 1e6);
  return found < 0 ? NULL : found === 0 ? Py_NewRef(_Py_NoneStruct) : fill_siginfo(found);
}
/** The process of a descriptor, of a pidfd or of a folder of /proc; 0 when it is not told. */
function processOf(fd: number): number {
  const {host} = _PyRuntime, link = host.readlink(`/proc/self/fd/${fd}`);
  if (typeof link === 'number') return 0;
  if (link.startsWith('/proc/')) return Number(link.slice(6)) || 0;
  const info = host.readFile(`/proc/self/fdinfo/${fd}`);
  return typeof info === 'number' ? 0 : Number(/^Pid:\s*(\d+)/m.exec(new TextDecoder().decode(info))?.[1] ?? 0);
}
function signal_pidfd_send_signal(_module: PyObject, fdArg: PyObject, signalArg: PyObject, info: PyObject | NULL, flagsArg: PyObject | NULL): New | NULL {
  const fd = intArgument(fdArg), signal = fd === null ? null : intArgument(signalArg), flags = signal === null ? null : intArgument(flagsArg);
  if (fd === null || signal === null || flags === null) return NULL;
  if (info !== NULL && info !== _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'siginfo must be None');
  const {host} = _PyRuntime, own = processOf(fd) === host.getpid();
  // as with os.kill(): a signal to oneself is handled before the call returns
  const status = own ? host.kill(host.getpid(), signal) : host.call('syscall', PIDFD_SEND_SIGNAL, fd, signal, 0, flags, 0);
  if (status < 0) return PyErr_SetFromErrno(PyExc_OSError, -status);
  return hooks._PyErr_CheckSignals() < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
export const maskMethods: readonly PyMethodDef[] = [
  method('pthread_sigmask', '($module, how, mask, /)', signal_pthread_sigmask, 'Changes which signals are blocked; returns those that were.'),
  method('sigpending', '($module, /)', signal_sigpending, 'The signals that wait until they are not blocked any more.'),
  method('sigwait', '($module, sigset, /)', signal_sigwait, 'Waits for one of some signals; returns its number.'),
  method('sigwaitinfo', '($module, sigset, /)', signal_sigwaitinfo, 'Waits for one of some signals; returns a struct_siginfo.'),
  method('sigtimedwait', '($module, sigset, timeout, /)', signal_sigtimedwait, 'The same for a number of seconds at most; None when none came.'),
  method('pidfd_send_signal', '($module, pidfd, signalnum, siginfo=None, flags=0, /)', signal_pidfd_send_signal, 'Sends a signal to the process of a descriptor.'),
];
