/** One run of a codec over a text or over bytes, and its error handlers. CPython: Modules/cjkcodecs/multibytecodec.c */
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallOneArg} from '../../objects/call';
import {PyCodec_LookupError} from '../../objects/codecs';
import {PyCodec_StrictErrors, moveError} from '../../objects/codecs-errors';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsSsize_t} from '../../objects/longobject';
import {ByteWriter, codingError, setReason} from '../../objects/unicode-coding';
import {_PyUnicodeWriter, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyBytes_Check, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_IndexError, PyExc_TypeError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {textAt} from '../../runtime/text';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {MultibyteCodec} from './cjkcodecs/multibyte';

const ILLEGAL = 'illegal multibyte sequence', INCOMPLETE = 'incomplete multibyte sequence', QUESTION_MARK = 0x3f;

/** The error of a run, made at its first use and moved from then on. close() must be called. */
class RunError {
  private exc: New | NULL = NULL;
  /** Where to go on, after ask(). */
  position = 0;
  constructor(private readonly encodes: boolean, private readonly encoding: string, private readonly errors: string) {}

  /** The error for a part of the input, which `object` gives when it is first needed (new); false with another exception. */
  private place(object: () => New | NULL, reason: string, start: number, end: number): boolean {
    if (this.exc !== NULL) {
      moveError(this.exc, start, end);
      return setReason(this.exc, reason);
    }
    const input = object();
    if (input === NULL) return false;
    const exc = codingError(this.encodes ? PyExc_UnicodeEncodeError : PyExc_UnicodeDecodeError, this.encoding, input, start, end, reason);
    Py_DECREF(input);
    this.exc = exc;
    return exc !== NULL;
  }
  /** Raises the error, or has the handler answer: the answer, whose position is in `position`; NULL with an exception. escapes */
  ask(object: () => New | NULL, reason: string, start: number, end: number, length: number): New | NULL {
    if (!this.place(object, reason, start, end)) return NULL;
    if (this.errors === 'strict') {
      PyCodec_StrictErrors(this.exc as New);
      return NULL;
    }
    const handler = PyCodec_LookupError(this.errors);
    if (handler === NULL) return NULL;
    const answer = PyObject_CallOneArg(handler, this.exc as New);
    Py_DECREF(handler);
    if (answer === NULL) return NULL;
    if (this.isGood(answer) && this.takePosition(PyTuple_GET_ITEM(answer, 1), length)) return answer;
    Py_DECREF(answer);
    return NULL;
  }
  private isGood(answer: PyObject): boolean {
    const isPair = PyTuple_Check(answer) && PyTuple_GET_SIZE(answer) === 2, item = isPair ? PyTuple_GET_ITEM(answer, 0) : NULL;
    if (item !== NULL && (PyUnicode_Check(item) || (this.encodes && PyBytes_Check(item))) && PyLong_Check(PyTuple_GET_ITEM(answer, 1))) return true;
    PyErr_SetString(PyExc_TypeError, `${this.encodes ? 'encoding' : 'decoding'} error handler must return (str, int) tuple`);
    return false;
  }
  private takePosition(item: PyObject, length: number): boolean {
    let at = PyLong_AsSsize_t(item);
    const failed = PyErr_Occurred() !== NULL;
    if (at < 0 && !failed) at += length;
    this.position = at;
    if (!failed && at >= 0 && at <= length) return true;
    PyErr_Clear();
    PyErr_Format(PyExc_IndexError, `position ${at} from error handler out of bounds`);
    return false;
  }
  close(): void {
    Py_XDECREF(this.exc);
    this.exc = NULL;
  }
}

/** What encode() did besides. */
export interface Taken { characters: number }
/**
 * Encodes a str: bytes, NULL with an exception. Unless `flush`, characters at the end that depend on what follows are left; `taken` gets how many
 * were not. `reset`: the state ends, too. escapes. CPython: multibytecodec_encode()
 */
export function encode(codec: MultibyteCodec, state: Uint8Array, text: PyObject, errors: string, flush: boolean, reset: boolean, taken: Taken | null): New | NULL {
  const source = _PyUnicode_TEXT(text), {length} = source, out = new ByteWriter(length * 2 + 16), error = new RunError(true, codec.encoding, errors), one: number[] = [];
  let at = 0, failed = false;
  while (at < length && !failed) {
    const point = textAt(source, at);
    if (point < 0x80 && codec.isAsciiBased) {
      out.push(point);
      at++;
      continue;
    }
    one.length = 0;
    const n = codec.encodeAt(source, at, flush, state, one);
    if (n === 0) break;
    if (n > 0) at += n;
    else if (errors === 'ignore' || errors === 'replace') {
      at -= n;
      if (errors === 'replace' && codec.encodeAt('?', 0, false, state, one) <= 0) one.push(QUESTION_MARK);
    } else {
      const answer = error.ask(() => Py_NewRef(text), ILLEGAL, at, at - n, length);
      failed = answer === NULL || !writeAnswer(codec, state, PyTuple_GET_ITEM(answer, 0), out);
      Py_XDECREF(answer);
      at = error.position;
    }
    for (const byte of one) out.push(byte);
  }
  error.close();
  if (failed) return NULL;
  if (reset) {
    one.length = 0;
    codec.end(state, one);
    for (const byte of one) out.push(byte);
  }
  if (taken !== null) taken.characters = at;
  return out.finish();
}
/** What a handler answers is encoded in its turn, strictly. escapes */
function writeAnswer(codec: MultibyteCodec, state: Uint8Array, item: PyObject, out: ByteWriter): boolean {
  const bytes = PyUnicode_Check(item) ? encode(codec, state, item, 'strict', true, false, null) : Py_NewRef(item);
  if (bytes === NULL) return false;
  out.append(PyBytes_AsUint8Array(bytes));
  Py_DECREF(bytes);
  return true;
}

/** What a run over bytes gave. */
export interface Decoded {
  /** NULL with an exception. */
  text: New | NULL;
  /** What is left of the input: the beginning of a character. */
  rest: Uint8Array;
  /** Whether it was the end of the input that failed. */
  failedAtEnd: boolean;
}
/** What the end of the input means: it has to be whole; it is the last piece; more will come. */
export const WHOLE = 0, LAST_PIECE = 1, PIECE = 2;
/** Decodes bytes. escapes. CPython: decoder_feed_buffer() and its callers */
export function decode(codec: MultibyteCodec, state: Uint8Array, data: Uint8Array, errors: string, kind: number): Decoded {
  const writer = new _PyUnicodeWriter(), error = new RunError(false, codec.encoding, errors), {length} = data, points: number[] = [];
  let at = 0, failed = false, atEnd = false;
  while (at < length && !failed && !atEnd) {
    if (data[at] < 0x80 && codec.isAsciiBased) {
      writer.writeChar(data[at++]);
      continue;
    }
    points.length = 0;
    const n = codec.decodeAt(data, at, state, points);
    if (n > 0) {
      for (const point of points) writer.writeChar(point);
      at += n;
      continue;
    }
    atEnd = n === 0 && kind !== WHOLE;
    if (atEnd && kind === PIECE) break;
    const end = n === 0 ? length : at - n;
    if (errors === 'ignore' || errors === 'replace') {
      if (errors === 'replace') writer.writeChar(0xfffd);
      at = end;
      continue;
    }
    const answer = error.ask(() => PyBytes_FromUint8Array(data), n === 0 ? INCOMPLETE : ILLEGAL, at, end, length);
    failed = answer === NULL;
    if (answer !== NULL) {
      writer.writeStr(PyTuple_GET_ITEM(answer, 0));
      Py_DECREF(answer);
      at = error.position;
    }
  }
  error.close();
  return {text: failed ? NULL : writer.finish(), rest: data.slice(at), failedAtEnd: failed && atEnd};
}
