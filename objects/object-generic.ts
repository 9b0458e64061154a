/**
 * Attributes as most types have them: looked up in the type, the instance's values or dict, and descriptors.
 * CPython: Objects/object.c, PyObject_GenericGetAttr() and its kin
 */
import {H, tstate} from '../runtime/current';
import {PyDict_Check, PyUnicode_Check, PyUnicode_CheckExact, Py_SIZE, Py_TYPE, _PyObject_ManagedDict, tp_dictoffset, tp_flags} from '../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_KeyError, PyExc_TypeError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, slots, takeRef} from '../runtime/object';
import {Py_TPFLAGS_INLINE_VALUES, Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import type {descrgetfunc} from '../runtime/typeslots';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {PyDict_DelItem, PyDict_GetItemRef, PyDict_SetItem} from './dictobject';
import {NOT_INLINE, _PyObjectDict_SetItem, _PyObject_MaterializeManagedDict, _PyObject_StoreInstanceAttribute, _PyObject_TryGetInstanceAttribute} from './dictobject-values';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString, typeName} from './errors';
import {_PyType_Lookup} from './typeobject-cache';
import {PyUnicode_AsJSString} from './unicodeobject';
import {PyObject_GetAttr, _PyObject_SetAttributeErrorContext, _PyObject_VAR_SIZE, nameMustBeString, noAttribute} from './object';

/** Address of the word that holds an object's __dict__ when the type has a tp_dictoffset; 0 when it has none. CPython: _PyObject_ComputedDictPointer() */
export function _PyObject_ComputedDictPointer(obj: PyObject): Ptr {
  const type = Py_TYPE(obj);
  let offset = tp_dictoffset(type);
  if (offset === 0) return 0;
  if (offset < 0) offset += _PyObject_VAR_SIZE(type, Math.abs(Py_SIZE(obj)));
  return obj + (offset >> 2);
}
/** Address of the word that holds an object's __dict__, made from its inline values when need be; 0 when it has none. CPython: _PyObject_GetDictPtr() */
export function _PyObject_GetDictPtr(obj: PyObject): Ptr {
  const flags = tp_flags(Py_TYPE(obj));
  if ((flags & Py_TPFLAGS_MANAGED_DICT) === 0) return _PyObject_ComputedDictPointer(obj);
  if (_PyObject_ManagedDict(obj) === NULL && (flags & Py_TPFLAGS_INLINE_VALUES) !== 0 && _PyObject_MaterializeManagedDict(obj) === NULL) {
    PyErr_Clear();
    return 0;
  }
  return obj - 6;
}

/** A reference as part of what _PyObject_GetMethod() answers. @steals op */
function answerOf(op: PyObject): number {
  return op;
}
/**
 * Looks a method up as LOAD_ATTR does for a call. A positive result is an attribute to be called as it is; a negative one is, negated, a
 * method to be called with `obj` in front; both are owned. NULL with an exception. escapes. CPython: Objects/object.c _PyObject_GetMethod()
 * DIVERGES: CPython has the attribute in an out-parameter.
 */
export function _PyObject_GetMethod(obj: PyObject, name: PyObject): number {
  const type = Py_TYPE(obj);
  if (slots(type).tp_getattro !== PyObject_GenericGetAttr || !PyUnicode_CheckExact(name)) {
    return PyObject_GetAttr(obj, name);
  }
  let unbound = false;
  let f: descrgetfunc | null = null;
  const found = _PyType_Lookup(type, name);
  const descr = found === NULL ? NULL : Py_NewRef(found);
  if (descr !== NULL) {
    const dtype = Py_TYPE(descr);
    if ((tp_flags(dtype) & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0) unbound = true;
    else {
      const ds = slots(dtype);
      f = ds.tp_descr_get;
      if (f !== null && ds.tp_descr_set !== null) {
        const res = f(descr, obj, type);
        Py_DECREF(descr);
        return res;
      }
    }
  }
  const flags = tp_flags(type);
  let dict: PyObject | NULL = NULL;
  if ((flags & Py_TPFLAGS_INLINE_VALUES) !== 0) {
    const attr = _PyObject_TryGetInstanceAttribute(obj, name);
    if (attr === NOT_INLINE) dict = _PyObject_ManagedDict(obj);
    else if (attr !== NULL) {
      Py_XDECREF(descr);
      return attr;
    }
  } else if ((flags & Py_TPFLAGS_MANAGED_DICT) !== 0) dict = _PyObject_ManagedDict(obj);
  else {
    const at = _PyObject_ComputedDictPointer(obj);
    if (at !== 0) dict = H[at] as PyObject;
  }
  if (dict !== NULL) {
    Py_INCREF(dict);
    const attr = PyDict_GetItemRef(dict, name);
    Py_DECREF(dict);
    if (attr !== NULL || tstate.current_exception !== NULL) {
      Py_XDECREF(descr);
      return attr;
    }
  }
  if (unbound) return -answerOf(descr as New);
  if (f !== null) {
    const res = f(descr as PyObject, obj, type);
    Py_XDECREF(descr);
    return res;
  }
  return descr !== NULL ? descr : noAttribute(obj, type, name);
}
/**
 * The default tp_getattro: data descriptors of the type, then the instance's own attributes, then the rest of the type. `dict` stands in for the
 * instance's dict unless NULL; with `suppress` an AttributeError becomes NULL without exception. escapes.
 * CPython: Objects/object.c _PyObject_GenericGetAttrWithDict()
 */
export function _PyObject_GenericGetAttrWithDict(obj: PyObject, name: PyObject, dict: PyObject | NULL, suppress: boolean): New | NULL {
  const type = Py_TYPE(obj);
  if (!PyUnicode_Check(name)) return nameMustBeString(name);
  let f: descrgetfunc | null = null;
  const found = _PyType_Lookup(type, name);
  let descr: New | NULL = NULL;
  if (found !== NULL) {
    descr = Py_NewRef(found);
    const ds = slots(Py_TYPE(descr));
    f = ds.tp_descr_get;
    if (f !== null && ds.tp_descr_set !== null) {
      const res = f(descr, obj, type);
      if (res === NULL && suppress) clearAttributeError();
      Py_DECREF(descr);
      return res;
    }
  }
  if (dict === NULL) {
    const flags = tp_flags(type);
    if ((flags & Py_TPFLAGS_INLINE_VALUES) !== 0) {
      const attr = PyUnicode_CheckExact(name) ? _PyObject_TryGetInstanceAttribute(obj, name) : NOT_INLINE;
      if (attr === NOT_INLINE) {
        dict = _PyObject_MaterializeManagedDict(obj);
        if (dict === NULL) {
          Py_XDECREF(descr);
          return NULL;
        }
      } else if (attr !== NULL) {
        Py_XDECREF(descr);
        return takeRef(attr as PyObject);
      }
    } else if ((flags & Py_TPFLAGS_MANAGED_DICT) !== 0) dict = _PyObject_ManagedDict(obj);
    else if (tp_dictoffset(type) !== 0) dict = H[_PyObject_ComputedDictPointer(obj)] as PyObject;
  }
  if (dict !== NULL) {
    Py_INCREF(dict);
    const res = PyDict_GetItemRef(dict, name);
    Py_DECREF(dict);
    if (res !== NULL) {
      Py_XDECREF(descr);
      return res;
    }
    if (tstate.current_exception !== NULL) {
      if (suppress && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
      else {
        Py_XDECREF(descr);
        return NULL;
      }
    }
  }
  if (f !== null) {
    const res = f(descr as PyObject, obj, type);
    if (res === NULL && suppress) clearAttributeError();
    Py_XDECREF(descr);
    return res;
  }
  if (descr !== NULL) return descr;
  return suppress ? NULL : noAttribute(obj, type, name);
}
function clearAttributeError(): void {
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
}
/** The default tp_getattro. escapes. CPython: Objects/object.c PyObject_GenericGetAttr() */
export function PyObject_GenericGetAttr(obj: PyObject, name: PyObject): New | NULL {
  return _PyObject_GenericGetAttrWithDict(obj, name, NULL, false);
}

/** The default tp_setattro, with a dict that stands in for the instance's unless NULL; -1 on error. escapes. CPython: _PyObject_GenericSetAttrWithDict() */
export function _PyObject_GenericSetAttrWithDict(obj: PyObject, name: PyObject, value: PyObject | NULL, dict: PyObject | NULL): number {
  const type = Py_TYPE(obj);
  if (!PyUnicode_Check(name)) {
    nameMustBeString(name);
    return -1;
  }
  Py_INCREF(name);
  Py_INCREF(type);
  const found = _PyType_Lookup(type, name);
  let descr: New | NULL = NULL, res = -1;
  done: {
    if (found !== NULL) {
      descr = Py_NewRef(found);
      const set = slots(Py_TYPE(descr)).tp_descr_set;
      if (set !== null) {
        res = set(descr, obj, value);
        break done;
      }
    }
    if (dict === NULL) {
      const flags = tp_flags(type);
      if ((flags & Py_TPFLAGS_INLINE_VALUES) !== 0) res = _PyObject_StoreInstanceAttribute(obj, name, value);
      else {
        const at = (flags & Py_TPFLAGS_MANAGED_DICT) !== 0 ? obj - 6 : _PyObject_ComputedDictPointer(obj);
        if (at === 0) {
          const s = slots(type), text = PyUnicode_AsJSString(name);
          if (descr !== NULL) PyErr_Format(PyExc_AttributeError, `'${s.tp_name}' object attribute '${text}' is read-only`);
          else {
            PyErr_Format(PyExc_AttributeError, `'${s.tp_name}' object has no attribute '${text}'${s.tp_setattro === PyObject_GenericSetAttr ? ' and no __dict__ for setting new attributes' : ''}`);
            _PyObject_SetAttributeErrorContext(obj, name);
          }
          break done;
        }
        res = _PyObjectDict_SetItem(type, obj, at, name, value);
      }
    } else {
      Py_INCREF(dict);
      res = value === NULL ? PyDict_DelItem(dict, name) : PyDict_SetItem(dict, name, value);
      Py_DECREF(dict);
    }
    if (res < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
      PyErr_Clear();
      noAttribute(obj, type, name);
    }
  }
  Py_XDECREF(descr);
  Py_DECREF(type);
  Py_DECREF(name);
  return res;
}
/** The default tp_setattro. escapes. CPython: Objects/object.c PyObject_GenericSetAttr() */
export function PyObject_GenericSetAttr(obj: PyObject, name: PyObject, value: PyObject | NULL): number {
  return _PyObject_GenericSetAttrWithDict(obj, name, value, NULL);
}
/** Setter of `__dict__`; -1 on error. CPython: Objects/object.c PyObject_GenericSetDict() */
export function PyObject_GenericSetDict(obj: PyObject, value: PyObject | NULL): number {
  const at = _PyObject_GetDictPtr(obj);
  if (at === 0) {
    PyErr_SetString(PyExc_AttributeError, 'This object has no __dict__');
    return -1;
  }
  if (value === NULL) {
    PyErr_SetString(PyExc_TypeError, 'cannot delete __dict__');
    return -1;
  }
  if (!PyDict_Check(value)) {
    PyErr_Format(PyExc_TypeError, `__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
    return -1;
  }
  const old = H[at] as PyObject;
  H[at] = Py_NewRef(value);
  Py_XDECREF(old);
  return 0;
}
