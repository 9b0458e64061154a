/** datetime. CPython: Modules/_datetimemodule.c, PyDateTime_DateTime */
import {PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_Format, PyErr_SetString, PyErr_WarnEx, typeName} from '../../objects/errors';
import {argParser, parseTupleAndKeywords, parseVectorcall} from '../../objects/getargs';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {Py_EQ, Py_NE} from '../../objects/object';
import {_PyTime_ObjectToTimeval, _PyTime_ROUND_HALF_EVEN} from '../../objects/pytime';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_Pack, packSteal, richCompareNumbers} from '../../objects/tupleobject';
import {PyUnicode_FromString, PyUnicode_FromText, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {H, _PyRuntime} from '../../runtime/current';
import {
  PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, date_hashcode_hi, date_hashcode_lo,
} from '../../runtime/generated/accessors';
import {ID__strptime, ID__strptime_datetime, ID_isoformat} from '../../runtime/generated/ids';
import {HASH_HI, PyExc_DeprecationWarning, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, METH_VARARGS, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {textAt, textConcat, textOfChar} from '../../runtime/text';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyImport_Import} from '../import';
import {add_datetime_timedelta} from './_datetime-arithmetic';
import {find_isoformat_datetime_separator, parse_isoformat_date, parse_isoformat_time, type IsoTime} from './_datetime-calendar';
import {dataBytes, dataHash, ordinalOf, pickledData} from './_datetime-date';
import {delta_total_seconds} from './_datetime-delta';
import {build_struct_time, dateText, format_ctime, invalidIsoFormat, timeText, timespecText, withKeywords} from './_datetime-format';
import {datetime_from_timet_and_us, localTimestamp, local_timezone_from_local, local_timezone_from_timestamp} from './_datetime-local';
import {
  DATETIME_SIZE, DATE_GET_FOLD, DATE_GET_HOUR, DATE_GET_MICROSECOND, DATE_GET_MINUTE, DATE_GET_SECOND, GET_DAY, GET_DT_TZINFO, GET_MONTH, GET_TIME_TZINFO, GET_YEAR, HASTZINFO,
  PyDateTime_Check, PyDate_Check, PyDelta_Check, PyTime_Check, TIME_GET_FOLD, TIME_GET_HOUR, TIME_GET_MICROSECOND, TIME_GET_MINUTE, TIME_GET_SECOND, check_tzinfo_subclass, combineDeltas,
  compareData, delta_bool, delta_cmp, delta_to_microseconds, freeWith, fromData, intArguments, new_date_ex, new_datetime_ex2, new_datetime_subclass_fold_ex, new_delta, new_time_ex2, types,
} from './_datetime-objects';
import {hashError, reduceEx, rememberHash} from './_datetime-time';
import {ask, call_dst, call_tzname, call_utcoffset, format_utcoffset, tzinfo_from_isoformat_results} from './_datetime-tz';

const None = _Py_NoneStruct;
const saneMonth = (month: number): boolean => (month & 127) >= 1 && (month & 127) <= 12;
const FIELDS = [GET_YEAR, GET_MONTH, GET_DAY, DATE_GET_HOUR, DATE_GET_MINUTE, DATE_GET_SECOND, DATE_GET_MICROSECOND] as const;
const fields = (self: PyObject): number[] => FIELDS.map(get => get(self));

/** escapes. CPython: datetime_new() */
function datetime_new(type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs === 1 || nargs === 2) {
    const pickled = pickledData(args, DATETIME_SIZE, 2, saneMonth, 'datetime');
    if (pickled === undefined) return NULL;
    if (pickled !== null) return fromData(type, pickled, nargs === 2 ? PyTuple_GET_ITEM(args, 1) : None, 2);
  }
  const values = parseTupleAndKeywords('', '(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)', args, kw);
  const ints = values === null ? null : intArguments([...values.slice(0, 7), values[8]], [0, 0, 0, 0, 0, 0, 0, 0]);
  return ints === null ? NULL : withFields(ints, values![7] || None, ints[7], type);
}
/** A datetime of seven fields, of a class that adds no data. */
function withFields(f: readonly number[], tzinfo: PyObject, fold: number, type: PyTypeObject): New | NULL {
  return new_datetime_ex2(f[0], f[1], f[2], f[3], f[4], f[5], f[6], tzinfo, fold, type);
}
/** The same by way of the class. escapes */
function subclassWithFields(f: readonly number[], tzinfo: PyObject, fold: number, cls: PyObject): New | NULL {
  return new_datetime_subclass_fold_ex(f[0], f[1], f[2], f[3], f[4], f[5], f[6], tzinfo, fold, cls);
}
/** Lets a zone convert what it was given as UTC; takes over `self`. escapes */
function fromUtc(self: New | NULL, tz: PyObject): New | NULL {
  if (self === NULL || tz === None) return self;
  const result = ask(tz, 'fromutc', self);
  Py_DECREF(self);
  return result;
}
/** The datetime of now. CPython: datetime_best_possible() */
function bestPossible(cls: PyObject, asLocal: boolean, tz: PyObject): New | NULL {
  const us = BigInt(_PyRuntime.host.clockGettime(0)) / 1000n;
  return datetime_from_timet_and_us(cls, asLocal, Number(us / 1000000n), Number(us % 1000000n), tz);
}
function datetime_now(cls: PyObject, tz: PyObject): New | NULL {
  return check_tzinfo_subclass(tz) < 0 ? NULL : fromUtc(bestPossible(cls, tz === None, tz), tz);
}
const deprecated = (name: string, instead: string): boolean =>
  PyErr_WarnEx(PyExc_DeprecationWarning, `datetime.datetime.${name}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.${instead}.`, 1) < 0;

function ofTimestamp(cls: PyObject, asLocal: boolean, timestamp: PyObject, tz: PyObject): New | NULL {
  const time = _PyTime_ObjectToTimeval(timestamp, _PyTime_ROUND_HALF_EVEN);
  return time === null ? NULL : datetime_from_timet_and_us(cls, asLocal, Number(time.seconds), time.us, tz);
}
function datetime_fromtimestamp(cls: PyObject, timestamp: PyObject, tz: PyObject): New | NULL {
  return check_tzinfo_subclass(tz) < 0 ? NULL : fromUtc(ofTimestamp(cls, tz === None, timestamp, tz), tz);
}
function datetime_strptime(cls: PyObject, text: PyObject, format: PyObject): New | NULL {
  for (const [i, op] of [text, format].entries()) {
    if (!PyUnicode_Check(op)) return _PyArg_BadArgument('strptime', `argument ${i + 1}`, 'str', op);
  }
  const module = PyImport_Import(ID__strptime);
  if (module === NULL) return NULL;
  const result = PyObject_CallMethodObjArgs(module, ID__strptime_datetime, cls, text, format);
  Py_DECREF(module);
  return result;
}
function datetime_combine(cls: PyObject, date: PyObject, time: PyObject, tzinfo: PyObject | NULL): New | NULL {
  if (!PyDate_Check(date)) return _PyArg_BadArgument('combine', 'argument 1', 'datetime.date', date);
  if (!PyTime_Check(time)) return _PyArg_BadArgument('combine', 'argument 2', 'datetime.time', time);
  const f = [GET_YEAR(date), GET_MONTH(date), GET_DAY(date), TIME_GET_HOUR(time), TIME_GET_MINUTE(time), TIME_GET_SECOND(time), TIME_GET_MICROSECOND(time)];
  return subclassWithFields(f, tzinfo === NULL ? GET_TIME_TZINFO(time) : tzinfo, TIME_GET_FOLD(time), cls);
}
const isSurrogate = (c: number): boolean => c >= 0xd800 && c <= 0xdfff;
const NO_TIME: IsoTime = {hour: 0, minute: 0, second: 0, microsecond: 0, offset: null, offsetMicroseconds: 0};
/** escapes. CPython: datetime_fromisoformat() */
function datetime_fromisoformat(cls: PyObject, op: PyObject): New | NULL {
  if (!PyUnicode_Check(op)) return PyErr_SetString(PyExc_TypeError, 'fromisoformat: argument must be str');
  const text = _PyUnicode_TEXT(op);
  if (text.length < 7) return invalidIsoFormat(op);
  // any character may separate, but characters count one each
  let plain = '';
  for (let i = 0; i < text.length; i++) {
    const c = textAt(text, i);
    plain += c > 0xffff || isSurrogate(c) ? '\ufffd' : String.fromCharCode(c);
  }
  const at = find_isoformat_datetime_separator(plain), day = at < 0 ? null : parse_isoformat_date(plain.slice(0, at));
  const time = day === null ? null : plain.length > at ? parse_isoformat_time(plain.slice(at + 1)) : NO_TIME;
  if (day === null || time === null) return invalidIsoFormat(op);
  const tzinfo = tzinfo_from_isoformat_results(time.offset, time.offsetMicroseconds);
  if (tzinfo === NULL) return NULL;
  const result = new_datetime_subclass_fold_ex(day.year, day.month, day.day, time.hour, time.minute, time.second, time.microsecond, tzinfo, 0, cls);
  Py_DECREF(tzinfo);
  return result;
}
const utcoffset = (self: PyObject): New | NULL => call_utcoffset(GET_DT_TZINFO(self), self);

function datetime_add(left: PyObject, right: PyObject): New | NULL {
  if (PyDateTime_Check(left)) {
    if (PyDelta_Check(right)) return add_datetime_timedelta(left, right, 1);
  } else if (PyDelta_Check(left)) return add_datetime_timedelta(right, left, 1);
  return Py_NewRef(_Py_NotImplementedStruct);
}
/** Seconds of the day. */
const daySeconds = (self: PyObject): number => DATE_GET_HOUR(self) * 3600 + DATE_GET_MINUTE(self) * 60 + DATE_GET_SECOND(self);
/** What one datetime is after another, as their clocks show them. */
function difference(left: PyObject, right: PyObject): New | NULL {
  return new_delta(ordinalOf(left) - ordinalOf(right), daySeconds(left) - daySeconds(right), DATE_GET_MICROSECOND(left) - DATE_GET_MICROSECOND(right));
}
/** left - right. escapes. CPython: datetime_subtract() */
function datetime_subtract(left: PyObject, right: PyObject): New | NULL {
  if (!PyDateTime_Check(left)) return Py_NewRef(_Py_NotImplementedStruct);
  if (!PyDateTime_Check(right)) return PyDelta_Check(right) ? add_datetime_timedelta(left, right, -1) : Py_NewRef(_Py_NotImplementedStruct);
  if (GET_DT_TZINFO(left) === GET_DT_TZINFO(right)) return difference(left, right);
  const offset1 = utcoffset(left), offset2 = offset1 === NULL ? NULL : utcoffset(right);
  let result: New | NULL = NULL;
  if (offset1 !== NULL && offset2 !== NULL) {
    if ((offset1 === (None as PyObject)) !== (offset2 === (None as PyObject))) PyErr_SetString(PyExc_TypeError, "can't subtract offset-naive and offset-aware datetimes");
    else result = lessOffsets(difference(left, right), offset1, offset2);
  }
  Py_XDECREF(offset1);
  Py_XDECREF(offset2);
  return result;
}
/** difference - (offset1 - offset2); takes over `delta`. */
function lessOffsets(delta: New | NULL, offset1: PyObject, offset2: PyObject): New | NULL {
  if (delta === NULL || offset1 === None) return delta;
  const offsets = combineDeltas(offset1, offset2, -1), result = offsets === NULL ? NULL : combineDeltas(delta, offsets, -1);
  Py_DECREF(delta);
  Py_XDECREF(offsets);
  return result;
}
function datetime_repr(self: PyObject): New | NULL {
  const f = fields(self);
  if (f[6] === 0) f.length = f[5] === 0 ? 5 : 6;
  return withKeywords(`${typeName(self)}(${f.join(', ')}`, GET_DT_TZINFO(self), DATE_GET_FOLD(self), false);
}
function datetime_str(self: PyObject): New | NULL {
  const space = PyUnicode_FromString(' ');
  if (space === NULL) return NULL;
  const result = PyObject_CallMethodOneArg(self, ID_isoformat, space);
  Py_DECREF(space);
  return result;
}
/** escapes. CPython: datetime_isoformat() */
function datetime_isoformat(self: PyObject, sep: PyObject | NULL, timespecArg: PyObject | NULL): New | NULL {
  if (sep !== NULL && !PyUnicode_Check(sep)) return _PyArg_BadArgument('isoformat', 'argument 1', 'a unicode character', sep);
  if (sep !== NULL && PyUnicode_GET_LENGTH(sep) !== 1) return PyErr_Format(PyExc_TypeError, `isoformat() argument 1 must be a unicode character, not a string of length ${PyUnicode_GET_LENGTH(sep)}`);
  const timespec = timespecText(timespecArg);
  const time = timespec === null ? null : timeText(DATE_GET_HOUR(self), DATE_GET_MINUTE(self), DATE_GET_SECOND(self), DATE_GET_MICROSECOND(self), timespec);
  if (time === null) return NULL;
  const offset = HASTZINFO(self) ? format_utcoffset(':', GET_DT_TZINFO(self), self) : '';
  if (offset === null) return NULL;
  const separator = textOfChar(sep === NULL ? 84 : textAt(_PyUnicode_TEXT(sep), 0));
  return PyUnicode_FromText(textConcat(textConcat(dateText(self), separator), time + offset));
}

/** The offset of the datetime with the other fold. escapes. CPython: get_flip_fold_offset() */
function get_flip_fold_offset(self: PyObject): New | NULL {
  const flipped = withFields(fields(self), GET_DT_TZINFO(self), 1 - DATE_GET_FOLD(self), Py_TYPE(self));
  if (flipped === NULL) return NULL;
  const offset = utcoffset(flipped);
  Py_DECREF(flipped);
  return offset;
}
/** Whether the offset of a datetime depends on fold; -1 with an exception. escapes */
function dependsOnFold(self: PyObject, offset: PyObject): number {
  const other = get_flip_fold_offset(self);
  if (other === NULL) return -1;
  const same = other === (offset as New) || (PyDelta_Check(other) && PyDelta_Check(offset) && delta_cmp(other, offset) === 0);
  Py_DECREF(other);
  return same ? 0 : 1;
}
/** PEP 495: no equality between zones when an offset depends on fold; -1 with an exception. CPython: pep495_eq_exception() */
function pep495_eq_exception(self: PyObject, other: PyObject, offset1: PyObject, offset2: PyObject): number {
  return dependsOnFold(self, offset1) || dependsOnFold(other, offset2);
}
/** escapes. CPython: datetime_richcompare() */
function datetime_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (!PyDateTime_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  if (GET_DT_TZINFO(self) === GET_DT_TZINFO(other)) return richCompareNumbers(compareData(self, other, DATETIME_SIZE), 0, op);
  const offset1 = utcoffset(self), offset2 = offset1 === NULL ? NULL : utcoffset(other);
  const result = offset1 === NULL || offset2 === NULL ? NULL : compareWithOffsets(self, other, offset1, offset2, op);
  Py_XDECREF(offset1);
  Py_XDECREF(offset2);
  return result;
}
function compareWithOffsets(self: PyObject, other: PyObject, offset1: PyObject, offset2: PyObject, op: number): New | NULL {
  const equality = op === Py_EQ || op === Py_NE;
  let order: number;
  if (offset1 === offset2 || (offset1 !== None && offset2 !== None && delta_cmp(offset1, offset2) === 0)) order = compareData(self, other, DATETIME_SIZE);
  else if (offset1 !== None && offset2 !== None) {
    const delta = lessOffsets(difference(self, other), offset1, offset2);
    if (delta === NULL) return NULL;
    const us = delta_to_microseconds(delta);
    order = us < 0n ? -1 : us > 0n ? 1 : 0;
    Py_DECREF(delta);
  } else if (equality) return Py_NewRef(op === Py_NE ? _Py_TrueStruct : _Py_FalseStruct);
  else return PyErr_SetString(PyExc_TypeError, "can't compare offset-naive and offset-aware datetimes");
  if (equality && order === 0) {
    order = pep495_eq_exception(self, other, offset1, offset2);
    if (order < 0) return NULL;
  }
  return richCompareNumbers(order, 0, op);
}
/** The offset with fold 0; NULL with an exception. escapes */
function offsetWithoutFold(self: PyObject): New | NULL {
  return DATE_GET_FOLD(self) === 0 ? utcoffset(self) : get_flip_fold_offset(self);
}
/** escapes. CPython: datetime_hash() */
function datetime_hash(self: PyObject): number {
  if (date_hashcode_lo(self) === -1 && date_hashcode_hi(self) === -1) {
    const offset = offsetWithoutFold(self);
    if (offset === NULL) return hashError();
    if (offset === (None as PyObject)) dataHash(self, DATETIME_SIZE);
    else if (!rememberHash(self, new_delta(ordinalOf(self), daySeconds(self), DATE_GET_MICROSECOND(self)), offset)) {
      Py_DECREF(offset);
      return hashError();
    }
    Py_DECREF(offset);
  }
  H[HASH_HI] = date_hashcode_hi(self);
  return date_hashcode_lo(self);
}
const REPLACE = '(year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)';
const DATETIME_REPLACE = argParser('replace', REPLACE);
function datetime_replace(self: PyObject, values: readonly (PyObject | NULL)[]): New | NULL {
  const ints = intArguments([...values.slice(0, 7), values[8]], [...fields(self), DATE_GET_FOLD(self)]);
  return ints === null ? NULL : subclassWithFields(ints, values[7] || GET_DT_TZINFO(self), ints[7], Py_TYPE(self));
}
function datetime___replace__(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(DATETIME_REPLACE, args, nargs, kwnames);
  return values === null ? NULL : datetime_replace(self, values);
}
/** The same clock with another tzinfo, of the same class. */
function withTzinfo(self: PyObject, tzinfo: PyObject): New | NULL {
  return withFields(fields(self), tzinfo, DATE_GET_FOLD(self), Py_TYPE(self));
}
/** The local zone at a datetime that is UTC. escapes. CPython: local_timezone() */
function local_timezone(utc: PyObject): New | NULL {
  const delta = difference(utc, types().epoch);
  if (delta === NULL) return NULL;
  const us = delta_to_microseconds(delta);
  Py_DECREF(delta);
  return local_timezone_from_timestamp(Math.floor(Number(us) / 1000000));
}
/** escapes. CPython: datetime_astimezone() */
function datetime_astimezone(self: PyObject, tz: PyObject): New | NULL {
  if (check_tzinfo_subclass(tz) < 0) return NULL;
  const own = GET_DT_TZINFO(self);
  if (own !== None && own === tz) return Py_NewRef(self);
  let offset = call_utcoffset(own, self);
  if (offset === NULL) return NULL;
  if (offset === (None as PyObject)) {
    Py_DECREF(offset);
    const local = local_timezone_from_local(self);
    if (local === NULL) return NULL;
    offset = call_utcoffset(local, self);
    Py_DECREF(local);
    if (offset === NULL) return NULL;
  }
  const utc = add_datetime_timedelta(self, offset, -1);
  Py_DECREF(offset);
  if (utc === NULL) return NULL;
  const zone = tz === None ? local_timezone(utc) : Py_NewRef(tz), moved = zone === NULL ? NULL : withTzinfo(utc, zone);
  Py_DECREF(utc);
  const result = moved === NULL ? NULL : fromUtc(moved, zone as PyObject);
  Py_XDECREF(zone);
  return result;
}
/** escapes. CPython: datetime_timetuple() */
function datetime_timetuple(self: PyObject): New | NULL {
  let flag = -1;
  if (HASTZINFO(self)) {
    const dst = call_dst(GET_DT_TZINFO(self), self);
    if (dst === NULL) return NULL;
    if (dst !== (None as PyObject)) flag = delta_bool(dst) ? 1 : 0;
    Py_DECREF(dst);
  }
  return structTime(self, flag);
}
function structTime(self: PyObject, dst: number): New | NULL {
  return build_struct_time(GET_YEAR(self), GET_MONTH(self), GET_DAY(self), DATE_GET_HOUR(self), DATE_GET_MINUTE(self), DATE_GET_SECOND(self), dst);
}
/** escapes. CPython: datetime_utctimetuple() */
function datetime_utctimetuple(self: PyObject): New | NULL {
  const offset = utcoffset(self);
  if (offset === NULL) return NULL;
  const utc = offset === (None as PyObject) ? Py_NewRef(self) : add_datetime_timedelta(self, offset, -1);
  Py_DECREF(offset);
  if (utc === NULL) return NULL;
  const result = structTime(utc, 0);
  Py_DECREF(utc);
  return result;
}
/** escapes. CPython: datetime_timestamp() */
function datetime_timestamp(self: PyObject): New | NULL {
  if (!HASTZINFO(self)) {
    const seconds = localTimestamp(self);
    return seconds === null ? NULL : PyFloat_FromDouble(seconds + DATE_GET_MICROSECOND(self) / 1e6);
  }
  const delta = datetime_subtract(self, types().epoch);
  if (delta === NULL) return NULL;
  const result = delta_total_seconds(delta);
  Py_DECREF(delta);
  return result;
}
/** What a pickle holds. CPython: datetime_getstate() */
function datetime_getstate(self: PyObject, protocol: number): New | NULL {
  const bytes = dataBytes(self, DATETIME_SIZE, protocol > 3 && DATE_GET_FOLD(self) !== 0 ? 2 : -1);
  if (bytes === NULL) return NULL;
  const state = HASTZINFO(self) ? PyTuple_Pack(bytes, GET_DT_TZINFO(self)) : PyTuple_Pack(bytes);
  Py_DECREF(bytes);
  return state;
}
function timeOf(self: PyObject, tzinfo: PyObject): New | NULL {
  return new_time_ex2(DATE_GET_HOUR(self), DATE_GET_MINUTE(self), DATE_GET_SECOND(self), DATE_GET_MICROSECOND(self), tzinfo, DATE_GET_FOLD(self), types().time);
}
const number = (get: (self: PyObject) => number) => (self: PyObject): New | NULL => PyLong_FromNumber(get(self));

/** Its base is date. */
export const DATETIME_SPEC: TypeSpec = {
  tp_name: 'datetime.datetime', tp_basicsize: 48, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nYear, month and day are required. tzinfo may be None, or an instance of a tzinfo subclass; the others are ints.',
  slots: {
    tp_dealloc: self => freeWith(self, HASTZINFO(self) ? GET_DT_TZINFO(self) : NULL), tp_new: datetime_new, tp_repr: datetime_repr, tp_str: datetime_str, tp_hash: datetime_hash,
    tp_richcompare: datetime_richcompare, nb_add: datetime_add, nb_subtract: datetime_subtract,
  },
  getset: [
    {name: 'hour', get: number(DATE_GET_HOUR)}, {name: 'minute', get: number(DATE_GET_MINUTE)}, {name: 'second', get: number(DATE_GET_SECOND)}, {name: 'microsecond', get: number(DATE_GET_MICROSECOND)},
    {name: 'tzinfo', get: self => Py_NewRef(GET_DT_TZINFO(self))}, {name: 'fold', get: number(DATE_GET_FOLD)},
  ],
  methods: [
    method('now', '($type, /, tz=None)', (cls, tz) => datetime_now(cls, tz || None), 'The current date and time, local to tz; local time without one.', METH_CLASS),
    hiddenMethod('utcnow', '($type, /)', cls => deprecated('utcnow', 'now(datetime.UTC)') ? NULL : bestPossible(cls, false, None), 'The current date and time in UTC, without a tzinfo.', METH_CLASS),
    hiddenMethod('fromtimestamp', '($type, timestamp, tz=None)', (cls, timestamp, tz) => datetime_fromtimestamp(cls, timestamp as PyObject, tz || None), "timestamp[, tz] -> tz's local time of a POSIX timestamp.", METH_CLASS),
    hiddenMethod('utcfromtimestamp', '($type, timestamp, /)', (cls, timestamp) => deprecated('utcfromtimestamp', 'fromtimestamp(timestamp, datetime.UTC)') ? NULL : ofTimestamp(cls, false, timestamp as PyObject, None), 'A UTC datetime without tzinfo of a POSIX timestamp.', METH_CLASS | METH_VARARGS),
    hiddenMethod('strptime', '($type, string, format, /)', (cls, text, format) => datetime_strptime(cls, text as PyObject, format as PyObject), 'string, format -> a datetime read from a string, as time.strptime() does.', METH_CLASS | METH_VARARGS),
    hiddenMethod('combine', '($type, date, time, tzinfo=None)', (cls, date, time, tzinfo) => datetime_combine(cls, date as PyObject, time as PyObject, tzinfo), 'date, time -> a datetime with the fields of both', METH_CLASS),
    method('fromisoformat', '($type, object, /)', (cls, text) => datetime_fromisoformat(cls, text as PyObject), 'string -> the datetime of a string in most ISO 8601 formats', METH_CLASS),
    method('date', '($self, /)', self => new_date_ex(GET_YEAR(self), GET_MONTH(self), GET_DAY(self), types().date), 'The date part.'),
    method('time', '($self, /)', self => timeOf(self, None), 'The time part, without tzinfo.'),
    method('timetz', '($self, /)', self => timeOf(self, GET_DT_TZINFO(self)), 'The time part with the same tzinfo.'),
    method('ctime', '($self, /)', self => format_ctime(self, DATE_GET_HOUR(self), DATE_GET_MINUTE(self), DATE_GET_SECOND(self)), 'Text in the style of ctime().'),
    method('timetuple', '($self, /)', datetime_timetuple, 'A time tuple as time.localtime() makes it.'),
    method('timestamp', '($self, /)', datetime_timestamp, 'The POSIX timestamp as a float.'),
    method('utctimetuple', '($self, /)', datetime_utctimetuple, 'A UTC time tuple as time.localtime() makes it.'),
    hiddenMethod('isoformat', "($self, sep='T', timespec=None)", (self, sep, timespec) => datetime_isoformat(self, sep, timespec), 'Text in ISO 8601 format: YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nsep stands between date and time; timespec says how much of the time there is: auto, hours, minutes, seconds,\nmilliseconds or microseconds.'),
    method('utcoffset', '($self, /)', utcoffset, 'What self.tzinfo.utcoffset(self) answers.'),
    method('tzname', '($self, /)', self => call_tzname(GET_DT_TZINFO(self), self), 'What self.tzinfo.tzname(self) answers.'),
    method('dst', '($self, /)', self => call_dst(GET_DT_TZINFO(self), self), 'What self.tzinfo.dst(self) answers.'),
    method('replace', '($self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)', (self, ...values) => datetime_replace(self, values), 'A datetime with other values in some fields.'),
    rawMethod('__replace__', '($self, /, **changes)', datetime___replace__, 'The same as replace().'),
    hiddenMethod('astimezone', '($self, tz=None)', (self, tz) => datetime_astimezone(self, tz || None), 'tz -> the same moment in the local time of tz\n'),
    hiddenMethod('__reduce_ex__', '($self, proto, /)', (self, proto) => reduceEx(self, proto as PyObject, datetime_getstate), '__reduce_ex__(proto) -> (cls, state)'),
    method('__reduce__', '($self, /)', self => packSteal(Py_NewRef(Py_TYPE(self)), datetime_getstate(self, 2)), '-> (cls, state)'),
  ],
};
