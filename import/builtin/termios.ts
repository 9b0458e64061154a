/** The termios module: settings of terminals. CPython: Modules/termios.c */
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_NewException, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {packSteal} from '../../objects/tupleobject';
import {_PyRuntime} from '../../runtime/current';
import {PyBytes_Check, PyBytes_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check} from '../../runtime/generated/accessors';
import {PyExc_Exception, PyExc_OverflowError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_AsFileDescriptor, intArgument} from './posix-args';

const CONSTANTS: Readonly<Record<string, number>> = {
  B0: 0, B1000000: 4104, B110: 3, B115200: 4098, B1152000: 4105, B1200: 9, B134: 4, B150: 5, B1500000: 4106, B1800: 10, B19200: 14, B200: 6, B2000000: 4107,
  B230400: 4099, B2400: 11, B2500000: 4108, B300: 7, B3000000: 4109, B3500000: 4110, B38400: 15, B4000000: 4111, B460800: 4100, B4800: 12, B50: 1, B500000: 4101,
  B57600: 4097, B576000: 4102, B600: 8, B75: 2, B921600: 4103, B9600: 13, BRKINT: 2, BS0: 0, BS1: 8192, BSDLY: 8192, CBAUD: 4111, CBAUDEX: 4096, CDSUSP: 25, CEOF: 4,
  CEOL: 0, CEOT: 4, CERASE: 127, CFLUSH: 15, CIBAUD: 269418496, CINTR: 3, CKILL: 21, CLNEXT: 22, CLOCAL: 2048, CQUIT: 28, CR0: 0, CR1: 512, CR2: 1024, CR3: 1536,
  CRDLY: 1536, CREAD: 128, CRPRNT: 18, CRTSCTS: 2147483648, CS5: 0, CS6: 16, CS7: 32, CS8: 48, CSIZE: 48, CSTART: 17, CSTOP: 19, CSTOPB: 64, CSUSP: 26, CWERASE: 23,
  ECHO: 8, ECHOCTL: 512, ECHOE: 16, ECHOK: 32, ECHOKE: 2048, ECHONL: 64, ECHOPRT: 1024, EXTA: 14, EXTB: 15, EXTPROC: 65536, FF0: 0, FF1: 32768, FFDLY: 32768,
  FIOASYNC: 21586, FIOCLEX: 21585, FIONBIO: 21537, FIONCLEX: 21584, FIONREAD: 21531, FLUSHO: 4096, HUPCL: 1024, ICANON: 2, ICRNL: 256, IEXTEN: 32768, IGNBRK: 1,
  IGNCR: 128, IGNPAR: 4, IMAXBEL: 8192, INLCR: 64, INPCK: 16, IOCSIZE_MASK: 1073676288, IOCSIZE_SHIFT: 16, ISIG: 1, ISTRIP: 32, IUCLC: 512, IUTF8: 16384, IXANY: 2048,
  IXOFF: 4096, IXON: 1024, NCC: 8, NCCS: 32, NL0: 0, NL1: 256, NLDLY: 256, NOFLSH: 128, N_MOUSE: 2, N_PPP: 3, N_SLIP: 1, N_STRIP: 4, N_TTY: 0, OCRNL: 8, OFDEL: 128,
  OFILL: 64, OLCUC: 2, ONLCR: 4, ONLRET: 32, ONOCR: 16, OPOST: 1, PARENB: 256, PARMRK: 8, PARODD: 512, PENDIN: 16384, TAB0: 0, TAB1: 2048, TAB2: 4096, TAB3: 6144,
  TABDLY: 6144, TCFLSH: 21515, TCGETA: 21509, TCGETS: 21505, TCIFLUSH: 0, TCIOFF: 2, TCIOFLUSH: 2, TCION: 3, TCOFLUSH: 1, TCOOFF: 0, TCOON: 1, TCSADRAIN: 1,
  TCSAFLUSH: 2, TCSANOW: 0, TCSBRK: 21513, TCSBRKP: 21541, TCSETA: 21510, TCSETAF: 21512, TCSETAW: 21511, TCSETS: 21506, TCSETSF: 21508, TCSETSW: 21507, TCXONC: 21514,
  TIOCCONS: 21533, TIOCEXCL: 21516, TIOCGETD: 21540, TIOCGICOUNT: 21597, TIOCGLCKTRMIOS: 21590, TIOCGPGRP: 21519, TIOCGSERIAL: 21534, TIOCGSOFTCAR: 21529,
  TIOCGWINSZ: 21523, TIOCINQ: 21531, TIOCLINUX: 21532, TIOCMBIC: 21527, TIOCMBIS: 21526, TIOCMGET: 21525, TIOCMIWAIT: 21596, TIOCMSET: 21528, TIOCM_CAR: 64,
  TIOCM_CD: 64, TIOCM_CTS: 32, TIOCM_DSR: 256, TIOCM_DTR: 2, TIOCM_LE: 1, TIOCM_RI: 128, TIOCM_RNG: 128, TIOCM_RTS: 4, TIOCM_SR: 16, TIOCM_ST: 8, TIOCNOTTY: 21538,
  TIOCNXCL: 21517, TIOCOUTQ: 21521, TIOCPKT: 21536, TIOCPKT_DATA: 0, TIOCPKT_DOSTOP: 32, TIOCPKT_FLUSHREAD: 1, TIOCPKT_FLUSHWRITE: 2, TIOCPKT_NOSTOP: 16,
  TIOCPKT_START: 8, TIOCPKT_STOP: 4, TIOCSCTTY: 21518, TIOCSERCONFIG: 21587, TIOCSERGETLSR: 21593, TIOCSERGETMULTI: 21594, TIOCSERGSTRUCT: 21592, TIOCSERGWILD: 21588,
  TIOCSERSETMULTI: 21595, TIOCSERSWILD: 21589, TIOCSER_TEMT: 1, TIOCSETD: 21539, TIOCSLCKTRMIOS: 21591, TIOCSPGRP: 21520, TIOCSSERIAL: 21535, TIOCSSOFTCAR: 21530,
  TIOCSTI: 21522, TIOCSWINSZ: 21524, TOSTOP: 256, VDISCARD: 13, VEOF: 4, VEOL: 11, VEOL2: 16, VERASE: 2, VINTR: 0, VKILL: 3, VLNEXT: 15, VMIN: 6, VQUIT: 1, VREPRINT: 12,
  VSTART: 8, VSTOP: 9, VSUSP: 10, VSWTC: 7, VSWTCH: 7, VT0: 0, VT1: 16384, VTDLY: 16384, VTIME: 5, VWERASE: 14, XCASE: 4, XTABS: 6144, _POSIX_VDISABLE: 0,
};
/** struct termios: four words of flags, a byte, the characters, and the speeds, which the host's C library keeps in c_cflag too. */
const STRUCT_SIZE = 60, CC_AT = 17, NCCS = 32, VTIME = 5, VMIN = 6, ICANON = 2, CBAUD = 0o10017;
interface TermiosState { TermiosError: PyObject | NULL }

function failed(module: PyObject, status: number): NULL {
  return PyErr_SetFromErrno(PyModule_GetState<TermiosState>(module)!.TermiosError as PyObject, -status);
}
function noneOrFailed(module: PyObject, status: number): New | NULL {
  return status < 0 ? failed(module, status) : Py_NewRef(_Py_NoneStruct);
}
/** A list of new items; NULL when one is missing. */
function listOf(items: readonly (New | NULL)[]): New | NULL {
  const list = items.includes(NULL) ? NULL : PyList_New(0);
  let ok = list !== NULL;
  for (const item of items) {
    if (item === NULL) continue;
    if (ok) ok = _PyList_AppendTakeRef(list as PyObject, item) >= 0;
    else Py_DECREF(item);
  }
  if (ok || list === NULL) return list;
  Py_DECREF(list);
  return NULL;
}
function termios_tcgetattr(module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), mode = new Uint8Array(STRUCT_SIZE), view = new DataView(mode.buffer);
  if (fd < 0) return NULL;
  const status = _PyRuntime.host.call('tcgetattr', fd, mode);
  if (status < 0) return failed(module, status);
  const flags = [0, 4, 8, 12].map(at => view.getUint32(at, true)), raw = (flags[3] & ICANON) === 0, speed = flags[2] & CBAUD, cc: (New | NULL)[] = [];
  // how many bytes, how long: numbers where lines are not edited
  for (let i = 0; i < NCCS; i++) cc.push(raw && (i === VMIN || i === VTIME) ? PyLong_FromNumber(mode[CC_AT + i]) : PyBytes_FromUint8Array(mode.subarray(CC_AT + i, CC_AT + i + 1)));
  return listOf([...flags.map(flag => PyLong_FromNumber(flag)), PyLong_FromNumber(speed), PyLong_FromNumber(speed), listOf(cc)]);
}
function termios_tcsetattr(module: PyObject, fdArg: PyObject, whenArg: PyObject, term: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), when = fd < 0 ? null : intArgument(whenArg);
  if (when === null) return NULL;
  if (!PyList_Check(term) || PyList_GET_SIZE(term) !== 7) return PyErr_SetString(PyExc_TypeError, 'tcsetattr, arg 3: must be 7 element list');
  const mode = new Uint8Array(STRUCT_SIZE), view = new DataView(mode.buffer), {host} = _PyRuntime;
  // the fields that are not in the list keep their values
  const status = host.call('tcgetattr', fd, mode);
  if (status < 0) return failed(module, status);
  const numbers: number[] = [];
  for (let i = 0; i < 6; i++) {
    const value = PyLong_AsLong(PyList_GET_ITEM(term, i));
    if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
    numbers.push(value);
  }
  const cc = PyList_GET_ITEM(term, 6);
  if (!PyList_Check(cc) || PyList_GET_SIZE(cc) !== NCCS) return PyErr_SetString(PyExc_TypeError, `tcsetattr: attributes[6] must be ${NCCS} element list`);
  for (let i = 0; i < NCCS; i++) {
    const op = PyList_GET_ITEM(cc, i);
    if (PyBytes_Check(op) && PyBytes_GET_SIZE(op) === 1) mode[CC_AT + i] = PyBytes_AsUint8Array(op)[0];
    else if (PyLong_Check(op)) {
      const value = PyLong_AsInt(op);
      if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
      mode[CC_AT + i] = value;
    } else return PyErr_SetString(PyExc_TypeError, 'tcsetattr: elements of attributes must be characters or integers');
  }
  numbers[2] = (numbers[2] & ~CBAUD) | (numbers[5] & CBAUD);
  [0, 4, 8, 12].forEach((at, i) => view.setUint32(at, numbers[i], true));
  view.setUint32(52, numbers[4], true);
  view.setUint32(56, numbers[5], true);
  return noneOrFailed(module, host.call('tcsetattr', fd, when, mode));
}
/** A function of a descriptor and an int. */
function withNumber(call: string): (module: PyObject, fdArg: PyObject | NULL, numberArg: PyObject | NULL) => New | NULL {
  return (module, fdArg, numberArg) => {
    const fd = PyObject_AsFileDescriptor(fdArg as PyObject), number = fd < 0 ? null : intArgument(numberArg);
    return number === null ? NULL : noneOrFailed(module, _PyRuntime.host.call(call, fd, number));
  };
}
function termios_tcdrain(module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg);
  return fd < 0 ? NULL : noneOrFailed(module, _PyRuntime.host.call('tcdrain', fd));
}
function termios_tcgetwinsize(module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), size = new Uint8Array(8), view = new DataView(size.buffer);
  if (fd < 0) return NULL;
  const status = _PyRuntime.host.ioctl(fd, CONSTANTS.TIOCGWINSZ, size);
  return status < 0 ? failed(module, status) : packSteal(PyLong_FromNumber(view.getUint16(0, true)), PyLong_FromNumber(view.getUint16(2, true)));
}
function termios_tcsetwinsize(module: PyObject, fdArg: PyObject, winsize: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), numbers: number[] = [];
  if (fd < 0) return NULL;
  if (!PySequence_Check(winsize) || PySequence_Size(winsize) !== 2) return PyErr_SetString(PyExc_TypeError, 'tcsetwinsize, arg 2: must be a two-item sequence');
  for (let i = 0; i < 2; i++) {
    const item = PySequence_GetItem(winsize, i);
    if (item === NULL) return NULL;
    const value = PyLong_AsLong(item);
    Py_DECREF(item);
    if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
    numbers.push(value);
  }
  const size = new Uint8Array(8), view = new DataView(size.buffer), status = _PyRuntime.host.ioctl(fd, CONSTANTS.TIOCGWINSZ, size);
  if (status < 0) return failed(module, status);
  if (numbers.some(n => n < 0 || n > 0xffff)) return PyErr_SetString(PyExc_OverflowError, 'winsize value(s) out of range.');
  numbers.forEach((n, i) => view.setUint16(i * 2, n, true));
  return noneOrFailed(module, _PyRuntime.host.ioctl(fd, CONSTANTS.TIOCSWINSZ, size));
}
function termios_exec(module: PyObject): number {
  const error = PyErr_NewException('termios.error', PyExc_Exception, NULL);
  if (error === NULL) return -1;
  PyModule_GetState<TermiosState>(module)!.TermiosError = error;
  if (PyModule_AddObjectRef(module, 'error', error) < 0) return -1;
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}
function termios_clear(module: PyObject): number {
  const state = PyModule_GetState<TermiosState>(module), op = state?.TermiosError ?? NULL;
  if (state !== null) state.TermiosError = NULL;
  if (op !== NULL) Py_DECREF(op);
  return 0;
}
const termiosmodule = new PyModuleDef('termios', {
  m_doc: 'Settings of terminals. All functions take a descriptor, or an object that has one, first.', m_size: 8, newState: (): TermiosState => ({TermiosError: NULL}),
  m_methods: [
    method('tcdrain', '($module, fd, /)', termios_tcdrain, 'Waits until all output is written.'),
    method('tcflow', '($module, fd, action, /)', withNumber('tcflow'), 'Stops or restarts input or output.'),
    method('tcflush', '($module, fd, queue, /)', withNumber('tcflush'), 'Throws away what is queued.'),
    method('tcgetattr', '($module, fd, /)', termios_tcgetattr, 'The settings: [iflag, oflag, cflag, lflag, ispeed, ospeed, cc], where cc is a list of characters.'),
    method('tcgetwinsize', '($module, fd, /)', termios_tcgetwinsize, 'Lines and columns of the window.'),
    method('tcsendbreak', '($module, fd, duration, /)', withNumber('tcsendbreak'), 'Sends a break.'),
    method('tcsetattr', '($module, fd, when, attributes, /)', termios_tcsetattr, 'Changes the settings: at once, after output is written, or also throwing away input.'),
    method('tcsetwinsize', '($module, fd, winsize, /)', termios_tcsetwinsize, 'Sets lines and columns of the window.'),
  ],
  m_traverse: (module, visit) => {
    const op = PyModule_GetState<TermiosState>(module)?.TermiosError ?? NULL;
    return op === NULL ? 0 : visit(op);
  },
  m_clear: termios_clear, m_free: termios_clear,
  m_slots: [[Py_mod_exec, termios_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_termios() */
export function PyInit_termios(): PyModuleDef {
  return PyModuleDef_Init(termiosmodule);
}
