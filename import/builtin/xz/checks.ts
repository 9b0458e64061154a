/** The checksums of .xz files. */
import {crc32} from '../zlib-checksum';
import type {HashState, Host} from '../../../runtime/host/host';

export const CHECK_NONE = 0, CHECK_CRC32 = 1, CHECK_CRC64 = 4, CHECK_SHA256 = 10, CHECK_ID_MAX = 15;
const SHA256_SIZE = 32;
const SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

export function checkSize(id: number): number {
  return SIZES[id];
}
export function isCheckSupported(id: number): boolean {
  return id === CHECK_NONE || id === CHECK_CRC32 || id === CHECK_CRC64 || id === CHECK_SHA256;
}
/** What each byte does to a CRC-64: the lower and the upper halves. */
function crc64Tables(): [Int32Array, Int32Array] {
  const low = new Int32Array(256), high = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let l = i, h = 0;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd === 1) {
        l ^= 0xd7870f42;
        h ^= 0xc96c5795;
      }
    }
    low[i] = l;
    high[i] = h;
  }
  return [low, high];
}
/** A checksum that is being computed. */
export class Check {
  private crc = 0;
  private low = -1;
  private high = -1;
  private readonly tables: [Int32Array, Int32Array] | null;
  private readonly hash: HashState | null = null;
  constructor(
    readonly id: number,
    host: Host,
  ) {
    this.tables = id === CHECK_CRC64 ? crc64Tables() : null;
    if (id === CHECK_SHA256) {
      const hash = host.createHash('sha256');
      if (typeof hash !== 'number') this.hash = hash;
    }
  }
  get supported(): boolean {
    return isCheckSupported(this.id);
  }
  update(bytes: Uint8Array): void {
    if (this.id === CHECK_CRC32) this.crc = crc32(bytes, this.crc);
    else if (this.tables !== null) {
      const [lows, highs] = this.tables;
      let {low, high} = this;
      for (let i = 0; i < bytes.length; i++) {
        const index = (low ^ bytes[i]) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ lows[index];
        high = (high >>> 8) ^ highs[index];
      }
      this.low = low;
      this.high = high;
    } else if (this.hash !== null) this.hash.update(bytes);
  }
  /** The checksum as it is written. */
  digest(): Uint8Array {
    if (this.hash !== null) return this.hash.digest(SHA256_SIZE);
    const bytes = new Uint8Array(checkSize(this.id));
    if (this.id === CHECK_CRC32) putUint32(bytes, 0, this.crc);
    else if (this.tables !== null) {
      putUint32(bytes, 0, ~this.low);
      putUint32(bytes, 4, ~this.high);
    }
    return bytes;
  }
}
export function putUint32(bytes: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = value >>> (8 * i);
}
export function uint32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
