/**
 * The pools while memory is traced. The ways of the allocator that are written out in many places see pools without free blocks and classes
 * without pools, so each block goes through here; what a pool's header would say is kept beside it until tracing ends.
 */
import {H, _PyRuntime, interp} from './current';
import {OBMALLOC} from './generated/static-addresses';
import {POOL_COUNT, POOL_FREEBLOCK, POOL_NEXT, POOL_WORDS, allocate_from_new_pool, insert_to_freepool, insert_to_usedpool, newPoolHeads, pymalloc_pool_extend} from './obmalloc';

/** The free blocks of all pools, hidden from everybody else. */
export class HiddenPools {
  readonly emptyPools = newPoolHeads();
  /** First free block of each pool that has one. */
  private readonly free = new Map<number, number>();

  /** Takes the free lists out of the pools' headers. */
  hide(): void {
    for (const state of _PyRuntime.allObmallocs()) {
      for (const arena of state.arenas) {
        if (arena.address === 0) continue;
        for (let pool = arena.address; pool < arena.pool_address; pool += POOL_WORDS) if (H[pool + POOL_COUNT] > 0) this.hidePool(pool);
      }
    }
    H[OBMALLOC] = this.emptyPools;
  }
  /** Puts them back. */
  show(): void {
    for (const [pool, block] of this.free) H[pool + POOL_FREEBLOCK] = block;
    this.free.clear();
    H[OBMALLOC] = interp.obmalloc.usedpools;
  }
  private hidePool(pool: number): void {
    const block = H[pool + POOL_FREEBLOCK];
    if (block === 0) {
      this.free.delete(pool);
      return;
    }
    this.free.set(pool, block);
    H[pool + POOL_FREEBLOCK] = 0;
  }
  private showPool(pool: number): void {
    H[pool + POOL_FREEBLOCK] = this.free.get(pool) ?? 0;
    this.free.delete(pool);
  }
  /** A block of a size class; 0 when the heap is full. CPython: Objects/obmalloc.c pymalloc_alloc() */
  allocate(szidx: number): number {
    const head = interp.obmalloc.usedpools + (szidx << 3), pool = H[head + POOL_NEXT];
    if (pool === head) {
      const block = allocate_from_new_pool(szidx);
      if (block !== 0) this.hidePool(block & -POOL_WORDS);
      return block;
    }
    this.showPool(pool);
    H[pool + POOL_COUNT]++;
    const block = H[pool + POOL_FREEBLOCK], next = H[block];
    H[pool + POOL_FREEBLOCK] = next;
    if (next === 0) pymalloc_pool_extend(pool);
    this.hidePool(pool);
    return block;
  }
  /** Gives back a block of a pool. CPython: Objects/obmalloc.c pymalloc_free() */
  release(block: number, pool: number): void {
    this.showPool(pool);
    const last = H[pool + POOL_FREEBLOCK], count = --H[pool + POOL_COUNT];
    H[block] = last;
    H[pool + POOL_FREEBLOCK] = block;
    if (last === 0) insert_to_usedpool(pool);
    else if (count === 0) {
      // it is nobody's pool now, and keeps its list for the next owner
      insert_to_freepool(pool);
      return;
    }
    this.hidePool(pool);
  }
}
