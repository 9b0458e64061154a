/** Sums and products without lost digits. CPython: Modules/mathmodule.c */
import {bitsOf, fma, frexp} from './math-special';
import {PyNumber_Add, PyNumber_Multiply} from '../../objects/abstract-number';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PySequence_Tuple} from '../../objects/abstract-sequence';
import {PyErr_Clear, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_AsDouble, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {ARG, PyBool_Check, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyLong_CheckExact, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {type Args, NULL, type New, type PyObject} from '../../runtime/types';

/** Adds a number to partial sums that do not overlap. Returns what may not be finite. CPython: math_fsum() */
function addPartial(p: number[], x: number): number {
  let n = 0;
  for (let j = 0; j < p.length; j++) {
    let y = p[j];
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const hi = x + y, lo = y - (hi - x);
    if (lo !== 0) p[n++] = lo;
    x = hi;
  }
  p.length = n;
  return x;
}
/** The sum of partial sums, rounded once. */
function roundPartials(p: readonly number[]): number {
  let n = p.length;
  if (n === 0) return 0;
  let hi = p[--n], lo = 0;
  while (n > 0) {
    const x = hi, y = p[--n];
    hi = x + y;
    lo = y - (hi - x);
    if (lo !== 0) break;
  }
  // half-even must look at the next partial sum too
  if (n > 0 && ((lo < 0 && p[n - 1] < 0) || (lo > 0 && p[n - 1] > 0))) {
    const y = lo * 2, x = hi + y;
    if (y === x - hi) hi = x;
  }
  return hi;
}
export function math_fsum(_module: PyObject, seq: PyObject | NULL): New | NULL {
  const iter = PyObject_GetIter(seq as PyObject);
  if (iter === NULL) return NULL;
  const p: number[] = [];
  let special = 0, infinite = 0, failed = false;
  for (;;) {
    const item = PyIter_Next(iter);
    if (item === NULL) {
      failed = PyErr_Occurred() !== NULL;
      break;
    }
    const value = PyFloat_AsDouble(item);
    Py_DECREF(item);
    if (value === -1 && PyErr_Occurred() !== NULL) {
      failed = true;
      break;
    }
    const x = addPartial(p, value);
    if (x === 0) continue;
    if (Number.isFinite(x)) {
      p.push(x);
      continue;
    }
    if (Number.isFinite(value)) {
      PyErr_SetString(PyExc_OverflowError, 'intermediate overflow in fsum');
      failed = true;
      break;
    }
    if (value === value) infinite += value;
    special += value;
    p.length = 0;
  }
  Py_DECREF(iter);
  if (failed) return NULL;
  if (special !== 0) return infinite !== infinite ? PyErr_SetString(PyExc_ValueError, '-inf + inf in fsum') : PyFloat_FromDouble(special);
  return PyFloat_FromDouble(roundPartials(p));
}

// ---- double-length arithmetic ----

const SPLIT = 134217729;
/** What x * y loses when it is rounded to z, 0 when that is infinite. CPython: dl_mul() */
function productError(x: number, y: number, z: number): number {
  const size = Math.abs(z);
  if (!(size < Infinity)) return 0;
  // splitting would overflow or lose bits here
  if (size > 1e300 || (size < 1e-290 && x !== 0 && y !== 0) || Math.abs(x) > 1e290 || Math.abs(y) > 1e290) return fma(x, y, -z);
  const tx = SPLIT * x, xh = tx - (tx - x), xl = x - xh, ty = SPLIT * y, yh = ty - (ty - y), yl = y - yh;
  return xl * yl - (z - xh * yh - xl * yh - xh * yl);
}
/** What a + b loses. CPython: dl_sum() */
function sumError(a: number, b: number, sum: number): number {
  const z = sum - a;
  return a - (sum - z) + (b - z);
}
/** Euclidean norm, rounded once nearly always. CPython: vector_norm() */
export function vector_norm(vec: number[], max: number, foundNaN: boolean): number {
  if (max === Infinity) return max;
  if (foundNaN) return NaN;
  if (max === 0 || vec.length <= 1) return max;
  const exponent = frexp(max).exponent;
  if (exponent < -1023) {
    const tiny = 2 ** -1022;
    return tiny * vector_norm(vec.map(x => x / tiny), max / tiny, foundNaN);
  }
  const scale = 2 ** -exponent;
  let csum = 1, frac1 = 0, frac2 = 0;
  const add = (hi: number, lo: number): void => {
    const sum = csum + hi;
    frac1 += lo;
    frac2 += hi - (sum - csum);
    csum = sum;
  };
  for (const value of vec) {
    const x = value * scale, square = x * x;
    add(square, productError(x, x, square));
  }
  let h = Math.sqrt(csum - 1 + (frac1 + frac2));
  const back = -h * h;
  add(back, productError(-h, h, back));
  h += (csum - 1 + (frac1 + frac2)) / (2 * h);
  return h / scale;
}
/** The numbers of a row of arguments as doubles; null with an exception. */
function norm(values: readonly PyObject[]): number | null {
  const vec: number[] = [];
  let max = 0, foundNaN = false;
  for (const value of values) {
    let x = PyFloat_AsDouble(value);
    if (x === -1 && PyErr_Occurred() !== NULL) return null;
    x = Math.abs(x);
    vec.push(x);
    if (x !== x) foundNaN = true;
    else if (x > max) max = x;
  }
  return vector_norm(vec, max, foundNaN);
}
export function math_hypot(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) return PyErr_SetString(PyExc_TypeError, 'math.hypot() takes no keyword arguments');
  const values: PyObject[] = [];
  for (let i = 0; i < nargs; i++) values.push(ARG(args, i));
  const result = norm(values);
  return result === null ? NULL : PyFloat_FromDouble(result);
}
export function math_dist(_module: PyObject, pIn: PyObject | NULL, qIn: PyObject | NULL): New | NULL {
  const p = PyTuple_Check(pIn as PyObject) ? Py_NewRef(pIn as PyObject) : PySequence_Tuple(pIn as PyObject);
  if (p === NULL) return NULL;
  const q = PyTuple_Check(qIn as PyObject) ? Py_NewRef(qIn as PyObject) : PySequence_Tuple(qIn as PyObject);
  const result = q === NULL ? null : distance(p, q);
  Py_DECREF(p);
  Py_XDECREF(q);
  return result === null ? NULL : PyFloat_FromDouble(result);
}
function distance(p: PyObject, q: PyObject): number | null {
  const n = PyTuple_GET_SIZE(p), diffs: number[] = [];
  if (n !== PyTuple_GET_SIZE(q)) {
    PyErr_SetString(PyExc_ValueError, 'both points must have the same number of dimensions');
    return null;
  }
  let max = 0, foundNaN = false;
  for (let i = 0; i < n; i++) {
    const px = PyFloat_AsDouble(PyTuple_GET_ITEM(p, i));
    if (px === -1 && PyErr_Occurred() !== NULL) return null;
    const qx = PyFloat_AsDouble(PyTuple_GET_ITEM(q, i));
    if (qx === -1 && PyErr_Occurred() !== NULL) return null;
    const x = Math.abs(px - qx);
    diffs.push(x);
    if (x !== x) foundNaN = true;
    else if (x > max) max = x;
  }
  return vector_norm(diffs, max, foundNaN);
}

// ---- prod, sumprod ----

export function math_prod(_module: PyObject, iterable: PyObject | NULL, start: PyObject | NULL): New | NULL {
  const iter = PyObject_GetIter(iterable as PyObject);
  if (iter === NULL) return NULL;
  let result: New | NULL = start === NULL ? PyLong_FromNumber(1) : Py_NewRef(start);
  while (result !== NULL) {
    const item = PyIter_Next(iter);
    if (item === NULL) {
      if (PyErr_Occurred() !== NULL) {
        Py_DECREF(result);
        result = NULL;
      }
      break;
    }
    const product: New | NULL = PyNumber_Multiply(result, item);
    Py_DECREF(item);
    Py_DECREF(result);
    result = product;
  }
  Py_DECREF(iter);
  return result;
}
/** Sums so far: ints exactly, floats in triple length, and everything else by the number protocol. */
class SumProduct {
  private intEnabled = true;
  private intTotal = 0n;
  private intInUse = false;
  private floatEnabled = true;
  private floatInUse = false;
  private hi = 0;
  private lo = 0;
  private tiny = 0;
  constructor(public total: New) {}

  /** total += term. @steals term. @returns false with an exception */
  private addTerm(term: New | NULL): boolean {
    if (term === NULL) return false;
    const sum = PyNumber_Add(this.total, term);
    Py_DECREF(term);
    if (sum === NULL) return false;
    Py_DECREF(this.total);
    this.total = sum;
    return true;
  }
  private finishInts(): boolean {
    this.intEnabled = false;
    if (!this.intInUse) return true;
    this.intInUse = false;
    return this.addTerm(PyLong_FromBigInt(this.intTotal));
  }
  private finishFloats(): boolean {
    this.floatEnabled = false;
    if (!this.floatInUse) return true;
    this.floatInUse = false;
    const sum = this.lo + this.hi;
    return this.addTerm(PyFloat_FromDouble(this.tiny + sumError(this.lo, this.hi, sum) + sum));
  }
  finish(): boolean {
    return (!this.intEnabled || this.finishInts()) && (!this.floatEnabled || this.finishFloats());
  }
  /** Takes a pair of floats, or of a float and an int, when the sum stays finite. CPython: tl_fma() */
  private addFloats(p: PyObject, q: PyObject): boolean {
    const x = this.number(p, q), y = this.number(q, p);
    if (x === null || y === null) return false;
    const product = x * y, productLow = productError(x, y, product), sum = this.hi + product;
    if (!Number.isFinite(sum)) return false;
    const sumLow = sumError(this.hi, product, sum), r1 = this.lo + productLow, r1Low = sumError(this.lo, productLow, r1), r2 = r1 + sumLow;
    this.tiny += r1Low + sumError(r1, sumLow, r2);
    this.hi = sum;
    this.lo = r2;
    return (this.floatInUse = true);
  }
  /** A factor as a double: a float, or an int beside a float. */
  private number(op: PyObject, other: PyObject): number | null {
    if (PyFloat_CheckExact(op)) return PyFloat_AS_DOUBLE(op);
    if (!PyFloat_CheckExact(other) || !(PyLong_CheckExact(op) || PyBool_Check(op))) return null;
    const value = PyLong_AsDouble(op);
    if (value !== -1 || PyErr_Occurred() === NULL) return value;
    PyErr_Clear();
    return null;
  }
  add(p: PyObject, q: PyObject): boolean {
    if (this.intEnabled) {
      if (PyLong_CheckExact(p) && PyLong_CheckExact(q)) {
        const total = this.intTotal + PyLong_AsBigInt(p) * PyLong_AsBigInt(q);
        if (BigInt.asIntN(64, total) === total) {
          this.intTotal = total;
          return (this.intInUse = true);
        }
      }
      if (!this.finishInts()) return false;
    }
    if (this.floatEnabled) {
      if (this.addFloats(p, q)) return true;
      if (!this.finishFloats()) return false;
    }
    return this.addTerm(PyNumber_Multiply(p, q));
  }
}
export function math_sumprod(_module: PyObject, p: PyObject | NULL, q: PyObject | NULL): New | NULL {
  const first = PyObject_GetIter(p as PyObject);
  if (first === NULL) return NULL;
  const second = PyObject_GetIter(q as PyObject);
  const sum = second === NULL ? null : new SumProduct(PyLong_FromNumber(0) as New);
  let ok = sum !== null;
  while (ok) {
    const a = PyIter_Next(first);
    if (a === NULL && PyErr_Occurred() !== NULL) ok = false;
    const b = ok ? PyIter_Next(second as PyObject) : NULL;
    if (ok && b === NULL && PyErr_Occurred() !== NULL) ok = false;
    else if (ok && (a === NULL) !== (b === NULL)) {
      PyErr_SetString(PyExc_ValueError, 'Inputs are not the same length');
      ok = false;
    }
    const finished = a === NULL && b === NULL;
    if (ok) ok = finished ? sum!.finish() : sum!.add(a as PyObject, b as PyObject);
    Py_XDECREF(a);
    Py_XDECREF(b);
    if (finished) break;
  }
  Py_DECREF(first);
  Py_XDECREF(second);
  if (sum === null) return NULL;
  if (ok) return sum.total;
  Py_DECREF(sum.total);
  return NULL;
}
/** The value of the last bit of a number. CPython: math_ulp_impl() */
export function ulp(x: number): number {
  if (x !== x) return x;
  x = Math.abs(x);
  if (x === Infinity) return x;
  const bits = bitsOf(x);
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits + 1n);
  const next = view.getFloat64(0);
  if (next !== Infinity) return next - x;
  view.setBigUint64(0, bits - 1n);
  return x - view.getFloat64(0);
}
