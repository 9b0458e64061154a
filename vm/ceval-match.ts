/** Structural pattern matching. CPython: Python/ceval.c, PEP 634 */
import {PyObject_IsInstance} from '../objects/abstract-object';
import {PyObject_CallNoArgs, PyObject_CallTwoArgs} from '../objects/call';
import {PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../objects/errors';
import {PyList_Append, PyList_AsTuple, PyList_New, _PyList_AppendTakeRef} from '../objects/listobject';
import {PyObject_GetAttr, PyObject_GetOptionalAttr} from '../objects/object';
import {PySet_Add, PySet_Contains, PySet_New} from '../objects/setobject';
import {PyTuple_New} from '../objects/tupleobject';
import {PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, PyUnicode_CheckExact, tp_flags} from '../runtime/generated/accessors';
import {ID___match_args__, ID_get} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';

const _Py_TPFLAGS_MATCH_SELF = 1 << 22;

/** Values of keys in a mapping as a tuple, None when one is absent; NULL with an exception. escapes. CPython: Python/ceval.c _PyEval_MatchKeys() */
export function _PyEval_MatchKeys(map: PyObject, keys: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(keys);
  if (n === 0) return PyTuple_New(0);
  // get(key, default) neither makes keys of a defaultdict nor raises
  const get = PyObject_GetAttr(map, ID_get);
  if (get === NULL) return NULL;
  const seen = PySet_New(NULL), dummy = PyObject_CallNoArgs(PyBaseObject_Type), values = seen === NULL || dummy === NULL ? NULL : PyTuple_New(n);
  let result: New | NULL = values;
  for (let i = 0; i < n && result === values && values !== NULL; i++) {
    const key = PyTuple_GET_ITEM(keys, i), again = PySet_Contains(seen as PyObject, key);
    if (again !== 0 || PySet_Add(seen as PyObject, key) !== 0) {
      if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, `mapping pattern checks duplicate key (${reprText(key)})`);
      result = NULL;
      break;
    }
    const value = PyObject_CallTwoArgs(get, key, dummy as PyObject);
    if (value === NULL) result = NULL;
    else if (value === dummy) {
      Py_DECREF(value);
      result = Py_NewRef(_Py_NoneStruct);
    } else PyTuple_SET_ITEM(values, i, value);
  }
  if (result !== values) Py_XDECREF(values);
  Py_DECREF(get);
  Py_XDECREF(seen);
  Py_XDECREF(dummy);
  return result;
}

/** An attribute for a class pattern, NULL also when there is none. CPython: Python/ceval.c match_class_attr() */
function match_class_attr(subject: PyObject, type: PyObject, name: PyObject, seen: PyObject): New | NULL {
  if (PySet_Contains(seen, name) !== 0 || PySet_Add(seen, name) !== 0) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, `${slots(type).tp_name}() got multiple sub-patterns for attribute ${reprText(name)}`);
    return NULL;
  }
  return PyObject_GetOptionalAttr(subject, name);
}
/** Attributes of a subject that is an instance of a class, as a tuple; NULL when it does not match, or with an exception. escapes. CPython: Python/ceval.c _PyEval_MatchClass() */
export function _PyEval_MatchClass(subject: PyObject, type: PyObject, nargs: number, kwargs: PyObject): New | NULL {
  if (!PyType_Check(type)) return PyErr_SetString(PyExc_TypeError, 'called match pattern must be a class');
  if (PyObject_IsInstance(subject, type) <= 0) return NULL;
  const seen = PySet_New(NULL);
  if (seen === NULL) return NULL;
  const attrs = PyList_New(0);
  if (attrs === NULL) {
    Py_DECREF(seen);
    return NULL;
  }
  let result: New | NULL = NULL;
  if (positionalPatterns(subject, type, nargs, seen, attrs) && keywordPatterns(subject, type, kwargs, seen, attrs)) result = PyList_AsTuple(attrs);
  Py_DECREF(seen);
  Py_DECREF(attrs);
  return result;
}
function keepAttribute(attrs: PyObject, attr: New | NULL): boolean {
  return attr !== NULL && _PyList_AppendTakeRef(attrs, attr) === 0;
}
function keywordPatterns(subject: PyObject, type: PyObject, kwargs: PyObject, seen: PyObject, attrs: PyObject): boolean {
  for (let i = 0; i < PyTuple_GET_SIZE(kwargs); i++) if (!keepAttribute(attrs, match_class_attr(subject, type, PyTuple_GET_ITEM(kwargs, i), seen))) return false;
  return true;
}
function positionalPatterns(subject: PyObject, type: PyObject, nargs: number, seen: PyObject, attrs: PyObject): boolean {
  if (nargs === 0) return true;
  const match_args = PyObject_GetOptionalAttr(type, ID___match_args__);
  let allowed: number, match_self = false;
  if (match_args === NULL) {
    if (PyErr_Occurred() !== NULL) return false;
    // a class with __match_args__ of its own is not its own value any more
    match_self = (tp_flags(type) & _Py_TPFLAGS_MATCH_SELF) !== 0;
    allowed = match_self ? 1 : 0;
  } else {
    if (!PyTuple_CheckExact(match_args)) {
      PyErr_SetString(PyExc_TypeError, `${slots(type).tp_name}.__match_args__ must be a tuple (got ${typeName(match_args)})`);
      Py_DECREF(match_args);
      return false;
    }
    allowed = PyTuple_GET_SIZE(match_args);
  }
  let good = true;
  if (allowed < nargs) {
    PyErr_SetString(PyExc_TypeError, `${slots(type).tp_name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${nargs} given)`);
    good = false;
  } else if (match_self) good = PyList_Append(attrs, subject) === 0;
  else {
    for (let i = 0; i < nargs && good; i++) {
      const name = PyTuple_GET_ITEM(match_args as PyObject, i);
      if (!PyUnicode_CheckExact(name)) {
        PyErr_SetString(PyExc_TypeError, `__match_args__ elements must be strings (got ${typeName(name)})`);
        good = false;
      } else good = keepAttribute(attrs, match_class_attr(subject, type, name, seen));
    }
  }
  Py_XDECREF(match_args);
  return good;
}
