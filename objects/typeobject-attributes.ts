/** The type `type`: attributes of types, their life and their methods. CPython: Objects/typeobject.c */
import {PySys_AuditFormat} from './sysattr';
import {PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_CHECK_INTERNED, Py_BOOL, Py_TYPE, ht_cached_keys, ht_module, ht_name, ht_qualname, ht_slots, set_ht_module, set_ht_name, set_ht_qualname, set_tp_mro, tp_base, tp_bases, tp_cache, tp_dict, tp_flags, set_tp_flags, tp_mro} from '../runtime/generated/accessors';
import * as ids from '../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_TypeError, PyExc_ValueError, PyType_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {METH_CLASS, method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import * as flag from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY, type PyGetSetDef, type visitproc} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_Length, _PyObject_RealIsInstance, _PyObject_RealIsSubclass} from './abstract-object';
import {PySequence_GetItem} from './abstract-sequence';
import {PyDictProxy_New} from './descrobject-property';
import {PyDict_Clear, PyDict_EntryValue, PyDict_GetItemRef, PyDict_Keys, PyDict_New, PyDict_Next, PyDict_Pop, PyDict_SetItem, _PyDict_SetItem_LockHeld} from './dictobject';
import {_PyDictKeys_DecRef, _PyDict_KeysSize} from './dictobject-keys';
import {PyDict_Update} from './dictobject-merge';
import {PyErr_Clear, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, reprText, typeName} from './errors';
import {PyList_Append, PyList_New} from './listobject';
import {PyLong_FromNumber} from './longobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue, _PyObject_SetAttributeErrorContext, addressText} from './object';
import {PyTuple_New} from './tupleobject';
import {PyType_GenericAlloc, _PyType_Name, typeVectorcall, type_call, type_vectorcall} from './typeobject';
import {type_get_bases, type_set_bases} from './typeobject-bases';
import {PyType_Modified, _PyType_Lookup, lookup_tp_bases, lookup_tp_dict, lookup_tp_mro, lookup_tp_subclasses, type_from_ref} from './typeobject-cache';
import {type_mro_impl} from './typeobject-mro';
import {isEncodable, type_init, type_new} from './typeobject-new';
import {_PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc, clear_tp_subclasses, remove_all_subclasses} from './typeobject-ready';
import {update_slot} from './typeobject-slotdefs';
import {_PyUnicode_InternMortal} from './unicode-intern';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_Copy, _PyUnicode_Equal} from './unicodeobject';
import {_Py_union_type_or} from './unionobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

// ---- getattr and setattr of types ----

/** getattr of a type: data descriptors of the metaclass, the type and its bases, then the metaclass. With `suppress` absence is NULL without exception. escapes. CPython: _Py_type_getattro_impl() */
export function _Py_type_getattro_impl(type: PyObject, name: PyObject, suppress: boolean): New | NULL {
  if (!PyUnicode_Check(name)) return PyErr_Format(PyExc_TypeError, `attribute name must be string, not '${typeName(name)}'`);
  const metatype = Py_TYPE(type), foundMeta = _PyType_Lookup(metatype, name);
  const meta = foundMeta === NULL ? NULL : Py_NewRef(foundMeta);
  const metaGet = meta === NULL ? null : slots(Py_TYPE(meta)).tp_descr_get;
  if (meta !== NULL && metaGet !== null && slots(Py_TYPE(meta)).tp_descr_set !== null) {
    const res = metaGet(meta, type, metatype);
    Py_DECREF(meta);
    return res;
  }
  const found = _PyType_Lookup(type, name);
  if (found !== NULL) {
    const attribute = Py_NewRef(found);
    Py_XDECREF(meta);
    const get = slots(Py_TYPE(attribute)).tp_descr_get;
    if (get === null) return attribute;
    const res = get(attribute, NULL, type);
    Py_DECREF(attribute);
    return res;
  }
  if (meta !== NULL) {
    if (metaGet === null) return meta;
    const res = metaGet(meta, type, metatype);
    Py_DECREF(meta);
    return res;
  }
  return suppress ? NULL : PyErr_Format(PyExc_AttributeError, `type object '${slots(type).tp_name}' has no attribute '${PyUnicode_AsJSString(name)}'`);
}
/** tp_getattro of `type`. escapes. CPython: _Py_type_getattro() */
export function _Py_type_getattro(type: PyObject, name: PyObject): New | NULL {
  return _Py_type_getattro_impl(type, name, false);
}
/** tp_setattro of `type`: also sets the slot a special method stands for. -1 on error. escapes. CPython: type_setattro() */
export function type_setattro(type: PyObject, name: PyObject, value: PyObject | NULL): number {
  if ((tp_flags(type) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    const repr = reprText(name);
    if (repr !== null) PyErr_Format(PyExc_TypeError, `cannot set ${repr} attribute of immutable type '${slots(type).tp_name}'`);
    return -1;
  }
  if (!PyUnicode_Check(name)) {
    PyErr_Format(PyExc_TypeError, `attribute name must be string, not '${typeName(name)}'`);
    return -1;
  }
  const exact = PyUnicode_CheckExact(name) ? Py_NewRef(name) : _PyUnicode_Copy(name);
  if (exact === NULL) return -1;
  const key = PyUnicode_CHECK_INTERNED(exact) !== 0 ? exact : _PyUnicode_InternMortal(exact);
  const found = _PyType_Lookup(Py_TYPE(type), key);
  let res: number;
  const set = found === NULL ? null : slots(Py_TYPE(found)).tp_descr_set;
  if (found !== NULL && set !== null) {
    const descr = Py_NewRef(found);
    res = set(descr, type, value);
    Py_DECREF(descr);
  } else res = type_update_dict(type, key, value);
  Py_DECREF(key);
  return res;
}
function type_update_dict(type: PyTypeObject, name: PyObject, value: PyObject | NULL): number {
  const dict = lookup_tp_dict(type) as PyObject;
  // the old value outlives the change, so that its end sees the type as it is now
  const old = PyDict_GetItemRef(dict, name);
  if (old === NULL && PyErr_Occurred()) return -1;
  PyType_Modified(type);
  let res = 0;
  if (_PyDict_SetItem_LockHeld(dict, name, value) < 0) {
    PyErr_Clear();
    PyErr_Format(PyExc_AttributeError, `type object '${slots(type).tp_name}' has no attribute '${PyUnicode_AsJSString(name)}'`);
    _PyObject_SetAttributeErrorContext(type, name);
    res = -1;
  } else {
    const text = PyUnicode_AsJSString(name);
    if (text.length > 4 && text.startsWith('__') && text.endsWith('__')) res = update_slot(type, name);
  }
  Py_XDECREF(old);
  return res;
}

// ---- getset ----

/** False, with a TypeError, when an attribute of a type may not be set. CPython: check_set_special_type_attr() */
export function check_set_special_type_attr(type: PyTypeObject, value: PyObject | NULL, name: string): boolean {
  const immutable = (tp_flags(type) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0;
  if (!immutable && value !== NULL) return PySys_AuditFormat('object.__setattr__', 'OsO', type, name, value) === 0;
  PyErr_Format(PyExc_TypeError, `cannot ${immutable ? 'set' : 'delete'} '${name}' attribute of immutable type '${slots(type).tp_name}'`);
  return false;
}
const heap = (type: PyTypeObject): boolean => (tp_flags(type) & flag.Py_TPFLAGS_HEAPTYPE) !== 0;

function type_name(type: PyTypeObject): New | NULL {
  return heap(type) ? Py_NewRef(ht_name(type)) : PyUnicode_FromString(_PyType_Name(type));
}
/** CPython: type_qualname() */
export function type_qualname(type: PyTypeObject): New | NULL {
  return heap(type) ? Py_NewRef(ht_qualname(type)) : PyUnicode_FromString(_PyType_Name(type));
}
export const PyType_GetName = type_name;
export const PyType_GetQualName = type_qualname;
function mustBeStr(type: PyTypeObject, value: PyObject, name: string): boolean {
  if (PyUnicode_Check(value)) return true;
  PyErr_Format(PyExc_TypeError, `can only assign string to ${slots(type).tp_name}.${name}, not '${typeName(value)}'`);
  return false;
}
function type_set_name(type: PyTypeObject, value: PyObject | NULL): number {
  if (!check_set_special_type_attr(type, value, '__name__') || !mustBeStr(type, value as PyObject, '__name__') || !isEncodable(value as PyObject)) return -1;
  const text = PyUnicode_AsJSString(value as PyObject);
  if (text.includes('\0')) {
    PyErr_SetString(PyExc_ValueError, 'type name must not contain null characters');
    return -1;
  }
  slots(type).tp_name = text;
  const old = ht_name(type);
  set_ht_name(type, Py_NewRef(value as PyObject));
  Py_DECREF(old);
  return 0;
}
function type_set_qualname(type: PyTypeObject, value: PyObject | NULL): number {
  if (!check_set_special_type_attr(type, value, '__qualname__') || !mustBeStr(type, value as PyObject, '__qualname__')) return -1;
  const old = ht_qualname(type);
  set_ht_qualname(type, Py_NewRef(value as PyObject));
  Py_DECREF(old);
  return 0;
}
/** Value of __module__. CPython: type_module() */
export function type_module(type: PyTypeObject): New | NULL {
  if (heap(type)) {
    const module = PyDict_GetItemRef(lookup_tp_dict(type) as PyObject, ids.ID___module__);
    return module === NULL && !PyErr_Occurred() ? PyErr_SetString(PyExc_AttributeError, '__module__') : module;
  }
  const name = slots(type).tp_name, dot = name.lastIndexOf('.');
  if (dot < 0) return Py_NewRef(ids.ID_builtins);
  const module = PyUnicode_FromString(name.slice(0, dot));
  return module === NULL ? NULL : _PyUnicode_InternMortal(module);
}
function type_set_module(type: PyTypeObject, value: PyObject | NULL): number {
  if (!check_set_special_type_attr(type, value, '__module__')) return -1;
  PyType_Modified(type);
  const dict = lookup_tp_dict(type) as PyObject, line = PyDict_Pop(dict, ids.ID___firstlineno__);
  if (line === NULL && PyErr_Occurred()) return -1;
  Py_XDECREF(line);
  return PyDict_SetItem(dict, ids.ID___module__, value as PyObject);
}
/** module.qualname of a type, as error texts want it. CPython: PyType_GetFullyQualifiedName() */
export function PyType_GetFullyQualifiedName(type: PyTypeObject): New | NULL {
  return _PyType_GetFullyQualifiedName(type, '.');
}
/** The same with another sign between the two. CPython: _PyType_GetFullyQualifiedName() */
export function _PyType_GetFullyQualifiedName(type: PyTypeObject, sep: string): New | NULL {
  if (!heap(type)) return PyUnicode_FromString(slots(type).tp_name);
  const module = type_module(type);
  if (module === NULL) return NULL;
  const qualname = ht_qualname(type);
  const plain = !PyUnicode_Check(module) || _PyUnicode_Equal(module, ids.ID_builtins) || _PyUnicode_Equal(module, ids.ID___main__);
  const res = plain ? Py_NewRef(qualname) : PyUnicode_FromString(`${PyUnicode_AsJSString(module)}${sep}${PyUnicode_AsJSString(qualname)}`);
  Py_DECREF(module);
  return res;
}
/** Value of __abstractmethods__. CPython: type_abstractmethods() */
export function type_abstractmethods(type: PyTypeObject): New | NULL {
  const found = type === PyType_Type ? NULL : PyDict_GetItemRef(lookup_tp_dict(type) as PyObject, ids.ID___abstractmethods__);
  return found === NULL && !PyErr_Occurred() ? PyErr_SetObject(PyExc_AttributeError, ids.ID___abstractmethods__) : found;
}
function type_set_abstractmethods(type: PyTypeObject, value: PyObject | NULL): number {
  const dict = lookup_tp_dict(type) as PyObject;
  let abstract = 0;
  if (value !== NULL) {
    abstract = PyObject_IsTrue(value);
    if (abstract < 0 || PyDict_SetItem(dict, ids.ID___abstractmethods__, value) < 0) return -1;
  } else {
    const old = PyDict_Pop(dict, ids.ID___abstractmethods__);
    if (old === NULL) {
      if (!PyErr_Occurred()) PyErr_SetObject(PyExc_AttributeError, ids.ID___abstractmethods__);
      return -1;
    }
    Py_DECREF(old);
  }
  PyType_Modified(type);
  set_tp_flags(type, abstract !== 0 ? tp_flags(type) | flag.Py_TPFLAGS_IS_ABSTRACT : tp_flags(type) & ~flag.Py_TPFLAGS_IS_ABSTRACT);
  return 0;
}
function type_get_mro(type: PyTypeObject): New {
  const mro = lookup_tp_mro(type);
  return Py_NewRef(mro === NULL ? _Py_NoneStruct : mro);
}
function type_dict(type: PyTypeObject): New | NULL {
  const dict = lookup_tp_dict(type);
  return dict === NULL ? Py_NewRef(_Py_NoneStruct) : PyDictProxy_New(dict);
}
function type_get_doc(type: PyTypeObject): New | NULL {
  const s = slots(type);
  if (!heap(type) && s.tp_doc !== null) return _PyType_GetDocFromInternalDoc(s.tp_name, s.tp_doc);
  const doc = PyDict_GetItemRef(lookup_tp_dict(type) as PyObject, ids.ID___doc__);
  if (doc === NULL) return PyErr_Occurred() ? NULL : Py_NewRef(_Py_NoneStruct);
  return bound(doc, type);
}
/** What a descriptor in a type's dict gives for the type. @steals value */
function bound(value: New, type: PyTypeObject): New | NULL {
  const get = slots(Py_TYPE(value)).tp_descr_get;
  if (get === null) return value;
  const res = get(value, NULL, type);
  Py_DECREF(value);
  return res;
}
function type_set_doc(type: PyTypeObject, value: PyObject | NULL): number {
  if (!check_set_special_type_attr(type, value, '__doc__')) return -1;
  PyType_Modified(type);
  return PyDict_SetItem(lookup_tp_dict(type) as PyObject, ids.ID___doc__, value as PyObject);
}
function type_get_text_signature(type: PyTypeObject): New | NULL {
  return _PyType_GetTextSignatureFromInternalDoc(slots(type).tp_name, slots(type).tp_doc);
}
function type_get_annotations(type: PyTypeObject): New | NULL {
  if (!heap(type)) return PyErr_Format(PyExc_AttributeError, `type object '${slots(type).tp_name}' has no attribute '__annotations__'`);
  const dict = lookup_tp_dict(type) as PyObject, found = PyDict_GetItemRef(dict, ids.ID___annotations__);
  if (found !== NULL) return bound(found, type);
  if (PyErr_Occurred()) return NULL;
  const made = PyDict_New();
  if (made === NULL) return NULL;
  if (PyDict_SetItem(dict, ids.ID___annotations__, made) < 0) {
    Py_DECREF(made);
    return NULL;
  }
  PyType_Modified(type);
  return made;
}
function type_set_annotations(type: PyTypeObject, value: PyObject | NULL): number {
  if ((tp_flags(type) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    PyErr_Format(PyExc_TypeError, `cannot set '__annotations__' attribute of immutable type '${slots(type).tp_name}'`);
    return -1;
  }
  const dict = lookup_tp_dict(type) as PyObject;
  if (value !== NULL) {
    if (PyDict_SetItem(dict, ids.ID___annotations__, value) < 0) return -1;
  } else {
    const old = PyDict_Pop(dict, ids.ID___annotations__);
    if (old === NULL) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_AttributeError, '__annotations__');
      return -1;
    }
    Py_DECREF(old);
  }
  PyType_Modified(type);
  return 0;
}
function type_get_type_params(type: PyTypeObject): New | NULL {
  const params = type === PyType_Type ? NULL : PyDict_GetItemRef(lookup_tp_dict(type) as PyObject, ids.ID___type_params__);
  return params === NULL && !PyErr_Occurred() ? PyTuple_New(0) : params;
}
function type_set_type_params(type: PyTypeObject, value: PyObject | NULL): number {
  if (!check_set_special_type_attr(type, value, '__type_params__')) return -1;
  const res = PyDict_SetItem(lookup_tp_dict(type) as PyObject, ids.ID___type_params__, value as PyObject);
  if (res === 0) PyType_Modified(type);
  return res;
}

const type_getsets: readonly PyGetSetDef[] = [
  {name: '__name__', get: type_name, set: type_set_name}, {name: '__qualname__', get: type_qualname, set: type_set_qualname},
  {name: '__bases__', get: type_get_bases, set: type_set_bases}, {name: '__mro__', get: type_get_mro},
  {name: '__module__', get: type_module, set: type_set_module}, {name: '__abstractmethods__', get: type_abstractmethods, set: type_set_abstractmethods},
  {name: '__dict__', get: type_dict}, {name: '__doc__', get: type_get_doc, set: type_set_doc}, {name: '__text_signature__', get: type_get_text_signature},
  {name: '__annotations__', get: type_get_annotations, set: type_set_annotations}, {name: '__type_params__', get: type_get_type_params, set: type_set_type_params},
];

// ---- methods ----

/** The list of direct subclasses that live. CPython: _PyType_GetSubclasses() */
export function _PyType_GetSubclasses(self: PyTypeObject): New | NULL {
  const list = PyList_New(0), subclasses = lookup_tp_subclasses(self);
  if (list === NULL || subclasses === NULL) return list;
  for (let pos = PyDict_Next(subclasses, 0); pos !== 0; pos = PyDict_Next(subclasses, pos)) {
    const subclass = type_from_ref(PyDict_EntryValue(subclasses, pos));
    if (subclass === NULL) continue;
    const failed = PyList_Append(list, subclass) < 0;
    Py_DECREF(subclass);
    if (failed) {
      Py_DECREF(list);
      return NULL;
    }
  }
  return list;
}
/** Merges the names of a class and all its bases into a dict; -1 on error. CPython: merge_class_dict() */
export function merge_class_dict(dict: PyObject, aclass: PyObject): number {
  const classdict = PyObject_GetOptionalAttr(aclass, ids.ID___dict__);
  if (classdict !== NULL) {
    const status = PyDict_Update(dict, classdict);
    Py_DECREF(classdict);
    if (status < 0) return -1;
  } else if (PyErr_Occurred()) return -1;
  const bases = PyObject_GetOptionalAttr(aclass, ids.ID___bases__);
  if (bases === NULL) return PyErr_Occurred() ? -1 : 0;
  const n = PyObject_Length(bases);
  let res = n < 0 ? -1 : 0;
  for (let i = 0; i < n && res === 0; i++) {
    const base = PySequence_GetItem(bases, i);
    if (base === NULL) res = -1;
    else {
      res = merge_class_dict(dict, base);
      Py_DECREF(base);
    }
  }
  Py_DECREF(bases);
  return res;
}
function type___dir__(self: PyObject): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  const res = merge_class_dict(dict, self) === 0 ? PyDict_Keys(dict) : NULL;
  Py_DECREF(dict);
  return res;
}
function type___sizeof__(self: PyObject): New | NULL {
  if (!heap(self)) return PyLong_FromNumber(416);
  const keys = ht_cached_keys(self);
  return PyLong_FromNumber(928 + (keys === 0 ? 0 : _PyDict_KeysSize(keys)));
}
function asBool(res: number): New | NULL {
  return res < 0 ? NULL : Py_NewRef(Py_BOOL(res !== 0));
}

function type_repr(type: PyObject): New | NULL {
  if (slots(type).tp_name === '') return PyUnicode_FromString(`<class at ${addressText(type)}>`);
  const module = type_module(type);
  if (module === NULL) PyErr_Clear();
  const qualname = type_qualname(type);
  let res: New | NULL = NULL;
  if (qualname !== NULL) {
    const shown = module !== NULL && PyUnicode_Check(module) && !_PyUnicode_Equal(module, ids.ID_builtins);
    res = PyUnicode_FromString(shown ? `<class '${PyUnicode_AsJSString(module)}.${PyUnicode_AsJSString(qualname)}'>` : `<class '${slots(type).tp_name}'>`);
    Py_DECREF(qualname);
  }
  Py_XDECREF(module);
  return res;
}

// ---- life ----

function type_dealloc(type: PyObject): void {
  _PyObject_GC_UNTRACK(type);
  const bases = lookup_tp_bases(type);
  if (bases !== (NULL as number)) {
    const exc = PyErr_GetRaisedException();
    remove_all_subclasses(type, bases);
    PyErr_SetRaisedException(exc);
  }
  PyObject_ClearWeakRefs(type);
  Py_XDECREF(tp_base(type));
  Py_XDECREF(tp_dict(type));
  Py_XDECREF(tp_bases(type));
  Py_XDECREF(tp_mro(type));
  Py_XDECREF(tp_cache(type));
  clear_tp_subclasses(type);
  Py_XDECREF(ht_name(type));
  Py_XDECREF(ht_qualname(type));
  Py_XDECREF(ht_slots(type));
  if (ht_cached_keys(type) !== 0) _PyDictKeys_DecRef(ht_cached_keys(type));
  Py_XDECREF(ht_module(type));
  slots(Py_TYPE(type)).tp_free!(type);
}
function type_traverse(type: PyObject, visit: visitproc): number {
  for (const op of [tp_dict(type), tp_cache(type), tp_mro(type), tp_bases(type), tp_base(type), ht_module(type)]) {
    if (op === (NULL as number)) continue;
    const err = visit(op);
    if (err !== 0) return err;
  }
  return 0;
}
function type_clear(type: PyObject): number {
  PyType_Modified(type);
  const dict = lookup_tp_dict(type);
  if (dict !== NULL) PyDict_Clear(dict);
  const module = ht_module(type), mro = tp_mro(type);
  set_ht_module(type, NULL);
  Py_XDECREF(module);
  set_tp_mro(type, NULL);
  Py_XDECREF(mro);
  return 0;
}

defineType(PyType_Type, {
  tp_name: 'type', tp_basicsize: 928, tp_itemsize: 40, tp_weaklistoffset: 368, tp_dictoffset: 264,
  tp_flags: flag.Py_TPFLAGS_HAVE_GC | flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_TYPE_SUBCLASS | flag.Py_TPFLAGS_ITEMS_AT_END,
  tp_doc: 'type(object) -> what the object is an instance of\ntype(name, bases, dict, **kwds) -> a new class',
  slots: {
    tp_dealloc: type_dealloc, vectorcall: typeVectorcall, tp_repr: type_repr, tp_call: type_call, tp_getattro: _Py_type_getattro, tp_setattro: type_setattro, tp_traverse: type_traverse,
    tp_clear: type_clear, tp_init: type_init, tp_alloc: PyType_GenericAlloc, tp_new: type_new, tp_free: PyObject_GC_Del, tp_is_gc: type => (heap(type) ? 1 : 0), tp_vectorcall: type_vectorcall,
    nb_or: _Py_union_type_or,
  },
  methods: [
    method('mro', '($self, /)', type_mro_impl, 'Give the order in which attributes are looked up.'),
    method('__subclasses__', '($self, /)', _PyType_GetSubclasses, 'Give a list of the direct subclasses.'),
    rawMethod('__prepare__', '($cls, name, bases, /, **kwds)', (_cls, _args, _nargs, _kwnames) => PyDict_New(), 'Make the namespace of a class statement.', METH_CLASS),
    method('__instancecheck__', '($self, instance, /)', (self, instance) => asBool(_PyObject_RealIsInstance(instance as PyObject, self)), 'Tell whether an object is an instance.'),
    method('__subclasscheck__', '($self, subclass, /)', (self, subclass) => asBool(_PyObject_RealIsSubclass(subclass as PyObject, self)), 'Tell whether a class is a subclass.'),
    method('__dir__', '($self, /)', type___dir__, 'Give the names of the class and its bases.'),
    method('__sizeof__', '($self, /)', type___sizeof__, 'Give the memory of the type object in bytes.'),
  ],
  members: [
    {name: '__basicsize__', type: 'ssize', offset: 32, flags: Py_READONLY}, {name: '__itemsize__', type: 'ssize', offset: 40, flags: Py_READONLY},
    {name: '__flags__', type: 'uint', offset: 168, flags: Py_READONLY}, {name: '__weakrefoffset__', type: 'ssize', offset: 208, flags: Py_READONLY},
    {name: '__base__', type: 'object', offset: 256, flags: Py_READONLY}, {name: '__dictoffset__', type: 'ssize', offset: 288, flags: Py_READONLY},
  ],
  getset: type_getsets,
});
