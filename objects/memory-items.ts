/** Items of memory in the formats of single native characters. CPython: Objects/memoryobject.c unpack_single(), pack_single() */
import {U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyLong_Check, Py_BOOL} from '../runtime/generated/accessors';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble} from './floatobject';
import {PyExc_NotImplementedError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyNumber_Index} from './abstract-number';
import {bytesOfByte} from './bytesobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString} from './errors';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from './longobject';
import {PyObject_IsTrue} from './object';

/** Bytes of a native format character; undefined for others. CPython: get_native_fmtchar() */
const SIZES: Readonly<Record<string, number | undefined>> = {c: 1, b: 1, B: 1, '?': 1, h: 2, H: 2, i: 4, I: 4, l: 8, L: 8, q: 8, Q: 8, n: 8, N: 8, f: 4, d: 8, e: 2, P: 8};
const SIGNED = 'bhilqn';

/** The character of a native format (`B` for null); '' when it is none. */
export function nativeFormat(format: string | null): string {
  if (format === null) return 'B';
  const ch = format.startsWith('@') ? format.slice(1) : format;
  return ch.length === 1 && SIZES[ch] !== undefined ? ch : '';
}
/** Its size in bytes. */
export function nativeSize(ch: string): number {
  return SIZES[ch]!;
}
/** A half-precision number. */
export function unpackHalf(bits: number): number {
  const sign = bits >> 15 ? -1 : 1, exponent = (bits >> 10) & 31, fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 25) * (1024 + fraction);
}
/** The 16 bits of a number rounded half to even; -1 when it does not fit. */
export function packHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0, x = Math.abs(value);
  if (x !== x) return 0x7e00;
  if (x === Infinity) return sign | 0x7c00;
  if (x === 0) return sign;
  let exponent = Math.max(Math.floor(Math.log2(x)), -14);
  if (2 ** exponent > x && exponent > -14) exponent--;
  else if (2 ** (exponent + 1) <= x) exponent++;
  const scaled = x / 2 ** (exponent - 10), floor = Math.floor(scaled), rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && (floor & 1) === 1) ? floor + 1 : floor;
  const bits = exponent === -14 && rounded < 1024 ? rounded : ((exponent + 15) << 10) + rounded - 1024;
  return bits >= 0x7c00 ? -1 : sign | bits;
}
function readNumber(at: number, size: number, signed: boolean): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + U8[at + i];
  const limit = 2 ** (8 * size - 1);
  return signed && value >= limit ? value - 2 * limit : value;
}
/** A 64-bit integer as int object. */
function read64(at: number, signed: boolean): New | NULL {
  const low = readNumber(at, 4, false), high = readNumber(at + 4, 4, signed);
  if (high >= -0x200000 && high < 0x200000) return PyLong_FromNumber(high * 4294967296 + low);
  return PyLong_FromBigInt((BigInt(high) << 32n) + BigInt(low));
}
/** The object an item stands for. @raises NotImplementedError. CPython: unpack_single() */
export function unpack_single(at: number, format: string): New | NULL {
  switch (format) {
    case 'B': return PyLong_FromNumber(U8[at]);
    case 'b': case 'h': case 'i': return PyLong_FromNumber(readNumber(at, SIZES[format]!, true));
    case 'H': case 'I': return PyLong_FromNumber(readNumber(at, SIZES[format]!, false));
    case 'l': case 'q': case 'n': return read64(at, true);
    case 'L': case 'Q': case 'N': case 'P': return read64(at, false);
    case '?': return Py_BOOL(U8[at] !== 0) as New;
    case 'c': return bytesOfByte(U8[at]);
    case 'f': case 'd': case 'e': return PyFloat_FromDouble(readFloat(at, format));
    default: return PyErr_SetString(PyExc_NotImplementedError, `memoryview: format ${format} not supported`);
  }
}
/** A floating-point item. */
export function readFloat(at: number, format: string): number {
  if (format === 'e') return unpackHalf(readNumber(at, 2, false));
  const view = new DataView(U8.buffer, at, SIZES[format]!);
  return format === 'f' ? view.getFloat32(0, true) : view.getFloat64(0, true);
}
/** Writes a floating-point item; false when it does not fit. */
export function writeFloat(at: number, format: string, value: number): boolean {
  if (format === 'e') {
    const bits = packHalf(value);
    if (bits < 0) return false;
    U8[at] = bits & 255;
    U8[at + 1] = bits >> 8;
    return true;
  }
  const view = new DataView(U8.buffer, at, SIZES[format]!);
  if (format === 'd') view.setFloat64(0, value, true);
  else {
    if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) return false;
    view.setFloat32(0, value, true);
  }
  return true;
}
/** Writes the low bytes of an integer. */
export function writeInteger(at: number, size: number, value: bigint): void {
  for (let i = 0; i < size; i++) {
    U8[at + i] = Number(value & 255n);
    value >>= 8n;
  }
}
const invalidType = (format: string): -1 => fail(PyExc_TypeError, `memoryview: invalid type for format '${format}'`);
const invalidValue = (format: string): -1 => fail(PyExc_ValueError, `memoryview: invalid value for format '${format}'`);
function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
/** CPython: fix_error_int(), type_error_int() */
function fixError(format: string): -1 {
  if (PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Clear();
    return invalidType(format);
  }
  if (PyErr_ExceptionMatches(PyExc_OverflowError) || PyErr_ExceptionMatches(PyExc_ValueError)) {
    PyErr_Clear();
    return invalidValue(format);
  }
  return -1;
}
/** Writes an object as an item; `released` is asked after Python code ran. 0, or -1 with an exception. escapes. CPython: pack_single() */
export function pack_single(at: number, item: PyObject, format: string, released: () => boolean): number {
  switch (format) {
    case 'b': case 'B': case 'h': case 'H': case 'i': case 'I': case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'P': {
      const number = PyLong_Check(item) ? Py_NewRef(item) : PyNumber_Index(item);
      if (number === NULL) return fixError(format);
      const value = PyLong_AsBigInt(number), size = SIZES[format]!, bits = BigInt(8 * size), signed = SIGNED.includes(format);
      Py_DECREF(number);
      const low = signed ? -(1n << (bits - 1n)) : 0n, high = signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
      if (value < low || value > high) return invalidValue(format);
      if (released()) return -1;
      writeInteger(at, size, value);
      return 0;
    }
    case 'f': case 'd': case 'e': {
      const value = PyFloat_AsDouble(item);
      if (value === -1 && PyErr_Occurred() !== NULL) return PyFloat_Check(item) ? -1 : fixError(format);
      if (released()) return -1;
      return writeFloat(at, format, value) ? 0 : format === 'e' ? invalidValue(format) : storeInfinity(at, value);
    }
    case '?': {
      const truth = PyObject_IsTrue(item);
      if (truth < 0) return -1;
      if (released()) return -1;
      U8[at] = truth;
      return 0;
    }
    case 'c':
      if (!PyBytes_Check(item)) return invalidType(format);
      if (PyBytes_GET_SIZE(item) !== 1) return invalidValue(format);
      U8[at] = U8[PyBytes_AS_STRING(item)];
      return 0;
    default:
      return fail(PyExc_NotImplementedError, `memoryview: format ${format} not supported`);
  }
}
/** A double too large for a C float becomes infinite. */
function storeInfinity(at: number, value: number): 0 {
  writeFloat(at, 'f', value > 0 ? Infinity : -Infinity);
  return 0;
}
