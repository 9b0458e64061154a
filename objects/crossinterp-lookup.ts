/** Which types can be shared, and how those of builtins are. Types are found by identity: subclasses do not count. CPython: Python/crossinterp_data_lookup.h */
import {_PyRuntime, interp} from '../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, Py_TYPE, tp_flags} from '../runtime/generated/accessors';
import {PyBool_Type, PyBytes_Type, PyExc_OverflowError, PyExc_ValueError, PyFloat_Type, PyLong_Type, PyTuple_Type, PyUnicode_Type, _PyNone_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import type {PyText} from '../runtime/text';
import {Py_TPFLAGS_HEAPTYPE} from '../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from './bytesobject';
import {_Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from './call';
import {type _PyCrossInterpreterData, _PyCrossInterpreterData_Init, _PyCrossInterpreterData_NewObject, _PyCrossInterpreterData_Release, _PyObject_GetCrossInterpreterData, type crossinterpdatafunc} from './crossinterp';
import {PyErr_Format, PyErr_SetString} from './errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from './floatobject';
import {PyLong_AsBigInt, PyLong_FromBigInt} from './longobject';
import {PyTuple_New} from './tupleobject';
import {PyUnicode_FromText, _PyUnicode_TEXT} from './unicodeobject';
import {PyWeakref_NewRef, _PyWeakref_IS_DEAD} from './weakrefobject';

/** A type that is registered. CPython: struct _xidregitem */
export interface RegisteredType {
  /** Owned weak reference to a heap type, so that an address that is used again is not taken for it; NULL for a static type. */
  readonly weakref: New | NULL;
  refcount: number;
  readonly getdata: crossinterpdatafunc;
}
type Registry = Map<PyObject, RegisteredType>;

/** Static types are registered for the runtime, heap types for their interpreter. CPython: _get_xidregistry_for_type() */
function registryFor(cls: PyTypeObject): Registry {
  return ((tp_flags(cls) & Py_TPFLAGS_HEAPTYPE) !== 0 ? interp.xi.registry : _PyRuntime.xi.registry) as Registry;
}
/** The entry of a type, null without one. CPython: _xidregistry_find_type() */
function find(cls: PyTypeObject): RegisteredType | null {
  const registry = registryFor(cls), entry = registry.get(cls);
  if (entry === undefined) return null;
  if (entry.weakref === NULL || !_PyWeakref_IS_DEAD(entry.weakref)) return entry;
  registry.delete(cls);
  Py_DECREF(entry.weakref);
  return null;
}
/** How an object is shared, or null when it cannot be. CPython: lookup_getdata() */
export function lookup_getdata(obj: PyObject): crossinterpdatafunc | null {
  return find(Py_TYPE(obj))?.getdata ?? null;
}

/** Makes a type shareable; once more only counts. -1 with an exception. CPython: _PyCrossInterpreterData_RegisterClass() */
export function _PyCrossInterpreterData_RegisterClass(cls: PyObject, getdata: crossinterpdatafunc): number {
  if (!PyType_Check(cls)) {
    PyErr_Format(PyExc_ValueError, 'only classes may be registered');
    return -1;
  }
  const entry = find(cls);
  if (entry !== null) {
    entry.refcount++;
    return 0;
  }
  let weakref: New | NULL = NULL;
  if ((tp_flags(cls) & Py_TPFLAGS_HEAPTYPE) !== 0) {
    weakref = PyWeakref_NewRef(cls, NULL);
    if (weakref === NULL) return -1;
  }
  registryFor(cls).set(cls, {weakref, refcount: 1, getdata});
  return 0;
}
/** Undoes one registration: 1, or 0 when there was none. CPython: _PyCrossInterpreterData_UnregisterClass() */
export function _PyCrossInterpreterData_UnregisterClass(cls: PyTypeObject): number {
  const entry = find(cls);
  if (entry === null) return 0;
  if (--entry.refcount === 0) {
    registryFor(cls).delete(cls);
    Py_XDECREF(entry.weakref);
  }
  return 1;
}

/** The types that are shareable from the start, in the main interpreter. CPython: xid_lookup_init() */
export function xid_lookup_init(): void {
  if (interp !== _PyRuntime.interpreters.main) return;
  const builtins: readonly (readonly [PyTypeObject, crossinterpdatafunc])[] = [
    [_PyNone_Type, noneShared], [PyLong_Type, longShared], [PyBytes_Type, bytesShared], [PyUnicode_Type, strShared], [PyBool_Type, boolShared], [PyFloat_Type, floatShared], [PyTuple_Type, tupleShared],
  ];
  for (const [type, getdata] of builtins) (_PyRuntime.xi.registry as Registry).set(type, {weakref: NULL, refcount: 1, getdata});
}
/** CPython: xid_lookup_fini() */
export function xid_lookup_fini(): void {
  const registry = interp.xi.registry as Registry, entries = [...registry.values()];
  registry.clear();
  for (const entry of entries) Py_XDECREF(entry.weakref);
  if (interp === _PyRuntime.interpreters.main) _PyRuntime.xi.registry.clear();
}

// ---- the builtin types ----

function noneShared(_obj: PyObject, data: _PyCrossInterpreterData): number {
  _PyCrossInterpreterData_Init(data, interp, null, NULL, () => Py_NewRef(_Py_NoneStruct));
  return 0;
}
function boolShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  _PyCrossInterpreterData_Init(data, interp, obj === _Py_TrueStruct, NULL, newBool);
  return 0;
}
function newBool(data: _PyCrossInterpreterData): New {
  return Py_NewRef(data.data === true ? _Py_TrueStruct : _Py_FalseStruct);
}
/** What can be shared of int is what fits a Py_ssize_t. CPython: _long_shared() */
function longShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  const value = PyLong_AsBigInt(obj);
  if (value > 0x7fffffffffffffffn || value < -0x8000000000000000n) {
    PyErr_SetString(PyExc_OverflowError, 'try sending as bytes');
    return -1;
  }
  _PyCrossInterpreterData_Init(data, interp, value, NULL, newLong);
  return 0;
}
function newLong(data: _PyCrossInterpreterData): New | NULL {
  return PyLong_FromBigInt(data.data as bigint);
}
function floatShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  _PyCrossInterpreterData_Init(data, interp, PyFloat_AsDouble(obj), NULL, newFloat);
  return 0;
}
function newFloat(data: _PyCrossInterpreterData): New | NULL {
  return PyFloat_FromDouble(data.data as number);
}
/** The object lives on while its contents are under way; they are copied when they arrive. CPython: _bytes_shared() */
function bytesShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  _PyCrossInterpreterData_Init(data, interp, null, obj, newBytes);
  return 0;
}
function newBytes(data: _PyCrossInterpreterData): New | NULL {
  return PyBytes_FromUint8Array(PyBytes_AsUint8Array(data.obj as PyObject));
}
function strShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  _PyCrossInterpreterData_Init(data, interp, _PyUnicode_TEXT(obj), obj, newStr);
  return 0;
}
function newStr(data: _PyCrossInterpreterData): New | NULL {
  const text = data.data as PyText;
  return PyUnicode_FromText(typeof text === 'string' ? text : text.slice());
}

/** Data of the items of a tuple; released together with the tuple. CPython: _tuple_shared() */
function tupleShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  const items: _PyCrossInterpreterData[] = [];
  for (let i = 0; i < PyTuple_GET_SIZE(obj); i++) {
    let item: _PyCrossInterpreterData | null = null;
    if (_Py_EnterRecursiveCall(' while sharing a tuple') === 0) {
      item = _PyObject_GetCrossInterpreterData(PyTuple_GET_ITEM(obj, i));
      _Py_LeaveRecursiveCall();
    }
    if (item === null) {
      freeItems(items);
      return -1;
    }
    items.push(item);
  }
  _PyCrossInterpreterData_Init(data, interp, items, obj, newTuple);
  data.free = freeItems;
  return 0;
}
function freeItems(items: unknown): void {
  for (const item of items as _PyCrossInterpreterData[]) _PyCrossInterpreterData_Release(item);
}
function newTuple(data: _PyCrossInterpreterData): New | NULL {
  const items = data.data as _PyCrossInterpreterData[], tuple = PyTuple_New(items.length);
  if (tuple === NULL) return NULL;
  for (let i = 0; i < items.length; i++) {
    const item = _PyCrossInterpreterData_NewObject(items[i]);
    if (item === NULL) {
      Py_DECREF(tuple);
      return NULL;
    }
    PyTuple_SET_ITEM(tuple, i, item);
  }
  return tuple;
}
