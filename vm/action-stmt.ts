/** Actions for simple statements and for the headers of compound ones. CPython: the statement rules of Grammar/python.gram */
import type {alias_ty, expr_ty, operator_ty, stmt_ty, type_param_ty, withitem_ty, pattern_ty} from './generated/ast-nodes';
import {span} from './action-expr';
import {type Parser, setContext} from './pegen-parser';
import {NAME, TYPE_COMMENT} from './tokenizer-kinds';

export function expr_stmt(p: Parser, b: number): unknown { return {_type: 'Expr', value: p.values[b], ...span(p, b)}; }
/** An assignment in the making. */
interface Assignment { targets: expr_ty[]; value: expr_ty }
export function assignment(p: Parser, b: number): unknown {
  const target = p.values[b] as expr_ty;
  if (!setContext(target, 'Store')) p.failed = true;
  return {targets: [target], value: p.values[b + 2]};
}
export function assignment_more(p: Parser, b: number): unknown {
  const so_far = p.values[b] as Assignment;
  if (!setContext(so_far.value, 'Store')) p.failed = true;
  so_far.targets.push(so_far.value);
  so_far.value = p.values[b + 2] as expr_ty;
  return so_far;
}
export function assign_stmt(p: Parser, b: number): unknown {
  const {targets, value} = p.values[b] as Assignment, last = p.lastToken;
  return {_type: 'Assign', targets, value, type_comment: p.tokens.kind[last] === TYPE_COMMENT ? p.comment(last) : null, ...span(p, b)};
}
const AUGMENTED: Readonly<Record<string, operator_ty>> = {
  '+=': 'Add', '-=': 'Sub', '*=': 'Mult', '@=': 'MatMult', '/=': 'Div', '%=': 'Mod', '&=': 'BitAnd', '|=': 'BitOr', '^=': 'BitXor', '<<=': 'LShift', '>>=': 'RShift',
  '**=': 'Pow', '//=': 'FloorDiv',
};
const isSingleTarget = (node: expr_ty): boolean => node._type === 'Name' || node._type === 'Attribute' || node._type === 'Subscript';
export function aug_assign(p: Parser, b: number): unknown {
  const target = p.values[b] as expr_ty, op = AUGMENTED[p.tokens.string(p.firstToken[b + 1])];
  if (!isSingleTarget(target) || !setContext(target, 'Store')) p.failed = true;
  if (op === 'MatMult') p.requires(5);
  return {_type: 'AugAssign', target, op, value: p.values[b + 2], ...span(p, b)};
}
export function ann_assign(p: Parser, b: number, length: number): unknown {
  p.requires(6);
  const target = p.values[b] as expr_ty;
  if (!isSingleTarget(target) || !setContext(target, 'Store')) p.failed = true;
  const simple = target._type === 'Name' && p.tokens.kind[p.firstToken[b]] === NAME ? 1 : 0;
  return {_type: 'AnnAssign', target, annotation: p.values[b + 2], value: length > 3 ? p.values[b + 4] : null, simple, ...span(p, b)};
}
export function return_stmt(p: Parser, b: number, length: number): unknown { return {_type: 'Return', value: length > 1 ? p.values[b + 1] : null, ...span(p, b)}; }
export function raise_stmt(p: Parser, b: number, length: number): unknown {
  return {_type: 'Raise', exc: length > 1 ? p.values[b + 1] : null, cause: length > 2 ? p.values[b + 3] : null, ...span(p, b)};
}
export function pass_stmt(p: Parser, b: number): unknown { return {_type: 'Pass', ...span(p, b)}; }
export function break_stmt(p: Parser, b: number): unknown { return {_type: 'Break', ...span(p, b)}; }
export function continue_stmt(p: Parser, b: number): unknown { return {_type: 'Continue', ...span(p, b)}; }
export function names(p: Parser, b: number): unknown { return [p.identifier(p.firstToken[b])]; }
export function names_more(p: Parser, b: number): unknown { const list = p.values[b] as string[]; list.push(p.identifier(p.lastToken)); return list; }
export function global_stmt(p: Parser, b: number): unknown { return {_type: 'Global', names: p.values[b + 1], ...span(p, b)}; }
export function nonlocal_stmt(p: Parser, b: number): unknown { return {_type: 'Nonlocal', names: p.values[b + 1], ...span(p, b)}; }
export function del_stmt(p: Parser, b: number): unknown {
  const targets = p.values[b + 1] as expr_ty[];
  for (const target of targets) if (!setContext(target, 'Del')) p.failed = true;
  return {_type: 'Delete', targets, ...span(p, b)};
}
export function assert_stmt(p: Parser, b: number, length: number): unknown {
  return {_type: 'Assert', test: p.values[b + 1], msg: length > 2 ? p.values[b + 3] : null, ...span(p, b)};
}

export function dotted_name(p: Parser, b: number): unknown { return p.identifier(p.firstToken[b]); }
export function dotted_name_more(p: Parser, b: number): unknown { return (p.values[b] as string) + '.' + p.identifier(p.lastToken); }
export function alias(p: Parser, b: number, length: number): unknown {
  return {_type: 'alias', name: p.values[b], asname: length > 1 ? p.identifier(p.lastToken) : null, ...span(p, b)};
}
export function alias_name(p: Parser, b: number, length: number): unknown {
  return {_type: 'alias', name: p.identifier(p.firstToken[b]), asname: length > 1 ? p.identifier(p.lastToken) : null, ...span(p, b)};
}
export function import_stmt(p: Parser, b: number): unknown { return {_type: 'Import', names: p.values[b + 1], ...span(p, b)}; }
/** Where an import takes from. */
interface Origin { module: string | null; level: number }
export function dots(p: Parser, b: number): unknown { return p.tokens.end[p.lastToken] - p.tokens.start[p.firstToken[b]]; }
export function dots_more(p: Parser, b: number): unknown { return (p.values[b] as number) + p.tokens.end[p.lastToken] - p.tokens.start[p.lastToken]; }
export function import_from_name(p: Parser, b: number): unknown { return {module: p.values[b + 1], level: 0}; }
export function import_from_dots(p: Parser, b: number, length: number): unknown { return {module: length > 2 ? p.values[b + 2] : null, level: p.values[b + 1]}; }
function importFrom(p: Parser, b: number, names: alias_ty[]): unknown {
  const {module, level} = p.values[b] as Origin;
  if (module === '__future__' && level === 0) for (const item of names) if (item.name === 'barry_as_FLUFL') p.barryAsBdfl = true;
  return {_type: 'ImportFrom', module, names, level, ...span(p, b)};
}
export function import_star(p: Parser, b: number): unknown {
  const t = p.tokens, i = p.lastToken;
  return importFrom(p, b, [{_type: 'alias', name: '*', asname: null, lineno: t.lineno[i], col_offset: t.col_offset[i], end_lineno: t.end_lineno[i], end_col_offset: t.end_col_offset[i]}]);
}
export function import_from_stmt(p: Parser, b: number): unknown { return importFrom(p, b, p.values[b + 2] as alias_ty[]); }
export function import_from_stmt_paren(p: Parser, b: number): unknown { return importFrom(p, b, p.values[b + 3] as alias_ty[]); }
export function type_alias(p: Parser, b: number, length: number): unknown {
  p.requires(12);
  const t = p.tokens, i = p.firstToken[b + 1];
  const name: expr_ty = {_type: 'Name', id: p.identifier(i), ctx: 'Store', lineno: t.lineno[i], col_offset: t.col_offset[i], end_lineno: t.end_lineno[i], end_col_offset: t.end_col_offset[i]};
  const node: stmt_ty = {_type: 'TypeAlias', name, type_params: length > 4 ? p.values[b + 2] as type_param_ty[] : [], value: p.values[b + length - 1] as expr_ty, ...span(p, b)};
  return node;
}

// ---- headers ----
export interface ForHead { target: expr_ty; iter: expr_ty }
export function for_head(p: Parser, b: number): unknown { return {target: p.values[b + 1], iter: p.values[b + 3]}; }
export function with_item(p: Parser, b: number): unknown { return {_type: 'withitem', context_expr: p.values[b], optional_vars: null}; }
export function with_item_as(p: Parser, b: number): unknown {
  const item: withitem_ty = {_type: 'withitem', context_expr: p.values[b] as expr_ty, optional_vars: p.values[b + 2] as expr_ty};
  return item;
}
export interface ExceptHead { type: expr_ty | null; name: string | null; star: boolean }
export function except_head(p: Parser, b: number, length: number): unknown {
  return {type: length > 2 ? p.values[b + 1] : null, name: length > 3 ? p.identifier(p.firstToken[b + 3]) : null, star: false};
}
export function except_star_head(p: Parser, b: number, length: number): unknown {
  p.requires(11);
  return {type: p.values[b + 2], name: length > 4 ? p.identifier(p.firstToken[b + 4]) : null, star: true};
}
/** The subject of a match: one expression, or a tuple without parentheses that ends where its last token does. */
export function match_head(p: Parser, b: number): unknown {
  const items = p.values[b + 1] as expr_ty[];
  if (items.length === 1) {
    if (items[0]._type === 'Starred') p.failed = true;
    return items[0];
  }
  return subject(p, b, items);
}
export function match_head_tuple(p: Parser, b: number): unknown { return subject(p, b, p.values[b + 1] as expr_ty[]); }
function subject(p: Parser, b: number, elts: expr_ty[]): expr_ty {
  const t = p.tokens, first = p.firstToken[b + 1], last = p.lastToken - 1;
  return {_type: 'Tuple', elts, ctx: 'Load', lineno: t.lineno[first], col_offset: t.col_offset[first], end_lineno: t.end_lineno[last], end_col_offset: t.end_col_offset[last]};
}
export interface CaseHead { pattern: pattern_ty; guard: expr_ty | null }
export function case_head(p: Parser, b: number, length: number): unknown { return {pattern: p.values[b + 1], guard: length > 3 ? p.values[b + 3] : null}; }

// ---- inputs that are no statements ----
export function func_type(p: Parser, b: number, length: number): unknown {
  return {_type: 'FunctionType', argtypes: length > 4 ? p.values[b + 1] : [], returns: p.values[b + length - 1]};
}
export function type_expressions_one(p: Parser, b: number): unknown { const list = p.values[b] as expr_ty[]; list.push(p.values[b + 3] as expr_ty); return list; }
export function type_expressions_two(p: Parser, b: number): unknown { const list = p.values[b] as expr_ty[]; list.push(p.values[b + 3] as expr_ty, p.values[b + 6] as expr_ty); return list; }
export function type_expressions_star(p: Parser, b: number): unknown { return [p.values[b + 1]]; }
export function type_expressions_both(p: Parser, b: number): unknown { return [p.values[b + 1], p.values[b + 4]]; }
