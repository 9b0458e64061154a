/** Builtin functions and methods. CPython: Objects/methodobject.c */
import {H, interp} from '../runtime/current';
import {PyType_Check, PyUnicode_Check, Py_BOOL, Py_TYPE, _PyCFunction_SELF, m_module, m_weakreflist, mm_class, set_m_module, set_m_self, set_m_weakreflist, set_mm_class} from '../runtime/generated/accessors';
import {ID___qualname__, ID_getattr} from '../runtime/generated/ids';
import {HASH_HI, PyCFunction_Type, PyCMethod_Type, PyExc_SystemError, PyExc_TypeError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyTrash_begin, _PyTrash_end} from '../runtime/gc';
import {METH_METHOD, METH_STATIC, hiddenMethod, type PyMethodDef} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, payload, setPayload} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyVectorcall_Call} from './call';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_SetString, typeName} from './errors';
import {callMethodDef} from './getargs';
import {PyModule_Check} from './moduleobject';
import {PyObject_GC_New, PyObject_GenericHash, PyObject_GetAttr, Py_EQ, Py_NE, addressText} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyTuple_Pack} from './tupleobject';
import {_PyType_GetDocFromInternalDoc, _PyType_GetTextSignatureFromInternalDoc} from './typeobject-ready';
import {PyType_IsSubtype} from './typeobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

/** The definition a builtin function was made from. CPython: PyCFunction_GET_FUNCTION() and its kin */
export function PyCFunction_GetDef(op: PyObject): PyMethodDef {
  return payload<PyMethodDef>(op);
}
/** True for builtin functions and methods. CPython: PyCFunction_Check() */
export function PyCFunction_Check(op: PyObject): boolean {
  const type = Py_TYPE(op);
  return type === PyCFunction_Type || type === PyCMethod_Type || PyType_IsSubtype(type, PyCFunction_Type);
}
/** What a builtin is bound to, borrowed, NULL for static methods. CPython: PyCFunction_GET_SELF() */
export function PyCFunction_GET_SELF(op: PyObject): PyObject | NULL {
  return (PyCFunction_GetDef(op).ml_flags & METH_STATIC) !== 0 ? NULL : _PyCFunction_SELF(op);
}
/** A builtin function: a definition bound to `self`; `module` becomes __module__. Both may be NULL. CPython: PyCFunction_NewEx() */
export function PyCFunction_NewEx(ml: PyMethodDef, self: PyObject | NULL, module: PyObject | NULL): New | NULL {
  return PyCMethod_New(ml, self, module, NULL);
}
/** CPython: PyCFunction_New() */
export function PyCFunction_New(ml: PyMethodDef, self: PyObject | NULL): New | NULL {
  return PyCMethod_New(ml, self, NULL, NULL);
}
/** As PyCFunction_NewEx; `cls` is the defining class of a METH_METHOD definition, else NULL. CPython: PyCMethod_New() */
export function PyCMethod_New(ml: PyMethodDef, self: PyObject | NULL, module: PyObject | NULL, cls: PyTypeObject | NULL): New | NULL {
  const withClass = (ml.ml_flags & METH_METHOD) !== 0;
  if (withClass !== (cls !== NULL)) {
    return PyErr_SetString(PyExc_SystemError, withClass ? 'attempting to create PyCMethod with a METH_METHOD flag but no class' : 'attempting to create PyCFunction with class but no METH_METHOD flag');
  }
  const op = PyObject_GC_New(withClass ? PyCMethod_Type : PyCFunction_Type);
  if (op === NULL) return NULL;
  setPayload(op, ml);
  if (withClass) set_mm_class(op, Py_XNewRef(cls));
  set_m_weakreflist(op, NULL);
  set_m_self(op, Py_XNewRef(self));
  set_m_module(op, Py_XNewRef(module));
  _PyObject_GC_TRACK(op);
  return op;
}
/** vectorcall of builtin functions. escapes. CPython: cfunction_vectorcall_*() */
export function cfunction_vectorcall(func: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const ml = payload<PyMethodDef>(func);
  return callMethodDef(ml, func, (ml.ml_flags & METH_STATIC) !== 0 ? (NULL as PyObject) : _PyCFunction_SELF(func), args, nargs, kwnames);
}
function meth_dealloc(m: PyObject): void {
  PyObject_GC_UnTrack(m);
  if (_PyTrash_begin(m)) return;
  if (m_weakreflist(m) !== (NULL as number)) PyObject_ClearWeakRefs(m);
  if ((PyCFunction_GetDef(m).ml_flags & METH_METHOD) !== 0) Py_XDECREF(mm_class(m));
  Py_XDECREF(_PyCFunction_SELF(m));
  Py_XDECREF(m_module(m));
  PyObject_GC_Del(m);
  _PyTrash_end();
}
/** True when a builtin belongs to a module or to nothing: it shows itself by its name alone. */
function isPlain(self: PyObject | NULL): boolean {
  return self === NULL || PyModule_Check(self);
}
function meth_reduce(m: PyObject): New | NULL {
  const name = PyUnicode_FromString(PyCFunction_GetDef(m).ml_name), self = _PyCFunction_SELF(m);
  if (name === NULL || isPlain(self)) return name;
  const getattr = PyDict_GetItemRef(interp.builtins as PyObject, ID_getattr);
  const pair = getattr === NULL ? NULL : PyTuple_Pack(self, name);
  const res = getattr === NULL || pair === NULL ? NULL : PyTuple_Pack(getattr, pair);
  Py_XDECREF(getattr);
  Py_XDECREF(pair);
  Py_DECREF(name);
  return res;
}
function meth_get__qualname__(m: PyObject): New | NULL {
  const name = PyCFunction_GetDef(m).ml_name, self = _PyCFunction_SELF(m);
  if (isPlain(self)) return PyUnicode_FromString(name);
  const qualname = PyObject_GetAttr(PyType_Check(self) ? self : Py_TYPE(self), ID___qualname__);
  if (qualname === NULL) return NULL;
  const res = PyUnicode_Check(qualname) ? PyUnicode_FromString(`${PyUnicode_AsJSString(qualname)}.${name}`)
    : PyErr_SetString(PyExc_TypeError, '<method>.__class__.__qualname__ is not a unicode object');
  Py_DECREF(qualname);
  return res;
}
function meth_repr(m: PyObject): New | NULL {
  const name = PyCFunction_GetDef(m).ml_name, self = _PyCFunction_SELF(m);
  return PyUnicode_FromString(isPlain(self) ? `<built-in function ${name}>` : `<built-in method ${name} of ${typeName(self)} object at ${addressText(self)}>`);
}
function meth_richcompare(self: PyObject, other: PyObject, op: number): New {
  if ((op !== Py_EQ && op !== Py_NE) || !PyCFunction_Check(self) || !PyCFunction_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const a = PyCFunction_GetDef(self), b = PyCFunction_GetDef(other);
  const eq = _PyCFunction_SELF(self) === _PyCFunction_SELF(other) && a.parsed === b.parsed && a.raw === b.raw;
  return Py_NewRef(Py_BOOL(eq === (op === Py_EQ)));
}
/** Hash of self mixed with one of the name: CPython takes the C function's address. */
function meth_hash(m: PyObject): number {
  let lo = PyObject_GenericHash(_PyCFunction_SELF(m));
  for (const ch of PyCFunction_GetDef(m).ml_name) lo = (Math.imul(lo, 31) ^ ch.charCodeAt(0)) | 0;
  return lo === -1 && H[HASH_HI] === -1 ? -2 : lo;
}

defineType(PyCFunction_Type, {
  tp_name: 'builtin_function_or_method', tp_basicsize: 56, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL, tp_weaklistoffset: 40,
  slots: {
    tp_dealloc: meth_dealloc, vectorcall: cfunction_vectorcall, tp_repr: meth_repr, tp_hash: meth_hash, tp_call: PyVectorcall_Call, tp_getattro: PyObject_GenericGetAttr,
    tp_richcompare: meth_richcompare, tp_clear: () => 0,
    tp_traverse: (m, visit) => {
      const cls = (PyCFunction_GetDef(m).ml_flags & METH_METHOD) !== 0 ? mm_class(m) : NULL, self = _PyCFunction_SELF(m), module = m_module(m);
      return (cls !== NULL && visit(cls)) || (self !== (NULL as number) && visit(self)) || (module !== (NULL as number) && visit(module)) || 0;
    },
  },
  methods: [hiddenMethod('__reduce__', '($self, /)', meth_reduce)],
  members: [{name: '__module__', type: 'object', offset: 32}],
  getset: [
    {name: '__doc__', get: m => _PyType_GetDocFromInternalDoc(PyCFunction_GetDef(m).ml_name, PyCFunction_GetDef(m).ml_doc)},
    {name: '__name__', get: m => PyUnicode_FromString(PyCFunction_GetDef(m).ml_name)}, {name: '__qualname__', get: meth_get__qualname__},
    {name: '__self__', get: m => { const self = PyCFunction_GET_SELF(m); return Py_NewRef(self === NULL ? _Py_NoneStruct : self); }},
    {name: '__text_signature__', get: m => _PyType_GetTextSignatureFromInternalDoc(PyCFunction_GetDef(m).ml_name, PyCFunction_GetDef(m).ml_doc, PyCFunction_GetDef(m).ml_flags)},
  ],
});
defineType(PyCMethod_Type, {tp_name: 'builtin_method', tp_basicsize: 64, tp_base: PyCFunction_Type, tp_flags: Py_TPFLAGS_HAVE_VECTORCALL, slots: {}});
