import {OP} from '../../../../import/builtin/_sre-chars';
import {SreState} from '../../../../import/builtin/_sre-search';
import type {Subject} from '../../../../import/builtin/_sre-subject';

/** Span and groups of the first match, as code and expected results that CPython 3.13 gave for the pattern in the test's name. */
function search(code: readonly number[], groups: number, subject: Subject): number[] | null {
  const state = new SreState(Int32Array.from(code), groups, subject, 0, subject.length);
  const status = state.search(0);
  return status === 0 ? null : [state.start, state.ptr, ...state.marks.slice(0, state.lastmark + 1)];
}
const a = 97, b = 98;

describe('the matcher', () => {
  test('a*b backtracks over one-character repeats', () => {
    const code = [OP.REPEAT_ONE, 6, 0, -1, OP.LITERAL, a, OP.SUCCESS, OP.LITERAL, b, OP.SUCCESS];
    expect(search(code, 0, 'xaaab')).toEqual([1, 5]);
    expect(search(code, 0, Uint8Array.of(a, a, b))).toEqual([0, 3]);
    expect(search(code, 0, 'aaa')).toBeNull();
  });
  test('a*+a never gives back', () => {
    expect(search([OP.POSSESSIVE_REPEAT_ONE, 6, 0, -1, OP.LITERAL, a, OP.SUCCESS, OP.LITERAL, a, OP.SUCCESS], 0, 'aaa')).toBeNull();
  });
  test('(a)|(b) leaves the other group unset', () => {
    const code = [OP.BRANCH, 9, OP.MARK, 0, OP.LITERAL, a, OP.MARK, 1, OP.JUMP, 11, 9, OP.MARK, 2, OP.LITERAL, b, OP.MARK, 3, OP.JUMP, 2, 0, OP.SUCCESS];
    expect(search(code, 2, 'b')).toEqual([0, 1, -1, -1, 0, 1]);
  });
  test('characters beyond U+FFFF are one item', () => {
    expect(search([OP.ANY, OP.LITERAL, b, OP.SUCCESS], 0, Uint32Array.of(0x1f600, b))).toEqual([0, 2]);
  });
});
