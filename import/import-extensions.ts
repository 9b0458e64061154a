/**
 * Extension modules: the cache of those that are loaded, and the way from an init function to a module in an interpreter.
 * CPython: Python/import.c, sections "modules-by-index", "extensions cache", "import_find_extension" and after.
 *
 * A single-phase module, first import, asked for in interpreter X (not main):
 *   1. import_find_extension()                 nothing cached
 *   2. import_run_extension(): switch to main  the init function always runs in the main interpreter
 *   3.   run the init function, set __file__
 *   4.   update_global_state_for_extension()   m_size -1: m_copy = copy of the dict; else m_init; cache entry
 *   5.   switch back to X, the module of main is dropped
 *   6. check_subinterp_compatible()            may refuse, after all of the above has happened
 *   7. reload_singlephase_extension()          m_size -1: new module, dict.update(m_copy); else the init function again, in X
 *   8.   modules_by_index[m_index] = module
 * A later import starts at 1 with a hit and goes on at 6.
 */
import {PyDict_Copy, PyDict_Update} from '../objects/dictobject-merge';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_PrintEx, PyErr_SetRaisedException, PyErr_SetString, _PyErr_FormatFromCause} from '../objects/errors';
import {PyList_Append, PyList_New, PyList_SetSlice} from '../objects/listobject';
import {PyModuleDef, PyModule_FromDefAndSpec, PyModule_GetDef, PyModule_GetDict, Py_mod_multiple_interpreters} from '../objects/moduleobject';
import {PyObject_SetAttr} from '../objects/object';
import {PyUnicode_FromString, _PyUnicode_Copy} from '../objects/unicodeobject';
import {_PyUnicode_InternImmortal} from '../objects/unicode-intern';
import {_PyRuntime, interp, tstate} from '../runtime/current';
import {PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyModule_CheckExact, Py_TYPE} from '../runtime/generated/accessors';
import {ID___file__} from '../runtime/generated/ids';
import {PyExc_ImportError, PyExc_MemoryError, PyExc_SystemError, PyModule_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, leakRef} from '../runtime/object';
import {type PyInterpreterState, type PyThreadState, _PyThreadState_DeleteCurrent, _PyThreadState_Whence, new_threadstate, swapThread} from '../runtime/pystate';
import {writeText} from '../runtime/host/write-text';
import {setHooks} from '../runtime/hooks';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyType_IsSubtype} from '../objects/typeobject';
import {_PyImport_SetModule, import_add_module, remove_module} from './import';
import type {InitFunction} from './inittab';
import {traceImport} from './import-trace';

/** Where a module comes from. CPython: enum _Py_ext_module_origin */
export type ExtensionOrigin = 'core' | 'builtin' | 'dynamic';

/** What is known about an extension before it is loaded. CPython: struct _Py_ext_module_loader_info */
export interface ExtensionInfo {
  readonly name: string;
  /** File of a dynamic module; the name itself for builtin ones. */
  readonly path: string;
  readonly filename: string | null;
  /** The same as the str it was given as, borrowed; NULL without a file. */
  readonly filenameObject: PyObject | NULL;
  readonly origin: ExtensionOrigin;
  /** Dotted name a module gets that is created while the init function runs. */
  readonly newcontext: string;
}

/** One cached single-phase module. CPython: struct extensions_cache_value */
export interface CachedExtension {
  readonly def: PyModuleDef;
  m_init: InitFunction | null;
  m_index: number;
  /** The dict of an m_size -1 module as it was after init; owned by the interpreter of `interpid`. */
  m_dict: {copied: PyObject; interpid: number} | null;
  readonly origin: ExtensionOrigin;
}

/** The feature flag of PyInterpreterConfig.check_multi_interp_extensions. CPython: Py_RTFLAGS_MULTI_INTERP_EXTENSIONS */
export const Py_RTFLAGS_MULTI_INTERP_EXTENSIONS = 1 << 8;

// ---- modules by index ----

/** Puts a module at its def's index of the current interpreter; -1 with an exception. CPython: _modules_by_index_set() */
export function _modules_by_index_set(index: number, module: PyObject): number {
  if (interp.imports.modules_by_index === NULL) {
    const list = PyList_New(0);
    if (list === NULL) return -1;
    interp.imports.modules_by_index = list;
  }
  const list = interp.imports.modules_by_index;
  while (PyList_GET_SIZE(list) <= index) if (PyList_Append(list, _Py_NoneStruct) < 0) return -1;
  const old = PyList_GET_ITEM(list, index);
  PyList_SET_ITEM(list, index, Py_NewRef(module));
  Py_DECREF(old);
  return 0;
}
/** The module at an index, borrowed, or NULL. CPython: _modules_by_index_get() */
export function _modules_by_index_get(index: number): PyObject | NULL {
  const list = interp.imports.modules_by_index;
  if (index === 0 || list === NULL || index >= PyList_GET_SIZE(list)) return NULL;
  const module = PyList_GET_ITEM(list, index);
  return module === _Py_NoneStruct ? NULL : module;
}
/** Forgets the module at an index. CPython: _modules_by_index_clear_one() */
export function _modules_by_index_clear_one(index: number): void {
  const list = interp.imports.modules_by_index;
  if (index === 0 || list === NULL || index >= PyList_GET_SIZE(list)) return;
  const old = PyList_GET_ITEM(list, index);
  PyList_SET_ITEM(list, index, Py_NewRef(_Py_NoneStruct));
  Py_DECREF(old);
}
/** PyState_FindModule(): borrowed; NULL for a multi-phase def or one not loaded here. */
export function PyState_FindModule(def: PyModuleDef): PyObject | NULL {
  return def.m_slots !== null ? NULL : _modules_by_index_get(def.m_base.m_index);
}
/** PyState_AddModule(): -1 with an exception. */
export function PyState_AddModule(module: PyObject, def: PyModuleDef): number {
  if (def.m_slots !== null) {
    PyErr_SetString(PyExc_SystemError, 'PyState_AddModule called on module with slots');
    return -1;
  }
  return _modules_by_index_set(def.m_base.m_index, module);
}
/** PyState_RemoveModule(): -1 with an exception. */
export function PyState_RemoveModule(def: PyModuleDef): number {
  if (def.m_slots !== null) {
    PyErr_SetString(PyExc_SystemError, 'PyState_RemoveModule called on module with slots');
    return -1;
  }
  _modules_by_index_clear_one(def.m_base.m_index);
  return 0;
}
/** Drops m_copy of every def in the list, then empties it. CPython: _PyImport_ClearModulesByIndex() */
export function _PyImport_ClearModulesByIndex(): void {
  const list = interp.imports.modules_by_index;
  if (list === NULL) return;
  for (let i = 0; i < PyList_GET_SIZE(list); i++) {
    const module = PyList_GET_ITEM(list, i);
    if (!isModule(module)) continue;
    const def = PyModule_GetDef(module);
    if (def === null || def.m_base.m_copy === NULL) continue;
    const copy = def.m_base.m_copy;
    def.m_base.m_copy = NULL;
    forgetCopy(copy);
    Py_DECREF(copy);
  }
  if (PyList_SetSlice(list, 0, PyList_GET_SIZE(list), NULL) < 0) PyErr_Clear();
}
function isModule(op: PyObject): boolean {
  return PyModule_CheckExact(op) || PyType_IsSubtype(Py_TYPE(op), PyModule_Type);
}

// ---- the cache, one for the runtime ----

const cacheKey = (path: string, name: string): string => `${path}:${name}`;
const cache = (): Map<string, CachedExtension | null> => _PyRuntime.imports.extensions as Map<string, CachedExtension | null>;

/** CPython: _extensions_cache_get() */
export function _extensions_cache_get(path: string, name: string): CachedExtension | null {
  return cache().get(cacheKey(path, name)) ?? null;
}
/** A copy of m_dict went away with its def: no entry may offer it again. */
function forgetCopy(copy: PyObject): void {
  for (const value of cache().values()) if (value !== null && value.m_dict !== null && value.m_dict.copied === copy) value.m_dict = null;
}
/**
 * Enters a module. An entry that exists is kept (an init function may have imported itself). Null with an exception.
 * CPython: _extensions_cache_set(), fixup_cached_def()
 */
function _extensions_cache_set(info: ExtensionInfo, def: PyModuleDef, m_init: InitFunction | null, m_index: number, dict: PyObject | NULL): CachedExtension | null {
  const present = _extensions_cache_get(info.path, info.name);
  if (present !== null) return present;
  let m_dict: CachedExtension['m_dict'] = null;
  if (dict !== NULL) {
    const copied = PyDict_Copy(dict);
    if (copied === NULL) return null;
    m_dict = {copied, interpid: interp.id};
  }
  const value: CachedExtension = {def, m_init, m_index, m_dict, origin: info.origin};
  const old = def.m_base.m_copy;
  def.m_base.m_init = m_init;
  def.m_base.m_index = m_index;
  if (m_dict !== null) {
    def.m_base.m_copy = m_dict.copied;
    if (old !== NULL) {
      forgetCopy(old);
      Py_DECREF(old);
    }
  }
  cache().set(cacheKey(info.path, info.name), value);
  traceImport('cache-set', info.name, {m_size: def.m_size, m_index, m_copy: m_dict !== null});
  return value;
}
/** Empties an entry; its key stays. CPython: _extensions_cache_delete() */
function _extensions_cache_delete(path: string, name: string): void {
  const key = cacheKey(path, name);
  if (cache().get(key) !== undefined) cache().set(key, null);
}
/** Drops the whole cache at the end of the runtime. CPython: _extensions_cache_clear_all() */
export function _extensions_cache_clear_all(): void {
  for (const value of cache().values()) {
    if (value === null || value.m_dict === null) continue;
    const {copied} = value.m_dict;
    if (value.def.m_base.m_copy === copied) value.def.m_base.m_copy = NULL;
    value.m_dict = null;
    Py_DECREF(copied);
  }
  cache().clear();
}

/** _testinternalcapi.clear_extension(): forgets a cached module. CPython: _PyImport_ClearExtension(), clear_singlephase_extension() */
export function _PyImport_ClearExtension(name: string, filename: string): number {
  const cached = _extensions_cache_get(filename, name);
  if (cached === null) return 0;
  const def = cached.def;
  def.m_base.m_init = null;
  const copy = def.m_base.m_copy;
  def.m_base.m_copy = NULL;
  const index = def.m_base.m_index;
  def.m_base.m_index = 0;
  // the copy belongs to the main interpreter
  const main = mainThreadFor('clear_extension');
  if (copy !== NULL) {
    forgetCopy(copy);
    Py_DECREF(copy);
  }
  _extensions_cache_delete(filename, name);
  main?.back();
  _modules_by_index_clear_one(index);
  return 0;
}

// ---- the compatibility check ----

/** Whether single-phase modules are refused in an interpreter. CPython: check_multi_interp_extensions() */
export function check_multi_interp_extensions(of: PyInterpreterState): boolean {
  const override = of.imports.override_multi_interp_extensions_check;
  if (override < 0) return false;
  if (override > 0) return true;
  return (of.feature_flags & Py_RTFLAGS_MULTI_INTERP_EXTENSIONS) !== 0;
}
/** -1 with an ImportError when the current interpreter refuses a module that is not made for several. CPython: _PyImport_CheckSubinterpIncompatibleExtensionAllowed() */
export function _PyImport_CheckSubinterpIncompatibleExtensionAllowed(name: string): number {
  if (!check_multi_interp_extensions(interp)) return 0;
  traceImport('check-failed', name, {});
  PyErr_Format(PyExc_ImportError, `module ${name} does not support loading in subinterpreters`);
  return -1;
}

// ---- loading ----

/** sys and builtins, which have no m_copy. CPython: is_core_module() */
function is_core_module(name: string, path: string): boolean {
  return path === name && (name === 'sys' || name === 'builtins');
}

/**
 * A module that is in the cache, made for the current interpreter. `module` NULL without an exception: not cached, or its m_copy was
 * cleared (then `cached` says so). CPython: import_find_extension()
 */
export function import_find_extension(info: ExtensionInfo): {module: New | NULL; cached: CachedExtension | null} {
  const cached = _extensions_cache_get(info.path, info.name);
  if (cached === null) {
    traceImport('cache-miss', info.name, {});
    return {module: NULL, cached};
  }
  traceImport('cache-hit', info.name, {m_size: cached.def.m_size});
  if (cached.origin !== 'core' && _PyImport_CheckSubinterpIncompatibleExtensionAllowed(info.name) < 0) return {module: NULL, cached};
  const module = reload_singlephase_extension(cached, info);
  if (module !== NULL && interp.config.verbose > 0) {
    writeText(2, `import ${info.name} # previously loaded (${JSON.stringify(info.path).replace(/^"|"$/g, "'")})\n`);
  }
  return {module, cached};
}

/** CPython: reload_singlephase_extension() */
function reload_singlephase_extension(cached: CachedExtension, info: ExtensionInfo): New | NULL {
  const def = cached.def, name = PyUnicode_FromString(info.name);
  if (name === NULL) return NULL;
  let module: New | NULL;
  if (def.m_size === -1) module = reloadFromCopy(cached, info, name);
  else module = reloadByInit(cached, info, name);
  if (module !== NULL && _modules_by_index_set(cached.m_index, module) < 0) {
    remove_module(name);
    Py_DECREF(module);
    module = NULL;
  }
  Py_DECREF(name);
  if (module !== NULL) traceImport('modules-by-index', info.name, {m_index: cached.m_index});
  return module;
}
function reloadFromCopy(cached: CachedExtension, info: ExtensionInfo, name: PyObject): New | NULL {
  let copy: PyObject | NULL;
  if (is_core_module(info.name, info.path)) copy = info.name === 'sys' ? interp.sysdict_copy : interp.builtins_copy;
  else copy = cached.def.m_base.m_copy;
  if (copy === NULL) return NULL;
  const module = import_add_module(name);
  if (module === NULL) return NULL;
  if (PyDict_Update(PyModule_GetDict(module), copy) < 0) {
    Py_DECREF(module);
    return NULL;
  }
  traceImport('copied-from-m_copy', info.name, {});
  return module;
}
function reloadByInit(cached: CachedExtension, info: ExtensionInfo, name: PyObject): New | NULL {
  if (cached.def.m_base.m_init === null) return NULL;
  const result = runInit(cached.def.m_base.m_init as InitFunction, info);
  if (result.kind !== 'singlephase') {
    if (result.kind === 'multiphase') PyErr_Format(PyExc_SystemError, `initialization of ${info.name} did not return an extension module`);
    return NULL;
  }
  const module = result.module;
  if (info.filenameObject !== NULL && PyObject_SetAttr(module, ID___file__, info.filenameObject) < 0) PyErr_Clear();
  if (_PyImport_SetModule(name, module) < 0) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}

/** What an init function gave. With 'error' an exception is set, and `gave` says what was wrong. CPython: struct _Py_ext_module_loader_result */
type InitResult = {kind: 'singlephase'; module: New; def: PyModuleDef} | {kind: 'multiphase'; def: PyModuleDef} | {kind: 'error'; gave: string};

/** Runs an init function and judges its answer. CPython: Python/importdl.c _PyImport_RunModInitFunc() */
function runInit(init: InitFunction, info: ExtensionInfo): InitResult {
  const outer = _PyRuntime.imports.pkgcontext, name = info.name;
  _PyRuntime.imports.pkgcontext = info.newcontext;
  const answer = init();
  _PyRuntime.imports.pkgcontext = outer;
  traceImport('init-ran', name, {});
  const fail = (gave: string, message: string): InitResult => {
    PyErr_SetString(PyExc_SystemError, message);
    return {kind: 'error', gave};
  };
  if (answer === NULL) return PyErr_Occurred() !== NULL ? {kind: 'error', gave: 'NULL'} : fail('NULL without an exception', `initialization of ${name} failed without raising an exception`);
  if (PyErr_Occurred() !== NULL) {
    _PyErr_FormatFromCause(PyExc_SystemError, `initialization of ${name} raised unreported exception`);
    if (!(answer instanceof PyModuleDef)) leakRef(answer);
    return {kind: 'error', gave: 'a result with an exception set'};
  }
  if (answer instanceof PyModuleDef) {
    return answer.m_base.m_index === 0 ? fail('a def without PyModuleDef_Init()', `init function of ${name} returned uninitialized object`) : {kind: 'multiphase', def: answer};
  }
  if (typeof answer !== 'number' || Py_TYPE(answer) === NULL) {
    leakRef(answer);
    return fail('an object without a type', `init function of ${name} returned uninitialized object`);
  }

  if (/[^\x00-\x7f]/.test(name)) {
    leakRef(answer);
    return fail('a module with a name beyond ASCII', `initialization of ${name} did not return PyModuleDef`);
  }
  if (!isModule(answer)) {
    Py_DECREF(answer);
    return fail('no module', `initialization of ${name} did not return an extension module`);
  }
  const def = PyModule_GetDef(answer);
  if (def === null) {
    Py_DECREF(answer);
    return fail('a module without a def', `initialization of ${name} did not return a valid extension module`);
  }
  return {kind: 'singlephase', module: answer, def};
}

/** Sets __file__ of a module that was made in main, where the str stays for good; one of another interpreter is copied. */
function setFile(module: PyObject, filename: PyObject, switched: boolean): number {
  const own = switched ? _PyUnicode_Copy(filename) : Py_NewRef(filename);
  if (own === NULL) return -1;
  const file = _PyUnicode_InternImmortal(own), status = PyObject_SetAttr(module, ID___file__, file);
  Py_DECREF(file);
  return status;
}

/** A stay in the main interpreter on a thread state made for it. CPython: switch_to_main_interpreter(), switch_back_from_main_interpreter() */
function mainThreadFor(why: string): {back: () => void} | null {
  const main = _PyRuntime.interpreters.main!;
  if (interp === main) return null;
  const before = tstate, visitor = new_threadstate(main, _PyThreadState_Whence.EXEC);
  visitor.thread_id = before.thread_id;
  swapThread(visitor);
  traceImport('switch-to-main', why, {});
  return {
    back: () => {
      leaveMain(visitor, before);
      traceImport('switch-back', why, {});
    },
  };
}
function leaveMain(visitor: PyThreadState, before: PyThreadState): void {
  if (PyErr_Occurred() !== NULL) {
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) PyErr_Clear();
    else PyErr_PrintEx(0);
  }
  _PyThreadState_DeleteCurrent(visitor, before);
}

/** Caches a single-phase module; null with an exception. CPython: update_global_state_for_extension() */
function update_global_state_for_extension(info: ExtensionInfo, result: {module: PyObject; def: PyModuleDef}, init: InitFunction): CachedExtension | null {
  const {module, def} = result;
  const core = is_core_module(info.name, info.path);
  const dict = def.m_size === -1 && !core ? PyModule_GetDict(module) : NULL;
  return _extensions_cache_set(info, def, def.m_size === -1 ? null : init, def.m_base.m_index, dict);
}

/** Loads an extension that is not cached. New reference, NULL with an exception. escapes. CPython: import_run_extension() */
export function import_run_extension(init: InitFunction, info: ExtensionInfo, spec: PyObject): New | NULL {
  const main = mainThreadFor(info.name);
  const result = runInit(init, info);
  let cached: CachedExtension | null = null, own: New | NULL = NULL;
  let raised: New | NULL = NULL;
  if (result.kind === 'singlephase') {
    own = result.module;
    if (info.filenameObject !== NULL && setFile(own, info.filenameObject, main !== null) < 0) PyErr_Clear();
    cached = update_global_state_for_extension(info, result, init);
    if (cached === null) raised = PyErr_GetRaisedException();
  } else if (result.kind === 'error') {
    raised = PyErr_GetRaisedException();
    traceImport('init-failed', info.name, {gave: result.gave});
  }
  if (main !== null) {
    // the module of main is not what the importing interpreter gets
    Py_XDECREF(own);
    own = NULL;
    main.back();
  }
  if (raised !== NULL) {
    Py_XDECREF(own);
    PyErr_SetRaisedException(raised);
    return NULL;
  }
  if (result.kind === 'multiphase') {
    traceImport('multi-phase', info.name, {multiple_interpreters: slotText(result.def)});
    const module = PyModule_FromDefAndSpec(result.def, spec);
    if (module === NULL) traceImport('create-failed', info.name, {});
    return module;
  }
  if (result.kind === 'error' || cached === null) return NULL;
  if (cached.origin !== 'core' && _PyImport_CheckSubinterpIncompatibleExtensionAllowed(info.name) < 0) {
    Py_XDECREF(own);
    return NULL;
  }
  if (own === NULL) {
    const module = reload_singlephase_extension(cached, info);
    if (module === NULL && PyErr_Occurred() === NULL) return PyErr_Format(PyExc_ImportError, `module ${info.name} could not be loaded again`);
    return module;
  }
  if (finish_singlephase_extension(own, cached, info.name) < 0) {
    Py_DECREF(own);
    return NULL;
  }
  return own;
}

/** What a def says of several interpreters, for the trace. */
function slotText(def: PyModuleDef): string {
  const slot = def.m_slots?.find(([id]) => id === Py_mod_multiple_interpreters);
  return slot === undefined ? 'absent' : ['not supported', 'supported', 'own GIL'][slot[1] as number];
}
/** modules_by_index and sys.modules; -1 with an exception. CPython: finish_singlephase_extension() */
function finish_singlephase_extension(module: PyObject, cached: CachedExtension, name: string): number {
  if (_modules_by_index_set(cached.m_index, module) < 0) return -1;
  traceImport('modules-by-index', name, {m_index: cached.m_index});
  const key = PyUnicode_FromString(name);
  if (key === NULL) return -1;
  const status = _PyImport_SetModule(key, module);
  Py_DECREF(key);
  return status;
}

/** Enters sys or builtins, which are made before importing works; -1 with an exception. CPython: _PyImport_FixupBuiltin() */
export function _PyImport_FixupBuiltin(module: PyObject, name: string): number {
  const def = PyModule_GetDef(module);
  if (def === null) {
    PyErr_SetString(PyExc_SystemError, 'bad internal call');
    return -1;
  }
  const info: ExtensionInfo = {name, path: name, filename: null, filenameObject: NULL, origin: 'core', newcontext: name};
  const cached = _extensions_cache_get(name, name) ?? _extensions_cache_set(info, def, null, def.m_base.m_index, NULL);
  return cached === null ? -1 : finish_singlephase_extension(module, cached, name);
}

/** Drops an entry whose copy was cleared, before the module is loaded anew. */
export function forgetStaleExtension(info: ExtensionInfo): void {
  _extensions_cache_delete(info.path, info.name);
}

setHooks({_PyImport_CheckSubinterpIncompatibleExtensionAllowed});
