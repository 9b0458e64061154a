/**
 * The tokenizer for lines that come one by one, as `tokenize` gets them: the tokens of a line are there before the next line
 * is asked for. CPython: Parser/tokenizer/readline_tokenizer.c
 */
import type * as moo from 'moo';
import {Tokenizer} from './tokenizer';
import {mayHaveFStrings} from './tokenizer-rules';

const NOT_ASCII = /[^\x00-\x7f]/;
/** What a line must hold to bring the end of a string or of the text of an f-string, by the quotes. */
const STRING_END: Readonly<Record<string, RegExp>> = {"'''": /'''/, '"""': /"""/};
const TEXT_END: Readonly<Record<string, RegExp>> = {"'": /['{}]/, '"': /["{}]/};

/** Whether no line end ends the string or the text at `from`: each is escaped. */
function goesOn(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) return false;
    if (c === 92) i++;
  }
  return true;
}

/**
 * Reads lines into `out`. The lines before are forgotten, but for those of a token or an f-string that goes on; so an error does not know
 * where its open bracket is, which `tokenize` does not tell either.
 */
export class LineTokenizer extends Tokenizer {
  /** Offsets in the text of `out` where its lines begin, and of its end. */
  starts: number[] = [0];
  /** Number of lines that are forgotten. */
  lineBase = 0;
  /** Whether no line will come any more. */
  ended = false;
  /** Start of the token that may go on in the next line, or -1. */
  private pending = -1;
  /** What the next line must hold so that it is worth another try; null for any line. */
  private wanted: RegExp | null = null;
  private readonly state: {state: string; stack: string[]; line: number; col: number; queuedToken: null; queuedText: string; queuedThrow: null} = {
    state: 'main', stack: [], line: 1, col: 1, queuedToken: null, queuedText: '', queuedThrow: null,
  };
  private withFStrings = false;

  /** `lexerFor` gives the lexer for detailed tokens, with or without f-strings; others may use it between two calls. */
  constructor(private readonly lexerFor: (fstrings: boolean) => moo.Lexer) {
    super('', true, lexerFor(false), {extraTokens: true});
  }

  /** Takes the next line, with its line end. True when the lines before it were forgotten, and `out` begins anew. */
  feed(line: string): boolean {
    const fresh = this.pending < 0 && this.text !== '' && this.fstrings.length === 0;
    if (fresh) this.forget();
    const from = this.pending >= 0 ? this.pending : this.text.length, before = this.text.length;
    this.text = this.out.text = this.text + line;
    for (let i = line.indexOf('\n'); i >= 0; i = line.indexOf('\n', i + 1)) this.starts.push(before + i + 1);
    if (this.isAscii && NOT_ASCII.test(line)) this.isAscii = false;
    if (this.pending >= 0 && this.wanted !== null && !this.wanted.test(line)) return fresh;
    this.pending = -1;
    if (!this.withFStrings && mayHaveFStrings(line)) {
      this.withFStrings = true;
      this.lexer = this.lexerFor(true);
    }
    this.read(from);
    return fresh;
  }

  /** There are no more lines: gives what is left, an error where something is open. */
  end(): void {
    this.ended = true;
    const from = this.pending >= 0 ? this.pending : this.text.length;
    this.pending = -1;
    if (this.read(from)) this.finish();
  }

  private forget(): void {
    this.lineBase += this.starts.length - 1;
    this.starts = [0];
    this.text = '';
    this.lineStart = this.bufferStart = this.byteCursor = this.byteExtra = 0;
    this.isAscii = true;
    this.out.n = 0;
    this.out.warnings.length = 0;
  }

  /** Reads the text from there. False after an error, or when a token may go on. */
  private read(from: number): boolean {
    const {lexer, state} = this;
    this.base = from;
    lexer.reset(this.text.slice(from), state);
    let good = true;
    while (good) {
      const token = lexer.next();
      if (token === undefined) break;
      good = this.token(token);
    }
    // a token that may go on has changed no state
    const {state: name, stack} = lexer.save() as {state?: string; stack?: string[]};
    state.state = name as string;
    state.stack = stack as string[];
    return good;
  }

  protected override token(token: moo.Token): boolean {
    if (this.ended || !this.mayGoOn(token)) return super.token(token);
    const start = this.base + token.offset;
    // the indentation is told before the rest of the string is read
    if (this.atbol && token.type !== 'cont' && !this.indentation(start)) return false;
    this.pending = start;
    return false;
  }

  /** Whether more text could make another token of this one, which the end of the text ends; sets what is wanted then. */
  private mayGoOn(token: moo.Token): boolean {
    const {text} = this, start = this.base + token.offset, end = start + token.text.length, frame = this.frame();
    this.wanted = null;
    switch (token.type) {
      case 'cont': return end === text.length;
      case 'fmid':
        if (end === text.length && frame !== null && frame.triple) this.wanted = TEXT_END[frame.quote];
        return end === text.length;
      case 'badstring': {
        const quotes = token.text.slice(-3);
        if (!(quotes in STRING_END)) return goesOn(text, end);
        this.wanted = STRING_END[quotes];
        return true;
      }
      case 'error': {
        const state = this.lexer.save() as {state?: string};
        return frame !== null && state.state !== 'field' && state.state !== 'nested' && (frame.triple || goesOn(text, start));
      }
      default: return false;
    }
  }
}
