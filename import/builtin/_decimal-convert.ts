/** Decimals of other objects. CPython: Modules/_decimal/_decimal.c */
import {PyObject_IsInstance} from '../../objects/abstract-object';
import {PyComplex_AsCComplex} from '../../objects/complexobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_Check} from '../../objects/floatobject';
import {PyList_AsTuple} from '../../objects/listobject';
import {PyLong_AsBigInt, PyLong_AsLong} from '../../objects/longobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {decompose, signbit} from '../../objects/pystrtod';
import {PyType_IsSubtype} from '../../objects/typeobject';
import {_PyUnicode_EqualToASCIIString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {_PyUnicode_IsWhitespace, _PyUnicode_ToDecimalDigit} from '../../objects/unicodetype';
import {PyFloat_AS_DOUBLE, PyList_Check, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE} from '../../runtime/generated/accessors';
import {PyComplex_Type, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {fromString} from './_decimal-io';
import {
  FINITE, INF, MPD_Clamped, MPD_Conversion_syntax, MPD_Errors, MPD_Float_operation, MPD_Inexact, MPD_Invalid_operation, MPD_Rounded, QNAN, finalize, finite, maxContext, seterror,
  special, type Mpd, type MpdContext,
} from './_decimal-mpd';
import {PyDec_Check, dec_addstatus, finish, mpdOf, newDecimal, type DecimalState} from './_decimal-state';

const SSIZE_MAX = 9223372036854775807n;

/** An int that fits a Py_ssize_t; null with an exception. CPython: PyLong_AsSsize_t(), exactly */
export function ssizeArgument(op: PyObject): bigint | null {
  if (!PyLong_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'an integer is required');
    return null;
  }
  const value = PyLong_AsBigInt(op);
  if (value <= SSIZE_MAX && value >= -SSIZE_MAX - 1n) return value;
  PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C ssize_t');
  return null;
}
/** The ASCII text of a number: digits of any script and spaces are replaced, '' when there is something else. CPython: numeric_as_ascii() */
function numeric_as_ascii(op: PyObject, lenient: boolean): string {
  const text = _PyUnicode_TEXT(op), at = (i: number): number => (typeof text === 'string' ? text.charCodeAt(i) : text[i]);
  let start = 0, end = text.length, out = '';
  if (lenient) {
    while (end > 0 && _PyUnicode_IsWhitespace(at(end - 1))) end--;
    while (start < end && _PyUnicode_IsWhitespace(at(start))) start++;
  }
  for (let i = start; i < end; i++) {
    const c = at(i);
    if (lenient && c === 95) continue;
    if (c > 0 && c <= 127) out += String.fromCharCode(c);
    else if (_PyUnicode_IsWhitespace(c)) out += ' ';
    else {
      const digit = _PyUnicode_ToDecimalDigit(c);
      if (digit < 0) return '';
      out += String(digit);
    }
  }
  return out;
}
/** Ends an exact conversion: what was not exact is invalid; other conditions don't count. */
function exact(ctx: MpdContext, widest: MpdContext, value: Mpd): Mpd {
  let work = widest.work;
  if ((work & (MPD_Inexact | MPD_Rounded | MPD_Clamped)) !== 0) {
    work |= MPD_Invalid_operation;
    value = special(0, QNAN);
  }
  ctx.work |= work & MPD_Errors;
  return value;
}
/** The number of an int. CPython: dec_from_long() */
export function ofLong(op: PyObject): Mpd {
  const value = PyLong_AsBigInt(op);
  return finite(value < 0n ? 1 : 0, value < 0n ? -value : value, 0n);
}
/** The number of an int, exactly. CPython: PyDecType_FromLongExact() */
function ofLongExact(op: PyObject, ctx: MpdContext): Mpd {
  const widest = maxContext();
  return exact(ctx, widest, finalize(ofLong(op), widest));
}
/** The exact number of a double. CPython: PyDecType_FromFloatExact() */
export function ofDouble(x: number): Mpd {
  if (Number.isNaN(x)) return special(0, QNAN);
  const sign = signbit(x) ? 1 : 0;
  if (!Number.isFinite(x)) return special(sign, INF);
  if (x === 0) return finite(sign, 0n, 0n);
  let {mantissa, exponent} = decompose(Math.abs(x));
  if (exponent >= 0) return finite(sign, mantissa << BigInt(exponent), 0n);
  for (; exponent < 0 && (mantissa & 1n) === 0n; exponent++) mantissa >>= 1n;
  return finite(sign, mantissa * 5n ** BigInt(-exponent), BigInt(exponent));
}
function invalid(message: string): null {
  PyErr_SetString(PyExc_ValueError, message);
  return null;
}
/** A tuple, or a list as one; NULL with an exception. CPython: sequence_as_tuple() */
function sequence_as_tuple(v: PyObject, ex: PyObject, message: string): New | NULL {
  if (PyTuple_Check(v)) return Py_NewRef(v);
  return PyList_Check(v) ? PyList_AsTuple(v) : PyErr_SetString(ex, message);
}
/** The text of a triple of sign, digits and exponent; null with an exception. CPython: dectuple_as_str() */
function dectuple_as_str(triple: PyObject): string | null {
  if (PyTuple_GET_SIZE(triple) !== 3) return invalid('argument must be a sequence of length 3');
  const signOp = PyTuple_GET_ITEM(triple, 0), expOp = PyTuple_GET_ITEM(triple, 2);
  if (!PyLong_Check(signOp)) return invalid('sign must be an integer with the value 0 or 1');
  const sign = PyLong_AsLong(signOp);
  if (sign === -1 && PyErr_Occurred() !== NULL) return null;
  if (sign !== 0 && sign !== 1) return invalid('sign must be an integer with the value 0 or 1');
  let word = '', exp: bigint | null = 0n;
  if (PyUnicode_Check(expOp)) {
    if (_PyUnicode_EqualToASCIIString(expOp, 'F')) word = 'Inf';
    else if (_PyUnicode_EqualToASCIIString(expOp, 'n')) word = 'NaN';
    else if (_PyUnicode_EqualToASCIIString(expOp, 'N')) word = 'sNaN';
    else return invalid("string argument in the third position must be 'F', 'n' or 'N'");
  } else {
    if (!PyLong_Check(expOp)) return invalid('exponent must be an integer');
    exp = ssizeArgument(expOp);
    if (exp === null) return null;
  }
  const digits = sequence_as_tuple(PyTuple_GET_ITEM(triple, 1), PyExc_ValueError, 'coefficient must be a tuple of digits');
  if (digits === NULL) return null;
  const coefficient = digitsText(digits);
  Py_DECREF(digits);
  if (coefficient === null) return null;
  const start = (sign !== 0 ? '-' : '+') + word;
  if (word !== '') return start + (word === 'Inf' ? '' : coefficient);
  return `${start}${coefficient === '' ? '0' : coefficient}E${exp}`;
}
function digitsText(digits: PyObject): string | null {
  let out = '';
  for (let i = 0; i < PyTuple_GET_SIZE(digits); i++) {
    const item = PyTuple_GET_ITEM(digits, i);
    if (!PyLong_Check(item)) return invalid('coefficient must be a tuple of digits');
    const digit = PyLong_AsLong(item);
    if (digit === -1 && PyErr_Occurred() !== NULL) return null;
    if (digit < 0 || digit > 9) return invalid('coefficient must be a tuple of digits');
    out += String(digit);
  }
  return out;
}
function sequenceText(v: PyObject): string | null {
  const triple = sequence_as_tuple(v, PyExc_TypeError, 'argument must be a tuple or list');
  if (triple === NULL) return null;
  const text = dectuple_as_str(triple);
  Py_DECREF(triple);
  return text;
}
function unsupported(v: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `conversion from ${typeName(v)} to Decimal is not supported`);
}
/** The conditions of a conversion become flags; the object of a type. */
function finishAs(st: DecimalState, type: PyTypeObject, ctx: MpdContext, value: Mpd): New | NULL {
  const work = ctx.work;
  ctx.work = 0;
  return work !== 0 && dec_addstatus(st, ctx, work) ? NULL : newDecimal(type, value);
}
/** The exact Decimal of any object that has one. escapes. CPython: PyDecType_FromObjectExact() */
export function PyDecType_FromObjectExact(st: DecimalState, type: PyTypeObject, v: PyObject | NULL, ctx: MpdContext): New | NULL {
  if (v === NULL) return newDecimal(type, finite(0, 0n, 0n));
  if (PyDec_Check(st, v)) return type === st.PyDec_Type && Py_TYPE(v) === type ? Py_NewRef(v) : newDecimal(type, mpdOf(v));
  if (PyLong_Check(v)) return finishAs(st, type, ctx, ofLongExact(v, ctx));
  const sequence = PyTuple_Check(v) || PyList_Check(v);
  if (PyUnicode_Check(v) || sequence) {
    const text = sequence ? sequenceText(v) : numeric_as_ascii(v, true), widest = maxContext();
    return text === null ? NULL : finishAs(st, type, ctx, exact(ctx, widest, fromString(text, widest)));
  }
  if (!PyFloat_Check(v)) return unsupported(v);
  return dec_addstatus(st, ctx, MPD_Float_operation) ? NULL : newDecimal(type, ofDouble(PyFloat_AS_DOUBLE(v)));
}
/** The Decimal of an object as a context rounds it. escapes. CPython: PyDec_FromObject() */
export function PyDec_FromObject(st: DecimalState, v: PyObject | NULL, ctx: MpdContext): New | NULL {
  if (v === NULL) return finish(st, ctx, finalize(finite(0, 0n, 0n), ctx));
  if (PyDec_Check(st, v)) {
    const value = mpdOf(v);
    if (!value.isNaN || value.digits <= ctx.prec - ctx.clamp) return finish(st, ctx, finalize(value, ctx));
    return finish(st, ctx, seterror(ctx, MPD_Conversion_syntax));
  }
  if (PyUnicode_Check(v)) return finish(st, ctx, fromString(numeric_as_ascii(v, false), ctx));
  if (PyLong_Check(v)) return finish(st, ctx, finalize(ofLong(v), ctx));
  if (PyTuple_Check(v) || PyList_Check(v)) {
    const text = sequenceText(v);
    return text === null ? NULL : finish(st, ctx, fromString(text, ctx));
  }
  if (!PyFloat_Check(v)) return unsupported(v);
  return dec_addstatus(st, ctx, MPD_Float_operation) ? NULL : finish(st, ctx, finalize(ofDouble(PyFloat_AS_DOUBLE(v)), ctx));
}
/** The number of a float or int, exactly; null with an exception. CPython: PyDecType_FromFloatExact() */
export function ofFloatOrInt(v: PyObject, ctx: MpdContext): Mpd | null {
  if (PyLong_Check(v)) return ofLongExact(v, ctx);
  if (!PyFloat_Check(v)) {
    PyErr_SetString(PyExc_TypeError, 'argument must be int or float');
    return null;
  }
  return ofDouble(PyFloat_AsDouble(v));
}

// ---- operands ----

/** The number of an operand that is a Decimal or an int; undefined for other objects, null with an exception. CPython: convert_op() */
export function operand(st: DecimalState, v: PyObject, ctx: MpdContext): Mpd | null | undefined {
  if (PyDec_Check(st, v)) return mpdOf(v);
  if (!PyLong_Check(v)) return undefined;
  const value = ofLongExact(v, ctx), work = ctx.work;
  ctx.work = 0;
  return work !== 0 && dec_addstatus(st, ctx, work) ? null : value;
}
/** As operand(), where other objects are a TypeError. CPython: CONVERT_OP_RAISE() */
export function operandOrRaise(st: DecimalState, v: PyObject, ctx: MpdContext): Mpd | null {
  const value = operand(st, v, ctx);
  if (value !== undefined) return value;
  unsupported(v);
  return null;
}
/** The two numbers to be compared; undefined when there is no comparing them, null with an exception. CPython: convert_op_cmp() */
export function operandsOfComparison(st: DecimalState, v: Mpd, w: PyObject, equality: boolean, ctx: MpdContext): {v: Mpd; w: Mpd} | null | undefined {
  if (PyDec_Check(st, w) || PyLong_Check(w)) {
    const other = operand(st, w, ctx);
    return other === null || other === undefined ? other : {v, w: other};
  }
  if (PyFloat_Check(w)) {
    if (!equality && dec_addstatus(st, ctx, MPD_Float_operation)) return null;
    ctx.status |= MPD_Float_operation;
    return {v, w: ofDouble(PyFloat_AS_DOUBLE(w))};
  }
  if (equality && PyType_IsSubtype(Py_TYPE(w), PyComplex_Type)) {
    const c = PyComplex_AsCComplex(w);
    if (c === null) return null;
    if (c.imag !== 0) return undefined;
    ctx.status |= MPD_Float_operation;
    return {v, w: ofDouble(c.real)};
  }
  const rational = PyObject_IsInstance(w, st.Rational);
  if (rational <= 0) return rational < 0 ? null : undefined;
  const numerator = integerAttribute(st, w, 'numerator', ctx);
  if (numerator === null || v.kind !== FINITE) return numerator === null ? null : {v, w: numerator};
  const denominator = integerAttribute(st, w, 'denominator', ctx);
  return denominator === null ? null : {v: finite(v.sign ^ denominator.sign, v.coeff * denominator.coeff, v.exp), w: numerator};
}
function integerAttribute(st: DecimalState, op: PyObject, name: string, ctx: MpdContext): Mpd | null {
  const value = PyObject_GetAttrString(op, name);
  if (value === NULL) return null;
  let result: Mpd | null | undefined = null;
  if (PyLong_Check(value)) result = operand(st, value, ctx);
  else PyErr_SetString(PyExc_TypeError, 'argument must be an integer');
  Py_DECREF(value);
  return result ?? null;
}
