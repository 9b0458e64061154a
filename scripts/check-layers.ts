import * as ts from 'typescript';
import {builtinModules} from 'module';
import {ROOMS, listSources, parseSource, report, resolveImport, where, type SourceFile} from './source-files';

/** Files that may import from every room: they put the house together. */
const COMPOSITION_ROOT = /^runtime\/pylifecycle[\w-]*\.ts$/;

/** Rooms in which Node's own modules may be imported at all. */
const NODE_ALLOWED = /^(runtime\/host\/|scripts\/|tests\/)/;

/** Packages that only make sense on Node. */
const NODE_PACKAGES = new Set(['koffi']);

const NODE_MODULES = new Set(builtinModules);

/** Says whether an import or export declaration leaves nothing behind at run time. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    return (
      node.isTypeOnly ||
      (node.exportClause !== undefined && ts.isNamedExports(node.exportClause) && node.exportClause.elements.every((e) => e.isTypeOnly))
    );
  }
  const clause = node.importClause;
  if (clause === undefined) {
    return false;
  }
  if (clause.isTypeOnly) {
    return true;
  }
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((e) => e.isTypeOnly)
  );
}

/** Checks one file's imports; appends to `problems`. */
function checkFile(file: SourceFile, problems: string[]): void {
  const room = file.name.split('/')[0];
  const level = ROOMS.indexOf(room as (typeof ROOMS)[number]);
  const checkSpecifier = (node: ts.Node, specifier: string): void => {
    const bare = specifier.replace(/^node:/, '');
    if (specifier.startsWith('node:') || NODE_MODULES.has(bare.split('/')[0]) || NODE_PACKAGES.has(bare)) {
      if (!NODE_ALLOWED.test(file.name)) {
        problems.push(where(file, node) + ': ' + specifier + " is Node's: only runtime/host/ may import it");
      }
      return;
    }
    const target = resolveImport(file.name, specifier);
    if (target === null) {
      return;
    }
    const edge = room + ' -> ' + target.split('/')[0];
    counts.set(edge, (counts.get(edge) ?? 0) + 1);
    const targetLevel = ROOMS.indexOf(target.split('/')[0] as (typeof ROOMS)[number]);
    if (targetLevel > level && !COMPOSITION_ROOT.test(file.name)) {
      problems.push(where(file, node) + ': ' + room + '/ may not import a value from ' + target);
    }
    if (target.startsWith('runtime/host/node/') && !file.name.startsWith('runtime/host/node/') && level < ROOMS.indexOf('scripts')) {
      problems.push(where(file, node) + ': only scripts may choose a host; ' + target + ' is not platform-neutral');
    }
    if (target.endsWith('/index.ts') && target.split('/')[0] === room && level < ROOMS.indexOf('scripts')) {
      problems.push(where(file, node) + ': import the file itself, not the public ' + target);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier) && !isTypeOnly(node)) {
        checkSpecifier(node, node.moduleSpecifier.text);
      }
    } else if (ts.isCallExpression(node)) {
      const callee = node.expression;
      const first = node.arguments[0];
      const loads = callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
      if (loads && first !== undefined && ts.isStringLiteral(first)) {
        checkSpecifier(node, first.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file.ast);
}

/** How many values each room imports from each; printed with --table. */
const counts = new Map<string, number>();
const problems: string[] = [];
for (const room of ROOMS) {
  for (const name of listSources(room)) {
    checkFile(parseSource(name), problems);
  }
}
if (process.argv.includes('--table')) {
  console.table(Object.fromEntries(ROOMS.map(from => [from, Object.fromEntries(ROOMS.map(to => [to, counts.get(from + ' -> ' + to) ?? 0]))])));
}
report('layers', problems);
