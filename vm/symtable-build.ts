/**
 * The first pass over the AST: which names each block binds, uses and declares. CPython: Python/symtable.c symtable_visit_stmt() and its kin
 *
 * Chains that lean to the left (a.b(c).d + e ...) are walked in a loop, so that their length does not cost JS stack; CPython's own recursion limit
 * is counted all the same. After an error the report is failed and every visit returns at once.
 */
import {RECURSION_MESSAGE} from './compile-errors';
import {CO_FUTURE_ANNOTATIONS} from './future';
import type {alias_ty, AnnAssign, arg_ty, arguments_ty, AsyncFunctionDef, ClassDef, comprehension_ty, DictComp, expr_ty, FunctionDef, GeneratorExp, Global, Lambda, ListComp, Location, mod_ty, NamedExpr, Name, Nonlocal, pattern_ty, SetComp, stmt_ty, type_param_ty, TypeAlias} from './generated/ast-nodes';
import {AnnotationBlock, ClassBlock, DEF_ANNOT, DEF_COMP_ITER, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, DEF_TYPE_PARAM, DictComprehension, FunctionBlock, GeneratorExpression, ListComprehension, ModuleBlock, NoComprehension, PySTEntryObject, _PyST_GetSymbol, _PyST_IsFunctionLike, _Py_MaybeMangle, SetComprehension, type SymbolTable, TypeAliasBlock, TypeParametersBlock, TypeVariableBlock, USE} from './symtable';

function symtable_enter_block(st: SymbolTable, name: string, block: number, key: object, at: Location, blocks = st.st_blocks): PySTEntryObject {
  const prev = st.st_cur as PySTEntryObject | undefined;
  const ste = new PySTEntryObject(st.st_nblocks++, name, block, at.lineno, at.col_offset, at.end_lineno, at.end_col_offset);
  blocks.set(key, ste);
  st.st_stack.push(ste);
  st.st_cur = ste;
  if (prev === undefined) return ste;
  if (prev.ste_nested || _PyST_IsFunctionLike(prev)) ste.ste_nested = true;
  ste.ste_comp_iter_expr = prev.ste_comp_iter_expr;
  if (prev.ste_mangled_names !== null && block !== ClassBlock) ste.ste_mangled_names = prev.ste_mangled_names;
  // Annotations that stay strings contribute nothing; they are visited for their errors only.
  if (block !== AnnotationBlock) prev.ste_children.push(ste);
  return ste;
}

function symtable_exit_block(st: SymbolTable): void {
  st.st_stack.pop();
  st.st_cur = st.st_stack[st.st_stack.length - 1];
}

const symtable_lookup_entry = (st: SymbolTable, ste: PySTEntryObject, name: string): number => _PyST_GetSymbol(ste, _Py_MaybeMangle(st.st_private, ste, name));

function symtable_add_def_helper(st: SymbolTable, name: string, flag: number, ste: PySTEntryObject, at: Location): void {
  const mangled = _Py_MaybeMangle(st.st_private, st.st_cur, name);
  const old = ste.ste_symbols.get(mangled);
  let val = flag;
  if (old !== undefined) {
    if (flag & DEF_PARAM && old & DEF_PARAM) return st.report.syntaxError(`duplicate argument '${name}' in function definition`, at);
    if (flag & DEF_TYPE_PARAM && old & DEF_TYPE_PARAM) return st.report.syntaxError(`duplicate type parameter '${name}'`, at);
    val |= old;
  }
  if (ste.ste_comp_iter_target) {
    if (val & (DEF_GLOBAL | DEF_NONLOCAL)) {
      return st.report.syntaxError(`comprehension inner loop cannot rebind assignment expression target '${name}'`, at);
    }
    val |= DEF_COMP_ITER;
  }
  ste.ste_symbols.set(mangled, val);
  if (flag & DEF_PARAM) ste.ste_varnames.push(mangled);
  else if (flag & DEF_GLOBAL) st.st_global.set(mangled, flag | (st.st_global.get(mangled) ?? 0));
}

/** Notes in the current block what is done with a name. CPython: symtable_add_def() */
function symtable_add_def(st: SymbolTable, name: string, flag: number, at: Location): void {
  if (flag & DEF_TYPE_PARAM && st.st_cur.ste_mangled_names !== null) st.st_cur.ste_mangled_names.add(name);
  symtable_add_def_helper(st, name, flag, st.st_cur, at);
}

function symtable_enter_type_param_block(
  st: SymbolTable, name: string, key: object, has_defaults: boolean, has_kwdefaults: boolean, isClass: boolean, at: Location,
): void {
  const isInClass = st.st_cur.ste_type === ClassBlock;
  symtable_enter_block(st, name, TypeParametersBlock, key, at);
  if (isInClass) {
    st.st_cur.ste_can_see_class_scope = true;
    symtable_add_def(st, '__classdict__', USE, at);
  }
  if (isClass) {
    symtable_add_def(st, '.type_params', DEF_LOCAL, at);
    symtable_add_def(st, '.type_params', USE, at);
    symtable_add_def(st, '.generic_base', DEF_LOCAL, at);
    symtable_add_def(st, '.generic_base', USE, at);
  }
  if (has_defaults) symtable_add_def(st, '.defaults', DEF_PARAM, at);
  if (has_kwdefaults) symtable_add_def(st, '.kwdefaults', DEF_PARAM, at);
}

function symtable_record_directive(st: SymbolTable, name: string, at: Location): void {
  (st.st_cur.ste_directives ??= []).push({
    name: _Py_MaybeMangle(st.st_private, st.st_cur, name), lineno: at.lineno, col_offset: at.col_offset, end_lineno: at.end_lineno, end_col_offset: at.end_col_offset,
  });
}

/** Counts one more level of nesting; false, with a RecursionError, when that is too many. */
function enterRecursion(st: SymbolTable): boolean {
  if (++st.recursion_depth > st.limits.logical || ++st.native_depth > st.limits.native) {
    st.report.raise('RecursionError', RECURSION_MESSAGE);
    return false;
  }
  return true;
}
function leaveRecursion(st: SymbolTable): void {
  st.recursion_depth--;
  st.native_depth--;
}

/** Visits everything in a module. CPython: the first half of _PySymtable_Build() */
export function symtable_visit_mod(st: SymbolTable, mod: mod_ty): void {
  const top = symtable_enter_block(st, 'top', ModuleBlock, mod, {lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0});
  st.st_top = top;
  st.st_global = top.ste_symbols;
  if (mod._type === 'FunctionType') st.report.raise('RuntimeError', 'this compiler does not handle FunctionTypes');
  else if (mod._type === 'Expression') symtable_visit_expr(st, mod.body);
  else visitBody(st, mod.body);
}

function visitBody(st: SymbolTable, body: readonly stmt_ty[]): void {
  for (let i = 0; i < body.length; i++) {
    if (st.report.failed) return;
    symtable_visit_stmt(st, body[i]);
  }
}
function visitExprs(st: SymbolTable, exprs: readonly (expr_ty | null)[]): void {
  for (let i = 0; i < exprs.length; i++) {
    const e = exprs[i];
    if (e !== null) symtable_visit_expr(st, e);
  }
}

function symtable_visit_stmt(st: SymbolTable, s: stmt_ty): void {
  if (st.report.failed || !enterRecursion(st)) return;
  switch (s._type) {
    case 'FunctionDef': case 'AsyncFunctionDef': visitFunction(st, s); break;
    case 'ClassDef': visitClass(st, s); break;
    case 'TypeAlias': visitTypeAlias(st, s); break;
    case 'Return':
      if (s.value !== null) {
        symtable_visit_expr(st, s.value);
        st.st_cur.ste_returns_value = true;
      }
      break;
    case 'Delete': visitExprs(st, s.targets); break;
    case 'Assign': visitExprs(st, s.targets); symtable_visit_expr(st, s.value); break;
    case 'AnnAssign': visitAnnAssign(st, s); break;
    case 'AugAssign': symtable_visit_expr(st, s.target); symtable_visit_expr(st, s.value); break;
    case 'For': case 'AsyncFor': symtable_visit_expr(st, s.target); symtable_visit_expr(st, s.iter); visitBody(st, s.body); visitBody(st, s.orelse); break;
    case 'While': symtable_visit_expr(st, s.test); visitBody(st, s.body); visitBody(st, s.orelse); break;
    case 'If': visitIf(st, s); break;
    case 'Match':
      symtable_visit_expr(st, s.subject);
      for (const m of s.cases) {
        symtable_visit_pattern(st, m.pattern);
        if (m.guard !== null) symtable_visit_expr(st, m.guard);
        visitBody(st, m.body);
      }
      break;
    case 'Raise':
      if (s.exc !== null) {
        symtable_visit_expr(st, s.exc);
        if (s.cause !== null) symtable_visit_expr(st, s.cause);
      }
      break;
    case 'Try': case 'TryStar':
      visitBody(st, s.body);
      for (const handler of s.handlers) {
        if (handler.type !== null) symtable_visit_expr(st, handler.type);
        if (handler.name !== null) symtable_add_def(st, handler.name, DEF_LOCAL, handler);
        visitBody(st, handler.body);
      }
      visitBody(st, s.orelse);
      visitBody(st, s.finalbody);
      break;
    case 'Assert': symtable_visit_expr(st, s.test); if (s.msg !== null) symtable_visit_expr(st, s.msg); break;
    case 'Import': case 'ImportFrom': for (const alias of s.names) symtable_visit_alias(st, alias); break;
    case 'Global': visitDeclaration(st, s, DEF_GLOBAL, 'global'); break;
    case 'Nonlocal': visitDeclaration(st, s, DEF_NONLOCAL, 'nonlocal'); break;
    case 'Expr': symtable_visit_expr(st, s.value); break;
    case 'Pass': case 'Break': case 'Continue': break;
    case 'With': case 'AsyncWith':
      for (const item of s.items) {
        symtable_visit_expr(st, item.context_expr);
        if (item.optional_vars !== null) symtable_visit_expr(st, item.optional_vars);
      }
      visitBody(st, s.body);
      break;
  }
  leaveRecursion(st);
}

/** An if statement with all its elifs, which nest in the AST: a loop, counting each as a level. */
function visitIf(st: SymbolTable, s: Extract<stmt_ty, {_type: 'If'}>): void {
  const depth = st.recursion_depth;
  let current = s;
  for (;;) {
    symtable_visit_expr(st, current.test);
    visitBody(st, current.body);
    const next: stmt_ty | undefined = current.orelse[0];
    if (st.report.failed || current.orelse.length !== 1 || next._type !== 'If') break;
    if (++st.recursion_depth > st.limits.logical) {
      st.report.raise('RecursionError', RECURSION_MESSAGE);
      return;
    }
    current = next;
  }
  visitBody(st, current.orelse);
  st.recursion_depth = depth;
}

function visitFunction(st: SymbolTable, s: FunctionDef | AsyncFunctionDef): void {
  symtable_add_def(st, s.name, DEF_LOCAL, s);
  visitExprs(st, s.args.defaults);
  visitExprs(st, s.args.kw_defaults);
  visitExprs(st, s.decorator_list);
  if (s.type_params.length > 0) {
    // CPython asks whether there is a list of defaults, not whether it has items, and there always is one.
    symtable_enter_type_param_block(st, s.name, s.type_params, true, s.args.kw_defaults.some(value => value !== null), false, s);
    for (const tp of s.type_params) symtable_visit_type_param(st, tp);
  }
  symtable_visit_annotations(st, s, s.args, s.returns);
  symtable_enter_block(st, s.name, FunctionBlock, s, s);
  if (s._type === 'AsyncFunctionDef') st.st_cur.ste_coroutine = true;
  symtable_visit_arguments(st, s.args);
  visitBody(st, s.body);
  symtable_exit_block(st);
  if (s.type_params.length > 0) symtable_exit_block(st);
}

function visitClass(st: SymbolTable, s: ClassDef): void {
  const isGeneric = s.type_params.length > 0;
  symtable_add_def(st, s.name, DEF_LOCAL, s);
  visitExprs(st, s.decorator_list);
  const outerPrivate = st.st_private;
  if (isGeneric) {
    symtable_enter_type_param_block(st, s.name, s.type_params, false, false, true, s);
    st.st_private = s.name;
    st.st_cur.ste_mangled_names = new Set();
    for (const tp of s.type_params) symtable_visit_type_param(st, tp);
  }
  visitExprs(st, s.bases);
  for (const keyword of s.keywords) symtable_visit_expr(st, keyword.value);
  symtable_enter_block(st, s.name, ClassBlock, s, s);
  st.st_private = s.name;
  if (isGeneric) {
    symtable_add_def(st, '__type_params__', DEF_LOCAL, s);
    symtable_add_def(st, '.type_params', USE, s);
  }
  visitBody(st, s.body);
  symtable_exit_block(st);
  if (isGeneric) symtable_exit_block(st);
  st.st_private = outerPrivate;
}

function visitTypeAlias(st: SymbolTable, s: TypeAlias): void {
  symtable_visit_expr(st, s.name);
  const name = (s.name as Name).id;
  const is_in_class = st.st_cur.ste_type === ClassBlock;
  const isGeneric = s.type_params.length > 0;
  if (isGeneric) {
    symtable_enter_type_param_block(st, name, s.type_params, false, false, false, s);
    for (const tp of s.type_params) symtable_visit_type_param(st, tp);
  }
  symtable_enter_block(st, name, TypeAliasBlock, s, s);
  st.st_cur.ste_can_see_class_scope = is_in_class;
  if (is_in_class) symtable_add_def(st, '__classdict__', USE, s.value);
  symtable_visit_expr(st, s.value);
  symtable_exit_block(st);
  if (isGeneric) symtable_exit_block(st);
}

function visitAnnAssign(st: SymbolTable, s: AnnAssign): void {
  const target = s.target;
  if (target._type === 'Name') {
    const cur = symtable_lookup_entry(st, st.st_cur, target.id);
    if (cur & (DEF_GLOBAL | DEF_NONLOCAL) && st.st_cur.ste_symbols !== st.st_global && s.simple) {
      return st.report.syntaxError(`annotated name '${target.id}' can't be ${cur & DEF_GLOBAL ? 'global' : 'nonlocal'}`, s);
    }
    if (s.simple) symtable_add_def(st, target.id, DEF_ANNOT | DEF_LOCAL, target);
    else if (s.value !== null) symtable_add_def(st, target.id, DEF_LOCAL, target);
  } else {
    symtable_visit_expr(st, target);
  }
  symtable_visit_annotation(st, s.annotation);
  if (s.value !== null) symtable_visit_expr(st, s.value);
}

function visitDeclaration(st: SymbolTable, s: Global | Nonlocal, flag: number, word: string): void {
  for (const name of s.names) {
    const cur = symtable_lookup_entry(st, st.st_cur, name);
    if (cur & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) {
      let msg = `name '${name}' is assigned to before ${word} declaration`;
      if (cur & DEF_PARAM) msg = `name '${name}' is parameter and ${word}`;
      else if (cur & USE) msg = `name '${name}' is used prior to ${word} declaration`;
      else if (cur & DEF_ANNOT) msg = `annotated name '${name}' can't be ${word}`;
      return st.report.syntaxError(msg, s);
    }
    symtable_add_def(st, name, flag, s);
    symtable_record_directive(st, name, s);
  }
}

function symtable_visit_alias(st: SymbolTable, a: alias_ty): void {
  const name = a.asname ?? a.name;
  if (name === '*') {
    if (st.st_cur.ste_type !== ModuleBlock) st.report.syntaxError('import * only allowed at module level', a);
    return;
  }
  const dot = name.indexOf('.');
  symtable_add_def(st, dot < 0 ? name : name.slice(0, dot), DEF_IMPORT, a);
}

/** Visits an expression. CPython: symtable_visit_expr() */
function symtable_visit_expr(st: SymbolTable, top: expr_ty): void {
  if (st.report.failed) return;
  // Only what nests is left to recursion: first down the left spine of the expression, then up again.
  let e = top;
  let spine: expr_ty[] | null = null;
  for (;;) {
    if (++st.recursion_depth > st.limits.logical) return st.report.raise('RecursionError', RECURSION_MESSAGE);
    let next: expr_ty;
    switch (e._type) {
      case 'Name': addName(st, e); next = e; break;
      case 'Constant': next = e; break;
      case 'BinOp': next = e.left; break;
      case 'Call': next = e.func; break;
      case 'Attribute': case 'Subscript': case 'Starred': next = e.value; break;
      default:
        next = e;
        if (++st.native_depth > st.limits.native) return st.report.raise('RecursionError', RECURSION_MESSAGE);
        visitNested(st, e);
        st.native_depth--;
    }
    if (next === e) break;
    if (spine === null) spine = [];
    spine.push(e);
    e = next;
  }
  st.recursion_depth--;
  if (spine === null) return;
  if (++st.native_depth > st.limits.native) return st.report.raise('RecursionError', RECURSION_MESSAGE);
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i];
    switch (node._type) {
      case 'BinOp': symtable_visit_expr(st, node.right); break;
      case 'Subscript': symtable_visit_expr(st, node.slice); break;
      case 'Call':
        visitExprs(st, node.args);
        for (let j = 0; j < node.keywords.length; j++) symtable_visit_expr(st, node.keywords[j].value);
        break;
    }
    if (st.report.failed) return;
    st.recursion_depth--;
  }
  st.native_depth--;
}

function addName(st: SymbolTable, e: Name): void {
  symtable_add_def(st, e.id, e.ctx === 'Load' ? USE : DEF_LOCAL, e);
  // A function that mentions super needs the __class__ cell.
  if (e.ctx === 'Load' && e.id === 'super' && _PyST_IsFunctionLike(st.st_cur)) symtable_add_def(st, '__class__', USE, e);
}

function visitNested(st: SymbolTable, e: expr_ty): void {
  switch (e._type) {
    case 'NamedExpr':
      symtable_raise_if_annotation_block(st, 'named expression', e);
      symtable_handle_namedexpr(st, e);
      break;
    case 'BoolOp': visitExprs(st, e.values); break;
    case 'UnaryOp': symtable_visit_expr(st, e.operand); break;
    case 'Lambda': visitLambda(st, e); break;
    case 'IfExp': symtable_visit_expr(st, e.test); symtable_visit_expr(st, e.body); symtable_visit_expr(st, e.orelse); break;
    case 'Dict': visitExprs(st, e.keys); visitExprs(st, e.values); break;
    case 'Set': case 'List': case 'Tuple': visitExprs(st, e.elts); break;
    case 'GeneratorExp': symtable_handle_comprehension(st, e, 'genexpr', GeneratorExpression, e.elt, null); break;
    case 'ListComp': symtable_handle_comprehension(st, e, 'listcomp', ListComprehension, e.elt, null); break;
    case 'SetComp': symtable_handle_comprehension(st, e, 'setcomp', SetComprehension, e.elt, null); break;
    case 'DictComp': symtable_handle_comprehension(st, e, 'dictcomp', DictComprehension, e.key, e.value); break;
    case 'Yield': case 'YieldFrom':
      symtable_raise_if_annotation_block(st, 'yield expression', e);
      if (e.value !== null) symtable_visit_expr(st, e.value);
      st.st_cur.ste_generator = true;
      if (st.st_cur.ste_comprehension !== NoComprehension) symtable_raise_if_comprehension_block(st, e);
      break;
    case 'Await':
      symtable_raise_if_annotation_block(st, 'await expression', e);
      symtable_visit_expr(st, e.value);
      st.st_cur.ste_coroutine = true;
      break;
    case 'Compare': symtable_visit_expr(st, e.left); visitExprs(st, e.comparators); break;
    case 'FormattedValue': symtable_visit_expr(st, e.value); if (e.format_spec !== null) symtable_visit_expr(st, e.format_spec); break;
    case 'JoinedStr': visitExprs(st, e.values); break;
    case 'Slice':
      if (e.lower !== null) symtable_visit_expr(st, e.lower);
      if (e.upper !== null) symtable_visit_expr(st, e.upper);
      if (e.step !== null) symtable_visit_expr(st, e.step);
      break;
  }
}

function visitLambda(st: SymbolTable, e: Lambda): void {
  visitExprs(st, e.args.defaults);
  visitExprs(st, e.args.kw_defaults);
  symtable_enter_block(st, 'lambda', FunctionBlock, e, e);
  symtable_visit_arguments(st, e.args);
  symtable_visit_expr(st, e.body);
  symtable_exit_block(st);
}

/** Binds the target of a walrus inside a comprehension in the block around it. CPython: symtable_extend_namedexpr_scope() */
function symtable_extend_namedexpr_scope(st: SymbolTable, e: Name): void {
  for (let i = st.st_stack.length - 1; i >= 0; i--) {
    const ste = st.st_stack[i];
    if (ste.ste_comprehension !== NoComprehension) {
      const target_in_scope = symtable_lookup_entry(st, ste, e.id);
      if (target_in_scope & DEF_COMP_ITER && target_in_scope & DEF_LOCAL) {
        return st.report.syntaxError(`assignment expression cannot rebind comprehension iteration variable '${e.id}'`, e);
      }
      continue;
    }
    if (ste.ste_type === FunctionBlock) {
      const target_in_scope = symtable_lookup_entry(st, ste, e.id);
      symtable_add_def(st, e.id, target_in_scope & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, e);
      symtable_record_directive(st, e.id, e);
      return symtable_add_def_helper(st, e.id, DEF_LOCAL, ste, e);
    }
    if (ste.ste_type === ModuleBlock) {
      symtable_add_def(st, e.id, DEF_GLOBAL, e);
      symtable_record_directive(st, e.id, e);
      return symtable_add_def_helper(st, e.id, DEF_GLOBAL, ste, e);
    }
    const places: Readonly<Record<number, string>> = {
      [ClassBlock]: 'in a class body', [TypeParametersBlock]: 'within the definition of a generic', [TypeAliasBlock]: 'in a type alias',
      [TypeVariableBlock]: 'in a TypeVar bound',
    };
    const place = places[ste.ste_type];
    if (place !== undefined) return st.report.syntaxError(`assignment expression within a comprehension cannot be used ${place}`, e);
  }
}

function symtable_handle_namedexpr(st: SymbolTable, e: NamedExpr): void {
  if (st.st_cur.ste_comp_iter_expr > 0) return st.report.syntaxError('assignment expression cannot be used in a comprehension iterable expression', e);
  if (st.st_cur.ste_comprehension !== NoComprehension) symtable_extend_namedexpr_scope(st, e.target as Name);
  symtable_visit_expr(st, e.value);
  symtable_visit_expr(st, e.target);
}

function symtable_visit_type_param_bound_or_default(st: SymbolTable, e: expr_ty | null, name: string, tp: type_param_ty, isSecond: boolean, info: string): void {
  if (name === '__classdict__') return st.report.syntaxError(`reserved name '${name}' cannot be used for type parameter`, tp);
  if (e === null) return;
  const is_in_class = st.st_cur.ste_can_see_class_scope;
  symtable_enter_block(st, name, TypeVariableBlock, tp, e, isSecond ? st.st_default_blocks : st.st_blocks);
  st.st_cur.ste_can_see_class_scope = is_in_class;
  if (is_in_class) symtable_add_def(st, '__classdict__', USE, e);
  st.st_cur.ste_scope_info = info;
  symtable_visit_expr(st, e);
  symtable_exit_block(st);
}

function symtable_visit_type_param(st: SymbolTable, tp: type_param_ty): void {
  if (st.report.failed || !enterRecursion(st)) return;
  symtable_add_def(st, tp.name, DEF_TYPE_PARAM | DEF_LOCAL, tp);
  if (tp._type === 'TypeVar') {
    const info = tp.bound !== null && tp.bound._type === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
    symtable_visit_type_param_bound_or_default(st, tp.bound, tp.name, tp, false, info);
    symtable_visit_type_param_bound_or_default(st, tp.default_value, tp.name, tp, true, 'a TypeVar default');
  } else {
    symtable_visit_type_param_bound_or_default(st, tp.default_value, tp.name, tp, false, `a ${tp._type} default`);
  }
  leaveRecursion(st);
}

function symtable_visit_pattern(st: SymbolTable, p: pattern_ty): void {
  if (st.report.failed || !enterRecursion(st)) return;
  switch (p._type) {
    case 'MatchValue': symtable_visit_expr(st, p.value); break;
    case 'MatchSingleton': break;
    case 'MatchSequence': case 'MatchOr': for (const sub of p.patterns) symtable_visit_pattern(st, sub); break;
    case 'MatchStar': if (p.name !== null) symtable_add_def(st, p.name, DEF_LOCAL, p); break;
    case 'MatchMapping':
      visitExprs(st, p.keys);
      for (const sub of p.patterns) symtable_visit_pattern(st, sub);
      if (p.rest !== null) symtable_add_def(st, p.rest, DEF_LOCAL, p);
      break;
    case 'MatchClass':
      symtable_visit_expr(st, p.cls);
      for (const sub of p.patterns) symtable_visit_pattern(st, sub);
      for (const sub of p.kwd_patterns) symtable_visit_pattern(st, sub);
      break;
    case 'MatchAs':
      if (p.pattern !== null) symtable_visit_pattern(st, p.pattern);
      if (p.name !== null) symtable_add_def(st, p.name, DEF_LOCAL, p);
      break;
  }
  leaveRecursion(st);
}

function addParams(st: SymbolTable, args: readonly arg_ty[]): void {
  for (let i = 0; i < args.length; i++) symtable_add_def(st, args[i].arg, DEF_PARAM, args[i]);
}

function symtable_visit_arguments(st: SymbolTable, a: arguments_ty): void {
  addParams(st, a.posonlyargs);
  addParams(st, a.args);
  addParams(st, a.kwonlyargs);
  if (a.vararg !== null) {
    symtable_add_def(st, a.vararg.arg, DEF_PARAM, a.vararg);
    st.st_cur.ste_varargs = true;
  }
  if (a.kwarg !== null) {
    symtable_add_def(st, a.kwarg.arg, DEF_PARAM, a.kwarg);
    st.st_cur.ste_varkeywords = true;
  }
}

function symtable_visit_annotation(st: SymbolTable, annotation: expr_ty): void {
  const isDeferred = (st.st_future.ff_features & CO_FUTURE_ANNOTATIONS) !== 0;
  if (isDeferred) symtable_enter_block(st, '_annotation', AnnotationBlock, annotation, annotation);
  symtable_visit_expr(st, annotation);
  if (isDeferred) symtable_exit_block(st);
}

function visitArgAnnotations(st: SymbolTable, args: readonly arg_ty[]): void {
  for (let i = 0; i < args.length; i++) {
    const annotation = args[i].annotation;
    if (annotation !== null) symtable_visit_expr(st, annotation);
  }
}

function symtable_visit_annotations(st: SymbolTable, s: stmt_ty, a: arguments_ty, returns: expr_ty | null): void {
  const isDeferred = (st.st_future.ff_features & CO_FUTURE_ANNOTATIONS) !== 0;
  if (isDeferred) symtable_enter_block(st, '_annotation', AnnotationBlock, s, s);
  visitArgAnnotations(st, a.posonlyargs);
  visitArgAnnotations(st, a.args);
  if (a.vararg !== null && a.vararg.annotation !== null) symtable_visit_expr(st, a.vararg.annotation);
  if (a.kwarg !== null && a.kwarg.annotation !== null) symtable_visit_expr(st, a.kwarg.annotation);
  visitArgAnnotations(st, a.kwonlyargs);
  if (isDeferred) symtable_exit_block(st);
  if (returns !== null) symtable_visit_annotation(st, returns);
}

function symtable_visit_comprehension(st: SymbolTable, lc: comprehension_ty): void {
  st.st_cur.ste_comp_iter_target = true;
  symtable_visit_expr(st, lc.target);
  st.st_cur.ste_comp_iter_target = false;
  st.st_cur.ste_comp_iter_expr++;
  symtable_visit_expr(st, lc.iter);
  st.st_cur.ste_comp_iter_expr--;
  visitExprs(st, lc.ifs);
  if (lc.is_async) st.st_cur.ste_coroutine = true;
}

function symtable_handle_comprehension(
  st: SymbolTable, e: GeneratorExp | ListComp | SetComp | DictComp, scope_name: string, kind: number, elt: expr_ty, value: expr_ty | null,
): void {
  const is_generator = e._type === 'GeneratorExp';
  const outermost = e.generators[0];
  st.native_depth++; // Code generation needs more stack for these than for others.
  // The outermost iterable belongs to the block around.
  st.st_cur.ste_comp_iter_expr++;
  symtable_visit_expr(st, outermost.iter);
  st.st_cur.ste_comp_iter_expr--;
  symtable_enter_block(st, scope_name, FunctionBlock, e, e);
  const ste = st.st_cur;
  ste.ste_comprehension = kind;
  if (outermost.is_async) ste.ste_coroutine = true;
  symtable_add_def(st, '.0', DEF_PARAM, e);
  ste.ste_comp_iter_target = true;
  symtable_visit_expr(st, outermost.target);
  ste.ste_comp_iter_target = false;
  visitExprs(st, outermost.ifs);
  for (let i = 1; i < e.generators.length; i++) symtable_visit_comprehension(st, e.generators[i]);
  if (value !== null) symtable_visit_expr(st, value);
  symtable_visit_expr(st, elt);
  ste.ste_generator = is_generator;
  st.native_depth--;
  symtable_exit_block(st);
  if (ste.ste_coroutine && !is_generator) st.st_cur.ste_coroutine = true;
}

function symtable_raise_if_annotation_block(st: SymbolTable, name: string, e: expr_ty): void {
  switch (st.st_cur.ste_type) {
    case AnnotationBlock: return st.report.syntaxError(`${name} cannot be used within an annotation`, e);
    case TypeVariableBlock: return st.report.syntaxError(`${name} cannot be used within ${st.st_cur.ste_scope_info}`, e);
    case TypeAliasBlock: return st.report.syntaxError(`${name} cannot be used within a type alias`, e);
    case TypeParametersBlock: return st.report.syntaxError(`${name} cannot be used within the definition of a generic`, e);
  }
}

function symtable_raise_if_comprehension_block(st: SymbolTable, e: expr_ty): void {
  const kinds = ['', 'list comprehension', 'dict comprehension', 'set comprehension', 'generator expression'];
  st.report.syntaxError(`'yield' inside ${kinds[st.st_cur.ste_comprehension]}`, e);
}
