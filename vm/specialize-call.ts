/** Specialisation of calls. CPython: Python/specialize.c _Py_Specialize_Call() */
import {PyDict_GetItemRef} from '../objects/dictobject';
import {_PyFunction_GetVersionForCurrentState} from '../objects/funcobject';
import {_PyType_Lookup} from '../objects/typeobject-cache';
import {PyType_GenericAlloc} from '../objects/typeobject';
import {interp} from '../runtime/current';
import {PyCFunction_CheckExact, PyFunction_Check, PyMethodDescr_CheckExact, PyMethod_Check, PyMethod_GET_FUNCTION, PyType_Check, Py_TYPE, co_argcount, co_flags, co_kwonlyargcount, func_code, set__spec_cache_init, tp_flags, tp_version_tag} from '../runtime/generated/accessors';
import {ID___init__, ID_append, ID_isinstance, ID_len} from '../runtime/generated/ids';
import {PyBaseObject_Type, PyList_Type, PyTuple_Type, PyType_Type, PyUnicode_Type} from '../runtime/generated/static-addresses';
import {METH_FASTCALL, METH_KEYWORDS, METH_NOARGS, METH_O, type PyMethodDef} from '../runtime/methoddef';
import {Py_XDECREF, payload, slots} from '../runtime/object';
import {Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_INLINE_VALUES} from '../runtime/typeflags';
import {NULL, type PyObject, type PyTypeObject} from '../runtime/types';
import {CALL, CALL_ALLOC_AND_ENTER_INIT, CALL_BOUND_METHOD_EXACT_ARGS, CALL_BOUND_METHOD_GENERAL, CALL_BUILTIN_CLASS, CALL_BUILTIN_FAST, CALL_BUILTIN_FAST_WITH_KEYWORDS, CALL_BUILTIN_O, CALL_ISINSTANCE, CALL_LEN, CALL_LIST_APPEND, CALL_METHOD_DESCRIPTOR_FAST, CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS, CALL_METHOD_DESCRIPTOR_NOARGS, CALL_METHOD_DESCRIPTOR_O, CALL_NON_PY_GENERAL, CALL_PY_EXACT_ARGS, CALL_PY_GENERAL, CALL_STR_1, CALL_TUPLE_1, CALL_TYPE_1, POP_TOP} from './opcode-ids';
import {failure, success, write_u32} from './specialize';

/** The builtins with opcodes of their own, found when the first call is specialised. CPython: Python/pylifecycle.c pycore_init_builtins() */
function callableCache(): typeof interp.callable_cache {
  const cache = interp.callable_cache;
  if (cache.len !== NULL || interp.builtins === NULL) return cache;
  const len = PyDict_GetItemRef(interp.builtins, ID_len), isinstance = PyDict_GetItemRef(interp.builtins, ID_isinstance);
  if (len !== NULL && PyCFunction_CheckExact(len)) cache.len = len;
  if (isinstance !== NULL && PyCFunction_CheckExact(isinstance)) cache.isinstance = isinstance;
  // borrowed: the interpreter's builtins keep them, or a change of the dict goes unnoticed as in CPython
  Py_XDECREF(len);
  Py_XDECREF(isinstance);
  cache.list_append = _PyType_Lookup(PyList_Type, ID_append);
  return cache;
}
/** CPython: get_init_for_simple_managed_python_class() */
function simpleInit(tp: PyTypeObject): PyObject | NULL {
  if (slots(tp).tp_alloc !== PyType_GenericAlloc || (tp_flags(tp) & Py_TPFLAGS_INLINE_VALUES) === 0 || (tp_flags(tp) & Py_TPFLAGS_HEAPTYPE) === 0) return NULL;
  const init = _PyType_Lookup(tp, ID___init__);
  if (init === NULL || !PyFunction_Check(init)) return NULL;
  const co = func_code(init);
  if ((co_flags(co) & 13) !== 1 || co_kwonlyargcount(co) !== 0) return NULL;
  set__spec_cache_init(tp, init);
  return init;
}
/** CPython: specialize_class_call() */
function classForm(tp: PyTypeObject, code: Uint16Array, at: number, nargs: number, oparg: number): number {
  if ((tp_flags(tp) & Py_TPFLAGS_IMMUTABLETYPE) !== 0) {
    if (nargs === 1 && oparg === 1) {
      if (tp === PyUnicode_Type) return CALL_STR_1;
      if (tp === PyType_Type) return CALL_TYPE_1;
      if (tp === PyTuple_Type) return CALL_TUPLE_1;
    }
    return slots(tp).tp_vectorcall !== null ? CALL_BUILTIN_CLASS : 0;
  }
  if (Py_TYPE(tp) === PyType_Type && slots(tp).tp_new === slots(PyBaseObject_Type).tp_new) {
    const init = simpleInit(tp);
    if (tp_version_tag(tp) === 0) return 0;
    if (init !== NULL) {
      if (co_argcount(func_code(init)) !== nargs + 1) return 0;
      write_u32(code, at + 2, tp_version_tag(tp));
      return CALL_ALLOC_AND_ENTER_INIT;
    }
  }
  return CALL_NON_PY_GENERAL;
}
/** CPython: specialize_py_call() */
function pythonForm(func: PyObject, code: Uint16Array, at: number, nargs: number, bound: boolean): number {
  const co = func_code(func), flags = co_flags(co);
  if (interp.eval_frame !== null) return 0;
  const complex = (flags & 12) !== 0 || co_kwonlyargcount(co) !== 0;
  if (!complex && (flags & 1) === 0) return 0;
  const version = _PyFunction_GetVersionForCurrentState(func);
  if (version === 0) return 0;
  write_u32(code, at + 2, version);
  if (!complex && co_argcount(co) === nargs + (bound ? 1 : 0)) return bound ? CALL_BOUND_METHOD_EXACT_ARGS : CALL_PY_EXACT_ARGS;
  return bound ? CALL_BOUND_METHOD_GENERAL : CALL_PY_GENERAL;
}
const CALL_FLAGS = 1 | 2 | METH_NOARGS | METH_O | METH_FASTCALL | METH_KEYWORDS | 512;
/** CPython: specialize_c_call() */
function builtinForm(callable: PyObject, nargs: number): number {
  const cache = callableCache();
  switch (payload<PyMethodDef>(callable).ml_flags & CALL_FLAGS) {
    case METH_O: return nargs !== 1 ? 0 : callable === cache.len ? CALL_LEN : CALL_BUILTIN_O;
    case METH_FASTCALL: return nargs === 2 && callable === cache.isinstance ? CALL_ISINSTANCE : CALL_BUILTIN_FAST;
    case METH_FASTCALL | METH_KEYWORDS: return CALL_BUILTIN_FAST_WITH_KEYWORDS;
    default: return CALL_NON_PY_GENERAL;
  }
}
/** CPython: specialize_method_descriptor() */
function methodForm(descr: PyObject, code: Uint16Array, at: number, nargs: number, oparg: number): number {
  switch (payload<PyMethodDef>(descr).ml_flags & CALL_FLAGS) {
    case METH_NOARGS: return nargs !== 1 ? 0 : CALL_METHOD_DESCRIPTOR_NOARGS;
    case METH_O:
      if (nargs !== 2) return 0;
      return descr === callableCache().list_append && oparg === 1 && (code[at + 4] & 255) === POP_TOP ? CALL_LIST_APPEND : CALL_METHOD_DESCRIPTOR_O;
    case METH_FASTCALL: return CALL_METHOD_DESCRIPTOR_FAST;
    case METH_FASTCALL | METH_KEYWORDS: return CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS;
    default: return CALL_NON_PY_GENERAL;
  }
}
/** Chooses the form of a CALL for its callable; nargs counts self. CPython: Python/specialize.c _Py_Specialize_Call() */
export function _Py_Specialize_Call(callable: PyObject, code: Uint16Array, at: number, nargs: number, oparg: number): void {
  let opcode: number;
  if (PyCFunction_CheckExact(callable)) opcode = builtinForm(callable, nargs);
  else if (PyFunction_Check(callable)) opcode = pythonForm(callable, code, at, nargs, false);
  else if (PyType_Check(callable)) opcode = classForm(callable, code, at, nargs, oparg);
  else if (PyMethodDescr_CheckExact(callable)) opcode = methodForm(callable, code, at, nargs, oparg);
  else if (PyMethod_Check(callable)) opcode = PyFunction_Check(PyMethod_GET_FUNCTION(callable)) ? pythonForm(PyMethod_GET_FUNCTION(callable), code, at, nargs, true) : 0;
  else opcode = CALL_NON_PY_GENERAL;
  if (opcode !== 0) success(code, at, opcode);
  else failure(code, at, CALL);
}
