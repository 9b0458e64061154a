/**
 * Integers: making them, reading them, comparing and hashing. CPython: Objects/longobject.c
 *
 * Three tiers: at most one digit (|v| < 2**30) lies in a word; two digits up to 2**53 - 1 lie in a double ("medium"); everything else is a
 * BigInt in P. lv_tag always holds CPython's digit count, so sizes and blocks are CPython's.
 */
import {F, H, P, interp, _PyRuntime} from '../runtime/current';
import {PyLong_Check, Py_BOOL, _PyLong_IsNegative} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyLong_Type, REFTOTAL, SMALL_INT_WORDS, SMALL_INT_ZERO, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, slots} from '../runtime/object';
import {newPayload} from '../runtime/heap';
import {PyObject_Malloc} from '../runtime/obmalloc';
import {powerOfTwo} from '../runtime/powers';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject, type PyTypeObject, type Py_ssize_t} from '../runtime/types';
import {_PyNumber_Index} from './abstract-number';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {watch} from '../runtime/watched';

export const PyLong_SHIFT = 30;
export const _PY_NSMALLPOSINTS = 257;
export const _PY_NSMALLNEGINTS = 5;
/** Bits that V8's BigInt can hold; anything longer is a MemoryError. */
export const MAX_BIGINT_BITS = 1 << 30;
/** Compact values lie strictly between -this and this. */
const BASE = 1 << 30;
const TAG_MEDIUM = 4;

// ---- making ints ----

/** Bytes of an int with a number of digits; at least one has room. CPython: offsetof(PyLongObject, long_value.ob_digit) + ndigits * sizeof(digit) */
function longBytes(ndigits: number): number {
  return 24 + 4 * (ndigits < 1 ? 1 : ndigits);
}
/** Starts an int object of the exact type. */
function newLong(ndigits: number): New | NULL {
  const op = PyObject_Malloc(longBytes(ndigits));
  if (op === 0) return PyErr_NoMemory();
  H[op] = 1;
  H[REFTOTAL]++;
  if (VIVARIUM_WATCHED) watch.born(op as PyObject);
  H[op + 2] = PyLong_Type;
  H[op + 3] = 0;
  return op as New;
}
/** 2 ** STEPS[i] for the search in bigintBits(): comparing with them looks at lengths only. */
const STEPS: readonly number[] = [32000, 16000, 8000, 4000, 2000, 1000], LIMITS: readonly bigint[] = STEPS.map(bits => 1n << BigInt(bits)), TOP_LIMIT = 1n << 64000n;
/** To look at the bits of a double. */
const DOUBLE = new Float64Array(1), DOUBLE_WORDS = new Int32Array(DOUBLE.buffer);
/** Bits of a non-negative BigInt. */
export function bigintBits(v: bigint): number {
  if (v >= TOP_LIMIT) {
    // a hexadecimal text takes linear time
    const text = v.toString(16);
    return text.length * 4 - Math.clz32(parseInt(text[0], 16)) + 28;
  }
  let bits = 0, rest = v, n = Number(v);
  if (n === Infinity) {
    for (let i = 0; i < LIMITS.length; i++) {
      if (rest >= LIMITS[i]) {
        rest >>= BigInt(STEPS[i]);
        bits += STEPS[i];
      }
    }
    n = Number(rest);
  }
  if (n === 0) return 0;
  DOUBLE[0] = n;
  const high = DOUBLE_WORDS[1], exponent = (high >>> 20) - 1023;
  // the double is rounded, perhaps up to a power of two
  if (exponent > 52 && (high & 0xfffff) === 0 && DOUBLE_WORDS[0] === 0 && rest >> BigInt(exponent) === 0n) return bits + exponent;
  return bits + exponent + 1;
}
/** Writes a safe integer into the fields of an int that has room for it. */
function setNumber(op: PyObject, n: number): void {
  if (n < BASE && n > -BASE) {
    H[op + 4] = n === 0 ? 1 : n < 0 ? 10 : 8;
    H[op + 5] = n;
    return;
  }
  H[op + 4] = 16 | TAG_MEDIUM | (n < 0 ? 2 : 0);
  H[op + 5] = 0;
  F[(op + 6) >> 1] = n;
}
/** Writes a BigInt beyond 2**53. */
function setBig(op: PyObject, v: bigint, ndigits: number): void {
  H[op + 3] = newPayload(v);
  H[op + 4] = (ndigits << 3) | (v < 0n ? 2 : 0);
  H[op + 5] = 0;
}

/** An int for an integer within +-(2**53 - 1); small ones are shared. CPython: PyLong_FromLong() */
export function PyLong_FromNumber(n: number): New | NULL {
  if (n <= 256 && n >= -5) return (SMALL_INT_ZERO + n * SMALL_INT_WORDS) as New;
  if (n < BASE && n > -BASE) {
    const op = PyObject_Malloc(28);
    if (op === 0) return PyErr_NoMemory();
    H[op] = 1;
    H[REFTOTAL]++;
    if (VIVARIUM_WATCHED) watch.born(op as PyObject);
    H[op + 2] = PyLong_Type;
    H[op + 3] = 0;
    H[op + 4] = n < 0 ? 10 : 8;
    H[op + 5] = n;
    return op as New;
  }
  const op = newLong(2);
  if (op !== NULL) setNumber(op, n);
  return op;
}
/** An int for a BigInt. */
export function PyLong_FromBigInt(v: bigint): New | NULL {
  const n = Number(v);
  if (n <= 9007199254740991 && n >= -9007199254740991) return PyLong_FromNumber(n);
  DOUBLE[0] = n;
  const high = DOUBLE_WORDS[1] & 0x7fffffff;
  // as in bigintBits(): infinities and powers of two need a closer look
  const bits = high < 0x7ff00000 && ((high & 0xfffff) !== 0 || DOUBLE_WORDS[0] !== 0) ? (high >>> 20) - 1022 : bigintBits(v < 0n ? -v : v);
  const ndigits = Math.floor((bits + PyLong_SHIFT - 1) / PyLong_SHIFT);
  const op = newLong(ndigits);
  if (op !== NULL) setBig(op, v, ndigits);
  return op;
}
/** An int for an integral double of any size. CPython: PyLong_FromDouble() without its errors */
export function PyLong_FromIntegral(n: number): New | NULL {
  return Number.isSafeInteger(n) ? PyLong_FromNumber(n) : PyLong_FromBigInt(BigInt(n));
}
/** int(dval) of a double: fraction cut off. CPython: PyLong_FromDouble() */
export function PyLong_FromDouble(dval: number): New | NULL {
  if (dval === Infinity || dval === -Infinity) return PyErr_SetString(PyExc_OverflowError, 'cannot convert float infinity to integer');
  if (dval !== dval) return PyErr_SetString(PyExc_ValueError, 'cannot convert float NaN to integer');
  return PyLong_FromIntegral(Math.trunc(dval));
}
export function PyLong_FromLong(n: number): New | NULL {
  return PyLong_FromIntegral(n);
}
export function PyLong_FromSsize_t(n: Py_ssize_t): New | NULL {
  return n >= PY_SSIZE_T_MAX ? PyLong_FromBigInt(9223372036854775807n) : PyLong_FromIntegral(n);
}
export function PyLong_FromSize_t(n: number): New | NULL {
  return PyLong_FromIntegral(n);
}
export function PyLong_FromUnsignedLong(n: number): New | NULL {
  return PyLong_FromIntegral(n);
}
/** The number that id() shows for an address of the heap: a byte address. CPython: PyLong_FromVoidPtr() */
export function PyLong_FromVoidPtr(address: number): New | NULL {
  return PyLong_FromNumber(address * 4);
}
/** The int 0, borrowed. CPython: _PyLong_GetZero() */
export function _PyLong_GetZero(): PyObject {
  return SMALL_INT_ZERO;
}
/** The int 1, borrowed. CPython: _PyLong_GetOne() */
export function _PyLong_GetOne(): PyObject {
  return (SMALL_INT_ZERO + SMALL_INT_WORDS) as PyObject;
}

/** Fills the static small ints of a new runtime: immortal, not counted. CPython: Include/internal/pycore_runtime_init.h _Py_small_ints */
export function initSmallInts(): void {
  for (let n = -_PY_NSMALLNEGINTS; n < _PY_NSMALLPOSINTS; n++) {
    const op = (SMALL_INT_ZERO + n * SMALL_INT_WORDS) as PyObject;
    H[op] = -1;
    H[op + 2] = PyLong_Type;
    H[op + 3] = 0;
    setNumber(op, n);
  }
}

/** An exact int with the value of an int or of an instance of a subclass. CPython: _PyLong_Copy() */
export function _PyLong_Copy(src: PyObject): New | NULL {
  return H[src + 3] === 0 ? PyLong_FromNumber(PyLong_AsSafeNumber(src)) : PyLong_FromBigInt(P[H[src + 3]] as bigint);
}
/** An instance of a subclass of int with the value of an int. @steals value. escapes. CPython: long_subtype_new() */
export function long_subtype_new(type: PyTypeObject, value: New | NULL): New | NULL {
  if (value === NULL) return NULL;
  const ndigits = H[value + 4] >> 3;
  // CPython asks for at least one digit, so that a zero can be written
  const op = slots(type).tp_alloc!(type, ndigits < 1 ? 1 : ndigits);
  if (op !== NULL) {
    if (H[value + 3] !== 0) setBig(op, P[H[value + 3]] as bigint, ndigits);
    else setNumber(op, PyLong_AsSafeNumber(value));
  }
  Py_DECREF(value);
  return op;
}

// ---- reading ints ----

/** True when the value is a BigInt in P. */
export function isBig(op: PyObject): boolean {
  return H[op + 3] !== 0;
}
/** The value of an int that is not a BigInt. */
export function PyLong_AsSafeNumber(op: PyObject): number {
  return (H[op + 4] & TAG_MEDIUM) !== 0 ? F[(op + 6) >> 1] : H[op + 5];
}
/** The value of an int. */
export function PyLong_AsBigInt(op: PyObject): bigint {
  return H[op + 3] !== 0 ? (P[H[op + 3]] as bigint) : BigInt(PyLong_AsSafeNumber(op));
}
/** The value as a double, rounded, and infinite beyond its range: for comparisons and estimates. */
export function PyLong_AsNumberSaturating(op: PyObject): number {
  return H[op + 3] !== 0 ? Number(P[H[op + 3]] as bigint) : PyLong_AsSafeNumber(op);
}
/** -1, 0 or 1. CPython: _PyLong_Sign() */
export function _PyLong_Sign(op: PyObject): number {
  return 1 - (H[op + 4] & 3);
}
/** Bits of the absolute value. CPython: _PyLong_NumBits() */
export function _PyLong_NumBits(op: PyObject): number {
  const ndigits = H[op + 4] >> 3;
  if (ndigits <= 1) return 32 - Math.clz32(Math.abs(H[op + 5]));
  if (H[op + 3] === 0) {
    const high = Math.floor(Math.abs(PyLong_AsSafeNumber(op)) / 4294967296);
    return high === 0 ? 32 - Math.clz32(Math.abs(PyLong_AsSafeNumber(op))) : 64 - Math.clz32(high);
  }
  const v = P[H[op + 3]] as bigint;
  const top = Number((v < 0n ? -v : v) >> BigInt((ndigits - 1) * PyLong_SHIFT));
  return (ndigits - 1) * PyLong_SHIFT + 32 - Math.clz32(top);
}

/** An int (owned) for anything with `__index__`, or NULL with TypeError. */
function asInt(op: PyObject): New | NULL {
  return PyLong_Check(op) ? Py_NewRef(op) : _PyNumber_Index(op);
}
/** The value if it lies within [min, max], else -1 with OverflowError. Beyond 2**53 the result is rounded. */
function ranged(op: PyObject, min: number, max: number, message: string): number {
  const index = asInt(op);
  if (index === NULL) return -1;
  const value = PyLong_AsNumberSaturating(index);
  // 2**63 and 2**64 themselves are what the largest values round to
  const fits = value >= min && value <= max && (H[index + 3] === 0 || bigFits(P[H[index + 3]] as bigint, min, max));
  if (fits && !Number.isSafeInteger(value)) _PyRuntime.largeSsize = PyLong_AsBigInt(index);
  Py_DECREF(index);
  if (fits) return value;
  PyErr_SetString(PyExc_OverflowError, message);
  return -1;
}
function bigFits(v: bigint, min: number, max: number): boolean {
  return v >= BigInt(min) && v <= (max >= 9007199254740992 ? BigInt(max) - 1n : BigInt(max));
}
const LONG_MIN = -9223372036854775808;
/** All digits of a Py_ssize_t that was made from an int just now: a number holds 53 bits of it. */
export function exactSsize(n: Py_ssize_t): bigint {
  return Number.isSafeInteger(n) || Number(_PyRuntime.largeSsize) !== n ? BigInt(n) : _PyRuntime.largeSsize;
}

/** The value as C long; -1 with an exception. escapes. CPython: PyLong_AsLong() */
export function PyLong_AsLong(op: PyObject): number {
  return ranged(op, LONG_MIN, PY_SSIZE_T_MAX, 'Python int too large to convert to C long');
}
/** The value as C int; -1 with an exception. escapes. CPython: PyLong_AsInt() */
export function PyLong_AsInt(op: PyObject): number {
  return ranged(op, -2147483648, 2147483647, 'Python int too large to convert to C int');
}
export function _PyLong_AsInt(op: PyObject): number {
  return PyLong_AsInt(op);
}
/** The value as C long long; beyond 2**53 rounded, see PyLong_AsBigInt(). escapes. CPython: PyLong_AsLongLong() */
export function PyLong_AsLongLong(op: PyObject): number {
  return ranged(op, LONG_MIN, PY_SSIZE_T_MAX, 'int too big to convert');
}
/** The value as C long with -1 or 1 in `overflow` when it does not fit (no exception then). escapes. CPython: PyLong_AsLongAndOverflow() */
export function PyLong_AsLongAndOverflow(op: PyObject): {value: number; overflow: number} {
  const index = asInt(op);
  if (index === NULL) return {value: -1, overflow: 0};
  const value = PyLong_AsNumberSaturating(index);
  const fits = H[index + 3] === 0 || bigFits(P[H[index + 3]] as bigint, LONG_MIN, PY_SSIZE_T_MAX);
  Py_DECREF(index);
  return fits ? {value, overflow: 0} : {value: -1, overflow: value < 0 ? -1 : 1};
}
/** The value as Py_ssize_t; only ints are taken. -1 with an exception. CPython: PyLong_AsSsize_t() */
export function PyLong_AsSsize_t(op: PyObject): Py_ssize_t {
  if (!PyLong_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'an integer is required');
    return -1;
  }
  if (H[op + 3] === 0) return PyLong_AsSafeNumber(op);
  return ranged(op, LONG_MIN, PY_SSIZE_T_MAX, 'Python int too large to convert to C ssize_t');
}
/** A value that must not be negative. */
function unsigned(op: PyObject, negative: string, large: string): number {
  if (!PyLong_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'an integer is required');
    return -1;
  }
  if (_PyLong_IsNegative(op)) {
    PyErr_SetString(PyExc_OverflowError, negative);
    return -1;
  }
  return ranged(op, 0, 18446744073709551615, large);
}
/** -1 with an exception. CPython: PyLong_AsUnsignedLong() */
export function PyLong_AsUnsignedLong(op: PyObject): number {
  return unsigned(op, "can't convert negative value to unsigned int", 'Python int too large to convert to C unsigned long');
}
/** -1 with an exception. CPython: PyLong_AsSize_t() */
export function PyLong_AsSize_t(op: PyObject): number {
  return unsigned(op, "can't convert negative value to size_t", 'Python int too large to convert to C size_t');
}
/** -1 with an exception. CPython: PyLong_AsUnsignedLongLong() */
export function PyLong_AsUnsignedLongLong(op: PyObject): number {
  return unsigned(op, "can't convert negative int to unsigned", 'int too big to convert');
}
/** The lower 64 bits; null with an exception. escapes. CPython: PyLong_AsUnsignedLongMask() */
export function PyLong_AsUnsignedLongMask(op: PyObject): bigint | null {
  const index = asInt(op);
  if (index === NULL) return null;
  const value = BigInt.asUintN(64, PyLong_AsBigInt(index));
  Py_DECREF(index);
  return value;
}
/** The word address that PyLong_FromVoidPtr() made an int of; 0 with an exception. CPython: PyLong_AsVoidPtr() */
export function PyLong_AsVoidPtr(op: PyObject): number {
  const value = PyLong_AsLong(op);
  return value === -1 && PyErr_Occurred() !== NULL ? 0 : value / 4;
}
/** The value as a double, -1 with OverflowError beyond its range. CPython: PyLong_AsDouble() */
export function PyLong_AsDouble(op: PyObject): number {
  if (!PyLong_Check(op)) {
    PyErr_SetString(PyExc_TypeError, 'an integer is required');
    return -1;
  }
  const value = PyLong_AsNumberSaturating(op);
  if (value === Infinity || value === -Infinity) {
    PyErr_SetString(PyExc_OverflowError, 'int too large to convert to float');
    return -1;
  }
  return value;
}
/** Mantissa in [0.5, 1) and exponent of a value, correctly rounded to 53 bits. CPython: _PyLong_Frexp() */
export function _PyLong_Frexp(op: PyObject): {mantissa: number; exponent: number} {
  let value = PyLong_AsBigInt(op), shift = 0;
  if (value === 0n) return {mantissa: 0, exponent: 0};
  const bits = _PyLong_NumBits(op), negative = value < 0n;
  if (negative) value = -value;
  if (bits > 64) {
    // keep 64 bits and whether anything was cut off: enough to round once
    shift = bits - 64;
    const cut = BigInt(shift), top = value >> cut;
    value = top << cut === value ? top : top | 1n;
  }
  const rounded = Number(value), size = Math.min(bits, 64);
  let mantissa = rounded / powerOfTwo(size), exponent = size + shift;
  if (mantissa === 1) {
    mantissa = 0.5;
    exponent++;
  }
  return {mantissa: negative ? -mantissa : mantissa, exponent};
}

// ---- conversions with limits, for argument parsing ----

/** Digits that int <-> str conversion of the current interpreter may have; 0 means no limit. CPython: interp->long_state.max_str_digits */
export function maxStrDigits(): number {
  return interp.long_max_str_digits;
}

// ---- hash and comparison ----

const MODULUS = (1n << 61n) - 1n;
/** hash(int): the value modulo 2**61 - 1 with its sign; -2 for -1. Lower half returned, upper half in H[HASH_HI]. CPython: long_hash() */
export function long_hash(op: PyObject): number {
  if (H[op + 3] === 0) {
    const n = PyLong_AsSafeNumber(op);
    if (n === -1) {
      H[HASH_HI] = -1;
      return -2;
    }
    H[HASH_HI] = Math.floor(n / 4294967296);
    return n | 0;
  }
  return bigintHash(P[H[op + 3]] as bigint);
}
/** long_hash() of a value. */
export function bigintHash(value: bigint): number {
  let x = value < 0n ? -(-value % MODULUS) : value % MODULUS;
  if (x === -1n) x = -2n;
  H[HASH_HI] = Number(BigInt.asIntN(32, x >> 32n));
  return Number(BigInt.asIntN(32, x));
}

/** -1, 0 or 1 as a is less than, equal to or greater than b. CPython: long_compare() */
export function long_compare(a: PyObject, b: PyObject): number {
  if (H[a + 3] === 0 && H[b + 3] === 0) {
    const x = PyLong_AsSafeNumber(a), y = PyLong_AsSafeNumber(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = H[a + 3] === 0 ? PyLong_AsSafeNumber(a) : (P[H[a + 3]] as bigint), y = H[b + 3] === 0 ? PyLong_AsSafeNumber(b) : (P[H[b + 3]] as bigint);
  return x < y ? -1 : x > y ? 1 : 0;
}
/** The verdict of a rich comparison on the sign of a difference: Lt 0, Le 1, Eq 2, Ne 3, Gt 4, Ge 5. */
export function compareVerdict(sign: number, op: number): boolean {
  switch (op) {
    case 0: return sign < 0;
    case 1: return sign <= 0;
    case 2: return sign === 0;
    case 3: return sign !== 0;
    case 4: return sign > 0;
    default: return sign >= 0;
  }
}
/** CPython: long_richcompare() */
export function long_richcompare(self: PyObject, other: PyObject, op: number): New {
  if (!PyLong_Check(self) || !PyLong_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return Py_NewRef(Py_BOOL(compareVerdict(self === other ? 0 : long_compare(self, other), op)));
}
/** Whether two ints are equal. CPython: _PyLong_Equal, the test of dict lookups on ints */
export function _PyLong_EqualValues(a: PyObject, b: PyObject): boolean {
  return a === b || (H[a + 4] === H[b + 4] && long_compare(a, b) === 0);
}

/** An int as a hash: itself when it fits Py_hash_t, else its own hash. Lower half returned, upper in H[HASH_HI]. CPython: Objects/typeobject.c slot_tp_hash() */
export function PyLong_AsHash(op: PyObject): number {
  const value = PyLong_AsBigInt(op);
  if (value < -(1n << 63n) || value >= 1n << 63n) return long_hash(op);
  const bits = BigInt.asUintN(64, value);
  H[HASH_HI] = Number(bits >> 32n) | 0;
  return Number(bits & 0xffffffffn) | 0;
}
