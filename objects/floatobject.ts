/** float: making, arithmetic, comparison. CPython: Objects/floatobject.c */
import {F, H, U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_SET_DOUBLE, PyLong_Check, PyUnicode_Check, Py_BOOL, Py_TYPE} from '../runtime/generated/accessors';
import {FLOAT_FREE, FLOAT_NUMFREE, PyByteArray_Type, PyExc_DeprecationWarning, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyExc_ZeroDivisionError, PyFloat_Type, REFTOTAL, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF, Py_NewRef, slots} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../runtime/obmalloc';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_buffer} from '../runtime/typeslots';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from './abstract-buffer';
import {_PyNumber_Index} from './abstract-number';
import {complex_pow} from './complexobject';
import {ERRNO, strerror} from '../runtime/host/errno';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, PyErr_WarnFormat, reprText, typeName} from './errors';
import {PyLong_AsDouble, PyLong_AsNumberSaturating, PyLong_FromDouble, PyLong_FromNumber, compareVerdict, isBig, PyLong_AsBigInt} from './longobject';
import {libm_pow} from './libm';
import {_Py_HashDouble} from './pyhash';
import {parseWholeDouble, withoutUnderscores, floatReprText} from './pystrtod';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {_PyUnicode_TransformDecimalAndSpaceToASCII} from './unicode-decimal';
import {PyUnicode_FromString, _PyUnicode_FromASCII} from './unicodeobject';
import {watch} from '../runtime/watched';

/** How many freed floats are kept. CPython: PyFloat_MAXFREELIST */
export const PyFloat_MAXFREELIST = 100;

/** A new float. Freed ones are reused, linked through their type words. CPython: PyFloat_FromDouble() */
export function PyFloat_FromDouble(value: number): New | NULL {
  let op = H[FLOAT_FREE];
  if (op !== 0) {
    H[FLOAT_FREE] = H[op + 2];
    H[FLOAT_NUMFREE]--;
  } else {
    op = PyObject_Malloc(24);
    if (op === 0) return PyErr_NoMemory();
    H[op + 3] = 0;
  }
  H[op] = 1;
  H[REFTOTAL]++;
  if (VIVARIUM_WATCHED) watch.born(op as PyObject);
  H[op + 2] = PyFloat_Type;
  F[(op >> 1) + 2] = value;
  return op as New;
}
/** Puts a float that died on the free list; its count is zero. CPython: _PyFloat_ExactDealloc() */
export function _PyFloat_ExactDealloc(op: PyObject): void {
  if (H[FLOAT_NUMFREE] >= PyFloat_MAXFREELIST) {
    PyObject_Free(op);
    return;
  }
  H[op + 2] = H[FLOAT_FREE];
  H[FLOAT_FREE] = op;
  H[FLOAT_NUMFREE]++;
}
/** CPython: float_dealloc() */
export function float_dealloc(op: PyObject): void {
  if (PyFloat_CheckExact(op)) _PyFloat_ExactDealloc(op);
  else slots(Py_TYPE(op)).tp_free!(op);
}
/** Gives the kept floats of the current interpreter back. CPython: _PyFloat_ClearFreeList() */
export function _PyFloat_ClearFreeList(): void {
  let op = H[FLOAT_FREE];
  while (op !== 0) {
    const next = H[op + 2];
    PyObject_Free(op);
    op = next;
    H[FLOAT_NUMFREE]--;
  }
  H[FLOAT_FREE] = 0;
}
/** True for a float or an instance of a subclass. CPython: PyFloat_Check() */
export function PyFloat_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyFloat_Type || PyType_IsSubtype(Py_TYPE(op), PyFloat_Type);
}

// ---- conversions ----

/** The text of what float() reads: str with its digits made ASCII, bytes-like objects as they are; null when op is neither. escapes */
function sourceText(op: PyObject): string | null {
  if (PyUnicode_Check(op)) return _PyUnicode_TransformDecimalAndSpaceToASCII(op);
  let bytes: Uint8Array;
  if (PyBytes_Check(op)) bytes = U8.subarray(PyBytes_AS_STRING(op), PyBytes_AS_STRING(op) + PyBytes_GET_SIZE(op));
  else {
    if (Py_TYPE(op) !== PyByteArray_Type && !PyObject_CheckBuffer(op)) return null;
    const view = new Py_buffer();
    if (PyObject_GetBuffer(op, view, PyBUF_SIMPLE) !== 0) return null;
    bytes = U8.slice(view.buf, view.buf + view.len);
    PyBuffer_Release(view);
  }
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
/** float(text). escapes. CPython: PyFloat_FromString() */
export function PyFloat_FromString(v: PyObject): New | NULL {
  const text = sourceText(v);
  if (text === null) {
    if (PyErr_Occurred() !== NULL && !PyObject_CheckBuffer(v)) return NULL;
    return PyErr_Format(PyExc_TypeError, `float() argument must be a string or a real number, not '${typeName(v)}'`);
  }
  const plain = withoutUnderscores(text.replace(/^[ \t\n\r\f\v]+|[ \t\n\r\f\v]+$/g, ''));
  const value = plain === null ? null : parseWholeDouble(plain);
  if (value !== null) return PyFloat_FromDouble(value);
  const repr = reprText(v);
  return repr === null ? NULL : PyErr_Format(PyExc_ValueError, `could not convert string to float: ${repr}`);
}
/** The value of a float, or of an object with `__float__` or `__index__`; -1 with an exception. escapes. CPython: PyFloat_AsDouble() */
export function PyFloat_AsDouble(op: PyObject): number {
  if (PyFloat_Check(op)) return PyFloat_AS_DOUBLE(op);
  const s = slots(Py_TYPE(op));
  if (s.nb_float === null) {
    if (s.nb_index === null) {
      PyErr_Format(PyExc_TypeError, `must be real number, not ${s.tp_name}`);
      return -1;
    }
    const index = _PyNumber_Index(op);
    if (index === NULL) return -1;
    const value = PyLong_AsDouble(index);
    Py_DECREF(index);
    return value;
  }
  const result = s.nb_float(op);
  if (result === NULL) return -1;
  if (!PyFloat_CheckExact(result)) {
    let ok = false;
    if (!PyFloat_Check(result)) PyErr_Format(PyExc_TypeError, `${s.tp_name}.__float__ returned non-float (type ${typeName(result)})`);
    else ok = PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `${s.tp_name}.__float__ returned non-float (type ${typeName(result)}).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`) === 0;
    if (!ok) {
      Py_DECREF(result);
      return -1;
    }
  }
  const value = PyFloat_AS_DOUBLE(result);
  Py_DECREF(result);
  return value;
}
export function float_repr(op: PyObject): New | NULL {
  return _PyUnicode_FromASCII(floatReprText(PyFloat_AS_DOUBLE(op)));
}
export function float_hash(op: PyObject): number {
  return _Py_HashDouble(op, PyFloat_AS_DOUBLE(op));
}
/** float + 0: an exact float. CPython: float_float() */
export function float_float(op: PyObject): New | NULL {
  return PyFloat_CheckExact(op) ? Py_NewRef(op) : PyFloat_FromDouble(PyFloat_AS_DOUBLE(op));
}
export function float_trunc(op: PyObject): New | NULL {
  return PyLong_FromDouble(PyFloat_AS_DOUBLE(op));
}

// ---- comparison ----

/** A double against an int, by exact values: -1, 0, 1. */
export function compareWithInt(v: number, w: PyObject): number {
  if (!isBig(w)) {
    const n = PyLong_AsNumberSaturating(w);
    return v < n ? -1 : v > n ? 1 : 0;
  }
  // JS compares doubles and BigInts by exact value
  const n = PyLong_AsBigInt(w);
  return v < n ? -1 : v > n ? 1 : 0;
}
/** CPython: float_richcompare() */
export function float_richcompare(v: PyObject, w: PyObject, op: number): New {
  const i = PyFloat_AS_DOUBLE(v);
  let sign: number;
  if (PyFloat_Check(w)) {
    const j = PyFloat_AS_DOUBLE(w);
    if (i !== i || j !== j) return Py_NewRef(Py_BOOL(op === 3));
    sign = i < j ? -1 : i > j ? 1 : 0;
  } else if (PyLong_Check(w)) {
    if (i !== i) return Py_NewRef(Py_BOOL(op === 3));
    sign = compareWithInt(i, w);
  } else return Py_NewRef(_Py_NotImplementedStruct);
  return Py_NewRef(Py_BOOL(compareVerdict(sign, op)));
}

// ---- arithmetic ----

/** Whether the last operand() found no number: NotImplemented, or an exception. A reason not to return NaN: it is a value. */
const NOT_A_NUMBER = {};
/** The value of a float or int operand; NOT_A_NUMBER for anything else, null with OverflowError. CPython: convert_to_double() */
function operand(op: PyObject): number | null | typeof NOT_A_NUMBER {
  if (PyFloat_Check(op)) return PyFloat_AS_DOUBLE(op);
  if (!PyLong_Check(op)) return NOT_A_NUMBER;
  const value = PyLong_AsDouble(op);
  return value === -1 && PyErr_Occurred() !== NULL ? null : value;
}
type Operation = (a: number, b: number) => New | NULL;
/** Applies an operation to two operands that are floats or ints. */
function binary(v: PyObject, w: PyObject, operation: Operation): New | NULL {
  const a = operand(v);
  if (typeof a !== 'number') return a === null ? NULL : Py_NewRef(_Py_NotImplementedStruct);
  const b = operand(w);
  if (typeof b !== 'number') return b === null ? NULL : Py_NewRef(_Py_NotImplementedStruct);
  return operation(a, b);
}
function bothExact(v: PyObject, w: PyObject): boolean {
  return Py_TYPE(v) === PyFloat_Type && Py_TYPE(w) === PyFloat_Type;
}
const add: Operation = (a, b) => PyFloat_FromDouble(a + b);
const subtract: Operation = (a, b) => PyFloat_FromDouble(a - b);
const multiply: Operation = (a, b) => PyFloat_FromDouble(a * b);
export function float_add(v: PyObject, w: PyObject): New | NULL {
  return bothExact(v, w) ? PyFloat_FromDouble(PyFloat_AS_DOUBLE(v) + PyFloat_AS_DOUBLE(w)) : binary(v, w, add);
}
export function float_sub(v: PyObject, w: PyObject): New | NULL {
  return bothExact(v, w) ? PyFloat_FromDouble(PyFloat_AS_DOUBLE(v) - PyFloat_AS_DOUBLE(w)) : binary(v, w, subtract);
}
export function float_mul(v: PyObject, w: PyObject): New | NULL {
  return bothExact(v, w) ? PyFloat_FromDouble(PyFloat_AS_DOUBLE(v) * PyFloat_AS_DOUBLE(w)) : binary(v, w, multiply);
}
function zeroDivision(message: string): NULL {
  return PyErr_SetString(PyExc_ZeroDivisionError, message);
}
const divide: Operation = (a, b) => (b === 0 ? zeroDivision('float division by zero') : PyFloat_FromDouble(a / b));
export function float_div(v: PyObject, w: PyObject): New | NULL {
  return binary(v, w, divide);
}
/** a modulo b with the sign of b; b is not zero. CPython: float_rem() */
function remainder(a: number, b: number): number {
  const mod = a % b;
  if (mod !== 0) return b < 0 !== mod < 0 ? mod + b : mod;
  // a zero gets the sign of the divisor
  return mod === mod ? (b < 0 ? -0 : 0) : mod;
}
/** a // b; b is not zero. CPython: _float_div_mod() */
function floorDivide(a: number, b: number): number {
  let mod = a % b, div = (a - mod) / b;
  if (mod !== 0 && b < 0 !== mod < 0) {
    mod += b;
    div -= 1;
  }
  if (div !== 0) {
    const floor = Math.floor(div);
    return div - floor > 0.5 ? floor + 1 : floor;
  }
  return div === div ? (a / b < 0 || Object.is(a / b, -0) ? -0 : 0) : div;
}
const modulo: Operation = (a, b) => (b === 0 ? zeroDivision('float modulo by zero') : PyFloat_FromDouble(remainder(a, b)));
const floorDivision: Operation = (a, b) => (b === 0 ? zeroDivision('float floor division by zero') : PyFloat_FromDouble(floorDivide(a, b)));
const divmod: Operation = (a, b) => {
  if (b === 0) return zeroDivision('float divmod()');
  const div = PyFloat_FromDouble(floorDivide(a, b));
  if (div === NULL) return NULL;
  const mod = PyFloat_FromDouble(remainder(a, b));
  const result = mod === NULL ? NULL : PyTuple_Pack(div, mod);
  Py_DECREF(div);
  if (mod !== NULL) Py_DECREF(mod);
  return result;
};
export function float_rem(v: PyObject, w: PyObject): New | NULL {
  return binary(v, w, modulo);
}
export function float_floor_div(v: PyObject, w: PyObject): New | NULL {
  return binary(v, w, floorDivision);
}
export function float_divmod(v: PyObject, w: PyObject): New | NULL {
  return binary(v, w, divmod);
}
/** v ** w; complex for a negative base with a fraction in the exponent. CPython: float_pow() */
export function float_pow(v: PyObject, w: PyObject, z: PyObject): New | NULL {
  if (z !== _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'pow() 3rd argument not allowed unless all arguments are integers');
  const iv = operand(v);
  if (typeof iv !== 'number') return iv === null ? NULL : Py_NewRef(_Py_NotImplementedStruct);
  const iw = operand(w);
  if (typeof iw !== 'number') return iw === null ? NULL : Py_NewRef(_Py_NotImplementedStruct);
  if (iw === 0 || iv === 1) return PyFloat_FromDouble(1);
  // IEEE says 1 for these too; JS says NaN
  if (iv === -1 && (iw === Infinity || iw === -Infinity)) return PyFloat_FromDouble(1);
  if (iv !== iv || iw !== iw) return PyFloat_FromDouble(iv !== iv ? iv : iw);
  if (iv === 0 && iw < 0 && iw !== -Infinity) return zeroDivision('0.0 cannot be raised to a negative power');
  const finite = Number.isFinite(iv) && Number.isFinite(iw);
  if (finite && iv < 0 && iw !== Math.floor(iw)) return complex_pow(v, w, z);
  const result = libm_pow(iv, iw);
  if (finite && !Number.isFinite(result)) return rangeError();
  return PyFloat_FromDouble(result);
}
/** OverflowError with errno and its text. */
function rangeError(): NULL {
  const text = PyUnicode_FromString(strerror(ERRNO.ERANGE)), number = PyLong_FromNumber(ERRNO.ERANGE);
  const args = text === NULL || number === NULL ? NULL : PyTuple_Pack(number, text);
  Py_XDECREF(text);
  Py_XDECREF(number);
  if (args === NULL) return NULL;
  PyErr_SetObject(PyExc_OverflowError, args);
  Py_DECREF(args);
  return NULL;
}
export function float_neg(op: PyObject): New | NULL {
  return PyFloat_FromDouble(-PyFloat_AS_DOUBLE(op));
}
export function float_abs(op: PyObject): New | NULL {
  return PyFloat_FromDouble(Math.abs(PyFloat_AS_DOUBLE(op)));
}
export function float_bool(op: PyObject): number {
  return PyFloat_AS_DOUBLE(op) !== 0 ? 1 : 0;
}
/** Sets the value of an instance of a subclass that was just allocated. */
export function setFloatValue(op: PyObject, value: number): void {
  PyFloat_SET_DOUBLE(op, value);
}
