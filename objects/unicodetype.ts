/** Properties of characters as Unicode 15.1 has them. CPython: Objects/unicodectype.c */
import * as db from './generated/unicodetype_db';

/** Reads a row of base-36 numbers with repeat counts. */
export function unpackNumbers(text: string): Uint16Array {
  const values: number[] = [];
  for (const part of text.split(' ')) {
    const star = part.indexOf('*'), value = parseInt(part, 36);
    for (let n = star < 0 ? 1 : parseInt(part.slice(star + 1), 36); n > 0; n--) values.push(value);
  }
  return Uint16Array.from(values);
}
const index1 = unpackNumbers(db.INDEX1), index2 = unpackNumbers(db.INDEX2), records = Int32Array.from(db.RECORDS);
const FLAGS = 0, UPPER = 1, LOWER = 2, TITLE = 3, FOLD = 4, SIMPLE_LOWER = 5, DECIMAL = 6, DIGIT = 7;

/** Where the record of a code point starts. CPython: gettyperecord() */
function record(ch: number): number {
  return index2[(index1[ch >> db.SHIFT] << db.SHIFT) + (ch & 127)] << 3;
}
/** All flags of a character, *_MASK of generated/unicodetype_db.ts. */
export function unicodeFlags(ch: number): number {
  return records[record(ch) + FLAGS];
}
const has = (ch: number, mask: number): boolean => (records[record(ch)] & mask) !== 0;

/** CPython: _PyUnicode_IsAlpha() */
export function _PyUnicode_IsAlpha(ch: number): boolean { return has(ch, db.ALPHA_MASK); }
/** CPython: _PyUnicode_IsLinebreak() */
export function _PyUnicode_IsLinebreak(ch: number): boolean { return has(ch, db.LINEBREAK_MASK); }
/** CPython: _PyUnicode_IsWhitespace() */
export function _PyUnicode_IsWhitespace(ch: number): boolean {
  return ch < 128 ? ch <= 32 && (ch === 32 || (ch >= 9 && ch <= 13) || ch >= 28) : has(ch, db.SPACE_MASK);
}
/** CPython: _PyUnicode_IsLowercase() */
export function _PyUnicode_IsLowercase(ch: number): boolean { return has(ch, db.LOWER_MASK); }
/** CPython: _PyUnicode_IsUppercase() */
export function _PyUnicode_IsUppercase(ch: number): boolean { return has(ch, db.UPPER_MASK); }
/** CPython: _PyUnicode_IsTitlecase() */
export function _PyUnicode_IsTitlecase(ch: number): boolean { return has(ch, db.TITLE_MASK); }
/** CPython: _PyUnicode_IsXidStart() */
export function _PyUnicode_IsXidStart(ch: number): boolean { return has(ch, db.XID_START_MASK); }
/** CPython: _PyUnicode_IsXidContinue() */
export function _PyUnicode_IsXidContinue(ch: number): boolean { return has(ch, db.XID_CONTINUE_MASK); }
/** CPython: _PyUnicode_IsPrintable() */
export function _PyUnicode_IsPrintable(ch: number): boolean { return has(ch, db.PRINTABLE_MASK); }
/** CPython: _PyUnicode_IsDecimalDigit() */
export function _PyUnicode_IsDecimalDigit(ch: number): boolean { return has(ch, db.DECIMAL_MASK); }
/** CPython: _PyUnicode_IsDigit() */
export function _PyUnicode_IsDigit(ch: number): boolean { return has(ch, db.DIGIT_MASK); }
/** CPython: _PyUnicode_IsNumeric() */
export function _PyUnicode_IsNumeric(ch: number): boolean { return has(ch, db.NUMERIC_MASK); }
/** CPython: _PyUnicode_IsCased() */
export function _PyUnicode_IsCased(ch: number): boolean { return has(ch, db.CASED_MASK); }
/** CPython: _PyUnicode_IsCaseIgnorable() */
export function _PyUnicode_IsCaseIgnorable(ch: number): boolean { return has(ch, db.CASE_IGNORABLE_MASK); }
/** Letter, decimal, digit or numeric. CPython: Include/cpython/unicodeobject.h Py_UNICODE_ISALNUM() */
export function Py_UNICODE_ISALNUM(ch: number): boolean { return has(ch, db.ALPHA_MASK | db.DECIMAL_MASK | db.DIGIT_MASK | db.NUMERIC_MASK); }
/** Value of a decimal digit, or -1. CPython: _PyUnicode_ToDecimalDigit() */
export function _PyUnicode_ToDecimalDigit(ch: number): number { return records[record(ch) + DECIMAL]; }
/** Value of a digit, or -1. CPython: _PyUnicode_ToDigit() */
export function _PyUnicode_ToDigit(ch: number): number { return records[record(ch) + DIGIT]; }
/** The one lower-case character of simple case mapping. CPython: _PyUnicode_ToLowercase() */
export function _PyUnicode_ToLowercase(ch: number): number { return ch + records[record(ch) + SIMPLE_LOWER]; }

/** Appends what a character maps to. */
function mapped(ch: number, column: number, out: number[]): void {
  const value = records[record(ch) + column];
  if (value < 0x200000) out.push(ch + value);
  else {
    const text = db.SPECIAL_CASES[value - 0x200000];
    for (let i = 0; i < text.length; i++) out.push(text.charCodeAt(i));
  }
}
/** Appends the upper-case characters of one. CPython: _PyUnicode_ToUpperFull() */
export function _PyUnicode_ToUpperFull(ch: number, out: number[]): void { mapped(ch, UPPER, out); }
/** Appends the lower-case characters of one. CPython: _PyUnicode_ToLowerFull() */
export function _PyUnicode_ToLowerFull(ch: number, out: number[]): void { mapped(ch, LOWER, out); }
/** Appends the title-case characters of one. CPython: _PyUnicode_ToTitleFull() */
export function _PyUnicode_ToTitleFull(ch: number, out: number[]): void { mapped(ch, TITLE, out); }
/** Appends the case-folded characters of one. CPython: _PyUnicode_ToFoldedFull() */
export function _PyUnicode_ToFoldedFull(ch: number, out: number[]): void { mapped(ch, FOLD, out); }
/** One upper-case character: where upper case takes several, the first of them. CPython: _PyUnicode_ToUppercase() */
export function _PyUnicode_ToUppercase(ch: number): number {
  const upper = records[record(ch) + UPPER];
  return upper < 0x200000 ? ch + upper : db.SPECIAL_CASES[upper - 0x200000].charCodeAt(0);
}
