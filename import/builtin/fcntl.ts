/** The fcntl module. CPython: Modules/fcntlmodule.c */
import {retry} from './posix-fd';
import {PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Clear, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsBigInt, PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyIndex_Check, PyNumber_Index} from '../../objects/abstract-number';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyBytes_Check, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_AsFileDescriptor, auditValues, boolArgument, errorUnlessRaised, intArgument} from './posix-args';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyUnicode_AsUTF8String} from '../../objects/unicodeobject';

const CONSTANTS: Readonly<Record<string, number>> = {
  LOCK_SH: 1, LOCK_EX: 2, LOCK_NB: 4, LOCK_UN: 8, LOCK_MAND: 32, LOCK_READ: 64, LOCK_WRITE: 128, LOCK_RW: 192, F_DUPFD: 0, F_DUPFD_CLOEXEC: 1030, F_GETFD: 1, F_SETFD: 2, F_GETFL: 3, F_SETFL: 4,
  F_GETLK: 5, F_SETLK: 6, F_SETLKW: 7, F_OFD_GETLK: 36, F_OFD_SETLK: 37, F_OFD_SETLKW: 38, F_GETOWN: 9, F_SETOWN: 8, F_GETSIG: 11, F_SETSIG: 10, F_RDLCK: 0, F_WRLCK: 1, F_UNLCK: 2,
  F_GETLK64: 5, F_SETLK64: 6, F_SETLKW64: 7, FASYNC: 8192, F_SETLEASE: 1024, F_GETLEASE: 1025, F_NOTIFY: 1026, F_EXLCK: 4, F_SHLCK: 8, F_SETPIPE_SZ: 1031, F_GETPIPE_SZ: 1032,
  FICLONE: 1074041865, FICLONERANGE: 1075876877, F_GETOWN_EX: 16, F_SETOWN_EX: 15, F_OWNER_TID: 0, F_OWNER_PID: 1, F_OWNER_PGRP: 2, F_GET_RW_HINT: 1035, F_SET_RW_HINT: 1036,
  F_GET_FILE_RW_HINT: 1037, F_SET_FILE_RW_HINT: 1038, RWH_WRITE_LIFE_NOT_SET: 0, RWH_WRITE_LIFE_NONE: 1, RWH_WRITE_LIFE_SHORT: 2, RWH_WRITE_LIFE_MEDIUM: 3, RWH_WRITE_LIFE_LONG: 4,
  RWH_WRITE_LIFE_EXTREME: 5, FD_CLOEXEC: 1, DN_ACCESS: 1, DN_MODIFY: 2, DN_CREATE: 4, DN_DELETE: 8, DN_RENAME: 16, DN_ATTRIB: 32, DN_MULTISHOT: 2147483648, F_ADD_SEALS: 1033,
  F_GET_SEALS: 1034, F_SEAL_SEAL: 1, F_SEAL_SHRINK: 2, F_SEAL_GROW: 4, F_SEAL_WRITE: 8, F_SEAL_FUTURE_WRITE: 16,
};
const FCNTL_BUFSZ = 1024;

function fcntl_fcntl(_module: PyObject, fdArg: PyObject, codeArg: PyObject, arg: PyObject | NULL): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), code = fd < 0 ? null : intArgument(codeArg);
  if (code === null || auditValues('fcntl.fcntl', [], [fd, code]) < 0) return NULL;
  if (arg !== NULL && (PyBytes_Check(arg) || PyUnicode_Check(arg))) return fcntlData(fd, code, arg);
  let n = 0;
  if (arg !== NULL) {
    n = PyLong_AsLong(arg);
    if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  const result = retry(() => _PyRuntime.host.fcntl(fd, code, n));
  return result < 0 ? errorUnlessRaised(result) : PyLong_FromNumber(result);
}
function fcntlData(fd: number, code: number, arg: PyObject): New | NULL {
  const bytes = PyUnicode_Check(arg) ? PyUnicode_AsUTF8String(arg) : Py_NewRef(arg);
  if (bytes === NULL) return NULL;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(bytes, view, PyBUF_SIMPLE) < 0) {
    Py_DECREF(bytes);
    return NULL;
  }
  const buffer = new Uint8Array(FCNTL_BUFSZ), size = view.len;
  if (size <= FCNTL_BUFSZ) buffer.set(U8.subarray(view.buf, view.buf + size));
  PyBuffer_Release(view);
  Py_DECREF(bytes);
  if (size > FCNTL_BUFSZ) return PyErr_SetString(PyExc_ValueError, 'fcntl string arg too long');
  const result = retry(() => _PyRuntime.host.fcntlBuffer(fd, code, buffer));
  return result < 0 ? errorUnlessRaised(result) : PyBytes_FromUint8Array(buffer.slice(0, size));
}
function fcntl_ioctl(_module: PyObject, fdArg: PyObject, requestArg: PyObject, arg: PyObject | NULL, mutateArg: PyObject | NULL): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg);
  if (fd < 0) return NULL;
  const index = PyNumber_Index(requestArg);
  if (index === NULL) return NULL;
  const request = Number(BigInt.asUintN(64, PyLong_AsBigInt(index)));
  Py_DECREF(index);
  const mutate = boolArgument(mutateArg, true);
  if (mutate === null || auditValues('fcntl.ioctl', [arg], [fd, request]) < 0) return NULL;
  if (arg === NULL || PyIndex_Check(arg)) {
    const n = arg === NULL ? 0 : PyLong_AsLong(arg);
    if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
    const result = retry(() => _PyRuntime.host.ioctl(fd, request, n));
    return result < 0 ? errorUnlessRaised(result) : PyLong_FromNumber(result);
  }
  const view = new Py_buffer();
  if (PyObject_CheckBuffer(arg)) {
    if (PyObject_GetBuffer(arg, view, PyBUF_WRITABLE) === 0) return ioctlWritable(fd, request, view, mutate);
    PyErr_Clear();
  }
  const bytes = PyUnicode_Check(arg) ? PyUnicode_AsUTF8String(arg) : Py_NewRef(arg);
  if (bytes === NULL) return NULL;
  if (PyObject_GetBuffer(bytes, view, PyBUF_SIMPLE) < 0) {
    PyErr_Clear();
    _PyArg_BadArgument('ioctl', 'argument 3', 'int, bytes-like or writable buffer', arg);
    Py_DECREF(bytes);
    return NULL;
  }
  const data = U8.slice(view.buf, view.buf + view.len), buffer = new Uint8Array(FCNTL_BUFSZ);
  PyBuffer_Release(view);
  Py_DECREF(bytes);
  if (data.length > FCNTL_BUFSZ) return PyErr_SetString(PyExc_ValueError, 'ioctl string arg too long');
  buffer.set(data);
  const result = retry(() => _PyRuntime.host.ioctl(fd, request, buffer));
  return result < 0 ? errorUnlessRaised(result) : PyBytes_FromUint8Array(buffer.slice(0, data.length));
}
/** With mutate_flag the buffer gets what the call wrote, and the result is that of the call; without, the result is the bytes. */
function ioctlWritable(fd: number, request: number, view: Py_buffer, mutate: boolean): New | NULL {
  if (!mutate && view.len > FCNTL_BUFSZ) {
    PyBuffer_Release(view);
    return PyErr_SetString(PyExc_ValueError, 'ioctl string arg too long');
  }
  const buffer = new Uint8Array(Math.max(view.len, FCNTL_BUFSZ)), {len} = view;
  buffer.set(U8.subarray(view.buf, view.buf + len));
  const result = retry(() => _PyRuntime.host.ioctl(fd, request, buffer));
  if (mutate) U8.set(buffer.subarray(0, len), view.buf);
  PyBuffer_Release(view);
  if (result < 0) return errorUnlessRaised(result);
  return mutate ? PyLong_FromNumber(result) : PyBytes_FromUint8Array(buffer.slice(0, len));
}
function fcntl_flock(_module: PyObject, fdArg: PyObject, codeArg: PyObject): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), code = fd < 0 ? null : intArgument(codeArg);
  if (code === null || auditValues('fcntl.flock', [], [fd, code]) < 0) return NULL;
  const result = retry(() => _PyRuntime.host.call('flock', fd, code));
  return result < 0 ? errorUnlessRaised(result) : Py_NewRef(_Py_NoneStruct);
}
const LOCK_SH = 1, LOCK_EX = 2, LOCK_NB = 4, LOCK_UN = 8, F_SETLK = 6, F_SETLKW = 7, F_RDLCK = 0, F_WRLCK = 1, F_UNLCK = 2;
function fcntl_lockf(_module: PyObject, fdArg: PyObject, codeArg: PyObject, lenArg: PyObject | NULL, startArg: PyObject | NULL, whenceArg: PyObject | NULL): New | NULL {
  const fd = PyObject_AsFileDescriptor(fdArg), code = fd < 0 ? null : intArgument(codeArg), whence = code === null ? null : intArgument(whenceArg);
  if (code === null || whence === null) return NULL;
  if (auditValues('fcntl.lockf', [lenArg, startArg], [fd, code, whence]) < 0) return NULL;
  const type = code === LOCK_UN ? F_UNLCK : (code & LOCK_SH) !== 0 ? F_RDLCK : (code & LOCK_EX) !== 0 ? F_WRLCK : -1;
  if (type < 0) return PyErr_SetString(PyExc_ValueError, 'unrecognized lockf argument');
  const start = startArg === NULL ? 0 : PyLong_AsLong(startArg);
  if (start === -1 && PyErr_Occurred() !== NULL) return NULL;
  const length = lenArg === NULL ? 0 : PyLong_AsLong(lenArg);
  if (length === -1 && PyErr_Occurred() !== NULL) return NULL;
  // struct flock: type, whence, start, length, pid
  const lock = new Uint8Array(32), view = new DataView(lock.buffer);
  view.setInt16(0, type, true);
  view.setInt16(2, whence, true);
  view.setBigInt64(8, BigInt(start), true);
  view.setBigInt64(16, BigInt(length), true);
  const result = retry(() => _PyRuntime.host.fcntlBuffer(fd, (code & LOCK_NB) !== 0 ? F_SETLK : F_SETLKW, lock));
  return result < 0 ? errorUnlessRaised(result) : Py_NewRef(_Py_NoneStruct);
}
const fcntlmodule = new PyModuleDef('fcntl', {
  m_doc: 'Control of descriptors and locks on files.', m_size: 0,
  m_methods: [
    method('fcntl', '($module, fd, cmd, arg=0, /)', fcntl_fcntl, 'Calls fcntl() of C; arg is an int, or bytes that are given back changed.'),
    method('ioctl', '($module, fd, request, arg=0, mutate_flag=True, /)', fcntl_ioctl, 'Calls ioctl() of C; arg is an int, bytes, or a buffer that is changed in place.'),
    method('flock', '($module, fd, operation, /)', fcntl_flock, 'Locks or unlocks a file.'),
    method('lockf', '($module, fd, cmd, len=0, start=0, whence=0, /)', fcntl_lockf, 'Locks or unlocks a part of a file.'),
  ],
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
    return 0;
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_fcntl() */
export function PyInit_fcntl(): PyModuleDef {
  return PyModuleDef_Init(fcntlmodule);
}
