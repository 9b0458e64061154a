import {tokenizeText} from '../../../vm/pegen';
import {BASE_KIND, COMMENT, DEDENT, ENDMARKER, FSTRING_END, FSTRING_MIDDLE, FSTRING_START, INDENT, NAME, NEWLINE, NL, NUMBER, STRING, TYPE_COMMENT} from '../../../vm/tokenizer-kinds';
import {checkNumber} from '../../../vm/tokenizer-number';
import {decodeUnicodeEscapes} from '../../../vm/string-parser';

const tokens = (text: string, options = {}) => tokenizeText(text, !/[^\x00-\x7f]/.test(text), options);
const kinds = (text: string, options = {}): number[] => { const t = tokens(text, options); return Array.from(t.kind.subarray(0, t.n), kind => BASE_KIND[kind]); };

test('columns are bytes, lines count from one', () => {
  const t = tokens('é = "ü€" + 𝐱\n');
  expect(Array.from(t.col_offset.subarray(0, 5))).toEqual([0, 3, 5, 13, 15]);
  expect(Array.from(t.end_col_offset.subarray(0, 5))).toEqual([2, 4, 12, 14, 19]);
  expect(t.error).toBeNull();
});

test('blank lines and comments make no tokens, dedents come before the next statement', () => {
  expect(kinds('if a:\n  b\n\n  # c\n# d\nc\n').filter(kind => kind >= NEWLINE && kind <= DEDENT)).toEqual([NEWLINE, INDENT, NEWLINE, DEDENT, NEWLINE]);
});

test('the stream for tokenize has comments and line ends', () => {
  expect(kinds('# a\n(b, # c\n)\n', {extraTokens: true})).toEqual([COMMENT, NL, 7, NAME, 12, COMMENT, NL, 8, NEWLINE, ENDMARKER]);
});

test('type comments', () => {
  const t = tokens('x = [] # type: list\ny # type: ignore[z]\n', {typeComments: true});
  expect(t.kind[4]).toBe(TYPE_COMMENT);
  expect(t.string(4)).toBe('list');
  expect(t.typeIgnores).toEqual([{lineno: 2, tag: '[z]'}]);
});

test('f-strings in their parts', () => {
  expect(kinds('f"a{{{b!r:>{c}}d}}"\n')).toEqual([FSTRING_START, FSTRING_MIDDLE, 25, NAME, 54, NAME, 11, FSTRING_MIDDLE, 25, NAME, 26, FSTRING_MIDDLE, 26, FSTRING_MIDDLE, FSTRING_END, NEWLINE, ENDMARKER]);
  expect(kinds("f'{f'{'x'}'}'\n").filter(kind => kind === FSTRING_START)).toHaveLength(2);
});

test('a single statement ends with its text', () => {
  expect(kinds('if a:\n  b', {single: true}).slice(-5)).toEqual([NAME, NEWLINE, DEDENT, NEWLINE, ENDMARKER]);
  expect(kinds('if a:\n  b', {single: true, dontImplyDedent: true}).slice(-3)).toEqual([NAME, NEWLINE, ENDMARKER]);
});

test('numbers', () => {
  expect(checkNumber('1if x', 0, false)).toMatchObject({end: 1, warning: 'invalid decimal literal', error: null});
  expect(checkNumber('0xfor x', 0, false)).toMatchObject({end: 3, warning: 'invalid hexadecimal literal'});
  expect(checkNumber('0b12', 0, false).error).toBe("invalid digit '2' in binary literal");
  expect(checkNumber('1__0', 0, false).error).toBe('invalid decimal literal');
  expect(checkNumber('0777', 0, true)).toMatchObject({end: 4, error: null});
  expect(kinds('1_0.5e-3j 0_0 .5\n').slice(0, 3)).toEqual([NUMBER, NUMBER, NUMBER]);
});

test('escapes keep a surrogate pair apart from the character it would make', () => {
  expect(decodeUnicodeEscapes('\\ud83d\\ude00', null).value).toBe('\ud83d\ude00');
  expect(decodeUnicodeEscapes('\\U0001f600', null).value).toEqual(Uint32Array.of(0x1f600));
  expect(decodeUnicodeEscapes('😀a', null).value).toEqual(Uint32Array.of(0x1f600, 97));
});

test('long texts do not exhaust the matcher', () => {
  expect(kinds('\n'.repeat(3000000) + 'x\n')).toEqual([NAME, NEWLINE, ENDMARKER]);
  expect(kinds(`'''${"a'\n".repeat(1000000)}'''\n`)).toEqual([STRING, NEWLINE, ENDMARKER]);
});
