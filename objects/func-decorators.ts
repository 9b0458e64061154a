/** classmethod and staticmethod. CPython: Objects/funcobject.c, "Class method object", "Static method object" */
import {PyObject_GC_Del, PyObject_GC_UnTrack} from '../runtime/gc';
import {PyTuple_GET_ITEM, Py_TYPE, cm_callable, cm_dict, set_cm_callable, set_cm_dict, set_sm_callable, set_sm_dict, sm_callable, sm_dict} from '../runtime/generated/accessors';
import {ID___doc__, ID___module__, ID___name__, ID___qualname__} from '../runtime/generated/ids';
import {PyClassMethod_Type, PyExc_RuntimeError, PyStaticMethod_Type, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import type {PyGetSetDef} from '../runtime/typeslots';
import {PyObject_Call} from './call';
import {PyMethod_New} from './classobject';
import {PyErr_Occurred, PyErr_SetString} from './errors';
import {PyArg_UnpackTuple, _PyArg_NoKeywords} from './getargs';
import {PyObject_GenericGetDict, PyObject_GenericSetDict, PyObject_GetOptionalAttr, PyObject_Repr, PyObject_SetAttr, _PyObject_IsAbstract} from './object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

const SIZE = 32;
/** Attributes of the wrapped function that its wrapper shows as its own. CPython: functools_wraps() */
const WRAPPED = [ID___module__, ID___name__, ID___qualname__, ID___doc__] as const;
function functools_wraps(wrapper: PyObject, wrapped: PyObject): number {
  for (const name of WRAPPED) {
    const value = PyObject_GetOptionalAttr(wrapped, name);
    if (value === NULL) {
      if (PyErr_Occurred() !== NULL) return -1;
      continue;
    }
    const status = PyObject_SetAttr(wrapper, name, value);
    Py_DECREF(value);
    if (status < 0) return -1;
  }
  return 0;
}

/** Both types have the same parts under other names. */
interface Kind { readonly name: string; readonly type: PyObject; readonly callable: (op: number) => PyObject; readonly setCallable: (op: number, v: PyObject | NULL) => void; readonly dict: (op: number) => PyObject; readonly setDict: (op: number, v: PyObject | NULL) => void }
const CLASS: Kind = {name: 'classmethod', type: PyClassMethod_Type, callable: cm_callable, setCallable: set_cm_callable, dict: cm_dict, setDict: set_cm_dict};
const STATIC: Kind = {name: 'staticmethod', type: PyStaticMethod_Type, callable: sm_callable, setCallable: set_sm_callable, dict: sm_dict, setDict: set_sm_dict};

function make(kind: Kind, type: PyObject): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  kind.setCallable(self, Py_NewRef(_Py_NoneStruct));
  kind.setDict(self, NULL);
  return self;
}
const dealloc = (kind: Kind) => (self: PyObject): void => {
  PyObject_GC_UnTrack(self);
  const callable = kind.callable(self), dict = kind.dict(self);
  kind.setCallable(self, NULL);
  kind.setDict(self, NULL);
  Py_XDECREF(callable);
  Py_XDECREF(dict);
  if (Py_TYPE(self) === kind.type) PyObject_GC_Del(self);
  else slots(Py_TYPE(self)).tp_free!(self);
};
const init = (kind: Kind) => (self: PyObject, args: PyObject, kwds: PyObject | NULL): number => {
  if (!_PyArg_NoKeywords(kind.name, kwds) || PyArg_UnpackTuple(args, kind.name, 1, 1) === null) return -1;
  const callable = PyTuple_GET_ITEM(args, 0), old = kind.callable(self);
  kind.setCallable(self, Py_NewRef(callable));
  Py_XDECREF(old);
  return functools_wraps(self, callable);
};
const repr = (kind: Kind) => (self: PyObject): New | NULL => {
  const text = PyObject_Repr(kind.callable(self));
  if (text === NULL) return NULL;
  const result = PyUnicode_FromString(`<${kind.name}(${PyUnicode_AsJSString(text)})>`);
  Py_DECREF(text);
  return result;
};
const getset = (kind: Kind): PyGetSetDef[] => [
  {name: '__isabstractmethod__', get: self => {
    const abstract = _PyObject_IsAbstract(kind.callable(self));
    return abstract < 0 ? NULL : Py_NewRef(abstract > 0 ? _Py_TrueStruct : _Py_FalseStruct);
  }},
  {name: '__dict__', get: PyObject_GenericGetDict, set: PyObject_GenericSetDict},
];
const members = [{name: '__func__', type: 'object', offset: 16, flags: 1}, {name: '__wrapped__', type: 'object', offset: 16, flags: 1}] as const;

function cm_descr_get(self: PyObject, obj: PyObject | NULL, type: PyObject | NULL): New | NULL {
  const callable = cm_callable(self);
  if (callable === NULL) return PyErr_SetString(PyExc_RuntimeError, 'uninitialized classmethod object');
  return PyMethod_New(callable, type === NULL ? Py_TYPE(obj as PyObject) : type);
}
function sm_descr_get(self: PyObject): New | NULL {
  const callable = sm_callable(self);
  return callable === NULL ? PyErr_SetString(PyExc_RuntimeError, 'uninitialized staticmethod object') : Py_NewRef(callable);
}
function sm_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  return PyObject_Call(sm_callable(self), args, kwds);
}

/** CPython: PyClassMethod_New() */
export function PyClassMethod_New(callable: PyObject): New | NULL {
  return wrap(CLASS, callable);
}
/** CPython: PyStaticMethod_New() */
export function PyStaticMethod_New(callable: PyObject): New | NULL {
  return wrap(STATIC, callable);
}
function wrap(kind: Kind, callable: PyObject): New | NULL {
  const self = make(kind, kind.type);
  if (self === NULL) return NULL;
  kind.setCallable(self, Py_NewRef(callable));
  return self;
}

const common = (kind: Kind) => ({tp_dealloc: dealloc(kind), tp_repr: repr(kind), tp_init: init(kind), tp_new: (type: PyObject): New | NULL => make(kind, type)});
defineType(PyClassMethod_Type, {
  tp_name: 'classmethod', tp_basicsize: SIZE, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, tp_dictoffset: 24, layout: 'classmethod',
  tp_doc: 'classmethod(function, /)\n--\n\nMakes a method of a function that gets the class as its first argument.',
  slots: {...common(CLASS), tp_descr_get: cm_descr_get}, members, getset: getset(CLASS),
});
defineType(PyStaticMethod_Type, {
  tp_name: 'staticmethod', tp_basicsize: SIZE, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, tp_dictoffset: 24, layout: 'staticmethod',
  tp_doc: 'staticmethod(function, /)\n--\n\nMakes a method of a function that gets no first argument of its own.',
  slots: {...common(STATIC), tp_call: sm_call, tp_descr_get: sm_descr_get}, members, getset: getset(STATIC),
});
