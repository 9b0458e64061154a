/**
 * The runtime, its interpreters and their thread states. CPython: Python/pystate.c, Include/internal/pycore_runtime.h,
 * pycore_interp.h, pycore_tstate.h
 *
 * Owned objects that these structs hold are plain `PyObject | NULL` fields; whoever stores into one takes the reference.
 */
import {_PY_CALLS_TO_DO_BIT, callsWait, interpreterCalls, mainThreadCalls} from './ceval-pending';
import {H, _PyRuntime, enterRuntime, interp, setCurrentThread, tstate} from './current';
import {HEAP_WORDS, Heap} from './heap';
import type {Host} from './host/host';
import {type MallocTracer, type ObmallocState, PyMem_RawFree, PyMem_RawMalloc, newObmallocState, virtualAlloc} from './obmalloc';
import {GCRuntimeState} from './gcstate';
import {Py_DECREF} from './object';
import {NULL, type New, type PyObject} from './types';
import type {RefLedger} from './watched';
import * as word from './generated/static-addresses';

/** Words of one chunk of a thread's frame stack (16 KiB). CPython: Include/internal/pycore_pystate.h DATA_STACK_CHUNK_SIZE */
export const DATA_STACK_CHUNK_WORDS = 4096;

/** Why tstate.unwinding is set while a function answers NULL without an exception (design 5). */
/** Why an interpreter's frames run in the traced loop: lines are reported, those of some code objects are, memory is traced, frames are evaluated by somebody else. */
export const TRACED_LINES = 1, TRACED_LOCAL_LINES = 2, TRACED_MALLOC = 4, TRACED_EVAL_FRAME = 8;
export const UNWIND_NONE = 0, UNWIND_CALL = 1;

/** Who made a thread state. CPython: _PyThreadState_WHENCE_* */
export const _PyThreadState_Whence = {NOTSET: -1, UNKNOWN: 0, INIT: 1, FINI: 2, THREADING: 3, GILSTATE: 4, EXEC: 5} as const;

/** One thread of Python code in one interpreter. CPython: struct _ts */
export class PyThreadState {
  prev: PyThreadState | null = null;
  next: PyThreadState | null = null;
  eval_breaker = 0;
  _status = {initialized: false, bound: false, unbound: true, bound_gilstate: false, active: false, holds_gil: false, finalizing: false, cleared: false, finalized: false};
  _whence = -1;
  state = 0;
  py_recursion_remaining = 1000;
  py_recursion_limit = 1000;
  c_recursion_remaining = 10000;
  recursion_headroom = 0;
  tracing = 0;
  what_event = -1;
  current_frame = 0;
  c_profilefunc: unknown = null;
  c_tracefunc: unknown = null;
  c_profileobj: PyObject | NULL = NULL;
  c_traceobj: PyObject | NULL = NULL;
  /** The exception being raised, owned. */
  current_exception: PyObject | NULL = NULL;
  /** Address of the innermost _PyErr_StackItem: {exc_value, previous_item}, two pointers in the heap. */
  exc_info = 0;
  readonly exc_state: number;
  dict: PyObject | NULL = NULL;
  gilstate_counter = 1;
  /** Whether C code of the thread has not left the GIL (runtime/pystate-gilstate.ts). */
  attached = true;
  async_exc: PyObject | NULL = NULL;
  thread_id = 0;
  native_thread_id = 0;
  /** Trashcan: objects whose deallocation waits, linked through their GC heads. */
  delete_later = 0;
  trash_delete_nesting = 0;
  context: PyObject | NULL = NULL;
  context_ver = 1;
  /** The event loop of asyncio that runs in this thread, owned. CPython: _PyThreadStateImpl */
  asyncio_running_loop: PyObject | NULL = NULL;
  async_gen_firstiter: PyObject | NULL = NULL;
  async_gen_finalizer: PyObject | NULL = NULL;
  coroutine_origin_tracking_depth = 0;
  readonly id: number;
  /** Chunks of the frame stack: address of the current one; its first two words link the previous chunk and hold its size. */
  datastack_chunk = 0;
  datastack_top = 0;
  datastack_limit = 0;
  /** See UNWIND_*. */
  unwinding = UNWIND_NONE;
  /** The value that am_send left. */
  sendResult: PyObject | NULL = NULL;
  /** Frame under which a run of the loop returns to its caller: nested runs of the loop set it. */
  entryFrame = 0;
  daemon = false;
  /** Owned objects by which threading.local knows the thread: the key of its dicts, and one whose end says that the thread ends. */
  threading_local_key: New | NULL = NULL;
  threading_local_sentinel: New | NULL = NULL;
  /** Innermost frame that a native function has just pushed, and the frame that was current before its first; vm/native-frame.ts. */
  pendingTop = 0;
  pendingBase = 0;
  /** Objects whose repr is under way (owned); CPython keeps a list under Py_Repr in tstate.dict. */
  reprObjects: Set<PyObject> | null = null;

  constructor(readonly interp: PyInterpreterState, id: number, exc_state: number) {
    this.id = id;
    this.exc_state = exc_state;
    this.exc_info = exc_state;
  }
}

/** Import state of one interpreter. CPython: struct _import_state */
export class ImportState {
  modules: PyObject | NULL = NULL;
  modules_by_index: PyObject | NULL = NULL;
  importlib: PyObject | NULL = NULL;
  override_frozen_modules = 0;
  override_multi_interp_extensions_check = 0;
  dlopenflags = 2;
  import_func: PyObject | NULL = NULL;
  /** The import lock: owner thread ident and depth. */
  lock = {owner: 0, level: 0};
  find_and_load = {import_level: 0, accumulated: 0, header: 1};
}

/** PyInterpreterConfig. CPython: Include/cpython/pylifecycle.h */
export interface PyInterpreterConfig { use_main_obmalloc: number; allow_fork: number; allow_exec: number; allow_threads: number; allow_daemon_threads: number; check_multi_interp_extensions: number; gil: number }

/** A GIL: which thread state holds it. CPython: struct _gil_runtime_state */
export class GilState {
  locked = -1;
  last_holder: PyThreadState | null = null;
  interval = 5000;
  switch_number = 0;
}

/** Runs a frame, which it releases; with `throwflag` it begins by raising what is set. CPython: _PyFrameEvalFunction (PEP 523) */
export type _PyFrameEvalFunction = (tstate: PyThreadState, frame: number, throwflag: number) => New | NULL;

/** One interpreter. CPython: struct _is */
export class PyInterpreterState {
  next: PyInterpreterState | null = null;
  id_refcount = 0;
  requires_idref = 0;
  _whence = 0;
  _initialized = 0;
  _ready = 0;
  finalizing = 0;
  _finalizing: PyThreadState | null = null;
  _finalizing_id = 0;
  readonly threads = {next_unique_id: 1, head: null as PyThreadState | null, main: null as PyThreadState | null, count: 0, stacksize: 0};
  feature_flags = 0;
  ceval = {instrumentation_version: 0, recursion_limit: 1000, own_gil: 0, gil: null as GilState | null, pending: interpreterCalls()};
  sysdict: PyObject | NULL = NULL;
  builtins: PyObject | NULL = NULL;
  sysdict_copy: PyObject | NULL = NULL;
  builtins_copy: PyObject | NULL = NULL;
  dict: PyObject | NULL = NULL;
  readonly imports = new ImportState();
  codec = {search_path: NULL as PyObject | NULL, search_cache: NULL as PyObject | NULL, error_registry: NULL as PyObject | NULL, initialized: 0};
  warnings = {filters: NULL as PyObject | NULL, once_registry: NULL as PyObject | NULL, default_action: NULL as PyObject | NULL, context_ver: 0, filters_version: 0};
  /** atexit callbacks of Python, newest last; atexitC those of C code. */
  atexit: {func: PyObject; args: PyObject; kwargs: PyObject | NULL}[] = [];
  atexitC: {func: (data: unknown) => void; data: unknown}[] = [];
  audit_hooks: PyObject | NULL = NULL;
  before_forkers: PyObject | NULL = NULL;
  after_forkers_parent: PyObject | NULL = NULL;
  after_forkers_child: PyObject | NULL = NULL;
  long_max_str_digits = 4300;
  /** Interned strings by text; kind-4 texts are keyed apart. Values are owned unless the string is mortal (3.13: then the two counted references are dropped). Shared with main when the allocator is. */
  interned: Map<string, PyObject>;
  /** Number of texts in the table whose strings are dead, NULL there; roughly, where interpreters share it. */
  internedDead = 0;
  /** Texts of interned strings that became immortal. */
  internedImmortal = 0;
  obmalloc: ObmallocState;
  readonly gc: GCRuntimeState;
  /** Reference total while another interpreter is current. */
  reftotal = 0;
  /** Heads of this interpreter's free lists while another interpreter is current, by word address. */
  savedWords: Int32Array;
  /** Per-interpreter parts of static types (tp_dict, tp_subclasses, tp_weaklist), by tp_static_index. */
  readonly types = {builtins: [] as {tp_dict: PyObject | NULL; tp_subclasses: PyObject | NULL; tp_weaklist: PyObject | NULL}[], next_version_tag: 1, cache: 0, watchers: [] as (((type: PyObject) => number) | null)[]};
  func_next_version = 1;
  dict_next_keys_version = 2;
  /** Callbacks of PyDict_AddWatcher(), by id. */
  readonly dict_state = {global_version: 0, watchers: new Array<((event: number, dict: PyObject, key: PyObject | NULL, value: PyObject | NULL) => number) | null>(8).fill(null)};
  /** How often something happened that invalidates what an optimizer may assume; 255 is the most. CPython: struct _rare_events */
  readonly rare_events = {set_class: 0, set_bases: 0, set_eval_frame_func: 0, builtin_dict: 0, func_modification: 0};
  /** Callbacks of PyCode_AddWatcher(), by id, and a bit for each id in use. */
  code_watchers: (((event: number, co: PyObject) => number) | null)[] = [];
  active_code_watchers = 0;
  /** For each index of PyUnstable_Eval_RequestCodeExtraIndex(): what releases the data. */
  co_extra_freefuncs: (((extra: unknown) => void) | null)[] = [];
  xi = {registry: new Map<PyObject, unknown>(), PyExc_NotShareableError: NULL as PyObject | NULL};
  /** State of builtin modules that CPython keeps in the interpreter, by module name. */
  readonly moduleStates = new Map<string, unknown>();
  config: PyConfigValues;
  sys_profile_initialized = false;
  sys_trace_initialized = false;
  sys_profiling_threads = 0;
  sys_tracing_threads = 0;
  monitors: number[] = new Array<number>(17).fill(0);
  /** Why frames run in the traced loop, which keeps their place exact: TRACED_* bits, 0 for the plain loop. */
  tracedLoop = 0;
  /** How many code objects have lines reported that are not reported everywhere, or had when they died. */
  localLines = 0;
  monitoring_callables: (PyObject | NULL)[][] = Array.from({length: 8}, () => new Array<PyObject | NULL>(19).fill(NULL));
  monitoring_tool_names: (PyObject | NULL)[] = new Array<PyObject | NULL>(8).fill(NULL);
  last_restart_version = 0;
  /** Borrowed builtins that have opcodes of their own. CPython: struct callable_cache */
  readonly callable_cache = {len: NULL as PyObject | NULL, isinstance: NULL as PyObject | NULL, list_append: NULL as PyObject | NULL, object__getattribute__: NULL as PyObject | NULL};
  interactive_src_count = 0;
  /** A MemoryError made beforehand. */
  last_resort_memory_error: PyObject | NULL = NULL;
  /** Runs a frame, null for the loop; set by _PyInterpreterState_SetEvalFrameFunc(). */
  eval_frame: _PyFrameEvalFunction | null = null;

  constructor(readonly runtime: _PyRuntimeState, readonly id: number, obmalloc: ObmallocState, config: PyConfigValues, interned: Map<string, PyObject>) {
    this.obmalloc = obmalloc;
    this.config = config;
    this.interned = interned;
    this.gc = new GCRuntimeState(virtualAlloc(6 * 4));
    this.savedWords = new Int32Array(SAVED_WORDS.length);
    this.savedWords[SAVED_WORDS.indexOf(word.GC_THRESHOLD)] = this.gc.generations[0].threshold;
  }
}

/** Counts an event of an interpreter. CPython: RARE_EVENT_INTERP_INC() */
export function RARE_EVENT_INTERP_INC(of: PyInterpreterState, name: keyof PyInterpreterState['rare_events']): void {
  if (of.rare_events[name] < 255) of.rare_events[name]++;
}

/** What an interpreter's PyConfig holds; runtime/config.ts reads it from command line and environment. */
export type PyConfigValues = import('./config').PyConfig;

/** Words in the static area that belong to the current interpreter, saved and restored when another one becomes current. */
export const SAVED_WORDS: readonly number[] = [
  word.FLOAT_FREE, word.FLOAT_NUMFREE, word.LIST_FREE, word.LIST_NUMFREE, word.DICT_FREE, word.DICT_NUMFREE, word.DICTKEYS_FREE, word.DICTKEYS_NUMFREE, word.SLICE_CACHE, word.CONTEXT_FREE, word.CONTEXT_NUMFREE,
  word.GC_COUNT, word.GC_THRESHOLD, word.REFTOTAL, word.NEXT_FUNC_VERSION, word.NEXT_DICT_KEYS_VERSION,
  ...Array.from({length: 40}, (_, i) => word.TUPLE_FREE + i), ...Array.from({length: 40}, (_, i) => word.TUPLE_NUMFREE + i),
];

/** One runtime: CPython has one per process, we have as many as are created. CPython: struct pyruntimestate */
export class _PyRuntimeState {
  readonly heap: Heap;
  initialized = 0;
  core_initialized = 0;
  preinitialized = 0;
  _finalizing: PyThreadState | null = null;
  readonly interpreters = {head: null as PyInterpreterState | null, main: null as PyInterpreterState | null, next_id: -1};
  main_thread = 0;
  /** Ident of the thread that was started last. */
  lastThreadIdent = 0x7f0000000000;
  readonly imports = {inittab: [] as unknown[], last_module_index: 0, extensions: new Map<string, unknown>(), pkgcontext: null as string | null, moduleBases: new Map<unknown, unknown>()};
  /** Allocators by id; id 0 means "no arena". */
  private readonly obmallocs: (ObmallocState | null)[] = [null];
  freeArenas: number[] = [];
  /** Hears of every block while memory is traced (objects/tracemalloc.ts). */
  mallocTracer: MallocTracer | null = null;
  /** First word above what raw memory may use: arenas are cut from the top of the heap. */
  arenaFloor = HEAP_WORDS;
  audit_hooks: ((event: string, args: PyObject) => number)[] = [];
  /** Who serves the three domains of memory for C code (runtime/obmalloc-allocators.ts); null until it is asked for. */
  allocators: unknown = null;
  /** Calls for the main thread. CPython: _PyRuntime.ceval.pending_mainthread */
  readonly pending_mainthread = mainThreadCalls();
  /** References and blocks that interpreters left behind. CPython: interpreter_leaks */
  readonly leaks = {refs: 0, blocks: 0};
  /** What an extension file gets with require('vivarium') (the public API). */
  extensionApi: unknown = null;
  /** Tables of frozen modules (import/frozen.ts FrozenTables). */
  frozen: unknown = null;
  /** Told of every reference in ledger mode (runtime/watched.ts); null when nobody watches. */
  ledger: RefLedger | null = null;
  /** Hears of every step of loading extensions (import/import-trace.ts); null when nobody watches. */
  importRecorder: ((step: {step: string; module: string; interpreter: number; details: Readonly<Record<string, unknown>>}) => void) | null = null;
  /** Shareable static types (objects/crossinterp-lookup.ts). */
  readonly xi = {registry: new Map<PyObject, unknown>()};
  /** What builtin modules keep for all interpreters, by module name: their static C variables. */
  readonly moduleGlobals = new Map<string, unknown>();
  /** Static C variables of loaded extension libraries, by file. */
  readonly libraries = new Map<string, unknown>();
  /** Whether a KeyboardInterrupt ended the program: the process then ends by SIGINT. CPython: signals.unhandled_keyboard_interrupt */
  unhandledKeyboardInterrupt = false;
  /** The last value taken as Py_ssize_t that a number cannot hold exactly. */
  largeSsize = 0n;
  readonly signals = {wakeup_fd: -1, warn_on_full_buffer: true, is_tripped: 0, handlers: new Array<PyObject | NULL>(65).fill(NULL)};
  /** Data of green threads and locks; runtime/scheduler.ts. */
  scheduler: unknown = null;
  build: {pydebug: boolean; gilDisabled: boolean} = {pydebug: false, gilDisabled: false};
  hashSecret: Uint8Array = new Uint8Array(24);
  /** Counts, per type version and so on, that CPython keeps in _PyRuntime.types. */
  types = {next_version_tag: 1};
  constructor(readonly host: Host) {
    this.heap = new Heap();
  }
  /** An allocator of its own for an interpreter. */
  newObmalloc(): ObmallocState {
    const state = newObmallocState(this.obmallocs.length);
    this.obmallocs.push(state);
    return state;
  }
  /** All allocators there are. */
  allObmallocs(): ObmallocState[] {
    return this.obmallocs.filter(state => state !== null);
  }
  obmallocById(id: number): ObmallocState {
    return this.obmallocs[id]!;
  }
}

/** A runtime with an empty heap, made current. */
export function createRuntimeState(host: Host): _PyRuntimeState {
  const runtime = new _PyRuntimeState(host);
  enterRuntime(runtime);
  return runtime;
}

/** A thread state of an interpreter, linked into its list, not bound and not current. CPython: Python/pystate.c new_threadstate() */
export function new_threadstate(owner: PyInterpreterState, whence: number): PyThreadState {
  const exc_state = PyMem_RawMalloc(16);
  H[exc_state] = NULL;
  H[exc_state + 2] = 0;
  const ts = new PyThreadState(owner, owner.threads.next_unique_id++, exc_state);
  ts._whence = whence;
  ts.py_recursion_limit = ts.py_recursion_remaining = owner.ceval.recursion_limit;
  ts.c_recursion_remaining = owner.runtime.build.pydebug ? 500 : 10000;
  ts.next = owner.threads.head;
  if (ts.next !== null) ts.next.prev = ts;
  owner.threads.head = ts;
  ts._status.initialized = true;
  return ts;
}

/** Saves the words that belong to the current thread and interpreter, and loads those of another. CPython: Python/pystate.c _PyThreadState_Swap() */
export function swapThread(next: PyThreadState): void {
  if (tstate !== undefined && tstate !== null) saveThreadWords();
  const interpreterChanges = interp !== next.interp;
  if (interpreterChanges && interp !== undefined && interp !== null) saveInterpreterWords();
  setCurrentThread(next);
  if (interpreterChanges) loadInterpreterWords();
  H[word.CURRENT_FRAME] = next.current_frame;
  H[word.DATASTACK_TOP] = next.datastack_top;
  H[word.DATASTACK_LIMIT] = next.datastack_limit;
  H[DATASTACK_BASE] = next.datastack_chunk + 4;
  H[word.PY_RECURSION_REMAINING] = next.py_recursion_remaining;
  H[word.C_RECURSION_REMAINING] = next.c_recursion_remaining;
  H[word.EXC_INFO] = next.exc_info;
  H[word.TRASH_DEPTH] = next.trash_delete_nesting;
  H[word.EVAL_BREAKER] = next.eval_breaker;
  if (callsWait()) H[word.EVAL_BREAKER] |= _PY_CALLS_TO_DO_BIT;
}

/** Writes the heap words that stand for fields of the current thread state back into it. */
export function saveThreadWords(): void {
  tstate.current_frame = H[word.CURRENT_FRAME];
  tstate.datastack_top = H[word.DATASTACK_TOP];
  tstate.datastack_limit = H[word.DATASTACK_LIMIT];
  tstate.py_recursion_remaining = H[word.PY_RECURSION_REMAINING];
  tstate.c_recursion_remaining = H[word.C_RECURSION_REMAINING];
  tstate.exc_info = H[word.EXC_INFO];
  tstate.trash_delete_nesting = H[word.TRASH_DEPTH];
  tstate.eval_breaker = H[word.EVAL_BREAKER];
}
/** The same for the interpreter: free lists, totals, allocator. */
export function saveInterpreterWords(): void {
  for (let i = 0; i < SAVED_WORDS.length; i++) interp.savedWords[i] = H[SAVED_WORDS[i]];
  interp.reftotal = H[word.REFTOTAL];
  interp.obmalloc.raw_allocated_blocks = H[word.RAW_BLOCKS];
  interp.gc.saveYoung();
}
function loadInterpreterWords(): void {
  for (let i = 0; i < SAVED_WORDS.length; i++) H[SAVED_WORDS[i]] = interp.savedWords[i];
  H[word.OBMALLOC] = _PyRuntime.mallocTracer === null ? interp.obmalloc.heads : _PyRuntime.mallocTracer.emptyPools;
  H[word.RAW_BLOCKS] = interp.obmalloc.raw_allocated_blocks;
  // one that was made while memory is traced
  if (_PyRuntime.mallocTracer?.wantsLines === true) interp.tracedLoop |= TRACED_MALLOC;
  interp.gc.loadYoung();
}

/** Address of the first frame of the current chunk: the upper half of DATASTACK_LIMIT. */
const DATASTACK_BASE = word.DATASTACK_LIMIT + 1;

/** Room for a frame of `words` when the current chunk is full: a new chunk. 0 when memory is out. CPython: Python/pystate.c push_chunk() */
export function pushDatastackChunk(words: number): number {
  let size = DATA_STACK_CHUNK_WORDS;
  while (size - 4 < words) size *= 2;
  const chunk = PyMem_RawMalloc(size * 4);
  if (chunk === 0) return 0;
  H[chunk] = tstate.datastack_chunk;
  H[chunk + 1] = size;
  H[chunk + 2] = H[word.DATASTACK_TOP];
  tstate.datastack_chunk = chunk;
  H[word.DATASTACK_TOP] = chunk + 4 + words;
  H[word.DATASTACK_LIMIT] = chunk + size;
  H[DATASTACK_BASE] = chunk + 4;
  return chunk + 4;
}
/** Room for `words` on the frame stack; 0 when memory is out. CPython: Python/pystate.c _PyThreadState_PushFrame() */
export function _PyThreadState_PushFrame(words: number): number {
  const at = H[word.DATASTACK_TOP];
  if (at === 0 || at + words > H[word.DATASTACK_LIMIT]) return pushDatastackChunk(words);
  H[word.DATASTACK_TOP] = at + words;
  return at;
}
/** Gives back the topmost room of the frame stack, which starts at `frame`. CPython: Python/pystate.c _PyThreadState_PopFrame() */
export function _PyThreadState_PopFrame(frame: number): void {
  const chunk = tstate.datastack_chunk;
  if (frame !== chunk + 4) {
    H[word.DATASTACK_TOP] = frame;
    return;
  }
  const previous = H[chunk];
  // the first chunk stays, as in CPython
  if (previous === 0) {
    H[word.DATASTACK_TOP] = frame;
    return;
  }
  H[word.DATASTACK_TOP] = H[chunk + 2];
  H[word.DATASTACK_LIMIT] = previous + H[previous + 1];
  H[DATASTACK_BASE] = previous + 4;
  tstate.datastack_chunk = previous;
  PyMem_RawFree(chunk);
}

/** Unlinks a thread state and gives its memory back; it must not be current. CPython: Python/pystate.c tstate_delete_common() */
export function tstate_delete(ts: PyThreadState): void {
  const owner = ts.interp;
  if (ts.prev !== null) ts.prev.next = ts.next;
  else owner.threads.head = ts.next;
  if (ts.next !== null) ts.next.prev = ts.prev;
  for (let chunk = ts.datastack_chunk; chunk !== 0;) {
    const previous = H[chunk];
    PyMem_RawFree(chunk);
    chunk = previous;
  }
  ts.datastack_chunk = 0;
  PyMem_RawFree(ts.exc_state);
  ts._status.finalized = true;
}
/** Ends the current thread state, a visitor in its interpreter, and goes back to another. CPython: Python/pystate.c _PyThreadState_DeleteCurrent() */
export function _PyThreadState_DeleteCurrent(visitor: PyThreadState, back: PyThreadState): void {
  PyThreadState_Clear(visitor);
  swapThread(back);
  tstate_delete(visitor);
}
/** Drops every reference a thread state owns; its interpreter must be current. escapes. CPython: Python/pystate.c PyThreadState_Clear() */
export function PyThreadState_Clear(ts: PyThreadState): void {
  const owned: (PyObject | NULL)[] = [ts.threading_local_key, ts.threading_local_sentinel, ts.dict, ts.async_exc, ts.current_exception, H[ts.exc_state] as PyObject | NULL, ts.c_profileobj, ts.c_traceobj, ts.async_gen_firstiter, ts.async_gen_finalizer, ts.context, ts.asyncio_running_loop];
  ts.threading_local_key = ts.threading_local_sentinel = ts.dict = ts.async_exc = ts.current_exception = ts.c_profileobj = ts.c_traceobj = ts.async_gen_firstiter = ts.async_gen_finalizer = ts.context = ts.asyncio_running_loop = NULL;
  H[ts.exc_state] = NULL;
  for (const op of owned) if (op !== NULL) Py_DECREF(op);
  ts._status.cleared = true;
}
/** Whether the current thread handles signals: the main one of the main interpreter. CPython: Include/internal/pycore_pystate.h _Py_ThreadCanHandleSignals() */
export function _Py_ThreadCanHandleSignals(): boolean {
  return interp === _PyRuntime.interpreters.main && tstate.thread_id === _PyRuntime.main_thread;
}
