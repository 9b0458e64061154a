/** Actions for expressions. CPython: Parser/action_helpers.c and the actions of Grammar/python.gram */
import type {comprehension_ty, expr_context_ty, expr_ty, keyword_ty, arguments_ty} from './generated/ast-nodes';
import type {PyConst} from './constants';
import {bitwiseOperand} from './action-operators';
import {type Parser, setContext} from './pegen-parser';
import {parseNumber} from './string-parser';
import {KW_FALSE, KW_NONE, KW_TRUE} from './tokenizer-kinds';

const NONE: PyConst = {kind: 'None'}, TRUE: PyConst = {kind: 'True'}, FALSE: PyConst = {kind: 'False'}, ELLIPSIS_CONST: PyConst = {kind: 'Ellipsis'};

/** Values that only pass between actions. */
interface Bounds { lower: expr_ty | null; upper: expr_ty | null }
interface DictItems { keys: (expr_ty | null)[]; values: expr_ty[] }

export function second(p: Parser, b: number): unknown { return p.values[b + 1]; }
export function third(p: Parser, b: number): unknown { return p.values[b + 2]; }
export function first(p: Parser, b: number): unknown { return p.values[b]; }
export function nothing(): unknown { return null; }
export function list(p: Parser, b: number): unknown { return [p.values[b]]; }
export function append(p: Parser, b: number): unknown { const items = p.values[b] as unknown[]; items.push(p.values[b + 2]); return items; }
export function append_clause(p: Parser, b: number): unknown { const items = p.values[b] as unknown[]; items.push(p.values[b + 1]); return items; }
export const append_string = append_clause;
export function pair(p: Parser, b: number): unknown { return [p.values[b], p.values[b + 2]]; }

export function name(p: Parser, b: number): unknown {
  const t = p.tokens, i = p.firstToken[b];
  return {_type: 'Name', id: p.identifier(i), ctx: 'Load', lineno: t.lineno[i], col_offset: t.col_offset[i], end_lineno: t.end_lineno[i], end_col_offset: t.end_col_offset[i]};
}
/** A Constant over the tokens of the rule. */
export function constantNode(p: Parser, b: number, value: PyConst): expr_ty {
  const t = p.tokens, s = p.firstToken[b], e = p.lastToken;
  return {_type: 'Constant', value, kind: null, lineno: t.lineno[s], col_offset: t.col_offset[s], end_lineno: t.end_lineno[e], end_col_offset: t.end_col_offset[e]};
}
/** The constant that a keyword or `...` denotes. */
export function keywordConstant(kind: number): PyConst { return kind === KW_NONE ? NONE : kind === KW_TRUE ? TRUE : kind === KW_FALSE ? FALSE : ELLIPSIS_CONST; }
export function constant(p: Parser, b: number): unknown { return constantNode(p, b, keywordConstant(p.tokens.kind[p.firstToken[b]])); }
export function number(p: Parser, b: number): unknown {
  const text = p.tokens.string(p.firstToken[b]);
  if (p.featureVersion < 6 && text.indexOf('_') >= 0) p.failed = true;
  if (p.intMaxStrDigits > 0 && text.length > p.intMaxStrDigits && tooManyDigits(text, p.intMaxStrDigits) > 0) { p.failed = true; return null; }
  return constantNode(p, b, parseNumber(text));
}
/** Number of digits of a decimal integer literal that has more than the limit; 0 for any other literal. */
export function tooManyDigits(text: string, limit: number): number {
  const digits = text.replace(/_/g, '');
  return /^[0-9]+$/.test(digits) && digits.length > limit ? digits.length : 0;
}
export function attribute(p: Parser, b: number): unknown {
  const t = p.tokens, s = p.firstToken[b], e = p.lastToken;
  return {
    _type: 'Attribute', value: p.values[b] as expr_ty, attr: p.identifier(e), ctx: 'Load',
    lineno: t.lineno[s], col_offset: t.col_offset[s], end_lineno: t.end_lineno[e], end_col_offset: t.end_col_offset[e],
  };
}
export function subscript(p: Parser, b: number): unknown {
  const t = p.tokens, s = p.firstToken[b], e = p.lastToken;
  return {
    _type: 'Subscript', value: p.values[b] as expr_ty, slice: p.values[b + 2] as expr_ty, ctx: 'Load',
    lineno: t.lineno[s], col_offset: t.col_offset[s], end_lineno: t.end_lineno[e], end_col_offset: t.end_col_offset[e],
  };
}

/** Splits arguments into positional and keyword ones. False where one stands where it may not. */
export function splitArguments(items: readonly (expr_ty | keyword_ty)[], args: expr_ty[], keywords: keyword_ty[]): boolean {
  let unpacked = false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item._type === 'keyword') {
      if (item.arg === null) unpacked = true;
      keywords.push(item);
    } else {
      if (unpacked || (keywords.length > 0 && item._type !== 'Starred')) return false;
      args.push(item);
    }
  }
  return true;
}
function callNode(p: Parser, b: number, args: expr_ty[], keywords: keyword_ty[]): expr_ty {
  const t = p.tokens, s = p.firstToken[b], e = p.lastToken;
  return {
    _type: 'Call', func: p.values[b] as expr_ty, args, keywords,
    lineno: t.lineno[s], col_offset: t.col_offset[s], end_lineno: t.end_lineno[e], end_col_offset: t.end_col_offset[e],
  };
}
export function call_empty(p: Parser, b: number): unknown { return callNode(p, b, [], []); }
export function call(p: Parser, b: number): unknown {
  const args: expr_ty[] = [], keywords: keyword_ty[] = [];
  if (!splitArguments(p.values[b + 2] as (expr_ty | keyword_ty)[], args, keywords)) p.failed = true;
  return callNode(p, b, args, keywords);
}
export function call_genexp(p: Parser, b: number): unknown {
  const node: expr_ty = {_type: 'GeneratorExp', elt: p.values[b + 2] as expr_ty, generators: p.values[b + 3] as comprehension_ty[], ...span(p, b + 1)};
  return callNode(p, b, [node], []);
}
export function keyword(p: Parser, b: number): unknown {
  return {_type: 'keyword', arg: p.identifier(p.firstToken[b]), value: p.values[b + 2], ...span(p, b)};
}
export function keyword_unpack(p: Parser, b: number): unknown { return {_type: 'keyword', arg: null, value: p.values[b + 1], ...span(p, b)}; }
export function starred(p: Parser, b: number): unknown { return starredNode(p, b, p.values[b + 1] as expr_ty, 'Load'); }
export function starred_bitwise(p: Parser, b: number): unknown { return starredNode(p, b, bitwiseOperand(p, b + 1), 'Load'); }
function starredNode(p: Parser, b: number, value: expr_ty, ctx: expr_context_ty): expr_ty { return {_type: 'Starred', value, ctx, ...span(p, b)}; }

/** The extent of a rule, or of the part of it that begins at `b`. */
export function span(p: Parser, b: number): {lineno: number; col_offset: number; end_lineno: number; end_col_offset: number} {
  const t = p.tokens, s = p.firstToken[b], e = p.lastToken;
  return {lineno: t.lineno[s], col_offset: t.col_offset[s], end_lineno: t.end_lineno[e], end_col_offset: t.end_col_offset[e]};
}

export function if_exp(p: Parser, b: number): unknown {
  return {_type: 'IfExp', test: p.values[b + 2], body: p.values[b], orelse: p.values[b + 4], ...span(p, b)};
}
export function named_expr(p: Parser, b: number): unknown {
  p.requires(8);
  const t = p.tokens, i = p.firstToken[b];
  const target = {_type: 'Name', id: p.identifier(i), ctx: 'Store', lineno: t.lineno[i], col_offset: t.col_offset[i], end_lineno: t.end_lineno[i], end_col_offset: t.end_col_offset[i]};
  return {_type: 'NamedExpr', target, value: p.values[b + 2], ...span(p, b)};
}
export function lambda_plain(p: Parser, b: number): unknown { return {_type: 'Lambda', args: emptyArguments(), body: p.values[b + 2], ...span(p, b)}; }
export function lambda(p: Parser, b: number): unknown { return {_type: 'Lambda', args: p.values[b + 1], body: p.values[b + 3], ...span(p, b)}; }
/** The parameters of a function that has none. */
export function emptyArguments(): arguments_ty {
  return {_type: 'arguments', posonlyargs: [], args: [], vararg: null, kwonlyargs: [], kw_defaults: [], kwarg: null, defaults: []};
}
export function yield_expr(p: Parser, b: number, length: number): unknown { return {_type: 'Yield', value: length > 1 ? p.values[b + 1] : null, ...span(p, b)}; }
export function yield_from(p: Parser, b: number): unknown { return {_type: 'YieldFrom', value: p.values[b + 2], ...span(p, b)}; }

function tupleNode(p: Parser, b: number, elts: expr_ty[], ctx: expr_context_ty): expr_ty { return {_type: 'Tuple', elts, ctx, ...span(p, b)}; }
export function tuple_one(p: Parser, b: number): unknown { return tupleNode(p, b, [p.values[b] as expr_ty], 'Load'); }
export function tuple_open(p: Parser, b: number): unknown { return tupleNode(p, b, p.values[b] as expr_ty[], 'Load'); }
export function tuple_one_store(p: Parser, b: number): unknown { return tupleNode(p, b, [p.values[b] as expr_ty], 'Store'); }
export function tuple_open_store(p: Parser, b: number): unknown { return tupleNode(p, b, p.values[b] as expr_ty[], 'Store'); }
export function tuple_empty(p: Parser, b: number): unknown { return tupleNode(p, b, [], 'Load'); }
export function tuple_paren_one(p: Parser, b: number): unknown { return tupleNode(p, b, [p.values[b + 1] as expr_ty], 'Load'); }
export function tuple_paren(p: Parser, b: number): unknown { return tupleNode(p, b, p.values[b + 1] as expr_ty[], 'Load'); }
export function group(p: Parser, b: number): unknown {
  const node = p.values[b + 1] as expr_ty;
  if (node._type === 'Starred') p.failed = true;
  return node;
}
export function genexp(p: Parser, b: number): unknown { return {_type: 'GeneratorExp', elt: p.values[b + 1], generators: p.values[b + 2], ...span(p, b)}; }
export function listcomp(p: Parser, b: number): unknown { return {_type: 'ListComp', elt: p.values[b + 1], generators: p.values[b + 2], ...span(p, b)}; }
export function setcomp(p: Parser, b: number): unknown { return {_type: 'SetComp', elt: p.values[b + 1], generators: p.values[b + 2], ...span(p, b)}; }
export function dictcomp(p: Parser, b: number): unknown { return {_type: 'DictComp', key: p.values[b + 1], value: p.values[b + 3], generators: p.values[b + 4], ...span(p, b)}; }
export function list_display(p: Parser, b: number, length: number): unknown { return {_type: 'List', elts: length > 2 ? p.values[b + 1] : [], ctx: 'Load', ...span(p, b)}; }
export function set_display(p: Parser, b: number): unknown { return {_type: 'Set', elts: p.values[b + 1], ...span(p, b)}; }
export function dict_empty(p: Parser, b: number): unknown { return {_type: 'Dict', keys: [], values: [], ...span(p, b)}; }
export function dict_display(p: Parser, b: number): unknown {
  const items = p.values[b + 1] as DictItems;
  return {_type: 'Dict', keys: items.keys, values: items.values, ...span(p, b)};
}
export function dict_first(p: Parser, b: number): unknown {
  const item = p.values[b] as [expr_ty | null, expr_ty];
  return {keys: [item[0]], values: [item[1]]};
}
export function dict_more(p: Parser, b: number): unknown {
  const items = p.values[b] as DictItems, item = p.values[b + 2] as [expr_ty | null, expr_ty];
  items.keys.push(item[0]);
  items.values.push(item[1]);
  return items;
}
export const kvpair = pair;
export function double_starred(p: Parser, b: number): unknown { return [null, bitwiseOperand(p, b + 1)]; }

export function store_target(p: Parser, b: number): unknown {
  const node = p.values[b] as expr_ty;
  if (!setContext(node, 'Store')) p.failed = true;
  return node;
}
export function starred_target(p: Parser, b: number): unknown {
  const node = p.values[b + 1] as expr_ty;
  if (!setContext(node, 'Store')) p.failed = true;
  return starredNode(p, b, node, 'Store');
}
export function comprehension(p: Parser, b: number): unknown { return {_type: 'comprehension', target: p.values[b + 1], iter: p.values[b + 3], ifs: [], is_async: 0}; }
export function comprehension_async(p: Parser, b: number): unknown {
  p.requires(6);
  return {_type: 'comprehension', target: p.values[b + 2], iter: p.values[b + 4], ifs: [], is_async: 1};
}
export function comprehension_if(p: Parser, b: number): unknown { const c = p.values[b] as comprehension_ty; c.ifs.push(p.values[b + 2] as expr_ty); return c; }

export function slices_one(p: Parser, b: number): unknown {
  const node = p.values[b] as expr_ty;
  return node._type === 'Starred' ? tupleNode(p, b, [node], 'Load') : node;
}
export function slice(p: Parser, b: number, length: number): unknown {
  const bounds = p.values[b] as Bounds;
  return {_type: 'Slice', lower: bounds.lower, upper: bounds.upper, step: length > 2 ? p.values[b + 2] : null, ...span(p, b)};
}
export function bounds(): unknown { return {lower: null, upper: null}; }
export function bounds_lower(p: Parser, b: number): unknown { return {lower: p.values[b], upper: null}; }
export function bounds_upper(p: Parser, b: number): unknown { return {lower: null, upper: p.values[b + 1]}; }
export function bounds_both(p: Parser, b: number): unknown { return {lower: p.values[b], upper: p.values[b + 2]}; }
