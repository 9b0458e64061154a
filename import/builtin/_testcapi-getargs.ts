/** Tests of the formats of arguments and values in _testcapi. CPython: Modules/_testcapi/getargs.c; _testcapimodule.c py_buildvalue(), test_buildvalue_N() */
import {PyBuffer_Release} from '../../objects/abstract-buffer';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {_PyStack_AsDict} from '../../objects/call';
import {PyComplex_FromCComplex, type Py_complex} from '../../objects/complexobject';
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetNone, PyErr_SetString} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyArg_Parse, PyArg_ParseTuple, PyArg_ParseTupleAndKeywords, type ArgValue} from '../../objects/getargs-format';
import {PyList_New} from '../../objects/listobject';
import {PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {Py_BuildValue} from '../../objects/modsupport';
import {PyTuple_New, PyTuple_Pack, _PyTuple_FromArray} from '../../objects/tupleobject';
import {PyUnicode_FSConverter} from '../../objects/unicode-encoded';
import {PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {U8} from '../../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_Check, PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_REFCNT, Py_XDECREF} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import type {Py_buffer} from '../../runtime/typeslots';

const None = (): New => Py_NewRef(_Py_NoneStruct);

/** A function that gets its arguments in a tuple, and keywords in a dict when it takes any. CPython: METH_VARARGS, METH_KEYWORDS */
function varargs(name: string, takesKeywords: boolean, fn: (args: PyObject, kwargs: PyObject | NULL) => New | NULL): PyMethodDef {
  return rawMethod(name, null, (_self, argv, nargs, kwnames) => {
    const named = kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0;
    if (named && !takesKeywords) return PyErr_Format(PyExc_TypeError, `_testcapi.${name}() takes no keyword arguments`);
    const args = _PyTuple_FromArray(argv, nargs);
    if (args === NULL) return NULL;
    const kwargs = named ? _PyStack_AsDict((argv + 2 * nargs) as Args, kwnames) : NULL;
    const result = named && kwargs === NULL ? NULL : fn(args, kwargs);
    Py_DECREF(args);
    Py_XDECREF(kwargs);
    return result;
  });
}
/** The object for a parsed value. */
function objectOf(letter: string, value: ArgValue): New | NULL {
  if (value === null) return None();
  if (typeof value === 'bigint') return PyLong_FromBigInt(value);
  if (typeof value === 'string') return PyBytes_FromUint8Array(new TextEncoder().encode(value));
  if (value instanceof Uint8Array) return PyBytes_FromUint8Array(value);
  if (letter === 'D') return PyComplex_FromCComplex(value as Py_complex);
  if (letter === 'f' || letter === 'd') return PyFloat_FromDouble(value as number);
  return 'SYU'.includes(letter) ? Py_NewRef(value as PyObject) : PyLong_FromNumber(value as number);
}
/** A copy of what a view shows, None for a view of nothing; releases it. */
function bytesOfView(view: Py_buffer): New | NULL {
  const bytes = view.obj === NULL && view.len === 0 ? None() : PyBytes_FromUint8Array(U8.slice(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  return bytes;
}
/** A function that parses one argument by a format and gives it back. */
function single(suffix: string, format: string): PyMethodDef {
  return varargs(`getargs_${suffix}`, false, args => {
    const values = PyArg_ParseTuple(args, format);
    if (values === null) return NULL;
    return format.includes('*') ? bytesOfView(values[0] as Py_buffer) : objectOf(format.charAt(0), values[0]);
  });
}
const SINGLE: readonly PyMethodDef[] = [...'bBhHiIlLkKnpfdDSYUcCszy'].map(c => single(c, c));
const MARKED: readonly PyMethodDef[] = [...'szy'].flatMap(c => [single(`${c}_star`, `${c}*`), single(`${c}_hash`, `${c}#`)]);

/** Writes brackets around what a writable buffer holds. */
function bracketed(view: Py_buffer): New | NULL {
  if (view.len >= 2) {
    U8[view.buf] = 91;
    U8[view.buf + view.len - 1] = 93;
  }
  const bytes = PyBytes_FromUint8Array(U8.slice(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  return bytes;
}
const writable = (name: string, format: string): PyMethodDef => varargs(name, false, args => {
  const values = PyArg_ParseTuple(args, format);
  return values === null ? NULL : bracketed(values[0] as Py_buffer);
});
/** Encodes by a format; with room, into a bytearray that is given. */
const encoded = (suffix: string, format: string): PyMethodDef => varargs(`getargs_${suffix}`, false, args => {
  const hash = format.endsWith('#'), given = PyArg_ParseTuple(args, hash ? 'O|sY' : 'O|s');
  if (given === null) return NULL;
  const buffer = given[2] as PyObject | undefined, encoding = (given[1] ?? null) as string | null;
  const values = PyArg_Parse(given[0] as PyObject, format, encoding, ...(hash ? [buffer === undefined ? null : PyByteArray_GET_SIZE(buffer)] : []));
  if (values === null) return NULL;
  const bytes = values[0] as Uint8Array;
  if (buffer !== undefined) {
    U8.set(bytes, PyByteArray_AS_STRING(buffer));
    U8[PyByteArray_AS_STRING(buffer) + bytes.length] = 0;
  }
  return PyBytes_FromUint8Array(bytes);
});
/** Ints for the values of a format of ints, -1 for those that are missing. */
function ints(values: readonly ArgValue[] | null, n: number): New | NULL {
  return values === null ? NULL : Py_BuildValue('i'.repeat(n), ...Array.from({length: n}, (_, i) => values[i] ?? -1));
}
const keywordInts = (name: string, format: string, kwlist: readonly string[], n: number): PyMethodDef => varargs(name, true, (args, kwargs) => ints(PyArg_ParseTupleAndKeywords(args, kwargs, format, kwlist), n));

/** Parses any call by any format. */
function parse_tuple_and_keywords(args: PyObject): New | NULL {
  const given = PyArg_ParseTuple(args, 'OOsO:parse_tuple_and_keywords');
  if (given === null) return NULL;
  const [subArgs, subKwargs, format, names] = given as [PyObject, PyObject, string, PyObject];
  const isList = PyList_CheckExact(names);
  if (!isList && !PyTuple_CheckExact(names)) return PyErr_SetString(PyExc_ValueError, 'parse_tuple_and_keywords: sub_keywords must be either list or tuple');
  const n = isList ? PyList_GET_SIZE(names) : PyTuple_GET_SIZE(names), kwlist: string[] = [];
  if (n > 8) return PyErr_SetString(PyExc_ValueError, 'parse_tuple_and_keywords: too many keywords in sub_keywords');
  for (let i = 0; i < n; i++) {
    const name = isList ? PyList_GET_ITEM(names, i) : PyTuple_GET_ITEM(names, i);
    if (PyUnicode_Check(name)) {
      const utf8 = PyUnicode_AsUTF8String(name);
      if (utf8 === NULL) return NULL;
      Py_DECREF(utf8);
      kwlist.push(PyUnicode_AsJSString(name));
    } else if (PyBytes_Check(name)) kwlist.push(new TextDecoder().decode(PyBytes_AsUint8Array(name)));
    else return PyErr_SetString(PyExc_ValueError, 'parse_tuple_and_keywords: keywords must be str or bytes');
  }
  // what C reads from zeros: encodings are the empty text
  const encodings = [...format].filter(c => c === 'e').map(() => '');
  const values = PyArg_ParseTupleAndKeywords(subArgs, subKwargs, format, kwlist, ...encodings);
  if (values === null) return NULL;
  const letters = [...format].filter(c => /[A-Za-z0-9]/.test(c));
  for (const value of values) if (typeof value === 'object' && value !== null && 'buf' in value) PyBuffer_Release(value);
  if (!letters.every(c => 'OSUY'.includes(c))) return None();
  const tuple = PyTuple_New(letters.length);
  if (tuple !== NULL) for (let i = 0; i < letters.length; i++) PyTuple_SET_ITEM(tuple, i, Py_NewRef((values[i] ?? _Py_NoneStruct) as PyObject));
  return tuple;
}
/** `w` without `*` is refused, whether it is given or skipped. */
function test_w_code_invalid(): New | NULL {
  const names = ['a', 'b', 'c', 'd'], groups = [['c', 'O|w#$O', 'O|w$O', 'O|w#O', 'O|wO'], ['d', 'O|w#O$O', 'O|wO$O', 'O|Ow#O', 'O|OwO', 'O|Ow#$O', 'O|Ow$O']];
  const args = PyTuple_Pack(_Py_NoneStruct);
  let ok = args !== NULL;
  groups.forEach(([key, ...formats], i) => {
    const kwargs = PyDict_New();
    ok = ok && kwargs !== NULL && PyDict_SetItemString(kwargs, key, _Py_NoneStruct) === 0;
    for (const format of formats) {
      if (!ok) break;
      if (PyArg_ParseTupleAndKeywords(args as PyObject, kwargs, format, names.slice(0, 3 + i)) !== null) {
        PyErr_Format(PyExc_AssertionError, `test_w_code_invalid_suffix: ${format}`);
        ok = false;
      } else if (PyErr_ExceptionMatches(PyExc_SystemError)) PyErr_Clear();
      else ok = false;
    }
    Py_XDECREF(kwargs);
  });
  Py_XDECREF(args);
  return ok ? None() : NULL;
}
/** The count of a converted object after a later converter failed: 1 when the first was released. */
function argparsing(args: PyObject): New | NULL {
  let held: PyObject | NULL = NULL, kept: New | NULL = NULL;
  const values = PyArg_ParseTuple(args, 'O&O&', arg => {
    const bytes = PyUnicode_FSConverter(arg);
    if (bytes === NULL) return null;
    held = bytes;
    return {value: bytes, cleanup: () => Py_DECREF(bytes)};
  }, () => {
    kept = Py_NewRef(held as PyObject);
    return null;
  });
  if (values !== null) return None();
  if ((kept as number) === NULL) return NULL;
  const result = PyLong_FromNumber(Py_REFCNT(kept as unknown as PyObject));
  Py_DECREF(kept as unknown as New);
  PyErr_Clear();
  return result;
}

// ---- values ----

function py_buildvalue(args: PyObject): New | NULL {
  const given = PyArg_ParseTuple(args, 's|OOOOOOOOOO');
  return given === null ? NULL : Py_BuildValue(given[0] as string, ...given.slice(1).map(value => value === _Py_NoneStruct ? NULL : value));
}
function py_buildvalue_ints(args: PyObject): New | NULL {
  const given = PyArg_ParseTuple(args, 's|IIIIIIIIII');
  return given === null ? NULL : Py_BuildValue(given[0] as string, ...given.slice(1));
}
const return_none = (): New => None();
const raise_error = (): NULL => PyErr_SetNone(PyExc_ValueError);
/** A stolen argument is released whether the format succeeds or fails before it. */
function buildvalueReleases(format: string): boolean {
  for (const [func, fails] of [[return_none, false], [raise_error, true]] as const) {
    const arg = PyList_New(0);
    if (arg === NULL) return false;
    Py_INCREF(arg);
    const res = Py_BuildValue(format, func, null, arg), failed = res === NULL && PyErr_Occurred() !== NULL;
    Py_XDECREF(res);
    if (fails) PyErr_Clear();
    const count = Py_REFCNT(arg);
    Py_DECREF(arg);
    if (failed !== fails || count !== 1) {
      if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_AssertionError, `test_buildvalue_N: Py_BuildValue("${format}") ${failed !== fails ? "didn't complain" : 'kept its argument'}`);
      return false;
    }
  }
  return true;
}
function test_buildvalue_N(): New | NULL {
  const arg = PyList_New(0);
  if (arg === NULL) return NULL;
  Py_INCREF(arg);
  const res = Py_BuildValue('N', arg), right = (res as number) === arg && Py_REFCNT(arg) === 2;
  Py_XDECREF(res);
  Py_DECREF(arg);
  if (!right) return PyErr_SetString(PyExc_AssertionError, 'test_buildvalue_N: Py_BuildValue("N") returned wrong result');
  return ['O&N', '(O&N)', '[O&N]', '{O&N}', '{()O&(())N}'].every(buildvalueReleases) ? None() : NULL;
}

/** The functions. */
export const GETARGS_METHODS: readonly PyMethodDef[] = [
  ...SINGLE, ...MARKED, writable('getargs_w_star', 'w*:getargs_w_star'), writable('getargs_w_star_opt', 'w*|w*i:getargs_w_star'),
  encoded('es', 'es'), encoded('et', 'et'), encoded('es_hash', 'es#'), encoded('et_hash', 'et#'),
  varargs('get_args', false, args => Py_NewRef(args)), varargs('get_kwargs', true, (_args, kwargs) => Py_NewRef(kwargs === NULL ? _Py_NoneStruct : kwargs)),
  varargs('getargs_empty', true, (args, kwargs) => (kwargs === NULL ? PyArg_ParseTuple(args, '|:getargs_empty') : PyArg_ParseTupleAndKeywords(args, kwargs, '|:getargs_empty', [])) === null ? NULL : PyLong_FromNumber(1)),
  varargs('getargs_tuple', false, args => ints(PyArg_ParseTuple(args, 'i(ii)'), 3)),
  keywordInts('getargs_keywords', '(ii)i|(i(ii))(iii)i', ['arg1', 'arg2', 'arg3', 'arg4', 'arg5'], 10), keywordInts('getargs_keyword_only', 'i|i$i', ['required', 'optional', 'keyword_only'], 3),
  keywordInts('getargs_positional_only_and_keywords', 'i|ii', ['', '', 'keyword'], 3),
  varargs('gh_99240_clear_args', false, args => PyArg_ParseTuple(args, 'eses', 'idna', 'idna') === null ? NULL : None()),
  varargs('parse_tuple_and_keywords', false, parse_tuple_and_keywords), varargs('argparsing', false, argparsing), hiddenMethod('test_w_code_invalid', '()', test_w_code_invalid),
  varargs('py_buildvalue', false, py_buildvalue), varargs('py_buildvalue_ints', false, py_buildvalue_ints), hiddenMethod('test_buildvalue_N', '()', test_buildvalue_N),
];
