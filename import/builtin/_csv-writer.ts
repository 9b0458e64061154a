/** Writers of csv. CPython: Modules/_csv.c */
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyNumber_Check} from '../../objects/abstract-number';
import {PyObject_CallOneArg} from '../../objects/call';
import {PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyObject_Str} from '../../objects/object';
import {PyUnicode_FindChar, PyUnicode_FromPoints, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, payload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {type CsvState, type DialectData, NOT_SET, QUOTE_ALL, QUOTE_NONE, QUOTE_NONNUMERIC, QUOTE_NOTNULL, QUOTE_STRINGS} from './_csv-dialect';

const LF = 10, CR = 13, SPACE = 32;

/** What a writer holds; the objects are owned. CPython: WriterObj */
export class WriterData {
  readonly rec: number[] = [];
  num_fields = 0;
  write: PyObject | NULL;
  dialect: PyObject | NULL;
  /** Takes over the references. */
  constructor(readonly csv: CsvState, write: New, dialect: New) {
    this.write = write;
    this.dialect = dialect;
  }
}
const dialectOf = (w: WriterData): DialectData => payload<DialectData>(w.dialect as PyObject);
/** Whether a character needs quotes around its field, or an escape. */
function isSpecial(c: number, d: DialectData): boolean {
  const terminator = d.lineterminator as PyObject;
  return c === d.delimiter || c === d.escapechar || c === d.quotechar || c === LF || c === CR || PyUnicode_FindChar(terminator, c, 0, PyUnicode_GET_LENGTH(terminator), 1) >= 0;
}
/** Adds a field, NULL for nothing; false with an exception. CPython: join_append(), join_append_data() */
function join_append(w: WriterData, field: PyObject | NULL, wantQuotes: boolean): boolean {
  const d = dialectOf(w), length = field === NULL ? 0 : PyUnicode_GET_LENGTH(field), error = w.csv.error_obj as PyObject, body: number[] = [];
  let quoted = wantQuotes;
  if (length === 0 && d.delimiter === SPACE && d.skipinitialspace) {
    if (d.quoting === QUOTE_NONE || (field === NULL && (d.quoting === QUOTE_STRINGS || d.quoting === QUOTE_NOTNULL))) {
      PyErr_SetString(error, 'empty field must be quoted if delimiter is a space and skipinitialspace is true');
      return false;
    }
    quoted = true;
  }
  for (let i = 0; i < length; i++) {
    const c = PyUnicode_READ_CHAR(field as PyObject, i);
    if (isSpecial(c, d)) {
      let escape = d.quoting === QUOTE_NONE;
      if (!escape) {
        if (c === d.quotechar) {
          if (d.doublequote) body.push(d.quotechar);
          else escape = true;
        } else if (c === d.escapechar) escape = true;
        if (!escape) quoted = true;
      }
      if (escape) {
        if (d.escapechar === NOT_SET) {
          PyErr_SetString(error, 'need to escape, but no escapechar set');
          return false;
        }
        body.push(d.escapechar);
      }
    }
    body.push(c);
  }
  if (w.num_fields > 0) w.rec.push(d.delimiter);
  if (quoted) w.rec.push(d.quotechar);
  for (let i = 0; i < body.length; i++) w.rec.push(body[i]);
  if (quoted) w.rec.push(d.quotechar);
  w.num_fields++;
  return true;
}
function wantsQuotes(field: PyObject, quoting: number): boolean {
  switch (quoting) {
    case QUOTE_NONNUMERIC: return !PyNumber_Check(field);
    case QUOTE_ALL: return true;
    case QUOTE_STRINGS: return PyUnicode_Check(field);
    case QUOTE_NOTNULL: return field !== _Py_NoneStruct;
    default: return false;
  }
}
/** Adds any object; false with an exception. escapes */
function appendObject(w: WriterData, field: PyObject): boolean {
  const quoted = wantsQuotes(field, dialectOf(w).quoting);
  if (PyUnicode_Check(field)) return join_append(w, field, quoted);
  if (field === _Py_NoneStruct) return join_append(w, NULL, quoted);
  const str = PyObject_Str(field);
  if (str === NULL) return false;
  const ok = join_append(w, str, quoted);
  Py_DECREF(str);
  return ok;
}
function csv_writerow(self: PyObject, seq: PyObject): New | NULL {
  const w = payload<WriterData>(self), error = w.csv.error_obj as PyObject, iter = PyObject_GetIter(seq);
  if (iter === NULL) return PyErr_ExceptionMatches(PyExc_TypeError) ? PyErr_Format(error, `iterable expected, not ${typeName(seq)}`) : NULL;
  w.rec.length = 0;
  w.num_fields = 0;
  let isNull = false, ok = true;
  for (;;) {
    const field = PyIter_Next(iter);
    if (field === NULL) break;
    isNull = field === _Py_NoneStruct;
    ok = appendObject(w, field);
    Py_DECREF(field);
    if (!ok) break;
  }
  Py_DECREF(iter);
  if (!ok || PyErr_Occurred() !== NULL) return NULL;
  const d = dialectOf(w);
  if (w.num_fields > 0 && w.rec.length === 0) {
    if (d.quoting === QUOTE_NONE || (isNull && (d.quoting === QUOTE_STRINGS || d.quoting === QUOTE_NOTNULL))) return PyErr_SetString(error, 'single empty field record must be quoted');
    w.num_fields--;
    if (!join_append(w, NULL, true)) return NULL;
  }
  const terminator = d.lineterminator as PyObject;
  for (let i = 0; i < PyUnicode_GET_LENGTH(terminator); i++) w.rec.push(PyUnicode_READ_CHAR(terminator, i));
  const line = PyUnicode_FromPoints(w.rec);
  if (line === NULL) return NULL;
  const result = PyObject_CallOneArg(w.write as PyObject, line);
  Py_DECREF(line);
  return result;
}
function csv_writerows(self: PyObject, rows: PyObject): New | NULL {
  const iter = PyObject_GetIter(rows);
  if (iter === NULL) return NULL;
  let ok = true;
  for (;;) {
    const row = PyIter_Next(iter);
    if (row === NULL) break;
    const result = csv_writerow(self, row);
    Py_DECREF(row);
    ok = result !== NULL;
    if (result === NULL) break;
    Py_DECREF(result);
  }
  Py_DECREF(iter);
  return ok && PyErr_Occurred() === NULL ? Py_NewRef(_Py_NoneStruct) : NULL;
}
const OWNED = ['dialect', 'write'] as const;
function Writer_clear(self: PyObject): number {
  const w = payload<WriterData>(self);
  for (const name of OWNED) {
    const op = w[name];
    w[name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
function Writer_dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Writer_clear(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
export const Writer_Type_spec: TypeSpec = {
  tp_name: '_csv.writer', tp_basicsize: 72, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, tp_doc: 'Writes records of CSV.',
  slots: {
    tp_dealloc: Writer_dealloc, tp_clear: Writer_clear,
    tp_traverse: (self, visit) => {
      const w = payload<WriterData>(self);
      for (const name of OWNED) {
        const op = w[name], status = op === NULL ? 0 : visit(op);
        if (status !== 0) return status;
      }
      return visit(Py_TYPE(self));
    },
  },
  getset: [{name: 'dialect', get: self => Py_NewRef(payload<WriterData>(self).dialect as PyObject)}],
  methods: [
    hiddenMethod('writerow', '($self, object, /)', csv_writerow, 'writerow(iterable)\n\nWrites a record of fields; what is no string is converted.'),
    hiddenMethod('writerows', '($self, object, /)', csv_writerows, 'writerows(iterable of iterables)\n\nWrites records.'),
  ],
};
