/** What goes wrong, or deserves a warning, while an AST is compiled. One report serves all passes; the first error wins and later ones are ignored. */
import {textAt} from '../runtime/text';
import type {CompileWarning, PyText, SyntaxErrorInfo} from './constants';
import type {Location} from './generated/ast-nodes';

/** An exception of compilation that is not a SyntaxError. */
export interface CompilerException {
  type: 'RecursionError' | 'RuntimeError' | 'SystemError' | 'ValueError' | 'OverflowError' | 'UnicodeEncodeError';
  msg: string;
  /** For a UnicodeEncodeError, what could not be encoded: the text and the range of the lone surrogates in it (`msg` is then the str() of the exception). */
  encoding?: {object: PyText; start: number; end: number};
}

/**
 * Issues a warning at once. 0: issued or ignored; 1: a filter made it an error of the warning's own category (the compiler reports it as a
 * SyntaxError with a place instead); -1: some other exception is set, compilation has to stop.
 */
export type WarningSink = (warning: CompileWarning) => 0 | 1 | -1;

/** Where a node or an instruction stands in the source; -1 for unknown. CPython: _Py_SourceLocation */
export class SourceLocation {
  constructor(readonly lineno: number, readonly end_lineno: number, readonly col_offset: number, readonly end_col_offset: number) {}
}
/** The location of artificial instructions. CPython: NO_LOCATION */
export const NO_LOCATION = new SourceLocation(-1, -1, -1, -1);
/** The location of a node. CPython: SRC_LOCATION_FROM_AST() */
export const LOC = (node: Location): SourceLocation => new SourceLocation(node.lineno, node.end_lineno, node.col_offset, node.end_col_offset);

/** The message of the recursion guards of all passes. */
export const RECURSION_MESSAGE = 'maximum recursion depth exceeded during compilation';

/** How deep C calls may nest in a release build. CPython: Include/cpython/pystate.h */
export const Py_C_RECURSION_LIMIT = 10000;

/** Limits of recursion: `logical` counts as CPython does, `native` counts what is really nested on the JS stack (comprehensions twice). */
export interface RecursionLimits { logical: number; native: number }

/**
 * Py_C_RECURSION_LIMIT of a release build, and a nesting that fits a JS stack of the default size. Long chains (a.b().c + d ...) do not nest, so
 * the second limit concerns only what nests to the right or inside brackets; a host with a large stack passes a greater one.
 */
export const DEFAULT_RECURSION_LIMITS: RecursionLimits = {logical: Py_C_RECURSION_LIMIT, native: 700};

export class CompileReport {
  error: SyntaxErrorInfo | null = null;
  exception: CompilerException | null = null;
  /** Set by the first error; passes return early when they see it. */
  failed = false;
  /** While future statements and names are looked at. CPython: Python/future.c and symtable.c raise first and add the place afterwards. */
  early = false;
  readonly warnings: CompileWarning[] = [];

  constructor(private readonly sink: WarningSink | null) {}

  /** Records a SyntaxError at a place. CPython: compiler_error(), PyErr_RangedSyntaxLocationObject() */
  syntaxError(msg: string, at: Location): void {
    if (this.failed) return;
    this.failed = true;
    this.error = {
      type: 'SyntaxError', msg, lineno: at.lineno, offset: at.col_offset + 1, end_lineno: at.end_lineno, end_offset: at.end_col_offset + 1, text: null,
      asAttributes: this.early,
    };
  }

  /** Records another exception. */
  raise(type: CompilerException['type'], msg: string): void {
    if (this.failed) return;
    this.failed = true;
    this.exception = {type, msg};
  }

  /** Records that text with lone surrogates had to be encoded as UTF-8. */
  encodeError(object: PyText, start: number, end: number): void {
    const where = end === start + 1 ? ` '\\u${textAt(object, start).toString(16)}' in position ${start}` : `s in position ${start}-${end - 1}`;
    this.raise('UnicodeEncodeError', `'utf-8' codec can't encode character${where}: surrogates not allowed`);
    if (this.exception !== null) this.exception.encoding = {object, start, end};
  }

  /** Issues a warning; one that a filter turns into an error becomes a SyntaxError at the same place. CPython: compiler_warn() */
  warn(category: CompileWarning['category'], msg: string, at: Location): void {
    if (this.failed) return;
    const warning: CompileWarning = {
      category, msg, lineno: at.lineno, col_offset: at.col_offset, end_lineno: at.end_lineno, end_col_offset: at.end_col_offset,
    };
    this.warnings.push(warning);
    if (this.sink === null) return;
    const outcome = this.sink(warning);
    if (outcome === 1) this.syntaxError(msg, at);
    else if (outcome === -1) this.failed = true;
  }
}
