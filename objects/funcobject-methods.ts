/** classmethod and staticmethod. CPython: Objects/funcobject.c */
import {Py_BOOL, Py_TYPE, cm_callable, cm_dict, set_cm_callable, set_sm_callable, sm_callable, sm_dict} from '../runtime/generated/accessors';
import {ID___annotations__, ID___doc__, ID___module__, ID___name__, ID___qualname__} from '../runtime/generated/ids';
import {PyClassMethod_Type, PyExc_RuntimeError, PyStaticMethod_Type} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, _PyObject_GC_UNTRACK} from '../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY, type PyGetSetDef, type PyMemberDef} from '../runtime/typeslots';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyObject_Call} from './call';
import {PyMethod_New} from './classobject';
import {PyObject_GenericGetDict} from './dictobject-values';
import {PyErr_Occurred, PyErr_SetString, reprText} from './errors';
import {PyArg_UnpackTuple, _PyArg_NoKeywords} from './getargs';
import {PyObject_GetOptionalAttr, PyObject_SetAttr, _PyObject_IsAbstract} from './object';
import {PyObject_GenericSetDict} from './object-generic';
import {PyType_GenericAlloc, PyType_GenericNew} from './typeobject';
import {PyUnicode_FromString} from './unicodeobject';

/** Copies the names and documentation of a callable to what wraps it; -1 on error. CPython: functools_wraps() */
function functools_wraps(wrapper: PyObject, wrapped: PyObject): number {
  for (const name of [ID___module__, ID___name__, ID___qualname__, ID___doc__, ID___annotations__]) {
    const value = PyObject_GetOptionalAttr(wrapped, name);
    if (value === NULL) {
      if (PyErr_Occurred()) return -1;
      continue;
    }
    const res = PyObject_SetAttr(wrapper, name, value);
    Py_DECREF(value);
    if (res < 0) return -1;
  }
  return 0;
}
function isAbstract(callable: PyObject): New | NULL {
  const res = _PyObject_IsAbstract(callable);
  return res < 0 ? NULL : Py_NewRef(Py_BOOL(res !== 0));
}
const members: readonly PyMemberDef[] = [{name: '__func__', type: 'object', offset: 16, flags: Py_READONLY}, {name: '__wrapped__', type: 'object', offset: 16, flags: Py_READONLY}];
const DICT: PyGetSetDef = {name: '__dict__', get: op => PyObject_GenericGetDict(op), set: PyObject_GenericSetDict};

// ---- classmethod ----

/** A class method of a callable. CPython: PyClassMethod_New() */
export function PyClassMethod_New(callable: PyObject): New | NULL {
  const cm = PyType_GenericAlloc(PyClassMethod_Type, 0);
  if (cm !== NULL) set_cm_callable(cm, Py_NewRef(callable));
  return cm;
}
function cm_dealloc(cm: PyObject): void {
  _PyObject_GC_UNTRACK(cm);
  Py_XDECREF(cm_callable(cm));
  Py_XDECREF(cm_dict(cm));
  slots(Py_TYPE(cm)).tp_free!(cm);
}
function cm_descr_get(cm: PyObject, obj: PyObject | NULL, type: PyObject | NULL): New | NULL {
  const callable = cm_callable(cm);
  if (callable === (NULL as number)) return PyErr_SetString(PyExc_RuntimeError, 'uninitialized classmethod object');
  return PyMethod_New(callable, type === NULL ? Py_TYPE(obj) : type);
}
function cm_init(cm: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (!_PyArg_NoKeywords('classmethod', kwds)) return -1;
  const values = PyArg_UnpackTuple(args, 'classmethod', 1, 1);
  if (values === null) return -1;
  const old = cm_callable(cm), callable = values[0] as PyObject;
  set_cm_callable(cm, Py_NewRef(callable));
  Py_XDECREF(old);
  return functools_wraps(cm, callable);
}
function repr(kind: string, callable: PyObject): New | NULL {
  const text = reprText(callable);
  return text === null ? NULL : PyUnicode_FromString(`<${kind}(${text})>`);
}
defineType(PyClassMethod_Type, {
  tp_name: 'classmethod', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_dictoffset: 24, layout: 'classmethod',
  tp_doc: 'classmethod(function, /)\n--\n\nMake a function a method of the class.\n\nA class method gets the class as its first argument, whether it is called on the class or on an\ninstance, as a method gets the instance:\n\n  class C:\n      @classmethod\n      def f(cls, arg1, arg2):\n          ...',
  slots: {
    tp_dealloc: cm_dealloc, tp_repr: cm => repr('classmethod', cm_callable(cm)), tp_descr_get: cm_descr_get, tp_init: cm_init, tp_alloc: PyType_GenericAlloc, tp_new: PyType_GenericNew, tp_free: PyObject_GC_Del,
  },
  members,
  getset: [{name: '__isabstractmethod__', get: cm => isAbstract(cm_callable(cm))}, DICT],
});

// ---- staticmethod ----

/** A static method of a callable. CPython: PyStaticMethod_New() */
export function PyStaticMethod_New(callable: PyObject): New | NULL {
  const sm = PyType_GenericAlloc(PyStaticMethod_Type, 0);
  if (sm !== NULL) set_sm_callable(sm, Py_NewRef(callable));
  return sm;
}
function sm_dealloc(sm: PyObject): void {
  _PyObject_GC_UNTRACK(sm);
  Py_XDECREF(sm_callable(sm));
  Py_XDECREF(sm_dict(sm));
  slots(Py_TYPE(sm)).tp_free!(sm);
}
function sm_descr_get(sm: PyObject): New | NULL {
  const callable = sm_callable(sm);
  return callable === (NULL as number) ? PyErr_SetString(PyExc_RuntimeError, 'uninitialized staticmethod object') : Py_NewRef(callable);
}
function sm_init(sm: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (!_PyArg_NoKeywords('staticmethod', kwds)) return -1;
  const values = PyArg_UnpackTuple(args, 'staticmethod', 1, 1);
  if (values === null) return -1;
  const old = sm_callable(sm), callable = values[0] as PyObject;
  set_sm_callable(sm, Py_NewRef(callable));
  Py_XDECREF(old);
  return functools_wraps(sm, callable);
}
defineType(PyStaticMethod_Type, {
  tp_name: 'staticmethod', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_dictoffset: 24, layout: 'staticmethod',
  tp_doc: 'staticmethod(function, /)\n--\n\nMake a function a method that gets no implicit first argument:\n\n  class C:\n      @staticmethod\n      def f(arg1, arg2):\n          ...',
  slots: {
    tp_dealloc: sm_dealloc, tp_repr: sm => repr('staticmethod', sm_callable(sm)), tp_call: (sm, args, kwds) => PyObject_Call(sm_callable(sm), args, kwds), tp_descr_get: sm_descr_get, tp_init: sm_init,
    tp_alloc: PyType_GenericAlloc, tp_new: PyType_GenericNew, tp_free: PyObject_GC_Del,
  },
  members,
  getset: [{name: '__isabstractmethod__', get: sm => isAbstract(sm_callable(sm))}, DICT],
});
