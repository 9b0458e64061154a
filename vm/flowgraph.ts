/**
 * The control flow graph of a code unit: construction from the instruction sequence, exception handlers, stack depth, and the way back.
 * CPython: Python/flowgraph.c; the optimisations are in vm/flowgraph-optimize.ts and vm/flowgraph-layout.ts
 */
import {type CompileReport, SourceLocation as Location, NO_LOCATION, type SourceLocation} from './compile-errors';
import {CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, type CodeUnitMetadata, Instruction, type InstructionSequence, RESUME_AT_FUNC_START} from './codegen';
import {COPY_FREE_VARS, DELETE_DEREF, LOAD_CLOSURE, LOAD_DEREF, LOAD_FROM_DICT_OR_DEREF, MAKE_CELL, NOP, POP_BLOCK, POP_TOP, RESUME, RETURN_GENERATOR, SETUP_CLEANUP, SETUP_WITH, STORE_DEREF, YIELD_VALUE} from './opcode-ids';
import {HAS_JUMP_FLAG, HAS_TARGET, IS_BLOCK_PUSH_OPCODE, IS_SCOPE_EXIT_OPCODE, IS_TERMINATOR_OPCODE, IS_UNCONDITIONAL_JUMP_OPCODE, OPCODE_FLAGS, PY_INVALID_STACK_EFFECT, PyCompile_OpcodeStackEffectWithJump} from './opcode-metadata';

const INT_MIN = -0x80000000;
const RESUME_OPARG_DEPTH1_MASK = 4;

/** A run of instructions that is entered only at its head. CPython: struct _PyCfgBasicblock */
export class BasicBlock {
  /** The label of a jump target, -1 for others. */
  b_label = -1;
  b_exceptstack: ExceptStack | null = null;
  b_instr: Instruction[] = [];
  b_next: BasicBlock | null = null;
  /** Locals 0-31 and 32-63 that may be unbound here, as bits. */
  unsafeLow = 0;
  unsafeHigh = 0;
  b_predecessors = 0;
  b_startdepth = 0;
  b_preserve_lasti = false;
  b_visited = false;
  b_except_handler = false;
  b_cold = false;
  b_warm = false;
  /** Index of the first instruction once all are in one sequence. */
  firstIndex = 0;
}

/** The handlers around an instruction, innermost last; handlers[0] is none. CPython: struct _PyCfgExceptStack */
type ExceptStack = (BasicBlock | null)[];

/** CPython: struct _PyCfgBuilder */
export class CfgBuilder {
  readonly g_entryblock = new BasicBlock();
  g_curblock = this.g_entryblock;
  g_current_label = -1;
}

export const is_jump = (instr: Instruction): boolean => (OPCODE_FLAGS[instr.i_opcode] & HAS_JUMP_FLAG) !== 0;
export const basicblock_last_instr = (b: BasicBlock): Instruction | null => (b.b_instr.length > 0 ? b.b_instr[b.b_instr.length - 1] : null);

/** Whether control never passes from the end of a block to the next one. */
export function BB_NO_FALLTHROUGH(b: BasicBlock): boolean {
  const last = basicblock_last_instr(b);
  return last !== null && (IS_SCOPE_EXIT_OPCODE(last.i_opcode) || IS_UNCONDITIONAL_JUMP_OPCODE(last.i_opcode));
}
export const BB_HAS_FALLTHROUGH = (b: BasicBlock): boolean => !BB_NO_FALLTHROUGH(b);

export function next_nonempty_block(block: BasicBlock | null): BasicBlock | null {
  let b = block;
  while (b !== null && b.b_instr.length === 0) b = b.b_next;
  return b;
}

/** Makes an instruction one without argument. */
export function INSTR_SET_OP0(instr: Instruction, opcode: number): void {
  instr.i_opcode = opcode;
  instr.i_oparg = 0;
}
export function INSTR_SET_OP1(instr: Instruction, opcode: number, oparg: number): void {
  instr.i_opcode = opcode;
  instr.i_oparg = oparg;
}

/** Appends a jump to a block that does not end with one. CPython: basicblock_add_jump() */
export function basicblock_add_jump(b: BasicBlock, opcode: number, target: BasicBlock, loc: SourceLocation): void {
  const jump = new Instruction(opcode, target.b_label, loc);
  jump.i_target = target;
  b.b_instr.push(jump);
}

export function basicblock_append_instructions(to: BasicBlock, from: BasicBlock): void {
  const count = from.b_instr.length;
  for (let i = 0; i < count; i++) {
    const source = from.b_instr[i];
    const copy = new Instruction(source.i_opcode, source.i_oparg, source.i_loc);
    copy.i_target = source.i_target;
    copy.i_except = source.i_except;
    to.b_instr.push(copy);
  }
}

/** Whether the next instruction has to go into a new block; an empty block takes the pending label. */
function cfg_builder_current_block_is_terminated(g: CfgBuilder): boolean {
  const last = basicblock_last_instr(g.g_curblock);
  if (last !== null && IS_TERMINATOR_OPCODE(last.i_opcode)) return true;
  if (g.g_current_label < 0) return false;
  if (last !== null || g.g_curblock.b_label >= 0) return true;
  g.g_curblock.b_label = g.g_current_label;
  g.g_current_label = -1;
  return false;
}

function cfg_builder_maybe_start_new_block(g: CfgBuilder): void {
  if (!cfg_builder_current_block_is_terminated(g)) return;
  const b = new BasicBlock();
  b.b_label = g.g_current_label;
  g.g_current_label = -1;
  g.g_curblock.b_next = b;
  g.g_curblock = b;
}

/** The graph of a code unit; labels become indices of instructions. CPython: Python/compile.c instr_sequence_to_cfg() */
export function instr_sequence_to_cfg(sequence: InstructionSequence): CfgBuilder {
  const {s_instrs, s_labelmap} = sequence;
  const isTarget = new Uint8Array(s_instrs.length);
  for (let i = 0; i < s_instrs.length; i++) {
    const instr = s_instrs[i];
    if (!HAS_TARGET(instr.i_opcode)) continue;
    instr.i_oparg = s_labelmap[instr.i_oparg];
    isTarget[instr.i_oparg] = 1;
  }
  const g = new CfgBuilder();
  for (let i = 0; i < s_instrs.length; i++) {
    if (isTarget[i] === 1) {
      g.g_current_label = i;
      cfg_builder_maybe_start_new_block(g);
    }
    cfg_builder_maybe_start_new_block(g);
    g.g_curblock.b_instr.push(s_instrs[i]);
  }
  return g;
}

export function get_max_label(entryblock: BasicBlock): number {
  let label = -1;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) if (b.b_label > label) label = b.b_label;
  return label;
}

/** Lets jumps and block setups point to blocks. CPython: translate_jump_labels_to_targets() */
export function translate_jump_labels_to_targets(entryblock: BasicBlock): void {
  const label2block = new Map<number, BasicBlock>();
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) if (b.b_label >= 0) label2block.set(b.b_label, b);
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (const instr of b.b_instr) if (HAS_TARGET(instr.i_opcode)) instr.i_target = label2block.get(instr.i_oparg)!;
  }
}

export function mark_except_handlers(entryblock: BasicBlock): void {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (const instr of b.b_instr) if (IS_BLOCK_PUSH_OPCODE(instr.i_opcode)) instr.i_target!.b_except_handler = true;
  }
}

/** Marks all blocks as not visited. */
export function clearVisited(entryblock: BasicBlock): void {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) b.b_visited = false;
}

/** Tells each instruction its exception handler, from the block setups on the way to it. CPython: label_exception_targets() */
export function label_exception_targets(entryblock: BasicBlock): void {
  clearVisited(entryblock);
  const todo: BasicBlock[] = [entryblock];
  entryblock.b_visited = true;
  entryblock.b_exceptstack = [null];
  for (let b = todo.pop(); b !== undefined; b = todo.pop()) {
    const except_stack: ExceptStack = b.b_exceptstack!;
    b.b_exceptstack = null;
    let handler = except_stack[except_stack.length - 1];
    let last_yield_except_depth = -1;
    let isStackPassedOn = false;
    for (let i = 0; i < b.b_instr.length; i++) {
      const instr = b.b_instr[i];
      const opcode = instr.i_opcode;
      if (IS_BLOCK_PUSH_OPCODE(opcode)) {
        const target = instr.i_target!;
        if (!target.b_visited) {
          target.b_exceptstack = except_stack.slice();
          todo.push(target);
          target.b_visited = true;
        }
        if (opcode === SETUP_WITH || opcode === SETUP_CLEANUP) target.b_preserve_lasti = true;
        except_stack.push(target);
        handler = target;
      } else if (opcode === POP_BLOCK) {
        except_stack.pop();
        handler = except_stack[except_stack.length - 1];
        INSTR_SET_OP0(instr, NOP);
      } else if (is_jump(instr)) {
        instr.i_except = handler;
        const target = instr.i_target!;
        if (!target.b_visited) {
          isStackPassedOn = BB_NO_FALLTHROUGH(b);
          target.b_exceptstack = isStackPassedOn ? except_stack : except_stack.slice();
          todo.push(target);
          target.b_visited = true;
        }
      } else {
        instr.i_except = handler;
        if (opcode === YIELD_VALUE) {
          last_yield_except_depth = except_stack.length - 1;
        } else if (opcode === RESUME && instr.i_oparg !== RESUME_AT_FUNC_START) {
          if (last_yield_except_depth === 1) instr.i_oparg |= RESUME_OPARG_DEPTH1_MASK;
          last_yield_except_depth = -1;
        }
      }
    }
    const next: BasicBlock | null = b.b_next;
    if (!isStackPassedOn && next !== null && BB_HAS_FALLTHROUGH(b) && !next.b_visited) {
      next.b_exceptstack = except_stack;
      todo.push(next);
      next.b_visited = true;
    }
  }
}

/** The greatest stack depth on any path, -1 with an error in the report. CPython: calculate_stackdepth() */
export function calculate_stackdepth(entryblock: BasicBlock, report: CompileReport): number {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) b.b_startdepth = INT_MIN;
  const stack: BasicBlock[] = [entryblock];
  entryblock.b_startdepth = 0;
  let maxdepth = 0;
  const push = (b: BasicBlock, depth: number): boolean => {
    if (b.b_startdepth >= 0 && b.b_startdepth !== depth) {
      report.raise('ValueError', 'Invalid CFG, inconsistent stackdepth');
      return false;
    }
    if (b.b_startdepth < depth) {
      b.b_startdepth = depth;
      stack.push(b);
    }
    return true;
  };
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    let depth = b.b_startdepth;
    let next: BasicBlock | null = b.b_next;
    for (let i = 0; i < b.b_instr.length; i++) {
      const instr = b.b_instr[i];
      const effect = PyCompile_OpcodeStackEffectWithJump(instr.i_opcode, instr.i_oparg, 0);
      if (effect === PY_INVALID_STACK_EFFECT) {
        report.raise('SystemError', `Invalid stack effect for opcode=${instr.i_opcode}, arg=${instr.i_oparg}`);
        return -1;
      }
      const new_depth = depth + effect;
      if (new_depth < 0) {
        report.raise('ValueError', 'Invalid CFG, stack underflow');
        return -1;
      }
      if (new_depth > maxdepth) maxdepth = new_depth;
      if (HAS_TARGET(instr.i_opcode)) {
        const target_depth = depth + PyCompile_OpcodeStackEffectWithJump(instr.i_opcode, instr.i_oparg, 1);
        if (target_depth > maxdepth) maxdepth = target_depth;
        if (!push(instr.i_target!, target_depth)) return -1;
      }
      depth = new_depth;
      if (IS_UNCONDITIONAL_JUMP_OPCODE(instr.i_opcode) || IS_SCOPE_EXIT_OPCODE(instr.i_opcode)) {
        next = null;
        break;
      }
    }
    if (next !== null && !push(next, depth)) return -1;
  }
  return maxdepth;
}

/** Where each cell and free variable goes among the locals; a cell that is a parameter shares its place. CPython: build_cellfixedoffsets() */
function build_cellfixedoffsets(u: CodeUnitMetadata): number[] {
  const nlocals = u.u_varnames.size;
  const fixed: number[] = [];
  for (let i = 0; i < u.u_cellvars.size + u.u_freevars.size; i++) fixed.push(nlocals + i);
  for (const [name, index] of u.u_cellvars) {
    const argoffset = u.u_varnames.get(name);
    if (argoffset !== undefined) fixed[index] = argoffset;
  }
  return fixed;
}

/** COPY_FREE_VARS, MAKE_CELLs and RETURN_GENERATOR at the head of the code. CPython: insert_prefix_instructions() */
function insert_prefix_instructions(u: CodeUnitMetadata, entryblock: BasicBlock, fixed: readonly number[], code_flags: number): void {
  const prefix: Instruction[] = [];
  if (u.u_freevars.size > 0) prefix.push(new Instruction(COPY_FREE_VARS, u.u_freevars.size, NO_LOCATION));
  const ncellvars = u.u_cellvars.size;
  if (ncellvars > 0) {
    // In the order of their final places, which parameters come first in.
    const order: number[] = [];
    for (let i = 0; i < ncellvars; i++) order.push(i);
    order.sort((a, b) => fixed[a] - fixed[b]);
    for (const index of order) prefix.push(new Instruction(MAKE_CELL, index, NO_LOCATION));
  }
  if (code_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
    const loc = new Location(u.u_firstlineno, u.u_firstlineno, -1, -1);
    prefix.push(new Instruction(RETURN_GENERATOR, 0, loc), new Instruction(POP_TOP, 0, loc));
  }
  if (prefix.length > 0) entryblock.b_instr = prefix.concat(entryblock.b_instr);
}

function fix_cell_offsets(u: CodeUnitMetadata, entryblock: BasicBlock, fixedmap: number[]): number {
  const nlocals = u.u_varnames.size;
  let numdropped = 0;
  for (let i = 0; i < fixedmap.length; i++) {
    if (fixedmap[i] === i + nlocals) fixedmap[i] -= numdropped;
    else numdropped += 1;
  }
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (const instr of b.b_instr) {
      switch (instr.i_opcode) {
        case MAKE_CELL: case LOAD_CLOSURE: case LOAD_DEREF: case STORE_DEREF: case DELETE_DEREF: case LOAD_FROM_DICT_OR_DEREF:
          instr.i_oparg = fixedmap[instr.i_oparg];
      }
    }
  }
  return numdropped;
}

/** Gives cells and free variables their final places; returns the number of all locals. CPython: prepare_localsplus() */
export function prepare_localsplus(u: CodeUnitMetadata, entryblock: BasicBlock, code_flags: number): number {
  const fixed = build_cellfixedoffsets(u);
  insert_prefix_instructions(u, entryblock, fixed, code_flags);
  const numdropped = u.u_cellvars.size + u.u_freevars.size > 0 ? fix_cell_offsets(u, entryblock, fixed) : 0;
  return u.u_varnames.size + u.u_cellvars.size + u.u_freevars.size - numdropped;
}

/** All instructions in order; each block knows where it begins. CPython: _PyCfg_ToInstructionSequence() */
export function _PyCfg_ToInstructionSequence(entryblock: BasicBlock): Instruction[] {
  const instrs: Instruction[] = [];
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    b.firstIndex = instrs.length;
    for (const instr of b.b_instr) instrs.push(instr);
  }
  return instrs;
}
