/** The linear memory of one runtime (design 1): one buffer under three views, and the payload table beside it. */
import {F, H, MEMORY, P, U8} from './current';
import * as address from './generated/static-addresses';
import {STATIC_LIMIT} from './static-objects';

/** One runtime's memory. */
export class Heap {
  readonly words = H;
  readonly doubles = F;
  readonly bytes = U8;
  readonly payloads = P;
  /** The memory as the compiled loop sees it; null where there is no WebAssembly. */
  readonly memory = MEMORY;
  /** The compiled loop over this memory, once it has run. */
  plainLoop: ((entry: number, status: number) => number) | null = null;
}

/** Sets up what an empty heap holds. */
export function beginHeap(): void {
  H[address.HEAP_TOP] = STATIC_LIMIT;
  // immortal, unicode kind, one slot without room for entries, version 1, indices all empty
  H.set([-1, 1, 0, 3, 1, 0, 0, 0, -1, -1], address.Py_EMPTY_KEYS);
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
