/** The object, mapping, dict, list, tuple, set and bytes rows of _testcapi. CPython: Modules/_testcapi/abstract.c, dict.c, list.c, tuple.c, set.c, bytes.c, object.c, file.c */
import * as dict from '../../objects/dictobject';
import {PyMapping_GetOptionalItemString} from '../../objects/abstract-mapping';
import {PyMapping_GetOptionalItem} from '../../objects/abstract-object';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array, _PyBytes_Resize} from '../../objects/bytesobject';
import {PyErr_BadInternalCall, PyErr_Occurred} from '../../objects/errors';
import {PyList_Clear, PyList_Extend} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetOptionalAttr, PyObject_GetOptionalAttrString, PyObject_HasAttrStringWithError, PyObject_HasAttrWithError} from '../../objects/object';
import {PyFile_NewStdPrinter} from '../../objects/stdprinter';
import {PyTuple_New, _PyTuple_Resize, packSteal} from '../../objects/tupleobject';
import {PyUnstable_Object_ClearWeakRefsNoCallbacks} from '../../objects/weakrefobject';
import {PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PySet_GET_SIZE, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM} from '../../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_KeyError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, Py_XDECREF, Py_XNewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {int, none, object, optional} from './_testlimitedcapi-table';

/** (1, value), (0, None) for nothing, or NULL. */
function popped(value: New | NULL): New | NULL {
  if (value === NULL && PyErr_Occurred() !== NULL) return NULL;
  return value === NULL ? packSteal(PyLong_FromNumber(0), Py_NewRef(_Py_NoneStruct)) : packSteal(PyLong_FromNumber(1), value);
}
/** 1 or 0 for a value that is not asked for, or -1. */
function poppedOnly(value: New | NULL): number {
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  Py_XDECREF(value);
  return 1;
}
function tuple_copy(tuple: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(tuple), copy = PyTuple_New(n);
  if (copy !== NULL) for (let i = 0; i < n; i++) PyTuple_SET_ITEM(copy, i, Py_XNewRef(PyTuple_GET_ITEM(tuple, i)));
  return copy;
}
/** Sets an item of a copy of an exact tuple, of another object in place. */
function tuple_set_item(op: PyObject, i: number, value: PyObject | NULL): New | NULL {
  const tuple = PyTuple_CheckExact(op) ? tuple_copy(op) : Py_NewRef(op);
  if (tuple === NULL) return NULL;
  const before = PyTuple_GET_ITEM(tuple, i) as New | NULL;
  PyTuple_SET_ITEM(tuple, i, Py_XNewRef(value));
  Py_XDECREF(before);
  return tuple;
}
function tuple_resize(op: PyObject | NULL, newsize: number, fresh: number | undefined): New | NULL {
  if (op === NULL) return PyErr_BadInternalCall('Objects/tupleobject.c:920');
  const tuple = fresh === 0 ? Py_NewRef(op) : tuple_copy(op);
  return tuple === NULL ? NULL : _PyTuple_Resize(tuple, newsize);
}
function bytes_resize(op: PyObject | NULL, newsize: number, fresh: number): New | NULL {
  if (op === NULL) return PyErr_BadInternalCall('Objects/bytesobject.c:3102');
  const bytes = fresh !== 0 ? PyBytes_FromUint8Array(PyBytes_AsUint8Array(op)) : Py_NewRef(op);
  return bytes === NULL ? NULL : _PyBytes_Resize(bytes, newsize);
}

/** The rows. */
export const CONTAINERS: readonly PyMethodDef[] = [
  optional('object_getoptionalattr', 'OO', PyObject_GetOptionalAttr, PyExc_AttributeError),
  optional('object_getoptionalattrstring', 'Os', PyObject_GetOptionalAttrString, PyExc_AttributeError),
  int('object_hasattrwitherror', 'OO', PyObject_HasAttrWithError),
  int('object_hasattrstringwitherror', 'Os', PyObject_HasAttrStringWithError),
  optional('mapping_getoptionalitem', 'OO', PyMapping_GetOptionalItem, PyExc_KeyError),
  optional('mapping_getoptionalitemstring', 'Os', PyMapping_GetOptionalItemString, PyExc_KeyError),

  int('dict_containsstring', 'Os', dict.PyDict_ContainsString),
  optional('dict_getitemref', 'OO', dict.PyDict_GetItemRef, PyExc_KeyError),
  optional('dict_getitemstringref', 'Os', dict.PyDict_GetItemStringRef, PyExc_KeyError),
  object('dict_setdefault', 'OON', (d, key, value) => Py_XNewRef(dict.PyDict_SetDefault(d, key, value as PyObject))),
  object('dict_setdefaultref', 'OON', (d, key, value) => dict.PyDict_SetDefaultRef(d, key, value as PyObject)),
  object('dict_pop', 'ON', (d, key) => popped(dict.PyDict_Pop(d, key as PyObject))),
  int('dict_pop_null', 'ON', (d, key) => poppedOnly(dict.PyDict_Pop(d, key as PyObject))),
  object('dict_popstring', 'Os', (d, key) => popped(dict.PyDict_PopString(d, key))),
  int('dict_popstring_null', 'Os', (d, key) => poppedOnly(dict.PyDict_PopString(d, key))),

  int('list_get_size', 'O', PyList_GET_SIZE),
  object('list_get_item', 'On', (op, i) => Py_XNewRef(PyList_GET_ITEM(op, i))),
  none('list_set_item', 'OnN', (op, i, value) => PyList_SET_ITEM(op, i, Py_XNewRef(value) as New)),
  int('list_clear', 'O', PyList_Clear),
  int('list_extend', 'OO', PyList_Extend),

  int('tuple_get_size', 'O', PyTuple_GET_SIZE),
  object('tuple_get_item', 'On', (op, i) => Py_XNewRef(PyTuple_GET_ITEM(op, i))),
  object('tuple_set_item', 'OnN', tuple_set_item),
  object('_tuple_resize', 'Nn|p', tuple_resize),
  int('_check_tuple_item_is_NULL', 'On', (op, i) => (PyTuple_GET_ITEM(op, i) as number) === NULL ? 1 : 0),

  int('set_get_size', 'O', PySet_GET_SIZE),
  object('bytes_resize', 'Nnp', bytes_resize),

  object('pyfile_newstdprinter', 'i', PyFile_NewStdPrinter),
  none('pyobject_clear_weakrefs_no_callbacks', 'o', PyUnstable_Object_ClearWeakRefsNoCallbacks),
];
