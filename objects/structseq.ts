/**
 * Struct sequences: tuples whose items have names, of which the last ones may be visible by name only (os.stat_result).
 * CPython: Objects/structseq.c
 */
import {interp} from '../runtime/current';
import {PyObject_GC_Track as _PyObject_GC_TRACK_if, PyObject_GC_UnTrack} from '../runtime/gc';
import {ARG, PyDict_Check, PyDict_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_SET_SIZE, Py_TYPE} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyTuple_Type, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {method, rawMethod} from '../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../runtime/object';
import {NULL, type Args, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
import type {PyMemberDef, TypeSpec, visitproc} from '../runtime/typeslots';
import {PySequence_Fast, PySequence_Fast_GET_ITEM as fastItem, PySequence_Fast_GET_SIZE as fastSize} from './abstract-sequence';
import {PyDict_GetItemRef, PyDict_New, PyDict_SetItemString} from './dictobject';
import {PyErr_Format, PyErr_Occurred} from './errors';
import {parseTupleAndKeywords} from './getargs';
import {PyLong_FromNumber} from './longobject';
import {PyObject_Repr} from './object';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {PyType_FromSpec} from './typeobject-spec';
import {_PyType_GetDict} from './typeobject-cache';
import {PyUnicode_AsJSString, PyUnicode_FromString} from './unicodeobject';

/** Name of a field that can only be reached by index. CPython: PyStructSequence_UnnamedField */
export const PyStructSequence_UnnamedField = 'unnamed field';

/** What a type is made of. `n_in_sequence` of the fields are items of the tuple, all of them have names. CPython: PyStructSequence_Desc */
export interface PyStructSequence_Desc { readonly name: string; readonly doc: string | null; readonly fields: readonly (readonly [name: string, doc: string | null])[]; readonly n_in_sequence: number }

/** The descriptions of the types, by type: what construction, repr and pickling need. Kept by the interpreter. */
function descriptions(): Map<PyObject, PyStructSequence_Desc> {
  let known = interp.moduleStates.get('structseq') as Map<PyObject, PyStructSequence_Desc> | undefined;
  if (known === undefined) interp.moduleStates.set('structseq', (known = new Map()));
  return known;
}
function descOf(type: PyTypeObject): PyStructSequence_Desc {
  return descriptions().get(type)!;
}

/** A new struct sequence type; `flags` are added to the usual ones. NULL with an exception. CPython: _PyStructSequence_NewType() */
export function PyStructSequence_NewType(desc: PyStructSequence_Desc, flags = 0): New | NULL {
  const members: PyMemberDef[] = [];
  desc.fields.forEach(([name, doc], i) => {
    if (name !== PyStructSequence_UnnamedField) members.push({name, type: 'object', offset: 24 + 8 * i, flags: 1, doc: doc ?? undefined});
  });
  const spec: TypeSpec = {
    tp_name: desc.name, tp_base: PyTuple_Type, tp_basicsize: 24 + 8 * (desc.fields.length - desc.n_in_sequence), tp_itemsize: 8, tp_flags: Py_TPFLAGS_HAVE_GC | flags, tp_doc: desc.doc,
    slots: {tp_dealloc: structseq_dealloc, tp_new: structseq_new, tp_repr: structseq_repr, tp_traverse: structseq_traverse},
    members,
    methods: [method('__reduce__', '($self, /)', structseq_reduce), rawMethod('__replace__', null, structseq_replace, 'A copy with some fields changed.')],
  };
  const type = PyType_FromSpec(spec);
  if (type === NULL) return NULL;
  descriptions().set(type, desc);
  const dict = _PyType_GetDict(type), names = desc.fields.filter(([name], i) => i < desc.n_in_sequence && name !== PyStructSequence_UnnamedField).map(([name]) => name);
  const unnamed = desc.fields.filter(([name]) => name === PyStructSequence_UnnamedField).length;
  const entries: (readonly [string, New | NULL])[] = [
    ['n_sequence_fields', PyLong_FromNumber(desc.n_in_sequence)], ['n_fields', PyLong_FromNumber(desc.fields.length)], ['n_unnamed_fields', PyLong_FromNumber(unnamed)], ['__match_args__', namesTuple(names)],
  ];
  let status = 0;
  for (const [name, value] of entries) {
    if (value === NULL || (status === 0 && PyDict_SetItemString(dict, name, value) < 0)) status = -1;
    Py_XDECREF(value);
  }
  if (status === 0) return type;
  Py_DECREF(type);
  return NULL;
}
function namesTuple(names: readonly string[]): New | NULL {
  const tuple = PyTuple_New(names.length);
  if (tuple === NULL) return NULL;
  for (let i = 0; i < names.length; i++) {
    const text = PyUnicode_FromString(names[i]);
    if (text === NULL) {
      Py_DECREF(tuple);
      return NULL;
    }
    PyTuple_SET_ITEM(tuple, i, text);
  }
  return tuple;
}
/** A type that the interpreter itself has (sys.flags and the like). DIVERGES: CPython makes it a static type; here each interpreter makes its own. CPython: _PyStructSequence_InitBuiltin() */
export function _PyStructSequence_InitBuiltin(desc: PyStructSequence_Desc, flags = 0): New | NULL {
  return PyStructSequence_NewType(desc, flags);
}

/** A new object with all fields NULL; fill them with PyTuple_SET_ITEM before it is seen. CPython: PyStructSequence_New() */
export function PyStructSequence_New(type: PyTypeObject): New | NULL {
  const {fields, n_in_sequence} = descOf(type);
  const op = slots(type).tp_alloc!(type, n_in_sequence);
  if (op === NULL) return NULL;
  Py_SET_SIZE(op, n_in_sequence);
  for (let i = 0; i < fields.length; i++) PyTuple_SET_ITEM(op, i, NULL);
  return op;
}

function structseq_dealloc(op: PyObject): void {
  const type = Py_TYPE(op), n = descOf(type).fields.length;
  PyObject_GC_UnTrack(op);
  for (let i = 0; i < n; i++) Py_XDECREF(PyTuple_GET_ITEM(op, i));
  slots(type).tp_free!(op);
  Py_DECREF(type);
}
function structseq_traverse(op: PyObject, visit: visitproc): number {
  const type = Py_TYPE(op), n = descOf(type).fields.length;
  let status = visit(type);
  for (let i = 0; i < n && status === 0; i++) {
    const item = PyTuple_GET_ITEM(op, i);
    if (item !== NULL) status = visit(item);
  }
  return status;
}

/** type(sequence, dict={}): items in order, further named fields from the dict or None. CPython: structseq_new_impl() */
function structseq_new(type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const parsed = parseTupleAndKeywords(lastName(slots(type).tp_name), '(sequence, dict=None)', args, kwds);
  if (parsed === null) return NULL;
  const [sequence, dict] = parsed;
  const {fields, n_in_sequence} = descOf(type), name = slots(type).tp_name;
  if (dict !== NULL && !PyDict_Check(dict)) return PyErr_Format(PyExc_TypeError, `${name}() takes a dict as second arg, if any`);
  const items = PySequence_Fast(sequence as PyObject, 'constructor requires a sequence');
  if (items === NULL) return NULL;
  const n = fastSize(items);
  const wrong = n < n_in_sequence ? 'at least' : n > fields.length ? 'at most' : null;
  if (wrong !== null) {
    const exact = n_in_sequence === fields.length;
    Py_DECREF(items);
    return PyErr_Format(PyExc_TypeError, `${name}() takes ${exact ? `a ${n_in_sequence}-sequence` : `an ${wrong} ${wrong === 'at least' ? n_in_sequence : fields.length}-sequence`} (${n}-sequence given)`);
  }
  const result = PyStructSequence_New(type);
  if (result === NULL) {
    Py_DECREF(items);
    return NULL;
  }
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(fastItem(items, i)));
  Py_DECREF(items);
  let used = 0;
  for (let i = n; i < fields.length; i++) {
    let value: New | NULL = NULL;
    if (dict !== NULL) {
      const key = PyUnicode_FromString(fields[i][0]);
      value = key === NULL ? NULL : PyDict_GetItemRef(dict, key);
      Py_XDECREF(key);
      if (value === NULL && PyErr_Occurred() !== NULL) {
        Py_DECREF(result);
        return NULL;
      }
      if (value !== NULL) used++;
    }
    PyTuple_SET_ITEM(result, i, value === NULL ? Py_NewRef(_Py_NoneStruct) : value);
  }
  if (dict !== NULL && PyDict_GET_SIZE(dict) > used) {
    PyErr_Format(PyExc_TypeError, `${name}() got duplicate or unexpected field name(s)`);
    Py_DECREF(result);
    return NULL;
  }
  _PyObject_GC_TRACK_if(result);
  return result;
}
function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
/** time.struct_time(tm_year=..., ...), the items of the tuple only. */
function structseq_repr(op: PyObject): New | NULL {
  const type = Py_TYPE(op), {fields} = descOf(type), parts: string[] = [];
  for (let i = 0; i < PyTuple_GET_SIZE(op); i++) {
    const repr = PyObject_Repr(PyTuple_GET_ITEM(op, i));
    if (repr === NULL) return NULL;
    parts.push(`${fields[i][0]}=${PyUnicode_AsJSString(repr)}`);
    Py_DECREF(repr);
  }
  return PyUnicode_FromString(`${slots(type).tp_name}(${parts.join(', ')})`);
}
/** Pickles as type(items, dict of the fields beyond the tuple). */
function structseq_reduce(self: PyObject): New | NULL {
  const type = Py_TYPE(self), {fields, n_in_sequence} = descOf(type);
  const items = PyTuple_New(n_in_sequence), dict = PyDict_New();
  if (items === NULL || dict === NULL) return NULL;
  for (let i = 0; i < n_in_sequence; i++) PyTuple_SET_ITEM(items, i, Py_NewRef(PyTuple_GET_ITEM(self, i)));
  let ok = true;
  for (let i = n_in_sequence; i < fields.length && ok; i++) ok = PyDict_SetItemString(dict, fields[i][0], PyTuple_GET_ITEM(self, i)) === 0;
  const args = ok ? PyTuple_Pack(items, dict) : NULL;
  const result = args === NULL ? NULL : PyTuple_Pack(type, args);
  Py_XDECREF(args);
  Py_DECREF(items);
  Py_DECREF(dict);
  return result;
}
/** A copy with named fields changed (copy.replace). */
function structseq_replace(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const type = Py_TYPE(self), {fields} = descOf(type);
  if (nargs > 0) return PyErr_Format(PyExc_TypeError, `__replace__() takes no positional arguments (${nargs} given)`);
  if (fields.some(([name]) => name === PyStructSequence_UnnamedField)) return PyErr_Format(PyExc_TypeError, `__replace__() is not supported for ${slots(type).tp_name} because it has unnamed field(s)`);
  const result = PyStructSequence_New(type);
  if (result === NULL) return NULL;
  for (let i = 0; i < fields.length; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(self, i)));
  const unknown: string[] = [];
  for (let i = 0; kwnames !== NULL && i < PyTuple_GET_SIZE(kwnames); i++) {
    const name = PyUnicode_AsJSString(PyTuple_GET_ITEM(kwnames, i)), at = fields.findIndex(([field]) => field === name);
    if (at < 0) {
      unknown.push(`'${name}'`);
      continue;
    }
    const old = PyTuple_GET_ITEM(result, at);
    PyTuple_SET_ITEM(result, at, Py_NewRef(ARG(args, i)));
    Py_DECREF(old);
  }
  if (unknown.length === 0) return result;
  Py_DECREF(result);
  return PyErr_Format(PyExc_TypeError, `Got unexpected field name(s): [${unknown.join(', ')}]`);
}
