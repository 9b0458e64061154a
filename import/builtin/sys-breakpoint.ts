/** sys.breakpointhook(). CPython: Python/sysmodule.c sys_breakpointhook() */
import {PyObject_Vectorcall} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_WarnFormat} from '../../objects/errors';
import {PyObject_GetAttr} from '../../objects/object';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyExc_AttributeError, PyExc_ImportError, PyExc_RuntimeWarning, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {PyImport_ImportModule} from '../import';
import {currentEnvironment} from './posix-process';

/** Calls what PYTHONBREAKPOINT names, pdb.set_trace without it, nothing when it is 0; a name that can't be found is a warning. */
export function breakpointhook(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const value = interp.config.use_environment !== 0 ? currentEnvironment().get('PYTHONBREAKPOINT') ?? null : null;
  const name = value === null || value === '' ? 'pdb.set_trace' : value;
  if (name === '0') return Py_NewRef(_Py_NoneStruct);
  const dot = name.lastIndexOf('.');
  if (dot === 0) return ignored(name);
  const module = PyImport_ImportModule(dot < 0 ? 'builtins' : name.slice(0, dot));
  if (module === NULL) return PyErr_ExceptionMatches(PyExc_ImportError) ? ignored(name) : NULL;
  const attribute = PyUnicode_FromString(name.slice(dot + 1));
  if (attribute === NULL) {
    Py_DECREF(module);
    return NULL;
  }
  const hook = PyObject_GetAttr(module, attribute);
  Py_DECREF(attribute);
  Py_DECREF(module);
  if (hook === NULL) return PyErr_ExceptionMatches(PyExc_AttributeError) ? ignored(name) : NULL;
  const result = PyObject_Vectorcall(hook, args, nargs, kwnames);
  Py_DECREF(hook);
  return result;
}
function ignored(name: string): New | NULL {
  PyErr_Clear();
  return PyErr_WarnFormat(PyExc_RuntimeWarning, 0, `Ignoring unimportable $PYTHONBREAKPOINT: "${name}"`) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
