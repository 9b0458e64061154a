/** Traces of memory: which lines allocated the blocks that are in use. CPython: Python/tracemalloc.c */
import {H, _PyRuntime} from '../runtime/current';
import {PyTuple_SET_ITEM, PyUnicode_Check, co_filename, f_executable, f_owner, f_previous} from '../runtime/generated/accessors';
import {CURRENT_FRAME, DICTKEYS_NUMFREE, DICT_NUMFREE, FLOAT_NUMFREE, LIST_NUMFREE, PyExc_ValueError, TICKS, TUPLE_NUMFREE} from '../runtime/generated/static-addresses';
import {STR_anon_unknown} from '../runtime/generated/ids';
import {collectorHooks} from '../runtime/gc';
import type {MallocTracer} from '../runtime/obmalloc';
import {fillObjectMemory, stopFilling} from '../runtime/obmalloc-filled';
import {HiddenPools} from '../runtime/obmalloc-traced';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {SAVED_WORDS, TRACED_MALLOC} from '../runtime/pystate';
import {NULL, type New, type PyObject} from '../runtime/types';
import {FRAME_OWNED_BY_CSTACK, PyUnstable_InterpreterFrame_GetLine, _PyFrame_IsIncomplete} from './frame';
import {PyLong_FromNumber} from './longobject';
import {PyErr_Format} from './errors';
import {PyTuple_New, packSteal} from './tupleobject';

/** Most frames of a traceback, and most that are counted. CPython: MAX_NFRAME, UINT16_MAX */
const MAX_NFRAME = 65535;
/** Free lists hold no more than this many: what their length says while nothing is to be kept. */
const FULL = 1 << 30;

/** Where a block was allocated: frames from the innermost on. The filenames are held by the tracer. */
export class Traceback {
  constructor(readonly files: readonly PyObject[], readonly lines: readonly number[], readonly total_nframe: number) {}
  /** ((filename, lineno), ...): a new tuple. CPython: traceback_to_pyobject() */
  toTuple(): New | NULL {
    const tuple = PyTuple_New(this.files.length);
    if (tuple === NULL) return NULL;
    for (let i = 0; i < this.files.length; i++) {
      const frame = packSteal(Py_NewRef(this.files[i]), PyLong_FromNumber(this.lines[i]));
      if (frame === NULL) {
        Py_DECREF(tuple);
        return NULL;
      }
      PyTuple_SET_ITEM(tuple, i, frame);
    }
    return tuple;
  }
}
/** One block. */
export interface Trace { readonly size: number; readonly traceback: Traceback }

/** The traces of one run of the tracer. CPython: struct _tracemalloc_runtime_state */
export class Tracer implements MallocTracer {
  readonly wantsLines = true;
  readonly emptyPools: number;
  /** Traces by address in bytes, for the domain of the allocator (0) and those that extensions have. */
  readonly domains = new Map<number, Map<number, Trace>>();
  private traces = new Map<number, Trace>();
  traced_memory = 0;
  peak_traced_memory = 0;
  private readonly tracebacks = new Map<string, Traceback>();
  /** Filenames that tracebacks name, and the references to them, one each. */
  private readonly filenames = new Set<PyObject>();
  private held: New[] = [];
  constructor(readonly max_nframe: number, private readonly pools: HiddenPools) {
    this.emptyPools = pools.emptyPools;
    this.domains.set(0, this.traces);
  }
  malloc(szidx: number, nbytes: number): number {
    const block = this.pools.allocate(szidx);
    if (block !== 0) this.track(block, nbytes);
    return block;
  }
  free(block: number, pool: number): void {
    this.untrack(block);
    this.pools.release(block, pool);
  }
  track(block: number, nbytes: number): void {
    this.add(this.traces, block * 4, nbytes);
  }
  untrack(block: number): void {
    this.remove(this.traces, block * 4);
  }
  /** Adds a trace, or renews it. */
  add(traces: Map<number, Trace>, address: number, size: number): void {
    const old = traces.get(address);
    if (old !== undefined) this.traced_memory -= old.size;
    traces.set(address, {size, traceback: this.currentTraceback()});
    this.traced_memory += size;
    if (this.traced_memory > this.peak_traced_memory) this.peak_traced_memory = this.traced_memory;
  }
  remove(traces: Map<number, Trace>, address: number): void {
    const old = traces.get(address);
    if (old === undefined) return;
    traces.delete(address);
    this.traced_memory -= old.size;
  }
  /** Where execution is: the same object for the same place. CPython: traceback_new() */
  private currentTraceback(): Traceback {
    const files: PyObject[] = [], lines: number[] = [];
    let total = 0, key = '';
    for (let frame = H[CURRENT_FRAME]; frame !== 0; frame = f_previous(frame)) {
      if (f_owner(frame) === FRAME_OWNED_BY_CSTACK || _PyFrame_IsIncomplete(frame)) continue;
      if (files.length < this.max_nframe) {
        const file = co_filename(f_executable(frame)), line = PyUnstable_InterpreterFrame_GetLine(frame);
        files.push(PyUnicode_Check(file) ? file : STR_anon_unknown);
        lines.push(line < 0 ? 0 : line);
        key += `${file},${line};`;
      }
      if (total < MAX_NFRAME) total++;
    }
    if (files.length === 0) {
      files.push(STR_anon_unknown);
      lines.push(0);
      total = 1;
    }
    key += total;
    let traceback = this.tracebacks.get(key);
    if (traceback === undefined) {
      for (const file of files) this.hold(file);
      this.tracebacks.set(key, (traceback = new Traceback(files, lines, total)));
    }
    return traceback;
  }
  private hold(file: PyObject): void {
    if (this.filenames.has(file)) return;
    this.filenames.add(file);
    this.held[this.held.length] = Py_NewRef(file);
  }
  /** CPython: _PyTraceMalloc_ClearTraces() */
  clear(): void {
    this.domains.clear();
    this.traces = new Map();
    this.domains.set(0, this.traces);
    this.traced_memory = this.peak_traced_memory = 0;
    this.tracebacks.clear();
    const {held} = this;
    this.held = [];
    this.filenames.clear();
    for (const file of held) Py_DECREF(file);
  }
  /** Bytes that the tables take, about. CPython: _PyTraceMalloc_GetMemory() */
  memory(): number {
    let entries = 0;
    for (const traces of this.domains.values()) entries += traces.size;
    return 48 * entries + (48 + 16 * this.max_nframe) * this.tracebacks.size + 32 * this.filenames.size;
  }
}

/** What is kept from one run of the tracer to the next. */
class TracemallocState {
  tracer: Tracer | null = null;
  max_nframe = 1;
  pools: HiddenPools | null = null;
}
const KEY = '_tracemalloc';
function state(): TracemallocState {
  let found = _PyRuntime.moduleGlobals.get(KEY) as TracemallocState | undefined;
  if (found === undefined) _PyRuntime.moduleGlobals.set(KEY, (found = new TracemallocState()));
  return found;
}
/** The tracer that runs; null when memory is not traced. */
export function currentTracer(): Tracer | null {
  return state().tracer;
}
/** CPython: _PyTraceMalloc_GetTracebackLimit() */
export function tracebackLimit(): number {
  return state().max_nframe;
}
const FREE_LIST_LENGTHS: readonly number[] = [LIST_NUMFREE, DICT_NUMFREE, DICTKEYS_NUMFREE, FLOAT_NUMFREE, ...Array.from({length: 20}, (_, i) => TUPLE_NUMFREE + 2 * i)];
/** Empties the free lists and has them look full, so that objects that die are freed. */
function closeFreeLists(): void {
  collectorHooks.clearFreeLists();
  for (const word of FREE_LIST_LENGTHS) H[word] = FULL;
}
/** Opens them again, in every interpreter where they were closed. */
function openFreeLists(): void {
  for (const word of FREE_LIST_LENGTHS) {
    if (H[word] === FULL) H[word] = 0;
    const saved = SAVED_WORDS.indexOf(word);
    for (let each = _PyRuntime.interpreters.head; each !== null; each = each.next) if (each.savedWords[saved] === FULL) each.savedWords[saved] = 0;
  }
}
function forEachInterpreter(set: (traced: number) => number): void {
  for (let each = _PyRuntime.interpreters.head; each !== null; each = each.next) each.tracedLoop = set(each.tracedLoop);
}
/** Begins to trace memory, unless it is traced already; 0, or -1 with ValueError. DIVERGES: free lists are not used meanwhile, so their objects are not counted. CPython: _PyTraceMalloc_Start() */
export function _PyTraceMalloc_Start(max_nframe: number): number {
  if (max_nframe < 1 || max_nframe > MAX_NFRAME) {
    PyErr_Format(PyExc_ValueError, `the number of frames must be in range [1; ${MAX_NFRAME}]`);
    return -1;
  }
  const s = state();
  if (s.tracer !== null) return 0;
  s.max_nframe = max_nframe;
  closeFreeLists();
  stopFilling();
  s.pools ??= new HiddenPools();
  s.tracer = _PyRuntime.mallocTracer = new Tracer(max_nframe, s.pools);
  s.pools.hide();
  forEachInterpreter(traced => traced | TRACED_MALLOC);
  // the loop that runs asks at its next poll which one is to go on
  H[TICKS] = -1;
  return 0;
}
/** Ends tracing and forgets all traces. CPython: _PyTraceMalloc_Stop() */
export function _PyTraceMalloc_Stop(): void {
  const s = state(), {tracer} = s;
  if (tracer === null) return;
  s.tracer = _PyRuntime.mallocTracer = null;
  s.pools!.show();
  fillObjectMemory();
  openFreeLists();
  forEachInterpreter(traced => traced & ~TRACED_MALLOC);
  tracer.clear();
}
/** Adds a trace to a domain: 0, or -2 when memory is not traced. CPython: PyTraceMalloc_Track() */
export function PyTraceMalloc_Track(domain: number, address: number, size: number): number {
  const tracer = currentTracer();
  if (tracer === null) return -2;
  let traces = tracer.domains.get(domain);
  if (traces === undefined) tracer.domains.set(domain, (traces = new Map()));
  tracer.add(traces, address, size);
  return 0;
}
/** Removes a trace when there is one: 0, or -2 when memory is not traced. CPython: PyTraceMalloc_Untrack() */
export function PyTraceMalloc_Untrack(domain: number, address: number): number {
  const tracer = currentTracer(), traces = tracer?.domains.get(domain);
  if (tracer === null) return -2;
  if (traces !== undefined) tracer.remove(traces, address);
  return 0;
}
/** The traceback of a block as a tuple of frames; NULL without an exception when there is none. CPython: _PyTraceMalloc_GetTraceback() */
export function _PyTraceMalloc_GetTraceback(domain: number, address: number): New | NULL {
  const trace = currentTracer()?.domains.get(domain)?.get(address);
  return trace === undefined ? NULL : trace.traceback.toTuple();
}
