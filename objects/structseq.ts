/** Struct sequences: tuples whose items have names, some of them beyond the visible length. CPython: Objects/structseq.c */
import {PyDict_Check, PyDict_GET_SIZE, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_SET_SIZE, Py_TYPE, _PyTuple_ADDR, tp_basicsize, tp_flags} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyTuple_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del, PyObject_GC_UnTrack, _PyObject_GC_TRACK} from '../runtime/gc';
import {method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_GC_New, slots} from '../runtime/object';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../runtime/typeflags';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import type {PyMemberDef, visitproc} from '../runtime/typeslots';
import {PySequence_Fast} from './abstract-sequence';
import {_PyStack_AsDict} from './call';
import {PyDict_GetItemStringRef, PyDict_Keys, PyDict_New, PyDict_PopString, PyDict_SetItemString} from './dictobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, reprText} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyTuple_New, PyTuple_Pack, _PyTuple_FromArray} from './tupleobject';
import {_PyType_GetDict} from './typeobject-cache';
import {PyType_FromModuleAndSpec} from './typeobject-spec';
import {PyUnicode_FromString} from './unicodeobject';

/** The name of a field that can only be reached by index. CPython: PyStructSequence_UnnamedField */
export const PyStructSequence_UnnamedField = 'unnamed field';

/** A struct sequence type: names and docs of its fields, and how many are visible. CPython: PyStructSequence_Desc */
export interface PyStructSequence_Desc {
  readonly name: string;
  readonly doc: string | null;
  readonly fields: readonly (readonly [name: string, doc: string | null])[];
  readonly n_in_sequence: number;
}

/** All items, visible or not, of an instance. CPython: REAL_SIZE() */
function realSize(op: PyObject): number {
  return PyTuple_GET_SIZE(op) + hiddenItems(Py_TYPE(op));
}
function hiddenItems(type: PyTypeObject): number {
  return (tp_basicsize(type) - 24) >> 3;
}
/** The visible length of a type's instances; it is in its dict. CPython: VISIBLE_SIZE_TP() */
function sizeFromDict(type: PyTypeObject, key: string): number {
  const value = PyDict_GetItemStringRef(_PyType_GetDict(type), key);
  if (value === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_TypeError, `Missed attribute '${key}' of type ${slots(type).tp_name}`);
    return -1;
  }
  const n = PyLong_AsSsize_t(value);
  Py_DECREF(value);
  return n;
}
/** A new instance with all its items NULL, not tracked; the caller fills it. CPython: PyStructSequence_New() */
export function PyStructSequence_New(type: PyTypeObject): New | NULL {
  const visible = sizeFromDict(type, 'n_sequence_fields');
  if (visible < 0) return NULL;
  const size = visible + hiddenItems(type), op = _PyObject_GC_New(type, 24 + 8 * size);
  if (op === NULL) return PyErr_NoMemory();
  Py_SET_SIZE(op, visible);
  for (let i = 0; i < size; i++) PyTuple_SET_ITEM(op, i, NULL);
  return op;
}
/** Sets an item of a fresh instance. @steals value. CPython: PyStructSequence_SetItem() */
export function PyStructSequence_SetItem(op: PyObject, index: number, value: New): void {
  PyTuple_SET_ITEM(op, index, value);
}
export function PyStructSequence_SET_ITEM(op: PyObject, index: number, value: New): void {
  PyTuple_SET_ITEM(op, index, value);
}
/** An item, borrowed. CPython: PyStructSequence_GetItem() */
export function PyStructSequence_GetItem(op: PyObject, index: number): PyObject {
  return PyTuple_GET_ITEM(op, index);
}
export function PyStructSequence_GET_ITEM(op: PyObject, index: number): PyObject {
  return PyTuple_GET_ITEM(op, index);
}

function structseq_traverse(op: PyObject, visit: visitproc): number {
  if ((tp_flags(Py_TYPE(op)) & Py_TPFLAGS_HEAPTYPE) !== 0) {
    const status = visit(Py_TYPE(op));
    if (status !== 0) return status;
  }
  for (let i = 0, n = realSize(op); i < n; i++) {
    const item = PyTuple_GET_ITEM(op, i);
    const status = item === NULL ? 0 : visit(item);
    if (status !== 0) return status;
  }
  return 0;
}
function structseq_dealloc(op: PyObject): void {
  PyObject_GC_UnTrack(op);
  const type = Py_TYPE(op);
  for (let i = 0, n = realSize(op); i < n; i++) Py_XDECREF(PyTuple_GET_ITEM(op, i));
  PyObject_GC_Del(op);
  if ((tp_flags(type) & Py_TPFLAGS_HEAPTYPE) !== 0) Py_DECREF(type);
}
/** Name of a field by the index of its item; unnamed ones come before the hidden ones. */
function fieldName(type: PyTypeObject, i: number, unnamed: number): string {
  return slots(type).members[i - unnamed].name;
}
function structseq_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('structseq', '(sequence, dict={})', args, kwds);
  if (values === null) return NULL;
  const visible = sizeFromDict(type, 'n_sequence_fields'), unnamed = visible < 0 ? -1 : sizeFromDict(type, 'n_unnamed_fields');
  if (visible < 0 || unnamed < 0) return NULL;
  const sequence = PySequence_Fast(values[0] as PyObject, 'constructor requires a sequence');
  if (sequence === NULL) return NULL;
  const result = fromSequence(type, sequence, values[1], visible, unnamed);
  Py_DECREF(sequence);
  return result;
}
function fromSequence(type: PyTypeObject, sequence: PyObject, dict: PyObject | NULL, min: number, unnamed: number): New | NULL {
  const name = slots(type).tp_name, max = min + hiddenItems(type);
  if (dict !== NULL && !PyDict_Check(dict)) return PyErr_Format(PyExc_TypeError, `${name}() takes a dict as second arg, if any`);
  const isList = PyList_Check(sequence), length = isList ? PyList_GET_SIZE(sequence) : PyTuple_GET_SIZE(sequence);
  if (length < min || length > max) {
    const what = min === max ? 'a' : length < min ? 'an at least' : 'an at most', bound = length < min ? min : max;
    return PyErr_Format(PyExc_TypeError, `${name}() takes ${what} ${bound}-sequence (${length}-sequence given)`);
  }
  const result = PyStructSequence_New(type);
  if (result === NULL) return NULL;
  for (let i = 0; i < length; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(isList ? PyList_GET_ITEM(sequence, i) : PyTuple_GET_ITEM(sequence, i)));
  const count = dict === NULL ? 0 : PyDict_GET_SIZE(dict);
  let found = 0;
  for (let i = length; i < max; i++) {
    const value = count === 0 ? NULL : PyDict_GetItemStringRef(dict as PyObject, fieldName(type, i, unnamed));
    if (value === NULL && PyErr_Occurred() !== NULL) {
      Py_DECREF(result);
      return NULL;
    }
    if (value !== NULL) found++;
    PyTuple_SET_ITEM(result, i, value === NULL ? Py_NewRef(_Py_NoneStruct) : value);
  }
  if (count > found) {
    Py_DECREF(result);
    return PyErr_Format(PyExc_TypeError, `${name}() got duplicate or unexpected field name(s)`);
  }
  _PyObject_GC_TRACK(result);
  return result;
}
function structseq_repr(op: PyObject): New | NULL {
  const type = Py_TYPE(op), members = slots(type).members, parts: string[] = [];
  for (let i = 0; i < PyTuple_GET_SIZE(op); i++) {
    const text = reprText(PyTuple_GET_ITEM(op, i));
    if (text === null) return NULL;
    parts.push(`${members[i].name}=${text}`);
  }
  return PyUnicode_FromString(`${slots(type).tp_name}(${parts.join(', ')})`);
}
function structseq_reduce(op: PyObject): New | NULL {
  const type = Py_TYPE(op), visible = PyTuple_GET_SIZE(op), unnamed = sizeFromDict(type, 'n_unnamed_fields');
  if (unnamed < 0) return NULL;
  const tuple = _PyTuple_FromArray(_PyTuple_ADDR(op), visible), dict = tuple === NULL ? NULL : PyDict_New();
  let ok = dict !== NULL;
  for (let i = visible; ok && i < realSize(op); i++) ok = PyDict_SetItemString(dict as PyObject, fieldName(type, i, unnamed), PyTuple_GET_ITEM(op, i)) >= 0;
  const args = ok ? PyTuple_Pack(tuple as PyObject, dict as PyObject) : NULL, result = args === NULL ? NULL : PyTuple_Pack(type, args);
  Py_XDECREF(args);
  Py_XDECREF(tuple);
  Py_XDECREF(dict);
  return result;
}
function structseq_replace(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs > 0) return PyErr_SetString(PyExc_TypeError, '__replace__() takes no positional arguments');
  const type = Py_TYPE(self), unnamed = sizeFromDict(type, 'n_unnamed_fields');
  if (unnamed < 0) return NULL;
  if (unnamed > 0) return PyErr_Format(PyExc_TypeError, `__replace__() is not supported for ${slots(type).tp_name} because it has unnamed field(s)`);
  const result = PyStructSequence_New(type);
  if (result === NULL) return NULL;
  const changes = kwnames === NULL ? NULL : _PyStack_AsDict(args, kwnames);
  let ok = kwnames === NULL || changes !== NULL;
  for (let i = 0; ok && i < realSize(self); i++) {
    const value = changes === NULL ? NULL : PyDict_PopString(changes, fieldName(type, i, 0));
    ok = value !== NULL || PyErr_Occurred() === NULL;
    PyTuple_SET_ITEM(result, i, value !== NULL ? value : Py_NewRef(PyTuple_GET_ITEM(self, i)));
  }
  if (ok && changes !== NULL && PyDict_GET_SIZE(changes) > 0) {
    ok = false;
    const names = PyDict_Keys(changes), text = names === NULL ? null : reprText(names);
    Py_XDECREF(names);
    if (text !== null) PyErr_Format(PyExc_TypeError, `Got unexpected field name(s): ${text}`);
  }
  Py_XDECREF(changes);
  if (ok) return result;
  Py_DECREF(result);
  return NULL;
}

/** Puts the numbers of fields and __match_args__ into a type's dict. CPython: initialize_structseq_dict() */
function initialize_structseq_dict(desc: PyStructSequence_Desc, dict: PyObject): number {
  const named = desc.fields.slice(0, desc.n_in_sequence).filter(field => field[0] !== PyStructSequence_UnnamedField);
  const unnamed = desc.fields.filter(field => field[0] === PyStructSequence_UnnamedField).length;
  for (const [key, n] of [['n_sequence_fields', desc.n_in_sequence], ['n_fields', desc.fields.length], ['n_unnamed_fields', unnamed]] as const) {
    const value = PyLong_FromNumber(n);
    if (value === NULL) return -1;
    const status = PyDict_SetItemString(dict, key, value);
    Py_DECREF(value);
    if (status < 0) return -1;
  }
  const keys = PyTuple_New(named.length);
  if (keys === NULL) return -1;
  for (let i = 0; i < named.length; i++) {
    const name = PyUnicode_FromString(named[i][0]);
    if (name === NULL) {
      Py_DECREF(keys);
      return -1;
    }
    PyTuple_SET_ITEM(keys, i, name);
  }
  const status = PyDict_SetItemString(dict, '__match_args__', keys);
  Py_DECREF(keys);
  return status;
}
/** Makes a struct sequence type. CPython: _PyStructSequence_NewType() */
export function _PyStructSequence_NewType(desc: PyStructSequence_Desc, flags: number): New | NULL {
  const members: PyMemberDef[] = [];
  desc.fields.forEach(([name, doc], i) => {
    if (name !== PyStructSequence_UnnamedField) members.push({name, type: 'object', offset: 24 + 8 * i, flags: 1, doc: doc ?? undefined});
  });
  const hidden = desc.fields.length - desc.n_in_sequence;
  const type = PyType_FromModuleAndSpec(NULL, {
    tp_name: desc.name, tp_base: PyTuple_Type, tp_basicsize: 24 + 8 * hidden, tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC | flags, tp_doc: desc.doc,
    slots: {tp_dealloc: structseq_dealloc, tp_repr: structseq_repr, tp_new: structseq_new, tp_traverse: structseq_traverse},
    methods: [
      hiddenReduce, rawMethod('__replace__', '($self, /, **changes)', structseq_replace, 'A copy with other values in some fields.'),
    ],
    members,
  }, PyTuple_Type);
  if (type === NULL) return NULL;
  if (initialize_structseq_dict(desc, _PyType_GetDict(type)) < 0) {
    Py_DECREF(type);
    return NULL;
  }
  return type;
}
const hiddenReduce = method('__reduce__', '($self, /)', structseq_reduce);
/** CPython: PyStructSequence_NewType() */
export function PyStructSequence_NewType(desc: PyStructSequence_Desc): New | NULL {
  return _PyStructSequence_NewType(desc, 0);
}
/** The type of a struct sequence that is static in CPython. DIVERGES: each interpreter has one of its own. CPython: _PyStructSequence_InitBuiltin() */
export function _PyStructSequence_InitBuiltin(desc: PyStructSequence_Desc): New | NULL {
  return _PyStructSequence_NewType(desc, Py_TPFLAGS_IMMUTABLETYPE);
}
/** The same with more flags, such as the one that refuses instances. CPython: _PyStructSequence_InitBuiltinWithFlags() */
export function _PyStructSequence_InitBuiltinWithFlags(desc: PyStructSequence_Desc, flags: number): New | NULL {
  return _PyStructSequence_NewType(desc, flags | Py_TPFLAGS_IMMUTABLETYPE);
}
