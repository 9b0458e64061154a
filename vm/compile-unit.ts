/** From the instructions of a unit to its code object. CPython: Python/compile.c optimize_and_assemble() */
import type {CodeSpec} from './constants';
import {CONST_NONE} from './ast-opt-arith';
import {_PyAssemble_MakeCodeObject} from './assemble';
import {ADDOP, ADDOP_LOAD_CONST, CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_NESTED, CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, type Compiler, Instruction, InstructionSequence, IS_TOP_LEVEL_AWAIT} from './codegen';
import {NO_LOCATION} from './compile-errors';
import {optimizeUnit} from './flowgraph-layout';
import {CO_FUTURE_ABSOLUTE_IMPORT, CO_FUTURE_ANNOTATIONS, CO_FUTURE_BARRY_AS_BDFL, CO_FUTURE_DIVISION, CO_FUTURE_GENERATOR_STOP, CO_FUTURE_PRINT_FUNCTION, CO_FUTURE_UNICODE_LITERALS, CO_FUTURE_WITH_STATEMENT} from './future';
import {RETURN_VALUE} from './opcode-ids';
import {_PyST_IsFunctionLike} from './symtable';

/** The compiler flags that code objects inherit. */
export const PyCF_MASK = CO_FUTURE_DIVISION | CO_FUTURE_ABSOLUTE_IMPORT | CO_FUTURE_WITH_STATEMENT | CO_FUTURE_PRINT_FUNCTION | CO_FUTURE_UNICODE_LITERALS |
  CO_FUTURE_BARRY_AS_BDFL | CO_FUTURE_GENERATOR_STOP | CO_FUTURE_ANNOTATIONS;

function compute_code_flags(c: Compiler): number {
  const ste = c.u.u_ste;
  let flags = 0;
  if (_PyST_IsFunctionLike(ste)) {
    flags |= CO_NEWLOCALS | CO_OPTIMIZED;
    if (ste.ste_nested) flags |= CO_NESTED;
    if (ste.ste_generator) flags |= ste.ste_coroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR;
    else if (ste.ste_coroutine) flags |= CO_COROUTINE;
    if (ste.ste_varargs) flags |= CO_VARARGS;
    if (ste.ste_varkeywords) flags |= CO_VARKEYWORDS;
  }
  flags |= c.c_flags & PyCF_MASK;
  if (IS_TOP_LEVEL_AWAIT(c) && ste.ste_coroutine && !ste.ste_generator) flags |= CO_COROUTINE;
  return flags;
}

/** Ends a unit whose code may run off its end, which then returns None, or that leaves a value. CPython: add_return_at_end() */
export function add_return_at_end(c: Compiler, addNone: boolean): void {
  if (addNone) ADDOP_LOAD_CONST(c, NO_LOCATION, CONST_NONE);
  ADDOP(c, NO_LOCATION, RETURN_VALUE);
}
/** Gives the unit around a copy of the current one's instructions, which the optimizer is about to change. */
function saveSequence(c: Compiler): void {
  const outer = c.c_stack.length > 0 ? c.c_stack[c.c_stack.length - 1] : null;
  if (outer === null) return;
  const from = c.u.u_instr_sequence, copy = new InstructionSequence();
  for (const instr of from.s_instrs) copy.s_instrs.push(new Instruction(instr.i_opcode, instr.i_oparg, instr.i_loc));
  copy.s_labelmap.push(...from.s_labelmap);
  copy.nested.push(...c.u.nestedSequences);
  outer.nestedSequences.push(copy);
}
/** The code object of the current unit, null after an error. `addNone`: the code may run off its end and then returns None. */
export function optimize_and_assemble(c: Compiler, addNone: boolean): CodeSpec | null {
  if (c.report.failed) return null;
  const code_flags = compute_code_flags(c);
  add_return_at_end(c, addNone);
  if (c.c_save_nested_seqs) saveSequence(c);
  const consts = c.u.u_consts;
  const unit = optimizeUnit(c.u, consts, c.c_const_cache, code_flags, c.report);
  return unit === null ? null : _PyAssemble_MakeCodeObject(c.u, unit, consts, c.c_const_cache, code_flags, c.c_filename);
}
