/** _testinternalcapi: bits, searches, times, the locale, who evaluates frames. CPython: Modules/_testinternalcapi.c, _testinternalcapi/pytime.c */
import {findBytes} from '../../objects/bytes-find';
import {PyErr_Format, PyErr_NoMemory, PyErr_SetString} from '../../objects/errors';
import {_Py_DecodeLocaleEx, _Py_EncodeLocaleEx, type LocaleResult} from '../../objects/fileutils';
import {PyList_Append} from '../../objects/listobject';
import {PyLong_FromBigInt, _PyLong_NumBits} from '../../objects/longobject';
import {Py_BuildValue} from '../../objects/modsupport';
import {PyThreadState_EnterTracing, PyThreadState_GetDict, PyThreadState_GetID, PyThreadState_GetInterpreter, PyThreadState_LeaveTracing} from '../../objects/pystate-capi';
import {_PyTime_AsLong, _PyTime_AsMicroseconds, _PyTime_AsMilliseconds, _PyTime_AsTimespec, _PyTime_AsTimeval, _PyTime_FromLong, _PyTime_FromSeconds, _PyTime_FromSecondsObject, _PyTime_ObjectToTime_t, _PyTime_ObjectToTimespec, _PyTime_ObjectToTimeval, _PyTime_ROUND_UP} from '../../objects/pytime';
import {levenshteinDistance} from '../../objects/suggestions';
import {_Py_bit_length, _Py_bswap16, _Py_bswap32, _Py_bswap64, _Py_popcount32} from '../../runtime/bitutils';
import {U8, _PyRuntime, interp, tstate} from '../../runtime/current';
import {PyDict_Check, PyFunction_Check, PyList_Check, PyUnicode_Check, f_funcobj, func_name} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {PyMem_RawFree, PyMem_RawMalloc} from '../../runtime/obmalloc';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {PyThreadState_Get, PyThreadState_GetUnchecked} from '../../runtime/pystate-gilstate';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyEval_EvalFrameDefault} from '../../vm/ceval';
import {_PyInterpreterState_GetEvalFrameFunc, _PyInterpreterState_SetEvalFrameFunc} from '../../vm/ceval-evalframe';
import {claim, wrong} from './_testinternalcapi-locks';
import {object} from './_testlimitedcapi-table';

const None = (): New => Py_NewRef(_Py_NoneStruct);

// ---- bits, searches ----

const BIT_LENGTHS = [[0, 0], [1, 1], [0x1000, 13], [0x1234, 13], [0x54321, 19], [0x7fffffff, 31], [0xffffffff, 32]] as const;
const POPCOUNTS = [[0, 0], [1, 1], [0x08080808, 4], [0x10000001, 2], [0x10101010, 4], [0x10204080, 4], [0xdeadcafe, 22], [0xffffffff, 32]] as const;
const EDIT_COSTS = [
  ['', '', 0], ['', 'a', 2], ['a', 'A', 1], ['Apple', 'Aple', 2], ['Banana', 'B@n@n@', 6], ['Cherry', 'Cherry!', 2], ['---0---', '------', 2], ['abc', 'y', 6], ['aa', 'bb', 4], ['aaaaa', 'AAAAA', 5],
  ['wxyz', 'wXyZ', 2], ['wxyz', 'wXyZ123', 8], ['Python', 'Java', 12], ['Java', 'C#', 8], ['AbstractFoobarManager', 'abstract_foobar_manager', 7], ['CPython', 'PyPy', 10], ['CPython', 'pypy', 11],
  ['AttributeError', 'AttributeErrop', 2], ['AttributeError', 'AttributeErrorTests', 10],
] as const;
function test_edit_cost(): string {
  for (const [a, b, cost] of EDIT_COSTS) {
    const pair = `${a} to ${b}`;
    if (levenshteinDistance(a, b, Infinity) !== cost || levenshteinDistance(a, b, 2 * cost + 1) !== cost) return pair;
    for (let max = cost >> 1; max > 0; max >>= 1) if (levenshteinDistance(a, b, max) <= max) return `${pair} within ${max}`;
  }
  return '';
}
const FOUND = [
  ['', '', 0], ['Python', '', 0], ['Python', 'yth', 1], ['ython', 'yth', 0], ['thon', 'yth', -1], ['Python', 'thon', 2], ['ython', 'thon', 1], ['thon', 'thon', 0], ['hon', 'thon', -1], ['Pytho', 'zz', -1],
  [`${'a'.repeat(32)}`, 'ab', -1], [`${'a'.repeat(31)}b`, 'ab', 30], [`${'a'.repeat(30)}ba`, 'ba', 30], [`${'a'.repeat(30)}bb`, 'bb', 30], ['\0'.repeat(2048), 'ab', -1], ['\0'.repeat(32768), 'abcd', -1],
] as const;
function test_bytes_find(): string {
  for (const [haystack, needle, at] of FOUND) {
    const block = PyMem_RawMalloc(haystack.length + needle.length + 1);
    const start = 4 * block, part = start + haystack.length;
    for (let i = 0; i < haystack.length; i++) U8[start + i] = haystack.charCodeAt(i);
    for (let i = 0; i < needle.length; i++) U8[part + i] = needle.charCodeAt(i);
    const found = findBytes(start, part, part, needle.length);
    PyMem_RawFree(block);
    if ((found < 0 ? -1 : found - start) !== at) return `${needle} in ${haystack.slice(0, 40)}`;
  }
  return '';
}
const NUM_BITS: readonly (readonly [bigint, number])[] = [[0n, 0], [1n, 1], [-1n, 1], [2n, 2], [-2n, 2], [3n, 2], [-3n, 2], [4n, 3], [-4n, 3], [0x7fffn, 15], [-0x7fffn, 15], [0xffffn, 16], [-0xffffn, 16], [0xfffffffn, 28], [-0xfffffffn, 28]];
function test_long_numbits(): string {
  for (const [value, bits] of NUM_BITS) {
    const op = PyLong_FromBigInt(value);
    if (op === NULL) return 'out of memory';
    const found = _PyLong_NumBits(op);
    Py_DECREF(op);
    if (found !== bits) return String(value);
  }
  return '';
}
function test_tstate_capi(): string {
  const ts = PyThreadState_Get(), dict = PyThreadState_GetDict(), before = ts.tracing;
  PyThreadState_EnterTracing(ts);
  const during = ts.tracing;
  PyThreadState_LeaveTracing(ts);
  return wrong([
    ['the current thread state', ts === tstate && PyThreadState_GetUnchecked() === ts], ['its dict', dict !== NULL && PyDict_Check(dict)], ['its tracing', during === before + 1 && ts.tracing === before],
    ['its interpreter', PyThreadState_GetInterpreter(ts) === interp], ['its id', PyThreadState_GetID(ts) >= 1],
  ]);
}

// ---- times ----

/** A function of a time and a way to round it; null is an exception. */
const rounded = (name: string, convert: (op: PyObject, round: number) => New | NULL): PyMethodDef => object(name, 'oi', (op, round) => (round < 0 || round > _PyTime_ROUND_UP ? PyErr_SetString(PyExc_ValueError, 'invalid rounding') : convert(op, round)));
const fromTime = (op: PyObject, build: (t: bigint) => New | NULL): New | NULL => {
  const t = _PyTime_FromLong(op);
  return t === null ? NULL : build(t);
};
const timeval = (op: PyObject, round: number): New | NULL => fromTime(op, t => {
  const tv = _PyTime_AsTimeval(t, round);
  return Py_BuildValue('LL', tv.tv_sec, tv.tv_usec);
});
const timespec = (op: PyObject): New | NULL => fromTime(op, t => {
  const ts = _PyTime_AsTimespec(t);
  return Py_BuildValue('LL', ts.tv_sec, ts.tv_nsec);
});

// ---- the locale ----

function localeResult(what: string, done: LocaleResult): New | NULL {
  if (done.status === 0) return done.result;
  if (done.status === -1) return PyErr_NoMemory();
  return done.status === -3 ? PyErr_SetString(PyExc_ValueError, 'unsupported error handler') : PyErr_Format(PyExc_RuntimeError, `${what} error: pos=${done.error_pos}, reason=${done.reason}`);
}

// ---- frames ----

const RECORD = '_testinternalcapi.record_list';
/** Notes the name of every function whose frame begins. */
function set_eval_frame_record(list: PyObject): New | NULL {
  if (!PyList_Check(list)) return PyErr_SetString(PyExc_TypeError, 'argument must be a list');
  const before = interp.moduleStates.get(RECORD) as {list: New; evaluate: ReturnType<typeof _PyInterpreterState_GetEvalFrameFunc>} | undefined;
  interp.moduleStates.set(RECORD, {list: Py_NewRef(list), evaluate: before?.evaluate ?? _PyInterpreterState_GetEvalFrameFunc(interp)});
  Py_XDECREF(before?.list ?? NULL);
  _PyInterpreterState_SetEvalFrameFunc(interp, (_tstate, frame, throwflag) => {
    const func = f_funcobj(frame);
    if (PyFunction_Check(func) && PyList_Append(list, func_name(func)) < 0) return NULL;
    return _PyEval_EvalFrameDefault(frame, throwflag);
  });
  return None();
}
function set_eval_frame_default(): New {
  const before = interp.moduleStates.get(RECORD) as {list: New; evaluate: ReturnType<typeof _PyInterpreterState_GetEvalFrameFunc>} | undefined;
  interp.moduleStates.delete(RECORD);
  if (before !== undefined) {
    _PyInterpreterState_SetEvalFrameFunc(interp, before.evaluate);
    Py_DECREF(before.list);
  }
  return None();
}

// ---- rare events ----

function get_rare_event_counters(): New | NULL {
  const {set_class, set_bases, set_eval_frame_func, builtin_dict, func_modification} = interp.rare_events;
  return Py_BuildValue('{sisisisisi}', 'set_class', set_class, 'set_bases', set_bases, 'set_eval_frame_func', set_eval_frame_func, 'builtin_dict', builtin_dict, 'func_modification', func_modification);
}
function reset_rare_event_counters(): New {
  Object.assign(interp.rare_events, {set_class: 0, set_bases: 0, set_eval_frame_func: 0, builtin_dict: 0, func_modification: 0});
  return None();
}

/** The functions. */
export const WORD_METHODS: readonly PyMethodDef[] = [
  claim('test_bswap', () => wrong([['16 bits', _Py_bswap16(0x3412) === 0x1234], ['32 bits', _Py_bswap32(0x78563412) === 0x12345678], ['64 bits', _Py_bswap64(0xefcdab9078563412n) === 0x1234567890abcdefn]])),
  claim('test_popcount', () => wrong(POPCOUNTS.map(([x, bits]) => [`0x${x.toString(16)}`, _Py_popcount32(x) === bits]))),
  claim('test_bit_length', () => wrong(BIT_LENGTHS.map(([x, bits]) => [`0x${x.toString(16)}`, _Py_bit_length(x) === bits]))),
  claim('test_edit_cost', test_edit_cost), claim('test_bytes_find', test_bytes_find), claim('test_long_numbits', test_long_numbits), claim('test_tstate_capi', test_tstate_capi),
  object('_PyTime_FromSeconds', 'i', seconds => _PyTime_AsLong(_PyTime_FromSeconds(seconds))),
  rounded('_PyTime_FromSecondsObject', (op, round) => {
    const t = _PyTime_FromSecondsObject(op, round);
    return t === null ? NULL : _PyTime_AsLong(t);
  }),
  rounded('_PyTime_AsTimeval', timeval), rounded('_PyTime_AsTimeval_clamp', timeval), object('_PyTime_AsTimespec', 'o', timespec), object('_PyTime_AsTimespec_clamp', 'o', timespec),
  rounded('_PyTime_AsMilliseconds', (op, round) => fromTime(op, t => PyLong_FromBigInt(_PyTime_AsMilliseconds(t, round)))), rounded('_PyTime_AsMicroseconds', (op, round) => fromTime(op, t => PyLong_FromBigInt(_PyTime_AsMicroseconds(t, round)))),
  rounded('_PyTime_ObjectToTime_t', (op, round) => {
    const seconds = _PyTime_ObjectToTime_t(op, round);
    return seconds === null ? NULL : PyLong_FromBigInt(seconds);
  }),
  rounded('_PyTime_ObjectToTimeval', (op, round) => {
    const split = _PyTime_ObjectToTimeval(op, round);
    return split === null ? NULL : Py_BuildValue('LL', split.seconds, split.us);
  }),
  rounded('_PyTime_ObjectToTimespec', (op, round) => {
    const split = _PyTime_ObjectToTimespec(op, round);
    return split === null ? NULL : Py_BuildValue('LL', split.seconds, split.ns);
  }),
  object('EncodeLocaleEx', 'o|is', (text, _current, errors) => (PyUnicode_Check(text) ? localeResult('encode', _Py_EncodeLocaleEx(text, errors ?? null)) : PyErr_SetString(PyExc_TypeError, 'argument must be str'))),
  object('DecodeLocaleEx', 'y|is', (data, _current, errors) => localeResult('decode', _Py_DecodeLocaleEx(data ?? new Uint8Array(0), errors ?? null))),
  object('set_eval_frame_record', 'o', set_eval_frame_record), hiddenMethod('set_eval_frame_default', '()', set_eval_frame_default),
  hiddenMethod('get_rare_event_counters', '()', get_rare_event_counters), hiddenMethod('reset_rare_event_counters', '()', reset_rare_event_counters),
];
