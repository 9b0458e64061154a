/**
 * The machine that runs the tables of vm/generated/grammar-tables.ts. It reads one statement or header at a time from a
 * TokenBuffer; each reduction calls the action that the grammar names, so a tree is built bottom-up and without recursion.
 */
import type {TokenBuffer} from './tokenizer-buffer';
import {KW_AWAIT, KW_ELSE, KW_LAMBDA, KW_NOT, LBRACE, LPAR, LSQB, MINUS, PLUS, RPAR, RSQB, NAME, TILDE} from './tokenizer-kinds';
import * as T from './generated/grammar-tables';

const ALPHABET = '#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~ !';
const ACCEPT = 32767;
/** CPython's limit (Parser/parser.c MAXSTACK), what a plain expression takes of it, and how many symbols cannot reach it. */
export const MAXSTACK = 6000, BASE_DEPTH = 31;
const FIRST_CHECK = 180;

/** An action: builds the value of a rule from `length` values that begin at `base` of the parser's stack. */
export type Action<P> = (p: P, base: number, length: number) => unknown;

/** The tables, unpacked. Immutable once made. */
export interface Tables {
  column: Uint8Array;
  nColumns: number;
  /** Offset of a state's row in `action`. */
  actionRow: Int32Array;
  action: Int16Array;
  defaults: Int16Array;
  gotoRow: Int32Array;
  goto: Int16Array;
  ruleLhs: Uint8Array;
  ruleLength: Uint8Array;
  ruleAction: Int16Array;
}

const digit = (() => { const table = new Uint8Array(128); for (let i = 0; i < ALPHABET.length; i++) table[ALPHABET.charCodeAt(i)] = i; return table; })();
function unpack(text: string): Uint16Array {
  const n = text.length >> 1, base = ALPHABET.length, out = new Uint16Array(n);
  for (let i = 0; i < n; i++) out[i] = digit[text.charCodeAt(2 * i)] * base + digit[text.charCodeAt(2 * i + 1)];
  return out;
}
function unpackRows(count: number, width: number, text: string, signed: boolean): Int16Array {
  const packed = unpack(text), out = new Int16Array(count * width);
  let at = 0;
  for (let row = 0; row < count; row++) {
    for (let filled = packed[at++]; filled > 0; filled--) {
      const column = packed[at++], value = packed[at++];
      out[row * width + column] = !signed ? value : value === 0 ? ACCEPT : (value & 1) === 0 ? value >> 1 : -((value + 1) >> 1);
    }
  }
  return out;
}

/** Unpacks the generated tables: half a millisecond, done once per process by whoever keeps the result. */
export function loadTables(): Tables {
  return {
    column: Uint8Array.from(unpack(T.COLUMNS)),
    nColumns: T.N_COLUMNS,
    actionRow: Int32Array.from(unpack(T.ACTION_ROW_OF_STATE), row => row * T.N_COLUMNS),
    action: unpackRows(T.ACTION_ROW_COUNT, T.N_COLUMNS, T.ACTION_ROWS, true),
    defaults: Int16Array.from(unpack(T.DEFAULTS), value => value - 1),
    gotoRow: Int32Array.from(unpack(T.GOTO_ROW_OF_STATE), row => row * T.N_NONTERMINALS),
    goto: unpackRows(T.GOTO_ROW_COUNT, T.N_NONTERMINALS, T.GOTO_ROWS, false),
    ruleLhs: Uint8Array.from(unpack(T.RULE_LHS)),
    ruleLength: Uint8Array.from(unpack(T.RULE_LENGTH)),
    ruleAction: Int16Array.from(unpack(T.RULE_ACTION), value => value - 1),
  };
}

/** A parse over one token buffer. `actions` is indexed as ACTIONS of the generated tables. */
export class LalrParser {
  /** The next token to read, and the last one read. */
  mark = 0;
  lastToken = -1;
  /** Set by an action that refuses; the parse ends at once. */
  failed = false;
  /** Values and first tokens of the symbols on the stack; a terminal's value is its token. */
  readonly values: unknown[] = [];
  readonly firstToken: number[] = [];
  private readonly states: number[] = [];
  /** The token that the last parse could not go on with; -1 where it ended otherwise. */
  errorToken = -1;
  /** Set when the input nests deeper than CPython's parser goes. */
  overflowed = false;

  constructor(readonly tokens: TokenBuffer, private readonly tables: Tables, private readonly actions: readonly Action<never>[]) {}

  /** Reads one start symbol from `mark`. Gives its value, or undefined where the input is not that (mark is then where it was). */
  parse(startState: number): unknown {
    const t = this.tables, kind = this.tokens.kind, states = this.states, values = this.values, first = this.firstToken;
    const actions = this.actions as readonly unknown[] as readonly Action<LalrParser>[];
    const from = this.mark;
    let sp = 0, state = startState, mark = from, nextCheck = FIRST_CHECK;
    this.failed = false;
    this.errorToken = -1;
    states[0] = startState;
    for (;;) {
      let rule = t.defaults[state];
      if (rule === 0) {
        const move = t.action[t.actionRow[state] + t.column[kind[mark]]];
        if (move > 0) {
          if (move === ACCEPT) break;
          values[sp] = mark;
          first[sp] = mark;
          state = move - 1;
          states[++sp] = state;
          mark++;
          if (sp >= nextCheck) {
            const room = MAXSTACK - this.depth(sp);
            if (room <= 0) { this.overflowed = true; return undefined; }
            nextCheck = sp + 1 + Math.floor(room / 32);
          }
          continue;
        }
        if (move === 0) { this.errorToken = mark; return undefined; }
        rule = -move;
      } else if (rule < 0) break;
      rule--;
      const length = t.ruleLength[rule], action = t.ruleAction[rule];
      const base = sp - length;
      if (action >= 0) {
        this.lastToken = mark - 1;
        const value = actions[action](this, base, length);
        if (this.failed) return undefined;
        values[base] = value;
      }
      sp = base + 1;
      state = t.goto[t.gotoRow[states[base]] + t.ruleLhs[rule]];
      states[sp] = state;
    }
    this.mark = mark;
    this.lastToken = mark - 1;
    return values[0];
  }

  /** How deep CPython's parser would be in its own rules with the symbols now on the stack. The weights are measured. */
  private depth(sp: number): number {
    const kind = this.tokens.kind;
    let depth = BASE_DEPTH;
    for (let i = 0; i < sp; i++) {
      const token = this.firstToken[i];
      if (this.values[i] !== token) continue;
      switch (kind[token]) {
        case MINUS: case PLUS: case TILDE: case KW_NOT: case KW_AWAIT: case KW_ELSE: depth++; break;
        case KW_LAMBDA: depth += 2; break;
        case LPAR: case LSQB: {
          const before = token > 0 ? kind[token - 1] : 0;
          depth += before === NAME || before === RPAR || before === RSQB ? 24 : kind[token] === LPAR ? 28 : 29;
          break;
        }
        case LBRACE: depth += 29; break;
        default: break;
      }
    }
    return depth;
  }
}
