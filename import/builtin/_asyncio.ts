/** The _asyncio module: futures and tasks of asyncio, and which loop and task run. CPython: Modules/_asynciomodule.c */
import {tstate} from '../../runtime/current';
import {PyExc_RuntimeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyDict_New} from '../../objects/dictobject';
import {PyErr_SetString} from '../../objects/errors';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {PySet_Add, PySet_Discard, PySet_New} from '../../objects/setobject';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {ID_context} from '../../runtime/generated/ids';
import {PyImport_ImportModule} from '../import';
import {Future_spec} from './_asyncio-future';
import {FutureIter_spec} from './_asyncio-futureiter';
import {ASYNCIO_FIELDS, type AsyncioField, AsyncioState, current_task, enter_task, get_event_loop, initAsyncioDef, leave_task, register_task, swap_current_task, unregister_task} from './_asyncio-state';
import {TaskStepMethWrapper_spec} from './_asyncio-step';
import {Task_spec} from './_asyncio-task';

function moduleState(module: PyObject): AsyncioState {
  return PyModule_GetState<AsyncioState>(module)!;
}
function none(status: number): New | NULL {
  return status < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function set_running_loop(_module: PyObject, loop: PyObject | NULL): New {
  const old = tstate.asyncio_running_loop;
  tstate.asyncio_running_loop = loop === _Py_NoneStruct ? NULL : Py_NewRef(loop as PyObject);
  Py_XDECREF(old);
  return Py_NewRef(_Py_NoneStruct);
}
function get_running_loop(): New | NULL {
  const loop = tstate.asyncio_running_loop;
  return loop === NULL ? PyErr_SetString(PyExc_RuntimeError, 'no running event loop') : Py_NewRef(loop);
}
const asyncio_methods = [
  method('current_task', '($module, /, loop=None)', (module, loop) => current_task(moduleState(module), loop), 'The task that a loop (the running one) is in, or None.'),
  method('get_event_loop', '($module, /)', module => get_event_loop(moduleState(module)), 'The event loop: the running one when there is one, as in coroutines and\ncallbacks, else what get_event_loop_policy().get_event_loop() gives.'),
  method('get_running_loop', '($module, /)', () => get_running_loop(), 'The event loop that runs in this thread. Raises RuntimeError when there is none.'),
  method('_get_running_loop', '($module, /)', () => Py_NewRef(tstate.asyncio_running_loop === NULL ? _Py_NoneStruct : tstate.asyncio_running_loop), 'The event loop that runs in this thread, or None. For event loops.'),
  method('_set_running_loop', '($module, loop, /)', set_running_loop, 'Says which event loop runs in this thread. For event loops.'),
  method('_register_task', '($module, /, task)', (module, task) => none(register_task(moduleState(module), task as PyObject)), 'Notes that a loop is to run a task.'),
  method('_register_eager_task', '($module, /, task)', (module, task) => none(PySet_Add(moduleState(module).eager_tasks, task as PyObject)), 'Notes that a task runs that no loop has scheduled.'),
  method('_unregister_task', '($module, /, task)', (module, task) => none(unregister_task(moduleState(module), task as PyObject)), 'Forgets a task that a loop was to run.'),
  method('_unregister_eager_task', '($module, /, task)', (module, task) => none(PySet_Discard(moduleState(module).eager_tasks, task as PyObject)), 'Forgets a task that no loop has scheduled.'),
  method('_enter_task', '($module, /, loop, task)', (module, loop, task) => none(enter_task(moduleState(module), loop as PyObject, task as PyObject)), 'Says that a loop is in a task from now on.'),
  method('_leave_task', '($module, /, loop, task)', (module, loop, task) => none(leave_task(moduleState(module), loop as PyObject, task as PyObject)), 'Says that a loop is out of its task.'),
  method('_swap_current_task', '($module, /, loop, task)', (module, loop, task) => swap_current_task(moduleState(module), loop as PyObject, task as PyObject), 'Puts a task in the place of the one that a loop is in, and returns that one, or\nNone. For the first step of eager tasks.'),
];

/** What the state takes from Python modules: the field, the module and the name there. */
const IMPORTED: readonly (readonly [AsyncioField, string, string])[] = [
  ['asyncio_get_event_loop_policy', 'asyncio.events', 'get_event_loop_policy'], ['asyncio_future_repr_func', 'asyncio.base_futures', '_future_repr'],
  ['asyncio_InvalidStateError', 'asyncio.exceptions', 'InvalidStateError'], ['asyncio_CancelledError', 'asyncio.exceptions', 'CancelledError'],
  ['asyncio_task_repr_func', 'asyncio.base_tasks', '_task_repr'], ['asyncio_task_get_stack_func', 'asyncio.base_tasks', '_task_get_stack'], ['asyncio_task_print_stack_func', 'asyncio.base_tasks', '_task_print_stack'],
  ['asyncio_iscoroutine_func', 'asyncio.coroutines', 'iscoroutine'], ['traceback_extract_stack', 'traceback', 'extract_stack'],
];
/** module.name, imported. escapes */
function imported(moduleName: string, name: string): New | NULL {
  const module = PyImport_ImportModule(moduleName);
  if (module === NULL) return NULL;
  const value = PyObject_GetAttrString(module, name);
  Py_DECREF(module);
  return value;
}
/** Puts an object into the state. @steals value; false when it is NULL. */
function keep(state: AsyncioState, field: AsyncioField, value: New | NULL): boolean {
  if (value === NULL) return false;
  state[field] = value;
  return true;
}
/** Imports what the types need; after the types were made, since asyncio's files import this module. escapes. CPython: module_init() */
function module_init(state: AsyncioState): boolean {
  if (!keep(state, 'asyncio_mod', PyImport_ImportModule('asyncio')) || !keep(state, 'current_tasks', PyDict_New()) || !keep(state, 'iscoroutine_typecache', PySet_New(NULL))
    || !keep(state, 'context_kwname', PyTuple_Pack(ID_context))) return false;
  for (const [field, module, name] of IMPORTED) if (!keep(state, field, imported(module, name))) return false;
  const weakSet = imported('weakref', 'WeakSet');
  if (weakSet === NULL) return false;
  const scheduled = PyObject_CallNoArgs(weakSet);
  Py_DECREF(weakSet);
  return keep(state, 'scheduled_tasks', scheduled) && keep(state, 'eager_tasks', PySet_New(NULL));
}
function module_exec(module: PyObject): number {
  const state = moduleState(module);
  const made = keep(state, 'TaskStepMethWrapper_Type', PyType_FromModuleAndSpec(module, TaskStepMethWrapper_spec)) && keep(state, 'FutureIterType', PyType_FromModuleAndSpec(module, FutureIter_spec))
    && keep(state, 'FutureType', PyType_FromModuleAndSpec(module, Future_spec)) && keep(state, 'TaskType', PyType_FromModuleAndSpec(module, Task_spec, state.FutureType));
  if (!made || PyModule_AddType(module, state.FutureType) < 0 || PyModule_AddType(module, state.TaskType) < 0 || !module_init(state)) return -1;
  return PyModule_AddObjectRef(module, '_scheduled_tasks', state.scheduled_tasks) < 0 || PyModule_AddObjectRef(module, '_eager_tasks', state.eager_tasks) < 0
    || PyModule_AddObjectRef(module, '_current_tasks', state.current_tasks) < 0 ? -1 : 0;
}
const asynciomodule = new PyModuleDef('_asyncio', {
  m_doc: 'Futures and tasks of asyncio, in the runtime itself. Programs use asyncio.', m_size: 168, m_methods: asyncio_methods, newState: () => new AsyncioState(),
  m_traverse: (module, visit) => {
    const state = moduleState(module);
    let status = 0;
    for (const field of ASYNCIO_FIELDS) if (status === 0 && state[field] !== (NULL as number)) status = visit(state[field]);
    return status;
  },
  m_clear: module => {
    const state = moduleState(module);
    for (const field of ASYNCIO_FIELDS) {
      const old = state[field];
      state[field] = NULL as PyObject;
      Py_XDECREF(old);
    }
    return 0;
  },
  m_slots: [[Py_mod_exec, module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
initAsyncioDef(asynciomodule);
/** CPython: PyInit__asyncio() */
export function PyInit__asyncio(): PyModuleDef {
  return PyModuleDef_Init(asynciomodule);
}
