/**
 * Putting entries into dicts and taking them out: free slots, split and combined tables, growing, and what watchers hear of it.
 * CPython: Objects/dictobject.c, from find_empty_slot() to dictresize()
 */
import {H, U8} from '../runtime/current';
import {fillWords, moveWords} from '../runtime/heap';
import {_PyObject_GC_TRACK} from '../runtime/gc';
import {HASH_HI, PyUnicode_Type, Py_EMPTY_KEYS, REFTOTAL} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {PyObject_Free} from '../runtime/obmalloc';
import {NULL, type New, type Ptr, type PyDictObject, type PyObject} from '../runtime/types';
import {_PyDict_SendEvent} from './dictobject-watch';
import {PyObject_Hash} from './object';
import {DICT_KEYS_GENERAL, DKIX_DUMMY, DKIX_EMPTY, DKIX_ERROR, DK_ENTRIES, PyDict_EVENT_ADDED, PyDict_EVENT_MODIFIED, PyDict_LOG_MINSIZE, PyDict_MINSIZE, _PyObject_GC_MAY_BE_TRACKED, _Py_dict_lookup, calculate_log2_keysize, dictkeys_decref, dictkeys_get_index, dictkeys_set_index, free_keys_object, lookdict_index, new_keys_object, unicodekeys_lookup_unicode, valueAddress} from './dictobject-keys';

/** A dict is tracked from the moment it holds something that could be part of a cycle. CPython: MAINTAIN_TRACKING */
export function MAINTAIN_TRACKING(mp: PyDictObject, key: PyObject, value: PyObject): void {
  if (H[mp - 4] === 0 && (_PyObject_GC_MAY_BE_TRACKED(key) || _PyObject_GC_MAY_BE_TRACKED(value))) _PyObject_GC_TRACK(mp);
}
/** Tells the watchers of a dict what is about to happen. escapes. CPython: _PyDict_NotifyEvent() */
export function _PyDict_NotifyEvent(event: number, mp: PyDictObject, key: PyObject | NULL, value: PyObject | NULL): void {
  const bits = H[mp + 6];
  if (bits === 0) return;
  H[mp + 6] = bits & 0xff;
  if ((bits & 0xff) !== 0) _PyDict_SendEvent(bits & 0xff, event, mp, key, value);
}

// ---- insertion and growth ----

/** A slot for a key that is not in the table. CPython: find_empty_slot() */
function find_empty_slot(dk: Ptr, lo: number, hi: number): number {
  const mask = (1 << H[dk + 2]) - 1;
  let i = lo & mask, plo = lo, phi = hi;
  while (dictkeys_get_index(dk, i) >= 0) {
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (i * 5 + plo + 1) & mask;
  }
  return i;
}
/** Puts a key that is not there into a table, which grows when it is full; -1 with MemoryError. @steals key, value. CPython: insert_combined_dict() */
export function insert_combined_dict(mp: PyDictObject, lo: number, hi: number, key: New, value: New): number {
  if (H[H[mp + 8] + 5] <= 0 && insertion_resize(mp, true) < 0) return failInsert(key, value);
  _PyDict_NotifyEvent(PyDict_EVENT_ADDED, mp, key, value);
  const dk = H[mp + 8], n = H[dk + 6];
  H[dk + 4] = 0;
  dictkeys_set_index(dk, find_empty_slot(dk, lo, hi), n);
  if (H[dk + 1] !== DICT_KEYS_GENERAL) {
    const at = DK_ENTRIES(dk) + (n << 2);
    H[at] = key;
    H[at + 2] = value;
  } else {
    const at = DK_ENTRIES(dk) + n * 6;
    H[at] = lo;
    H[at + 1] = hi;
    H[at + 2] = key;
    H[at + 4] = value;
  }
  H[dk + 5]--;
  H[dk + 6] = n + 1;
  return 0;
}
/** Entry of a str in shared keys, added when there is room; else DKIX_EMPTY. CPython: insert_split_key() */
export function insert_split_key(keys: Ptr, key: PyObject, lo: number, hi: number): number {
  let ix = unicodekeys_lookup_unicode(keys, key, lo, hi);
  if (ix === DKIX_EMPTY && H[keys + 5] > 0) {
    H[keys + 4] = 0;
    ix = H[keys + 6];
    dictkeys_set_index(keys, find_empty_slot(keys, lo, hi), ix);
    H[DK_ENTRIES(keys) + (ix << 2)] = Py_NewRef(key);
    H[keys + 5]--;
    H[keys + 6]++;
  }
  return ix;
}
/** CPython: insert_split_value() */
export function insert_split_value(mp: PyDictObject, key: PyObject, value: PyObject, ix: number): void {
  MAINTAIN_TRACKING(mp, key, value);
  const values = H[mp + 10], at = values + 2 + (ix << 1), old_value = H[at] as PyObject;
  _PyDict_NotifyEvent(old_value === NULL ? PyDict_EVENT_ADDED : PyDict_EVENT_MODIFIED, mp, key, value);
  H[at] = Py_NewRef(value);
  if (old_value === NULL) {
    _PyDictValues_AddToInsertionOrder(values, ix);
    H[mp + 4]++;
  } else Py_DECREF(old_value);
}
/** Notes that the value of an entry was stored as the newest. CPython: _PyDictValues_AddToInsertionOrder() */
export function _PyDictValues_AddToInsertionOrder(values: Ptr, ix: number): void {
  const head = values << 2, size = U8[head + 1];
  U8[head + 8 + (U8[head] << 3) + size] = ix;
  U8[head + 1] = size + 1;
}
/** Forgets an entry in the order of insertion. CPython: delete_index_from_values() */
export function delete_index_from_values(values: Ptr, ix: number): void {
  const head = values << 2, order = head + 8 + (U8[head] << 3), size = U8[head + 1] - 1;
  let i = 0;
  while (U8[order + i] !== ix) i++;
  for (; i < size; i++) U8[order + i] = U8[order + i + 1];
  U8[head + 1] = size;
}
/** Entry number of the i-th oldest value of a split table. CPython: get_index_from_order() */
export function get_index_from_order(mp: PyDictObject, i: number): number {
  const head = H[mp + 10] << 2;
  return U8[head + 8 + (U8[head] << 3) + i];
}

/** Stores a value under a key whose hash is known; steals both. escapes. CPython: insertdict() */
export function insertdict(mp: PyDictObject, key: New, lo: number, hi: number, value: New): number {
  let dk = H[mp + 8];
  if (H[dk + 1] !== DICT_KEYS_GENERAL && H[key + 2] !== PyUnicode_Type) {
    if (insertion_resize(mp, false) < 0) return failInsert(key, value);
    dk = H[mp + 8];
  }
  if (H[mp + 10] !== 0) {
    const ix = insert_split_key(dk, key, lo, hi);
    if (ix !== DKIX_EMPTY) {
      insert_split_value(mp, key, value, ix);
      Py_DECREF(key);
      Py_DECREF(value);
      return 0;
    }
    if (insertion_resize(mp, true) < 0) return failInsert(key, value);
  }
  const ix = _Py_dict_lookup(mp, key, lo, hi);
  if (ix === DKIX_ERROR) return failInsert(key, value);
  MAINTAIN_TRACKING(mp, key, value);
  if (ix === DKIX_EMPTY) {
    if (insert_combined_dict(mp, lo, hi, key, value) < 0) return -1;
    H[mp + 4]++;
    return 0;
  }
  const at = valueAddress(mp, ix), old_value = H[at] as PyObject;
  if (old_value !== value) {
    if (H[mp + 6] !== 0) _PyDict_NotifyEvent(PyDict_EVENT_MODIFIED, mp, key, value);
    H[at] = value;
  }
  Py_DECREF(old_value);
  Py_DECREF(key);
  return 0;
}
function failInsert(key: New, value: New): number {
  Py_DECREF(value);
  Py_DECREF(key);
  return -1;
}
/** First insertion into a dict with the empty keys; steals key and value. CPython: insert_to_emptydict() */
export function insert_to_emptydict(mp: PyDictObject, key: New, lo: number, hi: number, value: New): number {
  const unicode = H[key + 2] === PyUnicode_Type, dk = new_keys_object(PyDict_LOG_MINSIZE, unicode);
  if (dk === 0) return failInsert(key, value);
  _PyDict_NotifyEvent(PyDict_EVENT_ADDED, mp, key, value);
  MAINTAIN_TRACKING(mp, key, value);
  U8[(dk << 2) + 32 + (lo & (PyDict_MINSIZE - 1))] = 0;
  const at = dk + 10;
  if (unicode) {
    H[at] = key;
    H[at + 2] = value;
  } else {
    H[at] = lo;
    H[at + 1] = hi;
    H[at + 2] = key;
    H[at + 4] = value;
  }
  H[mp + 4]++;
  H[dk + 5]--;
  H[dk + 6]++;
  H[mp + 8] = dk;
  return 0;
}

/** Puts entries 0 to n - 1 into the indices of a fresh table. CPython: build_indices_generic(), build_indices_unicode() */
function build_indices(dk: Ptr, n: number): void {
  const unicode = H[dk + 1] !== DICT_KEYS_GENERAL;
  let at = DK_ENTRIES(dk);
  for (let ix = 0; ix < n; ix++) {
    let lo: number, hi: number;
    if (unicode) {
      const key = H[at];
      lo = H[key + 6];
      hi = H[key + 7];
      at += 4;
    } else {
      lo = H[at];
      hi = H[at + 1];
      at += 6;
    }
    dictkeys_set_index(dk, find_empty_slot(dk, lo, hi), ix);
  }
}
/** Puts the entries of a table where their hashes of now want them: for a table of a boot image, whose hash secret was another. */
export function dictkeys_rehash(dk: Ptr): void {
  const n = H[dk + 6], unicode = H[dk + 1] !== DICT_KEYS_GENERAL, entries = DK_ENTRIES(dk);
  fillWords(-1, dk + 8, entries);
  for (let ix = 0, at = entries; ix < n; ix++) {
    const key = H[unicode ? at : at + 2] as PyObject | NULL;
    if (key !== NULL) {
      const lo = PyObject_Hash(key), hi = H[HASH_HI];
      if (!unicode) {
        H[at] = lo;
        H[at + 1] = hi;
      }
      dictkeys_set_index(dk, find_empty_slot(dk, lo, hi), ix);
    }
    at += unicode ? 4 : 6;
  }
}
/** Grows a dict as an insertion does. CPython: insertion_resize() */
export function insertion_resize(mp: PyDictObject, unicode: boolean): number {
  return dictresize(mp, calculate_log2_keysize(H[mp + 4] * 3), unicode);
}
/** Moves the entries into a combined table of another size, without the holes; -1 with MemoryError. CPython: dictresize() */
export function dictresize(mp: PyDictObject, log2_newsize: number, wantUnicode: boolean): number {
  const oldkeys = H[mp + 8], oldvalues = H[mp + 10], unicode = wantUnicode && H[oldkeys + 1] !== DICT_KEYS_GENERAL;
  const newkeys = new_keys_object(log2_newsize, unicode);
  if (newkeys === 0) return -1;
  const n = H[mp + 4], oldentries = DK_ENTRIES(oldkeys);
  let to = DK_ENTRIES(newkeys);
  if (oldvalues !== 0) {
    for (let i = 0; i < n; i++) {
      const index = get_index_from_order(mp, i), key = H[oldentries + (index << 2)] as PyObject;
      if (unicode) {
        H[to] = Py_NewRef(key);
        H[to + 2] = H[oldvalues + 2 + (index << 1)];
        to += 4;
      } else {
        H[to] = H[key + 6];
        H[to + 1] = H[key + 7];
        H[to + 2] = Py_NewRef(key);
        H[to + 4] = H[oldvalues + 2 + (index << 1)];
        to += 6;
      }
    }
    build_indices(newkeys, n);
    H[mp + 8] = newkeys;
    dictkeys_decref(oldkeys);
    H[mp + 10] = 0;
    const head = oldvalues << 2;
    if (U8[head + 2] !== 0) U8[head + 3] = 0;
    else PyObject_Free(oldvalues);
  } else {
    if (H[oldkeys + 1] === DICT_KEYS_GENERAL) {
      if (H[oldkeys + 6] === n) moveWords(to, oldentries, oldentries + n * 6);
      else {
        let from = oldentries;
        for (let i = 0; i < n; i++) {
          while (H[from + 4] === 0) from += 6;
          H[to] = H[from];
          H[to + 1] = H[from + 1];
          H[to + 2] = H[from + 2];
          H[to + 4] = H[from + 4];
          from += 6;
          to += 6;
        }
      }
    } else if (unicode && H[oldkeys + 6] === n) moveWords(to, oldentries, oldentries + (n << 2));
    else {
      let from = oldentries;
      for (let i = 0; i < n; i++) {
        while (H[from + 2] === 0) from += 4;
        const key = H[from];
        if (unicode) {
          H[to] = key;
          H[to + 2] = H[from + 2];
          to += 4;
        } else {
          H[to] = H[key + 6];
          H[to + 1] = H[key + 7];
          H[to + 2] = key;
          H[to + 4] = H[from + 2];
          to += 6;
        }
        from += 4;
      }
    }
    build_indices(newkeys, n);
    H[mp + 8] = newkeys;
    if (oldkeys !== Py_EMPTY_KEYS) {
      H[REFTOTAL]--;
      free_keys_object(oldkeys);
    }
  }
  H[newkeys + 5] -= n;
  H[newkeys + 6] = n;
  return 0;
}
/** Removes entry `ix` from a dict; steals nothing, but releases what the dict owned. escapes. CPython: delitem_common() */
export function delitem_common(mp: PyDictObject, lo: number, hi: number, ix: number, old_value: PyObject): void {
  const dk = H[mp + 8];
  const hashpos = lookdict_index(dk, lo, hi, ix);
  H[mp + 4]--;
  if (H[mp + 10] !== 0) {
    H[H[mp + 10] + 2 + (ix << 1)] = 0;
    delete_index_from_values(H[mp + 10], ix);
  } else {
    H[dk + 4] = 0;
    dictkeys_set_index(dk, hashpos, DKIX_DUMMY);
    let at = DK_ENTRIES(dk);
    if (H[dk + 1] !== DICT_KEYS_GENERAL) at += ix << 2;
    else {
      at += ix * 6 + 2;
      H[at - 2] = H[at - 1] = 0;
    }
    const old_key = H[at] as PyObject;
    H[at] = 0;
    H[at + 2] = 0;
    Py_DECREF(old_key);
  }
  Py_DECREF(old_value);
}
