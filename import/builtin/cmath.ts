/** The module cmath. CPython: Modules/cmathmodule.c */
import {PyComplex_AsCComplex, PyComplex_FromCComplex, _Py_c_abs, _Py_c_quot, type Py_complex} from '../../objects/complexobject';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {libm_asinh, libm_atan2, libm_cos, libm_cosh, libm_exp, libm_hypot, libm_log, libm_sin, libm_sinh, libm_tan} from '../../objects/libm';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {packSteal} from '../../objects/tupleobject';
import {Py_BOOL} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {copysign} from './math';

const LARGE = Number.MAX_VALUE / 4, SQRT_LARGE = Math.sqrt(LARGE), LOG_LARGE = Math.log(LARGE), SMALLEST = 2 ** -1022, SQRT_SMALLEST = Math.sqrt(SMALLEST);

/** What a function gives: a value, or which error. */
type Result = Py_complex | 'EDOM' | 'ERANGE';
type ComplexFunction = (z: Py_complex) => Result;
const complex = (real: number, imag: number): Py_complex => ({real, imag});
const isValue = (r: Result): r is Py_complex => typeof r !== 'string';
function checked(r: Py_complex): Result {
  return Math.abs(r.real) === Infinity || Math.abs(r.imag) === Infinity ? 'ERANGE' : r;
}
/** -i * f(i * z): the circular functions from the hyperbolic ones. */
function turned(fn: ComplexFunction, z: Py_complex): Result {
  const s = fn(complex(-z.imag, z.real));
  return isValue(s) ? complex(s.imag, -s.real) : s;
}

// ---- values at infinities and NaN ----

/** A row for each kind of real part, a column for each kind of imaginary part, both in the order of kindOf(). */
type SpecialValues = readonly (readonly Result[])[];
const NUMBERS: Record<string, number> = {0: 0, 1: 1, i: Infinity, n: NaN, P: Math.PI, H: Math.PI / 2, Q: Math.PI / 4, T: 0.75 * Math.PI};
/** Reads a table: P H Q T are pi, a half, a quarter, three quarters of it; i infinity, n NaN, ! a domain error, . a finite argument. */
function specialValues(text: string): SpecialValues {
  const part = (t: string): number => (t.startsWith('-') ? -NUMBERS[t.slice(1)] : NUMBERS[t]);
  return text.trim().split('\n').map(row => row.trim().split(' ').map((cell): Result => {
    if (cell === '!' || cell === '.') return 'EDOM';
    const [real, imag] = cell.split(',');
    return complex(part(real), part(imag));
  }));
}
/** -inf, negative, -0, 0, positive, inf, NaN. CPython: special_type() */
function kindOf(x: number): number {
  if (x !== x) return 6;
  if (Math.abs(x) === Infinity) return x < 0 ? 0 : 5;
  if (x === 0) return Object.is(x, -0) ? 2 : 3;
  return x < 0 ? 1 : 4;
}
const isFinite = (z: Py_complex): boolean => Number.isFinite(z.real) && Number.isFinite(z.imag);
function special(table: SpecialValues, z: Py_complex): Result {
  return table[kindOf(z.real)][kindOf(z.imag)];
}
/** An infinite size in a direction that sine and cosine of a finite angle give. */
function infiniteTowards(z: Py_complex): boolean {
  return Math.abs(z.real) === Infinity && Number.isFinite(z.imag) && z.imag !== 0;
}
const ACOS = specialValues(`
  T,i P,i P,i P,-i P,-i T,-i n,i
  H,i . . . . H,-i n,n
  H,i . . . . H,-i H,n
  H,i . . . . H,-i H,n
  H,i . . . . H,-i n,n
  Q,i 0,i 0,i 0,-i 0,-i Q,-i n,i
  n,i n,n n,n n,n n,n n,-i n,n`);
/** Of acosh() as well. */
const LOG = specialValues(`
  i,-T i,-P i,-P i,P i,P i,T i,n
  i,-H . . . . i,H n,n
  i,-H . . . . i,H n,n
  i,-H . . . . i,H n,n
  i,-H . . . . i,H n,n
  i,-Q i,-0 i,-0 i,0 i,0 i,Q i,n
  i,n n,n n,n n,n n,n i,n n,n`);
const ASINH = specialValues(`
  -i,-Q -i,-0 -i,-0 -i,0 -i,0 -i,Q -i,n
  -i,-H . . . . -i,H n,n
  -i,-H . . . . -i,H n,n
  i,-H . . . . i,H n,n
  i,-H . . . . i,H n,n
  i,-Q i,-0 i,-0 i,0 i,0 i,Q i,n
  i,n n,n n,-0 n,0 n,n i,n n,n`);
const ATANH = specialValues(`
  -0,-H -0,-H -0,-H -0,H -0,H -0,H -0,n
  -0,-H . . . . -0,H n,n
  -0,-H . . . . -0,H -0,n
  0,-H . . . . 0,H 0,n
  0,-H . . . . 0,H n,n
  0,-H 0,-H 0,-H 0,H 0,H 0,H 0,n
  0,-H n,n n,n n,n n,n 0,H n,n`);
const COSH = specialValues(`
  ! . i,0 i,-0 . ! i,n
  ! . . . . ! n,n
  ! . . . . ! n,0
  ! . . . . ! n,0
  ! . . . . ! n,n
  ! . i,-0 i,0 . ! i,n
  n,n n,n n,0 n,0 n,n n,n n,n`);
const EXP = specialValues(`
  0,0 . 0,-0 0,0 . 0,0 0,0
  ! . . . . ! n,n
  ! . . . . ! n,n
  ! . . . . ! n,n
  ! . . . . ! n,n
  ! . i,-0 i,0 . ! i,n
  n,n n,n n,-0 n,0 n,n n,n n,n`);
const SINH = specialValues(`
  ! . -i,-0 -i,0 . ! i,n
  ! . . . . ! n,n
  ! . . . . ! 0,n
  ! . . . . ! 0,n
  ! . . . . ! n,n
  ! . i,-0 i,0 . ! i,n
  n,n n,n n,-0 n,0 n,n n,n n,n`);
const SQRT = specialValues(`
  i,-i 0,-i 0,-i 0,i 0,i i,i n,i
  i,-i . . . . i,i n,n
  i,-i . . . . i,i n,n
  i,-i . . . . i,i n,n
  i,-i . . . . i,i n,n
  i,-i i,-0 i,-0 i,0 i,0 i,i i,n
  i,-i n,n n,n n,n n,n i,i n,n`);
const TANH = specialValues(`
  -1,0 . -1,-0 -1,0 . -1,0 -1,0
  ! . . . . ! n,n
  ! . . . . ! n,n
  ! . . . . ! n,n
  ! . . . . ! n,n
  1,0 . 1,-0 1,0 . 1,0 1,0
  n,n n,n n,-0 n,0 n,n n,n n,n`);
const RECT = specialValues(`
  ! . -i,0 -i,-0 . ! i,n
  ! . . . . ! n,n
  0,0 . . . . 0,0 0,0
  0,0 . . . . 0,0 0,0
  ! . . . . ! n,n
  ! . i,-0 i,0 . ! i,n
  n,n n,n n,0 n,0 n,n n,n n,n`);

// ---- roots and logarithms ----

/** Square root of a finite number. */
function root(z: Py_complex): Py_complex {
  if (z.real === 0 && z.imag === 0) return complex(0, z.imag);
  let ax = Math.abs(z.real), s: number;
  const ay = Math.abs(z.imag);
  if (ax < SMALLEST && ay < SMALLEST) {
    // subnormal: scaled up by an even power of two
    ax *= 2 ** 53;
    s = Math.sqrt(ax + libm_hypot(ax, ay * 2 ** 53)) * 2 ** -27;
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + libm_hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return z.real >= 0 ? complex(s, copysign(d, z.imag)) : complex(d, copysign(s, z.imag));
}
const c_sqrt: ComplexFunction = z => (isFinite(z) ? root(z) : special(SQRT, z));
const c_log: ComplexFunction = z => {
  if (!isFinite(z)) return special(LOG, z);
  const ax = Math.abs(z.real), ay = Math.abs(z.imag), imag = libm_atan2(z.imag, z.real);
  if (ax > LARGE || ay > LARGE) return complex(libm_log(libm_hypot(ax / 2, ay / 2)) + Math.LN2, imag);
  if (ax < SMALLEST && ay < SMALLEST) return ax > 0 || ay > 0 ? complex(libm_log(libm_hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * Math.LN2, imag) : 'EDOM';
  const h = libm_hypot(ax, ay);
  if (h < 0.71 || h > 1.73) return complex(libm_log(h), imag);
  // near 1, where log(h) would lose digits
  const more = Math.max(ax, ay), less = Math.min(ax, ay);
  return complex(Math.log1p((more - 1) * (more + 1) + less * less) / 2, imag);
};
const c_log10: ComplexFunction = z => {
  const r = c_log(z);
  return isValue(r) ? complex(r.real / Math.LN10, r.imag / Math.LN10) : r;
};

// ---- inverse functions ----

const isLarge = (z: Py_complex): boolean => Math.abs(z.real) > LARGE || Math.abs(z.imag) > LARGE;
/** log(2 * abs(z)) of a large number. */
const logTwice = (z: Py_complex): number => libm_log(libm_hypot(z.real / 2, z.imag / 2)) + Math.LN2 * 2;
const c_acos: ComplexFunction = z => {
  if (!isFinite(z)) return special(ACOS, z);
  if (isLarge(z)) return complex(libm_atan2(Math.abs(z.imag), z.real), z.real < 0 ? -copysign(logTwice(z), z.imag) : copysign(logTwice(z), -z.imag));
  const a = root(complex(1 - z.real, -z.imag)), b = root(complex(1 + z.real, z.imag));
  return complex(2 * libm_atan2(a.real, b.real), libm_asinh(b.real * a.imag - b.imag * a.real));
};
const c_acosh: ComplexFunction = z => {
  if (!isFinite(z)) return special(LOG, z);
  if (isLarge(z)) return complex(logTwice(z), libm_atan2(z.imag, z.real));
  const a = root(complex(z.real - 1, z.imag)), b = root(complex(z.real + 1, z.imag));
  return complex(libm_asinh(a.real * b.real + a.imag * b.imag), 2 * libm_atan2(a.imag, b.real));
};
const c_asinh: ComplexFunction = z => {
  if (!isFinite(z)) return special(ASINH, z);
  if (isLarge(z)) return complex(z.imag >= 0 ? copysign(logTwice(z), z.real) : -copysign(logTwice(z), -z.real), libm_atan2(z.imag, Math.abs(z.real)));
  const a = root(complex(1 + z.imag, -z.real)), b = root(complex(1 - z.imag, z.real));
  return complex(libm_asinh(a.real * b.imag - b.real * a.imag), libm_atan2(z.imag, a.real * b.real - a.imag * b.imag));
};
const c_atanh: ComplexFunction = z => {
  if (!isFinite(z)) return special(ATANH, z);
  if (z.real < 0 || Object.is(z.real, -0)) {
    const r = c_atanh(complex(-z.real, -z.imag));
    return isValue(r) ? complex(-r.real, -r.imag) : r;
  }
  const ay = Math.abs(z.imag);
  if (z.real > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = libm_hypot(z.real / 2, z.imag / 2);
    return complex(z.real / 4 / h / h, -copysign(Math.PI / 2, -z.imag));
  }
  if (z.real === 1 && ay < SQRT_SMALLEST) return ay === 0 ? 'EDOM' : complex(-libm_log(Math.sqrt(ay) / Math.sqrt(libm_hypot(ay, 2))), copysign(libm_atan2(2, -ay) / 2, z.imag));
  return complex(Math.log1p((4 * z.real) / ((1 - z.real) * (1 - z.real) + ay * ay)) / 4, -libm_atan2(-2 * z.imag, (1 - z.real) * (1 + z.real) - ay * ay) / 2);
};
const c_asin: ComplexFunction = z => turned(c_asinh, z);
const c_atan: ComplexFunction = z => turned(c_atanh, z);

// ---- exponential, hyperbolic and circular functions ----

/** A size in the direction of an angle. */
const towards = (angle: number, real: number, imag: number): Py_complex => complex(copysign(real, libm_cos(angle)), copysign(imag, libm_sin(angle)));
const c_exp: ComplexFunction = z => {
  if (infiniteTowards(z)) return z.real > 0 ? towards(z.imag, Infinity, Infinity) : towards(z.imag, 0, 0);
  if (!isFinite(z)) return special(EXP, z);
  const large = z.real > LOG_LARGE, size = libm_exp(large ? z.real - 1 : z.real), factor = large ? Math.E : 1;
  return checked(complex(size * libm_cos(z.imag) * factor, size * libm_sin(z.imag) * factor));
};
const c_cosh: ComplexFunction = z => {
  if (infiniteTowards(z)) {
    const r = towards(z.imag, Infinity, Infinity);
    return z.real > 0 ? r : complex(r.real, -r.imag);
  }
  if (!isFinite(z)) return special(COSH, z);
  const large = Math.abs(z.real) > LOG_LARGE, x = large ? z.real - copysign(1, z.real) : z.real, factor = large ? Math.E : 1;
  return checked(complex(libm_cos(z.imag) * libm_cosh(x) * factor, libm_sin(z.imag) * libm_sinh(x) * factor));
};
const c_sinh: ComplexFunction = z => {
  if (infiniteTowards(z)) {
    const r = towards(z.imag, Infinity, Infinity);
    return z.real > 0 ? r : complex(-r.real, r.imag);
  }
  if (!isFinite(z)) return special(SINH, z);
  const large = Math.abs(z.real) > LOG_LARGE, x = large ? z.real - copysign(1, z.real) : z.real, factor = large ? Math.E : 1;
  return checked(complex(libm_cos(z.imag) * libm_sinh(x) * factor, libm_sin(z.imag) * libm_cosh(x) * factor));
};
const c_tanh: ComplexFunction = z => {
  if (infiniteTowards(z)) return complex(z.real > 0 ? 1 : -1, copysign(0, 2 * libm_sin(z.imag) * libm_cos(z.imag)));
  if (!isFinite(z)) return special(TANH, z);
  if (Math.abs(z.real) > LOG_LARGE) return complex(copysign(1, z.real), 4 * libm_sin(z.imag) * libm_cos(z.imag) * libm_exp(-2 * Math.abs(z.real)));
  const tx = Math.tanh(z.real), ty = libm_tan(z.imag), cx = 1 / libm_cosh(z.real), product = tx * ty, denominator = 1 + product * product;
  return complex((tx * (1 + ty * ty)) / denominator, (ty / denominator) * cx * cx);
};
const c_cos: ComplexFunction = z => c_cosh(complex(-z.imag, z.real));
const c_sin: ComplexFunction = z => turned(c_sinh, z);
const c_tan: ComplexFunction = z => turned(c_tanh, z);
function c_rect(r: number, phi: number): Result {
  const z = complex(r, phi);
  if (infiniteTowards(z)) {
    const s = towards(phi, Infinity, Infinity);
    return r > 0 ? s : complex(-s.real, -s.imag);
  }
  if (!isFinite(z)) return special(RECT, z);
  return phi === 0 ? complex(r, r * phi) : complex(r * libm_cos(phi), r * libm_sin(phi));
}

// ---- the module ----

/** CPython: math_error() */
function mathError(error: 'EDOM' | 'ERANGE'): NULL {
  return error === 'EDOM' ? PyErr_SetString(PyExc_ValueError, 'math domain error') : PyErr_SetString(PyExc_OverflowError, 'math range error');
}
function result(r: Result): New | NULL {
  return isValue(r) ? PyComplex_FromCComplex(r) : mathError(r);
}
/** A method of one number. */
const withNumber = (name: string, body: (z: Py_complex) => New | NULL, doc: string): PyMethodDef => method(name, '($module, z, /)', (_module, arg) => {
  const z = PyComplex_AsCComplex(arg as PyObject);
  return z === null ? NULL : body(z);
}, doc);
const f1 = (name: string, fn: ComplexFunction, doc: string): PyMethodDef => withNumber(name, z => result(fn(z)), doc);
const test = (name: string, fn: (z: Py_complex) => boolean, doc: string): PyMethodDef => withNumber(name, z => Py_NewRef(Py_BOOL(fn(z))), doc);
const isInfinite = (z: Py_complex): boolean => Math.abs(z.real) === Infinity || Math.abs(z.imag) === Infinity;
/** A double argument; null with an exception. escapes */
function double(op: PyObject | NULL): number | null {
  const x = PyFloat_AsDouble(op as PyObject);
  return x === -1 && PyErr_Occurred() !== NULL ? null : x;
}
function cmath_log(_module: PyObject, x: PyObject | NULL, base: PyObject | NULL): New | NULL {
  const z = PyComplex_AsCComplex(x as PyObject);
  if (z === null) return NULL;
  if (base === NULL) return result(c_log(z));
  const y = PyComplex_AsCComplex(base);
  if (y === null) return NULL;
  const numerator = c_log(z), denominator = c_log(y);
  if (!isValue(denominator)) return mathError(denominator);
  if (!isValue(numerator)) return mathError(numerator);
  return result(_Py_c_quot(numerator, denominator) ?? 'EDOM');
}
function cmath_phase(z: Py_complex): New | NULL {
  const phi = libm_atan2(z.imag, z.real);
  // the C library reports an angle too small for a double
  return phi === 0 && z.imag !== 0 && isFinite(z) ? mathError('ERANGE') : PyFloat_FromDouble(phi);
}
function cmath_polar(z: Py_complex): New | NULL {
  const r = _Py_c_abs(z);
  if (r === Infinity && isFinite(z)) return mathError('ERANGE');
  return packSteal(PyFloat_FromDouble(r), PyFloat_FromDouble(libm_atan2(z.imag, z.real)));
}
function cmath_rect(_module: PyObject, size: PyObject | NULL, angle: PyObject | NULL): New | NULL {
  const r = double(size), phi = r === null ? null : double(angle);
  return r === null || phi === null ? NULL : result(c_rect(r, phi));
}
function cmath_isclose(_module: PyObject, first: PyObject | NULL, second: PyObject | NULL, relative: PyObject | NULL, absolute: PyObject | NULL): New | NULL {
  const a = PyComplex_AsCComplex(first as PyObject), b = a === null ? null : PyComplex_AsCComplex(second as PyObject);
  if (a === null || b === null) return NULL;
  const rel = relative === NULL ? 1e-9 : double(relative), abs = absolute === NULL || rel === null ? 0 : double(absolute);
  if (rel === null || abs === null) return NULL;
  if (rel < 0 || abs < 0) return PyErr_SetString(PyExc_ValueError, 'tolerances must be non-negative');
  if (a.real === b.real && a.imag === b.imag) return Py_NewRef(Py_BOOL(true));
  if (isInfinite(a) || isInfinite(b)) return Py_NewRef(Py_BOOL(false));
  const diff = _Py_c_abs(complex(a.real - b.real, a.imag - b.imag));
  return Py_NewRef(Py_BOOL(diff <= rel * _Py_c_abs(b) || diff <= rel * _Py_c_abs(a) || diff <= abs));
}
function cmath_exec(module: PyObject): number {
  const floats = [['pi', Math.PI], ['e', Math.E], ['tau', 2 * Math.PI], ['inf', Infinity], ['nan', NaN]] as const;
  for (const [name, value] of floats) if (PyModule_Add(module, name, PyFloat_FromDouble(value)) < 0) return -1;
  if (PyModule_Add(module, 'infj', PyComplex_FromCComplex(complex(0, Infinity))) < 0) return -1;
  return PyModule_Add(module, 'nanj', PyComplex_FromCComplex(complex(0, NaN)));
}
const cmathmodule = new PyModuleDef('cmath', {
  m_doc: 'Mathematical functions on complex numbers.', m_size: 0,
  m_methods: [
    f1('acos', c_acos, 'Arc cosine of z.'), f1('acosh', c_acosh, 'Inverse hyperbolic cosine of z.'), f1('asin', c_asin, 'Arc sine of z.'),
    f1('asinh', c_asinh, 'Inverse hyperbolic sine of z.'), f1('atan', c_atan, 'Arc tangent of z.'), f1('atanh', c_atanh, 'Inverse hyperbolic tangent of z.'),
    f1('cos', c_cos, 'Cosine of z.'), f1('cosh', c_cosh, 'Hyperbolic cosine of z.'), f1('exp', c_exp, 'e to the power of z.'),
    method('isclose', '($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)', cmath_isclose, 'Whether two complex numbers are close together.\n\n  rel_tol\n    greatest difference relative to the larger number\n  abs_tol\n    greatest difference of any kind'),
    test('isfinite', isFinite, 'Whether both parts of z are finite.'), test('isinf', isInfinite, 'Whether a part of z is infinite.'),
    test('isnan', z => z.real !== z.real || z.imag !== z.imag, 'Whether a part of z is NaN.'),
    method('log', '($module, z, base=<unrepresentable>, /)', cmath_log, 'log(z[, base]): logarithm of z to a base, e by default.'),
    f1('log10', c_log10, 'Logarithm of z to base 10.'), withNumber('phase', cmath_phase, 'The argument (phase angle) of z.'),
    withNumber('polar', cmath_polar, 'Size and phase angle of z.'), method('rect', '($module, r, phi, /)', cmath_rect, 'The number of a size and a phase angle.'),
    f1('sin', c_sin, 'Sine of z.'), f1('sinh', c_sinh, 'Hyperbolic sine of z.'), f1('sqrt', c_sqrt, 'Square root of z.'),
    f1('tan', c_tan, 'Tangent of z.'), f1('tanh', c_tanh, 'Hyperbolic tangent of z.'),
  ],
  m_slots: [[Py_mod_exec, cmath_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit_cmath(): PyModuleDef {
  return PyModuleDef_Init(cmathmodule);
}
