/** Operators for the loop. CPython: Python/ceval.c _PyEval_BinaryOps, Python/ceval_macros.h */
import {PyNumber_Add, PyNumber_And, PyNumber_FloorDivide, PyNumber_InPlaceAdd, PyNumber_InPlaceAnd, PyNumber_InPlaceFloorDivide, PyNumber_InPlaceLshift, PyNumber_InPlaceMatrixMultiply, PyNumber_InPlaceMultiply, PyNumber_InPlaceOr, PyNumber_InPlaceRemainder, PyNumber_InPlaceRshift, PyNumber_InPlaceSubtract, PyNumber_InPlaceTrueDivide, PyNumber_InPlaceXor, PyNumber_Lshift, PyNumber_MatrixMultiply, PyNumber_Multiply, PyNumber_Or, PyNumber_Remainder, PyNumber_Rshift, PyNumber_Subtract, PyNumber_TrueDivide, PyNumber_Xor, _PyNumber_InPlacePowerNoMod, _PyNumber_PowerNoMod} from '../objects/abstract-number';
import {PyFloat_FromDouble} from '../objects/floatobject';
import {PyLong_FromBigInt, PyLong_FromNumber} from '../objects/longobject';
import {PyUnicode_Append, PyUnicode_READ_CHAR} from '../objects/unicodeobject';
import {ARG, PyFloat_SET_DOUBLE, Py_TYPE, _PyCode_HasStackSpace, _Py_REFCNT, _spec_cache_getitem, _spec_cache_getitem_version, co_framesize, func_code, func_version, set_f_localsplus, set_f_return_offset, set_f_stacktop, tp_flags} from '../runtime/generated/accessors';
import {LATIN1_CHARACTERS} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {_PyThreadState_PushFrame} from '../runtime/pystate';
import {STRING_WORDS} from '../runtime/static-objects';
import {Py_TPFLAGS_HEAPTYPE} from '../runtime/typeflags';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {enterFrame} from './ceval-frames';
import {_PyFrame_Initialize} from './frame';

/** NB_* in the order of Include/opcode.h. */
const BINARY_OPS: readonly ((a: PyObject, b: PyObject) => New | NULL)[] = [
  PyNumber_Add, PyNumber_And, PyNumber_FloorDivide, PyNumber_Lshift, PyNumber_MatrixMultiply, PyNumber_Multiply, PyNumber_Remainder, PyNumber_Or, _PyNumber_PowerNoMod, PyNumber_Rshift,
  PyNumber_Subtract, PyNumber_TrueDivide, PyNumber_Xor, PyNumber_InPlaceAdd, PyNumber_InPlaceAnd, PyNumber_InPlaceFloorDivide, PyNumber_InPlaceLshift, PyNumber_InPlaceMatrixMultiply,
  PyNumber_InPlaceMultiply, PyNumber_InPlaceRemainder, PyNumber_InPlaceOr, _PyNumber_InPlacePowerNoMod, PyNumber_InPlaceRshift, PyNumber_InPlaceSubtract, PyNumber_InPlaceTrueDivide, PyNumber_InPlaceXor,
];
/** One of the operators of BINARY_OP. escapes. CPython: Python/ceval.c _PyEval_BinaryOps */
export function _PyEval_BinaryOp(op: number, lhs: PyObject, rhs: PyObject): New | NULL {
  return BINARY_OPS[op](lhs, rhs);
}

/** A float result that reuses an operand nobody else holds; both are released. @steals left right. CPython: DECREF_INPUTS_AND_REUSE_FLOAT */
export function _PyFloat_ReuseInputs(value: number, left: PyObject, right: PyObject): New | NULL {
  if (_Py_REFCNT(left) === 1) {
    PyFloat_SET_DOUBLE(left, value);
    Py_DECREF(right);
    return left as New;
  }
  if (_Py_REFCNT(right) === 1) {
    PyFloat_SET_DOUBLE(right, value);
    Py_DECREF(left);
    return right as New;
  }
  Py_DECREF(left);
  Py_DECREF(right);
  return PyFloat_FromDouble(value);
}
/** The product of two compact ints. */
export function _PyLong_MultiplyCompact(a: number, b: number): New | NULL {
  const product = a * b;
  return product <= 9007199254740991 && product >= -9007199254740991 ? PyLong_FromNumber(product) : PyLong_FromBigInt(BigInt(a) * BigInt(b));
}
/** left + right where left is a string that only a local holds: it may grow where it is. @steals left */
export function append_in_place(left: PyObject, right: PyObject): New | NULL {
  return PyUnicode_Append(left as New, right);
}
/** The ASCII character of a string, immortal; NULL for another. CPython: Python/bytecodes.c BINARY_SUBSCR_STR_INT */
export function latin1_character_at(str: PyObject, index: number): PyObject | NULL {
  const c = PyUnicode_READ_CHAR(str, index);
  return c < 128 ? ((LATIN1_CHARACTERS + c * STRING_WORDS) as PyObject) : NULL;
}
/** Enters the __getitem__ that the specialiser found; 0 to fall back. @steals container sub. CPython: Python/bytecodes.c BINARY_SUBSCR_GETITEM */
export function binary_subscr_getitem(frame: Ptr, container: PyObject, sub: PyObject, stack_pointer: Ptr): number {
  const type = Py_TYPE(container);
  if ((tp_flags(type) & Py_TPFLAGS_HEAPTYPE) === 0) return 0;
  const getitem = _spec_cache_getitem(type);
  if (getitem === NULL || func_version(getitem) !== _spec_cache_getitem_version(type)) return 0;
  void sub;
  return enterInlined(frame, getitem, stack_pointer - 4, 2, stack_pointer - 4, 2);
}
/** Enters a Python function with its exact arguments, which lie on the stack and are taken over; 0 when there is no room. */
export function enterInlined(frame: Ptr, func: PyObject, args: Ptr, n: number, stack_pointer: Ptr, return_offset: number): number {
  const code = func_code(func);
  if (!_PyCode_HasStackSpace(code)) return 0;
  const fresh = _PyThreadState_PushFrame(2 * co_framesize(code));
  _PyFrame_Initialize(fresh, Py_NewRef(func), NULL, code, n);
  for (let i = 0; i < n; i++) set_f_localsplus(fresh, i, ARG(args, i));
  set_f_stacktop(frame, stack_pointer);
  set_f_return_offset(frame, return_offset);
  return enterFrame(fresh);
}
