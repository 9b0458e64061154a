/** Making and filling str objects character by character, and as arrays of wide characters. CPython: Objects/unicodeobject.c PyUnicode_New(), PyUnicode_Fill(), PyUnicode_AsWideChar() and their kin */
import {H, P} from '../runtime/current';
import {PyUnicode_Check, PyUnicode_CHECK_INTERNED, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, PyUnicode_KIND} from '../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_SystemError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {MAX_TEXT_LENGTH, textAt, type PyText} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyErr_BadArgument, PyErr_BadInternalCall, PyErr_Format, PyErr_NoMemory, PyErr_SetString} from './errors';
import {PyUnicode_DecodeUTF8} from './unicode-codecs';
import {HASH_KNOWN, MAX_UNICODE, PyUnicode_Append, PyUnicode_FromPoints, PyUnicode_MAX_CHAR_VALUE, _PyUnicode_TEXT, newUnicode, unicode_new_empty} from './unicodeobject';

/** A str of `size` zero characters with room for characters up to `maxchar`; NULL with an exception. CPython: PyUnicode_New() */
export function PyUnicode_New(size: number, maxchar: number): New | NULL {
  if (size === 0) return unicode_new_empty();
  if (maxchar > MAX_UNICODE) return PyErr_SetString(PyExc_SystemError, 'invalid maximum character passed to PyUnicode_New');
  if (size < 0) return PyErr_SetString(PyExc_SystemError, 'Negative size passed to PyUnicode_New');
  if (size > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  return newUnicode(maxchar > 0xffff ? new Uint32Array(size) : '\0'.repeat(size), maxchar);
}
/** Whether nobody else can know a str. CPython: unicode_modifiable() */
function modifiable(op: PyObject): boolean {
  return H[op] === 1 && (H[op + 8] & HASH_KNOWN) === 0 && PyUnicode_CHECK_INTERNED(op) === 0 && PyUnicode_CheckExact(op);
}
function checkModifiable(op: PyObject): boolean {
  if (modifiable(op)) return true;
  PyErr_SetString(PyExc_SystemError, 'Cannot modify a string currently used');
  return false;
}
/** Puts code points over the characters of a str of its own from `start` on. */
function write(op: PyObject, start: number, points: ArrayLike<number>): void {
  const text = P[H[op + 3]] as PyText;
  if (typeof text !== 'string') {
    text.set(points, start);
    return;
  }
  let part = '';
  for (let i = 0; i < points.length; i++) part += String.fromCharCode(points[i]);
  P[H[op + 3]] = text.slice(0, start) + part + text.slice(start + points.length);
}
/** Fills part of a str with a character: how many were written, -1 with an exception. CPython: PyUnicode_Fill() */
export function PyUnicode_Fill(unicode: PyObject, start: number, length: number, fill_char: number): number {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadInternalCall('Objects/unicodeobject.c:10333');
    return -1;
  }
  if (!checkModifiable(unicode)) return -1;
  if (start < 0) {
    PyErr_SetString(PyExc_IndexError, 'string index out of range');
    return -1;
  }
  if (fill_char > PyUnicode_MAX_CHAR_VALUE(unicode)) {
    PyErr_SetString(PyExc_ValueError, 'fill character is bigger than the string maximum character');
    return -1;
  }
  const n = Math.min(PyUnicode_GET_LENGTH(unicode) - start, length);
  if (n <= 0) return 0;
  write(unicode, start, new Uint32Array(n).fill(fill_char));
  return n;
}
/** Copies characters between str objects: how many, -1 with an exception. CPython: PyUnicode_CopyCharacters() */
export function PyUnicode_CopyCharacters(to: PyObject, to_start: number, from: PyObject | NULL, from_start: number, how_many: number): number {
  if (from === NULL || !PyUnicode_Check(from) || !PyUnicode_Check(to)) {
    PyErr_BadInternalCall('Objects/unicodeobject.c:1562');
    return -1;
  }
  const size = PyUnicode_GET_LENGTH(from), room = PyUnicode_GET_LENGTH(to);
  if (from_start < 0 || from_start > size || to_start < 0 || to_start > room) {
    PyErr_SetString(PyExc_IndexError, 'string index out of range');
    return -1;
  }
  if (how_many < 0) {
    PyErr_SetString(PyExc_SystemError, 'how_many cannot be negative');
    return -1;
  }
  const n = Math.min(size - from_start, how_many);
  if (to_start + n > room) {
    PyErr_SetString(PyExc_SystemError, `Cannot write ${n} characters at ${to_start} in a string of ${room} characters`);
    return -1;
  }
  if (n === 0) return 0;
  if (!checkModifiable(to)) return -1;
  const text = _PyUnicode_TEXT(from), limit = PyUnicode_MAX_CHAR_VALUE(to), points = Uint32Array.from({length: n}, (_, i) => textAt(text, from_start + i));
  if (points.some(ch => ch > limit)) {
    PyErr_SetString(PyExc_SystemError, `Cannot copy ${kindName(from)} characters into a string of ${kindName(to)} characters`);
    return -1;
  }
  write(to, to_start, points);
  return n;
}
function kindName(op: PyObject): string {
  const kind = PyUnicode_KIND(op);
  return kind === 4 ? 'UCS4' : kind === 2 ? 'UCS2' : PyUnicode_MAX_CHAR_VALUE(op) < 128 ? 'ascii' : 'UCS1';
}
/** Puts one character into a str of its own: 0, or -1 with an exception. CPython: PyUnicode_WriteChar() */
export function PyUnicode_WriteChar(unicode: PyObject, index: number, ch: number): number {
  if (!PyUnicode_Check(unicode)) {
    PyErr_BadArgument();
    return -1;
  }
  if (index < 0 || index >= PyUnicode_GET_LENGTH(unicode)) {
    PyErr_SetString(PyExc_IndexError, 'string index out of range');
    return -1;
  }
  if (!checkModifiable(unicode)) return -1;
  if (ch > PyUnicode_MAX_CHAR_VALUE(unicode)) {
    PyErr_SetString(PyExc_ValueError, 'character out of range');
    return -1;
  }
  write(unicode, index, [ch]);
  return 0;
}
/** A str in another length, zeros at the end where it grows; NULL with an exception. @steals unicode. CPython: PyUnicode_Resize() */
export function PyUnicode_Resize(unicode: New | NULL, length: number): New | NULL {
  if (unicode === NULL) return PyErr_BadInternalCall('Objects/unicodeobject.c:1918');
  const size = PyUnicode_Check(unicode) ? PyUnicode_GET_LENGTH(unicode) : -1;
  let result: New | NULL;
  if (size < 0 || length < 0) result = PyErr_BadInternalCall('Objects/unicodeobject.c:1918');
  else {
    if (length === size) return unicode;
    result = length === 0 ? unicode_new_empty() : PyUnicode_New(length, PyUnicode_MAX_CHAR_VALUE(unicode));
    if (result !== NULL && length > 0) {
      const text = _PyUnicode_TEXT(unicode);
      write(result, 0, Uint32Array.from({length: Math.min(size, length)}, (_, i) => textAt(text, i)));
    }
  }
  Py_DECREF(unicode);
  return result;
}
/** left + right in place of left; NULL with an exception. @steals left, right. CPython: PyUnicode_AppendAndDel() */
export function PyUnicode_AppendAndDel(left: New, right: New): New | NULL {
  const result = PyUnicode_Append(left, right);
  Py_DECREF(right);
  return result;
}
/** A str of characters of 1, 2 or 4 bytes; NULL with an exception. CPython: PyUnicode_FromKindAndData() */
export function PyUnicode_FromKindAndData(kind: number, data: Uint8Array, size: number): New | NULL {
  if (size < 0) return PyErr_SetString(PyExc_ValueError, 'size must be positive');
  if (kind !== 1 && kind !== 2 && kind !== 4) return PyErr_SetString(PyExc_SystemError, 'invalid kind');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return PyUnicode_FromPoints(Uint32Array.from({length: size}, (_, i) => (kind === 1 ? data[i] : kind === 2 ? view.getUint16(2 * i, true) : view.getUint32(4 * i, true))));
}
/** A str of UTF-8; NULL with an exception. `data` null is nothing. CPython: PyUnicode_FromStringAndSize() */
export function PyUnicode_FromStringAndSize(data: Uint8Array | null, size: number): New | NULL {
  if (size < 0) return PyErr_SetString(PyExc_SystemError, 'Negative size passed to PyUnicode_FromStringAndSize');
  if (data !== null) return size > MAX_TEXT_LENGTH ? PyErr_NoMemory() : PyUnicode_DecodeUTF8(data.subarray(0, size), null);
  return size > 0 ? PyErr_SetString(PyExc_SystemError, 'NULL string with positive size with NULL passed to PyUnicode_FromStringAndSize') : unicode_new_empty();
}

// ---- arrays of wide characters: code points, as wchar_t of four bytes ----

/** The code points of a str. */
function pointsOf(op: PyObject): Uint32Array {
  const text = _PyUnicode_TEXT(op);
  return Uint32Array.from({length: text.length}, (_, i) => textAt(text, i));
}
/** The characters of a str into an array, a zero behind them when asked for; false with SystemError where there is no room. CPython: PyUnicode_AsUCS4() */
export function PyUnicode_AsUCS4(string: PyObject, target: Uint32Array, copy_null: boolean): boolean {
  const points = pointsOf(string);
  if (target.length < points.length + (copy_null ? 1 : 0)) {
    if (copy_null && target.length > 0) target[0] = 0;
    PyErr_SetString(PyExc_SystemError, 'string is longer than the buffer');
    return false;
  }
  target.set(points);
  if (copy_null) target[points.length] = 0;
  return true;
}
/** The characters of a str and a zero. CPython: PyUnicode_AsUCS4Copy() */
export function PyUnicode_AsUCS4Copy(string: PyObject): Uint32Array {
  const copy = new Uint32Array(PyUnicode_GET_LENGTH(string) + 1);
  copy.set(pointsOf(string));
  return copy;
}
/** A str of wide characters up to the first zero (size -1) or as many as said; NULL with an exception. CPython: PyUnicode_FromWideChar() */
export function PyUnicode_FromWideChar(w: Uint32Array | null, size: number): New | NULL {
  if (w === null) return size !== 0 ? PyErr_BadInternalCall('Objects/unicodeobject.c:1835') : unicode_new_empty();
  if (size < -1) return PyErr_SetString(PyExc_SystemError, 'Negative size passed to PyUnicode_New');
  if (size > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  const zero = w.indexOf(0), n = size >= 0 ? size : zero < 0 ? w.length : zero;
  for (let i = 0; i < n; i++) if (w[i] > MAX_UNICODE) return PyErr_Format(PyExc_ValueError, `character U+${w[i].toString(16)} is not in range [U+0000; U+10ffff]`);
  return PyUnicode_FromPoints(w, 0, n);
}
/** Whether an argument is a str; false with an exception. */
function checkStr(unicode: PyObject | NULL): unicode is PyObject {
  if (unicode === NULL) PyErr_BadInternalCall('Objects/unicodeobject.c:3253');
  else if (PyUnicode_Check(unicode)) return true;
  else PyErr_BadArgument();
  return false;
}
/** Copies what there is room for, with the zero at the end: how many characters without it; the room that is needed with it for null; -1 with an exception. CPython: PyUnicode_AsWideChar() */
export function PyUnicode_AsWideChar(unicode: PyObject | NULL, w: Uint32Array | null): number {
  if (!checkStr(unicode)) return -1;
  const points = pointsOf(unicode), n = points.length;
  if (w === null) return n + 1;
  w.set(points.subarray(0, w.length));
  if (w.length > n) w[n] = 0;
  return Math.min(n, w.length);
}
/** The characters with a zero at the end; null with an exception. Without a place for the size, no zero may be among them. CPython: PyUnicode_AsWideCharString() */
export function PyUnicode_AsWideCharString(unicode: PyObject | NULL, withSize: boolean): Uint32Array | null {
  if (!checkStr(unicode)) return null;
  const copy = PyUnicode_AsUCS4Copy(unicode);
  if (withSize || copy.indexOf(0) === copy.length - 1) return copy;
  PyErr_SetString(PyExc_ValueError, 'embedded null character');
  return null;
}
