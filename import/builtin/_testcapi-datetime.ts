/** _testcapi: the C API of datetime. CPython: Modules/_testcapi/datetime.c */
import {PyErr_SetString} from '../../objects/errors';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {Py_BuildValue} from '../../objects/modsupport';
import {PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {Py_BOOL} from '../../runtime/generated/accessors';
import {PyExc_SystemError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import * as capi from './_datetime-capi';
import {PyDateTime_Check, PyDate_Check, PyDelta_Check, PyTZInfo_Check, PyTime_Check} from './_datetime-objects';
import {object} from './_testlimitedcapi-table';

/** Calls a function with the C API in hand. */
function withApi(call: (api: capi.PyDateTime_CAPI) => New | NULL): New | NULL {
  const api = capi.PyDateTime_IMPORT();
  return api === null ? NULL : call(api);
}
const check = (name: string, test: (op: PyObject) => boolean, exact: (op: PyObject) => boolean): PyMethodDef => object(name, 'o|p', (op, onlyExact) => Py_NewRef(Py_BOOL(onlyExact === 1 ? exact(op) : test(op))));
/** Calls a function with the tuple of some arguments. escapes */
function withTuple(args: New | NULL, call: (args: PyObject) => New | NULL): New | NULL {
  if (args === NULL) return NULL;
  const result = call(args);
  Py_DECREF(args);
  return result;
}
/** Three timezones for an offset in seconds and a name. */
function zones(seconds: number, text: string, first: (offset: PyObject, name: PyObject) => New | NULL, second: (offset: PyObject, name: PyObject) => New | NULL, third: (offset: PyObject, name: PyObject) => New | NULL): New | NULL {
  const offset = capi.PyDelta_FromDSU(0, seconds, 0), name = PyUnicode_FromString(text);
  const result = offset === NULL || name === NULL ? NULL : packSteal(first(offset, name), second(offset, name), third(offset, name));
  Py_XDECREF(offset);
  Py_XDECREF(name);
  return result;
}

/** The functions. */
export const DATETIME_METHODS: readonly PyMethodDef[] = [
  object('test_datetime_capi', '', () => withApi(api => (api.TimeZone_UTC === capi.PyDateTime_TimeZone_UTC() ? Py_NewRef(_Py_NoneStruct) : PyErr_SetString(PyExc_SystemError, 'another UTC')))),
  check('datetime_check_date', PyDate_Check, capi.PyDate_CheckExact), check('datetime_check_time', PyTime_Check, capi.PyTime_CheckExact), check('datetime_check_datetime', PyDateTime_Check, capi.PyDateTime_CheckExact),
  check('datetime_check_delta', PyDelta_Check, capi.PyDelta_CheckExact), check('datetime_check_tzinfo', PyTZInfo_Check, capi.PyTZInfo_CheckExact),
  object('make_timezones_capi', '', () => withApi(api => zones(-18000, 'EST', api.TimeZone_FromTimeZone, capi.PyTimeZone_FromOffsetAndName, capi.PyTimeZone_FromOffset))),
  object('get_timezones_offset_zero', '', () => zones(0, '', capi.PyTimeZone_FromOffset, offset => capi.PyTimeZone_FromOffsetAndName(offset, NULL), capi.PyTimeZone_FromOffsetAndName)),
  object('get_timezone_utc_capi', '|p', macro => withApi(api => Py_NewRef(macro === 1 ? capi.PyDateTime_TimeZone_UTC() : api.TimeZone_UTC))),
  object('get_date_fromdate', 'piii', (macro, year, month, day) => (macro === 1 ? capi.PyDate_FromDate(year, month, day) : withApi(api => api.Date_FromDate(year, month, day, api.DateType)))),
  object('get_datetime_fromdateandtime', 'piiiiiii', (macro, year, month, day, hour, minute, second, us) =>
    (macro === 1 ? capi.PyDateTime_FromDateAndTime(year, month, day, hour, minute, second, us) : withApi(api => api.DateTime_FromDateAndTime(year, month, day, hour, minute, second, us, _Py_NoneStruct, api.DateTimeType)))),
  object('get_datetime_fromdateandtimeandfold', 'piiiiiiii', (macro, year, month, day, hour, minute, second, us, fold) => (macro === 1
    ? capi.PyDateTime_FromDateAndTimeAndFold(year, month, day, hour, minute, second, us, fold)
    : withApi(api => api.DateTime_FromDateAndTimeAndFold(year, month, day, hour, minute, second, us, _Py_NoneStruct, fold, api.DateTimeType)))),
  object('get_time_fromtime', 'piiii', (macro, hour, minute, second, us) => (macro === 1 ? capi.PyTime_FromTime(hour, minute, second, us) : withApi(api => api.Time_FromTime(hour, minute, second, us, _Py_NoneStruct, api.TimeType)))),
  object('get_time_fromtimeandfold', 'piiiii', (macro, hour, minute, second, us, fold) => (macro === 1 ? capi.PyTime_FromTimeAndFold(hour, minute, second, us, fold) : withApi(api => api.Time_FromTimeAndFold(hour, minute, second, us, _Py_NoneStruct, fold, api.TimeType)))),
  object('get_delta_fromdsu', 'piii', (macro, days, seconds, us) => (macro === 1 ? capi.PyDelta_FromDSU(days, seconds, us) : withApi(api => api.Delta_FromDelta(days, seconds, us, 1, api.DeltaType)))),
  object('get_date_fromtimestamp', 'o|p', (ts, macro) => withTuple(PyTuple_Pack(ts), args => (macro === 1 ? capi.PyDate_FromTimestamp(args) : withApi(api => api.Date_FromTimestamp(api.DateType, args))))),
  object('get_datetime_fromtimestamp', 'oo|pp', (ts, tzinfo, usetz, macro) =>
    withTuple(usetz === 1 ? PyTuple_Pack(ts, tzinfo) : PyTuple_Pack(ts), args => (macro === 1 ? capi.PyDateTime_FromTimestamp(args) : withApi(api => api.DateTime_FromTimestamp(api.DateTimeType, args, NULL))))),
  object('PyDateTime_GET', 'o', op => Py_BuildValue('(iii)', capi.PyDateTime_GET_YEAR(op), capi.PyDateTime_GET_MONTH(op), capi.PyDateTime_GET_DAY(op))),
  object('PyDateTime_DATE_GET', 'o', op => Py_BuildValue('(iiiiO)', capi.PyDateTime_DATE_GET_HOUR(op), capi.PyDateTime_DATE_GET_MINUTE(op), capi.PyDateTime_DATE_GET_SECOND(op), capi.PyDateTime_DATE_GET_MICROSECOND(op), capi.PyDateTime_DATE_GET_TZINFO(op))),
  object('PyDateTime_TIME_GET', 'o', op => Py_BuildValue('(iiiiO)', capi.PyDateTime_TIME_GET_HOUR(op), capi.PyDateTime_TIME_GET_MINUTE(op), capi.PyDateTime_TIME_GET_SECOND(op), capi.PyDateTime_TIME_GET_MICROSECOND(op), capi.PyDateTime_TIME_GET_TZINFO(op))),
  object('PyDateTime_DELTA_GET', 'o', op => Py_BuildValue('(iii)', capi.PyDateTime_DELTA_GET_DAYS(op), capi.PyDateTime_DELTA_GET_SECONDS(op), capi.PyDateTime_DELTA_GET_MICROSECONDS(op))),
];
const testcapi_datetime = new PyModuleDef('_testcapi_datetime', {
  m_size: 0, m_methods: DATETIME_METHODS,
  m_slots: [[Py_mod_exec, () => (capi.PyDateTime_IMPORT() === null ? -1 : 0)], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** The same functions as a module for subinterpreters. CPython: PyInit__testcapi_datetime() */
export function PyInit__testcapi_datetime(): PyModuleDef {
  return PyModuleDef_Init(testcapi_datetime);
}
