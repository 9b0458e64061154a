/** Integers to text and back. CPython: Objects/longobject.c, sections on string conversion */
import {interp} from '../runtime/current';
import {PyFunction_Check, PyLong_Check, PyUnicode_Check, _PyLong_DigitCount, _PyLong_IsNegative, _PyLong_IsCompact, func_qualname} from '../runtime/generated/accessors';
import {PyExc_SystemError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_CallOneArg} from './call';
import {PyDict_GetItemString} from './dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_NoMemory, PyErr_SetString, reprText} from './errors';
import {MAX_BIGINT_BITS, PyLong_AsBigInt, PyLong_AsSafeNumber, PyLong_FromBigInt, PyLong_FromNumber, isBig, maxStrDigits} from './longobject';
import {PyModule_Check} from './moduleobject';
import {PyObject_GetAttrString} from './object';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_FromASCII, unicodeOfText} from './unicodeobject';
import {_PyUnicode_TransformDecimalAndSpaceToASCII} from './unicode-decimal';

// Include/internal/pycore_long.h
export const _PY_LONG_MAX_STR_DIGITS_THRESHOLD = 640;

/** Digits in base 2**30, and characters, from which CPython leaves a conversion to the module _pylong. */
const PYLONG_DIGITS = 1000, PYLONG_CHARACTERS = 6000;
/**
 * What somebody put in the place of a function of the module _pylong, owned; NULL without an exception when the module is not there or is as
 * it was loaded: its own algorithms give what the engine's faster ones do. escapes
 */
function replacedInPylong(name: string): New | NULL {
  const module = PyDict_GetItemString(interp.imports.modules as PyObject, '_pylong');
  if (module === NULL || !PyModule_Check(module)) return NULL;
  const fn = PyObject_GetAttrString(module, name);
  if (fn !== NULL && PyFunction_Check(fn) && PyUnicode_Check(func_qualname(fn)) && PyUnicode_AsJSString(func_qualname(fn)) === name) {
    Py_DECREF(fn);
    return NULL;
  }
  if (fn === NULL) PyErr_Clear();
  return fn;
}
/** The text of a huge int by a replacement in _pylong; undefined when there is none, null with an exception. CPython: pylong_int_to_decimal_string() */
function replacedDecimalText(op: PyObject): string | null | undefined {
  const fn = replacedInPylong('int_to_decimal_string');
  if (fn === NULL) return undefined;
  const s = PyObject_CallOneArg(fn, op);
  Py_DECREF(fn);
  if (s === NULL) return null;
  const text = PyUnicode_Check(s) ? PyUnicode_AsJSString(s) : null;
  Py_DECREF(s);
  if (text === null) PyErr_SetString(PyExc_TypeError, '_pylong.int_to_decimal_string did not return a str');
  return text;
}
/** The value of many decimal digits by a replacement in _pylong; undefined when there is none, null with an exception. CPython: pylong_int_from_string() */
function replacedFromDigits(digits: string): bigint | null | undefined {
  const fn = replacedInPylong('int_from_string');
  if (fn === NULL) return undefined;
  const s = PyUnicode_FromString(digits);
  const result = s === NULL ? NULL : PyObject_CallOneArg(fn, s);
  Py_DECREF(fn);
  Py_XDECREF(s);
  if (result === NULL) return null;
  const value = PyLong_Check(result) ? PyLong_AsBigInt(result) : null;
  Py_DECREF(result);
  if (value === null) PyErr_SetString(PyExc_TypeError, '_pylong.int_from_string did not return an int');
  return value;
}

/** Decimal text of an int, or null with ValueError beyond the limit. CPython: long_to_decimal_string_internal() */
export function longDecimalText(op: PyObject): string | null {
  if (!isBig(op)) return String(PyLong_AsSafeNumber(op));
  const limit = maxStrDigits(), ndigits = _PyLong_DigitCount(op);
  // cheap test first: a number of this many digits is certainly too long
  if (ndigits >= 73 && limit > 0 && Math.floor(limit / 90) <= Math.floor((ndigits - 11) / 10)) return tooLong(limit);
  if (ndigits > PYLONG_DIGITS) {
    const replaced = replacedDecimalText(op);
    if (replaced !== undefined) return replaced;
  }
  const text = PyLong_AsBigInt(op).toString();
  const length = text.length - (_PyLong_IsNegative(op) ? 1 : 0);
  if (length > _PY_LONG_MAX_STR_DIGITS_THRESHOLD && limit > 0 && length > limit) return tooLong(limit);
  return text;
}
function tooLong(limit: number): null {
  PyErr_SetString(PyExc_ValueError, `Exceeds the limit (${limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`);
  return null;
}
/** Text in base 2, 8, 10 or 16, with the prefix when asked for; null with an exception. CPython: long_format_binary() */
export function longText(op: PyObject, base: number, alternate: boolean): string | null {
  if (base === 10) return longDecimalText(op);
  const text = isBig(op) ? PyLong_AsBigInt(op).toString(base) : PyLong_AsSafeNumber(op).toString(base);
  if (!alternate) return text;
  const prefix = base === 16 ? '0x' : base === 8 ? '0o' : '0b';
  return text[0] === '-' ? `-${prefix}${text.slice(1)}` : prefix + text;
}
/** repr(int). CPython: long_to_decimal_string() */
export function long_to_decimal_string(op: PyObject): New | NULL {
  if (_PyLong_IsCompact(op)) return unicodeOfText(String(PyLong_AsSafeNumber(op)), true);
  const text = longDecimalText(op);
  return text === null ? NULL : unicodeOfText(text, true);
}
/** The text in a base with its prefix. CPython: _PyLong_Format() */
export function _PyLong_Format(op: PyObject, base: number): New | NULL {
  if (!PyLong_Check(op)) return PyErr_SetString(PyExc_SystemError, 'Objects/longobject.c:2309: bad argument to internal function');
  const text = longText(op, base, true);
  return text === null ? NULL : _PyUnicode_FromASCII(text);
}

// ---- from text ----

function digitValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 122) return c - 87;
  if (c >= 65 && c <= 90) return c - 55;
  return 37;
}
function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}
/** Value of digits in a base that is no power of two other than ten: halves are joined, so that it stays fast. */
function parseDigits(digits: string, base: bigint): bigint {
  if (digits.length <= 8) return BigInt(parseInt(digits, Number(base)));
  const cut = digits.length >> 1, low = digits.length - cut;
  return parseDigits(digits.slice(0, cut), base) * base ** BigInt(low) + parseDigits(digits.slice(cut), base);
}
/** What parsing found: a value, a broken literal, or an exception that is set. */
export type ParsedInt = bigint | 'invalid' | 'error';

/** Rows of digits up to this length are read one by one. */
const PLAIN_DIGITS = 64;
/** Value of a literal as int() reads it: spaces around, sign, prefix, underscores. CPython: PyLong_FromString() */
export function parseInteger(text: string, base: number): ParsedInt {
  let i = 0, end = text.length;
  while (i < end && isSpace(text.charCodeAt(i))) i++;
  while (end > i && isSpace(text.charCodeAt(end - 1))) end--;
  let negative = false;
  if (text[i] === '+') i++;
  else if (text[i] === '-') {
    negative = true;
    i++;
  }
  let errorIfNonzero = false;
  const prefix = text[i] === '0' && i + 1 < end ? text[i + 1].toLowerCase() : '';
  const prefixBase = prefix === 'x' ? 16 : prefix === 'o' ? 8 : prefix === 'b' ? 2 : 0;
  if (base === 0) {
    if (text[i] !== '0') base = 10;
    else if (prefixBase !== 0) base = prefixBase;
    else {
      // "old" octal: only zeros are taken
      errorIfNonzero = true;
      base = 10;
    }
  }
  if (prefixBase !== 0 && prefixBase === base) {
    i += 2;
    if (text[i] === '_') i++;
  }
  if (i >= end || text[i] === '_') return 'invalid';
  let digits = '', start = i, decimal = true;
  // a long row of plain digits is read by a pattern, which V8 compiles at once
  if (base === 10 && end - i > PLAIN_DIGITS && !/[^0-9]/.test(text.slice(i, end))) i = end;
  for (; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 95) {
      if (text.charCodeAt(i - 1) === 95 || i + 1 >= end) return 'invalid';
      digits += text.slice(start, i);
      start = i + 1;
      continue;
    }
    if (digitValue(c) >= base) return 'invalid';
    if (c > 57) decimal = false;
  }
  digits += text.slice(start, end);
  if (digits === '') return 'invalid';
  let value: bigint;
  if ((base & (base - 1)) === 0) {
    const perDigit = 31 - Math.clz32(base);
    if (digits.length * perDigit > MAX_BIGINT_BITS) return memoryError();
    if (base === 16 || base === 8 || base === 2) value = BigInt((base === 16 ? '0x' : base === 8 ? '0o' : '0b') + digits);
    else value = parseDigits(digits, BigInt(base));
  } else {
    const limit = maxStrDigits();
    if (digits.length > _PY_LONG_MAX_STR_DIGITS_THRESHOLD && limit > 0 && digits.length > limit) {
      PyErr_SetString(PyExc_ValueError, `Exceeds the limit (${limit} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`);
      return 'error';
    }
    if (digits.length * Math.log2(base) > MAX_BIGINT_BITS) return memoryError();
    const replaced = digits.length > PYLONG_CHARACTERS && base === 10 ? replacedFromDigits(digits) : undefined;
    if (replaced === null) return 'error';
    if (replaced !== undefined) value = replaced;
    else value = base === 10 && decimal ? BigInt(digits) : parseDigits(digits, BigInt(base));
  }
  if (errorIfNonzero && value !== 0n) return 'invalid';
  return negative ? -value : value;
}
function memoryError(): 'error' {
  PyErr_NoMemory();
  return 'error';
}
function badBase(): NULL {
  return PyErr_SetString(PyExc_ValueError, 'int() base must be >= 2 and <= 36, or 0');
}
/** The first characters of a repr, as "%.200R" shows it. */
function shortRepr(text: string): string {
  return text.length > 200 ? text.slice(0, 200) : text;
}
/** The repr of bytes, for messages. CPython: Objects/bytesobject.c PyBytes_Repr() */
export function bytesReprText(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? 34 : 39;
  let out = '';
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === quote || c === 92) out += '\\' + String.fromCharCode(c);
    else if (c === 9) out += '\\t';
    else if (c === 10) out += '\\n';
    else if (c === 13) out += '\\r';
    else if (c < 32 || c >= 127) out += '\\x' + (c < 16 ? '0' : '') + c.toString(16);
    else out += String.fromCharCode(c);
  }
  const q = String.fromCharCode(quote);
  return `b${q}${out}${q}`;
}
function fromParsed(parsed: bigint): New | NULL {
  return PyLong_FromBigInt(parsed);
}
/** int(bytes, base). CPython: _PyLong_FromBytes() */
export function _PyLong_FromBytes(bytes: Uint8Array, base: number): New | NULL {
  if ((base !== 0 && base < 2) || base > 36) return badBase();
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  const parsed = parseInteger(text, base);
  if (typeof parsed === 'bigint') return fromParsed(parsed);
  if (parsed === 'error') return NULL;
  return PyErr_Format(PyExc_ValueError, `invalid literal for int() with base ${base}: ${shortRepr(bytesReprText(bytes))}`);
}
/** int(str, base): digits and spaces of any script count. escapes. CPython: PyLong_FromUnicodeObject() */
export function PyLong_FromUnicodeObject(u: PyObject, base: number): New | NULL {
  if ((base !== 0 && base < 2) || base > 36) return badBase();
  const text = _PyUnicode_TransformDecimalAndSpaceToASCII(u);
  if (text.length <= 9) {
    const small = smallDecimal(text, base);
    if (small >= 0) return PyLong_FromNumber(small);
  }
  const parsed = parseInteger(text, base);
  if (typeof parsed === 'bigint') return fromParsed(parsed);
  if (parsed === 'error') return NULL;
  const repr = reprText(u);
  return repr === null ? NULL : PyErr_Format(PyExc_ValueError, `invalid literal for int() with base ${base}: ${shortRepr(repr)}`);
}
/** Value of up to nine plain decimal digits, -1 for anything else. */
function smallDecimal(text: string, base: number): number {
  if (base !== 10 || text.length === 0) return -1;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const d = text.charCodeAt(i) - 48;
    if (d < 0 || d > 9) return -1;
    value = value * 10 + d;
  }
  return value;
}
/** int of a JS string; NULL with ValueError when it is no literal. CPython: PyLong_FromString() */
export function PyLong_FromString(text: string, base: number): New | NULL {
  if ((base !== 0 && base < 2) || base > 36) return badBase();
  const parsed = parseInteger(text, base);
  if (typeof parsed === 'bigint') return fromParsed(parsed);
  if (parsed === 'error') return NULL;
  const u = PyUnicode_FromString(text);
  if (u === NULL) return NULL;
  const repr = reprText(u);
  Py_DECREF(u);
  return repr === null ? NULL : PyErr_Format(PyExc_ValueError, `invalid literal for int() with base ${base}: ${shortRepr(repr)}`);
}
