/** The totals of a runtime at one moment, as an immutable tree: what changed is the difference of two of them. */
import {freeze} from 'immer';
import {_PyRuntime} from '../../runtime/current';
import {internedCount} from '../../objects/unicode-intern';
import {allocatedBlocks} from '../../runtime/obmalloc';
import {saveInterpreterWords} from '../../runtime/pystate';
import {interpreters, modulesOf} from './heap-walk';

/** One interpreter at one moment. */
export interface InterpreterSnapshot {
  readonly id: number;
  readonly references: number;
  /** Blocks of its allocator; null when it uses that of another one. */
  readonly blocks: number | null;
  readonly interned: number;
  readonly ownAllocator: boolean;
  readonly ownGil: boolean;
  readonly modules: readonly string[];
}
/** The whole runtime at one moment. */
export interface RuntimeSnapshot {
  readonly references: number;
  readonly blocks: number;
  readonly interned: number;
  /** What interpreters left that have ended. */
  readonly endedReferences: number;
  readonly endedBlocks: number;
  /** Oldest first. */
  readonly interpreters: readonly InterpreterSnapshot[];
}

/** The state of the current runtime, deeply frozen. */
export function takeSnapshot(): RuntimeSnapshot {
  saveInterpreterWords();
  const rows: InterpreterSnapshot[] = [], allocators = new Set<unknown>(), tables = new Set<unknown>(), {leaks} = _PyRuntime;
  let references = leaks.refs, blocks = leaks.blocks, interned = 0;
  for (const i of interpreters()) {
    const own = !allocators.has(i.obmalloc), count = own ? allocatedBlocks(i.obmalloc) : null;
    allocators.add(i.obmalloc);
    references += i.reftotal;
    blocks += count ?? 0;
    if (!tables.has(i.interned)) interned += internedCount(i.interned);
    tables.add(i.interned);
    rows.push({id: i.id, references: i.reftotal, blocks: count, interned: internedCount(i.interned), ownAllocator: own, ownGil: i.ceval.own_gil !== 0, modules: [...modulesOf(i).keys()]});
  }
  return freeze({references, blocks, interned, endedReferences: leaks.refs, endedBlocks: leaks.blocks, interpreters: rows}, true);
}
