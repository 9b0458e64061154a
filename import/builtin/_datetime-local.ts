/** Datetimes and the local time zone: which seconds since the epoch a local time is, and back. CPython: Modules/_datetimemodule.c */
import {PyErr_SetString} from '../../objects/errors';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {EPOCH_ORDINAL, MAXORDINAL, MAXYEAR, MINYEAR, ord_to_ymd, ymd_to_ord} from './_datetime-calendar';
import {localtime} from './_datetime-date';
import {DATE_GET_FOLD, DATE_GET_HOUR, DATE_GET_MINUTE, DATE_GET_SECOND, GET_DAY, GET_MONTH, GET_YEAR, new_datetime_subclass_fold_ex, new_delta, new_timezone} from './_datetime-objects';

/** No time zone has changed its offset by more than a day. */
const MAX_FOLD_SECONDS = 24 * 3600;
const EPOCH_SECONDS = EPOCH_ORDINAL * 86400;

/** Seconds since the year 1; null with a ValueError. CPython: utc_to_seconds() */
function utc_to_seconds(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  if (year < MINYEAR || year > MAXYEAR) {
    PyErr_SetString(PyExc_ValueError, `year ${year} is out of range`);
    return null;
  }
  return ((ymd_to_ord(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}
/** Local time, as seconds since the year 1, of a UTC time in the same measure; null with an exception. CPython: local() */
function local(u: number): number | null {
  const tm = localtime(u - EPOCH_SECONDS);
  return tm === null ? null : utc_to_seconds(tm.year + 1900, tm.mon + 1, tm.mday, tm.hour, tm.min, tm.sec);
}
/** The UTC time of a local time, both as seconds since the year 1; null with an exception. CPython: local_to_seconds() */
function local_to_seconds(dt: PyObject, fold: number): number | null {
  const t = utc_to_seconds(GET_YEAR(dt), GET_MONTH(dt), GET_DAY(dt), DATE_GET_HOUR(dt), DATE_GET_MINUTE(dt), DATE_GET_SECOND(dt)), first = t === null ? null : local(t);
  if (t === null || first === null) return null;
  // one offset that may be right, and the time that it gives
  const a = first - t, u1 = t - a, t1 = local(u1);
  if (t1 === null) return null;
  let b = t1 - u1;
  if (t1 === t) {
    const u2 = fold === 1 ? u1 + MAX_FOLD_SECONDS : u1 - MAX_FOLD_SECONDS, probe = local(u2);
    if (probe === null) return null;
    b = probe - u2;
    if (a === b) return u1;
  }
  const u2 = t - b, t2 = local(u2);
  if (t2 === null) return null;
  if (t2 === t) return u2;
  if (t1 === t) return u1;
  // in a gap: neither offset gives the time back
  return fold === 1 ? Math.min(u1, u2) : Math.max(u1, u2);
}
/** The POSIX timestamp of a naive datetime without its microseconds; null with an exception. */
export function localTimestamp(dt: PyObject, fold = DATE_GET_FOLD(dt)): number | null {
  const seconds = local_to_seconds(dt, fold);
  return seconds === null ? null : seconds - EPOCH_SECONDS;
}
/** The local time zone at a timestamp: a timezone with offset and name. CPython: local_timezone_from_timestamp() */
export function local_timezone_from_timestamp(timestamp: number): New | NULL {
  const tm = localtime(timestamp);
  if (tm === null) return NULL;
  const delta = new_delta(0, tm.gmtoff, 0), name = delta === NULL ? NULL : PyUnicode_FromString(tm.zone);
  const result = delta === NULL || name === NULL ? NULL : new_timezone(delta, name);
  if (delta !== NULL) Py_DECREF(delta);
  if (name !== NULL) Py_DECREF(name);
  return result;
}
/** The local time zone of a naive local datetime. CPython: local_timezone_from_local() */
export function local_timezone_from_local(dt: PyObject): New | NULL {
  const fold = DATE_GET_FOLD(dt), seconds = localTimestamp(dt, fold), other = seconds === null ? null : localTimestamp(dt, 1 - fold);
  if (seconds === null || other === null) return NULL;
  const gap = other !== seconds && (other > seconds ? 1 : 0) === fold;
  return local_timezone_from_timestamp(gap ? other : seconds);
}
/** A datetime of seconds since the epoch, as UTC or as local time. escapes. CPython: datetime_from_timet_and_us() */
export function datetime_from_timet_and_us(cls: PyObject, asLocal: boolean, timet: number, us: number, tzinfo: PyObject): New | NULL {
  if (!asLocal) {
    const days = Math.floor(timet / 86400), rest = timet - days * 86400, ordinal = EPOCH_ORDINAL + days;
    if (ordinal < 1 || ordinal > MAXORDINAL) return PyErr_SetString(PyExc_ValueError, `year ${yearOf(ordinal)} is out of range`);
    const {year, month, day} = ord_to_ymd(ordinal);
    return new_datetime_subclass_fold_ex(year, month, day, Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60, us, tzinfo, 0, cls);
  }
  const tm = localtime(timet);
  if (tm === null) return NULL;
  const year = tm.year + 1900, month = tm.mon + 1, second = Math.min(59, tm.sec);
  let fold = 0;
  if (tzinfo === _Py_NoneStruct) {
    const result = utc_to_seconds(year, month, tm.mday, tm.hour, tm.min, second), probe = result === null ? null : local(EPOCH_SECONDS + timet - MAX_FOLD_SECONDS);
    if (result === null || probe === null) return NULL;
    const transition = result - probe - MAX_FOLD_SECONDS;
    if (transition < 0) {
      const again = local(EPOCH_SECONDS + timet + transition);
      if (again === null) return NULL;
      if (again === result) fold = 1;
    }
  }
  return new_datetime_subclass_fold_ex(year, month, tm.mday, tm.hour, tm.min, second, us, tzinfo, fold, cls);
}
/** The proleptic Gregorian year of any ordinal. */
function yearOf(ordinal: number): number {
  const cycles = Math.floor((ordinal - 1) / 146097);
  return ord_to_ymd(ordinal - cycles * 146097).year + cycles * 400;
}
