/** The _interpreters module: interpreters by id. CPython: Modules/_interpretersmodule.c */
import {ARG, PyCode_Check, PyDict_CheckExact, PyDict_GET_SIZE, PyExceptionInstance_Check, PyFunction_Check, PyUnicode_Check, Py_BOOL, Py_TYPE, co_argcount, co_flags, co_kwonlyargcount, co_ncellvars, co_posonlyargcount, func_closure, func_code} from '../../runtime/generated/accessors';
import {PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {_PyStack_AsDict} from '../../objects/call';
import {type _PyCrossInterpreterData, _PyCrossInterpreterData_Init, _PyObject_CheckCrossInterpreterData, _Py_CallInInterpreter} from '../../objects/crossinterp';
import {_PyXI_ClearExcInfo, _PyXI_ExcInfoAsObject, _PyXI_InitExcInfo, newExcInfo} from '../../objects/crossinterp-excinfo';
import {_PyCrossInterpreterData_RegisterClass} from '../../objects/crossinterp-lookup';
import {_PyXI_session} from '../../objects/crossinterp-session';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, _PyErr_ChainExceptions1, reprText} from '../../objects/errors';
import {_PyInterpreterConfig_AsDict, _PyInterpreterConfig_InitFromDict, _PyInterpreterConfig_UpdateFromDict} from '../../objects/interpconfig';
import {PyList_Insert, PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromObject} from '../../objects/memoryobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {_PyNamespace_New} from '../../objects/namespaceobject';
import {PyObject_GetAttrString, PyObject_IsTrue, PyObject_New} from '../../objects/object';
import {PyObject_Size} from '../../objects/abstract-object';
import {_PyInterpreterState_LookUpIDObject, _PyInterpreterState_WHENCE, allInterpreters, interp_look_up_id} from '../../objects/pystate-lookup';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {isEncodable} from '../../objects/typeobject-new';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_AsJSString, PyUnicode_AsUTF8String, PyUnicode_FromString} from '../../objects/unicodeobject';
import {type CodeData} from '../../runtime/codedata';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyExc_InterpreterError, PyExc_InterpreterNotFoundError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, PyMemoryView_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {_PyInterpreterConfig_INIT, _PyInterpreterConfig_InitFromState, _PyInterpreterConfig_LEGACY_INIT, emptyInterpreterConfig} from '../../runtime/interpconfig';
import {hiddenMethod, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {_PyInterpreterState_IDDecref, _PyInterpreterState_IDIncref, _PyXI_EndInterpreter, _PyXI_NewInterpreter} from '../../runtime/pylifecycle-interpreters';
import type {PyInterpreterConfig, PyInterpreterState} from '../../runtime/pystate';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {Py_buffer, type TypeSpec} from '../../runtime/typeslots';
import {PyEval_EvalCode} from '../../vm/ceval';
import {PyMarshal_ReadObjectFromBytes, PyMarshal_WriteObjectToBytes} from '../marshal';
import {PyCF, compileSource} from '../pythonrun';
import {currentModuleState, keywordMethod} from './_interpreters_common';
import {PySys_Audit} from '../../objects/sysattr';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';

const MODULE_NAME = '_interpreters';
const PyBUF_FULL_RO = 0x11c;

const None = (): New => Py_NewRef(_Py_NoneStruct);
/** Truth of a flag argument that may be left out: 0 or 1, -1 with an exception. */
function flag(value: PyObject | NULL): number {
  return value === NULL ? 0 : PyObject_IsTrue(value);
}

/** Whether somebody runs `__main__`; the main interpreter's always is, by the program. CPython: is_running_main() */
function is_running_main(of: PyInterpreterState): boolean {
  return of.threads.main !== null || of === _PyRuntime.interpreters.main;
}

// ---- views of another interpreter's memory ----

/** What a CrossInterpreterBufferView holds: a view that belongs to another interpreter. CPython: XIBufferViewObject */
interface BufferView { readonly view: Py_buffer; readonly interpid: number }
interface ModuleState { XIBufferViewType: New | NULL }

function xibufferview_dealloc(self: PyObject): void {
  const {view, interpid} = payload<BufferView>(self), of = interp_look_up_id(interpid), type = Py_TYPE(self);
  // a view whose interpreter is gone leads nowhere: its exporter is gone too
  if (of !== null) _Py_CallInInterpreter(of, releaseBuffer, view);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function releaseBuffer(view: unknown): number {
  PyBuffer_Release(view as Py_buffer);
  return 0;
}
function xibufferview_getbuf(self: PyObject, view: Py_buffer): number {
  Object.assign(view, payload<BufferView>(self).view);
  view.obj = Py_NewRef(self);
  view.internal = null;
  return 0;
}
const XIBufferViewType_spec: TypeSpec = {
  tp_name: '_interpreters.CrossInterpreterBufferView', tp_basicsize: 32, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {tp_dealloc: xibufferview_dealloc, bf_getbuffer: xibufferview_getbuf},
};
/** CPython: _memoryview_from_xid() */
function memoryviewFromXid(data: _PyCrossInterpreterData): New | NULL {
  const current = currentModuleState<ModuleState>(MODULE_NAME);
  if (current === null) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_RuntimeError, `${MODULE_NAME} module not imported yet`);
  const self = PyObject_New(current.state.XIBufferViewType as PyObject);
  Py_DECREF(current.module);
  if (self === NULL) return NULL;
  setPayload(self, {view: data.data as Py_buffer, interpid: data.interpid} satisfies BufferView);
  const result = PyMemoryView_FromObject(self);
  Py_DECREF(self);
  return result;
}
/** CPython: _memoryview_shared() */
function memoryviewShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(obj, view, PyBUF_FULL_RO) < 0) return -1;
  _PyCrossInterpreterData_Init(data, interp, view, NULL, memoryviewFromXid);
  return 0;
}

// ---- configurations ----

/** CPython: init_named_config() */
function namedConfig(name: string): PyInterpreterConfig | null {
  switch (name) {
    case '': case 'default': case 'isolated': return _PyInterpreterConfig_INIT();
    case 'legacy': return _PyInterpreterConfig_LEGACY_INIT(_PyRuntime.build.gilDisabled);
    case 'empty': return emptyInterpreterConfig();
    default:
      PyErr_Format(PyExc_ValueError, `unsupported config name '${name}'`);
      return null;
  }
}
/** CPython: config_from_object() */
function configFromObject(configobj: PyObject | NULL): PyInterpreterConfig | null {
  if (configobj === NULL || configobj === _Py_NoneStruct) return namedConfig('');
  // a C string: no lone surrogates, and it ends at a NUL
  if (PyUnicode_Check(configobj)) return isEncodable(configobj) ? namedConfig(PyUnicode_AsJSString(configobj).split('\0', 1)[0]) : null;
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
/** A SimpleNamespace of a configuration. */
function configObject(config: PyInterpreterConfig): New | NULL {
  const dict = _PyInterpreterConfig_AsDict(config);
  if (dict === NULL) return NULL;
  const result = _PyNamespace_New(dict);
  Py_DECREF(dict);
  return result;
}
function interp_new_config(_self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const name = parseName(args, nargs);
  if (name === null) return NULL;
  const config = namedConfig(name);
  if (config === null) return NULL;
  if (kwnames !== NULL) {
    const overrides = _PyStack_AsDict(args + 2 * nargs, kwnames);
    if (overrides === NULL) return NULL;
    const status = PyDict_GET_SIZE(overrides) === 0 ? 0 : _PyInterpreterConfig_UpdateFromDict(config, overrides);
    Py_DECREF(overrides);
    if (status < 0) return NULL;
  }
  return configObject(config);
}
/** The `|s` of new_config(): the name, empty when left out; null with an exception. */
function parseName(args: Args, nargs: number): string | null {
  const fname = `${MODULE_NAME}.new_config`;
  if (nargs > 1) {
    PyErr_Format(PyExc_TypeError, `${fname}() takes at most 1 argument (${nargs} given)`);
    return null;
  }
  if (nargs === 0) return '';
  const op = ARG(args, 0);
  if (!PyUnicode_Check(op)) {
    _PyArg_BadArgument(fname, 'argument 1', 'str', op);
    return null;
  }
  return _PyUnicode_AsUTF8NoNUL(op) ?? null;
}

// ---- interpreters ----

/** The interpreter an argument names (NULL: the current one), if it may be used so; null with an exception. CPython: resolve_interp() */
function resolve_interp(idobj: PyObject | NULL, restrict: PyObject | NULL, reqready: boolean, op: string): PyInterpreterState | null {
  const restricted = flag(restrict);
  if (restricted < 0) return null;
  const of = idobj === NULL ? interp : _PyInterpreterState_LookUpIDObject(idobj);
  if (of === null) return null;
  const refuse = (current: string, other: (id: string) => string): null => {
    const id = idobj === NULL ? '' : reprText(idobj);
    if (id !== null) PyErr_Format(PyExc_InterpreterError, idobj === NULL ? current : other(id));
    return null;
  };
  if (reqready && of._ready === 0) return refuse(`cannot ${op} current interpreter (not ready)`, id => `cannot ${op} interpreter ${id} (not ready)`);
  if (restricted !== 0 && of._whence !== _PyInterpreterState_WHENCE.STDLIB) {
    return refuse(`cannot ${op} unrecognized current interpreter`, id => `cannot ${op} unrecognized interpreter ${id}`);
  }
  return of;
}
/** (id, whence). CPython: get_summary() */
function get_summary(of: PyInterpreterState): New | NULL {
  return packSteal(PyLong_FromNumber(of.id), PyLong_FromNumber(of._whence));
}

function interp_create(_self: PyObject, configobj: PyObject | NULL, reqrefs: PyObject | NULL): New | NULL {
  const needsRefs = flag(reqrefs);
  if (needsRefs < 0) return NULL;
  const config = configFromObject(configobj);
  if (config === null) return NULL;
  const made = _PyXI_NewInterpreter(config, _PyInterpreterState_WHENCE.STDLIB);
  if (made === null) {
    const exc = PyErr_GetRaisedException();
    PyErr_SetString(PyExc_InterpreterError, 'interpreter creation failed');
    _PyErr_ChainExceptions1(exc);
    return NULL;
  }
  const idobj = PyLong_FromNumber(made.id);
  if (idobj === NULL) {
    _PyXI_EndInterpreter(made);
    return NULL;
  }
  if (needsRefs !== 0) made.requires_idref = 1;
  return idobj;
}
function interp_destroy(_self: PyObject, id: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, false, 'destroy');
  if (of === null) return NULL;
  if (of === interp) return PyErr_SetString(PyExc_InterpreterError, 'cannot destroy the current interpreter');
  if (is_running_main(of)) return PyErr_SetString(PyExc_InterpreterError, 'interpreter running');
  _PyXI_EndInterpreter(of);
  return None();
}
function interp_list_all(_self: PyObject, require_ready: PyObject | NULL): New | NULL {
  const reqready = flag(require_ready);
  if (reqready < 0) return NULL;
  const ids = PyList_New(0);
  if (ids === NULL) return NULL;
  for (const of of allInterpreters()) {
    if (reqready !== 0 && of._ready === 0) continue;
    const item = get_summary(of), status = item === NULL ? -1 : PyList_Insert(ids, 0, item);
    Py_XDECREF(item);
    if (status < 0) {
      Py_DECREF(ids);
      return NULL;
    }
  }
  return ids;
}
function interp_get_current(): New | NULL {
  return get_summary(interp);
}
function interp_get_main(): New | NULL {
  return get_summary(_PyRuntime.interpreters.main as PyInterpreterState);
}

function interp_set___main___attrs(_self: PyObject, id: PyObject | NULL, updates: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, true, 'update __main__ for');
  if (of === null) return NULL;
  if (updates !== _Py_NoneStruct) {
    const size = PyObject_Size(updates as PyObject);
    if (size < 0) return NULL;
    if (size === 0) return PyErr_SetString(PyExc_ValueError, 'arg 2 must be a non-empty mapping');
  }
  const session = new _PyXI_session();
  if (session.enter(of, updates, _Py_NoneStruct) < 0) {
    if (PyErr_Occurred() === NULL) Py_XDECREF(session.applyCaptured());
    return NULL;
  }
  session.exit();
  return None();
}

// ---- code to run ----

/** A str to run, borrowed; NULL with an exception. CPython: convert_script_arg() */
function convertScript(arg: PyObject, fname: string, expected: string): PyObject | NULL {
  if (!PyUnicode_Check(arg)) return _PyArg_BadArgument(fname, 'argument 2', expected, arg);
  return PyUnicode_AsJSString(arg) === '' ? PyErr_Format(PyExc_ValueError, `${fname}(): bad script text (too short)`) : arg;
}
/** The code of a plain function, or code itself, borrowed; NULL with an exception. CPython: convert_code_arg() */
function convertCode(arg: PyObject, fname: string, expected: string): PyObject | NULL {
  let code = arg, kind = 'code object';
  if (PyFunction_Check(arg)) {
    if (func_closure(arg) !== NULL) return PyErr_Format(PyExc_ValueError, `${fname}(): closures not supported`);
    code = func_code(arg);
    kind = 'func';
  } else if (!PyCode_Check(arg)) return _PyArg_BadArgument(fname, 'argument 2', expected, arg);
  const error = checkCode(code);
  return error === null ? code : PyErr_Format(PyExc_ValueError, `${fname}(): bad ${kind} (${error})`);
}
const CO_VARARGS = 4, CO_VARKEYWORDS = 8;
/** What is wrong with code that is to run elsewhere, or null. CPython: check_code_object() */
function checkCode(code: PyObject): string | null {
  if (co_argcount(code) > 0 || co_posonlyargcount(code) > 0 || co_kwonlyargcount(code) > 0 || (co_flags(code) & (CO_VARARGS | CO_VARKEYWORDS)) !== 0) return 'arguments not supported';
  if (co_ncellvars(code) > 0) return 'closures not supported';
  const data = payload<CodeData>(code);
  return data.monitoring !== null || data.extra !== null ? 'only basic functions are supported' : null;
}

/** What runs in the other interpreter: text, or marshalled code. */
type Script = {text: string} | {code: Uint8Array};
/** CPython: get_code_str() */
function getScript(code: PyObject): Script | null {
  if (!PyUnicode_Check(code)) {
    const bytes = PyMarshal_WriteObjectToBytes(code, 4);
    return bytes === null ? null : {code: bytes};
  }
  const bytes = PyUnicode_AsUTF8String(code);
  if (bytes === NULL) return null;
  Py_DECREF(bytes);
  const text = PyUnicode_AsJSString(code);
  if (!text.includes('\0')) return {text};
  PyErr_SetString(PyExc_ValueError, 'source code string cannot contain null bytes');
  return null;
}
/** Runs a script in the namespace of `__main__` of the current interpreter; -1 with an exception. escapes. CPython: _run_script() */
function runScript(ns: PyObject, script: Script): number {
  const code = 'code' in script ? PyMarshal_ReadObjectFromBytes(script.code) : compileText(script.text);
  if (code === NULL) return -1;
  const result = 'text' in script && PySys_Audit('exec', code) < 0 ? NULL : PyEval_EvalCode(code, ns, ns);
  Py_DECREF(code);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
function compileText(text: string): New | NULL {
  const source = PyUnicode_FromString(text);
  if (source === NULL) return NULL;
  const code = compileSource(source, NULL, 'exec', PyCF.SOURCE_IS_UTF8, -1, -1, 'exec');
  Py_DECREF(source);
  return code;
}
/** Runs code in an interpreter: None, a snapshot of what it raised, or NULL with an exception. escapes. CPython: _interp_exec(), _run_in_interpreter() */
function interpExec(of: PyInterpreterState, code: PyObject, shared: PyObject | NULL): New | NULL {
  if (shared !== NULL && !PyDict_CheckExact(shared)) return PyErr_SetString(PyExc_TypeError, "expected 'shared' to be a dict");
  const script = getScript(code);
  if (script === null) return NULL;
  const session = new _PyXI_session();
  if (session.enter(of, shared, _Py_NoneStruct) < 0) return PyErr_Occurred() !== NULL ? NULL : session.applyCaptured();
  const status = runScript(session.main_ns as PyObject, script);
  session.exit();
  return status < 0 ? session.applyCaptured() : None();
}

function interp_exec(_self: PyObject, id: PyObject | NULL, code: PyObject | NULL, shared: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, true, 'exec code for');
  if (of === null) return NULL;
  const fname = `${MODULE_NAME}.exec`, expected = 'a string, a function, or a code object';
  const converted = PyUnicode_Check(code as PyObject) ? convertScript(code as PyObject, fname, expected) : convertCode(code as PyObject, fname, expected);
  return converted === NULL ? NULL : interpExec(of, converted, shared);
}
function interp_call(_self: PyObject, id: PyObject | NULL, callable: PyObject | NULL, args: PyObject | NULL, kwargs: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, true, 'make a call in');
  if (of === null) return NULL;
  if (args !== NULL) return PyErr_SetString(PyExc_ValueError, 'got unexpected args');
  if (kwargs !== NULL) return PyErr_SetString(PyExc_ValueError, 'got unexpected kwargs');
  const code = convertCode(callable as PyObject, `${MODULE_NAME}.call`, 'a function');
  return code === NULL ? NULL : interpExec(of, code, NULL);
}
function interp_run_string(_self: PyObject, id: PyObject | NULL, script: PyObject | NULL, shared: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const fname = `${MODULE_NAME}.run_string`;
  if (!PyUnicode_Check(script as PyObject)) return _PyArg_BadArgument(fname, 'argument 2', 'str', script as PyObject);
  const of = resolve_interp(id, restrict, true, 'run a string in');
  if (of === null) return NULL;
  const converted = convertScript(script as PyObject, fname, 'a string');
  return converted === NULL ? NULL : interpExec(of, converted, shared);
}
function interp_run_func(_self: PyObject, id: PyObject | NULL, func: PyObject | NULL, shared: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, true, 'run a function in');
  if (of === null) return NULL;
  const code = convertCode(func as PyObject, `${MODULE_NAME}.exec`, 'a function or a code object');
  return code === NULL ? NULL : interpExec(of, code, shared);
}

// ---- the rest ----

function object_is_shareable(_self: PyObject, obj: PyObject | NULL): New | NULL {
  const shareable = _PyObject_CheckCrossInterpreterData(obj as PyObject) === 0;
  if (!shareable) PyErr_Clear();
  return Py_NewRef(Py_BOOL(shareable));
}
function interp_is_running(_self: PyObject, id: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, true, 'check if running for');
  return of === null ? NULL : Py_NewRef(Py_BOOL(is_running_main(of)));
}
function interp_get_config(_self: PyObject, id: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id === _Py_NoneStruct ? NULL : id, restrict, false, 'get the config of');
  return of === null ? NULL : configObject(_PyInterpreterConfig_InitFromState(of));
}
function interp_whence(_self: PyObject, id: PyObject | NULL): New | NULL {
  const of = _PyInterpreterState_LookUpIDObject(id as PyObject);
  return of === null ? NULL : PyLong_FromNumber(of._whence);
}
function interp_incref(_self: PyObject, id: PyObject | NULL, implieslink: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const link = flag(implieslink);
  if (link < 0) return NULL;
  const of = resolve_interp(id, restrict, true, 'incref');
  if (of === null) return NULL;
  if (link !== 0) of.requires_idref = 1;
  _PyInterpreterState_IDIncref(of);
  return None();
}
function interp_decref(_self: PyObject, id: PyObject | NULL, restrict: PyObject | NULL): New | NULL {
  const of = resolve_interp(id, restrict, true, 'decref');
  if (of === null) return NULL;
  _PyInterpreterState_IDDecref(of);
  return None();
}
/** A snapshot of an exception, by default of the one that is raised: None from Python code. */
function capture_exception(_self: PyObject, excArg: PyObject | NULL): New | NULL {
  let exc: PyObject | NULL = excArg === _Py_NoneStruct ? NULL : excArg, raised: New | NULL = NULL;
  if (exc === NULL) {
    raised = PyErr_GetRaisedException();
    if (raised === NULL) return None();
    exc = raised;
  } else if (!PyExceptionInstance_Check(exc)) {
    const text = reprText(exc);
    return text === null ? NULL : PyErr_Format(PyExc_TypeError, `expected exception, got ${text}`);
  }
  const info = newExcInfo(), captured = _PyXI_InitExcInfo(info, exc) < 0 ? NULL : _PyXI_ExcInfoAsObject(info);
  _PyXI_ClearExcInfo(info);
  if (raised !== NULL) {
    if (PyErr_Occurred() !== NULL) PyErr_SetRaisedException(raised);
    else _PyErr_ChainExceptions1(raised);
  }
  return captured;
}

function module_exec(module: PyObject): number {
  for (const [name, value] of Object.entries(_PyInterpreterState_WHENCE)) if (PyModule_AddIntConstant(module, `WHENCE_${name}`, value) < 0) return -1;
  for (const type of [PyExc_InterpreterError, PyExc_InterpreterNotFoundError, interp.xi.PyExc_NotShareableError as PyObject]) if (PyModule_AddType(module, type) < 0) return -1;
  const type = PyType_FromModuleAndSpec(module, XIBufferViewType_spec, NULL);
  if (type === NULL) return -1;
  if (PyModule_AddType(module, type) < 0) {
    Py_DECREF(type);
    return -1;
  }
  PyModule_GetState<ModuleState>(module)!.XIBufferViewType = type;
  return _PyCrossInterpreterData_RegisterClass(PyMemoryView_Type, memoryviewShared);
}
function module_clear(module: PyObject): number {
  const state = PyModule_GetState<ModuleState>(module);
  if (state === null) return 0;
  const type = state.XIBufferViewType;
  state.XIBufferViewType = NULL;
  Py_XDECREF(type);
  return 0;
}

/** A function of the module whose C format names it `fname`. */
const fn = keywordMethod;
const interpretersmodule = new PyModuleDef(MODULE_NAME, {
  m_doc: 'Interpreters of this process: the basic operations, by id.', m_size: 16,
  m_methods: [
    rawMethod('new_config', null, interp_new_config, "new_config(name='isolated', /, **overrides) -> types.SimpleNamespace\n\nThe settings of an interpreter to be: those of a name (default, isolated, legacy, empty) with some replaced."),
    fn('create', 'create', '(config=None, *, reqrefs=False)', interp_create, 'create([config], *, reqrefs=False) -> ID\n\nMake an interpreter by settings or by their name. With reqrefs it ends with its last reference.'),
    fn('destroy', 'destroy', '(id, *, restrict=False)', interp_destroy, 'destroy(id, *, restrict=False)\n\nEnd an interpreter that is not the current one and that does not run.'),
    fn('list_all', '_interpreters.list_all', '(*, require_ready=False)', interp_list_all, 'list_all() -> [(ID, whence)]\n\nAll interpreters, by id.'),
    hiddenMethod('get_current', '()', interp_get_current, 'get_current() -> (ID, whence)\n\nThe current interpreter.'),
    hiddenMethod('get_main', '()', interp_get_main, 'get_main() -> (ID, whence)\n\nThe main interpreter.'),
    fn('is_running', 'is_running', '(id, *, restrict=False)', interp_is_running, 'is_running(id, *, restrict=False) -> bool\n\nWhether somebody runs the __main__ of an interpreter.'),
    fn('get_config', 'get_config', '(id, *, restrict=False)', interp_get_config, 'get_config(id, *, restrict=False) -> types.SimpleNamespace\n\nThe settings an interpreter was made with.'),
    fn('whence', 'whence', '(id)', interp_whence, 'whence(id) -> int\n\nBy what an interpreter was made.'),
    fn('exec', '_interpreters.exec', '(id, code, shared=None, *, restrict=False)', interp_exec, 'exec(id, code, shared=None, *, restrict=False)\n\nRun text, a function without arguments and closure, or code in the __main__ of an interpreter.'),
    fn('call', '_interpreters.call', '(id, callable, args=None, kwargs=None, *, restrict=False)', interp_call, 'call(id, callable, args=None, kwargs=None, *, restrict=False)\n\nCall a function without arguments and closure in an interpreter.'),
    fn('run_string', '_interpreters.run_string', '(id, script, shared=None, *, restrict=False)', interp_run_string, 'run_string(id, script, shared=None, *, restrict=False)\n\nRun text in the __main__ of an interpreter.'),
    fn('run_func', '_interpreters.run_func', '(id, func, shared=None, *, restrict=False)', interp_run_func, 'run_func(id, func, shared=None, *, restrict=False)\n\nRun the body of a function in the __main__ of an interpreter.'),
    fn('set___main___attrs', '_interpreters.set___main___attrs', '(id, updates, *, restrict=False)', interp_set___main___attrs, 'set___main___attrs(id, ns, *, restrict=False)\n\nBind names in the __main__ of an interpreter.'),
    fn('incref', 'incref', '(id, *, implieslink=False, restrict=False)', interp_incref, null),
    fn('decref', 'decref', '(id, *, restrict=False)', interp_decref, null),
    fn('is_shareable', 'is_shareable', '(obj)', object_is_shareable, 'is_shareable(obj) -> bool\n\nWhether objects of this type can go from one interpreter to another.'),
    fn('capture_exception', 'capture_exception', '(exc=None)', capture_exception, 'capture_exception(exc=None) -> types.SimpleNamespace\n\nA snapshot of an exception, as exec() returns it.'),
  ],
  m_slots: [[Py_mod_exec, module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: (): ModuleState => ({XIBufferViewType: NULL}),
  m_traverse: (module, visit) => {
    const type = PyModule_GetState<ModuleState>(module)?.XIBufferViewType ?? NULL;
    return type === NULL ? 0 : visit(type);
  },
  m_clear: module_clear, m_free: module => void module_clear(module),
});
/** CPython: PyInit__interpreters() */
export function PyInit__interpreters(): PyModuleDef {
  return PyModuleDef_Init(interpretersmodule);
}
