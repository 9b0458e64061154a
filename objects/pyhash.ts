/** Hashes of numbers and addresses, and the secret that hashes of text are keyed with. CPython: Python/pyhash.c, Python/bootstrap_hash.c */
import {H, _PyRuntime} from '../runtime/current';
import {HASH_HI} from '../runtime/generated/static-addresses';
import type {PyObject} from '../runtime/types';
import {bigintHash} from './longobject';
import {decompose} from './pystrtod';

// Include/cpython/pyhash.h
export const _PyHASH_BITS = 61, _PyHASH_INF = 314159, _PyHASH_IMAG = 1000003;
const MODULUS = (1n << 61n) - 1n;

/** Sets both halves of a hash that fits in 32 bits. */
function small(n: number): number {
  H[HASH_HI] = n < 0 ? -1 : 0;
  return n;
}
/** Hash of a double; that of a NaN is its object's. Lower half returned, upper half in H[HASH_HI]. CPython: _Py_HashDouble() */
export function _Py_HashDouble(inst: PyObject, v: number): number {
  if (v !== v) return _Py_HashPointer(inst);
  if (Number.isSafeInteger(v)) {
    if (v === -1) return small(-2);
    H[HASH_HI] = Math.floor(v / 4294967296);
    return v | 0;
  }
  if (v === Infinity) return small(_PyHASH_INF);
  if (v === -Infinity) return small(-_PyHASH_INF);
  const {mantissa, exponent} = decompose(Math.abs(v));
  // 2**61 is 1 modulo 2**61 - 1: a power of two is a rotation
  const turn = BigInt(((exponent % 61) + 61) % 61);
  const x = ((mantissa << turn) & MODULUS) | (mantissa >> (61n - turn));
  return bigintHash(v < 0 ? -x : x);
}
/** The same for a pointer of C, which may have 64 bits. CPython: Py_HashPointer() */
export function Py_HashPointer(ptr: bigint): number {
  const hash = ((ptr >> 4n) | (ptr << 60n)) & 0xffffffffffffffffn, signed = hash === 0xffffffffffffffffn ? hash - 1n : hash;
  H[HASH_HI] = Number(signed >> 32n) | 0;
  return Number(signed & 0xffffffffn) | 0;
}
/** Hash of an address: its low four bits, which are always the same, go to the top. CPython: _Py_HashPointer() */
export function _Py_HashPointer(address: number): number {
  const bytes = address * 4;
  H[HASH_HI] = (bytes & 15) << 28;
  return bytes >>> 4;
}

/** The bytes that a seed stands for. CPython: Python/bootstrap_hash.c lcg_urandom() */
export function lcg_urandom(seed: number, buffer: Uint8Array): void {
  let x = seed >>> 0;
  for (let i = 0; i < buffer.length; i++) {
    x = (Math.imul(x, 214013) + 2531011) >>> 0;
    buffer[i] = (x >>> 16) & 255;
  }
}
/** Sets the hash secret of the current runtime: from PYTHONHASHSEED, or random when it is null. CPython: _Py_HashRandomization_Init() */
export function _Py_HashRandomization_Init(seed: number | null): void {
  const secret = _PyRuntime.hashSecret;
  if (seed === null) _PyRuntime.host.urandom(secret);
  else if (seed === 0) secret.fill(0);
  else lcg_urandom(seed, secret);
}

/** Whether a function that answers with a hash failed: both halves are -1, which no hash is. `lo` is what it returned. */
export function hashFailed(lo: number): boolean {
  return lo === -1 && H[HASH_HI] === -1;
}
