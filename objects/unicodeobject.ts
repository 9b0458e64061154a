/**
 * str: creation, access, comparison, hash, concatenation. Methods are in unicode-methods.ts, codecs in unicode-codecs.ts, formatting
 * in unicode-format.ts, interning in unicode-intern.ts, the type itself in unicode-type.ts. CPython: Objects/unicodeobject.c
 *
 * The characters are the payload (PyText); header, length, hash and state are in the heap, in a block of CPython's size.
 */
import {PyObject_Str} from './object';
import {H, P} from '../runtime/current';
import {PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_CHECK_INTERNED, PyUnicode_IS_ASCII, PyUnicode_IS_COMPACT, PyUnicode_KIND, _PyUnicode_DATA_BLOCK} from '../runtime/generated/accessors';
import {HASH_HI, LATIN1_CHARACTERS, PyExc_IndexError, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyUnicode_Type, STRING_WORDS, _Py_FalseStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {STR_empty} from '../runtime/generated/ids';
import {newPayload, moveWords} from '../runtime/heap';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_Init, clearPayload, movedRef, slots} from '../runtime/object';
import {PyMem_RawFree, PyMem_RawMalloc, PyObject_Free, PyObject_MallocSparse, PyObject_Realloc, SMALL_REQUEST_THRESHOLD} from '../runtime/obmalloc';
import {MAX_TEXT_LENGTH, copyPoints, textAt, textCompare, textConcat, textEquals, textFind, textHasAt, textMaxchar, textOfChar, textOfJS, textOfPoints, textRFind, textSlice, textToJS, type PyText} from '../runtime/text';
import {LONG_ASCII, writeASCII} from '../runtime/text-ascii';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../runtime/types';
import {PyErr_BadArgument, PyErr_NoMemory, PyErr_SetString, typeName} from './errors';
import {siphash13} from './siphash';
import {forgetInterned} from './unicode-intern';

export const PyUnicode_1BYTE_KIND = 1, PyUnicode_2BYTE_KIND = 2, PyUnicode_4BYTE_KIND = 4;
export const MAX_UNICODE = 0x10ffff;
/** States of a compact, not interned str of each width; see PyASCIIObject in runtime/layout/values.ts. */
const STATE_ASCII = 100, STATE_LATIN1 = 36, STATE_UCS2 = 40, STATE_UCS4 = 48;
export const HASH_KNOWN = 256;
export const SSTATE_NOT_INTERNED = 0, SSTATE_INTERNED_MORTAL = 1, SSTATE_INTERNED_IMMORTAL = 2, SSTATE_INTERNED_IMMORTAL_STATIC = 3;

/** Bytes of the block of a compact str. */
function compactSize(state: number, length: number): number {
  if ((state & 64) !== 0) return 41 + length;
  return 56 + ((state >> 2) & 7) * (length + 1);
}
const stateOf = (maxchar: number): number => (maxchar < 128 ? STATE_ASCII : maxchar < 256 ? STATE_LATIN1 : maxchar < 0x10000 ? STATE_UCS2 : STATE_UCS4);

/** A compact str object of a text that needs exactly `maxchar`'s width. */
export function newUnicode(text: PyText, maxchar: number): New | NULL {
  const length = text.length, state = stateOf(maxchar);
  if (length > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  const block = PyObject_MallocSparse(compactSize(state, length), 64);
  if (block === 0) return PyErr_NoMemory();
  const op = _PyObject_Init(block, PyUnicode_Type);
  H[op + 3] = newPayload(text);
  H[op + 4] = length;
  H[op + 5] = 0;
  H[op + 6] = -1;
  H[op + 7] = -1;
  H[op + 8] = state;
  if ((state & 64) === 0) H[op + 10] = H[op + 12] = 0;
  return op;
}

/** The text of a str: its characters as data. Valid as long as the str lives and is not resized; never to be written to. */
export function _PyUnicode_TEXT(op: PyObject): PyText {
  return P[H[op + 3]] as PyText;
}
/** Code point at an index within the str. CPython: Include/cpython/unicodeobject.h PyUnicode_READ_CHAR() */
export function PyUnicode_READ_CHAR(op: PyObject, index: number): number {
  const text = P[H[op + 3]] as PyText;
  return typeof text === 'string' ? text.charCodeAt(index) : text[index];
}
/** 127, 255, 0xffff or 0x10ffff: no character is above it. CPython: Include/cpython/unicodeobject.h PyUnicode_MAX_CHAR_VALUE() */
export function PyUnicode_MAX_CHAR_VALUE(op: PyObject): number {
  const state = H[op + 8];
  if ((state & 64) !== 0) return 127;
  const kind = (state >> 2) & 7;
  return kind === 1 ? 255 : kind === 2 ? 0xffff : 0x10ffff;
}
/** The static str of one character below U+0100. @immortal CPython: Objects/unicodeobject.c get_latin1_char() */
export function get_latin1_char(ch: number): New {
  return (LATIN1_CHARACTERS + ch * STRING_WORDS) as New;
}
/** The empty str. @immortal CPython: Objects/unicodeobject.c unicode_new_empty() */
export function unicode_new_empty(): New {
  return STR_empty as New;
}

/** A str of a text. @raises MemoryError. CPython: Objects/unicodeobject.c PyUnicode_FromKindAndData() */
export function PyUnicode_FromText(text: PyText): New | NULL {
  const length = text.length;
  if (length === 0) return STR_empty as New;
  if (length === 1) {
    const ch = textAt(text, 0);
    if (ch < 256) return (LATIN1_CHARACTERS + ch * STRING_WORDS) as New;
  }
  if (typeof text !== 'string') text = textOfPoints(text);
  return newUnicode(text, textMaxchar(text));
}
/**
 * A str of its own, also for one character: the form of what CPython writes into a PyUnicode_New(). `ascii` says that all characters are
 * below U+0080. @raises MemoryError.
 */
export function unicodeOfText(text: PyText, ascii: boolean): New | NULL {
  if (text.length === 0) return STR_empty as New;
  if (!ascii && typeof text !== 'string') text = textOfPoints(text);
  return newUnicode(text, ascii ? 127 : textMaxchar(text));
}
/** A str of a text whose characters are known to be below U+0080. CPython: Objects/unicodeobject.c _PyUnicode_FromASCII() */
export function _PyUnicode_FromASCII(text: string): New | NULL {
  const length = text.length;
  if (length === 0) return STR_empty as New;
  if (length === 1) return (LATIN1_CHARACTERS + text.charCodeAt(0) * STRING_WORDS) as New;
  return newUnicode(text, 127);
}
/** A str of a JS string in which surrogate pairs are one character each. @raises MemoryError. CPython: Objects/unicodeobject.c PyUnicode_FromString() */
export function PyUnicode_FromString(js: string): New | NULL {
  const length = js.length;
  if (length < 2) return PyUnicode_FromText(js);
  let bits = 0;
  for (let i = 0; i < length; i++) bits |= js.charCodeAt(i);
  // below 0xd800 there are no surrogates that could be a pair
  return bits < 0xd800 ? newUnicode(js, bits < 128 ? 127 : bits < 256 ? 255 : 0xffff) : PyUnicode_FromText(textOfJS(js));
}
/** A str of code points `start` to `end` of an array. */
export function PyUnicode_FromPoints(points: ArrayLike<number>, start = 0, end = points.length): New | NULL {
  // a copy, since the array may be the caller's buffer
  const text = textOfPoints(points, start, end);
  return PyUnicode_FromText(typeof text === 'string' ? text : text.slice());
}
/** The JS string of a str, wide characters as surrogate pairs: for messages and the host. CPython: Objects/unicodeobject.c PyUnicode_AsUTF8() */
export function PyUnicode_AsJSString(op: PyObject): string {
  return textToJS(_PyUnicode_TEXT(op));
}
/** A str of one character. @raises ValueError. CPython: Objects/unicodeobject.c PyUnicode_FromOrdinal() */
export function PyUnicode_FromOrdinal(ordinal: number): New | NULL {
  if (ordinal < 0 || ordinal > MAX_UNICODE) return PyErr_SetString(PyExc_ValueError, 'chr() arg not in range(0x110000)');
  return unicode_char(ordinal);
}
/** A str of one valid code point. CPython: Objects/unicodeobject.c unicode_char() */
export function unicode_char(ch: number): New | NULL {
  if (ch < 256) return get_latin1_char(ch);
  return newUnicode(textOfChar(ch), ch);
}

/** Length, or -1 with TypeError for what is no str. CPython: Objects/unicodeobject.c PyUnicode_GetLength() */
export function PyUnicode_GetLength(op: PyObject): number {
  if (!PyUnicode_Check(op)) {
    PyErr_BadArgument();
    return -1;
  }
  return H[op + 4];
}
/** Code point at an index; -1 with an exception. CPython: Objects/unicodeobject.c PyUnicode_ReadChar() */
export function PyUnicode_ReadChar(op: PyObject, index: number): number {
  if (!PyUnicode_Check(op)) {
    PyErr_BadArgument();
    return -1;
  }
  if (index < 0 || index >= H[op + 4]) {
    PyErr_SetString(PyExc_IndexError, 'string index out of range');
    return -1;
  }
  return PyUnicode_READ_CHAR(op, index);
}

/** Sets the error for an argument that must be a str. CPython: Objects/unicodeobject.c ensure_unicode() */
export function ensure_unicode(op: PyObject): number {
  if (PyUnicode_Check(op)) return 0;
  PyErr_SetString(PyExc_TypeError, `must be str, not ${typeName(op)}`);
  return -1;
}

/** An exact str with the same text: op itself when it is one. CPython: Objects/unicodeobject.c unicode_result_unchanged() */
export function unicode_result_unchanged(op: PyObject): New | NULL {
  return PyUnicode_CheckExact(op) ? Py_NewRef(op) : _PyUnicode_Copy(op);
}
/** A fresh str with the same text. CPython: Objects/unicodeobject.c _PyUnicode_Copy() */
export function _PyUnicode_Copy(op: PyObject): New | NULL {
  if (H[op + 4] === 0) return STR_empty as New;
  return newUnicode(_PyUnicode_TEXT(op), PyUnicode_MAX_CHAR_VALUE(op));
}
/** An exact str of any str. @raises TypeError. CPython: Objects/unicodeobject.c PyUnicode_FromObject() */
export function PyUnicode_FromObject(op: PyObject): New | NULL {
  if (PyUnicode_CheckExact(op)) return Py_NewRef(op);
  if (PyUnicode_Check(op)) return _PyUnicode_Copy(op);
  return PyErr_SetString(PyExc_TypeError, `Can't convert '${typeName(op)}' object to str implicitly`);
}

/** The characters from start up to end; str itself when that is all of it. @raises IndexError. CPython: Objects/unicodeobject.c PyUnicode_Substring() */
export function PyUnicode_Substring(op: PyObject, start: number, end: number): New | NULL {
  const length = H[op + 4];
  if (end > length) end = length;
  if (start === 0 && end === length) return unicode_result_unchanged(op);
  if (start < 0 || end < 0) return PyErr_SetString(PyExc_IndexError, 'string index out of range');
  if (start >= length || end <= start) return STR_empty as New;
  return substringOf(op, start, end);
}
/** A fresh str of a part, with start < end within bounds. */
export function substringOf(op: PyObject, start: number, end: number): New | NULL {
  const text = _PyUnicode_TEXT(op);
  if (end - start === 1) return unicode_char(textAt(text, start));
  if (PyUnicode_IS_ASCII(op)) return newUnicode((text as string).substring(start, end), 127);
  const part = textSlice(text, start, end);
  return newUnicode(part, textMaxchar(part));
}

// Hash and comparison

/** The longest text that is copied to be hashed: raw memory is never given back to the host. */
const MAX_COPIED = 1 << 20;
/** Hash of a long text of ASCII, by way of its bytes: a text that was put together is slow to read character by character. */
function hashLongASCII(text: string, length: number): number {
  const scratch = PyMem_RawMalloc(length);
  if (scratch === 0) return siphash13(text, 1, 0, length);
  writeASCII(text, scratch << 2);
  const lo = siphash13(null, 1, scratch << 2, length);
  PyMem_RawFree(scratch);
  return lo;
}
/** Hash: lower half, upper in H[HASH_HI]; remembered. CPython: Objects/unicodeobject.c unicode_hash() */
export function unicode_hash(op: PyObject): number {
  const state = H[op + 8];
  if ((state & HASH_KNOWN) !== 0) {
    H[HASH_HI] = H[op + 7];
    return H[op + 6];
  }
  const kind = (state >> 2) & 7, length = H[op + 4];
  const lo = (state & 64) !== 0 && length >= LONG_ASCII && length <= MAX_COPIED ? hashLongASCII(P[H[op + 3]] as string, length) : siphash13(P[H[op + 3]] as PyText, kind, 0, length * kind);
  H[op + 6] = lo;
  H[op + 7] = H[HASH_HI];
  H[op + 8] = state | HASH_KNOWN;
  return lo;
}

/** Whether two str (or subclass) objects have the same text. CPython: Objects/stringlib/eq.h unicode_eq() */
export function unicode_eq(a: PyObject, b: PyObject): boolean {
  if (H[a + 4] !== H[b + 4] || ((H[a + 8] ^ H[b + 8]) & 28) !== 0) return false;
  const left = P[H[a + 3]] as PyText;
  if (typeof left === 'string') return left === P[H[b + 3]];
  return textEquals(left, P[H[b + 3]] as PyText);
}
/** unicode_eq() that tests identity first. CPython: Objects/unicodeobject.c _PyUnicode_Equal() */
export function _PyUnicode_Equal(a: PyObject, b: PyObject): boolean {
  return a === b || unicode_eq(a, b);
}
/** Order of two str: -1, 0 or 1. CPython: Objects/unicodeobject.c unicode_compare() */
export function unicode_compare(a: PyObject, b: PyObject): number {
  if (a === b) return 0;
  const order = textCompare(_PyUnicode_TEXT(a), _PyUnicode_TEXT(b));
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}
/** Order of two str; -1 with TypeError when one is none. CPython: Objects/unicodeobject.c PyUnicode_Compare() */
export function PyUnicode_Compare(a: PyObject, b: PyObject): number {
  if (PyUnicode_Check(a) && PyUnicode_Check(b)) return unicode_compare(a, b);
  PyErr_SetString(PyExc_TypeError, `Can't compare ${typeName(a)} and ${typeName(b)}`);
  return -1;
}
/** Order of a str and a text of Latin-1, -1, 0 or 1. No exception. CPython: PyUnicode_CompareWithASCIIString() */
export function PyUnicode_CompareWithASCIIString(op: PyObject, latin1: string): number {
  return Math.sign(textCompare(_PyUnicode_TEXT(op), latin1));
}
/** Whether a str has the text of an ASCII JS string. CPython: Objects/unicodeobject.c _PyUnicode_EqualToASCIIString() */
export function _PyUnicode_EqualToASCIIString(op: PyObject, ascii: string): boolean {
  return P[H[op + 3]] === ascii;
}
/** Whether a str has the text of a JS string. CPython: Objects/unicodeobject.c PyUnicode_EqualToUTF8() */
export function PyUnicode_EqualToUTF8(op: PyObject, js: string): boolean {
  return textEquals(_PyUnicode_TEXT(op), textOfJS(js));
}
/** Rich comparison: Lt 0, Le 1, Eq 2, Ne 3, Gt 4, Ge 5. CPython: Objects/unicodeobject.c PyUnicode_RichCompare() */
export function PyUnicode_RichCompare(left: PyObject, right: PyObject, op: number): New | NULL {
  if (!PyUnicode_Check(left) || !PyUnicode_Check(right)) return _Py_NotImplementedStruct as New;
  let result: boolean;
  if (left === right) result = op === 1 || op === 2 || op === 5;
  else if (op === 2) result = unicode_eq(left, right);
  else if (op === 3) result = !unicode_eq(left, right);
  else {
    const order = textCompare(_PyUnicode_TEXT(left), _PyUnicode_TEXT(right));
    result = op === 0 ? order < 0 : op === 1 ? order <= 0 : op === 4 ? order > 0 : order >= 0;
  }
  return (result ? _Py_TrueStruct : _Py_FalseStruct) as New;
}
/** Whether `sub` occurs in a str: 1, 0, -1 with TypeError. CPython: Objects/unicodeobject.c PyUnicode_Contains() */
export function PyUnicode_Contains(str: PyObject, sub: PyObject): number {
  if (!PyUnicode_Check(sub)) {
    PyErr_SetString(PyExc_TypeError, `'in <string>' requires string as left operand, not ${typeName(sub)}`);
    return -1;
  }
  if (ensure_unicode(str) < 0) return -1;
  const text = _PyUnicode_TEXT(str), part = _PyUnicode_TEXT(sub);
  if (typeof text === 'string') return typeof part === 'string' && text.includes(part) ? 1 : 0;
  return textFind(text, part, 0, text.length) >= 0 ? 1 : 0;
}
/** Whether str[start:end] starts (direction -1) or ends (1) with a text. CPython: Objects/unicodeobject.c tailmatch() */
export function tailmatch(op: PyObject, substring: PyObject, start: number, end: number, direction: number): boolean {
  const length = H[op + 4];
  if (end > length) end = length;
  else if (end < 0) end = Math.max(0, end + length);
  if (start < 0) start = Math.max(0, start + length);
  const n = H[substring + 4];
  end -= n;
  if (end < start) return false;
  if (n === 0) return true;
  return textHasAt(_PyUnicode_TEXT(op), _PyUnicode_TEXT(substring), direction > 0 ? end : start);
}
/** tailmatch() with checks: 1, 0, or -1 with TypeError. CPython: Objects/unicodeobject.c PyUnicode_Tailmatch() */
export function PyUnicode_Tailmatch(op: PyObject, substring: PyObject, start: number, end: number, direction: number): number {
  if (ensure_unicode(op) < 0 || ensure_unicode(substring) < 0) return -1;
  return tailmatch(op, substring, start, end, direction) ? 1 : 0;
}
/** Index of `ch` in str[start:end], from the left (direction > 0) or right; -1 when absent. CPython: Objects/unicodeobject.c PyUnicode_FindChar() */
export function PyUnicode_FindChar(op: PyObject, ch: number, start: number, end: number, direction: number): number {
  const length = H[op + 4];
  if (end > length) end = length;
  else if (end < 0) end = Math.max(0, end + length);
  if (start < 0) start = Math.max(0, start + length);
  if (start >= end) return -1;
  const text = _PyUnicode_TEXT(op);
  return direction > 0 ? textFind(text, textOfChar(ch), start, end) : textRFind(text, textOfChar(ch), start, end);
}

// Concatenation

/** left + right. @raises TypeError, OverflowError, MemoryError. CPython: Objects/unicodeobject.c PyUnicode_Concat() */
export function PyUnicode_Concat(left: PyObject, right: PyObject): New | NULL {
  if (!PyUnicode_Check(left)) {
    ensure_unicode(left);
    return NULL;
  }
  if (!PyUnicode_Check(right)) return PyErr_SetString(PyExc_TypeError, `can only concatenate str (not "${typeName(right)}") to str`);
  if (H[left + 4] === 0) return PyUnicode_FromObject(right);
  if (H[right + 4] === 0) return PyUnicode_FromObject(left);
  return concatenated(left, right);
}
function concatenated(left: PyObject, right: PyObject): New | NULL {
  if (H[left + 4] + H[right + 4] > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  const a = PyUnicode_MAX_CHAR_VALUE(left), b = PyUnicode_MAX_CHAR_VALUE(right);
  return newUnicode(textConcat(_PyUnicode_TEXT(left), _PyUnicode_TEXT(right)), a > b ? a : b);
}

/** Whether a str may be changed in place: nobody else can know it. CPython: Objects/unicodeobject.c unicode_modifiable() */
function unicode_modifiable(op: PyObject): boolean {
  return H[op] === 1 && (H[op + 8] & (HASH_KNOWN | 3)) === 0 && PyUnicode_CheckExact(op);
}

/** Gives a str that may be changed another text of the same width, moving it when its block must grow. @steals op */
function resize_compact(op: New, text: PyText): New | NULL {
  const state = H[op + 8], before = compactSize(state, H[op + 4]), after = compactSize(state, text.length);
  let moved: number = op;
  if (before <= SMALL_REQUEST_THRESHOLD || after <= SMALL_REQUEST_THRESHOLD) {
    if (after <= SMALL_REQUEST_THRESHOLD && before <= SMALL_REQUEST_THRESHOLD) moved = PyObject_Realloc(op, after);
    else {
      moved = PyObject_MallocSparse(after, 64);
      if (moved !== 0) {
        moveWords(moved, op, op + 14);
        PyObject_Free(op);
      }
    }
    if (moved === 0) {
      Py_DECREF(op);
      return PyErr_NoMemory();
    }
  }
  P[H[moved + 3]] = text;
  H[moved + 4] = text.length;
  return movedRef(op, moved);
}

/**
 * left + right, in place when `left` is the only reference. @steals left. @raises TypeError, OverflowError, MemoryError (left is gone
 * then too). CPython: Objects/unicodeobject.c PyUnicode_Append(); DIVERGES: the C function writes through a pointer
 */
export function PyUnicode_Append(left: New, right: PyObject): New | NULL {
  if (!PyUnicode_Check(left) || !PyUnicode_Check(right)) {
    Py_DECREF(left);
    return PyErr_SetString(PyExc_SystemError, 'bad argument to internal function');
  }
  const leftLength = H[left + 4], rightLength = H[right + 4];
  if (leftLength === 0) {
    const result = Py_NewRef(right);
    Py_DECREF(left);
    return result;
  }
  if (rightLength === 0) return left;
  if (leftLength + rightLength > MAX_TEXT_LENGTH) {
    Py_DECREF(left);
    return leftLength > PY_SSIZE_T_MAX - rightLength ? PyErr_SetString(PyExc_OverflowError, 'strings are too large to concat') : PyErr_NoMemory();
  }
  if (unicode_modifiable(left) && PyUnicode_CheckExact(right) && PyUnicode_KIND(right) <= PyUnicode_KIND(left) && !(PyUnicode_IS_ASCII(left) && !PyUnicode_IS_ASCII(right))) {
    return resize_compact(left, textConcat(_PyUnicode_TEXT(left), _PyUnicode_TEXT(right)));
  }
  const result = concatenated(left, right);
  Py_DECREF(left);
  return result;
}

// Life and size

/** Bytes of a str. CPython: Objects/unicodeobject.c unicode_sizeof_impl() */
export function unicodeSize(op: PyObject): number {
  const state = H[op + 8], n = H[op + 4];
  // the UTF-8 form of static characters above U+007F is kept with them
  if ((state & 32) !== 0) return compactSize(state, n) + ((state & (128 | 64)) === 128 ? 3 : 0);
  return 64 + (n + 1) * ((state >> 2) & 7);
}
/** Ends a str; forgets it when it was interned. CPython: Objects/unicodeobject.c unicode_dealloc() */
export function unicode_dealloc(op: PyObject): void {
  const interned = PyUnicode_CHECK_INTERNED(op);
  if (interned !== 0) forgetInterned(op);
  if (!PyUnicode_IS_COMPACT(op)) PyObject_Free(_PyUnicode_DATA_BLOCK(op));
  if (H[op + 2] === PyUnicode_Type) {
    PyObject_Del(op);
    return;
  }
  clearPayload(op);
  slots(H[op + 2] as PyObject).tp_free!(op);
}
/** Fills an instance of a subclass of str, made by tp_alloc, with the text of another. 0, or -1 with MemoryError. CPython: Objects/unicodeobject.c unicode_subtype_new() */
export function fillSubtype(op: PyObject, source: PyObject): number {
  const state = H[source + 8], size = (H[source + 4] + 1) * ((state >> 2) & 7);
  const data = PyObject_MallocSparse(size, 64);
  if (data === 0) {
    PyErr_NoMemory();
    return -1;
  }
  H[op + 3] = newPayload(_PyUnicode_TEXT(source));
  H[op + 4] = H[source + 4];
  H[op + 6] = H[source + 6];
  H[op + 7] = H[source + 7];
  H[op + 8] = state & ~(32 | 128 | 3);
  H[op + 10] = H[op + 12] = 0;
  H[op + 14] = data;
  return 0;
}

/** Collects the pieces of a str that is being built. CPython: struct _PyUnicodeWriter */
export class _PyUnicodeWriter {
  private text = '';
  private wide: PyText[] | null = null;
  private pieces = 0;
  /** What writeWhole() wrote first, owned. */
  private only: PyObject | NULL = NULL;
  length = 0;
  /** The greatest character class written so far. */
  maxchar = 127;

  /** Appends text of characters that are at most `maxchar`. */
  write(text: PyText, maxchar = textMaxchar(text)): void {
    if (maxchar > this.maxchar) this.maxchar = maxchar;
    this.length += text.length;
    if (typeof text === 'string' && this.wide === null) this.text += text;
    else {
      if (this.wide === null) {
        this.wide = this.text.length > 0 ? [this.text] : [];
        this.text = '';
      }
      if (typeof text === 'string') this.text += text;
      else {
        if (this.text.length > 0) this.wide.push(this.text);
        this.text = '';
        this.wide.push(text);
      }
    }
    this.pieces++;
  }
  writeChar(ch: number): void {
    this.write(textOfChar(ch), ch < 128 ? 127 : ch < 256 ? 255 : ch < 0x10000 ? 0xffff : 0x10ffff);
  }
  writeASCII(text: string): void {
    this.write(text, 127);
  }
  writeStr(op: PyObject): void {
    this.write(_PyUnicode_TEXT(op), PyUnicode_MAX_CHAR_VALUE(op));
  }
  /** The same, and the str itself is the result when nothing else is written. dispose() is due when the writer is not finished. */
  writeWhole(op: PyObject): void {
    if (this.pieces === 0) this.only = Py_NewRef(op);
    this.writeStr(op);
  }
  /** Ends a writer whose str is not asked for. */
  dispose(): void {
    Py_XDECREF(this.only);
    this.only = NULL;
  }
  /** Whether a text was written and nothing else. */
  isOnly(text: PyText): boolean {
    return this.pieces === 1 && this.length === text.length && textEquals(this.value(), text);
  }
  /** The text so far. */
  value(): PyText {
    if (this.wide === null) return this.text;
    const points = new Uint32Array(this.length);
    let at = 0;
    for (const piece of this.wide) {
      copyPoints(piece, points, at);
      at += piece.length;
    }
    copyPoints(this.text, points, at);
    return points;
  }
  /** The str. @raises MemoryError. CPython: _PyUnicodeWriter_Finish() */
  finish(): New | NULL {
    if (this.only !== NULL) {
      if (this.pieces === 1) return this.only as New;
      this.dispose();
    }
    if (this.length > MAX_TEXT_LENGTH) return PyErr_NoMemory();
    const text = this.value();
    if (text.length < 2) return PyUnicode_FromText(text);
    return newUnicode(text, this.maxchar);
  }
}

export {PyUnicode_InternFromString, PyUnicode_InternInPlace, _PyUnicode_ClearInterned, _PyUnicode_InternFromString, _PyUnicode_InternImmortal, _PyUnicode_InternMortal, _PyUnicode_InternedSize, initStaticStrings} from './unicode-intern';
export {PyUnicode_IsIdentifier} from './unicode-case';
export {PyUnicode_Count, PyUnicode_Find, PyUnicode_Join, PyUnicode_Partition, PyUnicode_RPartition, PyUnicode_Replace, PyUnicode_Split, PyUnicode_Splitlines, _PyUnicode_JoinArray, _PyUnicode_XStrip} from './unicode-methods';
export {_PyUnicode_AsASCIIBackslash, unicode_repr} from './unicode-repr';
export {PyUnicode_Format} from './unicode-format';
export {PyUnicode_Translate} from './unicode-translate';
export {PyUnicode_AsASCIIString, PyUnicode_AsUTF8String, PyUnicode_DecodeASCII, PyUnicode_DecodeLatin1, PyUnicode_DecodeUTF8, PyUnicode_DecodeUTF8Stateful, _PyUnicode_AsASCIIString, _PyUnicode_AsLatin1String, _PyUnicode_AsUTF8String} from './unicode-codecs';
export {PyOS_FSPath, PyUnicode_AsEncodedString, PyUnicode_Decode, PyUnicode_DecodeFSDefault, PyUnicode_EncodeFSDefault, PyUnicode_FSConverter, PyUnicode_FSDecoder, PyUnicode_FromEncodedObject} from './unicode-encoded';
/** Writes str(op); false with an exception. escapes. CPython: PyUnicodeWriter_WriteStr() */
export function PyUnicodeWriter_WriteStr(writer: _PyUnicodeWriter, op: PyObject): boolean {
  const text = PyObject_Str(op);
  if (text === NULL) return false;
  writer.writeStr(text);
  Py_DECREF(text);
  return true;
}
