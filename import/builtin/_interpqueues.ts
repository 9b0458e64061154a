/** The _interpqueues module: queues that all interpreters of the runtime see. CPython: Modules/_interpqueuesmodule.c */
import {PyList_SET_ITEM, PyType_Check, Py_BOOL, Py_TYPE} from '../../runtime/generated/accessors';
import {PyObject_CallOneArg} from '../../objects/call';
import {type _PyCrossInterpreterData, _PyCrossInterpreterData_Init, _PyCrossInterpreterData_NewObject, _PyCrossInterpreterData_Release, _PyObject_GetCrossInterpreterData, releaseIgnoringErrors} from '../../objects/crossinterp';
import {_PyCrossInterpreterData_RegisterClass, _PyCrossInterpreterData_UnregisterClass} from '../../objects/crossinterp-lookup';
import {PyErr_Clear, PyErr_Format, PyErr_NewExceptionWithDoc, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, PyExceptionClass_Check, reprText, typeName} from '../../objects/errors';
import {PyList_New} from '../../objects/listobject';
import {PyLong_FromNumber, PyLong_FromSsize_t} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {asInt64} from '../../objects/pystate-lookup';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_ImportModule} from '../import';
import {PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {UNBOUND_REMOVE, check_unbound, currentModuleState, intArgument, keywordMethod} from './_interpreters_common';

const MODULE_NAME = '_interpqueues';

/** What one interpreter's module keeps. All owned. CPython: module_state */
interface ModuleState {
  queue_type: New | NULL;
  QueueError: New | NULL;
  QueueNotFoundError: New | NULL;
  QueueEmpty: New | NULL;
  QueueFull: New | NULL;
}
const stateOf = (module: PyObject): ModuleState => PyModule_GetState<ModuleState>(module) as ModuleState;

// ---- queues ----

const ERR_QUEUE_NOT_FOUND = -14, ERR_QUEUE_EMPTY = -21, ERR_QUEUE_FULL = -22, ERR_QUEUE_NEVER_BOUND = -23;

/** An item; `data` is null once the interpreter it came from has ended. CPython: _queueitem */
interface QueueItem { readonly interpid: number; data: _PyCrossInterpreterData | null; readonly fmt: number; readonly unboundop: number }
/** CPython: _queue, and the _queueref that holds it */
class Queue {
  refcount = 0;
  items: QueueItem[] = [];
  constructor(readonly qid: number, readonly maxsize: number, readonly fmt: number, readonly unboundop: number) {}
  /** Drops what an ended interpreter put in, as each item wants it. CPython: _queue_clear_interpreter() */
  clearInterpreter(interpid: number): void {
    const kept: QueueItem[] = [], dropped: _PyCrossInterpreterData[] = [];
    for (const item of this.items) {
      if (item.interpid === interpid && item.data !== null) {
        dropped.push(item.data);
        item.data = null;
        if (item.unboundop === UNBOUND_REMOVE) continue;
      }
      kept.push(item);
    }
    this.items = kept;
    for (const data of dropped) releaseIgnoringErrors(data);
  }
  /** CPython: _queue_clear() */
  clear(): void {
    for (const item of this.items.splice(0)) if (item.data !== null) releaseIgnoringErrors(item.data);
  }
}
/** What all interpreters share. CPython: struct globals */
class Globals {
  module_count = 0;
  next_id = 1;
  /** By id; iterated newest first, as CPython's list. */
  queues = new Map<number, Queue>();
}
function globals(): Globals {
  let found = _PyRuntime.moduleGlobals.get(MODULE_NAME) as Globals | undefined;
  if (found === undefined) _PyRuntime.moduleGlobals.set(MODULE_NAME, (found = new Globals()));
  return found;
}
/** CPython: _globals_fini(), _queues_fini() */
function globalsFini(): void {
  const all = globals();
  if (--all.module_count > 0) return;
  const queues = [...all.queues.values()];
  _PyRuntime.moduleGlobals.delete(MODULE_NAME);
  for (const queue of queues) queue.clear();
}
function incref(qid: number): number {
  const queue = globals().queues.get(qid);
  if (queue === undefined) return ERR_QUEUE_NOT_FOUND;
  queue.refcount++;
  return 0;
}
/** The last reference destroys the queue. CPython: _queues_decref() */
function decref(qid: number): number {
  const {queues} = globals(), queue = queues.get(qid);
  if (queue === undefined) return ERR_QUEUE_NOT_FOUND;
  if (queue.refcount === 0) return ERR_QUEUE_NEVER_BOUND;
  if (--queue.refcount === 0) {
    queues.delete(qid);
    queue.clear();
  }
  return 0;
}

// ---- errors ----

/** Imports the Python module, which registers its types here. CPython: ensure_highlevel_module_loaded() */
function ensureHighlevelModule(): number {
  let module = PyImport_ImportModule('interpreters.queues');
  if (module === NULL) {
    PyErr_Clear();
    module = PyImport_ImportModule('test.support.interpreters.queues');
    if (module === NULL) return -1;
  }
  Py_DECREF(module);
  return 0;
}
/** Raises what an error number stands for. Returns NULL. CPython: handle_queue_error(), resolve_module_errcode() */
function queueError(err: number, module: PyObject, qid: number): NULL {
  const state = stateOf(module);
  if ((err === ERR_QUEUE_EMPTY || err === ERR_QUEUE_FULL) && state.QueueEmpty === NULL && ensureHighlevelModule() < 0) return NULL;
  let type: PyObject | NULL, text: string;
  switch (err) {
    case ERR_QUEUE_NOT_FOUND: type = state.QueueNotFoundError; text = `queue ${qid} not found`; break;
    case ERR_QUEUE_EMPTY: type = state.QueueEmpty; text = `queue ${qid} is empty`; break;
    case ERR_QUEUE_FULL: type = state.QueueFull; text = `queue ${qid} is full`; break;
    default: type = state.QueueError; text = `queue ${qid} never bound`;
  }
  if (type === NULL) return NULL;
  const message = PyUnicode_FromString(text);
  if (message === NULL) return NULL;
  const exc = PyObject_CallOneArg(type, message);
  Py_DECREF(message);
  if (exc === NULL) return NULL;
  PyErr_SetObject(type, exc);
  Py_DECREF(exc);
  return NULL;
}
const None = (): New => Py_NewRef(_Py_NoneStruct);
function noneOrError(err: number, module: PyObject, qid: number): New | NULL {
  return err === 0 ? None() : queueError(err, module, qid);
}
/** A queue id; -1 with an exception. CPython: qidarg_converter() */
function queueId(arg: PyObject): number {
  if (slots(Py_TYPE(arg)).nb_index === null) {
    PyErr_Format(PyExc_TypeError, `queue ID must be an int, got ${typeName(arg)}`);
    return -1;
  }
  const {value, overflow} = asInt64(arg);
  if (value !== null && value >= 0n) return Number(value);
  if (value === null && overflow === 0) return -1;
  const text = reprText(arg);
  if (text === null) return -1;
  if (overflow > 0) PyErr_Format(PyExc_OverflowError, `max queue ID is 9223372036854775807, got ${text}`);
  else PyErr_Format(PyExc_ValueError, `queue ID must be a non-negative int, got ${text}`);
  return -1;
}

// ---- Queue objects of the Python module, as shared data ----

/** CPython: _queueobj_shared() */
function queueobjShared(queueobj: PyObject, data: _PyCrossInterpreterData): number {
  const qidobj = PyObject_GetAttrString(queueobj, '_id');
  if (qidobj === NULL) return -1;
  const qid = queueId(qidobj);
  Py_DECREF(qidobj);
  if (qid < 0) return -1;
  if (incref(qid) < 0) {
    PyErr_Format(PyExc_RuntimeError, `queue ${qid} not found`);
    return -1;
  }
  _PyCrossInterpreterData_Init(data, interp, qid, NULL, queueobjFromXid);
  data.free = shared => void decref(shared as number);
  return 0;
}
/** CPython: _queueobj_from_xid() */
function queueobjFromXid(data: _PyCrossInterpreterData): New | NULL {
  const current = currentModuleState<ModuleState>(MODULE_NAME);
  if (current === null) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_RuntimeError, `${MODULE_NAME} module not imported yet`);
  const {state, module} = current, loaded = state.queue_type !== NULL || ensureHighlevelModule() === 0;
  Py_DECREF(module);
  const qidobj = loaded ? PyLong_FromNumber(data.data as number) : NULL;
  if (qidobj === NULL) return NULL;
  const queue = PyObject_CallOneArg(state.queue_type as PyObject, qidobj);
  Py_DECREF(qidobj);
  return queue;
}

// ---- functions ----

function queuesmod_create(_module: PyObject, maxsizeArg: PyObject | NULL, fmtArg: PyObject | NULL, unboundArg: PyObject | NULL): New | NULL {
  const maxsize = PyNumber_AsSsize_t(maxsizeArg as PyObject, PyExc_OverflowError);
  if (maxsize === -1 && PyErr_Occurred() !== NULL) return NULL;
  const fmt = intArgument(fmtArg as PyObject), unboundop = fmt === null ? null : intArgument(unboundArg as PyObject);
  if (fmt === null || unboundop === null || !check_unbound(unboundop)) return NULL;
  const all = globals(), qid = all.next_id++;
  all.queues.set(qid, new Queue(qid, maxsize, fmt, unboundop));
  return PyLong_FromNumber(qid);
}
function queuesmod_destroy(module: PyObject, arg: PyObject | NULL): New | NULL {
  const qid = queueId(arg as PyObject);
  if (qid < 0) return NULL;
  const {queues} = globals(), queue = queues.get(qid);
  if (queue === undefined) return queueError(ERR_QUEUE_NOT_FOUND, module, qid);
  queues.delete(qid);
  queue.clear();
  return None();
}
function queuesmod_list_all(): New | NULL {
  const queues = [...globals().queues.values()].reverse(), list = PyList_New(queues.length);
  if (list === NULL) return NULL;
  for (let i = 0; i < queues.length; i++) {
    const {qid, fmt, unboundop} = queues[i], item = packSteal(PyLong_FromNumber(qid), PyLong_FromNumber(fmt), PyLong_FromNumber(unboundop));
    if (item === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, item);
  }
  return list;
}
function queuesmod_put(module: PyObject, arg: PyObject | NULL, obj: PyObject | NULL, fmtArg: PyObject | NULL, unboundArg: PyObject | NULL): New | NULL {
  const qid = queueId(arg as PyObject);
  if (qid < 0) return NULL;
  const fmt = intArgument(fmtArg as PyObject), unboundop = fmt === null ? null : intArgument(unboundArg as PyObject);
  if (fmt === null || unboundop === null || !check_unbound(unboundop)) return NULL;
  const queue = globals().queues.get(qid);
  if (queue === undefined) return queueError(ERR_QUEUE_NOT_FOUND, module, qid);
  const data = _PyObject_GetCrossInterpreterData(obj as PyObject);
  if (data === null) return NULL;
  let err = 0;
  // sharing may have run code that destroyed the queue
  if (globals().queues.get(qid) !== queue) err = ERR_QUEUE_NOT_FOUND;
  else if (queue.maxsize > 0 && queue.items.length >= queue.maxsize) err = ERR_QUEUE_FULL;
  else queue.items.push({interpid: data.interpid, data, fmt, unboundop});
  if (err !== 0) _PyCrossInterpreterData_Release(data);
  return noneOrError(err, module, qid);
}
function queuesmod_get(module: PyObject, arg: PyObject | NULL): New | NULL {
  const qid = queueId(arg as PyObject);
  if (qid < 0) return NULL;
  const queue = globals().queues.get(qid);
  if (queue === undefined) return queueError(ERR_QUEUE_NOT_FOUND, module, qid);
  const item = queue.items.shift();
  if (item === undefined) return queueError(ERR_QUEUE_EMPTY, module, qid);
  const {data, fmt, unboundop} = item;
  if (data === null) return packSteal(None(), PyLong_FromNumber(fmt), PyLong_FromNumber(unboundop));
  const obj = _PyCrossInterpreterData_NewObject(data);
  if (obj === NULL) {
    releaseIgnoringErrors(data);
    return NULL;
  }
  if (_PyCrossInterpreterData_Release(data) < 0) {
    Py_DECREF(obj);
    return NULL;
  }
  return packSteal(obj, PyLong_FromNumber(fmt), None());
}
function queuesmod_bind(module: PyObject, arg: PyObject | NULL): New | NULL {
  const qid = queueId(arg as PyObject);
  return qid < 0 ? NULL : noneOrError(incref(qid), module, qid);
}
function queuesmod_release(module: PyObject, arg: PyObject | NULL): New | NULL {
  const qid = queueId(arg as PyObject);
  return qid < 0 ? NULL : noneOrError(decref(qid), module, qid);
}
/** A function that asks a queue for something. */
const asks = (answer: (queue: Queue) => New | NULL) => (module: PyObject, arg: PyObject | NULL): New | NULL => {
  const qid = queueId(arg as PyObject);
  if (qid < 0) return NULL;
  const queue = globals().queues.get(qid);
  return queue === undefined ? queueError(ERR_QUEUE_NOT_FOUND, module, qid) : answer(queue);
};
const queuesmod_get_maxsize = asks(queue => PyLong_FromSsize_t(queue.maxsize));
const queuesmod_get_queue_defaults = asks(queue => packSteal(PyLong_FromNumber(queue.fmt), PyLong_FromNumber(queue.unboundop)));
const queuesmod_is_full = asks(queue => Py_NewRef(Py_BOOL(queue.items.length === queue.maxsize)));
const queuesmod_get_count = asks(queue => PyLong_FromNumber(queue.items.length));

function queuesmod__register_heap_types(module: PyObject, queuetype: PyObject | NULL, emptyerror: PyObject | NULL, fullerror: PyObject | NULL): New | NULL {
  if (!PyType_Check(queuetype as PyObject)) return PyErr_SetString(PyExc_TypeError, "expected a type for 'queuetype'");
  if (!PyExceptionClass_Check(emptyerror as PyObject)) return PyErr_SetString(PyExc_TypeError, "expected an exception type for 'emptyerror'");
  if (!PyExceptionClass_Check(fullerror as PyObject)) return PyErr_SetString(PyExc_TypeError, "expected an exception type for 'fullerror'");
  const state = stateOf(module);
  forgetQueueType(state);
  if (_PyCrossInterpreterData_RegisterClass(queuetype as PyObject, queueobjShared) < 0) return NULL;
  state.queue_type = Py_NewRef(queuetype as PyObject);
  const {QueueEmpty, QueueFull} = state;
  state.QueueEmpty = Py_NewRef(emptyerror as PyObject);
  state.QueueFull = Py_NewRef(fullerror as PyObject);
  Py_XDECREF(QueueEmpty);
  Py_XDECREF(QueueFull);
  return None();
}
function forgetQueueType(state: ModuleState): void {
  const type = state.queue_type;
  if (type === NULL) return;
  state.queue_type = NULL;
  _PyCrossInterpreterData_UnregisterClass(type);
  Py_DECREF(type);
}

// ---- the module ----

/** The items of an interpreter that ends leave the queues. CPython: clear_interpreter() */
function clearInterpreter(id: unknown): void {
  const all = globals();
  if (all.module_count === 0) return;
  for (const queue of [...all.queues.values()].reverse()) queue.clearInterpreter(id as number);
}
function addException(module: PyObject, name: string, doc: string | null, base: PyObject): New | NULL {
  const type = PyErr_NewExceptionWithDoc(`test.support.interpreters.${name}`, doc, base, NULL);
  if (type === NULL || PyModule_AddType(module, type) === 0) return type;
  Py_DECREF(type);
  return NULL;
}
function module_exec(module: PyObject): number {
  globals().module_count++;
  const state = stateOf(module);
  state.QueueError = addException(module, 'QueueError', 'Something about a queue went wrong.', PyExc_RuntimeError);
  if (state.QueueError !== NULL) state.QueueNotFoundError = addException(module, 'QueueNotFoundError', null, state.QueueError);
  if (state.QueueNotFoundError === NULL) return -1;
  interp.atexitC.push({func: clearInterpreter, data: interp.id});
  return 0;
}
const FIELDS = ['queue_type', 'QueueError', 'QueueNotFoundError', 'QueueEmpty', 'QueueFull'] as const;
function module_clear(module: PyObject): number {
  const state = stateOf(module);
  if (state === null) return 0;
  forgetQueueType(state);
  for (const field of FIELDS) {
    const op = state[field];
    state[field] = NULL;
    Py_XDECREF(op);
  }
  return 0;
}
const interpqueuesmodule = new PyModuleDef(MODULE_NAME, {
  m_doc: 'Queues between interpreters: the basic operations, by id.', m_size: 40,
  m_methods: [
    keywordMethod('create', 'create', '(maxsize, fmt, unboundop)', queuesmod_create, 'create(maxsize, fmt, unboundop) -> qid\n\nMake a queue. It holds no reference to itself: bind() it.'),
    keywordMethod('destroy', 'destroy', '(qid)', queuesmod_destroy, 'destroy(qid)\n\nEmpty a queue and forget it.'),
    hiddenMethod('list_all', '()', queuesmod_list_all, 'list_all() -> [(qid, fmt)]\n\nAll queues, newest first.'),
    keywordMethod('put', 'put', '(qid, obj, fmt, unboundop)', queuesmod_put, 'put(qid, obj, fmt)\n\nAdd the data of an object.'),
    keywordMethod('get', 'get', '(qid)', queuesmod_get, 'get(qid) -> (obj, fmt)\n\nTake the first item out.'),
    keywordMethod('bind', 'bind', '(qid)', queuesmod_bind, 'bind(qid)\n\nTake a reference to a queue.'),
    keywordMethod('release', 'release', '(qid)', queuesmod_release, 'release(qid)\n\nGive a reference back; the last one destroys the queue.'),
    keywordMethod('get_maxsize', 'get_maxsize', '(qid)', queuesmod_get_maxsize, 'get_maxsize(qid)\n\nHow many items the queue holds at most.'),
    keywordMethod('get_queue_defaults', 'get_queue_defaults', '(qid)', queuesmod_get_queue_defaults, 'get_queue_defaults(qid)\n\nformat and unboundop that the queue was made with.'),
    keywordMethod('is_full', 'is_full', '(qid)', queuesmod_is_full, 'is_full(qid)\n\nWhether the queue has reached its size.'),
    keywordMethod('get_count', 'get_count', '(qid)', queuesmod_get_count, 'get_count(qid)\n\nHow many items are in the queue.'),
    keywordMethod('_register_heap_types', '_register_heap_types', '(queuetype, emptyerror, fullerror)', queuesmod__register_heap_types, null),
  ],
  m_slots: [[Py_mod_exec, module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: (): ModuleState => ({queue_type: NULL, QueueError: NULL, QueueNotFoundError: NULL, QueueEmpty: NULL, QueueFull: NULL}),
  m_traverse: (module, visit) => {
    const state = stateOf(module);
    for (const field of FIELDS) {
      const op = state === null ? NULL : state[field], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: module_clear,
  m_free: module => {
    module_clear(module);
    globalsFini();
  },
});
/** CPython: PyInit__interpqueues() */
export function PyInit__interpqueues(): PyModuleDef {
  return PyModuleDef_Init(interpqueuesmodule);
}
