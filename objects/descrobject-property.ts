/** property and mappingproxy. CPython: Objects/descrobject.c */
import {H} from '../runtime/current';
import {PyDict_CheckExact, PyList_Check, PyTuple_Check, Py_BOOL, Py_TYPE, getter_doc, mappingproxy_mapping, prop_del, prop_doc, prop_get, prop_name, prop_set, set_getter_doc, set_mappingproxy_mapping, set_prop_del, set_prop_doc, set_prop_get, set_prop_name, set_prop_set} from '../runtime/generated/accessors';
import * as ids from '../runtime/generated/ids';
import {PyDictProxy_Type, PyExc_AttributeError, PyExc_TypeError, PyProperty_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {METH_CLASS, hiddenMethod, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_MAPPING} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_GetIter} from './abstract-iter';
import {PyMapping_Check} from './abstract-mapping';
import {PyNumber_Or} from './abstract-number';
import {PyObject_GetItem, PyObject_Length} from './abstract-object';
import {PySequence_Contains} from './abstract-sequence';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallOneArg, PyObject_CallTwoArgs, PyObject_VectorcallMethod} from './call';
import {PyDict_Contains} from './dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText, typeName} from './errors';
import {Py_GenericAlias} from './genericaliasobject';
import {parseTupleAndKeywords, _PyArg_CheckPositional, _PyArg_NoKwnames} from './getargs';
import {PyObject_GC_New, PyObject_GetOptionalAttr, PyObject_Hash, PyObject_RichCompare, PyObject_SetAttr, PyObject_Str, _PyObject_IsAbstract} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyObject_TypeCheck, PyType_GenericAlloc, PyType_GenericNew} from './typeobject';
import {type_qualname} from './typeobject-attributes';
import {PyUnicode_FromString} from './unicodeobject';

// ---- mappingproxy ----

/** A read-only view of a mapping. CPython: PyDictProxy_New() */
export function PyDictProxy_New(mapping: PyObject): New | NULL {
  if (check_mapping(mapping) < 0) return NULL;
  const pp = PyObject_GC_New(PyDictProxy_Type);
  if (pp === NULL) return NULL;
  set_mappingproxy_mapping(pp, Py_NewRef(mapping));
  _PyObject_GC_TRACK(pp);
  return pp;
}
function check_mapping(mapping: PyObject): number {
  if (PyMapping_Check(mapping) && !PyList_Check(mapping) && !PyTuple_Check(mapping)) return 0;
  PyErr_Format(PyExc_TypeError, `mappingproxy() argument must be a mapping, not ${typeName(mapping)}`);
  return -1;
}
const inner = mappingproxy_mapping;
function mappingproxy_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('mappingproxy', '(mapping)', args, kwds);
  return values === null ? NULL : PyDictProxy_New(values[0] as PyObject);
}
function mappingproxy_or(left: PyObject, right: PyObject): New | NULL {
  return PyNumber_Or(PyObject_TypeCheck(left, PyDictProxy_Type) ? inner(left) : left, PyObject_TypeCheck(right, PyDictProxy_Type) ? inner(right) : right);
}
function mappingproxy_repr(pp: PyObject): New | NULL {
  const text = reprText(inner(pp));
  return text === null ? NULL : PyUnicode_FromString(`mappingproxy(${text})`);
}
function mappingproxy_get(self: PyObject, args: number, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('get', kwnames) || !_PyArg_CheckPositional('get', nargs, 1, 2)) return NULL;
  const row = _PyThreadState_PushFrame(6);
  if (row === 0) return PyErr_NoMemory();
  H[row] = inner(self);
  H[row + 2] = H[args];
  H[row + 4] = nargs > 1 ? H[args + 2] : _Py_NoneStruct;
  const res = PyObject_VectorcallMethod(ids.ID_get, row, 3, NULL);
  _PyThreadState_PopFrame(row);
  return res;
}
defineType(PyDictProxy_Type, {
  tp_name: 'mappingproxy', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_MAPPING, layout: 'mappingproxyobject',
  tp_doc: 'mappingproxy(mapping)\n--\n\nA view of a mapping that does not allow changes.',
  slots: {
    tp_dealloc: pp => {
      _PyObject_GC_UNTRACK(pp);
      Py_DECREF(inner(pp));
      PyObject_GC_Del(pp);
    },
    tp_repr: mappingproxy_repr, tp_str: pp => PyObject_Str(inner(pp)), tp_hash: pp => PyObject_Hash(inner(pp)), tp_getattro: PyObject_GenericGetAttr,
    tp_richcompare: (v, w, op) => PyObject_RichCompare(inner(v), w, op), tp_iter: pp => PyObject_GetIter(inner(pp)), tp_new: mappingproxy_new, tp_clear: () => 0,
    mp_length: pp => PyObject_Length(inner(pp)), mp_subscript: (pp, key) => PyObject_GetItem(inner(pp), key), nb_or: mappingproxy_or,
    nb_inplace_or: self => PyErr_Format(PyExc_TypeError, `'|=' is not supported by ${typeName(self)}; use '|' instead`),
    sq_contains: (pp, key) => (PyDict_CheckExact(inner(pp)) ? PyDict_Contains(inner(pp), key) : PySequence_Contains(inner(pp), key)),
  },
  methods: [
    rawMethod('get', '($self, key, default=None, /)', mappingproxy_get, 'Give the value of a key, or the default.'),
    hiddenMethod('keys', '($self, /)', self => PyObject_CallMethodNoArgs(inner(self), ids.ID_keys), 'the keys of the mapping'),
    hiddenMethod('values', '($self, /)', self => PyObject_CallMethodNoArgs(inner(self), ids.ID_values), 'the values of the mapping'),
    hiddenMethod('items', '($self, /)', self => PyObject_CallMethodNoArgs(inner(self), ids.ID_items), 'the (key, value) pairs of the mapping'),
    hiddenMethod('copy', '($self, /)', self => PyObject_CallMethodNoArgs(inner(self), ids.ID_copy), 'a shallow copy of the mapping'),
    hiddenMethod('__class_getitem__', '($cls, item, /)', (cls, item) => Py_GenericAlias(cls, item as PyObject), 'See PEP 585', METH_CLASS),
    hiddenMethod('__reversed__', '($self, /)', self => PyObject_CallMethodNoArgs(inner(self), ids.ID___reversed__), 'a reverse iterator'),
  ],
});

// ---- property ----

function property_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  Py_XDECREF(prop_get(self));
  Py_XDECREF(prop_set(self));
  Py_XDECREF(prop_del(self));
  Py_XDECREF(prop_doc(self));
  Py_XDECREF(prop_name(self));
  slots(Py_TYPE(self)).tp_free!(self);
}
/** The name a property was given or its getter has, owned; NULL with or without an exception. CPython: property_name() */
function property_name(prop: PyObject): New | NULL {
  if (prop_name(prop) !== (NULL as number)) return Py_NewRef(prop_name(prop));
  return prop_get(prop) === (NULL as number) ? NULL : PyObject_GetOptionalAttr(prop_get(prop), ids.ID___name__);
}
/** The AttributeError of a property that lacks a function. */
function lacks(prop: PyObject, obj: PyObject, what: string): NULL {
  const name = property_name(prop);
  if (name === NULL && PyErr_Occurred()) return NULL;
  const qualname = type_qualname(Py_TYPE(obj)), nameText = name === NULL ? null : reprText(name), qualText = qualname === NULL ? null : reprText(qualname);
  if (name !== NULL && nameText !== null && qualText !== null) PyErr_Format(PyExc_AttributeError, `property ${nameText} of ${qualText} object has no ${what}`);
  else if (qualText !== null && name === NULL) PyErr_Format(PyExc_AttributeError, `property of ${qualText} object has no ${what}`);
  else if (!PyErr_Occurred()) PyErr_SetString(PyExc_AttributeError, `property has no ${what}`);
  Py_XDECREF(name);
  Py_XDECREF(qualname);
  return NULL;
}
function property_descr_get(self: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL || obj === _Py_NoneStruct) return Py_NewRef(self);
  const get = prop_get(self);
  return get === (NULL as number) ? lacks(self, obj, 'getter') : PyObject_CallOneArg(get, obj);
}
function property_descr_set(self: PyObject, obj: PyObject, value: PyObject | NULL): number {
  const func = value === NULL ? prop_del(self) : prop_set(self);
  if (func === (NULL as number)) {
    lacks(self, obj, value === NULL ? 'deleter' : 'setter');
    return -1;
  }
  const res = value === NULL ? PyObject_CallOneArg(func, obj) : PyObject_CallTwoArgs(func, obj, value);
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}
const orNone = (value: PyObject | NULL): PyObject => (value === NULL ? _Py_NoneStruct : value);
/** A property with one function replaced. CPython: property_copy() */
function property_copy(old: PyObject, get: PyObject | NULL, set: PyObject | NULL, del: PyObject | NULL): New | NULL {
  const type = Py_NewRef(Py_TYPE(old));
  const fget = get === NULL || get === _Py_NoneStruct ? orNone(prop_get(old)) : get;
  const fset = set === NULL || set === _Py_NoneStruct ? orNone(prop_set(old)) : set;
  const fdel = del === NULL || del === _Py_NoneStruct ? orNone(prop_del(old)) : del;
  const doc = getter_doc(old) !== 0 && fget !== _Py_NoneStruct ? _Py_NoneStruct : orNone(prop_doc(old));
  const made = PyObject_CallFunctionObjArgs(type, fget, fset, fdel, doc);
  Py_DECREF(type);
  if (made !== NULL && PyObject_TypeCheck(made, PyProperty_Type)) {
    const name = prop_name(made);
    set_prop_name(made, Py_XNewRef(prop_name(old)));
    Py_XDECREF(name);
  }
  return made;
}
function replace(self: PyObject, get: (op: number) => PyObject, set: (op: number, v: New | NULL) => void, value: PyObject | NULL): void {
  const old = get(self);
  set(self, Py_XNewRef(value));
  Py_XDECREF(old);
}
/** CPython: property_init_impl() */
function property_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('property', '(fget=None, fset=None, fdel=None, doc=None)', args, kwds);
  if (values === null) return -1;
  const [fget, fset, fdel, doc] = values.map(value => (value === _Py_NoneStruct ? NULL : value));
  replace(self, prop_get, set_prop_get, fget);
  replace(self, prop_set, set_prop_set, fset);
  replace(self, prop_del, set_prop_del, fdel);
  replace(self, prop_doc, set_prop_doc, NULL);
  replace(self, prop_name, set_prop_name, NULL);
  set_getter_doc(self, 0);
  let text: New | NULL = NULL;
  if (doc !== NULL) text = Py_NewRef(doc);
  else if (fget !== NULL) {
    text = PyObject_GetOptionalAttr(fget, ids.ID___doc__);
    if (text === NULL && PyErr_Occurred()) return -1;
    if (text === _Py_NoneStruct) text = NULL;
    if (text !== NULL) set_getter_doc(self, 1);
  }
  if (Py_TYPE(self) === PyProperty_Type) {
    set_prop_doc(self, text);
    return 0;
  }
  // a subclass has a __doc__ of its own in its dict, which would hide the member
  if (text === NULL) text = Py_NewRef(_Py_NoneStruct);
  const err = PyObject_SetAttr(self, ids.ID___doc__, text);
  Py_DECREF(text);
  if (err >= 0) return 0;
  if (getter_doc(self) === 0 && PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear();
    return 0;
  }
  return -1;
}
function property_get__name__(prop: PyObject): New | NULL {
  const name = property_name(prop);
  return name === NULL && !PyErr_Occurred() ? PyErr_SetString(PyExc_AttributeError, "'property' object has no attribute '__name__'") : name;
}
function property_get___isabstractmethod__(prop: PyObject): New | NULL {
  for (const func of [prop_get(prop), prop_set(prop), prop_del(prop)]) {
    const res = _PyObject_IsAbstract(func);
    if (res < 0) return NULL;
    if (res > 0) return Py_NewRef(Py_BOOL(true));
  }
  return Py_NewRef(Py_BOOL(false));
}
function property_set_name(self: PyObject, args: number, nargs: number): New | NULL {
  if (nargs !== 2) return PyErr_Format(PyExc_TypeError, `__set_name__() takes 2 positional arguments but ${nargs} were given`);
  replace(self, prop_name, set_prop_name, H[args + 2] as PyObject);
  return Py_NewRef(_Py_NoneStruct);
}
defineType(PyProperty_Type, {
  tp_name: 'property', tp_basicsize: 64, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, layout: 'propertyobject',
  tp_doc: 'property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute that functions give, set and delete.\n\n  fget\n    gives the value\n  fset\n    sets the value\n  fdel\n    deletes the attribute\n  doc\n    documentation\n\nUsually a decorator:\n\nclass C(object):\n    @property\n    def x(self):\n        "The property x."\n        return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x',
  slots: {
    tp_dealloc: property_dealloc, tp_getattro: PyObject_GenericGetAttr, tp_descr_get: property_descr_get, tp_descr_set: property_descr_set, tp_init: property_init, tp_alloc: PyType_GenericAlloc,
    tp_new: PyType_GenericNew, tp_free: PyObject_GC_Del,
    tp_clear: self => {
      replace(self, prop_doc, set_prop_doc, NULL);
      return 0;
    },
  },
  methods: [
    hiddenMethod('getter', '($self, fget, /)', (self, f) => property_copy(self, f, NULL, NULL), 'a copy of the property with another getter'),
    hiddenMethod('setter', '($self, fset, /)', (self, f) => property_copy(self, NULL, f, NULL), 'a copy of the property with another setter'),
    hiddenMethod('deleter', '($self, fdel, /)', (self, f) => property_copy(self, NULL, NULL, f), 'a copy of the property with another deleter'),
    rawMethod('__set_name__', '($self, owner, name, /)', property_set_name, 'Note the name of a property.'),
  ],
  members: [
    {name: 'fget', type: 'object', offset: 16, flags: Py_READONLY}, {name: 'fset', type: 'object', offset: 24, flags: Py_READONLY}, {name: 'fdel', type: 'object', offset: 32, flags: Py_READONLY},
    {name: '__doc__', type: 'object', offset: 40},
  ],
  getset: [
    {name: '__name__', get: property_get__name__, set: (prop, value) => { replace(prop, prop_name, set_prop_name, value); return 0; }},
    {name: '__isabstractmethod__', get: property_get___isabstractmethod__},
  ],
});
