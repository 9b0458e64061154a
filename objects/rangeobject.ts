/**
 * range and its iterators. Ranges whose numbers are safe doubles are computed as such, others as big integers. CPython: Objects/rangeobject.c
 *
 * DIVERGES: an iterator over numbers between 2**53 and 2**63 is a longrange_iterator here, a range_iterator in CPython.
 */
import {H} from '../runtime/current';
import {ARG, PyBool_Check, PyLong_Check, PyLong_CheckExact, PyRange_Check, PySlice_Check, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, _PyLong_IsZero, _PyTuple_ADDR, longrangeiter_len, longrangeiter_start, longrangeiter_step, range_length, range_start, range_step, range_stop, rangeiter_len, rangeiter_start, rangeiter_step, set_longrangeiter_len, set_longrangeiter_start, set_longrangeiter_step, set_range_length, set_range_start, set_range_step, set_range_stop, set_rangeiter_len, set_rangeiter_start, set_rangeiter_step} from '../runtime/generated/accessors';
import {ID_iter} from '../runtime/generated/ids';
import {HASH_HI, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError, PyLongRangeIter_Type, PyRangeIter_Type, PyRange_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_New} from '../runtime/object';
import {Py_TPFLAGS_SEQUENCE} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_READONLY} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyIndex_Check, PyNumber_Index} from './abstract-number';
import {PY_ITERSEARCH_CONTAINS, PY_ITERSEARCH_COUNT, PY_ITERSEARCH_INDEX, _PySequence_IterSearch} from './abstract-sequence';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText, typeName} from './errors';
import {_PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {_PyEval_GetBuiltin} from './iterobject';
import {PyLong_AsBigInt, PyLong_AsLong, PyLong_AsSafeNumber, PyLong_AsSsize_t, PyLong_FromBigInt, PyLong_FromNumber, _PyLong_EqualValues, _PyLong_GetOne, _PyLong_GetZero, _PyLong_Sign, isBig} from './longobject';
import {PyObject_Hash, PyObject_SelfIter, Py_EQ, Py_NE} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {_PySlice_GetLongIndices} from './sliceobject';
import {PyTuple_Pack, packSteal} from './tupleobject';
import {PyUnicode_FromString} from './unicodeobject';

const SAFE = 9007199254740991;

/** CPython: validate_step() */
function validate_step(step: PyObject): New | NULL {
  const index = PyNumber_Index(step);
  if (index === NULL || !_PyLong_IsZero(index)) return index;
  Py_DECREF(index);
  return PyErr_SetString(PyExc_ValueError, 'range() arg 3 must not be zero');
}
/** Number of items between two safe numbers. CPython: get_len_of_range() */
function get_len_of_range(lo: number, hi: number, step: number): number {
  if (step > 0) return lo < hi ? 1 + Math.floor((hi - 1 - lo) / step) : 0;
  return lo > hi ? 1 + Math.floor((lo - 1 - hi) / -step) : 0;
}
/** True when a division of the distance is exact in doubles. */
function distanceIsSafe(start: number, stop: number): boolean {
  return Math.abs(stop - start) <= SAFE;
}
/** CPython: compute_range_length() */
function compute_range_length(start: PyObject, stop: PyObject, step: PyObject): New | NULL {
  if (!isBig(start) && !isBig(stop) && !isBig(step)) {
    const a = PyLong_AsSafeNumber(start), b = PyLong_AsSafeNumber(stop);
    if (distanceIsSafe(a, b)) return PyLong_FromNumber(get_len_of_range(a, b, PyLong_AsSafeNumber(step)));
  }
  const a = PyLong_AsBigInt(start), b = PyLong_AsBigInt(stop), s = PyLong_AsBigInt(step);
  const lo = s > 0n ? a : b, hi = s > 0n ? b : a, stride = s > 0n ? s : -s;
  return PyLong_FromBigInt(lo >= hi ? 0n : (hi - lo - 1n) / stride + 1n);
}
/** A range of three ints. @steals start, stop, step. CPython: make_range_object() */
function make_range_object(type: PyTypeObject, start: New | NULL, stop: New | NULL, step: New | NULL): New | NULL {
  const length = start === NULL || stop === NULL || step === NULL ? NULL : compute_range_length(start, stop, step);
  const r = length === NULL ? NULL : _PyObject_New(type, 48);
  if (r === NULL) {
    Py_XDECREF(start);
    Py_XDECREF(stop);
    Py_XDECREF(step);
    if (length !== NULL) PyErr_NoMemory();
    Py_XDECREF(length);
    return NULL;
  }
  set_range_start(r, start);
  set_range_stop(r, stop);
  set_range_step(r, step);
  set_range_length(r, length);
  return r;
}
/** CPython: range_from_array() */
function range_from_array(type: PyTypeObject, args: Args, nargs: number): New | NULL {
  if (nargs === 0) return PyErr_SetString(PyExc_TypeError, 'range expected at least 1 argument, got 0');
  if (nargs > 3) return PyErr_SetString(PyExc_TypeError, `range expected at most 3 arguments, got ${nargs}`);
  if (nargs === 1) {
    const stop = PyNumber_Index(ARG(args, 0));
    return stop === NULL ? NULL : make_range_object(type, Py_NewRef(_PyLong_GetZero()), stop, Py_NewRef(_PyLong_GetOne()));
  }
  const start = PyNumber_Index(ARG(args, 0)), stop = start === NULL ? NULL : PyNumber_Index(ARG(args, 1));
  const step = stop === NULL ? NULL : nargs === 3 ? validate_step(ARG(args, 2)) : Py_NewRef(_PyLong_GetOne());
  return make_range_object(type, start, stop, step);
}
function range_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return _PyArg_NoKeywords('range', kwds) ? range_from_array(type, _PyTuple_ADDR(args), PyTuple_GET_SIZE(args)) : NULL;
}
function range_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return _PyArg_NoKwnames('range', kwnames) ? range_from_array(type, args, nargs) : NULL;
}
function range_dealloc(r: PyObject): void {
  Py_DECREF(range_start(r));
  Py_DECREF(range_stop(r));
  Py_DECREF(range_step(r));
  Py_DECREF(range_length(r));
  PyObject_Del(r);
}
function range_len(r: PyObject): number {
  return PyLong_AsSsize_t(range_length(r));
}
/** start + i * step for an index within the range. CPython: compute_item() */
function compute_item(r: PyObject, i: bigint): New | NULL {
  return PyLong_FromBigInt(PyLong_AsBigInt(range_start(r)) + i * PyLong_AsBigInt(range_step(r)));
}
/** CPython: compute_range_item() */
function compute_range_item(r: PyObject, index: PyObject): New | NULL {
  const start = range_start(r), step = range_step(r), length = range_length(r);
  if (!isBig(start) && !isBig(step) && !isBig(length) && !isBig(index)) {
    const n = PyLong_AsSafeNumber(length), given = PyLong_AsSafeNumber(index), i = given < 0 ? given + n : given;
    if (i < 0 || i >= n) return PyErr_SetString(PyExc_IndexError, 'range object index out of range');
    const value = PyLong_AsSafeNumber(start) + i * PyLong_AsSafeNumber(step);
    if (Math.abs(value) <= SAFE && Math.abs(i * PyLong_AsSafeNumber(step)) <= SAFE) return PyLong_FromNumber(value);
  }
  const n = PyLong_AsBigInt(length), given = PyLong_AsBigInt(index), i = given < 0n ? given + n : given;
  if (i < 0n || i >= n) return PyErr_SetString(PyExc_IndexError, 'range object index out of range');
  return compute_item(r, i);
}
function range_item(r: PyObject, i: number): New | NULL {
  const index = PyLong_FromNumber(i);
  if (index === NULL) return NULL;
  const result = compute_range_item(r, index);
  Py_DECREF(index);
  return result;
}
/** CPython: compute_slice() */
function compute_slice(r: PyObject, slice: PyObject): New | NULL {
  const indices = _PySlice_GetLongIndices(slice, PyLong_AsBigInt(range_length(r)));
  if (indices === null) return NULL;
  return make_range_object(Py_TYPE(r), compute_item(r, indices[0]), compute_item(r, indices[1]), PyLong_FromBigInt(PyLong_AsBigInt(range_step(r)) * indices[2]));
}
/** CPython: range_contains_long() */
function range_contains_long(r: PyObject, ob: PyObject): boolean {
  const step = PyLong_AsBigInt(range_step(r)), start = PyLong_AsBigInt(range_start(r)), stop = PyLong_AsBigInt(range_stop(r)), value = PyLong_AsBigInt(ob);
  if (step > 0n ? value < start || value >= stop : value > start || value <= stop) return false;
  return (value - start) % step === 0n;
}
function isPlainInt(ob: PyObject): boolean {
  return PyLong_CheckExact(ob) || PyBool_Check(ob);
}
function range_contains(r: PyObject, ob: PyObject): number {
  if (isPlainInt(ob)) return range_contains_long(r, ob) ? 1 : 0;
  return _PySequence_IterSearch(r, ob, PY_ITERSEARCH_CONTAINS);
}
function sameInt(a: PyObject, b: PyObject): boolean {
  return a === b || _PyLong_EqualValues(a, b);
}
/** Two ranges are equal when they yield the same. CPython: range_equals() */
function range_equals(a: PyObject, b: PyObject): boolean {
  if (a === b) return true;
  if (!sameInt(range_length(a), range_length(b))) return false;
  if (_PyLong_IsZero(range_length(a))) return true;
  if (!sameInt(range_start(a), range_start(b))) return false;
  return sameInt(range_length(a), _PyLong_GetOne()) || sameInt(range_step(a), range_step(b));
}
function range_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (!PyRange_Check(other) || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  return Py_NewRef(Py_BOOL(range_equals(self, other) === (op === Py_EQ)));
}
/** Hash of (len, start, step), with None for what does not matter. CPython: range_hash() */
function range_hash(r: PyObject): number {
  const none = _Py_NoneStruct, length = range_length(r), empty = _PyLong_IsZero(length);
  const key = PyTuple_Pack(length, empty ? none : range_start(r), empty || sameInt(length, _PyLong_GetOne()) ? none : range_step(r));
  if (key === NULL) {
    H[HASH_HI] = -1;
    return -1;
  }
  const lo = PyObject_Hash(key);
  Py_DECREF(key);
  return lo;
}
function range_count(r: PyObject, ob: PyObject): New | NULL {
  if (isPlainInt(ob)) return PyLong_FromNumber(range_contains_long(r, ob) ? 1 : 0);
  const count = _PySequence_IterSearch(r, ob, PY_ITERSEARCH_COUNT);
  return count === -1 ? NULL : PyLong_FromNumber(count);
}
/** CPython: range_index() */
function range_index(r: PyObject, ob: PyObject): New | NULL {
  if (!isPlainInt(ob)) {
    const index = _PySequence_IterSearch(r, ob, PY_ITERSEARCH_INDEX);
    return index === -1 ? NULL : PyLong_FromNumber(index);
  }
  if (range_contains_long(r, ob)) return PyLong_FromBigInt((PyLong_AsBigInt(ob) - PyLong_AsBigInt(range_start(r))) / PyLong_AsBigInt(range_step(r)));
  const text = reprText(ob);
  return text === null ? NULL : PyErr_SetString(PyExc_ValueError, `${text} is not in range`);
}
function range_repr(r: PyObject): New | NULL {
  const start = reprText(range_start(r)), stop = reprText(range_stop(r)), step = reprText(range_step(r));
  if (start === null || stop === null || step === null) return NULL;
  return PyUnicode_FromString(sameInt(range_step(r), _PyLong_GetOne()) ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`);
}
function range_reduce(r: PyObject): New | NULL {
  return packSteal(Py_NewRef(Py_TYPE(r)), PyTuple_Pack(range_start(r), range_stop(r), range_step(r)));
}
function range_subscript(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    const index = PyNumber_Index(item);
    if (index === NULL) return NULL;
    const result = compute_range_item(self, index);
    Py_DECREF(index);
    return result;
  }
  if (PySlice_Check(item)) return compute_slice(self, item);
  return PyErr_SetString(PyExc_TypeError, `range indices must be integers or slices, not ${typeName(item).slice(0, 200)}`);
}
function range_bool(self: PyObject): number {
  return _PyLong_IsZero(range_length(self)) ? 0 : 1;
}

// ---- iterators ----

/** CPython: rangeiter_next() */
function rangeiter_next(it: PyObject): New | NULL {
  const len = rangeiter_len(it);
  if (len <= 0) return NULL;
  const value = rangeiter_start(it);
  set_rangeiter_start(it, value + rangeiter_step(it));
  set_rangeiter_len(it, len - 1);
  return PyLong_FromNumber(value);
}
function rangeiter_length_hint(it: PyObject): New | NULL {
  return PyLong_FromNumber(rangeiter_len(it));
}
/** (iter, (range,), None): the rest of an iterator as a range. @steals the numbers */
function reduceRest(start: New | NULL, stop: New | NULL, step: New | NULL): New | NULL {
  const range = make_range_object(PyRange_Type, start, stop, step);
  if (range === NULL) return NULL;
  return packSteal(_PyEval_GetBuiltin(ID_iter), packSteal(range), Py_NewRef(_Py_NoneStruct));
}
function rangeiter_reduce(it: PyObject): New | NULL {
  const start = rangeiter_start(it), step = rangeiter_step(it);
  return reduceRest(PyLong_FromNumber(start), PyLong_FromNumber(start + rangeiter_len(it) * step), PyLong_FromNumber(step));
}
function rangeiter_setstate(it: PyObject, state: PyObject): New | NULL {
  const index = PyLong_AsLong(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const skip = Math.min(Math.max(index, 0), rangeiter_len(it));
  set_rangeiter_start(it, rangeiter_start(it) + skip * rangeiter_step(it));
  set_rangeiter_len(it, rangeiter_len(it) - skip);
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: fast_range_iter() */
function fast_range_iter(start: number, step: number, len: number): New | NULL {
  const it = _PyObject_New(PyRangeIter_Type, 40);
  if (it === NULL) return PyErr_NoMemory();
  set_rangeiter_start(it, start);
  set_rangeiter_step(it, step);
  set_rangeiter_len(it, len);
  return it;
}
/** An iterator over ints of any size. @steals the numbers */
function longRangeIter(start: New | NULL, step: New | NULL, len: New | NULL): New | NULL {
  const it = start === NULL || step === NULL || len === NULL ? NULL : _PyObject_New(PyLongRangeIter_Type, 40);
  if (it === NULL) {
    Py_XDECREF(start);
    Py_XDECREF(step);
    Py_XDECREF(len);
    return NULL;
  }
  set_longrangeiter_start(it, start);
  set_longrangeiter_step(it, step);
  set_longrangeiter_len(it, len);
  return it;
}
function longrangeiter_length_hint(it: PyObject): New | NULL {
  return Py_NewRef(longrangeiter_len(it));
}
function longrangeiter_reduce(it: PyObject): New | NULL {
  const start = PyLong_AsBigInt(longrangeiter_start(it)), step = PyLong_AsBigInt(longrangeiter_step(it)), len = PyLong_AsBigInt(longrangeiter_len(it));
  return reduceRest(PyLong_FromBigInt(start), PyLong_FromBigInt(start + len * step), PyLong_FromBigInt(step));
}
/** Moves an iterator on; false with MemoryError. */
function skipLong(it: PyObject, skip: bigint): boolean {
  const start = PyLong_FromBigInt(PyLong_AsBigInt(longrangeiter_start(it)) + skip * PyLong_AsBigInt(longrangeiter_step(it)));
  const len = start === NULL ? NULL : PyLong_FromBigInt(PyLong_AsBigInt(longrangeiter_len(it)) - skip);
  if (start === NULL || len === NULL) {
    Py_XDECREF(start);
    return false;
  }
  const oldStart = longrangeiter_start(it), oldLen = longrangeiter_len(it);
  set_longrangeiter_start(it, start);
  set_longrangeiter_len(it, len);
  Py_DECREF(oldStart);
  Py_DECREF(oldLen);
  return true;
}
function longrangeiter_setstate(it: PyObject, state: PyObject): New | NULL {
  if (!PyLong_Check(state)) return PyErr_SetString(PyExc_TypeError, `'<' not supported between instances of '${typeName(state)}' and 'int'`);
  const wanted = PyLong_AsBigInt(state), len = PyLong_AsBigInt(longrangeiter_len(it));
  return skipLong(it, wanted < 0n ? 0n : wanted > len ? len : wanted) ? Py_NewRef(_Py_NoneStruct) : NULL;
}
function longrangeiter_dealloc(it: PyObject): void {
  Py_XDECREF(longrangeiter_start(it));
  Py_XDECREF(longrangeiter_step(it));
  Py_XDECREF(longrangeiter_len(it));
  PyObject_Del(it);
}
function longrangeiter_next(it: PyObject): New | NULL {
  if (_PyLong_Sign(longrangeiter_len(it)) <= 0) return NULL;
  const result = Py_NewRef(longrangeiter_start(it));
  if (skipLong(it, 1n)) return result;
  Py_DECREF(result);
  return NULL;
}
/** True when every number an iterator over the range meets, one step behind the end too, is a safe double. */
function isSafeRange(r: PyObject): boolean {
  const start = range_start(r), stop = range_stop(r), step = range_step(r);
  if (isBig(start) || isBig(stop) || isBig(step)) return false;
  const a = PyLong_AsSafeNumber(start), b = PyLong_AsSafeNumber(stop), s = PyLong_AsSafeNumber(step);
  return distanceIsSafe(a, b) && Math.abs(a) + Math.abs(s) <= SAFE && Math.abs(b) + Math.abs(s) <= SAFE;
}
/** CPython: range_iter() */
function range_iter(r: PyObject): New | NULL {
  if (isSafeRange(r)) return fast_range_iter(PyLong_AsSafeNumber(range_start(r)), PyLong_AsSafeNumber(range_step(r)), PyLong_AsSafeNumber(range_length(r)));
  return longRangeIter(Py_NewRef(range_start(r)), Py_NewRef(range_step(r)), Py_NewRef(range_length(r)));
}
/** CPython: range_reverse() */
function range_reverse(r: PyObject): New | NULL {
  if (isSafeRange(r)) {
    const start = PyLong_AsSafeNumber(range_start(r)), step = PyLong_AsSafeNumber(range_step(r)), len = PyLong_AsSafeNumber(range_length(r));
    return fast_range_iter(start - step + len * step, -step, len);
  }
  const len = PyLong_AsBigInt(range_length(r)), step = PyLong_AsBigInt(range_step(r));
  return longRangeIter(compute_item(r, len - 1n), PyLong_FromBigInt(-step), Py_NewRef(range_length(r)));
}

defineType(PyRangeIter_Type, {
  tp_name: 'range_iterator', tp_basicsize: 40,
  slots: {tp_dealloc: PyObject_Del, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: rangeiter_next},
  methods: [
    hiddenMethod('__length_hint__', '($self, /)', rangeiter_length_hint, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', rangeiter_reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', rangeiter_setstate, 'Takes what pickle stored.'),
  ],
});
defineType(PyLongRangeIter_Type, {
  tp_name: 'longrange_iterator', tp_basicsize: 40,
  slots: {tp_dealloc: longrangeiter_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: longrangeiter_next},
  methods: [
    hiddenMethod('__length_hint__', '($self, /)', longrangeiter_length_hint, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', longrangeiter_reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', longrangeiter_setstate, 'Takes what pickle stored.'),
  ],
});
defineType(PyRange_Type, {
  tp_name: 'range', tp_basicsize: 48, tp_flags: Py_TPFLAGS_SEQUENCE,
  tp_doc: 'range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe integers from start (0 by default) up to, not with, stop, a step apart.\nrange(4) has 0, 1, 2 and 3: the indices of a list of four items.',
  slots: {
    tp_dealloc: range_dealloc, tp_repr: range_repr, tp_hash: range_hash, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: range_richcompare, tp_iter: range_iter, tp_new: range_new,
    tp_vectorcall: range_vectorcall, nb_bool: range_bool, sq_length: range_len, sq_item: range_item, sq_contains: range_contains, mp_length: range_len, mp_subscript: range_subscript,
  },
  methods: [
    hiddenMethod('__reversed__', '($self, /)', range_reverse, 'An iterator over the numbers, last first.'),
    hiddenMethod('__reduce__', '($self, /)', range_reduce, null),
    hiddenMethod('count', '($self, value, /)', range_count, 'rangeobject.count(value) -> how often the value occurs'),
    hiddenMethod('index', '($self, value, /)', range_index, 'rangeobject.index(value) -> position of the value.\nValueError when it is not in the range.'),
  ],
  members: [
    {name: 'start', type: 'object_ex', offset: 16, flags: Py_READONLY},
    {name: 'stop', type: 'object_ex', offset: 24, flags: Py_READONLY},
    {name: 'step', type: 'object_ex', offset: 32, flags: Py_READONLY},
  ],
});
