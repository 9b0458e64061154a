/** What the terminals of python.ne mean in token kinds: shared by nearley's rules, the table builder and the tests. */
import * as K from '../tokenizer-kinds';

/** The kinds that the grammar calls by name. */
const NAMED: Readonly<Record<string, number>> = {
  NAME: K.NAME, NUMBER: K.NUMBER, STRING: K.STRING, TYPE_COMMENT: K.TYPE_COMMENT, FSTRING_START: K.FSTRING_START,
  FSTRING_MIDDLE: K.FSTRING_MIDDLE, FSTRING_END: K.FSTRING_END, F_OPEN: K.F_OPEN, F_CLOSE: K.F_CLOSE, F_COLON: K.F_COLON,
  IS_OF_IS_NOT: K.IS_OF_IS_NOT, NOT_OF_IS_NOT: K.NOT_OF_IS_NOT, NOT_OF_NOT_IN: K.NOT_OF_NOT_IN,
  SOFT_MATCH: K.SOFT_MATCH, SOFT_CASE: K.SOFT_CASE, SOFT_TYPE: K.SOFT_TYPE,
};
/** Classes of tokens that behave alike. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  ATOM: ['None', 'True', 'False', '...'],
  BINOP: ['or', 'and', 'in', 'is', '<', '>', '==', '>=', '<=', '!=', '|', '^', '&', '<<', '>>', '+', '-', '*', '/', '//', '%', '@', '**'],
  PREFIX: ['not', '+', '-', '~', 'await'],
  AUGASSIGN: ['+=', '-=', '*=', '@=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '**=', '//='],
};

/** A token as nearley sees it. */
export interface GrammarToken { type: string; text: string; value: string; kind: number; index: number }
/** What a rule of nearley's expects in one place: a nonterminal's name, a literal, a token type or a class. */
export type GrammarSymbol = string | {literal: string} | {type: string} | {test(token: GrammarToken): boolean};

/** Stands in for nearley's lexer while a grammar is compiled: it only has to know the names. */
export const grammarLexer = {has: (name: string): boolean => NAMED[name] !== undefined};

/** A class of kinds as nearley tests it. */
export function kindClass(name: string): {test(token: GrammarToken): boolean} {
  const kinds = new Set(CLASSES[name].map(kindOfText));
  return {test: token => kinds.has(token.kind)};
}
function kindOfText(text: string): number {
  const kind = K.KIND_TEXT.indexOf(text);
  if (kind < 0) throw new Error(`no token is spelled ${text}`);
  return kind;
}

/** The token of this kind, as nearley would be fed it. */
export function grammarToken(kind: number, index: number): GrammarToken {
  const named = Object.keys(NAMED).find(name => NAMED[name] === kind);
  const text = named === undefined ? K.KIND_TEXT[kind] : '';
  return {type: named ?? text, text, value: text, kind, index};
}

/** The kinds a terminal of nearley's rules accepts. */
export function kindsOf(symbol: Exclude<GrammarSymbol, string>): number[] {
  if ('literal' in symbol) return [kindOfText(symbol.literal)];
  if ('type' in symbol) return [NAMED[symbol.type]];
  const kinds: number[] = [];
  for (let kind = 0; kind < K.N_KINDS; kind++) if (symbol.test(grammarToken(kind, 0))) kinds.push(kind);
  return kinds;
}

/** The ways into the grammar. Each parse begins with one of them and ends by itself or at the end of a statement. */
export const START_SYMBOLS = [
  'simple_stmt', 'decorator', 'if_head', 'while_head', 'plain_head', 'for_head', 'with_head', 'with_paren_head', 'def_head', 'class_head',
  'except_head', 'match_head', 'case_head', 'eval_input', 'func_type_input',
] as const;
