/** Names of characters, for \N{...}, the namereplace handler and unicodedata. CPython: Modules/unicodedata.c */
import {inflateSync, strFromU8} from 'fflate';
import {PyCapsule_Import} from './capsule';
import {ALIASES, CJK_IDEOGRAPHS, NAMED_SEQUENCES, NAMES} from './generated/unicodename_db';

/** Names by code point and code points by name, unpacked when first asked for: a constant table in two forms. */
class NameTable {
  readonly names = new Map<number, string>();
  readonly codes = new Map<string, number>();
  constructor() {
    let code = -1;
    for (const line of unpackText(NAMES).split('\n')) {
      const semicolon = line.indexOf(';');
      code += semicolon < 0 ? 1 : Number(line.slice(0, semicolon));
      const name = line.slice(semicolon + 1);
      this.names.set(code, name);
      this.codes.set(name, code);
    }
  }
}
function decodeBase64(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', values = new Uint8Array(128);
  for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0, out = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, to = 0; i < text.length; i += 4) {
    const bits = (values[text.charCodeAt(i)] << 18) | (values[text.charCodeAt(i + 1)] << 12) | (values[text.charCodeAt(i + 2)] << 6) | values[text.charCodeAt(i + 3)];
    out[to++] = bits >> 16;
    if (to < out.length) out[to++] = bits >> 8;
    if (to < out.length) out[to++] = bits;
  }
  return out;
}
/** What the unicodedata module offers to C code; null with an exception when it cannot be imported. escapes. CPython: _PyUnicode_GetNameCAPI() */
export function _PyUnicode_GetNameCAPI(): unknown {
  return PyCapsule_Import('unicodedata._ucnhash_CAPI');
}
/** The text of a generated table: Latin-1, deflated, in base 64. */
export function unpackText(table: string): string {
  return strFromU8(inflateSync(decodeBase64(table)), true);
}
const memo: {table: NameTable | null} = {table: null};
const table = (): NameTable => (memo.table ??= new NameTable());

// Hangul syllables: 19 leading, 21 vowel and 28 trailing parts, arranged in that order from U+AC00
const LEADING = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TRAILING = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');
const HANGUL_FIRST = 0xac00, HANGUL_COUNT = 19 * 21 * 28, HANGUL = 'HANGUL SYLLABLE ', CJK = 'CJK UNIFIED IDEOGRAPH-';
const isIdeograph = (code: number): boolean => CJK_IDEOGRAPHS.some(([first, last]) => code >= first && code <= last);

/** The name of a character; null when it has none. CPython: _getucname() */
export function nameOfCharacter(code: number): string | null {
  const index = code - HANGUL_FIRST;
  if (index >= 0 && index < HANGUL_COUNT) return HANGUL + LEADING[Math.floor(index / 588)] + VOWELS[Math.floor((index % 588) / 28)] + TRAILING[index % 28];
  if (isIdeograph(code)) return CJK + code.toString(16).toUpperCase();
  return table().names.get(code) ?? null;
}
/** The longest of the parts that text begins with at `at`. */
function longest(parts: readonly string[], text: string, at: number): number {
  let best = -1;
  for (let i = 0; i < parts.length; i++) if (text.startsWith(parts[i], at) && (best < 0 || parts[i].length > parts[best].length)) best = i;
  return best;
}
/** The character of a name; -1 when there is none. Names that follow from numbers must be in upper case. CPython: _getcode() */
export function characterOfName(name: string): number {
  if (name.startsWith(HANGUL)) {
    let at = HANGUL.length;
    const l = longest(LEADING, name, at);
    at += l < 0 ? 0 : LEADING[l].length;
    const v = longest(VOWELS, name, at);
    at += v < 0 ? 0 : VOWELS[v].length;
    const t = longest(TRAILING, name, at);
    if (l >= 0 && v >= 0 && t >= 0 && at + TRAILING[t].length === name.length) return HANGUL_FIRST + (l * 21 + v) * 28 + t;
    return -1;
  }
  if (name.startsWith(CJK)) {
    const digits = name.slice(CJK.length);
    if (!/^[0-9A-F]{4,5}$/.test(digits)) return -1;
    const code = parseInt(digits, 16);
    return isIdeograph(code) ? code : -1;
  }
  return plainOrAlias(name.toUpperCase());
}
/** The character of a name in upper case that is in the table, or an alias. */
function plainOrAlias(name: string): number {
  return table().codes.get(name) ?? (Object.hasOwn(ALIASES, name) ? ALIASES[name] : -1);
}
/** Whether a name is a second name of a character. CPython: IS_ALIAS() */
export function isAlias(name: string): boolean {
  return Object.hasOwn(ALIASES, name.toUpperCase());
}
/** The characters of a named sequence; null when there is none of that name. */
export function namedSequence(given: string): readonly number[] | null {
  const name = given.toUpperCase();
  return Object.hasOwn(NAMED_SEQUENCES, name) ? NAMED_SEQUENCES[name] : null;
}
