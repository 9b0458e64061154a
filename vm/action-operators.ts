/** Operator lists and precedence. The grammar hands over `operand (operator operand)*` as it stands; here it becomes a tree. */
import type {boolop_ty, cmpop_ty, expr_ty, operator_ty, unaryop_ty} from './generated/ast-nodes';
import {BASE_DEPTH, MAXSTACK} from './pegen-lalr';
import type {Parser} from './pegen-parser';
import {IS_OF_IS_NOT, KIND_TEXT, KW_AWAIT, KW_NOT, N_KINDS, NOTEQUAL, NOT_OF_NOT_IN} from './tokenizer-kinds';

const OR = 1, AND = 2, NOT = 3, COMPARE = 4, BITWISE_OR = 5, POWER = 12;
const PRECEDENCE_OF: Readonly<Record<string, number>> = {
  or: OR, and: AND, in: COMPARE, is: COMPARE, '<': COMPARE, '>': COMPARE, '==': COMPARE, '>=': COMPARE, '<=': COMPARE, '!=': COMPARE, '|': BITWISE_OR, '^': 6, '&': 7,
  '<<': 8, '>>': 8, '+': 9, '-': 9, '*': 10, '/': 10, '//': 10, '%': 10, '@': 10, '**': POWER,
};
const NODE_OF: Readonly<Record<string, operator_ty | cmpop_ty | boolop_ty>> = {
  or: 'Or', and: 'And', in: 'In', is: 'Is', '<': 'Lt', '>': 'Gt', '==': 'Eq', '>=': 'GtE', '<=': 'LtE', '!=': 'NotEq', '|': 'BitOr', '^': 'BitXor', '&': 'BitAnd',
  '<<': 'LShift', '>>': 'RShift', '+': 'Add', '-': 'Sub', '*': 'Mult', '/': 'Div', '//': 'FloorDiv', '%': 'Mod', '@': 'MatMult', '**': 'Pow',
};
const PRECEDENCE = new Uint8Array(N_KINDS);
const OPERATOR: (operator_ty | cmpop_ty | boolop_ty)[] = new Array(N_KINDS).fill('Add');
KIND_TEXT.forEach((text, kind) => { if (PRECEDENCE_OF[text] !== undefined) { PRECEDENCE[kind] = PRECEDENCE_OF[text]; OPERATOR[kind] = NODE_OF[text]; } });
PRECEDENCE[IS_OF_IS_NOT] = PRECEDENCE[NOT_OF_NOT_IN] = COMPARE;
OPERATOR[IS_OF_IS_NOT] = 'IsNot';
OPERATOR[NOT_OF_NOT_IN] = 'NotIn';

/** A list of operands and operators that has not been climbed yet. `ops[i]` is the token of the operator after item i. */
export class FlatOps {
  readonly items: (expr_ty | Prefixed)[] = [];
  readonly ops: number[] = [];
  /** First and last token of each item, which for an expression in parentheses are the parentheses. */
  readonly first: number[] = [];
  readonly last: number[] = [];
}
/** An operand behind a prefix operator. */
export class Prefixed { constructor(readonly op: number, readonly operand: expr_ty | Prefixed) {} }

function append(p: Parser, b: number, length: number): FlatOps {
  const left = p.values[b];
  let list: FlatOps;
  if (left instanceof FlatOps) list = left;
  else {
    list = new FlatOps();
    list.items.push(left as expr_ty | Prefixed);
    list.first.push(p.firstToken[b]);
    list.last.push(p.firstToken[b + 1] - 1);
  }
  list.ops.push(p.firstToken[b + 1]);
  list.items.push(p.values[b + length - 1] as expr_ty | Prefixed);
  list.first.push(p.firstToken[b + length - 1]);
  list.last.push(p.lastToken);
  return list;
}
export function binary(p: Parser, b: number, length: number): unknown {
  const op = p.firstToken[b + 1];
  if (p.tokens.kind[op] === NOTEQUAL && (p.barryAsBdfl || p.tokens.text.charCodeAt(p.tokens.start[op]) === 60)) {
    if (p.barryAsBdfl !== (p.tokens.text.charCodeAt(p.tokens.start[op]) === 60)) p.failed = true;
  }
  return append(p, b, length);
}
export const binary_pair = append;
export function prefix(p: Parser, b: number): unknown { return new Prefixed(p.firstToken[b], p.values[b + 1] as expr_ty | Prefixed); }

/** The place of the climb in a list, where the last operand began (without its signs) and where the last subtree ended. */
class Climb {
  at = 0;
  operandFirst = 0;
  last = 0;
  constructor(readonly p: Parser, readonly list: FlatOps) {}

  /** An operand and every operator after it that binds at least as tightly as `min`. */
  parse(min: number): expr_ty {
    const p = this.p, kind = p.tokens.kind;
    const first = this.list.first[this.at];
    const prefixes: number[] = [];
    let node = this.operand(prefixes);
    let bound = 0;
    while (bound < prefixes.length && kind[prefixes[bound]] === KW_NOT) bound++;
    // `not` only stands before a comparison, never behind an arithmetic sign or an operator.
    if (bound > 0 && min > NOT) p.failed = true;
    const signs = bound === 0 ? prefixes : prefixes.slice(bound);
    const start = this.operandFirst;
    node = this.power(node, signs);
    if (bound === 0) return this.rest(node, first, min);
    node = this.rest(node, signs.length > 0 ? signs[0] : start, COMPARE);
    for (let j = bound - 1; j >= 0; j--) node = unary(p, prefixes[j], node, this.last);
    return this.rest(node, first, min);
  }

  /** The next item without its prefixes, which are put in `prefixes`; an `await` is applied at once. */
  private operand(prefixes: number[]): expr_ty {
    const p = this.p;
    let item = this.list.items[this.at];
    this.last = this.list.last[this.at];
    while (item instanceof Prefixed) { prefixes.push(item.op); item = item.operand; }
    const n = prefixes.length;
    this.operandFirst = n === 0 ? this.list.first[this.at] : prefixes[n - 1] + 1;
    if (n === 0 || p.tokens.kind[prefixes[n - 1]] !== KW_AWAIT) return item;
    const op = prefixes.pop() as number;
    this.operandFirst = op;
    p.requires(5);
    return {_type: 'Await', value: item, ...span(p, op, this.last)};
  }

  /** `a ** -b ** c`: to the right, the signs before each operand reaching over everything after it. */
  private power(base: expr_ty, signs: readonly number[]): expr_ty {
    const p = this.p, list = this.list, kind = p.tokens.kind;
    const bases = [base], allSigns: (readonly number[])[] = [signs];
    const starts = [this.operandFirst];
    while (this.at < list.ops.length && PRECEDENCE[kind[list.ops[this.at]]] === POWER) {
      this.at++;
      const more: number[] = [];
      bases.push(this.operand(more));
      allSigns.push(more);
      starts.push(this.operandFirst);
    }
    if (2 * bases.length + BASE_DEPTH > MAXSTACK) { p.overflowed = true; p.failed = true; }
    let node = bases[bases.length - 1];
    for (let i = bases.length - 1; ; i--) {
      if (i < bases.length - 1) {
        node = {_type: 'BinOp', left: bases[i], op: 'Pow', right: node, ...span(p, starts[i], this.last)};
      }
      for (let j = allSigns[i].length - 1; j >= 0; j--) {
        const op = kind[allSigns[i][j]];
        if (op === KW_NOT || op === KW_AWAIT) p.failed = true;
        node = unary(p, allSigns[i][j], node, this.last);
      }
      if (i === 0) return node;
    }
  }

  private rest(left: expr_ty, first: number, min: number): expr_ty {
    const p = this.p, list = this.list, kind = p.tokens.kind;
    while (this.at < list.ops.length) {
      const op = kind[list.ops[this.at]], precedence = PRECEDENCE[op];
      if (precedence < min) break;
      if (precedence > COMPARE) {
        this.at++;
        if (OPERATOR[op] === 'MatMult') p.requires(5);
        const right = this.parse(precedence + 1);
        left = {_type: 'BinOp', left, op: OPERATOR[op] as operator_ty, right, ...span(p, first, this.last)};
      } else if (precedence === COMPARE) {
        const ops: cmpop_ty[] = [], comparators: expr_ty[] = [];
        while (this.at < list.ops.length && PRECEDENCE[kind[list.ops[this.at]]] === COMPARE) {
          ops.push(OPERATOR[kind[list.ops[this.at]]] as cmpop_ty);
          this.at++;
          comparators.push(this.parse(BITWISE_OR));
        }
        left = {_type: 'Compare', left, ops, comparators, ...span(p, first, this.last)};
      } else {
        const values = [left];
        while (this.at < list.ops.length && kind[list.ops[this.at]] === op) {
          this.at++;
          values.push(this.parse(precedence + 1));
        }
        left = {_type: 'BoolOp', op: OPERATOR[op] as boolop_ty, values, ...span(p, first, this.last)};
      }
    }
    return left;
  }
}

function span(p: Parser, first: number, last: number): {lineno: number; col_offset: number; end_lineno: number; end_col_offset: number} {
  const t = p.tokens;
  return {lineno: t.lineno[first], col_offset: t.col_offset[first], end_lineno: t.end_lineno[last], end_col_offset: t.end_col_offset[last]};
}
function unary(p: Parser, op: number, operand: expr_ty, last: number): expr_ty {
  const text = KIND_TEXT[p.tokens.kind[op]];
  const node: unaryop_ty = text === 'not' ? 'Not' : text === '-' ? 'USub' : text === '+' ? 'UAdd' : 'Invert';
  return {_type: 'UnaryOp', op: node, operand, ...span(p, op, last)};
}

/** The tree of a list, all of which must bind at least as tightly as `min`. */
function climbFrom(p: Parser, b: number, min: number): expr_ty {
  const value = p.values[b];
  let list: FlatOps;
  if (value instanceof FlatOps) list = value;
  else if (value instanceof Prefixed) {
    list = new FlatOps();
    list.items.push(value);
    list.first.push(p.firstToken[b]);
    list.last.push(p.lastToken);
  } else return value as expr_ty;
  const climb = new Climb(p, list);
  const node = climb.parse(min);
  if (climb.at < list.ops.length) p.failed = true;
  return node;
}
export function climb(p: Parser, b: number): unknown { return climbFrom(p, b, OR); }
/** `*` or `**` before an expression that may not hold a comparison or anything looser. */
export function bitwiseOperand(p: Parser, b: number): expr_ty { return climbFrom(p, b, BITWISE_OR); }
