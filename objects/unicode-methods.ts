/** Methods of str that search, split, strip, pad and join. CPython: Objects/unicodeobject.c, Objects/stringlib/ */
import {H} from '../runtime/current';
import {PyList_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, Py_BOOL, Py_SIZE, _PyList_ADDR, _PyTuple_ADDR, PyList_SET_ITEM, _PyList_SET_SIZE} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {STR_empty} from '../runtime/generated/ids';
import {method, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {MAX_TEXT_LENGTH, textAt, textConcat, textCount, textFind, textHasAt, textJoin, textOfChar, textRFind, textRepeat, textSlice, type PyText} from '../runtime/text';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../runtime/types';
import {PySequence_Fast} from './abstract-sequence';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyList_Append, PyList_New} from './listobject';
import {PyLong_FromNumber} from './longobject';
import {boolArg, clipEnd, clipStart, intArg, isStrArg, sliceArg, ssizeArg} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_FromText, PyUnicode_READ_CHAR, PyUnicode_Substring, _PyUnicode_TEXT, ensure_unicode, substringOf, tailmatch, unicodeOfText, unicode_result_unchanged} from './unicodeobject';
import {_PyUnicode_IsLinebreak, _PyUnicode_IsWhitespace} from './unicodetype';

// Search

/** Index of `sub` in a slice of self given by arguments, -1 when absent, -2 with an exception. */
function findIn(fname: string, self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL, right: boolean): number {
  if (!isStrArg(fname, 'argument 1', sub)) return -2;
  const from = sliceArg(start, 0), to = sliceArg(end, PY_SSIZE_T_MAX);
  if (from !== from || to !== to) return -2;
  const text = _PyUnicode_TEXT(self), part = _PyUnicode_TEXT(sub), n = text.length;
  const first = clipStart(from, n), last = clipEnd(to, n);
  return right ? textRFind(text, part, first, last) : textFind(text, part, first, last);
}
function unicode_find(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  const at = findIn('find', self, sub, start, end, false);
  return at === -2 ? NULL : PyLong_FromNumber(at);
}
function unicode_rfind(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  const at = findIn('rfind', self, sub, start, end, true);
  return at === -2 ? NULL : PyLong_FromNumber(at);
}
function unicode_index(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  const at = findIn('index', self, sub, start, end, false);
  if (at === -1) return PyErr_SetString(PyExc_ValueError, 'substring not found');
  return at === -2 ? NULL : PyLong_FromNumber(at);
}
function unicode_rindex(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  const at = findIn('rindex', self, sub, start, end, true);
  if (at === -1) return PyErr_SetString(PyExc_ValueError, 'substring not found');
  return at === -2 ? NULL : PyLong_FromNumber(at);
}
function unicode_count(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  if (!isStrArg('count', 'argument 1', sub)) return NULL;
  const from = sliceArg(start, 0), to = sliceArg(end, PY_SSIZE_T_MAX);
  if (from !== from || to !== to) return NULL;
  const text = _PyUnicode_TEXT(self), n = text.length;
  return PyLong_FromNumber(textCount(text, _PyUnicode_TEXT(sub), clipStart(from, n), clipEnd(to, n)));
}
/** Index of a substring in str[start:end], -1 when absent, -2 with an exception. CPython: PyUnicode_Find() */
export function PyUnicode_Find(str: PyObject, sub: PyObject, start: number, end: number, direction: number): number {
  if (ensure_unicode(str) < 0 || ensure_unicode(sub) < 0) return -2;
  const text = _PyUnicode_TEXT(str), n = text.length, first = clipStart(start, n), last = clipEnd(end, n);
  return direction > 0 ? textFind(text, _PyUnicode_TEXT(sub), first, last) : textRFind(text, _PyUnicode_TEXT(sub), first, last);
}
/** Occurrences of a substring in str[start:end]; -1 with an exception. CPython: PyUnicode_Count() */
export function PyUnicode_Count(str: PyObject, sub: PyObject, start: number, end: number): number {
  if (ensure_unicode(str) < 0 || ensure_unicode(sub) < 0) return -1;
  const text = _PyUnicode_TEXT(str), n = text.length;
  return textCount(text, _PyUnicode_TEXT(sub), clipStart(start, n), clipEnd(end, n));
}

function matchEnds(fname: string, self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL, direction: number): New | NULL {
  const from = sliceArg(start, 0), to = sliceArg(end, PY_SSIZE_T_MAX);
  if (from !== from || to !== to) return NULL;
  if (PyTuple_Check(sub)) {
    for (let i = 0; i < PyTuple_GET_SIZE(sub); i++) {
      const item = PyTuple_GET_ITEM(sub, i);
      if (!PyUnicode_Check(item)) return PyErr_SetString(PyExc_TypeError, `tuple for ${fname} must only contain str, not ${typeName(item)}`);
      if (tailmatch(self, item, from, to, direction)) return Py_BOOL(true) as New;
    }
    return Py_BOOL(false) as New;
  }
  if (!PyUnicode_Check(sub)) return PyErr_SetString(PyExc_TypeError, `${fname} first arg must be str or a tuple of str, not ${typeName(sub)}`);
  return Py_BOOL(tailmatch(self, sub, from, to, direction)) as New;
}
function unicode_startswith(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  return matchEnds('startswith', self, sub, start, end, -1);
}
function unicode_endswith(self: PyObject, sub: PyObject, start: PyObject | NULL, end: PyObject | NULL): New | NULL {
  return matchEnds('endswith', self, sub, start, end, 1);
}
function unicode_removeprefix(self: PyObject, prefix: PyObject): New | NULL {
  if (!isStrArg('removeprefix', 'argument', prefix)) return NULL;
  const n = PyUnicode_GET_LENGTH(prefix);
  return textHasAt(_PyUnicode_TEXT(self), _PyUnicode_TEXT(prefix), 0) ? PyUnicode_Substring(self, n, PyUnicode_GET_LENGTH(self)) : unicode_result_unchanged(self);
}
function unicode_removesuffix(self: PyObject, suffix: PyObject): New | NULL {
  if (!isStrArg('removesuffix', 'argument', suffix)) return NULL;
  const end = PyUnicode_GET_LENGTH(self) - PyUnicode_GET_LENGTH(suffix);
  return textHasAt(_PyUnicode_TEXT(self), _PyUnicode_TEXT(suffix), end) ? PyUnicode_Substring(self, 0, end) : unicode_result_unchanged(self);
}

// Replace

/** Texts up to here, times the replacement, are replaced piece by piece: no result can be too large. */
const SHORT_REPLACE = 10000;
function replaceShort(self: PyObject, replacement: PyObject, text: string, from: string, to: string, maxcount: number): New | NULL {
  let next = text.indexOf(from), at = 0, out = '';
  if (next < 0) return unicode_result_unchanged(self);
  for (let n = 0; next >= 0 && n < maxcount; n++) {
    out += text.slice(at, next) + to;
    at = next + from.length;
    next = text.indexOf(from, at);
  }
  out += text.slice(at);
  return finishText(out, PyUnicode_IS_ASCII(self) && PyUnicode_IS_ASCII(replacement));
}
/** self with `old` replaced by `replacement`, at most `maxcount` times (all when negative). CPython: replace() */
function replace(self: PyObject, old: PyObject, replacement: PyObject, maxcount: number): New | NULL {
  const text = _PyUnicode_TEXT(self), from = _PyUnicode_TEXT(old), to = _PyUnicode_TEXT(replacement);
  if (maxcount < 0) maxcount = PY_SSIZE_T_MAX;
  if (maxcount === 0 || text.length < from.length || old === replacement) return unicode_result_unchanged(self);
  if (typeof text === 'string' && typeof from === 'string' && typeof to === 'string' && from.length > 0 && text.length * to.length < SHORT_REPLACE) return replaceShort(self, replacement, text, from, to, maxcount);
  const n = textCount(text, from, 0, text.length, maxcount);
  if (n === 0) return unicode_result_unchanged(self);
  const length = text.length + n * (to.length - from.length);
  if (length > PY_SSIZE_T_MAX) return PyErr_SetString(PyExc_OverflowError, 'replace string is too long');
  if (length > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  if (length === 0) return STR_empty as New;
  const parts: PyText[] = [];
  let at = 0;
  if (from.length === 0) {
    for (let i = 0; i < n; i++) {
      parts.push(to);
      if (i < n - 1 || at < text.length) {
        const next = i < n - 1 ? at + 1 : text.length;
        parts.push(textSlice(text, at, next));
        at = next;
      }
    }
    return finishText(textJoin(parts), PyUnicode_IS_ASCII(self) && PyUnicode_IS_ASCII(replacement));
  }
  for (let i = 0; i < n; i++) {
    const next = textFind(text, from, at, text.length);
    parts.push(textSlice(text, at, next));
    at = next + from.length;
  }
  parts.push(textSlice(text, at, text.length));
  return finishText(textJoin(parts, to), PyUnicode_IS_ASCII(self) && PyUnicode_IS_ASCII(replacement));
}
/** A str of a text that may be known to be ASCII. */
function finishText(text: PyText, ascii: boolean): New | NULL {
  return unicodeOfText(text, ascii);
}
function unicode_replace(self: PyObject, old: PyObject, replacement: PyObject, count: PyObject | NULL): New | NULL {
  if (!isStrArg('replace', 'argument 1', old) || !isStrArg('replace', 'argument 2', replacement)) return NULL;
  const n = ssizeArg(count, -1);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  return replace(self, old, replacement, n);
}
/** CPython: PyUnicode_Replace() */
export function PyUnicode_Replace(str: PyObject, old: PyObject, replacement: PyObject, maxcount: number): New | NULL {
  if (ensure_unicode(str) < 0 || ensure_unicode(old) < 0 || ensure_unicode(replacement) < 0) return NULL;
  return replace(str, old, replacement, maxcount);
}

// Strip

export const LEFTSTRIP = 0, RIGHTSTRIP = 1, BOTHSTRIP = 2;

/** self without white space at its ends. CPython: do_strip() */
export function strip(self: PyObject, striptype: number): New | NULL {
  const text = _PyUnicode_TEXT(self);
  let i = 0, j = text.length;
  if (striptype !== RIGHTSTRIP) while (i < j && _PyUnicode_IsWhitespace(textAt(text, i))) i++;
  if (striptype !== LEFTSTRIP) while (j > i && _PyUnicode_IsWhitespace(textAt(text, j - 1))) j--;
  return PyUnicode_Substring(self, i, j);
}
/** self without characters of `chars` at its ends. CPython: _PyUnicode_XStrip() */
export function _PyUnicode_XStrip(self: PyObject, striptype: number, chars: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self), set = _PyUnicode_TEXT(chars);
  let i = 0, j = text.length;
  if (striptype !== RIGHTSTRIP) while (i < j && textFind(set, textOfChar(textAt(text, i)), 0, set.length) >= 0) i++;
  if (striptype !== LEFTSTRIP) while (j > i && textFind(set, textOfChar(textAt(text, j - 1)), 0, set.length) >= 0) j--;
  return PyUnicode_Substring(self, i, j);
}
function argstrip(self: PyObject, striptype: number, name: string, chars: PyObject | NULL): New | NULL {
  if (chars === NULL || chars === _Py_NoneStruct) return strip(self, striptype);
  if (PyUnicode_Check(chars)) return _PyUnicode_XStrip(self, striptype, chars);
  return PyErr_SetString(PyExc_TypeError, `${name} arg must be None or str`);
}
const unicode_strip = (self: PyObject, chars: PyObject | NULL): New | NULL => argstrip(self, BOTHSTRIP, 'strip', chars);
const unicode_lstrip = (self: PyObject, chars: PyObject | NULL): New | NULL => argstrip(self, LEFTSTRIP, 'lstrip', chars);
const unicode_rstrip = (self: PyObject, chars: PyObject | NULL): New | NULL => argstrip(self, RIGHTSTRIP, 'rstrip', chars);

// Split

/** Room that a list of parts is made with. CPython: Objects/stringlib/split.h MAX_PREALLOC */
const MAX_PREALLOC = 12;

/** A list of parts of self given by pairs of bounds; `maxcount` decides its first room. */
function listOfParts(self: PyObject, bounds: readonly number[], maxcount: number, reversed: boolean): New | NULL {
  const room = maxcount >= MAX_PREALLOC ? MAX_PREALLOC : maxcount + 1, count = bounds.length >> 1;
  const list = PyList_New(room);
  if (list === NULL) return NULL;
  for (let i = 0; i < count; i++) {
    const at = (reversed ? count - 1 - i : i) * 2, start = bounds[at], end = bounds[at + 1];
    const part = count === 1 && start === 0 && end === PyUnicode_GET_LENGTH(self) && PyUnicode_CheckExact(self) ? Py_NewRef(self) : start === end ? (STR_empty as New) : substringOf(self, start, end);
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
/** CPython: split(), Objects/stringlib/split.h */
function split(self: PyObject, separator: PyObject | NULL, maxcount: number): New | NULL {
  const text = _PyUnicode_TEXT(self), n = text.length, bounds: number[] = [];
  if (maxcount < 0) maxcount = PY_SSIZE_T_MAX;
  let left = maxcount;
  if (separator === NULL) {
    let i = 0;
    while (left-- > 0) {
      while (i < n && _PyUnicode_IsWhitespace(textAt(text, i))) i++;
      if (i === n) break;
      const start = i++;
      while (i < n && !_PyUnicode_IsWhitespace(textAt(text, i))) i++;
      bounds.push(start, i);
    }
    if (i < n) {
      while (i < n && _PyUnicode_IsWhitespace(textAt(text, i))) i++;
      if (i !== n) bounds.push(i, n);
    }
  } else {
    const sep = _PyUnicode_TEXT(separator);
    if (sep.length === 0) return PyErr_SetString(PyExc_ValueError, 'empty separator');
    let i = 0;
    while (left-- > 0) {
      const at = textFind(text, sep, i, n);
      if (at < 0) break;
      bounds.push(i, at);
      i = at + sep.length;
    }
    bounds.push(i, n);
  }
  return listOfParts(self, bounds, maxcount, false);
}
/** CPython: rsplit(), Objects/stringlib/split.h */
function rsplit(self: PyObject, separator: PyObject | NULL, maxcount: number): New | NULL {
  const text = _PyUnicode_TEXT(self), n = text.length, bounds: number[] = [];
  if (maxcount < 0) maxcount = PY_SSIZE_T_MAX;
  let left = maxcount;
  if (separator === NULL) {
    let i = n;
    while (left-- > 0) {
      while (i > 0 && _PyUnicode_IsWhitespace(textAt(text, i - 1))) i--;
      if (i === 0) break;
      const end = i--;
      while (i > 0 && !_PyUnicode_IsWhitespace(textAt(text, i - 1))) i--;
      bounds.push(i, end);
    }
    if (i > 0) {
      while (i > 0 && _PyUnicode_IsWhitespace(textAt(text, i - 1))) i--;
      if (i > 0) bounds.push(0, i);
    }
  } else {
    const sep = _PyUnicode_TEXT(separator);
    if (sep.length === 0) return PyErr_SetString(PyExc_ValueError, 'empty separator');
    let i = n;
    while (left-- > 0) {
      const at = textRFind(text, sep, 0, i);
      if (at < 0) break;
      bounds.push(at + sep.length, i);
      i = at;
    }
    bounds.push(0, i);
  }
  return listOfParts(self, bounds, maxcount, true);
}
function splitArgs(self: PyObject, sep: PyObject | NULL, maxsplit: PyObject | NULL, right: boolean): New | NULL {
  const n = ssizeArg(maxsplit, -1);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (sep === _Py_NoneStruct) sep = NULL;
  if (sep !== NULL && !PyUnicode_Check(sep)) return PyErr_SetString(PyExc_TypeError, `must be str or None, not ${typeName(sep)}`);
  return right ? rsplit(self, sep, n) : split(self, sep, n);
}
const unicode_split = (self: PyObject, sep: PyObject | NULL, maxsplit: PyObject | NULL): New | NULL => splitArgs(self, sep, maxsplit, false);
const unicode_rsplit = (self: PyObject, sep: PyObject | NULL, maxsplit: PyObject | NULL): New | NULL => splitArgs(self, sep, maxsplit, true);
/** CPython: PyUnicode_RSplit() */
export function PyUnicode_RSplit(s: PyObject, sep: PyObject | NULL, maxsplit: number): New | NULL {
  if (ensure_unicode(s) < 0 || (sep !== NULL && ensure_unicode(sep) < 0)) return NULL;
  return rsplit(s, sep, maxsplit);
}
/** CPython: PyUnicode_Split() */
export function PyUnicode_Split(s: PyObject, sep: PyObject | NULL, maxsplit: number): New | NULL {
  if (ensure_unicode(s) < 0 || (sep !== NULL && ensure_unicode(sep) < 0)) return NULL;
  return split(s, sep, maxsplit);
}

/** CPython: PyUnicode_Splitlines() */
export function PyUnicode_Splitlines(self: PyObject, keepends: boolean): New | NULL {
  if (ensure_unicode(self) < 0) return NULL;
  const text = _PyUnicode_TEXT(self), n = text.length, list = PyList_New(0);
  if (list === NULL) return NULL;
  for (let i = 0, j = 0; i < n; j = i) {
    while (i < n && !_PyUnicode_IsLinebreak(textAt(text, i))) i++;
    let end = i;
    if (i < n) {
      i += textAt(text, i) === 13 && i + 1 < n && textAt(text, i + 1) === 10 ? 2 : 1;
      if (keepends) end = i;
    }
    const line = end === j ? (STR_empty as New) : PyUnicode_Substring(self, j, end);
    if (line === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    const status = PyList_Append(list, line);
    Py_DECREF(line);
    if (status < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
function unicode_splitlines(self: PyObject, keepends: PyObject | NULL): New | NULL {
  const keep = boolArg(keepends, 0);
  return keep < 0 ? NULL : PyUnicode_Splitlines(self, keep === 1);
}

/** (before, separator, after); with `right` from the last one. CPython: PyUnicode_Partition(), PyUnicode_RPartition() */
function partition(self: PyObject, sep: PyObject, right: boolean): New | NULL {
  if (ensure_unicode(self) < 0 || ensure_unicode(sep) < 0) return NULL;
  const text = _PyUnicode_TEXT(self), part = _PyUnicode_TEXT(sep), n = text.length;
  if (part.length === 0) return PyErr_SetString(PyExc_ValueError, 'empty separator');
  const at = right ? textRFind(text, part, 0, n) : textFind(text, part, 0, n), empty = STR_empty;
  if (at < 0) return right ? PyTuple_Pack(empty, empty, self) : PyTuple_Pack(self, empty, empty);
  const before = PyUnicode_Substring(self, 0, at);
  if (before === NULL) return NULL;
  const after = PyUnicode_Substring(self, at + part.length, n);
  const result = after === NULL ? NULL : PyTuple_Pack(before, sep, after);
  Py_DECREF(before);
  if (after !== NULL) Py_DECREF(after);
  return result;
}
/** CPython: PyUnicode_Partition() */
export function PyUnicode_Partition(self: PyObject, sep: PyObject): New | NULL { return partition(self, sep, false); }
/** CPython: PyUnicode_RPartition() */
export function PyUnicode_RPartition(self: PyObject, sep: PyObject): New | NULL { return partition(self, sep, true); }

// Pad

/** self with `left` and `right` fill characters around it. CPython: pad() */
function pad(self: PyObject, left: number, right: number, fill: number): New | NULL {
  if (left < 0) left = 0;
  if (right < 0) right = 0;
  if (left === 0 && right === 0) return unicode_result_unchanged(self);
  const n = PyUnicode_GET_LENGTH(self);
  if (left > PY_SSIZE_T_MAX - n || right > PY_SSIZE_T_MAX - (left + n)) return PyErr_SetString(PyExc_OverflowError, 'padded string is too long');
  if (left + right + n > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  const ch = textOfChar(fill);
  return PyUnicode_FromText(textConcat(textConcat(textRepeat(ch, left), _PyUnicode_TEXT(self)), textRepeat(ch, right)));
}
/** The fill character of an argument, or -1 with TypeError. CPython: convert_uc() */
function fillArg(fill: PyObject | NULL): number {
  if (fill === NULL) return 32;
  if (!PyUnicode_Check(fill)) {
    PyErr_SetString(PyExc_TypeError, `The fill character must be a unicode character, not ${typeName(fill)}`);
    return -1;
  }
  if (PyUnicode_GET_LENGTH(fill) !== 1) {
    PyErr_SetString(PyExc_TypeError, 'The fill character must be exactly one character long');
    return -1;
  }
  return PyUnicode_READ_CHAR(fill, 0);
}
function justify(self: PyObject, width: PyObject, fill: PyObject | NULL, side: number): New | NULL {
  const w = ssizeArg(width);
  if (w === -1 && PyErr_Occurred() !== NULL) return NULL;
  const ch = fillArg(fill);
  if (ch < 0) return NULL;
  const n = PyUnicode_GET_LENGTH(self);
  if (n >= w) return unicode_result_unchanged(self);
  const margin = w - n;
  if (side < 0) return pad(self, 0, margin, ch);
  if (side > 0) return pad(self, margin, 0, ch);
  const left = Math.floor(margin / 2) + (margin & w & 1);
  return pad(self, left, margin - left, ch);
}
const unicode_ljust = (self: PyObject, width: PyObject, fill: PyObject | NULL): New | NULL => justify(self, width, fill, -1);
const unicode_center = (self: PyObject, width: PyObject, fill: PyObject | NULL): New | NULL => justify(self, width, fill, 0);
const unicode_rjust = (self: PyObject, width: PyObject, fill: PyObject | NULL): New | NULL => justify(self, width, fill, 1);
function unicode_zfill(self: PyObject, width: PyObject): New | NULL {
  const w = ssizeArg(width);
  if (w === -1 && PyErr_Occurred() !== NULL) return NULL;
  const text = _PyUnicode_TEXT(self), n = text.length, fill = w - n;
  if (n >= w) return unicode_result_unchanged(self);
  if (w > MAX_TEXT_LENGTH) return w > PY_SSIZE_T_MAX - 8 ? PyErr_SetString(PyExc_OverflowError, 'padded string is too long') : PyErr_NoMemory();
  const sign = n > 0 ? textAt(text, 0) : 0, zeros = '0'.repeat(fill);
  if (sign === 43 || sign === 45) return PyUnicode_FromText(textConcat(String.fromCharCode(sign) + zeros, textSlice(text, 1, n)));
  return PyUnicode_FromText(textConcat(zeros, text));
}
function unicode_expandtabs(self: PyObject, tabsize: PyObject | NULL): New | NULL {
  const size = intArg(tabsize, 8);
  if (size === -1 && PyErr_Occurred() !== NULL) return NULL;
  const text = _PyUnicode_TEXT(self), n = text.length;
  if (textFind(text, '\t', 0, n) < 0) return unicode_result_unchanged(self);
  const parts: PyText[] = [];
  let column = 0, start = 0, length = 0;
  for (let i = 0; i < n; i++) {
    const ch = textAt(text, i);
    if (ch === 9) {
      const spaces = size > 0 ? size - (column % size) : 0;
      length += i - start + spaces;
      if (length > MAX_TEXT_LENGTH) return length > PY_SSIZE_T_MAX ? PyErr_SetString(PyExc_OverflowError, 'new string is too long') : PyErr_NoMemory();
      parts.push(textSlice(text, start, i), ' '.repeat(spaces));
      column += spaces;
      start = i + 1;
    } else {
      column++;
      if (ch === 10 || ch === 13) column = 0;
    }
  }
  parts.push(textSlice(text, start, n));
  return PyUnicode_FromText(textJoin(parts));
}

// Join

/** The items of an iterable of str with `separator` (NULL: a space) between them. escapes. CPython: PyUnicode_Join() */
export function PyUnicode_Join(separator: PyObject | NULL, seq: PyObject): New | NULL {
  const fast = PySequence_Fast(seq, 'can only join an iterable');
  if (fast === NULL) return NULL;
  const result = _PyUnicode_JoinArray(separator, PyList_Check(fast) ? _PyList_ADDR(fast) : _PyTuple_ADDR(fast), Py_SIZE(fast));
  Py_DECREF(fast);
  return result;
}
/** Joins `length` str objects at `items` in the heap. CPython: _PyUnicode_JoinArray() */
export function _PyUnicode_JoinArray(separator: PyObject | NULL, items: number, length: number): New | NULL {
  if (length === 0) return STR_empty as New;
  if (length === 1 && PyUnicode_CheckExact(H[items] as PyObject)) return Py_NewRef(H[items] as PyObject);
  let sep: PyText = ' ', ascii = true;
  if (separator !== NULL) {
    if (length > 1 && !PyUnicode_Check(separator)) return PyErr_SetString(PyExc_TypeError, `separator: expected str instance, ${typeName(separator)} found`);
    if (length > 1) {
      sep = _PyUnicode_TEXT(separator);
      ascii = PyUnicode_IS_ASCII(separator);
    }
  }
  const parts: PyText[] = [];
  let total = (length - 1) * sep.length;
  for (let i = 0; i < length; i++) {
    const item = H[items + (i << 1)] as PyObject;
    if (!PyUnicode_Check(item)) return PyErr_SetString(PyExc_TypeError, `sequence item ${i}: expected str instance, ${typeName(item)} found`);
    if (ascii && !PyUnicode_IS_ASCII(item)) ascii = false;
    const text = _PyUnicode_TEXT(item);
    total += text.length;
    parts.push(text);
  }
  if (total > MAX_TEXT_LENGTH) return total > PY_SSIZE_T_MAX ? PyErr_SetString(PyExc_OverflowError, 'join() result is too long for a Python string') : PyErr_NoMemory();
  return finishText(textJoin(parts, sep), ascii);
}
const unicode_join = (self: PyObject, iterable: PyObject): New | NULL => PyUnicode_Join(self, iterable);

export const SEARCH_METHODS: readonly PyMethodDef[] = [
  method('replace', '($self, old, new, /, count=-1)', unicode_replace, 'Return a copy in which every old is new; only the first count of them when count is given.'),
  method('split', '($self, /, sep=None, maxsplit=-1)', unicode_split, 'Return the list of words of the string, cut at sep, or at runs of white space; at most maxsplit cuts from the left.'),
  method('rsplit', '($self, /, sep=None, maxsplit=-1)', unicode_rsplit, 'Return the list of words of the string, cut at sep, or at runs of white space; at most maxsplit cuts from the right.'),
  method('join', '($self, iterable, /)', unicode_join, 'Return the strings of iterable one after the other, this string between them.'),
  method('center', "($self, width, fillchar=' ', /)", unicode_center, 'Return the string in the middle of width characters.'),
  method('count', '($self, sub[, start[, end]], /)', unicode_count, 'Return how often sub occurs in S[start:end] without overlapping.'),
  method('expandtabs', '($self, /, tabsize=8)', unicode_expandtabs, 'Return a copy with spaces in the place of tabs.'),
  method('find', '($self, sub[, start[, end]], /)', unicode_find, 'Return the lowest index of sub in S[start:end], or -1.'),
  method('partition', '($self, sep, /)', PyUnicode_Partition, 'Cut at the first sep: return what is before it, sep and what is after it; the string and two empty ones when there is none.'),
  method('index', '($self, sub[, start[, end]], /)', unicode_index, 'Return the lowest index of sub in S[start:end]; ValueError when there is none.'),
  method('ljust', "($self, width, fillchar=' ', /)", unicode_ljust, 'Return the string at the left of width characters.'),
  method('lstrip', '($self, chars=None, /)', unicode_lstrip, 'Return a copy without white space, or without characters of chars, at its beginning.'),
  method('rfind', '($self, sub[, start[, end]], /)', unicode_rfind, 'Return the highest index of sub in S[start:end], or -1.'),
  method('rindex', '($self, sub[, start[, end]], /)', unicode_rindex, 'Return the highest index of sub in S[start:end]; ValueError when there is none.'),
  method('rjust', "($self, width, fillchar=' ', /)", unicode_rjust, 'Return the string at the right of width characters.'),
  method('rstrip', '($self, chars=None, /)', unicode_rstrip, 'Return a copy without white space, or without characters of chars, at its end.'),
  method('rpartition', '($self, sep, /)', PyUnicode_RPartition, 'Cut at the last sep: return what is before it, sep and what is after it; two empty strings and the string when there is none.'),
  method('splitlines', '($self, /, keepends=False)', unicode_splitlines, 'Return the list of lines, with their ends when keepends is true.'),
  method('strip', '($self, chars=None, /)', unicode_strip, 'Return a copy without white space, or without characters of chars, at both ends.'),
  method('startswith', '($self, prefix[, start[, end]], /)', unicode_startswith, 'Return whether S[start:end] begins with prefix, or with one of a tuple of them.'),
  method('endswith', '($self, suffix[, start[, end]], /)', unicode_endswith, 'Return whether S[start:end] ends with suffix, or with one of a tuple of them.'),
  method('removeprefix', '($self, prefix, /)', unicode_removeprefix, 'Return a copy without prefix when the string begins with it.'),
  method('removesuffix', '($self, suffix, /)', unicode_removesuffix, 'Return a copy without suffix when the string ends with it.'),
  method('zfill', '($self, width, /)', unicode_zfill, 'Return the string with zeros in front of its digits, width characters long; a sign stays first.'),
];
