/**
 * The hand layer over moo: indentation, brackets, f-string modes, keywords, positions in bytes, and CPython's messages for
 * what is no token. CPython: Parser/lexer/lexer.c
 *
 * The whole text is read at once (tokenizer-lines.ts takes it a line at a time). That is safe because an error of the tokenizer, wherever it is, wins over an error of the
 * parser: CPython reads on to the end of the text before it reports one of its own.
 */
import type * as moo from 'moo';
import type {SyntaxErrorInfo} from './constants';
import {COMMENT, DEDENT, DOT, ENDMARKER, ERRORTOKEN, FSTRING_END, FSTRING_MIDDLE, FSTRING_START, F_CLOSE, F_COLON, F_OPEN, INDENT, IS_OF_IS_NOT, KEYWORDS, KW_IN, KW_IS, KW_NOT, MAXFSTRINGLEVEL, MAXINDENT, MAXLEVEL, MAX_EXPR_NESTING, NAME, NEWLINE, NL, NOT_OF_IS_NOT, NOT_OF_NOT_IN, NUMBER, OPERATORS, STRING, TABSIZE, TYPE_COMMENT} from './tokenizer-kinds';
import {TokenBuffer, bytesToCharacters, countBytes, countCharacters, peeksBeyond, toPyText, type TokenizerError, type TokenizerOptions} from './tokenizer-buffer';
import {checkNumber} from './tokenizer-number';
import {textState} from './tokenizer-rules';
import {undecodableError, withReplacements} from './tokenizer-source';

/** One open f-string. Depths are counts of open brackets, as CPython's curly_bracket_depth and ..._expr_start_depth. */
interface FStringFrame {
  quote: string;
  triple: boolean;
  raw: boolean;
  start: number;
  line: number;
  lineStart: number;
  depth: number;
  exprStart: number[];
  /** Whether FSTRING_MIDDLE was the last thing given in the current part, so that an empty one need not be made. */
  inSpec: boolean;
}

const OP_KIND: ReadonlyMap<string, number> = new Map(Object.entries(OPERATORS));
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*/u;
const UNPRINTABLE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]$/u;
const CLOSER: Readonly<Record<string, string>> = {')': '(', ']': '[', '}': '{'};

/** Reads one text into a TokenBuffer. Never throws: an error of the source ends the stream with ERRORTOKEN. */
export class Tokenizer {
  readonly out: TokenBuffer;
  protected text: string;
  protected lexer: moo.Lexer;
  protected isAscii: boolean;
  /** Where in the text that begins which the lexer was given. */
  protected base = 0;
  protected line = 1;
  protected lineStart = 0;
  /** Position up to which bytes have been counted, and the bytes of that line so far minus its characters. */
  protected byteCursor = 0;
  protected byteExtra = 0;
  protected atbol = true;
  private readonly indents: number[] = [0];
  private readonly altIndents: number[] = [0];
  protected readonly parens: string[] = [];
  private readonly parenLines: number[] = [];
  private readonly parenStarts: number[] = [];
  private readonly parenLineStarts: number[] = [];
  protected readonly fstrings: FStringFrame[] = [];
  private lastKind = -1;
  private commentStart = -1;
  /** Start of the line at which CPython's buffer begins: backslashes and long strings do not move it. */
  protected bufferStart = 0;

  constructor(text: string, isAscii: boolean, lexer: moo.Lexer, private readonly options: TokenizerOptions) {
    this.text = text;
    this.isAscii = isAscii;
    this.lexer = lexer;
    this.out = new TokenBuffer(text, isAscii);
  }

  /** Extra bytes of the line that `offset` is on, up to it; offsets must not decrease. */
  private extraAt(offset: number): number {
    const text = this.text;
    let extra = this.byteExtra;
    for (let i = this.byteCursor; i < offset; i++) {
      const c = text.charCodeAt(i);
      if (c < 0x80) { if (c === 10) extra = 0; } else if (c < 0x800) extra++;
      else if ((c & 0xf800) !== 0xd800) extra += 2;
      // A pair is four bytes; a lone surrogate stands for one that is not UTF-8.
      else if (c < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) { extra += 2; i++; }
    }
    this.byteCursor = offset;
    this.byteExtra = extra;
    return extra;
  }

  /** Adds a token that lies on the current line. */
  private add(kind: number, start: number, end: number): void {
    const out = this.out;
    const i = out.n;
    if (i === out.kind.length) out.grow();
    out.kind[i] = kind;
    out.start[i] = start;
    out.end[i] = end;
    out.lineno[i] = this.line;
    out.end_lineno[i] = this.line;
    if (this.isAscii) {
      out.col_offset[i] = start - this.lineStart;
      out.end_col_offset[i] = end - this.lineStart;
    } else {
      out.col_offset[i] = start - this.lineStart + this.extraAt(start);
      out.end_col_offset[i] = end - this.lineStart + this.extraAt(end);
    }
    out.n = i + 1;
    this.lastKind = kind;
  }

  /** Adds a token that may hold line ends, and moves to the line it ends on. */
  private addLong(kind: number, start: number, end: number): void {
    this.add(kind, start, end);
    this.passLines(start, end);
    const out = this.out, i = out.n - 1;
    out.end_lineno[i] = this.line;
    out.end_col_offset[i] = end - this.lineStart + (this.isAscii ? 0 : this.extraAt(end));
  }

  /** Adds a token without extent: its line counts, its columns are -1, and `at` is where the tokenizer stands. */
  private addEmpty(kind: number, at: number): void {
    this.add(kind, at, at);
    if (this.options.extraTokens !== true) {
      this.out.col_offset[this.out.n - 1] = -1;
      this.out.end_col_offset[this.out.n - 1] = -1;
    }
  }

  private passLines(start: number, end: number): void {
    const text = this.text;
    for (let i = text.indexOf('\n', start); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      this.line++;
      this.lineStart = i + 1;
    }
  }

  private lineText(lineStart: number): string {
    const end = this.text.indexOf('\n', lineStart);
    return end < 0 ? this.text.slice(lineStart) : this.text.slice(lineStart, end);
  }

  private stop(info: SyntaxErrorInfo, cause: TokenizerError['cause'], at: number, line = this.line): false {
    const frames = this.fstrings.length;
    if (this.byteCursor > at) { this.byteCursor = this.lineStart; this.byteExtra = 0; }
    this.addEmpty(ERRORTOKEN, Math.max(at, this.lineStart));
    this.out.lineno[this.out.n - 1] = this.out.end_lineno[this.out.n - 1] = line;
    if (cause !== 'ERROR' && cause !== 'SILENT' && this.out.eofToken < 0) this.out.eofToken = this.out.n - 1;
    if (info.text !== null && !this.isAscii) info = {...info, text: withReplacements(info.text)};
    this.out.error = {info, cause, insideFString: frames > 0, neverClosed: this.neverClosed()};
    return false;
  }

  /** An error whose position is the character before `cursor`. CPython: Parser/tokenizer/helpers.c _syntaxerror_range() */
  private fail(msg: string, cursor: number, cause: TokenizerError['cause'] = 'ERROR', line = this.line, lineStart = this.lineStart): false {
    const offset = countCharacters(this.text, lineStart, cursor);
    return this.stop({type: 'SyntaxError', msg, lineno: line, offset, end_lineno: line, end_offset: offset, text: this.lineText(lineStart)}, cause, cursor, line);
  }

  /** An error of the line as a whole. CPython: Parser/pegen_errors.c _Pypegen_tokenizer_error() */
  private failLine(type: SyntaxErrorInfo['type'], msg: string, offset: number, endOffset: number, cause: TokenizerError['cause'] = 'SILENT'): false {
    const end = this.text.indexOf('\n', this.lineStart);
    const stop = end < 0 ? this.text.length : end + 1;
    return this.stop({
      type, msg, lineno: this.line, offset, end_lineno: this.line, end_offset: endOffset, text: this.text.slice(this.lineStart, stop), inProgram: true,
    }, cause, stop);
  }

  private warn(msg: string, at: number): void {
    const col = countBytes(this.text, this.lineStart, at);
    this.out.warnings.push({token: this.out.n, warning: {category: 'SyntaxWarning', msg, lineno: this.line, col_offset: col, end_lineno: this.line, end_col_offset: col}});
  }

  /** Indentation of the line whose first character is at `at`; gives INDENT and DEDENT. False after an error. */
  protected indentation(at: number, from = this.lineStart): boolean {
    const text = this.text;
    let col = 0, altcol = 0, contCol = 0;
    this.atbol = false;
    let i = from;
    // The line start is that of the first physical line when backslashes join several.
    while (i > 1 && text.charCodeAt(i - 1) === 10 && text.charCodeAt(i - 2) === 92 && this.blankBefore(i - 2)) i = text.lastIndexOf('\n', i - 2) + 1;
    for (; i < at; i++) {
      const c = text.charCodeAt(i);
      if (c === 32) { col++; altcol++; } else if (c === 9) { col = (Math.floor(col / TABSIZE) + 1) * TABSIZE; altcol++; } else if (c === 12) col = altcol = 0;
      else if (c === 92) contCol = contCol !== 0 ? contCol : col;
      else if (c === 0xfeff) continue;
    }
    if (this.parens.length > 0) return true;
    if (contCol !== 0) col = altcol = contCol;
    const top = this.indents.length - 1;
    if (col === this.indents[top]) {
      if (altcol !== this.altIndents[top]) return this.tabError();
    } else if (col > this.indents[top]) {
      if (top + 1 >= MAXINDENT) return this.failLine('IndentationError', 'too many levels of indentation', 1, 0);
      if (altcol <= this.altIndents[top]) return this.tabError();
      this.indents.push(col);
      this.altIndents.push(altcol);
      this.addEmpty(INDENT, at);
      if (this.options.extraTokens === true) {
        this.out.start[this.out.n - 1] = this.lineStart;
        this.out.col_offset[this.out.n - 1] = 0;
      }
    } else {
      let dedents = 0;
      while (this.indents.length > 1 && col < this.indents[this.indents.length - 1]) {
        this.indents.pop();
        this.altIndents.pop();
        dedents++;
      }
      const now = this.indents.length - 1;
      if (col !== this.indents[now]) {
        const end = text.indexOf('\n', this.lineStart);
        const width = countCharacters(text, this.lineStart, end < 0 ? text.length : end + 1);
        return this.failLine('IndentationError', 'unindent does not match any outer indentation level', width, -1);
      }
      if (altcol !== this.altIndents[now]) return this.tabError();
      while (dedents-- > 0) this.addEmpty(DEDENT, at);
    }
    return true;
  }
  private tabError(): false { return this.failLine('TabError', 'inconsistent use of tabs and spaces in indentation', 1, 0); }
  /** Whether the line that holds position i has only blanks before it. */
  private blankBefore(i: number): boolean {
    for (let j = i - 1; j >= 0; j--) {
      const c = this.text.charCodeAt(j);
      if (c === 10) return true;
      if (c !== 32 && c !== 9 && c !== 12) return false;
    }
    return true;
  }

  /** Reads everything. */
  run(): TokenBuffer {
    const lexer = this.lexer, out = this.out;
    lexer.reset(this.text);
    for (;;) {
      const token = lexer.next();
      if (token === undefined) break;
      if (!this.token(token)) return out;
    }
    this.finish();
    return out;
  }

  /** Handles one token of moo. False ends the stream. */
  protected token(token: moo.Token): boolean {
    const type = token.type as string, start = this.base + token.offset, value = token.text;
    if (type === 'ws') return true;
    if (type === 'nl') return this.newline(start, start + value.length);
    if (this.atbol) {
      if (type === 'comment') return this.comment(start, start + value.length);
      // A backslash is looked at before the indentation is.
      if (type !== 'cont' && value.charCodeAt(0) !== 92 && !this.indentation(start)) return false;
    }
    const end = start + value.length;
    switch (type) {
      case 'name': return this.name(value, start, end);
      case 'op1': case 'open': case 'close': return this.bracket(value, start);
      case 'op': {
        this.add(OP_KIND.get(value) as number, start, end);
        return true;
      }
      case 'number': return this.number(start, end);
      case 'string': this.addLong(STRING, start, end); return true;
      case 'fstart': return this.openFString(value, start, end);
      case 'fmid': return this.fstringMiddle(value, start, end);
      case 'fend': return this.closeFString(start, end);
      case 'fopen': return this.openField(start);
      case 'fclose': return this.closeField(start);
      case 'fcolon': return this.fieldColon(start);
      case 'bang':
        this.add(OPERATORS['!'], start, end);
        return true;
      case 'comment': return this.comment(start, end);
      case 'cont':
        this.line++;
        this.lineStart = end;
        if (this.atbol) this.bufferStart = end;
        if (end === this.text.length) { this.line--; this.lineStart = this.text.lastIndexOf('\n', start - 1) + 1; return this.unexpectedEof(); }
        return true;
      case 'badstring': return this.unterminated(value, start, end);
      default: return this.badCharacter(start);
    }
  }

  private unexpectedEof(): false {
    const unreadable = this.options.unreadable ?? null;
    if (unreadable !== null) return this.stop(unreadable, 'ERROR', this.text.length);
    const open = this.neverClosed();
    if (open !== null) return this.stop(open, 'EOF', this.text.length);
    // a file's buffer begins anew where no token has begun
    const width = this.options.fromFile === true && this.atbol ? 0 : countCharacters(this.text, this.lineStart, this.text.length);
    return this.failLine('SyntaxError', 'unexpected EOF while parsing', width, -1, 'EOF');
  }

  private name(value: string, start: number, end: number): boolean {
    const keyword = KEYWORDS.get(value);
    if (keyword === undefined) {
      if (!this.isAscii && this.options.extraTokens !== true && !this.identifier(value, start)) return false;
      this.add(NAME, start, end);
      return true;
    }
    if (keyword === KW_NOT && this.lastKind === KW_IS) {
      this.out.kind[this.out.n - 1] = IS_OF_IS_NOT;
      this.add(NOT_OF_IS_NOT, start, end);
      return true;
    }
    if (keyword === KW_IN && this.lastKind === KW_NOT) this.out.kind[this.out.n - 1] = NOT_OF_NOT_IN;
    this.add(keyword, start, end);
    return true;
  }

  /** PEP 3131. CPython: Parser/lexer/lexer.c verify_identifier() */
  private identifier(value: string, start: number): boolean {
    const match = IDENTIFIER.exec(value);
    const valid = match === null ? 0 : match[0].length;
    if (valid === value.length) return true;
    const undecodable = undecodableError(value);
    if (undecodable !== null) {
      const end = start + value.length, width = countCharacters(this.text, this.lineStart, end);
      return this.failLine('SyntaxError', `(unicode error) ${undecodable}`, width, -1, 'ERROR');
    }
    const c = value.codePointAt(valid) as number;
    const at = start + valid + (c >= 0x10000 ? 2 : 1);
    return this.badCodePoint(c, at);
  }
  private badCodePoint(c: number, cursor: number): false {
    const hex = c.toString(16).toUpperCase().padStart(4, '0');
    const character = String.fromCodePoint(c);
    return this.fail(c !== 32 && UNPRINTABLE.test(character) ? `invalid non-printable character U+${hex}` : `invalid character '${character}' (U+${hex})`, cursor);
  }

  private number(start: number, end: number): boolean {
    const next = end < this.text.length ? this.text.charCodeAt(end) : 0;
    const zero = this.text.charCodeAt(start) === 48 && end > start + 1;
    if (zero || next === 95 || (next >= 48 && next <= 57) || (next >= 97 && next <= 122) || (next >= 65 && next <= 90)) {
      const check = checkNumber(this.text, start, this.options.extraTokens === true);
      if (check.error !== null) {
        if (check.rangeStart < 0) return this.fail(check.error, check.cursor);
        return this.stop({
          type: 'SyntaxError', msg: check.error, lineno: this.line, offset: check.rangeStart - this.lineStart, end_lineno: this.line,
          end_offset: check.rangeEnd - this.lineStart, text: this.lineText(this.lineStart),
        }, 'ERROR', check.cursor);
      }
      if (check.warning !== null) this.warn(check.warning, check.warningCursor);
    }
    this.add(NUMBER, start, end);
    return true;
  }

  protected frame(): FStringFrame | null { return this.fstrings.length === 0 ? null : this.fstrings[this.fstrings.length - 1]; }

  private bracket(value: string, start: number): boolean {
    const frame = this.frame();
    switch (value) {
      case '(': case '[': case '{':
        if (!this.push(value, start)) return false;
        if (frame !== null) frame.depth++;
        break;
      case ')': case ']': case '}':
        if (!this.pop(value, start, frame)) return false;
        if (frame !== null) {
          frame.depth--;
          if (frame.depth < 0) return this.fail(`f-string: unmatched '${value}'`, start + 1);
        }
        break;
      default: break;
    }
    this.add(OP_KIND.get(value) as number, start, start + 1);
    return true;
  }
  private push(value: string, start: number): boolean {
    if (this.parens.length >= MAXLEVEL) return this.fail('too many nested parentheses', start + 1);
    this.parens.push(value);
    this.parenLines.push(this.line);
    this.parenStarts.push(start);
    this.parenLineStarts.push(this.lineStart);
    return true;
  }
  private pop(value: string, start: number, frame: FStringFrame | null): boolean {
    const extra = this.options.extraTokens === true;
    if (frame !== null && frame.depth === 0 && value === '}') return this.fail("f-string: single '}' is not allowed", start + 1);
    if (this.parens.length === 0) return extra ? true : this.fail(`unmatched '${value}'`, start + 1);
    const opening = this.parens.pop() as string, line = this.parenLines.pop() as number;
    this.parenStarts.pop();
    this.parenLineStarts.pop();
    if (extra || CLOSER[value] === opening) return true;
    if (frame !== null && opening === '{' && frame.depth - 1 === frame.exprStart[frame.exprStart.length - 1]) {
      return this.fail(`f-string: unmatched '${value}'`, start + 1);
    }
    const where = line !== this.line ? ` on line ${line}` : '';
    return this.fail(`closing parenthesis '${value}' does not match opening parenthesis '${opening}'${where}`, start + 1);
  }

  private openFString(value: string, start: number, end: number): boolean {
    if (this.fstrings.length + 1 >= MAXFSTRINGLEVEL) return this.fail('too many nested f-strings', end);
    const quote = value[value.length - 1];
    const triple = value.endsWith(quote.repeat(3));
    const raw = /[rR]/.test(value);
    this.add(FSTRING_START, start, end);
    this.fstrings.push({quote, triple, raw, start, line: this.line, lineStart: this.lineStart, depth: 0, exprStart: [-1], inSpec: false});
    this.lexer.pushState(textState('body', quote, triple, raw));
    return true;
  }
  private closeFString(start: number, end: number): boolean {
    const frame = this.fstrings.pop() as FStringFrame;
    if (frame.exprStart.length > 1) {
      // The quote came inside a format spec: moo has only left the spec.
      if (this.lastKind === F_COLON) this.add(FSTRING_MIDDLE, start, start);
      this.lexer.popState();
    }
    this.add(FSTRING_END, start, end);
    return true;
  }
  private fstringMiddle(value: string, start: number, end: number): boolean {
    const frame = this.frame() as FStringFrame;
    if (!frame.raw && value.indexOf('\\') >= 0) this.warnBraces(value, start);
    const doubled = value.endsWith('{{') || value.endsWith('}}');
    this.addLong(FSTRING_MIDDLE, start, end);
    // The second brace of a pair is passed over: no part of the text, but of the extent.
    if (doubled) this.out.end[this.out.n - 1] = end - 1;
    return true;
  }
  /** A backslash before a brace is an invalid escape that only the tokenizer can see. */
  private warnBraces(value: string, start: number): void {
    for (let i = value.indexOf('\\'); i >= 0; i = value.indexOf('\\', i)) {
      const next = i + 1 < value.length ? value[i + 1] : this.text[start + i + 1];
      if (next !== '{' && next !== '}') { i += 2; continue; }
      const line = this.line, lineStart = this.lineStart;
      this.passLines(start, start + i);
      this.warn(`invalid escape sequence '\\${next}'`, start + i + 2);
      this.line = line;
      this.lineStart = lineStart;
      i++;
    }
  }
  private openField(start: number): boolean {
    const frame = this.frame() as FStringFrame;
    if (frame.exprStart.length >= MAX_EXPR_NESTING + 1) return this.fail('f-string: expressions nested too deeply', start);
    if (!this.push('{', start)) return false;
    frame.exprStart.push(frame.depth);
    frame.depth++;
    this.add(F_OPEN, start, start + 1);
    return true;
  }
  /** A `}` that ends a field (from its expression or its spec), or one that stands alone in the text. */
  private closeField(start: number): boolean {
    const frame = this.frame() as FStringFrame;
    const inText = this.fieldTextOpen(frame);
    if (inText && (this.lastKind === F_COLON || this.lastKind === F_CLOSE)) this.add(FSTRING_MIDDLE, start, start);
    if (!this.pop('}', start, frame)) return false;
    frame.depth--;
    frame.exprStart.pop();
    this.add(F_CLOSE, start, start + 1);
    if (frame.exprStart.length > 1) this.lexer.setState(textState('spec2', frame.quote, frame.triple, frame.raw));
    return true;
  }
  /** Whether the text of a format spec, not an expression, was being read. */
  private fieldTextOpen(frame: FStringFrame): boolean {
    return frame.exprStart.length > 1 && (this.lastKind === F_COLON || this.lastKind === FSTRING_MIDDLE || this.lastKind === F_CLOSE);
  }
  private fieldColon(start: number): boolean {
    const frame = this.frame() as FStringFrame;
    this.add(F_COLON, start, start + 1);
    this.lexer.setState(textState('spec', frame.quote, frame.triple, frame.raw));
    return true;
  }

  /** A comment before the end of the text, or any comment when each has a token of its own. */
  private comment(start: number, end: number): boolean {
    // Nothing follows: the tokenizer does not look at the indentation of a line again.
    if (end === this.text.length) this.atbol = false;
    if (this.options.typeComments === true) {
      const match = /^#[ \t]*type:[ \t]*/.exec(this.text.slice(start, end));
      if (match !== null) {
        const at = start + match[0].length;
        const ignore = /^ignore(?![0-9A-Za-z\u0080-\uffff])/.test(this.text.slice(at, end));
        if (ignore) {
          // Alone on its line it takes the line end with it, into the tag too.
          const stop = this.atbol && this.text.charCodeAt(end) === 10 ? end + 1 : end;
          this.out.typeIgnores.push({lineno: this.line, tag: toPyText(this.text.slice(at + 6, stop))});
          return true;
        }
        this.atbol = false;
        this.add(TYPE_COMMENT, at, end);
        return true;
      }
    }
    if (this.options.extraTokens === true) this.add(COMMENT, start, end);
    else if (!this.atbol) this.commentStart = start;
    return true;
  }

  /** A line end with the blank lines after it. */
  private newline(start: number, end: number): boolean {
    const extra = this.options.extraTokens === true;
    if (this.parens.length === 0 && !this.atbol) {
      // A comment that is not a token of its own belongs to the NEWLINE.
      const from = this.commentStart >= 0 && !extra ? this.commentStart : start;
      const lineEnd = this.text.charCodeAt(start) === 35 ? this.text.indexOf('\n', start) : start;
      if (this.byteCursor > from) { this.byteCursor = this.lineStart; this.byteExtra = 0; }
      this.add(NEWLINE, from, lineEnd);
      this.out.end_col_offset[this.out.n - 1]++;
      if (extra) this.out.end[this.out.n - 1] = end;
    } else if (extra) this.add(NL, start, end);
    this.commentStart = -1;
    if (this.parens.length === 0) this.atbol = true;
    this.passLines(start, end);
    this.bufferStart = this.lineStart;
    return true;
  }

  private unterminated(value: string, start: number, end: number): boolean {
    const text = this.text, quote = value[value.length - 1], triple = value.length >= 3 && value.endsWith(quote.repeat(3));
    const line = this.line, lineStart = this.lineStart;
    let i = end, escaped = false;
    while (i < text.length) {
      const c = text[i];
      if (!triple && c === '\n') break;
      if (c === '\\') {
        if (text[i + 1] === quote) escaped = true;
        i += 2;
      } else i++;
    }
    const stop = Math.min(i, text.length);
    this.passLines(start, stop);
    let last = this.line;
    // At the very end the tokenizer has not begun another line.
    if (stop === text.length && text.endsWith('\n')) last--;
    this.line = line;
    this.lineStart = lineStart;
    const frame = this.frame();
    if (frame !== null && frame.quote === quote && frame.triple === triple) return this.fail("f-string: expecting '}'", start + 1, 'ERROR', line, lineStart);
    const atEnd = stop >= text.length;
    const unreadable = this.options.unreadable ?? null;
    if (triple && unreadable !== null) return this.stop(unreadable, 'ERROR', stop);
    if (triple) return this.fail(`unterminated triple-quoted string literal (detected at line ${last})`, start + 1, 'EOFS', line, lineStart);
    const hint = escaped ? '; perhaps you escaped the end quote?' : '';
    return this.fail(`unterminated string literal (detected at line ${last})${hint}`, start + 1, atEnd ? 'EOLS' : 'ERROR', line, lineStart);
  }

  /** Text that no rule accepts. */
  private badCharacter(start: number): boolean {
    const text = this.text;
    const frame = this.frame();
    if (frame !== null && this.lexerState() !== 'field' && this.lexerState() !== 'nested') {
      let i = start;
      while (i < text.length && (frame.triple || text[i] !== '\n')) i += text[i] === '\\' ? 2 : 1;
      if (i > text.length) i = text.length;
      if (i < text.length && this.lexerState().startsWith('spec') && !this.lexerState().startsWith('spec2')) {
        return this.fail('f-string: newlines are not allowed in format specifiers for single quoted f-strings', i + 1);
      }
      this.passLines(start, i);
      let last = this.line;
      if (i === text.length && text.endsWith('\n')) last--;
      const unreadable = this.options.unreadable ?? null;
      if (i === text.length && unreadable !== null) return this.stop(unreadable, 'ERROR', i);
      this.line = frame.line;
      this.lineStart = frame.lineStart;
      if (frame.triple) return this.fail(`unterminated triple-quoted f-string literal (detected at line ${last})`, frame.start + 1, 'EOFS', frame.line, frame.lineStart);
      return this.fail(`unterminated f-string literal (detected at line ${last})`, frame.start + 1, 'ERROR', frame.line, frame.lineStart);
    }
    const c = text.codePointAt(start) as number;
    const unreadable = this.options.unreadable ?? null;
    if (unreadable !== null && c === 92 && start + 2 >= text.length) return this.stop(unreadable, 'ERROR', text.length);
    if (c === 92) {
      // CPython counts from the start of its buffer, which is that of the first of several joined lines.
      const bytes = countBytes(text, this.bufferStart, Math.min(start + 2, text.length));
      const lineEnd = text.indexOf('\n', this.lineStart);
      const offset = bytesToCharacters(text.slice(this.lineStart, lineEnd < 0 ? text.length : lineEnd + 1), bytes);
      return this.failLine('SyntaxError', 'unexpected character after line continuation character', offset, 0);
    }
    if (c === 0) return this.fail('source code cannot contain null bytes', start + 1);
    return this.badCodePoint(c, start + (c >= 0x10000 ? 2 : 1));
  }
  private lexerState(): string { return (this.lexer.save() as {state?: string}).state ?? ''; }
  /** The error for the innermost open bracket. CPython: Parser/pegen_errors.c raise_unclosed_parentheses_error() */
  private neverClosed(): SyntaxErrorInfo | null {
    const last = this.parens.length - 1;
    if (last < 0) return null;
    const from = this.parenLineStarts[last], line = this.parenLines[last];
    const end = this.text.indexOf('\n', from);
    return {
      type: 'SyntaxError', msg: `'${this.parens[last]}' was never closed`, lineno: line, offset: countCharacters(this.text, from, this.parenStarts[last]) + 1, end_lineno: line,
      end_offset: 0, text: this.text.slice(from, end < 0 ? this.text.length : this.line <= line ? end + 1 : end), inProgram: true,
    };
  }

  protected finish(): void {
    const out = this.out, text = this.text, at = text.length, unreadable = this.options.unreadable ?? null;
    if (unreadable !== null) { this.stop(unreadable, 'ERROR', at); return; }
    // A token that ends with the text has made the tokenizer look beyond it, unless its own last character ends it.
    out.eofToken = out.n > 0 && out.end[out.n - 1] === at && peeksBeyond(out, out.n - 1) ? out.n - 1 : out.n;
    if (out.eofToken > 0 && out.n > 1 && out.kind[out.n - 1] === DOT && out.kind[out.n - 2] === DOT && out.start[out.n - 1] === at - 1 && out.end[out.n - 2] === at - 1) out.eofToken = out.n - 2;
    if (this.fstrings.length > 0 && this.lexerState() !== 'field' && this.lexerState() !== 'nested') { this.badCharacter(at); return; }
    const from = this.lineStart;
    if (at === 0) this.line = 0;
    if (at > 0 && from === at && this.line > 1) {
      // After a final newline the tokenizer still stands on the line which that ends.
      this.line--;
      this.lineStart = text.lastIndexOf('\n', at - 2) + 1;
      this.byteCursor = this.lineStart;
      this.byteExtra = 0;
    }
    if (this.atbol && !this.indentation(at, from)) return;
    const open = this.neverClosed();
    if (open !== null) { this.stop(open, 'EOF', at); return; }
    if (this.options.single === true && out.n > 0) {
      this.addEmpty(NEWLINE, at);
      if (this.options.dontImplyDedent !== true && this.indents.length > 1) {
        for (let i = this.indents.length - 1; i > 0; i--) this.addEmpty(DEDENT, at);
        this.addEmpty(NEWLINE, at);
      }
    }
    this.addEmpty(ENDMARKER, at);
  }
}
