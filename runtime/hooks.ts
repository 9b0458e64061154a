/**
 * Where lower rooms call upwards: functions of the VM and of the import system that objects need, set once while the modules load
 * (setHooks in vm/ceval.ts and import/import.ts). The C linker does this for CPython.
 */
import type {CodeData} from './codedata';
import type {Args, NULL, New, PyObject, Ptr} from './types';

export interface Hooks {
  /** Python/ceval.c _PyEval_Vector(): runs a Python function; arguments are borrowed. */
  _PyEval_Vector: (func: PyObject, locals: PyObject | NULL, args: Args, nargs: number, kwnames: PyObject | NULL) => New | NULL;
  /** Runs a frame that is linked as the current one until it returns or yields; NULL with an exception set on error. */
  _PyEval_EvalFrame: (frame: Ptr, throwflag?: number) => New | NULL;
  /** Python/pythonrun.c / bltinmodule.c: compile() of source text. */
  Py_CompileString: (source: PyObject, filename: PyObject, mode: 'exec' | 'eval' | 'single' | 'func_type', flags: number, optimize: number) => New | NULL;
  /** Python/import.c PyImport_Import(): imports by name, for C code. */
  PyImport_ImportModule: (name: string) => New | NULL;
  /** Runs to its end a call that a native function only began: it answered NULL with tstate.unwinding === UNWIND_CALL. */
  finishPendingCall: () => New | NULL;
  /** Objects/frameobject.c frame_setlineno(): moves a frame that is being traced to another line. */
  frame_setlineno: (f: PyObject, value: PyObject | NULL) => number;
  /** Python/legacy_tracing.c _PyEval_SetOpcodeTrace(). */
  _PyEval_SetOpcodeTrace: (f: PyObject, enable: boolean) => number;
  /** Modules/signalmodule.c _PyErr_CheckSignalsTstate(): calls the handlers of signals that arrived; -1 with an exception. */
  _PyErr_CheckSignals: () => number;
  /** Python/import.c: -1 with an ImportError when the current interpreter refuses extensions that are not made for several. */
  _PyImport_CheckSubinterpIncompatibleExtensionAllowed: (name: string) => number;
  /** Python/sysmodule.c PySys_Audit(): tells the audit hooks of an event; -1 with an exception. */
  PySys_Audit: (event: string, ...args: PyObject[]) => number;
  /** Python/specialize.c: gives fresh code its counters. */
  _PyCode_Quicken: (code: Uint16Array) => void;
  /** Objects/codeobject.c deopt_code(): code units with their original opcodes and empty caches. */
  deoptedUnits: (data: CodeData) => Uint16Array;
  /** Include/internal/pycore_opcode_metadata.h: how many cache units follow an opcode. */
  _PyOpcode_Caches: Uint8Array;
  /** Python/ceval.c: the locals of the running frame, new reference. */
  _PyEval_GetFrameLocals: () => New | NULL;
  /** Objects/traceback-dump.ts: writes where the threads are, and which extension modules there are. */
  dumpForFatalError: (fd: number, currentIsKnown: boolean) => void;
  /** Python/gc.c: runs a full collection; returns the number of unreachable objects. */
  PyGC_Collect: () => number;
}

/** Set by setHooks(), never changed afterwards. */
export const hooks = {} as Hooks;
/** Fills hooks; each room sets its own part while it loads. */
export function setHooks(part: Partial<Hooks>): void {
  Object.assign(hooks, part);
}
