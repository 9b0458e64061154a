/** The syslog module: messages to the logger of the system, through its socket. CPython: Modules/syslogmodule.c */
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_CheckPositional} from '../../objects/getargs';
import {_PySys_GetOptionalAttr} from '../../objects/sysattr';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {ARG, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyUnicode_Check} from '../../runtime/generated/accessors';
import {ID_argv} from '../../runtime/generated/ids';
import {PyExc_RuntimeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_VARARGS, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {auditValues, intArgument} from './posix-args';
import {PyUnicode_FromString} from '../../objects/unicodeobject';

type Optional = PyObject | NULL;
const LOG_INFO = 6, LOG_USER = 8, LOG_PID = 1, LOG_CONS = 2, LOG_PERROR = 32, FACILITY_MASK = 0x3f8, SOCKET = '/dev/log', AF_UNIX = 1, SOCK_DGRAM_CLOEXEC = 0x80002, STATE = 'syslog';
const CONSTANTS: Readonly<Record<string, number>> = {
  LOG_EMERG: 0, LOG_ALERT: 1, LOG_CRIT: 2, LOG_ERR: 3, LOG_WARNING: 4, LOG_NOTICE: 5, LOG_INFO, LOG_DEBUG: 7, LOG_PID, LOG_CONS, LOG_NDELAY: 8, LOG_ODELAY: 4, LOG_NOWAIT: 16, LOG_PERROR, LOG_KERN: 0, LOG_USER, LOG_MAIL: 16,
  LOG_DAEMON: 24, LOG_AUTH: 32, LOG_LPR: 48, LOG_LOCAL0: 128, LOG_LOCAL1: 136, LOG_LOCAL2: 144, LOG_LOCAL3: 152, LOG_LOCAL4: 160, LOG_LOCAL5: 168, LOG_LOCAL6: 176, LOG_LOCAL7: 184, LOG_SYSLOG: 40, LOG_CRON: 72, LOG_UUCP: 64,
  LOG_NEWS: 56, LOG_AUTHPRIV: 80, LOG_FTP: 88,
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What C keeps for the process. */
class SyslogState {
  open = false;
  ident: string | null = null;
  options = 0;
  facility = LOG_USER;
  mask = 0xff;
}
/** The process's state hangs off its first interpreter. */
function processState(): SyslogState {
  const {moduleStates} = _PyRuntime.interpreters.main!;
  let state = moduleStates.get(STATE) as SyslogState | undefined;
  if (state === undefined) moduleStates.set(STATE, (state = new SyslogState()));
  return state;
}
const isMain = (): boolean => interp === _PyRuntime.interpreters.main;

/** A C long; null with an exception. escapes */
function longArgument(op: Optional, fallback: number): number | null {
  if (op === NULL) return fallback;
  const value = PyLong_AsLong(op);
  return value === -1 && PyErr_Occurred() !== NULL ? null : value;
}
/** The last part of sys.argv[0]; null without one. CPython: syslog_get_argv() */
function syslog_get_argv(): string | null {
  const argv = _PySys_GetOptionalAttr(ID_argv);
  if (argv === NULL) return null;
  const script = PyList_Check(argv) && PyList_GET_SIZE(argv) > 0 ? PyList_GET_ITEM(argv, 0) : NULL, text = script !== NULL && PyUnicode_Check(script) ? PyUnicode_AsJSString(script) : '';
  Py_DECREF(argv);
  return text === '' ? null : text.slice(text.lastIndexOf('/') + 1);
}
function openLog(identObject: Optional, options: number, facility: number): boolean {
  if (!isMain()) {
    PyErr_SetString(PyExc_RuntimeError, "subinterpreter can't use syslog.openlog()");
    return false;
  }
  let ident: string | null;
  if (identObject !== NULL) {
    const bytes = PyUnicode_AsUTF8String(identObject);
    if (bytes === NULL) return false;
    Py_DECREF(bytes);
    ident = PyUnicode_AsJSString(identObject);
  } else ident = syslog_get_argv();
  if (PyErr_Occurred() !== NULL) return false;
  const told = identObject === NULL && ident !== null ? PyUnicode_FromString(ident) : NULL, status = auditValues('syslog.openlog', [identObject !== NULL ? identObject : told], [options, facility]);
  if (told !== NULL) Py_DECREF(told);
  if (status < 0) return false;
  const state = processState();
  state.open = true;
  state.ident = ident;
  state.options = options;
  if (facility !== 0 && (facility & ~FACILITY_MASK) === 0) state.facility = facility;
  return true;
}
function syslog_openlog(_module: PyObject, identArg: Optional, optionArg: Optional, facilityArg: Optional): New | NULL {
  if (identArg !== NULL && !PyUnicode_Check(identArg)) return _PyArg_BadArgument('openlog', "argument 'ident'", 'str', identArg);
  const options = longArgument(optionArg, 0), facility = options === null ? null : longArgument(facilityArg, LOG_USER);
  if (options === null || facility === null) return NULL;
  return openLog(identArg, options, facility) ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function syslog_syslog(_module: PyObject, args: Args, nargs: number): New | NULL {
  if (!_PyArg_CheckPositional('syslog', nargs, 1, 2)) return NULL;
  const priority = nargs === 2 ? intArgument(ARG(args, 0)) : LOG_INFO, message = ARG(args, nargs - 1);
  if (priority === null) return NULL;
  if (!PyUnicode_Check(message)) return _PyArg_BadArgument('syslog', nargs === 2 ? 'argument 2' : 'argument', 'str', message);
  const bytes = PyUnicode_AsUTF8String(message);
  if (bytes === NULL) return NULL;
  const text = PyBytes_AsUint8Array(bytes).slice();
  Py_DECREF(bytes);
  if (text.includes(0)) return PyErr_SetString(PyExc_ValueError, 'embedded null character');
  if (auditValues('syslog.syslog', [message], [priority]) < 0) return NULL;
  if (!processState().open) {
    if (!isMain()) return PyErr_SetString(PyExc_RuntimeError, "subinterpreter can't use syslog.syslog() until the syslog is opened by the main interpreter");
    if (!openLog(NULL, 0, LOG_USER)) return NULL;
  }
  send(processState(), priority, text);
  return Py_NewRef(_Py_NoneStruct);
}
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0) & 0xff);

/** Writes a message as C's syslog() does: nobody hears of a logger that is not there. */
function send(state: SyslogState, priority: number, text: Uint8Array): void {
  if ((state.mask & (1 << (priority & 7))) === 0) return;
  const {host} = _PyRuntime, now = host.clockGettime(0), time = host.localtime(typeof now === 'number' ? 0 : Number(now / 1000000000n));
  if (typeof time === 'number') return;
  const two = (n: number): string => String(n).padStart(2, '0'), stamp = `${MONTHS[time.mon]} ${String(time.mday).padStart(2, ' ')} ${two(time.hour)}:${two(time.min)}:${two(time.sec)}`;
  const tag = `${state.ident ?? 'python3'}${(state.options & LOG_PID) !== 0 ? `[${host.getpid()}]` : ''}: `, head = latin1(`<${(priority & FACILITY_MASK) === 0 ? priority | state.facility : priority}>${stamp} ${tag}`);
  const message = new Uint8Array(head.length + text.length), path = latin1(SOCKET), address = new Uint8Array(2 + path.length + 1);
  message.set(head);
  message.set(text, head.length);
  if ((state.options & LOG_PERROR) !== 0) {
    const line = Uint8Array.from([...latin1(tag), ...text, 10]);
    host.write(2, line, 0, line.length);
  }
  address[0] = AF_UNIX;
  address.set(path, 2);
  const fd = host.call('socket', AF_UNIX, SOCK_DGRAM_CLOEXEC, 0), sent = fd < 0 ? fd : host.call('sendto', fd, message, message.length, 0, address, address.length);
  if (fd >= 0) host.close(fd);
  if (sent >= 0 || (state.options & LOG_CONS) === 0) return;
  const console = host.open('/dev/console', 1, 0);
  if (console < 0) return;
  host.write(console, message, 0, message.length);
  host.close(console);
}
function syslog_closelog(): New | NULL {
  if (!isMain()) return PyErr_SetString(PyExc_RuntimeError, "subinterpreter can't use syslog.closelog()");
  if (auditValues('syslog.closelog', []) < 0) return NULL;
  const state = processState();
  state.open = false;
  state.ident = null;
  state.options = 0;
  state.facility = LOG_USER;
  return Py_NewRef(_Py_NoneStruct);
}
function syslog_setlogmask(_module: PyObject, maskArg: PyObject): New | NULL {
  const mask = longArgument(maskArg, 0);
  if (mask === null || auditValues('syslog.setlogmask', [], [mask]) < 0) return NULL;
  const state = processState(), old = state.mask;
  if (mask !== 0) state.mask = mask;
  return PyLong_FromNumber(old);
}
function syslog_LOG_MASK(_module: PyObject, priArg: PyObject): New | NULL {
  const pri = longArgument(priArg, 0);
  return pri === null ? NULL : PyLong_FromNumber(1 << pri);
}
function syslog_LOG_UPTO(_module: PyObject, priArg: PyObject): New | NULL {
  const pri = longArgument(priArg, 0);
  return pri === null ? NULL : PyLong_FromNumber((1 << (pri + 1)) - 1);
}
function syslog_exec(module: PyObject): number {
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}
const syslogmodule = new PyModuleDef('syslog', {
  m_doc: null, m_size: 0,
  m_methods: [
    method('openlog', '($module, /, ident=<unrepresentable>, logoption=0,\n        facility=LOG_USER)', syslog_openlog, 'Sets how messages are marked from now on.'), method('closelog', '($module, /)', syslog_closelog, 'Forgets what openlog() set.'),
    rawMethod('syslog', null, syslog_syslog, 'syslog([priority=LOG_INFO,] message)\nSends a message to the logger of the system.', METH_VARARGS), method('setlogmask', '($module, maskpri, /)', syslog_setlogmask, 'Says which priorities are sent; returns what was set before.'),
    method('LOG_MASK', '($module, pri, /)', syslog_LOG_MASK, 'The mask of one priority.'), method('LOG_UPTO', '($module, pri, /)', syslog_LOG_UPTO, 'The mask of all priorities up to one.'),
  ],
  m_slots: [[Py_mod_exec, syslog_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_syslog() */
export function PyInit_syslog(): PyModuleDef {
  return PyModuleDef_Init(syslogmodule);
}
