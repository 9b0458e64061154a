/**
 * Compiles functions in the subset of JS that the printed loop is written in to WebAssembly: words and doubles, the heap H (words), F (doubles),
 * U8 (bytes), `code` (16-bit units), locals, if, for, while, labelled loops, one switch, calls.
 */
import ts from 'typescript';
import {fail, type Accessor} from './regen-cases-read';
import {COMPARISONS, DOUBLE_OPERATORS, INT_OPERATORS, OP, doubleBytes, signed, typeCode, unsigned, type Signature, type ValueType} from './wasm-writer';

const K = ts.SyntaxKind;

interface Local { readonly index: number; readonly type: ValueType; readonly scaled: boolean }
/** A summand of an address: `node << shift`, added or subtracted. */
interface Term { readonly node: ts.Expression; readonly shift: number; readonly negative: boolean }

/** What a function needs to know of its surroundings. */
export interface Surroundings {
  readonly accessors: ReadonlyMap<string, Accessor>;
  constant(name: string): number | undefined;
  /** Index and signature of a function that is called with arguments of these types. */
  callee(name: string, args: readonly ValueType[], node: ts.Node): {index: number; signature: Signature};
  signatureType(signature: Signature): number;
}
/** Locals that hold addresses times four, so that the heap is reached without a shift. */
const SCALED: ReadonlySet<string> = new Set(['fp', 'sp', 'constp', 'code']);

const unwrap = (node: ts.Expression): ts.Expression => {
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) node = node.expression;
  return node;
};

/** Compiles one function. */
export class FunctionCompiler {
  readonly code: number[] = [];
  readonly locals: ValueType[] = [];
  private scopes: Map<string, Local>[] = [new Map()];
  private readonly free: Record<string, number[]> = {i: [], d: []};
  private readonly held: Local[][] = [[]];
  private readonly labels: string[] = [];

  constructor(private readonly around: Surroundings, private readonly signature: Signature, names: readonly string[], private readonly scaledNames: boolean) {
    names.forEach((name, i) => this.scopes[0].set(name, {index: i, type: signature.params[i], scaled: false}));
  }

  /** The function's body; its value is returned by return statements. */
  body(block: ts.Block): void {
    this.statements(block.statements);
    if (this.signature.result !== 'v') this.code.push(OP.unreachable);
  }

  // ---- locals ----

  private emit(...bytes: readonly number[]): void { for (const byte of bytes) this.code.push(byte); }
  private acquire(type: ValueType): number {
    const again = this.free[type].pop();
    if (again !== undefined) return again;
    this.locals.push(type);
    return this.signature.params.length + this.locals.length - 1;
  }
  private declare(name: string, type: ValueType, scaled = false): Local {
    const local = {index: this.acquire(type), type, scaled};
    this.scopes[this.scopes.length - 1].set(name, local);
    this.held[this.held.length - 1].push(local);
    return local;
  }
  private temporary<T>(type: ValueType, use: (index: number) => T): T {
    const index = this.acquire(type), result = use(index);
    this.free[type].push(index);
    return result;
  }
  private scoped(run: () => void): void {
    this.scopes.push(new Map());
    this.held.push([]);
    run();
    this.scopes.pop();
    for (const local of this.held.pop()!) this.free[local.type].push(local.index);
  }
  private find(name: string): Local | undefined {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const local = this.scopes[i].get(name);
      if (local !== undefined) return local;
    }
    return undefined;
  }

  // ---- labels ----

  private open(op: number, label: string, type: ValueType = 'v'): void {
    this.emit(op, typeCode(type));
    this.labels.push(label);
  }
  private close(): void {
    this.emit(OP.end);
    this.labels.pop();
  }
  private depth(label: string, node: ts.Node): number {
    const at = this.labels.lastIndexOf(label);
    if (at < 0) fail(node, `no label ${label}`);
    return this.labels.length - 1 - at;
  }
  private branch(op: number, label: string, node: ts.Node): void { this.emit(op, ...unsigned(this.depth(label, node))); }

  // ---- addresses ----

  /** Splits a sum into terms and a constant, both times 1 << shift. */
  private sum(expression: ts.Expression, shift: number, negative: boolean, terms: Term[]): number {
    const node = unwrap(expression);
    const value = this.constantOf(node);
    if (value !== undefined) return (negative ? -1 : 1) * value * 2 ** shift;
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText();
      if (operator === '+' || operator === '-') return this.sum(node.left, shift, negative, terms) + this.sum(node.right, shift, operator === '-' ? !negative : negative, terms);
      if (operator === '<<') {
        const by = this.constantOf(unwrap(node.right));
        if (by !== undefined) return this.sum(node.left, shift + by, negative, terms);
      }
      if (operator === '*') {
        const by = this.constantOf(unwrap(node.left));
        if (by === 2) return this.sum(node.right, shift + 1, negative, terms);
      }
      // the half of an even address, for doubles
      if (operator === '>>' && shift === 3 && this.constantOf(unwrap(node.right)) === 1) {
        terms.push({node: node.left, shift: 2, negative});
        return 0;
      }
    }
    terms.push({node, shift, negative});
    return 0;
  }
  private constantOf(node: ts.Expression): number | undefined {
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isIdentifier(node) && this.find(node.text) === undefined) return this.around.constant(node.text);
    if (ts.isPrefixUnaryExpression(node)) {
      const inner = this.constantOf(unwrap(node.operand));
      if (inner !== undefined && node.operator === K.MinusToken) return -inner;
      if (inner !== undefined && node.operator === K.TildeToken) return ~inner;
    }
    return undefined;
  }
  /** Emits the address of H[index] (shift 2), F[index] (3) or U8[index] (0) in bytes; returns the constant for the access itself. */
  private address(index: ts.Expression, shift: number): number {
    const terms: Term[] = [], constant = this.sum(index, shift, false, terms);
    terms.sort((a, b) => Number(a.negative) - Number(b.negative));
    terms.forEach((term, i) => {
      if (term.negative && i === 0) this.emit(OP.i32Const, 0);
      const node = unwrap(term.node), local = ts.isIdentifier(node) ? this.find(node.text) : undefined;
      if (local?.scaled === true && term.shift === 2) this.emit(OP.localGet, ...unsigned(local.index));
      else {
        this.value(node, 'i');
        if (term.shift > 0) this.emit(OP.i32Const, ...signed(term.shift), OP.i32Shl);
      }
      if (term.negative) this.emit(OP.i32Sub);
      else if (i > 0) this.emit(OP.i32Add);
    });
    if (terms.length === 0) this.emit(OP.i32Const, 0);
    if (constant >= 0) return constant;
    this.emit(OP.i32Const, ...signed(constant), OP.i32Add);
    return 0;
  }

  // ---- expressions ----

  /** The type an expression has, without emitting anything. */
  private typeOf(expression: ts.Expression): ValueType {
    const node = unwrap(expression);
    if (ts.isIdentifier(node)) return this.find(node.text)?.type ?? 'i';
    if (ts.isElementAccessExpression(node)) return node.expression.getText() === 'F' ? 'd' : 'i';
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText();
      if (COMPARISONS.has(operator) || INT_OPERATORS[operator] >= 0x71) return 'i';
      if (operator === '/') return 'd';
      return this.typeOf(node.left) === 'd' || this.typeOf(node.right) === 'd' ? 'd' : 'i';
    }
    if (ts.isPrefixUnaryExpression(node)) return node.operator === K.MinusToken ? this.typeOf(node.operand) : 'i';
    if (ts.isConditionalExpression(node)) return this.typeOf(node.whenTrue) === 'd' || this.typeOf(node.whenFalse) === 'd' ? 'd' : 'i';
    if (ts.isNumericLiteral(node)) return Number.isInteger(Number(node.text)) && Math.abs(Number(node.text)) <= 4294967295 ? 'i' : 'd';
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText(), accessor = this.around.accessors.get(name);
      if (accessor !== undefined) return /\bF\[/.test(accessor.body.getText()) ? 'd' : 'i';
      if (name === 'trunc' || name === 'cold' || name === 'quotient') return 'i';
      return this.around.callee(name, node.arguments.map(a => this.typeOf(a)), node).signature.result;
    }
    return 'i';
  }
  /** Emits the value of an expression as the wanted type. */
  private value(expression: ts.Expression, want: ValueType): void {
    const got = this.expression(unwrap(expression), want);
    if (got === 'i' && want === 'd') this.emit(OP.f64ConvertI32);
    else if (got !== want) fail(expression, `a ${got}, not a ${want}`);
  }
  private expression(node: ts.Expression, want: ValueType): ValueType {
    const constant = this.constantOf(node);
    if (constant !== undefined) {
      if (want === 'd') {
        this.emit(OP.f64Const, ...doubleBytes(constant));
        return 'd';
      }
      this.emit(OP.i32Const, ...signed(constant | 0));
      return 'i';
    }
    switch (node.kind) {
      case K.TrueKeyword: this.emit(OP.i32Const, 1); return 'i';
      case K.FalseKeyword: this.emit(OP.i32Const, 0); return 'i';
      case K.Identifier: {
        const local = this.find(node.getText());
        if (local === undefined) return fail(node, 'unknown name');
        this.emit(OP.localGet, ...unsigned(local.index));
        if (local.scaled) this.emit(OP.i32Const, 2, OP.i32ShrS);
        return local.type;
      }
      case K.PrefixUnaryExpression: {
        const unary = node as ts.PrefixUnaryExpression;
        switch (unary.operator) {
          case K.ExclamationToken: this.value(unary.operand, 'i'); this.emit(OP.i32Eqz); return 'i';
          case K.TildeToken: this.value(unary.operand, 'i'); this.emit(OP.i32Const, ...signed(-1), OP.i32Xor); return 'i';
          case K.MinusToken:
            if (this.typeOf(unary.operand) === 'd') { this.value(unary.operand, 'd'); this.emit(OP.f64Neg); return 'd'; }
            this.emit(OP.i32Const, 0);
            this.value(unary.operand, 'i');
            this.emit(OP.i32Sub);
            return 'i';
          default: this.step(unary.operand, unary.operator === K.PlusPlusToken ? 1 : -1, 'new'); return 'i';
        }
      }
      case K.PostfixUnaryExpression: {
        const unary = node as ts.PostfixUnaryExpression;
        this.step(unary.operand, unary.operator === K.PlusPlusToken ? 1 : -1, 'old');
        return 'i';
      }
      case K.BinaryExpression: return this.binary(node as ts.BinaryExpression);
      case K.ConditionalExpression: {
        const conditional = node as ts.ConditionalExpression, type = want === 'd' || this.typeOf(node) === 'd' ? 'd' : 'i';
        this.value(conditional.condition, 'i');
        this.open(OP.if, '', type);
        this.value(conditional.whenTrue, type);
        this.emit(OP.else);
        this.value(conditional.whenFalse, type);
        this.close();
        return type;
      }
      case K.ElementAccessExpression: return this.load(node as ts.ElementAccessExpression);
      case K.CallExpression: return this.call(node as ts.CallExpression);
    }
    return fail(node, 'not in the subset');
  }
  private load(access: ts.ElementAccessExpression): ValueType {
    const index = access.argumentExpression;
    switch (access.expression.getText()) {
      case 'H': { const at = this.address(index, 2); this.emit(OP.i32Load, 2, ...unsigned(at)); return 'i'; }
      case 'F': { const at = this.address(index, 3); this.emit(OP.f64Load, 3, ...unsigned(at)); return 'd'; }
      case 'U8': { const at = this.address(index, 0); this.emit(OP.i32Load8, 0, ...unsigned(at)); return 'i'; }
      case 'code': {
        const units = unwrap(index), base = this.find('code')!;
        this.emit(OP.localGet, ...unsigned(base.index));
        if (ts.isPostfixUnaryExpression(units)) {
          this.value(units, 'i');
          this.emit(OP.i32Const, 1, OP.i32Shl, OP.i32Add, OP.i32Load16, 1, 0);
          return 'i';
        }
        const at = this.address(index, 1);
        this.emit(OP.i32Add, OP.i32Load16, 1, ...unsigned(at));
        return 'i';
      }
    }
    return fail(access, 'no such memory');
  }
  private binary(node: ts.BinaryExpression): ValueType {
    const operator = node.operatorToken.getText(), {left, right} = node;
    if (operator === '&&' || operator === '||') {
      this.value(left, 'i');
      this.open(OP.if, '', 'i');
      if (operator === '&&') this.value(right, 'i');
      else this.emit(OP.i32Const, 1);
      this.emit(OP.else);
      if (operator === '&&') this.emit(OP.i32Const, 0);
      else this.value(right, 'i');
      this.close();
      return 'i';
    }
    if (operator in DOUBLE_OPERATORS && (operator === '/' || this.typeOf(left) === 'd' || this.typeOf(right) === 'd')) {
      this.value(left, 'd');
      this.value(right, 'd');
      this.emit(DOUBLE_OPERATORS[operator]);
      return COMPARISONS.has(operator) ? 'i' : 'd';
    }
    const code = INT_OPERATORS[operator];
    if (code === undefined) return fail(node, 'no such operator');
    this.value(left, 'i');
    if (operator === '===' && this.constantOf(unwrap(right)) === 0) {
      this.emit(OP.i32Eqz);
      return 'i';
    }
    this.value(right, 'i');
    this.emit(code);
    return 'i';
  }
  private call(node: ts.CallExpression): ValueType {
    const name = node.expression.getText(), args = node.arguments, accessor = this.around.accessors.get(name);
    if (accessor !== undefined) return fail(node, 'accessors are expanded before');
    if (name === 'trunc') {
      this.value(args[0], 'd');
      this.emit(OP.i32TruncF64);
      return 'i';
    }
    if (name === 'quotient') {
      this.value(args[0], 'i');
      this.value(args[1], 'i');
      this.emit(OP.i32DivS);
      return 'i';
    }
    if (name === 'cold') {
      // the opcode comes first here and last there
      for (const arg of [...args.slice(1), args[0]]) this.value(arg, 'i');
      this.emit(OP.callIndirect, ...unsigned(this.around.signatureType({params: ['i', 'i', 'i', 'i'], result: 'i'})), 0);
      return 'i';
    }
    const {index, signature} = this.around.callee(name, args.map(a => this.typeOf(a)), node);
    if (args.length !== signature.params.length) fail(node, 'number of arguments');
    args.forEach((arg, i) => this.value(arg, signature.params[i]));
    this.emit(OP.call, ...unsigned(index));
    return signature.result;
  }
  /** `x++` and its kin, on a local or a word of the heap. */
  private step(operand: ts.Expression, by: number, result: 'old' | 'new' | 'none'): void {
    const target = unwrap(operand);
    if (ts.isIdentifier(target)) {
      const local = this.find(target.text) ?? fail(target, 'unknown name'), unit = local.scaled ? 4 * by : by;
      if (result === 'old') this.value(target, 'i');
      this.emit(OP.localGet, ...unsigned(local.index), OP.i32Const, ...signed(unit), OP.i32Add, OP.localSet, ...unsigned(local.index));
      if (result === 'new') this.value(target, 'i');
      return;
    }
    if (!ts.isElementAccessExpression(target) || target.expression.getText() !== 'H') fail(operand, 'cannot be stepped');
    this.update(target, at => {
      this.emit(OP.i32Load, 2, ...unsigned(at));
      this.emit(OP.i32Const, ...signed(by), OP.i32Add);
    }, result, by);
  }
  /** Reads a word, changes it, writes it back. */
  private update(target: ts.ElementAccessExpression, change: (at: number) => void, result: 'old' | 'new' | 'none', by: number): void {
    this.temporary('i', address => {
      const at = this.address(target.argumentExpression, 2);
      this.emit(OP.localTee, ...unsigned(address), OP.localGet, ...unsigned(address));
      change(at);
      if (result === 'none') {
        this.emit(OP.i32Store, 2, ...unsigned(at));
        return;
      }
      this.temporary('i', fresh => {
        this.emit(OP.localTee, ...unsigned(fresh), OP.i32Store, 2, ...unsigned(at), OP.localGet, ...unsigned(fresh));
        if (result === 'old') this.emit(OP.i32Const, ...signed(-by), OP.i32Add);
      });
    });
  }

  // ---- statements ----

  private statements(list: readonly ts.Statement[]): void { for (const statement of list) this.statement(statement); }

  private assign(target: ts.Expression, operator: string, value: ts.Expression): void {
    const place = unwrap(target);
    if (ts.isIdentifier(place)) {
      const local = this.find(place.text) ?? fail(place, 'unknown name');
      if (operator === '=') {
        if (local.scaled) this.scaledValue(value);
        else this.value(value, local.type);
      } else {
        this.emit(OP.localGet, ...unsigned(local.index));
        if (local.scaled) this.scaledValue(value);
        else this.value(value, 'i');
        this.emit(INT_OPERATORS[operator[0]]);
      }
      this.emit(OP.localSet, ...unsigned(local.index));
      return;
    }
    if (!ts.isElementAccessExpression(place)) return fail(target, 'not assignable');
    const memory = place.expression.getText();
    if (operator !== '=') {
      if (memory !== 'H') fail(target, 'not updatable');
      this.update(place, at => {
        this.emit(OP.i32Load, 2, ...unsigned(at));
        this.value(value, 'i');
        this.emit(INT_OPERATORS[operator.slice(0, -1)]);
      }, 'none', 0);
      return;
    }
    if (memory === 'H') {
      const at = this.address(place.argumentExpression, 2);
      this.value(value, 'i');
      this.emit(OP.i32Store, 2, ...unsigned(at));
    } else if (memory === 'F') {
      const at = this.address(place.argumentExpression, 3);
      this.value(value, 'd');
      this.emit(OP.f64Store, 3, ...unsigned(at));
    } else if (memory === 'U8') {
      const at = this.address(place.argumentExpression, 0);
      this.value(value, 'i');
      this.emit(OP.i32Store8, 0, ...unsigned(at));
    } else if (memory === 'code') {
      this.emit(OP.localGet, ...unsigned(this.find('code')!.index));
      const at = this.address(place.argumentExpression, 1);
      this.emit(OP.i32Add);
      this.value(value, 'i');
      this.emit(OP.i32Store16, 1, ...unsigned(at));
    } else fail(target, 'no such memory');
  }
  /** An address times four. */
  private scaledValue(value: ts.Expression): void {
    const at = this.address(value, 2);
    if (at !== 0) this.emit(OP.i32Const, ...signed(at), OP.i32Add);
  }

  private statement(node: ts.Statement): void {
    if (ts.isVariableStatement(node)) {
      this.declarations(node.declarationList);
      return;
    }
    if (ts.isBlock(node)) {
      this.scoped(() => this.statements(node.statements));
      return;
    }
    if (ts.isExpressionStatement(node)) {
      this.effect(unwrap(node.expression));
      return;
    }
    if (ts.isIfStatement(node)) {
      this.value(node.expression, 'i');
      this.open(OP.if, '');
      this.scoped(() => this.statement(node.thenStatement));
      if (node.elseStatement !== undefined) {
        this.emit(OP.else);
        this.scoped(() => this.statement(node.elseStatement!));
      }
      this.close();
      return;
    }
    if (ts.isForStatement(node)) {
      this.loop(node, '');
      return;
    }
    if (ts.isWhileStatement(node)) {
      this.open(OP.block, 'break');
      this.open(OP.loop, 'continue');
      this.value(node.expression, 'i');
      this.emit(OP.i32Eqz);
      this.branch(OP.brIf, 'break', node);
      this.scoped(() => this.statement(node.statement));
      this.branch(OP.br, 'continue', node);
      this.close();
      this.close();
      return;
    }
    if (ts.isLabeledStatement(node)) {
      this.loop(node.statement as ts.ForStatement, node.label.text);
      return;
    }
    if (ts.isReturnStatement(node)) {
      if (node.expression !== undefined) this.value(node.expression, this.signature.result);
      this.emit(OP.return);
      return;
    }
    if (ts.isContinueStatement(node)) {
      this.branch(OP.br, node.label === undefined ? 'continue' : `${node.label.text} loop`, node);
      return;
    }
    if (ts.isBreakStatement(node)) {
      this.branch(OP.br, node.label === undefined ? 'break' : `${node.label.text} end`, node);
      return;
    }
    if (ts.isEmptyStatement(node)) return;
    fail(node, 'statement not in the subset');
  }
  private declarations(list: ts.VariableDeclarationList): void {
    for (const declaration of list.declarations) {
      const name = declaration.name.getText(), scaled = this.scaledNames && SCALED.has(name);
      if (declaration.initializer === undefined) {
        this.declare(name, 'i', scaled);
        continue;
      }
      const type = this.typeOf(declaration.initializer);
      if (scaled) this.scaledValue(declaration.initializer);
      else this.value(declaration.initializer, type);
      const local = this.declare(name, type, scaled);
      this.emit(OP.localSet, ...unsigned(local.index));
    }
  }
  private effect(node: ts.Expression): void {
    if (ts.isBinaryExpression(node) && /^[^=!<>]*=$/.test(node.operatorToken.getText())) return this.assign(node.left, node.operatorToken.getText(), node.right);
    if (ts.isPostfixUnaryExpression(node) || (ts.isPrefixUnaryExpression(node) && (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken))) {
      this.step(node.operand, node.operator === K.PlusPlusToken ? 1 : -1, 'none');
      return;
    }
    const type = this.expression(node, 'i');
    if (type !== 'v') this.emit(OP.drop);
  }
  /** for (;;) with a label is one of the loop's two; without one it counts. */
  private loop(node: ts.ForStatement, label: string): void {
    if (label !== '' && node.condition === undefined) {
      this.open(OP.loop, `${label} loop`);
      if (ts.isSwitchStatement(node.statement)) this.switch(node.statement, label);
      else this.scoped(() => this.statement(node.statement));
      if (!ts.isSwitchStatement(node.statement)) this.branch(OP.br, `${label} loop`, node);
      // what follows the inner loop in its block comes behind break
      this.close();
      return;
    }
    this.scoped(() => {
      if (node.initializer !== undefined) this.declarations(node.initializer as ts.VariableDeclarationList);
      this.open(OP.block, 'break');
      this.open(OP.loop, 'for');
      if (node.condition !== undefined) {
        this.value(node.condition, 'i');
        this.emit(OP.i32Eqz);
        this.branch(OP.brIf, 'break', node);
      }
      this.open(OP.block, 'continue');
      this.scoped(() => this.statement(node.statement));
      this.close();
      if (node.incrementor !== undefined) this.incrementor(node.incrementor);
      this.branch(OP.br, 'for', node);
      this.close();
      this.close();
    });
  }
  private incrementor(node: ts.Expression): void {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === K.CommaToken) {
      this.incrementor(node.left);
      this.incrementor(node.right);
      return;
    }
    this.effect(node);
  }
  /** The switch over the opcode: a block for each case, `break label` leaves them all. */
  private switch(node: ts.SwitchStatement, label: string): void {
    const clauses = node.caseBlock.clauses, cases = new Map<number, number>();
    let fallback = -1;
    clauses.forEach((clause, i) => {
      if (ts.isDefaultClause(clause)) fallback = i;
      else cases.set(this.constantOf(unwrap(clause.expression)) ?? fail(clause, 'case'), i);
    });
    this.open(OP.block, `${label} end`);
    for (let i = clauses.length - 1; i >= 0; i--) this.open(OP.block, `case ${i}`);
    const limit = Math.max(...cases.keys()) + 1;
    this.value(node.expression, 'i');
    this.emit(OP.brTable, ...unsigned(limit));
    for (let opcode = 0; opcode < limit; opcode++) this.emit(...unsigned(cases.get(opcode) ?? fallback));
    this.emit(...unsigned(fallback));
    clauses.forEach((clause) => {
      this.close();
      this.scoped(() => this.statements(clause.statements));
    });
    this.close();
  }
}
