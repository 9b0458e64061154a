/** The tables of sets and their API for C code; the types are in setobject-methods.ts. CPython: Objects/setobject.c */
import {H} from '../runtime/current';
import {moveWords} from '../runtime/heap';
import {_PyObject_GC_UNTRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {PyDict_CheckExact, PyDict_GET_SIZE, Py_TYPE} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_KeyError, PyFrozenSet_Type, PySet_Type, PyUnicode_Type} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, slots} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../runtime/obmalloc';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyDict_EntryHash, PyDict_EntryKey, PyDict_Next} from './dictobject';
import {_PyObject_HashFast, unicode_eq} from './dictobject-keys';
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {PyObject_Hash, PyObject_RichCompareBool, Py_EQ} from './object';
import {PyType_IsSubtype} from './typeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

// words of a PySetObject and of its entries {key, hash}
const FILL = 4, USED = 6, MASK = 8, TABLE = 10, HASH = 12, FINGER = 14, SMALLTABLE = 16, WEAKREFLIST = 48;
const PySet_MINSIZE = 8;
const LINEAR_PROBES = 9;
/** Stands in the key word of an entry whose key was removed; its hash is -1. */
const DUMMY = 1;

export function PyAnySet_Check(op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === PySet_Type || type === PyFrozenSet_Type || PyType_IsSubtype(type, PySet_Type) || PyType_IsSubtype(type, PyFrozenSet_Type);
}
export function PySet_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PySet_Type || PyType_IsSubtype(Py_TYPE(op), PySet_Type);
}
export function PyFrozenSet_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyFrozenSet_Type || PyType_IsSubtype(Py_TYPE(op), PyFrozenSet_Type);
}

/** 1 when two keys of equal hash are equal, 0 when not, -1 with an exception, -2 when the set changed meanwhile. escapes */
function compareKeys(so: PyObject, entry: Ptr, key: PyObject): number {
  const startkey = H[entry] as PyObject;
  if (startkey === key) return 1;
  if (H[startkey + 2] === PyUnicode_Type && H[key + 2] === PyUnicode_Type && unicode_eq(startkey, key)) return 1;
  const table = H[so + TABLE];
  Py_INCREF(startkey);
  const cmp = PyObject_RichCompareBool(startkey, key, Py_EQ);
  Py_DECREF(startkey);
  if (cmp < 0) return -1;
  return table !== H[so + TABLE] || H[entry] !== startkey ? -2 : cmp;
}
/** Entry of a key, or the unused one where the search for it ended; 0 with an exception. escapes. CPython: set_lookkey() */
function set_lookkey(so: PyObject, key: PyObject, lo: number, hi: number): Ptr {
  for (;;) {
    let mask = H[so + MASK], plo = lo, phi = hi, i = lo & mask, changed = false;
    while (!changed) {
      let entry = H[so + TABLE] + (i << 2), probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
      do {
        const entryLo = H[entry + 2], entryHi = H[entry + 3];
        if (entryLo === 0 && entryHi === 0 && H[entry] === NULL) return entry;
        if (entryLo === lo && entryHi === hi) {
          const cmp = compareKeys(so, entry, key);
          if (cmp === 1) return entry;
          if (cmp === -1) return 0;
          if (cmp === -2) {
            changed = true;
            break;
          }
          mask = H[so + MASK];
        }
        entry += 4;
      } while (probes-- > 0);
      plo = (plo >>> 5) | (phi << 27);
      phi >>>= 5;
      i = (i * 5 + 1 + plo) & mask;
    }
  }
}
/** Adds a key; -1 with an exception. escapes. CPython: set_add_entry() */
export function set_add_entry(so: PyObject, key: PyObject, lo: number, hi: number): number {
  Py_INCREF(key);
  for (;;) {
    let mask = H[so + MASK], plo = lo, phi = hi, i = lo & mask, freeslot = 0, changed = false;
    while (!changed) {
      let entry = H[so + TABLE] + (i << 2), probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
      do {
        const entryLo = H[entry + 2], entryHi = H[entry + 3];
        if (entryLo === 0 && entryHi === 0 && H[entry] === NULL) {
          if (freeslot !== 0) entry = freeslot;
          else H[so + FILL]++;
          H[so + USED]++;
          H[entry] = key;
          H[entry + 2] = lo;
          H[entry + 3] = hi;
          if (freeslot !== 0 || H[so + FILL] * 5 < mask * 3) return 0;
          return set_table_resize(so, H[so + USED] > 50000 ? H[so + USED] * 2 : H[so + USED] * 4);
        }
        if (entryLo === lo && entryHi === hi) {
          const cmp = compareKeys(so, entry, key);
          if (cmp === 1 || cmp === -1) {
            Py_DECREF(key);
            return cmp === 1 ? 0 : -1;
          }
          if (cmp === -2) {
            changed = true;
            break;
          }
          mask = H[so + MASK];
        } else if (entryLo === -1 && entryHi === -1) freeslot = entry;
        entry += 4;
      } while (probes-- > 0);
      plo = (plo >>> 5) | (phi << 27);
      phi >>>= 5;
      i = (i * 5 + 1 + plo) & mask;
    }
  }
}
/** Puts a key that is not there into a table without dummies. CPython: set_insert_clean() */
function set_insert_clean(table: Ptr, mask: number, key: number, lo: number, hi: number): void {
  let plo = lo, phi = hi, i = lo & mask;
  for (;;) {
    let entry = table + (i << 2), probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    do {
      if (H[entry] === NULL) {
        H[entry] = key;
        H[entry + 2] = lo;
        H[entry + 3] = hi;
        return;
      }
      entry += 4;
    } while (probes-- > 0);
    plo = (plo >>> 5) | (phi << 27);
    phi >>>= 5;
    i = (i * 5 + 1 + plo) & mask;
  }
}
/** Rebuilds the table for more than `minused` keys, without dummies; -1 with MemoryError. CPython: set_table_resize() */
function set_table_resize(so: PyObject, minused: number): number {
  const oldmask = H[so + MASK], small = so + SMALLTABLE;
  let newsize = PySet_MINSIZE;
  while (newsize <= minused) newsize *= 2;
  let oldtable = H[so + TABLE], newtable = small;
  const wasSmall = oldtable === small;
  if (newsize === PySet_MINSIZE) {
    if (wasSmall) {
      if (H[so + FILL] === H[so + USED]) return 0;
      oldtable = PyObject_Malloc(PySet_MINSIZE * 16);
      if (oldtable === 0) {
        PyErr_NoMemory();
        return -1;
      }
      moveWords(oldtable, small, small + PySet_MINSIZE * 4);
    }
  } else {
    newtable = newsize <= 1 << 26 ? PyObject_Malloc(newsize * 16) : 0;
    if (newtable === 0) {
      PyErr_NoMemory();
      return -1;
    }
  }
  H.fill(0, newtable, newtable + newsize * 4);
  H[so + MASK] = newsize - 1;
  H[so + TABLE] = newtable;
  H[so + FILL] = H[so + USED];
  for (let entry = oldtable, end = oldtable + ((oldmask + 1) << 2); entry < end; entry += 4) {
    const key = H[entry];
    if (key !== NULL && key !== DUMMY) set_insert_clean(newtable, newsize - 1, key, H[entry + 2], H[entry + 3]);
  }
  if (oldtable !== small) PyObject_Free(oldtable);
  return 0;
}
/** 1, 0, or -1 with an exception. escapes. CPython: set_contains_entry() */
export function set_contains_entry(so: PyObject, key: PyObject, lo: number, hi: number): number {
  const entry = set_lookkey(so, key, lo, hi);
  return entry === 0 ? -1 : H[entry] !== NULL ? 1 : 0;
}
/** 1 when the key was there, 0 when not, -1 with an exception. escapes. CPython: set_discard_entry() */
export function set_discard_entry(so: PyObject, key: PyObject, lo: number, hi: number): number {
  const entry = set_lookkey(so, key, lo, hi);
  if (entry === 0) return -1;
  const old_key = H[entry] as PyObject;
  if (old_key === NULL) return 0;
  H[entry] = DUMMY;
  H[entry + 2] = H[entry + 3] = -1;
  H[so + USED]--;
  Py_DECREF(old_key);
  return 1;
}
/** CPython: set_add_key() */
export function set_add_key(so: PyObject, key: PyObject): number {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  return lo === -1 && hi === -1 ? -1 : set_add_entry(so, key, lo, hi);
}
/** CPython: set_contains_key() */
export function set_contains_key(so: PyObject, key: PyObject): number {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  return lo === -1 && hi === -1 ? -1 : set_contains_entry(so, key, lo, hi);
}
/** CPython: set_discard_key() */
export function set_discard_key(so: PyObject, key: PyObject): number {
  const lo = _PyObject_HashFast(key), hi = H[HASH_HI];
  return lo === -1 && hi === -1 ? -1 : set_discard_entry(so, key, lo, hi);
}
function set_empty_to_minsize(so: PyObject): void {
  H.fill(0, so + SMALLTABLE, so + SMALLTABLE + PySet_MINSIZE * 4);
  H[so + FILL] = 0;
  H[so + USED] = 0;
  H[so + MASK] = PySet_MINSIZE - 1;
  H[so + TABLE] = so + SMALLTABLE;
  H[so + HASH] = H[so + HASH + 1] = -1;
}
/** Empties a set. escapes. CPython: set_clear_internal() */
export function set_clear_internal(so: PyObject): number {
  const table = H[so + TABLE], mask = H[so + MASK];
  if (H[so + FILL] === 0 && table === so + SMALLTABLE) return 0;
  const keys: PyObject[] = [];
  for (let entry = table, left = H[so + USED]; left > 0 && entry <= table + (mask << 2); entry += 4) {
    if (H[entry] !== NULL && H[entry] !== DUMMY) {
      keys.push(H[entry] as PyObject);
      left--;
    }
  }
  set_empty_to_minsize(so);
  for (const key of keys) Py_DECREF(key);
  if (table !== so + SMALLTABLE) PyObject_Free(table);
  return 0;
}
/** CPython: set_dealloc() */
export function set_dealloc(so: PyObject): void {
  if (H[so - 4] !== 0) _PyObject_GC_UNTRACK(so);
  if (_PyTrash_begin(so)) return;
  if (H[so + WEAKREFLIST] !== 0) PyObject_ClearWeakRefs(so);
  const table = H[so + TABLE];
  for (let entry = table, left = H[so + USED]; left > 0; entry += 4) {
    const key = H[entry];
    if (key !== NULL && key !== DUMMY) {
      left--;
      Py_DECREF(key as PyObject);
    }
  }
  if (table !== so + SMALLTABLE) PyObject_Free(table);
  slots(Py_TYPE(so)).tp_free!(so);
  _PyTrash_end();
}
/** Bytes of the table when it lies outside the object. */
export function set_table_bytes(so: PyObject): number {
  return H[so + TABLE] === so + SMALLTABLE ? 0 : (H[so + MASK] + 1) * 16;
}

/** Puts the keys of a set where their hashes of now want them, in the order of the table: for a set of a boot image, whose hash secret was another. */
export function set_rehash(so: PyObject): void {
  const table = H[so + TABLE], mask = H[so + MASK], keys: PyObject[] = [];
  for (let i = 0; i <= mask; i++) {
    const key = H[table + (i << 2)];
    if (key !== NULL && key !== DUMMY) keys.push(key as PyObject);
  }
  H.fill(0, table, table + ((mask + 1) << 2));
  H[so + FILL] = H[so + USED];
  H[so + FINGER] = 0;
  set_forget_hash(so);
  for (const key of keys) {
    const lo = PyObject_Hash(key);
    set_insert_clean(table, mask, key, lo, H[HASH_HI]);
  }
}

/** Walks a set as PyDict_Next() walks a dict; entries are read with _PySet_EntryKey() and _PySet_EntryHash(). CPython: _PySet_NextEntry() */
export function _PySet_NextEntry(so: PyObject, pos: number): number {
  const mask = H[so + MASK];
  for (let entry = H[so + TABLE] + (pos << 2); pos <= mask; pos++, entry += 4) if (H[entry] !== NULL && H[entry] !== DUMMY) return pos + 1;
  return 0;
}
/** Key of the entry that _PySet_NextEntry() reached, borrowed. */
export function _PySet_EntryKey(so: PyObject, pos: number): PyObject {
  return H[H[so + TABLE] + ((pos - 1) << 2)] as PyObject;
}
/** Lower half of its hash; the upper in H[HASH_HI]. */
export function _PySet_EntryHash(so: PyObject, pos: number): number {
  const entry = H[so + TABLE] + ((pos - 1) << 2);
  H[HASH_HI] = H[entry + 3];
  return H[entry + 2];
}
/** CPython: set_merge_lock_held() */
export function set_merge(so: PyObject, other: PyObject): number {
  const otherUsed = H[other + USED];
  if (other === so || otherUsed === 0) return 0;
  // one resize that leaves room for both, as if they had nothing in common
  if ((H[so + FILL] + otherUsed) * 5 >= H[so + MASK] * 3 && set_table_resize(so, (H[so + USED] + otherUsed) * 2) < 0) return -1;
  const otherMask = H[other + MASK];
  if (H[so + FILL] === 0) {
    const table = H[so + TABLE], mask = H[so + MASK], otherTable = H[other + TABLE];
    const same = mask === otherMask && H[other + FILL] === otherUsed;
    for (let i = 0; i <= otherMask; i++) {
      const entry = otherTable + (i << 2), key = H[entry];
      if (key === NULL || key === DUMMY) continue;
      Py_INCREF(key as PyObject);
      if (same) {
        const to = table + (i << 2);
        H[to] = key;
        H[to + 2] = H[entry + 2];
        H[to + 3] = H[entry + 3];
      } else set_insert_clean(table, mask, key, H[entry + 2], H[entry + 3]);
    }
    H[so + FILL] = otherUsed;
    H[so + USED] = otherUsed;
    return 0;
  }
  for (let i = 0; i <= H[other + MASK]; i++) {
    const entry = H[other + TABLE] + (i << 2), key = H[entry];
    if (key !== NULL && key !== DUMMY && set_add_entry(so, key as PyObject, H[entry + 2], H[entry + 3]) < 0) return -1;
  }
  return 0;
}
/** Adds all keys of an iterable; -1 with an exception. escapes. CPython: set_update_internal() */
export function set_update_internal(so: PyObject, other: PyObject): number {
  if (PyAnySet_Check(other)) return set_merge(so, other);
  if (PyDict_CheckExact(other)) {
    const n = PyDict_GET_SIZE(other);
    if ((H[so + FILL] + n) * 5 >= H[so + MASK] * 3 && set_table_resize(so, (H[so + USED] + n) * 2) < 0) return -1;
    for (let pos = PyDict_Next(other, 0); pos !== 0; pos = PyDict_Next(other, pos)) {
      const lo = PyDict_EntryHash(other, pos), hi = H[HASH_HI];
      if (set_add_entry(so, PyDict_EntryKey(other, pos), lo, hi) < 0) return -1;
    }
    return 0;
  }
  const it = PyObject_GetIter(other);
  if (it === NULL) return -1;
  let result = 0;
  while (result === 0) {
    const key = PyIter_Next(it);
    if (key === NULL) {
      if (PyErr_Occurred() !== NULL) result = -1;
      break;
    }
    result = set_add_key(so, key);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return result;
}
/** A set of a type, filled from an iterable unless that is NULL. escapes. CPython: make_new_set() */
export function make_new_set(type: PyTypeObject, iterable: PyObject | NULL): New | NULL {
  const so = slots(type).tp_alloc!(type, 0);
  if (so === NULL) return NULL;
  set_empty_to_minsize(so);
  H[so + FINGER] = 0;
  H[so + WEAKREFLIST] = 0;
  if (iterable !== NULL && set_update_internal(so, iterable) < 0) {
    Py_DECREF(so);
    return NULL;
  }
  return so;
}
/** A set or frozenset, whichever the type derives from. CPython: make_new_set_basetype() */
export function make_new_set_basetype(type: PyTypeObject, iterable: PyObject | NULL): New | NULL {
  return make_new_set(type === PySet_Type || (type !== PyFrozenSet_Type && PyType_IsSubtype(type, PySet_Type)) ? PySet_Type : PyFrozenSet_Type, iterable);
}
/** Exchanges the contents of two sets. CPython: set_swap_bodies() */
export function set_swap_bodies(a: PyObject, b: PyObject): void {
  for (const field of [FILL, USED, MASK]) {
    const value = H[a + field];
    H[a + field] = H[b + field];
    H[b + field] = value;
  }
  const tableA = H[a + TABLE], tableB = H[b + TABLE];
  H[a + TABLE] = tableB === b + SMALLTABLE ? a + SMALLTABLE : tableB;
  H[b + TABLE] = tableA === a + SMALLTABLE ? b + SMALLTABLE : tableA;
  for (let i = SMALLTABLE; i < SMALLTABLE + PySet_MINSIZE * 4; i++) {
    const value = H[a + i];
    H[a + i] = H[b + i];
    H[b + i] = value;
  }
  const keepHash = PyFrozenSet_Check(a) && PyFrozenSet_Check(b);
  for (let i = HASH; i < HASH + 2; i++) {
    const value = H[a + i];
    H[a + i] = keepHash ? H[b + i] : -1;
    H[b + i] = keepHash ? value : -1;
  }
}
/** CPython: set_pop_impl() */
export function PySet_Pop(so: PyObject): New | NULL {
  if (!PySet_Check(so)) return PyErr_BadInternalCall();
  if (H[so + USED] === 0) return PyErr_SetString(PyExc_KeyError, 'pop from an empty set');
  const table = H[so + TABLE], mask = H[so + MASK];
  // the finger stays where the last pop was, so that emptying a set takes linear time
  let i = H[so + FINGER] & mask;
  while (H[table + (i << 2)] === NULL || H[table + (i << 2)] === DUMMY) i = i === mask ? 0 : i + 1;
  const entry = table + (i << 2), key = H[entry] as New;
  H[entry] = DUMMY;
  H[entry + 2] = H[entry + 3] = -1;
  H[so + USED]--;
  H[so + FINGER] = i + 1;
  return key;
}
/** Hash of a frozenset: of its keys, whatever their order. CPython: frozenset_hash() */
export function frozenset_hash(so: PyObject): number {
  if (H[so + HASH] !== -1 || H[so + HASH + 1] !== -1) {
    H[HASH_HI] = H[so + HASH + 1];
    return H[so + HASH];
  }
  const M64 = 0xffffffffffffffffn, table = H[so + TABLE], mask = H[so + MASK];
  let hash = 0n;
  // unused entries and dummies have the hashes 0 and -1: counted in once, or taken out once, below
  for (let i = 0; i <= mask; i++) hash ^= shuffle(H[table + (i << 2) + 2], H[table + (i << 2) + 3]);
  if (((mask + 1 - H[so + FILL]) & 1) !== 0) hash ^= shuffle(0, 0);
  if (((H[so + FILL] - H[so + USED]) & 1) !== 0) hash ^= shuffle(-1, -1);
  hash ^= (BigInt(H[so + USED] + 1) * 1927868237n) & M64;
  hash ^= (hash >> 11n) ^ (hash >> 25n);
  hash = (hash * 69069n + 907133923n) & M64;
  if (hash === M64) hash = 590923713n;
  H[so + HASH] = Number(hash & 0xffffffffn) | 0;
  H[so + HASH + 1] = H[HASH_HI] = Number(hash >> 32n) | 0;
  return H[so + HASH];
}
function shuffle(lo: number, hi: number): bigint {
  const h = (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
  return (((h ^ 89869747n) ^ ((h << 16n) & 0xffffffffffffffffn)) * 3644798167n) & 0xffffffffffffffffn;
}
/** 0 when two sets cannot be equal since both know their hash. */
export function set_hashes_differ(v: PyObject, w: PyObject): boolean {
  const known = (so: PyObject): boolean => H[so + HASH] !== -1 || H[so + HASH + 1] !== -1;
  return known(v) && known(w) && (H[v + HASH] !== H[w + HASH] || H[v + HASH + 1] !== H[w + HASH + 1]);
}
/** Forgets the hash, as an __init__ that fills a set again does. */
export function set_forget_hash(so: PyObject): void {
  H[so + HASH] = H[so + HASH + 1] = -1;
}
/** Removes keys; afterwards rebuilds a table with many dummies. escapes. CPython: set_difference_update_internal() */
export function set_difference_update_internal(so: PyObject, other: PyObject): number {
  if (so === other) return set_clear_internal(so);
  if (PyAnySet_Check(other)) {
    // a much larger set is first reduced to what both have
    const walked = H[other + USED] >> 3 > H[so + USED] ? set_intersection(so, other) : Py_NewRef(other);
    if (walked === NULL) return -1;
    for (let pos = _PySet_NextEntry(walked, 0); pos !== 0; pos = _PySet_NextEntry(walked, pos)) {
      const lo = _PySet_EntryHash(walked, pos), hi = H[HASH_HI], key = Py_NewRef(_PySet_EntryKey(walked, pos)), rv = set_discard_entry(so, key, lo, hi);
      Py_DECREF(key);
      if (rv < 0) {
        Py_DECREF(walked);
        return -1;
      }
    }
    Py_DECREF(walked);
  } else {
    const it = PyObject_GetIter(other);
    if (it === NULL) return -1;
    for (;;) {
      const key = PyIter_Next(it);
      if (key === NULL) break;
      const rv = set_discard_key(so, key);
      Py_DECREF(key);
      if (rv < 0) break;
    }
    Py_DECREF(it);
    if (PyErr_Occurred() !== NULL) return -1;
  }
  if (H[so + FILL] - H[so + USED] <= H[so + MASK] >> 2) return 0;
  return set_table_resize(so, H[so + USED] > 50000 ? H[so + USED] * 2 : H[so + USED] * 4);
}
/** A new set of the keys that are in both. escapes. CPython: set_intersection() */
export function set_intersection(a: PyObject, b: PyObject): New | NULL {
  let so = a, other = b;
  const result = make_new_set_basetype(Py_TYPE(so), NULL);
  if (result === NULL) return NULL;
  if (so === other) {
    if (set_merge(result, so) === 0) return result;
    Py_DECREF(result);
    return NULL;
  }
  if (PyAnySet_Check(other)) {
    if (H[other + USED] > H[so + USED]) {
      so = b;
      other = a;
    }
    for (let pos = _PySet_NextEntry(other, 0); pos !== 0; pos = _PySet_NextEntry(other, pos)) {
      const lo = _PySet_EntryHash(other, pos), hi = H[HASH_HI], key = Py_NewRef(_PySet_EntryKey(other, pos));
      let rv = set_contains_entry(so, key, lo, hi);
      if (rv > 0) rv = set_add_entry(result, key, lo, hi);
      Py_DECREF(key);
      if (rv < 0) {
        Py_DECREF(result);
        return NULL;
      }
    }
    return result;
  }
  const it = PyObject_GetIter(other);
  if (it === NULL) {
    Py_DECREF(result);
    return NULL;
  }
  for (;;) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    const lo = PyObject_Hash(key), hi = H[HASH_HI];
    let rv = lo === -1 && hi === -1 ? -1 : set_contains_entry(so, key, lo, hi);
    const found = rv > 0;
    if (found) rv = set_add_entry(result, key, lo, hi);
    Py_DECREF(key);
    if (rv < 0 || (found && H[result + USED] >= H[so + USED])) break;
  }
  Py_DECREF(it);
  if (PyErr_Occurred() !== NULL) {
    Py_DECREF(result);
    return NULL;
  }
  return result;
}

/** A new set; NULL for an empty one. escapes. CPython: PySet_New() */
export function PySet_New(iterable: PyObject | NULL): New | NULL {
  return make_new_set(PySet_Type, iterable);
}
/** A new frozenset; NULL for an empty one. escapes. CPython: PyFrozenSet_New() */
export function PyFrozenSet_New(iterable: PyObject | NULL): New | NULL {
  return make_new_set(PyFrozenSet_Type, iterable);
}
/** CPython: PySet_Size() */
export function PySet_Size(anyset: PyObject): number {
  if (PyAnySet_Check(anyset)) return H[anyset + USED];
  PyErr_BadInternalCall();
  return -1;
}
/** CPython: PySet_Clear() */
export function PySet_Clear(set: PyObject): number {
  if (PySet_Check(set)) return set_clear_internal(set);
  PyErr_BadInternalCall();
  return -1;
}
/** 1, 0, or -1 with an exception. escapes. CPython: PySet_Contains() */
export function PySet_Contains(anyset: PyObject, key: PyObject): number {
  if (PyAnySet_Check(anyset)) return set_contains_key(anyset, key);
  PyErr_BadInternalCall();
  return -1;
}
/** 1 when it was there, 0 when not, -1 with an exception. escapes. CPython: PySet_Discard() */
export function PySet_Discard(set: PyObject, key: PyObject): number {
  if (PySet_Check(set)) return set_discard_key(set, key);
  PyErr_BadInternalCall();
  return -1;
}
/** Adds a key to a set, or to a frozenset that only its maker knows. escapes. CPython: PySet_Add() */
export function PySet_Add(anyset: PyObject, key: PyObject): number {
  if (PySet_Check(anyset) || (PyFrozenSet_Check(anyset) && H[anyset] === 1)) return set_add_key(anyset, key);
  PyErr_BadInternalCall();
  return -1;
}
/** set.update(iterable); -1 with an exception. escapes. CPython: _PySet_Update() */
export function _PySet_Update(set: PyObject, iterable: PyObject): number {
  if (PySet_Check(set)) return set_update_internal(set, iterable);
  PyErr_BadInternalCall();
  return -1;
}
