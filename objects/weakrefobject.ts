/**
 * Weak references: the list of them that an object heads, references, and what happens when the object dies. Proxies are in
 * weakref-proxy.ts. CPython: Objects/weakrefobject.c
 *
 * An object's list starts with the plain reference without callback, if there is one, then the proxy without callback, then the rest,
 * newest first after those two. A reference does not own its object: wr_object is NULL once that is gone.
 */
import {H, interp} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyObject_IS_GC, setCollectorHooks} from '../runtime/gc';
import {PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, Py_TYPE, set_wr_callback, set_wr_hash_hi, set_wr_hash_lo, set_wr_next, set_wr_object, set_wr_prev, tp_flags, tp_static_index, tp_weaklistoffset, wr_callback, wr_hash_hi, wr_hash_lo, wr_next, wr_object, wr_prev} from '../runtime/generated/accessors';
import {HASH_HI, PyExc_TypeError, _PyWeakref_CallableProxyType, _PyWeakref_ProxyType, _PyWeakref_RefType, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {ID___name__} from '../runtime/generated/ids';
import {METH_CLASS, method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_MANAGED_WEAKREF, Py_TPFLAGS_STATIC_BUILTIN} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {visitproc} from '../runtime/typeslots';
import {PyObject_CallOneArg} from './call';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, typeName} from './errors';
import {PyArg_UnpackTuple} from './getargs';
import {Py_GenericAlias} from './genericaliasobject';
import {PyCallable_Check, PyObject_GetOptionalAttr, PyObject_Hash, PyObject_RichCompare, addressText} from './object';
import {hashFailed} from './pyhash';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyBool_FromLong} from './boolobject';

const WEAKREF_SIZE = 64;

/** Word address where an object keeps the head of its list; 0 when it can't be referenced weakly, -1 when the interpreter keeps it. */
function listAddress(op: PyObject): number {
  const type = Py_TYPE(op);
  if (PyType_Check(op) && (tp_flags(op) & Py_TPFLAGS_STATIC_BUILTIN) !== 0) return -1;
  if ((tp_flags(type) & Py_TPFLAGS_MANAGED_WEAKREF) !== 0) return op - 8;
  const offset = tp_weaklistoffset(type);
  return offset === 0 ? 0 : op + (offset >> 2);
}
/** First reference of an object's list, borrowed, or NULL. */
function listHead(op: PyObject): PyObject | NULL {
  const at = listAddress(op);
  if (at < 0) return interp.types.builtins[tp_static_index(op) - 1]?.tp_weaklist ?? NULL;
  return at === 0 ? NULL : (H[at] as PyObject);
}
function setListHead(op: PyObject, head: PyObject | NULL): void {
  const at = listAddress(op);
  if (at >= 0) {
    H[at] = head;
    return;
  }
  const state = interp.types.builtins[tp_static_index(op) - 1];
  if (state !== undefined) state.tp_weaklist = head;
}
/** Whether weak references to an object are possible. */
export function supportsWeakrefs(op: PyObject): boolean {
  return listAddress(op) !== 0;
}

function insertHead(ref: PyObject, op: PyObject): void {
  const next = listHead(op);
  set_wr_prev(ref, NULL);
  set_wr_next(ref, next);
  if (next !== NULL) set_wr_prev(next, ref);
  setListHead(op, ref);
}
function insertAfter(ref: PyObject, previous: PyObject): void {
  const next = wr_next(previous);
  set_wr_prev(ref, previous);
  set_wr_next(ref, next);
  if (next !== NULL) set_wr_prev(next, ref);
  set_wr_next(previous, ref);
}
/** Takes a reference out of its object's list and drops its callback. escapes. CPython: clear_weakref_lock_held() */
function clearWeakref(ref: PyObject): void {
  const object = wr_object(ref), callback = wr_callback(ref);
  if (object !== NULL) unlink(ref, object);
  set_wr_callback(ref, NULL);
  Py_XDECREF(callback);
}
function unlink(ref: PyObject, object: PyObject): void {
  const next = wr_next(ref), prev = wr_prev(ref);
  if (listHead(object) === ref) setListHead(object, next);
  if (prev !== NULL) set_wr_next(prev, next);
  if (next !== NULL) set_wr_prev(next, prev);
  set_wr_object(ref, NULL);
  set_wr_prev(ref, NULL);
  set_wr_next(ref, NULL);
}
function isBasic(ref: PyObject, type: PyObject): boolean {
  return wr_callback(ref) === NULL && Py_TYPE(ref) === type;
}
function isBasicProxy(ref: PyObject): boolean {
  return wr_callback(ref) === NULL && (Py_TYPE(ref) === _PyWeakref_ProxyType || Py_TYPE(ref) === _PyWeakref_CallableProxyType);
}
/** The shared references at the front of a list. CPython: get_basic_refs() */
function basicRefs(op: PyObject): {ref: PyObject | NULL; proxy: PyObject | NULL} {
  let ref: PyObject | NULL = NULL, proxy: PyObject | NULL = NULL;
  let at = listHead(op);
  if (at !== NULL && isBasic(at, _PyWeakref_RefType)) {
    ref = at;
    at = wr_next(at);
  }
  if (at !== NULL && isBasicProxy(at)) proxy = at;
  return {ref, proxy};
}

/** A reference of any of the weak types, in the list of its object; one without callback is shared. NULL with an exception. CPython: get_or_create_weakref() */
export function newWeakReference(type: PyObject, op: PyObject, callbackOrNone: PyObject | NULL): New | NULL {
  if (!supportsWeakrefs(op)) return PyErr_Format(PyExc_TypeError, `cannot create weak reference to '${typeName(op)}' object`);
  const callback = callbackOrNone === _Py_NoneStruct ? NULL : callbackOrNone;
  const isRef = type === _PyWeakref_RefType, isProxy = type === _PyWeakref_ProxyType || type === _PyWeakref_CallableProxyType;
  if (callback === NULL) {
    const {ref, proxy} = basicRefs(op);
    if (isRef && ref !== NULL) return Py_NewRef(ref);
    if (isProxy && proxy !== NULL) return Py_NewRef(proxy);
  }
  const self = isRef || isProxy ? _PyObject_GC_New(type, WEAKREF_SIZE) : slots(type).tp_alloc!(type, 0);
  if (self === NULL) return PyErr_NoMemory();
  set_wr_object(self, op);
  set_wr_callback(self, Py_XNewRef(callback));
  set_wr_prev(self, NULL);
  set_wr_next(self, NULL);
  set_wr_hash_lo(self, -1);
  set_wr_hash_hi(self, -1);
  const {ref, proxy} = basicRefs(op);
  if (isRef && callback === NULL) insertHead(self, op);
  else if (isProxy && callback === NULL) {
    if (ref !== NULL) insertAfter(self, ref);
    else insertHead(self, op);
  } else {
    const last = proxy !== NULL ? proxy : ref;
    if (last !== NULL) insertAfter(self, last);
    else insertHead(self, op);
  }
  if (isRef || isProxy) _PyObject_GC_TRACK(self);
  return self;
}

/** A weak reference. CPython: PyWeakref_NewRef() */
export function PyWeakref_NewRef(op: PyObject, callback: PyObject | NULL): New | NULL {
  return newWeakReference(_PyWeakref_RefType, op, callback);
}
/** A proxy, a callable one for a callable object. CPython: PyWeakref_NewProxy() */
export function PyWeakref_NewProxy(op: PyObject, callback: PyObject | NULL): New | NULL {
  return newWeakReference(PyCallable_Check(op) ? _PyWeakref_CallableProxyType : _PyWeakref_ProxyType, op, callback);
}
export function PyWeakref_CheckRef(op: PyObject): boolean {
  return PyType_IsSubtype(Py_TYPE(op), _PyWeakref_RefType);
}
/** The object of a reference, a new reference to it, or NULL (no exception) when it is gone or dying. CPython: _PyWeakref_GET_REF() */
export function _PyWeakref_GET_REF(ref: PyObject): New | NULL {
  const op = wr_object(ref);
  return op === NULL || H[op] === 0 ? NULL : Py_NewRef(op);
}
/** 1 with the object's reference in the answer, 0 when it is gone. CPython: PyWeakref_GetRef() */
export function PyWeakref_GetRef(ref: PyObject): New | NULL {
  return _PyWeakref_GET_REF(ref);
}
export function _PyWeakref_IS_DEAD(ref: PyObject): boolean {
  const op = wr_object(ref);
  return op === NULL || H[op] === 0;
}
/** How many weak references an object has. CPython: _PyWeakref_GetWeakrefCount() */
export function _PyWeakref_GetWeakrefCount(op: PyObject): number {
  if (!supportsWeakrefs(op)) return 0;
  let n = 0;
  for (let ref = listHead(op); ref !== NULL; ref = wr_next(ref)) n++;
  return n;
}
/** All weak references of an object, borrowed, in the order of its list. */
export function weakReferencesOf(op: PyObject): PyObject[] {
  const found: PyObject[] = [];
  if (supportsWeakrefs(op)) for (let ref = listHead(op); ref !== NULL; ref = wr_next(ref)) found.push(ref);
  return found;
}

/** Calls a callback with its reference; an exception of it is unraisable. CPython: handle_callback() */
function handle_callback(ref: PyObject, callback: PyObject): void {
  const result = PyObject_CallOneArg(callback, ref);
  if (result === NULL) PyErr_WriteUnraisable(callback);
  else Py_DECREF(result);
}

/**
 * Clears all weak references to a dying object (count 0) and calls their callbacks, newest first. Its dealloc calls this before it
 * drops anything. escapes; the exception that is set stays. CPython: PyObject_ClearWeakRefs()
 */
export function PyObject_ClearWeakRefs(object: PyObject): void {
  if (!supportsWeakrefs(object) || listHead(object) === NULL) return;
  const raised = PyErr_GetRaisedException();
  const called: {ref: New; callback: PyObject}[] = [];
  for (let ref = listHead(object); ref !== NULL; ref = listHead(object)) {
    const callback = wr_callback(ref);
    set_wr_callback(ref, NULL);
    unlink(ref, object);
    if (callback === NULL) continue;
    // a reference that is dying itself is not told
    if (H[ref] > 0) called.push({ref: Py_NewRef(ref), callback});
    else Py_DECREF(callback);
  }
  for (const {ref, callback} of called) {
    handle_callback(ref, callback);
    Py_DECREF(callback);
    Py_DECREF(ref);
  }
  PyErr_SetRaisedException(raised);
}
/** Clears the weak references without callbacks of an object that is going, CPython: _PyWeakref_ClearWeakRefsNoCallbacks() */
export function _PyWeakref_ClearWeakRefsNoCallbacks(object: PyObject): void {
  for (let ref = listHead(object); ref !== NULL; ref = listHead(object)) clearWeakref(ref);
}

/**
 * What a collection does to weak references: those to the trash are cleared; callbacks of references that are not trash themselves
 * are called once all are cleared. CPython: Python/gc.c handle_weakrefs()
 */
function handleWeakrefs(unreachable: readonly PyObject[], isTrash: (op: PyObject) => boolean): void {
  const callbacks: {ref: New; callback: New}[] = [];
  for (const op of unreachable) {
    // a weak reference in the trash must not be called, even when its object lives
    if (PyWeakref_CheckRef(op) || Py_TYPE(op) === _PyWeakref_ProxyType || Py_TYPE(op) === _PyWeakref_CallableProxyType) clearWeakref(op);
    if (!supportsWeakrefs(op)) continue;
    for (let ref = listHead(op); ref !== NULL; ref = listHead(op)) {
      const callback = wr_callback(ref), dying = _PyObject_IS_GC(ref) && isTrash(ref);
      unlink(ref, op);
      if (callback === NULL) continue;
      if (dying) continue;
      callbacks.push({ref: Py_NewRef(ref), callback: Py_NewRef(callback)});
    }
  }
  for (const {ref, callback} of callbacks) {
    handle_callback(ref, callback);
    Py_DECREF(callback);
    Py_DECREF(ref);
  }
}
setCollectorHooks({handleWeakrefs});

// ---- the type weakref.ReferenceType ----

export function weakref_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  clearWeakref(self);
  if (Py_TYPE(self) === _PyWeakref_RefType || Py_TYPE(self) === _PyWeakref_ProxyType || Py_TYPE(self) === _PyWeakref_CallableProxyType) PyObject_GC_Del(self);
  else slots(Py_TYPE(self)).tp_free!(self);
}
export function weakref_traverse(self: PyObject, visit: visitproc): number {
  const callback = wr_callback(self);
  return callback === NULL ? 0 : visit(callback);
}
export function weakref_clear(self: PyObject): number {
  clearWeakref(self);
  return 0;
}
function weakref_vectorcall(self: PyObject, _args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) return PyErr_Format(PyExc_TypeError, 'weakref.ReferenceType.__call__() takes no keyword arguments');
  if (nargs > 0) return PyErr_Format(PyExc_TypeError, `weakref expected 0 arguments, got ${nargs}`);
  const object = _PyWeakref_GET_REF(self);
  return object === NULL ? Py_NewRef(_Py_NoneStruct) : object;
}
function weakref_hash(self: PyObject): number {
  if (wr_hash_lo(self) !== -1 || wr_hash_hi(self) !== -1) {
    H[HASH_HI] = wr_hash_hi(self);
    return wr_hash_lo(self);
  }
  const object = _PyWeakref_GET_REF(self);
  if (object === NULL) {
    PyErr_SetString(PyExc_TypeError, 'weak object has gone away');
    H[HASH_HI] = -1;
    return -1;
  }
  const lo = PyObject_Hash(object), hi = H[HASH_HI], failed = hashFailed(lo);
  if (!failed) {
    set_wr_hash_lo(self, lo);
    set_wr_hash_hi(self, hi);
  }
  Py_DECREF(object);
  H[HASH_HI] = hi;
  return lo;
}
function weakref_repr(self: PyObject): New | NULL {
  const object = _PyWeakref_GET_REF(self);
  if (object === NULL) return PyUnicode_FromString(`<weakref at ${addressText(self)}; dead>`);
  const name = PyObject_GetOptionalAttr(object, ID___name__);
  if (name === NULL && PyErr_Occurred() !== NULL) {
    Py_DECREF(object);
    return NULL;
  }
  const shown = name !== NULL && PyUnicode_Check(name) ? ` (${PyUnicode_AsJSString(name)})` : '';
  const result = PyUnicode_FromString(`<weakref at ${addressText(self)}; to '${typeName(object)}' at ${addressText(object)}${shown}>`);
  Py_XDECREF(name);
  Py_DECREF(object);
  return result;
}
/** Live references compare their objects, dead ones themselves. */
function weakref_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== 2 && op !== 3) || !PyWeakref_CheckRef(self) || !PyWeakref_CheckRef(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const a = _PyWeakref_GET_REF(self), b = _PyWeakref_GET_REF(other);
  let result: New | NULL;
  if (a === NULL || b === NULL) result = PyBool_FromLong((self === other) === (op === 2) ? 1 : 0);
  else result = PyObject_RichCompare(a, b, op);
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}
function weakref___new__(type: PyObject, args: PyObject): New | NULL {
  if (!takesReferent('__new__', args)) return NULL;
  return newWeakReference(type, PyTuple_GET_ITEM(args, 0), PyTuple_GET_SIZE(args) > 1 ? PyTuple_GET_ITEM(args, 1) : NULL);
}
function weakref___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  void self;
  if (kwds !== NULL && PyDict_GET_SIZE(kwds) > 0) {
    PyErr_SetString(PyExc_TypeError, 'ref() takes no keyword arguments');
    return -1;
  }
  return takesReferent('__init__', args) ? 0 : -1;
}
function takesReferent(name: string, args: PyObject): boolean {
  return PyArg_UnpackTuple(args, name, 1, 2) !== null;
}

defineType(_PyWeakref_RefType, {
  tp_name: 'weakref.ReferenceType', tp_basicsize: WEAKREF_SIZE, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_BASETYPE,
  slots: {
    tp_dealloc: weakref_dealloc, vectorcall: weakref_vectorcall, tp_hash: weakref_hash, tp_repr: weakref_repr, tp_richcompare: weakref_richcompare, tp_traverse: weakref_traverse,
    tp_clear: weakref_clear, tp_init: weakref___init__, tp_new: weakref___new__,
  },
  members: [{name: '__callback__', type: 'object', offset: 24, flags: 1}],
  methods: [method('__class_getitem__', '($type, object, /)', (type, item) => Py_GenericAlias(type, item as PyObject), 'For annotations: ref[X].', METH_CLASS)],
});
