/** What numbers are parsed from: text with the digits and spaces of any script made ASCII. CPython: Objects/unicodeobject.c */
import {PyUnicode_IS_ASCII} from '../runtime/generated/accessors';
import type {PyObject} from '../runtime/types';
import {_PyUnicode_TEXT} from './unicodeobject';
import {_PyUnicode_IsWhitespace, _PyUnicode_ToDecimalDigit} from './unicodetype';

/**
 * The text with every decimal digit as 0-9 and every space as ' '; the first character that is neither (and not ASCII) becomes '?' and
 * ends the text. DIVERGES: a JS string, not an object. CPython: _PyUnicode_TransformDecimalAndSpaceToASCII()
 */
export function _PyUnicode_TransformDecimalAndSpaceToASCII(op: PyObject): string {
  const text = _PyUnicode_TEXT(op);
  if (PyUnicode_IS_ASCII(op)) return text as string;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = typeof text === 'string' ? text.charCodeAt(i) : text[i];
    if (c < 127) out += String.fromCharCode(c);
    else if (_PyUnicode_IsWhitespace(c)) out += ' ';
    else {
      const digit = _PyUnicode_ToDecimalDigit(c);
      if (digit < 0) return out + '?';
      out += String.fromCharCode(48 + digit);
    }
  }
  return out;
}
