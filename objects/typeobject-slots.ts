/**
 * The slot functions of classes whose special methods are written in Python: each calls the method of its name.
 * CPython: Objects/typeobject.c SLOT0() ... slot_bf_releasebuffer()
 *
 * Methods are looked up in the type; a function is called with the object in front, without a bound method in between.
 */
import {H, tstate} from '../runtime/current';
import {PyBool_Check, PyLong_Check, PyMemoryView_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_TYPE, _PyLong_IsNegative, tp_flags} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_AttributeError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyWrapperDescr_Type, _PyBufferWrapper_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots, takeRef} from '../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {Py_buffer, releasebufferproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyNumber_AsSsize_t, _PyNumber_Index} from './abstract-number';
import {PyObject_GetBuffer} from './abstract-buffer';
import {PY_ITERSEARCH_CONTAINS, _PySequence_IterSearch} from './abstract-sequence';
import {PyObject_Call, PyObject_CallMethodNoArgs, PyObject_CallOneArg, PyObject_Vectorcall, _PyObject_Call_Prepend} from './call';
import {wrapperFunction} from './descrobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, typeName} from './errors';
import {PySeqIter_New} from './iterobject';
import {PyLong_AsHash, PyLong_FromNumber} from './longobject';
import {PyMemoryView_FromBuffer, memoryRestrict, memoryViewOwner} from './memoryobject';
import {PyObject_GC_New, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_HashNotImplemented, PyObject_IsTrue, PyObject_RichCompareBool, Py_NE, addressText} from './object';
import {PyObject_GenericGetAttr, _PyObject_GenericGetAttrWithDict} from './object-generic';
import {PyType_IsSubtype} from './typeobject';
import {_PyType_Lookup, lookup_tp_mro} from './typeobject-cache';
import {PyUnicode_FromString} from './unicodeobject';
import * as ids from '../runtime/generated/ids';

// ---- finding and calling special methods ----

/**
 * A special method of an object's type: positive, an object to be called as it is; negative, negated, a function to be called with the object in
 * front; both owned. 0 without an exception when there is none. escapes. CPython: Objects/typeobject.c lookup_maybe_method()
 */
export function lookup_maybe_method(self: PyObject, name: PyObject): number {
  const type = Py_TYPE(self), found = _PyType_Lookup(type, name);
  if (found === NULL) return 0;
  const dtype = Py_TYPE(found);
  if ((tp_flags(dtype) & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0) return -Py_NewRef(found);
  const get = slots(dtype).tp_descr_get;
  if (get === null) return Py_NewRef(found);
  const held = Py_NewRef(found), res = get(held, self, type);
  Py_DECREF(held);
  return res;
}
/** As lookup_maybe_method, but raises AttributeError when there is none. CPython: lookup_method() */
function lookup_method(self: PyObject, name: PyObject): number {
  const found = lookup_maybe_method(self, name);
  if (found === 0 && !PyErr_Occurred()) PyErr_SetObject(PyExc_AttributeError, name);
  return found;
}
/** Calls what lookup_maybe_method() found and releases it. */
function call0(found: number, self: PyObject): New | NULL {
  const func = takeRef((found < 0 ? -found : found) as PyObject), row = _PyThreadState_PushFrame(2);
  if (row === 0) {
    Py_DECREF(func);
    return PyErr_NoMemory();
  }
  H[row] = self;
  const res = found < 0 ? PyObject_Vectorcall(func, row, 1, NULL) : PyObject_Vectorcall(func, row + 2, 0, NULL);
  _PyThreadState_PopFrame(row);
  Py_DECREF(func);
  return res;
}
function call1(found: number, self: PyObject, a: PyObject): New | NULL {
  const func = takeRef((found < 0 ? -found : found) as PyObject), row = _PyThreadState_PushFrame(4);
  if (row === 0) {
    Py_DECREF(func);
    return PyErr_NoMemory();
  }
  H[row] = self;
  H[row + 2] = a;
  const res = found < 0 ? PyObject_Vectorcall(func, row, 2, NULL) : PyObject_Vectorcall(func, row + 2, 1, NULL);
  _PyThreadState_PopFrame(row);
  Py_DECREF(func);
  return res;
}
function call2(found: number, self: PyObject, a: PyObject, b: PyObject): New | NULL {
  const func = takeRef((found < 0 ? -found : found) as PyObject), row = _PyThreadState_PushFrame(6);
  if (row === 0) {
    Py_DECREF(func);
    return PyErr_NoMemory();
  }
  H[row] = self;
  H[row + 2] = a;
  H[row + 4] = b;
  const res = found < 0 ? PyObject_Vectorcall(func, row, 3, NULL) : PyObject_Vectorcall(func, row + 2, 2, NULL);
  _PyThreadState_PopFrame(row);
  Py_DECREF(func);
  return res;
}
function callMethod0(self: PyObject, name: PyObject): New | NULL {
  const found = lookup_method(self, name);
  return found === 0 ? NULL : call0(found, self);
}
function callMethod1(self: PyObject, name: PyObject, a: PyObject): New | NULL {
  const found = lookup_method(self, name);
  return found === 0 ? NULL : call1(found, self, a);
}
/** Calls a method with one or two arguments for its effect; -1 on error. */
function effect(self: PyObject, name: PyObject, a: PyObject, b: PyObject | NULL): number {
  const found = lookup_method(self, name);
  if (found === 0) return -1;
  const res = b === NULL ? call1(found, self, a) : call2(found, self, a, b);
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}
/** NotImplemented when there is no such method. CPython: vectorcall_maybe() */
function callMaybe1(self: PyObject, name: PyObject, a: PyObject): New | NULL {
  const found = lookup_maybe_method(self, name);
  if (found === 0) return PyErr_Occurred() ? NULL : Py_NewRef(_Py_NotImplementedStruct);
  return call1(found, self, a);
}

// ---- numbers ----

/** True when the right operand's type has another method of this name than the left one's; -1 on error. CPython: method_is_overloaded() */
function method_is_overloaded(left: PyObject, right: PyObject, name: PyObject): number {
  const b = PyObject_GetOptionalAttr(Py_TYPE(right), name);
  if (b === NULL) return PyErr_Occurred() ? -1 : 0;
  const a = PyObject_GetOptionalAttr(Py_TYPE(left), name);
  if (a === NULL) {
    Py_DECREF(b);
    return PyErr_Occurred() ? -1 : 1;
  }
  const ok = PyObject_RichCompareBool(a, b, Py_NE);
  Py_DECREF(a);
  Py_DECREF(b);
  return ok;
}
/** A binary operator whose slot calls Python for the left, the right or both operands. CPython: SLOT1BINFULL() */
function slotBinary(self: PyObject, other: PyObject, ours: boolean, theirs: boolean, name: PyObject, rname: PyObject): New | NULL {
  const same = Py_TYPE(self) === Py_TYPE(other);
  let tryOther = !same && theirs;
  if (ours) {
    if (tryOther && PyType_IsSubtype(Py_TYPE(other), Py_TYPE(self))) {
      const ok = method_is_overloaded(self, other, rname);
      if (ok < 0) return NULL;
      if (ok > 0) {
        const r = callMaybe1(other, rname, self);
        if (r !== _Py_NotImplementedStruct) return r;
        tryOther = false;
      }
    }
    const r = callMaybe1(self, name, other);
    if (r !== _Py_NotImplementedStruct || Py_TYPE(other) === Py_TYPE(self)) return r;
  }
  return tryOther ? callMaybe1(other, rname, self) : Py_NewRef(_Py_NotImplementedStruct);
}
export function slot_nb_add(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_add === slot_nb_add, slots(Py_TYPE(other)).nb_add === slot_nb_add, ids.ID___add__, ids.ID___radd__);
}
export function slot_nb_subtract(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_subtract === slot_nb_subtract, slots(Py_TYPE(other)).nb_subtract === slot_nb_subtract, ids.ID___sub__, ids.ID___rsub__);
}
export function slot_nb_multiply(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_multiply === slot_nb_multiply, slots(Py_TYPE(other)).nb_multiply === slot_nb_multiply, ids.ID___mul__, ids.ID___rmul__);
}
export function slot_nb_matrix_multiply(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_matrix_multiply === slot_nb_matrix_multiply, slots(Py_TYPE(other)).nb_matrix_multiply === slot_nb_matrix_multiply, ids.ID___matmul__, ids.ID___rmatmul__);
}
export function slot_nb_remainder(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_remainder === slot_nb_remainder, slots(Py_TYPE(other)).nb_remainder === slot_nb_remainder, ids.ID___mod__, ids.ID___rmod__);
}
export function slot_nb_divmod(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_divmod === slot_nb_divmod, slots(Py_TYPE(other)).nb_divmod === slot_nb_divmod, ids.ID___divmod__, ids.ID___rdivmod__);
}
export function slot_nb_lshift(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_lshift === slot_nb_lshift, slots(Py_TYPE(other)).nb_lshift === slot_nb_lshift, ids.ID___lshift__, ids.ID___rlshift__);
}
export function slot_nb_rshift(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_rshift === slot_nb_rshift, slots(Py_TYPE(other)).nb_rshift === slot_nb_rshift, ids.ID___rshift__, ids.ID___rrshift__);
}
export function slot_nb_and(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_and === slot_nb_and, slots(Py_TYPE(other)).nb_and === slot_nb_and, ids.ID___and__, ids.ID___rand__);
}
export function slot_nb_xor(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_xor === slot_nb_xor, slots(Py_TYPE(other)).nb_xor === slot_nb_xor, ids.ID___xor__, ids.ID___rxor__);
}
export function slot_nb_or(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_or === slot_nb_or, slots(Py_TYPE(other)).nb_or === slot_nb_or, ids.ID___or__, ids.ID___ror__);
}
export function slot_nb_floor_divide(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_floor_divide === slot_nb_floor_divide, slots(Py_TYPE(other)).nb_floor_divide === slot_nb_floor_divide, ids.ID___floordiv__, ids.ID___rfloordiv__);
}
export function slot_nb_true_divide(self: PyObject, other: PyObject): New | NULL {
  return slotBinary(self, other, slots(Py_TYPE(self)).nb_true_divide === slot_nb_true_divide, slots(Py_TYPE(other)).nb_true_divide === slot_nb_true_divide, ids.ID___truediv__, ids.ID___rtruediv__);
}
export function slot_nb_inplace_add(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___iadd__, value);
}
export function slot_nb_inplace_subtract(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___isub__, value);
}
export function slot_nb_inplace_multiply(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___imul__, value);
}
export function slot_nb_inplace_matrix_multiply(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___imatmul__, value);
}
export function slot_nb_inplace_remainder(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___imod__, value);
}
export function slot_nb_inplace_lshift(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___ilshift__, value);
}
export function slot_nb_inplace_rshift(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___irshift__, value);
}
export function slot_nb_inplace_and(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___iand__, value);
}
export function slot_nb_inplace_xor(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___ixor__, value);
}
export function slot_nb_inplace_or(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___ior__, value);
}
export function slot_nb_inplace_floor_divide(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___ifloordiv__, value);
}
export function slot_nb_inplace_true_divide(self: PyObject, value: PyObject): New | NULL {
  return callMethod1(self, ids.ID___itruediv__, value);
}
export function slot_nb_negative(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___neg__);
}
export function slot_nb_positive(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___pos__);
}
export function slot_nb_absolute(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___abs__);
}
export function slot_nb_invert(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___invert__);
}
export function slot_nb_int(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___int__);
}
export function slot_nb_float(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___float__);
}
export function slot_nb_index(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___index__);
}
export function slot_tp_str(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___str__);
}
export function slot_tp_iternext(self: PyObject): New | NULL {
  return callMethod0(self, ids.ID___next__);
}
/** pow(); with a modulus only the left operand's __pow__ is asked. CPython: slot_nb_power() */
export function slot_nb_power(self: PyObject, other: PyObject, modulus: PyObject): New | NULL {
  const ours = slots(Py_TYPE(self)).nb_power === slot_nb_power;
  if (modulus === _Py_NoneStruct) return slotBinary(self, other, ours, slots(Py_TYPE(other)).nb_power === slot_nb_power, ids.ID___pow__, ids.ID___rpow__);
  if (!ours) return Py_NewRef(_Py_NotImplementedStruct);
  const found = lookup_method(self, ids.ID___pow__);
  return found === 0 ? NULL : call2(found, self, other, modulus);
}
export function slot_nb_inplace_power(self: PyObject, value: PyObject, _modulus: PyObject): New | NULL {
  return callMethod1(self, ids.ID___ipow__, value);
}
/** __bool__, else __len__, else true. CPython: slot_nb_bool() */
export function slot_nb_bool(self: PyObject): number {
  let found = lookup_maybe_method(self, ids.ID___bool__), usingLen = false;
  if (found === 0) {
    if (PyErr_Occurred()) return -1;
    found = lookup_maybe_method(self, ids.ID___len__);
    if (found === 0) return PyErr_Occurred() ? -1 : 1;
    usingLen = true;
  }
  const value = call0(found, self);
  if (value === NULL) return -1;
  let result = -1;
  if (usingLen || PyBool_Check(value)) result = PyObject_IsTrue(value);
  else PyErr_Format(PyExc_TypeError, `__bool__ should return bool, returned ${typeName(value)}`);
  Py_DECREF(value);
  return result;
}

// ---- containers ----

export function slot_sq_length(self: PyObject): number {
  const res = callMethod0(self, ids.ID___len__);
  if (res === NULL) return -1;
  const index = _PyNumber_Index(res);
  Py_DECREF(res);
  if (index === NULL) return -1;
  if (_PyLong_IsNegative(index)) {
    Py_DECREF(index);
    PyErr_SetString(PyExc_ValueError, '__len__() should return >= 0');
    return -1;
  }
  const length = PyNumber_AsSsize_t(index, PyExc_OverflowError);
  Py_DECREF(index);
  return length;
}
export function slot_sq_item(self: PyObject, i: number): New | NULL {
  const index = PyLong_FromNumber(i);
  if (index === NULL) return NULL;
  const res = callMethod1(self, ids.ID___getitem__, index);
  Py_DECREF(index);
  return res;
}
export function slot_sq_ass_item(self: PyObject, i: number, value: PyObject | NULL): number {
  const index = PyLong_FromNumber(i);
  if (index === NULL) return -1;
  const res = effect(self, value === NULL ? ids.ID___delitem__ : ids.ID___setitem__, index, value);
  Py_DECREF(index);
  return res;
}
export function slot_sq_contains(self: PyObject, value: PyObject): number {
  const found = lookup_maybe_method(self, ids.ID___contains__);
  if (found === _Py_NoneStruct) {
    PyErr_Format(PyExc_TypeError, `'${typeName(self)}' object is not a container`);
    return -1;
  }
  if (found === 0) return PyErr_Occurred() ? -1 : _PySequence_IterSearch(self, value, PY_ITERSEARCH_CONTAINS);
  const res = call1(found, self, value);
  if (res === NULL) return -1;
  const ok = PyObject_IsTrue(res);
  Py_DECREF(res);
  return ok;
}
export function slot_mp_subscript(self: PyObject, key: PyObject): New | NULL {
  return callMethod1(self, ids.ID___getitem__, key);
}
export function slot_mp_ass_subscript(self: PyObject, key: PyObject, value: PyObject | NULL): number {
  return effect(self, value === NULL ? ids.ID___delitem__ : ids.ID___setitem__, key, value);
}

// ---- the object itself ----

export function slot_tp_repr(self: PyObject): New | NULL {
  const found = lookup_maybe_method(self, ids.ID___repr__);
  if (found !== 0) return call0(found, self);
  PyErr_Clear();
  return PyUnicode_FromString(`<${typeName(self)} object at ${addressText(self)}>`);
}
/** CPython: slot_tp_hash() */
export function slot_tp_hash(self: PyObject): number {
  const found = lookup_maybe_method(self, ids.ID___hash__);
  if (found === 0 || found === _Py_NoneStruct) return PyObject_HashNotImplemented(self);
  const res = call0(found, self);
  if (res === NULL) {
    H[HASH_HI] = -1;
    return -1;
  }
  if (!PyLong_Check(res)) {
    Py_DECREF(res);
    PyErr_SetString(PyExc_TypeError, '__hash__ method should return an integer');
    H[HASH_HI] = -1;
    return -1;
  }
  // a number that fits Py_hash_t is the hash; a bigger one is hashed
  let lo = PyLong_AsHash(res);
  if (H[HASH_HI] === -1 && lo === -1) lo = -2;
  Py_DECREF(res);
  return lo;
}
export function slot_tp_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const found = lookup_method(self, ids.ID___call__);
  if (found === 0) return NULL;
  const func = takeRef((found < 0 ? -found : found) as PyObject);
  const res = found < 0 ? _PyObject_Call_Prepend(func, self, args, kwds) : PyObject_Call(func, args, kwds);
  Py_DECREF(func);
  return res;
}
export function slot_tp_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  const name = op === 0 ? ids.ID___lt__ : op === 1 ? ids.ID___le__ : op === 2 ? ids.ID___eq__ : op === 3 ? ids.ID___ne__ : op === 4 ? ids.ID___gt__ : ids.ID___ge__;
  const found = lookup_maybe_method(self, name);
  if (found === 0) {
    PyErr_Clear();
    return Py_NewRef(_Py_NotImplementedStruct);
  }
  return call1(found, self, other);
}
export function slot_tp_iter(self: PyObject): New | NULL {
  const found = lookup_maybe_method(self, ids.ID___iter__);
  if (found === _Py_NoneStruct) return PyErr_Format(PyExc_TypeError, `'${typeName(self)}' object is not iterable`);
  if (found !== 0) return call0(found, self);
  PyErr_Clear();
  const item = lookup_maybe_method(self, ids.ID___getitem__);
  if (item === 0) return PyErr_Format(PyExc_TypeError, `'${typeName(self)}' object is not iterable`);
  Py_DECREF(Math.abs(item) as PyObject);
  return PySeqIter_New(self);
}

// ---- attributes ----

/** tp_getattro of a class with __getattribute__ and no __getattr__. CPython: _Py_slot_tp_getattro() */
export function _Py_slot_tp_getattro(self: PyObject, name: PyObject): New | NULL {
  return callMethod1(self, ids.ID___getattribute__, name);
}
function call_attribute(self: PyObject, attr: PyObject, name: PyObject): New | NULL {
  const type = Py_TYPE(attr);
  if ((tp_flags(type) & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0) return call1(-Py_NewRef(attr), self, name);
  const get = slots(type).tp_descr_get;
  if (get === null) return PyObject_CallOneArg(attr, name);
  const bound = get(attr, self, Py_TYPE(self));
  if (bound === NULL) return NULL;
  const res = PyObject_CallOneArg(bound, name);
  Py_DECREF(bound);
  return res;
}
/** tp_getattro of a class with __getattr__, which is asked when the attribute is missing. escapes. CPython: _Py_slot_tp_getattr_hook() */
export function _Py_slot_tp_getattr_hook(self: PyObject, name: PyObject): New | NULL {
  const type = Py_TYPE(self), found = _PyType_Lookup(type, ids.ID___getattr__);
  if (found === NULL) {
    slots(type).tp_getattro = _Py_slot_tp_getattro;
    return _Py_slot_tp_getattro(self, name);
  }
  const getattr = Py_NewRef(found), getattribute = _PyType_Lookup(type, ids.ID___getattribute__);
  let res: New | NULL;
  if (getattribute === NULL || (Py_TYPE(getattribute) === PyWrapperDescr_Type && wrapperFunction(getattribute) === PyObject_GenericGetAttr)) {
    res = _PyObject_GenericGetAttrWithDict(self, name, NULL, true);
    if (res === NULL && tstate.current_exception === NULL) res = call_attribute(self, getattr, name);
  } else {
    const held = Py_NewRef(getattribute);
    res = call_attribute(self, held, name);
    Py_DECREF(held);
    if (res === NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
      PyErr_Clear();
      res = call_attribute(self, getattr, name);
    }
  }
  Py_DECREF(getattr);
  return res;
}
export function slot_tp_setattro(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  return effect(self, value === NULL ? ids.ID___delattr__ : ids.ID___setattr__, name, value);
}
export function slot_tp_descr_get(self: PyObject, obj: PyObject | NULL, type: PyObject | NULL): New | NULL {
  const own = Py_TYPE(self), found = _PyType_Lookup(own, ids.ID___get__);
  if (found === NULL) {
    if (slots(own).tp_descr_get === slot_tp_descr_get) slots(own).tp_descr_get = null;
    return Py_NewRef(self);
  }
  return call2(-Py_NewRef(found), self, obj === NULL ? _Py_NoneStruct : obj, type === NULL ? _Py_NoneStruct : type);
}
export function slot_tp_descr_set(self: PyObject, target: PyObject, value: PyObject | NULL): number {
  return effect(self, value === NULL ? ids.ID___delete__ : ids.ID___set__, target, value);
}

// ---- making and ending ----

export function slot_tp_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const found = lookup_method(self, ids.ID___init__);
  if (found === 0) return -1;
  const func = takeRef((found < 0 ? -found : found) as PyObject);
  const res = found < 0 ? _PyObject_Call_Prepend(func, self, args, kwds) : PyObject_Call(func, args, kwds);
  Py_DECREF(func);
  if (res === NULL) return -1;
  if (res !== _Py_NoneStruct) {
    PyErr_Format(PyExc_TypeError, `__init__() should return None, not '${typeName(res)}'`);
    Py_DECREF(res);
    return -1;
  }
  return 0;
}
export function slot_tp_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const func = PyObject_GetAttr(type, ids.ID___new__);
  if (func === NULL) return NULL;
  const res = _PyObject_Call_Prepend(func, type, args, kwds);
  Py_DECREF(func);
  return res;
}
/** __del__; an exception in it is reported and forgotten. CPython: slot_tp_finalize() */
export function slot_tp_finalize(self: PyObject): void {
  const exc = PyErr_GetRaisedException(), found = lookup_maybe_method(self, ids.ID___del__);
  if (found !== 0) {
    const func = Py_NewRef(Math.abs(found) as PyObject), res = call0(found, self);
    if (res === NULL) PyErr_WriteUnraisable(func);
    else Py_DECREF(res);
    Py_DECREF(func);
  }
  PyErr_SetRaisedException(exc);
}

// ---- async ----

function asyncMethod(self: PyObject, name: PyObject, text: string): New | NULL {
  const found = lookup_maybe_method(self, name);
  if (found !== 0) return call0(found, self);
  return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_AttributeError, `object ${typeName(self)} does not have ${text} method`);
}
export function slot_am_await(self: PyObject): New | NULL {
  return asyncMethod(self, ids.ID___await__, '__await__');
}
export function slot_am_aiter(self: PyObject): New | NULL {
  return asyncMethod(self, ids.ID___aiter__, '__aiter__');
}
export function slot_am_anext(self: PyObject): New | NULL {
  return asyncMethod(self, ids.ID___anext__, '__anext__');
}

// ---- buffers ----
// PyBufferWrapper {mv, obj} stands in Py_buffer.obj for a __buffer__ written in Python, so that the release reaches both.

function bufferwrapper_releasebuf(self: PyObject, view: Py_buffer): void {
  const mv = H[self + 4] as PyObject, obj = H[self + 6] as PyObject;
  if (mv === NULL || obj === NULL) return;
  slots(Py_TYPE(mv)).bf_releasebuffer?.(mv, view);
  if (memoryViewOwner(mv) !== obj && slots(Py_TYPE(obj)).bf_releasebuffer === slot_bf_releasebuffer) releasebuffer_call_python(obj, view);
  H[self + 4] = H[self + 6] = NULL;
  Py_DECREF(mv);
  Py_DECREF(obj);
}
function bufferwrapper_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(H[self + 4] as PyObject);
  Py_XDECREF(H[self + 6] as PyObject);
  slots(Py_TYPE(self)).tp_free!(self);
}
export function slot_bf_getbuffer(self: PyObject, view: Py_buffer, flags: number): number {
  const flagsObject = PyLong_FromNumber(flags);
  if (flagsObject === NULL) return -1;
  const mv = callMethod1(self, ids.ID___buffer__, flagsObject);
  Py_DECREF(flagsObject);
  if (mv === NULL) return -1;
  if (!PyMemoryView_Check(mv)) {
    PyErr_SetString(PyExc_TypeError, '__buffer__ returned non-memoryview object');
    Py_DECREF(mv);
    return -1;
  }
  if (PyObject_GetBuffer(mv, view, flags) < 0) {
    Py_DECREF(mv);
    return -1;
  }
  const wrapper = PyObject_GC_New(_PyBufferWrapper_Type);
  if (wrapper === NULL) {
    Py_DECREF(mv);
    return -1;
  }
  // view.obj held the memoryview; its reference goes to the wrapper
  H[wrapper + 4] = mv;
  H[wrapper + 6] = Py_NewRef(self);
  _PyObject_GC_TRACK(wrapper);
  view.obj = wrapper;
  Py_DECREF(mv);
  return 0;
}
function releasebuffer_call_python(self: PyObject, view: Py_buffer): void {
  const exc = PyErr_GetRaisedException(), wrapped = view.obj !== NULL && Py_TYPE(view.obj) === _PyBufferWrapper_Type;
  const where = `Exception ignored in bf_releasebuffer of ${typeName(self)}`;
  let mv: New | NULL = NULL;
  if (wrapped) mv = H[view.obj + 4] === NULL ? NULL : Py_NewRef(H[view.obj + 4] as PyObject);
  else {
    mv = PyMemoryView_FromBuffer(view);
    if (mv === NULL) PyErr_FormatUnraisable(where);
    else memoryRestrict(mv);
  }
  if (mv !== NULL) {
    const res = callMethod1(self, ids.ID___release_buffer__, mv);
    if (res === NULL) PyErr_FormatUnraisable(`Exception ignored in __release_buffer__ of ${typeName(self)}`);
    else Py_DECREF(res);
    if (!wrapped) {
      const released = PyObject_CallMethodNoArgs(mv, ids.ID_release);
      if (released === NULL) PyErr_FormatUnraisable(where);
      else Py_DECREF(released);
    }
    Py_DECREF(mv);
  }
  PyErr_SetRaisedException(exc);
}
/** The method written in Python, then the base's own release. CPython: slot_bf_releasebuffer() */
export function slot_bf_releasebuffer(self: PyObject, view: Py_buffer): void {
  releasebuffer_call_python(self, view);
  const mro = lookup_tp_mro(Py_TYPE(self));
  let base: releasebufferproc | null = null;
  for (let i = 1; mro !== NULL && i < PyTuple_GET_SIZE(mro) && base === null; i++) {
    const type = PyTuple_GET_ITEM(mro, i), release = PyType_Check(type) ? slots(type).bf_releasebuffer : null;
    if (release !== slot_bf_releasebuffer) base = release;
  }
  base?.(self, view);
}

defineType(_PyBufferWrapper_Type, {
  tp_name: '_buffer_wrapper', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {
    tp_dealloc: bufferwrapper_dealloc, bf_releasebuffer: bufferwrapper_releasebuf,
    tp_traverse: (op, visit) => {
      const mv = H[op + 4] as PyObject, obj = H[op + 6] as PyObject;
      return (mv === NULL ? 0 : visit(mv)) || (obj === NULL ? 0 : visit(obj));
    },
  },
});
