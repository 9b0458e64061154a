/** The types set, frozenset and their iterator. CPython: Objects/setobject.c */
import {H} from '../runtime/current';
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {ARG, PyAnySet_CheckExact, PyDict_CheckExact, PyDict_GET_SIZE, PyFrozenSet_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PySet_CheckExact, PySet_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, set_fill, set_si_len, set_si_pos, set_si_set, set_si_used, si_len, si_pos, si_set, si_used, tp_basicsize} from '../runtime/generated/accessors';
import {ID_iter} from '../runtime/generated/ids';
import {HASH_HI, PyExc_RuntimeError, PyExc_TypeError, PyFrozenSet_Type, PySetIter_Type, PySet_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, METH_COEXIST, hiddenMethod, method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyIter_Next, PyObject_GetIter} from './abstract-iter';
import {PySequence_List} from './abstract-sequence';
import {PyDict_EntryHash, PyDict_EntryKey, PyDict_Next, _PyDict_Contains_KnownHash} from './dictobject';
import {writeRepr} from './dictobject-methods';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, _PyErr_SetKeyError, typeName} from './errors';
import {traverseFields} from './field-slots';
import {Py_GenericAlias} from './genericaliasobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {_PyEval_GetBuiltin, reduceIterator} from './iterobject';
import {PyLong_FromNumber} from './longobject';
import {PyObject_HashNotImplemented, PyObject_SelfIter, Py_EQ, Py_GE, Py_LE, Py_LT, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyAnySet_Check, PySet_Check, PySet_Pop, _PySet_EntryHash, _PySet_EntryKey, _PySet_NextEntry, frozenset_hash, make_new_set, make_new_set_basetype, set_add_entry, set_add_key, set_clear_internal, set_contains_entry, set_contains_key, set_dealloc, set_difference_update_internal, set_discard_entry, set_discard_key, set_forget_hash, set_hashes_differ, set_intersection, set_merge, set_swap_bodies, set_table_bytes, set_update_internal} from './setobject';
import {PyTuple_Pack} from './tupleobject';
import {PyType_GenericAlloc} from './typeobject';
import {_PyObject_GetState} from './typeobject-object';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';

function set_repr(so: PyObject): New | NULL {
  const name = typeName(so), entered = Py_ReprEnter(so);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString(`${name}(...)`) : NULL;
  if (PySet_GET_SIZE(so) === 0) {
    Py_ReprLeave(so);
    return PyUnicode_FromString(`${name}()`);
  }
  // the keys first: the set may change while they are shown
  const keys = PySequence_List(so), exact = PySet_CheckExact(so), writer = new _PyUnicodeWriter();
  let ok = keys !== NULL;
  if (!exact) writer.write(`${name}(`);
  writer.writeASCII('{');
  for (let i = 0; ok && i < PyList_GET_SIZE(keys as PyObject); i++) {
    if (i > 0) writer.writeASCII(', ');
    ok = writeRepr(writer, PyList_GET_ITEM(keys as PyObject, i));
  }
  Py_XDECREF(keys);
  Py_ReprLeave(so);
  if (!ok) return NULL;
  writer.writeASCII(exact ? '}' : '})');
  return writer.finish();
}
function set_len(so: PyObject): number {
  return PySet_GET_SIZE(so);
}
function set_traverse(so: PyObject, visit: visitproc): number {
  for (let pos = _PySet_NextEntry(so, 0); pos !== 0; pos = _PySet_NextEntry(so, pos)) if (visit(_PySet_EntryKey(so, pos)) !== 0) return 1;
  return 0;
}

// ---- iterator ----

function setiter_dealloc(si: PyObject): void {
  _PyObject_GC_UNTRACK(si);
  Py_XDECREF(si_set(si));
  PyObject_GC_Del(si);
}
function setiter_len(si: PyObject): New | NULL {
  const so = si_set(si);
  return PyLong_FromNumber(so !== NULL && si_used(si) === PySet_GET_SIZE(so) ? si_len(si) : 0);
}
function setiter_reduce(si: PyObject): New | NULL {
  // a copy walks on, so that the iterator itself stays where it is
  const copy = newIterator(si_set(si), si_used(si), si_pos(si), si_len(si));
  if (copy === NULL) return NULL;
  const list = PySequence_List(copy);
  Py_DECREF(copy);
  if (list === NULL) return NULL;
  const result = reduceIterator(_PyEval_GetBuiltin(ID_iter), NULL, 0, list);
  Py_DECREF(list);
  return result;
}
function newIterator(so: PyObject | NULL, used: number, pos: number, len: number): New | NULL {
  const si = _PyObject_GC_New(PySetIter_Type, 48);
  if (si === NULL) return PyErr_NoMemory();
  set_si_set(si, Py_XNewRef(so));
  set_si_used(si, used);
  set_si_pos(si, pos);
  set_si_len(si, len);
  _PyObject_GC_TRACK(si);
  return si;
}
/** CPython: setiter_iternext() */
function setiter_iternext(si: PyObject): New | NULL {
  const so = si_set(si);
  if (so === NULL) return NULL;
  if (si_used(si) !== PySet_GET_SIZE(so)) {
    set_si_used(si, -1);
    return PyErr_SetString(PyExc_RuntimeError, 'Set changed size during iteration');
  }
  const pos = _PySet_NextEntry(so, si_pos(si));
  if (pos === 0) {
    set_si_set(si, NULL);
    Py_DECREF(so);
    return NULL;
  }
  set_si_pos(si, pos);
  set_si_len(si, si_len(si) - 1);
  return Py_NewRef(_PySet_EntryKey(so, pos));
}
function set_iter(so: PyObject): New | NULL {
  const size = PySet_GET_SIZE(so);
  return newIterator(so, size, 0, size);
}

// ---- making ----

function make_new_frozenset(type: PyTypeObject, iterable: PyObject | NULL): New | NULL {
  return type === PyFrozenSet_Type && iterable !== NULL && PyFrozenSet_CheckExact(iterable) ? Py_NewRef(iterable) : make_new_set(type, iterable);
}
/** The one optional argument of a tuple; false with TypeError. */
function oneArgument(name: string, args: PyObject): boolean {
  return _PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 0, 1);
}
function frozenset_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if ((type === PyFrozenSet_Type || slots(type).tp_init === slots(PyFrozenSet_Type).tp_init) && !_PyArg_NoKeywords('frozenset', kwds)) return NULL;
  if (!oneArgument(slots(type).tp_name, args)) return NULL;
  return make_new_frozenset(type, PyTuple_GET_SIZE(args) === 1 ? PyTuple_GET_ITEM(args, 0) : NULL);
}
function frozenset_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('frozenset', kwnames) || !_PyArg_CheckPositional('frozenset', nargs, 0, 1)) return NULL;
  return make_new_frozenset(type, nargs === 1 ? ARG(args, 0) : NULL);
}
function set_new(type: PyTypeObject): New | NULL {
  return make_new_set(type, NULL);
}
/** CPython: set_init() */
function set_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (!_PyArg_NoKeywords('set', kwds) || !oneArgument(typeName(self), args)) return -1;
  if (PySet_GET_SIZE(self) !== 0 || set_fill(self) !== 0) set_clear_internal(self);
  set_forget_hash(self);
  return PyTuple_GET_SIZE(args) === 0 ? 0 : set_update_internal(self, PyTuple_GET_ITEM(args, 0));
}
function set_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('set', kwnames) || !_PyArg_CheckPositional('set', nargs, 0, 1)) return NULL;
  return make_new_set(type, nargs === 1 ? ARG(args, 0) : NULL);
}

// ---- methods; those with *args get them as vectorcall does ----

function refuseKeywords(self: PyObject, name: string, kwnames: PyObject | NULL): boolean {
  if (kwnames === NULL || PyTuple_GET_SIZE(kwnames) === 0) return false;
  PyErr_SetString(PyExc_TypeError, `${typeName(self)}.${name}() takes no keyword arguments`);
  return true;
}
function done(status: number): New | NULL {
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function set_update(so: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (refuseKeywords(so, 'update', kwnames)) return NULL;
  for (let i = 0; i < nargs; i++) if (set_update_internal(so, ARG(args, i)) < 0) return NULL;
  return Py_NewRef(_Py_NoneStruct);
}
function set_copy(so: PyObject): New | NULL {
  const copy = make_new_set_basetype(Py_TYPE(so), NULL);
  if (copy === NULL) return NULL;
  if (set_merge(copy, so) === 0) return copy;
  Py_DECREF(copy);
  return NULL;
}
function frozenset_copy(so: PyObject): New | NULL {
  return PyFrozenSet_CheckExact(so) ? Py_NewRef(so) : set_copy(so);
}
function set_clear(so: PyObject): New | NULL {
  set_clear_internal(so);
  return Py_NewRef(_Py_NoneStruct);
}
/** The set when the status says so, else it is released. */
function resultOr(result: New, status: number): New | NULL {
  if (status === 0) return result;
  Py_DECREF(result);
  return NULL;
}
function set_union(so: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (refuseKeywords(so, 'union', kwnames)) return NULL;
  const result = set_copy(so);
  if (result === NULL) return NULL;
  let status = 0;
  for (let i = 0; i < nargs && status === 0; i++) if (ARG(args, i) !== so) status = set_update_internal(result, ARG(args, i));
  return resultOr(result, status);
}
function set_or(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(so) || !PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const result = set_copy(so);
  return result === NULL || so === other ? result : resultOr(result, set_update_internal(result, other));
}
function set_ior(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return set_update_internal(so, other) < 0 ? NULL : Py_NewRef(so);
}
function intersectionOf(so: PyObject, args: Args, nargs: number): New | NULL {
  if (nargs === 0) return set_copy(so);
  let result = Py_NewRef(so);
  for (let i = 0; i < nargs; i++) {
    const next = set_intersection(result, ARG(args, i));
    Py_DECREF(result);
    if (next === NULL) return NULL;
    result = next;
  }
  return result;
}
function set_intersection_multi(so: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return refuseKeywords(so, 'intersection', kwnames) ? NULL : intersectionOf(so, args, nargs);
}
function set_intersection_update_multi(so: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (refuseKeywords(so, 'intersection_update', kwnames)) return NULL;
  const result = intersectionOf(so, args, nargs);
  if (result === NULL) return NULL;
  set_swap_bodies(so, result);
  Py_DECREF(result);
  return Py_NewRef(_Py_NoneStruct);
}
function set_and(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(so) || !PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return set_intersection(so, other);
}
function set_iand(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const result = set_intersection(so, other);
  if (result === NULL) return NULL;
  set_swap_bodies(so, result);
  Py_DECREF(result);
  return Py_NewRef(so);
}
/** 1 when the first set has one of the keys that come from `other`, which is walked. escapes */
function sharesKey(so: PyObject, other: PyObject): number {
  if (PyAnySet_CheckExact(other)) {
    const larger = PySet_GET_SIZE(other) > PySet_GET_SIZE(so) ? other : so, smaller = larger === so ? other : so;
    for (let pos = _PySet_NextEntry(smaller, 0); pos !== 0; pos = _PySet_NextEntry(smaller, pos)) {
      const lo = _PySet_EntryHash(smaller, pos), hi = H[HASH_HI], key = Py_NewRef(_PySet_EntryKey(smaller, pos)), rv = set_contains_entry(larger, key, lo, hi);
      Py_DECREF(key);
      if (rv !== 0) return rv;
    }
    return 0;
  }
  const it = PyObject_GetIter(other);
  if (it === NULL) return -1;
  let rv = 0;
  while (rv === 0) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    rv = set_contains_key(so, key);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return PyErr_Occurred() !== NULL ? -1 : rv;
}
function set_isdisjoint(so: PyObject, other: PyObject): New | NULL {
  if (so === other) return Py_NewRef(Py_BOOL(PySet_GET_SIZE(so) === 0));
  const rv = sharesKey(so, other);
  return rv < 0 ? NULL : Py_NewRef(Py_BOOL(rv === 0));
}
function set_difference_update(so: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (refuseKeywords(so, 'difference_update', kwnames)) return NULL;
  for (let i = 0; i < nargs; i++) if (set_difference_update_internal(so, ARG(args, i)) < 0) return NULL;
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: set_difference() */
function set_difference(so: PyObject, other: PyObject): New | NULL {
  const isSet = PyAnySet_Check(other), isDict = !isSet && PyDict_CheckExact(other);
  const otherSize = isSet ? PySet_GET_SIZE(other) : isDict ? PyDict_GET_SIZE(other) : -1;
  // few keys to take out: a copy is cheaper than a new set
  if (otherSize < 0 || PySet_GET_SIZE(so) >> 2 > otherSize) {
    const copy = set_copy(so);
    return copy === NULL ? NULL : resultOr(copy, set_difference_update_internal(copy, other));
  }
  const result = make_new_set_basetype(Py_TYPE(so), NULL);
  if (result === NULL) return NULL;
  for (let pos = _PySet_NextEntry(so, 0); pos !== 0; pos = _PySet_NextEntry(so, pos)) {
    const lo = _PySet_EntryHash(so, pos), hi = H[HASH_HI], key = Py_NewRef(_PySet_EntryKey(so, pos));
    let rv = isDict ? _PyDict_Contains_KnownHash(other, key, lo, hi) : set_contains_entry(other, key, lo, hi);
    if (rv === 0) rv = set_add_entry(result, key, lo, hi);
    Py_DECREF(key);
    if (rv < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function set_difference_multi(so: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (refuseKeywords(so, 'difference', kwnames)) return NULL;
  if (nargs === 0) return set_copy(so);
  const result = set_difference(so, ARG(args, 0));
  if (result === NULL) return NULL;
  let status = 0;
  for (let i = 1; i < nargs && status === 0; i++) status = set_difference_update_internal(result, ARG(args, i));
  return resultOr(result, status);
}
function set_sub(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(so) || !PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return set_difference(so, other);
}
function set_isub(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return set_difference_update_internal(so, other) < 0 ? NULL : Py_NewRef(so);
}
/** Takes a key out, or puts it in when it was not there. escapes */
function toggle(so: PyObject, borrowed: PyObject, lo: number, hi: number): number {
  const key = Py_NewRef(borrowed);
  let rv = set_discard_entry(so, key, lo, hi);
  if (rv === 0) rv = set_add_entry(so, key, lo, hi);
  Py_DECREF(key);
  return rv < 0 ? -1 : 0;
}
function toggleSet(so: PyObject, other: PyObject): number {
  for (let pos = _PySet_NextEntry(other, 0); pos !== 0; pos = _PySet_NextEntry(other, pos)) {
    const lo = _PySet_EntryHash(other, pos), hi = H[HASH_HI];
    if (toggle(so, _PySet_EntryKey(other, pos), lo, hi) < 0) return -1;
  }
  return 0;
}
/** CPython: set_symmetric_difference_update() */
function symmetricUpdate(so: PyObject, other: PyObject): number {
  if (so === other) return set_clear_internal(so);
  if (PyDict_CheckExact(other)) {
    for (let pos = PyDict_Next(other, 0); pos !== 0; pos = PyDict_Next(other, pos)) {
      const lo = PyDict_EntryHash(other, pos), hi = H[HASH_HI];
      if (toggle(so, PyDict_EntryKey(other, pos), lo, hi) < 0) return -1;
    }
    return 0;
  }
  if (PyAnySet_Check(other)) return toggleSet(so, other);
  const otherset = make_new_set_basetype(Py_TYPE(so), other);
  if (otherset === NULL) return -1;
  const rv = toggleSet(so, otherset);
  Py_DECREF(otherset);
  return rv;
}
function set_symmetric_difference_update(so: PyObject, other: PyObject): New | NULL {
  return done(symmetricUpdate(so, other));
}
function set_symmetric_difference(so: PyObject, other: PyObject): New | NULL {
  const result = make_new_set_basetype(Py_TYPE(so), NULL);
  if (result === NULL) return NULL;
  return resultOr(result, set_update_internal(result, other) < 0 ? -1 : toggleSet(result, so));
}
function set_xor(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(so) || !PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return set_symmetric_difference(so, other);
}
function set_ixor(so: PyObject, other: PyObject): New | NULL {
  if (!PyAnySet_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  return symmetricUpdate(so, other) < 0 ? NULL : Py_NewRef(so);
}
/** 1, 0, or -1 with an exception. escapes. CPython: set_issubset_impl() */
function isSubset(so: PyObject, other: PyObject): number {
  if (!PyAnySet_Check(other)) {
    const both = set_intersection(so, other);
    if (both === NULL) return -1;
    const result = PySet_GET_SIZE(both) === PySet_GET_SIZE(so) ? 1 : 0;
    Py_DECREF(both);
    return result;
  }
  if (PySet_GET_SIZE(so) > PySet_GET_SIZE(other)) return 0;
  for (let pos = _PySet_NextEntry(so, 0); pos !== 0; pos = _PySet_NextEntry(so, pos)) {
    const lo = _PySet_EntryHash(so, pos), hi = H[HASH_HI], key = Py_NewRef(_PySet_EntryKey(so, pos)), rv = set_contains_entry(other, key, lo, hi);
    Py_DECREF(key);
    if (rv <= 0) return rv;
  }
  return 1;
}
function set_issubset(so: PyObject, other: PyObject): New | NULL {
  const rv = isSubset(so, other);
  return rv < 0 ? NULL : Py_NewRef(Py_BOOL(rv !== 0));
}
function set_issuperset(so: PyObject, other: PyObject): New | NULL {
  if (PyAnySet_Check(other)) return set_issubset(other, so);
  const it = PyObject_GetIter(other);
  if (it === NULL) return NULL;
  let rv = 1;
  while (rv > 0) {
    const key = PyIter_Next(it);
    if (key === NULL) break;
    rv = set_contains_key(so, key);
    Py_DECREF(key);
  }
  Py_DECREF(it);
  return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(Py_BOOL(rv !== 0));
}
/** CPython: set_richcompare() */
function set_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (!PyAnySet_Check(w)) return Py_NewRef(_Py_NotImplementedStruct);
  const nv = PySet_GET_SIZE(v), nw = PySet_GET_SIZE(w);
  let rv = 0;
  switch (op) {
    case Py_EQ:
    case Py_NE:
      rv = nv !== nw || set_hashes_differ(v, w) ? 0 : isSubset(v, w);
      if (rv >= 0 && op === Py_NE) rv = 1 - rv;
      break;
    case Py_LE:
      rv = isSubset(v, w);
      break;
    case Py_GE:
      rv = isSubset(w, v);
      break;
    case Py_LT:
      rv = nv >= nw ? 0 : isSubset(v, w);
      break;
    default:
      rv = nv <= nw ? 0 : isSubset(w, v);
  }
  return rv < 0 ? NULL : Py_NewRef(Py_BOOL(rv !== 0));
}
function set_add(so: PyObject, key: PyObject): New | NULL {
  return done(set_add_key(so, key));
}
/** Looks up or discards; a set that is not hashable is tried as a frozenset. escapes */
function withFrozenKey(so: PyObject, key: PyObject, action: (so: PyObject, key: PyObject) => number): number {
  const rv = action(so, key);
  if (rv >= 0 || !PySet_Check(key) || !PyErr_ExceptionMatches(PyExc_TypeError)) return rv;
  PyErr_Clear();
  const frozen = make_new_set(PyFrozenSet_Type, key);
  if (frozen === NULL) return -1;
  const again = action(so, frozen);
  Py_DECREF(frozen);
  return again;
}
/** key in set, as Python says it. escapes. CPython: _PySet_Contains() */
export function _PySet_Contains(so: PyObject, key: PyObject): number {
  return withFrozenKey(so, key, set_contains_key);
}
function set___contains__(so: PyObject, key: PyObject): New | NULL {
  const rv = _PySet_Contains(so, key);
  return rv < 0 ? NULL : Py_NewRef(Py_BOOL(rv !== 0));
}
function set_remove(so: PyObject, key: PyObject): New | NULL {
  const rv = withFrozenKey(so, key, set_discard_key);
  if (rv === 0) return _PyErr_SetKeyError(key);
  return done(rv);
}
function set_discard(so: PyObject, key: PyObject): New | NULL {
  return done(withFrozenKey(so, key, set_discard_key));
}
function set_pop(so: PyObject): New | NULL {
  return PySet_Pop(so);
}
function set___reduce__(so: PyObject): New | NULL {
  const keys = PySequence_List(so), args = keys === NULL ? NULL : PyTuple_Pack(keys), state = args === NULL ? NULL : _PyObject_GetState(so);
  const result = state === NULL ? NULL : PyTuple_Pack(Py_TYPE(so), args as PyObject, state);
  Py_XDECREF(args);
  Py_XDECREF(keys);
  Py_XDECREF(state);
  return result;
}
function set___sizeof__(so: PyObject): New | NULL {
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(so)) + set_table_bytes(so));
}

const contains = method('__contains__', '($self, object, /)', set___contains__, 'Whether the object is in the set.', METH_COEXIST);
const common = [
  contains,
  rawMethod('difference', '($self, /, *others)', set_difference_multi, 'A new set of the items that are in none of the others.'),
  rawMethod('intersection', '($self, /, *others)', set_intersection_multi, 'A new set of the items that are in all of the others too.'),
  method('isdisjoint', '($self, other, /)', set_isdisjoint, 'True when no item is in both.'),
  method('issubset', '($self, other, /)', set_issubset, 'Whether the other one has every item of this one.'),
  method('issuperset', '($self, other, /)', set_issuperset, 'Whether this one has every item of the other one.'),
  method('__reduce__', '($self, /)', set___reduce__, 'What pickle stores.'),
  method('__sizeof__', '($self, /)', set___sizeof__, 'Bytes of memory that the set takes.'),
  method('symmetric_difference', '($self, other, /)', set_symmetric_difference, 'A new set of the items that are in exactly one of both.'),
  rawMethod('union', '($self, /, *others)', set_union, 'A new set of the items of this one and all the others.'),
  method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
];
const slotsOfBoth = {
  tp_dealloc: set_dealloc, tp_repr: set_repr, tp_getattro: PyObject_GenericGetAttr, tp_traverse: set_traverse, tp_clear: set_clear_internal, tp_richcompare: set_richcompare, tp_iter: set_iter,
  tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del, sq_length: set_len, sq_contains: _PySet_Contains, nb_subtract: set_sub, nb_and: set_and, nb_xor: set_xor, nb_or: set_or,
};
defineType(PySetIter_Type, {
  tp_name: 'set_iterator', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: setiter_dealloc, tp_traverse: traverseFields(4), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: setiter_iternext},
  methods: [
    hiddenMethod('__length_hint__', '($self, /)', setiter_len, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', setiter_reduce, 'What pickle stores.'),
  ],
});
defineType(PySet_Type, {
  tp_name: 'set', tp_basicsize: 200, tp_weaklistoffset: 192, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: 'set(iterable=(), /)\n--\n\nAn unordered collection of different objects.',
  slots: {
    ...slotsOfBoth, tp_hash: PyObject_HashNotImplemented, tp_init: set_init, tp_new: set_new, tp_vectorcall: set_vectorcall,
    nb_inplace_subtract: set_isub, nb_inplace_and: set_iand, nb_inplace_xor: set_ixor, nb_inplace_or: set_ior,
  },
  methods: [
    method('add', '($self, object, /)', set_add, 'Adds an item; nothing changes when it is there already.'),
    method('clear', '($self, /)', set_clear, 'Removes all items.'),
    method('copy', '($self, /)', set_copy, 'A shallow copy.'),
    method('discard', '($self, object, /)', set_discard, 'Removes an item; unlike remove(), without an error when it is not there.'),
    rawMethod('difference_update', '($self, /, *others)', set_difference_update, 'Removes the items that are in one of the others.'),
    rawMethod('intersection_update', '($self, /, *others)', set_intersection_update_multi, 'Removes the items that are not in all of the others.'),
    method('pop', '($self, /)', set_pop, 'Removes some item and returns it.\n\nKeyError when the set is empty.'),
    method('remove', '($self, object, /)', set_remove, 'Removes an item.\n\nKeyError when it is not there.'),
    method('symmetric_difference_update', '($self, other, /)', set_symmetric_difference_update, 'Keeps the items that are in exactly one of both, and adds those of the other one.'),
    rawMethod('update', '($self, /, *others)', set_update, 'Adds the items of all others.'),
    ...common,
  ],
});
defineType(PyFrozenSet_Type, {
  tp_name: 'frozenset', tp_basicsize: 200, tp_weaklistoffset: 192, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF,
  tp_doc: 'frozenset(iterable=(), /)\n--\n\nAn unordered collection of different objects that cannot be changed.',
  slots: {...slotsOfBoth, tp_hash: frozenset_hash, tp_new: frozenset_new, tp_vectorcall: frozenset_vectorcall},
  methods: [method('copy', '($self, /)', frozenset_copy, 'A shallow copy.'), ...common],
});
