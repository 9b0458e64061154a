/** The library: what require('vivarium') gives. This file is its declaration; the build copies it to build/library.d.ts. */

/** A value that crosses between Python and JavaScript: see Interpreter.eval(). */
export type Value = null | boolean | number | bigint | string | Uint8Array | readonly Value[] | Map<Value, Value> | Set<Value> | PythonObject;
/** What eval() gives for an object that has no counterpart: what repr() says of it. */
export interface PythonObject { readonly type: string; readonly repr: string }
/** What set() takes: a Value, or plain objects and arrays of such. */
export type Input = undefined | null | boolean | number | bigint | string | Uint8Array | readonly Input[] | ReadonlyMap<Input, Input> | ReadonlySet<Input> | {readonly [key: string]: Input};

/** How a runtime is started. Everything is optional. */
export interface RuntimeOptions {
  /** sys.argv; [''] when left out. */
  args?: readonly string[];
  /** The environment, for PYTHON* variables and os.environ. The process's when left out. */
  env?: Readonly<Record<string, string>>;
  /** Ignores PYTHON* variables and the user's site-packages, as python -I does; true when left out. */
  isolated?: boolean;
  /** Folders in front of sys.path. */
  path?: readonly string[];
  /** A debug build: sys.gettotalrefcount() and the like. */
  pydebug?: boolean;
  /** PYTHONHASHSEED; random when left out. */
  hashSeed?: number;
  /** What sys.stdin reads; the process's when left out. */
  stdin?: string | Uint8Array;
  /** Hears what is written to descriptors 1 and 2; the process's streams when left out. */
  stdout?: (bytes: Uint8Array) => void;
  stderr?: (bytes: Uint8Array) => void;
}

/** A configuration of a subinterpreter, as _interpreters.new_config() has it; what is left out is as in the isolated one. */
export interface InterpreterConfig {
  use_main_obmalloc?: boolean;
  allow_fork?: boolean;
  allow_exec?: boolean;
  allow_threads?: boolean;
  allow_daemon_threads?: boolean;
  check_multi_interp_extensions?: boolean;
  gil?: 'default' | 'shared' | 'own';
}

/** One interpreter. Calls run one after the other, in the order they were made, over all interpreters of a runtime. */
export interface Interpreter {
  readonly id: number;
  /** Runs a program in __main__. Rejects with a PythonError when it raises; SystemExit is one too. */
  run(source: string, filename?: string): Promise<void>;
  /**
   * The value of an expression: None is null; bool, str and float are themselves; int is a number when it is exact, else a bigint;
   * bytes, bytearray are Uint8Array; list and tuple are arrays, dict is a Map, set and frozenset are Sets; all else is a PythonObject.
   */
  eval(expression: string): Promise<Value>;
  /** Sets a variable of __main__. Objects and Maps become dicts, arrays lists; whole numbers become ints. */
  set(name: string, value: Input): Promise<void>;
  /** Ends it. Not for the main interpreter: see Runtime.finish(). */
  destroy(): Promise<void>;
}

/** The totals of an interpreter. */
export interface InterpreterTotals {
  readonly id: number;
  readonly references: number;
  /** Blocks of its allocator; null when it uses that of another one. */
  readonly blocks: number | null;
  readonly interned: number;
  readonly ownAllocator: boolean;
  readonly ownGil: boolean;
  /** Names in its sys.modules. */
  readonly modules: readonly string[];
}
/** The totals of a runtime at one moment. */
export interface Totals {
  readonly references: number;
  readonly blocks: number;
  readonly interned: number;
  /** What interpreters left that have ended. */
  readonly endedReferences: number;
  readonly endedBlocks: number;
  readonly interpreters: readonly InterpreterTotals[];
}

/** A runtime of its own: heap, interpreters, modules. Any number can live in one process, each in a thread of its own. */
export interface Runtime extends Interpreter {
  /** Makes a subinterpreter: 'legacy' shares all with main, 'isolated' (the default) nothing. Rejects for an illegal configuration. */
  createInterpreter(config?: 'legacy' | 'isolated' | InterpreterConfig): Promise<Interpreter>;
  /** The totals of references and blocks. */
  totals(): Promise<Totals>;
  /** As Ctrl-C: what runs is interrupted by a KeyboardInterrupt. */
  interrupt(): void;
  /** Finalises the runtime as the end of python does, and ends its thread. The references and blocks that are left. */
  finish(): Promise<{readonly references: number; readonly blocks: number}>;
  /** Ends its thread at once: nothing is finalised, and what was asked for is rejected. */
  terminate(): Promise<void>;
}

/** Starts a runtime. Rejects with a PythonError when it cannot be started. */
export declare function createRuntime(options?: RuntimeOptions): Promise<Runtime>;
/** An exception of Python that nobody caught, or a request that could not be served. */
export declare class PythonError extends Error {
  readonly name: 'PythonError';
  /** The name of the exception's type; null when the library refused. */
  readonly type: string | null;
  /** The exception as Python displays it. */
  readonly traceback: string;
}
