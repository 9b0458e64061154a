/** Errors of the parser. CPython: Parser/pegen_errors.c */
import type {ParseMode, ParseResult} from './pegen';
import type {Parser, ParserFlags} from './pegen-parser';

/** Finds the error of a source that the tables have refused. */
export function syntaxError(p: Parser, _mode: ParseMode, _flags: ParserFlags, _from: number, _why: 'invalid' | 'multiple'): ParseResult {
  const t = p.tokens;
  const info = t.error !== null ? t.error.info : {type: 'SyntaxError' as const, msg: 'invalid syntax', lineno: t.lineno[p.mark], offset: 1, end_lineno: t.lineno[p.mark], end_offset: 1, text: null};
  return {mod: null, error: info, memoryError: null, warnings: t.warnings};
}
