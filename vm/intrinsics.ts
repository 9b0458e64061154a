/** What CALL_INTRINSIC_1 and CALL_INTRINSIC_2 do. CPython: Python/intrinsics.c */
import {PyNumber_Positive} from '../objects/abstract-number';
import {PyObject_CallOneArg} from '../objects/call';
import {PyDict_GetItemRef} from '../objects/dictobject';
import {PyErr_GivenExceptionMatches, PyErr_Occurred, PyErr_SetString} from '../objects/errors';
import {_PyExc_PrepReraiseStar} from '../objects/exceptions-group';
import {PyException_SetCause, PyException_SetContext} from '../objects/exceptions';
import {_PyFrame_GetLocals} from '../objects/frameobject';
import {_Py_set_function_type_params} from '../objects/funcobject';
import {_PyAsyncGenValueWrapperNew} from '../objects/genobject-async';
import {PyList_AsTuple} from '../objects/listobject';
import {_Py_make_paramspec, _Py_make_typevar, _Py_make_typevartuple, _Py_set_typeparam_default} from '../objects/typevarobject';
import {_Py_make_typealias, _Py_subscript_generic} from '../objects/typevarobject-alias';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {H, interp} from '../runtime/current';
import {co_flags, f_executable} from '../runtime/generated/accessors';
import {ID_displayhook} from '../runtime/generated/ids';
import {CURRENT_FRAME, PyExc_RuntimeError, PyExc_StopAsyncIteration, PyExc_StopIteration, PyExc_SystemError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../runtime/object';
import {type PyThreadState} from '../runtime/pystate';
import {NULL, type New, type PyObject} from '../runtime/types';
import {CO_COROUTINE} from './ceval-flow';
import {import_all_from} from './ceval-import';

/** sys.displayhook for an expression statement of the REPL. escapes. CPython: print_expr() */
function print_expr(value: PyObject): New | NULL {
  const hook = interp.sysdict === NULL ? NULL : PyDict_GetItemRef(interp.sysdict, ID_displayhook);
  if (hook === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_RuntimeError, 'lost sys.displayhook');
  const res = PyObject_CallOneArg(hook, value);
  Py_DECREF(hook);
  return res;
}
/** CPython: import_star() */
function import_star(from: PyObject): New | NULL {
  const locals = _PyFrame_GetLocals(H[CURRENT_FRAME]);
  if (locals === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_SystemError, "no locals found during 'import *'");
    return NULL;
  }
  const err = import_all_from(locals, from);
  Py_DECREF(locals);
  return err < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** A StopIteration that leaves a generator becomes a RuntimeError. CPython: stopiteration_error() */
function stopiteration_error(exc: PyObject): New | NULL {
  const flags = co_flags(f_executable(H[CURRENT_FRAME])), isAsync = (flags & CO_ASYNC_GENERATOR) !== 0;
  let msg: string | null = null;
  if (PyErr_GivenExceptionMatches(exc, PyExc_StopIteration)) {
    msg = isAsync ? 'async generator raised StopIteration' : (flags & CO_COROUTINE) !== 0 ? 'coroutine raised StopIteration' : 'generator raised StopIteration';
  } else if (isAsync && PyErr_GivenExceptionMatches(exc, PyExc_StopAsyncIteration)) msg = 'async generator raised StopAsyncIteration';
  if (msg === null) return Py_NewRef(exc);
  const message = PyUnicode_FromString(msg);
  if (message === NULL) return NULL;
  const error = PyObject_CallOneArg(PyExc_RuntimeError, message);
  Py_DECREF(message);
  if (error === NULL) return NULL;
  PyException_SetCause(error, Py_NewRef(exc));
  PyException_SetContext(error, Py_NewRef(exc));
  return error;
}
const CO_ASYNC_GENERATOR = 0x200;

/** CALL_INTRINSIC_1. escapes. CPython: _PyIntrinsics_UnaryFunctions */
export function callUnaryIntrinsic(thread: PyThreadState, which: number, value: PyObject): New | NULL {
  void thread;
  switch (which) {
    case 1: return print_expr(value);
    case 2: return import_star(value);
    case 3: return stopiteration_error(value);
    case 4: return _PyAsyncGenValueWrapperNew(value);
    case 5: return PyNumber_Positive(value);
    case 6: return PyList_AsTuple(value);
    case 7: return _Py_make_typevar(value, NULL, NULL);
    case 8: return _Py_make_paramspec(value);
    case 9: return _Py_make_typevartuple(value);
    case 10: return _Py_subscript_generic(value);
    case 11: return _Py_make_typealias(value);
    default: return PyErr_SetString(PyExc_SystemError, 'invalid intrinsic function');
  }
}
/** CALL_INTRINSIC_2. escapes. CPython: _PyIntrinsics_BinaryFunctions */
export function callBinaryIntrinsic(thread: PyThreadState, which: number, value2: PyObject, value1: PyObject): New | NULL {
  void thread;
  switch (which) {
    case 1: return _PyExc_PrepReraiseStar(value2, value1);
    case 2: return _Py_make_typevar(value2, value1, NULL);
    case 3: return _Py_make_typevar(value2, NULL, value1);
    case 4: return _Py_set_function_type_params(value2, value1);
    case 5: return _Py_set_typeparam_default(value2, value1);
    default: return PyErr_SetString(PyExc_SystemError, 'invalid intrinsic function');
  }
}
