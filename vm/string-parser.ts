/** Literals: what the text between the quotes denotes. CPython: Parser/string_parser.c, Objects/unicodeobject.c, Objects/bytesobject.c */
import type {PyText} from './constants';
import {countBytes, toPyText} from './tokenizer-buffer';

/** A literal that denotes nothing: `kind` is what CPython puts in front of the codec's message. */
export interface LiteralError { kind: 'unicode error' | 'value error'; message: string }
/** The first escape of a literal that is none: its text and where it begins in the body. */
export interface InvalidEscape { text: string; octal: boolean; offset: number }
export interface DecodedText { value: PyText; error: LiteralError | null; invalid: InvalidEscape | null }
export interface DecodedBytes { value: Uint8Array; error: LiteralError | null; invalid: InvalidEscape | null }
/** What a lookup answers when there are no names at all. */
export const NO_NAMES = -2;
/** Looks a character up by name for \N{...}: its code point, -1, or NO_NAMES. */
export type NameLookup = (name: string) => number;

const SIMPLE: Readonly<Record<string, number>> = {'\\': 92, "'": 39, '"': 34, b: 8, f: 12, t: 9, n: 10, r: 13, v: 11, a: 7};
const isHex = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
const isOctal = (c: number): boolean => c >= 48 && c <= 55;

/** Decodes the body of a str literal that is not raw. */
export function decodeUnicodeEscapes(body: string, lookup: NameLookup | null): DecodedText {
  if (body.indexOf('\\') < 0) return {value: toPyText(body), error: null, invalid: null};
  const out: number[] = [];
  let wide = false, invalid: InvalidEscape | null = null;
  const n = body.length;
  const fail = (from: number, to: number, reason: string): DecodedText => ({value: '', error: {kind: 'unicode error', message: codecMessage(body, from, to, reason)}, invalid: null});
  for (let i = 0; i < n;) {
    const c = body.codePointAt(i) as number;
    if (c !== 92) {
      out.push(c);
      if (c >= 0x10000) { wide = true; i += 2; } else i++;
      continue;
    }
    const from = i++;
    if (i >= n) { out.push(92); break; }
    const letter = body[i++];
    if (letter === '\n') continue;
    const simple = SIMPLE[letter];
    if (simple !== undefined) { out.push(simple); continue; }
    const code = letter.charCodeAt(0);
    if (isOctal(code)) {
      let value = code - 48;
      for (let k = 0; k < 2 && i < n && isOctal(body.charCodeAt(i)); k++) value = value * 8 + body.charCodeAt(i++) - 48;
      if (value > 0o377 && invalid === null) invalid = {text: body.slice(from + 1, from + 4), octal: true, offset: from + 1};
      out.push(value);
      continue;
    }
    if (letter === 'x' || letter === 'u' || letter === 'U') {
      const width = letter === 'x' ? 2 : letter === 'u' ? 4 : 8;
      const stop = i + width;
      while (i < stop && i < n && isHex(body.charCodeAt(i))) i++;
      if (i < stop) return fail(from, i, `truncated \\${letter}${'X'.repeat(width)} escape`);
      const value = parseInt(body.slice(stop - width, stop), 16);
      if (value > 0x10ffff) return fail(from, i, 'illegal Unicode character');
      if (value >= 0x10000) wide = true;
      out.push(value);
      continue;
    }
    if (letter === 'N') {
      if (body[i] !== '{') return fail(from, i, 'malformed \\N character escape');
      const open = i + 1;
      i = body.indexOf('}', open);
      if (i < 0) return fail(from, n, 'malformed \\N character escape');
      if (i === open) return fail(from, i, 'malformed \\N character escape');
      const name = body.slice(open, i++);
      const value = lookup === null ? NO_NAMES : lookup(name);
      if (value === NO_NAMES) return {value: '', error: {kind: 'unicode error', message: "\\N escapes not supported (can't load unicodedata module)"}, invalid: null};
      if (value < 0) return fail(from, i, 'unknown Unicode character name');
      if (value >= 0x10000) wide = true;
      out.push(value);
      continue;
    }
    // Not an escape: the backslash stays. Only ASCII letters are complained of.
    if (code < 128 && invalid === null) invalid = {text: letter, octal: false, offset: from + 1};
    out.push(92);
    const full = body.codePointAt(i - 1) as number;
    if (full >= 0x10000) { wide = true; i++; }
    out.push(full);
  }
  return {value: wide ? Uint32Array.from(out) : fromUnits(out), error: null, invalid};
}

function fromUnits(units: readonly number[]): string {
  if (units.length < 8192) return String.fromCharCode(...units);
  let text = '';
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.slice(i, i + 8192));
  return text;
}

/** The codec counts in a copy of the text where everything beyond ASCII has been spelled out as \UXXXXXXXX. */
function codecPosition(body: string, offset: number): number {
  let position = 0;
  for (let i = 0; i < offset;) {
    const c = body.codePointAt(i) as number;
    if (c >= 128) position += 10;
    else {
      position++;
      if (c === 92) {
        const next = i + 1 < body.length ? body.charCodeAt(i + 1) : -1;
        if (next < 0 || next >= 128) position += 5;
        else if (i + 1 < offset) { position++; i++; }
      }
    }
    i += c >= 0x10000 ? 2 : 1;
  }
  return position;
}
function codecMessage(body: string, from: number, to: number, reason: string): string {
  const start = codecPosition(body, from), end = codecPosition(body, to);
  if (end === start + 1) return `'unicodeescape' codec can't decode byte 0x5c in position ${start}: ${reason}`;
  return `'unicodeescape' codec can't decode bytes in position ${start}-${end - 1}: ${reason}`;
}

/** Decodes the body of a bytes literal, which is known to be ASCII. */
export function decodeBytes(body: string, raw: boolean): DecodedBytes {
  const n = body.length, out = new Uint8Array(n);
  let length = 0, invalid: InvalidEscape | null = null;
  for (let i = 0; i < n;) {
    const c = body.charCodeAt(i++);
    if (c !== 92 || raw) { out[length++] = c; continue; }
    const from = i - 1;
    if (i >= n) return {value: out, error: {kind: 'value error', message: 'Trailing \\ in string'}, invalid: null};
    const letter = body[i++];
    if (letter === '\n') continue;
    const simple = SIMPLE[letter];
    if (simple !== undefined) { out[length++] = simple; continue; }
    const code = letter.charCodeAt(0);
    if (isOctal(code)) {
      let value = code - 48;
      for (let k = 0; k < 2 && i < n && isOctal(body.charCodeAt(i)); k++) value = value * 8 + body.charCodeAt(i++) - 48;
      if (value > 0o377 && invalid === null) invalid = {text: body.slice(from + 1, from + 4), octal: true, offset: from + 1};
      out[length++] = value & 255;
    } else if (letter === 'x') {
      if (i + 1 < n && isHex(body.charCodeAt(i)) && isHex(body.charCodeAt(i + 1))) { out[length++] = parseInt(body.slice(i, i + 2), 16); i += 2; } else return {value: out, error: {kind: 'value error', message: `invalid \\x escape at position ${from}`}, invalid: null};
    } else {
      if (invalid === null) invalid = {text: letter, octal: false, offset: from + 1};
      out[length++] = 92;
      i--;
    }
  }
  return {value: out.slice(0, length), error: null, invalid};
}

/** The parts of a string token: its prefix letters and the body between its quotes. */
export function splitLiteral(token: string): {bytes: boolean; raw: boolean; unicode: boolean; quotes: number; prefix: number; body: string} {
  let prefix = 0, bytes = false, raw = false;
  for (;; prefix++) {
    const c = token.charCodeAt(prefix) | 32;
    if (c === 98) bytes = true;
    else if (c === 114) raw = true;
    else if (c !== 117) break;
  }
  const quote = token[prefix];
  const quotes = token.length - prefix >= 6 && token[prefix + 1] === quote && token[prefix + 2] === quote ? 3 : 1;
  return {bytes, raw, unicode: token[0] === 'u', quotes, prefix, body: token.slice(prefix + quotes, token.length - quotes)};
}

/** Line and column where an invalid escape is reported, by the rule of CPython's warning: counted in the text it has decoded. CPython: Parser/string_parser.c warn_invalid_escape_sequence() */
export function escapeLocation(body: string, offset: number, lineno: number, col: number, quotes: number): {lineno: number; col_offset: number} {
  const last = body.lastIndexOf('\n', offset - 1);
  if (offset === 0 || last < 0) return {lineno, col_offset: col + countBytes(body, 0, offset) + quotes};
  let lines = 0;
  for (let i = body.indexOf('\n'); i >= 0 && i < offset; i = body.indexOf('\n', i + 1)) lines++;
  return {lineno: lineno + lines, col_offset: countBytes(body, last + 1, offset)};
}

/** The value of a number literal. Digits beyond the limit of int() are the caller's to refuse. CPython: Parser/pegen.c parsenumber() */
export function parseNumber(token: string): {kind: 'int'; value: bigint} | {kind: 'float'; value: number} | {kind: 'complex'; real: number; imag: number} {
  const text = token.indexOf('_') < 0 ? token : token.replace(/_/g, '');
  const last = text.charCodeAt(text.length - 1) | 32;
  if (text.charCodeAt(0) === 48 && text.length > 1) {
    const base = text.charCodeAt(1) | 32;
    if (base === 120 || base === 111 || base === 98) return {kind: 'int', value: BigInt(text.toLowerCase())};
  }
  if (last === 106) return {kind: 'complex', real: 0, imag: Number(text.slice(0, -1))};
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return {kind: 'float', value: Number(text)};
  }
  return {kind: 'int', value: text.length < 16 ? BigInt(+text) : BigInt(text)};
}
