/** Johab, and the syllables that EUC-KR puts together. CPython: Modules/cjkcodecs/_codecs_kr.c */
import {textAt, type PyText} from '../../../runtime/text';
import {CjkCodec} from './codec';
import {MultibyteCodec} from './multibyte';

const SYLLABLES = 0xac00, LAST_SYLLABLE = 0xd7a3, PER_FIRST = 588, PER_VOWEL = 28, VOWELS = 21;
/** Compatibility letters: consonants from here on, vowels from VOWEL_LETTERS to LAST_LETTER. */
const LETTERS = 0x3131, VOWEL_LETTERS = 0x314f, LAST_LETTER = 0x3163;
/** Which letters begin a syllable, and which end one, as distances from the first. */
const FIRST = [0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
const LAST = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29];
/** In KS X 1001 the letters stand in a row of their own, a filler behind them. */
const LETTER_ROW = 0xa4, LETTER_CELL = 0xa1, VOWEL_CELL = 0xbf, LAST_CONSONANT_CELL = 0xbe, FILLER = 0xd4, FILLER_LETTER = 0x3164;
const NOT_FOUND = -1;

/** EUC-KR, where syllables that KS X 1001 lacks are a filler and three letters. */
export class EucKr extends CjkCodec {
  constructor() {
    super('euc_kr');
  }
  /** Elsewhere the filler is a character by itself. */
  override charOf(code: number): number {
    return code === ((LETTER_ROW << 8) | FILLER) ? FILLER_LETTER : super.charOf(code);
  }
  override encodeAt(text: PyText, at: number, final: boolean, state: Uint8Array, out: number[]): number {
    const point = textAt(text, at), index = point - SYLLABLES;
    if (point < SYLLABLES || point > LAST_SYLLABLE || this.codeOf(point) !== 0) return super.encodeAt(text, at, final, state, out);
    const last = index % PER_VOWEL;
    out.push(LETTER_ROW, FILLER, LETTER_ROW, LETTER_CELL + FIRST[Math.floor(index / PER_FIRST)], LETTER_ROW, VOWEL_CELL + (Math.floor(index / PER_VOWEL) % VOWELS));
    out.push(LETTER_ROW, last === 0 ? FILLER : LETTER_CELL + LAST[last - 1]);
    return 1;
  }
  override decodeAt(input: Uint8Array, at: number, state: Uint8Array, out: number[]): number {
    if (input[at] !== LETTER_ROW || input[at + 1] !== FILLER) return super.decodeAt(input, at, state, out);
    if (input.length - at < 8) return 0;
    if (input[at + 2] !== LETTER_ROW || input[at + 4] !== LETTER_ROW || input[at + 6] !== LETTER_ROW) return -1;
    const first = input[at + 3] > LAST_CONSONANT_CELL ? NOT_FOUND : FIRST.indexOf(input[at + 3] - LETTER_CELL), vowel = input[at + 5] - VOWEL_CELL;
    const last = input[at + 7] === FILLER ? 0 : input[at + 7] > LAST_CONSONANT_CELL ? NOT_FOUND : LAST.indexOf(input[at + 7] - LETTER_CELL) + 1 || NOT_FOUND;
    if (first < 0 || vowel < 0 || vowel >= VOWELS || last < 0) return -1;
    out.push(SYLLABLES + first * PER_FIRST + vowel * PER_VOWEL + last);
    return 8;
  }
}

/** Five bits each for the parts of a syllable: what fills the place of a part, and where the numbers of parts leave gaps. */
const NO_FIRST = 1, NO_VOWEL = 2, NO_LAST = 1, FIRST_BITS = 2, HANGUL = 0x8000, HANGUL_END = 0xd8;
const vowelBits = (vowel: number): number => (vowel < 5 ? vowel + 3 : vowel + 5 + 2 * Math.floor((vowel - 5) / 6));
const lastBits = (last: number): number => (last < 17 ? last + 1 : last + 2);
/** What numbers of five bits mean: a part, FILL for none, NOT_FOUND for nothing. */
const FILL = -2;
function meanings(count: number, none: number, bits: (part: number) => number): Int8Array {
  const table = new Int8Array(32).fill(NOT_FOUND);
  for (let part = 0; part < count; part++) table[bits(part)] = part;
  table[none] = FILL;
  return table;
}

/** Johab: syllables by their parts, all else of KS X 1001 in an order of its own. */
export class Johab extends MultibyteCodec {
  private readonly first = meanings(FIRST.length, NO_FIRST, part => part + FIRST_BITS);
  private readonly vowel = meanings(VOWELS, NO_VOWEL, vowelBits);
  /** A syllable without a last part counts as one with part 0. */
  private readonly last = meanings(LAST.length + 1, NO_LAST, lastBits);
  constructor(private readonly ksx1001: CjkCodec) {
    super('johab');
  }
  encodeAt(text: PyText, at: number, _final: boolean, _state: Uint8Array, out: number[]): number {
    const point = textAt(text, at);
    if (point < 0x80) {
      out.push(point);
      return 1;
    }
    const code = point >= SYLLABLES && point <= LAST_SYLLABLE ? syllable(point - SYLLABLES) : point >= LETTERS && point <= LAST_LETTER ? letter(point) : this.other(point);
    if (code === 0) return -1;
    out.push(code >> 8, code & 0xff);
    return 1;
  }
  /** The code of what is no Hangul; 0 for none. */
  private other(point: number): number {
    const code = this.ksx1001.codeOf(point), row = (code >> 8) & 0x7f, cell = (code & 0x7f) - 0x21;
    if (code < 0x100 || !((row >= 0x21 && row <= 0x2c) || (row >= 0x4a && row <= 0x7d))) return 0;
    const pair = row - 0x21 + (row < 0x4a ? 0x1b2 : 0x197), place = (pair & 1) * 0x5e + cell;
    return ((pair >> 1) << 8) | (place < 0x4e ? place + 0x31 : place + 0x43);
  }
  decodeAt(input: Uint8Array, at: number, _state: Uint8Array, out: number[]): number {
    const lead = input[at];
    if (lead < 0x80) {
      out.push(lead);
      return 1;
    }
    if (input.length - at < 2) return 0;
    const second = input[at + 1], point = lead < HANGUL_END ? this.hangul((lead << 8) | second) : this.decodeOther(lead, second);
    if (point === 0) return -1;
    out.push(point);
    return 2;
  }
  private hangul(code: number): number {
    const first = this.first[(code >> 10) & 31], vowel = this.vowel[(code >> 5) & 31], last = this.last[code & 31];
    if (first === NOT_FOUND || vowel === NOT_FOUND || last === NOT_FOUND) return 0;
    if (first !== FILL && vowel !== FILL) return SYLLABLES + first * PER_FIRST + vowel * PER_VOWEL + (last === FILL ? 0 : last);
    if (first !== FILL) return last === FILL ? LETTERS + FIRST[first] : 0;
    if (vowel !== FILL) return last === FILL ? VOWEL_LETTERS + vowel : 0;
    return last === FILL ? 0x3000 : LETTERS + LAST[last - 1];
  }
  private decodeOther(lead: number, second: number): number {
    if (lead === 0xdf || lead > 0xf9 || second < 0x31 || (second >= 0x80 && second < 0x91) || (second & 0x7f) === 0x7f || (lead === 0xda && second >= 0xa1 && second <= 0xd3)) return 0;
    const place = second < 0x91 ? second - 0x31 : second - 0x43, row = (lead < 0xe0 ? 2 * (lead - 0xd9) : 2 * lead - 0x197) + (place < 0x5e ? 0 : 1) + 0x21;
    return this.ksx1001.charOf(((row | 0x80) << 8) | 0x80 | ((place % 0x5e) + 0x21));
  }
}
/** The code of a syllable, given by its number. */
function syllable(index: number): number {
  const first = Math.floor(index / PER_FIRST) + FIRST_BITS, vowel = vowelBits(Math.floor(index / PER_VOWEL) % VOWELS), last = lastBits(index % PER_VOWEL);
  return HANGUL | (first << 10) | (vowel << 5) | last;
}
/** The code of a letter by itself. */
function letter(point: number): number {
  if (point >= VOWEL_LETTERS) return HANGUL | (NO_FIRST << 10) | (vowelBits(point - VOWEL_LETTERS) << 5) | NO_LAST;
  const first = FIRST.indexOf(point - LETTERS);
  if (first >= 0) return HANGUL | ((first + FIRST_BITS) << 10) | (NO_VOWEL << 5) | NO_LAST;
  return HANGUL | (NO_FIRST << 10) | (NO_VOWEL << 5) | lastBits(LAST.indexOf(point - LETTERS) + 1);
}
