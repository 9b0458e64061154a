/**
 * typing.TypeAliasType and typing.Generic. CPython: Objects/typevarobject.c
 */
import {PyObject_GC_Del, Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {PyFunction_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, Py_TYPE, func_module, set_typealias_compute_value, set_typealias_module, set_typealias_name, set_typealias_type_params, set_typealias_value, typealias_compute_value, typealias_module, typealias_name, typealias_type_params} from '../runtime/generated/accessors';
import {PyExc_SystemError, PyExc_TypeError, _PyTypeAlias_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {METH_CLASS, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE} from '../runtime/typeflags';
import {type Args, NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {TypeSpec, visitproc} from '../runtime/typeslots';
import {PyObject_Vectorcall} from './call';
import {PyMethod_New} from './classobject';
import {PyErr_NoMemory, PyErr_SetString} from './errors';
import {Py_GenericAlias} from './genericaliasobject';
import {parseTupleAndKeywords} from './getargs';
import {PyObject_GetAttrString} from './object';
import {PyTuple_New} from './tupleobject';
import {PyType_GenericAlloc} from './typeobject';
import {callTyping, caller, lazyField, nameIsStr, releaseFields, typingTypes, unpack_typevartuples} from './typevarobject';

// ---- type aliases ----

export function typealias_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  releaseFields(self, 16, 48);
  slots(Py_TYPE(self)).tp_free!(self);
}
export function typealias_value_get(self: PyObject): New | NULL {
  return lazyField(self, self + 10, typealias_compute_value(self), _Py_NoneStruct);
}
export function typealias_repr(self: PyObject): New | NULL {
  return Py_NewRef(typealias_name(self));
}
export function typealias_parameters(self: PyObject): New | NULL {
  const params = typealias_type_params(self);
  return params === NULL ? PyTuple_New(0) : unpack_typevartuples(params);
}
export function typealias_get_type_params(self: PyObject): New | NULL {
  const params = typealias_type_params(self);
  return params === NULL ? PyTuple_New(0) : Py_NewRef(params);
}
export function typealias_get_module(self: PyObject): New | NULL {
  const module = typealias_module(self), compute = typealias_compute_value(self);
  if (module !== NULL) return Py_NewRef(module);
  const of = compute !== NULL && PyFunction_Check(compute) ? func_module(compute) : NULL;
  return Py_NewRef(of === NULL ? _Py_NoneStruct : of);
}
export function typealias_alloc(name: PyObject, type_params: PyObject | NULL, compute_value: PyObject | NULL, value: PyObject | NULL, module: PyObject | NULL): New | NULL {
  const ta = _PyObject_GC_New(_PyTypeAlias_Type, 56);
  if (ta === NULL) return PyErr_NoMemory();
  const none = type_params === NULL || type_params === _Py_NoneStruct || (PyTuple_Check(type_params) && PyTuple_GET_SIZE(type_params) === 0);
  set_typealias_name(ta, Py_NewRef(name));
  set_typealias_type_params(ta, none ? NULL : Py_NewRef(type_params));
  set_typealias_compute_value(ta, Py_XNewRef(compute_value));
  set_typealias_value(ta, Py_XNewRef(value));
  set_typealias_module(ta, Py_XNewRef(module));
  _PyObject_GC_TRACK(ta);
  return ta;
}
export function typealias_subscript(self: PyObject, args: PyObject): New | NULL {
  return typealias_type_params(self) === NULL ? PyErr_SetString(PyExc_TypeError, 'Only generic type aliases are subscriptable') : Py_GenericAlias(self, args);
}
export function typealias_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  void type;
  const values = parseTupleAndKeywords('typealias', '(name, value, *, type_params=())', args, kwds);
  if (values === null || !nameIsStr('typealias', values[0] as PyObject)) return NULL;
  if (values[2] !== NULL && !PyTuple_Check(values[2])) return PyErr_SetString(PyExc_TypeError, 'type_params must be a tuple');
  const module = caller(), result = typealias_alloc(values[0] as PyObject, values[2], NULL, values[1], module);
  Py_XDECREF(module);
  return result;
}

// ---- Generic ----

/** Passes a class and its arguments on to a function of the typing module. CPython: call_typing_args_kwargs() */
function passToTyping(name: string, cls: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const typing = hooks.PyImport_ImportModule('typing'), func = typing === NULL ? NULL : PyObject_GetAttrString(typing, name);
  // a bound method passes the class in front of the arguments
  const bound = func === NULL ? NULL : PyMethod_New(func, cls), result = bound === NULL ? NULL : PyObject_Vectorcall(bound, args, nargs, kwnames);
  Py_XDECREF(bound);
  Py_XDECREF(func);
  Py_XDECREF(typing);
  return result;
}
function generic_init_subclass(cls: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return passToTyping('_generic_init_subclass', cls, args, nargs, kwnames);
}
function generic_class_getitem(cls: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return passToTyping('_generic_class_getitem', cls, args, nargs, kwnames);
}
function generic_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  _PyObject_GC_UNTRACK(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function generic_traverse(self: PyObject, visit: visitproc): number {
  return visit(Py_TYPE(self));
}
export const generic_spec: TypeSpec = {
  tp_name: 'typing.Generic', tp_basicsize: 16, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
  tp_doc: 'Base class of generic classes.\n\nA class with a type parameter list derives from it by itself:\n\n    class Mapping[KT, VT]:\n        def __getitem__(self, key: KT) -> VT: ...\n',
  slots: {tp_dealloc: generic_dealloc, tp_traverse: generic_traverse, tp_alloc: PyType_GenericAlloc, tp_free: PyObject_GC_Del},
  methods: [
    rawMethod('__class_getitem__', null, generic_class_getitem, 'Gives a generic class its type arguments.\n\nFor cls[params]; also called for the parameter list of class cls[T]: ...\n', METH_CLASS),
    rawMethod('__init_subclass__', null, generic_init_subclass, 'Sets up a subclass.', METH_CLASS),
  ],
};

/** type A[...] = value; args is (name, type parameters or None, function that computes the value). CPython: _Py_make_typealias() */
export function _Py_make_typealias(args: PyObject): New | NULL {
  return typealias_alloc(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1), PyTuple_GET_ITEM(args, 2), NULL, NULL);
}
/** Generic[params] for the bases of class C[params]. escapes. CPython: _Py_subscript_generic() */
export function _Py_subscript_generic(params: PyObject): New | NULL {
  const unpacked = unpack_typevartuples(params);
  if (unpacked === NULL) return NULL;
  const generic = typingTypes().generic;
  const result = generic === NULL ? PyErr_SetString(PyExc_SystemError, 'Cannot find Generic type') : callTyping('_GenericAlias', generic, unpacked);
  Py_DECREF(unpacked);
  return result;
}
