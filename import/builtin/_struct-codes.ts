/** Format codes of struct: sizes, packing, unpacking. CPython: Modules/_struct.c, lookup tables */
import {halfBits, halfValue} from '../../objects/floatobject-pack';
import {_PyNumber_Index} from '../../objects/abstract-number';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_IsTrue} from '../../objects/object';
import {F, U8} from '../../runtime/current';
import {PyByteArray_AS_STRING, PyByteArray_CheckExact, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyLong_Check, PyLong_CheckExact, Py_BOOL, _PyLong_CompactValue, _PyLong_IsCompact} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';

/** One code of a compiled format: `repeat` items of `size` bytes from `offset` on. */
export interface FormatCode { readonly char: string; readonly size: number; readonly offset: number; readonly repeat: number; readonly kind: number; readonly unsigned: boolean }
const UNSIGNED = 'BHILQN';
/** Kinds of codes: ints of up to four bytes, ints of eight and doubles have short ways. */
const SHORT_INT = 1, DOUBLE = 2, LONG_INT = 3, OTHER = 0;
function newCode(char: string, size: number, offset: number, repeat: number): FormatCode {
  const kind = 'bBhHiIlLqQnN'.includes(char) ? (size === 8 ? LONG_INT : SHORT_INT) : char === 'd' ? DOUBLE : OTHER;
  return {char, size, offset, repeat, kind, unsigned: UNSIGNED.includes(char)};
}
/** A compiled format. CPython: PyStructObject */
export class StructData {
  constructor(readonly format: string, readonly native: boolean, readonly little: boolean, readonly codes: readonly FormatCode[], readonly size: number, readonly len: number) {}
}

const NATIVE: Readonly<Record<string, number>> = {x: 1, b: 1, B: 1, c: 1, s: 1, p: 1, h: 2, H: 2, i: 4, I: 4, l: 8, L: 8, n: 8, N: 8, q: 8, Q: 8, '?': 1, e: 2, f: 4, d: 8, P: 8};
const STANDARD: Readonly<Record<string, number>> = {x: 1, b: 1, B: 1, c: 1, s: 1, p: 1, h: 2, H: 2, i: 4, I: 4, l: 4, L: 4, q: 8, Q: 8, '?': 1, e: 2, f: 4, d: 8};

/** Compiles a format; null with struct.error. CPython: prepare_s() */
export function compileFormat(format: string, error: PyObject): StructData | null {
  const fail = (message: string): null => {
    PyErr_SetString(error, message);
    return null;
  };
  if (format.includes('\0')) return fail('embedded null character');
  let at = 0, native = true, little = true;
  if ('<>!=@'.includes(format[0] ?? ' ')) {
    native = format[0] === '@';
    little = !'>!'.includes(format[0]);
    at = 1;
  }
  const table = native ? NATIVE : STANDARD, codes: FormatCode[] = [];
  let size = 0, len = 0;
  while (at < format.length) {
    let c = format[at++];
    if (/\s/.test(c)) continue;
    let repeat = 1;
    if (c >= '0' && c <= '9') {
      let digits = c;
      while (at < format.length && format[at] >= '0' && format[at] <= '9') digits += format[at++];
      if (BigInt(digits) > 9223372036854775807n) return fail('total struct size too long');
      repeat = Number(digits);
      if (at >= format.length) return fail('repeat count given without format specifier');
      c = format[at++];
    }
    const width = table[c];
    if (width === undefined) return fail('bad char in struct format');
    if (native && width > 1) size = Math.ceil(size / width) * width;
    if (c === 's' || c === 'p') {
      codes.push(newCode(c, repeat, size, 1));
      len++;
    } else if (c !== 'x' && repeat > 0) {
      codes.push(newCode(c, width, size, repeat));
      len += repeat;
    }
    size += repeat * width;
    if (size >= 9223372036854775807) return fail('total struct size too long');
  }
  return new StructData(format, native, little, codes, size, len);
}

// ---- packing ----

/** An int for an item, or null with struct.error. escapes. CPython: get_pylong() */
function integer(v: PyObject, error: PyObject): bigint | null {
  if (PyLong_Check(v)) return PyLong_AsBigInt(v);
  const index = _PyNumber_Index(v);
  if (index === NULL) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) PyErr_SetString(error, 'required argument is not an integer');
    return null;
  }
  const value = PyLong_AsBigInt(index);
  Py_DECREF(index);
  return value;
}
/** Packs an int of one digit when it fits; false when packInteger() has to tell more. */
function packCompact(out: Uint8Array, at: number, data: StructData, code: FormatCode, v: PyObject): boolean {
  const {size} = code, value = _PyLong_CompactValue(v);
  if (code.unsigned) {
    if (value < 0 || (size < 4 && value >>> (8 * size) !== 0)) return false;
  } else if (size < 4) {
    const limit = 1 << (8 * size - 1);
    if (value < -limit || value >= limit) return false;
  }
  if (data.little) for (let i = 0, bits = value; i < size; i++, bits >>= 8) out[at + i] = bits;
  else for (let i = size - 1, bits = value; i >= 0; i--, bits >>= 8) out[at + i] = bits;
  return true;
}
/** A view of bytes for numbers that need one. */
function viewOf(out: Uint8Array): DataView {
  return new DataView(out.buffer, out.byteOffset, out.byteLength);
}
function packInteger(out: Uint8Array, at: number, data: StructData, code: FormatCode, v: PyObject, error: PyObject): boolean {
  const value = integer(v, error);
  if (value === null) return false;
  const bits = code.size * 8;
  if (code.char === 'P') {
    if (value < -(1n << 63n) || value >= 1n << 64n) {
      PyErr_SetString(error, 'int too large to convert');
      return false;
    }
  } else {
    const isUnsigned = UNSIGNED.includes(code.char), max = (1n << BigInt(isUnsigned ? bits : bits - 1)) - 1n, min = isUnsigned ? 0n : -max - 1n;
    if (value < min || value > max) {
      PyErr_Format(error, `'${code.char}' format requires ${min} <= number <= ${max}`);
      return false;
    }
  }
  const view = viewOf(out);
  switch (code.size) {
    case 1: view.setUint8(at, Number(value & 255n)); break;
    case 2: view.setUint16(at, Number(value & 0xffffn), data.little); break;
    case 4: view.setUint32(at, Number(value & 0xffffffffn), data.little); break;
    default: view.setBigUint64(at, BigInt.asUintN(64, value), data.little);
  }
  return true;
}
function packDouble(out: Uint8Array, at: number, data: StructData, code: FormatCode, v: PyObject, error: PyObject): boolean {
  const x = PyFloat_AsDouble(v);
  if (x === -1 && PyErr_Occurred() !== NULL) {
    PyErr_Clear();
    PyErr_SetString(error, 'required argument is not a float');
    return false;
  }
  // CPython: s_pack_internal()
  const tooLarge = (): false => {
    if (PyLong_Check(v)) PyErr_SetString(error, 'int too large to convert');
    else PyErr_SetString(PyExc_OverflowError, `float too large to pack with ${code.char} format`);
    return false;
  };
  const view = viewOf(out);
  if (code.char === 'd') view.setFloat64(at, x, data.little);
  else if (code.char === 'f') {
    const single = Math.fround(x);
    if (!data.native && Math.abs(single) === Infinity && Number.isFinite(x)) return tooLarge();
    view.setFloat32(at, single, data.little);
  } else {
    const bits = halfBits(x);
    if (bits === null) return tooLarge();
    view.setUint16(at, bits, data.little);
  }
  return true;
}
/** The bytes of a bytes or bytearray argument, or null. */
function bytesArgument(v: PyObject): Uint8Array | null {
  if (PyBytes_Check(v)) return U8.subarray(PyBytes_AS_STRING(v), PyBytes_AS_STRING(v) + PyBytes_GET_SIZE(v));
  if (PyByteArray_CheckExact(v)) return U8.subarray(PyByteArray_AS_STRING(v), PyByteArray_AS_STRING(v) + PyByteArray_GET_SIZE(v));
  return null;
}
function packBytes(out: Uint8Array, at: number, code: FormatCode, v: PyObject, error: PyObject): boolean {
  const bytes = bytesArgument(v);
  if (bytes === null) {
    PyErr_SetString(error, `argument for '${code.char}' must be a bytes object`);
    return false;
  }
  if (code.char === 's') out.set(bytes.subarray(0, code.size), at);
  else if (code.size > 0) {
    const n = Math.min(bytes.length, code.size - 1);
    out.set(bytes.subarray(0, n), at + 1);
    out[at] = Math.min(n, 255);
  }
  return true;
}
/** Packs one value; false with an exception. escapes */
export function packItem(out: Uint8Array, at: number, data: StructData, code: FormatCode, v: PyObject, error: PyObject): boolean {
  if ((code.kind === SHORT_INT || code.kind === LONG_INT) && PyLong_CheckExact(v) && _PyLong_IsCompact(v) && packCompact(out, at, data, code, v)) return true;
  switch (code.char) {
    case 's': case 'p': return packBytes(out, at, code, v, error);
    case 'c':
      if (!PyBytes_Check(v) || PyBytes_GET_SIZE(v) !== 1) {
        PyErr_SetString(error, 'char format requires a bytes object of length 1');
        return false;
      }
      out[at] = U8[PyBytes_AS_STRING(v)];
      return true;
    case '?': {
      const ok = PyObject_IsTrue(v);
      if (ok < 0) return false;
      out[at] = ok;
      return true;
    }
    case 'e': case 'f': case 'd': return packDouble(out, at, data, code, v, error);
    default: return packInteger(out, at, data, code, v, error);
  }
}
/** An int of up to four bytes of the heap. */
function unpackShortInt(at: number, little: boolean, size: number, isUnsigned: boolean): New | NULL {
  let value = 0;
  if (little) for (let i = at + size - 1; i >= at; i--) value = (value << 8) | U8[i];
  else for (let i = at; i < at + size; i++) value = (value << 8) | U8[i];
  if (isUnsigned) return PyLong_FromNumber(value >>> 0);
  const rest = 32 - 8 * size;
  return PyLong_FromNumber((value << rest) >> rest);
}
/** Unpacks one value from a byte address in the heap. CPython: the functions nu_*, lu_*, bu_* */
export function unpackItem(at: number, data: StructData, code: FormatCode): New | NULL {
  const {size} = code;
  if (code.kind === SHORT_INT) return unpackShortInt(at, data.little, size, code.unsigned);
  if (code.kind === DOUBLE && data.little && (at & 7) === 0) return PyFloat_FromDouble(F[at >> 3]);
  switch (code.char) {
    case 's': return PyBytes_FromUint8Array(U8.slice(at, at + size));
    case 'p': return PyBytes_FromUint8Array(size === 0 ? new Uint8Array(0) : U8.slice(at + 1, at + 1 + Math.min(U8[at], size - 1)));
    case 'c': return PyBytes_FromUint8Array(U8.slice(at, at + 1));
    case '?': return Py_NewRef(Py_BOOL(U8[at] !== 0));
    default: break;
  }
  const view = new DataView(U8.buffer, at, size);
  switch (code.char) {
    case 'e': return PyFloat_FromDouble(halfValue(view.getUint16(0, data.little)));
    case 'f': return PyFloat_FromDouble(view.getFloat32(0, data.little));
    case 'd': return PyFloat_FromDouble(view.getFloat64(0, data.little));
    default: break;
  }
  const isUnsigned = UNSIGNED.includes(code.char) || code.char === 'P', high = view.getInt32(data.little ? 4 : 0, data.little), low = view.getUint32(data.little ? 0 : 4, data.little);
  if (high >= -0x100000 && high < 0x100000 && (high >= 0 || !isUnsigned)) return PyLong_FromNumber(high * 4294967296 + low);
  return PyLong_FromBigInt(isUnsigned ? view.getBigUint64(0, data.little) : view.getBigInt64(0, data.little));
}
