/** Filters that make data easier to compress: differences, and absolute addresses in machine code. */
import {putUint32, uint32} from './checks';

/** liblzma numbers LZMA1 2**62 + 1, which no number of ours can be. */
export const FILTER_LZMA1 = -1, FILTER_LZMA2 = 0x21, FILTER_DELTA = 0x03, FILTER_X86 = 0x04, FILTER_POWERPC = 0x05, FILTER_IA64 = 0x06, FILTER_ARM = 0x07, FILTER_ARMTHUMB = 0x08, FILTER_SPARC = 0x09;

export function isBcj(id: number): boolean {
  return id >= FILTER_X86 && id <= FILTER_SPARC;
}
/** Where instructions of a filter may begin. */
export function alignmentOf(id: number): number {
  return id === FILTER_IA64 ? 16 : id === FILTER_X86 ? 1 : id === FILTER_ARMTHUMB ? 2 : 4;
}
/** A filter on its way through data; it may hold back bytes that belong to an instruction. */
export interface Filter {
  /** Takes bytes, gives back what is done; with `final` everything is. */
  push(bytes: Uint8Array, final: boolean): Uint8Array;
}
class Delta implements Filter {
  private readonly history = new Uint8Array(256);
  private position = 0;
  constructor(
    private readonly distance: number,
    private readonly encodes: boolean,
  ) {}
  push(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length), {history, distance} = this;
    for (let i = 0; i < bytes.length; i++) {
      const old = history[(distance + this.position) & 0xff], value = this.encodes ? bytes[i] - old : bytes[i] + old;
      out[i] = value;
      history[this.position-- & 0xff] = this.encodes ? bytes[i] : value;
    }
    return out;
  }
}
/** Turns relative addresses into absolute ones, or back. */
abstract class Bcj implements Filter {
  private held = new Uint8Array(0);
  constructor(
    protected offset: number,
    protected readonly encodes: boolean,
  ) {}
  push(bytes: Uint8Array, final: boolean): Uint8Array {
    const all = new Uint8Array(this.held.length + bytes.length);
    all.set(this.held);
    all.set(bytes, this.held.length);
    const done = this.convert(all);
    this.offset = (this.offset + done) >>> 0;
    if (final) {
      this.held = new Uint8Array(0);
      return all;
    }
    this.held = all.slice(done);
    return all.subarray(0, done);
  }
  /** Converts in place; how many bytes are done. */
  protected abstract convert(b: Uint8Array): number;
  protected address(value: number, at: number): number {
    return (this.encodes ? value + this.offset + at : value - this.offset - at) >>> 0;
  }
}
class X86 extends Bcj {
  private mask = 0;
  private last = -5;
  protected convert(b: Uint8Array): number {
    if (b.length < 5) return 0;
    let previous = this.last - this.offset, i = 0;
    const isHigh = (c: number): boolean => c === 0 || c === 0xff;
    if (this.offset - this.last > 5) previous = -5;
    for (const limit = b.length - 5; i <= limit;) {
      if (b[i] !== 0xe8 && b[i] !== 0xe9) {
        i++;
        continue;
      }
      const distance = i - previous;
      previous = i;
      if (distance > 5) this.mask = 0;
      else for (let n = 0; n < distance; n++) this.mask = (this.mask & 0x77) << 1;
      const top = b[i + 4];
      if (isHigh(top) && MASK_ALLOWED[(this.mask >> 1) & 7] && this.mask >> 1 < 0x10) {
        let source = uint32(b, i + 1), dest: number;
        for (;;) {
          dest = this.encodes ? (source + this.offset + i + 5) >>> 0 : (source - (this.offset + i + 5)) >>> 0;
          if (this.mask === 0) break;
          const bit = MASK_TO_BIT[this.mask >> 1];
          if (!isHigh((dest >>> (24 - bit * 8)) & 0xff)) break;
          source = (dest ^ (2 ** (32 - bit * 8) - 1)) >>> 0;
        }
        putUint32(b, i + 1, dest);
        b[i + 4] = ((dest >>> 24) & 1) === 1 ? 0xff : 0;
        i += 5;
        this.mask = 0;
      } else {
        i++;
        this.mask |= 1;
        if (isHigh(top)) this.mask |= 0x10;
      }
    }
    this.last = previous + this.offset;
    return i;
  }
}
const MASK_ALLOWED = [true, true, true, false, true, false, false, false], MASK_TO_BIT = [0, 1, 2, 2, 3, 3, 3, 3];

class Arm extends Bcj {
  protected convert(b: Uint8Array): number {
    let i = 0;
    for (; i + 4 <= b.length; i += 4) {
      if (b[i + 3] !== 0xeb) continue;
      const value = ((b[i + 2] << 16) | (b[i + 1] << 8) | b[i]) << 2, result = this.address(value, i + 8) >>> 2;
      b[i + 2] = result >>> 16;
      b[i + 1] = result >>> 8;
      b[i] = result;
    }
    return i;
  }
}
class ArmThumb extends Bcj {
  protected convert(b: Uint8Array): number {
    let i = 0;
    for (; i + 4 <= b.length; i += 2) {
      if ((b[i + 1] & 0xf8) !== 0xf0 || (b[i + 3] & 0xf8) !== 0xf8) continue;
      const value = (((b[i + 1] & 7) << 19) | (b[i] << 11) | ((b[i + 3] & 7) << 8) | b[i + 2]) << 1, result = this.address(value, i + 4) >>> 1;
      b[i + 1] = 0xf0 | ((result >>> 19) & 7);
      b[i] = result >>> 11;
      b[i + 3] = 0xf8 | ((result >>> 8) & 7);
      b[i + 2] = result;
      i += 2;
    }
    return i;
  }
}
class PowerPc extends Bcj {
  protected convert(b: Uint8Array): number {
    let i = 0;
    for (; i + 4 <= b.length; i += 4) {
      if (b[i] >> 2 !== 0x12 || (b[i + 3] & 3) !== 1) continue;
      const value = ((b[i] & 3) << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | (b[i + 3] & ~3), result = this.address(value, i);
      b[i] = 0x48 | ((result >>> 24) & 3);
      b[i + 1] = result >>> 16;
      b[i + 2] = result >>> 8;
      b[i + 3] = (b[i + 3] & 3) | (result & ~3);
    }
    return i;
  }
}
class Sparc extends Bcj {
  protected convert(b: Uint8Array): number {
    let i = 0;
    for (; i + 4 <= b.length; i += 4) {
      if (!((b[i] === 0x40 && (b[i + 1] & 0xc0) === 0) || (b[i] === 0x7f && (b[i + 1] & 0xc0) === 0xc0))) continue;
      const value = ((b[i] << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | b[i + 3]) << 2, address = this.address(value, i) >>> 2;
      const result = ((((0 - ((address >>> 22) & 1)) << 22) & 0x3fffffff) | (address & 0x3fffff) | 0x40000000) >>> 0;
      b[i] = result >>> 24;
      b[i + 1] = result >>> 16;
      b[i + 2] = result >>> 8;
      b[i + 3] = result;
    }
    return i;
  }
}
class Ia64 extends Bcj {
  protected convert(b: Uint8Array): number {
    let i = 0;
    for (; i + 16 <= b.length; i += 16) {
      const mask = BRANCHES[b[i] & 0x1f];
      for (let slot = 0, bit = 5; slot < 3; slot++, bit += 41) {
        if (((mask >> slot) & 1) === 0) continue;
        const at = i + (bit >> 3), shift = BigInt(bit & 7);
        let word = 0n;
        for (let j = 5; j >= 0; j--) word = (word << 8n) | BigInt(b[at + j]);
        let inst = word >> shift;
        if (((inst >> 37n) & 0xfn) !== 5n || ((inst >> 9n) & 7n) !== 0n) continue;
        let value = Number((inst >> 13n) & 0xfffffn);
        value |= (Number(inst >> 36n) & 1) << 20;
        const result = this.address(value << 4, i) >>> 4;
        inst = inst & ~(0x8fffffn << 13n);
        inst |= BigInt(result & 0xfffff) << 13n;
        inst |= BigInt(result & 0x100000) << 16n;
        word = (word & ((1n << shift) - 1n)) | (inst << shift);
        for (let j = 0; j < 6; j++) b[at + j] = Number((word >> BigInt(8 * j)) & 0xffn);
      }
    }
    return i;
  }
}
/** Which slots of a bundle are branches, by its template. */
const BRANCHES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

/** A filter; `argument` is the distance of differences, or where code begins. */
export function makeFilter(id: number, argument: number, encodes: boolean): Filter {
  switch (id) {
    case FILTER_DELTA: return new Delta(argument, encodes);
    case FILTER_X86: return new X86(argument, encodes);
    case FILTER_POWERPC: return new PowerPc(argument, encodes);
    case FILTER_IA64: return new Ia64(argument, encodes);
    case FILTER_ARM: return new Arm(argument, encodes);
    case FILTER_ARMTHUMB: return new ArmThumb(argument, encodes);
    default: return new Sparc(argument, encodes);
  }
}
