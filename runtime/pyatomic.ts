/**
 * Atomic operations on values in memory, by byte address. Threads of Vivarium hand over only at polls, so no operation could be seen half done;
 * they are atomic all the same, for a host that shares the memory. CPython: Include/cpython/pyatomic.h
 */
import {U8} from './current';

/** The typed arrays that atomic operations work on; pointers take one word of the two that C has. */
type Narrow = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;
type Wide = BigInt64Array | BigUint64Array;
type Numbers<T> = {readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBufferLike, offset: number, length: number): T};

/** The operations on one C type. `and` and `or` exist in C for unsigned types only. */
export type AtomicOperations<Value> = {
  readonly size: number;
  /** What an address holds; also for `_relaxed` and `_acquire`, which no order here is weaker than. */
  readonly load: (ptr: number) => Value;
  readonly store: (ptr: number, value: Value) => void;
  /** These return what was there before. */
  readonly add: (ptr: number, value: Value) => Value;
  readonly and: (ptr: number, value: Value) => Value;
  readonly or: (ptr: number, value: Value) => Value;
  readonly exchange: (ptr: number, value: Value) => Value;
  /** Stores `desired` when the address holds what `expected` points at; else writes there what it holds. True when it stored. */
  readonly compare_exchange: (ptr: number, expected: number, desired: Value) => boolean;
};
function narrow(kind: Numbers<Narrow>): AtomicOperations<number> {
  const at = (ptr: number): Narrow => new kind(U8.buffer, ptr, 1);
  return {
    size: kind.BYTES_PER_ELEMENT,
    load: ptr => Atomics.load(at(ptr), 0), store: (ptr, value) => void Atomics.store(at(ptr), 0, value),
    add: (ptr, value) => Atomics.add(at(ptr), 0, value), and: (ptr, value) => Atomics.and(at(ptr), 0, value), or: (ptr, value) => Atomics.or(at(ptr), 0, value),
    exchange: (ptr, value) => Atomics.exchange(at(ptr), 0, value),
    compare_exchange: (ptr, expected, desired) => {
      const want = at(expected), held = Atomics.compareExchange(at(ptr), 0, want[0], desired);
      if (held === want[0]) return true;
      want[0] = held;
      return false;
    },
  };
}
function wide(kind: Numbers<Wide>): AtomicOperations<bigint> {
  const at = (ptr: number): Wide => new kind(U8.buffer, ptr, 1);
  return {
    size: kind.BYTES_PER_ELEMENT,
    load: ptr => Atomics.load(at(ptr), 0), store: (ptr, value) => void Atomics.store(at(ptr), 0, value),
    add: (ptr, value) => Atomics.add(at(ptr), 0, value), and: (ptr, value) => Atomics.and(at(ptr), 0, value), or: (ptr, value) => Atomics.or(at(ptr), 0, value),
    exchange: (ptr, value) => Atomics.exchange(at(ptr), 0, value),
    compare_exchange: (ptr, expected, desired) => {
      const want = at(expected), held = Atomics.compareExchange(at(ptr), 0, want[0], desired);
      if (held === want[0]) return true;
      want[0] = held;
      return false;
    },
  };
}
/** The operations of a C type by the suffix of their names: `_Py_atomic.int.add(ptr, 1)` is `_Py_atomic_add_int(ptr, 1)`. */
export const _Py_atomic = {
  int: narrow(Int32Array), uint: narrow(Uint32Array), int8: narrow(Int8Array), int16: narrow(Int16Array), int32: narrow(Int32Array), uint8: narrow(Uint8Array), uint16: narrow(Uint16Array), uint32: narrow(Uint32Array),
  int64: wide(BigInt64Array), uint64: wide(BigUint64Array), intptr: wide(BigInt64Array), uintptr: wide(BigUint64Array), ssize: wide(BigInt64Array), ptr: narrow(Int32Array),
} as const;
/** A fence of any kind: atomic operations here are in order with all others. CPython: _Py_atomic_fence_seq_cst(), _acquire(), _release() */
export function _Py_atomic_fence_seq_cst(): void {
  Atomics.load(new Int32Array(U8.buffer, 0, 1), 0);
}
