/**
 * What the debug command shows of a runtime, as immutable trees: a timeline is a list of patches, and "what did this change" is the
 * patch between two snapshots. immer keeps them; it never touches objects or frames.
 */
import {enablePatches, freeze, produceWithPatches, type Patch} from 'immer';
import {_PyRuntime} from '../../runtime/current';
import {trackedObjects} from '../../runtime/gc';
import {slots} from '../../runtime/object';
import {allocatedBlocks} from '../../runtime/obmalloc';
import {saveInterpreterWords, type PyInterpreterState} from '../../runtime/pystate';
import {Py_TYPE, PyDict_Check, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyDict_EntryKey, PyDict_Next} from '../../objects/dictobject';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import type {CachedExtension} from '../../import/import-extensions';
import {NULL} from '../../runtime/types';

enablePatches();

/** One interpreter at one moment. */
export interface InterpreterSnapshot {
  readonly id: number;
  readonly references: number;
  readonly blocks: number;
  readonly interned: number;
  readonly ownAllocator: boolean;
  readonly ownGil: boolean;
  readonly modules: readonly string[];
}
/** An entry of the extensions cache. */
export interface CacheSnapshot { readonly key: string; readonly m_size: number; readonly m_index: number; readonly origin: string; readonly m_copy_keys: number | null; readonly m_copy_owner: number | null }
/** The whole runtime at one moment. */
export interface RuntimeSnapshot {
  readonly references: number;
  readonly blocks: number;
  readonly interpreters: readonly InterpreterSnapshot[];
  readonly extensions: Readonly<Record<string, CacheSnapshot | null>>;
  /** Objects the collector of the current interpreter watches, by type. */
  readonly tracked: Readonly<Record<string, number>>;
}

function moduleNames(of: PyInterpreterState): string[] {
  const {modules} = of.imports, names: string[] = [];
  if (modules === NULL || !PyDict_Check(modules)) return names;
  for (let pos = PyDict_Next(modules, 0); pos > 0; pos = PyDict_Next(modules, pos)) {
    const key = PyDict_EntryKey(modules, pos);
    if (PyUnicode_Check(key)) names.push(PyUnicode_AsJSString(key));
  }
  return names;
}
function trackedByType(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const op of trackedObjects(null)) {
    const name = slots(Py_TYPE(op)).tp_name;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** The state of the current runtime, deeply frozen. */
export function takeSnapshot(): RuntimeSnapshot {
  saveInterpreterWords();
  const interpreters: InterpreterSnapshot[] = [];
  const allocators = new Set<unknown>();
  let references = 0, blocks = 0;
  for (let at = _PyRuntime.interpreters.head; at !== null; at = at.next) {
    const own = !allocators.has(at.obmalloc) && (at === _PyRuntime.interpreters.main || at.obmalloc !== _PyRuntime.interpreters.main!.obmalloc);
    const count = own ? allocatedBlocks(at.obmalloc) : 0;
    allocators.add(at.obmalloc);
    references += at.reftotal;
    blocks += count;
    interpreters.unshift({id: at.id, references: at.reftotal, blocks: count, interned: at.interned.size, ownAllocator: own, ownGil: at.ceval.own_gil !== 0, modules: moduleNames(at)});
  }
  const extensions: Record<string, CacheSnapshot | null> = {};
  for (const [key, value] of _PyRuntime.imports.extensions as Map<string, CachedExtension | null>) {
    extensions[key] = value === null ? null : {
      key, m_size: value.def.m_size, m_index: value.m_index, origin: value.origin,
      m_copy_keys: value.m_dict === null ? null : PyDict_GET_SIZE(value.m_dict.copied), m_copy_owner: value.m_dict?.interpid ?? null,
    };
  }
  return freeze({references, blocks, interpreters, extensions, tracked: trackedByType()}, true);
}
import {PyDict_GET_SIZE} from '../../runtime/generated/accessors';

/** What changed between two snapshots: immer's patches from the first to the second. */
export function snapshotPatches(before: RuntimeSnapshot, after: RuntimeSnapshot): Patch[] {
  const [, patches] = produceWithPatches(before, draft => merge(draft as unknown as Record<string, unknown>, after as unknown as Record<string, unknown>));
  return patches;
}
function merge(draft: Record<string, unknown>, after: Record<string, unknown>): void {
  for (const key of Object.keys(draft)) if (!(key in after)) delete draft[key];
  for (const [key, value] of Object.entries(after)) {
    const old = draft[key];
    if (typeof value === 'object' && value !== null && typeof old === 'object' && old !== null && Array.isArray(value) === Array.isArray(old)) merge(old as Record<string, unknown>, value as Record<string, unknown>);
    else if (old !== value) draft[key] = value;
  }
  if (Array.isArray(after) && Array.isArray(draft)) draft.length = after.length;
}
