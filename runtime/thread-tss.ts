/** Values that each thread has of its own under one key. CPython: Python/thread.c, thread_pthread.h PyThread_tss_create() and on */
import {tstate} from './current';

/** A key; null until it is created. CPython: Py_tss_t */
export interface Py_tss_t { values: Map<number, unknown> | null }

/** A key that is not created yet. CPython: PyThread_tss_alloc() */
export function PyThread_tss_alloc(): Py_tss_t {
  return {values: null};
}
/** CPython: PyThread_tss_is_created() */
export function PyThread_tss_is_created(key: Py_tss_t): boolean {
  return key.values !== null;
}
/** Makes a key usable; one that is stays as it is. 0. CPython: PyThread_tss_create() */
export function PyThread_tss_create(key: Py_tss_t): number {
  key.values ??= new Map();
  return 0;
}
/** Forgets all values; the key may be created again. CPython: PyThread_tss_delete() */
export function PyThread_tss_delete(key: Py_tss_t): void {
  key.values = null;
}
/** Sets the value of the thread that runs: 0, or -1 for a key that is not created. CPython: PyThread_tss_set() */
export function PyThread_tss_set(key: Py_tss_t, value: unknown): number {
  if (key.values === null) return -1;
  key.values.set(tstate.thread_id, value);
  return 0;
}
/** The value of the thread that runs, null when it has none. CPython: PyThread_tss_get() */
export function PyThread_tss_get(key: Py_tss_t): unknown {
  return key.values?.get(tstate.thread_id) ?? null;
}
