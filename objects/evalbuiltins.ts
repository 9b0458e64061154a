/** The builtins a namespace sees. CPython: Python/ceval.c _PyEval_BuiltinsFromGlobals() */
import {interp} from '../runtime/current';
import {PyModule_CheckExact, f_builtins, md_dict} from '../runtime/generated/accessors';
import {ID___builtins__} from '../runtime/generated/ids';
import {Py_DECREF} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';
import {_PyThreadState_GetFrame} from './frame';
import {PyDict_GetItemRef} from './dictobject';
import {PyErr_Occurred} from './errors';

/** The builtins of the frame that runs, borrowed. CPython: PyEval_GetBuiltins() */
function currentBuiltins(): PyObject {
  const frame = _PyThreadState_GetFrame();
  return frame !== 0 ? f_builtins(frame) : (interp.builtins as PyObject);
}
/** `__builtins__` of the globals (a module's dict for a module), else those of the frame that runs. @borrows result; NULL with an exception. */
export function _PyEval_BuiltinsFromGlobals(globals: PyObject): PyObject | NULL {
  const builtins = PyDict_GetItemRef(globals, ID___builtins__);
  if (builtins === NULL) return PyErr_Occurred() !== NULL ? NULL : currentBuiltins();
  // the globals keep it
  Py_DECREF(builtins);
  return PyModule_CheckExact(builtins) ? md_dict(builtins) : builtins;
}
