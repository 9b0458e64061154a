/**
 * The second pass over the symbol table: from what each block does with its names follows whether they are local, global, free or cells.
 * CPython: Python/symtable.c analyze_block() and what it calls
 */
import {CELL, ClassBlock, DEF_BOUND, DEF_COMP_CELL, DEF_FREE_CLASS, DEF_GLOBAL, DEF_NONLOCAL, DEF_PARAM, DEF_TYPE_PARAM, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, NoComprehension, _PyST_GetScope, _PyST_GetSymbol, _PyST_IsFunctionLike, SCOPE_MASK, SCOPE_OFFSET, type PySTEntryObject, type SymbolTable} from './symtable';
import type {CompileReport} from './compile-errors';

type Names = Set<string>;
const addAll = (to: Names, from: Names): void => { for (const name of from) to.add(name); };

/** Places an error at the statement that declared the name. CPython: error_at_directive() */
function error_at_directive(report: CompileReport, ste: PySTEntryObject, name: string, msg: string): void {
  const directive = ste.ste_directives?.find(candidate => candidate.name === name);
  if (directive === undefined) report.raise('RuntimeError', 'BUG: internal directive bookkeeping broken');
  else report.syntaxError(msg, directive);
}

/** Decides one name of a block and records it for the blocks inside. CPython: analyze_name() */
function analyze_name(
  report: CompileReport, ste: PySTEntryObject, scopes: Map<string, number>, name: string, flags: number, bound: Names | null, local: Names, free: Names,
  global: Names, type_params: Names, class_entry: PySTEntryObject | null,
): void {
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) return error_at_directive(report, ste, name, `name '${name}' is nonlocal and global`);
    scopes.set(name, GLOBAL_EXPLICIT);
    global.add(name);
    bound?.delete(name);
    return;
  }
  if (flags & DEF_NONLOCAL) {
    if (bound === null) return error_at_directive(report, ste, name, 'nonlocal declaration not allowed at module level');
    if (!bound.has(name)) return error_at_directive(report, ste, name, `no binding for nonlocal '${name}' found`);
    if (type_params.has(name)) return error_at_directive(report, ste, name, `nonlocal binding not allowed for type parameter '${name}'`);
    scopes.set(name, FREE);
    ste.ste_free = true;
    free.add(name);
    return;
  }
  if (flags & DEF_BOUND) {
    scopes.set(name, LOCAL);
    local.add(name);
    global.delete(name);
    if (flags & DEF_TYPE_PARAM) type_params.add(name);
    else type_params.delete(name);
    return;
  }
  // A scope inside a class that sees the class's names looks them up there and then among the globals, never in a function around the class.
  if (class_entry !== null) {
    const class_flags = _PyST_GetSymbol(class_entry, name);
    if (class_flags & DEF_GLOBAL) {
      scopes.set(name, GLOBAL_EXPLICIT);
      return;
    }
    if (class_flags & DEF_BOUND && !(class_flags & DEF_NONLOCAL)) {
      scopes.set(name, GLOBAL_IMPLICIT);
      return;
    }
  }
  if (bound !== null && bound.has(name)) {
    scopes.set(name, FREE);
    ste.ste_free = true;
    free.add(name);
    return;
  }
  if (!global.has(name) && ste.ste_nested) ste.ste_free = true;
  scopes.set(name, GLOBAL_IMPLICIT);
}

function is_free_in_any_child(entry: PySTEntryObject, name: string): boolean {
  for (const child of entry.ste_children) if (_PyST_GetScope(child, name) === FREE) return true;
  return false;
}

/** Moves the names of a comprehension into the block that holds it, since it will run in that block's frame. CPython: inline_comprehension() */
function inline_comprehension(ste: PySTEntryObject, comp: PySTEntryObject, scopes: Map<string, number>, comp_free: Names, inlined_cells: Names): void {
  let remove_dunder_class = false;
  for (const [name, comp_flags] of comp.ste_symbols) {
    if (comp_flags & DEF_PARAM) continue;
    let scope = (comp_flags >> SCOPE_OFFSET) & SCOPE_MASK;
    const only_flags = comp_flags & ((1 << SCOPE_OFFSET) - 1);
    if (scope === CELL || only_flags & DEF_COMP_CELL) inlined_cells.add(name);
    const existing = ste.ste_symbols.get(name);
    // __class__ never passes through a class as a free variable, see drop_class_free().
    if (scope === FREE && ste.ste_type === ClassBlock && name === '__class__') {
      scope = GLOBAL_IMPLICIT;
      comp_free.delete(name);
      remove_dunder_class = true;
    }
    if (existing === undefined) {
      ste.ste_symbols.set(name, only_flags);
      scopes.set(name, scope);
    } else if (existing & DEF_BOUND && ste.ste_type !== ClassBlock && !is_free_in_any_child(comp, name)) {
      comp_free.delete(name);
    }
  }
  comp.ste_free = comp_free.size > 0;
  if (remove_dunder_class) comp.ste_symbols.delete('__class__');
}

/** Turns local names that blocks inside use into cells. CPython: analyze_cells() */
function analyze_cells(scopes: Map<string, number>, free: Names, inlined_cells: Names): void {
  for (const [name, scope] of scopes) {
    if (scope !== LOCAL || (!free.has(name) && !inlined_cells.has(name))) continue;
    scopes.set(name, CELL);
    free.delete(name);
  }
}

function drop_class_free(ste: PySTEntryObject, free: Names): void {
  if (free.delete('__class__')) ste.ste_needs_class_closure = true;
  if (free.delete('__classdict__')) ste.ste_needs_classdict = true;
}

/** Writes the decisions into the entry. CPython: update_symbols() */
function update_symbols(
  symbols: Map<string, number>, scopes: Map<string, number>, bound: Names | null, free: Names, inlined_cells: Names, classflag: boolean,
): void {
  for (const [name, flags] of symbols) {
    const cellFlag = inlined_cells.size > 0 && inlined_cells.has(name) ? DEF_COMP_CELL : 0;
    symbols.set(name, flags | cellFlag | (scopes.get(name)! << SCOPE_OFFSET));
  }
  for (const name of free) {
    const flags = symbols.get(name);
    if (flags !== undefined) {
      // A free variable of a method that is also a name of the class.
      if (classflag) symbols.set(name, flags | DEF_FREE_CLASS);
    } else if (bound === null || bound.has(name)) {
      symbols.set(name, FREE << SCOPE_OFFSET);
    }
  }
}

function analyze_block(
  report: CompileReport, ste: PySTEntryObject, bound: Names | null, free: Names, global: Names, type_params: Names, class_entry: PySTEntryObject | null,
): void {
  const local: Names = new Set();
  const scopes = new Map<string, number>();
  const newglobal: Names = new Set();
  const newfree: Names = new Set();
  const newbound: Names = new Set();
  const inlined_cells: Names = new Set();
  const isClass = ste.ste_type === ClassBlock;
  // A class's own names are not visible in the blocks inside it, so those get the sets as they are before its names are added.
  if (isClass) {
    addAll(newglobal, global);
    if (bound !== null) addAll(newbound, bound);
  }
  for (const [name, flags] of ste.ste_symbols) {
    analyze_name(report, ste, scopes, name, flags, bound, local, free, global, type_params, class_entry);
    if (report.failed) return;
  }
  if (isClass) {
    newbound.add('__class__');
    newbound.add('__classdict__');
  } else {
    if (_PyST_IsFunctionLike(ste)) addAll(newbound, local);
    if (bound !== null) addAll(newbound, bound);
    addAll(newglobal, global);
  }
  let hasInlined = false;
  for (const entry of ste.ste_children) {
    let new_class_entry: PySTEntryObject | null = null;
    if (entry.ste_can_see_class_scope) new_class_entry = isClass ? ste : class_entry;
    const inline_comp = entry.ste_comprehension !== NoComprehension && !entry.ste_generator && !ste.ste_can_see_class_scope;
    const child_free: Names = new Set(newfree);
    analyze_block(report, entry, new Set(newbound), child_free, new Set(newglobal), new Set(type_params), new_class_entry);
    if (report.failed) return;
    if (inline_comp) {
      inline_comprehension(ste, entry, scopes, child_free, inlined_cells);
      entry.ste_comp_inlined = true;
      hasInlined = true;
    }
    addAll(newfree, child_free);
    if (entry.ste_free || entry.ste_child_free) ste.ste_child_free = true;
  }
  if (hasInlined) {
    const children: PySTEntryObject[] = [];
    for (const entry of ste.ste_children) {
      if (entry.ste_comp_inlined) for (const child of entry.ste_children) children.push(child);
      else children.push(entry);
    }
    ste.ste_children = children;
  }
  if (_PyST_IsFunctionLike(ste)) analyze_cells(scopes, newfree, inlined_cells);
  else if (isClass) drop_class_free(ste, newfree);
  update_symbols(ste.ste_symbols, scopes, bound, newfree, inlined_cells, isClass || ste.ste_can_see_class_scope);
  addAll(free, newfree);
}

/** Decides the scope of every name of every block; an impossible declaration is a SyntaxError in the report. CPython: symtable_analyze() */
export function symtable_analyze(st: SymbolTable): void {
  analyze_block(st.report, st.st_top, null, new Set(), new Set(), new Set(), null);
}
