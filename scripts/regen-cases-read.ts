/** Reads vm/bytecodes-*.ts as syntax trees: the instructions, what they import, and the accessors that may be inlined. */
import ts from 'typescript';
import {readFileSync, readdirSync} from 'fs';
import {join} from 'path';
import * as addresses from '../runtime/generated/static-addresses';
import * as ids from '../runtime/generated/ids';
import {OPCODES} from '../vm/opcode-ids';

const ROOT = join(__dirname, '..');

/** One item of a stack effect; `size` of a row is an expression over oparg, `condition` one that says whether it is there. */
export interface StackItem { readonly name: string; readonly size: string | null; readonly condition: string | null }
export interface Cache { readonly name: string; readonly size: number; readonly at: number }
/** One instruction as the printers need it. */
export interface Instruction {
  readonly name: string; readonly id: number; readonly caches: readonly Cache[]; readonly ncaches: number; readonly ins: readonly StackItem[]; readonly outs: readonly StackItem[];
  readonly family: string | null; readonly hot: boolean; readonly body: ts.ArrowFunction;
}
/** An accessor of runtime/generated/accessors.ts: one expression over its parameters. */
export interface Accessor { readonly params: readonly string[]; readonly body: ts.Expression }

/** Ends with the place of a mistake. */
export function fail(node: ts.Node, message: string): never {
  const file = node.getSourceFile(), {line} = file.getLineAndCharacterOfPosition(node.getStart());
  throw new Error(`${file.fileName}:${line + 1}: ${message}: ${node.getText().slice(0, 80)}`);
}
function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.ES2022, true);
}

/** Constants whose numbers are printed: addresses of static objects and strings. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([...Object.entries(addresses), ...Object.entries(ids), ['NULL', 0]].filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

export function readAccessors(): ReadonlyMap<string, Accessor> {
  const result = new Map<string, Accessor>();
  for (const statement of parse('runtime/generated/accessors.ts').statements) {
    if (!ts.isFunctionDeclaration(statement)) continue;
    const only = statement.body!.statements[0];
    const body = ts.isReturnStatement(only) ? only.expression! : ts.isExpressionStatement(only) ? only.expression : fail(statement, 'an accessor is one expression');
    result.set(statement.name!.text, {params: statement.parameters.map(parameter => parameter.name.getText()), body});
  }
  return result;
}

const splitItems = (text: string): string[] => text.split(/,(?![^[(]*[\])])/).map(part => part.trim()).filter(part => part !== '');
function stackItem(text: string): StackItem {
  const match = /^(\w+)(?:\[([^\]]+)\])?(?:\s+if\s+\((.+)\))?$/.exec(text);
  if (match === null) throw new Error(`stack effect: ${text}`);
  return {name: match[1], size: match[2] ?? null, condition: match[3]?.replace('==', '===') ?? null};
}

/** All instructions, and where the names their bodies use come from (module path relative to the project). */
export function readInstructions(): {instructions: Instruction[]; imports: Map<string, string>} {
  const numbers = new Map<string, number>(OPCODES.map(row => [row[0], row[1]]));
  const instructions: Instruction[] = [], imports = new Map<string, string>();
  let own = 300;
  const files = readdirSync(join(ROOT, 'vm')).filter(name => /^bytecodes-(?!dsl)\w+\.ts$/.test(name)).sort();
  for (const name of files) {
    const file = parse(`vm/${name}`);
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement)) {
        const bindings = statement.importClause?.namedBindings;
        if (bindings === undefined || !ts.isNamedImports(bindings) || statement.importClause!.isTypeOnly) continue;
        const from = join('vm', (statement.moduleSpecifier as ts.StringLiteral).text);
        for (const element of bindings.elements) imports.set(element.name.text, from);
        continue;
      }
      if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
      const [nameNode, effect, options, body] = statement.expression.arguments;
      const opcode = (nameNode as ts.StringLiteral).text, [left, right] = (effect as ts.StringLiteral).text.replace(/^\(|\)$/g, '').split('--');
      const caches: Cache[] = [], ins: string[] = [];
      let at = 0;
      for (const part of splitItems(left)) {
        const match = /^(\w+)\/(\d)$/.exec(part);
        if (match === null) { ins.push(part); continue; }
        caches.push({name: match[1], size: Number(match[2]), at});
        at += Number(match[2]);
      }
      const text = options.getText();
      const family = /family: '(\w+)'/.exec(text)?.[1] ?? (text.startsWith('CALL_') ? 'CALL' : null);
      const hot = text === 'HOT' || text === 'CALL_HOT' || /heat: 'hot'/.test(text);
      let id = numbers.get(opcode);
      if (id === undefined) id = own++;
      if (!ts.isArrowFunction(body)) fail(statement, 'the body must be an arrow function');
      instructions.push({name: opcode, id, caches, ncaches: at, ins: ins.map(stackItem), outs: splitItems(right).map(stackItem), family, hot, body});
    }
  }
  return {instructions, imports};
}
