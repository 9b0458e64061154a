/** Actions for match patterns. CPython: the pattern rules of Grammar/python.gram */
import type {expr_ty, pattern_ty} from './generated/ast-nodes';
import {constantNode, keywordConstant, number, span} from './action-expr';
import type {Parser} from './pegen-parser';

/** An argument of a class pattern by keyword, and an entry of a mapping pattern. */
interface KeywordPattern { keyword: string; pattern: pattern_ty }
interface MappingItem { key: expr_ty | null; pattern: pattern_ty | null; rest: string | null }
/** Alternatives that are being collected. */
class Alternatives { constructor(readonly patterns: pattern_ty[]) {} }

export function match_value(p: Parser, b: number): unknown { return {_type: 'MatchValue', value: p.values[b], ...span(p, b)}; }
export function match_singleton(p: Parser, b: number): unknown { return {_type: 'MatchSingleton', value: keywordConstant(p.tokens.kind[p.firstToken[b]]), ...span(p, b)}; }
export function constant_key(p: Parser, b: number): unknown { return constantNode(p, b, keywordConstant(p.tokens.kind[p.firstToken[b]])); }
export function negative_number(p: Parser, b: number): unknown { return {_type: 'UnaryOp', op: 'USub', operand: numberAt(p, b + 1), ...span(p, b)}; }
function numberAt(p: Parser, b: number): expr_ty { return number(p, b) as expr_ty; }
export function complex_number(p: Parser, b: number): unknown {
  const left = p.values[b] as expr_ty, right = numberAt(p, b + 2);
  const real = left._type === 'UnaryOp' ? left.operand : left;
  if (real._type !== 'Constant' || real.value.kind === 'complex' || right._type !== 'Constant' || right.value.kind !== 'complex') p.failed = true;
  return {_type: 'BinOp', left, op: p.tokens.string(p.firstToken[b + 1]) === '+' ? 'Add' : 'Sub', right, ...span(p, b)};
}
/** A bare name captures, `_` matches anything, a dotted name is a value. */
export function capture_or_value(p: Parser, b: number): unknown {
  const node = p.values[b] as expr_ty;
  if (node._type === 'Name') return {_type: 'MatchAs', pattern: null, name: p.tokens.string(p.firstToken[b]) === '_' ? null : node.id, ...span(p, b)};
  return {_type: 'MatchValue', value: node, ...span(p, b)};
}
export function match_star(p: Parser, b: number): unknown {
  const wildcard = p.tokens.string(p.lastToken) === '_';
  return {_type: 'MatchStar', name: wildcard ? null : p.identifier(p.lastToken), ...span(p, b)};
}
export function or_more(p: Parser, b: number): unknown {
  const left = p.values[b];
  if (left instanceof Alternatives) { left.patterns.push(p.values[b + 2] as pattern_ty); return left; }
  return new Alternatives([left as pattern_ty, p.values[b + 2] as pattern_ty]);
}
function alternatives(p: Parser, b: number, last: number): pattern_ty {
  const value = p.values[b];
  if (!(value instanceof Alternatives)) return value as pattern_ty;
  const t = p.tokens, first = p.firstToken[b];
  return {_type: 'MatchOr', patterns: value.patterns, lineno: t.lineno[first], col_offset: t.col_offset[first], end_lineno: t.end_lineno[last], end_col_offset: t.end_col_offset[last]};
}
export function or_pattern(p: Parser, b: number): unknown { return alternatives(p, b, p.lastToken); }
export function as_pattern(p: Parser, b: number): unknown {
  if (p.tokens.string(p.lastToken) === '_') p.failed = true;
  return {_type: 'MatchAs', pattern: alternatives(p, b, p.firstToken[b + 1] - 1), name: p.identifier(p.lastToken), ...span(p, b)};
}
function sequence(p: Parser, b: number, patterns: pattern_ty[]): pattern_ty { return {_type: 'MatchSequence', patterns, ...span(p, b)}; }
export function open_sequence(p: Parser, b: number): unknown { return sequence(p, b, p.values[b] as pattern_ty[]); }
export function open_sequence_one(p: Parser, b: number): unknown { return sequence(p, b, [p.values[b] as pattern_ty]); }
export function sequence_empty(p: Parser, b: number): unknown { return sequence(p, b, []); }
export function sequence_one(p: Parser, b: number): unknown { return sequence(p, b, [p.values[b + 1] as pattern_ty]); }
export function sequence_pattern(p: Parser, b: number): unknown { return sequence(p, b, p.values[b + 1] as pattern_ty[]); }

export function keyword_pattern(p: Parser, b: number): unknown { return {keyword: p.identifier(p.firstToken[b]), pattern: p.values[b + 2]}; }
export function class_pattern(p: Parser, b: number, length: number): unknown {
  const patterns: pattern_ty[] = [], kwd_attrs: string[] = [], kwd_patterns: pattern_ty[] = [];
  if (length > 3) {
    for (const item of p.values[b + 2] as (pattern_ty | KeywordPattern)[]) {
      if ('keyword' in item) {
        kwd_attrs.push(item.keyword);
        kwd_patterns.push(item.pattern);
      } else {
        if (kwd_attrs.length > 0) p.failed = true;
        patterns.push(item);
      }
    }
  }
  return {_type: 'MatchClass', cls: p.values[b], patterns, kwd_attrs, kwd_patterns, ...span(p, b)};
}
export function key_value_pattern(p: Parser, b: number): unknown { return {key: p.values[b], pattern: p.values[b + 2], rest: null}; }
export function double_star_pattern(p: Parser, _b: number): unknown {
  if (p.tokens.string(p.lastToken) === '_') p.failed = true;
  return {key: null, pattern: null, rest: p.identifier(p.lastToken)};
}
export function mapping_pattern(p: Parser, b: number, length: number): unknown {
  const keys: expr_ty[] = [], patterns: pattern_ty[] = [];
  let rest: string | null = null;
  if (length > 2) {
    for (const item of p.values[b + 1] as MappingItem[]) {
      if (rest !== null) p.failed = true;
      if (item.rest !== null) rest = item.rest;
      else {
        keys.push(item.key as expr_ty);
        patterns.push(item.pattern as pattern_ty);
      }
    }
  }
  return {_type: 'MatchMapping', keys, patterns, rest, ...span(p, b)};
}
