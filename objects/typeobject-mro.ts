/** The method resolution order (C3) and the choice of the dominant base. CPython: Objects/typeobject.c */
import {PyList_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, PyUnicode_Check, Py_IS_TYPE, set_tp_mro, tp_base, tp_basicsize, tp_flags, tp_itemsize} from '../runtime/generated/accessors';
import {ID___name__, ID_mro} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyExc_AttributeError, PyExc_TypeError, PyType_Type} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_STATIC_BUILTIN} from '../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PySequence_List, PySequence_Tuple} from './abstract-sequence';
import {PyObject_CallNoArgs} from './call';
import {PyErr_Format, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, typeName} from './errors';
import {PyObject_GetOptionalAttr, PyObject_Repr} from './object';
import {PyTuple_New} from './tupleobject';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from './typeobject';
import {PyType_Modified, is_subtype_with_mro, lookup_tp_bases, lookup_tp_dict, lookup_tp_mro, type_mro_modified} from './typeobject-cache';
import {PyType_Ready} from './typeobject-ready';
import {PyUnicode_AsJSString} from './unicodeobject';

/** A class's name for an error text: null when it can't be had (an exception is set). CPython: class_name() */
function class_name(cls: PyObject): string | null {
  let name = PyObject_GetOptionalAttr(cls, ID___name__);
  if (name === NULL) {
    if (PyErr_Occurred()) return null;
    name = PyObject_Repr(cls);
    if (name === NULL) return null;
  }
  const text = PyUnicode_Check(name) ? PyUnicode_AsJSString(name) : '?';
  Py_DECREF(name);
  return text;
}
function check_duplicates(bases: PyObject): number {
  const n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (PyTuple_GET_ITEM(bases, j) !== PyTuple_GET_ITEM(bases, i)) continue;
      const name = class_name(PyTuple_GET_ITEM(bases, i));
      if (name !== null) PyErr_Format(PyExc_TypeError, `duplicate base class ${name}`);
      return -1;
    }
  }
  return 0;
}
/** Merges linearizations by C3 into `acc`; -1 with a TypeError when they contradict each other. CPython: pmerge(), set_mro_error() */
function pmerge(acc: PyObject[], lists: readonly PyObject[]): number {
  const remain = lists.map(() => 0), sizes = lists.map(list => PyTuple_GET_SIZE(list));
  const inTail = (list: number, cls: PyObject): boolean => {
    for (let j = remain[list] + 1; j < sizes[list]; j++) if (PyTuple_GET_ITEM(lists[list], j) === cls) return true;
    return false;
  };
  for (;;) {
    let chosen: PyObject | NULL = NULL, empty = 0;
    for (let i = 0; i < lists.length && chosen === NULL; i++) {
      if (remain[i] >= sizes[i]) {
        empty++;
        continue;
      }
      const candidate = PyTuple_GET_ITEM(lists[i], remain[i]);
      let blocked = false;
      for (let j = 0; j < lists.length && !blocked; j++) blocked = inTail(j, candidate);
      if (!blocked) chosen = candidate;
    }
    if (chosen === NULL) {
      if (empty === lists.length) return 0;
      const heads = new Set<PyObject>();
      for (let i = 0; i < lists.length; i++) if (remain[i] < sizes[i]) heads.add(PyTuple_GET_ITEM(lists[i], remain[i]));
      const names: string[] = [];
      for (const head of heads) {
        const name = class_name(head);
        if (name === null) return -1;
        names.push(name);
      }
      PyErr_SetString(PyExc_TypeError, `Cannot create a consistent method resolution order (MRO) for bases ${names.join(', ')}`.slice(0, 999));
      return -1;
    }
    acc.push(chosen);
    for (let j = 0; j < lists.length; j++) if (remain[j] < sizes[j] && PyTuple_GET_ITEM(lists[j], remain[j]) === chosen) remain[j]++;
  }
}
/** The mro by C3, as a tuple. CPython: mro_implementation() */
export function mro_implementation(type: PyTypeObject): New | NULL {
  const bases = lookup_tp_bases(type), n = PyTuple_GET_SIZE(bases);
  const lists: PyObject[] = [];
  for (let i = 0; i < n; i++) {
    const base = PyTuple_GET_ITEM(bases, i), mro = lookup_tp_mro(base);
    if (mro === NULL) return PyErr_Format(PyExc_TypeError, `Cannot extend an incomplete type '${slots(base).tp_name}'`);
    lists.push(mro);
  }
  const order: PyObject[] = [type];
  if (n === 1) for (let i = 0; i < PyTuple_GET_SIZE(lists[0]); i++) order.push(PyTuple_GET_ITEM(lists[0], i));
  else if (check_duplicates(bases) < 0 || pmerge(order, [...lists, bases]) < 0) return NULL;
  const result = PyTuple_New(order.length);
  if (result === NULL) return NULL;
  for (let i = 0; i < order.length; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(order[i]));
  return result;
}
/** type.mro() */
export function type_mro_impl(self: PyObject): New | NULL {
  if (lookup_tp_dict(self) === NULL && PyType_Ready(self) < 0) return NULL;
  const seq = mro_implementation(self);
  if (seq === NULL || PyList_Check(seq)) return seq;
  const list = PySequence_List(seq);
  Py_DECREF(seq);
  return list;
}
/** What a mro() of Python code may return. CPython: mro_check() */
function mro_check(type: PyTypeObject, mro: PyObject): number {
  const solid = solid_base(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i);
    if (!PyType_Check(base)) {
      PyErr_Format(PyExc_TypeError, `mro() returned a non-class ('${typeName(base)}')`);
      return -1;
    }
    if (!is_subtype_with_mro(lookup_tp_mro(solid), solid, solid_base(base))) {
      PyErr_Format(PyExc_TypeError, `mro() returned base with unsuitable layout ('${slots(base).tp_name}')`);
      return -1;
    }
  }
  return 0;
}
/** Asks the metaclass for the mro. escapes. CPython: mro_invoke() */
function mro_invoke(type: PyTypeObject): New | NULL {
  const custom = !Py_IS_TYPE(type, PyType_Type);
  let result: New | NULL;
  if (custom) {
    const method = _PyObject_LookupSpecial(type, ID_mro);
    if (method === NULL) return PyErr_Occurred() ? NULL : PyErr_SetObject(PyExc_AttributeError, ID_mro);
    result = PyObject_CallNoArgs(method);
    Py_DECREF(method);
  } else result = mro_implementation(type);
  if (result === NULL) return NULL;
  const mro = PySequence_Tuple(result);
  Py_DECREF(result);
  if (mro === NULL) return NULL;
  if (PyTuple_GET_SIZE(mro) === 0) {
    Py_DECREF(mro);
    return PyErr_SetString(PyExc_TypeError, 'type MRO must not be empty');
  }
  if (custom && mro_check(type, mro) < 0) {
    Py_DECREF(mro);
    return NULL;
  }
  return mro;
}
/**
 * Computes a type's mro and stores it: 1, or 0 when another one was stored meanwhile (mro() ran Python code), -1 on error. With `previous` the old
 * mro is put there, owned. escapes. CPython: mro_internal_unlocked()
 */
export function mro_internal(type: PyTypeObject, _initial: boolean, previous: {mro: PyObject | NULL} | null = null): number {
  const before = lookup_tp_mro(type), held = Py_XNewRef(before);
  const fresh = mro_invoke(type);
  const changed = lookup_tp_mro(type) !== before;
  Py_XDECREF(held);
  if (fresh === NULL) return -1;
  if (changed) {
    Py_DECREF(fresh);
    return 0;
  }
  set_tp_mro(type, fresh);
  type_mro_modified(type, fresh);
  // a base may be hidden from a custom mro
  type_mro_modified(type, lookup_tp_bases(type));
  if ((tp_flags(type) & Py_TPFLAGS_STATIC_BUILTIN) === 0) PyType_Modified(type);
  if (previous !== null) previous.mro = before;
  else Py_XDECREF(before);
  return 1;
}

// ---- the dominant base ----

/** The nearest base, the type included, whose instances have a layout of their own. CPython: solid_base() */
export function solid_base(type: PyTypeObject): PyTypeObject {
  const parent = tp_base(type), base = parent !== NULL ? solid_base(parent) : PyBaseObject_Type;
  return tp_basicsize(type) !== tp_basicsize(base) || tp_itemsize(type) !== tp_itemsize(base) ? type : base;
}
/** The base whose layout a class with these bases extends; NULL with a TypeError. CPython: best_base() */
export function best_base(bases: PyObject): PyTypeObject | NULL {
  let base: PyObject | NULL = NULL, winner: PyObject | NULL = NULL;
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) {
    const type = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(type)) return PyErr_SetString(PyExc_TypeError, 'bases must be types');
    if (lookup_tp_dict(type) === NULL && PyType_Ready(type) < 0) return NULL;
    if ((tp_flags(type) & Py_TPFLAGS_BASETYPE) === 0) return PyErr_Format(PyExc_TypeError, `type '${slots(type).tp_name}' is not an acceptable base type`);
    const candidate = solid_base(type);
    if (winner === NULL || (!PyType_IsSubtype(winner, candidate) && PyType_IsSubtype(candidate, winner))) {
      winner = candidate;
      base = type;
    } else if (!PyType_IsSubtype(winner, candidate)) return PyErr_SetString(PyExc_TypeError, 'multiple bases have instance lay-out conflict');
  }
  return base;
}
