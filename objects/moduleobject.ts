/** Module objects: their parts, and their making from a def. Attribute access is in module-getattr.ts, the def in moduledef.ts. CPython: Objects/moduleobject.c */
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, payload, setPayload, slots} from '../runtime/object';
import {_PyRuntime, interp} from '../runtime/current';
import {PyDict_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyModule_CheckExact, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, md_dict, md_name, md_weaklist, set_md_dict, set_md_name, set_md_weaklist} from '../runtime/generated/accessors';
import {ID___doc__, ID___file__, ID___loader__, ID___name__, ID___package__, ID___spec__, ID_name} from '../runtime/generated/ids';
import {PyExc_SystemError, PyExc_TypeError, PyModule_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {hooks} from '../runtime/hooks';
import {METH_CLASS, METH_STATIC, method, type PyMethodDef} from '../runtime/methoddef';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {visitproc} from '../runtime/typeslots';
import {PyDict_GetItemRef, PyDict_Keys, PyDict_New, PyDict_SetItem, PyDict_SetItemString} from './dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, _PyErr_FormatFromCause} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyCFunction_NewEx} from './methodobject';
import {moduleRepr, module_annotations, module_dir, module_getattro} from './module-getattr';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED, Py_mod_create, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters, type ModuleCreate, type ModuleExec} from './moduledef';
import {PyObject_GenericSetAttr, PyObject_GetAttr, PyObject_SetAttr} from './object';
import {PyType_IsSubtype} from './typeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {PyLong_FromNumber} from './longobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_READ_CHAR} from './unicodeobject';

export * from './moduledef';

/** What a module has beside its dict: def and state. The state of a multi-phase module is null until its exec slots run. */
export class ModuleData {
  def: PyModuleDef | null = null;
  state: unknown = null;
}

export function PyModule_Check(op: PyObject): boolean {
  return PyModule_CheckExact(op) || PyType_IsSubtype(Py_TYPE(op), PyModule_Type);
}
/** The def a module was made from, or null. CPython: PyModule_GetDef() */
export function PyModule_GetDef(module: PyObject): PyModuleDef | null {
  return payload<ModuleData>(module).def;
}
/** The state of a module, or null. CPython: PyModule_GetState() */
export function PyModule_GetState<T = unknown>(module: PyObject): T | null {
  return payload<ModuleData>(module).state as T | null;
}
/** @borrows result. CPython: PyModule_GetDict() */
export function PyModule_GetDict(module: PyObject): PyObject {
  return md_dict(module);
}

/** An empty module object of a type, its dict made, not named yet. CPython: new_module_notrack() */
function newModule(type: PyObject): New | NULL {
  const module = type === PyModule_Type ? _PyObject_GC_New(type, 56) : slots(type).tp_alloc!(type, 0);
  if (module === NULL) return PyErr_NoMemory();
  setPayload(module, new ModuleData());
  set_md_weaklist(module, NULL);
  set_md_name(module, NULL);
  set_md_dict(module, NULL);
  const dict = PyDict_New();
  if (dict === NULL) {
    Py_DECREF(module);
    return NULL;
  }
  set_md_dict(module, dict);
  if (type === PyModule_Type) _PyObject_GC_TRACK(module);
  return module;
}
/** The attributes every module starts with. CPython: module_init_dict() */
function module_init_dict(module: PyObject, name: PyObject, doc: PyObject): number {
  const dict = md_dict(module);
  for (const [key, value] of [[ID___name__, name], [ID___doc__, doc], [ID___package__, _Py_NoneStruct], [ID___loader__, _Py_NoneStruct], [ID___spec__, _Py_NoneStruct]] as const) {
    if (PyDict_SetItem(dict, key, value) < 0) return -1;
  }
  if (PyUnicode_Check(name)) {
    const old = md_name(module);
    set_md_name(module, Py_NewRef(name));
    Py_XDECREF(old);
  }
  return 0;
}
/** A new empty module. CPython: PyModule_NewObject() */
export function PyModule_NewObject(name: PyObject): New | NULL {
  const module = newModule(PyModule_Type);
  if (module === NULL) return NULL;
  if (module_init_dict(module, name, _Py_NoneStruct) === 0) return module;
  Py_DECREF(module);
  return NULL;
}
/** CPython: PyModule_New() */
export function PyModule_New(name: string): New | NULL {
  const text = PyUnicode_FromString(name);
  if (text === NULL) return NULL;
  const module = PyModule_NewObject(text);
  Py_DECREF(text);
  return module;
}

// ---- from a def ----

/** A single-phase module; its state exists from the start. CPython: PyModule_Create2() */
export function PyModule_Create2(def: PyModuleDef, api_version: number): New | NULL {
  if (interp.imports.importlib === NULL) return PyErr_SetString(PyExc_SystemError, 'Python import machinery not initialized');
  return _PyModule_CreateInitialized(def, api_version);
}
export function PyModule_Create(def: PyModuleDef): New | NULL {
  return PyModule_Create2(def, 1013);
}
/** As PyModule_Create2() where importlib may not exist yet. CPython: _PyModule_CreateInitialized() */
export function _PyModule_CreateInitialized(def: PyModuleDef, _api_version: number): New | NULL {
  PyModuleDef_Init(def);
  if (def.m_slots !== null) return PyErr_Format(PyExc_SystemError, `module ${def.m_name}: PyModule_Create is incompatible with m_slots`);
  const module = PyModule_New(contextName(def.m_name));
  if (module === NULL) return NULL;
  if (def.m_size > 0) payload<ModuleData>(module).state = def.newState === null ? {} : def.newState();
  if (PyModule_AddFunctions(module, def.m_methods) < 0 || (def.m_doc !== null && PyModule_SetDocString(module, def.m_doc) < 0)) {
    Py_DECREF(module);
    return NULL;
  }
  payload<ModuleData>(module).def = def;
  return module;
}
/** The dotted name that is being imported when its last part is `name`; it is used up. CPython: _PyImport_ResolveNameWithPackageContext() */
function contextName(name: string): string {
  const context = _PyRuntime.imports.pkgcontext;
  if (context === null || !context.endsWith(`.${name}`)) return name;
  _PyRuntime.imports.pkgcontext = null;
  return context;
}

/** A multi-phase module up to its exec slots. CPython: PyModule_FromDefAndSpec2() */
export function PyModule_FromDefAndSpec(def: PyModuleDef, spec: PyObject): New | NULL {
  PyModuleDef_Init(def);
  const nameObject = PyObject_GetAttr(spec, ID_name);
  if (nameObject === NULL) return NULL;
  const result = fromDefAndSpec(def, spec, nameObject, PyUnicode_AsJSString(nameObject));
  Py_DECREF(nameObject);
  return result;
}
function fromDefAndSpec(def: PyModuleDef, spec: PyObject, nameObject: PyObject, name: string): New | NULL {
  if (def.m_size < 0) return PyErr_Format(PyExc_SystemError, `module ${name}: m_size may not be negative for multi-phase initialization`);
  let create: ModuleCreate | null = null, interpreters = -1, gil = -1, hasExec = false;
  for (const [slot, value] of def.m_slots ?? []) {
    switch (slot) {
      case Py_mod_create:
        if (create !== null) return PyErr_Format(PyExc_SystemError, `module ${name} has multiple create slots`);
        create = value as ModuleCreate;
        break;
      case Py_mod_exec: hasExec = true; break;
      case Py_mod_multiple_interpreters:
        if (interpreters >= 0) return PyErr_Format(PyExc_SystemError, `module ${name} has more than one 'multiple interpreters' slots`);
        interpreters = value as number;
        break;
      case Py_mod_gil:
        if (gil >= 0) return PyErr_Format(PyExc_SystemError, `module ${name} has more than one 'gil' slot`);
        gil = value as number;
        break;
      default: return PyErr_Format(PyExc_SystemError, `module ${name} uses unknown slot ID ${slot}`);
    }
  }
  if (!mayLoadHere(interpreters, name)) return NULL;
  let module: New | NULL;
  if (create !== null) {
    module = create(spec, def);
    if (module === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_Format(PyExc_SystemError, `creation of module ${name} failed without setting an exception`);
    if (PyErr_Occurred() !== NULL) {
      _PyErr_FormatFromCause(PyExc_SystemError, `creation of module ${name} raised unreported exception`);
      Py_DECREF(module);
      return NULL;
    }
  } else module = PyModule_NewObject(nameObject);
  if (module === NULL) return NULL;
  const isModule = PyModule_Check(module);
  let error: string | null = null;
  if (isModule) payload<ModuleData>(module).def = def;
  else if (def.m_size > 0 || def.m_traverse !== null || def.m_clear !== null || def.m_free !== null) error = `module ${name} is not a module object, but requests module state`;
  else if (hasExec) error = `module ${name} specifies execution slots, but did not create a ModuleType instance`;
  if (error !== null) PyErr_SetString(PyExc_SystemError, error);
  if (error !== null || addFunctions(module, nameObject, def.m_methods) < 0 || (def.m_doc !== null && PyModule_SetDocString(module, def.m_doc) < 0)) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}
/** Whether the multiple_interpreters slot (-1: absent) allows the current interpreter; an ImportError otherwise. */
function mayLoadHere(slot: number, name: string): boolean {
  if (interp === _PyRuntime.interpreters.main) return true;
  const effective = slot < 0 ? Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED : slot;
  const checked = effective === Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED || (effective === Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED && interp.ceval.own_gil !== 0);
  return !checked || hooks._PyImport_CheckSubinterpIncompatibleExtensionAllowed(name) === 0;
}

/** Makes the state and runs the exec slots in order; -1 with an exception. escapes. CPython: PyModule_ExecDef() */
export function PyModule_ExecDef(module: PyObject, def: PyModuleDef): number {
  const nameText = PyModule_GetName(module);
  if (nameText === null) return -1;
  const data = payload<ModuleData>(module);
  // even an m_size of 0 leaves a mark that the module was executed
  if (data.state === null) data.state = def.newState === null ? {} : def.newState();
  for (const [slot, value] of def.m_slots ?? []) {
    if (slot !== Py_mod_exec) continue;
    const status = (value as ModuleExec)(module);
    if (status !== 0) {
      if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_SystemError, `execution of module ${nameText} failed without setting an exception`);
      return -1;
    }
    if (PyErr_Occurred() !== NULL) {
      _PyErr_FormatFromCause(PyExc_SystemError, `execution of module ${nameText} raised unreported exception`);
      return -1;
    }
  }
  return 0;
}

/** Adds functions to a module; -1 with an exception. CPython: PyModule_AddFunctions() */
export function PyModule_AddFunctions(module: PyObject, functions: readonly PyMethodDef[]): number {
  const name = PyModule_GetNameObject(module);
  if (name === NULL) return -1;
  const status = addFunctions(module, name, functions);
  Py_DECREF(name);
  return status;
}
function addFunctions(module: PyObject, name: PyObject, functions: readonly PyMethodDef[]): number {
  for (const def of functions) {
    if ((def.ml_flags & (METH_CLASS | METH_STATIC)) !== 0) {
      PyErr_SetString(PyExc_TypeError, 'module functions cannot set METH_CLASS or METH_STATIC');
      return -1;
    }
    const func = PyCFunction_NewEx(def, module, name);
    if (func === NULL) return -1;
    const key = PyUnicode_FromString(def.ml_name);
    const status = key === NULL ? -1 : PyModule_Check(module) ? PyDict_SetItemString(md_dict(module), def.ml_name, func) : PyObject_SetAttr(module, key, func);
    Py_XDECREF(key);
    Py_DECREF(func);
    if (status < 0) return -1;
  }
  return 0;
}
/** Sets __doc__; -1 with an exception. CPython: PyModule_SetDocString() */
export function PyModule_SetDocString(module: PyObject, doc: string): number {
  const text = PyUnicode_FromString(doc);
  if (text === NULL) return -1;
  const status = PyObject_SetAttr(module, ID___doc__, text);
  Py_DECREF(text);
  return status;
}

/** Adds a value that stays the caller's; -1 with an exception. CPython: PyModule_AddObjectRef() */
export function PyModule_AddObjectRef(module: PyObject, name: string, value: PyObject | NULL): number {
  if (value === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_SystemError, 'PyModule_AddObjectRef() must be called with an exception raised if value is NULL');
    return -1;
  }
  return PyDict_SetItemString(md_dict(module), name, value);
}
/** Adds a value and consumes it; -1 with an exception, also when value is NULL. @steals value. CPython: PyModule_Add() */
export function PyModule_Add(module: PyObject, name: string, value: New | NULL): number {
  const status = PyModule_AddObjectRef(module, name, value);
  Py_XDECREF(value);
  return status;
}
export function PyModule_AddIntConstant(module: PyObject, name: string, value: number): number {
  return PyModule_Add(module, name, PyLong_FromNumber(value));
}
export function PyModule_AddStringConstant(module: PyObject, name: string, value: string): number {
  return PyModule_Add(module, name, PyUnicode_FromString(value));
}
/** Adds a type under the last part of its name; -1 with an exception. CPython: PyModule_AddType() */
export function PyModule_AddType(module: PyObject, type: PyObject): number {
  const name = slots(type).tp_name;
  return PyModule_AddObjectRef(module, name.slice(name.lastIndexOf('.') + 1), type);
}

/** __name__, new reference; SystemError when it is no str. CPython: PyModule_GetNameObject() */
export function PyModule_GetNameObject(module: PyObject): New | NULL {
  const dict = PyModule_Check(module) ? md_dict(module) : NULL;
  const name = dict === NULL || !PyDict_Check(dict) ? NULL : PyDict_GetItemRef(dict, ID___name__);
  if (name !== NULL && PyUnicode_Check(name)) return name;
  Py_XDECREF(name);
  return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_SystemError, 'nameless module');
}
/** __name__ as text; null with an exception. CPython: PyModule_GetName() */
export function PyModule_GetName(module: PyObject): string | null {
  const name = PyModule_GetNameObject(module);
  if (name === NULL) return null;
  const text = PyUnicode_AsJSString(name);
  Py_DECREF(name);
  return text;
}
/** __file__, new reference. CPython: PyModule_GetFilenameObject() */
export function PyModule_GetFilenameObject(module: PyObject): New | NULL {
  const file = PyDict_GetItemRef(md_dict(module), ID___file__);
  if (file !== NULL && PyUnicode_Check(file)) return file;
  Py_XDECREF(file);
  return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_SystemError, 'module filename missing');
}

// ---- the end of a module ----

/** Sets what a module's dict holds to None: names with one underscore first, then the rest but __builtins__. escapes. CPython: _PyModule_ClearDict() */
export function _PyModule_ClearDict(dict: PyObject): void {
  for (const pass of [1, 2]) {
    const keys = PyDict_Keys(dict);
    if (keys === NULL) return PyErr_Clear();
    for (let i = 0; i < PyList_GET_SIZE(keys); i++) {
      const key = PyList_GET_ITEM(keys, i);
      if (!PyUnicode_Check(key)) continue;
      const length = PyUnicode_GET_LENGTH(key);
      const single = length > 0 && PyUnicode_READ_CHAR(key, 0) === 95 && !(length > 1 && PyUnicode_READ_CHAR(key, 1) === 95);
      if (pass === 1 ? !single : length > 0 && PyUnicode_READ_CHAR(key, 0) === 95 && PyUnicode_AsJSString(key) === '__builtins__') continue;
      const value = PyDict_GetItemRef(dict, key);
      if (value === NULL) continue;
      Py_DECREF(value);
      if (value !== _Py_NoneStruct && PyDict_SetItem(dict, key, _Py_NoneStruct) < 0) PyErr_Clear();
    }
    Py_DECREF(keys);
  }
}
/** CPython: _PyModule_Clear() */
export function _PyModule_Clear(module: PyObject): void {
  const dict = md_dict(module);
  if (dict !== NULL) _PyModule_ClearDict(dict);
}

// ---- the type ----

function module___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const parsed = parseTupleAndKeywords('module', '(name, doc=None)', args, kwds);
  if (parsed === null) return -1;
  const name = parsed[0] as PyObject, doc = parsed[1] === NULL ? _Py_NoneStruct : parsed[1];
  if (!PyUnicode_Check(name)) {
    PyErr_Format(PyExc_TypeError, `module() argument 'name' must be str, not ${slots(Py_TYPE(name)).tp_name}`);
    return -1;
  }
  return module_init_dict(self, name, doc);
}
function module_new(type: PyObject): New | NULL {
  return newModule(type);
}
/** State functions of the def run only when there is state, or none was asked for. */
function hasState(data: ModuleData): boolean {
  return data.def !== null && (data.def.m_size <= 0 || data.state !== null);
}
function module_dealloc(op: PyObject): void {
  PyObject_GC_UnTrack(op);
  const data = payload<ModuleData>(op);
  if (md_weaklist(op) !== NULL) PyObject_ClearWeakRefs(op);
  if (hasState(data) && data.def!.m_free !== null) data.def!.m_free(op);
  const dict = md_dict(op), name = md_name(op);
  set_md_dict(op, NULL);
  set_md_name(op, NULL);
  Py_XDECREF(dict);
  Py_XDECREF(name);
  if (Py_TYPE(op) === PyModule_Type) PyObject_GC_Del(op);
  else slots(Py_TYPE(op)).tp_free!(op);
}
function module_traverse(op: PyObject, visit: visitproc): number {
  const data = payload<ModuleData>(op);
  if (hasState(data) && data.def!.m_traverse !== null) {
    const status = data.def!.m_traverse(op, visit);
    if (status !== 0) return status;
  }
  const dict = md_dict(op);
  return dict === NULL ? 0 : visit(dict);
}
function module_clear(op: PyObject): number {
  const data = payload<ModuleData>(op);
  if (hasState(data) && data.def!.m_clear !== null) {
    const status = data.def!.m_clear(op);
    if (PyErr_Occurred() !== NULL) PyErr_Clear();
    if (status !== 0) return status;
  }
  const dict = md_dict(op);
  if (dict !== NULL) {
    set_md_dict(op, NULL);
    Py_DECREF(dict);
  }
  return 0;
}

defineType(PyModule_Type, {
  tp_name: 'module', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_weaklistoffset: 40, tp_dictoffset: 16,
  tp_doc: 'module(name, doc=None)\n--\n\nA new module object with a name and a docstring.',
  slots: {
    tp_dealloc: module_dealloc, tp_repr: moduleRepr, tp_getattro: module_getattro, tp_setattro: PyObject_GenericSetAttr, tp_traverse: module_traverse, tp_clear: module_clear,
    tp_init: module___init__, tp_new: module_new,
  },
  methods: [method('__dir__', '($self, /)', module_dir, 'The names of the module, those of a __dir__ function of its own if it has one.')],
  members: [{name: '__dict__', type: 'object', offset: 16, flags: 1}],
  getset: [module_annotations],
});
