/** Characters as regular expressions see them: categories, sets, case. CPython: Modules/_sre/sre.c, sre_lib.h SRE(charset) */
import {Py_UNICODE_ISALNUM, _PyUnicode_IsDecimalDigit, _PyUnicode_IsLinebreak, _PyUnicode_IsWhitespace, _PyUnicode_ToLowercase, _PyUnicode_ToUppercase} from '../../objects/unicodetype';

export const OP = {
  FAILURE: 0, SUCCESS: 1, ANY: 2, ANY_ALL: 3, ASSERT: 4, ASSERT_NOT: 5, AT: 6, BRANCH: 7, CATEGORY: 8, CHARSET: 9, BIGCHARSET: 10, GROUPREF: 11, GROUPREF_EXISTS: 12, IN: 13, INFO: 14, JUMP: 15,
  LITERAL: 16, MARK: 17, MAX_UNTIL: 18, MIN_UNTIL: 19, NOT_LITERAL: 20, NEGATE: 21, RANGE: 22, REPEAT: 23, REPEAT_ONE: 24, SUBPATTERN: 25, MIN_REPEAT_ONE: 26, ATOMIC_GROUP: 27,
  POSSESSIVE_REPEAT: 28, POSSESSIVE_REPEAT_ONE: 29, GROUPREF_IGNORE: 30, IN_IGNORE: 31, LITERAL_IGNORE: 32, NOT_LITERAL_IGNORE: 33, GROUPREF_LOC_IGNORE: 34, IN_LOC_IGNORE: 35,
  LITERAL_LOC_IGNORE: 36, NOT_LITERAL_LOC_IGNORE: 37, GROUPREF_UNI_IGNORE: 38, IN_UNI_IGNORE: 39, LITERAL_UNI_IGNORE: 40, NOT_LITERAL_UNI_IGNORE: 41, RANGE_UNI_IGNORE: 42,
} as const;

const isAsciiWord = (ch: number): boolean => (ch >= 97 && ch <= 122) || (ch >= 65 && ch <= 90) || (ch >= 48 && ch <= 57) || ch === 95;
const isAsciiSpace = (ch: number): boolean => ch === 32 || (ch >= 9 && ch <= 13);
/** Letter, digit or underscore in any script. */
export function isUnicodeWord(ch: number): boolean {
  return ch < 128 ? isAsciiWord(ch) : Py_UNICODE_ISALNUM(ch);
}
/** \w without the Unicode flag; the locale is that of C. */
export function isWord(ch: number): boolean {
  return isAsciiWord(ch);
}
/** CPython: sre_category() */
export function sre_category(category: number, ch: number): boolean {
  switch (category) {
    case 0: return ch >= 48 && ch <= 57;
    case 1: return ch < 48 || ch > 57;
    case 2: return isAsciiSpace(ch);
    case 3: return !isAsciiSpace(ch);
    case 4: case 8: return isAsciiWord(ch);
    case 5: case 9: return !isAsciiWord(ch);
    case 6: return ch === 10;
    case 7: return ch !== 10;
    case 10: return _PyUnicode_IsDecimalDigit(ch);
    case 11: return !_PyUnicode_IsDecimalDigit(ch);
    case 12: return _PyUnicode_IsWhitespace(ch);
    case 13: return !_PyUnicode_IsWhitespace(ch);
    case 14: return isUnicodeWord(ch);
    case 15: return !isUnicodeWord(ch);
    case 16: return _PyUnicode_IsLinebreak(ch);
    case 17: return !_PyUnicode_IsLinebreak(ch);
    default: return false;
  }
}
/** CPython: sre_lower_ascii() */
export function sre_lower_ascii(ch: number): number {
  return ch >= 65 && ch <= 90 ? ch + 32 : ch;
}
function upperAscii(ch: number): number {
  return ch >= 97 && ch <= 122 ? ch - 32 : ch;
}
/** CPython: sre_lower_unicode() */
export function sre_lower_unicode(ch: number): number {
  return ch < 128 ? sre_lower_ascii(ch) : _PyUnicode_ToLowercase(ch);
}
/** CPython: sre_upper_unicode() */
export function sre_upper_unicode(ch: number): number {
  return ch < 128 ? upperAscii(ch) : _PyUnicode_ToUppercase(ch);
}
/** CPython: char_loc_ignore(), in the locale of C */
export function char_loc_ignore(pattern: number, ch: number): boolean {
  return ch === pattern || sre_lower_ascii(ch) === pattern || upperAscii(ch) === pattern;
}
/** Whether a character is in the set at `at` of the code. CPython: SRE(charset) */
export function charset(code: Int32Array, at: number, ch: number): boolean {
  let ok = true;
  for (;;) {
    switch (code[at++]) {
      case OP.FAILURE: return !ok;
      case OP.LITERAL:
        if (ch === code[at]) return ok;
        at++;
        break;
      case OP.CATEGORY:
        if (sre_category(code[at], ch)) return ok;
        at++;
        break;
      case OP.CHARSET:
        if (ch < 256 && (code[at + (ch >> 5)] & (1 << (ch & 31))) !== 0) return ok;
        at += 8;
        break;
      case OP.RANGE:
        if (code[at] <= ch && ch <= code[at + 1]) return ok;
        at += 2;
        break;
      case OP.RANGE_UNI_IGNORE: {
        if (code[at] <= ch && ch <= code[at + 1]) return ok;
        const upper = sre_upper_unicode(ch);
        if (code[at] <= upper && upper <= code[at + 1]) return ok;
        at += 2;
        break;
      }
      case OP.NEGATE:
        ok = !ok;
        break;
      case OP.BIGCHARSET: {
        const count = code[at++];
        if (ch < 0x10000) {
          const block = (code[at + (ch >> 10)] >> (((ch >> 8) & 3) << 3)) & 255;
          if ((code[at + 64 + (block << 3) + ((ch & 255) >> 5)] & (1 << (ch & 31))) !== 0) return ok;
        }
        at += 64 + count * 8;
        break;
      }
      default: return false;
    }
  }
}
/** CPython: SRE(charset_loc_ignore) */
export function charset_loc_ignore(code: Int32Array, at: number, ch: number): boolean {
  const lower = sre_lower_ascii(ch);
  if (charset(code, at, lower)) return true;
  const upper = upperAscii(ch);
  return upper !== lower && charset(code, at, upper);
}
