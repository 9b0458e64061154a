/**
 * Writes import/generated/extension-api.ts: all that an extension may import from 'vivarium'. That is every name of CPython's C API which
 * the sources export, so what is added there is an extension's at once, and the few names of ours in OWN that an extension needs as well.
 */
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import {ROOMS, ROOT, listSources, parseSource} from './source-files';

/** Fields and macros, as the loop and the types read them, and the allocator below those of C code: their names give way to functions for C code. */
const GIVE_WAY: readonly string[] = ['runtime/generated/accessors.ts', 'runtime/obmalloc.ts'];
/** Mutable bindings: the memory. */
const LIVE: Readonly<Record<string, readonly string[]>> = {'runtime/current.ts': ['H', 'F', 'U8']};
const OUTPUT = 'import/generated/extension-api.ts';
/** Where the C API lives; the parser, the loops and the host are nobody's API. */
const FOLDERS = /^(?:runtime\/(?!host\/|pylifecycle-image|boot-image)|objects\/|vm\/(?:ceval|frame|monitoring|instrumentation|compile|symtable)|import\/(?!extensions\/|generated\/|builtin\/_test))/;
/** Names of the C API. Files of import/builtin/ have the init functions of modules besides. */
const PUBLIC = /^(?:_?Py(?!Init_|Runtime$)[A-Z_a-z]|METH_)/;
/** Names of ours, by file. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'runtime/types.ts': ['NULL', 'Args', 'New'],
  'runtime/methoddef.ts': ['method', 'hiddenMethod', 'rawMethod'],
  'runtime/object.ts': ['slots', 'payload', 'setPayload', 'clearPayload'],
  'runtime/generated/accessors.ts': ['ARG'],
  'runtime/typeslots.ts': ['TypeSpec'],
  'objects/errors.ts': ['typeName', 'reprText', 'strText'],
};
/** C names that are macros for something with another name. */
const MACROS: Readonly<Record<string, string>> = {
  Py_None: '_Py_NoneStruct', Py_True: '_Py_TrueStruct', Py_False: '_Py_FalseStruct', Py_Ellipsis: '_Py_EllipsisObject', Py_NotImplemented: '_Py_NotImplementedStruct',
};

interface Names { values: string[]; types: string[] }

function isExported(node: ts.Statement): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(m => m.kind === ts.SyntaxKind.ExportKeyword);
}
/** The names that a file declares and exports, as far as they are the API's. */
function namesOf(name: string, tree: ts.SourceFile): Names {
  const values: string[] = [], types: string[] = [], own = OWN[name] ?? [];
  const add = (list: string[], id: ts.Node | undefined): void => {
    if (id !== undefined && ts.isIdentifier(id) && (PUBLIC.test(id.text) || own.includes(id.text)) && !list.includes(id.text)) list.push(id.text);
  };
  for (const node of tree.statements) {
    if (!isExported(node)) continue;
    if (ts.isVariableStatement(node)) for (const declaration of node.declarationList.declarations) add(values, declaration.name);
    else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) add(values, node.name);
    else if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) add(types, node.name);
  }
  return {values, types};
}
/** A list of names over lines of bearable length. */
function rows(names: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const name of names) {
    if (line.length + name.length > 230) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${name}, `;
  }
  return [...lines, line.trimEnd()].join('\n');
}

function main(): void {
  const files = ROOMS.slice(0, 4).flatMap(listSources).filter(file => FOLDERS.test(file)).map(name => ({name, ...namesOf(name, parseSource(name).ast)}));
  const functions = new Set(files.filter(file => !GIVE_WAY.includes(file.name)).flatMap(file => file.values));
  const clashes: string[] = [], imports: string[] = [], types: string[] = [], values: string[] = [], from = new Map<string, string>();
  for (const file of files) {
    const specifier = path.posix.relative('import/generated', file.name.replace(/\.ts$/, ''));
    const fileValues = GIVE_WAY.includes(file.name) ? file.values.filter(id => !functions.has(id)) : file.values, fileTypes = file.types.filter(id => !file.values.includes(id));
    for (const id of [...fileValues, ...fileTypes]) {
      const other = from.get(id);
      if (other !== undefined) clashes.push(`${id} is exported by ${other} and ${file.name}`);
      from.set(id, file.name);
    }
    if (fileValues.length > 0) imports.push(`import {\n${rows(fileValues, '  ')}\n} from '${specifier}';`);
    if (fileTypes.length > 0) types.push(`export type {\n${rows(fileTypes, '  ')}\n} from '${specifier}';`);
    values.push(...fileValues);
  }
  for (const [name, ids] of Object.entries(OWN)) for (const id of ids) if (from.get(id) !== name) clashes.push(`${name} no longer exports ${id}`);
  if (clashes.length > 0) throw new Error(clashes.join('\n'));
  values.sort();
  const live = Object.entries(LIVE).map(([name, ids]) => `export {${ids.join(', ')}} from '${path.posix.relative('import/generated', name.replace(/\.ts$/, ''))}';\nimport {${ids.join(', ')}} from '${path.posix.relative('import/generated', name.replace(/\.ts$/, ''))}';`);
  const macros = Object.entries(MACROS), text = `// Generated by scripts/regen-extension-api.ts from the exports of the sources. Do not edit!
/** What an extension file gets with require('vivarium'): CPython's C API under its own names. The conventions are those of ARCHITECTURE.md. */
${imports.join('\n')}

${live.join('\n')}
${types.join('\n')}
export {
${rows(values, '  ')}
};
export {
${rows(macros.map(([macro, value]) => `${value} as ${macro}`), '  ')}
};
/** The same as an object, made when the first extension is loaded. */
export function extensionApi(): Readonly<Record<string, unknown>> {
  return {
${rows([...values, ...macros.map(([macro, value]) => `${macro}: ${value}`)], '    ')}
${Object.values(LIVE).flat().map(id => `    get ${id}() { return ${id}; },`).join('\n')}
  };
}
`;
  const file = path.join(ROOT, OUTPUT);
  fs.mkdirSync(path.dirname(file), {recursive: true});
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
}
main();
