/**
 * The source text of an expression, as annotations are stored under `from __future__ import annotations`. CPython: Python/ast_unparse.c
 */
import type {PyConst, PyText} from './constants';
import type {Attribute, BinOp, Call, FormattedValue, Subscript, arg_ty, arguments_ty, cmpop_ty, comprehension_ty, expr_ty, operator_ty} from './generated/ast-nodes';
import {TextWriter, reprComplex, reprConst, reprFloat, reprText, textOfName} from './compile-text';
import {textAt} from '../runtime/text';

/** Binding strength, weakest first; an expression gets parentheses where a stronger one is wanted. */
const PR_TUPLE = 0;
const PR_TEST = 1;
const PR_OR = 2;
const PR_AND = 3;
const PR_NOT = 4;
const PR_CMP = 5;
const PR_EXPR = 6;
const PR_BOR = 6;
const PR_BXOR = 7;
const PR_BAND = 8;
const PR_SHIFT = 9;
const PR_ARITH = 10;
const PR_TERM = 11;
const PR_FACTOR = 12;
const PR_POWER = 13;
const PR_AWAIT = 14;
const PR_ATOM = 15;

const BINARY: Readonly<Record<operator_ty, readonly [symbol: string, level: number]>> = {
  Add: [' + ', PR_ARITH], Sub: [' - ', PR_ARITH], Mult: [' * ', PR_TERM], MatMult: [' @ ', PR_TERM], Div: [' / ', PR_TERM], Mod: [' % ', PR_TERM],
  LShift: [' << ', PR_SHIFT], RShift: [' >> ', PR_SHIFT], BitOr: [' | ', PR_BOR], BitXor: [' ^ ', PR_BXOR], BitAnd: [' & ', PR_BAND],
  FloorDiv: [' // ', PR_TERM], Pow: [' ** ', PR_POWER],
};
const UNARY = {Invert: ['~', PR_FACTOR], Not: ['not ', PR_NOT], UAdd: ['+', PR_FACTOR], USub: ['-', PR_FACTOR]} as const;
const COMPARE: Readonly<Record<cmpop_ty, string>> = {
  Eq: ' == ', NotEq: ' != ', Lt: ' < ', LtE: ' <= ', Gt: ' > ', GtE: ' >= ', Is: ' is ', IsNot: ' is not ', In: ' in ', NotIn: ' not in ',
};

/** repr() of a constant, with a literal that overflows where repr() would say inf. CPython: append_repr() */
function append_repr(out: TextWriter, value: PyConst): void {
  if (value.kind === 'float') out.add(Number.isNaN(value.value) ? 'nan' : reprFloat(value.value).replace('inf', '1e309'));
  else if (value.kind === 'complex') out.add(reprComplex(value.real, value.imag).replaceAll('inf', '1e309'));
  else out.addText(reprConst(value));
}

const addName = (out: TextWriter, name: string): void => out.addText(textOfName(name));

function list(out: TextWriter, elts: readonly expr_ty[]): void {
  for (let i = 0; i < elts.length; i++) {
    if (i > 0) out.add(', ');
    append_ast_expr(out, elts[i], PR_TEST);
  }
}

/** a.b(c)[d] + e ... leans to the left, so such a chain is gone through in a loop: down to its beginning, and up again for the rest of each. */
function append_chain(out: TextWriter, top: expr_ty, level: number): void {
  const spine: (BinOp | Call | Attribute | Subscript)[] = [];
  const parenthesised: boolean[] = [];
  let e = top;
  let wanted = level;
  descend: for (;;) {
    switch (e._type) {
      case 'BinOp': {
        const strength = BINARY[e.op][1];
        spine.push(e);
        parenthesised.push(wanted > strength);
        if (wanted > strength) out.add('(');
        wanted = e.op === 'Pow' ? strength + 1 : strength;
        e = e.left;
        break;
      }
      case 'Call': case 'Attribute': case 'Subscript':
        spine.push(e);
        parenthesised.push(false);
        wanted = PR_ATOM;
        e = e._type === 'Call' ? e.func : e.value;
        break;
      default: break descend;
    }
  }
  append_ast_expr(out, e, wanted);
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i];
    switch (node._type) {
      case 'BinOp': {
        const [symbol, strength] = BINARY[node.op];
        out.add(symbol);
        append_ast_expr(out, node.right, node.op === 'Pow' ? strength : strength + 1);
        if (parenthesised[i]) out.add(')');
        break;
      }
      case 'Call': append_ast_arguments(out, node); break;
      case 'Attribute':
        // An int needs a space, or the dot would belong to the number.
        out.add(node.value._type === 'Constant' && node.value.value.kind === 'int' ? ' .' : '.');
        addName(out, node.attr);
        break;
      case 'Subscript':
        out.add('[');
        append_ast_expr(out, node.slice, PR_TUPLE);
        out.add(']');
        break;
    }
  }
}

function append_ast_arg(out: TextWriter, arg: arg_ty): void {
  addName(out, arg.arg);
  if (arg.annotation === null) return;
  out.add(': ');
  append_ast_expr(out, arg.annotation, PR_TEST);
}

function append_ast_args(out: TextWriter, args: arguments_ty): void {
  let isFirst = true;
  const separate = (): void => {
    if (!isFirst) out.add(', ');
    isFirst = false;
  };
  const positional = args.posonlyargs.concat(args.args);
  for (let i = 0; i < positional.length; i++) {
    separate();
    append_ast_arg(out, positional[i]);
    const di = i - positional.length + args.defaults.length;
    if (di >= 0) {
      out.add('=');
      append_ast_expr(out, args.defaults[di], PR_TEST);
    }
    if (i + 1 === args.posonlyargs.length) out.add(', /');
  }
  if (args.vararg !== null || args.kwonlyargs.length > 0) {
    separate();
    out.add('*');
    if (args.vararg !== null) append_ast_arg(out, args.vararg);
  }
  for (let i = 0; i < args.kwonlyargs.length; i++) {
    separate();
    append_ast_arg(out, args.kwonlyargs[i]);
    const value = args.kw_defaults[i - args.kwonlyargs.length + args.kw_defaults.length] ?? null;
    if (value !== null) {
      out.add('=');
      append_ast_expr(out, value, PR_TEST);
    }
  }
  if (args.kwarg !== null) {
    separate();
    out.add('**');
    append_ast_arg(out, args.kwarg);
  }
}

function append_ast_comprehensions(out: TextWriter, generators: readonly comprehension_ty[]): void {
  for (const generator of generators) {
    out.add(generator.is_async ? ' async for ' : ' for ');
    append_ast_expr(out, generator.target, PR_TUPLE);
    out.add(' in ');
    append_ast_expr(out, generator.iter, PR_TEST + 1);
    for (const condition of generator.ifs) {
      out.add(' if ');
      append_ast_expr(out, condition, PR_TEST + 1);
    }
  }
}

function append_ast_comprehension(out: TextWriter, open: string, elt: expr_ty, generators: readonly comprehension_ty[], close: string): void {
  out.add(open);
  append_ast_expr(out, elt, PR_TEST);
  append_ast_comprehensions(out, generators);
  out.add(close);
}

function append_ast_arguments(out: TextWriter, e: Call): void {
  if (e.args.length === 1 && e.keywords.length === 0 && e.args[0]._type === 'GeneratorExp') return append_ast_expr(out, e.args[0], PR_TEST);
  out.add('(');
  list(out, e.args);
  for (let i = 0; i < e.keywords.length; i++) {
    if (i + e.args.length > 0) out.add(', ');
    const keyword = e.keywords[i];
    if (keyword.arg === null) out.add('**');
    else {
      addName(out, keyword.arg);
      out.add('=');
    }
    append_ast_expr(out, keyword.value, PR_TEST);
  }
  out.add(')');
}

/** The inside of an f-string, with doubled braces in its literal parts. CPython: build_fstring_body() */
function append_fstring_body(out: TextWriter, values: readonly expr_ty[], isFormatSpec: boolean): void {
  for (const value of values) append_fstring_element(out, value, isFormatSpec);
}

function append_fstring_element(out: TextWriter, e: expr_ty, isFormatSpec: boolean): void {
  if (e._type === 'JoinedStr') return append_joinedstr(out, e.values, isFormatSpec);
  if (e._type === 'FormattedValue') return append_formattedvalue(out, e);
  if (e._type !== 'Constant' || e.value.kind !== 'str') throw new Error('unknown expression kind inside f-string');
  const text: PyText = e.value.value;
  for (let i = 0; i < text.length; i++) {
    const point = textAt(text, i);
    if (point === 0x7b) out.add('{{');
    else if (point === 0x7d) out.add('}}');
    else if (point > 0xffff) out.addText(Uint32Array.of(point));
    else out.add(String.fromCharCode(point));
  }
}

function append_joinedstr(out: TextWriter, values: readonly expr_ty[], isFormatSpec: boolean): void {
  if (isFormatSpec) return append_fstring_body(out, values, true);
  const body = new TextWriter();
  append_fstring_body(body, values, false);
  out.add('f');
  out.addText(reprText(body.finish()));
}

function append_formattedvalue(out: TextWriter, e: FormattedValue): void {
  const inner = new TextWriter();
  append_ast_expr(inner, e.value, PR_TEST + 1);
  const text = inner.finish();
  out.add(text.length > 0 && textAt(text, 0) === 0x7b ? '{ ' : '{');
  out.addText(text);
  if (e.conversion > 0) out.add(`!${String.fromCharCode(e.conversion)}`);
  if (e.format_spec !== null) {
    out.add(':');
    append_fstring_element(out, e.format_spec, true);
  }
  out.add('}');
}

function append_ast_constant(out: TextWriter, value: PyConst): void {
  if (value.kind === 'Ellipsis') return out.add('...');
  append_ast_constant_item(out, value);
}
function append_ast_constant_item(out: TextWriter, value: PyConst): void {
  if (value.kind !== 'tuple') return append_repr(out, value);
  out.add('(');
  for (let i = 0; i < value.items.length; i++) {
    if (i > 0) out.add(', ');
    append_ast_constant_item(out, value.items[i]);
  }
  out.add(value.items.length === 1 ? ',)' : ')');
}

function append_ast_expr(out: TextWriter, e: expr_ty, level: number): void {
  const open = (strength: number): void => { if (level > strength) out.add('('); };
  const close = (strength: number): void => { if (level > strength) out.add(')'); };
  switch (e._type) {
    case 'BoolOp': {
      const strength = e.op === 'And' ? PR_AND : PR_OR;
      open(strength);
      for (let i = 0; i < e.values.length; i++) {
        if (i > 0) out.add(e.op === 'And' ? ' and ' : ' or ');
        append_ast_expr(out, e.values[i], strength + 1);
      }
      return close(strength);
    }
    case 'BinOp': case 'Call': case 'Attribute': case 'Subscript': return append_chain(out, e, level);
    case 'UnaryOp': {
      const [symbol, strength] = UNARY[e.op];
      open(strength);
      out.add(symbol);
      append_ast_expr(out, e.operand, strength);
      return close(strength);
    }
    case 'Lambda':
      open(PR_TEST);
      out.add(e.args.args.length + e.args.posonlyargs.length > 0 ? 'lambda ' : 'lambda');
      append_ast_args(out, e.args);
      out.add(': ');
      append_ast_expr(out, e.body, PR_TEST);
      return close(PR_TEST);
    case 'IfExp':
      open(PR_TEST);
      append_ast_expr(out, e.body, PR_TEST + 1);
      out.add(' if ');
      append_ast_expr(out, e.test, PR_TEST + 1);
      out.add(' else ');
      append_ast_expr(out, e.orelse, PR_TEST);
      return close(PR_TEST);
    case 'Dict':
      out.add('{');
      for (let i = 0; i < e.values.length; i++) {
        if (i > 0) out.add(', ');
        const key = e.keys[i];
        if (key === null) {
          out.add('**');
          append_ast_expr(out, e.values[i], PR_EXPR);
        } else {
          append_ast_expr(out, key, PR_TEST);
          out.add(': ');
          append_ast_expr(out, e.values[i], PR_TEST);
        }
      }
      return out.add('}');
    case 'Set': out.add('{'); list(out, e.elts); return out.add('}');
    case 'List': out.add('['); list(out, e.elts); return out.add(']');
    case 'Tuple':
      if (e.elts.length === 0) return out.add('()');
      open(PR_TUPLE);
      list(out, e.elts);
      if (e.elts.length === 1) out.add(',');
      return close(PR_TUPLE);
    case 'GeneratorExp': return append_ast_comprehension(out, '(', e.elt, e.generators, ')');
    case 'ListComp': return append_ast_comprehension(out, '[', e.elt, e.generators, ']');
    case 'SetComp': return append_ast_comprehension(out, '{', e.elt, e.generators, '}');
    case 'DictComp':
      out.add('{');
      append_ast_expr(out, e.key, PR_TEST);
      out.add(': ');
      append_ast_expr(out, e.value, PR_TEST);
      append_ast_comprehensions(out, e.generators);
      return out.add('}');
    case 'Yield':
      if (e.value === null) return out.add('(yield)');
      out.add('(yield ');
      append_ast_expr(out, e.value, PR_TEST);
      return out.add(')');
    case 'YieldFrom': out.add('(yield from '); append_ast_expr(out, e.value, PR_TEST); return out.add(')');
    case 'Await': open(PR_AWAIT); out.add('await '); append_ast_expr(out, e.value, PR_ATOM); return close(PR_AWAIT);
    case 'Compare':
      open(PR_CMP);
      append_ast_expr(out, e.left, PR_CMP + 1);
      for (let i = 0; i < e.ops.length; i++) {
        out.add(COMPARE[e.ops[i]]);
        append_ast_expr(out, e.comparators[i], PR_CMP + 1);
      }
      return close(PR_CMP);
    case 'Constant': if (e.kind !== null && e.value.kind !== 'Ellipsis') out.addText(e.kind); return append_ast_constant(out, e.value);
    case 'JoinedStr': return append_joinedstr(out, e.values, false);
    case 'FormattedValue': return append_formattedvalue(out, e);
    case 'Starred': out.add('*'); return append_ast_expr(out, e.value, PR_EXPR);
    case 'Slice':
      if (e.lower !== null) append_ast_expr(out, e.lower, PR_TEST);
      out.add(':');
      if (e.upper !== null) append_ast_expr(out, e.upper, PR_TEST);
      if (e.step !== null) {
        out.add(':');
        append_ast_expr(out, e.step, PR_TEST);
      }
      return;
    case 'Name': return addName(out, e.id);
    case 'NamedExpr':
      open(PR_TUPLE);
      append_ast_expr(out, e.target, PR_ATOM);
      out.add(' := ');
      append_ast_expr(out, e.value, PR_ATOM);
      return close(PR_TUPLE);
  }
}

/** The text of an expression. CPython: _PyAST_ExprAsUnicode() */
export function _PyAST_ExprAsUnicode(e: expr_ty): PyText {
  const out = new TextWriter();
  append_ast_expr(out, e, PR_TEST);
  return out.finish();
}
