/** batched, pairwise, groupby, cycle, dropwhile, takewhile, starmap, islice, chain. CPython: Modules/itertoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Del, PyObject_GC_Track, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../../runtime/gc';
import {PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_BOOL, Py_TYPE, batched_batch_size, batched_it, batched_strict, chain_active, chain_source, cycle_firstpass, cycle_index, cycle_it, cycle_saved, dropwhile_func, dropwhile_it, dropwhile_start, groupby_currgrouper, groupby_currkey, groupby_currvalue, groupby_it, groupby_keyfunc, groupby_tgtkey, grouper_parent, grouper_tgtkey, islice_cnt, islice_it, islice_next, islice_step, islice_stop, pairwise_it, pairwise_old, pairwise_result, set_batched_batch_size, set_batched_strict, set_chain_active, set_chain_source, set_cycle_firstpass, set_cycle_index, set_cycle_saved, set_dropwhile_start, set_groupby_currgrouper, set_groupby_currvalue, set_groupby_keyfunc, set_grouper_parent, set_grouper_tgtkey, set_islice_cnt, set_islice_next, set_islice_step, set_islice_stop, set_pairwise_result, set_takewhile_stop, starmap_func, starmap_it, takewhile_func, takewhile_it, takewhile_stop} from '../../runtime/generated/accessors';
import {ID___setstate__, ID_iter} from '../../runtime/generated/ids';
import {PyExc_OverflowError, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots, takeRef} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, PY_SSIZE_T_MAX, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {TypeSpec, newfunc} from '../../runtime/typeslots';
import {PyIter_Check, PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyIndex_Check, PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PySequence_Tuple} from '../../objects/abstract-sequence';
import {PyObject_Call, PyObject_CallMethodOneArg, PyObject_CallOneArg} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, parseTupleAndKeywords} from '../../objects/getargs';
import {_PyEval_GetBuiltin} from '../../objects/iterobject';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_AsInt, PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_IsTrue, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_New, PyTuple_Pack, _PyTuple_Resize, packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck} from '../../objects/typeobject';
import {iteratorSpec, nextOf, noKeywords, none, pickleMethods, reusable, setRef, siblingType, stateItems, warnPickle} from './itertools-common';

/** An instance whose first word is an iterator over the argument; NULL with an exception. escapes */
function withIterator(type: PyTypeObject, iterable: PyObject, word: number): New | NULL {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return NULL;
  const lz = slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(it);
    return NULL;
  }
  H[lz + word] = it;
  return lz;
}

// ---- batched ----

function batched_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('batched', '(iterable, n, *, strict=False)', args, kwds);
  if (values === null) return NULL;
  const n = indexArgument(values[1] as PyObject);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  const strict = values[2] === NULL ? 0 : PyObject_IsTrue(values[2]);
  if (strict < 0) return NULL;
  if (n < 1) return PyErr_SetString(PyExc_ValueError, 'n must be at least one');
  const bo = withIterator(type, values[0] as PyObject, 4);
  if (bo === NULL) return NULL;
  set_batched_batch_size(bo, n);
  set_batched_strict(bo, strict);
  return bo;
}
function batched_next(bo: PyObject): New | NULL {
  const it = batched_it(bo), n = batched_batch_size(bo);
  if (it === NULL) return NULL;
  const result = PyTuple_New(n);
  if (result === NULL) return NULL;
  let i = 0;
  for (; i < n; i++) {
    const item = nextOf(it);
    if (item === NULL) break;
    PyTuple_SET_ITEM(result, i, item);
  }
  if (i === n) return result;
  const failed = PyErr_Occurred() !== NULL && !PyErr_ExceptionMatches(PyExc_StopIteration);
  if (!failed) PyErr_Clear();
  const strict = batched_strict(bo) !== 0;
  if (!failed && i > 0 && !strict) return _PyTuple_Resize(result, i);
  setRef(bo, 4, NULL);
  Py_DECREF(result);
  return failed || i === 0 ? NULL : PyErr_SetString(PyExc_ValueError, 'batched(): incomplete batch');
}
export const batched_spec = iteratorSpec('batched', 40, [4], batched_new, batched_next, "batched(iterable, n, *, strict=False)\n--\n\nTuples of n items each; the last one may be shorter, unless strict.\n\n    >>> for batch in batched('ABCDEFG', 3):\n    ...     print(batch)\n    ...\n    ('A', 'B', 'C')\n    ('D', 'E', 'F')\n    ('G',)");

// ---- pairwise ----

function pairwise_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!noKeywords(type, 'pairwise', kwds) || !_PyArg_CheckPositional('pairwise', PyTuple_GET_SIZE(args), 1, 1)) return NULL;
  const po = withIterator(type, PyTuple_GET_ITEM(args, 0), 4);
  if (po === NULL) return NULL;
  set_pairwise_result(po, PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct));
  if (pairwise_result(po) !== NULL) return po;
  Py_DECREF(po);
  return NULL;
}
/** CPython: pairwise_next() */
function pairwise_next(po: PyObject): New | NULL {
  if (pairwise_it(po) === NULL) return NULL;
  if (pairwise_old(po) === NULL) {
    const first = nextOf(pairwise_it(po));
    setRef(po, 6, first);
    if (first === NULL) {
      setRef(po, 4, NULL);
      return NULL;
    }
    // the first step may have run this iterator to its end
    if (pairwise_it(po) === NULL) {
      setRef(po, 6, NULL);
      return NULL;
    }
  }
  const old = Py_NewRef(pairwise_old(po)), item = nextOf(pairwise_it(po));
  if (item === NULL) {
    setRef(po, 4, NULL);
    setRef(po, 6, NULL);
    Py_DECREF(old);
    return NULL;
  }
  const result = pairwise_result(po);
  let answer: New | NULL;
  if (reusable(result)) {
    answer = Py_NewRef(result);
    const a = PyTuple_GET_ITEM(result, 0), b = PyTuple_GET_ITEM(result, 1);
    PyTuple_SET_ITEM(result, 0, Py_NewRef(old));
    PyTuple_SET_ITEM(result, 1, Py_NewRef(item));
    Py_DECREF(a);
    Py_DECREF(b);
    PyObject_GC_Track(result);
  } else answer = PyTuple_Pack(old, item);
  setRef(po, 6, item);
  Py_DECREF(old);
  return answer;
}
export const pairwise_spec = iteratorSpec('pairwise', 40, [4, 6, 8], pairwise_new, pairwise_next, 'pairwise(iterable, /)\n--\n\nPairs of neighbours: s -> (s0,s1), (s1,s2), (s2, s3), ...', {slots: {tp_clear: clearFields(4, 6, 8)}});

// ---- groupby ----

function groupby_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('groupby', '(iterable, key=None)', args, kwds), gbo = values === null ? NULL : withIterator(type, values[0] as PyObject, 4);
  if (values === null || gbo === NULL) return NULL;
  set_groupby_keyfunc(gbo, Py_NewRef(values[1] === NULL ? _Py_NoneStruct : values[1]));
  return gbo;
}
/** The next item and its key; false at the end or with an exception. escapes. CPython: groupby_step() */
function step(gbo: PyObject): boolean {
  const value = PyIter_Next(groupby_it(gbo));
  if (value === NULL) return false;
  const key = groupby_keyfunc(gbo) === _Py_NoneStruct ? Py_NewRef(value) : PyObject_CallOneArg(groupby_keyfunc(gbo), value);
  if (key === NULL) {
    Py_DECREF(value);
    return false;
  }
  const old = groupby_currvalue(gbo);
  set_groupby_currvalue(gbo, value);
  setRef(gbo, 10, key);
  Py_XDECREF(old);
  return true;
}
function groupby_next(gbo: PyObject): New | NULL {
  set_groupby_currgrouper(gbo, NULL);
  // on to the first item with another key
  for (;;) {
    if (groupby_currkey(gbo) !== NULL) {
      if (groupby_tgtkey(gbo) === NULL) break;
      const same = PyObject_RichCompareBool(groupby_tgtkey(gbo), groupby_currkey(gbo), Py_EQ);
      if (same < 0) return NULL;
      if (same === 0) break;
    }
    if (!step(gbo)) return NULL;
  }
  setRef(gbo, 8, Py_NewRef(groupby_currkey(gbo)));
  const igo = _PyObject_GC_New(siblingType(Py_TYPE(gbo), '_grouper'), 32);
  if (igo === NULL) return PyErr_NoMemory();
  set_grouper_parent(igo, Py_NewRef(gbo));
  set_grouper_tgtkey(igo, Py_NewRef(groupby_tgtkey(gbo)));
  set_groupby_currgrouper(gbo, igo);
  _PyObject_GC_TRACK(igo);
  return packSteal(Py_NewRef(groupby_currkey(gbo)), igo);
}
function groupby_reduce(gbo: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const head = PyTuple_Pack(groupby_it(gbo), groupby_keyfunc(gbo)), type = Py_NewRef(Py_TYPE(gbo)), currkey = groupby_currkey(gbo), value = groupby_currvalue(gbo), tgtkey = groupby_tgtkey(gbo);
  return tgtkey !== NULL && currkey !== NULL && value !== NULL ? packSteal(type, head, PyTuple_Pack(currkey, value, tgtkey)) : packSteal(type, head);
}
function groupby_setstate(gbo: PyObject, state: PyObject): New | NULL {
  const items = warnPickle() ? stateItems(state, 3, 3) : null;
  if (items === null) return NULL;
  setRef(gbo, 10, Py_XNewRef(items[0]));
  setRef(gbo, 12, Py_XNewRef(items[1]));
  setRef(gbo, 8, Py_XNewRef(items[2]));
  return none();
}
export const groupby_spec = iteratorSpec('groupby', 72, [4, 6, 8, 10, 12], groupby_new, groupby_next, 'groupby(iterable, key=None)\n--\n\nPairs of a key and an iterator over the neighbouring items with that key.\n\n  iterable\n    What is divided into groups.\n  key\n    Computes an item\'s key; without it the item is its own.', {
  slots: {tp_clear: clearFields(4, 6, 8, 10, 12)}, methods: pickleMethods(groupby_reduce, groupby_setstate),
});

function grouper_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('_grouper', kwds)) return NULL;
  if (!_PyArg_CheckPositional('_grouper', PyTuple_GET_SIZE(args), 2, 2)) return NULL;
  const parent = PyTuple_GET_ITEM(args, 0);
  if (!PyObject_TypeCheck(parent, siblingType(type, 'groupby'))) return _PyArg_BadArgument('_grouper', 'argument 1', 'itertools.groupby', parent);
  const igo = _PyObject_GC_New(type, 32);
  if (igo === NULL) return PyErr_NoMemory();
  set_grouper_parent(igo, Py_NewRef(parent));
  set_grouper_tgtkey(igo, Py_NewRef(PyTuple_GET_ITEM(args, 1)));
  set_groupby_currgrouper(parent, igo);
  _PyObject_GC_TRACK(igo);
  return igo;
}
/** CPython: _grouper_next() */
function grouper_next(igo: PyObject): New | NULL {
  const gbo = grouper_parent(igo);
  // the groupby has gone on: this group is over
  if (groupby_currgrouper(gbo) !== igo) return NULL;
  if (groupby_currvalue(gbo) === NULL && !step(gbo)) return NULL;
  if (PyObject_RichCompareBool(grouper_tgtkey(igo), groupby_currkey(gbo), Py_EQ) <= 0) return NULL;
  const result = takeRef(groupby_currvalue(gbo));
  set_groupby_currvalue(gbo, NULL);
  setRef(gbo, 10, NULL);
  return result;
}
function grouper_reduce(igo: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  if (groupby_currgrouper(grouper_parent(igo)) !== igo) return packSteal(_PyEval_GetBuiltin(ID_iter), PyTuple_Pack(_PyTuple_Empty));
  return packSteal(Py_NewRef(Py_TYPE(igo)), PyTuple_Pack(grouper_parent(igo), grouper_tgtkey(igo)));
}
export const grouper_spec: TypeSpec = {
  tp_name: 'itertools._grouper', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {
    tp_dealloc: deallocHeapFields(4, 6), tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(4, 6), tp_clear: clearFields(4, 6), tp_iter: PyObject_SelfIter, tp_iternext: grouper_next,
    tp_new: grouper_new, tp_free: PyObject_GC_Del,
  },
  methods: pickleMethods(grouper_reduce),
};

// ---- cycle ----

function cycle_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!noKeywords(type, 'cycle', kwds) || !_PyArg_CheckPositional('cycle', PyTuple_GET_SIZE(args), 1, 1)) return NULL;
  const lz = withIterator(type, PyTuple_GET_ITEM(args, 0), 4);
  if (lz === NULL) return NULL;
  set_cycle_saved(lz, PyList_New(0));
  if (cycle_saved(lz) !== NULL) return lz;
  Py_DECREF(lz);
  return NULL;
}
function cycle_next(lz: PyObject): New | NULL {
  if (cycle_it(lz) !== NULL) {
    const item = PyIter_Next(cycle_it(lz));
    if (item !== NULL) {
      if (cycle_firstpass(lz) !== 0 || PyList_Append(cycle_saved(lz), item) === 0) return item;
      Py_DECREF(item);
      return NULL;
    }
    if (PyErr_Occurred() !== NULL) return NULL;
    setRef(lz, 4, NULL);
  }
  const saved = cycle_saved(lz), n = PyList_GET_SIZE(saved);
  if (n === 0) return NULL;
  const index = cycle_index(lz);
  set_cycle_index(lz, index + 1 >= n ? 0 : index + 1);
  return Py_NewRef(PyList_GET_ITEM(saved, index));
}
function cycle_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(lz)), saved = cycle_saved(lz);
  if (cycle_it(lz) !== NULL) return packSteal(type, PyTuple_Pack(cycle_it(lz)), PyTuple_Pack(saved, Py_BOOL(cycle_firstpass(lz) !== 0)));
  const it = PyObject_GetIter(saved), index = it === NULL ? NULL : PyLong_FromNumber(cycle_index(lz));
  const moved = index === NULL ? NULL : cycle_index(lz) === 0 ? none() : PyObject_CallMethodOneArg(it as PyObject, ID___setstate__, index);
  Py_XDECREF(index);
  if (moved === NULL) {
    Py_XDECREF(it);
    Py_DECREF(type);
    return NULL;
  }
  Py_DECREF(moved);
  return packSteal(type, packSteal(it), PyTuple_Pack(saved, _Py_TrueStruct));
}
function cycle_setstate(lz: PyObject, state: PyObject): New | NULL {
  const items = warnPickle() ? stateItems(state, 2, 2) : null;
  if (items === null) return NULL;
  const saved = items[0] as PyObject, firstpass = PyLong_AsInt(items[1] as PyObject);
  if (!PyList_Check(saved)) return PyErr_SetString(PyExc_TypeError, `argument 1 must be list, not ${typeName(saved)}`);
  if (firstpass === -1 && PyErr_Occurred() !== NULL) return NULL;
  setRef(lz, 6, Py_NewRef(saved));
  set_cycle_firstpass(lz, firstpass !== 0 ? 1 : 0);
  set_cycle_index(lz, 0);
  return none();
}
export const cycle_spec = iteratorSpec('cycle', 48, [4, 6], cycle_new, cycle_next, 'cycle(iterable, /)\n--\n\nThe items of an iterable, again and again.', {slots: {tp_clear: clearFields(4, 6)}, methods: pickleMethods(cycle_reduce, cycle_setstate)});

// ---- dropwhile, takewhile, starmap: a function and an iterator ----

function functionAndIterator(name: string): newfunc {
  return (type, args, kwds) => {
    if (!noKeywords(type, name, kwds) || !_PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 2, 2)) return NULL;
    const lz = withIterator(type, PyTuple_GET_ITEM(args, 1), 6);
    if (lz !== NULL) H[lz + 4] = Py_NewRef(PyTuple_GET_ITEM(args, 0));
    return lz;
  };
}
/** Truth of what a function says about an item; -1 with an exception. escapes */
function verdict(func: PyObject, item: PyObject): number {
  const good = PyObject_CallOneArg(func, item);
  if (good === NULL) return -1;
  const ok = PyObject_IsTrue(good);
  Py_DECREF(good);
  return ok;
}
function dropwhile_next(lz: PyObject): New | NULL {
  for (;;) {
    const item = nextOf(dropwhile_it(lz));
    if (item === NULL || dropwhile_start(lz) === 1) return item;
    const ok = verdict(dropwhile_func(lz), item);
    if (ok === 0) {
      set_dropwhile_start(lz, 1);
      return item;
    }
    Py_DECREF(item);
    if (ok < 0) return NULL;
  }
}
/** (type, (func, it), flag) */
function reduceFunctional(lz: PyObject, flag: number | null): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(lz)), pair = PyTuple_Pack(H[lz + 4] as PyObject, H[lz + 6] as PyObject);
  return flag === null ? packSteal(type, pair) : packSteal(type, pair, PyLong_FromNumber(flag));
}
function dropwhile_reduce(lz: PyObject): New | NULL {
  return reduceFunctional(lz, dropwhile_start(lz));
}
function dropwhile_setstate(lz: PyObject, state: PyObject): New | NULL {
  const start = warnPickle() ? PyObject_IsTrue(state) : -1;
  if (start < 0) return NULL;
  set_dropwhile_start(lz, start);
  return none();
}
export const dropwhile_spec = iteratorSpec('dropwhile', 40, [4, 6], functionAndIterator('dropwhile'), dropwhile_next, 'dropwhile(predicate, iterable, /)\n--\n\nThe items from the first one on for which the predicate is false.', {slots: {tp_clear: clearFields(4, 6)}, methods: pickleMethods(dropwhile_reduce, dropwhile_setstate)});

function takewhile_next(lz: PyObject): New | NULL {
  if (takewhile_stop(lz) !== 0) return NULL;
  const item = nextOf(takewhile_it(lz));
  if (item === NULL) return NULL;
  const ok = verdict(takewhile_func(lz), item);
  if (ok > 0) return item;
  Py_DECREF(item);
  if (ok === 0) set_takewhile_stop(lz, 1);
  return NULL;
}
function takewhile_reduce(lz: PyObject): New | NULL {
  return reduceFunctional(lz, takewhile_stop(lz));
}
function takewhile_setstate(lz: PyObject, state: PyObject): New | NULL {
  const stop = warnPickle() ? PyObject_IsTrue(state) : -1;
  if (stop < 0) return NULL;
  set_takewhile_stop(lz, stop);
  return none();
}
export const takewhile_spec = iteratorSpec('takewhile', 40, [4, 6], functionAndIterator('takewhile'), takewhile_next, 'takewhile(predicate, iterable, /)\n--\n\nThe items up to the first one for which the predicate is false.', {slots: {tp_clear: clearFields(4, 6)}, methods: pickleMethods(takewhile_reduce, takewhile_setstate)});

function starmap_next(lz: PyObject): New | NULL {
  let args = nextOf(starmap_it(lz));
  if (args === NULL) return NULL;
  if (!PyTuple_CheckExact(args)) {
    const tuple: New | NULL = PySequence_Tuple(args);
    Py_DECREF(args);
    args = tuple;
    if (args === NULL) return NULL;
  }
  const result = PyObject_Call(starmap_func(lz), args, NULL);
  Py_DECREF(args);
  return result;
}
function starmap_reduce(lz: PyObject): New | NULL {
  return reduceFunctional(lz, null);
}
export const starmap_spec = iteratorSpec('starmap', 32, [4, 6], functionAndIterator('starmap'), starmap_next, 'starmap(function, iterable, /)\n--\n\nWhat the function returns for arguments that are tuples of the iterable.', {slots: {tp_clear: clearFields(4, 6)}, methods: pickleMethods(starmap_reduce)});

// ---- islice ----

const STOP_MESSAGE = 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
const INDEX_MESSAGE = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
/** An index argument, `missing` for None; -1 when it is none (with no exception). */
function sliceArgument(value: PyObject, missing: number): number {
  if (value === _Py_NoneStruct) return missing;
  if (PyIndex_Check(value)) {
    const n = PyNumber_AsSsize_t(value, PyExc_OverflowError);
    if (n !== -1 || PyErr_Occurred() === NULL) return n;
  }
  PyErr_Clear();
  return -1;
}
function islice_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(args);
  if (!noKeywords(type, 'islice', kwds) || !_PyArg_CheckPositional('islice', n, 2, 4)) return NULL;
  let start = 0, step = 1;
  const stopArgument = PyTuple_GET_ITEM(args, n === 2 ? 1 : 2), stop = stopArgument === _Py_NoneStruct ? -1 : sliceArgument(stopArgument, -1);
  if (stop === -1 && stopArgument !== _Py_NoneStruct) return PyErr_SetString(PyExc_ValueError, STOP_MESSAGE);
  if (n > 2) start = sliceArgument(PyTuple_GET_ITEM(args, 1), 0);
  if (start < 0 || stop < -1) return PyErr_SetString(PyExc_ValueError, INDEX_MESSAGE);
  if (n === 4) {
    step = sliceArgument(PyTuple_GET_ITEM(args, 3), 1);
    if (step < 1) return PyErr_SetString(PyExc_ValueError, 'Step for islice() must be a positive integer or None.');
  }
  const lz = withIterator(type, PyTuple_GET_ITEM(args, 0), 4);
  if (lz === NULL) return NULL;
  set_islice_next(lz, start);
  set_islice_stop(lz, stop);
  set_islice_step(lz, step);
  set_islice_cnt(lz, 0);
  return lz;
}
/** CPython: islice_next() */
function islice_nextItem(lz: PyObject): New | NULL {
  const it = islice_it(lz), stop = islice_stop(lz);
  if (it === NULL) return NULL;
  while (islice_cnt(lz) < islice_next(lz)) {
    const skipped = nextOf(it);
    if (skipped === NULL) {
      setRef(lz, 4, NULL);
      return NULL;
    }
    Py_DECREF(skipped);
    set_islice_cnt(lz, islice_cnt(lz) + 1);
  }
  const item = stop !== -1 && islice_cnt(lz) >= stop ? NULL : nextOf(it);
  if (item === NULL) {
    setRef(lz, 4, NULL);
    return NULL;
  }
  set_islice_cnt(lz, islice_cnt(lz) + 1);
  const next = islice_next(lz) + islice_step(lz);
  set_islice_next(lz, next > PY_SSIZE_T_MAX || (stop !== -1 && next > stop) ? stop : next);
  return item;
}
function islice_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(lz)), stop = islice_stop(lz);
  if (islice_it(lz) === NULL) {
    const list = PyList_New(0), it = list === NULL ? NULL : PyObject_GetIter(list);
    Py_XDECREF(list);
    return packSteal(type, packSteal(it, PyLong_FromNumber(0)), PyLong_FromNumber(0));
  }
  const limit = stop === -1 ? none() : PyLong_FromNumber(stop);
  return packSteal(type, packSteal(Py_NewRef(islice_it(lz)), PyLong_FromNumber(islice_next(lz)), limit, PyLong_FromNumber(islice_step(lz))), PyLong_FromNumber(islice_cnt(lz)));
}
function islice_setstate(lz: PyObject, state: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const cnt = PyLong_AsSsize_t(state);
  if (cnt === -1 && PyErr_Occurred() !== NULL) return NULL;
  set_islice_cnt(lz, cnt);
  return none();
}
export const islice_spec = iteratorSpec('islice', 56, [4], islice_new, islice_nextItem, 'islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nThe items that a slice of a list would have. The items in front of start are\nskipped, and step - 1 items between those that are yielded. Indices may not be\nnegative.', {
  slots: {tp_clear: clearFields(4)}, methods: pickleMethods(islice_reduce, islice_setstate),
});

// ---- chain ----

function chainOver(type: PyTypeObject, source: New | NULL): New | NULL {
  const lz = source === NULL ? NULL : slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_XDECREF(source);
    return NULL;
  }
  set_chain_source(lz, source);
  return lz;
}
function chain_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return noKeywords(type, 'chain', kwds) ? chainOver(type, PyObject_GetIter(args)) : NULL;
}
function chain_from_iterable(type: PyObject, iterable: PyObject): New | NULL {
  return chainOver(type, PyObject_GetIter(iterable));
}
/** CPython: chain_next() */
function chain_next(lz: PyObject): New | NULL {
  while (chain_source(lz) !== NULL) {
    if (chain_active(lz) === NULL) {
      const iterable = PyIter_Next(chain_source(lz));
      if (iterable === NULL) {
        setRef(lz, 4, NULL);
        return NULL;
      }
      set_chain_active(lz, PyObject_GetIter(iterable));
      Py_DECREF(iterable);
      if (chain_active(lz) === NULL) {
        setRef(lz, 4, NULL);
        return NULL;
      }
    }
    const item = nextOf(chain_active(lz));
    if (item !== NULL) return item;
    if (PyErr_Occurred() !== NULL) {
      if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return NULL;
      PyErr_Clear();
    }
    setRef(lz, 6, NULL);
  }
  return NULL;
}
function chain_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_NewRef(Py_TYPE(lz)), source = chain_source(lz), active = chain_active(lz);
  if (source === NULL) return packSteal(type, PyTuple_New(0));
  return packSteal(type, PyTuple_New(0), active !== NULL ? PyTuple_Pack(source, active) : PyTuple_Pack(source));
}
function chain_setstate(lz: PyObject, state: PyObject): New | NULL {
  const items = warnPickle() ? stateItems(state, 1, 2) : null;
  if (items === null) return NULL;
  if (!PyIter_Check(items[0] as PyObject) || (items[1] !== NULL && !PyIter_Check(items[1]))) return PyErr_SetString(PyExc_TypeError, 'Arguments must be iterators.');
  setRef(lz, 4, Py_XNewRef(items[0]));
  setRef(lz, 6, Py_XNewRef(items[1]));
  return none();
}
export const chain_spec = iteratorSpec('chain', 32, [4, 6], chain_new, chain_next, 'chain(*iterables)\n--\n\nThe items of the first iterable, then those of the next, and so on.', {
  slots: {tp_clear: clearFields(4, 6)},
  methods: [
    method('from_iterable', '($type, iterable, /)', chain_from_iterable, 'chain() of iterables that come from an iterable, one after the other.', METH_CLASS),
    ...pickleMethods(chain_reduce, chain_setstate),
    hiddenMethod('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
});
