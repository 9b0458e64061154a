/** Dates and datetimes with timedeltas. CPython: Modules/_datetimemodule.c */
import {PyErr_SetString} from '../../objects/errors';
import {GET_TD_DAYS, GET_TD_MICROSECONDS, GET_TD_SECONDS, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_OverflowError} from '../../runtime/generated/static-addresses';
import {type NULL, type New, type PyObject} from '../../runtime/types';
import {normalize_date} from './_datetime-calendar';
import {DATE_GET_HOUR, DATE_GET_MICROSECOND, DATE_GET_MINUTE, DATE_GET_SECOND, GET_DAY, GET_DT_TZINFO, GET_MONTH, GET_YEAR, new_date_subclass_ex, new_datetime_subclass_fold_ex} from './_datetime-objects';

const outOfRange = (): NULL => PyErr_SetString(PyExc_OverflowError, 'date value out of range');

/** date + sign * delta, of the date's class. escapes. CPython: add_date_timedelta() */
export function add_date_timedelta(date: PyObject, delta: PyObject, sign: 1 | -1): New | NULL {
  const day = normalize_date(GET_YEAR(date), GET_MONTH(date), GET_DAY(date) + sign * GET_TD_DAYS(delta));
  return day === null ? outOfRange() : new_date_subclass_ex(day.year, day.month, day.day, Py_TYPE(date));
}
/** date + sign * delta, of the datetime's class and with its tzinfo. escapes. CPython: add_datetime_timedelta() */
export function add_datetime_timedelta(date: PyObject, delta: PyObject, sign: 1 | -1): New | NULL {
  const us = DATE_GET_MICROSECOND(date) + sign * GET_TD_MICROSECONDS(delta);
  const seconds = DATE_GET_HOUR(date) * 3600 + DATE_GET_MINUTE(date) * 60 + DATE_GET_SECOND(date) + sign * GET_TD_SECONDS(delta) + Math.floor(us / 1000000);
  const days = Math.floor(seconds / 86400), rest = seconds - days * 86400;
  const day = normalize_date(GET_YEAR(date), GET_MONTH(date), GET_DAY(date) + sign * GET_TD_DAYS(delta) + days);
  if (day === null) return outOfRange();
  return new_datetime_subclass_fold_ex(day.year, day.month, day.day, Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60, us - Math.floor(us / 1000000) * 1000000, GET_DT_TZINFO(date), 0, Py_TYPE(date));
}
