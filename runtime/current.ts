/**
 * The current runtime, thread state and memory: the only mutable module bindings of the project (design 4). They are swapped
 * together when another runtime or thread is entered. Generated code reads them; nothing may keep a copy of `H` or `P` across
 * a call that can enter another runtime.
 */
import type {PyInterpreterState, PyThreadState, _PyRuntimeState} from './pystate';

/** The heap as 32-bit words, as doubles and as bytes: three views of one buffer. */
export let H: Int32Array;
export let F: Float64Array;
export let U8: Uint8Array;
/** Payloads: what an object has beside its words (text, big integers, type slots, code). Free entries hold the next free index. */
export let P: unknown[];
export let _PyRuntime: _PyRuntimeState;
/** The thread state that runs; CPython: _Py_tss_tstate. Null only before the first interpreter exists. */
export let tstate: PyThreadState;
/** tstate.interp, kept beside it since it is read so often. */
export let interp: PyInterpreterState;

/** Makes a runtime the current one: its heap, its payloads. The thread state is set by setCurrentThread(). */
export function enterRuntime(runtime: _PyRuntimeState): void {
  _PyRuntime = runtime;
  H = runtime.heap.words;
  F = runtime.heap.doubles;
  U8 = runtime.heap.bytes;
  P = runtime.heap.payloads;
}

/** Forgets the runtime: what it held may go. Nothing runs until another one is entered. */
export function leaveRuntime(): void {
  const nothing = undefined as unknown;
  _PyRuntime = nothing as typeof _PyRuntime;
  tstate = nothing as typeof tstate;
  interp = nothing as typeof interp;
  H = nothing as typeof H;
  F = nothing as typeof F;
  U8 = nothing as typeof U8;
  P = nothing as typeof P;
}

/** Makes a thread state current. pystate.ts calls it after it has saved the words of the one before. */
export function setCurrentThread(next: PyThreadState): void {
  tstate = next;
  interp = next.interp;
}
