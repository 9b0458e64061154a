/** The range coder that writes LZMA. */

export class RangeEncoder {
  bytes: Uint8Array;
  length = 0;
  private low = 0;
  private range = 0xffffffff;
  private cache = 0;
  private cacheSize = 1;
  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }
  reset(): void {
    this.length = 0;
    this.low = 0;
    this.range = 0xffffffff;
    this.cache = 0;
    this.cacheSize = 1;
  }
  /** How many bytes it would take to end here. */
  get pendingLength(): number {
    return this.length + this.cacheSize + 4;
  }
  bit(probs: Uint16Array, index: number, bit: number): void {
    const p = probs[index], bound = (this.range >>> 11) * p;
    if (bit === 0) {
      this.range = bound;
      probs[index] = p + ((2048 - p) >> 5);
    } else {
      this.low += bound;
      this.range -= bound;
      probs[index] = p - (p >> 5);
    }
    if (this.range < 0x1000000) {
      this.range = (this.range << 8) >>> 0;
      this.shiftLow();
    }
  }
  tree(probs: Uint16Array, base: number, bits: number, value: number): void {
    let node = 1;
    for (let i = bits - 1; i >= 0; i--) {
      const bit = (value >> i) & 1;
      this.bit(probs, base + node, bit);
      node = (node << 1) | bit;
    }
  }
  reverseTree(probs: Uint16Array, base: number, bits: number, value: number): void {
    let node = 1;
    for (let i = 0; i < bits; i++) {
      const bit = (value >> i) & 1;
      this.bit(probs, base + node, bit);
      node = (node << 1) | bit;
    }
  }
  direct(value: number, bits: number): void {
    for (let i = bits - 1; i >= 0; i--) {
      this.range >>>= 1;
      if (((value >>> i) & 1) === 1) this.low += this.range;
      if (this.range < 0x1000000) {
        this.range = (this.range << 8) >>> 0;
        this.shiftLow();
      }
    }
  }
  flush(): void {
    for (let i = 0; i < 5; i++) this.shiftLow();
  }
  /** Puts out the byte that no carry can change any more. */
  private shiftLow(): void {
    if (this.low < 0xff000000 || this.low > 0xffffffff) {
      const carry = this.low > 0xffffffff ? 1 : 0;
      for (let value = this.cache; this.cacheSize > 0; this.cacheSize--, value = 0xff) this.put(value + carry);
      this.cache = Math.floor(this.low / 0x1000000) & 0xff;
    }
    this.cacheSize++;
    this.low = (this.low & 0x00ffffff) * 256;
  }
  private put(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }
}
