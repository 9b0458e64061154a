/** The resource module: limits and usage. CPython: Modules/resource.c */
import {PySequence_Tuple} from '../../objects/abstract-sequence';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyStructSequence_New, PyStructSequence_NewType, type PyStructSequence_Desc} from '../../objects/structseq';
import {packSteal} from '../../objects/tupleobject';
import {PyNumber_Index} from '../../objects/abstract-number';
import {_PyRuntime} from '../../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ERRNO} from '../../runtime/host/errno';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {auditValues, intArgument, posix_error} from './posix-args';
import {fillStructSequence} from './posix-stat';

interface ResourceState { StructRUsageType: PyObject | NULL }
const RLIM_NLIMITS = 16;
const CONSTANTS: Readonly<Record<string, number>> = {
  RLIMIT_CPU: 0, RLIMIT_FSIZE: 1, RLIMIT_DATA: 2, RLIMIT_STACK: 3, RLIMIT_CORE: 4, RLIMIT_NOFILE: 7, RLIMIT_OFILE: 7, RLIMIT_AS: 9, RLIMIT_RSS: 5, RLIMIT_NPROC: 6, RLIMIT_MEMLOCK: 8,
  RLIMIT_MSGQUEUE: 12, RLIMIT_NICE: 13, RLIMIT_RTPRIO: 14, RLIMIT_RTTIME: 15, RLIMIT_SIGPENDING: 11, RUSAGE_SELF: 0, RUSAGE_CHILDREN: -1, RUSAGE_THREAD: 1, RLIM_INFINITY: -1,
};
const struct_rusage_desc: PyStructSequence_Desc = {
  name: 'resource.struct_rusage', n_in_sequence: 16, doc: 'What getrusage() says: a tuple of\n(utime, stime, maxrss, ixrss, idrss, isrss, minflt, majflt, nswap, inblock, oublock, msgsnd, msgrcv, nsignals, nvcsw, nivcsw).',
  fields: [
    ['ru_utime', 'user time used'], ['ru_stime', 'system time used'], ['ru_maxrss', 'max. resident set size'], ['ru_ixrss', 'shared memory size'], ['ru_idrss', 'unshared data size'],
    ['ru_isrss', 'unshared stack size'], ['ru_minflt', 'page faults not requiring I/O'], ['ru_majflt', 'page faults requiring I/O'], ['ru_nswap', 'number of swap outs'],
    ['ru_inblock', 'block input operations'], ['ru_oublock', 'block output operations'], ['ru_msgsnd', 'IPC messages sent'], ['ru_msgrcv', 'IPC messages received'],
    ['ru_nsignals', 'signals received'], ['ru_nvcsw', 'voluntary context switches'], ['ru_nivcsw', 'involuntary context switches'],
  ],
};
/** The struct rusage of 64-bit Linux in `buffer` as an object of resource.struct_rusage. */
export function rusageOf(type: PyObject, buffer: Uint8Array): New | NULL {
  const view = new DataView(buffer.buffer), seconds = (at: number): New | NULL => PyFloat_FromDouble(Number(view.getBigInt64(at, true)) + 1e-6 * Number(view.getBigInt64(at + 8, true)));
  const items: (New | NULL)[] = [seconds(0), seconds(16)];
  for (let i = 0; i < 14; i++) items.push(PyLong_FromBigInt(view.getBigInt64(32 + 8 * i, true)));
  return fillStructSequence(PyStructSequence_New(type), items);
}
function resource_getrusage(module: PyObject, whoArg: PyObject): New | NULL {
  const who = intArgument(whoArg), buffer = new Uint8Array(144);
  if (who === null) return NULL;
  const status = _PyRuntime.host.call('getrusage', who, buffer);
  if (status === -ERRNO.EINVAL) return PyErr_SetString(PyExc_ValueError, 'invalid who parameter');
  if (status < 0) return posix_error(status);
  return rusageOf(PyModule_GetState<ResourceState>(module)!.StructRUsageType as PyObject, buffer);
}
/** A limit: 64 bits, all set for none. */
function limitOf(op: PyObject): bigint | null {
  const index = PyNumber_Index(op);
  if (index === NULL) return null;
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (value >= -(2n ** 63n) && value < 2n ** 63n) return BigInt.asUintN(64, value);
  PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C long');
  return null;
}
/** struct rlimit of a pair of limits; null with an exception. CPython: py2rlimit() */
function py2rlimit(limits: PyObject): Uint8Array | null {
  const tuple = PySequence_Tuple(limits);
  if (tuple === NULL) return null;
  let result: Uint8Array | null = null;
  if (PyTuple_GET_SIZE(tuple) !== 2) PyErr_SetString(PyExc_ValueError, 'expected a tuple of 2 integers');
  else {
    const current = limitOf(PyTuple_GET_ITEM(tuple, 0)), maximum = current === null ? null : limitOf(PyTuple_GET_ITEM(tuple, 1));
    if (current !== null && maximum !== null) result = new Uint8Array(BigUint64Array.of(current, maximum).buffer);
  }
  Py_DECREF(tuple);
  return result;
}
/** CPython: rlimit2py() */
function rlimit2py(limits: BigUint64Array): New | NULL {
  return packSteal(PyLong_FromBigInt(BigInt.asIntN(64, limits[0])), PyLong_FromBigInt(BigInt.asIntN(64, limits[1])));
}
function resourceNumber(op: PyObject): number | null {
  const n = intArgument(op);
  if (n === null || (n >= 0 && n < RLIM_NLIMITS)) return n;
  PyErr_SetString(PyExc_ValueError, 'invalid resource specified');
  return null;
}
function resource_getrlimit(_module: PyObject, resourceArg: PyObject): New | NULL {
  const resource = resourceNumber(resourceArg), limits = new BigUint64Array(2);
  if (resource === null) return NULL;
  const status = _PyRuntime.host.call('getrlimit', resource, new Uint8Array(limits.buffer));
  return status < 0 ? posix_error(status) : rlimit2py(limits);
}
function limitError(status: number): NULL {
  if (status === -ERRNO.EINVAL) return PyErr_SetString(PyExc_ValueError, 'current limit exceeds maximum limit');
  return posix_error(status);
}
function resource_setrlimit(_module: PyObject, resourceArg: PyObject, limitsArg: PyObject): New | NULL {
  const resource = intArgument(resourceArg);
  if (resource === null || auditValues('resource.setrlimit', [limitsArg], [resource]) < 0) return NULL;
  if (resource < 0 || resource >= RLIM_NLIMITS) return PyErr_SetString(PyExc_ValueError, 'invalid resource specified');
  const limits = py2rlimit(limitsArg);
  if (limits === null) return NULL;
  const status = _PyRuntime.host.call('setrlimit', resource, limits);
  if (status === -ERRNO.EPERM) return PyErr_SetString(PyExc_ValueError, 'not allowed to raise maximum limit');
  return status < 0 ? limitError(status) : Py_NewRef(_Py_NoneStruct);
}
function resource_prlimit(_module: PyObject, pidArg: PyObject, resourceArg: PyObject, limitsArg: PyObject | NULL): New | NULL {
  const pid = intArgument(pidArg), resource = pid === null ? null : intArgument(resourceArg);
  if (pid === null || resource === null || auditValues('resource.prlimit', [limitsArg], [pid, resource]) < 0) return NULL;
  if (resource < 0 || resource >= RLIM_NLIMITS) return PyErr_SetString(PyExc_ValueError, 'invalid resource specified');
  const next = limitsArg === NULL || limitsArg === _Py_NoneStruct ? null : py2rlimit(limitsArg), old = new BigUint64Array(2);
  if (next === null && PyErr_Occurred() !== NULL) return NULL;
  const status = _PyRuntime.host.call('prlimit', pid, resource, next, new Uint8Array(old.buffer));
  return status < 0 ? limitError(status) : rlimit2py(old);
}
function resource_getpagesize(): New | NULL {
  return PyLong_FromNumber(_PyRuntime.host.sysconf(30));
}
function resource_exec(module: PyObject): number {
  if (PyModule_AddObjectRef(module, 'error', PyExc_OSError) < 0) return -1;
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  const type = PyStructSequence_NewType(struct_rusage_desc);
  if (type === NULL) return -1;
  PyModule_GetState<ResourceState>(module)!.StructRUsageType = type;
  return PyModule_AddObjectRef(module, 'struct_rusage', type);
}
function clear(module: PyObject): number {
  const state = PyModule_GetState<ResourceState>(module);
  if (state === null || state.StructRUsageType === NULL) return 0;
  const type = state.StructRUsageType;
  state.StructRUsageType = NULL;
  Py_DECREF(type);
  return 0;
}
const resourcemodule = new PyModuleDef('resource', {
  m_doc: 'Limits on what processes may use, and what they have used.', m_size: 8, newState: (): ResourceState => ({StructRUsageType: NULL}),
  m_methods: [
    method('getrusage', '($module, who, /)', resource_getrusage, 'What a process has used.'),
    method('getrlimit', '($module, resource, /)', resource_getrlimit, 'The limits of a resource: (current, maximum).'),
    method('prlimit', '($module, pid, resource, limits=None, /)', resource_prlimit, 'Sets and gets limits of another process.'),
    method('setrlimit', '($module, resource, limits, /)', resource_setrlimit, 'Sets the limits of a resource.'),
    method('getpagesize', '($module, /)', resource_getpagesize, 'The size of a memory page in bytes.'),
  ],
  m_traverse: (module, visit) => {
    const type = PyModule_GetState<ResourceState>(module)?.StructRUsageType ?? NULL;
    return type === NULL ? 0 : visit(type);
  },
  m_clear: clear, m_free: clear,
  m_slots: [[Py_mod_exec, resource_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_resource() */
export function PyInit_resource(): PyModuleDef {
  return PyModuleDef_Init(resourcemodule);
}
