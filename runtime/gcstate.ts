/** The garbage collector's state of one interpreter. CPython: Include/internal/pycore_interp.h struct _gc_runtime_state */
import {H} from './current';
import {EVAL_BREAKER, GC_GEN0} from './generated/static-addresses';
import {NULL, type PyObject} from './types';

/** Bit of the eval breaker that asks for a collection. CPython: _PY_GC_SCHEDULED_BIT */
export const _PY_GC_SCHEDULED_BIT = 1 << 4;

/** A generation: `head` is the address of a list head laid out as a GC head (next at word 0, prev at word 2). */
export interface Generation { readonly head: number; threshold: number; count: number }

export class GCRuntimeState {
  enabled = 1;
  debug = 0;
  collecting = 0;
  /** Generation 0's list head is GC_GEN0 while its interpreter is current, and its count the word GC_COUNT. */
  readonly generations: readonly Generation[];
  readonly permanent_generation: Generation;
  readonly generation_stats = [0, 1, 2].map(() => ({collections: 0, collected: 0, uncollectable: 0}));
  garbage: PyObject | NULL = NULL;
  callbacks: PyObject | NULL = NULL;
  long_lived_total = 0;
  long_lived_pending = 0;
  private readonly young: number;

  /** `heads`: address of 24 words: heads of generation 0 (while another interpreter is current), 1, 2, the permanent one, the trash, and what of it has been finalized. */
  constructor(heads: number) {
    this.young = heads;
    for (let i = 0; i < 6; i++) H[heads + 4 * i] = H[heads + 4 * i + 2] = heads + 4 * i;
    this.generations = [{head: GC_GEN0, threshold: 2000, count: 0}, {head: heads + 4, threshold: 10, count: 0}, {head: heads + 8, threshold: 10, count: 0}];
    this.permanent_generation = {head: heads + 12, threshold: 0, count: 0};
  }
  /** Head of the ring that holds the trash while a collection runs; collections don't nest in one interpreter. */
  trashHead(): number {
    return this.young + 16;
  }
  /** Head of the ring of trash whose finalizers have been called, while the rest's are. */
  seenHead(): number {
    return this.young + 20;
  }
  /** Asks the eval loop to collect at its next poll. CPython: Python/gc.c gc_alloc() */
  schedule(): void {
    if (this.enabled !== 0 && this.generations[0].threshold !== 0 && this.collecting === 0) H[EVAL_BREAKER] |= _PY_GC_SCHEDULED_BIT;
  }
  /** Moves generation 0's list from the fixed head into this interpreter's own. */
  saveYoung(): void {
    relink(GC_GEN0, this.young);
  }
  /** And back. */
  loadYoung(): void {
    relink(this.young, GC_GEN0);
  }
}

/** Moves a whole list from one head to another, which is empty or stale. */
function relink(from: number, to: number): void {
  const first = H[from], last = H[from + 2];
  if (first === from || first === 0) {
    H[to] = H[to + 2] = to;
    return;
  }
  H[to] = first;
  H[to + 2] = last;
  H[first + 2] = to;
  H[last] = to;
  H[from] = H[from + 2] = from;
}
