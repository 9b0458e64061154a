/** Evaluating code with everything given by hand. CPython: Python/ceval.c PyEval_EvalCodeEx() */
import {PyFunction_New} from '../objects/funcobject';
import {PyTuple_Pack} from '../objects/tupleobject';
import {_PyTuple_ADDR, set_func_closure, set_func_defaults, set_func_kwdefaults} from '../runtime/generated/accessors';
import {Py_DECREF, Py_XDECREF, Py_XNewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_PyEval_BuiltinsFromGlobals} from '../objects/evalbuiltins';
import {_PyEval_Vector} from './ceval';

/**
 * Runs code as the body of a function with these arguments, defaults and cells; nothing is checked that the code itself does not check.
 * NULL with an exception. escapes. DIVERGES: the C arrays are arrays here, keywords pairs of name and value.
 */
export function PyEval_EvalCodeEx(co: PyObject, globals: PyObject, locals: PyObject | NULL, args: readonly PyObject[], kws: readonly (readonly [name: PyObject, value: PyObject])[], defs: readonly PyObject[], kwdefs: PyObject | NULL, closure: PyObject | NULL): New | NULL {
  if (_PyEval_BuiltinsFromGlobals(globals) === NULL) return NULL;
  const all = PyTuple_Pack(...args, ...kws.map(pair => pair[1])), kwnames = kws.length === 0 ? NULL : PyTuple_Pack(...kws.map(pair => pair[0]));
  const func = all === NULL || (kws.length > 0 && kwnames === NULL) ? NULL : PyFunction_New(co, globals);
  let result: New | NULL = NULL;
  if (func !== NULL && all !== NULL) {
    set_func_defaults(func, PyTuple_Pack(...defs));
    set_func_kwdefaults(func, Py_XNewRef(kwdefs));
    set_func_closure(func, Py_XNewRef(closure));
    result = _PyEval_Vector(func, locals === NULL ? globals : locals, _PyTuple_ADDR(all), args.length, kwnames);
    Py_DECREF(func);
  }
  Py_XDECREF(all);
  Py_XDECREF(kwnames);
  return result;
}
