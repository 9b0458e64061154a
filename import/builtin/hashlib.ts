/** What the modules of hashes share: their types and how they take data. CPython: Modules/hashlib.h and what md5module.c, sha1module.c, sha2module.c and sha3module.c have in common */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_SetString} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, _PyUnicode_FromASCII} from '../../objects/unicodeobject';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {PyUnicode_Check, Py_TYPE, tp_flags} from '../../runtime/generated/accessors';
import {PyExc_BufferError, PyExc_OSError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {HashState} from '../../runtime/host/host';
import {METH_METHOD, type PyMethodDef, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';

type Optional = PyObject | NULL;
/** One algorithm. `host` is its name for the host, `size` the length of its hashes, 0 for SHAKE. */
export interface HashAlgorithm { readonly name: string; readonly host: string; readonly size: number; readonly blockSize: number }

/** The bytes of an object to be hashed, seen where they are; null with an exception. Ends with PyBuffer_Release(view). CPython: GET_BUFFER_VIEW_OR_ERROR() */
export function hashBuffer(obj: PyObject, view: Py_buffer): Uint8Array | null {
  if (PyUnicode_Check(obj)) {
    PyErr_SetString(PyExc_TypeError, 'Strings must be encoded before hashing');
    return null;
  }
  if (!PyObject_CheckBuffer(obj)) {
    PyErr_SetString(PyExc_TypeError, 'object supporting the buffer API required');
    return null;
  }
  if (PyObject_GetBuffer(obj, view, PyBUF_SIMPLE) < 0) return null;
  if (view.ndim > 1) {
    PyErr_SetString(PyExc_BufferError, 'Buffer must be single dimension');
    PyBuffer_Release(view);
    return null;
  }
  return U8.subarray(view.buf, view.buf + view.len);
}
/** The one of `data` and `string` that was given, NULL for neither; null with an exception. CPython: _Py_hashlib_data_argument() */
export function dataArgument(data: Optional, string: Optional): Optional | null {
  if (data === NULL || string === NULL) return data === NULL ? string : data;
  PyErr_SetString(PyExc_TypeError, "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.");
  return null;
}
/** Takes data into a hash; -1 with an exception. */
export function updateFrom(state: HashState, obj: PyObject): number {
  const view = new Py_buffer(), bytes = hashBuffer(obj, view);
  if (bytes === null) return -1;
  state.update(bytes);
  PyBuffer_Release(view);
  return 0;
}
/** The str of the hex digits of bytes. CPython: _Py_strhex() */
export function hexText(bytes: Uint8Array): New | NULL {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += (bytes[i] >> 4).toString(16) + (bytes[i] & 15).toString(16);
  return _PyUnicode_FromASCII(text);
}
/** A hash object of a type around a state. */
export function newHashObject(type: PyTypeObject, state: HashState): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, state);
  return self;
}
/** A fresh hash object that has taken `data` or `string`. escapes */
export function beginHash(type: PyTypeObject, algorithm: HashAlgorithm, dataArg: Optional, security: Optional, string: Optional): New | NULL {
  if (security !== NULL && PyObject_IsTrue(security) < 0) return NULL;
  const data = dataArgument(dataArg, string);
  if (data === null) return NULL;
  const state = _PyRuntime.host.createHash(algorithm.host);
  if (typeof state === 'number') return PyErr_SetFromErrno(PyExc_OSError, -state);
  if (data !== NULL && updateFrom(state, data) < 0) return NULL;
  return newHashObject(type, state);
}
/** tp_dealloc of hash objects: the state goes with the payload. */
export function hashDealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  if ((tp_flags(type) & Py_TPFLAGS_HAVE_GC) !== 0) PyObject_GC_UnTrack(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** copy() of hash objects. `getsClass`: it is told the class that defines it, as its argument errors show. */
export function copyMethod(getsClass: boolean): PyMethodDef {
  const copy = (self: PyObject): New | NULL => newHashObject(Py_TYPE(self), payload<HashState>(self).copy()), doc = 'A copy of the hash.';
  return method('copy', '($self, /)', copy, doc, getsClass ? METH_METHOD : 0);
}
/** update() of hash objects. */
export function updateMethod(parameter: string): PyMethodDef {
  return method('update', `($self, ${parameter}, /)`, (self, obj) => (updateFrom(payload<HashState>(self), obj as PyObject) < 0 ? NULL : Py_NewRef(_Py_NoneStruct)), 'Hash more data.');
}
const TEXT = {digest: 'The hash as bytes.', hexdigest: 'The hash as hex digits.'};
/** The type of an algorithm whose objects are made by a function of the module. */
export function hashTypeSpec(tp_name: string, tp_basicsize: number, algorithm: HashAlgorithm): TypeSpec {
  const {name, size, blockSize} = algorithm;
  return {
    tp_name, tp_basicsize, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_GC,
    slots: {tp_dealloc: hashDealloc, tp_traverse: (self, visit) => visit(Py_TYPE(self))},
    methods: [
      copyMethod(true), method('digest', '($self, /)', self => PyBytes_FromUint8Array(payload<HashState>(self).digest(size)), TEXT.digest),
      method('hexdigest', '($self, /)', self => hexText(payload<HashState>(self).digest(size)), TEXT.hexdigest), updateMethod('obj'),
    ],
    getset: [{name: 'block_size', get: () => PyLong_FromNumber(blockSize)}, {name: 'name', get: () => PyUnicode_FromString(name)}, {name: 'digest_size', get: () => PyLong_FromNumber(size)}],
  };
}
/** Types by the names that the module has for them. */
class HashModuleState {
  readonly types: PyObject[] = [];
}
/** One hash of a module: the function that makes it and the type of what it makes. */
export interface HashEntry { readonly algorithm: HashAlgorithm; readonly typeName: string; readonly spec: TypeSpec }
/** A module of functions that make hashes. */
export function hashModule(name: string, m_size: number, doc: string | null, entries: readonly HashEntry[]): PyModuleDef {
  return new PyModuleDef(name, {
    m_doc: doc, m_size, newState: () => new HashModuleState(),
    m_methods: entries.map(({algorithm}, i) => method(algorithm.name, "($module, /, data=b'', *, usedforsecurity=True, string=None)",
      (module, data, security, string) => beginHash(PyModule_GetState<HashModuleState>(module)!.types[i], algorithm, data, security, string), `A new ${algorithm.name} hash of data.`)),
    m_slots: [[Py_mod_exec, (module: PyObject) => {
      const {types} = PyModule_GetState<HashModuleState>(module)!;
      for (const {typeName, spec} of entries) {
        const type = PyType_FromModuleAndSpec(module, spec, NULL);
        if (type === NULL) return -1;
        types.push(type);
        if (PyModule_AddObjectRef(module, typeName, type) < 0) return -1;
      }
      return 0;
    }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
    m_traverse: (module, visit) => {
      for (const type of PyModule_GetState<HashModuleState>(module)?.types ?? []) {
        const status = visit(type);
        if (status !== 0) return status;
      }
      return 0;
    },
    m_clear: module => {
      const types = PyModule_GetState<HashModuleState>(module)?.types.splice(0) ?? [];
      for (const type of types) Py_DECREF(type);
      return 0;
    },
  });
}
