/** product, combinations, combinations_with_replacement, permutations. CPython: Modules/itertoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, _PyTuple_ADDR, combinations_indices, combinations_pool, combinations_r, combinations_result, combinations_stopped, permutations_cycles, permutations_indices, permutations_pool, permutations_r, permutations_result, permutations_stopped, product_indices, product_pools, product_result, product_stopped, set_combinations_indices, set_combinations_pool, set_combinations_r, set_combinations_stopped, set_permutations_cycles, set_permutations_indices, set_permutations_pool, set_permutations_r, set_permutations_stopped, set_product_indices, set_product_pools, set_product_result, set_product_stopped, tp_basicsize} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type ParsedFunction, type PyMethodDef, hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {destructor} from '../../runtime/typeslots';
import {PySequence_Tuple} from '../../objects/abstract-sequence';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {clearFields} from '../../objects/field-slots';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyTuple_New, PyTuple_Pack, _PyTuple_FromArray, packSteal} from '../../objects/tupleobject';
import {iteratorSpec, none, pickleMethods, reusable, setRef, stateItems, warnPickle} from './itertools-common';

/** A row of `n` indices in the heap, 8 bytes each as in CPython; 0 with MemoryError. */
function newIndices(n: number): Ptr {
  const at = n <= 0x7ffffff ? PyObject_Malloc(n * 8) : 0;
  if (at === 0) PyErr_NoMemory();
  return at;
}
function getIndex(indices: Ptr, i: number): number {
  return H[indices + 2 * i];
}
function setIndex(indices: Ptr, i: number, value: number): void {
  H[indices + 2 * i] = value;
}
/** tp_dealloc of a type with rows of indices at some words. */
function deallocWithIndices(fields: readonly number[], rows: readonly number[]): destructor {
  const clear = clearFields(...fields);
  return op => {
    const type = Py_TYPE(op);
    PyObject_GC_UnTrack(op);
    clear(op);
    for (const row of rows) PyObject_Free(H[op + row]);
    slots(type).tp_free!(op);
    Py_DECREF(type);
  };
}
/** Replaces an item of the tuple that goes round. escapes */
function replaceItem(result: PyObject, i: number, item: PyObject): void {
  const old = PyTuple_GET_ITEM(result, i);
  PyTuple_SET_ITEM(result, i, Py_NewRef(item));
  Py_DECREF(old);
}
/** The tuple at a word, made again when somebody else has kept it; NULL with MemoryError. */
function ownResult(op: PyObject, word: number): PyObject | NULL {
  const result = H[op + word] as PyObject;
  if (reusable(result)) {
    PyObject_GC_Track(result);
    return result;
  }
  const copy = _PyTuple_FromArray(_PyTuple_ADDR(result), PyTuple_GET_SIZE(result));
  if (copy === NULL) return NULL;
  H[op + word] = copy;
  Py_DECREF(result);
  return copy;
}
/** Indices as a tuple of ints. */
function indexTuple(indices: Ptr, n: number): New | NULL {
  return packSteal(...Array.from({length: n}, (_, i) => PyLong_FromNumber(getIndex(indices, i))));
}
function sizeOf(op: PyObject, n: number): New | NULL {
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(op)) + 8 * n);
}
/** Reads a tuple of indices, each clipped to what `clip` allows; false with an exception. */
function readIndices(state: PyObject, n: number, clip: (index: number, i: number) => number, indices: Ptr): boolean {
  for (let i = 0; i < n; i++) {
    const index = PyLong_AsSsize_t(PyTuple_GET_ITEM(state, i));
    if (index === -1 && PyErr_Occurred() !== NULL) return false;
    setIndex(indices, i, clip(index, i));
  }
  return true;
}
/** The tuple that the indices pick from a pool, put at a word of the object; false with an exception. escapes */
function pickResult(op: PyObject, word: number, pool: PyObject, indices: Ptr, n: number): boolean {
  const result = PyTuple_New(n);
  if (result === NULL) return false;
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(pool, getIndex(indices, i))));
  setRef(op, word, result);
  return true;
}
function invalidArguments(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'invalid arguments');
}
function clamp(value: number, low: number, high: number): number {
  return Math.max(Math.min(value, high), low);
}

// ---- product ----

function product_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  let repeat = 1;
  if (kwds !== NULL) {
    const values = parseTupleAndKeywords('product', '(*, repeat=1)', _PyTuple_Empty, kwds);
    if (values === null) return NULL;
    if (values[0] !== NULL) repeat = indexArgument(values[0]);
    if (repeat === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (repeat < 0) return PyErr_SetString(PyExc_ValueError, 'repeat argument cannot be negative');
  }
  const nargs = repeat === 0 ? 0 : PyTuple_GET_SIZE(args), npools = nargs * repeat;
  if (npools > 1152921504606846975) return PyErr_SetString(PyExc_OverflowError, 'repeat argument too large');
  const indices = newIndices(npools);
  if (indices === 0) return NULL;
  const pools = PyTuple_New(npools);
  let ok = pools !== NULL;
  for (let i = 0; ok && i < npools; i++) {
    const pool = i < nargs ? PySequence_Tuple(PyTuple_GET_ITEM(args, i)) : Py_NewRef(PyTuple_GET_ITEM(pools as PyObject, i - nargs));
    ok = pool !== NULL;
    if (ok) PyTuple_SET_ITEM(pools as PyObject, i, pool);
    setIndex(indices, i, 0);
  }
  const lz = ok ? slots(type).tp_alloc!(type, 0) : NULL;
  if (lz === NULL) {
    PyObject_Free(indices);
    Py_XDECREF(pools);
    return NULL;
  }
  set_product_pools(lz, pools);
  set_product_indices(lz, indices);
  return lz;
}
/** CPython: product_next() */
function product_next(lz: PyObject): New | NULL {
  if (product_stopped(lz) !== 0) return NULL;
  const ok = product_result(lz) === NULL ? firstProduct(lz) : nextProduct(lz);
  if (ok) return Py_NewRef(product_result(lz));
  set_product_stopped(lz, 1);
  return NULL;
}
function firstProduct(lz: PyObject): boolean {
  const pools = product_pools(lz), n = PyTuple_GET_SIZE(pools), result = PyTuple_New(n);
  if (result === NULL) return false;
  set_product_result(lz, result);
  for (let i = 0; i < n; i++) {
    const pool = PyTuple_GET_ITEM(pools, i);
    if (PyTuple_GET_SIZE(pool) === 0) return false;
    PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(pool, 0)));
  }
  return true;
}
function nextProduct(lz: PyObject): boolean {
  const pools = product_pools(lz), indices = product_indices(lz), result = ownResult(lz, 8);
  if (result === NULL) return false;
  // as an odometer: the last pool goes round fastest
  for (let i = PyTuple_GET_SIZE(pools) - 1; i >= 0; i--) {
    const pool = PyTuple_GET_ITEM(pools, i), index = getIndex(indices, i) + 1, over = index === PyTuple_GET_SIZE(pool);
    setIndex(indices, i, over ? 0 : index);
    replaceItem(result, i, PyTuple_GET_ITEM(pool, over ? 0 : index));
    if (!over) return true;
  }
  return false;
}
function product_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(lz)), pools = product_pools(lz);
  if (product_stopped(lz) !== 0) return packSteal(type, PyTuple_Pack(_PyTuple_Empty));
  if (product_result(lz) === NULL) return packSteal(type, Py_NewRef(pools));
  return packSteal(type, Py_NewRef(pools), indexTuple(product_indices(lz), PyTuple_GET_SIZE(pools)));
}
function product_setstate(lz: PyObject, state: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const pools = product_pools(lz), n = PyTuple_GET_SIZE(pools), indices = product_indices(lz);
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== n) return invalidArguments();
  for (let i = 0; i < n; i++) {
    const index = PyLong_AsSsize_t(PyTuple_GET_ITEM(state, i)), size = PyTuple_GET_SIZE(PyTuple_GET_ITEM(pools, i));
    if (index < 0 && PyErr_Occurred() !== NULL) return NULL;
    if (size === 0) {
      set_product_stopped(lz, 1);
      return none();
    }
    setIndex(indices, i, clamp(index, 0, size - 1));
  }
  const result = PyTuple_New(n);
  if (result === NULL) return NULL;
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(PyTuple_GET_ITEM(pools, i), getIndex(indices, i))));
  setRef(lz, 8, result);
  return none();
}
function product_sizeof(lz: PyObject): New | NULL {
  return sizeOf(lz, PyTuple_GET_SIZE(product_pools(lz)));
}
const sizeofMethod = (fn: ParsedFunction): PyMethodDef => hiddenMethod('__sizeof__', '($self, /)', fn, 'Bytes of memory that the object takes.');
export const product_spec = iteratorSpec('product', 48, [4, 8], product_new, product_next, "product(*iterables, repeat=1)\n--\n\nThe Cartesian product of the iterables: what nested for-loops would meet.\n\nproduct(A, B) is ((x,y) for x in A for y in B), and product(A, repeat=4) is\nproduct(A, A, A, A). The last position changes fastest.\n\nproduct('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)", {
  slots: {tp_dealloc: deallocWithIndices([4, 8], [6])}, methods: [...pickleMethods(product_reduce, product_setstate), sizeofMethod(product_sizeof)],
});

// ---- combinations, with and without replacement ----

function newCombinations(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL, name: string, replacement: boolean): New | NULL {
  const values = parseTupleAndKeywords(name, '(iterable, r)', args, kwds);
  if (values === null) return NULL;
  const r = indexArgument(values[1] as PyObject);
  if (r === -1 && PyErr_Occurred() !== NULL) return NULL;
  const pool = PySequence_Tuple(values[0] as PyObject);
  if (pool === NULL) return NULL;
  if (r < 0) {
    Py_DECREF(pool);
    return PyErr_SetString(PyExc_ValueError, 'r must be non-negative');
  }
  const indices = newIndices(r), co = indices === 0 ? NULL : slots(type).tp_alloc!(type, 0);
  if (co === NULL) {
    PyObject_Free(indices);
    Py_DECREF(pool);
    return NULL;
  }
  for (let i = 0; i < r; i++) setIndex(indices, i, replacement ? 0 : i);
  const n = PyTuple_GET_SIZE(pool);
  set_combinations_pool(co, pool);
  set_combinations_indices(co, indices);
  set_combinations_r(co, r);
  set_combinations_stopped(co, (replacement ? n === 0 && r > 0 : r > n) ? 1 : 0);
  return co;
}
function combinations_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return newCombinations(type, args, kwds, 'combinations', false);
}
function cwr_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return newCombinations(type, args, kwds, 'combinations_with_replacement', true);
}
/** One step; CPython: combinations_next(), cwr_next() */
function nextCombination(co: PyObject, replacement: boolean): New | NULL {
  if (combinations_stopped(co) !== 0) return NULL;
  const pool = combinations_pool(co), indices = combinations_indices(co), r = combinations_r(co);
  if (combinations_result(co) === NULL) {
    if (pickResult(co, 8, pool, indices, r)) return Py_NewRef(combinations_result(co));
  } else {
    const result = ownResult(co, 8);
    if (result !== NULL && advance(pool, indices, r, result, replacement)) return Py_NewRef(result);
  }
  set_combinations_stopped(co, 1);
  return NULL;
}
/** Raises the rightmost index that can be raised, and sets those behind it to their least values. */
function advance(pool: PyObject, indices: Ptr, r: number, result: PyObject, replacement: boolean): boolean {
  const n = PyTuple_GET_SIZE(pool);
  let i = r - 1;
  while (i >= 0 && getIndex(indices, i) === (replacement ? n - 1 : i + n - r)) i--;
  if (i < 0) return false;
  const first = getIndex(indices, i) + 1, start = i;
  for (; i < r; i++) {
    setIndex(indices, i, replacement ? first : first + i - start);
    replaceItem(result, i, PyTuple_GET_ITEM(pool, getIndex(indices, i)));
  }
  return true;
}
function combinations_next(co: PyObject): New | NULL {
  return nextCombination(co, false);
}
function cwr_next(co: PyObject): New | NULL {
  return nextCombination(co, true);
}
function combinations_reduce(co: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(co)), r = combinations_r(co), pool = combinations_pool(co);
  if (combinations_result(co) === NULL) return packSteal(type, packSteal(Py_NewRef(pool), PyLong_FromNumber(r)));
  if (combinations_stopped(co) !== 0) return packSteal(type, packSteal(Py_NewRef(_PyTuple_Empty), PyLong_FromNumber(r)));
  return packSteal(type, packSteal(Py_NewRef(pool), PyLong_FromNumber(r)), indexTuple(combinations_indices(co), r));
}
function setCombinationState(co: PyObject, state: PyObject, replacement: boolean): New | NULL {
  if (!warnPickle()) return NULL;
  const pool = combinations_pool(co), n = PyTuple_GET_SIZE(pool), r = combinations_r(co), indices = combinations_indices(co);
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== r) return invalidArguments();
  if (!readIndices(state, r, (index, i) => clamp(index, 0, replacement ? n - 1 : i + n - r), indices)) return NULL;
  return pickResult(co, 8, pool, indices, r) ? none() : NULL;
}
function combinations_setstate(co: PyObject, state: PyObject): New | NULL {
  return setCombinationState(co, state, false);
}
function cwr_setstate(co: PyObject, state: PyObject): New | NULL {
  return setCombinationState(co, state, true);
}
function combinations_sizeof(co: PyObject): New | NULL {
  return sizeOf(co, combinations_r(co));
}
export const combinations_spec = iteratorSpec('combinations', 56, [4, 8], combinations_new, combinations_next, 'combinations(iterable, r)\n--\n\nTuples of r items of the iterable, in its order, each position used once.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)', {
  slots: {tp_dealloc: deallocWithIndices([4, 8], [6])}, methods: [...pickleMethods(combinations_reduce, combinations_setstate), sizeofMethod(combinations_sizeof)],
});
export const cwr_spec = iteratorSpec('combinations_with_replacement', 56, [4, 8], cwr_new, cwr_next, "combinations_with_replacement(iterable, r)\n--\n\nTuples of r items of the iterable, in its order, each usable again.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')", {
  slots: {tp_dealloc: deallocWithIndices([4, 8], [6])}, methods: [...pickleMethods(combinations_reduce, cwr_setstate), sizeofMethod(combinations_sizeof)],
});

// ---- permutations ----

function permutations_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('permutations', '(iterable, r=None)', args, kwds), pool = values === null ? NULL : PySequence_Tuple(values[0] as PyObject);
  if (values === null || pool === NULL) return NULL;
  const n = PyTuple_GET_SIZE(pool), robj = values[1];
  let r = n, ok = true;
  if (robj !== NULL && robj !== _Py_NoneStruct) {
    if (!PyLong_Check(robj)) {
      PyErr_SetString(PyExc_TypeError, 'Expected int as r');
      ok = false;
    } else r = PyLong_AsSsize_t(robj);
    if (ok && r === -1 && PyErr_Occurred() !== NULL) ok = false;
    if (ok && r < 0) {
      PyErr_SetString(PyExc_ValueError, 'r must be non-negative');
      ok = false;
    }
  }
  const indices = ok ? newIndices(n) : 0, cycles = indices === 0 ? 0 : newIndices(r), po = cycles === 0 ? NULL : slots(type).tp_alloc!(type, 0);
  if (po === NULL) {
    PyObject_Free(indices);
    PyObject_Free(cycles);
    Py_DECREF(pool);
    return NULL;
  }
  for (let i = 0; i < n; i++) setIndex(indices, i, i);
  for (let i = 0; i < r; i++) setIndex(cycles, i, n - i);
  set_permutations_pool(po, pool);
  set_permutations_indices(po, indices);
  set_permutations_cycles(po, cycles);
  set_permutations_r(po, r);
  set_permutations_stopped(po, r > n ? 1 : 0);
  return po;
}
/** CPython: permutations_next() */
function permutations_next(po: PyObject): New | NULL {
  if (permutations_stopped(po) !== 0) return NULL;
  const pool = permutations_pool(po), indices = permutations_indices(po), r = permutations_r(po);
  if (permutations_result(po) === NULL) {
    if (pickResult(po, 10, pool, indices, r)) return Py_NewRef(permutations_result(po));
  } else if (PyTuple_GET_SIZE(pool) > 0) {
    const result = ownResult(po, 10);
    if (result !== NULL && nextPermutation(pool, indices, permutations_cycles(po), r, result)) return Py_NewRef(result);
  }
  set_permutations_stopped(po, 1);
  return NULL;
}
/** Counts the cycles down: one that runs out turns its part of the indices back, one that does not swaps two and ends the step. */
function nextPermutation(pool: PyObject, indices: Ptr, cycles: Ptr, r: number, result: PyObject): boolean {
  const n = PyTuple_GET_SIZE(pool);
  for (let i = r - 1; i >= 0; i--) {
    const left = getIndex(cycles, i) - 1, index = getIndex(indices, i);
    setIndex(cycles, i, left);
    if (left === 0) {
      for (let j = i; j < n - 1; j++) setIndex(indices, j, getIndex(indices, j + 1));
      setIndex(indices, n - 1, index);
      setIndex(cycles, i, n - i);
      continue;
    }
    setIndex(indices, i, getIndex(indices, n - left));
    setIndex(indices, n - left, index);
    for (let k = i; k < r; k++) replaceItem(result, k, PyTuple_GET_ITEM(pool, getIndex(indices, k)));
    return true;
  }
  return false;
}
function permutations_reduce(po: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(po)), r = permutations_r(po), pool = permutations_pool(po);
  if (permutations_result(po) === NULL) return packSteal(type, packSteal(Py_NewRef(pool), PyLong_FromNumber(r)));
  if (permutations_stopped(po) !== 0) return packSteal(type, packSteal(Py_NewRef(_PyTuple_Empty), PyLong_FromNumber(r)));
  return packSteal(type, packSteal(Py_NewRef(pool), PyLong_FromNumber(r)), packSteal(indexTuple(permutations_indices(po), PyTuple_GET_SIZE(pool)), indexTuple(permutations_cycles(po), r)));
}
function permutations_setstate(po: PyObject, state: PyObject): New | NULL {
  const items = warnPickle() ? stateItems(state, 2, 2) : null;
  if (items === null) return NULL;
  const [indices, cycles] = items as PyObject[], pool = permutations_pool(po), n = PyTuple_GET_SIZE(pool), r = permutations_r(po);
  for (let i = 0; i < 2; i++) if (!PyTuple_Check(items[i] as PyObject)) return PyErr_SetString(PyExc_TypeError, `argument ${i + 1} must be tuple, not ${typeName(items[i] as PyObject)}`);
  if (PyTuple_GET_SIZE(indices) !== n || PyTuple_GET_SIZE(cycles) !== r) return invalidArguments();
  if (!readIndices(indices, n, index => clamp(index, 0, n - 1), permutations_indices(po)) || !readIndices(cycles, r, (index, i) => clamp(index, 1, n - i), permutations_cycles(po))) return NULL;
  return pickResult(po, 10, pool, permutations_indices(po), r) ? none() : NULL;
}
function permutations_sizeof(po: PyObject): New | NULL {
  return sizeOf(po, PyTuple_GET_SIZE(permutations_pool(po)) + permutations_r(po));
}
export const permutations_spec = iteratorSpec('permutations', 64, [4, 10], permutations_new, permutations_next, 'permutations(iterable, r=None)\n--\n\nTuples of r items of the iterable in every order, each position used once.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)', {
  slots: {tp_dealloc: deallocWithIndices([4, 10], [6, 8])}, methods: [...pickleMethods(permutations_reduce, permutations_setstate), sizeofMethod(permutations_sizeof)],
});
