/**
 * JIS X 0208, 0212 and 0213 as sets of characters, and the codecs of JIS X 0213 without state: EUC-JIS-2004, EUC-JISX0213, Shift_JIS-2004 and
 * Shift_JISX0213. CPython: Modules/cjkcodecs/_codecs_jp.c, emu_jisx0213_2000.h
 */
import {textAt, type PyText} from '../../../runtime/text';
import {CharacterTable} from './character-table';
import type {CjkCodec} from './codec';
import {MultibyteCodec} from './multibyte';
import {JISX0213} from './sets';

/** Marks the second plane of JIS X 0213, or JIS X 0212 where both sets may be. */
export const PLANE2 = 0x8000;
/** Results of encoding that are no codes. */
export const NO_CODE = 0, NEEDS_MORE = -1;
const THREE_BYTES = 0x8f, KANA = 0x8e, KANA_FIRST = 0xff61, KANA_LAST = 0xff9f, KANA_OFFSET = 0xfec0, BACKSLASH = 0x2140, TILDE = 0x2232;
export const FULLWIDTH_BACKSLASH = 0xff3c, FULLWIDTH_TILDE = 0xff5e;

/** What the edition of 2004 added, and a character that it moved. */
const ADDED_CHARS: ReadonlySet<number> = new Set([0x9b1c, 0x4ff1, 0x525d, 0x541e, 0x5653, 0x59f8, 0x5c5b, 0x5e77, 0x7626, 0x7e6b, 0x20b9f]);
const ADDED_CODES: ReadonlySet<number> = new Set([0x2e21, 0x2f7e, 0x4f54, 0x4f7e, 0x7427, 0x7e7a, 0x7e7b, 0x7e7c, 0x7e7d, 0x7e7e]);
const MOVED_CHAR = 0x9b1d, MOVED_CODE = PLANE2 | 0x7d3b;

/** Codes of 14 bits: those of JIS X 0208 come from EUC-JP, which has JIS X 0212 as well. */
export class JapaneseSets {
  private readonly table = new CharacterTable(JISX0213);
  constructor(private readonly eucJp: CjkCodec) {}
  /** A character of JIS X 0208, 0 for none. */
  jisx0208(code: number): number {
    return code === BACKSLASH ? 0x5c : this.eucJp.charOf(code | 0x8080);
  }
  /** A character of JIS X 0212, 0 for none. */
  jisx0212(code: number): number {
    return this.eucJp.charOf(0x10000 | code | 0x8080);
  }
  /** The code of a character in JIS X 0208, or marked with PLANE2 in JIS X 0212. */
  common(point: number): number {
    if (point === 0x5c) return BACKSLASH;
    const code = point === FULLWIDTH_BACKSLASH ? 0 : this.eucJp.codeOf(point);
    return code < 0x8fff ? NO_CODE : code >= 0x10000 ? PLANE2 | (code & 0x7f7f) : code & 0x7f7f;
  }
  /** The code of what stands in a text, JIS X 0208 included; NEEDS_MORE when a pair may begin there and nothing follows. `or0212`: JIS X 0212 will do. */
  encode0213(point: number, next: number, final: boolean, edition2000: boolean, or0212: boolean): {code: number; taken: number} {
    if (edition2000 && ADDED_CHARS.has(point)) return {code: NO_CODE, taken: 1};
    if (edition2000 && point === MOVED_CHAR) return {code: MOVED_CODE, taken: 1};
    if (this.table.beginsPair(point)) {
      if (next < 0 && !final) return {code: NEEDS_MORE, taken: 0};
      const code = next < 0 ? 0 : this.table.pairCode(point, next);
      if (code !== 0) return {code, taken: 2};
    }
    const own = this.table.codeOf(point), common = own !== NO_CODE ? NO_CODE : this.common(point);
    return {code: own !== NO_CODE ? own : (common & PLANE2) !== 0 && !or0212 ? NO_CODE : common, taken: 1};
  }
  /** Appends the characters of a code in JIS X 0208 or plane 1; false for none. */
  decodePlane1(code: number, out: number[]): boolean {
    const point = this.jisx0208(code);
    if (point === 0) return this.table.decode(code, out);
    out.push(point);
    return true;
  }
  /** Appends the character of a code in plane 2; false for none. */
  decodePlane2(code: number, out: number[]): boolean {
    return this.table.decode(PLANE2 | code, out);
  }
}
/** Whether a code belongs to nothing in the edition of 2000. */
export function isAddedCode(code: number): boolean {
  return ADDED_CODES.has(code);
}
/** How many bytes are wrong where the edition of 2000 has no character. */
const ADDED_LENGTH = -2;

/** EUC of JIS X 0213. */
export class EucJis2004 extends MultibyteCodec {
  constructor(encoding: string, private readonly sets: JapaneseSets, private readonly edition2000: boolean) {
    super(encoding);
  }
  encodeAt(text: PyText, at: number, final: boolean, _state: Uint8Array, out: number[]): number {
    const point = textAt(text, at);
    if (point < 0x80) {
      out.push(point);
      return 1;
    }
    if (point >= KANA_FIRST && point <= KANA_LAST) {
      out.push(KANA, point - KANA_OFFSET);
      return 1;
    }
    const {code, taken} = this.sets.encode0213(point, at + 1 < text.length ? textAt(text, at + 1) : -1, final, this.edition2000, true);
    if (code === NEEDS_MORE) return 0;
    const found = code !== NO_CODE ? code : point === FULLWIDTH_BACKSLASH ? BACKSLASH : point === FULLWIDTH_TILDE ? TILDE : NO_CODE;
    if (found === NO_CODE) return -1;
    if ((found & PLANE2) !== 0) out.push(THREE_BYTES);
    out.push((found >> 8) | 0x80, (found & 0xff) | 0x80);
    return taken;
  }
  decodeAt(input: Uint8Array, at: number, _state: Uint8Array, out: number[]): number {
    const lead = input[at], left = input.length - at, {sets} = this;
    if (lead < 0x80) {
      out.push(lead);
      return 1;
    }
    if (left < (lead === THREE_BYTES ? 3 : 2)) return 0;
    const second = input[at + 1];
    if (lead === KANA) {
      if (second < 0xa1 || second > 0xdf) return -1;
      out.push(KANA_OFFSET + second);
      return 2;
    }
    if (lead === THREE_BYTES) {
      if (second < 0x80 || input[at + 2] < 0x80) return -1;
      const code = ((second << 8) | input[at + 2]) & 0x7f7f;
      if (this.edition2000 && (PLANE2 | code) === MOVED_CODE) out.push(MOVED_CHAR);
      else if (!sets.decodePlane2(code, out)) {
        const point = sets.jisx0212(code);
        if (point === 0) return -1;
        out.push(point);
      }
      return 3;
    }
    if (second < 0x80) return -1;
    const code = ((lead << 8) | second) & 0x7f7f;
    if (this.edition2000 && ADDED_CODES.has(code)) return ADDED_LENGTH;
    if (code === BACKSLASH) out.push(FULLWIDTH_BACKSLASH);
    else if (code === TILDE) out.push(FULLWIDTH_TILDE);
    else if (!sets.decodePlane1(code, out)) return -1;
    return 2;
  }
}

/** Shift_JIS of JIS X 0213, whose single bytes are those of JIS X 0201: two are not ASCII. */
export class ShiftJis2004 extends MultibyteCodec {
  override readonly isAsciiBased = false;
  constructor(encoding: string, private readonly sets: JapaneseSets, private readonly edition2000: boolean) {
    super(encoding);
  }
  encodeAt(text: PyText, at: number, final: boolean, _state: Uint8Array, out: number[]): number {
    const point = textAt(text, at), single = jisx0201R(point) || (point >= KANA_FIRST && point <= KANA_LAST ? point - KANA_OFFSET : NO_CODE);
    if (single !== NO_CODE || point === 0) {
      out.push(single);
      return 1;
    }
    const {code, taken} = this.sets.encode0213(point, at + 1 < text.length ? textAt(text, at + 1) : -1, final, this.edition2000, false);
    if (code === NEEDS_MORE) return 0;
    if (code === NO_CODE) return -1;
    let row = code >> 8, cell = (code & 0xff) - 0x21;
    if ((code & PLANE2) === 0) row -= 0x21;
    else if (row >= 0xee) row -= 0x87;
    else row -= row >= 0xac || row === 0xa8 ? 0x49 : 0x43;
    if ((row & 1) !== 0) cell += 0x5e;
    row >>= 1;
    out.push(row + (row < 0x1f ? 0x81 : 0xc1), cell + (cell < 0x3f ? 0x40 : 0x41));
    return taken;
  }
  decodeAt(input: Uint8Array, at: number, _state: Uint8Array, out: number[]): number {
    const lead = input[at], single = lead === 0 ? 0 : fromJisx0201(lead);
    if (single >= 0) {
      out.push(single);
      return 1;
    }
    if (!((lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc))) return -1;
    if (input.length - at < 2) return 0;
    const second = input[at + 1];
    if (second < 0x40 || second === 0x7f || second > 0xfc) return -1;
    const place = second - (second < 0x80 ? 0x40 : 0x41), row = 2 * (lead - (lead < 0xe0 ? 0x81 : 0xc1)) + (place < 0x5e ? 0 : 1), cell = (place % 0x5e) + 0x21;
    if (row < 0x5e) {
      const code = ((row + 0x21) << 8) | cell;
      if (this.edition2000 && ADDED_CODES.has(code)) return ADDED_LENGTH;
      return this.sets.decodePlane1(code, out) ? 2 : -1;
    }
    const code = ((row + (row >= 0x67 ? 7 : row >= 0x63 || row === 0x5f ? -0x37 : -0x3d)) << 8) | cell;
    if (this.edition2000 && (PLANE2 | code) === MOVED_CODE) {
      out.push(MOVED_CHAR);
      return 2;
    }
    return this.sets.decodePlane2(code, out) ? 2 : -1;
  }
}
/** The byte of a character in the Roman half of JIS X 0201, 0 for none (and for NUL). */
export function jisx0201R(point: number): number {
  if (point < 0x80) return point === 0x5c || point === 0x7e ? NO_CODE : point;
  return point === 0xa5 ? 0x5c : point === 0x203e ? 0x7e : NO_CODE;
}
/** The character of a byte of JIS X 0201, -1 for none. */
export function fromJisx0201(byte: number): number {
  if (byte < 0x80) return byte === 0x5c ? 0xa5 : byte === 0x7e ? 0x203e : byte;
  return byte >= 0xa1 && byte <= 0xdf ? KANA_OFFSET + byte : -1;
}
