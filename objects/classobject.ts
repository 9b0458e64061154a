/** Bound methods and instance methods. CPython: Objects/classobject.c */
import {H, interp} from '../runtime/current';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {PyInstanceMethod_GET_FUNCTION, PyMethod_Check, PyMethod_GET_FUNCTION, PyMethod_GET_SELF, PyTuple_GET_ITEM, PyUnicode_Check, Py_TYPE, im_weakreflist, set_im_func, set_im_self, set_im_weakreflist, set_instancemethod_func} from '../runtime/generated/accessors';
import {ID___doc__, ID___name__, ID___qualname__} from '../runtime/generated/ids';
import {HASH_HI, PyExc_SystemError, PyExc_TypeError, PyInstanceMethod_Type, PyMethod_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HAVE_VECTORCALL} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {PyObject_Call, _PyObject_VectorcallPrepend} from './call';
import {PyDict_GetItemString} from './dictobject';
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from './errors';
import {PyArg_UnpackTuple, _PyArg_NoKeywords} from './getargs';
import {PyCallable_Check, PyObject_GenericGetAttr, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_Hash, PyObject_Repr, PyObject_RichCompareBool} from './object';
import {_Py_HashPointer, hashFailed} from './pyhash';
import {PyTuple_Pack} from './tupleobject';
import {_PyType_Lookup} from './typeobject-cache';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';

const METHOD_SIZE = 48;

/** A method of a function and the object it is bound to. CPython: PyMethod_New() */
export function PyMethod_New(func: PyObject, self: PyObject): New | NULL {
  if (self === NULL) return PyErr_BadInternalCall();
  const im = _PyObject_GC_New(PyMethod_Type, METHOD_SIZE);
  if (im === NULL) return PyErr_NoMemory();
  set_im_weakreflist(im, NULL);
  set_im_func(im, Py_NewRef(func));
  set_im_self(im, Py_NewRef(self));
  _PyObject_GC_TRACK(im);
  return im;
}
function method_vectorcall(callable: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  return _PyObject_VectorcallPrepend(PyMethod_GET_FUNCTION(callable), PyMethod_GET_SELF(callable), args, nargs, kwnames);
}
/** What the type has first, then the attributes of the function. */
function method_getattro(self: PyObject, name: PyObject): New | NULL {
  const descr = _PyType_Lookup(PyMethod_Type, name);
  if (descr !== NULL) {
    const get = slots(Py_TYPE(descr)).tp_descr_get;
    return get !== null ? get(descr, self, PyMethod_Type) : Py_NewRef(descr);
  }
  return PyObject_GetAttr(PyMethod_GET_FUNCTION(self), name);
}
function method_dealloc(op: PyObject): void {
  PyObject_GC_UnTrack(op);
  if (im_weakreflist(op) !== NULL) PyObject_ClearWeakRefs(op);
  Py_DECREF(PyMethod_GET_FUNCTION(op));
  Py_XDECREF(PyMethod_GET_SELF(op));
  PyObject_GC_Del(op);
}
function method_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== 2 && op !== 3) || !PyMethod_Check(self) || !PyMethod_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  let equal = PyObject_RichCompareBool(PyMethod_GET_FUNCTION(self), PyMethod_GET_FUNCTION(other), 2);
  if (equal < 0) return NULL;
  if (equal > 0) equal = PyMethod_GET_SELF(self) === PyMethod_GET_SELF(other) ? 1 : 0;
  return Py_NewRef((equal > 0) === (op === 2) ? _Py_TrueStruct : _Py_FalseStruct);
}
function method_hash(self: PyObject): number {
  const x = _Py_HashPointer(PyMethod_GET_SELF(self)), xHi = H[HASH_HI];
  const y = PyObject_Hash(PyMethod_GET_FUNCTION(self));
  if (hashFailed(y)) return -1;
  const lo = x ^ y, hi = xHi ^ H[HASH_HI];
  H[HASH_HI] = hi;
  return lo === -1 && hi === -1 ? -2 : lo;
}
/** The name shown for a function: its __qualname__, else its __name__, else `?`. */
function shownName(func: PyObject): string | null {
  for (const id of [ID___qualname__, ID___name__]) {
    const name = PyObject_GetOptionalAttr(func, id);
    if (name === NULL) {
      if (PyErr_Occurred() !== NULL) return null;
      continue;
    }
    const text = PyUnicode_Check(name) ? PyUnicode_AsJSString(name) : '?';
    Py_DECREF(name);
    return text;
  }
  return '?';
}
function method_repr(self: PyObject): New | NULL {
  const name = shownName(PyMethod_GET_FUNCTION(self));
  if (name === null) return NULL;
  const repr = PyObject_Repr(PyMethod_GET_SELF(self));
  if (repr === NULL) return NULL;
  const result = PyUnicode_FromString(`<bound method ${name} of ${PyUnicode_AsJSString(repr)}>`);
  Py_DECREF(repr);
  return result;
}
function method_descr_get(meth: PyObject): New | NULL {
  return Py_NewRef(meth);
}
function method_new(_type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('method', kwds) || PyArg_UnpackTuple(args, 'method', 2, 2) === null) return NULL;
  const func = PyTuple_GET_ITEM(args, 0), instance = PyTuple_GET_ITEM(args, 1);
  if (!PyCallable_Check(func)) return PyErr_SetString(PyExc_TypeError, 'first argument must be callable');
  if (instance === _Py_NoneStruct) return PyErr_SetString(PyExc_TypeError, 'instance must not be None');
  return PyMethod_New(func, instance);
}
/** Pickles as getattr(self, name). */
function method___reduce__(self: PyObject): New | NULL {
  const name = PyObject_GetAttr(PyMethod_GET_FUNCTION(self), ID___name__);
  if (name === NULL) return NULL;
  const getattr = PyDict_GetItemString(hostBuiltins(), 'getattr');
  if (getattr === NULL) {
    Py_DECREF(name);
    return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_SystemError, 'no getattr');
  }
  const args = PyTuple_Pack(PyMethod_GET_SELF(self), name);
  Py_DECREF(name);
  if (args === NULL) return NULL;
  const result = PyTuple_Pack(getattr, args);
  Py_DECREF(args);
  return result;
}
function hostBuiltins(): PyObject {
  return interp.builtins as PyObject;
}

defineType(PyMethod_Type, {
  tp_name: 'method', tp_basicsize: METHOD_SIZE, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL, tp_weaklistoffset: 32, layout: 'PyMethodObject',
  tp_doc: 'method(function, instance, /)\n--\n\nA function bound to an instance.',
  slots: {
    tp_dealloc: method_dealloc, vectorcall: method_vectorcall, tp_repr: method_repr, tp_hash: method_hash, tp_getattro: method_getattro, tp_richcompare: method_richcompare,
    tp_descr_get: method_descr_get, tp_new: method_new,
  },
  members: [{name: '__func__', type: 'object', offset: 16, flags: 1, doc: 'The function.'}, {name: '__self__', type: 'object', offset: 24, flags: 1, doc: 'The instance.'}],
  getset: [{
    name: '__doc__',
    get: self => {
      const doc = PyObject_GetAttr(PyMethod_GET_FUNCTION(self), ID___doc__);
      return doc;
    },
  }],
  methods: [method('__reduce__', '($self, /)', method___reduce__)],
});

// ---- instancemethod: binds any callable as a function would ----

/** CPython: PyInstanceMethod_New() */
export function PyInstanceMethod_New(func: PyObject): New | NULL {
  const self = _PyObject_GC_New(PyInstanceMethod_Type, 24);
  if (self === NULL) return PyErr_NoMemory();
  set_instancemethod_func(self, Py_NewRef(func));
  _PyObject_GC_TRACK(self);
  return self;
}
function instancemethod_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  Py_DECREF(PyInstanceMethod_GET_FUNCTION(self));
  PyObject_GC_Del(self);
}
function instancemethod_descr_get(descr: PyObject, obj: PyObject | NULL): New | NULL {
  const func = PyInstanceMethod_GET_FUNCTION(descr);
  return obj === NULL ? Py_NewRef(func) : PyMethod_New(func, obj);
}
function instancemethod_getattro(self: PyObject, name: PyObject): New | NULL {
  const descr = _PyType_Lookup(PyInstanceMethod_Type, name);
  return descr !== NULL ? PyObject_GenericGetAttr(self, name) : PyObject_GetAttr(PyInstanceMethod_GET_FUNCTION(self), name);
}
function instancemethod_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return PyObject_Call(PyInstanceMethod_GET_FUNCTION(self), args, kwds);
}
function instancemethod_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== 2 && op !== 3) || Py_TYPE(self) !== PyInstanceMethod_Type || Py_TYPE(other) !== PyInstanceMethod_Type) return Py_NewRef(_Py_NotImplementedStruct);
  const equal = PyObject_RichCompareBool(PyInstanceMethod_GET_FUNCTION(self), PyInstanceMethod_GET_FUNCTION(other), 2);
  return equal < 0 ? NULL : Py_NewRef((equal > 0) === (op === 2) ? _Py_TrueStruct : _Py_FalseStruct);
}
function instancemethod_repr(self: PyObject): New | NULL {
  const name = shownName(PyInstanceMethod_GET_FUNCTION(self));
  return name === null ? NULL : PyUnicode_FromString(`<instancemethod ${name} at 0x${((self as number) * 4).toString(16)}>`);
}
function instancemethod_new(_type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKeywords('instancemethod', kwds) || PyArg_UnpackTuple(args, 'instancemethod', 1, 1) === null) return NULL;
  const func = PyTuple_GET_ITEM(args, 0);
  return PyCallable_Check(func) ? PyInstanceMethod_New(func) : PyErr_SetString(PyExc_TypeError, 'first argument must be callable');
}

defineType(PyInstanceMethod_Type, {
  tp_name: 'instancemethod', tp_basicsize: 24, tp_flags: Py_TPFLAGS_HAVE_GC, layout: 'PyInstanceMethodObject',
  tp_doc: 'instancemethod(function, /)\n--\n\nBinds a callable to instances as a function is.',
  slots: {
    tp_dealloc: instancemethod_dealloc, tp_repr: instancemethod_repr, tp_call: instancemethod_call, tp_getattro: instancemethod_getattro, tp_richcompare: instancemethod_richcompare,
    tp_descr_get: instancemethod_descr_get, tp_new: instancemethod_new,
  },
  members: [{name: '__func__', type: 'object', offset: 16, flags: 1, doc: 'The callable.'}],
  getset: [{name: '__doc__', get: self => PyObject_GetAttr(PyInstanceMethod_GET_FUNCTION(self), ID___doc__)}],
});
