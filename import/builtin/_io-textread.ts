/** Reading text: chunks, lines, everything; and the flush of what was written before. CPython: Modules/_io/textio.c */
import {PyBuffer_Release, PyObject_CheckBuffer} from '../../objects/abstract-buffer';
import {PyBytes_Concat} from '../../objects/bytesobject';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, typeName} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromText, _PyUnicode_FromASCII} from '../../objects/unicodeobject';
import {PyBytes_Check, PyBytes_GET_SIZE, PyTuple_GET_ITEM, set_textio_snapshot, textio_buffer, textio_chunk_size, textio_snapshot} from '../../runtime/generated/accessors';
import {ID_read, ID_read1, ID_write} from '../../runtime/generated/ids';
import {PyExc_TypeError, _PyBytes_Empty} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload} from '../../runtime/object';
import {textConcat, textJoin, textSlice, type PyText} from '../../runtime/text';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {findLineEnding} from './_io-newline';
import {_PyIO_trap_eintr, readableBuffer, setRef, unsupported} from './_io-state';
import {decodeInput, decoderState} from './_io-textcodec';
import type {TextState} from './_io-textstate';

/** Hands to the buffer what waits to be written; -1 with an exception. escapes. CPython: _textiowrapper_writeflush() */
export function _textiowrapper_writeflush(self: PyObject): number {
  const ts = payload<TextState>(self);
  if (!ts.hasPending()) return 0;
  // taken before the call: write() may write to us again
  const b = ts.takePending();
  if (b === NULL) return -1;
  let ret: New | NULL;
  do ret = PyObject_CallMethodOneArg(textio_buffer(self), ID_write, b);
  while (ret === NULL && _PyIO_trap_eintr());
  Py_DECREF(b);
  if (ret === NULL) return -1;
  Py_DECREF(ret);
  return 0;
}
/** Forgets the decoded text and where it came from. CPython: textiowrapper_set_decoded_chars(self, NULL), Py_CLEAR(self->snapshot) */
export function dropDecoded(self: PyObject): void {
  payload<TextState>(self).setDecoded(null);
  setRef(self, textio_snapshot, set_textio_snapshot, NULL);
}
/** The next `n` decoded characters, all when negative. CPython: textiowrapper_get_decoded_chars() */
function takeDecoded(ts: TextState, n: number): PyText {
  const decoded = ts.decoded;
  if (decoded === null) return '';
  const used = ts.decoded_used, avail = decoded.length - used;
  if (n < 0 || n > avail) n = avail;
  ts.decoded_used = used + n;
  return used > 0 || n < avail ? textSlice(decoded, used, used + n) : decoded;
}
/** How many bytes the buffer returned; -1 with an exception. */
function inputLength(self: PyObject, input: PyObject): number {
  if (PyBytes_Check(input)) return PyBytes_GET_SIZE(input);
  const view = PyObject_CheckBuffer(input) ? readableBuffer(input) : null;
  if (view !== null) {
    const n = view.len;
    PyBuffer_Release(view);
    return n;
  }
  if (PyErr_Occurred() !== NULL) PyErr_Clear();
  PyErr_Format(PyExc_TypeError, `underlying ${payload<TextState>(self).has_read1 ? 'read1' : 'read'}() should have returned a bytes-like object, not '${typeName(input)}'`);
  return -1;
}
/** Reads and decodes another chunk: 1, 0 at the end, -1 with an exception. escapes. CPython: textiowrapper_read_chunk() */
export function textiowrapper_read_chunk(self: PyObject, sizeHint: number): number {
  const ts = payload<TextState>(self);
  if (!ts.hasDecoder) {
    unsupported(self, 'not readable');
    return -1;
  }
  // tell() needs to know from where on the decoder would have to run again
  const before = ts.telling ? decoderState(self) : NULL;
  if (before === NULL && ts.telling) return -1;
  const hint = sizeHint > 0 ? Math.trunc(Math.max(ts.b2cratio, 1) * sizeHint) : 0;
  const size = PyLong_FromNumber(Math.max(textio_chunk_size(self), hint));
  const input = size === NULL ? NULL : PyObject_CallMethodOneArg(textio_buffer(self), ts.has_read1 ? ID_read1 : ID_read, size);
  Py_XDECREF(size);
  const status = input === NULL ? -1 : takeChunk(self, ts, input, before);
  Py_XDECREF(input);
  Py_XDECREF(before);
  return status;
}
function takeChunk(self: PyObject, ts: TextState, input: PyObject, before: PyObject | NULL): number {
  const nbytes = inputLength(self, input);
  if (nbytes < 0) return -1;
  const text = decodeInput(self, input, nbytes === 0);
  if (text === null) return -1;
  ts.setDecoded(text, ts.lastIsASCII);
  ts.b2cratio = text.length > 0 ? nbytes / text.length : 0;
  if (before !== NULL) {
    const held = PyTuple_GET_ITEM(before, 0);
    const next = PyBytes_GET_SIZE(held) === 0 && PyBytes_Check(input) ? Py_NewRef(input) : PyBytes_Concat(Py_NewRef(PyBytes_GET_SIZE(held) === 0 ? _PyBytes_Empty : held), input);
    if (next === NULL) return -1;
    const snapshot = packSteal(Py_NewRef(PyTuple_GET_ITEM(before, 1)), next);
    if (snapshot === NULL) return -1;
    setRef(self, textio_snapshot, set_textio_snapshot, snapshot);
  }
  return nbytes === 0 && text.length === 0 ? 0 : 1;
}
/** A chunk in spite of signals: as textiowrapper_read_chunk(). escapes */
function nextChunk(self: PyObject, hint: number): number {
  for (;;) {
    const res = textiowrapper_read_chunk(self, hint);
    if (res >= 0 || !_PyIO_trap_eintr()) return res;
  }
}
/** All of the text that remains; NULL with an exception. escapes */
export function readAll(self: PyObject): New | NULL {
  const bytes = PyObject_CallMethodNoArgs(textio_buffer(self), ID_read);
  if (bytes === NULL) return NULL;
  const text = decodeInput(self, bytes, true), ts = payload<TextState>(self);
  Py_DECREF(bytes);
  if (text === null) return NULL;
  const first = takeDecoded(ts, -1), hadSnapshot = (textio_snapshot(self) as number) !== NULL;
  const result = first.length === 0 && ts.lastIsASCII ? _PyUnicode_FromASCII(text as string) : PyUnicode_FromText(first.length === 0 ? text : textConcat(first, text));
  if (result !== NULL && hadSnapshot) dropDecoded(self);
  return result;
}
/** n characters, fewer at the end; NULL with an exception. escapes */
export function readCharacters(self: PyObject, n: number): New | NULL {
  const ts = payload<TextState>(self);
  let part = takeDecoded(ts, n), remaining = n - part.length;
  if (remaining === 0) return PyUnicode_FromText(part);
  const chunks: PyText[] = [part];
  while (remaining > 0) {
    const res = nextChunk(self, remaining);
    if (res < 0) return NULL;
    if (res === 0) break;
    part = takeDecoded(ts, remaining);
    chunks.push(part);
    remaining -= part.length;
  }
  return PyUnicode_FromText(chunks.length === 1 ? part : textJoin(chunks));
}

/** A line of at most `limit` characters, without limit when that is negative. The stream is known to be open. escapes. CPython: _textiowrapper_readline() */
export function _textiowrapper_readline(self: PyObject, limit: number): New | NULL {
  if (_textiowrapper_writeflush(self) < 0) return NULL;
  const ts = payload<TextState>(self), decoded = ts.decoded;
  if (limit < 0 && decoded !== null && typeof decoded === 'string') {
    // most lines lie within the chunk
    const start = ts.decoded_used, end = findLineEnding(decoded, start, decoded.length, ts.readtranslate, ts.readuniversal, ts.readnl);
    if (end >= 0) {
      ts.decoded_used = end;
      const line = decoded.substring(start, end);
      return ts.decodedIsASCII ? _PyUnicode_FromASCII(line) : PyUnicode_FromText(line);
    }
  }
  return readlineSlowly(self, ts, limit);
}
function readlineSlowly(self: PyObject, ts: TextState, limit: number): New | NULL {
  let chunks: PyText[] | null = null, remaining: PyText | null = null, line: PyText | null = null;
  let chunked = 0, start = 0, end = 0, offset = 0;
  for (;;) {
    let res = 1;
    while (res === 1 && (ts.decoded === null || ts.decoded.length === 0)) res = nextChunk(self, 0);
    if (res < 0) return NULL;
    const decoded: PyText | null = ts.decoded;
    if (res === 0 || decoded === null) {
      dropDecoded(self);
      line = null;
      break;
    }
    if (remaining === null) {
      line = decoded;
      start = ts.decoded_used;
      offset = 0;
    } else {
      line = textConcat(remaining, decoded);
      start = 0;
      offset = remaining.length;
      remaining = null;
    }
    const found = findLineEnding(line, start, line.length, ts.readtranslate, ts.readuniversal, ts.readnl);
    end = found >= 0 ? found : start - 1 - found;
    if (limit >= 0 && end - start + chunked >= limit) {
      end = start + limit - chunked;
      break;
    }
    if (found >= 0) break;
    if (end > start) {
      chunks ??= [];
      chunks.push(textSlice(line, start, end));
      chunked += end - start;
    }
    if (end < line.length) remaining = textSlice(line, end, line.length);
    line = null;
    ts.setDecoded(null);
  }
  let last: PyText = '';
  if (line !== null) {
    ts.decoded_used = end - offset;
    last = start > 0 || end < line.length ? textSlice(line, start, end) : line;
  }
  if (remaining !== null) {
    chunks ??= [];
    chunks.push(remaining);
  }
  if (chunks === null) return PyUnicode_FromText(last);
  if (line !== null) chunks.push(last);
  return PyUnicode_FromText(textJoin(chunks));
}
