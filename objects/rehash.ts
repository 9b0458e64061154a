/**
 * Putting the dicts and sets of a boot image in the order that the hash secret of this process wants. DIVERGES: CPython has no image.
 *
 * Most of it is str keys. Where the runtime was made beforehand, in V8's start-up snapshot, their texts are laid out there, so that a small WebAssembly module
 * (rehash-compiled.ts) can do them: at that time no function of JS has been optimised yet.
 */
import {H, P, U8, _PyRuntime} from '../runtime/current';
import {PyUnicode_Type} from '../runtime/generated/static-addresses';
import {NULL, type PyObject} from '../runtime/types';
import {dictkeys_rehash} from './dictobject-insert';
import {DICT_KEYS_GENERAL, DK_ENTRIES} from './dictobject-keys';
import {instantiateRehash} from './generated/rehash_wasm';
import {_PySet_EntryKey, _PySet_NextEntry, set_rehash} from './setobject';

/** What there is to do for an image. */
export interface RehashPlan {
  /** Str objects of one byte a character: address, offset and length of the text in `texts`. */
  readonly rows: Int32Array;
  readonly texts: Uint8Array;
  /** Tables of dicts that have only such keys. */
  readonly textTables: Int32Array;
  /** The other tables, and the sets. */
  readonly tables: readonly number[];
  readonly sets: readonly number[];
}
/** What the module exports. */
interface RehashFunctions { hashTexts(rows: number, n: number): number; rehashTables(list: number, n: number): number }

/** Words of the hash secret. */
const KEY_WORDS = 4, ROW_WORDS = 3;

/** The text of a str of one byte a character; null for everything else. */
function narrowText(key: number): string | null {
  const text = H[key + 2] === PyUnicode_Type && ((H[key + 8] >> 2) & 7) === 1 ? P[H[key + 3]] : null;
  return typeof text === 'string' ? text : null;
}
/** Lays out the work for tables and sets of the current runtime. */
export function planRehash(tables: readonly number[], sets: readonly number[]): RehashPlan {
  const rows: number[] = [], texts: number[] = [], textTables: number[] = [], others: number[] = [], seen = new Set<number>();
  const add = (key: number): boolean => {
    const text = narrowText(key);
    if (text === null) return false;
    if (!seen.has(key)) {
      seen.add(key);
      rows.push(key, texts.length, text.length);
      for (let i = 0; i < text.length; i++) texts.push(text.charCodeAt(i));
    }
    return true;
  };
  for (const dk of tables) {
    const general = H[dk + 1] === DICT_KEYS_GENERAL;
    let isText = !general;
    for (let ix = 0, at = DK_ENTRIES(dk); ix < H[dk + 6]; ix++, at += general ? 6 : 4) {
      const key = H[general ? at + 2 : at];
      if (key !== NULL && !add(key)) isText = false;
    }
    (isText ? textTables : others).push(dk);
  }
  for (const so of sets) for (let pos = _PySet_NextEntry(so as PyObject, 0); pos !== 0; pos = _PySet_NextEntry(so as PyObject, pos)) add(_PySet_EntryKey(so as PyObject, pos));
  return {rows: Int32Array.from(rows), texts: Uint8Array.from(texts), textTables: Int32Array.from(textTables), tables: others, sets};
}

/** Does the work of a plan in the current runtime, whose hash secret is new. Nothing else may have been allocated in the middle of the heap yet. */
export function rehash(plan: RehashPlan): void {
  const {memory} = _PyRuntime.heap;
  if (memory === null) for (const dk of plan.textTables) dictkeys_rehash(dk);
  else rehashTexts(memory, plan);
  rehashOthers(plan.tables, plan.sets);
}
/** The same without a plan. */
export function rehashOthers(tables: readonly number[], sets: readonly number[]): void {
  for (const dk of tables) dictkeys_rehash(dk);
  for (const so of sets) set_rehash(so as PyObject);
}
function rehashTexts(memory: WebAssembly.Memory, plan: RehashPlan): void {
  const {rows, texts, textTables} = plan, {hashTexts, rehashTables} = instantiateRehash(memory) as RehashFunctions;
  // between what grows from both ends of the heap
  const start = H.length >> 1, rowsAt = start + KEY_WORDS, tablesAt = rowsAt + rows.length, textsAt = tablesAt + textTables.length, end = textsAt + ((texts.length + 3) >> 2);
  U8.set(_PyRuntime.hashSecret.subarray(0, KEY_WORDS * 4), start * 4);
  H.set(rows, rowsAt);
  for (let at = rowsAt + 1; at < tablesAt; at += ROW_WORDS) H[at] += textsAt * 4;
  H.set(textTables, tablesAt);
  U8.set(texts, textsAt * 4);
  hashTexts(rowsAt, rows.length / ROW_WORDS);
  rehashTables(tablesAt, textTables.length);
  H.fill(0, start, end);
}
