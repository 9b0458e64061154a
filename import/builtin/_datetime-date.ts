/** date and IsoCalendarDate. CPython: Modules/_datetimemodule.c, PyDateTime_Date */
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString, typeName} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {argParser, parseTupleAndKeywords, parseVectorcall} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {_PyTime_ObjectToTime_t, _PyTime_ROUND_FLOOR} from '../../objects/pytime';
import {packSteal, richCompareNumbers} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {H, U8, _PyRuntime} from '../../runtime/current';
import {
  PyBytes_Check, PyBytes_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, date_hashcode_hi, date_hashcode_lo,
  set_date_hashcode_hi, set_date_hashcode_lo,
} from '../../runtime/generated/accessors';
import {ID_fromtimestamp, ID_isoformat, ID_timetuple} from '../../runtime/generated/ids';
import {HASH_HI, PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyTuple_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import type {BrokenDownTime} from '../../runtime/host/host';
import {METH_CLASS, METH_VARARGS, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, slots} from '../../runtime/object';
import {textAt} from '../../runtime/text';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {siphash13} from '../../objects/siphash';
import {add_date_timedelta} from './_datetime-arithmetic';
import {iso_to_ymd, iso_week1_monday, ord_to_ymd, parse_isoformat_date, weekday, ymd_to_ord, MAXORDINAL} from './_datetime-calendar';
import {build_struct_time, checkFormat, dateText, date_format, format_ctime, invalidIsoFormat, time_time, wrap_strftime} from './_datetime-format';
import {DATE_SIZE, GET_DAY, GET_MONTH, GET_YEAR, PyDateTime_Check, PyDate_Check, PyDelta_Check, compareData, data, freeWith, fromData, intArguments, new_date_ex, new_date_subclass_ex, new_delta, types} from './_datetime-objects';

/** Local time of a number of seconds; null with an OSError. CPython: _PyTime_localtime() */
export function localtime(seconds: bigint | number): BrokenDownTime | null {
  const tm = _PyRuntime.host.localtime(Number(seconds));
  if (typeof tm !== 'number') return tm;
  PyErr_SetFromErrno(PyExc_OSError, -tm);
  return null;
}
/**
 * The data of a pickle among the arguments of a class: bytes of `size`, or such a str from Python 2. `sane` judges the byte that tells it from
 * other arguments. null when there is none, undefined with an exception.
 */
export function pickledData(args: PyObject, size: number, at: number, sane: (byte: number) => boolean, what: string): Uint8Array | null | undefined {
  const state = PyTuple_GET_ITEM(args, 0);
  if (PyBytes_Check(state)) return PyBytes_GET_SIZE(state) === size && sane(PyBytes_AsUint8Array(state)[at]) ? PyBytes_AsUint8Array(state).slice() : null;
  if (!PyUnicode_Check(state) || PyUnicode_GET_LENGTH(state) !== size) return null;
  const text = _PyUnicode_TEXT(state);
  if (!sane(textAt(text, at))) return null;
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const c = textAt(text, i);
    if (c > 255) {
      PyErr_SetString(PyExc_ValueError, `Failed to encode latin1 string when unpickling a ${what} object. pickle.load(data, encoding='latin1') is assumed.`);
      return undefined;
    }
    bytes[i] = c;
  }
  return bytes;
}
const saneMonth = (month: number): boolean => month >= 1 && month <= 12;
/** escapes. CPython: date_new() */
function date_new(type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  if (PyTuple_GET_SIZE(args) === 1) {
    const pickled = pickledData(args, DATE_SIZE, 2, saneMonth, 'date');
    if (pickled === undefined) return NULL;
    if (pickled !== null) return fromData(type, pickled, _Py_NoneStruct, -1);
  }
  const values = parseTupleAndKeywords('', '(year, month, day)', args, kw), ints = values === null ? null : intArguments(values, [0, 0, 0]);
  return ints === null ? NULL : new_date_ex(ints[0], ints[1], ints[2], type);
}
function date_fromtimestamp(cls: PyObject, timestamp: PyObject): New | NULL {
  const seconds = _PyTime_ObjectToTime_t(timestamp, _PyTime_ROUND_FLOOR), tm = seconds === null ? null : localtime(seconds);
  return tm === null ? NULL : new_date_subclass_ex(tm.year + 1900, tm.mon + 1, tm.mday, cls);
}
function date_today(cls: PyObject): New | NULL {
  const time = time_time();
  if (time === NULL) return NULL;
  const result = PyObject_CallMethodOneArg(cls, ID_fromtimestamp, time);
  Py_DECREF(time);
  return result;
}
function date_fromordinal(cls: PyObject, value: PyObject): New | NULL {
  const ints = intArguments([value], [0]);
  if (ints === null) return NULL;
  if (ints[0] < 1) return PyErr_SetString(PyExc_ValueError, 'ordinal must be >= 1');
  const day = ints[0] > MAXORDINAL ? null : ord_to_ymd(ints[0]);
  return day === null ? PyErr_Format(PyExc_ValueError, `year ${ord_to_ymd(ints[0]).year} is out of range`) : new_date_subclass_ex(day.year, day.month, day.day, cls);
}
function date_fromisoformat(cls: PyObject, text: PyObject): New | NULL {
  if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, 'fromisoformat: argument must be str');
  const js = PyUnicode_AsJSString(text), day = js.length === 7 || js.length === 8 || js.length === 10 ? parse_isoformat_date(js) : null;
  return day === null ? invalidIsoFormat(text) : new_date_subclass_ex(day.year, day.month, day.day, cls);
}
function date_fromisocalendar(cls: PyObject, ...values: (PyObject | NULL)[]): New | NULL {
  const ints = intArguments(values, [0, 0, 0]);
  if (ints === null) {
    if (PyErr_ExceptionMatches(PyExc_OverflowError)) {
      PyErr_Clear();
      PyErr_SetString(PyExc_ValueError, 'ISO calendar component out of range');
    }
    return NULL;
  }
  const [year, week, day] = ints, found = iso_to_ymd(year, week, day);
  switch (found) {
    case 'year': return PyErr_Format(PyExc_ValueError, `Year is out of range: ${year}`);
    case 'week': return PyErr_Format(PyExc_ValueError, `Invalid week: ${week}`);
    case 'day': return PyErr_Format(PyExc_ValueError, `Invalid day: ${day} (range is [1, 7])`);
    default: return new_date_subclass_ex(found.year, found.month, found.day, cls);
  }
}
const notImplemented = (): New => Py_NewRef(_Py_NotImplementedStruct);
function date_add(left: PyObject, right: PyObject): New | NULL {
  if (PyDateTime_Check(left) || PyDateTime_Check(right)) return notImplemented();
  if (PyDate_Check(left)) return PyDelta_Check(right) ? add_date_timedelta(left, right, 1) : notImplemented();
  return PyDelta_Check(left) ? add_date_timedelta(right, left, 1) : notImplemented();
}
/** The day's number. */
export const ordinalOf = (self: PyObject): number => ymd_to_ord(GET_YEAR(self), GET_MONTH(self), GET_DAY(self));
function date_subtract(left: PyObject, right: PyObject): New | NULL {
  if (PyDateTime_Check(left) || PyDateTime_Check(right) || !PyDate_Check(left)) return notImplemented();
  if (PyDate_Check(right)) return new_delta(ordinalOf(left) - ordinalOf(right), 0, 0);
  return PyDelta_Check(right) ? add_date_timedelta(left, right, -1) : notImplemented();
}
function date_repr(self: PyObject): New | NULL {
  return PyUnicode_FromString(`${typeName(self)}(${GET_YEAR(self)}, ${GET_MONTH(self)}, ${GET_DAY(self)})`);
}
function date_strftime(self: PyObject, format: PyObject): New | NULL {
  if (!checkFormat(format)) return NULL;
  const tuple = PyObject_CallMethodNoArgs(self, ID_timetuple);
  if (tuple === NULL) return NULL;
  const result = wrap_strftime(self, format, tuple, self);
  Py_DECREF(tuple);
  return result;
}
function date_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  return PyDate_Check(other) && !PyDateTime_Check(other) ? richCompareNumbers(compareData(self, other, DATE_SIZE), 0, op) : notImplemented();
}
/** The hash of the data, which is remembered. */
export function dataHash(self: PyObject, size: number): number {
  if (date_hashcode_lo(self) === -1 && date_hashcode_hi(self) === -1) {
    set_date_hashcode_lo(self, siphash13(null, 1, data(self), size));
    set_date_hashcode_hi(self, H[HASH_HI]);
  }
  H[HASH_HI] = date_hashcode_hi(self);
  return date_hashcode_lo(self);
}
/** The data as bytes, with fold in the top bit of byte `foldAt` unless that is negative. */
export function dataBytes(self: PyObject, size: number, foldAt: number): New | NULL {
  const bytes = U8.slice(data(self), data(self) + size);
  if (foldAt >= 0) bytes[foldAt] |= 128;
  return PyBytes_FromUint8Array(bytes);
}
function date_isocalendar(self: PyObject): New | NULL {
  const today = ordinalOf(self);
  let year = GET_YEAR(self), monday = iso_week1_monday(year);
  if (today < monday) monday = iso_week1_monday(--year);
  else if (today >= iso_week1_monday(year + 1)) monday = iso_week1_monday(++year);
  return newIsoCalendarDate(types().isoCalendarDate, year, Math.floor((today - monday) / 7) + 1, (today - monday) % 7 + 1);
}
const DATE_REPLACE = argParser('replace', '(year=unchanged, month=unchanged, day=unchanged)');
function date_replace(self: PyObject, values: readonly (PyObject | NULL)[]): New | NULL {
  const ints = intArguments(values, [GET_YEAR(self), GET_MONTH(self), GET_DAY(self)]);
  return ints === null ? NULL : new_date_subclass_ex(ints[0], ints[1], ints[2], Py_TYPE(self));
}
function date___replace__(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(DATE_REPLACE, args, nargs, kwnames);
  return values === null ? NULL : date_replace(self, values);
}
const number = (get: (self: PyObject) => number) => (self: PyObject): New | NULL => PyLong_FromNumber(get(self));
const weekdayOf = (self: PyObject): number => weekday(GET_YEAR(self), GET_MONTH(self), GET_DAY(self));

export const DATE_SPEC: TypeSpec = {
  tp_name: 'datetime.date', tp_basicsize: 32, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'date(year, month, day) --> date object',
  slots: {
    tp_dealloc: self => freeWith(self, NULL), tp_new: date_new, tp_repr: date_repr, tp_str: self => PyObject_CallMethodNoArgs(self, ID_isoformat), tp_hash: self => dataHash(self, DATE_SIZE),
    tp_richcompare: date_richcompare, nb_add: date_add, nb_subtract: date_subtract,
  },
  getset: [{name: 'year', get: number(GET_YEAR)}, {name: 'month', get: number(GET_MONTH)}, {name: 'day', get: number(GET_DAY)}],
  methods: [
    method('fromtimestamp', '($type, timestamp, /)', (cls, timestamp) => date_fromtimestamp(cls, timestamp as PyObject), 'The local date of a POSIX timestamp, as time.time() tells it.', METH_CLASS),
    hiddenMethod('fromordinal', '($type, ordinal, /)', (cls, ordinal) => date_fromordinal(cls, ordinal as PyObject), 'int -> the date with that proleptic Gregorian ordinal.', METH_CLASS | METH_VARARGS),
    method('fromisoformat', '($type, object, /)', (cls, text) => date_fromisoformat(cls, text as PyObject), 'str -> the date of a string in ISO 8601 format.', METH_CLASS),
    hiddenMethod('fromisocalendar', '($type, year, week, day)', date_fromisocalendar, 'year, week, day of the week -> date; the inverse of isocalendar().', METH_CLASS),
    method('today', '($type, /)', date_today, 'The current date: as fromtimestamp(time.time()).', METH_CLASS),
    method('ctime', '($self, /)', self => format_ctime(self, 0, 0, 0), 'Text in the style of ctime().'),
    hiddenMethod('strftime', '($self, format)', (self, format) => date_strftime(self, format as PyObject), 'format -> text in the style of strftime().'),
    hiddenMethod('__format__', '($self, format, /)', (self, format) => date_format(self, format as PyObject), 'Formats with strftime().'),
    method('timetuple', '($self, /)', self => build_struct_time(GET_YEAR(self), GET_MONTH(self), GET_DAY(self), 0, 0, 0, -1), 'A time tuple as time.localtime() makes it.'),
    method('isocalendar', '($self, /)', date_isocalendar, 'A named tuple of ISO year, week number and weekday.'),
    method('isoformat', '($self, /)', self => PyUnicode_FromString(dateText(self)), 'Text in ISO 8601 format, YYYY-MM-DD.'),
    method('isoweekday', '($self, /)', number(self => weekdayOf(self) + 1), 'The day of the week: Monday is 1, Sunday 7.'),
    method('toordinal', '($self, /)', number(ordinalOf), 'The proleptic Gregorian ordinal: 1 January of the year 1 is day 1.'),
    method('weekday', '($self, /)', number(weekdayOf), 'The day of the week: Monday is 0, Sunday 6.'),
    method('replace', '($self, /, year=unchanged, month=unchanged, day=unchanged)', (self, ...values) => date_replace(self, values), 'A date with other values in some fields.'),
    rawMethod('__replace__', '($self, /, **changes)', date___replace__, 'The same as replace().'),
    method('__reduce__', '($self, /)', self => packSteal(Py_NewRef(Py_TYPE(self)), packSteal(dataBytes(self, DATE_SIZE, -1))), '-> (cls, state)'),
  ],
};

/** CPython: iso_calendar_date_new_impl() */
function newIsoCalendarDate(type: PyTypeObject, year: number, week: number, day: number): New | NULL {
  const self = slots(type).tp_alloc!(type, 3);
  if (self === NULL) return NULL;
  [year, week, day].forEach((value, i) => PyTuple_SET_ITEM(self, i, PyLong_FromNumber(value)));
  return self;
}
function iso_calendar_date_new(type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('IsoCalendarDate', '(year, week, weekday)', args, kw), ints = values === null ? null : intArguments(values, [0, 0, 0]);
  return ints === null ? NULL : newIsoCalendarDate(type, ints[0], ints[1], ints[2]);
}
const item = (i: number) => (self: PyObject): New => Py_NewRef(PyTuple_GET_ITEM(self, i));
function iso_calendar_date_repr(self: PyObject): New | NULL {
  const [year, week, day] = intArguments([0, 1, 2].map(i => PyTuple_GET_ITEM(self, i)), [0, 0, 0])!;
  return PyUnicode_FromString(`${typeName(self)}(year=${year}, week=${week}, weekday=${day})`);
}
function iso_calendar_date_reduce(self: PyObject): New | NULL {
  return packSteal(Py_NewRef(PyTuple_Type), packSteal(packSteal(item(0)(self), item(1)(self), item(2)(self))));
}
/** Its base is tuple. */
export const ISOCALENDAR_SPEC: TypeSpec = {
  tp_name: 'datetime.IsoCalendarDate', tp_base: PyTuple_Type, tp_basicsize: 24, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'What isocalendar() answers: a tuple\n  (year, week, weekday)\nwhose items are attributes, too.',
  slots: {
    tp_repr: iso_calendar_date_repr, tp_new: iso_calendar_date_new,
    tp_dealloc(self) {
      const type = Py_TYPE(self);
      slots(PyTuple_Type).tp_dealloc!(self);
      Py_DECREF(type);
    },
    tp_traverse: (self, visit) => visit(Py_TYPE(self)) || slots(PyTuple_Type).tp_traverse!(self, visit),
  },
  getset: [{name: 'year', get: item(0)}, {name: 'week', get: item(1)}, {name: 'weekday', get: item(2)}],
  methods: [method('__reduce__', '($self, /)', iso_calendar_date_reduce)],
};
