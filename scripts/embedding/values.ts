/** Values between Python and JavaScript: what structured cloning can carry. */
import {PySequence_List} from '../../objects/abstract-sequence';
import {PyByteArray_Check} from '../../objects/bytearrayobject';
import {PyBytes_FromObject} from '../../objects/bytes-type';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_New, PyDict_Next, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_Check, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyAnySet_Check, PySet_Add, PySet_New} from '../../objects/setobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyBytes_Check, PyDict_Check, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_RecursionError, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {Input, Value} from './types';

/** Containers in containers that are followed. */
const MAX_DEPTH = 200;

/** The counterpart of a Python object; undefined with an exception. escapes */
export function toValue(op: PyObject, depth = 0): Value | undefined {
  if (op === _Py_NoneStruct) return null;
  if (op === _Py_TrueStruct || op === _Py_FalseStruct) return op === _Py_TrueStruct;
  if (PyUnicode_Check(op)) return PyUnicode_AsJSString(op);
  if (PyLong_Check(op)) {
    const big = PyLong_AsBigInt(op), number = Number(big);
    return Number.isSafeInteger(number) ? number : big;
  }
  if (PyFloat_Check(op)) return PyFloat_AsDouble(op);
  if (PyBytes_Check(op)) return PyBytes_AsUint8Array(op).slice();
  if (PyByteArray_Check(op)) return bytesOf(op);
  if (depth > MAX_DEPTH) {
    PyErr_SetString(PyExc_RecursionError, 'containers are nested too deeply for JavaScript');
    return undefined;
  }
  if (PyTuple_Check(op)) return itemsOf(PyTuple_GET_SIZE(op), i => PyTuple_GET_ITEM(op, i), depth);
  if (PyList_Check(op)) return itemsOf(PyList_GET_SIZE(op), i => PyList_GET_ITEM(op, i), depth);
  if (PyDict_Check(op)) return mapOf(op, depth);
  if (PyAnySet_Check(op)) return setOf(op, depth);
  const repr = reprText(op);
  return repr === null ? undefined : {type: typeName(op), repr};
}
function bytesOf(op: PyObject): Uint8Array | undefined {
  const bytes = PyBytes_FromObject(op);
  if (bytes === NULL) return undefined;
  const result = PyBytes_AsUint8Array(bytes).slice();
  Py_DECREF(bytes);
  return result;
}
/** Items, each held while it is converted: its repr() may change the container. */
function itemsOf(n: number, item: (i: number) => PyObject, depth: number): Value[] | undefined {
  const held: New[] = [], result: Value[] = [];
  for (let i = 0; i < n; i++) held.push(Py_NewRef(item(i)));
  let ok = true;
  for (const op of held) {
    const value = ok ? toValue(op, depth + 1) : undefined;
    if (value === undefined) ok = false;
    else result.push(value);
    Py_DECREF(op);
  }
  return ok ? result : undefined;
}
function mapOf(op: PyObject, depth: number): Map<Value, Value> | undefined {
  const entries: PyObject[] = [];
  for (let pos = PyDict_Next(op, 0); pos !== 0; pos = PyDict_Next(op, pos)) entries.push(PyDict_EntryKey(op, pos), PyDict_EntryValue(op, pos));
  const values = itemsOf(entries.length, i => entries[i], depth);
  if (values === undefined) return undefined;
  const map = new Map<Value, Value>();
  for (let i = 0; i < values.length; i += 2) map.set(values[i], values[i + 1]);
  return map;
}
function setOf(op: PyObject, depth: number): Set<Value> | undefined {
  const list = PySequence_List(op);
  if (list === NULL) return undefined;
  const values = itemsOf(PyList_GET_SIZE(list), i => PyList_GET_ITEM(list, i), depth);
  Py_DECREF(list);
  return values === undefined ? undefined : new Set(values);
}

/** A Python object for a value; NULL with an exception. escapes */
export function fromInput(value: Input, depth = 0): New | NULL {
  if (value === null || value === undefined) return Py_NewRef(_Py_NoneStruct);
  switch (typeof value) {
    case 'boolean': return Py_NewRef(value ? _Py_TrueStruct : _Py_FalseStruct);
    case 'number': return Number.isSafeInteger(value) && !Object.is(value, -0) ? PyLong_FromNumber(value) : PyFloat_FromDouble(value);
    case 'bigint': return PyLong_FromBigInt(value);
    case 'string': return PyUnicode_FromString(value);
    case 'object': break;
    default: return PyErr_SetString(PyExc_TypeError, `a ${typeof value} has no counterpart in Python`);
  }
  if (value instanceof Uint8Array) return PyBytes_FromUint8Array(value);
  if (depth > MAX_DEPTH) return PyErr_SetString(PyExc_RecursionError, 'containers are nested too deeply for Python');
  if (Array.isArray(value)) return fill(PyList_New(0), value as readonly Input[], depth, PyList_Append);
  if (value instanceof Set) return fill(PySet_New(NULL), [...(value as Set<Input>)], depth, PySet_Add);
  return dictOf(value instanceof Map ? [...(value as Map<Input, Input>)] : Object.entries(value as {readonly [key: string]: Input}), depth);
}
function fill(container: New | NULL, values: readonly Input[], depth: number, add: (container: PyObject, item: PyObject) => number): New | NULL {
  if (container === NULL) return NULL;
  for (const value of values) {
    const item = fromInput(value, depth + 1), status = item === NULL ? -1 : add(container, item);
    if (item !== NULL) Py_DECREF(item);
    if (status >= 0) continue;
    Py_DECREF(container);
    return NULL;
  }
  return container;
}
function dictOf(entries: readonly (readonly [Input, Input])[], depth: number): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const [key, value] of entries) {
    const k = fromInput(key, depth + 1), v = k === NULL ? NULL : fromInput(value, depth + 1);
    const status = k === NULL || v === NULL ? -1 : PyDict_SetItem(dict, k, v);
    if (k !== NULL) Py_DECREF(k);
    if (v !== NULL) Py_DECREF(v);
    if (status >= 0) continue;
    Py_DECREF(dict);
    return NULL;
  }
  return dict;
}
