/**
 * Starting a runtime and its interpreters: the composition root, which may use every room. The end is in pylifecycle-fini.ts.
 * CPython: Python/pylifecycle.c
 *
 * Order of a start (each step needs those before it):
 *   1. runtime, heap, hash secret
 *   2. interpreter with allocator and collector, first thread state, made current
 *   3. static objects: None, small ints, characters, static strings
 *   4. types (they need empty tuple and strings), exceptions
 *   5. sys, builtins, exceptions into builtins
 *   6. importlib from the frozen modules; sys.modules works from here on
 *   7. path-based importers, encodings, standard streams, open(), __main__, warnings, site
 */
import {_PyCodec_InitRegistry, _PyCodec_Lookup} from '../objects/codecs';
import {_PyBuiltin_Init} from '../import/builtin/builtins';
import {PySys_SetObject, _PySys_GetAttr, sysDebugMethods, sysmodule} from '../import/builtin/sys';
import {_Py_CreateMonitoringObject} from '../vm/monitoring';
import {_PySys_InitCore, _PySys_UpdateConfig} from '../import/builtin/sys-data';
import {PyImport_ImportFrozenModuleObject, create_builtin, exec_builtin_or_dynamic} from '../import/builtin/_imp';
import {PyImport_AddModuleRef, PyImport_GetModule, PyImport_ImportModule, _PyImport_InitModules, _PyImport_SetModule, import_add_module, init_importlib_external} from '../import/import';
import {_PyImport_FixupBuiltin} from '../import/import-extensions';
import {type InittabEntry, initBuiltinModulesTable} from '../import/inittab';
import {loadFrozenTables} from '../import/frozen-load';
import {initSysStreams, preliminaryStderr} from '../import/init-streams';
import {PyObject_CallMethodObjArgs} from '../objects/call';
import {PyDict_GetItemRef, PyDict_GetItemString, PyDict_New, PyDict_SetItemString, PyDict_Watch} from '../objects/dictobject';
import {BUILTINS_WATCHER} from '../objects/dictobject-watch';
import {PyDict_Copy, PyDict_Update} from '../objects/dictobject-merge';
import {PyErr_Occurred, PyErr_Print} from '../objects/errors';
import {_PyXI_Init} from '../objects/crossinterp';
import {_PyBuiltins_AddExceptions, _PyExc_InitGlobalObjects} from '../objects/exceptions';
import {_Py_HashRandomization_Init} from '../objects/pyhash';
import {initStaticBytesObjects} from '../objects/bytesobject';
import {initBools} from '../objects/boolobject';
import {initSmallInts} from '../objects/longobject';
import {PyList_Insert} from '../objects/listobject';
import {PyModule_AddFunctions, PyModule_GetDict, _PyModule_CreateInitialized} from '../objects/moduleobject';
import {_PyContext_Init} from '../objects/context';
import {_PyTypes_InitTypes, initStaticTypeHeads} from '../objects/typeobject-ready';
import {_Py_initialize_generic} from '../objects/typevarobject';
import {initStaticStrings} from '../objects/unicode-intern';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {_PyRuntime, interp} from './current';
import type {ConfigStatus, PyConfig} from './config';
import {PyList_Check} from './generated/accessors';
import {ID_BuiltinImporter, ID___import__, ID___main__, ID__imp, ID__install, ID_builtins, ID_open, ID_path} from './generated/ids';
import {type Installation, _PyConfig_InitPathConfig} from './getpath';
import type {Host} from './host/host';
import {Py_RTFLAGS} from './interpconfig';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from './object';
import {GilState, PyInterpreterState, type PyThreadState, type _PyRuntimeState, _PyThreadState_Whence, createRuntimeState, new_threadstate, swapThread} from './pystate';
import {NULL, type New, type PyObject} from './types';
import {_PyNamespace_New} from '../objects/namespaceobject';
import {initSignals} from '../import/builtin/_signal';
import {_PyTraceMalloc_Start} from '../objects/tracemalloc';
import {PyObject_GetAttr} from '../objects/object';

const OK: ConfigStatus = {kind: 'ok'};
const failed = (message: string): ConfigStatus => ({kind: 'error', message});

/** How a runtime is started besides its PyConfig. */
export interface RuntimeOptions {
  readonly installation: Installation;
  readonly pydebug?: boolean;
  readonly gilDisabled?: boolean;
  /** Entries appended to the table of builtin modules. */
  readonly inittab?: readonly InittabEntry[];
  /** For a boot image: without signals and standard streams, which every start makes itself. */
  readonly forImage?: boolean;
}

/** Creates a runtime and its main interpreter, current on return. CPython: Py_InitializeFromConfig() */
export function Py_InitializeFromConfig(host: Host, config: PyConfig, options: RuntimeOptions): {runtime: _PyRuntimeState; status: ConfigStatus} {
  const runtime = createRuntimeState(host);
  runtime.build = {pydebug: options.pydebug === true, gilDisabled: options.gilDisabled === true};
  _PyConfig_InitPathConfig(config, options.installation);
  initBuiltinModulesTable(options.inittab);
  loadFrozenTables(host, options.installation);
  _Py_HashRandomization_Init(config.use_hash_seed > 0 ? config.hash_seed : null);
  const ts = pycore_create_interpreter(runtime, config);
  swapThread(ts);
  let status = pycore_interp_init(true);
  if (status.kind === 'ok') {
    _PyRuntime.core_initialized = 1;
    status = init_interp_main(true, options.forImage === true);
  }
  return {runtime, status};
}

/** The main interpreter with its first thread state. CPython: pycore_create_interpreter() */
export function pycore_create_interpreter(runtime: _PyRuntimeState, config: PyConfig): PyThreadState {
  runtime.interpreters.next_id = 0;
  const main = new_interpreter_state(runtime, config, null);
  runtime.interpreters.main = main;
  const flags = Py_RTFLAGS;
  main.feature_flags = flags.USE_MAIN_OBMALLOC | flags.THREADS | flags.DAEMON_THREADS | flags.FORK | flags.EXEC | (runtime.build.gilDisabled ? 0 : 0);
  main._whence = 1;
  main._ready = 1;
  main.ceval.gil = new GilState();
  main.ceval.own_gil = 1;
  const ts = new_threadstate(main, _PyThreadState_Whence.INIT);
  ts.thread_id = runtime.main_thread = runtime.lastThreadIdent;
  main.threads.main = null;
  return ts;
}
/** An interpreter state, linked into the runtime's list. `shareWith` lends allocator and interned strings. CPython: PyInterpreterState_New() */
export function new_interpreter_state(runtime: _PyRuntimeState, config: PyConfig, shareWith: PyInterpreterState | null): PyInterpreterState {
  const obmalloc = shareWith !== null ? shareWith.obmalloc : runtime.newObmalloc();
  const state = new PyInterpreterState(runtime, runtime.interpreters.next_id++, obmalloc, config, shareWith !== null ? shareWith.interned : new Map<string, PyObject>());
  state.next = runtime.interpreters.head;
  runtime.interpreters.head = state;
  state.long_max_str_digits = config.int_max_str_digits;
  return state;
}

/** Everything up to importlib's frozen half. CPython: pycore_interp_init() */
export function pycore_interp_init(isMain: boolean): ConfigStatus {
  if (isMain) {
    initStaticTypeHeads();
    initSmallInts();
    initStaticBytesObjects();
    initBools();
    initStaticStrings();
  }
  if (_PyTypes_InitTypes() < 0) return failed("can't initialize types");
  if (_Py_initialize_generic() < 0) return failed("can't initialize generic types");
  if (_PyExc_InitGlobalObjects() < 0) return failed('failed to initialize an exception type');
  if (_PyContext_Init() < 0) return failed("can't init context types");
  const sys = _PySys_Create();
  if (sys === NULL) return failed("can't create sys module");
  const status = initAfterSys(sys);
  Py_DECREF(sys);
  return status;
}
/** The steps of pycore_interp_init() that come when sys is there. */
function initAfterSys(sys: PyObject): ConfigStatus {
  if (pycore_init_builtins() < 0) return failed("can't initialize builtins module");
  if (_PyXI_Init() < 0) return failed('failed to initialize NotShareableError');
  return interp.config._install_importlib !== 0 ? init_importlib(sys) : OK;
}

/** The sys module, in sys.modules, with a stderr that only writes. CPython: _PySys_Create() */
function _PySys_Create(): New | NULL {
  if (_PyImport_InitModules() < 0) return NULL;
  const module = _PyModule_CreateInitialized(sysmodule, 1013);
  if (module === NULL) return NULL;
  if (fillSys(module) === 0) return module;
  Py_DECREF(module);
  return NULL;
}
/** Puts into sys what it has before importlib; -1 with an exception. */
function fillSys(module: PyObject): number {
  const dict = PyModule_GetDict(module);
  interp.sysdict = Py_NewRef(dict);
  interp.sysdict_copy = PyDict_Copy(dict);
  if (_PyRuntime.build.pydebug && PyModule_AddFunctions(module, sysDebugMethods) < 0) return -1;
  if (_PySys_InitCore(dict) < 0) return -1;
  for (const name of ['displayhook', 'excepthook', 'breakpointhook', 'unraisablehook']) {
    const hook = PyDict_GetItemString(dict, name);
    if (hook === NULL || PyDict_SetItemString(dict, `__${name}__`, hook) < 0) return -1;
  }
  const copy = PyDict_Copy(dict);
  if (copy === NULL) return -1;
  const before = interp.sysdict_copy;
  interp.sysdict_copy = copy;
  if (before !== NULL) Py_DECREF(before);
  if (_PyImport_FixupBuiltin(module, 'sys') < 0) return -1;
  const monitoring = _Py_CreateMonitoringObject();
  if (monitoring === NULL) return -1;
  const status = PyDict_SetItemString(dict, 'monitoring', monitoring);
  Py_DECREF(monitoring);
  if (status < 0 || PyDict_SetItemString(dict, 'modules', interp.imports.modules as PyObject) < 0) return -1;
  const err = preliminaryStderr();
  if (err === NULL) return -1;
  const ok = PySys_SetObject('stderr', err) === 0 && PySys_SetObject('__stderr__', err) === 0;
  Py_DECREF(err);
  return ok ? 0 : -1;
}

/** CPython: pycore_init_builtins() */
function pycore_init_builtins(): number {
  const module = _PyBuiltin_Init();
  if (module === NULL) return -1;
  if (_PyImport_FixupBuiltin(module, 'builtins') < 0) {
    Py_DECREF(module);
    return -1;
  }
  // sys.modules keeps the module from here on
  const dict = PyModule_GetDict(module);
  interp.builtins = Py_NewRef(dict);
  Py_DECREF(module);
  if (_PyBuiltins_AddExceptions(dict) < 0) return -1;
  interp.builtins_copy = PyDict_Copy(dict);
  const importFunction = PyDict_GetItemRef(dict, ID___import__);
  if (importFunction === NULL) return -1;
  interp.imports.import_func = importFunction;
  return interp.builtins_copy === NULL ? -1 : 0;
}

/** importlib._bootstrap from its frozen code, and _imp for it. CPython: Python/import.c init_importlib() */
function init_importlib(sys: PyObject): ConfigStatus {
  const name = PyUnicode_FromString('_frozen_importlib');
  const imported = name === NULL ? -1 : PyImport_ImportFrozenModuleObject(name);
  Py_XDECREF(name);
  if (imported <= 0) return failed("can't import _frozen_importlib");
  const importlib = PyImport_AddModuleRef('_frozen_importlib');
  if (importlib === NULL) return failed("couldn't get _frozen_importlib from sys.modules");
  interp.imports.importlib = importlib;
  const imp = bootstrap_imp();
  if (imp === NULL) return failed("can't import _imp");
  if (_PyImport_SetModule(ID__imp, imp) < 0) {
    Py_DECREF(imp);
    return failed("can't save _imp to sys.modules");
  }
  const result = PyObject_CallMethodObjArgs(importlib, ID__install, sys, imp);
  Py_DECREF(imp);
  if (result === NULL) return failed('importlib install failed');
  Py_DECREF(result);
  return OK;
}
/** _imp, made with a spec that has a name only, since importlib is not there yet. CPython: Python/import.c bootstrap_imp() */
function bootstrap_imp(): New | NULL {
  const attributes = PyDict_New();
  const spec = attributes === NULL || PyDict_SetItemString(attributes, 'name', ID__imp) < 0 ? NULL : _PyNamespace_New(attributes);
  Py_XDECREF(attributes);
  if (spec === NULL) return NULL;
  const module = create_builtin(ID__imp, spec);
  Py_DECREF(spec);
  if (module === NULL) return NULL;
  if (exec_builtin_or_dynamic(module) < 0) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}

/** From path-based importing to site. CPython: init_interp_main() */
export function init_interp_main(isMain: boolean, forImage = false): ConfigStatus {
  const config = interp.config;
  if (config._install_importlib === 0) {
    if (isMain) _PyRuntime.initialized = 1;
    return OK;
  }
  if (_PySys_UpdateConfig(interp.sysdict as PyObject) < 0) return failed('failed to update the Python config');
  if (isMain) refreshSysCopy();
  if (init_importlib_external() < 0) return failed('external importer setup failed');
  const zipimport = PyImport_ImportModule('zipimport');
  if (zipimport === NULL) return failed('initializing zipimport failed');
  Py_DECREF(zipimport);
  if (_PyCodec_InitRegistry() < 0) return failed('failed to create the codec registry');
  const encodings = PyImport_ImportModule('encodings');
  if (encodings === NULL) return failed('failed to get the Python codec of the filesystem encoding');
  Py_DECREF(encodings);
  const codec = _PyCodec_Lookup(config.filesystem_encoding);
  if (codec === NULL) return failed('failed to get the Python codec of the filesystem encoding');
  Py_DECREF(codec);
  if (isMain && !forImage && initSignals(config.install_signal_handlers !== 0) < 0) return failed("can't initialize signals");
  if (isMain && !forImage && config.tracemalloc > 0 && _PyTraceMalloc_Start(config.tracemalloc) < 0) return {kind: 'error', message: "can't start tracemalloc", func: 'init_interp_main'};
  const streams = forImage ? null : initSysStreams();
  if (streams !== null) return {kind: 'error', message: streams, func: 'init_sys_streams'};
  if (init_set_builtins_open() < 0) return failed("can't initialize io.open");
  if (add_main_module() < 0) return failed("can't create __main__ module");
  if (isMain) {
    if (config.warnoptions.length > 0) importWarnings();
    _PyRuntime.initialized = 1;
  }
  if (config.site_import !== 0) {
    const site = PyImport_ImportModule('site');
    if (site === NULL) return {kind: 'error', message: 'Failed to import the site module', func: 'init_import_site'};
    Py_DECREF(site);
  }
  // the main interpreter gets it when its program is known
  if (!isMain && config.sys_path_0 !== null && insertSysPath0(config.sys_path_0) < 0) return failed("can't initialize sys.path[0]");
  if (PyDict_Watch(BUILTINS_WATCHER, interp.builtins as PyObject) < 0) return failed('failed to set builtin dict watcher');
  return PyErr_Occurred() === NULL ? OK : failed('an exception is set after initialisation');
}
/** The module takes its filters from sys.warnoptions when it is imported. A failure is printed. CPython: init_interp_main() */
export function importWarnings(): void {
  const warnings = PyImport_ImportModule('warnings');
  if (warnings === NULL) PyErr_Print();
  else Py_DECREF(warnings);
}
/** A further interpreter looks where the main one's program lies, too. */
function insertSysPath0(path0: string): number {
  const path = _PySys_GetAttr(ID_path);
  if (path === NULL || !PyList_Check(path)) return -1;
  const text = PyUnicode_FromString(path0), status = text === NULL ? -1 : PyList_Insert(path, 0, text);
  Py_XDECREF(text);
  return status;
}
/** The paths of the configuration are part of what a restored sys has. */
export function refreshSysCopy(): void {
  if (interp.sysdict_copy !== NULL && interp.sysdict !== NULL) PyDict_Update(interp.sysdict_copy, interp.sysdict);
}

/** builtins.open is io.open. CPython: init_set_builtins_open() */
function init_set_builtins_open(): number {
  const io = PyImport_ImportModule('io');
  if (io === NULL) return -1;
  const open = PyObject_GetAttr(io, ID_open);
  Py_DECREF(io);
  if (open === NULL) return -1;
  const status = PyDict_SetItemString(interp.builtins as PyObject, 'open', open);
  Py_DECREF(open);
  return status;
}

/** __main__ with __annotations__, __builtins__ and a BuiltinImporter. CPython: add_main_module() */
function add_main_module(): number {
  const module = import_add_module(ID___main__);
  if (module === NULL) return -1;
  const dict = PyModule_GetDict(module), annotations = PyDict_New();
  let status = annotations === NULL ? -1 : PyDict_SetItemString(dict, '__annotations__', annotations);
  Py_XDECREF(annotations);
  const builtins = PyImport_GetModule(ID_builtins);
  if (builtins === NULL) status = -1;
  else {
    if (status === 0) status = PyDict_SetItemString(dict, '__builtins__', builtins);
    Py_DECREF(builtins);
  }
  if (status === 0) {
    const loader = PyObject_GetAttr(interp.imports.importlib as PyObject, ID_BuiltinImporter);
    if (loader === NULL) status = -1;
    else {
      status = PyDict_SetItemString(dict, '__loader__', loader);
      Py_DECREF(loader);
    }
  }
  Py_DECREF(module);
  return status;
}
