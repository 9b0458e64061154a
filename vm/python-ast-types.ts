/** The classes of syntax trees, made from vm/asdl.ts once for each interpreter. CPython: Python/Python-ast.c init_types() */
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs} from '../objects/call';
import {PyDict_Copy} from '../objects/dictobject-merge';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_New, PyDict_Next, PyDict_SetItemString} from '../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_WarnFormat} from '../objects/errors';
import {Py_GenericAlias} from '../objects/genericaliasobject';
import {PyList_New} from '../objects/listobject';
import {PyObject_GetAttrString, PyObject_GetOptionalAttrString, PyObject_SetAttr, PyObject_SetAttrString} from '../objects/object';
import {PyObject_GenericSetDict} from '../objects/object-generic';
import {PySequence_Contains, PySequence_GetItem, PySequence_Size} from '../objects/abstract-sequence';
import {PyTuple_New, PyTuple_Pack} from '../objects/tupleobject';
import {PyType_GenericNew} from '../objects/typeobject';
import {PyType_FromSpec} from '../objects/typeobject-spec';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {PyUnicode_InternFromString} from '../objects/unicode-intern';
import {PyObject_GC_UnTrack} from '../runtime/gc';
import {interp} from '../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, ast_dict, set_ast_dict} from '../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_DeprecationWarning, PyExc_TypeError, PyList_Type, PyLong_Type, PyType_Type, PyUnicode_Type, Py_GenericAliasType, _PyUnion_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyNumber_Or} from '../objects/abstract-number';
import {PyObject_GenericGetDict} from '../objects/dictobject-values';
import {ASDL, type AsdlType} from './asdl';

const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

/** The classes by name, and the one object each of Load, Add and the like. Owned by the interpreter. */
export class AstState {
  readonly types = new Map<string, New>();
  readonly singletons = new Map<string, New>();
  /** Names of fields, interned. */
  readonly names = new Map<string, New>();

  /** The str of a field's name, borrowed; NULL with an exception. */
  name(text: string): PyObject | NULL {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const name = PyUnicode_InternFromString(text);
    if (name !== NULL) this.names.set(text, name);
    return name;
  }
}

/** The state of the current interpreter, made on first use; null with an exception. CPython: get_ast_state(), init_types() */
export function astState(): AstState | null {
  const known = interp.moduleStates.get('ast') as AstState | undefined;
  if (known !== undefined) return known;
  const state = new AstState();
  if (!makeTypes(state)) {
    releaseState(state);
    return null;
  }
  interp.moduleStates.set('ast', state);
  return state;
}
/** Drops the classes of the current interpreter. CPython: _PyAST_Fini() */
export function _PyAST_Fini(): void {
  const state = interp.moduleStates.get('ast') as AstState | undefined;
  if (state === undefined) return;
  interp.moduleStates.delete('ast');
  releaseState(state);
}
function releaseState(state: AstState): void {
  for (const only of state.singletons.values()) Py_DECREF(only);
  for (const name of state.names.values()) Py_DECREF(name);
  for (const type of state.types.values()) Py_DECREF(type);
}

// ---- the base class ----

function ast_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), dict = ast_dict(self);
  PyObject_GC_UnTrack(self);
  set_ast_dict(self, NULL);
  Py_XDECREF(dict);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
/** Fields by position or name; what is left out becomes [] for a list, Load() for a context, and a warning for the rest. CPython: ast_type_init() */
function ast_type_init(self: PyObject, args: PyObject, kw: PyObject | NULL): number {
  const type = Py_TYPE(self), fields = PyObject_GetAttrString(type, '_fields');
  if (fields === NULL) return -1;
  const status = initFields(self, type, fields, args, kw);
  Py_DECREF(fields);
  return status;
}
function initFields(self: PyObject, type: PyObject, fields: PyObject, args: PyObject, kw: PyObject | NULL): number {
  const n = PySequence_Size(fields), name = slots(type).tp_name;
  if (n < 0) return -1;
  const given = PyTuple_GET_SIZE(args), remaining = new Set<string>();
  if (n < given) {
    PyErr_Format(PyExc_TypeError, `${name.slice(name.lastIndexOf('.') + 1)} constructor takes at most ${n} positional argument${n === 1 ? '' : 's'}`);
    return -1;
  }
  for (let i = 0; i < n; i++) {
    const field = PySequence_GetItem(fields, i);
    if (field === NULL) return -1;
    let status = 0;
    if (i < given) status = PyObject_SetAttr(self, field, PyTuple_GET_ITEM(args, i));
    else remaining.add(PyUnicode_AsJSString(field));
    Py_DECREF(field);
    if (status < 0) return -1;
  }
  if (kw !== NULL) for (let pos = PyDict_Next(kw, 0); pos > 0; pos = PyDict_Next(kw, pos)) if (setKeyword(self, type, fields, remaining, PyDict_EntryKey(kw, pos), PyDict_EntryValue(kw, pos)) < 0) return -1;
  return remaining.size === 0 ? 0 : fillRemaining(self, type, remaining);
}
function setKeyword(self: PyObject, type: PyObject, fields: PyObject, remaining: Set<string>, key: PyObject, value: PyObject): number {
  const name = slots(type).tp_name, text = PyUnicode_AsJSString(key), isField = PySequence_Contains(fields, key);
  if (isField < 0) return -1;
  if (isField > 0) {
    if (!remaining.delete(text)) {
      PyErr_Format(PyExc_TypeError, `${name} got multiple values for argument '${text}'`);
      return -1;
    }
  } else {
    const attributes = PyObject_GetAttrString(type, '_attributes');
    if (attributes === NULL) return -1;
    const known = PySequence_Contains(attributes, key);
    Py_DECREF(attributes);
    if (known < 0) return -1;
    if (known === 0 && PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `${name}.__init__ got an unexpected keyword argument '${text}'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.`) < 0) return -1;
  }
  return PyObject_SetAttr(self, key, value);
}
function fillRemaining(self: PyObject, type: PyObject, remaining: ReadonlySet<string>): number {
  const fieldTypes = PyObject_GetOptionalAttrString(type, '_field_types');
  // a user's own subclass: what is not given does not exist
  if (fieldTypes === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  let status = 0;
  for (const name of remaining) {
    const key = PyUnicode_InternFromString(name);
    if (key === NULL) status = -1;
    else {
      status = fillField(self, type, key, name, fieldTypes);
      Py_DECREF(key);
    }
    if (status < 0) break;
  }
  Py_DECREF(fieldTypes);
  return status;
}
function fillField(self: PyObject, type: PyObject, key: PyObject, name: string, fieldTypes: PyObject): number {
  const fieldType = PyDict_GetItemRef(fieldTypes, key), className = slots(type).tp_name;
  if (fieldType === NULL) {
    if (PyErr_Occurred() !== NULL) return -1;
    return PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `Field '${name}' is missing from ${className}._field_types. This will become an error in Python 3.15.`);
  }
  Py_DECREF(fieldType);
  if (Py_TYPE(fieldType) === _PyUnion_Type) return 0;
  if (Py_TYPE(fieldType) === Py_GenericAliasType) {
    const empty = PyList_New(0);
    if (empty === NULL) return -1;
    const status = PyObject_SetAttr(self, key, empty);
    Py_DECREF(empty);
    return status;
  }
  const state = astState();
  if (state === null) return -1;
  if (fieldType === state.types.get('expr_context')) return PyObject_SetAttr(self, key, state.singletons.get('Load')!);
  return PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `${className}.__init__ missing 1 required positional argument: '${name}'. This will become an error in Python 3.15.`);
}
/** Pickles as type(None for each leading field that is there) and the dict. CPython: ast_type_reduce() */
function ast_type_reduce(self: PyObject): New | NULL {
  const dict = ast_dict(self), type = Py_TYPE(self);
  const empty = PyTuple_New(0);
  if (empty === NULL) return NULL;
  if (dict === NULL) {
    const bare = PyTuple_Pack(type, empty);
    Py_DECREF(empty);
    return bare;
  }
  Py_DECREF(empty);
  const fields = PyObject_GetAttrString(type, '_fields');
  if (fields === NULL) return NULL;
  let count = 0;
  for (const n = PySequence_Size(fields); count < n; count++) {
    const field = PySequence_GetItem(fields, count);
    if (field === NULL) break;
    const value = PyDict_GetItemRef(dict, field);
    Py_DECREF(field);
    if (value === NULL) break;
    Py_DECREF(value);
  }
  Py_DECREF(fields);
  if (PyErr_Occurred() !== NULL) return NULL;
  const args = PyTuple_New(count), copy = PyDict_Copy(dict);
  if (args === NULL || copy === NULL) {
    Py_XDECREF(args);
    Py_XDECREF(copy);
    return NULL;
  }
  for (let i = 0; i < count; i++) PyTuple_SET_ITEM(args, i, Py_NewRef(_Py_NoneStruct));
  const result = PyTuple_Pack(type, args, copy);
  Py_DECREF(args);
  Py_DECREF(copy);
  return result;
}

function makeBase(): New | NULL {
  return PyType_FromSpec({
    tp_name: 'ast.AST', tp_base: PyBaseObject_Type, tp_basicsize: 24, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, tp_dictoffset: 16, layout: 'AST_object',
    slots: {tp_dealloc: ast_dealloc, tp_init: ast_type_init, tp_new: PyType_GenericNew},
    methods: [method('__reduce__', '($self, /)', ast_type_reduce)],
    getset: [{name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict}],
  });
}

// ---- the others, from the table ----

function namesTuple(names: readonly string[]): New | NULL {
  const tuple = PyTuple_New(names.length);
  if (tuple === NULL) return NULL;
  for (let i = 0; i < names.length; i++) {
    const text = PyUnicode_InternFromString(names[i]);
    if (text === NULL) {
      Py_DECREF(tuple);
      return NULL;
    }
    PyTuple_SET_ITEM(tuple, i, text);
  }
  return tuple;
}
/** A class of the tree with its fields. CPython: make_type() */
function makeType(state: AstState, name: string, base: PyObject, fields: readonly string[], doc: string): boolean {
  const names = namesTuple(fields), dict = PyDict_New(), bases = PyTuple_Pack(base), text = PyUnicode_FromString(name), docText = PyUnicode_FromString(doc), module = PyUnicode_InternFromString('ast');
  let type: New | NULL = NULL;
  if (names !== NULL && dict !== NULL && bases !== NULL && text !== NULL && docText !== NULL && module !== NULL &&
    PyDict_SetItemString(dict, '_fields', names) === 0 && PyDict_SetItemString(dict, '__match_args__', names) === 0 && PyDict_SetItemString(dict, '__module__', module) === 0 &&
    PyDict_SetItemString(dict, '__doc__', docText) === 0) type = PyObject_CallFunctionObjArgs(PyType_Type, text, bases, dict);
  for (const op of [names, dict, bases, text, docText, module]) Py_XDECREF(op);
  if (type === NULL) return false;
  state.types.set(name, type);
  return true;
}
function setAttributes(type: PyObject, positions: AsdlType['positions']): boolean {
  const names = namesTuple(positions === 'none' ? [] : POSITIONS);
  if (names === NULL) return false;
  let ok = PyObject_SetAttrString(type, '_attributes', names) === 0;
  Py_DECREF(names);
  if (positions === 'end optional') for (const name of ['end_lineno', 'end_col_offset']) ok = ok && PyObject_SetAttrString(type, name, _Py_NoneStruct) === 0;
  return ok;
}
const plainName = (field: string): string => field.split(' ')[1];
/** Optional fields are None on the class. */
function setOptionalDefaults(type: PyObject, fields: readonly string[]): boolean {
  return fields.every(field => !field.split(' ')[0].endsWith('?') || PyObject_SetAttrString(type, plainName(field), _Py_NoneStruct) === 0);
}
function describe(type: AsdlType): string {
  if (type.constructors === null) return signature(type.name, type.fields!);
  const lines = type.constructors.map(c => signature(c.name, c.fields));
  return `${type.name} = ${type.constructors.some(c => c.fields.length > 0) ? lines.join(`\n${' '.repeat(type.name.length + 1)}| `) : lines.join(' | ')}`;
}
function signature(name: string, fields: readonly string[]): string {
  return fields.length === 0 ? name : `${name}(${fields.join(', ')})`;
}

function makeTypes(state: AstState): boolean {
  const base = makeBase();
  if (base === NULL) return false;
  state.types.set('AST', base);
  const empty = namesTuple([]);
  if (empty === NULL) return false;
  const ok = ['_fields', '__match_args__', '_attributes'].every(name => PyObject_SetAttrString(base, name, empty) === 0);
  Py_DECREF(empty);
  if (!ok) return false;
  for (const type of ASDL) {
    if (!makeType(state, type.name, base, (type.fields ?? []).map(plainName), describe(type))) return false;
    const self = state.types.get(type.name)!;
    if (!setAttributes(self, type.positions) || !setOptionalDefaults(self, type.fields ?? [])) return false;
    for (const c of type.constructors ?? []) {
      if (!makeType(state, c.name, self, c.fields.map(plainName), signature(c.name, c.fields)) || !setOptionalDefaults(state.types.get(c.name)!, c.fields)) return false;
      if (c.fields.length > 0 || type.positions !== 'none' || type.name === 'mod') continue;
      const only = PyObject_CallNoArgs(state.types.get(c.name)!);
      if (only === NULL) return false;
      state.singletons.set(c.name, only);
    }
  }
  return ASDL.every(type => (type.constructors === null ? annotate(state, type.name, type.fields!) : type.constructors.every(c => annotate(state, c.name, c.fields))));
}
const SCALAR_TYPES: Readonly<Record<string, PyObject>> = {identifier: PyUnicode_Type, string: PyUnicode_Type, int: PyLong_Type, constant: PyBaseObject_Type};
/** _field_types and __annotations__: X, list[X] or X | None. CPython: add_ast_annotations() */
function annotate(state: AstState, name: string, fields: readonly string[]): boolean {
  const dict = PyDict_New(), type = state.types.get(name)!;
  if (dict === NULL) return false;
  let ok = true;
  for (const field of fields) {
    const [asdl, fieldName] = field.split(' '), bare = asdl.replace(/[*?]$/, ''), of = SCALAR_TYPES[bare] ?? state.types.get(bare)!;
    let value: New | NULL;
    if (asdl.endsWith('*')) value = Py_GenericAlias(PyList_Type, of);
    else if (asdl.endsWith('?')) value = PyNumber_Or(of, _Py_NoneStruct);
    else value = Py_NewRef(of);
    ok = ok && value !== NULL && PyDict_SetItemString(dict, fieldName, value) === 0;
    Py_XDECREF(value);
  }
  ok = ok && PyObject_SetAttrString(type, '_field_types', dict) === 0 && PyObject_SetAttrString(type, '__annotations__', dict) === 0;
  Py_DECREF(dict);
  return ok;
}
