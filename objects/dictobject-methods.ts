/** The type dict: its slots and methods. CPython: Objects/dictobject.c */
import {H, U8} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {ARG, PyDict_Check, PyDict_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_BOOL, Py_TYPE} from '../runtime/generated/accessors';
import {ID___missing__} from '../runtime/generated/ids';
import {DICT_FREE, DICT_NUMFREE, HASH_HI, PyDictItems_Type, PyDictIterKey_Type, PyDictKeys_Type, PyDictRevIterKey_Type, PyDictValues_Type, PyDict_Type, PyExc_KeyError, PyExc_TypeError, Py_EMPTY_KEYS, REFTOTAL, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, METH_COEXIST, method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {PyObject_Free} from '../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DICT_SUBCLASS, Py_TPFLAGS_MAPPING, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyObject_CallOneArg, _PyStack_AsDict} from './call';
import {PyDict_Clear, PyDict_Contains, PyDict_DelItem, PyDict_EntryKey, PyDict_EntryValue, PyDict_Next, PyDict_SetDefaultRef, PyDict_SetItem, _PyDict_HasOnlyStringKeys, _PyDict_Pop, _PyDict_SizeOf} from './dictobject';
import {dictiter_new} from './dictobject-iter';
import {DICT_KEYS_GENERAL, DKIX_DUMMY, DKIX_ERROR, DK_ENTRIES, DK_IS_UNICODE, PyDict_EVENT_DEALLOCATED, PyDict_EVENT_DELETED, PyDict_MAXFREELIST, _PyObject_HashFast, _Py_dict_lookup, dictkeys_decref, dictkeys_set_index, lookdict_index, valueAt} from './dictobject-keys';
import {_PyDict_NotifyEvent, dictresize} from './dictobject-insert';
import {PyDict_Copy, PyDict_Merge, _PyDict_FromKeys, dict_update_arg} from './dictobject-merge';
import {_PyDictView_New} from './dictobject-views';
import {PyErr_Occurred, PyErr_SetString, _PyErr_SetKeyError} from './errors';
import {Py_GenericAlias} from './genericaliasobject';
import {PyLong_FromNumber} from './longobject';
import {PyObject_HashNotImplemented, PyObject_Repr, PyObject_RichCompareBool, Py_EQ, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_New} from './tupleobject';
import {_PyObject_LookupSpecial, _PyType_AllocNoTrack} from './typeobject';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';

/** CPython: dict_dealloc() */
function dict_dealloc(mp: PyObject): void {
  if ((H[mp + 6] & 0xff) !== 0) {
    // watchers may bring the dict back to life
    H[mp] = 1;
    H[REFTOTAL]++;
    _PyDict_NotifyEvent(PyDict_EVENT_DEALLOCATED, mp, NULL, NULL);
    H[REFTOTAL]--;
    if (--H[mp] > 0) return;
  }
  if (H[mp - 4] !== 0) _PyObject_GC_UNTRACK(mp);
  if (_PyTrash_begin(mp)) return;
  const values = H[mp + 10], keys = H[mp + 8];
  if (values !== 0) {
    if (U8[(values << 2) + 2] === 0) {
      const n = U8[values << 2];
      for (let i = 0; i < n; i++) Py_XDECREF(H[values + 2 + (i << 1)] as PyObject);
      PyObject_Free(values);
    }
    dictkeys_decref(keys);
  } else if (keys !== 0) dictkeys_decref(keys);
  if (H[mp + 2] === PyDict_Type && H[DICT_NUMFREE] < PyDict_MAXFREELIST) {
    H[mp + 4] = H[DICT_FREE];
    H[DICT_FREE] = mp;
    H[DICT_NUMFREE]++;
  } else slots(Py_TYPE(mp)).tp_free!(mp);
  _PyTrash_end();
}
/** CPython: dict_repr_lock_held() */
function dict_repr(self: PyObject): New | NULL {
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString('{...}') : NULL;
  if (H[self + 4] === 0) {
    Py_ReprLeave(self);
    return PyUnicode_FromString('{}');
  }
  const writer = new _PyUnicodeWriter();
  writer.writeASCII('{');
  let first = true, failed = false;
  for (let pos = PyDict_Next(self, 0); pos !== 0 && !failed; pos = PyDict_Next(self, pos)) {
    const key = Py_NewRef(PyDict_EntryKey(self, pos)), value = Py_NewRef(PyDict_EntryValue(self, pos));
    if (!first) writer.writeASCII(', ');
    first = false;
    failed = !writeRepr(writer, key);
    if (!failed) {
      writer.writeASCII(': ');
      failed = !writeRepr(writer, value);
    }
    Py_DECREF(key);
    Py_DECREF(value);
  }
  Py_ReprLeave(self);
  if (failed) return NULL;
  writer.writeASCII('}');
  return writer.finish();
}
/** Writes repr(op); false with an exception. escapes */
export function writeRepr(writer: _PyUnicodeWriter, op: PyObject): boolean {
  const text = PyObject_Repr(op);
  if (text === NULL) return false;
  writer.writeStr(text);
  Py_DECREF(text);
  return true;
}
/** CPython: dict_length() */
function dict_length(self: PyObject): number {
  return H[self + 4];
}
/** CPython: dict_subscript() */
export function dict_subscript(self: PyObject, key: PyObject): New | NULL {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  const ix = _Py_dict_lookup(self, key, lo, hi);
  if (ix === DKIX_ERROR) return NULL;
  const value = ix < 0 ? NULL : valueAt(self, ix);
  if (value !== NULL) return Py_NewRef(value);
  if (!PyDict_CheckExact(self)) {
    const missing = _PyObject_LookupSpecial(self, ID___missing__);
    if (missing !== NULL) {
      const result = PyObject_CallOneArg(missing, key);
      Py_DECREF(missing);
      return result;
    }
    if (PyErr_Occurred() !== NULL) return NULL;
  }
  _PyErr_SetKeyError(key);
  return NULL;
}
/** CPython: dict_ass_sub() */
function dict_ass_sub(self: PyObject, key: PyObject, value: PyObject | NULL): number {
  return value === NULL ? PyDict_DelItem(self, key) : PyDict_SetItem(self, key, value);
}
/** CPython: dict_update_common() */
function dict_update_common(self: PyObject, args: PyObject, kwds: PyObject | NULL, methname: string): number {
  const n = PyTuple_GET_SIZE(args);
  if (n > 1) {
    PyErr_SetString(PyExc_TypeError, `${methname} expected at most 1 argument, got ${n}`);
    return -1;
  }
  if (n === 1 && dict_update_arg(self, PyTuple_GET_ITEM(args, 0)) < 0) return -1;
  return kwds === NULL || mergeKeywords(self, kwds) ? 0 : -1;
}
function mergeKeywords(self: PyObject, kwds: PyObject): boolean {
  if (!_PyDict_HasOnlyStringKeys(kwds)) {
    PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
    return false;
  }
  return PyDict_Merge(self, kwds, 1) === 0;
}
/** D.update(): CPython takes tuple and dict, so keyword arguments become one. CPython: dict_update() */
function dict_update(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs > 1) return PyErr_SetString(PyExc_TypeError, `update expected at most 1 argument, got ${nargs}`);
  if (nargs === 1 && dict_update_arg(self, ARG(args, 0)) < 0) return NULL;
  if (kwnames !== NULL) {
    const kwds = _PyStack_AsDict(args + (nargs << 1), kwnames);
    if (kwds === NULL) return NULL;
    const ok = mergeKeywords(self, kwds);
    Py_DECREF(kwds);
    if (!ok) return NULL;
  }
  return Py_NewRef(_Py_NoneStruct);
}
/** 1 equal, 0 not, -1 with an exception. escapes. CPython: dict_equal_lock_held() */
export function dict_equal(a: PyObject, b: PyObject): number {
  if (H[a + 4] !== H[b + 4]) return 0;
  // by entry number, not by order: a may change under the comparisons
  for (let i = 0; i < H[H[a + 8] + 6]; i++) {
    const dk = H[a + 8], entries = DK_ENTRIES(dk);
    let key: PyObject, aval: PyObject | NULL, lo: number, hi: number;
    if (H[dk + 1] !== DICT_KEYS_GENERAL) {
      key = H[entries + (i << 2)] as PyObject;
      if (key === NULL) continue;
      lo = H[key + 6];
      hi = H[key + 7];
      aval = (H[a + 10] !== 0 ? H[H[a + 10] + 2 + (i << 1)] : H[entries + (i << 2) + 2]) as PyObject;
    } else {
      const at = entries + i * 6;
      lo = H[at];
      hi = H[at + 1];
      key = H[at + 2] as PyObject;
      aval = H[at + 4] as PyObject;
    }
    if (aval === NULL) continue;
    const heldValue = Py_NewRef(aval), heldKey = Py_NewRef(key);
    const ix = _Py_dict_lookup(b, key, lo, hi), bval = ix < 0 ? NULL : Py_XNewRef(valueAt(b, ix));
    Py_DECREF(heldKey);
    if (bval === NULL) {
      Py_DECREF(heldValue);
      return PyErr_Occurred() !== NULL ? -1 : 0;
    }
    const cmp = PyObject_RichCompareBool(heldValue, bval, Py_EQ);
    Py_DECREF(bval);
    Py_DECREF(heldValue);
    if (cmp <= 0) return cmp;
  }
  return 1;
}
/** CPython: dict_richcompare() */
function dict_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (!PyDict_Check(v) || !PyDict_Check(w) || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  const cmp = dict_equal(v, w);
  if (cmp < 0) return NULL;
  return Py_NewRef(Py_BOOL((cmp === 1) === (op === Py_EQ)));
}
function dict___contains__(self: PyObject, key: PyObject): New | NULL {
  const result = PyDict_Contains(self, key);
  return result < 0 ? NULL : Py_NewRef(Py_BOOL(result !== 0));
}
/** CPython: dict_get_impl() */
function dict_get(self: PyObject, key: PyObject, default_value: PyObject | NULL): New | NULL {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  const ix = _Py_dict_lookup(self, key, lo, hi);
  if (ix === DKIX_ERROR) return NULL;
  const value = ix < 0 ? NULL : valueAt(self, ix);
  return Py_NewRef(value !== NULL ? value : default_value !== NULL ? default_value : _Py_NoneStruct);
}
function dict_setdefault(self: PyObject, key: PyObject, default_value: PyObject | NULL): New | NULL {
  return PyDict_SetDefaultRef(self, key, default_value === NULL ? _Py_NoneStruct : default_value);
}
function dict_clear(self: PyObject): New | NULL {
  PyDict_Clear(self);
  return Py_NewRef(_Py_NoneStruct);
}
function dict_copy(self: PyObject): New | NULL {
  return PyDict_Copy(self);
}
function dict_pop(self: PyObject, key: PyObject, default_value: PyObject | NULL): New | NULL {
  return _PyDict_Pop(self, key, default_value);
}
/** CPython: dict_popitem_impl() */
function dict_popitem(self: PyObject): New | NULL {
  // the tuple first: making it may run a collection that changes the dict
  const result = PyTuple_New(2);
  if (result === NULL) return NULL;
  if (H[self + 4] === 0) {
    Py_DECREF(result);
    return PyErr_SetString(PyExc_KeyError, 'popitem(): dictionary is empty');
  }
  if (H[self + 10] !== 0 && dictresize(self, H[H[self + 8] + 2], true) < 0) {
    Py_DECREF(result);
    return NULL;
  }
  const dk = H[self + 8], unicode = DK_IS_UNICODE(dk), step = unicode ? 4 : 6, keyOffset = unicode ? 0 : 2;
  H[dk + 4] = 0;
  let i = H[dk + 6] - 1, at = DK_ENTRIES(dk) + i * step + keyOffset;
  while (H[at + 2] === NULL) {
    i--;
    at -= step;
  }
  const key = H[at] as PyObject;
  _PyDict_NotifyEvent(PyDict_EVENT_DELETED, self, key, NULL);
  const lo = unicode ? H[key + 6] : H[at - 2], hi = unicode ? H[key + 7] : H[at - 1];
  PyTuple_SET_ITEM(result, 0, key);
  PyTuple_SET_ITEM(result, 1, H[at + 2] as PyObject);
  H[at] = H[at + 2] = NULL;
  if (!unicode) H[at - 2] = H[at - 1] = -1;
  dictkeys_set_index(dk, lookdict_index(dk, lo, hi, i), DKIX_DUMMY);
  // its entry may be used again, but not its room: dk_usable stays
  H[dk + 6] = i;
  H[self + 4]--;
  return result;
}
/** CPython: dict_traverse() */
function dict_traverse(op: PyObject, visit: visitproc): number {
  const dk = H[op + 8], values = H[op + 10], n = H[dk + 6];
  if (values !== 0) {
    for (let i = 0; i < n; i++) {
      const value = H[values + 2 + (i << 1)] as PyObject;
      if (value !== NULL && visit(value) !== 0) return 1;
    }
    return 0;
  }
  const unicode = DK_IS_UNICODE(dk);
  let at = DK_ENTRIES(dk);
  for (let i = 0; i < n; i++, at += unicode ? 4 : 6) {
    const value = H[at + (unicode ? 2 : 4)] as PyObject;
    if (value === NULL) continue;
    if (visit(value) !== 0) return 1;
    if (!unicode && visit(H[at + 2] as PyObject) !== 0) return 1;
  }
  return 0;
}
function dict_tp_clear(op: PyObject): number {
  PyDict_Clear(op);
  return 0;
}
function dict___sizeof__(self: PyObject): New | NULL {
  return PyLong_FromNumber(_PyDict_SizeOf(self));
}
/** CPython: dict_or() */
function dict_or(self: PyObject, other: PyObject): New | NULL {
  if (!PyDict_Check(self) || !PyDict_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const result = PyDict_Copy(self);
  if (result === NULL) return NULL;
  if (dict_update_arg(result, other) < 0) {
    Py_DECREF(result);
    return NULL;
  }
  return result;
}
/** CPython: dict_ior() */
function dict_ior(self: PyObject, other: PyObject): New | NULL {
  return dict_update_arg(self, other) < 0 ? NULL : Py_NewRef(self);
}
/** CPython: dict_new() */
export function dict_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void args;
  void kwds;
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  H[self + 4] = 0;
  H[self + 6] = H[self + 7] = 0;
  H[self + 8] = Py_EMPTY_KEYS;
  H[self + 10] = 0;
  // a subclass may have attributes or a __del__; a plain dict is tracked when it must be
  if (type !== PyDict_Type && H[self - 4] === 0) _PyObject_GC_TRACK(self);
  return self;
}
function dict_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  return dict_update_common(self, args, kwds, 'dict');
}
/** CPython: dict_vectorcall() */
function dict_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs > 1) return PyErr_SetString(PyExc_TypeError, `dict expected at most 1 argument, got ${nargs}`);
  const self = dict_new(type, NULL as PyObject, NULL);
  if (self === NULL) return NULL;
  if (nargs === 1 && dict_update_arg(self, ARG(args, 0)) < 0) {
    Py_DECREF(self);
    return NULL;
  }
  if (kwnames !== NULL) {
    for (let i = 0; i < PyTuple_GET_SIZE(kwnames); i++) {
      if (PyDict_SetItem(self, PyTuple_GET_ITEM(kwnames, i), ARG(args, nargs + i)) < 0) {
        Py_DECREF(self);
        return NULL;
      }
    }
  }
  return self;
}
/** iter(dict); that a type's tp_iter is this function tells that its keys may be read from the tables. CPython: dict_iter() */
export function dict_iter(self: PyObject): New | NULL {
  return dictiter_new(self, PyDictIterKey_Type);
}
function dict_fromkeys(type: PyObject, iterable: PyObject, value: PyObject | NULL): New | NULL {
  return _PyDict_FromKeys(type, iterable, value === NULL ? _Py_NoneStruct : value);
}
function dict_keys(self: PyObject): New | NULL {
  return _PyDictView_New(self, PyDictKeys_Type);
}
function dict_items(self: PyObject): New | NULL {
  return _PyDictView_New(self, PyDictItems_Type);
}
function dict_values(self: PyObject): New | NULL {
  return _PyDictView_New(self, PyDictValues_Type);
}
function dict___reversed__(self: PyObject): New | NULL {
  return dictiter_new(self, PyDictRevIterKey_Type);
}

defineType(PyDict_Type, {
  tp_name: 'dict', tp_basicsize: 48,
  tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DICT_SUBCLASS | _Py_TPFLAGS_MATCH_SELF | Py_TPFLAGS_MAPPING,
  tp_doc: 'dict() -> an empty dictionary\ndict(mapping) -> a dictionary with the mapping\'s keys and values\ndict(iterable) -> a dictionary made of the (key, value) pairs that it yields\ndict(**kwargs) -> a dictionary with the names and values of the keyword arguments',
  slots: {
    tp_dealloc: dict_dealloc, tp_repr: dict_repr, tp_hash: PyObject_HashNotImplemented, tp_getattro: PyObject_GenericGetAttr, tp_traverse: dict_traverse, tp_clear: dict_tp_clear,
    tp_richcompare: dict_richcompare, tp_iter: dict_iter, tp_init: dict_init, tp_alloc: _PyType_AllocNoTrack, tp_new: dict_new, tp_free: PyObject_GC_Del, tp_vectorcall: dict_vectorcall,
    nb_or: dict_or, nb_inplace_or: dict_ior, sq_contains: PyDict_Contains, mp_length: dict_length, mp_subscript: dict_subscript, mp_ass_subscript: dict_ass_sub,
  },
  methods: [
    method('__contains__', '($self, key, /)', dict___contains__, 'True if the dictionary has the given key.', METH_COEXIST),
    method('__getitem__', '($self, key, /)', dict_subscript, 'The value of a key.', METH_COEXIST),
    method('__sizeof__', '($self, /)', dict___sizeof__, 'Bytes of memory that the dict takes.'),
    method('get', '($self, key, default=None, /)', dict_get, 'The value of a key, or the default when there is no such key.'),
    method('setdefault', '($self, key, default=None, /)', dict_setdefault, 'The value of a key, which gets the default as its value when there is no such key.'),
    method('pop', '($self, key, default=<unrepresentable>, /)', dict_pop, 'Removes a key and returns its value.\n\nWithout the key the default is returned, or KeyError raised when none is given.'),
    method('popitem', '($self, /)', dict_popitem, 'Removes the newest entry and returns it as a (key, value) pair.\n\nAn empty dict raises KeyError.'),
    method('keys', '($self, /)', dict_keys, 'A view of the keys that behaves as a set.'),
    method('items', '($self, /)', dict_items, 'A view of the (key, value) pairs that behaves as a set.'),
    method('values', '($self, /)', dict_values, 'A view of the values.'),
    rawMethod('update', null, dict_update, 'D.update([E, ]**F) -> None.  Adds the entries of E, then those of F.\nE is a mapping (something with a keys() method) or yields (key, value) pairs.'),
    method('fromkeys', '($type, iterable, value=None, /)', dict_fromkeys, 'A new dictionary whose keys come from the iterable, all with the same value.', METH_CLASS),
    method('clear', '($self, /)', dict_clear, 'Removes all entries.'),
    method('copy', '($self, /)', dict_copy, 'A shallow copy.'),
    method('__reversed__', '($self, /)', dict___reversed__, 'An iterator over the keys, newest first.'),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
});
