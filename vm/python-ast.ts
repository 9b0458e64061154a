/** Syntax trees as Python objects, and back. CPython: Python/Python-ast.c ast2obj_*() and obj2ast_*() */
import {PySys_AuditFormat} from '../objects/sysattr';
import {objectOfConstant} from '../objects/codeobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../objects/errors';
import {PyObject_IsInstance} from '../objects/abstract-object';
import {PyList_New} from '../objects/listobject';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_FromNumber} from '../objects/longobject';
import {PyObject_GetOptionalAttr, PyObject_SetAttr} from '../objects/object';
import {PyType_GenericNew} from '../objects/typeobject';
import {PyBytes_AsUint8Array} from '../objects/bytesobject';
import {PyUnicode_AsJSString, PyUnicode_FromText, _PyUnicode_TEXT} from '../objects/unicodeobject';
import {_PyUnicode_InternFromString} from '../objects/unicode-intern';
import {_PySet_EntryKey, _PySet_NextEntry} from '../objects/setobject';
import {PyBytes_CheckExact, PyComplex_CheckExact, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFrozenSet_CheckExact, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyLong_Check, PyLong_CheckExact, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CheckExact, Py_TYPE, cval_imag, cval_real} from '../runtime/generated/accessors';
import {PyExc_RecursionError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {ASDL, type AsdlType, type Constructor} from './asdl';
import type {PyConst, PyText} from './constants';
import {Py_C_RECURSION_LIMIT} from './compile-errors';
import type {mod_ty} from './generated/ast-nodes';
import {type PyArena, _PyArena_AddPyObject} from './pyarena';
import {astState, type AstState} from './python-ast-types';
import {_PyAST_Validate} from './ast-validate';

/** Any node of a tree: its fields by name. */
type Node = Record<string, unknown> & {_type: string};
const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;
const asdlByName = new Map<string, AsdlType>(ASDL.map(type => [type.name, type]));
/** A field as it is declared: `kind` with its mark, `base` without. */
interface Field { readonly name: string; readonly kind: string; readonly base: string; readonly isList: boolean; readonly isOptional: boolean }
/** A class that has instances in a tree: its fields and the type it belongs to. */
interface Shape { readonly name: string; readonly fields: readonly Field[]; readonly type: AsdlType }
const fieldOf = (text: string): Field => {
  const [kind, name] = text.split(' '), isList = kind.endsWith('*'), isOptional = kind.endsWith('?');
  return {name, kind, base: isList || isOptional ? kind.slice(0, -1) : kind, isList, isOptional};
};
const shapes = new Map<string, Shape>();
for (const type of ASDL) {
  if (type.constructors === null) shapes.set(type.name, {name: type.name, fields: type.fields!.map(fieldOf), type});
  else for (const c of type.constructors) shapes.set(c.name, {name: c.name, fields: c.fields.map(fieldOf), type});
}
/** Types whose values are bare names: operators and contexts. */
const isEnum = (type: AsdlType): boolean => type.constructors !== null && type.positions === 'none' && type.constructors.every((c: Constructor) => c.fields.length === 0);

// ---- tree to objects ----

class Printer {
  private depth = 0;
  constructor(private readonly state: AstState) {}

  node(node: Node): New | NULL {
    if (++this.depth > Py_C_RECURSION_LIMIT) {
      this.depth--;
      return PyErr_SetString(PyExc_RecursionError, 'maximum recursion depth exceeded during ast construction');
    }
    const type = this.state.types.get(node._type)!, {fields, type: asdl} = shapes.get(node._type)!;
    let object: New | NULL = PyType_GenericNew(type, NULL as PyObject, NULL);
    for (const field of fields) {
      if (object === NULL) break;
      object = this.set(object, field.name, this.field(field, node[field.name]));
    }
    if (asdl.positions !== 'none') for (const name of POSITIONS) if (object !== NULL) object = this.set(object, name, PyLong_FromNumber(node[name] as number));
    this.depth--;
    return object;
  }
  /** Sets an attribute to a new reference, which is consumed; the object, or NULL when something failed. */
  private set(object: New, name: string, value: New | NULL): New | NULL {
    const key = this.state.name(name);
    const ok = value !== NULL && key !== NULL && PyObject_SetAttr(object, key, value) === 0;
    if (value !== NULL) Py_DECREF(value);
    if (ok) return object;
    Py_DECREF(object);
    return NULL;
  }
  private field(field: Field, value: unknown): New | NULL {
    if (field.isList) {
      const items = value as unknown[], list = PyList_New(items.length);
      if (list === NULL) return NULL;
      for (let i = 0; i < items.length; i++) {
        const item = this.value(field.base, items[i]);
        if (item === NULL) {
          Py_DECREF(list);
          return NULL;
        }
        PyList_SET_ITEM(list, i, item);
      }
      return list;
    }
    return this.value(field.base, value);
  }
  private value(kind: string, value: unknown): New | NULL {
    if (value === null || value === undefined) return Py_NewRef(_Py_NoneStruct);
    switch (kind) {
      case 'identifier': return _PyUnicode_InternFromString(value as string);
      case 'string': return PyUnicode_FromText(value as PyText);
      case 'int': return PyLong_FromNumber(value as number);
      case 'constant': return objectOfConstant(value as PyConst);
    }
    if (typeof value === 'string') return Py_NewRef(this.state.singletons.get(value)!);
    return this.node(value as Node);
  }
}
/** The Python object of a tree, new reference. CPython: PyAST_mod2obj() */
export function PyAST_mod2obj(mod: mod_ty): New | NULL {
  const state = astState();
  return state === null ? NULL : new Printer(state).node(mod as unknown as Node);
}

/** 1 for an instance of AST, 0 otherwise, -1 with an exception. CPython: PyAST_Check() */
export function PyAST_Check(op: PyObject): number {
  const state = astState();
  return state === null ? -1 : PyObject_IsInstance(op, state.types.get('AST')!);
}

// ---- objects to tree ----

/** What reading gives when an exception is set. */
const FAILED = Symbol('failed');
type Failed = typeof FAILED;
const positionFields = (kind: string): Record<typeof POSITIONS[number], Field> =>
  ({lineno: fieldOf(`${kind} lineno`), col_offset: fieldOf(`${kind} col_offset`), end_lineno: fieldOf(`${kind} end_lineno`), end_col_offset: fieldOf(`${kind} end_col_offset`)});
const REQUIRED_POSITIONS = positionFields('int'), OPTIONAL_POSITIONS = positionFields('int?');
/** Kinds of fields that None is read for, although the node is refused afterwards. */
const NULLABLE: ReadonlySet<string> = new Set(['identifier', 'string', ...ASDL.filter(type => type.constructors !== null && !isEnum(type)).map(type => type.name)]);

class Reader {
  private depth = 0;
  /** The shapes by the addresses of their classes. */
  private readonly byClass = new Map<PyObject, Shape>();
  constructor(private readonly state: AstState, private readonly arena: PyArena | null) {
    for (const shape of shapes.values()) this.byClass.set(state.types.get(shape.name)!, shape);
  }

  private fail(type: PyObject, text: string): Failed {
    PyErr_SetString(type, text);
    return FAILED;
  }
  /** A node of an ASDL type: the constructor is that of the first class the object is an instance of. */
  node(op: PyObject, type: AsdlType): Node | string | Failed {
    if (++this.depth > Py_C_RECURSION_LIMIT) return this.fail(PyExc_RecursionError, 'maximum recursion depth exceeded during compilation');
    const result = this.anyNode(op, type);
    this.depth--;
    return result;
  }
  private anyNode(op: PyObject, type: AsdlType): Node | string | Failed {
    // what is of one of our own classes can be of no other
    const exact = this.byClass.get(Py_TYPE(op));
    if (exact !== undefined && exact.type === type) return isEnum(type) ? exact.name : this.fields(op, exact);
    if (type.constructors === null) return this.fields(op, shapes.get(type.name)!);
    if (!isEnum(type)) {
      const isOne = PyObject_IsInstance(op, this.state.types.get(type.name)!);
      if (isOne < 0) return FAILED;
      if (isOne > 0) for (const c of type.constructors) {
        const matches = PyObject_IsInstance(op, this.state.types.get(c.name)!);
        if (matches < 0) return FAILED;
        if (matches > 0) return this.fields(op, shapes.get(c.name)!);
      }
    } else for (const c of type.constructors) {
      const matches = PyObject_IsInstance(op, this.state.types.get(c.name)!);
      if (matches < 0) return FAILED;
      if (matches > 0) return c.name;
    }
    return this.fail(PyExc_TypeError, `expected some sort of ${type.name}, but got ${reprText(op) ?? '?'}`);
  }
  private fields(op: PyObject, {name, fields, type}: Shape): Node | Failed {
    const node: Node = {_type: name};
    // the positions of a sum type are read before its class is known
    if (type.constructors !== null && !this.positions(op, node, type)) return FAILED;
    for (const field of fields) {
      const value = this.field(op, name, field, !field.isOptional && !field.isList);
      if (value === FAILED) return FAILED;
      node[field.name] = value;
    }
    if (type.constructors === null && !this.positions(op, node, type)) return FAILED;
    for (const field of fields) {
      if (node[field.name] === null && !field.isOptional) return this.fail(PyExc_ValueError, `field '${field.name}' is required for ${name}`);
    }
    return node;
  }
  private positions(op: PyObject, node: Node, type: AsdlType): boolean {
    if (type.positions === 'none') return true;
    for (const position of POSITIONS) {
      const required = !position.startsWith('end_') || type.positions === 'end required';
      const value = this.field(op, type.name, required ? REQUIRED_POSITIONS[position] : OPTIONAL_POSITIONS[position], required);
      if (value === FAILED) return false;
      node[position] = value ?? node[position.slice(4)];
    }
    return true;
  }
  private field(op: PyObject, owner: string, field: Field, required: boolean): unknown {
    const key = this.state.name(field.name);
    if (key === NULL) return FAILED;
    const value = PyObject_GetOptionalAttr(op, key);
    if (value === NULL) {
      if (PyErr_Occurred() !== NULL) return FAILED;
      if (field.isList) return [];
      return required ? this.fail(PyExc_TypeError, `required field "${field.name}" missing from ${owner}`) : null;
    }
    const result = this.read(value, owner, field);
    Py_DECREF(value);
    return result;
  }
  private read(value: PyObject, owner: string, {name, base, isList, isOptional}: Field): unknown {
    if (isList) {
      if (!PyList_Check(value)) return this.fail(PyExc_TypeError, `${owner} field "${name}" must be a list, not a ${typeName(value)}`);
      const items: unknown[] = [], size = PyList_GET_SIZE(value), itemKind = base;
      // the validator judges a None among them
      const mayBeNone = itemKind === 'expr' || itemKind === 'stmt';
      for (let i = 0; i < size; i++) {
        const item = Py_NewRef(PyList_GET_ITEM(value, i));
        const read = mayBeNone && item === _Py_NoneStruct ? null : this.scalar(item, itemKind);
        Py_DECREF(item);
        if (read === FAILED) return FAILED;
        if (size !== PyList_GET_SIZE(value)) return this.fail(PyExc_RuntimeError, `${owner} field "${name}" changed size during iteration`);
        items.push(read);
      }
      return items;
    }
    if (value === _Py_NoneStruct && (isOptional || NULLABLE.has(base))) return null;
    return this.scalar(value, base);
  }
  private scalar(value: PyObject, kind: string): unknown {
    switch (kind) {
      case 'identifier': return PyUnicode_CheckExact(value) ? PyUnicode_AsJSString(value) : this.fail(PyExc_TypeError, 'AST identifier must be of type str');
      case 'string': return PyUnicode_CheckExact(value) || PyBytes_CheckExact(value) ? _PyUnicode_TEXT(value) : this.fail(PyExc_TypeError, 'AST string must be of type str');
      case 'int': {
        if (!PyLong_Check(value)) return this.fail(PyExc_ValueError, `invalid integer value: ${reprText(value) ?? '?'}`);
        const n = PyLong_AsInt(value);
        return n === -1 && PyErr_Occurred() !== NULL ? FAILED : n;
      }
      case 'constant': return this.constant(value);
      default: return this.node(value, asdlByName.get(kind)!);
    }
  }
  /** A value of Constant; only what literals and folding can make. CPython: Python/ast.c validate_constant() */
  constant(op: PyObject): PyConst | Failed {
    const value = this.plainConstant(op);
    // a set with items is made anew when its items are merged
    if (value === FAILED || ((value as PyConst).kind === 'frozenset' && _PySet_NextEntry(op, 0) > 0)) return value;
    if (this.arena !== null) _PyArena_AddPyObject(this.arena, op);
    (value as PyConst).object = op;
    return value;
  }
  private plainConstant(op: PyObject): PyConst | Failed {
    if (op === _Py_NoneStruct) return {kind: 'None'};
    if (op === _Py_TrueStruct) return {kind: 'True'};
    if (op === _Py_FalseStruct) return {kind: 'False'};
    if (op === _Py_EllipsisObject) return {kind: 'Ellipsis'};
    if (PyLong_CheckExact(op)) return {kind: 'int', value: PyLong_AsBigInt(op)};
    if (PyFloat_CheckExact(op)) return {kind: 'float', value: PyFloat_AS_DOUBLE(op)};
    if (PyComplex_CheckExact(op)) return {kind: 'complex', real: cval_real(op), imag: cval_imag(op)};
    if (PyUnicode_CheckExact(op)) return {kind: 'str', value: _PyUnicode_TEXT(op)};
    if (PyBytes_CheckExact(op)) return {kind: 'bytes', value: PyBytes_AsUint8Array(op).slice()};
    const items: PyObject[] = [];
    if (PyTuple_CheckExact(op)) for (let i = 0; i < PyTuple_GET_SIZE(op); i++) items.push(PyTuple_GET_ITEM(op, i));
    else if (PyFrozenSet_CheckExact(op)) for (let pos = _PySet_NextEntry(op, 0); pos > 0; pos = _PySet_NextEntry(op, pos)) items.push(_PySet_EntryKey(op, pos));
    else return this.arena === null ? {kind: 'object', object: op} : this.fail(PyExc_TypeError, `got an invalid type in Constant: ${typeName(op)}`);
    const read: PyConst[] = [];
    for (const item of items) {
      const value = this.constant(item);
      if (value === FAILED) return FAILED;
      read.push(value as PyConst);
    }
    return {kind: PyTuple_CheckExact(op) ? 'tuple' : 'frozenset', items: read};
  }
}

/** The constant for an object that lives as long as the constant is used: of a known kind, or the object itself; null with an exception. */
export function constantOf(op: PyObject): PyConst | null {
  const state = astState(), value = state === null ? FAILED : new Reader(state, null).constant(op);
  return value === FAILED ? null : (value as PyConst);
}

const MODULES: Readonly<Record<string, string>> = {exec: 'Module', eval: 'Expression', single: 'Interactive', func_type: 'FunctionType'};
/** The tree of a Python object that fits a mode of compile(), its constants kept by the arena; null with an exception. CPython: PyAST_obj2mod() */
export function PyAST_obj2mod(op: PyObject, arena: PyArena, mode: string): mod_ty | null {
  if (PySys_AuditFormat('compile', 'OO', op, NULL) < 0) return null;
  const state = astState();
  if (state === null) return null;
  const wanted = MODULES[mode], fits = PyObject_IsInstance(op, state.types.get(wanted)!);
  if (fits < 0) return null;
  if (fits === 0) {
    PyErr_Format(PyExc_TypeError, `expected ${wanted} node, got ${typeName(op)}`);
    return null;
  }
  const node = new Reader(state, arena).node(op, asdlByName.get('mod')!);
  if (node === FAILED) return null;
  return _PyAST_Validate(node as unknown as mod_ty) ? (node as unknown as mod_ty) : null;
}
