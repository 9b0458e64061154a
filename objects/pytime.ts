/** Times as nanoseconds, from Python numbers and back. CPython: Python/pytime.c */
import {PyLong_AsBigInt, PyLong_FromBigInt} from './longobject';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble} from './floatobject';
import {PyErr_Format, PyErr_SetString, typeName} from './errors';
import {_PyNumber_Index} from './abstract-number';
import {PyLong_Check} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';

/** How a time between two representable ones is rounded. CPython: _PyTime_round_t */
export const _PyTime_ROUND_FLOOR = 0, _PyTime_ROUND_CEILING = 1, _PyTime_ROUND_HALF_EVEN = 2, _PyTime_ROUND_UP = 3, _PyTime_ROUND_TIMEOUT = _PyTime_ROUND_UP;
/** Range of PyTime_t: nanoseconds in 64 bits. */
export const PyTime_MIN = -(2n ** 63n), PyTime_MAX = 2n ** 63n - 1n;
const SEC_TO_NS = 1000000000n;

function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x - rounded) === 0.5 ? 2 * Math.round(x / 2) : rounded;
}
/** A double as an integer. CPython: _PyTime_Round() */
export function _PyTime_Round(x: number, round: number): number {
  switch (round) {
    case _PyTime_ROUND_HALF_EVEN: return roundHalfEven(x);
    case _PyTime_ROUND_CEILING: return Math.ceil(x);
    case _PyTime_ROUND_FLOOR: return Math.floor(x);
    default: return x >= 0 ? Math.ceil(x) : Math.floor(x);
  }
}
function overflow(): null {
  PyErr_SetString(PyExc_OverflowError, 'timestamp too large to convert to C PyTime_t');
  return null;
}
function timeTOverflow(): null {
  PyErr_SetString(PyExc_OverflowError, 'timestamp out of range for platform time_t');
  return null;
}
function nan(): null {
  PyErr_SetString(PyExc_ValueError, 'Invalid value NaN (not a number)');
  return null;
}
const LIMIT = 9223372036854775808;
/** The value of an int, or null with an exception. escapes */
function intValue(op: PyObject): bigint | null {
  const index = _PyNumber_Index(op);
  if (index === NULL) return null;
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  return value;
}
/** Nanoseconds of a number of `unit` nanoseconds; null with an exception. escapes. CPython: pytime_from_object() */
function fromObject(op: PyObject, round: number, unit: bigint): bigint | null {
  if (PyFloat_Check(op)) {
    const d = PyFloat_AsDouble(op);
    if (Number.isNaN(d)) return nan();
    const ns = _PyTime_Round(d * Number(unit), round);
    return ns >= -LIMIT && ns < LIMIT ? BigInt(ns) : timeTOverflow();
  }
  const value = intValue(op);
  if (value === null) return null;
  const ns = value * unit;
  return ns < PyTime_MIN || ns > PyTime_MAX ? overflow() : ns;
}
/** Nanoseconds of a number of seconds; null with an exception. escapes. CPython: _PyTime_FromSecondsObject() */
export function _PyTime_FromSecondsObject(op: PyObject, round: number): bigint | null {
  return fromObject(op, round, SEC_TO_NS);
}
/** Nanoseconds of a number of milliseconds; null with an exception. escapes. CPython: _PyTime_FromMillisecondsObject() */
export function _PyTime_FromMillisecondsObject(op: PyObject, round: number): bigint | null {
  return fromObject(op, round, 1000000n);
}
/** Whole seconds of a number; null with an exception. escapes. CPython: _PyTime_ObjectToTime_t() */
export function _PyTime_ObjectToTime_t(op: PyObject, round: number): bigint | null {
  if (PyFloat_Check(op)) {
    const d = PyFloat_AsDouble(op);
    if (Number.isNaN(d)) return nan();
    const seconds = _PyTime_Round(d, round);
    return seconds >= -LIMIT && seconds < LIMIT ? BigInt(seconds) : timeTOverflow();
  }
  const value = intValue(op);
  if (value === null) return null;
  return value < PyTime_MIN || value > PyTime_MAX ? timeTOverflow() : value;
}
/** Whole seconds of a number, and the rest in units of which a second has `denominator`. escapes. CPython: pytime_object_to_denominator() */
function splitSeconds(op: PyObject, denominator: number, round: number): {seconds: bigint; rest: number} | null {
  if (!PyFloat_Check(op)) {
    const seconds = _PyTime_ObjectToTime_t(op, round);
    return seconds === null ? null : {seconds, rest: 0};
  }
  const d = PyFloat_AsDouble(op);
  if (Number.isNaN(d)) return nan();
  let whole = Math.trunc(d), rest = Number.isFinite(d) ? _PyTime_Round((d - whole) * denominator, round) : 0;
  if (rest >= denominator) {
    rest -= denominator;
    whole += 1;
  } else if (rest < 0) {
    rest += denominator;
    whole -= 1;
  }
  return whole >= -LIMIT && whole < LIMIT ? {seconds: BigInt(whole), rest} : timeTOverflow();
}
/** Whole seconds and microseconds from 0 to 999999 of a number; null with an exception. escapes. CPython: _PyTime_ObjectToTimeval() */
export function _PyTime_ObjectToTimeval(op: PyObject, round: number): {seconds: bigint; us: number} | null {
  const split = splitSeconds(op, 1e6, round);
  return split === null ? null : {seconds: split.seconds, us: split.rest};
}
/** Seconds as a double. CPython: PyTime_AsSecondsDouble() */
export function PyTime_AsSecondsDouble(ns: bigint): number {
  return ns % SEC_TO_NS === 0n ? Number(ns / SEC_TO_NS) : Number(ns) / 1e9;
}
/** Whole seconds and nanoseconds from 0 to 999999999 of a number; null with an exception. escapes. CPython: _PyTime_ObjectToTimespec() */
export function _PyTime_ObjectToTimespec(op: PyObject, round: number): {seconds: bigint; ns: number} | null {
  const split = splitSeconds(op, 1e9, round);
  return split === null ? null : {seconds: split.seconds, ns: split.rest};
}
/** Nanoseconds of whole seconds, cut to the range. CPython: _PyTime_FromSeconds() */
export function _PyTime_FromSeconds(seconds: number): bigint {
  return clamp(BigInt(seconds) * SEC_TO_NS, PyTime_MIN, PyTime_MAX);
}
/** An int as nanoseconds; null with TypeError or OverflowError. CPython: _PyTime_FromLong() */
export function _PyTime_FromLong(op: PyObject): bigint | null {
  if (!PyLong_Check(op)) {
    PyErr_Format(PyExc_TypeError, `expect int, got ${typeName(op)}`);
    return null;
  }
  const ns = PyLong_AsBigInt(op);
  return ns < PyTime_MIN || ns > PyTime_MAX ? overflow() : ns;
}
/** Nanoseconds as an int. CPython: _PyTime_AsLong() */
export function _PyTime_AsLong(ns: bigint): New | NULL {
  return PyLong_FromBigInt(ns);
}
/** Whole seconds and what is left over, from 0 on, of a time in units of which a second has so many. */
function floorSplit(t: bigint, unit: bigint): {seconds: bigint; rest: number} {
  const rest = ((t % unit) + unit) % unit;
  return {seconds: (t - rest) / unit, rest: Number(rest)};
}
/** Nanoseconds as seconds and microseconds. A time_t has 64 bits, so every time fits and is never cut. CPython: _PyTime_AsTimeval(), _PyTime_AsTimeval_clamp() */
export function _PyTime_AsTimeval(ns: bigint, round: number): {tv_sec: bigint; tv_usec: number} {
  const {seconds, rest} = floorSplit(_PyTime_AsMicroseconds(ns, round), 1000000n);
  return {tv_sec: seconds, tv_usec: rest};
}
/** Nanoseconds as seconds and nanoseconds. CPython: _PyTime_AsTimespec(), _PyTime_AsTimespec_clamp() */
export function _PyTime_AsTimespec(ns: bigint): {tv_sec: bigint; tv_nsec: number} {
  const {seconds, rest} = floorSplit(ns, SEC_TO_NS);
  return {tv_sec: seconds, tv_nsec: rest};
}
function clamp(t: bigint, least: bigint, most: bigint): bigint {
  return t < least ? least : t > most ? most : t;
}
/** A float of seconds. @raises MemoryError */
export function secondsObject(ns: bigint): New | NULL {
  return PyFloat_FromDouble(PyTime_AsSecondsDouble(ns));
}
/** Microseconds of nanoseconds. CPython: _PyTime_AsMicroseconds() */
export function _PyTime_AsMicroseconds(ns: bigint, round: number): bigint {
  return divide(ns, 1000n, round);
}
/** Milliseconds of nanoseconds. CPython: _PyTime_AsMilliseconds() */
export function _PyTime_AsMilliseconds(ns: bigint, round: number): bigint {
  return divide(ns, 1000000n, round);
}
/** CPython: pytime_divide() */
function divide(t: bigint, k: bigint, round: number): bigint {
  const q = t / k, r = t % k;
  if (r === 0n) return q;
  switch (round) {
    case _PyTime_ROUND_HALF_EVEN: {
      const twice = (r < 0n ? -r : r) * 2n;
      if (twice < k || (twice === k && q % 2n === 0n)) return q;
      return t >= 0n ? q + 1n : q - 1n;
    }
    case _PyTime_ROUND_CEILING: return t >= 0n ? q + 1n : q;
    case _PyTime_ROUND_FLOOR: return t >= 0n ? q : q - 1n;
    default: return t >= 0n ? q + 1n : q - 1n;
  }
}
