/** Functions of sys for tracing, profiling and asynchronous generators. CPython: Python/sysmodule.c */
import {PySys_AuditFormat} from '../../objects/sysattr';
import {PyCallable_Check} from '../../objects/object';
import {PyErr_Format, PyErr_SetString, typeName} from '../../objects/errors';
import {PyStructSequence_New} from '../../objects/structseq';
import {tstate} from '../../runtime/current';
import {ARG, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, Py_XDECREF, Py_XNewRef} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {setAllThreads, sys_getprofile, sys_gettrace, sys_setprofile, sys_settrace} from '../../vm/legacy-tracing';
import {asyncgen_hooks_desc, sysStructType} from './sys-data';

const none = (): New => Py_NewRef(_Py_NoneStruct);
const orNone = (op: PyObject | NULL): New => Py_NewRef(op === NULL ? _Py_NoneStruct : op);

/** Sets a hook, None takes it away; -1 when an audit hook objects. escapes. CPython: _PyEval_SetAsyncGenFirstiter(), _PyEval_SetAsyncGenFinalizer() */
function setHook(which: 'firstiter' | 'finalizer', value: PyObject): number {
  if (PySys_AuditFormat(`sys.set_asyncgen_hook_${which}`, '') < 0) return -1;
  const field = `async_gen_${which}` as const, old = tstate[field];
  tstate[field] = Py_XNewRef(value === _Py_NoneStruct ? NULL : value);
  Py_XDECREF(old);
  return 0;
}
/** set_asyncgen_hooks(firstiter=None, finalizer=None): only the hooks that are given change. */
function sys_set_asyncgen_hooks(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const names = ['firstiter', 'finalizer'], given: (PyObject | NULL)[] = [NULL, NULL];
  if (nargs > 2) return PyErr_Format(PyExc_TypeError, `function takes at most 2 arguments (${nargs} given)`);
  for (let i = 0; i < nargs; i++) given[i] = ARG(args, i);
  for (let i = 0; kwnames !== NULL && i < PyTuple_GET_SIZE(kwnames); i++) {
    const name = PyUnicode_AsJSString(PyTuple_GET_ITEM(kwnames, i)), at = names.indexOf(name);
    if (at < 0) return PyErr_Format(PyExc_TypeError, `this function got an unexpected keyword argument '${name}'`);
    given[at] = ARG(args, nargs + i);
  }
  for (let i = 1; i >= 0; i--) {
    const value = given[i];
    if (value !== NULL && value !== _Py_NoneStruct && !PyCallable_Check(value)) return PyErr_Format(PyExc_TypeError, `callable ${names[i]} expected, got ${typeName(value)}`);
  }
  const before = Py_XNewRef(tstate.async_gen_finalizer);
  let changes = true;
  if ((given[1] !== NULL && setHook('finalizer', given[1]) < 0) || (given[0] !== NULL && setHook('firstiter', given[0]) < 0)) {
    // both hooks change or none
    const changed = tstate.async_gen_finalizer;
    tstate.async_gen_finalizer = Py_XNewRef(before);
    Py_XDECREF(changed);
    changes = false;
  }
  Py_XDECREF(before);
  return changes ? none() : NULL;
}
function sys_get_asyncgen_hooks(): New | NULL {
  const type = sysStructType(asyncgen_hooks_desc);
  if (type === NULL) return NULL;
  const result = PyStructSequence_New(type);
  if (result === NULL) return NULL;
  PyTuple_SET_ITEM(result, 0, orNone(tstate.async_gen_firstiter));
  PyTuple_SET_ITEM(result, 1, orNone(tstate.async_gen_finalizer));
  return result;
}
/** The perf trampoline does not exist here. */
function sys_activate_stack_trampoline(): New | NULL {
  return PyErr_SetString(PyExc_ValueError, 'perf trampoline not available');
}

export const tracingMethods: readonly PyMethodDef[] = [
  method('settrace', '($module, function, /)', (m, f) => sys_settrace(m, f as PyObject), 'Sets the trace function of this thread; None for none.'),
  method('gettrace', '($module, /)', () => sys_gettrace(), 'The trace function of this thread.'),
  method('setprofile', '($module, function, /)', (m, f) => sys_setprofile(m, f as PyObject), 'Sets the profile function of this thread; None for none.'),
  method('getprofile', '($module, /)', () => sys_getprofile(), 'The profile function of this thread.'),
  method('_settraceallthreads', '($module, function, /)', (_m, f) => setAllThreads(f as PyObject, true), 'Sets the trace function of all threads.'),
  method('_setprofileallthreads', '($module, function, /)', (_m, f) => setAllThreads(f as PyObject, false), 'Sets the profile function of all threads.'),
  rawMethod('set_asyncgen_hooks', null, sys_set_asyncgen_hooks, 'set_asyncgen_hooks([firstiter] [, finalizer])\n\nSets the hooks of asynchronous generators.'),
  method('get_asyncgen_hooks', '($module, /)', sys_get_asyncgen_hooks, 'The hooks of asynchronous generators.'),
  method('activate_stack_trampoline', '($module, backend, /)', sys_activate_stack_trampoline, 'Switches the perf trampoline on.'),
  method('deactivate_stack_trampoline', '($module, /)', none, 'Switches the perf trampoline off.'),
  method('is_stack_trampoline_active', '($module, /)', () => Py_NewRef(_Py_FalseStruct), 'Whether the perf trampoline is on.'),
];
