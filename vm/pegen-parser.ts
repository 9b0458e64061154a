/** What the actions know about the parse they belong to. CPython: Parser/pegen.h struct Parser */
import type {CompileWarning, PyText} from './constants';
import type {expr_ty, expr_context_ty} from './generated/ast-nodes';
import {type Action, LalrParser, type Tables} from './pegen-lalr';
import type {NameLookup} from './string-parser';
import {type TokenBuffer, toPyText} from './tokenizer-buffer';

/** How to parse: CPython's PyCF_ and PyPARSE_ flags, and what the front end must ask others for. */
export interface ParserFlags {
  /** The minor version whose syntax is accepted; newer syntax is an error. */
  featureVersion?: number;
  /** PyCF_TYPE_COMMENTS */
  typeComments?: boolean;
  /** PyCF_DONT_IMPLY_DEDENT */
  dontImplyDedent?: boolean;
  /** PyCF_ALLOW_INCOMPLETE_INPUT */
  allowIncompleteInput?: boolean;
  /** PyCF_IGNORE_COOKIE: bytes are UTF-8 whatever they say. */
  ignoreCookie?: boolean;
  /** CO_FUTURE_BARRY_AS_BDFL */
  barryAsBdfl?: boolean;
  /** Finds a character for \N{...}. Without it such an escape is an error, as without the unicodedata module. */
  lookupName?: NameLookup;
  /** Is told each identifier once: its str is to stay for good. */
  internName?: (name: string) => void;
  /** unicodedata.normalize('NFKC', name); null with an exception. Without it the host's. */
  normalizeName?: (name: string) => string | null;
  /** Decodes source bytes in an encoding other than UTF-8, Latin-1 and ASCII; null where there is no such codec. */
  decode?: (encoding: string, source: Uint8Array) => {text: string} | {error: string} | null;
  /** sys.set_int_max_str_digits(); 0 is no limit. */
  intMaxStrDigits?: number;
  /** The name of the file that the bytes are: CPython reads files line by line, and complains of bytes that are no text at the line they are on. */
  fromFile?: string;
}

function isAsciiText(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 128) return false;
  return true;
}

export const PY_MINOR_VERSION = 13;

/** A parser with the state that actions share. */
export class Parser extends LalrParser {
  readonly featureVersion: number;
  readonly lookupName: NameLookup | null;
  readonly intMaxStrDigits: number;
  /** Warnings of the actions, and the token each was given at. */
  readonly warnings: {token: number; warning: CompileWarning}[] = [];
  private readonly normalizeName: ((name: string) => string | null) | null;
  /** An exception is set: parsing stops. */
  raised = false;
  private readonly internName: ((name: string) => void) | null;
  private readonly interned = new Set<string>();
  barryAsBdfl: boolean;
  /** The name of a constant that an identifier became in NFKC, which no program may use. */
  disguised: string | null = null;

  constructor(tokens: TokenBuffer, tables: Tables, actions: readonly Action<never>[], flags: ParserFlags) {
    super(tokens, tables, actions);
    this.featureVersion = flags.featureVersion ?? PY_MINOR_VERSION;
    this.lookupName = flags.lookupName ?? null;
    this.internName = flags.internName ?? null;
    this.normalizeName = flags.normalizeName ?? null;
    this.intMaxStrDigits = flags.intMaxStrDigits ?? 4300;
    this.barryAsBdfl = flags.barryAsBdfl === true;
  }

  /** The identifier that token i spells, in NFKC. CPython: Parser/pegen.c _PyPegen_new_identifier() */
  identifier(i: number): string {
    const t = this.tokens, text = t.text.slice(t.start[i], t.end[i]), name = t.isAscii ? text : this.normalized(text);
    if (this.internName !== null && !this.interned.has(name)) {
      this.interned.add(name);
      this.internName(name);
    }
    if (t.isAscii) return text;
    if (name === 'None' || name === 'True' || name === 'False') {
      this.disguised = name;
      this.failed = true;
    }
    return name;
  }
  /** A name in NFKC; one that is ASCII is so already. CPython: Parser/pegen.c init_normalization() */
  private normalized(text: string): string {
    if (this.normalizeName === null || isAsciiText(text)) return text.normalize('NFKC');
    const name = this.normalizeName(text);
    if (name !== null) return name;
    this.raised = this.failed = true;
    return text;
  }
  /** The text of a type comment token. */
  comment(i: number): PyText { return toPyText(this.tokens.string(i)); }
  /** All warnings in the order in which CPython would give them: as tokens are fetched and literals read. */
  allWarnings(): CompileWarning[] {
    const all = [...this.tokens.warnings, ...this.warnings];
    return all.sort((a, b) => a.token - b.token).map(({warning}) => warning);
  }
  /** Refuses what the version asked for does not have. CPython: Parser/pegen.h CHECK_VERSION() */
  requires(version: number): void { if (this.featureVersion < version) this.failed = true; }
}

/**
 * Makes an expression a target, with the elements of tuples and lists. False where it cannot be one: `Store` also takes a
 * starred element, `Del` does not. CPython: Parser/action_helpers.c _PyPegen_set_expr_context()
 */
export function setContext(node: expr_ty, ctx: expr_context_ty): boolean {
  switch (node._type) {
    case 'Name': case 'Attribute': case 'Subscript':
      node.ctx = ctx;
      return true;
    case 'Tuple': case 'List': {
      const elts = node.elts;
      for (let i = 0; i < elts.length; i++) if (!setContext(elts[i], ctx)) return false;
      node.ctx = ctx;
      return true;
    }
    case 'Starred':
      if (ctx === 'Del' || node.value._type === 'Starred' || !setContext(node.value, ctx)) return false;
      node.ctx = ctx;
      return true;
    default: return false;
  }
}
