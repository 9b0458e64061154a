/**
 * Single-phase extensions of every kind, in one library with nine init functions. CPython: Modules/_testsinglephase.c
 *
 * | init function                  | m_size | state                              |
 * |--------------------------------|--------|------------------------------------|
 * | basic, basic_wrapper           | -1     | C statics, one def for both        |
 * | basic_copy                     | -1     | the same C statics, its own def    |
 * | with_reinit                    | 0      | none                               |
 * | with_state                     | > 0    | the module's                       |
 * | *_check_cache_first            | -1, 0, 42 | none; gives the known module first |
 * | circular                       | 0      | a static module; imports itself    |
 */
import {PyErr_Format, PyErr_NewException, PyErr_Occurred} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsLong, PyLong_FromLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModule_Add, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_Create, PyModule_GetDef, PyModule_GetState} from '../../objects/moduleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {ARG} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {PyState_FindModule} from '../import-extensions';
import type {Library} from '../importdl';
import {PyImport_ImportModule} from '../import';

/** What a module knows of its making. The objects are owned. CPython: module_state */
export class ModuleState {
  /** Monotonic time in nanoseconds. */
  initialized = 0n;
  error: New | NULL = NULL;
  int_const: New | NULL = NULL;
  str_const: New | NULL = NULL;
}
function clear_state(state: ModuleState): void {
  state.initialized = 0n;
  for (const field of ['error', 'int_const', 'str_const'] as const) {
    const op = state[field];
    state[field] = NULL;
    Py_XDECREF(op);
  }
}
const monotonic = (): bigint => _PyRuntime.host.clockGettime(1) as bigint;
/** Fills a state; every one gets a time of its own. -1 with an exception. */
function init_state(state: ModuleState): number {
  const before = monotonic();
  do state.initialized = monotonic(); while (state.initialized === before);
  state.error = PyErr_NewException('_testsinglephase.error', NULL, NULL);
  if (state.error !== NULL) state.int_const = PyLong_FromNumber(1969);
  if (state.int_const !== NULL) state.str_const = PyUnicode_FromString('something different');
  if (state.str_const !== NULL) return 0;
  clear_state(state);
  return -1;
}
const seconds = (state: ModuleState): New | NULL => PyFloat_FromDouble(Number(state.initialized) / 1e9);
/** The names a module gets from its state; -1 with an exception. */
function init_module(module: PyObject, state: ModuleState): number {
  if (PyModule_AddObjectRef(module, 'error', state.error) !== 0 || PyModule_AddObjectRef(module, 'int_const', state.int_const) !== 0 || PyModule_AddObjectRef(module, 'str_const', state.str_const) !== 0) return -1;
  return PyModule_Add(module, '_module_initialized', seconds(state));
}

/** Two C longs, or null with an exception. CPython: PyArg_ParseTuple(args, "ll:...") */
export function twoLongs(fname: string, args: Args, nargs: number): [number, number] | null {
  if (nargs !== 2) {
    PyErr_Format(PyExc_TypeError, `${fname}() takes exactly 2 arguments (${nargs} given)`);
    return null;
  }
  const i = PyLong_AsLong(ARG(args, 0));
  if (i === -1 && PyErr_Occurred() !== NULL) return null;
  const j = PyLong_AsLong(ARG(args, 1));
  return j === -1 && PyErr_Occurred() !== NULL ? null : [i, j];
}
function common_look_up_self(self: PyObject): New | NULL {
  const def = PyModule_GetDef(self), module = def === null ? NULL : PyState_FindModule(def);
  return module === NULL ? NULL : Py_NewRef(module);
}
function common_sum(_self: PyObject, args: Args, nargs: number): New | NULL {
  const values = twoLongs('sum', args, nargs);
  return values === null ? NULL : PyLong_FromLong(values[0] + values[1]);
}

/** The library; its statics live as long as the runtime that has loaded it. */
export function _testsinglephase(): Library {
  // the statics of the C file
  const NOT_INITIALIZED = -1;
  const global_state = {initialized_count: NOT_INITIALIZED, module: new ModuleState()};
  let static_module_circular: New | NULL = NULL;

  const get_module_state = (module: PyObject): ModuleState | null => {
    const def = PyModule_GetDef(module) as PyModuleDef;
    return def.m_size === -1 ? global_state.module : def.m_size === 0 ? null : PyModule_GetState<ModuleState>(module);
  };
  const look_up_self = hiddenMethod('look_up_self', '()', common_look_up_self, 'look_up_self()\n\nThe module at the index of this one\'s def.');
  const sum = rawMethod('sum', null, common_sum, 'sum(i,j)\n\ni + j.');
  const state_initialized = hiddenMethod('state_initialized', '()', self => {
    const state = get_module_state(self);
    return state === null ? Py_NewRef(_Py_NoneStruct) : seconds(state);
  }, 'state_initialized()\n\nWhen the state of the module was made, in seconds; None without a state.');
  const common: PyMethodDef[] = [look_up_self, sum, state_initialized];
  const basicMethods: PyMethodDef[] = [
    ...common,
    hiddenMethod('initialized_count', '()', () => PyLong_FromLong(global_state.initialized_count), 'initialized_count()\n\nHow often the init function has run.'),
    hiddenMethod('_clear_globals', '()', () => {
      clear_state(global_state.module);
      global_state.initialized_count = NOT_INITIALIZED;
      return Py_NewRef(_Py_NoneStruct);
    }, '_clear_globals()\n\nSet the static variables back.'),
  ];
  const clearModuleState = hiddenMethod('_clear_module_state', '()', self => {
    const state = get_module_state(self);
    if (state !== null) clear_state(state);
    return Py_NewRef(_Py_NoneStruct);
  }, '_clear_module_state()\n\nSet the state of the module back.');
  const define = (name: string, m_size: number, m_methods: readonly PyMethodDef[] = []): PyModuleDef =>
    new PyModuleDef(name, {m_doc: `Test module ${name}`, m_size, m_methods, newState: () => new ModuleState()});

  const basic = define('_testsinglephase', -1, basicMethods), basicCopy = define('_testsinglephase_basic_copy', -1, basicMethods);
  const withReinit = define('_testsinglephase_with_reinit', 0, common), withState = define('_testsinglephase_with_state', 32, [...common, clearModuleState]);
  const circular = new PyModuleDef('_testsinglephase_circular', {
    m_doc: 'Test module _testsinglephase_circular', m_size: 0,
    m_methods: [hiddenMethod('clear_static_var', '()', () => {
      const result = static_module_circular;
      static_module_circular = NULL;
      return result;
    }, 'Set the static variable back and return what it was.')],
  });

  /** A module that is dropped when filling it failed. */
  const finish = (module: New, status: number): New | NULL => {
    if (status === 0) return module;
    Py_DECREF(module);
    return NULL;
  };
  const initBasic = (def: PyModuleDef): New | NULL => {
    if (global_state.initialized_count === NOT_INITIALIZED) global_state.initialized_count = 0;
    const module = PyModule_Create(def);
    if (module === NULL) return NULL;
    const state = global_state.module;
    clear_state(state);
    const status = init_state(state) < 0 ? -1 : init_module(module, state);
    if (status === 0) global_state.initialized_count++;
    return finish(module, status);
  };
  const checkCacheFirst = (def: PyModuleDef) => (): New | NULL => {
    const known = PyState_FindModule(def);
    return known !== NULL ? Py_NewRef(known) : PyModule_Create(def);
  };

  return {
    PyInit__testsinglephase: () => initBasic(basic),
    PyInit__testsinglephase_basic_wrapper: () => initBasic(basic),
    PyInit__testsinglephase_basic_copy: () => initBasic(basicCopy),
    PyInit__testsinglephase_with_reinit: () => {
      const module = PyModule_Create(withReinit);
      if (module === NULL) return NULL;
      const state = new ModuleState(), status = init_state(state) < 0 ? -1 : init_module(module, state);
      clear_state(state);
      return finish(module, status);
    },
    PyInit__testsinglephase_with_state: () => {
      const module = PyModule_Create(withState);
      if (module === NULL) return NULL;
      const state = PyModule_GetState<ModuleState>(module) as ModuleState;
      let status = init_state(state);
      if (status === 0 && init_module(module, state) < 0) {
        clear_state(state);
        status = -1;
      }
      return finish(module, status);
    },
    PyInit__testsinglephase_check_cache_first: checkCacheFirst(define('_testsinglephase_check_cache_first', -1)),
    PyInit__testsinglephase_with_reinit_check_cache_first: checkCacheFirst(define('_testsinglephase_with_reinit_check_cache_first', 0)),
    PyInit__testsinglephase_with_state_check_cache_first: checkCacheFirst(define('_testsinglephase_with_state_check_cache_first', 42)),
    PyInit__testsinglephase_circular: () => {
      if (static_module_circular === NULL) static_module_circular = PyModule_Create(circular);
      if (static_module_circular === NULL) return NULL;
      const helper_mod_name = 'test.test_import.data.circular_imports.singlephase', helper = PyImport_ImportModule(helper_mod_name);
      if (helper === NULL) return NULL;
      Py_DECREF(helper);
      if (PyModule_AddStringConstant(static_module_circular, 'helper_mod_name', helper_mod_name) < 0) return NULL;
      return Py_NewRef(static_module_circular);
    },
  };
}
