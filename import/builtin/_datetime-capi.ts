/**
 * Dates and times for C code. PyDateTime_IMPORT() must come before all else, as in C, in each interpreter. CPython: Include/datetime.h,
 * Modules/_datetimemodule.c get_datetime_capi()
 */
import {PyObject_Call} from '../../objects/call';
import {PyCapsule_Import} from '../../objects/capsule';
import {PyObject_GetAttrString} from '../../objects/object';
import {Py_IS_TYPE} from '../../runtime/generated/accessors';
import {_Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {
  DATE_GET_FOLD, DATE_GET_HOUR, DATE_GET_MICROSECOND, DATE_GET_MINUTE, DATE_GET_SECOND, GET_DAY, GET_DT_TZINFO, GET_MONTH, GET_TIME_TZINFO, GET_YEAR, TIME_GET_FOLD, TIME_GET_HOUR, TIME_GET_MICROSECOND, TIME_GET_MINUTE,
  TIME_GET_SECOND, new_date_ex, new_datetime_ex2, new_delta, new_delta_ex, new_time_ex2, new_timezone, types,
} from './_datetime-objects';
import {GET_TD_DAYS, GET_TD_MICROSECONDS, GET_TD_SECONDS} from '../../runtime/generated/accessors';

/** What the capsule `datetime.datetime_CAPI` holds; the types are borrowed, and live as long as the interpreter. CPython: PyDateTime_CAPI */
export interface PyDateTime_CAPI {
  readonly DateType: PyTypeObject;
  readonly DateTimeType: PyTypeObject;
  readonly TimeType: PyTypeObject;
  readonly DeltaType: PyTypeObject;
  readonly TZInfoType: PyTypeObject;
  readonly TimeZone_UTC: PyObject;
  readonly Date_FromDate: (year: number, month: number, day: number, type: PyTypeObject) => New | NULL;
  readonly DateTime_FromDateAndTime: (year: number, month: number, day: number, hour: number, minute: number, second: number, us: number, tzinfo: PyObject, type: PyTypeObject) => New | NULL;
  readonly Time_FromTime: (hour: number, minute: number, second: number, us: number, tzinfo: PyObject, type: PyTypeObject) => New | NULL;
  readonly Delta_FromDelta: (days: number, seconds: number, us: number, normalize: number, type: PyTypeObject) => New | NULL;
  readonly TimeZone_FromTimeZone: (offset: PyObject, name: PyObject | NULL) => New | NULL;
  readonly DateTime_FromTimestamp: (cls: PyObject, args: PyObject, kwds: PyObject | NULL) => New | NULL;
  readonly Date_FromTimestamp: (cls: PyObject, args: PyObject) => New | NULL;
  readonly DateTime_FromDateAndTimeAndFold: (year: number, month: number, day: number, hour: number, minute: number, second: number, us: number, tzinfo: PyObject, fold: number, type: PyTypeObject) => New | NULL;
  readonly Time_FromTimeAndFold: (hour: number, minute: number, second: number, us: number, tzinfo: PyObject, fold: number, type: PyTypeObject) => New | NULL;
}
/** `cls.fromtimestamp(*args, **kwds)`. escapes */
function fromTimestamp(cls: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const method = PyObject_GetAttrString(cls, 'fromtimestamp');
  if (method === NULL) return NULL;
  const result = PyObject_Call(method, args, kwds);
  Py_DECREF(method);
  return result;
}
/** The functions and types of the current interpreter. CPython: get_datetime_capi() */
export function get_datetime_capi(): PyDateTime_CAPI {
  const t = types();
  return {
    DateType: t.date, DateTimeType: t.datetime, TimeType: t.time, DeltaType: t.timedelta, TZInfoType: t.tzinfo, TimeZone_UTC: t.utc,
    Date_FromDate: new_date_ex,
    DateTime_FromDateAndTime: (year, month, day, hour, minute, second, us, tzinfo, type) => new_datetime_ex2(year, month, day, hour, minute, second, us, tzinfo, 0, type),
    Time_FromTime: (hour, minute, second, us, tzinfo, type) => new_time_ex2(hour, minute, second, us, tzinfo, 0, type),
    Delta_FromDelta: (days, seconds, us, normalize, type) => (normalize !== 0 ? new_delta(days, seconds, us, type) : new_delta_ex(days, seconds, us, type)),
    TimeZone_FromTimeZone: new_timezone, DateTime_FromTimestamp: fromTimestamp, Date_FromTimestamp: (cls, args) => fromTimestamp(cls, args, NULL),
    DateTime_FromDateAndTimeAndFold: new_datetime_ex2, Time_FromTimeAndFold: new_time_ex2,
  };
}
/** Imports datetime, and gives its C API; null with an exception. CPython: the macro PyDateTime_IMPORT */
export function PyDateTime_IMPORT(): PyDateTime_CAPI | null {
  return PyCapsule_Import('datetime.datetime_CAPI') as PyDateTime_CAPI | null;
}
/** datetime.UTC, borrowed. CPython: the macro PyDateTime_TimeZone_UTC */
export function PyDateTime_TimeZone_UTC(): PyObject {
  return types().utc;
}
/** CPython: PyDate_FromDate() */
export function PyDate_FromDate(year: number, month: number, day: number): New | NULL {
  return new_date_ex(year, month, day, types().date);
}
/** CPython: PyDateTime_FromDateAndTime() */
export function PyDateTime_FromDateAndTime(year: number, month: number, day: number, hour: number, minute: number, second: number, us: number): New | NULL {
  return new_datetime_ex2(year, month, day, hour, minute, second, us, _Py_NoneStruct, 0, types().datetime);
}
/** CPython: PyDateTime_FromDateAndTimeAndFold() */
export function PyDateTime_FromDateAndTimeAndFold(year: number, month: number, day: number, hour: number, minute: number, second: number, us: number, fold: number): New | NULL {
  return new_datetime_ex2(year, month, day, hour, minute, second, us, _Py_NoneStruct, fold, types().datetime);
}
/** CPython: PyTime_FromTime() */
export function PyTime_FromTime(hour: number, minute: number, second: number, us: number): New | NULL {
  return new_time_ex2(hour, minute, second, us, _Py_NoneStruct, 0, types().time);
}
/** CPython: PyTime_FromTimeAndFold() */
export function PyTime_FromTimeAndFold(hour: number, minute: number, second: number, us: number, fold: number): New | NULL {
  return new_time_ex2(hour, minute, second, us, _Py_NoneStruct, fold, types().time);
}
/** A timedelta, normalised. CPython: PyDelta_FromDSU() */
export function PyDelta_FromDSU(days: number, seconds: number, us: number): New | NULL {
  return new_delta(days, seconds, us);
}
/** A timezone without a name; UTC itself for no offset. CPython: PyTimeZone_FromOffset() */
export function PyTimeZone_FromOffset(offset: PyObject): New | NULL {
  return new_timezone(offset, NULL);
}
/** CPython: PyTimeZone_FromOffsetAndName() */
export function PyTimeZone_FromOffsetAndName(offset: PyObject, name: PyObject | NULL): New | NULL {
  return new_timezone(offset, name);
}
/** date.fromtimestamp() of a tuple of arguments. escapes. CPython: PyDate_FromTimestamp() */
export function PyDate_FromTimestamp(args: PyObject): New | NULL {
  return fromTimestamp(types().date, args, NULL);
}
/** datetime.fromtimestamp() of a tuple of arguments. escapes. CPython: PyDateTime_FromTimestamp() */
export function PyDateTime_FromTimestamp(args: PyObject): New | NULL {
  return fromTimestamp(types().datetime, args, NULL);
}
/** CPython: PyDate_CheckExact() */
export function PyDate_CheckExact(op: PyObject): boolean {
  return Py_IS_TYPE(op, types().date);
}
/** CPython: PyDateTime_CheckExact() */
export function PyDateTime_CheckExact(op: PyObject): boolean {
  return Py_IS_TYPE(op, types().datetime);
}
/** CPython: PyTime_CheckExact() */
export function PyTime_CheckExact(op: PyObject): boolean {
  return Py_IS_TYPE(op, types().time);
}
/** CPython: PyDelta_CheckExact() */
export function PyDelta_CheckExact(op: PyObject): boolean {
  return Py_IS_TYPE(op, types().timedelta);
}
/** CPython: PyTZInfo_CheckExact() */
export function PyTZInfo_CheckExact(op: PyObject): boolean {
  return Py_IS_TYPE(op, types().tzinfo);
}
/** Fields of dates, datetimes, times and timedeltas; a tzinfo is borrowed, None for none. CPython: the macros of Include/datetime.h */
export const PyDateTime_GET_YEAR = GET_YEAR, PyDateTime_GET_MONTH = GET_MONTH, PyDateTime_GET_DAY = GET_DAY;
export const PyDateTime_DATE_GET_HOUR = DATE_GET_HOUR, PyDateTime_DATE_GET_MINUTE = DATE_GET_MINUTE, PyDateTime_DATE_GET_SECOND = DATE_GET_SECOND, PyDateTime_DATE_GET_MICROSECOND = DATE_GET_MICROSECOND;
export const PyDateTime_DATE_GET_FOLD = DATE_GET_FOLD, PyDateTime_DATE_GET_TZINFO = GET_DT_TZINFO;
export const PyDateTime_TIME_GET_HOUR = TIME_GET_HOUR, PyDateTime_TIME_GET_MINUTE = TIME_GET_MINUTE, PyDateTime_TIME_GET_SECOND = TIME_GET_SECOND, PyDateTime_TIME_GET_MICROSECOND = TIME_GET_MICROSECOND;
export const PyDateTime_TIME_GET_FOLD = TIME_GET_FOLD, PyDateTime_TIME_GET_TZINFO = GET_TIME_TZINFO;
export const PyDateTime_DELTA_GET_DAYS = GET_TD_DAYS, PyDateTime_DELTA_GET_SECONDS = GET_TD_SECONDS, PyDateTime_DELTA_GET_MICROSECONDS = GET_TD_MICROSECONDS;
