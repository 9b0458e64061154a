/** Socket objects. CPython: Modules/socketmodule.c */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_ResourceWarning, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, reprText} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_CallFinalizerFromDealloc, PyObject_IsTrue} from '../../objects/object';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, ht_module, tp_flags, tp_mro} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_ResourceWarning, PyExc_TypeError, PyExc_ValueError, PyExc_Warning, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {ERRNO} from '../../runtime/host/errno';
import {hiddenMethod, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {hasOtherThreads, monotonic} from '../../runtime/scheduler';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_FINALIZE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {AF_ALG, AF_INET, AF_VSOCK, SocketState, getsockaddrarg, getsockaddrlen, makesockaddr} from './_socket-address';
import {RAISED, READING, SocketData, TIMED_OUT, WRITING, callFailed, internal_setblocking, sizeArgument, sock_call, sock_call_ex, socket_parse_timeout, withBuffer} from './_socket-call';
import {messageMethods} from './_socket-message';
import {auditValues, boolResult, intArgument, interrupted, noneOrError, posix_error} from './posix-args';

type Optional = PyObject | NULL;
const SOCK_STREAM = 1, SOCK_CLOEXEC = 0o2000000, SOCK_NONBLOCK = 0o4000, SOL_SOCKET = 1, SO_TYPE = 3, SO_ERROR = 4, MSG_DONTWAIT = 0x40, SO_PROTOCOL = 38, SOMAXCONN_DEFAULT = 128;
const LARGEST_ADDRESS = 128;

const data = (self: PyObject): SocketData => payload<SocketData>(self);
const none = (): New => Py_NewRef(_Py_NoneStruct);

/** The state of the module that a type, or one of its bases, was made for. CPython: find_module_state_by_def() */
function stateOfType(type: PyTypeObject): SocketState {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i), module = (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0 ? NULL : ht_module(base);
    const state = module === NULL ? null : PyModule_GetState(module);
    if (state instanceof SocketState) return state;
  }
  throw new Error('no module state for a socket');
}
/** An int option of a socket; a negated errno. */
function optionOf(fd: number, level: number, name: number): number {
  const value = new Int32Array(1), size = Int32Array.of(4);
  const status = _PyRuntime.host.call('getsockopt', fd, level, name, new Uint8Array(value.buffer), new Uint8Array(size.buffer));
  return status < 0 ? status : value[0];
}
/** Asks for an address of a descriptor by one of getsockname and getpeername; a negated errno. */
function addressOf(fd: number, call: string, most: number): Uint8Array | number {
  const address = new Uint8Array(most), size = Int32Array.of(most), status = _PyRuntime.host.call(call, fd, address, new Uint8Array(size.buffer));
  return status < 0 ? status : address.subarray(0, Math.min(most, size[0]));
}

// ---- making and ending ----

/** Gives a socket its descriptor; -1 with an exception. CPython: init_sockobject() */
function init_sockobject(s: SocketData, fd: number, family: number, type: number, proto: number): number {
  s.sock_fd = fd;
  s.sock_family = family;
  s.sock_type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
  s.sock_proto = proto;
  if ((type & SOCK_NONBLOCK) !== 0) s.sock_timeout = 0;
  else {
    s.sock_timeout = s.state.defaulttimeout;
    if (s.sock_timeout >= 0) {
      const status = internal_setblocking(fd, false);
      if (status < 0) {
        posix_error(status);
        return -1;
      }
    }
  }
  return 0;
}
/** A new socket object around a descriptor. CPython: new_sockobject() */
export function new_sockobject(state: SocketState, fd: number, family: number, type: number, proto: number): New | NULL {
  const self = sock_new(state.sock_type as PyTypeObject);
  if (self === NULL || init_sockobject(data(self), fd, family, type, proto) === 0) return self;
  Py_DECREF(self);
  return NULL;
}
function sock_new(type: PyTypeObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new SocketData(stateOfType(type)));
  return self;
}
const initParser = argParser('socket', '($self, /, family=-1, type=-1, proto=-1, fileno=None)');
function sock_initobj(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseArgs(initParser, args, kwds);
  if (values === null) return -1;
  const family = intArgument(values[0], -1), type = family === null ? null : intArgument(values[1], -1), proto = type === null ? null : intArgument(values[2], -1);
  if (family === null || type === null || proto === null || auditValues('socket.__new__', [self], [family, type, proto]) < 0) return -1;
  const s = data(self), given = values[3];
  return given === NULL || given === _Py_NoneStruct ? openSocket(s, family, type, proto) : adoptSocket(s, family, type, proto, given);
}
function openSocket(s: SocketData, familyArg: number, typeArg: number, protoArg: number): number {
  const family = familyArg === -1 ? AF_INET : familyArg, type = typeArg === -1 ? SOCK_STREAM : typeArg, proto = protoArg === -1 ? 0 : protoArg;
  const fd = _PyRuntime.host.call('socket', family, type | SOCK_CLOEXEC, proto);
  if (fd < 0) {
    posix_error(fd);
    return -1;
  }
  if (init_sockobject(s, fd, family, type, proto) === 0) return 0;
  s.sock_fd = -1;
  _PyRuntime.host.close(fd);
  return -1;
}
function fail(status: number): -1 {
  posix_error(status);
  return -1;
}
/** Takes over an open descriptor, which must be a socket; what is not said is asked of it. */
function adoptSocket(s: SocketData, familyArg: number, typeArg: number, protoArg: number, given: PyObject): number {
  let family = familyArg, type = typeArg, proto = protoArg;
  const fd = PyLong_AsInt(given);
  if (fd < 0) {
    if (fd !== -1 || PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'negative file descriptor');
    return -1;
  }
  const address = addressOf(fd, 'getsockname', LARGEST_ADDRESS);
  if (typeof address === 'number') {
    if (family === -1 || address === -ERRNO.EBADF || address === -ERRNO.ENOTSOCK) return fail(address);
  } else if (family === -1) family = address[0] | (address[1] << 8);
  if (type === -1 && (type = optionOf(fd, SOL_SOCKET, SO_TYPE)) < 0) return fail(type);
  if (proto === -1 && (proto = optionOf(fd, SOL_SOCKET, SO_PROTOCOL)) < 0) return fail(proto);
  return init_sockobject(s, fd, family, type, proto);
}
function sock_finalize(self: PyObject): void {
  const s = data(self), saved = PyErr_GetRaisedException();
  if (s.sock_fd >= 0) {
    if (PyErr_ResourceWarning(self, 1, `unclosed ${reprText(self) ?? ''}`, PyExc_ResourceWarning) < 0 && PyErr_ExceptionMatches(PyExc_Warning)) PyErr_WriteUnraisable(self);
    // only now: what logs the warning may ask the socket for its addresses
    const fd = s.sock_fd;
    s.sock_fd = -1;
    _PyRuntime.host.close(fd);
  }
  PyErr_SetRaisedException(saved);
}
function sock_dealloc(self: PyObject): void {
  if (PyObject_CallFinalizerFromDealloc(self) < 0) return;
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function sock_close(self: PyObject): New | NULL {
  const s = data(self), fd = s.sock_fd;
  if (fd < 0) return none();
  s.sock_fd = -1;
  const status = _PyRuntime.host.close(fd);
  // the peer may have gone already
  return status < 0 && status !== -ERRNO.ECONNRESET ? posix_error(status) : none();
}
function sock_detach(self: PyObject): New | NULL {
  const s = data(self), fd = s.sock_fd;
  s.sock_fd = -1;
  return PyLong_FromNumber(fd);
}
function sock_repr(self: PyObject): New | NULL {
  const s = data(self);
  return PyUnicode_FromString(`<socket object, fd=${s.sock_fd}, family=${s.sock_family}, type=${s.sock_type}, proto=${s.sock_proto}>`);
}

// ---- timeouts and options ----

function sock_setblocking(self: PyObject, arg: PyObject): New | NULL {
  const block = PyObject_IsTrue(arg), s = data(self);
  if (block < 0) return NULL;
  s.sock_timeout = block !== 0 ? -1 : 0;
  return noneOrError(internal_setblocking(s.sock_fd, block !== 0));
}
function sock_settimeout(self: PyObject, arg: PyObject): New | NULL {
  const timeout = socket_parse_timeout(arg), s = data(self);
  if (timeout === null) return NULL;
  s.sock_timeout = timeout;
  return noneOrError(internal_setblocking(s.sock_fd, timeout < 0));
}
function sock_gettimeout(self: PyObject): New | NULL {
  const {sock_timeout} = data(self);
  return sock_timeout < 0 ? none() : PyFloat_FromDouble(sock_timeout / 1e9);
}
function sock_setsockopt(self: PyObject, levelArg: PyObject, nameArg: PyObject, value: PyObject, lengthArg: Optional): New | NULL {
  const level = intArgument(levelArg), name = level === null ? null : intArgument(nameArg), {host} = _PyRuntime, fd = data(self).sock_fd;
  if (level === null || name === null) return NULL;
  // numbers of 64 bits
  if (data(self).sock_family === AF_VSOCK) {
    const flag = PyLong_AsBigInt(value);
    if (PyErr_Occurred() !== NULL) return NULL;
    return noneOrError(host.call('setsockopt', fd, level, name, new Uint8Array(BigUint64Array.of(BigInt.asUintN(64, flag)).buffer), 8));
  }
  if (lengthArg !== NULL || value === _Py_NoneStruct) {
    if (value !== _Py_NoneStruct) return PyErr_Format(PyExc_TypeError, 'setsockopt() argument 3 must be None');
    if (lengthArg === NULL) return PyErr_SetString(PyExc_TypeError, "a bytes-like object is required, not 'NoneType'");
    const length = intArgument(lengthArg);
    return length === null ? NULL : noneOrError(host.call('setsockopt', fd, level, name, null, length));
  }
  if (!PyObject_CheckBuffer(value)) {
    const flag = PyLong_AsInt(value);
    if (flag !== -1 || PyErr_Occurred() === NULL) return noneOrError(host.call('setsockopt', fd, level, name, new Uint8Array(Int32Array.of(flag).buffer), 4));
    PyErr_Clear();
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(value, view, PyBUF_SIMPLE) < 0) return NULL;
  const status = host.call('setsockopt', fd, level, name, U8.slice(view.buf, view.buf + view.len), view.len);
  PyBuffer_Release(view);
  return noneOrError(status);
}
function sock_getsockopt(self: PyObject, levelArg: PyObject, nameArg: PyObject, lengthArg: Optional): New | NULL {
  const level = intArgument(levelArg), name = level === null ? null : intArgument(nameArg), length = name === null ? null : intArgument(lengthArg);
  if (level === null || name === null || length === null) return NULL;
  const {host} = _PyRuntime, fd = data(self).sock_fd;
  if (data(self).sock_family === AF_VSOCK) {
    if (length !== 0) return PyErr_SetString(PyExc_OSError, 'getsockopt string buffer not allowed');
    const value = new BigUint64Array(1), size = Int32Array.of(8), status = host.call('getsockopt', fd, level, name, new Uint8Array(value.buffer), new Uint8Array(size.buffer));
    return status < 0 ? posix_error(status) : PyLong_FromBigInt(value[0]);
  }
  if (length === 0) {
    const value = new Int32Array(1), size = Int32Array.of(4), status = host.call('getsockopt', fd, level, name, new Uint8Array(value.buffer), new Uint8Array(size.buffer));
    return status < 0 ? posix_error(status) : PyLong_FromNumber(value[0]);
  }
  if (length < 0 || length > 1024) return PyErr_SetString(PyExc_OSError, 'getsockopt buflen out of range');
  const value = new Uint8Array(length), size = Int32Array.of(length), status = host.call('getsockopt', fd, level, name, value, new Uint8Array(size.buffer));
  return status < 0 ? posix_error(status) : PyBytes_FromUint8Array(value.subarray(0, size[0]));
}

// ---- connecting ----

function sock_bind(self: PyObject, addro: PyObject): New | NULL {
  const s = data(self), address = getsockaddrarg(s.state, s.sock_family, addro, 'bind');
  if (address === null || auditValues('socket.bind', [self, addro]) < 0) return NULL;
  return noneOrError(_PyRuntime.host.call('bind', s.sock_fd, address, address.length));
}
function sock_listen(self: PyObject, backlogArg: Optional): New | NULL {
  const backlog = intArgument(backlogArg, SOMAXCONN_DEFAULT);
  return backlog === null ? NULL : noneOrError(_PyRuntime.host.call('listen', data(self).sock_fd, Math.max(0, backlog)));
}
function sock_accept(self: PyObject): New | NULL {
  const s = data(self), most = getsockaddrlen(s.sock_family);
  if (most < 0) return NULL;
  const address = new Uint8Array(most), size = Int32Array.of(most), plain = s.sock_family === AF_ALG;
  const fd = sock_call(s, READING, 0, () => {
    size[0] = most;
    return _PyRuntime.host.call('accept4', s.sock_fd, plain ? null : address, plain ? null : new Uint8Array(size.buffer), SOCK_CLOEXEC);
  });
  if (fd < 0) return NULL;
  return packSteal(PyLong_FromNumber(fd), makesockaddr(address.subarray(0, plain ? 0 : Math.min(most, size[0]))));
}
/** The state of a connection under way: 1 when it is there, else a negated errno. CPython: sock_connect_impl() */
function sock_connect_impl(s: SocketData): number {
  const error = optionOf(s.sock_fd, SOL_SOCKET, SO_ERROR);
  return error < 0 ? error : error === 0 || error === ERRNO.EISCONN ? 1 : -error;
}
/** 0, or a failure as sock_call_ex() has it. escapes. CPython: internal_connect() */
function internal_connect(s: SocketData, address: Uint8Array): number {
  const status = _PyRuntime.host.call('connect', s.sock_fd, address, address.length);
  if (status >= 0) return 0;
  if (status === -ERRNO.EINTR) {
    // the connection goes on by itself
    if (!interrupted(status)) return RAISED;
    if (s.sock_timeout === 0) return status;
  } else if (s.sock_timeout <= 0 || status !== -ERRNO.EINPROGRESS) return status;
  return Math.min(0, sock_call_ex(s, WRITING, 0, () => sock_connect_impl(s), true, s.sock_timeout));
}
function sock_connect(self: PyObject, addro: PyObject): New | NULL {
  const s = data(self), address = getsockaddrarg(s.state, s.sock_family, addro, 'connect');
  if (address === null || auditValues('socket.connect', [self, addro]) < 0) return NULL;
  const status = internal_connect(s, address);
  return status < 0 ? callFailed(status) : none();
}
function sock_connect_ex(self: PyObject, addro: PyObject): New | NULL {
  const s = data(self), address = getsockaddrarg(s.state, s.sock_family, addro, 'connect_ex');
  if (address === null || auditValues('socket.connect', [self, addro]) < 0) return NULL;
  const status = internal_connect(s, address);
  if (status === RAISED) return NULL;
  return PyLong_FromNumber(status === TIMED_OUT ? ERRNO.EAGAIN : -status);
}
function nameOf(call: string): (self: PyObject) => New | NULL {
  return self => {
    const s = data(self), most = getsockaddrlen(s.sock_family);
    if (most < 0) return NULL;
    const address = addressOf(s.sock_fd, call, most);
    return typeof address === 'number' ? posix_error(address) : makesockaddr(address);
  };
}

// ---- receiving ----

/** Bytes for one call, used again by the next: no other call comes between filling and reading it. */
function scratch(state: SocketState, length: number): Uint8Array {
  const LARGEST = 1 << 20;
  if (length > LARGEST) return new Uint8Array(length);
  if (state.scratch.length < length) state.scratch = new Uint8Array(Math.max(4096, length));
  return state.scratch;
}
function sock_recv(self: PyObject, lengthArg: PyObject, flagsArg: Optional): New | NULL {
  const length = sizeArgument(lengthArg), flags = length === null ? null : intArgument(flagsArg), s = data(self);
  if (length === null || flags === null) return NULL;
  if (length < 0) return PyErr_SetString(PyExc_ValueError, 'negative buffersize in recv');
  let buffer = s.state.scratch;
  const got = length === 0 ? 0 : sock_call(s, READING, flags, given => _PyRuntime.host.call('recv', s.sock_fd, buffer = scratch(s.state, length), length, given));
  return got < 0 ? NULL : PyBytes_FromUint8Array(buffer.subarray(0, got));
}
function sock_recv_into(self: PyObject, target: PyObject, lengthArg: Optional, flagsArg: Optional): New | NULL {
  return withBuffer(target, true, (at, size) => {
    const length = sizeArgument(lengthArg), flags = length === null ? null : intArgument(flagsArg), s = data(self);
    if (length === null || flags === null) return NULL;
    if (length < 0) return PyErr_SetString(PyExc_ValueError, 'negative buffersize in recv_into');
    if (length > size) return PyErr_SetString(PyExc_ValueError, 'buffer too small for requested bytes');
    const most = length === 0 ? size : length;
    const got = most === 0 ? 0 : sock_call(s, READING, flags, given => _PyRuntime.host.call('recv', s.sock_fd, U8.subarray(at, at + most), most, given));
    return got < 0 ? NULL : PyLong_FromNumber(got);
  });
}
/** Receives with the sender's address; `answer` makes the first item. escapes. CPython: sock_recvfrom_guts() */
function recvfrom(s: SocketData, buffer: () => Uint8Array, length: number, flags: number, answer: (got: number) => New | NULL): New | NULL {
  const most = getsockaddrlen(s.sock_family);
  if (most < 0) return NULL;
  const address = new Uint8Array(most), size = new Int32Array(1);
  const got = sock_call(s, READING, flags, given => {
    size[0] = most;
    return _PyRuntime.host.call('recvfrom', s.sock_fd, buffer(), length, given, address, new Uint8Array(size.buffer));
  });
  return got < 0 ? NULL : packSteal(answer(got), makesockaddr(address.subarray(0, Math.min(most, size[0]))));
}
function sock_recvfrom(self: PyObject, lengthArg: PyObject, flagsArg: Optional): New | NULL {
  const length = sizeArgument(lengthArg), flags = length === null ? null : intArgument(flagsArg), s = data(self);
  if (length === null || flags === null) return NULL;
  if (length < 0) return PyErr_SetString(PyExc_ValueError, 'negative buffersize in recvfrom');
  let bytes = s.state.scratch;
  return recvfrom(s, () => (bytes = scratch(s.state, length)), length, flags, got => PyBytes_FromUint8Array(bytes.subarray(0, got)));
}
function sock_recvfrom_into(self: PyObject, target: PyObject, lengthArg: Optional, flagsArg: Optional): New | NULL {
  return withBuffer(target, true, (at, size) => {
    const length = sizeArgument(lengthArg), flags = length === null ? null : intArgument(flagsArg);
    if (length === null || flags === null) return NULL;
    if (length < 0) return PyErr_SetString(PyExc_ValueError, 'negative buffersize in recvfrom_into');
    if (length > size) return PyErr_SetString(PyExc_ValueError, 'nbytes is greater than the length of the buffer');
    const most = length === 0 ? size : length;
    return recvfrom(data(self), () => U8.subarray(at, at + most), most, flags, PyLong_FromNumber);
  });
}

// ---- sending ----

function sock_send(self: PyObject, source: PyObject, flagsArg: Optional): New | NULL {
  return withBuffer(source, false, (at, length) => {
    const flags = intArgument(flagsArg), s = data(self);
    if (flags === null) return NULL;
    let done = 0;
    // a blocking socket takes all, however often the other threads have to make room
    do {
      const sent = sock_call_ex(s, WRITING, flags, given => _PyRuntime.host.call('send', s.sock_fd, U8.subarray(at + done, at + length), length - done, given), false, s.sock_timeout);
      if (sent < 0) return done > 0 && sent !== RAISED ? PyLong_FromNumber(done) : callFailed(sent);
      done += sent;
    } while (done < length && s.sock_timeout < 0 && (flags & MSG_DONTWAIT) === 0 && hasOtherThreads());
    return PyLong_FromNumber(done);
  });
}
function sock_sendall(self: PyObject, source: PyObject, flagsArg: Optional): New | NULL {
  return withBuffer(source, false, (at, length) => {
    const flags = intArgument(flagsArg), s = data(self), whole = s.sock_timeout;
    if (flags === null) return NULL;
    const start = monotonic();
    let from = at;
    do {
      // the timeout is that of the whole
      const timeout = whole > 0 ? whole - (monotonic() - start) * 1e6 : whole;
      if (whole > 0 && timeout <= 0) return callFailed(TIMED_OUT);
      const sent = sock_call_ex(s, WRITING, flags, given => _PyRuntime.host.call('send', s.sock_fd, U8.subarray(from, at + length), at + length - from, given), false, timeout);
      if (sent < 0) return callFailed(sent);
      from += sent;
      if (hooks._PyErr_CheckSignals() !== 0) return NULL;
    } while (from < at + length);
    return none();
  });
}
function sock_sendto(self: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs !== 2 && nargs !== 3) return PyErr_Format(PyExc_TypeError, `sendto() takes 2 or 3 arguments (${nargs} given)`);
  const addro = ARG(args, nargs - 1);
  return withBuffer(ARG(args, 0), false, (at, length) => {
    const flags = nargs === 3 ? intArgument(ARG(args, 1)) : 0, s = data(self);
    const address = flags === null ? null : getsockaddrarg(s.state, s.sock_family, addro, 'sendto');
    if (flags === null || address === null || auditValues('socket.sendto', [self, addro]) < 0) return NULL;
    const sent = sock_call(s, WRITING, flags, given => _PyRuntime.host.call('sendto', s.sock_fd, U8.subarray(at, at + length), length, given, address, address.length));
    return sent < 0 ? NULL : PyLong_FromNumber(sent);
  });
}
function sock_shutdown(self: PyObject, arg: PyObject): New | NULL {
  const how = intArgument(arg);
  return how === null ? NULL : noneOrError(_PyRuntime.host.call('shutdown', data(self).sock_fd, how));
}

export const sock_spec: TypeSpec = {
  tp_name: '_socket.socket', tp_basicsize: 56, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_FINALIZE,
  tp_doc: 'socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOne end of a connection. With fileno the descriptor tells what is not said.',
  slots: {tp_dealloc: sock_dealloc, tp_finalize: sock_finalize, tp_init: sock_initobj, tp_new: sock_new, tp_repr: sock_repr, tp_traverse: (self, visit) => visit(Py_TYPE(self))},
  getset: [
    {name: 'family', get: self => PyLong_FromNumber(data(self).sock_family), doc: 'the socket family'}, {name: 'type', get: self => PyLong_FromNumber(data(self).sock_type), doc: 'the socket type'},
    {name: 'proto', get: self => PyLong_FromNumber(data(self).sock_proto), doc: 'the socket protocol'}, {name: 'timeout', get: sock_gettimeout, doc: 'the socket timeout'},
  ],
  methods: [
    hiddenMethod('_accept', '($self, /)', sock_accept, '_accept() -> (integer, address info)\n\nWaits for a connection: its descriptor, and the address of the client.'),
    hiddenMethod('bind', '($self, object, /)', sock_bind, 'bind(address)\n\nGives the socket an address of this host.'),
    hiddenMethod('close', '($self, /)', sock_close, 'close()\n\nCloses the socket.'),
    hiddenMethod('connect', '($self, object, /)', sock_connect, 'connect(address)\n\nConnects the socket to an address.'),
    hiddenMethod('connect_ex', '($self, object, /)', sock_connect_ex, 'connect_ex(address) -> errno\n\nThe same, with an error number instead of an exception.'),
    hiddenMethod('detach', '($self, /)', sock_detach, 'detach()\n\nGives up the descriptor without closing it, and returns it.'),
    hiddenMethod('fileno', '($self, /)', self => PyLong_FromNumber(data(self).sock_fd), 'fileno() -> integer\n\nThe descriptor.'),
    hiddenMethod('getblocking', '($self, /)', self => boolResult(data(self).sock_timeout !== 0), 'getblocking()\n\nWhether calls may wait.'),
    hiddenMethod('getpeername', '($self, /)', nameOf('getpeername'), 'getpeername() -> address info\n\nThe address of the other end.'),
    hiddenMethod('getsockname', '($self, /)', nameOf('getsockname'), 'getsockname() -> address info\n\nThe address of this end.'),
    hiddenMethod('getsockopt', '($self, level, option, buffersize=0, /)', sock_getsockopt, 'getsockopt(level, option[, buffersize]) -> value\n\nAn option: an int, or bytes of up to so many.'),
    hiddenMethod('gettimeout', '($self, /)', sock_gettimeout, 'gettimeout() -> timeout\n\nThe timeout in seconds, None for none.'),
    hiddenMethod('listen', '($self, backlog=128, /)', sock_listen, 'listen([backlog])\n\nLets the socket take connections.'),
    hiddenMethod('recv', '($self, buffersize, flags=0, /)', sock_recv, 'recv(buffersize[, flags]) -> data\n\nReceives up to so many bytes; none at the end.'),
    hiddenMethod('recv_into', '($self, /, buffer, nbytes=0, flags=0)', sock_recv_into, 'recv_into(buffer, [nbytes[, flags]]) -> nbytes_read\n\nReceives into a buffer.'),
    hiddenMethod('recvfrom', '($self, buffersize, flags=0, /)', sock_recvfrom, "recvfrom(buffersize[, flags]) -> (data, address info)\n\nReceives, with the sender's address."),
    hiddenMethod('recvfrom_into', '($self, /, buffer, nbytes=0, flags=0)', sock_recvfrom_into, "recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)\n\nReceives into a buffer, with the sender's address."),
    hiddenMethod('send', '($self, data, flags=0, /)', sock_send, 'send(data[, flags]) -> count\n\nSends bytes, perhaps not all.'),
    hiddenMethod('sendall', '($self, data, flags=0, /)', sock_sendall, 'sendall(data[, flags])\n\nSends all bytes.'),
    rawMethod('sendto', null, sock_sendto, 'sendto(data[, flags], address) -> count\n\nSends bytes to an address.'),
    hiddenMethod('setblocking', '($self, object, /)', sock_setblocking, 'setblocking(flag)\n\nWhether calls shall wait: without a timeout, or not at all.'),
    hiddenMethod('setsockopt', '($self, level, option, value, optlen=0, /)', sock_setsockopt, 'setsockopt(level, option, value: int)\nsetsockopt(level, option, value: buffer)\nsetsockopt(level, option, None, optlen: int)\n\nSets an option.'),
    hiddenMethod('settimeout', '($self, object, /)', sock_settimeout, 'settimeout(timeout)\n\nSets how many seconds calls may wait; None for no limit.'),
    hiddenMethod('shutdown', '($self, object, /)', sock_shutdown, 'shutdown(flag)\n\nEnds reading, writing, or both.'),
    ...messageMethods,
  ],
};
