/** The types Pickler and PicklerMemoProxy. CPython: Modules/_pickle.c */
import {PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsLong, PyLong_AsSsize_t, PyLong_FromNumber, PyLong_FromVoidPtr} from '../../objects/longobject';
import {PyCFunction_Check, PyCFunction_GET_SELF, PyCFunction_GetDef} from '../../objects/methodobject';
import {PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_HashNotImplemented, PyObject_IsTrue} from '../../objects/object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from '../../objects/object-generic';
import {packSteal} from '../../objects/tupleobject';
import {PyType_GenericNew} from '../../objects/typeobject';
import {PyUnicode_EqualToUTF8} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {
  PyDict_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, memoproxy_owner, pickler_dispatch_table, pickler_persistent_id, pickler_persistent_id_attr,
  pickler_reducer_override, pickler_write, set_memoproxy_owner, set_pickler_bin, set_pickler_buffer_callback, set_pickler_dispatch_table, set_pickler_fast, set_pickler_fast_memo,
  set_pickler_persistent_id, set_pickler_persistent_id_attr, set_pickler_reducer_override, set_pickler_write, tp_basicsize,
} from '../../runtime/generated/accessors';
import {ID_dispatch_table, ID_persistent_id, ID_reducer_override, ID_write} from '../../runtime/generated/ids';
import {PyDict_Type, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {PicklerData, PyMemoTable, _Pickler_FlushToFile, picklerData} from './_pickle-output';
import {Saver, save} from './_pickle-save';
import {DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, Op, _Pickle_FindStateByType, type PickleState} from './_pickle-state';

const PICKLER_FIELDS = [24, 32, 40, 48, 56, 136, 144].map(offset => offset / 4);
const clearRefs = clearFields(...PICKLER_FIELDS), traverseRefs = traverseHeapFields(...PICKLER_FIELDS);
const none = (): New => Py_NewRef(_Py_NoneStruct);

/** Puts a reference in place of another. @steals value. escapes */
function setField(self: PyObject, get: (op: PyObject) => PyObject, set: (op: PyObject, value: New | NULL) => void, value: New | NULL): void {
  const old: PyObject | NULL = get(self);
  set(self, value);
  Py_XDECREF(old);
}
/** A pickler without a file. @raises MemoryError. CPython: _Pickler_New() */
export function _Pickler_New(st: PickleState): New | NULL {
  return Pickler_new(st.Pickler_Type);
}
function Pickler_new(type: PyTypeObject): New | NULL {
  const self = PyType_GenericNew(type, NULL as PyObject, NULL);
  if (self !== NULL) {
    const data = new PicklerData();
    setPayload(self, data);
  }
  return self;
}
/** -1 with an exception. CPython: _Pickler_SetProtocol() */
export function _Pickler_SetProtocol(self: PyObject, protocol: PyObject | NULL, fix_imports: boolean): number {
  let proto = DEFAULT_PROTOCOL;
  if (protocol !== NULL && protocol !== _Py_NoneStruct) {
    proto = PyLong_AsLong(protocol);
    if (proto < 0) {
      if (proto === -1 && PyErr_Occurred() !== NULL) return -1;
      proto = HIGHEST_PROTOCOL;
    } else if (proto > HIGHEST_PROTOCOL) {
      PyErr_Format(PyExc_ValueError, `pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
      return -1;
    }
  }
  const p = picklerData(self);
  p.proto = proto;
  set_pickler_bin(self, proto > 0 ? 1 : 0);
  p.fix_imports = fix_imports && proto < 3;
  return 0;
}
/** escapes. CPython: _Pickler_SetOutputStream() */
export function _Pickler_SetOutputStream(self: PyObject, file: PyObject): number {
  const write = PyObject_GetOptionalAttr(file, ID_write);
  if (write === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, "file must have a 'write' attribute");
    return -1;
  }
  setField(self, pickler_write, set_pickler_write, write);
  return 0;
}
/** CPython: _Pickler_SetBufferCallback() */
export function _Pickler_SetBufferCallback(self: PyObject, given: PyObject | NULL): number {
  const callback = given === _Py_NoneStruct ? NULL : given;
  if (callback !== NULL && picklerData(self).proto < 5) {
    PyErr_SetString(PyExc_ValueError, 'buffer_callback needs protocol >= 5');
    return -1;
  }
  set_pickler_buffer_callback(self, Py_XNewRef(callback));
  return 0;
}
const persistentIdMethod = method('persistent_id', '($self, obj, /)', none, '');
/** The persistent_id() to call, NULL when it is our own; false with an exception. escapes */
function cachePersistentId(self: PyObject): boolean {
  let found = PyObject_GetAttr(self, ID_persistent_id);
  if (found === NULL) return false;
  if (PyCFunction_Check(found) && PyCFunction_GET_SELF(found) === self && PyCFunction_GetDef(found) === persistentIdMethod) {
    Py_DECREF(found);
    found = NULL;
  }
  setField(self, pickler_persistent_id, set_pickler_persistent_id, found);
  const override = PyObject_GetOptionalAttr(self, ID_reducer_override);
  if (override === NULL && PyErr_Occurred() !== NULL) return false;
  setField(self, pickler_reducer_override, set_pickler_reducer_override, override);
  return true;
}
/** Pickles an object into the output; -1 with an exception. escapes. CPython: dump() */
export function dump(st: PickleState, self: PyObject, obj: PyObject): number {
  const p = picklerData(self);
  let status = -1;
  if (cachePersistentId(self)) {
    if (p.proto >= 2) {
      p.op2(Op.PROTO, p.proto);
      if (p.proto >= 4) p.framing = true;
    }
    status = save(new Saver(st, self), obj, false);
    if (status >= 0) {
      p.op(Op.STOP);
      p.commitFrame();
    }
  }
  p.framing = false;
  // bound methods of the pickler itself: a cycle
  setField(self, pickler_persistent_id, set_pickler_persistent_id, NULL);
  setField(self, pickler_reducer_override, set_pickler_reducer_override, NULL);
  return status;
}
/** CPython: _pickle_Pickler_dump_impl() */
function Pickler_dump(self: PyObject, obj: PyObject | NULL): New | NULL {
  const st = _Pickle_FindStateByType(Py_TYPE(self));
  if ((pickler_write(self) as number) === NULL) return PyErr_Format(st.PicklingError, `Pickler.__init__() was not called by ${typeName(self)}.__init__()`);
  picklerData(self).clearBuffer();
  return dump(st, self, obj as PyObject) < 0 || _Pickler_FlushToFile(self) < 0 ? NULL : none();
}
function Pickler_clear_memo(self: PyObject): New {
  picklerData(self).memo?.clear();
  return none();
}
function Pickler_sizeof(self: PyObject): New | NULL {
  const {memo, hasBuffer, max_output_len} = picklerData(self);
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(self)) + (memo === null ? 0 : 32 + memo.mt_allocated * 16) + (hasBuffer ? 33 + max_output_len : 0));
}
function Pickler_clear(self: PyObject): number {
  const p = payload<PicklerData | null>(self);
  clearRefs(self);
  if (p === null || p === undefined) return 0;
  const memo = p.memo;
  p.hasBuffer = false;
  p.memo = null;
  memo?.clear();
  return 0;
}
function Pickler_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Pickler_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function Pickler_traverse(self: PyObject, visit: visitproc): number {
  const result = traverseRefs(self, visit);
  if (result !== 0) return result;
  const p = payload<PicklerData | null>(self), memo = p === null || p === undefined ? null : p.memo;
  if (memo !== null) {
    for (const key of memo.table.keys()) {
      const status = visit(key);
      if (status !== 0) return status;
    }
  }
  return 0;
}
const initParser = argParser('Pickler', '($self, /, file, protocol=None, fix_imports=True, buffer_callback=None)');
/** CPython: _pickle_Pickler___init___impl() */
function Pickler_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseArgs(initParser, args, kwds);
  if (values === null) return -1;
  const fix_imports = values[2] === NULL ? 1 : PyObject_IsTrue(values[2]);
  if (fix_imports < 0) return -1;
  if ((pickler_write(self) as number) !== NULL) Pickler_clear(self);
  if (_Pickler_SetProtocol(self, values[1], fix_imports !== 0) < 0 || _Pickler_SetOutputStream(self, values[0] as PyObject) < 0 || _Pickler_SetBufferCallback(self, values[3]) < 0) return -1;
  const p = picklerData(self);
  if (p.memo === null) p.memo = new PyMemoTable();
  p.output_len = 0;
  if (!p.hasBuffer) p.resetBuffer();
  set_pickler_fast(self, 0);
  p.fast_nesting = 0;
  set_pickler_fast_memo(self, NULL);
  if ((pickler_dispatch_table(self) as number) !== NULL) return 0;
  const table = PyObject_GetOptionalAttr(self, ID_dispatch_table);
  if (table === NULL && PyErr_Occurred() !== NULL) return -1;
  set_pickler_dispatch_table(self, table);
  return 0;
}
function isPersistentId(name: PyObject): boolean {
  return PyUnicode_Check(name) && PyUnicode_EqualToUTF8(name, 'persistent_id');
}
/** CPython: Pickler_getattr() */
function Pickler_getattr(self: PyObject, name: PyObject): New | NULL {
  const own: PyObject | NULL = pickler_persistent_id_attr(self);
  return own !== NULL && isPersistentId(name) ? Py_NewRef(own) : PyObject_GenericGetAttr(self, name);
}
/** CPython: Pickler_setattr() */
function Pickler_setattr(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  if (!isPersistentId(name)) return PyObject_GenericSetAttr(self, name, value);
  setField(self, pickler_persistent_id_attr, set_pickler_persistent_id_attr, Py_XNewRef(value));
  return 0;
}

// ---- the memo, as Python sees it ----

/** A proxy of a pickler's or unpickler's memo. @raises MemoryError. CPython: PicklerMemoProxy_New(), UnpicklerMemoProxy_New() */
export function newMemoProxy(type: PyTypeObject, owner: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) set_memoproxy_owner(self, Py_NewRef(owner));
  return self;
}
/** The memo as a dict of ids to pairs. CPython: _pickle_PicklerMemoProxy_copy_impl() */
function PicklerMemoProxy_copy(self: PyObject): New | NULL {
  const copy = PyDict_New(), memo = picklerData(memoproxy_owner(self)).memo;
  if (copy === NULL || memo === null) return copy;
  for (const [op, number] of memo.table) {
    const key = PyLong_FromVoidPtr(op), value = packSteal(PyLong_FromNumber(number), Py_NewRef(op)), status = key === NULL || value === NULL ? -1 : PyDict_SetItem(copy, key, value);
    Py_XDECREF(key);
    Py_XDECREF(value);
    if (status < 0) {
      Py_DECREF(copy);
      return NULL;
    }
  }
  return copy;
}
/** Proxies are pickled as dicts. @steals contents. CPython: _pickle_PicklerMemoProxy___reduce___impl() */
export function reduceMemoProxy(contents: New | NULL): New | NULL {
  return contents === NULL ? NULL : packSteal(Py_NewRef(PyDict_Type), packSteal(contents));
}
/** What both types of proxies share. */
export const MEMO_PROXY_SLOTS: TypeSpec['slots'] = {tp_dealloc: deallocHeapFields(4), tp_traverse: traverseHeapFields(4), tp_clear: clearFields(4), tp_hash: PyObject_HashNotImplemented};
export const memoproxy_spec: TypeSpec = {
  tp_name: '_pickle.PicklerMemoProxy', tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, slots: MEMO_PROXY_SLOTS,
  methods: [
    method('clear', '($self, /)', self => Pickler_clear_memo(memoproxy_owner(self)), 'Forgets all objects.'),
    method('copy', '($self, /)', PicklerMemoProxy_copy, 'A dict of ids to pairs of a number and the object.'),
    method('__reduce__', '($self, /)', self => reduceMemoProxy(PicklerMemoProxy_copy(self)), 'For pickling.'),
  ],
};
/** The memo that a dict describes; null with an exception. */
function memoOfDict(obj: PyObject): PyMemoTable | null {
  const memo = new PyMemoTable();
  for (let pos = PyDict_Next(obj, 0); pos !== 0; pos = PyDict_Next(obj, pos)) {
    const value = PyDict_EntryValue(obj, pos);
    let number = -1;
    if (!PyTuple_Check(value) || PyTuple_GET_SIZE(value) !== 2) PyErr_SetString(PyExc_TypeError, "'memo' values must be 2-item tuples");
    else number = PyLong_AsSsize_t(PyTuple_GET_ITEM(value, 0));
    if (number === -1 && PyErr_Occurred() !== NULL) {
      memo.clear();
      return null;
    }
    memo.set(PyTuple_GET_ITEM(value, 1), number);
  }
  return memo;
}
/** CPython: Pickler_set_memo() */
function Pickler_set_memo(self: PyObject, obj: PyObject | NULL): number {
  if (obj === NULL) {
    PyErr_SetString(PyExc_TypeError, 'attribute deletion is not supported');
    return -1;
  }
  let memo: PyMemoTable | null = null;
  if (Py_TYPE(obj) === _Pickle_FindStateByType(Py_TYPE(self)).PicklerMemoProxyType) memo = picklerData(memoproxy_owner(obj)).memo!.copy();
  else if (PyDict_Check(obj)) memo = memoOfDict(obj);
  else PyErr_Format(PyExc_TypeError, `'memo' attribute must be a PicklerMemoProxy object or dict, not ${typeName(obj)}`);
  if (memo === null) return -1;
  const p = picklerData(self), old = p.memo;
  p.memo = memo;
  old?.clear();
  return 0;
}
export const pickler_type_spec: TypeSpec = {
  tp_name: '_pickle.Pickler', tp_basicsize: 152, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)\n--\n\nWrites pickles to a binary file.\n\n'
    + 'The protocol is 0 to 5, 4 by default, the highest one when it is negative. The file needs a\nmethod write() for bytes. With fix_imports, protocols below 3 use the names of Python 2.\n'
    + 'buffer_callback, for protocol 5, gets each PickleBuffer; what it answers says whether the\nbuffer goes into the stream.',
  slots: {
    tp_dealloc: Pickler_dealloc, tp_getattro: Pickler_getattr, tp_setattro: Pickler_setattr, tp_clear: Pickler_clear, tp_traverse: Pickler_traverse, tp_init: Pickler_init, tp_new: Pickler_new,
  },
  methods: [
    persistentIdMethod,
    method('dump', '($self, obj, /)', Pickler_dump, 'Writes an object to the file.', METH_METHOD),
    method('clear_memo', '($self, /)', Pickler_clear_memo, 'Forgets the objects that were pickled, so that they are written again.'),
    method('__sizeof__', '($self, /)', Pickler_sizeof, 'Bytes of memory.'),
  ],
  members: [{name: 'bin', type: 'int', offset: 92}, {name: 'fast', type: 'int', offset: 120}, {name: 'dispatch_table', type: 'object_ex', offset: 40}],
  getset: [{name: 'memo', get: self => newMemoProxy(_Pickle_FindStateByType(Py_TYPE(self)).PicklerMemoProxyType, self), set: Pickler_set_memo}],
};
