/**
 * The current runtime, thread state and memory. Memory is constant: a realm (a worker, the only thread of a browser page) has one heap for its
 * whole life, since V8 compiles accesses to a constant view to single loads and stores, three times as fast as through a variable. A second runtime
 * in the same realm begins when the one before is over, with the same heap made empty (clearMemory()). Thread states are swapped.
 */
import type {PyInterpreterState, PyThreadState, _PyRuntimeState} from './pystate';

/** Words of a whole heap: 1 GiB, committed by the system page by page. */
export const HEAP_WORDS = 1 << 28;

/** Memory of exactly the size of a heap, as the compiled loop wants it. */
function newMemory(): WebAssembly.Memory | null {
  if (typeof WebAssembly === 'undefined') return null;
  try {
    return new WebAssembly.Memory({initial: HEAP_WORDS >> 14, maximum: HEAP_WORDS >> 14});
  } catch {
    // no room for its guard pages
    return null;
  }
}
/** The memory as the compiled loop sees it; null where there is no WebAssembly. */
export const MEMORY = newMemory();
const BUFFER = MEMORY === null ? new ArrayBuffer(HEAP_WORDS * 4) : MEMORY.buffer;
/** The heap as 32-bit words, as doubles and as bytes: three views of one buffer. */
export const H = new Int32Array(BUFFER);
export const F = new Float64Array(BUFFER);
export const U8 = new Uint8Array(BUFFER);
/**
 * Payloads: what an object has beside its words (text, big integers, type slots, code). Free entries hold the next free index; entry 0 means
 * "no payload" and heads the chain of free entries.
 */
export const P: unknown[] = [0];
export let _PyRuntime: _PyRuntimeState;
/** The thread state that runs; CPython: _Py_tss_tstate. Null only before the first interpreter exists. */
export let tstate: PyThreadState;
/** tstate.interp, kept beside it since it is read so often. */
export let interp: PyInterpreterState;

/** Makes the memory as it was before its first use, for a new runtime: nothing of the one before may be touched any more. */
export function clearMemory(heapTop: number, arenaFloor: number): void {
  H.fill(0, 0, heapTop);
  H.fill(0, arenaFloor);
  P.length = 1;
  P[0] = 0;
}

/** Makes a runtime the current one. The thread state is set by setCurrentThread(). */
export function enterRuntime(runtime: _PyRuntimeState): void {
  _PyRuntime = runtime;
}

/** Makes a thread state current. pystate.ts calls it after it has saved the words of the one before. */
export function setCurrentThread(next: PyThreadState): void {
  tstate = next;
  interp = next.interp;
}
