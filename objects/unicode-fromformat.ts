/** Text from a format of C. CPython: Objects/unicodeobject.c PyUnicode_FromFormatV() */
import {PyType_Check, PyUnicode_GET_LENGTH, Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject} from '../runtime/types';
import {PyErr_Format, PyErr_SetString} from './errors';
import {PyObject_ASCII, PyObject_Repr, PyObject_Str} from './object';
import {PyType_GetFullyQualifiedName, _PyType_GetFullyQualifiedName} from './typeobject-attributes';
import {PyUnicode_DecodeUTF8} from './unicode-codecs';
import {PyUnicode_FromString, PyUnicode_Substring, _PyUnicodeWriter, _PyUnicode_TEXT} from './unicodeobject';

/** What follows a format: an int of C, an object, a text of C (UTF-8 bytes up to a NUL, or their text). */
export type FormatArgument = number | bigint | string | Uint8Array | null;

/** Flags, width and precision of one conversion; -1 is none. */
interface Conversion { left: boolean; zero: boolean; alternative: boolean; width: number; precision: number; size: string; at: number }
const SIZES: readonly string[] = ['ll', 'l', 'z', 't', 'j'];

/** One run over a format. False from a method means that an exception is set. */
class FormatRun {
  readonly out = new _PyUnicodeWriter();
  private next = 0;
  constructor(private readonly format: string, private readonly args: readonly FormatArgument[]) {}

  private arg(): FormatArgument {
    return this.args[this.next++] ?? null;
  }
  private int(): bigint {
    const value = this.arg();
    return BigInt((value ?? 0) as number | bigint);
  }
  /** A number of the format at a place; null with ValueError. */
  private number(c: Conversion, what: string): number | null {
    let value = 0;
    for (; /[0-9]/.test(this.format.charAt(c.at)); c.at++) {
      value = value * 10 + Number(this.format.charAt(c.at));
      if (value <= PY_SSIZE_T_MAX) continue;
      PyErr_SetString(PyExc_ValueError, `${what} too big`);
      return null;
    }
    return value;
  }
  private parse(start: number): Conversion | null {
    const {format} = this, c: Conversion = {left: false, zero: false, alternative: false, width: -1, precision: -1, size: '', at: start + 1};
    for (; '-0#'.includes(format.charAt(c.at) || '?'); c.at++) {
      if (format.charAt(c.at) === '-') c.left = true;
      else if (format.charAt(c.at) === '0') c.zero = true;
      else c.alternative = true;
    }
    if (format.charAt(c.at) === '*') {
      c.at++;
      c.width = Number(BigInt.asIntN(32, this.int()));
      if (c.width < 0) {
        c.left = true;
        c.width = -c.width;
      }
    } else if (/[0-9]/.test(format.charAt(c.at))) {
      const width = this.number(c, 'width');
      if (width === null) return null;
      c.width = width;
    }
    if (format.charAt(c.at) === '.') {
      c.at++;
      if (format.charAt(c.at) === '*') {
        c.at++;
        c.precision = Number(BigInt.asIntN(32, this.int()));
        if (c.precision < 0) c.precision = -2;
      } else if (/[0-9]/.test(format.charAt(c.at))) {
        const precision = this.number(c, 'precision');
        if (precision === null) return null;
        c.precision = precision;
      }
    }
    c.size = SIZES.find(size => format.startsWith(size, c.at)) ?? '';
    c.at += c.size.length;
    return c;
  }
  /** Writes one conversion; where the format goes on, -1 with an exception. CPython: unicode_fromformat_arg() */
  conversion(start: number): number {
    if (this.format.charAt(start + 1) === '%') {
      this.out.writeChar(37);
      return start + 2;
    }
    const c = this.parse(start);
    if (c === null) return -1;
    const letter = this.format.charAt(c.at);
    if (!this.isValid(letter, c)) {
      PyErr_SetString(PyExc_SystemError, `invalid format string: ${this.format.slice(start)}`);
      return -1;
    }
    return this.value(letter, c) ? c.at + 1 : -1;
  }
  private isValid(letter: string, c: Conversion): boolean {
    if (letter === '' || !'diouxXcpsVUSRATN'.includes(letter)) return false;
    if ('diouxX'.includes(letter)) return true;
    if ('cp'.includes(letter)) return c.size === '' && c.width < 0 && c.precision < 0;
    return c.size === '' || (c.size === 'l' && 'sV'.includes(letter));
  }
  private value(letter: string, c: Conversion): boolean {
    switch (letter) {
      case 'c': {
        const ordinal = Number(BigInt.asIntN(32, this.int()));
        if (ordinal >= 0 && ordinal <= 0x10ffff) {
          this.out.writeChar(ordinal);
          return true;
        }
        PyErr_SetString(PyExc_OverflowError, 'character argument not in range(0x110000)');
        return false;
      }
      case 'p':
        this.out.writeASCII(`0x${BigInt.asUintN(64, this.int()).toString(16)}`);
        return true;
      case 's': return this.cText(this.arg(), c);
      case 'V': {
        const obj = this.arg(), text = this.arg();
        return obj === null || obj === NULL ? this.cText(text, c) : this.str(Py_NewRef(obj as unknown as PyObject), c);
      }
      case 'U': return this.str(Py_NewRef(this.object()), c);
      case 'S': return this.str(PyObject_Str(this.object()), c);
      case 'R': return this.str(PyObject_Repr(this.object()), c);
      case 'A': return this.str(PyObject_ASCII(this.object()), c);
      case 'T': return this.typeName(Py_TYPE(this.object()), c);
      case 'N': {
        const type = this.object();
        if (PyType_Check(type)) return this.typeName(type, c);
        PyErr_SetString(PyExc_TypeError, '%N argument must be a type');
        return false;
      }
      default: return this.integer(letter, c);
    }
  }
  private object(): PyObject {
    return this.arg() as unknown as PyObject;
  }
  private typeName(type: PyObject, c: Conversion): boolean {
    return this.str(c.alternative ? _PyType_GetFullyQualifiedName(type, ':') : PyType_GetFullyQualifiedName(type), c);
  }
  private integer(letter: string, c: Conversion): boolean {
    const bits = c.size === '' ? 32 : 64, signed = letter === 'd' || letter === 'i', value = signed ? BigInt.asIntN(bits, this.int()) : BigInt.asUintN(bits, this.int());
    const text = (value < 0n ? -value : value).toString(letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10), digits = letter === 'X' ? text.toUpperCase() : text, sign = value < 0n ? 1 : 0;
    let precision = Math.max(c.precision, digits.length);
    const width = Math.max(c.width, precision + sign);
    if (c.zero && !c.left) precision = width - sign;
    const spaces = ' '.repeat(Math.max(width - precision - sign, 0)), number = `${sign === 1 ? '-' : ''}${digits.padStart(precision, '0')}`;
    this.out.writeASCII(c.left ? number + spaces : spaces + number);
    return true;
  }
  /** CPython: unicode_fromformat_write_cstr() */
  private cText(arg: FormatArgument, c: Conversion): boolean {
    if (typeof arg === 'string' && c.precision === -1) return this.str(PyUnicode_FromString(arg), c);
    let bytes = typeof arg === 'string' ? new TextEncoder().encode(arg) : (arg as Uint8Array);
    const end = bytes.indexOf(0);
    if (end >= 0) bytes = bytes.subarray(0, end);
    // the precision counts bytes, and -2 takes none away
    if (c.precision !== -1) bytes = bytes.subarray(0, Math.max(c.precision, 0));
    const whole: Conversion = {...c, precision: -1};
    return this.str(PyUnicode_DecodeUTF8(bytes, 'replace'), whole);
  }
  /** Writes a str, cut and padded. @steals op. CPython: unicode_fromformat_write_str() */
  private str(op: New | NULL, c: Conversion): boolean {
    if (op === NULL) return false;
    const whole = PyUnicode_GET_LENGTH(op), length = c.precision === -1 ? whole : Math.min(Math.max(c.precision, 0), whole), fill = ' '.repeat(Math.max(c.width - length, 0));
    const part = length === whole ? Py_NewRef(op) : PyUnicode_Substring(op, 0, length);
    Py_DECREF(op);
    if (part === NULL) return false;
    if (!c.left) this.out.writeASCII(fill);
    this.out.write(_PyUnicode_TEXT(part));
    if (c.left) this.out.writeASCII(fill);
    Py_DECREF(part);
    return true;
  }
}

/**
 * A str made as printf() would, with conversions for objects: %S str, %R repr, %A ascii, %U and %V a str, %T the type's name, %N a type's.
 * @raises SystemError for a conversion there is none of. escapes. CPython: PyUnicode_FromFormat()
 */
export function PyUnicode_FromFormat(format: string, ...args: readonly FormatArgument[]): New | NULL {
  const run = new FormatRun(format, args);
  for (let at = 0; at < format.length;) {
    const percent = format.indexOf('%', at), end = percent < 0 ? format.length : percent, plain = format.slice(at, end);
    const odd = /[^\x00-\x7f]/.exec(plain);
    if (odd !== null) return PyErr_Format(PyExc_ValueError, `PyUnicode_FromFormatV() expects an ASCII-encoded format string, got a non-ASCII byte: 0x${new TextEncoder().encode(odd[0])[0].toString(16)}`);
    run.out.writeASCII(plain);
    at = percent < 0 ? end : run.conversion(percent);
    if (at < 0) return NULL;
  }
  return run.out.finish();
}
