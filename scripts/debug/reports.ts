/** The reports of vivarium-debug: what a script did to the reference totals, what is known of a module, the steps of an import. */
import {_PyRuntime} from '../../runtime/current';
import {Py_REFCNT} from '../../runtime/object';
import {NULL} from '../../runtime/types';
import {PyDict_EntryKey, PyDict_GetItemString, PyDict_Next} from '../../objects/dictobject';
import {PyModule_Check, PyModule_GetDef} from '../../objects/moduleobject';
import {_modules_by_index_get} from '../../import/import-extensions';
import type {CachedExtension} from '../../import/import-extensions';
import type {ImportStep} from '../../import/import-trace';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {interp} from '../../runtime/current';
import type {RuntimeSnapshot} from './snapshot';

/** What a script left behind. */
export interface RefsReport {
  readonly before: RuntimeSnapshot;
  readonly after: RuntimeSnapshot;
  readonly references: number;
  readonly blocks: number;
  readonly interned: number;
  /** Growth of the objects the collector watches, by type, greatest first. */
  readonly tracked: readonly (readonly [type: string, growth: number])[];
  readonly modules: readonly string[];
}
/** Compares the runtime before and after a script. */
export function refsReport(before: RuntimeSnapshot, after: RuntimeSnapshot): RefsReport {
  const growth = Object.entries(after.tracked).map(([type, n]) => [type, n - (before.tracked[type] ?? 0)] as const).filter(([, n]) => n !== 0);
  for (const type of Object.keys(before.tracked)) if (!(type in after.tracked)) growth.push([type, -before.tracked[type]]);
  growth.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const known = new Set(before.interpreters.flatMap(i => i.modules.map(name => `${i.id}:${name}`)));
  const interned = (s: RuntimeSnapshot): number => s.interpreters.reduce((sum, i) => sum + i.interned, 0);
  return {
    before, after, references: after.references - before.references, blocks: after.blocks - before.blocks, interned: interned(after) - interned(before), tracked: growth,
    modules: after.interpreters.flatMap(i => i.modules.filter(name => !known.has(`${i.id}:${name}`)).map(name => (i.id === 0 ? name : `${name} (interpreter ${i.id})`))),
  };
}

const signed = (n: number): string => (n > 0 ? `+${n}` : String(n));
export function refsText(report: RefsReport): string {
  const lines = [`references ${report.before.references} -> ${report.after.references} (${signed(report.references)})`, `blocks     ${report.before.blocks} -> ${report.after.blocks} (${signed(report.blocks)})`, `interned strings ${signed(report.interned)}`];
  for (const i of report.after.interpreters) lines.push(`interpreter ${i.id}: ${i.references} references, ${i.blocks} blocks, ${i.interned} interned, ${i.modules.length} modules`);
  if (report.modules.length > 0) lines.push(`modules imported: ${report.modules.join(', ')}`);
  if (report.tracked.length > 0) lines.push('watched objects by type:', ...report.tracked.slice(0, 30).map(([type, n]) => `  ${signed(n).padStart(7)}  ${type}`));
  return `${lines.join('\n')}\n`;
}

/** What the runtime knows of one module. */
export interface ModuleReport {
  readonly name: string;
  readonly cache: readonly {readonly key: string; readonly origin: string; readonly m_size: number; readonly m_index: number; readonly m_copy: {readonly owner: number; readonly keys: readonly string[]} | null}[];
  readonly interpreters: readonly {readonly id: number; readonly inSysModules: boolean; readonly inModulesByIndex: boolean; readonly references: number | null; readonly def: {readonly m_size: number; readonly phases: number} | null}[];
}
/** Looks a module up in the extensions cache and in the current interpreter. */
export function moduleReport(name: string): ModuleReport {
  const cache: ModuleReport['cache'][number][] = [];
  let index = 0;
  for (const [key, value] of _PyRuntime.imports.extensions as Map<string, CachedExtension | null>) {
    if (value === null || !key.endsWith(`:${name}`)) continue;
    index = value.m_index;
    const keys: string[] = [];
    if (value.m_dict !== null) for (let pos = PyDict_Next(value.m_dict.copied, 0); pos > 0; pos = PyDict_Next(value.m_dict.copied, pos)) keys.push(PyUnicode_AsJSString(PyDict_EntryKey(value.m_dict.copied, pos)));
    cache.push({key, origin: value.origin, m_size: value.def.m_size, m_index: value.m_index, m_copy: value.m_dict === null ? null : {owner: value.m_dict.interpid, keys}});
  }
  const module = interp.imports.modules === NULL ? NULL : PyDict_GetItemString(interp.imports.modules, name);
  const def = module !== NULL && PyModule_Check(module) ? PyModule_GetDef(module) : null;
  return {
    name, cache,
    interpreters: [{
      id: interp.id, inSysModules: module !== NULL, inModulesByIndex: index !== 0 && _modules_by_index_get(index) !== NULL, references: module === NULL ? null : Py_REFCNT(module),
      def: def === null ? null : {m_size: def.m_size, phases: def.m_slots === null ? 1 : 2},
    }],
  };
}
export function moduleText(report: ModuleReport): string {
  const lines = [`module ${report.name}`];
  if (report.cache.length === 0) lines.push('extensions cache: no entry (multi-phase, pure Python or not imported)');
  for (const entry of report.cache) {
    lines.push(`extensions cache: ${entry.key}`, `  origin ${entry.origin}, m_size ${entry.m_size}, m_index ${entry.m_index}`);
    lines.push(entry.m_copy === null ? '  m_copy: none' : `  m_copy: owned by interpreter ${entry.m_copy.owner}, keys ${entry.m_copy.keys.join(', ')}`);
  }
  for (const row of report.interpreters) {
    lines.push(`interpreter ${row.id}: ${row.inSysModules ? 'in' : 'not in'} sys.modules, ${row.inModulesByIndex ? 'in' : 'not in'} modules_by_index${row.references === null ? '' : `, ${row.references} references`}`);
    if (row.def !== null) lines.push(`  def: ${row.def.phases === 1 ? 'single-phase' : 'multi-phase'}, m_size ${row.def.m_size}`);
  }
  return `${lines.join('\n')}\n`;
}

export function stepsText(steps: readonly ImportStep[]): string {
  if (steps.length === 0) return 'no extension was loaded\n';
  return steps.map((s, i) => `${String(i + 1).padStart(3)}  interpreter ${s.interpreter}  ${s.step.padEnd(20)} ${s.module}${details(s)}\n`).join('');
}
function details(step: ImportStep): string {
  const entries = Object.entries(step.details);
  return entries.length === 0 ? '' : `  ${entries.map(([key, value]) => `${key}=${String(value)}`).join(' ')}`;
}
