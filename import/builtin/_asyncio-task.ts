/** asyncio.Task: a future that runs a coroutine. How it goes on is in _asyncio-step.ts. CPython: Modules/_asynciomodule.c, "Task" */
import {PyLong_CheckExact, PyUnicode_CheckExact, Py_BOOL, fut_flags, fut_state, set_fut_flags, set_task_context, set_task_coro, set_task_name, set_task_num_cancels_requested, task_context, task_coro, task_fut_waiter, task_name, task_num_cancels_requested} from '../../runtime/generated/accessors';
import {ID_cancel, ID_is_running, ID_task} from '../../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_RuntimeError, PyExc_TypeError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg, PyObject_CallOneArg, PyObject_CallThreeArgs, PyObject_CallTwoArgs} from '../../objects/call';
import {PyContext_CopyCurrent} from '../../objects/context';
import {PyObject_VisitManagedDict} from '../../objects/dictobject-values';
import {PyErr_Format, PyErr_SetString, reprText} from '../../objects/errors';
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_AsNumberSaturating, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_IsTrue, PyObject_Str} from '../../objects/object';
import {PyType_GenericNew} from '../../objects/typeobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {COMMON_GETSET, COMMON_METHODS, FUTURE_FLAGS, callExceptionHandler, deallocWith, future_clear, future_finalize} from './_asyncio-future';
import {FUTURE_WORDS, future_init, setCancelMessage, setFlag} from './_asyncio-futurecore';
import {future_new_iter} from './_asyncio-futureiter';
import {LOG_DESTROY_PENDING, LOG_TB, MUST_CANCEL, STATE_PENDING, is_coroutine, register_task, stateOf} from './_asyncio-state';
import {task_call_step_soon, task_eager_start} from './_asyncio-step';

/** Words of the references that a task has besides those of a future. */
const TASK_WORDS = [34, 30, 32, 28] as const;
const clearTask = clearFields(...TASK_WORDS), clearWaiter = clearFields(28);

/** The exact str that a name given as any object is; escapes */
function nameText(name: PyObject): New | NULL {
  return PyUnicode_CheckExact(name) ? Py_NewRef(name) : PyObject_Str(name);
}
/** @steals name */
function setName(self: PyObject, name: New): void {
  const old = task_name(self);
  set_task_name(self, name);
  Py_XDECREF(old);
}
/** Task(coro, *, loop=None, name=None, context=None, eager_start=False). escapes. CPython: _asyncio_Task___init___impl() */
function task___init__(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('Task', '(coro, *, loop=None, name=None, context=None, eager_start=False)', args, kwds);
  if (values === null) return -1;
  const coro = values[0] as PyObject, loop = values[1] === NULL ? _Py_NoneStruct : values[1];
  const eager = values[4] === NULL ? 0 : PyObject_IsTrue(values[4]);
  if (eager < 0 || future_init(self, loop) < 0) return -1;
  const state = stateOf(self), isCoroutine = is_coroutine(state, coro);
  if (isCoroutine <= 0) {
    if (isCoroutine === 0) {
      setFlag(self, LOG_DESTROY_PENDING, false);
      const text = reprText(coro);
      if (text !== null) PyErr_Format(PyExc_TypeError, `a coroutine was expected, got ${text}`);
    }
    return -1;
  }
  const context = values[3] === NULL || values[3] === _Py_NoneStruct ? PyContext_CopyCurrent() : Py_NewRef(values[3]);
  if (context === NULL) return -1;
  const oldContext = task_context(self), oldCoro = task_coro(self);
  set_task_context(self, context);
  Py_XDECREF(oldContext);
  clearWaiter(self);
  set_fut_flags(self, (fut_flags(self) & ~MUST_CANCEL) | LOG_DESTROY_PENDING);
  set_task_num_cancels_requested(self, 0);
  set_task_coro(self, Py_NewRef(coro));
  Py_XDECREF(oldCoro);
  // without a name there is only its number, until somebody asks
  const name = values[2] === NULL || values[2] === _Py_NoneStruct ? PyLong_FromNumber(++state.task_name_counter) : nameText(values[2]);
  if (name === NULL) return -1;
  setName(self, name);
  if (eager > 0) {
    const res = PyObject_CallMethodNoArgs(loop, ID_is_running);
    if (res === NULL) return -1;
    const running = res === _Py_TrueStruct;
    Py_DECREF(res);
    if (running) return task_eager_start(state, self);
  }
  return task_call_step_soon(state, self, NULL) < 0 ? -1 : register_task(state, self);
}

/** task.cancel(msg=None): has CancelledError thrown into the coroutine. escapes. CPython: _asyncio_Task_cancel_impl() */
function task_cancel(self: PyObject, msgIn: PyObject | NULL): New | NULL {
  const msg = msgIn === NULL ? _Py_NoneStruct : msgIn;
  setFlag(self, LOG_TB, false);
  if (fut_state(self) !== STATE_PENDING) return Py_NewRef(_Py_FalseStruct);
  set_task_num_cancels_requested(self, task_num_cancels_requested(self) + 1);
  const waiter = task_fut_waiter(self);
  if (waiter !== (NULL as number)) {
    const res = PyObject_CallMethodOneArg(waiter, ID_cancel, msg);
    if (res === NULL) return NULL;
    const done = PyObject_IsTrue(res);
    Py_DECREF(res);
    if (done < 0) return NULL;
    // its end wakes the task up
    if (done > 0) return Py_NewRef(_Py_TrueStruct);
  }
  setFlag(self, MUST_CANCEL, true);
  setCancelMessage(self, Py_NewRef(msg));
  return Py_NewRef(_Py_TrueStruct);
}
function task_uncancel(self: PyObject): New | NULL {
  const requested = task_num_cancels_requested(self);
  if (requested > 0) {
    set_task_num_cancels_requested(self, requested - 1);
    if (requested === 1) setFlag(self, MUST_CANCEL, false);
  }
  return PyLong_FromNumber(task_num_cancels_requested(self));
}
function task_get_name(self: PyObject): New | NULL {
  const known = task_name(self);
  if (known === (NULL as number)) return Py_NewRef(_Py_NoneStruct);
  if (PyLong_CheckExact(known)) {
    const name = PyUnicode_FromString(`Task-${PyLong_AsNumberSaturating(known)}`);
    if (name === NULL) return NULL;
    setName(self, name);
  }
  return Py_NewRef(task_name(self));
}
function task_set_name(self: PyObject, value: PyObject | NULL): New | NULL {
  const name = nameText(value as PyObject);
  if (name === NULL) return NULL;
  setName(self, name);
  return Py_NewRef(_Py_NoneStruct);
}
function orNone(op: PyObject | NULL): New {
  return Py_NewRef(op === NULL ? _Py_NoneStruct : op);
}
function unsupported(operation: string): NULL {
  return PyErr_SetString(PyExc_RuntimeError, `Task does not support ${operation} operation`);
}
const task_methods = [
  ...COMMON_METHODS,
  method('set_result', '($self, result, /)', () => unsupported('set_result'), null),
  method('set_exception', '($self, exception, /)', () => unsupported('set_exception'), null),
  method('cancel', '($self, /, msg=None)', task_cancel, 'Asks the task to end: CancelledError is raised in its coroutine when it goes\non, or in what it waits for. The coroutine may clean up, or refuse.\n\nReturns False when the task has ended. Each request counts, see cancelling().'),
  method('cancelling', '($self, /)', self => PyLong_FromNumber(task_num_cancels_requested(self)), 'How many requests to cancel the task there are.'),
  method('uncancel', '($self, /)', task_uncancel, 'Takes one request to cancel back, and returns how many are left.\n\nFor a task that caught CancelledError and means to go on.'),
  method('get_stack', '($self, /, *, limit=None)', (self, limit) => PyObject_CallTwoArgs(stateOf(self).asyncio_task_get_stack_func, self, orNoneBorrowed(limit)), 'The frames where the coroutine is, oldest first: the one where it is suspended,\nor those of the traceback of the exception it ended with.\n\n`limit` frames at most: the newest ones of a stack, the oldest ones of a traceback.'),
  method('print_stack', '($self, /, *, limit=None, file=None)', (self, limit, file) => PyObject_CallThreeArgs(stateOf(self).asyncio_task_print_stack_func, self, orNoneBorrowed(limit), orNoneBorrowed(file)), 'Writes what get_stack() gives, as the traceback module does, to a file\n(sys.stderr).'),
  method('get_name', '($self, /)', task_get_name, null),
  method('set_name', '($self, value, /)', task_set_name, null),
  method('get_coro', '($self, /)', self => orNone(task_coro(self)), null),
  method('get_context', '($self, /)', self => Py_NewRef(task_context(self)), null),
];
function orNoneBorrowed(op: PyObject | NULL): PyObject {
  return op === NULL ? _Py_NoneStruct : op;
}

function set_log_destroy_pending(self: PyObject, value: PyObject | NULL): number {
  if (value === NULL) {
    PyErr_SetString(PyExc_AttributeError, 'cannot delete attribute');
    return -1;
  }
  const on = PyObject_IsTrue(value);
  if (on < 0) return -1;
  setFlag(self, LOG_DESTROY_PENDING, on > 0);
  return 0;
}

const traverseReferences = traverseHeapFields(...TASK_WORDS, ...FUTURE_WORDS);
function task_traverse(self: PyObject, visit: visitproc): number {
  return traverseReferences(self, visit) || PyObject_VisitManagedDict(self, visit);
}
function task_clear(self: PyObject): number {
  future_clear(self);
  return clearTask(self);
}
/** tp_finalize: a pending task that nobody refers to is reported. escapes. CPython: TaskObj_finalize() */
function task_finalize(self: PyObject): void {
  if (fut_state(self) === STATE_PENDING && (fut_flags(self) & LOG_DESTROY_PENDING) !== 0) callExceptionHandler(self, 'Task was destroyed but it is pending!', NULL, ID_task);
  future_finalize(self);
}
export const Task_spec: TypeSpec = {
  tp_name: '_asyncio.Task', tp_basicsize: 144, tp_flags: FUTURE_FLAGS, tp_doc: 'Task(coro, *, loop=None, name=None, context=None, eager_start=False)\n--\n\nA coroutine that a loop runs, as a future of what it returns.',
  slots: {
    tp_dealloc: deallocWith(task_clear), tp_repr: self => PyObject_CallOneArg(stateOf(self).asyncio_task_repr_func, self), tp_traverse: task_traverse, tp_clear: task_clear, tp_iter: future_new_iter,
    tp_init: task___init__, tp_new: PyType_GenericNew, tp_finalize: task_finalize, am_await: future_new_iter,
  },
  methods: task_methods,
  getset: [
    ...COMMON_GETSET,
    {name: '_log_destroy_pending', get: self => Py_NewRef(Py_BOOL((fut_flags(self) & LOG_DESTROY_PENDING) !== 0)), set: set_log_destroy_pending},
    {name: '_must_cancel', get: self => Py_NewRef(Py_BOOL((fut_flags(self) & MUST_CANCEL) !== 0))},
    {name: '_coro', get: self => orNone(task_coro(self))},
    {name: '_fut_waiter', get: self => orNone(task_fut_waiter(self))},
  ],
};
