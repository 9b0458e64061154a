/** The number protocol. CPython: Objects/abstract.c, section "Operations on numbers" */
import {U8} from '../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyCFunction_CheckExact, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyLong_Check, PyLong_CheckExact, PyUnicode_Check, Py_TYPE, _PyLong_IsNegative, tp_flags} from '../runtime/generated/accessors';
import {ID___trunc__} from '../runtime/generated/ids';
import {PyByteArray_Type, PyComplex_Type, PyExc_DeprecationWarning, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyFloat_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import type {PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, slots} from '../runtime/object';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject, type Py_ssize_t} from '../runtime/types';
import {Py_buffer, type binaryfunc, type ssizeargfunc, type ternaryfunc} from '../runtime/typeslots';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {PyObject_CallNoArgs} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, PyErr_WarnFormat, typeName} from './errors';
import {PyFloat_FromDouble, PyFloat_FromString} from './floatobject';
import {PyLong_AsDouble, PyLong_AsSsize_t, _PyLong_Copy} from './longobject';
import {PyLong_FromUnicodeObject, _PyLong_Format, _PyLong_FromBytes} from './longobject-string';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from './typeobject';

const Py_TPFLAGS_HEAPTYPE = 1 << 9;

// ---- binary operations ----

/**
 * One binary operation by the slots of both operands: the right one goes first when its type is a subclass with a slot of its own.
 * May return NotImplemented. escapes. CPython: binary_op1()
 */
export function binary_op1(v: PyObject, w: PyObject, slotv: binaryfunc | null, slotw: binaryfunc | null): New | NULL {
  const tv = Py_TYPE(v), tw = Py_TYPE(w);
  if (tv === tw || slotw === slotv) slotw = null;
  if (slotv !== null) {
    if (slotw !== null && PyType_IsSubtype(tw, tv)) {
      const x = slotw(v, w);
      if (x !== _Py_NotImplementedStruct) return x;
      Py_DECREF(_Py_NotImplementedStruct);
      slotw = null;
    }
    const x = slotv(v, w);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  if (slotw !== null) {
    const x = slotw(v, w);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  return Py_NewRef(_Py_NotImplementedStruct);
}
function binop_type_error(v: PyObject, w: PyObject, op_name: string): NULL {
  return PyErr_Format(PyExc_TypeError, `unsupported operand type(s) for ${op_name}: '${typeName(v)}' and '${typeName(w)}'`);
}
/** binary_op1() with its TypeError. CPython: binary_op() */
function binary_op(v: PyObject, w: PyObject, slotv: binaryfunc | null, slotw: binaryfunc | null, op_name: string): New | NULL {
  const result = binary_op1(v, w, slotv, slotw);
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  if (op_name === '>>' && PyCFunction_CheckExact(v) && payload<PyMethodDef>(v).ml_name === 'print') {
    return PyErr_Format(PyExc_TypeError, `unsupported operand type(s) for >>: '${typeName(v)}' and '${typeName(w)}'. Did you mean "print(<message>, file=<output_stream>)"?`);
  }
  return binop_type_error(v, w, op_name);
}
/** The in-place slot of the left operand first, then as binary_op1(). CPython: binary_iop1() */
export function binary_iop1(v: PyObject, w: PyObject, islot: binaryfunc | null, slotv: binaryfunc | null, slotw: binaryfunc | null): New | NULL {
  if (islot !== null) {
    const x = islot(v, w);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  return binary_op1(v, w, slotv, slotw);
}
function binary_iop(v: PyObject, w: PyObject, islot: binaryfunc | null, slotv: binaryfunc | null, slotw: binaryfunc | null, op_name: string): New | NULL {
  const result = binary_iop1(v, w, islot, slotv, slotw);
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  return binop_type_error(v, w, op_name);
}

/** v | w. escapes. CPython: PyNumber_Or() */
export function PyNumber_Or(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_or, slots(Py_TYPE(w)).nb_or, '|');
}
/** v |= w. escapes. CPython: PyNumber_InPlaceOr() */
export function PyNumber_InPlaceOr(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_or, sv.nb_or, slots(Py_TYPE(w)).nb_or, '|=');
}
/** v ^ w. escapes. CPython: PyNumber_Xor() */
export function PyNumber_Xor(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_xor, slots(Py_TYPE(w)).nb_xor, '^');
}
/** v ^= w. escapes. CPython: PyNumber_InPlaceXor() */
export function PyNumber_InPlaceXor(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_xor, sv.nb_xor, slots(Py_TYPE(w)).nb_xor, '^=');
}
/** v & w. escapes. CPython: PyNumber_And() */
export function PyNumber_And(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_and, slots(Py_TYPE(w)).nb_and, '&');
}
/** v &= w. escapes. CPython: PyNumber_InPlaceAnd() */
export function PyNumber_InPlaceAnd(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_and, sv.nb_and, slots(Py_TYPE(w)).nb_and, '&=');
}
/** v << w. escapes. CPython: PyNumber_Lshift() */
export function PyNumber_Lshift(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_lshift, slots(Py_TYPE(w)).nb_lshift, '<<');
}
/** v <<= w. escapes. CPython: PyNumber_InPlaceLshift() */
export function PyNumber_InPlaceLshift(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_lshift, sv.nb_lshift, slots(Py_TYPE(w)).nb_lshift, '<<=');
}
/** v >> w. escapes. CPython: PyNumber_Rshift() */
export function PyNumber_Rshift(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_rshift, slots(Py_TYPE(w)).nb_rshift, '>>');
}
/** v >>= w. escapes. CPython: PyNumber_InPlaceRshift() */
export function PyNumber_InPlaceRshift(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_rshift, sv.nb_rshift, slots(Py_TYPE(w)).nb_rshift, '>>=');
}
/** v - w. escapes. CPython: PyNumber_Subtract() */
export function PyNumber_Subtract(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_subtract, slots(Py_TYPE(w)).nb_subtract, '-');
}
/** v -= w. escapes. CPython: PyNumber_InPlaceSubtract() */
export function PyNumber_InPlaceSubtract(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_subtract, sv.nb_subtract, slots(Py_TYPE(w)).nb_subtract, '-=');
}
/** divmod(v, w). escapes. CPython: PyNumber_Divmod() */
export function PyNumber_Divmod(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_divmod, slots(Py_TYPE(w)).nb_divmod, 'divmod()');
}
/** v @ w. escapes. CPython: PyNumber_MatrixMultiply() */
export function PyNumber_MatrixMultiply(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_matrix_multiply, slots(Py_TYPE(w)).nb_matrix_multiply, '@');
}
/** v @= w. escapes. CPython: PyNumber_InPlaceMatrixMultiply() */
export function PyNumber_InPlaceMatrixMultiply(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_matrix_multiply, sv.nb_matrix_multiply, slots(Py_TYPE(w)).nb_matrix_multiply, '@=');
}
/** v // w. escapes. CPython: PyNumber_FloorDivide() */
export function PyNumber_FloorDivide(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_floor_divide, slots(Py_TYPE(w)).nb_floor_divide, '//');
}
/** v //= w. escapes. CPython: PyNumber_InPlaceFloorDivide() */
export function PyNumber_InPlaceFloorDivide(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_floor_divide, sv.nb_floor_divide, slots(Py_TYPE(w)).nb_floor_divide, '//=');
}
/** v / w. escapes. CPython: PyNumber_TrueDivide() */
export function PyNumber_TrueDivide(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_true_divide, slots(Py_TYPE(w)).nb_true_divide, '/');
}
/** v /= w. escapes. CPython: PyNumber_InPlaceTrueDivide() */
export function PyNumber_InPlaceTrueDivide(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_true_divide, sv.nb_true_divide, slots(Py_TYPE(w)).nb_true_divide, '/=');
}
/** v % w. escapes. CPython: PyNumber_Remainder() */
export function PyNumber_Remainder(v: PyObject, w: PyObject): New | NULL {
  return binary_op(v, w, slots(Py_TYPE(v)).nb_remainder, slots(Py_TYPE(w)).nb_remainder, '%');
}
/** v %= w. escapes. CPython: PyNumber_InPlaceRemainder() */
export function PyNumber_InPlaceRemainder(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  return binary_iop(v, w, sv.nb_inplace_remainder, sv.nb_remainder, slots(Py_TYPE(w)).nb_remainder, '%=');
}
/** v + w; sequences are concatenated when nobody adds. escapes. CPython: PyNumber_Add() */
export function PyNumber_Add(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  const result = binary_op1(v, w, sv.nb_add, slots(Py_TYPE(w)).nb_add);
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  return sv.sq_concat !== null ? sv.sq_concat(v, w) : binop_type_error(v, w, '+');
}
/** v += w. escapes. CPython: PyNumber_InPlaceAdd() */
export function PyNumber_InPlaceAdd(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v));
  const result = binary_iop1(v, w, sv.nb_inplace_add, sv.nb_add, slots(Py_TYPE(w)).nb_add);
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  const concat = sv.sq_inplace_concat !== null ? sv.sq_inplace_concat : sv.sq_concat;
  return concat !== null ? concat(v, w) : binop_type_error(v, w, '+=');
}
/** A sequence times an integer. CPython: sequence_repeat() */
function sequence_repeat(repeatfunc: ssizeargfunc, seq: PyObject, n: PyObject): New | NULL {
  if (!PyIndex_Check(n)) return PyErr_Format(PyExc_TypeError, `can't multiply sequence by non-int of type '${typeName(n)}'`);
  const count = PyNumber_AsSsize_t(n, PyExc_OverflowError);
  if (count === -1 && PyErr_Occurred() !== NULL) return NULL;
  return repeatfunc(seq, count);
}
/** v * w; sequences are repeated when nobody multiplies. escapes. CPython: PyNumber_Multiply() */
export function PyNumber_Multiply(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v)), sw = slots(Py_TYPE(w));
  const result = binary_op1(v, w, sv.nb_multiply, sw.nb_multiply);
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  if (sv.sq_repeat !== null) return sequence_repeat(sv.sq_repeat, v, w);
  if (sw.sq_repeat !== null) return sequence_repeat(sw.sq_repeat, w, v);
  return binop_type_error(v, w, '*');
}
/** v *= w. escapes. CPython: PyNumber_InPlaceMultiply() */
export function PyNumber_InPlaceMultiply(v: PyObject, w: PyObject): New | NULL {
  const sv = slots(Py_TYPE(v)), sw = slots(Py_TYPE(w));
  const result = binary_iop1(v, w, sv.nb_inplace_multiply, sv.nb_multiply, sw.nb_multiply);
  if (result !== _Py_NotImplementedStruct) return result;
  Py_DECREF(_Py_NotImplementedStruct);
  const repeat = sv.sq_inplace_repeat !== null ? sv.sq_inplace_repeat : sv.sq_repeat;
  if (repeat !== null) return sequence_repeat(repeat, v, w);
  // a left operand with any sequence slots keeps the right one from being asked; classes made by Python have them all
  const isSequence = (tp_flags(Py_TYPE(v)) & Py_TPFLAGS_HEAPTYPE) !== 0 || sv.sq_length !== null || sv.sq_item !== null || sv.sq_contains !== null;
  if (!isSequence && sw.sq_repeat !== null) return sequence_repeat(sw.sq_repeat, w, v);
  return binop_type_error(v, w, '*=');
}

// ---- power ----

/** Power by the slots of all three operands. escapes. CPython: ternary_op() */
function ternary_op(v: PyObject, w: PyObject, z: PyObject, op_name: string): New | NULL {
  const tv = Py_TYPE(v), tw = Py_TYPE(w);
  const slotv: ternaryfunc | null = slots(tv).nb_power;
  let slotw: ternaryfunc | null = tv === tw ? null : slots(tw).nb_power;
  if (slotw === slotv) slotw = null;
  if (slotv !== null) {
    if (slotw !== null && PyType_IsSubtype(tw, tv)) {
      const x = slotw(v, w, z);
      if (x !== _Py_NotImplementedStruct) return x;
      Py_DECREF(_Py_NotImplementedStruct);
      slotw = null;
    }
    const x = slotv(v, w, z);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  if (slotw !== null) {
    const x = slotw(v, w, z);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  const slotz = slots(Py_TYPE(z)).nb_power;
  if (slotz !== null && slotz !== slotv && slotz !== slotw) {
    const x = slotz(v, w, z);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  const types = z === _Py_NoneStruct ? `'${typeName(v)}' and '${typeName(w)}'` : `'${typeName(v)}', '${typeName(w)}', '${typeName(z)}'`;
  return PyErr_Format(PyExc_TypeError, `unsupported operand type(s) for ${op_name}: ${types}`);
}
/** pow(v, w, z); z is None for v ** w. escapes. CPython: PyNumber_Power() */
export function PyNumber_Power(v: PyObject, w: PyObject, z: PyObject): New | NULL {
  return ternary_op(v, w, z, '** or pow()');
}
/** v ** w. CPython: _PyNumber_PowerNoMod() */
export function _PyNumber_PowerNoMod(v: PyObject, w: PyObject): New | NULL {
  return ternary_op(v, w, _Py_NoneStruct, '** or pow()');
}
/** v **= w. escapes. CPython: PyNumber_InPlacePower() */
export function PyNumber_InPlacePower(v: PyObject, w: PyObject, z: PyObject): New | NULL {
  const slot = slots(Py_TYPE(v)).nb_inplace_power;
  if (slot !== null) {
    const x = slot(v, w, z);
    if (x !== _Py_NotImplementedStruct) return x;
    Py_DECREF(_Py_NotImplementedStruct);
  }
  return ternary_op(v, w, z, '**=');
}
export function _PyNumber_InPlacePowerNoMod(v: PyObject, w: PyObject): New | NULL {
  return PyNumber_InPlacePower(v, w, _Py_NoneStruct);
}

// ---- unary operations ----

/** unary - of o. escapes. CPython: PyNumber_Negative() */
export function PyNumber_Negative(o: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  return s.nb_negative !== null ? s.nb_negative(o) : PyErr_SetString(PyExc_TypeError, `bad operand type for unary -: '${s.tp_name}'`);
}
/** unary + of o. escapes. CPython: PyNumber_Positive() */
export function PyNumber_Positive(o: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  return s.nb_positive !== null ? s.nb_positive(o) : PyErr_SetString(PyExc_TypeError, `bad operand type for unary +: '${s.tp_name}'`);
}
/** unary ~ of o. escapes. CPython: PyNumber_Invert() */
export function PyNumber_Invert(o: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  return s.nb_invert !== null ? s.nb_invert(o) : PyErr_SetString(PyExc_TypeError, `bad operand type for unary ~: '${s.tp_name}'`);
}
/** abs() of o. escapes. CPython: PyNumber_Absolute() */
export function PyNumber_Absolute(o: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  return s.nb_absolute !== null ? s.nb_absolute(o) : PyErr_SetString(PyExc_TypeError, `bad operand type for abs(): '${s.tp_name}'`);
}
/** True when o can be made an int or a float, or is complex. CPython: PyNumber_Check() */
export function PyNumber_Check(o: PyObject | NULL): boolean {
  if (o === NULL) return false;
  const s = slots(Py_TYPE(o));
  return s.nb_index !== null || s.nb_int !== null || s.nb_float !== null || PyType_IsSubtype(Py_TYPE(o), PyComplex_Type);
}

// ---- conversions ----

/** True when o has `__index__`. CPython: PyIndex_Check() */
export function PyIndex_Check(o: PyObject): boolean {
  return slots(Py_TYPE(o)).nb_index !== null;
}
/** An int (or an instance of a subclass) for an object with `__index__`. escapes. CPython: _PyNumber_Index() */
export function _PyNumber_Index(item: PyObject): New | NULL {
  if (PyLong_Check(item)) return Py_NewRef(item);
  const s = slots(Py_TYPE(item));
  if (s.nb_index === null) return PyErr_Format(PyExc_TypeError, `'${s.tp_name}' object cannot be interpreted as an integer`);
  return onlyInt(s.nb_index(item), '__index__');
}
/** What `__index__` or `__int__` returned, if it is an int; warns of subclasses. @steals result */
function onlyInt(result: New | NULL, method: string): New | NULL {
  if (result === NULL || PyLong_CheckExact(result)) return result;
  if (!PyLong_Check(result)) PyErr_Format(PyExc_TypeError, `${method} returned non-int (type ${typeName(result)})`);
  else if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `${method} returned non-int (type ${typeName(result)}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.`) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
/** An exact int with the value of one of a subclass. @steals result */
function exactInt(result: New | NULL): New | NULL {
  if (result === NULL || PyLong_CheckExact(result)) return result;
  const copy = _PyLong_Copy(result);
  Py_DECREF(result);
  return copy;
}
/** operator.index(item): an exact int. escapes. CPython: PyNumber_Index() */
export function PyNumber_Index(item: PyObject): New | NULL {
  return exactInt(_PyNumber_Index(item));
}
/** An index as a number; too large ones raise `err`, or are clipped when it is NULL. -1 with an exception. escapes. CPython: PyNumber_AsSsize_t() */
export function PyNumber_AsSsize_t(item: PyObject, err: PyObject | NULL): Py_ssize_t {
  const value = _PyNumber_Index(item);
  if (value === NULL) return -1;
  let result = PyLong_AsSsize_t(value);
  if (result === -1 && PyErr_Occurred() !== NULL && PyErr_ExceptionMatches(PyExc_OverflowError)) {
    PyErr_Clear();
    if (err !== NULL) PyErr_Format(err, `cannot fit '${typeName(item)}' into an index-sized integer`);
    else result = _PyLong_IsNegative(value) ? -PY_SSIZE_T_MAX : PY_SSIZE_T_MAX;
  }
  Py_DECREF(value);
  return result;
}
/** int(o) with one argument. escapes. CPython: PyNumber_Long() */
export function PyNumber_Long(o: PyObject): New | NULL {
  if (PyLong_CheckExact(o)) return Py_NewRef(o);
  const s = slots(Py_TYPE(o));
  if (s.nb_int !== null) return exactInt(onlyInt(s.nb_int(o), '__int__'));
  if (s.nb_index !== null) return PyNumber_Index(o);
  const trunc = _PyObject_LookupSpecial(o, ID___trunc__);
  if (trunc !== NULL) return fromTrunc(trunc);
  if (PyErr_Occurred() !== NULL) return NULL;
  if (PyUnicode_Check(o)) return PyLong_FromUnicodeObject(o, 10);
  if (PyBytes_Check(o)) return _PyLong_FromBytes(U8.subarray(PyBytes_AS_STRING(o), PyBytes_AS_STRING(o) + PyBytes_GET_SIZE(o)), 10);
  if (Py_TYPE(o) === PyByteArray_Type || PyType_IsSubtype(Py_TYPE(o), PyByteArray_Type)) return _PyLong_FromBytes(U8.subarray(PyByteArray_AS_STRING(o), PyByteArray_AS_STRING(o) + PyByteArray_GET_SIZE(o)), 10);
  if (PyObject_CheckBuffer(o)) {
    const view = new Py_buffer();
    if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) === 0) {
      const bytes = U8.slice(view.buf, view.buf + view.len), result = _PyLong_FromBytes(bytes, 10);
      PyBuffer_Release(view);
      return result;
    }
  }
  return PyErr_Format(PyExc_TypeError, `int() argument must be a string, a bytes-like object or a real number, not '${s.tp_name}'`);
}
/** int() through `__trunc__`. @steals trunc */
function fromTrunc(trunc: New): New | NULL {
  const warned = PyErr_WarnEx(PyExc_DeprecationWarning, 'The delegation of int() to __trunc__ is deprecated.', 1);
  const result = warned !== 0 ? NULL : PyObject_CallNoArgs(trunc);
  Py_DECREF(trunc);
  if (result === NULL || PyLong_Check(result)) return exactInt(result);
  const index = PyIndex_Check(result) ? PyNumber_Index(result) : PyErr_Format(PyExc_TypeError, `__trunc__ returned non-Integral (type ${typeName(result)})`);
  Py_DECREF(result);
  return index;
}
/** float(o). escapes. CPython: PyNumber_Float() */
export function PyNumber_Float(o: PyObject): New | NULL {
  if (PyFloat_CheckExact(o)) return Py_NewRef(o);
  const s = slots(Py_TYPE(o));
  if (s.nb_float !== null) {
    const result = s.nb_float(o);
    if (result === NULL || PyFloat_CheckExact(result)) return result;
    let ok = false;
    if (!PyType_IsSubtype(Py_TYPE(result), PyFloat_Type)) PyErr_Format(PyExc_TypeError, `${s.tp_name}.__float__ returned non-float (type ${typeName(result)})`);
    else ok = PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `${s.tp_name}.__float__ returned non-float (type ${typeName(result)}).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`) === 0;
    const value = ok ? PyFloat_AS_DOUBLE(result) : 0;
    Py_DECREF(result);
    return ok ? PyFloat_FromDouble(value) : NULL;
  }
  if (s.nb_index !== null) {
    const index = _PyNumber_Index(o);
    if (index === NULL) return NULL;
    const value = PyLong_AsDouble(index);
    Py_DECREF(index);
    return value === -1 && PyErr_Occurred() !== NULL ? NULL : PyFloat_FromDouble(value);
  }
  if (PyType_IsSubtype(Py_TYPE(o), PyFloat_Type)) return PyFloat_FromDouble(PyFloat_AS_DOUBLE(o));
  return PyFloat_FromString(o);
}
/** The text of an integer in base 2, 8, 10 or 16 with its prefix. escapes. CPython: PyNumber_ToBase() */
export function PyNumber_ToBase(n: PyObject, base: number): New | NULL {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) return PyErr_SetString(PyExc_SystemError, 'PyNumber_ToBase: base must be 2, 8, 10 or 16');
  const index = _PyNumber_Index(n);
  if (index === NULL) return NULL;
  const result = _PyLong_Format(index, base);
  Py_DECREF(index);
  return result;
}
