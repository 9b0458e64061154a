/** Doubles as bytes: half, single and double precision. CPython: Objects/floatobject.c PyFloat_Pack2() to PyFloat_Unpack8() */
import {PyExc_OverflowError} from '../runtime/generated/static-addresses';
import {PyErr_SetString} from './errors';
import {signbit, signedNaN} from './pystrtod';

/** The bits of a half-precision number, or null when it is too large. */
export function halfBits(x: number): number | null {
  const sign = signbit(x) ? 0x8000 : 0, size = Math.abs(x);
  if (x !== x) return sign | 0x7e00;
  if (size === Infinity) return sign | 0x7c00;
  if (size === 0) return sign;
  const exponent = Math.max(Math.floor(Math.log2(size)), -14), unit = 2 ** (Math.max(exponent, -14) - 10);
  let n = Math.floor(size / unit);
  const rest = size / unit - n;
  if (rest > 0.5 || (rest === 0.5 && (n & 1) === 1)) n++;
  const bits = exponent === -14 && n < 1024 ? n : ((exponent + 15) << 10) + (n - 1024);
  return bits >= 0x7c00 ? null : sign | bits;
}
/** The value of the bits of a half-precision number. */
export function halfValue(bits: number): number {
  const sign = (bits & 0x8000) !== 0 ? -1 : 1, exponent = (bits >> 10) & 31, fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : signedNaN(sign < 0);
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
const viewOf = (p: Uint8Array): DataView => new DataView(p.buffer, p.byteOffset);
function tooLarge(format: string): -1 {
  PyErr_SetString(PyExc_OverflowError, `float too large to pack with ${format} format`);
  return -1;
}
/** Writes two bytes; -1 with OverflowError. CPython: PyFloat_Pack2() */
export function PyFloat_Pack2(x: number, p: Uint8Array, le: boolean): number {
  const bits = halfBits(x);
  if (bits === null) return tooLarge('e');
  viewOf(p).setUint16(0, bits, le);
  return 0;
}
/** Writes four bytes; -1 with OverflowError. CPython: PyFloat_Pack4() */
export function PyFloat_Pack4(x: number, p: Uint8Array, le: boolean): number {
  if (Math.abs(Math.fround(x)) === Infinity && Number.isFinite(x)) return tooLarge('f');
  viewOf(p).setFloat32(0, x, le);
  return 0;
}
/** Writes eight bytes; 0. CPython: PyFloat_Pack8() */
export function PyFloat_Pack8(x: number, p: Uint8Array, le: boolean): number {
  viewOf(p).setFloat64(0, x, le);
  return 0;
}
/** CPython: PyFloat_Unpack2() */
export function PyFloat_Unpack2(p: Uint8Array, le: boolean): number {
  return halfValue(viewOf(p).getUint16(0, le));
}
/** CPython: PyFloat_Unpack4() */
export function PyFloat_Unpack4(p: Uint8Array, le: boolean): number {
  return viewOf(p).getFloat32(0, le);
}
/** CPython: PyFloat_Unpack8() */
export function PyFloat_Unpack8(p: Uint8Array, le: boolean): number {
  return viewOf(p).getFloat64(0, le);
}
