/**
 * Encodes LZMA. Matches come from chains of equal hashes; which one is taken is decided by looking one byte ahead.
 * DIVERGES: liblzma's slower modes weigh whole sequences of symbols, so its output is some per cent smaller.
 */
import {
  DISTANCE_ALIGN, DISTANCE_SLOT, DISTANCE_SPECIAL, END_SLOT_MODEL, IS_MATCH, IS_REP, IS_REP0, IS_REP0_LONG, IS_REP1, IS_REP2, LENGTH_HIGH, LENGTH_LOW, LENGTH_MID, LITERAL, LITERAL_SIZE, type LzmaOptions, MATCH_LENGTH, MATCH_MAX,
  MATCH_MIN, PROBABILITY_INIT, REP_LENGTH, afterLiteral, afterMatch, afterRep, afterShortRep,
} from './lzma';
import {RangeEncoder} from './range-encoder';

const HASH_BITS = 16, NONE = -1, SLACK = 1 << 20;

export class LzmaEncoder {
  readonly coder = new RangeEncoder(1 << 16);
  /** The data that is still of use, where its end is, and how far it is encoded. */
  bytes = new Uint8Array(1 << 16);
  end = 0;
  position = 0;
  private readonly probs: Uint16Array;
  private readonly head = new Int32Array(1 << HASH_BITS).fill(NONE);
  private chain = new Int32Array(1 << 16);
  /** How far the chains have been built. */
  private indexed = 0;
  private state = 0;
  private reps = [0, 0, 0, 0];
  /** How many bytes have been encoded. */
  private count = 0;
  private readonly depth: number;
  private readonly nice: number;
  // the best match at a position
  private matchLength = 0;
  private matchDistance = 0;
  constructor(private readonly options: LzmaOptions) {
    this.probs = new Uint16Array(LITERAL + (LITERAL_SIZE << (options.lc + options.lp)));
    this.nice = options.niceLength;
    this.depth = options.depth !== 0 ? options.depth : 16 + (options.niceLength >> 1);
    this.resetState();
  }
  resetState(): void {
    this.probs.fill(PROBABILITY_INIT);
    this.state = 0;
    this.reps = [0, 0, 0, 0];
  }
  append(data: Uint8Array): void {
    const {dictSize} = this.options;
    if (this.position > dictSize + SLACK && this.position > 2 * dictSize) this.forget(this.position - dictSize);
    if (this.end + data.length > this.bytes.length) {
      let size = this.bytes.length * 2;
      while (size < this.end + data.length) size *= 2;
      const larger = new Uint8Array(size), chain = new Int32Array(size);
      larger.set(this.bytes.subarray(0, this.end));
      chain.set(this.chain.subarray(0, this.indexed));
      this.bytes = larger;
      this.chain = chain;
    }
    this.bytes.set(data, this.end);
    this.end += data.length;
  }
  private forget(count: number): void {
    this.bytes.copyWithin(0, count, this.end);
    this.chain.copyWithin(0, count, this.indexed);
    this.end -= count;
    this.position -= count;
    this.indexed -= count;
    for (let i = 0; i < this.indexed; i++) this.chain[i] = Math.max(NONE, this.chain[i] - count);
    for (let i = 0; i < this.head.length; i++) this.head[i] = Math.max(NONE, this.head[i] - count);
  }
  /** Encodes symbols that begin before `until`, or until the coder has so many bytes. */
  encode(until: number, mostBytes: number): void {
    while (this.position < until && this.coder.pendingLength < mostBytes) this.symbol();
  }
  /** Writes the mark that ends data whose size is not told. */
  endMark(): void {
    const posState = this.count & ((1 << this.options.pb) - 1), {coder, probs, state} = this;
    coder.bit(probs, IS_MATCH + state * 16 + posState, 1);
    coder.bit(probs, IS_REP + state, 0);
    this.state = afterMatch(state);
    this.putLength(MATCH_LENGTH, MATCH_MIN, posState);
    this.putDistance(0xffffffff, MATCH_MIN);
  }
  private matchAt(at: number, distance: number, most: number): number {
    const {bytes} = this;
    let length = 0;
    for (let from = at - distance - 1; length < most && bytes[from + length] === bytes[at + length];) length++;
    return length;
  }
  private hash(at: number): number {
    const {bytes} = this;
    return (Math.imul(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16), 0x9e3779b1) >>> (32 - HASH_BITS)) & ((1 << HASH_BITS) - 1);
  }
  /** Puts positions up to `at` into the chains. */
  private index(at: number): void {
    const last = Math.min(at, this.end - 3);
    for (; this.indexed < last; this.indexed++) {
      const hash = this.hash(this.indexed);
      this.chain[this.indexed] = this.head[hash];
      this.head[hash] = this.indexed;
    }
    if (this.indexed < at) {
      this.chain.fill(NONE, this.indexed, at);
      this.indexed = at;
    }
  }
  /** Finds the longest match at a position, the nearest of equal ones. */
  private findMatch(at: number): void {
    const {bytes} = this, most = Math.min(MATCH_MAX, this.end - at);
    this.matchLength = 0;
    this.index(at);
    if (most < 3) return;
    const oldest = Math.max(0, at - this.options.dictSize);
    let candidate = this.head[this.hash(at)], best = 2;
    for (let tries = this.depth; tries > 0 && candidate >= oldest; tries--, candidate = this.chain[candidate]) {
      if (bytes[candidate + best] !== bytes[at + best] || bytes[candidate] !== bytes[at]) continue;
      let length = 0;
      while (length < most && bytes[candidate + length] === bytes[at + length]) length++;
      if (length <= best) continue;
      best = length;
      this.matchLength = length;
      this.matchDistance = at - candidate - 1;
      if (length >= this.nice || length === most) break;
    }
  }
  private bestRep(at: number): number {
    const most = Math.min(MATCH_MAX, this.end - at);
    let best = 0, longest = 0;
    for (let i = 0; i < 4; i++) {
      if (this.reps[i] >= at) continue;
      const length = this.matchAt(at, this.reps[i], most);
      if (length > longest) {
        longest = length;
        best = i;
      }
    }
    this.repLength = longest;
    return best;
  }
  private repLength = 0;
  private symbol(): void {
    const at = this.position, rep = this.bestRep(at), {repLength} = this;
    if (repLength >= this.nice) return this.putRep(rep, repLength);
    this.findMatch(at);
    const {matchLength: length, matchDistance: distance} = this;
    if (length >= this.nice) return this.putMatch(distance, length);
    if (repLength >= MATCH_MIN && (repLength + 1 >= length || (repLength + 2 >= length && distance > 512) || (repLength + 3 >= length && distance > 32768))) return this.putRep(rep, repLength);
    if (length < 3 || (length === 3 && distance > 65536)) {
      if (this.shortRep(at)) return this.putShortRep();
      return this.putLiteral();
    }
    // a better match may begin with the next byte
    if (this.end - at > 2) {
      this.findMatch(at + 1);
      const {matchLength: next, matchDistance: nextDistance} = this;
      if (next > length + 1 || (next >= length && nextDistance < distance) || (next === length + 1 && nextDistance >> 7 <= distance) || (next + 1 >= length && length >= 3 && distance >> 7 > nextDistance && next >= 3)) return this.putLiteral();
      this.bestRep(at + 1);
      if (this.repLength >= Math.max(MATCH_MIN, length - 1)) return this.putLiteral();
    }
    this.putMatch(distance, length);
  }
  private shortRep(at: number): boolean {
    return this.reps[0] < at && this.bytes[at] === this.bytes[at - this.reps[0] - 1];
  }
  private get posState(): number {
    return this.count & ((1 << this.options.pb) - 1);
  }
  private advance(count: number): void {
    this.position += count;
    this.count += count;
  }
  private putLiteral(): void {
    const {coder, probs, bytes, position, state, options} = this, previous = position > 0 ? bytes[position - 1] : 0, value = bytes[position];
    const base = LITERAL + LITERAL_SIZE * (((this.count & ((1 << options.lp) - 1)) << options.lc) + (previous >> (8 - options.lc)));
    coder.bit(probs, IS_MATCH + state * 16 + this.posState, 0);
    if (state < 7) coder.tree(probs, base, 8, value);
    else {
      let matched = bytes[position - this.reps[0] - 1], offset = 0x100, symbol = value | 0x100;
      do {
        matched <<= 1;
        coder.bit(probs, base + offset + (matched & offset) + (symbol >> 8), (symbol >> 7) & 1);
        symbol <<= 1;
        offset &= ~(matched ^ symbol);
      } while (symbol < 0x10000);
    }
    this.state = afterLiteral(state);
    this.advance(1);
  }
  private putShortRep(): void {
    const {coder, probs, state, posState} = this;
    coder.bit(probs, IS_MATCH + state * 16 + posState, 1);
    coder.bit(probs, IS_REP + state, 1);
    coder.bit(probs, IS_REP0 + state, 0);
    coder.bit(probs, IS_REP0_LONG + state * 16 + posState, 0);
    this.state = afterShortRep(state);
    this.advance(1);
  }
  private putRep(rep: number, length: number): void {
    const {coder, probs, state, posState, reps} = this;
    coder.bit(probs, IS_MATCH + state * 16 + posState, 1);
    coder.bit(probs, IS_REP + state, 1);
    coder.bit(probs, IS_REP0 + state, rep === 0 ? 0 : 1);
    if (rep === 0) coder.bit(probs, IS_REP0_LONG + state * 16 + posState, 1);
    else {
      coder.bit(probs, IS_REP1 + state, rep === 1 ? 0 : 1);
      if (rep > 1) coder.bit(probs, IS_REP2 + state, rep - 2);
      const distance = reps[rep];
      reps.copyWithin(1, 0, rep);
      reps[0] = distance;
    }
    this.putLength(REP_LENGTH, length, posState);
    this.state = afterRep(state);
    this.advance(length);
  }
  private putMatch(distance: number, length: number): void {
    const {coder, probs, state, posState, reps} = this;
    coder.bit(probs, IS_MATCH + state * 16 + posState, 1);
    coder.bit(probs, IS_REP + state, 0);
    this.putLength(MATCH_LENGTH, length, posState);
    this.putDistance(distance, length);
    reps.copyWithin(1, 0, 3);
    reps[0] = distance;
    this.state = afterMatch(state);
    this.advance(length);
  }
  private putLength(base: number, length: number, posState: number): void {
    const {coder, probs} = this, value = length - MATCH_MIN;
    if (value < 8) {
      coder.bit(probs, base, 0);
      coder.tree(probs, base + LENGTH_LOW + posState * 8, 3, value);
      return;
    }
    coder.bit(probs, base, 1);
    if (value < 16) {
      coder.bit(probs, base + 1, 0);
      coder.tree(probs, base + LENGTH_MID + posState * 8, 3, value - 8);
    } else {
      coder.bit(probs, base + 1, 1);
      coder.tree(probs, base + LENGTH_HIGH, 8, value - 16);
    }
  }
  private putDistance(distance: number, length: number): void {
    const {coder, probs} = this, high = 31 - Math.clz32(distance), slot = distance < 4 ? distance : high * 2 + ((distance >>> (high - 1)) & 1);
    coder.tree(probs, DISTANCE_SLOT + Math.min(length - MATCH_MIN, 3) * 64, 6, slot);
    if (slot < 4) return;
    const bits = (slot >> 1) - 1, base = (2 | (slot & 1)) * 2 ** bits, rest = distance - base;
    if (slot < END_SLOT_MODEL) coder.reverseTree(probs, DISTANCE_SPECIAL + base - slot - 1, bits, rest);
    else {
      coder.direct(Math.floor(rest / 16), bits - 4);
      coder.reverseTree(probs, DISTANCE_ALIGN, 4, rest & 15);
    }
  }
}
