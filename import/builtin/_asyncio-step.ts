/** How a task goes on: a step of its coroutine, then waiting for what that yielded. CPython: Modules/_asynciomodule.c, "Task" */
import {PyDict_GET_SIZE, PyTuple_GET_SIZE, fut_flags, fut_loop, fut_state, fut_cancel_msg, set_fut_cancelled_exc, set_sw_arg, set_sw_task, set_task_fut_waiter, sw_arg, sw_task, task_context, task_coro} from '../../runtime/generated/accessors';
import {H, tstate} from '../../runtime/current';
import {Py_TPFLAGS_HAVE_GC, _PyObject_GC_TRACK} from '../../runtime/gc';
import {ID__asyncio_future_blocking, ID_add_done_callback, ID_cancel, ID_throw} from '../../runtime/generated/ids';
import {PyExc_KeyboardInterrupt, PyExc_RuntimeError, PyExc_SystemExit, PyExc_TypeError, PyGen_Type, _Py_FalseStruct, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, _PyObject_GC_New} from '../../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../../runtime/pystate';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PYGEN_ERROR, PYGEN_NEXT, PyIter_Send} from '../../objects/abstract-iter';
import {PyObject_IsInstance} from '../../objects/abstract-object';
import {PyObject_CallMethodOneArg, PyObject_CallNoArgs, PyObject_CallOneArg, PyObject_Vectorcall} from '../../objects/call';
import {PyContext_Enter, PyContext_Exit} from '../../objects/context';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_NoMemory, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, _PyErr_ChainExceptions1, reprText} from '../../objects/errors';
import {clearFields, deallocHeapFields, traverseHeapFields} from '../../objects/field-slots';
import {_PyGen_FetchStopIterationValue} from '../../objects/genobject';
import {PyCFunction_New} from '../../objects/methodobject';
import {PyObject_GetAttr, PyObject_GetAttrString, PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_SetAttr} from '../../objects/object';
import {PyObject_GenericGetAttr} from '../../objects/object-generic';
import {PySet_Add, PySet_Discard} from '../../objects/setobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {create_cancelled_error, future_add_done_callback, future_cancel, future_get_result, future_set_exception, future_set_result, setFlag} from './_asyncio-futurecore';
import {type AsyncioState, BLOCKING, MUST_CANCEL, STATE_PENDING, call_soon, enter_task, get_future_loop, isOurs, leave_task, register_task, stateOf, swap_current_task} from './_asyncio-state';

const clearCoro = clearFields(30), clearWaiter = clearFields(28);

// ---- what the loop calls ----

/** Calls a step of its task; takes no arguments. escapes. CPython: TaskStepMethWrapper_call() */
function step_call(self: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (kwds !== NULL && PyDict_GET_SIZE(kwds) !== 0) return PyErr_SetString(PyExc_TypeError, 'function takes no keyword arguments');
  if (PyTuple_GET_SIZE(args) !== 0) return PyErr_SetString(PyExc_TypeError, 'function takes no positional arguments');
  return task_step(stateOf(self), sw_task(self), sw_arg(self));
}
export const TaskStepMethWrapper_spec: TypeSpec = {
  tp_name: '_asyncio.TaskStepMethWrapper', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  slots: {tp_dealloc: deallocHeapFields(4, 6), tp_call: step_call, tp_getattro: PyObject_GenericGetAttr, tp_traverse: traverseHeapFields(4, 6), tp_clear: clearFields(4, 6)},
  getset: [{name: '__self__', get: self => Py_NewRef(sw_task(self) === (NULL as number) ? _Py_NoneStruct : sw_task(self))}],
};
/** Has the loop call the task's next step soon, with an exception to throw in or NULL; 0 or -1. escapes. CPython: task_call_step_soon() */
export function task_call_step_soon(state: AsyncioState, task: PyObject, arg: PyObject | NULL): number {
  const step = _PyObject_GC_New(state.TaskStepMethWrapper_Type, 32);
  if (step === NULL) {
    PyErr_NoMemory();
    return -1;
  }
  set_sw_task(step, Py_NewRef(task));
  set_sw_arg(step, Py_XNewRef(arg));
  _PyObject_GC_TRACK(step);
  // what call_soon() runs may give the task another context
  const context = Py_NewRef(task_context(task)), status = call_soon(state, fut_loop(task), step, NULL, context);
  Py_DECREF(context);
  Py_DECREF(step);
  return status;
}
/** What a future that a task waits for calls at its end. escapes. CPython: task_wakeup() */
function task_wakeup(task: PyObject, future: PyObject | NULL): New | NULL {
  const state = stateOf(task), other = future as PyObject;
  if (isOurs(state, other)) {
    const outcome = future_get_result(state, other);
    if (outcome !== null) {
      const result = task_step(state, task, outcome.raised ? outcome.value : NULL);
      Py_DECREF(outcome.value);
      return result;
    }
  } else {
    const method = PyObject_GetAttrString(other, 'result'), value = method === NULL ? NULL : PyObject_CallNoArgs(method);
    Py_XDECREF(method);
    if (value !== NULL) {
      Py_DECREF(value);
      return task_step(state, task, NULL);
    }
  }
  const exc = PyErr_GetRaisedException() as New, result = task_step(state, task, exc);
  Py_DECREF(exc);
  return result;
}
const TaskWakeupDef = hiddenMethod('task_wakeup', '($self, future, /)', task_wakeup);

// ---- a step ----

/** A step, with the task as the one that the loop is in. escapes. CPython: task_step() */
function task_step(state: AsyncioState, task: PyObject, exc: PyObject | NULL): New | NULL {
  if (enter_task(state, fut_loop(task), task) < 0) return NULL;
  const res = task_step_impl(state, task, exc);
  if (res === NULL) {
    const raised = PyErr_GetRaisedException() as New;
    leave_task(state, fut_loop(task), task);
    _PyErr_ChainExceptions1(raised);
    return NULL;
  }
  if (leave_task(state, fut_loop(task), task) >= 0) return res;
  Py_DECREF(res);
  return NULL;
}
/** Runs the coroutine up to its next await, with None or an exception, and sees to what it yielded, returned or raised. escapes. CPython: task_step_impl() */
function task_step_impl(state: AsyncioState, task: PyObject, excIn: PyObject | NULL): New | NULL {
  if (fut_state(task) !== STATE_PENDING) {
    const text = reprText(task), with_ = text === null ? null : reprText(excIn === NULL ? _Py_NoneStruct : excIn);
    return with_ === null ? NULL : PyErr_Format(state.asyncio_InvalidStateError, `_step(): already done: ${text} ${with_}`);
  }
  let exc: New | NULL = Py_XNewRef(excIn);
  if ((fut_flags(task) & MUST_CANCEL) !== 0) {
    if (exc === NULL || !PyErr_GivenExceptionMatches(exc, state.asyncio_CancelledError)) {
      Py_XDECREF(exc);
      exc = create_cancelled_error(state, task);
      if (exc === NULL) return NULL;
    }
    setFlag(task, MUST_CANCEL, false);
  }
  clearWaiter(task);
  const coro = task_coro(task);
  if (coro === (NULL as number)) {
    Py_XDECREF(exc);
    return PyErr_SetString(PyExc_RuntimeError, 'uninitialized Task object');
  }
  let how: number, result: New | NULL;
  if (exc === NULL) {
    how = PyIter_Send(coro, _Py_NoneStruct);
    result = how === PYGEN_ERROR ? NULL : (tstate.sendResult as New);
    tstate.sendResult = NULL;
  } else {
    result = PyObject_CallMethodOneArg(coro, ID_throw, exc);
    Py_DECREF(exc);
    how = PYGEN_NEXT;
    if (result === NULL) {
      result = _PyGen_FetchStopIterationValue();
      how = PYGEN_ERROR;
    }
  }
  if (how === PYGEN_NEXT) return task_step_handle_result(state, task, result as New);
  return result === NULL ? endWithException(state, task) : endWithResult(state, task, result);
}
/** The coroutine has returned. @steals result */
function endWithResult(state: AsyncioState, task: PyObject, result: New): New | NULL {
  let done: New | NULL;
  if ((fut_flags(task) & MUST_CANCEL) !== 0) {
    // somebody cancelled it just before its end
    setFlag(task, MUST_CANCEL, false);
    done = future_cancel(state, task, fut_cancel_msg(task));
  } else done = future_set_result(state, task, result);
  Py_DECREF(result);
  if (done === NULL) return NULL;
  Py_DECREF(done);
  return Py_NewRef(_Py_NoneStruct);
}
/** The coroutine has raised: the task is cancelled or gets the exception; what is to end the program is raised again. */
function endWithException(state: AsyncioState, task: PyObject): New | NULL {
  const cancelled = PyErr_ExceptionMatches(state.asyncio_CancelledError), exc = PyErr_GetRaisedException() as New;
  if (cancelled) {
    set_fut_cancelled_exc(task, exc);
    return future_cancel(state, task, NULL);
  }
  const done = future_set_exception(state, task, exc);
  if (done === NULL) {
    Py_DECREF(exc);
    return NULL;
  }
  if (PyErr_GivenExceptionMatches(exc, PyExc_KeyboardInterrupt) || PyErr_GivenExceptionMatches(exc, PyExc_SystemExit)) {
    Py_DECREF(done);
    PyErr_SetRaisedException(exc);
    return NULL;
  }
  Py_DECREF(exc);
  return done;
}

// ---- waiting for what was yielded ----

/** Has the task raise a RuntimeError in its next step. @steals result. CPython: task_set_error_soon() */
function setErrorSoon(state: AsyncioState, task: PyObject, text: string | null, result: New): New | NULL {
  const message = text === null ? NULL : PyUnicode_FromString(text), error = message === NULL ? NULL : PyObject_CallOneArg(PyExc_RuntimeError, message);
  const status = error === NULL ? -1 : task_call_step_soon(state, task, error);
  Py_XDECREF(message);
  Py_XDECREF(error);
  Py_DECREF(result);
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** `before` task `between` result `after`; null with an exception. */
function describe(before: string, task: PyObject, between: string, result: PyObject, after: string): string | null {
  const first = reprText(task), second = first === null ? null : reprText(result);
  return second === null ? null : `${before}${first}${between}${second}${after}`;
}
/** Waits for what a coroutine yielded: a future, None for the next round of the loop; anything else is an error of the program. @steals result. escapes. CPython: task_step_handle_result_impl() */
function task_step_handle_result(state: AsyncioState, task: PyObject, result: New): New | NULL {
  if (result === task) {
    const text = reprText(task);
    return setErrorSoon(state, task, text === null ? null : `Task cannot await on itself: ${text}`, result);
  }
  if (isOurs(state, result)) {
    if (fut_loop(result) !== fut_loop(task)) return differentLoop(state, task, result);
    if ((fut_flags(result) & BLOCKING) === 0) return yieldInsteadOfYieldFrom(state, task, result);
    setFlag(result, BLOCKING, false);
    const wakeup = PyCFunction_New(TaskWakeupDef, task), added = wakeup === NULL ? NULL : future_add_done_callback(state, result, wakeup, task_context(task));
    Py_XDECREF(wakeup);
    return waitFor(task, result, added);
  }
  if (result === _Py_NoneStruct) {
    if (task_call_step_soon(state, task, NULL) === 0) return result;
    Py_DECREF(result);
    return NULL;
  }
  const blocking = PyObject_GetOptionalAttr(result, ID__asyncio_future_blocking);
  if (blocking === NULL && PyErr_Occurred() !== NULL) {
    Py_DECREF(result);
    return NULL;
  }
  if (blocking !== NULL && blocking !== _Py_NoneStruct) return waitForCompatible(state, task, result, blocking);
  Py_XDECREF(blocking);
  const isGenerator = PyObject_IsInstance(result, PyGen_Type);
  if (isGenerator < 0) {
    Py_DECREF(result);
    return NULL;
  }
  if (isGenerator > 0) return setErrorSoon(state, task, describe('yield was used instead of yield from for generator in task ', task, ' with ', result, ''), result);
  const text = reprText(result);
  return setErrorSoon(state, task, text === null ? null : `Task got bad yield: ${text}`, result);
}
/** @steals result */
function differentLoop(state: AsyncioState, task: PyObject, result: New): New | NULL {
  return setErrorSoon(state, task, describe('Task ', task, ' got Future ', result, ' attached to a different loop'), result);
}
/** @steals result */
function yieldInsteadOfYieldFrom(state: AsyncioState, task: PyObject, result: New): New | NULL {
  return setErrorSoon(state, task, describe('yield was used instead of yield from in task ', task, ' with ', result, ''), result);
}
/** An object that is like a future. @steals result, blocking. escapes */
function waitForCompatible(state: AsyncioState, task: PyObject, result: New, blocking: New): New | NULL {
  const isBlocking = PyObject_IsTrue(blocking);
  Py_DECREF(blocking);
  const loop = isBlocking < 0 ? NULL : get_future_loop(state, result);
  if (loop === NULL) {
    Py_DECREF(result);
    return NULL;
  }
  const same: boolean = loop === fut_loop(task);
  Py_DECREF(loop);
  if (!same) return differentLoop(state, task, result);
  if (isBlocking === 0) return yieldInsteadOfYieldFrom(state, task, result);
  if (PyObject_SetAttr(result, ID__asyncio_future_blocking, _Py_FalseStruct) < 0) {
    Py_DECREF(result);
    return NULL;
  }
  const wakeup = PyCFunction_New(TaskWakeupDef, task), add = wakeup === NULL ? NULL : PyObject_GetAttr(result, ID_add_done_callback);
  const added = add === NULL ? NULL : callWithContext(state, add, wakeup as PyObject, task_context(task));
  Py_XDECREF(add);
  Py_XDECREF(wakeup);
  return waitFor(task, result, added);
}
/** func(arg, context=context). escapes */
function callWithContext(state: AsyncioState, func: PyObject, arg: PyObject, context: PyObject): New | NULL {
  const row = _PyThreadState_PushFrame(4);
  if (row === 0) return PyErr_NoMemory();
  H[row] = arg;
  H[row + 2] = context;
  const res = PyObject_Vectorcall(func, row, 1, state.context_kwname);
  _PyThreadState_PopFrame(row);
  return res;
}
/** The task waits for a future that will wake it up, or cancels it when it is to be cancelled itself. `added` is what add_done_callback() returned. @steals result, added. escapes */
function waitFor(task: PyObject, result: New, added: New | NULL): New | NULL {
  if (added === NULL) {
    Py_DECREF(result);
    return NULL;
  }
  Py_DECREF(added);
  const future: PyObject = result;
  set_task_fut_waiter(task, result);
  if ((fut_flags(task) & MUST_CANCEL) === 0) return Py_NewRef(_Py_NoneStruct);
  const kept = fut_cancel_msg(task), msg = Py_NewRef(kept === (NULL as number) ? _Py_NoneStruct : kept), res = PyObject_CallMethodOneArg(future, ID_cancel, msg);
  Py_DECREF(msg);
  if (res === NULL) return NULL;
  const done = PyObject_IsTrue(res);
  Py_DECREF(res);
  if (done < 0) return NULL;
  if (done > 0) setFlag(task, MUST_CANCEL, false);
  return Py_NewRef(_Py_NoneStruct);
}

// ---- eager tasks ----

/** Makes the first step at once, inside the task that makes this one; 0 or -1. escapes. CPython: task_eager_start() */
export function task_eager_start(state: AsyncioState, task: PyObject): number {
  const prev = swap_current_task(state, fut_loop(task), task);
  if (prev === NULL) return -1;
  if (PySet_Add(state.eager_tasks, task) < 0 || PyContext_Enter(task_context(task)) < 0) {
    Py_DECREF(prev);
    return -1;
  }
  let status = 0;
  const res = task_step_impl(state, task, NULL);
  if (res === NULL) status = -1;
  else Py_DECREF(res);
  const current = swap_current_task(state, fut_loop(task), prev);
  Py_DECREF(prev);
  if (current === NULL) status = -1;
  else Py_DECREF(current);
  if (PySet_Discard(state.eager_tasks, task) < 0) status = -1;
  if (PyContext_Exit(task_context(task)) < 0) status = -1;
  if (fut_state(task) !== STATE_PENDING) clearCoro(task);
  else if (register_task(state, task) < 0) status = -1;
  return status;
}
