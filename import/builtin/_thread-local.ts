/** _thread._local: a namespace of its own for each thread. CPython: Modules/_threadmodule.c, "Thread-local object" */
import {PyDict_New} from '../../objects/dictobject';
import {PyDict_GET_SIZE, PyTuple_GET_SIZE, Py_TYPE, in_weakreflist} from '../../runtime/generated/accessors';
import {PyErr_Format, PyErr_SetString, reprText} from '../../objects/errors';
import {_PyObject_GenericGetAttrWithDict, _PyObject_GenericSetAttrWithDict} from '../../objects/object';
import {_PyUnicode_EqualToASCIIString} from '../../objects/unicodeobject';
import {tstate} from '../../runtime/current';
import {PyBaseObject_Type, PyExc_AttributeError, PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC} from '../../runtime/typeflags';
import type {TypeSpec, visitproc} from '../../runtime/typeslots';
import {PyObject_ClearWeakRefs} from '../../objects/weakrefobject';

/** What a local holds: the arguments for __init__ in each thread, and a dict for each thread state that used it. */
class LocalData {
  readonly dicts = new Map<unknown, New>();
  constructor(readonly args: New, readonly kw: New | NULL) {}
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
  data.dicts.set(tstate, dict);
  return self;
}
/** The dict of the current thread, borrowed; the first use in a thread runs __init__. NULL with an exception. CPython: _ldict() */
function threadDict(self: PyObject): PyObject | NULL {
  const data = payload<LocalData>(self), known = data.dicts.get(tstate);
  if (known !== undefined) return known;
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  data.dicts.set(tstate, dict);
  const init = slots(Py_TYPE(self)).tp_init;
  if (init !== null && init !== slots(PyBaseObject_Type).tp_init && init(self, data.args, data.kw) < 0) {
    data.dicts.delete(tstate);
    Py_DECREF(dict);
    return NULL;
  }
  return dict;
}
function local_getattro(self: PyObject, name: PyObject): New | NULL {
  const dict = threadDict(self);
  if (dict === NULL) return NULL;
  if (_PyUnicode_EqualToASCIIString(name, '__dict__')) return Py_NewRef(dict);
  return _PyObject_GenericGetAttrWithDict(self, name, dict, false);
}
function local_setattro(self: PyObject, name: PyObject, value: PyObject | NULL): number {
  const dict = threadDict(self);
  if (dict === NULL) return -1;
  if (_PyUnicode_EqualToASCIIString(name, '__dict__')) {
    PyErr_Format(PyExc_AttributeError, `'${slots(Py_TYPE(self)).tp_name}' object attribute ${reprText(name) ?? '?'} is read-only`);
    return -1;
  }
  return _PyObject_GenericSetAttrWithDict(self, name, value, dict);
}
function local_clear(self: PyObject): number {
  const data = payload<LocalData>(self), dicts = [...data.dicts.values()];
  data.dicts.clear();
  for (const dict of dicts) Py_DECREF(dict);
  return 0;
}
function local_traverse(self: PyObject, visit: visitproc): number {
  const data = payload<LocalData>(self);
  let status = visit(Py_TYPE(self)) || visit(data.args);
  if (status === 0 && data.kw !== NULL) status = visit(data.kw);
  for (const dict of data.dicts.values()) if (status === 0) status = visit(dict);
  return status;
}
function local_dealloc(self: PyObject): void {
  const type = Py_TYPE(self), data = payload<LocalData>(self);
  PyObject_GC_UnTrack(self);
  if (in_weakreflist(self) !== NULL) PyObject_ClearWeakRefs(self);
  local_clear(self);
  Py_DECREF(data.args);
  Py_XDECREF(data.kw);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

export const _local_spec: TypeSpec = {
  tp_name: '_thread._local', tp_basicsize: 32, tp_weaklistoffset: 24, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE, tp_doc: 'Attributes of its own for each thread.',
  slots: {tp_dealloc: local_dealloc, tp_getattro: local_getattro, tp_setattro: local_setattro, tp_traverse: local_traverse, tp_clear: local_clear, tp_new: local_new},
};
