/** Checks that a tree made by a program has the form the grammar would have given it. CPython: Python/ast.c */
import {PyErr_SetString} from '../objects/errors';
import {PyExc_RecursionError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_C_RECURSION_LIMIT} from './compile-errors';
import type {PyConst} from './constants';
import type {arg_ty, arguments_ty, comprehension_ty, excepthandler_ty, expr_ty, keyword_ty, mod_ty, pattern_ty, stmt_ty, type_param_ty, withitem_ty} from './generated/ast-nodes';

type Context = 'Load' | 'Store' | 'Del';
interface Positions { lineno: number; col_offset: number; end_lineno: number; end_col_offset: number }

function invalid(text: string): boolean {
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}
function wrongType(text: string): boolean {
  PyErr_SetString(PyExc_TypeError, text);
  return false;
}
/** CPython: VALIDATE_POSITIONS() */
function validatePositions({lineno, col_offset, end_lineno, end_col_offset}: Positions): boolean {
  if (lineno > end_lineno) return invalid(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset)) return invalid(`AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`);
  return lineno === end_lineno && col_offset > end_col_offset ? invalid(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`) : true;
}
function validate_name(name: string): boolean {
  return name === 'None' || name === 'True' || name === 'False' ? invalid(`identifier field can't represent '${name}' constant`) : true;
}
function validate_capture(name: string): boolean {
  return name === '_' ? invalid("can't capture name '_' in patterns") : validate_name(name);
}
function nonempty(list: readonly unknown[], what: string, owner: string): boolean {
  return list.length > 0 || invalid(`empty ${what} on ${owner}`);
}
/** A number, perhaps with a minus in front. CPython: ensure_literal_number(), ensure_literal_negative() */
function isNumber(constant: PyConst, real: boolean, imaginary: boolean): boolean {
  return real && (constant.kind === 'float' || constant.kind === 'int') || imaginary && constant.kind === 'complex';
}
function isNegative(exp: expr_ty, real: boolean, imaginary: boolean): boolean {
  return exp._type === 'UnaryOp' && exp.op === 'USub' && exp.operand._type === 'Constant' && isNumber(exp.operand.value, real, imaginary);
}
/** CPython: ensure_literal_complex() */
function isComplex(exp: expr_ty): boolean {
  if (exp._type !== 'BinOp' || exp.op !== 'Add' && exp.op !== 'Sub') return false;
  const {left, right} = exp;
  if (left._type === 'Constant' ? !isNumber(left.value, true, false) : !isNegative(left, true, false)) return false;
  return right._type === 'Constant' && isNumber(right.value, false, true);
}

/** Goes through a tree; every method is false with an exception. CPython: struct validator */
class Validator {
  private depth = 0;

  private enter(): boolean {
    if (++this.depth <= Py_C_RECURSION_LIMIT) return true;
    PyErr_SetString(PyExc_RecursionError, 'maximum recursion depth exceeded during compilation');
    return false;
  }

  // ---- expressions ----

  /** Items are null where a program put None. */
  exprs(list: readonly (expr_ty | null)[], ctx: Context, mayBeNone = false): boolean {
    for (const exp of list) {
      if (exp === null) {
        if (!mayBeNone) return invalid('None disallowed in expression list');
      } else if (!this.expr(exp, ctx)) return false;
    }
    return true;
  }
  private optional(exp: expr_ty | null): boolean {
    return exp === null || this.expr(exp, 'Load');
  }
  expr(exp: expr_ty, ctx: Context): boolean {
    if (!validatePositions(exp) || !this.enter()) return false;
    if (exp._type === 'Name' && !validate_name(exp.id)) return false;
    if (!('ctx' in exp)) {
      if (ctx !== 'Load') return invalid(`expression which can't be assigned to in ${ctx} context`);
    } else if (exp.ctx !== ctx) return invalid(`expression must have ${ctx} context but has ${exp.ctx} instead`);
    const valid = this.operands(exp, ctx);
    this.depth--;
    return valid;
  }
  private operands(exp: expr_ty, ctx: Context): boolean {
    switch (exp._type) {
      case 'BoolOp': return exp.values.length < 2 ? invalid('BoolOp with less than 2 values') : this.exprs(exp.values, 'Load');
      case 'BinOp': return this.expr(exp.left, 'Load') && this.expr(exp.right, 'Load');
      case 'UnaryOp': return this.expr(exp.operand, 'Load');
      case 'Lambda': return this.arguments(exp.args) && this.expr(exp.body, 'Load');
      case 'IfExp': return this.expr(exp.test, 'Load') && this.expr(exp.body, 'Load') && this.expr(exp.orelse, 'Load');
      case 'Dict':
        if (exp.keys.length !== exp.values.length) return invalid("Dict doesn't have the same number of keys as values");
        return this.exprs(exp.keys, 'Load', true) && this.exprs(exp.values, 'Load');
      case 'Set': return this.exprs(exp.elts, 'Load');
      case 'ListComp': case 'SetComp': case 'GeneratorExp': return this.comprehensions(exp.generators) && this.expr(exp.elt, 'Load');
      case 'DictComp': return this.comprehensions(exp.generators) && this.expr(exp.key, 'Load') && this.expr(exp.value, 'Load');
      case 'Yield': return this.optional(exp.value);
      case 'YieldFrom': case 'Await': return this.expr(exp.value, 'Load');
      case 'Compare':
        if (exp.comparators.length === 0) return invalid('Compare with no comparators');
        if (exp.comparators.length !== exp.ops.length) return invalid('Compare has a different number of comparators and operands');
        return this.exprs(exp.comparators, 'Load') && this.expr(exp.left, 'Load');
      case 'Call': return this.expr(exp.func, 'Load') && this.exprs(exp.args, 'Load') && this.keywords(exp.keywords);
      case 'JoinedStr': return this.exprs(exp.values, 'Load');
      case 'FormattedValue': return this.expr(exp.value, 'Load') && this.optional(exp.format_spec);
      case 'Attribute': return this.expr(exp.value, 'Load');
      case 'Subscript': return this.expr(exp.slice, 'Load') && this.expr(exp.value, 'Load');
      case 'Starred': return this.expr(exp.value, ctx);
      case 'Slice': return this.optional(exp.lower) && this.optional(exp.upper) && this.optional(exp.step);
      case 'List': case 'Tuple': return this.exprs(exp.elts, ctx);
      case 'NamedExpr': return exp.target._type !== 'Name' ? wrongType('NamedExpr target must be a Name') : this.expr(exp.value, 'Load');
      case 'Constant': case 'Name': return true; // the value was checked when it was read
    }
  }
  private comprehensions(list: readonly comprehension_ty[]): boolean {
    if (list.length === 0) return invalid('comprehension with no generators');
    for (const comp of list) if (!this.expr(comp.target, 'Store') || !this.expr(comp.iter, 'Load') || !this.exprs(comp.ifs, 'Load')) return false;
    return true;
  }
  private keywords(list: readonly keyword_ty[]): boolean {
    for (const keyword of list) if (!this.expr(keyword.value, 'Load')) return false;
    return true;
  }
  private args(list: readonly arg_ty[]): boolean {
    for (const arg of list) if (!validatePositions(arg) || !this.optional(arg.annotation)) return false;
    return true;
  }
  private arguments(args: arguments_ty): boolean {
    if (!this.args(args.posonlyargs) || !this.args(args.args) || args.vararg !== null && !this.optional(args.vararg.annotation)) return false;
    if (!this.args(args.kwonlyargs) || args.kwarg !== null && !this.optional(args.kwarg.annotation)) return false;
    if (args.defaults.length > args.posonlyargs.length + args.args.length) return invalid('more positional defaults than args on arguments');
    if (args.kw_defaults.length !== args.kwonlyargs.length) return invalid('length of kwonlyargs is not the same as kw_defaults on arguments');
    return this.exprs(args.defaults, 'Load') && this.exprs(args.kw_defaults, 'Load', true);
  }

  // ---- patterns ----

  private patterns(list: readonly pattern_ty[], starred = false): boolean {
    for (const pattern of list) if (!this.pattern(pattern, starred)) return false;
    return true;
  }
  private pattern(p: pattern_ty, starred: boolean): boolean {
    if (!validatePositions(p) || !this.enter()) return false;
    const valid = this.subpatterns(p, starred);
    this.depth--;
    return valid;
  }
  private subpatterns(p: pattern_ty, starred: boolean): boolean {
    switch (p._type) {
      case 'MatchValue': return this.matchValue(p.value);
      case 'MatchSingleton': return ['None', 'True', 'False'].includes(p.value.kind) || invalid('MatchSingleton can only contain True, False and None');
      case 'MatchSequence': return this.patterns(p.patterns, true);
      case 'MatchMapping':
        if (p.keys.length !== p.patterns.length) return invalid("MatchMapping doesn't have the same number of keys as patterns");
        if (p.rest !== null && !validate_capture(p.rest)) return false;
        for (const key of p.keys) {
          // a key, unlike a value, may be None, True or False
          if (key === null) return invalid('None disallowed in expression list');
          if (key._type === 'Constant' && ['None', 'True', 'False'].includes(key.value.kind)) continue;
          if (!this.matchValue(key)) return false;
        }
        return this.patterns(p.patterns);
      case 'MatchClass': {
        if (p.kwd_attrs.length !== p.kwd_patterns.length) return invalid("MatchClass doesn't have the same number of keyword attributes as patterns");
        if (!this.expr(p.cls, 'Load')) return false;
        let cls = p.cls;
        while (cls._type === 'Attribute') cls = cls.value;
        if (cls._type !== 'Name') return invalid('MatchClass cls field can only contain Name or Attribute nodes.');
        for (const name of p.kwd_attrs) if (!validate_name(name)) return false;
        return this.patterns(p.patterns) && this.patterns(p.kwd_patterns);
      }
      case 'MatchStar':
        if (!starred) return invalid("can't use MatchStar here");
        return p.name === null || validate_capture(p.name);
      case 'MatchAs':
        if (p.name !== null && !validate_capture(p.name)) return false;
        if (p.pattern === null) return true;
        return p.name === null ? invalid('MatchAs must specify a target name if a pattern is given') : this.pattern(p.pattern, false);
      case 'MatchOr': return p.patterns.length < 2 ? invalid('MatchOr requires at least 2 patterns') : this.patterns(p.patterns);
    }
  }
  /** CPython: validate_pattern_match_value() */
  private matchValue(exp: expr_ty): boolean {
    if (!this.expr(exp, 'Load')) return false;
    switch (exp._type) {
      case 'Constant': return ['int', 'float', 'bytes', 'complex', 'str'].includes(exp.value.kind) || invalid('unexpected constant inside of a literal pattern');
      case 'Attribute': case 'JoinedStr': return true; // the compiler refuses the latter
      case 'UnaryOp': if (isNegative(exp, true, true)) return true; break;
      case 'BinOp': if (isComplex(exp)) return true; break;
    }
    return invalid('patterns may only match literals and attribute lookups');
  }

  // ---- statements ----

  private typeParams(list: readonly type_param_ty[]): boolean {
    for (const p of list) {
      if (!validatePositions(p) || !validate_name(p.name)) return false;
      if (p._type === 'TypeVar' && !this.optional(p.bound) || !this.optional(p.default_value)) return false;
    }
    return true;
  }
  private body(list: readonly (stmt_ty | null)[], owner: string): boolean {
    return nonempty(list, 'body', owner) && this.stmts(list);
  }
  stmts(list: readonly (stmt_ty | null)[]): boolean {
    for (const stmt of list) {
      if (stmt === null) return invalid('None disallowed in statement list');
      if (!validatePositions(stmt) || !this.enter() || !this.stmt(stmt)) return false;
      this.depth--;
    }
    return true;
  }
  private withItems(list: readonly withitem_ty[], owner: string): boolean {
    if (!nonempty(list, 'items', owner)) return false;
    for (const item of list) if (!this.expr(item.context_expr, 'Load') || item.optional_vars !== null && !this.expr(item.optional_vars, 'Store')) return false;
    return true;
  }
  private handlers(list: readonly excepthandler_ty[], positions: boolean): boolean {
    for (const handler of list) if (positions && !validatePositions(handler) || !this.optional(handler.type) || !this.body(handler.body, 'ExceptHandler')) return false;
    return true;
  }
  private stmt(stmt: stmt_ty): boolean {
    const owner = stmt._type;
    switch (stmt._type) {
      case 'FunctionDef': case 'AsyncFunctionDef':
        return this.body(stmt.body, owner) && this.typeParams(stmt.type_params) && this.arguments(stmt.args) && this.exprs(stmt.decorator_list, 'Load') && this.optional(stmt.returns);
      case 'ClassDef':
        return this.body(stmt.body, owner) && this.typeParams(stmt.type_params) && this.exprs(stmt.bases, 'Load') && this.keywords(stmt.keywords) && this.exprs(stmt.decorator_list, 'Load');
      case 'Return': return this.optional(stmt.value);
      case 'Delete': return nonempty(stmt.targets, 'targets', owner) && this.exprs(stmt.targets, 'Del');
      case 'Assign': return nonempty(stmt.targets, 'targets', owner) && this.exprs(stmt.targets, 'Store') && this.expr(stmt.value, 'Load');
      case 'AugAssign': return this.expr(stmt.target, 'Store') && this.expr(stmt.value, 'Load');
      case 'AnnAssign':
        if (stmt.target._type !== 'Name' && stmt.simple !== 0) return wrongType('AnnAssign with simple non-Name target');
        return this.expr(stmt.target, 'Store') && this.optional(stmt.value) && this.expr(stmt.annotation, 'Load');
      case 'TypeAlias':
        if (stmt.name._type !== 'Name') return wrongType('TypeAlias with non-Name name');
        return this.expr(stmt.name, 'Store') && this.typeParams(stmt.type_params) && this.expr(stmt.value, 'Load');
      case 'For': case 'AsyncFor': return this.expr(stmt.target, 'Store') && this.expr(stmt.iter, 'Load') && this.body(stmt.body, owner) && this.stmts(stmt.orelse);
      case 'While': case 'If': return this.expr(stmt.test, 'Load') && this.body(stmt.body, owner) && this.stmts(stmt.orelse);
      case 'With': case 'AsyncWith': return this.withItems(stmt.items, owner) && this.body(stmt.body, owner);
      case 'Match':
        if (!this.expr(stmt.subject, 'Load') || !nonempty(stmt.cases, 'cases', owner)) return false;
        for (const c of stmt.cases) if (!this.pattern(c.pattern, false) || !this.optional(c.guard) || !this.body(c.body, 'match_case')) return false;
        return true;
      case 'Raise':
        if (stmt.exc !== null) return this.expr(stmt.exc, 'Load') && this.optional(stmt.cause);
        return stmt.cause === null || invalid('Raise with cause but no exception');
      case 'Try': case 'TryStar':
        if (!this.body(stmt.body, owner)) return false;
        if (stmt.handlers.length === 0 && stmt.finalbody.length === 0) return invalid(`${owner} has neither except handlers nor finalbody`);
        if (stmt.handlers.length === 0 && stmt.orelse.length > 0) return invalid(`${owner} has orelse but no except handlers`);
        return this.handlers(stmt.handlers, owner === 'Try') && this.stmts(stmt.finalbody) && this.stmts(stmt.orelse);
      case 'Assert': return this.expr(stmt.test, 'Load') && this.optional(stmt.msg);
      case 'Import': return nonempty(stmt.names, 'names', owner);
      case 'ImportFrom': return stmt.level !== null && stmt.level < 0 ? invalid('Negative ImportFrom level') : nonempty(stmt.names, 'names', owner);
      case 'Global': case 'Nonlocal': return nonempty(stmt.names, 'names', owner);
      case 'Expr': return this.expr(stmt.value, 'Load');
      case 'Pass': case 'Break': case 'Continue': return true;
    }
  }
}

/** False with an exception set when the tree is not one the compiler can take. CPython: _PyAST_Validate() */
export function _PyAST_Validate(mod: mod_ty): boolean {
  const validator = new Validator();
  switch (mod._type) {
    case 'Module': case 'Interactive': return validator.stmts(mod.body);
    case 'Expression': return validator.expr(mod.body, 'Load');
    case 'FunctionType': return validator.exprs(mod.argtypes, 'Load') && validator.expr(mod.returns, 'Load');
  }
}
