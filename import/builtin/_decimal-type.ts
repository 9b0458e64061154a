/** The type Decimal. CPython: Modules/_decimal/_decimal.c */
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyComplex_FromDoubles} from '../../objects/complexobject';
import {PyDict_GetItemStringRef} from '../../objects/dictobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx} from '../../objects/errors';
import {traverseHeapFields} from '../../objects/field-slots';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {argParser, parseArgs, parseVectorcall} from '../../objects/getargs';
import {PyLong_FromBigInt, PyLong_FromNumber, bigintHash} from '../../objects/longobject';
import {PyObject_GenericHash, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyTuple_New, packSteal} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_FromASCII} from '../../objects/unicodeobject';
import {H} from '../../runtime/current';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {ARG, PyDict_Check, PyLong_Check, PyTuple_SET_ITEM, PyUnicode_Check, Py_BOOL, Py_TYPE, tp_basicsize} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_DeprecationWarning, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import * as arith from './_decimal-arith';
import {getround} from './_decimal-context';
import {PyDecType_FromObjectExact, ofFloatOrInt, operand, operandOrRaise, operandsOfComparison, ssizeArgument} from './_decimal-convert';
import {formatNumber, parseFormat, toSci, type FormatSpec} from './_decimal-io';
import {DECIMAL_METHODS, contextOf, finishPair} from './_decimal-methods';
import {
  FINITE, INF, MPD_Invalid_operation, MPD_Malloc_error, type Mpd, QNAN, ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, SNAN, cmp, finite, shiftFactor, type MpdContext,
} from './_decimal-mpd';
import {currentCtx, dec_addstatus, finish, mpdOf, newDecimal, stateOf, stateOfType, type DecimalState} from './_decimal-state';
import {qpow} from './_decimal-trans';

// ---- operators ----

type Binary = (a: Mpd, b: Mpd, ctx: MpdContext) => Mpd;
/** The state for operands of which one is a Decimal. CPython: find_state_left_or_right() */
function stateOfOperands(v: PyObject, w: PyObject): DecimalState {
  return (stateOfType(Py_TYPE(v)) ?? stateOfType(Py_TYPE(w)))!;
}
const notImplemented = (): New => Py_NewRef(_Py_NotImplementedStruct);
function binary(fn: Binary): (v: PyObject, w: PyObject) => New | NULL {
  return (v, w) => {
    const st = stateOfOperands(v, w), ctx = currentCtx(st);
    if (ctx === null) return NULL;
    const a = operand(st, v, ctx), b = a === null || a === undefined ? a : operand(st, w, ctx);
    if (b === undefined) return notImplemented();
    return b === null ? NULL : finish(st, ctx, fn(a as Mpd, b, ctx));
  };
}
function unary(fn: (a: Mpd, ctx: MpdContext) => Mpd): (v: PyObject) => New | NULL {
  return v => {
    const st = stateOf(v), ctx = currentCtx(st);
    return ctx === null ? NULL : finish(st, ctx, fn(mpdOf(v), ctx));
  };
}
function nm_divmod(v: PyObject, w: PyObject): New | NULL {
  const st = stateOfOperands(v, w), ctx = currentCtx(st);
  if (ctx === null) return NULL;
  const a = operand(st, v, ctx), b = a === null || a === undefined ? a : operand(st, w, ctx);
  if (b === undefined) return notImplemented();
  return b === null ? NULL : finishPair(st, ctx, arith.qdivmod(a as Mpd, b, ctx));
}
function nm_power(v: PyObject, w: PyObject, x: PyObject): New | NULL {
  const st = stateOfType(Py_TYPE(v)) ?? stateOfType(Py_TYPE(w)) ?? stateOfType(Py_TYPE(x))!, ctx = currentCtx(st);
  if (ctx === null) return NULL;
  const a = operand(st, v, ctx), b = a === null || a === undefined ? a : operand(st, w, ctx);
  if (b === undefined) return notImplemented();
  if (b === null) return NULL;
  if (x === _Py_NoneStruct) return finish(st, ctx, qpow(a as Mpd, b, ctx));
  const c = operand(st, x, ctx);
  if (c === undefined) return notImplemented();
  return c === null ? NULL : finish(st, ctx, arith.qpowmod(a as Mpd, b, c, ctx));
}
/** CPython: dec_richcompare() */
function dec_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  const st = stateOf(v), ctx = currentCtx(st);
  if (ctx === null) return NULL;
  const equality = op === Py_EQ || op === Py_NE, pair = operandsOfComparison(st, mpdOf(v), w, equality, ctx);
  if (pair === undefined) return notImplemented();
  if (pair === null) return NULL;
  const a = pair.v, b = pair.w;
  if (a.isNaN || b.isNaN) {
    const signals = a.kind === SNAN || b.kind === SNAN || !equality;
    if (signals && dec_addstatus(st, ctx, MPD_Invalid_operation)) return NULL;
    return Py_NewRef(Py_BOOL(op === Py_NE));
  }
  const c = cmp(a, b);
  let holds: boolean;
  switch (op) {
    case Py_EQ: holds = c === 0; break;
    case Py_NE: holds = c !== 0; break;
    case Py_LT: holds = c < 0; break;
    case Py_LE: holds = c <= 0; break;
    case Py_GT: holds = c > 0; break;
    case Py_GE: holds = c >= 0; break;
    default: holds = false;
  }
  return Py_NewRef(Py_BOOL(holds));
}

// ---- to other types ----

/** The int that a number rounds to. CPython: dec_as_long() */
function dec_as_long(dec: Mpd, round: number): New | NULL {
  if (dec.kind !== FINITE) return dec.kind === INF ? PyErr_SetString(PyExc_OverflowError, 'cannot convert Infinity to integer') : PyErr_SetString(PyExc_ValueError, 'cannot convert NaN to integer');
  const whole = arith.roundToInt(dec, null as never, false, round), factor = shiftFactor(whole.coeff === 0n ? 0n : whole.exp);
  if (factor === null) return PyErr_NoMemory();
  const value = whole.coeff * factor;
  return PyLong_FromBigInt(whole.sign === 0 ? value : -value);
}
const toLong = (round: number) => (self: PyObject): New | NULL => dec_as_long(mpdOf(self), round);
/** The nearest double; null with an exception. CPython: PyDec_AsFloat() */
function asDouble(dec: Mpd): number | null {
  if (dec.kind === SNAN) {
    PyErr_SetString(PyExc_ValueError, 'cannot convert signaling NaN to float');
    return null;
  }
  return dec.kind === QNAN ? NaN : Number(toSci(dec, true));
}
function PyDec_AsFloat(self: PyObject): New | NULL {
  const dec = mpdOf(self), x = asDouble(dec);
  if (x === null) return NULL;
  // the sign of a NaN counts
  return PyFloat_FromDouble(x !== x && dec.sign !== 0 ? -x : x);
}
function dec_complex(self: PyObject): New | NULL {
  const x = asDouble(mpdOf(self));
  return x === null ? NULL : PyComplex_FromDoubles(x, 0);
}
function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
/** CPython: dec_as_integer_ratio() */
function dec_as_integer_ratio(self: PyObject): New | NULL {
  const dec = mpdOf(self);
  if (dec.kind === INF) return PyErr_SetString(PyExc_OverflowError, 'cannot convert Infinity to integer ratio');
  if (dec.isNaN) return PyErr_SetString(PyExc_ValueError, 'cannot convert NaN to integer ratio');
  if (currentCtx(stateOf(self)) === null) return NULL;
  const exp = dec.coeff === 0n ? 0n : dec.exp, factor = shiftFactor(exp < 0n ? -exp : exp);
  if (factor === null) return PyErr_NoMemory();
  let n = dec.sign === 0 ? dec.coeff : -dec.coeff, d = 1n;
  if (exp >= 0n) n *= factor;
  else {
    const common = gcd(dec.coeff, factor);
    n /= common;
    d = factor / common;
  }
  return packSteal(PyLong_FromBigInt(n), PyLong_FromBigInt(d));
}
/** CPython: PyDec_AsTuple() */
function dec_as_tuple(self: PyObject): New | NULL {
  const dec = mpdOf(self), sign = PyLong_FromNumber(dec.sign);
  const exp = dec.kind === FINITE ? PyLong_FromBigInt(dec.exp) : PyUnicode_FromString(dec.kind === INF ? 'F' : dec.kind === QNAN ? 'n' : 'N');
  const text = dec.kind === INF ? '0' : dec.digits === 0 ? '' : dec.coeff.toString(), digits = PyTuple_New(text.length);
  if (digits !== NULL) for (let i = 0; i < text.length; i++) PyTuple_SET_ITEM(digits, i, PyLong_FromNumber(text.charCodeAt(i) - 48) as New);
  const result = sign === NULL || exp === NULL || digits === NULL ? NULL : PyObject_CallFunctionObjArgs(stateOf(self).DecimalTuple, sign, digits, exp);
  Py_XDECREF(sign);
  Py_XDECREF(exp);
  Py_XDECREF(digits);
  return result;
}
const MODULUS = (1n << 61n) - 1n, INVERSE_OF_10 = 2075258708292324556n;
function powerModulo(base: bigint, exp: bigint): bigint {
  if (exp < 300n) return base ** exp % MODULUS;
  let result = 1n;
  for (; exp > 0n; exp >>= 1n) {
    if ((exp & 1n) === 1n) result = result * base % MODULUS;
    base = base * base % MODULUS;
  }
  return result;
}
/** CPython: _dec_hash() */
function dec_hash(self: PyObject): number {
  const dec = mpdOf(self);
  if (dec.kind !== FINITE) {
    if (dec.kind === QNAN) return PyObject_GenericHash(self);
    if (dec.kind === INF) return bigintHash(dec.sign === 0 ? 314159n : -314159n);
    PyErr_SetString(PyExc_TypeError, 'Cannot hash a signaling NaN value');
    H[HASH_HI] = -1;
    return -1;
  }
  const value = dec.exp === 0n ? dec.coeff : dec.coeff % MODULUS * powerModulo(dec.exp > 0n ? 10n : INVERSE_OF_10, dec.exp > 0n ? dec.exp : -dec.exp);
  return bigintHash(dec.sign === 0 ? value : -value);
}

// ---- text ----

function textOf(self: PyObject): string | null {
  const ctx = currentCtx(stateOf(self));
  return ctx === null ? null : toSci(mpdOf(self), ctx.capitals !== 0);
}
function dec_str(self: PyObject): New | NULL {
  const text = textOf(self);
  return text === null ? NULL : _PyUnicode_FromASCII(text);
}
function dec_repr(self: PyObject): New | NULL {
  const text = textOf(self);
  return text === null ? NULL : _PyUnicode_FromASCII(`Decimal('${text}')`);
}
function dec_reduce(self: PyObject): New | NULL {
  return packSteal(Py_NewRef(Py_TYPE(self)), packSteal(dec_str(self)));
}
/** The text of a key, null when there is none or with an exception. */
function overrideText(override: PyObject, key: string): string | null {
  const value = PyDict_GetItemStringRef(override, key);
  if (value === NULL) return null;
  // C strings end at the first 0
  const text = PyUnicode_Check(value) ? PyUnicode_AsJSString(value).split('\0')[0] : null;
  Py_DECREF(value);
  if (text === null) PyErr_SetString(PyExc_TypeError, 'bad argument type for built-in operation');
  return text;
}
/** Takes separators from a dict; false with an exception. */
function applyOverride(spec: FormatSpec, override: PyObject): boolean {
  if (!PyDict_Check(override)) {
    PyErr_SetString(PyExc_TypeError, 'optional argument must be a dict');
    return false;
  }
  const dot = overrideText(override, 'decimal_point'), sep = overrideText(override, 'thousands_sep'), grouping = overrideText(override, 'grouping');
  if (PyErr_Occurred() !== NULL) return false;
  if (dot !== null) spec.dot = dot;
  if (sep !== null) spec.sep = sep;
  // sizes are bytes: of UTF-8, where what is above 127 takes two
  if (grouping !== null) spec.grouping = [...new TextEncoder().encode(grouping)];
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  if (spec.grouping.every(size => size < 128) && spec.dot !== '' && bytes(spec.dot) <= 4 && bytes(spec.sep) <= 4) return true;
  PyErr_SetString(PyExc_ValueError, 'invalid override dict');
  return false;
}
/** CPython: dec_format() */
function dec_format(self: PyObject, args: Args, nargs: number): New | NULL {
  const st = stateOf(self), ctx = currentCtx(st);
  if (ctx === null) return NULL;
  if (nargs < 1 || nargs > 2) return PyErr_Format(PyExc_TypeError, `function takes at ${nargs < 1 ? 'least 1 argument' : 'most 2 arguments'} (${nargs} given)`);
  const format = ARG(args, 0);
  if (!PyUnicode_Check(format)) return PyErr_SetString(PyExc_TypeError, 'format arg must be str');
  const text = PyUnicode_AsJSString(format);
  if (text.endsWith('N') && PyErr_WarnEx(PyExc_DeprecationWarning, "Format specifier 'N' is deprecated", 1) < 0) return NULL;
  const spec = parseFormat(text, ctx.capitals !== 0);
  if (spec === null) return PyErr_SetString(PyExc_ValueError, 'invalid format string');
  if (nargs === 2 && !applyOverride(spec, ARG(args, 1))) return NULL;
  const result = formatNumber(mpdOf(self), spec, ctx), failed = ctx.work;
  ctx.work = 0;
  if (result !== null) return PyUnicode_FromString(result);
  if ((failed & MPD_Malloc_error) !== 0) return PyErr_NoMemory();
  return PyErr_SetString(PyExc_ValueError, 'format specification exceeds internal limits of _decimal');
}

// ---- rounding ----

const integralParser = argParser('', '($self, rounding=None, context=None)'), quantizeParser = argParser('', '($self, exp, rounding=None, context=None)');
/** The settings of a context with another rounding; its number or null with an exception. */
function roundingOf(st: DecimalState, given: PyObject | NULL, ctx: MpdContext): number | null {
  if (given === NULL || given === _Py_NoneStruct) return ctx.round;
  const round = getround(st, given);
  return round < 0 ? null : round;
}
function toIntegral(exact: boolean): (self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL) => New | NULL {
  return (self, args, nargs, kwnames) => {
    const values = parseVectorcall(integralParser, args, nargs, kwnames), st = stateOf(self), ctx = values === null ? null : contextOf(st, values, 1);
    const round = ctx === null ? null : roundingOf(st, values![0], ctx);
    return round === null ? NULL : finish(st, ctx!, arith.roundToInt(mpdOf(self), ctx!, exact, round));
  };
}
function dec_quantize(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(quantizeParser, args, nargs, kwnames), st = stateOf(self), ctx = values === null ? null : contextOf(st, values, 2);
  const round = ctx === null ? null : roundingOf(st, values![1], ctx), exp = round === null ? null : operandOrRaise(st, values![0] as PyObject, ctx!);
  if (exp === null) return NULL;
  const own = ctx!.round;
  ctx!.round = round!;
  const value = arith.qquantize(mpdOf(self), exp, ctx!);
  ctx!.round = own;
  return finish(st, ctx!, value);
}
/** CPython: PyDec_Round() */
function dec_round(self: PyObject, args: Args, nargs: number): New | NULL {
  const st = stateOf(self), ctx = currentCtx(st);
  if (ctx === null) return NULL;
  if (nargs > 1) return PyErr_Format(PyExc_TypeError, `function takes at most 1 argument (${nargs} given)`);
  if (nargs === 0) return dec_as_long(mpdOf(self), ROUND_HALF_EVEN);
  if (!PyLong_Check(ARG(args, 0))) return PyErr_SetString(PyExc_TypeError, 'optional arg must be an integer');
  const places = ssizeArgument(ARG(args, 0));
  return places === null ? NULL : finish(st, ctx, arith.qquantize(mpdOf(self), finite(0, 1n, -places), ctx));
}

// ---- the type ----

const newParser = argParser('', '($type, value="0", context=None)');
function dec_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseArgs(newParser, args, kwds);
  if (values === null) return NULL;
  const st = stateOfType(type)!, ctx = contextOf(st, values, 1);
  return ctx === null ? NULL : PyDecType_FromObjectExact(st, type, values[0], ctx);
}
function dec_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** CPython: dec_from_float() */
function dec_from_float(type: PyObject, f: PyObject | NULL): New | NULL {
  const st = stateOfType(type as PyTypeObject)!, ctx = currentCtx(st), value = ctx === null ? null : ofFloatOrInt(f as PyObject, ctx);
  if (value === null) return NULL;
  const result = finish(st, ctx!, value);
  if (result === NULL || type === st.PyDec_Type) return result;
  const converted = PyObject_CallOneArg(type, result);
  Py_DECREF(result);
  return converted;
}
/** What CPython's words for a coefficient take beyond the four that are in the object. */
function dec_sizeof(self: PyObject): New | NULL {
  const words = Math.max(1, Math.ceil(mpdOf(self).digits / 19));
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(self)) + (words > 4 ? words * 8 : 0));
}
const self_ = (self: PyObject): New => Py_NewRef(self);
export const dec_spec: TypeSpec = {
  tp_name: 'decimal.Decimal', tp_basicsize: 104, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'Decimal(value="0", context=None)\n--\n\nA decimal number of a str, int, float, another Decimal, or a tuple of sign, digits and\nexponent. Without a value it is 0. The context only says what an invalid value does.',
  slots: {
    tp_dealloc: dec_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(), tp_repr: dec_repr, tp_hash: dec_hash, tp_str: dec_str, tp_richcompare: dec_richcompare,
    tp_new: dec_new, nb_add: binary(arith.qadd), nb_subtract: binary(arith.qsub), nb_multiply: binary(arith.qmul), nb_remainder: binary(arith.qrem), nb_divmod: nm_divmod, nb_power: nm_power,
    nb_negative: unary(arith.qminus), nb_positive: unary(arith.qplus), nb_absolute: unary(arith.qabs), nb_bool: self => (mpdOf(self).isZero ? 0 : 1), nb_int: toLong(ROUND_DOWN),
    nb_float: PyDec_AsFloat, nb_floor_divide: binary(arith.qdivint), nb_true_divide: binary(arith.qdiv),
  },
  methods: [
    ...DECIMAL_METHODS,
    rawMethod('to_integral', '($self, /, rounding=None, context=None)', toIntegral(false), 'Rounded to an integer.'),
    rawMethod('to_integral_exact', '($self, /, rounding=None, context=None)', toIntegral(true), 'Rounded to an integer; tells of rounding.'),
    rawMethod('to_integral_value', '($self, /, rounding=None, context=None)', toIntegral(false), 'Rounded to an integer.'),
    rawMethod('quantize', '($self, /, exp, rounding=None, context=None)', dec_quantize, 'The number with the exponent of another.'),
    method('adjusted', '($self, /)', self => (mpdOf(self).kind === FINITE ? PyLong_FromBigInt(mpdOf(self).adjexp) : PyLong_FromNumber(0)), 'The exponent of the first digit.'),
    method('canonical', '($self, /)', self_, 'The number itself.'), method('conjugate', '($self, /)', self_, 'The number itself.'),
    method('from_float', '($type, f, /)', dec_from_float, 'The exact value of a float or int.', METH_CLASS),
    method('as_tuple', '($self, /)', dec_as_tuple, 'Sign, digits and exponent as a named tuple.'),
    method('as_integer_ratio', '($self, /)', dec_as_integer_ratio, 'Two integers whose ratio is the number, the second positive.'),
    hiddenMethod('__copy__', '($self, /)', self_), hiddenMethod('__deepcopy__', '($self, memo, /)', self_), rawMethod('__format__', null, dec_format), hiddenMethod('__reduce__', '($self, /)', dec_reduce),
    rawMethod('__round__', null, dec_round), hiddenMethod('__ceil__', '($self, /)', toLong(ROUND_CEILING)), hiddenMethod('__floor__', '($self, /)', toLong(ROUND_FLOOR)),
    hiddenMethod('__trunc__', '($self, /)', toLong(ROUND_DOWN)), hiddenMethod('__complex__', '($self, /)', dec_complex), hiddenMethod('__sizeof__', '($self, /)', dec_sizeof),
  ],
  getset: [{name: 'real', get: self_}, {name: 'imag', get: self => newDecimal(stateOf(self).PyDec_Type, finite(0, 0n, 0n))}],
};
