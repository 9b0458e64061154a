/** The module math. CPython: Modules/mathmodule.c */
import {PyNumber_Index, _PyNumber_Index} from '../../objects/abstract-number';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {signbit, signedNaN} from '../../objects/pystrtod';
import {_PyArg_CheckPositional} from '../../objects/getargs';
import * as libm from '../../objects/libm';
import {libm_pow} from '../../objects/libm';
import {PyLong_AsBigInt, PyLong_AsDouble, PyLong_AsLongAndOverflow, PyLong_FromBigInt, PyLong_FromDouble, PyLong_FromNumber, _PyLong_Frexp, _PyLong_Sign} from '../../objects/longobject';
import {gcdBig} from '../../objects/longobject-arith';
import {PyObject_CallNoArgs} from '../../objects/call';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {packSteal} from '../../objects/tupleobject';
import {_PyObject_LookupSpecial} from '../../objects/typeobject';
import {ARG, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyLong_Check, PyTuple_GET_SIZE, Py_BOOL} from '../../runtime/generated/accessors';
import {ID___ceil__, ID___floor__, ID___trunc__} from '../../runtime/generated/ids';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyExc_ZeroDivisionError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {erf, erfc, fma, frexp, ldexp, m_lgamma, m_remainder, m_tgamma, nextafter, type WithErrno} from './math-special';
import {math_comb, math_factorial, math_isqrt, math_perm} from './math-integers';
import {math_dist, math_fsum, math_hypot, math_prod, math_sumprod, ulp} from './math-sums';

// ---- wrapping functions on doubles ----

function domainError(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'math domain error');
}
function rangeError(): NULL {
  return PyErr_SetString(PyExc_OverflowError, 'math range error');
}
/** A double argument; null with an exception. escapes */
function number(op: PyObject | NULL): number | null {
  const x = PyFloat_CheckExact(op as PyObject) ? PyFloat_AS_DOUBLE(op as PyObject) : PyFloat_AsDouble(op as PyObject);
  return x === -1 && PyErr_Occurred() !== NULL ? null : x;
}
type Double = (x: number) => number;
/** A function of one double; an infinite result of a finite argument is an overflow or lies outside the domain. CPython: math_1() */
function math_1(arg: PyObject | NULL, fn: Double, canOverflow: boolean): New | NULL {
  const x = number(arg);
  if (x === null) return NULL;
  const r = fn(x);
  if (r !== r && x === x) return domainError();
  if (Math.abs(r) === Infinity && Number.isFinite(x)) return canOverflow ? rangeError() : domainError();
  return PyFloat_FromDouble(r);
}
const f1 = (name: string, fn: Double, canOverflow: boolean, doc: string): PyMethodDef => method(name, '($module, x, /)', (_module, x) => math_1(x, fn, canOverflow), doc);
/** A function that says itself what is wrong. CPython: math_1a() */
const f1a = (name: string, fn: (x: number) => WithErrno, doc: string): PyMethodDef => method(name, '($module, x, /)', (_module, arg) => {
  const x = number(arg);
  if (x === null) return NULL;
  const {value, errno} = fn(x);
  if (errno === 'EDOM') return domainError();
  return errno === 'ERANGE' && !(Math.abs(value) < 1.5) ? rangeError() : PyFloat_FromDouble(value);
}, doc);
/** A function of two doubles. CPython: math_2() */
const f2 = (name: string, signature: string, fn: (x: number, y: number) => number, doc: string): PyMethodDef => method(name, signature, (_module, a, b) => {
  const x = number(a);
  if (x === null) return NULL;
  const y = number(b);
  if (y === null) return NULL;
  const r = fn(x, y);
  if (r !== r && x === x && y === y) return domainError();
  if (Math.abs(r) === Infinity && Number.isFinite(x) && Number.isFinite(y)) return rangeError();
  return PyFloat_FromDouble(r);
}, doc);
const test = (name: string, fn: (x: number) => boolean, doc: string): PyMethodDef => method(name, '($module, x, /)', (_module, arg) => {
  const x = number(arg);
  return x === null ? NULL : Py_NewRef(Py_BOOL(fn(x)));
}, doc);
export function copysign(x: number, y: number): number {
  const negative = y === y ? y < 0 || Object.is(y, -0) : signbit(y);
  if (x !== x) return signedNaN(negative);
  return negative ? -Math.abs(x) : Math.abs(x);
}

// ---- logarithms ----

/** Logarithm of a number, of an int also beyond the doubles. CPython: loghelper() */
function loghelper(arg: PyObject, fn: Double): New | NULL {
  if (!PyLong_Check(arg)) return math_1(arg, x => (x > 0 ? fn(x) : x === 0 ? -Infinity : NaN), false);
  if (_PyLong_Sign(arg) <= 0) return domainError();
  const x = PyLong_AsDouble(arg);
  if (x !== -1) return PyFloat_FromDouble(fn(x));
  if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return NULL;
  PyErr_Clear();
  const {mantissa, exponent} = _PyLong_Frexp(arg);
  return PyFloat_FromDouble(fn(mantissa) + fn(2) * exponent);
}
function math_log(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) return PyErr_SetString(PyExc_TypeError, 'math.log() takes no keyword arguments');
  if (!_PyArg_CheckPositional('log', nargs, 1, 2)) return NULL;
  const num = loghelper(ARG(args, 0), libm.libm_log);
  if (num === NULL || nargs === 1) return num;
  const den = loghelper(ARG(args, 1), libm.libm_log);
  let result: New | NULL = NULL;
  if (den !== NULL) {
    const n = PyFloat_AS_DOUBLE(num), d = PyFloat_AS_DOUBLE(den);
    result = d === 0 ? PyErr_SetString(PyExc_ZeroDivisionError, 'division by zero') : PyFloat_FromDouble(n / d);
    Py_DECREF(den);
  }
  Py_DECREF(num);
  return result;
}
function m_log2(x: number): number {
  const {mantissa, exponent} = frexp(x);
  // exact for powers of two
  return mantissa === 0.5 && Number.isFinite(x) ? exponent - 1 : libm.libm_log2(x);
}

// ---- power, remainders ----

function math_pow(_module: PyObject, a: PyObject | NULL, b: PyObject | NULL): New | NULL {
  const x = number(a);
  if (x === null) return NULL;
  const y = number(b);
  if (y === null) return NULL;
  if (x !== x) return PyFloat_FromDouble(y === 0 ? 1 : x);
  if (y !== y) return PyFloat_FromDouble(x === 1 ? 1 : y);
  if (Math.abs(y) === Infinity && Math.abs(x) === 1) return PyFloat_FromDouble(1);
  const r = libm_pow(x, y);
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (r !== r) return domainError();
    if (Math.abs(r) === Infinity) return x === 0 ? domainError() : rangeError();
  }
  return PyFloat_FromDouble(r);
}
function math_fmod(_module: PyObject, a: PyObject | NULL, b: PyObject | NULL): New | NULL {
  const x = number(a);
  if (x === null) return NULL;
  const y = number(b);
  if (y === null) return NULL;
  if (Math.abs(y) === Infinity && Number.isFinite(x)) return PyFloat_FromDouble(x);
  const r = x % y;
  return r !== r && x === x && y === y ? domainError() : PyFloat_FromDouble(r);
}
function math_fma(_module: PyObject, a: PyObject | NULL, b: PyObject | NULL, c: PyObject | NULL): New | NULL {
  const x = number(a), y = x === null ? null : number(b), z = y === null ? null : number(c);
  if (x === null || y === null || z === null) return NULL;
  const r = fma(x, y, z);
  if (r !== r && x === x && y === y && z === z) return PyErr_SetString(PyExc_ValueError, 'invalid operation in fma');
  if (Math.abs(r) === Infinity && Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z)) return PyErr_SetString(PyExc_OverflowError, 'overflow in fma');
  return PyFloat_FromDouble(r);
}

// ---- taking numbers apart ----

function math_frexp(_module: PyObject, arg: PyObject | NULL): New | NULL {
  const x = number(arg);
  if (x === null) return NULL;
  const {mantissa, exponent} = frexp(x);
  return packSteal(PyFloat_FromDouble(mantissa), PyLong_FromNumber(exponent));
}
function math_ldexp(_module: PyObject, arg: PyObject | NULL, i: PyObject | NULL): New | NULL {
  const x = number(arg);
  if (x === null) return NULL;
  if (!PyLong_Check(i as PyObject)) return PyErr_SetString(PyExc_TypeError, 'Expected an int as second argument to ldexp.');
  const {value, overflow} = PyLong_AsLongAndOverflow(i as PyObject);
  const r = ldexp(x, overflow !== 0 ? overflow * 1e9 : Math.max(-1e9, Math.min(1e9, value)));
  return Math.abs(r) === Infinity && Number.isFinite(x) ? rangeError() : PyFloat_FromDouble(r);
}
function math_modf(_module: PyObject, arg: PyObject | NULL): New | NULL {
  const x = number(arg);
  if (x === null) return NULL;
  if (Math.abs(x) === Infinity) return packSteal(PyFloat_FromDouble(copysign(0, x)), PyFloat_FromDouble(x));
  const whole = Math.trunc(x);
  return packSteal(PyFloat_FromDouble(copysign(x - whole, x)), PyFloat_FromDouble(whole));
}
/** floor(), ceil(), trunc(): the object's own method, or that of its double. */
function rounding(arg: PyObject, name: PyObject, fn: Double): New | NULL {
  if (PyFloat_CheckExact(arg)) return PyLong_FromDouble(fn(PyFloat_AS_DOUBLE(arg)));
  const special = _PyObject_LookupSpecial(arg, name);
  if (special !== NULL) {
    const result = PyObject_CallNoArgs(special);
    Py_DECREF(special);
    return result;
  }
  if (PyErr_Occurred() !== NULL) return NULL;
  const x = number(arg);
  return x === null ? NULL : PyLong_FromDouble(fn(x));
}
function math_trunc(_module: PyObject, x: PyObject | NULL): New | NULL {
  const arg = x as PyObject;
  if (PyFloat_CheckExact(arg)) return PyLong_FromDouble(PyFloat_AS_DOUBLE(arg));
  const trunc = _PyObject_LookupSpecial(arg, ID___trunc__);
  if (trunc === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_Format(PyExc_TypeError, `type ${typeName(arg)} doesn't define __trunc__ method`);
  const result = PyObject_CallNoArgs(trunc);
  Py_DECREF(trunc);
  return result;
}
function math_nextafter(_module: PyObject, a: PyObject | NULL, b: PyObject | NULL, stepsIn: PyObject | NULL): New | NULL {
  const x = number(a), y = x === null ? null : number(b);
  if (x === null || y === null) return NULL;
  if (stepsIn === NULL || stepsIn === _Py_NoneStruct) return PyFloat_FromDouble(x === y ? y : nextafter(x, y, 1n));
  const steps = PyNumber_Index(stepsIn);
  if (steps === NULL) return NULL;
  const n = PyLong_AsBigInt(steps);
  Py_DECREF(steps);
  if (n < 0n) return PyErr_SetString(PyExc_ValueError, 'steps must be a non-negative integer');
  const most = (1n << 64n) - 1n;
  return PyFloat_FromDouble(nextafter(x, y, n > most ? most : n));
}
function math_isclose(_module: PyObject, ...args: (PyObject | NULL)[]): New | NULL {
  const values = [0, 0, 1e-9, 0];
  for (let i = 0; i < 4; i++) {
    if (args[i] === NULL) continue;
    const x = number(args[i]);
    if (x === null) return NULL;
    values[i] = x;
  }
  const [a, b, rel, abs] = values;
  if (rel < 0 || abs < 0) return PyErr_SetString(PyExc_ValueError, 'tolerances must be non-negative');
  if (a === b) return Py_NewRef(Py_BOOL(true));
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return Py_NewRef(Py_BOOL(false));
  const diff = Math.abs(b - a);
  return Py_NewRef(Py_BOOL(diff <= Math.abs(rel * b) || diff <= Math.abs(rel * a) || diff <= abs));
}

// ---- integers ----

/** Folds integers with a function; raw since it takes any number. */
function integers(args: Args, nargs: number, start: bigint, fn: (a: bigint, b: bigint) => bigint): New | NULL {
  let result = start;
  for (let i = 0; i < nargs; i++) {
    const index = _PyNumber_Index(ARG(args, i));
    if (index === NULL) return NULL;
    result = fn(result, PyLong_AsBigInt(index));
    Py_DECREF(index);
  }
  return PyLong_FromBigInt(result < 0n ? -result : result);
}
function noKeywords(name: string, kwnames: PyObject | NULL): boolean {
  if (kwnames === NULL || PyTuple_GET_SIZE(kwnames) === 0) return true;
  PyErr_SetString(PyExc_TypeError, `math.${name}() takes no keyword arguments`);
  return false;
}
const mathmodule = new PyModuleDef('math', {
  m_doc: 'Mathematical functions on real numbers.', m_size: 0,
  m_methods: [
    f1('acos', libm.libm_acos, false, 'Arc cosine in radians, from 0 to pi.'), f1('acosh', libm.libm_acosh, false, 'Inverse hyperbolic cosine.'),
    f1('asin', libm.libm_asin, false, 'Arc sine in radians, from -pi/2 to pi/2.'), f1('asinh', libm.libm_asinh, false, 'Inverse hyperbolic sine.'),
    f1('atan', libm.libm_atan, false, 'Arc tangent in radians, from -pi/2 to pi/2.'), f2('atan2', '($module, y, x, /)', libm.libm_atan2, 'Arc tangent of y/x in radians, in the quadrant of the point (x, y).'),
    f1('atanh', Math.atanh, false, 'Inverse hyperbolic tangent.'), f1('cbrt', Math.cbrt, false, 'Cube root.'),
    method('ceil', '($module, x, /)', (_module, x) => rounding(x as PyObject, ID___ceil__, Math.ceil), 'The least integer that is not less than x.'),
    f2('copysign', '($module, x, y, /)', copysign, 'The size of x with the sign of y; signed zeros count.'), f1('cos', libm.libm_cos, false, 'Cosine of x radians.'),
    f1('cosh', libm.libm_cosh, true, 'Hyperbolic cosine.'), method('degrees', '($module, x, /)', (_module, x) => math_1(x, v => v * (180 / Math.PI), true), 'Radians as degrees.'),
    method('dist', '($module, p, q, /)', math_dist, 'Distance of two points: sequences of equally many coordinates.'), f1('erf', erf, false, 'Error function.'), f1('erfc', erfc, false, '1 - erf(x), exact where that is tiny.'),
    f1('exp', libm.libm_exp, true, 'e to the power of x.'), f1('exp2', libm.libm_exp2, true, '2 to the power of x.'), f1('expm1', Math.expm1, true, 'exp(x) - 1, exact for small x.'),
    f1('fabs', Math.abs, false, 'Absolute value as a float.'), method('factorial', '($module, n, /)', math_factorial, 'n!'),
    method('floor', '($module, x, /)', (_module, x) => rounding(x as PyObject, ID___floor__, Math.floor), 'The greatest integer that is not greater than x.'),
    method('fma', '($module, x, y, z, /)', math_fma, 'x * y + z, rounded once.'), method('fmod', '($module, x, y, /)', math_fmod, 'Remainder with the sign of x, as in C.'),
    method('frexp', '($module, x, /)', math_frexp, 'Mantissa and exponent: x == m * 2**e, abs(m) from 0.5 to 1.'), method('fsum', '($module, seq, /)', math_fsum, 'Sum of floats without lost digits.'),
    f1a('gamma', m_tgamma, 'Gamma function.'),
    rawMethod('gcd', '($module, *integers)', (_module, args, nargs, kwnames) => (noKeywords('gcd', kwnames) ? integers(args, nargs, 0n, gcdBig) : NULL), 'Greatest common divisor.'),
    rawMethod('hypot', null, math_hypot, 'hypot(*coordinates) -> value\n\nLength of a vector: sqrt(sum(x**2 for x in coordinates)).'),
    method('isclose', '($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)', math_isclose, 'Whether two numbers are close together.\n\n  rel_tol\n    greatest difference relative to the larger number\n  abs_tol\n    greatest difference of any kind'),
    test('isfinite', Number.isFinite, 'Whether x is neither infinite nor NaN.'), test('isinf', x => Math.abs(x) === Infinity, 'Whether x is infinite.'), test('isnan', x => x !== x, 'Whether x is NaN.'),
    method('isqrt', '($module, n, /)', math_isqrt, 'The integer part of the square root.'),
    rawMethod('lcm', '($module, *integers)', (_module, args, nargs, kwnames) => (noKeywords('lcm', kwnames) ? integers(args, nargs, 1n, (a, b) => (a === 0n || b === 0n ? 0n : (a / gcdBig(a, b)) * b)) : NULL), 'Least common multiple.'),
    method('ldexp', '($module, x, i, /)', math_ldexp, 'x * (2**i).'), f1a('lgamma', m_lgamma, 'Natural logarithm of the absolute value of gamma(x).'),
    rawMethod('log', null, math_log, 'log(x, [base=math.e])\nLogarithm of x to a base.'),
    method('log10', '($module, x, /)', (_module, x) => loghelper(x as PyObject, Math.log10), 'Logarithm to base 10.'), f1('log1p', Math.log1p, false, 'log(1 + x), exact for small x.'),
    method('log2', '($module, x, /)', (_module, x) => loghelper(x as PyObject, m_log2), 'Logarithm to base 2.'), method('modf', '($module, x, /)', math_modf, 'Fraction and whole part, both with the sign of x, as floats.'),
    method('nextafter', '($module, x, y, /, *, steps=None)', math_nextafter, 'The float that is some steps from x towards y.'),
    method('perm', '($module, n, k=None, /)', math_perm, 'How many ways there are to choose k of n things in order.'), method('comb', '($module, n, k, /)', math_comb, 'How many ways there are to choose k of n things.'),
    method('pow', '($module, x, y, /)', math_pow, 'x ** y as a float.'), method('prod', '($module, iterable, /, *, start=1)', math_prod, 'Product of the items and the start value.'),
    method('radians', '($module, x, /)', (_module, x) => math_1(x, v => v * (Math.PI / 180), true), 'Degrees as radians.'), f2('remainder', '($module, x, y, /)', m_remainder, 'Difference of x from the nearest multiple of y, half to even.'),
    f1('sin', libm.libm_sin, false, 'Sine of x radians.'), f1('sinh', libm.libm_sinh, true, 'Hyperbolic sine.'), f1('sqrt', Math.sqrt, false, 'Square root.'),
    method('sumprod', '($module, p, q, /)', math_sumprod, 'Sum of the products of two sequences.'), f1('tan', libm.libm_tan, false, 'Tangent of x radians.'), f1('tanh', Math.tanh, false, 'Hyperbolic tangent.'),
    method('trunc', '($module, x, /)', math_trunc, 'x without its fraction, by its __trunc__().'),
    method('ulp', '($module, x, /)', (_module, x) => { const v = number(x); return v === null ? NULL : PyFloat_FromDouble(ulp(v)); }, 'The value of the last bit of x.'),
  ],
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    for (const [name, value] of [['pi', Math.PI], ['e', Math.E], ['tau', 2 * Math.PI], ['inf', Infinity], ['nan', NaN]] as const) if (PyModule_Add(module, name, PyFloat_FromDouble(value)) < 0) return -1;
    return 0;
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit_math(): PyModuleDef {
  return PyModuleDef_Init(mathmodule);
}
