/**
 * What faulthandler does when something comes: a fault, a signal that is registered, the watchdog's timeout. A report is written where the VM
 * next looks for signals. DIVERGES: CPython writes it at once, in a signal handler or in a thread of its own. CPython: Modules/faulthandler.c
 */
import {_PyRuntime, interp, tstate} from '../../runtime/current';
import {_Py_NoneStruct, SMALL_INT_WORDS, SMALL_INT_ZERO} from '../../runtime/generated/static-addresses';
import {WORD_PENDING} from '../../runtime/host/signals';
import {writeText} from '../../runtime/host/write-text';
import {Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_Py_DumpExtensionModules, _Py_DumpTraceback, _Py_DumpTracebackThreads} from '../../objects/traceback-dump';

/** Where reports are written. `file` is owned, NULL when the descriptor was given by its number. */
export interface ReportTarget { readonly fd: number; readonly file: New | NULL; readonly allThreads: boolean }
interface UserSignal { readonly target: ReportTarget; readonly chain: boolean }
interface Watchdog { readonly target: ReportTarget; readonly header: string; readonly repeat: boolean; readonly exit: boolean }
/** CPython: struct _faulthandler_runtime_state */
class FaulthandlerState {
  faults: ReportTarget | null = null;
  readonly users = new Map<number, UserSignal>();
  watchdog: Watchdog | null = null;
}
const KEY = 'faulthandler';
function state(): FaulthandlerState {
  let found = _PyRuntime.libraries.get(KEY) as FaulthandlerState | undefined;
  if (found === undefined) {
    _PyRuntime.libraries.set(KEY, (found = new FaulthandlerState()));
    // -X faulthandler, PYTHONFAULTHANDLER and development mode
    if (interp.config.faulthandler > 0) found.faults = {fd: 2, file: NULL, allThreads: true};
  }
  return found;
}
function release(target: ReportTarget | null | undefined): void {
  if (target !== null && target !== undefined) Py_XDECREF(target.file);
}

// ---- faults ----

/** The signals of faults, and what they are called. CPython: faulthandler_handlers */
export const FAULTS: ReadonlyMap<number, string> = new Map([[7, 'Bus error'], [4, 'Illegal instruction'], [8, 'Floating-point exception'], [6, 'Aborted'], [11, 'Segmentation fault']]);

export function faultsAreEnabled(): boolean {
  return state().faults !== null;
}
/** Has faults reported from now on. CPython: faulthandler_enable() */
export function enableFaults(target: ReportTarget): void {
  const s = state(), old = s.faults;
  s.faults = target;
  release(old);
}
/** Has them not reported any more: whether they were. */
export function disableFaults(): boolean {
  const s = state(), old = s.faults;
  s.faults = null;
  release(old);
  return old !== null;
}
function dump(target: ReportTarget): void {
  if (target.allThreads) _Py_DumpTracebackThreads(target.fd, tstate);
  else _Py_DumpTraceback(target.fd, tstate);
}
/** Reports the signal of a fault that is about to end the process, when that is enabled. CPython: faulthandler_fatal_error() */
export function reportFault(signal: number): void {
  const name = FAULTS.get(signal), {faults} = state();
  if (name === undefined || faults === null) return;
  writeText(faults.fd, `Fatal Python error: ${name}\n\n`);
  dump(faults);
  _Py_DumpExtensionModules(faults.fd);
}
/** Before a signal is sent to this process: reports one that will end it as a fault would. */
export function reportFaultSentTo(pid: number, signal: number): void {
  if (FAULTS.has(signal) && pid === _PyRuntime.host.getpid() && _PyRuntime.signals.handlers[signal] === standard(0)) reportFault(signal);
}
/** SIG_DFL and SIG_IGN are the ints 0 and 1. */
const standard = (n: number): PyObject => (SMALL_INT_ZERO + n * SMALL_INT_WORDS) as PyObject;

// ---- registered signals ----

/** Has a signal reported when it comes; 0 or a negated errno. CPython: faulthandler_register() */
export function registerUser(signal: number, target: ReportTarget, chain: boolean): number {
  const {users} = state(), old = users.get(signal);
  if (old === undefined) {
    const status = _PyRuntime.host.setSignal(signal, 'catch');
    if (status < 0) {
      release(target);
      return status;
    }
  }
  users.set(signal, {target, chain});
  release(old?.target);
  return 0;
}
/** Undoes that: whether it was registered. CPython: faulthandler_unregister() */
export function unregisterUser(signal: number): boolean {
  const {users} = state(), old = users.get(signal);
  if (old === undefined) return false;
  users.delete(signal);
  restore(signal);
  release(old.target);
  return true;
}
function restore(signal: number): void {
  const handler = _PyRuntime.signals.handlers[signal];
  _PyRuntime.host.setSignal(signal, handler === NULL || handler === _Py_NoneStruct || handler === standard(0) ? 'default' : handler === standard(1) ? 'ignore' : 'catch');
}
/** A program sets a handler of its own: it takes the place of the registration. */
export function forgetUser(signal: number): void {
  const s = _PyRuntime.libraries.get(KEY) as FaulthandlerState | undefined, old = s?.users.get(signal);
  if (old === undefined) return;
  s!.users.delete(signal);
  release(old.target);
}
/** A signal has come: reports it when it is registered. Whether the handler that Python has for it is to run, too. CPython: faulthandler_user() */
export function reportUser(signal: number): boolean {
  const s = _PyRuntime.libraries.get(KEY) as FaulthandlerState | undefined, user = s?.users.get(signal);
  if (user === undefined) return true;
  dump(user.target);
  if (!user.chain) return false;
  const handler = _PyRuntime.signals.handlers[signal];
  if (handler === NULL || handler === standard(0)) {
    const {host} = _PyRuntime;
    host.setSignal(signal, 'default');
    host.kill(host.getpid(), signal);
    host.setSignal(signal, 'catch');
    return false;
  }
  return handler !== standard(1);
}

// ---- the watchdog ----

/** Longest timeout in microseconds. CPython: PY_TIMEOUT_MAX */
export const WATCHDOG_LIMIT_US = 9223372036854775n;

/** A timeout as the report shows it. CPython: format_timeout() */
function headerOf(timeoutUs: number): string {
  const two = (n: number): string => String(n).padStart(2, '0'), seconds = Math.floor(timeoutUs / 1e6), us = timeoutUs % 1e6;
  const time = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `Timeout (${time}${us === 0 ? '' : `.${String(us).padStart(6, '0')}`})!\n`;
}
/** Has all threads reported after a timeout, instead of what was asked for before. */
export function startWatchdog(target: ReportTarget, timeoutUs: number, repeat: boolean, exit: boolean): void {
  cancelWatchdog();
  state().watchdog = {target, header: headerOf(timeoutUs), repeat, exit};
  _PyRuntime.host.setWatchdog(Math.ceil(timeoutUs / 1000), repeat);
}
/** CPython: cancel_dump_traceback_later() */
export function cancelWatchdog(): void {
  const s = state(), old = s.watchdog;
  if (old === null) return;
  _PyRuntime.host.setWatchdog(0, false);
  Atomics.store(_PyRuntime.host.signals, WORD_PENDING, 0);
  s.watchdog = null;
  release(old.target);
}
/** The watchdog has run out, when it has: writes its report. CPython: faulthandler_thread() */
export function checkWatchdog(): void {
  const {signals} = _PyRuntime.host;
  if (Atomics.load(signals, WORD_PENDING) === 0) return;
  Atomics.store(signals, WORD_PENDING, 0);
  const {watchdog} = state();
  if (watchdog === null) return;
  writeText(watchdog.target.fd, watchdog.header);
  _Py_DumpTracebackThreads(watchdog.target.fd, null);
  if (watchdog.exit) _PyRuntime.host.exit(1);
  if (!watchdog.repeat) cancelWatchdog();
}
/** The end: nothing is reported any more. CPython: _PyFaulthandler_Fini() */
export function finiFaulthandler(): void {
  const s = _PyRuntime.libraries.get(KEY) as FaulthandlerState | undefined;
  if (s === undefined) return;
  cancelWatchdog();
  for (const signal of [...s.users.keys()]) unregisterUser(signal);
  disableFaults();
}
