/**
 * Merging runs of a list that is sorted: runs that are there already are found, short ones filled up by binary insertion, and runs merged in an order that
 * keeps them of like length, leaping where one side wins over and over. CPython: Objects/listobject.c, from binarysort() to merge_force_collapse()
 */
import {PyBool_Check, PyFloat_AS_DOUBLE, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_KIND, Py_TYPE, _PyLong_CompactValue, _PyLong_IsCompact} from '../runtime/generated/accessors';
import {PyFloat_Type, PyLong_Type, PyTuple_Type, PyUnicode_Type, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, payload, slots} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';
import type {richcmpfunc} from '../runtime/typeslots';
import {PyObject_IsTrue, PyObject_RichCompareBool, Py_EQ, Py_LT} from './object';

const MIN_GALLOP = 7;
const MAX_MINRUN = 64;
// how keys compare: as any objects, by one tp_richcompare, as latin-1 strs, one-digit ints or floats; or tuples by their first items
const SAFE = 0, ONE_TYPE = 1, LATIN = 2, COMPACT = 3, FLOAT = 4, TUPLE = 5;

/** Room for a merge, before the first one. */
const NO_ROOM = new Int32Array(0);
/** Least room for a merge. */
const MERGE_ROOM = 256;

/** One run of the sort. Runs lie side by side; `pending` holds those that wait for their merge. */
class Run {
  power = 0;
  constructor(public base: number, public len: number) {}
}

/** CPython: MergeState */
export class MergeState {
  min_gallop = MIN_GALLOP;
  readonly pending: Run[] = [];
  private tempKeys: Int32Array;
  private tempValues: Int32Array | null;
  private mode = SAFE;
  private elementMode = SAFE;
  private richcompare: richcmpfunc | null = null;

  constructor(private readonly keys: Int32Array, private readonly values: Int32Array | null) {
    this.tempKeys = NO_ROOM;
    this.tempValues = values === null ? null : NO_ROOM;
    if (keys.length > 1) this.chooseCompare();
  }

  /** Looks at all keys: when they are alike, comparing them can skip what PyObject_RichCompare() does each time. */
  private chooseCompare(): void {
    const keys = this.keys, first = keys[0] as PyObject;
    let inTuples = PyTuple_CheckExact(first) && PyTuple_GET_SIZE(first) > 0;
    const type = Py_TYPE(inTuples ? PyTuple_GET_ITEM(first, 0) : first);
    let sameType = true, latin = true, bounded = true;
    for (let i = 0; i < keys.length; i++) {
      const whole = keys[i] as PyObject;
      if (inTuples && !(PyTuple_CheckExact(whole) && PyTuple_GET_SIZE(whole) > 0)) {
        inTuples = false;
        sameType = false;
        break;
      }
      const key = inTuples ? PyTuple_GET_ITEM(whole, 0) : whole;
      if (Py_TYPE(key) !== type) {
        sameType = false;
        if (!inTuples) break;
      }
      if (sameType) {
        if (type === PyLong_Type) bounded &&= _PyLong_IsCompact(key);
        else if (type === PyUnicode_Type) latin &&= PyUnicode_KIND(key) === 1;
      }
    }
    let mode = SAFE;
    if (sameType) {
      if (type === PyUnicode_Type && latin) mode = LATIN;
      else if (type === PyLong_Type && bounded) mode = COMPACT;
      else if (type === PyFloat_Type) mode = FLOAT;
      else {
        this.richcompare = slots(type).tp_richcompare;
        if (this.richcompare !== null) mode = ONE_TYPE;
      }
    }
    if (inTuples) {
      this.elementMode = type === PyTuple_Type ? SAFE : mode;
      this.mode = TUPLE;
    } else this.mode = mode;
  }

  /** 1 when v < w, 0 when not, -1 with an exception. escapes */
  private lt(v: PyObject, w: PyObject): number {
    return this.mode === TUPLE ? this.tupleLt(v, w) : this.elementLt(this.mode, v, w);
  }
  private elementLt(mode: number, v: PyObject, w: PyObject): number {
    switch (mode) {
      case COMPACT:
        return _PyLong_CompactValue(v) < _PyLong_CompactValue(w) ? 1 : 0;
      case FLOAT:
        return PyFloat_AS_DOUBLE(v) < PyFloat_AS_DOUBLE(w) ? 1 : 0;
      case LATIN:
        return (payload<string>(v)) < (payload<string>(w)) ? 1 : 0;
      case ONE_TYPE: {
        if (slots(Py_TYPE(v)).tp_richcompare !== this.richcompare) return PyObject_RichCompareBool(v, w, Py_LT);
        const result = this.richcompare!(v, w, Py_LT);
        if (result === NULL) return -1;
        if (result === _Py_NotImplementedStruct) return PyObject_RichCompareBool(v, w, Py_LT);
        const truth = PyBool_Check(result) ? (result === _Py_TrueStruct ? 1 : 0) : PyObject_IsTrue(result);
        Py_DECREF(result);
        return truth;
      }
      default:
        return PyObject_RichCompareBool(v, w, Py_LT);
    }
  }
  /** CPython: unsafe_tuple_compare() */
  private tupleLt(v: PyObject, w: PyObject): number {
    const vlen = PyTuple_GET_SIZE(v), wlen = PyTuple_GET_SIZE(w);
    let i = 0;
    for (; i < vlen && i < wlen; i++) {
      const k = PyObject_RichCompareBool(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), Py_EQ);
      if (k < 0) return -1;
      if (k === 0) break;
    }
    if (i >= vlen || i >= wlen) return vlen < wlen ? 1 : 0;
    return i === 0 ? this.elementLt(this.elementMode, PyTuple_GET_ITEM(v, 0), PyTuple_GET_ITEM(w, 0)) : PyObject_RichCompareBool(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), Py_LT);
  }

  /** Sorts all; false with an exception, the items then are in some order. escapes */
  sort(): boolean {
    const n = this.keys.length;
    let lo = 0, remaining = n;
    const minrun = merge_compute_minrun(n);
    while (remaining > 0) {
      let run = this.count_run(lo, remaining);
      if (run < 0) return false;
      if (run < minrun) {
        const force = Math.min(remaining, minrun);
        if (!this.binarysort(lo, force, run)) return false;
        run = force;
      }
      if (!this.found_new_run(run)) return false;
      this.pending.push(new Run(lo, run));
      lo += run;
      remaining -= run;
    }
    return this.merge_force_collapse();
  }

  /** Binary insertion sort of n items from lo, of which the first `ok` are in order. CPython: binarysort() */
  private binarysort(lo: number, n: number, ok: number): boolean {
    const a = this.keys, v = this.values;
    for (let next = lo + (ok === 0 ? 1 : ok); next < lo + n; next++) {
      const pivot = a[next] as PyObject;
      let left = lo, right = next;
      do {
        const middle = (left + right) >> 1, k = this.lt(pivot, a[middle] as PyObject);
        if (k < 0) return false;
        if (k !== 0) right = middle;
        else left = middle + 1;
      } while (left < right);
      for (let i = next; i > left; i--) a[i] = a[i - 1];
      a[left] = pivot;
      if (v !== null) {
        const value = v[next];
        for (let i = next; i > left; i--) v[i] = v[i - 1];
        v[left] = value;
      }
    }
    return true;
  }
  private reverse(lo: number, hi: number): void {
    const keys = this.keys, values = this.values;
    for (let i = lo, j = hi - 1; i < j; i++, j--) {
      const key = keys[i];
      keys[i] = keys[j];
      keys[j] = key;
      if (values === null) continue;
      const value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
  /** Length of the run at lo, which is turned around when it falls; -1 with an exception. CPython: count_run() */
  private count_run(lo: number, nremaining: number): number {
    const a = this.keys;
    let n = 1, k = 0;
    for (; n < nremaining; n++) {
      k = this.lt(a[lo + n] as PyObject, a[lo + n - 1] as PyObject);
      if (k < 0) return -1;
      if (k !== 0) break;
    }
    if (n === nremaining) return n;
    // n items do not fall, and the next is smaller: when they are all equal they may still begin a falling run
    if (n > 1) {
      k = this.lt(a[lo] as PyObject, a[lo + n - 1] as PyObject);
      if (k < 0) return -1;
      if (k !== 0) return n;
      this.reverse(lo, lo + n);
    }
    n++;
    // equal neighbours in a falling run are turned around beforehand, so that the whole turn leaves them as they were
    let equal = 0;
    for (; n < nremaining; n++) {
      k = this.lt(a[lo + n] as PyObject, a[lo + n - 1] as PyObject);
      if (k < 0) return -1;
      if (k !== 0) {
        if (equal !== 0) {
          this.reverse(lo + n - equal - 1, lo + n);
          equal = 0;
        }
      } else {
        k = this.lt(a[lo + n - 1] as PyObject, a[lo + n] as PyObject);
        if (k < 0) return -1;
        if (k !== 0) break;
        equal++;
      }
    }
    if (equal !== 0) this.reverse(lo + n - equal - 1, lo + n);
    this.reverse(lo, lo + n);
    for (; n < nremaining; n++) {
      k = this.lt(a[lo + n] as PyObject, a[lo + n - 1] as PyObject);
      if (k < 0) return -1;
      if (k !== 0) break;
    }
    return n;
  }

  /** Where a key belongs in n sorted items from base, in front of equals; found in steps 1, 3, 7... from `hint` on. CPython: gallop_left() */
  private gallop_left(key: PyObject, a: Int32Array, base: number, n: number, hint: number): number {
    let lastofs = 0, ofs = 1, k = this.lt(a[base + hint] as PyObject, key);
    if (k < 0) return -1;
    if (k !== 0) {
      const maxofs = n - hint;
      while (ofs < maxofs) {
        k = this.lt(a[base + hint + ofs] as PyObject, key);
        if (k < 0) return -1;
        if (k === 0) break;
        lastofs = ofs;
        ofs = 2 * ofs + 1;
      }
      ofs = Math.min(ofs, maxofs) + hint;
      lastofs += hint;
    } else {
      const maxofs = hint + 1;
      while (ofs < maxofs) {
        k = this.lt(a[base + hint - ofs] as PyObject, key);
        if (k < 0) return -1;
        if (k !== 0) break;
        lastofs = ofs;
        ofs = 2 * ofs + 1;
      }
      const near = lastofs;
      lastofs = hint - Math.min(ofs, maxofs);
      ofs = hint - near;
    }
    lastofs++;
    while (lastofs < ofs) {
      const m = lastofs + ((ofs - lastofs) >> 1);
      k = this.lt(a[base + m] as PyObject, key);
      if (k < 0) return -1;
      if (k !== 0) lastofs = m + 1;
      else ofs = m;
    }
    return ofs;
  }
  /** The same behind equals. CPython: gallop_right() */
  private gallop_right(key: PyObject, a: Int32Array, base: number, n: number, hint: number): number {
    let lastofs = 0, ofs = 1, k = this.lt(key, a[base + hint] as PyObject);
    if (k < 0) return -1;
    if (k !== 0) {
      const maxofs = hint + 1;
      while (ofs < maxofs) {
        k = this.lt(key, a[base + hint - ofs] as PyObject);
        if (k < 0) return -1;
        if (k === 0) break;
        lastofs = ofs;
        ofs = 2 * ofs + 1;
      }
      const near = lastofs;
      lastofs = hint - Math.min(ofs, maxofs);
      ofs = hint - near;
    } else {
      const maxofs = n - hint;
      while (ofs < maxofs) {
        k = this.lt(key, a[base + hint + ofs] as PyObject);
        if (k < 0) return -1;
        if (k !== 0) break;
        lastofs = ofs;
        ofs = 2 * ofs + 1;
      }
      ofs = Math.min(ofs, maxofs) + hint;
      lastofs += hint;
    }
    lastofs++;
    while (lastofs < ofs) {
      const m = lastofs + ((ofs - lastofs) >> 1);
      k = this.lt(key, a[base + m] as PyObject);
      if (k < 0) return -1;
      if (k !== 0) ofs = m;
      else lastofs = m + 1;
    }
    return ofs;
  }

  /** Moves n items within the sorted arrays. */
  private move(to: number, from: number, n: number): void {
    this.keys.copyWithin(to, from, from + n);
    if (this.values !== null) this.values.copyWithin(to, from, from + n);
  }
  /** Copies n items from the sorted arrays to the start of the temporary ones. */
  private save(from: number, n: number): void {
    if (this.tempKeys.length < n) {
      const room = n < MERGE_ROOM ? MERGE_ROOM : n;
      this.tempKeys = new Int32Array(room);
      if (this.values !== null) this.tempValues = new Int32Array(room);
    }
    this.tempKeys.set(this.keys.subarray(from, from + n));
    if (this.values !== null) this.tempValues!.set(this.values.subarray(from, from + n));
  }
  /** Copies n items from the temporary arrays back. */
  private restore(to: number, from: number, n: number): void {
    this.keys.set(this.tempKeys.subarray(from, from + n), to);
    if (this.values !== null) this.values.set(this.tempValues!.subarray(from, from + n), to);
  }

  /** Merges neighbours, the left one not longer: it waits in the temporary arrays. CPython: merge_lo() */
  private merge_lo(baseA: number, countA: number, baseB: number, countB: number): boolean {
    const keys = this.keys, values = this.values;
    let na = countA, nb = countB, dest = baseA, a = 0, b = baseB;
    this.save(baseA, na);
    const tempKeys = this.tempKeys, tempValues = this.tempValues;
    this.move(dest++, b++, 1);
    nb--;
    let done = nb === 0, copyB = !done && na === 1, ok = true;
    let min_gallop = this.min_gallop;
    while (ok && !done && !copyB) {
      let acount = 0, bcount = 0;
      // one at a time, until one side wins often
      for (;;) {
        const k = this.lt(keys[b] as PyObject, tempKeys[a] as PyObject);
        if (k < 0) {
          ok = false;
          break;
        }
        if (k !== 0) {
          keys[dest] = keys[b];
          if (values !== null) values[dest] = values[b];
          dest++;
          b++;
          bcount++;
          acount = 0;
          if (--nb === 0) {
            done = true;
            break;
          }
          if (bcount >= min_gallop) break;
        } else {
          keys[dest] = tempKeys[a];
          if (values !== null) values[dest] = tempValues![a];
          dest++;
          a++;
          acount++;
          bcount = 0;
          if (--na === 1) {
            copyB = true;
            break;
          }
          if (acount >= min_gallop) break;
        }
      }
      if (!ok || done || copyB) break;
      min_gallop++;
      // galloping, until both sides win seldom
      do {
        if (min_gallop > 1) min_gallop--;
        this.min_gallop = min_gallop;
        acount = this.gallop_right(keys[b] as PyObject, tempKeys, a, na, 0);
        if (acount < 0) {
          ok = false;
          break;
        }
        if (acount !== 0) {
          this.restore(dest, a, acount);
          dest += acount;
          a += acount;
          na -= acount;
          if (na === 1) {
            copyB = true;
            break;
          }
          // only when comparisons are inconsistent
          if (na === 0) {
            done = true;
            break;
          }
        }
        this.move(dest++, b++, 1);
        if (--nb === 0) {
          done = true;
          break;
        }
        bcount = this.gallop_left(tempKeys[a] as PyObject, keys, b, nb, 0);
        if (bcount < 0) {
          ok = false;
          break;
        }
        if (bcount !== 0) {
          this.move(dest, b, bcount);
          dest += bcount;
          b += bcount;
          nb -= bcount;
          if (nb === 0) {
            done = true;
            break;
          }
        }
        this.restore(dest++, a++, 1);
        if (--na === 1) {
          copyB = true;
          break;
        }
      } while (acount >= MIN_GALLOP || bcount >= MIN_GALLOP);
      if (!ok || done || copyB) break;
      this.min_gallop = ++min_gallop;
    }
    if (copyB) {
      // the last item of the left run belongs behind all of the right one
      this.move(dest, b, nb);
      this.restore(dest + nb, a, 1);
    } else if (na > 0) this.restore(dest, a, na);
    return ok;
  }
  /** Merges neighbours from the right, the right one not longer: it waits in the temporary arrays. CPython: merge_hi() */
  private merge_hi(baseA: number, countA: number, baseB: number, countB: number): boolean {
    const keys = this.keys, values = this.values;
    let na = countA, nb = countB, dest = baseB + nb - 1, a = baseA + na - 1, b = nb - 1;
    this.save(baseB, nb);
    const tempKeys = this.tempKeys, tempValues = this.tempValues;
    this.move(dest--, a--, 1);
    na--;
    let done = na === 0, copyA = !done && nb === 1, ok = true;
    let min_gallop = this.min_gallop;
    while (ok && !done && !copyA) {
      let acount = 0, bcount = 0;
      for (;;) {
        const k = this.lt(tempKeys[b] as PyObject, keys[a] as PyObject);
        if (k < 0) {
          ok = false;
          break;
        }
        if (k !== 0) {
          keys[dest] = keys[a];
          if (values !== null) values[dest] = values[a];
          dest--;
          a--;
          acount++;
          bcount = 0;
          if (--na === 0) {
            done = true;
            break;
          }
          if (acount >= min_gallop) break;
        } else {
          keys[dest] = tempKeys[b];
          if (values !== null) values[dest] = tempValues![b];
          dest--;
          b--;
          bcount++;
          acount = 0;
          if (--nb === 1) {
            copyA = true;
            break;
          }
          if (bcount >= min_gallop) break;
        }
      }
      if (!ok || done || copyA) break;
      min_gallop++;
      do {
        if (min_gallop > 1) min_gallop--;
        this.min_gallop = min_gallop;
        const right = this.gallop_right(tempKeys[b] as PyObject, keys, baseA, na, na - 1);
        if (right < 0) {
          ok = false;
          break;
        }
        acount = na - right;
        if (acount !== 0) {
          dest -= acount;
          a -= acount;
          this.move(dest + 1, a + 1, acount);
          na -= acount;
          if (na === 0) {
            done = true;
            break;
          }
        }
        this.restore(dest--, b--, 1);
        if (--nb === 1) {
          copyA = true;
          break;
        }
        const left = this.gallop_left(keys[a] as PyObject, tempKeys, 0, nb, nb - 1);
        if (left < 0) {
          ok = false;
          break;
        }
        bcount = nb - left;
        if (bcount !== 0) {
          dest -= bcount;
          b -= bcount;
          this.restore(dest + 1, b + 1, bcount);
          nb -= bcount;
          if (nb === 1) {
            copyA = true;
            break;
          }
          // only when comparisons are inconsistent
          if (nb === 0) {
            done = true;
            break;
          }
        }
        this.move(dest--, a--, 1);
        if (--na === 0) {
          done = true;
          break;
        }
      } while (acount >= MIN_GALLOP || bcount >= MIN_GALLOP);
      if (!ok || done || copyA) break;
      this.min_gallop = ++min_gallop;
    }
    if (copyA) {
      // the first item of the right run belongs in front of all of the left one
      this.move(dest + 1 - na, a + 1 - na, na);
      this.restore(dest - na, b, 1);
    } else if (nb > 0) this.restore(dest - (nb - 1), 0, nb);
    return ok;
  }

  /** Merges the pending runs i and i + 1. CPython: merge_at() */
  private merge_at(i: number): boolean {
    const left = this.pending[i], right = this.pending[i + 1];
    let baseA = left.base, na = left.len, nb = right.len;
    const baseB = right.base;
    left.len = na + nb;
    this.pending.splice(i + 1, 1);
    // what of the left run is in its place already, and what of the right one
    const k = this.gallop_right(this.keys[baseB] as PyObject, this.keys, baseA, na, 0);
    if (k < 0) return false;
    baseA += k;
    na -= k;
    if (na === 0) return true;
    nb = this.gallop_left(this.keys[baseA + na - 1] as PyObject, this.keys, baseB, nb, nb - 1);
    if (nb <= 0) return nb === 0;
    return na <= nb ? this.merge_lo(baseA, na, baseB, nb) : this.merge_hi(baseA, na, baseB, nb);
  }
  /** CPython: found_new_run() */
  private found_new_run(n2: number): boolean {
    const p = this.pending;
    if (p.length === 0) return true;
    const last = p[p.length - 1], power = powerloop(last.base, last.len, n2, this.keys.length);
    while (p.length > 1 && p[p.length - 2].power > power) if (!this.merge_at(p.length - 2)) return false;
    p[p.length - 1].power = power;
    return true;
  }
  /** CPython: merge_force_collapse() */
  private merge_force_collapse(): boolean {
    const p = this.pending;
    while (p.length > 1) {
      let n = p.length - 2;
      if (n > 0 && p[n - 1].len < p[n + 1].len) n--;
      if (!this.merge_at(n)) return false;
    }
    return true;
  }
}
/** Depth of the boundary between two runs in a balanced tree of merges. CPython: powerloop() */
function powerloop(s1: number, n1: number, n2: number, n: number): number {
  let result = 0, a = 2 * s1 + n1, b = a + n1 + n2;
  for (;;) {
    result++;
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) return result;
    a *= 2;
    b *= 2;
  }
}
/** CPython: merge_compute_minrun() */
function merge_compute_minrun(length: number): number {
  let n = length, r = 0;
  while (n >= MAX_MINRUN) {
    r |= n & 1;
    n >>= 1;
  }
  return n + r;
}
