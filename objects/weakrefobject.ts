/**
 * Weak references and proxies. CPython: Objects/weakrefobject.c
 *
 * The references to an object hang in a list at its tp_weaklistoffset (that of a static type in the interpreter's part of the type): first the
 * one plain reference without a callback, then the one proxy without a callback, then all others, newest first.
 */
import * as num from './abstract-number';
import {H} from '../runtime/current';
import {PyType_Check, PyUnicode_Check, PyWeakref_CheckProxy, PyWeakref_CheckRefExact, Py_BOOL, Py_TYPE, set_wr_callback, set_wr_hash_hi, set_wr_hash_lo, set_wr_next, set_wr_object, set_wr_prev, tp_flags, tp_weaklistoffset, wr_callback, wr_hash_hi, wr_hash_lo, wr_next, wr_object, wr_prev} from '../runtime/generated/accessors';
import {ID___name__} from '../runtime/generated/ids';
import {HASH_HI, PyExc_ReferenceError, PyExc_TypeError, _PyWeakref_CallableProxyType, _PyWeakref_ProxyType, _PyWeakref_RefType, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_IS_GC, setCollectorHooks} from '../runtime/gc';
import {METH_CLASS, hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL, Py_TPFLAGS_STATIC_BUILTIN} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY, type binaryfunc, type visitproc} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyIter_Check, PyObject_GetIter} from './abstract-iter';
import {PyObject_DelItem, PyObject_GetItem, PyObject_Length, PyObject_SetItem} from './abstract-object';
import {PySequence_Contains} from './abstract-sequence';
import {PyObject_Call, PyObject_CallMethodNoArgs, PyObject_CallOneArg, PyVectorcall_Call} from './call';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, typeName} from './errors';
import {Py_GenericAlias} from './genericaliasobject';
import {PyArg_UnpackTuple, _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {PyCallable_Check, PyObject_GetAttr, PyObject_Hash, PyObject_HashNotImplemented, PyObject_IsTrue, PyObject_RichCompare, PyObject_SetAttr, PyObject_Str, Py_EQ, Py_NE, addressText} from './object';
import {PyObject_TypeCheck, PyType_GenericAlloc, _PyObject_LookupSpecial} from './typeobject';
import {PyType_GetFullyQualifiedName} from './typeobject-attributes';
import {_PyStaticType_GetState} from './typeobject-cache';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

// ---- the list ----

/** True when objects of a type can be referred to weakly. CPython: _PyType_SUPPORTS_WEAKREFS() */
export function _PyType_SUPPORTS_WEAKREFS(type: PyTypeObject): boolean {
  return tp_weaklistoffset(type) !== 0;
}
function isStaticType(obj: PyObject): boolean {
  return PyType_Check(obj) && (tp_flags(obj) & Py_TPFLAGS_STATIC_BUILTIN) !== 0;
}
/** First weak reference to an object, borrowed; NULL without any. CPython: _PyObject_GET_WEAKREFS_LISTPTR() */
export function firstWeakref(obj: PyObject): PyObject | NULL {
  return isStaticType(obj) ? _PyStaticType_GetState(obj).tp_weaklist : (H[obj + (tp_weaklistoffset(Py_TYPE(obj)) >> 2)] as PyObject);
}
function setFirst(obj: PyObject, ref: PyObject | NULL): void {
  if (isStaticType(obj)) _PyStaticType_GetState(obj).tp_weaklist = ref;
  else H[obj + (tp_weaklistoffset(Py_TYPE(obj)) >> 2)] = ref;
}
/** Number of weak references to an object. CPython: _PyWeakref_GetWeakrefCount() */
export function _PyWeakref_GetWeakrefCount(obj: PyObject): number {
  if (!_PyType_SUPPORTS_WEAKREFS(Py_TYPE(obj))) return 0;
  let n = 0;
  for (let ref: PyObject | NULL = firstWeakref(obj); ref !== NULL; ref = wr_next(ref)) n++;
  return n;
}
/** The object behind a reference, owned; NULL when it is dead or dying. CPython: _PyWeakref_GET_REF() */
export function _PyWeakref_GET_REF(ref: PyObject): New | NULL {
  const obj = wr_object(ref);
  return obj === _Py_NoneStruct || H[obj] === 0 ? NULL : Py_NewRef(obj);
}
export function _PyWeakref_IS_DEAD(ref: PyObject): boolean {
  const obj = wr_object(ref);
  return obj === _Py_NoneStruct || H[obj] === 0;
}
/** True for references and subclass instances. CPython: PyWeakref_CheckRef() */
export function PyWeakref_CheckRef(op: PyObject): boolean {
  return PyObject_TypeCheck(op, _PyWeakref_RefType);
}
/** CPython: PyWeakref_Check() */
export function PyWeakref_Check(op: PyObject): boolean {
  return PyWeakref_CheckRef(op) || PyWeakref_CheckProxy(op);
}
/** Takes a reference off its list; its object becomes None. CPython: clear_weakref_lock_held() */
function unlink(ref: PyObject): void {
  const obj = wr_object(ref);
  if (obj === _Py_NoneStruct) return;
  const prev = wr_prev(ref), next = wr_next(ref);
  if (firstWeakref(obj) === ref) setFirst(obj, next);
  set_wr_object(ref, _Py_NoneStruct);
  if (prev !== (NULL as number)) set_wr_next(prev, next);
  if (next !== (NULL as number)) set_wr_prev(next, prev);
  set_wr_prev(ref, NULL);
  set_wr_next(ref, NULL);
}
/** Clears one reference and leaves its callback. CPython: _PyWeakref_ClearRef() */
export function _PyWeakref_ClearRef(ref: PyObject): void {
  unlink(ref);
}
function takeCallback(ref: PyObject): PyObject | NULL {
  const callback = wr_callback(ref);
  set_wr_callback(ref, NULL);
  return callback;
}
function isBasic(ref: PyObject): boolean {
  return wr_callback(ref) === (NULL as number) && (PyWeakref_CheckRefExact(ref) || PyWeakref_CheckProxy(ref));
}
/** The shared plain reference of a list, or NULL. */
function basicRef(head: PyObject | NULL): PyObject | NULL {
  return head !== NULL && wr_callback(head) === (NULL as number) && PyWeakref_CheckRefExact(head) ? head : NULL;
}
/** The shared proxy of a list, or NULL. */
function basicProxy(head: PyObject | NULL): PyObject | NULL {
  const at = basicRef(head) !== NULL ? wr_next(head) : head;
  return at !== NULL && wr_callback(at) === (NULL as number) && PyWeakref_CheckProxy(at) ? at : NULL;
}
function insert(ref: PyObject, obj: PyObject): void {
  const head = firstWeakref(obj), plain = basicRef(head), proxy = basicProxy(head);
  const prev = isBasic(ref) ? (PyWeakref_CheckRefExact(ref) ? NULL : plain) : proxy !== NULL ? proxy : plain;
  const next: PyObject | NULL = prev === NULL ? head : wr_next(prev);
  set_wr_prev(ref, prev);
  set_wr_next(ref, next);
  if (next !== NULL) set_wr_prev(next, ref);
  if (prev === NULL) setFirst(obj, ref);
  else set_wr_next(prev, ref);
}
/** CPython: get_or_create_weakref() */
function get_or_create_weakref(type: PyTypeObject, obj: PyObject, callback: PyObject | NULL): New | NULL {
  if (!_PyType_SUPPORTS_WEAKREFS(Py_TYPE(obj))) return PyErr_Format(PyExc_TypeError, `cannot create weak reference to '${typeName(obj)}' object`);
  if (callback === _Py_NoneStruct) callback = NULL;
  if (callback === NULL) {
    const head = firstWeakref(obj);
    const shared = type === _PyWeakref_RefType ? basicRef(head) : type === _PyWeakref_ProxyType || type === _PyWeakref_CallableProxyType ? basicProxy(head) : NULL;
    if (shared !== NULL && H[shared] > 0) return Py_NewRef(shared);
  }
  const ref = slots(type).tp_alloc!(type, 0);
  if (ref === NULL) return NULL;
  set_wr_hash_lo(ref, -1);
  set_wr_hash_hi(ref, -1);
  set_wr_object(ref, obj);
  set_wr_callback(ref, Py_XNewRef(callback));
  insert(ref, obj);
  return ref;
}

// ---- the API ----

/** A weak reference; the callback (or NULL) is called with it when the object dies. CPython: PyWeakref_NewRef() */
export function PyWeakref_NewRef(ob: PyObject, callback: PyObject | NULL): New | NULL {
  return get_or_create_weakref(_PyWeakref_RefType, ob, callback);
}
/** CPython: PyWeakref_NewProxy() */
export function PyWeakref_NewProxy(ob: PyObject, callback: PyObject | NULL): New | NULL {
  return get_or_create_weakref(PyCallable_Check(ob) ? _PyWeakref_CallableProxyType : _PyWeakref_ProxyType, ob, callback);
}
/** The object, owned; NULL without an exception when it is dead, with one when `ref` is no reference. CPython: PyWeakref_GetRef() */
export function PyWeakref_GetRef(ref: PyObject): New | NULL {
  return PyWeakref_Check(ref) ? _PyWeakref_GET_REF(ref) : PyErr_SetString(PyExc_TypeError, 'expected a weakref');
}
/** The object, borrowed, or None. CPython: PyWeakref_GetObject() */
export function PyWeakref_GetObject(ref: PyObject): PyObject | NULL {
  if (!PyWeakref_Check(ref)) return PyErr_BadInternalCall();
  return _PyWeakref_IS_DEAD(ref) ? _Py_NoneStruct : wr_object(ref);
}
function handle_callback(ref: PyObject, callback: PyObject): void {
  const res = PyObject_CallOneArg(callback, ref);
  if (res === NULL) PyErr_WriteUnraisable(callback);
  else Py_DECREF(res);
}
/** For tp_dealloc, when the count is 0: clears all references and calls their callbacks. escapes. CPython: PyObject_ClearWeakRefs() */
export function PyObject_ClearWeakRefs(object: PyObject): void {
  let head = firstWeakref(object);
  if (head === NULL) return;
  while (head !== NULL && isBasic(head)) {
    unlink(head);
    head = firstWeakref(object);
  }
  if (head === NULL) return;
  const exc = PyErr_GetRaisedException();
  // all are cleared before the first callback runs; a reference that is dying itself is not told
  const waiting: (PyObject | NULL)[] = [];
  for (let ref = head as PyObject | NULL; ref !== NULL; ref = firstWeakref(object)) {
    unlink(ref);
    const callback = takeCallback(ref);
    if (H[ref] > 0) waiting.push(Py_NewRef(ref), callback);
    else Py_XDECREF(callback);
  }
  for (let i = 0; i < waiting.length; i += 2) if (waiting[i + 1] !== NULL) handle_callback(waiting[i] as PyObject, waiting[i + 1] as PyObject);
  for (let i = 0; i < waiting.length; i++) Py_XDECREF(waiting[i]);
  PyErr_SetRaisedException(exc);
}
/** Clears all references without callbacks. CPython: _PyWeakref_ClearWeakRefsNoCallbacks() */
export function _PyWeakref_ClearWeakRefsNoCallbacks(obj: PyObject): void {
  for (let ref = firstWeakref(obj); ref !== NULL; ref = firstWeakref(obj)) unlink(ref);
}
/** The same for code outside of the core. CPython: Objects/object.c PyUnstable_Object_ClearWeakRefsNoCallbacks() */
export function PyUnstable_Object_ClearWeakRefsNoCallbacks(obj: PyObject): void {
  if (tp_weaklistoffset(Py_TYPE(obj)) !== 0) _PyWeakref_ClearWeakRefsNoCallbacks(obj);
}
/** The same for a static type at the end of an interpreter. CPython: _PyStaticType_ClearWeakRefs() */
export function _PyStaticType_ClearWeakRefs(type: PyTypeObject): void {
  _PyWeakref_ClearWeakRefsNoCallbacks(type);
}
/** For the collector: clears the references to the trash, then calls the callbacks of those that are no trash themselves. escapes. CPython: Python/gc.c handle_weakrefs() */
function handleWeakrefs(unreachable: readonly PyObject[], isTrash: (op: PyObject) => boolean): number {
  let freed = 0;
  const call: PyObject[] = [];
  for (const op of unreachable) {
    // a reference that is trash itself must not see its object again
    if (PyWeakref_CheckRef(op)) unlink(op);
    if (!_PyType_SUPPORTS_WEAKREFS(Py_TYPE(op))) continue;
    for (let ref = firstWeakref(op); ref !== NULL; ref = firstWeakref(op)) {
      unlink(ref);
      if (wr_callback(ref) === (NULL as number) || (_PyObject_IS_GC(ref) && isTrash(ref))) continue;
      call.push(Py_NewRef(ref));
    }
  }
  for (const ref of call) {
    const callback = Py_NewRef(wr_callback(ref));
    handle_callback(ref, callback);
    Py_DECREF(callback);
    if (Py_REFCNT(ref) === 1) freed++;
    Py_DECREF(ref);
  }
  return freed;
}
setCollectorHooks({handleWeakrefs});

// ---- references ----

function weakref_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  unlink(self);
  Py_XDECREF(takeCallback(self));
  slots(Py_TYPE(self)).tp_free!(self);
}
function gc_traverse(self: PyObject, visit: visitproc): number {
  const callback = wr_callback(self);
  return callback === (NULL as number) ? 0 : visit(callback);
}
function gc_clear(self: PyObject): number {
  unlink(self);
  Py_XDECREF(takeCallback(self));
  return 0;
}
function weakref_vectorcall(self: PyObject, _args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('weakref', kwnames) || !_PyArg_CheckPositional('weakref', nargs, 0, 0)) return NULL;
  const obj = _PyWeakref_GET_REF(self);
  return obj === NULL ? Py_NewRef(_Py_NoneStruct) : obj;
}
function weakref_hash(self: PyObject): number {
  let lo = wr_hash_lo(self);
  H[HASH_HI] = wr_hash_hi(self);
  if (lo !== -1 || H[HASH_HI] !== -1) return lo;
  const obj = _PyWeakref_GET_REF(self);
  if (obj === NULL) {
    PyErr_SetString(PyExc_TypeError, 'weak object has gone away');
    H[HASH_HI] = -1;
    return -1;
  }
  lo = PyObject_Hash(obj);
  const hi = H[HASH_HI];
  set_wr_hash_lo(self, lo);
  set_wr_hash_hi(self, hi);
  Py_DECREF(obj);
  H[HASH_HI] = hi;
  return lo;
}
function qualifiedTypeName(obj: PyObject): string | null {
  const name = PyType_GetFullyQualifiedName(Py_TYPE(obj));
  if (name === NULL) return null;
  const text = PyUnicode_AsJSString(name);
  Py_DECREF(name);
  return text;
}
function weakref_repr(self: PyObject): New | NULL {
  const obj = _PyWeakref_GET_REF(self);
  if (obj === NULL) return PyUnicode_FromString(`<weakref at ${addressText(self)}; dead>`);
  const name = _PyObject_LookupSpecial(obj, ID___name__), type = qualifiedTypeName(obj);
  const shown = name !== NULL && PyUnicode_Check(name) ? ` (${PyUnicode_AsJSString(name)})` : '';
  const res = type === null ? NULL : PyUnicode_FromString(`<weakref at ${addressText(self)}; to '${type}' at ${addressText(obj)}${shown}>`);
  Py_DECREF(obj);
  Py_XDECREF(name);
  return res;
}
function weakref_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== Py_EQ && op !== Py_NE) || !PyWeakref_Check(self) || !PyWeakref_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const a = _PyWeakref_GET_REF(self), b = _PyWeakref_GET_REF(other);
  const res = a === NULL || b === NULL ? Py_NewRef(Py_BOOL((self === other) === (op === Py_EQ))) : PyObject_RichCompare(a, b, op);
  Py_XDECREF(a);
  Py_XDECREF(b);
  return res;
}
function weakref___new__(type: PyTypeObject, args: PyObject): New | NULL {
  const values = PyArg_UnpackTuple(args, '__new__', 1, 2);
  return values === null ? NULL : get_or_create_weakref(type, values[0] as PyObject, values[1]);
}
function weakref___init__(_self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  return _PyArg_NoKeywords('ref', kwds) && PyArg_UnpackTuple(args, '__init__', 1, 2) !== null ? 0 : -1;
}

// ---- proxies ----

/** What a proxy stands for, owned; another object itself. NULL with a ReferenceError when it is dead. CPython: UNWRAP() */
function unwrap(op: PyObject): New | NULL {
  if (!PyWeakref_CheckProxy(op)) return Py_NewRef(op);
  const obj = _PyWeakref_GET_REF(op);
  return obj !== NULL ? obj : PyErr_SetString(PyExc_ReferenceError, 'weakly-referenced object no longer exists');
}
function unary(f: (op: PyObject) => New | NULL): (op: PyObject) => New | NULL {
  return proxy => {
    const obj = unwrap(proxy);
    if (obj === NULL) return NULL;
    const res = f(obj);
    Py_DECREF(obj);
    return res;
  };
}
function binary(f: binaryfunc): binaryfunc {
  return (x, y) => {
    const a = unwrap(x), b = a === NULL ? NULL : unwrap(y);
    const res = a === NULL || b === NULL ? NULL : f(a, b);
    Py_XDECREF(a);
    Py_XDECREF(b);
    return res;
  };
}
function ternary(f: (a: PyObject, b: PyObject, c: PyObject) => New | NULL): (x: PyObject, y: PyObject, z: PyObject) => New | NULL {
  return (x, y, z) => {
    const a = unwrap(x), b = a === NULL ? NULL : unwrap(y), c = b === NULL ? NULL : unwrap(z);
    const res = a === NULL || b === NULL || c === NULL ? NULL : f(a, b, c);
    Py_XDECREF(a);
    Py_XDECREF(b);
    Py_XDECREF(c);
    return res;
  };
}
/** A slot that gives a number, -1 on error. */
function counting(f: (op: PyObject) => number): (op: PyObject) => number {
  return proxy => {
    const obj = unwrap(proxy);
    if (obj === NULL) return -1;
    const res = f(obj);
    Py_DECREF(obj);
    return res;
  };
}
function proxy_setattr(proxy: PyObject, name: PyObject, value: PyObject | NULL): number {
  return counting(obj => PyObject_SetAttr(obj, name, value))(proxy);
}
function proxy_setitem(proxy: PyObject, key: PyObject, value: PyObject | NULL): number {
  return counting(obj => (value === NULL ? PyObject_DelItem(obj, key) : PyObject_SetItem(obj, key, value)))(proxy);
}
function proxy_repr(proxy: PyObject): New | NULL {
  const obj = _PyWeakref_GET_REF(proxy);
  if (obj === NULL) return PyUnicode_FromString(`<weakproxy at ${addressText(proxy)}; dead>`);
  const type = qualifiedTypeName(obj);
  const res = type === null ? NULL : PyUnicode_FromString(`<weakproxy at ${addressText(proxy)}; to '${type}' at ${addressText(obj)}>`);
  Py_DECREF(obj);
  return res;
}
function proxy_richcompare(x: PyObject, y: PyObject, op: number): New | NULL {
  return binary((a, b) => PyObject_RichCompare(a, b, op))(x, y);
}
function proxy_iternext(proxy: PyObject): New | NULL {
  const obj = unwrap(proxy);
  if (obj === NULL) return NULL;
  const res = PyIter_Check(obj) ? slots(Py_TYPE(obj)).tp_iternext!(obj) : PyErr_Format(PyExc_TypeError, `Weakref proxy referenced a non-iterator '${typeName(obj)}' object`);
  Py_DECREF(obj);
  return res;
}
function proxy_call(proxy: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const obj = unwrap(proxy);
  if (obj === NULL) return NULL;
  const res = PyObject_Call(obj, args, kwds);
  Py_DECREF(obj);
  return res;
}
/** A method that proxies pass on by its name. */
function passOn(name: string): ReturnType<typeof hiddenMethod> {
  return hiddenMethod(name, '($self, /)', proxy => {
    const obj = unwrap(proxy);
    if (obj === NULL) return NULL;
    const text = PyUnicode_FromString(name), res = text === NULL ? NULL : PyObject_CallMethodNoArgs(obj, text);
    Py_XDECREF(text);
    Py_DECREF(obj);
    return res;
  });
}
const proxySlots = {
  tp_dealloc: weakref_dealloc, tp_repr: proxy_repr, tp_hash: PyObject_HashNotImplemented, tp_str: unary(PyObject_Str), tp_getattro: binary((a, b) => PyObject_GetAttr(a, b)), tp_setattro: proxy_setattr,
  tp_traverse: gc_traverse, tp_clear: gc_clear, tp_richcompare: proxy_richcompare, tp_iter: unary(o => PyObject_GetIter(o)), tp_iternext: proxy_iternext, tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del,
  nb_add: binary((a, b) => num.PyNumber_Add(a, b)), nb_subtract: binary((a, b) => num.PyNumber_Subtract(a, b)), nb_multiply: binary((a, b) => num.PyNumber_Multiply(a, b)),
  nb_remainder: binary((a, b) => num.PyNumber_Remainder(a, b)), nb_divmod: binary((a, b) => num.PyNumber_Divmod(a, b)), nb_power: ternary((a, b, c) => num.PyNumber_Power(a, b, c)),
  nb_negative: unary(o => num.PyNumber_Negative(o)), nb_positive: unary(o => num.PyNumber_Positive(o)), nb_absolute: unary(o => num.PyNumber_Absolute(o)),
  nb_bool: counting(PyObject_IsTrue), nb_invert: unary(o => num.PyNumber_Invert(o)), nb_lshift: binary((a, b) => num.PyNumber_Lshift(a, b)), nb_rshift: binary((a, b) => num.PyNumber_Rshift(a, b)),
  nb_and: binary((a, b) => num.PyNumber_And(a, b)), nb_xor: binary((a, b) => num.PyNumber_Xor(a, b)), nb_or: binary((a, b) => num.PyNumber_Or(a, b)),
  nb_int: unary(o => num.PyNumber_Long(o)), nb_float: unary(o => num.PyNumber_Float(o)), nb_index: unary(o => num.PyNumber_Index(o)),
  nb_inplace_add: binary((a, b) => num.PyNumber_InPlaceAdd(a, b)), nb_inplace_subtract: binary((a, b) => num.PyNumber_InPlaceSubtract(a, b)), nb_inplace_multiply: binary((a, b) => num.PyNumber_InPlaceMultiply(a, b)),
  nb_inplace_remainder: binary((a, b) => num.PyNumber_InPlaceRemainder(a, b)), nb_inplace_power: ternary((a, b, c) => num.PyNumber_InPlacePower(a, b, c)),
  nb_inplace_lshift: binary((a, b) => num.PyNumber_InPlaceLshift(a, b)), nb_inplace_rshift: binary((a, b) => num.PyNumber_InPlaceRshift(a, b)), nb_inplace_and: binary((a, b) => num.PyNumber_InPlaceAnd(a, b)),
  nb_inplace_xor: binary((a, b) => num.PyNumber_InPlaceXor(a, b)), nb_inplace_or: binary((a, b) => num.PyNumber_InPlaceOr(a, b)),
  nb_floor_divide: binary((a, b) => num.PyNumber_FloorDivide(a, b)), nb_true_divide: binary((a, b) => num.PyNumber_TrueDivide(a, b)),
  nb_inplace_floor_divide: binary((a, b) => num.PyNumber_InPlaceFloorDivide(a, b)), nb_inplace_true_divide: binary((a, b) => num.PyNumber_InPlaceTrueDivide(a, b)),
  nb_matrix_multiply: binary((a, b) => num.PyNumber_MatrixMultiply(a, b)), nb_inplace_matrix_multiply: binary((a, b) => num.PyNumber_InPlaceMatrixMultiply(a, b)),
  mp_length: counting(o => PyObject_Length(o)), mp_subscript: binary((a, b) => PyObject_GetItem(a, b)), mp_ass_subscript: proxy_setitem,
  sq_contains: (proxy: PyObject, value: PyObject) => counting(o => PySequence_Contains(o, value))(proxy),
};

defineType(_PyWeakref_RefType, {
  tp_name: 'weakref.ReferenceType', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_BASETYPE,
  slots: {
    tp_dealloc: weakref_dealloc, vectorcall: weakref_vectorcall, tp_call: PyVectorcall_Call, tp_repr: weakref_repr, tp_hash: weakref_hash, tp_traverse: gc_traverse, tp_clear: gc_clear,
    tp_richcompare: weakref_richcompare, tp_init: weakref___init__, tp_alloc: PyType_GenericAlloc, tp_new: weakref___new__, tp_free: PyObject_GC_Del,
  },
  methods: [hiddenMethod('__class_getitem__', '($cls, item, /)', (cls, item) => Py_GenericAlias(cls, item as PyObject), 'See PEP 585', METH_CLASS)],
  members: [{name: '__callback__', type: 'object', offset: 24, flags: Py_READONLY}],
});
defineType(_PyWeakref_ProxyType, {
  tp_name: 'weakref.ProxyType', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC, slots: proxySlots, methods: [passOn('__bytes__'), passOn('__reversed__')],
});
defineType(_PyWeakref_CallableProxyType, {tp_name: 'weakref.CallableProxyType', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC, slots: {...proxySlots, tp_call: proxy_call}});
