/** The types Unpickler and UnpicklerMemoProxy. CPython: Modules/_pickle.c */
import {PyBuffer_Release} from '../../objects/abstract-buffer';
import {PyObject_GetIter} from '../../objects/abstract-iter';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue} from '../../objects/object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from '../../objects/object-generic';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyType_GenericNew} from '../../objects/typeobject';
import {PyUnicode_AsJSString, PyUnicode_EqualToUTF8} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {
  PyDict_Check, PyDict_GET_SIZE, PyLong_Check, PyUnicode_Check, Py_TYPE, memoproxy_owner, set_unpickler_buffers, set_unpickler_peek, set_unpickler_persistent_load_attr,
  set_unpickler_read, set_unpickler_readinto, set_unpickler_readline, tp_basicsize, unpickler_persistent_load_attr, unpickler_read, unpickler_readline,
} from '../../runtime/generated/accessors';
import {ID_peek, ID_read, ID_readinto, ID_readline} from '../../runtime/generated/ids';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {UnpicklerData, unpicklerData} from './_pickle-input';
import {load} from './_pickle-load';
import {Unpickler_find_class} from './_pickle-load-objects';
import {MEMO_PROXY_SLOTS, newMemoProxy, reduceMemoProxy} from './_pickle-pickler';
import {_Pickle_FindStateByType, type PickleState} from './_pickle-state';

const FIELDS = [48, 56, 184, 192, 200, 208, 216].map(offset => offset / 4);
const clearRefs = clearFields(...FIELDS), traverseRefs = traverseHeapFields(...FIELDS);

/** An unpickler without a source. @raises MemoryError. CPython: _Unpickler_New() */
export function _Unpickler_New(st: PickleState): New | NULL {
  return Unpickler_new(st.Unpickler_Type);
}
function Unpickler_new(type: PyTypeObject): New | NULL {
  const self = PyType_GenericNew(type, NULL as PyObject, NULL);
  if (self !== NULL) {
    const data = new UnpicklerData();
    setPayload(self, data);
  }
  return self;
}
/** Takes the methods of a file; -1 with an exception. escapes. CPython: _Unpickler_SetInputStream() */
export function _Unpickler_SetInputStream(self: PyObject, file: PyObject): number {
  const sources = [[ID_peek, set_unpickler_peek], [ID_readinto, set_unpickler_readinto], [ID_read, set_unpickler_read], [ID_readline, set_unpickler_readline]] as const;
  for (const [name, set] of sources) {
    const method = PyObject_GetOptionalAttr(file, name);
    set(self, method);
    if (method === NULL && PyErr_Occurred() !== NULL) return dropInput(self);
  }
  if ((unpickler_readline(self) as number) !== NULL && (unpickler_read(self) as number) !== NULL) return 0;
  PyErr_SetString(PyExc_TypeError, "file must have 'read' and 'readline' attributes");
  return dropInput(self);
}
const dropSources = clearFields(184 / 4, 192 / 4, 200 / 4, 208 / 4);
function dropInput(self: PyObject): number {
  dropSources(self);
  return -1;
}
/** escapes. CPython: _Unpickler_SetBuffers() */
export function _Unpickler_SetBuffers(self: PyObject, buffers: PyObject | NULL): number {
  if (buffers === NULL || buffers === _Py_NoneStruct) {
    set_unpickler_buffers(self, NULL);
    return 0;
  }
  const iter = PyObject_GetIter(buffers);
  set_unpickler_buffers(self, iter);
  return iter === NULL ? -1 : 0;
}
/** The text of an argument, a default when it is left out; null with an exception. */
export function textArgument(fname: string, name: string, value: PyObject | NULL, fallback: string): string | null {
  if (value === NULL) return fallback;
  if (!PyUnicode_Check(value)) {
    _PyArg_BadArgument(fname, `argument '${name}'`, 'str', value);
    return null;
  }
  const text = PyUnicode_AsJSString(value);
  if (!text.includes('\0')) return text;
  PyErr_SetString(PyExc_ValueError, 'embedded null character');
  return null;
}
/** What load(), loads() and Unpickler() take besides their source; -1 with an exception. escapes */
export function setOptions(self: PyObject, fname: string, fix: PyObject | NULL, encoding: PyObject | NULL, errors: PyObject | NULL): number {
  const fix_imports = fix === NULL ? 1 : PyObject_IsTrue(fix), u = unpicklerData(self);
  if (fix_imports < 0) return -1;
  u.fix_imports = fix_imports !== 0;
  u.encoding = textArgument(fname, 'encoding', encoding, 'ASCII');
  if (u.encoding === null) return -1;
  u.errors = textArgument(fname, 'errors', errors, 'strict');
  return u.errors === null ? -1 : 0;
}
const initParser = argParser('Unpickler', "($self, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())");
/** CPython: _pickle_Unpickler___init___impl() */
function Unpickler_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseArgs(initParser, args, kwds);
  if (values === null) return -1;
  if ((unpickler_read(self) as number) !== NULL) Unpickler_clear(self);
  if (setOptions(self, 'Unpickler', values[1], values[2], values[3]) < 0) return -1;
  if (_Unpickler_SetInputStream(self, values[0] as PyObject) < 0 || _Unpickler_SetBuffers(self, values[4]) < 0) return -1;
  unpicklerData(self).renew();
  return 0;
}
function Unpickler_load(self: PyObject): New | NULL {
  const st = _Pickle_FindStateByType(Py_TYPE(self));
  if ((unpickler_read(self) as number) === NULL) return PyErr_Format(st.UnpicklingError, `Unpickler.__init__() was not called by ${typeName(self)}.__init__()`);
  return load(st, self);
}
function Unpickler_persistent_load(self: PyObject): NULL {
  return PyErr_SetString(_Pickle_FindStateByType(Py_TYPE(self)).UnpicklingError, 'A load persistent id instruction was encountered, but no persistent_load function was specified.');
}
function Unpickler_sizeof(self: PyObject): New | NULL {
  const u = unpicklerData(self), text = (s: string | null): number => (s === null ? 0 : s.length + 1);
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(self)) + (u.memo === null ? 0 : u.memo_size * 8) + u.marks_size * 8 + text(u.input_line) + text(u.encoding) + text(u.errors));
}
function Unpickler_clear(self: PyObject): number {
  const u = payload<UnpicklerData | null>(self);
  clearRefs(self);
  if (u === null || u === undefined) return 0;
  if (u.stack !== null) u.dropStack(0);
  u.stack = null;
  PyBuffer_Release(u.buffer);
  u.input_len = u.next_read_idx = u.prefetched_idx = 0;
  u.dropMemo();
  u.marks = [];
  u.marks_size = 0;
  u.input_line = u.encoding = u.errors = null;
  return 0;
}
function Unpickler_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Unpickler_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function Unpickler_traverse(self: PyObject, visit: visitproc): number {
  const result = traverseRefs(self, visit);
  if (result !== 0) return result;
  const u = payload<UnpicklerData | null>(self), memo = u === null || u === undefined ? null : u.memo;
  if (memo !== null) {
    for (const op of memo) {
      const status = op === NULL ? 0 : visit(op as PyObject);
      if (status !== 0) return status;
    }
  }
  return 0;
}
function isPersistentLoad(name: PyObject): boolean {
  return PyUnicode_Check(name) && PyUnicode_EqualToUTF8(name, 'persistent_load');
}
/** CPython: Unpickler_getattr() */
function Unpickler_getattr(self: PyObject, name: PyObject): New | NULL {
  const own: PyObject | NULL = unpickler_persistent_load_attr(self);
  return own !== NULL && isPersistentLoad(name) ? Py_NewRef(own) : PyObject_GenericGetAttr(self, name);
}
/** CPython: Unpickler_setattr() */
function Unpickler_setattr(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  if (!isPersistentLoad(name)) return PyObject_GenericSetAttr(self, name, value);
  const old: PyObject | NULL = unpickler_persistent_load_attr(self);
  set_unpickler_persistent_load_attr(self, Py_XNewRef(value));
  Py_XDECREF(old);
  return 0;
}

// ---- the memo, as Python sees it ----

/** CPython: _pickle_UnpicklerMemoProxy_copy_impl() */
function UnpicklerMemoProxy_copy(self: PyObject): New | NULL {
  const copy = PyDict_New(), memo = unpicklerData(memoproxy_owner(self)).memo;
  if (copy === NULL || memo === null) return copy;
  for (let i = 0; i < memo.length; i++) {
    const value = memo[i];
    if (value === NULL) continue;
    const key = PyLong_FromNumber(i), status = key === NULL ? -1 : PyDict_SetItem(copy, key, value as PyObject);
    Py_XDECREF(key);
    if (status < 0) {
      Py_DECREF(copy);
      return NULL;
    }
  }
  return copy;
}
function UnpicklerMemoProxy_clear(self: PyObject): New {
  const u = unpicklerData(memoproxy_owner(self));
  u.dropMemo();
  u.memo = [];
  return Py_NewRef(_Py_NoneStruct);
}
export const unpickler_memoproxy_spec: TypeSpec = {
  tp_name: '_pickle.UnpicklerMemoProxy', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, slots: MEMO_PROXY_SLOTS,
  methods: [
    method('clear', '($self, /)', UnpicklerMemoProxy_clear, 'Forgets all objects.'),
    method('copy', '($self, /)', UnpicklerMemoProxy_copy, 'A dict of the objects by number.'),
    method('__reduce__', '($self, /)', self => reduceMemoProxy(UnpicklerMemoProxy_copy(self)), 'For pickling.'),
  ],
};
/** Puts the objects of a dict into the memo there is, -1 with an exception. */
function putAll(u: UnpicklerData, obj: PyObject): number {
  for (let pos = PyDict_Next(obj, 0); pos !== 0; pos = PyDict_Next(obj, pos)) {
    const key = PyDict_EntryKey(obj, pos);
    if (!PyLong_Check(key)) {
      PyErr_SetString(PyExc_TypeError, 'memo key must be integers');
      return -1;
    }
    const idx = PyLong_AsSsize_t(key);
    if (idx < 0) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'memo key must be positive integers.');
      return -1;
    }
    u.memoPut(idx, Py_NewRef(PyDict_EntryValue(obj, pos)));
  }
  return 0;
}
/** A proxy gives a copy of its memo. A dict gives, as in CPython, only its size: what it holds goes with the old memo. CPython: Unpickler_set_memo() */
function Unpickler_set_memo(self: PyObject, obj: PyObject | NULL): number {
  const u = unpicklerData(self);
  if (obj === NULL) {
    PyErr_SetString(PyExc_TypeError, 'attribute deletion is not supported');
    return -1;
  }
  let memo: (PyObject | NULL)[] = [], size: number;
  if (Py_TYPE(obj) === _Pickle_FindStateByType(Py_TYPE(self)).UnpicklerMemoProxyType) {
    const other = unpicklerData(memoproxy_owner(obj));
    size = other.memo_size;
    memo = (other.memo ?? []).map(op => Py_XNewRef(op as PyObject));
  } else if (PyDict_Check(obj)) {
    size = PyDict_GET_SIZE(obj);
    if (putAll(u, obj) < 0) return -1;
  } else {
    PyErr_Format(PyExc_TypeError, `'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${typeName(obj)}`);
    return -1;
  }
  u.dropMemo();
  u.memo_size = size;
  u.memo = memo;
  return 0;
}
export const unpickler_type_spec: TypeSpec = {
  tp_name: '_pickle.Unpickler', tp_basicsize: 272, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: "Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())\n--\n\nReads pickles from a binary file.\n\n"
    + 'The file needs methods read() and readline(). The protocol is found out. With fix_imports, names\nof Python 2 stand for those of Python 3; encoding and errors say how its strings are decoded,\n'
    + "where the encoding 'bytes' leaves them as bytes. buffers gives the buffers that were left out.",
  slots: {
    tp_dealloc: Unpickler_dealloc, tp_getattro: Unpickler_getattr, tp_setattro: Unpickler_setattr, tp_traverse: Unpickler_traverse, tp_clear: Unpickler_clear, tp_init: Unpickler_init,
    tp_new: Unpickler_new,
  },
  methods: [
    method('persistent_load', '($self, pid, /)', Unpickler_persistent_load, '', METH_METHOD),
    method('load', '($self, /)', Unpickler_load, 'Reads a pickle and makes its object.', METH_METHOD),
    method('find_class', '($self, module_name, global_name, /)', (self, module, name) => Unpickler_find_class(_Pickle_FindStateByType(Py_TYPE(self)), self, module as PyObject, name as PyObject),
      'The object of a name in a module, which is imported.\n\nCalled for every class and function; subclasses may restrict what is found.', METH_METHOD),
    method('__sizeof__', '($self, /)', Unpickler_sizeof, 'Bytes of memory.'),
  ],
  getset: [{name: 'memo', get: self => newMemoProxy(_Pickle_FindStateByType(Py_TYPE(self)).UnpicklerMemoProxyType, self), set: Unpickler_set_memo}],
};
