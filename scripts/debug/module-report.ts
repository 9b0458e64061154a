/** `vivarium-debug module`: all that the runtime knows of one module, in every interpreter. */
import type {CachedExtension} from '../../import/import-extensions';
import {PyModule_Check, PyModule_GetDef, PyModule_GetState, type PyModuleDef} from '../../objects/moduleobject';
import {_PyRuntime} from '../../runtime/current';
import {PyList_GET_ITEM, PyList_GET_SIZE} from '../../runtime/generated/accessors';
import {Py_REFCNT} from '../../runtime/object';
import type {PyInterpreterState} from '../../runtime/pystate';
import {NULL, type PyObject} from '../../runtime/types';
import {References, describe, interpreters, liveObjects, modulesOf, namedEntries} from './heap-walk';
import {slotsOfDef, type DefSlots} from './why';

/** An entry of the extensions cache: one for each single-phase module that was loaded. */
export interface CacheEntry {
  readonly key: string;
  readonly origin: string;
  readonly m_size: number;
  readonly m_index: number;
  readonly m_copy: {readonly owner: number; readonly references: number; readonly keys: readonly string[]} | null;
}
/** The module in one interpreter. */
export interface ModuleRow {
  readonly interpreter: number;
  readonly inSysModules: boolean;
  /** Whether modules_by_index has it: the one of sys.modules, another one, or none. */
  readonly modulesByIndex: 'same' | 'another' | 'none';
  /** References to the module of sys.modules, or else to that of modules_by_index; what follows is about that one, too. */
  readonly references: number | null;
  readonly def: {readonly m_name: string; readonly m_size: number; readonly m_index: number; readonly phases: 1 | 2; readonly slots: DefSlots} | null;
  readonly state: string;
  readonly holders: readonly string[];
}
/** A module of that name which no interpreter knows any more. */
export interface ForgottenModule { readonly references: number; readonly state: string; readonly holders: readonly string[] }
export interface ModuleReport { readonly name: string; readonly cache: readonly CacheEntry[]; readonly interpreters: readonly ModuleRow[]; readonly forgotten: readonly ForgottenModule[] }

function atIndex(i: PyInterpreterState, index: number): PyObject | NULL {
  const list = i.imports.modules_by_index;
  if (list === NULL || index <= 0 || index >= PyList_GET_SIZE(list)) return NULL;
  const found = PyList_GET_ITEM(list, index);
  return PyModule_Check(found) ? found : NULL;
}
function describeDef(def: PyModuleDef): NonNullable<ModuleRow['def']> {
  return {m_name: def.m_name, m_size: def.m_size, m_index: def.m_base.m_index, phases: def.m_slots === null ? 1 : 2, slots: slotsOfDef(def)};
}

/** Looks a module up everywhere. */
export function moduleReport(name: string): ModuleReport {
  const cache: CacheEntry[] = [];
  let cachedIndex = 0;
  for (const [key, value] of _PyRuntime.imports.extensions as Map<string, CachedExtension | null>) {
    if (value === null || !key.endsWith(`:${name}`)) continue;
    cachedIndex = value.m_index;
    const copy = value.m_dict;
    cache.push({
      key, origin: value.origin, m_size: value.def.m_size, m_index: value.m_index,
      m_copy: copy === null ? null : {owner: copy.interpid, references: Py_REFCNT(copy.copied), keys: namedEntries(copy.copied).map(([k]) => k)},
    });
  }
  const objects = liveObjects(), references = new References(objects), rows: ModuleRow[] = [], seen = new Set<PyObject>();
  for (const i of interpreters()) {
    const listed: PyObject | NULL = modulesOf(i).get(name) ?? NULL, byIndex: PyObject | NULL = atIndex(i, cachedIndex !== 0 ? cachedIndex : listed === NULL ? 0 : PyModule_GetDef(listed)?.m_base.m_index ?? 0);
    const module: PyObject | NULL = listed !== NULL ? listed : byIndex, def = module === NULL ? null : PyModule_GetDef(module);
    for (const op of [listed, byIndex]) if (op !== NULL) seen.add(op);
    rows.push({
      interpreter: i.id, inSysModules: listed !== NULL, modulesByIndex: byIndex === NULL ? 'none' : byIndex === module ? 'same' : 'another', references: module === NULL ? null : Py_REFCNT(module),
      def: def === null ? null : describeDef(def), state: module === NULL ? 'none' : stateText(module), holders: module === NULL ? [] : references.describeHolders(module),
    });
  }
  const forgotten = [...objects].filter(op => PyModule_Check(op) && !seen.has(op) && describe(op) === `module ${name}`);
  return {name, cache, interpreters: rows, forgotten: forgotten.map(op => ({references: Py_REFCNT(op), state: stateText(op), holders: references.describeHolders(op)}))};
}
/** The names of a module's state. */
function stateText(module: PyObject): string {
  const state = PyModule_GetState<unknown>(module);
  return state === null ? 'none' : typeof state === 'object' && state !== null ? `{${Object.keys(state).join(', ')}}` : typeof state;
}

export function moduleText(report: ModuleReport): string {
  const lines = [`module ${report.name}`];
  if (report.cache.length === 0) lines.push('extensions cache: no entry: multi-phase, written in Python, or not imported');
  for (const entry of report.cache) {
    lines.push('extensions cache:', `  key      ${entry.key}`, `  origin   ${entry.origin}`, `  m_size   ${entry.m_size}${entry.m_size < 0 ? ' (state in static variables)' : ''}`, `  m_index  ${entry.m_index}`);
    if (entry.m_copy === null) lines.push('  m_copy   none: every interpreter runs the init function again');
    else lines.push(`  m_copy   made by interpreter ${entry.m_copy.owner}, ${entry.m_copy.references} reference${entry.m_copy.references === 1 ? '' : 's'}`, `           ${entry.m_copy.keys.join(', ')}`);
  }
  for (const row of report.interpreters) {
    lines.push(`interpreter ${row.interpreter}:`);
    if (row.references === null) {
      lines.push('  not in sys.modules, not in modules_by_index');
      continue;
    }
    const byIndex = row.modulesByIndex === 'another' ? 'another one in' : row.modulesByIndex === 'none' ? 'not in' : row.inSysModules ? 'in' : 'but in';
    lines.push(`  ${row.inSysModules ? 'in' : 'not in'} sys.modules, ${byIndex} modules_by_index, ${row.references} reference${row.references === 1 ? '' : 's'}`);
    if (row.def === null && row.modulesByIndex === 'same') lines.push('  no def of its own: made again, from m_copy');
    else if (row.def === null) lines.push('  no def: not made from a PyModuleDef');
    else {
      const {def} = row;
      lines.push(`  def ${def.m_name}: ${def.phases === 1 ? 'single-phase' : 'multi-phase'}, m_size ${def.m_size}, m_index ${def.m_index}, ${def.slots.text}`, `  state ${row.state}`);
    }
    for (const holder of row.holders) lines.push(`  held by ${holder}`);
  }
  for (const {references, state, holders} of report.forgotten) {
    lines.push(`another module of this name, neither in sys.modules nor in modules_by_index: ${references} reference${references === 1 ? '' : 's'}`, `  state ${state}`);
    for (const holder of holders) lines.push(`  held by ${holder}`);
  }
  return `${lines.join('\n')}\n`;
}
