/** Builtin functions and methods: a PyMethodDef with the object it is bound to. CPython: Objects/methodobject.c */
import {H, interp} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {PyModule_CheckExact, PyType_Check, PyUnicode_Check, Py_TYPE, _PyCFunction_SELF, m_module, m_weakreflist, mm_class, set_m_module, set_m_self, set_m_weakreflist, set_mm_class} from '../runtime/generated/accessors';
import {ID___qualname__, ID_getattr} from '../runtime/generated/ids';
import {HASH_HI, PyCFunction_Type, PyCMethod_Type, PyExc_SystemError, PyExc_TypeError, PyModule_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {METH_METHOD, METH_STATIC, method, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New, payload, setPayload, slots} from '../runtime/object';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {_Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from './call';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {callMethodDef} from './getargs';
import {PyObject_GetAttr, addressText} from './object';
import {_Py_HashPointer} from './pyhash';
import {PyTuple_Pack} from './tupleobject';
import {PyType_IsSubtype} from './typeobject';
import {_PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc} from './typeobject-ready';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

const CFUNCTION_SIZE = 56, CMETHOD_SIZE = 64;

/** A builtin function bound to `self` (a module, an instance, a type, or NULL). CPython: PyCFunction_NewEx() */
export function PyCFunction_NewEx(def: PyMethodDef, self: PyObject | NULL, module: PyObject | NULL): New | NULL {
  return PyCMethod_New(def, self, module, NULL);
}
/** CPython: PyCFunction_New() */
export function PyCFunction_New(def: PyMethodDef, self: PyObject | NULL): New | NULL {
  return PyCMethod_New(def, self, NULL, NULL);
}
/** As PyCFunction_NewEx(), with the class that defines a METH_METHOD function. CPython: PyCMethod_New() */
export function PyCMethod_New(def: PyMethodDef, self: PyObject | NULL, module: PyObject | NULL, cls: PyTypeObject | NULL): New | NULL {
  const withClass = (def.ml_flags & METH_METHOD) !== 0;
  if (withClass && cls === NULL) return PyErr_SetString(PyExc_SystemError, 'attempting to create PyCMethod with a METH_METHOD flag but no class');
  if (!withClass && cls !== NULL) return PyErr_SetString(PyExc_SystemError, 'attempting to create PyCFunction with class but no METH_METHOD flag');
  const op = withClass ? _PyObject_GC_New(PyCMethod_Type, CMETHOD_SIZE) : _PyObject_GC_New(PyCFunction_Type, CFUNCTION_SIZE);
  if (op === NULL) return PyErr_NoMemory();
  if (cls !== NULL) set_mm_class(op, Py_NewRef(cls));
  setPayload(op, def);
  set_m_weakreflist(op, NULL);
  set_m_self(op, Py_XNewRef(self));
  set_m_module(op, Py_XNewRef(module));
  _PyObject_GC_TRACK(op);
  return op;
}
export function PyCFunction_Check(op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === PyCFunction_Type || type === PyCMethod_Type || PyType_IsSubtype(type, PyCFunction_Type);
}
/** The def of a builtin function. */
export function PyCFunction_GetDef(op: PyObject): PyMethodDef {
  return payload<PyMethodDef>(op);
}
/** What the function is bound to, borrowed; NULL for a static method. CPython: PyCFunction_GET_SELF() */
export function PyCFunction_GET_SELF(op: PyObject): PyObject | NULL {
  return (payload<PyMethodDef>(op).ml_flags & METH_STATIC) !== 0 ? NULL : _PyCFunction_SELF(op);
}
export function PyCFunction_GET_FLAGS(op: PyObject): number {
  return payload<PyMethodDef>(op).ml_flags;
}

/** vectorcall of builtin functions: the call counts as a level of C recursion. */
export function cfunction_vectorcall(callable: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (_Py_EnterRecursiveCall(' while calling a Python object') < 0) return NULL;
  const result = callMethodDef(payload<PyMethodDef>(callable), callable, PyCFunction_GET_SELF(callable) as PyObject, args, nargs, kwnames);
  _Py_LeaveRecursiveCall();
  return result;
}

function meth_dealloc(op: PyObject): void {
  PyObject_GC_UnTrack(op);
  if (m_weakreflist(op) !== NULL) PyObject_ClearWeakRefs(op);
  const cls = Py_TYPE(op) === PyCMethod_Type ? mm_class(op) : NULL, self = _PyCFunction_SELF(op), module = m_module(op);
  Py_XDECREF(cls);
  Py_XDECREF(self);
  Py_XDECREF(module);
  PyObject_GC_Del(op);
}
function meth_repr(op: PyObject): New | NULL {
  const self = _PyCFunction_SELF(op), name = payload<PyMethodDef>(op).ml_name;
  if (self === NULL || PyModule_CheckExact(self) || PyType_IsSubtype(Py_TYPE(self), PyModule_Type)) return PyUnicode_FromString(`<built-in function ${name}>`);
  return PyUnicode_FromString(`<built-in method ${name} of ${slots(Py_TYPE(self)).tp_name} object at ${addressText(self)}>`);
}
function meth_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== 2 && op !== 3) || !PyCFunction_Check(self) || !PyCFunction_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const equal = _PyCFunction_SELF(self) === _PyCFunction_SELF(other) && payload<PyMethodDef>(self) === payload<PyMethodDef>(other);
  return Py_NewRef(equal === (op === 2) ? _Py_TrueStruct : _Py_FalseStruct);
}
function meth_hash(self: PyObject): number {
  const lo = _Py_HashPointer(_PyCFunction_SELF(self)), hi = H[HASH_HI];
  const mixed = lo ^ nameHash(payload<PyMethodDef>(self).ml_name);
  H[HASH_HI] = hi;
  return mixed === -1 && hi === -1 ? -2 : mixed;
}
/** Stands for the address of the C function, which CPython hashes here. */
function nameHash(name: string): number {
  let h = 0;
  for (let i = 0; i < name.length; i++) h = (Math.imul(h, 31) + name.charCodeAt(i)) | 0;
  return h;
}
/** __qualname__: the name, after that of the type for a method of an instance or type. */
function meth_get__qualname__(op: PyObject): New | NULL {
  const self = _PyCFunction_SELF(op), name = payload<PyMethodDef>(op).ml_name;
  if (self === NULL || PyModule_CheckExact(self) || PyType_IsSubtype(Py_TYPE(self), PyModule_Type)) return PyUnicode_FromString(name);
  const type = PyType_Check(self) ? self : Py_TYPE(self), qualname = PyObject_GetAttr(type, ID___qualname__);
  if (qualname === NULL) return NULL;
  if (!PyUnicode_Check(qualname)) {
    Py_DECREF(qualname);
    return PyErr_SetString(PyExc_TypeError, '<method>.__class__.__qualname__ is not a unicode object');
  }
  const result = PyUnicode_FromString(`${PyUnicode_AsJSString(qualname)}.${name}`);
  Py_DECREF(qualname);
  return result;
}
/** A function of a module pickles by name, others as getattr(self, name). */
function meth_reduce(op: PyObject): New | NULL {
  const self = _PyCFunction_SELF(op), name = PyUnicode_FromString(payload<PyMethodDef>(op).ml_name);
  if (name === NULL) return NULL;
  if (self === NULL || PyModule_CheckExact(self)) return name;
  const getattr = PyDict_GetItemRef(interp.builtins as PyObject, ID_getattr);
  const args = getattr === NULL ? NULL : PyTuple_Pack(self, name);
  const result = args === NULL ? NULL : PyTuple_Pack(getattr as PyObject, args);
  Py_DECREF(name);
  Py_XDECREF(getattr);
  Py_XDECREF(args);
  if (result === NULL && PyErr_Occurred() === NULL) return PyErr_Format(PyExc_SystemError, 'getattr is missing from builtins');
  return result;
}

const declaration = {
  slots: {tp_dealloc: meth_dealloc, vectorcall: cfunction_vectorcall, tp_repr: meth_repr, tp_hash: meth_hash, tp_richcompare: meth_richcompare},
  methods: [method('__reduce__', '($self, /)', meth_reduce)],
  getset: [
    {name: '__doc__', get: (op: PyObject) => _PyType_GetDocFromInternalDoc(payload<PyMethodDef>(op).ml_name, payload<PyMethodDef>(op).ml_doc)},
    {name: '__name__', get: (op: PyObject) => PyUnicode_FromString(payload<PyMethodDef>(op).ml_name)},
    {name: '__qualname__', get: meth_get__qualname__},
    {name: '__self__', get: (op: PyObject) => {
      const self = PyCFunction_GET_SELF(op);
      return Py_NewRef(self === NULL ? _Py_NoneStruct : self);
    }},
    {name: '__text_signature__', get: (op: PyObject) => _PyType_GetTextSignatureFromInternalDoc(payload<PyMethodDef>(op).ml_name, payload<PyMethodDef>(op).ml_doc)},
  ],
  members: [{name: '__module__', type: 'object', offset: 32, flags: 0}],
  tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL, tp_weaklistoffset: 40,
} as const;

defineType(PyCFunction_Type, {tp_name: 'builtin_function_or_method', tp_basicsize: CFUNCTION_SIZE, layout: 'PyCFunctionObject', ...declaration});
defineType(PyCMethod_Type, {tp_name: 'builtin_method', tp_basicsize: CMETHOD_SIZE, tp_base: PyCFunction_Type, layout: 'PyCFunctionObject', ...declaration});
