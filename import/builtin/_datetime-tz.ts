/** tzinfo, timezone, and how their methods are asked. CPython: Modules/_datetimemodule.c, PyDateTime_TZInfo and PyDateTime_TimeZone */
import {PyObject_CallMethodOneArg, PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyObject_GetOptionalAttr, Py_EQ, Py_NE} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_New, PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck, PyType_GenericNew} from '../../objects/typeobject';
import {_PyObject_GetState} from '../../objects/typeobject-object';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyUnicode_Check, Py_TYPE, set_timezone_name, set_timezone_offset, timezone_name, timezone_offset} from '../../runtime/generated/accessors';
import {PyExc_NotImplementedError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {GET_DT_TZINFO, PyDateTime_Check, PyDelta_Check, combineDeltas, create_timezone, delta_bool, delta_to_microseconds, freeWith, new_delta, new_timezone, offsetOutOfRange, types} from './_datetime-objects';
import {delta_hash, delta_richcompare} from './_datetime-delta';
import {add_datetime_timedelta} from './_datetime-arithmetic';

type Method = 'utcoffset' | 'dst' | 'tzname';

/** What a method of a tzinfo answers. escapes */
export function ask(tzinfo: PyObject, name: Method | 'fromutc', arg: PyObject): New | NULL {
  const key = PyUnicode_InternFromString(name);
  if (key === NULL) return NULL;
  const result = PyObject_CallMethodOneArg(tzinfo, key, arg);
  Py_DECREF(key);
  return result;
}
/** None, or a timedelta of less than a day; NULL with an exception. escapes. CPython: call_tzinfo_method() */
function call_tzinfo_method(tzinfo: PyObject, name: 'utcoffset' | 'dst', arg: PyObject): New | NULL {
  if (tzinfo === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
  const offset = ask(tzinfo, name, arg);
  if (offset === NULL || offset === (_Py_NoneStruct as PyObject)) return offset;
  if (!PyDelta_Check(offset)) PyErr_Format(PyExc_TypeError, `tzinfo.${name}() must return None or timedelta, not '${typeName(offset)}'`);
  else if (offsetOutOfRange(offset)) PyErr_SetString(PyExc_ValueError, 'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).');
  else return offset;
  Py_DECREF(offset);
  return NULL;
}
/** escapes. CPython: call_utcoffset() */
export const call_utcoffset = (tzinfo: PyObject, arg: PyObject): New | NULL => call_tzinfo_method(tzinfo, 'utcoffset', arg);
/** escapes. CPython: call_dst() */
export const call_dst = (tzinfo: PyObject, arg: PyObject): New | NULL => call_tzinfo_method(tzinfo, 'dst', arg);
/** None or a str; NULL with an exception. escapes. CPython: call_tzname() */
export function call_tzname(tzinfo: PyObject, arg: PyObject): New | NULL {
  if (tzinfo === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
  const result = ask(tzinfo, 'tzname', arg);
  if (result === NULL || result === (_Py_NoneStruct as PyObject) || PyUnicode_Check(result)) return result;
  PyErr_Format(PyExc_TypeError, `tzinfo.tzname() must return None or a string, not '${typeName(result)}'`);
  Py_DECREF(result);
  return NULL;
}
const two = (n: number): string => String(n).padStart(2, '0');
/** +HH:MM[:SS[.ffffff]] of an offset, with any separator. */
export function offsetText(offset: PyObject, separator: string): string {
  const us = delta_to_microseconds(offset), positive = Number(us < 0n ? -us : us);
  const micro = positive % 1000000, total = Math.floor(positive / 1000000), seconds = total % 60;
  let text = `${us < 0n ? '-' : '+'}${two(Math.floor(total / 3600))}${separator}${two(Math.floor(total / 60) % 60)}`;
  if (micro !== 0 || seconds !== 0) text += `${separator}${two(seconds)}`;
  return micro === 0 ? text : `${text}.${String(micro).padStart(6, '0')}`;
}
/** The text of the offset that a tzinfo tells, empty for None; null with an exception. escapes. CPython: format_utcoffset() */
export function format_utcoffset(separator: string, tzinfo: PyObject, arg: PyObject): string | null {
  const offset = call_utcoffset(tzinfo, arg);
  if (offset === NULL) return null;
  const text = offset === (_Py_NoneStruct as PyObject) ? '' : offsetText(offset, separator);
  Py_DECREF(offset);
  return text;
}
/** The timezone that a text named: None when it named none. CPython: tzinfo_from_isoformat_results() */
export function tzinfo_from_isoformat_results(seconds: number | null, us: number): New | NULL {
  if (seconds === null) return Py_NewRef(_Py_NoneStruct);
  if (seconds === 0 && us === 0) return Py_NewRef(types().utc);
  const delta = new_delta(0, seconds, us);
  if (delta === NULL) return NULL;
  const result = new_timezone(delta, NULL);
  Py_DECREF(delta);
  return result;
}

const nogo = (name: string) => (): NULL => PyErr_Format(PyExc_NotImplementedError, `a tzinfo subclass must implement ${name}()`);
/** Whether dt is a datetime with this tzinfo; false with an exception. */
function isOwn(self: PyObject, dt: PyObject): boolean {
  if (!PyDateTime_Check(dt)) PyErr_SetString(PyExc_TypeError, 'fromutc: argument must be a datetime');
  else if (GET_DT_TZINFO(dt) !== self) PyErr_SetString(PyExc_ValueError, 'fromutc: dt.tzinfo is not self');
  else return true;
  return false;
}
/** escapes. CPython: tzinfo_fromutc() */
function tzinfo_fromutc(self: PyObject, dt: PyObject): New | NULL {
  if (!isOwn(self, dt)) return NULL;
  const offset = call_utcoffset(self, dt);
  if (offset === NULL) return NULL;
  if (offset === (_Py_NoneStruct as PyObject)) {
    Py_DECREF(offset);
    return PyErr_SetString(PyExc_ValueError, 'fromutc: non-None utcoffset() result required');
  }
  const dst = call_dst(self, dt);
  let result: New | NULL = NULL;
  if (dst === (_Py_NoneStruct as PyObject)) PyErr_SetString(PyExc_ValueError, 'fromutc: non-None dst() result required');
  else if (dst !== NULL) {
    const standard = combineDeltas(offset, dst, -1);
    if (standard !== NULL) {
      result = add_datetime_timedelta(dt, standard, 1);
      Py_DECREF(standard);
    }
  }
  Py_DECREF(offset);
  Py_XDECREF(dst);
  return result === NULL ? NULL : addDst(self, result);
}
/** Adds what dst() says of a standard time. */
function addDst(tzinfo: PyObject, standard: New): New | NULL {
  const dst = call_dst(tzinfo, standard);
  if (dst !== NULL && dst !== (_Py_NoneStruct as PyObject) && !delta_bool(dst)) {
    Py_DECREF(dst);
    return standard;
  }
  let result: New | NULL = NULL;
  if (dst === (_Py_NoneStruct as PyObject)) PyErr_SetString(PyExc_ValueError, 'fromutc: tz.dst() gave inconsistent results; cannot convert');
  else if (dst !== NULL) result = add_datetime_timedelta(standard, dst, 1);
  Py_XDECREF(dst);
  Py_DECREF(standard);
  return result;
}
/** escapes. CPython: tzinfo_reduce() */
function tzinfo_reduce(self: PyObject): New | NULL {
  const name = PyUnicode_InternFromString('__getinitargs__');
  if (name === NULL) return NULL;
  const getinitargs = PyObject_GetOptionalAttr(self, name);
  Py_DECREF(name);
  if (getinitargs === NULL && PyErr_Occurred() !== NULL) return NULL;
  const args = getinitargs === NULL ? PyTuple_New(0) : PyObject_CallNoArgs(getinitargs);
  Py_XDECREF(getinitargs);
  if (args === NULL) return NULL;
  const state = _PyObject_GetState(self);
  if (state === NULL) {
    Py_DECREF(args);
    return NULL;
  }
  return packSteal(Py_NewRef(Py_TYPE(self)), args, state);
}
export const TZINFO_SPEC: TypeSpec = {
  tp_name: 'datetime.tzinfo', tp_basicsize: 16, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'The base of all classes that describe a time zone.',
  slots: {tp_dealloc: self => freeWith(self, NULL), tp_new: PyType_GenericNew},
  methods: [
    method('tzname', '($self, object, /)', nogo('tzname'), 'datetime -> name of the time zone.'),
    method('utcoffset', '($self, object, /)', nogo('utcoffset'), 'datetime -> timedelta from UTC, negative for places west of it.'),
    method('dst', '($self, object, /)', nogo('dst'), 'datetime -> summer time offset as a timedelta, positive east of UTC.'),
    method('fromutc', '($self, object, /)', (self, dt) => tzinfo_fromutc(self, dt as PyObject), 'datetime in UTC -> datetime in local time.'),
    method('__reduce__', '($self, /)', tzinfo_reduce, '-> (cls, state)'),
  ],
};

/** escapes. CPython: timezone_new() */
function timezone_new(_type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('timezone', '(offset, name=None)', args, kw);
  if (values === null) return NULL;
  const [offset, name] = values;
  if (!PyDelta_Check(offset as PyObject)) return _PyArg_BadArgument('timezone', 'argument 1', 'datetime.timedelta', offset as PyObject);
  if (name !== NULL && !PyUnicode_Check(name)) return _PyArg_BadArgument('timezone', 'argument 2', 'str', name);
  return new_timezone(offset as PyObject, name);
}
function timezone_dealloc(self: PyObject): void {
  Py_DECREF(timezone_offset(self));
  Py_XDECREF(timezone_name(self));
  set_timezone_offset(self, NULL);
  set_timezone_name(self, NULL);
  freeWith(self, NULL);
}
function timezone_repr(self: PyObject): New | NULL {
  const front = typeName(self);
  if (self === types().utc) return PyUnicode_FromString(`${front}.utc`);
  const offset = reprText(timezone_offset(self)), name = timezone_name(self) === (NULL as number) ? '' : reprText(timezone_name(self));
  return offset === null || name === null ? NULL : PyUnicode_FromString(`${front}(${offset}${name === '' ? '' : `, ${name}`})`);
}
function timezone_str(self: PyObject): New | NULL {
  const name = timezone_name(self), offset = timezone_offset(self);
  if (name !== (NULL as number)) return Py_NewRef(name);
  return PyUnicode_FromString(delta_bool(offset) ? `UTC${offsetText(offset, ':')}` : 'UTC');
}
function timezone_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== Py_EQ && op !== Py_NE) || !PyObject_TypeCheck(other, types().timezone)) return Py_NewRef(_Py_NotImplementedStruct);
  return delta_richcompare(timezone_offset(self), timezone_offset(other), op);
}
/** Whether the argument is a datetime or None; false with a TypeError. CPython: _timezone_check_argument() */
function checkArgument(dt: PyObject, name: string): boolean {
  if (dt === _Py_NoneStruct || PyDateTime_Check(dt)) return true;
  PyErr_Format(PyExc_TypeError, `${name}(dt) argument must be a datetime instance or None, not ${typeName(dt)}`);
  return false;
}
function timezone_getinitargs(self: PyObject): New | NULL {
  const name = timezone_name(self);
  return name === (NULL as number) ? PyTuple_Pack(timezone_offset(self)) : PyTuple_Pack(timezone_offset(self), name);
}
export const TIMEZONE_SPEC: TypeSpec = {
  tp_name: 'datetime.timezone', tp_basicsize: 32, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'A fixed offset from UTC: a tzinfo.',
  slots: {tp_dealloc: timezone_dealloc, tp_new: timezone_new, tp_repr: timezone_repr, tp_str: timezone_str, tp_hash: self => delta_hash(timezone_offset(self)), tp_richcompare: timezone_richcompare},
  methods: [
    method('tzname', '($self, object, /)', (self, dt) => checkArgument(dt as PyObject, 'tzname') ? timezone_str(self) : NULL, "The name given when it was made, or 'UTC(+|-)HH:MM'."),
    method('utcoffset', '($self, object, /)', (self, dt) => checkArgument(dt as PyObject, 'utcoffset') ? Py_NewRef(timezone_offset(self)) : NULL, 'The fixed offset.'),
    method('dst', '($self, object, /)', (_self, dt) => checkArgument(dt as PyObject, 'dst') ? Py_NewRef(_Py_NoneStruct) : NULL, 'None.'),
    method('fromutc', '($self, object, /)', (self, dt) => isOwn(self, dt as PyObject) ? add_datetime_timedelta(dt as PyObject, timezone_offset(self), 1) : NULL, 'datetime in UTC -> datetime in local time.'),
    method('__getinitargs__', '($self, /)', timezone_getinitargs, 'pickle support'),
  ],
};
/** A timezone of parts of an offset: for the constants min and max. */
export function create_timezone_from_delta(days: number, seconds: number): New | NULL {
  const delta = new_delta(days, seconds, 0);
  if (delta === NULL) return NULL;
  const result = create_timezone(delta, NULL);
  Py_DECREF(delta);
  return result;
}
