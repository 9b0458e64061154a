/** The faulthandler module: tracebacks written straight to a descriptor. What signals do is in faulthandler-signals.ts. CPython: Modules/faulthandler.c */
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyObject_CallMethodNoArgs} from '../../objects/call';
import {PyLong_AsInt, PyLong_AsNumberSaturating} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_mod_gil} from '../../objects/moduleobject';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_TIMEOUT} from '../../objects/pytime';
import {_Py_DumpTraceback, _Py_DumpTracebackThreads} from '../../objects/traceback-dump';
import {_PyRuntime, tstate} from '../../runtime/current';
import {Py_FatalError} from '../../runtime/fatal-error';
import {PyBool_Check, PyLong_Check} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_RuntimeError, PyExc_RuntimeWarning, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ID_fileno, ID_flush, ID_stderr} from '../../runtime/generated/ids';
import {hooks} from '../../runtime/hooks';
import {METH_VARARGS, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {FAULTS, type ReportTarget, WATCHDOG_LIMIT_US, cancelWatchdog, disableFaults, enableFaults, faultsAreEnabled, registerUser, reportFault, startWatchdog, unregisterUser} from './faulthandler-signals';
import {boolArgument, boolResult, intArgument} from './posix-args';
import {_PySys_GetAttr} from './sys';

/** A descriptor, and the file it belongs to, owned, NULL when it was given as a number. */
interface Target { readonly fd: number; readonly file: New | NULL }
/** Where a file argument has things written, flushed; null with an exception. escapes. CPython: faulthandler_get_fileno() */
function targetOf(argument: PyObject | NULL): Target | null {
  let file = argument;
  if (file === NULL || file === _Py_NoneStruct) {
    file = _PySys_GetAttr(ID_stderr);
    if (file === NULL || file === _Py_NoneStruct) {
      PyErr_SetString(PyExc_RuntimeError, file === NULL ? 'lost sys.stderr' : 'sys.stderr is None');
      return null;
    }
  } else if (PyLong_Check(file)) {
    if (PyBool_Check(file) && PyErr_WarnEx(PyExc_RuntimeWarning, 'bool is used as a file descriptor', 1) < 0) return null;
    const fd = PyLong_AsInt(file);
    if (fd >= 0) return {fd, file: NULL};
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'file is not a valid file descriptor');
    return null;
  }
  const held = Py_NewRef(file), number = PyObject_CallMethodNoArgs(held, ID_fileno);
  if (number === NULL) {
    Py_DECREF(held);
    return null;
  }
  const fd = PyLong_Check(number) ? PyLong_AsNumberSaturating(number) : -1;
  Py_DECREF(number);
  if (fd < 0 || fd >= 0x7fffffff) {
    PyErr_SetString(PyExc_RuntimeError, 'file.fileno() is not a valid file descriptor');
    Py_DECREF(held);
    return null;
  }
  const flushed = PyObject_CallMethodNoArgs(held, ID_flush);
  if (flushed === NULL) PyErr_Clear();
  else Py_DECREF(flushed);
  return {fd, file: held};
}
/** CPython: faulthandler_dump_traceback_py() */
function faulthandler_dump_traceback(_module: PyObject, file: PyObject | NULL, allThreads: PyObject | NULL): New | NULL {
  const all = boolArgument(allThreads, true), target = all === null ? null : targetOf(file);
  if (target === null) return NULL;
  if (all) _Py_DumpTracebackThreads(target.fd, tstate);
  else _Py_DumpTraceback(target.fd, tstate);
  Py_XDECREF(target.file);
  return hooks._PyErr_CheckSignals() < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** CPython: faulthandler_py_enable() */
function faulthandler_enable(_module: PyObject, file: PyObject | NULL, allThreads: PyObject | NULL): New | NULL {
  const all = boolArgument(allThreads, true), target = all === null ? null : targetOf(file);
  if (target === null) return NULL;
  enableFaults(reportTo(target, all!));
  return Py_NewRef(_Py_NoneStruct);
}
function reportTo(target: Target, allThreads: boolean): ReportTarget {
  return {fd: target.fd, file: target.file, allThreads};
}
/** CPython: faulthandler_dump_traceback_later() */
function faulthandler_dump_traceback_later(_module: PyObject, timeout: PyObject, repeatArg: PyObject | NULL, file: PyObject | NULL, exitArg: PyObject | NULL): New | NULL {
  const repeat = boolArgument(repeatArg, false), exit = repeat === null ? null : exitArg === NULL ? 0 : intArgument(exitArg);
  if (repeat === null || exit === null) return NULL;
  const ns = _PyTime_FromSecondsObject(timeout, _PyTime_ROUND_TIMEOUT);
  if (ns === null) return NULL;
  const us = ns >= 0n ? (ns + 999n) / 1000n : ns / 1000n;
  if (us <= 0n) return PyErr_SetString(PyExc_ValueError, 'timeout must be greater than 0');
  if (us > WATCHDOG_LIMIT_US) return PyErr_SetString(PyExc_OverflowError, 'timeout value is too large');
  const target = targetOf(file);
  if (target === null) return NULL;
  startWatchdog(reportTo(target, true), Number(us), repeat, exit !== 0);
  return Py_NewRef(_Py_NoneStruct);
}
/** A signal number that a user may register, null with an exception. CPython: check_signum() */
function check_signum(op: PyObject): number | null {
  const n = intArgument(op);
  if (n === null) return null;
  if (FAULTS.has(n)) PyErr_Format(PyExc_RuntimeError, `signal ${n} cannot be registered, use enable() instead`);
  else if (n < 1 || n >= 65) PyErr_SetString(PyExc_ValueError, 'signal number out of range');
  else return n;
  return null;
}
/** CPython: faulthandler_register_py() */
function faulthandler_register(_module: PyObject, signum: PyObject, file: PyObject | NULL, allThreads: PyObject | NULL, chainArg: PyObject | NULL): New | NULL {
  const n = check_signum(signum), all = n === null ? null : boolArgument(allThreads, true), chain = all === null ? null : boolArgument(chainArg, false);
  const target = n === null || all === null || chain === null ? null : targetOf(file);
  if (target === null) return NULL;
  const status = registerUser(n!, reportTo(target, all!), chain!);
  return status < 0 ? PyErr_SetFromErrno(PyExc_OSError, -status) : Py_NewRef(_Py_NoneStruct);
}
function faulthandler_unregister(_module: PyObject, signum: PyObject): New | NULL {
  const n = check_signum(signum);
  return n === null ? NULL : boolResult(unregisterUser(n));
}
/** Ends the process by a signal, as the fault itself would, with a report when that is enabled. DIVERGES: nothing of the VM's memory is touched. */
const dying = (signal: number) => (): never => {
  reportFault(signal);
  return _PyRuntime.host.exitBySignal(signal);
};

const faulthandlermodule = new PyModuleDef('faulthandler', {
  m_doc: 'Tracebacks for when things go badly wrong.', m_size: 0,
  m_methods: [
    method('enable', '($module, /, file=sys.stderr, all_threads=True)', faulthandler_enable, 'Has tracebacks written at faults.'),
    method('disable', '($module, /)', () => boolResult(disableFaults()), 'Has no more tracebacks written at faults.'),
    method('is_enabled', '($module, /)', () => boolResult(faultsAreEnabled()), 'Whether tracebacks are written at faults.'),
    method('dump_traceback', '($module, /, file=sys.stderr, all_threads=True)', faulthandler_dump_traceback, 'Writes the tracebacks of this thread, or of all threads, to a file.'),
    method('dump_traceback_later', '($module, /, timeout, repeat=False, file=sys.stderr, exit=False)', faulthandler_dump_traceback_later, 'Has the tracebacks of all threads written after a timeout, again and again when\nasked to, and the process ended then when asked to.'),
    method('cancel_dump_traceback_later', '($module, /)', () => {
      cancelWatchdog();
      return Py_NewRef(_Py_NoneStruct);
    }, 'Undoes dump_traceback_later().'),
    method('register', '($module, /, signum, file=sys.stderr, all_threads=True, chain=False)', faulthandler_register, 'Has tracebacks written when a signal comes, before what else it does when\nchained.'),
    method('unregister', '($module, signum, /)', faulthandler_unregister, 'Undoes register(): whether there was anything to undo.', METH_VARARGS),
    method('_sigsegv', '($module, release_gil=False, /)', dying(11), 'Ends the process by SIGSEGV.'),
    method('_read_null', '($module, /)', dying(11), 'Ends the process by SIGSEGV.'),
    method('_sigabrt', '($module, /)', dying(6), 'Ends the process by SIGABRT.'),
    method('_sigfpe', '($module, /)', dying(8), 'Ends the process by SIGFPE.'),
    method('_stack_overflow', '($module, /)', dying(11), 'Ends the process as a stack that overflows does.'),
    method('_fatal_error_c_thread', '($module, /)', () => Py_FatalError('faulthandler_fatal_error_thread', 'in new thread', false), 'Ends the process by a fatal error in a thread that Python does not know.'),
  ],
  // handlers belong to the process: only interpreters that share the GIL may have it
  m_slots: [[Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_faulthandler() */
export function PyInit_faulthandler(): PyModuleDef {
  return PyModuleDef_Init(faulthandlermodule);
}
