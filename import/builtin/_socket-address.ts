/** Addresses of sockets: from Python's tuples to struct sockaddr and back, and the errors about names. CPython: Modules/socketmodule.c */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyByteArray_Check} from '../../objects/bytearrayobject';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_SetObject, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_AsEncodedString, PyUnicode_DecodeFSDefault, PyUnicode_EncodeFSDefault} from '../../objects/unicode-encoded';
import {PyUnicode_FromString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyByteArray_AS_STRING, PyBytes_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_IS_ASCII, Py_SIZE} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {intArgument, posix_error} from './posix-args';

export const AF_UNSPEC = 0, AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10, AF_NETLINK = 16, AF_PACKET = 17, AF_CAN = 29, AF_TIPC = 30, AF_ALG = 38, AF_VSOCK = 40, AF_QIPCRTR = 42;
const SOCK_DGRAM = 2, AI_PASSIVE = 1, EAI_SYSTEM = -11;
const SUN_PATH = 2, SUN_PATH_SIZE = 108;
/** Sizes of the structs by family. CPython: getsockaddrlen() */
const SIZES: ReadonlyMap<number, number> = new Map([
  [AF_UNIX, 110], [AF_INET, 16], [AF_INET6, 28], [AF_NETLINK, 12], [AF_PACKET, 20], [AF_CAN, 24], [AF_TIPC, 16], [AF_ALG, 88], [AF_VSOCK, 16], [AF_QIPCRTR, 12],
]);

/** The module's exceptions and its settings. CPython: socket_state */
export class SocketState {
  sock_type: PyObject | NULL = NULL;
  socket_herror: PyObject | NULL = NULL;
  socket_gaierror: PyObject | NULL = NULL;
  /** Nanoseconds; negative for none. */
  defaulttimeout = -1;
  /** Where received bytes go on their way into a bytes object. */
  scratch: Uint8Array = new Uint8Array(0);
}

/** Raises (number, text); NULL. */
function raisePair(type: PyObject, error: number, text: string): NULL {
  const value = packSteal(PyLong_FromNumber(error), PyUnicode_FromString(text));
  if (value !== NULL) {
    PyErr_SetObject(type, value);
    Py_DECREF(value);
  }
  return NULL;
}
/** CPython: set_gaierror() */
export function set_gaierror(state: SocketState, error: number): NULL {
  // the host does not tell what is behind EAI_SYSTEM
  if (error === EAI_SYSTEM) return posix_error(-ERRNO.ENOSYS);
  return raisePair(state.socket_gaierror as PyObject, error, _PyRuntime.host.network.errorText('gai', error));
}
/** CPython: set_herror() */
export function set_herror(state: SocketState, error: number): NULL {
  return raisePair(state.socket_herror as PyObject, error, _PyRuntime.host.network.errorText('h', error));
}

/** How long an address of a family may be; -1 with an exception. CPython: getsockaddrlen() */
export function getsockaddrlen(family: number): number {
  const size = SIZES.get(family);
  if (size !== undefined) return size;
  PyErr_SetString(PyExc_OSError, 'getsockaddrlen: bad family');
  return -1;
}
const inetText = (family: number, bytes: Uint8Array): string => {
  if (family === AF_INET) return bytes.join('.');
  const text = new Uint8Array(46);
  _PyRuntime.host.call('inet_ntop', AF_INET6, bytes, text, text.length);
  return String.fromCharCode(...text.subarray(0, text.indexOf(0)));
};
/** The text of a raw IPv4 or IPv6 address. CPython: make_ipv4_addr(), make_ipv6_addr() */
export function makeInetText(family: number, bytes: Uint8Array): New | NULL {
  return PyUnicode_FromString(inetText(family, bytes));
}
/** A raw address of text, or null when it is none. */
export function parseInetText(family: number, text: string): Uint8Array | number {
  const bytes = new Uint8Array(family === AF_INET6 ? 16 : 4), status = _PyRuntime.host.call('inet_pton', family, text, bytes);
  return status > 0 ? bytes : status;
}
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What Python sees of an address; None for an empty one. CPython: makesockaddr() */
export function makesockaddr(address: Uint8Array): New | NULL {
  if (address.length === 0) return Py_NewRef(_Py_NoneStruct);
  const view = viewOf(address), family = view.getUint16(0, true);
  switch (family) {
    case AF_INET: return packSteal(makeInetText(AF_INET, address.subarray(4, 8)), PyLong_FromNumber(view.getUint16(2)));
    case AF_INET6:
      return packSteal(makeInetText(AF_INET6, address.slice(8, 24)), PyLong_FromNumber(view.getUint16(2)), PyLong_FromNumber(view.getUint32(4)), PyLong_FromNumber(view.getUint32(24, true)));
    case AF_UNIX: {
      // a leading NUL: Linux's abstract namespace
      if (address.length > SUN_PATH && address[SUN_PATH] === 0) return PyBytes_FromUint8Array(address.slice(SUN_PATH));
      const end = address.indexOf(0, SUN_PATH);
      return PyUnicode_DecodeFSDefault(address.slice(SUN_PATH, end < 0 ? address.length : end));
    }
    case AF_NETLINK: return packSteal(PyLong_FromNumber(view.getUint32(4, true)), PyLong_FromNumber(view.getUint32(8, true)));
    case AF_VSOCK: return packSteal(PyLong_FromNumber(view.getUint32(8, true)), PyLong_FromNumber(view.getUint32(4, true)));
    case AF_QIPCRTR: return packSteal(PyLong_FromNumber(view.getUint32(4, true)), PyLong_FromNumber(view.getUint32(8, true)));
    default: return packSteal(PyLong_FromNumber(family), PyBytes_FromUint8Array(address.slice(2, 16)));
  }
}

/** The bytes of a host name as C takes them, in IDNA where it is not ASCII; null with an exception: that of the codec, or one of ours when `hide`. escapes. CPython: idna_converter(); "et" of PyArg_ParseTuple() */
export function idna_converter(op: PyObject, hide = true): string | null {
  let text: string;
  if (PyBytes_Check(op)) text = latin1(PyBytes_AsUint8Array(op));
  else if (PyByteArray_Check(op)) {
    const at = PyByteArray_AS_STRING(op);
    text = latin1(U8.slice(at, at + Py_SIZE(op)));
  } else if (PyUnicode_Check(op)) {
    if (PyUnicode_IS_ASCII(op)) text = _PyUnicode_TEXT(op) as string;
    else {
      const bytes = PyUnicode_AsEncodedString(op, 'idna', null);
      if (bytes === NULL) {
        if (hide) PyErr_SetString(PyExc_TypeError, 'encoding of hostname failed');
        return null;
      }
      text = latin1(PyBytes_AsUint8Array(bytes));
      Py_DECREF(bytes);
    }
  } else {
    PyErr_Format(PyExc_TypeError, `str, bytes or bytearray expected, not ${typeName(op)}`);
    return null;
  }
  if (text.indexOf('\0') < 0) return text;
  PyErr_SetString(PyExc_TypeError, 'host name must not contain null character');
  return null;
}
const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** The struct sockaddr (port 0) of a host name of a family; null with an exception. CPython: setipaddr() */
export function setipaddr(state: SocketState, name: string, family: number): Uint8Array | null {
  const {network} = _PyRuntime.host;
  if (name === '') {
    const answers = network.getaddrinfo(null, '0', family, SOCK_DGRAM, 0, AI_PASSIVE);
    if (typeof answers === 'number') set_gaierror(state, answers);
    else if (answers[0].family !== AF_INET && answers[0].family !== AF_INET6) PyErr_SetString(PyExc_OSError, 'unsupported address family');
    else if (answers.length > 1) PyErr_SetString(PyExc_OSError, 'wildcard resolved to multiple address');
    else return answers[0].address;
    return null;
  }
  if (name === '255.255.255.255' || name === '<broadcast>') {
    if (family === AF_INET || family === AF_UNSPEC) return inetAddress(AF_INET, Uint8Array.of(255, 255, 255, 255));
    PyErr_SetString(PyExc_OSError, 'address family mismatched');
    return null;
  }
  // numbers need no resolver; one with a scope does
  if (family !== AF_INET6) {
    const bytes = parseInetText(AF_INET, name);
    if (typeof bytes !== 'number') return inetAddress(AF_INET, bytes);
  }
  if (family !== AF_INET && name.indexOf('%') < 0) {
    const bytes = parseInetText(AF_INET6, name);
    if (typeof bytes !== 'number') return inetAddress(AF_INET6, bytes);
  }
  const answers = network.getaddrinfo(name, null, family, 0, 0, 0);
  if (typeof answers === 'number') set_gaierror(state, answers);
  else if (answers[0].family !== AF_INET && answers[0].family !== AF_INET6) PyErr_SetString(PyExc_OSError, 'unknown address family');
  else return answers[0].address;
  return null;
}
function inetAddress(family: number, bytes: Uint8Array): Uint8Array {
  const address = new Uint8Array(family === AF_INET ? 16 : 28);
  viewOf(address).setUint16(0, family, true);
  address.set(bytes, family === AF_INET ? 4 : 8);
  return address;
}
/** An unsigned int of C; null with an exception. escapes */
function unsignedArgument(op: PyObject): number | null {
  const value = intArgument(op);
  return value === null ? null : value >>> 0;
}

/** The struct sockaddr of an address as Python has it; null with an exception. escapes. CPython: getsockaddrarg() */
export function getsockaddrarg(state: SocketState, family: number, args: PyObject, caller: string): Uint8Array | null {
  switch (family) {
    case AF_UNIX: return unixAddress(args);
    case AF_INET: return inetArgument(state, AF_INET, args, caller);
    case AF_INET6: return inetArgument(state, AF_INET6, args, caller);
    case AF_NETLINK: return pairAddress(args, `${caller}(): AF_NETLINK`, 'AF_NETLINK address must be a pair (pid, groups)', 12, family, 4, 8);
    case AF_VSOCK: return pairAddress(args, 'getsockaddrarg: AF_VSOCK', null, 16, family, 8, 4);
    case AF_QIPCRTR: return pairAddress(args, 'getsockaddrarg: AF_QIPCRTR', null, 12, family, 4, 8);
    default:
      PyErr_Format(PyExc_OSError, `${caller}(): bad family`);
      return null;
  }
}
function unixAddress(args: PyObject): Uint8Array | null {
  const bytes = PyUnicode_Check(args) ? PyUnicode_EncodeFSDefault(args) : Py_NewRef(args);
  if (bytes === NULL) return null;
  const view = new Py_buffer(), status = PyObject_GetBuffer(bytes, view, PyBUF_SIMPLE);
  let path: Uint8Array | null = null;
  if (status === 0) {
    path = U8.slice(view.buf, view.buf + view.len);
    PyBuffer_Release(view);
  }
  Py_DECREF(bytes);
  if (path === null) return null;
  const abstract = path.length === 0 || path[0] === 0;
  if (path.length > SUN_PATH_SIZE || (path.length === SUN_PATH_SIZE && !abstract)) {
    PyErr_SetString(PyExc_OSError, 'AF_UNIX path too long');
    return null;
  }
  const address = new Uint8Array(SUN_PATH + path.length + (abstract ? 0 : 1));
  address[0] = AF_UNIX;
  address.set(path, SUN_PATH);
  return address;
}
function pairAddress(args: PyObject, what: string, wrongLength: string | null, size: number, family: number, first: number, second: number): Uint8Array | null {
  if (!PyTuple_Check(args)) {
    PyErr_Format(PyExc_TypeError, `${what} address must be tuple, not ${typeName(args)}`);
    return null;
  }
  const count = PyTuple_GET_SIZE(args);
  if (count !== 2) {
    PyErr_SetString(PyExc_TypeError, wrongLength ?? `getsockaddrarg() takes exactly 2 arguments (${count} given)`);
    return null;
  }
  const a = unsignedArgument(PyTuple_GET_ITEM(args, 0)), b = a === null ? null : unsignedArgument(PyTuple_GET_ITEM(args, 1));
  if (a === null || b === null) return null;
  const address = new Uint8Array(size), view = viewOf(address);
  view.setUint16(0, family, true);
  view.setUint32(first, a, true);
  view.setUint32(second, b, true);
  return address;
}
function overflow(message: string): null {
  PyErr_SetString(PyExc_OverflowError, message);
  return null;
}
function inetArgument(state: SocketState, family: number, args: PyObject, caller: string): Uint8Array | null {
  const name = family === AF_INET ? 'AF_INET' : 'AF_INET6', most = family === AF_INET ? 2 : 4;
  if (!PyTuple_Check(args)) {
    PyErr_Format(PyExc_TypeError, `${caller}(): ${name} address must be tuple, not ${typeName(args)}`);
    return null;
  }
  const count = PyTuple_GET_SIZE(args);
  if (count < 2 || count > most) {
    PyErr_SetString(PyExc_TypeError, family === AF_INET ? 'AF_INET address must be a pair (host, port)' : 'AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])');
    return null;
  }
  const host = idna_converter(PyTuple_GET_ITEM(args, 0)), port = host === null ? null : intArgument(PyTuple_GET_ITEM(args, 1));
  const flowinfo = port === null ? null : count > 2 ? unsignedArgument(PyTuple_GET_ITEM(args, 2)) : 0;
  const scope = flowinfo === null ? null : count > 3 ? unsignedArgument(PyTuple_GET_ITEM(args, 3)) : 0;
  if (host === null || port === null || flowinfo === null || scope === null) return PyErr_ExceptionMatches(PyExc_OverflowError) ? overflow(`${caller}(): port must be 0-65535.`) : null;
  const found = setipaddr(state, host, family);
  if (found === null) return null;
  if (port < 0 || port > 0xffff) return overflow(`${caller}(): port must be 0-65535.`);
  if (flowinfo > 0xfffff) return overflow(`${caller}(): flowinfo must be 0-1048575.`);
  const address = found.slice(), view = viewOf(address);
  view.setUint16(2, port);
  if (family === AF_INET6) {
    view.setUint32(4, flowinfo);
    view.setUint32(24, scope, true);
  }
  return address;
}
