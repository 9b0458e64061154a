/**
 * Optimisations of the control flow graph: small exit blocks are copied, constants and tuples of constants folded, jumps threaded, swaps resolved,
 * unused constants and NOPs removed. CPython: Python/flowgraph.c optimize_cfg()
 */
import type {PyConst} from './constants';
import {constBool, isTrue} from './ast-opt-arith';
import type {Instruction} from './codegen';
import type {ConstCache} from './compile-consts';
import {type CompileReport, NO_LOCATION} from './compile-errors';
import {BB_HAS_FALLTHROUGH, type BasicBlock, type CfgBuilder, INSTR_SET_OP0, INSTR_SET_OP1, basicblock_add_jump, basicblock_append_instructions, basicblock_last_instr, clearVisited, is_jump, next_nonempty_block} from './flowgraph';
import {resolve_line_numbers} from './flowgraph-layout';
import {BUILD_TUPLE, COMPARE_OP, CONTAINS_OP, COPY, IS_OP, JUMP, JUMP_NO_INTERRUPT, LOAD_CONST, LOAD_GLOBAL, NOP, POP_JUMP_IF_FALSE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_TRUE, POP_TOP, PUSH_NULL, RETURN_CONST, RETURN_VALUE, STORE_FAST, STORE_FAST_MAYBE_NULL, SWAP, TO_BOOL, UNARY_NOT, UNPACK_SEQUENCE} from './opcode-ids';
import {HAS_CONST_FLAG, HAS_TARGET, IS_SCOPE_EXIT_OPCODE, IS_TERMINATOR_OPCODE, IS_UNCONDITIONAL_JUMP_OPCODE, OPCODE_FLAGS} from './opcode-metadata';

/** The longest exit block that is copied instead of being jumped to. */
const MAX_COPY_SIZE = 4;

/** Empties blocks that nothing reaches and counts the predecessors of the others. CPython: remove_unreachable() */
export function remove_unreachable(entryblock: BasicBlock): void {
  clearVisited(entryblock);
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) b.b_predecessors = 0;
  const stack: BasicBlock[] = [entryblock];
  entryblock.b_predecessors = 1;
  entryblock.b_visited = true;
  for (let b = stack.pop(); b !== undefined; b = stack.pop()) {
    const next: BasicBlock | null = b.b_next;
    if (next !== null && BB_HAS_FALLTHROUGH(b)) {
      if (!next.b_visited) {
        stack.push(next);
        next.b_visited = true;
      }
      next.b_predecessors++;
    }
    for (let i = 0; i < b.b_instr.length; i++) {
      const instr = b.b_instr[i];
      if (!HAS_TARGET(instr.i_opcode)) continue;
      const target = instr.i_target!;
      if (!target.b_visited) {
        stack.push(target);
        target.b_visited = true;
      }
      target.b_predecessors++;
    }
  }
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    if (b.b_predecessors > 0) continue;
    b.b_instr.length = 0;
    b.b_except_handler = false;
  }
}

/** Removes the NOPs of a block that no line event needs; returns how many. CPython: basicblock_remove_redundant_nops() */
function basicblock_remove_redundant_nops(bb: BasicBlock): number {
  const instrs = bb.b_instr;
  let dest = 0;
  let prev_lineno = -1;
  for (let src = 0; src < instrs.length; src++) {
    const instr = instrs[src];
    const lineno = instr.i_loc.lineno;
    if (instr.i_opcode === NOP) {
      if (lineno < 0 || prev_lineno === lineno) continue;
      if (src < instrs.length - 1) {
        const next_lineno = instrs[src + 1].i_loc.lineno;
        if (next_lineno === lineno) continue;
        if (next_lineno < 0) {
          instrs[src + 1].i_loc = instr.i_loc;
          continue;
        }
      } else {
        const next = next_nonempty_block(bb.b_next);
        if (next !== null && firstLineno(next) === lineno) continue;
      }
    }
    if (dest !== src) instrs[dest] = instr;
    dest++;
    prev_lineno = lineno;
  }
  const num_removed = instrs.length - dest;
  if (num_removed > 0) instrs.length = dest;
  return num_removed;
}

/** The line of a block's first instruction that will stay. */
function firstLineno(block: BasicBlock): number {
  for (const instr of block.b_instr) if (instr.i_opcode !== NOP || instr.i_loc.lineno !== NO_LOCATION.lineno) return instr.i_loc.lineno;
  return NO_LOCATION.lineno;
}

/** CPython: remove_redundant_nops() */
export function remove_redundant_nops(entryblock: BasicBlock): number {
  let changes = 0;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) changes += basicblock_remove_redundant_nops(b);
  return changes;
}

/** Also removes constants and copies that are dropped at once. CPython: remove_redundant_nops_and_pairs() */
function remove_redundant_nops_and_pairs(entryblock: BasicBlock): void {
  for (let done = false; !done;) {
    done = true;
    let instr: Instruction | null = null;
    for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
      basicblock_remove_redundant_nops(b);
      if (b.b_label >= 0) instr = null;
      for (let i = 0; i < b.b_instr.length; i++) {
        const prev: Instruction | null = instr;
        instr = b.b_instr[i];
        if (instr.i_opcode !== POP_TOP || prev === null) continue;
        if (prev.i_opcode === LOAD_CONST || (prev.i_opcode === COPY && prev.i_oparg === 1)) {
          INSTR_SET_OP0(prev, NOP);
          INSTR_SET_OP0(instr, NOP);
          done = false;
        }
      }
      if ((instr !== null && is_jump(instr)) || !BB_HAS_FALLTHROUGH(b)) instr = null;
    }
  }
}

function remove_redundant_jumps(entryblock: BasicBlock): number {
  let changes = 0;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    const last = basicblock_last_instr(b);
    if (last === null || !IS_UNCONDITIONAL_JUMP_OPCODE(last.i_opcode)) continue;
    if (next_nonempty_block(last.i_target) === next_nonempty_block(b.b_next)) {
      changes++;
      INSTR_SET_OP0(last, NOP);
    }
  }
  return changes;
}

/** CPython: remove_redundant_nops_and_jumps() */
export function remove_redundant_nops_and_jumps(entryblock: BasicBlock): void {
  for (let changes = 1; changes > 0;) changes = remove_redundant_nops(entryblock) + remove_redundant_jumps(entryblock);
}

/** Whether no instruction of a block has a line. */
export function basicblock_has_no_lineno(b: BasicBlock): boolean {
  for (let i = 0; i < b.b_instr.length; i++) if (b.b_instr[i].i_loc.lineno >= 0) return false;
  return true;
}

export function basicblock_exits_scope(b: BasicBlock): boolean {
  const last = basicblock_last_instr(b);
  return last !== null && IS_SCOPE_EXIT_OPCODE(last.i_opcode);
}

/** Replaces a jump to a small exit block, or to one without lines, by that block. CPython: basicblock_inline_small_or_no_lineno_blocks() */
function basicblock_inline_small_or_no_lineno_blocks(bb: BasicBlock): boolean {
  const jump = basicblock_last_instr(bb);
  if (jump === null || !IS_UNCONDITIONAL_JUMP_OPCODE(jump.i_opcode)) return false;
  const target = jump.i_target!;
  const small_exit_block = basicblock_exits_scope(target) && target.b_instr.length <= MAX_COPY_SIZE;
  const no_lineno_no_fallthrough = basicblock_has_no_lineno(target) && !BB_HAS_FALLTHROUGH(target);
  if (!small_exit_block && !no_lineno_no_fallthrough) return false;
  const removed_jump_opcode = jump.i_opcode;
  INSTR_SET_OP0(jump, NOP);
  basicblock_append_instructions(bb, target);
  if (no_lineno_no_fallthrough) {
    const last = basicblock_last_instr(bb)!;
    // A jump that checks the eval breaker must not be lost.
    if (IS_UNCONDITIONAL_JUMP_OPCODE(last.i_opcode) && removed_jump_opcode === JUMP) last.i_opcode = JUMP;
  }
  target.b_predecessors--;
  return true;
}

function inline_small_or_no_lineno_blocks(entryblock: BasicBlock): void {
  for (let changes = true; changes;) {
    changes = false;
    for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) if (basicblock_inline_small_or_no_lineno_blocks(b)) changes = true;
  }
}

/** Lets a jump to a jump go where that goes. CPython: jump_thread() */
function jump_thread(bb: BasicBlock, inst: Instruction, target: Instruction, opcode: number): boolean {
  if (inst.i_target === target.i_target) return false;
  INSTR_SET_OP0(inst, NOP);
  basicblock_add_jump(bb, opcode, target.i_target!, target.i_loc);
  return true;
}

/** The index of a constant, which is added if it is new. CPython: add_const() */
function add_const(newconst: PyConst, consts: PyConst[], const_cache: ConstCache): number {
  const merged = const_cache.mergeOne(newconst);
  const index = consts.indexOf(merged);
  return index >= 0 ? index : consts.push(merged) - 1;
}

/** LOAD_CONSTs followed by BUILD_TUPLE become one constant. CPython: fold_tuple_on_constants() */
function fold_tuple_on_constants(const_cache: ConstCache, instrs: readonly Instruction[], end: number, n: number, consts: PyConst[]): void {
  for (let i = end - n; i < end; i++) if (!(OPCODE_FLAGS[instrs[i].i_opcode] & HAS_CONST_FLAG)) return;
  const items: PyConst[] = [];
  for (let i = end - n; i < end; i++) items.push(consts[instrs[i].i_oparg]);
  const index = add_const({kind: 'tuple', items}, consts, const_cache);
  for (let i = end - n; i < end; i++) INSTR_SET_OP0(instrs[i], NOP);
  INSTR_SET_OP1(instrs[end], LOAD_CONST, index);
}

/** Replaces a run of SWAPs by a shortest one; returns the index of its last instruction. CPython: swaptimize() */
function swaptimize(block: BasicBlock, ix: number): number {
  const instrs = block.b_instr;
  let depth = instrs[ix].i_oparg;
  let more = false;
  let length = 1;
  for (; ix + length < instrs.length; length++) {
    const {i_opcode, i_oparg} = instrs[ix + length];
    if (i_opcode === SWAP) {
      depth = Math.max(depth, i_oparg);
      more = true;
    } else if (i_opcode !== NOP) {
      break;
    }
  }
  if (!more) return ix;
  const stack: number[] = [];
  for (let i = 0; i < depth; i++) stack.push(i);
  for (let i = ix; i < ix + length; i++) {
    if (instrs[i].i_opcode !== SWAP) continue;
    const {i_oparg} = instrs[i];
    const top = stack[0];
    stack[0] = stack[i_oparg - 1];
    stack[i_oparg - 1] = top;
  }
  // Each cycle of the permutation takes one SWAP per item (the top of the stack takes part in all); written from the end of the run.
  const VISITED = -1;
  let current = ix + length - 1;
  for (let i = 0; i < depth; i++) {
    if (stack[i] === VISITED || stack[i] === i) continue;
    let j = i;
    for (;;) {
      if (j !== 0) INSTR_SET_OP1(instrs[current--], SWAP, j + 1);
      if (stack[j] === VISITED) break;
      const next = stack[j];
      stack[j] = VISITED;
      j = next;
    }
  }
  for (; current >= ix; current--) INSTR_SET_OP0(instrs[current], NOP);
  return ix + length - 1;
}

/** Instructions that only pop the top of the stack and may change places. */
const SWAPPABLE = (opcode: number): boolean => opcode === STORE_FAST || opcode === STORE_FAST_MAYBE_NULL || opcode === POP_TOP;
const STORES_TO = (instr: Instruction): number => (instr.i_opcode === STORE_FAST || instr.i_opcode === STORE_FAST_MAYBE_NULL ? instr.i_oparg : -1);

function next_swappable_instruction(instrs: readonly Instruction[], start: number, lineno: number): number {
  for (let i = start + 1; i < instrs.length; i++) {
    const instr = instrs[i];
    if (lineno >= 0 && instr.i_loc.lineno !== lineno) return -1;
    if (instr.i_opcode === NOP) continue;
    return SWAPPABLE(instr.i_opcode) ? i : -1;
  }
  return -1;
}

/** Exchanges stores instead of the values they store. CPython: apply_static_swaps() */
function apply_static_swaps(block: BasicBlock, start: number): void {
  const instrs = block.b_instr;
  for (let i = start; i >= 0; i--) {
    const swap = instrs[i];
    if (swap.i_opcode !== SWAP) {
      if (swap.i_opcode === NOP || SWAPPABLE(swap.i_opcode)) continue;
      return;
    }
    const j = next_swappable_instruction(instrs, i, -1);
    if (j < 0) return;
    let k = j;
    const {lineno} = instrs[j].i_loc;
    for (let count = swap.i_oparg - 1; count > 0; count--) {
      k = next_swappable_instruction(instrs, k, lineno);
      if (k < 0) return;
    }
    const store_j = STORES_TO(instrs[j]);
    const store_k = STORES_TO(instrs[k]);
    if (store_j >= 0 || store_k >= 0) {
      if (store_j === store_k) return;
      for (let between = j + 1; between < k; between++) {
        const store = STORES_TO(instrs[between]);
        if (store >= 0 && (store === store_j || store === store_k)) return;
      }
    }
    INSTR_SET_OP0(swap, NOP);
    const exchanged = instrs[j];
    instrs[j] = instrs[k];
    instrs[k] = exchanged;
  }
}

/** Evaluates what is done with a constant right after it was loaded. CPython: basicblock_optimize_load_const() */
function basicblock_optimize_load_const(const_cache: ConstCache, bb: BasicBlock, consts: PyConst[]): void {
  const instrs = bb.b_instr;
  let opcode = 0;
  let oparg = 0;
  for (let i = 0; i < instrs.length; i++) {
    const inst = instrs[i];
    const is_copy_of_load_const = opcode === LOAD_CONST && inst.i_opcode === COPY && inst.i_oparg === 1;
    if (!is_copy_of_load_const) {
      opcode = inst.i_opcode;
      oparg = inst.i_oparg;
    }
    if (opcode !== LOAD_CONST || i + 1 >= instrs.length) continue;
    const next = instrs[i + 1];
    switch (next.i_opcode) {
      case POP_JUMP_IF_FALSE: case POP_JUMP_IF_TRUE: {
        const jumps = isTrue(consts[oparg]) === (next.i_opcode === POP_JUMP_IF_TRUE);
        INSTR_SET_OP0(inst, NOP);
        if (jumps) next.i_opcode = JUMP;
        else INSTR_SET_OP0(next, NOP);
        break;
      }
      case IS_OP: {
        if (consts[oparg].kind !== 'None' || instrs.length <= i + 2) break;
        let jump_instr = instrs[i + 2];
        if (jump_instr.i_opcode === TO_BOOL) {
          INSTR_SET_OP0(jump_instr, NOP);
          if (instrs.length <= i + 3) break;
          jump_instr = instrs[i + 3];
        }
        let invert = next.i_oparg !== 0;
        if (jump_instr.i_opcode === POP_JUMP_IF_FALSE) invert = !invert;
        else if (jump_instr.i_opcode !== POP_JUMP_IF_TRUE) break;
        INSTR_SET_OP0(inst, NOP);
        INSTR_SET_OP0(next, NOP);
        jump_instr.i_opcode = invert ? POP_JUMP_IF_NOT_NONE : POP_JUMP_IF_NONE;
        break;
      }
      case RETURN_VALUE:
        INSTR_SET_OP0(inst, NOP);
        INSTR_SET_OP1(next, RETURN_CONST, oparg);
        i++;
        break;
      case TO_BOOL: {
        const index = add_const(constBool(isTrue(consts[oparg])), consts, const_cache);
        INSTR_SET_OP0(inst, NOP);
        INSTR_SET_OP1(next, LOAD_CONST, index);
        break;
      }
    }
  }
}

/** Peephole optimisations of one block. CPython: optimize_basic_block() */
function optimize_basic_block(const_cache: ConstCache, bb: BasicBlock, consts: PyConst[]): void {
  const instrs = bb.b_instr;
  for (let i = 0; i < instrs.length; i++) {
    const inst = instrs[i];
    const opcode = inst.i_opcode;
    const oparg = inst.i_oparg;
    const next = i + 1 < instrs.length ? instrs[i + 1] : null;
    const nextop = next === null ? 0 : next.i_opcode;
    switch (opcode) {
      case BUILD_TUPLE:
        if (nextop === UNPACK_SEQUENCE && oparg === next!.i_oparg) {
          if (oparg === 1) {
            INSTR_SET_OP0(inst, NOP);
            INSTR_SET_OP0(next!, NOP);
            break;
          }
          if (oparg === 2 || oparg === 3) {
            INSTR_SET_OP0(inst, NOP);
            next!.i_opcode = SWAP;
            break;
          }
        }
        if (i >= oparg) fold_tuple_on_constants(const_cache, instrs, i, oparg, consts);
        break;
      case POP_JUMP_IF_NOT_NONE: case POP_JUMP_IF_NONE: case POP_JUMP_IF_FALSE: case POP_JUMP_IF_TRUE: {
        const target = inst.i_target!.b_instr[0];
        if (target.i_opcode === JUMP && jump_thread(bb, inst, target, opcode)) i--;
        break;
      }
      case JUMP: case JUMP_NO_INTERRUPT: {
        const target = inst.i_target!.b_instr[0];
        if (target.i_opcode === JUMP) {
          if (jump_thread(bb, inst, target, JUMP)) i--;
        } else if (target.i_opcode === JUMP_NO_INTERRUPT && jump_thread(bb, inst, target, opcode)) {
          i--;
        }
        break;
      }
      case STORE_FAST:
        if (nextop === STORE_FAST && oparg === next!.i_oparg && inst.i_loc.lineno === next!.i_loc.lineno) INSTR_SET_OP0(inst, POP_TOP);
        break;
      case SWAP:
        if (oparg === 1) INSTR_SET_OP0(inst, NOP);
        break;
      case LOAD_GLOBAL:
        if (nextop === PUSH_NULL && (oparg & 1) === 0) {
          INSTR_SET_OP1(inst, LOAD_GLOBAL, oparg | 1);
          INSTR_SET_OP0(next!, NOP);
        }
        break;
      case COMPARE_OP:
        if (nextop === TO_BOOL) {
          INSTR_SET_OP0(inst, NOP);
          INSTR_SET_OP1(next!, COMPARE_OP, oparg | 16);
        }
        break;
      case CONTAINS_OP: case IS_OP:
        if (nextop === TO_BOOL) {
          INSTR_SET_OP0(inst, NOP);
          INSTR_SET_OP1(next!, opcode, oparg);
        }
        break;
      case TO_BOOL:
        if (nextop === TO_BOOL) INSTR_SET_OP0(inst, NOP);
        break;
      case UNARY_NOT:
        if (nextop === TO_BOOL) {
          INSTR_SET_OP0(inst, NOP);
          INSTR_SET_OP0(next!, UNARY_NOT);
        } else if (nextop === UNARY_NOT) {
          INSTR_SET_OP0(inst, NOP);
          INSTR_SET_OP0(next!, NOP);
        }
        break;
    }
  }
  for (let i = 0; i < instrs.length; i++) {
    if (instrs[i].i_opcode !== SWAP) continue;
    i = swaptimize(bb, i);
    apply_static_swaps(bb, i);
  }
}

/** CPython: check_cfg(): jumps and exits end their blocks. */
function check_cfg(entryblock: BasicBlock, report: CompileReport): void {
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (let i = 0; i < b.b_instr.length - 1; i++) {
      if (IS_TERMINATOR_OPCODE(b.b_instr[i].i_opcode)) return report.raise('SystemError', 'malformed control flow graph.');
    }
  }
}

/** Optimises a graph; constants may be added. CPython: optimize_cfg() */
export function optimize_cfg(g: CfgBuilder, consts: PyConst[], const_cache: ConstCache, report: CompileReport): void {
  const entryblock = g.g_entryblock;
  check_cfg(entryblock, report);
  if (report.failed) return;
  inline_small_or_no_lineno_blocks(entryblock);
  remove_unreachable(entryblock);
  resolve_line_numbers(entryblock);
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) basicblock_optimize_load_const(const_cache, b, consts);
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) optimize_basic_block(const_cache, b, consts);
  remove_redundant_nops_and_pairs(entryblock);
  remove_unreachable(entryblock);
  remove_redundant_nops_and_jumps(entryblock);
}

/** Removes constants that are not loaded, except the first, which may be the docstring. CPython: remove_unused_consts() */
export function remove_unused_consts(entryblock: BasicBlock, consts: PyConst[]): void {
  const nconsts = consts.length;
  if (nconsts === 0) return;
  const isUsed = new Uint8Array(nconsts);
  isUsed[0] = 1;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (const instr of b.b_instr) if (OPCODE_FLAGS[instr.i_opcode] & HAS_CONST_FLAG) isUsed[instr.i_oparg] = 1;
  }
  const newIndex = new Int32Array(nconsts);
  let used = 0;
  for (let i = 0; i < nconsts; i++) {
    if (isUsed[i] === 0) continue;
    newIndex[i] = used;
    consts[used++] = consts[i];
  }
  if (used === nconsts) return;
  consts.length = used;
  for (let b: BasicBlock | null = entryblock; b !== null; b = b.b_next) {
    for (const instr of b.b_instr) if (OPCODE_FLAGS[instr.i_opcode] & HAS_CONST_FLAG) instr.i_oparg = newIndex[instr.i_oparg];
  }
}
