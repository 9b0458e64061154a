/**
 * The opcodes of CPython 3.13 (magic 3571) as data: number, inline caches, flags, stack effect, and the generic form of a specialised one.
 * CPython: Include/opcode_ids.h, Include/internal/pycore_opcode_metadata.h
 *
 * The table is plain data, so that it can be printed from the instruction definitions; functions over it are in vm/opcode-metadata.ts.
 */

/** One opcode. `popped` and `pushed` are expressions over `oparg` in the small language that vm/opcode-metadata.ts reads; null for an opcode without a fixed effect. */
export type OpcodeRow = readonly [name: string, id: number, caches: number, flags: string, popped: string | null, pushed: string | null, deopt: string];

export const CACHE = 0;
export const BEFORE_ASYNC_WITH = 1;
export const BEFORE_WITH = 2;
export const BINARY_OP_INPLACE_ADD_UNICODE = 3;
export const BINARY_SLICE = 4;
export const BINARY_SUBSCR = 5;
export const CHECK_EG_MATCH = 6;
export const CHECK_EXC_MATCH = 7;
export const CLEANUP_THROW = 8;
export const DELETE_SUBSCR = 9;
export const END_ASYNC_FOR = 10;
export const END_FOR = 11;
export const END_SEND = 12;
export const EXIT_INIT_CHECK = 13;
export const FORMAT_SIMPLE = 14;
export const FORMAT_WITH_SPEC = 15;
export const GET_AITER = 16;
export const RESERVED = 17;
export const GET_ANEXT = 18;
export const GET_ITER = 19;
export const GET_LEN = 20;
export const GET_YIELD_FROM_ITER = 21;
export const INTERPRETER_EXIT = 22;
export const LOAD_ASSERTION_ERROR = 23;
export const LOAD_BUILD_CLASS = 24;
export const LOAD_LOCALS = 25;
export const MAKE_FUNCTION = 26;
export const MATCH_KEYS = 27;
export const MATCH_MAPPING = 28;
export const MATCH_SEQUENCE = 29;
export const NOP = 30;
export const POP_EXCEPT = 31;
export const POP_TOP = 32;
export const PUSH_EXC_INFO = 33;
export const PUSH_NULL = 34;
export const RETURN_GENERATOR = 35;
export const RETURN_VALUE = 36;
export const SETUP_ANNOTATIONS = 37;
export const STORE_SLICE = 38;
export const STORE_SUBSCR = 39;
export const TO_BOOL = 40;
export const UNARY_INVERT = 41;
export const UNARY_NEGATIVE = 42;
export const UNARY_NOT = 43;
export const WITH_EXCEPT_START = 44;
export const BINARY_OP = 45;
export const BUILD_CONST_KEY_MAP = 46;
export const BUILD_LIST = 47;
export const BUILD_MAP = 48;
export const BUILD_SET = 49;
export const BUILD_SLICE = 50;
export const BUILD_STRING = 51;
export const BUILD_TUPLE = 52;
export const CALL = 53;
export const CALL_FUNCTION_EX = 54;
export const CALL_INTRINSIC_1 = 55;
export const CALL_INTRINSIC_2 = 56;
export const CALL_KW = 57;
export const COMPARE_OP = 58;
export const CONTAINS_OP = 59;
export const CONVERT_VALUE = 60;
export const COPY = 61;
export const COPY_FREE_VARS = 62;
export const DELETE_ATTR = 63;
export const DELETE_DEREF = 64;
export const DELETE_FAST = 65;
export const DELETE_GLOBAL = 66;
export const DELETE_NAME = 67;
export const DICT_MERGE = 68;
export const DICT_UPDATE = 69;
export const ENTER_EXECUTOR = 70;
export const EXTENDED_ARG = 71;
export const FOR_ITER = 72;
export const GET_AWAITABLE = 73;
export const IMPORT_FROM = 74;
export const IMPORT_NAME = 75;
export const IS_OP = 76;
export const JUMP_BACKWARD = 77;
export const JUMP_BACKWARD_NO_INTERRUPT = 78;
export const JUMP_FORWARD = 79;
export const LIST_APPEND = 80;
export const LIST_EXTEND = 81;
export const LOAD_ATTR = 82;
export const LOAD_CONST = 83;
export const LOAD_DEREF = 84;
export const LOAD_FAST = 85;
export const LOAD_FAST_AND_CLEAR = 86;
export const LOAD_FAST_CHECK = 87;
export const LOAD_FAST_LOAD_FAST = 88;
export const LOAD_FROM_DICT_OR_DEREF = 89;
export const LOAD_FROM_DICT_OR_GLOBALS = 90;
export const LOAD_GLOBAL = 91;
export const LOAD_NAME = 92;
export const LOAD_SUPER_ATTR = 93;
export const MAKE_CELL = 94;
export const MAP_ADD = 95;
export const MATCH_CLASS = 96;
export const POP_JUMP_IF_FALSE = 97;
export const POP_JUMP_IF_NONE = 98;
export const POP_JUMP_IF_NOT_NONE = 99;
export const POP_JUMP_IF_TRUE = 100;
export const RAISE_VARARGS = 101;
export const RERAISE = 102;
export const RETURN_CONST = 103;
export const SEND = 104;
export const SET_ADD = 105;
export const SET_FUNCTION_ATTRIBUTE = 106;
export const SET_UPDATE = 107;
export const STORE_ATTR = 108;
export const STORE_DEREF = 109;
export const STORE_FAST = 110;
export const STORE_FAST_LOAD_FAST = 111;
export const STORE_FAST_STORE_FAST = 112;
export const STORE_GLOBAL = 113;
export const STORE_NAME = 114;
export const SWAP = 115;
export const UNPACK_EX = 116;
export const UNPACK_SEQUENCE = 117;
export const YIELD_VALUE = 118;
export const RESUME = 149;
export const BINARY_OP_ADD_FLOAT = 150;
export const BINARY_OP_ADD_INT = 151;
export const BINARY_OP_ADD_UNICODE = 152;
export const BINARY_OP_MULTIPLY_FLOAT = 153;
export const BINARY_OP_MULTIPLY_INT = 154;
export const BINARY_OP_SUBTRACT_FLOAT = 155;
export const BINARY_OP_SUBTRACT_INT = 156;
export const BINARY_SUBSCR_DICT = 157;
export const BINARY_SUBSCR_GETITEM = 158;
export const BINARY_SUBSCR_LIST_INT = 159;
export const BINARY_SUBSCR_STR_INT = 160;
export const BINARY_SUBSCR_TUPLE_INT = 161;
export const CALL_ALLOC_AND_ENTER_INIT = 162;
export const CALL_BOUND_METHOD_EXACT_ARGS = 163;
export const CALL_BOUND_METHOD_GENERAL = 164;
export const CALL_BUILTIN_CLASS = 165;
export const CALL_BUILTIN_FAST = 166;
export const CALL_BUILTIN_FAST_WITH_KEYWORDS = 167;
export const CALL_BUILTIN_O = 168;
export const CALL_ISINSTANCE = 169;
export const CALL_LEN = 170;
export const CALL_LIST_APPEND = 171;
export const CALL_METHOD_DESCRIPTOR_FAST = 172;
export const CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS = 173;
export const CALL_METHOD_DESCRIPTOR_NOARGS = 174;
export const CALL_METHOD_DESCRIPTOR_O = 175;
export const CALL_NON_PY_GENERAL = 176;
export const CALL_PY_EXACT_ARGS = 177;
export const CALL_PY_GENERAL = 178;
export const CALL_STR_1 = 179;
export const CALL_TUPLE_1 = 180;
export const CALL_TYPE_1 = 181;
export const COMPARE_OP_FLOAT = 182;
export const COMPARE_OP_INT = 183;
export const COMPARE_OP_STR = 184;
export const CONTAINS_OP_DICT = 185;
export const CONTAINS_OP_SET = 186;
export const FOR_ITER_GEN = 187;
export const FOR_ITER_LIST = 188;
export const FOR_ITER_RANGE = 189;
export const FOR_ITER_TUPLE = 190;
export const LOAD_ATTR_CLASS = 191;
export const LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN = 192;
export const LOAD_ATTR_INSTANCE_VALUE = 193;
export const LOAD_ATTR_METHOD_LAZY_DICT = 194;
export const LOAD_ATTR_METHOD_NO_DICT = 195;
export const LOAD_ATTR_METHOD_WITH_VALUES = 196;
export const LOAD_ATTR_MODULE = 197;
export const LOAD_ATTR_NONDESCRIPTOR_NO_DICT = 198;
export const LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES = 199;
export const LOAD_ATTR_PROPERTY = 200;
export const LOAD_ATTR_SLOT = 201;
export const LOAD_ATTR_WITH_HINT = 202;
export const LOAD_GLOBAL_BUILTIN = 203;
export const LOAD_GLOBAL_MODULE = 204;
export const LOAD_SUPER_ATTR_ATTR = 205;
export const LOAD_SUPER_ATTR_METHOD = 206;
export const RESUME_CHECK = 207;
export const SEND_GEN = 208;
export const STORE_ATTR_INSTANCE_VALUE = 209;
export const STORE_ATTR_SLOT = 210;
export const STORE_ATTR_WITH_HINT = 211;
export const STORE_SUBSCR_DICT = 212;
export const STORE_SUBSCR_LIST_INT = 213;
export const TO_BOOL_ALWAYS_TRUE = 214;
export const TO_BOOL_BOOL = 215;
export const TO_BOOL_INT = 216;
export const TO_BOOL_LIST = 217;
export const TO_BOOL_NONE = 218;
export const TO_BOOL_STR = 219;
export const UNPACK_SEQUENCE_LIST = 220;
export const UNPACK_SEQUENCE_TUPLE = 221;
export const UNPACK_SEQUENCE_TWO_TUPLE = 222;
export const INSTRUMENTED_RESUME = 236;
export const INSTRUMENTED_END_FOR = 237;
export const INSTRUMENTED_END_SEND = 238;
export const INSTRUMENTED_RETURN_VALUE = 239;
export const INSTRUMENTED_RETURN_CONST = 240;
export const INSTRUMENTED_YIELD_VALUE = 241;
export const INSTRUMENTED_LOAD_SUPER_ATTR = 242;
export const INSTRUMENTED_FOR_ITER = 243;
export const INSTRUMENTED_CALL = 244;
export const INSTRUMENTED_CALL_KW = 245;
export const INSTRUMENTED_CALL_FUNCTION_EX = 246;
export const INSTRUMENTED_INSTRUCTION = 247;
export const INSTRUMENTED_JUMP_FORWARD = 248;
export const INSTRUMENTED_JUMP_BACKWARD = 249;
export const INSTRUMENTED_POP_JUMP_IF_TRUE = 250;
export const INSTRUMENTED_POP_JUMP_IF_FALSE = 251;
export const INSTRUMENTED_POP_JUMP_IF_NONE = 252;
export const INSTRUMENTED_POP_JUMP_IF_NOT_NONE = 253;
export const INSTRUMENTED_LINE = 254;
export const JUMP = 256;
export const JUMP_NO_INTERRUPT = 257;
export const LOAD_CLOSURE = 258;
export const LOAD_METHOD = 259;
export const LOAD_SUPER_METHOD = 260;
export const LOAD_ZERO_SUPER_ATTR = 261;
export const LOAD_ZERO_SUPER_METHOD = 262;
export const POP_BLOCK = 263;
export const SETUP_CLEANUP = 264;
export const SETUP_FINALLY = 265;
export const SETUP_WITH = 266;
export const STORE_FAST_MAYBE_NULL = 267;

/** The last number that can stand in a code object; above it are pseudo instructions. */
export const MAX_REAL_OPCODE = 254;

/** All opcodes by number. The flags are those of CPython without `HAS_` and `_FLAG`. An opcode whose flags are `-` has no metadata (it is not valid for `_opcode`). */
export const OPCODES: readonly OpcodeRow[] = [
  ['CACHE', 0, 0, '', '0', '0', ''],
  ['BEFORE_ASYNC_WITH', 1, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '2', ''],
  ['BEFORE_WITH', 2, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '2', ''],
  ['BINARY_OP_INPLACE_ADD_UNICODE', 3, 0, 'LOCAL DEOPT EXIT ERROR ESCAPES', '2', '0', 'BINARY_OP'],
  ['BINARY_SLICE', 4, 0, 'ERROR ESCAPES', '3', '1', ''],
  ['BINARY_SUBSCR', 5, 1, 'ERROR ESCAPES', '2', '1', ''],
  ['CHECK_EG_MATCH', 6, 0, 'ERROR ESCAPES', '2', '2', ''],
  ['CHECK_EXC_MATCH', 7, 0, 'ERROR ESCAPES', '2', '2', ''],
  ['CLEANUP_THROW', 8, 0, 'ERROR ERROR_NO_POP ESCAPES', '3', '2', ''],
  ['DELETE_SUBSCR', 9, 0, 'ERROR ESCAPES', '2', '0', ''],
  ['END_ASYNC_FOR', 10, 0, 'ERROR ERROR_NO_POP ESCAPES', '2', '0', ''],
  ['END_FOR', 11, 0, 'PURE', '1', '0', ''],
  ['END_SEND', 12, 0, 'PURE', '2', '1', ''],
  ['EXIT_INIT_CHECK', 13, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '0', ''],
  ['FORMAT_SIMPLE', 14, 0, 'ERROR ESCAPES', '1', '1', ''],
  ['FORMAT_WITH_SPEC', 15, 0, 'ERROR ESCAPES', '2', '1', ''],
  ['GET_AITER', 16, 0, 'ERROR ESCAPES', '1', '1', ''],
  ['RESERVED', 17, 0, '', '0', '0', ''],
  ['GET_ANEXT', 18, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '2', ''],
  ['GET_ITER', 19, 0, 'ERROR ESCAPES', '1', '1', ''],
  ['GET_LEN', 20, 0, 'ERROR ESCAPES', '1', '2', ''],
  ['GET_YIELD_FROM_ITER', 21, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '1', ''],
  ['INTERPRETER_EXIT', 22, 0, 'ESCAPES', '1', '0', ''],
  ['LOAD_ASSERTION_ERROR', 23, 0, '', '0', '1', ''],
  ['LOAD_BUILD_CLASS', 24, 0, 'ERROR ESCAPES', '0', '1', ''],
  ['LOAD_LOCALS', 25, 0, 'ERROR ESCAPES', '0', '1', ''],
  ['MAKE_FUNCTION', 26, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '1', ''],
  ['MATCH_KEYS', 27, 0, 'ERROR ESCAPES', '2', '3', ''],
  ['MATCH_MAPPING', 28, 0, '', '1', '2', ''],
  ['MATCH_SEQUENCE', 29, 0, '', '1', '2', ''],
  ['NOP', 30, 0, 'PURE', '0', '0', ''],
  ['POP_EXCEPT', 31, 0, 'ESCAPES', '1', '0', ''],
  ['POP_TOP', 32, 0, 'PURE', '1', '0', ''],
  ['PUSH_EXC_INFO', 33, 0, '', '1', '2', ''],
  ['PUSH_NULL', 34, 0, 'PURE', '0', '1', ''],
  ['RETURN_GENERATOR', 35, 0, 'ERROR ERROR_NO_POP ESCAPES', '0', '1', ''],
  ['RETURN_VALUE', 36, 0, '', '1', '0', ''],
  ['SETUP_ANNOTATIONS', 37, 0, 'ERROR ESCAPES', '0', '0', ''],
  ['STORE_SLICE', 38, 0, 'ERROR ESCAPES', '4', '0', ''],
  ['STORE_SUBSCR', 39, 1, 'ERROR ESCAPES', '3', '0', ''],
  ['TO_BOOL', 40, 3, 'ERROR ESCAPES', '1', '1', ''],
  ['UNARY_INVERT', 41, 0, 'ERROR ESCAPES', '1', '1', ''],
  ['UNARY_NEGATIVE', 42, 0, 'ERROR ESCAPES', '1', '1', ''],
  ['UNARY_NOT', 43, 0, 'PURE', '1', '1', ''],
  ['WITH_EXCEPT_START', 44, 0, 'ERROR ESCAPES', '4', '5', ''],
  ['BINARY_OP', 45, 1, 'ARG ERROR ESCAPES', '2', '1', ''],
  ['BUILD_CONST_KEY_MAP', 46, 0, 'ARG ERROR ESCAPES', '1 + oparg', '1', ''],
  ['BUILD_LIST', 47, 0, 'ARG ERROR', 'oparg', '1', ''],
  ['BUILD_MAP', 48, 0, 'ARG ERROR ESCAPES', '2 * oparg', '1', ''],
  ['BUILD_SET', 49, 0, 'ARG ERROR ERROR_NO_POP ESCAPES', 'oparg', '1', ''],
  ['BUILD_SLICE', 50, 0, 'ARG ERROR', '2 + (oparg == 3)', '1', ''],
  ['BUILD_STRING', 51, 0, 'ARG ERROR', 'oparg', '1', ''],
  ['BUILD_TUPLE', 52, 0, 'ARG ERROR', 'oparg', '1', ''],
  ['CALL', 53, 3, 'ARG EVAL_BREAK ERROR ERROR_NO_POP ESCAPES', '2 + oparg', '1', ''],
  ['CALL_FUNCTION_EX', 54, 0, 'ARG EVAL_BREAK ERROR ERROR_NO_POP ESCAPES', '3 + (oparg & 1)', '1', ''],
  ['CALL_INTRINSIC_1', 55, 0, 'ARG ERROR ESCAPES', '1', '1', ''],
  ['CALL_INTRINSIC_2', 56, 0, 'ARG ERROR ESCAPES', '2', '1', ''],
  ['CALL_KW', 57, 0, 'ARG EVAL_BREAK ERROR ERROR_NO_POP ESCAPES', '3 + oparg', '1', ''],
  ['COMPARE_OP', 58, 1, 'ARG ERROR ESCAPES', '2', '1', ''],
  ['CONTAINS_OP', 59, 1, 'ARG ERROR ESCAPES', '2', '1', ''],
  ['CONVERT_VALUE', 60, 0, 'ARG ERROR', '1', '1', ''],
  ['COPY', 61, 0, 'ARG PURE', 'oparg', '1 + oparg', ''],
  ['COPY_FREE_VARS', 62, 0, 'ARG', '0', '0', ''],
  ['DELETE_ATTR', 63, 0, 'ARG NAME ERROR ESCAPES', '1', '0', ''],
  ['DELETE_DEREF', 64, 0, 'ARG FREE ERROR ERROR_NO_POP ESCAPES', '0', '0', ''],
  ['DELETE_FAST', 65, 0, 'ARG LOCAL ERROR ESCAPES', '0', '0', ''],
  ['DELETE_GLOBAL', 66, 0, 'ARG NAME ERROR ERROR_NO_POP ESCAPES', '0', '0', ''],
  ['DELETE_NAME', 67, 0, 'ARG NAME ERROR ERROR_NO_POP ESCAPES', '0', '0', ''],
  ['DICT_MERGE', 68, 0, 'ARG ERROR ESCAPES', '4 + oparg', '3 + oparg', ''],
  ['DICT_UPDATE', 69, 0, 'ARG ERROR ESCAPES', '1 + oparg', 'oparg', ''],
  ['ENTER_EXECUTOR', 70, 0, 'ARG', '0', '0', ''],
  ['EXTENDED_ARG', 71, 0, 'ARG', '0', '0', ''],
  ['FOR_ITER', 72, 1, 'ARG JUMP ERROR ERROR_NO_POP ESCAPES', '1', '2', ''],
  ['GET_AWAITABLE', 73, 0, 'ARG ERROR ESCAPES', '1', '1', ''],
  ['IMPORT_FROM', 74, 0, 'ARG NAME ERROR ESCAPES', '1', '2', ''],
  ['IMPORT_NAME', 75, 0, 'ARG NAME ERROR ESCAPES', '2', '1', ''],
  ['IS_OP', 76, 0, 'ARG', '2', '1', ''],
  ['JUMP_BACKWARD', 77, 1, 'ARG JUMP EVAL_BREAK ERROR ESCAPES', '0', '0', ''],
  ['JUMP_BACKWARD_NO_INTERRUPT', 78, 0, 'ARG JUMP', '0', '0', ''],
  ['JUMP_FORWARD', 79, 0, 'ARG JUMP', '0', '0', ''],
  ['LIST_APPEND', 80, 0, 'ARG ERROR', '1 + oparg', 'oparg', ''],
  ['LIST_EXTEND', 81, 0, 'ARG ERROR ESCAPES', '1 + oparg', 'oparg', ''],
  ['LOAD_ATTR', 82, 9, 'ARG NAME ERROR ESCAPES', '1', '1 + (oparg & 1)', ''],
  ['LOAD_CONST', 83, 0, 'ARG CONST PURE', '0', '1', ''],
  ['LOAD_DEREF', 84, 0, 'ARG FREE ERROR ESCAPES', '0', '1', ''],
  ['LOAD_FAST', 85, 0, 'ARG LOCAL PURE', '0', '1', ''],
  ['LOAD_FAST_AND_CLEAR', 86, 0, 'ARG LOCAL', '0', '1', ''],
  ['LOAD_FAST_CHECK', 87, 0, 'ARG LOCAL ERROR ESCAPES', '0', '1', ''],
  ['LOAD_FAST_LOAD_FAST', 88, 0, 'ARG LOCAL', '0', '2', ''],
  ['LOAD_FROM_DICT_OR_DEREF', 89, 0, 'ARG FREE ERROR ERROR_NO_POP ESCAPES', '1', '1', ''],
  ['LOAD_FROM_DICT_OR_GLOBALS', 90, 0, 'ARG NAME ERROR ERROR_NO_POP ESCAPES', '1', '1', ''],
  ['LOAD_GLOBAL', 91, 4, 'ARG NAME ERROR ESCAPES', '0', '1 + (oparg & 1)', ''],
  ['LOAD_NAME', 92, 0, 'ARG NAME ERROR ERROR_NO_POP ESCAPES', '0', '1', ''],
  ['LOAD_SUPER_ATTR', 93, 1, 'ARG NAME ERROR ESCAPES', '3', '1 + (oparg & 1)', ''],
  ['MAKE_CELL', 94, 0, 'ARG FREE ERROR ERROR_NO_POP', '0', '0', ''],
  ['MAP_ADD', 95, 0, 'ARG ERROR ESCAPES', '2 + oparg', 'oparg', ''],
  ['MATCH_CLASS', 96, 0, 'ARG ERROR ESCAPES', '3', '1', ''],
  ['POP_JUMP_IF_FALSE', 97, 1, 'ARG JUMP', '1', '0', ''],
  ['POP_JUMP_IF_NONE', 98, 1, 'ARG JUMP', '1', '0', ''],
  ['POP_JUMP_IF_NOT_NONE', 99, 1, 'ARG JUMP', '1', '0', ''],
  ['POP_JUMP_IF_TRUE', 100, 1, 'ARG JUMP', '1', '0', ''],
  ['RAISE_VARARGS', 101, 0, 'ARG ERROR ERROR_NO_POP ESCAPES', 'oparg', '0', ''],
  ['RERAISE', 102, 0, 'ARG ERROR ERROR_NO_POP ESCAPES', '1 + oparg', 'oparg', ''],
  ['RETURN_CONST', 103, 0, 'ARG CONST', '0', '0', ''],
  ['SEND', 104, 1, 'ARG JUMP ERROR ERROR_NO_POP ESCAPES', '2', '2', ''],
  ['SET_ADD', 105, 0, 'ARG ERROR ESCAPES', '1 + oparg', 'oparg', ''],
  ['SET_FUNCTION_ATTRIBUTE', 106, 0, 'ARG ESCAPES', '2', '1', ''],
  ['SET_UPDATE', 107, 0, 'ARG ERROR ESCAPES', '1 + oparg', 'oparg', ''],
  ['STORE_ATTR', 108, 4, 'ARG NAME ERROR ESCAPES', '2', '0', ''],
  ['STORE_DEREF', 109, 0, 'ARG FREE ESCAPES', '1', '0', ''],
  ['STORE_FAST', 110, 0, 'ARG LOCAL', '1', '0', ''],
  ['STORE_FAST_LOAD_FAST', 111, 0, 'ARG LOCAL', '1', '1', ''],
  ['STORE_FAST_STORE_FAST', 112, 0, 'ARG LOCAL', '2', '0', ''],
  ['STORE_GLOBAL', 113, 0, 'ARG NAME ERROR ESCAPES', '1', '0', ''],
  ['STORE_NAME', 114, 0, 'ARG NAME ERROR ESCAPES', '1', '0', ''],
  ['SWAP', 115, 0, 'ARG PURE', 'oparg', 'oparg', ''],
  ['UNPACK_EX', 116, 0, 'ARG ERROR ESCAPES', '1', '1 + (oparg >> 8) + (oparg & 0xFF)', ''],
  ['UNPACK_SEQUENCE', 117, 1, 'ARG ERROR ESCAPES', '1', 'oparg', ''],
  ['YIELD_VALUE', 118, 0, 'ARG ESCAPES', '1', '1', ''],
  ['RESUME', 149, 0, 'ARG EVAL_BREAK ERROR ESCAPES', '0', '0', ''],
  ['BINARY_OP_ADD_FLOAT', 150, 0, 'EXIT', '2', '1', 'BINARY_OP'],
  ['BINARY_OP_ADD_INT', 151, 0, 'EXIT ERROR', '2', '1', 'BINARY_OP'],
  ['BINARY_OP_ADD_UNICODE', 152, 0, 'EXIT ERROR', '2', '1', 'BINARY_OP'],
  ['BINARY_OP_MULTIPLY_FLOAT', 153, 0, 'EXIT', '2', '1', 'BINARY_OP'],
  ['BINARY_OP_MULTIPLY_INT', 154, 0, 'EXIT ERROR', '2', '1', 'BINARY_OP'],
  ['BINARY_OP_SUBTRACT_FLOAT', 155, 0, 'EXIT', '2', '1', 'BINARY_OP'],
  ['BINARY_OP_SUBTRACT_INT', 156, 0, 'EXIT ERROR', '2', '1', 'BINARY_OP'],
  ['BINARY_SUBSCR_DICT', 157, 0, 'DEOPT ERROR ESCAPES', '2', '1', 'BINARY_SUBSCR'],
  ['BINARY_SUBSCR_GETITEM', 158, 0, 'DEOPT ESCAPES', '2', '1', 'BINARY_SUBSCR'],
  ['BINARY_SUBSCR_LIST_INT', 159, 0, 'DEOPT', '2', '1', 'BINARY_SUBSCR'],
  ['BINARY_SUBSCR_STR_INT', 160, 0, 'DEOPT', '2', '1', 'BINARY_SUBSCR'],
  ['BINARY_SUBSCR_TUPLE_INT', 161, 0, 'DEOPT', '2', '1', 'BINARY_SUBSCR'],
  ['CALL_ALLOC_AND_ENTER_INIT', 162, 0, 'ARG DEOPT ERROR ERROR_NO_POP ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_BOUND_METHOD_EXACT_ARGS', 163, 0, 'ARG DEOPT EXIT', '2 + oparg', '0', 'CALL'],
  ['CALL_BOUND_METHOD_GENERAL', 164, 0, 'ARG DEOPT EXIT ERROR ERROR_NO_POP ESCAPES', '2 + oparg', '0', 'CALL'],
  ['CALL_BUILTIN_CLASS', 165, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_BUILTIN_FAST', 166, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_BUILTIN_FAST_WITH_KEYWORDS', 167, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_BUILTIN_O', 168, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_ISINSTANCE', 169, 0, 'ARG DEOPT ERROR ERROR_NO_POP ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_LEN', 170, 0, 'ARG DEOPT ERROR ERROR_NO_POP ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_LIST_APPEND', 171, 0, 'ARG DEOPT ERROR ERROR_NO_POP', '3', '1', 'CALL'],
  ['CALL_METHOD_DESCRIPTOR_FAST', 172, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS', 173, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_METHOD_DESCRIPTOR_NOARGS', 174, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_METHOD_DESCRIPTOR_O', 175, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_NON_PY_GENERAL', 176, 0, 'ARG EVAL_BREAK EXIT ERROR ESCAPES', '2 + oparg', '1', 'CALL'],
  ['CALL_PY_EXACT_ARGS', 177, 0, 'ARG DEOPT EXIT', '2 + oparg', '0', 'CALL'],
  ['CALL_PY_GENERAL', 178, 0, 'ARG DEOPT EXIT ERROR ERROR_NO_POP ESCAPES', '2 + oparg', '0', 'CALL'],
  ['CALL_STR_1', 179, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '3', '1', 'CALL'],
  ['CALL_TUPLE_1', 180, 0, 'ARG EVAL_BREAK DEOPT ERROR ESCAPES', '3', '1', 'CALL'],
  ['CALL_TYPE_1', 181, 0, 'ARG DEOPT', '3', '1', 'CALL'],
  ['COMPARE_OP_FLOAT', 182, 0, 'ARG EXIT', '2', '1', 'COMPARE_OP'],
  ['COMPARE_OP_INT', 183, 0, 'ARG DEOPT EXIT', '2', '1', 'COMPARE_OP'],
  ['COMPARE_OP_STR', 184, 0, 'ARG EXIT', '2', '1', 'COMPARE_OP'],
  ['CONTAINS_OP_DICT', 185, 0, 'ARG DEOPT ERROR ESCAPES', '2', '1', 'CONTAINS_OP'],
  ['CONTAINS_OP_SET', 186, 0, 'ARG DEOPT ERROR ESCAPES', '2', '1', 'CONTAINS_OP'],
  ['FOR_ITER_GEN', 187, 0, 'ARG DEOPT', '1', '1', 'FOR_ITER'],
  ['FOR_ITER_LIST', 188, 0, 'ARG JUMP EXIT', '1', '2', 'FOR_ITER'],
  ['FOR_ITER_RANGE', 189, 0, 'ARG JUMP EXIT ERROR', '1', '2', 'FOR_ITER'],
  ['FOR_ITER_TUPLE', 190, 0, 'ARG JUMP EXIT', '1', '2', 'FOR_ITER'],
  ['LOAD_ATTR_CLASS', 191, 0, 'ARG DEOPT', '1', '1 + (oparg & 1)', 'LOAD_ATTR'],
  ['LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN', 192, 0, 'ARG NAME DEOPT ESCAPES', '1', '1', 'LOAD_ATTR'],
  ['LOAD_ATTR_INSTANCE_VALUE', 193, 0, 'ARG DEOPT EXIT', '1', '1 + (oparg & 1)', 'LOAD_ATTR'],
  ['LOAD_ATTR_METHOD_LAZY_DICT', 194, 0, 'ARG DEOPT EXIT', '1', '2', 'LOAD_ATTR'],
  ['LOAD_ATTR_METHOD_NO_DICT', 195, 0, 'ARG EXIT', '1', '2', 'LOAD_ATTR'],
  ['LOAD_ATTR_METHOD_WITH_VALUES', 196, 0, 'ARG DEOPT EXIT', '1', '2', 'LOAD_ATTR'],
  ['LOAD_ATTR_MODULE', 197, 0, 'ARG DEOPT', '1', '1 + (oparg & 1)', 'LOAD_ATTR'],
  ['LOAD_ATTR_NONDESCRIPTOR_NO_DICT', 198, 0, 'ARG EXIT', '1', '1', 'LOAD_ATTR'],
  ['LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES', 199, 0, 'ARG DEOPT EXIT', '1', '1', 'LOAD_ATTR'],
  ['LOAD_ATTR_PROPERTY', 200, 0, 'ARG DEOPT ESCAPES', '1', '1', 'LOAD_ATTR'],
  ['LOAD_ATTR_SLOT', 201, 0, 'ARG DEOPT EXIT', '1', '1 + (oparg & 1)', 'LOAD_ATTR'],
  ['LOAD_ATTR_WITH_HINT', 202, 0, 'ARG NAME DEOPT EXIT', '1', '1 + (oparg & 1)', 'LOAD_ATTR'],
  ['LOAD_GLOBAL_BUILTIN', 203, 0, 'ARG DEOPT', '0', '1 + (oparg & 1)', 'LOAD_GLOBAL'],
  ['LOAD_GLOBAL_MODULE', 204, 0, 'ARG DEOPT', '0', '1 + (oparg & 1)', 'LOAD_GLOBAL'],
  ['LOAD_SUPER_ATTR_ATTR', 205, 0, 'ARG NAME DEOPT ERROR ESCAPES', '3', '1', 'LOAD_SUPER_ATTR'],
  ['LOAD_SUPER_ATTR_METHOD', 206, 0, 'ARG NAME DEOPT ERROR ESCAPES', '3', '2', 'LOAD_SUPER_ATTR'],
  ['RESUME_CHECK', 207, 0, 'DEOPT', '0', '0', 'RESUME'],
  ['SEND_GEN', 208, 0, 'ARG DEOPT', '2', '2', 'SEND'],
  ['STORE_ATTR_INSTANCE_VALUE', 209, 0, 'DEOPT EXIT', '2', '0', 'STORE_ATTR'],
  ['STORE_ATTR_SLOT', 210, 0, 'EXIT', '2', '0', 'STORE_ATTR'],
  ['STORE_ATTR_WITH_HINT', 211, 0, 'ARG NAME DEOPT ESCAPES', '2', '0', 'STORE_ATTR'],
  ['STORE_SUBSCR_DICT', 212, 0, 'DEOPT ERROR ESCAPES', '3', '0', 'STORE_SUBSCR'],
  ['STORE_SUBSCR_LIST_INT', 213, 0, 'DEOPT', '3', '0', 'STORE_SUBSCR'],
  ['TO_BOOL_ALWAYS_TRUE', 214, 0, 'EXIT', '1', '1', 'TO_BOOL'],
  ['TO_BOOL_BOOL', 215, 0, 'EXIT', '1', '1', 'TO_BOOL'],
  ['TO_BOOL_INT', 216, 0, 'EXIT ESCAPES', '1', '1', 'TO_BOOL'],
  ['TO_BOOL_LIST', 217, 0, 'EXIT', '1', '1', 'TO_BOOL'],
  ['TO_BOOL_NONE', 218, 0, 'EXIT', '1', '1', 'TO_BOOL'],
  ['TO_BOOL_STR', 219, 0, 'EXIT ESCAPES', '1', '1', 'TO_BOOL'],
  ['UNPACK_SEQUENCE_LIST', 220, 0, 'ARG DEOPT', '1', 'oparg', 'UNPACK_SEQUENCE'],
  ['UNPACK_SEQUENCE_TUPLE', 221, 0, 'ARG DEOPT', '1', 'oparg', 'UNPACK_SEQUENCE'],
  ['UNPACK_SEQUENCE_TWO_TUPLE', 222, 0, 'ARG DEOPT', '1', '2', 'UNPACK_SEQUENCE'],
  ['INSTRUMENTED_RESUME', 236, 0, 'ARG EVAL_BREAK ERROR ERROR_NO_POP ESCAPES', '0', '0', ''],
  ['INSTRUMENTED_END_FOR', 237, 0, 'ERROR ERROR_NO_POP', '2', '1', ''],
  ['INSTRUMENTED_END_SEND', 238, 0, 'ERROR ERROR_NO_POP', '2', '1', ''],
  ['INSTRUMENTED_RETURN_VALUE', 239, 0, 'ERROR ERROR_NO_POP ESCAPES', '1', '0', ''],
  ['INSTRUMENTED_RETURN_CONST', 240, 0, 'ARG CONST ERROR ERROR_NO_POP ESCAPES', '0', '0', ''],
  ['INSTRUMENTED_YIELD_VALUE', 241, 0, 'ARG ERROR ERROR_NO_POP ESCAPES', '1', '1', ''],
  ['INSTRUMENTED_LOAD_SUPER_ATTR', 242, 0, 'ARG', '3', '1 + (oparg & 1)', ''],
  ['INSTRUMENTED_FOR_ITER', 243, 0, 'ARG ERROR ERROR_NO_POP ESCAPES', '0', '0', ''],
  ['INSTRUMENTED_CALL', 244, 0, 'ARG ERROR ESCAPES', '0', '0', ''],
  ['INSTRUMENTED_CALL_KW', 245, 0, 'ARG ERROR ESCAPES', '0', '0', ''],
  ['INSTRUMENTED_CALL_FUNCTION_EX', 246, 0, '', '0', '0', ''],
  ['INSTRUMENTED_INSTRUCTION', 247, 0, 'ERROR ESCAPES', '0', '0', ''],
  ['INSTRUMENTED_JUMP_FORWARD', 248, 0, 'ARG', '0', '0', ''],
  ['INSTRUMENTED_JUMP_BACKWARD', 249, 0, 'ARG EVAL_BREAK', '0', '0', ''],
  ['INSTRUMENTED_POP_JUMP_IF_TRUE', 250, 0, 'ARG', '0', '0', ''],
  ['INSTRUMENTED_POP_JUMP_IF_FALSE', 251, 0, 'ARG', '0', '0', ''],
  ['INSTRUMENTED_POP_JUMP_IF_NONE', 252, 0, 'ARG', '0', '0', ''],
  ['INSTRUMENTED_POP_JUMP_IF_NOT_NONE', 253, 0, 'ARG', '0', '0', ''],
  ['INSTRUMENTED_LINE', 254, 0, '-', null, null, ''],
  ['JUMP', 256, 0, 'ARG JUMP EVAL_BREAK ERROR ESCAPES', null, null, ''],
  ['JUMP_NO_INTERRUPT', 257, 0, 'ARG JUMP', null, null, ''],
  ['LOAD_CLOSURE', 258, 0, 'ARG LOCAL PURE', null, null, ''],
  ['LOAD_METHOD', 259, 0, 'ARG NAME ERROR ESCAPES', null, null, ''],
  ['LOAD_SUPER_METHOD', 260, 0, 'ARG NAME ERROR ESCAPES', null, null, ''],
  ['LOAD_ZERO_SUPER_ATTR', 261, 0, 'ARG NAME ERROR ESCAPES', null, null, ''],
  ['LOAD_ZERO_SUPER_METHOD', 262, 0, 'ARG NAME ERROR ESCAPES', null, null, ''],
  ['POP_BLOCK', 263, 0, 'PURE', null, null, ''],
  ['SETUP_CLEANUP', 264, 0, 'PURE ARG', null, null, ''],
  ['SETUP_FINALLY', 265, 0, 'PURE ARG', null, null, ''],
  ['SETUP_WITH', 266, 0, 'PURE ARG', null, null, ''],
  ['STORE_FAST_MAYBE_NULL', 267, 0, 'ARG LOCAL', null, null, ''],
];
