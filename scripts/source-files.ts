import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/** The project's root folder, seen from scripts/. */
export const ROOT = path.resolve(__dirname, '..');

/** The rooms of the house, lowest first: a value import may only point to the same room or to an earlier one. */
export const ROOMS = ['runtime', 'objects', 'vm', 'import', 'scripts', 'tests'] as const;

/** A parsed source file of the project. `name` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly name: string;
  readonly ast: ts.SourceFile;
}

/** Lists the .ts files (no .d.ts) under one room, relative to the root, sorted. */
export function listSources(room: string): string[] {
  const found: string[] = [];
  const visit = (dir: string): void => {
    for (const entry of fs.readdirSync(path.join(ROOT, dir), {withFileTypes: true})) {
      const name = dir + '/' + entry.name;
      if (entry.isDirectory()) {
        visit(name);
      } else if (name.endsWith('.ts') && !name.endsWith('.d.ts')) {
        found.push(name);
      }
    }
  };
  if (fs.existsSync(path.join(ROOT, room))) {
    visit(room);
  }
  return found.sort();
}

/** Parses one file (syntax only, no types). */
export function parseSource(name: string): SourceFile {
  const text = fs.readFileSync(path.join(ROOT, name), 'utf8');
  return {name, ast: ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)};
}

/** Resolves a relative import specifier to a project file name, or null when it is a package or does not exist. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) {
    return null;
  }
  const base = path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  for (const candidate of [base + '.ts', base + '/index.ts', base]) {
    if (fs.existsSync(path.join(ROOT, candidate)) && fs.statSync(path.join(ROOT, candidate)).isFile()) {
      return candidate;
    }
  }
  return base;
}

/** `file:line` of a node, for reports. */
export function where(file: SourceFile, node: ts.Node): string {
  return file.name + ':' + (file.ast.getLineAndCharacterOfPosition(node.getStart(file.ast)).line + 1);
}

/** Prints the problems and sets the exit status; `what` names the check. */
export function report(what: string, problems: readonly string[]): void {
  for (const problem of problems) {
    console.log(problem);
  }
  console.log(problems.length === 0 ? what + ': ok' : what + ': ' + problems.length + ' problem' + (problems.length === 1 ? '' : 's'));
  if (problems.length !== 0) {
    process.exitCode = 1;
  }
}
