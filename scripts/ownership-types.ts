/** What the type checker knows about owned references. */
import * as ts from 'typescript';

const RELEASES = /^_?Py_(X?DECREF\w*|CLEAR|X?SETREF)$/;
/** Accessors that store into a field: generated, so their parameters are plain numbers. */
const FIELD_SETTER = /^set_|_SET(_|$)/;
/** A function whose result is a static object: it needs no release. */
const IMMORTAL_TAG = /@immortal\b/;
/** A setter of a field that holds no reference. */
const BORROWS_TAG = /@borrows\b/;
const STEALS_TAG = /@steals\s+([\w, ]+)/g;

export class Ownership {
  private readonly owned = new Map<ts.Type, boolean>();
  private readonly parameters = new Map<ts.Signature, boolean[]>();

  constructor(readonly checker: ts.TypeChecker) {}

  /** Whether a type is New<...>, or a union with it. */
  isOwnedType(type: ts.Type): boolean {
    let result = this.owned.get(type);
    if (result === undefined) {
      this.owned.set(type, false);
      result = type.isUnion()
        ? type.types.some((member) => this.isOwnedType(member))
        : type.isIntersection() &&
          (type.aliasSymbol?.name === 'New' || type.getProperties().some((property) => String(property.escapedName).includes('kRef')));
      this.owned.set(type, result);
    }
    return result;
  }

  /** Whether the value of an expression is a reference that the expression has made or been given: a call, or a cast to New. */
  makesOwned(expression: ts.Expression): boolean {
    const node = unwrap(expression);
    if (ts.isConditionalExpression(node)) {
      return this.makesOwned(node.whenTrue) || this.makesOwned(node.whenFalse);
    }
    if (ts.isAsExpression(node)) {
      if (this.makesOwned(node.expression)) {
        return true;
      }
      // What is New already, a field for instance, keeps its owner.
      return (
        this.isOwnedType(this.checker.getTypeFromTypeNode(node.type)) && !this.isOwnedType(this.checker.getTypeAtLocation(node.expression))
      );
    }
    if (!ts.isCallExpression(node)) {
      return false;
    }
    const declaration = this.checker.getResolvedSignature(node)?.getDeclaration();
    if (declaration !== undefined && IMMORTAL_TAG.test(commentsOf(declaration))) {
      return false;
    }
    const declared = declaration?.type;
    // A generic function that hands its argument back makes nothing.
    return declared === undefined
      ? this.isOwnedType(this.checker.getTypeAtLocation(node))
      : this.isOwnedType(this.checker.getTypeFromTypeNode(declared));
  }

  /** Whether a call takes over the argument at an index. */
  takes(call: ts.CallExpression | ts.NewExpression, index: number): boolean {
    const signature = this.checker.getResolvedSignature(call);
    if (signature === undefined) {
      return false;
    }
    let taken = this.parameters.get(signature);
    if (taken === undefined) {
      taken = this.readParameters(signature);
      this.parameters.set(signature, taken);
    }
    const last = taken.length - 1;
    return index <= last ? taken[index] : last >= 0 && this.endsInRest(signature) && taken[last];
  }

  /** Whether a call only takes references away. */
  isRelease(call: ts.CallExpression): boolean {
    return ts.isIdentifier(call.expression) && RELEASES.test(call.expression.text);
  }

  /** Whether a call puts its arguments into an array, or into a Map of owned references, which then has them. */
  isStore(call: ts.CallExpression | ts.NewExpression): boolean {
    const callee = call.expression;
    if (!ts.isPropertyAccessExpression(callee)) {
      return false;
    }
    const type = this.checker.getTypeAtLocation(callee.expression);
    if (callee.name.text === 'set' && type.symbol?.name === 'Map') {
      return this.checker.getTypeArguments(type as ts.TypeReference).some((member) => this.isOwnedType(member));
    }
    return /^(push|unshift)$/.test(callee.name.text) && this.checker.isArrayType(type);
  }

  private endsInRest(signature: ts.Signature): boolean {
    return (signature.getDeclaration() as ts.SignatureDeclaration | undefined)?.parameters.at(-1)?.dotDotDotToken !== undefined;
  }

  private readParameters(signature: ts.Signature): boolean[] {
    const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
    if (declaration === undefined) {
      return [];
    }
    if (FIELD_SETTER.test(this.nameOf(declaration)) && declaration.getSourceFile().fileName.includes('/generated/')) {
      const borrows = BORROWS_TAG.test(commentsOf(declaration));
      return declaration.parameters.map((_, index) => index > 0 && !borrows);
    }
    const stolen = new Set<string>();
    for (const match of commentsOf(declaration).matchAll(STEALS_TAG)) {
      for (const name of match[1].split(/[\s,]+/)) {
        stolen.add(name);
      }
    }
    return declaration.parameters.map((parameter) => {
      if (ts.isIdentifier(parameter.name) && stolen.has(parameter.name.text)) {
        return true;
      }
      if (parameter.type === undefined) {
        return false;
      }
      const type = this.checker.getTypeFromTypeNode(parameter.type);
      return this.isOwnedType(
        parameter.dotDotDotToken === undefined ? type : (this.checker.getIndexTypeOfType(type, ts.IndexKind.Number) ?? type),
      );
    });
  }

  /** A function's name. */
  nameOf(node: ts.Node): string {
    const {name} = node as ts.NamedDeclaration;
    if (name !== undefined) {
      return name.getText();
    }
    return node.parent !== undefined && ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '<function>';
  }
}

/** What is written above a function. */
function commentsOf(declaration: ts.Node): string {
  const host = declaration.parent !== undefined && ts.isVariableDeclaration(declaration.parent) ? declaration.parent.parent.parent : declaration;
  return host.getFullText().slice(0, host.getStart() - host.getFullStart());
}

/** Takes off parentheses, `!` and `satisfies`; casts stay. */
export function unwrap(node: ts.Expression): ts.Expression {
  while (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) {
    node = node.expression;
  }
  return node;
}

/** The identifier behind casts and parentheses, or null. */
export function identifierOf(node: ts.Expression): ts.Identifier | null {
  let inner = unwrap(node);
  while (ts.isAsExpression(inner)) {
    inner = unwrap(inner.expression);
  }
  return ts.isIdentifier(inner) ? inner : null;
}
