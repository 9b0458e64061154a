/** The _multiprocessing module: semaphores that processes share. CPython: Modules/_multiprocessing/{multiprocessing,semaphore}.c */
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble} from '../../objects/floatobject';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime, tstate} from '../../runtime/current';
import {hasOtherThreads} from '../../runtime/descriptor-wait';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyUnicode_Check, Py_TYPE, tp_dict} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {METH_CLASS, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {PyGetSetDef, TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {boolArgument, boolResult, errorUnlessRaised, intArgument, interrupted, offArgument, posix_error} from './posix-args';

type Optional = PyObject | NULL;
const RECURSIVE_MUTEX = 0, SEMAPHORE = 1, SEM_VALUE_MAX = 2147483647;
const O_CREAT = 0o100, O_EXCL = 0o200, OWNER_ONLY = 0o600, CLOCK_REALTIME = 0, NS_PER_MS = 1e6, NS_PER_S = 1_000_000_000n;
/** How long other threads run, in milliseconds, before a semaphore is asked again. */
const PAUSE = 1;

/** A semaphore of the system, and who has it. */
class SemLock {
  count = 0;
  last_tid = 0;
  constructor(readonly handle: number, readonly kind: number, readonly maxvalue: number, readonly name: string | null) {}
  /** CPython: ISMINE() */
  get isMine(): boolean {
    return this.count > 0 && this.last_tid === tstate.thread_id;
  }
  /** Its value now, or a negated errno. */
  value(): number {
    const value = new Int32Array(1), status = _PyRuntime.host.call('sem_getvalue', this.handle, new Uint8Array(value.buffer));
    return status < 0 ? status : Math.max(0, value[0]);
  }
}
const lockOf = (self: PyObject): SemLock => payload<SemLock>(self);
const none = (): New => Py_NewRef(_Py_NoneStruct);

/** Takes a semaphore, waiting until a time of monotonic(): 0, or a negated errno. Other threads run meanwhile. escapes */
function waitFor(handle: number, deadline: number): number {
  const {host} = _PyRuntime;
  if (!hasOtherThreads()) {
    if (deadline === Infinity) return host.call('sem_wait', handle);
    const until = BigInt(host.clockGettime(CLOCK_REALTIME)) + BigInt(Math.round(Math.max(0, deadline - monotonic()) * NS_PER_MS)), time = BigInt64Array.of(until / NS_PER_S, until % NS_PER_S);
    return host.call('sem_timedwait', handle, new Uint8Array(time.buffer));
  }
  for (;;) {
    const result = host.call('sem_trywait', handle), start = monotonic();
    if (result !== -ERRNO.EAGAIN) return result;
    if (start >= deadline) return -ERRNO.ETIMEDOUT;
    const until = Math.min(deadline, start + PAUSE);
    if (waitOnStack(() => monotonic() >= until, until, true) === null) return -ERRNO.EINTR;
  }
}
/** CPython: _multiprocessing_SemLock_acquire_impl() */
function acquire(self: PyObject, blocking: boolean, timeoutArg: PyObject): New | NULL {
  const lock = lockOf(self), {host} = _PyRuntime;
  if (lock.kind === RECURSIVE_MUTEX && lock.isMine) {
    lock.count++;
    return boolResult(true);
  }
  let deadline = Infinity;
  if (timeoutArg !== _Py_NoneStruct) {
    const timeout = PyFloat_AsDouble(timeoutArg);
    if (timeout === -1 && PyErr_Occurred() !== NULL) return NULL;
    deadline = monotonic() + Math.max(0, timeout) * 1e3;
  }
  let result: number;
  do result = host.call('sem_trywait', lock.handle); while (interrupted(result));
  if (result === -ERRNO.EAGAIN && blocking) {
    do result = waitFor(lock.handle, deadline); while (interrupted(result));
  }
  if (result === -ERRNO.EAGAIN || result === -ERRNO.ETIMEDOUT) return boolResult(false);
  if (result < 0) return errorUnlessRaised(result);
  lock.count++;
  lock.last_tid = tstate.thread_id;
  return boolResult(true);
}
function SemLock_acquire(self: PyObject, blockArg: Optional, timeout: Optional): New | NULL {
  const block = boolArgument(blockArg, true);
  return block === null ? NULL : acquire(self, block, timeout === NULL ? _Py_NoneStruct : timeout);
}
function SemLock_release(self: PyObject): New | NULL {
  const lock = lockOf(self);
  if (lock.kind === RECURSIVE_MUTEX) {
    if (!lock.isMine) return PyErr_SetString(PyExc_AssertionError, 'attempt to release recursive lock not owned by thread');
    if (lock.count > 1) {
      lock.count--;
      return none();
    }
  } else {
    const value = lock.value();
    if (value < 0) return posix_error(value);
    if (value >= lock.maxvalue) return PyErr_SetString(PyExc_ValueError, 'semaphore or lock released too many times');
  }
  const status = _PyRuntime.host.call('sem_post', lock.handle);
  if (status < 0) return posix_error(status);
  lock.count--;
  return none();
}
/** A name as C takes it; null with an exception. */
function nameArgument(fname: string, what: string, op: PyObject): string | null {
  if (PyUnicode_Check(op)) return _PyUnicode_AsUTF8NoNUL(op) ?? null;
  _PyArg_BadArgument(fname, what, 'str', op);
  return null;
}
/** CPython: newsemlockobject() */
function newsemlockobject(type: PyTypeObject, lock: SemLock): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) _PyRuntime.host.call('sem_close', lock.handle);
  else setPayload(self, lock);
  return self;
}
const parser = argParser('SemLock', '(kind, value, maxvalue, name, unlink)');
function SemLock_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const values = parseArgs(parser, args, kwds);
  if (values === null) return NULL;
  const kind = intArgument(values[0]), value = kind === null ? null : intArgument(values[1]), maxvalue = value === null ? null : intArgument(values[2]);
  if (kind === null || value === null || maxvalue === null) return NULL;
  const name = nameArgument('SemLock', "argument 'name'", values[3] as PyObject), unlink = name === null ? null : boolArgument(values[4], false);
  if (name === null || unlink === null) return NULL;
  if (kind !== RECURSIVE_MUTEX && kind !== SEMAPHORE) return PyErr_SetString(PyExc_ValueError, 'unrecognized kind');
  const {host} = _PyRuntime, handle = host.call('sem_open', name, O_CREAT | O_EXCL, OWNER_ONLY, value);
  if (handle < 0) return posix_error(handle);
  const status = unlink ? host.call('sem_unlink', name) : 0;
  if (status >= 0) return newsemlockobject(type, new SemLock(handle, kind, maxvalue, unlink ? null : name));
  host.call('sem_close', handle);
  return posix_error(status);
}
function SemLock__rebuild(type: PyObject, handleArg: PyObject, kindArg: PyObject, maxvalueArg: PyObject, nameArg: PyObject): New | NULL {
  const given = offArgument(handleArg), kind = given === null ? null : intArgument(kindArg), maxvalue = kind === null ? null : intArgument(maxvalueArg);
  if (given === null || kind === null || maxvalue === null) return NULL;
  const name = nameArg === _Py_NoneStruct ? null : nameArgument('_rebuild', 'argument 4', nameArg);
  if (name === null && nameArg !== _Py_NoneStruct) return NULL;
  const handle = name === null ? given : _PyRuntime.host.call('sem_open', name, 0, 0, 0);
  return handle < 0 && name !== null ? posix_error(handle) : newsemlockobject(type as PyTypeObject, new SemLock(handle, kind, maxvalue, name));
}
function semlock_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), lock = payload<SemLock | undefined>(self);
  PyObject_GC_UnTrack(self);
  if (lock !== undefined) _PyRuntime.host.call('sem_close', lock.handle);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function SemLock__get_value(self: PyObject): New | NULL {
  const value = lockOf(self).value();
  return value < 0 ? posix_error(value) : PyLong_FromNumber(value);
}
function SemLock__is_zero(self: PyObject): New | NULL {
  const value = lockOf(self).value();
  return value < 0 ? posix_error(value) : boolResult(value === 0);
}
function SemLock__after_fork(self: PyObject): New {
  lockOf(self).count = 0;
  return none();
}
/** An attribute that is an int. */
function number(name: 'handle' | 'kind' | 'maxvalue'): PyGetSetDef {
  return {name, get: self => PyLong_FromNumber(lockOf(self)[name])};
}
const NAME: PyGetSetDef = {
  name: 'name',
  get: self => {
    const {name} = lockOf(self);
    return name === null ? none() : PyUnicode_FromString(name);
  },
};
const semlock_spec: TypeSpec = {
  tp_name: '_multiprocessing.SemLock', tp_basicsize: 56, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'A semaphore or mutex that processes share.',
  slots: {tp_new: SemLock_new, tp_dealloc: semlock_dealloc, tp_traverse: (self, visit) => visit(Py_TYPE(self))},
  methods: [
    method('acquire', '($self, /, block=True, timeout=None)', SemLock_acquire, 'Takes the semaphore; says whether that worked.'),
    method('release', '($self, /)', SemLock_release, 'Gives the semaphore back.'),
    method('__enter__', '($self, /)', self => acquire(self, true, _Py_NoneStruct), 'Takes the semaphore.'),
    method('__exit__', '($self, exc_type=None, exc_value=None, exc_tb=None, /)', SemLock_release, 'Gives the semaphore back.'),
    method('_count', '($self, /)', self => PyLong_FromNumber(lockOf(self).count), 'How often this process has taken it more than given it back.'),
    method('_is_mine', '($self, /)', self => boolResult(lockOf(self).isMine), 'Whether this thread has it.'),
    method('_get_value', '($self, /)', SemLock__get_value, 'Its value.'),
    method('_is_zero', '($self, /)', SemLock__is_zero, 'Whether its value is zero.'),
    method('_rebuild', '($type, handle, kind, maxvalue, name, /)', SemLock__rebuild, '', METH_CLASS),
    method('_after_fork', '($self, /)', SemLock__after_fork, 'Forgets who has it.'),
  ],
  getset: [number('handle'), number('kind'), number('maxvalue'), NAME],
};
function sem_unlink(_module: PyObject, nameArg: PyObject): New | NULL {
  const name = nameArgument('sem_unlink', 'argument', nameArg), status = name === null ? 0 : _PyRuntime.host.call('sem_unlink', name);
  return name === null ? NULL : status < 0 ? posix_error(status) : none();
}
/** Puts an int into a dict; -1 with an exception. */
function setNumber(dict: PyObject, name: string, n: number): number {
  const value = PyLong_FromNumber(n);
  if (value === NULL) return -1;
  const status = PyDict_SetItemString(dict, name, value);
  Py_DECREF(value);
  return status;
}
function multiprocessing_exec(module: PyObject): number {
  const type = PyType_FromModuleAndSpec(module, semlock_spec, NULL);
  if (type === NULL) return -1;
  const status = PyModule_AddType(module, type) < 0 ? -1 : setNumber(tp_dict(type as PyObject as PyTypeObject) as PyObject, 'SEM_VALUE_MAX', SEM_VALUE_MAX);
  Py_DECREF(type);
  const flags = status < 0 ? NULL : PyDict_New();
  if (flags === NULL) return -1;
  if (setNumber(flags, 'HAVE_SEM_OPEN', 1) >= 0 && setNumber(flags, 'HAVE_SEM_TIMEDWAIT', 1) >= 0) return PyModule_Add(module, 'flags', flags);
  Py_DECREF(flags);
  return -1;
}
const multiprocessing_module = new PyModuleDef('_multiprocessing', {
  m_doc: null, m_size: 0, m_methods: [method('sem_unlink', '($module, name, /)', sem_unlink, '')],
  m_slots: [[Py_mod_exec, multiprocessing_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__multiprocessing() */
export function PyInit__multiprocessing(): PyModuleDef {
  return PyModuleDef_Init(multiprocessing_module);
}
