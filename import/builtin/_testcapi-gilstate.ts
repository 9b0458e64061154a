/** _testcapi: threads of C code that take and leave the GIL. CPython: Modules/_testcapimodule.c test_thread_state() and on */
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Format, PyErr_SetString, typeName} from '../../objects/errors';
import {PyCallable_Check} from '../../objects/object';
import {_PyRuntime} from '../../runtime/current';
import {PyExc_RuntimeError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {PyEval_RestoreThread, PyEval_SaveThread, PyGILState_Ensure, PyGILState_Release, PyThreadState_Get} from '../../runtime/pystate-gilstate';
import {PyThread_acquire_lock, PyThread_allocate_lock, PyThread_release_lock, PyThread_start_new_thread, type PyThread_type_lock} from '../../runtime/thread';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {object} from './_testlimitedcapi-table';

const None = (): New => Py_NewRef(_Py_NoneStruct);

/** Calls something with the GIL, whoever has it; whether it succeeded. escapes. CPython: _make_call() */
function makeCall(callable: PyObject): boolean {
  const state = PyGILState_Ensure(), result = PyObject_CallNoArgs(callable);
  Py_XDECREF(result);
  PyGILState_Release(state);
  return result !== NULL;
}
/** Calls a function in this thread and in two of C code, with the GIL and without. CPython: test_thread_state() */
function test_thread_state(fn: PyObject): New | NULL {
  if (!PyCallable_Check(fn)) return PyErr_Format(PyExc_TypeError, `'${typeName(fn)}' object is not callable`);
  const done = PyThread_allocate_lock();
  const inThread = (): void => {
    PyThread_start_new_thread(() => {
      makeCall(fn);
      PyThread_release_lock(done);
    }, null);
  };
  PyThread_acquire_lock(done, 1);
  inThread();
  let success = makeCall(fn), ts = PyEval_SaveThread();
  success = makeCall(fn) && success;
  PyThread_acquire_lock(done, 1);
  PyEval_RestoreThread(ts);
  ts = PyEval_SaveThread();
  inThread();
  success = makeCall(fn) && success;
  PyThread_acquire_lock(done, 1);
  PyEval_RestoreThread(ts);
  return success ? None() : NULL;
}

const WAITER = '_testcapi.wait_done';
function spawnWaiter(): New | NULL {
  if (_PyRuntime.moduleGlobals.has(WAITER)) return PyErr_SetString(PyExc_RuntimeError, 'thread already running');
  const done = PyThread_allocate_lock();
  _PyRuntime.moduleGlobals.set(WAITER, done);
  PyThread_acquire_lock(done, 1);
  PyThread_start_new_thread(lock => {
    PyThread_acquire_lock(lock, 1);
    PyThread_release_lock(lock);
    _PyRuntime.moduleGlobals.delete(WAITER);
  }, done);
  return None();
}
function endSpawned(): New | NULL {
  const done = _PyRuntime.moduleGlobals.get(WAITER) as PyThread_type_lock | undefined;
  if (done === undefined) return PyErr_SetString(PyExc_RuntimeError, 'call _spawn_pthread_waiter 1st');
  PyThread_release_lock(done);
  return None();
}

/** The functions. */
export const GILSTATE_METHODS: readonly PyMethodDef[] = [
  object('_test_thread_state', 'o', test_thread_state), object('_spawn_pthread_waiter', '', spawnWaiter), object('_end_spawned_pthread', '', endSpawned),
  object('gilstate_ensure_release', '', () => {
    PyGILState_Release(PyGILState_Ensure());
    return None();
  }),
  object('crash_no_current_thread', '', () => {
    const ts = PyEval_SaveThread();
    PyThreadState_Get();
    PyEval_RestoreThread(ts);
    return NULL;
  }),
];
