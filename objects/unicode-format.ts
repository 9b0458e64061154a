/** `%` formatting of str, and its methods format(), format_map() and __format__(). CPython: Objects/unicodeobject.c */
import {PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_GET_LENGTH} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {method, rawMethod, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {textAt, textFind, textOfChar, textRepeat, textSlice, type PyText} from '../runtime/text';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {PyMapping_Check} from './abstract-mapping';
import {PyNumber_Check, PyNumber_Index, PyNumber_Long, PyNumber_ToBase} from './abstract-number';
import {PyObject_GetItem} from './abstract-object';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyFloat_AsDouble} from './floatobject';
import {_PyUnicode_FormatAdvanced} from './formatter_unicode';
import {PyLong_AsInt, PyLong_AsNumberSaturating, PyLong_AsSsize_t} from './longobject';
import {PyObject_ASCII, PyObject_Repr, PyObject_Str} from './object';
import {PyOS_double_to_string, Py_DTSF_ALT} from './pystrtod';
import {_PyArg_BadArgument} from './text-args';
import {FieldSource, do_string_format} from './unicode-markup';
import {PyUnicode_FromText, PyUnicode_READ_CHAR, _PyUnicodeWriter, _PyUnicode_TEXT, unicode_result_unchanged} from './unicodeobject';

const F_LJUST = 1, F_SIGN = 2, F_BLANK = 4, F_ALT = 8, F_ZERO = 16;
const INT_MAX = 0x7fffffff;

/** One `%` specification. CPython: struct unicode_format_arg_t */
export class FormatArg {
  flags = 0;
  width = -1;
  prec = -1;
  ch = 0;
  /** The text begins with a sign that must stand in front of the padding. */
  sign = false;
}
/** The arguments of a `%` operation. CPython: struct unicode_formatter_t */
export class FormatArgs {
  args: PyObject;
  /** args is the value of a mapping key, owned. */
  owned = false;
  length: number;
  index: number;
  readonly dict: PyObject | NULL;
  constructor(args: PyObject, notMapping: (args: PyObject) => boolean) {
    this.args = args;
    this.length = PyTuple_Check(args) ? PyTuple_GET_SIZE(args) : -1;
    this.index = PyTuple_Check(args) ? 0 : -2;
    this.dict = PyMapping_Check(args) && !PyTuple_Check(args) && !notMapping(args) ? args : NULL;
  }
  /** The next argument, borrowed; NULL with TypeError. CPython: unicode_format_getnextarg() */
  next(): PyObject | NULL {
    const at = this.index;
    if (at < this.length) {
      this.index++;
      return this.length < 0 ? this.args : PyTuple_GET_ITEM(this.args, at);
    }
    return PyErr_SetString(PyExc_TypeError, 'not enough arguments for format string');
  }
  /** Takes the value of a key in the place of the arguments. @steals value */
  setValue(value: New): void {
    this.release();
    this.args = value;
    this.owned = true;
    this.length = -1;
    this.index = -2;
  }
  release(): void {
    if (this.owned) Py_DECREF(this.args);
    this.owned = false;
  }
}

/**
 * Reads a specification behind its `%`; the index of its last character + 1, or -1 with an exception. `getKey` looks a mapping key up.
 * CPython: unicode_format_arg_parse()
 */
export function parseFormatArg(text: PyText, at: number, ctx: FormatArgs, arg: FormatArg, getKey: (start: number, end: number) => New | NULL): number {
  const n = text.length;
  let c = at < n ? textAt(text, at) : 0;
  if (c === 40) {
    if (ctx.dict === NULL) return raise(PyExc_TypeError, 'format requires a mapping');
    const start = at + 1;
    let depth = 1, i = start;
    for (; depth > 0 && i < n; i++) {
      c = textAt(text, i);
      if (c === 41) depth--;
      else if (c === 40) depth++;
    }
    if (depth > 0 || i - 1 < start) return raise(PyExc_ValueError, 'incomplete format key');
    const value = getKey(start, i - 1);
    if (value === NULL) return -1;
    ctx.setValue(value);
    at = i;
  }
  for (; at < n; at++) {
    c = textAt(text, at);
    const flag = c === 45 ? F_LJUST : c === 43 ? F_SIGN : c === 32 ? F_BLANK : c === 35 ? F_ALT : c === 48 ? F_ZERO : 0;
    if (flag === 0) break;
    arg.flags |= flag;
  }
  c = at < n ? textAt(text, at) : 0;
  if (c === 42) {
    const v = ctx.next();
    if (v === NULL) return -1;
    if (!PyLong_Check(v)) return raise(PyExc_TypeError, '* wants int');
    arg.width = PyLong_AsSsize_t(v);
    if (arg.width === -1 && PyErr_Occurred() !== NULL) return -1;
    if (arg.width < 0) {
      arg.flags |= F_LJUST;
      arg.width = -arg.width;
    }
    at++;
  } else if (c >= 48 && c <= 57) {
    arg.width = 0;
    let exact = 0n;
    for (; at < n && (c = textAt(text, at)) >= 48 && c <= 57; at++) {
      if (arg.width > 1e14) {
        exact = (exact === 0n ? BigInt(arg.width) : exact) * 10n + BigInt(c - 48);
        if (exact >= 1n << 63n) return raise(PyExc_ValueError, 'width too big');
        arg.width = Number(exact);
      } else arg.width = arg.width * 10 + c - 48;
    }
  }
  if (at < n && textAt(text, at) === 46) {
    arg.prec = 0;
    at++;
    c = at < n ? textAt(text, at) : 0;
    if (c === 42) {
      const v = ctx.next();
      if (v === NULL) return -1;
      if (!PyLong_Check(v)) return raise(PyExc_TypeError, '* wants int');
      arg.prec = PyLong_AsInt(v);
      if (arg.prec === -1 && PyErr_Occurred() !== NULL) return -1;
      if (arg.prec < 0) arg.prec = 0;
      at++;
    } else {
      for (; at < n && (c = textAt(text, at)) >= 48 && c <= 57; at++) {
        if (arg.prec > (INT_MAX - (c - 48)) / 10) return raise(PyExc_ValueError, 'precision too big');
        arg.prec = arg.prec * 10 + c - 48;
      }
    }
  }
  if (at < n) {
    c = textAt(text, at);
    if (c === 104 || c === 108 || c === 76) at++;
  }
  if (at >= n) return raise(PyExc_ValueError, 'incomplete format');
  arg.ch = textAt(text, at);
  return at + 1;
}
function raise(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}

/** Digits of an int for `%d`, `%o`, `%x`, `%X`; null with an exception. CPython: _PyUnicode_FormatLong() */
export function formatLong(value: PyObject, alt: boolean, prec: number, ch: number): string | null {
  if (prec > INT_MAX - 3) {
    PyErr_SetString(PyExc_OverflowError, 'precision too large');
    return null;
  }
  const base = ch === 111 ? 8 : ch === 120 || ch === 88 ? 16 : 10;
  const result = base === 10 ? PyNumber_ToBase(value, 10) : PyNumber_ToBase(value, base);
  if (result === NULL) return null;
  let digits = _PyUnicode_TEXT(result) as string;
  Py_DECREF(result);
  let sign = '', prefix = '';
  if (digits.startsWith('-')) {
    sign = '-';
    digits = digits.slice(1);
  }
  if (base !== 10) {
    prefix = alt ? digits.slice(0, 2) : '';
    digits = digits.slice(2);
  }
  if (prec > digits.length) {
    if (prec > 0x1fffff00) {
      PyErr_NoMemory();
      return null;
    }
    digits = '0'.repeat(prec - digits.length) + digits;
  }
  const text = sign + prefix + digits;
  return ch === 88 ? text.toUpperCase() : text;
}
/** Text of an integer format code applied to any number; null with an exception. CPython: mainformatlong() */
export function mainformatlong(v: PyObject, arg: FormatArg): string | null {
  const ch = arg.ch === 117 || arg.ch === 105 ? 100 : arg.ch, wantsIndex = ch !== 100;
  let number: New | NULL = NULL;
  if (PyLong_Check(v)) number = Py_NewRef(v);
  else if (PyNumber_Check(v)) {
    number = wantsIndex ? PyNumber_Index(v) : PyNumber_Long(v);
    if (number === NULL) {
      if (!PyErr_ExceptionMatches(PyExc_TypeError)) return null;
      PyErr_Clear();
    }
  }
  if (number === NULL) {
    PyErr_SetString(PyExc_TypeError, `%${String.fromCharCode(arg.ch)} format: ${wantsIndex ? 'an integer is required' : 'a real number is required'}, not ${typeName(v)}`);
    return null;
  }
  const text = formatLong(number, (arg.flags & F_ALT) !== 0, arg.prec, ch);
  Py_DECREF(number);
  return text;
}
/** Text of a float format code; null with an exception. CPython: formatfloat() */
export function formatfloat(v: PyObject, arg: FormatArg): string | null {
  const x = PyFloat_AsDouble(v);
  if (x === -1 && PyErr_Occurred() !== NULL) return null;
  return PyOS_double_to_string(x, String.fromCharCode(arg.ch), arg.prec < 0 ? 6 : arg.prec, (arg.flags & F_ALT) !== 0 ? Py_DTSF_ALT : 0);
}
/** The character of `%c`, -1 with an exception. CPython: formatchar() */
function formatchar(v: PyObject): number {
  if (PyUnicode_Check(v)) {
    return PyUnicode_GET_LENGTH(v) === 1 ? PyUnicode_READ_CHAR(v, 0) : raise(PyExc_TypeError, '%c requires int or char');
  }
  const number = PyLong_Check(v) ? Py_NewRef(v) : PyNumber_Index(v);
  if (number === NULL) return PyErr_ExceptionMatches(PyExc_TypeError) ? raise(PyExc_TypeError, '%c requires int or char') : -1;
  const ch = PyLong_AsNumberSaturating(number);
  Py_DECREF(number);
  return ch < 0 || ch > 0x10ffff ? raise(PyExc_OverflowError, '%c arg not in range(0x110000)') : ch;
}

/** Writes a formatted piece with its padding. CPython: unicode_format_arg_output() */
export function writeFormatted(out: {write(text: PyText): void}, text: PyText, arg: FormatArg, fill: string): boolean {
  let length = text.length, start = 0, width = arg.width, signchar = '';
  const {flags, ch} = arg, prefixed = (flags & F_ALT) !== 0 && (ch === 120 || ch === 88 || ch === 111);
  if (arg.prec >= 0 && length > arg.prec && (ch === 115 || ch === 114 || ch === 97 || ch === 98)) length = arg.prec;
  if (arg.sign) {
    const first = textAt(text, 0);
    if (first === 45 || first === 43) {
      signchar = String.fromCharCode(first);
      length--;
      start++;
    } else if ((flags & F_SIGN) !== 0) signchar = '+';
    else if ((flags & F_BLANK) !== 0) signchar = ' ';
  }
  if (width < length) width = length;
  if (width > 0x1fffff00) {
    PyErr_NoMemory();
    return false;
  }
  if (signchar !== '') {
    if (fill !== ' ') out.write(signchar);
    if (width > length) width--;
  }
  const prefixAt = start;
  if (prefixed) {
    if (fill !== ' ') out.write(textSlice(text, start, start + 2));
    start += 2;
    width -= 2;
    if (width < 0) width = 0;
    length -= 2;
  }
  if (width > length && (flags & F_LJUST) === 0) {
    out.write(textRepeat(fill, width - length));
    width = length;
  }
  if (fill === ' ') {
    if (signchar !== '') out.write(signchar);
    if (prefixed) out.write(textSlice(text, prefixAt, prefixAt + 2));
  }
  if (length > 0) out.write(start === 0 && length === text.length ? text : textSlice(text, start, start + length));
  if (width > length) out.write(' '.repeat(width - length));
  return true;
}

/** What an argument becomes: text, and the fill of its padding. null with an exception. CPython: unicode_format_arg_format() */
function formatOne(v: PyObject, arg: FormatArg, at: number): PyText | null {
  switch (arg.ch) {
    case 115: case 114: case 97: {
      const temp = PyUnicode_CheckExact(v) && arg.ch === 115 ? Py_NewRef(v) : arg.ch === 115 ? PyObject_Str(v) : arg.ch === 114 ? PyObject_Repr(v) : PyObject_ASCII(v);
      if (temp === NULL) return null;
      const text = _PyUnicode_TEXT(temp);
      Py_DECREF(temp);
      return text;
    }
    case 105: case 100: case 117: case 111: case 120: case 88:
      arg.sign = true;
      return mainformatlong(v, arg);
    case 101: case 69: case 102: case 70: case 103: case 71:
      arg.sign = true;
      return formatfloat(v, arg);
    case 99: {
      const ch = formatchar(v);
      return ch < 0 ? null : textOfChar(ch);
    }
    default: {
      const shown = arg.ch >= 31 && arg.ch < 126 ? String.fromCharCode(arg.ch) : '?';
      PyErr_SetString(PyExc_ValueError, `unsupported format character '${shown}' (0x${arg.ch.toString(16)}) at index ${at}`);
      return null;
    }
  }
}
const isText = (args: PyObject): boolean => PyUnicode_Check(args);

/** format % args. @raises TypeError, ValueError, OverflowError. escapes. CPython: PyUnicode_Format() */
export function PyUnicode_Format(format: PyObject, args: PyObject): New | NULL {
  const text = _PyUnicode_TEXT(format), n = text.length, out = new _PyUnicodeWriter(), ctx = new FormatArgs(args, isText);
  const getKey = (start: number, end: number): New | NULL => {
    const key = PyUnicode_FromText(textSlice(text, start, end));
    if (key === NULL) return NULL;
    const value = PyObject_GetItem(ctx.dict as PyObject, key);
    Py_DECREF(key);
    return value;
  };
  let ok = true, only: PyObject | NULL = NULL;
  for (let at = 0; ok && at < n;) {
    const percent = textFind(text, '%', at, n), end = percent < 0 ? n : percent;
    if (end > at) out.write(textSlice(text, at, end));
    if (percent < 0) break;
    if (percent + 1 < n && textAt(text, percent + 1) === 37) {
      out.writeASCII('%');
      at = percent + 2;
      continue;
    }
    const arg = new FormatArg();
    at = parseFormatArg(text, percent + 1, ctx, arg, getKey);
    if (at < 0) ok = false;
    else {
      const v = ctx.next(), piece = v === NULL ? null : formatOne(v, arg, at - 1);
      // an argument that is all there is to the result is the result
      only = v !== NULL && out.length === 0 && arg.ch === 115 && PyUnicode_CheckExact(v) ? v : NULL;
      const fill = (arg.flags & F_ZERO) !== 0 && arg.sign ? '0' : ' ';
      ok = piece !== null && writeFormatted(out, piece, arg, fill);
      if (ok && ctx.dict !== NULL && ctx.index < ctx.length) ok = raise(PyExc_TypeError, 'not all arguments converted during string formatting') > 0;
    }
  }
  if (ok && ctx.index < ctx.length && ctx.dict === NULL) ok = raise(PyExc_TypeError, 'not all arguments converted during string formatting') > 0;
  let result: New | NULL = NULL;
  if (ok) {
    if (only === NULL && n > 0 && out.isOnly(text)) only = format;
    result = only !== NULL && out.isOnly(_PyUnicode_TEXT(only)) ? Py_NewRef(only) : out.finish();
  }
  ctx.release();
  return result;
}

function unicode_format(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return do_string_format(self, new FieldSource(args, nargs, kwnames, NULL));
}
function unicode_format_map(self: PyObject, mapping: PyObject): New | NULL {
  return do_string_format(self, new FieldSource(0, -1, NULL, mapping));
}
function unicode___format__(self: PyObject, format_spec: PyObject): New | NULL {
  if (!PyUnicode_Check(format_spec)) return _PyArg_BadArgument('__format__', 'argument', 'str', format_spec);
  if (PyUnicode_GET_LENGTH(format_spec) === 0) return PyUnicode_CheckExact(self) ? unicode_result_unchanged(self) : PyObject_Str(self);
  return _PyUnicode_FormatAdvanced(self, format_spec);
}
export const FORMAT_METHODS: readonly PyMethodDef[] = [
  rawMethod('format', '($self, /, *args, **kwargs)', unicode_format, 'Return a copy in which fields in braces are filled with the arguments.'),
  method('format_map', '($self, mapping, /)', unicode_format_map, 'Return a copy in which fields in braces are filled with items of the mapping.'),
  method('__format__', '($self, format_spec, /)', unicode___format__, 'Return the string formatted as format_spec says.'),
];
