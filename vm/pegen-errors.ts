/** From a refused source to its error: the two passes of CPython and which error wins. CPython: Parser/pegen.c _PyPegen_run_parser(), Parser/pegen_errors.c */
import type {SyntaxErrorInfo} from './constants';
import type {ParseMode, ParseResult} from './pegen';
import {ErrorReader, PySyntaxError} from './pegen-invalid';
import type {Parser, ParserFlags} from './pegen-parser';
import {FAIL, type Rule, StackOverflow} from './pegen-peg';
import {DEDENT, INDENT} from './tokenizer-kinds';

const START_RULE: Readonly<Record<ParseMode, string>> = {exec: 'file', single: 'interactive', eval: 'eval', func_type: 'func_type'};
const OVERFLOW = 'Parser stack overflowed - Python source too complex to parse';

/**
 * Finds the error of a source that the tables have refused. `from` is the first token of the top-level statement that is wrong:
 * what came before it was right, and of that CPython's rules complain only from
 * `firstSpoken` on (where they complain of code that is right). `why` is 'multiple' for a single statement
 * that more follows.
 */
export function syntaxError(p: Parser, mode: ParseMode, flags: ParserFlags, from: number, firstSpoken: number, why: 'invalid' | 'multiple', rules: ReadonlyMap<string, Rule>): ParseResult {
  const t = p.tokens;
  const give = (error: SyntaxErrorInfo | null, memoryError: string | null): ParseResult => ({mod: null, error, memoryError, valueError: null, warnings: p.allWarnings()});
  if (p.raised) return {...give(null, null), raised: true};
  if (p.disguised !== null) return {...give(null, null), valueError: `identifier field can't represent '${p.disguised}' constant`};
  if (p.overflowed) return give(null, OVERFLOW);
  // Where the tables came as far as the tokenizer, its error wins whatever the rules would say, and nesting need not be followed.
  const e = t.error;
  if (e !== null && p.errorToken === t.n - 1 && !e.insideFString && e.cause !== 'EOF' && e.cause !== 'SILENT' && flags.allowIncompleteInput !== true) return give(e.info, null);
  const reader = new ErrorReader(p, rules, Math.min(from, firstSpoken));
  reader.fill = from;
  let raised: PySyntaxError | null = null;
  const pass = (): boolean => {
    try { return reader.start(START_RULE[mode]) !== FAIL; } catch (e) {
      if (!(e instanceof PySyntaxError)) throw e;
      raised = e;
      return false;
    }
  };
  const raise = (doIt: () => never): PySyntaxError => {
    try { return doIt(); } catch (e) {
      if (e instanceof PySyntaxError) return e;
      throw e;
    }
  };
  try {
    reader.reset(from, false);
    const accepted = pass();
    if (accepted) {
      if (why !== 'multiple') throw new Error(`the tables refuse what the rules accept, at token ${p.mark}, line ${t.lineno[p.mark]}`);
      return give(raise(() => reader.raise('multiple statements found while compiling a single statement')).info, null);
    }
    if (flags.allowIncompleteInput === true && atEnd(p, reader.fill)) {
      return give(raise(() => reader.raise('incomplete input', '_IncompleteInputError')).info, null);
    }
    const last = reader.fill - 1;
    if (raised === null) {
      reader.reset(firstSpoken, true);
      pass();
    }
    let error: PySyntaxError;
    if (raised !== null) error = raised;
    else if (t.kind[last] === INDENT) return give(raise(() => reader.raise('unexpected indent', 'IndentationError')).info, null);
    else if (t.kind[last] === DEDENT) return give(raise(() => reader.raise('unexpected unindent', 'IndentationError')).info, null);
    else error = raise(() => reader.raiseRange(last, last, 'invalid syntax'));
    return give(error.fromTokenizer ? error.info : overruled(p, reader.fill - 1) ?? error.info, null);
  } catch (e) {
    if (e instanceof StackOverflow) return give(null, OVERFLOW);
    throw e;
  }
}

/** Whether the tokenizer has come to the end of the source when `fill` tokens have been fetched. CPython: Parser/pegen.c _is_end_of_source() */
function atEnd(p: Parser, fill: number): boolean {
  const t = p.tokens;
  if (t.error !== null && fill === t.n) return t.error.cause !== 'ERROR' && t.error.cause !== 'SILENT';
  return t.eofToken >= 0 && fill > t.eofToken;
}

/** An error of the tokenizer further on that wins over the parser's. CPython: Parser/pegen_errors.c _PyPegen_tokenize_full_source_to_check_for_errors() */
function overruled(p: Parser, last: number): SyntaxErrorInfo | null {
  const error = p.tokens.error;
  if (error === null || last >= p.tokens.n - 1) return null;
  if (error.insideFString) return null;
  if (error.cause === 'EOF' || error.cause === 'SILENT') return error.neverClosed !== null && p.tokens.lineno[last] > error.neverClosed.lineno ? error.neverClosed : null;
  return error.info;
}
