/**
 * Iterators and views of OrderedDict. CPython: Objects/odictobject.c
 */
import {H} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_Track, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_SET_ITEM, _Py_REFCNT, dv_dict, odictiter_current, odictiter_kind, odictiter_odict, odictiter_result, odictiter_size, odictiter_state, set_odictiter_current, set_odictiter_kind, set_odictiter_odict, set_odictiter_result, set_odictiter_size, set_odictiter_state} from '../runtime/generated/accessors';
import {ID_iter} from '../runtime/generated/ids';
import {HASH_HI, PyDictItems_Type, PyDictKeys_Type, PyDictValues_Type, PyExc_KeyError, PyExc_RuntimeError, PyODictItems_Type, PyODictIter_Type, PyODictKeys_Type, PyODictValues_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, takeRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PySequence_List} from './abstract-sequence';
import {PyDict_GetItemWithError} from './dictobject';
import {_PyDictView_New} from './dictobject-views';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString} from './errors';
import {traverseFields} from './field-slots';
import {_PyEval_GetBuiltin, reduceIterator} from './iterobject';
import {PyObject_Hash, PyObject_SelfIter} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_Pack, packSteal} from './tupleobject';
import {FIRST, KEY, LAST, NEXT, PREV, STATE, findNode} from './odictobject';

const REVERSED = 1, KEYS = 2, VALUES = 4, ITEMS = KEYS | VALUES;

// ---- iterators and views ----

function odictiter_new(od: PyObject, kind: number): New | NULL {
  const di = _PyObject_GC_New(PyODictIter_Type, 64);
  if (di === NULL) return PyErr_NoMemory();
  const node = (kind & REVERSED) !== 0 ? H[od + LAST] : H[od + FIRST];
  set_odictiter_kind(di, kind);
  set_odictiter_result(di, NULL);
  set_odictiter_current(di, node === 0 ? NULL : Py_NewRef(H[node + KEY] as PyObject));
  set_odictiter_size(di, PyDict_GET_SIZE(od));
  set_odictiter_state(di, H[od + STATE]);
  set_odictiter_odict(di, Py_NewRef(od));
  _PyObject_GC_TRACK(di);
  if ((kind & ITEMS) !== ITEMS) return di;
  const result = PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct);
  if (result === NULL) {
    Py_DECREF(di);
    return NULL;
  }
  set_odictiter_result(di, result);
  return di;
}
function odictiter_dealloc(di: PyObject): void {
  _PyObject_GC_UNTRACK(di);
  Py_XDECREF(odictiter_odict(di));
  Py_XDECREF(odictiter_current(di));
  Py_XDECREF(odictiter_result(di));
  PyObject_GC_Del(di);
}
function dropCurrent(di: PyObject): void {
  const current = odictiter_current(di);
  set_odictiter_current(di, NULL);
  Py_XDECREF(current);
}
function dropDict(di: PyObject): void {
  const od = odictiter_odict(di);
  set_odictiter_odict(di, NULL);
  Py_XDECREF(od);
}
/** CPython: odictiter_nextkey() */
function nextKey(di: PyObject): New | NULL {
  const od = odictiter_odict(di), current = odictiter_current(di);
  if (od === NULL) return NULL;
  if (current === NULL || H[od + STATE] !== odictiter_state(di)) {
    if (current !== NULL) PyErr_SetString(PyExc_RuntimeError, 'OrderedDict mutated during iteration');
    dropDict(di);
    return NULL;
  }
  if (odictiter_size(di) !== PyDict_GET_SIZE(od)) {
    set_odictiter_size(di, -1);
    return PyErr_SetString(PyExc_RuntimeError, 'OrderedDict changed size during iteration');
  }
  const lo = PyObject_Hash(current), hi = H[HASH_HI], node = lo === -1 && hi === -1 ? 0 : findNode(od, current, lo, hi);
  if (node === 0) {
    if (PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_KeyError, current);
    dropCurrent(di);
    return NULL;
  }
  const next = (odictiter_kind(di) & REVERSED) !== 0 ? H[node + PREV] : H[node + NEXT];
  set_odictiter_current(di, next === 0 ? NULL : Py_NewRef(H[next + KEY] as PyObject));
  return takeRef(current);
}
/** CPython: odictiter_iternext() */
function odictiter_iternext(di: PyObject): New | NULL {
  const key = nextKey(di), kind = odictiter_kind(di);
  if (key === NULL || (kind & VALUES) === 0) return key;
  const value = Py_XNewRef(PyDict_GetItemWithError(odictiter_odict(di), key));
  if (value === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_KeyError, key);
    Py_DECREF(key);
    dropCurrent(di);
    dropDict(di);
    return NULL;
  }
  if ((kind & KEYS) === 0) {
    Py_DECREF(key);
    return value;
  }
  const result = odictiter_result(di);
  if (_Py_REFCNT(result) !== 1) return packSteal(key, value);
  const oldKey = PyTuple_GET_ITEM(result, 0), oldValue = PyTuple_GET_ITEM(result, 1);
  Py_INCREF(result);
  PyTuple_SET_ITEM(result, 0, key);
  PyTuple_SET_ITEM(result, 1, value);
  Py_DECREF(oldKey);
  Py_DECREF(oldValue);
  PyObject_GC_Track(result);
  return takeRef(result);
}
function odictiter_reduce(di: PyObject): New | NULL {
  const copy = _PyObject_GC_New(PyODictIter_Type, 64);
  if (copy === NULL) return PyErr_NoMemory();
  set_odictiter_kind(copy, odictiter_kind(di));
  set_odictiter_size(copy, odictiter_size(di));
  set_odictiter_state(copy, odictiter_state(di));
  set_odictiter_odict(copy, Py_XNewRef(odictiter_odict(di)));
  set_odictiter_current(copy, Py_XNewRef(odictiter_current(di)));
  set_odictiter_result(copy, Py_XNewRef(odictiter_result(di)));
  _PyObject_GC_TRACK(copy);
  const list = PySequence_List(copy);
  Py_DECREF(copy);
  if (list === NULL) return NULL;
  const result = reduceIterator(_PyEval_GetBuiltin(ID_iter), NULL, 0, list);
  Py_DECREF(list);
  return result;
}
export function odict_iter(od: PyObject): New | NULL {
  return odictiter_new(od, KEYS);
}
export function odict_reversed(od: PyObject): New | NULL {
  return odictiter_new(od, KEYS | REVERSED);
}
function odictkeys_iter(dv: PyObject): New | NULL {
  return odictiter_new(dv_dict(dv), KEYS);
}
function odictkeys_reversed(dv: PyObject): New | NULL {
  return odictiter_new(dv_dict(dv), KEYS | REVERSED);
}
function odictitems_iter(dv: PyObject): New | NULL {
  return odictiter_new(dv_dict(dv), ITEMS);
}
function odictitems_reversed(dv: PyObject): New | NULL {
  return odictiter_new(dv_dict(dv), ITEMS | REVERSED);
}
function odictvalues_iter(dv: PyObject): New | NULL {
  return odictiter_new(dv_dict(dv), VALUES);
}
function odictvalues_reversed(dv: PyObject): New | NULL {
  return odictiter_new(dv_dict(dv), VALUES | REVERSED);
}
export function odictkeys_new(od: PyObject): New | NULL {
  return _PyDictView_New(od, PyODictKeys_Type);
}
export function odictitems_new(od: PyObject): New | NULL {
  return _PyDictView_New(od, PyODictItems_Type);
}
export function odictvalues_new(od: PyObject): New | NULL {
  return _PyDictView_New(od, PyODictValues_Type);
}

defineType(PyODictIter_Type, {
  tp_name: 'odict_iterator', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: odictiter_dealloc, tp_traverse: traverseFields(6, 12, 14), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: odictiter_iternext},
  methods: [hiddenMethod('__reduce__', '($self, /)', odictiter_reduce, 'What pickle stores.')],
});
defineType(PyODictKeys_Type, {
  tp_name: 'odict_keys', tp_base: PyDictKeys_Type, tp_basicsize: 24, slots: {tp_iter: odictkeys_iter},
  methods: [hiddenMethod('__reversed__', '($self, /)', odictkeys_reversed, null)],
});
defineType(PyODictItems_Type, {
  tp_name: 'odict_items', tp_base: PyDictItems_Type, tp_basicsize: 24, slots: {tp_iter: odictitems_iter},
  methods: [hiddenMethod('__reversed__', '($self, /)', odictitems_reversed, null)],
});
defineType(PyODictValues_Type, {
  tp_name: 'odict_values', tp_base: PyDictValues_Type, tp_basicsize: 24, slots: {tp_iter: odictvalues_iter},
  methods: [hiddenMethod('__reversed__', '($self, /)', odictvalues_reversed, null)],
});
