/** try, try with except*, with and async with. CPython: Python/compile.c compiler_try(), compiler_with() and their kin */
import type {AsyncWith, excepthandler_ty, Try, TryStar, With} from './generated/ast-nodes';
import {CONST_NONE} from './ast-opt-arith';
import {ADDOP, ADDOP_I, ADDOP_JUMP, ADDOP_LOAD_CONST, addAwait, type Compiler, compiler_call_exit_with_nones, compiler_error, compiler_nameop, compiler_pop_fblock, compiler_push_fblock, FBlock, IS_TOP_LEVEL_AWAIT, type Label, NEW_LABEL, NO_LABEL, POP_EXCEPT_AND_RERAISE, Scope, USE_LABEL} from './codegen';
import {compiler_visit_expr} from './codegen-expr';
import {visitBody} from './codegen-stmt';
import {LOC, NO_LOCATION} from './compile-errors';
import {BEFORE_ASYNC_WITH, BEFORE_WITH, BUILD_LIST, CALL_INTRINSIC_2, CHECK_EG_MATCH, CHECK_EXC_MATCH, COPY, JUMP, JUMP_NO_INTERRUPT, LIST_APPEND, NOP, POP_BLOCK, POP_EXCEPT, POP_JUMP_IF_FALSE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_TRUE, POP_TOP, PUSH_EXC_INFO, RERAISE, SETUP_CLEANUP, SETUP_FINALLY, SETUP_WITH, SWAP, TO_BOOL, WITH_EXCEPT_START} from './opcode-ids';
import {INTRINSIC_PREP_RERAISE_STAR} from './opcode-metadata';

/** The part of a try statement without finally: handlers if there are any. */
function compiler_try_body(c: Compiler, s: Try | TryStar): void {
  if (s._type === 'Try') compiler_try_except(c, s);
  else compiler_try_star_except(c, s);
}

/** A try statement with or without except*. CPython: compiler_try(), compiler_try_star() */
export function compiler_try(c: Compiler, s: Try | TryStar): void {
  if (s.finalbody.length > 0) compiler_try_finally(c, s);
  else compiler_try_body(c, s);
}

/** try: ... finally: ...; the finally body is compiled twice. CPython: compiler_try_finally(), compiler_try_star_finally() */
function compiler_try_finally(c: Compiler, s: Try | TryStar): void {
  const body = NEW_LABEL(c);
  const end = NEW_LABEL(c);
  const exit = NEW_LABEL(c);
  const cleanup = NEW_LABEL(c);
  const loc = LOC(s);
  ADDOP_JUMP(c, loc, SETUP_FINALLY, end);
  USE_LABEL(c, body);
  compiler_push_fblock(c, loc, FBlock.FINALLY_TRY, body, end, s.finalbody);
  if (s.handlers.length > 0) compiler_try_body(c, s);
  else visitBody(c, s.body);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  compiler_pop_fblock(c);
  visitBody(c, s.finalbody);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, exit);
  USE_LABEL(c, end);
  ADDOP_JUMP(c, NO_LOCATION, SETUP_CLEANUP, cleanup);
  ADDOP(c, NO_LOCATION, PUSH_EXC_INFO);
  compiler_push_fblock(c, NO_LOCATION, FBlock.FINALLY_END, end, NO_LABEL, null);
  visitBody(c, s.finalbody);
  compiler_pop_fblock(c);
  ADDOP_I(c, NO_LOCATION, RERAISE, 0);
  USE_LABEL(c, cleanup);
  POP_EXCEPT_AND_RERAISE(c, NO_LOCATION);
  USE_LABEL(c, exit);
}

/** name = None; del name */
function clearHandlerName(c: Compiler, name: string): void {
  ADDOP_LOAD_CONST(c, NO_LOCATION, CONST_NONE);
  compiler_nameop(c, NO_LOCATION, name, 'Store');
  compiler_nameop(c, NO_LOCATION, name, 'Del');
}

/** try: ... except E as name: ... CPython: compiler_try_except() */
function compiler_try_except(c: Compiler, s: Try): void {
  const loc = LOC(s);
  const body = NEW_LABEL(c);
  const except = NEW_LABEL(c);
  const end = NEW_LABEL(c);
  const cleanup = NEW_LABEL(c);
  ADDOP_JUMP(c, loc, SETUP_FINALLY, except);
  USE_LABEL(c, body);
  compiler_push_fblock(c, loc, FBlock.TRY_EXCEPT, body, NO_LABEL, null);
  visitBody(c, s.body);
  compiler_pop_fblock(c);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  visitBody(c, s.orelse);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
  USE_LABEL(c, except);
  ADDOP_JUMP(c, NO_LOCATION, SETUP_CLEANUP, cleanup);
  ADDOP(c, NO_LOCATION, PUSH_EXC_INFO);
  compiler_push_fblock(c, loc, FBlock.EXCEPTION_HANDLER, NO_LABEL, NO_LABEL, null);
  for (let i = 0; i < s.handlers.length; i++) {
    const handler = s.handlers[i];
    if (handler.type === null && i < s.handlers.length - 1) return compiler_error(c, LOC(handler), "default 'except:' must be last");
    compiler_excepthandler(c, handler, end);
  }
  compiler_pop_fblock(c);
  ADDOP_I(c, NO_LOCATION, RERAISE, 0);
  USE_LABEL(c, cleanup);
  POP_EXCEPT_AND_RERAISE(c, NO_LOCATION);
  USE_LABEL(c, end);
}

function compiler_excepthandler(c: Compiler, handler: excepthandler_ty, end: Label): void {
  const loc = LOC(handler);
  const next_except = NEW_LABEL(c);
  if (handler.type !== null) {
    compiler_visit_expr(c, handler.type);
    ADDOP(c, loc, CHECK_EXC_MATCH);
    ADDOP_JUMP(c, loc, POP_JUMP_IF_FALSE, next_except);
  }
  if (handler.name !== null) {
    const cleanup_end = NEW_LABEL(c);
    const cleanup_body = NEW_LABEL(c);
    compiler_nameop(c, loc, handler.name, 'Store');
    ADDOP_JUMP(c, loc, SETUP_CLEANUP, cleanup_end);
    USE_LABEL(c, cleanup_body);
    compiler_push_fblock(c, loc, FBlock.HANDLER_CLEANUP, cleanup_body, NO_LABEL, handler.name);
    visitBody(c, handler.body);
    compiler_pop_fblock(c);
    ADDOP(c, NO_LOCATION, POP_BLOCK);
    ADDOP(c, NO_LOCATION, POP_BLOCK);
    ADDOP(c, NO_LOCATION, POP_EXCEPT);
    clearHandlerName(c, handler.name);
    ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
    USE_LABEL(c, cleanup_end);
    clearHandlerName(c, handler.name);
    ADDOP_I(c, NO_LOCATION, RERAISE, 1);
  } else {
    const cleanup_body = NEW_LABEL(c);
    ADDOP(c, loc, POP_TOP);
    USE_LABEL(c, cleanup_body);
    compiler_push_fblock(c, loc, FBlock.HANDLER_CLEANUP, cleanup_body, NO_LABEL, null);
    visitBody(c, handler.body);
    compiler_pop_fblock(c);
    ADDOP(c, NO_LOCATION, POP_BLOCK);
    ADDOP(c, NO_LOCATION, POP_EXCEPT);
    ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
  }
  USE_LABEL(c, next_except);
}

/**
 * try: ... except* E as name: ... The stack in the handlers is [group, list of exceptions raised, rest]; what the handlers raised and the rest are
 * put together by the intrinsic at the end. CPython: compiler_try_star_except()
 */
function compiler_try_star_except(c: Compiler, s: TryStar): void {
  const loc = LOC(s);
  const body = NEW_LABEL(c);
  const except = NEW_LABEL(c);
  const orelse = NEW_LABEL(c);
  const end = NEW_LABEL(c);
  const cleanup = NEW_LABEL(c);
  const reraise_star = NEW_LABEL(c);
  ADDOP_JUMP(c, loc, SETUP_FINALLY, except);
  USE_LABEL(c, body);
  compiler_push_fblock(c, loc, FBlock.TRY_EXCEPT, body, NO_LABEL, null);
  visitBody(c, s.body);
  compiler_pop_fblock(c);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, orelse);
  USE_LABEL(c, except);
  ADDOP_JUMP(c, NO_LOCATION, SETUP_CLEANUP, cleanup);
  ADDOP(c, NO_LOCATION, PUSH_EXC_INFO);
  compiler_push_fblock(c, loc, FBlock.EXCEPTION_GROUP_HANDLER, NO_LABEL, NO_LABEL, null);
  for (let i = 0; i < s.handlers.length; i++) compiler_star_excepthandler(c, s.handlers[i], i === 0, i === s.handlers.length - 1, reraise_star);
  compiler_pop_fblock(c);
  const reraise = NEW_LABEL(c);
  USE_LABEL(c, reraise_star);
  ADDOP_I(c, NO_LOCATION, CALL_INTRINSIC_2, INTRINSIC_PREP_RERAISE_STAR);
  ADDOP_I(c, NO_LOCATION, COPY, 1);
  ADDOP_JUMP(c, NO_LOCATION, POP_JUMP_IF_NOT_NONE, reraise);
  ADDOP(c, NO_LOCATION, POP_TOP);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  ADDOP(c, NO_LOCATION, POP_EXCEPT);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
  USE_LABEL(c, reraise);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  ADDOP_I(c, NO_LOCATION, SWAP, 2);
  ADDOP(c, NO_LOCATION, POP_EXCEPT);
  ADDOP_I(c, NO_LOCATION, RERAISE, 0);
  USE_LABEL(c, cleanup);
  POP_EXCEPT_AND_RERAISE(c, NO_LOCATION);
  USE_LABEL(c, orelse);
  visitBody(c, s.orelse);
  USE_LABEL(c, end);
}

function compiler_star_excepthandler(c: Compiler, handler: excepthandler_ty, isFirst: boolean, isLast: boolean, reraise_star: Label): void {
  const loc = LOC(handler);
  const except = NEW_LABEL(c);
  const except_with_error = NEW_LABEL(c);
  const no_match = NEW_LABEL(c);
  if (isFirst) {
    ADDOP_I(c, loc, BUILD_LIST, 0);
    ADDOP_I(c, loc, COPY, 2);
  }
  if (handler.type !== null) {
    compiler_visit_expr(c, handler.type);
    ADDOP(c, loc, CHECK_EG_MATCH);
    ADDOP_I(c, loc, COPY, 1);
    ADDOP_JUMP(c, loc, POP_JUMP_IF_NONE, no_match);
  }
  const cleanup_end = NEW_LABEL(c);
  const cleanup_body = NEW_LABEL(c);
  if (handler.name !== null) compiler_nameop(c, loc, handler.name, 'Store');
  else ADDOP(c, loc, POP_TOP);
  ADDOP_JUMP(c, loc, SETUP_CLEANUP, cleanup_end);
  USE_LABEL(c, cleanup_body);
  compiler_push_fblock(c, loc, FBlock.HANDLER_CLEANUP, cleanup_body, NO_LABEL, handler.name);
  visitBody(c, handler.body);
  compiler_pop_fblock(c);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  if (handler.name !== null) clearHandlerName(c, handler.name);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, except);
  USE_LABEL(c, cleanup_end);
  if (handler.name !== null) clearHandlerName(c, handler.name);
  ADDOP_I(c, NO_LOCATION, LIST_APPEND, 3);
  ADDOP(c, NO_LOCATION, POP_TOP);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, except_with_error);
  USE_LABEL(c, except);
  ADDOP(c, NO_LOCATION, NOP); // Takes the location of what jumped here.
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, except_with_error);
  USE_LABEL(c, no_match);
  ADDOP(c, loc, POP_TOP);
  USE_LABEL(c, except_with_error);
  if (!isLast) return;
  ADDOP_I(c, NO_LOCATION, LIST_APPEND, 1);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, reraise_star);
}

function compiler_with_except_finish(c: Compiler, cleanup: Label): void {
  const suppress = NEW_LABEL(c);
  ADDOP(c, NO_LOCATION, TO_BOOL);
  ADDOP_JUMP(c, NO_LOCATION, POP_JUMP_IF_TRUE, suppress);
  ADDOP_I(c, NO_LOCATION, RERAISE, 2);
  USE_LABEL(c, suppress);
  ADDOP(c, NO_LOCATION, POP_TOP);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  ADDOP(c, NO_LOCATION, POP_EXCEPT);
  ADDOP(c, NO_LOCATION, POP_TOP);
  ADDOP(c, NO_LOCATION, POP_TOP);
  const exit = NEW_LABEL(c);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, exit);
  USE_LABEL(c, cleanup);
  POP_EXCEPT_AND_RERAISE(c, NO_LOCATION);
  USE_LABEL(c, exit);
}

/** The with statement, one item at a time. CPython: compiler_with() */
export function compiler_with(c: Compiler, s: With, pos: number): void {
  const item = s.items[pos];
  const block = NEW_LABEL(c);
  const final = NEW_LABEL(c);
  const exit = NEW_LABEL(c);
  const cleanup = NEW_LABEL(c);
  compiler_visit_expr(c, item.context_expr);
  const loc = LOC(item.context_expr);
  ADDOP(c, loc, BEFORE_WITH);
  ADDOP_JUMP(c, loc, SETUP_WITH, final);
  USE_LABEL(c, block);
  compiler_push_fblock(c, loc, FBlock.WITH, block, final, null);
  if (item.optional_vars !== null) compiler_visit_expr(c, item.optional_vars);
  else ADDOP(c, loc, POP_TOP);
  if (c.report.failed) return;
  if (pos + 1 === s.items.length) visitBody(c, s.body);
  else compiler_with(c, s, pos + 1);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  compiler_pop_fblock(c);
  compiler_call_exit_with_nones(c, loc);
  ADDOP(c, loc, POP_TOP);
  ADDOP_JUMP(c, loc, JUMP, exit);
  USE_LABEL(c, final);
  ADDOP_JUMP(c, loc, SETUP_CLEANUP, cleanup);
  ADDOP(c, loc, PUSH_EXC_INFO);
  ADDOP(c, loc, WITH_EXCEPT_START);
  compiler_with_except_finish(c, cleanup);
  USE_LABEL(c, exit);
}

/** The async with statement. CPython: compiler_async_with() */
export function compiler_async_with(c: Compiler, s: AsyncWith, pos: number): void {
  const item = s.items[pos];
  if (IS_TOP_LEVEL_AWAIT(c)) c.u.u_ste.ste_coroutine = true;
  else if (c.u.u_scope_type !== Scope.ASYNC_FUNCTION) return compiler_error(c, LOC(s), "'async with' outside async function");
  const block = NEW_LABEL(c);
  const final = NEW_LABEL(c);
  const exit = NEW_LABEL(c);
  const cleanup = NEW_LABEL(c);
  compiler_visit_expr(c, item.context_expr);
  const loc = LOC(item.context_expr);
  ADDOP(c, loc, BEFORE_ASYNC_WITH);
  addAwait(c, loc, 1);
  ADDOP_JUMP(c, loc, SETUP_WITH, final);
  USE_LABEL(c, block);
  compiler_push_fblock(c, loc, FBlock.ASYNC_WITH, block, final, null);
  if (item.optional_vars !== null) compiler_visit_expr(c, item.optional_vars);
  else ADDOP(c, loc, POP_TOP);
  if (c.report.failed) return;
  if (pos + 1 === s.items.length) visitBody(c, s.body);
  else compiler_async_with(c, s, pos + 1);
  compiler_pop_fblock(c);
  ADDOP(c, loc, POP_BLOCK);
  compiler_call_exit_with_nones(c, loc);
  addAwait(c, loc, 2);
  ADDOP(c, loc, POP_TOP);
  ADDOP_JUMP(c, loc, JUMP, exit);
  USE_LABEL(c, final);
  ADDOP_JUMP(c, loc, SETUP_CLEANUP, cleanup);
  ADDOP(c, loc, PUSH_EXC_INFO);
  ADDOP(c, loc, WITH_EXCEPT_START);
  addAwait(c, loc, 2);
  compiler_with_except_finish(c, cleanup);
  USE_LABEL(c, exit);
}
