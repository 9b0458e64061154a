/** functools.lru_cache: a dict of entries that form a ring through the cache object, oldest first. CPython: Modules/_functoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC} from '../../runtime/gc';
import {PyDict_GET_SIZE, PyLong_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_CheckExact, Py_TYPE, lru_cache, lru_cache_info_type, lru_elem_type, lru_func, lru_hits, lru_kwd_mark, lru_maxsize, lru_misses, lru_typed, lru_weakreflist, lruelem_hash_hi, lruelem_hash_lo, lruelem_key, lruelem_next, lruelem_prev, lruelem_result, set_lru_cache, set_lru_cache_info_type, set_lru_elem_type, set_lru_func, set_lru_hits, set_lru_kwd_mark, set_lru_maxsize, set_lru_misses, set_lru_typed, set_lruelem_hash_hi, set_lruelem_hash_lo, set_lruelem_key, set_lruelem_next, set_lruelem_prev, set_lruelem_result} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_OverflowError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, _PyObject_New, slots} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec, type visitproc} from '../../runtime/typeslots';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PyObject_Call} from '../../objects/call';
import {PyMethod_New} from '../../objects/classobject';
import {PyDict_Clear, PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, _PyDict_GetItem_KnownHash, _PyDict_Pop_KnownHash, _PyDict_SetItem_KnownHash} from '../../objects/dictobject';
import {PyObject_GenericGetDict} from '../../objects/dictobject-values';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyCallable_Check, PyObject_GetAttrString, PyObject_Hash, PyObject_IsTrue} from '../../objects/object';
import {PyObject_GenericSetDict} from '../../objects/object-generic';
import {PyTuple_New, packSteal} from '../../objects/tupleobject';
import {PyType_GetModuleState} from '../../objects/typeobject-spec';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';

/** State of _functools. */
export class FunctoolsState {
  kwd_mark: PyObject | NULL = NULL;
  partial_type: PyObject | NULL = NULL;
  keyobject_type: PyObject | NULL = NULL;
  lru_list_elem_type: PyObject | NULL = NULL;
}

function lru_list_elem_dealloc(link: PyObject): void {
  const type = Py_TYPE(link);
  Py_XDECREF(lruelem_key(link));
  Py_XDECREF(lruelem_result(link));
  slots(type).tp_free!(link);
  Py_DECREF(type);
}
export const lru_list_elem_spec: TypeSpec = {
  tp_name: 'functools._lru_list_elem', tp_basicsize: 56, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_dealloc: lru_list_elem_dealloc},
};

/** The key of a call: the one argument when it is an exact int or str, else a tuple of all that matters. CPython: lru_cache_make_key() */
function makeKey(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(args), nkw = kwds === NULL ? 0 : PyDict_GET_SIZE(kwds), typed = lru_typed(self) !== 0;
  if (!typed && nkw === 0) {
    const only = n === 1 ? PyTuple_GET_ITEM(args, 0) : NULL;
    return Py_NewRef(only !== NULL && (PyUnicode_CheckExact(only) || PyLong_CheckExact(only)) ? only : args);
  }
  const key = PyTuple_New(n + (nkw > 0 ? 2 * nkw + 1 : 0) + (typed ? n + nkw : 0));
  if (key === NULL) return NULL;
  let at = 0;
  const put = (op: PyObject): void => PyTuple_SET_ITEM(key, at++, Py_NewRef(op));
  for (let i = 0; i < n; i++) put(PyTuple_GET_ITEM(args, i));
  if (nkw > 0) {
    put(lru_kwd_mark(self));
    for (let pos = PyDict_Next(kwds as PyObject, 0); pos !== 0; pos = PyDict_Next(kwds as PyObject, pos)) {
      put(PyDict_EntryKey(kwds as PyObject, pos));
      put(PyDict_EntryValue(kwds as PyObject, pos));
    }
  }
  if (typed) {
    for (let i = 0; i < n; i++) put(Py_TYPE(PyTuple_GET_ITEM(args, i)));
    if (nkw > 0) for (let pos = PyDict_Next(kwds as PyObject, 0); pos !== 0; pos = PyDict_Next(kwds as PyObject, pos)) put(Py_TYPE(PyDict_EntryValue(kwds as PyObject, pos)));
  }
  return key;
}
function extractLink(link: PyObject): void {
  const prev = lruelem_prev(link), next = lruelem_next(link);
  set_lruelem_next(prev, next);
  set_lruelem_prev(next, prev);
}
/** Puts an entry at the end of the ring, as the one used last. */
/** @steals link */
function appendLink(self: PyObject, link: PyObject): void {
  const last = lruelem_prev(self);
  set_lruelem_next(last, link);
  set_lruelem_prev(self, link);
  set_lruelem_prev(link, last);
  set_lruelem_next(link, self);
}
function prependLink(self: PyObject, link: PyObject): void {
  const first = lruelem_next(self);
  set_lruelem_prev(first, link);
  set_lruelem_next(self, link);
  set_lruelem_prev(link, self);
  set_lruelem_next(link, first);
}
function miss(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  set_lru_misses(self, lru_misses(self) + 1);
  return PyObject_Call(lru_func(self), args, kwds);
}
function hit(self: PyObject, key: New, result: PyObject): New {
  set_lru_hits(self, lru_hits(self) + 1);
  Py_INCREF(result);
  Py_DECREF(key);
  return result as New;
}
/** CPython: infinite_lru_cache_wrapper() */
function callUnbounded(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const key = makeKey(self, args, kwds);
  if (key === NULL) return NULL;
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  const present = lo === -1 && hi === -1 ? NULL : _PyDict_GetItem_KnownHash(lru_cache(self), key, lo, hi);
  if (present !== NULL) return hit(self, key, present);
  let result: New | NULL = PyErr_Occurred() !== NULL ? NULL : miss(self, args, kwds);
  if (result !== NULL && _PyDict_SetItem_KnownHash(lru_cache(self), key, result, lo, hi) < 0) {
    Py_DECREF(result);
    result = NULL;
  }
  Py_DECREF(key);
  return result;
}
/** CPython: bounded_lru_cache_wrapper() */
function callBounded(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const key = makeKey(self, args, kwds);
  if (key === NULL) return NULL;
  const lo = PyObject_Hash(key), hi = H[HASH_HI];
  const present = lo === -1 && hi === -1 ? NULL : _PyDict_GetItem_KnownHash(lru_cache(self), key, lo, hi);
  if (present !== NULL) {
    extractLink(present);
    appendLink(self, present);
    return hit(self, key, lruelem_result(present));
  }
  const result = PyErr_Occurred() !== NULL ? NULL : miss(self, args, kwds);
  if (result === NULL) {
    Py_DECREF(key);
    return NULL;
  }
  // the call may have stored the same key, which then stays
  const meanwhile = _PyDict_GetItem_KnownHash(lru_cache(self), key, lo, hi);
  if (meanwhile !== NULL) {
    Py_DECREF(key);
    return result;
  }
  if (PyErr_Occurred() !== NULL) {
    Py_DECREF(key);
    Py_DECREF(result);
    return NULL;
  }
  return PyDict_GET_SIZE(lru_cache(self)) < lru_maxsize(self) || lruelem_next(self) === self ? storeNew(self, key, lo, hi, result) : storeInOldest(self, key, lo, hi, result);
}
/** Stores a result in an entry of its own. @steals key, result; returns another reference to the result */
function storeNew(self: PyObject, key: New, lo: number, hi: number, result: New): New | NULL {
  const link = _PyObject_New(lru_elem_type(self), 56);
  if (link === NULL) {
    Py_DECREF(key);
    Py_DECREF(result);
    return PyErr_NoMemory();
  }
  set_lruelem_hash_lo(link, lo);
  set_lruelem_hash_hi(link, hi);
  set_lruelem_key(link, key);
  set_lruelem_result(link, result);
  if (_PyDict_SetItem_KnownHash(lru_cache(self), key, link, lo, hi) < 0) {
    Py_DECREF(link);
    return NULL;
  }
  // one reference is the dict's, the other the ring's
  appendLink(self, link);
  return Py_NewRef(result);
}
/** Stores a result in the entry that was not used for longest. @steals key, result */
function storeInOldest(self: PyObject, key: New, lo: number, hi: number, result: New): New | NULL {
  const link = lruelem_next(self);
  extractLink(link);
  const popped = _PyDict_Pop_KnownHash(lru_cache(self), lruelem_key(link), lruelem_hash_lo(link), lruelem_hash_hi(link));
  if (popped === NULL) {
    if (PyErr_Occurred() !== NULL) {
      // what the dict still has goes back to where it was
      prependLink(self, link);
      Py_DECREF(key);
      Py_DECREF(result);
      return NULL;
    }
    // somebody has taken it out of the dict meanwhile
    Py_DECREF(link);
    Py_DECREF(key);
    return result;
  }
  const oldkey = lruelem_key(link), oldresult = lruelem_result(link);
  set_lruelem_hash_lo(link, lo);
  set_lruelem_hash_hi(link, hi);
  set_lruelem_key(link, key);
  set_lruelem_result(link, result);
  const stored = _PyDict_SetItem_KnownHash(lru_cache(self), key, link, lo, hi) === 0;
  let answer: New | NULL = NULL;
  if (stored) {
    appendLink(self, link);
    answer = Py_NewRef(result);
  }
  Py_DECREF(popped);
  if (!stored) Py_DECREF(link);
  Py_DECREF(oldkey);
  Py_DECREF(oldresult);
  return answer;
}
/** CPython: lru_cache_new() */
function lru_cache_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('lru_cache', '(user_function, maxsize, typed, cache_info_type)', args, kwds);
  if (values === null) return NULL;
  const [func, maxsizeObject, typedObject, cacheInfo] = values as PyObject[], typed = PyObject_IsTrue(typedObject);
  if (typed < 0) return NULL;
  if (!PyCallable_Check(func)) return PyErr_SetString(PyExc_TypeError, 'the first argument must be callable');
  const state = PyType_GetModuleState<FunctoolsState>(type);
  if (state === null) return NULL;
  let maxsize = -1;
  if (maxsizeObject !== _Py_NoneStruct) {
    if (!PyIndex_Check(maxsizeObject)) return PyErr_SetString(PyExc_TypeError, 'maxsize should be integer or None');
    maxsize = PyNumber_AsSsize_t(maxsizeObject, PyExc_OverflowError);
    if (maxsize === -1 && PyErr_Occurred() !== NULL) return NULL;
    maxsize = Math.max(maxsize, 0);
  }
  const cache = PyDict_New(), self = cache === NULL ? NULL : slots(type).tp_alloc!(type, 0);
  if (self === NULL) {
    Py_XDECREF(cache);
    return NULL;
  }
  set_lruelem_prev(self, self);
  set_lruelem_next(self, self);
  set_lru_typed(self, typed);
  set_lru_cache(self, cache);
  set_lru_func(self, Py_NewRef(func));
  set_lru_hits(self, 0);
  set_lru_misses(self, 0);
  set_lru_maxsize(self, maxsize);
  set_lru_kwd_mark(self, Py_NewRef(state.kwd_mark as PyObject));
  set_lru_elem_type(self, Py_NewRef(state.lru_list_elem_type as PyObject));
  set_lru_cache_info_type(self, Py_NewRef(cacheInfo));
  return self;
}
/** Takes the entries out of the ring; each is then held by nobody but its old place in it. CPython: lru_cache_unlink_list() */
function unlinkAll(self: PyObject): PyObject[] {
  const links: PyObject[] = [];
  for (let link = lruelem_next(self); link !== self; link = lruelem_next(link)) links.push(link);
  set_lruelem_prev(self, self);
  set_lruelem_next(self, self);
  return links;
}
const clearOwn = clearFields(18, 22, 28, 30, 32, 34);
function lru_cache_tp_clear(self: PyObject): number {
  const links = unlinkAll(self);
  clearOwn(self);
  for (const link of links) Py_DECREF(link);
  return 0;
}
function lru_cache_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  if (lru_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  lru_cache_tp_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function lru_cache_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const maxsize = lru_maxsize(self);
  return maxsize < 0 ? callUnbounded(self, args, kwds) : maxsize === 0 ? miss(self, args, kwds) : callBounded(self, args, kwds);
}
function lru_cache_descr_get(self: PyObject, obj: PyObject | NULL): New | NULL {
  return obj === NULL || obj === _Py_NoneStruct ? Py_NewRef(self) : PyMethod_New(self, obj);
}
function cache_info(self: PyObject): New | NULL {
  const maxsize = lru_maxsize(self);
  const values = packSteal(PyLong_FromNumber(lru_hits(self)), PyLong_FromNumber(lru_misses(self)), maxsize === -1 ? Py_NewRef(_Py_NoneStruct) : PyLong_FromNumber(maxsize), PyLong_FromNumber(PyDict_GET_SIZE(lru_cache(self))));
  if (values === NULL) return NULL;
  const result = PyObject_Call(lru_cache_info_type(self), values, NULL);
  Py_DECREF(values);
  return result;
}
function cache_clear(self: PyObject): New | NULL {
  const links = unlinkAll(self);
  set_lru_hits(self, 0);
  set_lru_misses(self, 0);
  PyDict_Clear(lru_cache(self));
  for (const link of links) Py_DECREF(link);
  return Py_NewRef(_Py_NoneStruct);
}
function lru_cache_reduce(self: PyObject): New | NULL {
  return PyObject_GetAttrString(self, '__qualname__');
}
function lru_cache_copy(self: PyObject): New | NULL {
  return Py_NewRef(self);
}
const traverseOwn = traverseHeapFields(18, 22, 28, 30, 32, 34);
function lru_cache_tp_traverse(self: PyObject, visit: visitproc): number {
  for (let link = lruelem_next(self); link !== self; link = lruelem_next(link)) if (visit(lruelem_key(link)) !== 0 || visit(lruelem_result(link)) !== 0 || visit(Py_TYPE(link)) !== 0) return 1;
  return traverseOwn(self, visit);
}
export const lru_cache_spec: TypeSpec = {
  tp_name: 'functools._lru_cache_wrapper', tp_basicsize: 152, tp_dictoffset: 136, tp_weaklistoffset: 144, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'A function that remembers its results.\n\nuser_function: the function\n\nmaxsize: how many results it remembers, None for any number, 0 for none\n\ntyped: whether f(3) and f(3.0) are different calls\n\ncache_info_type: named tuple with the fields hits misses maxsize currsize\n',
  slots: {
    tp_dealloc: lru_cache_dealloc, tp_call: lru_cache_call, tp_traverse: lru_cache_tp_traverse, tp_clear: lru_cache_tp_clear, tp_descr_get: lru_cache_descr_get, tp_new: lru_cache_new,
  },
  methods: [
    method('cache_info', '($self, /)', cache_info, 'What the cache has done'),
    method('cache_clear', '($self, /)', cache_clear, 'Forgets all results and counts'),
    hiddenMethod('__reduce__', '($self, /)', lru_cache_reduce, null),
    rawMethod('__copy__', null, lru_cache_copy, null),
    rawMethod('__deepcopy__', null, lru_cache_copy, null),
  ],
  members: [{name: '__dictoffset__', type: 'ssize', offset: 136, flags: Py_READONLY}, {name: '__weaklistoffset__', type: 'ssize', offset: 144, flags: Py_READONLY}],
  getset: [{name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict}],
};
