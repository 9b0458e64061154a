/**
 * Token numbers. Up to N_TOKENS they are CPython's (Grammar/Tokens, token.py); above come our own kinds, which tell
 * the grammar apart what CPython's parser tells apart by spelling or by context: keywords, and four refinements.
 */
export const ENDMARKER = 0, NAME = 1, NUMBER = 2, STRING = 3, NEWLINE = 4, INDENT = 5, DEDENT = 6, LPAR = 7, RPAR = 8, LSQB = 9, RSQB = 10,
  COLON = 11, COMMA = 12, SEMI = 13, PLUS = 14, MINUS = 15, STAR = 16, SLASH = 17, VBAR = 18, AMPER = 19, LESS = 20, GREATER = 21,
  EQUAL = 22, DOT = 23, PERCENT = 24, LBRACE = 25, RBRACE = 26, EQEQUAL = 27, NOTEQUAL = 28, LESSEQUAL = 29, GREATEREQUAL = 30,
  TILDE = 31, CIRCUMFLEX = 32, LEFTSHIFT = 33, RIGHTSHIFT = 34, DOUBLESTAR = 35, AT = 49, RARROW = 51, ELLIPSIS = 52, COLONEQUAL = 53,
  EXCLAMATION = 54, OP = 55, TYPE_IGNORE = 56, TYPE_COMMENT = 57, SOFT_KEYWORD = 58, FSTRING_START = 59, FSTRING_MIDDLE = 60,
  FSTRING_END = 61, COMMENT = 62, NL = 63, ERRORTOKEN = 64, N_TOKENS = 66;

/** Operators and their token numbers. CPython: Grammar/Tokens */
export const OPERATORS: Readonly<Record<string, number>> = {
  '(': 7, ')': 8, '[': 9, ']': 10, ':': 11, ',': 12, ';': 13, '+': 14, '-': 15, '*': 16, '/': 17, '|': 18, '&': 19, '<': 20, '>': 21,
  '=': 22, '.': 23, '%': 24, '{': 25, '}': 26, '==': 27, '!=': 28, '<>': 28, '<=': 29, '>=': 30, '~': 31, '^': 32, '<<': 33, '>>': 34,
  '**': 35, '+=': 36, '-=': 37, '*=': 38, '/=': 39, '%=': 40, '&=': 41, '|=': 42, '^=': 43, '<<=': 44, '>>=': 45, '**=': 46, '//': 47,
  '//=': 48, '@': 49, '@=': 50, '->': 51, '...': 52, ':=': 53, '!': 54, '$': 55, '?': 55, '`': 55,
};

/** The reserved words, in alphabetical order as in keyword.kwlist; kind = KEYWORD_BASE + index. */
export const KEYWORD_LIST: readonly string[] = [
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except',
  'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try',
  'while', 'with', 'yield',
];
export const KEYWORD_BASE = 70;
export const KEYWORDS: ReadonlyMap<string, number> = new Map(KEYWORD_LIST.map((word, i) => [word, KEYWORD_BASE + i]));
const kw = (word: string): number => KEYWORDS.get(word) as number;
export const KW_FALSE = kw('False'), KW_NONE = kw('None'), KW_TRUE = kw('True'), KW_AND = kw('and'), KW_ASYNC = kw('async'), KW_AWAIT = kw('await'),
  KW_CLASS = kw('class'), KW_DEF = kw('def'), KW_ELIF = kw('elif'), KW_ELSE = kw('else'), KW_EXCEPT = kw('except'), KW_FINALLY = kw('finally'),
  KW_FOR = kw('for'), KW_IF = kw('if'), KW_IN = kw('in'), KW_IS = kw('is'), KW_LAMBDA = kw('lambda'), KW_NOT = kw('not'), KW_OR = kw('or'),
  KW_TRY = kw('try'), KW_WHILE = kw('while'), KW_WITH = kw('with');

/** Braces and the colon of an f-string replacement field, `is` before `not`, `not` before `in`, and the words that open soft statements. */
export const F_OPEN = 106, F_CLOSE = 107, F_COLON = 108, IS_OF_IS_NOT = 109, NOT_OF_NOT_IN = 110, NOT_OF_IS_NOT = 111,
  SOFT_MATCH = 112, SOFT_CASE = 113, SOFT_TYPE = 114;
export const N_KINDS = 115;

/** The kind without our refinement: what CPython's parser would call the token. */
export const BASE_KIND: Uint8Array = (() => {
  const base = new Uint8Array(N_KINDS);
  for (let i = 0; i < N_KINDS; i++) base[i] = i;
  base[F_OPEN] = LBRACE; base[F_CLOSE] = RBRACE; base[F_COLON] = COLON;
  base[IS_OF_IS_NOT] = KW_IS; base[NOT_OF_NOT_IN] = KW_NOT; base[NOT_OF_IS_NOT] = KW_NOT;
  base[SOFT_MATCH] = NAME; base[SOFT_CASE] = NAME; base[SOFT_TYPE] = NAME;
  return base;
})();

/** The spelling of each kind that has only one; '' for the others. Used by the table builder and by error messages. */
export const KIND_TEXT: readonly string[] = (() => {
  const text: string[] = new Array(N_KINDS).fill('');
  for (const op of Object.keys(OPERATORS)) if (op !== '<>' && OPERATORS[op] !== OP) text[OPERATORS[op]] = op;
  KEYWORD_LIST.forEach((word, i) => { text[KEYWORD_BASE + i] = word; });
  return text;
})();

/** CPython's own limits. CPython: Parser/lexer/state.h */
export const MAXINDENT = 100, MAXLEVEL = 200, MAXFSTRINGLEVEL = 150, MAX_EXPR_NESTING = 3, TABSIZE = 8;
