/**
 * The end of interpreters and of the runtime, and further interpreters' beginning. CPython: Python/pylifecycle.c
 *
 * Py_FinalizeEx, in this order: threads are waited for; atexit callbacks; streams flushed; a collection; the importers that run
 * Python code go; modules go (finalize_modules); leftover subinterpreters are ended; the extensions cache goes; then the
 * interpreter's own state, types' caches and interned strings.
 */
import {PySys_AuditFormat} from '../objects/sysattr';
import {PyObject_Call, PyObject_CallMethodNoArgs} from '../objects/call';
import {PyDict_Clear, PyDict_GetItemRef, PyDict_Items, PyDict_SetItem, PyDict_SetItemString} from '../objects/dictobject';
import {PyDict_Update} from '../objects/dictobject-merge';
import {PyErr_Clear, PyErr_FormatUnraisable, PyErr_GetRaisedException, PyErr_SetRaisedException, reprText, PyErr_WarnEx} from '../objects/errors';
import {PyModule_GetDict, _PyModule_Clear, _PyModule_ClearDict} from '../objects/moduleobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue} from '../objects/object';
import {_PyXI_Fini, _Py_FinishPendingCalls} from '../objects/crossinterp';
import {_PyExc_ClearExceptionGroupType, _PyExc_Fini} from '../objects/exceptions';
import {_PyTypes_FiniTypes} from '../objects/typeobject-ready';
import {_PyType_ClearCache} from '../objects/typeobject-cache';
import {_Py_clear_generic_types} from '../objects/typevarobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {_PyUnicode_ClearInterned} from '../objects/unicode-intern';
import {PyWeakref_NewRef, _PyWeakref_GET_REF} from '../objects/weakrefobject';
import {_PyImport_ClearModulesByIndex, _extensions_cache_clear_all} from '../import/import-extensions';
import {_PyGC_DumpShutdownStats, _PyObject_ClearFreeLists} from '../import/builtin/gc';
import {finiSignals} from '../import/builtin/_signal';
import {finiFaulthandler} from '../import/builtin/faulthandler-signals';
import {_PyTraceMalloc_Stop} from '../objects/tracemalloc';
import {_PySlice_ClearFreeList} from '../objects/sliceobject';
import {finiEmptyHamt} from '../objects/hamt-nodes';
import {_PyAST_Fini} from '../vm/python-ast-types';
import {nothingToFinalize} from './pylifecycle-quick';
import {finiMonitoringMarks} from '../vm/instrumentation';
import {_PySys_GetAttr, _Py_GetGlobalAllocatedBlocks, _Py_GetGlobalRefTotal} from '../import/builtin/sys';
import {H, _PyRuntime, interp, tstate} from './current';
import {Py_FatalError} from './fatal-error';
import {PyList_GET_ITEM, PyList_GET_SIZE, PyModule_CheckExact, PyTuple_GET_ITEM, PyUnicode_Check, Py_TYPE} from './generated/accessors';
import {ID_closed, ID_flush, ID_stderr, ID_stdout} from './generated/ids';
import {CURRENT_FRAME, PyExc_RuntimeWarning, PyModule_Type, _Py_NoneStruct} from './generated/static-addresses';
import {PyGC_Collect, _PyGC_CollectNoFail} from './gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from './object';
import {allocatedBlocks, releaseObmallocState} from './obmalloc';
import {PyThreadState_Clear, _PyThreadState_Whence, new_threadstate, saveInterpreterWords, swapThread, tstate_delete, type PyInterpreterState, type PyThreadState} from './pystate';
import {NULL, type New, type PyObject} from './types';
import {writeText} from './host/write-text';
import {PyType_IsSubtype} from '../objects/typeobject';

/** Waits for the non-daemon threads of the current interpreter: threading._shutdown(). CPython: wait_for_thread_shutdown() */
function wait_for_thread_shutdown(): void {
  const name = PyUnicode_FromString('threading');
  if (name === NULL) return PyErr_Clear();
  const threading = PyDict_GetItemRef(interp.imports.modules as PyObject, name);
  Py_DECREF(name);
  if (threading === NULL) return PyErr_Clear();
  const method = PyUnicode_FromString('_shutdown');
  const result = method === NULL ? NULL : PyObject_CallMethodNoArgs(threading, method);
  Py_XDECREF(method);
  if (result === NULL) PyErr_FormatUnraisable('Exception ignored on threading shutdown');
  else Py_DECREF(result);
  Py_DECREF(threading);
}

/** Runs the atexit callbacks of Python, newest first. CPython: _PyAtExit_Call(), atexit_callfuncs() */
export function _PyAtExit_Call(of: PyInterpreterState): void {
  for (let entry = of.atexit.pop(); entry !== undefined; entry = of.atexit.pop()) {
    const result = PyObject_Call(entry.func, entry.args, entry.kwargs);
    if (result === NULL) {
      const raised = PyErr_GetRaisedException(), callback = reprText(entry.func);
      PyErr_SetRaisedException(raised);
      PyErr_FormatUnraisable(`Exception ignored in atexit callback ${callback}`);
    } else Py_DECREF(result);
    Py_DECREF(entry.func);
    Py_DECREF(entry.args);
    Py_XDECREF(entry.kwargs);
  }
}
/** Drops the Python callbacks that are left, then calls those of C code, newest first. CPython: _PyAtExit_Fini() */
function _PyAtExit_Fini(of: PyInterpreterState): void {
  for (const entry of of.atexit.splice(0)) {
    Py_DECREF(entry.func);
    Py_DECREF(entry.args);
    Py_XDECREF(entry.kwargs);
  }
  for (let entry = of.atexitC.pop(); entry !== undefined; entry = of.atexitC.pop()) entry.func(entry.data);
}

/** -1 when stdout or stderr could not be flushed. CPython: flush_std_files() */
export function flush_std_files(): number {
  let status = 0;
  for (const [id, matters] of [[ID_stdout, true], [ID_stderr, false]] as const) {
    const file = _PySys_GetAttr(id);
    if (file === NULL || file === _Py_NoneStruct || isClosed(file)) continue;
    const result = PyObject_CallMethodNoArgs(file, ID_flush);
    if (result !== NULL) Py_DECREF(result);
    else {
      if (matters) PyErr_FormatUnraisable('Exception ignored on flushing sys.stdout');
      else PyErr_Clear();
      status = -1;
    }
  }
  return status;
}
function isClosed(file: PyObject): boolean {
  const closed = PyObject_GetOptionalAttr(file, ID_closed);
  if (closed === NULL) {
    PyErr_Clear();
    return false;
  }
  const truth = PyObject_IsTrue(closed);
  Py_DECREF(closed);
  if (truth < 0) PyErr_Clear();
  return truth > 0;
}

/** Names of sys that are set to None before modules go, in this order, and streams that go back to their originals. */
const SYS_DELETES = ['path', 'argv', 'ps1', 'ps2', 'last_exc', 'last_type', 'last_value', 'last_traceback', '__interactivehook__', 'meta_path'] as const;
const SYS_FILES = [['stdin', '__stdin__'], ['stdout', '__stdout__'], ['stderr', '__stderr__']] as const;

function verbose(text: string): void {
  if (interp.config.verbose > 0) writeText(2, `${text}\n`);
}
/** CPython: finalize_modules_delete_special() */
function deleteSpecial(sysdict: PyObject): void {
  verbose('# clear builtins._');
  if (PyDict_SetItemString(interp.builtins as PyObject, '_', _Py_NoneStruct) < 0) PyErr_Clear();
  for (const name of SYS_DELETES) {
    verbose(`# clear sys.${name}`);
    if (PyDict_SetItemString(sysdict, name, _Py_NoneStruct) < 0) PyErr_Clear();
  }
  for (const [name, original] of SYS_FILES) {
    verbose(`# restore sys.${name}`);
    const key = PyUnicode_FromString(original);
    if (key === NULL) continue;
    const value = PyDict_GetItemRef(sysdict, key);
    Py_DECREF(key);
    if (PyDict_SetItemString(sysdict, name, value === NULL ? _Py_NoneStruct : value) < 0) PyErr_Clear();
    Py_XDECREF(value);
  }
}

/** Lets all modules of the current interpreter go. CPython: finalize_modules() */
export function finalize_modules(): void {
  const modules = interp.imports.modules;
  if (modules === NULL) return;
  const sysdict = interp.sysdict as PyObject, builtins = interp.builtins as PyObject;
  deleteSpecial(sysdict);
  // every module is replaced by None; weak references tell which live on
  const alive: {name: New; ref: New}[] = [];
  const items = PyDict_Items(modules);
  if (items !== NULL) {
    for (let i = 0; i < PyList_GET_SIZE(items); i++) {
      const pair = PyList_GET_ITEM(items, i), name = PyTuple_GET_ITEM(pair, 0), module = PyTuple_GET_ITEM(pair, 1);
      if (!PyModule_CheckExact(module) && !PyType_IsSubtype(Py_TYPE(module), PyModule_Type)) continue;
      if (PyUnicode_Check(name)) verbose(`# cleanup[2] removing ${PyUnicode_AsJSString(name)}`);
      const ref = PyWeakref_NewRef(module, NULL);
      if (ref === NULL) PyErr_Clear();
      else alive.push({name: Py_NewRef(name), ref});
      if (PyDict_SetItem(modules, name, _Py_NoneStruct) < 0) PyErr_Clear();
    }
    Py_DECREF(items);
  }
  PyDict_Clear(modules);
  if (interp.builtins_copy !== NULL && PyDict_Update(builtins, interp.builtins_copy) < 0) PyErr_Clear();
  _PyGC_CollectNoFail();
  // as long as there is a warnings module
  _PyGC_DumpShutdownStats();
  for (const {name, ref} of alive.reverse()) {
    const module = _PyWeakref_GET_REF(ref);
    if (module !== NULL) {
      const dict = PyModule_GetDict(module);
      if (dict !== sysdict && dict !== builtins) {
        if (PyUnicode_Check(name)) verbose(`# cleanup[3] wiping ${PyUnicode_AsJSString(name)}`);
        _PyModule_Clear(module);
      }
      Py_DECREF(module);
    }
    Py_DECREF(name);
    Py_DECREF(ref);
  }
  verbose('# cleanup[3] wiping sys');
  _PyModule_ClearDict(sysdict);
  verbose('# cleanup[3] wiping builtins');
  _PyModule_ClearDict(builtins);
  _PyImport_ClearModulesByIndex();
  interp.imports.modules = NULL;
  Py_DECREF(modules);
  _PyGC_CollectNoFail();
}

/** Drops the importers that run Python code. CPython: _PyImport_FiniExternal() */
function _PyImport_FiniExternal(): void {
  const sysdict = interp.sysdict as PyObject;
  for (const name of ['path_importer_cache', 'path_hooks']) {
    verbose(`# clear sys.${name}`);
    if (PyDict_SetItemString(sysdict, name, _Py_NoneStruct) < 0) PyErr_Clear();
  }
}
/** Takes what a struct of ours owned: the field becomes NULL, then the reference goes. */
function drop<K extends string>(holder: Record<K, PyObject | NULL>, ...fields: K[]): void {
  for (const field of fields) {
    const op = holder[field];
    holder[field] = NULL;
    Py_XDECREF(op);
  }
}
/** CPython: _PyImport_FiniCore() */
function _PyImport_FiniCore(): void {
  const imports = interp.imports;
  verbose('# destroy sys.modules');
  drop(imports as unknown as Record<string, PyObject | NULL>, 'modules', 'modules_by_index', 'importlib', 'import_func');
}

/** Drops what the current interpreter owns; its thread state stays usable for deallocations. CPython: interpreter_clear() */
function interpreter_clear(): void {
  const state = interp as unknown as Record<string, PyObject | NULL>;
  if (PySys_AuditFormat('cpython.PyInterpreterState_Clear', '') < 0) PyErr_Clear();
  PyThreadState_Clear(tstate);
  drop(state, 'audit_hooks');
  for (const tool of interp.monitoring_callables) tool.forEach((callback, event) => {
    tool[event] = NULL;
    Py_XDECREF(callback);
  });
  interp.monitoring_tool_names.forEach((name, i) => {
    interp.monitoring_tool_names[i] = NULL;
    Py_XDECREF(name);
  });
  drop(interp.codec as unknown as Record<string, PyObject | NULL>, 'search_path', 'search_cache', 'error_registry');
  drop(state, 'sysdict_copy', 'builtins_copy', 'dict', 'before_forkers', 'after_forkers_parent', 'after_forkers_child');
  _PyAST_Fini();
  drop(interp.warnings as unknown as Record<string, PyObject | NULL>, 'filters', 'once_registry', 'default_action');
  _PyAtExit_Fini(interp);
  // types that C has as static ones; other states have ends of their own
  for (const [name, value] of [...interp.moduleStates]) {
    if (typeof value !== 'number') continue;
    interp.moduleStates.delete(name);
    Py_DECREF(value as PyObject);
  }
  _PyGC_CollectNoFail();
  // from here on nobody is told
  interp.gc.debug = 0;
  drop(interp.gc as unknown as Record<string, PyObject | NULL>, 'garbage', 'callbacks');
  if (interp.sysdict !== NULL) PyDict_Clear(interp.sysdict);
  if (interp.builtins !== NULL) PyDict_Clear(interp.builtins);
  drop(state, 'sysdict', 'builtins', 'last_resort_memory_error');
  _PyGC_CollectNoFail();
}
/** CPython: finalize_interp_clear() */
function finalize_interp_clear(): void {
  _PyXI_Fini();
  _PyExc_ClearExceptionGroupType();
  _Py_clear_generic_types();
  interpreter_clear();
  _PyExc_Fini();
  _PyType_ClearCache(interp);
  _PyTypes_FiniTypes();
  _PyUnicode_ClearInterned(interp);
  finiMonitoringMarks();
  finiEmptyHamt();
  _PyObject_ClearFreeLists();
  _PySlice_ClearFreeList();
}
/** Unlinks the interpreter; its allocator goes with its last user. CPython: PyInterpreterState_Delete() */
export function deleteInterpreter(state: PyInterpreterState): void {
  const runtime = state.runtime, list = runtime.interpreters;
  runtime.leaks.refs += state.reftotal;
  if (list.head === state) list.head = state.next;
  else for (let at = list.head; at !== null; at = at.next) if (at.next === state) at.next = state.next;
  let shared = false;
  for (let at = list.head; at !== null; at = at.next) if (at.obmalloc === state.obmalloc) shared = true;
  if (shared) return;
  const blocks = allocatedBlocks(state.obmalloc);
  runtime.leaks.blocks += blocks;
  // arenas with blocks in use stay: something outside may still point into them
  if (blocks === 0) releaseObmallocState(state.obmalloc);
}

/** Ends the current interpreter, which must be a subinterpreter with its last thread. `back` becomes current. CPython: Py_EndInterpreter() */
export function Py_EndInterpreter(back: PyThreadState): void {
  const ending = tstate, state = interp;
  if (H[CURRENT_FRAME] !== 0) Py_FatalError('Py_EndInterpreter', 'thread still has a frame');
  state.finalizing = 1;
  wait_for_thread_shutdown();
  _Py_FinishPendingCalls();
  _PyAtExit_Call(state);
  if (ending !== state.threads.head || ending.next !== null) Py_FatalError('Py_EndInterpreter', 'not the last thread');
  state._finalizing = ending;
  _PyImport_FiniExternal();
  finalize_modules();
  _PyImport_FiniCore();
  finalize_interp_clear();
  saveInterpreterWords();
  swapThread(back);
  tstate_delete(ending);
  deleteInterpreter(state);
}

/** Ends subinterpreters that were left, newest first, each in a fresh thread state. escapes. CPython: finalize_subinterpreters() */
function finalize_subinterpreters(): void {
  const main = tstate, list = _PyRuntime.interpreters;
  if (list.head === list.main) return;
  // nobody sees it: the modules are gone by now
  if (PyErr_WarnEx(PyExc_RuntimeWarning, 'remaining subinterpreters; destroy them with _interpreters.destroy()', 0) < 0) PyErr_Clear();
  for (let state = list.head; state !== null && state !== list.main; state = list.head) {
    for (let ts = state.threads.head; ts !== null; ts = state.threads.head) {
      swapThread(ts);
      PyThreadState_Clear(ts);
      swapThread(main);
      tstate_delete(ts);
    }
    const ts = new_threadstate(state, _PyThreadState_Whence.FINI);
    ts.thread_id = main.thread_id;
    swapThread(ts);
    Py_EndInterpreter(main);
  }
}

/**
 * Ends the runtime; -1 when stdout could not be flushed. With `processEnds` the memory may be left to the system when nobody could tell.
 * CPython: Py_FinalizeEx()
 */
export function Py_FinalizeEx(processEnds = false): number {
  const runtime = _PyRuntime;
  if (runtime.initialized === 0) return 0;
  const state = interp;
  state.finalizing = 1;
  wait_for_thread_shutdown();
  _Py_FinishPendingCalls();
  _PyAtExit_Call(state);
  runtime._finalizing = tstate;
  runtime.initialized = runtime.core_initialized = 0;
  let status = flush_std_files();
  if (processEnds && status === 0 && nothingToFinalize()) return 0;
  finiSignals();
  PyGC_Collect();
  _PyImport_FiniExternal();
  finalize_modules();
  finalize_subinterpreters();
  // until here finalizers of the program may have used them
  _PyTraceMalloc_Stop();
  finiFaulthandler();
  if (flush_std_files() < 0) status = -1;
  _PyImport_FiniCore();
  _extensions_cache_clear_all();
  const dumpTotals = runtime.build.pydebug && state.config.show_ref_count !== 0;
  finalize_interp_clear();
  saveInterpreterWords();
  deleteInterpreter(state);
  if (dumpTotals) writeText(2, `[${runtime.leaks.refs} refs, ${runtime.leaks.blocks} blocks]\n`);
  return status;
}
/** "[N refs, M blocks]", as -X showrefcount prints it after each interactive statement. CPython: _PyDebug_PrintTotalRefs() */
export function _PyDebug_PrintTotalRefs(): void {
  writeText(2, `[${_Py_GetGlobalRefTotal()} refs, ${_Py_GetGlobalAllocatedBlocks()} blocks]\n`);
}
