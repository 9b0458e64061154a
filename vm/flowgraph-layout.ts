/**
 * The later passes over the control flow graph: checks of unbound locals, superinstructions, cold blocks, line numbers, pseudo instructions, jumps.
 * CPython: Python/flowgraph.c _PyCfg_OptimizeCodeUnit(), _PyCfg_OptimizedCfgToInstructionSequence()
 */
import type {PyConst} from './constants';
import type {CodeUnitMetadata, CompilerUnit, Instruction} from './codegen';
import type {ConstCache} from './compile-consts';
import {type CompileReport, NO_LOCATION, type SourceLocation} from './compile-errors';
import {BasicBlock, basicblock_add_jump, basicblock_append_instructions, basicblock_last_instr, BB_HAS_FALLTHROUGH, calculate_stackdepth, type CfgBuilder, clearVisited, get_max_label, INSTR_SET_OP0, INSTR_SET_OP1, instr_sequence_to_cfg, is_jump, label_exception_targets, mark_except_handlers, next_nonempty_block, prepare_localsplus, translate_jump_labels_to_targets} from './flowgraph';
import {basicblock_exits_scope, basicblock_has_no_lineno, optimize_cfg, remove_redundant_nops, remove_redundant_nops_and_jumps, remove_unused_consts} from './flowgraph-optimize';
import {DELETE_FAST, JUMP, JUMP_NO_INTERRUPT, LOAD_CLOSURE, LOAD_FAST, LOAD_FAST_AND_CLEAR, LOAD_FAST_CHECK, LOAD_FAST_LOAD_FAST, NOP, POP_JUMP_IF_FALSE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_TRUE, STORE_FAST, STORE_FAST_LOAD_FAST, STORE_FAST_MAYBE_NULL, STORE_FAST_STORE_FAST} from './opcode-ids';
import {HAS_EVAL_BREAK_FLAG, IS_BLOCK_PUSH_OPCODE, IS_UNCONDITIONAL_JUMP_OPCODE, OPCODE_FLAGS} from './opcode-metadata';

function make_super_instruction(inst1: Instruction, inst2: Instruction, super_op: number): void {
  const line1 = inst1.i_loc.lineno;
  const line2 = inst2.i_loc.lineno;
  if (line1 >= 0 && line2 >= 0 && line1 !== line2) return;
  if (inst1.i_oparg >= 16 || inst2.i_oparg >= 16) return;
  INSTR_SET_OP1(inst1, super_op, (inst1.i_oparg << 4) | inst2.i_oparg);
  INSTR_SET_OP0(inst2, NOP);
}

/** Joins neighbouring loads and stores of locals. CPython: insert_superinstructions() */
function insert_superinstructions(entryblock: BasicBlock): void {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (let i = 0; i + 1 < b.b_instr.length; i++) {
      const inst = b.b_instr[i];
      const next = b.b_instr[i + 1];
      if (inst.i_opcode === LOAD_FAST) {
        if (next.i_opcode === LOAD_FAST) make_super_instruction(inst, next, LOAD_FAST_LOAD_FAST);
      } else if (inst.i_opcode === STORE_FAST) {
        if (next.i_opcode === LOAD_FAST) make_super_instruction(inst, next, STORE_FAST_LOAD_FAST);
        else if (next.i_opcode === STORE_FAST) make_super_instruction(inst, next, STORE_FAST_STORE_FAST);
      }
    }
  }
  remove_redundant_nops(entryblock);
}

/** Puts a block on the stack if the bits tell something new about it. CPython: maybe_push() */
function maybe_push(b: BasicBlock, low: number, high: number, stack: BasicBlock[]): void {
  const bothLow = b.unsafeLow | low;
  const bothHigh = b.unsafeHigh | high;
  if (b.unsafeLow === bothLow && b.unsafeHigh === bothHigh) return;
  b.unsafeLow = bothLow;
  b.unsafeHigh = bothHigh;
  if (b.b_visited) return;
  stack.push(b);
  b.b_visited = true;
}

/** Follows which of the first 64 locals may be unbound through a block. CPython: scan_block_for_locals() */
function scan_block_for_locals(b: BasicBlock, stack: BasicBlock[]): void {
  let low = b.unsafeLow;
  let high = b.unsafeHigh;
  for (let i = 0; i < b.b_instr.length; i++) {
    const instr = b.b_instr[i];
    if (instr.i_except !== null) maybe_push(instr.i_except, low, high, stack);
    const arg = instr.i_oparg;
    if (arg >= 64) continue;
    const bitLow = arg < 32 ? 1 << arg : 0;
    const bitHigh = arg < 32 ? 0 : 1 << (arg - 32);
    switch (instr.i_opcode) {
      case DELETE_FAST: case LOAD_FAST_AND_CLEAR: case STORE_FAST_MAYBE_NULL:
        low |= bitLow;
        high |= bitHigh;
        break;
      case LOAD_FAST:
        if ((low & bitLow) !== 0 || (high & bitHigh) !== 0) instr.i_opcode = LOAD_FAST_CHECK;
        low &= ~bitLow;
        high &= ~bitHigh;
        break;
      case STORE_FAST: case LOAD_FAST_CHECK:
        low &= ~bitLow;
        high &= ~bitHigh;
        break;
    }
  }
  if (b.b_next !== null && BB_HAS_FALLTHROUGH(b)) maybe_push(b.b_next, low, high, stack);
  const last = basicblock_last_instr(b);
  if (last !== null && is_jump(last)) maybe_push(last.i_target!, low, high, stack);
}

/** Locals beyond the first 64 are followed within single blocks only. CPython: fast_scan_many_locals() */
function fast_scan_many_locals(entryblock: BasicBlock, nlocals: number): void {
  const states = new Int32Array(nlocals - 64);
  let blocknum = 0;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    blocknum++;
    for (const instr of b.b_instr) {
      const arg = instr.i_oparg;
      if (arg < 64) continue;
      switch (instr.i_opcode) {
        case DELETE_FAST: case LOAD_FAST_AND_CLEAR: case STORE_FAST_MAYBE_NULL: states[arg - 64] = blocknum - 1; break;
        case STORE_FAST: states[arg - 64] = blocknum; break;
        case LOAD_FAST:
          if (states[arg - 64] !== blocknum) instr.i_opcode = LOAD_FAST_CHECK;
          states[arg - 64] = blocknum;
          break;
      }
    }
  }
}

/** Loads of locals that may be unbound become LOAD_FAST_CHECK. CPython: add_checks_for_loads_of_uninitialized_variables() */
function add_checks_for_loads_of_uninitialized_variables(entryblock: BasicBlock, all: number, nparams: number): void {
  if (all === 0) return;
  if (all > 64) fast_scan_many_locals(entryblock, all);
  const nlocals = Math.min(all, 64);
  clearVisited(entryblock);
  let low = 0;
  let high = 0;
  for (let i = nparams; i < nlocals; i++) {
    if (i < 32) low |= 1 << i;
    else high |= 1 << (i - 32);
  }
  const stack: BasicBlock[] = [];
  maybe_push(entryblock, low, high, stack);
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) scan_block_for_locals(b, stack);
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.b_visited = false;
    scan_block_for_locals(b, stack);
  }
}

function mark_warm(entryblock: BasicBlock): void {
  clearVisited(entryblock);
  const stack: BasicBlock[] = [entryblock];
  entryblock.b_visited = true;
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.b_warm = true;
    const next: BasicBlock | null = b.b_next;
    if (next !== null && BB_HAS_FALLTHROUGH(b) && !next.b_visited) {
      stack.push(next);
      next.b_visited = true;
    }
    for (const instr of b.b_instr) {
      if (!is_jump(instr) || instr.i_target!.b_visited) continue;
      stack.push(instr.i_target!);
      instr.i_target!.b_visited = true;
    }
  }
}

/** Blocks that only exception handlers lead to are cold. CPython: mark_cold() */
function mark_cold(entryblock: BasicBlock): void {
  mark_warm(entryblock);
  clearVisited(entryblock);
  const stack: BasicBlock[] = [];
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    if (!b.b_except_handler) continue;
    stack.push(b);
    b.b_visited = true;
  }
  const push = (b: BasicBlock): void => {
    if (b.b_warm || b.b_visited) return;
    stack.push(b);
    b.b_visited = true;
  };
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    b.b_cold = true;
    if (b.b_next !== null && BB_HAS_FALLTHROUGH(b)) push(b.b_next);
    for (const instr of b.b_instr) if (is_jump(instr)) push(instr.i_target!);
  }
}

/** CPython: push_cold_blocks_to_end() */
function push_cold_blocks_to_end(entryblock: BasicBlock): void {
  if (entryblock.b_next === null) return;
  mark_cold(entryblock);
  let next_lbl = get_max_label(entryblock) + 1;
  // A cold block that falls into a warm one needs a jump there.
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    const next: BasicBlock | null = b.b_next;
    if (!b.b_cold || next === null || !next.b_warm || !BB_HAS_FALLTHROUGH(b)) continue;
    const explicit_jump = new BasicBlock();
    if (next.b_label < 0) next.b_label = next_lbl++;
    basicblock_add_jump(explicit_jump, JUMP_NO_INTERRUPT, next, NO_LOCATION);
    explicit_jump.b_cold = true;
    explicit_jump.b_next = next;
    explicit_jump.b_predecessors = 1;
    b.b_next = explicit_jump;
  }
  let cold_blocks: BasicBlock | null = null;
  let cold_blocks_tail: BasicBlock | null = null;
  let b: BasicBlock = entryblock;
  while (b.b_next !== null) {
    while (b.b_next !== null && !b.b_next.b_cold) b = b.b_next;
    const first: BasicBlock | null = b.b_next;
    if (first === null) break;
    let b_end: BasicBlock = first;
    while (b_end.b_next !== null && b_end.b_next.b_cold) b_end = b_end.b_next;
    if (cold_blocks_tail === null) cold_blocks = first;
    else cold_blocks_tail.b_next = first;
    cold_blocks_tail = b_end;
    b.b_next = b_end.b_next;
    b_end.b_next = null;
  }
  b.b_next = cold_blocks;
  if (cold_blocks !== null) remove_redundant_nops_and_jumps(entryblock);
}

function convert_pseudo_ops(entryblock: BasicBlock): void {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (const instr of b.b_instr) {
      if (IS_BLOCK_PUSH_OPCODE(instr.i_opcode)) INSTR_SET_OP0(instr, NOP);
      else if (instr.i_opcode === LOAD_CLOSURE) instr.i_opcode = LOAD_FAST;
      else if (instr.i_opcode === STORE_FAST_MAYBE_NULL) instr.i_opcode = STORE_FAST;
    }
  }
  remove_redundant_nops_and_jumps(entryblock);
}

/** Whether a block leaves the frame or checks the eval breaker, which need a line, and has none. */
function is_exit_or_eval_check_without_lineno(b: BasicBlock): boolean {
  if (!basicblock_exits_scope(b) && !b.b_instr.some(instr => (OPCODE_FLAGS[instr.i_opcode] & HAS_EVAL_BREAK_FLAG) !== 0)) return false;
  return basicblock_has_no_lineno(b);
}

/** Such a block is copied for each jump to it, and takes the line of its only predecessor. CPython: duplicate_exits_without_lineno() */
function duplicate_exits_without_lineno(entryblock: BasicBlock): void {
  let next_lbl = get_max_label(entryblock) + 1;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    const last = basicblock_last_instr(b);
    if (last === null || !is_jump(last)) continue;
    const target = next_nonempty_block(last.i_target)!;
    if (target.b_predecessors <= 1 || !is_exit_or_eval_check_without_lineno(target)) continue;
    const new_target = new BasicBlock();
    basicblock_append_instructions(new_target, target);
    new_target.b_instr[0].i_loc = last.i_loc;
    last.i_target = new_target;
    target.b_predecessors--;
    new_target.b_predecessors = 1;
    new_target.b_next = target.b_next;
    new_target.b_label = next_lbl++;
    target.b_next = new_target;
  }
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    if (b.b_next === null || b.b_instr.length === 0 || !BB_HAS_FALLTHROUGH(b)) continue;
    if (is_exit_or_eval_check_without_lineno(b.b_next)) b.b_next.b_instr[0].i_loc = basicblock_last_instr(b)!.i_loc;
  }
}

/** Instructions without a line take that of the one before, also in a block with one predecessor. CPython: propagate_line_numbers() */
function propagate_line_numbers(entryblock: BasicBlock): void {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    const last = basicblock_last_instr(b);
    if (last === null) continue;
    let prev_location: SourceLocation = NO_LOCATION;
    for (const instr of b.b_instr) {
      if (instr.i_loc.lineno < 0) instr.i_loc = prev_location;
      else prev_location = instr.i_loc;
    }
    if (BB_HAS_FALLTHROUGH(b)) inherit(b.b_next!, prev_location);
    if (is_jump(last)) inherit(last.i_target!, prev_location);
  }
}
function inherit(b: BasicBlock, location: SourceLocation): void {
  if (b.b_predecessors === 1 && b.b_instr.length > 0 && b.b_instr[0].i_loc.lineno < 0) b.b_instr[0].i_loc = location;
}

/** CPython: resolve_line_numbers() */
export function resolve_line_numbers(entryblock: BasicBlock): void {
  duplicate_exits_without_lineno(entryblock);
  propagate_line_numbers(entryblock);
}

const REVERSED: ReadonlyMap<number, number> = new Map([
  [POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_NONE], [POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE], [POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE], [POP_JUMP_IF_TRUE, POP_JUMP_IF_FALSE],
]);

/** Conditional jumps go forward only; one that would go back jumps over an unconditional jump. CPython: normalize_jumps() */
function normalize_jumps(entryblock: BasicBlock): void {
  clearVisited(entryblock);
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    b.b_visited = true;
    const last = basicblock_last_instr(b);
    if (last === null || !is_jump(last) || IS_UNCONDITIONAL_JUMP_OPCODE(last.i_opcode) || !last.i_target!.b_visited) continue;
    const backwards_jump = new BasicBlock();
    basicblock_add_jump(backwards_jump, JUMP, last.i_target!, last.i_loc);
    last.i_opcode = REVERSED.get(last.i_opcode)!;
    last.i_target = b.b_next;
    backwards_jump.b_cold = b.b_cold;
    backwards_jump.b_next = b.b_next;
    b.b_next = backwards_jump;
  }
}

/** A finished graph and what the assembler has to know besides. */
export interface OptimizedUnit { g: CfgBuilder; stackdepth: number; nlocalsplus: number }

/**
 * Turns the instructions of a unit into its final graph; null with an error in the report.
 * CPython: Python/compile.c optimize_and_assemble_code_unit()
 */
export function optimizeUnit(u: CompilerUnit, consts: PyConst[], const_cache: ConstCache, code_flags: number, report: CompileReport): OptimizedUnit | null {
  const g = instr_sequence_to_cfg(u.u_instr_sequence);
  if (!_PyCfg_OptimizeCodeUnit(g, consts, const_cache, u.u_varnames.size, u.u_ste.ste_varnames.length, report)) return null;
  return finishCfg(g, u, code_flags, report);
}
/** Optimizes a graph; false with an error in the report. CPython: _PyCfg_OptimizeCodeUnit() */
export function _PyCfg_OptimizeCodeUnit(g: CfgBuilder, consts: PyConst[], const_cache: ConstCache, nlocals: number, nparams: number, report: CompileReport): boolean {
  const entryblock = g.g_entryblock;
  translate_jump_labels_to_targets(entryblock);
  mark_except_handlers(entryblock);
  label_exception_targets(entryblock);
  optimize_cfg(g, consts, const_cache, report);
  if (report.failed) return false;
  remove_unused_consts(entryblock, consts);
  add_checks_for_loads_of_uninitialized_variables(entryblock, nlocals, nparams);
  insert_superinstructions(entryblock);
  push_cold_blocks_to_end(entryblock);
  resolve_line_numbers(entryblock);
  return true;
}
/** What the assembler needs of an optimized graph; null with an error in the report. CPython: _PyCfg_OptimizedCfgToInstructionSequence() */
export function finishCfg(g: CfgBuilder, u: CodeUnitMetadata, code_flags: number, report: CompileReport): OptimizedUnit | null {
  const entryblock = g.g_entryblock;
  const stackdepth = calculate_stackdepth(entryblock, report);
  if (report.failed) return null;
  const nlocalsplus = prepare_localsplus(u, entryblock, code_flags);
  convert_pseudo_ops(entryblock);
  normalize_jumps(entryblock);
  return {g, stackdepth, nlocalsplus};
}
