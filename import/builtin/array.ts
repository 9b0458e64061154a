/** The module array: rows of numbers or characters. CPython: Modules/arraymodule.c; type codes are in array-items.ts, pickles in array-pickle.ts */
import {PyBUF_FORMAT, PyBUF_ND, PyBUF_SIMPLE, PyBUF_STRIDES, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PySequence_GetItem} from '../../objects/abstract-sequence';
import {PyByteArray_Check} from '../../objects/bytearrayobject';
import {repeatInto} from '../../objects/bytes-type';
import {PyBytes_FromStringAndSize} from '../../objects/bytesobject';
import {PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_BadArgument, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, reprText, typeName} from '../../objects/errors';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {_PyArg_NoKeywords, _PyArg_UnpackKeywords, argParser} from '../../objects/getargs';
import {_PyEval_GetBuiltin} from '../../objects/iterobject';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsSsize_t, PyLong_FromNumber, PyLong_FromSsize_t} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GenericGetAttr, PyObject_GetAttrString, PyObject_RichCompare, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_NE} from '../../objects/object';
import {_PyArg_BadArgument, clipStart, sliceArg, sliceBounds, ssizeArg} from '../../objects/text-args';
import {packSteal, richCompareNumbers} from '../../objects/tupleobject';
import {PyObject_TypeCheck, _PyType_Name} from '../../objects/typeobject';
import {PyType_FromModuleAndSpec, PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {PyUnicode_DecodeUTF32Stateful} from '../../objects/unicode-utf';
import {PyUnicode_FromPoints, PyUnicode_FromString, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {H, U8} from '../../runtime/current';
import {moveBytes} from '../../runtime/heap';
import {PyObject_GC_Track, PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyBytes_Check, PyBytes_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PySlice_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_SET_SIZE, Py_SIZE, Py_TYPE, array_allocated, array_descr, array_ob_exports, array_ob_item, array_weakreflist, arrayiter_ao, arrayiter_index, set_array_allocated, set_array_descr, set_array_ob_exports, set_array_ob_item, set_array_weakreflist, set_arrayiter_ao, set_arrayiter_index} from '../../runtime/generated/accessors';
import {ID_iter, ID_read, ID_write} from '../../runtime/generated/ids';
import {PyExc_BufferError, PyExc_DeprecationWarning, PyExc_EOFError, PyExc_IndexError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {METH_CLASS, type PyMethodDef, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Realloc} from '../../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_SEQUENCE} from '../../runtime/typeflags';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {type ArrayDescr, DESCRIPTORS, compareItems, getarrayitem, setarrayitem} from './array-items';
import {reconstructArray, reduceArray} from './array-pickle';

type Optional = PyObject | NULL;
class ArrayState {
  ArrayType: Optional = NULL;
  ArrayIterType: Optional = NULL;
}
const stateOf = (op: PyObject): ArrayState => PyModule_GetState<ArrayState>(PyType_GetModuleByDef(Py_TYPE(op), arraymodule) as PyObject)!;
const array_Check = (op: PyObject, state: ArrayState): boolean => PyObject_TypeCheck(op, state.ArrayType as PyObject);
const descrOf = (op: PyObject): ArrayDescr => DESCRIPTORS[array_descr(op)];
/** Byte address of the first item. */
const bytesAt = (op: PyObject): number => array_ob_item(op) << 2;
const none = (status: number): New | NULL => (status < 0 ? NULL : Py_NewRef(_Py_NoneStruct));
function raise(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
const LIMIT = 0x3fffffff, EXPORTED = 'cannot resize an array that is exporting buffers';

/** Gives another size, keeping what fits; -1 with an exception. CPython: array_resize() */
function array_resize(self: PyObject, newsize: number): number {
  const size = Py_SIZE(self), {itemsize} = descrOf(self);
  if (array_ob_exports(self) > 0 && newsize !== size) return raise(PyExc_BufferError, EXPORTED);
  if (array_allocated(self) >= newsize && size < newsize + 16 && array_ob_item(self) !== 0) {
    Py_SET_SIZE(self, newsize);
    return 0;
  }
  if (newsize === 0) {
    PyObject_Free(array_ob_item(self));
    set_array_ob_item(self, 0);
    Py_SET_SIZE(self, 0);
    set_array_allocated(self, 0);
    return 0;
  }
  const allocated = Math.floor(newsize / 16) + (size < 8 ? 3 : 7) + newsize, block = allocated * itemsize > LIMIT ? 0 : PyObject_Realloc(array_ob_item(self), allocated * itemsize);
  if (block === 0) {
    PyErr_NoMemory();
    return -1;
  }
  set_array_ob_item(self, block);
  Py_SET_SIZE(self, newsize);
  set_array_allocated(self, allocated);
  return 0;
}
/** An array with items that are not set. CPython: newarrayobject() */
function newarrayobject(type: PyTypeObject, size: number, code: number): New | NULL {
  const nbytes = size * DESCRIPTORS[code].itemsize;
  if (nbytes > LIMIT) return PyErr_NoMemory();
  const op = slots(type).tp_alloc!(type, 0);
  if (op === NULL) return NULL;
  set_array_descr(op, code);
  set_array_allocated(op, size);
  set_array_weakreflist(op, NULL);
  set_array_ob_exports(op, 0);
  set_array_ob_item(op, 0);
  Py_SET_SIZE(op, size);
  if (size > 0) {
    const block = PyObject_Realloc(0, nbytes);
    if (block === 0) {
      Py_SET_SIZE(op, 0);
      Py_DECREF(op);
      return PyErr_NoMemory();
    }
    set_array_ob_item(op, block);
  }
  return op;
}
/** Moves items within an array. */
function moveItems(self: PyObject, to: number, from: number, count: number): void {
  const {itemsize} = descrOf(self), at = bytesAt(self);
  if (count > 0) moveBytes(at + to * itemsize, at + from * itemsize, at + (from + count) * itemsize);
}
/** Copies items from another array of the same type code. */
function copyFrom(self: PyObject, to: number, other: PyObject, from: number, count: number): void {
  const {itemsize} = descrOf(self);
  if (count > 0) moveBytes(bytesAt(self) + to * itemsize, bytesAt(other) + from * itemsize, bytesAt(other) + (from + count) * itemsize);
}
/** Inserts before an index. escapes. CPython: ins1() */
function ins1(self: PyObject, where: number, v: PyObject): number {
  if (setarrayitem(self, -1, v) < 0) return -1;
  const n = Py_SIZE(self);
  if (array_resize(self, n + 1) < 0) return -1;
  where = Math.min(clipStart(where, n), n);
  moveItems(self, where + 1, where, n - where);
  return setarrayitem(self, where, v);
}
function array_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  if (array_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  if (array_ob_item(self) !== 0) PyObject_Free(array_ob_item(self));
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

/** Whether the verdict of comparing two numbers holds. CPython: array_richcompare() */
function array_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  const state = stateOf(v);
  if (!array_Check(v, state) || !array_Check(w, state)) return Py_NewRef(_Py_NotImplementedStruct);
  if (Py_SIZE(v) !== Py_SIZE(w) && (op === Py_EQ || op === Py_NE)) return richCompareNumbers(0, 1, op);
  if (array_descr(v) === array_descr(w)) {
    const order = compareItems(v, w, Math.min(Py_SIZE(v), Py_SIZE(w)));
    if (order !== null) return order !== 0 ? richCompareNumbers(order, 0, op) : richCompareNumbers(Py_SIZE(v), Py_SIZE(w), op);
  }
  for (let i = 0; i < Py_SIZE(v) && i < Py_SIZE(w); i++) {
    const vi = getarrayitem(v, i);
    if (vi === NULL) return NULL;
    const wi = getarrayitem(w, i);
    if (wi === NULL) {
      Py_DECREF(vi);
      return NULL;
    }
    const equal = PyObject_RichCompareBool(vi, wi, Py_EQ);
    const result = equal !== 0 ? NULL : op === Py_EQ || op === Py_NE ? richCompareNumbers(0, 1, op) : PyObject_RichCompare(vi, wi, op);
    Py_DECREF(vi);
    Py_DECREF(wi);
    if (equal < 0) return NULL;
    if (equal === 0) return result;
  }
  return richCompareNumbers(Py_SIZE(v), Py_SIZE(w), op);
}

// ---- as a sequence ----

function array_item(self: PyObject, i: number): New | NULL {
  return i < 0 || i >= Py_SIZE(self) ? PyErr_SetString(PyExc_IndexError, 'array index out of range') : getarrayitem(self, i);
}
function array_slice(self: PyObject, low: number, high: number): New | NULL {
  const result = newarrayobject(stateOf(self).ArrayType as PyObject, high - low, array_descr(self));
  if (result !== NULL) copyFrom(result, 0, self, low, high - low);
  return result;
}
function array_concat(a: PyObject, b: PyObject): New | NULL {
  const state = stateOf(a);
  if (!array_Check(b, state)) return PyErr_SetString(PyExc_TypeError, `can only append array (not "${typeName(b)}") to array`);
  if (array_descr(a) !== array_descr(b)) return PyErr_BadArgument();
  const result = newarrayobject(state.ArrayType as PyObject, Py_SIZE(a) + Py_SIZE(b), array_descr(a));
  if (result === NULL) return NULL;
  copyFrom(result, 0, a, 0, Py_SIZE(a));
  copyFrom(result, Py_SIZE(a), b, 0, Py_SIZE(b));
  return result;
}
function array_repeat(self: PyObject, n: number): New | NULL {
  const count = Math.max(n, 0), length = Py_SIZE(self) * count, result = newarrayobject(stateOf(self).ArrayType as PyObject, length, array_descr(self)), {itemsize} = descrOf(self);
  if (result !== NULL && length > 0) repeatInto(bytesAt(result), length * itemsize, bytesAt(self), Py_SIZE(self) * itemsize);
  return result;
}
function array_inplace_repeat(self: PyObject, n: number): New | NULL {
  const size = Py_SIZE(self), {itemsize} = descrOf(self);
  if (size > 0 && n !== 1) {
    const length = size * Math.max(n, 0);
    if (length * itemsize > LIMIT) return PyErr_NoMemory();
    if (array_resize(self, length) < 0) return NULL;
    if (length > 0) repeatInto(bytesAt(self), length * itemsize, bytesAt(self), size * itemsize);
  }
  return Py_NewRef(self);
}
function array_del_slice(self: PyObject, low: number, high: number): number {
  const size = Py_SIZE(self), count = high - low;
  if (count > 0 && array_ob_exports(self) > 0) return raise(PyExc_BufferError, EXPORTED);
  moveItems(self, low, high, size - high);
  return count > 0 ? array_resize(self, size - count) : 0;
}
function array_ass_item(self: PyObject, i: number, v: Optional): number {
  if (i < 0 || i >= Py_SIZE(self)) return raise(PyExc_IndexError, 'array assignment index out of range');
  return v === NULL ? array_del_slice(self, i, i + 1) : setarrayitem(self, i, v);
}
function array_iter_extend(self: PyObject, iterable: PyObject): number {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return -1;
  let status = 0;
  for (let v = PyIter_Next(it); v !== NULL; v = PyIter_Next(it)) {
    status = ins1(self, Py_SIZE(self), v);
    Py_DECREF(v);
    if (status < 0) break;
  }
  Py_DECREF(it);
  return status < 0 || PyErr_Occurred() !== NULL ? -1 : 0;
}
function array_do_extend(self: PyObject, other: PyObject): number {
  if (!array_Check(other, stateOf(self))) return array_iter_extend(self, other);
  if (array_descr(self) !== array_descr(other)) return raise(PyExc_TypeError, 'can only extend with array of same kind');
  const before = Py_SIZE(self), more = Py_SIZE(other);
  if (array_resize(self, before + more) < 0) return -1;
  copyFrom(self, before, other, 0, more);
  return 0;
}
function array_inplace_concat(self: PyObject, other: PyObject): New | NULL {
  if (!array_Check(other, stateOf(self))) return PyErr_SetString(PyExc_TypeError, `can only extend array with array (not "${typeName(other)}")`);
  return array_do_extend(self, other) < 0 ? NULL : Py_NewRef(self);
}
/** Index from `start` on of the first item equal to v; -1 when there is none, -2 with an exception. */
function find(self: PyObject, v: PyObject, start: number, stop: number): number {
  for (let i = start; i < stop && i < Py_SIZE(self); i++) {
    const item = getarrayitem(self, i);
    if (item === NULL) return -2;
    const equal = PyObject_RichCompareBool(item, v, Py_EQ);
    Py_DECREF(item);
    if (equal !== 0) return equal > 0 ? i : -2;
  }
  return -1;
}
function array_contains(self: PyObject, v: PyObject): number {
  const at = find(self, v, 0, PY_SSIZE_T_MAX);
  return at === -2 ? -1 : at < 0 ? 0 : 1;
}

// ---- subscripts ----

function array_subscr(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    const i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    return i === -1 && PyErr_Occurred() !== NULL ? NULL : array_item(self, i < 0 ? i + Py_SIZE(self) : i);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, 'array indices must be integers');
  const bounds = sliceBounds(item, Py_SIZE(self));
  if (bounds === null) return NULL;
  const {start, step, length} = bounds;
  if (step === 1) return array_slice(self, start, start + length);
  const result = newarrayobject(stateOf(self).ArrayType as PyObject, length, array_descr(self));
  if (result !== NULL) for (let i = 0, from = start; i < length; i++, from += step) copyFrom(result, i, self, from, 1);
  return result;
}
function array_ass_subscr(self: PyObject, item: PyObject, value: Optional): number {
  let start: number, step = 1, length = 1;
  if (PyIndex_Check(item)) {
    start = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (start === -1 && PyErr_Occurred() !== NULL) return -1;
    if (start < 0) start += Py_SIZE(self);
    if (start < 0 || start >= Py_SIZE(self)) return raise(PyExc_IndexError, 'array assignment index out of range');
    if (value !== NULL) return setarrayitem(self, start, value);
  } else if (PySlice_Check(item)) {
    const bounds = sliceBounds(item, Py_SIZE(self));
    if (bounds === null) return -1;
    ({start, step, length} = bounds);
  } else return raise(PyExc_TypeError, 'array indices must be integers');
  let needed = 0;
  if (value !== NULL) {
    if (!array_Check(value, stateOf(self))) return raise(PyExc_TypeError, `can only assign array (not "${typeName(value)}") to array slice`);
    needed = Py_SIZE(value);
    if (value === self) {
      const copy = array_slice(self, 0, needed);
      if (copy === NULL) return -1;
      const status = array_ass_subscr(self, item, copy);
      Py_DECREF(copy);
      return status;
    }
    if (array_descr(value) !== array_descr(self)) {
      PyErr_BadArgument();
      return -1;
    }
  }
  if ((needed === 0 || length !== needed) && array_ob_exports(self) > 0) return raise(PyExc_BufferError, EXPORTED);
  return step === 1 ? replaceItems(self, start, length, value, needed) : needed === 0 ? deleteStepped(self, start, step, length) : assignStepped(self, start, step, length, value as PyObject, needed);
}
/** Puts `needed` items of another array in the place of `length`. */
function replaceItems(self: PyObject, start: number, length: number, value: Optional, needed: number): number {
  const size = Py_SIZE(self);
  if (length > needed) moveItems(self, start + needed, start + length, size - start - length);
  if (length !== needed && array_resize(self, size + needed - length) < 0) return -1;
  if (length < needed) moveItems(self, start + needed, start + length, size - start - length);
  if (value !== NULL) copyFrom(self, start, value, 0, needed);
  return 0;
}
function deleteStepped(self: PyObject, start: number, step: number, length: number): number {
  if (length === 0) return 0;
  if (step < 0) {
    start += step * (length - 1);
    step = -step;
  }
  for (let i = 0, from = start; i < length; i++, from += step) moveItems(self, from - i, from + 1, (i + 1 < length ? from + step : Py_SIZE(self)) - from - 1);
  return array_resize(self, Py_SIZE(self) - length);
}
function assignStepped(self: PyObject, start: number, step: number, length: number, value: PyObject, needed: number): number {
  if (needed !== length) return raise(PyExc_ValueError, `attempt to assign array of size ${needed} to extended slice of size ${length}`);
  for (let i = 0, to = start; i < length; i++, to += step) copyFrom(self, to, value, i, 1);
  return 0;
}

// ---- methods ----

/** A method that gets the class that defines it: with CPython's argument errors for such. */
function classMethod(name: string, signature: string, fn: (self: PyObject, a: PyObject, b: PyObject) => New | NULL, doc: string): PyMethodDef {
  const parser = argParser(name, signature);
  return rawMethod(name, signature, (self, args, nargs, kwnames) => {
    const values = _PyArg_UnpackKeywords(parser, args, nargs, NULL, kwnames);
    return values === null ? NULL : fn(self, values[0] as PyObject, values[1] as PyObject);
  }, doc);
}
function array_index(self: PyObject, v: PyObject, startArg: Optional, stopArg: Optional): New | NULL {
  let start = indexArg(startArg, 0), stop = start !== start ? 0 : indexArg(stopArg, PY_SSIZE_T_MAX);
  if (start !== start || stop !== stop) return NULL;
  start = clipStart(start, Py_SIZE(self));
  if (stop < 0) stop += Py_SIZE(self);
  const at = find(self, v, start, stop);
  return at >= 0 ? PyLong_FromNumber(at) : at === -2 ? NULL : PyErr_SetString(PyExc_ValueError, 'array.index(x): x not in array');
}
/** CPython: _PyEval_SliceIndexNotNone() */
function indexArg(arg: Optional, fallback: number): number {
  if (arg === _Py_NoneStruct) {
    PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or have an __index__ method');
    return NaN;
  }
  if (arg !== NULL && !PyIndex_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, 'slice indices must be integers or have an __index__ method');
    return NaN;
  }
  return sliceArg(arg, fallback);
}
function array_count(self: PyObject, v: PyObject): New | NULL {
  let count = 0;
  for (let at = find(self, v, 0, PY_SSIZE_T_MAX); at !== -1; at = find(self, v, at + 1, PY_SSIZE_T_MAX)) {
    if (at === -2) return NULL;
    count++;
  }
  return PyLong_FromNumber(count);
}
function array_remove(self: PyObject, v: PyObject): New | NULL {
  const at = find(self, v, 0, PY_SSIZE_T_MAX);
  if (at === -1) return PyErr_SetString(PyExc_ValueError, 'array.remove(x): x not in array');
  return at === -2 ? NULL : none(array_del_slice(self, at, at + 1));
}
function array_pop(self: PyObject, index: Optional): New | NULL {
  let i = ssizeArg(index, -1);
  if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (Py_SIZE(self) === 0) return PyErr_SetString(PyExc_IndexError, 'pop from empty array');
  if (i < 0) i += Py_SIZE(self);
  if (i < 0 || i >= Py_SIZE(self)) return PyErr_SetString(PyExc_IndexError, 'pop index out of range');
  const v = getarrayitem(self, i);
  if (v === NULL || array_del_slice(self, i, i + 1) === 0) return v;
  Py_DECREF(v);
  return NULL;
}
function array_insert(self: PyObject, index: PyObject, v: PyObject): New | NULL {
  const i = ssizeArg(index);
  return i === -1 && PyErr_Occurred() !== NULL ? NULL : none(ins1(self, i, v));
}
function array_byteswap(self: PyObject): New {
  const {itemsize} = descrOf(self), at = bytesAt(self), end = at + Py_SIZE(self) * itemsize;
  if (itemsize > 1) for (let p = at; p < end; p += itemsize) U8.subarray(p, p + itemsize).reverse();
  return Py_NewRef(_Py_NoneStruct);
}
function array_reverse(self: PyObject): New {
  const {itemsize} = descrOf(self), at = bytesAt(self), bytes = U8.subarray(at, at + Py_SIZE(self) * itemsize).reverse();
  if (itemsize > 1) for (let p = 0; p < bytes.length; p += itemsize) bytes.subarray(p, p + itemsize).reverse();
  return Py_NewRef(_Py_NoneStruct);
}
/** Appends the items that lie at a byte address. */
function appendBytes(self: PyObject, at: number, length: number): number {
  const {itemsize} = descrOf(self), before = Py_SIZE(self);
  if (length % itemsize !== 0) return raise(PyExc_ValueError, 'bytes length not a multiple of item size');
  if (length === 0) return 0;
  if (array_resize(self, before + length / itemsize) < 0) return -1;
  moveBytes(bytesAt(self) + before * itemsize, at, at + length);
  return 0;
}
function array_frombytes(self: PyObject, buffer: PyObject): New | NULL {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(buffer, view, PyBUF_SIMPLE) < 0) return NULL;
  const status = view.itemsize !== 1 ? raise(PyExc_TypeError, 'a bytes-like object is required') : appendBytes(self, view.buf, view.len);
  PyBuffer_Release(view);
  return none(status);
}
function array_tobytes(self: PyObject): New | NULL {
  return PyBytes_FromStringAndSize(bytesAt(self), Py_SIZE(self) * descrOf(self).itemsize);
}
function array_fromfile(self: PyObject, f: PyObject, count: PyObject): New | NULL {
  const n = ssizeArg(count);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (n < 0) return PyErr_SetString(PyExc_ValueError, 'negative count');
  const nbytes = n * descrOf(self).itemsize;
  if (nbytes > PY_SSIZE_T_MAX) return PyErr_NoMemory();
  const size = PyLong_FromSsize_t(nbytes);
  if (size === NULL) return NULL;
  const b = PyObject_CallMethodOneArg(f, ID_read, size);
  Py_DECREF(size);
  if (b === NULL) return NULL;
  let result: New | NULL = NULL;
  if (!PyBytes_Check(b)) PyErr_SetString(PyExc_TypeError, "read() didn't return bytes");
  else {
    result = array_frombytes(self, b);
    if (result !== NULL && PyBytes_GET_SIZE(b) !== nbytes) result = PyErr_SetString(PyExc_EOFError, "read() didn't return enough bytes");
  }
  Py_DECREF(b);
  return result;
}
const BLOCKSIZE = 65536;
function array_tofile(self: PyObject, f: PyObject): New | NULL {
  const nbytes = Py_SIZE(self) * descrOf(self).itemsize;
  for (let at = 0; at < nbytes; at += BLOCKSIZE) {
    const bytes = PyBytes_FromStringAndSize(bytesAt(self) + at, Math.min(BLOCKSIZE, nbytes - at));
    if (bytes === NULL) return NULL;
    const result = PyObject_CallMethodOneArg(f, ID_write, bytes);
    Py_DECREF(bytes);
    if (result === NULL) return NULL;
    Py_DECREF(result);
  }
  return Py_NewRef(_Py_NoneStruct);
}
function array_fromlist(self: PyObject, list: PyObject): New | NULL {
  if (!PyList_Check(list)) return PyErr_SetString(PyExc_TypeError, 'arg must be list');
  const n = PyList_GET_SIZE(list), before = Py_SIZE(self);
  if (n === 0) return Py_NewRef(_Py_NoneStruct);
  if (array_resize(self, before + n) < 0) return NULL;
  for (let i = 0; i < n; i++) {
    let status = setarrayitem(self, Py_SIZE(self) - n + i, PyList_GET_ITEM(list, i));
    if (status === 0 && n !== PyList_GET_SIZE(list)) status = raise(PyExc_RuntimeError, 'list changed size during iteration');
    if (status < 0) {
      array_resize(self, before);
      return NULL;
    }
  }
  return Py_NewRef(_Py_NoneStruct);
}
function array_tolist(self: PyObject): New | NULL {
  const list = PyList_New(Py_SIZE(self));
  if (list === NULL) return NULL;
  for (let i = 0; i < Py_SIZE(self); i++) {
    const v = getarrayitem(self, i);
    if (v === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, v);
  }
  return list;
}
const isUnicode = (self: PyObject): boolean => 'uw'.includes(descrOf(self).typecode);
function appendText(self: PyObject, text: PyObject): number {
  const before = Py_SIZE(self), n = PyUnicode_GET_LENGTH(text);
  if (n === 0) return 0;
  if (array_resize(self, before + n) < 0) return -1;
  setText(self, before, text);
  return 0;
}
function setText(self: PyObject, at: number, text: PyObject): void {
  for (let i = 0, n = PyUnicode_GET_LENGTH(text), to = array_ob_item(self) + at; i < n; i++) H[to + i] = PyUnicode_READ_CHAR(text, i);
}
function array_fromunicode(self: PyObject, text: PyObject): New | NULL {
  if (!PyUnicode_Check(text)) return _PyArg_BadArgument('fromunicode', 'argument', 'str', text);
  return isUnicode(self) ? none(appendText(self, text)) : PyErr_SetString(PyExc_ValueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
}
function array_tounicode(self: PyObject): New | NULL {
  if (!isUnicode(self)) return PyErr_SetString(PyExc_ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
  const block = array_ob_item(self), points = new Uint32Array(H.subarray(block, block + Py_SIZE(self)));
  if (descrOf(self).typecode === 'w') return PyUnicode_DecodeUTF32Stateful(new Uint8Array(points.buffer), null, 0, false).result;
  for (const point of points) if (point > 0x10ffff) return PyErr_SetString(PyExc_ValueError, `character U+${point.toString(16)} is not in range [U+0000; U+10ffff]`);
  return PyUnicode_FromPoints(points);
}
function array_repr(self: PyObject): New | NULL {
  const {typecode} = descrOf(self), name = _PyType_Name(Py_TYPE(self));
  if (Py_SIZE(self) === 0) return PyUnicode_FromString(`${name}('${typecode}')`);
  const v = isUnicode(self) ? array_tounicode(self) : array_tolist(self);
  if (v === NULL) return NULL;
  const text = reprText(v);
  Py_DECREF(v);
  return text === null ? NULL : PyUnicode_FromString(`${name}('${typecode}', ${text})`);
}
function array_getbuffer(self: PyObject, view: Py_buffer, flags: number): number {
  const {itemsize, typecode} = descrOf(self);
  view.buf = bytesAt(self);
  view.obj = Py_NewRef(self);
  view.len = Py_SIZE(self) * itemsize;
  view.readonly = false;
  view.ndim = 1;
  view.itemsize = itemsize;
  view.suboffsets = null;
  view.shape = (flags & PyBUF_ND) === PyBUF_ND ? [Py_SIZE(self)] : null;
  view.strides = (flags & PyBUF_STRIDES) === PyBUF_STRIDES ? [itemsize] : null;
  view.format = (flags & PyBUF_FORMAT) === PyBUF_FORMAT ? (typecode === 'u' ? 'w' : typecode) : null;
  view.internal = null;
  set_array_ob_exports(self, array_ob_exports(self) + 1);
  return 0;
}

// ---- construction ----

/** array(typecode, initializer). escapes. CPython: array_new() */
function array_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const state = PyModule_GetState<ArrayState>(PyType_GetModuleByDef(type, arraymodule) as PyObject)!;
  if ((type === state.ArrayType || slots(type).tp_init === slots(state.ArrayType as PyObject).tp_init) && !_PyArg_NoKeywords('array.array', kwds)) return NULL;
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs < 1 || nargs > 2) return PyErr_SetString(PyExc_TypeError, `array() takes ${nargs < 1 ? 'at least 1 argument' : 'at most 2 arguments'} (${nargs} given)`);
  const codeArg = PyTuple_GET_ITEM(args, 0), initial: Optional = nargs === 2 ? PyTuple_GET_ITEM(args, 1) : NULL;
  if (!PyUnicode_Check(codeArg) || PyUnicode_GET_LENGTH(codeArg) !== 1) return _PyArg_BadArgument('array', 'argument 1', 'a unicode character', codeArg);
  if (hooks.PySys_Audit('array.__new__', codeArg, initial === NULL ? _Py_NoneStruct : initial) < 0) return NULL;
  const c = String.fromCodePoint(PyUnicode_READ_CHAR(codeArg, 0)), unicode = c === 'u' || c === 'w', code = DESCRIPTORS.findIndex(({typecode}) => typecode === c);
  if (c === 'u' && PyErr_WarnEx(PyExc_DeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16", 1) < 0) return NULL;
  if (initial === NULL) return code < 0 ? badTypecode() : newarrayobject(type, 0, code);
  const initialIsArray = array_Check(initial, state);
  if (!unicode && PyUnicode_Check(initial)) return PyErr_SetString(PyExc_TypeError, `cannot use a str to initialize an array with typecode '${c}'`);
  if (!unicode && initialIsArray && isUnicode(initial)) return PyErr_SetString(PyExc_TypeError, `cannot use a unicode array to initialize an array with typecode '${c}'`);
  const isSequence = PyList_Check(initial) || PyTuple_Check(initial), isBytes = PyByteArray_Check(initial) || PyBytes_Check(initial), sameArray = initialIsArray && descrOf(initial).typecode === c;
  let it: New | NULL = NULL;
  if (!isSequence && !isBytes && !sameArray && !(unicode && PyUnicode_Check(initial))) {
    it = PyObject_GetIter(initial);
    if (it === NULL) return NULL;
  }
  if (code < 0) {
    Py_XDECREF(it);
    return badTypecode();
  }
  const length = PyList_Check(initial) ? PyList_GET_SIZE(initial) : PyTuple_Check(initial) || sameArray ? Py_SIZE(initial) : PyUnicode_Check(initial) ? PyUnicode_GET_LENGTH(initial) : 0;
  const a = newarrayobject(type, length, code);
  let status = a === NULL ? -1 : 0;
  if (a !== NULL) {
    if (it !== NULL) status = array_iter_extend(a, it);
    else if (sameArray) copyFrom(a, 0, initial, 0, length);
    else if (isSequence) status = fillFromSequence(a, initial, length);
    else if (isBytes) {
      const done = array_frombytes(a, initial);
      status = done === NULL ? -1 : 0;
      Py_XDECREF(done);
    } else setText(a, 0, initial);
  }
  Py_XDECREF(it);
  if (status === 0) return a;
  Py_XDECREF(a);
  return NULL;
}
function badTypecode(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)');
}
function fillFromSequence(a: PyObject, initial: PyObject, length: number): number {
  for (let i = 0; i < length; i++) {
    const v = PySequence_GetItem(initial, i);
    if (v === NULL) return -1;
    const status = array_ass_item(a, i, v);
    Py_DECREF(v);
    if (status < 0) return -1;
  }
  return 0;
}

// ---- the types ----

const array_spec: TypeSpec = {
  tp_name: 'array.array', tp_basicsize: 64, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE, tp_weaklistoffset: 48,
  tp_doc: 'array(typecode [, initializer]) -> array\n\nA row of items of one C type, from an iterable, bytes or a str. Type codes, with the size of an item in bytes:\n\n'
    + '    b B    signed, unsigned integer  1\n    h H    signed, unsigned integer  2\n    i I    signed, unsigned integer  4\n    l L    signed, unsigned integer  8\n'
    + '    q Q    signed, unsigned integer  8\n    f d    floating-point number     4, 8\n    u w    character                 4\n',
  slots: {
    tp_new: array_new, tp_dealloc: array_dealloc, tp_repr: array_repr, tp_getattro: PyObject_GenericGetAttr, tp_richcompare: array_richcompare, tp_iter: array_iter, tp_traverse: (self, visit) => visit(Py_TYPE(self)),
    sq_length: Py_SIZE, sq_concat: array_concat, sq_repeat: array_repeat, sq_item: array_item, sq_ass_item: array_ass_item, sq_contains: array_contains, sq_inplace_concat: array_inplace_concat,
    sq_inplace_repeat: array_inplace_repeat, mp_length: Py_SIZE, mp_subscript: array_subscr, mp_ass_subscript: array_ass_subscr, bf_getbuffer: array_getbuffer,
    bf_releasebuffer: self => set_array_ob_exports(self, array_ob_exports(self) - 1),
  },
  methods: [
    method('append', '($self, v, /)', (self, v) => none(ins1(self, Py_SIZE(self), v as PyObject)), 'Put an item at the end.'),
    method('buffer_info', '($self, /)', self => packSteal(PyLong_FromNumber(bytesAt(self)), PyLong_FromNumber(Py_SIZE(self))), 'Where the items are in memory, and how many there are.'),
    method('byteswap', '($self, /)', array_byteswap, 'Reverse the bytes of each item.'),
    method('clear', '($self, /)', self => none(array_resize(self, 0)), 'Remove all items.'),
    method('__copy__', '($self, /)', self => array_slice(self, 0, Py_SIZE(self)), 'A copy of the array.'),
    method('count', '($self, v, /)', (self, v) => array_count(self, v as PyObject), 'How often an item occurs.'),
    method('__deepcopy__', '($self, unused, /)', self => array_slice(self, 0, Py_SIZE(self)), 'A copy of the array.'),
    classMethod('extend', '($self, bb, /)', (self, bb) => none(array_do_extend(self, bb)), 'Put the items of an iterable at the end.'),
    classMethod('fromfile', '($self, f, n, /)', array_fromfile, 'Read items from a file and put them at the end.'),
    method('fromlist', '($self, list, /)', (self, list) => array_fromlist(self, list as PyObject), 'Put the items of a list at the end.'),
    method('frombytes', '($self, buffer, /)', (self, buffer) => array_frombytes(self, buffer as PyObject), 'Put the items at the end that bytes hold as the machine keeps them.'),
    method('fromunicode', '($self, ustr, /)', (self, text) => array_fromunicode(self, text as PyObject), 'Put the characters of a str at the end.'),
    method('index', '($self, v, start=0, stop=sys.maxsize, /)', (self, v, start, stop) => array_index(self, v as PyObject, start, stop), 'Where an item occurs first; ValueError when it does not.'),
    method('insert', '($self, i, v, /)', (self, i, v) => array_insert(self, i as PyObject, v as PyObject), 'Put an item before position i.'),
    method('pop', '($self, i=-1, /)', array_pop, 'Remove the item at a position, and return it.'),
    classMethod('__reduce_ex__', '($self, value, /)', (self, protocol) => reduceArray(self, protocol, array_tolist, array_tobytes), 'What pickle needs to make the array again.'),
    method('remove', '($self, v, /)', (self, v) => array_remove(self, v as PyObject), 'Remove the first item that equals v.'),
    method('reverse', '($self, /)', array_reverse, 'Turn the order of the items round.'),
    classMethod('tofile', '($self, f, /)', array_tofile, 'Write the items to a file as the machine keeps them.'),
    method('tolist', '($self, /)', array_tolist, 'A list of the items.'),
    method('tobytes', '($self, /)', array_tobytes, 'The items as the machine keeps them.'),
    method('tounicode', '($self, /)', array_tounicode, 'The characters as a str.'),
    method('__sizeof__', '($self, /)', self => PyLong_FromNumber(64 + array_allocated(self) * descrOf(self).itemsize), 'Size in memory, in bytes.'),
    method('__class_getitem__', '($type, object, /)', (type, item) => Py_GenericAlias(type, item as PyObject), 'See PEP 585', METH_CLASS),
  ],
  getset: [
    {name: 'typecode', get: self => PyUnicode_FromString(descrOf(self).typecode), doc: 'the type code of the items'},
    {name: 'itemsize', get: self => PyLong_FromNumber(descrOf(self).itemsize), doc: 'the size of an item in bytes'},
  ],
};
function array_iter(self: PyObject): New | NULL {
  const it = _PyObject_GC_New(stateOf(self).ArrayIterType as PyObject, 40);
  if (it === NULL) return PyErr_NoMemory();
  set_arrayiter_ao(it, Py_NewRef(self));
  set_arrayiter_index(it, 0);
  PyObject_GC_Track(it);
  return it;
}
function arrayiter_next(it: PyObject): New | NULL {
  const ao = arrayiter_ao(it);
  if (ao === NULL) return NULL;
  const index = arrayiter_index(it);
  if (index < Py_SIZE(ao)) {
    set_arrayiter_index(it, index + 1);
    return getarrayitem(ao, index);
  }
  set_arrayiter_ao(it, NULL);
  Py_DECREF(ao);
  return NULL;
}
const arrayiter_spec: TypeSpec = {
  tp_name: 'array.arrayiterator', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc(it) {
      const type = Py_TYPE(it);
      PyObject_GC_UnTrack(it);
      Py_XDECREF(arrayiter_ao(it));
      slots(type).tp_free!(it);
      Py_DECREF(type);
    },
    tp_traverse: (it, visit) => visit(Py_TYPE(it)) || (arrayiter_ao(it) !== NULL ? visit(arrayiter_ao(it) as PyObject) : 0), tp_iter: PyObject_SelfIter, tp_iternext: arrayiter_next,
  },
  methods: [
    rawMethod('__reduce__', '($self, /)', (it, _args, nargs, kwnames) => {
      if (nargs > 0 || (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0)) return PyErr_SetString(PyExc_TypeError, '__reduce__() takes no arguments');
      const func = _PyEval_GetBuiltin(ID_iter), ao = arrayiter_ao(it);
      return ao === NULL ? packSteal(func, packSteal(Py_NewRef(_PyTuple_Empty))) : packSteal(func, packSteal(Py_NewRef(ao)), PyLong_FromNumber(arrayiter_index(it)));
    }, 'What pickle needs to make the iterator again.'),
    method('__setstate__', '($self, state, /)', (it, state) => {
      const index = PyLong_AsSsize_t(state as PyObject), ao = arrayiter_ao(it);
      if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
      if (ao !== NULL) set_arrayiter_index(it, Math.max(0, Math.min(index, Py_SIZE(ao))));
      return Py_NewRef(_Py_NoneStruct);
    }, 'Sets where the iterator is.'),
  ],
};

/** Makes the types; array is registered as a MutableSequence. escapes. CPython: array_modexec() */
function array_modexec(module: PyObject): number {
  const state = PyModule_GetState<ArrayState>(module)!;
  state.ArrayType = PyType_FromModuleAndSpec(module, array_spec, NULL);
  if (state.ArrayType === NULL) return -1;
  state.ArrayIterType = PyType_FromModuleAndSpec(module, arrayiter_spec, NULL);
  if (state.ArrayIterType === NULL || PyModule_AddObjectRef(module, 'ArrayType', state.ArrayType) < 0) return -1;
  const abc = hooks.PyImport_ImportModule('collections.abc'), mutableSequence = abc === NULL ? NULL : PyObject_GetAttrString(abc, 'MutableSequence');
  Py_XDECREF(abc);
  const register = mutableSequence === NULL ? NULL : PyUnicode_InternFromString('register');
  const registered = mutableSequence === NULL || register === NULL ? NULL : PyObject_CallMethodOneArg(mutableSequence, register, state.ArrayType);
  Py_XDECREF(register);
  Py_XDECREF(mutableSequence);
  if (registered === NULL) return -1;
  Py_DECREF(registered);
  if (PyModule_AddType(module, state.ArrayType) < 0) return -1;
  return PyModule_AddStringConstant(module, 'typecodes', DESCRIPTORS.map(({typecode}) => typecode).join(''));
}
const arraymodule = new PyModuleDef('array', {
  m_doc: 'Rows of numbers or characters that take little memory.\n', m_size: 56, newState: () => new ArrayState(),
  m_methods: [
    method('_array_reconstructor', '($module, arraytype, typecode, mformat_code, items,\n                     /)', (module, type, typecode, mformat, items) =>
      reconstructArray(PyModule_GetState<ArrayState>(module)!.ArrayType as PyObject, array_new, type as PyObject, typecode as PyObject, mformat as PyObject, items as PyObject), 'What pickled arrays call.'),
  ],
  m_slots: [[Py_mod_exec, array_modexec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<ArrayState>(module);
    if (state === null) return 0;
    return (state.ArrayType !== NULL && visit(state.ArrayType)) || (state.ArrayIterType !== NULL && visit(state.ArrayIterType)) || 0;
  },
  m_clear: module => {
    const state = PyModule_GetState<ArrayState>(module);
    if (state === null) return 0;
    const {ArrayType, ArrayIterType} = state;
    state.ArrayType = state.ArrayIterType = NULL;
    Py_XDECREF(ArrayType);
    Py_XDECREF(ArrayIterType);
    return 0;
  },
});
/** The init function of array. CPython: PyInit_array() */
export function PyInit_array(): PyModuleDef {
  return PyModuleDef_Init(arraymodule);
}
