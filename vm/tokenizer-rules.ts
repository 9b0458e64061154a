/**
 * The moo rules: what one token looks like. Everything that depends on what came before (indentation, brackets, the
 * mode inside f-strings, keywords) is decided in tokenizer.ts, which also explains the text no rule accepts.
 */
import * as moo from 'moo';

const WORD_OPS = [
  '**=', '//=', '>>=', '<<=', '...', '!=', '->', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '@=', '**', '//', '<<', '>>', '<=', '>=',
  '==', '<>', '+', '-', '*', '/', '%', '@', '&', '|', '^', '<', '>', '.', '=',
];
const TRIPLE_SINGLE = "'''(?:[^\\\\']|\\\\[^]|'(?!''))*'''", TRIPLE_DOUBLE = '"""(?:[^\\\\"]|\\\\[^]|"(?!""))*"""';
const ONE_SINGLE = "'(?:[^\\\\'\\n]|\\\\[^])*'", ONE_DOUBLE = '"(?:[^\\\\"\\n]|\\\\[^])*"';
const PREFIX = '(?:[rRuUbB]|[bB][rR]|[rR][bB])?';
const FPREFIX = '(?:[fF][rR]?|[rR][fF])';
const DIGITS = '[0-9](?:_?[0-9])*';
const NUMBER_SOURCE = `0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:${DIGITS})?\\.${DIGITS}|${DIGITS}\\.?)(?:[eE][+-]?${DIGITS})?[jJ]?`;

/** Rules common to plain code and to the expression part of an f-string. `place` says which of the three it is. */
function codeRules(place: 'main' | 'field' | 'nested', detailed: boolean): moo.Rules {
  const rules: moo.Rules = {};
  if (place === 'main') rules.op1 = [',', '(', ')', '[', ']', '{', '}', '~', ';', '$', '?', '`'];
  else {
    rules.op1 = place === 'field' ? [',', '~', ';', '$', '?', '`', ')', ']'] : [',', '~', ';', '$', '?', '`'];
    rules.open = {match: ['(', '[', '{'], push: 'nested'};
    if (place === 'field') rules.fclose = {match: '}', pop: 1};
    else rules.close = {match: [')', ']', '}'], pop: 1};
  }
  rules.ws = /[ \t\f]+/;
  if (detailed) {
    rules.comment = /#[^\r\n]*/;
    rules.nl = {match: /\r?\n/, lineBreaks: true};
  } else {
    // One token from the end of a line to the first line that holds something; the bound keeps the matcher off its stack limit.
    rules.nl = {match: /(?:#[^\n]*)?\n(?:[ \t\f]*(?:#[^\n]*)?\n){0,500}/, lineBreaks: true};
    rules.comment = /#[^\n]*/;
  }
  rules.fstart = new RegExp(`${FPREFIX}(?:'''|"""|'|")`);
  rules.string = {match: new RegExp(`${PREFIX}(?:${TRIPLE_SINGLE}|${TRIPLE_DOUBLE}|(?!'''|""")(?:${ONE_SINGLE}|${ONE_DOUBLE}))`), lineBreaks: true};
  rules.badstring = new RegExp(`${PREFIX}(?:'''|"""|'|")`);
  rules.name = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*/;
  rules.number = new RegExp(NUMBER_SOURCE);
  if (place === 'field') {
    rules.op = WORD_OPS;
    rules.fcolon = ':';
  } else rules.op = [...WORD_OPS, ':=', ':'];
  rules.bang = '!';
  rules.cont = {match: /\\\r?\n/, lineBreaks: true};
  rules.error = moo.error;
  return rules;
}

/**
 * The text of an f-string between its fields. `spec` is the part after the colon of a field: there no brace is doubled;
 * `spec2` is the rest of such a part after a field of its own, where `{{` is a brace again but `}}` is not.
 */
function textRules(quote: string, triple: boolean, raw: boolean, place: 'body' | 'spec' | 'spec2'): moo.Rules {
  const end = triple ? quote.repeat(3) : quote;
  const plain = `[^\\\\{}${quote}${triple ? '' : '\\n'}]` + (triple ? `|${quote}(?!${quote}${quote})` : '');
  const escape = raw ? '\\\\[^{}]|\\\\(?=[{}])' : '\\\\(?!N\\{)[^{}]|\\\\(?=[{}])';
  const pieces = `(?:${plain}|${escape})`;
  const ends = place === 'body' ? '\\{\\{|\\}\\}' : place === 'spec2' ? '\\{\\{' : '';
  // After \N{ the next closing brace belongs to the text and ends the token.
  const named = `\\\\N\\{(?:${plain}|${escape}|\\\\N\\{)*(?:\\}${place === 'spec' ? '' : '|\\{\\{'})?`;
  const tails = [ends, raw ? '' : named].filter(tail => tail !== '').join('|');
  return {
    fend: {match: end, pop: 1},
    fmid: {match: new RegExp(tails === '' ? `${pieces}+` : `${pieces}+(?:${tails})?|${tails}`), lineBreaks: true},
    fopen: {match: '{', push: 'field'},
    fclose: {match: '}', pop: 1},
    error: moo.error,
  };
}

/** The state for the text of an f-string with these quotes. */
export function textState(place: 'body' | 'spec' | 'spec2', quote: string, triple: boolean, raw: boolean): string {
  return place + (quote === '"' ? 'D' : 'S') + (triple ? '3' : '1') + (raw ? 'r' : '');
}

/**
 * Builds a lexer. `detailed` gives each comment and line end a token of its own, for type comments and for tokenize. Without
 * `fstrings` the many states for the text of f-strings are left out, which makes a lexer that is ready much sooner.
 */
export function makeLexer(detailed: boolean, fstrings: boolean): moo.Lexer {
  const states: {[name: string]: moo.Rules} = {main: codeRules('main', detailed)};
  if (fstrings) {
    states.field = codeRules('field', detailed);
    states.nested = codeRules('nested', detailed);
    for (const quote of ["'", '"']) for (const triple of [false, true]) for (const raw of [false, true]) for (const place of ['body', 'spec', 'spec2'] as const) {
      states[textState(place, quote, triple, raw)] = textRules(quote, triple, raw, place);
    }
  }
  return moo.states(states, 'main');
}

/** Whether a source can hold an f-string at all. */
export function mayHaveFStrings(text: string): boolean { return /[fF][rR]?['"]|[rR][fF]['"]/.test(text); }
