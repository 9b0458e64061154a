/** The encodings of documents: bytes become UTF-16, and text can be counted in bytes again. CPython: Modules/expat/xmltok.c */
import {INVALID_CHAR, PARTIAL_CHAR} from './chartypes';

const INVALID = INVALID_CHAR.charCodeAt(0), EMPTY = new Uint8Array(0);

/** One string of UTF-16 units. */
function textOf(units: Uint16Array, length: number): string {
  if (length <= 0x2000) return String.fromCharCode.apply(null, units.subarray(0, length) as unknown as number[]);
  const parts: string[] = [];
  for (let i = 0; i < length; i += 0x2000) parts.push(String.fromCharCode.apply(null, units.subarray(i, Math.min(length, i + 0x2000)) as unknown as number[]));
  return parts.join('');
}
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
/** How many bytes of UTF-8 text takes; bytes that were no character count one. */
export function utf8Length(text: string, start: number, end: number): number {
  let length = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    length += c < 0x80 || c === INVALID ? 1 : c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 2 : c === 0xffff ? 0 : 3;
  }
  return length;
}
/** UTF-8 as in XML_Char strings. */
function utf8Bytes(text: string, start: number): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text, start, text.length));
  let at = 0;
  for (let i = start; i < text.length; i++) {
    let c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00) c = 0x10000 + ((c & 0x3ff) << 10) + (text.charCodeAt(++i) & 0x3ff);
    if (c < 0x80) bytes[at++] = c;
    else if (c < 0x800) {
      bytes[at++] = 0xc0 | (c >> 6);
      bytes[at++] = 0x80 | (c & 63);
    } else if (c === INVALID) bytes[at++] = 0x3f;
    else if (c < 0x10000) {
      bytes[at++] = 0xe0 | (c >> 12);
      bytes[at++] = 0x80 | ((c >> 6) & 63);
      bytes[at++] = 0x80 | (c & 63);
    } else {
      bytes[at++] = 0xf0 | (c >> 18);
      bytes[at++] = 0x80 | ((c >> 12) & 63);
      bytes[at++] = 0x80 | ((c >> 6) & 63);
      bytes[at++] = 0x80 | (c & 63);
    }
  }
  return bytes;
}

/** Decodes what comes piece by piece; the bytes of a character that is not complete wait in `pending`. */
export abstract class Decoder {
  pending: Uint8Array = EMPTY;
  /** How many bytes the shortest character has, and whether text is UTF-8 as it stands, so that it is reported in one piece. */
  constructor(
    readonly minBytes: number,
    readonly isUtf8: boolean,
  ) {}
  decode(bytes: Uint8Array): string {
    const all = joined(this.pending, bytes), units = new Uint16Array(all.length), length = this.fill(all, units);
    return textOf(units, length);
  }
  /** At the end of the input: what stands for a character that is cut off. */
  finish(): string {
    return this.pending.length < this.minBytes ? '' : PARTIAL_CHAR;
  }
  /** Writes units for all complete characters, keeps the rest; the number of units. */
  protected abstract fill(bytes: Uint8Array, units: Uint16Array): number;
  /** How many bytes a part of decoded text came from. */
  abstract byteLength(text: string, start: number, end: number): number;
  /** The bytes of decoded text from an index on. */
  abstract encode(text: string, start: number): Uint8Array;
}
export class Utf8Decoder extends Decoder {
  constructor() {
    super(1, true);
  }
  protected fill(bytes: Uint8Array, units: Uint16Array): number {
    const size = bytes.length;
    let n = 0;
    for (let i = 0; i < size;) {
      const c = bytes[i];
      if (c < 0x80) {
        units[n++] = c === 0xff ? INVALID : c;
        i++;
        continue;
      }
      const more = c >= 0xc2 && c < 0xe0 ? 1 : c >= 0xe0 && c < 0xf0 ? 2 : c >= 0xf0 && c < 0xf5 ? 3 : 0;
      if (i + more >= size) {
        this.pending = bytes.slice(i);
        return n;
      }
      const point = more === 0 ? -1 : utf8Point(bytes, i, more);
      if (point < 0) {
        units[n++] = INVALID;
        i++;
      } else {
        if (point >= 0x10000) {
          units[n++] = 0xd800 + ((point - 0x10000) >> 10);
          units[n++] = 0xdc00 + (point & 0x3ff);
        } else units[n++] = point;
        i += more + 1;
      }
    }
    this.pending = EMPTY;
    return n;
  }
  byteLength(text: string, start: number, end: number): number {
    return utf8Length(text, start, end);
  }
  encode(text: string, start: number): Uint8Array {
    return utf8Bytes(text, start);
  }
}
/** The code point of a sequence, -1 if it is no character of XML. */
function utf8Point(bytes: Uint8Array, at: number, more: number): number {
  let point = bytes[at] & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const c = bytes[at + i];
    if ((c & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (c & 0x3f);
  }
  if (more === 2 && (point < 0x800 || (point >= 0xd800 && point < 0xe000) || point >= 0xfffe)) return -1;
  return more === 3 && (point < 0x10000 || point > 0x10ffff) ? -1 : point;
}
/** A byte for each character. */
export class ByteDecoder extends Decoder {
  /** `map` has the code point of each byte, or -1. */
  constructor(
    private readonly map: Int32Array,
    isUtf8: boolean,
  ) {
    super(1, isUtf8);
  }
  protected fill(bytes: Uint8Array, units: Uint16Array): number {
    for (let i = 0; i < bytes.length; i++) units[i] = this.map[bytes[i]] < 0 ? INVALID : this.map[bytes[i]];
    return bytes.length;
  }
  byteLength(_text: string, start: number, end: number): number {
    return end - start;
  }
  encode(text: string, start: number): Uint8Array {
    const bytes = new Uint8Array(text.length - start);
    for (let i = start; i < text.length; i++) bytes[i - start] = this.map.indexOf(text.charCodeAt(i)) & 0xff;
    return bytes;
  }
}
export class Utf16Decoder extends Decoder {
  constructor(readonly littleEndian: boolean) {
    super(2, false);
  }
  protected fill(bytes: Uint8Array, units: Uint16Array): number {
    const high = this.littleEndian ? 1 : 0, low = 1 - high, size = bytes.length & ~1;
    let n = 0, i = 0;
    for (; i < size; i += 2) {
      const unit = (bytes[i + high] << 8) | bytes[i + low];
      if (unit >= 0xd800 && unit < 0xdc00) {
        if (i + 2 >= size) break;
        const next = (bytes[i + 2 + high] << 8) | bytes[i + 2 + low];
        if (next < 0xdc00 || next >= 0xe000) units[n++] = INVALID;
        else {
          units[n++] = unit;
          units[n++] = next;
          i += 2;
        }
      } else units[n++] = unit === 0xffff ? INVALID : unit;
    }
    this.pending = i < bytes.length ? bytes.slice(i) : EMPTY;
    return n;
  }
  byteLength(text: string, start: number, end: number): number {
    const count = end - start;
    return 2 * (end > start && text.charCodeAt(end - 1) === 0xffff ? count - 1 : count);
  }
  encode(text: string, start: number): Uint8Array {
    const bytes = new Uint8Array(2 * (text.length - start)), high = this.littleEndian ? 1 : 0;
    for (let i = start; i < text.length; i++) {
      bytes[2 * (i - start) + high] = text.charCodeAt(i) >> 8;
      bytes[2 * (i - start) + 1 - high] = text.charCodeAt(i) & 0xff;
    }
    return bytes;
  }
}
/** The names that need no handler, upper case. CPython: getEncodingIndex() */
export type EncodingName = 'ISO-8859-1' | 'US-ASCII' | 'UTF-8' | 'UTF-16' | 'UTF-16BE' | 'UTF-16LE';
/** The encoding of a name; null for one that a handler must explain. */
export function knownEncoding(name: string): EncodingName | null {
  switch (name.toUpperCase()) {
    case 'ISO-8859-1': return 'ISO-8859-1';
    case 'US-ASCII': return 'US-ASCII';
    case 'UTF-8': return 'UTF-8';
    case 'UTF-16': return 'UTF-16';
    case 'UTF-16BE': return 'UTF-16BE';
    case 'UTF-16LE': return 'UTF-16LE';
    default: return null;
  }
}
export function decoderFor(name: EncodingName): Decoder {
  switch (name) {
    case 'UTF-8': return new Utf8Decoder();
    case 'UTF-16LE': return new Utf16Decoder(true);
    case 'UTF-16': case 'UTF-16BE': return new Utf16Decoder(false);
    case 'US-ASCII': case 'ISO-8859-1': {
      const map = new Int32Array(256), limit = name === 'US-ASCII' ? 128 : 256;
      for (let i = 0; i < 256; i++) map[i] = i < limit ? i : -1;
      return new ByteDecoder(map, name === 'US-ASCII');
    }
  }
}
/** A decoder for a table of 256 code points, -1 where a byte has none; null when a document could not be read with it. CPython: XmlInitUnknownEncoding() */
export function unknownEncoding(table: Int32Array): Decoder | null {
  const map = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    const c = table[i];
    if (i < 128 && isMarkup(i) && c !== i) return null;
    if (c < -1 || c > 0xffff) return null;
    if (c >= 0 && c < 128 && isMarkup(c) && c !== i) return null;
    map[i] = (c >= 0xd800 && c < 0xe000) || c >= 0xfffe ? -1 : c;
  }
  return new ByteDecoder(map, false);
}
/** Whether an ASCII character means something in XML. */
function isMarkup(c: number): boolean {
  return c >= 0x20 ? !'$@\\^`{}~\x7f'.includes(String.fromCharCode(c)) : c === 9 || c === 10 || c === 13;
}
