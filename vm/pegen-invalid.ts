/**
 * The second reading of a statement that the tables have refused: the actions of vm/pegen-rules.ts. Most of them speak when an
 * `invalid_*` rule has matched. CPython: the actions of Grammar/python.gram, Parser/action_helpers.c, Parser/pegen_errors.c
 */
import type {SyntaxErrorInfo} from './constants';
import {tooManyDigits} from './action-expr';
import type {Parser} from './pegen-parser';
import {FAIL, type Node, PegMachine, type Result, type Rule, type Value} from './pegen-peg';
import {decodeBytes, decodeUnicodeEscapes, splitLiteral} from './string-parser';
import {bytesToCharacters, countBytes, lineStarts} from './tokenizer-buffer';
import * as K from './tokenizer-kinds';
import {undecodableError, withReplacements} from './tokenizer-source';

/** Carries a SyntaxError out of the reading; it never leaves vm/pegen-errors.ts. */
export class PySyntaxError extends Error {
  constructor(readonly info: SyntaxErrorInfo, readonly fromTokenizer: boolean) { super(info.msg); }
}

/** A column that means "where the tokenizer stands". */
const CURRENT_POS = -5;

const VERSION_OF: Readonly<Record<string, string>> = {
  ann: 'Variable annotation syntax is', anns: 'Variable annotations syntax is', matmul: "The '@' operator is", asyncdef: 'Async functions are', asyncfor: 'Async for loops are',
  asyncwith: 'Async with statements are', trystar: 'Exception groups are', match: 'Pattern matching is', type: 'Type statement is', tparams: 'Type parameter lists are',
  default: 'Type parameter defaults are', walrus: 'Assignment expressions are', await: 'Await expressions are', asynccomp: 'Async comprehensions are', slash: 'Positional-only parameters are',
};
const VERSION_NODE: Readonly<Record<string, string>> = {matmul: 'BinOp', walrus: 'NamedExpr', await: 'Await'};

/** What an expression is called in a message. CPython: Parser/action_helpers.c _PyPegen_get_expr_name() */
const EXPR_NAME: Readonly<Record<string, string>> = {
  Attribute: 'attribute', Subscript: 'subscript', Starred: 'starred', Name: 'name', List: 'list', Tuple: 'tuple', Lambda: 'lambda', Call: 'function call', BoolOp: 'expression',
  BinOp: 'expression', UnaryOp: 'expression', GeneratorExp: 'generator expression', Yield: 'yield expression', Await: 'await expression', ListComp: 'list comprehension',
  SetComp: 'set comprehension', DictComp: 'dict comprehension', Dict: 'dict literal', Set: 'set display', JoinedStr: 'f-string expression', None: 'None', False: 'False', True: 'True',
  Ellipsis: 'ellipsis', Constant: 'literal', Compare: 'comparison', IfExp: 'conditional expression', NamedExpr: 'named expression',
};

/** Errors that say nothing but a text at the place of the last token read, and those with an indented block missing. */
const PLAIN: Readonly<Record<string, string>> = {
  colon: "expected ':'", noin: "'in' expected after for-loop variables", star: 'Invalid star expression', no_except: "expected 'except' or 'finally' block", except_types: 'expected one or more exception types',
  import_comma: 'trailing comma not allowed without surrounding parentheses', bare_star_comment: 'bare * has associated type comment', bare_star_lambda: 'named arguments must follow bare *',
  two_comments: 'Cannot have two type comments on def',
};
const INDENTED: Readonly<Record<string, [number, string]>> = {
  with: [1, "'with' statement"], try: [0, "'try' statement"], finally: [0, "'finally' statement"], except: [0, "'except' statement"], except_star: [0, "'except*' statement"],
  match: [0, "'match' statement"], case: [0, "'case' statement"], if: [0, "'if' statement"], elif: [0, "'elif' statement"], else: [0, "'else' statement"], while: [0, "'while' statement"],
  for: [1, "'for' statement"], def: [1, 'function definition'], class: [0, 'class definition'],
};
/** Errors that mark one value, or run from one to another: its place among the values of the alternative, the last one or -1, and the text. */
const MARKED: Readonly<Record<string, [number, number, string]>> = {
  maybe_equals: [0, 1, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"], no_value: [1, 2, 'expected argument value expression'],
  keyword_expression: [1, 2, 'expression cannot contain assignment, perhaps you meant "=="?'], keyword_unpacking: [0, 3, 'cannot assign to keyword argument unpacking'],
  no_else: [0, 2, "expected 'else' after 'if' expression"], lambda_fstring: [0, 2, 'f-string: lambda expressions are not allowed without parentheses'],
  walrus_name: [0, 2, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"], ann_tuple: [0, -1, 'only single target (not tuple) can be annotated'],
  ann_illegal: [0, -1, 'illegal target for annotation'], assign_yield: [1, -1, 'assignment to yield expression not possible'],
  comp_unpack: [1, -1, 'iterable unpacking cannot be used in comprehension'], comp_target: [1, 3, 'did you forget parentheses around the comprehension target?'],
  comp_target_comma: [1, 2, 'did you forget parentheses around the comprehension target?'], dict_unpack: [1, -1, 'dict unpacking cannot be used in dict comprehension'],
  group_star: [1, -1, 'cannot use starred expression here'], group_double_star: [1, -1, 'cannot use double starred expression here'],
  both_star: [4, 5, "cannot have both 'except' and 'except*' on the same 'try'"], both_plain: [4, -1, "cannot have both 'except' and 'except*' on the same 'try'"],
  as_wildcard: [2, -1, "cannot use '_' as a target"], as_target: [3, -1, 'invalid pattern target'], dict_no_value: [1, -1, "expression expected after dictionary key and ':'"],
  star_assign: [0, 3, 'cannot assign to iterable argument unpacking'], not_operator: [2, 3, "'not' after an operator must be parenthesized"],
  not_sign: [1, 2, "'not' after an operator must be parenthesized"], slash_first: [0, -1, 'at least one argument must precede /'], slash_twice: [2, -1, '/ may appear only once'],
  default_order: [3, -1, 'parameter without a default follows parameter with a default'], def_paren: [1, 4, 'Function parameters cannot be parenthesized'],
  lambda_paren: [1, 4, 'Lambda expression parameters cannot be parenthesized'], slash_after_star: [5, -1, '/ must be ahead of *'], slash_star: [2, -1, 'expected comma between / and *'],
  default_missing: [0, -1, 'expected default value expression'], bare_star: [0, -1, 'named arguments must follow bare *'],
  vararg_default: [2, -1, 'var-positional argument cannot have default value'], star_twice: [3, -1, '* argument may appear only once'],
  kwarg_default: [2, -1, 'var-keyword argument cannot have default value'], after_kwarg: [3, -1, 'arguments cannot follow var-keyword argument'],
};
/** Errors that run from a value to where the tokenizer stands. */
const FROM: Readonly<Record<string, [number, string]>> = {
  unpack_order: [1, 'iterable argument unpacking follows keyword argument unpacking'], import_from_order: [0, "Did you mean to use 'from ... import ...' instead?"],
  import_nothing: [1, "Expected one or more names after 'import'"], import_nothing_first: [0, "Expected one or more names after 'import'"],
  except_paren: [2, 'multiple exception types must be parenthesized'], dict_star_value: [2, 'cannot use a starred expression in a dictionary value'],
  no_type_params: [1, 'Type parameter list cannot be empty'],
};
/** Errors at the token that comes next. */
const NEXT: Readonly<Record<string, string>> = {
  field_expression: "f-string: expecting a valid expression after '{'", field_after: "f-string: expecting '=', or '!', or ':', or '}'", field_after_debug: "f-string: expecting '!', or ':', or '}'",
  field_colon_or_end: "f-string: expecting ':' or '}'", field_spec_end: "f-string: expecting '}', or format specs", field_end: "f-string: expecting '}'",
  conversion_missing: 'f-string: missing conversion character', conversion_invalid: 'f-string: invalid conversion character',
};

/** Reads with CPython's rules and throws PySyntaxError where they speak. */
export class ErrorReader extends PegMachine {
  private starts: number[] | null = null;
  private levelOf: Int32Array | null = null;
  private barryAsBdfl: boolean;

  constructor(private readonly p: Parser, rules: ReadonlyMap<string, Rule>, private readonly levelStart: number) {
    super(p.tokens, rules);
    this.barryAsBdfl = p.barryAsBdfl;
  }

  // ---- positions ----
  private lineStart(lineno: number): number {
    if (this.starts === null) this.starts = lineStarts(this.tokens.text);
    return this.starts[Math.min(Math.max(lineno, 1), this.starts.length) - 1];
  }
  /** Where the tokenizer stands after the last token fetched: its line, and the bytes of that line before it. */
  private current(): {line: number; col: number} {
    const t = this.tokens, i = this.fill - 1;
    const line = t.end_lineno[i];
    if (t.end_col_offset[i] >= 0) return {line, col: t.end_col_offset[i]};
    return {line, col: countBytes(t.text, this.lineStart(line), t.start[i])};
  }
  private firstOf(value: Value): number { return typeof value === 'number' ? value : Array.isArray(value) ? this.firstOf(value[0]) : (value as Node).first; }
  private lastOf(value: Value): number { return typeof value === 'number' ? value : Array.isArray(value) ? this.lastOf(value[value.length - 1]) : (value as Node).last; }

  // ---- raising ----
  /** CPython: Parser/pegen_errors.c _PyPegen_raise_error_known_location(). Columns count from 1 here. */
  raiseAt(type: SyntaxErrorInfo['type'], msg: string, lineno: number, col: number, endLineno: number, endCol: number): never {
    const now = this.current(), text = this.tokens.text;
    if (endLineno === CURRENT_POS) endLineno = now.line;
    if (endCol === CURRENT_POS) endCol = now.col;
    const from = this.lineStart(now.line <= lineno ? now.line : lineno);
    let end = text.indexOf('\n', from);
    const error = this.tokens.error;
    // Inside a triple-quoted string without an end, CPython takes everything from its first line on for one line.
    if (end < 0 || (error !== null && error.cause === 'EOFS' && this.fill === this.tokens.n)) end = text.length;
    else if (now.line <= lineno) end++;
    const line = this.tokens.isAscii ? text.slice(from, end) : withReplacements(text.slice(from, end));
    const offset = bytesToCharacters(line, col);
    const endOffset = endCol > 0 ? bytesToCharacters(line, endCol) : endCol;
    throw new PySyntaxError({type, msg, lineno, offset, end_lineno: endLineno, end_offset: endOffset, text: line, inProgram: true}, false);
  }
  private knownLocation(msg: string, lineno: number, col: number, endLineno: number, endCol: number, type: SyntaxErrorInfo['type'] = 'SyntaxError'): never {
    return this.raiseAt(type, msg, lineno, col === CURRENT_POS ? col : col + 1, endLineno, endCol === CURRENT_POS ? endCol : endCol + 1);
  }
  /** CPython: Parser/pegen_errors.c _PyPegen_raise_error() */
  raiseAtToken(type: SyntaxErrorInfo['type'], msg: string, i: number): never {
    const t = this.tokens;
    const col = t.col_offset[i] === -1 ? this.current().col : t.col_offset[i] + 1;
    return this.raiseAt(type, msg, t.lineno[i], col, t.end_lineno[i], t.end_col_offset[i] === -1 ? -1 : t.end_col_offset[i] + 1);
  }
  /** RAISE_SYNTAX_ERROR: at the last token fetched. */
  raise(msg: string, type: SyntaxErrorInfo['type'] = 'SyntaxError'): never { return this.raiseAtToken(type, msg, this.fill - 1); }
  private raiseNext(msg: string): never {
    this.peek();
    return this.raiseAtToken('SyntaxError', msg, Math.min(this.mark, this.tokens.n - 1));
  }
  /** RAISE_SYNTAX_ERROR_KNOWN_RANGE */
  raiseRange(a: Value, b: Value, msg: string): never {
    const t = this.tokens, first = this.firstOf(a), last = this.lastOf(b);
    return this.knownLocation(msg, t.lineno[first], t.col_offset[first], t.end_lineno[last], t.end_col_offset[last]);
  }
  private raiseFrom(a: Value, msg: string): never {
    const t = this.tokens, first = this.firstOf(a);
    return this.knownLocation(msg, t.lineno[first], t.col_offset[first], CURRENT_POS, CURRENT_POS);
  }
  private invalidTarget(value: Value, type: 'star' | 'for' | 'del'): Result {
    const target = this.findInvalidTarget(value, type);
    if (target === null) return FAIL;
    return this.raiseRange(target, target, `cannot ${type === 'del' ? 'delete' : 'assign to'} ${this.nameOf(target)}`);
  }
  /** The first part of an expression that cannot be a target. CPython: Parser/action_helpers.c _PyPegen_get_invalid_target() */
  private findInvalidTarget(value: Value, type: 'star' | 'for' | 'del'): Value {
    const kind = this.kindOf(value), node = value as Node;
    switch (kind) {
      case 'List': case 'Tuple':
        for (const item of node.items) {
          const found = this.findInvalidTarget(item, type);
          if (found !== null) return found;
        }
        return null;
      case 'Starred': return type === 'del' ? value : this.findInvalidTarget(node.items[node.items.length - 1], type);
      case 'Compare':
        if (type !== 'for') return value;
        return node.items[1] === K.KW_IN ? this.findInvalidTarget(node.items[0], type) : null;
      case 'Name': case 'Subscript': case 'Attribute': return null;
      default: return value;
    }
  }
  private kindOf(value: Value): string {
    if (typeof value === 'number') {
      switch (K.BASE_KIND[this.kind[value]]) {
        case K.NAME: return 'Name';
        case K.NUMBER: case K.STRING: return 'Constant';
        default: return '';
      }
    }
    if (Array.isArray(value)) return value.length === 1 ? this.kindOf(value[0]) : '';
    return (value as Node).kind;
  }
  private nameOf(value: Value): string { return EXPR_NAME[this.kindOf(value)] ?? 'expression'; }

  /** Depth of brackets after token i. */
  private depthAt(i: number): number {
    if (this.levelOf === null) {
      this.levelOf = new Int32Array(this.tokens.n);
      let depth = 0;
      for (let j = this.levelStart; j < this.tokens.n; j++) {
        switch (K.BASE_KIND[this.kind[j]]) {
          case K.LPAR: case K.LSQB: case K.LBRACE: depth++; break;
          case K.RPAR: case K.RSQB: case K.RBRACE: depth--; break;
          default: break;
        }
        this.levelOf[j] = depth;
      }
    }
    return this.levelOf[i];
  }

  // ---- what the machine asks ----
  protected override onErrorToken(): never {
    const error = this.tokens.error;
    throw new PySyntaxError((error as NonNullable<typeof error>).info, true);
  }
  protected override onForced(index: number, kind: number): never {
    const t = this.tokens;
    return this.knownLocation(`expected '${K.KIND_TEXT[kind]}'`, t.lineno[index], t.col_offset[index], t.end_lineno[index], t.end_col_offset[index]);
  }
  protected override onNumber(index: number): void {
    const text = this.tokens.string(index), t = this.tokens;
    if (this.p.featureVersion < 6 && text.indexOf('_') >= 0) this.raise('Underscores in numeric literals are only supported in Python 3.6 and greater');
    const digits = this.p.intMaxStrDigits > 0 && text.length > this.p.intMaxStrDigits ? tooManyDigits(text, this.p.intMaxStrDigits) : 0;
    if (digits > 0) {
      this.knownLocation(`Exceeds the limit (${this.p.intMaxStrDigits} digits) for integer string conversion: value has ${digits} digits; use sys.set_int_max_str_digits() to increase the limit`
        + ' - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.', t.lineno[index], -1, t.end_lineno[index], -1);
    }
  }

  protected override act(action: string, v: Value[], first: number): Result {
    const marked = MARKED[action];
    if (marked !== undefined) return this.raiseRange(v[marked[0]], v[marked[1] < 0 ? marked[0] : marked[1]], marked[2]);
    const plain = PLAIN[action];
    if (plain !== undefined) return this.raise(plain);
    const from = FROM[action];
    if (from !== undefined) return this.raiseFrom(v[from[0]], from[1]);
    const next = NEXT[action];
    if (next !== undefined) return this.raiseNext(next);
    if (action.startsWith('indent_')) {
      const [which, what] = INDENTED[action.slice(7)];
      return this.raise(`expected an indented block after ${what} on line ${this.tokens.lineno[this.firstOf(v[which])]}`, 'IndentationError');
    }
    const version = /^([a-z]+?)(\d+)$/.exec(action);
    if (version !== null) {
      const minor = Number(version[2]);
      if (this.p.featureVersion < minor) this.raise(`${VERSION_OF[version[1]]} only supported in Python 3.${minor} and greater`);
      return version[1] === 'default' ? v[1] : this.node(VERSION_NODE[version[1]] ?? version[1], first, v);
    }
    return this.actValue(action, v, first);
  }

  private actValue(action: string, v: Value[], first: number): Result {
    switch (action) {
      case 'first': case 'param': return v[0];
      case 'second': return v[1];
      case 'fourth': return v[3];
      case 'exit': return FAIL;
      case 'tuple': return this.node('Tuple', first, v[1] === null || !Array.isArray(v[1]) ? [v[0]] : [v[0], ...(v[1] as Value[][]).map(pair => pair[1])]);
      case 'list': return this.node('List', first, (v[1] as Value[] | null) ?? []);
      case 'parentuple': {
        const inner = v[1] as Value[] | null;
        return this.node('Tuple', first, inner === null ? [] : [inner[0], ...((inner[2] as Value[] | null) ?? [])]);
      }
      case 'compare': {
        // Only the first operator matters: whether it is `in`.
        const pair = (v[1] as Value[])[0] as Value[];
        const op = typeof pair[0] === 'number' ? this.kind[pair[0]] : 0;
        return this.node('Compare', first, [v[0], op]);
      }
      case 'flufl': {
        const old = this.tokens.string(v[0] as number) === '<>';
        if (this.barryAsBdfl && !old) this.raise("with Barry as BDFL, use '<>' instead of '!='");
        return old === this.barryAsBdfl ? v[0] : FAIL;
      }
      case 'future': {
        const t = this.tokens;
        if ((v[1] as Value[]).length === 0 && t.string(this.firstOf(v[2])) === '__future__' && this.firstOf(v[2]) === this.lastOf(v[2])) {
          for (let i = this.firstOf(v[3]); i < this.mark; i++) if (t.string(i) === 'barry_as_FLUFL') this.barryAsBdfl = true;
        }
        return v;
      }
      case 'args': case 'kwargs': {
        const tail = action === 'kwargs' ? v[0] as Value[] : v[1] === null ? [] : (v[1] as Value[])[1] as Value[];
        const args = action === 'kwargs' ? [] : [...v[0] as Value[]], keywords: Value[] = [];
        for (const item of tail) (this.kindOf(item) === 'Starred' ? args : keywords).push(item);
        return this.node('Call', first, args, keywords);
      }
      case 'joined': return [...v[0] as Value[], ...v[2] as Value[]];
      case 'number': return v[0];
      case 'real': case 'imaginary': return this.complexPart(action, v[0] as number);
      case 'string': return this.string(v[0] as number);
      case 'strings': return this.strings(v[0] as Value[], first);
      case 'fstring': return this.fstring(v, first);
      case 'specmiddle': this.decodeMiddle(v[0] as number); return v[0];
      case 'conversion': {
        const t = this.tokens, bang = v[0] as number, name = v[1] as number;
        if (t.lineno[bang] !== t.lineno[name] || t.end_col_offset[bang] !== t.col_offset[name]) this.raiseRange(bang, name, 'f-string: conversion type must come right after the exclamanation mark');
        return v;
      }
      case 'field': {
        if (v[3] !== null) {
          const token = (v[3] as Value[])[1] as number, name = this.p.identifier(token);
          if (name !== 's' && name !== 'r' && name !== 'a') this.raiseRange(token, token, `f-string: invalid conversion character '${name}': expected 's', 'r', or 'a'`);
        }
        return this.node('JoinedStr', first, v);
      }
      default: return this.actInvalid(action, v);
    }
  }

  private actInvalid(action: string, v: Value[]): Result {
    const t = this.tokens;
    switch (action) {
      case 'genexp_paren': return this.raiseRange(v[0], this.lastClause(v[1]), 'Generator expression must be parenthesized');
      case 'genexp_paren_last': return this.raiseRange(v[2], this.lastClause(v[3]), 'Generator expression must be parenthesized');
      case 'genexp_call': {
        const args = (v[0] as Node).items;
        if (args.length <= 1) return FAIL;
        return this.raiseRange(args[args.length - 1], this.lastClause(v[1]), 'Generator expression must be parenthesized');
      }
      case 'argument_order': {
        const unpacking = (v[0] as Node).keywords.some(keyword => this.kindOf(keyword) === 'Unpack');
        return this.raise(`positional argument follows keyword argument${unpacking ? ' unpacking' : ''}`);
      }
      case 'assign_constant': return this.raiseRange(v[0], v[1], `cannot assign to ${t.string(this.firstOf(v[0]))}`);
      case 'legacy': {
        const name = t.string(v[0] as number);
        return this.isLegacy(v[0]) ? this.raiseRange(v[0], v[2], `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`) : FAIL;
      }
      case 'comma':
        if (this.isLegacy(v[1]) || this.depthAt(this.mark - 1) === 0) return FAIL;
        return this.raiseRange(v[1], v[2], 'invalid syntax. Perhaps you forgot a comma?');
      case 'walrus_target': return this.raiseRange(v[0], v[0], `cannot use assignment expressions with ${this.nameOf(v[0])}`);
      case 'walrus_here': return this.raiseRange(v[1], v[1], `cannot assign to ${this.nameOf(v[1])} here. Maybe you meant '==' instead of '='?`);
      case 'ann_single': return this.raiseRange(v[0], v[0], `only single target (not ${this.nameOf(v[0])}) can be annotated`);
      case 'star_target_invalid': return this.invalidTarget(v[1], 'star');
      case 'aug_illegal': return this.raiseRange(v[0], v[0], `'${this.nameOf(v[0])}' is an illegal expression for augmented assignment`);
      case 'del_invalid': return this.invalidTarget(v[1], 'del');
      case 'with_target': return this.invalidTarget(v[2], 'star');
      case 'for_target': return this.invalidTarget(v[2], 'for');
      case 'block': return this.raise('expected an indented block', 'IndentationError');
      case 'match_colon':
        if (this.p.featureVersion < 10) this.raise('Pattern matching is only supported in Python 3.10 and greater');
        return this.raise("expected ':'");
      case 'class_order': return this.raiseRange(v[2], v[2], 'positional patterns follow keyword patterns');
      case 'dict_no_colon': {
        const first = this.firstOf(v[0]), last = this.lastOf(v[0]);
        return this.knownLocation("':' expected after dictionary key", t.lineno[first], t.end_col_offset[last] - 1, t.end_lineno[last], -1);
      }
      case 'field_before': return this.raiseRange(v[1], v[1], `f-string: valid expression required before '${t.string(v[1] as number)}'`);
      case 'tuplebound': return this.raiseFrom(v[2], `cannot use ${this.kindOf(v[3]) === 'Tuple' ? 'constraints' : 'bound'} with TypeVarTuple`);
      case 'specbound': return this.raiseFrom(v[2], `cannot use ${this.kindOf(v[3]) === 'Tuple' ? 'constraints' : 'bound'} with ParamSpec`);
      default: throw new Error(`no action ${action}`);
    }
  }
  private isLegacy(value: Value): boolean {
    if (this.kindOf(value) !== 'Name') return false;
    const name = this.tokens.string(this.firstOf(value));
    return name === 'print' || name === 'exec';
  }
  /** The last expression of a comprehension: its last condition, or what it goes through. */
  private lastClause(clauses: Value): Value {
    let clause = (clauses as Value[])[(clauses as Value[]).length - 1];
    if (!Array.isArray(clause)) clause = (clause as Node).items;
    const ifs = clause[clause.length - 1] as Value[];
    return ifs.length === 0 ? clause[clause.length - 2] : (ifs[ifs.length - 1] as Value[])[1];
  }

  // ---- literals: their errors come when they are first read ----
  private complexPart(action: 'real' | 'imaginary', token: number): Result {
    const isImaginary = /[jJ]$/.test(this.tokens.string(token));
    if (isImaginary === (action === 'imaginary')) return token;
    return this.raiseRange(token, token, `${action} number required in complex literal`);
  }
  private string(token: number): Result {
    const parts = splitLiteral(this.tokens.string(token));
    if (parts.bytes) {
      if (/[^\x00-\x7f]/.test(parts.body)) this.raiseRange(token, token, 'bytes can only contain ASCII literal characters');
      const {error} = decodeBytes(parts.body, parts.raw);
      if (error !== null) this.raise(`(${error.kind}) ${error.message}`);
    } else {
      this.checkDecodable(parts.body);
      if (parts.raw) return token;
      const {error} = decodeUnicodeEscapes(parts.body, this.p.lookupName);
      if (error !== null) this.raise(`(${error.kind}) ${error.message}`);
    }
    return token;
  }
  private checkDecodable(text: string): void {
    const message = this.tokens.isAscii ? null : undecodableError(text);
    if (message !== null) this.raise(`(unicode error) ${message}`);
  }
  private decodeMiddle(token: number): void {
    this.checkDecodable(this.tokens.string(token));
    const {error} = decodeUnicodeEscapes(this.tokens.string(token), this.p.lookupName);
    if (error !== null) this.raise(`(${error.kind}) ${error.message}`);
  }
  private fstring(v: Value[], first: number): Result {
    const raw = /[rR]/.test(this.tokens.string(v[0] as number));
    if (!raw) for (const part of v[1] as Value[]) if (typeof part === 'number') this.decodeMiddle(part);
    return this.node('JoinedStr', first, []);
  }
  private strings(parts: Value[], first: number): Result {
    let bytes = false, text = false, joined = false;
    for (const part of parts) {
      if (typeof part !== 'number') joined = true;
      else if (splitLiteral(this.tokens.string(part)).bytes) bytes = true;
      else text = true;
    }
    if (bytes && (text || joined)) this.raise('cannot mix bytes and nonbytes literals');
    return this.node(joined ? 'JoinedStr' : 'Constant', first, []);
  }
}
