import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import {ROOT, listSources, parseSource, report, resolveImport, where, type SourceFile} from './source-files';

/** Rooms whose files may hold no state of their own; scripts and tests are programs and may. */
const CHECKED_ROOMS = ['runtime', 'objects', 'vm', 'import'];

/** Methods that change the container they are called on. */
const MUTATORS = new Set('push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '));

const CONTAINERS = new Set(
  'Map Set WeakMap WeakSet Array Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array Float64Array BigInt64Array BigUint64Array ArrayBuffer SharedArrayBuffer'.split(
    ' ',
  ),
);

/** scripts/globals.tsv: file, name (or `*`), reason; `#` starts a comment. */
function readAllowed(): Map<string, string> {
  const allowed = new Map<string, string>();
  for (const line of fs.readFileSync(path.join(ROOT, 'scripts/globals.tsv'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) {
      continue;
    }
    const [file, name, reason] = line.split('\t');
    if (name === undefined || reason === undefined || reason.trim() === '') {
      throw new Error('scripts/globals.tsv: a line needs file, name and reason: ' + line);
    }
    allowed.set(file + '\t' + name, reason);
  }
  return allowed;
}

function unwrap(node: ts.Expression): ts.Expression {
  while (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node)) {
    node = node.expression;
  }
  return node;
}

function isContainer(node: ts.Expression | undefined): boolean {
  if (node === undefined) {
    return false;
  }
  const value = unwrap(node);
  return (
    ts.isArrayLiteralExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    (ts.isNewExpression(value) && ts.isIdentifier(value.expression) && CONTAINERS.has(value.expression.text))
  );
}

/** Names a function's own parameters and locals that hide a module-level name. */
function declaredIn(scope: ts.Node): Set<string> {
  const names = new Set<string>();
  const addName = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) {
      names.add(name.text);
    } else {
      for (const element of name.elements) {
        if (ts.isBindingElement(element)) {
          addName(element.name);
        }
      }
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isParameter(node)) {
      addName(node.name);
    }
    if (node === scope || !ts.isFunctionLike(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(scope);
  return names;
}

/** The identifier at the bottom of `a.b[c]`, which is what an assignment to it changes. */
function rootOf(node: ts.Expression): ts.Identifier | null {
  let target = unwrap(node);
  while (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    target = unwrap(target.expression);
  }
  return ts.isIdentifier(target) ? target : null;
}

interface Module {
  readonly file: SourceFile;
  readonly containers: Set<string>;
  /** Local name of an import -> file and exported name. */
  readonly imports: Map<string, {file: string; name: string}>;
}

const allowed = readAllowed();
const used = new Set<string>();
const problems: string[] = [];

function isAllowed(file: string, name: string): boolean {
  for (const key of [file + '\t' + name, file + '\t*']) {
    if (allowed.has(key)) {
      used.add(key);
      return true;
    }
  }
  return false;
}

/** First pass: module-level bindings, and which constants hold containers. */
function collect(file: SourceFile): Module {
  const module: Module = {file, containers: new Set(), imports: new Map()};
  for (const statement of file.ast.statements) {
    if (ts.isVariableStatement(statement)) {
      const declares = statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword) === true;
      const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
      for (const declaration of statement.declarationList.declarations) {
        const name = declaration.name.getText(file.ast);
        if (isConst) {
          if (isContainer(declaration.initializer)) {
            module.containers.add(name);
          }
        } else if (!declares && !isAllowed(file.name, name)) {
          problems.push(where(file, declaration) + ': module-level ' + name + ' can change; hang it off _PyRuntime, interp or tstate');
        }
      }
    } else if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const bindings = statement.importClause?.namedBindings;
      const target = resolveImport(file.name, statement.moduleSpecifier.text);
      if (target !== null && bindings !== undefined && ts.isNamedImports(bindings)) {
        for (const element of bindings.elements) {
          module.imports.set(element.name.text, {file: target, name: (element.propertyName ?? element.name).text});
        }
      }
    }
  }
  return module;
}

/**
 * Functions that only run while the module loads: called on the spot, handed as a callback to a top-level call, or
 * declared, not exported and named nowhere but in top-level code and in other such functions.
 */
function loadOnlyFunctions(file: SourceFile): Set<ts.Node> {
  const loadOnly = new Set<ts.Node>();
  const candidates = new Map<string, ts.FunctionDeclaration>();
  for (const statement of file.ast.statements) {
    const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined && !exported) {
      candidates.set(statement.name.text, statement);
      loadOnly.add(statement);
    }
  }
  const calledWhileLoading = (node: ts.Node): boolean => {
    let parent = node.parent;
    while (ts.isParenthesizedExpression(parent)) {
      node = parent;
      parent = parent.parent;
    }
    return ts.isCallExpression(parent) || (ts.isNewExpression(parent) && parent.arguments?.includes(node as ts.Expression) === true);
  };
  for (let again = true; again;) {
    again = false;
    const visit = (node: ts.Node, inFunction: boolean): void => {
      if (ts.isFunctionLike(node) && !loadOnly.has(node)) {
        const arrow = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
        if (!inFunction && arrow && calledWhileLoading(node)) {
          loadOnly.add(node);
        } else {
          inFunction = true;
        }
      }
      if (inFunction && ts.isIdentifier(node)) {
        const candidate = candidates.get(node.text);
        const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
        if (candidate !== undefined && !isMember && loadOnly.delete(candidate)) {
          again = true;
        }
      }
      ts.forEachChild(node, (child) => visit(child, inFunction));
    };
    visit(file.ast, false);
  }
  return loadOnly;
}

/** Second pass: a function that changes a module-level container, its own file's or another's. */
function findMutations(module: Module, modules: Map<string, Module>): void {
  const {file} = module;
  const reported = new Set<string>();
  const loadOnly = loadOnlyFunctions(file);
  const changed = (identifier: ts.Identifier, node: ts.Node, hidden: readonly Set<string>[]): void => {
    const name = identifier.text;
    if (hidden.some((scope) => scope.has(name))) {
      return;
    }
    let owner = module;
    let ownName = name;
    const imported = module.imports.get(name);
    if (imported !== undefined) {
      const from = modules.get(imported.file);
      if (from === undefined) {
        return;
      }
      owner = from;
      ownName = imported.name;
    }
    if (owner.containers.has(ownName) && !reported.has(name) && !isAllowed(owner.file.name, ownName)) {
      reported.add(name);
      problems.push(
        where(file, node) + ': changes the module-level container ' + ownName + (owner === module ? '' : ' of ' + owner.file.name),
      );
    }
  };
  const visit = (node: ts.Node, hidden: readonly Set<string>[]): void => {
    if (ts.isFunctionLike(node) && !loadOnly.has(node)) {
      hidden = [...hidden, declaredIn(node)];
    }
    // Top-level statements may build a table while the module loads; functions may not touch it afterwards.
    if (hidden.length > 0) {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      ) {
        const root = rootOf(node.left);
        if (root !== null && unwrap(node.left) !== root) {
          changed(root, node, hidden);
        }
      } else if (
        (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
        (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
      ) {
        const root = rootOf(node.operand);
        if (root !== null && unwrap(node.operand) !== root) {
          changed(root, node, hidden);
        }
      } else if (ts.isDeleteExpression(node)) {
        const root = rootOf(node.expression);
        if (root !== null) {
          changed(root, node, hidden);
        }
      } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && MUTATORS.has(node.expression.name.text)) {
        const root = rootOf(node.expression.expression);
        if (root !== null) {
          changed(root, node, hidden);
        }
      }
    }
    ts.forEachChild(node, (child) => visit(child, hidden));
  };
  visit(file.ast, []);
}

const modules = new Map<string, Module>();
for (const room of CHECKED_ROOMS) {
  for (const name of listSources(room)) {
    modules.set(name, collect(parseSource(name)));
  }
}
for (const module of modules.values()) {
  findMutations(module, modules);
}
for (const key of allowed.keys()) {
  if (!used.has(key)) {
    problems.push('scripts/globals.tsv: no longer needed: ' + key.replace('\t', ' '));
  }
}
report('globals', problems);
