/** Multi-phase extensions: one that is right, those for several interpreters, and every way to be wrong. CPython: Modules/_testmultiphase.c */
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_NewException, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {_PyArg_CheckPositional, argParser, parseVectorcall} from '../../objects/getargs';
import {PyDict_DelItemString, PyDict_GetItemRef, PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyLong_AsInt, PyLong_AsLong, PyLong_FromLong, PyLong_FromNumber} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_Create, PyModule_GetDef, PyModule_New,
  type PyModuleDef_Slot, Py_MOD_GIL_NOT_USED, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_create, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {_PyNamespace_New} from '../../objects/namespaceobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PyType_FromModuleAndSpec, PyType_FromSpec, PyType_GetModule, PyType_GetModuleByDef, PyType_GetModuleState} from '../../objects/typeobject-spec';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, example_x_attr, set_example_x_attr} from '../../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_Exception, PyExc_KeyError, PyExc_SystemError, PyExc_TypeError, PyUnicode_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyState_AddModule, PyState_FindModule, PyState_RemoveModule} from '../import-extensions';
import type {Library} from '../importdl';
import {twoLongs} from './_testsinglephase';

/** Values of create and exec slots. */
type ModuleCreate = (spec: PyObject, def: PyModuleDef) => New | NULL;
type ModuleExec = (module: PyObject) => number;

const None = (): New => Py_NewRef(_Py_NoneStruct);

// ---- the type Example: attributes in a dict of its own ----

function Example_getattro(self: PyObject, name: PyObject): New | NULL {
  const x_attr = example_x_attr(self);
  if (x_attr !== NULL) {
    const value = PyDict_GetItemRef(x_attr, name);
    if (value !== NULL || PyErr_Occurred() !== NULL) return value;
  }
  return PyObject_GenericGetAttr(self, name);
}
function Example_setattr(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  if (example_x_attr(self) === NULL) {
    const dict = PyDict_New();
    if (dict === NULL) return -1;
    set_example_x_attr(self, dict);
  }
  const dict = example_x_attr(self), text = PyUnicode_AsJSString(name);
  if (value !== NULL) return PyDict_SetItemString(dict, text, value);
  const status = PyDict_DelItemString(dict, text);
  if (status < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    PyErr_SetString(PyExc_AttributeError, 'delete non-existing Example attribute');
  }
  return status;
}
function Example_finalize(self: PyObject): void {
  const dict = example_x_attr(self);
  set_example_x_attr(self, NULL);
  Py_XDECREF(dict);
}
function Example_demo(_self: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs > 1) return PyErr_Format(PyExc_TypeError, `demo() takes at most 1 argument (${nargs} given)`);
  return nargs === 1 && PyUnicode_Check(ARG(args, 0)) ? Py_NewRef(ARG(args, 0)) : None();
}
const Example_Type_spec: TypeSpec = {
  tp_name: '_testimportexec.Example', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, tp_doc: 'The Example type',
  slots: {
    tp_finalize: Example_finalize, tp_getattro: Example_getattro, tp_setattro: Example_setattr,
    tp_traverse: (self, visit) => {
      const dict = example_x_attr(self);
      return dict === NULL ? 0 : visit(dict);
    },
  },
  methods: [rawMethod('demo', null, Example_demo, 'demo() -> None')],
};
const Str_Type_spec: TypeSpec = {tp_name: '_testimportexec.Str', tp_basicsize: 0, tp_flags: Py_TPFLAGS_BASETYPE, tp_base: PyUnicode_Type, slots: {}};

// ---- the type StateAccessType: methods that find the state of their module ----

interface MethState { counter: number }
const incrementParser = argParser('increment_count_clinic', '($self, /, n=1, *, twice=False)');

/** The type of one module; its methods know it as their defining class. */
function stateAccessSpec(badDef: PyModuleDef): {spec: TypeSpec; defining: {type: PyObject | NULL}} {
  const defining = {type: NULL as PyObject | NULL};
  const state = (): MethState => PyType_GetModuleState<MethState>(defining.type as PyObject) as MethState;
  const methods: PyMethodDef[] = [
    method('get_defining_module', '($self, /)', () => {
      const module = PyType_GetModule(defining.type as PyObject);
      return module === NULL ? NULL : Py_NewRef(module);
    }, 'The module of the class that defines this method.'),
    method('getmodulebydef_bad_def', '($self, /)', self => {
      PyType_GetModuleByDef(Py_TYPE(self), badDef);
      return NULL;
    }, 'Look for the module of a def that has none.'),
    method('get_count', '($self, /)', () => PyLong_FromNumber(state().counter), 'The counter in the state of the module.'),
    rawMethod('increment_count_clinic', '($self, /, n=1, *, twice=False)', (_self, args, nargs, kwnames) => {
      const values = parseVectorcall(incrementParser, args, nargs, kwnames);
      if (values === null) return NULL;
      let n = values[0] === NULL ? 1 : PyLong_AsInt(values[0]);
      if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
      const twice = values[1] === NULL ? 0 : PyObject_IsTrue(values[1]);
      if (twice < 0) return NULL;
      if (twice !== 0) n *= 2;
      state().counter += n;
      return None();
    }, 'Add n to the counter, or 2 * n when twice is true.'),
    rawMethod('increment_count_noclinic', null, (_self, args, nargs, kwnames) => {
      if (!_PyArg_CheckPositional('StateAccessTypeObject.decrement_count', nargs, 0, 1)) return NULL;
      let n = nargs > 0 ? PyLong_AsLong(ARG(args, 0)) : 1;
      if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
      if (kwnames !== NULL) {
        if (PyTuple_GET_SIZE(kwnames) > 1 || PyUnicode_AsJSString(PyTuple_GET_ITEM(kwnames, 0)) !== 'twice') return PyErr_SetString(PyExc_TypeError, "decrement_count only takes 'twice' keyword argument");
        n *= 2;
      }
      state().counter += n;
      return None();
    }, 'Add n to the counter, or 2 * n when there is a keyword twice.'),
  ];
  return {defining, spec: {tp_name: '_testimportexec.StateAccessType', tp_basicsize: 16, tp_flags: Py_TPFLAGS_BASETYPE, tp_doc: 'Methods that reach the state of their module.', slots: {}, methods}};
}

// ---- functions and exec slots ----

function testexport_foo(_self: PyObject, args: Args, nargs: number): New | NULL {
  const values = twoLongs('foo', args, nargs);
  return values === null ? NULL : PyLong_FromLong(values[0] + values[1]);
}
function nonmodule_bar(_self: PyObject, args: Args, nargs: number): New | NULL {
  const values = twoLongs('bar', args, nargs);
  return values === null ? NULL : PyLong_FromLong(values[0] - values[1]);
}
/** Calls a PyState function with the module's own def, which has slots. */
function call_state_registration_func(module: PyObject, arg: PyObject | NULL): New | NULL {
  const def = PyModule_GetDef(module);
  if (def === null) return NULL;
  const i = PyLong_AsInt(arg as PyObject);
  if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (i === 0) {
    const found = PyState_FindModule(def);
    return found === NULL ? None() : Py_NewRef(found);
  }
  if (i === 1 && PyState_AddModule(module, def) !== 0) return NULL;
  return i === 2 && PyState_RemoveModule(def) !== 0 ? NULL : None();
}
const testexport_methods: readonly PyMethodDef[] = [
  rawMethod('foo', null, testexport_foo, 'foo(i,j)\n\ni + j.'),
  hiddenMethod('call_state_registration_func', '(i, /)', call_state_registration_func, 'register_state(0): PyState_FindModule()\nregister_state(1): PyState_AddModule()\nregister_state(2): PyState_RemoveModule()'),
];
function execfunc(module: PyObject): number {
  if (PyModule_Add(module, 'Example', PyType_FromSpec(Example_Type_spec)) !== 0) return -1;
  if (PyModule_Add(module, 'error', PyErr_NewException('_testimportexec.error', NULL, NULL)) !== 0) return -1;
  if (PyModule_Add(module, 'Str', PyType_FromSpec(Str_Type_spec)) !== 0) return -1;
  return PyModule_AddIntConstant(module, 'int_const', 1969) !== 0 ? -1 : PyModule_AddStringConstant(module, 'str_const', 'something different');
}
const raise = (what: string): NULL => PyErr_SetString(PyExc_SystemError, `bad ${what} function`);

const PER_INTERPRETER: PyModuleDef_Slot = [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], NO_GIL: PyModuleDef_Slot = [Py_mod_gil, Py_MOD_GIL_NOT_USED];
/** Slots of a module that any interpreter may load. */
const execSlots = (exec: ModuleExec): readonly PyModuleDef_Slot[] => [[Py_mod_exec, exec], PER_INTERPRETER, NO_GIL];
/** A def with no state. `slots` undefined: m_slots is NULL. CPython: TEST_MODULE_DEF */
const define = (name: string, m_slots?: readonly PyModuleDef_Slot[], m_methods: readonly PyMethodDef[] = []): PyModuleDef => new PyModuleDef(name, {m_doc: `Test module ${name}`, m_size: 0, m_methods, m_slots});

/** The library. */
export function _testmultiphase(): Library {
  /** A def for SimpleNamespace(three=3) instead of a module; only two defs may do that. */
  const nonmodules: PyModuleDef[] = [];
  const createNonmodule: ModuleCreate = (_spec, def) => {
    if (!nonmodules.includes(def)) return PyErr_SetString(PyExc_SystemError, 'def does not match');
    const dict = PyDict_New(), three = PyLong_FromNumber(3);
    const ns = dict === NULL || three === NULL || PyDict_SetItemString(dict, 'three', three) < 0 ? NULL : _PyNamespace_New(dict);
    Py_XDECREF(dict);
    Py_XDECREF(three);
    return ns;
  };
  const main = define('main', execSlots(execfunc), testexport_methods), uninitialized = define('main', execSlots(execfunc), testexport_methods);
  const nonmodule = define('_testmultiphase_nonmodule', [[Py_mod_create, createNonmodule]]);
  nonmodules.push(nonmodule, define('_testmultiphase_nonmodule_with_methods', [[Py_mod_create, createNonmodule]], [rawMethod('bar', null, nonmodule_bar, 'bar(i,j)\n\ni - j.')]));
  const createNoop: ModuleCreate = () => PyModule_New('spam');
  const shared = new PyModuleDef('_test_module_state_shared', {m_doc: 'A single-phase module that shares a type.', m_size: -1});
  const methStateAccess = new PyModuleDef('_testmultiphase_meth_state_access', {
    m_doc: 'Methods that reach the state of their module.', m_size: 4, newState: (): MethState => ({counter: 0}),
    m_slots: execSlots(module => {
      const {spec, defining} = stateAccessSpec(nonmodule), type = PyType_FromModuleAndSpec(module, spec, NULL);
      if (type !== NULL) defining.type = type;
      return PyModule_Add(module, 'StateAccessType', type) !== 0 ? -1 : 0;
    }),
  });
  const defs: Record<string, PyModuleDef> = {
    _testmultiphase: main, x: main,
    _testmultiphase_nonmodule: nonmodule, _testmultiphase_nonmodule_with_methods: nonmodules[1],
    _testmultiphase_null_slots: define('_testmultiphase_null_slots'),
    _testmultiphase_bad_slot_large: define('_testmultiphase_bad_slot_large', [[5, 0]]),
    _testmultiphase_bad_slot_negative: define('_testmultiphase_bad_slot_negative', [[-1, 0]]),
    _testmultiphase_create_int_with_state: new PyModuleDef('create_with_state', {m_doc: 'No module, but asks for state', m_size: 10, m_slots: [[Py_mod_create, createNonmodule]]}),
    _testmultiphase_negative_size: new PyModuleDef('negative_size', {m_doc: 'A def with a negative m_size', m_size: -1, m_slots: [[Py_mod_create, createNonmodule]]}),
    _testmultiphase_multiple_create_slots: define('_testmultiphase_multiple_create_slots', [[Py_mod_create, createNoop], [Py_mod_create, createNoop]]),
    _testmultiphase_create_null: define('_testmultiphase_create_null', [[Py_mod_create, () => NULL]]),
    _testmultiphase_create_raise: define('_testmultiphase_create_null', [[Py_mod_create, () => raise('create')]]),
    _testmultiphase_create_unreported_exception: define('_testmultiphase_create_unreported_exception', [[Py_mod_create, () => {
      raise('create');
      return PyModule_New('foo');
    }]]),
    _testmultiphase_nonmodule_with_exec_slots: define('_testmultiphase_nonmodule_with_exec_slots', [[Py_mod_create, createNonmodule], ...execSlots(execfunc)]),
    _testmultiphase_exec_err: define('_testmultiphase_exec_err', execSlots(() => -1)),
    _testmultiphase_exec_raise: define('_testmultiphase_exec_raise', execSlots(() => {
      raise('exec');
      return -1;
    })),
    _testmultiphase_exec_unreported_exception: define('_testmultiphase_exec_unreported_exception', execSlots(() => {
      raise('exec');
      return 0;
    })),
    _testmultiphase_meth_state_access: methStateAccess,
    _testmultiphase_multiple_multiple_interpreters_slots: define('_testmultiphase_multiple_multiple_interpreters_slots', [PER_INTERPRETER, PER_INTERPRETER, NO_GIL]),
    _test_non_isolated: define('_test_non_isolated', [[Py_mod_exec, execfunc], [Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED], NO_GIL], testexport_methods),
    _test_shared_gil_only: define('_test_shared_gil_only', [[Py_mod_exec, execfunc], [Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED], NO_GIL], testexport_methods),
    _test_no_multiple_interpreter_slot: define('_test_no_multiple_interpreter_slot', [[Py_mod_exec, execfunc], NO_GIL], testexport_methods),
  };
  const latin = new PyModuleDef('_testmultiphase_nonascii_latin', {m_doc: 'Module named in Czech', m_size: 0, m_slots: [NO_GIL]});
  const kana = new PyModuleDef('_testmultiphase_nonascii_kana', {m_doc: 'Module named in Japanese', m_size: 0, m_slots: [NO_GIL]});
  const library: Record<string, unknown> = {
    PyInitU__testmultiphase_zkouka_naten_evc07gi8e: () => PyModuleDef_Init(latin),
    PyInitU_eckzbwbhc6jpgzcx415x: () => PyModuleDef_Init(kana),
    PyInit__testmultiphase_export_uninitialized: () => uninitialized,
    PyInit__testmultiphase_export_null: () => NULL,
    PyInit__testmultiphase_export_raise: () => raise('export'),
    PyInit__testmultiphase_export_unreported_exception: () => {
      raise('export');
      return PyModuleDef_Init(main);
    },
    PyInit__test_module_state_shared: () => {
      const module = PyModule_Create(shared);
      if (module === NULL || PyModule_AddObjectRef(module, 'Error', PyExc_Exception) === 0) return module;
      Py_DECREF(module);
      return NULL;
    },
  };
  for (const [name, def] of Object.entries(defs)) library[`PyInit_${name}`] = () => PyModuleDef_Init(def);
  return library;
}
