/** Factorials, combinations, integer roots. CPython: Modules/mathmodule.c */
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyErr_Format, PyErr_NoMemory, PyErr_SetString} from '../../objects/errors';
import {MAX_BIGINT_BITS, PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber, bigintBits} from '../../objects/longobject';
import {PyExc_OverflowError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';

const LONG_MAX = 9223372036854775807n;
/** An integer argument; null with an exception. escapes */
function integer(op: PyObject): bigint | null {
  const index = PyNumber_Index(op);
  if (index === NULL) return null;
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  return value;
}
/** Product of the integers from..to, by halves so that factors stay alike in size. */
function rangeProduct(from: bigint, to: bigint): bigint {
  if (to - from < 8n) {
    let product = from;
    for (let i = from + 1n; i <= to; i++) product *= i;
    return product;
  }
  const middle = (from + to) >> 1n;
  return rangeProduct(from, middle) * rangeProduct(middle + 1n, to);
}
/** n!, or NULL with an exception. CPython: math_factorial() */
export function math_factorial(_module: PyObject, arg: PyObject | NULL): New | NULL {
  const n = integer(arg as PyObject);
  if (n === null) return NULL;
  if (n < 0n) return PyErr_SetString(PyExc_ValueError, 'factorial() not defined for negative values');
  if (n > LONG_MAX) return PyErr_Format(PyExc_OverflowError, `factorial() argument should not exceed ${LONG_MAX}`);
  if (n < 2n) return PyLong_FromNumber(1);
  if (Number(n) * Math.log2(Number(n)) > MAX_BIGINT_BITS) return PyErr_NoMemory();
  return PyLong_FromBigInt(rangeProduct(2n, n));
}
/** n * (n - 1) * ... of k factors; null when the result would not fit. */
function falling(n: bigint, k: bigint): bigint | null {
  if (k === 0n) return 1n;
  if (Number(k) * bigintBits(n) > MAX_BIGINT_BITS) return null;
  return rangeProduct(n - k + 1n, n);
}
function checkSigns(n: bigint, k: bigint): boolean {
  if (n >= 0n && k >= 0n) return true;
  PyErr_SetString(PyExc_ValueError, `${n < 0n ? 'n' : 'k'} must be a non-negative integer`);
  return false;
}
export function math_perm(module: PyObject, nIn: PyObject | NULL, kIn: PyObject | NULL): New | NULL {
  if (kIn === NULL || kIn === _Py_NoneStruct) return math_factorial(module, nIn);
  const n = integer(nIn as PyObject), k = n === null ? null : integer(kIn);
  if (n === null || k === null || !checkSigns(n, k)) return NULL;
  if (n < k) return PyLong_FromNumber(0);
  if (k > LONG_MAX) return PyErr_Format(PyExc_OverflowError, `k must not exceed ${LONG_MAX}`);
  const result = falling(n, k);
  return result === null ? PyErr_NoMemory() : PyLong_FromBigInt(result);
}
/** Binomial coefficient by halves: C(n, k) = C(n, j) * C(n-j, k-j) / C(k, j). CPython: perm_comb() */
function binomial(n: bigint, k: bigint): bigint {
  if (k < 16n) {
    let result = 1n;
    for (let i = 1n; i <= k; i++) result = (result * (n - i + 1n)) / i;
    return result;
  }
  const j = k >> 1n;
  return (binomial(n, j) * binomial(n - j, k - j)) / binomial(k, j);
}
export function math_comb(_module: PyObject, nIn: PyObject | NULL, kIn: PyObject | NULL): New | NULL {
  const n = integer(nIn as PyObject), given = n === null ? null : integer(kIn as PyObject);
  if (n === null || given === null || !checkSigns(n, given)) return NULL;
  if (given > n) return PyLong_FromNumber(0);
  const k = n - given < given ? n - given : given;
  if (k > LONG_MAX) return PyErr_Format(PyExc_OverflowError, `min(n - k, k) must not exceed ${LONG_MAX}`);
  if (Number(k) * bigintBits(n) > MAX_BIGINT_BITS) return PyErr_NoMemory();
  return PyLong_FromBigInt(binomial(n, k));
}
/** The integer part of the square root. CPython: math_isqrt() */
export function isqrt(n: bigint): bigint {
  if (n < 1n << 52n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const bits = bigintBits(n);
  // each step of Newton's method doubles the number of right bits: begin with the root of the upper ones
  const shift = BigInt((bits >> 2) - ((bits >> 2) & 1) & ~1);
  let x = shift > 2n ? (isqrt(n >> shift) + 1n) << (shift >> 1n) : BigInt(Math.floor(Math.sqrt(Number(n)))) + 1n;
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}
export function math_isqrt(_module: PyObject, arg: PyObject | NULL): New | NULL {
  const n = integer(arg as PyObject);
  if (n === null) return NULL;
  return n < 0n ? PyErr_SetString(PyExc_ValueError, 'isqrt() argument must be nonnegative') : PyLong_FromBigInt(isqrt(n));
}
