/**
 * Values that the front end knows before any runtime exists: what a literal denotes, and what a code object carries.
 * They are plain data; objects/codeobject.ts turns them into objects of an interpreter, vm/ marshals them to .pyc files.
 */
import type {PyText} from '../runtime/text';
import type {PyObject} from '../runtime/types';

export type {PyText};

/** A compile-time constant. `object` is what a program put into its syntax tree, alive as long as the arena that was read into: code has the very object. */
export type PyConst = PlainConst & {object?: PyObject};
/** The value of one. `code` is a nested code object; tuples and frozensets come from folding. */
type PlainConst =
  | {kind: 'None'} | {kind: 'True'} | {kind: 'False'} | {kind: 'Ellipsis'}
  | {kind: 'int'; value: bigint}
  | {kind: 'float'; value: number}
  | {kind: 'complex'; real: number; imag: number}
  | {kind: 'str'; value: PyText}
  | {kind: 'bytes'; value: Uint8Array}
  | {kind: 'tuple'; items: PyConst[]}
  | {kind: 'frozenset'; items: PyConst[]}
  | {kind: 'slice'; start: PyConst; stop: PyConst; step: PyConst}
  | {kind: 'code'; value: CodeSpec}
  // an object that no source text makes, held by whoever gave it to a single step of compilation
  | {kind: 'object'; object: PyObject};

/** Everything of a code object, as plain data. Fields as in CPython's PyCodeObject; `co_code` has zeroed caches. */
export interface CodeSpec {
  co_argcount: number;
  co_posonlyargcount: number;
  co_kwonlyargcount: number;
  co_stacksize: number;
  co_flags: number;
  co_code: Uint8Array;
  co_consts: PyConst[];
  co_names: string[];
  /** Names of locals, cells and free variables in one list, and the kind bits of each (CO_FAST_LOCAL 0x20, _CELL 0x40, _FREE 0x80, _HIDDEN 0x10). */
  co_localsplusnames: string[];
  co_localspluskinds: Uint8Array;
  co_filename: string;
  co_name: string;
  co_qualname: string;
  co_firstlineno: number;
  co_linetable: Uint8Array;
  co_exceptiontable: Uint8Array;
}

/** A SyntaxError found by the front end: the fields of Python's exception. Columns count characters from 1; -1 and null mean absent. */
export interface SyntaxErrorInfo {
  type: 'SyntaxError' | 'IndentationError' | 'TabError' | '_IncompleteInputError';
  msg: string;
  lineno: number;
  offset: number;
  end_lineno: number;
  end_offset: number;
  text: string | null;
  /** Found by the symbol table: the exception's only argument is its message then, the rest is set as attributes. */
  asAttributes?: boolean;
  /** Found by the parser: when the program is a file's, its line is read from the file. */
  inProgram?: boolean;
}

/** A warning that compilation gives (SyntaxWarning, DeprecationWarning for invalid escapes), in the order found. */
export interface CompileWarning { category: 'SyntaxWarning' | 'DeprecationWarning'; msg: string; lineno: number; col_offset: number; end_lineno: number; end_col_offset: number }
