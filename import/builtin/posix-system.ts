/** posix: the environment, limits and names of the system, random bytes, terminals, timers and events. CPython: Modules/posixmodule.c */
import {PyBytes_FromUint8Array, _PyBytes_FromSize, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyDict_New, PyDict_SetDefaultRef, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyIndex_Check} from '../../objects/abstract-number';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyStructSequence_New, type PyStructSequence_Desc} from '../../objects/structseq';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FSConverter} from '../../objects/unicode-encoded';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {U8, _PyRuntime, interp} from '../../runtime/current';
import {POLLIN, waitForDescriptor} from '../../runtime/descriptor-wait';
import {PyBytes_AS_STRING, PyLong_Check, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO, strerror} from '../../runtime/host/errno';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_AsFileDescriptor, auditValues, boolResult, errorUnlessRaised, fromHostText, hostTextOfBytes, intArgument, interrupted, noneOrError, path_converter, path_error, posix_error, ssizeArgument} from './posix-args';
import {confstr_names, pathconf_names, sysconf_names} from './posix-constants';
import {currentEnvironment} from './posix-process';
import type {posixstate} from './posix-state';
import {fillStructSequence} from './posix-stat';

// ---- environment ----

/** The environment at start as a dict of bytes. CPython: convertenviron() */
export function convertenviron(): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const entry of _PyRuntime.host.environ()) {
    const equals = entry.indexOf(0x3d);
    if (equals < 0) continue;
    const name = PyBytes_FromUint8Array(entry.slice(0, equals)), value = name === NULL ? NULL : PyBytes_FromUint8Array(entry.slice(equals + 1));
    const kept = value === NULL ? NULL : PyDict_SetDefaultRef(dict, name as PyObject, value);
    Py_XDECREF(name);
    Py_XDECREF(value);
    if (kept === NULL) {
      Py_DECREF(dict);
      return NULL;
    }
    Py_DECREF(kept);
  }
  return dict;
}
function os_putenv(_module: PyObject, nameArg: PyObject, valueArg: PyObject): New | NULL {
  const nameBytes = PyUnicode_FSConverter(nameArg);
  if (nameBytes === NULL) return NULL;
  const name = hostTextOfBytes(nameBytes);
  const valueBytes = PyUnicode_FSConverter(valueArg);
  if (valueBytes === NULL) {
    Py_DECREF(nameBytes);
    return NULL;
  }
  const value = hostTextOfBytes(valueBytes), legal = !name.includes('='), status = legal ? auditValues('os.putenv', [nameBytes, valueBytes]) : 0;
  Py_DECREF(nameBytes);
  Py_DECREF(valueBytes);
  if (!legal) return PyErr_SetString(PyExc_ValueError, 'illegal environment variable name');
  if (status < 0) return NULL;
  currentEnvironment().set(name, value);
  return noneOrError(_PyRuntime.host.putenv(name, value));
}
function os_unsetenv(_module: PyObject, nameArg: PyObject): New | NULL {
  const bytes = PyUnicode_FSConverter(nameArg);
  if (bytes === NULL) return NULL;
  const name = hostTextOfBytes(bytes);
  const status = auditValues('os.unsetenv', [bytes]);
  Py_DECREF(bytes);
  if (status < 0) return NULL;
  if (name === '' || name.includes('=')) return posix_error(-ERRNO.EINVAL);
  currentEnvironment().delete(name);
  return noneOrError(_PyRuntime.host.putenv(name, null));
}

// ---- names and limits ----

export const uname_result_desc: PyStructSequence_Desc = {
  name: 'posix.uname_result', n_in_sequence: 5, doc: 'What uname() says: a tuple of\n(sysname, nodename, release, version, machine).',
  fields: [['sysname', 'operating system name'], ['nodename', 'name of machine on network (implementation-defined)'], ['release', 'operating system release'], ['version', 'operating system version'], ['machine', 'hardware identifier']],
};
export const times_result_desc: PyStructSequence_Desc = {
  name: 'posix.times_result', n_in_sequence: 5, doc: 'What times() says: a tuple of\n(user, system, children_user, children_system, elapsed).',
  fields: [['user', 'user time'], ['system', 'system time'], ['children_user', 'user time of children'], ['children_system', 'system time of children'], ['elapsed', 'elapsed time since an arbitrary point in the past']],
};
export const terminal_size_desc: PyStructSequence_Desc = {
  name: 'os.terminal_size', n_in_sequence: 2, doc: 'A tuple of (columns, lines) for holding terminal window size', fields: [['columns', 'width of the terminal window in characters'], ['lines', 'height of the terminal window in characters']],
};
export const waitid_result_desc: PyStructSequence_Desc = {
  name: 'posix.waitid_result', n_in_sequence: 5, doc: 'What waitid() says: a tuple of\n(si_pid, si_uid, si_signo, si_status, si_code).',
  fields: ['si_pid', 'si_uid', 'si_signo', 'si_status', 'si_code'].map(name => [name, null] as const),
};
function os_uname(module: PyObject): New | NULL {
  const u = _PyRuntime.host.uname(), text = (s: string): New | NULL => fromHostText(s, false);
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<posixstate>(module)!.UnameResultType as PyObject), [text(u.sysname), text(u.nodename), text(u.release), text(u.version), text(u.machine)]);
}
const SC_CLK_TCK = 2;
function os_times(module: PyObject): New | NULL {
  const {host} = _PyRuntime, clocks = new BigInt64Array(4), elapsed = host.call('times', new Uint8Array(clocks.buffer));
  if (elapsed === -ERRNO.ENOSYS) return posix_error(elapsed);
  const ticks = host.sysconf(SC_CLK_TCK), seconds = (n: number): New | NULL => PyFloat_FromDouble(n / ticks);
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<posixstate>(module)!.TimesResultType as PyObject), [seconds(Number(clocks[0])), seconds(Number(clocks[1])), seconds(Number(clocks[2])), seconds(Number(clocks[3])), seconds(elapsed)]);
}
/** The number of a limit, given as int or by name; null with an exception. CPython: conv_confname() */
function conv_confname(arg: PyObject, names: Readonly<Record<string, number>>): number | null {
  if (PyUnicode_Check(arg)) {
    const name = PyUnicode_AsJSString(arg);
    if (Object.hasOwn(names, name)) return names[name];
    PyErr_SetString(PyExc_ValueError, 'unrecognized configuration name');
    return null;
  }
  if (PyIndex_Check(arg)) return intArgument(arg);
  PyErr_SetString(PyExc_TypeError, 'configuration names must be strings or integers');
  return null;
}
/** -1 of such a function means "no limit"; other negative results are errors. */
function limit(result: number): New | NULL {
  return result < -1 ? posix_error(result) : PyLong_FromNumber(result);
}
function os_sysconf(_module: PyObject, nameArg: PyObject): New | NULL {
  const name = conv_confname(nameArg, sysconf_names);
  return name === null ? NULL : limit(_PyRuntime.host.sysconf(name));
}
function os_confstr(_module: PyObject, nameArg: PyObject): New | NULL {
  const name = conv_confname(nameArg, confstr_names);
  if (name === null) return NULL;
  const buffer = new Uint8Array(4096), n = _PyRuntime.host.call('confstr', name, buffer, buffer.length);
  if (n < 0) return posix_error(n);
  if (n === 0) return name < 0 || !Object.values(confstr_names).includes(name) ? posix_error(-ERRNO.EINVAL) : Py_NewRef(_Py_NoneStruct);
  return fromHostText(String.fromCharCode(...buffer.subarray(0, n - 1)), false);
}
function os_fpathconf(_module: PyObject, fdArg: PyObject, nameArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), name = fd < 0 ? null : conv_confname(nameArg, pathconf_names);
  return name === null ? NULL : limit(_PyRuntime.host.call('fpathconf', fd, name));
}
function os_pathconf(_module: PyObject, pathArg: PyObject, nameArg: PyObject): New | NULL {
  const path = path_converter('pathconf', pathArg, {allowFd: true});
  if (path === null) return NULL;
  const name = conv_confname(nameArg, pathconf_names), {host} = _PyRuntime;
  const n = name === null ? 0 : path.fd !== -1 ? host.call('fpathconf', path.fd, name) : host.call('pathconf', path.narrow, name);
  const result = name === null ? NULL : n < -1 ? path_error(path, n) : PyLong_FromNumber(n);
  path.cleanup();
  return result;
}
function os_cpu_count(): New | NULL {
  const n = interp.config.cpu_count > 0 ? interp.config.cpu_count : _PyRuntime.host.cpuCount();
  return n > 0 ? PyLong_FromNumber(n) : Py_NewRef(_Py_NoneStruct);
}
function os_strerror(_module: PyObject, codeArg: PyObject): New | NULL {
  const code = intArgument(codeArg);
  return code === null ? NULL : PyUnicode_FromString(strerror(code));
}

// ---- random bytes ----

function os_urandom(_module: PyObject, sizeArg: PyObject): New | NULL {
  const size = ssizeArgument(sizeArg);
  if (size === null) return NULL;
  if (size < 0) return PyErr_SetString(PyExc_ValueError, 'negative argument not allowed');
  const bytes = new Uint8Array(size), status = _PyRuntime.host.urandom(bytes);
  return status < 0 ? posix_error(status) : PyBytes_FromUint8Array(bytes);
}
function os_getrandom(_module: PyObject, sizeArg: PyObject, flagsArg: PyObject | NULL): New | NULL {
  const size = ssizeArgument(sizeArg), flags = size === null ? null : intArgument(flagsArg);
  if (size === null || flags === null) return NULL;
  if (size < 0) return posix_error(-ERRNO.EINVAL);
  const bytes = _PyBytes_FromSize(size);
  if (bytes === NULL) return NULL;
  const at = PyBytes_AS_STRING(bytes);
  let n: number;
  do n = _PyRuntime.host.call('getrandom', U8.subarray(at, at + size), size, flags); while (interrupted(n));
  if (n < 0) {
    Py_DECREF(bytes);
    return errorUnlessRaised(n);
  }
  return n === size ? bytes : _PyBytes_Resize(bytes, n);
}

// ---- terminals ----

function os_get_terminal_size(module: PyObject, fdArg: PyObject | NULL): New | NULL {
  const fd = intArgument(fdArg, 1);
  if (fd === null) return NULL;
  const size = _PyRuntime.host.getTerminalSize(fd);
  if (typeof size === 'number') return posix_error(size);
  return fillStructSequence(PyStructSequence_New(PyModule_GetState<posixstate>(module)!.TerminalSizeType as PyObject), [PyLong_FromNumber(size[0]), PyLong_FromNumber(size[1])]);
}
function os_ctermid(): New | NULL {
  return PyUnicode_FromString('/dev/tty');
}
/** The zero-terminated text a C function left in a buffer. */
function textIn(buffer: Uint8Array): New | NULL {
  const bytes = PyBytes_FromUint8Array(buffer.slice(0, buffer.indexOf(0)));
  if (bytes === NULL) return NULL;
  const text = hostTextOfBytes(bytes);
  Py_DECREF(bytes);
  return fromHostText(text, false);
}
function os_ttyname(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg), buffer = new Uint8Array(256);
  if (fd === null) return NULL;
  const status = _PyRuntime.host.call('ttyname_r', fd, buffer, buffer.length);
  return status !== 0 ? posix_error(status > 0 ? -status : status) : textIn(buffer);
}
function os_ptsname(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), buffer = new Uint8Array(256);
  if (fd < 0) return NULL;
  const status = _PyRuntime.host.call('ptsname_r', fd, buffer, buffer.length);
  return status !== 0 ? posix_error(status > 0 ? -status : status) : textIn(buffer);
}
const O_RDWR = 2, O_NOCTTY = 0o400, O_CLOEXEC = 0o2000000;
function os_openpty(): New | NULL {
  const {host} = _PyRuntime, master = host.call('posix_openpt', O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return posix_error(master);
  const buffer = new Uint8Array(256);
  let status = host.call('grantpt', master);
  if (status >= 0) status = host.call('unlockpt', master);
  if (status >= 0) status = negative(host.call('ptsname_r', master, buffer, buffer.length));
  const slave = status < 0 ? status : host.open(String.fromCharCode(...buffer.subarray(0, buffer.indexOf(0))), O_RDWR | O_NOCTTY | O_CLOEXEC, 0);
  if (slave < 0) {
    host.close(master);
    return posix_error(slave);
  }
  return packSteal(PyLong_FromNumber(master), PyLong_FromNumber(slave));
}
const negative = (n: number): number => (n > 0 ? -n : n);
function os_posix_openpt(_module: PyObject, flagsArg: PyObject): New | NULL {
  const flags = intArgument(flagsArg);
  if (flags === null) return NULL;
  const fd = _PyRuntime.host.call('posix_openpt', flags | O_CLOEXEC);
  return fd < 0 ? posix_error(fd) : PyLong_FromNumber(fd);
}
const onDescriptor = (name: string): PyMethodDef => method(name, '($module, fd, /)', (_module, fdArg) => {
  const fd = PyObject_AsFileDescriptor(fdArg as PyObject);
  return fd < 0 ? NULL : noneOrError(_PyRuntime.host.call(name, fd));
}, `Calls ${name}() of the C library on a descriptor.`);
function os_login_tty(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg);
  return fd < 0 ? NULL : noneOrError(_PyRuntime.host.call('login_tty', fd));
}
function os_device_encoding(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = intArgument(fdArg);
  if (fd === null) return NULL;
  return _PyRuntime.host.isatty(fd) === 1 ? PyUnicode_FromString('UTF-8') : Py_NewRef(_Py_NoneStruct);
}

// ---- descriptors of other kinds ----

function os_memfd_create(_module: PyObject, nameArg: PyObject, flagsArg: PyObject | NULL): New | NULL {
  const bytes = PyUnicode_FSConverter(nameArg);
  if (bytes === NULL) return NULL;
  const name = hostTextOfBytes(bytes), flags = intArgument(flagsArg, 1);
  Py_DECREF(bytes);
  if (flags === null) return NULL;
  const fd = _PyRuntime.host.call('memfd_create', name, flags);
  return fd < 0 ? posix_error(fd) : PyLong_FromNumber(fd);
}
function os_eventfd(_module: PyObject, initArg: PyObject, flagsArg: PyObject | NULL): New | NULL {
  const init = PyLong_Check(initArg) ? PyLong_AsBigInt(initArg) : null;
  if (init === null) return PyErr_Format(PyExc_TypeError, `'${typeName(initArg)}' object cannot be interpreted as an integer`);
  if (init < 0n) return PyErr_SetString(PyExc_ValueError, 'value must be positive');
  if (init > 0xffffffffn) return PyErr_SetString(PyExc_OverflowError, 'Python int too large for C unsigned int');
  const flags = intArgument(flagsArg, 0o2000000);
  if (flags === null) return NULL;
  const fd = _PyRuntime.host.call('eventfd', Number(init), flags);
  return fd < 0 ? posix_error(fd) : PyLong_FromNumber(fd);
}
function os_eventfd_read(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), buffer = new BigUint64Array(1);
  if (fd < 0) return NULL;
  let n: number;
  do {
    n = waitForDescriptor(fd, POLLIN);
    if (n === 0) n = _PyRuntime.host.read(fd, new Uint8Array(buffer.buffer), 0, 8);
  } while (interrupted(n));
  return n < 0 ? errorUnlessRaised(n) : PyLong_FromBigInt(buffer[0]);
}
function os_eventfd_write(_module: PyObject, fdArg: PyObject, valueArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg);
  if (fd < 0) return NULL;
  if (!PyLong_Check(valueArg)) return PyErr_SetString(PyExc_TypeError, 'an integer is required');
  const value = PyLong_AsBigInt(valueArg);
  if (value < 0n || value > 0xffffffffffffffffn) return PyErr_SetString(PyExc_OverflowError, value < 0n ? "can't convert negative int to unsigned" : 'int too big to convert');
  const n = _PyRuntime.host.write(fd, new Uint8Array(BigUint64Array.of(value).buffer), 0, 8);
  return n < 0 ? posix_error(n) : Py_NewRef(_Py_NoneStruct);
}
function os_timerfd_create(_module: PyObject, clockArg: PyObject, flagsArg: PyObject | NULL): New | NULL {
  const clock = intArgument(clockArg), flags = clock === null ? null : intArgument(flagsArg, 0);
  if (clock === null || flags === null) return NULL;
  const fd = _PyRuntime.host.call('timerfd_create', clock, flags | 0o2000000);
  return fd < 0 ? posix_error(fd) : PyLong_FromNumber(fd);
}
const BILLION = 1000000000n;
/** (next expiration, interval) of a struct itimerspec in nanoseconds or seconds. */
function timerResult(spec: BigInt64Array, ns: boolean): New | NULL {
  const part = (i: number): New | NULL => (ns ? PyLong_FromBigInt(spec[i] * BILLION + spec[i + 1]) : PyFloat_FromDouble(Number(spec[i]) + 1e-9 * Number(spec[i + 1])));
  return packSteal(part(2), part(0));
}
function timerTime(op: PyObject | NULL, ns: boolean): bigint | null {
  if (op === NULL) return 0n;
  if (ns) {
    if (PyLong_Check(op)) return PyLong_AsBigInt(op);
    PyErr_Format(PyExc_TypeError, `'${typeName(op)}' object cannot be interpreted as an integer`);
    return null;
  }
  const seconds = PyFloat_AsDouble(op);
  return seconds === -1 && PyErr_Occurred() !== NULL ? null : BigInt(Math.floor(seconds * 1e9));
}
const timerfdSettime = (ns: boolean) => (_module: PyObject, fdArg: PyObject, flagsArg: PyObject | NULL, initialArg: PyObject | NULL, intervalArg: PyObject | NULL): New | NULL => {
  const fd = PyObject_AsFileDescriptor(fdArg), flags = fd < 0 ? null : intArgument(flagsArg, 0), initial = flags === null ? null : timerTime(initialArg, ns), interval = initial === null ? null : timerTime(intervalArg, ns);
  if (flags === null || initial === null || interval === null) return NULL;
  const next = BigInt64Array.of(interval / BILLION, interval % BILLION, initial / BILLION, initial % BILLION), old = new BigInt64Array(4);
  const status = _PyRuntime.host.call('timerfd_settime', fd, flags, new Uint8Array(next.buffer), new Uint8Array(old.buffer));
  return status < 0 ? posix_error(status) : timerResult(old, ns);
};
const timerfdGettime = (ns: boolean) => (_module: PyObject, fdArg: PyObject): New | NULL => {
  const fd = PyObject_AsFileDescriptor(fdArg), now = new BigInt64Array(4);
  if (fd < 0) return NULL;
  const status = _PyRuntime.host.call('timerfd_gettime', fd, new Uint8Array(now.buffer));
  return status < 0 ? posix_error(status) : timerResult(now, ns);
};
/** The dict of a table of names. */
export function namesDict(names: Readonly<Record<string, number>>): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const [name, value] of Object.entries(names)) {
    const n = PyLong_FromNumber(value), status = n === NULL ? -1 : PyDict_SetItemString(dict, name, n);
    Py_XDECREF(n);
    if (status < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
function os__inputhook(): New | NULL {
  return PyLong_FromNumber(0);
}

export const systemMethods: readonly PyMethodDef[] = [
  method('putenv', '($module, name, value, /)', os_putenv, 'Sets an environment variable.'),
  method('unsetenv', '($module, name, /)', os_unsetenv, 'Removes an environment variable.'),
  method('uname', '($module, /)', os_uname, 'Names of the system: a uname_result.'),
  method('times', '($module, /)', os_times, 'Times of this process and its children: a times_result.'),
  method('sysconf', '($module, name, /)', os_sysconf, 'A limit of the system.'),
  method('confstr', '($module, name, /)', os_confstr, 'A string that configures the system.'),
  method('fpathconf', '($module, fd, name, /)', os_fpathconf, 'A limit of an open file.'),
  method('pathconf', '($module, /, path, name)', os_pathconf, 'A limit of a file.'),
  method('cpu_count', '($module, /)', os_cpu_count, 'How many processors there are, or None.'),
  method('strerror', '($module, code, /)', os_strerror, 'The message of an error number.'),
  method('urandom', '($module, size, /)', os_urandom, 'Random bytes for cryptographic use.'),
  method('getrandom', '($module, /, size, flags=0)', os_getrandom, 'Random bytes from the system, maybe fewer than asked for.'),
  method('get_terminal_size', '($module, fd=<unrepresentable>, /)', os_get_terminal_size, 'The size of a terminal: a terminal_size.'),
  method('ctermid', '($module, /)', os_ctermid, 'The file of the controlling terminal.'),
  method('ttyname', '($module, fd, /)', os_ttyname, 'The file of a terminal.'),
  method('ptsname', '($module, fd, /)', os_ptsname, 'The file of the slave of a pseudo-terminal.'),
  method('openpty', '($module, /)', os_openpty, 'A pseudo-terminal: the descriptors of master and slave.'),
  method('posix_openpt', '($module, oflag, /)', os_posix_openpt, 'The master of a new pseudo-terminal.'),
  onDescriptor('grantpt'), onDescriptor('unlockpt'),
  method('login_tty', '($module, fd, /)', os_login_tty, 'Makes a terminal the controlling one.'),
  method('device_encoding', '($module, /, fd)', os_device_encoding, 'The encoding of a terminal, or None.'),
  method('memfd_create', '($module, /, name, flags=MFD_CLOEXEC)', os_memfd_create, 'A file that lives in memory.'),
  method('eventfd', '($module, /, initval, flags=EFD_CLOEXEC)', os_eventfd, 'A descriptor of a counter of events.'),
  method('eventfd_read', '($module, /, fd)', os_eventfd_read, 'Reads a counter of events.'),
  method('eventfd_write', '($module, /, fd, value)', os_eventfd_write, 'Adds to a counter of events.'),
  method('timerfd_create', '($module, clockid, /, *, flags=0)', os_timerfd_create, 'A descriptor of a timer.'),
  method('timerfd_settime', '($module, fd, /, *, flags=0, initial=0.0, interval=0.0)', timerfdSettime(false), 'Sets a timer; returns the old values in seconds.'),
  method('timerfd_settime_ns', '($module, fd, /, *, flags=0, initial=0, interval=0)', timerfdSettime(true), 'Sets a timer; returns the old values in nanoseconds.'),
  method('timerfd_gettime', '($module, fd, /)', timerfdGettime(false), 'The values of a timer in seconds.'),
  method('timerfd_gettime_ns', '($module, fd, /)', timerfdGettime(true), 'The values of a timer in nanoseconds.'),
  method('_inputhook', '($module, /)', os__inputhook, 'Runs the hook of the interactive prompt.'),
  method('_is_inputhook_installed', '($module, /)', () => boolResult(false), 'Whether there is a hook of the interactive prompt.'),
];
