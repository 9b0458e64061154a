/** StopIteration, SystemExit, ImportError, NameError, AttributeError, KeyError. CPython: Objects/exceptions.c */
import {PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CheckExact, Py_TYPE, attributeerror_name, attributeerror_obj, exc_args, exc_dict, importerror_msg, importerror_name, importerror_name_from, importerror_path, nameerror_name, set_attributeerror_name, set_attributeerror_obj, set_importerror_msg, set_importerror_name, set_importerror_name_from, set_importerror_path, set_nameerror_name, set_stopiteration_value, set_systemexit_code, stopiteration_value, systemexit_code} from '../runtime/generated/accessors';
import {ID_args, ID_name, ID_name_from, ID_path} from '../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_BaseException, PyExc_Exception, PyExc_ImportError, PyExc_KeyError, PyExc_LookupError, PyExc_ModuleNotFoundError, PyExc_NameError, PyExc_StopIteration, PyExc_SystemExit, PyExc_UnboundLocalError, _PyTuple_Empty, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {method} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyDict_Copy} from './dictobject-merge';
import {PyDict_New, PyDict_SetItem} from './dictobject';
import {BaseException_init, BaseException_str, defineException, fieldSlots, setField, type RefField} from './exceptions';
import {parseTupleAndKeywords} from './getargs';
import {PyObject_Repr} from './object';
import {PyTuple_Pack} from './tupleobject';

const STOPITERATION_VALUE: RefField = {get: stopiteration_value, set: set_stopiteration_value};
const SYSTEMEXIT_CODE: RefField = {get: systemexit_code, set: set_systemexit_code};
const IMPORT_MSG: RefField = {get: importerror_msg, set: set_importerror_msg};
const IMPORT_NAME: RefField = {get: importerror_name, set: set_importerror_name};
const IMPORT_PATH: RefField = {get: importerror_path, set: set_importerror_path};
const IMPORT_NAME_FROM: RefField = {get: importerror_name_from, set: set_importerror_name_from};
const NAME_NAME: RefField = {get: nameerror_name, set: set_nameerror_name};
const ATTRIBUTE_OBJ: RefField = {get: attributeerror_obj, set: set_attributeerror_obj};
const ATTRIBUTE_NAME: RefField = {get: attributeerror_name, set: set_attributeerror_name};

// ---- StopIteration, SystemExit ----

function StopIteration_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, kwds) < 0) return -1;
  setField(self, STOPITERATION_VALUE, Py_NewRef(PyTuple_GET_SIZE(args) > 0 ? PyTuple_GET_ITEM(args, 0) : _Py_NoneStruct));
  return 0;
}
function SystemExit_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, kwds) < 0) return -1;
  const size = PyTuple_GET_SIZE(args);
  if (size > 0) setField(self, SYSTEMEXIT_CODE, Py_NewRef(size === 1 ? PyTuple_GET_ITEM(args, 0) : args));
  return 0;
}
defineException(PyExc_StopIteration, PyExc_Exception, 'StopIteration', 'The end of an iterator, from its __next__().', {
  basicsize: 80, slots: {...fieldSlots([STOPITERATION_VALUE]), tp_init: StopIteration_init}, members: [{name: 'value', type: 'object', offset: 72, doc: 'generator return value'}],
});
defineException(PyExc_SystemExit, PyExc_BaseException, 'SystemExit', 'A request to end the program.', {
  basicsize: 80, slots: {...fieldSlots([SYSTEMEXIT_CODE]), tp_init: SystemExit_init}, members: [{name: 'code', type: 'object', offset: 72, doc: 'exception code'}],
});

// ---- ImportError ----

function ImportError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, NULL) < 0) return -1;
  const values = parseTupleAndKeywords('ImportError', '(*, name=None, path=None, name_from=None)', _PyTuple_Empty, kwds);
  if (values === null) return -1;
  setField(self, IMPORT_NAME, Py_XNewRef(values[0]));
  setField(self, IMPORT_PATH, Py_XNewRef(values[1]));
  setField(self, IMPORT_NAME_FROM, Py_XNewRef(values[2]));
  setField(self, IMPORT_MSG, PyTuple_GET_SIZE(args) === 1 ? Py_NewRef(PyTuple_GET_ITEM(args, 0)) : NULL);
  return 0;
}
function ImportError_str(self: PyObject): New | NULL {
  const msg = importerror_msg(self);
  return msg !== NULL && PyUnicode_CheckExact(msg) ? Py_NewRef(msg) : BaseException_str(self);
}
/** A copy of the exception's dict with more entries, those that are NULL left out; NULL with an exception. */
function stateWith(self: PyObject, entries: readonly (readonly [PyObject, PyObject])[]): New | NULL {
  const dict = exc_dict(self), state = dict !== NULL ? PyDict_Copy(dict) : PyDict_New();
  if (state === NULL) return NULL;
  for (const [key, value] of entries) {
    if (value !== NULL && PyDict_SetItem(state, key, value) < 0) {
      Py_DECREF(state);
      return NULL;
    }
  }
  return state;
}
function ImportError_reduce(self: PyObject): New | NULL {
  const name = importerror_name(self), path = importerror_path(self), from = importerror_name_from(self), dict = exc_dict(self);
  const some = name !== NULL || path !== NULL || from !== NULL;
  if (!some && dict === NULL) return PyTuple_Pack(Py_TYPE(self), exc_args(self));
  const state = some ? stateWith(self, [[ID_name, name], [ID_path, path], [ID_name_from, from]]) : Py_NewRef(dict);
  if (state === NULL) return NULL;
  const result = PyTuple_Pack(Py_TYPE(self), exc_args(self), state);
  Py_DECREF(state);
  return result;
}
const IMPORT_SLOTS = {...fieldSlots([IMPORT_MSG, IMPORT_NAME, IMPORT_PATH, IMPORT_NAME_FROM]), tp_init: ImportError_init};
defineException(PyExc_ImportError, PyExc_Exception, 'ImportError', 'A module, or a name in one, was not found.', {
  basicsize: 104, slots: {...IMPORT_SLOTS, tp_str: ImportError_str}, methods: [method('__reduce__', '($self, /)', ImportError_reduce)],
  members: [
    {name: 'msg', type: 'object', offset: 72, doc: 'exception message'}, {name: 'name', type: 'object', offset: 80, doc: 'module name'},
    {name: 'path', type: 'object', offset: 88, doc: 'module path'}, {name: 'name_from', type: 'object', offset: 96, doc: 'name imported from module'},
  ],
});
defineException(PyExc_ModuleNotFoundError, PyExc_ImportError, 'ModuleNotFoundError', 'A module was not found.', {basicsize: 104, slots: IMPORT_SLOTS});

// ---- NameError, AttributeError ----

function NameError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, NULL) < 0) return -1;
  const values = parseTupleAndKeywords('NameError', '(*, name=None)', _PyTuple_Empty, kwds);
  if (values === null) return -1;
  setField(self, NAME_NAME, Py_XNewRef(values[0]));
  return 0;
}
const NAME_SLOTS = {...fieldSlots([NAME_NAME]), tp_init: NameError_init};
defineException(PyExc_NameError, PyExc_Exception, 'NameError', 'A name that is nowhere defined.', {
  basicsize: 80, slots: {...NAME_SLOTS, tp_str: BaseException_str}, members: [{name: 'name', type: 'object', offset: 72, doc: 'name'}],
});
defineException(PyExc_UnboundLocalError, PyExc_NameError, 'UnboundLocalError', 'A local name that has no value yet.', {basicsize: 80, slots: NAME_SLOTS});

function AttributeError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, NULL) < 0) return -1;
  const values = parseTupleAndKeywords('AttributeError', '(*, name=None, obj=None)', _PyTuple_Empty, kwds);
  if (values === null) return -1;
  setField(self, ATTRIBUTE_NAME, Py_XNewRef(values[0]));
  setField(self, ATTRIBUTE_OBJ, Py_XNewRef(values[1]));
  return 0;
}
/** The object is left out: it is seldom one that can be pickled. CPython: AttributeError_getstate() */
function AttributeError_getstate(self: PyObject): New | NULL {
  return stateWith(self, [[ID_name, attributeerror_name(self)], [ID_args, exc_args(self)]]);
}
function AttributeError_reduce(self: PyObject): New | NULL {
  const state = AttributeError_getstate(self);
  if (state === NULL) return NULL;
  const result = PyTuple_Pack(Py_TYPE(self), exc_args(self), state);
  Py_DECREF(state);
  return result;
}
defineException(PyExc_AttributeError, PyExc_Exception, 'AttributeError', 'An attribute was not found.', {
  basicsize: 88, slots: {...fieldSlots([ATTRIBUTE_OBJ, ATTRIBUTE_NAME]), tp_init: AttributeError_init, tp_str: BaseException_str},
  methods: [method('__getstate__', '($self, /)', AttributeError_getstate), method('__reduce__', '($self, /)', AttributeError_reduce)],
  members: [{name: 'name', type: 'object', offset: 80, doc: 'attribute name'}, {name: 'obj', type: 'object', offset: 72, doc: 'object'}],
});

// ---- KeyError ----

/** A single key is shown as its repr, so that an empty one can be seen. CPython: KeyError_str() */
function KeyError_str(self: PyObject): New | NULL {
  const args = exc_args(self);
  return PyTuple_GET_SIZE(args) === 1 ? PyObject_Repr(PyTuple_GET_ITEM(args, 0)) : BaseException_str(self);
}
defineException(PyExc_KeyError, PyExc_LookupError, 'KeyError', 'A key that a mapping does not have.', {slots: {tp_init: BaseException_init, tp_str: KeyError_str}});
