/** Lists. Sorting is in listobject-sort.ts, the iterators and the type itself in listobject-methods.ts. CPython: Objects/listobject.c */
import {H} from '../runtime/current';
import {moveWords} from '../runtime/heap';
import {PyObject_GC_Del, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {ARG, PyDict_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_SET_ITEM, PySequence_Fast_ITEMS, PySet_GET_SIZE, Py_TYPE, dv_dict} from '../runtime/generated/accessors';
import {STR_list_err} from '../runtime/generated/ids';
import {LIST_FREE, LIST_NUMFREE, PyDictItems_Type, PyDictKeys_Type, PyDictValues_Type, PyDict_Type, PyExc_IndexError, PyExc_StopIteration, PyExc_TypeError, PyFrozenSet_Type, PyList_Type, PySet_Type, PyTuple_Type, REFTOTAL, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc, PyObject_Realloc} from '../runtime/obmalloc';
import {type Args, NULL, type New, PY_SSIZE_T_MAX, type Ptr, type PyObject} from '../runtime/types';
import {PyObject_GetIter} from './abstract-iter';
import {PyObject_LengthHint} from './abstract-object';
import {PySequence_Fast} from './abstract-sequence';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next} from './dictobject';
import {PyErr_BadInternalCall, PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, typeName} from './errors';
import {_PySet_EntryKey, _PySet_NextEntry} from './setobject';
import {PyTuple_Pack, _PyTuple_FromArray} from './tupleobject';
import {watch} from '../runtime/watched';

export {PyList_Sort} from './listobject-sort';

const PyList_MAXFREELIST = 80;
const MAX_ITEMS = 0x7ffffff;

/** Gives a list room for `newsize` items and that size; growth is by an eighth. -1 with MemoryError. CPython: list_resize() */
export function list_resize(op: PyObject, newsize: number): number {
  const allocated = H[op + 8];
  if (allocated >= newsize && newsize >= allocated >> 1) {
    H[op + 4] = newsize;
    return 0;
  }
  if (newsize > MAX_ITEMS) {
    PyErr_NoMemory();
    return -1;
  }
  let new_allocated = (newsize + (newsize >> 3) + 6) & ~3;
  // no extra room for one jump that is already larger than the extra room would be
  if (newsize - H[op + 4] > new_allocated - newsize) new_allocated = (newsize + 3) & ~3;
  if (newsize === 0) new_allocated = 0;
  const items = new_allocated <= MAX_ITEMS && newsize >= 0 ? PyObject_Realloc(H[op + 6], new_allocated * 8) : 0;
  if (items === 0) {
    PyErr_NoMemory();
    return -1;
  }
  H[op + 6] = items;
  H[op + 4] = newsize;
  H[op + 8] = new_allocated;
  return 0;
}
/** Room for exactly that many items (made even) in a list without an array. CPython: list_preallocate_exact() */
export function list_preallocate_exact(op: PyObject, size: number): number {
  const rounded = (size + 1) & ~1, items = size <= MAX_ITEMS ? PyObject_Malloc(rounded * 8) : 0;
  if (items === 0) {
    PyErr_NoMemory();
    return -1;
  }
  H[op + 6] = items;
  H[op + 8] = rounded;
  return 0;
}
/** CPython: _PyList_ClearFreeList() */
export function _PyList_ClearFreeList(): void {
  while (H[LIST_FREE] !== 0) {
    const op = H[LIST_FREE] as PyObject;
    H[LIST_FREE] = H[op + 6];
    H[LIST_NUMFREE]--;
    PyObject_GC_Del(op);
  }
}
/** A list of `size` NULLs, tracked. CPython: PyList_New() */
export function PyList_New(size: number): New | NULL {
  if (size < 0) return PyErr_BadInternalCall();
  const op = list_new_prealloc(size);
  if (op === NULL) return NULL;
  H[op + 4] = size;
  for (let at = H[op + 6], end = at + 2 * size; at < end; at += 2) H[at] = NULL;
  return op;
}
/** An empty list with room for exactly `size` items. CPython: list_new_prealloc() */
export function list_new_prealloc(size: number): New | NULL {
  let op: New | NULL;
  if (H[LIST_FREE] !== 0) {
    op = H[LIST_FREE] as New;
    H[LIST_FREE] = H[op + 6];
    H[LIST_NUMFREE]--;
    H[op] = 1;
    H[REFTOTAL]++;
    if (VIVARIUM_WATCHED) watch.born(op as PyObject);
  } else {
    op = _PyObject_GC_New(PyList_Type, 40);
    if (op === NULL) return PyErr_NoMemory();
  }
  H[op + 4] = 0;
  H[op + 6] = 0;
  H[op + 8] = size;
  if (size > 0) {
    const items = size <= MAX_ITEMS ? PyObject_Malloc(size * 8) : 0;
    if (items === 0) {
      Py_DECREF(op);
      return PyErr_NoMemory();
    }
    H[op + 6] = items;
  }
  _PyObject_GC_TRACK(op);
  return op;
}
/** CPython: PyList_Size() */
export function PyList_Size(op: PyObject): number {
  if (PyList_Check(op)) return H[op + 4];
  PyErr_BadInternalCall();
  return -1;
}
function indexError(): NULL {
  return PyErr_SetObject(PyExc_IndexError, STR_list_err);
}
/** @borrows result. @raises IndexError. CPython: PyList_GetItem() */
export function PyList_GetItem(op: PyObject, i: number): PyObject | NULL {
  if (!PyList_Check(op)) return PyErr_BadInternalCall();
  return i >= 0 && i < H[op + 4] ? PyList_GET_ITEM(op, i) : indexError();
}
/** @raises IndexError. CPython: PyList_GetItemRef() */
export function PyList_GetItemRef(op: PyObject, i: number): New | NULL {
  if (!PyList_Check(op)) return PyErr_SetString(PyExc_TypeError, 'expected a list');
  return i >= 0 && i < H[op + 4] ? Py_NewRef(PyList_GET_ITEM(op, i)) : indexError();
}
/** Replaces an item. @steals newitem. @raises IndexError. CPython: PyList_SetItem() */
export function PyList_SetItem(op: PyObject, i: number, newitem: New | NULL): number {
  if (!PyList_Check(op)) {
    Py_XDECREF(newitem);
    PyErr_BadInternalCall();
    return -1;
  }
  if (i < 0 || i >= H[op + 4]) {
    Py_XDECREF(newitem);
    PyErr_SetString(PyExc_IndexError, 'list assignment index out of range');
    return -1;
  }
  const old = PyList_GET_ITEM(op, i);
  PyList_SET_ITEM(op, i, newitem);
  Py_XDECREF(old);
  return 0;
}
/** op.insert(where, item). CPython: PyList_Insert() */
export function PyList_Insert(op: PyObject, where: number, newitem: PyObject): number {
  if (!PyList_Check(op) || newitem === NULL) {
    PyErr_BadInternalCall();
    return -1;
  }
  const n = H[op + 4];
  if (list_resize(op, n + 1) < 0) return -1;
  const at = where < 0 ? Math.max(where + n, 0) : Math.min(where, n), items = H[op + 6];
  if (n - at > 32) moveWords(items + 2 * at + 2, items + 2 * at, items + 2 * n);
  else for (let i = n; i > at; i--) H[items + 2 * i] = H[items + 2 * i - 2];
  H[items + 2 * at] = Py_NewRef(newitem);
  return 0;
}
/** Appends an item. @steals newitem. CPython: _PyList_AppendTakeRef() */
export function _PyList_AppendTakeRef(op: PyObject, newitem: New): number {
  const n = H[op + 4];
  if (n < H[op + 8]) {
    H[H[op + 6] + 2 * n] = newitem;
    H[op + 4] = n + 1;
    return 0;
  }
  return _PyList_AppendTakeRefListResize(op, newitem);
}
/** A new list of what `make` makes of each value; NULL with an exception as soon as it gives none. */
export function listFrom<T>(values: readonly T[], make: (value: T) => New | NULL): New | NULL {
  const list = PyList_New(0);
  if (list === NULL) return NULL;
  for (const value of values) {
    const item = make(value);
    if (item === NULL || _PyList_AppendTakeRef(list, item) < 0) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
/** The part of it that grows the list. @steals newitem. CPython: _PyList_AppendTakeRefListResize() */
export function _PyList_AppendTakeRefListResize(op: PyObject, newitem: New): number {
  const n = H[op + 4];
  if (list_resize(op, n + 1) < 0) {
    Py_DECREF(newitem);
    return -1;
  }
  H[H[op + 6] + 2 * n] = newitem;
  return 0;
}
/** op.append(item). CPython: PyList_Append() */
export function PyList_Append(op: PyObject, newitem: PyObject): number {
  if (PyList_Check(op) && newitem !== NULL) return _PyList_AppendTakeRef(op, Py_NewRef(newitem));
  PyErr_BadInternalCall();
  return -1;
}
/** CPython: list_dealloc() */
export function list_dealloc(op: PyObject): void {
  if (H[op - 4] !== 0) _PyObject_GC_UNTRACK(op);
  if (_PyTrash_begin(op)) return;
  const items = H[op + 6];
  if (items !== 0) {
    for (let i = H[op + 4] - 1; i >= 0; i--) {
      const item = H[items + 2 * i] as PyObject;
      if (item !== NULL) Py_DECREF(item);
    }
    PyObject_Free(items);
  }
  if (H[op + 2] === PyList_Type && H[LIST_NUMFREE] < PyList_MAXFREELIST) {
    H[op + 6] = H[LIST_FREE];
    H[LIST_FREE] = op;
    H[LIST_NUMFREE]++;
  } else slots(Py_TYPE(op)).tp_free!(op);
  _PyTrash_end();
}
/** a[ilow:ihigh] for bounds within the list. CPython: list_slice_lock_held() */
export function list_slice(a: PyObject, ilow: number, ihigh: number): New | NULL {
  const len = ihigh - ilow;
  if (len <= 0) return PyList_New(0);
  const np = list_new_prealloc(len);
  if (np === NULL) return NULL;
  copyItems(H[np + 6], H[a + 6] + 2 * ilow, len);
  H[np + 4] = len;
  return np;
}
/** Copies references to a new place and holds them. */
export function copyItems(to: Ptr, from: Ptr, n: number): void {
  for (let end = from + 2 * n; from < end; from += 2, to += 2) {
    const item = H[from] as PyObject, count = H[item] + 1;
    if (VIVARIUM_WATCHED) watch.incref(item);
    if (count !== 0) {
      H[item] = count;
      H[REFTOTAL]++;
    }
    H[to] = item;
  }
}
/** a[ilow:ihigh] with the bounds clipped. CPython: PyList_GetSlice() */
export function PyList_GetSlice(a: PyObject, ilow: number, ihigh: number): New | NULL {
  if (!PyList_Check(a)) return PyErr_BadInternalCall();
  const size = H[a + 4], low = Math.min(Math.max(ilow, 0), size);
  return list_slice(a, low, Math.min(Math.max(ihigh, low), size));
}
/** CPython: list_concat() */
export function list_concat(a: PyObject, b: PyObject): New | NULL {
  if (!PyList_Check(b)) return PyErr_SetString(PyExc_TypeError, `can only concatenate list (not "${typeName(b).slice(0, 200)}") to list`);
  const na = H[a + 4], nb = H[b + 4];
  if (na + nb === 0) return PyList_New(0);
  const np = list_new_prealloc(na + nb);
  if (np === NULL) return NULL;
  copyItems(H[np + 6], H[a + 6], na);
  copyItems(H[np + 6] + 2 * na, H[b + 6], nb);
  H[np + 4] = na + nb;
  return np;
}
/** CPython: list_repeat() */
export function list_repeat(a: PyObject, n: number): New | NULL {
  const size = H[a + 4];
  if (size === 0 || n <= 0) return PyList_New(0);
  const total = size * n;
  if (total > MAX_ITEMS) return PyErr_NoMemory();
  const np = list_new_prealloc(total);
  if (np === NULL) return NULL;
  for (let k = 0; k < n; k++) copyItems(H[np + 6] + 2 * k * size, H[a + 6], size);
  H[np + 4] = total;
  return np;
}
/** Empties a list. escapes. CPython: list_clear() */
export function list_clear(a: PyObject): void {
  const items = H[a + 6];
  if (items === 0) return;
  const n = H[a + 4];
  H[a + 4] = 0;
  H[a + 6] = 0;
  H[a + 8] = 0;
  for (let i = n - 1; i >= 0; i--) Py_XDECREF(H[items + 2 * i] as PyObject);
  PyObject_Free(items);
}
/** CPython: PyList_Clear() */
export function PyList_Clear(op: PyObject): number {
  return PyList_SetSlice(op, 0, PY_SSIZE_T_MAX, NULL);
}
/** a[ilow:ihigh] = v, or its deletion when v is NULL. escapes. CPython: list_ass_slice() */
export function list_ass_slice(a: PyObject, ilow: number, ihigh: number, v: PyObject | NULL): number {
  let fast: New | NULL = NULL, n = 0;
  if (v !== NULL) {
    fast = a === v ? list_slice(a, 0, H[a + 4]) : PySequence_Fast(v, 'can only assign an iterable');
    if (fast === NULL) return -1;
    n = H[fast + 4];
  }
  const size = H[a + 4], low = Math.min(Math.max(ilow, 0), size), high = Math.min(Math.max(ihigh, low), size);
  const norig = high - low, d = n - norig;
  if (size + d === 0) {
    Py_XDECREF(fast);
    list_clear(a);
    return 0;
  }
  let items = H[a + 6];
  const recycle: PyObject[] | null = norig === 0 ? null : new Array<PyObject>(norig);
  if (recycle !== null) for (let i = 0; i < norig; i++) recycle[i] = H[items + 2 * (low + i)] as PyObject;
  if (d < 0) {
    moveWords(items + 2 * (high + d), items + 2 * high, items + 2 * size);
    if (list_resize(a, size + d) < 0) throw new Error('a list that shrinks keeps its block');
    items = H[a + 6];
  } else if (d > 0) {
    if (list_resize(a, size + d) < 0) {
      Py_XDECREF(fast);
      return -1;
    }
    items = H[a + 6];
    moveWords(items + 2 * (high + d), items + 2 * high, items + 2 * size);
  }
  if (fast !== NULL) copyItems(items + 2 * low, PySequence_Fast_ITEMS(fast), n);
  if (recycle !== null) for (let k = norig - 1; k >= 0; k--) Py_XDECREF(recycle[k]);
  Py_XDECREF(fast);
  return 0;
}
/** CPython: PyList_SetSlice() */
export function PyList_SetSlice(a: PyObject, ilow: number, ihigh: number, v: PyObject | NULL): number {
  if (PyList_Check(a)) return list_ass_slice(a, ilow, ihigh, v);
  PyErr_BadInternalCall();
  return -1;
}
/** CPython: list_inplace_repeat() */
export function list_inplace_repeat(self: PyObject, n: number): New | NULL {
  const size = H[self + 4];
  if (size === 0 || n === 1) return Py_NewRef(self);
  if (n < 1) {
    list_clear(self);
    return Py_NewRef(self);
  }
  if (size * n > MAX_ITEMS) return PyErr_NoMemory();
  if (list_resize(self, size * n) < 0) return NULL;
  for (let k = 1; k < n; k++) copyItems(H[self + 6] + 2 * k * size, H[self + 6], size);
  return Py_NewRef(self);
}
/** a[i] = v, or its deletion when v is NULL. escapes. @raises IndexError. CPython: list_ass_item() */
export function list_ass_item(a: PyObject, i: number, v: PyObject | NULL): number {
  const size = H[a + 4];
  if (i < 0 || i >= size) {
    PyErr_SetString(PyExc_IndexError, 'list assignment index out of range');
    return -1;
  }
  const items = H[a + 6], old = H[items + 2 * i] as PyObject;
  if (v === NULL) {
    moveWords(items + 2 * i, items + 2 * i + 2, items + 2 * size);
    H[a + 4] = size - 1;
  } else H[items + 2 * i] = Py_NewRef(v);
  Py_DECREF(old);
  return 0;
}

// ---- extend ----

/** Appends the items of a list or tuple. CPython: list_extend_fast() */
function list_extend_fast(self: PyObject, seq: PyObject): number {
  const n = H[seq + 4];
  if (n === 0) return 0;
  const m = H[self + 4];
  if (H[self + 6] === 0) {
    if (list_preallocate_exact(self, n) < 0) return -1;
    H[self + 4] = n;
  } else if (list_resize(self, m + n) < 0) return -1;
  copyItems(H[self + 6] + 2 * m, PySequence_Fast_ITEMS(seq), n);
  return 0;
}
/** CPython: list_extend_iter_lock_held() */
function list_extend_iter(self: PyObject, iterable: PyObject): number {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return -1;
  const iternext = slots(Py_TYPE(it)).tp_iternext!;
  const n = PyObject_LengthHint(iterable, 8);
  if (n < 0) {
    Py_DECREF(it);
    return -1;
  }
  const m = H[self + 4];
  let ok = true;
  // a hint that no list could hold is a lie
  if (m + n < PY_SSIZE_T_MAX) {
    if (H[self + 6] === 0) ok = n === 0 || list_preallocate_exact(self, n) === 0;
    else {
      ok = list_resize(self, m + n) === 0;
      if (ok) H[self + 4] = m;
    }
  }
  while (ok) {
    const item = iternext(it);
    if (item === NULL) {
      if (PyErr_Occurred() !== NULL) {
        if (PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
        else ok = false;
      }
      break;
    }
    const len = H[self + 4];
    if (len < H[self + 8]) {
      H[H[self + 6] + 2 * len] = item;
      H[self + 4] = len + 1;
    } else ok = _PyList_AppendTakeRef(self, item) === 0;
  }
  // what the length hint promised too much
  if (ok && H[self + 4] < H[self + 8]) ok = list_resize(self, H[self + 4]) === 0;
  Py_DECREF(it);
  return ok ? 0 : -1;
}
/** CPython: list_extend_set() */
function list_extend_set(self: PyObject, other: PyObject): number {
  const m = H[self + 4], n = PySet_GET_SIZE(other);
  if (list_resize(self, m + n) < 0) return -1;
  let at = H[self + 6] + 2 * m;
  for (let pos = _PySet_NextEntry(other, 0); pos !== 0; pos = _PySet_NextEntry(other, pos), at += 2) H[at] = Py_NewRef(_PySet_EntryKey(other, pos));
  return 0;
}
/** CPython: list_extend_dict(), list_extend_dictitems() */
function list_extend_dict(self: PyObject, dict: PyObject, which: 'key' | 'value' | 'item'): number {
  const m = H[self + 4], n = PyDict_GET_SIZE(dict);
  if (list_resize(self, m + n) < 0) return -1;
  let i = m;
  for (let pos = PyDict_Next(dict, 0); pos !== 0; pos = PyDict_Next(dict, pos), i++) {
    let item: New | NULL;
    if (which === 'item') {
      item = PyTuple_Pack(PyDict_EntryKey(dict, pos), PyDict_EntryValue(dict, pos));
      if (item === NULL) {
        H[self + 4] = i;
        return -1;
      }
    } else item = Py_NewRef(which === 'key' ? PyDict_EntryKey(dict, pos) : PyDict_EntryValue(dict, pos));
    H[H[self + 6] + 2 * i] = item;
  }
  return 0;
}
/** Appends all items of an iterable; -1 with an exception. escapes. CPython: _list_extend() */
export function list_extend_impl(self: PyObject, iterable: PyObject): number {
  const type = Py_TYPE(iterable);
  if (type === PyList_Type || type === PyTuple_Type || iterable === self) return list_extend_fast(self, iterable);
  if (type === PySet_Type || type === PyFrozenSet_Type) return list_extend_set(self, iterable);
  if (type === PyDict_Type) return list_extend_dict(self, iterable, 'key');
  if (type === PyDictKeys_Type) return list_extend_dict(self, dv_dict(iterable), 'key');
  if (type === PyDictValues_Type) return list_extend_dict(self, dv_dict(iterable), 'value');
  if (type === PyDictItems_Type) return list_extend_dict(self, dv_dict(iterable), 'item');
  return list_extend_iter(self, iterable);
}
/** The same; None on success. CPython: _PyList_Extend() */
export function _PyList_Extend(self: PyObject, iterable: PyObject): New | NULL {
  return list_extend_impl(self, iterable) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** CPython: PyList_Extend() */
export function PyList_Extend(self: PyObject, iterable: PyObject): number {
  if (PyList_Check(self)) return list_extend_impl(self, iterable);
  PyErr_BadInternalCall();
  return -1;
}
/** Swaps the items from lo up to, not with, hi. CPython: reverse_slice() */
export function reverse_slice(lo: Ptr, hi: Ptr): void {
  for (let a = lo, b = hi - 2; a < b; a += 2, b -= 2) {
    const item = H[a];
    H[a] = H[b];
    H[b] = item;
  }
}
/** CPython: PyList_Reverse() */
export function PyList_Reverse(v: PyObject): number {
  if (v === NULL || !PyList_Check(v)) {
    PyErr_BadInternalCall();
    return -1;
  }
  if (H[v + 4] > 1) reverse_slice(H[v + 6], H[v + 6] + 2 * H[v + 4]);
  return 0;
}
/** CPython: PyList_AsTuple() */
export function PyList_AsTuple(v: PyObject): New | NULL {
  if (v === NULL || !PyList_Check(v)) return PyErr_BadInternalCall();
  return _PyTuple_FromArray(H[v + 6], H[v + 4]);
}
/** A list of n references at `src`, which it takes over. CPython: _PyList_FromArraySteal() */
export function _PyList_FromArraySteal(src: Args, n: number): New | NULL {
  const list = list_new_prealloc(n);
  if (list === NULL) {
    for (let i = 0; i < n; i++) Py_DECREF(ARG(src, i));
    return NULL;
  }
  for (let i = 0; i < n; i++) H[H[list + 6] + 2 * i] = ARG(src, i);
  H[list + 4] = n;
  return list;
}
