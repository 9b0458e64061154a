/** Codecs of several bytes a character, without state. CPython: Modules/cjkcodecs/_codecs_{cn,jp,kr,tw}.c */
import {textAt, type PyText} from '../../../runtime/text';
import {MultibyteCodec} from './multibyte';
import {TABLES} from './tables';

const THREE_BYTES = 0x8f, KOREAN_FIRST = 0xac00, KOREAN_LAST = 0xd7a3, GB_SUPPLEMENTARY = 189000, TABLE_SIZE = 0x20000;

/** What decoding a character found: its code point and how many bytes it took; negative numbers for how many bytes are wrong, 0 when the input ends too early. */
export interface Decoded {
  point: number;
  bytes: number;
}
/** A codec, whose tables are made from the platform's decoder when it is first asked for. */
export class CjkCodec extends MultibyteCodec {
  /** Characters by code, codes by character; a code of three bytes has bit 16. */
  private readonly chars = new Uint16Array(TABLE_SIZE);
  private readonly codes = new Int32Array(0x10000);
  /** Of gb18030: the characters with four bytes, in order. */
  private readonly four: Uint16Array | null = null;
  private readonly fourIndex: Int32Array | null = null;
  constructor(encoding: string) {
    super(encoding);
    this.decodePlatform(encoding);
    if (encoding !== 'gb18030') return;
    const four: number[] = [];
    this.fourIndex = new Int32Array(0x10000).fill(-1);
    for (let c = 0x80; c < 0x10000; c++) {
      if (this.codes[c] !== 0 || (c >= 0xd800 && c < 0xe000)) continue;
      this.fourIndex[c] = four.length;
      four.push(c);
    }
    this.four = Uint16Array.from(four);
  }
  private decodePlatform(encoding: string): void {
    const {label, valid, patch, encodes} = TABLES[encoding], {chars, codes} = this, decoder = new TextDecoder(label), one = new Uint8Array(1), two = new Uint8Array(2), three = Uint8Array.of(THREE_BYTES, 0, 0);
    if (encoding === 'cp949') this.koreanExtension(decoder);
    each(valid, 2, ([, length], start) => {
      for (let code = start; code <= start + length; code++) {
        if (chars[code] !== 0) continue;
        const bytes = code < 0x100 ? one : code < 0x10000 ? two : three;
        bytes[bytes.length - 1] = code;
        if (bytes.length > 1) bytes[bytes.length - 2] = code >> 8;
        const text = decoder.decode(bytes);
        if (text.length === 1 && text !== '\ufffd') chars[code] = text.charCodeAt(0);
      }
      return start + length;
    });
    each(patch, 3, ([, length, first], start) => {
      for (let i = 0; i < length; i++) chars[start + i] = first + i;
      return start;
    });
    for (let code = 0; code < TABLE_SIZE; code++) if (chars[code] !== 0 && codes[chars[code]] === 0) codes[chars[code]] = code;
    each(encodes, 3, ([, length, first], start) => {
      for (let i = 0; i < length; i++) codes[start + i] = first + i;
      return start;
    });
  }
  /** The syllables that KS X 1001 has not, in order. */
  private koreanExtension(decoder: InstanceType<typeof TextDecoder>): void {
    const known = new Uint8Array(0x10000), pair = new Uint8Array(2);
    for (let lead = 0xa1; lead < 0xff; lead++) {
      for (let trail = 0xa1; trail < 0xff; trail++) {
        pair[0] = lead;
        pair[1] = trail;
        const text = decoder.decode(pair);
        if (text.length === 1) known[text.charCodeAt(0)] = 1;
      }
    }
    let c = KOREAN_FIRST;
    for (let lead = 0x81; lead < 0xc7; lead++) {
      for (let trail = 0x41; trail < (lead < 0xa1 ? 0xff : 0xa1); trail++) {
        if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
        while (c <= KOREAN_LAST && known[c] === 1) c++;
        if (c <= KOREAN_LAST) this.chars[(lead << 8) | trail] = c++;
      }
    }
  }
  encodeAt(text: PyText, at: number, _final: boolean, _state: Uint8Array, out: number[]): number {
    return this.encode(textAt(text, at), out) ? 1 : -1;
  }
  decodeAt(input: Uint8Array, at: number, _state: Uint8Array, out: number[]): number {
    if (input[at] < 0x80) {
      out.push(input[at]);
      return 1;
    }
    const {point, bytes} = this.decode(input, at);
    if (bytes > 0) out.push(point);
    return bytes;
  }
  /** The character of a code, 0 for none. A code of three bytes has bit 16. */
  charOf(code: number): number {
    return this.chars[code];
  }
  /** The code of a character, 0 for none. */
  codeOf(point: number): number {
    return point < 0x10000 ? this.codes[point] : 0;
  }
  /** The character at a position of the input, whose bytes are 0x80 and above. */
  decode(input: Uint8Array, at: number): Decoded {
    const lead = input[at], left = input.length - at, single = this.chars[lead];
    if (single !== 0) return {point: single, bytes: 1};
    if (this.isNoLead(lead)) return {point: 0, bytes: -1};
    if (left < 2) return {point: 0, bytes: 0};
    const second = input[at + 1];
    if (this.four !== null && second >= 0x30 && second <= 0x39) return this.decodeFour(input, at);
    if (this.encoding === 'euc_jp' && (lead === THREE_BYTES || lead === 0x8e)) {
      if (lead === 0x8e) return this.chars[(lead << 8) | second] !== 0 ? {point: this.chars[(lead << 8) | second], bytes: 2} : {point: 0, bytes: -1};
      if (left < 3) return {point: 0, bytes: 0};
      const third = this.chars[0x10000 | (second << 8) | input[at + 2]];
      return third !== 0 ? {point: third, bytes: 3} : {point: 0, bytes: -1};
    }
    const point = this.chars[(lead << 8) | second];
    return point !== 0 ? {point, bytes: 2} : {point: 0, bytes: -1};
  }
  /** Bytes of Shift_JIS that begin nothing. */
  private isNoLead(lead: number): boolean {
    return (this.encoding === 'shift_jis' || this.encoding === 'cp932') && (lead === 0x80 || lead === 0xa0 || lead > 0xfc);
  }
  private decodeFour(input: Uint8Array, at: number): Decoded {
    if (input.length - at < 4) return {point: 0, bytes: 0};
    const [a, b, c, d] = input.subarray(at, at + 4), index = ((a - 0x81) * 10 + b - 0x30) * 1260 + (c - 0x81) * 10 + d - 0x30;
    if (a < 0x81 || c < 0x81 || c > 0xfe || d < 0x30 || d > 0x39) return {point: 0, bytes: -1};
    if (a < 0x90) return index < this.four!.length ? {point: this.four![index], bytes: 4} : {point: 0, bytes: -1};
    const point = index - GB_SUPPLEMENTARY + 0x10000;
    return point <= 0x10ffff ? {point, bytes: 4} : {point: 0, bytes: -1};
  }
  /** Appends the bytes of a character; false if it has none. */
  encode(point: number, out: number[]): boolean {
    if (point < 0x80) {
      out.push(point);
      return true;
    }
    const code = point < 0x10000 ? this.codes[point] : 0;
    if (code !== 0) {
      if (code >= 0x10000) out.push(THREE_BYTES);
      if (code >= 0x100) out.push((code >> 8) & 0xff);
      out.push(code & 0xff);
      return true;
    }
    const index = this.fourIndex === null ? -1 : point >= 0x10000 ? point - 0x10000 + GB_SUPPLEMENTARY : this.fourIndex[point];
    if (index < 0) return false;
    out.push(0x81 + Math.floor(index / 12600), 0x30 + (Math.floor(index / 1260) % 10), 0x81 + (Math.floor(index / 10) % 126), 0x30 + (index % 10));
    return true;
  }
}
/** Reads rows of numbers, the first of each a distance from where the row before says that it ended. */
function each(text: string, width: number, use: (row: number[], start: number) => number): void {
  if (text === '') return;
  const numbers = text.split(' ').map(word => parseInt(word, 36));
  let last = 0;
  for (let i = 0; i < numbers.length; i += width) {
    const row = numbers.slice(i, i + width);
    last = use(row, last + row[0]);
  }
}
