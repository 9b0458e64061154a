/** Lists, tuples, sets and dicts in _testlimitedcapi. CPython: Modules/_testlimitedcapi/list.c, tuple.c, set.c, dict.c */
import * as dict from '../../objects/dictobject';
import * as list from '../../objects/listobject';
import * as set from '../../objects/setobject';
import * as tuple from '../../objects/tupleobject';
import {PyDictProxy_New} from '../../objects/descrobject-property';
import {PyDict_Copy, PyDict_Merge, PyDict_MergeFromSeq2, PyDict_Update} from '../../objects/dictobject-merge';
import {PyErr_BadInternalCall, PyErr_FormatUnraisable, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyList_Sort} from '../../objects/listobject-sort';
import {PyLong_AsSsize_t, PyLong_FromNumber} from '../../objects/longobject';
import {PyAnySet_CheckExact, PyDict_Check, PyDict_CheckExact, PyFrozenSet_CheckExact, PyList_Check, PyList_CheckExact, PySet_CheckExact, PyTuple_Check, PyTuple_CheckExact} from '../../runtime/generated/accessors';
import {PyExc_KeyError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {borrowed, cText, check, int, none, null_error, object} from './_testlimitedcapi-table';

/** A length given as int; `make` is not called when that fails. */
function ofLength(length: PyObject, make: (n: number) => New | NULL): New | NULL {
  const n = length === _Py_NoneStruct ? -1 : PyLong_AsSsize_t(length);
  return n === -1 && PyErr_Occurred() !== NULL ? NULL : make(n);
}
/** Sets an item of a copy of an exact tuple, of another object in place. */
function tuple_setitem(op: PyObject, i: number, value: PyObject | NULL): New | NULL {
  if (op === _Py_NoneStruct) return null_error();
  if (!PyTuple_CheckExact(op)) return tuple.PyTuple_SetItem(op, i, Py_XNewRef(value)) < 0 ? NULL : Py_NewRef(op);
  const size = tuple.PyTuple_Size(op), copy = tuple.PyTuple_New(size);
  if (copy === NULL) return NULL;
  for (let n = 0; n < size; n++) tuple.PyTuple_SetItem(copy, n, Py_XNewRef(tuple.PyTuple_GetItem(op, n)));
  if (tuple.PyTuple_SetItem(copy, i, Py_XNewRef(value)) === 0) return copy;
  Py_DECREF(copy);
  return NULL;
}
/** A longer tuple fits into no memory. */
const MAX_TUPLE = 2 ** 31;
/** Values up to the number that is said to follow. */
function tuple_pack(size: number, first: PyObject | undefined, second: PyObject | undefined): New | NULL {
  if (size < 0) return PyErr_BadInternalCall();
  if (size > MAX_TUPLE) return PyErr_NoMemory();
  const given = [first, second].filter((item): item is PyObject => item !== undefined);
  return tuple.PyTuple_Pack(...given.slice(0, size));
}
/** A frozenset that nobody else knows takes items. */
function test_frozenset_add_in_capi(): New | NULL {
  const frozen = set.PyFrozenSet_New(NULL), one = PyLong_FromNumber(1);
  let contains = -1;
  if (frozen !== NULL && one !== NULL && set.PySet_Add(frozen, one) === 0) contains = set.PySet_Contains(frozen, one);
  Py_XDECREF(frozen);
  Py_XDECREF(one);
  if (contains < 0) return NULL;
  return contains === 0 ? PyErr_SetString(PyExc_ValueError, 'set does not contain expected value') : Py_NewRef(_Py_NoneStruct);
}
/** PyDict_GetItemString(): a key that is no UTF-8 is reported as unraisable. */
function dict_getitemstring(mapping: PyObject, bytes: Uint8Array | null): PyObject | NULL {
  if (bytes === null) return null_error();
  const key = cText(bytes);
  if (key !== null) return dict.PyDict_GetItemString(mapping, key);
  PyErr_FormatUnraisable('Exception ignored in PyDict_GetItemString(); consider using PyDict_GetItemRefString()');
  return NULL;
}
/** (1, next position, key, value), or None at the end. */
function dict_next(mapping: PyObject, pos: number): New | NULL {
  const next = PyDict_Check(mapping) && pos >= 0 ? dict.PyDict_Next(mapping, pos) : 0;
  if (next === 0) return Py_NewRef(_Py_NoneStruct);
  const one = PyLong_FromNumber(1), position = PyLong_FromNumber(next);
  const result = one === NULL || position === NULL ? NULL : tuple.PyTuple_Pack(one, position, dict.PyDict_EntryKey(mapping, next), dict.PyDict_EntryValue(mapping, next));
  Py_XDECREF(one);
  Py_XDECREF(position);
  return result;
}

/** The rows of list.c and tuple.c. */
export const SEQUENCES: readonly PyMethodDef[] = [
  check('list_check', PyList_Check),
  check('list_check_exact', PyList_CheckExact),
  object('list_new', 'o', length => ofLength(length, n => n < 0 ? PyErr_BadInternalCall() : list.PyList_New(n))),
  int('list_size', 'O', list.PyList_Size),
  borrowed('list_getitem', 'On', list.PyList_GetItem),
  object('list_get_item_ref', 'On', list.PyList_GetItemRef),
  int('list_setitem', 'OnN', (op, i, value) => list.PyList_SetItem(op, i, Py_XNewRef(value))),
  int('list_insert', 'OnO', list.PyList_Insert),
  int('list_append', 'OO', list.PyList_Append),
  object('list_getslice', 'Onn', list.PyList_GetSlice),
  int('list_setslice', 'OnnN', list.PyList_SetSlice),
  int('list_sort', 'O', PyList_Sort),
  int('list_reverse', 'O', list.PyList_Reverse),
  object('list_astuple', 'O', list.PyList_AsTuple),

  check('tuple_check', PyTuple_Check),
  check('tuple_checkexact', PyTuple_CheckExact),
  object('tuple_new', 'o', length => ofLength(length, tuple.PyTuple_New)),
  object('tuple_pack', 'n|oo', tuple_pack),
  int('tuple_size', 'O', tuple.PyTuple_Size),
  borrowed('tuple_getitem', 'On', tuple.PyTuple_GetItem),
  object('tuple_getslice', 'Onn', tuple.PyTuple_GetSlice),
  object('tuple_setitem', 'onN', tuple_setitem),
];

/** The rows of set.c. */
export const SETS: readonly PyMethodDef[] = [
  check('set_check', set.PySet_Check),
  check('set_checkexact', PySet_CheckExact),
  check('frozenset_check', set.PyFrozenSet_Check),
  check('frozenset_checkexact', PyFrozenSet_CheckExact),
  check('anyset_check', set.PyAnySet_Check),
  check('anyset_checkexact', PyAnySet_CheckExact),
  object('set_new', '|o', iterable => set.PySet_New(iterable ?? NULL)),
  object('frozenset_new', '|o', iterable => set.PyFrozenSet_New(iterable ?? NULL)),
  int('set_size', 'O', set.PySet_Size),
  int('set_contains', 'OO', set.PySet_Contains),
  int('set_add', 'OO', set.PySet_Add),
  int('set_discard', 'OO', set.PySet_Discard),
  object('set_pop', 'O', op => set.PySet_Check(op) ? set.PySet_Pop(op) : PyErr_BadInternalCall()),
  int('set_clear', 'O', set.PySet_Clear),
  object('test_frozenset_add_in_capi', '', test_frozenset_add_in_capi),
];

/** The rows of dict.c. */
export const DICTS: readonly PyMethodDef[] = [
  check('dict_check', PyDict_Check),
  check('dict_checkexact', PyDict_CheckExact),
  object('dict_new', '', dict.PyDict_New),
  object('dictproxy_new', 'O', PyDictProxy_New),
  none('dict_clear', 'o', dict.PyDict_Clear),
  object('dict_copy', 'O', PyDict_Copy),
  int('dict_size', 'O', dict.PyDict_Size),
  borrowed('dict_getitem', 'OO', dict.PyDict_GetItem, PyExc_KeyError),
  borrowed('dict_getitemwitherror', 'OO', dict.PyDict_GetItemWithError, PyExc_KeyError),
  borrowed('dict_getitemstring', 'Oy', dict_getitemstring, PyExc_KeyError),
  int('dict_contains', 'OO', dict.PyDict_Contains),
  int('dict_setitem', 'OOO', dict.PyDict_SetItem),
  int('dict_setitemstring', 'OsO', dict.PyDict_SetItemString),
  int('dict_delitem', 'OO', dict.PyDict_DelItem),
  int('dict_delitemstring', 'Os', dict.PyDict_DelItemString),
  object('dict_keys', 'O', dict.PyDict_Keys),
  object('dict_values', 'O', dict.PyDict_Values),
  object('dict_items', 'O', dict.PyDict_Items),
  object('dict_next', 'On', dict_next),
  int('dict_merge', 'OOi', PyDict_Merge),
  int('dict_update', 'OO', PyDict_Update),
  int('dict_mergefromseq2', 'OOi', PyDict_MergeFromSeq2),
];
