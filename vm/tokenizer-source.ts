/** From bytes to text: byte order mark, coding cookie, decoding, newlines. CPython: Parser/tokenizer/helpers.c, string_tokenizer.c */
import type {SyntaxErrorInfo} from './constants';

/** A decoded source. */
export interface SourceText {
  text: string;
  isAscii: boolean;
  error: SyntaxErrorInfo | null;
  /** The error that stands where the text ends, since the line after it cannot be read. */
  unreadable: SyntaxErrorInfo | null;
}
export type SourceDecoder = (encoding: string, source: Uint8Array) => {text: string} | {error: string} | null;

/** The name of an encoding as CPython compares it: UTF-8 and Latin-1 under their usual spellings become one. */
function normalName(name: string): string {
  const n = name.slice(0, 12).toLowerCase().replace(/_/g, '-');
  if (n === 'utf-8' || n.startsWith('utf-8-')) return 'utf-8';
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(n)) return 'iso-8859-1';
  return name;
}

/** The encoding that one of the first two lines declares, or null. `last` says that the second line need not be looked at. */
function codingSpec(line: string): {encoding: string | null; last: boolean} {
  const blank = /^[ \t\f]*(?:#|$)/.test(line);
  if (!blank) return {encoding: null, last: true};
  const match = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/.exec(line);
  return match === null ? {encoding: null, last: false} : {encoding: normalName(match[1]), last: true};
}

const failure = (msg: string): SourceText => ({
  text: '', isAscii: true, error: {type: 'SyntaxError', msg, lineno: 0, offset: -1, end_lineno: -1, end_offset: -1, text: null}, unreadable: null,
});

/** A byte that is not UTF-8 stands in the text as a lone surrogate; only when a token holds one is it an error. */
const ESCAPED = /[\udc80-\udcff]/;
const LONE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** The codec's complaint about the first such byte of a text, or null. CPython: Parser/lexer/lexer.c verify_identifier(), Parser/string_parser.c */
export function undecodableError(text: string): string | null {
  if (!ESCAPED.test(text)) return null;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i) as number;
    if (c < 0x80) bytes.push(c);
    else if (c >= 0xdc80 && c <= 0xdcff) bytes.push(c - 0xdc00);
    else {
      for (const b of new TextEncoder().encode(String.fromCodePoint(c))) bytes.push(b);
      if (c >= 0x10000) i++;
    }
  }
  return utf8Error(Uint8Array.from(bytes));
}
/** A line as an error shows it. */
export function withReplacements(text: string): string { return ESCAPED.test(text) ? text.replace(LONE, '\ufffd') : text; }

/** Decodes UTF-8, each byte that is none as a lone surrogate. */
export function decodeUtf8(bytes: Uint8Array): {text: string; isAscii: boolean} {
  let ascii = true;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] >= 0x80) { ascii = false; break; }
  if (ascii || utf8Error(bytes) === null) return {text: new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes), isAscii: ascii};
  let text = '';
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
  for (let i = 0; i < bytes.length;) {
    let end = i;
    while (end < bytes.length && sequenceLength(bytes, end) > 0) end += sequenceLength(bytes, end);
    text += decoder.decode(bytes.subarray(i, end));
    i = end;
    if (i < bytes.length) text += String.fromCharCode(0xdc00 + bytes[i++]);
  }
  return {text, isAscii: false};
}
/** Length of the sequence at i, 0 where there is none. */
function sequenceLength(b: Uint8Array, i: number): number {
  const c = b[i];
  if (c < 0x80) return 1;
  const length = c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
  return length > 0 && i + length <= b.length && utf8Error(b.subarray(i, i + length)) === null ? length : 0;
}
/** The first fault of a UTF-8 text, in the words of the codec. */
function utf8Error(b: Uint8Array): string | null {
  const one = (i: number, reason: string): string => `'utf-8' codec can't decode byte 0x${b[i].toString(16).padStart(2, '0')} in position ${i}: ${reason}`;
  const many = (i: number, n: number, reason: string): string => n === 1 ? one(i, reason) : `'utf-8' codec can't decode bytes in position ${i}-${i + n - 1}: ${reason}`;
  for (let i = 0; i < b.length;) {
    const c = b[i];
    if (c < 0x80) { i++; continue; }
    const length = c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    if (length === 0) return one(i, 'invalid start byte');
    for (let k = 1; k < length; k++) {
      if (i + k >= b.length) return many(i, b.length - i, 'unexpected end of data');
      const d = b[i + k];
      const low = k > 1 ? 0x80 : c === 0xe0 ? 0xa0 : c === 0xf0 ? 0x90 : 0x80, high = k > 1 ? 0xbf : c === 0xed ? 0x9f : c === 0xf4 ? 0x8f : 0xbf;
      if (d < low || d > high) return many(i, k, 'invalid continuation byte');
    }
    i += length;
  }
  return null;
}

/** Newlines as the tokenizer wants them, and the one at the end that exec input gets. */
function finish(text: string, isAscii: boolean, exec: boolean): SourceText {
  if (text.indexOf('\r') >= 0) text = text.replace(/\r\n?/g, '\n');
  if (exec && text.length > 0 && text.charCodeAt(text.length - 1) !== 10) text += '\n';
  return {text, isAscii, error: null, unreadable: null};
}

/**
 * Reads a source. A string is taken as it is (its cookie means nothing); bytes are decoded as their BOM or cookie says, unless
 * `ignoreCookie`. An encoding that is not built in goes to `decode`. With `file` the bytes are that file's.
 */
export function readSource(source: Uint8Array | string, exec: boolean, ignoreCookie: boolean, decode: SourceDecoder | null, file: string | null = null): SourceText {
  if (typeof source === 'string') {
    return finish(source, !/[^\x00-\x7f]/.test(source), exec);
  }
  let bytes = source, encoding: string | null = null;
  const bom = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (bom) bytes = bytes.subarray(3);
  if (!ignoreCookie) {
    const latin = (from: number): {line: string; next: number} => {
      let end = from;
      while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
      let line = '';
      for (let i = from; i < end; i++) line += String.fromCharCode(bytes[i]);
      if (bytes[end] === 13 && bytes[end + 1] === 10) end++;
      return {line, next: end + 1};
    };
    const one = latin(0);
    // A cookie counts only on a line that has an end; exec input always has one.
    if (exec || one.next <= bytes.length) {
      let spec = codingSpec(one.line);
      if (!spec.last && one.next < bytes.length) {
        const two = latin(one.next);
        if (exec || two.next <= bytes.length) spec = codingSpec(two.line);
      }
      encoding = spec.encoding;
    }
    if (bom && encoding !== null && encoding !== 'utf-8') return failure(`encoding problem: ${encoding} with BOM`);
  }
  if (encoding === null || encoding === 'utf-8') {
    const decoded = decodeUtf8(bytes), text = finish(decoded.text, decoded.isAscii, exec);
    return file === null ? text : readableLines(text, file, encoding === null && !bom);
  }
  if (exec && bytes.length > 0 && bytes[bytes.length - 1] !== 10) {
    // The newline at the end is there before the codec is.
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    longer[bytes.length] = 10;
    bytes = longer;
  }
  const decoded = decodeWith(encoding, bytes, decode);
  if (file !== null && (decoded === null || 'error' in decoded)) return failure(`encoding problem: ${encoding}`);
  if (decoded === null) return failure(`unknown encoding: ${encoding}`);
  if ('error' in decoded) return failure(decoded.error);
  const text = finish(decoded.text, !/[^\x00-\x7f]/.test(decoded.text), exec);
  return file === null ? text : readableLines(text, file, false);
}

/** The lines of a file before the first that holds a null byte or, if the file declares no encoding, one that is not UTF-8. CPython: Parser/tokenizer/file_tokenizer.c tok_underflow_file(), Parser/tokenizer/helpers.c ensure_utf8() */
function readableLines(source: SourceText, file: string, implicitUtf8: boolean): SourceText {
  const {text} = source, nul = text.indexOf('\0');
  LONE.lastIndex = 0;
  const lone = implicitUtf8 && !source.isAscii ? (LONE.exec(text)?.index ?? -1) : -1;
  LONE.lastIndex = 0;
  if (nul < 0 && lone < 0) return source;
  const at = nul < 0 ? lone : lone < 0 ? nul : Math.min(nul, lone), start = text.lastIndexOf('\n', at - 1) + 1;
  let lineno = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) lineno++;
  // the encoding of a line is looked at before anything else on it
  const isNull = lone < 0 || (nul >= 0 && nul < lone && text.slice(nul, lone).includes('\n'));
  const unreadable: SyntaxErrorInfo = isNull
    ? {type: 'SyntaxError', msg: 'source code cannot contain null bytes', lineno, offset: 0, end_lineno: lineno, end_offset: 0, text: withReplacements(text.slice(start, nul))}
    : {
      type: 'SyntaxError', lineno: 0, offset: -1, end_lineno: -1, end_offset: -1, text: null,
      msg: `Non-UTF-8 code starting with '\\x${(text.charCodeAt(lone) & 0xff).toString(16)}' in file ${file} on line ${lineno}, but no encoding declared; see https://peps.python.org/pep-0263/ for details`,
    };
  return {...source, text: text.slice(0, start), unreadable};
}

/** Latin-1 and, where nobody else decodes, the other encodings that every Python has built in. */
function decodeWith(encoding: string, bytes: Uint8Array, decode: SourceDecoder | null): {text: string} | {error: string} | null {
  if (encoding !== 'iso-8859-1' && decode !== null) return decode(encoding, bytes);
  const name = encoding.toLowerCase().replace(/_/g, '-');
  if (name === 'utf8') {
    const error = utf8Error(bytes);
    return error === null ? {text: new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)} : {error};
  }
  const ascii = name === 'ascii' || name === 'us-ascii';
  if (!ascii && name !== 'iso-8859-1' && name !== 'latin1') return null;
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  if (ascii) for (let i = 0; i < bytes.length; i++) if (bytes[i] >= 0x80) return {error: `'ascii' codec can't decode byte 0x${bytes[i].toString(16)} in position ${i}: ordinal not in range(128)`};
  return {text};
}
