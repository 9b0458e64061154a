/** Copying and merging dicts: update(), fromkeys(), copy(). CPython: Objects/dictobject.c */
import {H, U8} from '../runtime/current';
import {_PyObject_GC_TRACK} from '../runtime/gc';
import {PyAnySet_CheckExact, PyDict_Check, PyDict_CheckExact, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE, PySet_GET_SIZE, Py_TYPE} from '../runtime/generated/accessors';
import {ID_keys} from '../runtime/generated/ids';
import {HASH_HI, PyDict_Type, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XINCREF, _PyObject_GC_New, slots} from '../runtime/object';
import {PyObject_Free} from '../runtime/obmalloc';
import {powerOfTwo} from '../runtime/powers';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyMapping_Keys} from './abstract-mapping';
import {PyObject_GetItem, PyObject_SetItem} from './abstract-object';
import {PySequence_Fast} from './abstract-sequence';
import {PyObject_CallNoArgs} from './call';
import {PyDict_Contains, PyDict_EntryHash, PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetDefault, PyDict_SetItem, _PyDict_Contains_KnownHash, new_dict} from './dictobject';
import {DK_IS_UNICODE, PyDict_EVENT_CLONED, PyDict_LOG_MINSIZE, USABLE_FRACTION, clone_combined_dict_keys, dictkeys_decref, dictkeys_incref, estimate_log2_keysize} from './dictobject-keys';
import {_PyDict_NotifyEvent, dictresize, insertdict} from './dictobject-insert';
import {dict_iter} from './dictobject-methods';
import {copy_values} from './dictobject-values';
import {PyErr_BadInternalCall, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, _PyErr_SetKeyError} from './errors';
import {PyObject_HasAttrWithError} from './object';
import {_PySet_EntryHash, _PySet_EntryKey, _PySet_NextEntry} from './setobject';

/** True when iterating the dict subclass is iterating the dict, so that its tables may be read directly. */
function iteratesAsDict(op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === PyDict_Type || slots(type).tp_iter === dict_iter;
}

/** Fills an empty dict from the keys of a dict. Returns it, or NULL having released it. CPython: dict_dict_fromkeys() */
function dict_dict_fromkeys(mp: New, iterable: PyObject, value: PyObject): New | NULL {
  const log2 = Math.max(estimate_log2_keysize(H[iterable + 4]), H[H[mp + 8] + 2]);
  if (dictresize(mp, log2, DK_IS_UNICODE(H[iterable + 8])) < 0) {
    Py_DECREF(mp);
    return NULL;
  }
  for (let pos = PyDict_Next(iterable, 0); pos !== 0; pos = PyDict_Next(iterable, pos)) {
    const key = PyDict_EntryKey(iterable, pos), lo = PyDict_EntryHash(iterable, pos), hi = H[HASH_HI];
    if (insertdict(mp, Py_NewRef(key), lo, hi, Py_NewRef(value)) < 0) {
      Py_DECREF(mp);
      return NULL;
    }
  }
  return mp;
}
/** The same from a set. CPython: dict_set_fromkeys() */
function dict_set_fromkeys(mp: New, iterable: PyObject, value: PyObject): New | NULL {
  const log2 = Math.max(estimate_log2_keysize(PySet_GET_SIZE(iterable)), H[H[mp + 8] + 2]);
  if (dictresize(mp, log2, false) < 0) {
    Py_DECREF(mp);
    return NULL;
  }
  for (let pos = _PySet_NextEntry(iterable, 0); pos !== 0; pos = _PySet_NextEntry(iterable, pos)) {
    const key = _PySet_EntryKey(iterable, pos), lo = _PySet_EntryHash(iterable, pos), hi = H[HASH_HI];
    if (insertdict(mp, Py_NewRef(key), lo, hi, Py_NewRef(value)) < 0) {
      Py_DECREF(mp);
      return NULL;
    }
  }
  return mp;
}
/** cls.fromkeys(iterable, value). escapes. CPython: _PyDict_FromKeys() */
export function _PyDict_FromKeys(cls: PyObject, iterable: PyObject, value: PyObject): New | NULL {
  const d = PyObject_CallNoArgs(cls);
  if (d === NULL) return NULL;
  const exact = PyDict_CheckExact(d);
  if (exact && PyDict_CheckExact(iterable)) return dict_dict_fromkeys(d, iterable, value);
  if (exact && PyAnySet_CheckExact(iterable)) return dict_set_fromkeys(d, iterable, value);
  const it = PyObject_GetIter(iterable);
  if (it === NULL) {
    Py_DECREF(d);
    return NULL;
  }
  for (;;) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    const status = exact ? PyDict_SetItem(d, key, value) : PyObject_SetItem(d, key, value);
    Py_DECREF(key);
    if (status < 0) break;
  }
  Py_DECREF(it);
  if (PyErr_Occurred() !== NULL) {
    Py_DECREF(d);
    return NULL;
  }
  return d;
}

/** Adds what a mapping or a sequence of pairs holds. escapes. CPython: dict_update_arg() */
export function dict_update_arg(self: PyObject, arg: PyObject): number {
  if (PyDict_CheckExact(arg)) return PyDict_Merge(self, arg, 1);
  const has_keys = PyObject_HasAttrWithError(arg, ID_keys);
  if (has_keys < 0) return -1;
  return has_keys !== 0 ? PyDict_Merge(self, arg, 1) : PyDict_MergeFromSeq2(self, arg, 1);
}
/** Adds pairs; the first of equal keys wins when override is 0. -1 with an exception. escapes. CPython: PyDict_MergeFromSeq2() */
export function PyDict_MergeFromSeq2(d: PyObject, seq2: PyObject, override: number): number {
  const it = PyObject_GetIter(seq2);
  if (it === NULL) return -1;
  let status = 0;
  for (let i = 0; status === 0; i++) {
    const item = PyIter_Next(it);
    if (item === NULL) {
      if (PyErr_Occurred() !== NULL) status = -1;
      break;
    }
    const fast = PySequence_Fast(item, '');
    if (fast === NULL) {
      if (PyErr_ExceptionMatches(PyExc_TypeError)) PyErr_SetString(PyExc_TypeError, `cannot convert dictionary update sequence element #${i} to a sequence`);
      status = -1;
    } else {
      const n = PySequence_Fast_GET_SIZE(fast);
      if (n !== 2) {
        PyErr_SetString(PyExc_ValueError, `dictionary update sequence element #${i} has length ${n}; 2 is required`);
        status = -1;
      } else {
        const key = Py_NewRef(PySequence_Fast_GET_ITEM(fast, 0)), value = Py_NewRef(PySequence_Fast_GET_ITEM(fast, 1));
        if (override !== 0) status = PyDict_SetItem(d, key, value);
        else if (PyDict_SetDefault(d, key, value) === NULL) status = -1;
        Py_DECREF(key);
        Py_DECREF(value);
      }
      Py_DECREF(fast);
    }
    Py_DECREF(item);
  }
  Py_DECREF(it);
  return status;
}

/** CPython: dict_dict_merge() */
function dict_dict_merge(mp: PyObject, other: PyObject, wanted: number): number {
  let override = wanted;
  if (other === mp || H[other + 4] === 0) return 0;
  if (H[mp + 4] === 0) {
    // nothing can be overridden; when the other one has no holes to speak of, its tables are copied as they are
    override = 1;
    const okeys = H[other + 8], log2 = H[okeys + 2];
    if (H[mp + 10] === 0 && H[other + 10] === 0 && H[other + 4] === H[okeys + 6] && (log2 === PyDict_LOG_MINSIZE || USABLE_FRACTION(powerOfTwo(log2 - 1)) < H[other + 4])) {
      _PyDict_NotifyEvent(PyDict_EVENT_CLONED, mp, other, NULL);
      const keys = clone_combined_dict_keys(okeys);
      if (keys === 0) return -1;
      dictkeys_decref(H[mp + 8]);
      H[mp + 8] = keys;
      H[mp + 4] = H[other + 4];
      if (H[other - 4] !== 0 && H[mp - 4] === 0) _PyObject_GC_TRACK(mp);
      return 0;
    }
  }
  // one resize for all, counted as if no key were in both
  if (USABLE_FRACTION(powerOfTwo(H[H[mp + 8] + 2])) < H[other + 4] && dictresize(mp, estimate_log2_keysize(H[mp + 4] + H[other + 4]), DK_IS_UNICODE(H[other + 8])) < 0) return -1;
  const orig_size = H[H[other + 8] + 6];
  for (let pos = PyDict_Next(other, 0); pos !== 0; pos = PyDict_Next(other, pos)) {
    const lo = PyDict_EntryHash(other, pos), hi = H[HASH_HI];
    const key = Py_NewRef(PyDict_EntryKey(other, pos)), value = Py_NewRef(PyDict_EntryValue(other, pos));
    let err = 0;
    if (override === 1) err = insertdict(mp, Py_NewRef(key), lo, hi, Py_NewRef(value));
    else {
      err = _PyDict_Contains_KnownHash(mp, key, lo, hi);
      if (err === 0) err = insertdict(mp, Py_NewRef(key), lo, hi, Py_NewRef(value));
      else if (err > 0) {
        err = 0;
        if (override !== 0) {
          _PyErr_SetKeyError(key);
          err = -1;
        }
      }
    }
    Py_DECREF(value);
    Py_DECREF(key);
    if (err !== 0) return -1;
    if (orig_size !== H[H[other + 8] + 6]) {
      PyErr_SetString(PyExc_RuntimeError, 'dict mutated during update');
      return -1;
    }
  }
  return 0;
}
/** CPython: dict_merge() */
function dict_merge(a: PyObject, b: PyObject, override: number): number {
  if (a === NULL || !PyDict_Check(a) || b === NULL) {
    PyErr_BadInternalCall();
    return -1;
  }
  if (PyDict_Check(b) && iteratesAsDict(b)) return dict_dict_merge(a, b, override);
  const keys = PyMapping_Keys(b);
  if (keys === NULL) return -1;
  const iter = PyObject_GetIter(keys);
  Py_DECREF(keys);
  if (iter === NULL) return -1;
  let result = 0;
  while (result === 0) {
    const key = PyIter_Next(iter);
    if (key === NULL) {
      if (PyErr_Occurred() !== NULL) result = -1;
      break;
    }
    let skip = false;
    if (override !== 1) {
      const present = PyDict_Contains(a, key);
      if (present > 0 && override === 0) skip = true;
      else if (present !== 0) {
        if (present > 0) _PyErr_SetKeyError(key);
        result = -1;
      }
    }
    if (!skip && result === 0) {
      const value = PyObject_GetItem(b, key);
      if (value === NULL) result = -1;
      else {
        result = PyDict_SetItem(a, key, value);
        Py_DECREF(value);
      }
    }
    Py_DECREF(key);
  }
  Py_DECREF(iter);
  return result;
}
/** a.update(b) for a mapping b. escapes. CPython: PyDict_Update() */
export function PyDict_Update(a: PyObject, b: PyObject): number {
  return dict_merge(a, b, 1);
}
/** Adds the entries of a mapping; existing keys stay when override is 0. escapes. CPython: PyDict_Merge() */
export function PyDict_Merge(a: PyObject, b: PyObject, override: number): number {
  return dict_merge(a, b, override !== 0 ? 1 : 0);
}
/** The same; with override 2 an existing key is a KeyError. escapes. CPython: _PyDict_MergeEx() */
export function _PyDict_MergeEx(a: PyObject, b: PyObject, override: number): number {
  return dict_merge(a, b, override);
}
/** A new dict with the same entries. escapes. CPython: PyDict_Copy() */
export function PyDict_Copy(o: PyObject): New | NULL {
  if (o === NULL || !PyDict_Check(o)) return PyErr_BadInternalCall();
  if (H[o + 4] === 0) return PyDict_New();
  const dk = H[o + 8];
  if (H[o + 10] !== 0) {
    const values = copy_values(H[o + 10]);
    if (values === 0) return PyErr_NoMemory();
    const copy = _PyObject_GC_New(PyDict_Type, 48);
    if (copy === NULL) {
      PyObject_Free(values);
      return PyErr_NoMemory();
    }
    const capacity = U8[values << 2];
    for (let i = 0; i < capacity; i++) Py_XINCREF(H[values + 2 + (i << 1)] as PyObject);
    H[copy + 4] = H[o + 4];
    H[copy + 6] = H[copy + 7] = 0;
    H[copy + 8] = dk;
    H[copy + 10] = values;
    dictkeys_incref(dk);
    if (H[o - 4] !== 0) _PyObject_GC_TRACK(copy);
    return copy;
  }
  if (iteratesAsDict(o) && H[o + 4] >= Math.floor((H[dk + 6] * 2) / 3)) {
    const keys = clone_combined_dict_keys(dk);
    if (keys === 0) return NULL;
    const copy = new_dict(keys, 0, H[o + 4]);
    if (copy !== NULL && H[o - 4] !== 0) _PyObject_GC_TRACK(copy);
    return copy;
  }
  const copy = PyDict_New();
  if (copy === NULL) return NULL;
  if (dict_merge(copy, o, 1) === 0) return copy;
  Py_DECREF(copy);
  return NULL;
}
