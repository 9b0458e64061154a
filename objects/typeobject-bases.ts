/** Changing a class's __bases__ and an object's __class__; __mro_entries__. CPython: Objects/typeobject.c, Python/bltinmodule.c update_bases() */
import {PySys_AuditFormat} from './sysattr';
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, Py_SET_TYPE, Py_TYPE, ht_slots, set_tp_base, set_tp_bases, set_tp_mro, tp_base, tp_basicsize, tp_dictoffset, tp_flags, tp_itemsize, tp_weaklistoffset} from '../runtime/generated/accessors';
import {interp} from '../runtime/current';
import {ID___mro_entries__} from '../runtime/generated/ids';
import {PyExc_TypeError, PyModule_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {RARE_EVENT_INTERP_INC} from '../runtime/pystate';
import * as flag from '../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_CallOneArg} from './call';
import {PyDict_EntryValue, PyDict_Next} from './dictobject';
import {_PyDict_DetachFromObject, _PyObject_GetManagedDict, _PyObject_MaterializeManagedDict} from './dictobject-values';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyObject_GetOptionalAttr, PyObject_RichCompareBool, Py_EQ} from './object';
import {PyTuple_New} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {check_set_special_type_attr} from './typeobject-attributes';
import {is_subtype_with_mro, lookup_tp_bases, lookup_tp_mro, lookup_tp_subclasses, type_from_ref} from './typeobject-cache';
import {best_base, mro_internal} from './typeobject-mro';
import {add_all_subclasses, remove_all_subclasses} from './typeobject-ready';
import {update_all_slots} from './typeobject-slotdefs';
import {subtype_dealloc} from './typeobject-subtype';

// ---- layouts that may stand for each other ----

function compatible_with_tp_base(child: PyTypeObject): boolean {
  const parent = tp_base(child);
  return parent !== (NULL as number) && tp_basicsize(child) === tp_basicsize(parent) && tp_itemsize(child) === tp_itemsize(parent) && tp_dictoffset(child) === tp_dictoffset(parent)
    && tp_weaklistoffset(child) === tp_weaklistoffset(parent) && ((tp_flags(child) ^ tp_flags(parent)) & flag.Py_TPFLAGS_HAVE_GC) === 0
    && (slots(child).tp_dealloc === subtype_dealloc || slots(child).tp_dealloc === slots(parent).tp_dealloc);
}
function same_slots_added(a: PyTypeObject, b: PyTypeObject): boolean {
  let size = tp_basicsize(tp_base(a));
  if (tp_dictoffset(a) === size && tp_dictoffset(b) === size) size += 8;
  if (tp_weaklistoffset(a) === size && tp_weaklistoffset(b) === size) size += 8;
  if ((tp_flags(a) & tp_flags(b) & flag.Py_TPFLAGS_HEAPTYPE) === 0) return false;
  const slotsA = ht_slots(a), slotsB = ht_slots(b);
  if (slotsA !== (NULL as number) && slotsB !== (NULL as number)) {
    if (PyObject_RichCompareBool(slotsA, slotsB, Py_EQ) !== 1) return false;
    size += 8 * PyTuple_GET_SIZE(slotsA);
  }
  return size === tp_basicsize(a) && size === tp_basicsize(b);
}
/** True when instances of one type may become instances of the other; else a TypeError about `attr`. CPython: compatible_for_assignment() */
export function compatible_for_assignment(oldto: PyTypeObject, newto: PyTypeObject, attr: string): boolean {
  if (slots(newto).tp_free !== slots(oldto).tp_free) {
    PyErr_Format(PyExc_TypeError, `${attr} assignment: '${slots(newto).tp_name}' deallocator differs from '${slots(oldto).tp_name}'`);
    return false;
  }
  let newbase = newto, oldbase = oldto;
  while (compatible_with_tp_base(newbase)) newbase = tp_base(newbase);
  while (compatible_with_tp_base(oldbase)) oldbase = tp_base(oldbase);
  const sameShape = newbase === oldbase || (tp_base(newbase) === tp_base(oldbase) && same_slots_added(newbase, oldbase));
  if (sameShape && ((tp_flags(oldto) ^ tp_flags(newto)) & (flag.Py_TPFLAGS_INLINE_VALUES | flag.Py_TPFLAGS_PREHEADER)) === 0) return true;
  PyErr_Format(PyExc_TypeError, `${attr} assignment: '${slots(newto).tp_name}' object layout differs from '${slots(oldto).tp_name}'`);
  return false;
}

// ---- __class__ ----

/** Getter of __class__. */
export function object_get_class(self: PyObject): New {
  return Py_NewRef(Py_TYPE(self));
}
/** Setter of __class__; -1 on error. CPython: object_set_class() */
export function object_set_class(self: PyObject, value: PyObject | NULL): number {
  if (value === NULL) {
    PyErr_SetString(PyExc_TypeError, "can't delete __class__ attribute");
    return -1;
  }
  if (!PyType_Check(value)) {
    PyErr_Format(PyExc_TypeError, `__class__ must be set to a class, not '${typeName(value)}' object`);
    return -1;
  }
  if (PySys_AuditFormat('object.__setattr__', 'OsO', self, '__class__', value) < 0) return -1;
  const oldto = Py_TYPE(self);
  const modules = PyType_IsSubtype(value, PyModule_Type) && PyType_IsSubtype(oldto, PyModule_Type);
  if (!modules && ((tp_flags(value) | tp_flags(oldto)) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    PyErr_SetString(PyExc_TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses');
    return -1;
  }
  if (!compatible_for_assignment(oldto, value, '__class__')) return -1;
  if ((tp_flags(oldto) & flag.Py_TPFLAGS_INLINE_VALUES) !== 0) {
    // the class's shared keys go with it
    let dict = _PyObject_GetManagedDict(self);
    if (dict === NULL) dict = _PyObject_MaterializeManagedDict(self);
    if (dict === NULL || _PyDict_DetachFromObject(dict, self) < 0) return -1;
  }
  if ((tp_flags(value) & flag.Py_TPFLAGS_HEAPTYPE) !== 0) Py_INCREF(value);
  Py_SET_TYPE(self, value);
  if ((tp_flags(oldto) & flag.Py_TPFLAGS_HEAPTYPE) !== 0) Py_DECREF(oldto);
  RARE_EVENT_INTERP_INC(interp, 'set_class');
  return 0;
}

// ---- __bases__ ----

/** Getter of __bases__. */
export function type_get_bases(type: PyTypeObject): New {
  const bases = lookup_tp_bases(type);
  return Py_NewRef(bases === (NULL as number) ? _Py_NoneStruct : bases);
}
/** A class whose mro was changed; both mros are owned. */
interface ChangedMro { readonly type: New; readonly fresh: New; readonly before: PyObject | NULL }

/** New mros for a class and all its subclasses. escapes. CPython: mro_hierarchy() */
function mro_hierarchy(type: PyTypeObject, changed: ChangedMro[]): number {
  const previous = {mro: NULL as PyObject | NULL}, res = mro_internal(type, false, previous);
  if (res <= 0) return res;
  changed.push({type: Py_NewRef(type), fresh: Py_NewRef(lookup_tp_mro(type) as PyObject), before: previous.mro});
  // a copy: a custom mro() may change the dict
  const subclasses = lookup_tp_subclasses(type), list: New[] = [];
  if (subclasses !== NULL) {
    for (let pos = PyDict_Next(subclasses, 0); pos !== 0; pos = PyDict_Next(subclasses, pos)) {
      const subclass = type_from_ref(PyDict_EntryValue(subclasses, pos));
      if (subclass !== NULL) list.push(subclass);
    }
  }
  let failed = false;
  for (const subclass of list) {
    if (!failed && mro_hierarchy(subclass, changed) < 0) failed = true;
    Py_DECREF(subclass);
  }
  return failed ? -1 : 1;
}
function forget(changed: readonly ChangedMro[]): void {
  for (const {type, fresh, before} of changed) {
    Py_XDECREF(before);
    Py_DECREF(fresh);
    Py_DECREF(type);
  }
}
/** Follows tp_base. CPython: type_is_subtype_base_chain() */
function type_is_subtype_base_chain(a: PyTypeObject, b: PyTypeObject): boolean {
  for (let at: PyObject | NULL = a; at !== NULL; at = tp_base(at)) if (at === b) return true;
  return false;
}
/** Setter of __bases__; -1 on error. escapes. CPython: type_set_bases() */
export function type_set_bases(type: PyTypeObject, bases: PyObject | NULL): number {
  if (!check_set_special_type_attr(type, bases, '__bases__') || bases === NULL) return -1;
  const name = slots(type).tp_name;
  if (!PyTuple_Check(bases)) {
    PyErr_Format(PyExc_TypeError, `can only assign tuple to ${name}.__bases__, not ${typeName(bases)}`);
    return -1;
  }
  if (PyTuple_GET_SIZE(bases) === 0) {
    PyErr_Format(PyExc_TypeError, `can only assign non-empty tuple to ${name}.__bases__, not ()`);
    return -1;
  }
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(base)) {
      PyErr_Format(PyExc_TypeError, `${name}.__bases__ must be tuple of classes, not '${typeName(base)}'`);
      return -1;
    }
    const mro = lookup_tp_mro(base);
    if (is_subtype_with_mro(mro, base, type) || (mro !== NULL && type_is_subtype_base_chain(base, type))) {
      PyErr_SetString(PyExc_TypeError, 'a __bases__ item causes an inheritance cycle');
      return -1;
    }
  }
  const base = best_base(bases);
  if (base === NULL || !compatible_for_assignment(tp_base(type), base, '__bases__')) return -1;
  const oldBases = lookup_tp_bases(type), oldBase = tp_base(type);
  set_tp_bases(type, Py_NewRef(bases));
  set_tp_base(type, Py_NewRef(base));
  const changed: ChangedMro[] = [];
  if (mro_hierarchy(type, changed) < 0) {
    for (let i = changed.length - 1; i >= 0; i--) {
      const {type: cls, fresh, before} = changed[i];
      if (lookup_tp_mro(cls) !== fresh) continue;
      set_tp_mro(cls, Py_XNewRef(before));
      Py_DECREF(fresh);
    }
    forget(changed);
    if (lookup_tp_bases(type) === bases) {
      set_tp_bases(type, oldBases);
      set_tp_base(type, oldBase);
      Py_DECREF(bases);
      Py_DECREF(base);
    } else {
      Py_DECREF(oldBases);
      Py_DECREF(oldBase);
    }
    return -1;
  }
  forget(changed);
  let res = 0;
  // unless mro() changed the bases once more
  if (lookup_tp_bases(type) === bases) {
    remove_all_subclasses(type, oldBases);
    res = add_all_subclasses(type, bases);
    update_all_slots(type);
  }
  RARE_EVENT_INTERP_INC(interp, 'set_bases');
  Py_DECREF(oldBases);
  Py_DECREF(oldBase);
  return res;
}

// ---- __mro_entries__ ----

/** The bases of a class statement with every object that is no class replaced by what its __mro_entries__ gives. CPython: Python/bltinmodule.c update_bases() */
export function update_bases(bases: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(bases), result: New[] = [];
  let replaced = false, failed = false;
  for (let i = 0; i < n && !failed; i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    const entries = PyType_Check(base) ? NULL : PyObject_GetOptionalAttr(base, ID___mro_entries__);
    if (entries === NULL) {
      if (PyErr_Occurred()) failed = true;
      else result.push(Py_NewRef(base));
      continue;
    }
    const more = PyObject_CallOneArg(entries, bases);
    Py_DECREF(entries);
    if (more === NULL) failed = true;
    else {
      replaced = true;
      if (!PyTuple_Check(more)) {
        PyErr_SetString(PyExc_TypeError, '__mro_entries__ must return a tuple');
        failed = true;
      } else for (let j = 0; j < PyTuple_GET_SIZE(more); j++) result.push(Py_NewRef(PyTuple_GET_ITEM(more, j)));
      Py_DECREF(more);
    }
  }
  const tuple = failed ? NULL : replaced ? PyTuple_New(result.length) : Py_NewRef(bases);
  for (let i = 0; i < result.length; i++) {
    if (replaced && tuple !== NULL) PyTuple_SET_ITEM(tuple, i, result[i]);
    else Py_DECREF(result[i]);
  }
  return tuple;
}
