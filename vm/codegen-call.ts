/** Calls: plain, of methods, through super(), with stars and keywords. CPython: Python/compile.c compiler_call() and what it calls */
import type {Attribute, Call, expr_ty, keyword_ty} from './generated/ast-nodes';
import {ADDOP, ADDOP_I, ADDOP_LOAD_CONST, ADDOP_NAME, type Compiler, compiler_error, compiler_nameop, forbidden_name, get_ref_type, STACK_USE_GUIDELINE} from './codegen';
import {compiler_visit_expr, infer_type, starunpack_helper} from './codegen-expr';
import {LOC, NO_LOCATION, SourceLocation} from './compile-errors';
import {constOfName} from './compile-text';
import {BUILD_CONST_KEY_MAP, BUILD_LIST, BUILD_MAP, CALL, CALL_FUNCTION_EX, CALL_KW, DICT_MERGE, LIST_APPEND, LIST_EXTEND, LOAD_METHOD, LOAD_SUPER_METHOD, LOAD_ZERO_SUPER_METHOD, MAP_ADD, NOP} from './opcode-ids';
import {DEF_IMPORT, FREE, GLOBAL_IMPLICIT, _PyST_GetScope, _PyST_GetSymbol} from './symtable';

/** Warns of a call of something that is certainly not callable. CPython: check_caller() */
export function check_caller(c: Compiler, e: expr_ty): void {
  switch (e._type) {
    case 'Constant': case 'Tuple': case 'List': case 'ListComp': case 'Dict': case 'DictComp': case 'Set': case 'SetComp': case 'GeneratorExp':
    case 'JoinedStr': case 'FormattedValue':
      return c.report.warn('SyntaxWarning', `'${infer_type(e)}' object is not callable; perhaps you missed a comma?`, e);
  }
}

/** Where an attribute stands: on the line of its name if the expression spans several. CPython: update_start_location_to_match_attr() */
export function update_start_location_to_match_attr(loc: SourceLocation, attr: Attribute): SourceLocation {
  const lineno = attr.end_lineno;
  if (loc.lineno === lineno) return loc;
  let length = attr.attr.length;
  for (let i = 0; i < attr.attr.length; i++) if ((attr.attr.charCodeAt(i) & 0xfc00) === 0xdc00) length--; // Python counts characters.
  let col_offset = -1;
  let end_col_offset = -1;
  if (length <= attr.end_col_offset) {
    col_offset = attr.end_col_offset - length;
    end_col_offset = loc.end_col_offset;
  }
  const end_lineno = Math.max(lineno, loc.end_lineno);
  if (lineno === end_lineno) end_col_offset = Math.max(col_offset, end_col_offset);
  return new SourceLocation(lineno, end_lineno, col_offset, end_col_offset);
}

/** Checks keyword arguments for __debug__ and repetition. CPython: validate_keywords() */
export function validate_keywords(c: Compiler, keywords: readonly keyword_ty[]): void {
  for (let i = 0; i < keywords.length; i++) {
    const name = keywords[i].arg;
    if (name === null) continue;
    if (forbidden_name(c, LOC(keywords[i]), name, 'Store')) return;
    for (let j = i + 1; j < keywords.length; j++) {
      if (keywords[j].arg === name) return compiler_error(c, LOC(keywords[j]), `keyword argument repeated: ${name}`);
    }
  }
}

/** Whether `super().attr` or `super(a, b).attr` can do without a super object. CPython: can_optimize_super_call() */
export function can_optimize_super_call(c: Compiler, attr: Attribute): boolean {
  const e = attr.value;
  if (e._type !== 'Call' || e.func._type !== 'Name' || e.func.id !== 'super' || attr.attr === '__class__' || e.keywords.length > 0) return false;
  // `super` must not be bound anywhere in sight.
  if (_PyST_GetScope(c.u.u_ste, 'super') !== GLOBAL_IMPLICIT || _PyST_GetScope(c.c_st.st_top, 'super') !== 0) return false;
  if (e.args.length === 2) return e.args[0]._type !== 'Starred' && e.args[1]._type !== 'Starred';
  if (e.args.length !== 0) return false;
  if (c.u.u_argcount === 0 && c.u.u_posonlyargcount === 0) return false;
  return get_ref_type(c, '__class__') === FREE;
}

/** Pushes super, the class and the instance. CPython: load_args_for_super() */
export function load_args_for_super(c: Compiler, e: Call): void {
  const loc = LOC(e);
  compiler_nameop(c, LOC(e.func), 'super', 'Load');
  if (e.args.length === 2) {
    compiler_visit_expr(c, e.args[0]);
    return compiler_visit_expr(c, e.args[1]);
  }
  compiler_nameop(c, loc, '__class__', 'Load');
  const first = c.u.u_varnames.keys().next();
  if (!first.done) compiler_nameop(c, loc, first.value, 'Load');
}

/** Whether a call of an attribute is compiled as a method call. CPython: the checks of maybe_optimize_method_call() */
export function isMethodCall(c: Compiler, e: Call, meth: Attribute): boolean {
  if (meth.ctx !== 'Load') return false;
  // A module's function needs no bound method.
  if (meth.value._type === 'Name' && _PyST_GetSymbol(c.c_st.st_top, meth.value.id) & DEF_IMPORT) return false;
  const {args, keywords} = e;
  if (args.length + keywords.length + (keywords.length > 0 ? 1 : 0) >= STACK_USE_GUIDELINE) return false;
  for (let i = 0; i < args.length; i++) if (args[i]._type === 'Starred') return false;
  for (let i = 0; i < keywords.length; i++) if (keywords[i].arg === null) return false;
  return true;
}

/** The call of a method of the object on the stack. */
export function compiler_call_method(c: Compiler, e: Call, meth: Attribute): void {
  const loc = update_start_location_to_match_attr(LOC(meth), meth);
  ADDOP_NAME(c, loc, LOAD_METHOD, meth.attr);
  finishMethodCall(c, e, meth, loc);
}

/** The call of a method through super(). */
export function compiler_super_method_call(c: Compiler, e: Call, meth: Attribute): void {
  const superCall = meth.value as Call;
  load_args_for_super(c, superCall);
  ADDOP_NAME(c, LOC(meth), superCall.args.length > 0 ? LOAD_SUPER_METHOD : LOAD_ZERO_SUPER_METHOD, meth.attr);
  const loc = update_start_location_to_match_attr(LOC(meth), meth);
  ADDOP(c, loc, NOP);
  finishMethodCall(c, e, meth, loc);
}

function finishMethodCall(c: Compiler, e: Call, meth: Attribute, loc: SourceLocation): void {
  for (let i = 0; i < e.args.length; i++) compiler_visit_expr(c, e.args[i]);
  const at = update_start_location_to_match_attr(LOC(e), meth);
  if (e.keywords.length === 0) return ADDOP_I(c, at, CALL, e.args.length);
  for (let i = 0; i < e.keywords.length; i++) compiler_visit_expr(c, e.keywords[i].value);
  compiler_call_simple_kw_helper(c, loc, e.keywords);
  ADDOP_I(c, at, CALL_KW, e.args.length + e.keywords.length);
}

/** Pushes the names of keyword arguments. */
function compiler_call_simple_kw_helper(c: Compiler, loc: SourceLocation, keywords: readonly keyword_ty[]): void {
  ADDOP_LOAD_CONST(c, loc, {kind: 'tuple', items: keywords.map(keyword => constOfName(keyword.arg!))});
}

function compiler_subkwargs(c: Compiler, loc: SourceLocation, keywords: readonly keyword_ty[], begin: number, end: number): void {
  const n = end - begin;
  const big = n * 2 > STACK_USE_GUIDELINE;
  if (n > 1 && !big) {
    for (let i = begin; i < end; i++) compiler_visit_expr(c, keywords[i].value);
    compiler_call_simple_kw_helper(c, loc, keywords.slice(begin, end));
    return ADDOP_I(c, loc, BUILD_CONST_KEY_MAP, n);
  }
  if (big) ADDOP_I(c, NO_LOCATION, BUILD_MAP, 0);
  for (let i = begin; i < end; i++) {
    ADDOP_LOAD_CONST(c, loc, constOfName(keywords[i].arg!));
    compiler_visit_expr(c, keywords[i].value);
    if (big) ADDOP_I(c, NO_LOCATION, MAP_ADD, 1);
  }
  if (!big) ADDOP_I(c, loc, BUILD_MAP, n);
}

/** The arguments and the call itself, `n` arguments being on the stack already. CPython: compiler_call_helper() */
export function compiler_call_helper(c: Compiler, loc: SourceLocation, n: number, args: readonly expr_ty[], keywords: readonly keyword_ty[]): void {
  validate_keywords(c, keywords);
  const nelts = args.length;
  const nkwelts = keywords.length;
  let isPlain = nelts + nkwelts * 2 <= STACK_USE_GUIDELINE;
  for (let i = 0; i < nelts && isPlain; i++) isPlain = args[i]._type !== 'Starred';
  for (let i = 0; i < nkwelts && isPlain; i++) isPlain = keywords[i].arg !== null;
  if (isPlain) {
    for (let i = 0; i < nelts; i++) compiler_visit_expr(c, args[i]);
    if (nkwelts === 0) return ADDOP_I(c, loc, CALL, n + nelts);
    for (let i = 0; i < nkwelts; i++) compiler_visit_expr(c, keywords[i].value);
    compiler_call_simple_kw_helper(c, loc, keywords);
    return ADDOP_I(c, loc, CALL_KW, n + nelts + nkwelts);
  }
  const first = args[0];
  if (n === 0 && nelts === 1 && first._type === 'Starred') compiler_visit_expr(c, first.value);
  else starunpack_helper(c, loc, args, n, BUILD_LIST, LIST_APPEND, LIST_EXTEND, true);
  if (nkwelts > 0) pushKeywordDict(c, loc, keywords);
  ADDOP_I(c, loc, CALL_FUNCTION_EX, nkwelts > 0 ? 1 : 0);
}

function pushKeywordDict(c: Compiler, loc: SourceLocation, keywords: readonly keyword_ty[]): void {
  let have_dict = false;
  let nseen = 0;
  for (let i = 0; i <= keywords.length; i++) {
    if (i < keywords.length && keywords[i].arg !== null) {
      nseen++;
      continue;
    }
    if (nseen > 0) {
      compiler_subkwargs(c, loc, keywords, i - nseen, i);
      if (have_dict) ADDOP_I(c, loc, DICT_MERGE, 1);
      have_dict = true;
      nseen = 0;
    }
    if (i === keywords.length) break;
    if (!have_dict) ADDOP_I(c, loc, BUILD_MAP, 0);
    have_dict = true;
    compiler_visit_expr(c, keywords[i].value);
    ADDOP_I(c, loc, DICT_MERGE, 1);
  }
}
