/**
 * Modules and their definitions. CPython: Objects/moduleobject.c
 *
 * A PyModuleDef is a constant of a module's file; what CPython keeps in its m_base (index, copied dict, init function) belongs to a runtime.
 * A module object's payload is its definition and its state, a JS object.
 */
import * as ids from '../runtime/generated/ids';
import {_PyRuntime, interp} from '../runtime/current';
import {PyDict_Check, PyUnicode_Check, Py_TYPE, md_dict, md_name, md_weaklist, set_md_dict, set_md_name, set_md_weaklist} from '../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyModuleDef_Type, PyModule_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {hooks} from '../runtime/hooks';
import {METH_CLASS, METH_STATIC, type PyMethodDef, hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY, type visitproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_CallMethodOneArg, PyObject_CallNoArgs} from './call';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_GetItemWithError, PyDict_Keys, PyDict_New, PyDict_Next, PyDict_Pop, PyDict_SetItem, PyDict_SetItemString} from './dictobject';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_FormatUnraisable, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, _PyErr_FormatFromCause} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {_PyArg_BadArgument} from './text-args';
import {PyLong_FromNumber} from './longobject';
import {PyCFunction_NewEx} from './methodobject';
import {PyObject_GC_New, PyObject_GetAttr, PyObject_GetAttrString, PyObject_SetAttr, PyObject_SetAttrString, addressText} from './object';
import {PyObject_GenericSetAttr} from './object-generic';
import {PyType_GenericAlloc, PyType_IsSubtype, _PyType_Name} from './typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PySys_WriteStderr} from './traceback-display';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {_Py_module_getattro} from './moduleobject-getattro';

// ---- definitions ----

export const Py_mod_create = 1, Py_mod_exec = 2, Py_mod_multiple_interpreters = 3, Py_mod_gil = 4;
export const Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED = 0, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED = 1, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED = 2;
export const Py_MOD_GIL_USED = 0, Py_MOD_GIL_NOT_USED = 1;

type CreateFunction = (spec: PyObject, def: PyModuleDef) => New | NULL;
type ExecFunction = (module: PyObject) => number;
/** One entry of m_slots: its id and its value. */
export type PyModuleDef_Slot = readonly [number, CreateFunction | ExecFunction | number];

/** What a definition says about its modules. */
export interface ModuleDefinition {
  readonly m_doc?: string | null;
  /** -1: state is global; otherwise the size of the state, which counts as memory of the module. */
  readonly m_size?: number;
  readonly m_methods?: readonly PyMethodDef[];
  readonly m_slots?: readonly PyModuleDef_Slot[] | null;
  readonly m_traverse?: ((module: PyObject, visit: visitproc) => number) | null;
  readonly m_clear?: ((module: PyObject) => number) | null;
  readonly m_free?: ((module: PyObject) => void) | null;
  /** The state of a new module. */
  readonly newState?: () => unknown;
}
/** The part of a definition that changes, one for each runtime. CPython: struct PyModuleDef_Base */
export class PyModuleDefBase {
  m_init: (() => unknown) | null = null;
  m_index = 0;
  m_copy: PyObject | NULL = NULL;
}
/** CPython: struct PyModuleDef */
export class PyModuleDef {
  readonly m_name: string;
  readonly m_doc: string | null;
  readonly m_size: number;
  readonly m_methods: readonly PyMethodDef[];
  readonly m_slots: readonly PyModuleDef_Slot[] | null;
  readonly m_traverse: ((module: PyObject, visit: visitproc) => number) | null;
  readonly m_clear: ((module: PyObject) => number) | null;
  readonly m_free: ((module: PyObject) => void) | null;
  readonly newState: (() => unknown) | null;
  constructor(name: string, definition: ModuleDefinition) {
    this.m_name = name;
    this.m_doc = definition.m_doc ?? null;
    this.m_size = definition.m_size ?? 0;
    this.m_methods = definition.m_methods ?? [];
    this.m_slots = definition.m_slots ?? null;
    this.m_traverse = definition.m_traverse ?? null;
    this.m_clear = definition.m_clear ?? null;
    this.m_free = definition.m_free ?? null;
    this.newState = definition.newState ?? null;
  }
  get m_base(): PyModuleDefBase {
    const bases = _PyRuntime.imports.moduleBases as Map<PyModuleDef, PyModuleDefBase>;
    let base = bases.get(this);
    if (base === undefined) bases.set(this, (base = new PyModuleDefBase()));
    return base;
  }
}
/** Gives a definition its index in this runtime; returned by the init function of a module in several phases. CPython: PyModuleDef_Init() */
export function PyModuleDef_Init(def: PyModuleDef): PyModuleDef {
  if (def.m_base.m_index === 0) def.m_base.m_index = ++_PyRuntime.imports.last_module_index;
  return def;
}

/** Payload of a module object. */
class ModuleData {
  md_def: PyModuleDef | null = null;
  md_state: unknown = null;
}
function data(module: PyObject): ModuleData {
  return payload<ModuleData>(module);
}

// ---- making modules ----

/** True for modules and instances of subclasses. CPython: PyModule_Check() */
export function PyModule_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyModule_Type || PyType_IsSubtype(Py_TYPE(op), PyModule_Type);
}
function module_init_dict(module: PyObject, dict: PyObject, name: PyObject, doc: PyObject | NULL): number {
  const text = doc === NULL ? _Py_NoneStruct : doc;
  if (PyDict_SetItem(dict, ids.ID___name__, name) < 0 || PyDict_SetItem(dict, ids.ID___doc__, text) < 0) return -1;
  if (PyDict_SetItem(dict, ids.ID___package__, _Py_NoneStruct) < 0 || PyDict_SetItem(dict, ids.ID___loader__, _Py_NoneStruct) < 0) return -1;
  if (PyDict_SetItem(dict, ids.ID___spec__, _Py_NoneStruct) < 0) return -1;
  if (PyUnicode_Check(name) && Py_TYPE(name) === Py_TYPE(ids.ID___name__)) {
    const old = md_name(module);
    set_md_name(module, Py_NewRef(name));
    Py_XDECREF(old);
  }
  return 0;
}
/** A module object with an empty dict, not tracked. CPython: new_module_notrack() */
function new_module_notrack(type: PyTypeObject): New | NULL {
  const m = type === PyModule_Type ? PyObject_GC_New(type) : PyType_GenericAlloc(type, 0);
  if (m === NULL) return NULL;
  if (type !== PyModule_Type) PyObject_GC_UnTrack(m);
  setPayload(m, new ModuleData());
  set_md_weaklist(m, NULL);
  set_md_name(m, NULL);
  const dict = PyDict_New();
  set_md_dict(m, dict);
  if (dict !== NULL) return m;
  Py_DECREF(m);
  return NULL;
}
function new_module(type: PyTypeObject): New | NULL {
  const m = new_module_notrack(type);
  if (m !== NULL) _PyObject_GC_TRACK(m);
  return m;
}
/** An empty module. CPython: PyModule_NewObject() */
export function PyModule_NewObject(name: PyObject): New | NULL {
  const m = new_module_notrack(PyModule_Type);
  if (m === NULL) return NULL;
  if (module_init_dict(m, md_dict(m), name, NULL) < 0) {
    Py_DECREF(m);
    return NULL;
  }
  _PyObject_GC_TRACK(m);
  return m;
}
/** CPython: PyModule_New() */
export function PyModule_New(name: string): New | NULL {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return NULL;
  const m = PyModule_NewObject(text);
  Py_DECREF(text);
  return m;
}
/** The name under which a module of one phase is made: the full one while importlib loads it. CPython: Python/import.c _PyImport_ResolveNameWithPackageContext() */
function resolveName(name: string): string {
  const context = _PyRuntime.imports.pkgcontext;
  if (context === null || context.slice(context.lastIndexOf('.') + 1) !== name) return name;
  _PyRuntime.imports.pkgcontext = null;
  return context;
}
/** A module from a definition without slots (one phase). CPython: _PyModule_CreateInitialized() */
export function _PyModule_CreateInitialized(def: PyModuleDef, _apiVersion = 1013): New | NULL {
  PyModuleDef_Init(def);
  if (def.m_slots !== null) return PyErr_Format(PyExc_SystemError, `module ${def.m_name}: PyModule_Create is incompatible with m_slots`);
  const m = PyModule_New(resolveName(def.m_name));
  if (m === NULL) return NULL;
  if (def.m_size > 0) data(m).md_state = def.newState === null ? {} : def.newState();
  if (PyModule_AddFunctions(m, def.m_methods) < 0 || (def.m_doc !== null && PyModule_SetDocString(m, def.m_doc) < 0)) {
    Py_DECREF(m);
    return NULL;
  }
  data(m).md_def = def;
  return m;
}
/** The same for extension modules. CPython: PyModule_Create() */
export function PyModule_Create(def: PyModuleDef): New | NULL {
  return _PyModule_CreateInitialized(def);
}
/** What the slots of a definition say; null with a SystemError. */
function readSlots(def: PyModuleDef, name: string): {create: CreateFunction | null; exec: boolean; multiple: number} | null {
  let create: CreateFunction | null = null, exec = false, multiple = -1, gil = -1;
  for (const [slot, value] of def.m_slots ?? []) {
    let error = '';
    if (slot === Py_mod_create) {
      if (create !== null) error = 'has multiple create slots';
      create = value as CreateFunction;
    } else if (slot === Py_mod_exec) exec = true;
    else if (slot === Py_mod_multiple_interpreters) {
      if (multiple >= 0) error = "has more than one 'multiple interpreters' slots";
      multiple = value as number;
    } else if (slot === Py_mod_gil) {
      if (gil >= 0) error = "has more than one 'gil' slot";
      gil = value as number;
    } else error = `uses unknown slot ID ${slot}`;
    if (error !== '') {
      PyErr_Format(PyExc_SystemError, `module ${name} ${error}`);
      return null;
    }
  }
  return {create, exec, multiple: multiple < 0 ? Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED : multiple};
}
/** First phase of a module with slots: makes it, or lets its create slot do so. escapes. CPython: PyModule_FromDefAndSpec2() */
export function PyModule_FromDefAndSpec(def: PyModuleDef, spec: PyObject): New | NULL {
  PyModuleDef_Init(def);
  const nameObject = PyObject_GetAttrString(spec, 'name');
  if (nameObject === NULL) return NULL;
  const m = PyUnicode_Check(nameObject) ? fromDef(def, spec, nameObject, PyUnicode_AsJSString(nameObject)) : PyErr_SetString(PyExc_TypeError, 'bad argument type for built-in operation');
  Py_DECREF(nameObject);
  return m;
}
function fromDef(def: PyModuleDef, spec: PyObject, nameObject: PyObject, name: string): New | NULL {
  if (def.m_size < 0) return PyErr_Format(PyExc_SystemError, `module ${name}: m_size may not be negative for multi-phase initialization`);
  const read = readSlots(def, name);
  if (read === null) return NULL;
  if (interp !== _PyRuntime.interpreters.main) {
    const refused = read.multiple === Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED || (read.multiple !== Py_MOD_PER_INTERPRETER_GIL_SUPPORTED && interp.ceval.own_gil !== 0);
    if (refused && hooks._PyImport_CheckSubinterpIncompatibleExtensionAllowed(name) < 0) return NULL;
  }
  let m: New | NULL;
  if (read.create !== null) {
    m = read.create(spec, def);
    if (m === NULL) return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_SystemError, `creation of module ${name} failed without setting an exception`);
    if (PyErr_Occurred()) {
      Py_DECREF(m);
      return _PyErr_FormatFromCause(PyExc_SystemError, `creation of module ${name} raised unreported exception`);
    }
  } else m = PyModule_NewObject(nameObject);
  if (m === NULL) return NULL;
  let error = '';
  if (PyModule_Check(m)) {
    data(m).md_state = null;
    data(m).md_def = def;
  } else if (def.m_size > 0 || def.m_traverse !== null || def.m_clear !== null || def.m_free !== null) error = 'is not a module object, but requests module state';
  else if (read.exec) error = 'specifies execution slots, but did not create a ModuleType instance';
  if (error !== '') PyErr_Format(PyExc_SystemError, `module ${name} ${error}`);
  if (error !== '' || addMethods(m, nameObject, def.m_methods) < 0 || (def.m_doc !== null && PyModule_SetDocString(m, def.m_doc) < 0)) {
    Py_DECREF(m);
    return NULL;
  }
  return m;
}
/** Second phase: makes the state and runs the exec slots. escapes. -1 with an exception. CPython: PyModule_ExecDef() */
export function PyModule_ExecDef(module: PyObject, def: PyModuleDef): number {
  const nameObject = PyModule_GetNameObject(module);
  if (nameObject === NULL) return -1;
  const name = PyUnicode_AsJSString(nameObject);
  Py_DECREF(nameObject);
  if (def.m_size >= 0 && data(module).md_state === null) data(module).md_state = def.newState === null ? {} : def.newState();
  for (const [slot, value] of def.m_slots ?? []) {
    if (slot !== Py_mod_exec) continue;
    if ((value as ExecFunction)(module) !== 0) {
      if (!PyErr_Occurred()) PyErr_Format(PyExc_SystemError, `execution of module ${name} failed without setting an exception`);
      return -1;
    }
    if (PyErr_Occurred()) {
      _PyErr_FormatFromCause(PyExc_SystemError, `execution of module ${name} raised unreported exception`);
      return -1;
    }
  }
  return 0;
}
function addMethods(module: PyObject, name: PyObject, functions: readonly PyMethodDef[]): number {
  for (const def of functions) {
    if ((def.ml_flags & (METH_CLASS | METH_STATIC)) !== 0) {
      PyErr_SetString(PyExc_ValueError, 'module functions cannot set METH_CLASS or METH_STATIC');
      return -1;
    }
    const func = PyCFunction_NewEx(def, module, name);
    if (func === NULL) return -1;
    const res = PyObject_SetAttrString(module, def.ml_name, func);
    Py_DECREF(func);
    if (res < 0) return -1;
  }
  return 0;
}
/** Adds builtin functions to a module. CPython: PyModule_AddFunctions() */
export function PyModule_AddFunctions(m: PyObject, functions: readonly PyMethodDef[]): number {
  const name = PyModule_GetNameObject(m);
  if (name === NULL) return -1;
  const res = addMethods(m, name, functions);
  Py_DECREF(name);
  return res;
}
/** CPython: PyModule_SetDocString() */
export function PyModule_SetDocString(m: PyObject, doc: string): number {
  const text = PyUnicode_FromString(doc);
  if (text === NULL) return -1;
  const res = PyObject_SetAttr(m, ids.ID___doc__, text);
  Py_DECREF(text);
  return res;
}

// ---- parts of a module ----

/** The dict, borrowed; NULL with a SystemError for other objects. CPython: PyModule_GetDict() */
export function PyModule_GetDict(m: PyObject): PyObject {
  return PyModule_Check(m) ? md_dict(m) : (PyErr_BadInternalCall() as unknown as PyObject);
}
/** CPython: PyModule_GetNameObject() */
export function PyModule_GetNameObject(m: PyObject): New | NULL {
  const dict = md_dict(m);
  const name = dict === (NULL as number) || !PyDict_Check(dict) ? NULL : PyDict_GetItemRef(dict, ids.ID___name__);
  if (name !== NULL && PyUnicode_Check(name)) return name;
  Py_XDECREF(name);
  return PyErr_Occurred() ? NULL : PyErr_SetString(PyExc_SystemError, 'nameless module');
}
/** CPython: PyModule_GetFilenameObject() */
export function PyModule_GetFilenameObject(m: PyObject): New | NULL {
  const dict = PyModule_Check(m) ? md_dict(m) : NULL;
  const name = dict === NULL ? NULL : PyDict_GetItemRef(dict, ids.ID___file__);
  if (name !== NULL && PyUnicode_Check(name)) return name;
  Py_XDECREF(name);
  return PyErr_Occurred() ? NULL : PyErr_SetString(PyExc_SystemError, 'module filename missing');
}
/** The definition a module was made from, or null. CPython: PyModule_GetDef() */
export function PyModule_GetDef(m: PyObject): PyModuleDef | null {
  return PyModule_Check(m) ? data(m).md_def : null;
}
/** The state of a module, or null. CPython: PyModule_GetState() */
export function PyModule_GetState<T = unknown>(m: PyObject): T | null {
  return data(m).md_state as T | null;
}

/** Adds an object under a name. CPython: Python/modsupport.c PyModule_AddObjectRef() */
export function PyModule_AddObjectRef(module: PyObject, name: string, value: PyObject | NULL): number {
  if (value === NULL) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, 'PyModule_AddObjectRef() must be called with an exception raised if value is NULL');
    return -1;
  }
  return PyDict_SetItemString(md_dict(module), name, value);
}
/** As PyModule_AddObjectRef; takes the reference also on error. @steals value. CPython: PyModule_Add() */
export function PyModule_Add(module: PyObject, name: string, value: New | NULL): number {
  const res = PyModule_AddObjectRef(module, name, value);
  Py_XDECREF(value);
  return res;
}
/** As PyModule_Add, but keeps the reference on error. CPython: PyModule_AddObject() */
export function PyModule_AddObject(module: PyObject, name: string, value: New | NULL): number {
  const res = PyModule_AddObjectRef(module, name, value);
  if (res === 0) Py_XDECREF(value);
  return res;
}
export function PyModule_AddIntConstant(module: PyObject, name: string, value: number): number {
  return PyModule_Add(module, name, PyLong_FromNumber(value));
}
export function PyModule_AddStringConstant(module: PyObject, name: string, value: string): number {
  return PyModule_Add(module, name, PyUnicode_FromString(value));
}
/** Adds a type under the part of its name after the dot. CPython: PyModule_AddType() */
export function PyModule_AddType(module: PyObject, type: PyTypeObject): number {
  return PyModule_AddObjectRef(module, _PyType_Name(type), type);
}
/** Sets the values of a dying module to None, those with one leading underscore first. escapes. CPython: _PyModule_ClearDict() */
export function _PyModule_ClearDict(d: PyObject): void {
  for (let pass = 1; pass <= 2; pass++) {
    for (let pos = PyDict_Next(d, 0); pos !== 0; pos = PyDict_Next(d, pos)) {
      const key = PyDict_EntryKey(d, pos);
      if (PyDict_EntryValue(d, pos) === _Py_NoneStruct || !PyUnicode_Check(key)) continue;
      const text = PyUnicode_AsJSString(key);
      const chosen = pass === 1 ? text.startsWith('_') && text[1] !== '_' : text !== '__builtins__' && !(text.startsWith('_') && text[1] !== '_');
      if (chosen && PyDict_SetItem(d, key, _Py_NoneStruct) < 0) PyErr_FormatUnraisable('Exception ignored on clearing module dict');
    }
  }
}
/** CPython: _PyModule_Clear() */
export function _PyModule_Clear(m: PyObject): void {
  const dict = md_dict(m);
  if (dict !== (NULL as number)) _PyModule_ClearDict(dict);
}

// ---- the type ----

function module___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('module', '(name, doc=None)', args, kwds);
  if (values === null) return -1;
  if (!PyUnicode_Check(values[0] as PyObject)) {
    _PyArg_BadArgument('module', "argument 'name'", 'str', values[0] as PyObject);
    return -1;
  }
  return module_init_dict(self, md_dict(self), values[0] as PyObject, values[1]);
}
/** True when the functions of a definition may look at a module: its state exists. */
function hasState(m: PyObject, def: PyModuleDef): boolean {
  return def.m_size <= 0 || data(m).md_state !== null;
}
function module_dealloc(m: PyObject): void {
  PyObject_GC_UnTrack(m);
  if (md_weaklist(m) !== (NULL as number)) PyObject_ClearWeakRefs(m);
  const def = data(m).md_def, name: PyObject | NULL = md_name(m);
  if (interp.config.verbose > 0 && name !== NULL) PySys_WriteStderr(`# destroy ${PyUnicode_AsJSString(name)}\n`);
  if (def !== null && def.m_free !== null && hasState(m, def)) def.m_free(m);
  Py_XDECREF(md_dict(m));
  Py_XDECREF(md_name(m));
  slots(Py_TYPE(m)).tp_free!(m);
}
/** importlib._bootstrap._module_repr(), a plain text before importlib is there. CPython: module_repr() */
function module_repr(m: PyObject): New | NULL {
  const importlib = interp.imports.importlib;
  if (importlib !== NULL) {
    const name = PyUnicode_FromString('_module_repr');
    if (name === NULL) return NULL;
    const res = PyObject_CallMethodOneArg(importlib, name, m);
    Py_DECREF(name);
    return res;
  }
  const name = md_name(m);
  return PyUnicode_FromString(name === (NULL as number) ? `<module at ${addressText(m)}>` : `<module '${PyUnicode_AsJSString(name)}'>`);
}
function module_traverse(m: PyObject, visit: visitproc): number {
  const def = data(m).md_def, dict = md_dict(m);
  if (def !== null && def.m_traverse !== null && hasState(m, def)) {
    const res = def.m_traverse(m, visit);
    if (res !== 0) return res;
  }
  return dict === (NULL as number) ? 0 : visit(dict);
}
function module_clear(m: PyObject): number {
  const def = data(m).md_def, dict = md_dict(m);
  if (def !== null && def.m_clear !== null && hasState(m, def)) {
    const res = def.m_clear(m), name = md_name(m);
    if (PyErr_Occurred()) PyErr_FormatUnraisable(`Exception ignored in m_clear of module${name === (NULL as number) ? '' : ` ${PyUnicode_AsJSString(name)}`}`);
    if (res !== 0) return res;
  }
  set_md_dict(m, NULL);
  Py_XDECREF(dict);
  return 0;
}
/** The __dict__ of a module for its methods: NULL with a TypeError when it is none. */
function dictOf(m: PyObject): New | NULL {
  const dict = PyObject_GetAttr(m, ids.ID___dict__);
  if (dict === NULL || PyDict_Check(dict)) return dict;
  Py_DECREF(dict);
  return PyErr_SetString(PyExc_TypeError, '<module>.__dict__ is not a dictionary');
}
function module_dir(self: PyObject): New | NULL {
  const dict = dictOf(self);
  if (dict === NULL) return NULL;
  const func = PyDict_GetItemWithError(dict, ids.ID___dir__);
  const res = func !== NULL ? PyObject_CallNoArgs(func) : PyErr_Occurred() ? NULL : PyDict_Keys(dict);
  Py_DECREF(dict);
  return res;
}
function module_get_annotations(m: PyObject): New | NULL {
  const dict = dictOf(m);
  if (dict === NULL) return NULL;
  let annotations = PyDict_GetItemRef(dict, ids.ID___annotations__);
  if (annotations === NULL && !PyErr_Occurred()) {
    annotations = PyDict_New();
    if (annotations !== NULL && PyDict_SetItem(dict, ids.ID___annotations__, annotations) < 0) {
      Py_DECREF(annotations);
      annotations = NULL;
    }
  }
  Py_DECREF(dict);
  return annotations;
}
function module_set_annotations(m: PyObject, value: PyObject | NULL): number {
  const dict = dictOf(m);
  if (dict === NULL) return -1;
  let res = 0;
  if (value !== NULL) res = PyDict_SetItem(dict, ids.ID___annotations__, value);
  else {
    const old = PyDict_Pop(dict, ids.ID___annotations__);
    if (old === NULL) {
      if (!PyErr_Occurred()) PyErr_SetObject(PyExc_AttributeError, ids.ID___annotations__);
      res = -1;
    } else Py_DECREF(old);
  }
  Py_DECREF(dict);
  return res;
}

defineType(PyModule_Type, {
  tp_name: 'module', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_weaklistoffset: 40, tp_dictoffset: 16,
  tp_doc: 'module(name, doc=None)\n--\n\nMake a module object.\n\nThe name must be a string; doc may be anything.',
  slots: {
    tp_dealloc: module_dealloc, tp_repr: module_repr, tp_getattro: _Py_module_getattro, tp_setattro: PyObject_GenericSetAttr, tp_traverse: module_traverse, tp_clear: module_clear,
    tp_init: module___init__, tp_new: new_module, tp_free: PyObject_GC_Del,
  },
  methods: [hiddenMethod('__dir__', '($self, /)', module_dir, '__dir__() -> list\nthe names in the module')],
  members: [{name: '__dict__', type: 'object', offset: 16, flags: Py_READONLY}],
  getset: [{name: '__annotations__', get: module_get_annotations, set: module_set_annotations}],
});
defineType(PyModuleDef_Type, {tp_name: 'moduledef', tp_basicsize: 104, slots: {}});
