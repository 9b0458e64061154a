/** nearley's own parser against the tables that were built from its rules: both must give the same derivation. */
import * as fs from 'fs';
import * as path from 'path';
import * as nearley from 'nearley';
import compiled from '../../../vm/generated/grammar';
import * as T from '../../../vm/generated/grammar-tables';
import {type CompiledRule, buildLalr} from '../../../vm/grammar/lalr';
import {START_SYMBOLS, grammarToken} from '../../../vm/grammar/terminals';
import {tokenizeText} from '../../../vm/pegen';
import {type Action, LalrParser, loadTables} from '../../../vm/pegen-lalr';
import type {TokenBuffer} from '../../../vm/tokenizer-buffer';
import {COLON, ENDMARKER, NAME, NEWLINE, N_KINDS, SEMI, SOFT_CASE, SOFT_MATCH, SOFT_TYPE} from '../../../vm/tokenizer-kinds';

const RULES = (compiled as unknown as {ParserRules: CompiledRule[]}).ParserRules;
type Tree = {action: string; d: unknown[]};

/** Feeds tokens [from, to) to nearley and gives the one derivation; more than one would be an ambiguity. */
function byNearley(start: string, t: TokenBuffer, from: number, to: number): unknown {
  const grammar = nearley.Grammar.fromCompiled({...(compiled as object), ParserStart: start} as never);
  let i = from;
  const lexer = {
    reset: () => undefined, save: () => undefined, has: () => true, formatError: () => '',
    next: () => i < to ? grammarToken(t.kind[i], i++) : undefined,
  };
  const parser = new nearley.Parser(grammar, {lexer: lexer as never});
  // nearley's own report of a failure is long and slow to make.
  (parser as unknown as {reportError: () => string}).reportError = () => 'refused';
  try { parser.feed(' '); } catch { return undefined; }
  expect(parser.results.length).toBeLessThanOrEqual(1);
  return parser.results.length === 0 ? undefined : normal(parser.results[0]);
}
function normal(value: unknown): unknown {
  if (value !== null && typeof value === 'object' && 'index' in value) return (value as {index: number}).index;
  const tree = value as Tree;
  return [tree.action, ...tree.d.map(normal)];
}
/** The same by the tables: each action keeps its name and its values. */
function byTables(start: string, t: TokenBuffer, from: number): {tree: unknown; end: number} {
  const actions = T.ACTIONS.map(name => ((p: LalrParser, b: number, n: number) => [name, ...p.values.slice(b, b + n)]) as Action<LalrParser>);
  const parser = new LalrParser(t, loadTables(), actions as unknown as readonly Action<never>[]);
  parser.mark = from;
  const tree = parser.parse((T.START_STATES as Record<string, number>)[start]);
  return {tree, end: parser.mark};
}

test('the rules make tables without a conflict', () => {
  const tables = buildLalr(RULES, START_SYMBOLS, N_KINDS, [NEWLINE, SEMI, ENDMARKER]);
  expect(tables.conflicts).toEqual([]);
  expect(tables.action.length).toBe(T.N_STATES);
  expect(tables.actions).toEqual([...T.ACTIONS]);
  const loaded = loadTables();
  tables.action.forEach((row, s) => row.forEach((move, c) => { if (loaded.action[loaded.actionRow[s] + c] !== move) throw new Error(`state ${s}, column ${c}`); }));
  tables.goto.forEach((row, s) => row.forEach((to, n) => { if (loaded.goto[loaded.gotoRow[s] + n] !== to) throw new Error(`state ${s}, nonterminal ${n}`); }));
});

const SOURCES = fs.readFileSync(path.join(__dirname, 'pegen-sources.txt'), 'utf8').split('\n%%\n');
const HEADS: Readonly<Record<string, string>> = {
  if: 'if_head', elif: 'if_head', while: 'while_head', for: 'for_head', with: 'with_head', def: 'def_head', class: 'class_head', except: 'except_head', '@': 'decorator',
  else: 'plain_head', try: 'plain_head', finally: 'plain_head',
};
const SOFT: Readonly<Record<string, [number, string]>> = {match: [SOFT_MATCH, 'match_head'], case: [SOFT_CASE, 'case_head'], type: [SOFT_TYPE, 'simple_stmt']};

/** Every line of a source as a statement or header, whatever it says. */
test.each(SOURCES.map(source => [source]))('both parsers read alike: %j', source => {
  const t = tokenizeText(source + '\n', !/[^\x00-\x7f]/.test(source), {});
  let from = 0;
  for (let i = 0; i < t.n; i++) {
    if (t.kind[i] !== NEWLINE && t.kind[i] !== SEMI && t.kind[i] !== ENDMARKER) continue;
    while (from < i && (t.kind[from] === 5 || t.kind[from] === 6)) from++;
    if (from < i) {
      const word = t.string(from), soft = SOFT[word];
      const starts = [HEADS[word] ?? 'simple_stmt'];
      if (word === 'with') starts.push('with_paren_head');
      for (const start of starts) compare(start, t, from, i);
      if (soft !== undefined && t.kind[from] === NAME) {
        t.kind[from] = soft[0];
        compare(soft[1], t, from, i);
        t.kind[from] = NAME;
      }
    }
    from = i + 1;
  }
});
function compare(start: string, t: TokenBuffer, from: number, end: number): void {
  const ours = byTables(start, t, from);
  // A header ends where the tables say; what follows it on the line is not its business. A statement must reach its end.
  const isHead = start.endsWith('_head');
  const to = ours.tree !== undefined && isHead ? ours.end : end;
  const accepted = ours.tree !== undefined && ours.end === to && (!isHead || t.kind[to - 1] === COLON);
  expect(byNearley(start, t, from, to)).toEqual(accepted ? ours.tree : undefined);
}
