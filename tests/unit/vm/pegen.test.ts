import * as fs from 'fs';
import * as path from 'path';
import {type ParseMode, type ParseResult, type ParserFlags, _PyPegen_run_parser_from_string} from '../../../vm/pegen';
import {dump} from './pegen-dump';

interface Case { mode: ParseMode; flags: number; source: string; result: string | unknown[]; warnings: unknown[] }
const CASES = JSON.parse(fs.readFileSync(path.join(__dirname, 'data/pegen.json'), 'utf8')) as Case[];
const NAMES: Readonly<Record<string, number>> = {'DIGIT ONE': 0x31};
const parse = (source: string | Uint8Array, mode: ParseMode, flags: ParserFlags = {}): ParseResult => _PyPegen_run_parser_from_string(source, '<test>', mode, flags);
function outcome(r: ParseResult): unknown {
  if (r.error === null) return r.mod === null ? r.memoryError : dump(r.mod);
  const e = r.error;
  return [e.type, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text];
}

describe('against what CPython 3.13.5 made of the same sources', () => {
  test.each(CASES.map(c => [c.mode, c.flags, c.source, c] as const))('%s %d %j', (mode, flags, source, c) => {
    const r = parse(source, mode, {
      typeComments: (flags & 0x1000) !== 0, dontImplyDedent: (flags & 0x200) !== 0, allowIncompleteInput: (flags & 0x4000) !== 0, lookupName: name => NAMES[name] ?? -1,
    });
    expect(outcome(r)).toEqual(c.result);
    expect(r.warnings.map(w => [w.category, w.msg, w.lineno])).toEqual(c.warnings);
  });
});

describe('bytes', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0));
  test('a cookie names the encoding', () => {
    expect(outcome(parse(bytes('# coding: latin-1\n"\xe9"'), 'exec'))).toBe('Module([Expr(Constant(s"\\u00e9",None)@2,0,2,4)@2,0,2,4;],[])');
  });
  test('a byte that is not UTF-8 matters only in a token', () => {
    expect(parse(bytes('# \xff\n'), 'exec').error).toBeNull();
    expect(parse(bytes('x\xff = 1'), 'exec').error?.msg).toBe("(unicode error) 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
  });
  test('a cookie that contradicts the byte order mark', () => {
    expect(parse(bytes('\xef\xbb\xbf# coding: latin-1\n'), 'exec').error?.msg).toBe('encoding problem: iso-8859-1 with BOM');
  });
  test('an encoding nobody knows', () => { expect(parse(bytes('# coding: foo\n'), 'exec').error?.msg).toBe('unknown encoding: foo'); });
});

describe('depth', () => {
  const tooDeep = 'Parser stack overflowed - Python source too complex to parse';
  test.each([['-', 5968], ['not ', 5968], ['lambda:', 2984], ['x if y else ', 5968]])('%s', (piece, limit) => {
    expect(parse(piece.repeat(limit) + '1', 'eval').mod).not.toBeNull();
    expect(parse(piece.repeat(limit + 40) + '1', 'eval').memoryError).toBe(tooDeep);
  });
  test('long chains are not deep', () => {
    expect(parse('a' + '.b'.repeat(50000), 'eval').mod).not.toBeNull();
    expect(parse('1' + '+1'.repeat(50000), 'eval').mod).not.toBeNull();
  });
  test('brackets', () => {
    expect(parse('('.repeat(200) + ')'.repeat(200), 'eval').mod).not.toBeNull();
    expect(parse('('.repeat(201), 'eval').error?.msg).toBe('too many nested parentheses');
  });
});

test('syntax newer than the version asked for', () => {
  expect(parse('x = (y := 1)', 'exec', {featureVersion: 7}).error?.msg).toBe('Assignment expressions are only supported in Python 3.8 and greater');
  expect(parse('match x:\n case 1: pass', 'exec', {featureVersion: 9}).error?.msg).toBe('Pattern matching is only supported in Python 3.10 and greater');
});
