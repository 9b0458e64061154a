/** The standard error handlers of codecs, as functions of the exception. CPython: Python/codecs.c PyCodec_*Errors() */
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyExceptionInstance_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, set_unicodeerror_end, set_unicodeerror_start, unicodeerror_encoding, unicodeerror_end, unicodeerror_object, unicodeerror_start} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError, PyExc_UnicodeTranslateError} from '../runtime/generated/static-addresses';
import {U8} from '../runtime/current';
import {hiddenMethod, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF} from '../runtime/object';
import {textAt, type PyText} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyBytes_FromUint8Array} from './bytesobject';
import {PyErr_SetObject, PyErr_SetString, PyExceptionInstance_Class, typeName} from './errors';
import {PyLong_FromNumber} from './longobject';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {_PyUnicode_GetNameCAPI, nameOfCharacter} from './unicodename';
import {escapeOf} from './unicode-repr';
import {PyUnicode_AsJSString, PyUnicode_FromText, _PyUnicode_TEXT} from './unicodeobject';

export const ENCODE = 0, DECODE = 1, TRANSLATE = 2;

/** What a codec error is about. `object` is borrowed from the exception. */
interface ErrorSpan { readonly kind: number; readonly object: PyObject; readonly start: number; readonly end: number }

/** Reads the exception given to a handler; null with TypeError. CPython: PyUnicodeEncodeError_GetStart() and its kin */
function errorSpan(exc: PyObject): ErrorSpan | null {
  const type = Py_TYPE(exc);
  const kind = PyType_IsSubtype(type, PyExc_UnicodeEncodeError) ? ENCODE : PyType_IsSubtype(type, PyExc_UnicodeDecodeError) ? DECODE : PyType_IsSubtype(type, PyExc_UnicodeTranslateError) ? TRANSLATE : -1;
  if (kind < 0) {
    PyErr_SetString(PyExc_TypeError, `don't know how to handle ${typeName(exc)} in error callback`);
    return null;
  }
  const object = unicodeerror_object(exc);
  if ((object as number) === NULL) {
    PyErr_SetString(PyExc_TypeError, 'object attribute not set');
    return null;
  }
  if (kind === DECODE ? !PyBytes_Check(object) : !PyUnicode_Check(object)) {
    PyErr_SetString(PyExc_TypeError, `object attribute must be ${kind === DECODE ? 'bytes' : 'unicode'}`);
    return null;
  }
  const size = kind === DECODE ? PyBytes_GET_SIZE(object) : PyUnicode_GET_LENGTH(object);
  let start = unicodeerror_start(exc), end = unicodeerror_end(exc);
  if (start < 0) start = 0;
  if (start >= size) start = size - 1;
  if (end < 1) end = 1;
  if (end > size) end = size;
  return {kind, object, start, end};
}
/** (replacement, position). @steals replacement */
function answer(replacement: New | NULL, position: number): New | NULL {
  if (replacement === NULL) return NULL;
  const at = PyLong_FromNumber(position);
  const result = at === NULL ? NULL : PyTuple_Pack(replacement, at);
  Py_DECREF(replacement);
  if (at !== NULL) Py_DECREF(at);
  return result;
}
const answerText = (text: PyText, position: number): New | NULL => answer(PyUnicode_FromText(text), position);
function wrongType(exc: PyObject): NULL {
  return PyErr_SetString(PyExc_TypeError, `don't know how to handle ${typeName(exc)} in error callback`);
}

/** Raises the exception. CPython: PyCodec_StrictErrors() */
export function PyCodec_StrictErrors(exc: PyObject): NULL {
  if (PyExceptionInstance_Check(exc)) return PyErr_SetObject(PyExceptionInstance_Class(exc), exc);
  return PyErr_SetString(PyExc_TypeError, 'codec must pass exception instance');
}
/** CPython: PyCodec_IgnoreErrors() */
export function PyCodec_IgnoreErrors(exc: PyObject): New | NULL {
  const span = errorSpan(exc);
  return span === null ? NULL : answerText('', span.end);
}
/** CPython: PyCodec_ReplaceErrors() */
export function PyCodec_ReplaceErrors(exc: PyObject): New | NULL {
  const span = errorSpan(exc);
  if (span === null) return NULL;
  if (span.kind === DECODE) return answerText('\ufffd', span.end);
  return answerText((span.kind === ENCODE ? '?' : '\ufffd').repeat(Math.max(0, span.end - span.start)), span.end);
}
/** CPython: PyCodec_XMLCharRefReplaceErrors() */
export function PyCodec_XMLCharRefReplaceErrors(exc: PyObject): New | NULL {
  if (!PyType_IsSubtype(Py_TYPE(exc), PyExc_UnicodeEncodeError)) return wrongType(exc);
  const span = errorSpan(exc);
  if (span === null) return NULL;
  const text = _PyUnicode_TEXT(span.object);
  let out = '';
  for (let i = span.start; i < span.end; i++) out += `&#${textAt(text, i)};`;
  return answerText(out, span.end);
}
/** CPython: PyCodec_BackslashReplaceErrors() */
export function PyCodec_BackslashReplaceErrors(exc: PyObject): New | NULL {
  const span = errorSpan(exc);
  if (span === null) return NULL;
  let out = '';
  if (span.kind === DECODE) {
    const at = PyBytes_AS_STRING(span.object);
    for (let i = span.start; i < span.end; i++) out += escapeOf(U8[at + i]);
  } else {
    const text = _PyUnicode_TEXT(span.object);
    for (let i = span.start; i < span.end; i++) out += escapeOf(textAt(text, i));
  }
  return answerText(out, span.end);
}
/** CPython: PyCodec_NameReplaceErrors() */
export function PyCodec_NameReplaceErrors(exc: PyObject): New | NULL {
  if (!PyType_IsSubtype(Py_TYPE(exc), PyExc_UnicodeEncodeError)) return wrongType(exc);
  const span = errorSpan(exc);
  if (span === null || _PyUnicode_GetNameCAPI() === null) return NULL;
  const text = _PyUnicode_TEXT(span.object);
  let out = '';
  for (let i = span.start; i < span.end; i++) {
    const ch = textAt(text, i), name = nameOfCharacter(ch);
    out += name === null ? escapeOf(ch) : `\\N{${name}}`;
  }
  return answerText(out, span.end);
}

const ENC_UNKNOWN = -1, ENC_UTF8 = 0, ENC_UTF16BE = 1, ENC_UTF16LE = 2, ENC_UTF32BE = 3, ENC_UTF32LE = 4;
/** Which of the UTF encodings a name stands for, and how many bytes a surrogate has in it. CPython: get_standard_encoding() */
function standardEncoding(encoding: string): {code: number; bytelength: number} {
  const match = /^(?:utf|cp65001)[_-]?(8|16|32)?(?:[_-]?(be|le))?$/i.exec(encoding);
  if (match === null) return {code: ENC_UNKNOWN, bytelength: 0};
  if (/^cp65001$/i.test(encoding)) return {code: ENC_UTF8, bytelength: 3};
  if (!/^utf/i.test(encoding)) return {code: ENC_UNKNOWN, bytelength: 0};
  const order = match[2]?.toLowerCase();
  if (match[1] === '8' && order === undefined) return {code: ENC_UTF8, bytelength: 3};
  if (match[1] === '16') return {code: order === 'be' ? ENC_UTF16BE : ENC_UTF16LE, bytelength: 2};
  if (match[1] === '32') return {code: order === 'be' ? ENC_UTF32BE : ENC_UTF32LE, bytelength: 4};
  return {code: ENC_UNKNOWN, bytelength: 0};
}
const isSurrogate = (ch: number): boolean => (ch & ~0x7ff) === 0xd800;

function writeSurrogate(code: number, ch: number, out: number[]): void {
  switch (code) {
    case ENC_UTF8: out.push(0xe0 | (ch >> 12), 0x80 | ((ch >> 6) & 0x3f), 0x80 | (ch & 0x3f)); break;
    case ENC_UTF16LE: out.push(ch & 255, ch >> 8); break;
    case ENC_UTF16BE: out.push(ch >> 8, ch & 255); break;
    case ENC_UTF32LE: out.push(ch & 255, ch >> 8, 0, 0); break;
    default: out.push(0, 0, ch >> 8, ch & 255); break;
  }
}
function readSurrogate(code: number, at: number): number {
  switch (code) {
    case ENC_UTF8:
      return (U8[at] & 0xf0) === 0xe0 && (U8[at + 1] & 0xc0) === 0x80 && (U8[at + 2] & 0xc0) === 0x80 ? ((U8[at] & 15) << 12) + ((U8[at + 1] & 0x3f) << 6) + (U8[at + 2] & 0x3f) : 0;
    case ENC_UTF16LE: return (U8[at + 1] << 8) | U8[at];
    case ENC_UTF16BE: return (U8[at] << 8) | U8[at + 1];
    case ENC_UTF32LE: return (U8[at + 3] << 24) | (U8[at + 2] << 16) | (U8[at + 1] << 8) | U8[at];
    default: return (U8[at] << 24) | (U8[at + 1] << 16) | (U8[at + 2] << 8) | U8[at + 3];
  }
}
/** CPython: PyCodec_SurrogatePassErrors() */
export function PyCodec_SurrogatePassErrors(exc: PyObject): New | NULL {
  const span = errorSpan(exc);
  if (span === null) return NULL;
  if (span.kind === TRANSLATE) return wrongType(exc);
  const encoding = unicodeerror_encoding(exc);
  if ((encoding as number) === NULL) return PyErr_SetString(PyExc_TypeError, 'encoding attribute not set');
  const {code, bytelength} = standardEncoding(PyUnicode_AsJSString(encoding));
  if (code === ENC_UNKNOWN) return PyCodec_StrictErrors(exc);
  if (span.kind === ENCODE) {
    const text = _PyUnicode_TEXT(span.object), out: number[] = [];
    for (let i = span.start; i < span.end; i++) {
      const ch = textAt(text, i);
      if (!isSurrogate(ch)) return PyCodec_StrictErrors(exc);
      writeSurrogate(code, ch, out);
    }
    return answer(PyBytes_FromUint8Array(Uint8Array.from(out)), span.end);
  }
  // the decoder may have put several bad bytes into one error: only the first character is looked at
  const ch = PyBytes_GET_SIZE(span.object) - span.start >= bytelength ? readSurrogate(code, PyBytes_AS_STRING(span.object) + span.start) : 0;
  if (!isSurrogate(ch)) return PyCodec_StrictErrors(exc);
  return answerText(String.fromCharCode(ch), span.start + bytelength);
}
/** CPython: PyCodec_SurrogateEscapeErrors() */
export function PyCodec_SurrogateEscapeErrors(exc: PyObject): New | NULL {
  const span = errorSpan(exc);
  if (span === null) return NULL;
  if (span.kind === TRANSLATE) return wrongType(exc);
  if (span.kind === ENCODE) {
    const text = _PyUnicode_TEXT(span.object), out: number[] = [];
    for (let i = span.start; i < span.end; i++) {
      const ch = textAt(text, i);
      if (ch < 0xdc80 || ch > 0xdcff) return PyCodec_StrictErrors(exc);
      out.push(ch - 0xdc00);
    }
    return answer(PyBytes_FromUint8Array(Uint8Array.from(out)), span.end);
  }
  const at = PyBytes_AS_STRING(span.object);
  let n = 0, out = '';
  // ASCII bytes are never escaped, since they could be markup
  while (n < 4 && n < span.end - span.start && U8[at + span.start + n] >= 128) out += String.fromCharCode(0xdc00 + U8[at + span.start + n++]);
  return n === 0 ? PyCodec_StrictErrors(exc) : answerText(out, span.start + n);
}

/** Sets start and end of an exception that is used again. */
export function moveError(exc: PyObject, start: number, end: number): void {
  set_unicodeerror_start(exc, start);
  set_unicodeerror_end(exc, end);
}

const handler = (name: string, fn: (exc: PyObject) => New | NULL, doc: string | null = null): PyMethodDef => hiddenMethod(name, '($module, exc, /)', (_self, exc) => fn(exc as PyObject), doc);
/** Names and functions that a registry starts with. */
export const ERROR_HANDLERS: readonly (readonly [string, PyMethodDef])[] = [
  ['strict', handler('strict_errors', PyCodec_StrictErrors, "The 'strict' handler: raises the UnicodeError.")],
  ['ignore', handler('ignore_errors', PyCodec_IgnoreErrors, "The 'ignore' handler: leaves out what is malformed.")],
  ['replace', handler('replace_errors', PyCodec_ReplaceErrors, "The 'replace' handler: puts a marker in the place of what is malformed.")],
  ['xmlcharrefreplace', handler('xmlcharrefreplace_errors', PyCodec_XMLCharRefReplaceErrors, "The 'xmlcharrefreplace' handler: writes XML character references.")],
  ['backslashreplace', handler('backslashreplace_errors', PyCodec_BackslashReplaceErrors, "The 'backslashreplace' handler: writes backslash escapes.")],
  ['namereplace', handler('namereplace_errors', PyCodec_NameReplaceErrors, "The 'namereplace' handler: writes \\N{...} escapes.")],
  ['surrogatepass', handler('surrogatepass', PyCodec_SurrogatePassErrors)],
  ['surrogateescape', handler('surrogateescape', PyCodec_SurrogateEscapeErrors)],
];
