/** Backslash escapes in bytes. CPython: Objects/bytesobject.c PyBytes_DecodeEscape() */
import {PyExc_DeprecationWarning, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New} from '../runtime/types';
import {PyErr_SetString, PyErr_WarnFormat} from './errors';
import {ByteWriter} from './unicode-coding';

/** Bytes without escapes, and the first escape that means nothing: -1 for none, else its byte (or a value above 0o377) and its place. */
export interface DecodedByteEscapes { readonly result: New | NULL; readonly invalidChar: number; readonly invalidAt: number }

const SIMPLE: Readonly<Record<number, number>> = {92: 92, 39: 39, 34: 34, 98: 8, 102: 12, 116: 9, 110: 10, 114: 13, 118: 11, 97: 7};
/** What a hexadecimal digit counts, by its code; -1 for no digit. */
export function hexValue(c: number): number {
  return c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 102 ? c - 87 : c >= 65 && c <= 70 ? c - 55 : -1;
}
/** Takes escapes for what they mean. @raises ValueError. CPython: _PyBytes_DecodeEscape2() */
export function _PyBytes_DecodeEscape(data: Uint8Array, errors: string | null): DecodedByteEscapes {
  const out = new ByteWriter(data.length), n = data.length;
  let invalidChar = -1, invalidAt = -1;
  const fail = (message: string): DecodedByteEscapes => ({result: PyErr_SetString(PyExc_ValueError, message), invalidChar, invalidAt});
  for (let i = 0; i < n;) {
    const c = data[i++];
    if (c !== 92) {
      out.push(c);
      continue;
    }
    if (i === n) return fail('Trailing \\ in string');
    const e = data[i++];
    if (e === 10) continue;
    if (SIMPLE[e] !== undefined) out.push(SIMPLE[e]);
    else if (e >= 48 && e <= 55) {
      let value = e - 48;
      for (let k = 0; k < 2 && i < n && data[i] >= 48 && data[i] <= 55; k++) value = (value << 3) + data[i++] - 48;
      if (value > 0o377 && invalidChar === -1) {
        invalidChar = value;
        invalidAt = i - 3;
      }
      out.push(value & 255);
    } else if (e === 120) {
      const high = i < n ? hexValue(data[i]) : -1, low = i + 1 < n ? hexValue(data[i + 1]) : -1;
      if (high >= 0 && low >= 0) {
        out.push(high * 16 + low);
        i += 2;
        continue;
      }
      // one good digit is skipped
      if (high >= 0) i++;
      if (errors === null || errors === 'strict') return fail(`invalid \\x escape at position ${i - 2 - (high >= 0 ? 1 : 0)}`);
      if (errors === 'replace') out.push(63);
      else if (errors !== 'ignore') return fail(`decoding error; unknown error handling code: ${errors}`);
    } else {
      if (invalidChar === -1) {
        invalidChar = e;
        invalidAt = i - 1;
      }
      out.push(92);
      i--;
    }
  }
  return {result: out.finish(), invalidChar, invalidAt};
}
/** Warns about an escape that means nothing; 0, or -1 when the warning is an error. */
export function warnInvalidEscape(invalidChar: number): number {
  if (invalidChar === -1) return 0;
  return PyErr_WarnFormat(PyExc_DeprecationWarning, 1, invalidChar > 255 ? `invalid octal escape sequence '\\${invalidChar.toString(8)}'` : `invalid escape sequence '\\${String.fromCharCode(invalidChar)}'`);
}
/** As _PyBytes_DecodeEscape(), with the warning. CPython: PyBytes_DecodeEscape() */
export function PyBytes_DecodeEscape(data: Uint8Array, errors: string | null): New | NULL {
  const decoded = _PyBytes_DecodeEscape(data, errors);
  if (decoded.result === NULL || warnInvalidEscape(decoded.invalidChar) === 0) return decoded.result;
  Py_DECREF(decoded.result);
  return NULL;
}
