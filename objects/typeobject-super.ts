/** super(). CPython: Objects/typeobject.c superobject */
import {H, U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyCell_Check, PyCell_GET, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, co_argcount, co_localspluskinds, co_localsplusnames, co_nfreevars, co_nlocalsplus, f_executable, f_localsplus, set_super_obj, set_super_obj_type, set_super_type, super_obj, super_obj_type, super_type, tp_flags} from '../runtime/generated/accessors';
import {ID___class__} from '../runtime/generated/ids';
import {PyExc_RuntimeError, PyExc_TypeError, PySuper_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack} from '../runtime/gc';
import {Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_METHOD_DESCRIPTOR} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {Py_READONLY} from '../runtime/typeslots';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyObject_CallFunctionObjArgs, PyObject_CallTwoArgs} from './call';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from './errors';
import {_PyThreadState_GetFrame} from './frame';
import {_PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames} from './getargs';
import {PyObject_GetOptionalAttr} from './object';
import {PyObject_GenericGetAttr} from './object-generic';
import {PyType_GenericAlloc, PyType_GenericNew, PyType_IsSubtype} from './typeobject';
import {lookup_tp_dict, lookup_tp_mro} from './typeobject-cache';
import {PyUnicode_FromString, _PyUnicode_Equal} from './unicodeobject';

/** The attribute in the classes after `su_type` in the mro, without its __get__; NULL with or without an exception. CPython: _super_lookup_descr() */
function _super_lookup_descr(su_type: PyTypeObject, su_obj_type: PyTypeObject, name: PyObject): New | NULL {
  const mro = lookup_tp_mro(su_obj_type);
  if (mro === NULL) return NULL;
  const n = PyTuple_GET_SIZE(mro);
  let i = 0;
  while (i + 1 < n && PyTuple_GET_ITEM(mro, i) !== su_type) i++;
  i++;
  if (i >= n) return NULL;
  Py_INCREF(mro);
  let res: New | NULL = NULL;
  for (; i < n; i++) {
    res = PyDict_GetItemRef(lookup_tp_dict(PyTuple_GET_ITEM(mro, i)) as PyObject, name);
    if (res !== NULL || PyErr_Occurred()) break;
  }
  Py_DECREF(mro);
  return res;
}
/** CPython: do_super_lookup(). With `method` a function is not bound, and method.method says so. */
function do_super_lookup(su: PyObject | NULL, su_type: PyTypeObject, su_obj: PyObject, su_obj_type: PyObject | NULL, name: PyObject, method: {method: boolean} | null): New | NULL {
  if (su_obj_type !== NULL) {
    const res = _super_lookup_descr(su_type, su_obj_type, name);
    if (res !== NULL) {
      const type = Py_TYPE(res);
      if (method !== null && (tp_flags(type) & Py_TPFLAGS_METHOD_DESCRIPTOR) !== 0) {
        method.method = true;
        return res;
      }
      const get = slots(type).tp_descr_get;
      if (get === null) return res;
      const bound = get(res, su_obj === su_obj_type ? NULL : su_obj, su_obj_type);
      Py_DECREF(res);
      return bound;
    }
    if (PyErr_Occurred()) return NULL;
  }
  if (su !== NULL) return PyObject_GenericGetAttr(su, name);
  const made = PyObject_CallTwoArgs(PySuper_Type, su_type, su_obj);
  if (made === NULL) return NULL;
  const res = PyObject_GenericGetAttr(made, name);
  Py_DECREF(made);
  return res;
}
function super_getattro(self: PyObject, name: PyObject): New | NULL {
  if (PyUnicode_Check(name) && PyUnicode_GET_LENGTH(name) === 9 && _PyUnicode_Equal(name, ID___class__)) return PyObject_GenericGetAttr(self, name);
  return do_super_lookup(self, super_type(self), super_obj(self), super_obj_type(self), name, null);
}
/** The type whose mro super follows: obj itself, its type or its __class__; NULL with a TypeError. CPython: supercheck() */
function supercheck(type: PyTypeObject, obj: PyObject): New | NULL {
  if (PyType_Check(obj) && PyType_IsSubtype(obj, type)) return Py_NewRef(obj);
  if (PyType_IsSubtype(Py_TYPE(obj), type)) return Py_NewRef(Py_TYPE(obj));
  const cls = PyObject_GetOptionalAttr(obj, ID___class__);
  if (cls === NULL && PyErr_Occurred()) return NULL;
  if (cls !== NULL && PyType_Check(cls) && cls !== Py_TYPE(obj) && PyType_IsSubtype(cls, type)) return cls;
  Py_XDECREF(cls);
  const what = PyType_Check(obj) ? `type ${slots(obj).tp_name}` : `instance of ${typeName(obj)}`;
  return PyErr_Format(PyExc_TypeError, `super(type, obj): obj (${what}) is not an instance or subtype of type (${slots(type).tp_name}).`);
}
/** super(su_type, su_obj).name without the super object. escapes. CPython: _PySuper_Lookup() */
export function _PySuper_Lookup(su_type: PyTypeObject, su_obj: PyObject, name: PyObject, method: {method: boolean} | null): New | NULL {
  const objType = supercheck(su_type, su_obj);
  if (objType === NULL) return NULL;
  const res = do_super_lookup(NULL, su_type, su_obj, objType, name, method);
  Py_DECREF(objType);
  return res;
}
function super_descr_get(self: PyObject, obj: PyObject | NULL): New | NULL {
  if (obj === NULL || obj === _Py_NoneStruct || super_obj(self) !== (NULL as number)) return Py_NewRef(self);
  if (Py_TYPE(self) !== PySuper_Type) return PyObject_CallFunctionObjArgs(Py_TYPE(self), super_type(self), obj);
  const objType = supercheck(super_type(self), obj);
  if (objType === NULL) return NULL;
  const made = PyType_GenericAlloc(PySuper_Type, 0);
  if (made === NULL) {
    Py_DECREF(objType);
    return NULL;
  }
  set_super_type(made, Py_NewRef(super_type(self)));
  set_super_obj(made, Py_NewRef(obj));
  set_super_obj_type(made, objType);
  return made;
}
function runtimeError(text: string): number {
  PyErr_SetString(PyExc_RuntimeError, text);
  return -1;
}
/** super() without arguments: the class from the __class__ cell and the first argument of the running function. CPython: super_init_without_args() */
function initFromFrame(self: PyObject): number {
  const frame = _PyThreadState_GetFrame();
  if (frame === 0) return runtimeError('super(): no current frame');
  const code = f_executable(frame);
  if (co_argcount(code) === 0) return runtimeError('super(): no arguments');
  let first = f_localsplus(frame, 0);
  if (first !== (NULL as number) && PyCell_Check(first) && firstIsCell(code)) first = PyCell_GET(first);
  if (first === (NULL as number)) return runtimeError('super(): arg[0] deleted');
  const names = co_localsplusnames(code), total = co_nlocalsplus(code);
  for (let i = total - co_nfreevars(code); i < total; i++) {
    if (!_PyUnicode_Equal(PyTuple_GET_ITEM(names, i), ID___class__)) continue;
    const cell = f_localsplus(frame, i);
    if (cell === (NULL as number) || !PyCell_Check(cell)) return runtimeError('super(): bad __class__ cell');
    const type = PyCell_GET(cell);
    if (type === (NULL as number)) return runtimeError('super(): empty __class__ cell');
    if (!PyType_Check(type)) return runtimeError(`super(): __class__ is not a type (${typeName(type)})`);
    return super_init_impl(self, type, first);
  }
  return runtimeError('super(): __class__ cell not found');
}
/** True when the first local of a code object is a cell variable (CO_FAST_CELL). */
function firstIsCell(code: PyObject): boolean {
  return (U8[PyBytes_AS_STRING(co_localspluskinds(code))] & 0x40) !== 0;
}
function super_init_impl(self: PyObject, type: PyObject, obj: PyObject | NULL): number {
  if (obj === _Py_NoneStruct) obj = NULL;
  let objType: New | NULL = NULL;
  if (obj !== NULL) {
    objType = supercheck(type, obj);
    if (objType === NULL) return -1;
    Py_INCREF(obj);
  }
  const oldType = super_type(self), oldObj = super_obj(self), oldObjType = super_obj_type(self);
  set_super_type(self, Py_NewRef(type));
  set_super_obj(self, obj);
  set_super_obj_type(self, objType);
  Py_XDECREF(oldType);
  Py_XDECREF(oldObj);
  Py_XDECREF(oldObjType);
  return 0;
}
function initWith(self: PyObject, nargs: number, first: PyObject | NULL, obj: PyObject | NULL): number {
  if (nargs === 0 || first === NULL) return initFromFrame(self);
  if (!PyType_Check(first)) {
    PyErr_Format(PyExc_TypeError, `super() argument 1 must be a type, not ${typeName(first)}`);
    return -1;
  }
  return super_init_impl(self, first, obj);
}
function super_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (!_PyArg_NoKeywords('super', kwds)) return -1;
  const n = PyTuple_GET_SIZE(args);
  if (n > 2) {
    PyErr_Format(PyExc_TypeError, `super() takes at most 2 arguments (${n} given)`);
    return -1;
  }
  return initWith(self, n, n > 0 ? PyTuple_GET_ITEM(args, 0) : NULL, n > 1 ? PyTuple_GET_ITEM(args, 1) : NULL);
}
function super_vectorcall(type: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (!_PyArg_NoKwnames('super', kwnames) || !_PyArg_CheckPositional('super()', nargs, 0, 2)) return NULL;
  const su = slots(type).tp_alloc!(type, 0);
  if (su === NULL) return NULL;
  if (initWith(su, nargs, nargs > 0 ? (H[args] as PyObject) : NULL, nargs > 1 ? (H[args + 2] as PyObject) : NULL) < 0) {
    Py_DECREF(su);
    return NULL;
  }
  return su;
}
function super_repr(self: PyObject): New | NULL {
  const type = super_type(self), objType = super_obj_type(self), name = type === (NULL as number) ? 'NULL' : slots(type).tp_name;
  return PyUnicode_FromString(objType === (NULL as number) ? `<super: <class '${name}'>, NULL>` : `<super: <class '${name}'>, <${slots(objType).tp_name} object>>`);
}
function super_dealloc(self: PyObject): void {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(super_obj(self));
  Py_XDECREF(super_type(self));
  Py_XDECREF(super_obj_type(self));
  slots(Py_TYPE(self)).tp_free!(self);
}

defineType(PySuper_Type, {
  tp_name: 'super', tp_basicsize: 40, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, layout: 'superobject',
  tp_doc: 'super() -> as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; isinstance(obj, type) must hold\nsuper(type, type2) -> bound super object; issubclass(type2, type) must hold\n\nGives the attributes of the classes that follow type in the mro.',
  slots: {
    tp_dealloc: super_dealloc, tp_repr: super_repr, tp_getattro: super_getattro, tp_descr_get: super_descr_get, tp_init: super_init, tp_alloc: PyType_GenericAlloc,
    tp_new: PyType_GenericNew, tp_free: PyObject_GC_Del, tp_vectorcall: super_vectorcall, tp_clear: () => 0,
  },
  members: [
    {name: '__thisclass__', type: 'object', offset: 16, flags: Py_READONLY, doc: 'the class after which the search begins'},
    {name: '__self__', type: 'object', offset: 24, flags: Py_READONLY, doc: 'the object; may be None'},
    {name: '__self_class__', type: 'object', offset: 32, flags: Py_READONLY, doc: "the object's type; may be None"},
  ],
});
