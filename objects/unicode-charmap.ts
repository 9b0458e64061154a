/** The charmap codec. CPython: Objects/unicodeobject.c */
import {H, U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyLong_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE} from '../runtime/generated/accessors';
import {EncodingMapType, PyExc_LookupError, PyExc_TypeError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {textAt} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_GetItem} from './abstract-object';
import {PyErr_BadArgument, PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString, typeName} from './errors';
import {PyLong_AsNumberSaturating, PyLong_FromNumber} from './longobject';
import {encoding_map_lookup} from './unicode-encodingmap';
import {Decoding, Encoding} from './unicode-coding';
import {PyUnicode_DecodeLatin1, _PyUnicode_AsLatin1String} from './unicode-codecs';
import {_PyUnicode_TEXT} from './unicodeobject';

const UNDEFINED = 'character maps to <undefined>';

/** mapping[number], None when it has none; NULL with an exception. escapes */
export function charmapLookup(ch: number, mapping: PyObject): New | NULL {
  const key = PyLong_FromNumber(ch);
  if (key === NULL) return NULL;
  const item = PyObject_GetItem(mapping, key);
  Py_DECREF(key);
  if (item !== NULL) return item;
  if (!PyErr_ExceptionMatches(PyExc_LookupError)) return NULL;
  PyErr_Clear();
  return _Py_NoneStruct as New;
}

/** Bytes to str through a mapping (NULL: Latin-1) that is a str, or maps numbers to numbers, None or str. CPython: PyUnicode_DecodeCharmap() */
export function PyUnicode_DecodeCharmap(data: Uint8Array, mapping: PyObject | NULL, errors: string | null): New | NULL {
  if (mapping === NULL) return PyUnicode_DecodeLatin1(data);
  const run = new Decoding(data, errors), isText = PyUnicode_Check(mapping);
  for (let i = 0; i < run.data.length;) {
    const byte = run.data[i];
    let status: number;
    if (isText) {
      const ch = byte < PyUnicode_GET_LENGTH(mapping) ? textAt(_PyUnicode_TEXT(mapping), byte) : 0xfffe;
      status = ch === 0xfffe ? 0 : 1;
      if (status === 1) run.out.writeChar(ch);
    } else status = decodeItem(run, byte, mapping);
    if (status < 0) return run.close(true);
    if (status > 0) i++;
    else {
      i = run.error('charmap', UNDEFINED, i, i + 1);
      if (i < 0) return run.close(true);
    }
  }
  return run.close(false);
}
/** Writes what a byte maps to: 1, 0 when it maps to nothing, -1 with an exception. */
function decodeItem(run: Decoding, byte: number, mapping: PyObject): number {
  const item = charmapLookup(byte, mapping);
  if (item === NULL) return -1;
  let status = 1;
  if (item === _Py_NoneStruct) status = 0;
  else if (PyLong_Check(item)) {
    const value = PyLong_AsNumberSaturating(item);
    if (value === 0xfffe) status = 0;
    else if (value < 0 || value > 0x10ffff) {
      PyErr_SetString(PyExc_TypeError, 'character mapping must be in range(0x110000)');
      status = -1;
    } else run.out.writeChar(value);
  } else if (PyUnicode_Check(item)) {
    const text = _PyUnicode_TEXT(item);
    if (text.length === 1 && textAt(text, 0) === 0xfffe) status = 0;
    else run.out.writeStr(item);
  } else {
    PyErr_SetString(PyExc_TypeError, 'character mapping must return integer, None or str');
    status = -1;
  }
  Py_DECREF(item);
  return status;
}

/** Writes the bytes of a character: 1, 0 when it has none, -1 with an exception. CPython: charmapencode_output() */
function charmapencode_output(run: Encoding, ch: number, mapping: PyObject, write: boolean): number {
  if (Py_TYPE(mapping) === EncodingMapType) {
    const byte = encoding_map_lookup(mapping, ch);
    if (byte < 0) return 0;
    if (write) run.out.push(byte);
    return 1;
  }
  const item = charmapLookup(ch, mapping);
  if (item === NULL) return -1;
  let status = 1;
  if (item === _Py_NoneStruct) status = 0;
  else if (PyLong_Check(item)) {
    const value = PyLong_AsNumberSaturating(item);
    if (value < 0 || value > 255) {
      PyErr_SetString(PyExc_TypeError, 'character mapping must be in range(256)');
      status = -1;
    } else if (write) run.out.push(value);
  } else if (PyBytes_Check(item)) {
    if (write) run.out.append(U8.subarray(PyBytes_AS_STRING(item), PyBytes_AS_STRING(item) + PyBytes_GET_SIZE(item)));
  } else {
    PyErr_SetString(PyExc_TypeError, `character mapping must return integer, bytes or None, not ${typeName(item)}`);
    status = -1;
  }
  Py_DECREF(item);
  return status;
}
/** Writes a row of characters through the mapping; -1 with an exception, that of [start, end) when one has no bytes. */
function encodeThrough(run: Encoding, text: string, mapping: PyObject, start: number, end: number): number {
  for (let k = 0; k < text.length; k++) {
    const status = charmapencode_output(run, text.charCodeAt(k), mapping, true);
    if (status < 0) return -1;
    if (status === 0) return run.raise('charmap', UNDEFINED, start, end);
  }
  return 0;
}
/** CPython: charmap_encoding_error() */
function charmap_encoding_error(run: Encoding, start: number, mapping: PyObject): number {
  const {text, errors} = run;
  let end = start + 1;
  for (; end < text.length; end++) {
    const status = charmapencode_output(run, textAt(text, end), mapping, false);
    if (status < 0) return -1;
    if (status > 0) break;
  }
  if (errors === null || errors === 'strict') return run.raise('charmap', UNDEFINED, start, end);
  if (errors === 'ignore') return end;
  if (errors === 'replace') return encodeThrough(run, '?'.repeat(end - start), mapping, start, end) < 0 ? -1 : end;
  if (errors === 'xmlcharrefreplace') {
    let references = '';
    for (let k = start; k < end; k++) references += `&#${textAt(text, k)};`;
    return encodeThrough(run, references, mapping, start, end) < 0 ? -1 : end;
  }
  const at = run.error('charmap', UNDEFINED, start, end);
  if (at < 0) return -1;
  if (PyBytes_Check(run.replacement as New)) {
    run.writeReplacement(255);
    return at;
  }
  const replacement = _PyUnicode_TEXT(run.replacement as New);
  for (let k = 0; k < replacement.length; k++) {
    const status = charmapencode_output(run, textAt(replacement, k), mapping, true);
    if (status < 0) return -1;
    if (status === 0) return run.raise('charmap', UNDEFINED, start, end);
  }
  return at;
}
/** str to bytes through a mapping (NULL: Latin-1) of numbers to byte values, bytes or None. CPython: _PyUnicode_EncodeCharmap() */
export function _PyUnicode_EncodeCharmap(unicode: PyObject, mapping: PyObject | NULL, errors: string | null): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  if (mapping === NULL) return _PyUnicode_AsLatin1String(unicode, errors);
  const run = new Encoding(unicode, errors, H[unicode + 4]);
  for (let i = 0; i < run.text.length;) {
    const status = charmapencode_output(run, textAt(run.text, i), mapping, true);
    if (status < 0) return run.close(true);
    if (status > 0) i++;
    else {
      i = charmap_encoding_error(run, i, mapping);
      if (i < 0) return run.close(true);
    }
  }
  return run.close(false);
}
