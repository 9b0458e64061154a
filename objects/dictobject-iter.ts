/** Iterators over keys, values and items of a dict, both ways. CPython: Objects/dictobject.c dictiter_new() and on */
import {H} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../runtime/gc';
import {PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_SET_ITEM, Py_TYPE, _Py_REFCNT, di_dict, di_len, di_pos, di_result, di_used, set_di_dict, set_di_len, set_di_pos, set_di_result, set_di_used} from '../runtime/generated/accessors';
import {ID_iter} from '../runtime/generated/ids';
import {PyDictIterItem_Type, PyDictIterKey_Type, PyDictIterValue_Type, PyDictRevIterItem_Type, PyDictRevIterKey_Type, PyDictRevIterValue_Type, PyExc_RuntimeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {iternextfunc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PySequence_List} from './abstract-sequence';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next} from './dictobject';
import {PyErr_NoMemory, PyErr_SetString} from './errors';
import {traverseFields} from './field-slots';
import {_PyEval_GetBuiltin} from './iterobject';
import {PyLong_FromNumber} from './longobject';
import {PyObject_SelfIter} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';

/** A new iterator of one of the six types; tracked. NULL with MemoryError. CPython: dictiter_new() */
export function dictiter_new(dict: PyObject, itertype: PyTypeObject): New | NULL {
  const di = _PyObject_GC_New(itertype, 56);
  if (di === NULL) return PyErr_NoMemory();
  const used = PyDict_GET_SIZE(dict);
  set_di_dict(di, Py_NewRef(dict));
  set_di_used(di, used);
  set_di_len(di, used);
  set_di_result(di, NULL);
  set_di_pos(di, 0);
  if (itertype === PyDictRevIterKey_Type || itertype === PyDictRevIterItem_Type || itertype === PyDictRevIterValue_Type) set_di_pos(di, (H[dict + 10] !== 0 ? used : H[H[dict + 8] + 6]) - 1);
  if (itertype === PyDictIterItem_Type || itertype === PyDictRevIterItem_Type) {
    const result = PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct);
    if (result === NULL) {
      Py_DECREF(di);
      return NULL;
    }
    set_di_result(di, result);
  }
  _PyObject_GC_TRACK(di);
  return di;
}
function dictiter_dealloc(di: PyObject): void {
  PyObject_GC_UnTrack(di);
  Py_XDECREF(di_dict(di));
  Py_XDECREF(di_result(di));
  PyObject_GC_Del(di);
}
/** CPython: dictiter_len() */
function dictiter_len(di: PyObject): New | NULL {
  const dict = di_dict(di);
  return PyLong_FromNumber(dict !== NULL && di_used(di) === PyDict_GET_SIZE(dict) ? di_len(di) : 0);
}
/** CPython: dictiter_reduce() */
function dictiter_reduce(di: PyObject): New | NULL {
  // a copy walks on, so that the iterator itself stays where it is
  const copy = _PyObject_GC_New(Py_TYPE(di), 56);
  if (copy === NULL) return PyErr_NoMemory();
  const dict = di_dict(di), result = di_result(di);
  set_di_dict(copy, Py_XNewRef(dict));
  set_di_used(copy, di_used(di));
  set_di_pos(copy, di_pos(di));
  set_di_len(copy, di_len(di));
  set_di_result(copy, Py_XNewRef(result));
  _PyObject_GC_TRACK(copy);
  const list = PySequence_List(copy);
  Py_DECREF(copy);
  if (list === NULL) return NULL;
  const iter = _PyEval_GetBuiltin(ID_iter);
  if (iter === NULL) {
    Py_DECREF(list);
    return NULL;
  }
  return pair(iter, pack1(list));
}
/** A tuple of one item, which is stolen; NULL passes on. */
function pack1(item: New): New | NULL {
  const tuple = PyTuple_New(1);
  if (tuple === NULL) {
    Py_DECREF(item);
    return NULL;
  }
  PyTuple_SET_ITEM(tuple, 0, item);
  return tuple;
}
/** A tuple of two items, both stolen. */
function pair(a: New, b: New | NULL): New | NULL {
  if (b === NULL) {
    Py_DECREF(a);
    return NULL;
  }
  const tuple = PyTuple_New(2);
  if (tuple === NULL) {
    Py_DECREF(a);
    Py_DECREF(b);
    return NULL;
  }
  PyTuple_SET_ITEM(tuple, 0, a);
  PyTuple_SET_ITEM(tuple, 1, b);
  return tuple;
}

/** Ends an iterator: it lets its dict go. escapes */
function exhaust(di: PyObject, dict: PyObject): 0 {
  set_di_dict(di, NULL);
  Py_DECREF(dict);
  return 0;
}
/** Steps forward: position of the entry as PyDict_Next() counts, 0 at the end or with an exception. */
function advance(di: PyObject, dict: PyObject): number {
  if (di_used(di) !== PyDict_GET_SIZE(dict)) {
    PyErr_SetString(PyExc_RuntimeError, 'dictionary changed size during iteration');
    set_di_used(di, -1);
    return 0;
  }
  const pos = PyDict_Next(dict, di_pos(di));
  if (pos === 0) return exhaust(di, dict);
  if (di_len(di) === 0) {
    PyErr_SetString(PyExc_RuntimeError, 'dictionary keys changed during iteration');
    return exhaust(di, dict);
  }
  set_di_pos(di, pos);
  set_di_len(di, di_len(di) - 1);
  return pos;
}
/** CPython: dictiter_iternextkey() */
export function dictiter_iternextkey(di: PyObject): New | NULL {
  const dict = di_dict(di);
  if (dict === NULL) return NULL;
  const pos = advance(di, dict);
  return pos === 0 ? NULL : Py_NewRef(PyDict_EntryKey(dict, pos));
}
/** CPython: dictiter_iternextvalue() */
export function dictiter_iternextvalue(di: PyObject): New | NULL {
  const dict = di_dict(di);
  if (dict === NULL) return NULL;
  const pos = advance(di, dict);
  return pos === 0 ? NULL : Py_NewRef(PyDict_EntryValue(dict, pos));
}
/** CPython: dictiter_iternextitem() */
export function dictiter_iternextitem(di: PyObject): New | NULL {
  const dict = di_dict(di);
  if (dict === NULL) return NULL;
  const pos = advance(di, dict);
  return pos === 0 ? NULL : itemResult(di, Py_NewRef(PyDict_EntryKey(dict, pos)), Py_NewRef(PyDict_EntryValue(dict, pos)));
}
/** The pair as a tuple: the iterator's own one again when nobody else has kept it. Steals both. */
function itemResult(di: PyObject, key: New, value: New): New | NULL {
  const result = di_result(di);
  if (_Py_REFCNT(result) === 1) {
    const oldkey = PyTuple_GET_ITEM(result, 0), oldvalue = PyTuple_GET_ITEM(result, 1);
    Py_INCREF(result);
    PyTuple_SET_ITEM(result, 0, key);
    PyTuple_SET_ITEM(result, 1, value);
    Py_DECREF(oldkey);
    Py_DECREF(oldvalue);
    // a collection may have untracked it while it held atoms
    PyObject_GC_Track(result);
    return result as New;
  }
  return pair(key, value);
}
/** CPython: dictreviter_iternext() */
function dictreviter_iternext(di: PyObject): New | NULL {
  const dict = di_dict(di);
  if (dict === NULL) return NULL;
  if (di_used(di) !== PyDict_GET_SIZE(dict)) {
    set_di_used(di, -1);
    return PyErr_SetString(PyExc_RuntimeError, 'dictionary changed size during iteration');
  }
  let i = di_pos(di);
  // without a value at its place an entry is a hole; PyDict_Next() goes upwards only
  while (i >= 0 && PyDict_Next(dict, i) !== i + 1) i--;
  if (i < 0) return exhaust(di, dict);
  set_di_pos(di, i - 1);
  set_di_len(di, di_len(di) - 1);
  const type = Py_TYPE(di), key = PyDict_EntryKey(dict, i + 1), value = PyDict_EntryValue(dict, i + 1);
  if (type === PyDictRevIterKey_Type) return Py_NewRef(key);
  if (type === PyDictRevIterValue_Type) return Py_NewRef(value);
  return itemResult(di, Py_NewRef(key), Py_NewRef(value));
}

const dictiter_methods = [
  hiddenMethod('__length_hint__', '($self, /)', dictiter_len, 'An estimate of len(list(it)); private.'),
  hiddenMethod('__reduce__', '($self, /)', dictiter_reduce, 'What pickle stores.'),
];
function defineIterator(type: PyTypeObject, tp_name: string, tp_iternext: iternextfunc): void {
  defineType(type, {
    tp_name, tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC,
    slots: {tp_dealloc: dictiter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4, 10), tp_iter: PyObject_SelfIter, tp_iternext},
    methods: dictiter_methods,
  });
}
defineIterator(PyDictIterKey_Type, 'dict_keyiterator', dictiter_iternextkey);
defineIterator(PyDictIterValue_Type, 'dict_valueiterator', dictiter_iternextvalue);
defineIterator(PyDictIterItem_Type, 'dict_itemiterator', dictiter_iternextitem);
defineIterator(PyDictRevIterKey_Type, 'dict_reversekeyiterator', dictreviter_iternext);
defineIterator(PyDictRevIterValue_Type, 'dict_reversevalueiterator', dictreviter_iternext);
defineIterator(PyDictRevIterItem_Type, 'dict_reverseitemiterator', dictreviter_iternext);
