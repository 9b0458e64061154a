/** What the types and functions of _asyncio share: state, names, scheduling, and which task runs. CPython: Modules/_asynciomodule.c */
import {PyCoro_CheckExact, Py_TYPE, fut_loop} from '../../runtime/generated/accessors';
import {H, tstate} from '../../runtime/current';
import {PyExc_RuntimeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ID__loop, ID_add, ID_call_soon, ID_discard, ID_get_event_loop, ID_get_loop} from '../../runtime/generated/ids';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {_PyThreadState_PopFrame, _PyThreadState_PushFrame} from '../../runtime/pystate';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodObjArgs, PyObject_CallMethodOneArg, PyObject_CallNoArgs, PyObject_CallOneArg, PyObject_VectorcallMethod} from '../../objects/call';
import {PyDict_Pop, PyDict_GetItemRef, PyDict_SetDefaultRef, PyDict_SetItem, _PyDict_DelItemIf} from '../../objects/dictobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText} from '../../objects/errors';
import {type PyModuleDef, PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_IsTrue} from '../../objects/object';
import {PySet_Add, PySet_Contains, PySet_Size} from '../../objects/setobject';
import {PyType_GetModuleByDef} from '../../objects/typeobject-spec';

/** State of the module: its types, what it needs of asyncio's Python files, and the tables of tasks. All fields are owned. CPython: asyncio_state */
export class AsyncioState {
  FutureIterType: PyObject = NULL as PyObject;
  TaskStepMethWrapper_Type: PyObject = NULL as PyObject;
  FutureType: PyObject = NULL as PyObject;
  TaskType: PyObject = NULL as PyObject;
  asyncio_mod: PyObject = NULL as PyObject;
  /** ('context',): the names of keyword arguments of a call. */
  context_kwname: PyObject = NULL as PyObject;
  /** The task that each running loop is in: {loop: task}. */
  current_tasks: PyObject = NULL as PyObject;
  /** A WeakSet of the tasks that loops are to run. */
  scheduled_tasks: PyObject = NULL as PyObject;
  /** A set of the tasks that run without having been scheduled. */
  eager_tasks: PyObject = NULL as PyObject;
  /** Types whose instances asyncio.iscoroutine() accepts. */
  iscoroutine_typecache: PyObject = NULL as PyObject;
  asyncio_get_event_loop_policy: PyObject = NULL as PyObject;
  asyncio_future_repr_func: PyObject = NULL as PyObject;
  asyncio_CancelledError: PyObject = NULL as PyObject;
  asyncio_InvalidStateError: PyObject = NULL as PyObject;
  asyncio_task_get_stack_func: PyObject = NULL as PyObject;
  asyncio_task_print_stack_func: PyObject = NULL as PyObject;
  asyncio_task_repr_func: PyObject = NULL as PyObject;
  asyncio_iscoroutine_func: PyObject = NULL as PyObject;
  traceback_extract_stack: PyObject = NULL as PyObject;
  /** Number in the name of the task made last. */
  task_name_counter = 0;
}
/** The fields of the state that hold objects. */
export type AsyncioField = {[K in keyof AsyncioState]: AsyncioState[K] extends PyObject ? (K extends 'task_name_counter' ? never : K) : never}[keyof AsyncioState];
/** All of them, in the order in which the collector sees them. */
export const ASYNCIO_FIELDS: readonly AsyncioField[] = [
  'FutureIterType', 'TaskStepMethWrapper_Type', 'FutureType', 'TaskType', 'asyncio_mod', 'traceback_extract_stack', 'asyncio_future_repr_func', 'asyncio_get_event_loop_policy', 'asyncio_iscoroutine_func',
  'asyncio_task_get_stack_func', 'asyncio_task_print_stack_func', 'asyncio_task_repr_func', 'asyncio_InvalidStateError', 'asyncio_CancelledError', 'scheduled_tasks', 'eager_tasks', 'current_tasks',
  'iscoroutine_typecache', 'context_kwname',
];

/** The definition of _asyncio, which is made in _asyncio.ts; set once while the modules load. */
const defs: PyModuleDef[] = [];
/** Tells the types which definition their module has. */
export function initAsyncioDef(def: PyModuleDef): void {
  defs[0] = def;
}
/** State of the module that made a future's, task's or step's type. CPython: get_asyncio_state_by_def() */
export function stateOf(self: PyObject): AsyncioState {
  return PyModule_GetState<AsyncioState>(PyType_GetModuleByDef(Py_TYPE(self), defs[0]) as PyObject)!;
}

export const STATE_PENDING = 0, STATE_CANCELLED = 1, STATE_FINISHED = 2;
/** Bits of fut_flags. */
export const LOG_TB = 1, BLOCKING = 2, MUST_CANCEL = 4, LOG_DESTROY_PENDING = 8;

/** Whether an object is a future or task of exactly our types, so that its fields may be read. CPython: Future_CheckExact(), Task_CheckExact() */
export function isOurs(state: AsyncioState, op: PyObject): boolean {
  const type: PyTypeObject = Py_TYPE(op);
  return type === state.FutureType || type === state.TaskType;
}
/** Whether an object is a coroutine to asyncio: 1, 0, or -1 with an exception. escapes. CPython: is_coroutine() */
export function is_coroutine(state: AsyncioState, coro: PyObject): number {
  if (PyCoro_CheckExact(coro)) return 1;
  const known = PySet_Contains(state.iscoroutine_typecache, Py_TYPE(coro));
  if (known !== 0) return known;
  const res = PyObject_CallOneArg(state.asyncio_iscoroutine_func, coro);
  if (res === NULL) return -1;
  const yes = PyObject_IsTrue(res);
  Py_DECREF(res);
  if (yes <= 0) return yes;
  // a program that makes types without end must not fill the memory
  return PySet_Size(state.iscoroutine_typecache) < 100 && PySet_Add(state.iscoroutine_typecache, Py_TYPE(coro)) < 0 ? -1 : 1;
}
/** The loop of any object that is like a future. escapes. CPython: get_future_loop() */
export function get_future_loop(state: AsyncioState, future: PyObject): New | NULL {
  if (isOurs(state, future)) return Py_NewRef(fut_loop(future));
  const getloop = PyObject_GetOptionalAttr(future, ID_get_loop);
  if (getloop !== NULL) {
    const res = PyObject_CallNoArgs(getloop);
    Py_DECREF(getloop);
    return res;
  }
  return PyErr_Occurred() !== NULL ? NULL : PyObject_GetAttr(future, ID__loop);
}
/** The running loop of this thread, else the one of the policy. escapes. CPython: get_event_loop() */
export function get_event_loop(state: AsyncioState): New | NULL {
  if (tstate.asyncio_running_loop !== NULL) return Py_NewRef(tstate.asyncio_running_loop);
  const policy = PyObject_CallNoArgs(state.asyncio_get_event_loop_policy);
  if (policy === NULL) return NULL;
  const loop = PyObject_CallMethodNoArgs(policy, ID_get_event_loop);
  Py_DECREF(policy);
  return loop;
}
/** loop.call_soon(func[, arg], context=ctx); 0, or -1 with an exception. escapes. CPython: call_soon() */
export function call_soon(state: AsyncioState, loop: PyObject, func: PyObject, arg: PyObject | NULL, ctx: PyObject | NULL): number {
  let handle: New | NULL;
  if (ctx === NULL) handle = PyObject_CallMethodObjArgs(loop, ID_call_soon, func, arg);
  else {
    const row = _PyThreadState_PushFrame(8);
    if (row === 0) {
      PyErr_NoMemory();
      return -1;
    }
    let n = 2;
    H[row] = loop;
    H[row + 2] = func;
    if (arg !== NULL) H[row + 2 * n++] = arg;
    H[row + 2 * n] = ctx;
    handle = PyObject_VectorcallMethod(ID_call_soon, row, n, state.context_kwname);
    _PyThreadState_PopFrame(row);
  }
  if (handle === NULL) return -1;
  Py_DECREF(handle);
  return 0;
}

// ---- which tasks there are, and which one runs ----

function callForEffect(result: New | NULL): number {
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Puts a task among the scheduled ones; 0 or -1. escapes. CPython: register_task() */
export function register_task(state: AsyncioState, task: PyObject): number {
  return callForEffect(PyObject_CallMethodOneArg(state.scheduled_tasks, ID_add, task));
}
/** Takes a task out of the scheduled ones; 0 or -1. escapes. CPython: unregister_task() */
export function unregister_task(state: AsyncioState, task: PyObject): number {
  return callForEffect(PyObject_CallMethodOneArg(state.scheduled_tasks, ID_discard, task));
}
/** Notes that a loop is in a task now; -1 with RuntimeError when it is in one already. escapes. CPython: enter_task() */
export function enter_task(state: AsyncioState, loop: PyObject, task: PyObject): number {
  const known = PyDict_GetItemRef(state.current_tasks, loop);
  if (known === NULL) {
    if (PyErr_Occurred() !== NULL) return -1;
    const item = PyDict_SetDefaultRef(state.current_tasks, loop, task);
    if (item === NULL) return -1;
    Py_DECREF(item);
    return 0;
  }
  const mine = reprText(task), other = mine === null ? null : reprText(known);
  if (other !== null) PyErr_Format(PyExc_RuntimeError, `Cannot enter into task ${mine} while another task ${other} is being executed.`);
  Py_DECREF(known);
  return -1;
}
function err_leave_task(item: PyObject, task: PyObject): number {
  const mine = reprText(task), other = mine === null ? null : reprText(item);
  if (other !== null) PyErr_Format(PyExc_RuntimeError, `Leaving task ${mine} does not match the current task ${other}.`);
  return -1;
}
/** Notes that a loop is out of its task; -1 with RuntimeError when it was not in this one. escapes. CPython: leave_task() */
export function leave_task(state: AsyncioState, loop: PyObject, task: PyObject): number {
  const res = _PyDict_DelItemIf(state.current_tasks, loop, item => (item === task ? 1 : err_leave_task(item, task)));
  return res === 0 ? err_leave_task(_Py_NoneStruct, task) : res;
}
/** Makes another task (or None) the one a loop is in; returns the one before, or None. escapes. CPython: swap_current_task() */
export function swap_current_task(state: AsyncioState, loop: PyObject, task: PyObject): New | NULL {
  if (task === _Py_NoneStruct) {
    const prev = PyDict_Pop(state.current_tasks, loop);
    if (prev !== NULL) return prev;
    return PyErr_Occurred() !== NULL ? NULL : Py_NewRef(_Py_NoneStruct);
  }
  const prev = PyDict_GetItemRef(state.current_tasks, loop);
  if (prev === NULL && PyErr_Occurred() !== NULL) return NULL;
  if (PyDict_SetItem(state.current_tasks, loop, task) < 0) {
    if (prev !== NULL) Py_DECREF(prev);
    return NULL;
  }
  return prev === NULL ? Py_NewRef(_Py_NoneStruct) : prev;
}
/** The task that a loop is in, or None. escapes. CPython: _asyncio_current_task_impl() */
export function current_task(state: AsyncioState, loopIn: PyObject | NULL): New | NULL {
  let loop = loopIn;
  if (loop === NULL || loop === _Py_NoneStruct) {
    loop = tstate.asyncio_running_loop;
    if (loop === NULL) return PyErr_SetString(PyExc_RuntimeError, 'no running event loop');
  }
  const held = Py_NewRef(loop), task = PyDict_GetItemRef(state.current_tasks, held);
  Py_DECREF(held);
  return task !== NULL || PyErr_Occurred() !== NULL ? task : Py_NewRef(_Py_NoneStruct);
}
