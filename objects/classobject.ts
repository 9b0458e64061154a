/** Bound methods. CPython: Objects/classobject.c */
import {H, interp} from '../runtime/current';
import {PyInstanceMethod_Check, PyInstanceMethod_GET_FUNCTION, PyMethod_Check, PyMethod_GET_FUNCTION, PyMethod_GET_SELF, PyTuple_GET_SIZE, PyUnicode_Check, Py_BOOL, Py_TYPE, im_weakreflist, set_im_func, set_im_self, set_im_weakreflist, set_instancemethod_func} from '../runtime/generated/accessors';
import {ID___doc__, ID___name__, ID___qualname__, ID_getattr} from '../runtime/generated/ids';
import {HASH_HI, PyExc_TypeError, PyInstanceMethod_Type, PyMethod_Type, _Py_NoneStruct, _Py_NotImplementedStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {hiddenMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../runtime/pystate';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_Call, PyObject_Vectorcall, PyVectorcall_Call} from './call';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText} from './errors';
import {PyArg_UnpackTuple, _PyArg_NoKeywords} from './getargs';
import {PyCallable_Check, PyObject_GC_New, PyObject_GenericHash, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_Hash, PyObject_RichCompareBool, Py_EQ, Py_NE} from './object';
import {PyObject_GenericSetAttr} from './object-generic';
import {PyTuple_Pack} from './tupleobject';
import {_PyType_Lookup} from './typeobject-cache';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

/** vectorcall of bound methods: the function with self in front. escapes. CPython: method_vectorcall() */
export function method_vectorcall(method: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const total = kwnames === NULL ? nargs : nargs + PyTuple_GET_SIZE(kwnames), row = _PyThreadState_PushFrame(2 * (total + 1));
  if (row === 0) return PyErr_NoMemory();
  H[row] = PyMethod_GET_SELF(method);
  for (let i = 0; i < total; i++) H[row + 2 * i + 2] = H[args + 2 * i];
  const res = PyObject_Vectorcall(PyMethod_GET_FUNCTION(method), row, nargs + 1, kwnames);
  _PyThreadState_PopFrame(row);
  return res;
}
/** A method bound to an object. CPython: PyMethod_New() */
export function PyMethod_New(func: PyObject, self: PyObject): New | NULL {
  const im = PyObject_GC_New(PyMethod_Type);
  if (im === NULL) return NULL;
  set_im_weakreflist(im, NULL);
  set_im_func(im, Py_NewRef(func));
  set_im_self(im, Py_NewRef(self));
  _PyObject_GC_TRACK(im);
  return im;
}
export function PyMethod_Function(im: PyObject): PyObject {
  return PyMethod_GET_FUNCTION(im);
}
export function PyMethod_Self(im: PyObject): PyObject {
  return PyMethod_GET_SELF(im);
}
function method___reduce__(im: PyObject): New | NULL {
  const name = PyObject_GetAttr(PyMethod_GET_FUNCTION(im), ID___name__);
  if (name === NULL) return NULL;
  const getattr = PyDict_GetItemRef(interp.builtins as PyObject, ID_getattr);
  const pair = getattr === NULL ? NULL : PyTuple_Pack(PyMethod_GET_SELF(im), name);
  const res = getattr === NULL || pair === NULL ? NULL : PyTuple_Pack(getattr, pair);
  Py_XDECREF(getattr);
  Py_XDECREF(pair);
  Py_DECREF(name);
  return res;
}
/** Attributes that the method type has not are the function's. CPython: method_getattro() */
function attributeVia(op: PyObject, name: PyObject, func: PyObject): New | NULL {
  const type = Py_TYPE(op), descr = _PyType_Lookup(type, name);
  if (descr === NULL) return PyObject_GetAttr(func, name);
  const get = slots(Py_TYPE(descr)).tp_descr_get;
  return get !== null ? get(descr, op, type) : Py_NewRef(descr);
}
function docOf(func: PyObject): New | NULL {
  return PyObject_GetAttr(func, ID___doc__);
}
function method_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('method', kwds)) return NULL;
  const values = PyArg_UnpackTuple(args, 'method', 2, 2);
  if (values === null) return NULL;
  if (!PyCallable_Check(values[0])) return PyErr_SetString(PyExc_TypeError, 'first argument must be callable');
  if (values[1] === NULL || values[1] === _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'instance must not be None');
  return PyMethod_New(values[0] as PyObject, values[1]);
}
function method_dealloc(im: PyObject): void {
  PyObject_GC_UnTrack(im);
  if (im_weakreflist(im) !== (NULL as number)) PyObject_ClearWeakRefs(im);
  Py_DECREF(PyMethod_GET_FUNCTION(im));
  Py_XDECREF(PyMethod_GET_SELF(im));
  PyObject_GC_Del(im);
}
function method_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== Py_EQ && op !== Py_NE) || !PyMethod_Check(self) || !PyMethod_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  let eq = PyObject_RichCompareBool(PyMethod_GET_FUNCTION(self), PyMethod_GET_FUNCTION(other), Py_EQ);
  if (eq === 1) eq = PyMethod_GET_SELF(self) === PyMethod_GET_SELF(other) ? 1 : 0;
  else if (eq < 0) return NULL;
  return Py_NewRef(Py_BOOL((eq === 1) === (op === Py_EQ)));
}
function method_repr(im: PyObject): New | NULL {
  const func = PyMethod_GET_FUNCTION(im);
  let name = PyObject_GetOptionalAttr(func, ID___qualname__);
  if (name === NULL && !PyErr_Occurred()) name = PyObject_GetOptionalAttr(func, ID___name__);
  if (name === NULL && PyErr_Occurred()) return NULL;
  const text = name !== NULL && PyUnicode_Check(name) ? PyUnicode_AsJSString(name) : '?';
  Py_XDECREF(name);
  const self = reprText(PyMethod_GET_SELF(im));
  return self === null ? NULL : PyUnicode_FromString(`<bound method ${text} of ${self}>`);
}
function method_hash(im: PyObject): number {
  const x = PyObject_GenericHash(PyMethod_GET_SELF(im)), hi = H[HASH_HI], y = PyObject_Hash(PyMethod_GET_FUNCTION(im));
  if (y === -1 && H[HASH_HI] === -1) return -1;
  H[HASH_HI] ^= hi;
  const lo = x ^ y;
  return lo === -1 && H[HASH_HI] === -1 ? -2 : lo;
}
function method_descr_get(im: PyObject): New {
  return Py_NewRef(im);
}

defineType(PyMethod_Type, {
  tp_name: 'method', tp_basicsize: 48, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL, tp_weaklistoffset: 32, layout: 'PyMethodObject',
  tp_doc: 'method(function, instance, /)\n--\n\nMake a bound instance method object.',
  slots: {
    tp_dealloc: method_dealloc, vectorcall: method_vectorcall, tp_repr: method_repr, tp_hash: method_hash, tp_call: PyVectorcall_Call, tp_getattro: (im, name) => attributeVia(im, name, PyMethod_GET_FUNCTION(im)),
    tp_setattro: PyObject_GenericSetAttr, tp_richcompare: method_richcompare, tp_descr_get: method_descr_get, tp_new: method_new, tp_clear: () => 0,
  },
  methods: [hiddenMethod('__reduce__', '($self, /)', method___reduce__)],
  members: [
    {name: '__func__', type: 'object', offset: 16, flags: Py_READONLY, doc: 'the function that is bound'},
    {name: '__self__', type: 'object', offset: 24, flags: Py_READONLY, doc: 'the object it is bound to'},
  ],
  getset: [{name: '__doc__', get: im => docOf(PyMethod_GET_FUNCTION(im))}],
});

// ---- instancemethod ----

/** A callable that binds like a function when it is found in a class. CPython: PyInstanceMethod_New() */
export function PyInstanceMethod_New(func: PyObject): New | NULL {
  const method = PyObject_GC_New(PyInstanceMethod_Type);
  if (method === NULL) return NULL;
  set_instancemethod_func(method, Py_NewRef(func));
  _PyObject_GC_TRACK(method);
  return method;
}
function instancemethod_dealloc(self: PyObject): void {
  _PyObject_GC_UNTRACK(self);
  Py_DECREF(PyInstanceMethod_GET_FUNCTION(self));
  PyObject_GC_Del(self);
}
function instancemethod_descr_get(descr: PyObject, obj: PyObject | NULL): New | NULL {
  const func = PyInstanceMethod_GET_FUNCTION(descr);
  return obj === NULL ? Py_NewRef(func) : PyMethod_New(func, obj);
}
function instancemethod_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== Py_EQ && op !== Py_NE) || !PyInstanceMethod_Check(self) || !PyInstanceMethod_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const eq = PyObject_RichCompareBool(PyInstanceMethod_GET_FUNCTION(self), PyInstanceMethod_GET_FUNCTION(other), Py_EQ);
  return eq < 0 ? NULL : Py_NewRef(Py_BOOL((eq === 1) === (op === Py_EQ)));
}
function instancemethod_repr(self: PyObject): New | NULL {
  const func = PyInstanceMethod_GET_FUNCTION(self), name = PyObject_GetOptionalAttr(func, ID___name__);
  if (name === NULL && PyErr_Occurred()) return NULL;
  const text = name !== NULL && PyUnicode_Check(name) ? PyUnicode_AsJSString(name) : '?';
  Py_XDECREF(name);
  return PyUnicode_FromString(`<instancemethod ${text} at 0x${(func * 4).toString(16)}>`);
}
function instancemethod_new(_type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('instancemethod', kwds)) return NULL;
  const values = PyArg_UnpackTuple(args, 'instancemethod', 1, 1);
  if (values === null) return NULL;
  return PyCallable_Check(values[0]) ? PyInstanceMethod_New(values[0] as PyObject) : PyErr_SetString(PyExc_TypeError, 'first argument must be callable');
}
defineType(PyInstanceMethod_Type, {
  tp_name: 'instancemethod', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyInstanceMethodObject',
  tp_doc: 'instancemethod(function, /)\n--\n\nBind a function to a class.',
  slots: {
    tp_dealloc: instancemethod_dealloc, tp_repr: instancemethod_repr, tp_call: (self, args, kwds) => PyObject_Call(PyInstanceMethod_GET_FUNCTION(self), args, kwds),
    tp_getattro: (self, name) => attributeVia(self, name, PyInstanceMethod_GET_FUNCTION(self)), tp_richcompare: instancemethod_richcompare, tp_descr_get: instancemethod_descr_get,
    tp_new: instancemethod_new, tp_clear: () => 0,
  },
  members: [{name: '__func__', type: 'object', offset: 16, flags: Py_READONLY, doc: 'the function that is wrapped'}],
  getset: [{name: '__doc__', get: self => docOf(PyInstanceMethod_GET_FUNCTION(self))}],
});
