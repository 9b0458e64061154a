/** Instructions for operators, comparisons, subscripts and truth. CPython: Python/bytecodes.c */
import {PyNumber_Invert, PyNumber_Negative} from '../objects/abstract-number';
import {PyObject_DelItem, PyObject_GetItem, PyObject_SetItem} from '../objects/abstract-object';
import {PySequence_Contains} from '../objects/abstract-sequence';
import {PyDict_Contains, PyDict_GetItemRef, _PyDict_SetItem_Take2} from '../objects/dictobject';
import {PyErr_Occurred, _PyErr_SetKeyError} from '../objects/errors';
import {_PyList_AppendTakeRef} from '../objects/listobject';
import {_PyLong_Add, _PyLong_Multiply, _PyLong_Subtract} from '../objects/longobject-arith';
import {PyLong_FromNumber} from '../objects/longobject';
import {PyObject_IsTrue, PyObject_RichCompare} from '../objects/object';
import {_PySet_Contains} from '../objects/setobject-methods';
import {PySet_Add} from '../objects/setobject';
import {_PyBuildSlice_ConsumeRefs} from '../objects/sliceobject';
import {PyUnicode_Concat, _PyUnicode_Equal} from '../objects/unicodeobject';
import {PyAnySet_CheckExact, PyBool_Check, PyDict_CheckExact, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyLong_CheckExact, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, Py_BOOL, Py_IsNone, Py_TYPE, _PyLong_BothAreCompact, _PyLong_CompactValue, _PyLong_IsNonNegativeCompact, _PyLong_IsZero, tp_version_tag} from '../runtime/generated/accessors';
import {STR_empty} from '../runtime/generated/ids';
import {_Py_FalseStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {COLD, HOT, inst} from './bytecodes-dsl';
import {_PyEval_BinaryOp, _PyFloat_ReuseInputs, _PyLong_MultiplyCompact, append_in_place, binary_subscr_getitem, latin1_character_at} from './ceval-operators';
import {_Py_Specialize_BinaryOp, _Py_Specialize_BinarySubscr, _Py_Specialize_CompareOp, _Py_Specialize_ContainsOp, _Py_Specialize_StoreSubscr, _Py_Specialize_ToBool} from './specialize';

inst('UNARY_NEGATIVE', '(value -- res)', COLD, (value: PyObject) => {
  const res = PyNumber_Negative(value);
  Py_DECREF(value);
  ERROR_IF(res === NULL);
  return res;
});
inst('UNARY_NOT', '(value -- res)', HOT, (value: PyObject) => { return value === _Py_FalseStruct ? _Py_TrueStruct : _Py_FalseStruct; });
inst('UNARY_INVERT', '(value -- res)', COLD, (value: PyObject) => {
  const res = PyNumber_Invert(value);
  Py_DECREF(value);
  ERROR_IF(res === NULL);
  return res;
});

inst('TO_BOOL', '(unused/1, unused/2, value -- res)', COLD, (value: PyObject) => {
  SPECIALIZE(_Py_Specialize_ToBool(value, code, pc - 1));
  const truth = PyObject_IsTrue(value);
  Py_DECREF(value);
  ERROR_IF(truth < 0);
  return Py_BOOL(truth !== 0);
});
inst('TO_BOOL_BOOL', '(unused/1, unused/2, value -- value)', {family: 'TO_BOOL', heat: 'hot'}, (value: PyObject) => {
  DEOPT_IF(!PyBool_Check(value));
  return value;
});
inst('TO_BOOL_INT', '(unused/1, unused/2, value -- res)', {family: 'TO_BOOL', heat: 'hot'}, (value: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(value));
  const res = _PyLong_IsZero(value) ? _Py_FalseStruct : _Py_TrueStruct;
  DECREF_INT(value);
  return res;
});
inst('TO_BOOL_LIST', '(unused/1, unused/2, value -- res)', {family: 'TO_BOOL', heat: 'hot'}, (value: PyObject) => {
  DEOPT_IF(!PyList_CheckExact(value));
  const res = PyList_GET_SIZE(value) !== 0 ? _Py_TrueStruct : _Py_FalseStruct;
  DECREF(value);
  return res;
});
inst('TO_BOOL_NONE', '(unused/1, unused/2, value -- res)', {family: 'TO_BOOL', heat: 'hot'}, (value: PyObject) => {
  DEOPT_IF(!Py_IsNone(value));
  return _Py_FalseStruct;
});
inst('TO_BOOL_STR', '(unused/1, unused/2, value -- res)', {family: 'TO_BOOL', heat: 'hot'}, (value: PyObject) => {
  DEOPT_IF(!PyUnicode_CheckExact(value));
  const res = value === STR_empty ? _Py_FalseStruct : _Py_TrueStruct;
  DECREF(value);
  return res;
});
inst('TO_BOOL_ALWAYS_TRUE', '(unused/1, version/2, value -- res)', {family: 'TO_BOOL', heat: 'hot'}, (version: number, value: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(value)) !== version);
  DECREF(value);
  return _Py_TrueStruct;
});

inst('BINARY_OP', '(unused/1, lhs, rhs -- res)', COLD, (lhs: PyObject, rhs: PyObject) => {
  SPECIALIZE(_Py_Specialize_BinaryOp(lhs, rhs, code, pc - 1, oparg, frame));
  const res = _PyEval_BinaryOp(oparg, lhs, rhs);
  Py_DECREF(lhs);
  Py_DECREF(rhs);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_MULTIPLY_INT', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(left));
  DEOPT_IF(!PyLong_CheckExact(right));
  const res = _PyLong_BothAreCompact(left, right) ? _PyLong_MultiplyCompact(_PyLong_CompactValue(left), _PyLong_CompactValue(right)) : _PyLong_Multiply(left, right);
  DECREF_INT(right);
  DECREF_INT(left);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_ADD_INT', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(left));
  DEOPT_IF(!PyLong_CheckExact(right));
  const res = _PyLong_BothAreCompact(left, right) ? PyLong_FromNumber(_PyLong_CompactValue(left) + _PyLong_CompactValue(right)) : _PyLong_Add(left, right);
  DECREF_INT(right);
  DECREF_INT(left);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_SUBTRACT_INT', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(left));
  DEOPT_IF(!PyLong_CheckExact(right));
  const res = _PyLong_BothAreCompact(left, right) ? PyLong_FromNumber(_PyLong_CompactValue(left) - _PyLong_CompactValue(right)) : _PyLong_Subtract(left, right);
  DECREF_INT(right);
  DECREF_INT(left);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_MULTIPLY_FLOAT', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyFloat_CheckExact(left));
  DEOPT_IF(!PyFloat_CheckExact(right));
  const res = _PyFloat_ReuseInputs(PyFloat_AS_DOUBLE(left) * PyFloat_AS_DOUBLE(right), left, right);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_ADD_FLOAT', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyFloat_CheckExact(left));
  DEOPT_IF(!PyFloat_CheckExact(right));
  const res = _PyFloat_ReuseInputs(PyFloat_AS_DOUBLE(left) + PyFloat_AS_DOUBLE(right), left, right);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_SUBTRACT_FLOAT', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyFloat_CheckExact(left));
  DEOPT_IF(!PyFloat_CheckExact(right));
  const res = _PyFloat_ReuseInputs(PyFloat_AS_DOUBLE(left) - PyFloat_AS_DOUBLE(right), left, right);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_OP_ADD_UNICODE', '(unused/1, left, right -- res)', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyUnicode_CheckExact(left));
  DEOPT_IF(!PyUnicode_CheckExact(right));
  const res = PyUnicode_Concat(left, right);
  DECREF(left);
  DECREF(right);
  ERROR_IF(res === NULL);
  return res;
});
// Adds to the string of a local in place and skips the STORE_FAST that follows. The stack's reference goes first: then the local
// holds the only one, and the string may be extended where it is.
inst('BINARY_OP_INPLACE_ADD_UNICODE', '(unused/1, left, right -- )', {family: 'BINARY_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyUnicode_CheckExact(left));
  DEOPT_IF(!PyUnicode_CheckExact(right));
  DEOPT_IF(GETLOCAL(NEXT_OPARG()) !== left);
  DECREF(left);
  const res = append_in_place(left, right);
  STORELOCAL(NEXT_OPARG(), res);
  DECREF(right);
  ERROR_IF(res === NULL);
  SKIP_NEXT();
});

inst('BINARY_SUBSCR', '(unused/1, container, sub -- res)', COLD, (container: PyObject, sub: PyObject) => {
  SPECIALIZE(_Py_Specialize_BinarySubscr(container, sub, code, pc - 1));
  const res = PyObject_GetItem(container, sub);
  Py_DECREF(container);
  Py_DECREF(sub);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_SLICE', '(container, start, stop -- res)', COLD, (container: PyObject, start: PyObject, stop: PyObject) => {
  const slice = _PyBuildSlice_ConsumeRefs(start as never, stop as never);
  let res: PyObject | NULL = NULL;
  if (slice !== NULL) {
    res = PyObject_GetItem(container, slice);
    Py_DECREF(slice);
  }
  Py_DECREF(container);
  ERROR_IF(res === NULL);
  return res;
});
inst('STORE_SLICE', '(v, container, start, stop -- )', COLD, (v: PyObject, container: PyObject, start: PyObject, stop: PyObject) => {
  const slice = _PyBuildSlice_ConsumeRefs(start as never, stop as never);
  let err = 1;
  if (slice !== NULL) {
    err = PyObject_SetItem(container, slice, v);
    Py_DECREF(slice);
  }
  Py_DECREF(v);
  Py_DECREF(container);
  ERROR_IF(err !== 0);
});
inst('BINARY_SUBSCR_LIST_INT', '(unused/1, list, sub -- res)', {family: 'BINARY_SUBSCR', heat: 'hot'}, (list: PyObject, sub: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(sub));
  DEOPT_IF(!PyList_CheckExact(list));
  DEOPT_IF(!_PyLong_IsNonNegativeCompact(sub));
  const index = _PyLong_CompactValue(sub);
  DEOPT_IF(index >= PyList_GET_SIZE(list));
  const res = NEWREF(PyList_GET_ITEM(list, index));
  DECREF_INT(sub);
  DECREF(list);
  return res;
});
inst('BINARY_SUBSCR_STR_INT', '(unused/1, str, sub -- res)', {family: 'BINARY_SUBSCR', heat: 'hot'}, (str: PyObject, sub: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(sub));
  DEOPT_IF(!PyUnicode_CheckExact(str));
  DEOPT_IF(!_PyLong_IsNonNegativeCompact(sub));
  const index = _PyLong_CompactValue(sub);
  DEOPT_IF(index >= PyUnicode_GET_LENGTH(str));
  const res = latin1_character_at(str, index);
  DEOPT_IF(res === NULL);
  DECREF_INT(sub);
  DECREF(str);
  return res;
});
inst('BINARY_SUBSCR_TUPLE_INT', '(unused/1, tuple, sub -- res)', {family: 'BINARY_SUBSCR', heat: 'hot'}, (tuple: PyObject, sub: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(sub));
  DEOPT_IF(!PyTuple_CheckExact(tuple));
  DEOPT_IF(!_PyLong_IsNonNegativeCompact(sub));
  const index = _PyLong_CompactValue(sub);
  DEOPT_IF(index >= PyTuple_GET_SIZE(tuple));
  const res = NEWREF(PyTuple_GET_ITEM(tuple, index));
  DECREF_INT(sub);
  DECREF(tuple);
  return res;
});
inst('BINARY_SUBSCR_DICT', '(unused/1, dict, sub -- res)', {family: 'BINARY_SUBSCR', heat: 'cold'}, (dict: PyObject, sub: PyObject) => {
  DEOPT_IF(!PyDict_CheckExact(dict));
  const res = PyDict_GetItemRef(dict, sub);
  if (res === NULL && PyErr_Occurred() === NULL) _PyErr_SetKeyError(sub);
  Py_DECREF(dict);
  Py_DECREF(sub);
  ERROR_IF(res === NULL);
  return res;
});
inst('BINARY_SUBSCR_GETITEM', '(unused/1, container, sub -- unused)', {family: 'BINARY_SUBSCR', heat: 'cold'}, (container: PyObject, sub: PyObject) => {
  const status = binary_subscr_getitem(frame, container, sub, stack_pointer);
  DEOPT_IF(status === 0);
  STATUS(status);
});

inst('LIST_APPEND', '(list, unused[oparg - 1], v -- list, unused[oparg - 1])', HOT, (list: PyObject, v: PyObject) => {
  const err = _PyList_AppendTakeRef(list, v as New);
  ERROR_IF(err < 0);
  return list;
});
inst('SET_ADD', '(set, unused[oparg - 1], v -- set, unused[oparg - 1])', COLD, (set: PyObject, v: PyObject) => {
  const err = PySet_Add(set, v);
  Py_DECREF(v);
  ERROR_IF(err !== 0);
  return set;
});
inst('STORE_SUBSCR', '(unused/1, v, container, sub -- )', COLD, (v: PyObject, container: PyObject, sub: PyObject) => {
  SPECIALIZE(_Py_Specialize_StoreSubscr(container, sub, code, pc - 1));
  const err = PyObject_SetItem(container, sub, v);
  Py_DECREF(v);
  Py_DECREF(container);
  Py_DECREF(sub);
  ERROR_IF(err !== 0);
});
inst('STORE_SUBSCR_LIST_INT', '(unused/1, value, list, sub -- )', {family: 'STORE_SUBSCR', heat: 'hot'}, (value: PyObject, list: PyObject, sub: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(sub));
  DEOPT_IF(!PyList_CheckExact(list));
  DEOPT_IF(!_PyLong_IsNonNegativeCompact(sub));
  const index = _PyLong_CompactValue(sub);
  DEOPT_IF(index >= PyList_GET_SIZE(list));
  const old = PyList_GET_ITEM(list, index);
  PyList_SET_ITEM(list, index, value);
  DECREF(old);
  DECREF_INT(sub);
  DECREF(list);
});
inst('STORE_SUBSCR_DICT', '(unused/1, value, dict, sub -- )', {family: 'STORE_SUBSCR', heat: 'cold'}, (value: PyObject, dict: PyObject, sub: PyObject) => {
  DEOPT_IF(!PyDict_CheckExact(dict));
  const err = _PyDict_SetItem_Take2(dict, sub as never, value as never);
  Py_DECREF(dict);
  ERROR_IF(err !== 0);
});
inst('DELETE_SUBSCR', '(container, sub -- )', COLD, (container: PyObject, sub: PyObject) => {
  const err = PyObject_DelItem(container, sub);
  Py_DECREF(container);
  Py_DECREF(sub);
  ERROR_IF(err !== 0);
});

inst('COMPARE_OP', '(unused/1, left, right -- res)', COLD, (left: PyObject, right: PyObject) => {
  SPECIALIZE(_Py_Specialize_CompareOp(left, right, code, pc - 1, oparg));
  const res = PyObject_RichCompare(left, right, oparg >> 5);
  Py_DECREF(left);
  Py_DECREF(right);
  ERROR_IF(res === NULL);
  if ((oparg & 16) === 0) return res;
  const truth = PyObject_IsTrue(res as PyObject);
  Py_DECREF(res as PyObject);
  ERROR_IF(truth < 0);
  return Py_BOOL(truth !== 0);
});
// the low four bits of oparg: 1 unordered, 2 less, 4 greater, 8 equal
inst('COMPARE_OP_FLOAT', '(unused/1, left, right -- res)', {family: 'COMPARE_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyFloat_CheckExact(left));
  DEOPT_IF(!PyFloat_CheckExact(right));
  const dleft = PyFloat_AS_DOUBLE(left);
  const dright = PyFloat_AS_DOUBLE(right);
  DECREF(left);
  DECREF(right);
  return ((dleft < dright ? 2 : dleft > dright ? 4 : dleft === dright ? 8 : 1) & oparg) !== 0 ? _Py_TrueStruct : _Py_FalseStruct;
});
inst('COMPARE_OP_INT', '(unused/1, left, right -- res)', {family: 'COMPARE_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyLong_CheckExact(left));
  DEOPT_IF(!PyLong_CheckExact(right));
  DEOPT_IF(!_PyLong_BothAreCompact(left, right));
  const ileft = _PyLong_CompactValue(left);
  const iright = _PyLong_CompactValue(right);
  DECREF_INT(left);
  DECREF_INT(right);
  return ((ileft < iright ? 2 : ileft > iright ? 4 : 8) & oparg) !== 0 ? _Py_TrueStruct : _Py_FalseStruct;
});
inst('COMPARE_OP_STR', '(unused/1, left, right -- res)', {family: 'COMPARE_OP', heat: 'hot'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyUnicode_CheckExact(left));
  DEOPT_IF(!PyUnicode_CheckExact(right));
  const eq = left === right ? 8 : _PyUnicode_Equal(left, right) ? 8 : 7;
  DECREF(left);
  DECREF(right);
  return (eq & oparg) !== 0 ? _Py_TrueStruct : _Py_FalseStruct;
});
inst('IS_OP', '(left, right -- b)', HOT, (left: PyObject, right: PyObject) => {
  const res = (left === right) !== (oparg !== 0) ? _Py_TrueStruct : _Py_FalseStruct;
  DECREF(left);
  DECREF(right);
  return res;
});
inst('CONTAINS_OP', '(unused/1, left, right -- b)', COLD, (left: PyObject, right: PyObject) => {
  SPECIALIZE(_Py_Specialize_ContainsOp(right, code, pc - 1));
  const res = PySequence_Contains(right, left);
  Py_DECREF(left);
  Py_DECREF(right);
  ERROR_IF(res < 0);
  return Py_BOOL((res ^ oparg) !== 0);
});
inst('CONTAINS_OP_SET', '(unused/1, left, right -- b)', {family: 'CONTAINS_OP', heat: 'cold'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyAnySet_CheckExact(right));
  const res = _PySet_Contains(right, left);
  Py_DECREF(left);
  Py_DECREF(right);
  ERROR_IF(res < 0);
  return Py_BOOL((res ^ oparg) !== 0);
});
inst('CONTAINS_OP_DICT', '(unused/1, left, right -- b)', {family: 'CONTAINS_OP', heat: 'cold'}, (left: PyObject, right: PyObject) => {
  DEOPT_IF(!PyDict_CheckExact(right));
  const res = PyDict_Contains(right, left);
  Py_DECREF(left);
  Py_DECREF(right);
  ERROR_IF(res < 0);
  return Py_BOOL((res ^ oparg) !== 0);
});
