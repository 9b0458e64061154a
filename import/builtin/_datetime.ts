/** The _datetime module: dates and times. CPython: Modules/_datetimemodule.c */
import {PyCapsule_New} from '../../objects/capsule';
import {PyDict_SetItemString} from '../../objects/dictobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil,
  Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {interp} from '../../runtime/current';
import {tp_dict} from '../../runtime/generated/accessors';
import {PyTuple_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {get_datetime_capi} from './_datetime-capi';
import {MAXYEAR, MINYEAR} from './_datetime-calendar';
import {DATE_SPEC, ISOCALENDAR_SPEC} from './_datetime-date';
import {DATETIME_SPEC} from './_datetime-datetime';
import {TIMEDELTA_SPEC} from './_datetime-delta';
import {DatetimeTypes, MAX_DELTA_DAYS, create_timezone, new_date_ex, new_datetime_ex2, new_delta_ex, new_time_ex2, types} from './_datetime-objects';
import {TIME_SPEC} from './_datetime-time';
import {TIMEZONE_SPEC, TZINFO_SPEC, create_timezone_from_delta} from './_datetime-tz';

/** Lets the interpreter own an object of ours till its end, as if it were a static one. NULL with an exception. */
function keep(name: string, op: New | NULL): PyObject | NULL {
  if (op !== NULL) interp.moduleStates.set(`_datetime.${name}`, op);
  return op;
}
/** Makes a type for all modules of the interpreter. */
function makeType(spec: TypeSpec, base: PyObject | NULL): PyTypeObject | NULL {
  return keep(spec.tp_name, PyType_FromModuleAndSpec(NULL, spec, base)) as PyTypeObject | NULL;
}
/** Sets attributes of a type, whose values it takes over. False with an exception. */
function setConstants(type: PyTypeObject, constants: Readonly<Record<string, New | NULL>>): boolean {
  let ok = true;
  for (const [name, value] of Object.entries(constants)) {
    if (value === NULL || (ok && PyDict_SetItemString(tp_dict(type), name, value) < 0)) ok = false;
    if (value !== NULL) Py_DECREF(value);
  }
  return ok;
}
/** Makes the types and constants of an interpreter. False with an exception. CPython: init_static_types() */
function init_static_types(): boolean {
  const t = new DatetimeTypes();
  interp.moduleStates.set('_datetime', t);
  t.date = makeType(DATE_SPEC, NULL) as PyTypeObject;
  t.time = makeType(TIME_SPEC, NULL) as PyTypeObject;
  t.timedelta = makeType(TIMEDELTA_SPEC, NULL) as PyTypeObject;
  t.tzinfo = makeType(TZINFO_SPEC, NULL) as PyTypeObject;
  const made = [t.date, t.time, t.timedelta, t.tzinfo];
  if (made.includes(NULL as PyTypeObject)) return false;
  t.datetime = makeType(DATETIME_SPEC, t.date) as PyTypeObject;
  t.timezone = makeType(TIMEZONE_SPEC, t.tzinfo) as PyTypeObject;
  t.isoCalendarDate = makeType(ISOCALENDAR_SPEC, PyTuple_Type) as PyTypeObject;
  if ([t.datetime, t.timezone, t.isoCalendarDate].includes(NULL as PyTypeObject)) return false;
  const zero = keep('zero', new_delta_ex(0, 0, 0, t.timedelta));
  if (zero === NULL) return false;
  t.zero = zero;
  const utc = keep('utc', create_timezone(zero, NULL));
  if (utc === NULL) return false;
  t.utc = utc;
  const epoch = keep('epoch', new_datetime_ex2(1970, 1, 1, 0, 0, 0, 0, utc, 0, t.datetime));
  if (epoch === NULL) return false;
  t.epoch = epoch;
  const delta = (days: number, seconds: number, us: number): New | NULL => new_delta_ex(days, seconds, us, t.timedelta);
  const none = _Py_NoneStruct;
  return setConstants(t.timedelta, {resolution: delta(0, 0, 1), min: delta(-MAX_DELTA_DAYS, 0, 0), max: delta(MAX_DELTA_DAYS, 86399, 999999)}) &&
    setConstants(t.date, {min: new_date_ex(1, 1, 1, t.date), max: new_date_ex(MAXYEAR, 12, 31, t.date), resolution: delta(1, 0, 0)}) &&
    setConstants(t.time, {min: new_time_ex2(0, 0, 0, 0, none, 0, t.time), max: new_time_ex2(23, 59, 59, 999999, none, 0, t.time), resolution: delta(0, 0, 1)}) &&
    setConstants(t.datetime, {min: new_datetime_ex2(1, 1, 1, 0, 0, 0, 0, none, 0, t.datetime), max: new_datetime_ex2(MAXYEAR, 12, 31, 23, 59, 59, 999999, none, 0, t.datetime), resolution: delta(0, 0, 1)}) &&
    PyDict_SetItemString(tp_dict(t.timezone), 'utc', t.utc) === 0 && setConstants(t.timezone, {min: create_timezone_from_delta(-1, 60), max: create_timezone_from_delta(0, 86340)});
}
/** CPython: _datetime_exec() */
function _datetime_exec(module: PyObject): number {
  if (types() === undefined && !init_static_types()) return -1;
  const t = types();
  const named: Readonly<Record<string, PyObject>> = {date: t.date, time: t.time, datetime: t.datetime, tzinfo: t.tzinfo, timedelta: t.timedelta, timezone: t.timezone, UTC: t.utc};
  for (const [name, op] of Object.entries(named)) if (PyModule_AddObjectRef(module, name, op) < 0) return -1;
  if (PyModule_AddIntConstant(module, 'MINYEAR', MINYEAR) < 0 || PyModule_AddIntConstant(module, 'MAXYEAR', MAXYEAR) < 0) return -1;
  return PyModule_Add(module, 'datetime_CAPI', PyCapsule_New(get_datetime_capi(), 'datetime.datetime_CAPI', null));
}
const datetimemodule = new PyModuleDef('_datetime', {
  m_doc: 'Dates and times, made in the runtime.', m_size: 0,
  m_slots: [[Py_mod_exec, _datetime_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__datetime() */
export function PyInit__datetime(): PyModuleDef {
  return PyModuleDef_Init(datetimemodule);
}
