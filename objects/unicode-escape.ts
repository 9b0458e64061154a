/** The unicode-escape and raw-unicode-escape codecs. CPython: Objects/unicodeobject.c */
import {hexValue, warnInvalidEscape} from './bytes-escape';
import {Py_DECREF} from '../runtime/object';
import {PyUnicode_Check} from '../runtime/generated/accessors';
import {STR_empty} from '../runtime/generated/ids';
import {PyExc_UnicodeError} from '../runtime/generated/static-addresses';
import {latin1Text, textAt} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyErr_BadArgument, PyErr_SetString} from './errors';
import {ByteWriter, Decoding} from './unicode-coding';
import {type Decoded} from './unicode-codecs';
import {_PyUnicode_GetNameCAPI, characterOfName} from './unicodename';
import {escapeOf} from './unicode-repr';
import {_PyUnicode_TEXT} from './unicodeobject';

/** A decoded str and the first escape that means nothing: its character (octal value above 0o377 for too large an octal one), -1 for none, and its place. */
export interface DecodedEscapes extends Decoded { readonly invalidChar: number; readonly invalidAt: number }

/** Characters of simple escapes: newline (nothing), \ ' " b f t n r v a. */
const SIMPLE: Readonly<Record<number, string>> = {10: '', 92: '\\', 39: "'", 34: '"', 98: '\b', 102: '\f', 116: '\t', 110: '\n', 114: '\r', 118: '\v', 97: '\x07'};

/** Decodes backslash escapes. CPython: _PyUnicode_DecodeUnicodeEscapeInternal2() */
export function _PyUnicode_DecodeUnicodeEscapeInternal(data: Uint8Array, errors: string | null, stateful: boolean): DecodedEscapes {
  if (data.length === 0) return {result: STR_empty as New, consumed: 0, invalidChar: -1, invalidAt: -1};
  const run = new Decoding(data, errors), out = run.out, initial = data;
  let i = 0, invalidChar = -1, invalidAt = -1;
  while (i < run.data.length) {
    data = run.data;
    const plain = i;
    while (i < data.length && data[i] !== 92) i++;
    if (i > plain) out.write(latin1Text(data, plain, i));
    if (i === data.length) break;
    const start = i++;
    let message = '', incomplete = false;
    if (i >= data.length) {
      message = '\\ at end of string';
      incomplete = true;
    } else {
      const c = data[i++], simple = SIMPLE[c];
      if (simple !== undefined) {
        out.writeASCII(simple);
        continue;
      }
      if (c >= 48 && c <= 55) {
        let ch = c - 48;
        for (let k = 0; k < 2 && i < data.length && data[i] >= 48 && data[i] <= 55; k++) ch = (ch << 3) + data[i++] - 48;
        if (ch > 0o377 && invalidChar === -1) {
          invalidChar = ch;
          if (data === initial) invalidAt = i - 3;
        }
        out.writeChar(ch);
        continue;
      }
      if (c === 120 || c === 117 || c === 85) {
        message = c === 120 ? 'truncated \\xXX escape' : c === 117 ? 'truncated \\uXXXX escape' : 'truncated \\UXXXXXXXX escape';
        let ch = 0, count = c === 120 ? 2 : c === 117 ? 4 : 8;
        for (; count > 0 && i < data.length && hexValue(data[i]) >= 0; count--) ch = ch * 16 + hexValue(data[i++]);
        if (count > 0) incomplete = i >= data.length;
        else if (ch <= 0x10ffff) {
          out.writeChar(ch);
          continue;
        } else message = 'illegal Unicode character';
      } else if (c === 78) {
        if (_PyUnicode_GetNameCAPI() === null) {
          PyErr_SetString(PyExc_UnicodeError, "\\N escapes not supported (can't load unicodedata module)");
          return {result: run.close(true), consumed: 0, invalidChar, invalidAt};
        }
        message = 'malformed \\N character escape';
        if (i >= data.length) incomplete = true;
        else if (data[i] === 123) {
          const nameStart = ++i;
          while (i < data.length && data[i] !== 125) i++;
          if (i >= data.length) incomplete = true;
          else if (i > nameStart) {
            const ch = characterOfName(latin1Text(data, nameStart, i));
            i++;
            if (ch >= 0) {
              out.writeChar(ch);
              continue;
            }
            message = 'unknown Unicode character name';
          }
        }
      } else {
        if (invalidChar === -1) {
          invalidChar = c;
          if (data === initial) invalidAt = i - 1;
        }
        out.writeASCII('\\');
        out.writeChar(c);
        continue;
      }
    }
    if (incomplete && stateful) {
      i = start;
      break;
    }
    i = run.error('unicodeescape', message, start, i);
    if (i < 0) return {result: run.close(true), consumed: 0, invalidChar, invalidAt};
  }
  return {result: run.close(false), consumed: i, invalidChar, invalidAt};
}

/** Decodes \u and \U escapes alone. CPython: _PyUnicode_DecodeRawUnicodeEscapeStateful() */
export function _PyUnicode_DecodeRawUnicodeEscapeStateful(data: Uint8Array, errors: string | null, stateful: boolean): Decoded {
  if (data.length === 0) return {result: STR_empty as New, consumed: 0};
  const run = new Decoding(data, errors), out = run.out;
  let i = 0;
  while (i < run.data.length) {
    data = run.data;
    const plain = i;
    while (i < data.length && data[i] !== 92) i++;
    if (i === data.length - 1 && !stateful) i++;
    if (i > plain) out.write(latin1Text(data, plain, i));
    if (i >= data.length) break;
    const start = i++;
    let message = '', incomplete = false;
    if (i >= data.length) incomplete = true;
    else {
      const c = data[i++];
      if (c !== 117 && c !== 85) {
        out.writeASCII('\\');
        out.writeChar(c);
        continue;
      }
      message = c === 117 ? 'truncated \\uXXXX escape' : 'truncated \\UXXXXXXXX escape';
      let ch = 0, count = c === 117 ? 4 : 8;
      for (; count > 0 && i < data.length && hexValue(data[i]) >= 0; count--) ch = ch * 16 + hexValue(data[i++]);
      if (count > 0) incomplete = i >= data.length;
      else if (ch <= 0x10ffff) {
        out.writeChar(ch);
        continue;
      } else message = '\\Uxxxxxxxx out of range';
    }
    if (incomplete && stateful) {
      i = start;
      break;
    }
    i = run.error('rawunicodeescape', message, start, i);
    if (i < 0) return {result: run.close(true), consumed: 0};
  }
  return {result: run.close(false), consumed: i};
}

/** Backslash escapes for all but printable ASCII. CPython: PyUnicode_AsUnicodeEscapeString() */
export function PyUnicode_AsUnicodeEscapeString(unicode: PyObject): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  const text = _PyUnicode_TEXT(unicode), out = new ByteWriter(text.length);
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i);
    if (ch === 92) out.appendLatin1('\\\\');
    else if (ch >= 32 && ch < 127) out.push(ch);
    else out.appendLatin1(ch === 9 ? '\\t' : ch === 10 ? '\\n' : ch === 13 ? '\\r' : escapeOf(ch));
  }
  return out.finish();
}
/** \u and \U escapes for all above U+00FF. CPython: PyUnicode_AsRawUnicodeEscapeString() */
export function PyUnicode_AsRawUnicodeEscapeString(unicode: PyObject): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  const text = _PyUnicode_TEXT(unicode), out = new ByteWriter(text.length);
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i);
    if (ch < 256) out.push(ch);
    else out.appendLatin1(escapeOf(ch));
  }
  return out.finish();
}
/** The same, with a warning for an escape that means nothing. CPython: _PyUnicode_DecodeUnicodeEscapeStateful() */
export function _PyUnicode_DecodeUnicodeEscapeStateful(data: Uint8Array, errors: string | null, stateful: boolean): Decoded {
  const decoded = _PyUnicode_DecodeUnicodeEscapeInternal(data, errors, stateful);
  if (decoded.result === NULL || warnInvalidEscape(decoded.invalidChar) === 0) return decoded;
  Py_DECREF(decoded.result);
  return {result: NULL, consumed: 0};
}
/** Decodes backslash escapes; NULL with an exception. CPython: PyUnicode_DecodeUnicodeEscape() */
export function PyUnicode_DecodeUnicodeEscape(data: Uint8Array, errors: string | null): New | NULL {
  return _PyUnicode_DecodeUnicodeEscapeStateful(data, errors, false).result;
}
