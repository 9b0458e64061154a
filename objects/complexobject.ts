/** complex. CPython: Objects/complexobject.c */
import {PyComplex_CheckExact, PyFloat_AS_DOUBLE, PyLong_Check, PyTuple_GET_SIZE, PyUnicode_Check, Py_BOOL, Py_TYPE, cval_imag, cval_real, set_cval_imag, set_cval_real} from '../runtime/generated/accessors';
import {H} from '../runtime/current';
import {ID___complex__} from '../runtime/generated/ids';
import {HASH_HI, PyBaseObject_Type, PyComplex_Type, PyExc_DeprecationWarning, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyExc_ZeroDivisionError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_New, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyNumber_Float} from './abstract-number';
import {PyObject_CallNoArgs} from './call';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnFormat, typeName} from './errors';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble, compareWithInt} from './floatobject';
import {_PyComplex_FormatAdvanced} from './formatter_unicode';
import {parseTupleAndKeywords} from './getargs';
import {libm_atan2, libm_cos, libm_exp, libm_hypot, libm_log, libm_pow, libm_sin} from './libm';
import {PyLong_AsDouble} from './longobject';
import {_PyHASH_IMAG, _Py_HashDouble} from './pyhash';
import {PyOS_double_to_string, Py_DTSF_SIGN, parseDouble, withoutUnderscores} from './pystrtod';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from './typeobject';
import {_PyUnicode_TransformDecimalAndSpaceToASCII} from './unicode-decimal';
import {_PyUnicode_FromASCII} from './unicodeobject';

/** A complex value outside of an object. CPython: Py_complex */
export interface Py_complex { readonly real: number; readonly imag: number }

/** True for a complex or an instance of a subclass. CPython: PyComplex_Check() */
export function PyComplex_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyComplex_Type || PyType_IsSubtype(Py_TYPE(op), PyComplex_Type);
}
/** CPython: PyComplex_FromDoubles() */
export function PyComplex_FromDoubles(real: number, imag: number): New | NULL {
  const op = _PyObject_New(PyComplex_Type, 32);
  if (op === NULL) return PyErr_NoMemory();
  set_cval_real(op, real);
  set_cval_imag(op, imag);
  return op;
}
export function PyComplex_FromCComplex(value: Py_complex): New | NULL {
  return PyComplex_FromDoubles(value.real, value.imag);
}
function subtypeFromDoubles(type: PyTypeObject, real: number, imag: number): New | NULL {
  if (type === PyComplex_Type) return PyComplex_FromDoubles(real, imag);
  const op = slots(type).tp_alloc!(type, 0);
  if (op !== NULL) {
    set_cval_real(op, real);
    set_cval_imag(op, imag);
  }
  return op;
}
/** What `__complex__` gives, NULL without an exception when there is none. escapes. CPython: try_complex_special_method() */
function try_complex_special_method(op: PyObject): New | NULL {
  const f = _PyObject_LookupSpecial(op, ID___complex__);
  if (f === NULL) return NULL;
  const result = PyObject_CallNoArgs(f);
  Py_DECREF(f);
  if (result === NULL || PyComplex_CheckExact(result)) return result;
  if (!PyComplex_Check(result)) PyErr_Format(PyExc_TypeError, `__complex__ returned non-complex (type ${typeName(result)})`);
  else if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `__complex__ returned non-complex (type ${typeName(result)}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
/** The value of anything complex() takes but text; null with an exception. escapes. CPython: PyComplex_AsCComplex() */
export function PyComplex_AsCComplex(op: PyObject): Py_complex | null {
  if (PyComplex_Check(op)) return {real: cval_real(op), imag: cval_imag(op)};
  const special = try_complex_special_method(op);
  if (special !== NULL) {
    const value = {real: cval_real(special), imag: cval_imag(special)};
    Py_DECREF(special);
    return value;
  }
  if (PyErr_Occurred() !== NULL) return null;
  const real = PyFloat_AsDouble(op);
  return real === -1 && PyErr_Occurred() !== NULL ? null : {real, imag: 0};
}
export function PyComplex_RealAsDouble(op: PyObject): number {
  return partOf(op, cval_real, PyFloat_AsDouble);
}
export function PyComplex_ImagAsDouble(op: PyObject): number {
  return partOf(op, cval_imag, other => PyFloat_AsDouble(other) === -1 && PyErr_Occurred() !== NULL ? -1 : 0);
}
/** A part of a complex number, or of what __complex__ gives; `plain` of anything else. -1 perhaps with an exception. escapes */
function partOf(op: PyObject, part: (op: PyObject) => number, plain: (op: PyObject) => number): number {
  if (PyComplex_Check(op)) return part(op);
  const special = try_complex_special_method(op);
  if (special === NULL) return PyErr_Occurred() !== NULL ? -1 : plain(op);
  const value = part(special);
  Py_DECREF(special);
  return value;
}

// ---- arithmetic ----

/** CPython: _Py_c_sum() */
export function _Py_c_sum(a: Py_complex, b: Py_complex): Py_complex {
  return {real: a.real + b.real, imag: a.imag + b.imag};
}
/** CPython: _Py_c_diff() */
export function _Py_c_diff(a: Py_complex, b: Py_complex): Py_complex {
  return {real: a.real - b.real, imag: a.imag - b.imag};
}
/** CPython: _Py_c_neg() */
export function _Py_c_neg(a: Py_complex): Py_complex {
  return {real: -a.real, imag: -a.imag};
}
/** CPython: _Py_c_prod() */
export function _Py_c_prod(a: Py_complex, b: Py_complex): Py_complex {
  return {real: a.real * b.real - a.imag * b.imag, imag: a.real * b.imag + a.imag * b.real};
}
/** Quotient, scaled by the larger part of the divisor; null for a divisor of zero. CPython: _Py_c_quot() */
export function _Py_c_quot(a: Py_complex, b: Py_complex): Py_complex | null {
  const sizeReal = Math.abs(b.real), sizeImag = Math.abs(b.imag);
  if (sizeReal >= sizeImag) {
    if (sizeReal === 0) return null;
    const ratio = b.imag / b.real, denominator = b.real + b.imag * ratio;
    return {real: (a.real + a.imag * ratio) / denominator, imag: (a.imag - a.real * ratio) / denominator};
  }
  if (sizeImag >= sizeReal) {
    const ratio = b.real / b.imag, denominator = b.real * ratio + b.imag;
    return {real: (a.real * ratio + a.imag) / denominator, imag: (a.imag * ratio - a.real) / denominator};
  }
  return {real: NaN, imag: NaN};
}
/** Power by repeated squaring. CPython: c_powu() */
function c_powu(x: Py_complex, n: number): Py_complex {
  let r: Py_complex = {real: 1, imag: 0}, p = x;
  for (let mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if ((n & mask) !== 0) r = _Py_c_prod(r, p);
    p = _Py_c_prod(p, p);
  }
  return r;
}
/** a ** b by polar coordinates; null where C has a domain error: zero to a negative or complex power, an infinite angle. CPython: _Py_c_pow() */
export function _Py_c_pow(a: Py_complex, b: Py_complex): Py_complex | null {
  if (b.real === 0 && b.imag === 0) return {real: 1, imag: 0};
  if (a.real === 0 && a.imag === 0) return b.imag !== 0 || b.real < 0 ? null : {real: 0, imag: 0};
  const size = libm_hypot(a.real, a.imag), at = libm_atan2(a.imag, a.real);
  let len = libm_pow(size, b.real), phase = at * b.real;
  if (b.imag !== 0) {
    len *= libm_exp(-at * b.imag);
    phase += b.imag * libm_log(size);
  }
  // the C library calls the cosine of infinity a domain error
  if (Math.abs(phase) === Infinity) return null;
  return {real: len * libm_cos(phase), imag: len * libm_sin(phase)};
}
/** The value of an operand: complex, float or int; 'other' for anything else, null with OverflowError. CPython: TO_COMPLEX */
function operand(op: PyObject): Py_complex | null | 'other' {
  if (PyComplex_Check(op)) return {real: cval_real(op), imag: cval_imag(op)};
  if (PyLong_Check(op)) {
    const real = PyLong_AsDouble(op);
    return real === -1 && PyErr_Occurred() !== NULL ? null : {real, imag: 0};
  }
  return PyFloat_Check(op) ? {real: PyFloat_AS_DOUBLE(op), imag: 0} : 'other';
}
type Operation = (a: Py_complex, b: Py_complex) => New | NULL;
function binary(v: PyObject, w: PyObject, operation: Operation): New | NULL {
  const a = operand(v);
  if (a === null) return NULL;
  const b = a === 'other' ? a : operand(w);
  if (b === null) return NULL;
  return a === 'other' || b === 'other' ? Py_NewRef(_Py_NotImplementedStruct) : operation(a, b);
}
const add: Operation = (a, b) => PyComplex_FromDoubles(a.real + b.real, a.imag + b.imag);
const subtract: Operation = (a, b) => PyComplex_FromDoubles(a.real - b.real, a.imag - b.imag);
const multiply: Operation = (a, b) => PyComplex_FromCComplex(_Py_c_prod(a, b));
const divide: Operation = (a, b) => {
  const quotient = _Py_c_quot(a, b);
  return quotient === null ? PyErr_SetString(PyExc_ZeroDivisionError, 'complex division by zero') : PyComplex_FromCComplex(quotient);
};
const power: Operation = (a, b) => {
  const n = b.real;
  let p: Py_complex | null;
  // small whole exponents: faster, and more exact
  if (b.imag === 0 && n === Math.floor(n) && Math.abs(n) <= 100) p = n > 0 ? c_powu(a, n) : _Py_c_quot({real: 1, imag: 0}, c_powu(a, -n));
  else p = _Py_c_pow(a, b);
  if (p === null) return PyErr_SetString(PyExc_ZeroDivisionError, '0.0 to a negative or complex power');
  if (Math.abs(p.real) === Infinity || Math.abs(p.imag) === Infinity) return PyErr_SetString(PyExc_OverflowError, 'complex exponentiation');
  return PyComplex_FromCComplex(p);
};
/** v ** w of operands of which one is complex, or of a negative float and a fraction. CPython: complex_pow() */
export function complex_pow(v: PyObject, w: PyObject, z: PyObject): New | NULL {
  if (z === _Py_NoneStruct) return binary(v, w, power);
  return binary(v, w, () => PyErr_SetString(PyExc_ValueError, 'complex modulo'));
}
/** abs() of a value; Infinity where it is too large. CPython: _Py_c_abs() */
export function _Py_c_abs(z: Py_complex): number {
  return libm_hypot(z.real, z.imag);
}
function complex_abs(self: PyObject): New | NULL {
  const real = cval_real(self), imag = cval_imag(self), size = libm_hypot(real, imag);
  if (size === Infinity && Number.isFinite(real) && Number.isFinite(imag)) return PyErr_SetString(PyExc_OverflowError, 'absolute value too large');
  return PyFloat_FromDouble(size);
}
function complex_pos(self: PyObject): New | NULL {
  return PyComplex_CheckExact(self) ? Py_NewRef(self) : PyComplex_FromDoubles(cval_real(self), cval_imag(self));
}

// ---- text, hash, comparison ----

function complex_repr(self: PyObject): New | NULL {
  const real = cval_real(self), imag = cval_imag(self);
  if (Object.is(real, 0)) return _PyUnicode_FromASCII(PyOS_double_to_string(imag, 'r', 0, 0) + 'j');
  return _PyUnicode_FromASCII(`(${PyOS_double_to_string(real, 'r', 0, 0)}${PyOS_double_to_string(imag, 'r', 0, Py_DTSF_SIGN)}j)`);
}
/** hash(real) + 1000003 * hash(imag) in 64 bits. CPython: complex_hash() */
function complex_hash(self: PyObject): number {
  const realLow = _Py_HashDouble(self, cval_real(self)), realHigh = H[HASH_HI];
  const imagLow = _Py_HashDouble(self, cval_imag(self)), imagHigh = H[HASH_HI];
  const real = (BigInt(realHigh) << 32n) | BigInt(realLow >>> 0), imag = (BigInt(imagHigh) << 32n) | BigInt(imagLow >>> 0);
  let hash = BigInt.asIntN(64, real + BigInt(_PyHASH_IMAG) * imag);
  if (hash === -1n) hash = -2n;
  H[HASH_HI] = Number(hash >> 32n);
  return Number(BigInt.asIntN(32, hash));
}
function complex_richcompare(v: PyObject, w: PyObject, op: number): New {
  if (op !== 2 && op !== 3) return Py_NewRef(_Py_NotImplementedStruct);
  const real = cval_real(v), imag = cval_imag(v);
  let equal: boolean;
  if (PyLong_Check(w)) equal = imag === 0 && real === real && compareWithInt(real, w) === 0;
  else if (PyFloat_Check(w)) equal = real === PyFloat_AS_DOUBLE(w) && imag === 0;
  else if (PyComplex_Check(w)) equal = real === cval_real(w) && imag === cval_imag(w);
  else return Py_NewRef(_Py_NotImplementedStruct);
  return Py_NewRef(Py_BOOL(equal === (op === 2)));
}

// ---- constructor ----

function isSpace(c: string | undefined): boolean {
  return c !== undefined && c !== '' && ' \t\n\r\f\v'.includes(c);
}
/** Value of a complex literal, null when it is none. CPython: complex_from_string_inner() */
function parseComplex(text: string): Py_complex | null {
  let at = 0, bracket = false, real = 0, imag = 0;
  while (isSpace(text[at])) at++;
  if (text[at] === '(') {
    bracket = true;
    at++;
    while (isSpace(text[at])) at++;
  }
  const first = parseDouble(text.slice(at));
  const isJ = (): boolean => text[at] === 'j' || text[at] === 'J';
  if (first.length !== 0) {
    at += first.length;
    if (text[at] === '+' || text[at] === '-') {
      real = first.value;
      const second = parseDouble(text.slice(at));
      if (second.length !== 0) {
        imag = second.value;
        at += second.length;
      } else imag = text[at++] === '+' ? 1 : -1;
      if (!isJ()) return null;
      at++;
    } else if (isJ()) {
      at++;
      imag = first.value;
    } else real = first.value;
  } else {
    imag = 1;
    if (text[at] === '+' || text[at] === '-') imag = text[at++] === '+' ? 1 : -1;
    if (!isJ()) return null;
    at++;
  }
  while (isSpace(text[at])) at++;
  if (bracket) {
    if (text[at] !== ')') return null;
    at++;
    while (isSpace(text[at])) at++;
  }
  return at === text.length ? {real, imag} : null;
}
function fromString(type: PyTypeObject, v: PyObject): New | NULL {
  const plain = withoutUnderscores(_PyUnicode_TransformDecimalAndSpaceToASCII(v));
  const value = plain === null ? null : parseComplex(plain);
  return value === null ? PyErr_SetString(PyExc_ValueError, 'complex() arg is a malformed string') : subtypeFromDoubles(type, value.real, value.imag);
}
function isNumber(op: PyObject): boolean {
  const s = slots(Py_TYPE(op));
  return s.nb_float !== null || s.nb_index !== null || PyComplex_Check(op);
}
/** A part given as a number: complex as it is, everything else through float(); null with an exception. escapes */
function part(op: PyObject): Py_complex | null {
  if (PyComplex_Check(op)) return {real: cval_real(op), imag: cval_imag(op)};
  const value = PyNumber_Float(op);
  if (value === NULL) return null;
  const real = PyFloat_AS_DOUBLE(value);
  Py_DECREF(value);
  return {real, imag: 0};
}
/** complex(r, i). escapes. CPython: complex_new_impl() */
function complex_new_impl(type: PyTypeObject, r: PyObject | NULL, i: PyObject | NULL): New | NULL {
  if (r !== NULL) {
    if (PyComplex_CheckExact(r) && i === NULL && type === PyComplex_Type) return Py_NewRef(r);
    if (PyUnicode_Check(r)) return i !== NULL ? PyErr_SetString(PyExc_TypeError, "complex() can't take second arg if first is a string") : fromString(type, r);
  }
  if (i !== NULL && PyUnicode_Check(i)) return PyErr_SetString(PyExc_TypeError, "complex() second arg can't be a string");
  let special: New | NULL = NULL, c: Py_complex | null = {real: 0, imag: 0}, isComplex = false;
  if (r !== NULL) {
    special = try_complex_special_method(r);
    if (special === NULL && PyErr_Occurred() !== NULL) return NULL;
    const source = special !== NULL ? special : r;
    if (!isNumber(source)) {
      Py_XDECREF(special);
      return PyErr_Format(PyExc_TypeError, `complex() first argument must be a string or a number, not '${typeName(r)}'`);
    }
    if (i !== NULL && !isNumber(i)) c = null;
    else {
      isComplex = PyComplex_Check(source);
      c = part(source);
    }
    Py_XDECREF(special);
  } else if (i !== NULL && !isNumber(i)) c = null;
  if (i !== NULL && !isNumber(i)) return PyErr_Format(PyExc_TypeError, `complex() second argument must be a number, not '${typeName(i)}'`);
  if (c === null) return NULL;
  if (i === NULL) return subtypeFromDoubles(type, c.real, c.imag);
  const second = part(i);
  if (second === null) return NULL;
  // real + imag * 1j, where either may be complex itself
  const real = PyComplex_Check(i) ? c.real - second.imag : c.real, imag = isComplex ? second.real + c.imag : second.real;
  return subtypeFromDoubles(type, real, imag);
}
function complex_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (kwds === NULL && PyTuple_GET_SIZE(args) === 0) return subtypeFromDoubles(type, 0, 0);
  const values = parseTupleAndKeywords('complex', '(real=0, imag=0)', args, kwds);
  return values === null ? NULL : complex_new_impl(type, values[0], values[1]);
}
function complex_getnewargs(self: PyObject): New | NULL {
  const real = PyFloat_FromDouble(cval_real(self));
  if (real === NULL) return NULL;
  const imag = PyFloat_FromDouble(cval_imag(self));
  const result = imag === NULL ? NULL : PyTuple_Pack(real, imag);
  Py_DECREF(real);
  Py_XDECREF(imag);
  return result;
}
function complex_format(self: PyObject, format_spec: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(format_spec as PyObject)) return _PyArg_BadArgument('__format__', 'argument', 'str', format_spec as PyObject);
  return _PyComplex_FormatAdvanced(self, format_spec as PyObject);
}

defineType(PyComplex_Type, {
  tp_name: 'complex', tp_base: PyBaseObject_Type, tp_basicsize: 32, tp_flags: Py_TPFLAGS_BASETYPE,
  tp_doc: 'complex(real=0, imag=0)\n--\n\nA complex number from text, or from numbers for its parts: real + imag*1j.',
  slots: {
    tp_dealloc: op => slots(Py_TYPE(op)).tp_free!(op), tp_free: PyObject_Del, tp_repr: complex_repr, tp_hash: complex_hash, tp_richcompare: complex_richcompare, tp_new: complex_new,
    nb_add: (v, w) => binary(v, w, add), nb_subtract: (v, w) => binary(v, w, subtract), nb_multiply: (v, w) => binary(v, w, multiply), nb_true_divide: (v, w) => binary(v, w, divide),
    nb_power: complex_pow, nb_negative: self => PyComplex_FromDoubles(-cval_real(self), -cval_imag(self)), nb_positive: complex_pos, nb_absolute: complex_abs,
    nb_bool: self => (cval_real(self) !== 0 || cval_imag(self) !== 0 ? 1 : 0),
  },
  methods: [
    method('conjugate', '($self, /)', self => PyComplex_FromDoubles(cval_real(self), -cval_imag(self)), "The complex conjugate.\n\n>>> complex('-.5+2j').conjugate()\n(-0.5-2j)"),
    method('__complex__', '($self, /)', complex_pos, 'The number as an exact complex.'),
    method('__getnewargs__', '($self, /)', complex_getnewargs),
    method('__format__', '($self, format_spec, /)', complex_format, 'Text by a format specifier.'),
  ],
  members: [
    {name: 'real', type: 'double', offset: 16, flags: 1, doc: 'the real part of a complex number'}, {name: 'imag', type: 'double', offset: 24, flags: 1, doc: 'the imaginary part of a complex number'},
  ],
});
