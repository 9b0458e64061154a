/**
 * Types: subtyping, making instances, calling a type, special methods. CPython: Objects/typeobject.c
 *
 * The rest of that file: typeobject-cache (lookup, versions), -mro, -ready (PyType_Ready, static types), -slots, -slotdefs, -wrappers (special
 * methods), -new (class creation), -spec (types of modules), -attributes (the type `type`), -bases (changing __bases__ and __class__), -subtype
 * (instances of classes), -object (the type `object`), -reduce (pickling), -super.
 */
import {H, tstate} from '../runtime/current';
import {PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_SET_SIZE, Py_TYPE, ht_cached_keys, tp_base, tp_basicsize, tp_flags, tp_itemsize} from '../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_TypeError, PyType_Type} from '../runtime/generated/static-addresses';
import {_PyObject_GC_TRACK} from '../runtime/gc';
import {Py_DECREF, Py_NewRef, _PyObject_Init, slots} from '../runtime/object';
import {PyObject_GC_Malloc, PyObject_Malloc, _PyType_PreHeaderSize} from '../runtime/obmalloc';
import {UNWIND_CALL} from '../runtime/pystate';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_INLINE_VALUES} from '../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {_PyObject_MakeTpCall, _Py_CheckFunctionResult} from './call';
import {shared_keys_usable_size} from './dictobject-keys';
import {_PyObject_InitInlineValues} from './dictobject-values';
import {PyErr_Format, PyErr_NoMemory, PyErr_SetString} from './errors';
import {_PyArg_NoKwnames} from './getargs';
import {_PyType_Lookup, lookup_tp_mro} from './typeobject-cache';

export {PyType_Modified, _PyType_GetDict, _PyType_GetMRO, _PyType_Lookup, _PyType_LookupRef, assign_version_tag as _PyType_AssignVersionTag, lookup_tp_dict, lookup_tp_mro} from './typeobject-cache';
export {PyType_Ready, _PyTypes_FiniTypes, _PyTypes_InitTypes} from './typeobject-ready';
export {_PyType_CalculateMetaclass, type_new} from './typeobject-new';
export {PyType_FromModuleAndSpec, PyType_FromSpec, PyType_GetModule, PyType_GetModuleByDef, PyType_GetModuleState, _PyType_GetModuleByDef2} from './typeobject-spec';
export {_PySuper_Lookup} from './typeobject-super';
export {PyType_GetFullyQualifiedName, PyType_GetName, PyType_GetQualName, type_module, type_qualname} from './typeobject-attributes';

// ---- subtyping ----

/** True when b is a or a base of a. CPython: PyType_IsSubtype() */
export function PyType_IsSubtype(a: PyTypeObject, b: PyTypeObject): boolean {
  // no shortcut for a === b: a custom mro() may leave the type itself out
  const mro = lookup_tp_mro(a);
  if (mro === NULL) {
    for (let at: PyObject | NULL = a; at !== NULL; at = tp_base(at)) if (at === b) return true;
    return b === PyBaseObject_Type;
  }
  const n = PyTuple_GET_SIZE(mro);
  for (let i = 0; i < n; i++) if (PyTuple_GET_ITEM(mro, i) === b) return true;
  return false;
}
/** True when an object is an instance of a type or a subtype. CPython: Include/object.h PyObject_TypeCheck() */
export function PyObject_TypeCheck(op: PyObject, type: PyTypeObject): boolean {
  return Py_TYPE(op) === type || PyType_IsSubtype(Py_TYPE(op), type);
}
/** Part of a type's name after the last dot. CPython: _PyType_Name() */
export function _PyType_Name(type: PyTypeObject): string {
  const name = slots(type).tp_name, dot = name.lastIndexOf('.');
  return dot < 0 ? name : name.slice(dot + 1);
}
/** The special method of an object's type, bound; NULL without an exception when there is none. escapes. CPython: _PyObject_LookupSpecial() */
export function _PyObject_LookupSpecial(self: PyObject, name: PyObject): New | NULL {
  const type = Py_TYPE(self), found = _PyType_Lookup(type, name);
  if (found === NULL) return NULL;
  const held = Py_NewRef(found), get = slots(Py_TYPE(held)).tp_descr_get;
  if (get === null) return held;
  const res = get(held, self, type);
  Py_DECREF(held);
  return res;
}

// ---- instances ----

/** Bytes of the inline values at the end of an instance. CPython: Include/internal/pycore_dict.h _PyInlineValuesSize() */
export function _PyInlineValuesSize(type: PyTypeObject): number {
  const size = shared_keys_usable_size(ht_cached_keys(type));
  return ((size + 7) & -8) + (size + 1) * 8;
}
/** A new instance, its fields zero, not tracked. CPython: _PyType_AllocNoTrack() */
export function _PyType_AllocNoTrack(type: PyTypeObject, nitems: number): New | NULL {
  const flags = tp_flags(type), itemsize = tp_itemsize(type);
  // one item more than asked for, as CPython has room for a sentinel
  let size = itemsize === 0 ? (tp_basicsize(type) + 7) & -8 : (tp_basicsize(type) + (nitems + 1) * itemsize + 7) & -8;
  if ((flags & Py_TPFLAGS_INLINE_VALUES) !== 0) size += _PyInlineValuesSize(type);
  const presize = _PyType_PreHeaderSize(type);
  const block = presize !== 0 ? PyObject_GC_Malloc(size, presize) : PyObject_Malloc(size);
  if (block === 0) return PyErr_NoMemory();
  const end = block + (size >> 2);
  if (size <= 128) for (let at = block + 4; at < end; at++) H[at] = 0;
  else H.fill(0, block + 4, end);
  const obj = _PyObject_Init(block, type);
  if (itemsize !== 0) Py_SET_SIZE(obj, nitems);
  if ((flags & Py_TPFLAGS_INLINE_VALUES) !== 0) _PyObject_InitInlineValues(obj, type);
  return obj;
}
/** The default tp_alloc: a new instance, its fields zero, tracked by the collector when the type is. CPython: PyType_GenericAlloc() */
export function PyType_GenericAlloc(type: PyTypeObject, nitems: number): New | NULL {
  const obj = _PyType_AllocNoTrack(type, nitems);
  if (obj !== NULL && (tp_flags(type) & Py_TPFLAGS_HAVE_GC) !== 0) _PyObject_GC_TRACK(obj);
  return obj;
}
/** A tp_new that only allocates. CPython: PyType_GenericNew() */
export function PyType_GenericNew(type: PyTypeObject, _args: PyObject, _kwds: PyObject | NULL): New | NULL {
  return slots(type).tp_alloc!(type, 0);
}

// ---- calling a type ----

/** type(...)(): makes an instance and sets it up. escapes. CPython: type_call() */
export function type_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (self === PyType_Type) {
    const nargs = PyTuple_GET_SIZE(args);
    if (nargs === 1 && (kwds === NULL || PyDict_GET_SIZE(kwds) === 0)) return Py_NewRef(Py_TYPE(PyTuple_GET_ITEM(args, 0)));
    if (nargs !== 3) return PyErr_SetString(PyExc_TypeError, 'type() takes 1 or 3 arguments');
  }
  const make = slots(self).tp_new;
  if (make === null) return PyErr_Format(PyExc_TypeError, `cannot create '${slots(self).tp_name}' instances`);
  let obj = make(self, args, kwds);
  if (obj === NULL || tstate.current_exception !== NULL) obj = _Py_CheckFunctionResult(self, obj, null);
  if (obj === NULL) return NULL;
  if (Py_TYPE(obj) !== self && !PyType_IsSubtype(Py_TYPE(obj), self)) return obj;
  const init = slots(Py_TYPE(obj)).tp_init;
  if (init !== null && init(obj, args, kwds) < 0) {
    if (tstate.unwinding === UNWIND_CALL) throw new Error('tp_init left a call unfinished');
    Py_DECREF(obj);
    return NULL;
  }
  return obj;
}
/** vectorcall of types: the type's own tp_vectorcall, else type_call. escapes */
export function typeVectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const f = slots(type).tp_vectorcall;
  return f !== null ? f(type, args, nargs, kwnames) : _PyObject_MakeTpCall(type, args, nargs, kwnames);
}
/** tp_vectorcall of `type`: type(x) at once. CPython: type_vectorcall() */
export function type_vectorcall(metatype: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs === 1 && metatype === PyType_Type) return _PyArg_NoKwnames('type', kwnames) ? Py_NewRef(Py_TYPE(H[args] as PyObject)) : NULL;
  return _PyObject_MakeTpCall(metatype, args, nargs, kwnames);
}
