/** Statements, except those that define something. CPython: Python/compile.c compiler_visit_stmt() and what it calls */
import type {AnnAssign, Assert, AsyncFor, AugAssign, expr_ty, For, If, Import, ImportFrom, mod_ty, Return, stmt_ty, While} from './generated/ast-nodes';
import {constInt, CONST_NONE} from './ast-opt-arith';
import {ADDOP, ADDOP_I, ADDOP_JUMP, ADDOP_LOAD_CONST, ADDOP_NAME, ADD_YIELD_FROM, type Compiler, compiler_error, compiler_nameop, compiler_pop_fblock, compiler_push_fblock, compiler_unwind_fblock, compiler_unwind_fblock_stack, dict_add_o, FBlock, forbidden_name, IS_TOP_LEVEL_AWAIT, type Label, NEW_LABEL, Scope, USE_LABEL} from './codegen';
import {update_start_location_to_match_attr} from './codegen-call';
import {ADDOP_BINARY, compiler_jump_if, compiler_slice, compiler_visit_expr, is_two_element_slice} from './codegen-expr';
import {compiler_class, compiler_function, compiler_typealias, compiler_visit_annexpr, docStringOf} from './codegen-function';
import {compiler_match} from './codegen-pattern';
import {compiler_async_with, compiler_try, compiler_with} from './codegen-try';
import {LOC, NO_LOCATION, type SourceLocation} from './compile-errors';
import {constOfName} from './compile-text';
import {CO_FUTURE_ANNOTATIONS, hasDocString} from './future';
import {BINARY_SLICE, BINARY_SUBSCR, CALL, CALL_INTRINSIC_1, COPY, END_ASYNC_FOR, END_FOR, FOR_ITER, GET_AITER, GET_ANEXT, GET_ITER, IMPORT_FROM, IMPORT_NAME, JUMP, JUMP_NO_INTERRUPT, LOAD_ASSERTION_ERROR, LOAD_ATTR, LOAD_NAME, NOP, POP_BLOCK, POP_TOP, RAISE_VARARGS, RETURN_VALUE, SETUP_ANNOTATIONS, SETUP_FINALLY, STORE_ATTR, STORE_SLICE, STORE_SUBSCR, SWAP} from './opcode-ids';
import {INTRINSIC_IMPORT_STAR, INTRINSIC_PRINT} from './opcode-metadata';
import {_Py_MaybeMangle, _PyST_IsFunctionLike} from './symtable';

/** Whether a body has an annotated assignment that is not in a nested scope. CPython: find_ann() */
function find_ann(stmts: readonly stmt_ty[]): boolean {
  // A loop over a stack, since elifs nest.
  const todo: (readonly stmt_ty[])[] = [stmts];
  for (let body = todo.pop(); body !== undefined; body = todo.pop()) {
    for (let i = 0; i < body.length; i++) {
      const s = body[i];
      switch (s._type) {
        case 'AnnAssign': return true;
        case 'For': case 'AsyncFor': case 'While': case 'If': todo.push(s.body, s.orelse); break;
        case 'With': case 'AsyncWith': todo.push(s.body); break;
        case 'Try': case 'TryStar':
          for (const handler of s.handlers) todo.push(handler.body);
          todo.push(s.body, s.finalbody, s.orelse);
          break;
        case 'Match': for (const m of s.cases) todo.push(m.body); break;
      }
    }
  }
  return false;
}

/** The body of a module or class, with its docstring and __annotations__. CPython: compiler_body() */
export function compiler_body(c: Compiler, loc: SourceLocation, stmts: stmt_ty[]): void {
  const at = c.u.u_scope_type === Scope.MODULE && stmts.length > 0 ? LOC(stmts[0]) : loc;
  if (find_ann(stmts)) ADDOP(c, at, SETUP_ANNOTATIONS);
  const docstring = docStringOf(c, stmts);
  if (docstring !== null) {
    ADDOP_LOAD_CONST(c, LOC((stmts[0] as Extract<stmt_ty, {_type: 'Expr'}>).value), docstring);
    compiler_nameop(c, NO_LOCATION, '__doc__', 'Store');
  }
  visitBody(c, stmts, hasDocString(stmts) ? 1 : 0);
}

/** The code of a whole module, interactive statement or expression. CPython: compiler_codegen() */
export function compiler_codegen(c: Compiler, mod: mod_ty, loc: SourceLocation): void {
  switch (mod._type) {
    case 'Module': return compiler_body(c, loc, mod.body);
    case 'Interactive':
      if (find_ann(mod.body)) ADDOP(c, loc, SETUP_ANNOTATIONS);
      c.c_interactive = true;
      return visitBody(c, mod.body);
    case 'Expression': return compiler_visit_expr(c, mod.body);
    case 'FunctionType': return c.report.raise('SystemError', 'module kind 4 should not be possible');
  }
}

/** Compiles statements from an index on. */
export function visitBody(c: Compiler, body: readonly stmt_ty[], start = 0): void {
  for (let i = start; i < body.length; i++) compiler_visit_stmt(c, body[i]);
}

function compiler_visit_stmt(c: Compiler, s: stmt_ty): void {
  if (c.report.failed) return;
  switch (s._type) {
    case 'FunctionDef': case 'AsyncFunctionDef': return compiler_function(c, s);
    case 'ClassDef': return compiler_class(c, s);
    case 'TypeAlias': return compiler_typealias(c, s);
    case 'Return': return compiler_return(c, s);
    case 'Delete': for (const target of s.targets) compiler_visit_expr(c, target); return;
    case 'Assign': {
      const last = s.targets.length - 1;
      compiler_visit_expr(c, s.value);
      for (let i = 0; i <= last; i++) {
        if (i < last) ADDOP_I(c, LOC(s), COPY, 1);
        compiler_visit_expr(c, s.targets[i]);
      }
      return;
    }
    case 'AugAssign': return compiler_augassign(c, s);
    case 'AnnAssign': return compiler_annassign(c, s);
    case 'For': return compiler_for(c, s);
    case 'AsyncFor': return compiler_async_for(c, s);
    case 'While': return compiler_while(c, s);
    case 'If': return compiler_if(c, s);
    case 'Match': return compiler_match(c, s);
    case 'Raise': {
      let n = 0;
      if (s.exc !== null) {
        compiler_visit_expr(c, s.exc);
        n++;
        if (s.cause !== null) {
          compiler_visit_expr(c, s.cause);
          n++;
        }
      }
      return ADDOP_I(c, LOC(s), RAISE_VARARGS, n);
    }
    case 'Try': case 'TryStar': return compiler_try(c, s);
    case 'Assert': return compiler_assert(c, s);
    case 'Import': return compiler_import(c, s);
    case 'ImportFrom': return compiler_from_import(c, s);
    case 'Global': case 'Nonlocal': return;
    case 'Expr': return compiler_stmt_expr(c, LOC(s), s.value);
    case 'Pass': return ADDOP(c, LOC(s), NOP);
    case 'Break': return compiler_break(c, LOC(s));
    case 'Continue': return compiler_continue(c, LOC(s));
    case 'With': return compiler_with(c, s, 0);
    case 'AsyncWith': return compiler_async_with(c, s, 0);
  }
}

function compiler_stmt_expr(c: Compiler, loc: SourceLocation, value: expr_ty): void {
  if (c.c_interactive && c.c_nestlevel <= 1) {
    compiler_visit_expr(c, value);
    ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_PRINT);
    return ADDOP(c, NO_LOCATION, POP_TOP);
  }
  if (value._type === 'Constant') return ADDOP(c, loc, NOP);
  compiler_visit_expr(c, value);
  ADDOP(c, NO_LOCATION, POP_TOP);
}

/** An if statement; its elifs nest in the AST and are followed in a loop. CPython: compiler_if() */
function compiler_if(c: Compiler, top: If): void {
  const ends: Label[] = [];
  let s = top;
  for (;;) {
    const end = NEW_LABEL(c);
    ends.push(end);
    if (s.orelse.length === 0) {
      compiler_jump_if(c, LOC(s), s.test, end, false);
      visitBody(c, s.body);
      break;
    }
    const next = NEW_LABEL(c);
    compiler_jump_if(c, LOC(s), s.test, next, false);
    visitBody(c, s.body);
    ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
    USE_LABEL(c, next);
    const inner: stmt_ty = s.orelse[0];
    if (s.orelse.length > 1 || inner._type !== 'If') {
      visitBody(c, s.orelse);
      break;
    }
    if (c.report.failed) return;
    s = inner;
  }
  for (let i = ends.length - 1; i >= 0; i--) USE_LABEL(c, ends[i]);
}

function compiler_for(c: Compiler, s: For): void {
  const start = NEW_LABEL(c);
  const body = NEW_LABEL(c);
  const cleanup = NEW_LABEL(c);
  const end = NEW_LABEL(c);
  compiler_push_fblock(c, LOC(s), FBlock.FOR_LOOP, start, end, null);
  compiler_visit_expr(c, s.iter);
  const loc = LOC(s.iter);
  ADDOP(c, loc, GET_ITER);
  USE_LABEL(c, start);
  ADDOP_JUMP(c, loc, FOR_ITER, cleanup);
  // For line events when the target is on a line of its own.
  ADDOP(c, LOC(s.target), NOP);
  USE_LABEL(c, body);
  compiler_visit_expr(c, s.target);
  visitBody(c, s.body);
  ADDOP_JUMP(c, NO_LOCATION, JUMP, start);
  USE_LABEL(c, cleanup);
  // END_FOR has to come first: iteration over a generator jumps here, that over other iterators behind it.
  ADDOP(c, NO_LOCATION, END_FOR);
  ADDOP(c, NO_LOCATION, POP_TOP);
  compiler_pop_fblock(c);
  visitBody(c, s.orelse);
  USE_LABEL(c, end);
}

function compiler_async_for(c: Compiler, s: AsyncFor): void {
  const loc = LOC(s);
  if (IS_TOP_LEVEL_AWAIT(c)) c.u.u_ste.ste_coroutine = true;
  else if (c.u.u_scope_type !== Scope.ASYNC_FUNCTION) return compiler_error(c, loc, "'async for' outside async function");
  const start = NEW_LABEL(c);
  const except = NEW_LABEL(c);
  const end = NEW_LABEL(c);
  compiler_visit_expr(c, s.iter);
  ADDOP(c, LOC(s.iter), GET_AITER);
  USE_LABEL(c, start);
  compiler_push_fblock(c, loc, FBlock.FOR_LOOP, start, end, null);
  ADDOP_JUMP(c, loc, SETUP_FINALLY, except);
  ADDOP(c, loc, GET_ANEXT);
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADD_YIELD_FROM(c, loc, true);
  ADDOP(c, loc, POP_BLOCK);
  compiler_visit_expr(c, s.target);
  visitBody(c, s.body);
  ADDOP_JUMP(c, NO_LOCATION, JUMP, start);
  compiler_pop_fblock(c);
  USE_LABEL(c, except);
  ADDOP(c, LOC(s.iter), END_ASYNC_FOR);
  visitBody(c, s.orelse);
  USE_LABEL(c, end);
}

function compiler_while(c: Compiler, s: While): void {
  const loop = NEW_LABEL(c);
  const body = NEW_LABEL(c);
  const end = NEW_LABEL(c);
  const anchor = NEW_LABEL(c);
  const loc = LOC(s);
  USE_LABEL(c, loop);
  compiler_push_fblock(c, loc, FBlock.WHILE_LOOP, loop, end, null);
  compiler_jump_if(c, loc, s.test, anchor, false);
  USE_LABEL(c, body);
  visitBody(c, s.body);
  compiler_jump_if(c, loc, s.test, body, true);
  compiler_pop_fblock(c);
  USE_LABEL(c, anchor);
  visitBody(c, s.orelse);
  USE_LABEL(c, end);
}

function compiler_return(c: Compiler, s: Return): void {
  let loc = LOC(s);
  const {value} = s;
  const preserve_tos = value !== null && value._type !== 'Constant';
  const ste = c.u.u_ste;
  if (!_PyST_IsFunctionLike(ste)) return compiler_error(c, loc, "'return' outside function");
  if (value !== null && ste.ste_coroutine && ste.ste_generator) return compiler_error(c, loc, "'return' with value in async generator");
  if (preserve_tos) {
    compiler_visit_expr(c, value);
  } else if (value !== null) {
    loc = LOC(value);
    ADDOP(c, loc, NOP);
  }
  if (value === null || value.lineno !== s.lineno) {
    loc = LOC(s);
    ADDOP(c, loc, NOP);
  }
  loc = compiler_unwind_fblock_stack(c, loc, preserve_tos, false, visitBody);
  if (value === null) ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  else if (value._type === 'Constant') ADDOP_LOAD_CONST(c, loc, value.value);
  ADDOP(c, loc, RETURN_VALUE);
}

function compiler_break(c: Compiler, origin: SourceLocation): void {
  ADDOP(c, origin, NOP);
  const loc = compiler_unwind_fblock_stack(c, origin, false, true, visitBody);
  const loop = c.foundLoop;
  if (loop === null) return compiler_error(c, origin, "'break' outside loop");
  ADDOP_JUMP(c, compiler_unwind_fblock(c, loc, loop, false, visitBody), JUMP, loop.fb_exit);
}

function compiler_continue(c: Compiler, origin: SourceLocation): void {
  ADDOP(c, origin, NOP);
  const loc = compiler_unwind_fblock_stack(c, origin, false, true, visitBody);
  const loop = c.foundLoop;
  if (loop === null) return compiler_error(c, origin, "'continue' not properly in loop");
  ADDOP_JUMP(c, loc, JUMP, loop.fb_block);
}

/** Binds a module that IMPORT_NAME left on the stack, going through the dots of its name. CPython: compiler_import_as() */
function compiler_import_as(c: Compiler, loc: SourceLocation, name: string, asname: string): void {
  const parts = name.split('.');
  if (parts.length === 1) return compiler_nameop(c, loc, asname, 'Store');
  for (let i = 1; i < parts.length; i++) {
    if (i > 1) {
      ADDOP_I(c, loc, SWAP, 2);
      ADDOP(c, loc, POP_TOP);
    }
    ADDOP_I(c, loc, IMPORT_FROM, dict_add_o(c.u.u_names, parts[i]));
  }
  compiler_nameop(c, loc, asname, 'Store');
  ADDOP(c, loc, POP_TOP);
}

function compiler_import(c: Compiler, s: Import): void {
  const loc = LOC(s);
  for (const alias of s.names) {
    ADDOP_LOAD_CONST(c, loc, constInt(0));
    ADDOP_LOAD_CONST(c, loc, CONST_NONE);
    ADDOP_NAME(c, loc, IMPORT_NAME, alias.name);
    if (alias.asname !== null) compiler_import_as(c, loc, alias.name, alias.asname);
    else compiler_nameop(c, loc, alias.name.split('.', 1)[0], 'Store');
  }
}

function compiler_from_import(c: Compiler, s: ImportFrom): void {
  const loc = LOC(s);
  const level = s.level ?? 0;
  ADDOP_LOAD_CONST(c, loc, constInt(level));
  const last = c.c_future.ff_location;
  const isAfter = loc.lineno > last.end_lineno || (loc.lineno === last.end_lineno && loc.col_offset > last.end_col_offset);
  if (isAfter && level === 0 && s.module === '__future__') {
    return compiler_error(c, loc, 'from __future__ imports must occur at the beginning of the file');
  }
  ADDOP_LOAD_CONST(c, loc, {kind: 'tuple', items: s.names.map(alias => constOfName(alias.name))});
  ADDOP_NAME(c, loc, IMPORT_NAME, s.module ?? '');
  if (s.names[0].name.startsWith('*')) {
    ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_IMPORT_STAR);
    return ADDOP(c, NO_LOCATION, POP_TOP);
  }
  for (const alias of s.names) {
    ADDOP_NAME(c, loc, IMPORT_FROM, alias.name);
    compiler_nameop(c, loc, alias.asname ?? alias.name, 'Store');
  }
  ADDOP(c, loc, POP_TOP);
}

function compiler_assert(c: Compiler, s: Assert): void {
  const {test} = s;
  if ((test._type === 'Tuple' && test.elts.length > 0) || (test._type === 'Constant' && test.value.kind === 'tuple' && test.value.items.length > 0)) {
    c.report.warn('SyntaxWarning', 'assertion is always true, perhaps remove parentheses?', s);
  }
  if (c.c_optimize > 0) return;
  const end = NEW_LABEL(c);
  const loc = LOC(s);
  compiler_jump_if(c, loc, test, end, true);
  ADDOP(c, loc, LOAD_ASSERTION_ERROR);
  if (s.msg !== null) {
    compiler_visit_expr(c, s.msg);
    ADDOP_I(c, loc, CALL, 0);
  }
  ADDOP_I(c, LOC(test), RAISE_VARARGS, 1);
  USE_LABEL(c, end);
}

function compiler_augassign(c: Compiler, s: AugAssign): void {
  const e = s.target;
  const loc = LOC(e);
  switch (e._type) {
    case 'Attribute': {
      compiler_visit_expr(c, e.value);
      ADDOP_I(c, loc, COPY, 1);
      const at = update_start_location_to_match_attr(loc, e);
      ADDOP_NAME(c, at, LOAD_ATTR, e.attr);
      augmentedValue(c, s);
      ADDOP_I(c, at, SWAP, 2);
      return ADDOP_NAME(c, at, STORE_ATTR, e.attr);
    }
    case 'Subscript':
      compiler_visit_expr(c, e.value);
      if (is_two_element_slice(e.slice)) {
        compiler_slice(c, e.slice);
        for (let i = 0; i < 3; i++) ADDOP_I(c, loc, COPY, 3);
        ADDOP(c, loc, BINARY_SLICE);
        augmentedValue(c, s);
        for (let i = 4; i > 1; i--) ADDOP_I(c, loc, SWAP, i);
        return ADDOP(c, loc, STORE_SLICE);
      }
      compiler_visit_expr(c, e.slice);
      ADDOP_I(c, loc, COPY, 2);
      ADDOP_I(c, loc, COPY, 2);
      ADDOP(c, loc, BINARY_SUBSCR);
      augmentedValue(c, s);
      ADDOP_I(c, loc, SWAP, 3);
      ADDOP_I(c, loc, SWAP, 2);
      return ADDOP(c, loc, STORE_SUBSCR);
    case 'Name':
      compiler_nameop(c, loc, e.id, 'Load');
      augmentedValue(c, s);
      return compiler_nameop(c, loc, e.id, 'Store');
    default: return c.report.raise('SystemError', `invalid node type (${e._type}) for augmented assignment`);
  }
}

function augmentedValue(c: Compiler, s: AugAssign): void {
  compiler_visit_expr(c, s.value);
  ADDOP_BINARY(c, LOC(s), s.op, true);
}

function check_ann_expr(c: Compiler, e: expr_ty): void {
  compiler_visit_expr(c, e);
  ADDOP(c, LOC(e), POP_TOP);
}

function check_ann_subscr(c: Compiler, e: expr_ty): void {
  if (e._type === 'Slice') {
    for (const part of [e.lower, e.upper, e.step]) if (part !== null) check_ann_expr(c, part);
  } else if (e._type === 'Tuple') {
    for (const elt of e.elts) check_ann_subscr(c, elt);
  } else {
    check_ann_expr(c, e);
  }
}

function compiler_annassign(c: Compiler, s: AnnAssign): void {
  const loc = LOC(s);
  const {target} = s;
  const isEvaluated = c.u.u_scope_type === Scope.MODULE || c.u.u_scope_type === Scope.CLASS;
  const isDeferred = (c.c_future.ff_features & CO_FUTURE_ANNOTATIONS) !== 0;
  if (s.value !== null) {
    compiler_visit_expr(c, s.value);
    compiler_visit_expr(c, target);
  }
  switch (target._type) {
    case 'Name':
      if (forbidden_name(c, loc, target.id, 'Store')) return;
      if (s.simple && isEvaluated) {
        if (isDeferred) compiler_visit_annexpr(c, s.annotation);
        else compiler_visit_expr(c, s.annotation);
        ADDOP_NAME(c, loc, LOAD_NAME, '__annotations__');
        ADDOP_LOAD_CONST(c, loc, constOfName(_Py_MaybeMangle(c.u.u_private, c.u.u_ste, target.id)));
        ADDOP(c, loc, STORE_SUBSCR);
      }
      break;
    case 'Attribute':
      if (forbidden_name(c, loc, target.attr, 'Store')) return;
      if (s.value === null) check_ann_expr(c, target.value);
      break;
    case 'Subscript':
      if (s.value === null) {
        check_ann_expr(c, target.value);
        check_ann_subscr(c, target.slice);
      }
      break;
    default: return c.report.raise('SystemError', `invalid node type (${target._type}) for annotated assignment`);
  }
  // An annotation that is not stored is evaluated all the same.
  if (!s.simple && !isDeferred && isEvaluated) check_ann_expr(c, s.annotation);
}
