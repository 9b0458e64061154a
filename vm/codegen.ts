/**
 * The compiler's state and the primitives of code generation: units, labels, instructions, constants, names, frame blocks.
 * CPython: Python/compile.c, the part up to compiler_body() and compiler_nameop()
 *
 * Errors are sticky: compiler_error() marks the report failed, code goes on being generated where that is harmless, and the result is thrown away.
 */
import type {CodeSpec, PyConst} from './constants';
import type {expr_context_ty, stmt_ty} from './generated/ast-nodes';
import {CONST_NONE} from './ast-opt-arith';
import type {ConstCache} from './compile-consts';
import {type CompileReport, NO_LOCATION, SourceLocation} from './compile-errors';
import {compareNames, constOfName, reprConst} from './compile-text';
import type {BasicBlock} from './flowgraph';
import type {FutureFeatures} from './future';
import {BUILD_TUPLE, CALL, CLEANUP_THROW, COPY, DELETE_DEREF, DELETE_FAST, DELETE_GLOBAL, DELETE_NAME, END_SEND, GET_AWAITABLE, JUMP_NO_INTERRUPT, LOAD_ATTR, LOAD_CLOSURE, LOAD_CONST, LOAD_DEREF, LOAD_FAST, LOAD_FROM_DICT_OR_DEREF, LOAD_FROM_DICT_OR_GLOBALS, LOAD_GLOBAL, LOAD_LOCALS, LOAD_METHOD, LOAD_NAME, LOAD_SUPER_ATTR, LOAD_SUPER_METHOD, LOAD_ZERO_SUPER_ATTR, LOAD_ZERO_SUPER_METHOD, MAKE_FUNCTION, POP_BLOCK, POP_EXCEPT, POP_TOP, RERAISE, RESUME, SEND, SETUP_FINALLY, SET_FUNCTION_ATTRIBUTE, STORE_DEREF, STORE_FAST, STORE_GLOBAL, STORE_NAME, SWAP, YIELD_VALUE} from './opcode-ids';
import {CELL, ClassBlock, DEF_COMP_CELL, DEF_FREE_CLASS, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, ModuleBlock, type PySTEntryObject, _Py_MaybeMangle, _Py_Mangle, _PyST_GetScope, _PyST_IsFunctionLike, SCOPE_MASK, SCOPE_OFFSET, type SymbolTable} from './symtable';

export const CO_OPTIMIZED = 0x1;
export const CO_NEWLOCALS = 0x2;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_NESTED = 0x10;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;
export const CO_MAXBLOCKS = 21;
/** How many values a display or call may push before it is built step by step. */
export const STACK_USE_GUIDELINE = 30;

/** Values of the RESUME argument. */
export const RESUME_AT_FUNC_START = 0;
export const RESUME_AFTER_YIELD = 1;
export const RESUME_AFTER_YIELD_FROM = 2;
export const RESUME_AFTER_AWAIT = 3;

/** Arguments of SET_FUNCTION_ATTRIBUTE. */
export const MAKE_FUNCTION_DEFAULTS = 1;
export const MAKE_FUNCTION_KWDEFAULTS = 2;
export const MAKE_FUNCTION_ANNOTATIONS = 4;
export const MAKE_FUNCTION_CLOSURE = 8;

/** A jump target before its place is known: an index into the label map of the instruction sequence. */
export type Label = number;
export const NO_LABEL: Label = -1;

/** One instruction on its way from code generation to the assembler. CPython: _PyInstruction and cfg_instr in one */
export class Instruction {
  i_target: BasicBlock | null = null;
  i_except: BasicBlock | null = null;
  constructor(public i_opcode: number, public i_oparg: number, public i_loc: SourceLocation) {}
}

/** Instructions in order, and where labels point. CPython: _PyInstructionSequence */
export class InstructionSequence {
  readonly s_instrs: Instruction[] = [];
  readonly s_labelmap: number[] = [];
  s_next_free_label = 0;
  /** Jumps name instructions, not labels. */
  resolved = false;
  /** Those of the units within, where the compiler keeps them. */
  readonly nested: InstructionSequence[] = [];

  /** Puts an instruction before others; labels move along. CPython: _PyInstructionSequence_InsertInstruction() */
  insert(at: number, opcode: number, oparg: number, loc: SourceLocation): void {
    this.s_instrs.splice(at, 0, new Instruction(opcode, oparg, loc));
    for (let label = 0; label < this.s_labelmap.length; label++) if (this.s_labelmap[label] >= at) this.s_labelmap[label]++;
  }
}

export const enum FBlock {
  WHILE_LOOP, FOR_LOOP, TRY_EXCEPT, FINALLY_TRY, FINALLY_END, WITH, ASYNC_WITH, HANDLER_CLEANUP, POP_VALUE, EXCEPTION_HANDLER, EXCEPTION_GROUP_HANDLER,
  ASYNC_COMPREHENSION_GENERATOR, STOP_ITERATION,
}
/** A loop, try or with around the current place. CPython: struct fblockinfo */
export interface FrameBlock {
  fb_type: FBlock;
  fb_block: Label;
  fb_loc: SourceLocation;
  fb_exit: Label;
  /** The statements of a finally, the name of an exception handler, or nothing. */
  fb_datum: stmt_ty[] | string | null;
}

export const enum Scope { MODULE, CLASS, FUNCTION, ASYNC_FUNCTION, LAMBDA, COMPREHENSION, TYPEPARAMS }

/** What becomes one code object. CPython: struct compiler_unit with its _PyCompile_CodeUnitMetadata */
/** What of a unit the optimizer and the assembler need. CPython: _PyCompile_CodeUnitMetadata */
export interface CodeUnitMetadata {
  readonly u_name: string;
  readonly u_qualname: string;
  readonly u_names: ReadonlyMap<string, number>;
  readonly u_varnames: ReadonlyMap<string, number>;
  readonly u_cellvars: ReadonlyMap<string, number>;
  readonly u_freevars: ReadonlyMap<string, number>;
  readonly u_fasthidden: ReadonlyMap<string, boolean>;
  readonly u_argcount: number;
  readonly u_posonlyargcount: number;
  readonly u_kwonlyargcount: number;
  readonly u_firstlineno: number;
}
export class CompilerUnit {
  /** Copies of the finished sequences of the units within, where the compiler keeps them. */
  readonly nestedSequences: InstructionSequence[] = [];
  u_qualname = '';
  u_private: string | null = null;
  /** For a class, the attributes that its methods assign on `self`. */
  readonly u_static_attributes: Set<string> | null;
  readonly u_instr_sequence = new InstructionSequence();
  readonly u_fblock: FrameBlock[] = [];
  u_in_inlined_comp = 0;
  /** Constants in order, and their indices by key. */
  readonly u_consts: PyConst[] = [];
  readonly u_const_indices = new Map<string, number>();
  readonly u_names = new Map<string, number>();
  readonly u_varnames = new Map<string, number>();
  readonly u_cellvars: Map<string, number>;
  readonly u_freevars: Map<string, number>;
  /** Names that are fast locals only inside an inlined comprehension; true while that is being compiled. */
  readonly u_fasthidden = new Map<string, boolean>();
  u_argcount = 0;
  u_posonlyargcount = 0;
  u_kwonlyargcount = 0;

  constructor(readonly u_ste: PySTEntryObject, readonly u_scope_type: Scope, readonly u_name: string, readonly u_firstlineno: number) {
    for (let i = 0; i < u_ste.ste_varnames.length; i++) this.u_varnames.set(u_ste.ste_varnames[i], i);
    this.u_cellvars = dictbytype(u_ste.ste_symbols, CELL, DEF_COMP_CELL, 0);
    if (u_ste.ste_needs_class_closure) dict_add_o(this.u_cellvars, '__class__');
    if (u_ste.ste_needs_classdict) dict_add_o(this.u_cellvars, '__classdict__');
    this.u_freevars = dictbytype(u_ste.ste_symbols, FREE, DEF_FREE_CLASS, this.u_cellvars.size);
    this.u_static_attributes = u_scope_type === Scope.CLASS ? new Set() : null;
  }
}

/** Names with a scope or flag, sorted and numbered from `offset`. CPython: dictbytype() */
function dictbytype(symbols: Map<string, number>, scope_type: number, flag: number, offset: number): Map<string, number> {
  const chosen: string[] = [];
  for (const [name, flags] of symbols) if (((flags >> SCOPE_OFFSET) & SCOPE_MASK) === scope_type || flags & flag) chosen.push(name);
  if (chosen.length > 1) chosen.sort(compareNames);
  const dest = new Map<string, number>();
  for (let i = 0; i < chosen.length; i++) dest.set(chosen[i], offset + i);
  return dest;
}

/** The number of a name, given to it if it is new. CPython: dict_add_o() */
export function dict_add_o(dict: Map<string, number>, name: string): number {
  let index = dict.get(name);
  if (index === undefined) {
    index = dict.size;
    dict.set(name, index);
  }
  return index;
}

/** The state of one compilation. CPython: struct compiler */
export class Compiler {
  u!: CompilerUnit;
  readonly c_stack: CompilerUnit[] = [];
  c_interactive = false;
  /** Keeps the instructions of nested units as code generation made them. */
  c_save_nested_seqs = false;
  c_nestlevel = 0;
  /** The loop at which compiler_unwind_fblock_stack() stopped. */
  foundLoop: FrameBlock | null = null;

  constructor(
    readonly c_filename: string, readonly c_st: SymbolTable, readonly c_future: FutureFeatures, readonly c_flags: number, readonly c_optimize: number,
    readonly c_allows_await: boolean, readonly c_const_cache: ConstCache, readonly report: CompileReport,
  ) {}
}

/** Whether `await` may stand in the module itself. */
export const IS_TOP_LEVEL_AWAIT = (c: Compiler): boolean => c.c_allows_await && c.u.u_ste.ste_type === ModuleBlock;

export const NEW_LABEL = (c: Compiler): Label => ++c.u.u_instr_sequence.s_next_free_label;
/** Lets a label point to the next instruction. */
export function USE_LABEL(c: Compiler, label: Label): void {
  const sequence = c.u.u_instr_sequence;
  while (sequence.s_labelmap.length <= label) sequence.s_labelmap.push(-1);
  sequence.s_labelmap[label] = sequence.s_instrs.length;
}

/** Appends an instruction with an argument. */
export function ADDOP_I(c: Compiler, loc: SourceLocation, opcode: number, oparg: number): void {
  c.u.u_instr_sequence.s_instrs.push(new Instruction(opcode, oparg, loc));
}
/** Appends an instruction without argument. */
export function ADDOP(c: Compiler, loc: SourceLocation, opcode: number): void {
  c.u.u_instr_sequence.s_instrs.push(new Instruction(opcode, 0, loc));
}
/** Appends a jump or block setup. */
export function ADDOP_JUMP(c: Compiler, loc: SourceLocation, opcode: number, target: Label): void {
  c.u.u_instr_sequence.s_instrs.push(new Instruction(opcode, target, loc));
}
/** Appends LOAD_CONST. */
export function ADDOP_LOAD_CONST(c: Compiler, loc: SourceLocation, value: PyConst): void {
  ADDOP_I(c, loc, LOAD_CONST, compiler_add_const(c, value));
}

/** The index of a constant in the current unit. CPython: compiler_add_const() */
export function compiler_add_const(c: Compiler, value: PyConst): number {
  const {key, constant} = c.c_const_cache.mergeRecursive(value);
  const known = c.u.u_const_indices.get(key);
  if (known !== undefined) return known;
  c.u.u_const_indices.set(key, c.u.u_consts.length);
  return c.u.u_consts.push(constant) - 1;
}

/** Appends an instruction whose argument is a mangled name in one of the unit's dicts. CPython: compiler_addop_name() */
export function ADDOP_NAME(c: Compiler, loc: SourceLocation, opcode: number, name: string, dict: Map<string, number> = c.u.u_names): void {
  const arg = dict_add_o(dict, _Py_MaybeMangle(c.u.u_private, c.u.u_ste, name));
  switch (opcode) {
    case LOAD_ATTR: return ADDOP_I(c, loc, LOAD_ATTR, arg << 1);
    case LOAD_METHOD: return ADDOP_I(c, loc, LOAD_ATTR, (arg << 1) | 1);
    case LOAD_SUPER_ATTR: return ADDOP_I(c, loc, LOAD_SUPER_ATTR, (arg << 2) | 2);
    case LOAD_SUPER_METHOD: return ADDOP_I(c, loc, LOAD_SUPER_ATTR, (arg << 2) | 3);
    case LOAD_ZERO_SUPER_ATTR: return ADDOP_I(c, loc, LOAD_SUPER_ATTR, arg << 2);
    case LOAD_ZERO_SUPER_METHOD: return ADDOP_I(c, loc, LOAD_SUPER_ATTR, (arg << 2) | 1);
    default: return ADDOP_I(c, loc, opcode, arg);
  }
}

/** Records a SyntaxError. */
export function compiler_error(c: Compiler, loc: SourceLocation, msg: string): void {
  c.report.syntaxError(msg, loc);
}

/** Opens the unit of a block. CPython: compiler_enter_scope() */
export function compiler_enter_scope(c: Compiler, name: string, scope_type: Scope, ste: PySTEntryObject, lineno: number): void {
  const u = new CompilerUnit(ste, scope_type, name, lineno);
  if (c.u !== undefined) {
    c.c_stack.push(c.u);
    u.u_private = c.u.u_private;
  }
  c.u = u;
  c.c_nestlevel++;
  if (scope_type !== Scope.MODULE) compiler_set_qualname(c);
  else u.u_qualname = name;
  const start = scope_type === Scope.MODULE ? 0 : lineno;
  ADDOP_I(c, new SourceLocation(start, lineno, 0, 0), RESUME, RESUME_AT_FUNC_START);
}

/** Returns to the unit around. */
export function compiler_exit_scope(c: Compiler): void {
  c.c_nestlevel--;
  const outer = c.c_stack.pop();
  if (outer !== undefined) c.u = outer;
}

function compiler_set_qualname(c: Compiler): void {
  const u = c.u;
  u.u_qualname = u.u_name;
  const depth = c.c_stack.length;
  if (depth <= 1) return;
  let parent = c.c_stack[depth - 1];
  if (parent.u_scope_type === Scope.TYPEPARAMS) {
    if (depth === 2) return;
    parent = c.c_stack[depth - 2];
  }
  if (u.u_scope_type === Scope.FUNCTION || u.u_scope_type === Scope.ASYNC_FUNCTION || u.u_scope_type === Scope.CLASS) {
    if (_PyST_GetScope(parent.u_ste, _Py_Mangle(parent.u_private, u.u_name)) === GLOBAL_EXPLICIT) return;
  }
  const isFunction = parent.u_scope_type === Scope.FUNCTION || parent.u_scope_type === Scope.ASYNC_FUNCTION || parent.u_scope_type === Scope.LAMBDA;
  u.u_qualname = `${parent.u_qualname}${isFunction ? '.<locals>' : ''}.${u.u_name}`;
}

/** Enters a frame block. CPython: compiler_push_fblock() */
export function compiler_push_fblock(c: Compiler, loc: SourceLocation, fb_type: FBlock, fb_block: Label, fb_exit: Label, fb_datum: FrameBlock['fb_datum']): void {
  if (c.u.u_fblock.length >= CO_MAXBLOCKS) compiler_error(c, loc, 'too many statically nested blocks');
  c.u.u_fblock.push({fb_type, fb_block, fb_loc: loc, fb_exit, fb_datum});
}
/** Leaves the innermost frame block. */
export function compiler_pop_fblock(c: Compiler): void {
  c.u.u_fblock.pop();
}

/** Calls the __exit__ on the stack with three None. */
export function compiler_call_exit_with_nones(c: Compiler, loc: SourceLocation): void {
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADDOP_I(c, loc, CALL, 2);
}

/** The loop that sends values on to the iterator on the stack. CPython: compiler_add_yield_from() */
export function ADD_YIELD_FROM(c: Compiler, loc: SourceLocation, isAwait: boolean): void {
  const send = NEW_LABEL(c);
  const fail = NEW_LABEL(c);
  const exit = NEW_LABEL(c);
  USE_LABEL(c, send);
  ADDOP_JUMP(c, loc, SEND, exit);
  // YIELD_VALUE raises only if close() or throw() do; StopIteration from them ends the loop.
  ADDOP_JUMP(c, loc, SETUP_FINALLY, fail);
  ADDOP_I(c, loc, YIELD_VALUE, 1);
  ADDOP(c, NO_LOCATION, POP_BLOCK);
  ADDOP_I(c, loc, RESUME, isAwait ? RESUME_AFTER_AWAIT : RESUME_AFTER_YIELD_FROM);
  ADDOP_JUMP(c, loc, JUMP_NO_INTERRUPT, send);
  USE_LABEL(c, fail);
  ADDOP(c, loc, CLEANUP_THROW);
  USE_LABEL(c, exit);
  ADDOP(c, loc, END_SEND);
}

/** Awaits the value on the stack. */
export function addAwait(c: Compiler, loc: SourceLocation, oparg: number): void {
  ADDOP_I(c, loc, GET_AWAITABLE, oparg);
  ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  ADD_YIELD_FROM(c, loc, true);
}

/** Ends a handler that could not handle its exception. CPython: compiler_pop_except_and_reraise() */
export function POP_EXCEPT_AND_RERAISE(c: Compiler, loc: SourceLocation): void {
  ADDOP_I(c, loc, COPY, 3);
  ADDOP(c, loc, POP_EXCEPT);
  ADDOP_I(c, loc, RERAISE, 1);
}

/** Leaves a frame block early; returns the location for what follows. `visitBody` compiles a finally body. CPython: compiler_unwind_fblock() */
export function compiler_unwind_fblock(
  c: Compiler, loc: SourceLocation, info: FrameBlock, preserve_tos: boolean, visitBody: (c: Compiler, body: stmt_ty[]) => void,
): SourceLocation {
  switch (info.fb_type) {
    case FBlock.WHILE_LOOP: case FBlock.EXCEPTION_HANDLER: case FBlock.EXCEPTION_GROUP_HANDLER: case FBlock.ASYNC_COMPREHENSION_GENERATOR:
    case FBlock.STOP_ITERATION:
      return loc;
    case FBlock.FOR_LOOP: case FBlock.POP_VALUE:
      if (preserve_tos) ADDOP_I(c, loc, SWAP, 2);
      ADDOP(c, loc, POP_TOP);
      return loc;
    case FBlock.TRY_EXCEPT:
      ADDOP(c, loc, POP_BLOCK);
      return loc;
    case FBlock.FINALLY_TRY:
      ADDOP(c, loc, POP_BLOCK);
      if (preserve_tos) compiler_push_fblock(c, loc, FBlock.POP_VALUE, NO_LABEL, NO_LABEL, null);
      visitBody(c, info.fb_datum as stmt_ty[]);
      if (preserve_tos) compiler_pop_fblock(c);
      return NO_LOCATION; // What follows the finally body appears to belong to no line.
    case FBlock.FINALLY_END:
      if (preserve_tos) ADDOP_I(c, loc, SWAP, 2);
      ADDOP(c, loc, POP_TOP);
      if (preserve_tos) ADDOP_I(c, loc, SWAP, 2);
      ADDOP(c, loc, POP_BLOCK);
      ADDOP(c, loc, POP_EXCEPT);
      return loc;
    case FBlock.WITH: case FBlock.ASYNC_WITH:
      ADDOP(c, info.fb_loc, POP_BLOCK);
      if (preserve_tos) ADDOP_I(c, info.fb_loc, SWAP, 2);
      compiler_call_exit_with_nones(c, info.fb_loc);
      if (info.fb_type === FBlock.ASYNC_WITH) addAwait(c, info.fb_loc, 2);
      ADDOP(c, info.fb_loc, POP_TOP);
      return NO_LOCATION;
    case FBlock.HANDLER_CLEANUP:
      if (info.fb_datum !== null) ADDOP(c, loc, POP_BLOCK);
      if (preserve_tos) ADDOP_I(c, loc, SWAP, 2);
      ADDOP(c, loc, POP_BLOCK);
      ADDOP(c, loc, POP_EXCEPT);
      if (info.fb_datum !== null) {
        ADDOP_LOAD_CONST(c, loc, CONST_NONE);
        compiler_nameop(c, loc, info.fb_datum as string, 'Store');
        compiler_nameop(c, loc, info.fb_datum as string, 'Del');
      }
      return loc;
  }
}

/** Leaves all frame blocks, or those inside the innermost loop, which is then in c.foundLoop. CPython: compiler_unwind_fblock_stack() */
export function compiler_unwind_fblock_stack(
  c: Compiler, loc: SourceLocation, preserve_tos: boolean, stopsAtLoop: boolean, visitBody: (c: Compiler, body: stmt_ty[]) => void,
): SourceLocation {
  c.foundLoop = null;
  const stack = c.u.u_fblock;
  if (stack.length === 0) return loc;
  const top = stack[stack.length - 1];
  if (top.fb_type === FBlock.EXCEPTION_GROUP_HANDLER) {
    compiler_error(c, loc, "'break', 'continue' and 'return' cannot appear in an except* block");
    return loc;
  }
  if (stopsAtLoop && (top.fb_type === FBlock.WHILE_LOOP || top.fb_type === FBlock.FOR_LOOP)) {
    c.foundLoop = top;
    return loc;
  }
  stack.pop();
  let after = compiler_unwind_fblock(c, loc, top, preserve_tos, visitBody);
  after = compiler_unwind_fblock_stack(c, after, preserve_tos, stopsAtLoop, visitBody);
  stack.push(top);
  return after;
}

/** How the current unit refers to a name that a nested code object has free. CPython: get_ref_type() */
export function get_ref_type(c: Compiler, name: string): number {
  if (c.u.u_scope_type === Scope.CLASS && (name === '__class__' || name === '__classdict__')) return CELL;
  return _PyST_GetScope(c.u.u_ste, name);
}

/** A class that an inlined comprehension would have to be a cell of; a fault that CPython has too. */
function lookupArgFailed(c: Compiler, name: string, code: CodeSpec): void {
  const freevars: PyConst[] = code.co_localsplusnames.filter((_, i) => code.co_localspluskinds[i] & 0x80).map(constOfName);
  const where = `with reftype=${get_ref_type(c, name)} failed in ${c.u.u_name}; freevars of code ${code.co_name}`;
  c.report.raise('SystemError', `compiler_lookup_arg(name=${reprConst(constOfName(name))}) ${where}: ${reprConst({kind: 'tuple', items: freevars})}`);
}

/** Makes a function of a code object: its free variables become a closure. CPython: compiler_make_closure() */
export function compiler_make_closure(c: Compiler, loc: SourceLocation, code: CodeSpec, funcflags: number): void {
  let flags = funcflags;
  let nfreevars = 0;
  for (let i = 0; i < code.co_localspluskinds.length; i++) {
    if (!(code.co_localspluskinds[i] & 0x80)) continue;
    const name = code.co_localsplusnames[i];
    const arg = (get_ref_type(c, name) === CELL ? c.u.u_cellvars : c.u.u_freevars).get(name);
    if (arg === undefined) return lookupArgFailed(c, name, code);
    ADDOP_I(c, loc, LOAD_CLOSURE, arg);
    nfreevars++;
  }
  if (nfreevars > 0) {
    flags |= MAKE_FUNCTION_CLOSURE;
    ADDOP_I(c, loc, BUILD_TUPLE, nfreevars);
  }
  ADDOP_LOAD_CONST(c, loc, {kind: 'code', value: code});
  ADDOP(c, loc, MAKE_FUNCTION);
  for (let flag = MAKE_FUNCTION_CLOSURE; flag > 0; flag >>= 1) if (flags & flag) ADDOP_I(c, loc, SET_FUNCTION_ATTRIBUTE, flag);
}

/** Whether a name must not be bound or deleted; then there is an error in the report. CPython: forbidden_name() */
export function forbidden_name(c: Compiler, loc: SourceLocation, name: string, ctx: expr_context_ty): boolean {
  if (name !== '__debug__' || ctx === 'Load') return false;
  compiler_error(c, loc, ctx === 'Store' ? 'cannot assign to __debug__' : 'cannot delete __debug__');
  return true;
}

/** Loads, stores or deletes a name in the way its scope asks for. CPython: compiler_nameop() */
export function compiler_nameop(c: Compiler, loc: SourceLocation, name: string, ctx: expr_context_ty): void {
  if (forbidden_name(c, loc, name, ctx)) return;
  const u = c.u;
  const ste = u.u_ste;
  const mangled = _Py_MaybeMangle(u.u_private, ste, name);
  const scope = _PyST_GetScope(ste, mangled);
  switch (scope) {
    case FREE: case CELL: {
      const dict = scope === FREE ? u.u_freevars : u.u_cellvars;
      let opcode = ctx === 'Store' ? STORE_DEREF : DELETE_DEREF;
      if (ctx === 'Load') {
        opcode = LOAD_FROM_DICT_OR_DEREF;
        if (ste.ste_type === ClassBlock && u.u_in_inlined_comp === 0) ADDOP(c, loc, LOAD_LOCALS);
        else if (ste.ste_can_see_class_scope) ADDOP_I(c, loc, LOAD_DEREF, dict_add_o(u.u_freevars, '__classdict__'));
        else opcode = LOAD_DEREF;
      }
      return ADDOP_I(c, loc, opcode, dict_add_o(dict, mangled));
    }
    case LOCAL:
      if (!_PyST_IsFunctionLike(ste) && u.u_fasthidden.get(mangled) !== true) break;
      return ADDOP_I(c, loc, ctx === 'Load' ? LOAD_FAST : ctx === 'Store' ? STORE_FAST : DELETE_FAST, dict_add_o(u.u_varnames, mangled));
    case GLOBAL_IMPLICIT: case GLOBAL_EXPLICIT: {
      if (scope === GLOBAL_IMPLICIT && !_PyST_IsFunctionLike(ste)) break;
      if (ctx !== 'Load') return ADDOP_I(c, loc, ctx === 'Store' ? STORE_GLOBAL : DELETE_GLOBAL, dict_add_o(u.u_names, mangled));
      if (ste.ste_can_see_class_scope && scope === GLOBAL_IMPLICIT) {
        ADDOP_I(c, loc, LOAD_DEREF, dict_add_o(u.u_freevars, '__classdict__'));
        return ADDOP_I(c, loc, LOAD_FROM_DICT_OR_GLOBALS, dict_add_o(u.u_names, mangled));
      }
      return ADDOP_I(c, loc, LOAD_GLOBAL, dict_add_o(u.u_names, mangled) << 1);
    }
  }
  const arg = dict_add_o(u.u_names, mangled);
  if (ctx !== 'Load') return ADDOP_I(c, loc, ctx === 'Store' ? STORE_NAME : DELETE_NAME, arg);
  if (ste.ste_type === ClassBlock && u.u_in_inlined_comp > 0) return ADDOP_I(c, loc, LOAD_GLOBAL, arg << 1);
  return ADDOP_I(c, loc, LOAD_NAME, arg);
}
