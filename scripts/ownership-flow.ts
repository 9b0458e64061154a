/** One function's paths, for scripts/check-ownership.ts: an abstract run over its syntax tree. */
import * as ts from 'typescript';
import {identifierOf, unwrap, type Ownership} from './ownership-types';

// What may be true of a variable where paths have met; a set of bits.
const OWNED = 1;
const GIVEN = 2;
const IS_NULL = 4;
/** Stored somewhere, or never ours: not followed. */
const ELSEWHERE = 8;

type State = Map<ts.Symbol, number>;
/** null: no path comes here. */
type Flow = State | null;

interface Target {
  label: string | null;
  isLoop: boolean;
  /** Variables that outlive the statement. */
  outer: ReadonlySet<ts.Symbol>;
  breaks: Flow;
  continues: Flow;
}

function join(a: Flow, b: Flow): Flow {
  if (a === null || b === null) {
    return a ?? b;
  }
  const result = new Map(a);
  for (const [symbol, bits] of b) {
    result.set(symbol, (result.get(symbol) ?? 0) | bits);
  }
  return result;
}

export class FunctionFlow {
  private readonly targets: Target[] = [];
  private readonly finallies: ts.Block[] = [];
  private readonly captured = new Set<ts.Symbol>();
  /** Constants that are NULL when another constant is: those made by `a === NULL ? NULL : ...`. */
  private readonly followers = new Map<ts.Symbol, ts.Symbol[]>();
  private readonly checker: ts.TypeChecker;

  constructor(
    private readonly ownership: Ownership,
    private readonly root: ts.FunctionLikeDeclaration,
    private readonly strict: boolean,
    private readonly tell: (at: ts.Node, message: string) => void,
  ) {
    this.checker = ownership.checker;
  }

  check(): void {
    const {body} = this.root;
    if (body === undefined) {
      return;
    }
    this.findCaptured(body, false);
    const state: State = new Map();
    for (const parameter of this.root.parameters) {
      if (
        parameter.type !== undefined &&
        ts.isIdentifier(parameter.name) &&
        this.ownership.isOwnedType(this.checker.getTypeFromTypeNode(parameter.type)) &&
        // a parameter that is a property is the object's
        !ts.isParameterPropertyDeclaration(parameter, this.root)
      ) {
        this.declare(state, parameter.name, OWNED | IS_NULL);
      }
    }
    if (ts.isBlock(body)) {
      const end = this.statements(body.statements, state);
      if (end !== null) {
        this.leave(end, new Set(), body);
      }
    } else {
      this.leave(this.value(body, state, true), new Set(), body);
    }
  }

  /** Variables that nested functions use cannot be followed here. */
  private findCaptured(node: ts.Node, nested: boolean): void {
    if (nested && ts.isIdentifier(node)) {
      const symbol = this.checker.getSymbolAtLocation(node);
      if (symbol !== undefined) {
        this.captured.add(symbol);
      }
    }
    ts.forEachChild(node, (child) => this.findCaptured(child, nested || ts.isFunctionLike(child)));
  }

  private symbolOf(node: ts.Expression): ts.Symbol | null {
    const identifier = identifierOf(node);
    return identifier === null ? null : (this.checker.getSymbolAtLocation(identifier) ?? null);
  }

  private declare(state: State, name: ts.Identifier, bits: number): void {
    const symbol = this.checker.getSymbolAtLocation(name);
    if (symbol !== undefined && !this.captured.has(symbol)) {
      state.set(symbol, bits);
    }
  }

  /** Tells what is still owned and goes out of scope; the rest lives on. */
  private leave(state: State, survivors: ReadonlySet<ts.Symbol>, at: ts.Node): void {
    for (const [symbol, bits] of state) {
      if (survivors.has(symbol)) {
        continue;
      }
      if ((bits & OWNED) !== 0 && (this.strict || (bits & (GIVEN | ELSEWHERE)) === 0)) {
        this.tell(ts.isBlock(at) ? (symbol.valueDeclaration ?? at) : at, symbol.name + ' is still owned here');
      }
      state.delete(symbol);
    }
  }

  private returnsOwned(): boolean {
    const {type} = this.root;
    return type === undefined || this.ownership.isOwnedType(this.checker.getTypeFromTypeNode(type));
  }

  private give(state: State, symbol: ts.Symbol, at: ts.Node): void {
    const bits = state.get(symbol);
    if (bits === undefined) {
      return;
    }
    if (bits === GIVEN) {
      this.tell(at, symbol.name + ' is given away twice');
    }
    state.set(symbol, (bits & IS_NULL) | (bits & ELSEWHERE) | (bits === IS_NULL ? 0 : GIVEN));
  }

  // Expressions. Each returns the state afterwards; states are changed in place where no path splits.

  /**
   * Runs an expression. `moved` says that its value goes somewhere that takes it over (a return, a variable, a field); otherwise
   * it is only looked at.
   */
  private value(expression: ts.Expression, state: State, moved: boolean, stored = false): State {
    const node = unwrap(expression);
    if (ts.isIdentifier(node)) {
      const symbol = this.checker.getSymbolAtLocation(node);
      if (moved && symbol !== undefined && state.has(symbol)) {
        if (stored) {
          state.set(symbol, ELSEWHERE);
        } else {
          this.give(state, symbol, node);
        }
      }
      return state;
    }
    if (ts.isAsExpression(node)) {
      return this.value(node.expression, state, moved, stored);
    }
    if (ts.isConditionalExpression(node)) {
      const [yes, no] = this.condition(node.condition, state);
      const first = yes === null ? null : this.value(node.whenTrue, yes, moved, stored);
      const second = no === null ? null : this.value(node.whenFalse, no, moved, stored);
      return join(first, second) ?? state;
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      return this.call(node, state);
    }
    if (ts.isBinaryExpression(node)) {
      return this.binary(node, state, moved, stored);
    }
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      return this.value(node.operand, state, false);
    }
    if (ts.isPropertyAccessExpression(node)) {
      return this.value(node.expression, state, false);
    }
    if (ts.isElementAccessExpression(node)) {
      return this.value(node.argumentExpression, this.value(node.expression, state, false), false);
    }
    if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) {
        state = this.value(ts.isSpreadElement(element) ? element.expression : element, state, true, true);
      }
      return state;
    }
    if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (ts.isPropertyAssignment(property)) {
          state = this.value(property.initializer, state, true, true);
        } else if (ts.isShorthandPropertyAssignment(property)) {
          const symbol = this.checker.getShorthandAssignmentValueSymbol(property);
          if (symbol !== undefined && state.has(symbol)) {
            state.set(symbol, ELSEWHERE);
          }
        }
      }
      return state;
    }
    if (ts.isTemplateExpression(node)) {
      for (const span of node.templateSpans) {
        state = this.value(span.expression, state, false);
      }
      return state;
    }
    if (ts.isFunctionLike(node)) {
      return state;
    }
    ts.forEachChild(node, (child) => {
      if (ts.isExpression(child)) {
        state = this.value(child, state, false);
      }
    });
    return state;
  }

  private call(node: ts.CallExpression | ts.NewExpression, state: State): State {
    state = this.value(node.expression, state, false);
    const release = ts.isCallExpression(node) && this.ownership.isRelease(node);
    const given: [ts.Symbol, ts.Node][] = [];
    const stores = this.ownership.isStore(node);
    node.arguments?.forEach((argument, index) => {
      const taken = release ? index === 0 : this.ownership.takes(node, index);
      const symbol = this.symbolOf(argument);
      if (symbol !== null && state.has(symbol)) {
        if (stores) {
          state.set(symbol, ELSEWHERE);
        } else if (taken) {
          given.push([symbol, argument]);
        }
        return;
      }
      if (taken || stores) {
        state = this.value(ts.isSpreadElement(argument) ? argument.expression : argument, state, true);
        return;
      }
      const inner = unwrap(argument);
      if (ts.isCallExpression(inner) && this.ownership.makesOwned(inner)) {
        this.tell(inner, 'an owned result is passed where it is only borrowed: ' + inner.expression.getText());
      }
      state = this.value(ts.isSpreadElement(argument) ? argument.expression : argument, state, false);
    });
    // All arguments are there before the callee takes any.
    for (const [symbol, at] of given) {
      this.give(state, symbol, at);
    }
    return state;
  }

  private binary(node: ts.BinaryExpression, state: State, moved: boolean, stored: boolean): State {
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.EqualsToken) {
      return this.assign(node, state);
    }
    if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
      const [yes, no] = this.condition(node.left, state);
      const isAnd = operator === ts.SyntaxKind.AmpersandAmpersandToken;
      const on = isAnd ? yes : no;
      const off = isAnd ? no : yes;
      return join(on === null ? null : this.value(node.right, on, moved, stored), off) ?? state;
    }
    if (operator === ts.SyntaxKind.CommaToken) {
      return this.value(node.right, this.value(node.left, state, false), moved, stored);
    }
    if (operator === ts.SyntaxKind.QuestionQuestionToken) {
      state = this.value(node.left, state, moved, stored);
      return join(this.value(node.right, new Map(state), moved, stored), state)!;
    }
    return this.value(node.right, this.value(node.left, state, false), false);
  }

  private assign(node: ts.BinaryExpression, state: State): State {
    const target = unwrap(node.left);
    const symbol = ts.isIdentifier(target) ? this.checker.getSymbolAtLocation(target) : undefined;
    if (symbol === undefined || !state.has(symbol)) {
      if (symbol === undefined) {
        state = this.value(target, state, false);
      }
      return this.value(node.right, state, true, true);
    }
    const bits = this.bitsOf(node.right, state);
    state = this.take(node.right, state);
    if (state.get(symbol) === OWNED) {
      this.tell(node, symbol.name + ' is overwritten while owned');
    }
    state.set(symbol, bits);
    return state;
  }

  /** Runs the right side of a variable's assignment: another variable's reference changes hands. */
  private take(expression: ts.Expression, state: State): State {
    return this.value(expression, state, true, true);
  }

  /** What a variable is after it gets a value. To be asked before the value is run. */
  private bitsOf(expression: ts.Expression, state: State): number {
    const node = unwrap(expression);
    if (isNull(node)) {
      return IS_NULL;
    }
    const from = this.symbolOf(node);
    if (from !== null) {
      const bits = state.get(from);
      return bits === undefined ? ELSEWHERE : bits;
    }
    if (ts.isConditionalExpression(node)) {
      return this.bitsOf(node.whenTrue, state) | this.bitsOf(node.whenFalse, state);
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      return ELSEWHERE;
    }
    return this.ownership.makesOwned(node) ? OWNED | (this.mayBeNull(node) ? IS_NULL : 0) : ELSEWHERE;
  }

  private mayBeNull(node: ts.Expression): boolean {
    const type = this.checker.getTypeAtLocation(node);
    return type.isUnion() && type.types.some((member) => !this.ownership.isOwnedType(member));
  }

  /** Runs a condition; returns the states in which it holds and in which it does not. */
  private condition(expression: ts.Expression, state: State): [Flow, Flow] {
    const node = unwrap(expression);
    if (node.kind === ts.SyntaxKind.TrueKeyword) {
      return [state, null];
    }
    if (node.kind === ts.SyntaxKind.FalseKeyword) {
      return [null, state];
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const [yes, no] = this.condition(node.operand, state);
      return [no, yes];
    }
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind;
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken) {
        const [left, leftNot] = this.condition(node.left, state);
        const [right, rightNot] = left === null ? [null, null] : this.condition(node.right, left);
        return [right, join(leftNot, rightNot)];
      }
      if (operator === ts.SyntaxKind.BarBarToken) {
        const [left, leftNot] = this.condition(node.left, state);
        const [right, rightNot] = leftNot === null ? [null, null] : this.condition(node.right, leftNot);
        return [join(left, right), rightNot];
      }
      const equal = operator === ts.SyntaxKind.EqualsEqualsEqualsToken;
      if ((equal || operator === ts.SyntaxKind.ExclamationEqualsEqualsToken) && isImmortal(unwrap(node.right))) {
        const [isIt, isNot] = this.splitOnImmortal(this.symbolOf(node.left), this.value(node.left, state, false));
        return equal ? [isIt, isNot] : [isNot, isIt];
      }
      if ((equal || operator === ts.SyntaxKind.ExclamationEqualsEqualsToken) && isNull(unwrap(node.right))) {
        let tested: ts.Expression = unwrap(node.left);
        state = this.value(tested, state, false);
        if (ts.isBinaryExpression(tested) && tested.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
          tested = tested.left;
        }
        const [isIt, isNot] = this.splitOnNull(this.symbolOf(tested), state);
        return equal ? [isIt, isNot] : [isNot, isIt];
      }
    }
    if (ts.isIdentifier(node)) {
      const [isIt, isNot] = this.splitOnNull(this.symbolOf(node), state);
      return [isNot, isIt];
    }
    const after = this.value(node, state, false);
    return [after, new Map(after)];
  }

  /** The states in which a variable is NULL and in which it is not. */
  private splitOnNull(symbol: ts.Symbol | null, state: State): [Flow, Flow] {
    const bits = symbol === null ? undefined : state.get(symbol);
    if (symbol === null || bits === undefined) {
      const other = new Map(state);
      if (symbol !== null) {
        this.setFollowersNull(symbol, other);
      }
      return [other, state];
    }
    const isNullState: State | null = (bits & (IS_NULL | ELSEWHERE)) === 0 ? null : new Map(state).set(symbol, (bits & ELSEWHERE) | IS_NULL);
    if (isNullState !== null) {
      this.setFollowersNull(symbol, isNullState);
    }
    const rest = bits & ~IS_NULL;
    return [isNullState, rest === 0 ? null : state.set(symbol, rest)];
  }

  private setFollowersNull(symbol: ts.Symbol, state: State): void {
    for (const follower of this.followers.get(symbol) ?? []) {
      if (state.has(follower)) {
        state.set(follower, IS_NULL);
      }
      this.setFollowersNull(follower, state);
    }
  }

  /** Notes which tested constants decide that a new constant is NULL. */
  private noteFollower(name: ts.Identifier, initializer: ts.Expression): void {
    const node = unwrap(initializer);
    const follower = this.checker.getSymbolAtLocation(name);
    if (follower === undefined || !ts.isConditionalExpression(node) || !isNull(unwrap(node.whenTrue))) {
      return;
    }
    const note = (test: ts.Expression): void => {
      const inner = unwrap(test);
      if (!ts.isBinaryExpression(inner)) {
        return;
      }
      if (inner.operatorToken.kind === ts.SyntaxKind.BarBarToken) {
        note(inner.left);
        note(inner.right);
      } else if (inner.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken && isNull(unwrap(inner.right))) {
        const tested = this.symbolOf(inner.left);
        const declared = tested?.valueDeclaration?.parent;
        if (tested !== null && declared !== undefined && ts.isVariableDeclarationList(declared) && (declared.flags & ts.NodeFlags.Const) !== 0) {
          this.followers.set(tested, [...(this.followers.get(tested) ?? []), follower]);
        }
      }
    };
    note(node.condition);
  }

  /** Where a variable is one of the immortal singletons it need not be given away. */
  private splitOnImmortal(symbol: ts.Symbol | null, state: State): [Flow, Flow] {
    if (symbol === null || !state.has(symbol)) {
      return [state, new Map(state)];
    }
    return [new Map(state).set(symbol, ELSEWHERE), state];
  }

  // Statements.

  private statements(list: readonly ts.Statement[], state: Flow): Flow {
    const outer = new Set(state?.keys());
    for (const statement of list) {
      if (state === null) {
        return null;
      }
      state = this.statement(statement, state, null);
    }
    if (state !== null && list.length > 0) {
      this.leave(state, outer, list[list.length - 1].parent);
    }
    return state;
  }

  private statement(node: ts.Statement, state: State, label: string | null): Flow {
    if (ts.isVariableStatement(node)) {
      return this.declarations(node.declarationList, state);
    }
    if (ts.isExpressionStatement(node)) {
      return this.expressionStatement(node, state);
    }
    if (ts.isBlock(node)) {
      return label === null
        ? this.statements(node.statements, state)
        : this.target(label, false, state, (inner) => this.statements(node.statements, inner));
    }
    if (ts.isIfStatement(node)) {
      const [yes, no] = this.condition(node.expression, state);
      const first = yes === null ? null : this.statement(node.thenStatement, yes, null);
      const second = no === null || node.elseStatement === undefined ? no : this.statement(node.elseStatement, no, null);
      return join(first, second);
    }
    if (ts.isReturnStatement(node)) {
      const returned = node.expression === undefined ? null : this.symbolOf(node.expression);
      // what an owner has got may still be returned as borrowed
      const borrows = returned !== null && state.get(returned) === GIVEN && !this.returnsOwned();
      const after = node.expression === undefined || borrows ? state : this.value(node.expression, state, true);
      let end: Flow = after;
      for (let i = this.finallies.length - 1; i >= 0 && end !== null; i--) {
        end = this.statements(this.finallies[i].statements, end);
      }
      if (end !== null) {
        this.leave(end, new Set(), node);
      }
      return null;
    }
    if (ts.isThrowStatement(node)) {
      return null; // a bug of ours; nothing is counted any more
    }
    if (ts.isLabeledStatement(node)) {
      return this.statement(node.statement, state, node.label.text);
    }
    if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) {
      return this.jump(node, state);
    }
    if (ts.isSwitchStatement(node)) {
      return this.switchStatement(node, state, label);
    }
    if (ts.isTryStatement(node)) {
      return this.tryStatement(node, state);
    }
    if (ts.isIterationStatement(node, false)) {
      return this.loop(node, state, label);
    }
    return state;
  }

  private declarations(list: ts.VariableDeclarationList, state: State): State {
    for (const {name, initializer} of list.declarations) {
      if (initializer === undefined) {
        if (ts.isIdentifier(name)) {
          this.declare(state, name, this.ownership.isOwnedType(this.checker.getTypeAtLocation(name)) ? IS_NULL : ELSEWHERE);
        }
        continue;
      }
      const bits = this.bitsOf(initializer, state);
      const borrowed = (bits & OWNED) === 0 || !ts.isIdentifier(name) || !this.ownership.isOwnedType(this.checker.getTypeAtLocation(name));
      // A second name for a borrowed look leaves the first one in charge.
      state = borrowed ? this.value(initializer, state, false) : this.take(initializer, state);
      if (ts.isIdentifier(name) && this.ownership.isOwnedType(this.checker.getTypeAtLocation(name))) {
        this.declare(state, name, bits);
        if ((list.flags & ts.NodeFlags.Const) !== 0) {
          this.noteFollower(name, initializer);
        }
      }
    }
    return state;
  }

  private expressionStatement(node: ts.ExpressionStatement, state: State): Flow {
    const expression = unwrap(node.expression);
    if (ts.isCallExpression(expression) && this.ownership.makesOwned(expression)) {
      this.tell(node, 'an owned result is dropped: ' + expression.expression.getText());
    }
    const after = this.value(expression, state, false);
    const neverReturns = ts.isCallExpression(expression) && (this.checker.getTypeAtLocation(expression).flags & ts.TypeFlags.Never) !== 0;
    return neverReturns ? null : after;
  }

  private target(label: string | null, isLoop: boolean, state: State, run: (state: State, target: Target) => Flow): Flow {
    const target: Target = {label, isLoop, outer: new Set(state.keys()), breaks: null, continues: null};
    this.targets.push(target);
    const end = run(state, target);
    this.targets.pop();
    return join(end, target.breaks);
  }

  private jump(node: ts.BreakStatement | ts.ContinueStatement, state: State): null {
    const isBreak = ts.isBreakStatement(node);
    for (let i = this.targets.length - 1; i >= 0; i--) {
      const target = this.targets[i];
      const fits = node.label === undefined ? target.isLoop || (isBreak && target.label === null) : target.label === node.label.text;
      if (fits) {
        this.leave(state, target.outer, node);
        if (isBreak) {
          target.breaks = join(target.breaks, state);
        } else {
          target.continues = join(target.continues, state);
        }
        break;
      }
    }
    return null;
  }

  private switchStatement(node: ts.SwitchStatement, state: State, label: string | null): Flow {
    state = this.value(node.expression, state, false);
    return this.target(label, false, state, (entry) => {
      let previous: Flow = null;
      let hasDefault = false;
      const outer = new Set(entry.keys());
      for (const clause of node.caseBlock.clauses) {
        hasDefault ||= ts.isDefaultClause(clause);
        let current: Flow = join(previous, new Map(entry));
        for (const statement of clause.statements) {
          current = current === null ? null : this.statement(statement, current, null);
        }
        previous = current;
      }
      if (previous !== null) {
        this.leave(previous, outer, node);
      }
      return hasDefault ? previous : join(previous, entry);
    });
  }

  private tryStatement(node: ts.TryStatement, state: State): Flow {
    if (node.finallyBlock !== undefined) {
      this.finallies.push(node.finallyBlock);
    }
    const before = new Map(state);
    let end = this.statements(node.tryBlock.statements, state);
    if (node.catchClause !== undefined) {
      end = join(end, this.statements(node.catchClause.block.statements, before));
    }
    if (node.finallyBlock !== undefined) {
      this.finallies.pop();
      end = end === null ? null : this.statements(node.finallyBlock.statements, end);
    }
    return end;
  }

  private loop(node: ts.IterationStatement, state: State, label: string | null): Flow {
    const before = new Set(state.keys());
    if (ts.isForStatement(node) && node.initializer !== undefined) {
      state = ts.isVariableDeclarationList(node.initializer)
        ? this.declarations(node.initializer, state)
        : this.value(node.initializer, state, false);
    } else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      state = this.value(node.expression, state, false);
    }
    const test = ts.isForStatement(node)
      ? node.condition
      : ts.isWhileStatement(node) || ts.isDoStatement(node)
        ? node.expression
        : undefined;
    const end = this.target(label, true, state, (entry, target) => {
      let head: Flow = entry;
      let out: Flow = null;
      // The second round sees what the first one left behind.
      for (let round = 0; round < 2 && head !== null; round++) {
        let body: Flow = new Map(head);
        if (!ts.isDoStatement(node)) {
          const [yes, no] = this.enter(test, body, ts.isForStatement(node));
          body = yes;
          out = join(out, no);
        }
        target.continues = null;
        let tail: Flow = body === null ? null : this.statement(node.statement, body, null);
        tail = join(tail, target.continues);
        if (tail !== null && ts.isForStatement(node) && node.incrementor !== undefined) {
          tail = this.value(node.incrementor, tail, false);
        }
        if (tail !== null && ts.isDoStatement(node)) {
          const [yes, no] = this.enter(test, tail, false);
          tail = yes;
          out = join(out, no);
        }
        head = join(head, tail);
      }
      return out;
    });
    if (end !== null) {
      this.leave(end, before, node.statement);
    }
    return end;
  }

  private enter(test: ts.Expression | undefined, state: State, forever: boolean): [Flow, Flow] {
    if (test === undefined) {
      return forever ? [state, null] : [state, new Map(state)];
    }
    return this.condition(test, state);
  }
}

function isNull(node: ts.Expression): boolean {
  return (
    (ts.isIdentifier(node) && node.text === 'NULL') ||
    (ts.isNumericLiteral(node) && node.text === '0') ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}

/** None, NotImplemented, Ellipsis, True and False. */
function isImmortal(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && /^_Py_\w+Struct$/.test(node.text);
}
