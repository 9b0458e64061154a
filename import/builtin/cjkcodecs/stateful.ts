/** Codecs that switch between sets of characters: HZ and those of ISO 2022. CPython: Modules/cjkcodecs/_codecs_cn.c, _codecs_iso2022.c */
import {textAt, type PyText} from '../../../runtime/text';
import type {CjkCodec} from './codec';
import {FULLWIDTH_BACKSLASH, type JapaneseSets, NEEDS_MORE, NO_CODE, PLANE2, fromJisx0201, isAddedCode, jisx0201R} from './jisx0213';
import {MultibyteCodec} from './multibyte';

const ESC = 0x1b, SO = 0x0e, SI = 0x0f, LF = 0x0a, TILDE = 0x7e, BRACE = 0x7b, CLOSING_BRACE = 0x7d, DOLLAR = 0x24, PAREN = 0x28, CLOSING_PAREN = 0x29, DOT = 0x2e, AMPERSAND = 0x26, AT = 0x40;

/** HZ: ASCII, and GB 2312 between ~{ and ~}. Its state says in its first byte which. */
export class Hz extends MultibyteCodec {
  override readonly isAsciiBased = false;
  constructor(private readonly gb2312: CjkCodec) {
    super('hz');
  }
  override begin(state: Uint8Array): void {
    state[0] = 0;
  }
  override resetDecoder(state: Uint8Array): void {
    state[0] = 0;
  }
  override end(state: Uint8Array, out: number[]): void {
    if (state[0] !== 0) out.push(TILDE, CLOSING_BRACE);
    state[0] = 0;
  }
  encodeAt(text: PyText, at: number, _final: boolean, state: Uint8Array, out: number[]): number {
    const point = textAt(text, at);
    if (point < 0x80) {
      this.end(state, out);
      out.push(point);
      if (point === TILDE) out.push(point);
      return 1;
    }
    const code = this.gb2312.codeOf(point) & 0x7f7f;
    if (code === 0) return -1;
    if (state[0] === 0) out.push(TILDE, BRACE);
    state[0] = 1;
    out.push(code >> 8, code & 0xff);
    return 1;
  }
  decodeAt(input: Uint8Array, at: number, state: Uint8Array, out: number[]): number {
    const lead = input[at], left = input.length - at, second = input[at + 1];
    if (lead === TILDE) {
      if (left < 2) return 0;
      if (second === CLOSING_BRACE && state[0] === 1) state[0] = 0;
      else if (state[0] !== 0) return -1;
      else if (second === TILDE) out.push(TILDE);
      else if (second === BRACE) state[0] = 1;
      else if (second !== LF) return -1;
      return 2;
    }
    if (lead >= 0x80) return -1;
    if (state[0] === 0) {
      out.push(lead);
      return 1;
    }
    if (left < 2) return 0;
    const point = second < 0x80 ? this.gb2312.charOf((lead << 8) | second | 0x8080) : 0;
    if (point === 0) return -1;
    out.push(point);
    return 2;
  }
}

/** Marks of sets of characters; sets of two bytes have bit 7. */
const DOUBLE = 0x80, ASCII = 0x42, LATIN1 = 0x41, GREEK = 0x46, ROMAN = 0x4a, KATAKANA = 0x49;
const JISX0208 = DOUBLE | 0x42, JISX0208_OLD = DOUBLE | 0x40, JISX0212 = DOUBLE | 0x44, KSX1001 = DOUBLE | 0x43, GB2312 = DOUBLE | 0x41, JISX0213_2000 = DOUBLE | 0x4f, JISX0213_2004 = DOUBLE | 0x51, JISX0213_2 = DOUBLE | 0x50;
/** Flags of byte 4 of the state, behind the marks of G0 to G3. */
const FLAGS = 4, SHIFTED = 1, THROUGHOUT = 2;
const LONGEST_ESCAPE = 16;

/** A set of characters of an encoding: its mark, where it goes, and how it encodes and decodes. */
interface Designation {
  readonly mark: number;
  readonly plane: number;
  /** The code of what stands in a text, and how many characters it takes. */
  encode(point: number, next: number, final: boolean): {code: number; taken: number};
  /** Appends what a code means; false for nothing. */
  decode(code: number, out: number[]): boolean;
}
const UNKNOWN = {code: NO_CODE, taken: 1} as const;
const one = (code: number): {code: number; taken: number} => (code === 0 ? UNKNOWN : {code, taken: 1});
function put(point: number, out: number[]): boolean {
  if (point > 0) out.push(point);
  return point > 0;
}
/** What the codecs of ISO 2022 take their sets from. */
export interface Sources {
  readonly japanese: JapaneseSets;
  readonly gb2312: CjkCodec;
  readonly euckr: CjkCodec;
}
/** A set of EUC's second half. */
function ofEuc(mark: number, plane: number, codec: CjkCodec): Designation {
  return {
    mark, plane, encode: point => one(codec.codeOf(point) < 0x100 ? 0 : codec.codeOf(point) & 0x7f7f),
    decode: (code, out) => (code & 0x80) === 0 && put(codec.charOf(code | 0x8080), out),
  };
}
function jisx0208(mark: number, sets: JapaneseSets): Designation {
  return {
    mark, plane: 0,
    encode: point => {
      const code = point === FULLWIDTH_BACKSLASH ? 0x2140 : sets.common(point);
      return one((code & PLANE2) === 0 ? code : 0);
    },
    decode: (code, out) => (code & 0x80) === 0 && put(code === 0x2140 ? FULLWIDTH_BACKSLASH : sets.jisx0208(code), out),
  };
}
function jisx0212(sets: JapaneseSets): Designation {
  return {mark: JISX0212, plane: 0, encode: point => one((sets.common(point) & PLANE2) !== 0 ? sets.common(point) & 0x7f7f : 0), decode: (code, out) => (code & 0x80) === 0 && put(sets.jisx0212(code), out)};
}
/** A plane of JIS X 0213. `pairsOnly`: it comes before JIS X 0208, for characters that are pairs there. */
function jisx0213(mark: number, sets: JapaneseSets, edition2000: boolean, pairsOnly = false): Designation {
  const isSecond = mark === JISX0213_2;
  return {
    mark, plane: 0,
    encode: (point, next, final) => {
      const found = sets.encode0213(point, next, final, edition2000, false), {code} = found;
      if (code === NEEDS_MORE || code === NO_CODE) return found;
      if (pairsOnly ? found.taken < 2 : ((code & PLANE2) !== 0) !== isSecond) return UNKNOWN;
      return {code: code & 0x7f7f, taken: found.taken};
    },
    decode: (code, out) => {
      if ((code & 0x80) !== 0) return false;
      if (isSecond) return sets.decodePlane2(code, out);
      if (edition2000 && isAddedCode(code)) return false;
      return code === 0x2140 ? put(FULLWIDTH_BACKSLASH, out) : sets.decodePlane1(code, out);
    },
  };
}
const ROMAN_SET: Designation = {mark: ROMAN, plane: 0, encode: point => one(jisx0201R(point)), decode: (code, out) => put(fromJisx0201(code), out)};
const KATAKANA_SET: Designation = {
  mark: KATAKANA, plane: 0, encode: point => one(point >= 0xff61 && point <= 0xff9f ? point - 0xfec0 - 0x80 : 0), decode: (code, out) => put(fromJisx0201(code | 0x80), out),
};
/** A set that only bytes after a single shift are in, which no encoder makes. */
function shiftedOnly(mark: number): Designation {
  return {mark, plane: 2, encode: () => UNKNOWN, decode: () => false};
}
/** The sets of an encoding, in the order in which its encoder tries them. */
function designations(encoding: string, {japanese, gb2312, euckr}: Sources): Designation[] {
  const old = jisx0208(JISX0208_OLD, japanese), plain = jisx0208(JISX0208, japanese);
  switch (encoding) {
    case 'iso2022_kr': return [ofEuc(KSX1001, 1, euckr)];
    case 'iso2022_jp': return [plain, ROMAN_SET, old];
    case 'iso2022_jp_1': return [plain, jisx0212(japanese), ROMAN_SET, old];
    case 'iso2022_jp_2': return [plain, jisx0212(japanese), ofEuc(KSX1001, 0, euckr), ofEuc(GB2312, 0, gb2312), ROMAN_SET, old, shiftedOnly(LATIN1), shiftedOnly(GREEK)];
    case 'iso2022_jp_2004': return [jisx0213(JISX0213_2004, japanese, false, true), plain, jisx0213(JISX0213_2004, japanese, false), jisx0213(JISX0213_2, japanese, false)];
    case 'iso2022_jp_3': return [jisx0213(JISX0213_2000, japanese, true, true), plain, jisx0213(JISX0213_2000, japanese, true), jisx0213(JISX0213_2, japanese, true)];
    default: return [plain, jisx0212(japanese), ROMAN_SET, KATAKANA_SET, old];
  }
}
const isEscapeEnd = (byte: number): boolean => byte === AT || (byte >= 0x41 && byte <= 0x5a);
const isIso2022Escape = (byte: number): boolean => byte === PAREN || byte === CLOSING_PAREN || byte === DOLLAR || byte === DOT || byte === AMPERSAND;

/** A codec of ISO 2022. Its state: the marks of G0 to G3, then flags. */
export class Iso2022 extends MultibyteCodec {
  override readonly isAsciiBased = false;
  private readonly sets: readonly Designation[];
  /** Whether SO and SI mean something, and whether G2 does. */
  private readonly shifts: boolean;
  private readonly hasG2: boolean;
  constructor(encoding: string, sources: Sources) {
    super(encoding);
    this.sets = designations(encoding, sources);
    this.shifts = encoding === 'iso2022_kr';
    this.hasG2 = encoding === 'iso2022_jp_2';
  }
  override begin(state: Uint8Array, decodes: boolean): void {
    state.fill(ASCII, 0, decodes ? 3 : 2);
    state[FLAGS] = 0;
  }
  override resetDecoder(state: Uint8Array): void {
    state[0] = ASCII;
    state[FLAGS] &= ~SHIFTED;
  }
  override end(state: Uint8Array, out: number[]): void {
    this.unshift(state, out);
    this.toAscii(state, out);
  }
  private toAscii(state: Uint8Array, out: number[]): void {
    if (state[0] !== ASCII) out.push(ESC, PAREN, ASCII);
    state[0] = ASCII;
  }
  private unshift(state: Uint8Array, out: number[]): void {
    if ((state[FLAGS] & SHIFTED) !== 0) out.push(SI);
    state[FLAGS] &= ~SHIFTED;
  }
  encodeAt(text: PyText, at: number, final: boolean, state: Uint8Array, out: number[]): number {
    const point = textAt(text, at), next = at + 1 < text.length ? textAt(text, at + 1) : -1;
    if (point < 0x80) {
      this.toAscii(state, out);
      this.unshift(state, out);
      out.push(point);
      return 1;
    }
    for (const set of this.sets) {
      const {code, taken} = set.encode(point, next, final);
      if (code === NEEDS_MORE) return 0;
      if (code === NO_CODE) continue;
      this.designate(set, state, out);
      if ((set.mark & DOUBLE) !== 0) out.push(code >> 8);
      out.push(code & 0xff);
      return taken;
    }
    return -1;
  }
  /** Appends what makes a set the current one. */
  private designate({mark, plane}: Designation, state: Uint8Array, out: number[]): void {
    if (plane === 0) this.unshift(state, out);
    if (state[plane] !== mark) {
      out.push(ESC);
      if ((mark & DOUBLE) !== 0) out.push(DOLLAR);
      if (mark !== JISX0208 || plane !== 0) out.push(plane === 0 ? PAREN : CLOSING_PAREN);
      out.push(mark & 0x7f);
      state[plane] = mark;
    }
    if (plane === 1 && (state[FLAGS] & SHIFTED) === 0) {
      out.push(SO);
      state[FLAGS] |= SHIFTED;
    }
  }
  decodeAt(input: Uint8Array, at: number, state: Uint8Array, out: number[]): number {
    const byte = input[at], left = input.length - at;
    if ((state[FLAGS] & THROUGHOUT) !== 0) {
      // an escape of others passes
      if (isEscapeEnd(byte)) state[FLAGS] &= ~THROUGHOUT;
      out.push(byte);
      return 1;
    }
    if (byte === ESC) {
      if (left < 2) return 0;
      const second = input[at + 1];
      if (isIso2022Escape(second)) return this.escape(input, at, state);
      if (this.hasG2 && second === 0x4e) return left < 3 ? 0 : g2(input[at + 2], state, out);
      state[FLAGS] |= THROUGHOUT;
      out.push(byte);
      return 1;
    }
    if (this.shifts && (byte === SI || byte === SO)) {
      if (byte === SO) state[FLAGS] |= SHIFTED;
      else state[FLAGS] &= ~SHIFTED;
      return 1;
    }
    if (byte === LF) state[FLAGS] &= ~SHIFTED;
    if (byte >= 0x80) return -1;
    const mark = (state[FLAGS] & SHIFTED) !== 0 ? state[1] : state[0];
    if (byte < 0x20 || mark === ASCII) {
      out.push(byte);
      return 1;
    }
    const set = this.find(mark), width = (mark & DOUBLE) !== 0 ? 2 : 1;
    if (left < width) return 0;
    return set?.decode(width === 1 ? byte : (byte << 8) | input[at + 1], out) === true ? width : -width;
  }
  private find(mark: number): Designation | undefined {
    for (const set of this.sets) if (set.mark === mark) return set;
    return undefined;
  }
  /** An escape sequence that designates a set. CPython: iso2022processesc() */
  private escape(input: Uint8Array, at: number, state: Uint8Array): number {
    const left = input.length - at;
    let length = 0;
    for (let i = 1; i < LONGEST_ESCAPE && length === 0; i++) {
      if (i >= left) return 0;
      if (isEscapeEnd(input[at + i])) length = i + 1;
      // a prefix that names a revision
      else if (!this.shifts && i + 1 < left && input[at + i] === AMPERSAND && input[at + i + 1] === AT) i += 2;
    }
    if (length === 0) return -1;
    const second = input[at + 1], third = input[at + 2];
    let mark = -1, plane = -1;
    if (length === 3) {
      mark = second === DOLLAR ? third | DOUBLE : third;
      plane = second === DOLLAR || second === PAREN ? 0 : second === CLOSING_PAREN ? 1 : this.hasG2 && second === DOT ? 2 : -1;
    } else if (length === 4 && second === DOLLAR) {
      mark = input[at + 3] | DOUBLE;
      plane = third === PAREN ? 0 : third === CLOSING_PAREN ? 1 : -1;
    } else if (length === 6 && !this.shifts && input[at + 3] === ESC && input[at + 4] === DOLLAR && input[at + 5] === ASCII) {
      mark = JISX0208;
      plane = 0;
    }
    if (plane < 0 || (mark !== ASCII && this.find(mark) === undefined)) return -length;
    state[plane] = mark;
    return length;
  }
}
/** A character after a single shift. CPython: iso2022processg2() */
function g2(byte: number, state: Uint8Array, out: number[]): number {
  if (byte >= 0x80) return -3;
  if (state[2] === ASCII) out.push(byte);
  else if (state[2] === LATIN1) out.push(byte + 0x80);
  else {
    const point = greek(byte + 0x80);
    if (point === 0) return -3;
    out.push(point);
  }
  return 3;
}
/** ISO 8859-7 of 1987; 0 for none. */
function greek(byte: number): number {
  if (byte < 0xa0) return byte;
  if (byte < 0xc0 && (0x288f3bc9 & (1 << (byte - 0xa0))) !== 0) return byte;
  if (byte >= 0xb4 && byte <= 0xfe && (byte >= 0xd4 || (0xbffffd77 & (1 << (byte - 0xb4))) !== 0)) return 0x2d0 + byte;
  return byte === 0xa1 ? 0x2018 : byte === 0xa2 ? 0x2019 : byte === 0xaf ? 0x2015 : 0;
}
