/** The parser's entry: source to AST. CPython: Parser/pegen.c, Parser/peg_api.c */
import type * as moo from 'moo';
import type {CompileWarning, SyntaxErrorInfo} from './constants';
import type {expr_ty, mod_ty, stmt_ty} from './generated/ast-nodes';
import {loadActions} from './action';
import {START_STATES} from './generated/grammar-tables';
import {syntaxError} from './pegen-errors';
import {type Action, type Tables, loadTables} from './pegen-lalr';
import {type Rule, loadRules} from './pegen-peg';
import {Parser, type ParserFlags} from './pegen-parser';
import {StatementReader} from './pegen-statements';
import {Tokenizer} from './tokenizer';
import {LineTokenizer} from './tokenizer-lines';
import type {TokenBuffer, TokenizerOptions} from './tokenizer-buffer';
import {ENDMARKER, NEWLINE} from './tokenizer-kinds';
import {makeLexer, mayHaveFStrings} from './tokenizer-rules';
import {readSource} from './tokenizer-source';

export type {ParserFlags} from './pegen-parser';
export type ParseMode = 'exec' | 'eval' | 'single' | 'func_type';

/** What a parse gives: a module, or the error, or a nesting too deep for CPython's parser (its MemoryError). Warnings come either way. */
export interface ParseResult {
  mod: mod_ty | null;
  error: SyntaxErrorInfo | null;
  /** The message of the MemoryError that CPython raises for this source, else null. */
  memoryError: string | null;
  /** The text of the ValueError about a name that only looks like one. */
  valueError: string | null;
  /** An exception is set: what the parser asked for has failed. */
  raised?: boolean;
  warnings: CompileWarning[];
}

/** Everything that is built once, when first needed, and means the same ever after: the lexers (reset before each use), the tables, the actions. */
interface Machinery { lexers: (moo.Lexer | null)[]; tables: Tables; actions: readonly Action<never>[]; rules: ReadonlyMap<string, Rule> | null }
let machinery: Machinery | null = null;
function loadMachinery(): Machinery {
  if (machinery === null) machinery = {lexers: [null, null, null, null], tables: loadTables(), actions: loadActions(), rules: null};
  return machinery;
}

/** Tokens of a decoded text, as the parser wants them or (extraTokens) as `tokenize` does. */
export function tokenizeText(text: string, isAscii: boolean, options: TokenizerOptions): TokenBuffer {
  const detailed = options.typeComments === true || options.extraTokens === true;
  return new Tokenizer(text, isAscii, lexerFor(detailed, mayHaveFStrings(text)), options).run();
}
function lexerFor(detailed: boolean, fstrings: boolean): moo.Lexer {
  const {lexers} = loadMachinery(), which = (detailed ? 2 : 0) + (fstrings ? 1 : 0);
  return lexers[which] ?? (lexers[which] = makeLexer(detailed, fstrings));
}
/** A tokenizer for lines that come one by one, with the tokens that `tokenize` wants. */
export function lineTokenizer(): LineTokenizer {
  return new LineTokenizer(fstrings => lexerFor(true, fstrings));
}

/**
 * Parses source text. Returns a value in every case: Python's errors are in the result, a throw is a bug of ours. The lines that
 * errors show come from the source itself; what `filename` names is for the caller to read, as CPython does for a file.
 * CPython: Parser/pegen.c _PyPegen_run_parser_from_string()
 */
export function _PyPegen_run_parser_from_string(source: Uint8Array | string, _filename: string, mode: ParseMode, flags: ParserFlags): ParseResult {
  const read = readSource(source, mode === 'exec', flags.ignoreCookie === true, flags.decode ?? null, flags.fromFile ?? null);
  if (read.error !== null) return {mod: null, error: read.error, memoryError: null, valueError: null, warnings: []};
  const m = loadMachinery();
  const tokens = tokenizeText(read.text, read.isAscii, {single: mode === 'single', dontImplyDedent: flags.dontImplyDedent, typeComments: flags.typeComments, unreadable: read.unreadable, fromFile: flags.fromFile !== undefined});
  const p = new Parser(tokens, m.tables, m.actions, flags);
  const outcome = {from: 0, firstSpoken: -1};
  const mod = parseMod(p, mode, outcome);
  if (mod !== null) {
    if (mode === 'single' && !restIsBlank(tokens, p.mark)) return findError(p, mode, flags, outcome, 'multiple');
    return {mod, error: null, memoryError: null, valueError: null, warnings: p.allWarnings()};
  }
  return findError(p, mode, flags, outcome, 'invalid');
}

/** How far a parse came: the first token of the last top-level statement, and of the first one that CPython's second pass would complain of though it is right. */
interface Outcome { from: number; firstSpoken: number }
function findError(p: Parser, mode: ParseMode, flags: ParserFlags, outcome: Outcome, why: 'invalid' | 'multiple'): ParseResult {
  const m = loadMachinery();
  if (m.rules === null) m.rules = loadRules();
  // With type comments `def f():` NEWLINE TYPE_COMMENT looks to CPython like a block that is missing.
  const firstSpoken = flags.typeComments === true ? 0 : outcome.firstSpoken >= 0 ? outcome.firstSpoken : outcome.from;
  return syntaxError(p, mode, flags, outcome.from, firstSpoken, why, m.rules);
}

/** Parses one input, and notes in `outcome` what a second reading after a failure needs. */
function parseMod(p: Parser, mode: ParseMode, outcome: Outcome): mod_ty | null {
  const kind = p.tokens.kind;
  const reader = new StatementReader(p);
  if (mode === 'exec') {
    const body: stmt_ty[] = [];
    while (kind[p.mark] !== ENDMARKER) {
      outcome.from = p.mark;
      if (!reader.statement(body)) return null;
      if (reader.typeAlias && outcome.firstSpoken < 0) outcome.firstSpoken = outcome.from;
    }
    return {_type: 'Module', body, type_ignores: p.tokens.typeIgnores.map(({lineno, tag}) => ({_type: 'TypeIgnore', lineno, tag}))};
  }
  if (mode === 'single') return parseInteractive(p, reader);
  const node = p.parse(mode === 'eval' ? START_STATES.eval_input : START_STATES.func_type_input);
  if (node === undefined) return null;
  while (kind[p.mark] === NEWLINE) p.mark++;
  if (kind[p.mark] !== ENDMARKER) return null;
  return mode === 'eval' ? {_type: 'Expression', body: node as expr_ty} : node as mod_ty;
}

/** One statement, a compound one with an empty line after it. CPython: Grammar/python.gram statement_newline */
function parseInteractive(p: Parser, reader: StatementReader): mod_ty | null {
  const t = p.tokens, kind = t.kind, body: stmt_ty[] = [];
  if (kind[0] === NEWLINE) {
    p.mark = 1;
    return {_type: 'Interactive', body: [{_type: 'Pass', lineno: t.lineno[0], col_offset: t.col_offset[0], end_lineno: t.end_lineno[0], end_col_offset: t.end_col_offset[0]}]};
  }
  const node = reader.compound(0);
  if (node === null) return null;
  if (node === undefined) return reader.statement(body) ? {_type: 'Interactive', body} : null;
  if (kind[p.mark] !== NEWLINE) return null;
  p.mark++;
  body.push(node);
  return {_type: 'Interactive', body};
}

/** Whether nothing but white space and comments follows a single statement. CPython: Parser/pegen.c bad_single_statement() */
function restIsBlank(t: TokenBuffer, mark: number): boolean {
  const end = t.end[mark - 1];
  return /^(?:[ \t\n\f]|#[^\n]*)*$/.test(t.text.slice(end));
}
