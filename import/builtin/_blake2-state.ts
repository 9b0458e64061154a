/** BLAKE2b and BLAKE2s (RFC 7693) with all of their parameters. */
import type {HashState} from '../../runtime/host/host';

// rounds take the words of a block in these orders; BLAKE2b has twelve and begins again
const SIGMA: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3], [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8], [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10], [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
/** Columns, then diagonals: the words a mixing step works on. */
const STEPS: readonly (readonly [number, number, number, number])[] = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
const IV_S: readonly number[] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
/** Lower halves; the upper ones are those of BLAKE2s. */
const IV_B_LOW: readonly number[] = [0xf3bcc908, 0x84caa73b, 0xfe94f82b, 0x5f1d36f1, 0xade682d1, 0x2b3e6c1f, 0xfb41bd6b, 0x137e2179];

/** Adds a 64-bit word to another, both as two 32-bit words. */
function add64(v: Uint32Array, a: number, low: number, high: number): void {
  const sum = v[a] + low;
  v[a] = sum;
  v[a + 1] = v[a + 1] + high + (sum > 0xffffffff ? 1 : 0);
}
/** v[x] ^= v[y], turned right by n < 32, or by n - 32 after the halves change places. */
function xorTurn64(v: Uint32Array, x: number, y: number, n: number): void {
  let low = v[x] ^ v[y], high = v[x + 1] ^ v[y + 1];
  if (n >= 32) {
    const swap = low;
    low = high;
    high = swap;
    n -= 32;
  }
  v[x] = n === 0 ? low : (low >>> n) | (high << (32 - n));
  v[x + 1] = n === 0 ? high : (high >>> n) | (low << (32 - n));
}
/** A hash that is being computed: `words` of 32 bits make its state, 16 for BLAKE2b and 8 for BLAKE2s. */
export class Blake2State implements HashState {
  private readonly h: Uint32Array;
  private readonly block: Uint8Array;
  private filled = 0;
  private count = 0;
  lastNode = false;
  /** `parameters` is the parameter block, 64 bytes long for BLAKE2b and 32 for BLAKE2s. */
  constructor(private readonly wide: boolean, private readonly parameters: Uint8Array) {
    this.h = new Uint32Array(wide ? 16 : 8);
    this.block = new Uint8Array(wide ? 128 : 64);
    const view = new DataView(parameters.buffer, parameters.byteOffset);
    for (let i = 0; i < this.h.length; i++) this.h[i] = this.iv(i) ^ view.getUint32(4 * i, true);
  }
  private iv(i: number): number {
    return !this.wide ? IV_S[i] : (i & 1) === 0 ? IV_B_LOW[i >> 1] : IV_S[i >> 1];
  }
  update(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      // the last block is kept: only digest() knows that it is the last
      if (this.filled === this.block.length) {
        this.count += this.filled;
        this.filled = 0;
        this.compress(false);
      }
      const n = Math.min(this.block.length - this.filled, data.length - at);
      this.block.set(data.subarray(at, at + n), this.filled);
      this.filled += n;
      at += n;
    }
  }
  copy(): Blake2State {
    const other = new Blake2State(this.wide, this.parameters);
    other.h.set(this.h);
    other.block.set(this.block);
    other.filled = this.filled;
    other.count = this.count;
    other.lastNode = this.lastNode;
    return other;
  }
  digest(length: number): Uint8Array {
    const last = this.copy();
    last.count += last.filled;
    last.block.fill(0, last.filled);
    last.compress(true);
    const out = new Uint8Array(last.h.length * 4), view = new DataView(out.buffer);
    for (let i = 0; i < last.h.length; i++) view.setUint32(4 * i, last.h[i], true);
    return out.slice(0, length);
  }
  private compress(last: boolean): void {
    const {h, block, wide} = this, n = h.length, v = new Uint32Array(2 * n), m = new Uint32Array(2 * n), view = new DataView(block.buffer);
    for (let i = 0; i < 2 * n; i++) m[i] = view.getUint32(4 * i, true);
    for (let i = 0; i < n; i++) {
      v[i] = h[i];
      v[i + n] = this.iv(i);
    }
    const width = wide ? 2 : 1;
    v[12 * width] ^= this.count;
    v[12 * width + 1] ^= Math.floor(this.count / 4294967296);
    if (last) for (let i = 0; i < width; i++) v[14 * width + i] = ~v[14 * width + i];
    if (last && this.lastNode) for (let i = 0; i < width; i++) v[15 * width + i] = ~v[15 * width + i];
    if (wide) mixWide(v, m);
    else mixNarrow(v, m);
    for (let i = 0; i < n; i++) h[i] ^= v[i] ^ v[i + n];
  }
}
function mixWide(v: Uint32Array, m: Uint32Array): void {
  for (let round = 0; round < 12; round++) {
    const order = SIGMA[round % 10];
    for (let step = 0; step < 8; step++) {
      const [i, j, k, l] = STEPS[step], a = 2 * i, b = 2 * j, c = 2 * k, d = 2 * l, x = 2 * order[2 * step], y = 2 * order[2 * step + 1];
      add64(v, a, v[b], v[b + 1]);
      add64(v, a, m[x], m[x + 1]);
      xorTurn64(v, d, a, 32);
      add64(v, c, v[d], v[d + 1]);
      xorTurn64(v, b, c, 24);
      add64(v, a, v[b], v[b + 1]);
      add64(v, a, m[y], m[y + 1]);
      xorTurn64(v, d, a, 16);
      add64(v, c, v[d], v[d + 1]);
      xorTurn64(v, b, c, 63);
    }
  }
}
function mixNarrow(v: Uint32Array, m: Uint32Array): void {
  const turn = (a: number, b: number, n: number): void => {
    const x = v[a] ^ v[b];
    v[a] = (x >>> n) | (x << (32 - n));
  };
  for (let round = 0; round < 10; round++) {
    const order = SIGMA[round];
    for (let step = 0; step < 8; step++) {
      const [a, b, c, d] = STEPS[step];
      v[a] += v[b] + m[order[2 * step]];
      turn(d, a, 16);
      v[c] += v[d];
      turn(b, c, 12);
      v[a] += v[b] + m[order[2 * step + 1]];
      turn(d, a, 8);
      v[c] += v[d];
      turn(b, c, 7);
    }
  }
}
