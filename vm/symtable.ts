/**
 * Symbol tables: one entry for each block (module, class, function, comprehension, type parameter scope, annotation), with the flags and scopes of
 * the names in it. CPython: Python/symtable.c, Include/internal/pycore_symtable.h
 *
 * Two passes: vm/symtable-build.ts gathers facts from the AST, vm/symtable-analyze.ts decides from them what each name is.
 */
import type {CompileReport, RecursionLimits} from './compile-errors';
import type {FutureFeatures} from './future';
import type {Location, mod_ty} from './generated/ast-nodes';
import {symtable_analyze} from './symtable-analyze';
import {symtable_visit_mod} from './symtable-build';

/** CPython: _Py_block_ty (the numbers are visible in the `_symtable` module) */
export const FunctionBlock = 0;
export const ClassBlock = 1;
export const ModuleBlock = 2;
export const AnnotationBlock = 3;
export const TypeAliasBlock = 4;
export const TypeParametersBlock = 5;
export const TypeVariableBlock = 6;

/** CPython: _Py_comprehension_ty */
export const NoComprehension = 0;
export const ListComprehension = 1;
export const DictComprehension = 2;
export const SetComprehension = 3;
export const GeneratorExpression = 4;

export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 2 << 1;
export const DEF_NONLOCAL = 2 << 2;
export const USE = 2 << 3;
export const DEF_FREE = 2 << 4;
export const DEF_FREE_CLASS = 2 << 5;
export const DEF_IMPORT = 2 << 6;
export const DEF_ANNOT = 2 << 7;
export const DEF_COMP_ITER = 2 << 8;
export const DEF_TYPE_PARAM = 2 << 9;
export const DEF_COMP_CELL = 2 << 10;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT;

export const SCOPE_OFFSET = 12;
export const SCOPE_MASK = DEF_GLOBAL | DEF_LOCAL | DEF_PARAM | DEF_NONLOCAL;
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

/** A global or nonlocal statement, or a walrus target: the mangled name and its place. */
export interface Directive extends Location { name: string }

/** The table of one block. Fields as in CPython's struct _symtable_entry. */
export class PySTEntryObject {
  /** Names in the order of their first appearance, with flags and, after analysis, the scope above SCOPE_OFFSET. */
  readonly ste_symbols = new Map<string, number>();
  /** Parameters in order. */
  readonly ste_varnames: string[] = [];
  ste_children: PySTEntryObject[] = [];
  ste_directives: Directive[] | null = null;
  /** The names to mangle in the type parameter scope of a class; null where all names are. */
  ste_mangled_names: Set<string> | null = null;
  /** What a type variable block is for, in the words of error messages. */
  ste_scope_info: string | null = null;
  ste_nested = false;
  ste_free = false;
  ste_child_free = false;
  ste_generator = false;
  ste_coroutine = false;
  ste_comprehension = NoComprehension;
  ste_varargs = false;
  ste_varkeywords = false;
  ste_returns_value = false;
  ste_needs_class_closure = false;
  ste_needs_classdict = false;
  ste_comp_inlined = false;
  ste_comp_iter_target = false;
  ste_can_see_class_scope = false;
  ste_comp_iter_expr = 0;
  ste_opt_lineno = 0;
  ste_opt_col_offset = 0;

  constructor(
    /** A number of its own within the table, in the order of creation. */
    readonly ste_id: number,
    readonly ste_name: string,
    readonly ste_type: number,
    readonly ste_lineno: number, readonly ste_col_offset: number, readonly ste_end_lineno: number, readonly ste_end_col_offset: number,
  ) {}
}

/** The symbol table of a module. CPython: struct symtable */
export class SymbolTable {
  st_cur!: PySTEntryObject;
  st_top!: PySTEntryObject;
  /** Entries by the AST node, or list of type parameters, that opens the block. */
  readonly st_blocks = new Map<object, PySTEntryObject>();
  /** Entries for the defaults of TypeVars, by the type parameter: its bound has the place in `st_blocks`. */
  readonly st_default_blocks = new Map<object, PySTEntryObject>();
  readonly st_stack: PySTEntryObject[] = [];
  st_global!: Map<string, number>;
  st_private: string | null = null;
  st_nblocks = 0;
  recursion_depth = 0;
  native_depth = 0;

  constructor(readonly st_future: FutureFeatures, readonly report: CompileReport, readonly limits: RecursionLimits) {}
}

/** The symbol table of a module, or null when `report` got an error. CPython: _PySymtable_Build() */
export function _PySymtable_Build(mod: mod_ty, future: FutureFeatures, report: CompileReport, limits: RecursionLimits): SymbolTable | null {
  const st = new SymbolTable(future, report, limits);
  symtable_visit_mod(st, mod);
  if (report.failed) return null;
  symtable_analyze(st);
  return report.failed ? null : st;
}

/** The entry of the block that a node opens; a missing one is a fault of ours. CPython: _PySymtable_Lookup() */
export function _PySymtable_Lookup(st: SymbolTable, key: object): PySTEntryObject {
  const entry = st.st_blocks.get(key);
  if (entry === undefined) throw new Error('unknown symbol table entry');
  return entry;
}

/** Flags and scope of a name in a block, 0 for a name it does not know. CPython: _PyST_GetSymbol() */
export const _PyST_GetSymbol = (ste: PySTEntryObject, name: string): number => ste.ste_symbols.get(name) ?? 0;
/** The scope of a name in a block, 0 for unknown. CPython: _PyST_GetScope() */
export const _PyST_GetScope = (ste: PySTEntryObject, name: string): number => ((ste.ste_symbols.get(name) ?? 0) >> SCOPE_OFFSET) & SCOPE_MASK;
/** Whether the names of a block live in fast locals. CPython: _PyST_IsFunctionLike() */
export const _PyST_IsFunctionLike = (ste: PySTEntryObject): boolean =>
  ste.ste_type === FunctionBlock || ste.ste_type === TypeVariableBlock || ste.ste_type === TypeAliasBlock || ste.ste_type === TypeParametersBlock;

/** A name as seen inside the block: mangled, unless the block mangles only some names. CPython: _Py_MaybeMangle() */
export function _Py_MaybeMangle(privateobj: string | null, ste: PySTEntryObject, name: string): string {
  if (ste.ste_mangled_names !== null && !ste.ste_mangled_names.has(name)) return name;
  return _Py_Mangle(privateobj, name);
}

/** `__name` in class `_Class` becomes `_Class__name`. CPython: _Py_Mangle() */
export function _Py_Mangle(privateobj: string | null, ident: string): string {
  if (privateobj === null || !ident.startsWith('__') || ident.endsWith('__') || ident.includes('.')) return ident;
  let start = 0;
  while (start < privateobj.length && privateobj.charCodeAt(start) === 0x5f) start++;
  return start === privateobj.length ? ident : `_${privateobj.slice(start)}${ident}`;
}
