/** map, filter and zip. CPython: Python/bltinmodule.c */
import {PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, _PyTuple_ADDR, _Py_REFCNT, filter_func, filter_it, map_func, map_iters, set_filter_func, set_filter_it, set_map_func, set_map_iters, set_zip_ittuple, set_zip_result, set_zip_strict, set_zip_tuplesize, zip_ittuple, zip_result, zip_strict, zip_tuplesize} from '../runtime/generated/accessors';
import {PyBool_Type, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, PyFilter_Type, PyMap_Type, PyZip_Type, _PyTuple_Empty, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyObject_GetIter} from './abstract-iter';
import {PyObject_CallOneArg, PyObject_Vectorcall} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString} from './errors';
import {traverseFields} from './field-slots';
import {PyArg_UnpackTuple, _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames, parseTupleAndKeywords} from './getargs';
import {PyObject_IsTrue, PyObject_SelfIter} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_New, PyTuple_Pack, packSteal} from './tupleobject';
import {PyType_GenericAlloc} from './typeobject';

// ---- filter ----

function makeFilter(type: PyTypeObject, func: PyObject, seq: PyObject): New | NULL {
  const it = PyObject_GetIter(seq);
  if (it === NULL) return NULL;
  const lz = slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(it);
    return NULL;
  }
  set_filter_func(lz, Py_NewRef(func));
  set_filter_it(lz, it);
  return lz;
}
/** True when keyword arguments are none of a type's business: a subclass may take them in its own __init__. */
function mayTakeKeywords(type: PyTypeObject, base: PyTypeObject): boolean {
  return type !== base && slots(type).tp_init !== slots(base).tp_init;
}
function filter_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!mayTakeKeywords(type, PyFilter_Type) && !_PyArg_NoKeywords('filter', kwds)) return NULL;
  const values = PyArg_UnpackTuple(args, 'filter', 2, 2);
  return values === null ? NULL : makeFilter(type, values[0] as PyObject, values[1] as PyObject);
}
function filter_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (type === PyFilter_Type && !_PyArg_NoKwnames('filter', kwnames)) return NULL;
  return _PyArg_CheckPositional('filter', nargs, 2, 2) ? makeFilter(type, ARG(args, 0), ARG(args, 1)) : NULL;
}
function filter_dealloc(lz: PyObject): void {
  PyObject_GC_UnTrack(lz);
  if (_PyTrash_begin(lz)) return;
  Py_XDECREF(filter_func(lz));
  Py_XDECREF(filter_it(lz));
  slots(Py_TYPE(lz)).tp_free!(lz);
  _PyTrash_end();
}
/** CPython: filter_next() */
function filter_next(lz: PyObject): New | NULL {
  const it = filter_it(lz), func = filter_func(lz), iternext = slots(Py_TYPE(it)).tp_iternext!;
  const truth = func === _Py_NoneStruct || func === PyBool_Type;
  for (;;) {
    const item = iternext(it);
    if (item === NULL) return NULL;
    let ok: number;
    if (truth) ok = PyObject_IsTrue(item);
    else {
      const good = PyObject_CallOneArg(func, item);
      if (good === NULL) {
        Py_DECREF(item);
        return NULL;
      }
      ok = PyObject_IsTrue(good);
      Py_DECREF(good);
    }
    if (ok > 0) return item;
    Py_DECREF(item);
    if (ok < 0) return NULL;
  }
}
function filter_reduce(lz: PyObject): New | NULL {
  return packSteal(Py_NewRef(Py_TYPE(lz)), PyTuple_Pack(filter_func(lz), filter_it(lz)));
}

// ---- map ----

/** Iterators over n iterables that lie at `args`, as a tuple. escapes */
function iteratorsOf(args: Args, n: number): New | NULL {
  const iters = PyTuple_New(n);
  if (iters === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const it = PyObject_GetIter(ARG(args, i));
    if (it === NULL) {
      Py_DECREF(iters);
      return NULL;
    }
    PyTuple_SET_ITEM(iters, i, it);
  }
  return iters;
}
function makeMap(type: PyTypeObject, args: Args, nargs: number): New | NULL {
  if (nargs < 2) return PyErr_SetString(PyExc_TypeError, 'map() must have at least two arguments.');
  const iters = iteratorsOf(args + 2, nargs - 1);
  if (iters === NULL) return NULL;
  const lz = slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(iters);
    return NULL;
  }
  set_map_iters(lz, iters);
  set_map_func(lz, Py_NewRef(ARG(args, 0)));
  return lz;
}
function map_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!mayTakeKeywords(type, PyMap_Type) && !_PyArg_NoKeywords('map', kwds)) return NULL;
  return makeMap(type, _PyTuple_ADDR(args), PyTuple_GET_SIZE(args));
}
function map_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (type === PyMap_Type && !_PyArg_NoKwnames('map', kwnames)) return NULL;
  return makeMap(type, args, nargs);
}
function map_dealloc(lz: PyObject): void {
  PyObject_GC_UnTrack(lz);
  Py_XDECREF(map_iters(lz));
  Py_XDECREF(map_func(lz));
  slots(Py_TYPE(lz)).tp_free!(lz);
}
/** CPython: map_next() */
function map_next(lz: PyObject): New | NULL {
  const iters = map_iters(lz), n = PyTuple_GET_SIZE(iters);
  if (n === 1) {
    const it = PyTuple_GET_ITEM(iters, 0), item = slots(Py_TYPE(it)).tp_iternext!(it);
    if (item === NULL) return NULL;
    const result = PyObject_CallOneArg(map_func(lz), item);
    Py_DECREF(item);
    return result;
  }
  const args = PyTuple_New(n);
  if (args === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const it = PyTuple_GET_ITEM(iters, i), item = slots(Py_TYPE(it)).tp_iternext!(it);
    if (item === NULL) {
      Py_DECREF(args);
      return NULL;
    }
    PyTuple_SET_ITEM(args, i, item);
  }
  // the row is a tuple only to own the arguments: nobody else is to see it
  const result = PyObject_Vectorcall(map_func(lz), _PyTuple_ADDR(args), n, NULL);
  Py_DECREF(args);
  return result;
}
function map_reduce(lz: PyObject): New | NULL {
  const iters = map_iters(lz), n = PyTuple_GET_SIZE(iters), args = PyTuple_New(n + 1);
  if (args === NULL) return NULL;
  PyTuple_SET_ITEM(args, 0, Py_NewRef(map_func(lz)));
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(args, i + 1, Py_NewRef(PyTuple_GET_ITEM(iters, i)));
  return packSteal(Py_NewRef(Py_TYPE(lz)), args);
}

// ---- zip ----

/** CPython: zip_new() */
function zip_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  let strict = 0;
  if (kwds !== NULL) {
    const values = parseTupleAndKeywords('zip', '(*, strict=False)', _PyTuple_Empty, kwds);
    if (values === null) return NULL;
    if (values[0] !== NULL) strict = PyObject_IsTrue(values[0]);
    if (strict < 0) return NULL;
  }
  const n = PyTuple_GET_SIZE(args), ittuple = iteratorsOf(_PyTuple_ADDR(args), n);
  if (ittuple === NULL) return NULL;
  const result = PyTuple_New(n), lz = result === NULL ? NULL : slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(ittuple);
    Py_XDECREF(result);
    return NULL;
  }
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result as PyObject, i, Py_NewRef(_Py_NoneStruct));
  set_zip_ittuple(lz, ittuple);
  set_zip_tuplesize(lz, n);
  set_zip_result(lz, result);
  set_zip_strict(lz, strict);
  return lz;
}
function zip_dealloc(lz: PyObject): void {
  PyObject_GC_UnTrack(lz);
  Py_XDECREF(zip_ittuple(lz));
  Py_XDECREF(zip_result(lz));
  slots(Py_TYPE(lz)).tp_free!(lz);
}
/** CPython: zip_next() */
function zip_next(lz: PyObject): New | NULL {
  const n = zip_tuplesize(lz), iters = zip_ittuple(lz);
  if (n === 0) return NULL;
  let result = zip_result(lz) as New | NULL;
  // the same tuple again when nobody else has kept it
  const reuse = _Py_REFCNT(result as PyObject) === 1;
  if (reuse) Py_INCREF(result as PyObject);
  else {
    result = PyTuple_New(n);
    if (result === NULL) return NULL;
  }
  for (let i = 0; i < n; i++) {
    const it = PyTuple_GET_ITEM(iters, i), item = slots(Py_TYPE(it)).tp_iternext!(it);
    if (item === NULL) {
      Py_DECREF(result as New);
      return zip_strict(lz) !== 0 ? checkStrict(iters, n, i) : NULL;
    }
    const old = reuse ? PyTuple_GET_ITEM(result as New, i) : NULL;
    PyTuple_SET_ITEM(result as New, i, item);
    if (old !== NULL) Py_DECREF(old);
  }
  // a collection may have untracked it while it held atoms
  if (reuse) PyObject_GC_Track(result as New);
  return result;
}
/** With strict, one iterator at its end means that all must be. */
function checkStrict(iters: PyObject, n: number, ended: number): NULL {
  if (PyErr_Occurred() !== NULL) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return NULL;
    PyErr_Clear();
  }
  if (ended !== 0) {
    const plural = ended === 1 ? ' ' : 's 1-';
    return PyErr_SetString(PyExc_ValueError, `zip() argument ${ended + 1} is shorter than argument${plural}${ended}`);
  }
  for (let i = 1; i < n; i++) {
    const it = PyTuple_GET_ITEM(iters, i), item = slots(Py_TYPE(it)).tp_iternext!(it);
    if (item !== NULL) {
      Py_DECREF(item);
      return PyErr_SetString(PyExc_ValueError, `zip() argument ${i + 1} is longer than argument${i === 1 ? ' ' : 's 1-'}${i}`);
    }
    if (PyErr_Occurred() !== NULL) {
      if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return NULL;
      PyErr_Clear();
    }
  }
  return NULL;
}
function zip_reduce(lz: PyObject): New | NULL {
  const type = Py_NewRef(Py_TYPE(lz)), iters = Py_NewRef(zip_ittuple(lz));
  return zip_strict(lz) !== 0 ? packSteal(type, iters, Py_NewRef(_Py_TrueStruct)) : packSteal(type, iters);
}
function zip_setstate(lz: PyObject, state: PyObject): New | NULL {
  const strict = PyObject_IsTrue(state);
  if (strict < 0) return NULL;
  set_zip_strict(lz, strict);
  return Py_NewRef(_Py_NoneStruct);
}

const iteratorSlots = {tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del};
defineType(PyFilter_Type, {
  tp_name: 'filter', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
  tp_doc: 'filter(function, iterable, /)\n--\n\nAn iterator over the items for which the function is true; with None, over\nthose that are true themselves.',
  slots: {...iteratorSlots, tp_dealloc: filter_dealloc, tp_traverse: traverseFields(4, 6), tp_iternext: filter_next, tp_new: filter_new, tp_vectorcall: filter_vectorcall},
  methods: [hiddenMethod('__reduce__', '($self, /)', filter_reduce, 'What pickle stores.')],
});
defineType(PyMap_Type, {
  tp_name: 'map', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
  tp_doc: 'map(function, iterable, /, *iterables)\n--\n\nAn iterator over what the function returns for the items of the iterables. It\nends with the shortest of them.',
  slots: {...iteratorSlots, tp_dealloc: map_dealloc, tp_traverse: traverseFields(4, 6), tp_iternext: map_next, tp_new: map_new, tp_vectorcall: map_vectorcall},
  methods: [hiddenMethod('__reduce__', '($self, /)', map_reduce, 'What pickle stores.')],
});
defineType(PyZip_Type, {
  tp_name: 'zip', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
  tp_doc: 'zip(*iterables, strict=False)\n--\n\nAn iterator over tuples whose i-th item comes from the i-th iterable.\n\n   >>> list(zip(\'abcdefg\', range(3), range(4)))\n   [(\'a\', 0, 0), (\'b\', 1, 1), (\'c\', 2, 2)]\n\nIt ends with the shortest iterable; with strict, iterables of different length\nare a ValueError.',
  slots: {...iteratorSlots, tp_dealloc: zip_dealloc, tp_traverse: traverseFields(6, 8), tp_iternext: zip_next, tp_new: zip_new},
  methods: [
    hiddenMethod('__reduce__', '($self, /)', zip_reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', zip_setstate, 'Takes what pickle stored.'),
  ],
});
