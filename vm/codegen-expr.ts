/**
 * Expressions. CPython: Python/compile.c compiler_visit_expr() and what it calls; calls are in vm/codegen-call.ts, comprehensions in
 * vm/codegen-comprehension.ts, lambdas in vm/codegen-function.ts
 *
 * Chains that lean to the left (a.b(c)[d] + e ...) are compiled in a loop: what comes before the left operand on the way down, the rest on the way up.
 */
import type {PyConst} from './constants';
import type {Attribute, BoolOp, Call, cmpop_ty, Compare, Dict, expr_ty, FormattedValue, IfExp, JoinedStr, operator_ty, Slice, Starred, Subscript} from './generated/ast-nodes';
import {constFrozenset, CONST_NONE} from './ast-opt-arith';
import {ADDOP, ADDOP_I, ADDOP_JUMP, ADDOP_LOAD_CONST, ADDOP_NAME, ADD_YIELD_FROM, addAwait, type Compiler, compiler_error, compiler_nameop, forbidden_name, IS_TOP_LEVEL_AWAIT, type Label, NEW_LABEL, RESUME_AFTER_YIELD, Scope, STACK_USE_GUIDELINE, USE_LABEL} from './codegen';
import {can_optimize_super_call, check_caller, compiler_call_helper, compiler_call_method, compiler_super_method_call, isMethodCall, load_args_for_super, update_start_location_to_match_attr, validate_keywords} from './codegen-call';
import {compiler_comprehension} from './codegen-comprehension';
import {compiler_lambda} from './codegen-function';
import {LOC, NO_LOCATION, type SourceLocation} from './compile-errors';
import {BINARY_OP, BINARY_SLICE, BINARY_SUBSCR, BUILD_CONST_KEY_MAP, BUILD_LIST, BUILD_MAP, BUILD_SET, BUILD_SLICE, BUILD_STRING, BUILD_TUPLE, CALL, CALL_INTRINSIC_1, COMPARE_OP, CONTAINS_OP, CONVERT_VALUE, COPY, DELETE_ATTR, DELETE_SUBSCR, DICT_UPDATE, FORMAT_SIMPLE, FORMAT_WITH_SPEC, GET_YIELD_FROM_ITER, IS_OP, JUMP_NO_INTERRUPT, LIST_APPEND, LIST_EXTEND, LOAD_ATTR, LOAD_METHOD, LOAD_SUPER_ATTR, LOAD_ZERO_SUPER_ATTR, MAP_ADD, NOP, POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_TOP, PUSH_NULL, RESUME, SET_ADD, SET_UPDATE, STORE_ATTR, STORE_SLICE, STORE_SUBSCR, SWAP, TO_BOOL, UNARY_INVERT, UNARY_NEGATIVE, UNARY_NOT, UNPACK_EX, UNPACK_SEQUENCE, YIELD_VALUE} from './opcode-ids';
import {INTRINSIC_ASYNC_GEN_WRAP, INTRINSIC_LIST_TO_TUPLE, INTRINSIC_UNARY_POSITIVE, NB_INPLACE_OFFSET, NB_OPS} from './opcode-metadata';
import {_PyST_IsFunctionLike} from './symtable';

const nbIndex = (symbol: string): number => NB_OPS.findIndex(op => op[1] === symbol);
const NB_ARGUMENT: Readonly<Record<operator_ty, number>> = {
  Add: nbIndex('+'), Sub: nbIndex('-'), Mult: nbIndex('*'), MatMult: nbIndex('@'), Div: nbIndex('/'), Mod: nbIndex('%'), Pow: nbIndex('**'),
  LShift: nbIndex('<<'), RShift: nbIndex('>>'), BitOr: nbIndex('|'), BitXor: nbIndex('^'), BitAnd: nbIndex('&'), FloorDiv: nbIndex('//'),
};

/** Appends BINARY_OP. CPython: addop_binary() */
export function ADDOP_BINARY(c: Compiler, loc: SourceLocation, op: operator_ty, inplace: boolean): void {
  ADDOP_I(c, loc, BINARY_OP, NB_ARGUMENT[op] + (inplace ? NB_INPLACE_OFFSET : 0));
}

/** Arguments of COMPARE_OP: Py_LT and so on in the top three bits, and the mask of outcomes that a specialised form tests. */
const COMPARE_ARGUMENT: Readonly<Partial<Record<cmpop_ty, number>>> = {
  Lt: (0 << 5) | 2, LtE: (1 << 5) | 2 | 8, Eq: (2 << 5) | 8, NotEq: (3 << 5) | 1 | 2 | 4, Gt: (4 << 5) | 4, GtE: (5 << 5) | 4 | 8,
};

/** Appends a comparison. CPython: compiler_addcompare() */
export function ADDOP_COMPARE(c: Compiler, loc: SourceLocation, op: cmpop_ty): void {
  switch (op) {
    case 'Is': return ADDOP_I(c, loc, IS_OP, 0);
    case 'IsNot': return ADDOP_I(c, loc, IS_OP, 1);
    case 'In': return ADDOP_I(c, loc, CONTAINS_OP, 0);
    case 'NotIn': return ADDOP_I(c, loc, CONTAINS_OP, 1);
    default: return ADDOP_I(c, loc, COMPARE_OP, COMPARE_ARGUMENT[op]!);
  }
}

/** The name of the type an expression certainly has, null if that is open. CPython: infer_type() */
export function infer_type(e: expr_ty): string | null {
  switch (e._type) {
    case 'Tuple': return 'tuple';
    case 'List': case 'ListComp': return 'list';
    case 'Dict': case 'DictComp': return 'dict';
    case 'Set': case 'SetComp': return 'set';
    case 'GeneratorExp': return 'generator';
    case 'Lambda': return 'function';
    case 'JoinedStr': case 'FormattedValue': return 'str';
    case 'Constant': return constantTypeName(e.value);
    default: return null;
  }
}

function constantTypeName(value: PyConst): string {
  switch (value.kind) {
    case 'None': return 'NoneType';
    case 'True': case 'False': return 'bool';
    case 'Ellipsis': return 'ellipsis';
    default: return value.kind;
  }
}

const isPlainConstant = (e: expr_ty): boolean =>
  e._type === 'Constant' && e.value.kind !== 'None' && e.value.kind !== 'False' && e.value.kind !== 'True' && e.value.kind !== 'Ellipsis';

/** Warns of `is` with a literal. CPython: check_compare() */
function check_compare(c: Compiler, e: Compare): void {
  let left = e.left;
  for (let i = 0; i < e.ops.length; i++) {
    const right = e.comparators[i];
    const op = e.ops[i];
    if ((op === 'Is' || op === 'IsNot') && (isPlainConstant(left) || isPlainConstant(right))) {
      const type = infer_type(isPlainConstant(left) ? left : right);
      const msg = op === 'Is' ? `"is" with '${type}' literal. Did you mean "=="?` : `"is not" with '${type}' literal. Did you mean "!="?`;
      return c.report.warn('SyntaxWarning', msg, e);
    }
    left = right;
  }
}

/** Jumps to a label if the truth of an expression is `cond`. CPython: compiler_jump_if() */
export function compiler_jump_if(c: Compiler, loc: SourceLocation, e: expr_ty, next: Label, cond: boolean): void {
  switch (e._type) {
    case 'UnaryOp':
      if (e.op === 'Not') return compiler_jump_if(c, loc, e.operand, next, !cond);
      break;
    case 'BoolOp': {
      const cond2 = e.op === 'Or';
      const next2 = cond2 !== cond ? NEW_LABEL(c) : next;
      const last = e.values.length - 1;
      for (let i = 0; i < last; i++) compiler_jump_if(c, loc, e.values[i], next2, cond2);
      compiler_jump_if(c, loc, e.values[last], next, cond);
      if (next2 !== next) USE_LABEL(c, next2);
      return;
    }
    case 'IfExp': {
      const end = NEW_LABEL(c);
      const next2 = NEW_LABEL(c);
      compiler_jump_if(c, loc, e.test, next2, false);
      compiler_jump_if(c, loc, e.body, next, cond);
      ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
      USE_LABEL(c, next2);
      compiler_jump_if(c, loc, e.orelse, next, cond);
      USE_LABEL(c, end);
      return;
    }
    case 'Compare':
      if (e.ops.length > 1) return jumpIfChain(c, e, next, cond);
      break;
  }
  compiler_visit_expr(c, e);
  const at = LOC(e);
  ADDOP(c, at, TO_BOOL);
  ADDOP_JUMP(c, at, cond ? POP_JUMP_IF_TRUE : POP_JUMP_IF_FALSE, next);
}

function jumpIfChain(c: Compiler, e: Compare, next: Label, cond: boolean): void {
  const loc = LOC(e);
  const last = e.ops.length - 1;
  check_compare(c, e);
  const cleanup = NEW_LABEL(c);
  compiler_visit_expr(c, e.left);
  for (let i = 0; i < last; i++) {
    compiler_visit_expr(c, e.comparators[i]);
    ADDOP_I(c, loc, SWAP, 2);
    ADDOP_I(c, loc, COPY, 2);
    ADDOP_COMPARE(c, loc, e.ops[i]);
    ADDOP(c, loc, TO_BOOL);
    ADDOP_JUMP(c, loc, POP_JUMP_IF_FALSE, cleanup);
  }
  compiler_visit_expr(c, e.comparators[last]);
  ADDOP_COMPARE(c, loc, e.ops[last]);
  ADDOP(c, loc, TO_BOOL);
  ADDOP_JUMP(c, loc, cond ? POP_JUMP_IF_TRUE : POP_JUMP_IF_FALSE, next);
  const end = NEW_LABEL(c);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
  USE_LABEL(c, cleanup);
  ADDOP(c, loc, POP_TOP);
  if (!cond) ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, next);
  USE_LABEL(c, end);
}

function compiler_ifexp(c: Compiler, e: IfExp): void {
  const end = NEW_LABEL(c);
  const next = NEW_LABEL(c);
  compiler_jump_if(c, LOC(e), e.test, next, false);
  compiler_visit_expr(c, e.body);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
  USE_LABEL(c, next);
  compiler_visit_expr(c, e.orelse);
  USE_LABEL(c, end);
}

function compiler_boolop(c: Compiler, e: BoolOp): void {
  const loc = LOC(e);
  const jump = e.op === 'And' ? POP_JUMP_IF_FALSE : POP_JUMP_IF_TRUE;
  const end = NEW_LABEL(c);
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) {
    compiler_visit_expr(c, e.values[i]);
    ADDOP_I(c, loc, COPY, 1);
    ADDOP(c, loc, TO_BOOL);
    ADDOP_JUMP(c, loc, jump, end);
    ADDOP(c, loc, POP_TOP);
  }
  compiler_visit_expr(c, e.values[last]);
  USE_LABEL(c, end);
}

function compiler_compare(c: Compiler, e: Compare): void {
  const loc = LOC(e);
  check_compare(c, e);
  compiler_visit_expr(c, e.left);
  const last = e.ops.length - 1;
  if (last === 0) {
    compiler_visit_expr(c, e.comparators[0]);
    return ADDOP_COMPARE(c, loc, e.ops[0]);
  }
  const cleanup = NEW_LABEL(c);
  for (let i = 0; i < last; i++) {
    compiler_visit_expr(c, e.comparators[i]);
    ADDOP_I(c, loc, SWAP, 2);
    ADDOP_I(c, loc, COPY, 2);
    ADDOP_COMPARE(c, loc, e.ops[i]);
    ADDOP_I(c, loc, COPY, 1);
    ADDOP(c, loc, TO_BOOL);
    ADDOP_JUMP(c, loc, POP_JUMP_IF_FALSE, cleanup);
    ADDOP(c, loc, POP_TOP);
  }
  compiler_visit_expr(c, e.comparators[last]);
  ADDOP_COMPARE(c, loc, e.ops[last]);
  const end = NEW_LABEL(c);
  ADDOP_JUMP(c, NO_LOCATION, JUMP_NO_INTERRUPT, end);
  USE_LABEL(c, cleanup);
  ADDOP_I(c, loc, SWAP, 2);
  ADDOP(c, loc, POP_TOP);
  USE_LABEL(c, end);
}

function are_all_items_const(elts: readonly (expr_ty | null)[], begin: number, end: number): boolean {
  for (let i = begin; i < end; i++) {
    const elt = elts[i];
    if (elt === null || elt._type !== 'Constant') return false;
  }
  return true;
}
const constantsOf = (elts: readonly (expr_ty | null)[], begin: number, end: number): PyConst[] =>
  elts.slice(begin, end).map(elt => (elt as Extract<expr_ty, {_type: 'Constant'}>).value);

/** Builds a list, set or tuple from items of which some may be starred. CPython: starunpack_helper() */
export function starunpack_helper(
  c: Compiler, loc: SourceLocation, elts: readonly expr_ty[], pushed: number, build: number, add: number, extend: number, tuple: boolean,
): void {
  const n = elts.length;
  if (n > 2 && are_all_items_const(elts, 0, n)) {
    const items = constantsOf(elts, 0, n);
    if (tuple && pushed === 0) return ADDOP_LOAD_CONST(c, loc, {kind: 'tuple', items});
    ADDOP_I(c, loc, build, pushed);
    ADDOP_LOAD_CONST(c, loc, add === SET_ADD ? constFrozenset(items) : {kind: 'tuple', items});
    ADDOP_I(c, loc, extend, 1);
    if (tuple) ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE);
    return;
  }
  const big = n + pushed > STACK_USE_GUIDELINE;
  let seen_star = false;
  for (let i = 0; i < n && !seen_star; i++) seen_star = elts[i]._type === 'Starred';
  if (!seen_star && !big) {
    for (let i = 0; i < n; i++) compiler_visit_expr(c, elts[i]);
    return ADDOP_I(c, loc, tuple ? BUILD_TUPLE : build, n + pushed);
  }
  let sequence_built = big;
  if (big) ADDOP_I(c, loc, build, pushed);
  for (let i = 0; i < n; i++) {
    const elt = elts[i];
    if (elt._type === 'Starred') {
      if (!sequence_built) ADDOP_I(c, loc, build, i + pushed);
      sequence_built = true;
      compiler_visit_expr(c, elt.value);
      ADDOP_I(c, loc, extend, 1);
    } else {
      compiler_visit_expr(c, elt);
      if (sequence_built) ADDOP_I(c, loc, add, 1);
    }
  }
  if (tuple) ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE);
}

/** Unpacks the value on the stack into targets. CPython: assignment_helper() */
function assignment_helper(c: Compiler, loc: SourceLocation, elts: readonly expr_ty[]): void {
  const n = elts.length;
  let seen_star = false;
  for (let i = 0; i < n; i++) {
    if (elts[i]._type !== 'Starred') continue;
    if (seen_star) return compiler_error(c, loc, 'multiple starred expressions in assignment');
    if (i >= 1 << 8 || n - i - 1 >= 0x7fffffff >> 8) return compiler_error(c, loc, 'too many expressions in star-unpacking assignment');
    ADDOP_I(c, loc, UNPACK_EX, i + ((n - i - 1) << 8));
    seen_star = true;
  }
  if (!seen_star) ADDOP_I(c, loc, UNPACK_SEQUENCE, n);
  for (let i = 0; i < n; i++) {
    const elt = elts[i];
    compiler_visit_expr(c, elt._type === 'Starred' ? elt.value : elt);
  }
}

function compiler_subdict(c: Compiler, e: Dict, begin: number, end: number): void {
  const n = end - begin;
  const big = n * 2 > STACK_USE_GUIDELINE;
  const loc = LOC(e);
  if (n > 1 && !big && are_all_items_const(e.keys, begin, end)) {
    for (let i = begin; i < end; i++) compiler_visit_expr(c, e.values[i]);
    ADDOP_LOAD_CONST(c, loc, {kind: 'tuple', items: constantsOf(e.keys, begin, end)});
    return ADDOP_I(c, loc, BUILD_CONST_KEY_MAP, n);
  }
  if (big) ADDOP_I(c, loc, BUILD_MAP, 0);
  for (let i = begin; i < end; i++) {
    compiler_visit_expr(c, e.keys[i]!);
    compiler_visit_expr(c, e.values[i]);
    if (big) ADDOP_I(c, loc, MAP_ADD, 1);
  }
  if (!big) ADDOP_I(c, loc, BUILD_MAP, n);
}

function compiler_dict(c: Compiler, e: Dict): void {
  const loc = LOC(e);
  const n = e.values.length;
  let have_dict = false;
  let elements = 0;
  const flush = (begin: number, end: number): void => {
    compiler_subdict(c, e, begin, end);
    if (have_dict) ADDOP_I(c, loc, DICT_UPDATE, 1);
    have_dict = true;
    elements = 0;
  };
  for (let i = 0; i < n; i++) {
    if (e.keys[i] === null) {
      if (elements > 0) flush(i - elements, i);
      if (!have_dict) ADDOP_I(c, loc, BUILD_MAP, 0);
      have_dict = true;
      compiler_visit_expr(c, e.values[i]);
      ADDOP_I(c, loc, DICT_UPDATE, 1);
    } else if (elements * 2 > STACK_USE_GUIDELINE) {
      flush(i - elements, i + 1);
    } else {
      elements++;
    }
  }
  if (elements > 0) flush(n - elements, n);
  if (!have_dict) ADDOP_I(c, loc, BUILD_MAP, 0);
}

function check_subscripter(c: Compiler, e: expr_ty): void {
  switch (e._type) {
    case 'Constant': {
      const kind = e.value.kind;
      if (kind === 'str' || kind === 'bytes' || kind === 'tuple') return;
      break;
    }
    case 'Set': case 'SetComp': case 'GeneratorExp': case 'Lambda': break;
    default: return;
  }
  c.report.warn('SyntaxWarning', `'${infer_type(e)}' object is not subscriptable; perhaps you missed a comma?`, e);
}

function check_index(c: Compiler, e: expr_ty, index: expr_ty): void {
  switch (e._type) {
    case 'Constant':
      if (e.value.kind !== 'str' && e.value.kind !== 'bytes' && e.value.kind !== 'tuple') return;
      break;
    case 'Tuple': case 'List': case 'ListComp': case 'JoinedStr': case 'FormattedValue': break;
    default: return;
  }
  const type = infer_type(index);
  if (type === null || type === 'int' || type === 'bool' || type === 'slice') return;
  c.report.warn('SyntaxWarning', `${infer_type(e)} indices must be integers or slices, not ${type}; perhaps you missed a comma?`, e);
}

/** Whether a slice can be passed as two values. */
export const is_two_element_slice = (e: expr_ty): e is Slice => e._type === 'Slice' && e.step === null;

/** Pushes the parts of a slice and returns how many. CPython: compiler_slice() */
export function compiler_slice(c: Compiler, e: Slice): number {
  if (e.lower !== null) compiler_visit_expr(c, e.lower);
  else ADDOP_LOAD_CONST(c, LOC(e), CONST_NONE);
  if (e.upper !== null) compiler_visit_expr(c, e.upper);
  else ADDOP_LOAD_CONST(c, LOC(e), CONST_NONE);
  if (e.step === null) return 2;
  compiler_visit_expr(c, e.step);
  return 3;
}

/** What a subscript does once its object is on the stack. */
function finishSubscript(c: Compiler, e: Subscript): void {
  const loc = LOC(e);
  if (is_two_element_slice(e.slice) && e.ctx !== 'Del') {
    compiler_slice(c, e.slice);
    return ADDOP(c, loc, e.ctx === 'Load' ? BINARY_SLICE : STORE_SLICE);
  }
  compiler_visit_expr(c, e.slice);
  ADDOP(c, loc, e.ctx === 'Load' ? BINARY_SUBSCR : e.ctx === 'Store' ? STORE_SUBSCR : DELETE_SUBSCR);
}

function compiler_joined_str(c: Compiler, e: JoinedStr): void {
  const loc = LOC(e);
  const count = e.values.length;
  if (count > STACK_USE_GUIDELINE) {
    ADDOP_LOAD_CONST(c, loc, {kind: 'str', value: ''});
    ADDOP_NAME(c, loc, LOAD_METHOD, 'join');
    ADDOP_I(c, loc, BUILD_LIST, 0);
    for (const value of e.values) {
      compiler_visit_expr(c, value);
      ADDOP_I(c, loc, LIST_APPEND, 1);
    }
    return ADDOP_I(c, loc, CALL, 1);
  }
  for (const value of e.values) compiler_visit_expr(c, value);
  if (count > 1) ADDOP_I(c, loc, BUILD_STRING, count);
  else if (count === 0) ADDOP_LOAD_CONST(c, loc, {kind: 'str', value: ''});
}

function compiler_formatted_value(c: Compiler, e: FormattedValue): void {
  compiler_visit_expr(c, e.value);
  const loc = LOC(e);
  if (e.conversion !== -1) {
    const oparg = 'sra'.indexOf(String.fromCharCode(e.conversion)) + 1;
    if (oparg === 0) return c.report.raise('SystemError', `Unrecognized conversion character ${e.conversion}`);
    ADDOP_I(c, loc, CONVERT_VALUE, oparg);
  }
  if (e.format_spec === null) return ADDOP(c, loc, FORMAT_SIMPLE);
  compiler_visit_expr(c, e.format_spec);
  ADDOP(c, loc, FORMAT_WITH_SPEC);
}

/** Yields the value on the stack. CPython: addop_yield() */
export function ADDOP_YIELD(c: Compiler, loc: SourceLocation): void {
  const ste = c.u.u_ste;
  if (ste.ste_generator && ste.ste_coroutine) ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_ASYNC_GEN_WRAP);
  ADDOP_I(c, loc, YIELD_VALUE, 0);
  ADDOP_I(c, loc, RESUME, RESUME_AFTER_YIELD);
}

/** Notes `self.name = ...` for the __static_attributes__ of the class around. */
function compiler_maybe_add_static_attribute_to_class(c: Compiler, e: Attribute): void {
  if (e.ctx !== 'Store' || e.value._type !== 'Name' || e.value.id !== 'self') return;
  for (let i = c.c_stack.length - 1; i >= 0; i--) {
    const attributes = c.c_stack[i].u_static_attributes;
    if (attributes === null) continue;
    attributes.add(e.attr);
    return;
  }
}

function compiler_attribute(c: Compiler, e: Attribute): void {
  const loc = LOC(e);
  if (e.ctx === 'Load') {
    const call = e.value as Call;
    load_args_for_super(c, call);
    ADDOP_NAME(c, loc, call.args.length > 0 ? LOAD_SUPER_ATTR : LOAD_ZERO_SUPER_ATTR, e.attr);
    return ADDOP(c, update_start_location_to_match_attr(loc, e), NOP);
  }
  compiler_maybe_add_static_attribute_to_class(c, e);
  compiler_visit_expr(c, e.value);
  const at = update_start_location_to_match_attr(loc, e);
  if (e.ctx === 'Del') return ADDOP_NAME(c, at, DELETE_ATTR, e.attr);
  if (forbidden_name(c, at, e.attr, e.ctx)) return;
  ADDOP_NAME(c, at, STORE_ATTR, e.attr);
}

const enum Step { PLAIN, METHOD_CALL }

/** Compiles an expression. CPython: compiler_visit_expr() */
export function compiler_visit_expr(c: Compiler, top: expr_ty): void {
  if (c.report.failed) return;
  let e = top;
  let spine: expr_ty[] | null = null;
  let steps: Step[] | null = null;
  descend: for (;;) {
    let next: expr_ty;
    let step = Step.PLAIN;
    switch (e._type) {
      case 'Name': compiler_nameop(c, LOC(e), e.id, e.ctx); break descend;
      case 'Constant': ADDOP_LOAD_CONST(c, LOC(e), e.value); break descend;
      case 'BinOp': next = e.left; break;
      case 'Attribute':
        if (e.ctx !== 'Load' || can_optimize_super_call(c, e)) {
          compiler_attribute(c, e);
          break descend;
        }
        next = e.value;
        break;
      case 'Subscript':
        if (e.ctx === 'Load') {
          check_subscripter(c, e.value);
          check_index(c, e.value, e.slice);
        }
        next = e.value;
        break;
      case 'Call': {
        validate_keywords(c, e.keywords);
        const func = e.func;
        if (func._type === 'Attribute' && isMethodCall(c, e, func)) {
          if (can_optimize_super_call(c, func)) {
            compiler_super_method_call(c, e, func);
            break descend;
          }
          next = func.value;
          step = Step.METHOD_CALL;
        } else {
          check_caller(c, func);
          next = func;
        }
        break;
      }
      default: compiler_visit_expr1(c, e); break descend;
    }
    if (spine === null || steps === null) {
      spine = [];
      steps = [];
    }
    spine.push(e);
    steps.push(step);
    e = next;
  }
  if (spine === null || steps === null) return;
  for (let i = spine.length - 1; i >= 0; i--) {
    if (c.report.failed) return;
    const node = spine[i];
    switch (node._type) {
      case 'BinOp':
        compiler_visit_expr(c, node.right);
        ADDOP_BINARY(c, LOC(node), node.op, false);
        break;
      case 'Attribute': ADDOP_NAME(c, update_start_location_to_match_attr(LOC(node), node), LOAD_ATTR, node.attr); break;
      case 'Subscript': finishSubscript(c, node); break;
      case 'Call':
        if (steps[i] === Step.METHOD_CALL) {
          compiler_call_method(c, node, node.func as Attribute);
        } else {
          ADDOP(c, LOC(node.func), PUSH_NULL);
          compiler_call_helper(c, LOC(node), 0, node.args, node.keywords);
        }
        break;
    }
  }
}

/** The expressions that are no part of a left-leaning chain. CPython: compiler_visit_expr1() */
function compiler_visit_expr1(c: Compiler, e: expr_ty): void {
  const loc = LOC(e);
  switch (e._type) {
    case 'NamedExpr':
      compiler_visit_expr(c, e.value);
      ADDOP_I(c, loc, COPY, 1);
      return compiler_visit_expr(c, e.target);
    case 'BoolOp': return compiler_boolop(c, e);
    case 'UnaryOp':
      compiler_visit_expr(c, e.operand);
      if (e.op === 'UAdd') return ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_UNARY_POSITIVE);
      if (e.op !== 'Not') return ADDOP(c, loc, e.op === 'Invert' ? UNARY_INVERT : UNARY_NEGATIVE);
      ADDOP(c, loc, TO_BOOL);
      return ADDOP(c, loc, UNARY_NOT);
    case 'Lambda': return compiler_lambda(c, e);
    case 'IfExp': return compiler_ifexp(c, e);
    case 'Dict': return compiler_dict(c, e);
    case 'Set': return starunpack_helper(c, loc, e.elts, 0, BUILD_SET, SET_ADD, SET_UPDATE, false);
    case 'GeneratorExp': return compiler_comprehension(c, e, '<genexpr>', e.elt, null);
    case 'ListComp': return compiler_comprehension(c, e, '<listcomp>', e.elt, null);
    case 'SetComp': return compiler_comprehension(c, e, '<setcomp>', e.elt, null);
    case 'DictComp': return compiler_comprehension(c, e, '<dictcomp>', e.key, e.value);
    case 'Yield':
      if (!_PyST_IsFunctionLike(c.u.u_ste)) return compiler_error(c, loc, "'yield' outside function");
      if (e.value !== null) compiler_visit_expr(c, e.value);
      else ADDOP_LOAD_CONST(c, loc, CONST_NONE);
      return ADDOP_YIELD(c, loc);
    case 'YieldFrom':
      if (!_PyST_IsFunctionLike(c.u.u_ste)) return compiler_error(c, loc, "'yield from' outside function");
      if (c.u.u_scope_type === Scope.ASYNC_FUNCTION) return compiler_error(c, loc, "'yield from' inside async function");
      compiler_visit_expr(c, e.value);
      ADDOP(c, loc, GET_YIELD_FROM_ITER);
      ADDOP_LOAD_CONST(c, loc, CONST_NONE);
      return ADD_YIELD_FROM(c, loc, false);
    case 'Await':
      if (!IS_TOP_LEVEL_AWAIT(c)) {
        if (!_PyST_IsFunctionLike(c.u.u_ste)) return compiler_error(c, loc, "'await' outside function");
        if (c.u.u_scope_type !== Scope.ASYNC_FUNCTION && c.u.u_scope_type !== Scope.COMPREHENSION) return compiler_error(c, loc, "'await' outside async function");
      }
      compiler_visit_expr(c, e.value);
      return addAwait(c, loc, 0);
    case 'Compare': return compiler_compare(c, e);
    case 'JoinedStr': return compiler_joined_str(c, e);
    case 'FormattedValue': return compiler_formatted_value(c, e);
    case 'Starred': return compiler_error(c, loc, starredError(e));
    case 'Slice': return ADDOP_I(c, loc, BUILD_SLICE, compiler_slice(c, e));
    case 'List':
      if (e.ctx === 'Store') return assignment_helper(c, loc, e.elts);
      if (e.ctx === 'Load') return starunpack_helper(c, loc, e.elts, 0, BUILD_LIST, LIST_APPEND, LIST_EXTEND, false);
      for (const elt of e.elts) compiler_visit_expr(c, elt);
      return;
    case 'Tuple':
      if (e.ctx === 'Store') return assignment_helper(c, loc, e.elts);
      if (e.ctx === 'Load') return starunpack_helper(c, loc, e.elts, 0, BUILD_LIST, LIST_APPEND, LIST_EXTEND, true);
      for (const elt of e.elts) compiler_visit_expr(c, elt);
      return;
  }
}

const starredError = (e: Starred): string =>
  e.ctx === 'Store' ? 'starred assignment target must be in a list or tuple' : "can't use starred expression here";
