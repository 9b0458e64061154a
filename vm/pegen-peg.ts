/**
 * A small packrat machine for the rules of vm/pegen-rules.ts. It imitates the order in which CPython's generated parser tries
 * things and how far it reads, since both show in error messages. CPython: Tools/peg_generator, Parser/pegen.c
 */
import {ruleText} from './pegen-rules';
import type {TokenBuffer} from './tokenizer-buffer';
import * as K from './tokenizer-kinds';

/** What a rule gives: the index of a token, a node, a list of such, or null for something optional that is absent. FAIL is no match. */
export interface Node {
  kind: string;
  /** First and last token. */
  first: number;
  last: number;
  /** The parts that an error may have to look into: elements of tuples and lists, what a star stands before, arguments of a call. */
  items: Value[];
  keywords: Value[];
}
export type Value = number | Node | null | Value[];
export const FAIL = undefined;
export type Result = Value | typeof FAIL;

type Item =
  | {op: 'token'; kind: number}
  | {op: 'soft'; text: string}
  | {op: 'softkeyword'}
  | {op: 'rule'; rule: Rule}
  | {op: 'group'; alternatives: Alternative[]}
  | {op: 'optional' | 'star' | 'plus' | 'and' | 'not'; item: Item}
  | {op: 'gather'; separator: Item; item: Item}
  | {op: 'forced'; kind: number}
  | {op: 'cut'};
interface Alternative {
  items: Item[];
  /** Whether it is tried only when errors are being looked for. */
  invalid: boolean;
  node: string | null;
  action: string | null;
}
export interface Rule {
  name: string;
  index: number;
  left: boolean;
  /** 'both': one result for both ways of reading, as CPython keeps it; 'each': ours, one for each; 'none': part of a cycle. */
  memo: 'both' | 'each' | 'none';
  quiet: boolean;
  alternatives: Alternative[];
}

const TOKEN_NAMES: Readonly<Record<string, number>> = {
  NAME: K.NAME, NUMBER: K.NUMBER, STRING: K.STRING, NEWLINE: K.NEWLINE, INDENT: K.INDENT, DEDENT: K.DEDENT, ENDMARKER: K.ENDMARKER, TYPE_COMMENT: K.TYPE_COMMENT,
  FSTRING_START: K.FSTRING_START, FSTRING_MIDDLE: K.FSTRING_MIDDLE, FSTRING_END: K.FSTRING_END,
};
const SOFT_KEYWORDS = ['_', 'case', 'match', 'type'];

/** Reads the notation. */
class RuleReader {
  readonly rules = new Map<string, Rule>();
  private tokens: string[] = [];
  private at = 0;
  read(text: string): Map<string, Rule> {
    const definitions: {rule: Rule; body: string}[] = [];
    for (const paragraph of text.replace(/\n +\|/g, ' |').split('\n')) {
      const match = /^(\w+)(?: \((\w+)\))?: (.*)$/.exec(paragraph.trim());
      if (match === null) continue;
      const [, name, flag, body] = match;
      const rule: Rule = {
        name, index: definitions.length, left: flag === 'left', memo: flag !== undefined ? 'both' : name === 'name_or_attr' ? 'none' : 'each',
        quiet: name === 'expression_without_invalid', alternatives: [],
      };
      this.rules.set(name, rule);
      definitions.push({rule, body});
    }
    for (const {rule, body} of definitions) {
      this.tokens = body.match(/'[^']*'|"[^"]*"|=> @?\w+|\w+|&&|\S/g) ?? [];
      this.at = 0;
      rule.alternatives = this.alternatives();
    }
    return this.rules;
  }
  private alternatives(): Alternative[] {
    const list = [this.alternative()];
    while (this.tokens[this.at] === '|') { this.at++; list.push(this.alternative()); }
    return list;
  }
  private alternative(): Alternative {
    const items: Item[] = [];
    let node: string | null = null, action: string | null = null, invalid = false;
    for (; this.at < this.tokens.length;) {
      const token = this.tokens[this.at];
      if (token === '|' || token === ')') break;
      if (token.startsWith('=> ')) {
        this.at++;
        if (token[3] === '@') action = token.slice(4); else node = token.slice(3);
        break;
      }
      items.push(this.item());
    }
    // CPython's generator guards an alternative only when it is nothing but an invalid_ rule: the one of `dict` speaks in the first pass too.
    if (items.length === 1 && items[0].op === 'rule') invalid = items[0].rule.name.startsWith('invalid_');
    return {items, invalid, node, action};
  }
  private item(): Item {
    const token = this.tokens[this.at];
    if (token === '&&') { this.at++; return {op: 'forced', kind: literalKind(this.tokens[this.at++])}; }
    if (token === '&' || token === '!') { this.at++; return {op: token === '&' ? 'and' : 'not', item: this.atom()}; }
    if (token === '~') { this.at++; return {op: 'cut'}; }
    const atom = this.atom();
    switch (this.tokens[this.at]) {
      case '?': this.at++; return {op: 'optional', item: atom};
      case '*': this.at++; return {op: 'star', item: atom};
      case '+': this.at++; return {op: 'plus', item: atom};
      case '.': {
        this.at++;
        const item = this.atom();
        this.at++;
        return {op: 'gather', separator: atom, item};
      }
      default: return atom;
    }
  }
  private atom(): Item {
    const token = this.tokens[this.at++];
    if (token === '(') {
      const alternatives = this.alternatives();
      this.at++;
      return {op: 'group', alternatives};
    }
    if (token[0] === "'" || token[0] === '"') {
      const text = token.slice(1, -1);
      if (token[0] === '"' && /^\w+$/.test(text)) return {op: 'soft', text};
      return {op: 'token', kind: literalKind(token)};
    }
    if (token === 'SOFT_KEYWORD') return {op: 'softkeyword'};
    if (TOKEN_NAMES[token] !== undefined) return {op: 'token', kind: TOKEN_NAMES[token]};
    const rule = this.rules.get(token);
    if (rule === undefined) throw new Error(`no rule ${token}`);
    return {op: 'rule', rule};
  }
}
function literalKind(quoted: string): number {
  const kind = K.KIND_TEXT.indexOf(quoted.slice(1, -1));
  if (kind < 0) throw new Error(`no token ${quoted}`);
  return kind;
}
/** All rules, read from their text. */
export function loadRules(): ReadonlyMap<string, Rule> { return new RuleReader().read(ruleText()); }

/** Raised where CPython's parser stack overflows. */
export class StackOverflow extends Error {}
/** CPython's limit less what its loops and groups take of it, which are not counted here. */
const MAXLEVEL = 5000;

/** Runs rules over tokens. `act` and `require` are the actions; `fetch` is told of the ERRORTOKEN. */
export abstract class PegMachine {
  mark = 0;
  /** How many tokens have been looked at: CPython's p->fill. */
  fill = 0;
  callInvalid = false;
  protected readonly kind: Uint8Array;
  private readonly count: number;
  private memo = new Map<number, {mark: number; value: Result}>();
  private readonly width: number;
  private level = 0;

  constructor(readonly tokens: TokenBuffer, private readonly rules: ReadonlyMap<string, Rule>) {
    this.kind = tokens.kind;
    this.count = tokens.n;
    this.width = rules.size * 2;
  }

  protected abstract act(action: string, values: Value[], first: number): Result;
  protected abstract onErrorToken(index: number): never;
  protected abstract onForced(index: number, kind: number): never;
  protected abstract onNumber(index: number): void;

  /** Starts over for the second pass. */
  reset(mark: number, callInvalid: boolean): void {
    this.memo = new Map();
    this.mark = mark;
    this.callInvalid = callInvalid;
    this.level = 0;
  }
  start(name: string): Result { return this.rule(this.rules.get(name) as Rule); }

  /** The kind of the next token, which counts as fetched. */
  peek(): number {
    const i = this.mark < this.count ? this.mark : this.count - 1;
    if (i >= this.fill) {
      this.fill = i + 1;
      if (this.kind[i] === K.ERRORTOKEN) this.onErrorToken(i);
    }
    return K.BASE_KIND[this.kind[i]];
  }

  private rule(rule: Rule): Result {
    const mark = this.mark;
    if (rule.memo === 'none') return this.alternatives(rule.alternatives, mark);
    this.peek();
    const key = mark * this.width + rule.index * 2 + (rule.memo === 'each' && this.callInvalid ? 1 : 0);
    const known = this.memo.get(key);
    if (known !== undefined) { this.mark = known.mark; return known.value; }
    if (++this.level > MAXLEVEL) throw new StackOverflow();
    let value: Result;
    if (rule.left) {
      const entry: {mark: number; value: Result} = {mark, value: FAIL};
      this.memo.set(key, entry);
      for (;;) {
        this.mark = mark;
        const longer = this.alternatives(rule.alternatives, mark);
        if (longer === FAIL || this.mark <= entry.mark) break;
        entry.mark = this.mark;
        entry.value = longer;
      }
      this.mark = entry.mark;
      value = entry.value;
    } else {
      const callInvalid = this.callInvalid;
      if (rule.quiet) this.callInvalid = false;
      value = this.alternatives(rule.alternatives, mark);
      this.callInvalid = callInvalid;
      if (value === FAIL) this.mark = mark;
      this.memo.set(key, {mark: this.mark, value});
    }
    this.level--;
    return value;
  }

  private alternatives(alternatives: readonly Alternative[], mark: number): Result {
    for (let a = 0; a < alternatives.length; a++) {
      const alternative = alternatives[a];
      if (alternative.invalid && !this.callInvalid) continue;
      const items = alternative.items, values: Value[] = [];
      let cut = false, i = 0;
      for (; i < items.length; i++) {
        const item = items[i];
        const value = item.op === 'rule' ? this.rule(item.rule) : item.op === 'group' ? this.alternatives(item.alternatives, this.mark) : this.item(item);
        if (value === FAIL) break;
        if (item.op === 'cut') cut = true;
        values.push(value);
      }
      if (i === items.length) {
        // An action that gives nothing ends the rule: CPython tries no other alternative after it.
        if (alternative.action !== null) return this.act(alternative.action, values, mark);
        if (alternative.node !== null) return this.node(alternative.node, mark, values);
        return values.length === 1 ? values[0] : values;
      }
      this.mark = mark;
      if (cut) return FAIL;
    }
    return FAIL;
  }

  /** A node from `first` to the token before the mark. */
  node(kind: string, first: number, items: Value[], keywords: Value[] = []): Node {
    let last = this.mark - 1;
    while (last > first && this.kind[last] >= K.NEWLINE && this.kind[last] <= K.DEDENT) last--;
    return {kind, first, last, items, keywords};
  }

  private item(item: Item): Result {
    const mark = this.mark;
    switch (item.op) {
      case 'token':
        if (this.peek() !== item.kind) return FAIL;
        if (item.kind === K.NUMBER) this.onNumber(mark);
        this.mark++;
        return mark;
      case 'soft':
        if (this.peek() !== K.NAME || this.tokens.string(mark) !== item.text) return FAIL;
        this.mark++;
        return mark;
      case 'softkeyword': {
        if (this.peek() !== K.NAME) return FAIL;
        this.mark++;
        // CPython compares only as many characters as the name has.
        const text = this.tokens.string(mark);
        return SOFT_KEYWORDS.some(word => word.startsWith(text)) ? mark : FAIL;
      }
      case 'rule': return this.rule(item.rule);
      case 'group': return this.alternatives(item.alternatives, mark);
      case 'optional': {
        const value = this.item(item.item);
        if (value !== FAIL) return value;
        this.mark = mark;
        return null;
      }
      case 'star': case 'plus': {
        const values: Value[] = [];
        for (;;) {
          const from = this.mark;
          const value = this.item(item.item);
          if (value === FAIL) { this.mark = from; break; }
          values.push(value);
        }
        return item.op === 'plus' && values.length === 0 ? FAIL : values;
      }
      case 'gather': {
        const first = this.item(item.item);
        if (first === FAIL) { this.mark = mark; return FAIL; }
        const values: Value[] = [first];
        for (;;) {
          const from = this.mark;
          if (this.item(item.separator) === FAIL) { this.mark = from; break; }
          const value = this.item(item.item);
          if (value === FAIL) { this.mark = from; break; }
          values.push(value);
        }
        return values;
      }
      case 'and': case 'not': {
        const value = this.item(item.item);
        this.mark = mark;
        return (value !== FAIL) === (item.op === 'and') ? null : FAIL;
      }
      case 'forced':
        if (this.peek() !== item.kind) this.onForced(mark, item.kind);
        this.mark++;
        return mark;
      case 'cut': return null;
      default: return FAIL;
    }
  }
}
