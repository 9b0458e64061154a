/** Methods that bytes and bytearray share. CPython: Objects/bytes_methods.c, Objects/stringlib/transmogrify.h, split.h, join.h; search is in bytes-find.ts */
import {H, U8} from '../runtime/current';
import {moveBytes} from '../runtime/heap';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_CheckExact, PyList_Check, PyList_SET_ITEM, PyUnicode_Check, Py_BOOL, Py_SIZE, _PyByteArray_EXPORTS, _PyByteArray_SET_EXPORTS, _PyList_ADDR, _PyList_SET_SIZE, _PyTuple_ADDR} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {METH_STATIC, method, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {textAt} from '../runtime/text';
import type {Py_buffer} from '../runtime/typeslots';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../runtime/types';
import {PyBuffer_Release, PyObject_CheckBuffer} from './abstract-buffer';
import {PySequence_Fast} from './abstract-sequence';
import {PyObject_Length} from './abstract-object';
import {PyByteArray_Check, PyByteArray_FromStringAndSize} from './bytearrayobject';
import {_Py_bytes_count, _Py_bytes_endswith, _Py_bytes_find, _Py_bytes_index, _Py_bytes_rfind, _Py_bytes_rindex, _Py_bytes_startswith, bufferArg, bytesData, bytesSize, countBytes, findBytes, rfindBytes} from './bytes-find';
import {PyBytes_FromStringAndSize, PyBytes_FromUint8Array} from './bytesobject';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyList_Append, PyList_New} from './listobject';
import {_PyArg_BadArgument, boolArg, intArg, ssizeArg} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_FromEncodedObject, codecArgs} from './unicode-encoded';
import {PyUnicode_READ_CHAR, _PyUnicode_FromASCII, _PyUnicode_TEXT} from './unicodeobject';

/** Bytes beyond which a result does not fit the heap. */
const LIMIT = 0x3fffffff;

/** An object of self's kind (bytes or bytearray) with `size` bytes from an address, not set when that is 0. */
function makeLike(self: PyObject, at: number, size: number): New | NULL {
  return PyBytes_Check(self) ? PyBytes_FromStringAndSize(at, size) : PyByteArray_FromStringAndSize(at, size);
}
/** A part of self; an exact bytes object itself when that is all of it. */
function partOf(self: PyObject, start: number, end: number): New | NULL {
  if (start === 0 && end === bytesSize(self) && PyBytes_CheckExact(self)) return Py_NewRef(self);
  return makeLike(self, bytesData(self) + start, Math.max(0, end - start));
}
const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);
const isUpper = (c: number): boolean => c >= 65 && c <= 90;
const isLower = (c: number): boolean => c >= 97 && c <= 122;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

// Classes and case

function everyByte(self: PyObject, test: (c: number) => boolean): New {
  const at = bytesData(self), n = bytesSize(self);
  for (let i = 0; i < n; i++) if (!test(U8[at + i])) return Py_BOOL(false) as New;
  return Py_BOOL(n > 0) as New;
}
const isspace = (self: PyObject): New => everyByte(self, isSpace);
const isalpha = (self: PyObject): New => everyByte(self, c => isUpper(c) || isLower(c));
const isalnum = (self: PyObject): New => everyByte(self, c => isUpper(c) || isLower(c) || isDigit(c));
const isdigit = (self: PyObject): New => everyByte(self, isDigit);
const isascii = (self: PyObject): New => (bytesSize(self) === 0 ? (Py_BOOL(true) as New) : everyByte(self, c => c < 128));
function oneCase(self: PyObject, wanted: (c: number) => boolean, other: (c: number) => boolean): New {
  const at = bytesData(self), n = bytesSize(self);
  let cased = false;
  for (let i = 0; i < n; i++) {
    if (other(U8[at + i])) return Py_BOOL(false) as New;
    if (wanted(U8[at + i])) cased = true;
  }
  return Py_BOOL(cased) as New;
}
const islower = (self: PyObject): New => oneCase(self, isLower, isUpper);
const isupper = (self: PyObject): New => oneCase(self, isUpper, isLower);
function istitle(self: PyObject): New {
  const at = bytesData(self), n = bytesSize(self);
  let cased = false, previous = false;
  for (let i = 0; i < n; i++) {
    const c = U8[at + i];
    if (isUpper(c) ? previous : isLower(c) && !previous) return Py_BOOL(false) as New;
    previous = isUpper(c) || isLower(c);
    if (previous) cased = true;
  }
  return Py_BOOL(cased) as New;
}
/** A copy with each byte mapped; `map` gets the byte and the one before it (-1 at the beginning). */
function mapBytes(self: PyObject, map: (c: number, before: number) => number): New | NULL {
  const n = bytesSize(self), result = makeLike(self, 0, n);
  if (result === NULL) return NULL;
  const from = bytesData(self), to = bytesData(result);
  if (n === 1 && PyBytes_Check(self)) {
    Py_DECREF(result);
    return PyBytes_FromUint8Array(Uint8Array.of(map(U8[from], -1)));
  }
  for (let i = 0; i < n; i++) U8[to + i] = map(U8[from + i], i === 0 ? -1 : U8[from + i - 1]);
  return result;
}
const toLower = (c: number): number => (isUpper(c) ? c + 32 : c);
const toUpper = (c: number): number => (isLower(c) ? c - 32 : c);
const lower = (self: PyObject): New | NULL => mapBytes(self, toLower);
const upper = (self: PyObject): New | NULL => mapBytes(self, toUpper);
const swapcase = (self: PyObject): New | NULL => mapBytes(self, c => (isUpper(c) ? c + 32 : toUpper(c)));
const capitalize = (self: PyObject): New | NULL => mapBytes(self, (c, before) => (before < 0 ? toUpper(c) : toLower(c)));
const title = (self: PyObject): New | NULL => mapBytes(self, (c, before) => (isUpper(before) || isLower(before) ? toLower(c) : toUpper(c)));

// Split

const MAX_PREALLOC = 12;
function listOfParts(self: PyObject, bounds: readonly number[], maxcount: number, reversed: boolean): New | NULL {
  const room = maxcount >= MAX_PREALLOC ? MAX_PREALLOC : maxcount + 1, count = bounds.length >> 1, list = PyList_New(room);
  if (list === NULL) return NULL;
  for (let i = 0; i < count; i++) {
    const at = (reversed ? count - 1 - i : i) * 2, part = partOf(self, bounds[at], bounds[at + 1]);
    if (part === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    if (i < room) PyList_SET_ITEM(list, i, part);
    else {
      const status = PyList_Append(list, part);
      Py_DECREF(part);
      if (status < 0) {
        Py_DECREF(list);
        return NULL;
      }
    }
  }
  if (count < room) _PyList_SET_SIZE(list, count);
  return list;
}
function splitBounds(self: PyObject, view: Py_buffer | null, maxcount: number): number[] {
  const data = bytesData(self), n = bytesSize(self), bounds: number[] = [];
  let left = maxcount, i = 0;
  if (view === null) {
    while (left-- > 0) {
      while (i < n && isSpace(U8[data + i])) i++;
      if (i === n) break;
      const start = i++;
      while (i < n && !isSpace(U8[data + i])) i++;
      bounds.push(start, i);
    }
    while (i < n && isSpace(U8[data + i])) i++;
    if (i < n) bounds.push(i, n);
    return bounds;
  }
  while (left-- > 0) {
    const at = findBytes(data + i, data + n, view.buf, view.len);
    if (at < 0) break;
    bounds.push(i, at - data);
    i = at - data + view.len;
  }
  bounds.push(i, n);
  return bounds;
}
function rsplitBounds(self: PyObject, view: Py_buffer | null, maxcount: number): number[] {
  const data = bytesData(self), n = bytesSize(self), bounds: number[] = [];
  let left = maxcount, i = n;
  if (view === null) {
    while (left-- > 0) {
      while (i > 0 && isSpace(U8[data + i - 1])) i--;
      if (i === 0) break;
      const end = i--;
      while (i > 0 && !isSpace(U8[data + i - 1])) i--;
      bounds.push(i, end);
    }
    while (i > 0 && isSpace(U8[data + i - 1])) i--;
    if (i > 0) bounds.push(0, i);
    return bounds;
  }
  while (left-- > 0) {
    const at = rfindBytes(data, data + i, view.buf, view.len);
    if (at < 0) break;
    bounds.push(at - data + view.len, i);
    i = at - data;
  }
  bounds.push(0, i);
  return bounds;
}
function splitArgs(self: PyObject, sep: PyObject | NULL, maxsplit: PyObject | NULL, right: boolean): New | NULL {
  let maxcount = ssizeArg(maxsplit, -1);
  if (maxcount === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (maxcount < 0) maxcount = PY_SSIZE_T_MAX;
  const view = sep === NULL || sep === _Py_NoneStruct ? null : bufferArg(sep);
  if (view === null && PyErr_Occurred() !== NULL) return NULL;
  let result: New | NULL;
  if (view !== null && view.len === 0) result = PyErr_SetString(PyExc_ValueError, 'empty separator');
  else result = listOfParts(self, right ? rsplitBounds(self, view, maxcount) : splitBounds(self, view, maxcount), maxcount, right);
  if (view !== null) PyBuffer_Release(view);
  return result;
}
const split = (self: PyObject, sep: PyObject | NULL, maxsplit: PyObject | NULL): New | NULL => splitArgs(self, sep, maxsplit, false);
const rsplit = (self: PyObject, sep: PyObject | NULL, maxsplit: PyObject | NULL): New | NULL => splitArgs(self, sep, maxsplit, true);
function splitlines(self: PyObject, keepends: PyObject | NULL): New | NULL {
  const keep = boolArg(keepends, 0);
  if (keep < 0) return NULL;
  const data = bytesData(self), n = bytesSize(self), bounds: number[] = [];
  for (let i = 0, start = 0; i < n; start = i) {
    while (i < n && U8[data + i] !== 10 && U8[data + i] !== 13) i++;
    let end = i;
    if (i < n) {
      i += U8[data + i] === 13 && i + 1 < n && U8[data + i + 1] === 10 ? 2 : 1;
      if (keep === 1) end = i;
    }
    bounds.push(start, end);
  }
  return listOfParts(self, bounds, -1, false);
}
function partitionArgs(self: PyObject, sep: PyObject, right: boolean): New | NULL {
  const view = bufferArg(sep);
  if (view === null) return NULL;
  if (view.len === 0) {
    PyBuffer_Release(view);
    return PyErr_SetString(PyExc_ValueError, 'empty separator');
  }
  const data = bytesData(self), n = bytesSize(self), length = view.len;
  let at = right ? rfindBytes(data, data + n, view.buf, length) : findBytes(data, data + n, view.buf, length);
  const found = at >= 0;
  at = found ? at - data : right ? 0 : n;
  const before = partOf(self, 0, found || !right ? at : 0);
  // bytes give the argument back, bytearray a copy of it
  const middle = !found ? makeLike(self, data, 0) : PyBytes_Check(self) ? Py_NewRef(sep) : makeLike(self, view.buf, length);
  const after = found ? partOf(self, at + length, n) : right ? partOf(self, 0, n) : makeLike(self, data, 0);
  PyBuffer_Release(view);
  const result = before === NULL || middle === NULL || after === NULL ? NULL : PyTuple_Pack(before, middle, after);
  for (const part of [before, middle, after]) if (part !== NULL) Py_DECREF(part);
  return result;
}
const partition = (self: PyObject, sep: PyObject): New | NULL => partitionArgs(self, sep, false);
const rpartition = (self: PyObject, sep: PyObject): New | NULL => partitionArgs(self, sep, true);

/** The bytes of an iterable's items with self between them. A bytearray must not change meanwhile (gh-112625). CPython: Objects/bytearrayobject.c bytearray_join() */
export function bytes_join(self: PyObject, iterable: PyObject): New | NULL {
  if (PyBytes_Check(self)) return stringlib_bytes_join(self, iterable);
  _PyByteArray_SET_EXPORTS(self, _PyByteArray_EXPORTS(self) + 1);
  const joined = stringlib_bytes_join(self, iterable);
  _PyByteArray_SET_EXPORTS(self, _PyByteArray_EXPORTS(self) - 1);
  return joined;
}
/** CPython: Objects/stringlib/join.h bytes_join() */
function stringlib_bytes_join(self: PyObject, iterable: PyObject): New | NULL {
  const seq = PySequence_Fast(iterable, 'can only join an iterable');
  if (seq === NULL) return NULL;
  const n = Py_SIZE(seq), views: Py_buffer[] = [];
  const items = PyList_Check(seq) ? _PyList_ADDR(seq) : _PyTuple_ADDR(seq);
  if (n === 1 && PyBytes_Check(self) && PyBytes_CheckExact(H[items] as PyObject)) {
    const only = Py_NewRef(H[items] as PyObject);
    Py_DECREF(seq);
    return only;
  }
  let total = n > 1 ? (n - 1) * bytesSize(self) : 0, ok = true;
  for (let i = 0; ok && i < n; i++) {
    const item = H[(PyList_Check(seq) ? _PyList_ADDR(seq) : _PyTuple_ADDR(seq)) + 2 * i] as PyObject;
    const view = PyObject_CheckBuffer(item) ? bufferArg(item) : null;
    if (view === null) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, `sequence item ${i}: expected a bytes-like object, ${typeName(item)} found`);
      ok = false;
    } else {
      views.push(view);
      total += view.len;
    }
  }
  let result: New | NULL = NULL;
  if (ok) {
    result = total > LIMIT ? PyErr_NoMemory() : makeLike(self, 0, total);
    if (result !== NULL) {
      const size = bytesSize(self);
      let to = bytesData(result);
      for (let i = 0; i < n; i++) {
        if (i > 0 && size > 0) {
          moveBytes(to, bytesData(self), bytesData(self) + size);
          to += size;
        }
        moveBytes(to, views[i].buf, views[i].buf + views[i].len);
        to += views[i].len;
      }
    }
  }
  for (const view of views) PyBuffer_Release(view);
  Py_DECREF(seq);
  return result;
}

// Strip, replace, translate

function stripArgs(self: PyObject, chars: PyObject | NULL, left: boolean, right: boolean): New | NULL {
  const view = chars === NULL || chars === _Py_NoneStruct ? null : bufferArg(chars);
  if (view === null && PyErr_Occurred() !== NULL) return NULL;
  const set = view === null ? null : U8.subarray(view.buf, view.buf + view.len), data = bytesData(self);
  let i = 0, j = bytesSize(self);
  const strips = (c: number): boolean => (set === null ? isSpace(c) : set.includes(c));
  if (left) while (i < j && strips(U8[data + i])) i++;
  if (right) while (j > i && strips(U8[data + j - 1])) j--;
  if (view !== null) PyBuffer_Release(view);
  return partOf(self, i, j);
}
const strip = (self: PyObject, chars: PyObject | NULL): New | NULL => stripArgs(self, chars, true, true);
const lstrip = (self: PyObject, chars: PyObject | NULL): New | NULL => stripArgs(self, chars, true, false);
const rstrip = (self: PyObject, chars: PyObject | NULL): New | NULL => stripArgs(self, chars, false, true);
function removeArgs(self: PyObject, part: PyObject, atEnd: boolean): New | NULL {
  const view = bufferArg(part);
  if (view === null) return NULL;
  const n = bytesSize(self), data = bytesData(self) + (atEnd ? n - view.len : 0);
  const matches = view.len > 0 && view.len <= n && findBytes(data, data + view.len, view.buf, view.len) === data, length = view.len;
  PyBuffer_Release(view);
  if (!matches) return partOf(self, 0, n);
  return atEnd ? partOf(self, 0, n - length) : partOf(self, length, n);
}
const removeprefix = (self: PyObject, prefix: PyObject): New | NULL => removeArgs(self, prefix, false);
const removesuffix = (self: PyObject, suffix: PyObject): New | NULL => removeArgs(self, suffix, true);

function replaced(self: PyObject, old: Py_buffer, replacement: Py_buffer, maxcount: number): New | NULL {
  const data = bytesData(self), n = bytesSize(self), end = data + n, count = countBytes(data, end, old.buf, old.len, maxcount);
  if (count === 0) return partOf(self, 0, n);
  const size = n + count * (replacement.len - old.len);
  if (size > PY_SSIZE_T_MAX) return PyErr_SetString(PyExc_OverflowError, 'replace bytes are too long');
  if (size > LIMIT) return PyErr_NoMemory();
  const out = new Uint8Array(size);
  let at = data, to = 0;
  for (let i = 0; i < count; i++) {
    const next = old.len === 0 ? at : findBytes(at, end, old.buf, old.len);
    out.set(U8.subarray(at, next), to);
    to += next - at;
    out.set(U8.subarray(replacement.buf, replacement.buf + replacement.len), to);
    to += replacement.len;
    at = next + old.len;
    if (old.len === 0 && i < count - 1) out[to++] = U8[at++];
  }
  out.set(U8.subarray(at, end), to);
  return ofArray(self, out);
}
/** An object of self's kind with the contents of an array. */
function ofArray(self: PyObject, bytes: Uint8Array): New | NULL {
  if (PyBytes_Check(self)) return PyBytes_FromUint8Array(bytes);
  const result = PyByteArray_FromStringAndSize(0, bytes.length);
  if (result !== NULL) U8.set(bytes, bytesData(result));
  return result;
}
function replace(self: PyObject, old: PyObject, replacement: PyObject, count: PyObject | NULL): New | NULL {
  const first = bufferArg(old);
  if (first === null) return NULL;
  const second = bufferArg(replacement);
  let result: New | NULL = NULL;
  if (second !== null) {
    const maxcount = ssizeArg(count, -1);
    if (maxcount !== -1 || PyErr_Occurred() === NULL) result = replaced(self, first, second, maxcount < 0 ? Infinity : maxcount);
    PyBuffer_Release(second);
  }
  PyBuffer_Release(first);
  return result;
}
function translate(self: PyObject, table: PyObject, deletechars: PyObject | NULL): New | NULL {
  const view = table === _Py_NoneStruct ? null : bufferArg(table);
  if (view === null && table !== _Py_NoneStruct) return NULL;
  if (view !== null && view.len !== 256) {
    PyBuffer_Release(view);
    return PyErr_SetString(PyExc_ValueError, 'translation table must be 256 characters long');
  }
  const doomed = deletechars === NULL ? null : bufferArg(deletechars);
  if (doomed === null && deletechars !== NULL) {
    if (view !== null) PyBuffer_Release(view);
    return NULL;
  }
  const n = bytesSize(self), data = bytesData(self), out = new Uint8Array(n), gone = doomed === null ? null : U8.subarray(doomed.buf, doomed.buf + doomed.len);
  let length = 0, changed = false;
  for (let i = 0; i < n; i++) {
    const c = U8[data + i];
    if (gone !== null && gone.includes(c)) {
      changed = true;
      continue;
    }
    out[length] = view === null ? c : U8[view.buf + c];
    if (out[length++] !== c) changed = true;
  }
  if (view !== null) PyBuffer_Release(view);
  if (doomed !== null) PyBuffer_Release(doomed);
  return changed ? ofArray(self, out.subarray(0, length)) : partOf(self, 0, n);
}
/** CPython: _Py_bytes_maketrans() */
function maketrans(_self: PyObject, frm: PyObject, to: PyObject): New | NULL {
  const first = bufferArg(frm);
  if (first === null) return NULL;
  const second = bufferArg(to);
  let result: New | NULL = NULL;
  if (second !== null) {
    if (first.len !== second.len) PyErr_SetString(PyExc_ValueError, 'maketrans arguments must have same length');
    else {
      const table = new Uint8Array(256);
      for (let i = 0; i < 256; i++) table[i] = i;
      for (let i = 0; i < first.len; i++) table[U8[first.buf + i]] = U8[second.buf + i];
      result = PyBytes_FromUint8Array(table);
    }
    PyBuffer_Release(second);
  }
  PyBuffer_Release(first);
  return result;
}

// Pad

function pad(self: PyObject, left: number, right: number, fill: number): New | NULL {
  const n = bytesSize(self);
  if (left + right + n > LIMIT) return PyErr_NoMemory();
  const result = makeLike(self, 0, left + n + right);
  if (result === NULL) return NULL;
  const to = bytesData(result);
  U8.fill(fill, to, to + left);
  moveBytes(to + left, bytesData(self), bytesData(self) + n);
  U8.fill(fill, to + left + n, to + left + n + right);
  return result;
}
function justify(fname: string, self: PyObject, width: PyObject, fill: PyObject | NULL, side: number): New | NULL {
  const w = ssizeArg(width);
  if (w === -1 && PyErr_Occurred() !== NULL) return NULL;
  let byte = 32;
  if (fill !== NULL) {
    if ((!PyBytes_Check(fill) && !PyByteArray_Check(fill)) || bytesSize(fill) !== 1) return _PyArg_BadArgument(fname, 'argument 2', 'a byte string of length 1', fill);
    byte = U8[bytesData(fill)];
  }
  const n = bytesSize(self);
  if (n >= w) return partOf(self, 0, n);
  const margin = w - n;
  if (side !== 0) return pad(self, side > 0 ? margin : 0, side < 0 ? margin : 0, byte);
  const left = Math.floor(margin / 2) + (margin & w & 1);
  return pad(self, left, margin - left, byte);
}
const ljust = (self: PyObject, width: PyObject, fill: PyObject | NULL): New | NULL => justify('ljust', self, width, fill, -1);
const rjust = (self: PyObject, width: PyObject, fill: PyObject | NULL): New | NULL => justify('rjust', self, width, fill, 1);
const center = (self: PyObject, width: PyObject, fill: PyObject | NULL): New | NULL => justify('center', self, width, fill, 0);
function zfill(self: PyObject, width: PyObject): New | NULL {
  const w = ssizeArg(width);
  if (w === -1 && PyErr_Occurred() !== NULL) return NULL;
  const n = bytesSize(self);
  if (n >= w) return partOf(self, 0, n);
  const result = pad(self, w - n, 0, 48);
  if (result === NULL || n === 0) return result;
  const to = bytesData(result), first = U8[bytesData(self)];
  if (first === 43 || first === 45) {
    U8[to] = first;
    U8[to + w - n] = 48;
  }
  return result;
}
function expandtabs(self: PyObject, tabsize: PyObject | NULL): New | NULL {
  const size = intArg(tabsize, 8);
  if (size === -1 && PyErr_Occurred() !== NULL) return NULL;
  const data = bytesData(self), n = bytesSize(self), parts: number[] = [];
  let column = 0;
  for (let i = 0; i < n; i++) {
    const c = U8[data + i];
    if (c === 9) {
      const spaces = size > 0 ? size - (column % size) : 0;
      if (parts.length + spaces > LIMIT) return parts.length + spaces > PY_SSIZE_T_MAX ? PyErr_SetString(PyExc_OverflowError, 'result too long') : PyErr_NoMemory();
      for (let k = 0; k < spaces; k++) parts.push(32);
      column += spaces;
    } else {
      parts.push(c);
      column = c === 10 || c === 13 ? 0 : column + 1;
    }
  }
  return ofArray(self, Uint8Array.from(parts));
}

// Text

/** Hex digits of bytes, with a separator between every `per` bytes: from the right when positive. CPython: Python/pystrhex.c _Py_strhex_impl() */
export function _Py_strhex_with_sep(bytes: Uint8Array, sep: PyObject | NULL, per: number): New | NULL {
  let separator = '';
  if (sep !== NULL) {
    const length = PyObject_Length(sep);
    if (length < 0) return NULL;
    if (length !== 1) return PyErr_SetString(PyExc_ValueError, 'sep must be length 1.');
    let c: number;
    if (PyUnicode_Check(sep)) c = PyUnicode_READ_CHAR(sep, 0);
    else if (PyBytes_Check(sep)) c = U8[PyBytes_AS_STRING(sep)];
    else return PyErr_SetString(PyExc_TypeError, 'sep must be str or bytes.');
    if (c > 127) return PyErr_SetString(PyExc_ValueError, 'sep must be ASCII.');
    separator = String.fromCharCode(c);
  } else per = 0;
  const n = bytes.length, group = Math.abs(per);
  let out = '';
  for (let i = 0; i < n; i++) {
    if (group !== 0 && i > 0 && (per > 0 ? n - i : i) % group === 0) out += separator;
    out += bytes[i] < 16 ? '0' + bytes[i].toString(16) : bytes[i].toString(16);
  }
  return _PyUnicode_FromASCII(out);
}
function hex(self: PyObject, sep: PyObject | NULL, bytes_per_sep: PyObject | NULL): New | NULL {
  const per = intArg(bytes_per_sep, 1);
  if (per === -1 && PyErr_Occurred() !== NULL) return NULL;
  return _Py_strhex_with_sep(U8.subarray(bytesData(self), bytesData(self) + bytesSize(self)), sep, per);
}
function decode(self: PyObject, encoding: PyObject | NULL, errors: PyObject | NULL): New | NULL {
  const args = codecArgs('decode', encoding, errors);
  return args === null ? NULL : PyUnicode_FromEncodedObject(self, args.encoding, args.errors);
}
/** The bytes that hex digits stand for; null with ValueError. CPython: Objects/bytesobject.c _PyBytes_FromHex() */
export function bytesOfHex(string: PyObject): Uint8Array | null {
  const text = _PyUnicode_TEXT(string), out: number[] = [];
  const digit = (c: number): number => (isDigit(c) ? c - 48 : c >= 97 && c <= 102 ? c - 87 : c >= 65 && c <= 70 ? c - 55 : -1);
  for (let i = 0; i < text.length;) {
    const c = textAt(text, i);
    if (isSpace(c)) {
      i++;
      continue;
    }
    const high = digit(c), low = high < 0 || i + 1 >= text.length ? -1 : digit(textAt(text, i + 1));
    if (low < 0) {
      PyErr_SetString(PyExc_ValueError, `non-hexadecimal number found in fromhex() arg at position ${high < 0 ? i : i + 1}`);
      return null;
    }
    out.push(high * 16 + low);
    i += 2;
  }
  return Uint8Array.from(out);
}

/** The shared methods; each type takes those of its own table. */
export const BYTES_METHODS: readonly PyMethodDef[] = [
  method('capitalize', '($self, /)', capitalize, 'Return a copy that begins in upper case and goes on in lower case (ASCII).'),
  method('center', "($self, width, fillchar=b' ', /)", center, 'Return the bytes in the middle of width bytes.'),
  method('count', '($self, sub[, start[, end]], /)', _Py_bytes_count, 'Return how often sub, bytes or one byte, occurs in B[start:end].'),
  method('decode', "($self, /, encoding='utf-8', errors='strict')", decode, 'Return the text that the bytes stand for in an encoding.'),
  method('endswith', '($self, suffix[, start[, end]], /)', _Py_bytes_endswith, 'Return whether B[start:end] ends with suffix, or with one of a tuple of them.'),
  method('expandtabs', '($self, /, tabsize=8)', expandtabs, 'Return a copy with spaces in the place of tabs.'),
  method('find', '($self, sub[, start[, end]], /)', _Py_bytes_find, 'Return the lowest index of sub, bytes or one byte, in B[start:end], or -1.'),
  method('hex', '($self, /, sep=<unrepresentable>, bytes_per_sep=1)', hex, 'Return two hex digits for each byte, with sep after every bytes_per_sep bytes.'),
  method('index', '($self, sub[, start[, end]], /)', _Py_bytes_index, 'Return the lowest index of sub in B[start:end]; ValueError when there is none.'),
  method('isalnum', '($self, /)', isalnum, 'Return whether there are bytes and all are ASCII letters or digits.'),
  method('isalpha', '($self, /)', isalpha, 'Return whether there are bytes and all are ASCII letters.'),
  method('isascii', '($self, /)', isascii, 'Return whether all bytes are below 128; true when there are none.'),
  method('isdigit', '($self, /)', isdigit, 'Return whether there are bytes and all are ASCII digits.'),
  method('islower', '($self, /)', islower, 'Return whether there are ASCII letters and all are in lower case.'),
  method('isspace', '($self, /)', isspace, 'Return whether there are bytes and all are ASCII white space.'),
  method('istitle', '($self, /)', istitle, 'Return whether each word begins in upper case and goes on in lower case.'),
  method('isupper', '($self, /)', isupper, 'Return whether there are ASCII letters and all are in upper case.'),
  method('join', '($self, iterable_of_bytes, /)', bytes_join, 'Return the bytes-like items of an iterable one after the other, these bytes between them.'),
  method('ljust', "($self, width, fillchar=b' ', /)", ljust, 'Return the bytes at the left of width bytes.'),
  method('lower', '($self, /)', lower, 'Return a copy with ASCII letters in lower case.'),
  method('lstrip', '($self, bytes=None, /)', lstrip, 'Return a copy without white space, or without the given bytes, at its beginning.'),
  method('maketrans', '(frm, to, /)', maketrans, 'Return a table for translate() that makes each byte of frm the one of to at its place.', METH_STATIC),
  method('partition', '($self, sep, /)', partition, 'Cut at the first sep: return what is before it, sep and what is after it; all and two empty ones when there is none.'),
  method('replace', '($self, old, new, count=-1, /)', replace, 'Return a copy in which every old is new; only the first count of them when count is given.'),
  method('removeprefix', '($self, prefix, /)', removeprefix, 'Return a copy without prefix when the bytes begin with it.'),
  method('removesuffix', '($self, suffix, /)', removesuffix, 'Return a copy without suffix when the bytes end with it.'),
  method('rfind', '($self, sub[, start[, end]], /)', _Py_bytes_rfind, 'Return the highest index of sub in B[start:end], or -1.'),
  method('rindex', '($self, sub[, start[, end]], /)', _Py_bytes_rindex, 'Return the highest index of sub in B[start:end]; ValueError when there is none.'),
  method('rjust', "($self, width, fillchar=b' ', /)", rjust, 'Return the bytes at the right of width bytes.'),
  method('rpartition', '($self, sep, /)', rpartition, 'Cut at the last sep: return what is before it, sep and what is after it; two empty ones and all when there is none.'),
  method('rsplit', '($self, /, sep=None, maxsplit=-1)', rsplit, 'Return the list of parts, cut at sep or at runs of white space; at most maxsplit cuts from the right.'),
  method('rstrip', '($self, bytes=None, /)', rstrip, 'Return a copy without white space, or without the given bytes, at its end.'),
  method('split', '($self, /, sep=None, maxsplit=-1)', split, 'Return the list of parts, cut at sep or at runs of white space; at most maxsplit cuts from the left.'),
  method('splitlines', '($self, /, keepends=False)', splitlines, 'Return the list of lines, with their ends when keepends is true.'),
  method('startswith', '($self, prefix[, start[, end]], /)', _Py_bytes_startswith, 'Return whether B[start:end] begins with prefix, or with one of a tuple of them.'),
  method('strip', '($self, bytes=None, /)', strip, 'Return a copy without white space, or without the given bytes, at both ends.'),
  method('swapcase', '($self, /)', swapcase, 'Return a copy with upper case made lower and lower case made upper (ASCII).'),
  method('title', '($self, /)', title, 'Return a copy in which every word begins in upper case and goes on in lower case (ASCII).'),
  method('translate', "($self, table, /, delete=b'')", translate, 'Return a copy without the bytes of delete, the others replaced by those of a table of 256.'),
  method('upper', '($self, /)', upper, 'Return a copy with ASCII letters in upper case.'),
  method('zfill', '($self, width, /)', zfill, 'Return the bytes with zeros in front of the digits, width bytes long; a sign stays first.'),
];
