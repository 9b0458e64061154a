/** The atexit module. Callbacks are the interpreter's. CPython: Modules/atexitmodule.c */
import {PyCallable_Check, PyObject_RichCompareBool} from '../../objects/object';
import {PyErr_SetString} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyTuple_New} from '../../objects/tupleobject';
import {_PyStack_AsDict} from '../../objects/call';
import {interp} from '../../runtime/current';
import {ARG, PyTuple_GET_SIZE, PyTuple_SET_ITEM} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {_PyAtExit_Call} from '../../runtime/pylifecycle-fini';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';

function atexit_register(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs === 0) return PyErr_SetString(PyExc_TypeError, 'register() takes at least 1 argument (0 given)');
  const func = ARG(args, 0);
  if (!PyCallable_Check(func)) return PyErr_SetString(PyExc_TypeError, 'the first argument must be callable');
  const rest = PyTuple_New(nargs - 1);
  if (rest === NULL) return NULL;
  for (let i = 1; i < nargs; i++) PyTuple_SET_ITEM(rest, i - 1, Py_NewRef(ARG(args, i)));
  let kwargs: New | NULL = NULL;
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) {
    kwargs = _PyStack_AsDict(args + 2 * nargs, kwnames);
    if (kwargs === NULL) {
      Py_DECREF(rest);
      return NULL;
    }
  }
  interp.atexit.push({func: Py_NewRef(func), args: rest, kwargs});
  return Py_NewRef(func);
}
function drop(entry: (typeof interp.atexit)[number]): void {
  Py_DECREF(entry.func);
  Py_DECREF(entry.args);
  Py_XDECREF(entry.kwargs);
}
function atexit_clear(): New | NULL {
  for (const entry of interp.atexit.splice(0)) drop(entry);
  return Py_NewRef(_Py_NoneStruct);
}
/** Removes every callback equal to a function; comparing may run code, which may change the list. */
function atexit_unregister(_module: PyObject, func: PyObject | NULL): New | NULL {
  for (const entry of [...interp.atexit]) {
    if (!interp.atexit.includes(entry)) continue;
    const equal = PyObject_RichCompareBool(func as PyObject, entry.func, 2);
    if (equal < 0) return NULL;
    const at = interp.atexit.indexOf(entry);
    if (equal === 0 || at < 0) continue;
    interp.atexit.splice(at, 1);
    drop(entry);
  }
  return Py_NewRef(_Py_NoneStruct);
}

const atexitmodule = new PyModuleDef('atexit', {
  m_doc: 'Functions that are called when the interpreter ends, the last one registered first.', m_size: 0,
  m_methods: [
    rawMethod('register', '($module, func, /, *args, **kwargs)', atexit_register, 'Has a function called at the end.'),
    method('_clear', '($module, /)', atexit_clear, 'Forgets all callbacks.'),
    method('unregister', '($module, func, /)', atexit_unregister, 'Forgets a callback.'),
    method('_run_exitfuncs', '($module, /)', () => {
      _PyAtExit_Call(interp);
      return Py_NewRef(_Py_NoneStruct);
    }, 'Calls all callbacks now.'),
    method('_ncallbacks', '($module, /)', () => PyLong_FromNumber(interp.atexit.length), 'The number of callbacks.'),
  ],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit_atexit(): PyModuleDef {
  return PyModuleDef_Init(atexitmodule);
}
