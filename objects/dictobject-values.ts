/**
 * Attributes in instances: values inline behind the object, keys shared through the class, a dict only when someone asks for it.
 * CPython: Objects/dictobject.c, from _PyDict_NewKeysForClass() on
 *
 * PyDictValues is {capacity, size, embedded, valid (a byte each), -}, the values, then `capacity` bytes with the order of insertion.
 */
import {H, U8} from '../runtime/current';
import {moveWords} from '../runtime/heap';
import {_PyObject_GC_TRACK} from '../runtime/gc';
import {Py_TYPE, ht_cached_keys, tp_dictoffset, tp_flags} from '../runtime/generated/accessors';
import {PyExc_AttributeError, PyUnicode_Type, Py_EMPTY_KEYS} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../runtime/object';
import {Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_INLINE_VALUES, Py_TPFLAGS_MANAGED_DICT} from '../runtime/typeflags';
import {NULL, type New, type Ptr, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {PyDict_New, _PyDict_SetItem_LockHeld, new_dict, new_dict_with_shared_keys} from './dictobject';
import {DICT_KEYS_SPLIT, DKIX_EMPTY, NEXT_LOG2_SHARED_KEYS_MAX_SIZE, PyDict_EVENT_ADDED, PyDict_EVENT_DELETED, PyDict_EVENT_MODIFIED, SHARED_KEYS_MAX_SIZE, _PyDictKeys_StringLookupSplit, _PyObject_GC_MAY_BE_TRACKED, dictkeys_decref, dictkeys_incref, hashOfStr, new_keys_object, new_values, shared_keys_usable_size} from './dictobject-keys';
import {MAINTAIN_TRACKING, _PyDictValues_AddToInsertionOrder, _PyDict_NotifyEvent, delete_index_from_values, insert_split_key} from './dictobject-insert';
import {PyErr_Clear, PyErr_NoMemory, PyErr_SetString, PyErr_WriteUnraisable, typeName} from './errors';
import {_PyObject_ComputedDictPointer} from './object-generic';
import {PyUnicode_AsJSString} from './unicodeobject';

/** Address of the values inside an instance. CPython: _PyObject_InlineValues() */
export function _PyObject_InlineValues(obj: PyObject): Ptr {
  return obj + (H[H[obj + 2] + 8] >> 2);
}
/** The dict pointer of an object with Py_TPFLAGS_MANAGED_DICT. CPython: _PyObject_GetManagedDict() */
export function _PyObject_GetManagedDict(obj: PyObject): PyObject | NULL {
  return H[obj - 6] as PyObject;
}
/** False once the attributes have moved into a dict of their own. CPython: PyDictValues.valid */
export function valuesAreValid(values: Ptr): boolean {
  return U8[(values << 2) + 3] !== 0;
}

/** Shared keys for a new class, count 1; 0 (no exception) when memory is out. CPython: _PyDict_NewKeysForClass() */
export function _PyDict_NewKeysForClass(): Ptr {
  const keys = new_keys_object(NEXT_LOG2_SHARED_KEYS_MAX_SIZE, true);
  if (keys === 0) {
    PyErr_Clear();
    return 0;
  }
  H[keys + 5] = SHARED_KEYS_MAX_SIZE;
  H[keys + 1] = DICT_KEYS_SPLIT;
  return keys;
}
/** Empties the values inside a fresh instance. CPython: _PyObject_InitInlineValues() */
export function _PyObject_InitInlineValues(obj: PyObject, type: PyTypeObject): void {
  const keys = ht_cached_keys(type);
  // every instance made takes from what is left for further keys, so that classes settle
  if (H[keys + 5] > 1) H[keys + 5]--;
  const size = H[keys + 6] + H[keys + 5], values = obj + (H[type + 8] >> 2);
  H[values] = size | 0x01010000;
  H[values + 1] = 0;
  for (let at = values + 2, end = at + (size << 1); at < end; at += 2) H[at] = NULL;
  H[obj - 6] = NULL;
}

/** A dict over the values of an instance, not yet stored in it. CPython: make_dict_from_instance_attributes() */
function make_dict_from_instance_attributes(keys: Ptr, values: Ptr): New | NULL {
  dictkeys_incref(keys);
  let used = 0, track = false;
  const size = shared_keys_usable_size(keys);
  for (let i = 0; i < size; i++) {
    const value = H[values + 2 + (i << 1)] as PyObject;
    if (value !== NULL) {
      used++;
      track ||= _PyObject_GC_MAY_BE_TRACKED(value);
    }
  }
  const dict = new_dict(keys, values, used);
  if (track && dict !== NULL) _PyObject_GC_TRACK(dict);
  return dict;
}
/** The __dict__ of an instance with inline values, made when there is none; borrowed, NULL with MemoryError. CPython: _PyObject_MaterializeManagedDict() */
export function _PyObject_MaterializeManagedDict(obj: PyObject): PyObject | NULL {
  const present = H[obj - 6] as PyObject;
  if (present !== NULL) return present;
  const values = _PyObject_InlineValues(obj);
  const dict = valuesAreValid(values) ? make_dict_from_instance_attributes(ht_cached_keys(Py_TYPE(obj)), values) : PyDict_New();
  H[obj - 6] = dict;
  return dict;
}

/** Stores an attribute (deletes it when the value is NULL) in an instance whose type has inline values; -1 with an exception. escapes. CPython: _PyObject_StoreInstanceAttribute() */
export function _PyObject_StoreInstanceAttribute(obj: PyObject, name: PyObject, value: PyObject | NULL): number {
  const values = _PyObject_InlineValues(obj), present = H[obj - 6] as PyObject;
  if (!valuesAreValid(values)) {
    if (present === NULL) {
      const dict = PyObject_GenericGetDict(obj);
      if (dict === NULL) return -1;
      const result = _PyDict_SetItem_LockHeld(dict, name, value);
      Py_DECREF(dict);
      return result;
    }
    return setInDict(present, name, value);
  }
  return store_instance_attr(obj, values, name, value);
}
/** A dict may be dropped by its object while its last value dies, so it is held. */
function setInDict(dict: PyObject, name: PyObject, value: PyObject | NULL): number {
  Py_INCREF(dict);
  const result = _PyDict_SetItem_LockHeld(dict, name, value);
  Py_DECREF(dict);
  return result;
}
/** CPython: store_instance_attr_lock_held() */
function store_instance_attr(obj: PyObject, values: Ptr, name: PyObject, value: PyObject | NULL): number {
  const keys = ht_cached_keys(Py_TYPE(obj)), dict = H[obj - 6] as PyObject;
  let ix = DKIX_EMPTY;
  if (H[name + 2] === PyUnicode_Type) ix = insert_split_key(keys, name, hashOfStr(name), H[name + 7]);
  if (ix === DKIX_EMPTY) {
    if (dict !== NULL) return _PyDict_SetItem_LockHeld(dict, name, value);
    const fresh = make_dict_from_instance_attributes(keys, values);
    if (fresh === NULL || _PyDict_SetItem_LockHeld(fresh, name, value) < 0) {
      Py_XDECREF(fresh);
      return -1;
    }
    H[obj - 6] = fresh;
    return 0;
  }
  const at = values + 2 + (ix << 1), old_value = H[at] as PyObject;
  if (old_value === NULL && value === NULL) {
    PyErr_SetString(PyExc_AttributeError, `'${typeName(obj).slice(0, 100)}' object has no attribute '${PyUnicode_AsJSString(name)}'`);
    return -1;
  }
  if (dict !== NULL) {
    _PyDict_NotifyEvent(old_value === NULL ? PyDict_EVENT_ADDED : value === NULL ? PyDict_EVENT_DELETED : PyDict_EVENT_MODIFIED, dict, name, value);
    if (value !== NULL) MAINTAIN_TRACKING(dict, name, value);
  }
  if (value !== NULL) Py_INCREF(value);
  H[at] = value;
  if (old_value === NULL) {
    _PyDictValues_AddToInsertionOrder(values, ix);
    if (dict !== NULL) H[dict + 4]++;
    return 0;
  }
  if (value === NULL) {
    delete_index_from_values(values, ix);
    if (dict !== NULL) H[dict + 4]--;
  }
  Py_DECREF(old_value);
  return 0;
}

/** What _PyObject_TryGetInstanceAttribute() says when the values are not inline any more. */
export const NOT_INLINE = -1;
/**
 * Reads an attribute (an exact str) of an instance whose type has inline values: a reference that the caller takes over, NULL (no exception)
 * when absent, and NOT_INLINE when the dict must be asked. CPython: _PyObject_TryGetInstanceAttribute()
 */
export function _PyObject_TryGetInstanceAttribute(obj: PyObject, name: PyObject): number {
  const values = _PyObject_InlineValues(obj);
  if (!valuesAreValid(values)) return NOT_INLINE;
  const ix = _PyDictKeys_StringLookupSplit(ht_cached_keys(Py_TYPE(obj)), name);
  if (ix === DKIX_EMPTY) return NULL;
  const value = H[values + 2 + (ix << 1)] as PyObject;
  return value === NULL ? NULL : Py_NewRef(value);
}
/** True when an instance has no attributes of its own. CPython: _PyObject_IsInstanceDictEmpty() */
export function _PyObject_IsInstanceDictEmpty(obj: PyObject): boolean {
  const type = Py_TYPE(obj);
  if (tp_dictoffset(type) === 0) return true;
  let dict: PyObject | NULL;
  if ((tp_flags(type) & Py_TPFLAGS_INLINE_VALUES) !== 0) {
    const values = _PyObject_InlineValues(obj);
    if (valuesAreValid(values)) {
      const n = H[ht_cached_keys(type) + 6];
      for (let i = 0; i < n; i++) if (H[values + 2 + (i << 1)] !== NULL) return false;
      return true;
    }
    dict = H[obj - 6] as PyObject;
  } else if ((tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) !== 0) dict = H[obj - 6] as PyObject;
  else dict = H[_PyObject_ComputedDictPointer(obj)] as PyObject;
  return dict === NULL || H[dict + 4] === 0;
}
/** What the attributes of an instance reach: its dict, which answers for inline values it stands on, or these alone (gh-130327). CPython: PyObject_VisitManagedDict() */
export function PyObject_VisitManagedDict(obj: PyObject, visit: visitproc): number {
  const flags = tp_flags(Py_TYPE(obj));
  if ((flags & Py_TPFLAGS_MANAGED_DICT) === 0) return 0;
  const dict = H[obj - 6] as PyObject;
  if (dict !== NULL) return visit(dict);
  if ((flags & Py_TPFLAGS_INLINE_VALUES) === 0) return 0;
  const values = _PyObject_InlineValues(obj);
  if (!valuesAreValid(values)) return 0;
  const capacity = U8[values << 2];
  for (let i = 0; i < capacity; i++) {
    const value = H[values + 2 + (i << 1)] as PyObject;
    if (value === NULL) continue;
    const result = visit(value);
    if (result !== 0) return result;
  }
  return 0;
}

/** Drops the inline values, and puts a dict (or NULL) in their place. escapes. CPython: set_dict_inline_values() */
function set_dict_inline_values(obj: PyObject, replacement: PyObject | NULL): void {
  const values = _PyObject_InlineValues(obj);
  if (replacement !== NULL) Py_INCREF(replacement);
  H[obj - 6] = replacement;
  if (!valuesAreValid(values)) return;
  U8[(values << 2) + 3] = 0;
  const capacity = U8[values << 2];
  for (let i = 0; i < capacity; i++) {
    const at = values + 2 + (i << 1), value = H[at] as PyObject;
    H[at] = NULL;
    if (value !== NULL) Py_DECREF(value);
  }
}
/** Gives an object another __dict__, or none; the old one keeps its values. -1 with MemoryError. escapes. CPython: _PyObject_SetManagedDict() */
export function _PyObject_SetManagedDict(obj: PyObject, replacement: PyObject | NULL): number {
  const dict = H[obj - 6] as PyObject;
  if ((tp_flags(Py_TYPE(obj)) & Py_TPFLAGS_INLINE_VALUES) !== 0) {
    if (dict === NULL) {
      set_dict_inline_values(obj, replacement);
      return 0;
    }
    if (_PyDict_DetachFromObject(dict, obj) < 0) return -1;
  }
  if (replacement !== NULL) Py_INCREF(replacement);
  H[obj - 6] = replacement;
  Py_XDECREF(dict);
  return 0;
}
/** Drops the attributes of a dying object. escapes. CPython: PyObject_ClearManagedDict() */
export function PyObject_ClearManagedDict(obj: PyObject): void {
  if (_PyObject_SetManagedDict(obj, NULL) < 0) PyErr_WriteUnraisable(NULL);
}
/** Has a dict take the values out of its object, which is about to lose it. CPython: _PyDict_DetachFromObject() */
export function _PyDict_DetachFromObject(mp: PyObject, obj: PyObject): number {
  const inline = _PyObject_InlineValues(obj);
  if (H[mp + 10] !== inline) return 0;
  const values = copy_values(inline);
  if (values === 0) {
    const oldkeys = H[mp + 8];
    H[mp + 8] = Py_EMPTY_KEYS;
    dictkeys_decref(oldkeys);
    H[mp + 4] = 0;
    PyErr_NoMemory();
    return -1;
  }
  H[mp + 10] = values;
  U8[(inline << 2) + 3] = 0;
  return 0;
}
/** A block with the same values and order, not embedded, no counts taken; 0 when memory is out. CPython: copy_values() */
export function copy_values(values: Ptr): Ptr {
  const capacity = U8[values << 2], copy = new_values(capacity);
  if (copy === 0) return 0;
  U8[(copy << 2) + 1] = U8[(values << 2) + 1];
  const words = (capacity << 1) + ((capacity + 7) >> 3 << 1);
  moveWords(copy + 2, values + 2, values + 2 + words);
  return copy;
}

/** __dict__ of an object, made when it has none yet; owned. CPython: PyObject_GenericGetDict() */
export function PyObject_GenericGetDict(obj: PyObject): New | NULL {
  const type = Py_TYPE(obj);
  if ((tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) !== 0) {
    let dict = H[obj - 6] as PyObject | NULL;
    if (dict === NULL) {
      if ((tp_flags(type) & Py_TPFLAGS_INLINE_VALUES) !== 0 && valuesAreValid(_PyObject_InlineValues(obj))) dict = _PyObject_MaterializeManagedDict(obj);
      else dict = H[obj - 6] = new_dict_with_shared_keys(ht_cached_keys(type));
    }
    return Py_XNewRef(dict);
  }
  const at = _PyObject_ComputedDictPointer(obj);
  if (at === 0) return PyErr_SetString(PyExc_AttributeError, 'This object has no __dict__');
  return Py_XNewRef(ensure_nonmanaged_dict(obj, at));
}
/** CPython: ensure_nonmanaged_dict() */
function ensure_nonmanaged_dict(obj: PyObject, dictptr: Ptr): PyObject | NULL {
  const present = H[dictptr] as PyObject;
  if (present !== NULL) return present;
  const type = Py_TYPE(obj), cached = (tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0 ? ht_cached_keys(type) : 0;
  const dict = cached !== 0 ? new_dict_with_shared_keys(cached) : PyDict_New();
  H[dictptr] = dict;
  return dict;
}
/** Stores into the dict whose address is `dictptr`, or deletes from it. escapes. CPython: _PyObjectDict_SetItem() */
export function _PyObjectDict_SetItem(type: PyTypeObject, obj: PyObject, dictptr: Ptr, key: PyObject, value: PyObject | NULL): number {
  const dict = ensure_nonmanaged_dict(obj, dictptr);
  if (dict === NULL) return -1;
  return setInDict(dict, key, value);
}
