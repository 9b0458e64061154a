/** Instances of classes: how they are traversed, cleared and freed, and their __dict__ and __weakref__. CPython: Objects/typeobject.c subtype_dealloc() */
import {H, tstate} from '../runtime/current';
import {PyDict_Check, Py_SIZE, Py_TYPE, tp_base, tp_dictoffset, tp_flags, tp_weaklistoffset} from '../runtime/generated/accessors';
import {ID___dict__} from '../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_TypeError, TRASH_DEPTH, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, _PyTrash_end} from '../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, TRASHCAN_HEADROOM, slots} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_MANAGED_DICT} from '../runtime/typeflags';
import {Py_READONLY, type PyGetSetDef, type visitproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_ClearManagedDict, PyObject_GenericGetDict, PyObject_VisitManagedDict, _PyObject_SetManagedDict} from './dictobject-values';
import {PyErr_Format, PyErr_SetString, typeName} from './errors';
import {PyObject_CallFinalizerFromDealloc} from './object';
import {_PyObject_ComputedDictPointer} from './object-generic';
import {_PyType_Lookup} from './typeobject-cache';
import {PyObject_ClearWeakRefs, _PyWeakref_ClearWeakRefsNoCallbacks, firstWeakref} from './weakrefobject';

/** tp_traverse of classes: their __slots__, the dict, the type, and what the base visits. CPython: subtype_traverse() */
export function subtype_traverse(self: PyObject, visit: visitproc): number {
  const type = Py_TYPE(self);
  let base: PyTypeObject = type;
  while (slots(base).tp_traverse === subtype_traverse) {
    if (Py_SIZE(base) !== 0) {
      for (const member of slots(base).members) {
        if (member.type !== 'object_ex') continue;
        const value = H[self + (member.offset >> 2)] as PyObject;
        if (value !== NULL) {
          const err = visit(value);
          if (err !== 0) return err;
        }
      }
    }
    base = tp_base(base);
  }
  const basetraverse = slots(base).tp_traverse;
  if (tp_dictoffset(type) !== tp_dictoffset(base)) {
    if ((tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) !== 0) {
      const err = PyObject_VisitManagedDict(self, visit);
      if (err !== 0) return err;
    } else {
      const at = _PyObject_ComputedDictPointer(self);
      if (at !== 0 && H[at] !== NULL) {
        const err = visit(H[at] as PyObject);
        if (err !== 0) return err;
      }
    }
  }
  if ((tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0 && (basetraverse === null || (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0)) {
    const err = visit(type);
    if (err !== 0) return err;
  }
  return basetraverse === null ? 0 : basetraverse(self, visit);
}
function clear_slots(type: PyTypeObject, self: PyObject): void {
  for (const member of slots(type).members) {
    if (member.type !== 'object_ex' || ((member.flags ?? 0) & Py_READONLY) !== 0) continue;
    const at = self + (member.offset >> 2), value = H[at] as PyObject;
    if (value === NULL) continue;
    H[at] = NULL;
    Py_DECREF(value);
  }
}
/** tp_clear of classes. CPython: subtype_clear() */
export function subtype_clear(self: PyObject): number {
  const type = Py_TYPE(self);
  let base: PyTypeObject = type;
  while (slots(base).tp_clear === subtype_clear) {
    if (Py_SIZE(base) !== 0) clear_slots(base, self);
    base = tp_base(base);
  }
  if ((tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) !== 0) {
    if ((tp_flags(base) & Py_TPFLAGS_MANAGED_DICT) === 0) PyObject_ClearManagedDict(self);
  } else if (tp_dictoffset(type) !== tp_dictoffset(base)) clearDictAt(_PyObject_ComputedDictPointer(self));
  const clear = slots(base).tp_clear;
  return clear === null ? 0 : clear(self);
}
function clearDictAt(at: number): void {
  if (at === 0) return;
  const dict = H[at] as PyObject;
  H[at] = NULL;
  Py_XDECREF(dict);
}
/** tp_dealloc of classes: finalizer, weak references, slots, dict, then the base's dealloc; the type loses a reference last. CPython: subtype_dealloc() */
export function subtype_dealloc(self: PyObject): void {
  let type = Py_TYPE(self);
  if ((tp_flags(type) & Py_TPFLAGS_HAVE_GC) === 0) {
    deallocWithoutGC(self, type);
    return;
  }
  PyObject_GC_UnTrack(self);
  // one below the limit: the base's dealloc begins once more and must not put off what is half done here
  if (H[TRASH_DEPTH] >= TRASHCAN_HEADROOM - 1) {
    H[self - 2] = tstate.delete_later;
    tstate.delete_later = self;
    return;
  }
  H[TRASH_DEPTH]++;
  finished: {
    let base: PyTypeObject = type;
    while (slots(base).tp_dealloc === subtype_dealloc) base = tp_base(base);
    const s = slots(type), finalize = s.tp_finalize !== null;
    if (finalize) {
      _PyObject_GC_TRACK(self);
      if (PyObject_CallFinalizerFromDealloc(self) < 0) break finished;
      _PyObject_GC_UNTRACK(self);
    }
    const ownWeakrefs = tp_weaklistoffset(type) !== 0 && tp_weaklistoffset(base) === 0;
    if (ownWeakrefs) PyObject_ClearWeakRefs(self);
    if (s.tp_del !== null) {
      _PyObject_GC_TRACK(self);
      s.tp_del(self);
      if (H[self] > 0) break finished;
      _PyObject_GC_UNTRACK(self);
    }
    // weak references made by the finalizer die without their callbacks
    if ((finalize || s.tp_del !== null) && ownWeakrefs) _PyWeakref_ClearWeakRefsNoCallbacks(self);
    for (base = type; slots(base).tp_dealloc === subtype_dealloc; base = tp_base(base)) if (Py_SIZE(base) !== 0) clear_slots(base, self);
    if ((tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) !== 0) PyObject_ClearManagedDict(self);
    else if (tp_dictoffset(type) !== 0 && tp_dictoffset(base) === 0) clearDictAt(_PyObject_ComputedDictPointer(self));
    // tp_del may have changed the type
    type = Py_TYPE(self);
    if ((tp_flags(base) & Py_TPFLAGS_HAVE_GC) !== 0) _PyObject_GC_TRACK(self);
    const release = (tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0 && (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0;
    slots(base).tp_dealloc!(self);
    if (release) Py_DECREF(type);
  }
  _PyTrash_end();
}
function deallocWithoutGC(self: PyObject, type: PyTypeObject): void {
  const s = slots(type);
  if (s.tp_finalize !== null && PyObject_CallFinalizerFromDealloc(self) < 0) return;
  if (s.tp_del !== null) {
    s.tp_del(self);
    if (H[self] > 0) return;
  }
  let base: PyTypeObject = type;
  while (slots(base).tp_dealloc === subtype_dealloc) base = tp_base(base);
  type = Py_TYPE(self);
  const release = (tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0 && (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0;
  slots(base).tp_dealloc!(self);
  if (release) Py_DECREF(type);
}

// ---- __dict__ and __weakref__ ----

/** The nearest builtin base whose instances have a dict of their own. CPython: get_builtin_base_with_dict() */
function get_builtin_base_with_dict(type: PyTypeObject): PyTypeObject | NULL {
  for (; tp_base(type) !== NULL; type = tp_base(type)) if (tp_dictoffset(type) !== 0 && (tp_flags(type) & Py_TPFLAGS_HEAPTYPE) === 0) return type;
  return NULL;
}
function dictDescrError(obj: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `this __dict__ descriptor does not support '${typeName(obj)}' objects`);
}
function subtype_dict(obj: PyObject): New | NULL {
  const base = get_builtin_base_with_dict(Py_TYPE(obj));
  if (base === NULL) return PyObject_GenericGetDict(obj);
  const descr = _PyType_Lookup(base, ID___dict__);
  const get = descr === NULL || slots(Py_TYPE(descr)).tp_descr_set === null ? null : slots(Py_TYPE(descr)).tp_descr_get;
  return get === null ? dictDescrError(obj) : get(descr as PyObject, obj, Py_TYPE(obj));
}
function subtype_setdict(obj: PyObject, value: PyObject | NULL): number {
  const base = get_builtin_base_with_dict(Py_TYPE(obj));
  if (base !== NULL) {
    const descr = _PyType_Lookup(base, ID___dict__), set = descr === NULL ? null : slots(Py_TYPE(descr)).tp_descr_set;
    if (set === null) {
      dictDescrError(obj);
      return -1;
    }
    return set(descr as PyObject, obj, value);
  }
  if (value !== NULL && !PyDict_Check(value)) {
    PyErr_Format(PyExc_TypeError, `__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
    return -1;
  }
  if ((tp_flags(Py_TYPE(obj)) & Py_TPFLAGS_MANAGED_DICT) !== 0) return _PyObject_SetManagedDict(obj, value);
  const at = _PyObject_ComputedDictPointer(obj);
  if (at === 0) {
    PyErr_SetString(PyExc_AttributeError, 'This object has no __dict__');
    return -1;
  }
  clearDictAt(at);
  H[at] = Py_XNewRef(value);
  return 0;
}
function subtype_getweakref(obj: PyObject): New | NULL {
  if (tp_weaklistoffset(Py_TYPE(obj)) === 0) return PyErr_SetString(PyExc_AttributeError, 'This object has no __weakref__');
  const first = firstWeakref(obj);
  return Py_NewRef(first === NULL ? _Py_NoneStruct : first);
}
const DICT: PyGetSetDef = {name: '__dict__', get: subtype_dict, set: subtype_setdict, doc: 'the dict of instance variables'};
const WEAKREF: PyGetSetDef = {name: '__weakref__', get: subtype_getweakref, doc: 'the weak references to the object'};
export const subtype_getsets_full: readonly PyGetSetDef[] = [DICT, WEAKREF];
export const subtype_getsets_dict_only: readonly PyGetSetDef[] = [DICT];
export const subtype_getsets_weakref_only: readonly PyGetSetDef[] = [WEAKREF];
