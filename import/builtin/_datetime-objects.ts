/**
 * What all files of _datetime share: the types of an interpreter, the fields of objects, and the making of objects.
 *
 * The types are static in CPython, so a module that is imported anew has the same ones. DIVERGES: here each interpreter has heap types of
 * its own that live as long as it does. CPython: Modules/_datetimemodule.c
 */
import {PyObject_Call} from '../../objects/call';
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck, PyType_GenericAlloc} from '../../objects/typeobject';
import {U8, interp} from '../../runtime/current';
import {
  GET_TD_DAYS, GET_TD_MICROSECONDS, GET_TD_SECONDS, Py_TYPE, datetime_tzinfo, set_GET_TD_DAYS, set_GET_TD_MICROSECONDS, set_GET_TD_SECONDS, set_datetime_tzinfo, set_time_tzinfo,
  set_date_hashcode_hi, set_date_hashcode_lo, set_delta_hashcode_hi, set_delta_hashcode_lo, set_timezone_name, set_timezone_offset, time_tzinfo,
} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {MAXYEAR, MINYEAR, days_in_month} from './_datetime-calendar';

/** The types and constants of one interpreter; `interp.moduleStates` owns each under a name of its own. */
export class DatetimeTypes {
  date = NULL as PyTypeObject;
  time = NULL as PyTypeObject;
  datetime = NULL as PyTypeObject;
  timedelta = NULL as PyTypeObject;
  tzinfo = NULL as PyTypeObject;
  timezone = NULL as PyTypeObject;
  isoCalendarDate = NULL as PyTypeObject;
  zero = NULL as PyObject;
  utc = NULL as PyObject;
  epoch = NULL as PyObject;
}
/** Those of the current interpreter; there are none before the module was executed. */
export function types(): DatetimeTypes {
  return interp.moduleStates.get('_datetime') as DatetimeTypes;
}

export const MAX_DELTA_DAYS = 999999999;
export const SECONDS_PER_DAY = 86400;
export const US_PER_SECOND = 1000000;

export const DATE_SIZE = 4, TIME_SIZE = 6, DATETIME_SIZE = 10;
/** Byte address of the data of a date, time or datetime. */
export const data = (op: PyObject): number => (op << 2) + 25;

export const PyDate_Check = (op: PyObject): boolean => PyObject_TypeCheck(op, types().date);
export const PyDateTime_Check = (op: PyObject): boolean => PyObject_TypeCheck(op, types().datetime);
export const PyTime_Check = (op: PyObject): boolean => PyObject_TypeCheck(op, types().time);
export const PyDelta_Check = (op: PyObject): boolean => PyObject_TypeCheck(op, types().timedelta);
export const PyTZInfo_Check = (op: PyObject): boolean => PyObject_TypeCheck(op, types().tzinfo);

export const GET_YEAR = (op: PyObject): number => (U8[data(op)] << 8) | U8[data(op) + 1];
export const GET_MONTH = (op: PyObject): number => U8[data(op) + 2];
export const GET_DAY = (op: PyObject): number => U8[data(op) + 3];
const micro = (at: number): number => (U8[at] << 16) | (U8[at + 1] << 8) | U8[at + 2];
export const DATE_GET_HOUR = (op: PyObject): number => U8[data(op) + 4];
export const DATE_GET_MINUTE = (op: PyObject): number => U8[data(op) + 5];
export const DATE_GET_SECOND = (op: PyObject): number => U8[data(op) + 6];
export const DATE_GET_MICROSECOND = (op: PyObject): number => micro(data(op) + 7);
export const DATE_GET_FOLD = (op: PyObject): number => U8[data(op) + 10];
export const TIME_GET_HOUR = (op: PyObject): number => U8[data(op)];
export const TIME_GET_MINUTE = (op: PyObject): number => U8[data(op) + 1];
export const TIME_GET_SECOND = (op: PyObject): number => U8[data(op) + 2];
export const TIME_GET_MICROSECOND = (op: PyObject): number => micro(data(op) + 3);
export const TIME_GET_FOLD = (op: PyObject): number => U8[data(op) + 6];
export const HASTZINFO = (op: PyObject): boolean => U8[(op << 2) + 24] !== 0;
/** Borrowed; None for a naive one. */
export const GET_DT_TZINFO = (op: PyObject): PyObject => HASTZINFO(op) ? datetime_tzinfo(op) : _Py_NoneStruct;
/** Borrowed; None for a naive one. */
export const GET_TIME_TZINFO = (op: PyObject): PyObject => HASTZINFO(op) ? time_tzinfo(op) : _Py_NoneStruct;

/** Compares the data of two objects, byte by byte. */
export function compareData(left: PyObject, right: PyObject, size: number): number {
  for (let i = 0; i < size; i++) {
    const difference = U8[data(left) + i] - U8[data(right) + i];
    if (difference !== 0) return difference;
  }
  return 0;
}
function setMicro(at: number, value: number): void {
  U8[at] = value >> 16;
  U8[at + 1] = value >> 8;
  U8[at + 2] = value;
}
function alloc(type: PyTypeObject): New | NULL {
  const alloc_ = slots(type).tp_alloc;
  return alloc_ === null ? PyType_GenericAlloc(type, 0) : alloc_(type, 0);
}
function noDateHash(op: PyObject): void {
  set_date_hashcode_lo(op, -1);
  set_date_hashcode_hi(op, -1);
}

const valueError = (message: string): -1 => {
  PyErr_SetString(PyExc_ValueError, message);
  return -1;
};
/** -1 with a ValueError. CPython: check_date_args() */
function check_date_args(year: number, month: number, day: number): number {
  if (year < MINYEAR || year > MAXYEAR) return valueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) return valueError('month must be in 1..12');
  return day < 1 || day > days_in_month(year, month) ? valueError('day is out of range for month') : 0;
}
/** -1 with a ValueError. CPython: check_time_args() */
function check_time_args(h: number, m: number, s: number, us: number, fold: number): number {
  if (h < 0 || h > 23) return valueError('hour must be in 0..23');
  if (m < 0 || m > 59) return valueError('minute must be in 0..59');
  if (s < 0 || s > 59) return valueError('second must be in 0..59');
  if (us < 0 || us > 999999) return valueError('microsecond must be in 0..999999');
  return fold !== 0 && fold !== 1 ? valueError('fold must be either 0 or 1') : 0;
}
/** -1 with a TypeError. CPython: check_tzinfo_subclass() */
export function check_tzinfo_subclass(p: PyObject): number {
  if (p === _Py_NoneStruct || PyTZInfo_Check(p)) return 0;
  PyErr_Format(PyExc_TypeError, `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(p)}'`);
  return -1;
}

/** A date of a class that adds nothing to date's data. CPython: new_date_ex() */
export function new_date_ex(year: number, month: number, day: number, type: PyTypeObject): New | NULL {
  if (check_date_args(year, month, day) < 0) return NULL;
  const self = alloc(type);
  if (self === NULL) return NULL;
  noDateHash(self);
  setDate(self, year, month, day);
  return self;
}
function setDate(self: PyObject, year: number, month: number, day: number): void {
  const at = data(self);
  U8[at] = year >> 8;
  U8[at + 1] = year;
  U8[at + 2] = month;
  U8[at + 3] = day;
}
/** A datetime; `tzinfo` None for a naive one. CPython: new_datetime_ex2() */
export function new_datetime_ex2(year: number, month: number, day: number, hour: number, minute: number, second: number, us: number, tzinfo: PyObject, fold: number, type: PyTypeObject): New | NULL {
  if (check_date_args(year, month, day) < 0 || check_time_args(hour, minute, second, us, fold) < 0 || check_tzinfo_subclass(tzinfo) < 0) return NULL;
  const self = alloc(type);
  if (self === NULL) return NULL;
  noDateHash(self);
  setDate(self, year, month, day);
  const at = data(self);
  U8[at + 4] = hour;
  U8[at + 5] = minute;
  U8[at + 6] = second;
  setMicro(at + 7, us);
  U8[at + 10] = fold;
  U8[at - 1] = tzinfo === _Py_NoneStruct ? 0 : 1;
  if (tzinfo !== _Py_NoneStruct) set_datetime_tzinfo(self, Py_NewRef(tzinfo));
  return self;
}
/** A time; `tzinfo` None for a naive one. CPython: new_time_ex2() */
export function new_time_ex2(hour: number, minute: number, second: number, us: number, tzinfo: PyObject, fold: number, type: PyTypeObject): New | NULL {
  if (check_time_args(hour, minute, second, us, fold) < 0 || check_tzinfo_subclass(tzinfo) < 0) return NULL;
  const self = alloc(type);
  if (self === NULL) return NULL;
  noDateHash(self);
  const at = data(self);
  U8[at] = hour;
  U8[at + 1] = minute;
  U8[at + 2] = second;
  setMicro(at + 3, us);
  U8[at + 6] = fold;
  U8[at - 1] = tzinfo === _Py_NoneStruct ? 0 : 1;
  if (tzinfo !== _Py_NoneStruct) set_time_tzinfo(self, Py_NewRef(tzinfo));
  return self;
}
/** An object of raw data, as pickles hold it: the top bit of byte `foldAt` says fold. CPython: date_from_pickle() and its kin */
export function fromData(type: PyTypeObject, bytes: Uint8Array, tzinfo: PyObject, foldAt: number): New | NULL {
  if (tzinfo !== _Py_NoneStruct && !PyTZInfo_Check(tzinfo)) return PyErr_SetString(PyExc_TypeError, 'bad tzinfo state arg');
  const self = alloc(type);
  if (self === NULL) return NULL;
  noDateHash(self);
  const at = data(self);
  U8.set(bytes, at);
  if (foldAt >= 0) {
    U8[at + bytes.length] = bytes[foldAt] >> 7;
    U8[at + foldAt] &= 127;
    U8[at - 1] = tzinfo === _Py_NoneStruct ? 0 : 1;
    if (tzinfo !== _Py_NoneStruct) {
      if (bytes.length === TIME_SIZE) set_time_tzinfo(self, Py_NewRef(tzinfo));
      else set_datetime_tzinfo(self, Py_NewRef(tzinfo));
    }
  }
  return self;
}
/** cls(*numbers[, tzinfo][, fold=1]). CPython: call_subclass_fold() */
function callSubclass(cls: PyObject, numbers: readonly number[], tzinfo: PyObject | NULL, fold: number): New | NULL {
  const values = numbers.map(PyLong_FromNumber);
  const args = tzinfo === NULL ? packSteal(...values) : packSteal(...values, Py_NewRef(tzinfo));
  if (args === NULL) return NULL;
  let kw: New | NULL = NULL;
  if (fold !== 0) {
    const value = PyLong_FromNumber(fold);
    kw = value === NULL ? NULL : PyDict_New();
    if (value === NULL || kw === NULL || PyDict_SetItemString(kw, 'fold', value) < 0) {
      Py_XDECREF(value);
      Py_XDECREF(kw);
      Py_DECREF(args);
      return NULL;
    }
    Py_DECREF(value);
  }
  const result = PyObject_Call(cls, args, kw);
  Py_DECREF(args);
  Py_XDECREF(kw);
  return result;
}
/** A date of any class: its own constructor makes it when it is not one of ours. escapes. CPython: new_date_subclass_ex() */
export function new_date_subclass_ex(year: number, month: number, day: number, cls: PyObject): New | NULL {
  const known = types();
  if (cls === known.date) return new_date_ex(year, month, day, known.date);
  if (cls === known.datetime) return new_datetime_ex2(year, month, day, 0, 0, 0, 0, _Py_NoneStruct, 0, known.datetime);
  return callSubclass(cls, [year, month, day], NULL, 0);
}
/** escapes. CPython: new_datetime_subclass_fold_ex() */
export function new_datetime_subclass_fold_ex(year: number, month: number, day: number, hour: number, minute: number, second: number, us: number, tzinfo: PyObject, fold: number, cls: PyObject): New | NULL {
  const known = types();
  if (cls === known.datetime) return new_datetime_ex2(year, month, day, hour, minute, second, us, tzinfo, fold, known.datetime);
  return callSubclass(cls, [year, month, day, hour, minute, second, us], tzinfo, fold);
}
/** escapes. CPython: new_time_subclass_fold_ex() */
export function new_time_subclass_fold_ex(hour: number, minute: number, second: number, us: number, tzinfo: PyObject, fold: number, cls: PyObject): New | NULL {
  const known = types();
  if (cls === known.time) return new_time_ex2(hour, minute, second, us, tzinfo, fold, known.time);
  return callSubclass(cls, [hour, minute, second, us], tzinfo, fold);
}

/** A timedelta of parts in their ranges. @raises OverflowError. CPython: new_delta_ex() */
export function new_delta_ex(days: number, seconds: number, us: number, type: PyTypeObject): New | NULL {
  if (days < -MAX_DELTA_DAYS || days > MAX_DELTA_DAYS) return PyErr_Format(PyExc_OverflowError, `days=${days}; must have magnitude <= ${MAX_DELTA_DAYS}`);
  const known = types();
  if (days === 0 && seconds === 0 && us === 0 && type === known.timedelta && known.zero !== (NULL as number)) return Py_NewRef(known.zero);
  const self = alloc(type);
  if (self === NULL) return NULL;
  set_delta_hashcode_lo(self, -1);
  set_delta_hashcode_hi(self, -1);
  set_GET_TD_DAYS(self, days);
  set_GET_TD_SECONDS(self, seconds);
  set_GET_TD_MICROSECONDS(self, us);
  return self;
}
/** A timedelta of parts of any sizes that doubles hold exactly. CPython: new_delta() with normalize */
export function new_delta(days: number, seconds: number, us: number, type: PyTypeObject = types().timedelta): New | NULL {
  const s = seconds + Math.floor(us / US_PER_SECOND), d = days + Math.floor(s / SECONDS_PER_DAY);
  return new_delta_ex(d, s - Math.floor(s / SECONDS_PER_DAY) * SECONDS_PER_DAY, us - Math.floor(us / US_PER_SECOND) * US_PER_SECOND, type);
}
/** left + factor * right. */
export function combineDeltas(left: PyObject, right: PyObject, factor: 1 | -1): New | NULL {
  return new_delta(GET_TD_DAYS(left) + factor * GET_TD_DAYS(right), GET_TD_SECONDS(left) + factor * GET_TD_SECONDS(right), GET_TD_MICROSECONDS(left) + factor * GET_TD_MICROSECONDS(right));
}
/** Less than, equal to or greater than 0. CPython: delta_cmp() */
export function delta_cmp(left: PyObject, right: PyObject): number {
  return GET_TD_DAYS(left) - GET_TD_DAYS(right) || GET_TD_SECONDS(left) - GET_TD_SECONDS(right) || GET_TD_MICROSECONDS(left) - GET_TD_MICROSECONDS(right);
}
/** Whether a timedelta is not zero. CPython: delta_bool() */
export const delta_bool = (op: PyObject): boolean => GET_TD_DAYS(op) !== 0 || GET_TD_SECONDS(op) !== 0 || GET_TD_MICROSECONDS(op) !== 0;
/** Microseconds as a difference of days would have them: exact. CPython: delta_to_microseconds() */
export function delta_to_microseconds(op: PyObject): bigint {
  return (BigInt(GET_TD_DAYS(op)) * 86400n + BigInt(GET_TD_SECONDS(op))) * 1000000n + BigInt(GET_TD_MICROSECONDS(op));
}
/** Whether an offset from UTC is a day or more. */
export function offsetOutOfRange(op: PyObject): boolean {
  const days = GET_TD_DAYS(op);
  return days < -1 || days >= 1 || (days === -1 && GET_TD_SECONDS(op) === 0 && GET_TD_MICROSECONDS(op) < 1);
}
/** A timezone; `name` may be NULL. CPython: create_timezone() */
export function create_timezone(offset: PyObject, name: PyObject | NULL): New | NULL {
  const self = alloc(types().timezone);
  if (self === NULL) return NULL;
  set_timezone_offset(self, Py_NewRef(offset));
  set_timezone_name(self, Py_XNewRef(name));
  return self;
}
/** A timezone of a checked offset; that of no offset and no name is utc. @raises ValueError. escapes. CPython: new_timezone() */
export function new_timezone(offset: PyObject, name: PyObject | NULL): New | NULL {
  if (name === NULL && !delta_bool(offset)) return Py_NewRef(types().utc);
  if (offsetOutOfRange(offset)) {
    const text = reprText(offset);
    return text === null ? NULL : PyErr_Format(PyExc_ValueError, `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${text}.`);
  }
  return create_timezone(offset, name);
}
/** The values of arguments that are C ints, `defaults` for those left out; null with an exception. */
export function intArguments(values: readonly (PyObject | NULL)[], defaults: readonly number[]): number[] | null {
  const result: number[] = [];
  for (let i = 0; i < defaults.length; i++) {
    const op = values[i];
    const n = op === NULL ? defaults[i] : PyLong_AsInt(op);
    if (n === -1 && op !== NULL && PyErr_Occurred() !== NULL) return null;
    result.push(n);
  }
  return result;
}
/** Ends an object of a type of ours whose instances own nothing but `reference`. */
export function freeWith(self: PyObject, reference: PyObject | NULL): void {
  const type = Py_TYPE(self);
  Py_XDECREF(reference);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
