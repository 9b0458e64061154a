/**
 * A persistent mapping: a hash array mapped trie of which every change makes a new one that shares most nodes with the old one. What
 * contexts keep their variables in. A node stands for five bits of the hash: a bitmap node has up to 16 entries (key and value, or NULL and
 * a deeper node), an array node 17 to 32 deeper nodes, a collision node keys of one and the same hash. CPython: Python/hamt.c
 */
import {H} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../runtime/gc';
import {Py_BOOL, Py_SIZE, Py_TYPE, h_count, h_root, h_weakreflist, set_h_count, set_h_root, set_h_weakreflist} from '../runtime/generated/accessors';
import {PyExc_KeyError, PyExc_StopIteration, _PyHamtItems_Type, _PyHamtKeys_Type, _PyHamtValues_Type, _PyHamt_ArrayNode_Type, _PyHamt_CollisionNode_Type, _PyHamt_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, _PyObject_GC_New, clearPayload, payload, setPayload, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetNone, PyErr_SetObject} from './errors';
import {clearFields, traverseFields} from './field-slots';
import {PyObject_HashNotImplemented, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_NE} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_Pack} from './tupleobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {ARRAY_NODE_SIZE, Growth, NODE_BITS, W_EMPTY, W_ERROR, W_NOT_FOUND, childAt, emptyHamt, entryAt, hamt_hash, hamt_node_assoc, hamt_node_without, indexInCollision, maskOf, popcount} from './hamt-nodes';

// ---- the mapping ----

function hamt_alloc(root: New, count: number): New | NULL {
  const o = _PyObject_GC_New(_PyHamt_Type, 40);
  if (o === NULL) {
    Py_DECREF(root);
    return PyErr_NoMemory();
  }
  set_h_root(o, root);
  set_h_weakreflist(o, NULL);
  set_h_count(o, count);
  _PyObject_GC_TRACK(o);
  return o;
}
/** The empty mapping, new reference. CPython: _PyHamt_New() */
export function _PyHamt_New(): New | NULL {
  const empty = emptyHamt();
  return empty === null ? NULL : Py_NewRef(empty.mapping);
}
/** A mapping in which a key has a value, new reference; the same one when it has it already. escapes. CPython: _PyHamt_Assoc() */
export function _PyHamt_Assoc(o: PyObject, key: PyObject, val: PyObject): New | NULL {
  const hash = hamt_hash(key);
  if (hash === -1) return NULL;
  const growth = new Growth(), root = hamt_node_assoc(h_root(o), 0, hash, key, val, growth);
  if (root === NULL) return NULL;
  if (root === h_root(o)) {
    Py_DECREF(root);
    return Py_NewRef(o);
  }
  return hamt_alloc(root, h_count(o) + (growth.addedLeaf ? 1 : 0));
}
/** A mapping without a key, new reference; the same one when it is not there. escapes. CPython: _PyHamt_Without() */
export function _PyHamt_Without(o: PyObject, key: PyObject): New | NULL {
  const hash = hamt_hash(key);
  if (hash === -1) return NULL;
  const result = hamt_node_without(h_root(o), 0, hash, key);
  if (result === W_ERROR) return NULL;
  if (result === W_EMPTY) return _PyHamt_New();
  return result === W_NOT_FOUND ? Py_NewRef(o) : hamt_alloc(result as New, h_count(o) - 1);
}
/** The value of a key, borrowed; NULL when it is not there, or with an exception. escapes. CPython: _PyHamt_Find() */
export function _PyHamt_Find(o: PyObject, key: PyObject): PyObject | NULL {
  if (h_count(o) === 0) return NULL;
  const hash = hamt_hash(key);
  if (hash === -1) return NULL;
  let node = h_root(o);
  for (let shift = 0; ; shift += 5) {
    const type = Py_TYPE(node);
    if (type === _PyHamt_ArrayNode_Type) {
      node = childAt(node, maskOf(hash, shift)) as PyObject;
      if (node === NULL as number) return NULL;
      continue;
    }
    if (type === _PyHamt_CollisionNode_Type) {
      const at = indexInCollision(node, key);
      return at < 0 ? NULL : entryAt(node, at + 1);
    }
    const bits = H[node + NODE_BITS], bit = 1 << maskOf(hash, shift);
    if ((bits & bit) === 0) return NULL;
    const at = 2 * popcount(bits & (bit - 1)), present = entryAt(node, at);
    if (present !== NULL) return PyObject_RichCompareBool(key, present, Py_EQ) === 1 ? entryAt(node, at + 1) : NULL;
    node = entryAt(node, at + 1) as PyObject;
  }
}
/** 1 when two mappings have equal values under the same keys, 0 when not, -1 with an exception. escapes. CPython: _PyHamt_Eq() */
export function _PyHamt_Eq(v: PyObject, w: PyObject): number {
  if (v === w) return 1;
  if (h_count(v) !== h_count(w)) return 0;
  const walk = new HamtWalk(h_root(v));
  while (walk.next()) {
    const other = _PyHamt_Find(w, walk.key);
    if (other === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
    const equal = PyObject_RichCompareBool(walk.val, other, Py_EQ);
    if (equal !== 1) return equal;
  }
  return 1;
}
export function _PyHamt_Len(o: PyObject): number {
  return h_count(o);
}

// ---- walking ----

/** Goes through a tree depth first; the tree is kept alive by the caller, so nothing here counts references. CPython: PyHamtIteratorState */
class HamtWalk {
  key: PyObject = NULL as never;
  val: PyObject = NULL as never;
  private readonly nodes: PyObject[];
  private readonly positions = [0];
  constructor(root: PyObject) {
    this.nodes = [root];
  }
  /** Goes on to the next key; false at the end. CPython: hamt_iterator_next() */
  next(): boolean {
    for (let level = this.nodes.length - 1; level >= 0; level = this.nodes.length - 1) {
      const node = this.nodes[level], at = this.positions[level], isArray = Py_TYPE(node) === _PyHamt_ArrayNode_Type;
      if (at >= (isArray ? ARRAY_NODE_SIZE : Py_SIZE(node))) {
        this.nodes.pop();
        this.positions.pop();
        continue;
      }
      this.positions[level] = at + (isArray ? 1 : 2);
      const key = isArray ? NULL : entryAt(node, at), child = isArray ? childAt(node, at) : entryAt(node, at + 1);
      if (key !== NULL) {
        this.key = key;
        this.val = child as PyObject;
        return true;
      }
      if (child !== NULL) {
        this.nodes.push(child);
        this.positions.push(0);
      }
    }
    return false;
  }
}
/** CPython: hamt_baseiter_new(), which does not track its iterators either */
function newIterator(type: PyTypeObject, o: PyObject): New | NULL {
  const it = _PyObject_GC_New(type, 168);
  if (it === NULL) return PyErr_NoMemory();
  H[it + 4] = Py_NewRef(o);
  setPayload(it, new HamtWalk(h_root(o)));
  return it;
}
export function _PyHamt_NewIterKeys(o: PyObject): New | NULL {
  return newIterator(_PyHamtKeys_Type, o);
}
export function _PyHamt_NewIterValues(o: PyObject): New | NULL {
  return newIterator(_PyHamtValues_Type, o);
}
export function _PyHamt_NewIterItems(o: PyObject): New | NULL {
  return newIterator(_PyHamtItems_Type, o);
}
function iteratorNext(it: PyObject): New | NULL {
  const walk = payload<HamtWalk>(it);
  if (!walk.next()) return PyErr_SetNone(PyExc_StopIteration);
  const type = Py_TYPE(it);
  if (type === _PyHamtItems_Type) return PyTuple_Pack(walk.key, walk.val);
  return Py_NewRef(type === _PyHamtKeys_Type ? walk.key : walk.val);
}
const clearIterator = clearFields(4);
function iteratorDealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  clearIterator(it);
  clearPayload(it);
  PyObject_GC_Del(it);
}
for (const [type, name] of [[_PyHamtItems_Type, 'items'], [_PyHamtKeys_Type, 'keys'], [_PyHamtValues_Type, 'values']] as const) {
  defineType(type, {
    tp_name: name, tp_basicsize: 168, tp_flags: Py_TPFLAGS_HAVE_GC,
    slots: {
      tp_dealloc: iteratorDealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4), tp_clear: clearIterator, mp_length: it => h_count(H[it + 4]),
      tp_iter: PyObject_SelfIter, tp_iternext: iteratorNext,
    },
  });
}
const clearHamt = clearFields(4);
function hamt_tp_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  if (h_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  clearHamt(self);
  slots(Py_TYPE(self)).tp_free!(self);
}
function hamt_tp_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (Py_TYPE(v) !== _PyHamt_Type || Py_TYPE(w) !== _PyHamt_Type || (op !== Py_EQ && op !== Py_NE)) return Py_NewRef(_Py_NotImplementedStruct);
  const equal = _PyHamt_Eq(v, w);
  return equal < 0 ? NULL : Py_NewRef(Py_BOOL((equal === 1) === (op === Py_EQ)));
}
/** 1 or 0 for a key that is there or not, -1 with an exception. escapes */
export function hamtContains(self: PyObject, key: PyObject): number {
  if (_PyHamt_Find(self, key) !== NULL) return 1;
  return PyErr_Occurred() !== NULL ? -1 : 0;
}
/** The value of a key, new reference; KeyError without one. escapes */
export function hamtSubscript(self: PyObject, key: PyObject): New | NULL {
  const val = _PyHamt_Find(self, key);
  if (val !== NULL) return Py_NewRef(val);
  return PyErr_Occurred() !== NULL ? NULL : PyErr_SetObject(PyExc_KeyError, key);
}
function hamt_py_set(self: PyObject, key: PyObject, val: PyObject): New | NULL {
  return _PyHamt_Assoc(self, key, val);
}
function hamt_py_get(self: PyObject, key: PyObject, missing: PyObject | NULL): New | NULL {
  const val = _PyHamt_Find(self, key);
  if (val !== NULL) return Py_NewRef(val);
  return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(missing === NULL ? _Py_NoneStruct : missing);
}
defineType(_PyHamt_Type, {
  tp_name: 'hamt', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC, tp_weaklistoffset: 24,
  slots: {
    tp_dealloc: hamt_tp_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(4), tp_clear: clearHamt, tp_richcompare: hamt_tp_richcompare, tp_hash: PyObject_HashNotImplemented,
    tp_iter: _PyHamt_NewIterKeys, tp_new: _PyHamt_New, sq_contains: hamtContains, mp_length: _PyHamt_Len, mp_subscript: hamtSubscript,
  },
  methods: [
    hiddenMethod('set', '($self, key, value, /)', hamt_py_set), hiddenMethod('get', '($self, key, default=None, /)', hamt_py_get), hiddenMethod('delete', '($self, key, /)', (self, key) => _PyHamt_Without(self, key as PyObject)),
    hiddenMethod('items', '($self, /)', _PyHamt_NewIterItems), hiddenMethod('keys', '($self, /)', _PyHamt_NewIterKeys), hiddenMethod('values', '($self, /)', _PyHamt_NewIterValues),
  ],
});
