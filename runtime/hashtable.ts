/** A table for C data: keys and values of any kind, with functions of the user for hash and equality. CPython: Python/hashtable.c */

/** CPython: _Py_hashtable_entry_t */
export interface _Py_hashtable_entry_t<K, V> { readonly key_hash: number; readonly key: K; value: V; next: _Py_hashtable_entry_t<K, V> | null }
/** CPython: _Py_hashtable_t */
export class _Py_hashtable_t<K, V> {
  nentries = 0;
  buckets: (_Py_hashtable_entry_t<K, V> | null)[] = new Array<null>(HASHTABLE_MIN_SIZE).fill(null);
  constructor(
    readonly hash_func: (key: K) => number, readonly compare_func: (a: K, b: K) => boolean,
    readonly key_destroy_func: ((key: K) => void) | null, readonly value_destroy_func: ((value: V) => void) | null,
  ) {}
  get nbuckets(): number {
    return this.buckets.length;
  }
}
/** The table grows above half full and shrinks below a tenth, each time to the size between. */
const HASHTABLE_MIN_SIZE = 16, HASHTABLE_HIGH = 0.5, HASHTABLE_LOW = 0.1, HASHTABLE_REHASH_FACTOR = 2 / (HASHTABLE_LOW + HASHTABLE_HIGH);
/** Bytes of the table's struct, of a bucket and of an entry in C. */
const SIZEOF_TABLE = 96, SIZEOF_BUCKET = 8, SIZEOF_ENTRY = 32;

/** A table without functions for dropped keys and values. CPython: _Py_hashtable_new() */
export function _Py_hashtable_new<K, V>(hash_func: (key: K) => number, compare_func: (a: K, b: K) => boolean): _Py_hashtable_t<K, V> {
  return new _Py_hashtable_t<K, V>(hash_func, compare_func, null, null);
}
/** CPython: _Py_hashtable_new_full() */
export function _Py_hashtable_new_full<K, V>(
  hash_func: (key: K) => number, compare_func: (a: K, b: K) => boolean, key_destroy_func: ((key: K) => void) | null, value_destroy_func: ((value: V) => void) | null,
): _Py_hashtable_t<K, V> {
  return new _Py_hashtable_t(hash_func, compare_func, key_destroy_func, value_destroy_func);
}
/** Keys are equal when they are the same. CPython: _Py_hashtable_compare_direct() */
export function _Py_hashtable_compare_direct(a: unknown, b: unknown): boolean {
  return a === b;
}
/** What the table would take in C, in bytes. CPython: _Py_hashtable_size() */
export function _Py_hashtable_size(ht: _Py_hashtable_t<never, never>): number {
  return SIZEOF_TABLE + SIZEOF_BUCKET * ht.nbuckets + SIZEOF_ENTRY * ht.nentries;
}
/** The number of entries. CPython: _Py_hashtable_len() */
export function _Py_hashtable_len(ht: _Py_hashtable_t<never, never>): number {
  return ht.nentries;
}
/** The entry of a key; null when there is none. CPython: _Py_hashtable_get_entry() */
export function _Py_hashtable_get_entry<K, V>(ht: _Py_hashtable_t<K, V>, key: K): _Py_hashtable_entry_t<K, V> | null {
  const key_hash = ht.hash_func(key) >>> 0;
  let entry = ht.buckets[key_hash & (ht.nbuckets - 1)];
  while (entry !== null && !(entry.key_hash === key_hash && ht.compare_func(key, entry.key))) entry = entry.next;
  return entry;
}
/** The value of a key, null when there is none. CPython: _Py_hashtable_get() */
export function _Py_hashtable_get<K, V>(ht: _Py_hashtable_t<K, V>, key: K): V | null {
  return _Py_hashtable_get_entry(ht, key)?.value ?? null;
}
function hashtable_rehash<K, V>(ht: _Py_hashtable_t<K, V>): void {
  const wanted = ht.nentries * HASHTABLE_REHASH_FACTOR;
  let size = HASHTABLE_MIN_SIZE;
  while (size < wanted) size *= 2;
  if (size === ht.nbuckets) return;
  const old = ht.buckets;
  ht.buckets = new Array<null>(size).fill(null);
  for (let entry of old) {
    while (entry !== null) {
      const {next} = entry, index = entry.key_hash & (size - 1);
      entry.next = ht.buckets[index];
      ht.buckets[index] = entry;
      entry = next;
    }
  }
}
/** Adds a key that the table must not have; 0. CPython: _Py_hashtable_set() */
export function _Py_hashtable_set<K, V>(ht: _Py_hashtable_t<K, V>, key: K, value: V): number {
  ht.nentries++;
  if (ht.nentries / ht.nbuckets > HASHTABLE_HIGH) hashtable_rehash(ht);
  const key_hash = ht.hash_func(key) >>> 0, index = key_hash & (ht.nbuckets - 1);
  ht.buckets[index] = {key_hash, key, value, next: ht.buckets[index]};
  return 0;
}
/** Takes a key out without dropping key and value; the value, null when the key is not there. CPython: _Py_hashtable_steal() */
export function _Py_hashtable_steal<K, V>(ht: _Py_hashtable_t<K, V>, key: K): V | null {
  const key_hash = ht.hash_func(key) >>> 0, index = key_hash & (ht.nbuckets - 1);
  let previous: _Py_hashtable_entry_t<K, V> | null = null, entry = ht.buckets[index];
  while (entry !== null && !(entry.key_hash === key_hash && ht.compare_func(key, entry.key))) {
    previous = entry;
    entry = entry.next;
  }
  if (entry === null) return null;
  if (previous === null) ht.buckets[index] = entry.next;
  else previous.next = entry.next;
  ht.nentries--;
  if (ht.nentries / ht.nbuckets < HASHTABLE_LOW) hashtable_rehash(ht);
  return entry.value;
}
/** Calls a function for every entry until it returns something else than 0, which is the result. CPython: _Py_hashtable_foreach() */
export function _Py_hashtable_foreach<K, V, T>(ht: _Py_hashtable_t<K, V>, func: (ht: _Py_hashtable_t<K, V>, key: K, value: V, user_data: T) => number, user_data: T): number {
  for (const bucket of ht.buckets) {
    for (let entry = bucket; entry !== null; entry = entry.next) {
      const res = func(ht, entry.key, entry.value, user_data);
      if (res !== 0) return res;
    }
  }
  return 0;
}
/** Drops all entries. CPython: _Py_hashtable_clear() */
export function _Py_hashtable_clear<K, V>(ht: _Py_hashtable_t<K, V>): void {
  _Py_hashtable_destroy(ht);
  hashtable_rehash(ht);
}
/** The same at the end of the table's use. CPython: _Py_hashtable_destroy() */
export function _Py_hashtable_destroy<K, V>(ht: _Py_hashtable_t<K, V>): void {
  for (let i = 0; i < ht.nbuckets; i++) {
    let entry = ht.buckets[i];
    ht.buckets[i] = null;
    while (entry !== null) {
      ht.key_destroy_func?.(entry.key);
      ht.value_destroy_func?.(entry.value);
      entry = entry.next;
    }
  }
  ht.nentries = 0;
}
