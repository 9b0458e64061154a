/** Reads streams of bzip2. The format: a header, blocks (run lengths, Burrows-Wheeler transform, move to front, Huffman codes, each with its checksum), an end mark. */
import {crcTable} from './checksum';

const MAX_SELECTORS = 18002, MAX_CODE_LENGTH = 20, GROUP_SIZE = 50, MAX_RUN = 2 * 1024 * 1024;

/** The input that is left and the output that there is room for. */
export class BunzipPort {
  input: Uint8Array = new Uint8Array(0);
  inputPosition = 0;
  output: Uint8Array = new Uint8Array(0);
  outputPosition = 0;
}
/** Why a stream stops: more input is needed, the output is full, it has ended, it is no stream. */
export type BunzipStop = 'input' | 'output' | 'end' | 'error';
const enum Stop { INPUT, OUTPUT, ERROR }

/** A stream that is being read. CPython: Modules/_bz2module.c uses libbzip2's bz_stream for it */
export class Bunzip {
  readonly port = new BunzipPort();
  private readonly steps = decode(this.port);
  /** Goes on until it has to stop. */
  run(): BunzipStop {
    const {done, value} = this.steps.next();
    if (done === true) return 'end';
    return value === Stop.INPUT ? 'input' : value === Stop.OUTPUT ? 'output' : 'error';
  }
}
interface CodeTable {
  limit: Int32Array;
  base: Int32Array;
  symbols: Uint16Array;
  minLength: number;
}
function codeTable(lengths: Uint8Array, count: number): CodeTable {
  const limit = new Int32Array(MAX_CODE_LENGTH + 2).fill(-1), base = new Int32Array(MAX_CODE_LENGTH + 2), symbols = new Uint16Array(count), counts = new Int32Array(MAX_CODE_LENGTH + 1);
  let minLength = 32, at = 0, code = 0;
  for (let i = 0; i < count; i++) {
    counts[lengths[i]]++;
    if (lengths[i] < minLength) minLength = lengths[i];
  }
  for (let length = 1; length <= MAX_CODE_LENGTH; length++) {
    for (let i = 0; i < count; i++) if (lengths[i] === length) symbols[at++] = i;
    base[length] = at - counts[length] - code;
    code += counts[length];
    limit[length] = code - 1;
    code <<= 1;
  }
  return {limit, base, symbols, minLength};
}
/** Reads a stream; yields when it must stop, returns at the end. */
function* decode(port: BunzipPort): Generator<Stop, void> {
  const crcs = crcTable();
  let bits = 0, bitCount = 0, combined = 0;
  // the magic number of the stream, byte by byte, so that errors show as early as they can
  let level = 0;
  for (let i = 0; i < 4; i++) {
    while (port.inputPosition >= port.input.length) yield Stop.INPUT;
    const c = port.input[port.inputPosition++];
    if (i < 3 ? c !== 'BZh'.charCodeAt(i) : c < 0x31 || c > 0x39) for (;;) yield Stop.ERROR;
    level = c - 0x30;
  }
  const tt = new Int32Array(level * 100000);
  for (;;) {
    let isEnd = false;
    for (let i = 0; i < 6; i++) {
      while (bitCount < 8) {
        while (port.inputPosition >= port.input.length) yield Stop.INPUT;
        bits = (bits << 8) | port.input[port.inputPosition++];
        bitCount += 8;
      }
      const c = (bits >>> (bitCount -= 8)) & 0xff;
      if (i === 0) isEnd = c === 0x17;
      if (c !== (isEnd ? END_MAGIC : BLOCK_MAGIC)[i]) for (;;) yield Stop.ERROR;
    }
    let storedCrc = 0;
    for (let i = 0; i < 4; i++) {
      while (bitCount < 8) {
        while (port.inputPosition >= port.input.length) yield Stop.INPUT;
        bits = (bits << 8) | port.input[port.inputPosition++];
        bitCount += 8;
      }
      storedCrc = (storedCrc << 8) | ((bits >>> (bitCount -= 8)) & 0xff);
    }
    if (isEnd) {
      if (storedCrc !== combined) for (;;) yield Stop.ERROR;
      return;
    }
    // randomised (no longer written), where the block begins, and which bytes it has
    const header = [0, 0, 0, 0];
    for (let i = 0; i < 4; i++) {
      const n = i === 0 ? 1 : i === 1 ? 24 : i === 2 ? 16 : 0;
      while (bitCount < n) {
        while (port.inputPosition >= port.input.length) yield Stop.INPUT;
        bits = (bits << 8) | port.input[port.inputPosition++];
        bitCount += 8;
      }
      bitCount -= n;
      header[i] = (bits >>> bitCount) & (2 ** n - 1);
    }
    const [randomised, origin, ranges] = header, values = new Uint8Array(256);
    let valueCount = 0;
    // DIVERGES: blocks of bzip2 before 0.9.5 that were scrambled against slow sorting are refused
    if (randomised !== 0 || origin > tt.length + 10) for (;;) yield Stop.ERROR;
    for (let i = 0; i < 16; i++) {
      if (((ranges >> (15 - i)) & 1) === 0) continue;
      while (bitCount < 16) {
        while (port.inputPosition >= port.input.length) yield Stop.INPUT;
        bits = (bits << 8) | port.input[port.inputPosition++];
        bitCount += 8;
      }
      const used = (bits >>> (bitCount -= 16)) & 0xffff;
      for (let j = 0; j < 16; j++) if (((used >> (15 - j)) & 1) === 1) values[valueCount++] = i * 16 + j;
    }
    while (bitCount < 18) {
      while (port.inputPosition >= port.input.length) yield Stop.INPUT;
      bits = (bits << 8) | port.input[port.inputPosition++];
      bitCount += 8;
    }
    const groupCount = (bits >>> (bitCount -= 3)) & 7, selectorCount = (bits >>> (bitCount -= 15)) & 0x7fff;
    if (valueCount === 0 || groupCount < 2 || groupCount > 6 || selectorCount < 1) for (;;) yield Stop.ERROR;
    const selectors = new Uint8Array(Math.min(selectorCount, MAX_SELECTORS)), order = [0, 1, 2, 3, 4, 5];
    for (let i = 0; i < selectorCount; i++) {
      let j = 0;
      for (;;) {
        while (bitCount < 1) {
          while (port.inputPosition >= port.input.length) yield Stop.INPUT;
          bits = port.input[port.inputPosition++];
          bitCount = 8;
        }
        if (((bits >>> --bitCount) & 1) === 0) break;
        if (++j >= groupCount) for (;;) yield Stop.ERROR;
      }
      const table = order[j];
      order.copyWithin(1, 0, j);
      order[0] = table;
      if (i < MAX_SELECTORS) selectors[i] = table;
    }
    const symbolCount = valueCount + 2, tables: CodeTable[] = [], lengths = new Uint8Array(symbolCount);
    for (let t = 0; t < groupCount; t++) {
      while (bitCount < 5) {
        while (port.inputPosition >= port.input.length) yield Stop.INPUT;
        bits = (bits << 8) | port.input[port.inputPosition++];
        bitCount += 8;
      }
      let length = (bits >>> (bitCount -= 5)) & 31;
      for (let i = 0; i < symbolCount; i++) {
        for (;;) {
          if (length < 1 || length > MAX_CODE_LENGTH) for (;;) yield Stop.ERROR;
          while (bitCount < 1) {
            while (port.inputPosition >= port.input.length) yield Stop.INPUT;
            bits = port.input[port.inputPosition++];
            bitCount = 8;
          }
          if (((bits >>> --bitCount) & 1) === 0) break;
          while (bitCount < 1) {
            while (port.inputPosition >= port.input.length) yield Stop.INPUT;
            bits = port.input[port.inputPosition++];
            bitCount = 8;
          }
          length += ((bits >>> --bitCount) & 1) === 0 ? 1 : -1;
        }
        lengths[i] = length;
      }
      tables.push(codeTable(lengths, symbolCount));
    }
    // the symbols: 0 and 1 are digits of how often the front of the list is repeated, the last one ends the block
    const counts = new Int32Array(257), front = values.slice(0, valueCount), endOfBlock = valueCount + 1;
    let length = 0, run = 0, place = 1, group = -1, left = 0, table = tables[0];
    for (;;) {
      if (left === 0) {
        if (++group >= selectors.length) for (;;) yield Stop.ERROR;
        table = tables[selectors[group]];
        left = GROUP_SIZE;
      }
      left--;
      const {limit} = table;
      let n = table.minLength, code: number;
      for (;;) {
        while (bitCount <= 24 && port.inputPosition < port.input.length) {
          bits = (bits << 8) | port.input[port.inputPosition++];
          bitCount += 8;
        }
        while (n <= MAX_CODE_LENGTH && n <= bitCount && ((bits >>> (bitCount - n)) & ((1 << n) - 1)) > limit[n]) n++;
        if (n > MAX_CODE_LENGTH) for (;;) yield Stop.ERROR;
        if (n <= bitCount) break;
        yield Stop.INPUT;
      }
      code = (bits >>> (bitCount -= n)) & ((1 << n) - 1);
      code += table.base[n];
      if (code < 0 || code >= symbolCount) for (;;) yield Stop.ERROR;
      const symbol = table.symbols[code];
      if (symbol <= 1) {
        if (place >= MAX_RUN) for (;;) yield Stop.ERROR;
        run += place << symbol;
        place <<= 1;
        continue;
      }
      if (run !== 0) {
        const value = front[0];
        if (length + run > tt.length) for (;;) yield Stop.ERROR;
        counts[value + 1] += run;
        tt.fill(value, length, length + run);
        length += run;
        run = 0;
        place = 1;
      }
      if (symbol === endOfBlock) break;
      if (length >= tt.length) for (;;) yield Stop.ERROR;
      const index = symbol - 1, value = front[index];
      front.copyWithin(1, 0, index);
      front[0] = value;
      counts[value + 1]++;
      tt[length++] = value;
    }
    if (origin >= length) for (;;) yield Stop.ERROR;
    // back from the sorted rotations: each entry also leads to the next one
    for (let i = 0; i < 256; i++) counts[i + 1] += counts[i];
    for (let i = 0; i < length; i++) tt[counts[tt[i] & 0xff]++] |= i << 8;
    let entry = tt[tt[origin] >>> 8], crc = -1, last = -1, same = 0;
    for (let i = 0; i < length; i++) {
      const value = entry & 0xff;
      entry = tt[entry >>> 8];
      let times = 1, write = value;
      if (same === 4) {
        times = value;
        write = last;
        same = 0;
        last = -1;
      } else if (value === last) same++;
      else {
        last = value;
        same = 1;
      }
      for (; times > 0; times--) {
        while (port.outputPosition >= port.output.length) yield Stop.OUTPUT;
        port.output[port.outputPosition++] = write;
        crc = (crc << 8) ^ crcs[(crc >>> 24) ^ write];
      }
    }
    crc = ~crc;
    if (crc !== storedCrc) for (;;) yield Stop.ERROR;
    combined = ((combined << 1) | (combined >>> 31)) ^ crc;
  }
}
const BLOCK_MAGIC = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], END_MAGIC = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
