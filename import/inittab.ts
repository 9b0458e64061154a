/** The modules that are compiled in, by name: the one table of them. CPython: Modules/config.c, Python/import.c inittab_copy */
import {BUILTIN_MODULES} from './builtin-modules';
import type {PyModuleDef} from '../objects/moduleobject';
import type {NULL, New} from '../runtime/types';
import {_PyRuntime} from '../runtime/current';

/** An init function: a def (multi-phase), a module (single-phase), or NULL with an exception. */
export type InitFunction = () => PyModuleDef | New | NULL;
/** An entry; `initfunc` null for sys and builtins, which start with the interpreter. CPython: struct _inittab */
export interface InittabEntry { readonly name: string; readonly initfunc: InitFunction | null }

/** Copies the table into the runtime; changes afterwards are not seen. CPython: init_builtin_modules_table() */
export function initBuiltinModulesTable(extra: readonly InittabEntry[] = []): void {
  _PyRuntime.imports.inittab = [...BUILTIN_MODULES, ...extra];
}
/** The runtime's copy. */
export function inittab(): readonly InittabEntry[] {
  return _PyRuntime.imports.inittab as InittabEntry[];
}
/** 1 when a name is builtin, -1 for sys and builtins (they cannot be made again), 0 else. CPython: is_builtin() */
export function is_builtin(name: string): number {
  const entry = inittab().find(e => e.name === name);
  return entry === undefined ? 0 : entry.initfunc === null ? -1 : 1;
}
