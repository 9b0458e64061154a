/** Decodes LZMA: a range coder whose probabilities learn, over literals, matches and repeated distances. */
import {
  DISTANCE_ALIGN, DISTANCE_SLOT, DISTANCE_SPECIAL, END_SLOT_MODEL, IS_MATCH, IS_REP, IS_REP0, IS_REP0_LONG, IS_REP1, IS_REP2, LENGTH_HIGH, LENGTH_LOW, LENGTH_MID, LITERAL, LITERAL_SIZE, MATCH_LENGTH, MATCH_MIN,
  PROBABILITY_INIT, REP_LENGTH, afterLiteral, afterMatch, afterRep, afterShortRep,
} from './lzma';

/** A symbol takes at most so many bytes. */
const SYMBOL_BYTES = 21, SLICE = 1 << 16, END_MARK = 0xffffffff;

/** What has been decoded, as far back as matches may reach. */
export class Dictionary {
  bytes: Uint8Array;
  position = 0;
  /** How many bytes before the position matches may refer to. */
  full = 0;
  /** How many bytes there have been since the last reset: positions count from there. */
  total = 0;
  constructor(readonly size: number) {
    this.bytes = new Uint8Array(Math.min(size, SLICE) + 2 * SLICE);
  }
  /** Makes room for a slice. */
  reserve(): void {
    if (this.bytes.length - this.position >= SLICE) return;
    const keep = Math.min(this.position, this.size);
    if (this.position >= 2 * keep + SLICE || this.position > this.size + 4 * SLICE) {
      this.bytes.copyWithin(0, this.position - keep, this.position);
      this.position = keep;
      if (this.bytes.length - keep >= SLICE) return;
    }
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
  reset(): void {
    this.full = 0;
    this.total = 0;
  }
}
export const enum Decoded { INPUT, OUTPUT, END_MARK, ERROR }

export class LzmaDecoder {
  input: Uint8Array = new Uint8Array(0);
  inputPosition = 0;
  inputEnd = 0;
  private probs: Uint16Array;
  private state = 0;
  private rep0 = 0;
  private rep1 = 0;
  private rep2 = 0;
  private rep3 = 0;
  private range = 0xffffffff;
  code = 0;
  /** How many bytes begin the range coder's input. */
  private initLeft = 5;
  /** What is left to copy of a match. */
  private pending = 0;
  /** Set when the input ended within a symbol. */
  private starved = false;
  /** Old values of probabilities, while the symbol may have to be taken back. */
  private log: number[] | null = null;
  constructor(
    readonly dict: Dictionary,
    private lc: number,
    private lp: number,
    private pb: number,
  ) {
    this.probs = new Uint16Array(LITERAL + (LITERAL_SIZE << (lc + lp)));
    this.resetState();
  }
  setProperties(lc: number, lp: number, pb: number): void {
    if (LITERAL + (LITERAL_SIZE << (lc + lp)) !== this.probs.length) this.probs = new Uint16Array(LITERAL + (LITERAL_SIZE << (lc + lp)));
    this.lc = lc;
    this.lp = lp;
    this.pb = pb;
  }
  resetState(): void {
    this.probs.fill(PROBABILITY_INIT);
    this.state = this.rep0 = this.rep1 = this.rep2 = this.rep3 = 0;
  }
  resetCoder(): void {
    this.range = 0xffffffff;
    this.code = 0;
    this.initLeft = 5;
  }
  /** Whether the range coder has begun. */
  get begun(): boolean {
    return this.initLeft === 0;
  }
  /** Decodes at most `room` bytes into the dictionary. */
  run(room: number): Decoded {
    const {dict} = this;
    for (; this.initLeft > 0; this.initLeft--) {
      if (this.inputPosition >= this.inputEnd) return Decoded.INPUT;
      const c = this.input[this.inputPosition++];
      if (this.initLeft === 5 && c !== 0) return Decoded.ERROR;
      this.code = ((this.code << 8) | c) >>> 0;
    }
    dict.reserve();
    const limit = dict.position + Math.min(room, SLICE);
    if (this.pending > 0) this.copy(limit);
    while (dict.position < limit) {
      const careful = this.inputEnd - this.inputPosition < SYMBOL_BYTES;
      const outcome = careful ? this.carefulSymbol(limit) : this.symbol(limit);
      if (outcome !== Decoded.OUTPUT) return outcome;
    }
    return Decoded.OUTPUT;
  }
  /** After the last byte: an end mark may follow. */
  endMark(): Decoded {
    this.dict.reserve();
    const outcome = this.carefulSymbol(this.dict.position);
    return outcome === Decoded.OUTPUT ? Decoded.ERROR : outcome;
  }
  /** Brings the range coder up to date at the end; false when input is missing. */
  normalize(): boolean {
    if (this.range >= 0x1000000) return true;
    if (this.inputPosition >= this.inputEnd) return false;
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | this.input[this.inputPosition++]) >>> 0;
    return true;
  }
  /** A symbol that may lack input: then everything is as it was before. */
  private carefulSymbol(limit: number): Decoded {
    const {state, rep0, rep1, rep2, rep3, range, code, inputPosition} = this, at = this.dict.position, {full, total} = this.dict, log: number[] = [];
    this.log = log;
    this.starved = false;
    const outcome = this.symbol(limit);
    this.log = null;
    if (!this.starved) return outcome;
    for (let i = log.length - 2; i >= 0; i -= 2) this.probs[log[i]] = log[i + 1];
    this.state = state;
    this.rep0 = rep0;
    this.rep1 = rep1;
    this.rep2 = rep2;
    this.rep3 = rep3;
    this.range = range;
    this.code = code;
    this.inputPosition = inputPosition;
    this.pending = 0;
    this.dict.position = at;
    this.dict.full = full;
    this.dict.total = total;
    return Decoded.INPUT;
  }
  private bit(index: number): number {
    let {range} = this;
    if (range < 0x1000000) {
      if (this.inputPosition >= this.inputEnd) {
        this.starved = true;
        return 0;
      }
      this.range = range = (range << 8) >>> 0;
      this.code = ((this.code << 8) | this.input[this.inputPosition++]) >>> 0;
    }
    const p = this.probs[index], bound = (range >>> 11) * p;
    if (this.log !== null) this.log.push(index, p);
    if (this.code < bound) {
      this.range = bound;
      this.probs[index] = p + ((2048 - p) >> 5);
      return 0;
    }
    this.range = range - bound;
    this.code -= bound;
    this.probs[index] = p - (p >> 5);
    return 1;
  }
  private tree(base: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.bit(base + symbol);
    return symbol - (1 << bits);
  }
  private reverseTree(base: number, bits: number): number {
    let symbol = 1, value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }
  private direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      if (this.range < 0x1000000) {
        if (this.inputPosition >= this.inputEnd) {
          this.starved = true;
          return 0;
        }
        this.range = (this.range << 8) >>> 0;
        this.code = ((this.code << 8) | this.input[this.inputPosition++]) >>> 0;
      }
      this.range >>>= 1;
      if (this.code >= this.range) {
        this.code -= this.range;
        value = value * 2 + 1;
      } else value *= 2;
    }
    return value;
  }
  private length(base: number, posState: number): number {
    if (this.bit(base) === 0) return MATCH_MIN + this.tree(base + LENGTH_LOW + posState * 8, 3);
    if (this.bit(base + 1) === 0) return MATCH_MIN + 8 + this.tree(base + LENGTH_MID + posState * 8, 3);
    return MATCH_MIN + 16 + this.tree(base + LENGTH_HIGH, 8);
  }
  private distance(length: number): number {
    const slot = this.tree(DISTANCE_SLOT + Math.min(length - MATCH_MIN, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1, base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < END_SLOT_MODEL) return base + this.reverseTree(DISTANCE_SPECIAL + base - slot - 1, bits);
    return base + this.direct(bits - 4) * 16 + this.reverseTree(DISTANCE_ALIGN, 4);
  }
  private symbol(limit: number): Decoded {
    const {dict} = this, posState = dict.total & ((1 << this.pb) - 1), {state} = this;
    if (this.bit(IS_MATCH + state * 16 + posState) === 0) {
      if (this.starved && this.log !== null) return Decoded.INPUT;
      if (dict.position >= limit) return Decoded.ERROR;
      this.literal();
      return Decoded.OUTPUT;
    }
    let length: number;
    if (this.bit(IS_REP + state) === 0) {
      this.rep3 = this.rep2;
      this.rep2 = this.rep1;
      this.rep1 = this.rep0;
      length = this.length(MATCH_LENGTH, posState);
      this.rep0 = this.distance(length);
      this.state = afterMatch(state);
      if (this.rep0 === END_MARK) return this.normalize() ? Decoded.END_MARK : this.lacking();
    } else {
      if (dict.full === 0 && !(this.starved && this.log !== null)) return Decoded.ERROR;
      if (this.bit(IS_REP0 + state) === 0) {
        if (this.bit(IS_REP0_LONG + state * 16 + posState) === 0) {
          this.state = afterShortRep(state);
          length = 1;
        } else {
          length = this.length(REP_LENGTH, posState);
          this.state = afterRep(state);
        }
      } else {
        let distance: number;
        if (this.bit(IS_REP1 + state) === 0) distance = this.rep1;
        else {
          if (this.bit(IS_REP2 + state) === 0) distance = this.rep2;
          else {
            distance = this.rep3;
            this.rep3 = this.rep2;
          }
          this.rep2 = this.rep1;
        }
        this.rep1 = this.rep0;
        this.rep0 = distance;
        length = this.length(REP_LENGTH, posState);
        this.state = afterRep(state);
      }
    }
    if (this.starved && this.log !== null) return Decoded.INPUT;
    if (this.rep0 >= dict.full || dict.position >= limit) return Decoded.ERROR;
    this.pending = length;
    this.copy(limit);
    return Decoded.OUTPUT;
  }
  private lacking(): Decoded {
    this.starved = true;
    return Decoded.INPUT;
  }
  private literal(): void {
    const {dict, probs} = this, {bytes} = dict, previous = dict.full > 0 ? bytes[dict.position - 1] : 0;
    const base = LITERAL + LITERAL_SIZE * (((dict.total & ((1 << this.lp) - 1)) << this.lc) + (previous >> (8 - this.lc)));
    let symbol = 1;
    if (this.state >= 7) {
      let matched = this.rep0 < dict.full ? bytes[dict.position - this.rep0 - 1] << 1 : 0, offset = 0x100;
      do {
        const matchBit = matched & offset, bit = this.bit(base + offset + matchBit + symbol);
        symbol = (symbol << 1) | bit;
        offset &= bit === 1 ? matchBit : ~matchBit;
        matched <<= 1;
      } while (symbol < 0x100);
    } else if (this.log !== null) while (symbol < 0x100) symbol = (symbol << 1) | this.bit(base + symbol);
    else {
      // the most frequent case, with the coder in local variables
      let {range, code, inputPosition} = this;
      const {input} = this;
      do {
        if (range < 0x1000000) {
          range = (range << 8) >>> 0;
          code = ((code << 8) | input[inputPosition++]) >>> 0;
        }
        const index = base + symbol, p = probs[index], bound = (range >>> 11) * p;
        if (code < bound) {
          range = bound;
          probs[index] = p + ((2048 - p) >> 5);
          symbol <<= 1;
        } else {
          range -= bound;
          code -= bound;
          probs[index] = p - (p >> 5);
          symbol = (symbol << 1) | 1;
        }
      } while (symbol < 0x100);
      this.range = range;
      this.code = code;
      this.inputPosition = inputPosition;
    }
    bytes[dict.position++] = symbol;
    dict.total++;
    if (dict.full < dict.size) dict.full++;
    this.state = afterLiteral(this.state);
  }
  /** Copies as much of a match as there is room for. */
  private copy(limit: number): void {
    const {dict, rep0} = this, {bytes} = dict, count = Math.min(this.pending, limit - dict.position), end = dict.position + count;
    let at = dict.position, from = at - rep0 - 1;
    while (at < end) bytes[at++] = bytes[from++];
    dict.position = at;
    dict.total += count;
    this.pending -= count;
    dict.full = Math.min(dict.size, dict.full + count);
  }
  /** Whether a match goes on behind the last byte there was room for. */
  get inMatch(): boolean {
    return this.pending > 0;
  }
}
