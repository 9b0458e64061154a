/** enumerate and reversed. CPython: Objects/enumobject.c */
import {PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack, Py_TPFLAGS_HAVE_GC} from '../runtime/gc';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, _Py_REFCNT, en_index, en_longindex, en_one, en_result, en_sit, reversed_index, reversed_seq, set_en_index, set_en_longindex, set_en_one, set_en_result, set_en_sit, set_reversed_index, set_reversed_seq} from '../runtime/generated/accessors';
import {ID___reversed__} from '../runtime/generated/ids';
import {PyEnum_Type, PyExc_IndexError, PyExc_StopIteration, PyExc_TypeError, PyReversed_Type, _PyTuple_Empty, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {METH_CLASS, hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {defineType} from '../runtime/typespec';
import {PyObject_GetIter} from './abstract-iter';
import {PyNumber_Add, PyNumber_Index} from './abstract-number';
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from './abstract-sequence';
import {PyObject_CallNoArgs} from './call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {traverseFields} from './field-slots';
import {Py_GenericAlias} from './genericaliasobject';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames, parseTupleAndKeywords} from './getargs';
import {PyLong_AsSafeNumber, PyLong_AsSsize_t, PyLong_FromNumber, _PyLong_GetOne, isBig} from './longobject';
import {PyObject_SelfIter} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_Pack, packSteal} from './tupleobject';
import {PyType_GenericAlloc, _PyObject_LookupSpecial} from './typeobject';
import {PyUnicode_AsJSString} from './unicodeobject';

/** From here on the index is an int object; CPython's word holds up to 2**63 - 1. */
const INDEX_LIMIT = 9007199254740991;

/** CPython: enum_new_impl() */
function enum_new_impl(type: PyTypeObject, iterable: PyObject, start: PyObject | NULL): New | NULL {
  const en = slots(type).tp_alloc!(type, 0);
  if (en === NULL) return NULL;
  set_en_index(en, 0);
  if (start !== NULL) {
    const index = PyNumber_Index(start);
    if (index === NULL) {
      Py_DECREF(en);
      return NULL;
    }
    if (isBig(index)) {
      set_en_index(en, INDEX_LIMIT);
      set_en_longindex(en, index);
    } else {
      set_en_index(en, PyLong_AsSafeNumber(index));
      Py_DECREF(index);
    }
  }
  set_en_sit(en, PyObject_GetIter(iterable));
  if (en_sit(en) !== NULL) set_en_result(en, PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct));
  if (en_sit(en) === NULL || en_result(en) === NULL) {
    Py_DECREF(en);
    return NULL;
  }
  // borrowed: 1 is immortal
  set_en_one(en, _PyLong_GetOne());
  return en;
}
function enum_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const parsed = parseTupleAndKeywords('enumerate', '(iterable, start=0)', args, kwds);
  return parsed === null ? NULL : enum_new_impl(type, parsed[0] as PyObject, parsed[1]);
}
function isKeyword(kwnames: PyObject, i: number, name: string): boolean {
  return PyUnicode_AsJSString(PyTuple_GET_ITEM(kwnames, i)) === name;
}
function checkKeyword(kwnames: PyObject, i: number, name: string): boolean {
  if (isKeyword(kwnames, i, name)) return true;
  PyErr_SetString(PyExc_TypeError, `'${PyUnicode_AsJSString(PyTuple_GET_ITEM(kwnames, i))}' is an invalid keyword argument for enumerate()`);
  return false;
}
/** CPython: enumerate_vectorcall() */
function enumerate_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const nkwargs = kwnames === NULL ? 0 : PyTuple_GET_SIZE(kwnames);
  if (nargs + nkwargs === 2) {
    if (nkwargs === 1 && !checkKeyword(kwnames as PyObject, 0, 'start')) return NULL;
    if (nkwargs === 2) {
      if (isKeyword(kwnames as PyObject, 0, 'start')) return checkKeyword(kwnames as PyObject, 1, 'iterable') ? enum_new_impl(type, ARG(args, 1), ARG(args, 0)) : NULL;
      if (!checkKeyword(kwnames as PyObject, 0, 'iterable') || !checkKeyword(kwnames as PyObject, 1, 'start')) return NULL;
    }
    return enum_new_impl(type, ARG(args, 0), ARG(args, 1));
  }
  if (nargs + nkwargs === 1) return nkwargs === 1 && !checkKeyword(kwnames as PyObject, 0, 'iterable') ? NULL : enum_new_impl(type, ARG(args, 0), NULL);
  if (nargs === 0) return PyErr_SetString(PyExc_TypeError, "enumerate() missing required argument 'iterable'");
  return PyErr_SetString(PyExc_TypeError, `enumerate() takes at most 2 arguments (${nargs + nkwargs} given)`);
}
function enum_dealloc(en: PyObject): void {
  PyObject_GC_UnTrack(en);
  Py_XDECREF(en_sit(en));
  Py_XDECREF(en_result(en));
  Py_XDECREF(en_longindex(en));
  slots(Py_TYPE(en)).tp_free!(en);
}
/** CPython: enum_next_long() */
function nextLongIndex(en: PyObject): New | NULL {
  let index: New | NULL = en_longindex(en) as New;
  if (index === NULL) {
    index = PyLong_FromNumber(INDEX_LIMIT);
    if (index === NULL) return NULL;
  }
  const stepped = PyNumber_Add(index, en_one(en));
  set_en_longindex(en, stepped === NULL ? index : stepped);
  return stepped === NULL ? NULL : index;
}
/** CPython: enum_next() */
function enum_next(en: PyObject): New | NULL {
  const it = en_sit(en), item = slots(Py_TYPE(it)).tp_iternext!(it);
  if (item === NULL) return NULL;
  const n = en_index(en);
  let index: New | NULL;
  if (n === INDEX_LIMIT) index = nextLongIndex(en);
  else {
    index = PyLong_FromNumber(n);
    set_en_index(en, n + 1);
  }
  if (index === NULL) {
    Py_DECREF(item);
    return NULL;
  }
  const result = en_result(en);
  if (_Py_REFCNT(result) === 1) {
    Py_INCREF(result);
    const oldIndex = PyTuple_GET_ITEM(result, 0), oldItem = PyTuple_GET_ITEM(result, 1);
    PyTuple_SET_ITEM(result, 0, index);
    PyTuple_SET_ITEM(result, 1, item);
    Py_DECREF(oldIndex);
    Py_DECREF(oldItem);
    // a collection may have untracked it while it held atoms
    PyObject_GC_Track(result);
    return result as New;
  }
  return packSteal(index, item);
}
function enum_reduce(en: PyObject): New | NULL {
  const index = en_longindex(en) !== NULL ? Py_NewRef(en_longindex(en)) : PyLong_FromNumber(en_index(en));
  return packSteal(Py_NewRef(Py_TYPE(en)), packSteal(Py_NewRef(en_sit(en)), index));
}

/** CPython: reversed_new_impl() */
function reversed_new_impl(type: PyTypeObject, seq: PyObject): New | NULL {
  const reversed_meth = _PyObject_LookupSpecial(seq, ID___reversed__);
  if (reversed_meth === _Py_NoneStruct || (reversed_meth === NULL && PyErr_Occurred() === NULL && !PySequence_Check(seq))) {
    Py_XDECREF(reversed_meth);
    return PyErr_SetString(PyExc_TypeError, `'${typeName(seq).slice(0, 200)}' object is not reversible`);
  }
  if (reversed_meth !== NULL) {
    const result = PyObject_CallNoArgs(reversed_meth);
    Py_DECREF(reversed_meth);
    return result;
  }
  if (PyErr_Occurred() !== NULL) return NULL;
  const n = PySequence_Size(seq);
  if (n === -1) return NULL;
  const ro = slots(type).tp_alloc!(type, 0);
  if (ro === NULL) return NULL;
  set_reversed_index(ro, n - 1);
  set_reversed_seq(ro, Py_NewRef(seq));
  return ro;
}
function reversed_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if ((type === PyReversed_Type || slots(type).tp_init === slots(PyReversed_Type).tp_init) && !_PyArg_NoKeywords('reversed', kwds)) return NULL;
  if (!_PyArg_CheckPositional('reversed', PyTuple_GET_SIZE(args), 1, 1)) return NULL;
  return reversed_new_impl(type, PyTuple_GET_ITEM(args, 0));
}
function reversed_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('reversed', kwnames) || !_PyArg_CheckPositional('reversed', nargs, 1, 1)) return NULL;
  return reversed_new_impl(type, ARG(args, 0));
}
function reversed_dealloc(ro: PyObject): void {
  PyObject_GC_UnTrack(ro);
  Py_XDECREF(reversed_seq(ro));
  slots(Py_TYPE(ro)).tp_free!(ro);
}
/** CPython: reversed_next() */
function reversed_next(ro: PyObject): New | NULL {
  const index = reversed_index(ro), seq = reversed_seq(ro);
  if (index >= 0) {
    const item = PySequence_GetItem(seq, index);
    if (item !== NULL) {
      set_reversed_index(ro, index - 1);
      return item;
    }
    if (PyErr_ExceptionMatches(PyExc_IndexError) || PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear();
  }
  set_reversed_index(ro, -1);
  set_reversed_seq(ro, NULL);
  Py_XDECREF(seq);
  return NULL;
}
function reversed_len(ro: PyObject): New | NULL {
  const seq = reversed_seq(ro);
  if (seq === NULL) return PyLong_FromNumber(0);
  const size = PySequence_Size(seq), position = reversed_index(ro) + 1;
  return size === -1 ? NULL : PyLong_FromNumber(size < position ? 0 : position);
}
function reversed_reduce(ro: PyObject): New | NULL {
  const type = Py_NewRef(Py_TYPE(ro)), seq = reversed_seq(ro);
  if (seq === NULL) return packSteal(type, PyTuple_Pack(_PyTuple_Empty));
  return packSteal(type, PyTuple_Pack(seq), PyLong_FromNumber(reversed_index(ro)));
}
function reversed_setstate(ro: PyObject, state: PyObject): New | NULL {
  const index = PyLong_AsSsize_t(state), seq = reversed_seq(ro);
  if (index === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (seq !== NULL) {
    const n = PySequence_Size(seq);
    if (n < 0) return NULL;
    set_reversed_index(ro, Math.min(Math.max(index, -1), n - 1));
  }
  return Py_NewRef(_Py_NoneStruct);
}

defineType(PyEnum_Type, {
  tp_name: 'enumerate', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
  tp_doc: 'enumerate(iterable, start=0)\n--\n\nPairs of a count and the next item of an iterable.\n\n  iterable\n    whatever can be iterated over\n\nThe pairs are (start, item 0), (start + 1, item 1) and so on.',
  slots: {
    tp_dealloc: enum_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseFields(6, 8, 10), tp_iter: PyObject_SelfIter, tp_iternext: enum_next, tp_alloc: PyType_GenericAlloc, tp_new: enum_new,
    tp_free: PyObject_GC_Del, tp_vectorcall: enumerate_vectorcall,
  },
  methods: [
    hiddenMethod('__reduce__', '($self, /)', enum_reduce, 'What pickle stores.'),
    hiddenMethod('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
});
defineType(PyReversed_Type, {
  tp_name: 'reversed', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
  tp_doc: 'reversed(sequence, /)\n--\n\nAn iterator over the items of a sequence, last first.',
  slots: {
    tp_dealloc: reversed_dealloc, tp_traverse: traverseFields(6), tp_getattro: PyObject_GenericGetAttr, tp_iter: PyObject_SelfIter, tp_iternext: reversed_next, tp_alloc: PyType_GenericAlloc, tp_new: reversed_new,
    tp_free: PyObject_GC_Del, tp_vectorcall: reversed_vectorcall,
  },
  methods: [
    hiddenMethod('__length_hint__', '($self, /)', reversed_len, 'An estimate of len(list(it)); private.'),
    hiddenMethod('__reduce__', '($self, /)', reversed_reduce, 'What pickle stores.'),
    hiddenMethod('__setstate__', '($self, state, /)', reversed_setstate, 'Takes what pickle stored.'),
  ],
});
