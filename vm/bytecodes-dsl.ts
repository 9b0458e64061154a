/**
 * What a body in vm/bytecodes-*.ts may say besides accessors and helper functions. Types only: the generator
 * (scripts/regen-cases.ts) gives each name its meaning for each target.
 * CPython: Tools/cases_generator/interpreter_definition.md
 *
 * Rules of a hot body: parameters are the effect's named caches, then its named inputs, in order. Statements are `const`, `if`,
 * `for` bounded by oparg, calls, and one final `return`. Guards (DEOPT_IF) come before any effect, ERROR_IF after all inputs are
 * released and before outputs exist. Every input is released, moved to an output or stolen, once on each path.
 * A cold body becomes a function of its own and may use any TypeScript; it may return anywhere.
 */
import type {Args, New, PyObject, Ptr} from '../runtime/types';

export type StackArray = Args;

declare global {
  /** The argument of the instruction. */
  const oparg: number;
  /** The frame that runs, its stack pointer, and the unit after the instruction. */
  const frame: Ptr;
  const stack_pointer: number;
  const next_instr: number;
  /** The code units and the index behind the instruction's own unit, for the specialiser; cold bodies only. */
  const code: Uint16Array;
  const pc: number;
  /** Back to the generic form of the family, at the same instruction. */
  function DEOPT_IF(condition: boolean): void;
  /** To the exception handling, inputs popped. */
  function ERROR_IF(condition: boolean): void;
  /** The same with the inputs left on the stack, to be released by the unwinding. Cold bodies only. */
  function ERROR_NO_POP(): never;
  /** Inline release of a reference: of any object; of an exact int or float; of a bool, which is immortal. */
  function DECREF(op: number): void;
  function XDECREF(op: number): void;
  function DECREF_INT(op: number): void;
  function DECREF_IMMORTAL(op: number): void;
  /** A new reference to a borrowed object. */
  function NEWREF(op: number): New;
  function GETLOCAL(i: number): PyObject;
  /** Stores, then releases what was there. */
  function SETLOCAL(i: number, value: number): void;
  /** Stores where the old reference is already gone. */
  function STORELOCAL(i: number, value: number): void;
  function GETCONST(i: number): PyObject;
  function GETNAME(i: number): PyObject;
  /** The n-th of a row of stack inputs. */
  function STACK_ITEM(args: StackArray, i: number): New;
  function STORE_ITEM(args: StackArray, i: number, value: number): void;
  function JUMPBY(n: number): void;
  /** The following STORE_FAST is done already: its argument, and the jump over it. */
  function NEXT_OPARG(): number;
  function SKIP_NEXT(): void;
  function CHECK_EVAL_BREAKER(): void;
  /** Runs the specialiser when the counter of the instruction has run down. Cold bodies of family heads. */
  function SPECIALIZE(call: void): void;
  /** Goes on as another opcode, with the same argument and stack. */
  function GO_TO_INSTRUCTION(opcode: string): never;
  /** What a helper that deals with frame and stack itself has answered: see vm/status.ts. */
  function STATUS(status: number): never;
  /** Pushes the frame of a Python function whose arguments fit exactly, and enters it. */
  function PUSH_PY_FRAME(callable: number, self_or_null: number, args: StackArray): void;
  function LEAVE_FRAME(retval: number): void;
  /** Pushes a value and goes on as RETURN_VALUE. */
  function RETURN_TO_CALLER(retval: number): void;
  function YIELD_FROM_FRAME(retval: number): void;
  /** Enters the frame of a generator with a value on its stack. */
  function ENTER_GENERATOR(gen: number, value: number, return_offset: number): void;
  /** Ends a for loop: releases and pops the iterator, jumps behind END_FOR. */
  function END_ITER(iter: number): void;
}
export interface InstructionOptions {
  /** The generic form that a specialised instruction falls back to. */
  readonly family?: string;
  /** Cold instructions become functions; hot ones are cases of the loop. */
  readonly heat?: 'hot' | 'cold';
}
/** One instruction as it is declared. */
export interface InstructionDeclaration { readonly name: string; readonly effect: string; readonly options: InstructionOptions }

/** Declares one instruction: its stack effect as CPython writes it, options, and its body. Never called at run time. */
export function inst(name: string, effect: string, options: InstructionOptions, body: (...args: never[]) => unknown): InstructionDeclaration {
  void body;
  return {name, effect, options};
}
export const HOT: InstructionOptions = {heat: 'hot'};
export const COLD: InstructionOptions = {heat: 'cold'};
