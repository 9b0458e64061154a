/** timedelta. CPython: Modules/_datetimemodule.c, PyDateTime_Delta */
import {PyNumber_TrueDivide} from '../../objects/abstract-number';
import {PyErr_Format, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_Check} from '../../objects/floatobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_CallMethodNoArgs} from '../../objects/call';
import {PyObject_Hash} from '../../objects/object';
import {packSteal, richCompareNumbers} from '../../objects/tupleobject';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {H} from '../../runtime/current';
import {
  GET_TD_DAYS, GET_TD_MICROSECONDS, GET_TD_SECONDS, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, delta_hashcode_hi, delta_hashcode_lo,
  set_delta_hashcode_hi, set_delta_hashcode_lo,
} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyExc_ZeroDivisionError, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {PyDelta_Check, combineDeltas, delta_bool, delta_cmp, delta_to_microseconds, freeWith, new_delta, new_delta_ex, types} from './_datetime-objects';

const notImplemented = (): New => Py_NewRef(_Py_NotImplementedStruct);
const floorDiv = (a: bigint, b: bigint): bigint => {
  const q = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? q - 1n : q;
};
const modulo = (a: bigint, b: bigint): bigint => a - floorDiv(a, b) * b;

/** A timedelta of a number of microseconds. @raises OverflowError. CPython: microseconds_to_delta_ex() */
function microseconds_to_delta(us: bigint, type: PyTypeObject = types().timedelta): New | NULL {
  const seconds = floorDiv(us, 1000000n), days = floorDiv(seconds, 86400n);
  if (days < -2147483648n || days > 2147483647n) return PyErr_SetString(PyExc_OverflowError, 'Python int too large to convert to C int');
  return new_delta_ex(Number(days), Number(modulo(seconds, 86400n)), Number(modulo(us, 1000000n)), type);
}
/** a / b to the nearest integer, ties to the even one; null with a ZeroDivisionError. CPython: divide_nearest() */
function divide_nearest(a: bigint, b: bigint): bigint | null {
  if (b === 0n) {
    zeroDivision();
    return null;
  }
  const q = floorDiv(a, b), r = a - q * b, twice = r * 2n;
  const larger = b > 0n ? twice > b || (twice === b && (q & 1n) === 1n) : twice < b || (twice === b && (q & 1n) === 1n);
  return larger ? q + 1n : q;
}

/** Units of the parameters, in microseconds, in the order in which they are added. */
const UNITS = [[2, 'microseconds', 1n], [3, 'milliseconds', 1000n], [1, 'seconds', 1000000n], [4, 'minutes', 60000000n], [5, 'hours', 3600000000n], [0, 'days', 86400000000n], [6, 'weeks', 604800000000n]] as const;
/** C's round(): halves away from zero. */
const roundAway = (x: number): number => x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5);

/** escapes. CPython: delta_new() */
function delta_new(type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('__new__', '(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)', args, kw);
  if (values === null) return NULL;
  let us = 0n, leftover = 0;
  for (const [i, name, unit] of UNITS) {
    const num = values[i];
    if (num === NULL) continue;
    if (PyLong_Check(num)) us += PyLong_AsBigInt(num) * unit;
    else if (PyFloat_Check(num)) {
      const value = PyFloat_AsDouble(num);
      if (!Number.isFinite(value)) return nonFinite(value);
      // the integer part is added exactly, the fraction as far as a double goes
      const whole = Math.trunc(value), fraction = (value - whole) * Number(unit), more = Math.trunc(fraction);
      us += BigInt(whole) * unit + BigInt(more);
      leftover += fraction - more;
    } else return PyErr_Format(PyExc_TypeError, `unsupported type for timedelta ${name} component: ${typeName(num)}`);
  }
  if (leftover !== 0) {
    let rounded = roundAway(leftover);
    if (Math.abs(rounded - leftover) === 0.5) {
      // a tie: to the even sum
      const odd = Number(us & 1n);
      rounded = 2 * roundAway((leftover + odd) * 0.5) - odd;
    }
    us += BigInt(rounded);
  }
  return microseconds_to_delta(us, type);
}
function nonFinite(value: number): NULL {
  return Number.isNaN(value) ? PyErr_SetString(PyExc_ValueError, 'cannot convert float NaN to integer') : PyErr_SetString(PyExc_OverflowError, 'cannot convert float infinity to integer');
}

function delta_add(left: PyObject, right: PyObject): New | NULL {
  return PyDelta_Check(left) && PyDelta_Check(right) ? combineDeltas(left, right, 1) : notImplemented();
}
/** left - right for two timedeltas. CPython: delta_subtract() */
export function delta_subtract(left: PyObject, right: PyObject): New | NULL {
  return PyDelta_Check(left) && PyDelta_Check(right) ? combineDeltas(left, right, -1) : notImplemented();
}
/** CPython: delta_negative() */
export function delta_negative(self: PyObject): New | NULL {
  return new_delta(-GET_TD_DAYS(self), -GET_TD_SECONDS(self), -GET_TD_MICROSECONDS(self));
}
function delta_positive(self: PyObject): New | NULL {
  return new_delta(GET_TD_DAYS(self), GET_TD_SECONDS(self), GET_TD_MICROSECONDS(self));
}
/** Numerator and denominator of a float; null with an exception. escapes. CPython: get_float_as_integer_ratio() */
function get_float_as_integer_ratio(op: PyObject): [bigint, bigint] | null {
  const name = PyUnicode_InternFromString('as_integer_ratio');
  if (name === NULL) return null;
  const ratio = PyObject_CallMethodNoArgs(op, name);
  Py_DECREF(name);
  if (ratio === NULL) return null;
  let result: [bigint, bigint] | null = null;
  if (!PyTuple_Check(ratio)) PyErr_Format(PyExc_TypeError, `unexpected return type from as_integer_ratio(): expected tuple, got '${typeName(ratio)}'`);
  else if (PyTuple_GET_SIZE(ratio) !== 2) PyErr_SetString(PyExc_ValueError, 'as_integer_ratio() must return a 2-tuple');
  else result = [PyLong_AsBigInt(PyTuple_GET_ITEM(ratio, 0)), PyLong_AsBigInt(PyTuple_GET_ITEM(ratio, 1))];
  Py_DECREF(ratio);
  return result;
}
/** delta * a / b. CPython: multiply_truedivide_timedelta_float() */
function scaled(delta: PyObject, a: bigint, b: bigint): New | NULL {
  const us = divide_nearest(delta_to_microseconds(delta) * a, b);
  return us === null ? NULL : microseconds_to_delta(us);
}
function delta_multiply(left: PyObject, right: PyObject): New | NULL {
  const delta = PyDelta_Check(left) ? left : right, other = delta === left ? right : left;
  if (!PyDelta_Check(delta)) return notImplemented();
  if (PyLong_Check(other)) return microseconds_to_delta(delta_to_microseconds(delta) * PyLong_AsBigInt(other));
  if (!PyFloat_Check(other)) return notImplemented();
  const ratio = get_float_as_integer_ratio(other);
  return ratio === null ? NULL : scaled(delta, ratio[0], ratio[1]);
}
function zeroDivision(): NULL {
  return PyErr_SetString(PyExc_ZeroDivisionError, 'integer division or modulo by zero');
}
function delta_divide(left: PyObject, right: PyObject): New | NULL {
  if (!PyDelta_Check(left)) return notImplemented();
  if (PyLong_Check(right)) {
    const divisor = PyLong_AsBigInt(right);
    return divisor === 0n ? zeroDivision() : microseconds_to_delta(floorDiv(delta_to_microseconds(left), divisor));
  }
  if (!PyDelta_Check(right)) return notImplemented();
  const divisor = delta_to_microseconds(right);
  return divisor === 0n ? zeroDivision() : PyLong_FromBigInt(floorDiv(delta_to_microseconds(left), divisor));
}
/** A quotient of integers as a float. */
function quotient(a: bigint, b: bigint): New | NULL {
  const x = PyLong_FromBigInt(a), y = PyLong_FromBigInt(b);
  const result = x === NULL || y === NULL ? NULL : PyNumber_TrueDivide(x, y);
  if (x !== NULL) Py_DECREF(x);
  if (y !== NULL) Py_DECREF(y);
  return result;
}
function delta_truedivide(left: PyObject, right: PyObject): New | NULL {
  if (!PyDelta_Check(left)) return notImplemented();
  if (PyDelta_Check(right)) return quotient(delta_to_microseconds(left), delta_to_microseconds(right));
  if (PyFloat_Check(right)) {
    const ratio = get_float_as_integer_ratio(right);
    return ratio === null ? NULL : scaled(left, ratio[1], ratio[0]);
  }
  return PyLong_Check(right) ? scaled(left, 1n, PyLong_AsBigInt(right)) : notImplemented();
}
function delta_remainder(left: PyObject, right: PyObject): New | NULL {
  if (!PyDelta_Check(left) || !PyDelta_Check(right)) return notImplemented();
  const divisor = delta_to_microseconds(right);
  return divisor === 0n ? zeroDivision() : microseconds_to_delta(modulo(delta_to_microseconds(left), divisor));
}
function delta_divmod(left: PyObject, right: PyObject): New | NULL {
  if (!PyDelta_Check(left) || !PyDelta_Check(right)) return notImplemented();
  const divisor = delta_to_microseconds(right), us = delta_to_microseconds(left);
  if (divisor === 0n) return zeroDivision();
  return packSteal(PyLong_FromBigInt(floorDiv(us, divisor)), microseconds_to_delta(modulo(us, divisor)));
}
/** CPython: delta_richcompare() */
export function delta_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  return PyDelta_Check(other) ? richCompareNumbers(delta_cmp(self, other), 0, op) : notImplemented();
}
function state(self: PyObject): New | NULL {
  return packSteal(PyLong_FromNumber(GET_TD_DAYS(self)), PyLong_FromNumber(GET_TD_SECONDS(self)), PyLong_FromNumber(GET_TD_MICROSECONDS(self)));
}
/** CPython: delta_hash() */
export function delta_hash(self: PyObject): number {
  if (delta_hashcode_lo(self) === -1 && delta_hashcode_hi(self) === -1) {
    const parts = state(self);
    if (parts === NULL) {
      H[HASH_HI] = -1;
      return -1;
    }
    set_delta_hashcode_lo(self, PyObject_Hash(parts));
    set_delta_hashcode_hi(self, H[HASH_HI]);
    Py_DECREF(parts);
  }
  H[HASH_HI] = delta_hashcode_hi(self);
  return delta_hashcode_lo(self);
}
function delta_repr(self: PyObject): New | NULL {
  const parts: string[] = [], days = GET_TD_DAYS(self), seconds = GET_TD_SECONDS(self), us = GET_TD_MICROSECONDS(self);
  if (days !== 0) parts.push(`days=${days}`);
  if (seconds !== 0) parts.push(`seconds=${seconds}`);
  if (us !== 0) parts.push(`microseconds=${us}`);
  return PyUnicode_FromString(`${typeName(self)}(${parts.length === 0 ? '0' : parts.join(', ')})`);
}
const two = (n: number): string => String(n).padStart(2, '0');
function delta_str(self: PyObject): New | NULL {
  const days = GET_TD_DAYS(self), total = GET_TD_SECONDS(self), us = GET_TD_MICROSECONDS(self);
  const front = days === 0 ? '' : `${days} day${days === 1 || days === -1 ? '' : 's'}, `;
  const clock = `${Math.floor(total / 3600)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
  return PyUnicode_FromString(`${front}${clock}${us === 0 ? '' : `.${String(us).padStart(6, '0')}`}`);
}
/** Seconds as a float. CPython: delta_total_seconds() */
export function delta_total_seconds(self: PyObject): New | NULL {
  return quotient(delta_to_microseconds(self), 1000000n);
}

export const TIMEDELTA_SPEC: TypeSpec = {
  tp_name: 'datetime.timedelta', tp_basicsize: 40, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'A duration: days, seconds and microseconds.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0; they may be integers or floats, positive or negative.',
  slots: {
    tp_dealloc: self => freeWith(self, NULL), tp_new: delta_new, tp_repr: delta_repr, tp_str: delta_str, tp_hash: delta_hash, tp_richcompare: delta_richcompare,
    nb_add: delta_add, nb_subtract: delta_subtract, nb_multiply: delta_multiply, nb_remainder: delta_remainder, nb_divmod: delta_divmod, nb_negative: delta_negative,
    nb_positive: delta_positive, nb_absolute: self => GET_TD_DAYS(self) < 0 ? delta_negative(self) : delta_positive(self), nb_bool: self => delta_bool(self) ? 1 : 0,
    nb_floor_divide: delta_divide, nb_true_divide: delta_truedivide,
  },
  members: [
    {name: 'days', type: 'int', offset: 24, flags: Py_READONLY, doc: 'Number of days.'},
    {name: 'seconds', type: 'int', offset: 28, flags: Py_READONLY, doc: 'Number of seconds (>= 0 and less than 1 day).'},
    {name: 'microseconds', type: 'int', offset: 32, flags: Py_READONLY, doc: 'Number of microseconds (>= 0 and less than 1 second).'},
  ],
  methods: [
    method('total_seconds', '($self, /)', delta_total_seconds, 'The whole duration in seconds.'),
    method('__reduce__', '($self, /)', self => packSteal(Py_NewRef(Py_TYPE(self)), state(self)), '-> (cls, state)'),
  ],
};
