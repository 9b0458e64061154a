/** Weak proxies: every operation goes to the object while it lives, else ReferenceError. CPython: Objects/weakrefobject.c, "WeakProxy" */
import * as number from './abstract-number';
import {PyObject_Call, PyObject_CallMethodNoArgs} from './call';
import {PySequence_Contains} from './abstract-sequence';
import {PyIter_Check, PyObject_DelItem, PyObject_GetItem, PyObject_GetIter, PyObject_Length, PyObject_SetItem} from './abstract-object';
import {PyErr_Format, PyErr_SetString, typeName} from './errors';
import {PyObject_GetAttr, PyObject_IsTrue, PyObject_RichCompare, PyObject_SetAttr, PyObject_Str, addressText} from './object';
import {PyUnicode_FromString} from './unicodeobject';
import {_PyWeakref_GET_REF, weakref_clear, weakref_dealloc, weakref_traverse} from './weakrefobject';
import {PyWeakref_CheckProxy, Py_TYPE} from '../runtime/generated/accessors';
import {ID___bytes__, ID___reversed__} from '../runtime/generated/ids';
import {PyExc_ReferenceError, PyExc_TypeError, _PyWeakref_CallableProxyType, _PyWeakref_ProxyType} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {SlotTable, binaryfunc, ternaryfunc, unaryfunc} from '../runtime/typeslots';

/** The object behind a proxy, or the operand itself when it is none; new reference, NULL with ReferenceError. CPython: UNWRAP */
function unwrap(op: PyObject): New | NULL {
  if (!PyWeakref_CheckProxy(op)) return Py_NewRef(op);
  const object = _PyWeakref_GET_REF(op);
  return object === NULL ? PyErr_SetString(PyExc_ReferenceError, 'weakly-referenced object no longer exists') : object;
}
const unary = (operation: unaryfunc): unaryfunc => op => {
  const object = unwrap(op);
  if (object === NULL) return NULL;
  const result = operation(object);
  Py_DECREF(object);
  return result;
};
const binary = (operation: binaryfunc): binaryfunc => (a, b) => {
  const x = unwrap(a);
  if (x === NULL) return NULL;
  const y = unwrap(b);
  const result = y === NULL ? NULL : operation(x, y);
  Py_DECREF(x);
  Py_XDECREF(y);
  return result;
};
const ternary = (operation: ternaryfunc): ternaryfunc => (a, b, c) => {
  const x = unwrap(a), y = x === NULL ? NULL : unwrap(b), z = y === NULL ? NULL : unwrap(c);
  const result = x === NULL || y === NULL || z === NULL ? NULL : operation(x, y, z);
  Py_XDECREF(x);
  Py_XDECREF(y);
  Py_XDECREF(z);
  return result;
};
/** An operation that answers with a number, -1 on error. */
const counted = (operation: (object: PyObject) => number) => (op: PyObject): number => {
  const object = unwrap(op);
  if (object === NULL) return -1;
  const result = operation(object);
  Py_DECREF(object);
  return result;
};

function proxy_repr(op: PyObject): New | NULL {
  const object = _PyWeakref_GET_REF(op);
  if (object === NULL) return PyUnicode_FromString(`<weakproxy at ${addressText(op)}; dead>`);
  const text = PyUnicode_FromString(`<weakproxy at ${addressText(op)}; to '${typeName(object)}' at ${addressText(object)}>`);
  Py_DECREF(object);
  return text;
}
function proxy_setattr(op: PyObject, name: PyObject, value: PyObject | NULL): number {
  return counted(object => PyObject_SetAttr(object, name, value))(op);
}
function proxy_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  return binary((x, y) => PyObject_RichCompare(x, y, op))(a, b);
}
function proxy_iternext(op: PyObject): New | NULL {
  return unary(object => (PyIter_Check(object) ? slots(Py_TYPE(object)).tp_iternext!(object) : PyErr_Format(PyExc_TypeError, `Weakref proxy referenced a non-iterator '${typeName(object)}' object`)))(op);
}
function proxy_call(op: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return unary(object => PyObject_Call(object, args, kwds))(op);
}

const common: SlotTable = {
  tp_dealloc: weakref_dealloc, tp_repr: proxy_repr, tp_str: unary(PyObject_Str), tp_getattro: binary(PyObject_GetAttr), tp_setattro: proxy_setattr, tp_traverse: weakref_traverse,
  tp_clear: weakref_clear, tp_richcompare: proxy_richcompare, tp_iter: unary(PyObject_GetIter), tp_iternext: proxy_iternext,
  nb_add: binary(number.PyNumber_Add), nb_subtract: binary(number.PyNumber_Subtract), nb_multiply: binary(number.PyNumber_Multiply), nb_remainder: binary(number.PyNumber_Remainder),
  nb_divmod: binary(number.PyNumber_Divmod), nb_power: ternary(number.PyNumber_Power), nb_negative: unary(number.PyNumber_Negative), nb_positive: unary(number.PyNumber_Positive),
  nb_absolute: unary(number.PyNumber_Absolute), nb_bool: counted(PyObject_IsTrue), nb_invert: unary(number.PyNumber_Invert), nb_lshift: binary(number.PyNumber_Lshift),
  nb_rshift: binary(number.PyNumber_Rshift), nb_and: binary(number.PyNumber_And), nb_xor: binary(number.PyNumber_Xor), nb_or: binary(number.PyNumber_Or), nb_int: unary(number.PyNumber_Long),
  nb_float: unary(number.PyNumber_Float), nb_inplace_add: binary(number.PyNumber_InPlaceAdd), nb_inplace_subtract: binary(number.PyNumber_InPlaceSubtract),
  nb_inplace_multiply: binary(number.PyNumber_InPlaceMultiply), nb_inplace_remainder: binary(number.PyNumber_InPlaceRemainder), nb_inplace_power: ternary(number.PyNumber_InPlacePower),
  nb_inplace_lshift: binary(number.PyNumber_InPlaceLshift), nb_inplace_rshift: binary(number.PyNumber_InPlaceRshift), nb_inplace_and: binary(number.PyNumber_InPlaceAnd),
  nb_inplace_xor: binary(number.PyNumber_InPlaceXor), nb_inplace_or: binary(number.PyNumber_InPlaceOr), nb_floor_divide: binary(number.PyNumber_FloorDivide),
  nb_true_divide: binary(number.PyNumber_TrueDivide), nb_inplace_floor_divide: binary(number.PyNumber_InPlaceFloorDivide), nb_inplace_true_divide: binary(number.PyNumber_InPlaceTrueDivide),
  nb_index: unary(number.PyNumber_Index), nb_matrix_multiply: binary(number.PyNumber_MatrixMultiply), nb_inplace_matrix_multiply: binary(number.PyNumber_InPlaceMatrixMultiply),
  sq_length: counted(PyObject_Length), sq_contains: (op, value) => counted(object => PySequence_Contains(object, value))(op), mp_length: counted(PyObject_Length),
  mp_subscript: binary(PyObject_GetItem), mp_ass_subscript: (op, key, value) => counted(object => (value === NULL ? PyObject_DelItem(object, key) : PyObject_SetItem(object, key, value)))(op),
};
const methods = [
  method('__bytes__', '($self, /)', self => unary(object => PyObject_CallMethodNoArgs(object, ID___bytes__))(self)),
  method('__reversed__', '($self, /)', self => unary(object => PyObject_CallMethodNoArgs(object, ID___reversed__))(self)),
];

defineType(_PyWeakref_ProxyType, {tp_name: 'weakref.ProxyType', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC, slots: common, methods});
defineType(_PyWeakref_CallableProxyType, {tp_name: 'weakref.CallableProxyType', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC, slots: {...common, tp_call: proxy_call}});
