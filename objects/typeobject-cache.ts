/**
 * Looking a name up in a type: the method resolution order, the attribute cache, version tags and watchers.
 * CPython: Objects/typeobject.c
 *
 * The cache has 4096 entries of four words in the heap, one table for each interpreter: version, name (owned), value (borrowed), unused.
 * A type's version tag is 0 when nothing may be cached about it; it is cleared for a type and all its subclasses when one of them changes.
 */
import {H, _PyRuntime, interp} from '../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, Py_IS_TYPE, set_tp_version_tag, set_tp_versions_used, tp_bases, tp_dict, tp_flags, tp_mro, tp_static_index, tp_subclasses, tp_version_tag, tp_versions_used, tp_watched, set_tp_watched, set__spec_cache_getitem} from '../runtime/generated/accessors';
import {HASH_HI, PyBaseObject_Type, PyExc_RuntimeError, PyExc_ValueError, PyType_Type} from '../runtime/generated/static-addresses';
import {ID_mro} from '../runtime/generated/ids';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {PyMem_RawMalloc} from '../runtime/obmalloc';
import {Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_READY, Py_TPFLAGS_STATIC_BUILTIN} from '../runtime/typeflags';
import type {PyInterpreterState} from '../runtime/pystate';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyDict_EntryValue, PyDict_Next, _PyDict_GetItem_KnownHash} from './dictobject';
import {PyErr_Clear, PyErr_Format, PyErr_FormatUnraisable, PyErr_Occurred, PyErr_SetString, reprText} from './errors';
import {_PyObject_HashFast} from './dictobject-keys';
import {_PyWeakref_GET_REF} from './weakrefobject';

const MCACHE_SIZE = 4096, MCACHE_MAX_ATTR_SIZE = 100;
const MAX_VERSIONS_PER_CLASS = 1000;
/** First version tag of heap types; those of static types are below. CPython: Include/internal/pycore_typeobject.h _Py_TYPE_BASE_VERSION_TAG */
export const _Py_TYPE_BASE_VERSION_TAG = 2 << 16;
const TYPE_MAX_WATCHERS = 8;

// ---- the parts of a type that static types have once for each interpreter ----

/** Per-interpreter part of a static builtin type. CPython: managed_static_type_state_get() */
export function _PyStaticType_GetState(type: PyTypeObject): {tp_dict: PyObject | NULL; tp_subclasses: PyObject | NULL; tp_weaklist: PyObject | NULL} {
  return interp.types.builtins[tp_static_index(type) - 1];
}
/** A type's namespace, borrowed; NULL before it is made ready. CPython: lookup_tp_dict() */
export function lookup_tp_dict(type: PyTypeObject): PyObject | NULL {
  return (tp_flags(type) & Py_TPFLAGS_STATIC_BUILTIN) !== 0 ? _PyStaticType_GetState(type).tp_dict : tp_dict(type);
}
/** As lookup_tp_dict for a type that is ready. CPython: _PyType_GetDict() */
export function _PyType_GetDict(type: PyTypeObject): PyObject {
  return lookup_tp_dict(type) as PyObject;
}
/** A type's namespace. CPython: PyType_GetDict() */
export function PyType_GetDict(type: PyTypeObject): New {
  return Py_NewRef(lookup_tp_dict(type) as PyObject);
}
/** The tuple of bases, borrowed. CPython: lookup_tp_bases() */
export function lookup_tp_bases(type: PyTypeObject): PyObject {
  return tp_bases(type);
}
export function _PyType_GetBases(type: PyTypeObject): New {
  return Py_NewRef(tp_bases(type));
}
/** The tuple of the method resolution order, borrowed; NULL while it is not known. CPython: lookup_tp_mro() */
export function lookup_tp_mro(type: PyTypeObject): PyObject | NULL {
  return tp_mro(type);
}
export function _PyType_GetMRO(type: PyTypeObject): New | NULL {
  const mro = tp_mro(type);
  return mro === NULL ? NULL : Py_NewRef(mro);
}
/** The dict of weak references to subclasses by address, borrowed, or NULL. CPython: lookup_tp_subclasses() */
export function lookup_tp_subclasses(type: PyTypeObject): PyObject | NULL {
  return (tp_flags(type) & Py_TPFLAGS_STATIC_BUILTIN) !== 0 ? _PyStaticType_GetState(type).tp_subclasses : tp_subclasses(type);
}
/** The type that a value of tp_subclasses refers to, owned; NULL when it is dead. CPython: type_from_ref() */
export function type_from_ref(ref: PyObject): New | NULL {
  return _PyWeakref_GET_REF(ref);
}

// ---- versions and watchers ----

function set_version(type: PyTypeObject, version: number): void {
  if (version !== 0) set_tp_versions_used(type, tp_versions_used(type) + 1);
  set_tp_version_tag(type, version);
}
/** Forgets what is cached about a type and its subclasses; call after any change to its dict, bases or mro. escapes (watchers). CPython: PyType_Modified() */
export function PyType_Modified(type: PyTypeObject): void {
  if (tp_version_tag(type) === 0) return;
  const subclasses = lookup_tp_subclasses(type);
  if (subclasses !== NULL) {
    for (let pos = PyDict_Next(subclasses, 0); pos !== 0; pos = PyDict_Next(subclasses, pos)) {
      const subclass = type_from_ref(PyDict_EntryValue(subclasses, pos));
      if (subclass === NULL) continue;
      PyType_Modified(subclass);
      Py_DECREF(subclass);
    }
  }
  for (let bits = tp_watched(type), i = 0; bits !== 0; bits >>= 1, i++) {
    if ((bits & 1) === 0) continue;
    const callback = interp.types.watchers[i] ?? null;
    if (callback !== null && callback(type) < 0) PyErr_FormatUnraisable(`Exception ignored in type watcher callback #${i} for ${reprText(type)}`);
  }
  clearVersion(type);
}
function clearVersion(type: PyTypeObject): void {
  set_version(type, 0);
  if ((tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0) set__spec_cache_getitem(type, NULL);
}
/** After a new mro: a class with a custom mro() or bases outside its mro is never cached. CPython: type_mro_modified() */
export function type_mro_modified(type: PyTypeObject, bases: PyObject): void {
  if (!Py_IS_TYPE(type, PyType_Type)) {
    const own = _PyType_Lookup(H[type + 2] as PyObject, ID_mro);
    if (own === NULL || own !== _PyType_Lookup(PyType_Type, ID_mro)) {
      clearVersion(type);
      return;
    }
  }
  const mro = lookup_tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) {
    if (!is_subtype_with_mro(mro, type, PyTuple_GET_ITEM(bases, i))) {
      clearVersion(type);
      return;
    }
  }
}
/** Gives a type a version tag, its bases first; false when it can't have one. CPython: assign_version_tag(), PyUnstable_Type_AssignVersionTag() */
export function assign_version_tag(type: PyTypeObject): boolean {
  if (tp_version_tag(type) !== 0) return true;
  if ((tp_flags(type) & Py_TPFLAGS_READY) === 0 || tp_versions_used(type) >= MAX_VERSIONS_PER_CLASS) return false;
  const bases = tp_bases(type), n = PyTuple_GET_SIZE(bases);
  for (let i = 0; i < n; i++) if (!assign_version_tag(PyTuple_GET_ITEM(bases, i))) return false;
  if ((tp_flags(type) & Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    if (_PyRuntime.types.next_version_tag >= _Py_TYPE_BASE_VERSION_TAG) return false;
    set_version(type, _PyRuntime.types.next_version_tag++);
  } else {
    // tags are 32-bit numbers in CPython, words here
    if (interp.types.next_version_tag >= 0x7fffffff) return false;
    set_version(type, interp.types.next_version_tag++);
  }
  return true;
}
/** A static type gets its tag before it is ready. CPython: init_static_type() */
export function assignStaticVersion(type: PyTypeObject): void {
  set_tp_version_tag(type, _PyRuntime.types.next_version_tag++);
}
/** Registers a function that hears of every change to the types it watches; its id, or -1. CPython: PyType_AddWatcher() */
export function PyType_AddWatcher(callback: (type: PyObject) => number): number {
  const watchers = interp.types.watchers;
  for (let i = 0; i < TYPE_MAX_WATCHERS; i++) {
    if ((watchers[i] ?? null) === null) {
      watchers[i] = callback;
      return i;
    }
  }
  PyErr_SetString(PyExc_RuntimeError, 'no more type watcher IDs available');
  return -1;
}
function validate_watcher_id(id: number): boolean {
  if (id < 0 || id >= TYPE_MAX_WATCHERS) {
    PyErr_Format(PyExc_ValueError, `Invalid type watcher ID ${id}`);
    return false;
  }
  if ((interp.types.watchers[id] ?? null) === null) {
    PyErr_Format(PyExc_ValueError, `No type watcher set for ID ${id}`);
    return false;
  }
  return true;
}
export function PyType_ClearWatcher(id: number): number {
  if (!validate_watcher_id(id)) return -1;
  interp.types.watchers[id] = null;
  return 0;
}
export function PyType_Watch(id: number, type: PyObject): number {
  if ((tp_flags(H[type + 2]) & (1 << 31)) === 0) {
    PyErr_SetString(PyExc_ValueError, 'Cannot watch non-type');
    return -1;
  }
  if (!validate_watcher_id(id)) return -1;
  assign_version_tag(type);
  set_tp_watched(type, tp_watched(type) | (1 << id));
  return 0;
}
export function PyType_Unwatch(id: number, type: PyObject): number {
  if ((tp_flags(H[type + 2]) & (1 << 31)) === 0) {
    PyErr_SetString(PyExc_ValueError, 'Cannot watch non-type');
    return -1;
  }
  if (!validate_watcher_id(id)) return -1;
  set_tp_watched(type, tp_watched(type) & ~(1 << id));
  return 0;
}

// ---- the cache ----

/** Makes the attribute cache of an interpreter. CPython: _PyType_InitCache() */
export function _PyType_InitCache(owner: PyInterpreterState): void {
  const words = 4 * MCACHE_SIZE, table = PyMem_RawMalloc(4 * words);
  H.fill(0, table, table + words);
  owner.types.cache = table;
  owner.types.next_version_tag = _Py_TYPE_BASE_VERSION_TAG;
}
/** Empties the cache; returns the last version tag given out. CPython: _PyType_ClearCache() */
export function _PyType_ClearCache(owner: PyInterpreterState = interp): number {
  const table = owner.types.cache;
  for (let at = table; at < table + 4 * MCACHE_SIZE; at += 4) {
    const name = H[at + 1] as PyObject;
    H[at] = H[at + 1] = H[at + 2] = 0;
    Py_XDECREF(name);
  }
  return owner.types.next_version_tag - 1;
}
/** CPython: PyType_ClearCache() */
export function PyType_ClearCache(): number {
  return _PyType_ClearCache(interp);
}

/** An attribute of a type or its bases, as it stands in their dicts: borrowed, NULL when absent; never an exception. CPython: _PyType_Lookup() */
export function _PyType_Lookup(type: PyTypeObject, name: PyObject): PyObject | NULL {
  const version = H[type + 96];
  const at = interp.types.cache + (((version ^ (name >> 1)) & (MCACHE_SIZE - 1)) << 2);
  if (H[at] === version && H[at + 1] === name) return H[at + 2] as PyObject | NULL;
  return lookupUncached(type, name);
}
/** As _PyType_Lookup, owned. CPython: _PyType_LookupRef() */
export function _PyType_LookupRef(type: PyTypeObject, name: PyObject): New | NULL {
  const found = _PyType_Lookup(type, name);
  return found === NULL ? NULL : Py_NewRef(found);
}
function lookupUncached(type: PyTypeObject, name: PyObject): PyObject | NULL {
  const cacheable = PyUnicode_CheckExact(name) && PyUnicode_GET_LENGTH(name) <= MCACHE_MAX_ATTR_SIZE && assign_version_tag(type);
  const version = tp_version_tag(type);
  const found = find_name_in_mro(type, name);
  if (found === -1) {
    PyErr_Clear();
    return NULL;
  }
  if (found === -2) return NULL;
  if (cacheable) {
    const at = interp.types.cache + (((version ^ (name >> 1)) & (MCACHE_SIZE - 1)) << 2);
    const old = H[at + 1] as PyObject;
    H[at] = version;
    H[at + 1] = Py_NewRef(name);
    H[at + 2] = found;
    Py_XDECREF(old);
  }
  return found as PyObject | NULL;
}
/** Past the cache: borrowed or NULL; -1 with an exception, -2 when the type has no mro yet. CPython: find_name_in_mro() */
export function find_name_in_mro(type: PyTypeObject, name: PyObject): PyObject | NULL | -1 | -2 {
  const lo = _PyObject_HashFast(name), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  const mro = lookup_tp_mro(type);
  if (mro === NULL) return -2;
  Py_INCREF(mro);
  const n = PyTuple_GET_SIZE(mro);
  let res: PyObject | NULL | -1 = NULL;
  for (let i = 0; i < n; i++) {
    const dict = lookup_tp_dict(PyTuple_GET_ITEM(mro, i));
    if (dict === NULL) continue;
    res = _PyDict_GetItem_KnownHash(dict, name, lo, hi);
    if (res !== NULL) break;
    if (PyErr_Occurred()) {
      res = -1;
      break;
    }
  }
  Py_DECREF(mro);
  return res;
}
/** True when `b` is in the mro of `a`, which may be missing. CPython: is_subtype_with_mro() */
export function is_subtype_with_mro(mro: PyObject | NULL, a: PyTypeObject, b: PyTypeObject): boolean {
  if (mro === NULL) {
    // not ready: follow tp_base
    for (let at: PyObject | NULL = a; at !== NULL; at = H[at + 64] as PyObject | NULL) if (at === b) return true;
    return b === PyBaseObject_Type;
  }
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 0; i < n; i++) if (PyTuple_GET_ITEM(mro, i) === b) return true;
  return false;
}
