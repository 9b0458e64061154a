/**
 * An LALR(1) table builder over nearley's compiled rules. It proves by having no conflict that the grammar is unambiguous
 * and can be read from left to right with one token of lookahead.
 */
import {type GrammarSymbol, kindsOf} from './terminals';

/** A rule as nearley compiles it; the postprocessor is `id` or carries the name of an action. */
export interface CompiledRule {
  name: string;
  symbols: readonly GrammarSymbol[];
  postprocess?: ((d: unknown[]) => unknown) & {action?: string};
}

/** Everything the machine in vm/pegen-lalr.ts needs. A state's row: positive = shift to value - 1, negative = reduce by rule -value - 1. */
export interface LalrTables {
  /** Kind to column; column 0 is for kinds that no rule mentions, column 1 for what ends a statement. */
  columns: number[];
  nColumns: number;
  nNonterminals: number;
  /** Per state its row of actions, and per state the one reduction that is right whatever comes (rule + 1; -1 accepts; 0 none). */
  action: number[][];
  defaults: number[];
  goto: number[][];
  ruleLhs: number[];
  ruleLength: number[];
  /** Index into `actions`; -1 for a rule that only passes its value on. */
  ruleAction: number[];
  actions: string[];
  starts: number[];
  conflicts: string[];
}

interface Symbol { nonterminal: number; columns: number[] }
interface Rule { lhs: number; symbols: Symbol[]; action: number }
interface State { kernel: number[]; terminals: Map<number, number>; nonterminals: Map<number, number>; lookahead: bigint[] }
const ITEM = 32;
export const ACCEPT = 32767;

/** Builds the tables. `kindCount` is the number of token kinds; `endKinds` are those that may follow a statement. */
export function buildLalr(compiled: readonly CompiledRule[], startNames: readonly string[], kindCount: number, endKinds: readonly number[]): LalrTables {
  const names = [...new Set(compiled.map(rule => rule.name))];
  const id = new Map(names.map((name, i) => [name, i]));
  const columns: number[] = new Array(kindCount).fill(0);
  for (const kind of endKinds) columns[kind] = 1;
  let nColumns = 2;
  const actions: string[] = [];
  const rules: Rule[] = compiled.map(rule => ({
    lhs: id.get(rule.name) as number,
    symbols: rule.symbols.map(symbol => {
      if (typeof symbol === 'string') {
        const nonterminal = id.get(symbol);
        if (nonterminal === undefined) throw new Error(`${rule.name} uses ${symbol}, which has no rule`);
        return {nonterminal, columns: []};
      }
      return {nonterminal: -1, columns: kindsOf(symbol).map(kind => columns[kind] !== 0 ? columns[kind] : (columns[kind] = nColumns++))};
    }),
    action: actionIndex(rule, actions),
  }));
  const nRules = rules.length;
  for (const name of startNames) rules.push({lhs: -1, symbols: [{nonterminal: id.get(name) as number, columns: []}], action: -1});
  for (const rule of rules) if (rule.symbols.length === 0 || rule.symbols.length >= ITEM) throw new Error('a rule is empty or too long');
  const byLhs: number[][] = names.map(() => []);
  rules.forEach((rule, i) => { if (rule.lhs >= 0) byLhs[rule.lhs].push(i); });
  const bits = (list: readonly number[]): bigint => { let set = 0n; for (const c of list) set |= 1n << BigInt(c); return set; };

  const first: bigint[] = names.map(() => 0n);
  const firstOf = (symbol: Symbol): bigint => symbol.nonterminal >= 0 ? first[symbol.nonterminal] : bits(symbol.columns);
  for (let changed = true; changed;) {
    changed = false;
    for (const rule of rules) {
      if (rule.lhs < 0) continue;
      const set = first[rule.lhs] | firstOf(rule.symbols[0]);
      if (set !== first[rule.lhs]) { first[rule.lhs] = set; changed = true; }
    }
  }

  const states: State[] = [], index = new Map<string, number>();
  const addState = (kernel: number[]): number => {
    kernel.sort((a, b) => a - b);
    const key = kernel.join();
    let s = index.get(key);
    if (s === undefined) {
      s = states.length;
      index.set(key, s);
      states.push({kernel, terminals: new Map(), nonterminals: new Map(), lookahead: kernel.map(() => 0n)});
    }
    return s;
  };
  const symbolAt = (item: number): Symbol | undefined => rules[Math.floor(item / ITEM)].symbols[item % ITEM];
  const starts = startNames.map((_, i) => addState([(nRules + i) * ITEM]));
  for (let i = 0; i < states.length; i++) {
    const items = [...states[i].kernel], seen = new Set<number>();
    for (let j = 0; j < items.length; j++) {
      const symbol = symbolAt(items[j]);
      if (symbol !== undefined && symbol.nonterminal >= 0 && !seen.has(symbol.nonterminal)) {
        seen.add(symbol.nonterminal);
        for (const r of byLhs[symbol.nonterminal]) items.push(r * ITEM);
      }
    }
    const onNonterminal = new Map<number, number[]>(), onColumn = new Map<number, number[]>();
    const put = (map: Map<number, number[]>, key: number, item: number): void => { const list = map.get(key); if (list === undefined) map.set(key, [item]); else list.push(item); };
    for (const item of items) {
      const symbol = symbolAt(item);
      if (symbol === undefined) continue;
      if (symbol.nonterminal >= 0) put(onNonterminal, symbol.nonterminal, item + 1);
      else for (const c of symbol.columns) put(onColumn, c, item + 1);
    }
    for (const [key, kernel] of onNonterminal) states[i].nonterminals.set(key, addState(kernel));
    for (const [key, kernel] of onColumn) states[i].terminals.set(key, addState(kernel));
  }

  // Lookaheads: spread them along the transitions until nothing changes.
  for (const s of starts) states[s].lookahead[0] = 1n << 1n;
  const closure = (state: State): {items: number[]; lookahead: bigint[]} => {
    const items = [...state.kernel], lookahead = [...state.lookahead];
    const position = new Map(items.map((item, i) => [item, i]));
    const work = items.map((_, i) => i);
    while (work.length > 0) {
      const i = work.pop() as number;
      const symbol = symbolAt(items[i]);
      if (symbol === undefined || symbol.nonterminal < 0) continue;
      const next = symbolAt(items[i] + 1);
      const set = next !== undefined ? firstOf(next) : lookahead[i];
      for (const r of byLhs[symbol.nonterminal]) {
        let p = position.get(r * ITEM);
        if (p === undefined) { p = items.length; items.push(r * ITEM); lookahead.push(0n); position.set(r * ITEM, p); }
        const union = lookahead[p] | set;
        if (union !== lookahead[p]) { lookahead[p] = union; work.push(p); }
      }
    }
    return {items, lookahead};
  };
  const queue = states.map((_, i) => i), queued = new Set(queue);
  for (let head = 0; head < queue.length; head++) {
    const s = queue[head];
    queued.delete(s);
    const {items, lookahead} = closure(states[s]);
    items.forEach((item, i) => {
      const symbol = symbolAt(item);
      if (symbol === undefined) return;
      const targets = symbol.nonterminal >= 0 ? [states[s].nonterminals.get(symbol.nonterminal)] : symbol.columns.map(c => states[s].terminals.get(c));
      for (const target of targets) {
        const to = states[target as number], k = to.kernel.indexOf(item + 1);
        const union = to.lookahead[k] | lookahead[i];
        if (union !== to.lookahead[k]) {
          to.lookahead[k] = union;
          if (!queued.has(target as number)) { queued.add(target as number); queue.push(target as number); }
        }
      }
    });
  }

  const action: number[][] = [], goto: number[][] = [], defaults: number[] = [], conflicts: string[] = [];
  states.forEach((state, s) => {
    const row: number[] = new Array(nColumns).fill(0), to: number[] = new Array(names.length).fill(0);
    for (const [column, target] of state.terminals) row[column] = target + 1;
    for (const [nonterminal, target] of state.nonterminals) to[nonterminal] = target;
    const {items, lookahead} = closure(state);
    let only = 0, complete = 0;
    items.forEach((item, i) => {
      if (symbolAt(item) !== undefined) return;
      const r = Math.floor(item / ITEM), value = r >= nRules ? ACCEPT : -(r + 1);
      complete++;
      only = r >= nRules ? -1 : r + 1;
      for (let c = 1; c < nColumns; c++) {
        if ((lookahead[i] >> BigInt(c) & 1n) === 0n) continue;
        if (row[c] !== 0 && row[c] !== value) conflicts.push(`state ${s}, column ${c} (kind ${columns.indexOf(c)}): ${row[c]} or ${value}`);
        row[c] = value;
      }
    });
    defaults.push(complete === 1 && items.length === 1 ? only : 0);
    action.push(row);
    goto.push(to);
  });
  // A state that can only pass one value on is skipped.
  for (const to of goto) {
    for (let nonterminal = 0; nonterminal < to.length; nonterminal++) {
      let target = to[nonterminal];
      while (target !== 0 && defaults[target] > 0 && rules[defaults[target] - 1].action < 0 && rules[defaults[target] - 1].symbols.length === 1) target = to[rules[defaults[target] - 1].lhs];
      to[nonterminal] = target;
    }
  }
  const own = rules.slice(0, nRules);
  return {
    columns, nColumns, nNonterminals: names.length, action, defaults, goto, ruleLhs: own.map(r => r.lhs), ruleLength: own.map(r => r.symbols.length),
    ruleAction: own.map(r => r.action), actions, starts, conflicts,
  };
}

function actionIndex(rule: CompiledRule, actions: string[]): number {
  const name = rule.postprocess?.action;
  if (name === undefined) {
    if (rule.symbols.length !== 1) throw new Error(`a rule of ${rule.name} has no action`);
    return -1;
  }
  const known = actions.indexOf(name);
  return known >= 0 ? known : actions.push(name) - 1;
}
