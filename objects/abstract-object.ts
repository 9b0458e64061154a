/** Length, items, formatting and class tests of any object. CPython: Objects/abstract.c, sections "Operations on any object" and "isinstance(), issubclass()" */
import {tstate} from '../runtime/current';
import {PyDict_CheckExact, PyList_GET_SIZE, PyLong_Check, PyLong_CheckExact, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, Py_TYPE, listiter_index, listiter_seq, tupleiter_index, tupleiter_seq} from '../runtime/generated/accessors';
import {ID___bases__, ID___class__, ID___class_getitem__, ID___format__, ID___instancecheck__, ID___length_hint__, ID___subclasscheck__, STR_empty} from '../runtime/generated/ids';
import {PyExc_IndexError, PyExc_KeyError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyListIter_Type, PyTupleIter_Type, PyType_Type, _PyUnion_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject, type Py_ssize_t} from '../runtime/types';
import {PyIndex_Check, PyNumber_AsSsize_t} from './abstract-number';
import {PyMapping_Size} from './abstract-mapping';
import {PySequence_DelItem, PySequence_GetItem, PySequence_SetItem} from './abstract-sequence';
import {PyObject_CallNoArgs, PyObject_CallOneArg, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from './call';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {Py_GenericAlias} from './genericaliasobject';
import {PyLong_AsSsize_t, PyLong_FromBigInt, PyLong_FromNumber, exactSsize} from './longobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_Str} from './object';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from './typeobject';
import {PyUnicode_FromString} from './unicodeobject';
import {_Py_union_args} from './unionobject';

/** TypeError with a message; for int functions that return -1. */
function failure(message: string): -1 {
  PyErr_SetString(PyExc_TypeError, message);
  return -1;
}

/** type(o). CPython: PyObject_Type() */
export function PyObject_Type(o: PyObject): New {
  return Py_NewRef(Py_TYPE(o));
}

/** len(o); -1 with an exception. escapes. CPython: PyObject_Size() */
export function PyObject_Size(o: PyObject): Py_ssize_t {
  const sq_length = slots(Py_TYPE(o)).sq_length;
  return sq_length !== null ? sq_length(o) : PyMapping_Size(o);
}
/** len(o); -1 with an exception. escapes. CPython: PyObject_Length() */
export function PyObject_Length(o: PyObject): Py_ssize_t {
  return PyObject_Size(o);
}
/** len(o) as an object; NULL with an exception. escapes. CPython: PyObject_Length() and PyLong_FromSsize_t() */
export function lengthObject(o: PyObject): New | NULL {
  const n = PyObject_Size(o);
  if (n < 0) return NULL;
  return n <= Number.MAX_SAFE_INTEGER ? PyLong_FromNumber(n) : PyLong_FromBigInt(exactSsize(n));
}
/** Whether len() is defined. CPython: _PyObject_HasLen() */
export function _PyObject_HasLen(o: PyObject): boolean {
  const s = slots(Py_TYPE(o));
  return s.sq_length !== null || s.mp_length !== null;
}
/** len(o) or what `__length_hint__` says, else the default; -1 with an exception. escapes. CPython: PyObject_LengthHint() */
export function PyObject_LengthHint(o: PyObject, defaultvalue: Py_ssize_t): Py_ssize_t {
  if (_PyObject_HasLen(o)) {
    const n = PyObject_Size(o);
    if (n >= 0) return n;
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
    PyErr_Clear();
  }
  // the commonest ones, whose methods would say the same
  const type = Py_TYPE(o);
  if (type === PyListIter_Type) return listiter_seq(o) === NULL ? 0 : Math.max(0, PyList_GET_SIZE(listiter_seq(o)) - listiter_index(o));
  if (type === PyTupleIter_Type) return tupleiter_seq(o) === NULL ? 0 : Math.max(0, PyTuple_GET_SIZE(tupleiter_seq(o)) - tupleiter_index(o));
  const hint = _PyObject_LookupSpecial(o, ID___length_hint__);
  if (hint === NULL) return PyErr_Occurred() !== NULL ? -1 : defaultvalue;
  const result = PyObject_CallNoArgs(hint);
  Py_DECREF(hint);
  if (result === NULL) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return -1;
    PyErr_Clear();
    return defaultvalue;
  }
  if (result === _Py_NotImplementedStruct) {
    Py_DECREF(result);
    return defaultvalue;
  }
  if (!PyLong_Check(result)) {
    PyErr_Format(PyExc_TypeError, `__length_hint__ must be an integer, not ${typeName(result)}`);
    Py_DECREF(result);
    return -1;
  }
  const n = PyLong_AsSsize_t(result);
  Py_DECREF(result);
  if (n >= 0) return n;
  if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, '__length_hint__() should return >= 0');
  return -1;
}

/** o[key]. escapes. CPython: PyObject_GetItem() */
export function PyObject_GetItem(o: PyObject, key: PyObject): New | NULL {
  const s = slots(Py_TYPE(o));
  if (s.mp_subscript !== null) return s.mp_subscript(o, key);
  if (s.sq_item !== null) {
    if (!PyIndex_Check(key)) return PyErr_SetString(PyExc_TypeError, `sequence index must be integer, not '${typeName(key)}'`);
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
    return PySequence_GetItem(o, i);
  }
  if (!PyType_Check(o)) return PyErr_SetString(PyExc_TypeError, `'${s.tp_name}' object is not subscriptable`);
  if (o === PyType_Type) return Py_GenericAlias(o, key);
  const meth = PyObject_GetOptionalAttr(o, ID___class_getitem__);
  if (meth === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (meth !== NULL && meth !== _Py_NoneStruct) {
    const result = PyObject_CallOneArg(meth, key);
    Py_DECREF(meth);
    return result;
  }
  Py_XDECREF(meth);
  return PyErr_SetString(PyExc_TypeError, `type '${slots(o).tp_name}' is not subscriptable`);
}
/** o[key], or NULL without an exception when it raises KeyError; test PyErr_Occurred(). escapes. CPython: PyMapping_GetOptionalItem() */
export function PyMapping_GetOptionalItem(o: PyObject, key: PyObject): New | NULL {
  if (PyDict_CheckExact(o)) return PyDict_GetItemRef(o, key);
  const result = PyObject_GetItem(o, key);
  if (result === NULL && PyErr_ExceptionMatches(PyExc_KeyError)) PyErr_Clear();
  return result;
}
/** o[key] = value; 0, or -1 with an exception. escapes. CPython: PyObject_SetItem() */
export function PyObject_SetItem(o: PyObject, key: PyObject, value: PyObject): number {
  const s = slots(Py_TYPE(o));
  if (s.mp_ass_subscript !== null) return s.mp_ass_subscript(o, key, value);
  if (s.sq_ass_item !== null) {
    if (!PyIndex_Check(key)) return failure(`sequence index must be integer, not '${typeName(key)}'`);
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return -1;
    return PySequence_SetItem(o, i, value);
  }
  return failure(`'${s.tp_name}' object does not support item assignment`);
}
/** del o[key]; 0, or -1 with an exception. escapes. CPython: PyObject_DelItem() */
export function PyObject_DelItem(o: PyObject, key: PyObject): number {
  const s = slots(Py_TYPE(o));
  if (s.mp_ass_subscript !== null) return s.mp_ass_subscript(o, key, NULL);
  if (PyIndex_Check(key) && (s.sq_ass_item !== null || s.sq_item !== null || s.sq_length !== null)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i === -1 && PyErr_Occurred() !== NULL) return -1;
    return PySequence_DelItem(o, i);
  }
  if (s.sq_ass_item !== null) return failure(`sequence index must be integer, not '${typeName(key)}'`);
  return failure(`'${s.tp_name}' object does not support item deletion`);
}
/** del o[key] with a text as key. CPython: PyObject_DelItemString() */
export function PyObject_DelItemString(o: PyObject, key: string): number {
  const okey = PyUnicode_FromString(key);
  if (okey === NULL) return -1;
  const status = PyObject_DelItem(o, okey);
  Py_DECREF(okey);
  return status;
}

/** format(obj, format_spec), NULL for the empty specifier. escapes. CPython: PyObject_Format() */
export function PyObject_Format(obj: PyObject, format_spec: PyObject | NULL): New | NULL {
  if (format_spec !== NULL && !PyUnicode_Check(format_spec)) return PyErr_Format(PyExc_SystemError, `Format specifier must be a string, not ${typeName(format_spec)}`);
  if (format_spec === NULL || PyUnicode_GET_LENGTH(format_spec) === 0) {
    if (PyUnicode_CheckExact(obj)) return Py_NewRef(obj);
    if (PyLong_CheckExact(obj)) return PyObject_Str(obj);
  }
  const meth = _PyObject_LookupSpecial(obj, ID___format__);
  if (meth === NULL) return tstate.current_exception !== NULL ? NULL : PyErr_Format(PyExc_TypeError, `Type ${typeName(obj)} doesn't define __format__`);
  const result = PyObject_CallOneArg(meth, format_spec === NULL ? STR_empty : format_spec);
  Py_DECREF(meth);
  if (result !== NULL && !PyUnicode_Check(result)) {
    PyErr_Format(PyExc_TypeError, `__format__ must return a str, not ${typeName(result)}`);
    Py_DECREF(result);
    return NULL;
  }
  return result;
}

// ---- isinstance(), issubclass() ----

/** cls.__bases__ when it is a tuple; NULL otherwise, with or without an exception. CPython: abstract_get_bases() */
function abstract_get_bases(cls: PyObject): New | NULL {
  const bases = PyObject_GetOptionalAttr(cls, ID___bases__);
  if (bases !== NULL && !PyTuple_Check(bases)) {
    Py_DECREF(bases);
    return NULL;
  }
  return bases;
}
/** issubclass() by walking `__bases__`, for classes that are not types. CPython: abstract_issubclass() */
function abstract_issubclass(derived: PyObject, cls: PyObject): number {
  let bases: New | NULL = NULL, n = 0;
  for (;;) {
    if (derived === cls) {
      Py_XDECREF(bases);
      return 1;
    }
    // the old tuple may be what keeps `derived` alive
    const next = abstract_get_bases(derived);
    Py_XDECREF(bases);
    bases = next;
    if (bases === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
    n = PyTuple_GET_SIZE(bases);
    if (n === 0) {
      Py_DECREF(bases);
      return 0;
    }
    if (n !== 1) break;
    derived = PyTuple_GET_ITEM(bases, 0);
  }
  let r = -1;
  if (!_Py_EnterRecursiveCall(' in __issubclass__')) {
    r = 0;
    for (let i = 0; i < n && r === 0; i++) r = abstract_issubclass(PyTuple_GET_ITEM(bases, i), cls);
    _Py_LeaveRecursiveCall();
  }
  Py_DECREF(bases);
  return r;
}
/** True when cls has a tuple of bases; otherwise an exception is set. CPython: check_class() */
function check_class(cls: PyObject, error: string): boolean {
  const bases = abstract_get_bases(cls);
  if (bases === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, error);
    return false;
  }
  Py_DECREF(bases);
  return true;
}

/** isinstance() without `__instancecheck__`. escapes. CPython: object_isinstance() */
export function _PyObject_RealIsInstance(inst: PyObject, cls: PyObject): number {
  let result = 0;
  if (PyType_Check(cls)) {
    if (Py_TYPE(inst) === cls || PyType_IsSubtype(Py_TYPE(inst), cls)) return 1;
    const icls = PyObject_GetOptionalAttr(inst, ID___class__);
    if (icls === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
    if (icls !== Py_TYPE(inst) && PyType_Check(icls)) result = PyType_IsSubtype(icls, cls) ? 1 : 0;
    Py_DECREF(icls);
    return result;
  }
  if (!check_class(cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union')) return -1;
  const icls = PyObject_GetOptionalAttr(inst, ID___class__);
  if (icls === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  result = abstract_issubclass(icls, cls);
  Py_DECREF(icls);
  return result;
}
/** The verdict of a `__instancecheck__` or `__subclasscheck__`. @steals checker */
function callChecker(checker: New, arg: PyObject, where: string): number {
  if (_Py_EnterRecursiveCall(where)) {
    Py_DECREF(checker);
    return -1;
  }
  const result = PyObject_CallOneArg(checker, arg);
  _Py_LeaveRecursiveCall();
  Py_DECREF(checker);
  if (result === NULL) return -1;
  const ok = PyObject_IsTrue(result);
  Py_DECREF(result);
  return ok;
}
/** isinstance(inst, cls): 1, 0, or -1 with an exception. escapes. CPython: PyObject_IsInstance() */
export function PyObject_IsInstance(inst: PyObject, cls: PyObject): number {
  if (Py_TYPE(inst) === cls) return 1;
  if (Py_TYPE(cls) === PyType_Type) return _PyObject_RealIsInstance(inst, cls);
  if (Py_TYPE(cls) === _PyUnion_Type) cls = _Py_union_args(cls);
  if (PyTuple_Check(cls)) {
    if (_Py_EnterRecursiveCall(' in __instancecheck__')) return -1;
    let r = 0;
    for (let i = 0, n = PyTuple_GET_SIZE(cls); i < n && r === 0; i++) r = PyObject_IsInstance(inst, PyTuple_GET_ITEM(cls, i));
    _Py_LeaveRecursiveCall();
    return r;
  }
  const checker = _PyObject_LookupSpecial(cls, ID___instancecheck__);
  if (checker !== NULL) return callChecker(checker, inst, ' in __instancecheck__');
  return PyErr_Occurred() !== NULL ? -1 : _PyObject_RealIsInstance(inst, cls);
}
/** issubclass() without `__subclasscheck__`. escapes. CPython: recursive_issubclass() */
export function _PyObject_RealIsSubclass(derived: PyObject, cls: PyObject): number {
  if (PyType_Check(cls) && PyType_Check(derived)) return PyType_IsSubtype(derived, cls) ? 1 : 0;
  if (!check_class(derived, 'issubclass() arg 1 must be a class')) return -1;
  if (Py_TYPE(cls) !== _PyUnion_Type && !check_class(cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union')) return -1;
  return abstract_issubclass(derived, cls);
}
/** issubclass(derived, cls): 1, 0, or -1 with an exception. escapes. CPython: PyObject_IsSubclass() */
export function PyObject_IsSubclass(derived: PyObject, cls: PyObject): number {
  if (Py_TYPE(cls) === PyType_Type) return derived === cls ? 1 : _PyObject_RealIsSubclass(derived, cls);
  if (Py_TYPE(cls) === _PyUnion_Type) cls = _Py_union_args(cls);
  if (PyTuple_Check(cls)) {
    if (_Py_EnterRecursiveCall(' in __subclasscheck__')) return -1;
    let r = 0;
    for (let i = 0, n = PyTuple_GET_SIZE(cls); i < n && r === 0; i++) r = PyObject_IsSubclass(derived, PyTuple_GET_ITEM(cls, i));
    _Py_LeaveRecursiveCall();
    return r;
  }
  const checker = _PyObject_LookupSpecial(cls, ID___subclasscheck__);
  if (checker !== NULL) return callChecker(checker, derived, ' in __subclasscheck__');
  return PyErr_Occurred() !== NULL ? -1 : _PyObject_RealIsSubclass(derived, cls);
}
