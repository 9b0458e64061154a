/** The faulthandler module: tracebacks written straight to a descriptor. CPython: Modules/faulthandler.c */
import {PyErr_Clear, PyErr_Format, PyErr_SetString} from '../../objects/errors';
import {PyObject_CallMethodNoArgs} from '../../objects/call';
import {PyLong_AsInt} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_TIMEOUT} from '../../objects/pytime';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {FRAME_OWNED_BY_CSTACK, PyUnstable_InterpreterFrame_GetLine, _PyFrame_IsIncomplete} from '../../objects/frame';
import {_PyRuntime, interp, tstate} from '../../runtime/current';
import {PyLong_Check, PyUnicode_Check, co_filename, co_name, f_executable, f_owner, f_previous} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ID_flush, ID_stderr} from '../../runtime/generated/ids';
import {writeText} from '../../runtime/host/write-text';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {saveThreadWords, type PyThreadState} from '../../runtime/pystate';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_AsFileDescriptor, boolArgument, boolResult, intArgument} from './posix-args';
import {_PySys_GetAttr} from './sys';

/** Whether faults are to be reported. A fault of the VM itself is a bug of ours and always reported by the host. */
interface FaultState { enabled: boolean; readonly users: Set<number> }
function state(): FaultState {
  let found = _PyRuntime.libraries.get('faulthandler') as FaultState | undefined;
  if (found === undefined) _PyRuntime.libraries.set('faulthandler', (found = {enabled: interp.config.faulthandler > 0, users: new Set()}));
  return found;
}
/** The descriptor of a file argument, flushed; -1 with an exception. CPython: faulthandler_get_fileno() */
function filenoOf(fileArg: PyObject | NULL): number {
  let file = fileArg;
  if (file === NULL || file === _Py_NoneStruct) {
    file = _PySys_GetAttr(ID_stderr);
    if (file === NULL || file === _Py_NoneStruct) {
      PyErr_SetString(PyExc_RuntimeError, file === NULL ? 'unable to get sys.stderr' : 'sys.stderr is None');
      return -1;
    }
  } else if (PyLong_Check(file)) {
    const fd = PyLong_AsInt(file);
    if (fd >= 0) return fd;
    PyErr_Clear();
    PyErr_SetString(PyExc_ValueError, 'file is not a valid file descripter');
    return -1;
  }
  const fd = PyObject_AsFileDescriptor(file);
  if (fd < 0) return -1;
  const result = PyObject_CallMethodNoArgs(file, ID_flush);
  if (result === NULL) PyErr_Clear();
  else Py_DECREF(result);
  return fd;
}
const shown = (op: PyObject): string => (PyUnicode_Check(op) ? PyUnicode_AsJSString(op).replace(/[^ -~]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`) : '???');
/** Frames at most in a dump. CPython: MAX_FRAME_DEPTH */
const MAX_FRAME_DEPTH = 100;
/** CPython: Python/traceback.c dump_traceback() */
function dumpThread(fd: number, ts: PyThreadState, header: boolean): void {
  let text = header ? `Stack (most recent call first):\n` : '', frame = ts.current_frame;
  if (frame === 0) text += '  <no Python frame>\n';
  for (let depth = 0; frame !== 0; frame = f_previous(frame)) {
    if (f_owner(frame) === FRAME_OWNED_BY_CSTACK || _PyFrame_IsIncomplete(frame)) continue;
    if (depth++ >= MAX_FRAME_DEPTH) {
      text += '  ...\n';
      break;
    }
    const code = f_executable(frame);
    text += `  File "${shown(co_filename(code))}", line ${PyUnstable_InterpreterFrame_GetLine(frame)} in ${shown(co_name(code))}\n`;
  }
  writeText(fd, text);
}
/** CPython: faulthandler_dump_traceback_py() */
function faulthandler_dump_traceback(_module: PyObject, file: PyObject | NULL, allThreads: PyObject | NULL): New | NULL {
  const all = boolArgument(allThreads, true), fd = all === null ? -1 : filenoOf(file);
  if (all === null || fd < 0) return NULL;
  saveThreadWords();
  if (!all) dumpThread(fd, tstate, true);
  else {
    let first = true;
    for (let ts = interp.threads.head; ts !== null; ts = ts.next) {
      writeText(fd, `${first ? '' : '\n'}${ts === tstate ? 'Current thread' : 'Thread'} 0x${ts.thread_id.toString(16).padStart(16, '0')} (most recent call first):\n`);
      dumpThread(fd, ts, false);
      first = false;
    }
  }
  return Py_NewRef(_Py_NoneStruct);
}
function faulthandler_enable(_module: PyObject, file: PyObject | NULL, allThreads: PyObject | NULL): New | NULL {
  if (boolArgument(allThreads, true) === null || filenoOf(file) < 0) return NULL;
  state().enabled = true;
  return Py_NewRef(_Py_NoneStruct);
}
function faulthandler_disable(): New {
  const s = state(), was = s.enabled;
  s.enabled = false;
  return boolResult(was);
}
/** DIVERGES: the watchdog would need a second thread beside the VM; the arguments are checked and nothing happens at the timeout. */
function faulthandler_dump_traceback_later(_module: PyObject, timeout: PyObject, repeat: PyObject | NULL, file: PyObject | NULL, exit: PyObject | NULL): New | NULL {
  const ns = _PyTime_FromSecondsObject(timeout, _PyTime_ROUND_TIMEOUT);
  if (ns === null || boolArgument(repeat, false) === null || boolArgument(exit, false) === null) return NULL;
  if (ns <= 0n) return PyErr_SetString(PyExc_ValueError, 'timeout must be greater than 0');
  return filenoOf(file) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** The signals whose report enable() would give. */
const FATAL: readonly number[] = [11, 8, 6, 7, 4];
/** A signal number that a user may register, null with an exception. CPython: check_signum() */
function check_signum(op: PyObject): number | null {
  const n = intArgument(op);
  if (n === null) return null;
  if (FATAL.includes(n)) PyErr_Format(PyExc_RuntimeError, `signal ${n} cannot be registered, use enable() instead`);
  else if (n < 1 || n >= 65) PyErr_SetString(PyExc_ValueError, 'signal number out of range');
  else return n;
  return null;
}
/** DIVERGES: the registration is remembered, but the traceback is not written: handlers of C do not exist here. */
function faulthandler_register(_module: PyObject, signum: PyObject, file: PyObject | NULL, allThreads: PyObject | NULL, chain: PyObject | NULL): New | NULL {
  const n = check_signum(signum);
  if (n === null || boolArgument(allThreads, true) === null || boolArgument(chain, false) === null || filenoOf(file) < 0) return NULL;
  state().users.add(n);
  return Py_NewRef(_Py_NoneStruct);
}
function faulthandler_unregister(_module: PyObject, signum: PyObject): New | NULL {
  const n = check_signum(signum);
  return n === null ? NULL : boolResult(state().users.delete(n));
}
/** Ends the process by a signal, as the fault itself would. */
const dying = (signal: number) => (): never => _PyRuntime.host.exitBySignal(signal);

const faulthandlermodule = new PyModuleDef('faulthandler', {
  m_doc: 'Tracebacks for when things go badly wrong.', m_size: 0,
  m_methods: [
    method('enable', '($module, /, file=sys.stderr, all_threads=True)', faulthandler_enable, 'Has tracebacks written at faults.'),
    method('disable', '($module, /)', faulthandler_disable, 'Has no more tracebacks written at faults.'),
    method('is_enabled', '($module, /)', () => boolResult(state().enabled), 'Whether tracebacks are written at faults.'),
    method('dump_traceback', '($module, /, file=sys.stderr, all_threads=True)', faulthandler_dump_traceback, 'Writes the tracebacks of the threads.'),
    method('dump_traceback_later', '($module, /, timeout, repeat=False, file=sys.stderr, exit=False)', faulthandler_dump_traceback_later, 'Would write tracebacks after a timeout.'),
    method('cancel_dump_traceback_later', '($module, /)', () => Py_NewRef(_Py_NoneStruct), 'Undoes dump_traceback_later().'),
    method('register', '($module, /, signum, file=sys.stderr, all_threads=True, chain=False)', faulthandler_register, 'Would write tracebacks when a signal comes.'),
    method('unregister', '($module, signum, /)', faulthandler_unregister, 'Undoes register().'),
    method('_sigsegv', '($module, release_gil=False, /)', dying(11), 'Ends the process by SIGSEGV.'),
    method('_read_null', '($module, /)', dying(11), 'Ends the process by SIGSEGV.'),
    method('_sigabrt', '($module, /)', dying(6), 'Ends the process by SIGABRT.'),
    method('_sigfpe', '($module, /)', dying(8), 'Ends the process by SIGFPE.'),
  ],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_faulthandler() */
export function PyInit_faulthandler(): PyModuleDef {
  return PyModuleDef_Init(faulthandlermodule);
}
