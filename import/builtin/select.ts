/** The select module: waiting for descriptors. CPython: Modules/selectmodule.c */
import {PyObject_Free, PyObject_Realloc} from '../../runtime/obmalloc';
import {PyDict_Contains, PyDict_DelItem, PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PySequence_Fast, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE} from '../../objects/abstract-sequence';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyTime_AsMilliseconds, _PyTime_FromMillisecondsObject, _PyTime_FromSecondsObject, _PyTime_ROUND_CEILING, _PyTime_ROUND_TIMEOUT} from '../../objects/pytime';
import {packSteal} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {_PyRuntime} from '../../runtime/current';
import {POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI, pollDescriptors} from '../../runtime/descriptor-wait';
import {PyDict_GET_SIZE, Py_TYPE, poll_dict, poll_running, poll_ufds, set_poll_dict, set_poll_running, set_poll_ufds} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {METH_CLASS, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {monotonic} from '../../runtime/scheduler';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_AsFileDescriptor, boolResult, errorUnlessRaised, intArgument, interrupted, posix_error} from './posix-args';

const FD_SETSIZE = 1024;
const CONSTANTS: Readonly<Record<string, number>> = {
  PIPE_BUF: 4096, POLLIN: 1, POLLPRI: 2, POLLOUT: 4, POLLERR: 8, POLLHUP: 16, POLLNVAL: 32, POLLRDNORM: 64, POLLRDBAND: 128, POLLWRNORM: 256, POLLWRBAND: 512, POLLMSG: 1024, POLLRDHUP: 8192,
  EPOLLIN: 1, EPOLLOUT: 4, EPOLLPRI: 2, EPOLLERR: 8, EPOLLHUP: 16, EPOLLRDHUP: 8192, EPOLLET: 2147483648, EPOLLONESHOT: 1073741824, EPOLLEXCLUSIVE: 268435456, EPOLLRDNORM: 64,
  EPOLLRDBAND: 128, EPOLLWRNORM: 256, EPOLLWRBAND: 512, EPOLLMSG: 1024, EPOLL_CLOEXEC: 524288,
};
interface SelectState { pollType: PyObject | NULL; epollType: PyObject | NULL }

/** Polls until the deadline while signals are handled; a negated errno, -EINTR perhaps with an exception. escapes */
function poll(fds: Int32Array, deadline: number): number {
  let n: number;
  do n = pollDescriptors(fds, deadline); while (interrupted(n));
  return n;
}

// ---- select() ----

/** The objects of a sequence with their descriptors, owned; null with an exception. CPython: seq2set() */
function seq2set(seq: PyObject): {op: New; fd: number}[] | null {
  const fast = PySequence_Fast(seq, 'arguments 1-3 must be sequences');
  if (fast === NULL) return null;
  const found: {op: New; fd: number}[] = [];
  let ok = true;
  for (let i = 0; ok && i < PySequence_Fast_GET_SIZE(fast); i++) {
    const op = Py_NewRef(PySequence_Fast_GET_ITEM(fast, i)), fd = PyObject_AsFileDescriptor(op);
    if (fd >= 0 && fd < FD_SETSIZE && found.length < FD_SETSIZE) found.push({op, fd});
    else {
      ok = false;
      if (fd >= 0) PyErr_SetString(PyExc_ValueError, fd >= FD_SETSIZE ? 'filedescriptor out of range in select()' : 'too many file descriptors in select()');
      Py_DECREF(op);
    }
  }
  Py_DECREF(fast);
  if (ok) return found;
  for (const {op} of found) Py_DECREF(op);
  return null;
}
/** The objects of a set whose descriptor answered. CPython: set2list() */
function set2list(set: readonly {op: New; fd: number}[], answers: ReadonlyMap<number, number>, mask: number): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const {op, fd} of set) {
    if (((answers.get(fd) ?? 0) & mask) !== 0 && _PyList_AppendTakeRef(list, Py_NewRef(op)) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
function select_select(_module: PyObject, rlist: PyObject, wlist: PyObject, xlist: PyObject, timeoutArg: PyObject | NULL): New | NULL {
  let deadline = Infinity;
  if (timeoutArg !== NULL && timeoutArg !== _Py_NoneStruct) {
    const ns = _PyTime_FromSecondsObject(timeoutArg, _PyTime_ROUND_TIMEOUT);
    if (ns === null) return PyErr_ExceptionMatches(PyExc_TypeError) ? PyErr_SetString(PyExc_TypeError, 'timeout must be a float or None') : NULL;
    if (ns < 0n) return PyErr_SetString(PyExc_ValueError, 'timeout must be non-negative');
    deadline = monotonic() + Number(ns) / 1e6;
  }
  const sets: {op: New; fd: number}[][] = [];
  let result: New | NULL = NULL;
  for (const seq of [rlist, wlist, xlist]) {
    const set = seq2set(seq);
    if (set === null) break;
    sets.push(set);
  }
  if (sets.length === 3) result = selectSets(sets, deadline);
  for (const set of sets) for (const {op} of set) Py_DECREF(op);
  return result;
}
function selectSets(sets: readonly (readonly {op: New; fd: number}[])[], deadline: number): New | NULL {
  const wanted = new Map<number, number>(), asked = [POLLIN, POLLOUT, POLLPRI];
  sets.forEach((set, i) => {
    for (const {fd} of set) wanted.set(fd, (wanted.get(fd) ?? 0) | asked[i]);
  });
  const fds = new Int32Array(wanted.size * 3);
  let at = 0;
  for (const [fd, events] of wanted) {
    fds[at++] = fd;
    fds[at++] = events;
    at++;
  }
  const n = poll(fds, deadline);
  if (n < 0) return errorUnlessRaised(n);
  const answers = new Map<number, number>();
  for (let i = 0; i < fds.length; i += 3) {
    if ((fds[i + 2] & POLLNVAL) !== 0) return posix_error(-ERRNO.EBADF);
    answers.set(fds[i], fds[i + 2]);
  }
  return packSteal(set2list(sets[0], answers, POLLIN | POLLHUP | POLLERR), set2list(sets[1], answers, POLLOUT | POLLERR), set2list(sets[2], answers, POLLPRI));
}

// ---- poll objects ----

/** Bytes of a struct pollfd. */
const POLLFD_SIZE = 8;
/** An unsigned short of events; null with an exception. CPython: _PyLong_UnsignedShort_Converter() */
function eventMask(op: PyObject | NULL, fallback: number): number | null {
  if (op === NULL) return fallback;
  const index = PyNumber_Index(op);
  if (index === NULL) return null;
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (value < 0n) PyErr_SetString(PyExc_ValueError, 'value must be positive');
  else if (value > 0xffffn) PyErr_SetString(PyExc_OverflowError, 'Python int too large for C unsigned short');
  else return Number(value);
  return null;
}
function select_poll_register(self: PyObject, fdArg: PyObject, maskArg: PyObject | NULL): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), mask = fd < 0 ? null : eventMask(maskArg, POLLIN | POLLPRI | POLLOUT);
  return mask === null ? NULL : watch(self, fd, mask, true);
}
/** Puts a descriptor and its events into the dict of a poll object; without `fresh` it has to be there. NULL with an exception. */
function watch(self: PyObject, fd: number, mask: number, fresh: boolean): New | NULL {
  const key = PyLong_FromNumber(fd), value = PyLong_FromNumber(mask), dict = poll_dict(self);
  let status = key === NULL || value === NULL ? -1 : fresh ? 1 : PyDict_Contains(dict, key);
  if (status === 0) posix_error(-ERRNO.ENOENT);
  else if (status > 0) status = PyDict_SetItem(dict, key as PyObject, value as PyObject) < 0 ? -1 : 1;
  Py_XDECREF(key);
  Py_XDECREF(value);
  return status > 0 ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function select_poll_modify(self: PyObject, fdArg: PyObject, maskArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), mask = fd < 0 ? null : eventMask(maskArg, 0);
  return mask === null ? NULL : watch(self, fd, mask, false);
}
function select_poll_unregister(self: PyObject, fdArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg);
  if (fd < 0) return NULL;
  const key = PyLong_FromNumber(fd);
  if (key === NULL) return NULL;
  const status = PyDict_DelItem(poll_dict(self), key);
  Py_DECREF(key);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** A list of pairs of ints. */
function pairs(answers: readonly (readonly [number, number])[]): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const [fd, events] of answers) {
    const pair = packSteal(PyLong_FromNumber(fd), PyLong_FromNumber(events));
    if (pair === NULL || _PyList_AppendTakeRef(list, pair) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
function select_poll_poll(self: PyObject, timeoutArg: PyObject | NULL): New | NULL {
  let deadline = Infinity;
  if (timeoutArg !== NULL && timeoutArg !== _Py_NoneStruct) {
    const ns = _PyTime_FromMillisecondsObject(timeoutArg, _PyTime_ROUND_TIMEOUT);
    if (ns === null) return PyErr_ExceptionMatches(PyExc_TypeError) ? PyErr_SetString(PyExc_TypeError, 'timeout must be an integer or None') : NULL;
    const ms = _PyTime_AsMilliseconds(ns, _PyTime_ROUND_TIMEOUT);
    if (ms < -2147483648n || ms > 2147483647n) return PyErr_SetString(PyExc_OverflowError, 'timeout is too large');
    if (ns >= 0n) deadline = monotonic() + Number(ms);
  }
  if (poll_running(self) !== 0) return PyErr_SetString(PyExc_RuntimeError, 'concurrent poll() invocation');
  const dict = poll_dict(self), length = PyDict_GET_SIZE(dict), fds = new Int32Array(length * 3);
  // the array that poll(2) gets in CPython stays until the next call; here it is only room
  const ufds = PyObject_Realloc(poll_ufds(self), length * POLLFD_SIZE);
  if (ufds === 0) return PyErr_NoMemory();
  set_poll_ufds(self, ufds);
  let at = 0;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) {
    fds[at] = PyLong_AsInt(PyDict_EntryKey(dict, pos));
    fds[at + 1] = PyLong_AsInt(PyDict_EntryValue(dict, pos));
    at += 3;
  }
  set_poll_running(self, 1);
  const n = poll(fds, deadline);
  set_poll_running(self, 0);
  if (n < 0) return errorUnlessRaised(n);
  const answers: [number, number][] = [];
  for (let i = 0; i < fds.length; i += 3) if (fds[i + 2] !== 0) answers.push([fds[i], fds[i + 2] & 0xffff]);
  return pairs(answers);
}
function poll_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), dict: PyObject | NULL = poll_dict(self);
  if (poll_ufds(self) !== 0) PyObject_Free(poll_ufds(self));
  Py_XDECREF(dict);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
const poll_Type_spec: TypeSpec = {
  tp_name: 'select.poll', tp_basicsize: 48, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION, slots: {tp_dealloc: poll_dealloc},
  methods: [
    method('register', '($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)', select_poll_register, 'Watches a descriptor.'),
    method('modify', '($self, fd, eventmask, /)', select_poll_modify, 'Changes what a watched descriptor is watched for.'),
    method('unregister', '($self, fd, /)', select_poll_unregister, 'Watches a descriptor no more.'),
    method('poll', '($self, timeout=None, /)', select_poll_poll, 'Waits for events: a list of (fd, events). The timeout is in milliseconds.'),
  ],
};
function select_poll(module: PyObject): New | NULL {
  const type = PyModule_GetState<SelectState>(module)!.pollType as PyObject, self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  const dict = PyDict_New();
  if (dict === NULL) {
    Py_DECREF(self);
    return NULL;
  }
  set_poll_dict(self, dict);
  return self;
}

// ---- epoll ----

class EpollData {
  /** Size of struct epoll_event, which is packed on x86 alone. */
  readonly eventSize = _PyRuntime.host.uname().machine === 'x86_64' ? 12 : 16;
  constructor(public epfd: number) {}
}
const EPOLL_CTL_ADD = 1, EPOLL_CTL_DEL = 2, EPOLL_CTL_MOD = 3, EPOLL_CLOEXEC = 0o2000000;

function newEpoll(type: PyObject, epfd: number): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) _PyRuntime.host.close(epfd);
  else setPayload(self, new EpollData(epfd));
  return self;
}
function select_epoll_new(type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('epoll', '(sizehint=-1, flags=0)', args, kwds);
  if (values === null) return NULL;
  const sizehint = intArgument(values[0], -1), flags = sizehint === null ? null : intArgument(values[1], 0);
  if (sizehint === null || flags === null) return NULL;
  if (sizehint !== -1 && sizehint <= 0) return PyErr_SetString(PyExc_ValueError, 'sizehint must be positive or -1');
  if ((flags & ~EPOLL_CLOEXEC) !== 0) return PyErr_SetString(PyExc_OSError, 'invalid flags');
  const epfd = _PyRuntime.host.call('epoll_create1', EPOLL_CLOEXEC);
  return epfd < 0 ? posix_error(epfd) : newEpoll(type, epfd);
}
function closeEpoll(self: PyObject): number {
  const data = payload<EpollData>(self), {epfd} = data;
  data.epfd = -1;
  return epfd >= 0 ? _PyRuntime.host.close(epfd) : 0;
}
function epoll_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  closeEpoll(self);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** The descriptor of an open epoll object, -1 with ValueError. */
function epfdOf(self: PyObject): number {
  const {epfd} = payload<EpollData>(self);
  if (epfd < 0) PyErr_SetString(PyExc_ValueError, 'I/O operation on closed epoll object');
  return epfd;
}
/** CPython: pyepoll_internal_ctl() */
function control(self: PyObject, op: number, fdArg: PyObject, maskArg: PyObject | NULL, fallback: number): New | NULL {
  const epfd = epfdOf(self), fd = epfd < 0 ? -1 : PyObject_AsFileDescriptor(fdArg);
  if (fd < 0) return NULL;
  let mask = fallback;
  if (maskArg !== NULL) {
    const index = PyNumber_Index(maskArg);
    if (index === NULL) return NULL;
    const value = PyLong_AsBigInt(index);
    Py_DECREF(index);
    if (value < 0n) return PyErr_SetString(PyExc_ValueError, 'value must be positive');
    if (value > 0xffffffffn) return PyErr_SetString(PyExc_OverflowError, 'Python int too large for C unsigned int');
    mask = Number(value);
  }
  const event = new Uint8Array(16), view = new DataView(event.buffer);
  view.setUint32(0, mask, true);
  view.setInt32(payload<EpollData>(self).eventSize === 12 ? 4 : 8, fd, true);
  const status = _PyRuntime.host.call('epoll_ctl', epfd, op, fd, event);
  return status < 0 ? posix_error(status) : Py_NewRef(_Py_NoneStruct);
}
function select_epoll_poll(self: PyObject, timeoutArg: PyObject | NULL, maxArg: PyObject | NULL): New | NULL {
  const epfd = epfdOf(self);
  if (epfd < 0) return NULL;
  let deadline = Infinity;
  if (timeoutArg !== NULL && timeoutArg !== _Py_NoneStruct) {
    const ns = _PyTime_FromSecondsObject(timeoutArg, _PyTime_ROUND_TIMEOUT);
    if (ns === null) return PyErr_ExceptionMatches(PyExc_TypeError) ? PyErr_SetString(PyExc_TypeError, 'timeout must be an integer or None') : NULL;
    const ms = _PyTime_AsMilliseconds(ns, _PyTime_ROUND_CEILING);
    if (ms < -2147483648n || ms > 2147483647n) return PyErr_SetString(PyExc_OverflowError, 'timeout is too large');
    if (ns >= 0n) deadline = monotonic() + Number(ms);
  }
  const given = maxArg === NULL ? -1 : PyLong_AsInt(maxArg);
  if (given === -1 && PyErr_Occurred() !== NULL) return NULL;
  const max = given === -1 ? FD_SETSIZE - 1 : given;
  if (max < 1) return PyErr_Format(PyExc_ValueError, `maxevents must be greater than 0, got ${max}`);
  // an epoll descriptor can be polled itself, which lets other threads run
  const ready = poll(Int32Array.of(epfd, POLLIN, 0), deadline);
  if (ready < 0) return errorUnlessRaised(ready);
  if (ready === 0) return PyList_New(0);
  const size = payload<EpollData>(self).eventSize, buffer = new Uint8Array(size * max), n = _PyRuntime.host.call('epoll_wait', epfd, buffer, max, 0);
  if (n < 0) return posix_error(n);
  const view = new DataView(buffer.buffer), answers: [number, number][] = [];
  for (let i = 0; i < n; i++) answers.push([view.getInt32(i * size + (size === 12 ? 4 : 8), true), view.getUint32(i * size, true)]);
  return pairs(answers);
}
const pyEpoll_Type_spec: TypeSpec = {
  tp_name: 'select.epoll', tp_basicsize: 24, tp_doc: 'Waits for events of many descriptors.\n\nflags is there for old programs and must be 0 or EPOLL_CLOEXEC.',
  slots: {tp_dealloc: epoll_dealloc, tp_new: select_epoll_new},
  getset: [{name: 'closed', get: self => boolResult(payload<EpollData>(self).epfd < 0), doc: 'Whether the object is closed.'}],
  methods: [
    method('fromfd', '($type, fd, /)', (type, fdArg) => {
      const fd = intArgument(fdArg);
      return fd === null ? NULL : newEpoll(type, fd);
    }, 'An epoll object of a descriptor.', METH_CLASS),
    method('close', '($self, /)', self => {
      const status = closeEpoll(self);
      return status < 0 ? posix_error(status) : Py_NewRef(_Py_NoneStruct);
    }, 'Closes the descriptor; no more events after that.'),
    method('fileno', '($self, /)', self => {
      const fd = epfdOf(self);
      return fd < 0 ? NULL : PyLong_FromNumber(fd);
    }, 'The descriptor of the object.'),
    method('modify', '($self, /, fd, eventmask)', (self, fd, mask) => control(self, EPOLL_CTL_MOD, fd as PyObject, mask, 0), 'Changes what a watched descriptor is watched for.'),
    method('register', '($self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)', (self, fd, mask) => control(self, EPOLL_CTL_ADD, fd as PyObject, mask, 1 | 2 | 4), 'Watches a descriptor.'),
    method('unregister', '($self, /, fd)', (self, fd) => control(self, EPOLL_CTL_DEL, fd as PyObject, NULL, 0), 'Watches a descriptor no more.'),
    method('poll', '($self, /, timeout=None, maxevents=-1)', select_epoll_poll, 'Waits for events: a list of (fd, events). The timeout is in seconds.'),
    method('__enter__', '($self, /)', self => (epfdOf(self) < 0 ? NULL : Py_NewRef(self))),
    rawMethod('__exit__', '($self, exc_type=None, exc_value=None, exc_tb=None, /)', self => {
      const status = closeEpoll(self);
      return status < 0 ? posix_error(status) : Py_NewRef(_Py_NoneStruct);
    }),
  ],
};

function select_exec(module: PyObject): number {
  const state = PyModule_GetState<SelectState>(module)!;
  if (PyModule_AddObjectRef(module, 'error', PyExc_OSError) < 0) return -1;
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  state.pollType = PyType_FromModuleAndSpec(module, poll_Type_spec, NULL);
  state.epollType = state.pollType === NULL ? NULL : PyType_FromModuleAndSpec(module, pyEpoll_Type_spec, NULL);
  return state.epollType === NULL ? -1 : PyModule_AddObjectRef(module, 'epoll', state.epollType);
}
function clear(module: PyObject): number {
  const state = PyModule_GetState<SelectState>(module);
  if (state === null) return 0;
  for (const key of ['pollType', 'epollType'] as const) {
    const op = state[key];
    state[key] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const selectmodule = new PyModuleDef('select', {
  m_doc: 'Waiting until files, pipes and sockets can be read or written.', m_size: 24, newState: (): SelectState => ({pollType: NULL, epollType: NULL}),
  m_methods: [
    method('select', '($module, rlist, wlist, xlist, timeout=None, /)', select_select, 'Waits until some of the objects are ready: three lists of those that are.'),
    method('poll', '($module, /)', select_poll, 'An object that waits for events of descriptors.'),
  ],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<SelectState>(module);
    for (const op of state === null ? [] : [state.pollType, state.epollType]) {
      const status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: clear, m_free: clear,
  m_slots: [[Py_mod_exec, select_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_select() */
export function PyInit_select(): PyModuleDef {
  return PyModuleDef_Init(selectmodule);
}
