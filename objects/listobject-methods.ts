/** The type list and its two iterators. CPython: Objects/listobject.c */
import {H} from '../runtime/current';
import {moveWords} from '../runtime/heap';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../runtime/gc';
import {ARG, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PySequence_Fast_GET_ITEM, PySequence_Fast_GET_SIZE, PySlice_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_BOOL, Py_TYPE, _PyList_ALLOCATED, listiter_index, listiter_seq, set_listiter_index, set_listiter_seq, tp_basicsize} from '../runtime/generated/accessors';
import {ID_iter, ID_reversed, STR_list_err} from '../runtime/generated/ids';
import {PyExc_IndexError, PyExc_TypeError, PyExc_ValueError, PyListIter_Type, PyListRevIter_Type, PyList_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, METH_COEXIST, type ParsedFunction, type PyMethodDef, hiddenMethod, method} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_LIST_SUBCLASS, Py_TPFLAGS_SEQUENCE, _Py_TPFLAGS_MATCH_SELF} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject} from '../runtime/types';
import type {visitproc} from '../runtime/typeslots';
import {defineType} from '../runtime/typespec';
import {PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index} from './abstract-number';
import {PySequence_Fast} from './abstract-sequence';
import {writeRepr} from './dictobject-methods';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, reprText, typeName} from './errors';
import {traverseFields} from './field-slots';
import {Py_GenericAlias} from './genericaliasobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {_PyEval_GetBuiltin, reduceIterator} from './iterobject';
import {list_sort_impl} from './listobject-sort';
import {PyList_Insert, PyList_New, PyList_Reverse, _PyList_AppendTakeRef, _PyList_Extend, list_ass_item, list_ass_slice, list_clear, list_concat, list_dealloc, list_extend_impl, list_inplace_repeat, list_new_prealloc, list_repeat, list_resize, list_slice} from './listobject';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyObject_HashNotImplemented, PyObject_IsTrue, PyObject_RichCompare, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_NE, Py_ReprEnter, Py_ReprLeave} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PySlice_AdjustIndices, PySlice_Unpack} from './sliceobject';
import {indexBounds, richCompareNumbers} from './tupleobject';
import {PyType_GenericAlloc, PyType_GenericNew} from './typeobject';
import {PyUnicode_FromString, _PyUnicodeWriter} from './unicodeobject';

function list_repr(self: PyObject): New | NULL {
  if (PyList_GET_SIZE(self) === 0) return PyUnicode_FromString('[]');
  const entered = Py_ReprEnter(self);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString('[...]') : NULL;
  const writer = new _PyUnicodeWriter();
  writer.writeASCII('[');
  let ok = true;
  // the list may change under the repr of an item
  for (let i = 0; i < PyList_GET_SIZE(self) && ok; i++) {
    const item = Py_NewRef(PyList_GET_ITEM(self, i));
    if (i > 0) writer.writeASCII(', ');
    ok = writeRepr(writer, item);
    Py_DECREF(item);
  }
  Py_ReprLeave(self);
  if (!ok) return NULL;
  writer.writeASCII(']');
  return writer.finish();
}
function list_length(a: PyObject): number {
  return PyList_GET_SIZE(a);
}
function list_contains(a: PyObject, el: PyObject): number {
  for (let i = 0; i < PyList_GET_SIZE(a); i++) {
    const item = Py_NewRef(PyList_GET_ITEM(a, i)), cmp = PyObject_RichCompareBool(item, el, Py_EQ);
    Py_DECREF(item);
    if (cmp !== 0) return cmp;
  }
  return 0;
}
function list_item(a: PyObject, i: number): New | NULL {
  if (i < 0 || i >= PyList_GET_SIZE(a)) return PyErr_SetObject(PyExc_IndexError, STR_list_err);
  return Py_NewRef(PyList_GET_ITEM(a, i));
}
function list_inplace_concat(self: PyObject, other: PyObject): New | NULL {
  return list_extend_impl(self, other) < 0 ? NULL : Py_NewRef(self);
}
function list_insert(self: PyObject, index: PyObject, object: PyObject): New | NULL {
  const where = indexArgument(index);
  if (where === -1 && PyErr_Occurred() !== NULL) return NULL;
  return PyList_Insert(self, where, object) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** An argument that is a Py_ssize_t; -1 with an exception, OverflowError when it does not fit. */
export function indexArgument(value: PyObject): number {
  const index = PyNumber_Index(value);
  if (index === NULL) return -1;
  const result = PyLong_AsSsize_t(index);
  Py_DECREF(index);
  return result;
}
function py_list_clear(self: PyObject): New | NULL {
  list_clear(self);
  return Py_NewRef(_Py_NoneStruct);
}
function list_clear_slot(self: PyObject): number {
  list_clear(self);
  return 0;
}
function list_copy(self: PyObject): New | NULL {
  return list_slice(self, 0, PyList_GET_SIZE(self));
}
function list_append(self: PyObject, object: PyObject): New | NULL {
  return _PyList_AppendTakeRef(self, Py_NewRef(object)) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function list_extend(self: PyObject, iterable: PyObject): New | NULL {
  return _PyList_Extend(self, iterable);
}
/** CPython: list_pop_impl() */
function list_pop(self: PyObject, indexObject: PyObject | NULL): New | NULL {
  const size = PyList_GET_SIZE(self);
  let index = -1;
  if (indexObject !== NULL) {
    index = indexArgument(indexObject);
    if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  if (PyList_GET_SIZE(self) === 0) return PyErr_SetString(PyExc_IndexError, 'pop from empty list');
  if (index < 0) index += size;
  if (index < 0 || index >= PyList_GET_SIZE(self)) return PyErr_SetString(PyExc_IndexError, 'pop index out of range');
  const items = H[self + 6], item = H[items + 2 * index] as New, after = PyList_GET_SIZE(self) - 1;
  if (after === 0) {
    Py_INCREF(item);
    list_clear(self);
    return item;
  }
  if (after > index) moveWords(items + 2 * index, items + 2 * index + 2, items + 2 * after + 2);
  if (list_resize(self, after) < 0) throw new Error('a list that shrinks keeps its block');
  return item;
}
/** CPython: list_sort_impl() */
function list_sort(self: PyObject, key: PyObject | NULL, reverse: PyObject | NULL): New | NULL {
  let backwards = 0;
  if (reverse !== NULL) {
    backwards = PyObject_IsTrue(reverse);
    if (backwards < 0) return NULL;
  }
  return list_sort_impl(self, key === _Py_NoneStruct ? NULL : key, backwards !== 0);
}
function list_reverse(self: PyObject): New | NULL {
  PyList_Reverse(self);
  return Py_NewRef(_Py_NoneStruct);
}
/** CPython: list_index_impl() */
function list_index(self: PyObject, value: PyObject, startArg: PyObject | NULL, stopArg: PyObject | NULL): New | NULL {
  const bounds = indexBounds(startArg, stopArg);
  if (bounds === null) return NULL;
  const size = PyList_GET_SIZE(self), start = bounds.start < 0 ? Math.max(bounds.start + size, 0) : bounds.start, stop = bounds.stop < 0 ? Math.max(bounds.stop + size, 0) : bounds.stop;
  for (let i = start; i < stop && i < PyList_GET_SIZE(self); i++) {
    const item = Py_NewRef(PyList_GET_ITEM(self, i)), cmp = PyObject_RichCompareBool(item, value, Py_EQ);
    Py_DECREF(item);
    if (cmp > 0) return PyLong_FromNumber(i);
    if (cmp < 0) return NULL;
  }
  const text = reprText(value);
  return text === null ? NULL : PyErr_SetString(PyExc_ValueError, `${text} is not in list`);
}
function list_count(self: PyObject, value: PyObject): New | NULL {
  let count = 0;
  for (let i = 0; i < PyList_GET_SIZE(self); i++) {
    const item = Py_NewRef(PyList_GET_ITEM(self, i)), cmp = PyObject_RichCompareBool(item, value, Py_EQ);
    Py_DECREF(item);
    if (cmp < 0) return NULL;
    count += cmp;
  }
  return PyLong_FromNumber(count);
}
function list_remove(self: PyObject, value: PyObject): New | NULL {
  for (let i = 0; i < PyList_GET_SIZE(self); i++) {
    const item = Py_NewRef(PyList_GET_ITEM(self, i)), cmp = PyObject_RichCompareBool(item, value, Py_EQ);
    Py_DECREF(item);
    if (cmp > 0) return list_ass_slice(self, i, i + 1, NULL) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
    if (cmp < 0) return NULL;
  }
  return PyErr_SetString(PyExc_ValueError, 'list.remove(x): x not in list');
}
function list_traverse(o: PyObject, visit: visitproc): number {
  for (let i = PyList_GET_SIZE(o) - 1; i >= 0; i--) {
    const item = PyList_GET_ITEM(o, i);
    if (item !== NULL && visit(item) !== 0) return 1;
  }
  return 0;
}
/** CPython: list_richcompare_impl() */
function list_richcompare(v: PyObject, w: PyObject, op: number): New | NULL {
  if (!PyList_Check(v) || !PyList_Check(w)) return Py_NewRef(_Py_NotImplementedStruct);
  if (PyList_GET_SIZE(v) !== PyList_GET_SIZE(w) && (op === Py_EQ || op === Py_NE)) return Py_NewRef(Py_BOOL(op === Py_NE));
  let i = 0;
  for (; i < PyList_GET_SIZE(v) && i < PyList_GET_SIZE(w); i++) {
    const a = PyList_GET_ITEM(v, i), b = PyList_GET_ITEM(w, i);
    if (a === b) continue;
    Py_INCREF(a);
    Py_INCREF(b);
    const k = PyObject_RichCompareBool(a, b, Py_EQ);
    Py_DECREF(a);
    Py_DECREF(b);
    if (k < 0) return NULL;
    if (k === 0) break;
  }
  if (i >= PyList_GET_SIZE(v) || i >= PyList_GET_SIZE(w)) return richCompareNumbers(PyList_GET_SIZE(v), PyList_GET_SIZE(w), op);
  if (op === Py_EQ) return Py_NewRef(_Py_FalseStruct);
  if (op === Py_NE) return Py_NewRef(_Py_TrueStruct);
  const a = Py_NewRef(PyList_GET_ITEM(v, i)), b = Py_NewRef(PyList_GET_ITEM(w, i)), result = PyObject_RichCompare(a, b, op);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}
function list_init_impl(self: PyObject, iterable: PyObject | NULL): number {
  list_clear(self);
  return iterable !== NULL && list_extend_impl(self, iterable) < 0 ? -1 : 0;
}
function list___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const type = Py_TYPE(self);
  if ((type === PyList_Type || slots(type).tp_new === slots(PyList_Type).tp_new) && !_PyArg_NoKeywords('list', kwds)) return -1;
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional('list', n, 0, 1)) return -1;
  return list_init_impl(self, n === 1 ? PyTuple_GET_ITEM(args, 0) : NULL);
}
function list_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('list', kwnames) || !_PyArg_CheckPositional('list', nargs, 0, 1)) return NULL;
  const list = PyType_GenericAlloc(type, 0);
  if (list === NULL) return NULL;
  if (nargs === 1 && list_init_impl(list, ARG(args, 0)) < 0) {
    Py_DECREF(list);
    return NULL;
  }
  return list;
}
function list___sizeof__(self: PyObject): New | NULL {
  return PyLong_FromNumber(tp_basicsize(Py_TYPE(self)) + 8 * _PyList_ALLOCATED(self));
}
/** CPython: list_subscript() */
function list_subscript(self: PyObject, item: PyObject): New | NULL {
  if (PyIndex_Check(item)) {
    const i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    return list_item(self, i < 0 ? i + PyList_GET_SIZE(self) : i);
  }
  if (!PySlice_Check(item)) return PyErr_SetString(PyExc_TypeError, `list indices must be integers or slices, not ${typeName(item).slice(0, 200)}`);
  const bounds = PySlice_Unpack(item);
  if (bounds === null) return NULL;
  const len = PySlice_AdjustIndices(PyList_GET_SIZE(self), bounds);
  if (len <= 0) return PyList_New(0);
  if (bounds.step === 1) return list_slice(self, bounds.start, bounds.stop);
  const result = list_new_prealloc(len);
  if (result === NULL) return NULL;
  const to = H[result + 6], from = H[self + 6];
  for (let i = 0, cur = bounds.start; i < len; i++, cur += bounds.step) H[to + 2 * i] = Py_NewRef(H[from + 2 * cur] as PyObject);
  H[result + 4] = len;
  return result;
}
/** CPython: list_ass_subscript_lock_held() */
function list_ass_subscript(self: PyObject, item: PyObject, value: PyObject | NULL): number {
  if (PyIndex_Check(item)) {
    const i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return -1;
    return list_ass_item(self, i < 0 ? i + PyList_GET_SIZE(self) : i, value);
  }
  if (!PySlice_Check(item)) {
    PyErr_SetString(PyExc_TypeError, `list indices must be integers or slices, not ${typeName(item).slice(0, 200)}`);
    return -1;
  }
  const bounds = PySlice_Unpack(item);
  if (bounds === null) return -1;
  let seq: New | NULL = NULL;
  if (value !== NULL) {
    seq = self === value ? list_slice(value, 0, PyList_GET_SIZE(value)) : PySequence_Fast(value, 'must assign iterable to extended slice');
    if (seq === NULL) return -1;
  }
  // the length is read now: making the sequence may have changed the list
  const n = PySlice_AdjustIndices(PyList_GET_SIZE(self), bounds);
  if ((bounds.step < 0 && bounds.start < bounds.stop) || (bounds.step > 0 && bounds.start > bounds.stop)) bounds.stop = bounds.start;
  let result = 0;
  if (bounds.step === 1) result = list_ass_slice(self, bounds.start, bounds.stop, seq);
  else if (seq === NULL) deleteStepped(self, bounds.start, bounds.step, n);
  else if (PySequence_Fast_GET_SIZE(seq) !== n) {
    PyErr_SetString(PyExc_ValueError, `attempt to assign sequence of size ${PySequence_Fast_GET_SIZE(seq)} to extended slice of size ${n}`);
    result = -1;
  } else {
    const garbage: PyObject[] = [], items = H[self + 6];
    for (let i = 0, cur = bounds.start; i < n; i++, cur += bounds.step) {
      garbage.push(H[items + 2 * cur] as PyObject);
      H[items + 2 * cur] = Py_NewRef(PySequence_Fast_GET_ITEM(seq, i));
    }
    for (const old of garbage) Py_DECREF(old);
  }
  Py_XDECREF(seq);
  return result;
}
/** del self[start::step], n items. escapes */
function deleteStepped(self: PyObject, start: number, step: number, n: number): void {
  if (n <= 0) return;
  const first = step < 0 ? start + step * (n - 1) : start, stride = Math.abs(step), size = PyList_GET_SIZE(self), items = H[self + 6];
  const garbage: PyObject[] = [];
  let to = first, next = first;
  for (let i = first; i < size; i++) {
    if (garbage.length < n && i === next) {
      garbage.push(H[items + 2 * i] as PyObject);
      next += stride;
    } else H[items + 2 * to++] = H[items + 2 * i];
  }
  H[self + 4] = size - n;
  if (list_resize(self, size - n) < 0) throw new Error('a list that shrinks keeps its block');
  for (const old of garbage) Py_DECREF(old);
}

// ---- iterators ----

function list_iter(seq: PyObject): New | NULL {
  const it = _PyObject_GC_New(PyListIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_listiter_index(it, 0);
  set_listiter_seq(it, Py_NewRef(seq));
  _PyObject_GC_TRACK(it);
  return it;
}
function listiter_dealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  Py_XDECREF(listiter_seq(it));
  PyObject_GC_Del(it);
}
/** CPython: listiter_next() */
function listiter_next(it: PyObject): New | NULL {
  const index = listiter_index(it);
  if (index < 0) return NULL;
  const seq = listiter_seq(it);
  if (index < PyList_GET_SIZE(seq)) {
    set_listiter_index(it, index + 1);
    return Py_NewRef(PyList_GET_ITEM(seq, index));
  }
  set_listiter_index(it, -1);
  set_listiter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function listiter_len(it: PyObject): New | NULL {
  const index = listiter_index(it);
  return PyLong_FromNumber(index >= 0 ? Math.max(PyList_GET_SIZE(listiter_seq(it)) - index, 0) : 0);
}
function listiter_reduce(it: PyObject): New | NULL {
  return reduceListIterator(ID_iter, it);
}
/** CPython: listiter_reduce_general() */
function reduceListIterator(name: PyObject, it: PyObject): New | NULL {
  const builtin = _PyEval_GetBuiltin(name);
  if (builtin === NULL) return NULL;
  if (listiter_index(it) >= 0) return reduceIterator(builtin, listiter_seq(it), listiter_index(it), NULL);
  // an exhausted iterator is rebuilt over an empty list
  const list = PyList_New(0);
  if (list === NULL) {
    Py_DECREF(builtin);
    return NULL;
  }
  const result = reduceIterator(builtin, NULL, 0, list);
  Py_DECREF(list);
  return result;
}
function setPosition(it: PyObject, state: PyObject, most: number): New | NULL {
  const index = PyLong_AsSsize_t(state);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  const seq = listiter_seq(it);
  if (seq !== NULL) set_listiter_index(it, Math.min(Math.max(index, -1), PyList_GET_SIZE(seq) + most));
  return Py_NewRef(_Py_NoneStruct);
}
function listiter_setstate(it: PyObject, state: PyObject): New | NULL {
  return setPosition(it, state, 0);
}
/** CPython: list___reversed___impl() */
function list___reversed__(self: PyObject): New | NULL {
  const it = _PyObject_GC_New(PyListRevIter_Type, 32);
  if (it === NULL) return PyErr_NoMemory();
  set_listiter_index(it, PyList_GET_SIZE(self) - 1);
  set_listiter_seq(it, Py_NewRef(self));
  _PyObject_GC_TRACK(it);
  return it;
}
/** CPython: listreviter_next() */
function listreviter_next(it: PyObject): New | NULL {
  const index = listiter_index(it);
  if (index < 0) return NULL;
  const seq = listiter_seq(it);
  if (index < PyList_GET_SIZE(seq)) {
    set_listiter_index(it, index - 1);
    return Py_NewRef(PyList_GET_ITEM(seq, index));
  }
  set_listiter_index(it, -1);
  set_listiter_seq(it, NULL);
  Py_DECREF(seq);
  return NULL;
}
function listreviter_len(it: PyObject): New | NULL {
  const seq = listiter_seq(it), len = listiter_index(it) + 1;
  return PyLong_FromNumber(seq === NULL || PyList_GET_SIZE(seq) < len ? 0 : len);
}
function listreviter_reduce(it: PyObject): New | NULL {
  return reduceListIterator(ID_reversed, it);
}
function listreviter_setstate(it: PyObject, state: PyObject): New | NULL {
  return setPosition(it, state, -1);
}

function iteratorMethods(len: ParsedFunction, reduce: ParsedFunction, setstate: ParsedFunction): PyMethodDef[] {
  return [
    hiddenMethod('__length_hint__', '($self, /)', len, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', setstate, 'Takes what pickle stored.'),
  ];
}
defineType(PyListIter_Type, {
  tp_name: 'list_iterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: listiter_dealloc, tp_traverse: traverseFields(6), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: listiter_next},
  methods: iteratorMethods(listiter_len, listiter_reduce, listiter_setstate),
});
defineType(PyListRevIter_Type, {
  tp_name: 'list_reverseiterator', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC,
  slots: {tp_dealloc: listiter_dealloc, tp_traverse: traverseFields(6), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: listreviter_next},
  methods: iteratorMethods(listreviter_len, listreviter_reduce, listreviter_setstate),
});
defineType(PyList_Type, {
  tp_name: 'list', tp_basicsize: 40,
  tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_LIST_SUBCLASS | _Py_TPFLAGS_MATCH_SELF | Py_TPFLAGS_SEQUENCE,
  tp_doc: 'list(iterable=(), /)\n--\n\nA sequence that can be changed.\n\nWithout an argument it is empty; otherwise it holds the items of the iterable.',
  slots: {
    tp_dealloc: list_dealloc, tp_repr: list_repr, tp_hash: PyObject_HashNotImplemented, tp_getattro: PyObject_GenericGetAttr, tp_traverse: list_traverse, tp_clear: list_clear_slot,
    tp_richcompare: list_richcompare, tp_iter: list_iter, tp_init: list___init__, tp_alloc: PyType_GenericAlloc, tp_new: PyType_GenericNew, tp_free: PyObject_GC_Del, tp_vectorcall: list_vectorcall,
    sq_length: list_length, sq_concat: list_concat, sq_repeat: list_repeat, sq_item: list_item, sq_ass_item: list_ass_item, sq_contains: list_contains,
    sq_inplace_concat: list_inplace_concat, sq_inplace_repeat: list_inplace_repeat, mp_length: list_length, mp_subscript: list_subscript, mp_ass_subscript: list_ass_subscript,
  },
  methods: [
    method('__getitem__', '($self, index, /)', list_subscript, 'The item at an index, or a list of those in a slice.', METH_COEXIST),
    method('__reversed__', '($self, /)', list___reversed__, 'An iterator over the items, last first.'),
    method('__sizeof__', '($self, /)', list___sizeof__, 'Bytes of memory that the list takes.'),
    method('clear', '($self, /)', py_list_clear, 'Removes all items.'),
    method('copy', '($self, /)', list_copy, 'A shallow copy.'),
    method('append', '($self, object, /)', list_append, 'Adds an item at the end.'),
    method('insert', '($self, index, object, /)', list_insert, 'Puts an item in front of an index.'),
    method('extend', '($self, iterable, /)', list_extend, 'Adds all items of an iterable at the end.'),
    method('pop', '($self, index=-1, /)', list_pop, 'Removes the item at an index and returns it; the last one by default.\n\nIndexError when the list is empty or the index beyond it.'),
    method('remove', '($self, value, /)', list_remove, 'Removes the first item that equals the value.\n\nValueError when there is none.'),
    method('index', '($self, value, start=0, stop=sys.maxsize, /)', list_index, 'Position of the first item that equals the value.\n\nValueError when there is none.'),
    method('count', '($self, value, /)', list_count, 'How many items equal the value.'),
    method('reverse', '($self, /)', list_reverse, 'Turns the order of the items around, in place.'),
    method('sort', '($self, /, *, key=None, reverse=False)', list_sort, 'Sorts the items in place, smallest first, and returns None.\n\nThe sort is stable: equal items keep their order. With a key function it is\ncalled once for each item, and the results are compared. reverse turns the\norder around.'),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
});
