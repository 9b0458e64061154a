/** Methods of Decimal and Context that are functions of numbers: tables of them. CPython: Modules/_decimal/_decimal.c */
import {PyErr_Format, PyErr_SetString} from '../../objects/errors';
import {_PyArg_NoKwnames, argParser, parseVectorcall} from '../../objects/getargs';
import {PyLong_FromBigInt} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {_PyUnicode_FromASCII} from '../../objects/unicodeobject';
import {ARG, Py_BOOL} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import * as arith from './_decimal-arith';
import {PyDec_FromObject, ofFloatOrInt, operandOrRaise} from './_decimal-convert';
import {toEng, toSci} from './_decimal-io';
import {FINITE, INF, QNAN, SNAN, cmpTotal, finalize, finite, type Mpd, type MpdContext} from './_decimal-mpd';
import {PyDec_Check, contextArgument, ctxOf, finish, mpdOf, newDecimal, stateOf, type DecimalState} from './_decimal-state';
import {qexp, qln, qlog10, qpow} from './_decimal-trans';

type Unary = (a: Mpd, ctx: MpdContext) => Mpd;
type Binary = (a: Mpd, b: Mpd, ctx: MpdContext) => Mpd;
type Row = (PyObject | NULL)[];
const bool = (value: boolean): New => Py_NewRef(Py_BOOL(value));

// ---- functions of both types ----

const compareTotal: Binary = (a, b) => arith.fromSign(cmpTotal(a, b)), compareTotalMag: Binary = (a, b) => arith.fromSign(cmpTotal(a.withSign(0), b.withSign(0)));
const copySign: Binary = (a, b) => a.withSign(b.sign), copyAbs: Unary = a => a.withSign(0), copyNegate: Unary = a => a.withSign(1 - a.sign);
const isNormal = (a: Mpd, ctx: MpdContext): boolean => a.kind === FINITE && a.coeff !== 0n && a.adjexp >= ctx.emin;
const isSubnormal = (a: Mpd, ctx: MpdContext): boolean => a.kind === FINITE && a.coeff !== 0n && a.adjexp < ctx.emin;

const UNARY: readonly (readonly [string, Unary, string])[] = [
  ['exp', qexp, 'e to the number.'], ['ln', qln, 'The natural logarithm.'], ['log10', qlog10, 'The logarithm of base 10.'], ['next_minus', arith.qnext_minus, 'The next smaller number.'],
  ['next_plus', arith.qnext_plus, 'The next larger number.'], ['normalize', arith.qreduce, 'The number without trailing zeros.'], ['sqrt', arith.qsqrt, 'The square root.'],
  ['logb', arith.qlogb, 'The adjusted exponent as a number.'], ['logical_invert', arith.qinvert, 'Each digit, 0 or 1, turned to the other.'],
];
const BINARY: readonly (readonly [string, Binary, string])[] = [
  ['compare', arith.qcompare, 'Compares: -1, 0, 1, or NaN.'], ['compare_signal', arith.qcompare_signal, 'Compares; every NaN is a signal.'], ['max', arith.qmax, 'The greater one.'],
  ['max_mag', arith.qmax_mag, 'The one of greater absolute value.'], ['min', arith.qmin, 'The smaller one.'], ['min_mag', arith.qmin_mag, 'The one of smaller absolute value.'],
  ['next_toward', arith.qnext_toward, 'The next number towards the other.'], ['remainder_near', arith.qrem_near, 'The remainder to the nearest multiple.'],
  ['compare_total', compareTotal, 'Compares by the total order of representations.'], ['compare_total_mag', compareTotalMag, 'Compares by the total order, without signs.'],
  ['copy_sign', copySign, 'The first with the sign of the second.'], ['logical_and', arith.qand, 'Digits of 0 and 1, by and.'], ['logical_or', arith.qor, 'Digits of 0 and 1, by or.'],
  ['logical_xor', arith.qxor, 'Digits of 0 and 1, by exclusive or.'], ['rotate', arith.qrotate, 'The digits of the first, rotated.'], ['scaleb', arith.qscaleb, 'The first with its exponent moved.'],
  ['shift', arith.qshift, 'The digits of the first, shifted.'],
];
const PREDICATES: readonly (readonly [string, (a: Mpd) => boolean, string])[] = [
  ['is_finite', a => a.kind === FINITE, 'Whether it is neither infinite nor NaN.'], ['is_infinite', a => a.kind === INF, 'Whether it is infinite.'], ['is_nan', a => a.isNaN, 'Whether it is a NaN.'],
  ['is_qnan', a => a.kind === QNAN, 'Whether it is a quiet NaN.'], ['is_snan', a => a.kind === SNAN, 'Whether it is a signaling NaN.'], ['is_signed', a => a.sign !== 0, 'Whether its sign is negative.'],
  ['is_zero', a => a.isZero, 'Whether it is 0.'],
];
const RANGES: readonly (readonly [string, (a: Mpd, ctx: MpdContext) => boolean, string])[] = [
  ['is_normal', isNormal, 'Whether it is finite, not 0 and not subnormal.'], ['is_subnormal', isSubnormal, 'Whether it is below the normal numbers.'],
];

// ---- Decimal ----

const contextParser = argParser('', '($self, context=None)'), otherParser = argParser('', '($self, other, context=None)'), thirdParser = argParser('', '($self, other, third, context=None)');
/** The context among parsed arguments. */
export function contextOf(st: DecimalState, values: Row, i: number): MpdContext | null {
  const given = values[i];
  return contextArgument(st, given, given === _Py_NoneStruct);
}
function withContext(name: string, call: (st: DecimalState, a: Mpd, ctx: MpdContext) => New | NULL, doc: string): PyMethodDef {
  return rawMethod(name, '($self, /, context=None)', (self, args, nargs, kwnames) => {
    const values = nargs === 0 && kwnames === NULL ? [NULL as PyObject | NULL] : parseVectorcall(contextParser, args, nargs, kwnames), st = stateOf(self);
    const ctx = values === null ? null : contextOf(st, values, 0);
    return ctx === null ? NULL : call(st, mpdOf(self), ctx);
  }, doc);
}
function withOther(name: string, call: (st: DecimalState, a: Mpd, b: Mpd, ctx: MpdContext) => New | NULL, doc: string): PyMethodDef {
  return rawMethod(name, '($self, /, other, context=None)', (self, args, nargs, kwnames) => {
    const values = parseVectorcall(otherParser, args, nargs, kwnames), st = stateOf(self), ctx = values === null ? null : contextOf(st, values, 1);
    const other = ctx === null ? null : operandOrRaise(st, values![0] as PyObject, ctx);
    return other === null ? NULL : call(st, mpdOf(self), other, ctx!);
  }, doc);
}
function fma(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(thirdParser, args, nargs, kwnames), st = stateOf(self), ctx = values === null ? null : contextOf(st, values, 2);
  const b = ctx === null ? null : operandOrRaise(st, values![0] as PyObject, ctx), c = b === null ? null : operandOrRaise(st, values![1] as PyObject, ctx!);
  return c === null ? NULL : finish(st, ctx!, arith.qfma(mpdOf(self), b!, c, ctx!));
}
/** Methods of Decimal. */
export const DECIMAL_METHODS: readonly PyMethodDef[] = [
  ...UNARY.map(([name, fn, doc]) => withContext(name, (st, a, ctx) => finish(st, ctx, fn(a, ctx)), doc)),
  ...BINARY.map(([name, fn, doc]) => withOther(name, (st, a, b, ctx) => finish(st, ctx, fn(a, b, ctx)), doc)),
  ...PREDICATES.map(([name, fn, doc]) => method(name, '($self, /)', self => bool(fn(mpdOf(self))), doc)),
  ...RANGES.map(([name, fn, doc]) => withContext(name, (st, a, ctx) => bool(fn(a, ctx)), doc)),
  rawMethod('fma', '($self, /, other, third, context=None)', fma, 'The product with the other, plus the third, rounded once.'),
  withOther('same_quantum', (st, a, b) => bool(arith.sameQuantum(a, b)), 'Whether both have the same exponent, or are both NaN or both infinite.'),
  withContext('number_class', (st, a, ctx) => _PyUnicode_FromASCII(arith.numberClass(a, ctx)), 'What kind of number it is, as a text.'),
  withContext('to_eng_string', (st, a, ctx) => _PyUnicode_FromASCII(toEng(a, ctx.capitals !== 0)), 'A text whose exponent is a multiple of 3.'),
  method('copy_abs', '($self, /)', self => newDecimal(stateOf(self).PyDec_Type, copyAbs(mpdOf(self), null as never)), 'The absolute value, not rounded.'),
  method('copy_negate', '($self, /)', self => newDecimal(stateOf(self).PyDec_Type, copyNegate(mpdOf(self), null as never)), 'The negated value, not rounded.'),
  method('is_canonical', '($self, /)', () => bool(true), 'True.'),
  method('radix', '($self, /)', self => newDecimal(stateOf(self).PyDec_Type, finite(0, 10n, 0n)), 'Decimal(10).'),
];

// ---- Context ----

/** Arguments of functions that take no keywords; false with an exception. */
function exactly(name: string, nargs: number, want: number, kwnames: PyObject | NULL): boolean {
  if (!_PyArg_NoKwnames(name, kwnames)) return false;
  if (nargs === want) return true;
  PyErr_Format(PyExc_TypeError, `function takes exactly ${want} arguments (${nargs} given)`);
  return false;
}
function ofOne(name: string, call: (st: DecimalState, a: Mpd, ctx: MpdContext) => New | NULL, doc: string): PyMethodDef {
  return method(name, '($self, x, /)', (self, x) => {
    const st = stateOf(self), ctx = ctxOf(self), a = operandOrRaise(st, x as PyObject, ctx);
    return a === null ? NULL : call(st, a, ctx);
  }, doc);
}
function ofTwo(name: string, call: (st: DecimalState, a: Mpd, b: Mpd, ctx: MpdContext) => New | NULL, doc: string): PyMethodDef {
  return rawMethod(name, '($self, x, y, /)', (self, args, nargs, kwnames) => {
    if (!exactly(name, nargs, 2, kwnames)) return NULL;
    const st = stateOf(self), ctx = ctxOf(self), a = operandOrRaise(st, ARG(args, 0), ctx), b = a === null ? null : operandOrRaise(st, ARG(args, 1), ctx);
    return b === null ? NULL : call(st, a!, b, ctx);
  }, doc);
}
function ctx_fma(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!exactly('fma', nargs, 3, kwnames)) return NULL;
  const st = stateOf(self), ctx = ctxOf(self), a = operandOrRaise(st, ARG(args, 0), ctx), b = a === null ? null : operandOrRaise(st, ARG(args, 1), ctx);
  const c = b === null ? null : operandOrRaise(st, ARG(args, 2), ctx);
  return c === null ? NULL : finish(st, ctx, arith.qfma(a!, b!, c, ctx));
}
const powerParser = argParser('', '($self, a, b, modulo=None)');
function ctx_power(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(powerParser, args, nargs, kwnames);
  if (values === null) return NULL;
  const st = stateOf(self), ctx = ctxOf(self), a = operandOrRaise(st, values[0] as PyObject, ctx), b = a === null ? null : operandOrRaise(st, values[1] as PyObject, ctx), modulo = values[2];
  if (b === null) return NULL;
  if (modulo === NULL || modulo === _Py_NoneStruct) return finish(st, ctx, qpow(a!, b, ctx));
  const c = operandOrRaise(st, modulo, ctx);
  return c === null ? NULL : finish(st, ctx, arith.qpowmod(a!, b, c, ctx));
}
/** A pair of results. @raises what is trapped */
export function finishPair(st: DecimalState, ctx: MpdContext, {q, r}: {q: Mpd; r: Mpd}): New | NULL {
  const first = finish(st, ctx, q);
  if (first === NULL) return NULL;
  return packSteal(first, newDecimal(st.PyDec_Type, r));
}
function ctx_create_decimal(self: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs > 1) return PyErr_Format(PyExc_TypeError, `function takes at most 1 argument (${nargs} given)`);
  return PyDec_FromObject(stateOf(self), nargs === 0 ? NULL : ARG(args, 0), ctxOf(self));
}
function ctx_from_float(self: PyObject, f: PyObject | NULL): New | NULL {
  const st = stateOf(self), ctx = ctxOf(self), value = ofFloatOrInt(f as PyObject, ctx);
  return value === null ? NULL : finish(st, ctx, finalize(value, ctx));
}
/** A Decimal as it is, no other object. */
function decimalOnly(self: PyObject, x: PyObject): boolean {
  if (PyDec_Check(stateOf(self), x)) return true;
  PyErr_SetString(PyExc_TypeError, 'argument must be a Decimal');
  return false;
}
function ctx_copy_decimal(self: PyObject, x: PyObject): New | NULL {
  const st = stateOf(self);
  if (PyDec_Check(st, x)) return Py_NewRef(x);
  const value = operandOrRaise(st, x, ctxOf(self));
  return value === null ? NULL : newDecimal(st.PyDec_Type, value);
}
const MORE_UNARY: readonly (readonly [string, Unary, string])[] = [
  ['abs', arith.qabs, 'The absolute value.'], ['minus', arith.qminus, 'The negated value.'], ['plus', arith.qplus, 'The value, rounded.'], ['to_integral', arith.qround_to_int, 'Rounded to an integer.'],
  ['to_integral_exact', arith.qround_to_intx, 'Rounded to an integer; tells of rounding.'], ['to_integral_value', arith.qround_to_int, 'Rounded to an integer.'],
  ['copy_abs', copyAbs, 'The absolute value, not rounded.'], ['copy_negate', copyNegate, 'The negated value, not rounded.'], ['_apply', finalize, 'The value, rounded.'],
];
const MORE_BINARY: readonly (readonly [string, Binary, string])[] = [
  ['add', arith.qadd, 'The sum.'], ['divide', arith.qdiv, 'The quotient.'], ['divide_int', arith.qdivint, 'The integer quotient.'], ['multiply', arith.qmul, 'The product.'],
  ['quantize', arith.qquantize, 'The first with the exponent of the second.'], ['remainder', arith.qrem, 'The remainder of the division.'], ['subtract', arith.qsub, 'The difference.'],
];
/** Methods of Context. */
export const CONTEXT_METHODS: readonly PyMethodDef[] = [
  ...[...UNARY, ...MORE_UNARY].map(([name, fn, doc]) => ofOne(name, (st, a, ctx) => finish(st, ctx, fn(a, ctx)), doc)),
  ...[...BINARY, ...MORE_BINARY].map(([name, fn, doc]) => ofTwo(name, (st, a, b, ctx) => finish(st, ctx, fn(a, b, ctx)), doc)),
  ...[...PREDICATES, ...RANGES].map(([name, fn, doc]) => ofOne(name, (st, a, ctx) => bool(fn(a, ctx)), doc)),
  ofTwo('divmod', (st, a, b, ctx) => finishPair(st, ctx, arith.qdivmod(a, b, ctx)), 'Integer quotient and remainder.'),
  ofTwo('same_quantum', (st, a, b) => bool(arith.sameQuantum(a, b)), 'Whether both have the same exponent.'),
  rawMethod('power', '($self, /, a, b, modulo=None)', ctx_power, 'a to the power of b, by a modulus if one is given.'), rawMethod('fma', '($self, x, y, z, /)', ctx_fma, 'x * y + z, rounded once.'),
  method('Etiny', '($self, /)', self => PyLong_FromBigInt(ctxOf(self).etiny), 'The smallest exponent of all.'), method('Etop', '($self, /)', self => PyLong_FromBigInt(ctxOf(self).etop), 'The greatest exponent of a full coefficient.'),
  method('radix', '($self, /)', self => newDecimal(stateOf(self).PyDec_Type, finite(0, 10n, 0n)), 'Decimal(10).'),
  ofOne('number_class', (st, a, ctx) => _PyUnicode_FromASCII(arith.numberClass(a, ctx)), 'What kind of number it is, as a text.'),
  ofOne('to_sci_string', (st, a, ctx) => _PyUnicode_FromASCII(toSci(a, ctx.capitals !== 0)), 'The text of the number.'),
  ofOne('to_eng_string', (st, a, ctx) => _PyUnicode_FromASCII(toEng(a, ctx.capitals !== 0)), 'A text whose exponent is a multiple of 3.'),
  method('is_canonical', '($self, x, /)', (self, x) => (decimalOnly(self, x as PyObject) ? bool(true) : NULL), 'True.'),
  method('canonical', '($self, x, /)', (self, x) => (decimalOnly(self, x as PyObject) ? Py_NewRef(x as PyObject) : NULL), 'The number itself.'),
  method('copy_decimal', '($self, x, /)', (self, x) => ctx_copy_decimal(self, x as PyObject), 'The number as a Decimal.'),
  rawMethod('create_decimal', '($self, num="0", /)', ctx_create_decimal, 'A Decimal of an object, rounded.'), method('create_decimal_from_float', '($self, f, /)', ctx_from_float, 'A Decimal of a float, rounded.'),
];
