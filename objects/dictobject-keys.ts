/**
 * The tables of dicts: indices, entries, probing, insertion, growth. Everything here works on the memory of PyDictKeysObject
 * (runtime/layout/values.ts) directly, since every name lookup of a program ends here. CPython: Objects/dictobject.c
 *
 * A keys object is {dk_refcnt, dk_kind, dk_log2_size, dk_log2_index_bytes, dk_version, dk_usable, dk_nentries, -} in words 0 to 7, then
 * the indices (1, 2 or 4 bytes each), then the entries: 4 words {key, value} when all keys are str, else 6 words {hash, key, value}.
 * A hash travels as two words: `lo` and `hi`.
 */
import {H, P, U8} from '../runtime/current';
import {fillWords, moveWords} from '../runtime/heap';
import {_PyObject_IS_GC} from '../runtime/gc';
import {DICTKEYS_FREE, DICTKEYS_NUMFREE, HASH_HI, NEXT_DICT_KEYS_VERSION, PyLong_Type, PyTuple_Type, PyUnicode_Type, REFTOTAL} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../runtime/obmalloc';
import {powerOfTwo} from '../runtime/powers';
import {NULL, type Ptr, type PyDictObject, type PyObject} from '../runtime/types';
import {PyErr_NoMemory} from './errors';
import {PyObject_Hash, PyObject_RichCompareBool, Py_EQ} from './object';

// CPython: Include/internal/pycore_dict.h
export const PyDict_LOG_MINSIZE = 3;
export const PyDict_MINSIZE = 8;
export const PyDict_MAXFREELIST = 80;
export const SHARED_KEYS_MAX_SIZE = 30;
export const NEXT_LOG2_SHARED_KEYS_MAX_SIZE = 6;
export const DKIX_EMPTY = -1, DKIX_DUMMY = -2, DKIX_ERROR = -3, DKIX_KEY_CHANGED = -4;
export const DICT_KEYS_GENERAL = 0, DICT_KEYS_UNICODE = 1, DICT_KEYS_SPLIT = 2;
// events of dict watchers. CPython: Include/cpython/dictobject.h
export const PyDict_EVENT_ADDED = 0, PyDict_EVENT_MODIFIED = 1, PyDict_EVENT_DELETED = 2, PyDict_EVENT_CLONED = 3, PyDict_EVENT_CLEARED = 4, PyDict_EVENT_DEALLOCATED = 5;

/** Room for entries in a table of n slots. */
export function USABLE_FRACTION(n: number): number {
  return Math.floor((2 * n) / 3);
}
/** Least table size whose slots are at least `minsize`, as a power of two. CPython: calculate_log2_keysize() */
export function calculate_log2_keysize(minsize: number): number {
  if (minsize > 0x40000000) return 31;
  return 32 - Math.clz32((minsize < PyDict_MINSIZE ? PyDict_MINSIZE : minsize) - 1);
}
/** Table size that holds n entries without growing, as a power of two. CPython: estimate_log2_keysize() */
export function estimate_log2_keysize(n: number): number {
  return calculate_log2_keysize(Math.floor((n * 3 + 1) / 2));
}
/** Address of the first entry. */
export function DK_ENTRIES(dk: Ptr): Ptr {
  return dk + 8 + (1 << (H[dk + 3] - 2));
}
/** True when all keys are exact strs (split tables included). */
export function DK_IS_UNICODE(dk: Ptr): boolean {
  return H[dk + 1] !== DICT_KEYS_GENERAL;
}
/** How many values an instance whose class has these keys needs room for. CPython: shared_keys_usable_size() */
export function shared_keys_usable_size(keys: Ptr): number {
  return H[keys + 6] + H[keys + 5];
}

/** Entry number in slot i, or DKIX_EMPTY, DKIX_DUMMY. CPython: dictkeys_get_index() */
export function dictkeys_get_index(dk: Ptr, i: number): number {
  const log2 = H[dk + 2];
  if (log2 < 8) return (U8[(dk << 2) + 32 + i] << 24) >> 24;
  if (log2 < 16) return (H[dk + 8 + (i >> 1)] << ((~i & 1) << 4)) >> 16;
  return H[dk + 8 + i];
}
/** CPython: dictkeys_set_index() */
export function dictkeys_set_index(dk: Ptr, i: number, ix: number): void {
  const log2 = H[dk + 2];
  if (log2 < 8) U8[(dk << 2) + 32 + i] = ix;
  else if (log2 < 16) {
    const at = (dk << 2) + 32 + (i << 1);
    U8[at] = ix;
    U8[at + 1] = ix >> 8;
  } else H[dk + 8 + i] = ix;
}

/** A table of 2**log2_size empty slots, count 1; 0 with MemoryError. CPython: new_keys_object() */
export function new_keys_object(log2_size: number, unicode: boolean): Ptr {
  const log2_bytes = log2_size < 8 ? log2_size : log2_size < 16 ? log2_size + 1 : log2_size + 2;
  const usable = USABLE_FRACTION(powerOfTwo(log2_size)), indexWords = 1 << (log2_bytes - 2), entryWords = unicode ? 4 : 6;
  let dk = 0;
  if (log2_size === PyDict_LOG_MINSIZE && unicode && H[DICTKEYS_FREE] !== 0) {
    dk = H[DICTKEYS_FREE];
    H[DICTKEYS_FREE] = H[dk];
    H[DICTKEYS_NUMFREE]--;
  } else {
    if (log2_size < 28) dk = PyObject_Malloc(32 + powerOfTwo(log2_bytes) + entryWords * 4 * usable);
    if (dk === 0) {
      PyErr_NoMemory();
      return 0;
    }
  }
  H[REFTOTAL]++;
  H[dk] = 1;
  H[dk + 1] = unicode ? DICT_KEYS_UNICODE : DICT_KEYS_GENERAL;
  H[dk + 2] = log2_size;
  H[dk + 3] = log2_bytes;
  H[dk + 4] = 0;
  H[dk + 5] = usable;
  H[dk + 6] = 0;
  H[dk + 7] = 0;
  const entries = dk + 8 + indexWords, end = entries + usable * entryWords;
  if (log2_size > 6) {
    fillWords(-1, dk + 8, entries);
    fillWords(0, entries, end);
  } else {
    for (let at = dk + 8; at < entries; at++) H[at] = -1;
    for (let at = entries; at < end; at++) H[at] = 0;
  }
  return dk;
}
/** Frees a table without looking at its entries. CPython: free_keys_object() */
export function free_keys_object(dk: Ptr): void {
  if (H[dk + 2] === PyDict_LOG_MINSIZE && H[dk + 1] !== DICT_KEYS_GENERAL && H[DICTKEYS_NUMFREE] < PyDict_MAXFREELIST) {
    H[dk] = H[DICTKEYS_FREE];
    H[DICTKEYS_FREE] = dk;
    H[DICTKEYS_NUMFREE]++;
    return;
  }
  PyObject_Free(dk);
}
/** CPython: dictkeys_incref() */
export function dictkeys_incref(dk: Ptr): void {
  if (H[dk] < 0) return;
  H[dk]++;
  H[REFTOTAL]++;
}
/** Gives a count of a table back; the last one releases its keys and values. escapes. CPython: dictkeys_decref() */
export function dictkeys_decref(dk: Ptr): void {
  if (H[dk] < 0) return;
  H[REFTOTAL]--;
  if (--H[dk] !== 0) return;
  const n = H[dk + 6];
  let at = DK_ENTRIES(dk);
  if (H[dk + 1] !== DICT_KEYS_GENERAL) {
    for (const end = at + (n << 2); at < end; at += 4) {
      const key = H[at] as PyObject, value = H[at + 2] as PyObject;
      if (key !== NULL) Py_DECREF(key);
      if (value !== NULL) Py_DECREF(value);
    }
  } else {
    for (const end = at + n * 6; at < end; at += 6) {
      const key = H[at + 2] as PyObject, value = H[at + 4] as PyObject;
      if (key !== NULL) Py_DECREF(key);
      if (value !== NULL) Py_DECREF(value);
    }
  }
  free_keys_object(dk);
}
/** Gives back the count of a class's shared keys. escapes. CPython: _PyDictKeys_DecRef() */
export function _PyDictKeys_DecRef(keys: Ptr): void {
  dictkeys_decref(keys);
}
/** Bytes of a table. CPython: _PyDict_KeysSize() */
export function _PyDict_KeysSize(dk: Ptr): number {
  return 32 + powerOfTwo(H[dk + 3]) + USABLE_FRACTION(powerOfTwo(H[dk + 2])) * (H[dk + 1] === DICT_KEYS_GENERAL ? 24 : 16);
}
/** A version by which code that knows a table may recognise that its keys have not changed; 0 when versions are used up. CPython: _PyDictKeys_GetVersionForCurrentState() */
export function _PyDictKeys_GetVersionForCurrentState(dk: Ptr): number {
  if (H[dk + 4] !== 0) return H[dk + 4];
  if (H[NEXT_DICT_KEYS_VERSION] === -2) return 0;
  // the word counts from 0, the first version is 2 (1 is that of the empty keys)
  return (H[dk + 4] = 2 + H[NEXT_DICT_KEYS_VERSION]++);
}

// ---- lookup ----

/** True when two exact strs are equal. CPython: Objects/stringlib/eq.h unicode_eq() */
export function unicode_eq(a: PyObject, b: PyObject): boolean {
  if (H[a + 4] !== H[b + 4] || ((H[a + 8] ^ H[b + 8]) & 0x1c) !== 0) return false;
  const x = P[H[a + 3]], y = P[H[b + 3]];
  if (typeof x === 'string') return x === y;
  const left = x as Uint32Array, right = y as Uint32Array;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

/** Entry of an exact str in a table of strs, or DKIX_EMPTY. CPython: unicodekeys_lookup_unicode() */
export function unicodekeys_lookup_unicode(dk: Ptr, key: PyObject, lo: number, hi: number): number {
  const log2 = H[dk + 2], mask = (1 << log2) - 1, entries = dk + 8 + (1 << (H[dk + 3] - 2));
  let i = lo & mask, plo = lo, phi = hi;
  if (log2 < 8) {
    const bytes = (dk << 2) + 32;
    for (;;) {
      const ix = U8[bytes + i];
      if (ix < 254) {
        const found = H[entries + (ix << 2)] as PyObject;
        if (found === key || (H[found + 6] === lo && H[found + 7] === hi && unicode_eq(found, key))) return ix;
      } else if (ix === 255) return DKIX_EMPTY;
      plo = (plo >>> 5) | (phi << 27);
      phi >>>= 5;
      i = (i * 5 + plo + 1) & mask;
    }
  }
  for (;;) {
    const ix = log2 < 16 ? (H[dk + 8 + (i >> 1)] << ((~i & 1) << 4)) >> 16 : H[dk + 8 + i];
    if (ix >= 0) {
      const found = H[entries + (ix << 2)] as PyObject;
      if (found === key || (H[found + 6] === lo && H[found + 7] === hi && unicode_eq(found, key))) return ix;
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (i * 5 + plo + 1) & mask;
  }
}

/** Entry of a key that is no exact str in a table of strs. escapes. CPython: unicodekeys_lookup_generic() */
function unicodekeys_lookup_generic(mp: PyDictObject, dk: Ptr, key: PyObject, lo: number, hi: number): number {
  const mask = (1 << H[dk + 2]) - 1, entries = DK_ENTRIES(dk);
  let i = lo & mask, plo = lo, phi = hi;
  for (;;) {
    const ix = dictkeys_get_index(dk, i);
    if (ix >= 0) {
      const at = entries + (ix << 2), startkey = H[at] as PyObject;
      if (H[startkey + 6] === lo && H[startkey + 7] === hi) {
        const cmp = compareKeys(mp, dk, at, startkey, key);
        if (cmp === 1) return ix;
        if (cmp !== 0) return cmp;
      }
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (i * 5 + plo + 1) & mask;
  }
}
/** Compares by __eq__ and looks whether the table is still as it was: 1, 0, DKIX_ERROR or DKIX_KEY_CHANGED. escapes */
function compareKeys(mp: PyDictObject, dk: Ptr, keyAt: Ptr, startkey: PyObject, key: PyObject): number {
  Py_INCREF(startkey);
  const cmp = PyObject_RichCompareBool(startkey, key, Py_EQ);
  Py_DECREF(startkey);
  if (cmp < 0) return DKIX_ERROR;
  return H[mp + 8] === dk && H[keyAt] === startkey ? cmp : DKIX_KEY_CHANGED;
}

/** Entry of any key in a general table. escapes. CPython: dictkeys_generic_lookup() */
function dictkeys_generic_lookup(mp: PyDictObject, dk: Ptr, key: PyObject, lo: number, hi: number): number {
  const log2 = H[dk + 2], mask = (1 << log2) - 1, entries = DK_ENTRIES(dk), type = H[key + 2];
  let i = lo & mask, plo = lo, phi = hi;
  for (;;) {
    const ix = log2 < 8 ? (U8[(dk << 2) + 32 + i] << 24) >> 24 : log2 < 16 ? (H[dk + 8 + (i >> 1)] << ((~i & 1) << 4)) >> 16 : H[dk + 8 + i];
    if (ix >= 0) {
      const at = entries + ix * 6, startkey = H[at + 2] as PyObject;
      if (startkey === key) return ix;
      if (H[at] === lo && H[at + 1] === hi) {
        // exact strs and one-digit ints compare without running anything
        if (H[startkey + 2] === type && type === PyUnicode_Type) {
          if (unicode_eq(startkey, key)) return ix;
        } else if (H[startkey + 2] === type && type === PyLong_Type && (H[key + 4] | H[startkey + 4]) < 16) {
          if (H[startkey + 5] === H[key + 5]) return ix;
        } else {
          const cmp = compareKeys(mp, dk, at + 2, startkey, key);
          if (cmp === 1) return ix;
          if (cmp !== 0) return cmp;
        }
      }
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (i * 5 + plo + 1) & mask;
  }
}

/** Entry of a key, DKIX_EMPTY, or DKIX_ERROR with an exception; valueAt() reads its value. escapes. CPython: _Py_dict_lookup() */
export function _Py_dict_lookup(mp: PyDictObject, key: PyObject, lo: number, hi: number): number {
  for (;;) {
    const dk = H[mp + 8];
    let ix: number;
    if (H[dk + 1] !== DICT_KEYS_GENERAL) {
      if (H[key + 2] === PyUnicode_Type) return unicodekeys_lookup_unicode(dk, key, lo, hi);
      ix = unicodekeys_lookup_generic(mp, dk, key, lo, hi);
    } else ix = dictkeys_generic_lookup(mp, dk, key, lo, hi);
    if (ix !== DKIX_KEY_CHANGED) return ix;
  }
}
/** Address of the value of an entry that a lookup found. */
export function valueAddress(mp: PyDictObject, ix: number): Ptr {
  const dk = H[mp + 8], kind = H[dk + 1];
  if (kind === DICT_KEYS_UNICODE) return dk + 10 + (1 << (H[dk + 3] - 2)) + (ix << 2);
  if (kind === DICT_KEYS_GENERAL) return dk + 12 + (1 << (H[dk + 3] - 2)) + ix * 6;
  return H[mp + 10] + 2 + (ix << 1);
}
/** Value of an entry that a lookup found, borrowed; NULL in a split table that has the key but not the value. */
export function valueAt(mp: PyDictObject, ix: number): PyObject | NULL {
  return H[valueAddress(mp, ix)] as PyObject;
}

/** Slot that holds an entry number. CPython: lookdict_index() */
export function lookdict_index(dk: Ptr, lo: number, hi: number, index: number): number {
  const mask = (1 << H[dk + 2]) - 1;
  let i = lo & mask, plo = lo, phi = hi;
  for (;;) {
    const ix = dictkeys_get_index(dk, i);
    if (ix === index) return i;
    if (ix === DKIX_EMPTY) return DKIX_EMPTY;
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (i * 5 + plo + 1) & mask;
  }
}
/** Entry of a str in the keys of a class or a module's dict: DKIX_EMPTY when absent, DKIX_ERROR (no exception) when the table or the key is of another kind. CPython: _PyDictKeys_StringLookup() */
export function _PyDictKeys_StringLookup(dk: Ptr, key: PyObject): number {
  if (H[key + 2] !== PyUnicode_Type || H[dk + 1] === DICT_KEYS_GENERAL) return DKIX_ERROR;
  const lo = hashOfStr(key);
  return unicodekeys_lookup_unicode(dk, key, lo, H[key + 7]);
}
/** The same for shared keys. CPython: _PyDictKeys_StringLookupSplit() */
export function _PyDictKeys_StringLookupSplit(dk: Ptr, key: PyObject): number {
  const lo = hashOfStr(key);
  return unicodekeys_lookup_unicode(dk, key, lo, H[key + 7]);
}
/** Lower half of an exact str's hash; the upper half is in its word 7 afterwards. */
export function hashOfStr(key: PyObject): number {
  if ((H[key + 8] & 256) === 0) PyObject_Hash(key);
  return H[key + 6];
}
/** Lower half of a key's hash, the upper in H[HASH_HI]; both -1 with an exception. escapes. CPython: _PyObject_HashFast() */
export function _PyObject_HashFast(key: PyObject): number {
  if (H[key + 2] === PyUnicode_Type && (H[key + 8] & 256) !== 0) {
    H[HASH_HI] = H[key + 7];
    return H[key + 6];
  }
  return PyObject_Hash(key);
}

// ---- tracking and watching ----

/** True when an object may be part of a cycle as it stands. CPython: _PyObject_GC_MAY_BE_TRACKED() */
export function _PyObject_GC_MAY_BE_TRACKED(op: PyObject): boolean {
  const type = H[op + 2] as PyObject;
  if ((H[type + 42] & (1 << 14)) === 0) return false;
  return type === PyTuple_Type ? H[op - 4] !== 0 : _PyObject_IS_GC(op);
}
/** A block for `size` values outside an instance; 0 when memory is out (no exception). CPython: new_values() */
export function new_values(size: number): Ptr {
  const values = PyObject_Malloc((size + 1) * 8 + ((size + 7) & -8));
  if (values !== 0) {
    H[values] = size; // capacity; size 0, not embedded
    H[values + 1] = 0;
  }
  return values;
}
/** A copy of a combined table without holes in use, its keys and values held anew; 0 with MemoryError. CPython: clone_combined_dict_keys() */
export function clone_combined_dict_keys(dk: Ptr): Ptr {
  const size = _PyDict_KeysSize(dk), keys = PyObject_Malloc(size);
  if (keys === 0) {
    PyErr_NoMemory();
    return 0;
  }
  moveWords(keys, dk, dk + (size >> 2));
  const step = H[dk + 1] !== DICT_KEYS_GENERAL ? 4 : 6;
  let at = DK_ENTRIES(keys) + (step === 4 ? 0 : 2);
  for (let i = H[dk + 6]; i > 0; i--, at += step) {
    const value = H[at + 2] as PyObject;
    if (value !== NULL) {
      Py_INCREF(value);
      Py_INCREF(H[at] as PyObject);
    }
  }
  H[REFTOTAL]++;
  return keys;
}
