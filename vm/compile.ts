/** From an AST to a code object. CPython: Python/compile.c _PyAST_Compile() */
import type {CodeSpec, CompileWarning, SyntaxErrorInfo} from './constants';
import type {mod_ty} from './generated/ast-nodes';
import {_PyAST_Optimize} from './ast-opt';
import {compiler_enter_scope, compiler_exit_scope, Compiler, Scope} from './codegen';
import {compiler_codegen} from './codegen-stmt';
import {ConstCache} from './compile-consts';
import {type CompilerException, CompileReport, DEFAULT_RECURSION_LIMITS, type RecursionLimits, SourceLocation, type WarningSink} from './compile-errors';
import {add_return_at_end, optimize_and_assemble} from './compile-unit';
import {_PyFuture_FromAST} from './future';
import {_PySymtable_Build, _PySymtable_Lookup, type SymbolTable} from './symtable';

export const PyCF_SOURCE_IS_UTF8 = 0x100;
export const PyCF_DONT_IMPLY_DEDENT = 0x200;
export const PyCF_ONLY_AST = 0x400;
export const PyCF_IGNORE_COOKIE = 0x800;
export const PyCF_TYPE_COMMENTS = 0x1000;
export const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;
export const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000;
export const PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST;

/** What compilation needs from its surroundings; all may be left out. */
export interface CompileOptions {
  /** Issues warnings as they are found; without it they are only collected. */
  warn?: WarningSink;
  limits?: RecursionLimits;
}

/** The outcome: code, or an error, or another exception; none of them if a warning sink said that an exception is set. */
export interface CompileResult {
  code: CodeSpec | null;
  error: SyntaxErrorInfo | null;
  exception: CompilerException | null;
  warnings: CompileWarning[];
  /** The flags with those that `from __future__` added: what PyCompilerFlags holds afterwards. */
  flags: number;
}

/**
 * Compiles a module. The AST is used up: folding changes it. `optimize` is 0, 1 or 2; `flags` are those of compile().
 * Columns of errors count UTF-8 bytes from 1, as CPython's do here; `text` is left to the caller, who may know the source.
 * CPython: _PyAST_Compile()
 */
export function _PyAST_Compile(mod: mod_ty, filename: string, flags: number, optimize: number, options: CompileOptions = {}): CompileResult {
  const report = new CompileReport(options.warn ?? null);
  const limits = options.limits ?? DEFAULT_RECURSION_LIMITS;
  const {code, merged} = compileInto(mod, filename, flags, optimize, report, limits);
  return {code: report.failed ? null : code, error: report.error, exception: report.exception, warnings: report.warnings, flags: merged};
}

function compileInto(
  mod: mod_ty, filename: string, flags: number, optimize: number, report: CompileReport, limits: RecursionLimits,
): {code: CodeSpec | null; merged: number} {
  report.early = true;
  const future = _PyFuture_FromAST(mod, report);
  const merged = future.ff_features | flags;
  if (report.failed) return {code: null, merged};
  future.ff_features = merged;
  _PyAST_Optimize(mod, optimize, merged, report, limits);
  if (report.failed) return {code: null, merged};
  const st = _PySymtable_Build(mod, future, report, limits);
  if (st === null) return {code: null, merged};
  report.early = false;
  const c = new Compiler(filename, st, future, merged, optimize, (merged & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0, new ConstCache(), report);
  return {code: compiler_mod(c, mod), merged};
}

/** The compiler of a module as it stands after code generation, its unit finished and not yet optimized; null with an error in the report. */
export function codegenOf(mod: mod_ty, filename: string, flags: number, optimize: number, report: CompileReport): Compiler | null {
  const future = _PyFuture_FromAST(mod, report);
  if (report.failed) return null;
  const merged = (future.ff_features |= flags);
  _PyAST_Optimize(mod, optimize, merged, report, DEFAULT_RECURSION_LIMITS);
  const st = report.failed ? null : _PySymtable_Build(mod, future, report, DEFAULT_RECURSION_LIMITS);
  if (st === null) return null;
  const c = new Compiler(filename, st, future, merged, optimize, (merged & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0, new ConstCache(), report);
  c.c_save_nested_seqs = true;
  compiler_enter_scope(c, '<module>', Scope.MODULE, _PySymtable_Lookup(c.c_st, mod), 1);
  compiler_codegen(c, mod, new SourceLocation(1, 1, 0, 0));
  add_return_at_end(c, mod._type !== 'Expression');
  return c;
}
function compiler_mod(c: Compiler, mod: mod_ty): CodeSpec | null {
  compiler_enter_scope(c, '<module>', Scope.MODULE, _PySymtable_Lookup(c.c_st, mod), 1);
  compiler_codegen(c, mod, new SourceLocation(1, 1, 0, 0));
  const code = optimize_and_assemble(c, mod._type !== 'Expression');
  compiler_exit_scope(c);
  return code;
}

/** The symbol table of a module for the `_symtable` module; null with `error` or `exception` set. CPython: Python/symtable.c _Py_SymtableStringObjectFlags() */
export function buildSymtable(
  mod: mod_ty, flags: number, options: CompileOptions = {},
): {table: SymbolTable | null; error: SyntaxErrorInfo | null; exception: CompilerException | null} {
  const report = new CompileReport(options.warn ?? null);
  report.early = true;
  const future = _PyFuture_FromAST(mod, report);
  future.ff_features |= flags;
  const table = report.failed ? null : _PySymtable_Build(mod, future, report, options.limits ?? DEFAULT_RECURSION_LIMITS);
  return {table, error: report.error, exception: report.exception};
}

/** Folds the constants of an AST, for `ast.parse(optimize=...)`. CPython: _PyCompile_AstOptimize() */
export function _PyCompile_AstOptimize(
  mod: mod_ty, flags: number, optimize: number, options: CompileOptions = {},
): {error: SyntaxErrorInfo | null; exception: CompilerException | null; warnings: CompileWarning[]} {
  const report = new CompileReport(options.warn ?? null);
  report.early = true;
  const future = _PyFuture_FromAST(mod, report);
  if (!report.failed) _PyAST_Optimize(mod, optimize, future.ff_features | flags, report, options.limits ?? DEFAULT_RECURSION_LIMITS);
  return {error: report.error, exception: report.exception, warnings: report.warnings};
}
