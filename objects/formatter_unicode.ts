/** The format specifiers of str, int, float and complex. CPython: Python/formatter_unicode.c */
import {PyFloat_AS_DOUBLE, PyLong_CheckExact, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, cval_imag, cval_real} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {MAX_TEXT_LENGTH, textSlice, textToJS, type PyText} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyNumber_Float} from './abstract-number';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyLong_AsLong} from './longobject';
import {longText} from './longobject-string';
import {PyObject_Str} from './object';
import {PyOS_double_to_string, Py_DTSF_ADD_DOT_0, Py_DTSF_ALT, Py_DTSF_NO_NEG_0} from './pystrtod';
import {PyUnicode_FromPoints, PyUnicode_FromString, PyUnicode_FromText, _PyUnicode_TEXT} from './unicodeobject';
import {_PyUnicode_ToDecimalDigit} from './unicodetype';

/** A parsed specifier. Characters are code points; 0 stands for "none". CPython: InternalFormatSpec */
class InternalFormatSpec {
  fill_char = 32;
  align = 0;
  alternate = false;
  no_neg_0 = false;
  sign = 0;
  width = -1;
  /** '' none, ',' or '_' every three digits, '4' underscores every four. */
  thousands_separators = '';
  precision = -1;
  type = 0;
}
const code = (c: string): number => c.charCodeAt(0);
const LESS = code('<'), GREATER = code('>'), EQUALS = code('='), CARET = code('^');

/** A character as messages quote it. */
function quotedType(type: number): string {
  return type > 32 && type < 128 ? String.fromCharCode(type) : `\\x${type.toString(16)}`;
}
function unknown_presentation_type(type: number, obj: PyObject): NULL {
  return PyErr_Format(PyExc_ValueError, `Unknown format code '${quotedType(type)}' for object of type '${typeName(obj)}'`);
}
function valueError(message: string): null {
  PyErr_SetString(PyExc_ValueError, message);
  return null;
}

/** Reads a specifier character by character. */
class Reader {
  pos = 0;
  constructor(readonly points: ArrayLike<number>) {}
  at(offset = 0): number {
    return this.pos + offset < this.points.length ? this.points[this.pos + offset] : -1;
  }
  /** A decimal number, -1 without digits, -2 with ValueError when it is too large. CPython: get_integer() */
  integer(): number {
    let value = 0n, n = 0;
    for (; this.pos < this.points.length; this.pos++, n++) {
      const digit = _PyUnicode_ToDecimalDigit(this.points[this.pos]);
      if (digit < 0) break;
      value = value * 10n + BigInt(digit);
      if (value > 9223372036854775807n) {
        valueError('Too many decimal digits in format string');
        return -2;
      }
    }
    return n === 0 ? -1 : Number(value);
  }
}
function isAlignment(c: number): boolean {
  return c === LESS || c === GREATER || c === EQUALS || c === CARET;
}
/** Parses a specifier; null with ValueError. CPython: parse_internal_render_format_spec() */
function parse(obj: PyObject, text: PyText, default_type: string, default_align: number): InternalFormatSpec | null {
  const points: number[] = [];
  for (let i = 0; i < text.length; i++) points.push(typeof text === 'string' ? text.charCodeAt(i) : text[i]);
  const r = new Reader(points), format = new InternalFormatSpec();
  format.align = default_align;
  format.type = default_type === '' ? 0 : code(default_type);
  let fillSpecified = false, alignSpecified = false;
  if (points.length >= 2 && isAlignment(r.at(1))) {
    format.align = r.at(1);
    format.fill_char = r.at();
    fillSpecified = alignSpecified = true;
    r.pos += 2;
  } else if (isAlignment(r.at())) {
    format.align = r.at();
    alignSpecified = true;
    r.pos++;
  }
  if (r.at() === 32 || r.at() === 43 || r.at() === 45) format.sign = points[r.pos++];
  if (r.at() === code('z')) {
    format.no_neg_0 = true;
    r.pos++;
  }
  if (r.at() === code('#')) {
    format.alternate = true;
    r.pos++;
  }
  if (!fillSpecified && r.at() === 48) {
    format.fill_char = 48;
    if (!alignSpecified && default_align === GREATER) format.align = EQUALS;
    r.pos++;
  }
  format.width = r.integer();
  if (format.width === -2) return null;
  if (r.at() === 44) {
    format.thousands_separators = ',';
    r.pos++;
  }
  if (r.at() === 95) {
    if (format.thousands_separators !== '') return valueError("Cannot specify both ',' and '_'.");
    format.thousands_separators = '_';
    r.pos++;
  }
  if (r.at() === 44 && format.thousands_separators === '_') return valueError("Cannot specify both ',' and '_'.");
  if (r.at() === 46) {
    r.pos++;
    format.precision = r.integer();
    if (format.precision === -2) return null;
    if (format.precision === -1) return valueError('Format specifier missing precision');
  }
  if (points.length - r.pos > 1) return valueError(`Invalid format specifier '${textToJS(text)}' for object of type '${typeName(obj)}'`);
  if (points.length - r.pos === 1) format.type = r.at();
  if (format.thousands_separators !== '' && format.type !== 0) {
    const type = String.fromCodePoint(format.type);
    if ('boxX'.includes(type) && format.thousands_separators === '_') format.thousands_separators = '4';
    else if (!'defgEG%F'.includes(type)) return valueError(`Cannot specify '${format.thousands_separators}' with '${quotedType(format.type)}'.`);
  }
  return format;
}

// ---- composing ----

/** A row of equal characters. */
function fill(point: number, n: number): string {
  return n > 0 ? String.fromCodePoint(point).repeat(n) : '';
}
/** Digits in groups, with zeros in front up to a width. CPython: _PyUnicode_InsertThousandsGrouping() */
function group(digits: string, separators: string, minWidth: number): string {
  if (separators === '') return digits.length < minWidth ? '0'.repeat(minWidth - digits.length) + digits : digits;
  const size = separators === '4' ? 4 : 3, separator = separators === ',' ? ',' : '_';
  let out = '', left = digits.length;
  for (let first = true; ; first = false) {
    const l = Math.min(size, Math.max(left, minWidth, 1)), chars = Math.min(left, l);
    out = '0'.repeat(l - chars) + digits.slice(left - chars, left) + (first ? '' : separator) + out;
    left -= chars;
    minWidth -= l;
    if (left <= 0 && minWidth <= 0) return out;
    minWidth -= 1;
  }
}
/** Sign, prefix, digits, rest, padded to the width; null with MemoryError. CPython: calc_number_widths(), fill_number() */
function composeNumber(format: InternalFormatSpec, negative: boolean, prefix: string, digits: string, rest: string): string | null {
  if (format.width > MAX_TEXT_LENGTH) {
    PyErr_NoMemory();
    return null;
  }
  const sign = negative ? '-' : format.sign === 43 ? '+' : format.sign === 32 ? ' ' : '';
  const fixed = sign.length + prefix.length + rest.length;
  const minWidth = format.fill_char === 48 && format.align === EQUALS ? format.width - fixed : 0;
  const grouped = digits === '' ? '' : group(digits, format.thousands_separators, minWidth);
  const padding = format.width - fixed - grouped.length, body = prefix + fill(format.fill_char, format.align === EQUALS ? padding : 0) + grouped + rest;
  if (padding <= 0 || format.align === EQUALS) return sign + body;
  const lead = format.align === GREATER ? padding : format.align === CARET ? padding >> 1 : 0;
  return fill(format.fill_char, lead) + sign + body + fill(format.fill_char, padding - lead);
}
/** Splits what PyOS_double_to_string() gave into sign, digits before the point, and the rest. */
function splitNumber(text: string): {negative: boolean; digits: string; rest: string} {
  const negative = text.charCodeAt(0) === 45;
  let end = negative ? 1 : 0;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return {negative, digits: text.slice(negative ? 1 : 0, end), rest: text.slice(end)};
}
function result(text: string | null): New | NULL {
  return text === null ? NULL : PyUnicode_FromString(text);
}

// ---- str ----

/** format(str, spec). CPython: format_string_internal() */
function format_string_internal(value: PyObject, format: InternalFormatSpec): New | NULL {
  if (format.sign !== 0) return PyErr_SetString(PyExc_ValueError, `${format.sign === 32 ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (format.no_neg_0) return PyErr_SetString(PyExc_ValueError, 'Negative zero coercion (z) not allowed in string format specifier');
  if (format.alternate) return PyErr_SetString(PyExc_ValueError, 'Alternate form (#) not allowed in string format specifier');
  if (format.align === EQUALS) return PyErr_SetString(PyExc_ValueError, "'=' alignment not allowed in string format specifier");
  let length = PyUnicode_GET_LENGTH(value), text = _PyUnicode_TEXT(value);
  if (format.width <= length && (format.precision === -1 || format.precision >= length) && PyUnicode_CheckExact(value)) return Py_NewRef(value);
  if (format.precision >= 0 && length > format.precision) {
    length = format.precision;
    text = textSlice(text, 0, length);
  }
  const padding = format.width - length;
  if (padding <= 0) return PyUnicode_FromText(text);
  if (format.width > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  const lead = format.align === GREATER ? padding : format.align === CARET ? padding >> 1 : 0;
  if (typeof text === 'string' && format.fill_char < 0x10000) return PyUnicode_FromText(fill(format.fill_char, lead) + text + fill(format.fill_char, padding - lead));
  const points = new Uint32Array(format.width).fill(format.fill_char);
  for (let i = 0; i < length; i++) points[lead + i] = typeof text === 'string' ? text.charCodeAt(i) : text[i];
  return PyUnicode_FromPoints(points);
}
/** str.__format__. escapes. CPython: _PyUnicode_FormatAdvancedWriter() */
export function _PyUnicode_FormatAdvanced(obj: PyObject, format_spec: PyObject): New | NULL {
  if (PyUnicode_GET_LENGTH(format_spec) === 0) return PyUnicode_CheckExact(obj) ? Py_NewRef(obj) : PyObject_Str(obj);
  const format = parse(obj, _PyUnicode_TEXT(format_spec), 's', LESS);
  if (format === null) return NULL;
  return format.type === code('s') ? format_string_internal(obj, format) : unknown_presentation_type(format.type, obj);
}

// ---- int ----

/** format(int, spec) for b c d n o x X. CPython: format_long_internal() */
function format_long_internal(value: PyObject, format: InternalFormatSpec): New | NULL {
  if (format.precision !== -1) return PyErr_SetString(PyExc_ValueError, 'Precision not allowed in integer format specifier');
  if (format.no_neg_0) return PyErr_SetString(PyExc_ValueError, 'Negative zero coercion (z) not allowed in integer format specifier');
  const type = String.fromCharCode(format.type);
  if (type === 'c') {
    if (format.sign !== 0) return PyErr_SetString(PyExc_ValueError, "Sign not allowed with integer format specifier 'c'");
    if (format.alternate) return PyErr_SetString(PyExc_ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    const x = PyLong_AsLong(value);
    if (x === -1 && PyErr_Occurred() !== NULL) return NULL;
    if (x < 0 || x > 0x10ffff) return PyErr_SetString(PyExc_OverflowError, '%c arg not in range(0x110000)');
    if (format.width > MAX_TEXT_LENGTH) return PyErr_NoMemory();
    const points = new Uint32Array(Math.max(1, format.width)).fill(format.fill_char);
    points[characterPlace(format)] = x;
    return PyUnicode_FromPoints(points);
  }
  const base = type === 'b' ? 2 : type === 'o' ? 8 : type === 'x' || type === 'X' ? 16 : 10;
  let text = longText(value, base, false);
  if (text === null) return NULL;
  const negative = text[0] === '-';
  if (negative) text = text.slice(1);
  let prefix = format.alternate && base !== 10 ? (base === 16 ? '0x' : base === 8 ? '0o' : '0b') : '';
  if (type === 'X') {
    text = text.toUpperCase();
    prefix = prefix.toUpperCase();
  }
  return result(composeNumber(format, negative, prefix, text, ''));
}
/** Where the character of 'c' lands in its field. */
function characterPlace(format: InternalFormatSpec): number {
  const padding = Math.max(0, format.width - 1);
  return format.align === GREATER || format.align === EQUALS ? padding : format.align === CARET ? padding >> 1 : 0;
}
/** int.__format__. escapes. CPython: _PyLong_FormatAdvancedWriter() */
export function _PyLong_FormatAdvanced(obj: PyObject, format_spec: PyObject): New | NULL {
  if (PyUnicode_GET_LENGTH(format_spec) === 0) {
    if (!PyLong_CheckExact(obj)) return PyObject_Str(obj);
    return result(longText(obj, 10, false));
  }
  const format = parse(obj, _PyUnicode_TEXT(format_spec), 'd', GREATER);
  if (format === null) return NULL;
  const type = format.type < 128 ? String.fromCharCode(format.type) : '?';
  if ('bcdoxXn'.includes(type)) return format_long_internal(obj, format);
  if (!'eEfFgG%'.includes(type)) return unknown_presentation_type(format.type, obj);
  const value = PyNumber_Float(obj);
  if (value === NULL) return NULL;
  const text = format_float_internal(PyFloat_AS_DOUBLE(value), format);
  Py_DECREF(value);
  return text;
}

// ---- float ----

const DOUBLE_FLAGS = (format: InternalFormatSpec): number => (format.alternate ? Py_DTSF_ALT : 0) | (format.no_neg_0 ? Py_DTSF_NO_NEG_0 : 0);
/** format(float, spec). CPython: format_float_internal() */
function format_float_internal(value: number, format: InternalFormatSpec): New | NULL {
  if (format.precision > 2147483647) return PyErr_SetString(PyExc_ValueError, 'precision too big');
  if (format.precision > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  let type = format.type === 0 ? 'r' : String.fromCharCode(format.type), flags = DOUBLE_FLAGS(format), percent = '';
  if (type === 'r') flags |= Py_DTSF_ADD_DOT_0;
  else if (type === 'n') type = 'g';
  else if (type === '%') {
    type = 'f';
    value *= 100;
    percent = '%';
  }
  let precision = format.precision;
  if (precision < 0) precision = type === 'r' ? 0 : 6;
  else if (type === 'r') type = 'g';
  const text = PyOS_double_to_string(value, type, precision, flags);
  const {negative, digits, rest} = splitNumber(text);
  return result(composeNumber(format, negative, '', digits, rest + percent));
}
/** float.__format__. escapes. CPython: _PyFloat_FormatAdvancedWriter() */
export function _PyFloat_FormatAdvanced(obj: PyObject, format_spec: PyObject): New | NULL {
  if (PyUnicode_GET_LENGTH(format_spec) === 0) return PyObject_Str(obj);
  const format = parse(obj, _PyUnicode_TEXT(format_spec), '', GREATER);
  if (format === null) return NULL;
  if (format.type !== 0 && !(format.type < 128 && 'eEfFgGn%'.includes(String.fromCharCode(format.type)))) return unknown_presentation_type(format.type, obj);
  return format_float_internal(PyFloat_AS_DOUBLE(obj), format);
}

// ---- complex ----

/** format(complex, spec). CPython: format_complex_internal() */
function format_complex_internal(obj: PyObject, format: InternalFormatSpec): New | NULL {
  if (format.precision > 2147483647) return PyErr_SetString(PyExc_ValueError, 'precision too big');
  if (format.precision > MAX_TEXT_LENGTH || format.width > MAX_TEXT_LENGTH) return PyErr_NoMemory();
  if (format.fill_char === 48) return PyErr_SetString(PyExc_ValueError, 'Zero padding is not allowed in complex format specifier');
  if (format.align === EQUALS) return PyErr_SetString(PyExc_ValueError, "'=' alignment flag is not allowed in complex format specifier");
  const re = cval_real(obj), im = cval_imag(obj), flags = DOUBLE_FLAGS(format);
  let type = format.type === 0 ? 'r' : String.fromCharCode(format.type), skipReal = false, parens = false;
  if (type === 'r') {
    skipReal = Object.is(re, 0);
    parens = !skipReal;
  } else if (type === 'n') type = 'g';
  let precision = format.precision;
  if (precision < 0) precision = type === 'r' ? 0 : 6;
  else if (type === 'r') type = 'g';
  // the parts without padding, which comes around both
  const part = new InternalFormatSpec();
  part.fill_char = 0;
  part.align = LESS;
  part.sign = format.sign;
  part.thousands_separators = format.thousands_separators;
  let text = '';
  if (!skipReal) {
    const real = splitNumber(PyOS_double_to_string(re, type, precision, flags));
    text = composeNumber(part, real.negative, '', real.digits, real.rest) ?? '';
    part.sign = 43;
  }
  const imag = splitNumber(PyOS_double_to_string(im, type, precision, flags));
  text += `${composeNumber(part, imag.negative, '', imag.digits, imag.rest) ?? ''}j`;
  if (parens) text = `(${text})`;
  const padding = format.width - text.length;
  if (padding > 0) {
    const lead = format.align === GREATER ? padding : format.align === CARET ? padding >> 1 : 0;
    text = fill(format.fill_char, lead) + text + fill(format.fill_char, padding - lead);
  }
  return result(text);
}
/** complex.__format__. escapes. CPython: _PyComplex_FormatAdvancedWriter() */
export function _PyComplex_FormatAdvanced(obj: PyObject, format_spec: PyObject): New | NULL {
  if (PyUnicode_GET_LENGTH(format_spec) === 0) return PyObject_Str(obj);
  const format = parse(obj, _PyUnicode_TEXT(format_spec), '', GREATER);
  if (format === null) return NULL;
  if (format.type !== 0 && !(format.type < 128 && 'eEfFgGn'.includes(String.fromCharCode(format.type)))) return unknown_presentation_type(format.type, obj);
  return format_complex_internal(obj, format);
}
