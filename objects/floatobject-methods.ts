/** The type float: constructor, rounding, hexadecimal text, packing. CPython: Objects/floatobject.c */
import {ARG, PyFloat_AS_DOUBLE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_CheckExact} from '../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyFloat_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {PyObject_Del, Py_DECREF, Py_NewRef, slots} from '../runtime/object';
import {METH_CLASS, method} from '../runtime/methoddef';
import {Py_TPFLAGS_BASETYPE, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyNumber_AsSsize_t, PyNumber_Float} from './abstract-number';
import {PyObject_CallOneArg} from './call';
import {PyErr_Occurred, PyErr_SetString} from './errors';
import * as impl from './floatobject';
import {PyFloat_FromDouble, PyFloat_FromString} from './floatobject';
import {_PyFloat_FormatAdvanced} from './formatter_unicode';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {PyLong_FromBigInt, PyLong_FromDouble, bigintBits} from './longobject';
import {scaleExact} from './longobject-arith';
import {_Py_dg_dtoa, decompose, floatReprText, signedNaN} from './pystrtod';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_AsJSString, _PyUnicode_FromASCII} from './unicodeobject';
import {PyUnicode_AsUTF8String} from './unicode-codecs';
import {_PyUnicode_AsUTF8NoNUL} from './unicode-encoded';

// ---- constructor ----

/** float(x); a subclass gets an instance of its own. escapes. CPython: float_new_impl() */
function float_new_impl(type: PyTypeObject, x: PyObject | NULL): New | NULL {
  const value = x === NULL ? PyFloat_FromDouble(0) : PyUnicode_CheckExact(x) ? PyFloat_FromString(x) : PyNumber_Float(x);
  if (value === NULL || type === PyFloat_Type) return value;
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) impl.setFloatValue(self, PyFloat_AS_DOUBLE(value));
  Py_DECREF(value);
  return self;
}
function float_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (kwds !== NULL && (type === PyFloat_Type || slots(type).tp_init === slots(PyFloat_Type).tp_init) && !_PyArg_NoKeywords('float', kwds)) return NULL;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional('float', n, 0, 1)) return NULL;
  return float_new_impl(type, n === 0 ? NULL : PyTuple_GET_ITEM(args, 0));
}
function float_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && !_PyArg_NoKwnames('float', kwnames)) return NULL;
  if (!_PyArg_CheckPositional('float', nargs, 0, 1)) return NULL;
  return float_new_impl(type, nargs === 0 ? NULL : ARG(args, 0));
}

// ---- rounding ----

/** To the nearest integer, half to even. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x), fraction = x - floor;
  if (fraction < 0.5) return floor;
  if (fraction > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
/** x rounded to decimal places, by its exact value. Infinite when that is too large. CPython: double_round() */
export function double_round(x: number, ndigits: number): number {
  if (x === 0) return x;
  const {digits, decpt} = _Py_dg_dtoa(Math.abs(x), 3, ndigits);
  const rounded = digits === '' ? 0 : Number(`0.${digits}e${decpt}`);
  return x < 0 ? -rounded : rounded;
}
function float_round(self: PyObject, o_ndigits: PyObject | NULL): New | NULL {
  const x = PyFloat_AS_DOUBLE(self);
  if (o_ndigits === NULL || o_ndigits === _Py_NoneStruct) return PyLong_FromDouble(Number.isFinite(x) ? roundHalfEven(x) : x);
  const ndigits = PyNumber_AsSsize_t(o_ndigits, NULL);
  if (ndigits === -1 && PyErr_Occurred() !== NULL) return NULL;
  // 323 places hold every double; 308 places to the left leave nothing of it
  if (!Number.isFinite(x) || ndigits > 323) return PyFloat_FromDouble(x);
  if (ndigits < -308) return PyFloat_FromDouble(0 * x);
  const rounded = double_round(x, ndigits);
  return Number.isFinite(rounded) ? PyFloat_FromDouble(rounded) : PyErr_SetString(PyExc_OverflowError, 'rounded value too large to represent');
}
function float_floor(self: PyObject): New | NULL {
  return PyLong_FromDouble(Math.floor(PyFloat_AS_DOUBLE(self)));
}
function float_ceil(self: PyObject): New | NULL {
  return PyLong_FromDouble(Math.ceil(PyFloat_AS_DOUBLE(self)));
}
function float_is_integer(self: PyObject): New {
  const x = PyFloat_AS_DOUBLE(self);
  return Py_NewRef(Number.isInteger(x) ? _Py_TrueStruct : _Py_FalseStruct);
}
/** Numerator and denominator of a finite double in lowest terms. */
export function ratioOf(x: number): {numerator: bigint; denominator: bigint} {
  if (x === 0) return {numerator: 0n, denominator: 1n};
  let {mantissa, exponent} = decompose(Math.abs(x));
  while ((mantissa & 1n) === 0n && exponent < 0) {
    mantissa >>= 1n;
    exponent++;
  }
  if (x < 0) mantissa = -mantissa;
  return exponent >= 0 ? {numerator: mantissa << BigInt(exponent), denominator: 1n} : {numerator: mantissa, denominator: 1n << BigInt(-exponent)};
}
function float_as_integer_ratio(self: PyObject): New | NULL {
  const x = PyFloat_AS_DOUBLE(self);
  if (x !== x) return PyErr_SetString(PyExc_ValueError, 'cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) return PyErr_SetString(PyExc_OverflowError, 'cannot convert Infinity to integer ratio');
  const ratio = ratioOf(x), numerator = PyLong_FromBigInt(ratio.numerator);
  if (numerator === NULL) return NULL;
  const denominator = PyLong_FromBigInt(ratio.denominator);
  const result = denominator === NULL ? NULL : PyTuple_Pack(numerator, denominator);
  Py_DECREF(numerator);
  if (denominator !== NULL) Py_DECREF(denominator);
  return result;
}

// ---- hexadecimal text ----

function float_hex(self: PyObject): New | NULL {
  const x = PyFloat_AS_DOUBLE(self);
  if (!Number.isFinite(x)) return _PyUnicode_FromASCII(floatReprText(x));
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  if (x === 0) return _PyUnicode_FromASCII(`${sign}0x0.0p+0`);
  const {mantissa, exponent} = decompose(Math.abs(x));
  // 52 bits after the point; a subnormal keeps its leading zero
  const digits = mantissa.toString(16).padStart(14, '0'), power = exponent + 52;
  return _PyUnicode_FromASCII(`${sign}0x${digits[0]}.${digits.slice(1)}p${power < 0 ? '-' : '+'}${Math.abs(power)}`);
}
const HEX = /^[ \t\n\r\f\v]*([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?[ \t\n\r\f\v]*$/i;
const SPECIAL = /^[ \t\n\r\f\v]*([+-]?)(?:(inf(?:inity)?)|nan)[ \t\n\r\f\v]*$/i;
/** Value of a hexadecimal literal, rounded half to even; null when it is none. CPython: float_fromhex_impl() */
function parseHex(text: string): number | 'overflow' | null {
  const special = SPECIAL.exec(text);
  if (special !== null) return special[2] === undefined ? signedNaN(special[1] === '-') : special[1] === '-' ? -Infinity : Infinity;
  const found = HEX.exec(text);
  if (found === null || (found[2] === '' && (found[3] ?? '') === '')) return null;
  const fraction = found[3] ?? '', value = BigInt('0x0' + found[2] + fraction);
  const sign = found[1] === '-' ? -1 : 1;
  if (value === 0n) return sign * 0;
  // bits of the exponent may be far beyond a double's: clip before they are added up
  const written = found[4] === undefined ? 0 : Math.max(-1e15, Math.min(1e15, Number(found[4])));
  const exponent = written - 4 * fraction.length, bits = bigintBits(value), top = bits + exponent;
  if (top > 1100) return 'overflow';
  if (top < -1100) return sign * 0;
  const dropped = Math.max(bits - 53, -1074 - exponent);
  if (dropped <= 0) {
    const exact = scaleExact(Number(value), exponent);
    return exact === Infinity ? 'overflow' : sign * exact;
  }
  let m = value >> BigInt(dropped);
  const rest = value - (m << BigInt(dropped)), half = 1n << BigInt(dropped - 1);
  if (rest > half || (rest === half && (m & 1n) === 1n)) m += 1n;
  const rounded = scaleExact(Number(m), exponent + dropped);
  return rounded === Infinity ? 'overflow' : sign * rounded;
}
function float_fromhex(type: PyObject, string: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(string as PyObject)) return PyErr_SetString(PyExc_TypeError, 'bad argument type for built-in operation');
  const bytes = PyUnicode_AsUTF8String(string as PyObject);
  if (bytes === NULL) return NULL;
  Py_DECREF(bytes);
  const text = PyUnicode_AsJSString(string as PyObject);
  const x = parseHex(text);
  if (x === null) return PyErr_SetString(PyExc_ValueError, 'invalid hexadecimal floating-point string');
  if (x === 'overflow') return PyErr_SetString(PyExc_OverflowError, 'hexadecimal value too large to represent as a float');
  const value = PyFloat_FromDouble(x);
  if (value === NULL || type === PyFloat_Type) return value;
  const result = PyObject_CallOneArg(type, value);
  Py_DECREF(value);
  return result;
}
function float_getnewargs(self: PyObject): New | NULL {
  const value = PyFloat_FromDouble(PyFloat_AS_DOUBLE(self));
  if (value === NULL) return NULL;
  const result = PyTuple_Pack(value);
  Py_DECREF(value);
  return result;
}
function float_getformat(_type: PyObject, typestr: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(typestr as PyObject)) return _PyArg_BadArgument('__getformat__', 'argument', 'str', typestr as PyObject);
  const text = _PyUnicode_AsUTF8NoNUL(typestr as PyObject);
  if (text === undefined) return NULL;
  if (text !== 'double' && text !== 'float') return PyErr_SetString(PyExc_ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  return _PyUnicode_FromASCII('IEEE, little-endian');
}
function float_format(self: PyObject, format_spec: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(format_spec as PyObject)) return _PyArg_BadArgument('__format__', 'argument', 'str', format_spec as PyObject);
  return _PyFloat_FormatAdvanced(self, format_spec as PyObject);
}

/** Names and docs of sys.float_info, and its values. CPython: floatinfo_fields, PyFloat_GetInfo() */
export const floatinfo_fields: readonly (readonly [string, string])[] = [
  ['max', 'DBL_MAX -- maximum representable finite float'], ['max_exp', 'DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable'],
  ['max_10_exp', 'DBL_MAX_10_EXP -- maximum int e such that 10**e is representable'], ['min', 'DBL_MIN -- Minimum positive normalized float'],
  ['min_exp', 'DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float'], ['min_10_exp', 'DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float'],
  ['dig', 'DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float'], ['mant_dig', 'DBL_MANT_DIG -- mantissa digits'],
  ['epsilon', 'DBL_EPSILON -- Difference between 1 and the next representable float'], ['radix', 'FLT_RADIX -- radix of exponent'], ['rounds', 'FLT_ROUNDS -- rounding mode used for arithmetic operations'],
];

defineType(PyFloat_Type, {
  tp_name: 'float', tp_base: PyBaseObject_Type, tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: 'float(x=0, /)\n--\n\nA floating-point number from a string or a number.',
  slots: {
    tp_dealloc: impl.float_dealloc, tp_repr: impl.float_repr, tp_hash: impl.float_hash, tp_richcompare: impl.float_richcompare, tp_new: float_new, tp_vectorcall: float_vectorcall,
    tp_free: PyObject_Del,
    nb_add: impl.float_add, nb_subtract: impl.float_sub, nb_multiply: impl.float_mul, nb_remainder: impl.float_rem, nb_divmod: impl.float_divmod, nb_power: impl.float_pow,
    nb_negative: impl.float_neg, nb_positive: impl.float_float, nb_absolute: impl.float_abs, nb_bool: impl.float_bool, nb_int: impl.float_trunc, nb_float: impl.float_float,
    nb_floor_divide: impl.float_floor_div, nb_true_divide: impl.float_div,
  },
  methods: [
    method('conjugate', '($self, /)', impl.float_float, 'The complex conjugate of a float: itself.'),
    method('__trunc__', '($self, /)', impl.float_trunc, 'The integer between 0 and the number that is nearest to it.'),
    method('__floor__', '($self, /)', float_floor, 'The number rounded down, as an integer.'),
    method('__ceil__', '($self, /)', float_ceil, 'The number rounded up, as an integer.'),
    method('__round__', '($self, ndigits=None, /)', float_round, 'The number rounded to decimal places, half to even.\n\nWithout places the result is an integer.'),
    method('as_integer_ratio', '($self, /)', float_as_integer_ratio, 'Two integers whose ratio is exactly the number, the second positive.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)'),
    method('fromhex', '($type, string, /)', float_fromhex, "A float from hexadecimal text.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375", METH_CLASS),
    method('hex', '($self, /)', float_hex, "Hexadecimal text that stands for exactly the number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'"),
    method('is_integer', '($self, /)', float_is_integer, 'Whether the number is an integer.'),
    method('__getnewargs__', '($self, /)', float_getnewargs),
    method('__getformat__', '($type, typestr, /)', float_getformat, "How floats lie in memory; for the tests of Python.\n\n  typestr\n    'double' or 'float'.", METH_CLASS),
    method('__format__', '($self, format_spec, /)', float_format, 'Text by a format specifier.'),
  ],
  getset: [
    {name: 'real', get: impl.float_float, doc: 'the real part of a complex number'},
    {name: 'imag', get: () => PyFloat_FromDouble(0), doc: 'the imaginary part of a complex number'},
  ],
});
