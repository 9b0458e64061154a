/**
 * Questions about opcodes, answered from the table in vm/opcode-ids.ts: flags, caches, stack effects, names of operations.
 * This is what the compiler, the assembler and the `_opcode` module need.
 * CPython: Include/internal/pycore_opcode_metadata.h, pycore_opcode_utils.h, Python/compile.c, Modules/_opcode.c
 */
import {EXIT_INIT_CHECK, JUMP, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT, JUMP_FORWARD, JUMP_NO_INTERRUPT, LOAD_CLOSURE, LOAD_METHOD, LOAD_SUPER_METHOD, LOAD_ZERO_SUPER_ATTR, LOAD_ZERO_SUPER_METHOD, MAX_REAL_OPCODE, OPCODES, POP_BLOCK, RAISE_VARARGS, RERAISE, RETURN_CONST, RETURN_VALUE, SETUP_CLEANUP, SETUP_FINALLY, SETUP_WITH, STORE_FAST_MAYBE_NULL} from './opcode-ids';

export const HAS_ARG_FLAG = 1;
export const HAS_CONST_FLAG = 2;
export const HAS_NAME_FLAG = 4;
export const HAS_JUMP_FLAG = 8;
export const HAS_FREE_FLAG = 16;
export const HAS_LOCAL_FLAG = 32;
export const HAS_EVAL_BREAK_FLAG = 64;
export const HAS_DEOPT_FLAG = 128;
export const HAS_ERROR_FLAG = 256;
export const HAS_ESCAPES_FLAG = 512;
export const HAS_EXIT_FLAG = 1024;
export const HAS_PURE_FLAG = 2048;
export const HAS_PASSTHROUGH_FLAG = 4096;
export const HAS_OPARG_AND_1_FLAG = 8192;
export const HAS_ERROR_NO_POP_FLAG = 16384;

const FLAG_BITS: Readonly<Record<string, number>> = {
  ARG: HAS_ARG_FLAG, CONST: HAS_CONST_FLAG, NAME: HAS_NAME_FLAG, JUMP: HAS_JUMP_FLAG, FREE: HAS_FREE_FLAG, LOCAL: HAS_LOCAL_FLAG,
  EVAL_BREAK: HAS_EVAL_BREAK_FLAG, DEOPT: HAS_DEOPT_FLAG, ERROR: HAS_ERROR_FLAG, ESCAPES: HAS_ESCAPES_FLAG, EXIT: HAS_EXIT_FLAG, PURE: HAS_PURE_FLAG,
  PASSTHROUGH: HAS_PASSTHROUGH_FLAG, OPARG_AND_1: HAS_OPARG_AND_1_FLAG, ERROR_NO_POP: HAS_ERROR_NO_POP_FLAG,
};

/** What `stack_effect` returns for an opcode that has none. CPython: PY_INVALID_STACK_EFFECT */
export const PY_INVALID_STACK_EFFECT = 0x7fffffff;

/** One more than the greatest opcode number, pseudo instructions included. */
export const OPCODE_LIMIT = 268;

/** The variable part of a stack effect. */
const enum Term { NONE, OPARG, OPARG_TWICE, OPARG_AND_1, OPARG_IS_3, UNPACK_EX }
const TERMS: Readonly<Record<string, Term>> = {
  'oparg': Term.OPARG, '2 * oparg': Term.OPARG_TWICE, '(oparg & 1)': Term.OPARG_AND_1, '(oparg == 3)': Term.OPARG_IS_3,
  '(oparg >> 8) + (oparg & 0xFF)': Term.UNPACK_EX,
};

/** Flags of each opcode, 0 where there are none. */
export const OPCODE_FLAGS = new Uint16Array(OPCODE_LIMIT);
/** Inline cache entries of each opcode. CPython: _PyOpcode_Caches */
export const _PyOpcode_Caches = new Uint8Array(OPCODE_LIMIT);
/** The generic form of each specialised opcode, itself for others. CPython: _PyOpcode_Deopt */
export const _PyOpcode_Deopt = new Uint16Array(OPCODE_LIMIT);
/** Names by number; empty where no opcode has the number. CPython: _PyOpcode_OpName */
export const _PyOpcode_OpName: string[] = new Array<string>(OPCODE_LIMIT).fill('');
const VALID = new Uint8Array(OPCODE_LIMIT);
const NO_EFFECT = -1;
const POPPED = new Int8Array(OPCODE_LIMIT).fill(NO_EFFECT);
const POPPED_TERM = new Uint8Array(OPCODE_LIMIT);
const PUSHED = new Int8Array(OPCODE_LIMIT).fill(NO_EFFECT);
const PUSHED_TERM = new Uint8Array(OPCODE_LIMIT);

/** Reads 'CONSTANT', 'TERM' or 'CONSTANT + TERM' into the two arrays. */
function readEffect(text: string, opcode: number, constants: Int8Array, terms: Uint8Array): void {
  const match = /^(\d+)?(?: \+ )?(.*)$/.exec(TERMS[text] === undefined ? text : `0 + ${text}`)!;
  constants[opcode] = Number(match[1] ?? 0);
  if (match[2] === '') return;
  const term = TERMS[match[2]];
  if (term === undefined) throw new Error(`unknown stack effect: ${text}`);
  terms[opcode] = term;
}

(function readTable(): void {
  const idOf = new Map(OPCODES.map(row => [row[0], row[1]]));
  for (const [name, id, caches, flags, popped, pushed, deopt] of OPCODES) {
    _PyOpcode_OpName[id] = name;
    _PyOpcode_Caches[id] = caches;
    _PyOpcode_Deopt[id] = deopt === '' ? id : idOf.get(deopt)!;
    VALID[id] = flags === '-' ? 0 : 1;
    if (flags !== '-') for (const flag of flags.split(' ')) OPCODE_FLAGS[id] |= FLAG_BITS[flag] ?? 0;
    if (popped !== null) readEffect(popped, id, POPPED, POPPED_TERM);
    if (pushed !== null) readEffect(pushed, id, PUSHED, PUSHED_TERM);
  }
})();

function evaluateTerm(term: number, oparg: number): number {
  switch (term) {
    case Term.NONE: return 0;
    case Term.OPARG: return oparg;
    case Term.OPARG_TWICE: return 2 * oparg;
    case Term.OPARG_AND_1: return oparg & 1;
    case Term.OPARG_IS_3: return oparg === 3 ? 1 : 0;
    default: return (oparg >> 8) + (oparg & 0xff);
  }
}

/** How many values an instruction takes from the stack; negative if the opcode has no such number. CPython: _PyOpcode_num_popped() */
export function _PyOpcode_num_popped(opcode: number, oparg: number): number {
  return POPPED[opcode] === NO_EFFECT ? NO_EFFECT : POPPED[opcode] + evaluateTerm(POPPED_TERM[opcode], oparg);
}

/** How many values an instruction leaves on the stack; negative if the opcode has no such number. CPython: _PyOpcode_num_pushed() */
export function _PyOpcode_num_pushed(opcode: number, oparg: number): number {
  return PUSHED[opcode] === NO_EFFECT ? NO_EFFECT : PUSHED[opcode] + evaluateTerm(PUSHED_TERM[opcode], oparg);
}

/**
 * The change of stack depth by an instruction: `jump` is 1 for the jumping case, 0 for falling through, -1 for the greater of both.
 * PY_INVALID_STACK_EFFECT for specialised and unknown opcodes. CPython: Python/compile.c stack_effect()
 */
export function PyCompile_OpcodeStackEffectWithJump(opcode: number, oparg: number, jump: number): number {
  if (opcode >= 0 && opcode <= MAX_REAL_OPCODE) {
    if (_PyOpcode_Deopt[opcode] !== opcode) return PY_INVALID_STACK_EFFECT;
    const popped = POPPED[opcode];
    const pushed = PUSHED[opcode];
    if (popped === NO_EFFECT || pushed === NO_EFFECT) return PY_INVALID_STACK_EFFECT;
    if (POPPED_TERM[opcode] === Term.NONE && PUSHED_TERM[opcode] === Term.NONE) return pushed - popped;
    const allPopped = popped + evaluateTerm(POPPED_TERM[opcode], oparg);
    const allPushed = pushed + evaluateTerm(PUSHED_TERM[opcode], oparg);
    return allPopped < 0 || allPushed < 0 ? PY_INVALID_STACK_EFFECT : allPushed - allPopped;
  }
  switch (opcode) {
    case POP_BLOCK: case JUMP: case JUMP_NO_INTERRUPT: return 0;
    case EXIT_INIT_CHECK: return -1;
    case SETUP_FINALLY: case SETUP_WITH: return jump !== 0 ? 1 : 0;
    case SETUP_CLEANUP: return jump !== 0 ? 2 : 0;
    case STORE_FAST_MAYBE_NULL: return -1;
    case LOAD_CLOSURE: case LOAD_METHOD: return 1;
    case LOAD_SUPER_METHOD: case LOAD_ZERO_SUPER_METHOD: case LOAD_ZERO_SUPER_ATTR: return -1;
    default: return PY_INVALID_STACK_EFFECT;
  }
}

/** Whether the number is an opcode. CPython: _PyCompile_OpcodeIsValid() */
export const _PyCompile_OpcodeIsValid = (opcode: number): boolean => opcode >= 0 && opcode < OPCODE_LIMIT && VALID[opcode] === 1;
const hasFlag = (opcode: number, flag: number): boolean => opcode >= 0 && opcode < OPCODE_LIMIT && (OPCODE_FLAGS[opcode] & flag) !== 0;
/** Whether the opcode uses its argument. CPython: _PyCompile_OpcodeHasArg() */
export const _PyCompile_OpcodeHasArg = (opcode: number): boolean => hasFlag(opcode, HAS_ARG_FLAG);
/** Whether the argument is an index into co_consts. CPython: _PyCompile_OpcodeHasConst() */
export const _PyCompile_OpcodeHasConst = (opcode: number): boolean => hasFlag(opcode, HAS_CONST_FLAG);
/** Whether the argument contains an index into co_names. CPython: _PyCompile_OpcodeHasName() */
export const _PyCompile_OpcodeHasName = (opcode: number): boolean => hasFlag(opcode, HAS_NAME_FLAG);
/** Whether the argument is a jump distance. CPython: _PyCompile_OpcodeHasJump() */
export const _PyCompile_OpcodeHasJump = (opcode: number): boolean => hasFlag(opcode, HAS_JUMP_FLAG);
/** Whether the argument is the index of a cell or free variable. CPython: _PyCompile_OpcodeHasFree() */
export const _PyCompile_OpcodeHasFree = (opcode: number): boolean => hasFlag(opcode, HAS_FREE_FLAG);
/** Whether the argument is the index of a local. CPython: _PyCompile_OpcodeHasLocal() */
export const _PyCompile_OpcodeHasLocal = (opcode: number): boolean => hasFlag(opcode, HAS_LOCAL_FLAG);
/** Whether the opcode sets an exception handler (pseudo instructions only). CPython: _PyCompile_OpcodeHasExc() */
export const _PyCompile_OpcodeHasExc = (opcode: number): boolean => IS_BLOCK_PUSH_OPCODE(opcode);

/** The pseudo instructions that begin the range of an exception handler. */
export const IS_BLOCK_PUSH_OPCODE = (opcode: number): boolean => opcode === SETUP_FINALLY || opcode === SETUP_WITH || opcode === SETUP_CLEANUP;
/** Opcodes whose argument is a label while the code is being made. */
export const HAS_TARGET = (opcode: number): boolean => (OPCODE_FLAGS[opcode] & HAS_JUMP_FLAG) !== 0 || IS_BLOCK_PUSH_OPCODE(opcode);
/** Opcodes after which a frame never goes on with the next instruction: it returns or raises. */
export const IS_SCOPE_EXIT_OPCODE = (opcode: number): boolean => opcode === RETURN_VALUE || opcode === RETURN_CONST || opcode === RAISE_VARARGS || opcode === RERAISE;
/** Opcodes that must be the last of a basic block. */
export const IS_TERMINATOR_OPCODE = (opcode: number): boolean => (OPCODE_FLAGS[opcode] & HAS_JUMP_FLAG) !== 0 || IS_SCOPE_EXIT_OPCODE(opcode);
/** Jumps that are always taken. */
export const IS_UNCONDITIONAL_JUMP_OPCODE = (opcode: number): boolean =>
  opcode === JUMP || opcode === JUMP_NO_INTERRUPT || opcode === JUMP_FORWARD || opcode === JUMP_BACKWARD || opcode === JUMP_BACKWARD_NO_INTERRUPT;
/** Names of the CALL_INTRINSIC_1 functions by argument. CPython: Include/internal/pycore_intrinsics.h */
export const INTRINSIC_1_NAMES: readonly string[] = [
  'INTRINSIC_1_INVALID', 'INTRINSIC_PRINT', 'INTRINSIC_IMPORT_STAR', 'INTRINSIC_STOPITERATION_ERROR', 'INTRINSIC_ASYNC_GEN_WRAP', 'INTRINSIC_UNARY_POSITIVE',
  'INTRINSIC_LIST_TO_TUPLE', 'INTRINSIC_TYPEVAR', 'INTRINSIC_PARAMSPEC', 'INTRINSIC_TYPEVARTUPLE', 'INTRINSIC_SUBSCRIPT_GENERIC', 'INTRINSIC_TYPEALIAS',
];
export const INTRINSIC_PRINT = 1;
export const INTRINSIC_IMPORT_STAR = 2;
export const INTRINSIC_STOPITERATION_ERROR = 3;
export const INTRINSIC_ASYNC_GEN_WRAP = 4;
export const INTRINSIC_UNARY_POSITIVE = 5;
export const INTRINSIC_LIST_TO_TUPLE = 6;
export const INTRINSIC_TYPEVAR = 7;
export const INTRINSIC_PARAMSPEC = 8;
export const INTRINSIC_TYPEVARTUPLE = 9;
export const INTRINSIC_SUBSCRIPT_GENERIC = 10;
export const INTRINSIC_TYPEALIAS = 11;
/** Names of the CALL_INTRINSIC_2 functions by argument. */
export const INTRINSIC_2_NAMES: readonly string[] = [
  'INTRINSIC_2_INVALID', 'INTRINSIC_PREP_RERAISE_STAR', 'INTRINSIC_TYPEVAR_WITH_BOUND', 'INTRINSIC_TYPEVAR_WITH_CONSTRAINTS',
  'INTRINSIC_SET_FUNCTION_TYPE_PARAMS', 'INTRINSIC_SET_TYPEPARAM_DEFAULT',
];
export const INTRINSIC_PREP_RERAISE_STAR = 1;
export const INTRINSIC_TYPEVAR_WITH_BOUND = 2;
export const INTRINSIC_TYPEVAR_WITH_CONSTRAINTS = 3;
export const INTRINSIC_SET_FUNCTION_TYPE_PARAMS = 4;
export const INTRINSIC_SET_TYPEPARAM_DEFAULT = 5;
/** Name and symbol of each BINARY_OP argument. CPython: Include/opcode.h, Modules/_opcode.c get_nb_ops() */
export const NB_OPS: readonly (readonly [name: string, symbol: string])[] = [
  ['NB_ADD', '+'], ['NB_AND', '&'], ['NB_FLOOR_DIVIDE', '//'], ['NB_LSHIFT', '<<'], ['NB_MATRIX_MULTIPLY', '@'], ['NB_MULTIPLY', '*'],
  ['NB_REMAINDER', '%'], ['NB_OR', '|'], ['NB_POWER', '**'], ['NB_RSHIFT', '>>'], ['NB_SUBTRACT', '-'], ['NB_TRUE_DIVIDE', '/'], ['NB_XOR', '^'],
  ['NB_INPLACE_ADD', '+='], ['NB_INPLACE_AND', '&='], ['NB_INPLACE_FLOOR_DIVIDE', '//='], ['NB_INPLACE_LSHIFT', '<<='],
  ['NB_INPLACE_MATRIX_MULTIPLY', '@='], ['NB_INPLACE_MULTIPLY', '*='], ['NB_INPLACE_REMAINDER', '%='], ['NB_INPLACE_OR', '|='],
  ['NB_INPLACE_POWER', '**='], ['NB_INPLACE_RSHIFT', '>>='], ['NB_INPLACE_SUBTRACT', '-='], ['NB_INPLACE_TRUE_DIVIDE', '/='], ['NB_INPLACE_XOR', '^='],
];
/** How far the in-place operators lie after the plain ones among the BINARY_OP arguments. */
export const NB_INPLACE_OFFSET = 13;
