/** Types made at run time in _testcapi. CPython: Modules/_testcapi/heaptype.c; _testcapimodule.c matmulType, ipowType, MyList */
import * as flag from '../../runtime/typeflags';
import {PyBuffer_FillInfo} from '../../objects/abstract-buffer';
import {PyNumber_Long} from '../../objects/abstract-number';
import {PyObject_ClearManagedDict, PyObject_GenericGetDict, PyObject_VisitManagedDict} from '../../objects/dictobject-values';
import {PyObject_GetItemData, PyUnstable_Object_GC_NewWithExtraData} from '../../objects/typeobject-data';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {Py_BuildValue} from '../../objects/modsupport';
import {PyModule_AddObjectRef} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_SetAttrString, PyObject_Str} from '../../objects/object';
import {PyObject_GenericSetAttr, PyObject_GenericSetDict} from '../../objects/object-generic';
import {type_new} from '../../objects/typeobject-new';
import {PyType_FromMetaclass, PyType_FromSpec, PyType_FromSpecWithBases} from '../../objects/typeobject-spec';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_GenericAlloc, PyType_GenericNew} from '../../objects/typeobject';
import {H, U8} from '../../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../../runtime/gc';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_SET_SIZE, Py_SIZE, Py_TYPE, ht_name, tp_basicsize} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_IndexError, PyExc_TypeError, PyList_Type, PyType_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, Py_XNewRef, slots} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyImport_ImportModule} from '../import';
import {object} from './_testlimitedcapi-table';

const None = (): New => Py_NewRef(_Py_NoneStruct);
const VALUE = 4, VALUE2 = 6;

/** Frees an instance without references, and releases its type. */
function dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** The same for one that the collector knows. */
function gcDealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}
const setValue = (self: PyObject): number => {
  H[self + VALUE] = 10;
  return 0;
};
const setBoth = (self: PyObject): number => {
  H[self + VALUE2] = 20;
  return setValue(self);
};
const VALUE_MEMBER = {name: 'value', type: 'int', offset: 16} as const, VALUE2_MEMBER = {name: 'value2', type: 'int', offset: 24} as const;
const getsetDict = [{name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict}];

/** Gives the instance another class, and notes how many references both have meanwhile. */
function finalize(self: PyObject): void {
  const exc = PyErr_GetRaisedException(), module = PyImport_ImportModule('_testcapi');
  const oldtype = module === NULL ? NULL : PyObject_GetAttrString(module, 'HeapCTypeSubclassWithFinalizer'), newtype = oldtype === NULL || module === NULL ? NULL : PyObject_GetAttrString(module, 'HeapCTypeSubclass');
  if (oldtype !== NULL && newtype !== NULL && PyObject_SetAttrString(self, '__class__', newtype) === 0) {
    for (const type of [oldtype, newtype]) {
      const count = PyLong_FromNumber(Py_REFCNT(type));
      if (count !== NULL) PyObject_SetAttrString(type, 'refcnt_in_del', count);
      Py_XDECREF(count);
    }
  }
  Py_XDECREF(module);
  Py_XDECREF(oldtype);
  Py_XDECREF(newtype);
  if (PyErr_Occurred() !== NULL) PyErr_Clear();
  PyErr_SetRaisedException(exc);
}
/** `value` is kept as a number, all else as usual. */
function setattro(self: PyObject, attr: PyObject, value: PyObject | NULL): number {
  if (PyUnicode_AsJSString(attr) !== 'value') return PyObject_GenericSetAttr(self, attr, value);
  if (value === NULL) {
    H[self + VALUE] = 0;
    return 0;
  }
  const int = PyNumber_Long(value);
  if (int === NULL) return -1;
  const n = PyLong_AsLong(int);
  Py_DECREF(int);
  if (n === -1 && PyErr_Occurred() !== NULL) return -1;
  H[self + VALUE] = n;
  return 0;
}

const HeapCType: TypeSpec = {tp_name: '_testcapi.HeapCType', tp_basicsize: 24, tp_flags: flag.Py_TPFLAGS_BASETYPE, tp_doc: 'A heap type that the collector does not know, with a tp_dealloc of its own.', slots: {tp_init: setValue, tp_dealloc: dealloc}, members: [VALUE_MEMBER]};
const HeapCTypeSubclass: TypeSpec = {tp_name: '_testcapi.HeapCTypeSubclass', tp_basicsize: 32, tp_flags: flag.Py_TPFLAGS_BASETYPE, tp_doc: 'A subclass of HeapCType with one more field.', slots: {tp_init: setBoth}, members: [VALUE2_MEMBER]};
const HeapCTypeSubclassWithFinalizer: TypeSpec = {tp_name: '_testcapi.HeapCTypeSubclassWithFinalizer', tp_basicsize: 32, tp_doc: 'A subclass of HeapCTypeSubclass that changes its class in its finalizer.', slots: {tp_init: setBoth, tp_finalize: finalize}, members: [VALUE2_MEMBER]};
const HeapCTypeSetattr: TypeSpec = {tp_name: '_testcapi.HeapCTypeSetattr', tp_basicsize: 24, tp_flags: flag.Py_TPFLAGS_BASETYPE, tp_doc: 'A heap type with a __setattr__ of its own.', slots: {tp_init: setValue, tp_setattro: setattro, tp_dealloc: dealloc}, members: [{name: 'pvalue', type: 'int', offset: 16}]};
const item = (self: PyObject, i: number): number => (PyObject_GetItemData(self) >> 2) + 2 * i;
const HeapCCollection: TypeSpec = {
  tp_name: '_testcapi.HeapCCollection', tp_basicsize: 24, tp_itemsize: 8, tp_flags: flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC | flag.Py_TPFLAGS_ITEMS_AT_END, tp_doc: 'A heap type with items behind its instances, like tuple.',
  slots: {
    tp_new: (type, args) => {
      const size = PyTuple_GET_SIZE(args), self = slots(type).tp_alloc!(type, size);
      if (self !== NULL) for (let i = 0; i < size; i++) H[item(self, i)] = Py_NewRef(PyTuple_GET_ITEM(args, i));
      return self;
    },
    sq_length: self => Py_SIZE(self),
    sq_item: (self, i) => (i < 0 || i >= Py_SIZE(self) ? PyErr_Format(PyExc_IndexError, `index ${i} out of range`) : Py_NewRef(H[item(self, i)] as PyObject)),
    tp_traverse: (self, visit) => {
      for (let i = 0; i < Py_SIZE(self); i++) {
        const status = visit(H[item(self, i)] as PyObject);
        if (status !== 0) return status;
      }
      return visit(Py_TYPE(self));
    },
    tp_clear: self => {
      const size = Py_SIZE(self);
      Py_SET_SIZE(self, 0);
      for (let i = 0; i < size; i++) Py_DECREF(H[item(self, i)] as PyObject);
      return 0;
    },
    tp_dealloc: self => {
      const type = Py_TYPE(self);
      PyObject_GC_UnTrack(self);
      slots(type).tp_clear!(self);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
  },
};
const PLAIN: readonly TypeSpec[] = [
  {tp_name: '_testcapi.HeapDocCType', tp_basicsize: 16, tp_doc: 'HeapDocCType(arg1, arg2)\n--\n\nsomedoc', slots: {}},
  {tp_name: '_testcapi.NullTpDocType', tp_basicsize: 16, tp_doc: null, slots: {}},
  {
    tp_name: '_testcapi.HeapGcCType', tp_basicsize: 24, tp_flags: flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC, tp_doc: 'A heap type that the collector knows, with a tp_dealloc of its own.',
    slots: {tp_init: setValue, tp_dealloc: gcDealloc, tp_traverse: (self, visit) => visit(Py_TYPE(self))}, members: [VALUE_MEMBER],
  },
  HeapCTypeSetattr,
  {
    tp_name: '_testcapi.HeapCTypeWithManagedDict', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC | flag.Py_TPFLAGS_MANAGED_DICT, getset: getsetDict,
    slots: {
      tp_traverse: (self, visit) => visit(Py_TYPE(self)) || PyObject_VisitManagedDict(self, visit),
      tp_clear: self => {
        PyObject_ClearManagedDict(self);
        return 0;
      },
      tp_dealloc: self => {
        PyObject_ClearManagedDict(self);
        gcDealloc(self);
      },
    },
  },
  {
    tp_name: '_testcapi.HeapCTypeWithManagedWeakref', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC | flag.Py_TPFLAGS_MANAGED_WEAKREF, getset: getsetDict,
    slots: {
      tp_traverse: (self, visit) => visit(Py_TYPE(self)),
      tp_dealloc: self => {
        PyObject_ClearWeakRefs(self);
        gcDealloc(self);
      },
    },
  },
  HeapCCollection,
  {
    tp_name: 'matmulType', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_IMMUTABLETYPE,
    slots: {tp_new: PyType_GenericNew, tp_dealloc: dealloc, nb_matrix_multiply: (self, other) => Py_BuildValue('(sOO)', 'matmul', self, other), nb_inplace_matrix_multiply: (self, other) => Py_BuildValue('(sOO)', 'imatmul', self, other)},
  },
  {tp_name: 'ipowType', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_new: PyType_GenericNew, nb_inplace_power: (_self, other, mod) => Py_BuildValue('(OO)', other, mod)}},
];
const HeapCTypeWithBuffer: TypeSpec = {
  tp_name: '_testcapi.HeapCTypeWithBuffer', tp_basicsize: 32, tp_doc: 'A heap type with a buffer of four bytes.',
  slots: {
    bf_getbuffer: (self, view, flags) => {
      U8.set([49, 50, 51, 52], 4 * self + 24);
      return PyBuffer_FillInfo(view, self, 4 * self + 24, 4, true, flags);
    },
  },
};
/** An object of a type that is none, for the bases of a class. CPython: _testcapimodule.c GenericAlias_Type */
const GenericAlias: TypeSpec = {
  tp_name: 'builtins.GenericAlias', tp_basicsize: 24, tp_flags: flag.Py_TPFLAGS_BASETYPE,
  slots: {
    tp_dealloc: self => {
      Py_XDECREF(H[self + VALUE] as PyObject);
      dealloc(self);
    },
  },
  methods: [hiddenMethod('__mro_entries__', '($self, bases, /)', self => PyTuple_Pack(H[self + VALUE] as PyObject), null)],
};
/** What Generic[item] gives. CPython: generic_alias_new() */
function generic_class_getitem(alias: PyTypeObject, item: PyObject): New | NULL {
  const op = PyType_GenericAlloc(alias, 0);
  if (op !== NULL) H[op + VALUE] = Py_NewRef(item);
  return op;
}
/** Where an ObjExtraData keeps its extra: behind what its class says. */
const extraAt = (self: PyObject): number => self + (((tp_basicsize(Py_TYPE(self)) + 7) & -8) >> 2);
const ObjExtraData: TypeSpec = {
  tp_name: '_testcapi.ObjExtraData', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC,
  slots: {
    tp_new: type => {
      const self = PyUnstable_Object_GC_NewWithExtraData(type, 8);
      if (self !== NULL) _PyObject_GC_TRACK(self);
      return self;
    },
    tp_traverse: (self, visit) => (H[extraAt(self)] === NULL ? 0 : visit(H[extraAt(self)] as PyObject)) || visit(Py_TYPE(self)),
    tp_clear: self => {
      const extra = H[extraAt(self)] as PyObject | NULL;
      H[extraAt(self)] = NULL;
      Py_XDECREF(extra);
      return 0;
    },
    tp_dealloc: self => {
      const type = Py_TYPE(self);
      PyObject_GC_UnTrack(self);
      slots(type).tp_clear!(self);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
  },
  getset: [{
    name: 'extra', get: self => Py_NewRef(H[extraAt(self)] === NULL ? _Py_NoneStruct : (H[extraAt(self)] as PyObject)),
    set: (self, value) => {
      const old = H[extraAt(self)] as PyObject | NULL;
      H[extraAt(self)] = Py_XNewRef(value);
      Py_XDECREF(old);
      return 0;
    },
  }],
};
const METACLASSES: readonly TypeSpec[] = [
  {tp_name: '_testcapi.HeapCTypeMetaclass', tp_basicsize: 0, slots: {}},
  {tp_name: '_testcapi.HeapCTypeMetaclassCustomNew', tp_basicsize: 0, slots: {tp_new: (type, args, kwds) => type_new(type, args, kwds)}},
  {tp_name: '_testcapi.HeapCTypeMetaclassNullNew', tp_basicsize: 0, tp_flags: flag.Py_TPFLAGS_DISALLOW_INSTANTIATION, slots: {}},
];
const MyList: TypeSpec = {tp_name: 'MyList', tp_basicsize: 0, tp_flags: flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC | flag.Py_TPFLAGS_IMMUTABLETYPE, slots: {}};

// ---- functions ----

const checkType = (type: PyObject): boolean => {
  if (PyType_Check(type)) return true;
  PyErr_SetString(PyExc_TypeError, 'pytype_fromspec_meta: must be invoked with a type argument!');
  return false;
};
function pytype_fromspec_meta(meta: PyObject): New | NULL {
  if (!checkType(meta)) return NULL;
  return PyType_FromMetaclass(meta as PyTypeObject, NULL, {tp_name: '_testcapi.HeapCTypeViaMetaclass', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_BASETYPE, slots: {}}, NULL);
}
const withBase = (name: string, tp_name: string, tp_flags: number): PyMethodDef => object(name, 'o', base => PyType_FromSpecWithBases({tp_name, tp_basicsize: tp_basicsize(base), tp_flags, slots: {}}, base));
/** A type keeps what it needs of its declaration. */
function test_type_from_ephemeral_spec(): New | NULL {
  const type = PyType_FromSpec({tp_name: 'testcapi._Test', tp_basicsize: 16, tp_doc: 'a test class', slots: {tp_str: () => Py_BuildValue('s', '<test>')}});
  if (type === NULL) return NULL;
  const named = slots(type).tp_name === 'testcapi._Test' && PyUnicode_AsJSString(ht_name(type)) === '_Test' && slots(type).tp_doc === 'a test class';
  const instance = slots(type).tp_alloc!(type, 0), text = instance === NULL ? NULL : PyObject_Str(instance), right = text !== NULL && PyUnicode_AsJSString(text) === '<test>';
  Py_XDECREF(text);
  Py_XDECREF(instance);
  Py_DECREF(type);
  if (PyErr_Occurred() !== NULL) return NULL;
  return named && right ? None() : PyErr_SetString(PyExc_AssertionError, 'the type lost what it was declared with');
}
/** The functions. */
export const HEAPTYPE_METHODS: readonly PyMethodDef[] = [
  object('pytype_fromspec_meta', 'o', pytype_fromspec_meta), withBase('make_immutable_type_with_base', 'ImmutableSubclass', flag.Py_TPFLAGS_IMMUTABLETYPE), withBase('make_type_with_base', '_testcapi.Subclass', 0),
  object('pyobject_getitemdata', 'o', op => {
    const data = PyObject_GetItemData(op);
    return data === 0 ? NULL : PyLong_FromNumber(data);
  }),
  hiddenMethod('test_type_from_ephemeral_spec', '()', test_type_from_ephemeral_spec),
];
/** Adds a type, and releases it: 0, or -1 with an exception. */
function add(module: PyObject, spec: TypeSpec, type: New | NULL): number {
  if (type === NULL) return -1;
  const status = PyModule_AddObjectRef(module, spec.tp_name.slice(spec.tp_name.lastIndexOf('.') + 1), type);
  Py_DECREF(type);
  return status;
}
/** The types. CPython: _PyTestCapi_Init_Heaptype() */
export function addHeapTypes(module: PyObject): number {
  if (add(module, ObjExtraData, PyType_FromSpec(ObjExtraData)) < 0) return -1;
  for (const spec of PLAIN) if (add(module, spec, PyType_FromSpec(spec)) < 0) return -1;
  for (const spec of METACLASSES) if (add(module, spec, PyType_FromMetaclass(PyType_Type, module, spec, PyType_Type)) < 0) return -1;
  const alias = PyType_FromSpec(GenericAlias);
  if (alias === NULL) return -1;
  const Generic: TypeSpec = {tp_name: 'builtins.Generic', tp_basicsize: 16, tp_flags: flag.Py_TPFLAGS_BASETYPE, slots: {}, methods: [hiddenMethod('__class_getitem__', '($type, item, /)', (_type, item) => generic_class_getitem(alias, item as PyObject), null, METH_CLASS)]};
  if (add(module, Generic, PyType_FromSpec(Generic)) < 0 || add(module, GenericAlias, alias) < 0) return -1;
  if (add(module, MyList, PyType_FromSpecWithBases(MyList, PyList_Type)) < 0) return -1;
  const base = PyType_FromSpec(HeapCType);
  if (base === NULL) return -1;
  let status = add(module, HeapCTypeWithBuffer, PyType_FromSpecWithBases(HeapCTypeWithBuffer, base));
  const sub = status < 0 ? NULL : PyType_FromSpecWithBases(HeapCTypeSubclass, base);
  Py_DECREF(base);
  if (sub === NULL) return -1;
  status = add(module, HeapCTypeSubclassWithFinalizer, PyType_FromSpecWithBases(HeapCTypeSubclassWithFinalizer, sub));
  return add(module, HeapCTypeSubclass, sub) < 0 ? -1 : status;
}
