/** Methods of str that ask for and change the class and case of characters. CPython: Objects/unicodeobject.c */
import {PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, Py_BOOL} from '../runtime/generated/accessors';
import {method, type PyMethodDef} from '../runtime/methoddef';
import {textAt, textOfPoints, type PyText} from '../runtime/text';
import type {NULL, New, PyObject} from '../runtime/types';
import {ALPHA_MASK, CASED_MASK, DECIMAL_MASK, DIGIT_MASK, LOWER_MASK, NUMERIC_MASK, PRINTABLE_MASK, SPACE_MASK, TITLE_MASK, UPPER_MASK, XID_CONTINUE_MASK, XID_START_MASK} from './generated/unicodetype_db';
import {_PyUnicode_TEXT, unicodeOfText, unicode_result_unchanged} from './unicodeobject';
import {_PyUnicode_IsCaseIgnorable, _PyUnicode_IsCased, _PyUnicode_ToFoldedFull, _PyUnicode_ToLowerFull, _PyUnicode_ToTitleFull, _PyUnicode_ToUpperFull, unicodeFlags} from './unicodetype';

/** Whether there are characters and each has a flag of the mask. */
function every(op: PyObject, mask: number): New {
  const text = _PyUnicode_TEXT(op), n = text.length;
  for (let i = 0; i < n; i++) if ((unicodeFlags(textAt(text, i)) & mask) === 0) return Py_BOOL(false) as New;
  return Py_BOOL(n > 0) as New;
}
const unicode_isalpha = (self: PyObject): New => every(self, ALPHA_MASK);
const unicode_isalnum = (self: PyObject): New => every(self, ALPHA_MASK | DECIMAL_MASK | DIGIT_MASK | NUMERIC_MASK);
const unicode_isdecimal = (self: PyObject): New => every(self, DECIMAL_MASK);
const unicode_isdigit = (self: PyObject): New => every(self, DIGIT_MASK);
const unicode_isnumeric = (self: PyObject): New => every(self, NUMERIC_MASK);
const unicode_isspace = (self: PyObject): New => every(self, SPACE_MASK);
const unicode_isprintable = (self: PyObject): New => (PyUnicode_GET_LENGTH(self) === 0 ? (Py_BOOL(true) as New) : every(self, PRINTABLE_MASK));
const unicode_isascii = (self: PyObject): New => Py_BOOL(PyUnicode_IS_ASCII(self)) as New;

/** Whether there are cased characters and all of them are of one case. */
function oneCase(op: PyObject, wanted: number, others: number): New {
  const text = _PyUnicode_TEXT(op);
  let cased = false;
  for (let i = 0; i < text.length; i++) {
    const flags = unicodeFlags(textAt(text, i));
    if ((flags & others) !== 0) return Py_BOOL(false) as New;
    if ((flags & wanted) !== 0) cased = true;
  }
  return Py_BOOL(cased) as New;
}
const unicode_islower = (self: PyObject): New => oneCase(self, LOWER_MASK, UPPER_MASK | TITLE_MASK);
const unicode_isupper = (self: PyObject): New => oneCase(self, UPPER_MASK, LOWER_MASK | TITLE_MASK);
function unicode_istitle(self: PyObject): New {
  const text = _PyUnicode_TEXT(self);
  let cased = false, previous = false;
  for (let i = 0; i < text.length; i++) {
    const flags = unicodeFlags(textAt(text, i));
    if ((flags & (UPPER_MASK | TITLE_MASK)) !== 0) {
      if (previous) return Py_BOOL(false) as New;
      previous = cased = true;
    } else if ((flags & LOWER_MASK) !== 0) {
      if (!previous) return Py_BOOL(false) as New;
      previous = cased = true;
    } else previous = false;
  }
  return Py_BOOL(cased) as New;
}
/** Whether a text is a valid identifier (a keyword counts as one). CPython: PyUnicode_IsIdentifier() */
export function isIdentifierText(text: PyText): boolean {
  if (text.length === 0) return false;
  const first = textAt(text, 0);
  if (first !== 95 && (unicodeFlags(first) & XID_START_MASK) === 0) return false;
  for (let i = 1; i < text.length; i++) if ((unicodeFlags(textAt(text, i)) & XID_CONTINUE_MASK) === 0) return false;
  return true;
}
/** CPython: PyUnicode_IsIdentifier() */
export function PyUnicode_IsIdentifier(self: PyObject): number {
  return isIdentifierText(_PyUnicode_TEXT(self)) ? 1 : 0;
}
const unicode_isidentifier = (self: PyObject): New => Py_BOOL(isIdentifierText(_PyUnicode_TEXT(self))) as New;

/** Appends the lower case of the character at i; a capital sigma at the end of a word becomes a final one. CPython: lower_ucs4() */
function lowerAt(text: PyText, i: number, out: number[]): void {
  const ch = textAt(text, i);
  if (ch !== 0x3a3) {
    _PyUnicode_ToLowerFull(ch, out);
    return;
  }
  let j = i - 1;
  while (j >= 0 && _PyUnicode_IsCaseIgnorable(textAt(text, j))) j--;
  let final = j >= 0 && _PyUnicode_IsCased(textAt(text, j));
  if (final) {
    j = i + 1;
    while (j < text.length && _PyUnicode_IsCaseIgnorable(textAt(text, j))) j++;
    final = j === text.length || !_PyUnicode_IsCased(textAt(text, j));
  }
  out.push(final ? 0x3c2 : 0x3c3);
}
const done = (out: number[]): New | NULL => unicodeOfText(textOfPoints(out), false);

function unicode_lower(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self);
  if (PyUnicode_IS_ASCII(self)) return unicodeOfText((text as string).toLowerCase(), true);
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) lowerAt(text, i, out);
  return done(out);
}
function unicode_upper(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self);
  if (PyUnicode_IS_ASCII(self)) return unicodeOfText((text as string).toUpperCase(), true);
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) _PyUnicode_ToUpperFull(textAt(text, i), out);
  return done(out);
}
function unicode_casefold(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self);
  if (PyUnicode_IS_ASCII(self)) return unicodeOfText((text as string).toLowerCase(), true);
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) _PyUnicode_ToFoldedFull(textAt(text, i), out);
  return done(out);
}
function unicode_swapcase(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self), out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i), flags = unicodeFlags(ch);
    if ((flags & UPPER_MASK) !== 0) lowerAt(text, i, out);
    else if ((flags & LOWER_MASK) !== 0) _PyUnicode_ToUpperFull(ch, out);
    else out.push(ch);
  }
  return done(out);
}
function unicode_title(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self), out: number[] = [];
  let previous = false;
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i);
    if (previous) lowerAt(text, i, out);
    else _PyUnicode_ToTitleFull(ch, out);
    previous = (unicodeFlags(ch) & CASED_MASK) !== 0;
  }
  return done(out);
}
function unicode_capitalize(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self), out: number[] = [];
  if (text.length === 0) return unicode_result_unchanged(self);
  _PyUnicode_ToTitleFull(textAt(text, 0), out);
  for (let i = 1; i < text.length; i++) lowerAt(text, i, out);
  return done(out);
}

export const CASE_METHODS: readonly PyMethodDef[] = [
  method('title', '($self, /)', unicode_title, 'Return a copy in which every word begins with an upper-case character and goes on in lower case.'),
  method('capitalize', '($self, /)', unicode_capitalize, 'Return a copy that begins with an upper-case character and goes on in lower case.'),
  method('casefold', '($self, /)', unicode_casefold, 'Return a copy for comparison that ignores case.'),
  method('lower', '($self, /)', unicode_lower, 'Return a copy in lower case.'),
  method('swapcase', '($self, /)', unicode_swapcase, 'Return a copy with upper case made lower and lower case made upper.'),
  method('upper', '($self, /)', unicode_upper, 'Return a copy in upper case.'),
  method('isascii', '($self, /)', unicode_isascii, 'Return whether all characters are below U+0080; true for an empty string.'),
  method('islower', '($self, /)', unicode_islower, 'Return whether there are cased characters and all are in lower case.'),
  method('isupper', '($self, /)', unicode_isupper, 'Return whether there are cased characters and all are in upper case.'),
  method('istitle', '($self, /)', unicode_istitle, 'Return whether each word begins in upper case and goes on in lower case.'),
  method('isspace', '($self, /)', unicode_isspace, 'Return whether there are characters and all are white space.'),
  method('isdecimal', '($self, /)', unicode_isdecimal, 'Return whether there are characters and all are decimal digits.'),
  method('isdigit', '($self, /)', unicode_isdigit, 'Return whether there are characters and all are digits.'),
  method('isnumeric', '($self, /)', unicode_isnumeric, 'Return whether there are characters and all are numeric.'),
  method('isalpha', '($self, /)', unicode_isalpha, 'Return whether there are characters and all are letters.'),
  method('isalnum', '($self, /)', unicode_isalnum, 'Return whether there are characters and all are letters or numbers.'),
  method('isidentifier', '($self, /)', unicode_isidentifier, 'Return whether the string could be a name in a program; keywords count too.'),
  method('isprintable', '($self, /)', unicode_isprintable, 'Return whether repr() would show all characters as they are; true for an empty string.'),
];
