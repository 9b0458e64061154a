/** posix: users, groups, sessions, priorities and scheduling of processes. CPython: Modules/posixmodule.c */
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyDescr_NewMethod} from '../../objects/descrobject';
import {PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PySet_Add, PySet_New} from '../../objects/setobject';
import {PyStructSequence_GET_ITEM, PyStructSequence_New, type PyStructSequence_Desc} from '../../objects/structseq';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {_PyRuntime} from '../../runtime/current';
import {hasOtherThreads} from '../../runtime/descriptor-wait';
import {PyLong_Check, PyUnicode_Check, Py_TYPE, tp_dict} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {yieldToOthers} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_AsFileDescriptor, fromHostText, idArgument, idObject, intArgument, noneOrError, posix_error} from './posix-args';
import {fsText} from './posix-process';
import {fillStructSequence} from './posix-stat';
import type {posixstate} from './posix-state';

/** A function without parameters that answers an int. */
const plain = (name: string, get: () => number, doc: string): PyMethodDef => method(name, '($module, /)', () => {
  const value = get();
  return value < 0 ? posix_error(value) : PyLong_FromNumber(value);
}, doc);
/** A function of int parameters that calls a C function of the same name and answers None. */
const setting = (name: string, signature: string, cname: string, doc: string): PyMethodDef => method(name, signature, (_module, ...args) => {
  const numbers: number[] = [];
  for (const arg of args) {
    const n = intArgument(arg);
    if (n === null) return NULL;
    numbers.push(n);
  }
  return noneOrError(_PyRuntime.host.call(cname, ...numbers));
}, doc);
/** The same with user or group ids. */
const settingIds = (name: string, signature: string, what: 'uid' | 'gid', doc: string): PyMethodDef => method(name, signature, (_module, ...args) => {
  const numbers: number[] = [];
  for (const arg of args) {
    const n = idArgument(arg as PyObject, what);
    if (n === null) return NULL;
    numbers.push(n < 0 ? 0xffffffff : n);
  }
  return noneOrError(_PyRuntime.host.call(name, ...numbers));
}, doc);
/** The same with int parameters, answering the C function's result. */
const asking = (name: string, signature: string, doc: string): PyMethodDef => method(name, signature, (_module, ...args) => {
  const numbers: number[] = [];
  for (const arg of args) {
    const n = intArgument(arg);
    if (n === null) return NULL;
    numbers.push(n);
  }
  const result = _PyRuntime.host.call(name, ...numbers);
  return result < 0 ? posix_error(result) : PyLong_FromNumber(result);
}, doc);

function os_getgroups(): New | NULL {
  // Node's own list has the effective group in it
  const {host} = _PyRuntime, count = host.call('getgroups', 0, null);
  if (count < 0) return posix_error(count);
  const ids = new Uint32Array(Math.max(count, 1)), n = host.call('getgroups', count, new Uint8Array(ids.buffer));
  return n < 0 ? posix_error(n) : idList([...ids.subarray(0, n)]);
}
function idList(ids: readonly number[]): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const id of ids) {
    const op = idObject(id);
    if (op === NULL || _PyList_AppendTakeRef(list, op) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
function os_setgroups(_module: PyObject, groups: PyObject): New | NULL {
  if (!PySequence_Check(groups)) return PyErr_SetString(PyExc_TypeError, 'setgroups argument must be a sequence');
  const n = PySequence_Size(groups);
  if (n < 0) return NULL;
  if (n > 65536) return PyErr_SetString(PyExc_ValueError, 'too many groups');
  const ids = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const item = PySequence_GetItem(groups, i);
    if (item === NULL) return NULL;
    const id = PyLong_Check(item) ? idArgument(item, 'gid') : null;
    if (id === null && PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, 'groups must be integers');
    Py_DECREF(item);
    if (id === null) return NULL;
    ids[i] = id;
  }
  return noneOrError(_PyRuntime.host.call('setgroups', n, new Uint8Array(ids.buffer)));
}
function os_initgroups(_module: PyObject, username: PyObject, gidArg: PyObject): New | NULL {
  const name = fsText(username), gid = name === null ? null : idArgument(gidArg, 'gid');
  return name === null || gid === null ? NULL : noneOrError(_PyRuntime.host.call('initgroups', name, gid));
}
function os_getgrouplist(_module: PyObject, user: PyObject, gidArg: PyObject): New | NULL {
  if (!PyUnicode_Check(user)) return _PyArg_BadArgument('getgrouplist', 'argument 1', 'str', user);
  const name = fsText(user), gid = name === null ? null : idArgument(gidArg, 'gid');
  if (name === null || gid === null) return NULL;
  const ids = new Uint32Array(65536), count = Int32Array.of(ids.length);
  const status = _PyRuntime.host.call('getgrouplist', name, gid, new Uint8Array(ids.buffer), new Uint8Array(count.buffer));
  return status < 0 ? posix_error(status) : idList([...ids.subarray(0, count[0])]);
}
/** Real, effective and saved ids. */
function threeIds(cname: string): () => New | NULL {
  return () => {
    const ids = [new Uint32Array(1), new Uint32Array(1), new Uint32Array(1)], [a, b, c] = ids.map(id => new Uint8Array(id.buffer));
    const status = _PyRuntime.host.call(cname, a, b, c);
    return status < 0 ? posix_error(status) : packSteal(idObject(ids[0][0]), idObject(ids[1][0]), idObject(ids[2][0]));
  };
}
function os_getlogin(): New | NULL {
  const buffer = new Uint8Array(256), status = _PyRuntime.host.call('getlogin_r', buffer, buffer.length);
  if (status !== 0) return posix_error(status > 0 ? -status : status);
  return fromHostText(String.fromCharCode(...buffer.subarray(0, buffer.indexOf(0))), false);
}
function os_getpriority(_module: PyObject, whichArg: PyObject, whoArg: PyObject): New | NULL {
  const which = intArgument(whichArg), who = which === null ? null : intArgument(whoArg);
  if (which === null || who === null) return NULL;
  // the raw system call answers 20 - nice, so that a good answer is never negative
  const SYS_getpriority = 140, result = _PyRuntime.host.call('syscall', SYS_getpriority, which, who, 0, 0, 0);
  return result < 0 ? posix_error(result) : PyLong_FromNumber(20 - result);
}
function os_nice(_module: PyObject, incrementArg: PyObject): New | NULL {
  const increment = intArgument(incrementArg);
  if (increment === null) return NULL;
  const {host} = _PyRuntime, SYS_getpriority = 140, before = 20 - host.call('syscall', SYS_getpriority, 0, 0, 0, 0, 0);
  const status = host.call('setpriority', 0, 0, before + increment);
  if (status < 0) return posix_error(status === -13 ? -1 : status);
  return PyLong_FromNumber(20 - host.call('syscall', SYS_getpriority, 0, 0, 0, 0, 0));
}
function os_getloadavg(): New | NULL {
  const loads = new Float64Array(3);
  if (_PyRuntime.host.call('getloadavg', new Uint8Array(loads.buffer), 3) !== 3) return PyErr_SetString(PyExc_OSError, 'Load averages are unobtainable');
  return packSteal(PyFloat_FromDouble(loads[0]), PyFloat_FromDouble(loads[1]), PyFloat_FromDouble(loads[2]));
}

// ---- scheduling ----

export const sched_param_desc: PyStructSequence_Desc = {name: 'posix.sched_param', n_in_sequence: 1, doc: 'Parameters of a scheduling policy; so far only the priority.', fields: [['sched_priority', 'the scheduling priority']]};
/** sched_param(sched_priority). CPython: os_sched_param_impl() */
function sched_param_new(type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('sched_param', '(sched_priority)', args, kwds);
  if (values === null) return NULL;
  return fillStructSequence(PyStructSequence_New(type), [Py_NewRef(values[0] as PyObject)]);
}
/** How a sched_param is made again: of its priority alone. CPython: os_sched_param_reduce() */
const sched_param_reduce = method('__reduce__', '($self, /)', self => packSteal(Py_NewRef(Py_TYPE(self)), packSteal(Py_NewRef(PyStructSequence_GET_ITEM(self, 0)))), null);
/** Gives the type what structseqs of other types don't have; -1 with an exception. */
export function finishSchedParamType(type: PyObject): number {
  slots(type).tp_new = sched_param_new;
  const reduce = PyDescr_NewMethod(type, sched_param_reduce);
  if (reduce === NULL) return -1;
  const status = PyDict_SetItemString(tp_dict(type), '__reduce__', reduce);
  Py_DECREF(reduce);
  return status;
}
/** The priority of a sched_param; null with an exception. CPython: convert_sched_param() */
function priorityOf(module: PyObject, param: PyObject): number | null {
  if (Py_TYPE(param) !== PyModule_GetState<posixstate>(module)!.SchedParamType) {
    PyErr_SetString(PyExc_TypeError, 'must have a sched_param object');
    return null;
  }
  const priority = PyLong_AsLong(PyStructSequence_GET_ITEM(param, 0));
  if (priority === -1 && PyErr_Occurred() !== NULL) return null;
  if (priority >= -2147483648 && priority <= 2147483647) return priority;
  PyErr_SetString(PyExc_OverflowError, 'sched_priority out of range');
  return null;
}
const oneInt = (n: number): Uint8Array => new Uint8Array(Int32Array.of(n).buffer);
function os_sched_setparam(module: PyObject, pidArg: PyObject, param: PyObject): New | NULL {
  const pid = intArgument(pidArg), priority = pid === null ? null : priorityOf(module, param);
  return pid === null || priority === null ? NULL : noneOrError(_PyRuntime.host.call('sched_setparam', pid, oneInt(priority)));
}
function os_sched_setscheduler(module: PyObject, pidArg: PyObject, policyArg: PyObject, param: PyObject): New | NULL {
  const pid = intArgument(pidArg), policy = pid === null ? null : intArgument(policyArg), priority = policy === null ? null : priorityOf(module, param);
  return pid === null || policy === null || priority === null ? NULL : noneOrError(_PyRuntime.host.call('sched_setscheduler', pid, policy, oneInt(priority)));
}
function os_sched_getparam(module: PyObject, pidArg: PyObject): New | NULL {
  const pid = intArgument(pidArg), buffer = new Int32Array(1);
  if (pid === null) return NULL;
  const status = _PyRuntime.host.call('sched_getparam', pid, new Uint8Array(buffer.buffer));
  return status < 0 ? posix_error(status) : fillStructSequence(PyStructSequence_New(PyModule_GetState<posixstate>(module)!.SchedParamType as PyObject), [PyLong_FromNumber(buffer[0])]);
}
function os_sched_rr_get_interval(_module: PyObject, pidArg: PyObject): New | NULL {
  const pid = intArgument(pidArg), time = new BigInt64Array(2);
  if (pid === null) return NULL;
  const status = _PyRuntime.host.call('sched_rr_get_interval', pid, new Uint8Array(time.buffer));
  return status < 0 ? posix_error(status) : PyFloat_FromDouble(Number(time[0]) + 1e-9 * Number(time[1]));
}
function os_sched_yield(): New | NULL {
  if (hasOtherThreads()) yieldToOthers();
  return noneOrError(_PyRuntime.host.call('sched_yield'));
}
function os_sched_getaffinity(_module: PyObject, pidArg: PyObject): New | NULL {
  const pid = intArgument(pidArg), mask = new Uint8Array(1024);
  if (pid === null) return NULL;
  const status = _PyRuntime.host.call('sched_getaffinity', pid, mask.length, mask);
  if (status < 0) return posix_error(status);
  const set = PySet_New(NULL);
  if (set === NULL) return NULL;
  for (let cpu = 0; cpu < mask.length * 8; cpu++) {
    if ((mask[cpu >> 3] & (1 << (cpu & 7))) === 0) continue;
    const n = PyLong_FromNumber(cpu), added = n === NULL ? -1 : PySet_Add(set, n);
    if (n !== NULL) Py_DECREF(n);
    if (added < 0) {
      Py_DECREF(set);
      return NULL;
    }
  }
  return set;
}
function os_sched_setaffinity(_module: PyObject, pidArg: PyObject, cpus: PyObject): New | NULL {
  const pid = intArgument(pidArg);
  if (pid === null) return NULL;
  const iterator = PyObject_GetIter(cpus);
  if (iterator === NULL) return NULL;
  const mask = new Uint8Array(1024);
  for (let item = PyIter_Next(iterator); item !== NULL; item = PyIter_Next(iterator)) {
    if (!PyLong_Check(item)) {
      PyErr_Format(PyExc_TypeError, `expected an iterator of ints, but iterator yielded ${typeName(item)}`);
      Py_DECREF(item);
      break;
    }
    const cpu = PyLong_AsInt(item);
    Py_DECREF(item);
    if (cpu < 0) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'negative CPU number');
      break;
    }
    if (cpu < mask.length * 8) mask[cpu >> 3] |= 1 << (cpu & 7);
  }
  Py_DECREF(iterator);
  return PyErr_Occurred() !== NULL ? NULL : noneOrError(_PyRuntime.host.call('sched_setaffinity', pid, mask.length, mask));
}
function os_setpgrp(): New | NULL {
  return noneOrError(_PyRuntime.host.call('setpgid', 0, 0));
}
function os_unshare(_module: PyObject, flagsArg: PyObject): New | NULL {
  const flags = intArgument(flagsArg);
  return flags === null ? NULL : noneOrError(_PyRuntime.host.call('unshare', flags));
}
function os_setns(_module: PyObject, fdArg: PyObject, nstypeArg: PyObject | NULL): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), nstype = fd < 0 ? null : intArgument(nstypeArg);
  return nstype === null ? NULL : noneOrError(_PyRuntime.host.call('setns', fd, nstype));
}

export const idMethods: readonly PyMethodDef[] = [
  plain('getpid', () => _PyRuntime.host.getpid(), 'The id of this process.'),
  plain('getppid', () => _PyRuntime.host.getppid(), 'The id of the parent process.'),
  plain('getpgrp', () => _PyRuntime.host.call('getpgrp'), 'The id of the process group.'),
  method('getuid', '($module, /)', () => idObject(_PyRuntime.host.getuid()), 'The real user id.'),
  method('geteuid', '($module, /)', () => idObject(_PyRuntime.host.geteuid()), 'The effective user id.'),
  method('getgid', '($module, /)', () => idObject(_PyRuntime.host.getgid()), 'The real group id.'),
  method('getegid', '($module, /)', () => idObject(_PyRuntime.host.getegid()), 'The effective group id.'),
  method('getgroups', '($module, /)', os_getgroups, 'The supplementary group ids.'),
  method('setgroups', '($module, groups, /)', os_setgroups, 'Sets the supplementary group ids.'),
  method('initgroups', '($module, username, gid, /)', os_initgroups, 'Sets the supplementary groups to those of a user.'),
  method('getgrouplist', '($module, user, group, /)', os_getgrouplist, 'The groups that a user belongs to.'),
  method('getresuid', '($module, /)', threeIds('getresuid'), 'Real, effective and saved user ids.'),
  method('getresgid', '($module, /)', threeIds('getresgid'), 'Real, effective and saved group ids.'),
  method('getlogin', '($module, /)', os_getlogin, 'The login name.'),
  settingIds('setuid', '($module, uid, /)', 'uid', 'Sets the user id.'), settingIds('seteuid', '($module, euid, /)', 'uid', 'Sets the effective user id.'),
  settingIds('setgid', '($module, gid, /)', 'gid', 'Sets the group id.'), settingIds('setegid', '($module, egid, /)', 'gid', 'Sets the effective group id.'),
  settingIds('setreuid', '($module, ruid, euid, /)', 'uid', 'Sets real and effective user ids.'), settingIds('setregid', '($module, rgid, egid, /)', 'gid', 'Sets real and effective group ids.'),
  settingIds('setresuid', '($module, ruid, euid, suid, /)', 'uid', 'Sets real, effective and saved user ids.'), settingIds('setresgid', '($module, rgid, egid, sgid, /)', 'gid', 'Sets real, effective and saved group ids.'),
  asking('getpgid', '($module, /, pid)', 'The process group of a process.'), asking('getsid', '($module, pid, /)', 'The session of a process.'),
  setting('setpgid', '($module, pid, pgrp, /)', 'setpgid', 'Sets the process group of a process.'), method('setpgrp', '($module, /)', os_setpgrp, 'Makes this process the leader of its process group.'),
  setting('setsid', '($module, /)', 'setsid', 'Starts a session.'),
  asking('tcgetpgrp', '($module, fd, /)', 'The foreground process group of a terminal.'), setting('tcsetpgrp', '($module, fd, pgid, /)', 'tcsetpgrp', 'Sets the foreground process group of a terminal.'),
  method('getpriority', '($module, /, which, who)', os_getpriority, 'The scheduling priority of processes.'),
  setting('setpriority', '($module, /, which, who, priority)', 'setpriority', 'Sets the scheduling priority of processes.'),
  method('nice', '($module, increment, /)', os_nice, 'Adds to the niceness; returns it.'),
  method('getloadavg', '($module, /)', os_getloadavg, 'How many processes ran on average, over 1, 5 and 15 minutes.'),
  asking('sched_get_priority_max', '($module, /, policy)', 'The highest priority of a policy.'), asking('sched_get_priority_min', '($module, /, policy)', 'The lowest priority of a policy.'),
  asking('sched_getscheduler', '($module, pid, /)', 'The scheduling policy of a process.'),
  method('sched_setscheduler', '($module, pid, policy, param, /)', os_sched_setscheduler, 'Sets the scheduling policy of a process.'),
  method('sched_getparam', '($module, pid, /)', os_sched_getparam, 'The scheduling parameters of a process.'),
  method('sched_setparam', '($module, pid, param, /)', os_sched_setparam, 'Sets the scheduling parameters of a process.'),
  method('sched_rr_get_interval', '($module, pid, /)', os_sched_rr_get_interval, 'The round-robin slice of a process in seconds.'),
  method('sched_yield', '($module, /)', os_sched_yield, 'Gives up the processor for others.'),
  method('sched_getaffinity', '($module, pid, /)', os_sched_getaffinity, 'The processors a process may run on.'),
  method('sched_setaffinity', '($module, pid, mask, /)', os_sched_setaffinity, 'Sets the processors a process may run on.'),
  method('unshare', '($module, /, flags)', os_unshare, 'Leaves shared parts of the system.'),
  method('setns', '($module, /, fd, nstype=0)', os_setns, 'Moves into a namespace.'),
];
