/** The sequence protocol. CPython: Objects/abstract.c, section "Operations on sequences" */
import {PyDict_Check, PyList_Check, PyList_CheckExact, PyList_GET_ITEM, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_SET_ITEM, Py_SIZE, Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type Py_ssize_t} from '../runtime/types';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {binary_iop1, binary_op1} from './abstract-number';
import {PyObject_LengthHint} from './abstract-object';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyList_AsTuple, PyList_New, _PyList_Extend} from './listobject';
import {PyLong_FromSsize_t} from './longobject';
import {PyObject_RichCompareBool, Py_EQ} from './object';
import {_PySlice_FromIndices} from './sliceobject';
import {PyTuple_New, _PyTuple_Resize} from './tupleobject';

function failure(message: string): -1 {
  PyErr_SetString(PyExc_TypeError, message);
  return -1;
}

/** True when indexing by position is defined (a dict is not a sequence). CPython: PySequence_Check() */
export function PySequence_Check(s: PyObject): boolean {
  return !PyDict_Check(s) && slots(Py_TYPE(s)).sq_item !== null;
}
/** len(s) of a sequence; -1 with an exception. escapes. CPython: PySequence_Size() */
export function PySequence_Size(o: PyObject): Py_ssize_t {
  const s = slots(Py_TYPE(o));
  if (s.sq_length !== null) return s.sq_length(o);
  return failure(s.mp_length !== null ? `${s.tp_name} is not a sequence` : `object of type '${s.tp_name}' has no len()`);
}
export function PySequence_Length(o: PyObject): Py_ssize_t {
  return PySequence_Size(o);
}
/** A result other than NotImplemented, which is released; `error` is raised then. */
function unlessNotImplemented(result: New | NULL, error: string): New | NULL {
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  return PyErr_SetString(PyExc_TypeError, error);
}
/** s + o. escapes. CPython: PySequence_Concat() */
export function PySequence_Concat(s: PyObject, o: PyObject): New | NULL {
  const m = slots(Py_TYPE(s));
  if (m.sq_concat !== null) return m.sq_concat(s, o);
  const error = `'${m.tp_name}' object can't be concatenated`;
  if (!PySequence_Check(s) || !PySequence_Check(o)) return PyErr_SetString(PyExc_TypeError, error);
  return unlessNotImplemented(binary_op1(s, o, m.nb_add, slots(Py_TYPE(o)).nb_add), error);
}
/** o * count. escapes. CPython: PySequence_Repeat() */
export function PySequence_Repeat(o: PyObject, count: Py_ssize_t): New | NULL {
  const m = slots(Py_TYPE(o));
  if (m.sq_repeat !== null) return m.sq_repeat(o, count);
  const error = `'${m.tp_name}' object can't be repeated`;
  if (!PySequence_Check(o)) return PyErr_SetString(PyExc_TypeError, error);
  const n = PyLong_FromSsize_t(count);
  if (n === NULL) return NULL;
  const result = binary_op1(o, n, m.nb_multiply, slots(Py_TYPE(n)).nb_multiply);
  Py_DECREF(n);
  return unlessNotImplemented(result, error);
}
/** s += o. escapes. CPython: PySequence_InPlaceConcat() */
export function PySequence_InPlaceConcat(s: PyObject, o: PyObject): New | NULL {
  const m = slots(Py_TYPE(s));
  if (m.sq_inplace_concat !== null) return m.sq_inplace_concat(s, o);
  if (m.sq_concat !== null) return m.sq_concat(s, o);
  const error = `'${m.tp_name}' object can't be concatenated`;
  if (!PySequence_Check(s) || !PySequence_Check(o)) return PyErr_SetString(PyExc_TypeError, error);
  return unlessNotImplemented(binary_iop1(s, o, m.nb_inplace_add, m.nb_add, slots(Py_TYPE(o)).nb_add), error);
}
/** o *= count. escapes. CPython: PySequence_InPlaceRepeat() */
export function PySequence_InPlaceRepeat(o: PyObject, count: Py_ssize_t): New | NULL {
  const m = slots(Py_TYPE(o));
  if (m.sq_inplace_repeat !== null) return m.sq_inplace_repeat(o, count);
  if (m.sq_repeat !== null) return m.sq_repeat(o, count);
  const error = `'${m.tp_name}' object can't be repeated`;
  if (!PySequence_Check(o)) return PyErr_SetString(PyExc_TypeError, error);
  const n = PyLong_FromSsize_t(count);
  if (n === NULL) return NULL;
  const result = binary_iop1(o, n, m.nb_inplace_multiply, m.nb_multiply, slots(Py_TYPE(n)).nb_multiply);
  Py_DECREF(n);
  return unlessNotImplemented(result, error);
}

/** s[i], a negative index counted from the end. escapes. CPython: PySequence_GetItem() */
export function PySequence_GetItem(s: PyObject, i: Py_ssize_t): New | NULL {
  const m = slots(Py_TYPE(s));
  if (m.sq_item === null) {
    return PyErr_SetString(PyExc_TypeError, m.mp_subscript !== null ? `${m.tp_name} is not a sequence` : `'${m.tp_name}' object does not support indexing`);
  }
  if (i < 0 && m.sq_length !== null) {
    const n = m.sq_length(s);
    if (n < 0) return NULL;
    i += n;
  }
  return m.sq_item(s, i);
}
/** s[i] = o, or del s[i] when o is NULL. */
function assignItem(s: PyObject, i: Py_ssize_t, o: PyObject | NULL): number {
  const m = slots(Py_TYPE(s));
  if (m.sq_ass_item === null) {
    if (m.mp_ass_subscript !== null) return failure(`${m.tp_name} is not a sequence`);
    return failure(o === NULL ? `'${m.tp_name}' object doesn't support item deletion` : `'${m.tp_name}' object does not support item assignment`);
  }
  if (i < 0 && m.sq_length !== null) {
    const n = m.sq_length(s);
    if (n < 0) return -1;
    i += n;
  }
  return m.sq_ass_item(s, i, o);
}
/** s[i] = o. escapes. CPython: PySequence_SetItem() */
export function PySequence_SetItem(s: PyObject, i: Py_ssize_t, o: PyObject): number {
  return assignItem(s, i, o);
}
/** del s[i]. escapes. CPython: PySequence_DelItem() */
export function PySequence_DelItem(s: PyObject, i: Py_ssize_t): number {
  return assignItem(s, i, NULL);
}
/** s[i1:i2]. escapes. CPython: PySequence_GetSlice() */
export function PySequence_GetSlice(s: PyObject, i1: Py_ssize_t, i2: Py_ssize_t): New | NULL {
  const m = slots(Py_TYPE(s));
  if (m.mp_subscript === null) return PyErr_SetString(PyExc_TypeError, `'${m.tp_name}' object is unsliceable`);
  const slice = _PySlice_FromIndices(i1, i2);
  if (slice === NULL) return NULL;
  const result = m.mp_subscript(s, slice);
  Py_DECREF(slice);
  return result;
}
function assignSlice(s: PyObject, i1: Py_ssize_t, i2: Py_ssize_t, o: PyObject | NULL): number {
  const m = slots(Py_TYPE(s));
  if (m.mp_ass_subscript === null) return failure(`'${m.tp_name}' object doesn't support slice ${o === NULL ? 'deletion' : 'assignment'}`);
  const slice = _PySlice_FromIndices(i1, i2);
  if (slice === NULL) return -1;
  const status = m.mp_ass_subscript(s, slice, o);
  Py_DECREF(slice);
  return status;
}
/** s[i1:i2] = o. escapes. CPython: PySequence_SetSlice() */
export function PySequence_SetSlice(s: PyObject, i1: Py_ssize_t, i2: Py_ssize_t, o: PyObject): number {
  return assignSlice(s, i1, i2, o);
}
/** del s[i1:i2]. escapes. CPython: PySequence_DelSlice() */
export function PySequence_DelSlice(s: PyObject, i1: Py_ssize_t, i2: Py_ssize_t): number {
  return assignSlice(s, i1, i2, NULL);
}

/** tuple(v). escapes. CPython: PySequence_Tuple() */
export function PySequence_Tuple(v: PyObject): New | NULL {
  if (PyTuple_CheckExact(v)) return Py_NewRef(v);
  if (PyList_CheckExact(v)) return PyList_AsTuple(v);
  const it = PyObject_GetIter(v);
  if (it === NULL) return NULL;
  let n = PyObject_LengthHint(v, 10);
  let result: New | NULL = n === -1 ? NULL : PyTuple_New(n);
  let j = 0;
  while (result !== NULL) {
    const item = PyIter_Next(it);
    if (item === NULL) {
      if (PyErr_Occurred() !== NULL) {
        Py_DECREF(result);
        result = NULL;
      } else if (j < n) result = _PyTuple_Resize(result, j);
      break;
    }
    if (j >= n) {
      n += 10;
      n += n >> 2;
      result = _PyTuple_Resize(result, n);
      if (result === NULL) {
        Py_DECREF(item);
        break;
      }
    }
    PyTuple_SET_ITEM(result, j++, item);
  }
  Py_DECREF(it);
  return result;
}
/** list(v). escapes. CPython: PySequence_List() */
export function PySequence_List(v: PyObject): New | NULL {
  const result = PyList_New(0);
  if (result === NULL) return NULL;
  const status = _PyList_Extend(result, v);
  if (status === NULL) {
    Py_DECREF(result);
    return NULL;
  }
  Py_DECREF(status);
  return result;
}
/** v itself when it is an exact list or tuple, else a list of its items; `message` replaces the TypeError of iter(). escapes. CPython: PySequence_Fast() */
export function PySequence_Fast(v: PyObject, message: string): New | NULL {
  if (PyList_CheckExact(v) || PyTuple_CheckExact(v)) return Py_NewRef(v);
  const it = PyObject_GetIter(v);
  if (it === NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) PyErr_SetString(PyExc_TypeError, message);
    return NULL;
  }
  const result = PySequence_List(it);
  Py_DECREF(it);
  return result;
}

export const PY_ITERSEARCH_COUNT = 1, PY_ITERSEARCH_INDEX = 2, PY_ITERSEARCH_CONTAINS = 3;
/** Looks for an object by iterating: how often, where, or whether; -1 with an exception. escapes. CPython: _PySequence_IterSearch() */
export function _PySequence_IterSearch(seq: PyObject, obj: PyObject, operation: number): Py_ssize_t {
  const it = PyObject_GetIter(seq);
  if (it === NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) PyErr_Format(PyExc_TypeError, `argument of type '${typeName(seq)}' is not iterable`);
    return -1;
  }
  let n = 0;
  for (;;) {
    const item = PyIter_Next(it);
    if (item === NULL) {
      if (PyErr_Occurred() !== NULL) n = -1;
      else if (operation === PY_ITERSEARCH_INDEX) {
        PyErr_SetString(PyExc_ValueError, 'sequence.index(x): x not in sequence');
        n = -1;
      }
      break;
    }
    const equal = PyObject_RichCompareBool(item, obj, Py_EQ);
    Py_DECREF(item);
    if (equal < 0) {
      n = -1;
      break;
    }
    if (equal > 0) {
      if (operation === PY_ITERSEARCH_INDEX) break;
      n++;
      if (operation === PY_ITERSEARCH_CONTAINS) break;
    } else if (operation === PY_ITERSEARCH_INDEX) n++;
  }
  Py_XDECREF(it);
  return n;
}
/** How often o occurs. escapes. CPython: PySequence_Count() */
export function PySequence_Count(s: PyObject, o: PyObject): Py_ssize_t {
  return _PySequence_IterSearch(s, o, PY_ITERSEARCH_COUNT);
}
/** ob in seq: 1, 0, or -1 with an exception. escapes. CPython: PySequence_Contains() */
export function PySequence_Contains(seq: PyObject, ob: PyObject): number {
  const sq_contains = slots(Py_TYPE(seq)).sq_contains;
  return sq_contains !== null ? sq_contains(seq, ob) : _PySequence_IterSearch(seq, ob, PY_ITERSEARCH_CONTAINS);
}
/** Where o occurs first; -1 with ValueError. escapes. CPython: PySequence_Index() */
export function PySequence_Index(s: PyObject, o: PyObject): Py_ssize_t {
  return _PySequence_IterSearch(s, o, PY_ITERSEARCH_INDEX);
}
/** Number of items of what PySequence_Fast() gave. */
export function PySequence_Fast_GET_SIZE(op: PyObject): number {
  return Py_SIZE(op);
}
/** @borrows result; an item of what PySequence_Fast() gave. */
export function PySequence_Fast_GET_ITEM(op: PyObject, i: number): PyObject {
  return PyList_Check(op) ? PyList_GET_ITEM(op, i) : PyTuple_GET_ITEM(op, i);
}
