/**
 * Frozen modules: code that is built in. The bytes come from the build (build/frozen.bin: marshalled code of the stdlib's own
 * sources); the tables and the order of lookup are CPython's. CPython: Python/frozen.c, Python/import.c find_frozen()
 */
import {_PyRuntime, interp} from '../runtime/current';

/** One entry; `code` null disables the name. CPython: struct _frozen */
export interface FrozenModule { readonly name: string; readonly code: Uint8Array | null; readonly is_package: boolean }

/** What the build froze, and what an embedder added. */
export interface FrozenTables {
  readonly modules: ReadonlyMap<string, FrozenModule>;
  /** PyImport_FrozenModules: additions that come before the stdlib's. */
  custom: readonly FrozenModule[] | null;
}

/** Names that always work. */
const BOOTSTRAP = ['_frozen_importlib', '_frozen_importlib_external', 'zipimport'] as const;
const STDLIB = ['abc', 'codecs', 'io', '_collections_abc', '_sitebuiltins', 'genericpath', 'ntpath', 'posixpath', 'os.path', 'os', 'site', 'stat', 'importlib.util', 'importlib.machinery', 'runpy'] as const;
const TEST = ['__hello__', '__hello_alias__', '__phello_alias__', '__phello_alias__.spam', '__phello__', '__phello__.__init__', '__phello__.ham', '__phello__.ham.__init__', '__phello__.ham.eggs', '__phello__.spam', '__hello_only__'] as const;
/** Names whose code was frozen from another module's source; null for none of the stdlib's. */
export const FROZEN_ALIASES: Readonly<Record<string, string | null>> = {
  _frozen_importlib: 'importlib._bootstrap', _frozen_importlib_external: 'importlib._bootstrap_external', 'os.path': 'posixpath', __hello_alias__: '__hello__', __phello_alias__: '__hello__',
  '__phello_alias__.spam': '__hello__', '__phello__.__init__': '<__phello__', '__phello__.ham.__init__': '<__phello__.ham', __hello_only__: null,
};
export const FROZEN_NAMES: readonly string[] = [...BOOTSTRAP, ...STDLIB, ...TEST];
const PACKAGES: readonly string[] = ['__phello__', '__phello__.ham', '__phello_alias__'];
export function isFrozenPackage(name: string): boolean {
  return PACKAGES.includes(name);
}
/** The source file in the stdlib that a frozen name's code is made from. */
export function frozenSource(name: string): string {
  const special: Readonly<Record<string, string>> = {
    _frozen_importlib: 'importlib/_bootstrap.py', _frozen_importlib_external: 'importlib/_bootstrap_external.py', 'os.path': 'posixpath.py',
    __hello_alias__: '__hello__.py', __phello_alias__: '__hello__.py', '__phello_alias__.spam': '__hello__.py', __hello_only__: '__hello_only__.py',
    __phello__: '__phello__/__init__.py', '__phello__.__init__': '__phello__/__init__.py', '__phello__.ham': '__phello__/ham/__init__.py', '__phello__.ham.__init__': '__phello__/ham/__init__.py',
  };
  return special[name] ?? `${name.replace(/\./g, '/')}.py`;
}

/** CPython: enum frozen_status */
export type FrozenStatus = 'okay' | 'bad name' | 'not found' | 'disabled' | 'excluded' | 'invalid';
/** CPython: struct frozen_info */
export interface FrozenInfo { status: FrozenStatus; name: string; data: Uint8Array | null; is_package: boolean; is_alias: boolean; origname: string | null }

/** Whether the frozen stdlib may be used here. CPython: use_frozen() */
function use_frozen(): boolean {
  const override = interp.imports.override_frozen_modules;
  return override > 0 ? true : override < 0 ? false : interp.config.use_frozen_modules !== 0;
}

/** Finds a frozen module: bootstrap ones, then custom ones, then the stdlib's and the tests'. CPython: find_frozen() */
export function find_frozen(name: string | null): FrozenInfo {
  const info: FrozenInfo = {status: 'okay', name: name ?? '', data: null, is_package: false, is_alias: false, origname: name};
  if (name === null) return {...info, status: 'bad name'};
  const tables = _PyRuntime.frozen as FrozenTables;
  const isBootstrap = (BOOTSTRAP as readonly string[]).includes(name);
  let entry: FrozenModule | undefined;
  if (!isBootstrap) {
    const custom = tables.custom?.find(m => m.name === name);
    if (custom !== undefined && custom.code === null) return {...info, status: 'excluded'};
    entry = custom;
  }
  if (entry === undefined) {
    entry = tables.modules.get(name);
    if (entry === undefined) return {...info, status: 'not found'};
    if (!isBootstrap && !use_frozen()) return {...info, status: 'disabled'};
  }
  if (entry.code === null || entry.code.length === 0) return {...info, status: entry.code === null ? 'excluded' : 'invalid'};
  const alias = name in FROZEN_ALIASES;
  return {...info, data: entry.code, is_package: entry.is_package, is_alias: alias, origname: alias ? FROZEN_ALIASES[name] : name};
}

/** Every frozen name, custom ones at the end. CPython: list_frozen_module_names() */
export function frozenModuleNames(): string[] {
  const tables = _PyRuntime.frozen as FrozenTables;
  const names = FROZEN_NAMES.filter(n => (BOOTSTRAP as readonly string[]).includes(n) || use_frozen());
  for (const custom of tables.custom ?? []) if (custom.code !== null && !names.includes(custom.name)) names.push(custom.name);
  return names;
}
