/** slice, and Ellipsis's own functions are in object.ts. CPython: Objects/sliceobject.c */
import {H} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyLong_CheckExact, PySlice_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_BOOL, Py_TYPE, _PyLong_CompactValue, _PyLong_IsCompact, set_slice_start, set_slice_step, set_slice_stop, slice_start, slice_step, slice_stop} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_TypeError, PyExc_ValueError, PySlice_Type, REFTOTAL, SLICE_CACHE, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New} from '../runtime/object';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_READONLY} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index} from './abstract-number';
import {writeRepr} from './dictobject-methods';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {traverseFields} from './field-slots';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from './getargs';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from './longobject';
import {PyObject_Hash, PyObject_RichCompare, Py_EQ, Py_GE, Py_LE} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {_PyUnicodeWriter} from './unicodeobject';
import {watch} from '../runtime/watched';

/** The bounds of a slice as numbers: what PySlice_Unpack() fills and PySlice_AdjustIndices() clips. */
export class SliceBounds {
  constructor(public start: number, public stop: number, public step: number) {}
}

/** CPython: _PyBuildSlice_Consume2() */
function buildSlice(start: New, stop: New, step: PyObject): New | NULL {
  let op: New | NULL = H[SLICE_CACHE] as New;
  if (op !== NULL) {
    H[SLICE_CACHE] = 0;
    H[op] = 1;
    H[REFTOTAL]++;
    if (VIVARIUM_WATCHED) watch.born(op as PyObject);
  } else {
    op = _PyObject_GC_New(PySlice_Type, 40);
    if (op === NULL) {
      Py_DECREF(start);
      Py_DECREF(stop);
      return PyErr_NoMemory();
    }
  }
  set_slice_start(op, start);
  set_slice_stop(op, stop);
  set_slice_step(op, Py_NewRef(step));
  _PyObject_GC_TRACK(op);
  return op;
}
/** A slice; NULL stands for None. CPython: PySlice_New() */
export function PySlice_New(start: PyObject | NULL, stop: PyObject | NULL, step: PyObject | NULL): New | NULL {
  return buildSlice(Py_NewRef(start === NULL ? _Py_NoneStruct : start), Py_NewRef(stop === NULL ? _Py_NoneStruct : stop), step === NULL ? _Py_NoneStruct : step);
}
/** slice(start, stop) for the loop. @steals start, stop. CPython: _PyBuildSlice_ConsumeRefs() */
export function _PyBuildSlice_ConsumeRefs(start: New, stop: New): New | NULL {
  return buildSlice(start, stop, _Py_NoneStruct);
}
/** CPython: _PySlice_FromIndices() */
export function _PySlice_FromIndices(istart: number, istop: number): New | NULL {
  const start = PyLong_FromNumber(istart);
  if (start === NULL) return NULL;
  const stop = PyLong_FromNumber(istop);
  if (stop === NULL) {
    Py_DECREF(start);
    return NULL;
  }
  return buildSlice(start, stop, _Py_NoneStruct);
}
/** CPython: _PySlice_ClearFreeList() */
export function _PySlice_ClearFreeList(): void {
  const op = H[SLICE_CACHE] as PyObject;
  if (op === NULL) return;
  H[SLICE_CACHE] = 0;
  PyObject_GC_Del(op);
}

/** A bound as a number, clipped to Py_ssize_t; -1 with an exception (or the bound -1). escapes. CPython: Python/ceval.c _PyEval_SliceIndex() */
export function _PyEval_SliceIndex(value: PyObject): number {
  if (PyLong_CheckExact(value) && _PyLong_IsCompact(value)) return _PyLong_CompactValue(value);
  if (PyIndex_Check(value)) return PyNumber_AsSsize_t(value, NULL);
  PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or None or have an __index__ method');
  return -1;
}
/** The bounds as they are written, defaults filled in by the sign of the step; null with an exception. escapes. CPython: PySlice_Unpack() */
export function PySlice_Unpack(slice: PyObject): SliceBounds | null {
  let step = 1;
  const stepObject = slice_step(slice), startObject = slice_start(slice), stopObject = slice_stop(slice);
  if (stepObject !== _Py_NoneStruct) {
    step = _PyEval_SliceIndex(stepObject);
    if (step === -1 && PyErr_Occurred() !== NULL) return null;
    if (step === 0) {
      PyErr_SetString(PyExc_ValueError, 'slice step cannot be zero');
      return null;
    }
  }
  let start = step < 0 ? PY_SSIZE_T_MAX : 0, stop = step < 0 ? -PY_SSIZE_T_MAX : PY_SSIZE_T_MAX;
  if (startObject !== _Py_NoneStruct) {
    start = _PyEval_SliceIndex(startObject);
    if (start === -1 && PyErr_Occurred() !== NULL) return null;
  }
  if (stopObject !== _Py_NoneStruct) {
    stop = _PyEval_SliceIndex(stopObject);
    if (stop === -1 && PyErr_Occurred() !== NULL) return null;
  }
  return new SliceBounds(start, stop, step);
}
/** Clips the bounds to a sequence of `length` items; returns the number of items between them. CPython: PySlice_AdjustIndices() */
export function PySlice_AdjustIndices(length: number, bounds: SliceBounds): number {
  const down = bounds.step < 0;
  let {start, stop} = bounds;
  if (start < 0) {
    start += length;
    if (start < 0) start = down ? -1 : 0;
  } else if (start >= length) start = down ? length - 1 : length;
  if (stop < 0) {
    stop += length;
    if (stop < 0) stop = down ? -1 : 0;
  } else if (stop >= length) stop = down ? length - 1 : length;
  bounds.start = start;
  bounds.stop = stop;
  if (down) return stop < start ? Math.floor((start - stop - 1) / -bounds.step) + 1 : 0;
  return start < stop ? Math.floor((stop - start - 1) / bounds.step) + 1 : 0;
}

function slice_dealloc(op: PyObject): void {
  _PyObject_GC_UNTRACK(op);
  Py_DECREF(slice_step(op));
  Py_DECREF(slice_start(op));
  Py_DECREF(slice_stop(op));
  if (H[SLICE_CACHE] === 0) H[SLICE_CACHE] = op;
  else PyObject_GC_Del(op);
}
/** CPython: slice_repr() */
function slice_repr(op: PyObject): New | NULL {
  const writer = new _PyUnicodeWriter();
  writer.writeASCII('slice(');
  if (!writeRepr(writer, slice_start(op))) return NULL;
  writer.writeASCII(', ');
  if (!writeRepr(writer, slice_stop(op))) return NULL;
  writer.writeASCII(', ');
  if (!writeRepr(writer, slice_step(op))) return NULL;
  writer.writeASCII(')');
  return writer.finish();
}
function slice_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  if (!_PyArg_NoKeywords('slice', kwds)) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional('slice', n, 1, 3)) return NULL;
  if (n === 1) return PySlice_New(NULL, PyTuple_GET_ITEM(args, 0), NULL);
  return PySlice_New(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1), n === 3 ? PyTuple_GET_ITEM(args, 2) : NULL);
}

/** A bound as an int object. CPython: evaluate_slice_index() */
function evaluate_slice_index(value: PyObject): New | NULL {
  if (PyIndex_Check(value)) return PyNumber_Index(value);
  return PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or None or have an __index__ method');
}
/** The three indices for a sequence of any length, as big integers; null with an exception. escapes. CPython: _PySlice_GetLongIndices() */
export function _PySlice_GetLongIndices(self: PyObject, length: bigint): readonly [bigint, bigint, bigint] | null {
  let step = 1n;
  if (slice_step(self) !== _Py_NoneStruct) {
    const value = bigintOf(slice_step(self));
    if (value === null) return null;
    if (value === 0n) {
      PyErr_SetString(PyExc_ValueError, 'slice step cannot be zero');
      return null;
    }
    step = value;
  }
  const down = step < 0n, lower = down ? -1n : 0n, upper = down ? length - 1n : length;
  const start = clip(slice_start(self), down ? upper : lower, length, lower, upper);
  if (start === null) return null;
  const stop = clip(slice_stop(self), down ? lower : upper, length, lower, upper);
  return stop === null ? null : [start, stop, step];
}
function bigintOf(value: PyObject): bigint | null {
  const index = evaluate_slice_index(value);
  if (index === NULL) return null;
  const result = PyLong_AsBigInt(index);
  Py_DECREF(index);
  return result;
}
function clip(bound: PyObject, missing: bigint, length: bigint, lower: bigint, upper: bigint): bigint | null {
  if (bound === _Py_NoneStruct) return missing;
  const value = bigintOf(bound);
  if (value === null) return null;
  if (value < 0n) return value + length < lower ? lower : value + length;
  return value > upper ? upper : value;
}
/** CPython: slice_indices() */
function slice_indices(self: PyObject, len: PyObject): New | NULL {
  const index = PyNumber_Index(len);
  if (index === NULL) return NULL;
  const length = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (length < 0n) return PyErr_SetString(PyExc_ValueError, 'length should not be negative');
  const indices = _PySlice_GetLongIndices(self, length);
  if (indices === null) return NULL;
  const result = PyTuple_New(3);
  if (result === NULL) return NULL;
  for (let i = 0; i < 3; i++) {
    const item = PyLong_FromBigInt(indices[i]);
    if (item === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}
/** The bounds as a tuple. */
function boundsOf(self: PyObject): New | NULL {
  return PyTuple_Pack(slice_start(self), slice_stop(self), slice_step(self));
}
function slice_reduce(self: PyObject): New | NULL {
  const bounds = boundsOf(self);
  if (bounds === NULL) return NULL;
  const result = PyTuple_Pack(Py_TYPE(self), bounds);
  Py_DECREF(bounds);
  return result;
}
/** CPython: slice_richcompare() */
function slice_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (!PySlice_Check(v) || !PySlice_Check(w)) return Py_NewRef(_Py_NotImplementedStruct);
  if (v === w) return Py_NewRef(Py_BOOL(op === Py_EQ || op === Py_LE || op === Py_GE));
  const a = boundsOf(v), b = a === NULL ? NULL : boundsOf(w);
  if (a === NULL || b === NULL) {
    Py_XDECREF(a);
    return NULL;
  }
  const result = PyObject_RichCompare(a, b, op);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}
/** As hash((start, stop, step)), except for the length at the end. CPython: slicehash() */
function slicehash(v: PyObject): number {
  let acc = 2870177450012600261n;
  for (const item of [slice_start(v), slice_stop(v), slice_step(v)]) {
    const lo = PyObject_Hash(item), hi = H[HASH_HI];
    if (lo === -1 && hi === -1) return -1;
    const lane = (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
    acc = BigInt.asUintN(64, acc + lane * 14029467366897019727n);
    acc = BigInt.asUintN(64, (acc << 31n) | (acc >> 33n));
    acc = BigInt.asUintN(64, acc * 11400714785074694791n);
  }
  if (acc === 0xffffffffffffffffn) acc = 1546275796n;
  H[HASH_HI] = Number(acc >> 32n) | 0;
  return Number(acc & 0xffffffffn) | 0;
}

defineType(PySlice_Type, {
  tp_name: 'slice', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC,
  tp_doc: 'slice(stop)\nslice(start, stop[, step])\n\nThe bounds of a slice such as a[0:10:2].',
  slots: {
    tp_dealloc: slice_dealloc, tp_traverse: traverseFields(4, 6, 8), tp_repr: slice_repr, tp_hash: slicehash, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: slice_richcompare, tp_new: slice_new,
  },
  methods: [
    hiddenMethod('indices', '($self, len, /)', slice_indices, 'S.indices(len) -> (start, stop, stride)\n\nThe indices that the slice means for a sequence of that length.'),
    hiddenMethod('__reduce__', '($self, /)', slice_reduce, 'What pickle stores.'),
  ],
  members: [
    {name: 'start', type: 'object', offset: 16, flags: Py_READONLY},
    {name: 'stop', type: 'object', offset: 24, flags: Py_READONLY},
    {name: 'step', type: 'object', offset: 32, flags: Py_READONLY},
  ],
});
