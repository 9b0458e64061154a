/** Bits of words. CPython: Include/internal/pycore_bitutils.h */

/** CPython: _Py_bswap16() */
export function _Py_bswap16(word: number): number {
  return ((word & 255) << 8) | ((word >>> 8) & 255);
}
/** CPython: _Py_bswap32() */
export function _Py_bswap32(word: number): number {
  return ((_Py_bswap16(word) << 16) | _Py_bswap16(word >>> 16)) >>> 0;
}
/** CPython: _Py_bswap64() */
export function _Py_bswap64(word: bigint): bigint {
  return (BigInt(_Py_bswap32(Number(word & 0xffffffffn))) << 32n) | BigInt(_Py_bswap32(Number((word >> 32n) & 0xffffffffn)));
}
/** How many bits are set. CPython: _Py_popcount32() */
export function _Py_popcount32(x: number): number {
  x -= (x >>> 1) & 0x55555555;
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  x = (x + (x >>> 4)) & 0x0f0f0f0f;
  return Math.imul(x, 0x01010101) >>> 24;
}
/** How many bits a word takes. CPython: _Py_bit_length() */
export function _Py_bit_length(x: number): number {
  return 32 - Math.clz32(x);
}
