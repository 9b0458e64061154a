/** Decompression of deflated data, in pieces of any size. CPython has it from the zlib library; the format is RFC 1950, 1951 and 1952. */
import {adler32, crc32} from './zlib-checksum';

export const Z_OK = 0, Z_STREAM_END = 1, Z_NEED_DICT = 2, Z_DATA_ERROR = -3, Z_BUF_ERROR = -5;

const WINDOW = 32768, MAX_BITS = 15, FAST_BITS = 10;
const LENGTH_BASE = Uint16Array.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258);
const LENGTH_EXTRA = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0);
const DISTANCE_BASE = Uint16Array.of(1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577);
const DISTANCE_EXTRA = Uint8Array.of(0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13);
const CODE_LENGTH_ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

/** A Huffman code: symbols sorted by code, and a table for the codes of up to FAST_BITS bits (symbol * 16 + length, 0 for longer ones). */
class HuffmanTable {
  readonly counts = new Uint16Array(MAX_BITS + 1);
  readonly symbols: Uint16Array;
  readonly fast = new Uint16Array(1 << FAST_BITS);
  /** Codes left over: negative for too many codes, positive for an incomplete set. */
  readonly left: number;
  constructor(lengths: Uint8Array) {
    const {counts, fast} = this, offsets = new Uint16Array(MAX_BITS + 2), next = new Uint16Array(MAX_BITS + 2);
    for (let i = 0; i < lengths.length; i++) counts[lengths[i]]++;
    let left = 1, used = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      left = left * 2 - counts[length];
      if (left < 0) break;
      used += counts[length];
    }
    this.left = left;
    this.symbols = new Uint16Array(used);
    if (left < 0) return;
    let code = 0;
    counts[0] = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      code = (code + counts[length - 1]) << 1;
      next[length] = code;
      offsets[length + 1] = offsets[length] + counts[length];
    }
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol];
      if (length === 0) continue;
      this.symbols[offsets[length]++] = symbol;
      const own = next[length]++;
      if (length > FAST_BITS) continue;
      let reversed = 0;
      for (let i = 0; i < length; i++) reversed |= ((own >> i) & 1) << (length - 1 - i);
      for (let at = reversed; at < 1 << FAST_BITS; at += 1 << length) fast[at] = (symbol << 4) | length;
    }
  }
}
function fixedLengths(): Uint8Array {
  const lengths = new Uint8Array(288).fill(8);
  return lengths.fill(9, 144, 256).fill(7, 256, 280);
}
const memo: {literals: HuffmanTable | null; distances: HuffmanTable | null} = {literals: null, distances: null};

/** What comes next in the data. */
const enum Stage { Header, Dictionary, GzipHeader, BlockHeader, Stored, Codes, Trailer, Done, Bad }

/** The bits ran out: what was begun is done again when there are more. */
const MORE = -1, INVALID = -2;

/** A decompressor. */
export class Inflate {
  private stage: Stage;
  /** Input that was taken but not yet understood, and the bits of the byte before. */
  private data: Uint8Array = new Uint8Array(0);
  private at = 0;
  private hold = 0;
  private bits = 0;
  /** Output with up to WINDOW bytes of what came before; `start` is where the output of this call begins. */
  private out: Uint8Array = new Uint8Array(WINDOW + 16384);
  private start = 0;
  private to = 0;
  private last = false;
  private stored = 0;
  private copyLength = 0;
  private copyDistance = 0;
  private literals: HuffmanTable | null = null;
  private distances: HuffmanTable | null = null;
  private gzip = false;
  private check = 0;
  private total = 0;
  private farthest: number;
  /** Why data is bad; null when it is not. */
  message: string | null = null;
  /** Bytes of the last input that were not taken. */
  rest = 0;

  /** `windowBits` as zlib has them: negative for raw data, +16 for gzip, +32 for gzip or zlib. */
  constructor(private readonly windowBits: number, private readonly dictionary: Uint8Array | null) {
    this.stage = windowBits < 0 ? Stage.BlockHeader : Stage.Header;
    this.farthest = 1 << (windowBits < 0 ? -windowBits : (windowBits & 15) || 15);
    if (windowBits < 0 && dictionary !== null) this.preset(dictionary);
  }
  /** Whether windowBits make sense. */
  static accepts(windowBits: number): boolean {
    const size = windowBits < 0 ? -windowBits : windowBits & 15;
    return windowBits < 48 && windowBits >= -15 && (size === 0 ? windowBits >= 0 : size >= 8);
  }
  /** A decompressor in the same state. */
  copy(): Inflate {
    const twin = new Inflate(this.windowBits, null);
    Object.assign(twin, this, {data: this.data.slice(), out: this.out.slice()});
    return twin;
  }
  private preset(dictionary: Uint8Array): void {
    const part = dictionary.subarray(Math.max(0, dictionary.length - WINDOW));
    this.out.set(part);
    this.start = this.to = part.length;
  }
  /**
   * Decompresses some of `input`, to at most `most` bytes (negative for no limit): Z_OK, Z_STREAM_END, or an error. The output is in
   * `output()` until the next call; `rest` tells how much of the input is left over.
   */
  push(input: Uint8Array, most: number): number {
    this.makeRoom();
    const pending = this.data.length - this.at;
    if (pending === 0) this.data = input;
    else {
      const joined = new Uint8Array(pending + input.length);
      joined.set(this.data.subarray(this.at));
      joined.set(input, pending);
      this.data = joined;
    }
    this.at = 0;
    const status = this.run(most < 0 ? Infinity : this.to + most);
    // whole bytes that are held but not used go back
    while (this.bits >= 8 && this.at > 0) {
      this.bits -= 8;
      this.at--;
    }
    this.hold &= (1 << this.bits) - 1;
    const left = this.data.length - this.at;
    if (status === Z_STREAM_END || status < 0 || this.limited) this.rest = Math.min(left, input.length);
    else this.rest = 0;
    this.data = this.data.slice(this.at, this.data.length - this.rest);
    this.at = 0;
    return status;
  }
  /** Whether the output has come to its limit. */
  private limited = false;
  /** What the last call decompressed. */
  output(): Uint8Array {
    return this.out.subarray(this.start, this.to);
  }
  /** Forgets output, but for the window. */
  private makeRoom(): void {
    if (this.to > WINDOW) {
      this.out.copyWithin(0, this.to - WINDOW, this.to);
      this.to = WINDOW;
    }
    this.start = this.to;
  }
  private grow(): void {
    const larger = new Uint8Array(this.out.length * 2);
    larger.set(this.out);
    this.out = larger;
  }
  private fail(message: string): number {
    this.message = message;
    this.stage = Stage.Bad;
    return Z_DATA_ERROR;
  }

  // ---- bits ----

  /** Whether `count` bits (up to 24) are there. */
  private need(count: number): boolean {
    while (this.bits < count) {
      if (this.at >= this.data.length) return false;
      this.hold |= this.data[this.at++] << this.bits;
      this.bits += 8;
    }
    return true;
  }
  private take(count: number): number {
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.bits -= count;
    return value;
  }
  /** The next symbol of a code, MORE or INVALID. */
  private symbol(table: HuffmanTable): number {
    while (this.bits < MAX_BITS && this.at < this.data.length) {
      this.hold |= this.data[this.at++] << this.bits;
      this.bits += 8;
    }
    const entry = table.fast[this.hold & ((1 << FAST_BITS) - 1)];
    if (entry !== 0) {
      const length = entry & 15;
      if (length > this.bits) return MORE;
      this.hold >>>= length;
      this.bits -= length;
      return entry >> 4;
    }
    let code = 0, first = 0, index = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      if (length > this.bits) return MORE;
      code |= (this.hold >> (length - 1)) & 1;
      const count = table.counts[length];
      if (code - first < count) {
        this.hold >>>= length;
        this.bits -= length;
        return table.symbols[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return INVALID;
  }

  // ---- the parts of a stream ----

  private run(limit: number): number {
    this.limited = false;
    for (;;) {
      const at = this.at, hold = this.hold, bits = this.bits, from = this.to, produces = this.stage === Stage.Codes || this.stage === Stage.Stored;
      let status: number;
      switch (this.stage) {
        case Stage.Header: status = this.header(); break;
        case Stage.Dictionary: status = this.presetDictionary(); break;
        case Stage.GzipHeader: status = this.gzipHeader(); break;
        case Stage.BlockHeader: status = this.blockHeader(); break;
        case Stage.Stored: status = this.storedBlock(limit); break;
        case Stage.Codes: status = this.codes(limit); break;
        case Stage.Trailer: status = this.trailer(); break;
        case Stage.Done: return Z_STREAM_END;
        case Stage.Bad: return Z_DATA_ERROR;
      }
      if (produces && this.to > from) this.account(from);
      if (status === Z_OK) {
        if (this.limited) return Z_OK;
        continue;
      }
      if (status !== MORE) return status;
      // stages that are done as a whole begin again; codes() and storedBlock() have kept their place
      if (this.stage !== Stage.Codes && this.stage !== Stage.Stored) {
        this.at = at;
        this.hold = hold;
        this.bits = bits;
      }
      return Z_OK;
    }
  }
  /** Takes output into the checksum. */
  private account(from: number): void {
    this.total += this.to - from;
    if (this.windowBits < 0) return;
    const bytes = this.out.subarray(from, this.to);
    this.check = this.gzip ? crc32(bytes, this.check) : adler32(bytes, this.check);
  }
  private header(): number {
    if (!this.need(16)) return MORE;
    const first = this.hold & 255, second = (this.hold >> 8) & 255, kind = this.windowBits >> 4;
    if (kind >= 1 && first === 0x1f && second === 0x8b) {
      this.take(16);
      this.gzip = true;
      this.stage = Stage.GzipHeader;
      return Z_OK;
    }
    if (kind === 1 || ((first << 8) | second) % 31 !== 0) return this.fail('incorrect header check');
    if ((first & 15) !== 8) return this.fail('unknown compression method');
    const size = (first >> 4) + 8, given = this.windowBits & 15;
    if (size > 15 || (given !== 0 && size > given)) return this.fail('invalid window size');
    this.farthest = 1 << size;
    this.take(16);
    this.check = 1;
    this.stage = (second & 0x20) !== 0 ? Stage.Dictionary : Stage.BlockHeader;
    return Z_OK;
  }
  /** Four bytes, the highest first unless `little`; MORE when they are not there. */
  private word(little: boolean): number {
    if (!this.need(16)) return MORE;
    const a = this.take(16);
    if (!this.need(16)) return MORE;
    const b = this.take(16);
    if (little) return (a | (b << 16)) >>> 0;
    return (((a & 255) << 24) | ((a >> 8) << 16) | ((b & 255) << 8) | (b >> 8)) >>> 0;
  }
  private presetDictionary(): number {
    const id = this.word(false);
    if (id === MORE) return MORE;
    if (this.dictionary === null) {
      this.stage = Stage.Bad;
      return Z_NEED_DICT;
    }
    if (adler32(this.dictionary, 1) !== id) {
      this.message = 'dictionary';
      this.stage = Stage.Bad;
      return Z_DATA_ERROR;
    }
    this.preset(this.dictionary);
    this.stage = Stage.BlockHeader;
    return Z_OK;
  }
  private gzipHeader(): number {
    const bytes = [0x1f, 0x8b];
    const byte = (): number => {
      if (!this.need(8)) return MORE;
      bytes.push(this.hold & 255);
      return this.take(8);
    };
    let method = 0, flags = 0;
    for (let i = 0; i < 8; i++) {
      const value = byte();
      if (value === MORE) return MORE;
      if (i === 0) method = value;
      if (i === 1) flags = value;
    }
    if (method !== 8) return this.fail('unknown compression method');
    if ((flags & 0xe0) !== 0) return this.fail('unknown header flags set');
    if ((flags & 4) !== 0) {
      const low = byte(), high = low === MORE ? MORE : byte();
      if (high === MORE) return MORE;
      for (let i = low | (high << 8); i > 0; i--) if (byte() === MORE) return MORE;
    }
    // a name, a comment: each ends with NUL
    for (const flag of [8, 16]) {
      for (let value = (flags & flag) === 0 ? 0 : 1; value !== 0;) {
        value = byte();
        if (value === MORE) return MORE;
      }
    }
    if ((flags & 2) !== 0) {
      const expected = crc32(Uint8Array.from(bytes), 0) & 0xffff;
      if (!this.need(16)) return MORE;
      if (this.take(16) !== expected) return this.fail('header crc mismatch');
    }
    this.check = 0;
    this.stage = Stage.BlockHeader;
    return Z_OK;
  }
  private blockHeader(): number {
    if (this.last) {
      this.take(this.bits & 7);
      this.stage = this.windowBits < 0 ? Stage.Done : Stage.Trailer;
      return Z_OK;
    }
    if (!this.need(3)) return MORE;
    const last = this.take(1) === 1, type = this.take(2);
    if (type === 3) return this.fail('invalid block type');
    if (type === 0) {
      this.take(this.bits & 7);
      if (!this.need(16)) return MORE;
      const length = this.take(16);
      if (!this.need(16)) return MORE;
      if (this.take(16) !== (~length & 0xffff)) return this.fail('invalid stored block lengths');
      this.stored = length;
      this.stage = Stage.Stored;
    } else if (type === 1) {
      this.literals = memo.literals ??= new HuffmanTable(fixedLengths());
      this.distances = memo.distances ??= new HuffmanTable(new Uint8Array(32).fill(5));
      this.stage = Stage.Codes;
    } else {
      const status = this.dynamicCodes();
      if (status !== Z_OK) return status;
      this.stage = Stage.Codes;
    }
    this.last = last;
    return Z_OK;
  }
  private dynamicCodes(): number {
    if (!this.need(14)) return MORE;
    const literals = this.take(5) + 257, distances = this.take(5) + 1, count = this.take(4) + 4, order = new Uint8Array(19);
    if (literals > 286 || distances > 30) return this.fail('too many length or distance symbols');
    for (let i = 0; i < count; i++) {
      if (!this.need(3)) return MORE;
      order[CODE_LENGTH_ORDER[i]] = this.take(3);
    }
    const table = new HuffmanTable(order), lengths = new Uint8Array(literals + distances);
    if (table.left !== 0) return this.fail('invalid code lengths set');
    for (let i = 0; i < lengths.length;) {
      const symbol = this.symbol(table);
      if (symbol === MORE) return MORE;
      if (symbol < 0) return this.fail('invalid code lengths set');
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) return this.fail('invalid bit length repeat');
      const extra = symbol === 16 ? 2 : symbol === 17 ? 3 : 7;
      if (!this.need(extra)) return MORE;
      const repeat = this.take(extra) + (symbol === 18 ? 11 : 3), value = symbol === 16 ? lengths[i - 1] : 0;
      if (i + repeat > lengths.length) return this.fail('invalid bit length repeat');
      lengths.fill(value, i, i + repeat);
      i += repeat;
    }
    if (lengths[256] === 0) return this.fail('invalid code -- missing end-of-block');
    const literalTable = new HuffmanTable(lengths.subarray(0, literals)), distanceTable = new HuffmanTable(lengths.subarray(literals));
    if (literalTable.left < 0 || (literalTable.left > 0 && literalTable.symbols.length !== 1)) return this.fail('invalid literal/lengths set');
    if (distanceTable.left < 0 || (distanceTable.left > 0 && distanceTable.symbols.length > 1)) return this.fail('invalid distances set');
    this.literals = literalTable;
    this.distances = distanceTable;
    return Z_OK;
  }
  private storedBlock(limit: number): number {
    while (this.stored > 0) {
      const room = Math.min(this.stored, limit - this.to);
      if (room === 0) {
        this.limited = true;
        return Z_OK;
      }
      // bytes that the bits hold come first
      const available = this.bits >= 8 ? 1 : Math.min(room, this.data.length - this.at);
      if (available === 0) return MORE;
      while (this.to + available > this.out.length) this.grow();
      if (this.bits >= 8) this.out[this.to++] = this.take(8);
      else {
        this.out.set(this.data.subarray(this.at, this.at + available), this.to);
        this.to += available;
        this.at += available;
      }
      this.stored -= available;
    }
    this.stage = Stage.BlockHeader;
    return Z_OK;
  }
  private codes(limit: number): number {
    const literals = this.literals as HuffmanTable, distances = this.distances as HuffmanTable;
    for (;;) {
      if (this.copyLength > 0 && !this.copyMatch(limit)) return Z_OK;
      if (this.to >= limit) {
        this.limited = true;
        return Z_OK;
      }
      const at = this.at, hold = this.hold, bits = this.bits, symbol = this.symbol(literals);
      if (symbol < 256) {
        if (symbol >= 0) {
          if (this.to >= this.out.length) this.grow();
          this.out[this.to++] = symbol;
          continue;
        }
        return symbol === MORE ? MORE : this.fail('invalid literal/length code');
      }
      if (symbol === 256) {
        this.stage = Stage.BlockHeader;
        return Z_OK;
      }
      const status = this.match(symbol - 257, distances);
      if (status === MORE) {
        this.at = at;
        this.hold = hold;
        this.bits = bits;
      }
      if (status !== Z_OK) return status;
    }
  }
  /** Reads how long a match is and how far away. */
  private match(index: number, distances: HuffmanTable): number {
    if (index >= 29) return this.fail('invalid literal/length code');
    if (!this.need(LENGTH_EXTRA[index])) return MORE;
    const length = LENGTH_BASE[index] + this.take(LENGTH_EXTRA[index]), symbol = this.symbol(distances);
    if (symbol === MORE) return MORE;
    if (symbol < 0 || symbol >= 30) return this.fail('invalid distance code');
    if (!this.need(DISTANCE_EXTRA[symbol])) return MORE;
    const distance = DISTANCE_BASE[symbol] + this.take(DISTANCE_EXTRA[symbol]);
    if (distance > this.to || distance > this.farthest) return this.fail('invalid distance too far back');
    this.copyLength = length;
    this.copyDistance = distance;
    return Z_OK;
  }
  /** Copies as much of a match as may be; whether that was all. */
  private copyMatch(limit: number): boolean {
    const count = Math.min(this.copyLength, limit - this.to);
    while (this.to + count > this.out.length) this.grow();
    const {out, copyDistance} = this;
    let to = this.to;
    for (const end = to + count; to < end; to++) out[to] = out[to - copyDistance];
    this.to = to;
    this.copyLength -= count;
    if (this.copyLength === 0) return true;
    this.limited = true;
    return false;
  }
  private trailer(): number {
    const check = this.word(this.gzip);
    if (check === MORE) return MORE;
    if (check !== this.check) return this.fail('incorrect data check');
    if (this.gzip) {
      const length = this.word(true);
      if (length === MORE) return MORE;
      if (length !== this.total % 4294967296) return this.fail('incorrect length check');
    }
    this.stage = Stage.Done;
    return Z_OK;
  }
}
