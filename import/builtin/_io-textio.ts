/** _TextIOBase and TextIOWrapper. Reading is in _io-textread.ts, positions in _io-textseek.ts, codecs in _io-textcodec.ts. CPython: Modules/_io/textio.c */
import {clearFields, traverseHeapFields} from '../../objects/field-slots';
import {PyNumber_AsSsize_t} from '../../objects/abstract-number';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {PyCodec_LookupError, _PyCodec_LookupTextEncoding} from '../../objects/codecs';
import {
  PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, _PyErr_ChainExceptions1, reprText, typeName,
} from '../../objects/errors';
import {parseTupleAndKeywords} from '../../objects/getargs';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyObject_GetAttr, PyObject_HasAttrWithError, PyObject_IsTrue, Py_ReprEnter, Py_ReprLeave} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {_PyFile_Flush} from '../../objects/traceback-display';
import {_PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_Replace, _PyUnicode_TEXT, get_latin1_char} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {
  PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND, Py_TYPE, set_textio_buffer, set_textio_chunk_size, set_textio_detached, set_textio_encoding, set_textio_errors,
  set_textio_finalizing, set_textio_initialized, set_textio_line_buffering, set_textio_ok, set_textio_raw, set_textio_readnl, set_textio_snapshot, set_textio_write_through, textio_buffer,
  textio_chunk_size, textio_decoder, textio_detached, textio_encoding, textio_errors, textio_finalizing, textio_initialized, textio_line_buffering, textio_ok, textio_raw, textio_readnl,
  textio_snapshot, textio_write_through,
} from '../../runtime/generated/accessors';
import {
  ID__dealloc_warn, ID_close, ID_closed, ID_fileno, ID_flush, ID_isatty, ID_mode, ID_name, ID_newlines, ID_raw, ID_read1, ID_readable, ID_seekable, ID_strict, ID_truncate,
  ID_writable,
} from '../../runtime/generated/ids';
import {PyExc_AttributeError, PyExc_EncodingWarning, PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload, takeRef} from '../../runtime/object';
import {textFind} from '../../runtime/text';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_READONLY, type TypeSpec} from '../../runtime/typeslots';
import {_PyFileIO_closed} from './_io-fileio';
import {_PyIOBase_cannot_pickle, deallocStream, iobase_check_closed} from './_io-iobase';
import {SEEN_ALL, newlinesObject} from './_io-newline';
import {callReadline, fail, find_io_state_by_def, intArgument, none, optionalAttr, optionalSize, setRef, sizeArgument, unsupported, unsupportedSize} from './_io-state';
import {_textiowrapper_fix_encoder_state, _textiowrapper_set_decoder, _textiowrapper_set_encoder, encodeByObject, encodeDirectly, resetDecoder} from './_io-textcodec';
import {_textiowrapper_readline, _textiowrapper_writeflush, dropDecoded, readAll, readCharacters} from './_io-textread';
import {textiowrapper_seek, textiowrapper_tell} from './_io-textseek';
import {CODEC_NONE, ENCODE_LATIN1, ENCODE_NONE, ENCODE_UTF8, TextState, utf8Length} from './_io-textstate';

// ---- _TextIOBase ----

function textiobase_write(self: PyObject, s: PyObject): New | NULL {
  if (!PyUnicode_Check(s)) return _PyArg_BadArgument('write', 'argument', 'str', s);
  return _PyUnicode_AsUTF8NoNUL(s) === undefined ? NULL : unsupported(self, 'write');
}
export const textiobase_spec: TypeSpec = {
  tp_name: '_io._TextIOBase', tp_basicsize: 0, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'The base of streams of text, which read and write str by characters and lines.', slots: {},
  methods: [
    method('detach', '($self, /)', self => unsupported(self, 'detach'), 'Separates the buffer below and returns it; afterwards this object is of no use.', METH_METHOD),
    method('read', '($self, size=-1, /)', unsupportedSize('read'), 'At most size characters; everything when it is negative or left out.', METH_METHOD),
    method('readline', '($self, size=-1, /)', unsupportedSize('readline'), 'The next line with its end; empty at the end of the file.', METH_METHOD),
    method('write', '($self, s, /)', (self, s) => textiobase_write(self, s as PyObject), 'Writes a str; returns its length.', METH_METHOD),
  ],
  getset: [
    {name: 'encoding', get: none, doc: 'The encoding; None unless a class derived from this one says it.'},
    {name: 'newlines', get: none, doc: 'The line ends that were translated so far.'},
    {name: 'errors', get: none, doc: 'What is done on errors in decoding and encoding.'},
  ],
};

// ---- checks ----

function notInitialized(self: PyObject): boolean {
  if (textio_ok(self) > 0) return false;
  PyErr_SetString(PyExc_ValueError, 'I/O operation on uninitialized object');
  return true;
}
/** True, with a ValueError, without initialisation or after detach(). CPython: CHECK_ATTACHED() */
function notAttached(self: PyObject): boolean {
  if (notInitialized(self)) return true;
  if (textio_detached(self) === 0) return false;
  PyErr_SetString(PyExc_ValueError, 'underlying buffer has been detached');
  return true;
}
/** True, with an exception, when the stream is closed. escapes. CPython: CHECK_CLOSED() */
function notOpen(self: PyObject): boolean {
  if (Py_TYPE(self) !== payload<TextState>(self).module.PyTextIOWrapper_Type) return iobase_check_closed(self) !== 0;
  const raw: PyObject | NULL = textio_raw(self);
  if (raw !== NULL) {
    if (!_PyFileIO_closed(raw)) return false;
  } else {
    const res = textio_closed(self), closed = res === NULL ? -1 : PyObject_IsTrue(res);
    Py_XDECREF(res);
    if (closed <= 0) return closed < 0;
  }
  PyErr_SetString(PyExc_ValueError, 'I/O operation on closed file.');
  return true;
}

// ---- making ----

/** CPython: validate_newline() */
function validate_newline(newline: string): number {
  if (newline === '' || newline === '\n' || newline === '\r' || newline === '\r\n') return 0;
  PyErr_Format(PyExc_ValueError, `illegal newline value: ${newline}`);
  return -1;
}
/** CPython: set_newline() */
function set_newline(self: PyObject, newline: string | null): number {
  const readnl = newline === null ? NULL : PyUnicode_FromString(newline), ts = payload<TextState>(self);
  if (newline !== null && readnl === NULL) return -1;
  setRef(self, textio_readnl, set_textio_readnl, readnl);
  ts.readnl = newline ?? '';
  ts.readuniversal = newline === null || newline === '';
  ts.readtranslate = newline === null;
  ts.writetranslate = newline !== '';
  ts.writenl = ts.readuniversal || newline === '\n' ? null : newline;
  return 0;
}
/** In development mode unknown error handlers are refused at once. escapes. CPython: io_check_errors() */
function io_check_errors(name: string): number {
  if ((interp.config.dev_mode === 0 && !_PyRuntime.build.pydebug) || interp.codec.initialized !== 1) return 0;
  const handler = PyCodec_LookupError(name);
  if (handler === NULL) return -1;
  Py_DECREF(handler);
  return 0;
}
/** What `locale` stands for. CPython: Python/fileutils.c _Py_GetLocaleEncoding() */
function _Py_GetLocaleEncoding(): string {
  return interp.config.utf8_mode !== 0 ? 'utf-8' : 'UTF-8';
}
/** A str or None argument: text, null for None, undefined with an exception. */
function textArgument(fname: string, name: string, arg: PyObject | NULL): string | null | undefined {
  if (arg === NULL || arg === _Py_NoneStruct) return null;
  if (PyUnicode_Check(arg)) return _PyUnicode_AsUTF8NoNUL(arg);
  _PyArg_BadArgument(fname, `argument '${name}'`, 'str or None', arg);
  return undefined;
}
const clearRefs = clearFields(8, 10, 12, 14, 16, 38, 18, 42), clearDict = clearFields(46);
/** TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False). escapes. CPython: _io_TextIOWrapper___init___impl() */
function textiowrapper_init(self: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const values = parseTupleAndKeywords('TextIOWrapper', '(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)', args, kwds);
  if (values === null) return -1;
  const encoding = textArgument('TextIOWrapper', 'encoding', values[1]), errors = values[2] === NULL || values[2] === _Py_NoneStruct ? ID_strict : values[2];
  if (encoding === undefined) return -1;
  const newline = textArgument('TextIOWrapper', 'newline', values[3]);
  if (newline === undefined) return -1;
  const lineBuffering = values[4] === NULL ? 0 : PyObject_IsTrue(values[4]);
  if (lineBuffering < 0) return -1;
  const writeThrough = values[5] === NULL ? 0 : PyObject_IsTrue(values[5]);
  if (writeThrough < 0) return -1;
  set_textio_ok(self, 0);
  set_textio_detached(self, 0);
  if (encoding === null && interp.config.warn_default_encoding !== 0 && PyErr_WarnEx(PyExc_EncodingWarning, "'encoding' argument not specified", 1) < 0) return -1;
  if (!PyUnicode_Check(errors)) return fail(PyExc_TypeError, `TextIOWrapper() argument 'errors' must be str or None, not ${typeName(errors)}`);
  const handler = _PyUnicode_AsUTF8NoNUL(errors);
  if (handler === undefined || io_check_errors(handler) < 0 || (newline !== null && validate_newline(newline) < 0)) return -1;
  clearRefs(self);
  const state = find_io_state_by_def(Py_TYPE(self)), ts = new TextState(state);
  if (textio_initialized(self) === 0) {
    setPayload(self, ts);
    set_textio_initialized(self, 1);
  } else Object.assign(payload<TextState>(self), ts);
  const name = encoding === null && interp.config.utf8_mode !== 0 ? 'utf-8' : encoding === null || encoding === 'locale' ? _Py_GetLocaleEncoding() : encoding;
  const nameObject = PyUnicode_FromString(name);
  if (nameObject === NULL) return -1;
  set_textio_encoding(self, nameObject);
  const codec_info = _PyCodec_LookupTextEncoding(name, 'codecs.open()');
  if (codec_info === NULL) {
    setRef(self, textio_encoding, set_textio_encoding, NULL);
    return -1;
  }
  const status = initialize(self, values[0] as PyObject, codec_info, errors, handler, newline, lineBuffering, writeThrough);
  Py_DECREF(codec_info);
  if (status < 0) return -1;
  set_textio_ok(self, 1);
  return 0;
}
function initialize(self: PyObject, buffer: PyObject, codec_info: PyObject, errors: PyObject, handler: string, newline: string | null, lineBuffering: number, writeThrough: number): number {
  set_textio_errors(self, Py_NewRef(errors));
  set_textio_chunk_size(self, 8192);
  set_textio_line_buffering(self, lineBuffering);
  set_textio_write_through(self, writeThrough);
  if (set_newline(self, newline) < 0) return -1;
  setRef(self, textio_buffer, set_textio_buffer, Py_NewRef(buffer));
  if (_textiowrapper_set_decoder(self, codec_info, handler) < 0 || _textiowrapper_set_encoder(self, codec_info, handler) < 0) return -1;
  const ts = payload<TextState>(self), state = ts.module, type = Py_TYPE(buffer);
  if (type === state.PyBufferedReader_Type || type === state.PyBufferedWriter_Type || type === state.PyBufferedRandom_Type) {
    const raw = optionalAttr(buffer, ID_raw);
    if (raw === null) return -1;
    // with a file below, whether the stream is closed is cheap to find out
    if (raw !== NULL && Py_TYPE(raw) === state.PyFileIO_Type) setRef(self, textio_raw, set_textio_raw, raw);
    else Py_XDECREF(raw);
  }
  const res = PyObject_CallMethodNoArgs(buffer, ID_seekable);
  if (res === NULL) return -1;
  const seekable = PyObject_IsTrue(res);
  Py_DECREF(res);
  if (seekable < 0) return -1;
  ts.seekable = ts.telling = seekable !== 0;
  const read1 = PyObject_HasAttrWithError(buffer, ID_read1);
  if (read1 < 0) return -1;
  ts.has_read1 = read1 !== 0;
  return _textiowrapper_fix_encoder_state(self);
}
/** A str as a `char *` that nobody measures: up to its first NUL; undefined when it has no UTF-8. @raises UnicodeEncodeError. CPython: PyUnicode_AsUTF8() */
function cText(op: PyObject): string | undefined {
  const bytes = _PyUnicode_AsUTF8String(op, null);
  if (bytes === NULL) return undefined;
  Py_DECREF(bytes);
  const text = PyUnicode_AsJSString(op), end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
/** CPython: textiowrapper_change_encoding() */
function textiowrapper_change_encoding(self: PyObject, encoding: PyObject, errors: PyObject, newlineChanged: boolean): number {
  if (encoding === _Py_NoneStruct && errors === _Py_NoneStruct && !newlineChanged) return 0;
  let newEncoding: New | NULL;
  if (encoding === _Py_NoneStruct) {
    newEncoding = Py_NewRef(textio_encoding(self));
    if (errors === _Py_NoneStruct) errors = textio_errors(self);
  } else {
    newEncoding = PyUnicode_AsJSString(encoding) === 'locale' ? PyUnicode_FromString(_Py_GetLocaleEncoding()) : Py_NewRef(encoding);
    if (errors === _Py_NoneStruct) errors = ID_strict;
  }
  if (newEncoding === NULL) return -1;
  const newErrors = Py_NewRef(errors), name = cText(newEncoding), handler = name === undefined ? undefined : cText(errors);
  const codec_info = name === undefined || handler === undefined ? NULL : _PyCodec_LookupTextEncoding(name, 'codecs.open()');
  const failed = codec_info === NULL || handler === undefined || _textiowrapper_set_decoder(self, codec_info, handler) < 0 || _textiowrapper_set_encoder(self, codec_info, handler) < 0;
  Py_XDECREF(codec_info);
  if (failed) {
    Py_DECREF(newEncoding);
    Py_DECREF(newErrors);
    return -1;
  }
  setRef(self, textio_encoding, set_textio_encoding, newEncoding);
  setRef(self, textio_errors, set_textio_errors, newErrors);
  return _textiowrapper_fix_encoder_state(self);
}
/** A truth value given as an int or None; -1 with an exception. CPython: convert_optional_bool() */
function convert_optional_bool(arg: PyObject, fallback: number): number {
  if (arg === _Py_NoneStruct) return fallback;
  const v = PyLong_AsLong(arg);
  return v === -1 && PyErr_Occurred() !== NULL ? -1 : v !== 0 ? 1 : 0;
}
function textiowrapper_reconfigure(self: PyObject, encodingArg: PyObject | NULL, errorsArg: PyObject | NULL, newlineArg: PyObject | NULL, lineBufferingArg: PyObject | NULL, writeThroughArg: PyObject | NULL): New | NULL {
  const given = (arg: PyObject | NULL): PyObject => (arg === NULL ? _Py_NoneStruct : arg), encoding = given(encodingArg), errors = given(errorsArg);
  for (const [name, arg] of [['encoding', encoding], ['errors', errors], ['newline', given(newlineArg)]] as const) {
    if (arg !== _Py_NoneStruct && !PyUnicode_Check(arg)) return _PyArg_BadArgument('reconfigure', `argument '${name}'`, 'str or None', arg);
  }
  if (textio_initialized(self) !== 0 && payload<TextState>(self).decoded !== null && (encoding !== _Py_NoneStruct || errors !== _Py_NoneStruct || newlineArg !== NULL)) {
    return unsupported(self, 'It is not possible to set the encoding or newline of stream after the first read');
  }
  const newline = newlineArg === NULL || newlineArg === _Py_NoneStruct ? null : cText(newlineArg);
  if (newline === undefined) return NULL;
  if (newline !== null && validate_newline(newline) < 0) return NULL;
  const lineBuffering = convert_optional_bool(given(lineBufferingArg), textio_line_buffering(self));
  if (lineBuffering < 0) return NULL;
  const writeThrough = convert_optional_bool(given(writeThroughArg), textio_write_through(self));
  if (writeThrough < 0 || _PyFile_Flush(self) < 0) return NULL;
  payload<TextState>(self).b2cratio = 0;
  if (newlineArg !== NULL && set_newline(self, newline) < 0) return NULL;
  if (textiowrapper_change_encoding(self, encoding, errors, newlineArg !== NULL) < 0) return NULL;
  set_textio_line_buffering(self, lineBuffering);
  set_textio_write_through(self, writeThrough);
  return none();
}
function textiowrapper_clear(self: PyObject): number {
  set_textio_ok(self, 0);
  clearRefs(self);
  return clearDict(self);
}
function textiowrapper_dealloc(self: PyObject): void {
  set_textio_finalizing(self, 1);
  deallocStream(self, true, 176, textiowrapper_clear);
}

// ---- writing ----

/** write(). escapes. CPython: _io_TextIOWrapper_write_impl() */
function textiowrapper_write(self: PyObject, arg: PyObject): New | NULL {
  if (!PyUnicode_Check(arg)) return _PyArg_BadArgument('write', 'argument', 'str', arg);
  if (notAttached(self) || notOpen(self)) return NULL;
  const ts = payload<TextState>(self), length = PyUnicode_GET_LENGTH(arg);
  if (!ts.hasEncoder) return unsupported(self, 'not writable');
  const text = _PyUnicode_TEXT(arg), translate = ts.writetranslate && ts.writenl !== null, lineBuffering = textio_line_buffering(self) !== 0;
  const hasNewline = (translate || lineBuffering) && textFind(text, '\n', 0, text.length) >= 0;
  let needFlush = false;
  if (lineBuffering) needFlush = hasNewline || textFind(text, '\r', 0, text.length) >= 0;
  let written = arg, owned: New | NULL = NULL;
  if (hasNewline && translate) {
    const nl = PyUnicode_FromString(ts.writenl as string);
    owned = nl === NULL ? NULL : PyUnicode_Replace(arg, get_latin1_char(10), nl, -1);
    Py_XDECREF(nl);
    if (owned === NULL) return NULL;
    written = owned;
    if (lineBuffering) needFlush = true;
  }
  const status = addPending(self, ts, written);
  Py_XDECREF(owned);
  if (status < 0) return NULL;
  if ((ts.pending_bytes_count >= textio_chunk_size(self) || needFlush || textio_write_through(self) !== 0) && _textiowrapper_writeflush(self) < 0) return NULL;
  if (needFlush && _PyFile_Flush(textio_buffer(self)) < 0) return NULL;
  if ((textio_snapshot(self) as number) !== NULL) dropDecoded(self);
  if (ts.hasDecoder && resetDecoder(self) < 0) return NULL;
  return PyLong_FromNumber(length);
}
/** Adds a str to what waits, encoded or, where encoding can't fail, as it is; -1 with an exception. escapes */
function addPending(self: PyObject, ts: TextState, str: PyObject): number {
  const text = _PyUnicode_TEXT(str), encodefunc = ts.encodefunc;
  let size = -1;
  if (typeof text === 'string' && encodefunc !== ENCODE_NONE && encodefunc <= ENCODE_UTF8) {
    if (PyUnicode_IS_ASCII(str) || (encodefunc === ENCODE_LATIN1 && PyUnicode_KIND(str) === 1)) size = text.length;
    else if (encodefunc === ENCODE_UTF8) size = utf8Length(text);
  }
  if (size >= 0) {
    ts.encoding_start_of_stream = false;
    if (size >= textio_chunk_size(self) && flushBefore(self, ts) < 0) return -1;
    ts.addText(text as string, size);
    return 0;
  }
  const b = encodefunc !== ENCODE_NONE ? encodeDirectly(self, str) : encodeByObject(self, str);
  if (encodefunc !== ENCODE_NONE) ts.encoding_start_of_stream = false;
  if (b === NULL) return -1;
  const data = PyBytes_AsUint8Array(b).slice();
  Py_DECREF(b);
  if (data.length >= textio_chunk_size(self) && flushBefore(self, ts) < 0) return -1;
  ts.addBytes(data);
  return 0;
}
/** Large data is not appended to what waits; the buffer's write() may have written to us again (gh-118138). */
function flushBefore(self: PyObject, ts: TextState): number {
  while (ts.hasPending()) if (_textiowrapper_writeflush(self) < 0) return -1;
  return 0;
}
function textiowrapper_flush(self: PyObject): New | NULL {
  if (notAttached(self) || notOpen(self)) return NULL;
  const ts = payload<TextState>(self);
  ts.telling = ts.seekable;
  return _textiowrapper_writeflush(self) < 0 ? NULL : PyObject_CallMethodNoArgs(textio_buffer(self), ID_flush);
}
function textiowrapper_close(self: PyObject): New | NULL {
  if (notAttached(self)) return NULL;
  let res = textio_closed(self);
  const closed = res === NULL ? -1 : PyObject_IsTrue(res);
  Py_XDECREF(res);
  if (closed !== 0) return closed < 0 ? NULL : none();
  if (textio_finalizing(self) !== 0) {
    const warned = PyObject_CallMethodOneArg(textio_buffer(self), ID__dealloc_warn, self);
    if (warned === NULL) PyErr_Clear();
    else Py_DECREF(warned);
  }
  const exc = _PyFile_Flush(self) < 0 ? PyErr_GetRaisedException() : NULL;
  res = PyObject_CallMethodNoArgs(textio_buffer(self), ID_close);
  if (exc === NULL) return res;
  _PyErr_ChainExceptions1(exc);
  Py_XDECREF(res);
  return NULL;
}
function textiowrapper_detach(self: PyObject): New | NULL {
  if (notAttached(self) || _PyFile_Flush(self) < 0) return NULL;
  const buffer = takeRef(textio_buffer(self));
  set_textio_buffer(self, NULL);
  set_textio_detached(self, 1);
  return buffer;
}

// ---- reading and positions ----

function textiowrapper_read(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const n = optionalSize(sizeArg, -1);
  if (n !== n || notAttached(self) || notOpen(self)) return NULL;
  if (!payload<TextState>(self).hasDecoder) return unsupported(self, 'not readable');
  if (_textiowrapper_writeflush(self) < 0) return NULL;
  return n < 0 ? readAll(self) : readCharacters(self, n);
}
function textiowrapper_readline(self: PyObject, sizeArg: PyObject | NULL): New | NULL {
  const limit = sizeArgument(sizeArg, -1);
  return limit !== limit || notAttached(self) || notOpen(self) ? NULL : _textiowrapper_readline(self, limit);
}
function textiowrapper_iternext(self: PyObject): New | NULL {
  if (notAttached(self)) return NULL;
  const ts = payload<TextState>(self);
  ts.telling = false;
  const own = Py_TYPE(self) === ts.module.PyTextIOWrapper_Type, line = !own ? callReadline(self) : notOpen(self) ? NULL : _textiowrapper_readline(self, -1);
  if (line === NULL || PyUnicode_GET_LENGTH(line) > 0) return line;
  Py_DECREF(line);
  setRef(self, textio_snapshot, set_textio_snapshot, NULL);
  ts.telling = ts.seekable;
  return NULL;
}
function seek(self: PyObject, cookie: PyObject, whenceArg: PyObject | NULL): New | NULL {
  const whence = intArgument(whenceArg, 0);
  return whence !== whence || notAttached(self) || notOpen(self) ? NULL : textiowrapper_seek(self, cookie, whence);
}
function textiowrapper_truncate(self: PyObject, pos: PyObject | NULL): New | NULL {
  return notAttached(self) || _PyFile_Flush(self) < 0 ? NULL : PyObject_CallMethodOneArg(textio_buffer(self), ID_truncate, pos === NULL ? _Py_NoneStruct : pos);
}

// ---- what it is ----

function forwarded(name: PyObject) {
  return (self: PyObject): New | NULL => (notAttached(self) ? NULL : PyObject_CallMethodNoArgs(textio_buffer(self), name));
}
function textio_closed(self: PyObject): New | NULL {
  return notAttached(self) ? NULL : PyObject_GetAttr(textio_buffer(self), ID_closed);
}
function newlinesGetter(self: PyObject): New | NULL {
  if (notAttached(self)) return NULL;
  const ts = payload<TextState>(self);
  if (!ts.hasDecoder) return none();
  if (ts.codec !== CODEC_NONE) return newlinesObject(ts.readuniversal ? ts.newlines & SEEN_ALL : 0);
  const newlines = optionalAttr(textio_decoder(self), ID_newlines);
  return newlines === null ? NULL : newlines === NULL ? none() : newlines;
}
function setChunkSize(self: PyObject, value: PyObject | NULL): number {
  if (notAttached(self)) return -1;
  if (value === NULL) return fail(PyExc_AttributeError, 'cannot delete attribute');
  const n = PyNumber_AsSsize_t(value, PyExc_ValueError);
  if (n === -1 && PyErr_Occurred() !== NULL) return -1;
  if (n <= 0) return fail(PyExc_ValueError, 'a strictly positive integer is required');
  set_textio_chunk_size(self, n);
  return 0;
}
/** ` name=...` for an attribute that is there, '' for one that is not; null with an exception. */
function shownAttribute(self: PyObject, name: PyObject, label: string, ignoreValueError: boolean): string | null {
  const value = optionalAttr(self, name);
  if (value === null) {
    if (!ignoreValueError || !PyErr_ExceptionMatches(PyExc_ValueError)) return null;
    PyErr_Clear();
    return '';
  }
  if (value === NULL) return '';
  const text = reprText(value);
  Py_DECREF(value);
  return text === null ? null : ` ${label}=${text}`;
}
function textiowrapper_repr(self: PyObject): New | NULL {
  if (notInitialized(self)) return NULL;
  const type = typeName(self), entered = Py_ReprEnter(self);
  if (entered !== 0) return entered < 0 ? NULL : PyErr_Format(PyExc_RuntimeError, `reentrant call inside ${type}.__repr__`);
  // a detached buffer has no name
  const name = shownAttribute(self, ID_name, 'name', true), mode = name === null ? null : shownAttribute(self, ID_mode, 'mode', false);
  const encoding = mode === null ? null : reprText(textio_encoding(self));
  Py_ReprLeave(self);
  return encoding === null ? NULL : PyUnicode_FromString(`<${type}${name}${mode} encoding=${encoding}>`);
}

export const textiowrapper_spec: TypeSpec = {
  tp_name: '_io.TextIOWrapper', tp_basicsize: 200, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, tp_dictoffset: 184, tp_weaklistoffset: 176,
  tp_doc: "TextIOWrapper(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)\n--\n\nText over a buffered stream of bytes.\n\nencoding is by default that of the locale; errors names what is done with what it can't decode or encode. newline is\nNone, '', '\\n', '\\r' or '\\r\\n'. Reading: with None all three line ends are taken and become '\\n'; with '' they are\ntaken and kept; otherwise a line ends with newline only. Writing: with None or another newline '\\n' becomes the\nsystem's or that line end; with '' and '\\n' it stays. With line_buffering a newline flushes.",
  slots: {
    tp_dealloc: textiowrapper_dealloc, tp_repr: textiowrapper_repr, tp_traverse: traverseHeapFields(8, 10, 12, 14, 16, 38, 18, 42, 46), tp_clear: textiowrapper_clear, tp_iternext: textiowrapper_iternext,
    tp_init: textiowrapper_init,
  },
  methods: [
    method('detach', '($self, /)', textiowrapper_detach),
    method('reconfigure', '($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)', textiowrapper_reconfigure, 'Changes what the stream was made with, after a flush. Encoding and newline may not change once something was read.'),
    method('write', '($self, text, /)', (self, text) => textiowrapper_write(self, text as PyObject)),
    method('read', '($self, size=-1, /)', textiowrapper_read),
    method('readline', '($self, size=-1, /)', textiowrapper_readline),
    method('flush', '($self, /)', textiowrapper_flush),
    method('close', '($self, /)', textiowrapper_close),
    method('fileno', '($self, /)', forwarded(ID_fileno)),
    method('seekable', '($self, /)', forwarded(ID_seekable)),
    method('readable', '($self, /)', forwarded(ID_readable)),
    method('writable', '($self, /)', forwarded(ID_writable)),
    method('isatty', '($self, /)', forwarded(ID_isatty)),
    method('seek', '($self, cookie, whence=os.SEEK_SET, /)', (self, cookie, whence) => seek(self, cookie as PyObject, whence), 'Moves to a place that tell() named. whence: 0 the start; 1 stays and 2 goes to the end, both with a cookie of 0.'),
    method('tell', '($self, /)', self => (notAttached(self) || notOpen(self) ? NULL : textiowrapper_tell(self)), 'The place as a number for seek() that means nothing otherwise.'),
    method('truncate', '($self, pos=None, /)', textiowrapper_truncate),
    method('__getstate__', '($self, /)', _PyIOBase_cannot_pickle),
  ],
  members: [
    {name: 'encoding', type: 'object', offset: 40, flags: Py_READONLY}, {name: 'buffer', type: 'object', offset: 32, flags: Py_READONLY},
    {name: 'line_buffering', type: 'bool', offset: 88, flags: Py_READONLY}, {name: 'write_through', type: 'bool', offset: 92, flags: Py_READONLY}, {name: '_finalizing', type: 'bool', offset: 96},
  ],
  getset: [
    {name: 'name', get: self => (notAttached(self) ? NULL : PyObject_GetAttr(textio_buffer(self), ID_name))},
    {name: 'closed', get: textio_closed},
    {name: 'newlines', get: newlinesGetter},
    {name: 'errors', get: self => (notInitialized(self) ? NULL : Py_NewRef(textio_errors(self)))},
    {name: '_CHUNK_SIZE', get: self => (notAttached(self) ? NULL : PyLong_FromNumber(textio_chunk_size(self))), set: setChunkSize},
  ],
};
