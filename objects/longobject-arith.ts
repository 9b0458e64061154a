/** Arithmetic of integers. CPython: Objects/longobject.c, from x_add() to long_invmod() */
import {H, P} from '../runtime/current';
import {PyLong_Check, PyLong_CheckExact, _PyLong_IsNegative} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyExc_ZeroDivisionError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {powerOfTwo} from '../runtime/powers';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyErr_NoMemory, PyErr_SetString} from './errors';
import {PyFloat_FromDouble, float_pow} from './floatobject';
import {MAX_BIGINT_BITS, PyLong_AsBigInt, PyLong_AsNumberSaturating, PyLong_AsSafeNumber, PyLong_FromBigInt, PyLong_FromNumber, PyLong_SHIFT, _PyLong_Copy, _PyLong_NumBits, _PyLong_Sign, bigintBits} from './longobject';
import {_PyNumber_Index} from './abstract-number';
import {PyTuple_Pack} from './tupleobject';

const notImplemented = (): New => Py_NewRef(_Py_NotImplementedStruct);

/** True when both values are safe doubles. */
function bothSafe(a: PyObject, b: PyObject): boolean {
  return (H[a + 3] | H[b + 3]) === 0;
}

// ---- addition, multiplication ----

/** a + b of ints. CPython: _PyLong_Add() */
export function _PyLong_Add(a: PyObject, b: PyObject): New | NULL {
  if (bothSafe(a, b)) {
    const sum = PyLong_AsSafeNumber(a) + PyLong_AsSafeNumber(b);
    if (sum <= 9007199254740991 && sum >= -9007199254740991) return PyLong_FromNumber(sum);
  }
  return PyLong_FromBigInt(PyLong_AsBigInt(a) + PyLong_AsBigInt(b));
}
/** a - b of ints. CPython: _PyLong_Subtract() */
export function _PyLong_Subtract(a: PyObject, b: PyObject): New | NULL {
  if (bothSafe(a, b)) {
    const difference = PyLong_AsSafeNumber(a) - PyLong_AsSafeNumber(b);
    if (difference <= 9007199254740991 && difference >= -9007199254740991) return PyLong_FromNumber(difference);
  }
  return PyLong_FromBigInt(PyLong_AsBigInt(a) - PyLong_AsBigInt(b));
}
/** a * b of ints. CPython: _PyLong_Multiply() */
export function _PyLong_Multiply(a: PyObject, b: PyObject): New | NULL {
  if (bothSafe(a, b)) {
    const product = PyLong_AsSafeNumber(a) * PyLong_AsSafeNumber(b);
    // a product that rounds to less than 2**53 was exact
    if (product <= 9007199254740991 && product >= -9007199254740991) return PyLong_FromNumber(product);
  } else if (((H[a + 4] >> 3) + (H[b + 4] >> 3)) * PyLong_SHIFT > MAX_BIGINT_BITS && _PyLong_NumBits(a) + _PyLong_NumBits(b) > MAX_BIGINT_BITS) return PyErr_NoMemory();
  return PyLong_FromBigInt(PyLong_AsBigInt(a) * PyLong_AsBigInt(b));
}
export function long_add(a: PyObject, b: PyObject): New | NULL {
  return PyLong_Check(a) && PyLong_Check(b) ? _PyLong_Add(a, b) : notImplemented();
}
export function long_sub(a: PyObject, b: PyObject): New | NULL {
  return PyLong_Check(a) && PyLong_Check(b) ? _PyLong_Subtract(a, b) : notImplemented();
}
export function long_mul(a: PyObject, b: PyObject): New | NULL {
  return PyLong_Check(a) && PyLong_Check(b) ? _PyLong_Multiply(a, b) : notImplemented();
}

// ---- division ----

/** Quotient of two BigInts rounded down. */
export function floorDivBig(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a < 0n !== b < 0n && q * b !== a ? q - 1n : q;
}
/** Remainder with the sign of the divisor. */
export function floorModBig(a: bigint, b: bigint): bigint {
  const r = a % b;
  return r !== 0n && r < 0n !== b < 0n ? r + b : r;
}
/** a // b of safe integers: exact, since the remainder is taken off first. */
function floorDiv(a: number, b: number): number {
  const r = a % b, q = (a - r) / b;
  return r !== 0 && r < 0 !== b < 0 ? q - 1 : q;
}
function floorMod(a: number, b: number): number {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
}
function zeroDivision(message: string): NULL {
  return PyErr_SetString(PyExc_ZeroDivisionError, message);
}
/** a // b of ints. CPython: l_div() */
export function _PyLong_FloorDivide(a: PyObject, b: PyObject): New | NULL {
  if (_PyLong_Sign(b) === 0) return zeroDivision('integer division or modulo by zero');
  if (bothSafe(a, b)) return PyLong_FromNumber(floorDiv(PyLong_AsSafeNumber(a), PyLong_AsSafeNumber(b)));
  return PyLong_FromBigInt(floorDivBig(PyLong_AsBigInt(a), PyLong_AsBigInt(b)));
}
/** a % b of ints. CPython: l_mod() */
export function _PyLong_Remainder(a: PyObject, b: PyObject): New | NULL {
  if (_PyLong_Sign(b) === 0) return zeroDivision('integer modulo by zero');
  if (bothSafe(a, b)) return PyLong_FromNumber(floorMod(PyLong_AsSafeNumber(a), PyLong_AsSafeNumber(b)));
  return PyLong_FromBigInt(floorModBig(PyLong_AsBigInt(a), PyLong_AsBigInt(b)));
}
export function long_div(a: PyObject, b: PyObject): New | NULL {
  return PyLong_Check(a) && PyLong_Check(b) ? _PyLong_FloorDivide(a, b) : notImplemented();
}
export function long_mod(a: PyObject, b: PyObject): New | NULL {
  return PyLong_Check(a) && PyLong_Check(b) ? _PyLong_Remainder(a, b) : notImplemented();
}
/** (a // b, a % b). CPython: long_divmod() */
export function long_divmod(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  const div = _PyLong_FloorDivide(a, b);
  if (div === NULL) return NULL;
  const mod = _PyLong_Remainder(a, b);
  const result = mod === NULL ? NULL : PyTuple_Pack(div, mod);
  Py_DECREF(div);
  if (mod !== NULL) Py_DECREF(mod);
  return result;
}
/** Quotient of two BigInts as a double, rounded once, half to even; NaN when it is too large. CPython: long_true_divide() */
export function trueDivideBig(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n;
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  if (a === 0n) return negative ? -0 : 0;
  const diff = bigintBits(a) - bigintBits(b);
  if (diff > 1024) return NaN;
  if (diff < -1100) return negative ? -0 : 0;
  // quotient with 55 or 56 significant bits, fewer where the result is subnormal; the last bit says whether anything is left
  const shift = Math.max(diff, -1021) - 55;
  const numerator = shift < 0 ? a << BigInt(-shift) : a, denominator = shift > 0 ? b << BigInt(shift) : b;
  const q = numerator / denominator, sticky = q * denominator !== numerator ? 1n : 0n;
  // two bits below the last one that counts: drop them by hand, so that scaling is exact
  const bits = bigintBits(q), extra = Math.max(bits, -1021 - shift) - 53;
  let m = q >> BigInt(extra);
  const rest = ((q - (m << BigInt(extra))) << 1n) | sticky, half = 1n << BigInt(extra);
  if (rest > half || (rest === half && (m & 1n) === 1n)) m += 1n;
  const exponent = shift + extra, value = scaleExact(Number(m), exponent);
  if (value === Infinity) return NaN;
  return negative ? -value : value;
}
/** m * 2**exponent where the result needs no rounding (or overflows). */
export function scaleExact(m: number, exponent: number): number {
  while (exponent < -1000) {
    m *= 2 ** -1000;
    exponent += 1000;
  }
  while (exponent > 1000) {
    m *= 2 ** 1000;
    exponent -= 1000;
  }
  return m * 2 ** exponent;
}
/** a / b. CPython: long_true_divide() */
export function long_true_divide(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  if (_PyLong_Sign(b) === 0) return zeroDivision('division by zero');
  let value: number;
  if (bothSafe(a, b)) {
    value = PyLong_AsSafeNumber(a) / PyLong_AsSafeNumber(b);
    // 0 / -5 is -0.0 in CPython too
  } else {
    value = trueDivideBig(PyLong_AsBigInt(a), PyLong_AsBigInt(b));
    if (value !== value) return PyErr_SetString(PyExc_OverflowError, 'integer division result too large for a float');
  }
  return PyFloat_FromDouble(value);
}

// ---- power ----

/** a ** b modulo m of BigInts, 0 <= a < m, b >= 0. */
function powMod(a: bigint, b: bigint, m: bigint): bigint {
  let result = 1n % m;
  const bits = b.toString(2);
  for (let i = 0; i < bits.length; i++) {
    result = (result * result) % m;
    if (bits.charCodeAt(i) === 49) result = (result * a) % m;
  }
  return result;
}
/** The inverse of a modulo n, or null when there is none. CPython: long_invmod() */
function invMod(a: bigint, n: bigint): bigint | null {
  let b = 1n, c = 0n, m = n;
  while (m !== 0n) {
    const q = floorDivBig(a, m), r = a - q * m;
    a = m;
    m = r;
    const t = b - q * c;
    b = c;
    c = t;
  }
  return a === 1n ? b : null;
}
/** pow(v, w, x). CPython: long_pow() */
export function long_pow(v: PyObject, w: PyObject, x: PyObject): New | NULL {
  if (!PyLong_Check(v) || !PyLong_Check(w) || (x !== _Py_NoneStruct && !PyLong_Check(x))) return notImplemented();
  if (x === _Py_NoneStruct) {
    if (_PyLong_IsNegative(w)) {
      return float_pow(v, w, _Py_NoneStruct); // takes ints as well
    }
    return longPowPlain(v, w);
  }
  if (_PyLong_Sign(x) === 0) return PyErr_SetString(PyExc_ValueError, 'pow() 3rd argument cannot be 0');
  let a = PyLong_AsBigInt(v), b = PyLong_AsBigInt(w), m = PyLong_AsBigInt(x);
  const negative = m < 0n;
  if (negative) m = -m;
  if (m === 1n) return PyLong_FromNumber(0);
  a = floorModBig(a, m);
  if (b < 0n) {
    const inverse = invMod(a, m);
    if (inverse === null) return PyErr_SetString(PyExc_ValueError, 'base is not invertible for the given modulus');
    a = floorModBig(inverse, m);
    b = -b;
  }
  const result = powMod(a, b, m);
  return PyLong_FromBigInt(negative && result !== 0n ? result - m : result);
}
function longPowPlain(v: PyObject, w: PyObject): New | NULL {
  if (bothSafe(v, w)) {
    const result = PyLong_AsSafeNumber(v) ** PyLong_AsSafeNumber(w);
    // only small powers are sure to come out of Math.pow exactly; 0 and +-1 are exact for every exponent
    if (result < 4194304 && result > -4194304) {
      const base = PyLong_AsSafeNumber(v);
      if (base >= -1 && base <= 1) return PyLong_FromNumber(result);
      return PyLong_FromNumber(Math.round(result));
    }
  }
  const bits = _PyLong_NumBits(v);
  if (bits > 1 && bothSafe(v, w) && bits * PyLong_AsSafeNumber(w) <= 53) {
    // every product on the way is exact as a double
    let base = PyLong_AsSafeNumber(v), result = 1;
    for (let rest = PyLong_AsSafeNumber(w); rest > 0;) {
      if ((rest & 1) !== 0) result *= base;
      rest >>= 1;
      if (rest > 0) base *= base;
    }
    return PyLong_FromNumber(result);
  }
  if (bits === 0) return PyLong_FromNumber(_PyLong_Sign(w) === 0 ? 1 : 0);
  const exponent = H[w + 3] !== 0 ? Infinity : PyLong_AsSafeNumber(w);
  if (bits === 1) return PyLong_FromNumber(_PyLong_IsNegative(v) && (PyLong_AsBigInt(w) & 1n) === 1n ? -1 : 1);
  if ((bits - 1) * exponent >= MAX_BIGINT_BITS - 1) return PyErr_NoMemory();
  const base = PyLong_AsBigInt(v);
  // powers of two cost nothing as a shift
  const positive = base < 0n ? -base : base;
  if ((positive & (positive - 1n)) === 0n) {
    const power = 1n << BigInt((bits - 1) * exponent);
    return PyLong_FromBigInt(base < 0n && exponent % 2 === 1 ? -power : power);
  }
  if (bits * exponent > MAX_BIGINT_BITS) return PyErr_NoMemory();
  return PyLong_FromBigInt(base ** BigInt(exponent));
}

// ---- unary operations ----

/** An exact int with the value of op: op itself when it is one. CPython: long_long() */
export function long_long(op: PyObject): New | NULL {
  return PyLong_CheckExact(op) ? Py_NewRef(op) : _PyLong_Copy(op);
}
export function long_neg(op: PyObject): New | NULL {
  return H[op + 3] === 0 ? PyLong_FromNumber(-PyLong_AsSafeNumber(op)) : PyLong_FromBigInt(-(P[H[op + 3]] as bigint));
}
export function long_abs(op: PyObject): New | NULL {
  return _PyLong_IsNegative(op) ? long_neg(op) : long_long(op);
}
export function long_invert(op: PyObject): New | NULL {
  if (H[op + 3] === 0 && PyLong_AsSafeNumber(op) < 9007199254740991) return PyLong_FromNumber(-1 - PyLong_AsSafeNumber(op));
  return PyLong_FromBigInt(-1n - PyLong_AsBigInt(op));
}
export function long_bool(op: PyObject): number {
  return (H[op + 4] & 3) !== 1 ? 1 : 0;
}

// ---- shifts and bits ----

/** a << b. CPython: long_lshift() */
export function long_lshift(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  if (_PyLong_IsNegative(b)) return PyErr_SetString(PyExc_ValueError, 'negative shift count');
  if (_PyLong_Sign(a) === 0) return PyLong_FromNumber(0);
  return lshift(a, PyLong_AsNumberSaturating(b));
}
function lshift(a: PyObject, count: number): New | NULL {
  if (H[a + 3] === 0 && count < 53) {
    const value = PyLong_AsSafeNumber(a) * powerOfTwo(count);
    if (value <= 9007199254740991 && value >= -9007199254740991) return PyLong_FromNumber(value);
  }
  // more digits than CPython's Py_ssize_t counts bytes for
  if (count >= 30 * 2 ** 61) return PyErr_SetString(PyExc_OverflowError, 'too many digits in integer');
  if (_PyLong_NumBits(a) + count > MAX_BIGINT_BITS) return PyErr_NoMemory();
  return PyLong_FromBigInt(PyLong_AsBigInt(a) << BigInt(count));
}
/** a >> b. CPython: long_rshift() */
export function long_rshift(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  if (_PyLong_IsNegative(b)) return PyErr_SetString(PyExc_ValueError, 'negative shift count');
  return rshift(a, PyLong_AsNumberSaturating(b));
}
function rshift(a: PyObject, count: number): New | NULL {
  if (H[a + 3] === 0) {
    const value = PyLong_AsSafeNumber(a);
    return PyLong_FromNumber(count >= 54 ? (value < 0 ? -1 : 0) : Math.floor(value / powerOfTwo(count)));
  }
  if (count >= _PyLong_NumBits(a)) return PyLong_FromNumber(_PyLong_IsNegative(a) ? -1 : 0);
  return PyLong_FromBigInt(PyLong_AsBigInt(a) >> BigInt(count));
}
/** a << count with a count that is a number. CPython: _PyLong_Lshift() */
export function _PyLong_Lshift(a: PyObject, count: number): New | NULL {
  return _PyLong_Sign(a) === 0 ? PyLong_FromNumber(0) : lshift(a, count);
}
/** a >> count. CPython: _PyLong_Rshift() */
export function _PyLong_Rshift(a: PyObject, count: number): New | NULL {
  return rshift(a, count);
}
/** True when both are at most one digit. */
function bothCompact(a: PyObject, b: PyObject): boolean {
  return (H[a + 4] | H[b + 4]) < 16;
}
export function long_and(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  return bothCompact(a, b) ? PyLong_FromNumber(H[a + 5] & H[b + 5]) : PyLong_FromBigInt(PyLong_AsBigInt(a) & PyLong_AsBigInt(b));
}
export function long_or(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  return bothCompact(a, b) ? PyLong_FromNumber(H[a + 5] | H[b + 5]) : PyLong_FromBigInt(PyLong_AsBigInt(a) | PyLong_AsBigInt(b));
}
export function long_xor(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return notImplemented();
  return bothCompact(a, b) ? PyLong_FromNumber(H[a + 5] ^ H[b + 5]) : PyLong_FromBigInt(PyLong_AsBigInt(a) ^ PyLong_AsBigInt(b));
}

// ---- greatest common divisor, division to nearest ----

/** gcd of two BigInts. */
export function gcdBig(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  if (a < b) [a, b] = [b, a];
  while (b !== 0n) {
    if (a <= 9007199254740991n) {
      let x = Number(a), y = Number(b);
      while (y !== 0) {
        const r = x % y;
        x = y;
        y = r;
      }
      return BigInt(x);
    }
    const r = a % b;
    a = b;
    b = r;
  }
  return a;
}
/** The greatest common divisor of two ints. CPython: _PyLong_GCD() */
export function _PyLong_GCD(a: PyObject, b: PyObject): New | NULL {
  if (!bothSafe(a, b)) return PyLong_FromBigInt(gcdBig(PyLong_AsBigInt(a), PyLong_AsBigInt(b)));
  let x = Math.abs(PyLong_AsSafeNumber(a)), y = Math.abs(PyLong_AsSafeNumber(b));
  while (y !== 0) {
    const r = x % y;
    x = y;
    y = r;
  }
  return PyLong_FromNumber(x);
}
/** Quotient rounded to nearest, half to even, and what is left over. CPython: _PyLong_DivmodNear() */
export function divmodNear(a: bigint, b: bigint): {quotient: bigint; remainder: bigint} {
  let q = floorDivBig(a, b), r = a - q * b;
  const twice = r * 2n, more = b > 0n ? twice > b : twice < b;
  if (more || (twice === b && (q & 1n) === 1n)) {
    q += 1n;
    r -= b;
  }
  return {quotient: q, remainder: r};
}
/** The same on objects: a tuple. CPython: _PyLong_DivmodNear() */
export function _PyLong_DivmodNear(a: PyObject, b: PyObject): New | NULL {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return PyErr_SetString(PyExc_TypeError, 'non-integer arguments in division');
  if (_PyLong_Sign(b) === 0) return zeroDivision('integer division or modulo by zero');
  const {quotient, remainder} = divmodNear(PyLong_AsBigInt(a), PyLong_AsBigInt(b));
  const q = PyLong_FromBigInt(quotient), r = q === NULL ? NULL : PyLong_FromBigInt(remainder);
  const result = q === NULL || r === NULL ? NULL : PyTuple_Pack(q, r);
  if (q !== NULL) Py_DECREF(q);
  if (r !== NULL) Py_DECREF(r);
  return result;
}
/** round(self, ndigits). CPython: int___round___impl() */
export function long_round(self: PyObject, o_ndigits: PyObject | NULL): New | NULL {
  if (o_ndigits === NULL) return long_long(self);
  const index = _PyNumber_Index(o_ndigits);
  if (index === NULL) return NULL;
  const ndigits = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (ndigits >= 0n) return long_long(self);
  const value = PyLong_AsBigInt(self);
  // a power of ten far beyond the value leaves nothing of it
  if (-ndigits > BigInt(_PyLong_NumBits(self)) / 3n + 2n) return PyLong_FromNumber(0);
  return PyLong_FromBigInt(value - divmodNear(value, 10n ** -ndigits).remainder);
}
