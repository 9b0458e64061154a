/**
 * What the compiled loop has of its own of the allocator and of the smallest types: the short ways of functions that stand elsewhere, to which every
 * other case goes. Read by scripts/regen-cases-wasm.ts in the subset that scripts/wasm-function.ts compiles; nobody imports it.
 */
import {PyFloat_FromDouble} from '../objects/floatobject';
import {_PyList_AppendTakeRefListResize, _PyList_FromArraySteal} from '../objects/listobject';
import {PyLong_FromNumber} from '../objects/longobject';
import {_PyTuple_FromArraySteal} from '../objects/tupleobject';
import {F, H} from '../runtime/current';
import {FLOAT_FREE, FLOAT_NUMFREE, GC_GEN0, LIST_FREE, LIST_NUMFREE, OBMALLOC, PyFloat_Type, PyList_Type, PyLong_Type, PyTuple_Type, REFTOTAL, SMALL_INT_ZERO, TUPLE_FREE, TUPLE_NUMFREE, _PyTuple_Empty} from '../runtime/generated/static-addresses';
import {PyObject_Del, _Py_Dealloc} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../runtime/obmalloc';
import {type New, type Ptr, type PyObject} from '../runtime/types';
import {_PyLong_MultiplyCompact} from './ceval-operators';

/** A parameter that is no whole number of 32 bits. */
type Double = number;
/** The whole number that a double is. */
declare function trunc(value: Double): number;

/** How many freed ones are kept: as in tupleobject.ts and listobject.ts. */
const PyTuple_MAXFREELIST = 2000, PyList_MAXFREELIST = 80;

/** A block of a size class. CPython: Objects/obmalloc.c pymalloc_alloc() */
export function allocate(szidx: number): Ptr {
  const head = H[OBMALLOC] + (szidx << 3), pool = H[head + 4];
  if (pool === head) return PyObject_Malloc((szidx + 1) << 4);
  const block = H[pool + 2], next = H[block];
  if (next === 0) {
    const offset = H[pool + 10];
    if (offset > H[pool + 11]) return PyObject_Malloc((szidx + 1) << 4);
    const fresh = pool + (offset >> 2);
    H[pool + 10] = offset + ((szidx + 1) << 4);
    H[fresh] = 0;
    H[pool + 2] = fresh;
  } else H[pool + 2] = next;
  H[pool]++;
  return block;
}
/** Gives back a block of at most 512 bytes. CPython: Objects/obmalloc.c pymalloc_free() */
export function release(block: Ptr): void {
  const pool = block & -4096, last = H[pool + 2], count = H[pool];
  if (last === 0 || count === 1) {
    PyObject_Free(block);
    return;
  }
  H[pool] = count - 1;
  H[block] = last;
  H[pool + 2] = block;
}
/** Has the collector watch an object. CPython: _PyObject_GC_TRACK() */
export function track(op: Ptr): void {
  const g = op - 4, last = H[GC_GEN0 + 2];
  H[last] = g;
  H[g + 2] = last;
  H[g] = GC_GEN0;
  H[GC_GEN0 + 2] = g;
}
/** PyLong_FromNumber() for what the sum of two compact ints can be. */
export function longFromInt(n: number): New {
  if (n >= -5 && n <= 256) return SMALL_INT_ZERO + (n << 3) as New;
  if (n >= 1073741824 || n <= -1073741824) return PyLong_FromNumber(n) as New;
  const op = allocate(1);
  if (op === 0) return PyLong_FromNumber(n) as New;
  H[op] = 1;
  H[REFTOTAL]++;
  H[op + 2] = PyLong_Type;
  H[op + 3] = 0;
  H[op + 4] = n < 0 ? 10 : 8;
  H[op + 5] = n;
  return op as New;
}
/** PyLong_FromNumber() */
export function longFromDouble(n: Double): New {
  if (n < 1073741824 && n > -1073741824) return longFromInt(trunc(n));
  return PyLong_FromNumber(n) as New;
}
/** _PyLong_MultiplyCompact() */
export function longMultiply(a: Double, b: Double): New {
  const product = a * b;
  if (product < 1073741824 && product > -1073741824) return longFromInt(trunc(product));
  return _PyLong_MultiplyCompact(trunc(a), trunc(b)) as New;
}
/** Ends an int. */
export function longRelease(op: PyObject): void {
  if (H[op + 3] !== 0) PyObject_Del(op);
  else release(op);
}
/** PyFloat_FromDouble() */
export function floatFromDouble(value: Double): New {
  let op = H[FLOAT_FREE];
  if (op !== 0) {
    H[FLOAT_FREE] = H[op + 2];
    H[FLOAT_NUMFREE]--;
  } else {
    op = allocate(1);
    if (op === 0) return PyFloat_FromDouble(value) as New;
    H[op + 3] = 0;
  }
  H[op] = 1;
  H[REFTOTAL]++;
  H[op + 2] = PyFloat_Type;
  F[(op >> 1) + 2] = value;
  return op as New;
}
/** Ends a float. */
export function floatRelease(op: PyObject): void {
  H[op] = 0;
  if (H[FLOAT_NUMFREE] >= 100) {
    release(op);
    return;
  }
  H[op + 2] = H[FLOAT_FREE];
  H[FLOAT_FREE] = op;
  H[FLOAT_NUMFREE]++;
}
function floatDecref(op: PyObject): void {
  const count = H[op];
  if (count < 0) return;
  H[REFTOTAL]--;
  if (count === 1) floatRelease(op);
  else H[op] = count - 1;
}
/** _PyFloat_ReuseInputs() */
export function floatReuse(value: Double, left: PyObject, right: PyObject): New {
  if (H[left] === 1) {
    F[(left >> 1) + 2] = value;
    floatDecref(right);
    return left as New;
  }
  if (H[right] === 1) {
    F[(right >> 1) + 2] = value;
    floatDecref(left);
    return right as New;
  }
  floatDecref(left);
  floatDecref(right);
  return floatFromDouble(value);
}
/** Takes an object out of its ring, if it is in one. CPython: _PyObject_GC_UNTRACK() */
function untrack(op: Ptr): void {
  const g = op - 4, next = H[g];
  if (next === 0) return;
  const prev = H[g + 2];
  H[prev] = next;
  H[next + 2] = prev;
  H[g] = 0;
  H[g + 2] = 0;
  H[op - 1] = H[op - 1] & 1;
}
/** Whether releasing n references ends at most ints and floats: then nothing can nest, and nothing can look. */
export function endsPlainly(items: Ptr, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const item = H[items + (i << 1)];
    if (item === 0) return false;
    if (H[item] === 1 && H[item + 2] !== PyLong_Type && H[item + 2] !== PyFloat_Type) return false;
  }
  return true;
}
/** Releases them, the last one first. */
function releaseItems(items: Ptr, n: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const item = H[items + (i << 1)], count = H[item];
    if (count >= 0) {
      H[REFTOTAL]--;
      if (count !== 1) H[item] = count - 1;
      else if (H[item + 2] === PyLong_Type) {
        H[item] = 0;
        longRelease(item as PyObject);
      } else if (H[item + 2] === PyFloat_Type) floatRelease(item as PyObject);
      else _Py_Dealloc(item as PyObject);
    }
  }
}
/** Ends an exact tuple of few plain items; 0 when its tp_dealloc has to do it. CPython: tupledealloc() */
function tupleRelease(op: PyObject): number {
  const n = H[op + 4];
  if (n === 0 || n > 8) return 0;
  const free = TUPLE_FREE + ((n - 1) << 1), numfree = TUPLE_NUMFREE + ((n - 1) << 1);
  if (H[numfree] >= PyTuple_MAXFREELIST || !endsPlainly(op + 6, n)) return 0;
  H[op] = 0;
  untrack(op);
  releaseItems(op + 6, n);
  H[op + 6] = H[free];
  H[free] = op;
  H[numfree]++;
  return 1;
}
/** Ends an exact list of few plain items; 0 when its tp_dealloc has to do it. CPython: list_dealloc() */
function listRelease(op: PyObject): number {
  const n = H[op + 4], items = H[op + 6];
  if (n > 8 || H[op + 8] > 64 || H[LIST_NUMFREE] >= PyList_MAXFREELIST || !endsPlainly(items, n)) return 0;
  H[op] = 0;
  untrack(op);
  if (items !== 0) {
    releaseItems(items, n);
    release(items);
  }
  H[op + 6] = H[LIST_FREE];
  H[LIST_FREE] = op;
  H[LIST_NUMFREE]++;
  return 1;
}
/** Ends an object whose last reference the loop gave back; the frame knows where it stands. */
export function dealloc(op: PyObject, frame: Ptr, at: number): void {
  const type = H[op + 2];
  if (type === PyLong_Type) {
    H[op] = 0;
    longRelease(op);
  } else if (type === PyFloat_Type) floatRelease(op);
  else {
    if (type === PyTuple_Type) {
      if (tupleRelease(op) !== 0) return;
    } else if (type === PyList_Type && listRelease(op) !== 0) return;
    H[frame + 14] = at;
    _Py_Dealloc(op);
  }
}
/** _PyTuple_FromArraySteal() */
export function tupleSteal(src: Ptr, n: number): New {
  if (n === 0) return _PyTuple_Empty as New;
  if (n > 20) return _PyTuple_FromArraySteal(src, n) as New;
  const free = TUPLE_FREE + ((n - 1) << 1), op = H[free];
  if (op === 0) return _PyTuple_FromArraySteal(src, n) as New;
  H[free] = H[op + 6];
  H[TUPLE_NUMFREE + ((n - 1) << 1)]--;
  H[op] = 1;
  H[REFTOTAL]++;
  for (let i = 0; i < n; i++) H[op + 6 + (i << 1)] = H[src + (i << 1)];
  track(op);
  return op as New;
}
/** _PyList_FromArraySteal() */
export function listSteal(src: Ptr, n: number): New {
  if (n > 64 || H[LIST_FREE] === 0) return _PyList_FromArraySteal(src, n) as New;
  let items = 0;
  if (n > 0) {
    items = allocate((n - 1) >> 1);
    if (items === 0) return _PyList_FromArraySteal(src, n) as New;
    for (let i = 0; i < n; i++) H[items + (i << 1)] = H[src + (i << 1)];
  }
  const op = H[LIST_FREE];
  H[LIST_FREE] = H[op + 6];
  H[LIST_NUMFREE]--;
  H[op] = 1;
  H[REFTOTAL]++;
  H[op + 2] = PyList_Type;
  H[op + 4] = n;
  H[op + 6] = items;
  H[op + 8] = n;
  track(op);
  return op as New;
}
/** _PyList_AppendTakeRef() */
export function listAppend(op: PyObject, item: New): number {
  const n = H[op + 4];
  if (n >= H[op + 8]) return _PyList_AppendTakeRefListResize(op, item);
  H[H[op + 6] + (n << 1)] = item;
  H[op + 4] = n + 1;
  return 0;
}
