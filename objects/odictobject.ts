/**
 * OrderedDict: a dict with a list of its keys beside it, in nodes {key, hash, next, prev} that a table finds by entry number of the dict.
 * CPython: Objects/odictobject.c
 */
import {H} from '../runtime/current';
import {PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {ARG, PyDict_Check, PyDict_CheckExact, PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, od_inst_dict, od_weakreflist, set_od_inst_dict} from '../runtime/generated/accessors';
import {ID_items, ID_keys} from '../runtime/generated/ids';
import {HASH_HI, PyDict_Type, PyExc_KeyError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, PyODict_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../runtime/obmalloc';
import {powerOfTwo} from '../runtime/powers';
import {Py_TPFLAGS_BASETYPE} from '../runtime/typeflags';
import {type Args, NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PyObject_GetItem, PyObject_SetItem} from './abstract-object';
import {PySequence_Contains} from './abstract-sequence';
import {PyObject_CallMethodNoArgs, PyObject_CallNoArgs, PyObject_CallOneArg, _PyStack_AsDict} from './call';
import {PyDict_Clear, PyDict_GetItemWithError, PyDict_Items, _PyDict_DelItem_KnownHash, _PyDict_HasOnlyStringKeys, _PyDict_Pop_KnownHash, _PyDict_SetItem_KnownHash, _PyDict_SizeOf} from './dictobject';
import {DKIX_EMPTY, _Py_dict_lookup} from './dictobject-keys';
import {PyDict_Copy, _PyDict_FromKeys} from './dictobject-merge';
import {dict_equal, writeRepr} from './dictobject-methods';
import {PyObject_GenericGetDict} from './dictobject-values';
import {PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, _PyErr_ChainExceptions1} from './errors';
import {PyLong_FromNumber} from './longobject';
import {PyObject_GetOptionalAttr, PyObject_Hash, PyObject_IsTrue, PyObject_RichCompareBool, Py_EQ, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericSetDict} from './object-generic';
import {PyTuple_New, packSteal} from './tupleobject';
import {PyType_GenericAlloc, PyType_IsSubtype, _PyType_Name} from './typeobject';
import {_PyObject_GetState} from './typeobject-object';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {odict_iter, odict_reversed, odictitems_new, odictkeys_new, odictvalues_new} from './odictobject-iter';

// words of the object and of a node
export const FAST_NODES = 12, FAST_SIZE = 14, SENTINEL = 16, STATE = 18, FIRST = 20, LAST = 22;
export const KEY = 0, HASH = 2, NEXT = 4, PREV = 6, NODE_BYTES = 32;

export function PyODict_Check(op: PyObject): boolean {
  return Py_TYPE(op) === PyODict_Type || PyType_IsSubtype(Py_TYPE(op), PyODict_Type);
}

// ---- nodes ----

/** Entry number of a key in the dict, the number behind the last when it is not there, -1 with an exception. CPython: _odict_get_index_raw() */
function rawIndex(od: PyObject, key: PyObject, lo: number, hi: number): number {
  const keys = H[od + 8], ix = _Py_dict_lookup(od, key, lo, hi);
  if (ix === DKIX_EMPTY) return H[keys + 6];
  return ix < 0 ? -1 : ix;
}
/** Builds the table anew after the dict has got another one. CPython: _odict_resize() */
function resize(od: PyObject): number {
  const size = powerOfTwo(H[H[od + 8] + 2]), table = PyObject_Malloc(size * 8);
  if (table === 0) {
    PyErr_NoMemory();
    return -1;
  }
  for (let i = 0; i < size; i++) H[table + 2 * i] = 0;
  for (let node = H[od + FIRST]; node !== 0; node = H[node + NEXT]) {
    const i = rawIndex(od, H[node + KEY] as PyObject, H[node + HASH], H[node + HASH + 1]);
    if (i < 0) {
      PyObject_Free(table);
      return -1;
    }
    H[table + 2 * i] = node;
  }
  PyObject_Free(H[od + FAST_NODES]);
  H[od + FAST_NODES] = table;
  H[od + FAST_SIZE] = size;
  H[od + SENTINEL] = H[od + 8];
  return 0;
}
/** Address of a key's place in the table, 0 with an exception. CPython: _odict_get_index() */
function place(od: PyObject, key: PyObject, lo: number, hi: number): Ptr {
  const keys = H[od + 8];
  if ((H[od + SENTINEL] !== keys || H[od + FAST_SIZE] !== powerOfTwo(H[keys + 2])) && resize(od) < 0) return 0;
  const i = rawIndex(od, key, lo, hi);
  return i < 0 ? 0 : H[od + FAST_NODES] + 2 * i;
}
/** Node of a key, 0 when it has none or with an exception. CPython: _odict_find_node_hash() */
export function findNode(od: PyObject, key: PyObject, lo: number, hi: number): Ptr {
  if (H[od + FIRST] === 0) return 0;
  const at = place(od, key, lo, hi);
  return at === 0 ? 0 : H[at];
}
function addHead(od: PyObject, node: Ptr): void {
  const first = H[od + FIRST];
  H[node + PREV] = 0;
  H[node + NEXT] = first;
  if (first === 0) H[od + LAST] = node;
  else H[first + PREV] = node;
  H[od + FIRST] = node;
  H[od + STATE]++;
}
function addTail(od: PyObject, node: Ptr): void {
  const last = H[od + LAST];
  H[node + PREV] = last;
  H[node + NEXT] = 0;
  if (last === 0) H[od + FIRST] = node;
  else H[last + NEXT] = node;
  H[od + LAST] = node;
  H[od + STATE]++;
}
/** Takes a node out of the list. CPython: _odict_remove_node() */
function unlink(od: PyObject, node: Ptr): void {
  const next = H[node + NEXT], prev = H[node + PREV];
  if (H[od + FIRST] === node) H[od + FIRST] = next;
  else if (prev !== 0) H[prev + NEXT] = next;
  if (H[od + LAST] === node) H[od + LAST] = prev;
  else if (next !== 0) H[next + PREV] = prev;
  H[node + PREV] = H[node + NEXT] = 0;
  H[od + STATE]++;
}
function freeNode(node: Ptr): void {
  const key = H[node + KEY] as PyObject;
  PyObject_Free(node);
  Py_DECREF(key);
}
/** Gives a key that the dict has just got a node at the end, unless it has one. CPython: _odict_add_new_node() */
function addNode(od: PyObject, key: PyObject, lo: number, hi: number): number {
  Py_INCREF(key);
  const at = place(od, key, lo, hi), node = at === 0 || H[at] !== 0 ? 0 : PyObject_Malloc(NODE_BYTES);
  if (node === 0) {
    const present = at !== 0 && H[at] !== 0;
    if (at === 0 && PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_KeyError, key);
    else if (!present && PyErr_Occurred() === NULL) PyErr_NoMemory();
    Py_DECREF(key);
    return present ? 0 : -1;
  }
  H[node + KEY] = key;
  H[node + HASH] = lo;
  H[node + HASH + 1] = hi;
  addTail(od, node);
  H[at] = node;
  return 0;
}
/** Removes the node of a key, if it has one; -1 with an exception. escapes. CPython: _odict_clear_node() */
function clearNode(od: PyObject, key: PyObject, lo: number, hi: number): number {
  if (H[od + FIRST] === 0) return 0;
  const at = place(od, key, lo, hi);
  if (at === 0) return PyErr_Occurred() !== NULL ? -1 : 0;
  const node = H[at];
  if (node === 0) return 0;
  H[at] = 0;
  unlink(od, node);
  freeNode(node);
  return 0;
}
/** CPython: _odict_clear_nodes() */
function clearNodes(od: PyObject): void {
  PyObject_Free(H[od + FAST_NODES]);
  H[od + FAST_NODES] = H[od + FAST_SIZE] = H[od + SENTINEL] = 0;
  let node = H[od + FIRST];
  H[od + FIRST] = H[od + LAST] = 0;
  while (node !== 0) {
    const next = H[node + NEXT];
    freeNode(node);
    node = next;
  }
  H[od + STATE]++;
}
/** 1 when both have equal keys in the same order. escapes. CPython: _odict_keys_equal() */
function keysEqual(a: PyObject, b: PyObject): number {
  const stateA = H[a + STATE], stateB = H[b + STATE];
  let x = H[a + FIRST], y = H[b + FIRST];
  while (x !== 0 && y !== 0) {
    const keyA = Py_NewRef(H[x + KEY] as PyObject), keyB = Py_NewRef(H[y + KEY] as PyObject), res = PyObject_RichCompareBool(keyA, keyB, Py_EQ);
    Py_DECREF(keyA);
    Py_DECREF(keyB);
    if (res < 0) return res;
    if (H[a + STATE] !== stateA || H[b + STATE] !== stateB) {
      PyErr_SetString(PyExc_RuntimeError, 'OrderedDict mutated during iteration');
      return -1;
    }
    if (res === 0) return 0;
    x = H[x + NEXT];
    y = H[y + NEXT];
  }
  return x === 0 && y === 0 ? 1 : 0;
}

// ---- the API ----

/** CPython: PyODict_New() */
export function PyODict_New(): New | NULL {
  return slots(PyODict_Type).tp_new!(PyODict_Type, NULL as PyObject, NULL);
}
function setItemKnownHash(od: PyObject, key: PyObject, value: PyObject, lo: number, hi: number): number {
  if (_PyDict_SetItem_KnownHash(od, key, value, lo, hi) < 0) return -1;
  if (addNode(od, key, lo, hi) === 0) return 0;
  const exc = PyErr_GetRaisedException();
  _PyDict_DelItem_KnownHash(od, key, lo, hi);
  _PyErr_ChainExceptions1(exc);
  return -1;
}
/** CPython: PyODict_SetItem() */
export function PyODict_SetItem(od: PyObject, key: PyObject, value: PyObject): number {
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  return lo === -1 && hi === -1 ? -1 : setItemKnownHash(od, key, value, lo, hi);
}
/** CPython: PyODict_DelItem() */
export function PyODict_DelItem(od: PyObject, key: PyObject): number {
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  return clearNode(od, key, lo, hi) < 0 ? -1 : _PyDict_DelItem_KnownHash(od, key, lo, hi);
}

// ---- the type ----

function odict_mp_ass_sub(od: PyObject, key: PyObject, value: PyObject | NULL): number {
  return value === NULL ? PyODict_DelItem(od, key) : PyODict_SetItem(od, key, value);
}
function odict_or(left: PyObject, right: PyObject): New | NULL {
  const leftIs = PyODict_Check(left), type = Py_TYPE(leftIs ? left : right), other = leftIs ? right : left;
  if (!PyDict_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const result = PyObject_CallOneArg(type, left);
  if (result === NULL) return NULL;
  if (updateFrom(result, right) === 0) return result;
  Py_DECREF(result);
  return NULL;
}
function odict_inplace_or(self: PyObject, other: PyObject): New | NULL {
  return updateFrom(self, other) < 0 ? NULL : Py_NewRef(self);
}
function OrderedDict_fromkeys(type: PyObject, iterable: PyObject, value: PyObject | NULL): New | NULL {
  return _PyDict_FromKeys(type, iterable, value === NULL ? _Py_NoneStruct : value);
}
function odict_sizeof(od: PyObject): New | NULL {
  return PyLong_FromNumber(_PyDict_SizeOf(od) + 8 * H[od + FAST_SIZE] + (H[od + FIRST] === 0 ? 0 : NODE_BYTES * PyDict_GET_SIZE(od)));
}
function odict_reduce(od: PyObject): New | NULL {
  const state = _PyObject_GetState(od), items = state === NULL ? NULL : PyObject_CallMethodNoArgs(od, ID_items), it = items === NULL ? NULL : PyObject_GetIter(items);
  Py_XDECREF(items);
  if (state === NULL || it === NULL) {
    Py_XDECREF(state);
    return NULL;
  }
  return packSteal(Py_NewRef(Py_TYPE(od)), PyTuple_New(0), state, Py_NewRef(_Py_NoneStruct), it);
}
function OrderedDict_setdefault(self: PyObject, key: PyObject, defaultArg: PyObject | NULL): New | NULL {
  const value = defaultArg === NULL ? _Py_NoneStruct : defaultArg;
  if (Py_TYPE(self) === PyODict_Type) {
    const present = PyDict_GetItemWithError(self, key);
    if (present !== NULL) return Py_NewRef(present);
    return PyErr_Occurred() !== NULL || PyODict_SetItem(self, key, value) < 0 ? NULL : Py_NewRef(value);
  }
  const exists = PySequence_Contains(self, key);
  if (exists !== 0) return exists < 0 ? NULL : PyObject_GetItem(self, key);
  return PyObject_SetItem(self, key, value) < 0 ? NULL : Py_NewRef(value);
}
/** CPython: _odict_popkey_hash() */
function popKey(od: PyObject, key: PyObject, failobj: PyObject | NULL, lo: number, hi: number): New | NULL {
  if (findNode(od, key, lo, hi) !== 0) {
    if (clearNode(od, key, lo, hi) < 0) return NULL;
    const value = _PyDict_Pop_KnownHash(od, key, lo, hi);
    return value === NULL && PyErr_Occurred() === NULL ? Py_XNewRef(failobj) : value;
  }
  if (PyErr_Occurred() !== NULL) return NULL;
  return failobj !== NULL ? Py_NewRef(failobj) : PyErr_SetObject(PyExc_KeyError, key);
}
function OrderedDict_pop(self: PyObject, key: PyObject, defaultArg: PyObject | NULL): New | NULL {
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  return lo === -1 && hi === -1 ? NULL : popKey(self, key, defaultArg, lo, hi);
}
/** A flag argument; -1 with an exception. */
function flag(value: PyObject | NULL, missing: number): number {
  return value === NULL ? missing : PyObject_IsTrue(value);
}
function OrderedDict_popitem(self: PyObject, lastArg: PyObject | NULL): New | NULL {
  const last = flag(lastArg, 1);
  if (last < 0) return NULL;
  if (H[self + FIRST] === 0) return PyErr_SetString(PyExc_KeyError, 'dictionary is empty');
  const node = last !== 0 ? H[self + LAST] : H[self + FIRST], key = Py_NewRef(H[node + KEY] as PyObject);
  return packSteal(key, popKey(self, key, NULL, H[node + HASH], H[node + HASH + 1]));
}
function clearAll(od: PyObject): void {
  PyDict_Clear(od);
  clearNodes(od);
}
function odict_clear(od: PyObject): New | NULL {
  clearAll(od);
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: odict_copy() */
function odict_copy(od: PyObject): New | NULL {
  const exact = Py_TYPE(od) === PyODict_Type, copy = exact ? PyODict_New() : PyObject_CallNoArgs(Py_TYPE(od));
  if (copy === NULL) return NULL;
  for (let node = H[od + FIRST]; node !== 0; node = H[node + NEXT]) {
    const key = H[node + KEY] as PyObject;
    let ok: boolean;
    if (exact) {
      const value = PyDict_GetItemWithError(od, key);
      if (value === NULL && PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_KeyError, key);
      ok = value !== NULL && setItemKnownHash(copy, key, value, H[node + HASH], H[node + HASH + 1]) === 0;
    } else {
      const value = PyObject_GetItem(od, key);
      ok = value !== NULL && PyObject_SetItem(copy, key, value) === 0;
      Py_XDECREF(value);
    }
    if (!ok) {
      Py_DECREF(copy);
      return NULL;
    }
  }
  return copy;
}
function OrderedDict_move_to_end(self: PyObject, key: PyObject, lastArg: PyObject | NULL): New | NULL {
  const last = flag(lastArg, 1);
  if (last < 0) return NULL;
  if (H[self + FIRST] === 0) return PyErr_SetObject(PyExc_KeyError, key);
  const end = last !== 0 ? H[self + LAST] : H[self + FIRST];
  if (H[end + KEY] === key) return Py_NewRef(_Py_NoneStruct);
  const lo = PyObject_Hash(key), hi = H[HASH_HI], node = lo === -1 && hi === -1 ? 0 : findNode(self, key, lo, hi);
  if (node === 0) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetObject(PyExc_KeyError, key);
  if (node !== end) {
    unlink(self, node);
    if (last !== 0) addTail(self, node);
    else addHead(self, node);
  }
  return Py_NewRef(_Py_NoneStruct);
}
function odict_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  if (_PyTrash_begin(self)) return;
  const dict = od_inst_dict(self);
  set_od_inst_dict(self, NULL);
  Py_XDECREF(dict);
  if (od_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  clearNodes(self);
  slots(PyDict_Type).tp_dealloc!(self);
  _PyTrash_end();
}
function odict_repr(self: PyObject): New | NULL {
  const name = _PyType_Name(Py_TYPE(self));
  if (PyDict_GET_SIZE(self) === 0) return PyUnicode_FromString(`${name}()`);
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString('...') : NULL;
  const copy = PyDict_Copy(self), writer = new _PyUnicodeWriter();
  writer.write(`${name}(`);
  const ok = copy !== NULL && writeRepr(writer, copy);
  Py_XDECREF(copy);
  Py_ReprLeave(self);
  if (!ok) return NULL;
  writer.writeASCII(')');
  return writer.finish();
}
function odict_traverse(od: PyObject, visit: visitproc): number {
  const dict = od_inst_dict(od);
  if (dict !== NULL && visit(dict) !== 0) return 1;
  for (let node = H[od + FIRST]; node !== 0; node = H[node + NEXT]) if (visit(H[node + KEY] as PyObject) !== 0) return 1;
  return slots(PyDict_Type).tp_traverse!(od, visit);
}
function odict_tp_clear(od: PyObject): number {
  const dict = od_inst_dict(od);
  set_od_inst_dict(od, NULL);
  Py_XDECREF(dict);
  clearAll(od);
  return 0;
}
function odict_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (!PyODict_Check(v) || !PyDict_Check(w) || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  let equal = dict_equal(v, w);
  if (equal > 0 && PyODict_Check(w)) equal = keysEqual(v, w);
  return equal < 0 ? NULL : Py_NewRef(Py_BOOL((equal !== 0) === (op === Py_EQ)));
}
function odict_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const n = PyTuple_GET_SIZE(args);
  if (n > 1) {
    PyErr_SetString(PyExc_TypeError, `expected at most 1 arguments, got ${n}`);
    return -1;
  }
  if (n === 1 && updateFrom(self, PyTuple_GET_ITEM(args, 0)) < 0) return -1;
  return kwds === NULL ? 0 : updateKeywords(self, kwds);
}

// ---- update ----

/** Stores each pair that an iterable yields. escapes. CPython: mutablemapping_add_pairs() */
function addPairs(self: PyObject, pairs: PyObject): number {
  const it = PyObject_GetIter(pairs);
  if (it === NULL) return -1;
  let status = 0;
  while (status === 0) {
    const pair = PyIter_Next(it);
    if (pair === NULL) break;
    status = addPair(self, pair);
    Py_DECREF(pair);
  }
  Py_DECREF(it);
  return status < 0 || PyErr_Occurred() !== NULL ? -1 : 0;
}
function addPair(self: PyObject, pair: PyObject): number {
  const it = PyObject_GetIter(pair);
  if (it === NULL) return -1;
  const key = PyIter_Next(it), value = key === NULL ? NULL : PyIter_Next(it), more = value === NULL ? NULL : PyIter_Next(it);
  let status = -1;
  if (PyErr_Occurred() === NULL) {
    if (key === NULL || value === NULL) PyErr_SetString(PyExc_ValueError, `need more than ${key === NULL ? 0 : 1} value${key === NULL ? 's' : ''} to unpack`);
    else if (more !== NULL) PyErr_SetString(PyExc_ValueError, 'too many values to unpack (expected 2)');
    else status = PyObject_SetItem(self, key, value);
  }
  Py_XDECREF(key);
  Py_XDECREF(value);
  Py_XDECREF(more);
  Py_DECREF(it);
  return status;
}
/** Stores other[key] for each key. escapes */
function addKeys(self: PyObject, other: PyObject, keys: PyObject): number {
  const it = PyObject_GetIter(keys);
  if (it === NULL) return -1;
  let status = 0;
  while (status === 0) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    const value = PyObject_GetItem(other, key);
    status = value === NULL ? -1 : PyObject_SetItem(self, key, value);
    Py_XDECREF(value);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return status < 0 || PyErr_Occurred() !== NULL ? -1 : 0;
}
/** Adds what a mapping or pairs hold. escapes. CPython: mutablemapping_update_arg() */
function updateFrom(self: PyObject, arg: PyObject): number {
  if (PyDict_CheckExact(arg)) return withResult(PyDict_Items(arg), items => addPairs(self, items));
  const keysMethod = PyObject_GetOptionalAttr(arg, ID_keys);
  if (keysMethod !== NULL) return withResult(callAndRelease(keysMethod), keys => addKeys(self, arg, keys));
  if (PyErr_Occurred() !== NULL) return -1;
  const itemsMethod = PyObject_GetOptionalAttr(arg, ID_items);
  if (itemsMethod !== NULL) return withResult(callAndRelease(itemsMethod), items => addPairs(self, items));
  return PyErr_Occurred() !== NULL ? -1 : addPairs(self, arg);
}
function callAndRelease(callable: New): New | NULL {
  const result = PyObject_CallNoArgs(callable);
  Py_DECREF(callable);
  return result;
}
/** Hands an object on and releases it; -1 when it is NULL. */
function withResult(op: New | NULL, use: (op: PyObject) => number): number {
  if (op === NULL) return -1;
  const status = use(op);
  Py_DECREF(op);
  return status;
}
function updateKeywords(self: PyObject, kwds: PyObject): number {
  if (!_PyDict_HasOnlyStringKeys(kwds)) {
    PyErr_SetString(PyExc_TypeError, 'keywords must be strings');
    return -1;
  }
  return withResult(PyDict_Items(kwds), items => addPairs(self, items));
}
/** CPython: mutablemapping_update() */
function odict_update(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs > 1) return PyErr_SetString(PyExc_TypeError, `update() takes at most 1 positional argument (${nargs} given)`);
  if (nargs === 1 && updateFrom(self, ARG(args, 0)) < 0) return NULL;
  if (kwnames !== NULL && withResult(_PyStack_AsDict(args + 2 * nargs, kwnames), kwds => updateKeywords(self, kwds)) < 0) return NULL;
  return Py_NewRef(_Py_NoneStruct);
}
defineType(PyODict_Type, {
  tp_name: 'collections.OrderedDict', tp_base: PyDict_Type, tp_basicsize: 112, tp_weaklistoffset: 104, tp_dictoffset: 96, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
  tp_doc: 'A dictionary whose keys have an order of their own',
  slots: {
    tp_dealloc: odict_dealloc, tp_repr: odict_repr, tp_traverse: odict_traverse, tp_clear: odict_tp_clear, tp_richcompare: odict_richcompare, tp_iter: odict_iter, tp_init: odict_init,
    tp_alloc: PyType_GenericAlloc, nb_or: odict_or, nb_inplace_or: odict_inplace_or, mp_ass_subscript: odict_mp_ass_sub,
  },
  methods: [
    method('fromkeys', '($type, /, iterable, value=None)', OrderedDict_fromkeys, 'A new ordered dictionary whose keys come from the iterable, all with the same value.', METH_CLASS),
    hiddenMethod('__sizeof__', '($self, /)', odict_sizeof, ''),
    hiddenMethod('__reduce__', '($self, /)', odict_reduce, 'What pickle stores.'),
    method('setdefault', '($self, /, key, default=None)', OrderedDict_setdefault, 'The value of a key, which gets the default as its value when there is no such key.'),
    method('pop', '($self, /, key, default=<unrepresentable>)', OrderedDict_pop, 'od.pop(key[,default]) -> v, removes the key and returns its value.\n\n  Without the key the default is returned, or KeyError raised when none is given.'),
    method('popitem', '($self, /, last=True)', OrderedDict_popitem, 'Removes a (key, value) pair and returns it: the last one, or the first one.'),
    hiddenMethod('keys', '($self, /)', odictkeys_new, ''),
    hiddenMethod('values', '($self, /)', odictvalues_new, ''),
    hiddenMethod('items', '($self, /)', odictitems_new, ''),
    rawMethod('update', null, odict_update, ''),
    hiddenMethod('clear', '($self, /)', odict_clear, 'od.clear() -> None.  Removes all items.'),
    hiddenMethod('copy', '($self, /)', odict_copy, 'od.copy() -> a shallow copy'),
    hiddenMethod('__reversed__', '($self, /)', odict_reversed, 'od.__reversed__() <==> reversed(od)'),
    method('move_to_end', '($self, /, key, last=True)', OrderedDict_move_to_end, 'Moves a key to the end, or to the start when last is false.\n\nKeyError when there is no such key.'),
  ],
  getset: [{name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict}],
});
