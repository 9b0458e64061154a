/**
 * The short ways of the compiled loop through lists, tuples, sets and the commonest iterators. Read by scripts/regen-cases-wasm.ts like vm/loop-inline.ts;
 * nobody imports it.
 */
import {F, H} from '../runtime/current';
import {PyDictIterItem_Type, PyDictIterKey_Type, PyDictIterValue_Type, PyEnum_Type, PyFrozenSet_Type, PyListIter_Type, PyList_Type, PyLong_Type, PyRangeIter_Type, PySet_Type, PyTupleIter_Type, PyTuple_Type, PyUnicode_Type, PyZip_Type, REFTOTAL, TUPLE_FREE, TUPLE_NUMFREE} from '../runtime/generated/static-addresses';
import type {New, Ptr, PyObject} from '../runtime/types';
import {endsPlainly, longFromInt, track} from './loop-inline';
import {decref, strEqual} from './loop-short';

/** A parameter that is no whole number of 32 bits. */
type Double = number;
/** The whole number that a double is. */
declare function trunc(value: Double): number;

function newRef(op: PyObject): PyObject {
  if (H[op] >= 0) {
    H[op]++;
    H[REFTOTAL]++;
  }
  return op;
}
/** Spreads a tuple or list of n items over the stack from `at` on, the first one on top; 0 when it is something else. */
export function spread(seq: PyObject, type: Ptr, n: number, at: Ptr): number {
  if (H[seq + 2] !== type || H[seq + 4] !== n) return 0;
  const items = type === PyTuple_Type ? seq + 6 : H[seq + 6];
  for (let i = 0; i < n; i++) H[at + ((n - 1 - i) << 1)] = newRef(H[items + (i << 1)] as PyObject);
  return 1;
}
/** The item of an exact list or tuple at an int of one digit, borrowed; 0 when the general function has to do it. */
export function itemAt(container: PyObject, sub: PyObject): number {
  const type = H[container + 2], n = H[container + 4];
  if (H[sub + 2] !== PyLong_Type || H[sub + 4] >= 16) return 0;
  if (type !== PyList_Type && type !== PyTuple_Type) return 0;
  let i = H[sub + 5];
  if (i < 0) i += n;
  if (i < 0 || i >= n) return 0;
  return H[(type === PyList_Type ? H[container + 6] : container + 6) + (i << 1)];
}
/** Whether an exact str or int of one digit equals another object: 1 or 0, -1 when only the general comparison can tell. */
function sameKey(found: PyObject, key: PyObject, type: Ptr): number {
  if (found === key) return 1;
  if (H[found + 2] !== type) return -1;
  if (type === PyUnicode_Type) return strEqual(found, key);
  return H[found + 4] >= 16 ? -1 : H[found + 5] === H[key + 5] ? 1 : 0;
}
/** Whether a set holds a key: 1 or 0, -1 when the general function has to do it. */
export function setFind(so: PyObject, key: PyObject): number {
  const kind = H[so + 2], type = H[key + 2];
  if (kind !== PySet_Type && kind !== PyFrozenSet_Type) return -1;
  let lo = 0, hi = 0;
  if (type === PyUnicode_Type) {
    if ((H[key + 8] & 256) === 0) return -1;
    lo = H[key + 6];
    hi = H[key + 7];
  } else {
    if (type !== PyLong_Type || H[key + 4] >= 16) return -1;
    lo = H[key + 5];
    if (lo === -1) lo = -2;
    hi = lo >> 31;
  }
  const mask = H[so + 8], table = H[so + 10];
  let i = lo & mask, plo = lo, phi = hi;
  for (;;) {
    let entry = table + (i << 2), probes = i + 9 <= mask ? 9 : 0;
    while (probes >= 0) {
      const found = H[entry];
      if (found === 0) return 0;
      if (H[entry + 2] === lo && H[entry + 3] === hi) {
        const same = sameKey(found as PyObject, key, type);
        if (same !== 0) return same;
      }
      entry += 4;
      probes--;
    }
    plo = (plo >>> 5) | (phi << 27);
    phi = phi >>> 5;
    i = (i * 5 + 1 + plo) & mask;
  }
}
/** Whether an exact list or tuple holds an exact str or int of one digit: 1 or 0, -1 when the general function has to do it. */
export function sequenceFind(seq: PyObject, key: PyObject): number {
  const kind = H[seq + 2], type = H[key + 2], n = H[seq + 4];
  if (kind !== PyTuple_Type && kind !== PyList_Type) return -1;
  if (type !== PyUnicode_Type && (type !== PyLong_Type || H[key + 4] >= 16)) return -1;
  const items = kind === PyTuple_Type ? seq + 6 : H[seq + 6];
  for (let i = 0; i < n; i++) {
    const same = sameKey(H[items + (i << 1)] as PyObject, key, type);
    if (same !== 0) return same;
  }
  return 0;
}

/** Whether the iterator of a list, a tuple or a range of small ints has something left. */
function hasNext(it: PyObject): boolean {
  const type = H[it + 2];
  if (type === PyListIter_Type || type === PyTupleIter_Type) {
    const seq = H[it + 6];
    if (seq === 0) return false;
    return H[it + 4] < H[seq + 4];
  }
  if (type !== PyRangeIter_Type) return false;
  const start = F[(it >> 1) + 2];
  return F[(it >> 1) + 4] > 0 && start < 1073741824 && start > -1073741824;
}
/** What it has; NULL when there is no memory. */
function takeNext(it: PyObject): PyObject {
  const type = H[it + 2];
  if (type === PyRangeIter_Type) {
    const start = F[(it >> 1) + 2], value = longFromInt(trunc(start));
    if (value === 0) return 0 as PyObject;
    F[(it >> 1) + 2] = start + F[(it >> 1) + 3];
    F[(it >> 1) + 4] = F[(it >> 1) + 4] - 1;
    return value;
  }
  const index = H[it + 4], seq = H[it + 6];
  H[it + 4] = index + 1;
  return newRef(H[(type === PyListIter_Type ? H[seq + 6] : seq + 6) + (index << 1)] as PyObject);
}
/** An index as an int; NULL when there is no memory. */
function numberOf(index: Double): PyObject {
  return longFromInt(trunc(index));
}
/** Whether a pair can be had without the allocator: that of the iterator itself, or a freed one. */
function canPair(result: PyObject): boolean {
  return H[result] === 1 || H[TUPLE_FREE + 2] !== 0;
}
/** Two objects as a tuple, both taken over: the iterator's own one again when nobody else has kept it. escapes */
function pairOf(result: PyObject, first: PyObject, second: PyObject, frame: Ptr, at: number): PyObject {
  if (H[result] === 1) {
    const oldFirst = H[result + 6], oldSecond = H[result + 8];
    H[result] = 2;
    H[REFTOTAL]++;
    H[result + 6] = first;
    H[result + 8] = second;
    // a collection may have untracked it while it held atoms
    if (H[result - 4] === 0) track(result);
    decref(oldFirst as PyObject, frame, at);
    decref(oldSecond as PyObject, frame, at);
    return result;
  }
  const pair = H[TUPLE_FREE + 2] as New;
  H[TUPLE_FREE + 2] = H[pair + 6];
  H[TUPLE_NUMFREE + 2]--;
  H[pair] = 1;
  H[REFTOTAL]++;
  H[pair + 6] = first;
  H[pair + 8] = second;
  track(pair);
  return pair;
}
/** The next one of the iterator over a dict with a table of its own. escapes */
function dictNext(it: PyObject, type: Ptr, frame: Ptr, at: number): number {
  const dict = H[it + 4];
  if (dict === 0) return 0;
  if (H[it + 6] !== H[dict + 4] || H[dict + 10] !== 0 || H[it + 12] === 0) return 0;
  if (type === PyDictIterItem_Type && !canPair(H[it + 10] as PyObject)) return 0;
  const keys = H[dict + 8], n = H[keys + 6], entries = keys + 8 + (1 << (H[keys + 3] - 2)), general = H[keys + 1] === 0;
  let i = H[it + 8];
  while (i < n) {
    const entry = general ? entries + i * 6 + 2 : entries + (i << 2), value = H[entry + 2];
    i++;
    if (value !== 0) {
      H[it + 8] = i;
      H[it + 12]--;
      if (type === PyDictIterKey_Type) return newRef(H[entry] as PyObject);
      if (type === PyDictIterValue_Type) return newRef(value as PyObject);
      return pairOf(H[it + 10] as PyObject, newRef(H[entry] as PyObject), newRef(value as PyObject), frame, at);
    }
  }
  return 0;
}
/** The next one of zip() over different iterators of lists and tuples. */
function zipNext(it: PyObject): number {
  const n = H[it + 4], its = H[it + 6] + 6, result = H[it + 8];
  if (n === 0 || n > 4) return 0;
  if (H[result] !== 1 || !endsPlainly(result + 6, n)) return 0;
  for (let i = 0; i < n; i++) {
    const part = H[its + (i << 1)];
    if (H[part + 2] === PyRangeIter_Type || !hasNext(part as PyObject)) return 0;
    for (let j = 0; j < i; j++) if (H[its + (j << 1)] === part) return 0;
  }
  H[result] = 2;
  H[REFTOTAL]++;
  if (H[result - 4] === 0) track(result);
  for (let i = 0; i < n; i++) {
    const old = H[result + 6 + (i << 1)];
    H[result + 6 + (i << 1)] = takeNext(H[its + (i << 1)] as PyObject);
    decref(old as PyObject, 0, 0);
  }
  return result;
}
/** The next one of an iterator, or 0 when the general function has to do it: at the end, too. escapes */
export function nextOf(it: PyObject, frame: Ptr, at: number): number {
  const type = H[it + 2];
  if (type === PyDictIterItem_Type || type === PyDictIterKey_Type || type === PyDictIterValue_Type) return dictNext(it, type, frame, at);
  if (type === PyEnum_Type) {
    const sit = H[it + 6], index = F[(it >> 1) + 2], zipped = H[sit + 2] === PyZip_Type;
    if (index >= 1073741824 || index <= -1073741824 || !canPair(H[it + 8] as PyObject)) return 0;
    if (!zipped && !hasNext(sit as PyObject)) return 0;
    const number = numberOf(index);
    if (number === 0) return 0;
    const item = zipped ? zipNext(sit as PyObject) : takeNext(sit as PyObject);
    if (item === 0) {
      decref(number, frame, at);
      return 0;
    }
    F[(it >> 1) + 2] = index + 1;
    return pairOf(H[it + 8] as PyObject, number, item as PyObject, frame, at);
  }
  if (type === PyZip_Type) return zipNext(it);
  return hasNext(it) ? takeNext(it) : 0;
}
