/** The type `object`, and how objects are pickled. CPython: Objects/typeobject.c object_init() ... object_methods */
import {hooks} from '../runtime/hooks';
import {PyDict_Check, PyDict_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_SIZE, Py_TYPE, PyCFunction_CheckExact, _PyCFunction_SELF, tp_basicsize, tp_dictoffset, tp_flags, tp_itemsize, tp_weaklistoffset} from '../runtime/generated/accessors';
import * as ids from '../runtime/generated/ids';
import {HASH_HI, PyBaseObject_Type, PyExc_RuntimeError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {H} from '../runtime/current';
import {METH_CLASS, hiddenMethod, method} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IS_ABSTRACT, Py_TPFLAGS_MANAGED_DICT} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_GetIter} from './abstract-iter';
import {PySequence_List} from './abstract-sequence';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg, PyObject_CallNoArgs} from './call';
import {wrapperlessMethodDef} from './descrobject';
import {PyDict_GetItemRef, PyDict_Keys, PyDict_New, PyDict_SetItem} from './dictobject';
import {PyDict_Copy} from './dictobject-merge';
import {PyObject_GenericGetDict, _PyObject_IsInstanceDictEmpty} from './dictobject-values';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {PyList_Sort} from './listobject-sort';
import {PyLong_AsInt, PyLong_FromNumber} from './longobject';
import {PyCFunction_GetDef} from './methodobject';
import {PyObject_GenericHash, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_Str, _Py_BaseObject_RichCompare, addressText} from './object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from './object-generic';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {PyType_GenericAlloc, _PyObject_LookupSpecial} from './typeobject';
import {merge_class_dict, type_abstractmethods, type_module, type_qualname} from './typeobject-attributes';
import {object_get_class, object_set_class} from './typeobject-bases';
import {lookup_tp_dict} from './typeobject-cache';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_Equal} from './unicodeobject';

// ---- __new__ and __init__ ----

function excess_args(args: PyObject, kwds: PyObject | NULL): boolean {
  return PyTuple_GET_SIZE(args) !== 0 || (kwds !== NULL && PyDict_Check(kwds) && PyDict_GET_SIZE(kwds) !== 0);
}
/** object.__init__: arguments are an error unless exactly one of __new__ and __init__ is overridden. CPython: object_init() */
export function object_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (!excess_args(args, kwds)) return 0;
  const s = slots(Py_TYPE(self));
  if (s.tp_init !== object_init) {
    PyErr_SetString(PyExc_TypeError, 'object.__init__() takes exactly one argument (the instance to initialize)');
    return -1;
  }
  if (s.tp_new === object_new) {
    PyErr_Format(PyExc_TypeError, `${s.tp_name}.__init__() takes exactly one argument (the instance to initialize)`);
    return -1;
  }
  return 0;
}
/** object.__new__. CPython: object_new() */
export function object_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const s = slots(type);
  if (excess_args(args, kwds)) {
    if (s.tp_new !== object_new) return PyErr_SetString(PyExc_TypeError, 'object.__new__() takes exactly one argument (the type to instantiate)');
    if (s.tp_init === object_init) return PyErr_Format(PyExc_TypeError, `${s.tp_name}() takes no arguments`);
  }
  if ((tp_flags(type) & Py_TPFLAGS_IS_ABSTRACT) !== 0) return abstractError(type);
  return s.tp_alloc!(type, 0);
}
function abstractError(type: PyTypeObject): NULL {
  const methods = type_abstractmethods(type);
  if (methods === NULL) return NULL;
  const sorted = PySequence_List(methods);
  Py_DECREF(methods);
  if (sorted === NULL) return NULL;
  const names: string[] = [];
  let ok = PyList_Sort(sorted) >= 0;
  for (let i = 0; ok && i < PyList_GET_SIZE(sorted); i++) {
    const name = PyList_GET_ITEM(sorted, i);
    if (PyUnicode_Check(name)) names.push(PyUnicode_AsJSString(name));
    else {
      PyErr_Format(PyExc_TypeError, `sequence item ${i}: expected str instance, ${typeName(name)} found`);
      ok = false;
    }
  }
  Py_DECREF(sorted);
  if (!ok) return NULL;
  return PyErr_Format(PyExc_TypeError, `Can't instantiate abstract class ${slots(type).tp_name} without an implementation for abstract method${names.length > 1 ? 's' : ''} '${names.join("', '")}'`);
}
/** CPython: object_repr() */
export function object_repr(self: PyObject): New | NULL {
  const type = Py_TYPE(self), module = type_module(type);
  if (module === NULL) PyErr_Clear();
  const name = type_qualname(type);
  let res: New | NULL = NULL;
  if (name !== NULL) {
    const shown = module !== NULL && PyUnicode_Check(module) && !_PyUnicode_Equal(module, ids.ID_builtins);
    const text = shown ? `${PyUnicode_AsJSString(module)}.${PyUnicode_AsJSString(name)}` : slots(type).tp_name;
    res = PyUnicode_FromString(`<${text} object at ${addressText(self)}>`);
    Py_DECREF(name);
  }
  Py_XDECREF(module);
  return res;
}
function object_str(self: PyObject): New | NULL {
  return (slots(Py_TYPE(self)).tp_repr ?? object_repr)(self);
}

// ---- pickling ----

/** The module copyreg. CPython: import_copyreg() */
function import_copyreg(): New | NULL {
  return hooks.PyImport_ImportModule('copyreg');
}
/** The names of a class's slots, as copyreg finds them, or None; kept in __slotnames__. CPython: _PyType_GetSlotNames() */
export function _PyType_GetSlotNames(cls: PyTypeObject): New | NULL {
  let names = PyDict_GetItemRef(lookup_tp_dict(cls) as PyObject, ids.ID___slotnames__);
  if (names !== NULL) {
    if (names === _Py_NoneStruct || PyList_Check(names)) return names;
    PyErr_Format(PyExc_TypeError, `${slots(cls).tp_name}.__slotnames__ should be a list or None, not ${typeName(names)}`);
    Py_DECREF(names);
    return NULL;
  }
  if (PyErr_Occurred()) return NULL;
  const copyreg = import_copyreg();
  if (copyreg === NULL) return NULL;
  names = PyObject_CallMethodOneArg(copyreg, ids.ID__slotnames, cls);
  Py_DECREF(copyreg);
  if (names === NULL || names === _Py_NoneStruct || PyList_Check(names)) return names;
  Py_DECREF(names);
  return PyErr_SetString(PyExc_TypeError, "copyreg._slotnames didn't return a list or None");
}
/** True when a C struct holds more than Python can see. */
function hasHiddenState(obj: PyObject, slotnames: PyObject): boolean {
  const type = Py_TYPE(obj);
  let basicsize = tp_basicsize(PyBaseObject_Type);
  if (tp_dictoffset(type) !== 0 && (tp_flags(type) & Py_TPFLAGS_MANAGED_DICT) === 0) basicsize += 8;
  if (tp_weaklistoffset(type) > 0) basicsize += 8;
  if (slotnames !== _Py_NoneStruct) basicsize += 8 * PyList_GET_SIZE(slotnames);
  return tp_basicsize(type) > basicsize;
}
/** CPython: object_getstate_default() */
function object_getstate_default(obj: PyObject, required: boolean): New | NULL {
  if (required && tp_itemsize(Py_TYPE(obj)) !== 0) return PyErr_Format(PyExc_TypeError, `cannot pickle ${typeName(obj)} objects`);
  const state = _PyObject_IsInstanceDictEmpty(obj) ? Py_NewRef(_Py_NoneStruct) : PyObject_GenericGetDict(obj);
  if (state === NULL) return NULL;
  const slotnames = _PyType_GetSlotNames(Py_TYPE(obj));
  if (slotnames === NULL) {
    Py_DECREF(state);
    return NULL;
  }
  let res: New | NULL = NULL;
  if (required && hasHiddenState(obj, slotnames)) PyErr_Format(PyExc_TypeError, `cannot pickle '${typeName(obj)}' object`);
  else if (slotnames === _Py_NoneStruct || PyList_GET_SIZE(slotnames) === 0) res = Py_NewRef(state);
  else {
    const values = slotValues(obj, slotnames);
    if (values !== NULL) {
      res = PyDict_GET_SIZE(values) > 0 ? PyTuple_Pack(state, values) : Py_NewRef(state);
      Py_DECREF(values);
    }
  }
  Py_DECREF(slotnames);
  Py_DECREF(state);
  return res;
}
function slotValues(obj: PyObject, slotnames: PyObject): New | NULL {
  const values = PyDict_New();
  if (values === NULL) return NULL;
  const n = PyList_GET_SIZE(slotnames);
  for (let i = 0; i < n; i++) {
    const name = Py_NewRef(PyList_GET_ITEM(slotnames, i)), value = PyObject_GetOptionalAttr(obj, name);
    let failed = value === NULL && PyErr_Occurred() !== NULL;
    if (value !== NULL) {
      failed = PyDict_SetItem(values, name, value) < 0;
      Py_DECREF(value);
    }
    Py_DECREF(name);
    if (!failed && n !== PyList_GET_SIZE(slotnames)) {
      PyErr_SetString(PyExc_RuntimeError, '__slotsname__ changed size during iteration');
      failed = true;
    }
    if (failed) {
      Py_DECREF(values);
      return NULL;
    }
  }
  return values;
}
const getstateDef = method('__getstate__', '($self, /)', self => object_getstate_default(self, false), 'Give the state that pickle saves.');
/** CPython: object_getstate() */
function object_getstate(obj: PyObject, required: boolean): New | NULL {
  const getstate = PyObject_GetAttr(obj, ids.ID___getstate__);
  if (getstate === NULL) return NULL;
  const own = PyCFunction_CheckExact(getstate) && _PyCFunction_SELF(getstate) === obj && PyCFunction_GetDef(getstate) === getstateDef;
  const state = own ? object_getstate_default(obj, required) : PyObject_CallNoArgs(getstate);
  Py_DECREF(getstate);
  return state;
}
/** CPython: _PyObject_GetState() */
export function _PyObject_GetState(obj: PyObject): New | NULL {
  return object_getstate(obj, false);
}
/** Arguments for __new__ by __getnewargs_ex__ or __getnewargs__, owned; null on error. CPython: _PyObject_GetNewArguments() */
function getNewArguments(obj: PyObject): {args: PyObject | NULL; kwargs: PyObject | NULL} | null {
  const ex = _PyObject_LookupSpecial(obj, ids.ID___getnewargs_ex__);
  if (ex !== NULL) {
    const given = PyObject_CallNoArgs(ex);
    Py_DECREF(ex);
    if (given === NULL) return null;
    let error = '', kind: PyObject = PyExc_TypeError;
    if (!PyTuple_Check(given)) error = `__getnewargs_ex__ should return a tuple, not '${typeName(given)}'`;
    else if (PyTuple_GET_SIZE(given) !== 2) {
      kind = PyExc_ValueError;
      error = `__getnewargs_ex__ should return a tuple of length 2, not ${PyTuple_GET_SIZE(given)}`;
    } else if (!PyTuple_Check(PyTuple_GET_ITEM(given, 0))) error = `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeName(PyTuple_GET_ITEM(given, 0))}'`;
    else if (!PyDict_Check(PyTuple_GET_ITEM(given, 1))) error = `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeName(PyTuple_GET_ITEM(given, 1))}'`;
    if (error !== '') {
      PyErr_Format(kind, error);
      Py_DECREF(given);
      return null;
    }
    const result = {args: Py_NewRef(PyTuple_GET_ITEM(given, 0)), kwargs: Py_NewRef(PyTuple_GET_ITEM(given, 1))};
    Py_DECREF(given);
    return result;
  }
  if (PyErr_Occurred()) return null;
  const plain = _PyObject_LookupSpecial(obj, ids.ID___getnewargs__);
  if (plain === NULL) return PyErr_Occurred() ? null : {args: NULL, kwargs: NULL};
  const args = PyObject_CallNoArgs(plain);
  Py_DECREF(plain);
  if (args === NULL) return null;
  if (!PyTuple_Check(args)) {
    PyErr_Format(PyExc_TypeError, `__getnewargs__ should return a tuple, not '${typeName(args)}'`);
    Py_DECREF(args);
    return null;
  }
  return {args, kwargs: NULL};
}
/** The call that makes the copy: {function, arguments}, owned. */
function newobjCall(obj: PyObject, args: PyObject | NULL, kwargs: PyObject | NULL): {newobj: New; newargs: New} | null {
  const copyreg = import_copyreg();
  if (copyreg === NULL) return null;
  const plain = kwargs === NULL || PyDict_GET_SIZE(kwargs) === 0;
  if (!plain && args === NULL) {
    Py_DECREF(copyreg);
    PyErr_SetString(PyExc_SystemError, 'bad argument to internal function');
    return null;
  }
  const newobj = PyObject_GetAttr(copyreg, plain ? ids.ID___newobj__ : ids.ID___newobj_ex__);
  Py_DECREF(copyreg);
  if (newobj === NULL) return null;
  let newargs: New | NULL;
  if (plain) {
    const n = args === NULL ? 0 : PyTuple_GET_SIZE(args);
    newargs = PyTuple_New(n + 1);
    if (newargs !== NULL) {
      PyTuple_SET_ITEM(newargs, 0, Py_NewRef(Py_TYPE(obj)));
      for (let i = 0; i < n; i++) PyTuple_SET_ITEM(newargs, i + 1, Py_NewRef(PyTuple_GET_ITEM(args as PyObject, i)));
    }
  } else newargs = PyTuple_Pack(Py_TYPE(obj), args as PyObject, kwargs as PyObject);
  if (newargs === NULL) {
    Py_DECREF(newobj);
    return null;
  }
  return {newobj, newargs};
}
function itemsIterator(obj: PyObject): New | NULL {
  if (!PyDict_Check(obj)) return Py_NewRef(_Py_NoneStruct);
  const items = PyObject_CallMethodNoArgs(obj, ids.ID_items);
  if (items === NULL) return NULL;
  const iter = PyObject_GetIter(items);
  Py_DECREF(items);
  return iter;
}
/** CPython: reduce_newobj() */
function reduce_newobj(obj: PyObject): New | NULL {
  if (slots(Py_TYPE(obj)).tp_new === null) return PyErr_Format(PyExc_TypeError, `cannot pickle '${typeName(obj)}' object`);
  const given = getNewArguments(obj);
  if (given === null) return NULL;
  const call = newobjCall(obj, given.args, given.kwargs), hasargs = given.args !== NULL;
  Py_XDECREF(given.args);
  Py_XDECREF(given.kwargs);
  if (call === null) return NULL;
  let result: New | NULL = NULL;
  const state = object_getstate(obj, !(hasargs || PyList_Check(obj) || PyDict_Check(obj)));
  if (state !== NULL) {
    const listitems = PyList_Check(obj) ? PyObject_GetIter(obj) : Py_NewRef(_Py_NoneStruct);
    const dictitems = listitems === NULL ? NULL : itemsIterator(obj);
    if (listitems !== NULL && dictitems !== NULL) result = PyTuple_Pack(call.newobj, call.newargs, state, listitems, dictitems);
    Py_XDECREF(listitems);
    Py_XDECREF(dictitems);
    Py_DECREF(state);
  }
  Py_DECREF(call.newobj);
  Py_DECREF(call.newargs);
  return result;
}
/** CPython: _common_reduce() */
function _common_reduce(self: PyObject, proto: number): New | NULL {
  if (proto >= 2) return reduce_newobj(self);
  const copyreg = import_copyreg();
  if (copyreg === NULL) return NULL;
  const protocol = PyLong_FromNumber(proto), name = PyUnicode_FromString('_reduce_ex');
  const res = protocol === NULL || name === NULL ? NULL : PyObject_CallMethodObjArgs(copyreg, name, self, protocol);
  Py_XDECREF(protocol);
  Py_XDECREF(name);
  Py_DECREF(copyreg);
  return res;
}
const reduceDef = method('__reduce__', '($self, /)', self => _common_reduce(self, 0), 'Give what pickle saves, for old protocols.');
/** CPython: object___reduce_ex___impl() */
function object___reduce_ex__(self: PyObject, protocol: PyObject | NULL): New | NULL {
  const proto = PyLong_AsInt(protocol as PyObject);
  if (proto === -1 && PyErr_Occurred()) return NULL;
  const reduce = PyObject_GetOptionalAttr(self, ids.ID___reduce__);
  if (reduce === NULL) return PyErr_Occurred() ? NULL : _common_reduce(self, proto);
  // a class with a __reduce__ of its own is asked for it
  const clsreduce = PyObject_GetAttr(Py_TYPE(self), ids.ID___reduce__);
  if (clsreduce === NULL) {
    Py_DECREF(reduce);
    return NULL;
  }
  const override = wrapperlessMethodDef(clsreduce) !== reduceDef;
  Py_DECREF(clsreduce);
  const res = override ? PyObject_CallNoArgs(reduce) : NULL;
  Py_DECREF(reduce);
  return override ? res : _common_reduce(self, proto);
}

// ---- other methods ----

function object___format__(self: PyObject, spec: PyObject | NULL): New | NULL {
  if (!PyUnicode_Check(spec as PyObject)) return _PyArg_BadArgument('__format__', 'argument', 'str', spec as PyObject);
  if (PyUnicode_GET_LENGTH(spec) > 0) return PyErr_Format(PyExc_TypeError, `unsupported format string passed to ${typeName(self)}.__format__`);
  return PyObject_Str(self);
}
function object___sizeof__(self: PyObject): New | NULL {
  const type = Py_TYPE(self), itemsize = tp_itemsize(type);
  return PyLong_FromNumber(tp_basicsize(type) + (itemsize > 0 ? Py_SIZE(self) * itemsize : 0));
}
/** object.__dir__: the names of the object's dict, its class and the bases. CPython: object___dir___impl() */
function object___dir__(self: PyObject): New | NULL {
  const own = PyObject_GetOptionalAttr(self, ids.ID___dict__);
  if (own === NULL && PyErr_Occurred()) return NULL;
  const dict = own !== NULL && PyDict_Check(own) ? PyDict_Copy(own) : PyDict_New();
  Py_XDECREF(own);
  if (dict === NULL) return NULL;
  const cls = PyObject_GetOptionalAttr(self, ids.ID___class__);
  let res: New | NULL = NULL;
  if (cls !== NULL ? merge_class_dict(dict, cls) === 0 : !PyErr_Occurred()) res = PyDict_Keys(dict);
  Py_XDECREF(cls);
  Py_DECREF(dict);
  return res;
}
/** A function of its own, so that a type that names _Py_BaseObject_RichCompare overrides it. CPython: object_richcompare() */
function object_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  return _Py_BaseObject_RichCompare(self, other, op);
}
function object_hash(self: PyObject): number {
  const lo = PyObject_GenericHash(self);
  return lo === -1 && H[HASH_HI] === -1 ? -2 : lo;
}

defineType(PyBaseObject_Type, {
  tp_name: 'object', tp_basicsize: 16, tp_flags: Py_TPFLAGS_BASETYPE,
  tp_doc: 'object()\n--\n\nWhat every class derives from.\n\nAn object() has no attributes of its own and cannot be given any.',
  slots: {
    tp_dealloc: self => slots(Py_TYPE(self)).tp_free!(self), tp_repr: object_repr, tp_hash: object_hash, tp_str: object_str, tp_getattro: PyObject_GenericGetAttr,
    tp_setattro: PyObject_GenericSetAttr, tp_richcompare: object_richcompare, tp_init: object_init, tp_alloc: PyType_GenericAlloc, tp_new: object_new, tp_free: PyObject_Del,
  },
  methods: [
    method('__reduce_ex__', '($self, protocol, /)', object___reduce_ex__, 'Give what pickle saves.'), reduceDef, getstateDef,
    hiddenMethod('__subclasshook__', '($cls, object, /)', () => Py_NewRef(_Py_NotImplementedStruct), 'Abstract classes override this to say what their subclasses are.\n\nTrue, False or NotImplemented (the usual rules decide).', METH_CLASS),
    hiddenMethod('__init_subclass__', '($cls)', () => Py_NewRef(_Py_NoneStruct), 'Called for each new subclass; does nothing unless overridden.', METH_CLASS),
    method('__format__', '($self, format_spec, /)', object___format__, 'Format the object as str() does.\n\nOnly an empty format_spec is allowed.'),
    method('__sizeof__', '($self, /)', object___sizeof__, 'Give the memory of the object in bytes.'),
    method('__dir__', '($self, /)', object___dir__, 'Give the names of the attributes.'),
  ],
  getset: [{name: '__class__', get: object_get_class, set: object_set_class, doc: 'what the object is an instance of'}],
});
