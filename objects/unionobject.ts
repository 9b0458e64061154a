/** types.UnionType: int | str. CPython: Objects/unionobject.c */
import {H} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, Py_TYPE, set_union_args, set_union_parameters, union_args, union_parameters} from '../runtime/generated/accessors';
import {HASH_HI, _PyNone_Type, _PyTypeAlias_Type, _PyUnion_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_READONLY} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyNumber_Or} from './abstract-number';
import {PyErr_NoMemory} from './errors';
import {traverseFields} from './field-slots';
import {_PyGenericAlias_Check, _Py_make_parameters, _Py_subs_parameters, writeTypeRepr} from './genericaliasobject';
import {PyObject_GetAttr, PyObject_Hash, PyObject_RichCompare, PyObject_RichCompareBool, Py_EQ, Py_NE} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyFrozenSet_New, PySet_New} from './setobject';
import {PyTuple_Pack} from './tupleobject';
import {PyType_GenericAlloc} from './typeobject';
import {PyUnicode_AsJSString, _PyUnicodeWriter} from './unicodeobject';

export function _PyUnion_Check(op: PyObject): boolean {
  return Py_TYPE(op) === _PyUnion_Type;
}
function unionobject_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(union_args(self));
  Py_XDECREF(union_parameters(self));
  slots(Py_TYPE(self)).tp_free!(self);
}
function union_hash(self: PyObject): number {
  const args = PyFrozenSet_New(union_args(self));
  if (args === NULL) {
    H[HASH_HI] = -1;
    return -1;
  }
  const lo = PyObject_Hash(args), hi = H[HASH_HI];
  Py_DECREF(args);
  H[HASH_HI] = hi;
  return lo;
}
function union_richcompare(a: PyObject, b: PyObject, op: number): New | NULL {
  if (!_PyUnion_Check(b) || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  const left = PySet_New(union_args(a)), right = left === NULL ? NULL : PySet_New(union_args(b));
  const result = right === NULL ? NULL : PyObject_RichCompare(left as PyObject, right, op);
  Py_XDECREF(right);
  Py_XDECREF(left);
  return result;
}
/** 1 when two members are the same type, 0 when not, -1 with an exception. CPython: is_same() */
function isSame(left: PyObject, right: PyObject): number {
  if (_PyGenericAlias_Check(left) && _PyGenericAlias_Check(right)) return PyObject_RichCompareBool(left, right, Py_EQ);
  return left === right ? 1 : 0;
}
/** The members of a union, or the one type. CPython: get_types() */
function membersOf(op: PyObject): PyObject[] {
  if (op === _Py_NoneStruct) return [_PyNone_Type];
  if (!_PyUnion_Check(op)) return [op];
  const args = union_args(op);
  return Array.from({length: PyTuple_GET_SIZE(args)}, (_, i) => PyTuple_GET_ITEM(args, i));
}
function isUnionable(op: PyObject): boolean {
  return op === _Py_NoneStruct || PyType_Check(op) || _PyGenericAlias_Check(op) || _PyUnion_Check(op) || Py_TYPE(op) === _PyTypeAlias_Type;
}
/** X | Y of types. escapes. CPython: _Py_union_type_or() */
export function _Py_union_type_or(self: PyObject, other: PyObject): New | NULL {
  if (!isUnionable(self) || !isUnionable(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const first = membersOf(self), added: PyObject[] = [];
  for (const member of membersOf(other)) {
    let duplicate = 0;
    for (let i = 0; i < first.length && duplicate === 0; i++) duplicate = isSame(first[i], member);
    if (duplicate < 0) return NULL;
    if (duplicate === 0) added.push(member);
  }
  if (added.length === 0) return Py_NewRef(self === _Py_NoneStruct ? _PyNone_Type : self);
  const args = PyTuple_Pack(...first, ...added);
  if (args === NULL) return NULL;
  const result = make_union(args);
  Py_DECREF(args);
  return result;
}
function union_repr(self: PyObject): New | NULL {
  const args = union_args(self), writer = new _PyUnicodeWriter();
  for (let i = 0; i < PyTuple_GET_SIZE(args); i++) {
    if (i > 0) writer.writeASCII(' | ');
    const p = PyTuple_GET_ITEM(args, i);
    if (p === _PyNone_Type) writer.writeASCII('None');
    else if (!writeTypeRepr(writer, p)) return NULL;
  }
  return writer.finish();
}
/** The parameters of a union, made once; borrowed. escapes */
function parametersOf(self: PyObject): PyObject | NULL {
  if (union_parameters(self) === NULL) set_union_parameters(self, _Py_make_parameters(union_args(self)));
  return union_parameters(self);
}
/** CPython: union_getitem() */
function union_getitem(self: PyObject, item: PyObject): New | NULL {
  const parameters = parametersOf(self);
  if (parameters === NULL) return NULL;
  const newargs = _Py_subs_parameters(self, union_args(self), parameters, item);
  if (newargs === NULL) return NULL;
  const n = PyTuple_GET_SIZE(newargs);
  let result: New | NULL = n === 0 ? make_union(newargs) : Py_NewRef(PyTuple_GET_ITEM(newargs, 0));
  for (let i = 1; i < n && result !== NULL; i++) {
    const next: New | NULL = PyNumber_Or(result, PyTuple_GET_ITEM(newargs, i));
    Py_DECREF(result);
    result = next;
  }
  Py_DECREF(newargs);
  return result;
}
function union_get_parameters(self: PyObject): New | NULL {
  const parameters = parametersOf(self);
  return parameters === NULL ? NULL : Py_NewRef(parameters);
}
function union_getattro(self: PyObject, name: PyObject): New | NULL {
  if (PyUnicode_Check(name) && PyUnicode_AsJSString(name) === '__module__') return PyObject_GetAttr(Py_TYPE(self), name);
  return PyObject_GenericGetAttr(self, name);
}
/** The members as a tuple, borrowed. CPython: _Py_union_args() */
export function _Py_union_args(self: PyObject): PyObject {
  return union_args(self);
}
function make_union(args: PyObject): New | NULL {
  const result = _PyObject_GC_New(_PyUnion_Type, 32);
  if (result === NULL) return PyErr_NoMemory();
  set_union_parameters(result, NULL);
  set_union_args(result, Py_NewRef(args));
  _PyObject_GC_TRACK(result);
  return result;
}

defineType(_PyUnion_Type, {
  tp_name: 'types.UnionType', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  tp_doc: 'A union type of PEP 604\n\nFor example int | str',
  slots: {
    tp_dealloc: unionobject_dealloc, tp_traverse: traverseFields(4, 6), tp_repr: union_repr, tp_hash: union_hash, tp_getattro: union_getattro, tp_richcompare: union_richcompare, tp_alloc: PyType_GenericAlloc,
    tp_free: PyObject_GC_Del, nb_or: _Py_union_type_or, mp_subscript: union_getitem,
  },
  members: [{name: '__args__', type: 'object', offset: 16, flags: Py_READONLY}],
  getset: [{name: '__parameters__', get: union_get_parameters, doc: 'The type variables in the union.'}],
});
