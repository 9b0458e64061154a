/**
 * Cyclic garbage collection in three generations, and the trashcan. CPython: Python/gc.c, Objects/object.c
 *
 * Tracked objects of a generation form a ring through the GC head in front of each: next at word -4, prev at word -2, the collector's
 * working count at word -3 and flags at word -1. The ring of generation 0 of the current interpreter hangs at GC_GEN0.
 *
 * A collection of generations 0..n: (1) merge the younger rings into n's; (2) copy each object's count and subtract the references
 * that come from inside the ring; (3) what keeps a count is reachable from outside, and everything it reaches is too; (4) the rest is
 * unreachable: objects with legacy finalizers (tp_del) and what they reach stay; (5) weak references to the trash are cleared and
 * their callbacks called; (6) finalizers run (once per object); (7) what came back to life is found by doing (2) and (3) again;
 * (8) the rest is cleared with tp_clear.
 */
import {H, P, _PyRuntime, interp, tstate} from './current';
import {C_RECURSION_REMAINING, EVAL_BREAKER, GC_COUNT, GC_GEN0, PyDict_Type, PyList_Type, PyTuple_Type, TRASH_DEPTH} from './generated/static-addresses';
import {_PY_GC_SCHEDULED_BIT, type Generation} from './gcstate';
import {Py_DECREF, Py_INCREF, TRASHCAN_HEADROOM, clearPayload, slots} from './object';
import {_PyType_PreHeaderSize, freeGCBlock} from './obmalloc';
import {NULL, type PyObject} from './types';
import {Py_TPFLAGS_HAVE_GC} from './typeflags';
import type {PyTypeSlots} from './typeslots';

export const NUM_GENERATIONS = 3;
// flags in the word in front of the object
const FINALIZED = 1, COLLECTING = 2;
export {Py_TPFLAGS_HAVE_GC};

const CLOCK_MONOTONIC = 1;
export const DEBUG_STATS = 1, DEBUG_COLLECTABLE = 2, DEBUG_UNCOLLECTABLE = 4, DEBUG_SAVEALL = 32, DEBUG_LEAK = DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL;

/** What the collector needs from the rooms above; set by gc's callers there. */
export interface CollectorHooks {
  /** Clears the weak references to the objects and calls the callbacks of those that live on; returns how many of these died after it. CPython: handle_weakrefs() */
  handleWeakrefs: (unreachable: readonly PyObject[], isTrash: (op: PyObject) => boolean) => number;
  /** Stops tracking a tuple, or (when `dicts`) a dict, that outlived a collection and can be in no cycle. CPython: untrack_tuples(), untrack_dicts() */
  maybeUntrack: (op: PyObject, dicts: boolean) => void;
  /** gc.callbacks, with phase 'start' or 'stop'. */
  invokeCallbacks: (phase: string, generation: number, collected: number, uncollectable: number) => void;
  /** Empties the free lists of the types. */
  clearFreeLists: () => void;
  /** Reports the exception that is set as unraisable. */
  writeUnraisable: (message: string) => void;
  /** Writes to stderr of objects that were found, as gc.set_debug() asks for. */
  reportFound: (what: string, objects: readonly PyObject[]) => void;
  /** Writes the sizes of the generations before a collection (generation), or what one found (found). */
  reportStats: (generation: number, found: {unreachable: number; uncollectable: number; nanoseconds: bigint} | null) => void;
  /** gc.garbage gets an object. */
  appendGarbage: (op: PyObject) => void;
}
/** Set once while the modules load (objects/weakrefobject.ts, import/builtin/gc.ts). */
export const collectorHooks = {} as CollectorHooks;
export function setCollectorHooks(part: Partial<CollectorHooks>): void {
  Object.assign(collectorHooks, part);
}

/** Has the collector watch an object; its fields must be valid. CPython: _PyObject_GC_TRACK() */
export function _PyObject_GC_TRACK(op: PyObject): void {
  const g = op - 4, last = H[GC_GEN0 + 2];
  H[last] = g;
  H[g + 2] = last;
  H[g] = GC_GEN0;
  H[GC_GEN0 + 2] = g;
}
/** Takes an object that is tracked out of its ring. CPython: _PyObject_GC_UNTRACK() */
export function _PyObject_GC_UNTRACK(op: PyObject): void {
  const g = op - 4, next = H[g], prev = H[g + 2];
  H[prev] = next;
  H[next + 2] = prev;
  H[g] = 0;
  H[g + 2] = 0;
  H[op - 1] &= FINALIZED;
}
export function PyObject_GC_Track(op: PyObject): void {
  if (H[op - 4] === 0) _PyObject_GC_TRACK(op);
}
/** As _PyObject_GC_UNTRACK, for an object that may be untracked already. */
export function PyObject_GC_UnTrack(op: PyObject): void {
  if (H[op - 4] !== 0) _PyObject_GC_UNTRACK(op);
}
export function PyObject_GC_IsTracked(op: PyObject): boolean {
  return _PyObject_IS_GC(op) && H[op - 4] !== 0;
}
export function PyObject_GC_IsFinalized(op: PyObject): boolean {
  return _PyObject_IS_GC(op) && (H[op - 1] & FINALIZED) !== 0;
}
/** Marks that an object's finalizer ran: it runs once. */
export function _PyGC_SET_FINALIZED(op: PyObject): void {
  H[op - 1] |= FINALIZED;
}
export function _PyGC_FINALIZED(op: PyObject): boolean {
  return (H[op - 1] & FINALIZED) !== 0;
}
/** True when an object has a GC head. */
export function _PyObject_IS_GC(op: PyObject): boolean {
  const type = H[op + 2] as PyObject;
  if ((H[type + 42] & Py_TPFLAGS_HAVE_GC) === 0) return false;
  const tp_is_gc = (P[H[type + 3]] as PyTypeSlots).tp_is_gc;
  return tp_is_gc === null || tp_is_gc(op) !== 0;
}
/** Frees the block of an object with a GC head, and its payload. CPython: PyObject_GC_Del() */
export function PyObject_GC_Del(op: PyObject): void {
  if (H[op - 4] !== 0) _PyObject_GC_UNTRACK(op);
  if (H[op + 3] !== 0) clearPayload(op);
  freeGCBlock(op, _PyType_PreHeaderSize(H[op + 2] as PyObject));
}

// ---- trashcan ----

/**
 * First thing in a container's dealloc, after untracking it: true when deallocations are nested so deep that this one is put off (the
 * caller returns at once). Otherwise the caller deallocates and then calls _PyTrash_end(). CPython: Py_TRASHCAN_BEGIN
 */
export function _PyTrash_begin(op: PyObject): boolean {
  if (H[TRASH_DEPTH] >= TRASHCAN_HEADROOM) {
    H[op - 2] = tstate.delete_later;
    tstate.delete_later = op;
    return true;
  }
  H[TRASH_DEPTH]++;
  return false;
}
/** Ends what _PyTrash_begin() began; the outermost one runs what was put off. CPython: Py_TRASHCAN_END */
export function _PyTrash_end(): void {
  if (--H[TRASH_DEPTH] > 0 || tstate.delete_later === 0) return;
  H[TRASH_DEPTH]++;
  while (tstate.delete_later !== 0) {
    const op = tstate.delete_later as PyObject;
    tstate.delete_later = H[op - 2];
    H[op - 2] = 0;
    slots(H[op + 2] as PyObject).tp_dealloc!(op);
  }
  H[TRASH_DEPTH]--;
}

// ---- collection ----

function ringIsEmpty(head: number): boolean {
  return H[head] === head;
}
/** Puts a whole ring at the end of another. */
function mergeRing(from: number, to: number): void {
  if (ringIsEmpty(from)) return;
  const last = H[to + 2], first = H[from], end = H[from + 2];
  H[last] = first;
  H[first + 2] = last;
  H[end] = to;
  H[to + 2] = end;
  H[from] = H[from + 2] = from;
}

/** Subtracts one reference from an object under collection. CPython: visit_decref() */
function visit_decref(op: PyObject): number {
  if (H[op] >= 0 && _PyObject_IS_GC(op) && (H[op - 1] & COLLECTING) !== 0) H[op - 3]--;
  return 0;
}

/** The same for a row of references. */
function subtractRow(row: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const op = H[row + (i << 1)];
    if (op !== NULL) visit_decref(op as PyObject);
  }
}
/** Takes the mark off an object under collection, which is reachable; what it refers to is still to be looked at. CPython: visit_reachable() */
function visit_reachable(op: PyObject, pending: PyObject[]): void {
  if (_PyObject_IS_GC(op) && (H[op - 1] & COLLECTING) !== 0) {
    H[op - 1] &= ~COLLECTING;
    pending.push(op);
  }
}
/** The same for a row of references. */
function reachRow(row: number, n: number, pending: PyObject[]): void {
  for (let i = 0; i < n; i++) {
    const op = H[row + (i << 1)];
    if (op !== NULL) visit_reachable(op as PyObject, pending);
  }
}

/**
 * The objects of a ring that nothing outside it reaches; the others lose their mark. Objects keep their place in the ring.
 * CPython: deduce_unreachable()
 */
function deduce_unreachable(head: number): PyObject[] {
  const all: PyObject[] = [];
  for (let g = H[head]; g !== head; g = H[g]) {
    const op = (g + 4) as PyObject;
    H[op - 3] = H[op] < 0 ? 1 : H[op];
    H[op - 1] = (H[op - 1] & FINALIZED) | COLLECTING;
    all.push(op);
  }
  return unreachableOf(all);
}
function unreachableOf(all: readonly PyObject[]): PyObject[] {
  for (let i = 0; i < all.length; i++) {
    const op = all[i], type = H[op + 2];
    // the commonest containers are looked through here: a call for each item takes longer than the rest
    if (type === PyList_Type) subtractRow(H[op + 6], H[op + 4]);
    else if (type === PyTuple_Type) subtractRow(op + 6, H[op + 4]);
    else slots(type as PyObject).tp_traverse!(op, visit_decref);
  }
  const pending: PyObject[] = [];
  const reach = (op: PyObject): number => {
    visit_reachable(op, pending);
    return 0;
  };
  for (let i = 0; i < all.length; i++) {
    const op = all[i];
    if (H[op - 3] <= 0 || (H[op - 1] & COLLECTING) === 0) continue;
    visit_reachable(op, pending);
    while (pending.length > 0) {
      const next = pending.pop()!, type = H[next + 2];
      if (type === PyList_Type) reachRow(H[next + 6], H[next + 4], pending);
      else if (type === PyTuple_Type) reachRow(next + 6, H[next + 4], pending);
      else slots(type as PyObject).tp_traverse!(next, reach);
    }
  }
  return all.filter(op => (H[op - 1] & COLLECTING) !== 0);
}

/** Takes out of the trash what objects with a tp_del reach; those objects are uncollectable. CPython: move_legacy_finalizers() */
function splitLegacyFinalizers(unreachable: PyObject[]): {trash: PyObject[]; legacy: PyObject[]} {
  const legacy = unreachable.filter(op => slots(H[op + 2] as PyObject).tp_del !== null);
  if (legacy.length === 0) return {trash: unreachable, legacy};
  const pending = legacy.slice();
  for (const op of pending) H[op - 1] &= ~COLLECTING;
  const reach = (op: PyObject): number => {
    if (_PyObject_IS_GC(op) && (H[op - 1] & COLLECTING) !== 0) {
      H[op - 1] &= ~COLLECTING;
      pending.push(op);
    }
    return 0;
  };
  while (pending.length > 0) {
    const op = pending.pop()!;
    slots(H[op + 2] as PyObject).tp_traverse!(op, reach);
  }
  return {trash: unreachable.filter(op => (H[op - 1] & COLLECTING) !== 0), legacy};
}

/** Moves one object's GC head to the end of another ring. */
function moveToRing(g: number, head: number): void {
  const next = H[g], prev = H[g + 2], last = H[head + 2];
  H[prev] = next;
  H[next + 2] = prev;
  H[last] = g;
  H[g + 2] = last;
  H[g] = head;
  H[head + 2] = g;
}

/**
 * Runs the finalizers of a ring of trash, each object's once. A finalizer may free other objects of the ring, so each leaves it before
 * its turn; what is left at the end is back in the ring in its order. escapes. CPython: finalize_garbage()
 */
function finalize_garbage(head: number): boolean {
  const seen = interp.gc.seenHead();
  let any = false;
  for (let g = H[head]; g !== head; g = H[head]) {
    const op = (g + 4) as PyObject, finalize = slots(H[op + 2] as PyObject).tp_finalize;
    moveToRing(g, seen);
    if (finalize === null || (H[op - 1] & FINALIZED) !== 0) continue;
    H[op - 1] |= FINALIZED;
    Py_INCREF(op);
    finalize(op);
    Py_DECREF(op);
    any = true;
  }
  mergeRing(seen, head);
  return any;
}

function untrackSurvivors(head: number, full: boolean): void {
  for (let g = H[head], next = 0; g !== head; g = next) {
    next = H[g];
    const op = (g + 4) as PyObject;
    if (H[op + 2] === PyTuple_Type) collectorHooks.maybeUntrack(op, false);
    else if (full && H[op + 2] === PyDict_Type) collectorHooks.maybeUntrack(op, true);
  }
}

/**
 * Collects a generation and the younger ones. Returns how many unreachable objects were found and how many of them could not be freed.
 * escapes. CPython: Python/gc.c gc_collect_main()
 */
export function gc_collect_main(generation: number, nofail = false): {collected: number; uncollectable: number} {
  const gc = interp.gc, generations = gc.generations, start = (gc.debug & DEBUG_STATS) === 0 ? 0n : BigInt(_PyRuntime.host.clockGettime(CLOCK_MONOTONIC));
  if ((gc.debug & DEBUG_STATS) !== 0) collectorHooks.reportStats(generation, null);
  if (generation + 1 < NUM_GENERATIONS) generations[generation + 1].count++;
  H[GC_COUNT] = 0;
  for (let i = 1; i <= generation; i++) generations[i].count = 0;
  for (let i = 0; i < generation; i++) mergeRing(generations[i].head, generations[generation].head);
  const young = generations[generation];
  const old = generation + 1 < NUM_GENERATIONS ? generations[generation + 1] : young;

  const {trash, legacy} = splitLegacyFinalizers(deduce_unreachable(young.head));
  // the trash leaves the ring; survivors go to the older generation
  const trashHead = ringOf(trash);
  for (const op of legacy) H[op - 1] &= FINALIZED;
  untrackSurvivors(young.head, old === young);
  if (old !== young) {
    if (generation === NUM_GENERATIONS - 2) gc.long_lived_pending += ringLength(young);
    mergeRing(young.head, old.head);
  } else {
    gc.long_lived_pending = 0;
    gc.long_lived_total = ringLength(young);
  }
  let collected = 0;
  if ((gc.debug & DEBUG_COLLECTABLE) !== 0) collectorHooks.reportFound('collectable', trash);
  if (trash.length > 0) {
    collected = collectorHooks.handleWeakrefs(trash, isCollecting);
    const final = finalize_garbage(trashHead) ? handle_resurrected(trashHead, old) : trash;
    // what the finalizers freed or brought back does not count
    collected += final.length;
    delete_garbage(final, old);
  }
  // whatever is still in the trash ring (saved, or kept by its tp_clear) lives on
  if (trashHead !== 0) {
    for (let g = H[trashHead]; g !== trashHead; g = H[g]) H[g + 3] &= FINALIZED;
    mergeRing(trashHead, old.head);
    releaseRingHead(trashHead);
  }
  if ((gc.debug & DEBUG_UNCOLLECTABLE) !== 0) collectorHooks.reportFound('uncollectable', legacy);
  if ((gc.debug & DEBUG_STATS) !== 0) {
    const nanoseconds = BigInt(_PyRuntime.host.clockGettime(CLOCK_MONOTONIC)) - start;
    collectorHooks.reportStats(generation, {unreachable: collected + legacy.length, uncollectable: legacy.length, nanoseconds});
  }
  for (const op of legacy) if ((gc.debug & DEBUG_SAVEALL) !== 0 || slots(H[op + 2] as PyObject).tp_del !== null) collectorHooks.appendGarbage(op);
  if (generation === NUM_GENERATIONS - 1) collectorHooks.clearFreeLists();
  if (nofail === false && tstate.current_exception !== NULL) collectorHooks.writeUnraisable('Exception ignored in garbage collection');
  const stats = gc.generation_stats[generation];
  stats.collections++;
  stats.collected += collected;
  stats.uncollectable += legacy.length;
  return {collected, uncollectable: legacy.length};
}
function isCollecting(op: PyObject): boolean {
  return _PyObject_IS_GC(op) && (H[op - 1] & COLLECTING) !== 0;
}
/** How many objects each generation holds, the permanent one last. */
export function generationSizes(): number[] {
  return [...interp.gc.generations, interp.gc.permanent_generation].map(ringLength);
}
function ringLength(generation: Generation): number {
  let n = 0;
  for (let g = H[generation.head]; g !== generation.head; g = H[g]) n++;
  return n;
}
/** Moves objects into a ring of their own; its head is a block of four words, 0 when there is nothing. */
function ringOf(objects: readonly PyObject[]): number {
  if (objects.length === 0) return 0;
  const head = interp.gc.trashHead();
  for (const op of objects) moveToRing(op - 4, head);
  return head;
}
function releaseRingHead(head: number): void {
  H[head] = H[head + 2] = head;
}

/** After the finalizers: what of the trash is reachable again goes to the old generation; returns the rest. CPython: handle_resurrected_objects() */
function handle_resurrected(head: number, old: Generation): PyObject[] {
  const still = deduce_unreachable(head);
  for (let g = H[head], next = 0; g !== head; g = next) {
    next = H[g];
    if ((H[g + 3] & COLLECTING) === 0) moveToRing(g, old.head);
  }
  return still;
}

/** Breaks the cycles. An object may be freed by the tp_clear of an earlier one, so each is held while its turn comes. CPython: delete_garbage() */
function delete_garbage(trash: readonly PyObject[], old: Generation): void {
  const gc = interp.gc;
  // held from the start: an id in this list must not be reused by a new object before its turn
  for (const op of trash) H[op - 1] |= COLLECTING;
  const head = trash.length > 0 ? interp.gc.trashHead() : 0;
  if (head === 0) return;
  for (let g = H[head]; g !== head; g = H[head]) {
    const op = (g + 4) as PyObject;
    if ((gc.debug & DEBUG_SAVEALL) !== 0) collectorHooks.appendGarbage(op);
    else {
      const clear = slots(H[op + 2] as PyObject).tp_clear;
      if (clear !== null) {
        Py_INCREF(op);
        clear(op);
        if (tstate.current_exception !== NULL) collectorHooks.writeUnraisable('Exception ignored in tp_clear of');
        Py_DECREF(op);
      }
    }
    // still first: it was not freed
    if (H[head] === g) {
      moveToRing(g, old.head);
      H[g + 3] &= FINALIZED;
    }
  }
}

/** A collection with gc.callbacks around it; nothing when one is under way. escapes. CPython: gc_collect_with_callback() */
export function gc_collect_with_callback(generation: number): number {
  const gc = interp.gc;
  gc.collecting = 1;
  const saved = tstate.current_exception;
  tstate.current_exception = NULL;
  collectorHooks.invokeCallbacks('start', generation, 0, 0);
  const {collected, uncollectable} = gc_collect_main(generation);
  collectorHooks.invokeCallbacks('stop', generation, collected, uncollectable);
  tstate.current_exception = saved;
  gc.collecting = 0;
  return collected + uncollectable;
}

/** gc.collect(): a collection, whether the collector is switched on or not. escapes. CPython: _PyGC_Collect() */
export function _PyGC_Collect(generation: number): number {
  return interp.gc.collecting !== 0 ? 0 : gc_collect_with_callback(generation);
}
/** A full collection, when the collector is switched on. escapes. CPython: PyGC_Collect() */
export function PyGC_Collect(): number {
  return interp.gc.enabled === 0 ? 0 : _PyGC_Collect(NUM_GENERATIONS - 1);
}
/** A full collection at the end of an interpreter, of which gc.callbacks hear nothing. escapes. CPython: _PyGC_CollectNoFail() */
export function _PyGC_CollectNoFail(): void {
  const gc = interp.gc;
  if (gc.collecting !== 0) return;
  gc.collecting = 1;
  gc_collect_main(NUM_GENERATIONS - 1, true);
  tstate.current_exception = NULL;
  gc.collecting = 0;
}

/** What the eval breaker runs when a collection was asked for: the oldest generation whose count is over its threshold. escapes. CPython: _Py_RunGC() */
export function _Py_RunGC(): void {
  H[EVAL_BREAKER] &= ~_PY_GC_SCHEDULED_BIT;
  const gc = interp.gc, generations = gc.generations;
  if (gc.enabled === 0 || gc.collecting !== 0 || H[C_RECURSION_REMAINING] < 0) return;
  for (let i = NUM_GENERATIONS - 1; i >= 0; i--) {
    const count = i === 0 ? H[GC_COUNT] : generations[i].count;
    if (generations[i].threshold === 0 || count <= generations[i].threshold) continue;
    // a full collection only when a quarter of the old objects is new (linear total time)
    if (i === NUM_GENERATIONS - 1 && gc.long_lived_pending < gc.long_lived_total / 4) continue;
    gc_collect_with_callback(i);
    return;
  }
}

/** Every object of a generation, or of all when null; borrowed. */
export function trackedObjects(generation: number | null): PyObject[] {
  const found: PyObject[] = [];
  interp.gc.generations.forEach((g, i) => {
    if (generation !== null && generation !== i) return;
    for (let at = H[g.head]; at !== g.head; at = H[at]) found.push((at + 4) as PyObject);
  });
  return found;
}
/** Moves everything tracked into the permanent generation (gc.freeze()). */
export function gc_freeze(): void {
  const gc = interp.gc;
  for (const g of gc.generations) mergeRing(g.head, gc.permanent_generation.head);
  H[GC_COUNT] = 0;
}
/** And back into the oldest generation. */
export function gc_unfreeze(): void {
  mergeRing(interp.gc.permanent_generation.head, interp.gc.generations[NUM_GENERATIONS - 1].head);
}
export function gc_get_freeze_count(): number {
  return ringLength(interp.gc.permanent_generation);
}
