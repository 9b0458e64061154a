/** time. CPython: Modules/_datetimemodule.c, PyDateTime_Time */
import {PyObject_CallMethodNoArgs} from '../../objects/call';
import {PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {argParser, parseTupleAndKeywords, parseVectorcall} from '../../objects/getargs';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_Hash, Py_EQ, Py_NE} from '../../objects/object';
import {PyTuple_Pack, packSteal, richCompareNumbers} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {H} from '../../runtime/current';
import {GET_TD_DAYS, GET_TD_SECONDS, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, date_hashcode_hi, date_hashcode_lo, set_date_hashcode_hi, set_date_hashcode_lo} from '../../runtime/generated/accessors';
import {ID_isoformat} from '../../runtime/generated/ids';
import {HASH_HI, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {parse_isoformat_time} from './_datetime-calendar';
import {dataBytes, dataHash, pickledData} from './_datetime-date';
import {checkFormat, date_format, invalidIsoFormat, numbers, timeText, timespecText, withKeywords, wrap_strftime} from './_datetime-format';
import {GET_TIME_TZINFO, HASTZINFO, PyTime_Check, TIME_GET_FOLD, TIME_GET_HOUR, TIME_GET_MICROSECOND, TIME_GET_MINUTE, TIME_GET_SECOND, TIME_SIZE, combineDeltas, compareData, delta_cmp, freeWith, fromData, intArguments, new_delta, new_time_ex2, new_time_subclass_fold_ex} from './_datetime-objects';
import {call_dst, call_tzname, call_utcoffset, format_utcoffset, tzinfo_from_isoformat_results} from './_datetime-tz';

const saneHour = (hour: number): boolean => (hour & 127) < 24;
/** escapes. CPython: time_new() */
function time_new(type: PyTypeObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const nargs = PyTuple_GET_SIZE(args);
  if (nargs === 1 || nargs === 2) {
    const pickled = pickledData(args, TIME_SIZE, 0, saneHour, 'time');
    if (pickled === undefined) return NULL;
    if (pickled !== null) return fromData(type, pickled, nargs === 2 ? PyTuple_GET_ITEM(args, 1) : _Py_NoneStruct, 0);
  }
  const values = parseTupleAndKeywords('', '(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)', args, kw);
  const ints = values === null ? null : intArguments([...values.slice(0, 4), values[5]], [0, 0, 0, 0, 0]);
  return ints === null ? NULL : new_time_ex2(ints[0], ints[1], ints[2], ints[3], values![4] || _Py_NoneStruct, ints[4], type);
}
const utcoffset = (self: PyObject): New | NULL => call_utcoffset(GET_TIME_TZINFO(self), _Py_NoneStruct);

/** escapes. CPython: time_repr() */
function time_repr(self: PyObject): New | NULL {
  const parts = [TIME_GET_HOUR(self), TIME_GET_MINUTE(self)], second = TIME_GET_SECOND(self), us = TIME_GET_MICROSECOND(self);
  if (second !== 0 || us !== 0) parts.push(second);
  if (us !== 0) parts.push(us);
  return withKeywords(`${typeName(self)}(${parts.join(', ')}`, GET_TIME_TZINFO(self), TIME_GET_FOLD(self), true);
}
/** escapes. CPython: time_isoformat() */
function time_isoformat(self: PyObject, timespecArg: PyObject | NULL): New | NULL {
  const timespec = timespecText(timespecArg);
  const text = timespec === null ? null : timeText(TIME_GET_HOUR(self), TIME_GET_MINUTE(self), TIME_GET_SECOND(self), TIME_GET_MICROSECOND(self), timespec);
  if (text === null) return NULL;
  const offset = HASTZINFO(self) ? format_utcoffset(':', GET_TIME_TZINFO(self), _Py_NoneStruct) : '';
  return offset === null ? NULL : PyUnicode_FromString(text + offset);
}
/** escapes. CPython: time_strftime() */
function time_strftime(self: PyObject, format: PyObject): New | NULL {
  if (!checkFormat(format)) return NULL;
  // a year that strftime() takes everywhere
  const tuple = numbers(1900, 1, 1, TIME_GET_HOUR(self), TIME_GET_MINUTE(self), TIME_GET_SECOND(self), 0, 1, -1);
  if (tuple === NULL) return NULL;
  const result = wrap_strftime(self, format, tuple, _Py_NoneStruct);
  Py_DECREF(tuple);
  return result;
}
/** Seconds of the time less its offset. */
const utcSeconds = (self: PyObject, offset: PyObject): number =>
  TIME_GET_HOUR(self) * 3600 + TIME_GET_MINUTE(self) * 60 + TIME_GET_SECOND(self) - GET_TD_DAYS(offset) * 86400 - GET_TD_SECONDS(offset);

/** escapes. CPython: time_richcompare() */
function time_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (!PyTime_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  if (GET_TIME_TZINFO(self) === GET_TIME_TZINFO(other)) return richCompareNumbers(compareData(self, other, TIME_SIZE), 0, op);
  const offset1 = utcoffset(self), offset2 = offset1 === NULL ? NULL : utcoffset(other);
  let result: New | NULL = NULL;
  if (offset1 !== NULL && offset2 !== NULL) {
    const naive1 = offset1 === (_Py_NoneStruct as PyObject), naive2 = offset2 === (_Py_NoneStruct as PyObject);
    if (offset1 === (offset2 as PyObject) || (!naive1 && !naive2 && delta_cmp(offset1, offset2) === 0)) result = richCompareNumbers(compareData(self, other, TIME_SIZE), 0, op);
    else if (!naive1 && !naive2) {
      const difference = utcSeconds(self, offset1) - utcSeconds(other, offset2) || TIME_GET_MICROSECOND(self) - TIME_GET_MICROSECOND(other);
      result = richCompareNumbers(difference, 0, op);
    } else if (op === Py_EQ || op === Py_NE) result = Py_NewRef(op === Py_NE ? _Py_TrueStruct : _Py_FalseStruct);
    else PyErr_SetString(PyExc_TypeError, "can't compare offset-naive and offset-aware times");
  }
  Py_XDECREF(offset1);
  Py_XDECREF(offset2);
  return result;
}
/** The offset of an object as it is with fold 0; NULL with an exception. escapes */
function offsetWithoutFold(self: PyObject): New | NULL {
  if (TIME_GET_FOLD(self) === 0) return utcoffset(self);
  const plain = new_time_ex2(TIME_GET_HOUR(self), TIME_GET_MINUTE(self), TIME_GET_SECOND(self), TIME_GET_MICROSECOND(self), GET_TIME_TZINFO(self), 0, Py_TYPE(self));
  if (plain === NULL) return NULL;
  const offset = utcoffset(plain);
  Py_DECREF(plain);
  return offset;
}
/** escapes. CPython: time_hash() */
function time_hash(self: PyObject): number {
  if (date_hashcode_lo(self) === -1 && date_hashcode_hi(self) === -1) {
    const offset = offsetWithoutFold(self);
    if (offset === NULL) return hashError();
    if (offset === (_Py_NoneStruct as PyObject)) dataHash(self, TIME_SIZE);
    else if (!rememberHash(self, new_delta(0, TIME_GET_HOUR(self) * 3600 + TIME_GET_MINUTE(self) * 60 + TIME_GET_SECOND(self), TIME_GET_MICROSECOND(self)), offset)) {
      Py_DECREF(offset);
      return hashError();
    }
    Py_DECREF(offset);
  }
  H[HASH_HI] = date_hashcode_hi(self);
  return date_hashcode_lo(self);
}
/** What a hash function answers with an exception. */
export function hashError(): number {
  H[HASH_HI] = -1;
  return -1;
}
/** Keeps the hash of local - offset as that of an aware object; takes over `local`. False with an exception. */
export function rememberHash(self: PyObject, local: New | NULL, offset: PyObject): boolean {
  if (local === NULL) return false;
  const utc = combineDeltas(local, offset, -1);
  Py_DECREF(local);
  if (utc === NULL) return false;
  set_date_hashcode_lo(self, PyObject_Hash(utc));
  set_date_hashcode_hi(self, H[HASH_HI]);
  Py_DECREF(utc);
  return true;
}
const TIME_REPLACE = argParser('replace', '(hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)');
function time_replace(self: PyObject, values: readonly (PyObject | NULL)[]): New | NULL {
  const ints = intArguments([...values.slice(0, 4), values[5]], [TIME_GET_HOUR(self), TIME_GET_MINUTE(self), TIME_GET_SECOND(self), TIME_GET_MICROSECOND(self), TIME_GET_FOLD(self)]);
  return ints === null ? NULL : new_time_subclass_fold_ex(ints[0], ints[1], ints[2], ints[3], values[4] || GET_TIME_TZINFO(self), ints[4], Py_TYPE(self));
}
function time___replace__(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(TIME_REPLACE, args, nargs, kwnames);
  return values === null ? NULL : time_replace(self, values);
}
/** escapes. CPython: time_fromisoformat() */
function time_fromisoformat(cls: PyObject, text: PyObject): New | NULL {
  if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, 'fromisoformat: argument must be str');
  const js = PyUnicode_AsJSString(text), time = parse_isoformat_time(js.startsWith('T') ? js.slice(1) : js);
  if (time === null) return invalidIsoFormat(text);
  const tzinfo = tzinfo_from_isoformat_results(time.offset, time.offsetMicroseconds);
  if (tzinfo === NULL) return NULL;
  const result = new_time_subclass_fold_ex(time.hour, time.minute, time.second, time.microsecond, tzinfo, 0, cls);
  Py_DECREF(tzinfo);
  return result;
}
/** What a pickle holds. CPython: time_getstate() */
function time_getstate(self: PyObject, protocol: number): New | NULL {
  const bytes = dataBytes(self, TIME_SIZE, protocol > 3 && TIME_GET_FOLD(self) !== 0 ? 0 : -1);
  if (bytes === NULL) return NULL;
  const state = HASTZINFO(self) ? PyTuple_Pack(bytes, GET_TIME_TZINFO(self)) : PyTuple_Pack(bytes);
  Py_DECREF(bytes);
  return state;
}
/** The answer of __reduce_ex__(protocol) for a function that makes the state. */
export function reduceEx(self: PyObject, protocol: PyObject, getstate: (self: PyObject, protocol: number) => New | NULL): New | NULL {
  const n = PyLong_AsInt(protocol);
  return n === -1 && PyErr_Occurred() !== NULL ? NULL : packSteal(Py_NewRef(Py_TYPE(self)), getstate(self, n));
}
const number = (get: (self: PyObject) => number) => (self: PyObject): New | NULL => PyLong_FromNumber(get(self));

export const TIME_SPEC: TypeSpec = {
  tp_name: 'datetime.time', tp_basicsize: 40, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of a tzinfo subclass; the others are ints.',
  slots: {
    tp_dealloc: self => freeWith(self, HASTZINFO(self) ? GET_TIME_TZINFO(self) : NULL), tp_new: time_new, tp_repr: time_repr, tp_str: self => PyObject_CallMethodNoArgs(self, ID_isoformat),
    tp_hash: time_hash, tp_richcompare: time_richcompare,
  },
  getset: [
    {name: 'hour', get: number(TIME_GET_HOUR)}, {name: 'minute', get: number(TIME_GET_MINUTE)}, {name: 'second', get: number(TIME_GET_SECOND)}, {name: 'microsecond', get: number(TIME_GET_MICROSECOND)},
    {name: 'tzinfo', get: self => Py_NewRef(GET_TIME_TZINFO(self))}, {name: 'fold', get: number(TIME_GET_FOLD)},
  ],
  methods: [
    hiddenMethod('isoformat', '($self, timespec=None)', (self, timespec) => time_isoformat(self, timespec), 'Text in ISO 8601 format: [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\ntimespec says how much of it: auto, hours, minutes, seconds, milliseconds or microseconds.'),
    hiddenMethod('strftime', '($self, format)', (self, format) => time_strftime(self, format as PyObject), 'format -> text in the style of strftime().'),
    hiddenMethod('__format__', '($self, format, /)', (self, format) => date_format(self, format as PyObject), 'Formats with strftime().'),
    method('utcoffset', '($self, /)', utcoffset, 'What self.tzinfo.utcoffset(self) answers.'),
    method('tzname', '($self, /)', self => call_tzname(GET_TIME_TZINFO(self), _Py_NoneStruct), 'What self.tzinfo.tzname(self) answers.'),
    method('dst', '($self, /)', self => call_dst(GET_TIME_TZINFO(self), _Py_NoneStruct), 'What self.tzinfo.dst(self) answers.'),
    method('replace', '($self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)', (self, ...values) => time_replace(self, values), 'A time with other values in some fields.'),
    rawMethod('__replace__', '($self, /, **changes)', time___replace__, 'The same as replace().'),
    method('fromisoformat', '($type, object, /)', (cls, text) => time_fromisoformat(cls, text as PyObject), 'string -> the time of a string in ISO 8601 format.', METH_CLASS),
    hiddenMethod('__reduce_ex__', '($self, proto, /)', (self, proto) => reduceEx(self, proto as PyObject, time_getstate), '__reduce_ex__(proto) -> (cls, state)'),
    method('__reduce__', '($self, /)', self => packSteal(Py_NewRef(Py_TYPE(self)), time_getstate(self, 2)), '-> (cls, state)'),
  ],
};
