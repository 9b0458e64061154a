/** The mapping protocol. CPython: Objects/abstract.c, section "Mapping" */
import {PyDict_CheckExact, PyList_CheckExact, Py_TYPE} from '../runtime/generated/accessors';
import {ID_items, ID_keys, ID_values} from '../runtime/generated/ids';
import {PyExc_TypeError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type Py_ssize_t} from '../runtime/types';
import {PyObject_GetIter} from './abstract-iter';
import {PyMapping_GetOptionalItem, PyObject_GetItem, PyObject_SetItem} from './abstract-object';
import {PySequence_List} from './abstract-sequence';
import {PyObject_CallMethodNoArgs} from './call';
import {PyDict_Items, PyDict_Keys, PyDict_Values} from './dictobject';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_FormatUnraisable, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

/** True when o[key] is defined. CPython: PyMapping_Check() */
export function PyMapping_Check(o: PyObject): boolean {
  return slots(Py_TYPE(o)).mp_subscript !== null;
}
/** Number of keys; -1 with an exception. escapes. CPython: PyMapping_Size() */
export function PyMapping_Size(o: PyObject): Py_ssize_t {
  const s = slots(Py_TYPE(o));
  if (s.mp_length !== null) return s.mp_length(o);
  PyErr_SetString(PyExc_TypeError, s.sq_length !== null ? `${s.tp_name} is not a mapping` : `object of type '${s.tp_name}' has no len()`);
  return -1;
}
/** o[key] with a text as key. escapes. CPython: PyMapping_GetItemString() */
export function PyMapping_GetItemString(o: PyObject, key: string): New | NULL {
  const okey = PyUnicode_FromString(key);
  if (okey === NULL) return NULL;
  const result = PyObject_GetItem(o, okey);
  Py_DECREF(okey);
  return result;
}
/** The same, NULL without an exception when absent. CPython: PyMapping_GetOptionalItemString() */
export function PyMapping_GetOptionalItemString(o: PyObject, key: string): New | NULL {
  const okey = PyUnicode_FromString(key);
  if (okey === NULL) return NULL;
  const result = PyMapping_GetOptionalItem(o, okey);
  Py_DECREF(okey);
  return result;
}
/** o[key] = value with a text as key. CPython: PyMapping_SetItemString() */
export function PyMapping_SetItemString(o: PyObject, key: string, value: PyObject): number {
  const okey = PyUnicode_FromString(key);
  if (okey === NULL) return -1;
  const status = PyObject_SetItem(o, okey, value);
  Py_DECREF(okey);
  return status;
}
/** 1 or 0, or -1 with an exception. escapes. CPython: PyMapping_HasKeyWithError() */
export function PyMapping_HasKeyWithError(o: PyObject, key: PyObject): number {
  const value = PyMapping_GetOptionalItem(o, key);
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  Py_DECREF(value);
  return 1;
}
/** The same with a text as key. CPython: PyMapping_HasKeyStringWithError() */
export function PyMapping_HasKeyStringWithError(o: PyObject, key: string): number {
  const value = PyMapping_GetOptionalItemString(o, key);
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  Py_DECREF(value);
  return 1;
}
/** 1 or 0; an exception is reported as unraisable. CPython: PyMapping_HasKey() */
export function PyMapping_HasKey(o: PyObject, key: PyObject): number {
  const has = PyMapping_HasKeyWithError(o, key);
  if (has >= 0) return has;
  PyErr_FormatUnraisable('Exception ignored in PyMapping_HasKey(); consider using PyMapping_HasKeyWithError(), PyMapping_GetOptionalItem() or PyObject_GetItem()');
  return 0;
}
/** The same with a text as key. CPython: PyMapping_HasKeyString() */
export function PyMapping_HasKeyString(o: PyObject, key: string): number {
  const has = PyMapping_HasKeyStringWithError(o, key);
  if (has >= 0) return has;
  PyErr_FormatUnraisable('Exception ignored in PyMapping_HasKeyString(); consider using PyMapping_HasKeyStringWithError(), PyMapping_GetOptionalItemString() or PyMapping_GetItemString()');
  return 0;
}

/** Calls a method without arguments and makes a list of the result. CPython: method_output_as_list() */
function method_output_as_list(o: PyObject, meth: PyObject): New | NULL {
  const output = PyObject_CallMethodNoArgs(o, meth);
  if (output === NULL || PyList_CheckExact(output)) return output;
  const it = PyObject_GetIter(output);
  if (it === NULL && PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Format(PyExc_TypeError, `${typeName(o)}.${PyUnicode_AsJSString(meth)}() returned a non-iterable (type ${typeName(output)})`);
  }
  Py_DECREF(output);
  if (it === NULL) return NULL;
  const result = PySequence_List(it);
  Py_XDECREF(it);
  return result;
}
/** A list of the keys. escapes. CPython: PyMapping_Keys() */
export function PyMapping_Keys(o: PyObject): New | NULL {
  return PyDict_CheckExact(o) ? PyDict_Keys(o) : method_output_as_list(o, ID_keys);
}
/** A list of the items. escapes. CPython: PyMapping_Items() */
export function PyMapping_Items(o: PyObject): New | NULL {
  return PyDict_CheckExact(o) ? PyDict_Items(o) : method_output_as_list(o, ID_items);
}
/** A list of the values. escapes. CPython: PyMapping_Values() */
export function PyMapping_Values(o: PyObject): New | NULL {
  return PyDict_CheckExact(o) ? PyDict_Values(o) : method_output_as_list(o, ID_values);
}
