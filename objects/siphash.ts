/** SipHash-1-3 keyed by the runtime's hash secret: the hash of str and bytes. CPython: Python/pyhash.c siphash13() */
import {H, U8, _PyRuntime} from '../runtime/current';
import {HASH_HI} from '../runtime/generated/static-addresses';
import type {PyText} from '../runtime/text';

/**
 * Hash of a row of bytes as CPython lays them out; lower half returned, upper half in H[HASH_HI]; 0 for no bytes, never -1.
 * With a text, its characters take `width` bytes each (1, 2 or 4); without one the bytes are those of the heap at byte address `at`.
 * CPython: Python/pyhash.c _Py_HashBytes()
 */
export function siphash13(text: PyText | null, width: number, at: number, nbytes: number): number {
  if (nbytes === 0) {
    H[HASH_HI] = 0;
    return 0;
  }
  const secret = _PyRuntime.hashSecret;
  const k0lo = secret[0] | (secret[1] << 8) | (secret[2] << 16) | (secret[3] << 24), k0hi = secret[4] | (secret[5] << 8) | (secret[6] << 16) | (secret[7] << 24);
  const k1lo = secret[8] | (secret[9] << 8) | (secret[10] << 16) | (secret[11] << 24), k1hi = secret[12] | (secret[13] << 8) | (secret[14] << 16) | (secret[15] << 24);
  let v0h = k0hi ^ 0x736f6d65, v0l = k0lo ^ 0x70736575, v1h = k1hi ^ 0x646f7261, v1l = k1lo ^ 0x6e646f6d;
  let v2h = k0hi ^ 0x6c796765, v2l = k0lo ^ 0x6e657261, v3h = k1hi ^ 0x74656462, v3l = k1lo ^ 0x79746573;
  const whole = nbytes & ~7;
  // one round for each eight bytes and for the tail with the length in its top byte, three to finish
  for (let i = 0, finish = 0; finish < 4; i += 8) {
    let ml = 0, mh = 0;
    if (i < whole) {
      if (text === null && (at & 3) === 0) {
        const word = (at + i) >> 2;
        ml = H[word];
        mh = H[word + 1];
      } else if (text === null) {
        ml = U8[at + i] | (U8[at + i + 1] << 8) | (U8[at + i + 2] << 16) | (U8[at + i + 3] << 24);
        mh = U8[at + i + 4] | (U8[at + i + 5] << 8) | (U8[at + i + 6] << 16) | (U8[at + i + 7] << 24);
      } else if (typeof text !== 'string') {
        ml = text[i >> 2] | 0;
        mh = text[(i >> 2) + 1] | 0;
      } else if (width === 1) {
        ml = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 8) | (text.charCodeAt(i + 2) << 16) | (text.charCodeAt(i + 3) << 24);
        mh = text.charCodeAt(i + 4) | (text.charCodeAt(i + 5) << 8) | (text.charCodeAt(i + 6) << 16) | (text.charCodeAt(i + 7) << 24);
      } else {
        const c = i >> 1;
        ml = text.charCodeAt(c) | (text.charCodeAt(c + 1) << 16);
        mh = text.charCodeAt(c + 2) | (text.charCodeAt(c + 3) << 16);
      }
    } else if (finish === 0) {
      mh = nbytes << 24;
      for (let k = nbytes - 1; k >= whole; k--) {
        let byte: number;
        if (text === null) byte = U8[at + k];
        else if (typeof text !== 'string') byte = (text[k >> 2] >> ((k & 3) << 3)) & 255;
        else if (width === 1) byte = text.charCodeAt(k);
        else byte = (text.charCodeAt(k >> 1) >> ((k & 1) << 3)) & 255;
        const bit = (k - whole) << 3;
        if (bit < 32) ml |= byte << bit;
        else mh |= byte << (bit - 32);
      }
      finish = 1;
    } else {
      if (finish === 1) v2l ^= 0xff;
      finish++;
    }
    v3l ^= ml;
    v3h ^= mh;
    let t: number;
    // half round (v0, v1, v2, v3, 13, 16)
    t = v0l + v1l | 0;
    v0h = v0h + v1h + (t >>> 0 < v0l >>> 0 ? 1 : 0) | 0;
    v0l = t;
    t = v2l + v3l | 0;
    v2h = v2h + v3h + (t >>> 0 < v2l >>> 0 ? 1 : 0) | 0;
    v2l = t;
    t = (v1l << 13 | v1h >>> 19) ^ v0l;
    v1h = (v1h << 13 | v1l >>> 19) ^ v0h;
    v1l = t;
    t = (v3l << 16 | v3h >>> 16) ^ v2l;
    v3h = (v3h << 16 | v3l >>> 16) ^ v2h;
    v3l = t;
    t = v0l;
    v0l = v0h;
    v0h = t;
    // half round (v2, v1, v0, v3, 17, 21)
    t = v2l + v1l | 0;
    v2h = v2h + v1h + (t >>> 0 < v2l >>> 0 ? 1 : 0) | 0;
    v2l = t;
    t = v0l + v3l | 0;
    v0h = v0h + v3h + (t >>> 0 < v0l >>> 0 ? 1 : 0) | 0;
    v0l = t;
    t = (v1l << 17 | v1h >>> 15) ^ v2l;
    v1h = (v1h << 17 | v1l >>> 15) ^ v2h;
    v1l = t;
    t = (v3l << 21 | v3h >>> 11) ^ v0l;
    v3h = (v3h << 21 | v3l >>> 11) ^ v0h;
    v3l = t;
    t = v2l;
    v2l = v2h;
    v2h = t;
    v0l ^= ml;
    v0h ^= mh;
  }
  const lo = v0l ^ v1l ^ v2l ^ v3l, hi = v0h ^ v1h ^ v2h ^ v3h;
  H[HASH_HI] = hi;
  return lo === -1 && hi === -1 ? -2 : lo;
}

/** SipHash-1-3 of bytes with a 64-bit key (and 0 for the other half), as eight little-endian bytes: what hash-based .pyc files hold. CPython: Python/pyhash.c _Py_KeyedHash() */
export function _Py_KeyedHash(key: bigint, data: Uint8Array): Uint8Array {
  const mask = (1n << 64n) - 1n, rotate = (x: bigint, n: bigint): bigint => ((x << n) | (x >> (64n - n))) & mask;
  let v0 = key ^ 0x736f6d6570736575n, v1 = 0x646f72616e646f6dn, v2 = key ^ 0x6c7967656e657261n, v3 = 0x7465646279746573n;
  const round = (): void => {
    v0 = (v0 + v1) & mask;
    v2 = (v2 + v3) & mask;
    v1 = rotate(v1, 13n) ^ v0;
    v3 = rotate(v3, 16n) ^ v2;
    v0 = rotate(v0, 32n);
    v2 = (v2 + v1) & mask;
    v0 = (v0 + v3) & mask;
    v1 = rotate(v1, 17n) ^ v2;
    v3 = rotate(v3, 21n) ^ v0;
    v2 = rotate(v2, 32n);
  };
  const view = new DataView(data.buffer, data.byteOffset, data.length), whole = data.length & ~7;
  for (let i = 0; i < whole; i += 8) {
    const m = view.getBigUint64(i, true);
    v3 ^= m;
    round();
    v0 ^= m;
  }
  let tail = BigInt(data.length & 255) << 56n;
  for (let i = whole; i < data.length; i++) tail |= BigInt(data[i]) << BigInt(8 * (i - whole));
  v3 ^= tail;
  round();
  v0 ^= tail;
  v2 ^= 0xffn;
  for (let i = 0; i < 3; i++) round();
  const result = new Uint8Array(8);
  new DataView(result.buffer).setBigUint64(0, v0 ^ v1 ^ v2 ^ v3, true);
  return result;
}
