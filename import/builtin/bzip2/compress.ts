/** Writes streams of bzip2, as libbzip2 does it. */
import {crcTable} from './checksum';
import {assignCodes, chooseCodes} from './huffman';
import {sortRotations} from './sort';

/** Runs of at most so many bytes are put into a block at once, as four of them and a count. */
const MAX_RUN = 255, SLACK = 19;

/** A stream that is being written. CPython: Modules/_bz2module.c uses libbzip2's bz_stream for it */
export class Bzip {
  private readonly crcs = crcTable();
  private readonly block: Uint8Array;
  private length = 0;
  private crc = -1;
  private combined = 0;
  private readonly used = new Uint8Array(256);
  /** The run of equal bytes that is not in the block yet. */
  private runValue = -1;
  private runLength = 0;
  private out = new Uint8Array(1024);
  private outLength = 0;
  private bits = 0;
  private bitCount = 0;

  constructor(level: number) {
    this.block = new Uint8Array(level * 100000);
    for (const c of [0x42, 0x5a, 0x68, 0x30 + level]) this.put(8, c);
    // the header comes with the first block
    this.header = this.takeOutput();
  }
  private header: Uint8Array;
  /** Takes bytes; what blocks became complete. */
  compress(bytes: Uint8Array): Uint8Array {
    const limit = this.block.length - SLACK;
    for (let i = 0; i < bytes.length; i++) {
      const c = bytes[i];
      if (c === this.runValue && this.runLength < MAX_RUN) this.runLength++;
      else {
        if (this.runValue >= 0) this.endRun();
        this.runValue = c;
        this.runLength = 1;
      }
      if (this.length >= limit) this.writeBlock();
    }
    return this.takeOutput();
  }
  /** Ends the stream. */
  flush(): Uint8Array {
    if (this.runValue >= 0) this.endRun();
    this.runValue = -1;
    if (this.length > 0) this.writeBlock();
    this.putHeader();
    for (const c of [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]) this.put(8, c);
    this.put(16, this.combined >>> 16);
    this.put(16, this.combined & 0xffff);
    if (this.bitCount > 0) this.put(8 - this.bitCount, 0);
    return this.takeOutput();
  }
  private endRun(): void {
    const c = this.runValue, n = this.runLength, {block, crcs} = this;
    for (let i = 0; i < n; i++) this.crc = (this.crc << 8) ^ crcs[(this.crc >>> 24) ^ c];
    this.used[c] = 1;
    for (let i = 0; i < Math.min(n, 4); i++) block[this.length++] = c;
    if (n >= 4) {
      this.used[n - 4] = 1;
      block[this.length++] = n - 4;
    }
  }
  private takeOutput(): Uint8Array {
    const bytes = this.out.slice(0, this.outLength);
    this.outLength = 0;
    return bytes;
  }
  /** Writes at most 24 bits. */
  private put(count: number, value: number): void {
    this.bits = (this.bits << count) | value;
    this.bitCount += count;
    if (this.outLength + 4 > this.out.length) {
      const larger = new Uint8Array(this.out.length * 2);
      larger.set(this.out);
      this.out = larger;
    }
    while (this.bitCount >= 8) this.out[this.outLength++] = this.bits >>> (this.bitCount -= 8);
  }
  private putHeader(): void {
    for (const c of this.header) this.put(8, c);
    this.header = this.header.subarray(0, 0);
  }
  private writeBlock(): void {
    const {block, length: n} = this, crc = ~this.crc;
    this.combined = ((this.combined << 1) | (this.combined >>> 31)) ^ crc;
    this.putHeader();
    for (const c of [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) this.put(8, c);
    this.put(16, crc >>> 16);
    this.put(16, crc & 0xffff);
    this.put(1, 0);
    const order = sortRotations(block, n);
    this.put(24, order.indexOf(0));
    this.writeSymbols(order, n);
    this.length = 0;
    this.crc = -1;
    this.used.fill(0);
  }
  /** Moves to front, counts runs of the front, and writes it all in Huffman codes. */
  private writeSymbols(order: Int32Array, n: number): void {
    const {block, used} = this, front = new Uint8Array(256), indexOf = new Uint8Array(256);
    let valueCount = 0;
    for (let i = 0; i < 256; i++) {
      if (used[i] === 0) continue;
      indexOf[i] = valueCount;
      front[valueCount] = valueCount;
      valueCount++;
    }
    const endOfBlock = valueCount + 1, count = valueCount + 2, symbols = new Uint16Array(n + 1), frequencies = new Int32Array(count);
    let length = 0, zeros = 0;
    const putZeros = (): void => {
      // the number of zeros in a numeral system with the digits 1 and 2
      for (zeros--; ; zeros = (zeros - 2) >> 1) {
        const digit = zeros & 1;
        symbols[length++] = digit;
        frequencies[digit]++;
        if (zeros < 2) break;
      }
      zeros = 0;
    };
    for (let i = 0; i < n; i++) {
      const at = order[i] - 1, value = indexOf[block[at < 0 ? n - 1 : at]];
      if (front[0] === value) {
        zeros++;
        continue;
      }
      if (zeros > 0) putZeros();
      let index = 1, moved = front[0];
      front[0] = value;
      for (; front[index] !== value; index++) {
        const next = front[index];
        front[index] = moved;
        moved = next;
      }
      front[index] = moved;
      symbols[length++] = index + 1;
      frequencies[index + 1]++;
    }
    if (zeros > 0) putZeros();
    symbols[length++] = endOfBlock;
    frequencies[endOfBlock]++;
    const {lengths, selectors} = chooseCodes(symbols, length, frequencies, count);
    this.writeValues();
    this.put(3, lengths.length);
    this.put(15, selectors.length);
    this.writeSelectors(selectors);
    for (const table of lengths) this.writeLengths(table);
    const codes = lengths.map(assignCodes);
    for (let i = 0; i < length; i++) {
      const table = selectors[Math.floor(i / 50)];
      this.put(lengths[table][symbols[i]], codes[table][symbols[i]]);
    }
  }
  /** Which bytes the block has. */
  private writeValues(): void {
    let ranges = 0;
    const maps: number[] = [];
    for (let i = 0; i < 16; i++) {
      let map = 0;
      for (let j = 0; j < 16; j++) map = (map << 1) | this.used[i * 16 + j];
      ranges = (ranges << 1) | (map !== 0 ? 1 : 0);
      if (map !== 0) maps.push(map);
    }
    this.put(16, ranges);
    for (const map of maps) this.put(16, map);
  }
  private writeSelectors(selectors: Uint8Array): void {
    const order = [0, 1, 2, 3, 4, 5];
    for (const table of selectors) {
      const index = order.indexOf(table);
      order.copyWithin(1, 0, index);
      order[0] = table;
      for (let i = 0; i < index; i++) this.put(1, 1);
      this.put(1, 0);
    }
  }
  private writeLengths(table: Uint8Array): void {
    let current = table[0];
    this.put(5, current);
    for (const length of table) {
      for (; current < length; current++) this.put(2, 2);
      for (; current > length; current--) this.put(2, 3);
      this.put(1, 0);
    }
  }
}
