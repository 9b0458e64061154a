/** sendmsg() and recvmsg() of sockets: messages in parts, with control messages. CPython: Modules/socketmodule.c */
import {PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PySequence_Fast, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE} from '../../objects/abstract-sequence';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_SetString, PyErr_WarnEx, typeName} from '../../objects/errors';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {ReceivedMessage} from '../../runtime/host/host';
import {type PyMethodDef, hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, payload} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {getsockaddrarg, getsockaddrlen, makesockaddr} from './_socket-address';
import {READING, type SocketData, WRITING, sizeArgument, sock_call} from './_socket-call';
import {auditValues, intArgument} from './posix-args';

type Optional = PyObject | NULL;
const SOL_SOCKET = 1, SCM_RIGHTS = 1;
/** struct cmsghdr: its length (8 bytes), level and type; what follows is aligned to 8. */
const CMSG_HEADER = 16, SOCKLEN_T_LIMIT = 0x7fffffff;
const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** The length of a control message with so much data; -1 when out of range. CPython: get_CMSG_LEN() */
export function get_CMSG_LEN(length: number): number {
  return length > SOCKLEN_T_LIMIT - CMSG_HEADER ? -1 : CMSG_HEADER + length;
}
/** The same with padding. CPython: get_CMSG_SPACE() */
export function get_CMSG_SPACE(length: number): number {
  return length > SOCKLEN_T_LIMIT - CMSG_HEADER - 8 ? -1 : CMSG_HEADER + aligned(length);
}

/** Views of the buffers of an iterable; null with an exception. The caller releases them. escapes */
function partViews(arg: PyObject, fname: string, writable: boolean): Py_buffer[] | null {
  const fast = PySequence_Fast(arg, `${fname}() argument 1 must be an iterable`);
  if (fast === NULL) return null;
  const views: Py_buffer[] = [];
  for (let i = 0; i < PySequence_Fast_GET_SIZE(fast); i++) {
    const view = new Py_buffer();
    if (PyObject_GetBuffer(PySequence_Fast_GET_ITEM(fast, i), view, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE) < 0) {
      if (writable) PyErr_SetString(PyExc_TypeError, 'recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers');
      release(views);
      Py_DECREF(fast);
      return null;
    }
    views.push(view);
  }
  Py_DECREF(fast);
  return views;
}
function release(views: readonly Py_buffer[]): void {
  for (const view of views) PyBuffer_Release(view);
}
const bytesOf = (views: readonly Py_buffer[]): Uint8Array[] => views.map(view => U8.subarray(view.buf, view.buf + view.len));

// ---- receiving ----

/** Control messages as (level, type, data); what is cut short ends them. */
function* controlMessages(control: Uint8Array): Generator<{level: number; type: number; data: Uint8Array; cut: boolean}> {
  const view = new DataView(control.buffer, control.byteOffset, control.byteLength);
  for (let at = 0; at + CMSG_HEADER <= control.length;) {
    const length = Number(view.getBigUint64(at, true)), end = at + length;
    if (length < CMSG_HEADER) {
      yield {level: 0, type: 0, data: new Uint8Array(0), cut: true};
      return;
    }
    yield {level: view.getInt32(at + 8, true), type: view.getInt32(at + 12, true), data: control.slice(at + CMSG_HEADER, Math.min(end, control.length)), cut: end > control.length};
    if (end > control.length) return;
    at += aligned(length);
  }
}
/** CPython closes descriptors that nobody will see. */
function closeReceived(control: Uint8Array): void {
  for (const {level, type, data} of controlMessages(control)) {
    if (level !== SOL_SOCKET || type !== SCM_RIGHTS) continue;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (let at = 0; at + 4 <= data.length; at += 4) _PyRuntime.host.close(view.getInt32(at, true));
  }
}
/** The list of control messages; NULL with an exception. escapes */
function controlList(control: Uint8Array): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const {level, type, data, cut} of controlMessages(control)) {
    if (cut && PyErr_WarnEx(PyExc_RuntimeWarning, 'received malformed or improperly-truncated ancillary data', 1) === -1) {
      Py_DECREF(list);
      return NULL;
    }
    if (cut && data.length === 0 && level === 0) break;
    const item = packSteal(PyLong_FromNumber(level), PyLong_FromNumber(type), PyBytes_FromUint8Array(data));
    if (item === NULL || _PyList_AppendTakeRef(list, item) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
/** Receives into buffers whose bytes `buffers` gives; `value` makes the first item of the answer. escapes. CPython: sock_recvmsg_guts() */
function sock_recvmsg_guts(s: SocketData, buffers: () => Uint8Array[], flags: number, controlLength: number, value: (length: number) => New | NULL): New | NULL {
  const addressLength = getsockaddrlen(s.sock_family);
  if (addressLength < 0) return NULL;
  if (controlLength < 0 || controlLength > SOCKLEN_T_LIMIT) return PyErr_SetString(PyExc_ValueError, 'invalid ancillary data buffer length');
  let message: ReceivedMessage | null = null;
  const status = sock_call(s, READING, flags, given => {
    const got = _PyRuntime.host.network.recvmsg(s.sock_fd, buffers(), controlLength, addressLength, given);
    if (typeof got === 'number') return got;
    message = got;
    return got.length;
  });
  if (status < 0) return NULL;
  const {control, flags: answered, address} = message as unknown as ReceivedMessage, list = controlList(control);
  const result = list === NULL ? NULL : packSteal(value(status), list, PyLong_FromNumber(answered), makesockaddr(address));
  if (result === NULL) closeReceived(control);
  return result;
}
function sock_recvmsg(self: PyObject, sizeArg: PyObject, controlArg: Optional, flagsArg: Optional): New | NULL {
  const size = sizeArgument(sizeArg), control = size === null ? null : sizeArgument(controlArg), flags = control === null ? null : intArgument(flagsArg);
  if (size === null || control === null || flags === null) return NULL;
  if (size < 0) return PyErr_SetString(PyExc_ValueError, 'negative buffer size in recvmsg()');
  const buffer = new Uint8Array(size);
  return sock_recvmsg_guts(payload<SocketData>(self), () => [buffer], flags, control, length => PyBytes_FromUint8Array(buffer.subarray(0, Math.min(size, length))));
}
function sock_recvmsg_into(self: PyObject, buffersArg: PyObject, controlArg: Optional, flagsArg: Optional): New | NULL {
  const control = sizeArgument(controlArg), flags = control === null ? null : intArgument(flagsArg);
  const views = control === null || flags === null ? null : partViews(buffersArg, 'recvmsg_into', true);
  if (control === null || flags === null || views === null) return NULL;
  const result = sock_recvmsg_guts(payload<SocketData>(self), () => bytesOf(views), flags, control, PyLong_FromNumber);
  release(views);
  return result;
}

// ---- sending ----

/** One control message of a tuple; null with an exception. escapes */
function controlMessage(item: PyObject): Uint8Array | null {
  if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) !== 3) {
    PyErr_Format(PyExc_TypeError, PyTuple_Check(item)
      ? `[sendmsg() ancillary data items]() argument 1 must be tuple of length 3, not ${PyTuple_GET_SIZE(item)}` : `[sendmsg() ancillary data items]() argument 1 must be 3-item tuple, not ${typeName(item)}`);
    return null;
  }
  const level = intArgument(PyTuple_GET_ITEM(item, 0)), type = level === null ? null : intArgument(PyTuple_GET_ITEM(item, 1)), view = new Py_buffer();
  if (level === null || type === null || PyObject_GetBuffer(PyTuple_GET_ITEM(item, 2), view, PyBUF_SIMPLE) < 0) return null;
  const space = get_CMSG_SPACE(view.len);
  let message: Uint8Array | null = null;
  if (space < 0) PyErr_SetString(PyExc_OSError, 'ancillary data item too large');
  else {
    message = new Uint8Array(space);
    const header = new DataView(message.buffer);
    header.setBigUint64(0, BigInt(CMSG_HEADER + view.len), true);
    header.setInt32(8, level, true);
    header.setInt32(12, type, true);
    message.set(U8.subarray(view.buf, view.buf + view.len), CMSG_HEADER);
  }
  PyBuffer_Release(view);
  return message;
}
/** All control messages one after the other, null for none; undefined with an exception. escapes */
function controlData(arg: Optional): Uint8Array | null | undefined {
  if (arg === NULL) return null;
  const fast = PySequence_Fast(arg, 'sendmsg() argument 2 must be an iterable');
  if (fast === NULL) return undefined;
  const messages: Uint8Array[] = [];
  let total = 0, message: Uint8Array | null = null;
  for (let i = 0; i < PySequence_Fast_GET_SIZE(fast) && (i === 0 || message !== null); i++) {
    message = controlMessage(PySequence_Fast_GET_ITEM(fast, i));
    if (message === null) break;
    messages.push(message);
    total += message.length;
  }
  const complete = messages.length === PySequence_Fast_GET_SIZE(fast);
  Py_DECREF(fast);
  if (!complete) return undefined;
  if (total > SOCKLEN_T_LIMIT) {
    PyErr_SetString(PyExc_OSError, 'too much ancillary data');
    return undefined;
  }
  if (total === 0) return null;
  const data = new Uint8Array(total);
  let at = 0;
  for (const part of messages) {
    data.set(part, at);
    at += part.length;
  }
  return data;
}
function sock_sendmsg(self: PyObject, buffersArg: PyObject, controlArg: Optional, flagsArg: Optional, addressArg: Optional): New | NULL {
  const s = payload<SocketData>(self), flags = intArgument(flagsArg), hasAddress = addressArg !== NULL && addressArg !== _Py_NoneStruct;
  if (flags === null) return NULL;
  const address = hasAddress ? getsockaddrarg(s.state, s.sock_family, addressArg, 'sendmsg') : null;
  if ((hasAddress && address === null) || auditValues('socket.sendmsg', [self, addressArg]) < 0) return NULL;
  const views = partViews(buffersArg, 'sendmsg', false);
  if (views === null) return NULL;
  const control = controlData(controlArg);
  const sent = control === undefined ? -1 : sock_call(s, WRITING, flags, given => _PyRuntime.host.network.sendmsg(s.sock_fd, bytesOf(views), control, address, given));
  release(views);
  return sent < 0 ? NULL : PyLong_FromNumber(sent);
}
/** The methods of socket objects for messages. */
export const messageMethods: readonly PyMethodDef[] = [
  hiddenMethod('recvmsg', '($self, bufsize, ancbufsize=0, flags=0, /)', sock_recvmsg, 'recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)\n\nReceives data and control messages.'),
  hiddenMethod('recvmsg_into', '($self, buffers, ancbufsize=0, flags=0, /)', sock_recvmsg_into, 'recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)\n\nReceives data into buffers, and control messages.'),
  hiddenMethod('sendmsg', '($self, buffers, ancdata=(), flags=0, address=None, /)', sock_sendmsg, 'sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\n\nSends data of several buffers, and control messages.'),
];
/** A length of control messages as Python asks for it. escapes */
export function controlLength(op: PyObject, name: string, length: (size: number) => number): New | NULL {
  const size = sizeArgument(op);
  if (size === null) return NULL;
  const result = size < 0 ? -1 : length(size);
  return result < 0 ? PyErr_SetString(PyExc_OverflowError, `${name}() argument out of range`) : PyLong_FromNumber(result);
}
