/** Functions, lambdas, classes, type parameters and type aliases. CPython: Python/compile.c compiler_function(), compiler_class() and their kin */
import type {arg_ty, arguments_ty, AsyncFunctionDef, ClassDef, expr_ty, FunctionDef, Lambda, Name, stmt_ty, TypeAlias, type_param_ty} from './generated/ast-nodes';
import type {PyConst} from './constants';
import {constInt, CONST_NONE} from './ast-opt-arith';
import {_PyAST_ExprAsUnicode} from './ast-unparse';
import {ADDOP, ADDOP_I, ADDOP_LOAD_CONST, type Compiler, compiler_add_const, compiler_enter_scope, compiler_error, compiler_exit_scope, compiler_make_closure, compiler_nameop, compiler_pop_fblock, compiler_push_fblock, dict_add_o, FBlock, forbidden_name, MAKE_FUNCTION_ANNOTATIONS, MAKE_FUNCTION_DEFAULTS, MAKE_FUNCTION_KWDEFAULTS, NEW_LABEL, NO_LABEL, Scope, USE_LABEL} from './codegen';
import {compiler_call_helper} from './codegen-call';
import {compiler_visit_expr} from './codegen-expr';
import {compiler_body, visitBody} from './codegen-stmt';
import {_PyCompile_CleanDoc} from './compile-cleandoc';
import {LOC, NO_LOCATION, SourceLocation} from './compile-errors';
import {compareNames, constOfName} from './compile-text';
import {optimize_and_assemble} from './compile-unit';
import {CO_FUTURE_ANNOTATIONS, hasDocString} from './future';
import {BUILD_CONST_KEY_MAP, BUILD_TUPLE, CALL, CALL_INTRINSIC_1, CALL_INTRINSIC_2, COPY, LOAD_BUILD_CLASS, LOAD_CLOSURE, LOAD_FAST, LOAD_LOCALS, PUSH_NULL, RERAISE, RETURN_VALUE, SETUP_CLEANUP, STORE_DEREF, SWAP, UNPACK_SEQUENCE} from './opcode-ids';
import {INTRINSIC_PARAMSPEC, INTRINSIC_SET_FUNCTION_TYPE_PARAMS, INTRINSIC_SET_TYPEPARAM_DEFAULT, INTRINSIC_STOPITERATION_ERROR, INTRINSIC_SUBSCRIPT_GENERIC, INTRINSIC_TYPEALIAS, INTRINSIC_TYPEVAR, INTRINSIC_TYPEVARTUPLE, INTRINSIC_TYPEVAR_WITH_BOUND, INTRINSIC_TYPEVAR_WITH_CONSTRAINTS} from './opcode-metadata';
import {_Py_MaybeMangle, _PySymtable_Lookup, type PySTEntryObject} from './symtable';

function compiler_apply_decorators(c: Compiler, decos: readonly expr_ty[]): void {
  for (let i = decos.length - 1; i >= 0; i--) ADDOP_I(c, LOC(decos[i]), CALL, 0);
}

/** Pushes the dict of keyword-only defaults; false if there are none. CPython: compiler_visit_kwonlydefaults() */
function compiler_visit_kwonlydefaults(c: Compiler, loc: SourceLocation, args: arguments_ty): boolean {
  const keys: PyConst[] = [];
  for (let i = 0; i < args.kwonlyargs.length; i++) {
    const value = args.kw_defaults[i] ?? null;
    if (value === null) continue;
    keys.push(constOfName(_Py_MaybeMangle(c.u.u_private, c.u.u_ste, args.kwonlyargs[i].arg)));
    compiler_visit_expr(c, value);
  }
  if (keys.length === 0) return false;
  ADDOP_LOAD_CONST(c, loc, {kind: 'tuple', items: keys});
  ADDOP_I(c, loc, BUILD_CONST_KEY_MAP, keys.length);
  return true;
}

/** Pushes an annotation as text. CPython: compiler_visit_annexpr() */
export function compiler_visit_annexpr(c: Compiler, annotation: expr_ty): void {
  ADDOP_LOAD_CONST(c, LOC(annotation), {kind: 'str', value: _PyAST_ExprAsUnicode(annotation)});
}

/** Pushes name and value of an annotation; the number of values pushed. */
function compiler_visit_argannotation(c: Compiler, name: string, annotation: expr_ty | null, loc: SourceLocation): number {
  if (annotation === null) return 0;
  ADDOP_LOAD_CONST(c, loc, constOfName(_Py_MaybeMangle(c.u.u_private, c.u.u_ste, name)));
  if (c.c_future.ff_features & CO_FUTURE_ANNOTATIONS) {
    compiler_visit_annexpr(c, annotation);
  } else if (annotation._type === 'Starred') {
    // `*args: *Ts` is annotated with the one item of [*Ts].
    compiler_visit_expr(c, annotation.value);
    ADDOP_I(c, loc, UNPACK_SEQUENCE, 1);
  } else {
    compiler_visit_expr(c, annotation);
  }
  return 2;
}

/** Pushes the tuple of all annotations of a function; false if there are none. CPython: compiler_visit_annotations() */
function compiler_visit_annotations(c: Compiler, loc: SourceLocation, args: arguments_ty, returns: expr_ty | null): boolean {
  let length = 0;
  for (const arg of args.args) length += compiler_visit_argannotation(c, arg.arg, arg.annotation, loc);
  for (const arg of args.posonlyargs) length += compiler_visit_argannotation(c, arg.arg, arg.annotation, loc);
  if (args.vararg !== null) length += compiler_visit_argannotation(c, args.vararg.arg, args.vararg.annotation, loc);
  for (const arg of args.kwonlyargs) length += compiler_visit_argannotation(c, arg.arg, arg.annotation, loc);
  if (args.kwarg !== null) length += compiler_visit_argannotation(c, args.kwarg.arg, args.kwarg.annotation, loc);
  length += compiler_visit_argannotation(c, 'return', returns, loc);
  if (length === 0) return false;
  ADDOP_I(c, loc, BUILD_TUPLE, length);
  return true;
}

/** Pushes the defaults; the flags of what was pushed. CPython: compiler_default_arguments() */
function compiler_default_arguments(c: Compiler, loc: SourceLocation, args: arguments_ty): number {
  let funcflags = 0;
  if (args.defaults.length > 0) {
    for (const value of args.defaults) compiler_visit_expr(c, value);
    ADDOP_I(c, loc, BUILD_TUPLE, args.defaults.length);
    funcflags |= MAKE_FUNCTION_DEFAULTS;
  }
  if (compiler_visit_kwonlydefaults(c, loc, args)) funcflags |= MAKE_FUNCTION_KWDEFAULTS;
  return funcflags;
}

function compiler_check_debug_args(c: Compiler, args: arguments_ty): void {
  const check = (arg: arg_ty | null): void => { if (arg !== null) forbidden_name(c, LOC(arg), arg.arg, 'Store'); };
  args.posonlyargs.forEach(check);
  args.args.forEach(check);
  check(args.vararg);
  args.kwonlyargs.forEach(check);
  check(args.kwarg);
}

/** Lets a StopIteration that leaves a generator become a RuntimeError. CPython: wrap_in_stopiteration_handler() */
export function wrap_in_stopiteration_handler(c: Compiler): void {
  const handler = NEW_LABEL(c);
  c.u.u_instr_sequence.insert(0, SETUP_CLEANUP, handler, NO_LOCATION);
  ADDOP_LOAD_CONST(c, NO_LOCATION, CONST_NONE);
  ADDOP(c, NO_LOCATION, RETURN_VALUE);
  USE_LABEL(c, handler);
  ADDOP_I(c, NO_LOCATION, CALL_INTRINSIC_1, INTRINSIC_STOPITERATION_ERROR);
  ADDOP_I(c, NO_LOCATION, RERAISE, 1);
}

/** Ends a scope and pushes the function made of it. */
function finishScope(c: Compiler, loc: SourceLocation, addNone: boolean, funcflags: number): void {
  const code = optimize_and_assemble(c, addNone);
  compiler_exit_scope(c);
  if (code !== null) compiler_make_closure(c, loc, code, funcflags);
}

/** Pushes a function that evaluates a bound or default. CPython: compiler_type_param_bound_or_default() */
function compiler_type_param_bound_or_default(c: Compiler, e: expr_ty, name: string, ste: PySTEntryObject, allow_starred: boolean): void {
  const loc = LOC(e);
  compiler_enter_scope(c, name, Scope.TYPEPARAMS, ste, e.lineno);
  if (allow_starred && e._type === 'Starred') {
    compiler_visit_expr(c, e.value);
    ADDOP_I(c, loc, UNPACK_SEQUENCE, 1);
  } else {
    compiler_visit_expr(c, e);
  }
  ADDOP(c, loc, RETURN_VALUE);
  finishScope(c, loc, true, 0);
}

/** Pushes the tuple of type parameters and binds each. CPython: compiler_type_params() */
function compiler_type_params(c: Compiler, type_params: readonly type_param_ty[]): void {
  let seen_default = false;
  for (const typeparam of type_params) {
    const loc = LOC(typeparam);
    const {name, default_value} = typeparam;
    ADDOP_LOAD_CONST(c, loc, constOfName(name));
    if (typeparam._type === 'TypeVar' && typeparam.bound !== null) {
      compiler_type_param_bound_or_default(c, typeparam.bound, name, _PySymtable_Lookup(c.c_st, typeparam), false);
      ADDOP_I(c, loc, CALL_INTRINSIC_2, typeparam.bound._type === 'Tuple' ? INTRINSIC_TYPEVAR_WITH_CONSTRAINTS : INTRINSIC_TYPEVAR_WITH_BOUND);
    } else {
      ADDOP_I(c, loc, CALL_INTRINSIC_1, typeparam._type === 'TypeVar' ? INTRINSIC_TYPEVAR : typeparam._type === 'ParamSpec' ? INTRINSIC_PARAMSPEC : INTRINSIC_TYPEVARTUPLE);
    }
    if (default_value !== null) {
      seen_default = true;
      const ste = typeparam._type === 'TypeVar' ? c.c_st.st_default_blocks.get(typeparam)! : _PySymtable_Lookup(c.c_st, typeparam);
      compiler_type_param_bound_or_default(c, default_value, name, ste, typeparam._type === 'TypeVarTuple');
      ADDOP_I(c, loc, CALL_INTRINSIC_2, INTRINSIC_SET_TYPEPARAM_DEFAULT);
    } else if (seen_default) {
      return compiler_error(c, loc, `non-default type parameter '${name}' follows default type parameter`);
    }
    ADDOP_I(c, loc, COPY, 1);
    compiler_nameop(c, loc, name, 'Store');
  }
  ADDOP_I(c, LOC(type_params[0]), BUILD_TUPLE, type_params.length);
}

function setArgumentCounts(c: Compiler, args: arguments_ty): void {
  c.u.u_argcount = args.args.length;
  c.u.u_posonlyargcount = args.posonlyargs.length;
  c.u.u_kwonlyargcount = args.kwonlyargs.length;
}

function compiler_function_body(c: Compiler, s: FunctionDef | AsyncFunctionDef, funcflags: number, firstlineno: number): void {
  const scope_type = s._type === 'AsyncFunctionDef' ? Scope.ASYNC_FUNCTION : Scope.FUNCTION;
  compiler_enter_scope(c, s.name, scope_type, _PySymtable_Lookup(c.c_st, s), firstlineno);
  // The first constant is the docstring or None.
  compiler_add_const(c, docStringOf(c, s.body) ?? CONST_NONE);
  setArgumentCounts(c, s.args);
  const start = NEW_LABEL(c);
  USE_LABEL(c, start);
  const add_stopiteration_handler = c.u.u_ste.ste_coroutine || c.u.u_ste.ste_generator;
  if (add_stopiteration_handler) compiler_push_fblock(c, NO_LOCATION, FBlock.STOP_ITERATION, start, NO_LABEL, null);
  visitBody(c, s.body, hasDocString(s.body) ? 1 : 0);
  if (add_stopiteration_handler) {
    wrap_in_stopiteration_handler(c);
    compiler_pop_fblock(c);
  }
  finishScope(c, LOC(s), true, funcflags);
}

/** The cleaned docstring at the head of a body; null if there is none, or if docstrings are stripped. */
export function docStringOf(c: Compiler, body: readonly stmt_ty[]): PyConst | null {
  if (!hasDocString(body) || c.c_optimize >= 2) return null;
  const text = (body[0] as {value: {value: Extract<PyConst, {kind: 'str'}>}}).value.value.value;
  const cleaned = _PyCompile_CleanDoc(text);
  if (typeof cleaned === 'string' || !('surrogatesAt' in cleaned)) return {kind: 'str', value: cleaned};
  const {object, surrogatesAt, surrogatesEnd} = cleaned;
  c.report.encodeError(object, surrogatesAt, surrogatesEnd);
  return CONST_NONE;
}

/** A def or async def statement. CPython: compiler_function() */
export function compiler_function(c: Compiler, s: FunctionDef | AsyncFunctionDef): void {
  compiler_check_debug_args(c, s.args);
  for (const decorator of s.decorator_list) compiler_visit_expr(c, decorator);
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno;
  const loc = LOC(s);
  const is_generic = s.type_params.length > 0;
  let funcflags = compiler_default_arguments(c, loc, s.args);
  let num_typeparam_args = 0;
  if (is_generic) {
    num_typeparam_args = (funcflags & MAKE_FUNCTION_DEFAULTS ? 1 : 0) + (funcflags & MAKE_FUNCTION_KWDEFAULTS ? 1 : 0);
    if (num_typeparam_args === 2) ADDOP_I(c, loc, SWAP, 2);
    compiler_enter_scope(c, `<generic parameters of ${s.name}>`, Scope.TYPEPARAMS, _PySymtable_Lookup(c.c_st, s.type_params), firstlineno);
    compiler_type_params(c, s.type_params);
    for (let i = 0; i < num_typeparam_args; i++) ADDOP_I(c, loc, LOAD_FAST, i);
  }
  if (compiler_visit_annotations(c, loc, s.args, s.returns)) funcflags |= MAKE_FUNCTION_ANNOTATIONS;
  compiler_function_body(c, s, funcflags, firstlineno);
  if (is_generic) {
    ADDOP_I(c, loc, SWAP, 2);
    ADDOP_I(c, loc, CALL_INTRINSIC_2, INTRINSIC_SET_FUNCTION_TYPE_PARAMS);
    c.u.u_argcount = num_typeparam_args;
    finishScope(c, loc, false, 0);
    if (num_typeparam_args > 0) {
      ADDOP_I(c, loc, SWAP, num_typeparam_args + 1);
      ADDOP_I(c, loc, CALL, num_typeparam_args - 1);
    } else {
      ADDOP(c, loc, PUSH_NULL);
      ADDOP_I(c, loc, CALL, 0);
    }
  }
  compiler_apply_decorators(c, s.decorator_list);
  compiler_nameop(c, loc, s.name, 'Store');
}

/** Compiles the body of a class and pushes __build_class__, the function of the body and the name. CPython: compiler_class_body() */
function compiler_class_body(c: Compiler, s: ClassDef, firstlineno: number): void {
  compiler_enter_scope(c, s.name, Scope.CLASS, _PySymtable_Lookup(c.c_st, s), firstlineno);
  const u = c.u;
  const loc = new SourceLocation(firstlineno, firstlineno, 0, 0);
  u.u_private = s.name;
  compiler_nameop(c, loc, '__name__', 'Load');
  compiler_nameop(c, loc, '__module__', 'Store');
  ADDOP_LOAD_CONST(c, loc, constOfName(u.u_qualname));
  compiler_nameop(c, loc, '__qualname__', 'Store');
  ADDOP_LOAD_CONST(c, loc, constInt(firstlineno));
  compiler_nameop(c, loc, '__firstlineno__', 'Store');
  if (s.type_params.length > 0) {
    compiler_nameop(c, loc, '.type_params', 'Load');
    compiler_nameop(c, loc, '__type_params__', 'Store');
  }
  if (u.u_ste.ste_needs_classdict) {
    ADDOP(c, loc, LOAD_LOCALS);
    ADDOP_I(c, loc, STORE_DEREF, dict_add_o(u.u_cellvars, '__classdict__'));
  }
  compiler_body(c, loc, s.body);
  const attributes = Array.from(u.u_static_attributes!).sort(compareNames);
  ADDOP_LOAD_CONST(c, NO_LOCATION, {kind: 'tuple', items: attributes.map(constOfName)});
  compiler_nameop(c, NO_LOCATION, '__static_attributes__', 'Store');
  if (u.u_ste.ste_needs_classdict) {
    ADDOP_I(c, NO_LOCATION, LOAD_CLOSURE, u.u_cellvars.get('__classdict__')!);
    compiler_nameop(c, NO_LOCATION, '__classdictcell__', 'Store');
  }
  if (u.u_ste.ste_needs_class_closure) {
    ADDOP_I(c, NO_LOCATION, LOAD_CLOSURE, u.u_cellvars.get('__class__')!);
    ADDOP_I(c, NO_LOCATION, COPY, 1);
    compiler_nameop(c, NO_LOCATION, '__classcell__', 'Store');
  } else {
    ADDOP_LOAD_CONST(c, NO_LOCATION, CONST_NONE);
  }
  ADDOP(c, NO_LOCATION, RETURN_VALUE);
  const code = optimize_and_assemble(c, true);
  compiler_exit_scope(c);
  if (code === null) return;
  const at = LOC(s);
  ADDOP(c, at, LOAD_BUILD_CLASS);
  ADDOP(c, at, PUSH_NULL);
  compiler_make_closure(c, at, code, 0);
  ADDOP_LOAD_CONST(c, at, constOfName(s.name));
}

/** A class statement. CPython: compiler_class() */
export function compiler_class(c: Compiler, s: ClassDef): void {
  for (const decorator of s.decorator_list) compiler_visit_expr(c, decorator);
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno;
  const loc = LOC(s);
  if (s.type_params.length === 0) {
    compiler_class_body(c, s, firstlineno);
    compiler_call_helper(c, loc, 2, s.bases, s.keywords);
  } else {
    compiler_enter_scope(c, `<generic parameters of ${s.name}>`, Scope.TYPEPARAMS, _PySymtable_Lookup(c.c_st, s.type_params), firstlineno);
    c.u.u_private = s.name;
    compiler_type_params(c, s.type_params);
    compiler_nameop(c, loc, '.type_params', 'Store');
    compiler_class_body(c, s, firstlineno);
    compiler_nameop(c, loc, '.type_params', 'Load');
    ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_SUBSCRIPT_GENERIC);
    compiler_nameop(c, loc, '.generic_base', 'Store');
    const generic_base: Name = {
      _type: 'Name', id: '.generic_base', ctx: 'Load', lineno: s.lineno, col_offset: s.col_offset, end_lineno: s.end_lineno, end_col_offset: s.end_col_offset,
    };
    compiler_call_helper(c, loc, 2, [...s.bases, generic_base], s.keywords);
    finishScope(c, loc, false, 0);
    ADDOP(c, loc, PUSH_NULL);
    ADDOP_I(c, loc, CALL, 0);
  }
  compiler_apply_decorators(c, s.decorator_list);
  compiler_nameop(c, loc, s.name, 'Store');
}

/** A type statement. CPython: compiler_typealias() */
export function compiler_typealias(c: Compiler, s: TypeAlias): void {
  const loc = LOC(s);
  const name = (s.name as Name).id;
  const is_generic = s.type_params.length > 0;
  if (is_generic) {
    compiler_enter_scope(c, `<generic parameters of ${name}>`, Scope.TYPEPARAMS, _PySymtable_Lookup(c.c_st, s.type_params), s.lineno);
    ADDOP_LOAD_CONST(c, loc, constOfName(name));
    compiler_type_params(c, s.type_params);
  } else {
    ADDOP_LOAD_CONST(c, loc, constOfName(name));
    ADDOP_LOAD_CONST(c, loc, CONST_NONE);
  }
  compiler_enter_scope(c, name, Scope.FUNCTION, _PySymtable_Lookup(c.c_st, s), s.lineno);
  // None first, so that the function has no docstring.
  compiler_add_const(c, CONST_NONE);
  compiler_visit_expr(c, s.value);
  ADDOP(c, loc, RETURN_VALUE);
  finishScope(c, loc, false, 0);
  ADDOP_I(c, loc, BUILD_TUPLE, 3);
  ADDOP_I(c, loc, CALL_INTRINSIC_1, INTRINSIC_TYPEALIAS);
  if (is_generic) {
    finishScope(c, loc, false, 0);
    ADDOP(c, loc, PUSH_NULL);
    ADDOP_I(c, loc, CALL, 0);
  }
  compiler_nameop(c, loc, name, 'Store');
}

/** A lambda expression. CPython: compiler_lambda() */
export function compiler_lambda(c: Compiler, e: Lambda): void {
  compiler_check_debug_args(c, e.args);
  const loc = LOC(e);
  const funcflags = compiler_default_arguments(c, loc, e.args);
  compiler_enter_scope(c, '<lambda>', Scope.LAMBDA, _PySymtable_Lookup(c.c_st, e), e.lineno);
  compiler_add_const(c, CONST_NONE);
  setArgumentCounts(c, e.args);
  compiler_visit_expr(c, e.body);
  const isGenerator = c.u.u_ste.ste_generator;
  if (!isGenerator) ADDOP(c, LOC(e.body), RETURN_VALUE);
  finishScope(c, loc, !isGenerator, funcflags);
}
