/** Instructions that load and store locals, constants, names, globals and cells. CPython: Python/bytecodes.c */
import {PyMapping_GetOptionalItem, PyObject_DelItem, PyObject_SetItem} from '../objects/abstract-object';
import {PyCell_GetRef, PyCell_New, PyCell_SetTakeRef, PyCell_SwapTakeRef} from '../objects/cellobject';
import {PyDict_New, PyDict_Pop, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_Occurred, PyErr_SetString, reprText} from '../objects/errors';
import {PyCell_GET, PyDict_CheckExact, PyTuple_GET_ITEM, _PyDictKeys_UnicodeValue, co_localsplusnames, co_nlocalsplus, dk_version, f_builtins, f_executable, f_funcobj, f_globals, f_locals, func_closure, ma_keys} from '../runtime/generated/accessors';
import {ID___annotations__, ID___build_class__} from '../runtime/generated/ids';
import {PyExc_AssertionError, PyExc_NameError, PyExc_SystemError, PyExc_UnboundLocalError} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {COLD, HOT, inst} from './bytecodes-dsl';
import {NAME_ERROR_MSG, UNBOUNDLOCAL_ERROR_MSG, _PyEval_FormatExcCheckArg, _PyEval_FormatExcUnbound, load_global, load_name} from './ceval-names';
import {_Py_Specialize_LoadGlobal} from './specialize';

inst('NOP', '( -- )', HOT, () => {});
inst('LOAD_FAST_CHECK', '( -- value)', HOT, () => {
  const local = GETLOCAL(oparg);
  if (local === NULL) { GO_TO_INSTRUCTION('LOAD_FAST_UNBOUND'); }
  return NEWREF(local);
});
inst('LOAD_FAST_UNBOUND', '( -- value)', COLD, () => {
  _PyEval_FormatExcCheckArg(PyExc_UnboundLocalError, UNBOUNDLOCAL_ERROR_MSG, PyTuple_GET_ITEM(co_localsplusnames(f_executable(frame)), oparg));
  ERROR_NO_POP();
});
inst('LOAD_FAST', '( -- value)', HOT, () => { return NEWREF(GETLOCAL(oparg)); });
inst('LOAD_FAST_AND_CLEAR', '( -- value)', HOT, () => {
  const value = GETLOCAL(oparg);
  STORELOCAL(oparg, NULL);
  return value;
});
inst('LOAD_FAST_LOAD_FAST', '( -- value1, value2)', HOT, () => { return [NEWREF(GETLOCAL(oparg >> 4)), NEWREF(GETLOCAL(oparg & 15))]; });
inst('LOAD_CONST', '( -- value)', HOT, () => { return NEWREF(GETCONST(oparg)); });
inst('STORE_FAST', '(value -- )', HOT, (value: PyObject) => { SETLOCAL(oparg, value); });
inst('STORE_FAST_LOAD_FAST', '(value1 -- value2)', HOT, (value1: PyObject) => {
  SETLOCAL(oparg >> 4, value1);
  return NEWREF(GETLOCAL(oparg & 15));
});
inst('STORE_FAST_STORE_FAST', '(value2, value1 -- )', HOT, (value2: PyObject, value1: PyObject) => {
  SETLOCAL(oparg >> 4, value1);
  SETLOCAL(oparg & 15, value2);
});
inst('DELETE_FAST', '( -- )', COLD, () => {
  if (GETLOCAL(oparg) === NULL) {
    _PyEval_FormatExcCheckArg(PyExc_UnboundLocalError, UNBOUNDLOCAL_ERROR_MSG, PyTuple_GET_ITEM(co_localsplusnames(f_executable(frame)), oparg));
    ERROR_NO_POP();
  }
  SETLOCAL(oparg, NULL);
});

inst('LOAD_ASSERTION_ERROR', '( -- value)', COLD, () => { return NEWREF(PyExc_AssertionError); });
inst('LOAD_BUILD_CLASS', '( -- bc)', COLD, () => {
  const bc = PyMapping_GetOptionalItem(f_builtins(frame), ID___build_class__);
  if (bc === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_NameError, '__build_class__ not found');
    ERROR_NO_POP();
  }
  return bc;
});
inst('STORE_NAME', '(v -- )', COLD, (v: PyObject) => {
  const name = GETNAME(oparg), ns = f_locals(frame);
  if (ns === NULL) {
    PyErr_SetString(PyExc_SystemError, `no locals found when storing ${reprText(name)}`);
    ERROR_NO_POP();
  }
  const err = PyDict_CheckExact(ns) ? PyDict_SetItem(ns, name, v) : PyObject_SetItem(ns, name, v);
  Py_DECREF(v);
  ERROR_IF(err !== 0);
});
inst('DELETE_NAME', '( -- )', COLD, () => {
  const name = GETNAME(oparg), ns = f_locals(frame);
  if (ns === NULL) {
    PyErr_SetString(PyExc_SystemError, `no locals when deleting ${reprText(name)}`);
    ERROR_NO_POP();
  }
  if (PyObject_DelItem(ns, name) !== 0) {
    _PyEval_FormatExcCheckArg(PyExc_NameError, NAME_ERROR_MSG, name);
    ERROR_NO_POP();
  }
});
inst('STORE_GLOBAL', '(v -- )', COLD, (v: PyObject) => {
  const err = PyDict_SetItem(f_globals(frame), GETNAME(oparg), v);
  Py_DECREF(v);
  ERROR_IF(err !== 0);
});
inst('DELETE_GLOBAL', '( -- )', COLD, () => {
  const name = GETNAME(oparg), value = PyDict_Pop(f_globals(frame), name);
  if (value === NULL) {
    if (PyErr_Occurred() === NULL) _PyEval_FormatExcCheckArg(PyExc_NameError, NAME_ERROR_MSG, name);
    ERROR_NO_POP();
  }
  Py_DECREF(value);
});
inst('LOAD_LOCALS', '( -- locals)', COLD, () => {
  const locals = f_locals(frame);
  if (locals === NULL) {
    PyErr_SetString(PyExc_SystemError, 'no locals found');
    ERROR_NO_POP();
  }
  return Py_NewRef(locals);
});
inst('LOAD_FROM_DICT_OR_GLOBALS', '(mod_or_class_dict -- v)', COLD, (mod_or_class_dict: PyObject) => {
  const name = GETNAME(oparg);
  let v: PyObject | NULL = PyMapping_GetOptionalItem(mod_or_class_dict, name);
  if (v === NULL) {
    if (PyErr_Occurred() !== NULL) ERROR_NO_POP();
    v = load_global(f_globals(frame), f_builtins(frame), name);
    if (v === NULL) ERROR_NO_POP();
  }
  Py_DECREF(mod_or_class_dict);
  return v;
});
inst('LOAD_NAME', '( -- v)', COLD, () => {
  const v = load_name(frame, GETNAME(oparg));
  ERROR_IF(v === NULL);
  return v;
});
inst('LOAD_GLOBAL', '(unused/1, unused/1, unused/1, unused/1 -- res, null if (oparg & 1))', COLD, () => {
  SPECIALIZE(_Py_Specialize_LoadGlobal(f_globals(frame), f_builtins(frame), code, pc - 1, GETNAME(oparg >> 1)));
  const res = load_global(f_globals(frame), f_builtins(frame), GETNAME(oparg >> 1));
  ERROR_IF(res === NULL);
  return [res, NULL];
});
inst('LOAD_GLOBAL_MODULE', '(unused/1, version/1, unused/1, index/1 -- res, null if (oparg & 1))', {family: 'LOAD_GLOBAL', heat: 'hot'}, (version: number, index: number) => {
  const dict = f_globals(frame);
  DEOPT_IF(!PyDict_CheckExact(dict));
  const keys = ma_keys(dict);
  DEOPT_IF(dk_version(keys) !== version);
  const value = _PyDictKeys_UnicodeValue(keys, index);
  DEOPT_IF(value === NULL);
  return [NEWREF(value), NULL];
});
inst('LOAD_GLOBAL_BUILTIN', '(unused/1, version/1, bversion/1, index/1 -- res, null if (oparg & 1))', {family: 'LOAD_GLOBAL', heat: 'hot'}, (version: number, bversion: number, index: number) => {
  const dict = f_globals(frame);
  DEOPT_IF(!PyDict_CheckExact(dict));
  DEOPT_IF(dk_version(ma_keys(dict)) !== version);
  const bdict = f_builtins(frame);
  DEOPT_IF(!PyDict_CheckExact(bdict));
  const keys = ma_keys(bdict);
  DEOPT_IF(dk_version(keys) !== bversion);
  const value = _PyDictKeys_UnicodeValue(keys, index);
  DEOPT_IF(value === NULL);
  return [NEWREF(value), NULL];
});

inst('MAKE_CELL', '( -- )', COLD, () => {
  const cell = PyCell_New(GETLOCAL(oparg));
  if (cell === NULL) ERROR_NO_POP();
  SETLOCAL(oparg, cell);
});
inst('DELETE_DEREF', '( -- )', COLD, () => {
  const old = PyCell_SwapTakeRef(GETLOCAL(oparg), NULL);
  if (old === NULL) {
    _PyEval_FormatExcUnbound(f_executable(frame), oparg);
    ERROR_NO_POP();
  }
  Py_DECREF(old);
});
inst('LOAD_FROM_DICT_OR_DEREF', '(class_dict -- value)', COLD, (class_dict: PyObject) => {
  const name = PyTuple_GET_ITEM(co_localsplusnames(f_executable(frame)), oparg);
  let value: PyObject | NULL = PyMapping_GetOptionalItem(class_dict, name);
  if (value === NULL) {
    if (PyErr_Occurred() !== NULL) ERROR_NO_POP();
    value = PyCell_GetRef(GETLOCAL(oparg));
    if (value === NULL) {
      _PyEval_FormatExcUnbound(f_executable(frame), oparg);
      ERROR_NO_POP();
    }
  }
  Py_DECREF(class_dict);
  return value;
});
inst('LOAD_DEREF', '( -- value)', HOT, () => {
  const contents = PyCell_GET(GETLOCAL(oparg));
  if (contents === NULL) { GO_TO_INSTRUCTION('LOAD_DEREF_UNBOUND'); }
  return NEWREF(contents);
});
inst('LOAD_DEREF_UNBOUND', '( -- value)', COLD, () => {
  _PyEval_FormatExcUnbound(f_executable(frame), oparg);
  ERROR_NO_POP();
});
inst('STORE_DEREF', '(v -- )', COLD, (v: PyObject) => { PyCell_SetTakeRef(GETLOCAL(oparg), v as New); });
inst('COPY_FREE_VARS', '( -- )', COLD, () => {
  const closure = func_closure(f_funcobj(frame)), offset = co_nlocalsplus(f_executable(frame)) - oparg;
  for (let i = 0; i < oparg; i++) STORELOCAL(offset + i, Py_NewRef(PyTuple_GET_ITEM(closure, i)));
});
inst('SETUP_ANNOTATIONS', '( -- )', COLD, () => {
  const locals = f_locals(frame);
  if (locals === NULL) {
    PyErr_SetString(PyExc_SystemError, 'no locals found when setting up annotations');
    ERROR_NO_POP();
  }
  let annotations: PyObject | NULL = PyMapping_GetOptionalItem(locals, ID___annotations__);
  if (annotations === NULL) {
    if (PyErr_Occurred() !== NULL) ERROR_NO_POP();
    annotations = PyDict_New();
    if (annotations === NULL) ERROR_NO_POP();
    if (PyObject_SetItem(locals, ID___annotations__, annotations) !== 0) {
      Py_DECREF(annotations);
      ERROR_NO_POP();
    }
  }
  Py_DECREF(annotations);
});
