/** UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. CPython: Objects/exceptions.c */
import {U8} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, set_unicodeerror_encoding, set_unicodeerror_end, set_unicodeerror_object, set_unicodeerror_reason, set_unicodeerror_start, unicodeerror_encoding, unicodeerror_end, unicodeerror_object, unicodeerror_reason, unicodeerror_start} from '../runtime/generated/accessors';
import {PyExc_TypeError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError, PyExc_UnicodeError, PyExc_UnicodeTranslateError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {Py_buffer, type PyGetSetDef} from '../runtime/typeslots';
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from './abstract-buffer';
import {PyNumber_Index} from './abstract-number';
import {PyBytes_FromUint8Array} from './bytesobject';
import {PyObject_Call} from './call';
import {PyErr_Occurred, PyErr_SetString, strText, typeName} from './errors';
import {BaseException_init, BaseException_new, defineException, fieldSlots, setField, type RefField} from './exceptions';
import {PyLong_AsSsize_t, PyLong_FromSsize_t} from './longobject';
import {PyTuple_Pack} from './tupleobject';
import {PyUnicode_FromString, PyUnicode_READ_CHAR} from './unicodeobject';

const ENCODING: RefField = {get: unicodeerror_encoding, set: set_unicodeerror_encoding};
const OBJECT: RefField = {get: unicodeerror_object, set: set_unicodeerror_object};
const REASON: RefField = {get: unicodeerror_reason, set: set_unicodeerror_reason};

// ---- parsing the arguments ----

function failure(message: string): false {
  PyErr_SetString(PyExc_TypeError, message);
  return false;
}
function isStr(args: PyObject, i: number): boolean {
  const arg = PyTuple_GET_ITEM(args, i);
  if (PyUnicode_Check(arg)) return true;
  return failure(`argument ${i + 1} must be str, not ${arg === _Py_NoneStruct ? 'None' : typeName(arg)}`);
}
/** A Py_ssize_t argument; NaN with an exception. escapes */
function position(op: PyObject): number {
  const index = PyNumber_Index(op);
  if (index === NULL) return NaN;
  const value = PyLong_AsSsize_t(index);
  Py_DECREF(index);
  return value === -1 && PyErr_Occurred() !== NULL ? NaN : value;
}
/** Checks "[str,] object, start, end, reason" and fills the fields; `first` is the index of the object. */
function parse(self: PyObject, args: PyObject, first: number, textObject: boolean): boolean {
  const n = PyTuple_GET_SIZE(args);
  if (n !== first + 4) return failure(`function takes exactly ${first + 4} arguments (${n} given)`);
  if ((first === 1 && !isStr(args, 0)) || (textObject && !isStr(args, first))) return false;
  const start = position(PyTuple_GET_ITEM(args, first + 1));
  if (start !== start) return false;
  const end = position(PyTuple_GET_ITEM(args, first + 2));
  if (end !== end || !isStr(args, first + 3)) return false;
  if (first === 1) setField(self, ENCODING, Py_NewRef(PyTuple_GET_ITEM(args, 0)));
  setField(self, OBJECT, Py_NewRef(PyTuple_GET_ITEM(args, first)));
  set_unicodeerror_start(self, start);
  set_unicodeerror_end(self, end);
  setField(self, REASON, Py_NewRef(PyTuple_GET_ITEM(args, first + 3)));
  return true;
}
function UnicodeEncodeError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  return BaseException_init(self, args, kwds) < 0 || !parse(self, args, 1, true) ? -1 : 0;
}
function UnicodeDecodeError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  if (BaseException_init(self, args, kwds) < 0 || !parse(self, args, 1, false)) return -1;
  const object = unicodeerror_object(self);
  if (PyBytes_Check(object)) return 0;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(object, view, PyBUF_SIMPLE) !== 0) return -1;
  const bytes = PyBytes_FromUint8Array(U8.slice(view.buf, view.buf + view.len));
  PyBuffer_Release(view);
  if (bytes === NULL) return -1;
  setField(self, OBJECT, bytes);
  return 0;
}
function UnicodeTranslateError_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  return BaseException_init(self, args, kwds) < 0 || !parse(self, args, 0, true) ? -1 : 0;
}

// ---- str() ----

/** A position, of which the fields may hold more than 2**53. */
function shown(n: number): string {
  if (Number.isSafeInteger(n)) return String(n);
  return n >= 9223372036854775807 ? '9223372036854775807' : String(BigInt(n));
}
function escapedCharacter(ch: number): string {
  if (ch <= 0xff) return '\\x' + ch.toString(16).padStart(2, '0');
  return ch <= 0xffff ? '\\u' + ch.toString(16).padStart(4, '0') : '\\U' + ch.toString(16).padStart(8, '0');
}
/** What one bad character or byte looks like, null when the error spans more or lies outside of the object. */
function single(self: PyObject, length: number): number {
  const start = unicodeerror_start(self), end = unicodeerror_end(self);
  return start >= 0 && start < length && end >= 0 && end <= length && end === start + 1 ? start : -1;
}
/** The message after its first words. escapes */
function describe(self: PyObject, prefix: string, what: string, oneAt: number, one: string): New | NULL {
  const start = unicodeerror_start(self);
  const reason = strText(unicodeerror_reason(self) === NULL ? _Py_NoneStruct : unicodeerror_reason(self));
  if (reason === null) return NULL;
  let codec = '';
  if (prefix !== '') {
    const encoding = strText(unicodeerror_encoding(self) === NULL ? _Py_NoneStruct : unicodeerror_encoding(self));
    if (encoding === null) return NULL;
    codec = `'${encoding}' codec `;
  }
  const place = oneAt >= 0 ? `${one} in position ${shown(start)}` : `${what} in position ${shown(start)}-${shown(unicodeerror_end(self) - 1)}`;
  return PyUnicode_FromString(`${codec}can't ${place}: ${reason}`);
}
function characterError(self: PyObject, verb: string, prefix: string): New | NULL {
  const object = unicodeerror_object(self);
  if (object === NULL) return PyUnicode_FromString('');
  const at = PyUnicode_Check(object) ? single(self, PyUnicode_GET_LENGTH(object)) : -1;
  const one = at < 0 ? '' : `${verb} character '${escapedCharacter(PyUnicode_READ_CHAR(object, at))}'`;
  return describe(self, prefix, `${verb} characters`, at, one);
}
function UnicodeDecodeError_str(self: PyObject): New | NULL {
  const object = unicodeerror_object(self);
  if (object === NULL) return PyUnicode_FromString('');
  const at = PyBytes_Check(object) ? single(self, PyBytes_GET_SIZE(object)) : -1;
  const one = at < 0 ? '' : `decode byte 0x${U8[PyBytes_AS_STRING(object) + at].toString(16).padStart(2, '0')}`;
  return describe(self, 'codec', 'decode bytes', at, one);
}

// ---- C API ----

/** A field that must be a str (or bytes); NULL with TypeError otherwise. CPython: get_unicode(), get_string() */
function checked(attr: PyObject | NULL, name: string, bytes: boolean): New | NULL {
  if (attr === NULL) return PyErr_SetString(PyExc_TypeError, `${name} attribute not set`);
  if (bytes ? PyBytes_Check(attr) : PyUnicode_Check(attr)) return Py_NewRef(attr);
  return PyErr_SetString(PyExc_TypeError, `${name} attribute must be ${bytes ? 'bytes' : 'unicode'}`);
}
export function PyUnicodeEncodeError_GetEncoding(exc: PyObject): New | NULL {
  return checked(unicodeerror_encoding(exc), 'encoding', false);
}
export function PyUnicodeDecodeError_GetEncoding(exc: PyObject): New | NULL {
  return checked(unicodeerror_encoding(exc), 'encoding', false);
}
export function PyUnicodeEncodeError_GetObject(exc: PyObject): New | NULL {
  return checked(unicodeerror_object(exc), 'object', false);
}
export function PyUnicodeDecodeError_GetObject(exc: PyObject): New | NULL {
  return checked(unicodeerror_object(exc), 'object', true);
}
export function PyUnicodeTranslateError_GetObject(exc: PyObject): New | NULL {
  return checked(unicodeerror_object(exc), 'object', false);
}
/** The start clipped into the object; NaN with an exception. */
function clippedStart(exc: PyObject, bytes: boolean): number {
  const object = checked(unicodeerror_object(exc), 'object', bytes);
  if (object === NULL) return NaN;
  const size = bytes ? PyBytes_GET_SIZE(object) : PyUnicode_GET_LENGTH(object);
  Py_DECREF(object);
  const start = unicodeerror_start(exc) < 0 ? 0 : unicodeerror_start(exc);
  return start >= size ? size - 1 : start;
}
/** The end clipped into the object; NaN with an exception. */
function clippedEnd(exc: PyObject, bytes: boolean): number {
  const object = checked(unicodeerror_object(exc), 'object', bytes);
  if (object === NULL) return NaN;
  const size = bytes ? PyBytes_GET_SIZE(object) : PyUnicode_GET_LENGTH(object);
  Py_DECREF(object);
  const end = unicodeerror_end(exc) < 1 ? 1 : unicodeerror_end(exc);
  return end > size ? size : end;
}
/** The first bad position; NaN with an exception. CPython: PyUnicodeEncodeError_GetStart() */
export function PyUnicodeEncodeError_GetStart(exc: PyObject): number {
  return clippedStart(exc, false);
}
export function PyUnicodeDecodeError_GetStart(exc: PyObject): number {
  return clippedStart(exc, true);
}
export function PyUnicodeTranslateError_GetStart(exc: PyObject): number {
  return clippedStart(exc, false);
}
/** One past the last bad position; NaN with an exception. CPython: PyUnicodeEncodeError_GetEnd() */
export function PyUnicodeEncodeError_GetEnd(exc: PyObject): number {
  return clippedEnd(exc, false);
}
export function PyUnicodeDecodeError_GetEnd(exc: PyObject): number {
  return clippedEnd(exc, true);
}
export function PyUnicodeTranslateError_GetEnd(exc: PyObject): number {
  return clippedEnd(exc, false);
}
export function PyUnicodeEncodeError_SetStart(exc: PyObject, start: number): void {
  set_unicodeerror_start(exc, start);
}
export function PyUnicodeDecodeError_SetStart(exc: PyObject, start: number): void {
  set_unicodeerror_start(exc, start);
}
export function PyUnicodeEncodeError_SetEnd(exc: PyObject, end: number): void {
  set_unicodeerror_end(exc, end);
}
export function PyUnicodeDecodeError_SetEnd(exc: PyObject, end: number): void {
  set_unicodeerror_end(exc, end);
}
/** Sets the reason; 0, or -1 with an exception. CPython: PyUnicodeEncodeError_SetReason() */
export function PyUnicodeEncodeError_SetReason(exc: PyObject, reason: string): number {
  const text = PyUnicode_FromString(reason);
  if (text === NULL) return -1;
  setField(exc, REASON, text);
  return 0;
}
export function PyUnicodeDecodeError_SetReason(exc: PyObject, reason: string): number {
  return PyUnicodeEncodeError_SetReason(exc, reason);
}
/** Makes an exception of a class from "[encoding,] object, start, end, reason". */
function create(type: PyTypeObject, encoding: string | null, object: PyObject, start: number, end: number, reason: string): New | NULL {
  const name = encoding === null ? NULL : PyUnicode_FromString(encoding), text = PyUnicode_FromString(reason);
  const first = PyLong_FromSsize_t(start), last = PyLong_FromSsize_t(end);
  let result: New | NULL = NULL;
  if ((encoding === null || name !== NULL) && text !== NULL && first !== NULL && last !== NULL) {
    const args = name === NULL ? PyTuple_Pack(object, first, last, text) : PyTuple_Pack(name, object, first, last, text);
    if (args !== NULL) {
      result = PyObject_Call(type, args, NULL);
      Py_DECREF(args);
    }
  }
  Py_XDECREF(name);
  Py_XDECREF(text);
  Py_XDECREF(first);
  Py_XDECREF(last);
  return result;
}
/** A UnicodeDecodeError. CPython: PyUnicodeDecodeError_Create() */
export function PyUnicodeDecodeError_Create(encoding: string, object: PyObject, start: number, end: number, reason: string): New | NULL {
  return create(PyExc_UnicodeDecodeError, encoding, object, start, end, reason);
}
/** A UnicodeEncodeError. CPython: Objects/unicodeobject.c make_encode_exception() */
export function PyUnicodeEncodeError_Create(encoding: string, object: PyObject, start: number, end: number, reason: string): New | NULL {
  return create(PyExc_UnicodeEncodeError, encoding, object, start, end, reason);
}
/** A UnicodeTranslateError. CPython: _PyUnicodeTranslateError_Create() */
export function _PyUnicodeTranslateError_Create(object: PyObject, start: number, end: number, reason: string): New | NULL {
  return create(PyExc_UnicodeTranslateError, null, object, start, end, reason);
}

// DIVERGES: start and end are attributes with functions, not members: they take numbers of any size
function position_attribute(name: string, get: (op: number) => number, set: (op: number, v: number) => void, doc: string): PyGetSetDef {
  return {
    name, doc, get: self => PyLong_FromSsize_t(get(self)),
    set(self, value) {
      if (value === NULL) {
        PyErr_SetString(PyExc_TypeError, "can't delete numeric/char attribute");
        return -1;
      }
      const n = PyLong_AsSsize_t(value);
      // as a member of C: set to -1 even when the conversion failed
      set(self, n);
      return n === -1 && PyErr_Occurred() !== NULL ? -1 : 0;
    },
  };
}
function define(type: PyTypeObject, name: string, doc: string, tp_init: typeof UnicodeEncodeError_init, tp_str: (op: PyObject) => New | NULL): void {
  defineException(type, PyExc_UnicodeError, name, doc, {
    basicsize: 112, slots: {...fieldSlots([ENCODING, OBJECT, REASON]), tp_init, tp_new: BaseException_new, tp_str},
    members: [
      {name: 'encoding', type: 'object', offset: 72, doc: 'exception encoding'}, {name: 'object', type: 'object', offset: 80, doc: 'exception object'},
      {name: 'reason', type: 'object', offset: 104, doc: 'exception reason'},
    ],
    getset: [position_attribute('start', unicodeerror_start, set_unicodeerror_start, 'exception start'), position_attribute('end', unicodeerror_end, set_unicodeerror_end, 'exception end')],
  });
}
define(PyExc_UnicodeEncodeError, 'UnicodeEncodeError', 'Text that an encoding cannot express.', UnicodeEncodeError_init, self => characterError(self, 'encode', 'codec'));
define(PyExc_UnicodeDecodeError, 'UnicodeDecodeError', 'Bytes that mean nothing in an encoding.', UnicodeDecodeError_init, UnicodeDecodeError_str);
define(PyExc_UnicodeTranslateError, 'UnicodeTranslateError', 'Text that cannot be translated.', UnicodeTranslateError_init, self => characterError(self, 'translate', ''));
