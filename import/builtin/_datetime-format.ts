/** Texts of dates and times, and what is asked of the time module. CPython: Modules/_datetimemodule.c */
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg, PyObject_CallNoArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyErr_Format, PyErr_SetString, reprText} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_Str} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_FromText, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyUnicode_Check, PyUnicode_GET_LENGTH} from '../../runtime/generated/accessors';
import {ID_strftime} from '../../runtime/generated/ids';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../../runtime/object';
import {type PyText, textAt, textFind, textJoin, textSlice} from '../../runtime/text';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_GetModuleAttr} from '../import';
import {days_before_month, weekday} from './_datetime-calendar';
import {DATE_GET_MICROSECOND, GET_DAY, GET_DT_TZINFO, GET_MONTH, GET_TIME_TZINFO, GET_YEAR, PyDateTime_Check, PyTime_Check, TIME_GET_MICROSECOND} from './_datetime-objects';
import {call_tzname, format_utcoffset} from './_datetime-tz';

const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const two = (n: number): string => String(n).padStart(2, '0');
/** YYYY-MM-DD. */
export function dateText(self: PyObject): string {
  return `${String(GET_YEAR(self)).padStart(4, '0')}-${two(GET_MONTH(self))}-${two(GET_DAY(self))}`;
}
/** The time as far as `timespec` says; null with a ValueError when it says nothing known. */
export function timeText(hour: number, minute: number, second: number, us: number, timespec: string): string | null {
  const texts = [two(hour), `:${two(minute)}`, `:${two(second)}`];
  switch (timespec === 'auto' ? (us === 0 ? 'seconds' : 'microseconds') : timespec) {
    case 'hours': return texts[0];
    case 'minutes': return texts[0] + texts[1];
    case 'seconds': return texts.join('');
    case 'milliseconds': return `${texts.join('')}.${String(Math.floor(us / 1000)).padStart(3, '0')}`;
    case 'microseconds': return `${texts.join('')}.${String(us).padStart(6, '0')}`;
    default:
      PyErr_SetString(PyExc_ValueError, 'Unknown timespec value');
      return null;
  }
}
/** The timespec of isoformat(); null with a TypeError. */
export function timespecText(op: PyObject | NULL): string | null {
  if (op === NULL) return 'auto';
  if (PyUnicode_Check(op)) return PyUnicode_AsJSString(op);
  _PyArg_BadArgument('isoformat', 'argument 2', 'str', op);
  return null;
}
/** `Tue Sep  3 17:41:08 2024`. CPython: format_ctime() */
export function format_ctime(self: PyObject, hour: number, minute: number, second: number): New | NULL {
  const year = GET_YEAR(self), month = GET_MONTH(self), day = GET_DAY(self);
  return PyUnicode_FromString(`${DAY_NAMES[weekday(year, month, day)]} ${MONTH_NAMES[month - 1]} ${String(day).padStart(2)} ${two(hour)}:${two(minute)}:${two(second)} ${String(year).padStart(4, '0')}`);
}
/** Puts tzinfo and fold, unless they are the usual ones, before the closing parenthesis; null with an exception. escapes. CPython: append_keyword_tzinfo() */
export function withKeywords(front: string, tzinfo: PyObject, fold: number, tzinfoFirst: boolean): New | NULL {
  const zone = tzinfo === _Py_NoneStruct ? '' : reprText(tzinfo);
  if (zone === null) return NULL;
  const parts = [zone === '' ? '' : `, tzinfo=${zone}`, fold === 0 ? '' : `, fold=${fold}`];
  return PyUnicode_FromString(`${front}${(tzinfoFirst ? parts : parts.reverse()).join('')})`);
}
/** ValueError for a text that is no date or time. escapes */
export function invalidIsoFormat(text: PyObject): NULL {
  const repr = reprText(text);
  return repr === null ? NULL : PyErr_Format(PyExc_ValueError, `Invalid isoformat string: ${repr}`);
}

/** What %z, %:z, %Z and %f stand for; null when the format code is another one, undefined with an exception. escapes */
function replacement(object: PyObject, arg: PyObject, code: string): PyText | null | undefined {
  const isTime = PyTime_Check(object), isDateTime = PyDateTime_Check(object);
  if (code === 'f') return String(isTime ? TIME_GET_MICROSECOND(object) : isDateTime ? DATE_GET_MICROSECOND(object) : 0).padStart(6, '0');
  if (code !== 'z' && code !== ':z' && code !== 'Z') return null;
  const tzinfo = isTime ? GET_TIME_TZINFO(object) : isDateTime ? GET_DT_TZINFO(object) : _Py_NoneStruct;
  if (tzinfo === _Py_NoneStruct) return '';
  if (code !== 'Z') return format_utcoffset(code === 'z' ? '' : ':', tzinfo, arg) ?? undefined;
  const name = call_tzname(tzinfo, arg);
  if (name === NULL) return undefined;
  if (name === (_Py_NoneStruct as PyObject)) {
    Py_DECREF(name);
    return '';
  }
  // strftime() gets the result as a format
  const doubled = withoutFormats(name);
  Py_DECREF(name);
  if (doubled === NULL) return undefined;
  const text = PyUnicode_Check(doubled) ? _PyUnicode_TEXT(doubled) : undefined;
  if (text === undefined) PyErr_SetString(PyExc_TypeError, 'tzname.replace() did not return a string');
  Py_DECREF(doubled);
  return text;
}
/** name.replace('%', '%%'). escapes */
function withoutFormats(name: PyObject): New | NULL {
  const one = PyUnicode_FromString('%'), two_ = PyUnicode_FromString('%%'), replace = PyUnicode_InternFromString('replace');
  const result = one === NULL || two_ === NULL || replace === NULL ? NULL : PyObject_CallMethodObjArgs(name, replace, one, two_);
  Py_XDECREF(one);
  Py_XDECREF(two_);
  Py_XDECREF(replace);
  return result;
}
/** time.strftime() after the codes that only we know were replaced. escapes. CPython: wrap_strftime() */
export function wrap_strftime(object: PyObject, format: PyObject, timetuple: PyObject, arg: PyObject): New | NULL {
  const strftime = PyImport_GetModuleAttr('time', 'strftime');
  if (strftime === NULL) return NULL;
  const text = _PyUnicode_TEXT(format), parts: PyText[] = [];
  let from = 0;
  for (let at = textFind(text, '%', 0, text.length); at >= 0 && at + 1 < text.length; at = textFind(text, '%', at, text.length)) {
    const c = String.fromCodePoint(textAt(text, at + 1));
    const code = c === ':' && at + 2 < text.length && textAt(text, at + 2) === 122 ? ':z' : c;
    const value = replacement(object, arg, code);
    if (value === undefined) {
      Py_DECREF(strftime);
      return NULL;
    }
    if (value !== null) {
      parts.push(textSlice(text, from, at), value);
      from = at + 1 + code.length;
    }
    at += value === null ? 2 : 1 + code.length;
  }
  parts.push(textSlice(text, from, text.length));
  const newformat = PyUnicode_FromText(textJoin(parts));
  const result = newformat === NULL ? NULL : PyObject_CallFunctionObjArgs(strftime, newformat, timetuple);
  if (newformat !== NULL) Py_DECREF(newformat);
  Py_DECREF(strftime);
  return result;
}
/** What __format__ answers: str() for an empty format, else strftime(). escapes. CPython: date_format() */
export function date_format(self: PyObject, format: PyObject): New | NULL {
  if (!PyUnicode_Check(format)) return _PyArg_BadArgument('__format__', 'argument 1', 'str', format);
  return PyUnicode_GET_LENGTH(format) === 0 ? PyObject_Str(self) : PyObject_CallMethodOneArg(self, ID_strftime, format);
}
/** TypeError unless the format is a str. */
export function checkFormat(format: PyObject): boolean {
  if (PyUnicode_Check(format)) return true;
  _PyArg_BadArgument('strftime', 'argument 1', 'str', format);
  return false;
}
/** A tuple of ints. */
export function numbers(...values: readonly number[]): New | NULL {
  return packSteal(...values.map(PyLong_FromNumber));
}
/** A time.struct_time. escapes. CPython: build_struct_time() */
export function build_struct_time(year: number, month: number, day: number, hour: number, minute: number, second: number, dst: number): New | NULL {
  const struct_time = PyImport_GetModuleAttr('time', 'struct_time');
  if (struct_time === NULL) return NULL;
  const args = numbers(year, month, day, hour, minute, second, weekday(year, month, day), days_before_month(year, month) + day, dst);
  const result = args === NULL ? NULL : PyObject_CallOneArg(struct_time, args);
  if (args !== NULL) Py_DECREF(args);
  Py_DECREF(struct_time);
  return result;
}
/** What time.time() answers. escapes. CPython: time_time() */
export function time_time(): New | NULL {
  const time = PyImport_GetModuleAttr('time', 'time');
  if (time === NULL) return NULL;
  const result = PyObject_CallNoArgs(time);
  Py_DECREF(time);
  return result;
}
