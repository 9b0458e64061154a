/**
 * A persistent mapping: a hash array mapped trie of which every change makes a new one that shares most nodes with the old one. What
 * contexts keep their variables in. A node stands for five bits of the hash: a bitmap node has up to 16 entries (key and value, or NULL and
 * a deeper node), an array node 17 to 32 deeper nodes, a collision node keys of one and the same hash. CPython: Python/hamt.c
 */
import {H, interp} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {Py_BOOL, Py_SET_SIZE, Py_SIZE, Py_TYPE, h_count, h_root, h_weakreflist, set_h_count, set_h_root, set_h_weakreflist} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_KeyError, PyExc_StopIteration, _PyHamtItems_Type, _PyHamtKeys_Type, _PyHamtValues_Type, _PyHamt_ArrayNode_Type, _PyHamt_BitmapNode_Type, _PyHamt_CollisionNode_Type, _PyHamt_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, _Py_SetImmortal, clearPayload, freeStaticObject, newStaticObject, payload, setPayload, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetNone, PyErr_SetObject} from './errors';
import {clearFields, traverseFields} from './field-slots';
import {PyObject_GenericGetAttr, PyObject_Hash, PyObject_HashNotImplemented, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_NE} from './object';
import {PyTuple_Pack} from './tupleobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

const BITMAP_HEADER = 32, ARRAY_NODE_SIZE = 32, ARRAY_NODE_BYTES = 280;
/** Words from the start of a node: its bits or hash, its entries (bitmap and collision nodes), its children and their number (array nodes). */
const NODE_BITS = 6, NODE_ENTRIES = 8, ARRAY_CHILDREN = 4, ARRAY_COUNT = 68;
/** What taking a key away leads to when there is no new node. */
const W_ERROR = -1, W_NOT_FOUND = 0, W_EMPTY = 1;

/** Tells whether a key was new to the tree. */
class Growth {
  addedLeaf = false;
}
/** The empty mapping and its node, of which each interpreter has one. CPython: interp->static_objects.singletons.hamt_empty */
class EmptyHamt {
  node: PyObject = NULL as never;
  mapping: PyObject = NULL as never;
}
function emptyHamt(): EmptyHamt | null {
  const known = interp.moduleStates.get('hamt') as EmptyHamt | undefined;
  if (known !== undefined) return known;
  const node = newStaticObject(_PyHamt_BitmapNode_Type, BITMAP_HEADER, 16), mapping = newStaticObject(_PyHamt_Type, 40, 16);
  if (node === NULL || mapping === NULL) {
    PyErr_NoMemory();
    return null;
  }
  Py_SET_SIZE(node, 0);
  H[node + NODE_BITS] = 0;
  set_h_root(mapping, node);
  set_h_weakreflist(mapping, NULL);
  set_h_count(mapping, 0);
  const made = new EmptyHamt();
  made.node = node;
  made.mapping = mapping;
  interp.moduleStates.set('hamt', made);
  return made;
}

/** Gives the memory of the empty mapping back, when nothing refers to it any more. CPython: Python/context.c _PyContext_Fini() has nothing to do, since it is static */
export function finiEmptyHamt(): void {
  const known = interp.moduleStates.get('hamt') as EmptyHamt | undefined;
  if (known === undefined) return;
  interp.moduleStates.delete('hamt');
  freeStaticObject(known.node, 16);
  freeStaticObject(known.mapping, 16);
}

// ---- bits ----

/** The 32 bits of an object's hash that the tree goes by; -1 with an exception. escapes */
function hamt_hash(key: PyObject): number {
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  const hash = lo ^ hi;
  return hash === -1 ? -2 : hash;
}
function maskOf(hash: number, shift: number): number {
  // past the last level the shift is over 31 in C as well; only equal hashes get there, and they end in a collision node
  return (hash >>> shift) & 31;
}
function popcount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

// ---- nodes ----

/** A node with room for `size` keys and values, all NULL; size 0 is the shared empty one. @raises MemoryError */
function newEntriesNode(type: PyTypeObject, size: number): New | NULL {
  if (size === 0) {
    const empty = emptyHamt();
    return empty === null ? NULL : Py_NewRef(empty.node);
  }
  const node = _PyObject_GC_New(type, BITMAP_HEADER + 8 * size);
  if (node === NULL) return PyErr_NoMemory();
  Py_SET_SIZE(node, size);
  H.fill(0, node + NODE_BITS, node + NODE_ENTRIES + 2 * size);
  _PyObject_GC_TRACK(node);
  return node;
}
function newBitmapNode(size: number): New | NULL {
  return newEntriesNode(_PyHamt_BitmapNode_Type, size);
}
function newCollisionNode(hash: number, size: number): New | NULL {
  const node = newEntriesNode(_PyHamt_CollisionNode_Type, size);
  if (node !== NULL) H[node + NODE_BITS] = hash;
  return node;
}
function newArrayNode(count: number): New | NULL {
  const node = _PyObject_GC_New(_PyHamt_ArrayNode_Type, ARRAY_NODE_BYTES);
  if (node === NULL) return PyErr_NoMemory();
  H.fill(0, node + ARRAY_CHILDREN, node + ARRAY_COUNT + 2);
  H[node + ARRAY_COUNT] = count;
  _PyObject_GC_TRACK(node);
  return node;
}
/** Entry i of a bitmap or collision node. */
function entryAt(node: PyObject, i: number): PyObject | NULL {
  return H[node + NODE_ENTRIES + 2 * i] as PyObject;
}
function childAt(node: PyObject, i: number): PyObject | NULL {
  return H[node + ARRAY_CHILDREN + 2 * i] as PyObject;
}
/** Puts an owned reference into a word that owns another. escapes */
function replaceAt(word: number, value: New | NULL): void {
  const old = H[word] as PyObject;
  H[word] = value;
  Py_XDECREF(old);
}
/** Copies references from one node to another, `n` of them, from one word to another. */
function copyRefs(from: number, to: number, n: number): void {
  for (let i = 0; i < n; i++) H[to + 2 * i] = Py_XNewRef(H[from + 2 * i] as PyObject);
}
function cloneBitmapNode(node: PyObject): New | NULL {
  const size = Py_SIZE(node), clone = newBitmapNode(size);
  if (clone === NULL) return NULL;
  copyRefs(node + NODE_ENTRIES, clone + NODE_ENTRIES, size);
  H[clone + NODE_BITS] = H[node + NODE_BITS];
  return clone;
}
/** A copy of a bitmap or collision node without the entry at `at`. */
function cloneWithout(node: PyObject, clone: New | NULL, at: number): New | NULL {
  if (clone === NULL) return NULL;
  copyRefs(node + NODE_ENTRIES, clone + NODE_ENTRIES, at);
  copyRefs(node + NODE_ENTRIES + 2 * (at + 2), clone + NODE_ENTRIES + 2 * at, Py_SIZE(node) - at - 2);
  return clone;
}
function cloneArrayNode(node: PyObject): New | NULL {
  const clone = newArrayNode(H[node + ARRAY_COUNT]);
  if (clone !== NULL) copyRefs(node + ARRAY_CHILDREN, clone + ARRAY_CHILDREN, ARRAY_NODE_SIZE);
  return clone;
}

// ---- setting ----

/** A node for two keys that meet in one place. escapes. CPython: hamt_node_new_bitmap_or_collision() */
function nodeOfTwo(shift: number, key1: PyObject, val1: PyObject, hash2: number, key2: PyObject, val2: PyObject): New | NULL {
  const hash1 = hamt_hash(key1);
  if (hash1 === -1) return NULL;
  if (hash1 === hash2) {
    const node = newCollisionNode(hash1, 4);
    if (node === NULL) return NULL;
    H[node + NODE_ENTRIES] = Py_NewRef(key1);
    H[node + NODE_ENTRIES + 2] = Py_NewRef(val1);
    H[node + NODE_ENTRIES + 4] = Py_NewRef(key2);
    H[node + NODE_ENTRIES + 6] = Py_NewRef(val2);
    return node;
  }
  const growth = new Growth(), empty = emptyHamt();
  if (empty === null) return NULL;
  const first = assocInBitmap(empty.node, shift, hash1, key1, val1, growth);
  if (first === NULL) return NULL;
  const both = assocInBitmap(first, shift, hash2, key2, val2, growth);
  Py_DECREF(first);
  return both;
}
/** Sets a key where the node has an entry for its bits already. escapes */
function assocAtEntry(self: PyObject, at: number, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
  const present = entryAt(self, at), valOrNode = entryAt(self, at + 1) as PyObject;
  let value: New | NULL;
  if (present === NULL) {
    value = hamt_node_assoc(valOrNode, shift + 5, hash, key, val, growth);
    if (value === NULL) return NULL;
    if (value === valOrNode) {
      Py_DECREF(value);
      return Py_NewRef(self);
    }
  } else {
    const equal = PyObject_RichCompareBool(key, present, Py_EQ);
    if (equal < 0) return NULL;
    if (equal === 1) {
      if (val === valOrNode) return Py_NewRef(self);
      value = Py_NewRef(val);
    } else {
      value = nodeOfTwo(shift + 5, present, valOrNode, hash, key, val);
      if (value === NULL) return NULL;
      const clone = cloneBitmapNode(self);
      if (clone === NULL) {
        Py_DECREF(value);
        return NULL;
      }
      replaceAt(clone + NODE_ENTRIES + 2 * at, NULL);
      replaceAt(clone + NODE_ENTRIES + 2 * (at + 1), value);
      growth.addedLeaf = true;
      return clone;
    }
  }
  const clone = cloneBitmapNode(self);
  if (clone === NULL) Py_DECREF(value);
  else replaceAt(clone + NODE_ENTRIES + 2 * (at + 1), value);
  return clone;
}
/** A full bitmap node turned into an array node, with a key more. escapes */
function growToArray(self: PyObject, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
  const bits = H[self + NODE_BITS], empty = emptyHamt();
  const node = empty === null ? NULL : newArrayNode(popcount(bits) + 1);
  if (empty === null || node === NULL) return NULL;
  const own = maskOf(hash, shift);
  for (let i = 0, j = 0; i < ARRAY_NODE_SIZE; i++) {
    let child: New | NULL;
    if (i === own) child = hamt_node_assoc(empty.node, shift + 5, hash, key, val, growth);
    else if (((bits >>> i) & 1) === 0) continue;
    else {
      const present = entryAt(self, j), valOrNode = entryAt(self, j + 1) as PyObject;
      j += 2;
      if (present === NULL) child = Py_NewRef(valOrNode);
      else {
        const rehash = hamt_hash(present);
        child = rehash === -1 ? NULL : hamt_node_assoc(empty.node, shift + 5, rehash, present, valOrNode, growth);
      }
    }
    if (child === NULL) {
      Py_DECREF(node);
      return NULL;
    }
    H[node + ARRAY_CHILDREN + 2 * i] = child;
  }
  return node;
}
/** CPython: hamt_node_bitmap_assoc() */
function assocInBitmap(self: PyObject, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
  const bits = H[self + NODE_BITS], bit = 1 << maskOf(hash, shift), at = 2 * popcount(bits & (bit - 1));
  if ((bits & bit) !== 0) return assocAtEntry(self, at, shift, hash, key, val, growth);
  const size = Py_SIZE(self);
  if (size >= 32) return growToArray(self, shift, hash, key, val, growth);
  growth.addedLeaf = true;
  const node = newBitmapNode(size + 2);
  if (node === NULL) return NULL;
  copyRefs(self + NODE_ENTRIES, node + NODE_ENTRIES, at);
  H[node + NODE_ENTRIES + 2 * at] = Py_NewRef(key);
  H[node + NODE_ENTRIES + 2 * at + 2] = Py_NewRef(val);
  copyRefs(self + NODE_ENTRIES + 2 * at, node + NODE_ENTRIES + 2 * (at + 2), size - at);
  H[node + NODE_BITS] = bits | bit;
  return node;
}
/** Place of a key in a collision node; -1 when it is not there, -2 with an exception. escapes. CPython: hamt_node_collision_find_index() */
function indexInCollision(self: PyObject, key: PyObject): number {
  for (let i = 0; i < Py_SIZE(self); i += 2) {
    const equal = PyObject_RichCompareBool(key, entryAt(self, i) as PyObject, Py_EQ);
    if (equal < 0) return -2;
    if (equal === 1) return i;
  }
  return -1;
}
/** CPython: hamt_node_collision_assoc() */
function assocInCollision(self: PyObject, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
  const ownHash = H[self + NODE_BITS], size = Py_SIZE(self);
  if (hash !== ownHash) {
    const parent = newBitmapNode(2);
    if (parent === NULL) return NULL;
    H[parent + NODE_BITS] = 1 << maskOf(ownHash, shift);
    H[parent + NODE_ENTRIES + 2] = Py_NewRef(self);
    const result = assocInBitmap(parent, shift, hash, key, val, growth);
    Py_DECREF(parent);
    return result;
  }
  const at = indexInCollision(self, key);
  if (at === -2) return NULL;
  if (at >= 0 && entryAt(self, at + 1) === val) return Py_NewRef(self);
  const node = newCollisionNode(ownHash, at >= 0 ? size : size + 2);
  if (node === NULL) return NULL;
  copyRefs(self + NODE_ENTRIES, node + NODE_ENTRIES, size);
  if (at >= 0) replaceAt(node + NODE_ENTRIES + 2 * (at + 1), Py_NewRef(val));
  else {
    H[node + NODE_ENTRIES + 2 * size] = Py_NewRef(key);
    H[node + NODE_ENTRIES + 2 * size + 2] = Py_NewRef(val);
    growth.addedLeaf = true;
  }
  return node;
}
/** CPython: hamt_node_array_assoc() */
function assocInArray(self: PyObject, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
  const i = maskOf(hash, shift), old = childAt(self, i), empty = old === NULL ? emptyHamt() : null;
  if (old === NULL && empty === null) return NULL;
  const child = hamt_node_assoc(old === NULL ? empty!.node : old, shift + 5, hash, key, val, growth);
  if (child === NULL) return NULL;
  const clone = cloneArrayNode(self);
  if (clone === NULL) Py_DECREF(child);
  else {
    if (old === NULL) H[clone + ARRAY_COUNT]++;
    replaceAt(clone + ARRAY_CHILDREN + 2 * i, child);
  }
  return clone;
}
/** A tree in which a key has a value; the node itself when it has it already. escapes. CPython: hamt_node_assoc() */
function hamt_node_assoc(node: PyObject, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
  const type = Py_TYPE(node);
  if (type === _PyHamt_BitmapNode_Type) return assocInBitmap(node, shift, hash, key, val, growth);
  return type === _PyHamt_ArrayNode_Type ? assocInArray(node, shift, hash, key, val, growth) : assocInCollision(node, shift, hash, key, val, growth);
}

// ---- taking away ----

/** True for a bitmap node that holds one key and no deeper node: its parent takes the key over. */
function isSingleLeaf(node: PyObject): boolean {
  return Py_TYPE(node) === _PyHamt_BitmapNode_Type && Py_SIZE(node) === 2 && entryAt(node, 0) !== NULL;
}
/** CPython: hamt_node_bitmap_without() */
function withoutInBitmap(self: PyObject, shift: number, hash: number, key: PyObject): number {
  const bits = H[self + NODE_BITS], bit = 1 << maskOf(hash, shift);
  if ((bits & bit) === 0) return W_NOT_FOUND;
  const at = 2 * popcount(bits & (bit - 1)), present = entryAt(self, at);
  if (present !== NULL) {
    const equal = PyObject_RichCompareBool(present, key, Py_EQ);
    if (equal < 0) return W_ERROR;
    if (equal === 0) return W_NOT_FOUND;
    if (Py_SIZE(self) === 2) return W_EMPTY;
    const rest = cloneWithout(self, newBitmapNode(Py_SIZE(self) - 2), at);
    if (rest === NULL) return W_ERROR;
    H[rest + NODE_BITS] = bits & ~bit;
    return rest;
  }
  const result = hamt_node_without(entryAt(self, at + 1) as PyObject, shift + 5, hash, key);
  if (result === W_ERROR || result === W_NOT_FOUND) return result;
  const child = result as New, clone = cloneBitmapNode(self);
  if (clone === NULL) {
    Py_DECREF(child);
    return W_ERROR;
  }
  const word = clone + NODE_ENTRIES + 2 * at;
  if (isSingleLeaf(child)) {
    replaceAt(word, Py_XNewRef(entryAt(child, 0)));
    replaceAt(word + 2, Py_XNewRef(entryAt(child, 1)));
    Py_DECREF(child);
  } else replaceAt(word + 2, child);
  return clone;
}
/** CPython: hamt_node_collision_without() */
function withoutInCollision(self: PyObject, shift: number, hash: number, key: PyObject): number {
  if (hash !== H[self + NODE_BITS]) return W_NOT_FOUND;
  const at = indexInCollision(self, key);
  if (at < 0) return at === -2 ? W_ERROR : W_NOT_FOUND;
  const size = Py_SIZE(self) - 2;
  if (size === 0) return W_EMPTY;
  const rest = cloneWithout(self, size === 2 ? newBitmapNode(2) : newCollisionNode(hash, size), at);
  if (rest === NULL) return W_ERROR;
  if (size === 2) H[rest + NODE_BITS] = 1 << maskOf(hash, shift);
  return rest;
}
/** An array node with fewer than 17 children turned into a bitmap node, without its child at `gone`. */
function shrinkToBitmap(self: PyObject, gone: number): number {
  const node = newBitmapNode(2 * (H[self + ARRAY_COUNT] - 1));
  if (node === NULL) return W_ERROR;
  let bits = 0;
  for (let i = 0, word = node + NODE_ENTRIES; i < ARRAY_NODE_SIZE; i++) {
    const child = childAt(self, i);
    if (i === gone || child === NULL) continue;
    bits |= 1 << i;
    if (isSingleLeaf(child)) copyRefs(child + NODE_ENTRIES, word, 2);
    else H[word + 2] = Py_NewRef(child);
    word += 4;
  }
  H[node + NODE_BITS] = bits;
  return node;
}
/** CPython: hamt_node_array_without() */
function withoutInArray(self: PyObject, shift: number, hash: number, key: PyObject): number {
  const i = maskOf(hash, shift), old = childAt(self, i);
  if (old === NULL) return W_NOT_FOUND;
  const result = hamt_node_without(old, shift + 5, hash, key);
  if (result === W_ERROR || result === W_NOT_FOUND) return result;
  const count = H[self + ARRAY_COUNT] - (result === W_EMPTY ? 1 : 0);
  if (count === 0) return W_EMPTY;
  if (result === W_EMPTY && count < 16) return shrinkToBitmap(self, i);
  const clone = cloneArrayNode(self);
  if (clone === NULL) {
    if (result !== W_EMPTY) Py_DECREF(result as New);
    return W_ERROR;
  }
  H[clone + ARRAY_COUNT] = count;
  replaceAt(clone + ARRAY_CHILDREN + 2 * i, result === W_EMPTY ? NULL : (result as New));
  return clone;
}
/** A new node without a key (owned), or one of the W_ numbers. escapes. CPython: hamt_node_without() */
function hamt_node_without(node: PyObject, shift: number, hash: number, key: PyObject): number {
  const type = Py_TYPE(node);
  if (type === _PyHamt_BitmapNode_Type) return withoutInBitmap(node, shift, hash, key);
  return type === _PyHamt_ArrayNode_Type ? withoutInArray(node, shift, hash, key) : withoutInCollision(node, shift, hash, key);
}

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

// ---- the types ----

function entriesTraverse(node: PyObject, visit: visitproc): number {
  for (let i = Py_SIZE(node) - 1; i >= 0; i--) {
    const entry = entryAt(node, i), result = entry === NULL ? 0 : visit(entry);
    if (result !== 0) return result;
  }
  return 0;
}
function entriesDealloc(node: PyObject): void {
  if (Py_SIZE(node) === 0) return _Py_SetImmortal(node); // the empty one
  PyObject_GC_UnTrack(node);
  if (_PyTrash_begin(node)) return;
  for (let i = Py_SIZE(node) - 1; i >= 0; i--) Py_XDECREF(entryAt(node, i));
  PyObject_GC_Del(node);
  _PyTrash_end();
}
function arrayTraverse(node: PyObject, visit: visitproc): number {
  for (let i = 0; i < ARRAY_NODE_SIZE; i++) {
    const child = childAt(node, i), result = child === NULL ? 0 : visit(child);
    if (result !== 0) return result;
  }
  return 0;
}
function arrayDealloc(node: PyObject): void {
  PyObject_GC_UnTrack(node);
  if (_PyTrash_begin(node)) return;
  for (let i = 0; i < ARRAY_NODE_SIZE; i++) Py_XDECREF(childAt(node, i));
  PyObject_GC_Del(node);
  _PyTrash_end();
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
defineType(_PyHamt_ArrayNode_Type, {
  tp_name: 'hamt_array_node', tp_basicsize: ARRAY_NODE_BYTES, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: arrayDealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: arrayTraverse, tp_free: PyObject_GC_Del, tp_hash: PyObject_HashNotImplemented},
});
for (const [type, name] of [[_PyHamt_BitmapNode_Type, 'hamt_bitmap_node'], [_PyHamt_CollisionNode_Type, 'hamt_collision_node']] as const) {
  defineType(type, {
    tp_name: name, tp_basicsize: BITMAP_HEADER, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC,
    slots: {tp_dealloc: entriesDealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: entriesTraverse, tp_free: PyObject_GC_Del, tp_hash: PyObject_HashNotImplemented},
  });
}
