/** Types of modules, made from a declaration at run time. CPython: Objects/typeobject.c PyType_FromMetaclass() and its kin */
import {PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, ht_module, set_ht_module, set_ht_name, set_ht_qualname, set_tp_base, set_tp_bases, set_tp_basicsize, set_tp_dictoffset, set_tp_flags, set_tp_itemsize, set_tp_weaklistoffset, tp_basicsize, tp_flags, tp_itemsize, tp_mro} from '../runtime/generated/accessors';
import {ID___module__, ID_builtins} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyExc_DeprecationWarning, PyExc_SystemError, PyExc_TypeError, PyType_Type} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XNewRef, setPayload, slots} from '../runtime/object';
import * as flag from '../runtime/typeflags';
import {PyTypeSlots, Py_RELATIVE_OFFSET, type PyMemberDef, type TypeSpec} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyDict_Contains, PyDict_SetItem} from './dictobject';
import {PyErr_Format, PyErr_SetString, PyErr_WarnFormat, typeName} from './errors';
import {PyModule_GetDef, PyModule_GetState, type PyModuleDef} from './moduleobject';
import {PyTuple_Pack} from './tupleobject';
import {lookup_tp_dict} from './typeobject-cache';
import {_align_up} from './typeobject-data';
import {best_base} from './typeobject-mro';
import {_PyType_CalculateMetaclass, type_new} from './typeobject-new';
import {PyType_Ready, declaredSlots, slotsFromSpec} from './typeobject-ready';
import {subtype_clear, subtype_dealloc, subtype_traverse} from './typeobject-subtype';
import {PyUnicode_FromString} from './unicodeobject';

/** The tuple of bases: what is given (a type or a tuple), else those of the declaration, else object. CPython: get_bases_tuple() */
function basesTuple(bases: PyObject | NULL, spec: TypeSpec): New | NULL {
  if (bases !== NULL) return PyTuple_Check(bases) ? Py_NewRef(bases) : PyTuple_Pack(bases);
  if (spec.tp_bases !== undefined) return PyTuple_Pack(...spec.tp_bases);
  return PyTuple_Pack(spec.tp_base ?? PyBaseObject_Type);
}
/** A new heap type from a declaration, by a metaclass or the one of the bases (NULL). `module` may be NULL. CPython: PyType_FromMetaclass() */
export function PyType_FromMetaclass(metaclass: PyTypeObject | NULL, module: PyObject | NULL, spec: TypeSpec, basesIn: PyObject | NULL): New | NULL {
  const bases = basesTuple(basesIn, spec);
  if (bases === NULL) return NULL;
  const type = fromMetaclass(metaclass, module, spec, bases, metaclass === NULL);
  Py_DECREF(bases);
  return type;
}
/** `allow_tp_new` only warns of a metaclass with a tp_new of its own. CPython: PyType_FromMetaclass_impl() */
function fromMetaclass(metaclass: PyTypeObject | NULL, module: PyObject | NULL, spec: TypeSpec, bases: PyObject, allow_tp_new: boolean): New | NULL {
  for (const member of spec.members ?? []) {
    if (((member.flags ?? 0) & Py_RELATIVE_OFFSET) === 0) continue;
    if (spec.tp_basicsize > 0) return PyErr_SetString(PyExc_SystemError, 'With Py_RELATIVE_OFFSET, basicsize must be negative.');
    if (member.offset < 0 || member.offset >= -spec.tp_basicsize) return PyErr_SetString(PyExc_SystemError, 'Member offset out of range (0..-basicsize)');
  }
  const immutable = ((spec.tp_flags ?? 0) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0;
  for (let i = 0; immutable && i < PyTuple_GET_SIZE(bases); i++) {
    const base = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(base)) return PyErr_SetString(PyExc_TypeError, 'bases must be types');
    if ((tp_flags(base) & flag.Py_TPFLAGS_IMMUTABLETYPE) === 0
      && PyErr_WarnFormat(PyExc_DeprecationWarning, 0, `Creating immutable type ${spec.tp_name} from mutable base ${slots(base).tp_name} is deprecated, and slated to be disallowed in Python 3.14.`) < 0) return NULL;
  }
  const meta = _PyType_CalculateMetaclass(metaclass === NULL ? PyType_Type : metaclass, bases);
  if (meta === NULL) return NULL;
  if (!PyType_Check(meta)) return PyErr_Format(PyExc_TypeError, `Metaclass '${typeName(meta)}' is not a subclass of 'type'.`);
  if (slots(meta).tp_new !== null && slots(meta).tp_new !== type_new) {
    if (!allow_tp_new) return PyErr_SetString(PyExc_TypeError, 'Metaclasses with custom tp_new are not supported.');
    if (PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `Type ${spec.tp_name} uses PyType_Spec with a metaclass that has custom tp_new. This is deprecated and will no longer be allowed in Python 3.14.`) < 0) return NULL;
  }
  const base = best_base(bases);
  if (base === NULL) return NULL;
  // below zero: so many bytes more than the base has (PEP 697)
  const extends_ = spec.tp_basicsize < 0, dataOffset = extends_ ? _align_up(tp_basicsize(base)) : 0;
  const basicsize = spec.tp_basicsize === 0 ? tp_basicsize(base) : extends_ ? dataOffset + _align_up(-spec.tp_basicsize) : spec.tp_basicsize;
  if (extends_ && tp_itemsize(base) !== 0 && ((tp_flags(base) | (spec.tp_flags ?? 0)) & flag.Py_TPFLAGS_ITEMS_AT_END) === 0) {
    return PyErr_SetString(PyExc_SystemError, 'Cannot extend variable-size class without Py_TPFLAGS_ITEMS_AT_END.');
  }
  const type = slots(meta).tp_alloc!(meta, 0);
  if (type === NULL) return NULL;
  const s = new PyTypeSlots();
  setPayload(type, s);
  let flags = (spec.tp_flags ?? 0) | flag.Py_TPFLAGS_HEAPTYPE;
  if ((spec.slots.vectorcall ?? null) !== null) flags |= flag.Py_TPFLAGS_HAVE_VECTORCALL;
  set_tp_flags(type, flags);
  set_tp_base(type, Py_NewRef(base));
  set_tp_bases(type, Py_NewRef(bases));
  set_ht_module(type, Py_XNewRef(module));
  slotsFromSpec(spec, s);
  const dot = spec.tp_name.lastIndexOf('.'), name = PyUnicode_FromString(dot < 0 ? spec.tp_name : spec.tp_name.slice(dot + 1));
  if (name === NULL) {
    Py_DECREF(type);
    return NULL;
  }
  set_ht_name(type, name);
  set_ht_qualname(type, Py_NewRef(name));
  set_tp_basicsize(type, basicsize);
  set_tp_itemsize(type, spec.tp_itemsize ?? tp_itemsize(base));
  if (extends_) s.members = s.members.map(member => absolute(member, dataOffset));
  set_tp_dictoffset(type, spec.tp_dictoffset ?? 0);
  set_tp_weaklistoffset(type, spec.tp_weaklistoffset ?? 0);
  for (const member of s.members) {
    if (member.name === '__dictoffset__') set_tp_dictoffset(type, member.offset);
    if (member.name === '__weaklistoffset__') set_tp_weaklistoffset(type, member.offset);
  }
  s.members = s.members.filter(member => member.name !== '__dictoffset__' && member.name !== '__weaklistoffset__' && member.name !== '__vectorcalloffset__');
  // types of modules free themselves as classes do unless they say how
  if (s.tp_dealloc === null) {
    s.tp_dealloc = subtype_dealloc;
    if ((flags & flag.Py_TPFLAGS_HAVE_GC) !== 0 && s.tp_traverse === null) {
      s.tp_traverse = subtype_traverse;
      s.tp_clear = subtype_clear;
    }
  }
  if (PyType_Ready(type, declaredSlots(spec)) < 0 || setModule(type, spec, dot) < 0) {
    Py_DECREF(type);
    return NULL;
  }
  return type;
}
/** A member whose offset counts from the start of the object, not from what its type adds. */
function absolute(member: PyMemberDef, dataOffset: number): PyMemberDef {
  const flags = member.flags ?? 0;
  return (flags & Py_RELATIVE_OFFSET) === 0 ? member : {...member, offset: member.offset + dataOffset, flags: flags & ~Py_RELATIVE_OFFSET};
}
function setModule(type: PyTypeObject, spec: TypeSpec, dot: number): number {
  const dict = lookup_tp_dict(type) as PyObject, r = PyDict_Contains(dict, ID___module__);
  if (r !== 0) return r < 0 ? -1 : 0;
  // an immutable type without a dot stands for a static one of CPython
  if (dot < 0 && ((spec.tp_flags ?? 0) & flag.Py_TPFLAGS_IMMUTABLETYPE) !== 0) return PyDict_SetItem(dict, ID___module__, ID_builtins);
  if (dot < 0) return PyErr_WarnFormat(PyExc_DeprecationWarning, 1, `builtin type ${spec.tp_name} has no __module__ attribute`);
  const module = PyUnicode_FromString(spec.tp_name.slice(0, dot));
  if (module === NULL) return -1;
  const res = PyDict_SetItem(dict, ID___module__, module);
  Py_DECREF(module);
  return res;
}
/** A heap type of a module, from a declaration; `bases`: a type, a tuple, or NULL for those of the declaration. CPython: PyType_FromModuleAndSpec() */
export function PyType_FromModuleAndSpec(module: PyObject | NULL, spec: TypeSpec, bases: PyObject | NULL = NULL): New | NULL {
  return PyType_FromMetaclass(NULL, module, spec, bases);
}
/** The same without a module. CPython: PyType_FromSpec() */
export function PyType_FromSpec(spec: TypeSpec): New | NULL {
  return PyType_FromMetaclass(NULL, NULL, spec, NULL);
}
/** CPython: PyType_FromSpecWithBases() */
export function PyType_FromSpecWithBases(spec: TypeSpec, bases: PyObject | NULL): New | NULL {
  return PyType_FromMetaclass(NULL, NULL, spec, bases);
}
/** The module a heap type was made for, borrowed; NULL with a TypeError. CPython: PyType_GetModule() */
export function PyType_GetModule(type: PyTypeObject): PyObject | NULL {
  if ((tp_flags(type) & flag.Py_TPFLAGS_HEAPTYPE) === 0) return PyErr_Format(PyExc_TypeError, `PyType_GetModule: Type '${slots(type).tp_name}' is not a heap type`);
  const module = ht_module(type);
  return module === (NULL as number) ? PyErr_Format(PyExc_TypeError, `PyType_GetModule: Type '${slots(type).tp_name}' has no associated module`) : module;
}
/** State of the module a heap type was made for; null with a TypeError. CPython: PyType_GetModuleState() */
export function PyType_GetModuleState<T>(type: PyTypeObject): T | null {
  const module = PyType_GetModule(type);
  return module === NULL ? null : (PyModule_GetState(module) as T);
}
/** The module of the first type in the mro that was made for a definition, borrowed; NULL without exception. */
function moduleByDef(type: PyTypeObject, def: PyModuleDef): PyObject | NULL {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i);
    if ((tp_flags(base) & flag.Py_TPFLAGS_HEAPTYPE) === 0) continue;
    const module = ht_module(base);
    if (module !== (NULL as number) && PyModule_GetDef(module) === def) return module;
  }
  return NULL;
}
/** The module of a type or of one of its bases that has this definition, borrowed; NULL with a TypeError. CPython: PyType_GetModuleByDef() */
export function PyType_GetModuleByDef(type: PyTypeObject, def: PyModuleDef): PyObject | NULL {
  const module = moduleByDef(type, def);
  return module !== NULL ? module : PyErr_Format(PyExc_TypeError, `PyType_GetModuleByDef: No superclass of '${slots(type).tp_name}' has the given module`);
}
/** The same for one of two operands. CPython: _PyType_GetModuleByDef2() */
export function _PyType_GetModuleByDef2(left: PyTypeObject, right: PyTypeObject, def: PyModuleDef): PyObject | NULL {
  const module = moduleByDef(left, def);
  if (module !== NULL) return module;
  const other = moduleByDef(right, def);
  return other !== NULL ? other : PyErr_Format(PyExc_TypeError, `PyType_GetModuleByDef: No superclass of '${slots(left).tp_name}' nor '${slots(right).tp_name}' has the given module`);
}
