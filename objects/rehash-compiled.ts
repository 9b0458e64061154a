/**
 * Putting the str keys of a boot image where the hash secret of this process wants them, for WebAssembly: objects/rehash.ts hands the work over, and does it
 * itself where there is none. Read by scripts/regen-rehash.ts in the subset that scripts/wasm-function.ts compiles; nobody imports it.
 */
import {H, U8} from '../runtime/current';

/** As in unicodeobject.ts. */
const HASH_KNOWN = 256;

/**
 * Hashes `n` str objects of one byte a character. Words from `rows` on: address, byte address of the text, number of bytes; the key of the hash is in the
 * four words before. CPython: Python/pyhash.c siphash13(), as in siphash.ts
 */
export function hashTexts(rows: number, n: number): number {
  const k0lo = H[rows - 4], k0hi = H[rows - 3], k1lo = H[rows - 2], k1hi = H[rows - 1];
  for (let row = rows, end = rows + n * 3; row < end; row += 3) {
    const op = H[row], at = H[row + 1], nbytes = H[row + 2], whole = nbytes & -8;
    let v0h = k0hi ^ 0x736f6d65, v0l = k0lo ^ 0x70736575, v1h = k1hi ^ 0x646f7261, v1l = k1lo ^ 0x6e646f6d;
    let v2h = k0hi ^ 0x6c796765, v2l = k0lo ^ 0x6e657261, v3h = k1hi ^ 0x74656462, v3l = k1lo ^ 0x79746573;
    let finish = nbytes === 0 ? 4 : 0;
    for (let i = 0; finish < 4; i += 8) {
      let ml = 0, mh = 0;
      if (i < whole) {
        ml = U8[at + i] | (U8[at + i + 1] << 8) | (U8[at + i + 2] << 16) | (U8[at + i + 3] << 24);
        mh = U8[at + i + 4] | (U8[at + i + 5] << 8) | (U8[at + i + 6] << 16) | (U8[at + i + 7] << 24);
      } else if (finish === 0) {
        mh = nbytes << 24;
        for (let k = whole; k < nbytes; k++) {
          const bit = (k - whole) << 3;
          if (bit < 32) ml = ml | (U8[at + k] << bit);
          else mh = mh | (U8[at + k] << (bit - 32));
        }
        finish = 1;
      } else {
        if (finish === 1) v2l = v2l ^ 0xff;
        finish = finish + 1;
      }
      v3l = v3l ^ ml;
      v3h = v3h ^ mh;
      let t = v0l + v1l | 0;
      v0h = v0h + v1h + ((t ^ -2147483648) < (v0l ^ -2147483648) ? 1 : 0) | 0;
      v0l = t;
      t = v2l + v3l | 0;
      v2h = v2h + v3h + ((t ^ -2147483648) < (v2l ^ -2147483648) ? 1 : 0) | 0;
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
      t = v2l + v1l | 0;
      v2h = v2h + v1h + ((t ^ -2147483648) < (v2l ^ -2147483648) ? 1 : 0) | 0;
      v2l = t;
      t = v0l + v3l | 0;
      v0h = v0h + v3h + ((t ^ -2147483648) < (v0l ^ -2147483648) ? 1 : 0) | 0;
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
      v0l = v0l ^ ml;
      v0h = v0h ^ mh;
    }
    let lo = 0, hi = 0;
    if (nbytes !== 0) {
      lo = v0l ^ v1l ^ v2l ^ v3l;
      hi = v0h ^ v1h ^ v2h ^ v3h;
      if ((lo & hi) === -1) lo = -2;
    }
    H[op + 6] = lo;
    H[op + 7] = hi;
    H[op + 8] = H[op + 8] | HASH_KNOWN;
  }
  return 0;
}

/** Fills the indices of `n` tables anew whose addresses are the words from `list` on; their keys are str objects whose hashes are known. CPython: build_indices_unicode() */
export function rehashTables(list: number, n: number): number {
  for (let k = 0; k < n; k++) {
    const dk = H[list + k], log2 = H[dk + 2], mask = (1 << log2) - 1, used = H[dk + 6], entries = dk + 8 + (1 << (H[dk + 3] - 2)), indices = (dk << 2) + 32;
    for (let at = dk + 8; at < entries; at++) H[at] = -1;
    for (let ix = 0; ix < used; ix++) {
      const key = H[entries + (ix << 2)];
      if (key !== 0) {
        let lo = H[key + 6], hi = H[key + 7], i = lo & mask, taken = 1;
        while (taken !== 0) {
          const slot = log2 < 8 ? U8[indices + i] : log2 < 16 ? U8[indices + (i << 1)] & U8[indices + (i << 1) + 1] : H[dk + 8 + i] === -1 ? 255 : 0;
          if (slot === 255) taken = 0;
          else {
            lo = (lo >>> 5) | (hi << 27);
            hi = hi >>> 5;
            i = (i * 5 + lo + 1) & mask;
          }
        }
        if (log2 < 8) U8[indices + i] = ix;
        else if (log2 < 16) {
          U8[indices + (i << 1)] = ix;
          U8[indices + (i << 1) + 1] = ix >> 8;
        } else H[dk + 8 + i] = ix;
      }
    }
  }
  return 0;
}
