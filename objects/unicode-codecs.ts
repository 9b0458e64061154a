/** UTF-8, ASCII and Latin-1 codecs. CPython: Objects/unicodeobject.c; the others are in files of their own */
import {U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyUnicode_Check, PyUnicode_IS_ASCII, PyUnicode_KIND} from '../runtime/generated/accessors';
import {STR_empty} from '../runtime/generated/ids';
import {latin1Text, textAt} from '../runtime/text';
import {asciiEnd, asciiText, writeASCII} from '../runtime/text-ascii';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_PyBytes_FromSize} from './bytesobject';
import {PyErr_BadArgument} from './errors';
import {Decoding, Encoding} from './unicode-coding';
import {escapeOf} from './unicode-repr';
import {PyUnicode_FromText, PyUnicode_MAX_CHAR_VALUE, _PyUnicode_FromASCII, _PyUnicode_TEXT} from './unicodeobject';

/** A decoded str, and how much of the input was used (a stateful decoder leaves an incomplete end). */
export interface Decoded { readonly result: New | NULL; readonly consumed: number }

/** Whether bytes in the heap are all ASCII. */
export function isAsciiAt(at: number, size: number): boolean {
  return asciiEnd(U8, at, at + size) === at + size;
}
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/**
 * What stands at a byte that is not ASCII: a code point from 128, or -1 for a sequence that ends too early, -2 for a byte that can't
 * begin one, -3, -4, -5 when the second, third, fourth byte is wrong. CPython: Objects/stringlib/codecs.h utf8_decode()
 */
function utf8At(data: Uint8Array, i: number, end: number): number {
  const first = data[i];
  if (first < 0xc2) return -2;
  const second = i + 1 < end ? data[i + 1] : -1;
  if (first < 0xe0) {
    if (second < 0) return -1;
    return isContinuation(second) ? ((first & 31) << 6) | (second & 63) : -3;
  }
  if (first > 0xf4) return -2;
  if (second < 0) return -1;
  if (!isContinuation(second)) return -3;
  if (first < 0xf0) {
    if (second < 0xa0 ? first === 0xe0 : first === 0xed) return -3;
    if (i + 2 >= end) return -1;
    return isContinuation(data[i + 2]) ? ((first & 15) << 12) | ((second & 63) << 6) | (data[i + 2] & 63) : -4;
  }
  if (second < 0x90 ? first === 0xf0 : first === 0xf4) return -3;
  if (i + 2 >= end) return -1;
  if (!isContinuation(data[i + 2])) return -4;
  if (i + 3 >= end) return -1;
  return isContinuation(data[i + 3]) ? ((first & 7) << 18) | ((second & 63) << 12) | ((data[i + 2] & 63) << 6) | (data[i + 3] & 63) : -5;
}

/** Decodes UTF-8. @raises UnicodeDecodeError. CPython: PyUnicode_DecodeUTF8() */
export function PyUnicode_DecodeUTF8(data: Uint8Array, errors: string | null): New | NULL {
  return PyUnicode_DecodeUTF8Stateful(data, errors, false).result;
}
/** Decodes UTF-8; when `stateful`, an incomplete sequence at the end is left. CPython: PyUnicode_DecodeUTF8Stateful() */
export function PyUnicode_DecodeUTF8Stateful(data: Uint8Array, errors: string | null, stateful: boolean): Decoded {
  const ascii = asciiEnd(data, 0);
  if (ascii === data.length) return {result: ascii === 0 ? (STR_empty as New) : _PyUnicode_FromASCII(asciiText(data, 0, ascii)), consumed: ascii};
  const run = new Decoding(data, errors), out = run.out;
  let i = 0;
  while (i < run.data.length) {
    data = run.data;
    const start = i;
    i = asciiEnd(data, i);
    if (i > start) out.write(asciiText(data, start, i), 127);
    // a stretch of narrow characters goes out at once
    let narrow = '', maxchar = 127, code = 0;
    while (i < data.length && data[i] >= 128) {
      code = utf8At(data, i, data.length);
      if (code < 0 || code > 0xffff) break;
      narrow += String.fromCharCode(code);
      maxchar |= code;
      i += code < 0x800 ? 2 : 3;
      if (narrow.length === 4096) break;
    }
    if (narrow.length > 0) out.write(narrow, maxchar < 256 ? 255 : 0xffff);
    if (code > 0xffff) {
      out.writeChar(code);
      i += 4;
    }
    if (code >= 0) continue;
    let reason: string, end: number;
    if (code === -1) {
      if (stateful) break;
      reason = 'unexpected end of data';
      end = data.length;
    } else if (code === -2) {
      reason = 'invalid start byte';
      end = i + 1;
    } else {
      // the beginning of a surrogate that is cut off
      if (stateful && code === -3 && data[i] === 0xed && data.length - i === 2 && data[i + 1] >= 0xa0 && data[i + 1] <= 0xbf) break;
      reason = 'invalid continuation byte';
      end = i - code - 2;
    }
    if (errors === 'surrogateescape') {
      for (; i < end; i++) out.write(String.fromCharCode(0xdc00 + data[i]), 0xffff);
      continue;
    }
    i = run.error('utf-8', reason, i, end);
    if (i < 0) return {result: run.close(true), consumed: 0};
  }
  return {result: run.close(false), consumed: i};
}

/** Bytes that a text takes in UTF-8; -1 when it has surrogates. */
function utf8Size(text: string): number {
  const n = text.length;
  let size = n;
  for (let i = 0; i < n; i++) {
    const ch = text.charCodeAt(i);
    if (ch < 0x80) continue;
    if ((ch & 0xf800) === 0xd800) return -1;
    size += ch < 0x800 ? 1 : 2;
  }
  return size;
}
/** The UTF-8 bytes of a text without surrogates. @raises MemoryError. */
function utf8Bytes(text: string, size: number): New | NULL {
  const n = text.length;
  const bytes = _PyBytes_FromSize(size);
  if (bytes === NULL || size === 0) return bytes;
  let at = PyBytes_AS_STRING(bytes);
  for (let i = 0; i < n; i++) {
    const ch = text.charCodeAt(i);
    if (ch < 0x80) U8[at++] = ch;
    else {
      if (ch < 0x800) U8[at++] = 0xc0 | (ch >> 6);
      else {
        U8[at++] = 0xe0 | (ch >> 12);
        U8[at++] = 0x80 | ((ch >> 6) & 63);
      }
      U8[at++] = 0x80 | (ch & 63);
    }
  }
  return bytes;
}
/** Encodes as UTF-8. @raises UnicodeEncodeError. CPython: _PyUnicode_AsUTF8String() */
export function _PyUnicode_AsUTF8String(unicode: PyObject, errors: string | null): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  const text = _PyUnicode_TEXT(unicode), n = text.length;
  if (PyUnicode_IS_ASCII(unicode)) return narrowBytes(text as string, true);
  if (typeof text === 'string') {
    const size = utf8Size(text);
    if (size >= 0) return utf8Bytes(text, size);
  }
  const run = new Encoding(unicode, errors, n + (PyUnicode_KIND(unicode) === 1 ? n : 2 * n)), out = run.out;
  for (let i = 0; i < n;) {
    const ch = textAt(text, i);
    if (ch < 0x80) out.push(ch);
    else if (ch < 0x800) {
      out.push(0xc0 | (ch >> 6));
      out.push(0x80 | (ch & 63));
    } else if (ch > 0xffff) {
      out.push(0xf0 | (ch >> 18));
      out.push(0x80 | ((ch >> 12) & 63));
      out.push(0x80 | ((ch >> 6) & 63));
      out.push(0x80 | (ch & 63));
    } else if ((ch & 0xf800) !== 0xd800 || errors === 'surrogatepass') {
      out.push(0xe0 | (ch >> 12));
      out.push(0x80 | ((ch >> 6) & 63));
      out.push(0x80 | (ch & 63));
    } else {
      let end = i + 1;
      while (end < n && (textAt(text, end) & 0x1ff800) === 0xd800) end++;
      i = encodeError(run, 'utf-8', 'surrogates not allowed', i, end, 127);
      if (i < 0) return run.close(true);
      continue;
    }
    i++;
  }
  return run.close(false);
}
/** The UTF-8 bytes of a str as a bytes object, surrogates not allowed. CPython: PyUnicode_AsUTF8String() */
export function PyUnicode_AsUTF8String(unicode: PyObject): New | NULL {
  return _PyUnicode_AsUTF8String(unicode, null);
}
function narrowBytes(text: string, ascii: boolean): New | NULL {
  const bytes = _PyBytes_FromSize(text.length);
  if (bytes === NULL || text.length === 0) return bytes;
  const at = PyBytes_AS_STRING(bytes);
  if (ascii) writeASCII(text, at);
  else for (let i = 0; i < text.length; i++) U8[at + i] = text.charCodeAt(i);
  return bytes;
}

/**
 * Handles characters [start, end) that an encoding lacks, the standard handlers without a call; a replacement must be characters up
 * to `maxchar`. Where to go on, or -1 with an exception. CPython: unicode_encode_ucs1(), utf8_encoder()
 */
function encodeError(run: Encoding, encoding: string, reason: string, start: number, end: number, maxchar: number): number {
  const {out, text} = run;
  switch (run.errors) {
    case 'ignore': return end;
    case 'replace':
      for (let i = start; i < end; i++) out.push(63);
      return end;
    case 'backslashreplace':
      for (let i = start; i < end; i++) out.appendLatin1(escapeOf(textAt(text, i)));
      return end;
    case 'xmlcharrefreplace':
      for (let i = start; i < end; i++) out.appendLatin1(`&#${textAt(text, i)};`);
      return end;
    case 'surrogateescape':
      while (start < end && textAt(text, start) >= 0xdc80 && textAt(text, start) <= 0xdcff) out.push(textAt(text, start++) - 0xdc00);
      if (start === end) return end;
      break;
    default: break;
  }
  const at = run.error(encoding, reason, start, end);
  if (at < 0) return -1;
  return run.writeReplacement(maxchar) ? at : run.raise(encoding, reason, start, end);
}
/** Encodes with one byte for each character below `limit`. CPython: unicode_encode_ucs1() */
function unicode_encode_ucs1(unicode: PyObject, errors: string | null, limit: number): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  const text = _PyUnicode_TEXT(unicode), n = text.length;
  if (PyUnicode_MAX_CHAR_VALUE(unicode) < limit) return narrowBytes(text as string, PyUnicode_IS_ASCII(unicode));
  const encoding = limit === 256 ? 'latin-1' : 'ascii', reason = limit === 256 ? 'ordinal not in range(256)' : 'ordinal not in range(128)';
  const run = new Encoding(unicode, errors, n);
  for (let i = 0; i < n;) {
    const ch = textAt(text, i);
    if (ch < limit) {
      run.out.push(ch);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < n && textAt(text, end) >= limit) end++;
    i = encodeError(run, encoding, reason, i, end, limit - 1);
    if (i < 0) return run.close(true);
  }
  return run.close(false);
}
/** CPython: _PyUnicode_AsLatin1String() */
export function _PyUnicode_AsLatin1String(unicode: PyObject, errors: string | null): New | NULL {
  return unicode_encode_ucs1(unicode, errors, 256);
}
/** CPython: _PyUnicode_AsASCIIString() */
export function _PyUnicode_AsASCIIString(unicode: PyObject, errors: string | null): New | NULL {
  return unicode_encode_ucs1(unicode, errors, 128);
}
/** CPython: PyUnicode_AsASCIIString() */
export function PyUnicode_AsASCIIString(unicode: PyObject): New | NULL {
  return _PyUnicode_AsASCIIString(unicode, null);
}
/** Decodes Latin-1, which can't fail. CPython: PyUnicode_DecodeLatin1() */
export function PyUnicode_DecodeLatin1(data: Uint8Array): New | NULL {
  const n = data.length;
  return asciiEnd(data, 0) === n ? _PyUnicode_FromASCII(asciiText(data, 0, n)) : PyUnicode_FromText(latin1Text(data, 0, n));
}
/** Decodes ASCII. @raises UnicodeDecodeError. CPython: PyUnicode_DecodeASCII() */
export function PyUnicode_DecodeASCII(data: Uint8Array, errors: string | null): New | NULL {
  const end = asciiEnd(data, 0);
  if (end === data.length) return _PyUnicode_FromASCII(asciiText(data, 0, end));
  const run = new Decoding(data, errors);
  for (let i = 0; i < run.data.length;) {
    const start = i;
    i = asciiEnd(run.data, i);
    if (i > start) run.out.write(asciiText(run.data, start, i), 127);
    if (i === run.data.length) break;
    if (errors === 'surrogateescape') run.out.write(String.fromCharCode(0xdc00 + run.data[i++]), 0xffff);
    else {
      i = run.error('ascii', 'ordinal not in range(128)', i, i + 1);
      if (i < 0) return run.close(true);
    }
  }
  return run.close(false);
}
