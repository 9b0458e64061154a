/**
 * The debug hooks for the memory of objects: blocks that are given back are filled with a byte that no address has, and fresh ones with another,
 * so that what is used after its end fails at once. CPython: Objects/obmalloc.c _PyMem_DebugMalloc(), _PyMem_DebugFree()
 * DIVERGES: nothing is put beside the blocks, so their sizes stay those of the other builds.
 */
import {U8, _PyRuntime, interp} from './current';
import {type MallocTracer, blockBytes} from './obmalloc';
import {HiddenPools} from './obmalloc-traced';

/** What fresh memory and freed memory are filled with. CPython: Include/internal/pycore_pymem.h */
export const PYMEM_CLEANBYTE = 0xcd, PYMEM_DEADBYTE = 0xdd;

class MemoryFiller implements MallocTracer {
  readonly wantsLines = false;
  readonly emptyPools: number;
  constructor(readonly pools: HiddenPools) {
    this.emptyPools = pools.emptyPools;
  }
  malloc(szidx: number, nbytes: number): number {
    const block = this.pools.allocate(szidx);
    if (block !== 0) U8.fill(PYMEM_CLEANBYTE, 4 * block, 4 * block + nbytes);
    return block;
  }
  free(block: number, pool: number): void {
    U8.fill(PYMEM_DEADBYTE, 4 * block, 4 * block + blockBytes(block));
    this.pools.release(block, pool);
  }
  /** A large block may be one that was resized and keeps its contents. */
  track(): void { /* so it stays as it is */ }
  untrack(block: number): void {
    U8.fill(PYMEM_DEADBYTE, 4 * block, 4 * block + blockBytes(block));
  }
}

/** Whether PYTHONMALLOC or -X dev asks for the debug hooks. A debug build has them only when asked: all memory would go the slow way. */
function isAsked(): boolean {
  return interp.config.allocator.endsWith('debug');
}
/** Begins to fill the memory of objects when the configuration asks for it and nobody traces it. */
export function fillObjectMemory(): void {
  if (!isAsked() || _PyRuntime.mallocTracer !== null) return;
  const filler = new MemoryFiller(new HiddenPools());
  _PyRuntime.mallocTracer = filler;
  filler.pools.hide();
}
/** Ends it, for tracemalloc, which takes its place. */
export function stopFilling(): void {
  const filler = _PyRuntime.mallocTracer;
  if (!(filler instanceof MemoryFiller)) return;
  _PyRuntime.mallocTracer = null;
  filler.pools.show();
}
