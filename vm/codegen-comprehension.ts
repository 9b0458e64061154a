/**
 * Comprehensions. List, set and dict comprehensions run in the frame around them, with their variables set aside and restored (PEP 709); generator
 * expressions and comprehensions in annotation scopes of a class become functions. CPython: Python/compile.c compiler_comprehension()
 */
import type {comprehension_ty, DictComp, expr_ty, GeneratorExp, ListComp, SetComp} from './generated/ast-nodes';
import {CONST_NONE} from './ast-opt-arith';
import {ADDOP, ADDOP_I, ADDOP_JUMP, ADDOP_LOAD_CONST, ADDOP_NAME, ADD_YIELD_FROM, addAwait, type Compiler, compiler_enter_scope, compiler_error, compiler_exit_scope, compiler_make_closure, compiler_pop_fblock, compiler_push_fblock, FBlock, IS_TOP_LEVEL_AWAIT, type Label, NEW_LABEL, NO_LABEL, Scope, USE_LABEL} from './codegen';
import {ADDOP_YIELD, compiler_jump_if, compiler_visit_expr} from './codegen-expr';
import {wrap_in_stopiteration_handler} from './codegen-function';
import {LOC, NO_LOCATION, SourceLocation} from './compile-errors';
import {optimize_and_assemble} from './compile-unit';
import {BUILD_LIST, BUILD_MAP, BUILD_SET, CALL, END_ASYNC_FOR, END_FOR, FOR_ITER, GET_AITER, GET_ANEXT, GET_ITER, JUMP, JUMP_NO_INTERRUPT, LIST_APPEND, LOAD_FAST, LOAD_FAST_AND_CLEAR, MAKE_CELL, MAP_ADD, POP_BLOCK, POP_TOP, RERAISE, RETURN_VALUE, SETUP_FINALLY, SET_ADD, STORE_FAST_MAYBE_NULL, SWAP} from './opcode-ids';
import {CELL, ClassBlock, DEF_LOCAL, DEF_NONLOCAL, FREE, _PyST_IsFunctionLike, _PySymtable_Lookup, type PySTEntryObject, SCOPE_MASK, SCOPE_OFFSET} from './symtable';

type Comprehension = GeneratorExp | ListComp | SetComp | DictComp;
type Kind = Comprehension['_type'];

/** What does not change while the generators of one comprehension are compiled. */
interface Target { kind: Kind; elt: expr_ty; val: expr_ty | null; generators: readonly comprehension_ty[]; loc: SourceLocation }

function compiler_comprehension_generator(c: Compiler, target: Target, gen_index: number, depth: number, iter_on_stack: boolean): void {
  if (target.generators[gen_index].is_async) compiler_async_comprehension_generator(c, target, gen_index, depth, iter_on_stack);
  else compiler_sync_comprehension_generator(c, target, gen_index, depth, iter_on_stack);
}

/** Adds the element to the result `depth` below, or yields it. Returns where the element stands. */
function addElement(c: Compiler, target: Target, depth: number): SourceLocation {
  const {elt, val} = target;
  const elt_loc = LOC(elt);
  compiler_visit_expr(c, elt);
  switch (target.kind) {
    case 'GeneratorExp':
      ADDOP_YIELD(c, elt_loc);
      ADDOP(c, elt_loc, POP_TOP);
      return elt_loc;
    case 'ListComp': ADDOP_I(c, elt_loc, LIST_APPEND, depth + 1); return elt_loc;
    case 'SetComp': ADDOP_I(c, elt_loc, SET_ADD, depth + 1); return elt_loc;
    case 'DictComp': {
      compiler_visit_expr(c, val!);
      const both = new SourceLocation(elt.lineno, val!.end_lineno, elt.col_offset, val!.end_col_offset);
      ADDOP_I(c, both, MAP_ADD, depth + 1);
      return both;
    }
  }
}

/** The single item of `for y in [f(x)]`, which is assigned without a loop; null for other iterables. */
function singleItem(iter: expr_ty): expr_ty | null {
  if ((iter._type !== 'List' && iter._type !== 'Tuple') || iter.elts.length !== 1 || iter.elts[0]._type === 'Starred') return null;
  return iter.elts[0];
}

function compiler_sync_comprehension_generator(c: Compiler, target: Target, gen_index: number, depth: number, iter_on_stack: boolean): void {
  let start: Label = NEW_LABEL(c);
  const if_cleanup = NEW_LABEL(c);
  const anchor = NEW_LABEL(c);
  const gen = target.generators[gen_index];
  const iterLoc = LOC(gen.iter);
  if (!iter_on_stack) {
    if (gen_index === 0) {
      c.u.u_argcount = 1;
      ADDOP_I(c, target.loc, LOAD_FAST, 0);
    } else {
      const item = singleItem(gen.iter);
      if (item !== null) {
        compiler_visit_expr(c, item);
        start = NO_LABEL;
      } else {
        compiler_visit_expr(c, gen.iter);
        ADDOP(c, iterLoc, GET_ITER);
      }
    }
  }
  let inner = depth;
  if (start !== NO_LABEL) {
    inner++;
    ADDOP(c, iterLoc, GET_ITER);
    USE_LABEL(c, start);
    ADDOP_JUMP(c, iterLoc, FOR_ITER, anchor);
  }
  compiler_visit_expr(c, gen.target);
  for (const condition of gen.ifs) compiler_jump_if(c, target.loc, condition, if_cleanup, false);
  let elt_loc = LOC(target.elt);
  if (gen_index + 1 < target.generators.length) compiler_comprehension_generator(c, target, gen_index + 1, inner, false);
  else elt_loc = addElement(c, target, inner);
  USE_LABEL(c, if_cleanup);
  if (start === NO_LABEL) return;
  ADDOP_JUMP(c, elt_loc, JUMP, start);
  USE_LABEL(c, anchor);
  ADDOP(c, NO_LOCATION, END_FOR);
  ADDOP(c, NO_LOCATION, POP_TOP);
}

function compiler_async_comprehension_generator(c: Compiler, target: Target, gen_index: number, depth: number, iter_on_stack: boolean): void {
  const start = NEW_LABEL(c);
  const except = NEW_LABEL(c);
  const if_cleanup = NEW_LABEL(c);
  const gen = target.generators[gen_index];
  const {loc} = target;
  if (!iter_on_stack) {
    if (gen_index === 0) {
      c.u.u_argcount = 1;
      ADDOP_I(c, loc, LOAD_FAST, 0);
    } else {
      compiler_visit_expr(c, gen.iter);
      ADDOP(c, LOC(gen.iter), GET_AITER);
    }
  }
  USE_LABEL(c, start);
  compiler_push_fblock(c, loc, FBlock.ASYNC_COMPREHENSION_GENERATOR, start, NO_LABEL, null);
  ADDOP_JUMP(c, loc, SETUP_FINALLY, except);
  ADDOP(c, loc, GET_ANEXT);
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADD_YIELD_FROM(c, loc, true);
  ADDOP(c, loc, POP_BLOCK);
  compiler_visit_expr(c, gen.target);
  for (const condition of gen.ifs) compiler_jump_if(c, loc, condition, if_cleanup, false);
  let elt_loc = LOC(target.elt);
  if (gen_index + 1 < target.generators.length) compiler_comprehension_generator(c, target, gen_index + 1, depth + 1, false);
  else elt_loc = addElement(c, target, depth + 1);
  USE_LABEL(c, if_cleanup);
  ADDOP_JUMP(c, elt_loc, JUMP, start);
  compiler_pop_fblock(c);
  USE_LABEL(c, except);
  ADDOP(c, loc, END_ASYNC_FOR);
}

/** What has to be put right after an inlined comprehension. CPython: inlined_comprehension_state */
interface InlinedState {
  pushed_locals: string[];
  temp_symbols: Map<string, number>;
  fast_hidden: string[];
  cleanup: Label;
  end: Label;
}

/** Sets aside the variables of the frame that the comprehension is about to use. CPython: push_inlined_comprehension_state() */
function push_inlined_comprehension_state(c: Compiler, loc: SourceLocation, entry: PySTEntryObject): InlinedState {
  const u = c.u;
  const state: InlinedState = {pushed_locals: [], temp_symbols: new Map(), fast_hidden: [], cleanup: NO_LABEL, end: NO_LABEL};
  const outer = u.u_ste.ste_symbols;
  const in_class_block = u.u_ste.ste_type === ClassBlock && u.u_in_inlined_comp === 0;
  u.u_in_inlined_comp++;
  for (const [name, symbol] of entry.ste_symbols) {
    const scope = (symbol >> SCOPE_OFFSET) & SCOPE_MASK;
    const outv = outer.get(name) ?? 0;
    const outsc = (outv >> SCOPE_OFFSET) & SCOPE_MASK;
    // A name that means something else inside gets its inner meaning while the comprehension is compiled. Free inside is the same as outside.
    if ((scope !== outsc && scope !== FREE && !(scope === CELL && outsc === FREE)) || in_class_block) {
      outer.set(name, symbol);
      state.temp_symbols.set(name, outv);
    }
    // Names that the comprehension binds itself, not those a walrus binds in the block around.
    if (!(symbol & DEF_LOCAL && !(symbol & DEF_NONLOCAL)) && !in_class_block) continue;
    if (!_PyST_IsFunctionLike(u.u_ste) && u.u_fasthidden.get(name) !== true) {
      u.u_fasthidden.set(name, true);
      state.fast_hidden.push(name);
    }
    // A cell is set aside as such, and a new one takes its place.
    ADDOP_NAME(c, loc, LOAD_FAST_AND_CLEAR, name, u.u_varnames);
    if (scope === CELL) ADDOP_NAME(c, loc, MAKE_CELL, name, outsc === FREE ? u.u_freevars : u.u_cellvars);
    state.pushed_locals.push(name);
  }
  if (state.pushed_locals.length > 0) {
    // The iterator comes back to the top of the stack; restoring reverses this.
    ADDOP_I(c, loc, SWAP, state.pushed_locals.length + 1);
    state.cleanup = NEW_LABEL(c);
    state.end = NEW_LABEL(c);
    ADDOP_JUMP(c, loc, SETUP_FINALLY, state.cleanup);
  }
  return state;
}

function restore_inlined_comprehension_locals(c: Compiler, loc: SourceLocation, state: InlinedState): void {
  ADDOP_I(c, loc, SWAP, state.pushed_locals.length + 1);
  for (let i = state.pushed_locals.length - 1; i >= 0; i--) ADDOP_NAME(c, loc, STORE_FAST_MAYBE_NULL, state.pushed_locals[i], c.u.u_varnames);
}

function pop_inlined_comprehension_state(c: Compiler, loc: SourceLocation, state: InlinedState): void {
  c.u.u_in_inlined_comp--;
  for (const [name, symbol] of state.temp_symbols) c.u.u_ste.ste_symbols.set(name, symbol);
  if (state.pushed_locals.length > 0) {
    ADDOP(c, NO_LOCATION, POP_BLOCK);
    ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, state.end);
    USE_LABEL(c, state.cleanup);
    // On an exception the unfinished result, below it on the stack, is dropped.
    ADDOP_I(c, NO_LOCATION, SWAP, 2);
    ADDOP(c, NO_LOCATION, POP_TOP);
    restore_inlined_comprehension_locals(c, loc, state);
    ADDOP_I(c, NO_LOCATION, RERAISE, 0);
    USE_LABEL(c, state.end);
    restore_inlined_comprehension_locals(c, loc, state);
  }
  // False rather than absent: the assembler marks these locals as hidden.
  for (const name of state.fast_hidden) c.u.u_fasthidden.set(name, false);
}

function compiler_comprehension_iter(c: Compiler, comp: comprehension_ty): void {
  compiler_visit_expr(c, comp.iter);
  ADDOP(c, LOC(comp.iter), comp.is_async ? GET_AITER : GET_ITER);
}

const BUILD: Readonly<Record<Exclude<Kind, 'GeneratorExp'>, number>> = {ListComp: BUILD_LIST, SetComp: BUILD_SET, DictComp: BUILD_MAP};

/** A comprehension or generator expression. CPython: compiler_comprehension() */
export function compiler_comprehension(c: Compiler, e: Comprehension, name: string, elt: expr_ty, val: expr_ty | null): void {
  const scope_type = c.u.u_scope_type;
  const is_top_level_await = IS_TOP_LEVEL_AWAIT(c);
  const entry = _PySymtable_Lookup(c.c_st, e);
  const is_inlined = entry.ste_comp_inlined;
  const is_async_generator = entry.ste_coroutine;
  const loc = LOC(e);
  const outermost = e.generators[0];
  let state: InlinedState | null = null;
  if (is_inlined) {
    compiler_comprehension_iter(c, outermost);
    state = push_inlined_comprehension_state(c, loc, entry);
  } else {
    compiler_enter_scope(c, name, Scope.COMPREHENSION, entry, e.lineno);
  }
  if (is_async_generator && e._type !== 'GeneratorExp' && scope_type !== Scope.ASYNC_FUNCTION && scope_type !== Scope.COMPREHENSION && !is_top_level_await) {
    compiler_error(c, loc, 'asynchronous comprehension outside of an asynchronous function');
  }
  if (e._type !== 'GeneratorExp') {
    ADDOP_I(c, loc, BUILD[e._type], 0);
    if (is_inlined) ADDOP_I(c, loc, SWAP, 2);
  }
  compiler_comprehension_generator(c, {kind: e._type, elt, val, generators: e.generators, loc}, 0, 0, is_inlined);
  if (state !== null) return pop_inlined_comprehension_state(c, loc, state);
  if (e._type === 'GeneratorExp') wrap_in_stopiteration_handler(c);
  else ADDOP(c, loc, RETURN_VALUE);
  const code = optimize_and_assemble(c, true);
  compiler_exit_scope(c);
  if (is_top_level_await && is_async_generator) c.u.u_ste.ste_coroutine = true;
  if (code === null) return;
  compiler_make_closure(c, loc, code, 0);
  compiler_comprehension_iter(c, outermost);
  ADDOP_I(c, loc, CALL, 0);
  if (is_async_generator && e._type !== 'GeneratorExp') addAwait(c, loc, 0);
}
