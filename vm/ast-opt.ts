/**
 * Constant folding on the AST. Nodes are changed in place where possible; a folded expression is a new node, which the parent takes over.
 * CPython: Python/ast_opt.c
 *
 * Chains that lean to the left are walked in a loop, see vm/symtable-build.ts.
 */
import type {PyConst, PyText} from './constants';
import type {BinOp, Compare, Constant, FormattedValue, Location, Subscript, UnaryOp, arguments_ty, expr_ty, mod_ty, pattern_ty, stmt_ty, type_param_ty} from './generated/ast-nodes';
import {constBool, constFrozenset, foldBinary, foldSubscript, foldUnary} from './ast-opt-arith';
import {type CompileReport, RECURSION_MESSAGE, type RecursionLimits} from './compile-errors';
import {textAt, textSlice} from '../runtime/text';
import {CO_FUTURE_ANNOTATIONS, hasDocString} from './future';

/** CPython: _PyASTOptimizeState */
interface OptimizeState {
  readonly optimize: number;
  readonly foldsAnnotations: boolean;
  readonly report: CompileReport;
  readonly limits: RecursionLimits;
  recursion_depth: number;
  native_depth: number;
}

/** Folds constants in a module; the only error is a RecursionError in the report. CPython: _PyAST_Optimize() */
export function _PyAST_Optimize(mod: mod_ty, optimize: number, ff_features: number, report: CompileReport, limits: RecursionLimits): void {
  const state: OptimizeState = {optimize, foldsAnnotations: (ff_features & CO_FUTURE_ANNOTATIONS) === 0, report, limits, recursion_depth: 0, native_depth: 0};
  if (mod._type === 'Module') astfold_body(state, mod.body);
  else if (mod._type === 'Interactive') foldStmts(state, mod.body);
  else if (mod._type === 'Expression') mod.body = astfold_expr(state, mod.body);
}

const constantAt = (value: PyConst, at: Location): Constant => ({
  _type: 'Constant', value, kind: null, lineno: at.lineno, col_offset: at.col_offset, end_lineno: at.end_lineno, end_col_offset: at.end_col_offset,
});
const NOWHERE: Location = {lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1};

function foldExprs(state: OptimizeState, exprs: (expr_ty | null)[]): void {
  for (let i = 0; i < exprs.length; i++) {
    const e = exprs[i];
    if (e !== null && e._type !== 'Constant') exprs[i] = astfold_expr(state, e);
  }
}

function foldStmts(state: OptimizeState, stmts: stmt_ty[]): void {
  for (let i = 0; i < stmts.length; i++) astfold_stmt(state, stmts[i]);
}

function astfold_body(state: OptimizeState, stmts: stmt_ty[]): void {
  const hadDocString = hasDocString(stmts);
  foldStmts(state, stmts);
  if (hadDocString || !hasDocString(stmts)) return;
  // Folding must not make a docstring of an expression: it becomes an f-string without fields.
  const first = stmts[0] as Extract<stmt_ty, {_type: 'Expr'}>;
  first.value = {
    _type: 'JoinedStr', values: [first.value], lineno: first.lineno, col_offset: first.col_offset, end_lineno: first.end_lineno, end_col_offset: first.end_col_offset,
  };
}

/** Folds an expression and returns what takes its place. CPython: astfold_expr() */
function astfold_expr(state: OptimizeState, top: expr_ty): expr_ty {
  if (state.report.failed) return top;
  let e = top;
  let spine: expr_ty[] | null = null;
  let result: expr_ty;
  for (;;) {
    if (++state.recursion_depth > state.limits.logical) {
      state.report.raise('RecursionError', RECURSION_MESSAGE);
      return top;
    }
    let next: expr_ty;
    result = e;
    switch (e._type) {
      case 'Constant': next = e; break;
      case 'Name': next = e; if (e.id === '__debug__' && e.ctx === 'Load') result = constantAt(constBool(state.optimize === 0), e); break;
      case 'BinOp': next = e.left; break;
      case 'Call': next = e.func; break;
      case 'Attribute': case 'Subscript': case 'Starred': next = e.value; break;
      default:
        next = e;
        if (++state.native_depth > state.limits.native) {
          state.report.raise('RecursionError', RECURSION_MESSAGE);
          return top;
        }
        result = foldNested(state, e);
        state.native_depth--;
    }
    if (next === e) break;
    if (spine === null) spine = [];
    spine.push(e);
    e = next;
  }
  state.recursion_depth--;
  if (spine === null) return result;
  if (++state.native_depth > state.limits.native) {
    state.report.raise('RecursionError', RECURSION_MESSAGE);
    return top;
  }
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i];
    switch (node._type) {
      case 'BinOp':
        node.left = result;
        node.right = astfold_expr(state, node.right);
        result = fold_binop(node);
        break;
      case 'Call':
        node.func = result;
        foldExprs(state, node.args);
        for (let j = 0; j < node.keywords.length; j++) node.keywords[j].value = astfold_expr(state, node.keywords[j].value);
        result = node;
        break;
      case 'Attribute': case 'Starred':
        node.value = result;
        result = node;
        break;
      case 'Subscript':
        node.value = result;
        node.slice = astfold_expr(state, node.slice);
        result = fold_subscr(node);
        break;
    }
    if (state.report.failed) return top;
    state.recursion_depth--;
  }
  state.native_depth--;
  return result;
}

function foldNested(state: OptimizeState, e: expr_ty): expr_ty {
  switch (e._type) {
    case 'BoolOp': case 'JoinedStr': foldExprs(state, e.values); break;
    case 'UnaryOp': e.operand = astfold_expr(state, e.operand); return fold_unaryop(state, e);
    case 'Lambda': astfold_arguments(state, e.args); e.body = astfold_expr(state, e.body); break;
    case 'IfExp':
      e.test = astfold_expr(state, e.test);
      e.body = astfold_expr(state, e.body);
      e.orelse = astfold_expr(state, e.orelse);
      break;
    case 'Dict': foldExprs(state, e.keys); foldExprs(state, e.values); break;
    case 'Set': case 'List': foldExprs(state, e.elts); break;
    case 'Tuple': {
      foldExprs(state, e.elts);
      const folded = e.ctx === 'Load' ? make_const_tuple(e.elts) : null;
      return folded === null ? e : constantAt(folded, e);
    }
    case 'ListComp': case 'SetComp': case 'GeneratorExp': e.elt = astfold_expr(state, e.elt); foldComprehensions(state, e.generators); break;
    case 'DictComp': e.key = astfold_expr(state, e.key); e.value = astfold_expr(state, e.value); foldComprehensions(state, e.generators); break;
    case 'Await': case 'YieldFrom': case 'NamedExpr': e.value = astfold_expr(state, e.value); break;
    case 'Yield': if (e.value !== null) e.value = astfold_expr(state, e.value); break;
    case 'Compare': e.left = astfold_expr(state, e.left); foldExprs(state, e.comparators); fold_compare(e); break;
    case 'FormattedValue':
      e.value = astfold_expr(state, e.value);
      if (e.format_spec !== null) e.format_spec = astfold_expr(state, e.format_spec);
      break;
    case 'Slice':
      if (e.lower !== null) e.lower = astfold_expr(state, e.lower);
      if (e.upper !== null) e.upper = astfold_expr(state, e.upper);
      if (e.step !== null) e.step = astfold_expr(state, e.step);
      break;
  }
  return e;
}

const INVERT_BOOL_WARNING = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the " +
  "underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want " +
  'the bitwise inversion of the underlying int.';

function fold_unaryop(state: OptimizeState, e: UnaryOp): expr_ty {
  const operand = e.operand;
  if (operand._type !== 'Constant') {
    // `not a is b` is `a is not b`; other comparisons may be overloaded so that this would not hold.
    if (e.op !== 'Not' || operand._type !== 'Compare' || operand.ops.length !== 1) return e;
    switch (operand.ops[0]) {
      case 'Is': operand.ops[0] = 'IsNot'; break;
      case 'IsNot': operand.ops[0] = 'Is'; break;
      case 'In': operand.ops[0] = 'NotIn'; break;
      case 'NotIn': operand.ops[0] = 'In'; break;
      default: return e;
    }
    return operand;
  }
  if (e.op === 'Invert' && (operand.value.kind === 'True' || operand.value.kind === 'False')) state.report.warn('DeprecationWarning', INVERT_BOOL_WARNING, NOWHERE);
  const folded = foldUnary(e.op, operand.value);
  return folded === null ? e : constantAt(folded, e);
}

function fold_binop(e: BinOp): expr_ty {
  const {left, right} = e;
  if (left._type !== 'Constant') return e;
  if (e.op === 'Mod' && right._type === 'Tuple' && left.value.kind === 'str' && !hasStarred(right.elts)) return optimize_format(e, left.value.value, right.elts);
  if (right._type !== 'Constant') return e;
  const folded = foldBinary(e.op, left.value, right.value);
  return folded === null ? e : constantAt(folded, e);
}

function fold_subscr(e: Subscript): expr_ty {
  if (e.ctx !== 'Load' || e.value._type !== 'Constant' || e.slice._type !== 'Constant') return e;
  const folded = foldSubscript(e.value.value, e.slice.value);
  return folded === null ? e : constantAt(folded, e);
}

function hasStarred(elts: readonly expr_ty[]): boolean {
  for (let i = 0; i < elts.length; i++) if (elts[i]._type === 'Starred') return true;
  return false;
}

function make_const_tuple(elts: readonly expr_ty[]): PyConst | null {
  for (let i = 0; i < elts.length; i++) if (elts[i]._type !== 'Constant') return null;
  return {kind: 'tuple', items: elts.map(elt => (elt as Constant).value)};
}

/** A list or set display that is only iterated or searched may as well be a tuple or frozenset. CPython: fold_iter() */
function fold_iter(e: expr_ty): expr_ty {
  if (e._type === 'List') {
    if (hasStarred(e.elts)) return e;
    const folded = make_const_tuple(e.elts);
    if (folded !== null) return constantAt(folded, e);
    return {_type: 'Tuple', elts: e.elts, ctx: e.ctx, lineno: e.lineno, col_offset: e.col_offset, end_lineno: e.end_lineno, end_col_offset: e.end_col_offset};
  }
  if (e._type !== 'Set') return e;
  const folded = make_const_tuple(e.elts);
  return folded === null || folded.kind !== 'tuple' ? e : constantAt(constFrozenset(folded.items), e);
}

function fold_compare(e: Compare): void {
  const last = e.ops.length - 1;
  if (e.ops[last] === 'In' || e.ops[last] === 'NotIn') e.comparators[last] = fold_iter(e.comparators[last]);
}

const PERCENT = 0x25;
const isDigit = (point: number): boolean => point >= 0x30 && point <= 0x39;

/** '...%s...' % (a, b) with simple fields becomes an f-string. CPython: optimize_format() */
function optimize_format(e: BinOp, format: PyText, elts: readonly expr_ty[]): expr_ty {
  const values: expr_ty[] = [];
  let used = 0;
  let at = 0;
  for (;;) {
    const start = at;
    let hasPercents = false;
    while (at < format.length) {
      if (textAt(format, at) !== PERCENT) at++;
      else if (at + 1 < format.length && textAt(format, at + 1) === PERCENT) {
        hasPercents = true;
        at += 2;
      } else break;
    }
    if (at > start) values.push(constantAt({kind: 'str', value: literalText(textSlice(format, start, at), hasPercents)}, NOWHERE));
    if (at >= format.length) break;
    if (used >= elts.length) return e;
    const field = parse_format(format, at + 1, elts[used]);
    used++;
    if (field === null) return e;
    values.push(field.value);
    at = field.end;
  }
  if (used < elts.length) return e;
  return {_type: 'JoinedStr', values, lineno: e.lineno, col_offset: e.col_offset, end_lineno: e.end_lineno, end_col_offset: e.end_col_offset};
}

function literalText(text: PyText, hasPercents: boolean): PyText {
  if (!hasPercents) return text;
  if (typeof text === 'string') return text.replaceAll('%%', '%');
  return Uint32Array.from(Array.from(text).filter((point, i, all) => !(point === PERCENT && isSecondPercent(all, i))));
}
/** Whether the percent sign at an index ends a pair: it stands at an odd place in its run. */
function isSecondPercent(points: readonly number[], index: number): boolean {
  let run = 0;
  while (index - run - 1 >= 0 && points[index - run - 1] === PERCENT) run++;
  return run % 2 === 1;
}

const MAXDIGITS = 3;

/** Reads a field of the form %-10.5s; null for all that an f-string would not do the same way. CPython: parse_format() */
function parse_format(format: PyText, start: number, argument: expr_ty): {value: FormattedValue; end: number} | null {
  let at = start;
  const next = (): number => (at < format.length ? textAt(format, at++) : -1);
  let alignsLeft = false;
  let point = next();
  for (; point === 0x2d || point === 0x2b || point === 0x20 || point === 0x23 || point === 0x30; point = next()) if (point === 0x2d) alignsLeft = true;
  const number = (): number => {
    let value = 0;
    for (let digits = 0; isDigit(point);) {
      value = value * 10 + (point - 0x30);
      point = next();
      if (point < 0 || ++digits >= MAXDIGITS) return -2;
    }
    return value;
  };
  let width = -1;
  let precision = -1;
  if (isDigit(point)) width = number();
  if (width !== -2 && point === 0x2e) {
    point = next();
    precision = number();
  }
  if (width === -2 || precision === -2) return null;
  if (point !== 0x73 && point !== 0x72 && point !== 0x61) return null;
  let spec = '';
  if (!alignsLeft && width > 0) spec += '>';
  if (width >= 0) spec += String(width);
  if (precision >= 0) spec += `.${precision}`;
  const format_spec = spec === '' ? null : constantAt({kind: 'str', value: spec}, NOWHERE);
  const {lineno, col_offset, end_lineno, end_col_offset} = argument;
  return {value: {_type: 'FormattedValue', value: argument, conversion: point, format_spec, lineno, col_offset, end_lineno, end_col_offset}, end: at};
}

function foldComprehensions(state: OptimizeState, generators: readonly {target: expr_ty; iter: expr_ty; ifs: expr_ty[]}[]): void {
  for (const generator of generators) {
    generator.target = astfold_expr(state, generator.target);
    generator.iter = astfold_expr(state, generator.iter);
    foldExprs(state, generator.ifs);
    generator.iter = fold_iter(generator.iter);
  }
}

function astfold_arguments(state: OptimizeState, args: arguments_ty): void {
  if (state.foldsAnnotations) {
    for (const list of [args.posonlyargs, args.args]) for (const arg of list) if (arg.annotation !== null) arg.annotation = astfold_expr(state, arg.annotation);
    if (args.vararg !== null && args.vararg.annotation !== null) args.vararg.annotation = astfold_expr(state, args.vararg.annotation);
    for (const arg of args.kwonlyargs) if (arg.annotation !== null) arg.annotation = astfold_expr(state, arg.annotation);
  }
  foldExprs(state, args.kw_defaults);
  if (state.foldsAnnotations && args.kwarg !== null && args.kwarg.annotation !== null) args.kwarg.annotation = astfold_expr(state, args.kwarg.annotation);
  foldExprs(state, args.defaults);
}

function astfold_stmt(state: OptimizeState, s: stmt_ty): void {
  if (state.report.failed) return;
  if (++state.recursion_depth > state.limits.logical || ++state.native_depth > state.limits.native) return state.report.raise('RecursionError', RECURSION_MESSAGE);
  switch (s._type) {
    case 'FunctionDef': case 'AsyncFunctionDef':
      for (const tp of s.type_params) astfold_type_param(state, tp);
      astfold_arguments(state, s.args);
      astfold_body(state, s.body);
      foldExprs(state, s.decorator_list);
      if (state.foldsAnnotations && s.returns !== null) s.returns = astfold_expr(state, s.returns);
      break;
    case 'ClassDef':
      for (const tp of s.type_params) astfold_type_param(state, tp);
      foldExprs(state, s.bases);
      for (const keyword of s.keywords) keyword.value = astfold_expr(state, keyword.value);
      astfold_body(state, s.body);
      foldExprs(state, s.decorator_list);
      break;
    case 'Return': if (s.value !== null) s.value = astfold_expr(state, s.value); break;
    case 'Delete': foldExprs(state, s.targets); break;
    case 'Assign': foldExprs(state, s.targets); s.value = astfold_expr(state, s.value); break;
    case 'AugAssign': s.target = astfold_expr(state, s.target); s.value = astfold_expr(state, s.value); break;
    case 'AnnAssign':
      s.target = astfold_expr(state, s.target);
      if (state.foldsAnnotations) s.annotation = astfold_expr(state, s.annotation);
      if (s.value !== null) s.value = astfold_expr(state, s.value);
      break;
    case 'TypeAlias':
      s.name = astfold_expr(state, s.name);
      for (const tp of s.type_params) astfold_type_param(state, tp);
      s.value = astfold_expr(state, s.value);
      break;
    case 'For': case 'AsyncFor':
      s.target = astfold_expr(state, s.target);
      s.iter = astfold_expr(state, s.iter);
      foldStmts(state, s.body);
      foldStmts(state, s.orelse);
      if (s._type === 'For') s.iter = fold_iter(s.iter);
      break;
    case 'While': s.test = astfold_expr(state, s.test); foldStmts(state, s.body); foldStmts(state, s.orelse); break;
    case 'If': foldIf(state, s); break;
    case 'With': case 'AsyncWith':
      for (const item of s.items) {
        item.context_expr = astfold_expr(state, item.context_expr);
        if (item.optional_vars !== null) item.optional_vars = astfold_expr(state, item.optional_vars);
      }
      foldStmts(state, s.body);
      break;
    case 'Raise':
      if (s.exc !== null) s.exc = astfold_expr(state, s.exc);
      if (s.cause !== null) s.cause = astfold_expr(state, s.cause);
      break;
    case 'Try': case 'TryStar':
      foldStmts(state, s.body);
      for (const handler of s.handlers) {
        if (handler.type !== null) handler.type = astfold_expr(state, handler.type);
        foldStmts(state, handler.body);
      }
      foldStmts(state, s.orelse);
      foldStmts(state, s.finalbody);
      break;
    case 'Assert': s.test = astfold_expr(state, s.test); if (s.msg !== null) s.msg = astfold_expr(state, s.msg); break;
    case 'Expr': s.value = astfold_expr(state, s.value); break;
    case 'Match':
      s.subject = astfold_expr(state, s.subject);
      for (const m of s.cases) {
        astfold_pattern(state, m.pattern);
        if (m.guard !== null) m.guard = astfold_expr(state, m.guard);
        foldStmts(state, m.body);
      }
      break;
    case 'Import': case 'ImportFrom': case 'Global': case 'Nonlocal': case 'Pass': case 'Break': case 'Continue': break;
  }
  state.recursion_depth--;
  state.native_depth--;
}

/** An if statement with its elifs in a loop, counting each as a level of recursion. */
function foldIf(state: OptimizeState, s: Extract<stmt_ty, {_type: 'If'}>): void {
  const depth = state.recursion_depth;
  let current = s;
  for (;;) {
    current.test = astfold_expr(state, current.test);
    foldStmts(state, current.body);
    const next: stmt_ty | undefined = current.orelse[0];
    if (state.report.failed || current.orelse.length !== 1 || next._type !== 'If') break;
    if (++state.recursion_depth > state.limits.logical) return state.report.raise('RecursionError', RECURSION_MESSAGE);
    current = next;
  }
  foldStmts(state, current.orelse);
  state.recursion_depth = depth;
}

function astfold_pattern(state: OptimizeState, p: pattern_ty): void {
  if (state.report.failed) return;
  if (++state.recursion_depth > state.limits.logical || ++state.native_depth > state.limits.native) return state.report.raise('RecursionError', RECURSION_MESSAGE);
  switch (p._type) {
    case 'MatchValue': p.value = astfold_expr(state, p.value); break;
    case 'MatchSingleton': case 'MatchStar': break;
    case 'MatchSequence': case 'MatchOr': for (const sub of p.patterns) astfold_pattern(state, sub); break;
    case 'MatchMapping': foldExprs(state, p.keys); for (const sub of p.patterns) astfold_pattern(state, sub); break;
    case 'MatchClass':
      p.cls = astfold_expr(state, p.cls);
      for (const sub of p.patterns) astfold_pattern(state, sub);
      for (const sub of p.kwd_patterns) astfold_pattern(state, sub);
      break;
    case 'MatchAs': if (p.pattern !== null) astfold_pattern(state, p.pattern); break;
  }
  state.recursion_depth--;
  state.native_depth--;
}

function astfold_type_param(state: OptimizeState, tp: type_param_ty): void {
  if (tp._type === 'TypeVar' && tp.bound !== null) tp.bound = astfold_expr(state, tp.bound);
  if (tp.default_value !== null) tp.default_value = astfold_expr(state, tp.default_value);
}
