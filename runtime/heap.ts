/** The linear memory of one runtime (design 1): one buffer under three views, and the payload table beside it. */
import {H, P, U8} from './current';
import * as address from './generated/static-addresses';
import {STATIC_LIMIT} from './static-objects';

/** Words of a whole heap: 1 GiB, committed by the system page by page. */
export const HEAP_WORDS = 1 << 28;

/**
 * Memory of exactly the size of a heap, as the compiled loop wants it. Shared where that is allowed, though one thread alone uses it: V8
 * counts what is not shared as garbage that may be collected, and at a whole gigabyte begins at once to collect.
 */
function newMemory(words: number): WebAssembly.Memory | null {
  if (typeof WebAssembly === 'undefined' || words !== HEAP_WORDS) return null;
  const shared = typeof SharedArrayBuffer !== 'undefined';
  try {
    return new WebAssembly.Memory({initial: words >> 14, maximum: words >> 14, shared});
  } catch {
    // no room for its guard pages
    return null;
  }
}
/** One runtime's memory. */
export class Heap {
  words!: Int32Array;
  doubles!: Float64Array;
  bytes!: Uint8Array;
  readonly payloads: unknown[];
  /** The memory as the compiled loop sees it; null where there is no WebAssembly. */
  memory!: WebAssembly.Memory | null;
  /** Slices that have begun: see vm/ceval.ts loopFor(). */
  slices = 0;
  /** The loop of JS is kept cold until then. */
  isLoopCold = false;
  /** The loop over this memory, once it is decided. */
  plainLoop: ((entry: number, status: number) => number) | null = null;

  constructor(words = HEAP_WORDS) {
    this.renew(words);
    // entry 0 means "no payload" and heads the chain of free entries
    this.payloads = [0];
    this.words[address.HEAP_TOP] = STATIC_LIMIT;
    // immortal, unicode kind, one slot without room for entries, version 1, indices all empty
    this.words.set([-1, 1, 0, 3, 1, 0, 0, 0, -1, -1], address.Py_EMPTY_KEYS);
  }
  /** Changes to a memory of so many words, all zero. A start-up snapshot cannot hold one: there it has none. */
  renew(words = HEAP_WORDS): void {
    this.memory = newMemory(words);
    this.words = new Int32Array(this.memory === null ? new ArrayBuffer(words * 4) : this.memory.buffer);
    this.doubles = new Float64Array(this.words.buffer);
    this.bytes = new Uint8Array(this.words.buffer);
  }
}

/** Puts a value into the payload table; returns its index, to be freed with freePayload(). */
export function newPayload(value: unknown): number {
  const free = P[0] as number;
  if (free !== 0) {
    P[0] = P[free] as number;
    P[free] = value;
    return free;
  }
  P.push(value);
  return P.length - 1;
}

/** Empties an entry of the payload table; its index may be handed out again at once. */
export function freePayload(index: number): void {
  P[index] = P[0];
  P[0] = index;
}

/** From this length on the host's own copying is worth its call. */
const LONG_MOVE = 48;
/** Moves the words of [start, end) to `to`; the ranges may overlap. */
export function moveWords(to: number, start: number, end: number): void {
  const n = end - start;
  if (n >= LONG_MOVE) H.copyWithin(to, start, end);
  else if (to <= start) for (let i = 0; i < n; i++) H[to + i] = H[start + i];
  else for (let i = n - 1; i >= 0; i--) H[to + i] = H[start + i];
}
/** Moves the bytes of [start, end) to `to`; the ranges may overlap. */
export function moveBytes(to: number, start: number, end: number): void {
  const n = end - start;
  if (n >= LONG_MOVE) U8.copyWithin(to, start, end);
  else if (to <= start) for (let i = 0; i < n; i++) U8[to + i] = U8[start + i];
  else for (let i = n - 1; i >= 0; i--) U8[to + i] = U8[start + i];
}
/** Gives the words of [start, end) one value. */
export function fillWords(value: number, start: number, end: number): void {
  if (end - start >= LONG_MOVE) H.fill(value, start, end);
  else for (let i = start; i < end; i++) H[i] = value;
}
