/** UTF-16, UTF-32 and UTF-7 codecs. CPython: Objects/unicodeobject.c */
import {PyUnicode_Check, PyUnicode_IS_ASCII, PyBytes_Check, PyBytes_GET_SIZE} from '../runtime/generated/accessors';
import {STR_empty} from '../runtime/generated/ids';
import {textAt} from '../runtime/text';
import {type NULL, type New, type PyObject} from '../runtime/types';
import {PyErr_BadArgument, PyErr_NoMemory} from './errors';
import {ByteWriter, Decoding, Encoding} from './unicode-coding';
import type {Decoded} from './unicode-codecs';
import {_PyUnicode_TEXT} from './unicodeobject';

/** As Decoded, with the byte order that was found: -1 little, 0 unknown, 1 big endian. */
export interface DecodedOrder extends Decoded { readonly byteorder: number }

/** Decodes UTF-16; byteorder 0 takes it from a mark at the beginning, little endian without one. CPython: PyUnicode_DecodeUTF16Stateful() */
export function PyUnicode_DecodeUTF16Stateful(data: Uint8Array, errors: string | null, byteorder: number, stateful: boolean): DecodedOrder {
  let i = 0;
  if (byteorder === 0 && data.length >= 2) {
    const mark = (data[1] << 8) | data[0];
    if (mark === 0xfeff) byteorder = -1;
    else if (mark === 0xfffe) byteorder = 1;
    if (byteorder !== 0) i = 2;
  }
  if (i === data.length) return {result: STR_empty as New, consumed: i, byteorder};
  const little = byteorder <= 0, encoding = little ? 'utf-16-le' : 'utf-16-be', run = new Decoding(data, errors), low = little ? 0 : 1, high = 1 - low;
  let narrow = '', reason = '', start = 0, end = 0;
  for (;;) {
    data = run.data;
    const last = data.length - 1;
    reason = '';
    while (i < last) {
      const unit = data[i + low] | (data[i + high] << 8);
      i += 2;
      if ((unit & 0xf800) !== 0xd800) {
        narrow += String.fromCharCode(unit);
        continue;
      }
      if (unit >= 0xdc00) {
        reason = 'illegal encoding';
        start = i - 2;
        end = i;
        break;
      }
      if (i >= last) {
        i -= 2;
        reason = 'unexpected end of data';
        start = i;
        end = data.length;
        break;
      }
      const second = data[i + low] | (data[i + high] << 8);
      i += 2;
      if ((second & 0xfc00) !== 0xdc00) {
        reason = 'illegal UTF-16 surrogate';
        start = i - 4;
        end = i - 2;
        break;
      }
      if (narrow !== '') run.out.write(narrow);
      narrow = '';
      run.out.writeChar(0x10000 + ((unit & 0x3ff) << 10) + (second & 0x3ff));
    }
    if (narrow !== '') run.out.write(narrow);
    narrow = '';
    if (reason === '') {
      if (i === data.length || stateful) break;
      reason = 'truncated data';
      start = i;
      end = data.length;
    } else if (stateful && reason === 'unexpected end of data') break;
    i = run.error(encoding, reason, start, end);
    if (i < 0) return {result: run.close(true), consumed: 0, byteorder};
  }
  return {result: run.close(false), consumed: i, byteorder};
}

/** Decodes UTF-32. CPython: PyUnicode_DecodeUTF32Stateful() */
export function PyUnicode_DecodeUTF32Stateful(data: Uint8Array, errors: string | null, byteorder: number, stateful: boolean): DecodedOrder {
  let i = 0;
  if (byteorder === 0 && data.length >= 4) {
    if (data[0] === 0xff && data[1] === 0xfe && data[2] === 0 && data[3] === 0) byteorder = -1;
    else if (data[0] === 0 && data[1] === 0 && data[2] === 0xfe && data[3] === 0xff) byteorder = 1;
    if (byteorder !== 0) i = 4;
  }
  if (i === data.length) return {result: STR_empty as New, consumed: i, byteorder};
  const little = byteorder <= 0, encoding = little ? 'utf-32-le' : 'utf-32-be', run = new Decoding(data, errors);
  for (;;) {
    data = run.data;
    let reason = '', end = 0;
    while (i + 4 <= data.length) {
      const ch = (little ? data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24) : data[i + 3] | (data[i + 2] << 8) | (data[i + 1] << 16) | (data[i] << 24)) >>> 0;
      if (ch >= 0xd800 && ch < 0xe000) reason = 'code point in surrogate code point range(0xd800, 0xe000)';
      else if (ch > 0x10ffff) reason = 'code point not in range(0x110000)';
      if (reason !== '') break;
      run.out.writeChar(ch);
      i += 4;
    }
    if (reason === '') {
      if (i === data.length || stateful) break;
      reason = 'truncated data';
      end = data.length;
    } else end = i + 4;
    i = run.error(encoding, reason, i, end);
    if (i < 0) return {result: run.close(true), consumed: 0, byteorder};
  }
  return {result: run.close(false), consumed: i, byteorder};
}

function put16(out: ByteWriter, unit: number, little: boolean): void {
  out.push(little ? unit & 255 : unit >> 8);
  out.push(little ? unit >> 8 : unit & 255);
}
function put32(out: ByteWriter, ch: number, little: boolean): void {
  if (little) {
    out.push(ch & 255);
    out.push((ch >> 8) & 255);
    out.push(ch >> 16);
    out.push(0);
  } else {
    out.push(0);
    out.push(ch >> 16);
    out.push((ch >> 8) & 255);
    out.push(ch & 255);
  }
}
/** Encodes as UTF-16 (units of 2 bytes) or UTF-32 (4); byteorder 0 puts a mark in front. */
function encodeUnits(unicode: PyObject, errors: string | null, byteorder: number, unit: number): New | NULL {
  if (!PyUnicode_Check(unicode)) return PyErr_BadArgument();
  const text = _PyUnicode_TEXT(unicode), n = text.length, little = byteorder <= 0, run = new Encoding(unicode, errors, unit * (n + 1)), out = run.out;
  if (unit * n > 0x3fffffff) return PyErr_NoMemory();
  const encoding = `utf-${unit * 8}${byteorder < 0 ? '-le' : byteorder > 0 ? '-be' : ''}`, put = unit === 2 ? put16 : put32;
  if (byteorder === 0) put(out, 0xfeff, true);
  for (let i = 0; i < n;) {
    const ch = textAt(text, i);
    if ((ch & 0x1ff800) === 0xd800) {
      const at = run.error(encoding, 'surrogates not allowed', i, i + 1);
      if (at < 0) return run.close(true);
      const replacement = run.replacement as New;
      if (PyBytes_Check(replacement) ? PyBytes_GET_SIZE(replacement) % unit !== 0 : !PyUnicode_IS_ASCII(replacement)) {
        run.raise(encoding, 'surrogates not allowed', i, i + 1);
        return run.close(true);
      }
      if (PyBytes_Check(replacement)) run.writeReplacement(255);
      else {
        const part = _PyUnicode_TEXT(replacement);
        for (let k = 0; k < part.length; k++) put(out, textAt(part, k), little);
      }
      i = at;
      continue;
    }
    if (unit === 2 && ch > 0xffff) {
      put16(out, 0xd7c0 + (ch >> 10), little);
      put16(out, 0xdc00 | (ch & 0x3ff), little);
    } else put(out, ch, little);
    i++;
  }
  return run.close(false);
}
/** CPython: _PyUnicode_EncodeUTF16() */
export function _PyUnicode_EncodeUTF16(unicode: PyObject, errors: string | null, byteorder: number): New | NULL {
  return encodeUnits(unicode, errors, byteorder, 2);
}
/** CPython: _PyUnicode_EncodeUTF32() */
export function _PyUnicode_EncodeUTF32(unicode: PyObject, errors: string | null, byteorder: number): New | NULL {
  return encodeUnits(unicode, errors, byteorder, 4);
}

// UTF-7

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** What a character of base64 counts, by its code; -1 for others. */
export function fromBase64(ch: number): number {
  if (ch >= 65 && ch <= 90) return ch - 65;
  if (ch >= 97 && ch <= 122) return ch - 71;
  if (ch >= 48 && ch <= 57) return ch + 4;
  return ch === 43 ? 62 : ch === 47 ? 63 : -1;
}
const decodesItself = (ch: number): boolean => ch <= 127 && ch !== 43;
/** RFC 2152: what stands for itself in the output, with set O and white space. */
const encodesItself = (ch: number): boolean => ch > 0 && ch < 127 && (ch === 9 || ch === 10 || ch === 13 || ch >= 32) && ch !== 43 && ch !== 92 && ch !== 126;

/** Decodes UTF-7. CPython: PyUnicode_DecodeUTF7Stateful() */
export function PyUnicode_DecodeUTF7Stateful(data: Uint8Array, errors: string | null, stateful: boolean): Decoded {
  if (data.length === 0) return {result: STR_empty as New, consumed: 0};
  const run = new Decoding(data, errors), out = run.out;
  let i = 0, start = 0, shifted = false, bits = 0, buffer = 0, surrogate = 0;
  // what the section in base 64 has written so far: dropped when a stateful decoder stops within it
  let section: number[] = [];
  const flush = (): void => {
    for (const ch of section) out.writeChar(ch);
    section = [];
  };
  for (;;) {
    while (i < run.data.length) {
      data = run.data;
      const ch = data[i];
      let reason = '';
      if (shifted) {
        const value = fromBase64(ch);
        if (value >= 0) {
          buffer = (buffer << 6) | value;
          bits += 6;
          i++;
          if (bits < 16) continue;
          const unit = buffer >> (bits - 16);
          bits -= 16;
          buffer &= (1 << bits) - 1;
          if (surrogate !== 0) {
            if ((unit & 0xfc00) === 0xdc00) {
              section.push(0x10000 + ((surrogate & 0x3ff) << 10) + (unit & 0x3ff));
              surrogate = 0;
              continue;
            }
            section.push(surrogate);
            surrogate = 0;
          }
          if ((unit & 0xfc00) === 0xd800) surrogate = unit;
          else section.push(unit);
          continue;
        }
        shifted = false;
        if (bits >= 6) reason = 'partial character in shift sequence';
        else if (bits > 0 && buffer !== 0) reason = 'non-zero padding bits in shift sequence';
        if (reason !== '') i++;
        else {
          if (surrogate !== 0 && decodesItself(ch)) section.push(surrogate);
          surrogate = 0;
          flush();
          if (ch === 45) i++;
        }
      } else if (ch === 43) {
        start = i++;
        if (i < data.length && data[i] === 45) {
          i++;
          out.writeASCII('+');
        } else if (i < data.length && fromBase64(data[i]) < 0) {
          i++;
          reason = 'ill-formed sequence';
        } else {
          shifted = true;
          surrogate = bits = buffer = 0;
        }
      } else if (decodesItself(ch)) {
        i++;
        out.writeASCII(String.fromCharCode(ch));
      } else {
        start = i++;
        reason = 'unexpected special character';
      }
      if (reason === '') continue;
      flush();
      i = run.error('utf7', reason, start, i);
      if (i < 0) return {result: run.close(true), consumed: 0};
    }
    if (!shifted || stateful) break;
    shifted = false;
    flush();
    if (surrogate === 0 && bits < 6 && !(bits > 0 && buffer !== 0)) break;
    i = run.error('utf7', 'unterminated shift sequence', start, run.data.length);
    if (i < 0) return {result: run.close(true), consumed: 0};
    if (i >= run.data.length) break;
  }
  if (stateful && shifted) return {result: run.close(false), consumed: start};
  flush();
  return {result: run.close(false), consumed: i};
}

/** Encodes as UTF-7, direct characters of set O and white space as themselves. CPython: _PyUnicode_EncodeUTF7() */
export function _PyUnicode_EncodeUTF7(unicode: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(unicode), out = new ByteWriter(text.length * 2);
  let shifted = false, bits = 0, buffer = 0;
  const put = (unit: number): void => {
    bits += 16;
    buffer = (buffer << 16) | unit;
    while (bits >= 6) {
      out.push(BASE64.charCodeAt((buffer >> (bits - 6)) & 63));
      bits -= 6;
    }
    buffer &= 63;
  };
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i);
    if (encodesItself(ch)) {
      if (shifted) {
        if (bits > 0) out.push(BASE64.charCodeAt((buffer << (6 - bits)) & 63));
        bits = buffer = 0;
        shifted = false;
        if (fromBase64(ch) >= 0 || ch === 45) out.push(45);
      }
      out.push(ch);
      continue;
    }
    if (!shifted) {
      out.push(43);
      if (ch === 43) {
        out.push(45);
        continue;
      }
      shifted = true;
    }
    if (ch > 0xffff) {
      put(0xd7c0 + (ch >> 10));
      put(0xdc00 | (ch & 0x3ff));
    } else put(ch);
  }
  if (bits > 0) out.push(BASE64.charCodeAt((buffer << (6 - bits)) & 63));
  if (shifted) out.push(45);
  return out.finish();
}
