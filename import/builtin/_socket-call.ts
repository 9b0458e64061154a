/** Calls of sockets that may wait: for a timeout, for signals, for other threads. CPython: Modules/socketmodule.c sock_call_ex() */
import {PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_TIMEOUT} from '../../objects/pytime';
import {ssizeArg} from '../../objects/text-args';
import {_PyRuntime} from '../../runtime/current';
import {POLLERR, POLLIN, POLLOUT, hasOtherThreads, pollDescriptors} from '../../runtime/descriptor-wait';
import {PyExc_TimeoutError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {monotonic} from '../../runtime/scheduler';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {AF_INET, type SocketState} from './_socket-address';
import {errorUnlessRaised, interrupted} from './posix-args';

export const READING = POLLIN, WRITING = POLLOUT;
const FIONBIO = 0x5421, MSG_DONTWAIT = 0x40;

/** What a socket object holds. CPython: PySocketSockObject */
export class SocketData {
  sock_fd = -1;
  sock_family = AF_INET;
  sock_type = 0;
  sock_proto = 0;
  /** Nanoseconds: negative waits for ever, 0 never. */
  sock_timeout = -1;
  constructor(readonly state: SocketState) {}
}

/** A call came to no end in time. */
export const TIMED_OUT = -0x10000;
/** A handler of a signal raised. */
export const RAISED = -0x10001;

/**
 * Calls until the call succeeds, fails for good or the time is over. Waits first when there is a timeout, when `connecting`, or when other
 * threads could run meanwhile; then the call gets MSG_DONTWAIT to add to its flags, and what it does not get at once is waited for.
 * `flags` are those of the caller, who may not want to wait. The result, a negated errno, TIMED_OUT, or RAISED with an exception. escapes.
 * CPython: sock_call_ex()
 */
export function sock_call_ex(s: SocketData, events: number, flags: number, call: (flags: number) => number, connecting: boolean, timeout: number): number {
  const deadline = timeout > 0 ? monotonic() + timeout / 1e6 : Infinity, asked = connecting ? events | POLLERR : events;
  for (;;) {
    const others = timeout < 0 && (flags & MSG_DONTWAIT) === 0 && s.sock_fd >= 0 && hasOtherThreads();
    if (timeout > 0 || connecting || others) {
      const ready = s.sock_fd < 0 ? 1 : pollDescriptors(Int32Array.of(s.sock_fd, asked, 0), deadline);
      if (ready === 0) return TIMED_OUT;
      if (ready < 0) {
        if (interrupted(ready)) continue;
        return ready === -ERRNO.EINTR ? RAISED : ready;
      }
    }
    let result: number;
    do result = call(others ? flags | MSG_DONTWAIT : flags); while (interrupted(result));
    if (result >= 0) return result;
    if (result === -ERRNO.EINTR) return RAISED;
    // what made it ready is gone again
    if ((timeout > 0 || others) && result === -ERRNO.EAGAIN) continue;
    return result;
  }
}
/** Turns a failure of sock_call_ex() into its exception; NULL. */
export function callFailed(result: number): NULL {
  if (result === TIMED_OUT) return PyErr_SetString(PyExc_TimeoutError, 'timed out');
  return result === RAISED ? NULL : errorUnlessRaised(result);
}
/** The result of a call, -1 with an exception. escapes. CPython: sock_call() */
export function sock_call(s: SocketData, events: number, flags: number, call: (flags: number) => number): number {
  const result = sock_call_ex(s, events, flags, call, false, s.sock_timeout);
  if (result >= 0) return result;
  callFailed(result);
  return -1;
}
/** Makes a descriptor wait or not; a negated errno. CPython: internal_setblocking() */
export function internal_setblocking(fd: number, block: boolean): number {
  return _PyRuntime.host.ioctl(fd, FIONBIO, new Uint8Array(Int32Array.of(block ? 0 : 1).buffer));
}
/** Nanoseconds of a timeout, negative for None; null with an exception. escapes. CPython: socket_parse_timeout() */
export function socket_parse_timeout(op: PyObject): number | null {
  if (op === _Py_NoneStruct) return -1;
  const ns = _PyTime_FromSecondsObject(op, _PyTime_ROUND_TIMEOUT);
  if (ns === null) return null;
  if (ns >= 0n) return Number(ns);
  PyErr_SetString(PyExc_ValueError, 'Timeout value out of range');
  return null;
}

/** A Py_ssize_t argument; null with an exception. escapes */
export function sizeArgument(op: PyObject | NULL, fallback = 0): number | null {
  const size = ssizeArg(op, fallback);
  return size === -1 && PyErr_Occurred() !== NULL ? null : size;
}
/** Runs `use` with the place and length of a buffer's bytes, which stay where they are meanwhile. escapes */
export function withBuffer(op: PyObject, writable: boolean, use: (at: number, length: number) => New | NULL): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(op, view, writable ? PyBUF_WRITABLE : PyBUF_SIMPLE) < 0) return NULL;
  const result = use(view.buf, view.len);
  PyBuffer_Release(view);
  return result;
}
