/** dict_keys, dict_items and dict_values. CPython: Objects/dictobject.c _PyDictView_New() and on */
import {H} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE, PySet_CheckExact, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, dv_dict, set_dv_dict} from '../runtime/generated/accessors';
import {ID_difference_update, ID_intersection, ID_items, ID_symmetric_difference_update} from '../runtime/generated/ids';
import {HASH_HI, PyDictItems_Type, PyDictIterItem_Type, PyDictIterKey_Type, PyDictIterValue_Type, PyDictKeys_Type, PyDictRevIterItem_Type, PyDictRevIterKey_Type, PyDictRevIterValue_Type, PyDictValues_Type, PyExc_TypeError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyObject_Size} from './abstract-object';
import {PySequence_Contains, PySequence_List} from './abstract-sequence';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from './call';
import {PyDictProxy_New} from './descrobject-property';
import {PyDict_Contains, PyDict_EntryHash, PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_Next, _PyDict_DelItem_KnownHash, _PyDict_GetItem_KnownHash} from './dictobject';
import {dictiter_new} from './dictobject-iter';
import {PyDict_Copy} from './dictobject-merge';
import {writeRepr} from './dictobject-methods';
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {traverseFields} from './field-slots';
import {PyObject_RichCompareBool, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyAnySet_Check, PySet_Add, PySet_New, _PySet_Update} from './setobject';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';

/** A view of a dict; TypeError when it is none. CPython: _PyDictView_New() */
export function _PyDictView_New(dict: PyObject, type: PyTypeObject): New | NULL {
  if (dict === NULL) return PyErr_BadInternalCall();
  if (!PyDict_Check(dict)) return PyErr_SetString(PyExc_TypeError, `${slots(type).tp_name}() requires a dict argument, not '${typeName(dict)}'`);
  const dv = _PyObject_GC_New(type, 24);
  if (dv === NULL) return PyErr_NoMemory();
  set_dv_dict(dv, Py_NewRef(dict));
  _PyObject_GC_TRACK(dv);
  return dv;
}
export function PyDictKeys_Check(op: PyObject): boolean {
  return PyType_IsSubtype(Py_TYPE(op), PyDictKeys_Type);
}
export function PyDictItems_Check(op: PyObject): boolean {
  return PyType_IsSubtype(Py_TYPE(op), PyDictItems_Type);
}
export function PyDictViewSet_Check(op: PyObject): boolean {
  return PyDictKeys_Check(op) || PyDictItems_Check(op);
}
function dictview_dealloc(dv: PyObject): void {
  _PyObject_GC_UNTRACK(dv);
  Py_XDECREF(dv_dict(dv));
  PyObject_GC_Del(dv);
}
function dictview_len(dv: PyObject): number {
  const dict = dv_dict(dv);
  return dict === NULL ? 0 : PyDict_GET_SIZE(dict);
}
function dictview_mapping(dv: PyObject): New | NULL {
  return PyDictProxy_New(dv_dict(dv));
}
/** 1 when every item of the first is in the other. escapes. CPython: all_contained_in() */
function all_contained_in(self: PyObject, other: PyObject): number {
  const iter = PyObject_GetIter(self);
  if (iter === NULL) return -1;
  let ok = 1;
  while (ok > 0) {
    const next = PyIter_Next(iter);
    if (next === NULL) {
      if (PyErr_Occurred() !== NULL) ok = -1;
      break;
    }
    ok = PySequence_Contains(other, next);
    Py_DECREF(next);
  }
  Py_DECREF(iter);
  return ok;
}
/** CPython: dictview_richcompare() */
function dictview_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (!PyAnySet_Check(other) && !PyDictViewSet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const len_self = PyObject_Size(self);
  if (len_self < 0) return NULL;
  const len_other = PyObject_Size(other);
  if (len_other < 0) return NULL;
  let ok = 0;
  switch (op) {
    case Py_EQ:
    case Py_NE:
      if (len_self === len_other) ok = all_contained_in(self, other);
      if (op === Py_NE && ok >= 0) ok = 1 - ok;
      break;
    case Py_LT:
      if (len_self < len_other) ok = all_contained_in(self, other);
      break;
    case Py_LE:
      if (len_self <= len_other) ok = all_contained_in(self, other);
      break;
    case Py_GT:
      if (len_self > len_other) ok = all_contained_in(other, self);
      break;
    case Py_GE:
      if (len_self >= len_other) ok = all_contained_in(other, self);
      break;
  }
  return ok < 0 ? NULL : Py_NewRef(Py_BOOL(ok !== 0));
}
/** CPython: dictview_repr() */
function dictview_repr(dv: PyObject): New | NULL {
  const entered = Py_ReprEnter(dv);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString('...') : NULL;
  let result: New | NULL = NULL;
  const seq = PySequence_List(dv);
  if (seq !== NULL) {
    const writer = new _PyUnicodeWriter();
    writer.write(`${typeName(dv)}(`);
    if (writeRepr(writer, seq)) {
      writer.writeASCII(')');
      result = writer.finish();
    }
    Py_DECREF(seq);
  }
  Py_ReprLeave(dv);
  return result;
}
function dictkeys_iter(dv: PyObject): New | NULL {
  const dict = dv_dict(dv);
  return dict === NULL ? Py_NewRef(_Py_NoneStruct) : dictiter_new(dict, PyDictIterKey_Type);
}
function dictkeys_contains(dv: PyObject, obj: PyObject): number {
  const dict = dv_dict(dv);
  return dict === NULL ? 0 : PyDict_Contains(dict, obj);
}
/** CPython: dictviews_to_set() */
function dictviews_to_set(self: PyObject): New | NULL {
  let left = self;
  if (PyDictKeys_Check(self) && PyDict_CheckExact(dv_dict(self))) left = dv_dict(self);
  return PySet_New(left);
}
/** A set made of a view, after one method of it was called. escapes */
function changedSet(self: PyObject, name: PyObject, other: PyObject): New | NULL {
  const result = dictviews_to_set(self);
  if (result === NULL) return NULL;
  const ignored = PyObject_CallMethodOneArg(result, name, other);
  if (ignored === NULL) {
    Py_DECREF(result);
    return NULL;
  }
  Py_DECREF(ignored);
  return result;
}
function dictviews_sub(self: PyObject, other: PyObject): New | NULL {
  return changedSet(self, ID_difference_update, other);
}
/** view & other, in either order. escapes. CPython: _PyDictView_Intersect() */
export function _PyDictView_Intersect(a: PyObject, b: PyObject): New | NULL {
  let self = a, other = b;
  // operators call this for the right operand too
  if (!PyDictViewSet_Check(self)) {
    self = b;
    other = a;
  }
  const len_self = dictview_len(self);
  if (PySet_CheckExact(other) && len_self <= PyObject_Size(other)) return PyObject_CallMethodOneArg(other, ID_intersection, self);
  // the smaller of two views is walked
  if (PyDictViewSet_Check(other) && dictview_len(other) > len_self) {
    const swap = other;
    other = self;
    self = swap;
  }
  const result = PySet_New(NULL);
  if (result === NULL) return NULL;
  const it = PyObject_GetIter(other);
  if (it === NULL) {
    Py_DECREF(result);
    return NULL;
  }
  const keysOnly = PyDictKeys_Check(self);
  for (;;) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    let rv = keysOnly ? dictkeys_contains(self, key) : dictitems_contains(self, key);
    if (rv > 0) rv = PySet_Add(result, key);
    Py_DECREF(key);
    if (rv < 0) break;
  }
  Py_DECREF(it);
  if (PyErr_Occurred() !== NULL) {
    Py_DECREF(result);
    return NULL;
  }
  return result;
}
/** CPython: dictviews_or() */
function dictviews_or(self: PyObject, other: PyObject): New | NULL {
  const result = dictviews_to_set(self);
  if (result === NULL) return NULL;
  if (_PySet_Update(result, other) < 0) {
    Py_DECREF(result);
    return NULL;
  }
  return result;
}
/** Symmetric difference of the items of two dicts, without hashing the pairs that are equal. escapes. CPython: dictitems_xor() */
function dictitems_xor(d1: PyObject, d2: PyObject): New | NULL {
  const temp_dict = PyDict_Copy(d1);
  if (temp_dict === NULL) return NULL;
  const result_set = PySet_New(NULL);
  let ok = result_set !== NULL;
  for (let pos = PyDict_Next(d2, 0); pos !== 0 && ok; pos = PyDict_Next(d2, pos)) {
    const lo = PyDict_EntryHash(d2, pos), hi = H[HASH_HI], key = Py_NewRef(PyDict_EntryKey(d2, pos)), val2 = Py_NewRef(PyDict_EntryValue(d2, pos));
    const val1 = Py_XNewRef(_PyDict_GetItem_KnownHash(temp_dict, key, lo, hi));
    let to_delete = 0;
    if (val1 === NULL) ok = PyErr_Occurred() === NULL;
    else {
      to_delete = PyObject_RichCompareBool(val1, val2, Py_EQ);
      ok = to_delete >= 0;
    }
    if (ok && to_delete !== 0) ok = _PyDict_DelItem_KnownHash(temp_dict, key, lo, hi) === 0;
    else if (ok) {
      const item = PyTuple_Pack(key, val2);
      ok = item !== NULL && PySet_Add(result_set as PyObject, item) === 0;
      Py_XDECREF(item);
    }
    Py_DECREF(key);
    Py_XDECREF(val1);
    Py_DECREF(val2);
  }
  if (ok) {
    const remaining_pairs = PyObject_CallMethodNoArgs(temp_dict, ID_items);
    ok = remaining_pairs !== NULL && _PySet_Update(result_set as PyObject, remaining_pairs) === 0;
    Py_XDECREF(remaining_pairs);
  }
  Py_DECREF(temp_dict);
  if (ok) return result_set;
  Py_XDECREF(result_set);
  return NULL;
}
function dictviews_xor(self: PyObject, other: PyObject): New | NULL {
  if (PyDictItems_Check(self) && PyDictItems_Check(other)) return dictitems_xor(dv_dict(self), dv_dict(other));
  return changedSet(self, ID_symmetric_difference_update, other);
}
/** CPython: dictviews_isdisjoint() */
function dictviews_isdisjoint(a: PyObject, b: PyObject): New | NULL {
  let self = a, other = b;
  if (self === other) return Py_NewRef(Py_BOOL(dictview_len(self) === 0));
  if (PyAnySet_Check(other) || PyDictViewSet_Check(other)) {
    const len_other = PyObject_Size(other);
    if (len_other === -1) return NULL;
    if (len_other > dictview_len(self)) {
      self = b;
      other = a;
    }
  }
  const it = PyObject_GetIter(other);
  if (it === NULL) return NULL;
  let contains = 0;
  while (contains === 0) {
    const item = PyIter_Next(it);
    if (item === NULL) break;
    contains = PySequence_Contains(self, item);
    Py_DECREF(item);
  }
  Py_DECREF(it);
  if (PyErr_Occurred() !== NULL) return NULL;
  return Py_NewRef(Py_BOOL(contains === 0));
}
function dictitems_iter(dv: PyObject): New | NULL {
  const dict = dv_dict(dv);
  return dict === NULL ? Py_NewRef(_Py_NoneStruct) : dictiter_new(dict, PyDictIterItem_Type);
}
/** CPython: dictitems_contains() */
function dictitems_contains(dv: PyObject, obj: PyObject): number {
  const dict = dv_dict(dv);
  if (dict === NULL || !PyTuple_Check(obj) || PyTuple_GET_SIZE(obj) !== 2) return 0;
  const found = PyDict_GetItemRef(dict, PyTuple_GET_ITEM(obj, 0));
  if (found === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const result = PyObject_RichCompareBool(found, PyTuple_GET_ITEM(obj, 1), Py_EQ);
  Py_DECREF(found);
  return result;
}
function dictvalues_iter(dv: PyObject): New | NULL {
  const dict = dv_dict(dv);
  return dict === NULL ? Py_NewRef(_Py_NoneStruct) : dictiter_new(dict, PyDictIterValue_Type);
}
function dictkeys_reversed(dv: PyObject): New | NULL {
  return dictiter_new(dv_dict(dv), PyDictRevIterKey_Type);
}
function dictitems_reversed(dv: PyObject): New | NULL {
  return dictiter_new(dv_dict(dv), PyDictRevIterItem_Type);
}
function dictvalues_reversed(dv: PyObject): New | NULL {
  return dictiter_new(dv_dict(dv), PyDictRevIterValue_Type);
}

const getset = [{name: 'mapping', get: dictview_mapping, doc: 'the dictionary whose view this is'}];
const numbers = {nb_subtract: dictviews_sub, nb_and: _PyDictView_Intersect, nb_xor: dictviews_xor, nb_or: dictviews_or};
const common = {tp_dealloc: dictview_dealloc, tp_repr: dictview_repr, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4), sq_length: dictview_len};
const isdisjoint = hiddenMethod('isdisjoint', '($self, other, /)', dictviews_isdisjoint, 'True if the view and the iterable have no item in common.');

defineType(PyDictKeys_Type, {
  tp_name: 'dict_keys', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {...common, ...numbers, sq_contains: dictkeys_contains, tp_richcompare: dictview_richcompare, tp_iter: dictkeys_iter},
  methods: [isdisjoint, hiddenMethod('__reversed__', '($self, /)', dictkeys_reversed, 'An iterator over the keys, newest first.')], getset,
});
defineType(PyDictItems_Type, {
  tp_name: 'dict_items', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {...common, ...numbers, sq_contains: dictitems_contains, tp_richcompare: dictview_richcompare, tp_iter: dictitems_iter},
  methods: [isdisjoint, hiddenMethod('__reversed__', '($self, /)', dictitems_reversed, 'An iterator over the items, newest first.')], getset,
});
defineType(PyDictValues_Type, {
  tp_name: 'dict_values', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {...common, tp_iter: dictvalues_iter},
  methods: [hiddenMethod('__reversed__', '($self, /)', dictvalues_reversed, 'An iterator over the values, newest first.')], getset,
});
