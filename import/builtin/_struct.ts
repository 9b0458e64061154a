/** The module _struct. CPython: Modules/_struct.c */
import {PyObject_CallOneArg} from '../../objects/call';
import {PyDict_Clear, PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PyBytes_FromString, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Clear, PyErr_Format, PyErr_NewException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, typeName} from '../../objects/errors';
import {PyUnicodeEncodeError_Create} from '../../objects/exceptions-unicode';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_FromSsize_t} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil,
  Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_SelfIter} from '../../objects/object';
import {PyTuple_New} from '../../objects/tupleobject';
import {_PyType_Name} from '../../objects/typeobject';
import {PyType_FromModuleAndSpec, PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {U8} from '../../runtime/current';
import {ARG, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyDict_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, PyUnicode_IS_ASCII, Py_TYPE, s_codes, s_format, s_weakreflist, set_s_codes, set_s_format, set_unpackiter_so, unpackiter_so} from '../../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_TypeError, PyExc_UnicodeEncodeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../../runtime/gc';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, PY_SSIZE_T_MAX, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {StructData, compileFormat, packItem, unpackItem} from './_struct-codes';

class StructState {
  StructError: PyObject | NULL = NULL;
  PyStructType: PyObject | NULL = NULL;
  unpackiter_type: PyObject | NULL = NULL;
  /** Struct objects of formats that were compiled lately, by format. */
  cache: New | NULL = NULL;
}
const MAXCACHE = 100;
/** A Struct before __init__: its length shows as -1. */
const EMPTY = new StructData('', true, true, [], -1, -1);

function stateOf(self: PyObject): StructState {
  return PyModule_GetState<StructState>(PyType_GetModuleByDef(Py_TYPE(self), structmodule) as PyObject) as StructState;
}
function moduleState(module: PyObject): StructState {
  return PyModule_GetState<StructState>(module) as StructState;
}
/** The text of a format argument; null with an exception. CPython: Struct___init___impl() */
function formatText(format: PyObject): string | null {
  if (PyUnicode_Check(format)) {
    if (PyUnicode_IS_ASCII(format)) return _PyUnicode_TEXT(format) as string;
    const text = _PyUnicode_TEXT(format);
    let at = 0;
    while ((typeof text === 'string' ? text.charCodeAt(at) : text[at]) < 128) at++;
    const exc = PyUnicodeEncodeError_Create('ascii', format, at, at + 1, 'ordinal not in range(128)');
    if (exc !== NULL) {
      PyErr_SetObject(PyExc_UnicodeEncodeError, exc);
      Py_DECREF(exc);
    }
    return null;
  }
  if (!PyBytes_Check(format)) {
    PyErr_Format(PyExc_TypeError, `Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
    return null;
  }
  let text = '';
  for (let i = 0, at = PyBytes_AS_STRING(format); i < PyBytes_GET_SIZE(format); i++) text += String.fromCharCode(U8[at + i]);
  return text;
}
/** The Struct of a format, from the cache or made for it; NULL with an exception. escapes. CPython: cache_struct_converter() */
function structOf(state: StructState, format: PyObject): New | NULL {
  const cache = state.cache as PyObject, known = PyDict_GetItemRef(cache, format);
  if (known !== NULL || PyErr_Occurred() !== NULL) return known;
  const fresh = PyObject_CallOneArg(state.PyStructType as PyObject, format);
  if (fresh === NULL) return NULL;
  if (PyDict_GET_SIZE(cache) >= MAXCACHE) PyDict_Clear(cache);
  if (PyDict_SetItem(cache, format, fresh) < 0) PyErr_Clear();
  return fresh;
}
/** A compiled format; null with an exception. escapes */
function compiled(state: StructState, format: PyObject): StructData | null {
  const so = structOf(state, format);
  if (so === NULL) return null;
  // the data are no part of the object that goes
  const data = dataOf(so);
  Py_DECREF(so);
  return data;
}

// ---- packing and unpacking ----

/** Packs values into bytes that are zero; false with an exception. CPython: s_pack_internal() */
function packValues(data: StructData, args: Args, out: Uint8Array, error: PyObject): boolean {
  const {codes} = data;
  for (let k = 0; k < codes.length; k++) {
    const code = codes[k];
    for (let i = 0, at = code.offset; i < code.repeat; i++, at += code.size, args += 2) if (!packItem(out, at, data, code, ARG(args, 0), error)) return false;
  }
  return true;
}
function pack(data: StructData, args: Args, nargs: number, error: PyObject): New | NULL {
  if (nargs !== data.len) return PyErr_Format(error, `pack expected ${data.len} items for packing (got ${nargs})`);
  if (data.size > 1 << 30) return PyErr_NoMemory();
  const out = new Uint8Array(data.size);
  return packValues(data, args, out, error) ? PyBytes_FromUint8Array(out) : NULL;
}
/** A Py_ssize_t, which saturates above the integers that a double holds. */
function ssize(n: number): bigint {
  return n >= PY_SSIZE_T_MAX ? 0x7fffffffffffffffn : BigInt(n);
}
function pack_into(data: StructData, args: Args, nargs: number, error: PyObject): New | NULL {
  if (nargs !== data.len + 2) {
    if (nargs === 0) return PyErr_SetString(error, 'pack_into expected buffer argument');
    if (nargs === 1) return PyErr_SetString(error, 'pack_into expected offset argument');
    return PyErr_Format(error, `pack_into expected ${data.len} items for packing (got ${nargs - 2})`);
  }
  const target = ARG(args, 0), view = new Py_buffer();
  if (PyObject_GetBuffer(target, view, PyBUF_WRITABLE) !== 0) {
    PyErr_Clear();
    return PyErr_Format(PyExc_TypeError, `argument must be read-write bytes-like object, not ${typeName(target)}`);
  }
  const status = packAt(data, args, view, error);
  PyBuffer_Release(view);
  return status ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function packAt(data: StructData, args: Args, view: Py_buffer, error: PyObject): boolean {
  let offset = PyNumber_AsSsize_t(ARG(args, 1), PyExc_IndexError);
  if (offset === -1 && PyErr_Occurred() !== NULL) return false;
  if (offset < 0) {
    if (offset + data.size > 0) return failure(error, `no space to pack ${data.size} bytes at offset ${offset}`);
    if (offset + view.len < 0) return failure(error, `offset ${offset} out of range for ${view.len}-byte buffer`);
    offset += view.len;
  }
  if (view.len - offset < data.size) return failure(error, `pack_into requires a buffer of at least ${BigInt(data.size) + ssize(offset)} bytes for packing ${data.size} bytes at offset ${ssize(offset)} (actual buffer size is ${view.len})`);
  const out = new Uint8Array(data.size);
  if (!packValues(data, args + 4, out, error)) return false;
  U8.set(out, view.buf + offset);
  return true;
}
function failure(error: PyObject, message: string): false {
  PyErr_SetString(error, message);
  return false;
}
/** The values in the heap at a byte address. CPython: s_unpack_internal() */
function unpackAt(data: StructData, at: number): New | NULL {
  const result = PyTuple_New(data.len);
  if (result === NULL) return NULL;
  const {codes} = data;
  let n = 0;
  for (let k = 0; k < codes.length; k++) {
    const code = codes[k];
    for (let i = 0, from = at + code.offset; i < code.repeat; i++, from += code.size) {
      const value = unpackItem(from, data, code);
      if (value === NULL) {
        Py_DECREF(result);
        return NULL;
      }
      PyTuple_SET_ITEM(result, n++, value);
    }
  }
  return result;
}
function unpack(data: StructData, buffer: PyObject, error: PyObject): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(buffer, view, PyBUF_SIMPLE) !== 0) return NULL;
  const result = view.len !== data.size ? PyErr_Format(error, `unpack requires a buffer of ${data.size} bytes`) : unpackAt(data, view.buf);
  PyBuffer_Release(view);
  return result;
}
function unpack_from(data: StructData, buffer: PyObject, offsetArg: PyObject | NULL, error: PyObject): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(buffer, view, PyBUF_SIMPLE) !== 0) return NULL;
  const offset = offsetArg === NULL ? 0 : PyNumber_AsSsize_t(offsetArg, PyExc_IndexError);
  const result = offset === -1 && PyErr_Occurred() !== NULL ? NULL : unpackFrom(data, view, offset, error);
  PyBuffer_Release(view);
  return result;
}
function unpackFrom(data: StructData, view: Py_buffer, offset: number, error: PyObject): New | NULL {
  if (offset < 0) {
    if (offset + data.size > 0) return PyErr_Format(error, `not enough data to unpack ${data.size} bytes at offset ${offset}`);
    if (offset + view.len < 0) return PyErr_Format(error, `offset ${offset} out of range for ${view.len}-byte buffer`);
    offset += view.len;
  }
  if (view.len - offset < data.size) {
    return PyErr_Format(error, `unpack_from requires a buffer of at least ${BigInt(data.size) + ssize(offset)} bytes for unpacking ${data.size} bytes at offset ${ssize(offset)} (actual buffer size is ${view.len})`);
  }
  return unpackAt(data, view.buf + offset);
}

// ---- iter_unpack ----

class UnpackIterator {
  index = 0;
  constructor(readonly data: StructData, readonly view: Py_buffer) {}
}
function iter_unpack(state: StructState, so: PyObject, buffer: PyObject): New | NULL {
  const data = dataOf(so), error = state.StructError as PyObject;
  if (data.size === 0) return PyErr_SetString(error, 'cannot iteratively unpack with a struct of length 0');
  const view = new Py_buffer();
  if (PyObject_GetBuffer(buffer, view, PyBUF_SIMPLE) !== 0) return NULL;
  if (view.len % data.size !== 0) {
    PyErr_Format(error, `iterative unpacking requires a buffer of a multiple of ${data.size} bytes`);
    PyBuffer_Release(view);
    return NULL;
  }
  const it = _PyObject_GC_New(state.unpackiter_type as PyObject, 128);
  if (it === NULL) {
    PyBuffer_Release(view);
    return PyErr_NoMemory();
  }
  set_unpackiter_so(it, Py_NewRef(so));
  setPayload(it, new UnpackIterator(data, view));
  _PyObject_GC_TRACK(it);
  return it;
}
const unpackiter_spec: TypeSpec = {
  tp_name: '_struct.unpack_iterator', tp_basicsize: 128, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
  slots: {
    tp_dealloc(it) {
      const type = Py_TYPE(it);
      PyObject_GC_UnTrack(it);
      Py_XDECREF(unpackiter_so(it));
      PyBuffer_Release(payload<UnpackIterator>(it).view);
      slots(type).tp_free!(it);
      Py_DECREF(type);
    },
    tp_traverse(it, visit) {
      const so = unpackiter_so(it), {obj} = payload<UnpackIterator>(it).view;
      return visit(Py_TYPE(it)) || (so !== NULL && visit(so)) || (obj !== NULL && visit(obj)) || 0;
    },
    tp_iter: PyObject_SelfIter,
    tp_iternext(it) {
      const state = payload<UnpackIterator>(it), {data, view} = state;
      if (view.obj === NULL) return NULL;
      if (state.index >= view.len) {
        const so = unpackiter_so(it);
        set_unpackiter_so(it, NULL);
        Py_DECREF(so);
        PyBuffer_Release(view);
        return NULL;
      }
      const result = unpackAt(data, view.buf + state.index);
      state.index += data.size;
      return result;
    },
  },
  methods: [method('__length_hint__', '($self, /)', it => {
    const {data, view, index} = payload<UnpackIterator>(it);
    return PyLong_FromSsize_t(view.obj === NULL ? 0 : (view.len - index) / data.size);
  })],
};

// ---- Struct ----

function dataOf(self: PyObject): StructData {
  return payload<StructData>(self);
}
function s_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | NULL): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, EMPTY);
  return self;
}
function s_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('Struct', '(format)', args, kwds);
  if (values === null) return -1;
  const text = formatText(values[0] as PyObject), data = text === null ? null : compileFormat(text, stateOf(self).StructError as PyObject);
  if (data === null) return -1;
  const format = PyBytes_FromString(data.format), codes = PyObject_Malloc(32 * (data.codes.length + 1));
  if (format === NULL) {
    PyObject_Free(codes);
    return -1;
  }
  replacePayload(self, data);
  releaseParts(self);
  // the codes themselves are P's; CPython keeps them in this block
  set_s_codes(self, codes);
  set_s_format(self, format);
  return 0;
}
function releaseParts(self: PyObject): void {
  const format: PyObject | NULL = s_format(self);
  PyObject_Free(s_codes(self));
  set_s_codes(self, 0);
  set_s_format(self, NULL);
  Py_XDECREF(format);
}
function replacePayload(self: PyObject, data: StructData): void {
  clearPayload(self);
  setPayload(self, data);
}
const errorOf = (self: PyObject): PyObject => stateOf(self).StructError as PyObject;
const struct_spec: TypeSpec = {
  tp_name: '_struct.Struct', tp_basicsize: 56, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_weaklistoffset: 48,
  tp_doc: 'Struct(fmt) --> compiled struct object\n\n',
  slots: {
    tp_new: s_new, tp_init: s_init,
    tp_dealloc(self) {
      const type = Py_TYPE(self);
      PyObject_GC_UnTrack(self);
      if (s_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
      releaseParts(self);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
    tp_traverse: (self, visit) => visit(Py_TYPE(self)),
    tp_repr: self => PyUnicode_FromString(`${_PyType_Name(Py_TYPE(self))}('${dataOf(self).format}')`),
  },
  methods: [
    method('iter_unpack', '($self, buffer, /)', (self, buffer) => iter_unpack(stateOf(self), self, buffer as PyObject), 'An iterator over the values of a buffer that holds the struct many times.'),
    rawMethod('pack', null, (self, args, nargs) => pack(dataOf(self), args, nargs, errorOf(self)), 'S.pack(v1, v2, ...) -> bytes\n\nThe values packed.'),
    rawMethod('pack_into', null, (self, args, nargs) => pack_into(dataOf(self), args, nargs, errorOf(self)), 'S.pack_into(buffer, offset, v1, v2, ...)\n\nPacks the values into a buffer.'),
    method('unpack', '($self, buffer, /)', (self, buffer) => unpack(dataOf(self), buffer as PyObject, errorOf(self)), 'The values of a buffer that is as long as the struct.'),
    method('unpack_from', '($self, /, buffer, offset=0)', (self, buffer, offset) => unpack_from(dataOf(self), buffer as PyObject, offset, errorOf(self)), 'The values in a buffer from an offset on.'),
    method('__sizeof__', '($self, /)', self => PyLong_FromSsize_t(56 + 32 * (dataOf(self).codes.length + 1)), 'Size in memory, in bytes.'),
  ],
  getset: [
    {name: 'format', get: self => PyUnicode_FromString(dataOf(self).format), doc: 'struct format string'}, {name: 'size', get: self => PyLong_FromSsize_t(dataOf(self).size), doc: 'struct size in bytes'},
  ],
};

// ---- functions of the module ----

function withFormat(module: PyObject, nargs: number, args: Args): StructData | null {
  if (nargs > 0) return compiled(moduleState(module), ARG(args, 0));
  PyErr_SetString(PyExc_TypeError, 'missing format argument');
  return null;
}
const structmodule: PyModuleDef = new PyModuleDef('_struct', {
  m_doc: 'Conversions between Python values and C structs, which are bytes objects.', m_size: 64, newState: () => new StructState(),
  m_methods: [
    method('_clearcache', '($module, /)', module => {
      PyDict_Clear(moduleState(module).cache as PyObject);
      return Py_NewRef(_Py_NoneStruct);
    }, 'Forgets the formats that were compiled.'),
    method('calcsize', '($module, format, /)', (module, format) => {
      const data = compiled(moduleState(module), format as PyObject);
      return data === null ? NULL : PyLong_FromSsize_t(data.size);
    }, 'The size of the struct in bytes.'),
    method('iter_unpack', '($module, format, buffer, /)', (module, format, buffer) => {
      const state = moduleState(module), so = structOf(state, format as PyObject);
      if (so === NULL) return NULL;
      const it = iter_unpack(state, so, buffer as PyObject);
      Py_DECREF(so);
      return it;
    }, 'An iterator over the values of a buffer that holds the struct many times.'),
    rawMethod('pack', null, (module, args, nargs) => {
      const data = withFormat(module, nargs, args);
      return data === null ? NULL : pack(data, args + 2, nargs - 1, moduleState(module).StructError as PyObject);
    }, 'pack(format, v1, v2, ...) -> bytes\n\nThe values packed.'),
    rawMethod('pack_into', null, (module, args, nargs) => {
      const data = withFormat(module, nargs, args);
      return data === null ? NULL : pack_into(data, args + 2, nargs - 1, moduleState(module).StructError as PyObject);
    }, 'pack_into(format, buffer, offset, v1, v2, ...)\n\nPacks the values into a buffer.'),
    method('unpack', '($module, format, buffer, /)', (module, format, buffer) => {
      const data = compiled(moduleState(module), format as PyObject);
      return data === null ? NULL : unpack(data, buffer as PyObject, moduleState(module).StructError as PyObject);
    }, 'The values of a buffer that is as long as the struct.'),
    method('unpack_from', '($module, format, /, buffer, offset=0)', (module, format, buffer, offset) => {
      const data = compiled(moduleState(module), format as PyObject);
      return data === null ? NULL : unpack_from(data, buffer as PyObject, offset, moduleState(module).StructError as PyObject);
    }, 'The values in a buffer from an offset on.'),
  ],
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    const state = moduleState(module);
    state.cache = PyDict_New();
    if (state.cache === NULL) return -1;
    state.PyStructType = PyType_FromModuleAndSpec(module, struct_spec, NULL);
    if (state.PyStructType === NULL || PyModule_AddType(module, state.PyStructType) < 0) return -1;
    state.unpackiter_type = PyType_FromModuleAndSpec(module, unpackiter_spec, NULL);
    if (state.unpackiter_type === NULL) return -1;
    state.StructError = PyErr_NewException('struct.error', NULL, NULL);
    return state.StructError === NULL ? -1 : PyModule_AddObjectRef(module, 'error', state.StructError);
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse(module, visit) {
    const state = moduleState(module);
    for (const op of [state.cache, state.PyStructType, state.unpackiter_type, state.StructError]) {
      const status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear(module) {
    const state = moduleState(module), held = [state.cache, state.PyStructType, state.unpackiter_type, state.StructError];
    state.cache = state.PyStructType = state.unpackiter_type = state.StructError = NULL;
    for (const op of held) Py_XDECREF(op);
    return 0;
  },
});
export function PyInit__struct(): PyModuleDef {
  return PyModuleDef_Init(structmodule);
}
