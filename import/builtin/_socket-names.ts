/** Functions of the socket module: names of hosts and services, forms of addresses and numbers, pairs of sockets. CPython: Modules/socketmodule.c */
import {PyIndex_Check} from '../../objects/abstract-number';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {_PyArg_NoKwnames} from '../../objects/getargs';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {_PyList_AppendTakeRef, listFrom} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_AsUnsignedLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_Str} from '../../objects/object';
import {isStrArg, _PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_AsEncodedString, PyUnicode_DecodeFSDefault, PyUnicode_FSConverter, _PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';
import {PyUnicode_AsUTF8String, PyUnicode_FromString} from '../../objects/unicodeobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {ARG, PyBytes_Check, PyLong_Check, PyLong_CheckExact, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import type {HostEntry} from '../../runtime/host/host';
import {METH_VARARGS, type PyMethodDef, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, type SocketState, idna_converter, makeInetText, makesockaddr, parseInetText, set_gaierror, set_herror, setipaddr} from './_socket-address';
import {socket_parse_timeout, withBuffer} from './_socket-call';
import {controlLength, get_CMSG_LEN, get_CMSG_SPACE} from './_socket-message';
import {new_sockobject} from './_socket-object';
import {auditValues, hostTextOfBytes, intArgument, noneOrError, posix_error} from './posix-args';
import {PySys_Audit} from '../../objects/sysattr';

type Optional = PyObject | NULL;
const SOCK_STREAM = 1, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0o2000000, AI_NUMERICHOST = 4, AI_NUMERICSERV = 1024;
const stateOf = (module: PyObject): SocketState => PyModule_GetState<SocketState>(module)!;
const none = (): New => Py_NewRef(_Py_NoneStruct);

/** A str argument as C text; null with an exception. CPython: the format unit "s" */
function textArgument(fname: string, which: string, op: PyObject): string | null {
  if (!isStrArg(fname, which, op)) return null;
  return _PyUnicode_AsUTF8NoNUL(op) ?? null;
}

// ---- hosts ----

function socket_gethostname(): New | NULL {
  if (PySys_Audit('socket.gethostname') < 0) return NULL;
  return PyUnicode_FromString(_PyRuntime.host.uname().nodename);
}
function socket_sethostname(_module: PyObject, nameArg: PyObject): New | NULL {
  const name = PyBytes_Check(nameArg) ? Py_NewRef(nameArg) : PyUnicode_FSConverter(nameArg);
  if (name === NULL) return NULL;
  const bytes = PyBytes_AsUint8Array(name).slice(), audited = auditValues('socket.sethostname', [nameArg]);
  Py_DECREF(name);
  return audited < 0 ? NULL : noneOrError(_PyRuntime.host.call('sethostname', bytes, bytes.length));
}
/** The host name of an argument; null with an exception. CPython: the format unit "et" with idna */
function hostArgument(op: PyObject, fname: string): string | null {
  if (PyUnicode_Check(op) || PyBytes_Check(op)) return idna_converter(op, false);
  if (PyIndex_Check(op) || op !== NULL) _PyArg_BadArgument(fname, 'argument 1', 'str, bytes or bytearray', op);
  return null;
}
function auditHost(event: string, op: PyObject): number {
  return auditValues(event, [op]);
}
function socket_gethostbyname(module: PyObject, nameArg: PyObject): New | NULL {
  const name = hostArgument(nameArg, 'gethostbyname');
  if (name === null || auditHost('socket.gethostbyname', nameArg) < 0) return NULL;
  const address = setipaddr(stateOf(module), name, AF_INET);
  return address === null ? NULL : makeInetText(AF_INET, address.subarray(4, 8));
}
/** (name, aliases, addresses) of what the host knows. CPython: gethost_common() */
function gethost_common(state: SocketState, entry: HostEntry | number, family: number): New | NULL {
  if (typeof entry === 'number') return set_herror(state, entry);
  if (entry.family !== family) return posix_error(-ERRNO.EAFNOSUPPORT);
  const aliases = listFrom(entry.aliases, PyUnicode_FromString), addresses = listFrom(entry.addresses, address => makeInetText(family, address));
  return packSteal(PyUnicode_FromString(entry.name), aliases, addresses);
}
function socket_gethostbyname_ex(module: PyObject, nameArg: PyObject): New | NULL {
  const name = hostArgument(nameArg, 'gethostbyname_ex'), state = stateOf(module);
  if (name === null || auditHost('socket.gethostbyname', nameArg) < 0 || setipaddr(state, name, AF_INET) === null) return NULL;
  return gethost_common(state, _PyRuntime.host.network.hostByName(name), AF_INET);
}
function socket_gethostbyaddr(module: PyObject, nameArg: PyObject): New | NULL {
  const name = hostArgument(nameArg, 'gethostbyaddr'), state = stateOf(module);
  if (name === null || auditHost('socket.gethostbyaddr', nameArg) < 0) return NULL;
  const address = setipaddr(state, name, AF_UNSPEC);
  if (address === null) return NULL;
  const family = address[0], bytes = family === AF_INET ? address.slice(4, 8) : address.slice(8, 24);
  return gethost_common(state, _PyRuntime.host.network.hostByAddress(bytes, family), family);
}
function socket_getservbyname(_module: PyObject, nameArg: PyObject, protocolArg: Optional): New | NULL {
  const name = textArgument('getservbyname', 'argument 1', nameArg), protocol = protocolArg === NULL ? null : textArgument('getservbyname', 'argument 2', protocolArg);
  if (name === null || (protocolArg !== NULL && protocol === null) || auditValues('socket.getservbyname', [nameArg, protocolArg]) < 0) return NULL;
  const port = _PyRuntime.host.network.serviceByName(name, protocol);
  return port < 0 ? PyErr_SetString(PyExc_OSError, 'service/proto not found') : PyLong_FromNumber(port);
}
function socket_getservbyport(_module: PyObject, portArg: PyObject, protocolArg: Optional): New | NULL {
  const port = intArgument(portArg), protocol = port === null || protocolArg === NULL ? null : textArgument('getservbyport', 'argument 2', protocolArg);
  if (port === null || (protocolArg !== NULL && protocol === null)) return NULL;
  if (port < 0 || port > 0xffff) return PyErr_SetString(PyExc_OverflowError, 'getservbyport: port must be 0-65535.');
  if (auditValues('socket.getservbyport', [portArg, protocolArg]) < 0) return NULL;
  const name = _PyRuntime.host.network.serviceByPort(port, protocol);
  return name === null ? PyErr_SetString(PyExc_OSError, 'port/proto not found') : PyUnicode_FromString(name);
}
function socket_getprotobyname(_module: PyObject, nameArg: PyObject): New | NULL {
  const name = textArgument('getprotobyname', 'argument', nameArg);
  if (name === null) return NULL;
  const number = _PyRuntime.host.network.protocolByName(name);
  return number < 0 ? PyErr_SetString(PyExc_OSError, 'protocol not found') : PyLong_FromNumber(number);
}
/** A host for getaddrinfo(); undefined with an exception. escapes */
function nodeText(op: PyObject): string | null | undefined {
  if (op === _Py_NoneStruct) return null;
  if (PyBytes_Check(op)) return hostTextOfBytes(op);
  if (!PyUnicode_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'getaddrinfo() argument 1 must be string or None');
    return undefined;
  }
  const bytes = PyUnicode_AsEncodedString(op, 'idna', null);
  if (bytes === NULL) return undefined;
  const text = hostTextOfBytes(bytes);
  Py_DECREF(bytes);
  return text;
}
/** A service for getaddrinfo(); undefined with an exception. escapes */
function serviceText(op: PyObject): string | null | undefined {
  if (op === _Py_NoneStruct) return null;
  if (PyBytes_Check(op)) return hostTextOfBytes(op);
  if (!PyLong_CheckExact(op) && !PyUnicode_Check(op)) {
    PyErr_SetString(PyExc_OSError, 'Int or String expected');
    return undefined;
  }
  const str = PyObject_Str(op), bytes = str === NULL ? NULL : PyUnicode_AsUTF8String(str);
  const text = bytes === NULL ? undefined : hostTextOfBytes(bytes);
  if (bytes !== NULL) Py_DECREF(bytes);
  if (str !== NULL) Py_DECREF(str);
  return text;
}
const untilNul = (text: string | null): string | null => (text === null ? null : text.split('\0', 1)[0]);
function socket_getaddrinfo(module: PyObject, hostArg: PyObject, portArg: PyObject, familyArg: Optional, typeArg: Optional, protoArg: Optional, flagsArg: Optional): New | NULL {
  const family = intArgument(familyArg, AF_UNSPEC), type = family === null ? null : intArgument(typeArg), proto = type === null ? null : intArgument(protoArg);
  const flags = proto === null ? null : intArgument(flagsArg);
  if (family === null || type === null || proto === null || flags === null) return NULL;
  const node = nodeText(hostArg);
  let service = node === undefined ? undefined : serviceText(portArg);
  if (node === undefined || service === undefined) return NULL;
  if ((flags & AI_NUMERICSERV) !== 0 && (service === null || service === '0')) service = '00';
  if (auditValues('socket.getaddrinfo', [hostArg, portArg], [family, type, proto]) < 0) return NULL;
  const answers = _PyRuntime.host.network.getaddrinfo(untilNul(node), untilNul(service), family, type, proto, flags);
  if (typeof answers === 'number') return set_gaierror(stateOf(module), answers);
  return listFrom(answers, answer => packSteal(PyLong_FromNumber(answer.family), PyLong_FromNumber(answer.type), PyLong_FromNumber(answer.protocol), PyUnicode_FromString(answer.canonname), makesockaddr(answer.address)));
}
/** (host, port, flowinfo, scope) of an address; null with an exception. escapes */
function nameinfoArguments(sa: PyObject): {host: string; port: number; flowinfo: number; scope: number} | null {
  const count = PyTuple_GET_SIZE(sa);
  if (count < 2 || count > 4 || !PyUnicode_Check(PyTuple_GET_ITEM(sa, 0))) {
    PyErr_SetString(PyExc_TypeError, 'getnameinfo(): illegal sockaddr argument');
    return null;
  }
  const host = textArgument('getnameinfo', 'argument 1', PyTuple_GET_ITEM(sa, 0)), numbers = [0, 0, 0];
  if (host === null) return null;
  for (let i = 1; i < count; i++) {
    const value = intArgument(PyTuple_GET_ITEM(sa, i));
    if (value === null) return null;
    numbers[i - 1] = i === 1 ? value : value >>> 0;
  }
  return {host, port: numbers[0], flowinfo: numbers[1], scope: numbers[2]};
}
function socket_getnameinfo(module: PyObject, sa: PyObject, flagsArg: PyObject): New | NULL {
  const flags = intArgument(flagsArg), {network} = _PyRuntime.host, state = stateOf(module);
  if (flags === null) return NULL;
  if (!PyTuple_Check(sa)) return PyErr_SetString(PyExc_TypeError, 'getnameinfo() argument 1 must be a tuple');
  const given = nameinfoArguments(sa);
  if (given === null) return NULL;
  if (given.flowinfo > 0xfffff) return PyErr_SetString(PyExc_OverflowError, 'getnameinfo(): flowinfo must be 0-1048575.');
  if (auditValues('socket.getnameinfo', [sa]) < 0) return NULL;
  const answers = network.getaddrinfo(given.host, String(given.port), AF_UNSPEC, SOCK_DGRAM, 0, AI_NUMERICHOST);
  if (typeof answers === 'number') return set_gaierror(state, answers);
  if (answers.length > 1) return PyErr_SetString(PyExc_OSError, 'sockaddr resolved to multiple addresses');
  const {family, address} = answers[0];
  if (family === AF_INET && PyTuple_GET_SIZE(sa) !== 2) return PyErr_SetString(PyExc_OSError, 'IPv4 sockaddr must be 2 tuple');
  if (family === AF_INET6) {
    const view = new DataView(address.buffer, address.byteOffset, address.byteLength);
    view.setUint32(4, given.flowinfo);
    view.setUint32(24, given.scope, true);
  }
  const names = network.getnameinfo(address, flags);
  return typeof names === 'number' ? set_gaierror(state, names) : packSteal(PyUnicode_FromString(names[0]), PyUnicode_FromString(names[1]));
}

// ---- descriptors ----

/** A descriptor; null with an exception. CPython: PyLong_AsSocket_t() */
function descriptorArgument(op: PyObject): number | null {
  const fd = PyLong_AsInt(op);
  return fd === -1 && PyErr_Occurred() !== NULL ? null : fd;
}
function socket_close(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = descriptorArgument(fdArg);
  if (fd === null) return NULL;
  const status = _PyRuntime.host.close(fd);
  return status < 0 && status !== -ERRNO.ECONNRESET ? posix_error(status) : none();
}
function socket_dup(_module: PyObject, fdArg: PyObject): New | NULL {
  const fd = descriptorArgument(fdArg);
  if (fd === null) return NULL;
  const copy = _PyRuntime.host.dup(fd);
  return copy < 0 ? posix_error(copy) : PyLong_FromNumber(copy);
}
function socket_socketpair(module: PyObject, familyArg: Optional, typeArg: Optional, protoArg: Optional): New | NULL {
  const family = intArgument(familyArg, AF_UNIX), type = family === null ? null : intArgument(typeArg, SOCK_STREAM), proto = type === null ? null : intArgument(protoArg);
  if (family === null || type === null || proto === null) return NULL;
  const fds = new Int32Array(2), status = _PyRuntime.host.call('socketpair', family, type | SOCK_CLOEXEC, proto, new Uint8Array(fds.buffer));
  if (status < 0) return posix_error(status);
  const state = stateOf(module), first = new_sockobject(state, fds[0], family, type, proto), second = first === NULL ? NULL : new_sockobject(state, fds[1], family, type, proto);
  if (first === NULL) _PyRuntime.host.close(fds[0]);
  if (second === NULL) _PyRuntime.host.close(fds[1]);
  return packSteal(first, second);
}

// ---- numbers and forms of addresses ----

function swap16(name: string): (module: PyObject, arg: PyObject) => New | NULL {
  return (_module, arg) => {
    const x = intArgument(arg);
    if (x === null) return NULL;
    if (x < 0) return PyErr_SetString(PyExc_OverflowError, `${name}: can't convert negative Python int to C 16-bit unsigned integer`);
    if (x > 0xffff) return PyErr_SetString(PyExc_OverflowError, `${name}: Python int too large to convert to C 16-bit unsigned integer`);
    return PyLong_FromNumber(((x & 0xff) << 8) | (x >> 8));
  };
}
function swap32(_module: PyObject, arg: PyObject): New | NULL {
  if (!PyLong_Check(arg)) return PyErr_Format(PyExc_TypeError, `expected int, ${typeName(arg)} found`);
  const x = PyLong_AsUnsignedLong(arg);
  if (x === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (x > 0xffffffff) return PyErr_SetString(PyExc_OverflowError, 'int larger than 32 bits');
  return PyLong_FromNumber((((x & 0xff) << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24)) >>> 0);
}
function _socket_socket_inet_aton(_module: PyObject, textArg: PyObject): New | NULL {
  const text = textArgument('inet_aton', 'argument', textArg), bytes = new Uint8Array(4);
  if (text === null) return NULL;
  if (_PyRuntime.host.call('inet_aton', text, bytes) > 0) return PyBytes_FromUint8Array(bytes);
  return PyErr_SetString(PyExc_OSError, 'illegal IP address string passed to inet_aton');
}
function _socket_socket_inet_ntoa(_module: PyObject, packed: PyObject): New | NULL {
  return withBuffer(packed, false, (at, length) => (length === 4 ? makeInetText(AF_INET, U8.slice(at, at + 4)) : PyErr_SetString(PyExc_OSError, 'packed IP wrong length for inet_ntoa')));
}
function socket_inet_pton(_module: PyObject, familyArg: PyObject, textArg: PyObject): New | NULL {
  const family = intArgument(familyArg), text = family === null ? null : textArgument('inet_pton', 'argument 2', textArg);
  if (family === null || text === null) return NULL;
  const bytes = parseInetText(family, text);
  if (typeof bytes !== 'number') return PyBytes_FromUint8Array(bytes);
  return bytes < 0 ? posix_error(bytes) : PyErr_SetString(PyExc_OSError, 'illegal IP address string passed to inet_pton');
}
function socket_inet_ntop(_module: PyObject, familyArg: PyObject, packed: PyObject): New | NULL {
  const family = intArgument(familyArg);
  if (family === null) return NULL;
  return withBuffer(packed, false, (at, length) => {
    if (family !== AF_INET && family !== AF_INET6) return PyErr_Format(PyExc_ValueError, `unknown address family ${family}`);
    if (length !== (family === AF_INET ? 4 : 16)) return PyErr_SetString(PyExc_ValueError, 'invalid length of packed IP address string');
    return makeInetText(family, U8.slice(at, at + length));
  });
}
function socket_if_nameindex(): New | NULL {
  const found = _PyRuntime.host.network.interfaces();
  if (typeof found === 'number') return posix_error(found);
  return listFrom(found, ([index, name]) => packSteal(PyLong_FromNumber(index), PyUnicode_FromString(name)));
}
function _socket_socket_if_nametoindex(_module: PyObject, nameArg: PyObject): New | NULL {
  const name = PyUnicode_FSConverter(nameArg);
  if (name === NULL) return NULL;
  const index = _PyRuntime.host.call('if_nametoindex', hostTextOfBytes(name));
  Py_DECREF(name);
  return index <= 0 ? PyErr_SetString(PyExc_OSError, 'no interface with this name') : PyLong_FromNumber(index);
}
function socket_if_indextoname(_module: PyObject, arg: PyObject): New | NULL {
  const index = PyLong_AsUnsignedLong(arg);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (index > 0xffffffff) return PyErr_SetString(PyExc_OverflowError, 'index is too large');
  const name = _PyRuntime.host.network.interfaceName(index);
  return typeof name === 'number' ? posix_error(name) : PyUnicode_DecodeFSDefault(new TextEncoder().encode(name));
}
function socket_getdefaulttimeout(module: PyObject): New | NULL {
  const {defaulttimeout} = stateOf(module);
  return defaulttimeout < 0 ? none() : PyFloat_FromDouble(defaulttimeout / 1e9);
}
function socket_setdefaulttimeout(module: PyObject, arg: PyObject): New | NULL {
  const timeout = socket_parse_timeout(arg);
  if (timeout === null) return NULL;
  stateOf(module).defaulttimeout = timeout;
  return none();
}

/** A function of one argument that CPython gives no signature. */
function oneArgument(name: string, call: (module: PyObject, op: PyObject) => New | NULL, doc: string): PyMethodDef {
  return rawMethod(name, null, (module, args, nargs, kwnames) => {
    if (!_PyArg_NoKwnames(name, kwnames)) return NULL;
    return nargs === 1 ? call(module, ARG(args, 0)) : PyErr_Format(PyExc_TypeError, `${name}() takes exactly 1 argument (${nargs} given)`);
  }, doc);
}
/** The functions of the module, sorted by name. CPython: socket_methods */
export const socket_methods: readonly PyMethodDef[] = [
  oneArgument('CMSG_LEN', (_module, op) => controlLength(op, 'CMSG_LEN', get_CMSG_LEN), 'CMSG_LEN(length) -> control message length\n\nHow long a control message with so much data is, without padding.'),
  oneArgument('CMSG_SPACE', (_module, op) => controlLength(op, 'CMSG_SPACE', get_CMSG_SPACE), 'CMSG_SPACE(length) -> buffer size\n\nHow much room a control message with so much data takes.'),
  hiddenMethod('close', '($module, object, /)', socket_close, 'close(integer) -> None\n\nCloses the descriptor of a socket.'),
  hiddenMethod('dup', '($module, object, /)', socket_dup, 'dup(integer) -> integer\n\nDuplicates the descriptor of a socket.'),
  hiddenMethod('getaddrinfo', '($module, /, host, port, family=0, type=0, proto=0, flags=0)', socket_getaddrinfo, 'getaddrinfo(host, port [, family, type, proto, flags])\n    -> list of (family, type, proto, canonname, sockaddr)\n\nThe addresses of a host and a service.'),
  hiddenMethod('getdefaulttimeout', '($module, /)', socket_getdefaulttimeout, 'getdefaulttimeout() -> timeout\n\nThe timeout of new sockets in seconds, None for none.'),
  oneArgument('gethostbyaddr', socket_gethostbyaddr, 'gethostbyaddr(host) -> (name, aliaslist, addresslist)\n\nNames and addresses of a host.'),
  oneArgument('gethostbyname', socket_gethostbyname, 'gethostbyname(host) -> address\n\nThe IPv4 address of a host.'),
  oneArgument('gethostbyname_ex', socket_gethostbyname_ex, 'gethostbyname_ex(host) -> (name, aliaslist, addresslist)\n\nNames and IPv4 addresses of a host.'),
  hiddenMethod('gethostname', '($module, /)', socket_gethostname, 'gethostname() -> string\n\nThe name of this host.'),
  hiddenMethod('gethostname', '($module, /)', socket_gethostname, 'gethostname() -> string\n\nThe name of this host.'),
  hiddenMethod('getnameinfo', '($module, sockaddr, flags, /)', socket_getnameinfo, 'getnameinfo(sockaddr, flags) --> (host, port)\n\nHost and service of an address.', METH_VARARGS),
  oneArgument('getprotobyname', socket_getprotobyname, 'getprotobyname(name) -> integer\n\nThe number of a protocol.'),
  hiddenMethod('getservbyname', '($module, servicename, protocolname=None, /)', socket_getservbyname, 'getservbyname(servicename[, protocolname]) -> integer\n\nThe port of a service.', METH_VARARGS),
  hiddenMethod('getservbyport', '($module, port, protocolname=None, /)', socket_getservbyport, 'getservbyport(port[, protocolname]) -> string\n\nThe service of a port.', METH_VARARGS),
  hiddenMethod('htonl', '($module, object, /)', swap32, 'htonl(integer) -> integer\n\n32 bits from host to network order.'),
  method('htons', '($self, x, /)', swap16('htons') as (module: PyObject, arg: PyObject | NULL) => New | NULL, '16 bits from host to network order.'),
  hiddenMethod('if_indextoname', '($module, object, /)', socket_if_indextoname, 'if_indextoname(if_index)\n\nThe name of a network interface by its number.'),
  hiddenMethod('if_nameindex', '($module, /)', socket_if_nameindex, 'if_nameindex()\n\nNumbers and names of the network interfaces.'),
  method('if_nametoindex', '($self, oname, /)', _socket_socket_if_nametoindex, 'The number of a network interface by its name.'),
  method('inet_aton', '($self, ip_addr, /)', _socket_socket_inet_aton, 'The four bytes of an IPv4 address in text.'),
  method('inet_ntoa', '($self, packed_ip, /)', _socket_socket_inet_ntoa, 'The text of an IPv4 address of four bytes.'),
  hiddenMethod('inet_ntop', '($module, af, packed_ip, /)', socket_inet_ntop, 'inet_ntop(af, packed_ip) -> string formatted IP address\n\nThe text of an address of a family.', METH_VARARGS),
  hiddenMethod('inet_pton', '($module, af, ip, /)', socket_inet_pton, 'inet_pton(af, ip) -> packed IP address string\n\nThe bytes of an address of a family in text.', METH_VARARGS),
  hiddenMethod('ntohl', '($module, object, /)', swap32, 'ntohl(integer) -> integer\n\n32 bits from network to host order.'),
  method('ntohs', '($self, x, /)', swap16('ntohs') as (module: PyObject, arg: PyObject | NULL) => New | NULL, '16 bits from network to host order.'),
  hiddenMethod('setdefaulttimeout', '($module, object, /)', socket_setdefaulttimeout, 'setdefaulttimeout(timeout)\n\nSets the timeout of new sockets in seconds; None for none.'),
  oneArgument('sethostname', socket_sethostname, 'sethostname(name)\n\nSets the name of this host.'),
  hiddenMethod('socketpair', '($module, family=1, type=1, proto=0, /)', socket_socketpair, 'socketpair([family[, type [, proto]]]) -> (socket object, socket object)\n\nTwo sockets connected to each other.', METH_VARARGS),
];
