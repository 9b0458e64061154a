/**
 * The nodes of a HAMT, the persistent mapping of contextvars: bitmap nodes, array nodes and nodes of keys whose hashes collide,
 * with adding and taking out, each of which leaves the old tree as it is. CPython: Python/hamt.c
 */
import {H, interp} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {Py_SET_SIZE, Py_SIZE, Py_TYPE, set_h_count, set_h_root, set_h_weakreflist} from '../runtime/generated/accessors';
import {HASH_HI, _PyHamt_ArrayNode_Type, _PyHamt_BitmapNode_Type, _PyHamt_CollisionNode_Type, _PyHamt_Type} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, _Py_SetImmortal, freeStaticObject, newStaticObject} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyErr_NoMemory} from './errors';
import {PyObject_Hash, PyObject_HashNotImplemented, PyObject_RichCompareBool, Py_EQ} from './object';
import {PyObject_GenericGetAttr} from './object-generic';

export const BITMAP_HEADER = 32, ARRAY_NODE_SIZE = 32, ARRAY_NODE_BYTES = 280;
/** Words from the start of a node: its bits or hash, its entries (bitmap and collision nodes), its children and their number (array nodes). */
export const NODE_BITS = 6, NODE_ENTRIES = 8, ARRAY_CHILDREN = 4, ARRAY_COUNT = 68;
/** What taking a key away leads to when there is no new node. */
export const W_ERROR = -1, W_NOT_FOUND = 0, W_EMPTY = 1;

/** Tells whether a key was new to the tree. */
export class Growth {
  addedLeaf = false;
}
/** The empty mapping and its node, of which each interpreter has one. CPython: interp->static_objects.singletons.hamt_empty */
class EmptyHamt {
  node: PyObject = NULL as never;
  mapping: PyObject = NULL as never;
}
export function emptyHamt(): EmptyHamt | null {
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
export function hamt_hash(key: PyObject): number {
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  if (lo === -1 && hi === -1) return -1;
  const hash = lo ^ hi;
  return hash === -1 ? -2 : hash;
}
export function maskOf(hash: number, shift: number): number {
  // past the last level the shift is over 31 in C as well; only equal hashes get there, and they end in a collision node
  return (hash >>> shift) & 31;
}
export function popcount(bits: number): number {
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
export function entryAt(node: PyObject, i: number): PyObject | NULL {
  return H[node + NODE_ENTRIES + 2 * i] as PyObject;
}
export function childAt(node: PyObject, i: number): PyObject | NULL {
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
export function indexInCollision(self: PyObject, key: PyObject): number {
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
export function hamt_node_assoc(node: PyObject, shift: number, hash: number, key: PyObject, val: PyObject, growth: Growth): New | NULL {
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
export function hamt_node_without(node: PyObject, shift: number, hash: number, key: PyObject): number {
  const type = Py_TYPE(node);
  if (type === _PyHamt_BitmapNode_Type) return withoutInBitmap(node, shift, hash, key);
  return type === _PyHamt_ArrayNode_Type ? withoutInArray(node, shift, hash, key) : withoutInCollision(node, shift, hash, key);
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
