/** str.translate() and str.maketrans(). CPython: Objects/unicodeobject.c */
import {U8} from '../runtime/current';
import {PyCodec_LookupError} from './codecs';
import {PyObject_CallOneArg} from './call';
import {_PyUnicodeTranslateError_Create} from './exceptions-unicode';
import {answeredPosition} from './unicode-coding';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {PyUnicode_MAX_CHAR_VALUE, PyUnicode_READ_CHAR, _PyUnicodeWriter, _PyUnicode_FromASCII, _PyUnicode_TEXT, ensure_unicode} from './unicodeobject';
import {PyDict_CheckExact, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII} from '../runtime/generated/accessors';
import {PyExc_LookupError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {METH_STATIC, method, type PyMethodDef} from '../runtime/methoddef';
import {PyMem_RawFree, PyMem_RawMalloc} from '../runtime/obmalloc';
import {textAt} from '../runtime/text';
import {asciiText, writeASCII} from '../runtime/text-ascii';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_GetItem} from './abstract-object';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_New, PyDict_Next, PyDict_SetItem} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString} from './errors';
import {PyLong_AsNumberSaturating, PyLong_FromNumber} from './longobject';
import {_PyArg_BadArgument} from './text-args';

/** Writes what a character becomes: 0, 1 when it becomes nothing (None), or -1 with an exception. escapes. CPython: charmaptranslate_output() */
function translateChar(ch: number, mapping: PyObject, out: _PyUnicodeWriter): number {
  const key = PyLong_FromNumber(ch);
  if (key === NULL) return -1;
  const item = PyObject_GetItem(mapping, key);
  Py_DECREF(key);
  if (item === NULL) {
    if (!PyErr_ExceptionMatches(PyExc_LookupError)) return -1;
    PyErr_Clear();
    out.writeChar(ch);
    return 0;
  }
  let status = 0;
  if (PyLong_Check(item)) {
    const value = PyLong_AsNumberSaturating(item);
    if (value < 0 || value > 0x10ffff) {
      PyErr_SetString(PyExc_ValueError, 'character mapping must be in range(0x110000)');
      status = -1;
    } else out.writeChar(value);
  } else if (PyUnicode_Check(item)) out.writeStr(item);
  else if (item === _Py_NoneStruct) status = 1;
  else {
    PyErr_SetString(PyExc_TypeError, 'character mapping must return integer, None or str');
    status = -1;
  }
  Py_DECREF(item);
  return status;
}
/** Asks an error handler what stands for [start, end), which the mapping has nothing for, and writes that: where to go on, -1 with an exception. escapes. CPython: unicode_translate_call_errorhandler() */
function translateError(input: PyObject, start: number, end: number, errors: string | null, out: _PyUnicodeWriter): number {
  const exc = _PyUnicodeTranslateError_Create(input, start, end, 'character maps to <undefined>');
  if (exc === NULL) return -1;
  const handler = PyCodec_LookupError(errors), answer = handler === NULL ? NULL : PyObject_CallOneArg(handler, exc);
  Py_XDECREF(handler);
  Py_DECREF(exc);
  if (answer === NULL) return -1;
  const fits = PyTuple_Check(answer) && PyTuple_GET_SIZE(answer) === 2 && PyUnicode_Check(PyTuple_GET_ITEM(answer, 0));
  let at = -1;
  if (!fits) PyErr_SetString(PyExc_TypeError, 'translating error handler must return (str, int) tuple');
  else {
    at = answeredPosition(answer, PyUnicode_GET_LENGTH(input), 'from error handler out of bounds');
    if (at >= 0) out.writeStr(PyTuple_GET_ITEM(answer, 0));
  }
  Py_DECREF(answer);
  return at;
}
/** The same with an error handler for characters that the mapping has nothing for; NULL with an exception. escapes. */
function translateStrictly(input: PyObject, mapping: PyObject, errors: string | null): New | NULL {
  const text = _PyUnicode_TEXT(input), out = new _PyUnicodeWriter(), unused = new _PyUnicodeWriter();
  for (let i = 0; i < text.length;) {
    const status = translateChar(textAt(text, i), mapping, out);
    if (status < 0) return NULL;
    if (status === 0) {
      i++;
      continue;
    }
    let end = i + 1, next = 1;
    while (end < text.length && (next = translateChar(textAt(text, end), mapping, unused)) === 1) end++;
    if (next < 0) return NULL;
    i = translateError(input, i, end, errors, out);
    if (i < 0) return NULL;
  }
  return out.finish();
}
/** A copy in which each character is what mapping has for its number; `errors` says what becomes of those that map to None. NULL with an exception. escapes. CPython: PyUnicode_Translate() */
export function PyUnicode_Translate(input: PyObject, mapping: PyObject, errors: string | null): New | NULL {
  if (ensure_unicode(input) < 0) return NULL;
  return errors === 'ignore' ? translateCharmap(input, mapping) : translateStrictly(input, mapping, errors);
}
/** What becomes of an ASCII character beside another ASCII character: it goes, nobody has asked yet, something else, an exception is set. */
const GOES = -1, NOT_ASKED = -2, ELSE = -3, FAILED = -4;
/** What an exact dict makes of an ASCII character, in the terms of translateASCII(). escapes */
function mappedASCII(ch: number, mapping: PyObject): number {
  const key = PyLong_FromNumber(ch);
  if (key === NULL) return FAILED;
  const item = PyDict_GetItemRef(mapping, key);
  Py_DECREF(key);
  if (item === NULL) return PyErr_Occurred() === NULL ? ch : FAILED;
  let mapped = ELSE;
  if (item === _Py_NoneStruct) mapped = GOES;
  else if (PyLong_Check(item)) {
    const value = PyLong_AsNumberSaturating(item);
    if (value >= 0 && value < 128) mapped = value;
  } else if (PyUnicode_Check(item) && PyUnicode_GET_LENGTH(item) === 1) {
    const value = PyUnicode_READ_CHAR(item, 0);
    if (value < 128) mapped = value;
  }
  Py_DECREF(item);
  return mapped;
}
/**
 * Translates ASCII by an exact dict, where each character becomes one of ASCII or none; null when one becomes something else. Each is asked for
 * once, as in CPython: a plain dict answers the same again. escapes. CPython: unicode_fast_translate()
 */
function translateASCII(text: string, mapping: PyObject): New | NULL | null {
  const n = text.length, table = new Int16Array(128).fill(NOT_ASKED), scratch = PyMem_RawMalloc(n);
  if (scratch === 0) return null;
  const from = scratch << 2;
  writeASCII(text, from);
  let to = from, failure = 0;
  for (let i = 0; i < n; i++) {
    const ch = U8[from + i];
    let mapped = table[ch];
    if (mapped === NOT_ASKED) {
      mapped = table[ch] = mappedASCII(ch, mapping);
      if (mapped < NOT_ASKED) {
        failure = mapped;
        break;
      }
    }
    if (mapped >= 0) U8[to++] = mapped;
  }
  const result = failure === 0 ? asciiText(U8, from, to) : '';
  PyMem_RawFree(scratch);
  return failure === 0 ? _PyUnicode_FromASCII(result) : failure === FAILED ? NULL : null;
}
/** The longest text that is copied for it: raw memory is never given back to the host. */
const MAX_COPIED = 1 << 20;
/** Characters that are put together in one go. */
const WRITTEN_AT_ONCE = 4096;
/** The same without those that map to None. CPython: _PyUnicode_TranslateCharmap() */
function translateCharmap(input: PyObject, mapping: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(input), out = new _PyUnicodeWriter();
  if (PyDict_CheckExact(mapping) && PyUnicode_IS_ASCII(input) && text.length <= MAX_COPIED) {
    const result = translateASCII(text as string, mapping);
    if (result !== null) return result;
  }
  // what ASCII characters became, as far as a plain dict was asked: it answers the same again
  const known: ({text: string} | undefined)[] | null = PyDict_CheckExact(mapping) && PyUnicode_MAX_CHAR_VALUE(input) < 128 ? [] : null;
  // characters that became one character each wait here, so that they are written many at once
  const waiting: number[] = [];
  const write = (): void => {
    if (waiting.length > 0) out.write(String.fromCharCode.apply(null, waiting));
    waiting.length = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i);
    if (known === null) {
      if (translateChar(ch, mapping, out) < 0) return NULL;
      continue;
    }
    let entry = known[ch];
    if (entry === undefined) {
      const one = new _PyUnicodeWriter();
      if (translateChar(ch, mapping, one) < 0) return NULL;
      const value = one.value();
      if (typeof value !== 'string') {
        write();
        out.write(value);
        continue;
      }
      known[ch] = entry = {text: value};
    }
    if (entry.text.length === 1) {
      waiting.push(entry.text.charCodeAt(0));
      if (waiting.length >= WRITTEN_AT_ONCE) write();
    } else {
      write();
      out.write(entry.text);
    }
  }
  write();
  return out.finish();
}
const unicode_translate = (self: PyObject, table: PyObject): New | NULL => translateCharmap(self, table);

/** CPython: unicode_maketrans_impl() */
function unicode_maketrans(_self: PyObject, x: PyObject, y: PyObject | NULL, z: PyObject | NULL): New | NULL {
  if (y !== NULL && !PyUnicode_Check(y)) return _PyArg_BadArgument('maketrans', 'argument 2', 'str', y);
  if (z !== NULL && !PyUnicode_Check(z)) return _PyArg_BadArgument('maketrans', 'argument 3', 'str', z);
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  if ((y !== NULL ? pairs(dict, x, y, z) : fromDict(dict, x)) < 0) {
    Py_DECREF(dict);
    return NULL;
  }
  return dict;
}
function setNumber(dict: PyObject, ch: number, value: PyObject): number {
  const key = PyLong_FromNumber(ch);
  if (key === NULL) return -1;
  const status = PyDict_SetItem(dict, key, value);
  Py_DECREF(key);
  return status;
}
function pairs(dict: PyObject, x: PyObject, y: PyObject, z: PyObject | NULL): number {
  if (!PyUnicode_Check(x)) {
    PyErr_SetString(PyExc_TypeError, 'first maketrans argument must be a string if there is a second argument');
    return -1;
  }
  const n = PyUnicode_GET_LENGTH(x);
  if (n !== PyUnicode_GET_LENGTH(y)) {
    PyErr_SetString(PyExc_ValueError, 'the first two maketrans arguments must have equal length');
    return -1;
  }
  for (let i = 0; i < n; i++) {
    const value = PyLong_FromNumber(PyUnicode_READ_CHAR(y, i));
    if (value === NULL) return -1;
    const status = setNumber(dict, PyUnicode_READ_CHAR(x, i), value);
    Py_DECREF(value);
    if (status < 0) return -1;
  }
  if (z !== NULL) for (let i = 0; i < PyUnicode_GET_LENGTH(z); i++) if (setNumber(dict, PyUnicode_READ_CHAR(z, i), _Py_NoneStruct) < 0) return -1;
  return 0;
}
function fromDict(dict: PyObject, x: PyObject): number {
  if (!PyDict_CheckExact(x)) {
    PyErr_SetString(PyExc_TypeError, 'if you give only one argument to maketrans it must be a dict');
    return -1;
  }
  for (let pos = PyDict_Next(x, 0); pos > 0; pos = PyDict_Next(x, pos)) {
    const key = PyDict_EntryKey(x, pos), value = PyDict_EntryValue(x, pos);
    if (PyUnicode_Check(key)) {
      if (PyUnicode_GET_LENGTH(key) !== 1) {
        PyErr_SetString(PyExc_ValueError, 'string keys in translate table must be of length 1');
        return -1;
      }
      if (setNumber(dict, PyUnicode_READ_CHAR(key, 0), value) < 0) return -1;
    } else if (PyLong_Check(key)) {
      if (PyDict_SetItem(dict, key, value) < 0) return -1;
    } else {
      PyErr_SetString(PyExc_TypeError, 'keys in translate table must be strings or integers');
      return -1;
    }
  }
  return 0;
}
export const TRANSLATE_METHODS: readonly PyMethodDef[] = [
  method('translate', '($self, table, /)', unicode_translate, 'Return a copy in which each character is what table has for its number: another number, a string, or None to leave it out.'),
  method('maketrans', '(x, y=<unrepresentable>, z=<unrepresentable>, /)', unicode_maketrans, 'Return a table for translate() from a dict, or from two strings of equal length and one of characters to leave out.', METH_STATIC),
];
