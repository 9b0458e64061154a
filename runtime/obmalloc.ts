/**
 * The object allocator: arenas of 1 MiB, pools of 16 KiB, 32 size classes of 16 bytes; larger blocks are raw blocks outside the
 * arenas. Each interpreter with an allocator of its own has an ObmallocState. CPython: Objects/obmalloc.c
 *
 * Where blocks come from is CPython's rule for rule (newest freed block of a class first, arena with the fewest free pools first),
 * so ids are reused as CPython reuses them.
 */
import {H, _PyRuntime, interp} from './current';
import {ARENA_MAP, GC_COUNT, GC_THRESHOLD, HEAP_TOP, OBMALLOC, RAW_BLOCKS, RAW_FREE} from './generated/static-addresses';
import {HEAP_WORDS, moveWords} from './heap';
import type {PyTypeObject} from './types';
import {watch} from './watched';

export const SMALL_REQUEST_THRESHOLD = 512;
export const NB_SMALL_SIZE_CLASSES = 32;
/** Words of a pool (16 KiB) and of an arena (1 MiB). */
export const POOL_WORDS = 4096;
export const ARENA_WORDS = 1 << 18;
const ARENA_SHIFT = 18;
/** Bytes and words of a pool's header. */
export const POOL_OVERHEAD = 48;
const POOL_HEAD_WORDS = 12;
// pool_header fields, in words: ref.count, freeblock, nextpool, prevpool, arenaindex, szidx, nextoffset and maxnextoffset (bytes)
export const POOL_COUNT = 0, POOL_FREEBLOCK = 2, POOL_NEXT = 4, POOL_PREV = 6, POOL_ARENA = 8, POOL_SZIDX = 9, POOL_NEXTOFFSET = 10, POOL_MAXNEXTOFFSET = 11;
const POOL_BYTES = POOL_WORDS * 4;

/** One arena. CPython: struct arena_object */
export class ArenaObject {
  address = 0;
  pool_address = 0;
  nfreepools = 0;
  ntotalpools = 0;
  freepools = 0;
  nextarena: ArenaObject | null = null;
  prevarena: ArenaObject | null = null;
  constructor(readonly index: number) {}
}

/**
 * Hears of every block while memory is traced. It stands in the allocator's slow ways only: the current interpreter's list heads are then
 * `emptyPools`, where no class has a pool, and every pool hides its free blocks.
 */
export interface MallocTracer {
  /** Whether it asks for the line of each request: then the loop keeps it in the frame. */
  readonly wantsLines: boolean;
  /** List heads as ObmallocState has them, of empty lists. */
  readonly emptyPools: number;
  /** PyObject_Malloc() of a size class. */
  malloc(szidx: number, nbytes: number): number;
  /** PyObject_Free() of a block of a pool. */
  free(block: number, pool: number): void;
  track(block: number, nbytes: number): void;
  untrack(block: number): void;
}

/** The allocator of one interpreter, or of several that share the main one. CPython: struct _obmalloc_state */
export class ObmallocState {
  readonly id: number;
  /** Address of the heads of the used-pool lists, 8 words for each class, laid out as a pool header. */
  readonly usedpools: number;
  readonly arenas: ArenaObject[] = [];
  unused_arena_objects: ArenaObject | null = null;
  usable_arenas: ArenaObject | null = null;
  /** Last usable arena with n free pools. */
  readonly nfp2lasta: (ArenaObject | null)[] = new Array<ArenaObject | null>(ARENA_WORDS / POOL_WORDS + 1).fill(null);
  narenas_currently_allocated = 0;
  ntimes_arena_allocated = 0;
  narenas_highwater = 0;
  raw_allocated_blocks = 0;
  /** Says of each request whether it is to fail, null for none. CPython: PyMem_SetAllocator() of _testcapi's hook */
  hook: (() => boolean) | null = null;
  /** The heads that allocation looks at: usedpools, or with a hook a table of empty lists, so that every request takes the slow way. */
  heads: number;
  constructor(id: number, usedpools: number) {
    this.id = id;
    this.usedpools = usedpools;
    this.heads = usedpools;
  }
}

/** Heads of empty lists, one for each size class. They take 256 words that no block count knows and that are never given back. */
export function newPoolHeads(): number {
  const heads = virtualAlloc(8 * NB_SMALL_SIZE_CLASSES);
  for (let i = 0; i < NB_SMALL_SIZE_CLASSES; i++) {
    const head = heads + (i << 3);
    H[head + POOL_NEXT] = H[head + POOL_PREV] = head;
  }
  return heads;
}
/** A fresh allocator. Pages come back through releaseObmallocState(). */
export function newObmallocState(id: number): ObmallocState {
  return new ObmallocState(id, newPoolHeads());
}

/** A block of at least `nbytes`; 0 when the heap is full. Contents are not cleared. CPython: Objects/obmalloc.c _PyObject_Malloc() */
export function PyObject_Malloc(nbytes: number): number {
  if (nbytes > SMALL_REQUEST_THRESHOLD) return handedOut(rawBlock(nbytes));
  const szidx = nbytes === 0 ? 0 : (nbytes - 1) >> 4;
  const head = H[OBMALLOC] + (szidx << 3), pool = H[head + POOL_NEXT];
  if (pool === head) return handedOut(mallocSlowly(szidx, nbytes));
  H[pool]++;
  const block = H[pool + POOL_FREEBLOCK], next = H[block];
  H[pool + POOL_FREEBLOCK] = next;
  if (next === 0) pymalloc_pool_extend(pool);
  return handedOut(block);
}
/** A request that finds no pool: there is none with room, or all are hidden from a tracer or a hook. */
function mallocSlowly(szidx: number, nbytes: number): number {
  const state = interp.obmalloc;
  if (state.hook !== null && state.hook()) return 0;
  if (_PyRuntime.mallocTracer !== null) return _PyRuntime.mallocTracer.malloc(szidx, nbytes);
  const head = state.usedpools + (szidx << 3), pool = H[head + POOL_NEXT];
  if (pool === head) return allocate_from_new_pool(szidx);
  H[pool]++;
  const block = H[pool + POOL_FREEBLOCK], next = H[block];
  H[pool + POOL_FREEBLOCK] = next;
  if (next === 0) pymalloc_pool_extend(pool);
  return block;
}
/** Has a function judge each request for memory of the current interpreter, or with null none any more. CPython: PyMem_SetAllocator() */
export function setAllocatorHook(hook: (() => boolean) | null): void {
  const state = interp.obmalloc;
  state.hook = hook;
  if (hook === null) state.heads = state.usedpools;
  else if (state.heads === state.usedpools) state.heads = newPoolHeads();
  if (_PyRuntime.mallocTracer === null) H[OBMALLOC] = state.heads;
}
/** The block; the ledger is told that it has a new owner. */
function handedOut(block: number): number {
  if (VIVARIUM_WATCHED) watch.allocated(block);
  return block;
}

/** The next block of a pool whose free list is empty, or the pool leaves the used list. CPython: pymalloc_pool_extend() */
export function pymalloc_pool_extend(pool: number): void {
  const offset = H[pool + POOL_NEXTOFFSET];
  if (offset <= H[pool + POOL_MAXNEXTOFFSET]) {
    const block = pool + (offset >> 2);
    H[pool + POOL_FREEBLOCK] = block;
    H[pool + POOL_NEXTOFFSET] = offset + ((H[pool + POOL_SZIDX] + 1) << 4);
    H[block] = 0;
    return;
  }
  const next = H[pool + POOL_NEXT], prev = H[pool + POOL_PREV];
  H[next + POOL_PREV] = prev;
  H[prev + POOL_NEXT] = next;
}

/** First block of a pool that is taken from the fullest usable arena. CPython: allocate_from_new_pool() */
export function allocate_from_new_pool(szidx: number): number {
  const state = interp.obmalloc;
  let arena = state.usable_arenas;
  if (arena === null) {
    arena = new_arena(state);
    if (arena === null) return 0;
    state.usable_arenas = arena;
    state.nfp2lasta[arena.nfreepools] = arena;
  }
  if (state.nfp2lasta[arena.nfreepools] === arena) state.nfp2lasta[arena.nfreepools] = null;
  if (arena.nfreepools > 1) state.nfp2lasta[arena.nfreepools - 1] = arena;
  let pool = arena.freepools;
  if (pool !== 0) {
    arena.freepools = H[pool + POOL_NEXT];
    arena.nfreepools--;
  } else {
    pool = arena.pool_address;
    arena.pool_address += POOL_WORDS;
    arena.nfreepools--;
    H[pool + POOL_ARENA] = arena.index;
    H[pool + POOL_SZIDX] = -1;
  }
  if (arena.nfreepools === 0) {
    state.usable_arenas = arena.nextarena;
    if (arena.nextarena !== null) arena.nextarena.prevarena = null;
  }
  const head = state.usedpools + (szidx << 3), next = H[head + POOL_NEXT];
  H[pool + POOL_NEXT] = next;
  H[pool + POOL_PREV] = head;
  H[next + POOL_PREV] = pool;
  H[head + POOL_NEXT] = pool;
  H[pool + POOL_COUNT] = 1;
  if (H[pool + POOL_SZIDX] === szidx) {
    // the pool was of this class before: its free list is as it was left
    const block = H[pool + POOL_FREEBLOCK];
    const after = H[block];
    H[pool + POOL_FREEBLOCK] = after;
    if (after === 0) pymalloc_pool_extend(pool);
    return block;
  }
  const size = (szidx + 1) << 4, block = pool + POOL_HEAD_WORDS;
  H[pool + POOL_SZIDX] = szidx;
  H[pool + POOL_NEXTOFFSET] = POOL_OVERHEAD + 2 * size;
  H[pool + POOL_MAXNEXTOFFSET] = POOL_BYTES - size;
  H[pool + POOL_FREEBLOCK] = block + (size >> 2);
  H[block + (size >> 2)] = 0;
  return block;
}

/** An arena with all its pools free, or null when the heap is full. CPython: new_arena() */
function new_arena(state: ObmallocState): ArenaObject | null {
  let arena = state.unused_arena_objects;
  if (arena === null) {
    arena = new ArenaObject(state.arenas.length);
    state.arenas.push(arena);
  } else state.unused_arena_objects = arena.nextarena;
  const address = arenaMemory();
  if (address === 0) {
    arena.nextarena = state.unused_arena_objects;
    state.unused_arena_objects = arena;
    return null;
  }
  H[ARENA_MAP + (address >> ARENA_SHIFT)] = state.id;
  arena.address = arena.pool_address = address;
  arena.nfreepools = arena.ntotalpools = ARENA_WORDS / POOL_WORDS;
  arena.freepools = 0;
  arena.nextarena = arena.prevarena = null;
  state.narenas_currently_allocated++;
  state.ntimes_arena_allocated++;
  state.narenas_highwater = Math.max(state.narenas_highwater, state.narenas_currently_allocated);
  return arena;
}

/** Frees a block from PyObject_Malloc; 0 is ignored. CPython: Objects/obmalloc.c _PyObject_Free() */
export function PyObject_Free(block: number): void {
  if (block === 0) return;
  if (H[ARENA_MAP + (block >> ARENA_SHIFT)] === 0) {
    rawFree(block);
    return;
  }
  const pool = block & -POOL_WORDS, last = H[pool + POOL_FREEBLOCK];
  // while blocks are traced no pool shows its free blocks
  if (last === 0 && _PyRuntime.mallocTracer !== null) {
    _PyRuntime.mallocTracer.free(block, pool);
    return;
  }
  const count = --H[pool];
  H[block] = last;
  H[pool + POOL_FREEBLOCK] = block;
  if (last === 0) insert_to_usedpool(pool);
  else if (count === 0) insert_to_freepool(pool);
}

/** A full pool has a free block again: it goes to the front of its class. CPython: insert_to_usedpool() */
export function insert_to_usedpool(pool: number): void {
  const head = _PyRuntime.obmallocById(H[ARENA_MAP + (pool >> ARENA_SHIFT)]).usedpools + (H[pool + POOL_SZIDX] << 3);
  const prev = H[head + POOL_PREV];
  H[pool + POOL_NEXT] = head;
  H[pool + POOL_PREV] = prev;
  H[head + POOL_PREV] = pool;
  H[prev + POOL_NEXT] = pool;
}

/** A pool without blocks goes back to its arena; an arena without blocks to the heap. CPython: insert_to_freepool() */
export function insert_to_freepool(pool: number): void {
  const state = _PyRuntime.obmallocById(H[ARENA_MAP + (pool >> ARENA_SHIFT)]);
  const next = H[pool + POOL_NEXT], prev = H[pool + POOL_PREV];
  H[next + POOL_PREV] = prev;
  H[prev + POOL_NEXT] = next;
  const arena = state.arenas[H[pool + POOL_ARENA]];
  H[pool + POOL_NEXT] = arena.freepools;
  arena.freepools = pool;
  const nf = arena.nfreepools, lastnf = state.nfp2lasta[nf];
  if (lastnf === arena) {
    const before = arena.prevarena;
    state.nfp2lasta[nf] = before !== null && before.nfreepools === nf ? before : null;
  }
  arena.nfreepools = nf + 1;
  // the last usable arena is kept even when it is empty
  if (nf + 1 === arena.ntotalpools && arena.nextarena !== null) {
    unlinkArena(state, arena);
    arena.nextarena = state.unused_arena_objects;
    state.unused_arena_objects = arena;
    H[ARENA_MAP + (arena.address >> ARENA_SHIFT)] = 0;
    _PyRuntime.freeArenas.push(arena.address);
    arena.address = 0;
    state.narenas_currently_allocated--;
    return;
  }
  if (nf === 0) {
    arena.nextarena = state.usable_arenas;
    arena.prevarena = null;
    if (state.usable_arenas !== null) state.usable_arenas.prevarena = arena;
    state.usable_arenas = arena;
    if (state.nfp2lasta[1] === null) state.nfp2lasta[1] = arena;
    return;
  }
  if (state.nfp2lasta[nf + 1] === null) state.nfp2lasta[nf + 1] = arena;
  if (arena === lastnf || lastnf === null) return;
  // keep usable arenas sorted by free pools: behind the last one that has as many as this had
  unlinkArena(state, arena);
  arena.prevarena = lastnf;
  arena.nextarena = lastnf.nextarena;
  if (arena.nextarena !== null) arena.nextarena.prevarena = arena;
  lastnf.nextarena = arena;
}

function unlinkArena(state: ObmallocState, arena: ArenaObject): void {
  if (arena.prevarena === null) state.usable_arenas = arena.nextarena;
  else arena.prevarena.nextarena = arena.nextarena;
  if (arena.nextarena !== null) arena.nextarena.prevarena = arena.prevarena;
}

/** Resizes a block, keeping its contents; 0 when the heap is full (the old block stays). CPython: Objects/obmalloc.c _PyObject_Realloc() */
export function PyObject_Realloc(block: number, nbytes: number): number {
  if (block === 0) return PyObject_Malloc(nbytes);
  const room = blockBytes(block);
  if (H[ARENA_MAP + (block >> ARENA_SHIFT)] !== 0) {
    // as CPython: a block that shrinks by less than a quarter stays where it is
    if (nbytes <= room && 4 * nbytes > 3 * room) return resizedInPlace(block, nbytes);
  } else if (nbytes <= room && nbytes > SMALL_REQUEST_THRESHOLD && 2 * nbytes > room) return resizedInPlace(block, nbytes);
  const fresh = PyObject_Malloc(nbytes);
  if (fresh === 0) return nbytes <= room ? block : 0;
  moveWords(fresh, block, block + (Math.min(room, nbytes) + 3 >> 2));
  if (VIVARIUM_WATCHED) watch.moved(block, fresh);
  PyObject_Free(block);
  return fresh;
}

function resizedInPlace(block: number, nbytes: number): number {
  if (_PyRuntime.mallocTracer !== null) _PyRuntime.mallocTracer.track(block, nbytes);
  return block;
}

/** Bytes a block can hold. */
export function blockBytes(block: number): number {
  return H[ARENA_MAP + (block >> ARENA_SHIFT)] !== 0 ? (H[(block & -POOL_WORDS) + POOL_SZIDX] + 1) << 4 : rawClassBytes(H[block - 4]);
}

// Raw blocks: sizes in steps of an eighth of an octave, one free list each; four words in front of the block hold its class.

function rawClass(nbytes: number): number {
  const units = Math.ceil(nbytes / 64);
  if (units <= 16) return units;
  const octave = 31 - Math.clz32(units), step = 1 << (octave - 3);
  return 16 + (octave - 4) * 8 + Math.ceil((units - (1 << octave)) / step);
}
function rawClassBytes(index: number): number {
  if (index <= 16) return index * 64;
  const octave = 4 + ((index - 16) >> 3), eighths = (index - 16) & 7;
  return ((1 << octave) + eighths * (1 << (octave - 3))) * 64;
}

/** A block outside the arenas, counted in raw_allocated_blocks of the current allocator; 0 when the heap is full. */
function rawBlock(nbytes: number, counted = nbytes): number {
  const hook = interp.obmalloc.hook;
  if (hook !== null && hook()) return 0;
  const block = PyMem_RawMalloc(nbytes);
  if (block === 0) return 0;
  H[RAW_BLOCKS]++;
  if (_PyRuntime.mallocTracer !== null) _PyRuntime.mallocTracer.track(block, counted);
  return block;
}
function rawFree(block: number): void {
  H[RAW_BLOCKS]--;
  if (_PyRuntime.mallocTracer !== null) _PyRuntime.mallocTracer.untrack(block);
  PyMem_RawFree(block);
}

/**
 * A block for an object of `nbytes` whose first `used` bytes alone are ever touched, since the rest is P's (text): it counts as
 * PyObject_Malloc(nbytes) counts, but a large one takes only the memory it needs. 0 when the heap is full.
 */
export function PyObject_MallocSparse(nbytes: number, used: number): number {
  return nbytes > SMALL_REQUEST_THRESHOLD ? rawBlock(used, nbytes) : PyObject_Malloc(nbytes);
}

/** Memory that counts nowhere; 0 when the heap is full. CPython: Objects/obmalloc.c PyMem_RawMalloc() */
export function PyMem_RawMalloc(nbytes: number): number {
  if (nbytes > HEAP_WORDS * 4) return 0;
  const index = rawClass(nbytes === 0 ? 1 : nbytes);
  const head = RAW_FREE + index, free = H[head];
  if (free !== 0) {
    H[head] = H[free];
    return free;
  }
  const words = (rawClassBytes(index) >> 2) + 4, block = virtualAlloc(words);
  if (block === 0) return 0;
  H[block] = index;
  return block + 4;
}
/** Gives back memory of PyMem_RawMalloc. */
export function PyMem_RawFree(block: number): void {
  if (block === 0) return;
  const head = RAW_FREE + H[block - 4];
  H[block] = H[head];
  H[head] = block;
}

/** Words straight from the end of the heap, 16-byte aligned, never given back; 0 when it is full. */
export function virtualAlloc(words: number): number {
  const at = H[HEAP_TOP], end = at + ((words + 3) & -4);
  if (end > _PyRuntime.arenaFloor) return 0;
  H[HEAP_TOP] = end;
  return at;
}
/** One MiB for an arena, on its own boundary, from the other end of the heap; 0 when it is full. */
function arenaMemory(): number {
  const again = _PyRuntime.freeArenas.pop();
  if (again !== undefined) return again;
  const at = _PyRuntime.arenaFloor - ARENA_WORDS;
  if (at < H[HEAP_TOP]) return 0;
  _PyRuntime.arenaFloor = at;
  return at;
}

/** Blocks in use of one allocator: those in pools, and raw ones. CPython: Objects/obmalloc.c get_num_global_allocated_blocks() */
export function allocatedBlocks(state: ObmallocState): number {
  let n = state === interp.obmalloc ? H[RAW_BLOCKS] : state.raw_allocated_blocks;
  for (const arena of state.arenas) {
    if (arena.address === 0) continue;
    for (let pool = arena.address; pool < arena.pool_address; pool += POOL_WORDS) n += H[pool];
  }
  return n;
}

/** Drops all arenas of an allocator at once, whatever still lives in them: the end of an interpreter with its own memory. */
export function releaseObmallocState(state: ObmallocState): void {
  for (const arena of state.arenas) {
    if (arena.address === 0) continue;
    H[ARENA_MAP + (arena.address >> ARENA_SHIFT)] = 0;
    _PyRuntime.freeArenas.push(arena.address);
    arena.address = 0;
  }
}

/** A block for an object with `presize` bytes in front of it (16: GC head; 32: managed dict and weak references too); the address is the object's. Counts towards the next collection. CPython: Python/gc.c gc_alloc() */
export function PyObject_GC_Malloc(size: number, presize: number): number {
  const block = PyObject_Malloc(size + presize);
  if (block === 0) return 0;
  const op = block + (presize >> 2);
  H[op - 4] = 0;
  H[op - 3] = 0;
  H[op - 2] = 0;
  H[op - 1] = 0;
  if (presize === 32) {
    H[op - 8] = 0;
    H[op - 6] = 0;
  }
  // only asks for a collection; it runs at the next poll of the eval breaker
  if (++H[GC_COUNT] > H[GC_THRESHOLD]) interp.gc.schedule();
  return op;
}

/** Bytes in front of objects of a type. */
export function _PyType_PreHeaderSize(type: PyTypeObject): number {
  const flags = H[type + 42];
  return ((flags & (1 << 14)) !== 0 ? 16 : 0) + ((flags & ((1 << 3) | (1 << 4))) !== 0 ? 16 : 0);
}
/** Frees an object of a type with a GC head: takes what is in front into account. CPython: Python/gc.c PyObject_GC_Del() */
export function freeGCBlock(op: number, presize: number): void {
  if (H[GC_COUNT] > 0) H[GC_COUNT]--;
  PyObject_Free(op - (presize >> 2));
}
