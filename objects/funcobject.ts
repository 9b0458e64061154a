/** Functions written in Python. CPython: Objects/funcobject.c; classmethod and staticmethod are in funcobject-methods.ts */
import {PySys_AuditFormat, audited} from './sysattr';
import {interp} from '../runtime/current';
import {RARE_EVENT_INTERP_INC} from '../runtime/pystate';
import {PyCell_Check, PyCode_Check, PyDict_Check, PyFunction_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, Py_TYPE, co_consts, co_flags, co_name, co_nfreevars, co_qualname, func_annotations, func_builtins, func_closure, func_code, func_defaults, func_dict, func_globals, func_kwdefaults, func_module, func_name, func_qualname, func_typeparams, func_version, func_weakreflist, set_func_annotations, set_func_builtins, set_func_closure, set_func_code, set_func_defaults, set_func_dict, set_func_doc, set_func_globals, set_func_kwdefaults, set_func_module, set_func_name, set_func_qualname, set_func_typeparams, set_func_version, set_func_weakreflist, func_doc} from '../runtime/generated/accessors';
import {ID___name__, STR_empty} from '../runtime/generated/ids';
import {PyCode_Type, PyExc_DeprecationWarning, PyExc_RuntimeError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyFunction_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyVectorcall_Call} from './call';
import {PyMethod_New} from './classobject';
import {PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from './dictobject';
import {PyObject_GenericGetDict} from './dictobject-values';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_FormatUnraisable, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {_PyEval_BuiltinsFromGlobals} from './evalbuiltins';
import {parseTupleAndKeywords} from './getargs';
import {PyObject_CallFinalizerFromDealloc, PyObject_GC_New, addressText} from './object';
import {PyObject_GenericSetDict} from './object-generic';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_New} from './tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

const CO_OPTIMIZED = 1, CO_GENERATOR = 0x20, CO_COROUTINE = 0x80, CO_ASYNC_GENERATOR = 0x200;

export const PyFunction_EVENT_CREATE = 0, PyFunction_EVENT_DESTROY = 1, PyFunction_EVENT_MODIFY_CODE = 2, PyFunction_EVENT_MODIFY_DEFAULTS = 3, PyFunction_EVENT_MODIFY_KWDEFAULTS = 4;
const EVENT_NAMES: readonly string[] = ['CREATE', 'DESTROY', 'MODIFY_CODE', 'MODIFY_DEFAULTS', 'MODIFY_KWDEFAULTS'];
const FUNC_MAX_WATCHERS = 8;
export type PyFunction_WatchCallback = (event: number, func: PyObject, value: PyObject | NULL) => number;

/** The watchers of the current interpreter; empty when there is none. */
function watchers(): (PyFunction_WatchCallback | null)[] {
  let list = interp.moduleStates.get('func_watchers') as (PyFunction_WatchCallback | null)[] | undefined;
  if (list === undefined) interp.moduleStates.set('func_watchers', (list = []));
  return list;
}
function handle_func_event(event: number, func: PyObject, value: PyObject | NULL): void {
  if (event >= PyFunction_EVENT_MODIFY_CODE) RARE_EVENT_INTERP_INC(interp, 'func_modification');
  const list = interp.moduleStates.get('func_watchers') as (PyFunction_WatchCallback | null)[] | undefined;
  if (list === undefined) return;
  for (const callback of list) {
    if (callback !== null && callback !== undefined && callback(event, func, value) < 0) {
      PyErr_FormatUnraisable(`Exception ignored in PyFunction_EVENT_${EVENT_NAMES[event]} watcher callback for function ${PyUnicode_AsJSString(func_qualname(func))} at ${addressText(func)}`);
    }
  }
}
/** CPython: PyFunction_AddWatcher() */
export function PyFunction_AddWatcher(callback: PyFunction_WatchCallback): number {
  const list = watchers();
  for (let i = 0; i < FUNC_MAX_WATCHERS; i++) {
    if ((list[i] ?? null) === null) {
      list[i] = callback;
      return i;
    }
  }
  PyErr_SetString(PyExc_RuntimeError, 'no more func watcher IDs available');
  return -1;
}
/** CPython: PyFunction_ClearWatcher() */
export function PyFunction_ClearWatcher(id: number): number {
  const list = watchers();
  if (id < 0 || id >= FUNC_MAX_WATCHERS || (list[id] ?? null) === null) {
    PyErr_Format(PyExc_ValueError, id < 0 || id >= FUNC_MAX_WATCHERS ? `invalid func watcher ID ${id}` : `no func watcher set for ID ${id}`);
    return -1;
  }
  list[id] = null;
  return 0;
}

// ---- making functions ----

/** A function without defaults and closure. CPython: PyFunction_NewWithQualName() */
export function PyFunction_NewWithQualName(code: PyObject, globals: PyObject, qualname: PyObject | NULL): New | NULL {
  const module = PyDict_GetItemRef(globals, ID___name__);
  if (module === NULL && PyErr_Occurred()) return NULL;
  const builtins = _PyEval_BuiltinsFromGlobals(globals);
  const op = builtins === NULL ? NULL : PyObject_GC_New(PyFunction_Type);
  if (op === NULL) {
    Py_XDECREF(module);
    return NULL;
  }
  const consts = co_consts(code), first = PyTuple_GET_SIZE(consts) >= 1 ? PyTuple_GET_ITEM(consts, 0) : _Py_NoneStruct;
  set_func_globals(op, Py_NewRef(globals));
  set_func_builtins(op, Py_NewRef(builtins as PyObject));
  set_func_name(op, Py_NewRef(co_name(code)));
  set_func_qualname(op, Py_NewRef(qualname !== NULL ? qualname : co_qualname(code)));
  set_func_code(op, Py_NewRef(code));
  set_func_defaults(op, NULL);
  set_func_kwdefaults(op, NULL);
  set_func_closure(op, NULL);
  set_func_doc(op, Py_NewRef(PyUnicode_Check(first) ? first : _Py_NoneStruct));
  set_func_dict(op, NULL);
  set_func_weakreflist(op, NULL);
  set_func_module(op, module);
  set_func_annotations(op, NULL);
  set_func_typeparams(op, NULL);
  set_func_version(op, 0);
  _PyObject_GC_TRACK(op);
  handle_func_event(PyFunction_EVENT_CREATE, op, NULL);
  return op;
}
/** CPython: PyFunction_New() */
export function PyFunction_New(code: PyObject, globals: PyObject): New | NULL {
  return PyFunction_NewWithQualName(code, globals, NULL);
}
/** Sets the version that specialized calls check. CPython: _PyFunction_SetVersion() */
export function _PyFunction_SetVersion(func: PyObject, version: number): void {
  set_func_version(func, version);
}
/** CPython: _PyFunction_GetVersionForCurrentState() */
export function _PyFunction_GetVersionForCurrentState(func: PyObject): number {
  return func_version(func);
}
/** vectorcall of functions. escapes. CPython: Objects/call.c _PyFunction_Vectorcall() */
export function _PyFunction_Vectorcall(func: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return hooks._PyEval_Vector(func, (co_flags(func_code(func)) & CO_OPTIMIZED) !== 0 ? NULL : func_globals(func), args, nargs, kwnames);
}

// ---- parts ----

function isFunction(op: PyObject): boolean {
  if (PyFunction_Check(op)) return true;
  PyErr_BadInternalCall();
  return false;
}
export function PyFunction_GetCode(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_code(op) : NULL;
}
export function PyFunction_GetGlobals(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_globals(op) : NULL;
}
export function PyFunction_GetModule(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_module(op) : NULL;
}
export function PyFunction_GetDefaults(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_defaults(op) : NULL;
}
export function PyFunction_GetKwDefaults(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_kwdefaults(op) : NULL;
}
export function PyFunction_GetClosure(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_closure(op) : NULL;
}
function fail(type: PyObject, message: string): number {
  PyErr_SetString(type, message);
  return -1;
}
function replaceDefaults(op: PyObject, value: PyObject | NULL): void {
  handle_func_event(PyFunction_EVENT_MODIFY_DEFAULTS, op, value);
  _PyFunction_SetVersion(op, 0);
  const old = func_defaults(op);
  set_func_defaults(op, Py_XNewRef(value));
  Py_XDECREF(old);
}
function replaceKwDefaults(op: PyObject, value: PyObject | NULL): void {
  handle_func_event(PyFunction_EVENT_MODIFY_KWDEFAULTS, op, value);
  _PyFunction_SetVersion(op, 0);
  const old = func_kwdefaults(op);
  set_func_kwdefaults(op, Py_XNewRef(value));
  Py_XDECREF(old);
}
/** Sets __defaults__ to a tuple or None. CPython: PyFunction_SetDefaults() */
export function PyFunction_SetDefaults(op: PyObject, defaults: PyObject): number {
  if (!isFunction(op)) return -1;
  if (defaults !== _Py_NoneStruct && !PyTuple_Check(defaults)) return fail(PyExc_SystemError, 'non-tuple default args');
  replaceDefaults(op, defaults === _Py_NoneStruct ? NULL : defaults);
  return 0;
}
/** CPython: PyFunction_SetKwDefaults() */
export function PyFunction_SetKwDefaults(op: PyObject, defaults: PyObject): number {
  if (!isFunction(op)) return -1;
  if (defaults !== _Py_NoneStruct && !PyDict_Check(defaults)) return fail(PyExc_SystemError, 'non-dict keyword only default args');
  replaceKwDefaults(op, defaults === _Py_NoneStruct ? NULL : defaults);
  return 0;
}
/** CPython: PyFunction_SetClosure() */
export function PyFunction_SetClosure(op: PyObject, closure: PyObject): number {
  if (!isFunction(op)) return -1;
  if (closure !== _Py_NoneStruct && !PyTuple_Check(closure)) return fail(PyExc_SystemError, `expected tuple for closure, got '${typeName(closure)}'`);
  _PyFunction_SetVersion(op, 0);
  const old = func_closure(op);
  set_func_closure(op, closure === _Py_NoneStruct ? NULL : Py_NewRef(closure));
  Py_XDECREF(old);
  return 0;
}
/** The dict of annotations, borrowed: made when there is none, or from the flat tuple the compiler gives. CPython: func_get_annotation_dict() */
function func_get_annotation_dict(op: PyObject): PyObject | NULL {
  const annotations = func_annotations(op);
  if (annotations === (NULL as number)) return NULL;
  if (!PyTuple_Check(annotations)) return annotations;
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (let i = 0; i < PyTuple_GET_SIZE(annotations); i += 2) {
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(annotations, i), PyTuple_GET_ITEM(annotations, i + 1)) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  set_func_annotations(op, dict);
  Py_DECREF(annotations);
  return dict;
}
/** CPython: PyFunction_GetAnnotations() */
export function PyFunction_GetAnnotations(op: PyObject): PyObject | NULL {
  return isFunction(op) ? func_get_annotation_dict(op) : NULL;
}
/** CPython: PyFunction_SetAnnotations() */
export function PyFunction_SetAnnotations(op: PyObject, annotations: PyObject): number {
  if (!isFunction(op)) return -1;
  if (annotations !== _Py_NoneStruct && !PyDict_Check(annotations)) return fail(PyExc_SystemError, 'non-dict annotations');
  const old = func_annotations(op);
  set_func_annotations(op, annotations === _Py_NoneStruct ? NULL : Py_NewRef(annotations));
  Py_XDECREF(old);
  return 0;
}
/** The intrinsic that gives a generic function its type parameters. CPython: _Py_set_function_type_params() */
export function _Py_set_function_type_params(func: PyObject, typeParams: PyObject): New {
  const old = func_typeparams(func);
  set_func_typeparams(func, Py_NewRef(typeParams));
  Py_XDECREF(old);
  return Py_NewRef(func);
}

// ---- getset ----

/** An attribute that audit hooks hear of when it is read; NULL with their exception. */
function auditedRead(op: PyObject, name: string, value: PyObject | NULL): New | NULL {
  return audited() && PySys_AuditFormat('object.__getattr__', 'Os', op, name) < 0 ? NULL : orNone(value as PyObject);
}
/** Tells the audit hooks that an attribute is set, or (NULL) deleted; -1 with an exception. */
function auditChange(op: PyObject, name: string, value: PyObject | NULL): number {
  return value === NULL ? PySys_AuditFormat('object.__delattr__', 'Os', op, name) : PySys_AuditFormat('object.__setattr__', 'OsO', op, name, value);
}
function func_set_code(op: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyCode_Check(value)) return fail(PyExc_TypeError, '__code__ must be set to a code object');
  const nfree = co_nfreevars(value), closure = func_closure(op), nclosure = closure === (NULL as number) ? 0 : PyTuple_GET_SIZE(closure);
  if (nclosure !== nfree) return fail(PyExc_ValueError, `${PyUnicode_AsJSString(func_name(op))}() requires a code object with ${nclosure} free vars, not ${nfree}`);
  if (PySys_AuditFormat('object.__setattr__', 'OsO', op, '__code__', value) < 0) return -1;
  const old = func_code(op), mask = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;
  if (((co_flags(old) ^ co_flags(value)) & mask) !== 0
    && PyErr_WarnEx(PyExc_DeprecationWarning, 'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)', 1) < 0) return -1;
  handle_func_event(PyFunction_EVENT_MODIFY_CODE, op, value);
  _PyFunction_SetVersion(op, 0);
  set_func_code(op, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}
function func_set_name(op: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyUnicode_Check(value)) return fail(PyExc_TypeError, '__name__ must be set to a string object');
  const old = func_name(op);
  set_func_name(op, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}
function func_set_qualname(op: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyUnicode_Check(value)) return fail(PyExc_TypeError, '__qualname__ must be set to a string object');
  const old = func_qualname(op);
  set_func_qualname(op, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}
function func_set_defaults(op: PyObject, value: PyObject | NULL): number {
  if (value === _Py_NoneStruct) value = NULL;
  if (value !== NULL && !PyTuple_Check(value)) return fail(PyExc_TypeError, '__defaults__ must be set to a tuple object');
  if (auditChange(op, '__defaults__', value) < 0) return -1;
  replaceDefaults(op, value);
  return 0;
}
function func_set_kwdefaults(op: PyObject, value: PyObject | NULL): number {
  if (value === _Py_NoneStruct) value = NULL;
  if (value !== NULL && !PyDict_Check(value)) return fail(PyExc_TypeError, '__kwdefaults__ must be set to a dict object');
  if (auditChange(op, '__kwdefaults__', value) < 0) return -1;
  replaceKwDefaults(op, value);
  return 0;
}
function func_get_annotations(op: PyObject): New | NULL {
  if (func_annotations(op) === (NULL as number)) {
    const made = PyDict_New();
    if (made === NULL) return NULL;
    set_func_annotations(op, made);
  }
  const dict = func_get_annotation_dict(op);
  return dict === NULL ? NULL : Py_NewRef(dict);
}
function func_set_annotations(op: PyObject, value: PyObject | NULL): number {
  if (value === _Py_NoneStruct) value = NULL;
  if (value !== NULL && !PyDict_Check(value)) return fail(PyExc_TypeError, '__annotations__ must be set to a dict object');
  const old = func_annotations(op);
  set_func_annotations(op, Py_XNewRef(value));
  Py_XDECREF(old);
  return 0;
}
function func_get_type_params(op: PyObject): New | NULL {
  const params = func_typeparams(op);
  return params === (NULL as number) ? PyTuple_New(0) : Py_NewRef(params);
}
function func_set_type_params(op: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyTuple_Check(value)) return fail(PyExc_TypeError, '__type_params__ must be set to a tuple');
  const old = func_typeparams(op);
  set_func_typeparams(op, Py_NewRef(value));
  Py_XDECREF(old);
  return 0;
}
const orNone = (value: PyObject): New => Py_NewRef(value === (NULL as number) ? _Py_NoneStruct : value);

// ---- the type ----

/** function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None). CPython: func_new_impl() */
function func_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('function', '(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)', args, kwds);
  if (values === null) return NULL;
  const code = values[0] as PyObject, globals = values[1] as PyObject;
  const [name, defaults, closure, kwdefaults] = values.slice(2).map(value => (value === NULL ? _Py_NoneStruct : value));
  if (Py_TYPE(code) !== PyCode_Type) return _PyArg_BadArgument('function', "argument 'code'", 'code', code);
  if (!PyDict_Check(globals)) return _PyArg_BadArgument('function', "argument 'globals'", 'dict', globals);
  if (name !== _Py_NoneStruct && !PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, 'arg 3 (name) must be None or string');
  if (defaults !== _Py_NoneStruct && !PyTuple_Check(defaults)) return PyErr_SetString(PyExc_TypeError, 'arg 4 (defaults) must be None or tuple');
  const nfree = co_nfreevars(code);
  if (!PyTuple_Check(closure)) {
    if (nfree !== 0 && closure === _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'arg 5 (closure) must be tuple');
    if (closure !== _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'arg 5 (closure) must be None or tuple');
  }
  if (kwdefaults !== _Py_NoneStruct && !PyDict_Check(kwdefaults)) return PyErr_SetString(PyExc_TypeError, 'arg 6 (kwdefaults) must be None or dict');
  const nclosure = closure === _Py_NoneStruct ? 0 : PyTuple_GET_SIZE(closure);
  if (nfree !== nclosure) return PyErr_Format(PyExc_ValueError, `${PyUnicode_AsJSString(co_name(code))} requires closure of length ${nfree}, not ${nclosure}`);
  for (let i = 0; i < nclosure; i++) {
    const cell = PyTuple_GET_ITEM(closure, i);
    if (!PyCell_Check(cell)) return PyErr_Format(PyExc_TypeError, `arg 5 (closure) expected cell, found ${typeName(cell)}`);
  }
  if (PySys_AuditFormat('function.__new__', 'O', code) < 0) return NULL;
  const func = PyFunction_New(code, globals);
  if (func === NULL) return NULL;
  if (name !== _Py_NoneStruct) {
    const old = func_name(func);
    set_func_name(func, Py_NewRef(name));
    Py_DECREF(old);
  }
  if (defaults !== _Py_NoneStruct) set_func_defaults(func, Py_NewRef(defaults));
  if (closure !== _Py_NoneStruct) set_func_closure(func, Py_NewRef(closure));
  if (kwdefaults !== _Py_NoneStruct) set_func_kwdefaults(func, Py_NewRef(kwdefaults));
  return func;
}
/** CPython: func_clear() */
function func_clear(op: PyObject): number {
  _PyFunction_SetVersion(op, 0);
  const held = [func_globals(op), func_builtins(op), func_module(op), func_defaults(op), func_kwdefaults(op), func_doc(op), func_dict(op), func_closure(op), func_annotations(op), func_typeparams(op)];
  set_func_globals(op, NULL);
  set_func_builtins(op, NULL);
  set_func_module(op, NULL);
  set_func_defaults(op, NULL);
  set_func_kwdefaults(op, NULL);
  set_func_doc(op, NULL);
  set_func_dict(op, NULL);
  set_func_closure(op, NULL);
  set_func_annotations(op, NULL);
  set_func_typeparams(op, NULL);
  for (let i = 0; i < held.length; i++) Py_XDECREF(held[i]);
  // name and qualname may be str subclasses of a class whose dict refers to the function: the cycle ends here too
  const name = func_name(op), qualname = func_qualname(op), empty = STR_empty;
  set_func_name(op, empty);
  set_func_qualname(op, empty);
  Py_DECREF(name);
  Py_DECREF(qualname);
  return 0;
}
/** CPython: func_dealloc() */
function func_dealloc(op: PyObject): void {
  if (interp.moduleStates.has('func_watchers')) {
    // a watcher may give the function new references
    if (PyObject_CallFinalizerFromDealloc(op) < 0) return;
    handle_func_event(PyFunction_EVENT_DESTROY, op, NULL);
  }
  PyObject_GC_UnTrack(op);
  if (func_weakreflist(op) !== (NULL as number)) PyObject_ClearWeakRefs(op);
  Py_XDECREF(func_globals(op));
  Py_XDECREF(func_builtins(op));
  Py_XDECREF(func_module(op));
  Py_XDECREF(func_defaults(op));
  Py_XDECREF(func_kwdefaults(op));
  Py_XDECREF(func_doc(op));
  Py_XDECREF(func_dict(op));
  Py_XDECREF(func_closure(op));
  Py_XDECREF(func_annotations(op));
  Py_XDECREF(func_typeparams(op));
  Py_DECREF(func_code(op));
  Py_DECREF(func_name(op));
  Py_DECREF(func_qualname(op));
  PyObject_GC_Del(op);
}
function func_descr_get(func: PyObject, obj: PyObject | NULL): New | NULL {
  return obj === NULL || obj === _Py_NoneStruct ? Py_NewRef(func) : PyMethod_New(func, obj);
}

defineType(PyFunction_Type, {
  tp_name: 'function', tp_basicsize: 144, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR, tp_weaklistoffset: 96, tp_dictoffset: 88, layout: 'PyFunctionObject',
  tp_doc: 'function(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)\n--\n\nMake a function object.\n\n  code\n    a code object\n  globals\n    the dict of globals\n  name\n    a name instead of that of the code object\n  argdefs\n    a tuple of default argument values\n  closure\n    a tuple of cells for the free variables\n  kwdefaults\n    a dict of default values of keyword-only parameters',
  slots: {
    tp_dealloc: func_dealloc, vectorcall: _PyFunction_Vectorcall, tp_call: PyVectorcall_Call, tp_clear: func_clear, tp_descr_get: func_descr_get, tp_new: func_new,
    tp_repr: op => PyUnicode_FromString(`<function ${PyUnicode_AsJSString(func_qualname(op))} at ${addressText(op)}>`),
  },
  members: [
    {name: '__closure__', type: 'object', offset: 72, flags: Py_READONLY}, {name: '__doc__', type: 'object', offset: 80}, {name: '__globals__', type: 'object', offset: 16, flags: Py_READONLY},
    {name: '__module__', type: 'object', offset: 104}, {name: '__builtins__', type: 'object', offset: 24, flags: Py_READONLY},
  ],
  getset: [
    {name: '__code__', get: op => auditedRead(op, '__code__', func_code(op)), set: func_set_code}, {name: '__defaults__', get: op => auditedRead(op, '__defaults__', func_defaults(op)), set: func_set_defaults},
    {name: '__kwdefaults__', get: op => auditedRead(op, '__kwdefaults__', func_kwdefaults(op)), set: func_set_kwdefaults}, {name: '__annotations__', get: func_get_annotations, set: func_set_annotations},
    {name: '__dict__', get: op => PyObject_GenericGetDict(op), set: PyObject_GenericSetDict}, {name: '__name__', get: op => Py_NewRef(func_name(op)), set: func_set_name},
    {name: '__qualname__', get: op => Py_NewRef(func_qualname(op)), set: func_set_qualname}, {name: '__type_params__', get: func_get_type_params, set: func_set_type_params},
  ],
});
export {PyClassMethod_New, PyStaticMethod_New} from './funcobject-methods';
