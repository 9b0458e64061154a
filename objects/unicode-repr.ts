/** repr() and ascii() of str. CPython: Objects/unicodeobject.c unicode_repr() */
import {PyUnicode_IS_ASCII} from '../runtime/generated/accessors';
import {textAt, textFind, textSlice, type PyText} from '../runtime/text';
import {Py_NewRef} from '../runtime/object';
import type {NULL, New, PyObject} from '../runtime/types';
import {PyUnicode_MAX_CHAR_VALUE, _PyUnicode_TEXT, _PyUnicodeWriter} from './unicodeobject';
import {_PyUnicode_IsPrintable} from './unicodetype';

const hex = (ch: number, digits: number): string => ch.toString(16).padStart(digits, '0');
/** `\x`, `\u` or `\U` with two, four or eight hex digits. */
export function escapeOf(ch: number): string {
  return ch < 0x100 ? `\\x${hex(ch, 2)}` : ch < 0x10000 ? `\\u${hex(ch, 4)}` : `\\U${hex(ch, 8)}`;
}
/** The literal of a text: quotes, and escapes for what is not printable. */
function quoteOf(text: PyText): string {
  return textFind(text, "'", 0, text.length) >= 0 && textFind(text, '"', 0, text.length) < 0 ? '"' : "'";
}

/** repr(str). CPython: Objects/unicodeobject.c unicode_repr() */
export function unicode_repr(self: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(self), n = text.length, quote = quoteOf(text), quoteChar = quote.charCodeAt(0), writer = new _PyUnicodeWriter();
  const maxchar = PyUnicode_MAX_CHAR_VALUE(self);
  writer.writeASCII(quote);
  let start = 0;
  for (let i = 0; i < n; i++) {
    const ch = textAt(text, i);
    if (ch >= 32 && ch < 127 && ch !== 92 && ch !== quoteChar) continue;
    if (ch > 127 && _PyUnicode_IsPrintable(ch)) continue;
    if (i > start) writer.write(textSlice(text, start, i), maxchar < 128 ? 127 : undefined);
    start = i + 1;
    if (ch === 92 || ch === quoteChar) writer.writeASCII('\\' + String.fromCharCode(ch));
    else if (ch === 9) writer.writeASCII('\\t');
    else if (ch === 10) writer.writeASCII('\\n');
    else if (ch === 13) writer.writeASCII('\\r');
    else writer.writeASCII(escapeOf(ch));
  }
  if (n > start) writer.write(start === 0 ? text : textSlice(text, start, n), maxchar < 128 ? 127 : undefined);
  writer.writeASCII(quote);
  return writer.finish();
}
/** A str with escapes in the place of characters above U+007F: ascii() of a repr. */
export function _PyUnicode_AsASCIIBackslash(self: PyObject): New | NULL {
  if (PyUnicode_IS_ASCII(self)) return Py_NewRef(self);
  const text = _PyUnicode_TEXT(self), writer = new _PyUnicodeWriter();
  for (let i = 0; i < text.length; i++) {
    const ch = textAt(text, i);
    writer.writeASCII(ch < 128 ? String.fromCharCode(ch) : escapeOf(ch));
  }
  return writer.finish();
}
