/** _testcapi and _testinternalcapi: calls that wait for a thread. CPython: Modules/_testcapimodule.c and _testinternalcapi.c pending_threadfunc() */
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Occurred} from '../../objects/errors';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_IsTrue} from '../../objects/object';
import {Py_AddPendingCall, _PyEval_AddPendingCall, type PendingCalls} from '../../runtime/ceval-pending';
import {_PyRuntime, interp} from '../../runtime/current';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_INCREF} from '../../runtime/object';
import {waitOnStack, yieldToOthers} from '../../runtime/scheduler';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {keywordMethod} from './_interpreters_common';

function call(callable: unknown): number {
  const result = PyObject_CallNoArgs(callable as PyObject);
  Py_DECREF(callable as PyObject);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Has `callback` called `numArg` times; how many calls found room. `blocking` keeps the GIL, `ensure` waits for room. */
function addCalls(pending: PendingCalls, add: (callable: PyObject) => number, callback: PyObject, numArg: PyObject | NULL, blocking: PyObject | NULL, ensure: PyObject | NULL): New | NULL {
  const num = numArg === NULL ? 1 : PyLong_AsLong(numArg), blocks = blocking === NULL ? 0 : PyObject_IsTrue(blocking), waits = ensure === NULL ? 0 : PyObject_IsTrue(ensure);
  if ((num === -1 && PyErr_Occurred() !== NULL) || blocks < 0 || waits < 0) return NULL;
  let added = 0;
  for (; added < num; added++) {
    if (waits !== 0) waitOnStack(() => pending.calls.length < pending.max, Infinity, false);
    // the call takes this reference over
    Py_INCREF(callback);
    if (add(callback) < 0) {
      Py_DECREF(callback);
      break;
    }
  }
  if (blocks === 0) yieldToOthers();
  return PyLong_FromNumber(added);
}
const SIGNATURE = '(callback, num=1, *, blocking=False, ensure_added=False)';
/** For any thread of the current interpreter. */
export const PENDING_METHOD: PyMethodDef = keywordMethod('pending_threadfunc', 'pending_threadfunc', SIGNATURE, (_module, callback, num, blocking, ensure) =>
  addCalls(interp.ceval.pending, callable => _PyEval_AddPendingCall(interp, call, callable), callback as PyObject, num, blocking, ensure), null);
/** For the main thread. */
export const MAIN_PENDING_METHOD: PyMethodDef = keywordMethod('_pending_threadfunc', '_pending_threadfunc', SIGNATURE, (_module, callback, num, blocking, ensure) =>
  addCalls(_PyRuntime.pending_mainthread, callable => Py_AddPendingCall(call, callable), callback as PyObject, num, blocking, ensure), null);
