/** Actions for parameters, type parameters and what else a def or class header holds. CPython: Parser/action_helpers.c _PyPegen_make_arguments() */
import type {arg_ty, arguments_ty, expr_ty, keyword_ty, type_param_ty} from './generated/ast-nodes';
import {emptyArguments, span, splitArguments} from './action-expr';
import type {Parser} from './pegen-parser';

/** A parameter before its place in the list is known. */
interface Param { role: 'plain' | 'slash' | 'star' | 'vararg' | 'kwarg'; arg: arg_ty | null; value: expr_ty | null }

function argNode(p: Parser, name: number, annotation: expr_ty | null, last: number): arg_ty {
  const t = p.tokens;
  return {
    _type: 'arg', arg: p.identifier(name), annotation, type_comment: null,
    lineno: t.lineno[name], col_offset: t.col_offset[name], end_lineno: t.end_lineno[last], end_col_offset: t.end_col_offset[last],
  };
}
const make = (role: Param['role'], arg: arg_ty | null, value: expr_ty | null): Param => ({role, arg, value});
export function param(p: Parser, b: number): unknown { return make('plain', argNode(p, p.firstToken[b], null, p.firstToken[b]), null); }
export function param_annotation(p: Parser, b: number): unknown { return make('plain', argNode(p, p.firstToken[b], p.values[b + 2] as expr_ty, p.lastToken), null); }
export function param_default(p: Parser, b: number): unknown { return make('plain', argNode(p, p.firstToken[b], null, p.firstToken[b]), p.values[b + 2] as expr_ty); }
export function param_annotation_default(p: Parser, b: number): unknown {
  return make('plain', argNode(p, p.firstToken[b], p.values[b + 2] as expr_ty, p.firstToken[b + 3] - 1), p.values[b + 4] as expr_ty);
}
export function param_slash(): unknown { return make('slash', null, null); }
export function param_star(): unknown { return make('star', null, null); }
export function param_vararg(p: Parser, b: number, length: number): unknown {
  return make('vararg', argNode(p, p.firstToken[b + 1], length > 2 ? p.values[b + 3] as expr_ty : null, p.lastToken), null);
}
export function param_kwarg(p: Parser, b: number, length: number): unknown {
  return make('kwarg', argNode(p, p.firstToken[b + 1], length > 2 ? p.values[b + 3] as expr_ty : null, p.lastToken), null);
}
/** A type comment belongs to the parameter before it. */
function comment(p: Parser, params: readonly Param[], token: number): void {
  const last = params[params.length - 1];
  if (last.arg === null) p.failed = true;
  else last.arg.type_comment = p.comment(token);
}
export function append_param_comment(p: Parser, b: number): unknown {
  const params = p.values[b] as Param[];
  comment(p, params, p.firstToken[b + 2]);
  params.push(p.values[b + 3] as Param);
  return params;
}
export function make_arguments_comment(p: Parser, b: number): unknown {
  comment(p, p.values[b] as Param[], p.lastToken);
  return make_arguments(p, b);
}
/** Sorts the parameters by kind; refuses an order that Python does not have. */
export function make_arguments(p: Parser, b: number): unknown {
  const out: arguments_ty = emptyArguments();
  let stage: 'positional' | 'keyword' | 'done' = 'positional', slash = false;
  const params = p.values[b] as Param[];
  for (let i = 0; i < params.length; i++) {
    const {role, arg, value} = params[i];
    if (stage === 'done') { p.failed = true; return out; }
    switch (role) {
      case 'plain':
        if (stage === 'positional') {
          out.args.push(arg as arg_ty);
          if (value !== null) out.defaults.push(value);
          else if (out.defaults.length > 0) p.failed = true;
        } else {
          out.kwonlyargs.push(arg as arg_ty);
          out.kw_defaults.push(value);
        }
        break;
      case 'slash':
        if (stage !== 'positional' || slash || i === 0) p.failed = true;
        slash = true;
        out.posonlyargs = out.args;
        out.args = [];
        p.requires(8);
        break;
      case 'star':
        if (stage !== 'positional' || i + 1 >= params.length || params[i + 1].role !== 'plain') p.failed = true;
        stage = 'keyword';
        break;
      case 'vararg':
        if (stage !== 'positional') p.failed = true;
        out.vararg = arg;
        stage = 'keyword';
        break;
      case 'kwarg':
        out.kwarg = arg;
        stage = 'done';
        break;
      default: break;
    }
  }
  return out;
}

/** The name of a def or class with its type parameters. */
export interface DefName { name: string; typeParams: type_param_ty[] }
export function def_name(p: Parser, b: number, length: number): unknown {
  return {name: p.identifier(p.firstToken[b + 1]), typeParams: length > 2 ? p.values[b + 2] : []};
}
/** The header of a def. */
export interface DefHead { name: DefName; args: arguments_ty; returns: expr_ty | null }
export function def_params(p: Parser, b: number, length: number): unknown {
  return {name: p.values[b], args: length > 3 ? p.values[b + 2] : emptyArguments(), returns: null};
}
export function def_head(p: Parser, b: number, length: number): unknown {
  const head = p.values[b] as DefHead;
  if (length > 2) head.returns = p.values[b + 2] as expr_ty;
  return head;
}
/** The header of a class. */
export interface ClassHead { name: DefName; bases: expr_ty[]; keywords: keyword_ty[] }
export function class_head(p: Parser, b: number, length: number): unknown {
  const bases: expr_ty[] = [], keywords: keyword_ty[] = [];
  if (length === 5 && !splitArguments(p.values[b + 2] as (expr_ty | keyword_ty)[], bases, keywords)) p.failed = true;
  return {name: p.values[b], bases, keywords};
}

export function type_params(p: Parser, b: number): unknown { p.requires(12); return p.values[b + 1]; }
export function type_var(p: Parser, b: number, length: number): unknown {
  return {_type: 'TypeVar', name: p.identifier(p.firstToken[b]), bound: length > 1 ? p.values[b + 2] : null, default_value: null, ...span(p, b)};
}
export function type_var_tuple(p: Parser, b: number): unknown { return {_type: 'TypeVarTuple', name: p.identifier(p.lastToken), default_value: null, ...span(p, b)}; }
export function param_spec(p: Parser, b: number): unknown { return {_type: 'ParamSpec', name: p.identifier(p.lastToken), default_value: null, ...span(p, b)}; }
export function type_param_default(p: Parser, b: number): unknown {
  p.requires(13);
  const param = p.values[b] as type_param_ty, value = p.values[b + 2] as expr_ty;
  if (value._type === 'Starred' && param._type !== 'TypeVarTuple') p.failed = true;
  param.default_value = value;
  param.end_lineno = p.tokens.end_lineno[p.lastToken];
  param.end_col_offset = p.tokens.end_col_offset[p.lastToken];
  return param;
}
