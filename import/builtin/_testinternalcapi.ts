/** The _testinternalcapi module: a look at the runtime's inside, for tests. CPython: Modules/_testinternalcapi.c */
import {listOfStrings} from './sys-data';
import {PyCapsule_GetPointer, PyCapsule_New} from '../../objects/capsule';
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {type _PyCrossInterpreterData, _PyCrossInterpreterData_NewObject, _PyCrossInterpreterData_Release, _PyObject_GetCrossInterpreterData, _Py_CallInInterpreter} from '../../objects/crossinterp';
import {enterInterpreter, leaveInterpreter} from '../../objects/crossinterp-session';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_Print, PyErr_SetString, _PyErr_ChainExceptions1, reprText} from '../../objects/errors';
import {_PyInterpreterConfig_InitFromDict} from '../../objects/interpconfig';
import {PyLong_AsInt, PyLong_AsLong, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_IsTrue} from '../../objects/object';
import {_PyInterpreterState_LookUpIDObject, _PyInterpreterState_ObjectToID, _PyInterpreterState_SetNotRunningMain, _PyInterpreterState_SetRunningMain, _PyInterpreterState_WHENCE} from '../../objects/pystate-lookup';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {H, _PyRuntime, interp, tstate} from '../../runtime/current';
import {Py_BOOL} from '../../runtime/generated/accessors';
import {C_RECURSION_REMAINING, PY_RECURSION_REMAINING, PyExc_InterpreterError, PyExc_InterpreterNotFoundError, PyExc_NotImplementedError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {_PyInterpreterConfig_INIT, emptyInterpreterConfig} from '../../runtime/interpconfig';
import {hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {new_interpreter_state} from '../../runtime/pylifecycle';
import {Py_NewInterpreter, Py_NewInterpreterFromConfig, _PyConfig_Copy, _PyXI_EndInterpreter, _PyXI_NewInterpreter, endVisitedInterpreter, enterNewInterpreter, leaveNewInterpreter} from '../../runtime/pylifecycle-interpreters';
import {_PyThreadState_Whence, type PyInterpreterConfig, type PyInterpreterState} from '../../runtime/pystate';
import {waitOnStack} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyImport_ClearExtension} from '../import-extensions';
import type {Library} from '../importdl';
import {keywordMethod} from './_interpreters_common';
import {cString} from './_testcapi';
import {PENDING_METHOD} from './_testcapi-pending';
import {COMPILER_METHODS} from './_testinternalcapi-compiler';
import {tracemalloc_get_traceback} from './_testcapi-tracemalloc';
import {FREED_METHODS} from './_testcapi-allocators';
import {LOCK_METHODS} from './_testinternalcapi-locks';
import {WORD_METHODS} from './_testinternalcapi-words';
import {OBJECT_METHODS} from './_testinternalcapi-objects';
import {PyRun_SimpleString} from '../pythonrun-string';

const None = (): New => Py_NewRef(_Py_NoneStruct);

// ---- the state of a thread and an interpreter ----

function get_recursion_depth(): New | NULL {
  return PyLong_FromNumber(tstate.py_recursion_limit - H[PY_RECURSION_REMAINING]);
}
function get_c_recursion_remaining(): New | NULL {
  return PyLong_FromNumber(H[C_RECURSION_REMAINING]);
}
/** {feature_flags, own_gil} of the current or the main interpreter. */
function get_interp_settings(_module: PyObject, idobj: PyObject | NULL): New | NULL {
  const id = idobj === NULL ? -1 : PyLong_AsInt(idobj);
  if (id === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (id > 0) return PyErr_Format(PyExc_NotImplementedError, String(id));
  const of = id < 0 ? interp : (_PyRuntime.interpreters.main as PyInterpreterState), settings = PyDict_New();
  if (settings === NULL) return NULL;
  const flags = PyLong_FromNumber(of.feature_flags);
  const ok = flags !== NULL && PyDict_SetItemString(settings, 'feature_flags', flags) === 0 && PyDict_SetItemString(settings, 'own_gil', of.ceval.own_gil !== 0 ? _Py_TrueStruct : _Py_FalseStruct) === 0;
  if (flags !== NULL) Py_DECREF(flags);
  if (ok) return settings;
  Py_DECREF(settings);
  return NULL;
}
function clear_extension(_module: PyObject, name: PyObject | NULL, filename: PyObject | NULL): New | NULL {
  return _PyImport_ClearExtension(PyUnicode_AsJSString(name as PyObject), PyUnicode_AsJSString(filename as PyObject)) < 0 ? NULL : None();
}
/** The PyConfig of the current interpreter as a dict. */
function get_config(): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const [name, value] of Object.entries(interp.config)) {
    const op = configValue(value as unknown), status = op === NULL ? -1 : PyDict_SetItemString(dict, name, op);
    if (op !== NULL) Py_DECREF(op);
    if (status < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
/** The name of the allocator that one was asked for by. CPython: Objects/obmalloc.c _PyMem_GetCurrentAllocatorName() */
function allocatorsName(asked: string): string {
  if (asked === 'default') return _PyRuntime.build.pydebug ? 'pymalloc_debug' : 'pymalloc';
  return asked === 'debug' ? 'pymalloc_debug' : asked;
}
function configValue(value: unknown): New | NULL {
  if (typeof value === 'number') return PyLong_FromNumber(value);
  if (typeof value === 'string') return PyUnicode_FromString(value);
  if (!Array.isArray(value)) return None();
  return listOfStrings(value as string[]);
}

// ---- pending calls ----

/** The id of the interpreter in which a call pending for `idobj` is made, once it is. */
function pending_identify(_module: PyObject, idobj: PyObject | NULL): New | NULL {
  const of = _PyInterpreterState_LookUpIDObject(idobj as PyObject);
  if (of === null) return NULL;
  const found = {id: -1};
  _Py_CallInInterpreter(of, () => {
    found.id = interp.id;
    return 0;
  }, null);
  waitOnStack(() => found.id >= 0, Infinity, false);
  return PyLong_FromNumber(found.id);
}

// ---- interpreters ----

/** A configuration from an object with the fields; null with an exception. CPython: _init_interp_config_from_object() */
function configFrom(configobj: PyObject | NULL): PyInterpreterConfig | null {
  if (configobj === NULL) return _PyInterpreterConfig_INIT();
  const dict = PyObject_GetAttrString(configobj, '__dict__');
  if (dict === NULL) {
    const text = reprText(configobj);
    if (text !== null) PyErr_Format(PyExc_TypeError, `bad config ${text}`);
    return null;
  }
  const config = emptyInterpreterConfig(), status = _PyInterpreterConfig_InitFromDict(config, dict);
  Py_DECREF(dict);
  return status < 0 ? null : config;
}
/** A new interpreter as one of the ways makes it; null with an exception. CPython: _new_interpreter() */
function newInterpreter(config: PyInterpreterConfig, whence: number): PyInterpreterState | null {
  switch (whence) {
    case _PyInterpreterState_WHENCE.XI: return _PyXI_NewInterpreter(config, whence);
    case _PyInterpreterState_WHENCE.UNKNOWN: return new_interpreter_state(_PyRuntime, _PyConfig_Copy(interp.config), null);
    case _PyInterpreterState_WHENCE.LEGACY_CAPI: {
      const made = Py_NewInterpreter();
      leaveNewInterpreter(made.visit);
      return made.interp;
    }
    case _PyInterpreterState_WHENCE.CAPI: {
      const made = Py_NewInterpreterFromConfig(config);
      if (made.kind === 'ok') {
        leaveNewInterpreter(made.visit);
        return made.interp;
      }
      PyErr_SetString(PyExc_RuntimeError, made.message);
      const exc = PyErr_GetRaisedException();
      PyErr_SetString(PyExc_InterpreterError, 'sub-interpreter creation failed');
      _PyErr_ChainExceptions1(exc);
      return null;
    }
    default:
      PyErr_Format(PyExc_ValueError, `unsupported whence ${whence}`);
      return null;
  }
}
function create_interpreter(_module: PyObject, configArg: PyObject | NULL, whenceArg: PyObject | NULL): New | NULL {
  const whence = whenceArg === NULL ? _PyInterpreterState_WHENCE.XI : PyLong_AsLong(whenceArg);
  if (whence === -1 && PyErr_Occurred() !== NULL) return NULL;
  const configobj = configArg === _Py_NoneStruct ? NULL : configArg;
  const unconfigured = whence === _PyInterpreterState_WHENCE.UNKNOWN || whence === _PyInterpreterState_WHENCE.LEGACY_CAPI;
  if (unconfigured && configobj !== NULL) return PyErr_SetString(PyExc_ValueError, 'got unexpected config');
  const config = configFrom(unconfigured ? NULL : configobj), made = config === null ? null : newInterpreter(config, whence);
  return made === null ? NULL : PyLong_FromNumber(made.id);
}
function destroy_interpreter(_module: PyObject, idobj: PyObject | NULL): New | NULL {
  const of = _PyInterpreterState_LookUpIDObject(idobj as PyObject);
  if (of === null) return NULL;
  _PyXI_EndInterpreter(of);
  return None();
}
/** Runs text in the __main__ of an interpreter, as its main program or beside it. */
function exec_interpreter(_module: PyObject, idobj: PyObject | NULL, codeArg: PyObject | NULL, mainArg: PyObject | NULL): New | NULL {
  const code = cString('exec_interpreter', 2, codeArg as PyObject), main = mainArg === NULL ? 0 : PyObject_IsTrue(mainArg);
  if (code === null || main < 0) return NULL;
  const of = _PyInterpreterState_LookUpIDObject(idobj as PyObject);
  if (of === null) return NULL;
  const visit = enterInterpreter(of, _PyThreadState_Whence.EXEC);
  let status = -2;
  if (main === 0 || _PyInterpreterState_SetRunningMain(of) === 0) {
    status = PyRun_SimpleString(code);
    if (main !== 0) _PyInterpreterState_SetNotRunningMain(of);
  } else PyErr_Print();
  leaveInterpreter(visit);
  return status === -2 ? PyErr_SetString(PyExc_InterpreterError, 'interpreter already running') : PyLong_FromNumber(status);
}
/** Runs text in the __main__ of a new interpreter, which then ends. */
function run_in_subinterp_with_config(_module: PyObject, codeArg: PyObject | NULL, configobj: PyObject | NULL, xiArg: PyObject | NULL): New | NULL {
  const code = cString('run_in_subinterp_with_config', 1, codeArg as PyObject), xi = xiArg === NULL ? 0 : PyObject_IsTrue(xiArg);
  const config = code === null || xi < 0 ? null : configFrom(configobj);
  if (code === null || config === null) return NULL;
  const made = enterNewInterpreter(config, xi !== 0 ? _PyInterpreterState_WHENCE.XI : _PyInterpreterState_WHENCE.CAPI);
  if (made === null) return NULL;
  const status = PyRun_SimpleString(code);
  endVisitedInterpreter(made.visit);
  return PyLong_FromNumber(status);
}
function normalize_interp_id(_module: PyObject, idobj: PyObject | NULL): New | NULL {
  const id = _PyInterpreterState_ObjectToID(idobj as PyObject);
  return id === null ? NULL : PyLong_FromBigInt(id);
}
function next_interpreter_id(): New | NULL {
  return PyLong_FromNumber(_PyRuntime.interpreters.next_id);
}
function unused_interpreter_id(): New | NULL {
  return PyLong_FromBigInt(0x7fffffffffffffffn);
}
function interpreter_exists(_module: PyObject, idobj: PyObject | NULL): New | NULL {
  if (_PyInterpreterState_LookUpIDObject(idobj as PyObject) !== null) return Py_NewRef(_Py_TrueStruct);
  if (!PyErr_ExceptionMatches(PyExc_InterpreterNotFoundError)) return NULL;
  PyErr_Clear();
  return Py_NewRef(_Py_FalseStruct);
}
/** A function of an interpreter by id. */
const about = (answer: (of: PyInterpreterState) => New | NULL) => (_module: PyObject, idobj: PyObject | NULL): New | NULL => {
  const of = _PyInterpreterState_LookUpIDObject(idobj as PyObject);
  return of === null ? NULL : answer(of);
};
const get_interpreter_refcount = about(of => PyLong_FromNumber(of.id_refcount));
const interpreter_refcount_linked = about(of => Py_NewRef(Py_BOOL(of.requires_idref !== 0)));
const requireIdRef = (required: number) => about(of => {
  of.requires_idref = required;
  return None();
});

// ---- shared data ----

function get_crossinterp_data(_module: PyObject, obj: PyObject | NULL): New | NULL {
  const data = _PyObject_GetCrossInterpreterData(obj as PyObject);
  return data === null ? NULL : PyCapsule_New(data, null, capsule => void _PyCrossInterpreterData_Release(PyCapsule_GetPointer(capsule, null) as _PyCrossInterpreterData));
}
function restore_crossinterp_data(_module: PyObject, capsule: PyObject | NULL): New | NULL {
  const data = PyCapsule_GetPointer(capsule as PyObject, null) as _PyCrossInterpreterData | null;
  return data === null ? NULL : _PyCrossInterpreterData_NewObject(data);
}

// ---- the module ----

const CONSTANTS: Readonly<Record<string, number>> = {SIZEOF_PYGC_HEAD: 16, SIZEOF_MANAGED_PRE_HEADER: 16, SIZEOF_PYOBJECT: 16, SIZEOF_TIME_T: 8, TIER2_THRESHOLD: 65535};
function module_exec(module: PyObject): number {
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return 0;
}
const one = (name: string, fn: (module: PyObject, arg: PyObject | NULL) => New | NULL): ReturnType<typeof hiddenMethod> => hiddenMethod(name, '(arg, /)', fn);
const def = new PyModuleDef('_testinternalcapi', {
  m_size: 8,
  m_methods: [
    ...COMPILER_METHODS, ...OBJECT_METHODS, hiddenMethod('get_config', '()', get_config), hiddenMethod('get_recursion_depth', '()', get_recursion_depth), hiddenMethod('get_c_recursion_remaining', '()', get_c_recursion_remaining),
    hiddenMethod('get_interp_settings', '(id=-1, /)', get_interp_settings), hiddenMethod('clear_extension', '(name, filename, /)', clear_extension),
    PENDING_METHOD, ...FREED_METHODS, ...LOCK_METHODS, ...WORD_METHODS,
    one('pending_identify', pending_identify), hiddenMethod('_PyTraceMalloc_GetTraceback', '(domain, ptr, /)', tracemalloc_get_traceback),
    hiddenMethod('pymem_getallocatorsname', '()', () => PyUnicode_FromString(allocatorsName(interp.config.allocator))),
    keywordMethod('create_interpreter', 'create_interpreter', '(config=None, *, whence=4)', create_interpreter, null),
    keywordMethod('destroy_interpreter', 'destroy_interpreter', '(id)', destroy_interpreter, null),
    keywordMethod('exec_interpreter', 'exec_interpreter', '(id, code, *, main=False)', exec_interpreter, null),
    keywordMethod('run_in_subinterp_with_config', 'run_in_subinterp_with_config', '(code, config, *, xi=False)', run_in_subinterp_with_config, null),
    one('normalize_interp_id', normalize_interp_id), hiddenMethod('next_interpreter_id', '()', next_interpreter_id), hiddenMethod('unused_interpreter_id', '()', unused_interpreter_id),
    one('interpreter_exists', interpreter_exists), one('get_interpreter_refcount', get_interpreter_refcount), one('link_interpreter_refcount', requireIdRef(1)),
    one('unlink_interpreter_refcount', requireIdRef(0)), one('interpreter_refcount_linked', interpreter_refcount_linked),
    one('get_crossinterp_data', get_crossinterp_data), one('restore_crossinterp_data', restore_crossinterp_data),
    // immortalisation is a matter of free-threaded builds
    one('suppress_immortalization', () => None()), hiddenMethod('get_immortalize_deferred', '()', () => Py_NewRef(_Py_FalseStruct)),
  ],
  m_slots: [[Py_mod_exec, module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** The library. */
export function _testinternalcapi(): Library {
  return {PyInit__testinternalcapi: () => PyModuleDef_Init(def)};
}
