/**
 * Blocks and compound statements: the hand layer above the tables. Each header and each simple statement is one parse of the
 * grammar; NEWLINE, INDENT and DEDENT say how they nest. Recursion follows blocks, which the tokenizer limits to 100.
 */
import type {excepthandler_ty, expr_ty, match_case_ty, stmt_ty, withitem_ty} from './generated/ast-nodes';
import type {PyText} from './constants';
import type {CaseHead, ExceptHead, ForHead} from './action-stmt';
import type {ClassHead, DefHead} from './action-params';
import {START_STATES as START} from './generated/grammar-tables';
import {BASE_DEPTH, MAXSTACK} from './pegen-lalr';
import type {Parser} from './pegen-parser';
import {AT, COLON, COLONEQUAL, DEDENT, DOT, ENDMARKER, EQUAL, FSTRING_END, FSTRING_START, F_CLOSE, F_OPEN, INDENT, KW_ASYNC, KW_CLASS, KW_DEF, KW_ELIF, KW_ELSE, KW_EXCEPT, KW_FINALLY, KW_FOR, KW_IF, KW_LAMBDA, KW_TRY, KW_WHILE, KW_WITH, LBRACE, LPAR, LSQB, NAME, NEWLINE, RBRACE, RPAR, RSQB, SEMI, SOFT_CASE, SOFT_MATCH, SOFT_TYPE, TYPE_COMMENT, COMMA} from './tokenizer-kinds';

/** Reads statements of one parser. Every method gives null (and stops the whole reading) where the input is no Python. */
export class StatementReader {
  /** Whether a type alias with parameters was read: CPython's rules mistake a default among them for a wrong `=`. */
  typeAlias = false;

  constructor(private readonly p: Parser) {}

  /** Statements up to the token `end`, which is not consumed. */
  statements(end: number): stmt_ty[] | null {
    const p = this.p, kind = p.tokens.kind, body: stmt_ty[] = [];
    while (kind[p.mark] !== end) if (!this.statement(body)) return null;
    return body;
  }

  /** One compound statement, or a line of simple ones. */
  statement(body: stmt_ty[]): boolean {
    const p = this.p, first = p.mark;
    const node = this.compound(first);
    if (node === undefined) return this.simpleLine(body);
    if (node === null) return false;
    body.push(node);
    return true;
  }

  /** A compound statement; undefined where none begins here, null where it is wrong. */
  compound(first: number): stmt_ty | null | undefined {
    const p = this.p, kind = p.tokens.kind;
    switch (kind[first]) {
      case KW_IF: return this.ifStatement(first);
      case KW_DEF: return this.functionDef(first, [], first, false);
      case KW_FOR: return this.forStatement(first, false);
      case KW_TRY: return this.tryStatement(first);
      case KW_WITH: return this.withStatement(first, false);
      case KW_CLASS: return this.classDef(first, []);
      case KW_WHILE: return this.whileStatement(first);
      case AT: return this.decorated();
      case KW_ASYNC:
        p.requires(5);
        p.mark = first + 1;
        if (p.featureVersion < 5) return null;
        switch (kind[first + 1]) {
          case KW_DEF: return this.functionDef(first, [], first, true);
          case KW_FOR: return this.forStatement(first, true);
          case KW_WITH: return this.withStatement(first, true);
          default: return null;
        }
      case NAME: return this.isMatch(first) ? this.matchStatement(first) : undefined;
      default: return undefined;
    }
  }

  /** Simple statements up to the end of the line. */
  private simpleLine(body: stmt_ty[]): boolean {
    const p = this.p, kind = p.tokens.kind;
    for (;;) {
      const first = p.mark;
      if (kind[first] === NAME && kind[first + 1] === NAME && p.tokens.string(first) === 'type') kind[first] = SOFT_TYPE;
      const node = p.parse(START.simple_stmt) as stmt_ty | undefined;
      if (kind[first] === SOFT_TYPE) kind[first] = NAME;
      if (node === undefined) return false;
      if (node._type === 'TypeAlias' && node.type_params.length > 0) this.typeAlias = true;
      body.push(node);
      if (kind[p.mark] === SEMI) {
        p.mark++;
        if (kind[p.mark] !== NEWLINE) continue;
      }
      if (kind[p.mark] !== NEWLINE) return false;
      p.mark++;
      return true;
    }
  }

  private block(): stmt_ty[] | null {
    const p = this.p, kind = p.tokens.kind;
    if (kind[p.mark] !== NEWLINE) {
      const body: stmt_ty[] = [];
      return this.simpleLine(body) ? body : null;
    }
    p.mark++;
    if (kind[p.mark] !== INDENT) return null;
    p.mark++;
    const body = this.statements(DEDENT);
    if (body === null || body.length === 0) return null;
    p.mark++;
    return body;
  }

  /** The type comment that may follow the colon of a header. */
  private typeComment(): PyText | null {
    const p = this.p;
    if (p.tokens.kind[p.mark] !== TYPE_COMMENT) return null;
    return p.comment(p.mark++);
  }

  /** From the first token to the last one that is not white space. */
  private span(first: number): {lineno: number; col_offset: number; end_lineno: number; end_col_offset: number} {
    const t = this.p.tokens;
    let last = this.p.mark - 1;
    while (last > 0 && (t.kind[last] === ENDMARKER || (t.kind[last] >= NEWLINE && t.kind[last] <= DEDENT))) last--;
    return {lineno: t.lineno[first], col_offset: t.col_offset[first], end_lineno: t.end_lineno[last], end_col_offset: t.end_col_offset[last]};
  }

  /** An if with its elifs, read in a loop and nested afterwards: each elif is an If of its own in the orelse of the one before. */
  private ifStatement(first: number): stmt_ty | null {
    const p = this.p, kind = p.tokens.kind;
    const parts: {first: number; test: expr_ty; body: stmt_ty[]}[] = [];
    let orelse: stmt_ty[] = [];
    for (let at = first; ;) {
      const test = p.parse(START.if_head) as expr_ty | undefined;
      if (test === undefined) return null;
      const body = this.block();
      if (body === null) return null;
      parts.push({first: at, test, body});
      if (parts.length + BASE_DEPTH > MAXSTACK) { p.overflowed = true; return null; }
      at = p.mark;
      if (kind[at] !== KW_ELIF) break;
    }
    if (kind[p.mark] === KW_ELSE) {
      const body = this.plainBlock();
      if (body === null) return null;
      orelse = body;
    }
    for (let i = parts.length - 1; ; i--) {
      const part = parts[i];
      const node: stmt_ty = {_type: 'If', test: part.test, body: part.body, orelse, ...this.span(part.first)};
      if (i === 0) return node;
      orelse = [node];
    }
  }

  /** `else`, `try` or `finally`, its colon and its block. */
  private plainBlock(): stmt_ty[] | null {
    if (this.p.parse(START.plain_head) === undefined) return null;
    return this.block();
  }
  private orelse(): stmt_ty[] | null { return this.p.tokens.kind[this.p.mark] === KW_ELSE ? this.plainBlock() : []; }

  private whileStatement(first: number): stmt_ty | null {
    const test = this.p.parse(START.while_head) as expr_ty | undefined;
    if (test === undefined) return null;
    const body = this.block();
    if (body === null) return null;
    const orelse = this.orelse();
    return orelse === null ? null : {_type: 'While', test, body, orelse, ...this.span(first)};
  }

  private forStatement(first: number, isAsync: boolean): stmt_ty | null {
    const head = this.p.parse(START.for_head) as ForHead | undefined;
    if (head === undefined) return null;
    const type_comment = this.typeComment();
    const body = this.block();
    if (body === null) return null;
    const orelse = this.orelse();
    if (orelse === null) return null;
    return {_type: isAsync ? 'AsyncFor' : 'For', target: head.target, iter: head.iter, body, orelse, type_comment, ...this.span(first)};
  }

  private withStatement(first: number, isAsync: boolean): stmt_ty | null {
    const p = this.p, at = p.mark;
    let items: withitem_ty[] | undefined;
    const paren = this.closesBeforeColon(at + 1), warned = p.warnings.length;
    // Items in parentheses come first: only what cannot be items is an expression in parentheses.
    if (paren) items = p.parse(START.with_paren_head) as withitem_ty[] | undefined;
    const asItems = items !== undefined;
    if (items === undefined) {
      p.mark = at;
      p.warnings.length = warned;
      items = p.parse(START.with_head) as withitem_ty[] | undefined;
    }
    if (items === undefined) return null;
    if (isAsync && asItems && p.tokens.kind[p.mark] === TYPE_COMMENT) return null;
    const type_comment = this.typeComment();
    const body = this.block();
    if (body === null) return null;
    return {_type: isAsync ? 'AsyncWith' : 'With', items, body, type_comment, ...this.span(first)};
  }
  /** Whether a parenthesis opens at token i and a colon follows the one that closes it. */
  private closesBeforeColon(i: number): boolean {
    const kind = this.p.tokens.kind;
    if (kind[i] !== LPAR) return false;
    for (let depth = 0; ; i++) {
      switch (kind[i]) {
        case LPAR: case LSQB: case LBRACE: case F_OPEN: depth++; break;
        case RPAR: case RSQB: case RBRACE: case F_CLOSE:
          if (--depth === 0) return kind[i + 1] === COLON;
          break;
        case NEWLINE: case ENDMARKER: return false;
        default: if (i >= this.p.tokens.n) return false;
      }
    }
  }

  private tryStatement(first: number): stmt_ty | null {
    const p = this.p, kind = p.tokens.kind;
    const body = this.plainBlock();
    if (body === null) return null;
    const handlers: excepthandler_ty[] = [];
    let star = false;
    while (kind[p.mark] === KW_EXCEPT) {
      const at = p.mark;
      const head = p.parse(START.except_head) as ExceptHead | undefined;
      if (head === undefined || (handlers.length > 0 && head.star !== star)) return null;
      star = head.star;
      const handlerBody = this.block();
      if (handlerBody === null) return null;
      handlers.push({_type: 'ExceptHandler', type: head.type, name: head.name, body: handlerBody, ...this.span(at)});
    }
    let orelse: stmt_ty[] | null = [], finalbody: stmt_ty[] | null = [];
    if (handlers.length > 0) orelse = this.orelse();
    if (orelse === null) return null;
    if (kind[p.mark] === KW_FINALLY) finalbody = this.plainBlock();
    else if (handlers.length === 0) return null;
    if (finalbody === null) return null;
    return {_type: star ? 'TryStar' : 'Try', body, handlers, orelse, finalbody, ...this.span(first)};
  }

  private decorated(): stmt_ty | null {
    const p = this.p, kind = p.tokens.kind, decorators: expr_ty[] = [];
    while (kind[p.mark] === AT) {
      const node = p.parse(START.decorator) as expr_ty | undefined;
      if (node === undefined || kind[p.mark] !== NEWLINE) return null;
      p.mark++;
      decorators.push(node);
    }
    const first = p.mark;
    if (kind[first] === KW_CLASS) return this.classDef(first, decorators);
    if (kind[first] === KW_DEF) return this.functionDef(first, decorators, first, false);
    if (kind[first] !== KW_ASYNC || kind[first + 1] !== KW_DEF || p.featureVersion < 5) return null;
    p.mark++;
    return this.functionDef(first, decorators, first, true);
  }

  private functionDef(first: number, decorator_list: expr_ty[], start: number, isAsync: boolean): stmt_ty | null {
    const p = this.p, kind = p.tokens.kind;
    const head = p.parse(START.def_head) as DefHead | undefined;
    if (head === undefined) return null;
    let type_comment = this.typeComment();
    if (type_comment === null && kind[p.mark] === NEWLINE && kind[p.mark + 1] === TYPE_COMMENT) {
      if (kind[p.mark + 2] !== NEWLINE || kind[p.mark + 3] !== INDENT) return null;
      type_comment = p.comment(p.mark + 1);
      p.mark += 2;
    } else if (type_comment !== null && kind[p.mark] === NEWLINE && kind[p.mark + 1] === TYPE_COMMENT) return null;
    const body = this.block();
    if (body === null) return null;
    return {
      _type: isAsync ? 'AsyncFunctionDef' : 'FunctionDef', name: head.name.name, args: head.args, body, decorator_list, returns: head.returns, type_comment,
      type_params: head.name.typeParams, ...this.span(start),
    };
  }

  private classDef(first: number, decorator_list: expr_ty[]): stmt_ty | null {
    const head = this.p.parse(START.class_head) as ClassHead | undefined;
    if (head === undefined) return null;
    const body = this.block();
    if (body === null) return null;
    return {_type: 'ClassDef', name: head.name.name, bases: head.bases, keywords: head.keywords, body, decorator_list, type_params: head.name.typeParams, ...this.span(first)};
  }

  /** `match` opens a statement when the line ends in a colon outside brackets and lambdas and a block follows. */
  private isMatch(first: number): boolean {
    const t = this.p.tokens, kind = t.kind;
    switch (kind[first + 1]) {
      case NEWLINE: case EQUAL: case DOT: case COLON: case COMMA: case SEMI: case COLONEQUAL: case RPAR: case ENDMARKER: return false;
      default: break;
    }
    if (t.end[first] - t.start[first] !== 5 || t.string(first) !== 'match') return false;
    let depth = 0, lambdas = 0;
    for (let i = first + 1; i < t.n; i++) {
      switch (kind[i]) {
        case LPAR: case LSQB: case LBRACE: case F_OPEN: case FSTRING_START: depth++; break;
        case RPAR: case RSQB: case RBRACE: case F_CLOSE: case FSTRING_END: depth--; break;
        case KW_LAMBDA: if (depth === 0) lambdas++; break;
        case COLON:
          if (depth !== 0) break;
          if (lambdas > 0) { lambdas--; break; }
          return kind[i + 1] === NEWLINE && kind[i + 2] === INDENT && kind[i + 3] === NAME && t.string(i + 3) === 'case';
        case NEWLINE: return false;
        default: break;
      }
    }
    return false;
  }

  private matchStatement(first: number): stmt_ty | null {
    const p = this.p, kind = p.tokens.kind;
    p.requires(10);
    kind[first] = SOFT_MATCH;
    const subject = p.featureVersion < 10 ? undefined : p.parse(START.match_head) as expr_ty | undefined;
    kind[first] = NAME;
    if (subject === undefined) return null;
    p.mark += 2;
    const cases: match_case_ty[] = [];
    while (kind[p.mark] !== DEDENT) {
      const at = p.mark;
      if (kind[at] !== NAME || p.tokens.string(at) !== 'case') return null;
      kind[at] = SOFT_CASE;
      const head = p.parse(START.case_head) as CaseHead | undefined;
      kind[at] = NAME;
      if (head === undefined) return null;
      const body = this.block();
      if (body === null) return null;
      cases.push({_type: 'match_case', pattern: head.pattern, guard: head.guard, body});
    }
    p.mark++;
    return {_type: 'Match', subject, cases, ...this.span(first)};
  }
}
