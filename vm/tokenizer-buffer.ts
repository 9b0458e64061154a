/** The token stream of one source text, as parallel arrays: a parser walks it by index, `_tokenize` hands it out row by row. */
import type {CompileWarning, PyText, SyntaxErrorInfo} from './constants';
import {DEDENT, FSTRING_END, FSTRING_MIDDLE, FSTRING_START, F_COLON, INDENT, KIND_TEXT, NAME, NEWLINE, NUMBER, STRING} from './tokenizer-kinds';

/** How to read: what the parser's flags and start rule say to the tokenizer, and the liberal mode of the `tokenize` module. */
export interface TokenizerOptions {
  /** Interactive input of one statement: the end of the text implies a NEWLINE and DEDENTs. */
  single?: boolean;
  dontImplyDedent?: boolean;
  typeComments?: boolean;
  /** COMMENT and NL tokens, and no complaint about what only a parser must refuse. */
  extraTokens?: boolean;
  /** The error that stands where the text ends, in place of what follows. */
  unreadable?: SyntaxErrorInfo | null;
  /** The text is read from a file, a line at a time. */
  fromFile?: boolean;
}

/** Why a token stream ends early. `cause` is CPython's E_* code where the parser asks for it. */
export interface TokenizerError {
  info: SyntaxErrorInfo;
  /**
   * EOF: the text ended too soon; EOFS: inside a triple-quoted string; EOLS: inside a string at the very end; SILENT: an error that
   * CPython only reports when the parser comes to it (indentation, continuation); ERROR: one that it reports at once.
   */
  cause: 'ERROR' | 'SILENT' | 'EOF' | 'EOFS' | 'EOLS';
  /** The complaint about the innermost bracket that was open here, if any. */
  neverClosed: SyntaxErrorInfo | null;
  /** Whether an f-string was open: then an error of the parser in its expression is the better one. */
  insideFString: boolean;
}

/** Rows of tokens; columns are UTF-8 bytes from 0, offsets are UTF-16 units into `text`. A column of -1 means the token has no extent. */
export class TokenBuffer {
  /** Number of tokens; the last is ENDMARKER, or ERRORTOKEN when `error` is set. */
  n = 0;
  kind: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  lineno: Int32Array;
  col_offset: Int32Array;
  end_lineno: Int32Array;
  end_col_offset: Int32Array;
  error: TokenizerError | null = null;
  /** Index of the first token that was made after the end of the text had been seen. */
  eofToken = -1;
  /** Warnings, and the token each was given at. */
  readonly warnings: {token: number; warning: CompileWarning}[] = [];
  readonly typeIgnores: {lineno: number; tag: PyText}[] = [];
  constructor(
    /** The decoded source, newlines translated, with the newline that exec input gets. */
    public text: string,
    /** Whether every character is ASCII, so that offsets and columns differ by a constant in each line. */
    readonly isAscii: boolean,
  ) {
    const capacity = (text.length >> 2) + 64;
    this.kind = new Uint8Array(capacity);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.lineno = new Int32Array(capacity);
    this.col_offset = new Int32Array(capacity);
    this.end_lineno = new Int32Array(capacity);
    this.end_col_offset = new Int32Array(capacity);
  }
  /** Doubles the room. */
  grow(): void {
    const wider = <T extends Uint8Array | Int32Array>(old: T, fresh: T): T => { fresh.set(old); return fresh; };
    const size = this.kind.length * 2;
    this.kind = wider(this.kind, new Uint8Array(size));
    this.start = wider(this.start, new Int32Array(size));
    this.end = wider(this.end, new Int32Array(size));
    this.lineno = wider(this.lineno, new Int32Array(size));
    this.col_offset = wider(this.col_offset, new Int32Array(size));
    this.end_lineno = wider(this.end_lineno, new Int32Array(size));
    this.end_col_offset = wider(this.end_col_offset, new Int32Array(size));
  }
  /** The source text of token i. */
  string(i: number): string { return this.text.slice(this.start[i], this.end[i]); }
}

/** Whether a token that ends with the text made the tokenizer look beyond it. */
export function peeksBeyond(out: TokenBuffer, i: number): boolean {
  switch (out.kind[i]) {
    // An empty string is one only when no third quote follows.
    case STRING: return /^[A-Za-z]*(?:''|"")$/.test(out.string(i));
    case FSTRING_START: case FSTRING_MIDDLE: case FSTRING_END: case NEWLINE: case F_COLON: case INDENT: case DEDENT: return false;
    default: return out.end[i] - out.start[i] < 3 || out.kind[i] === NAME || out.kind[i] === NUMBER || KIND_TEXT[out.kind[i]] === '' || /\w/.test(KIND_TEXT[out.kind[i]]);
  }
}

/** Offset of the first character of each line, and one more entry for the end of the text. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** Number of code points in text[from, to). */
export function countCharacters(text: string, from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < to && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    n++;
  }
  return n;
}

/** Number of UTF-8 bytes of text[from, to). A lone surrogate stands for a byte that is not UTF-8. */
export function countBytes(text: string, from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) n++;
    else if (c < 0x800) n += 2;
    else if ((c & 0xf800) === 0xd800) {
      if (c < 0xdc00 && i + 1 < to && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) { n += 4; i++; } else n++;
    } else n += 3;
  }
  return n;
}

/** The characters that the first `bytes` UTF-8 bytes of a line hold; anything past its end counts as one more. CPython: Parser/pegen.c _PyPegen_byte_offset_to_character_offset() */
export function bytesToCharacters(line: string, bytes: number): number {
  let seen = 0, n = 0;
  for (let i = 0; i < line.length && seen < bytes; i++) {
    const c = line.codePointAt(i) as number;
    seen += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (c >= 0x10000) i++;
    n++;
  }
  return seen < bytes ? n + 1 : n;
}

/** A text as PyText: a string as it is unless it holds a character beyond U+FFFF. */
export function toPyText(text: string): PyText {
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      const points: number[] = [];
      for (let j = 0; j < text.length; j++) {
        const c = text.codePointAt(j) as number;
        points.push(c);
        if (c >= 0x10000) j++;
      }
      return Uint32Array.from(points);
    }
  }
  return text;
}
