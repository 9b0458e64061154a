/** _thread._local: a namespace of its own for each thread. CPython: Modules/_threadmodule.c, "Thread-local object" */
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {PyCFunction_New} from '../../objects/methodobject';
import {PyTuple_New} from '../../objects/tupleobject';
import {hiddenMethod} from '../../runtime/methoddef';
import {PySet_Add, PySet_Discard, PySet_New} from '../../objects/setobject';
import {PyType_GetModuleByDef} from '../../objects/typeobject-spec';
import {type ThreadModuleState, threadmodule} from './_thread';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyDict_DelItem, PyDict_GetItemRef, PyDict_New, PyDict_Pop, PyDict_SetItem} from '../../objects/dictobject';
import {PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, local_args, local_kw, local_localdicts, local_thread_watchdogs, set_local_args, set_local_kw, set_local_localdicts, set_local_thread_watchdogs} from '../../runtime/generated/accessors';
import {PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetRaisedException, PyErr_SetString, PyErr_WriteUnraisable, reprText} from '../../objects/errors';
import {PyObject_RichCompareBool, Py_EQ} from '../../objects/object';
import {_PyObject_GenericGetAttrWithDict, _PyObject_GenericSetAttrWithDict} from '../../objects/object-generic';
import {tstate} from '../../runtime/current';
import {PyBaseObject_Type, PyExc_AttributeError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {ID___dict__} from '../../runtime/generated/ids';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyObject_ClearWeakRefs, PyWeakref_NewRef, _PyWeakref_GET_REF} from '../../objects/weakrefobject';

const localdummy_dealloc = (self: PyObject): void => {
  const type = Py_TYPE(self);
  PyObject_ClearWeakRefs(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
};
/**
 * By two objects of this type threading.local knows a thread: a key, under which each local keeps the thread's dict, and a sentinel, to which each
 * local has a weak reference. The thread state alone owns them; when it lets go of the sentinel the locals drop its dicts.
 */
export const local_dummy_type_spec: TypeSpec = {
  tp_name: '_thread._localdummy', tp_basicsize: 24, tp_weaklistoffset: 16, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'Stands for a thread in its locals',
  slots: {tp_dealloc: localdummy_dealloc},
};
/** Makes the key and the sentinel of the current thread unless they are there; -1 with MemoryError. CPython: create_localdummies() */
function create_localdummies(self: PyObject): number {
  if (tstate.threading_local_key !== NULL) return 0;
  const {localDummyType} = PyModule_GetState<ThreadModuleState>(PyType_GetModuleByDef(Py_TYPE(self), threadmodule) as PyObject)!, {tp_alloc} = slots(localDummyType as PyObject);
  const key = tp_alloc!(localDummyType as PyObject, 0), sentinel = key === NULL ? NULL : tp_alloc!(localDummyType as PyObject, 0);
  if (sentinel === NULL) {
    Py_XDECREF(key);
    return -1;
  }
  tstate.threading_local_key = key;
  tstate.threading_local_sentinel = sentinel;
  return 0;
}
/** The callback of a weak reference to a thread's sentinel: drops what the local, itself weakly referred to, has of the thread. escapes. CPython: clear_locals() */
function clear_locals(locals_and_key: PyObject, dummyweakref: PyObject | NULL): New {
  const self = _PyWeakref_GET_REF(PyTuple_GET_ITEM(locals_and_key, 0));
  if (self !== NULL) {
    const dicts: PyObject | NULL = local_localdicts(self), watchdogs: PyObject | NULL = local_thread_watchdogs(self);
    if (dicts !== NULL) {
      const gone = PyDict_Pop(dicts, PyTuple_GET_ITEM(locals_and_key, 1));
      if (gone !== NULL) Py_DECREF(gone);
      else if (PyErr_Occurred() !== NULL) PyErr_WriteUnraisable(self);
    }
    if (watchdogs !== NULL && PySet_Discard(watchdogs, dummyweakref as PyObject) < 0) PyErr_WriteUnraisable(self);
    Py_DECREF(self);
  }
  return Py_NewRef(_Py_NoneStruct);
}
const wr_callback_def = hiddenMethod('clear_locals', '($self, wr, /)', clear_locals);
/** A weak reference to the current thread's sentinel, with clear_locals() for this local and key as its callback. NULL with an exception. CPython: create_sentinel_wr() */
function create_sentinel_wr(self: PyObject): New | NULL {
  const self_wr = PyWeakref_NewRef(self, NULL), args = self_wr === NULL ? NULL : PyTuple_New(2);
  if (args === NULL) {
    Py_XDECREF(self_wr);
    return NULL;
  }
  PyTuple_SET_ITEM(args, 0, self_wr);
  PyTuple_SET_ITEM(args, 1, Py_NewRef(tstate.threading_local_key as PyObject));
  const callback = PyCFunction_New(wr_callback_def, args);
  Py_DECREF(args);
  if (callback === NULL) return NULL;
  const wr = PyWeakref_NewRef(tstate.threading_local_sentinel as PyObject, callback);
  Py_DECREF(callback);
  return wr;
}
/** Forgets the current thread's dict; the exception that is set stays. escapes */
function dropDict(self: PyObject): void {
  const raised = PyErr_GetRaisedException();
  if (PyDict_DelItem(local_localdicts(self), tstate.threading_local_key as PyObject) < 0) PyErr_WriteUnraisable(self);
  PyErr_SetRaisedException(raised);
}
/** A dict for the current thread, and the weak reference that tells of the thread's end, both also kept in the local; null with an exception. CPython: create_localsdict() */
function create_localsdict(self: PyObject): {localsdict: New; sentinel_wr: New} | null {
  if (create_localdummies(self) < 0) return null;
  const localsdict = PyDict_New();
  if (localsdict === NULL) return null;
  if (PyDict_SetItem(local_localdicts(self), tstate.threading_local_key as PyObject, localsdict) === 0) {
    const sentinel_wr = create_sentinel_wr(self);
    if (sentinel_wr !== NULL) {
      if (PySet_Add(local_thread_watchdogs(self), sentinel_wr) === 0) return {localsdict, sentinel_wr};
      Py_DECREF(sentinel_wr);
    }
    dropDict(self);
  }
  Py_DECREF(localsdict);
  return null;
}

function local_new(type: PyObject, args: PyObject, kw: PyObject | NULL): New | NULL {
  const takesArguments = slots(type).tp_init !== slots(PyBaseObject_Type).tp_init;
  if (!takesArguments && (PyTuple_GET_SIZE(args) > 0 || (kw !== NULL && PyDict_GET_SIZE(kw) > 0))) return PyErr_SetString(PyExc_TypeError, 'Initialization arguments are not supported');
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  set_local_args(self, Py_NewRef(args));
  set_local_kw(self, Py_XNewRef(kw));
  const dicts = PyDict_New(), watchdogs = PySet_New(NULL);
  set_local_localdicts(self, dicts);
  set_local_thread_watchdogs(self, watchdogs);
  // the thread that makes it runs __init__ as for any object
  const made = dicts === NULL || watchdogs === NULL ? null : create_localsdict(self);
  if (made === null) {
    Py_DECREF(self);
    return NULL;
  }
  Py_DECREF(made.localsdict);
  Py_DECREF(made.sentinel_wr);
  return self;
}
/** The dict of the current thread; the first use in a thread runs __init__. NULL with an exception. escapes. CPython: _ldict() */
function _ldict(self: PyObject): New | NULL {
  if (create_localdummies(self) < 0) return NULL;
  const known = PyDict_GetItemRef(local_localdicts(self), tstate.threading_local_key as PyObject);
  if (known !== NULL || PyErr_Occurred() !== NULL) return known;
  const made = create_localsdict(self);
  if (made === null) return NULL;
  const init = slots(Py_TYPE(self)).tp_init;
  if (init !== null && init !== slots(PyBaseObject_Type).tp_init && init(self, local_args(self), local_kw(self)) < 0) {
    // the next use begins again
    dropDict(self);
    const raised = PyErr_GetRaisedException();
    if (PySet_Discard(local_thread_watchdogs(self), made.sentinel_wr) < 0) PyErr_WriteUnraisable(self);
    PyErr_SetRaisedException(raised);
    Py_DECREF(made.localsdict);
    Py_DECREF(made.sentinel_wr);
    return NULL;
  }
  Py_DECREF(made.sentinel_wr);
  return made.localsdict;
}
function local_getattro(self: PyObject, name: PyObject): New | NULL {
  const dict = _ldict(self);
  if (dict === NULL) return NULL;
  const isDict = PyObject_RichCompareBool(name, ID___dict__, Py_EQ);
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
  const dict = _ldict(self);
  if (dict === NULL) return -1;
  const isDict = PyObject_RichCompareBool(name, ID___dict__, Py_EQ);
  let status = -1;
  if (isDict > 0) PyErr_Format(PyExc_AttributeError, `'${slots(Py_TYPE(self)).tp_name}' object attribute ${reprText(name) ?? '?'} is read-only`);
  else if (isDict === 0) status = _PyObject_GenericSetAttrWithDict(self, name, value, dict);
  Py_DECREF(dict);
  return status;
}
const LOCAL_FIELDS = [4, 6, 10, 12] as const;
const local_clear = clearFields(...LOCAL_FIELDS);
function local_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_ClearWeakRefs(self);
  PyObject_GC_UnTrack(self);
  local_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}

export const _local_spec: TypeSpec = {
  tp_name: '_thread._local', tp_basicsize: 56, tp_weaklistoffset: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: '_local()\n--\n\nAttributes of its own for each thread.',
  slots: {tp_dealloc: local_dealloc, tp_getattro: local_getattro, tp_setattro: local_setattro, tp_traverse: traverseHeapFields(...LOCAL_FIELDS), tp_clear: local_clear, tp_new: local_new},
};
