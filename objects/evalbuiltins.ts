/** The builtins a namespace sees. CPython: Python/ceval.c _PyEval_BuiltinsFromGlobals() */
import {interp} from '../runtime/current';
import {PyModule_CheckExact, f_builtins, md_dict} from '../runtime/generated/accessors';
import {ID___builtins__} from '../runtime/generated/ids';
import {PyExc_AttributeError} from '../runtime/generated/static-addresses';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyMapping_GetOptionalItem} from './abstract-object';
import {_PyThreadState_GetFrame} from './frame';
import {PyDict_GetItemWithError} from './dictobject';
import {PyErr_Occurred, PyErr_SetObject} from './errors';

/** The builtins of the frame that runs, or of the interpreter when none does. @borrows result. CPython: Python/ceval.c PyEval_GetBuiltins() */
export function PyEval_GetBuiltins(): PyObject {
  const frame = _PyThreadState_GetFrame();
  return frame !== 0 ? f_builtins(frame) : (interp.builtins as PyObject);
}
/** A builtin by its name; AttributeError when there is none. escapes. CPython: Python/ceval.c _PyEval_GetBuiltin() */
export function _PyEval_GetBuiltin(name: PyObject): New | NULL {
  const value = PyMapping_GetOptionalItem(PyEval_GetBuiltins(), name);
  if (value === NULL && PyErr_Occurred() === NULL) PyErr_SetObject(PyExc_AttributeError, name);
  return value;
}
/** `__builtins__` of the globals (a module's dict for a module), else those of the frame that runs. @borrows result; NULL with an exception. CPython: Objects/frameobject.c _PyEval_BuiltinsFromGlobals() */
export function _PyEval_BuiltinsFromGlobals(globals: PyObject): PyObject | NULL {
  const builtins = PyDict_GetItemWithError(globals, ID___builtins__);
  if (builtins === NULL) return PyErr_Occurred() !== NULL ? NULL : PyEval_GetBuiltins();
  return PyModule_CheckExact(builtins) ? md_dict(builtins) : builtins;
}
