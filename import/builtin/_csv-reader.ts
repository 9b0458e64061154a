/** Readers of csv. CPython: Modules/_csv.c */
import {PyIter_Next} from '../../objects/abstract-iter';
import {PyNumber_Float} from '../../objects/abstract-number';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyList_New, _PyList_AppendTakeRef} from '../../objects/listobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_SelfIter} from '../../objects/object';
import {PyUnicode_FromPoints, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyUnicode_Check, Py_TYPE} from '../../runtime/generated/accessors';
import {_Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, payload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {type CsvState, type DialectData, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS} from './_csv-dialect';

const enum ParserState { START_RECORD, START_FIELD, ESCAPED_CHAR, IN_FIELD, IN_QUOTED_FIELD, ESCAPE_IN_QUOTED_FIELD, QUOTE_IN_QUOTED_FIELD, EAT_CRNL, AFTER_ESCAPED_CRNL }
const EOL = -2, LF = 10, CR = 13, SPACE = 32;

/** What a reader holds; the objects are owned. CPython: ReaderObj */
export class ReaderData {
  fields: PyObject | NULL = NULL;
  state: ParserState = ParserState.START_RECORD;
  readonly field: number[] = [];
  unquoted = false;
  line_num = 0;
  input_iter: PyObject | NULL;
  dialect: PyObject | NULL;
  /** Takes over the references. */
  constructor(readonly csv: CsvState, input_iter: New, dialect: New) {
    this.input_iter = input_iter;
    this.dialect = dialect;
  }
}
/** Ends a field; -1 with an exception. escapes. CPython: parse_save_field() */
function parse_save_field(r: ReaderData, {quoting}: DialectData): number {
  let field: New | NULL;
  if (r.unquoted && r.field.length === 0 && (quoting === QUOTE_NOTNULL || quoting === QUOTE_STRINGS)) field = Py_NewRef(_Py_NoneStruct);
  else {
    field = PyUnicode_FromPoints(r.field);
    if (field !== NULL && r.unquoted && r.field.length !== 0 && (quoting === QUOTE_NONNUMERIC || quoting === QUOTE_STRINGS)) {
      const number = PyNumber_Float(field);
      Py_DECREF(field);
      field = number;
    }
    if (field === NULL) return -1;
    r.field.length = 0;
  }
  return _PyList_AppendTakeRef(r.fields as PyObject, field);
}
function parse_add_char(r: ReaderData, c: number): number {
  const limit = r.csv.field_limit;
  if (r.field.length >= limit) {
    PyErr_Format(r.csv.error_obj as PyObject, `field larger than field limit (${limit})`);
    return -1;
  }
  r.field.push(c);
  return 0;
}
/** Ends a field and, at the end of a line, the record. */
function endField(r: ReaderData, d: DialectData, c: number): number {
  if (parse_save_field(r, d) < 0) return -1;
  r.state = c === EOL ? ParserState.START_RECORD : ParserState.EAT_CRNL;
  return 0;
}
const endsLine = (c: number): boolean => c === LF || c === CR || c === EOL;
/** Takes a character, EOL at the end of a line; -1 with an exception. escapes. CPython: parse_process_char() */
function parse_process_char(r: ReaderData, d: DialectData, c: number): number {
  switch (r.state) {
    case ParserState.START_RECORD:
      if (c === EOL) return 0;
      if (c === LF || c === CR) {
        r.state = ParserState.EAT_CRNL;
        return 0;
      }
      r.state = ParserState.START_FIELD;
      return startField(r, d, c);
    case ParserState.START_FIELD: return startField(r, d, c);
    case ParserState.ESCAPED_CHAR:
      if (parse_add_char(r, c === EOL ? LF : c) < 0) return -1;
      r.state = c === LF || c === CR ? ParserState.AFTER_ESCAPED_CRNL : ParserState.IN_FIELD;
      return 0;
    case ParserState.AFTER_ESCAPED_CRNL: return c === EOL ? 0 : inField(r, d, c);
    case ParserState.IN_FIELD: return inField(r, d, c);
    case ParserState.IN_QUOTED_FIELD:
      if (c === EOL) return 0;
      if (c === d.escapechar) r.state = ParserState.ESCAPE_IN_QUOTED_FIELD;
      else if (c === d.quotechar && d.quoting !== QUOTE_NONE) r.state = d.doublequote ? ParserState.QUOTE_IN_QUOTED_FIELD : ParserState.IN_FIELD;
      else return parse_add_char(r, c);
      return 0;
    case ParserState.ESCAPE_IN_QUOTED_FIELD:
      if (parse_add_char(r, c === EOL ? LF : c) < 0) return -1;
      r.state = ParserState.IN_QUOTED_FIELD;
      return 0;
    case ParserState.QUOTE_IN_QUOTED_FIELD:
      if (d.quoting !== QUOTE_NONE && c === d.quotechar) r.state = ParserState.IN_QUOTED_FIELD;
      else if (c === d.delimiter) {
        r.state = ParserState.START_FIELD;
        return parse_save_field(r, d);
      } else if (endsLine(c)) return endField(r, d, c);
      else if (d.strict) {
        PyErr_Format(r.csv.error_obj as PyObject, `'${String.fromCodePoint(d.delimiter)}' expected after '${String.fromCodePoint(d.quotechar)}'`);
        return -1;
      } else r.state = ParserState.IN_FIELD;
      return parse_add_char(r, c);
    case ParserState.EAT_CRNL:
      if (c === LF || c === CR) return 0;
      if (c === EOL) {
        r.state = ParserState.START_RECORD;
        return 0;
      }
      PyErr_SetString(r.csv.error_obj as PyObject, "new-line character seen in unquoted field - do you need to open the file with newline=''?");
      return -1;
  }
}
function startField(r: ReaderData, d: DialectData, c: number): number {
  r.unquoted = true;
  if (endsLine(c)) return endField(r, d, c);
  if (c === d.quotechar && d.quoting !== QUOTE_NONE) {
    r.unquoted = false;
    r.state = ParserState.IN_QUOTED_FIELD;
  } else if (c === d.escapechar) r.state = ParserState.ESCAPED_CHAR;
  else if (c === SPACE && d.skipinitialspace) return 0;
  else if (c === d.delimiter) return parse_save_field(r, d);
  else {
    r.state = ParserState.IN_FIELD;
    return parse_add_char(r, c);
  }
  return 0;
}
function inField(r: ReaderData, d: DialectData, c: number): number {
  if (endsLine(c)) return endField(r, d, c);
  if (c === d.escapechar) r.state = ParserState.ESCAPED_CHAR;
  else if (c === d.delimiter) {
    r.state = ParserState.START_FIELD;
    return parse_save_field(r, d);
  } else {
    r.state = ParserState.IN_FIELD;
    return parse_add_char(r, c);
  }
  return 0;
}
/** Begins a record; -1 with an exception. CPython: parse_reset() */
export function parse_reset(r: ReaderData): number {
  const old = r.fields;
  r.fields = PyList_New(0);
  if (old !== NULL) Py_DECREF(old);
  r.field.length = 0;
  r.state = ParserState.START_RECORD;
  r.unquoted = false;
  return r.fields === NULL ? -1 : 0;
}
function Reader_iternext(self: PyObject): New | NULL {
  const r = payload<ReaderData>(self), error = r.csv.error_obj as PyObject, d = payload<DialectData>(r.dialect as PyObject);
  if (parse_reset(r) < 0) return NULL;
  do {
    const line = PyIter_Next(r.input_iter as PyObject);
    if (line === NULL) {
      if (PyErr_Occurred() !== NULL || (r.field.length === 0 && r.state !== ParserState.IN_QUOTED_FIELD)) return NULL;
      if (d.strict) return PyErr_SetString(error, 'unexpected end of data');
      if (parse_save_field(r, d) < 0) return NULL;
      break;
    }
    const ok = PyUnicode_Check(line) ? parseLine(r, d, line) : PyErr_Format(error, `iterator should return strings, not ${typeName(line)} (the file should be opened in text mode)`) !== NULL;
    Py_DECREF(line);
    if (!ok) return NULL;
  } while (r.state !== ParserState.START_RECORD);
  const fields = r.fields as New;
  r.fields = NULL;
  return fields;
}
/** Takes a line; false with an exception. escapes */
function parseLine(r: ReaderData, d: DialectData, line: PyObject): boolean {
  const text = _PyUnicode_TEXT(line);
  r.line_num++;
  if (typeof text === 'string') {
    for (let i = 0; i < text.length; i++) if (parse_process_char(r, d, text.charCodeAt(i)) < 0) return false;
  } else for (let i = 0; i < text.length; i++) if (parse_process_char(r, d, text[i]) < 0) return false;
  return parse_process_char(r, d, EOL) >= 0;
}
const OWNED = ['dialect', 'input_iter', 'fields'] as const;
function Reader_clear(self: PyObject): number {
  const r = payload<ReaderData>(self);
  for (const name of OWNED) {
    const op = r[name];
    r[name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
function Reader_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Reader_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
export const Reader_Type_spec: TypeSpec = {
  tp_name: '_csv.reader', tp_basicsize: 88, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, tp_doc: 'Reads records of CSV from lines.',
  slots: {
    tp_dealloc: Reader_dealloc, tp_clear: Reader_clear, tp_iter: PyObject_SelfIter, tp_iternext: Reader_iternext,
    tp_traverse: (self, visit) => {
      const r = payload<ReaderData>(self);
      for (const name of OWNED) {
        const op = r[name], status = op === NULL ? 0 : visit(op);
        if (status !== 0) return status;
      }
      return visit(Py_TYPE(self));
    },
  },
  getset: [{name: 'dialect', get: self => Py_NewRef(payload<ReaderData>(self).dialect as PyObject)}, {name: 'line_num', get: self => PyLong_FromNumber(payload<ReaderData>(self).line_num)}],
};
