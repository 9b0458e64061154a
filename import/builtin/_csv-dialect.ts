/** Dialects of csv: how fields are separated and quoted. CPython: Modules/_csv.c */
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyDict_GetItemRef} from '../../objects/dictobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_IsTrue} from '../../objects/object';
import {PyType_IsSubtype, _PyType_Name} from '../../objects/typeobject';
import {PyUnicode_FindChar, PyUnicode_FromOrdinal, PyUnicode_FromString, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyLong_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE, ht_module, tp_flags, tp_mro} from '../../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {boolResult} from './posix-args';

export const QUOTE_MINIMAL = 0, QUOTE_ALL = 1, QUOTE_NONNUMERIC = 2, QUOTE_NONE = 3, QUOTE_STRINGS = 4, QUOTE_NOTNULL = 5;
/** A character that is not set. */
export const NOT_SET = -1;
const LF = 10, CR = 13, SPACE = 32;

/** The state of the module; all objects owned. CPython: _csvstate */
export class CsvState {
  error_obj: PyObject | NULL = NULL;
  dialects: PyObject | NULL = NULL;
  dialect_type: PyObject | NULL = NULL;
  reader_type: PyObject | NULL = NULL;
  writer_type: PyObject | NULL = NULL;
  field_limit = 128 * 1024;
}
/** The state of the module that a type, or one of its bases, was made for. CPython: _csv_state_from_type() */
export function _csv_state_from_type(type: PyTypeObject): CsvState {
  const mro = tp_mro(type);
  for (let i = 0; i < PyTuple_GET_SIZE(mro); i++) {
    const base = PyTuple_GET_ITEM(mro, i), module = (tp_flags(base) & Py_TPFLAGS_HEAPTYPE) === 0 ? NULL : ht_module(base);
    const state = module === NULL ? null : PyModule_GetState(module);
    if (state instanceof CsvState) return state;
  }
  throw new Error('no module state for a type of _csv');
}

/** What a dialect holds. CPython: DialectObj */
export class DialectData {
  delimiter = 44;
  doublequote = true;
  escapechar = NOT_SET;
  /** Owned; NULL while it is being made. */
  lineterminator: PyObject | NULL = NULL;
  quotechar = NOT_SET;
  quoting = QUOTE_MINIMAL;
  skipinitialspace = false;
  strict = false;
}
/** Options as they are given, owned; NULL for what is left out. */
type Options = (PyObject | NULL)[];
const NAMES = ['delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace', 'strict'] as const;
const DELIMITER = 0, DOUBLEQUOTE = 1, ESCAPECHAR = 2, LINETERMINATOR = 3, QUOTECHAR = 4, QUOTING = 5, SKIPINITIALSPACE = 6, STRICT = 7;
const parser = argParser('', '($type, dialect=None, delimiter=None, doublequote=None, escapechar=None, lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None)');

/** The dialect of a name; NULL with an exception. CPython: get_dialect_from_registry() */
export function get_dialect_from_registry(name: PyObject, state: CsvState): New | NULL {
  const found = PyDict_GetItemRef(state.dialects as PyObject, name);
  if (found === NULL && PyErr_Occurred() === NULL) PyErr_SetString(state.error_obj as PyObject, 'unknown dialect');
  return found;
}
/** A truth value; null with an exception. escapes. CPython: _set_bool() */
function _set_bool(src: PyObject | NULL, fallback: boolean): boolean | null {
  if (src === NULL) return fallback;
  const truth = PyObject_IsTrue(src);
  return truth < 0 ? null : truth !== 0;
}
/** A character, NOT_SET for None where that may be; null with an exception. CPython: _set_char(), _set_char_or_none() */
function _set_char(name: string, src: PyObject | NULL, fallback: number, orNone: boolean): number | null {
  if (src === NULL) return fallback;
  if (orNone && src === _Py_NoneStruct) return NOT_SET;
  if (!PyUnicode_Check(src)) PyErr_Format(PyExc_TypeError, `"${name}" must be string${orNone ? ' or None' : ''}, not ${typeName(src)}`);
  else if (PyUnicode_GET_LENGTH(src) !== 1) PyErr_Format(PyExc_TypeError, `"${name}" must be a 1-character string`);
  else return PyUnicode_READ_CHAR(src, 0);
  return null;
}
function _set_int(name: string, src: PyObject | NULL, fallback: number): number | null {
  if (src === NULL) return fallback;
  if (!PyLong_CheckExact(src)) {
    PyErr_Format(PyExc_TypeError, `"${name}" must be an integer`);
    return null;
  }
  const value = PyLong_AsInt(src);
  return value === -1 && PyErr_Occurred() !== NULL ? null : value;
}
/** Reads the options; -1 with an exception. escapes */
function setOptions(d: DialectData, options: Options): number {
  const delimiter = _set_char('delimiter', options[DELIMITER], 44, false), doublequote = delimiter === null ? null : _set_bool(options[DOUBLEQUOTE], true);
  const escapechar = doublequote === null ? null : _set_char('escapechar', options[ESCAPECHAR], NOT_SET, true);
  if (delimiter === null || doublequote === null || escapechar === null) return -1;
  const terminator = options[LINETERMINATOR];
  if (terminator !== NULL && terminator !== _Py_NoneStruct && !PyUnicode_Check(terminator)) {
    PyErr_SetString(PyExc_TypeError, '"lineterminator" must be a string');
    return -1;
  }
  d.lineterminator = terminator === NULL ? PyUnicode_FromString('\r\n') : terminator === _Py_NoneStruct ? NULL : Py_NewRef(terminator);
  const quotechar = _set_char('quotechar', options[QUOTECHAR], 34, true), quoting = quotechar === null ? null : _set_int('quoting', options[QUOTING], QUOTE_MINIMAL);
  const skip = quoting === null ? null : _set_bool(options[SKIPINITIALSPACE], false), strict = skip === null ? null : _set_bool(options[STRICT], false);
  if (quotechar === null || quoting === null || skip === null || strict === null) return -1;
  Object.assign(d, {delimiter, doublequote, escapechar, quotechar, quoting, skipinitialspace: skip, strict});
  return checkOptions(d, options);
}
function fail(type: PyObject, message: string): -1 {
  PyErr_SetString(type, message);
  return -1;
}
function checkOptions(d: DialectData, options: Options): number {
  if (d.quoting < QUOTE_MINIMAL || d.quoting > QUOTE_NOTNULL) return fail(PyExc_TypeError, 'bad "quoting" value');
  if (options[QUOTECHAR] === _Py_NoneStruct && options[QUOTING] === NULL) d.quoting = QUOTE_NONE;
  if (d.quoting !== QUOTE_NONE && d.quotechar === NOT_SET) return fail(PyExc_TypeError, 'quotechar must be set if quoting enabled');
  if (d.lineterminator === NULL) return fail(PyExc_TypeError, 'lineterminator must be set');
  const characters = [['delimiter', d.delimiter, true], ['escapechar', d.escapechar, !d.skipinitialspace], ['quotechar', d.quotechar, !d.skipinitialspace]] as const;
  for (const [name, c, allowSpace] of characters) {
    if (c === CR || c === LF || (c === SPACE && !allowSpace)) return fail(PyExc_ValueError, `bad ${name} value`);
    if (c !== NOT_SET && PyUnicode_FindChar(d.lineterminator, c, 0, PyUnicode_GET_LENGTH(d.lineterminator), 1) >= 0) return fail(PyExc_ValueError, `bad ${name} or lineterminator value`);
  }
  for (const [i, j] of [[0, 1], [0, 2], [1, 2]]) {
    const [name, c] = characters[i], [other, c2] = characters[j];
    if (c === c2 && c !== NOT_SET) return fail(PyExc_ValueError, `bad ${name} or ${other} value`);
  }
  return 0;
}
function dialect_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseArgs(parser, args, kwds), state = _csv_state_from_type(type);
  if (values === null) return NULL;
  const [given, ...rest] = values;
  const base = given === NULL ? NULL : PyUnicode_Check(given) ? get_dialect_from_registry(given, state) : Py_NewRef(given);
  if (given !== NULL && base === NULL) return NULL;
  if (base !== NULL && PyType_IsSubtype(Py_TYPE(base), state.dialect_type as PyTypeObject) && rest.every(value => value === NULL)) return base;
  const options: Options = rest.map((value, i) => {
    if (value !== NULL) return Py_NewRef(value);
    const attribute = base === NULL ? NULL : PyObject_GetAttrString(base, NAMES[i]);
    if (attribute === NULL) PyErr_Clear();
    return attribute;
  });
  let self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) {
    const d = new DialectData();
    setPayload(self, d);
    if (setOptions(d, options) < 0) {
      Py_DECREF(self);
      self = NULL;
    }
  }
  for (const option of options) if (option !== NULL) Py_DECREF(option);
  if (base !== NULL) Py_DECREF(base);
  return self;
}
const dialect = (self: PyObject): DialectData => payload<DialectData>(self);
function Dialect_clear(self: PyObject): number {
  const d = dialect(self), op = d.lineterminator;
  d.lineterminator = NULL;
  if (op !== NULL) Py_DECREF(op);
  return 0;
}
function Dialect_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Dialect_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function Dialect_reduce(self: PyObject): NULL {
  return PyErr_Format(PyExc_TypeError, `cannot pickle '${_PyType_Name(Py_TYPE(self))}' instances`);
}
const characterOrNone = (c: number): New | NULL => (c === NOT_SET ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromOrdinal(c));
export const Dialect_Type_spec: TypeSpec = {
  tp_name: '_csv.Dialect', tp_basicsize: 48, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'How a CSV file is written: what separates fields, what quotes them.',
  slots: {
    tp_new: dialect_new, tp_dealloc: Dialect_dealloc, tp_clear: Dialect_clear,
    tp_traverse: (self, visit) => {
      const {lineterminator} = dialect(self);
      return (lineterminator === NULL ? 0 : visit(lineterminator)) || visit(Py_TYPE(self));
    },
  },
  methods: [rawMethod('__reduce__', null, Dialect_reduce, 'Dialects cannot be pickled.'), rawMethod('__reduce_ex__', null, Dialect_reduce, 'Dialects cannot be pickled.')],
  getset: [
    {name: 'skipinitialspace', get: self => boolResult(dialect(self).skipinitialspace)}, {name: 'doublequote', get: self => boolResult(dialect(self).doublequote)},
    {name: 'strict', get: self => boolResult(dialect(self).strict)}, {name: 'delimiter', get: self => characterOrNone(dialect(self).delimiter)},
    {name: 'escapechar', get: self => characterOrNone(dialect(self).escapechar)}, {name: 'lineterminator', get: self => Py_NewRef(dialect(self).lineterminator as PyObject)},
    {name: 'quotechar', get: self => characterOrNone(dialect(self).quotechar)}, {name: 'quoting', get: self => PyLong_FromNumber(dialect(self).quoting)},
  ],
};
