/** Python functions. classmethod and staticmethod are in func-decorators.ts. CPython: Objects/funcobject.c */
import {interp} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {PyCell_Check, PyCode_Check, PyDict_Check, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, co_consts, co_flags, co_name, co_nfreevars, co_qualname, func_annotations, func_builtins, func_closure, func_code, func_defaults, func_dict, func_doc, func_globals, func_kwdefaults, func_module, func_name, func_qualname, func_typeparams, func_version, func_weakreflist, set_func_annotations, set_func_builtins, set_func_closure, set_func_code, set_func_defaults, set_func_dict, set_func_doc, set_func_globals, set_func_kwdefaults, set_func_module, set_func_name, set_func_qualname, set_func_typeparams, set_func_version, set_func_weakreflist} from '../runtime/generated/accessors';
import {ID___name__, STR_empty} from '../runtime/generated/ids';
import {PyExc_DeprecationWarning, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyFunction_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {visitproc} from '../runtime/typeslots';
import {PyMethod_New} from './classobject';
import {PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from './dictobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyObject_GenericGetDict, PyObject_GenericSetDict, addressText} from './object';
import {PyTuple_New} from './tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {_PyEval_BuiltinsFromGlobals} from './evalbuiltins';

const FUNCTION_SIZE = 160;
/** How many recent function versions can be looked up. CPython: FUNC_VERSION_CACHE_SIZE */
const FUNC_VERSION_CACHE_SIZE = 4096;

/** Functions and codes by version, of one interpreter; entries are borrowed. CPython: struct _py_func_state */
class FuncVersionCache {
  readonly funcs = new Int32Array(FUNC_VERSION_CACHE_SIZE);
  readonly codes = new Int32Array(FUNC_VERSION_CACHE_SIZE);
}
function versionCache(): FuncVersionCache {
  let cache = interp.moduleStates.get('func_version_cache') as FuncVersionCache | undefined;
  if (cache === undefined) interp.moduleStates.set('func_version_cache', (cache = new FuncVersionCache()));
  return cache;
}
/** Gives a function the version its specialised callers check; 0 for none. CPython: _PyFunction_SetVersion() */
export function _PyFunction_SetVersion(func: PyObject, version: number): void {
  const old = func_version(func);
  if (old === version) return;
  const cache = versionCache();
  if (old !== 0 && cache.funcs[old % FUNC_VERSION_CACHE_SIZE] === func) cache.funcs[old % FUNC_VERSION_CACHE_SIZE] = NULL;
  set_func_version(func, version);
  if (version === 0) return;
  cache.funcs[version % FUNC_VERSION_CACHE_SIZE] = func;
  cache.codes[version % FUNC_VERSION_CACHE_SIZE] = func_code(func);
}
/** A function by its version, borrowed, or NULL. CPython: _PyFunction_LookupByVersion() */
export function _PyFunction_LookupByVersion(version: number): PyObject | NULL {
  const func = versionCache().funcs[version % FUNC_VERSION_CACHE_SIZE] as PyObject;
  return func !== NULL && func_version(func) === version ? func : NULL;
}
export function _PyFunction_GetVersionForCurrentState(func: PyObject): number {
  return func_version(func);
}

/** A function of a code object in a module's namespace. CPython: PyFunction_New() */
export function PyFunction_New(code: PyObject, globals: PyObject): New | NULL {
  return PyFunction_NewWithQualName(code, globals, NULL);
}
/** CPython: PyFunction_NewWithQualName() */
export function PyFunction_NewWithQualName(code: PyObject, globals: PyObject, qualname: PyObject | NULL): New | NULL {
  const module = PyDict_GetItemRef(globals, ID___name__);
  if (module === NULL && PyErr_Occurred() !== NULL) return NULL;
  const builtins = _PyEval_BuiltinsFromGlobals(globals);
  if (builtins === NULL) {
    Py_XDECREF(module);
    return NULL;
  }
  const func = _PyObject_GC_New(PyFunction_Type, FUNCTION_SIZE);
  if (func === NULL) {
    Py_XDECREF(module);
    return PyErr_NoMemory();
  }
  const consts = co_consts(code), doc = PyTuple_GET_SIZE(consts) >= 1 && PyUnicode_Check(PyTuple_GET_ITEM(consts, 0)) ? PyTuple_GET_ITEM(consts, 0) : _Py_NoneStruct;
  set_func_globals(func, Py_NewRef(globals));
  set_func_builtins(func, Py_NewRef(builtins));
  set_func_name(func, Py_NewRef(co_name(code)));
  set_func_qualname(func, Py_NewRef(qualname === NULL ? co_qualname(code) : qualname));
  set_func_code(func, Py_NewRef(code));
  set_func_defaults(func, NULL);
  set_func_kwdefaults(func, NULL);
  set_func_closure(func, NULL);
  set_func_doc(func, Py_NewRef(doc));
  set_func_dict(func, NULL);
  set_func_weakreflist(func, NULL);
  set_func_module(func, module === NULL ? NULL : module);
  set_func_annotations(func, NULL);
  set_func_typeparams(func, NULL);
  set_func_version(func, 0);
  _PyObject_GC_TRACK(func);
  return func;
}

/** Replaces an owned field, releasing what it held. @steals value */
function replace(func: PyObject, get: (op: number) => PyObject, set: (op: number, v: PyObject | NULL) => void, value: New | NULL): void {
  const old = get(func);
  set(func, value);
  Py_XDECREF(old);
}
export function PyFunction_GetCode(func: PyObject): PyObject {
  return func_code(func);
}
export function PyFunction_GetDefaults(func: PyObject): PyObject | NULL {
  return func_defaults(func);
}
/** Sets the closure, a tuple of cells or NULL for none; -1 with an exception. CPython: PyFunction_SetClosure() */
export function PyFunction_SetClosure(func: PyObject, closure: PyObject | NULL): number {
  const value = closure === _Py_NoneStruct ? NULL : closure;
  if (value !== NULL && !PyTuple_Check(value)) {
    PyErr_Format(PyExc_SystemError, `expected tuple for closure, got '${typeName(value)}'`);
    return -1;
  }
  _PyFunction_SetVersion(func, 0);
  replace(func, func_closure, set_func_closure, Py_XNewRef(value));
  return 0;
}
/** A dict of the annotations, borrowed; the compiler gives a tuple of names and values. NULL when there are none, or with an exception. */
export function func_get_annotation_dict(func: PyObject): PyObject | NULL {
  const annotations = func_annotations(func);
  if (annotations === NULL || !PyTuple_CheckExact(annotations)) return annotations;
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (let i = 0; i < PyTuple_GET_SIZE(annotations); i += 2) {
    if (PyDict_SetItem(dict, PyTuple_GET_ITEM(annotations, i), PyTuple_GET_ITEM(annotations, i + 1)) < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  replace(func, func_annotations, set_func_annotations, dict);
  return dict;
}

// ---- attributes ----

function setCode(func: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyCode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, '__code__ must be set to a code object');
    return -1;
  }
  const free = co_nfreevars(value), closure = func_closure(func), cells = closure === NULL ? 0 : PyTuple_GET_SIZE(closure);
  if (cells !== free) {
    PyErr_Format(PyExc_ValueError, `${PyUnicode_AsJSString(func_name(func))}() requires a code object with ${cells} free vars, not ${free}`);
    return -1;
  }
  const GENERATORS = 0x20 | 0x80 | 0x200;
  if ((co_flags(func_code(func)) & GENERATORS) !== (co_flags(value) & GENERATORS) &&
    PyErr_WarnEx(PyExc_DeprecationWarning, 'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)', 1) < 0) return -1;
  _PyFunction_SetVersion(func, 0);
  replace(func, func_code, set_func_code, Py_NewRef(value));
  return 0;
}
/** A setter for a field that must be a str. */
const setText = (name: string, get: (op: number) => PyObject, set: (op: number, v: PyObject | NULL) => void) => (func: PyObject, value: PyObject | NULL): number => {
  if (value === NULL || !PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, `${name} must be set to a string object`);
    return -1;
  }
  replace(func, get, set, Py_NewRef(value));
  return 0;
};
/** A setter for a field that is of a type or absent (None). */
const setOptional = (name: string, what: string, check: (op: PyObject) => boolean, get: (op: number) => PyObject, set: (op: number, v: PyObject | NULL) => void) => (func: PyObject, value: PyObject | NULL): number => {
  const stored = value === _Py_NoneStruct ? NULL : value;
  if (stored !== NULL && !check(stored)) {
    PyErr_SetString(PyExc_TypeError, `${name} must be set to a ${what} object`);
    return -1;
  }
  _PyFunction_SetVersion(func, 0);
  replace(func, get, set, Py_XNewRef(stored));
  return 0;
};
const orNone = (get: (op: number) => PyObject) => (func: PyObject): New => {
  const value = get(func);
  return Py_NewRef(value === NULL ? _Py_NoneStruct : value);
};
function getAnnotations(func: PyObject): New | NULL {
  if (func_annotations(func) === NULL) {
    const dict = PyDict_New();
    if (dict === NULL) return NULL;
    set_func_annotations(func, dict);
  }
  const dict = func_get_annotation_dict(func);
  return dict === NULL ? NULL : Py_NewRef(dict);
}
function setAnnotations(func: PyObject, value: PyObject | NULL): number {
  const stored = value === _Py_NoneStruct ? NULL : value;
  if (stored !== NULL && !PyDict_Check(stored)) {
    PyErr_SetString(PyExc_TypeError, '__annotations__ must be set to a dict object');
    return -1;
  }
  replace(func, func_annotations, set_func_annotations, Py_XNewRef(stored));
  return 0;
}
function getTypeParams(func: PyObject): New | NULL {
  const params = func_typeparams(func);
  return params === NULL ? PyTuple_New(0) : Py_NewRef(params);
}
function setTypeParams(func: PyObject, value: PyObject | NULL): number {
  if (value === NULL || !PyTuple_Check(value)) {
    PyErr_SetString(PyExc_TypeError, '__type_params__ must be set to a tuple');
    return -1;
  }
  replace(func, func_typeparams, set_func_typeparams, Py_NewRef(value));
  return 0;
}
/** What the intrinsic of type parameters does; @steals nothing. CPython: _Py_set_function_type_params() */
export function _Py_set_function_type_params(func: PyObject, type_params: PyObject): New {
  replace(func, func_typeparams, set_func_typeparams, Py_NewRef(type_params));
  return Py_NewRef(func);
}

// ---- the type ----

/** types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None). CPython: func_new_impl() */
function func_new(_type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const parsed = parseTupleAndKeywords('function', '(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)', args, kwds);
  if (parsed === null) return NULL;
  const [code, globals, name, defaults, closure, kwdefaults] = parsed.map(value => (value === NULL ? _Py_NoneStruct : value));
  if (!PyCode_Check(code)) return PyErr_Format(PyExc_TypeError, `function() argument 'code' must be code, not ${typeName(code)}`);
  if (!PyDict_Check(globals)) return PyErr_Format(PyExc_TypeError, `function() argument 'globals' must be dict, not ${typeName(globals)}`);
  if (name !== _Py_NoneStruct && !PyUnicode_Check(name)) return PyErr_SetString(PyExc_TypeError, 'arg 3 (name) must be None or string');
  if (defaults !== _Py_NoneStruct && !PyTuple_Check(defaults)) return PyErr_SetString(PyExc_TypeError, 'arg 4 (defaults) must be None or tuple');
  const free = co_nfreevars(code);
  if (!PyTuple_Check(closure)) {
    if (free > 0 && closure === _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'arg 5 (closure) must be tuple');
    if (closure !== _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'arg 5 (closure) must be None or tuple');
  }
  if (kwdefaults !== _Py_NoneStruct && !PyDict_Check(kwdefaults)) return PyErr_SetString(PyExc_TypeError, 'arg 6 (kwdefaults) must be None or dict');
  const cells = closure === _Py_NoneStruct ? 0 : PyTuple_GET_SIZE(closure);
  if (cells !== free) return PyErr_Format(PyExc_ValueError, `${PyUnicode_AsJSString(co_name(code))} requires closure of length ${free}, not ${cells}`);
  for (let i = 0; i < cells; i++) {
    const cell = PyTuple_GET_ITEM(closure, i);
    if (!PyCell_Check(cell)) return PyErr_Format(PyExc_TypeError, `arg 5 (closure) expected cell, found ${typeName(cell)}`);
  }
  const func = PyFunction_New(code, globals);
  if (func === NULL) return NULL;
  if (name !== _Py_NoneStruct) replace(func, func_name, set_func_name, Py_NewRef(name));
  if (defaults !== _Py_NoneStruct) set_func_defaults(func, Py_NewRef(defaults));
  if (closure !== _Py_NoneStruct) set_func_closure(func, Py_NewRef(closure));
  if (kwdefaults !== _Py_NoneStruct) set_func_kwdefaults(func, Py_NewRef(kwdefaults));
  return func;
}
/** Fields besides code, name and qualname, in the order in which they go. */
const CLEARED: readonly (readonly [(op: number) => PyObject, (op: number, v: PyObject | NULL) => void])[] = [
  [func_globals, set_func_globals], [func_builtins, set_func_builtins], [func_module, set_func_module], [func_defaults, set_func_defaults], [func_kwdefaults, set_func_kwdefaults],
  [func_doc, set_func_doc], [func_dict, set_func_dict], [func_closure, set_func_closure], [func_annotations, set_func_annotations], [func_typeparams, set_func_typeparams],
];
function func_clear(func: PyObject): number {
  _PyFunction_SetVersion(func, 0);
  for (const [get, set] of CLEARED) {
    const value = get(func);
    if (value === NULL) continue;
    set(func, NULL);
    Py_DECREF(value);
  }
  // never NULL: a cleared function may still be asked for its name
  replace(func, func_name, set_func_name, Py_NewRef(STR_empty));
  replace(func, func_qualname, set_func_qualname, Py_NewRef(STR_empty));
  return 0;
}
function func_dealloc(func: PyObject): void {
  PyObject_GC_UnTrack(func);
  if (func_weakreflist(func) !== NULL) PyObject_ClearWeakRefs(func);
  func_clear(func);
  Py_DECREF(func_code(func));
  Py_DECREF(func_name(func));
  Py_DECREF(func_qualname(func));
  PyObject_GC_Del(func);
}
function func_traverse(func: PyObject, visit: visitproc): number {
  for (const get of [func_code, func_globals, func_builtins, func_module, func_defaults, func_kwdefaults, func_doc, func_name, func_dict, func_closure, func_annotations, func_typeparams, func_qualname]) {
    const value = get(func);
    if (value === NULL) continue;
    const status = visit(value);
    if (status !== 0) return status;
  }
  return 0;
}
function func_repr(func: PyObject): New | NULL {
  return PyUnicode_FromString(`<function ${PyUnicode_AsJSString(func_qualname(func))} at ${addressText(func)}>`);
}
function func_descr_get(func: PyObject, obj: PyObject | NULL): New | NULL {
  return obj === NULL || obj === _Py_NoneStruct ? Py_NewRef(func) : PyMethod_New(func, obj);
}
/** CPython: Objects/call.c _PyFunction_Vectorcall() */
export function _PyFunction_Vectorcall(func: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return hooks._PyEval_Vector(func, NULL, args, nargs, kwnames);
}

defineType(PyFunction_Type, {
  tp_name: 'function', tp_basicsize: FUNCTION_SIZE, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR, tp_weaklistoffset: 96, tp_dictoffset: 88,
  tp_doc: "function(code, globals, name=None, argdefs=None, closure=None,\n         kwdefaults=None)\n--\n\nA function of a code object.",
  slots: {tp_dealloc: func_dealloc, vectorcall: _PyFunction_Vectorcall, tp_repr: func_repr, tp_traverse: func_traverse, tp_clear: func_clear, tp_descr_get: func_descr_get, tp_new: func_new},
  members: [
    {name: '__closure__', type: 'object', offset: 72, flags: 1}, {name: '__doc__', type: 'object', offset: 80}, {name: '__globals__', type: 'object', offset: 16, flags: 1},
    {name: '__module__', type: 'object', offset: 104}, {name: '__builtins__', type: 'object', offset: 24, flags: 1},
  ],
  getset: [
    {name: '__code__', get: func => Py_NewRef(func_code(func)), set: setCode},
    {name: '__defaults__', get: orNone(func_defaults), set: setOptional('__defaults__', 'tuple', PyTuple_Check, func_defaults, set_func_defaults)},
    {name: '__kwdefaults__', get: orNone(func_kwdefaults), set: setOptional('__kwdefaults__', 'dict', PyDict_Check, func_kwdefaults, set_func_kwdefaults)},
    {name: '__annotations__', get: getAnnotations, set: setAnnotations},
    {name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict},
    {name: '__name__', get: func => Py_NewRef(func_name(func)), set: setText('__name__', func_name, set_func_name)},
    {name: '__qualname__', get: func => Py_NewRef(func_qualname(func)), set: setText('__qualname__', func_qualname, set_func_qualname)},
    {name: '__type_params__', get: getTypeParams, set: setTypeParams},
  ],
});

export {PyClassMethod_New, PyStaticMethod_New} from './func-decorators';
