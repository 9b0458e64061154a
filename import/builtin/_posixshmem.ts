/** The _posixshmem module: names of shared memory. What maps it is mmap, with mmap's limits here. CPython: Modules/_multiprocessing/posixshmem.c */
import {PyErr_Occurred} from '../../objects/errors';
import {PyErr_SetFromErrnoWithFilenameObject} from '../../objects/errors-errno';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';
import {_PyRuntime} from '../../runtime/current';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_OSError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {intArgument, interrupted} from './posix-args';

const DEFAULT_MODE = 0o777;

/** Makes a call with a name, again after signals: its result, -1 with an exception. escapes */
function callWithName(call: 'shm_open' | 'shm_unlink', path: PyObject, ...args: number[]): number {
  if (!PyUnicode_Check(path)) {
    _PyArg_BadArgument(call, "argument 'path'", 'str', path);
    return -1;
  }
  const name = _PyUnicode_AsUTF8NoNUL(path);
  if (name === undefined) return -1;
  let result: number;
  do result = _PyRuntime.host.call(call, name, ...args); while (interrupted(result));
  if (result >= 0) return result;
  if (PyErr_Occurred() === NULL) PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, -result, path);
  return -1;
}
function shm_open(_module: PyObject, path: PyObject, flagsArg: PyObject, modeArg: PyObject | NULL): New | NULL {
  const flags = intArgument(flagsArg), mode = flags === null ? null : intArgument(modeArg, DEFAULT_MODE);
  if (flags === null || mode === null) return NULL;
  const fd = callWithName('shm_open', path, flags, mode);
  return fd < 0 ? NULL : PyLong_FromNumber(fd);
}
function shm_unlink(_module: PyObject, path: PyObject): New | NULL {
  return callWithName('shm_unlink', path) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
const _posixshmemmodule = new PyModuleDef('_posixshmem', {
  m_doc: 'Shared memory by name.', m_size: 0,
  m_methods: [
    method('shm_open', '($module, /, path, flags, mode=511)', shm_open, 'Opens shared memory by its name; returns a descriptor.'),
    method('shm_unlink', '($module, /, path)', shm_unlink, 'Removes the name of shared memory, which goes when nobody maps it any more.'),
  ],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__posixshmem() */
export function PyInit__posixshmem(): PyModuleDef {
  return PyModuleDef_Init(_posixshmemmodule);
}
