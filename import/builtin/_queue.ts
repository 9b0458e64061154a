/** The _queue module: a queue without bounds, whose put() never waits. CPython: Modules/_queuemodule.c */
import {PyErr_NewExceptionWithDoc, PyErr_SetNone, PyErr_SetString} from '../../objects/errors';
import {Py_GenericAlias} from '../../objects/genericaliasobject';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_IsTrue} from '../../objects/object';
import {_PyTime_FromSecondsObject, _PyTime_ROUND_CEILING} from '../../objects/pytime';
import {PyType_FromModuleAndSpec, PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {Py_BOOL, Py_TYPE} from '../../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {METH_CLASS, METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {PyObject_Free, PyObject_Malloc} from '../../runtime/obmalloc';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';

interface QueueState { EmptyError: PyObject }

/** The items of a queue (owned), oldest at `head`. */
class QueueData {
  /** The block that CPython's ring of items takes. */
  readonly ring = PyObject_Malloc(64);
  items: New[] = [];
  head = 0;
  get size(): number {
    return this.items.length - this.head;
  }
  take(): New {
    const item = this.items[this.head];
    this.items[this.head++] = NULL as New;
    if (this.head * 2 > this.items.length) {
      this.items.splice(0, this.head);
      this.head = 0;
    }
    return item;
  }
}

function simplequeue_new(type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (parseTupleAndKeywords('SimpleQueue', '()', args, kwds, slots(type).tp_init === slots(PyBaseObject_Type).tp_init) === null) return NULL;
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new QueueData());
  return self;
}
function simplequeue_clear(self: PyObject): number {
  const queue = payload<QueueData | undefined>(self);
  while (queue !== undefined && queue.size > 0) Py_DECREF(queue.take());
  return 0;
}
function simplequeue_traverse(self: PyObject, visit: visitproc): number {
  const queue = payload<QueueData>(self);
  let status = visit(Py_TYPE(self));
  for (let i = queue.head; status === 0 && i < queue.items.length; i++) status = visit(queue.items[i]);
  return status;
}
function simplequeue_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  simplequeue_clear(self);
  PyObject_ClearWeakRefs(self);
  PyObject_Free(payload<QueueData>(self).ring);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

function put(self: PyObject, item: PyObject): New {
  const {items} = payload<QueueData>(self);
  items[items.length] = Py_NewRef(item);
  return Py_NewRef(_Py_NoneStruct);
}
/** put(); where it would block is evaluated all the same. */
function simplequeue_put(self: PyObject, item: PyObject | NULL, block: PyObject | NULL): New | NULL {
  return block !== NULL && PyObject_IsTrue(block) < 0 ? NULL : put(self, item as PyObject);
}
function empty_error(self: PyObject): NULL {
  const module = PyType_GetModuleByDef(Py_TYPE(self), queuemodule);
  return module === NULL ? NULL : PyErr_SetNone(PyModule_GetState<QueueState>(module)!.EmptyError);
}
/** Takes the oldest item; waits for one until the deadline. escapes. CPython: _queue_SimpleQueue_get_impl() */
function get(self: PyObject, block: boolean, deadline: number): New | NULL {
  const queue = payload<QueueData>(self);
  for (;;) {
    if (queue.size > 0) return queue.take();
    if (!block) return empty_error(self);
    const outcome = waitOnStack(() => queue.size > 0, deadline, true);
    if (outcome === false) return empty_error(self);
    if (outcome === null && hooks._PyErr_CheckSignals() < 0) return NULL;
  }
}
function simplequeue_get(self: PyObject, blockObject: PyObject | NULL, timeout: PyObject | NULL): New | NULL {
  const block = blockObject === NULL ? 1 : PyObject_IsTrue(blockObject);
  if (block < 0) return NULL;
  let deadline = Infinity;
  if (block > 0 && timeout !== NULL && timeout !== _Py_NoneStruct) {
    const ns = _PyTime_FromSecondsObject(timeout, _PyTime_ROUND_CEILING);
    if (ns === null) return NULL;
    if (ns < 0n) return PyErr_SetString(PyExc_ValueError, "'timeout' must be a non-negative number");
    deadline = monotonic() + Number(ns) / 1e6;
  }
  return get(self, block > 0, deadline);
}

const simplequeue_spec: TypeSpec = {
  tp_name: '_queue.SimpleQueue', tp_basicsize: 72, tp_weaklistoffset: 64, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'SimpleQueue()\n--\n\nA first-in, first-out queue without bounds.',
  slots: {tp_dealloc: simplequeue_dealloc, tp_traverse: simplequeue_traverse, tp_clear: simplequeue_clear, tp_new: simplequeue_new},
  methods: [
    method('empty', '($self, /)', self => Py_NewRef(Py_BOOL(payload<QueueData>(self).size === 0)), 'Whether the queue is empty now.'),
    method('get', '($self, /, block=True, timeout=None)', simplequeue_get, 'Takes the oldest item out, waiting for one for at most `timeout` seconds; raises Empty.', METH_METHOD),
    method('get_nowait', '($self, /)', self => get(self, false, 0), 'Takes the oldest item out; raises Empty when there is none.', METH_METHOD),
    method('put', '($self, /, item, block=True, timeout=None)', simplequeue_put, 'Puts an item in. It never waits, the other arguments are there for the sake of Queue.'),
    method('put_nowait', '($self, /, item)', (self, item) => put(self, item as PyObject), 'Puts an item in.'),
    method('qsize', '($self, /)', self => PyLong_FromNumber(payload<QueueData>(self).size), 'How many items there are now.'),
    method('__class_getitem__', '($type, object, /)', Py_GenericAlias, 'See PEP 585', METH_CLASS),
  ],
};

function queuemodule_exec(module: PyObject): number {
  const state = PyModule_GetState<QueueState>(module)!, error = PyErr_NewExceptionWithDoc('_queue.Empty', 'What get() raises when there is no item.', NULL, NULL);
  if (error === NULL) return -1;
  state.EmptyError = error;
  if (PyModule_AddObjectRef(module, 'Empty', error) < 0) return -1;
  const type = PyType_FromModuleAndSpec(module, simplequeue_spec, NULL);
  if (type === NULL) return -1;
  const status = PyModule_AddType(module, type);
  Py_DECREF(type);
  return status;
}
const queuemodule = new PyModuleDef('_queue', {
  m_doc: 'What the queue module has in C. Programs use queue.', m_size: 16, newState: (): QueueState => ({EmptyError: NULL as PyObject}),
  m_traverse: (module, visit) => {
    const error = PyModule_GetState<QueueState>(module)!.EmptyError;
    return error === NULL ? 0 : visit(error);
  },
  m_clear: module => {
    const state = PyModule_GetState<QueueState>(module)!, error = state.EmptyError;
    state.EmptyError = NULL as PyObject;
    if (error !== NULL) Py_DECREF(error);
    return 0;
  },
  m_slots: [[Py_mod_exec, queuemodule_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__queue() */
export function PyInit__queue(): PyModuleDef {
  return PyModuleDef_Init(queuemodule);
}
