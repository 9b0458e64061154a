/** _testcapi: threads that C code starts. CPython: Modules/_testcapimodule.c */
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Print, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsInt} from '../../objects/longobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyExc_RuntimeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {PyThreadState_Clear, _PyThreadState_Whence, new_threadstate, tstate_delete} from '../../runtime/pystate';
import {addThread, waitOnStack} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {MAIN_PENDING_METHOD} from './_testcapi-pending';
import {TRACEMALLOC_METHODS} from './_testcapi-tracemalloc';
import {newThreadIdent} from '../../runtime/thread';

/** The thread that was started last. CPython: test_c_thread */
interface TemporaryThread { done: boolean }
const KEY = '_testcapi.test_c_thread';

function join(thread: TemporaryThread): New {
  waitOnStack(() => thread.done, Infinity, false);
  _PyRuntime.moduleGlobals.delete(KEY);
  return Py_NewRef(_Py_NoneStruct);
}
/** Calls something in a thread that threading does not know, and waits for its end unless `wait` is 0. escapes. CPython: call_in_temporary_c_thread() */
function call_in_temporary_c_thread(_module: PyObject, callback: PyObject | NULL, wait: PyObject | NULL): New | NULL {
  const waits = wait === NULL ? 1 : PyLong_AsInt(wait);
  if (waits < 0) return NULL;
  const thread: TemporaryThread = {done: false}, func = Py_NewRef(callback as PyObject), ts = new_threadstate(interp, _PyThreadState_Whence.GILSTATE);
  ts.thread_id = newThreadIdent();
  _PyRuntime.moduleGlobals.set(KEY, thread);
  addThread(ts, () => {
    const res = PyObject_CallNoArgs(func);
    Py_DECREF(func);
    if (res === NULL) PyErr_Print();
    else Py_DECREF(res);
    PyThreadState_Clear(ts);
    tstate_delete(ts);
    thread.done = true;
  });
  return waits === 0 ? Py_NewRef(_Py_NoneStruct) : join(thread);
}
function join_temporary_c_thread(): New | NULL {
  const thread = _PyRuntime.moduleGlobals.get(KEY) as TemporaryThread | undefined;
  return thread === undefined ? PyErr_SetString(PyExc_RuntimeError, 'no temporary thread was started') : join(thread);
}

export const THREAD_METHODS: PyMethodDef[] = [
  hiddenMethod('call_in_temporary_c_thread', '($module, callback, wait=1, /)', call_in_temporary_c_thread, null),
  method('join_temporary_c_thread', '($module, /)', join_temporary_c_thread, null),
  ...TRACEMALLOC_METHODS,
  MAIN_PENDING_METHOD,
];
