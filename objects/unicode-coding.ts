/** What all codecs of str share: the state of one run of a decoder or encoder, and its error handlers. CPython: Objects/unicodeobject.c */
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, set_unicodeerror_reason, unicodeerror_object, unicodeerror_reason} from '../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_TypeError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError} from '../runtime/generated/static-addresses';
import {U8} from '../runtime/current';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {textAt, type PyText} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyBytes_FromUint8Array} from './bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from './call';
import {PyCodec_LookupError} from './codecs';
import {PyCodec_StrictErrors, moveError} from './codecs-errors';
import {PyErr_Occurred, PyErr_SetString} from './errors';
import {PyLong_AsSsize_t, PyLong_FromNumber} from './longobject';
import {PyUnicode_FromString, _PyUnicodeWriter, _PyUnicode_TEXT} from './unicodeobject';

/** Makes a UnicodeDecodeError or UnicodeEncodeError. CPython: PyUnicodeDecodeError_Create(), make_encode_exception() */
export function codingError(type: PyObject, encoding: string, object: PyObject, start: number, end: number, reason: string): New | NULL {
  const name = PyUnicode_FromString(encoding), from = PyLong_FromNumber(start), to = PyLong_FromNumber(end), why = PyUnicode_FromString(reason);
  let exc: New | NULL = NULL;
  if (name !== NULL && from !== NULL && to !== NULL && why !== NULL) exc = PyObject_CallFunctionObjArgs(type, name, object, from, to, why);
  Py_XDECREF(name);
  Py_XDECREF(from);
  Py_XDECREF(to);
  Py_XDECREF(why);
  return exc;
}
/** (item, position) that a handler answered: the position, clipped to what is allowed, or -1 with an exception. */
export function answeredPosition(answer: PyObject, length: number, message: string): number {
  const item = PyTuple_GET_ITEM(answer, 1);
  let at = PyLong_AsSsize_t(item);
  if (at === -1 && PyErr_Occurred() !== NULL) return -1;
  if (at < 0) at += length;
  if (at < 0 || at > length) {
    PyErr_SetString(PyExc_IndexError, `position ${at} ${message}`);
    return -1;
  }
  return at;
}

/** One run of a decoder: its input, its output and its error handler. close() must be called. */
export class Decoding {
  readonly out = new _PyUnicodeWriter();
  /** Why error handling failed is on the thread state. */
  private handler: New | NULL = NULL;
  private exc: New | NULL = NULL;
  constructor(public data: Uint8Array, readonly errors: string | null) {}

  /** A malformed part [start, end): what the handler answers is written; where decoding goes on, or -1 with an exception. escapes. CPython: unicode_decode_call_errorhandler_writer() */
  error(encoding: string, reason: string, start: number, end: number): number {
    switch (this.errors) {
      case 'ignore': return end;
      case 'replace':
        this.out.write('\ufffd', 0xffff);
        return end;
      default: break;
    }
    if (this.handler === NULL) {
      const handler = PyCodec_LookupError(this.errors);
      if (handler === NULL) return -1;
      this.handler = handler;
    }
    if (this.exc === NULL) {
      const bytes = PyBytes_FromUint8Array(this.data);
      if (bytes === NULL) return -1;
      const exc = codingError(PyExc_UnicodeDecodeError, encoding, bytes, start, end, reason);
      Py_DECREF(bytes);
      if (exc === NULL) return -1;
      this.exc = exc;
    } else if (!this.again(this.exc, reason, start, end)) return -1;
    const answer = PyObject_CallOneArg(this.handler, this.exc as New);
    if (answer === NULL) return -1;
    const at = this.take(answer);
    Py_DECREF(answer);
    return at;
  }
  private again(exc: PyObject, reason: string, start: number, end: number): boolean {
    moveError(exc, start, end);
    return setReason(exc, reason);
  }
  private take(answer: PyObject): number {
    if (!PyTuple_Check(answer) || PyTuple_GET_SIZE(answer) !== 2 || !PyUnicode_Check(PyTuple_GET_ITEM(answer, 0))) {
      PyErr_SetString(PyExc_TypeError, 'decoding error handler must return (str, int) tuple');
      return -1;
    }
    // the handler may have put other bytes in the place of the input
    const input = unicodeerror_object(this.exc as New);
    if (!PyBytes_Check(input)) {
      PyErr_SetString(PyExc_TypeError, 'exception attribute object must be bytes');
      return -1;
    }
    const size = PyBytes_GET_SIZE(input), at = answeredPosition(answer, size, 'from error handler out of bounds');
    if (at < 0) return -1;
    this.data = U8.subarray(PyBytes_AS_STRING(input), PyBytes_AS_STRING(input) + size);
    this.out.writeStr(PyTuple_GET_ITEM(answer, 0));
    return at;
  }
  /** Releases the handler, and gives the str that was written unless `failed`. */
  close(failed: boolean): New | NULL {
    const result = failed ? NULL : this.out.finish();
    Py_XDECREF(this.handler);
    Py_XDECREF(this.exc);
    return result;
  }
}

/** Gives an error another reason; false with an exception. CPython: PyUnicodeEncodeError_SetReason() */
export function setReason(exc: PyObject, reason: string): boolean {
  const text = PyUnicode_FromString(reason);
  if (text === NULL) return false;
  const old = unicodeerror_reason(exc);
  set_unicodeerror_reason(exc, text);
  Py_XDECREF(old);
  return true;
}

/** Bytes that grow at their end. */
export class ByteWriter {
  bytes: Uint8Array;
  length = 0;
  constructor(room: number) {
    this.bytes = new Uint8Array(room < 16 ? 16 : room);
  }
  private grow(n: number): void {
    const bytes = new Uint8Array(Math.max(this.bytes.length * 2, this.length + n));
    bytes.set(this.bytes);
    this.bytes = bytes;
  }
  push(byte: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = byte;
  }
  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }
  /** Writes a JS string of characters below U+0100. */
  appendLatin1(text: string): void {
    if (this.length + text.length > this.bytes.length) this.grow(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }
  /** A bytes object of what was written. @raises MemoryError */
  finish(): New | NULL {
    return PyBytes_FromUint8Array(this.bytes.subarray(0, this.length));
  }
}

/** One run of an encoder. close() must be called. */
export class Encoding {
  readonly out: ByteWriter;
  readonly text: PyText;
  private handler: New | NULL = NULL;
  private exc: New | NULL = NULL;
  /** What the handler answered: a str or bytes, owned. */
  replacement: New | NULL = NULL;
  constructor(readonly unicode: PyObject, readonly errors: string | null, room: number) {
    this.text = _PyUnicode_TEXT(unicode);
    this.out = new ByteWriter(room);
  }
  /** Asks the handler about [start, end); leaves its answer in `replacement`; where encoding goes on, or -1 with an exception. escapes. CPython: unicode_encode_call_errorhandler() */
  error(encoding: string, reason: string, start: number, end: number): number {
    if (this.replacement !== NULL) {
      Py_DECREF(this.replacement);
      this.replacement = NULL;
    }
    if (this.handler === NULL) {
      const handler = PyCodec_LookupError(this.errors);
      if (handler === NULL) return -1;
      this.handler = handler;
    }
    if (!this.prepare(encoding, reason, start, end)) return -1;
    const answer = PyObject_CallOneArg(this.handler, this.exc as New);
    if (answer === NULL) return -1;
    const first = PyTuple_Check(answer) && PyTuple_GET_SIZE(answer) === 2 ? PyTuple_GET_ITEM(answer, 0) : NULL;
    if (first === NULL || (!PyUnicode_Check(first) && !PyBytes_Check(first))) {
      Py_DECREF(answer);
      PyErr_SetString(PyExc_TypeError, 'encoding error handler must return (str/bytes, int) tuple');
      return -1;
    }
    const at = answeredPosition(answer, PyUnicode_GET_LENGTH(this.unicode), 'from error handler out of bounds');
    if (at >= 0) this.replacement = Py_NewRef(first);
    Py_DECREF(answer);
    return at;
  }
  private prepare(encoding: string, reason: string, start: number, end: number): boolean {
    if (this.exc === NULL) {
      const exc = codingError(PyExc_UnicodeEncodeError, encoding, this.unicode, start, end, reason);
      if (exc === NULL) return false;
      this.exc = exc;
      return true;
    }
    moveError(this.exc, start, end);
    return setReason(this.exc, reason);
  }
  /** Raises the error of [start, end). CPython: raise_encode_exception() */
  raise(encoding: string, reason: string, start: number, end: number): -1 {
    if (this.prepare(encoding, reason, start, end)) PyCodec_StrictErrors(this.exc as New);
    return -1;
  }
  /** Writes the replacement when it is bytes or a str of characters up to `maxchar`; false when it is neither. */
  writeReplacement(maxchar: number): boolean {
    const replacement = this.replacement as New;
    if (PyBytes_Check(replacement)) {
      this.out.append(U8.subarray(PyBytes_AS_STRING(replacement), PyBytes_AS_STRING(replacement) + PyBytes_GET_SIZE(replacement)));
      return true;
    }
    const text = _PyUnicode_TEXT(replacement);
    for (let i = 0; i < text.length; i++) if (textAt(text, i) > maxchar) return false;
    for (let i = 0; i < text.length; i++) this.out.push(textAt(text, i));
    return true;
  }
  /** Releases the handler, and gives the bytes that were written unless `failed`. */
  close(failed: boolean): New | NULL {
    const result = failed ? NULL : this.out.finish();
    Py_XDECREF(this.handler);
    Py_XDECREF(this.exc);
    Py_XDECREF(this.replacement);
    return result;
  }
}
