/** Ints as C integers of any width, and as the interpreter stores small ones. CPython: Objects/longobject.c PyLong_AsNativeBytes() and on */
import {PyLong_Check, _PyLong_IsNegative} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_PyNumber_Index} from './abstract-number';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_SetString, typeName} from './errors';
import {PyLong_AsBigInt, _PyLong_NumBits} from './longobject';
import {_PyLong_FromByteArray} from './longobject-methods';

export const Py_ASNATIVEBYTES_DEFAULTS = -1, Py_ASNATIVEBYTES_BIG_ENDIAN = 0, Py_ASNATIVEBYTES_LITTLE_ENDIAN = 1, Py_ASNATIVEBYTES_NATIVE_ENDIAN = 3;
export const Py_ASNATIVEBYTES_UNSIGNED_BUFFER = 4, Py_ASNATIVEBYTES_REJECT_NEGATIVE = 8, Py_ASNATIVEBYTES_ALLOW_INDEX = 16;

/** Whether an int has one digit at most. CPython: PyUnstable_Long_IsCompact() */
export function PyUnstable_Long_IsCompact(op: PyObject): boolean {
  return _PyLong_NumBits(op) <= 30;
}
/** The value of a compact int. CPython: PyUnstable_Long_CompactValue() */
export function PyUnstable_Long_CompactValue(op: PyObject): number {
  return Number(PyLong_AsBigInt(op));
}
/** Whether flags ask for the least significant byte first; null with SystemError. CPython: _resolve_endianness() */
function isLittle(flags: number): boolean | null {
  const endianness = flags === -1 ? 3 : flags & 3;
  if (endianness !== 2) return endianness !== 0;
  PyErr_BadInternalCall('Objects/longobject.c:1080');
  return null;
}
/** Bytes that a value of 64 bits needs beside a buffer of `n`. */
function compactSize(value: bigint, n: number, unsigned: boolean): number {
  if (n <= 0 || n > 8) return 8;
  const limit = 1n << BigInt(8 * n - 1);
  if (value >= -limit && value < limit) return n;
  if (value > 0n && value < 2n * limit) return unsigned ? n : n + 1;
  return 8;
}
/** Writes the lowest bytes of an int into a buffer; how many the value needs, more than there are where it does not fit; -1 with an exception. escapes. CPython: PyLong_AsNativeBytes() */
export function PyLong_AsNativeBytes(vv: PyObject | NULL, buffer: Uint8Array, n: number, flags: number): number {
  if (vv === NULL || n < 0) {
    PyErr_BadInternalCall('Objects/longobject.c:1112');
    return -1;
  }
  const little = isLittle(flags), given = flags === -1 ? 0 : flags;
  if (little === null) return -1;
  if (PyLong_Check(vv)) return asNativeBytes(vv, buffer, n, flags, little);
  if ((given & Py_ASNATIVEBYTES_ALLOW_INDEX) === 0) {
    PyErr_Format(PyExc_TypeError, `expect int, got ${typeName(vv)}`);
    return -1;
  }
  const index = _PyNumber_Index(vv);
  if (index === NULL) return -1;
  const result = asNativeBytes(index, buffer, n, flags, little);
  Py_DECREF(index);
  return result;
}
function asNativeBytes(v: PyObject, buffer: Uint8Array, n: number, flags: number, little: boolean): number {
  const negative = _PyLong_IsNegative(v), value = PyLong_AsBigInt(v), unsigned = flags === -1 || (flags & Py_ASNATIVEBYTES_UNSIGNED_BUFFER) !== 0;
  if (negative && flags !== -1 && (flags & Py_ASNATIVEBYTES_REJECT_NEGATIVE) !== 0) {
    PyErr_SetString(PyExc_ValueError, 'Cannot convert negative int');
    return -1;
  }
  let rest = value;
  for (let i = 0; i < n; i++, rest >>= 8n) buffer[little ? i : n - 1 - i] = Number(rest & 255n);
  if (PyUnstable_Long_IsCompact(v)) return compactSize(value, n, unsigned);
  const bits = _PyLong_NumBits(v), size = (bits >> 3) + 1;
  // a whole number of bytes: the sign needs no byte of its own for -2**(8n - 1), nor where the buffer is read as unsigned
  if (n > 0 && size === n + 1 && (bits & 7) === 0 && (negative ? value === -(1n << BigInt(8 * n - 1)) : unsigned)) return n;
  return size;
}
/** An int from the first `n` bytes, signed unless the flags say otherwise; NULL with an exception. CPython: PyLong_FromNativeBytes() */
export function PyLong_FromNativeBytes(buffer: Uint8Array, n: number, flags: number): New | NULL {
  const little = isLittle(flags);
  return little === null ? NULL : _PyLong_FromByteArray(buffer.subarray(0, n), little, flags === -1 || (flags & Py_ASNATIVEBYTES_UNSIGNED_BUFFER) === 0);
}
/** An int from the first `n` bytes, never negative; NULL with an exception. CPython: PyLong_FromUnsignedNativeBytes() */
export function PyLong_FromUnsignedNativeBytes(buffer: Uint8Array, n: number, flags: number): New | NULL {
  const little = isLittle(flags);
  return little === null ? NULL : _PyLong_FromByteArray(buffer.subarray(0, n), little, false);
}
