/** Times as nanoseconds, from Python numbers and back. CPython: Python/pytime.c */
import {PyLong_AsBigInt} from './longobject';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble} from './floatobject';
import {PyErr_SetString} from './errors';
import {_PyNumber_Index} from './abstract-number';
import {PyExc_OverflowError, PyExc_ValueError} from '../runtime/generated/static-addresses';
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
/** Whole seconds and microseconds from 0 to 999999 of a number; null with an exception. escapes. CPython: _PyTime_ObjectToTimeval() */
export function _PyTime_ObjectToTimeval(op: PyObject, round: number): {seconds: bigint; us: number} | null {
  if (!PyFloat_Check(op)) {
    const seconds = _PyTime_ObjectToTime_t(op, round);
    return seconds === null ? null : {seconds, us: 0};
  }
  const d = PyFloat_AsDouble(op);
  if (Number.isNaN(d)) return nan();
  let whole = Math.trunc(d), us = Number.isFinite(d) ? _PyTime_Round((d - whole) * 1e6, round) : 0;
  if (us >= 1e6) {
    us -= 1e6;
    whole += 1;
  } else if (us < 0) {
    us += 1e6;
    whole -= 1;
  }
  return whole >= -LIMIT && whole < LIMIT ? {seconds: BigInt(whole), us} : timeTOverflow();
}
/** Seconds as a double. CPython: PyTime_AsSecondsDouble() */
export function PyTime_AsSecondsDouble(ns: bigint): number {
  return ns % SEC_TO_NS === 0n ? Number(ns / SEC_TO_NS) : Number(ns) / 1e9;
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
