/** The itertools module, and tee. The other types are in itertools-iter.ts, itertools-combinatorics.ts and itertools-more.ts. CPython: Modules/itertoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../../runtime/gc';
import {PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, _Py_REFCNT, set_tee_dataobj, set_tee_index, set_tee_weakreflist, set_teedata_it, set_teedata_nextlink, set_teedata_numread, set_teedata_running, tee_dataobj, tee_index, tee_weakreflist, teedata_it, teedata_nextlink, teedata_numread, teedata_running} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _PyTuple_Empty, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec, type visitproc} from '../../runtime/typeslots';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {_PyArg_CheckPositional, _PyArg_NoKeywords} from '../../objects/getargs';
import {PyList_New} from '../../objects/listobject';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_SelfIter} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyTuple_New, PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck} from '../../objects/typeobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {combinations_spec, cwr_spec, permutations_spec, product_spec} from './itertools-combinatorics';
import {ItertoolsState, initItertoolsDef, itertoolsDef, none, pickleMethods, setRef, siblingType, stateItems, warnPickle} from './itertools-common';
import {batched_spec, chain_spec, cycle_spec, dropwhile_spec, groupby_spec, grouper_spec, islice_spec, pairwise_spec, starmap_spec, takewhile_spec} from './itertools-iter';
import {accumulate_spec, compress_spec, count_spec, filterfalse_spec, repeat_spec, zip_longest_spec} from './itertools-more';

// ---- tee: a list of blocks of items that all its iterators share ----

const LINKCELLS = 57;
/** Word of the first value of a block. */
const VALUES = 10;

function newData(type: PyTypeObject, it: PyObject): New | NULL {
  const tdo = _PyObject_GC_New(type, 496);
  if (tdo === NULL) return PyErr_NoMemory();
  set_teedata_it(tdo, Py_NewRef(it));
  set_teedata_numread(tdo, 0);
  set_teedata_running(tdo, 0);
  set_teedata_nextlink(tdo, NULL);
  _PyObject_GC_TRACK(tdo);
  return tdo;
}
/** The block after this one, made when it is not there; owned. CPython: teedataobject_jumplink() */
function nextData(tdo: PyObject): New | NULL {
  if (teedata_nextlink(tdo) === NULL) set_teedata_nextlink(tdo, newData(Py_TYPE(tdo), teedata_it(tdo)));
  return Py_XNewRef(teedata_nextlink(tdo));
}
/** The i-th item of a block, read from the iterator the first time. escapes. CPython: teedataobject_getitem() */
function dataItem(tdo: PyObject, i: number): New | NULL {
  if (i < teedata_numread(tdo)) return Py_NewRef(H[tdo + VALUES + 2 * i] as PyObject);
  if (teedata_running(tdo) !== 0) return PyErr_SetString(PyExc_RuntimeError, 'cannot re-enter the tee iterator');
  set_teedata_running(tdo, 1);
  const value = PyIter_Next(teedata_it(tdo));
  set_teedata_running(tdo, 0);
  if (value === NULL) return NULL;
  set_teedata_numread(tdo, teedata_numread(tdo) + 1);
  H[tdo + VALUES + 2 * i] = value;
  return Py_NewRef(value);
}
function teedata_traverse(tdo: PyObject, visit: visitproc): number {
  if (visit(Py_TYPE(tdo)) !== 0) return 1;
  if (teedata_it(tdo) !== NULL && visit(teedata_it(tdo)) !== 0) return 1;
  for (let i = 0; i < teedata_numread(tdo); i++) if (visit(H[tdo + VALUES + 2 * i] as PyObject) !== 0) return 1;
  const next = teedata_nextlink(tdo);
  return next !== NULL ? visit(next) : 0;
}
/** Releases a block and, one after the other rather than one inside the other, those behind it. escapes */
function teedata_clear(tdo: PyObject): number {
  setRef(tdo, 4, NULL);
  const n = teedata_numread(tdo);
  set_teedata_numread(tdo, 0);
  for (let i = 0; i < n; i++) Py_DECREF(H[tdo + VALUES + 2 * i] as PyObject);
  let link: PyObject | NULL = teedata_nextlink(tdo);
  const type = Py_TYPE(tdo);
  set_teedata_nextlink(tdo, NULL);
  while (link !== NULL && Py_TYPE(link) === type && _Py_REFCNT(link) === 1) {
    const next: PyObject | NULL = teedata_nextlink(link);
    set_teedata_nextlink(link, NULL);
    Py_DECREF(link);
    link = next;
  }
  Py_XDECREF(link);
  return 0;
}
function teedata_dealloc(tdo: PyObject): void {
  const type = Py_TYPE(tdo);
  PyObject_GC_UnTrack(tdo);
  teedata_clear(tdo);
  slots(type).tp_free!(tdo);
  Py_DECREF(type);
}
function teedata_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('teedataobject', kwds) || !_PyArg_CheckPositional('teedataobject', PyTuple_GET_SIZE(args), 3, 3)) return NULL;
  const values = PyTuple_GET_ITEM(args, 1), next = PyTuple_GET_ITEM(args, 2);
  if (!PyList_Check(values)) return _PyArg_BadArgument('teedataobject', 'argument 2', 'list', values);
  const tdo = newData(type, PyTuple_GET_ITEM(args, 0)), n = PyList_GET_SIZE(values);
  if (tdo === NULL) return NULL;
  if (n > LINKCELLS || (next !== _Py_NoneStruct && (n !== LINKCELLS || Py_TYPE(next) !== type))) {
    Py_DECREF(tdo);
    return PyErr_SetString(PyExc_ValueError, 'Invalid arguments');
  }
  for (let i = 0; i < n; i++) H[tdo + VALUES + 2 * i] = Py_NewRef(PyList_GET_ITEM(values, i));
  set_teedata_numread(tdo, n);
  if (next !== _Py_NoneStruct) set_teedata_nextlink(tdo, Py_NewRef(next));
  return tdo;
}
function teedata_reduce(tdo: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const n = teedata_numread(tdo), values = PyList_New(n), next = teedata_nextlink(tdo);
  if (values === NULL) return NULL;
  for (let i = 0; i < n; i++) PyList_SET_ITEM(values, i, Py_NewRef(H[tdo + VALUES + 2 * i] as PyObject));
  return packSteal(Py_NewRef(Py_TYPE(tdo)), packSteal(Py_NewRef(teedata_it(tdo)), values, next === NULL ? none() : Py_NewRef(next)));
}
const teedata_spec: TypeSpec = {
  tp_name: 'itertools._tee_dataobject', tp_basicsize: 496, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'teedataobject(iterable, values, next, /)\n--\n\nItems that several iterators share.',
  slots: {tp_dealloc: teedata_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: teedata_traverse, tp_clear: teedata_clear, tp_new: teedata_new, tp_free: PyObject_GC_Del},
  methods: pickleMethods(teedata_reduce),
};

function newTee(type: PyTypeObject, dataobj: New | NULL, index: number): New | NULL {
  const to = dataobj === NULL ? NULL : _PyObject_GC_New(type, 48);
  if (to === NULL) {
    Py_XDECREF(dataobj);
    return NULL;
  }
  set_tee_dataobj(to, dataobj);
  set_tee_index(to, index);
  set_tee_weakreflist(to, NULL);
  _PyObject_GC_TRACK(to);
  return to;
}
/** CPython: tee_next() */
function tee_next(to: PyObject): New | NULL {
  if (tee_index(to) >= LINKCELLS) {
    const link = nextData(tee_dataobj(to));
    if (link === NULL) return NULL;
    setRef(to, 4, link);
    set_tee_index(to, 0);
  }
  const value = dataItem(tee_dataobj(to), tee_index(to));
  if (value !== NULL) set_tee_index(to, tee_index(to) + 1);
  return value;
}
function tee_copy(to: PyObject): New | NULL {
  return newTee(Py_TYPE(to), Py_NewRef(tee_dataobj(to)), tee_index(to));
}
/** CPython: tee_fromiterable() */
function teeFromIterable(type: PyTypeObject, dataType: PyTypeObject, iterable: PyObject): New | NULL {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return NULL;
  const result = PyObject_TypeCheck(it, type) ? tee_copy(it) : newTee(type, newData(dataType, it), 0);
  Py_DECREF(it);
  return result;
}
function tee_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('_tee', kwds) || !_PyArg_CheckPositional('_tee', PyTuple_GET_SIZE(args), 1, 1)) return NULL;
  return teeFromIterable(type, siblingType(type, '_tee_dataobject'), PyTuple_GET_ITEM(args, 0));
}
function tee_dealloc(to: PyObject): void {
  const type = Py_TYPE(to);
  PyObject_GC_UnTrack(to);
  if (tee_weakreflist(to) !== NULL) PyObject_ClearWeakRefs(to);
  setRef(to, 4, NULL);
  slots(type).tp_free!(to);
  Py_DECREF(type);
}
function tee_reduce(to: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  return packSteal(Py_NewRef(Py_TYPE(to)), PyTuple_Pack(_PyTuple_Empty), packSteal(Py_NewRef(tee_dataobj(to)), PyLong_FromNumber(tee_index(to))));
}
function tee_setstate(to: PyObject, state: PyObject): New | NULL {
  const items = warnPickle() ? stateItems(state, 2, 2) : null;
  if (items === null) return NULL;
  const [data, position] = items as PyObject[], dataType = siblingType(Py_TYPE(to), '_tee_dataobject');
  if (!PyObject_TypeCheck(data, dataType)) return PyErr_SetString(PyExc_TypeError, `argument 1 must be itertools._tee_dataobject, not ${typeName(data)}`);
  const index = PyLong_AsInt(position);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (index < 0 || index > LINKCELLS) return PyErr_SetString(PyExc_ValueError, 'Index out of range');
  setRef(to, 4, Py_NewRef(data));
  set_tee_index(to, index);
  return none();
}
const tee_spec: TypeSpec = {
  tp_name: 'itertools._tee', tp_basicsize: 48, tp_weaklistoffset: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: '_tee(iterable, /)\n--\n\nAn iterator that can be copied.',
  slots: {
    tp_dealloc: tee_dealloc, tp_traverse: traverseHeapFields(4), tp_clear: clearFields(4), tp_iter: PyObject_SelfIter, tp_iternext: tee_next, tp_new: tee_new, tp_free: PyObject_GC_Del,
  },
  methods: [hiddenMethod('__copy__', '($self, /)', tee_copy, 'An iterator that stands at the same place.'), ...pickleMethods(tee_reduce, tee_setstate)],
  members: [{name: '__weaklistoffset__', type: 'ssize', offset: 32, flags: Py_READONLY}],
};
/** CPython: itertools_tee_impl() */
function tee(module: PyObject, iterable: PyObject, nArg: PyObject | NULL): New | NULL {
  const n = nArg === NULL ? 2 : indexArgument(nArg);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (n < 0) return PyErr_SetString(PyExc_ValueError, 'n must be >= 0');
  const result = PyTuple_New(n);
  if (result === NULL || n === 0) return result;
  const {types} = PyModule_GetState<ItertoolsState>(module)!;
  let to = teeFromIterable(types.get('_tee')!, types.get('_tee_dataobject')!, iterable);
  for (let i = 0; to !== NULL; i++) {
    PyTuple_SET_ITEM(result, i, to);
    if (i === n - 1) return result;
    to = tee_copy(to);
  }
  Py_DECREF(result);
  return NULL;
}

// ---- the module ----

/** In the order CPython adds them. */
const SPECS: Readonly<Record<string, TypeSpec>> = {
  accumulate: accumulate_spec, batched: batched_spec, chain: chain_spec, combinations: combinations_spec, compress: compress_spec, count: count_spec, combinations_with_replacement: cwr_spec, cycle: cycle_spec,
  dropwhile: dropwhile_spec, filterfalse: filterfalse_spec, groupby: groupby_spec, _grouper: grouper_spec, islice: islice_spec, pairwise: pairwise_spec, permutations: permutations_spec, product: product_spec,
  repeat: repeat_spec, starmap: starmap_spec, takewhile: takewhile_spec, _tee: tee_spec, _tee_dataobject: teedata_spec, zip_longest: zip_longest_spec,
};
function itertools_exec(module: PyObject): number {
  const {types} = PyModule_GetState<ItertoolsState>(module)!;
  for (const [name, spec] of Object.entries(SPECS)) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    types.set(name, type);
    if (PyModule_AddType(module, type) < 0) return -1;
  }
  return 0;
}
function itertools_clear(module: PyObject): number {
  const state = PyModule_GetState<ItertoolsState>(module);
  if (state === null) return 0;
  const types = [...state.types.values()];
  state.types.clear();
  for (const type of types) Py_DECREF(type);
  return 0;
}
initItertoolsDef(new PyModuleDef('itertools', {
  m_doc: 'Iterators to build loops from.\n\nWithout end:\ncount(start=0, step=1) --> start, start+step, start+2*step, ...\ncycle(p) --> p0, p1, ... plast, p0, p1, ...\nrepeat(elem [,n]) --> elem, elem, elem, ... without end or n times\n\nUp to the end of the shortest:\naccumulate(p[, func]) --> p0, p0+p1, p0+p1+p2\nbatched(p, n) --> [p0, p1, ..., p_n-1], [p_n, p_n+1, ..., p_2n-1], ...\nchain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...\nchain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...\ncompress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...\ndropwhile(predicate, seq) --> seq[n], seq[n+1], from where predicate fails\ngroupby(iterable[, keyfunc]) --> groups of neighbours by keyfunc(v)\nfilterfalse(predicate, seq) --> items for which predicate fails\nislice(seq, [start,] stop [, step]) --> items of seq[start:stop:step]\npairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...\nstarmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...\ntee(it, n=2) --> (it1, it2 , ... itn) from one iterator\ntakewhile(predicate, seq) --> seq[0], seq[1], until predicate fails\nzip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...\n\nAll choices:\nproduct(p, q, ... [repeat=1]) --> the Cartesian product\npermutations(p[, r])\ncombinations(p, r)\ncombinations_with_replacement(p, r)\n',
  m_size: 176,
  m_methods: [method('tee', '($module, iterable, n=2, /)', tee, 'A tuple of n iterators over the same items.')],
  m_slots: [[Py_mod_exec, itertools_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: () => new ItertoolsState(),
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<ItertoolsState>(module);
    if (state !== null) for (const type of state.types.values()) if (visit(type) !== 0) return 1;
    return 0;
  },
  m_clear: itertools_clear, m_free: module => void itertools_clear(module),
}));
/** CPython: PyInit_itertools() */
export function PyInit_itertools(): PyModuleDef {
  return PyModuleDef_Init(itertoolsDef());
}
