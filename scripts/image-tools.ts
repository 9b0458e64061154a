/** The VM's side of writing the boot image (scripts/image-writer.ts): starts a runtime for it and finds what depends on the hash secret. */
import * as path from 'path';
import {_PyObject_ClearFreeLists} from '../import/builtin/gc';
import {blocksInUse} from './debug/heap-walk';
import {HASH_KNOWN} from '../objects/unicodeobject';
import {HEAP_TOP, PyBytes_Type, PyDict_Type, PyFrozenSet_Type, PySet_Type, PyUnicode_Type} from '../runtime/generated/static-addresses';
import {makerOf} from '../runtime/boot-image';
import {H, P, _PyRuntime, interp, tstate} from '../runtime/current';
import {PyGC_Collect} from '../runtime/gc';
import {_PyBytes_SET_HASH_KNOWN, ht_cached_keys, tp_base} from '../runtime/generated/accessors';
import type {Host} from '../runtime/host/host';
import type {Installation} from '../runtime/getpath';
import {SMALL_REQUEST_THRESHOLD, blockBytes} from '../runtime/obmalloc';
import {bootForImage, type ImageSource} from '../runtime/pylifecycle-image';
import {STATIC_LIMIT} from '../runtime/static-objects';
import {PyTypeSlots} from '../runtime/typeslots';
import type {PyTypeObject} from '../runtime/types';

/** Words of a dict and a set that are read here: ma_keys; mask and table. */
const MA_KEYS = 8, SET_MASK = 8, SET_TABLE = 10;

/** Whether a type is one of some, or made from one. */
function derivesFrom(type: number, bases: readonly number[]): boolean {
  if (!(P[H[type + 3]] instanceof PyTypeSlots)) return false;
  for (let at = type as number; at !== 0; at = tp_base(at as PyTypeObject)) if (bases.includes(at)) return true;
  return false;
}
function isTable(dk: number): boolean {
  return dk > 0 && dk < H.length && (dk & 3) === 0 && H[dk] !== 0 && H[dk + 1] >= 0 && H[dk + 1] <= 2 && H[dk + 2] >= 0 && H[dk + 2] < 28 && H[dk + 6] >= 0 && H[dk + 6] <= 1 << H[dk + 2];
}

/** Forgets the hash that a str or bytes object knows. */
function forgetHash(op: number): void {
  if (H[op + 2] === PyUnicode_Type && isText(P[H[op + 3]])) H[op + 8] &= ~HASH_KNOWN;
  else if (H[op + 2] === PyBytes_Type && H[op] !== 0) _PyBytes_SET_HASH_KNOWN(op, 0);
}
function isText(value: unknown): boolean {
  return typeof value === 'string' || value instanceof Uint32Array;
}

/** Tables of dicts and classes, and sets, that are in use. Texts forget their hashes. */
function rehashed(): {tables: number[]; sets: number[]} {
  const tables = new Set<number>(), sets: number[] = [];
  const consider = (op: number): void => {
    const type = H[op + 2];
    if (H[op] === 0 || H[op] < -1 || type <= 0 || type >= H.length || (type & 3) !== 0) return;
    if (derivesFrom(type, [PyDict_Type])) {
      const keys = H[op + MA_KEYS];
      if (isTable(keys)) tables.add(keys);
    } else if (derivesFrom(type, [PySet_Type, PyFrozenSet_Type])) {
      if (H[op + SET_MASK] >= 7 && H[op + SET_TABLE] > 0) sets.push(op);
    } else if (P[H[op + 3]] instanceof PyTypeSlots) {
      const keys = ht_cached_keys(op as PyTypeObject);
      if (isTable(keys)) tables.add(keys);
    }
  };
  for (let op = 0; op < STATIC_LIMIT; op += 4) forgetHash(op);
  // large objects: types, long texts
  for (let op = STATIC_LIMIT; op < H[HEAP_TOP]; op += 4) {
    if (P[H[op + 3]] instanceof PyTypeSlots || isText(P[H[op + 3]])) consider(op);
    if (isText(P[H[op + 3]]) || (H[op + 4] > SMALL_REQUEST_THRESHOLD - 48 && blockBytes(op) > H[op + 4])) forgetHash(op);
  }
  for (const block of blocksInUse(interp.obmalloc)) {
    forgetHash(block);
    // behind a collector's head, or behind that and the words for managed dicts
    for (const head of [0, 4, 8]) consider(block + head);
  }
  return {tables: [...tables].filter(dk => H[dk + 6] > 0), sets: sets.filter(op => H[op + 6] > 0)};
}

/** What the writer uses. */
export interface ImageTools {
  /** Starts a runtime for an image; null when none may be written. */
  bootForImage(host: Host): ImageSource | null;
  current(): {H: Int32Array; P: unknown[]; _PyRuntime: typeof _PyRuntime; interp: typeof interp; tstate: typeof tstate};
  makerOf: typeof makerOf;
  rehashed(): {tables: number[]; sets: number[]};
}
/** The tools for an installation. */
export function imageToolsFor(installation: Installation): ImageTools {
  return {
    bootForImage: host => {
      const source = bootForImage(host, {installation}, path.dirname);
      PyGC_Collect();
      _PyObject_ClearFreeLists();
      return source;
    },
    current: () => ({H, P, _PyRuntime, interp, tstate}),
    makerOf, rehashed,
  };
}
