/** The time module: clocks, sleeping, broken-down times. Formatting is in time-strftime.ts. CPython: Modules/timemodule.c */
import {PyObject_Call} from '../../objects/call';
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_AsLong, PyLong_AsLongAndOverflow, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyNamespace_New} from '../../objects/namespaceobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {_PyTime_FromSecondsObject, _PyTime_ObjectToTime_t, _PyTime_ROUND_FLOOR, _PyTime_ROUND_TIMEOUT, secondsObject} from '../../objects/pytime';
import {PyStructSequence_GET_ITEM, PyStructSequence_New, PyStructSequence_NewType, type PyStructSequence_Desc} from '../../objects/structseq';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {_PyTuple_FromArray, packSteal} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_FromText, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {ARG, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_IS_TYPE} from '../../runtime/generated/accessors';
import {PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {ERRNO} from '../../runtime/host/errno';
import type {BrokenDownTime} from '../../runtime/host/host';
import {WORD_THREAD_ID} from '../../runtime/host/signals';
import {METH_VARARGS, type ParsedFunction, type PyMethodDef, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {textToJS} from '../../runtime/text';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {fillStructSequence} from './posix-stat';
import {auditValues} from './posix-args';
import {DAYS, MONTHS, strftime, type FormattedTime} from './time-strftime';

/** Numbers of the clocks on Linux. */
const CLOCKS: Readonly<Record<string, number>> = {CLOCK_REALTIME: 0, CLOCK_MONOTONIC: 1, CLOCK_PROCESS_CPUTIME_ID: 2, CLOCK_THREAD_CPUTIME_ID: 3, CLOCK_MONOTONIC_RAW: 4, CLOCK_BOOTTIME: 7, CLOCK_TAI: 11};

interface TimeState { struct_time_type: PyObject | NULL }
const structTimeType = (module: PyObject): PyObject => PyModule_GetState<TimeState>(module)!.struct_time_type as PyObject;

// ---- clocks ----

/** A clock's time, or null with an OSError. */
function clockTime(clock: number): bigint | null {
  const ns = _PyRuntime.host.clockGettime(clock);
  if (typeof ns === 'bigint') return ns;
  PyErr_SetFromErrno(PyExc_OSError, -ns);
  return null;
}
/** The functions of one clock, in seconds and in nanoseconds. */
function clockFunctions(name: string, clock: number, what: string): PyMethodDef[] {
  return [
    method(name, '($self, /)', () => {
      const ns = clockTime(clock);
      return ns === null ? NULL : secondsObject(ns);
    }, `${what}, in seconds.`),
    method(`${name}_ns`, '($self, /)', () => {
      const ns = clockTime(clock);
      return ns === null ? NULL : PyLong_FromBigInt(ns);
    }, `${what}, in nanoseconds.`),
  ];
}
/** The number of a clock as clock_gettime() takes it; null with an exception. CPython: time_clockid_converter() */
function clockId(op: PyObject): number | null {
  if (PyLong_Check(op)) {
    const {value, overflow} = PyLong_AsLongAndOverflow(op);
    if (overflow === 0 && value >= -2147483648 && value <= 2147483647) return value;
  }
  PyErr_Format(PyExc_TypeError, `clk_id should be integer, not ${typeName(op)}`);
  return null;
}
function time_clock_gettime(_module: PyObject, clk_id: PyObject): New | NULL {
  const clock = clockId(clk_id), ns = clock === null ? null : clockTime(clock);
  return ns === null ? NULL : secondsObject(ns);
}
function time_clock_gettime_ns(_module: PyObject, clk_id: PyObject): New | NULL {
  const clock = clockId(clk_id), ns = clock === null ? null : clockTime(clock);
  return ns === null ? NULL : PyLong_FromBigInt(ns);
}
function setClock(clk_id: PyObject, ns: bigint | null): New | NULL {
  if (ns === null) return NULL;
  const clock = PyLong_AsInt(clk_id);
  if (clock === -1 && PyErr_Occurred() !== NULL) return NULL;
  const status = _PyRuntime.host.call('clock_settime', clock, new Uint8Array(BigInt64Array.of(ns / 1000000000n, ns % 1000000000n).buffer));
  return status < 0 ? PyErr_SetFromErrno(PyExc_OSError, -status) : Py_NewRef(_Py_NoneStruct);
}
function time_clock_settime(_module: PyObject, clk_id: PyObject, time: PyObject): New | NULL {
  return setClock(clk_id, _PyTime_FromSecondsObject(time, _PyTime_ROUND_FLOOR));
}
function time_clock_settime_ns(_module: PyObject, clk_id: PyObject, time: PyObject): New | NULL {
  if (!PyLong_Check(time)) return PyErr_Format(PyExc_TypeError, `expected int, got ${typeName(time)}`);
  return setClock(clk_id, PyLong_AsBigInt(time));
}
function time_clock_getres(_module: PyObject, clk_id: PyObject): New | NULL {
  const clock = PyLong_AsInt(clk_id);
  if (clock === -1 && PyErr_Occurred() !== NULL) return NULL;
  const ns = _PyRuntime.host.clockGetres(clock);
  return typeof ns === 'number' ? PyErr_SetFromErrno(PyExc_OSError, -ns) : PyFloat_FromDouble(Number(ns) / 1e9);
}
/** All threads share one thread of the system, whose clock this is: its number is made of the thread's as glibc makes it. */
function time_pthread_getcpuclockid(_module: PyObject, thread_id: PyObject): New | NULL {
  const id = PyLong_AsLong(thread_id);
  return id === -1 && PyErr_Occurred() !== NULL ? NULL : PyLong_FromNumber((~_PyRuntime.host.signals[WORD_THREAD_ID] << 3) | 6);
}
const CLOCK_INFO: Readonly<Record<string, readonly [string, boolean, boolean]>> = {
  time: ['CLOCK_REALTIME', false, true], monotonic: ['CLOCK_MONOTONIC', true, false], perf_counter: ['CLOCK_MONOTONIC', true, false],
  process_time: ['CLOCK_PROCESS_CPUTIME_ID', true, false], thread_time: ['CLOCK_THREAD_CPUTIME_ID', true, false],
};
function time_get_clock_info(_module: PyObject, nameArg: PyObject): New | NULL {
  if (!PyUnicode_Check(nameArg)) return _PyArg_BadArgument('get_clock_info', 'argument 1', 'str', nameArg);
  const name = PyUnicode_AsJSString(nameArg);
  if (!Object.hasOwn(CLOCK_INFO, name)) return PyErr_SetString(PyExc_ValueError, 'unknown clock');
  const [clock, isMonotonic, adjustable] = CLOCK_INFO[name], res = _PyRuntime.host.clockGetres(CLOCKS[clock]);
  if (typeof res === 'number') return PyErr_SetFromErrno(PyExc_OSError, -res);
  const dict = PyDict_New(), implementation = PyUnicode_FromString(`clock_gettime(${clock})`), resolution = PyFloat_FromDouble(Number(res) / 1e9);
  let result: New | NULL = NULL;
  if (dict !== NULL && implementation !== NULL && resolution !== NULL && PyDict_SetItemString(dict, 'implementation', implementation) >= 0
    && PyDict_SetItemString(dict, 'monotonic', isMonotonic ? _Py_TrueStruct : _Py_FalseStruct) >= 0
    && PyDict_SetItemString(dict, 'adjustable', adjustable ? _Py_TrueStruct : _Py_FalseStruct) >= 0 && PyDict_SetItemString(dict, 'resolution', resolution) >= 0) {
    result = _PyNamespace_New(dict);
  }
  Py_XDECREF(dict);
  Py_XDECREF(implementation);
  Py_XDECREF(resolution);
  return result;
}

// ---- sleep ----

/** The nanoseconds to sleep, or null with an exception. */
function sleepTime(timeout: PyObject): bigint | null {
  if (auditValues('time.sleep', [timeout]) < 0) return null;
  const ns = _PyTime_FromSecondsObject(timeout, _PyTime_ROUND_TIMEOUT);
  if (ns === null || ns >= 0n) return ns;
  PyErr_SetString(PyExc_ValueError, 'sleep length must be non-negative');
  return null;
}
/** Other threads run meanwhile; signal handlers run, and the sleep goes on after them. CPython: pysleep() */
function time_sleep(_module: PyObject, timeout: PyObject): New | NULL {
  const ns = sleepTime(timeout);
  if (ns === null) return NULL;
  const deadline = monotonic() + Number(ns) / 1e6;
  while (waitOnStack(() => false, deadline, true) === null) if (hooks._PyErr_CheckSignals() < 0) return NULL;
  return Py_NewRef(_Py_NoneStruct);
}

// ---- broken-down times ----

const struct_time_type_desc: PyStructSequence_Desc = {
  name: 'time.struct_time', n_in_sequence: 9,
  doc: 'A broken-down time: what gmtime(), localtime() and strptime() return, and asctime(),\nmktime() and strftime() take. As a tuple it has nine integers.\n\nYears are full, and months, days of the year and week days are counted as programs\nwrite them, not as in struct tm of C.',
  fields: [
    ['tm_year', 'year, for example, 1993'], ['tm_mon', 'month of year, range [1, 12]'], ['tm_mday', 'day of month, range [1, 31]'], ['tm_hour', 'hours, range [0, 23]'], ['tm_min', 'minutes, range [0, 59]'],
    ['tm_sec', 'seconds, range [0, 61])'], ['tm_wday', 'day of week, range [0, 6], Monday is 0'], ['tm_yday', 'day of year, range [1, 366]'],
    ['tm_isdst', '1 if summer time is in effect, 0 if not, and -1 if unknown'], ['tm_zone', 'abbreviation of timezone name'], ['tm_gmtoff', 'offset from UTC in seconds'],
  ],
};
/** CPython: tmtotuple() */
function tmtotuple(module: PyObject, tm: BrokenDownTime): New | NULL {
  return fillStructSequence(PyStructSequence_New(structTimeType(module)), [
    PyLong_FromNumber(tm.year + 1900), PyLong_FromNumber(tm.mon + 1), PyLong_FromNumber(tm.mday), PyLong_FromNumber(tm.hour), PyLong_FromNumber(tm.min), PyLong_FromNumber(tm.sec),
    PyLong_FromNumber((tm.wday + 6) % 7), PyLong_FromNumber(tm.yday + 1), PyLong_FromNumber(tm.isdst), PyUnicode_FromString(tm.zone), PyLong_FromNumber(tm.gmtoff),
  ]);
}
const DAY = 86400n, DAYS_OF_400_YEARS = 146097n;
/** UTC of a time in seconds, or null when its year is beyond C's int. CPython: _PyTime_gmtime() */
function gmtime(seconds: bigint): BrokenDownTime | null {
  let days = seconds / DAY, rest = seconds % DAY;
  if (rest < 0n) {
    rest += DAY;
    days--;
  }
  // days since 0000-03-01, in eras of 400 years
  const shifted = days + 719468n;
  let era = shifted / DAYS_OF_400_YEARS;
  if (shifted % DAYS_OF_400_YEARS < 0n) era--;
  const dayOfEra = Number(shifted - era * DAYS_OF_400_YEARS);
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)), month = Math.floor((5 * dayOfYear + 2) / 153);
  const mon = month < 10 ? month + 2 : month - 10, year = era * 400n + BigInt(yearOfEra) + (mon < 2 ? 1n : 0n), y = Number(year);
  if (year - 1900n > 2147483647n || year - 1900n < -2147483648n) return null;
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0), s = Number(rest), mday = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const yday = (mon < 2 ? dayOfYear - 306 : dayOfYear + 59 + (leap ? 1 : 0));
  return {sec: s % 60, min: Math.floor(s / 60) % 60, hour: Math.floor(s / 3600), mday, mon, year: y - 1900, wday: Number((((days + 4n) % 7n) + 7n) % 7n), yday, isdst: 0, gmtoff: 0, zone: 'GMT'};
}
/** Seconds of an optional time argument; null with an exception. CPython: parse_time_t_args() */
function parse_time_t_args(op: PyObject | NULL): bigint | null {
  if (op !== NULL && op !== _Py_NoneStruct) return _PyTime_ObjectToTime_t(op, _PyTime_ROUND_FLOOR);
  const ns = clockTime(CLOCKS.CLOCK_REALTIME);
  return ns === null ? null : ns / 1000000000n;
}
function time_gmtime(module: PyObject, seconds: PyObject | NULL): New | NULL {
  const when = parse_time_t_args(seconds);
  if (when === null) return NULL;
  const tm = gmtime(when);
  return tm === null ? PyErr_SetFromErrno(PyExc_OSError, ERRNO.EOVERFLOW) : tmtotuple(module, tm);
}
/** Local time, or null with an exception. CPython: _PyTime_localtime() */
function localtime(when: bigint): BrokenDownTime | null {
  const tm = _PyRuntime.host.localtime(Number(when));
  if (typeof tm !== 'number') return tm;
  PyErr_SetFromErrno(PyExc_OSError, -tm);
  return null;
}
function time_localtime(module: PyObject, seconds: PyObject | NULL): New | NULL {
  const when = parse_time_t_args(seconds), tm = when === null ? null : localtime(when);
  return tm === null ? NULL : tmtotuple(module, tm);
}
/** A C int of an item of a time tuple; null with an exception. CPython: the 'i' format of PyArg_ParseTuple() */
function cInt(op: PyObject): number | null {
  const {value, overflow} = PyLong_AsLongAndOverflow(op);
  if (value === -1 && PyErr_Occurred() !== NULL) return null;
  if (overflow === 0 && value >= -2147483648 && value <= 2147483647) return value;
  PyErr_SetString(PyExc_OverflowError, overflow < 0 || value < 0 ? 'signed integer is less than minimum' : 'signed integer is greater than maximum');
  return null;
}
/** A time tuple as struct tm; null with an exception. escapes. CPython: gettmarg() */
function gettmarg(module: PyObject, args: PyObject, fname: string): FormattedTime | null {
  if (!PyTuple_Check(args)) {
    PyErr_SetString(PyExc_TypeError, 'Tuple or struct_time argument required');
    return null;
  }
  if (PyTuple_GET_SIZE(args) !== 9) {
    PyErr_Format(PyExc_TypeError, `${fname}(): illegal time tuple argument`);
    return null;
  }
  const n: number[] = [];
  for (let i = 0; i < 9; i++) {
    const value = cInt(PyTuple_GET_ITEM(args, i));
    if (value === null) return null;
    n.push(value);
  }
  if (n[0] < -2147483648 + 1900) {
    PyErr_SetString(PyExc_OverflowError, 'year out of range');
    return null;
  }
  const tm: FormattedTime = {year: n[0] - 1900, mon: n[1] - 1, mday: n[2], hour: n[3], min: n[4], sec: n[5], wday: (n[6] + 1) % 7, yday: n[7] - 1, isdst: n[8], gmtoff: 0, zone: null};
  if (Py_IS_TYPE(args, structTimeType(module))) {
    const zone = PyStructSequence_GET_ITEM(args, 9), gmtoff = PyStructSequence_GET_ITEM(args, 10);
    if (zone !== _Py_NoneStruct) {
      if (!PyUnicode_Check(zone)) {
        PyErr_SetString(PyExc_TypeError, 'bad argument type for built-in operation');
        return null;
      }
      tm.zone = PyUnicode_AsJSString(zone);
    }
    if (gmtoff !== _Py_NoneStruct) {
      tm.gmtoff = PyLong_AsLong(gmtoff);
      if (PyErr_Occurred() !== NULL) return null;
    }
  }
  return tm;
}
/** Checks what asctime() and strftime() look up in tables; false with an exception. CPython: checktm() */
function checktm(tm: FormattedTime): boolean {
  if (tm.mon === -1) tm.mon = 0;
  if (tm.mday === 0) tm.mday = 1;
  if (tm.yday === -1) tm.yday = 0;
  const wrong = tm.mon < 0 || tm.mon > 11 ? 'month' : tm.mday < 0 || tm.mday > 31 ? 'day of month' : tm.hour < 0 || tm.hour > 23 ? 'hour' : tm.min < 0 || tm.min > 59 ? 'minute'
    : tm.sec < 0 || tm.sec > 61 ? 'seconds' : tm.wday < 0 ? 'day of week' : tm.yday < 0 || tm.yday > 365 ? 'day of year' : null;
  if (wrong === null) return true;
  PyErr_Format(PyExc_ValueError, `${wrong} out of range`);
  return false;
}
/** The time now as local time; null with an exception. */
function localNow(): FormattedTime | null {
  const when = parse_time_t_args(NULL);
  return when === null ? null : localtime(when);
}
function time_strftime(module: PyObject, formatArg: PyObject, tuple: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(formatArg)) return _PyArg_BadArgument('strftime', 'argument 1', 'str', formatArg);
  const tm = tuple === NULL ? localNow() : gettmarg(module, tuple, 'strftime');
  if (tm === null || (tuple !== NULL && !checktm(tm))) return NULL;
  tm.isdst = Math.max(-1, Math.min(1, tm.isdst));
  const format = _PyUnicode_TEXT(formatArg);
  // lone surrogates side by side stay what they are
  return typeof format === 'string' ? PyUnicode_FromText(strftime(format, tm)) : PyUnicode_FromString(strftime(textToJS(format), tm));
}
/** CPython: _asctime() */
function asctime(tm: FormattedTime): New | NULL {
  const two = (n: number): string => String(n).padStart(2, '0');
  return PyUnicode_FromString(`${DAYS[tm.wday].slice(0, 3)} ${MONTHS[tm.mon].slice(0, 3)}${String(tm.mday).padStart(3)} ${two(tm.hour)}:${two(tm.min)}:${two(tm.sec)} ${tm.year + 1900}`);
}
function time_asctime(module: PyObject, tuple: PyObject | NULL): New | NULL {
  const tm = tuple === NULL ? localNow() : gettmarg(module, tuple, 'asctime');
  return tm === null || (tuple !== NULL && !checktm(tm)) ? NULL : asctime(tm);
}
function time_ctime(_module: PyObject, seconds: PyObject | NULL): New | NULL {
  const when = parse_time_t_args(seconds), tm = when === null ? null : localtime(when);
  return tm === null ? NULL : asctime(tm);
}
function time_mktime(module: PyObject, tuple: PyObject): New | NULL {
  const tm = gettmarg(module, tuple, 'mktime');
  if (tm === null) return NULL;
  const seconds = _PyRuntime.host.mktime({...tm, zone: ''});
  return seconds === null ? PyErr_SetString(PyExc_OverflowError, 'mktime argument out of range') : PyFloat_FromDouble(seconds);
}
function time_strptime(_self: PyObject, args: Args, nargs: number): New | NULL {
  const module = hooks.PyImport_ImportModule('_strptime');
  if (module === NULL) return NULL;
  const func = PyObject_GetAttrString(module, '_strptime_time');
  Py_DECREF(module);
  const tuple = func === NULL ? NULL : _PyTuple_FromArray(args, nargs), result = tuple === NULL ? NULL : PyObject_Call(func as PyObject, tuple, NULL);
  Py_XDECREF(func);
  Py_XDECREF(tuple);
  return result;
}

// ---- time zone ----

/** Sets timezone, altzone, daylight and tzname. CPython: init_timezone() */
export function init_timezone(module: PyObject): number {
  const zone = _PyRuntime.host.tzset();
  if (PyModule_AddIntConstant(module, 'timezone', zone.timezone) < 0 || PyModule_AddIntConstant(module, 'altzone', zone.altzone) < 0 || PyModule_AddIntConstant(module, 'daylight', zone.daylight) < 0) return -1;
  return PyModule_Add(module, 'tzname', packSteal(PyUnicode_FromString(zone.names[0]), PyUnicode_FromString(zone.names[1])));
}
function time_tzset(module: PyObject): New | NULL {
  return init_timezone(module) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}

/** A function whose arguments C reads with PyArg_ParseTuple(): positional, from `min` to `max` of them, NULL for those left out. */
function tupleMethod(name: string, min: number, max: number, fn: ParsedFunction, doc: string): PyMethodDef {
  return rawMethod(name, null, (module, args, nargs) => {
    if (nargs < min || nargs > max) {
      const bound = nargs < min ? min : max;
      return PyErr_Format(PyExc_TypeError, `${name}() takes ${min === max ? 'exactly' : nargs < min ? 'at least' : 'at most'} ${bound} argument${bound === 1 ? '' : 's'} (${nargs} given)`);
    }
    const values = new Array<PyObject | NULL>(max).fill(NULL);
    for (let i = 0; i < nargs; i++) values[i] = ARG(args, i);
    return fn(module, ...values);
  }, doc, METH_VARARGS);
}
const time_methods: readonly PyMethodDef[] = [
  ...clockFunctions('time', CLOCKS.CLOCK_REALTIME, 'The time since the epoch'),
  method('clock_gettime', '($module, clk_id, /)', time_clock_gettime, 'The time of a clock in seconds.'),
  method('clock_gettime_ns', '($module, clk_id, /)', time_clock_gettime_ns, 'The time of a clock in nanoseconds.'),
  tupleMethod('clock_settime', 2, 2, time_clock_settime, 'clock_settime(clk_id, time)\n\nSets a clock to a time in seconds.'),
  tupleMethod('clock_settime_ns', 2, 2, time_clock_settime_ns, 'clock_settime_ns(clk_id, time)\n\nSets a clock to a time in nanoseconds.'),
  tupleMethod('clock_getres', 1, 1, time_clock_getres, 'clock_getres(clk_id) -> floating-point number\n\nThe resolution of a clock in seconds.'),
  tupleMethod('pthread_getcpuclockid', 1, 1, time_pthread_getcpuclockid, 'pthread_getcpuclockid(thread_id) -> int\n\nThe clock of a thread\'s time on the processor.'),
  method('sleep', '($self, object, /)', time_sleep, 'Waits for a number of seconds, which may have a fraction.'),
  tupleMethod('gmtime', 0, 1, time_gmtime, 'gmtime([seconds]) -> struct_time\n\nA time as UTC; the time now when it is left out.'),
  tupleMethod('localtime', 0, 1, time_localtime, 'localtime([seconds]) -> struct_time\n\nA time as local time; the time now when it is left out.'),
  tupleMethod('asctime', 0, 1, time_asctime, "asctime([tuple]) -> string\n\nA broken-down time as text like 'Sat Jun 06 16:26:11 1998'."),
  tupleMethod('ctime', 0, 1, time_ctime, 'ctime(seconds) -> string\n\nA time as local time in the form of asctime().'),
  method('mktime', '($self, object, /)', time_mktime, 'The seconds of a local time.'),
  tupleMethod('strftime', 1, 2, time_strftime, 'strftime(format[, tuple]) -> string\n\nA broken-down time by a format; the local time now when it is left out.'),
  rawMethod('strptime', null, time_strptime, 'strptime(string, format) -> struct_time\n\nReads a time from text by a format.', METH_VARARGS),
  method('tzset', '($self, /)', time_tzset, 'Reads the environment variable TZ again.'),
  ...clockFunctions('monotonic', CLOCKS.CLOCK_MONOTONIC, 'A clock that never goes backwards'),
  ...clockFunctions('process_time', CLOCKS.CLOCK_PROCESS_CPUTIME_ID, "The process's time on the processors"),
  ...clockFunctions('thread_time', CLOCKS.CLOCK_THREAD_CPUTIME_ID, "The thread's time on the processor"),
  ...clockFunctions('perf_counter', CLOCKS.CLOCK_MONOTONIC, 'The clock for measuring performance'),
  tupleMethod('get_clock_info', 1, 1, time_get_clock_info, 'get_clock_info(name: str) -> dict\n\nWhat is known about a clock.'),
];
/** CPython: time_exec() */
function time_exec(module: PyObject): number {
  if (init_timezone(module) < 0) return -1;
  for (const [name, clock] of Object.entries(CLOCKS)) if (PyModule_AddIntConstant(module, name, clock) < 0) return -1;
  const type = PyStructSequence_NewType(struct_time_type_desc);
  if (type === NULL) return -1;
  PyModule_GetState<TimeState>(module)!.struct_time_type = type;
  if (PyModule_AddObjectRef(module, 'struct_time', type) < 0) return -1;
  return PyModule_AddIntConstant(module, '_STRUCT_TM_ITEMS', 11);
}
const timemodule = new PyModuleDef('time', {
  m_doc: 'Clocks, sleeping, and times as text and as tuples.\n\nA time is either a number of seconds since the epoch, 1970-01-01 00:00 UTC, or a struct_time.',
  m_size: 8, m_methods: time_methods, newState: (): TimeState => ({struct_time_type: NULL}),
  m_traverse: (module, visit) => {
    const type = PyModule_GetState<TimeState>(module)?.struct_time_type ?? NULL;
    return type === NULL ? 0 : visit(type);
  },
  m_clear: clearState,
  m_free: clearState,
  m_slots: [[Py_mod_exec, time_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
function clearState(module: PyObject): number {
  const state = PyModule_GetState<TimeState>(module);
  if (state === null || state.struct_time_type === NULL) return 0;
  const type = state.struct_time_type;
  state.struct_time_type = NULL;
  Py_DECREF(type);
  return 0;
}
/** CPython: PyInit_time() */
export function PyInit_time(): PyModuleDef {
  return PyModuleDef_Init(timemodule);
}
