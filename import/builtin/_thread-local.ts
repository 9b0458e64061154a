/** _thread._local: a namespace of its own for each thread. CPython: Modules/_threadmodule.c, "Thread-local object" */
import {PyDict_GetItemRef, PyDict_New} from '../../objects/dictobject';
import {PyDict_GET_SIZE, PyTuple_GET_SIZE, Py_TYPE} from '../../runtime/generated/accessors';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, reprText} from '../../objects/errors';
import {PyObject_RichCompareBool, Py_EQ} from '../../objects/object';
import {_PyObject_GenericGetAttrWithDict, _PyObject_GenericSetAttrWithDict} from '../../objects/object-generic';
import {tstate} from '../../runtime/current';
import {PyBaseObject_Type, PyExc_AttributeError, PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {ID___dict__} from '../../runtime/generated/ids';
import type {PyThreadState, ThreadLocals} from '../../runtime/pystate';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';

/** What a local holds: the arguments for __init__ in each thread, and a dict (owned) for each thread state that used it. */
class LocalData implements ThreadLocals {
  readonly dicts = new Map<PyThreadState, {dict: New}>();
  constructor(readonly args: New, readonly kw: New | NULL) {}
  /** A thread uses the local for the first time. @steals dict */
  threadUses(ts: PyThreadState, dict: New): void {
    const entry = {dict};
    this.dicts.set(ts, entry);
    (ts.locals ??= new Set()).add(this);
  }
  /** Drops the dict of a thread. escapes. CPython: clear_locals() */
  threadEnds(ts: PyThreadState): void {
    const entry = this.dicts.get(ts);
    this.dicts.delete(ts);
    ts.locals!.delete(this);
    if (entry !== undefined) Py_DECREF(entry.dict);
  }
}

function local_new(type: PyObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const takesArguments = slots(type).tp_init !== slots(PyBaseObject_Type).tp_init;
  if (!takesArguments && (PyTuple_GET_SIZE(args) > 0 || (kw !== NULL && PyDict_GET_SIZE(kw) > 0))) return PyErr_SetString(PyExc_TypeError, 'Initialization arguments are not supported');
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  const data = new LocalData(Py_NewRef(args), Py_XNewRef(kw)), dict = PyDict_New();
  setPayload(self, data);
  if (dict === NULL) {
    Py_DECREF(self);
    return NULL;
  }
  // the thread that makes it runs __init__ as for any object
  data.threadUses(tstate, dict);
  return self;
}
/** The dict of the current thread, borrowed; the first use in a thread runs __init__. NULL with an exception. CPython: _ldict() */
function threadDict(self: PyObject): PyObject | NULL {
  const data = payload<LocalData>(self), known = data.dicts.get(tstate);
  if (known !== undefined) return known.dict;
  const made = PyDict_New();
  if (made === NULL) return NULL;
  const dict: PyObject = made;
  data.threadUses(tstate, made);
  const init = slots(Py_TYPE(self)).tp_init;
  if (init !== null && init !== slots(PyBaseObject_Type).tp_init && init(self, data.args, data.kw) < 0) {
    // what __init__ raised stays
    const raised = PyErr_GetRaisedException();
    data.threadEnds(tstate);
    PyErr_SetRaisedException(raised);
    return NULL;
  }
  return dict;
}
function local_getattro(self: PyObject, name: PyObject): New | NULL {
  const known = threadDict(self);
  if (known === NULL) return NULL;
  // the comparison may run code, which may end the local
  const dict = Py_NewRef(known), isDict = PyObject_RichCompareBool(name, ID___dict__, Py_EQ);
  if (isDict > 0) return dict;
  let value: New | NULL = NULL;
  if (isDict === 0) {
    const plain = slots(Py_TYPE(self)).tp_dealloc === local_dealloc;
    if (plain) value = PyDict_GetItemRef(dict, name);
    if (value === NULL && (!plain || PyErr_Occurred() === NULL)) value = _PyObject_GenericGetAttrWithDict(self, name, dict, false);
  }
  Py_DECREF(dict);
  return value;
}
function local_setattro(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  const known = threadDict(self);
  if (known === NULL) return -1;
  const dict = Py_NewRef(known), isDict = PyObject_RichCompareBool(name, ID___dict__, Py_EQ);
  let status = -1;
  if (isDict > 0) PyErr_Format(PyExc_AttributeError, `'${slots(Py_TYPE(self)).tp_name}' object attribute ${reprText(name) ?? '?'} is read-only`);
  else if (isDict === 0) status = _PyObject_GenericSetAttrWithDict(self, name, value, dict);
  Py_DECREF(dict);
  return status;
}
function local_clear(self: PyObject): number {
  const data = payload<LocalData | undefined>(self);
  if (data !== undefined) for (const ts of [...data.dicts.keys()]) data.threadEnds(ts);
  return 0;
}
function local_traverse(self: PyObject, visit: visitproc): number {
  const data = payload<LocalData>(self);
  let status = visit(Py_TYPE(self)) || visit(data.args);
  if (status === 0 && data.kw !== NULL) status = visit(data.kw);
  for (const entry of data.dicts.values()) if (status === 0) status = visit(entry.dict);
  return status;
}
function local_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), data = payload<LocalData>(self);
  PyObject_GC_UnTrack(self);
  PyObject_ClearWeakRefs(self);
  local_clear(self);
  Py_DECREF(data.args);
  Py_XDECREF(data.kw);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

export const _local_spec: TypeSpec = {
  tp_name: '_thread._local', tp_basicsize: 56, tp_weaklistoffset: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: '_local()\n--\n\nAttributes of its own for each thread.',
  slots: {tp_dealloc: local_dealloc, tp_getattro: local_getattro, tp_setattro: local_setattro, tp_traverse: local_traverse, tp_clear: local_clear, tp_new: local_new},
};
