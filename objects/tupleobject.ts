/** Tuples and their iterator. CPython: Objects/tupleobject.c */
import {H} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_Track, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {ARG, PySlice_Check, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_BOOL, Py_TYPE, _PyTuple_ADDR, _Py_REFCNT, set_tupleiter_index, set_tupleiter_seq, tupleiter_index, tupleiter_seq} from '../runtime/generated/accessors';
import {ID_iter} from '../runtime/generated/ids';
import {HASH_HI, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError, PyTupleIter_Type, PyTuple_Type, REFTOTAL, TUPLE_FREE, TUPLE_NUMFREE, _PyTuple_Empty, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, movedRef, slots} from '../runtime/object';
import {PyObject_GC_Malloc, PyObject_Realloc} from '../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_SEQUENCE, Py_TPFLAGS_TUPLE_SUBCLASS, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {type Args, NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyIndex_Check, PyNumber_AsSsize_t} from './abstract-number';
import {PySequence_Tuple} from './abstract-sequence';
import {_PyObject_GC_MAY_BE_TRACKED} from './dictobject-keys';
import {writeRepr} from './dictobject-methods';
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {traverseFields} from './field-slots';
import {Py_GenericAlias} from './genericaliasobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {_PyEval_GetBuiltin, reduceIterator} from './iterobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyObject_Hash, PyObject_RichCompare, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_GT, Py_LE, Py_LT, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PySlice_AdjustIndices, PySlice_Unpack} from './sliceobject';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';
import {watch} from '../runtime/watched';

export const PyTuple_MAXSAVESIZE = 20;
const PyTuple_MAXFREELIST = 2000;

/** A tuple of size > 0, items not set, not tracked; NULL with MemoryError. CPython: tuple_alloc() */
function tuple_alloc(size: number): New | NULL {
  // CPython keeps lists for sizes 1 to 20; the words here are indexed by size - 1
  if (size <= PyTuple_MAXSAVESIZE) {
    const free = TUPLE_FREE + 2 * (size - 1), op = H[free];
    if (op !== 0) {
      H[free] = H[op + 6];
      H[TUPLE_NUMFREE + 2 * (size - 1)]--;
      H[op] = 1;
      H[REFTOTAL]++;
      if (VIVARIUM_WATCHED) watch.born(op as PyObject);
      return op as New;
    }
  } else if (size > 0x7ffffff) return PyErr_NoMemory();
  const op = PyObject_GC_Malloc(24 + 8 * size, 16);
  if (op === 0) return PyErr_NoMemory();
  H[op] = 1;
  H[REFTOTAL]++;
  if (VIVARIUM_WATCHED) watch.born(op as PyObject);
  H[op + 2] = PyTuple_Type;
  H[op + 3] = 0;
  H[op + 4] = size;
  return op as New;
}
/** A tuple of NULLs, tracked; the empty one is always the same. CPython: PyTuple_New() */
export function PyTuple_New(size: number): New | NULL {
  if (size === 0) return _PyTuple_Empty as New;
  if (size < 0) return PyErr_BadInternalCall();
  const op = tuple_alloc(size);
  if (op === NULL) return NULL;
  for (let at = op + 6, end = at + 2 * size; at < end; at += 2) H[at] = NULL;
  _PyObject_GC_TRACK(op);
  return op;
}
/** CPython: PyTuple_Size() */
export function PyTuple_Size(op: PyObject): number {
  if (PyTuple_Check(op)) return PyTuple_GET_SIZE(op);
  PyErr_BadInternalCall();
  return -1;
}
/** @borrows result. @raises IndexError. CPython: PyTuple_GetItem() */
export function PyTuple_GetItem(op: PyObject, i: number): PyObject | NULL {
  if (!PyTuple_Check(op)) return PyErr_BadInternalCall();
  if (i < 0 || i >= PyTuple_GET_SIZE(op)) return PyErr_SetString(PyExc_IndexError, 'tuple index out of range');
  return PyTuple_GET_ITEM(op, i);
}
/** Replaces an item of a tuple that only its maker knows. @steals newitem. CPython: PyTuple_SetItem() */
export function PyTuple_SetItem(op: PyObject, i: number, newitem: New | NULL): number {
  if (!PyTuple_Check(op) || _Py_REFCNT(op) !== 1) {
    Py_XDECREF(newitem);
    PyErr_BadInternalCall();
    return -1;
  }
  if (i < 0 || i >= PyTuple_GET_SIZE(op)) {
    Py_XDECREF(newitem);
    PyErr_SetString(PyExc_IndexError, 'tuple assignment index out of range');
    return -1;
  }
  const old = PyTuple_GET_ITEM(op, i);
  PyTuple_SET_ITEM(op, i, newitem);
  Py_XDECREF(old);
  return 0;
}
/** Stops tracking a tuple that can be in no cycle. CPython: _PyTuple_MaybeUntrack() */
export function _PyTuple_MaybeUntrack(op: PyObject): void {
  if (!PyTuple_CheckExact(op) || H[op - 4] === 0) return;
  for (let i = 0; i < PyTuple_GET_SIZE(op); i++) {
    const item = PyTuple_GET_ITEM(op, i);
    if (item === NULL || _PyObject_GC_MAY_BE_TRACKED(item)) return;
  }
  _PyObject_GC_UNTRACK(op);
}
/** A tuple of the arguments. CPython: PyTuple_Pack() */
export function PyTuple_Pack(...items: readonly PyObject[]): New | NULL {
  const n = items.length;
  if (n === 0) return _PyTuple_Empty as New;
  const op = tuple_alloc(n);
  if (op === NULL) return NULL;
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(op, i, Py_NewRef(items[i]));
  _PyObject_GC_TRACK(op);
  return op;
}
/** A tuple of the arguments, which it takes over; when one of them is NULL all are released and the result is NULL (what Py_BuildValue("NN") does). */
export function packSteal(...items: readonly (New | NULL)[]): New | NULL {
  const op = items.includes(NULL) ? NULL : PyTuple_New(items.length);
  if (op === NULL) {
    for (const item of items) if (item !== NULL) Py_DECREF(item);
    return NULL;
  }
  for (let i = 0; i < items.length; i++) PyTuple_SET_ITEM(op, i, items[i]);
  return op;
}
/** A tuple of n references that lie at `src`. CPython: _PyTuple_FromArray() */
export function _PyTuple_FromArray(src: Args, n: number): New | NULL {
  if (n === 0) return _PyTuple_Empty as New;
  const op = tuple_alloc(n);
  if (op === NULL) return NULL;
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(op, i, Py_NewRef(ARG(src, i)));
  _PyObject_GC_TRACK(op);
  return op;
}
/** The same; steals the references. CPython: _PyTuple_FromArraySteal() */
export function _PyTuple_FromArraySteal(src: Args, n: number): New | NULL {
  if (n === 0) return _PyTuple_Empty as New;
  const op = tuple_alloc(n);
  if (op === NULL) {
    for (let i = 0; i < n; i++) Py_DECREF(ARG(src, i));
    return NULL;
  }
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(op, i, ARG(src, i));
  _PyObject_GC_TRACK(op);
  return op;
}

/** CPython: tupledealloc() */
function tupledealloc(op: PyObject): void {
  const size = H[op + 4];
  if (H[op - 4] !== 0) _PyObject_GC_UNTRACK(op);
  if (_PyTrash_begin(op)) return;
  for (let at = op + 4 + 2 * size; at > op + 4; at -= 2) {
    const item = H[at] as PyObject;
    if (item !== NULL) Py_DECREF(item);
  }
  if (size > 0 && size <= PyTuple_MAXSAVESIZE && H[op + 2] === PyTuple_Type && H[TUPLE_NUMFREE + 2 * (size - 1)] < PyTuple_MAXFREELIST) {
    const free = TUPLE_FREE + 2 * (size - 1);
    H[op + 6] = H[free];
    H[free] = op;
    H[TUPLE_NUMFREE + 2 * (size - 1)]++;
  } else slots(Py_TYPE(op)).tp_free!(op);
  _PyTrash_end();
}
/** CPython: tuplerepr() */
function tuplerepr(v: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(v);
  if (n === 0) return PyUnicode_FromString('()');
  const entered = Py_ReprEnter(v);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString('(...)') : NULL;
  const writer = new _PyUnicodeWriter();
  writer.writeASCII('(');
  let ok = true;
  for (let i = 0; i < n && ok; i++) {
    if (i > 0) writer.writeASCII(', ');
    ok = writeRepr(writer, PyTuple_GET_ITEM(v, i));
  }
  Py_ReprLeave(v);
  if (!ok) return NULL;
  writer.writeASCII(n > 1 ? ')' : ',)');
  return writer.finish();
}

/** Upper 32 bits of the product of two unsigned words. */
function umulh(a: number, b: number): number {
  const a0 = a & 0xffff, a1 = a >>> 16, b0 = b & 0xffff, b1 = b >>> 16;
  const u = a1 * b0 + ((a0 * b0) >>> 16), v = a0 * b1 + (u & 0xffff);
  return (a1 * b1 + (u >>> 16) + (v >>> 16)) | 0;
}
// _PyHASH_XXPRIME_1, _2 and _5 as two words each
const P1_LO = 0x85ebca87 | 0, P1_HI = 0x9e3779b1 | 0, P2_LO = 0x27d4eb4f, P2_HI = 0xc2b2ae3d | 0, P5_LO = 0x165667c5, P5_HI = 0x27d4eb2f;
/** xxHash over the items' hashes. escapes. CPython: tuplehash() */
function tuplehash(v: PyObject): number {
  const len = H[v + 4];
  let lo = P5_LO, hi = P5_HI;
  for (let i = 0; i < len; i++) {
    const laneLo = PyObject_Hash(PyTuple_GET_ITEM(v, i)), laneHi = H[HASH_HI];
    if (laneLo === -1 && laneHi === -1) return -1;
    // acc += lane * prime2
    const productHi = (umulh(laneLo, P2_LO) + Math.imul(laneHi, P2_LO) + Math.imul(laneLo, P2_HI)) | 0, sum = (lo >>> 0) + (Math.imul(laneLo, P2_LO) >>> 0);
    hi = (hi + productHi + (sum > 0xffffffff ? 1 : 0)) | 0;
    lo = sum | 0;
    // rotate left by 31
    const rotated = (lo << 31) | (hi >>> 1);
    hi = (hi << 31) | (lo >>> 1);
    lo = rotated;
    // acc *= prime1
    hi = (umulh(lo, P1_LO) + Math.imul(hi, P1_LO) + Math.imul(lo, P1_HI)) | 0;
    lo = Math.imul(lo, P1_LO);
  }
  const sum = (lo >>> 0) + ((len ^ (P5_LO ^ 3527539)) >>> 0);
  lo = sum | 0;
  hi = (hi + P5_HI + (sum > 0xffffffff ? 1 : 0)) | 0;
  if (lo === -1 && hi === -1) {
    lo = 1546275796;
    hi = 0;
  }
  H[HASH_HI] = hi;
  return lo;
}
function tuplelength(a: PyObject): number {
  return H[a + 4];
}
function tuplecontains(a: PyObject, el: PyObject): number {
  let cmp = 0;
  for (let i = 0; cmp === 0 && i < PyTuple_GET_SIZE(a); i++) cmp = PyObject_RichCompareBool(PyTuple_GET_ITEM(a, i), el, Py_EQ);
  return cmp;
}
function tupleitem(a: PyObject, i: number): New | NULL {
  if (i < 0 || i >= PyTuple_GET_SIZE(a)) return PyErr_SetString(PyExc_IndexError, 'tuple index out of range');
  return Py_NewRef(PyTuple_GET_ITEM(a, i));
}
/** op[i:j], with bounds clipped. CPython: PyTuple_GetSlice() */
export function PyTuple_GetSlice(op: PyObject, i: number, j: number): New | NULL {
  if (op === NULL || !PyTuple_Check(op)) return PyErr_BadInternalCall();
  const size = PyTuple_GET_SIZE(op), low = Math.max(i, 0), high = Math.max(Math.min(j, size), low);
  if (low === 0 && high === size && PyTuple_CheckExact(op)) return Py_NewRef(op);
  return _PyTuple_FromArray(_PyTuple_ADDR(op) + 2 * low, high - low);
}
/** CPython: tupleconcat() */
function tupleconcat(a: PyObject, b: PyObject): New | NULL {
  const na = PyTuple_GET_SIZE(a);
  if (na === 0 && PyTuple_CheckExact(b)) return Py_NewRef(b);
  if (!PyTuple_Check(b)) return PyErr_SetString(PyExc_TypeError, `can only concatenate tuple (not "${typeName(b).slice(0, 200)}") to tuple`);
  const nb = PyTuple_GET_SIZE(b);
  if (nb === 0 && PyTuple_CheckExact(a)) return Py_NewRef(a);
  if (na + nb === 0) return _PyTuple_Empty as New;
  const result = tuple_alloc(na + nb);
  if (result === NULL) return NULL;
  for (let i = 0; i < na; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(a, i)));
  for (let i = 0; i < nb; i++) PyTuple_SET_ITEM(result, na + i, Py_NewRef(PyTuple_GET_ITEM(b, i)));
  _PyObject_GC_TRACK(result);
  return result;
}
/** CPython: tuplerepeat() */
function tuplerepeat(a: PyObject, n: number): New | NULL {
  const size = PyTuple_GET_SIZE(a);
  if ((size === 0 || n === 1) && PyTuple_CheckExact(a)) return Py_NewRef(a);
  if (size === 0 || n <= 0) return _PyTuple_Empty as New;
  if (size * n > 0x7ffffff) return PyErr_NoMemory();
  const result = tuple_alloc(size * n);
  if (result === NULL) return NULL;
  let at = result + 6;
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < size; i++, at += 2) H[at] = Py_NewRef(PyTuple_GET_ITEM(a, i));
  }
  _PyObject_GC_TRACK(result);
  return result;
}
/** start and stop of an index() method as numbers; null with an exception. CPython: _PyEval_SliceIndexNotNone() */
export function indexBounds(start: PyObject | NULL, stop: PyObject | NULL): {start: number; stop: number} | null {
  const bounds = {start: 0, stop: PY_SSIZE_T_MAX};
  if (start !== NULL) {
    bounds.start = sliceIndexNotNone(start);
    if (bounds.start === -1 && PyErr_Occurred() !== NULL) return null;
  }
  if (stop !== NULL) {
    bounds.stop = sliceIndexNotNone(stop);
    if (bounds.stop === -1 && PyErr_Occurred() !== NULL) return null;
  }
  return bounds;
}
function sliceIndexNotNone(value: PyObject): number {
  if (PyIndex_Check(value)) return PyNumber_AsSsize_t(value, NULL);
  PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or have an __index__ method');
  return -1;
}
/** CPython: tuple_index_impl() */
function tuple_index(self: PyObject, value: PyObject, startArg: PyObject | NULL, stopArg: PyObject | NULL): New | NULL {
  const bounds = indexBounds(startArg, stopArg), size = PyTuple_GET_SIZE(self);
  if (bounds === null) return NULL;
  const start = bounds.start < 0 ? Math.max(bounds.start + size, 0) : bounds.start, stop = bounds.stop < 0 ? bounds.stop + size : Math.min(bounds.stop, size);
  for (let i = start; i < stop; i++) {
    const cmp = PyObject_RichCompareBool(PyTuple_GET_ITEM(self, i), value, Py_EQ);
    if (cmp > 0) return PyLong_FromNumber(i);
    if (cmp < 0) return NULL;
  }
  return PyErr_SetString(PyExc_ValueError, 'tuple.index(x): x not in tuple');
}
function tuple_count(self: PyObject, value: PyObject): New | NULL {
  let count = 0;
  for (let i = 0; i < PyTuple_GET_SIZE(self); i++) {
    const cmp = PyObject_RichCompareBool(PyTuple_GET_ITEM(self, i), value, Py_EQ);
    if (cmp < 0) return NULL;
    count += cmp;
  }
  return PyLong_FromNumber(count);
}
function tupletraverse(o: PyObject, visit: visitproc): number {
  for (let i = PyTuple_GET_SIZE(o) - 1; i >= 0; i--) {
    const item = PyTuple_GET_ITEM(o, i);
    if (item !== NULL && visit(item) !== 0) return 1;
  }
  return 0;
}
/** Result of comparing two numbers as Python compares. CPython: Py_RETURN_RICHCOMPARE */
export function richCompareNumbers(a: number, b: number, op: number): New {
  const result = op === Py_LT ? a < b : op === Py_LE ? a <= b : op === Py_EQ ? a === b : op === Py_NE ? a !== b : op === Py_GT ? a > b : a >= b;
  return Py_NewRef(Py_BOOL(result));
}
/** CPython: tuplerichcompare() */
function tuplerichcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (!PyTuple_Check(v) || !PyTuple_Check(w)) return Py_NewRef(_Py_NotImplementedStruct);
  const vlen = PyTuple_GET_SIZE(v), wlen = PyTuple_GET_SIZE(w);
  let i = 0;
  for (; i < vlen && i < wlen; i++) {
    const k = PyObject_RichCompareBool(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), Py_EQ);
    if (k < 0) return NULL;
    if (k === 0) break;
  }
  if (i >= vlen || i >= wlen) return richCompareNumbers(vlen, wlen, op);
  if (op === Py_EQ) return Py_NewRef(_Py_FalseStruct);
  if (op === Py_NE) return Py_NewRef(_Py_TrueStruct);
  return PyObject_RichCompare(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), op);
}
/** CPython: tuple_new_impl() */
function tuple_new_impl(type: PyTypeObject, iterable: PyObject | NULL): New | NULL {
  if (type === PyTuple_Type) return iterable === NULL ? (_PyTuple_Empty as New) : PySequence_Tuple(iterable);
  const tmp = tuple_new_impl(PyTuple_Type, iterable);
  if (tmp === NULL) return NULL;
  const n = PyTuple_GET_SIZE(tmp), result = slots(type).tp_alloc!(type, n);
  if (result === NULL) {
    Py_DECREF(tmp);
    return NULL;
  }
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(tmp, i)));
  Py_DECREF(tmp);
  PyObject_GC_Track(result);
  return result;
}
function tuple_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  // a subclass with an __init__ of its own may take keyword arguments
  if ((type === PyTuple_Type || slots(type).tp_init === slots(PyTuple_Type).tp_init) && !_PyArg_NoKeywords('tuple', kwds)) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional('tuple', n, 0, 1)) return NULL;
  return tuple_new_impl(type, n === 1 ? PyTuple_GET_ITEM(args, 0) : NULL);
}
function tuple_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('tuple', kwnames) || !_PyArg_CheckPositional('tuple', nargs, 0, 1)) return NULL;
  return tuple_new_impl(type, nargs === 1 ? ARG(args, 0) : NULL);
}
/** CPython: tuplesubscript() */
function tuplesubscript(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    const i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    return tupleitem(self, i < 0 ? i + PyTuple_GET_SIZE(self) : i);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, `tuple indices must be integers or slices, not ${typeName(item).slice(0, 200)}`);
  const bounds = PySlice_Unpack(item);
  if (bounds === null) return NULL;
  const size = PyTuple_GET_SIZE(self), length = PySlice_AdjustIndices(size, bounds);
  if (length <= 0) return _PyTuple_Empty as New;
  if (bounds.start === 0 && bounds.step === 1 && length === size && PyTuple_CheckExact(self)) return Py_NewRef(self);
  const result = tuple_alloc(length);
  if (result === NULL) return NULL;
  for (let i = 0, cur = bounds.start; i < length; i++, cur += bounds.step) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(self, cur)));
  _PyObject_GC_TRACK(result);
  return result;
}
function tuple___getnewargs__(self: PyObject): New | NULL {
  const copy = PyTuple_GetSlice(self, 0, PyTuple_GET_SIZE(self));
  if (copy === NULL) return NULL;
  const result = PyTuple_Pack(copy);
  Py_DECREF(copy);
  return result;
}
/** Gives a tuple that only its maker knows another size: the tuple, or another one in its place; NULL with an exception, the old one released. @steals v. CPython: _PyTuple_Resize() */
export function _PyTuple_Resize(v: New, newsize: number): New | NULL {
  const oldsize = PyTuple_GET_SIZE(v);
  if (!PyTuple_CheckExact(v) || (oldsize !== 0 && _Py_REFCNT(v) !== 1)) {
    Py_DECREF(v);
    return PyErr_BadInternalCall();
  }
  if (oldsize === newsize) return v;
  if (newsize === 0 || oldsize === 0) {
    Py_DECREF(v);
    return PyTuple_New(newsize);
  }
  if (H[v - 4] !== 0) _PyObject_GC_UNTRACK(v);
  for (let i = newsize; i < oldsize; i++) {
    const item = PyTuple_GET_ITEM(v, i);
    PyTuple_SET_ITEM(v, i, NULL);
    Py_XDECREF(item);
  }
  const block = PyObject_Realloc(v - 4, 16 + 24 + 8 * newsize);
  if (block === 0) {
    Py_DECREF(v);
    return PyErr_NoMemory();
  }
  const op = movedRef(v, block + 4);
  H[op + 4] = newsize;
  for (let i = oldsize; i < newsize; i++) PyTuple_SET_ITEM(op, i, NULL);
  _PyObject_GC_TRACK(op);
  return op;
}
/** CPython: _PyTuple_ClearFreeList() */
export function _PyTuple_ClearFreeList(): void {
  for (let size = 1; size <= PyTuple_MAXSAVESIZE; size++) {
    const free = TUPLE_FREE + 2 * (size - 1);
    while (H[free] !== 0) {
      const op = H[free] as PyObject;
      H[free] = H[op + 6];
      H[TUPLE_NUMFREE + 2 * (size - 1)]--;
      PyObject_GC_Del(op);
    }
  }
}

// ---- iterator ----

function tupleiter_dealloc(it: PyObject): void {
  _PyObject_GC_UNTRACK(it);
  Py_XDECREF(tupleiter_seq(it));
  PyObject_GC_Del(it);
}
/** CPython: tupleiter_next() */
function tupleiter_next(it: PyObject): New | NULL {
  const seq = tupleiter_seq(it);
  if (seq === NULL) return NULL;
  const index = tupleiter_index(it);
  if (index < PyTuple_GET_SIZE(seq)) {
    set_tupleiter_index(it, index + 1);
    return Py_NewRef(PyTuple_GET_ITEM(seq, index));
  }
  set_tupleiter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function tupleiter_len(it: PyObject): New | NULL {
  const seq = tupleiter_seq(it);
  return PyLong_FromNumber(seq === NULL ? 0 : PyTuple_GET_SIZE(seq) - tupleiter_index(it));
}
function tupleiter_reduce(it: PyObject): New | NULL {
  return reduceIterator(_PyEval_GetBuiltin(ID_iter), tupleiter_seq(it), tupleiter_index(it), _PyTuple_Empty);
}
function tupleiter_setstate(it: PyObject, state: PyObject): New | NULL {
  const index = PyLong_AsSsize_t(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const seq = tupleiter_seq(it);
  if (seq !== NULL) set_tupleiter_index(it, Math.min(Math.max(index, 0), PyTuple_GET_SIZE(seq)));
  return Py_NewRef(_Py_NoneStruct);
}
function tuple_iter(seq: PyObject): New | NULL {
  const it = _PyObject_GC_New(PyTupleIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_tupleiter_index(it, 0);
  set_tupleiter_seq(it, Py_NewRef(seq));
  _PyObject_GC_TRACK(it);
  return it;
}

defineType(PyTupleIter_Type, {
  tp_name: 'tuple_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: tupleiter_dealloc, tp_traverse: traverseFields(6), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: tupleiter_next},
  methods: [
    hiddenMethod('__length_hint__', '($self, /)', tupleiter_len, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', tupleiter_reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', tupleiter_setstate, 'Takes what pickle stored.'),
  ],
});
defineType(PyTuple_Type, {
  tp_name: 'tuple', tp_basicsize: 24, tp_itemsize: 8,
  tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_TUPLE_SUBCLASS | _Py_TPFLAGS_MATCH_SELF | Py_TPFLAGS_SEQUENCE,
  tp_doc: 'tuple(iterable=(), /)\n--\n\nA sequence that cannot be changed.\n\nWithout an argument it is empty; otherwise it holds the items of the iterable,\nand a tuple is returned as it is.',
  slots: {
    tp_dealloc: tupledealloc, tp_repr: tuplerepr, tp_hash: tuplehash, tp_getattro: PyObject_GenericGetAttr, tp_traverse: tupletraverse, tp_richcompare: tuplerichcompare, tp_iter: tuple_iter,
    tp_new: tuple_new, tp_free: PyObject_GC_Del, tp_vectorcall: tuple_vectorcall,
    sq_length: tuplelength, sq_concat: tupleconcat, sq_repeat: tuplerepeat, sq_item: tupleitem, sq_contains: tuplecontains, mp_length: tuplelength, mp_subscript: tuplesubscript,
  },
  methods: [
    method('__getnewargs__', '($self, /)', tuple___getnewargs__, null),
    method('index', '($self, value, start=0, stop=sys.maxsize, /)', tuple_index, 'Position of the first item that equals the value.\n\nValueError when there is none.'),
    method('count', '($self, value, /)', tuple_count, 'How many items equal the value.'),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
});
