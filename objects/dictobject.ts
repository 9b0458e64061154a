/**
 * The dict API of C code. The tables are in dictobject-keys.ts, values inside instances in dictobject-values.ts, merging in
 * dictobject-merge.ts, the type in dictobject-methods.ts, views and iterators in dictobject-views.ts and dictobject-iter.ts.
 * CPython: Objects/dictobject.c
 */
import {H, U8} from '../runtime/current';
import {PyObject_GC_Del, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {ARG, PyDict_Check, PyList_GET_ITEM, PyList_SET_ITEM, PyTuple_SET_ITEM, PyUnicode_Check, Py_TYPE, tp_basicsize} from '../runtime/generated/accessors';
import {DICTKEYS_FREE, DICTKEYS_NUMFREE, DICT_FREE, DICT_NUMFREE, HASH_HI, PyDict_Type, PyExc_KeyError, PyUnicode_Type, Py_EMPTY_KEYS, REFTOTAL} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, _PyObject_GC_New} from '../runtime/object';
import {PyObject_Free} from '../runtime/obmalloc';
import {type Args, NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {DICT_KEYS_GENERAL, DKIX_EMPTY, DKIX_ERROR, DK_ENTRIES, DK_IS_UNICODE, PyDict_EVENT_CLEARED, PyDict_EVENT_DELETED, USABLE_FRACTION, _PyDict_KeysSize, _PyObject_GC_MAY_BE_TRACKED, _PyObject_HashFast, _Py_dict_lookup, dictkeys_decref, dictkeys_incref, estimate_log2_keysize, hashOfStr, new_keys_object, new_values, shared_keys_usable_size, valueAt} from './dictobject-keys';
import {MAINTAIN_TRACKING, _PyDict_NotifyEvent, delitem_common, get_index_from_order, insert_combined_dict, insert_split_key, insert_split_value, insert_to_emptydict, insertdict, insertion_resize} from './dictobject-insert';
import {PyErr_BadInternalCall, PyErr_ExceptionMatches, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetRaisedException, _PyErr_SetKeyError} from './errors';
import {PyList_New} from './listobject';
import {PyObject_Hash} from './object';
import {PyTuple_New} from './tupleobject';
import {_PyUnicode_InternFromString} from './unicode-intern';
import {PyUnicode_FromString} from './unicodeobject';
import {watch} from '../runtime/watched';

export {_PyDictKeys_DecRef, _PyDictKeys_GetVersionForCurrentState, _PyDictKeys_StringLookup, _PyDictKeys_StringLookupSplit, _PyDict_KeysSize, _PyObject_GC_MAY_BE_TRACKED, _PyObject_HashFast, _Py_dict_lookup, unicode_eq} from './dictobject-keys';
export {MAINTAIN_TRACKING, _PyDictValues_AddToInsertionOrder} from './dictobject-insert';
export {PyDict_Merge, PyDict_MergeFromSeq2, PyDict_Update, _PyDict_MergeEx, _PyDict_FromKeys, PyDict_Copy} from './dictobject-merge';
export {PyObject_ClearManagedDict, PyObject_GenericGetDict, PyObject_VisitManagedDict, _PyDict_DetachFromObject, _PyDict_NewKeysForClass, _PyObjectDict_SetItem, _PyObject_InitInlineValues, _PyObject_IsInstanceDictEmpty, _PyObject_MaterializeManagedDict, _PyObject_SetManagedDict, _PyObject_StoreInstanceAttribute, _PyObject_TryGetInstanceAttribute, _PyObject_InlineValues} from './dictobject-values';
export {_PyDictView_Intersect, _PyDictView_New} from './dictobject-views';
export {PyDict_AddWatcher, PyDict_ClearWatcher, PyDict_Unwatch, PyDict_Watch, _PyDict_SendEvent} from './dictobject-watch';

/** A dict around tables; takes over a count of `keys` and, on failure too, `values`. NULL with MemoryError. CPython: new_dict() */
export function new_dict(keys: Ptr, values: Ptr, used: number): New | NULL {
  let mp: New | NULL;
  if (H[DICT_FREE] !== 0) {
    mp = H[DICT_FREE] as New;
    H[DICT_FREE] = H[mp + 4];
    H[DICT_NUMFREE]--;
    H[mp] = 1;
    H[REFTOTAL]++;
    if (VIVARIUM_WATCHED) watch.born(mp as PyObject);
  } else {
    mp = _PyObject_GC_New(PyDict_Type, 48);
    if (mp === NULL) {
      dictkeys_decref(keys);
      return PyErr_NoMemory();
    }
  }
  H[mp + 4] = used;
  H[mp + 6] = 0;
  H[mp + 7] = 0;
  H[mp + 8] = keys;
  H[mp + 10] = values;
  return mp;
}
/** A new empty dict. CPython: PyDict_New() */
export function PyDict_New(): New | NULL {
  return new_dict(Py_EMPTY_KEYS, 0, 0);
}
/** A dict whose keys are shared with other instances of a class. CPython: new_dict_with_shared_keys() */
export function new_dict_with_shared_keys(keys: Ptr): New | NULL {
  const size = shared_keys_usable_size(keys), values = new_values(size);
  if (values === 0) return PyErr_NoMemory();
  dictkeys_incref(keys);
  for (let i = 0; i < size; i++) H[values + 2 + (i << 1)] = NULL;
  return new_dict(keys, values, 0);
}
/** A dict with room for that many entries. CPython: dict_new_presized() */
function dict_new_presized(minused: number, unicode: boolean): New | NULL {
  if (minused <= 5) return PyDict_New();
  const log2_newsize = minused > USABLE_FRACTION(1 << 17) ? 17 : estimate_log2_keysize(minused);
  const keys = new_keys_object(log2_newsize, unicode);
  return keys === 0 ? NULL : new_dict(keys, 0, 0);
}
/** CPython: _PyDict_NewPresized() */
export function _PyDict_NewPresized(minused: number): New | NULL {
  return dict_new_presized(minused, false);
}
/** A dict of `length` borrowed keys and values that lie `keysOffset` and `valuesOffset` references apart. escapes. CPython: _PyDict_FromItems() */
export function _PyDict_FromItems(keys: Args, keysOffset: number, values: Args, valuesOffset: number, length: number): New | NULL {
  let unicode = true;
  for (let i = 0; i < length; i++) {
    if (H[ARG(keys, i * keysOffset) + 2] !== PyUnicode_Type) {
      unicode = false;
      break;
    }
  }
  const dict = dict_new_presized(length, unicode);
  if (dict === NULL) return NULL;
  for (let i = 0; i < length; i++) {
    if (PyDict_SetItem(dict, ARG(keys, i * keysOffset), ARG(values, i * valuesOffset)) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}

// ---- reading ----

/** Value of a key, borrowed; NULL when absent or on any error, which is reported as unraisable. escapes. CPython: PyDict_GetItem() */
export function PyDict_GetItem(op: PyObject, key: PyObject): PyObject | NULL {
  return dict_getitem(op, key, 'Exception ignored in PyDict_GetItem(); consider using PyDict_GetItemRef() or PyDict_GetItemWithError()');
}
function dict_getitem(op: PyObject, key: PyObject, warnmsg: string): PyObject | NULL {
  if (!PyDict_Check(op)) return NULL;
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) {
    PyErr_FormatUnraisable(warnmsg);
    return NULL;
  }
  const exc = PyErr_GetRaisedException();
  const ix = _Py_dict_lookup(op, key, lo, hi);
  if (PyErr_Occurred() !== NULL && !PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_FormatUnraisable(warnmsg);
  const value = ix < 0 ? NULL : valueAt(op, ix);
  PyErr_SetRaisedException(exc);
  return value;
}
/** Value of a key, borrowed; NULL without an exception when absent, with one on error. escapes. CPython: PyDict_GetItemWithError() */
export function PyDict_GetItemWithError(op: PyObject, key: PyObject): PyObject | NULL {
  if (!PyDict_Check(op)) return PyErr_BadInternalCall();
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  const ix = _Py_dict_lookup(op, key, lo, hi);
  return ix < 0 ? NULL : valueAt(op, ix);
}
/** The same for a key that is an exact str. CPython: _PyDict_GetItemWithError() */
export function _PyDict_GetItemWithError(op: PyObject, key: PyObject): PyObject | NULL {
  const lo = hashOfStr(key), ix = _Py_dict_lookup(op, key, lo, H[key + 7]);
  return ix < 0 ? NULL : valueAt(op, ix);
}
/** The same with the hash in two words. CPython: _PyDict_GetItem_KnownHash() */
export function _PyDict_GetItem_KnownHash(op: PyObject, key: PyObject, lo: number, hi: number): PyObject | NULL {
  if (!PyDict_Check(op)) return PyErr_BadInternalCall();
  const ix = _Py_dict_lookup(op, key, lo, hi);
  return ix < 0 ? NULL : valueAt(op, ix);
}
/** Value of a key, owned; NULL without an exception when absent, with one on error. escapes. CPython: PyDict_GetItemRef() */
export function PyDict_GetItemRef(op: PyObject, key: PyObject): New | NULL {
  if (!PyDict_Check(op)) return PyErr_BadInternalCall();
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  return _PyDict_GetItemRef_KnownHash(op, key, lo, hi);
}
/** CPython: _PyDict_GetItemRef_KnownHash() */
export function _PyDict_GetItemRef_KnownHash(op: PyObject, key: PyObject, lo: number, hi: number): New | NULL {
  const ix = _Py_dict_lookup(op, key, lo, hi);
  if (ix < 0) return NULL;
  const value = valueAt(op, ix);
  return value === NULL ? NULL : Py_NewRef(value);
}
/** Value of a text key, borrowed, as PyDict_GetItemWithError. CPython: _PyDict_GetItemStringWithError() */
export function _PyDict_GetItemStringWithError(op: PyObject, key: string): PyObject | NULL {
  const kv = PyUnicode_FromString(key);
  if (kv === NULL) return NULL;
  const value = PyDict_GetItemWithError(op, kv);
  Py_DECREF(kv);
  return value;
}
/** Value of a text key, borrowed, as PyDict_GetItem. CPython: PyDict_GetItemString() */
export function PyDict_GetItemString(op: PyObject, key: string): PyObject | NULL {
  const message = 'Exception ignored in PyDict_GetItemString(); consider using PyDict_GetItemRefString()', kv = PyUnicode_FromString(key);
  if (kv === NULL) {
    PyErr_FormatUnraisable(message);
    return NULL;
  }
  const value = dict_getitem(op, kv, message);
  Py_DECREF(kv);
  return value;
}
/** Value of a text key, owned, as PyDict_GetItemRef. CPython: PyDict_GetItemStringRef() */
export function PyDict_GetItemStringRef(op: PyObject, key: string): New | NULL {
  const kv = PyUnicode_FromString(key);
  if (kv === NULL) return NULL;
  const value = PyDict_GetItemRef(op, kv);
  Py_DECREF(kv);
  return value;
}
/** A global name: looked up in two dicts; owned, NULL without an exception when in neither. escapes. CPython: _PyDict_LoadGlobal() */
export function _PyDict_LoadGlobal(globals: PyObject, builtins: PyObject, key: PyObject): New | NULL {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  let ix = _Py_dict_lookup(globals, key, lo, hi);
  if (ix === DKIX_ERROR) return NULL;
  if (ix >= 0) {
    const value = valueAt(globals, ix);
    if (value !== NULL) return Py_NewRef(value);
  }
  ix = _Py_dict_lookup(builtins, key, lo, hi);
  if (ix < 0) return NULL;
  const value = valueAt(builtins, ix);
  return value === NULL ? NULL : Py_NewRef(value);
}
/** Entry number of an exact str, DKIX_EMPTY or DKIX_ERROR. CPython: _PyDict_LookupIndex() */
export function _PyDict_LookupIndex(mp: PyObject, key: PyObject): number {
  return _Py_dict_lookup(mp, key, hashOfStr(key), H[key + 7]);
}
/** 1 when the key is there, 0 when not, -1 with an exception. escapes. CPython: PyDict_Contains() */
export function PyDict_Contains(op: PyObject, key: PyObject): number {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  return _PyDict_Contains_KnownHash(op, key, lo, hi);
}
/** CPython: _PyDict_Contains_KnownHash() */
export function _PyDict_Contains_KnownHash(op: PyObject, key: PyObject, lo: number, hi: number): number {
  const ix = _Py_dict_lookup(op, key, lo, hi);
  if (ix === DKIX_ERROR) return -1;
  return ix >= 0 && valueAt(op, ix) !== NULL ? 1 : 0;
}
/** CPython: PyDict_ContainsString() */
export function PyDict_ContainsString(op: PyObject, key: string): number {
  const kv = PyUnicode_FromString(key);
  if (kv === NULL) return -1;
  const result = PyDict_Contains(op, kv);
  Py_DECREF(kv);
  return result;
}
/** Number of entries; -1 with SystemError when it is no dict. CPython: PyDict_Size() */
export function PyDict_Size(op: PyObject): number {
  if (op === NULL || !PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  return H[op + 4];
}
/** CPython: _PyDict_HasOnlyStringKeys() */
export function _PyDict_HasOnlyStringKeys(dict: PyObject): boolean {
  if (H[H[dict + 8] + 1] !== DICT_KEYS_GENERAL) return true;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) if (!PyUnicode_Check(PyDict_EntryKey(dict, pos))) return false;
  return true;
}

/**
 * Iterates without a frame or an allocation: `for (let pos = PyDict_Next(d, 0); pos !== 0; pos = PyDict_Next(d, pos))`, with the entry
 * at PyDict_EntryKey(d, pos) and PyDict_EntryValue(d, pos), borrowed. The dict may get other values meanwhile, but no new keys.
 * CPython: PyDict_Next()
 */
export function PyDict_Next(op: PyObject, pos: number): number {
  if (H[op + 10] !== 0) return pos < H[op + 4] ? pos + 1 : 0;
  const dk = H[op + 8], n = H[dk + 6];
  if (pos >= n) return 0;
  const step = H[dk + 1] !== DICT_KEYS_GENERAL ? 4 : 6;
  let at = DK_ENTRIES(dk) + step * (pos + 1) - 2;
  for (; pos < n; pos++, at += step) if (H[at] !== NULL) return pos + 1;
  return 0;
}
/** Key of the entry that PyDict_Next() reached, borrowed. */
export function PyDict_EntryKey(op: PyObject, pos: number): PyObject {
  const dk = H[op + 8];
  if (H[op + 10] !== 0) return H[DK_ENTRIES(dk) + (get_index_from_order(op, pos - 1) << 2)] as PyObject;
  return H[DK_ENTRIES(dk) + (H[dk + 1] !== DICT_KEYS_GENERAL ? (pos - 1) << 2 : (pos - 1) * 6 + 2)] as PyObject;
}
/** Value of the entry that PyDict_Next() reached, borrowed. */
export function PyDict_EntryValue(op: PyObject, pos: number): PyObject {
  if (H[op + 10] !== 0) return H[H[op + 10] + 2 + (get_index_from_order(op, pos - 1) << 1)] as PyObject;
  const dk = H[op + 8];
  return H[DK_ENTRIES(dk) + (H[dk + 1] !== DICT_KEYS_GENERAL ? ((pos - 1) << 2) + 2 : (pos - 1) * 6 + 4)] as PyObject;
}
/** Lower half of the hash of the entry that PyDict_Next() reached; the upper in H[HASH_HI]. */
export function PyDict_EntryHash(op: PyObject, pos: number): number {
  const dk = H[op + 8];
  const at = H[dk + 1] !== DICT_KEYS_GENERAL ? PyDict_EntryKey(op, pos) + 6 : DK_ENTRIES(dk) + (pos - 1) * 6;
  H[HASH_HI] = H[at + 1];
  return H[at];
}

// ---- writing ----

/** Stores a value under a key; -1 with an exception. escapes. CPython: PyDict_SetItem() */
export function PyDict_SetItem(op: PyObject, key: PyObject, value: PyObject): number {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  return _PyDict_SetItem_Take2(op, Py_NewRef(key), Py_NewRef(value));
}
/** The same; steals key and value. escapes. CPython: _PyDict_SetItem_Take2() */
export function _PyDict_SetItem_Take2(mp: PyObject, key: New, value: New): number {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) {
    Py_DECREF(key);
    Py_DECREF(value);
    return -1;
  }
  return H[mp + 8] === Py_EMPTY_KEYS ? insert_to_emptydict(mp, key, lo, hi, value) : insertdict(mp, key, lo, hi, value);
}
/** CPython: _PyDict_SetItem_KnownHash() */
export function _PyDict_SetItem_KnownHash(op: PyObject, key: PyObject, value: PyObject, lo: number, hi: number): number {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  Py_INCREF(key);
  Py_INCREF(value);
  return H[op + 8] === Py_EMPTY_KEYS ? insert_to_emptydict(op, key as New, lo, hi, value as New) : insertdict(op, key as New, lo, hi, value as New);
}
/** Stores under a text key, which becomes interned. escapes. CPython: PyDict_SetItemString() */
export function PyDict_SetItemString(op: PyObject, key: string, item: PyObject): number {
  const kv = _PyUnicode_InternFromString(key);
  if (kv === NULL) return -1;
  const result = PyDict_SetItem(op, kv, item);
  Py_DECREF(kv);
  return result;
}
/** Stores, or deletes when the value is NULL. escapes. CPython: _PyDict_SetItem_LockHeld() */
export function _PyDict_SetItem_LockHeld(dict: PyObject, name: PyObject, value: PyObject | NULL): number {
  return value === NULL ? PyDict_DelItem(dict, name) : _PyDict_SetItem_Take2(dict, Py_NewRef(name), Py_NewRef(value));
}
/** Deletes a key; -1 with KeyError when it is not there. escapes. CPython: PyDict_DelItem() */
export function PyDict_DelItem(op: PyObject, key: PyObject): number {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  return _PyDict_DelItem_KnownHash(op, key, lo, hi);
}
/** CPython: _PyDict_DelItem_KnownHash() */
export function _PyDict_DelItem_KnownHash(op: PyObject, key: PyObject, lo: number, hi: number): number {
  if (!PyDict_Check(op)) {
    PyErr_BadInternalCall();
    return -1;
  }
  const ix = _Py_dict_lookup(op, key, lo, hi);
  if (ix === DKIX_ERROR) return -1;
  const old_value = ix < 0 ? NULL : valueAt(op, ix);
  if (old_value === NULL) {
    _PyErr_SetKeyError(key);
    return -1;
  }
  _PyDict_NotifyEvent(PyDict_EVENT_DELETED, op, key, NULL);
  delitem_common(op, lo, hi, ix, old_value);
  return 0;
}
/** Deletes a key when the predicate says 1 about its value: 1 done, 0 not, -1 with an exception. escapes. CPython: _PyDict_DelItemIf() */
export function _PyDict_DelItemIf(op: PyObject, key: PyObject, predicate: (value: PyObject) => number): number {
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  const ix = _Py_dict_lookup(op, key, lo, hi);
  if (ix === DKIX_ERROR) return -1;
  const old_value = ix < 0 ? NULL : valueAt(op, ix);
  if (old_value === NULL) return 0;
  const result = predicate(old_value);
  if (result <= 0) return result;
  _PyDict_NotifyEvent(PyDict_EVENT_DELETED, op, key, NULL);
  delitem_common(op, lo, hi, ix, old_value);
  return 1;
}
/** CPython: PyDict_DelItemString() */
export function PyDict_DelItemString(op: PyObject, key: string): number {
  const kv = PyUnicode_FromString(key);
  if (kv === NULL) return -1;
  const result = PyDict_DelItem(op, kv);
  Py_DECREF(kv);
  return result;
}
/** Empties a dict. escapes. CPython: PyDict_Clear() */
export function PyDict_Clear(op: PyObject): void {
  if (!PyDict_Check(op)) return;
  const oldkeys = H[op + 8], oldvalues = H[op + 10];
  if (oldkeys === Py_EMPTY_KEYS) return;
  _PyDict_NotifyEvent(PyDict_EVENT_CLEARED, op, NULL, NULL);
  H[op + 4] = 0;
  if (oldvalues === 0) {
    H[op + 8] = Py_EMPTY_KEYS;
    dictkeys_decref(oldkeys);
    return;
  }
  const n = H[oldkeys + 6], embedded = U8[(oldvalues << 2) + 2] !== 0;
  // whatever a destructor does to the dict or to its object, it finds them emptied (gh-130555)
  if (embedded) U8[(oldvalues << 2) + 1] = 0;
  else {
    H[op + 10] = 0;
    H[op + 8] = Py_EMPTY_KEYS;
  }
  const cleared: PyObject[] = [];
  for (let i = 0; i < n; i++) {
    const at = oldvalues + 2 + (i << 1), value = H[at] as PyObject;
    H[at] = NULL;
    if (value !== NULL) cleared.push(value);
  }
  for (let i = 0; i < cleared.length; i++) Py_DECREF(cleared[i]);
  if (embedded) return;
  PyObject_Free(oldvalues);
  dictkeys_decref(oldkeys);
}
/** Removes a key and returns its value, owned; NULL without an exception when absent, with one on error. escapes. CPython: PyDict_Pop() */
export function PyDict_Pop(op: PyObject, key: PyObject): New | NULL {
  if (!PyDict_Check(op)) return PyErr_BadInternalCall();
  if (H[op + 4] === 0) return NULL;
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  return _PyDict_Pop_KnownHash(op, key, lo, hi);
}
/** CPython: _PyDict_Pop_KnownHash() */
export function _PyDict_Pop_KnownHash(op: PyObject, key: PyObject, lo: number, hi: number): New | NULL {
  if (H[op + 4] === 0) return NULL;
  const ix = _Py_dict_lookup(op, key, lo, hi);
  if (ix < 0) return NULL;
  const old_value = valueAt(op, ix);
  if (old_value === NULL) return NULL;
  _PyDict_NotifyEvent(PyDict_EVENT_DELETED, op, key, NULL);
  const result = Py_NewRef(old_value);
  delitem_common(op, lo, hi, ix, old_value);
  return result;
}
/** CPython: PyDict_PopString() */
export function PyDict_PopString(op: PyObject, key: string): New | NULL {
  const kv = PyUnicode_FromString(key);
  if (kv === NULL) return NULL;
  const result = PyDict_Pop(op, kv);
  Py_DECREF(kv);
  return result;
}
/** As PyDict_Pop; when absent a new reference to the default, or KeyError when that is NULL. escapes. CPython: _PyDict_Pop() */
export function _PyDict_Pop(dict: PyObject, key: PyObject, default_value: PyObject | NULL): New | NULL {
  const result = PyDict_Pop(dict, key);
  if (result !== NULL || PyErr_Occurred() !== NULL) return result;
  if (default_value !== NULL) return Py_NewRef(default_value);
  _PyErr_SetKeyError(key);
  return NULL;
}
/** Value of a key, stored first when absent; owned, NULL on error. escapes. CPython: PyDict_SetDefaultRef() */
export function PyDict_SetDefaultRef(d: PyObject, key: PyObject, default_value: PyObject): New | NULL {
  const value = PyDict_SetDefault(d, key, default_value);
  return value === NULL ? NULL : Py_NewRef(value);
}
/** The same, borrowed. escapes. CPython: PyDict_SetDefault() */
export function PyDict_SetDefault(d: PyObject, key: PyObject, default_value: PyObject): PyObject | NULL {
  if (!PyDict_Check(d)) return PyErr_BadInternalCall();
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return NULL;
  if (H[d + 8] === Py_EMPTY_KEYS) return insert_to_emptydict(d, Py_NewRef(key), lo, hi, Py_NewRef(default_value)) < 0 ? NULL : default_value;
  if (H[key + 2] !== PyUnicode_Type && DK_IS_UNICODE(H[d + 8]) && insertion_resize(d, false) < 0) return NULL;
  if (H[d + 10] !== 0) {
    const ix = insert_split_key(H[d + 8], key, lo, hi);
    if (ix !== DKIX_EMPTY) {
      const value = valueAt(d, ix);
      if (value !== NULL) return value;
      insert_split_value(d, key, default_value, ix);
      return default_value;
    }
    if (insertion_resize(d, true) < 0) return NULL;
  }
  const ix = _Py_dict_lookup(d, key, lo, hi);
  if (ix === DKIX_ERROR) return NULL;
  if (ix >= 0) return valueAt(d, ix);
  if (insert_combined_dict(d, lo, hi, Py_NewRef(key), Py_NewRef(default_value)) < 0) return NULL;
  MAINTAIN_TRACKING(d, key, default_value);
  H[d + 4]++;
  return default_value;
}

/** Keys as a new list. CPython: PyDict_Keys() */
export function PyDict_Keys(dict: PyObject): New | NULL {
  if (dict === NULL || !PyDict_Check(dict)) return PyErr_BadInternalCall();
  const list = PyList_New(H[dict + 4]);
  if (list === NULL) return NULL;
  let j = 0;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) PyList_SET_ITEM(list, j++, Py_NewRef(PyDict_EntryKey(dict, pos)));
  return list;
}
/** Values as a new list. CPython: PyDict_Values() */
export function PyDict_Values(dict: PyObject): New | NULL {
  if (dict === NULL || !PyDict_Check(dict)) return PyErr_BadInternalCall();
  const list = PyList_New(H[dict + 4]);
  if (list === NULL) return NULL;
  let j = 0;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) PyList_SET_ITEM(list, j++, Py_NewRef(PyDict_EntryValue(dict, pos)));
  return list;
}
/** Pairs of key and value as a new list of tuples. CPython: PyDict_Items() */
export function PyDict_Items(dict: PyObject): New | NULL {
  if (dict === NULL || !PyDict_Check(dict)) return PyErr_BadInternalCall();
  const n = H[dict + 4], list = PyList_New(n);
  if (list === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const pair = PyTuple_New(2);
    if (pair === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, pair);
  }
  let j = 0;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos)) {
    const pair = PyList_GET_ITEM(list, j++);
    PyTuple_SET_ITEM(pair, 0, Py_NewRef(PyDict_EntryKey(dict, pos)));
    PyTuple_SET_ITEM(pair, 1, Py_NewRef(PyDict_EntryValue(dict, pos)));
  }
  return list;
}
/** Bytes a dict takes, without shared tables. CPython: _PyDict_SizeOf() */
export function _PyDict_SizeOf(mp: PyObject): number {
  const dk = H[mp + 8];
  return tp_basicsize(Py_TYPE(mp)) + (H[mp + 10] !== 0 ? shared_keys_usable_size(dk) * 8 : 0) + (H[dk] === 1 ? _PyDict_KeysSize(dk) : 0);
}
/** Stops tracking a dict that holds nothing a cycle could go through. CPython: _PyDict_MaybeUntrack() */
export function _PyDict_MaybeUntrack(op: PyObject): void {
  if (H[op + 2] !== PyDict_Type || H[op - 4] === 0) return;
  const general = H[H[op + 8] + 1] === DICT_KEYS_GENERAL;
  for (let pos = PyDict_Next(op, 0); pos !== 0; pos = PyDict_Next(op, pos)) {
    if (_PyObject_GC_MAY_BE_TRACKED(PyDict_EntryValue(op, pos)) || (general && _PyObject_GC_MAY_BE_TRACKED(PyDict_EntryKey(op, pos)))) return;
  }
  _PyObject_GC_UNTRACK(op);
}
/** Frees what the free lists of dicts and tables hold. CPython: _PyDict_ClearFreeList() */
export function _PyDict_ClearFreeList(): void {
  while (H[DICT_FREE] !== 0) {
    const op = H[DICT_FREE] as PyObject;
    H[DICT_FREE] = H[op + 4];
    H[DICT_NUMFREE]--;
    PyObject_GC_Del(op);
  }
  while (H[DICTKEYS_FREE] !== 0) {
    const dk = H[DICTKEYS_FREE];
    H[DICTKEYS_FREE] = H[dk];
    H[DICTKEYS_NUMFREE]--;
    PyObject_Free(dk);
  }
}
