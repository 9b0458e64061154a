/** The marshal module. CPython: Python/marshal.c, "the methods" */
import {PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallMethodObjArgs} from '../../objects/call';
import {PyErr_Format, PyErr_Occurred, typeName} from '../../objects/errors';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_IsTrue} from '../../objects/object';
import {U8} from '../../runtime/current';
import {PyBytes_Check} from '../../runtime/generated/accessors';
import {ID_read, ID_write} from '../../runtime/generated/ids';
import {PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';
import {PyMarshal_WriteObjectToBytes, Py_MARSHAL_VERSION, readObject} from '../marshal';

/** Reads version and allow_code; null with an exception. */
function options(version: PyObject | NULL, allow_code: PyObject | NULL): {version: number; allow: boolean} | null {
  const v = version === NULL ? Py_MARSHAL_VERSION : PyLong_AsInt(version);
  if (v === -1 && PyErr_Occurred() !== NULL) return null;
  const allow = allow_code === NULL ? 1 : PyObject_IsTrue(allow_code);
  return allow < 0 ? null : {version: v, allow: allow !== 0};
}
function marshal_dumps(_module: PyObject, value: PyObject | NULL, version: PyObject | NULL, allow_code: PyObject | NULL): New | NULL {
  const o = options(version, allow_code);
  if (o === null) return NULL;
  const bytes = PyMarshal_WriteObjectToBytes(value as PyObject, o.version, o.allow);
  return bytes === null ? NULL : PyBytes_FromUint8Array(bytes);
}
function marshal_dump(module: PyObject, value: PyObject | NULL, file: PyObject | NULL, version: PyObject | NULL, allow_code: PyObject | NULL): New | NULL {
  const bytes = marshal_dumps(module, value, version, allow_code);
  if (bytes === NULL) return NULL;
  const result = PyObject_CallMethodObjArgs(file as PyObject, ID_write, bytes);
  Py_DECREF(bytes);
  return result;
}
function marshal_loads(_module: PyObject, bytes: PyObject | NULL, allow_code: PyObject | NULL): New | NULL {
  const o = options(NULL, allow_code);
  if (o === null) return NULL;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(bytes as PyObject, view, 0) < 0) return NULL;
  const {object} = readObject(U8.slice(view.buf, view.buf + view.len), o.allow);
  PyBuffer_Release(view);
  return object;
}
/** Reads an object from a file and leaves the file right behind it. */
function marshal_load(_module: PyObject, file: PyObject | NULL, allow_code: PyObject | NULL): New | NULL {
  const o = options(NULL, allow_code);
  if (o === null) return NULL;
  const empty = PyLong_FromNumber(0);
  if (empty === NULL) return NULL;
  const probe = PyObject_CallMethodObjArgs(file as PyObject, ID_read, empty);
  Py_DECREF(empty);
  if (probe === NULL) return NULL;
  if (!PyBytes_Check(probe)) {
    PyErr_Format(PyExc_TypeError, `file.read() returned not bytes but ${typeName(probe)}`);
    Py_DECREF(probe);
    return NULL;
  }
  Py_DECREF(probe);
  return readObject(new Uint8Array(0), o.allow, {readable: file as PyObject}).object;
}

const marshal_methods = [
  method('dump', '($module, value, file, version=version, /, *, allow_code=True)', marshal_dump, 'Writes a value to an open binary file.'),
  method('load', '($module, file, /, *, allow_code=True)', marshal_load, 'Reads one value from an open binary file.'),
  method('dumps', '($module, value, version=version, /, *, allow_code=True)', marshal_dumps, 'The bytes that dump(value, file) would write.'),
  method('loads', '($module, bytes, /, *, allow_code=True)', marshal_loads, 'The value that bytes hold.'),
];
function marshal_module_exec(module: PyObject): number {
  return PyModule_AddIntConstant(module, 'version', Py_MARSHAL_VERSION);
}
const marshalmodule = new PyModuleDef('marshal', {
  m_doc: 'Values of the basic types as bytes and back; the format of .pyc files, not kept stable between versions.', m_size: 0, m_methods: marshal_methods,
  m_slots: [[Py_mod_exec, marshal_module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyMarshal_Init(): PyModuleDef {
  return PyModuleDef_Init(marshalmodule);
}
