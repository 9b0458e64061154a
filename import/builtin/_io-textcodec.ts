/** Encoder and decoder of a TextIOWrapper: which they are, and calls of them. CPython: Modules/_io/textio.c */
import {PyBuffer_Release, PyObject_CheckBuffer} from '../../objects/abstract-buffer';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg} from '../../objects/call';
import {_PyCodecInfo_GetIncrementalDecoder, _PyCodecInfo_GetIncrementalEncoder, _PyCodec_LookupTextEncoding} from '../../objects/codecs';
import {PyErr_Clear, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyLong_FromNumber, _PyLong_GetZero} from '../../objects/longobject';
import {PyObject_GetOptionalAttrString, PyObject_IsTrue, PyObject_RichCompareBool, Py_EQ} from '../../objects/object';
import {packSteal} from '../../objects/tupleobject';
import {_PyUnicode_AsASCIIString, _PyUnicode_AsLatin1String, _PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {_PyUnicode_EncodeUTF16, _PyUnicode_EncodeUTF32} from '../../objects/unicode-utf';
import {PyUnicode_AsJSString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {U8} from '../../runtime/current';
import {
  PyBytes_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, Py_BOOL, Py_TYPE, set_nldecoder_state, set_textio_decoder, set_textio_encoder, textio_buffer,
  textio_decoder, textio_encoder, textio_encoding, textio_errors,
} from '../../runtime/generated/accessors';
import {ID___module__, ID_encode, ID_getstate, ID_name, ID_readable, ID_reset, ID_setstate, ID_tell, ID_writable} from '../../runtime/generated/ids';
import {PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, slots} from '../../runtime/object';
import type {PyText} from '../../runtime/text';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PENDING_CR, _PyIncrementalNewlineDecoder_decode, callDecode, checkDecoded} from './_io-newline';
import {optionalAttr, readableBuffer, setRef} from './_io-state';
import {
  CODEC_ASCII, CODEC_LATIN1, CODEC_NONE, CODEC_UTF8, ENCODERS, ENCODE_ASCII, ENCODE_LATIN1, ENCODE_NONE, ENCODE_UTF16, ENCODE_UTF16BE, ENCODE_UTF16LE, ENCODE_UTF32, ENCODE_UTF32BE, ENCODE_UTF32LE,
  ENCODE_UTF8, type TextState, partialObject,
} from './_io-textstate';

/** Modules of the standard library whose incremental codecs we stand in for. */
const OWN_CODECS: ReadonlyMap<string, number> = new Map([['encodings.utf_8', CODEC_UTF8], ['encodings.ascii', CODEC_ASCII], ['encodings.latin_1', CODEC_LATIN1]]);

/** Which codec of our own stands for the class that a codec has under this name; CODEC_NONE for none or on errors, which are dropped. escapes */
function ownCodec(codec_info: PyObject, attribute: string, className: string): number {
  const factory = PyObject_GetOptionalAttrString(codec_info, attribute);
  let codec = CODEC_NONE;
  if (factory !== NULL && PyType_Check(factory) && slots(factory).tp_name === className) {
    const module = optionalAttr(factory, ID___module__);
    if (module !== null && module !== NULL) {
      if (PyUnicode_Check(module)) codec = OWN_CODECS.get(PyUnicode_AsJSString(module)) ?? CODEC_NONE;
      Py_DECREF(module);
    }
  }
  Py_XDECREF(factory);
  if (PyErr_Occurred() !== NULL) PyErr_Clear();
  return codec;
}
/** Whether the buffer answers true to a question; -1 with an exception. escapes */
function ask(self: PyObject, question: PyObject): number {
  const res = PyObject_CallMethodNoArgs(textio_buffer(self), question);
  if (res === NULL) return -1;
  const answer = PyObject_IsTrue(res);
  Py_DECREF(res);
  return answer;
}

// ---- decoder ----

/** Makes the decoder object, in the state that our own has. -1 with an exception. escapes */
function makeDecoder(self: PyObject, codec_info: PyObject, errors: string): number {
  const ts = payload<TextState>(self);
  let decoder = _PyCodecInfo_GetIncrementalDecoder(codec_info, errors);
  if (decoder === NULL) return -1;
  if (ts.partial.length > 0) {
    const state = packSteal(partialObject(ts), Py_NewRef(_PyLong_GetZero()));
    const res = state === NULL ? NULL : PyObject_CallMethodOneArg(decoder, ID_setstate, state);
    Py_XDECREF(state);
    if (res === NULL) {
      Py_DECREF(decoder);
      return -1;
    }
    Py_DECREF(res);
  }
  if (ts.readuniversal) {
    const outer = PyObject_CallFunctionObjArgs(ts.module.PyIncrementalNewlineDecoder_Type as PyObject, decoder, Py_BOOL(ts.readtranslate));
    Py_DECREF(decoder);
    if (outer === NULL) return -1;
    set_nldecoder_state(outer, ts.newlines);
    decoder = outer;
  }
  ts.codec = CODEC_NONE;
  ts.resetDecoder();
  setRef(self, textio_decoder, set_textio_decoder, decoder);
  return 0;
}
/** Has the decoder object go on where our own can't. -1 with an exception. escapes */
export function leaveOwnDecoder(self: PyObject): number {
  const codec_info = _PyCodec_LookupTextEncoding(PyUnicode_AsJSString(textio_encoding(self)), 'codecs.open()');
  if (codec_info === NULL) return -1;
  const status = makeDecoder(self, codec_info, PyUnicode_AsJSString(textio_errors(self)));
  Py_DECREF(codec_info);
  return status;
}
/** Chooses the decoder, when the buffer can be read. -1 with an exception. escapes. CPython: _textiowrapper_set_decoder() */
export function _textiowrapper_set_decoder(self: PyObject, codec_info: PyObject, errors: string): number {
  const readable = ask(self, ID_readable), ts = payload<TextState>(self);
  if (readable <= 0) return readable;
  setRef(self, textio_decoder, set_textio_decoder, NULL);
  ts.resetDecoder();
  ts.hasDecoder = false;
  ts.codec = ownCodec(codec_info, 'incrementaldecoder', 'IncrementalDecoder');
  if (ts.codec === CODEC_NONE && makeDecoder(self, codec_info, errors) < 0) return -1;
  ts.hasDecoder = true;
  return 0;
}
/** Decodes with the decoder object: a str, NULL with an exception. escapes. CPython: _textiowrapper_decode() */
export function _textiowrapper_decode(self: PyObject, input: PyObject, final: boolean): New | NULL {
  const decoder = textio_decoder(self);
  if (Py_TYPE(decoder) === payload<TextState>(self).module.PyIncrementalNewlineDecoder_Type) return _PyIncrementalNewlineDecoder_decode(decoder, input, final);
  return checkDecoded(callDecode(decoder, input, final));
}
/** Decodes what the buffer returned; null with an exception. escapes */
export function decodeInput(self: PyObject, input: PyObject, final: boolean): PyText | null {
  const ts = payload<TextState>(self);
  if (ts.codec !== CODEC_NONE) {
    const text = decodeOwn(ts, input, final);
    if (text !== null) return text;
    if (PyErr_Occurred() !== NULL || leaveOwnDecoder(self) < 0) return null;
  }
  ts.lastIsASCII = false;
  const chars = _textiowrapper_decode(self, input, final);
  if (chars === NULL) return null;
  const text = _PyUnicode_TEXT(chars);
  Py_DECREF(chars);
  return text;
}
function decodeOwn(ts: TextState, input: PyObject, final: boolean): PyText | null {
  if (PyBytes_Check(input)) return ts.decode(PyBytes_AsUint8Array(input), final);
  if (!PyObject_CheckBuffer(input)) return null;
  const view = readableBuffer(input);
  if (view === null) return null;
  const text = ts.decode(U8.subarray(view.buf, view.buf + view.len), final);
  PyBuffer_Release(view);
  return text;
}
/** The decoder's state, its first item checked to be bytes: a tuple, NULL with an exception. escapes */
export function decoderState(self: PyObject): New | NULL {
  const ts = payload<TextState>(self);
  if (ts.codec !== CODEC_NONE) return packSteal(partialObject(ts), PyLong_FromNumber((ts.newlines & PENDING_CR) !== 0 ? 1 : 0));
  const state = PyObject_CallMethodNoArgs(textio_decoder(self), ID_getstate);
  if (state === NULL) return NULL;
  if (!PyTuple_Check(state) || PyTuple_GET_SIZE(state) !== 2) PyErr_SetString(PyExc_TypeError, 'illegal decoder state');
  else if (!PyBytes_Check(PyTuple_GET_ITEM(state, 0))) PyErr_Format(PyExc_TypeError, `illegal decoder state: the first item should be a bytes object, not '${typeName(PyTuple_GET_ITEM(state, 0))}'`);
  else return state;
  Py_DECREF(state);
  return NULL;
}
/** decoder.setstate(state); -1 with an exception. escapes */
export function setDecoderState(self: PyObject, state: PyObject): number {
  const res = PyObject_CallMethodOneArg(textio_decoder(self), ID_setstate, state);
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}
/** Puts the decoder into the state of a place in the file where no bytes are held back. -1 with an exception. escapes. CPython: _textiowrapper_decoder_setstate() */
export function decoderSetFlags(self: PyObject, atStart: boolean, flags: number): number {
  const ts = payload<TextState>(self);
  if (ts.codec !== CODEC_NONE) {
    if (atStart) ts.resetDecoder();
    else {
      ts.partial = new Uint8Array(0);
      ts.newlines = (ts.newlines & ~PENDING_CR) | ((flags & 1) !== 0 ? PENDING_CR : 0);
    }
    return 0;
  }
  if (atStart) return resetDecoder(self);
  const state = packSteal(PyBytes_FromUint8Array(new Uint8Array(0)), PyLong_FromNumber(flags));
  if (state === NULL) return -1;
  const status = setDecoderState(self, state);
  Py_DECREF(state);
  return status;
}
/** decoder.reset(), if there is a decoder; -1 with an exception. escapes */
export function resetDecoder(self: PyObject): number {
  const ts = payload<TextState>(self);
  if (!ts.hasDecoder) return 0;
  if (ts.codec !== CODEC_NONE) {
    ts.resetDecoder();
    return 0;
  }
  const res = PyObject_CallMethodNoArgs(textio_decoder(self), ID_reset);
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}

// ---- encoder ----

/** Chooses the encoder, when the buffer can be written. -1 with an exception. escapes. CPython: _textiowrapper_set_encoder() */
export function _textiowrapper_set_encoder(self: PyObject, codec_info: PyObject, errors: string): number {
  const writable = ask(self, ID_writable), ts = payload<TextState>(self);
  if (writable <= 0) return writable;
  setRef(self, textio_encoder, set_textio_encoder, NULL);
  ts.hasEncoder = false;
  ts.encodefunc = ENCODE_NONE;
  // the classes of our own encodings have no state, and encodefunc stands in for their work
  if (ownCodec(codec_info, 'incrementalencoder', 'IncrementalEncoder') === CODEC_NONE) {
    const encoder = _PyCodecInfo_GetIncrementalEncoder(codec_info, errors);
    if (encoder === NULL) return -1;
    set_textio_encoder(self, encoder);
  }
  ts.hasEncoder = true;
  const name = optionalAttr(codec_info, ID_name);
  if (name === null) return -1;
  if (name !== NULL && PyUnicode_Check(name)) ts.encodefunc = ENCODERS.get(PyUnicode_AsJSString(name)) ?? ENCODE_NONE;
  Py_XDECREF(name);
  return 0;
}
/** The bytes of a text by encodefunc. escapes */
export function encodeDirectly(self: PyObject, text: PyObject): New | NULL {
  const ts = payload<TextState>(self), errors = PyUnicode_AsJSString(textio_errors(self)), start = ts.encoding_start_of_stream;
  switch (ts.encodefunc) {
    case ENCODE_ASCII: return _PyUnicode_AsASCIIString(text, errors);
    case ENCODE_LATIN1: return _PyUnicode_AsLatin1String(text, errors);
    case ENCODE_UTF8: return _PyUnicode_AsUTF8String(text, errors);
    case ENCODE_UTF16BE: return _PyUnicode_EncodeUTF16(text, errors, 1);
    case ENCODE_UTF16LE: return _PyUnicode_EncodeUTF16(text, errors, -1);
    // the byte order mark stands at the start only
    case ENCODE_UTF16: return _PyUnicode_EncodeUTF16(text, errors, start ? 0 : -1);
    case ENCODE_UTF32BE: return _PyUnicode_EncodeUTF32(text, errors, 1);
    case ENCODE_UTF32LE: return _PyUnicode_EncodeUTF32(text, errors, -1);
    case ENCODE_UTF32: return _PyUnicode_EncodeUTF32(text, errors, start ? 0 : -1);
    default: throw new Error(`no encodefunc ${ts.encodefunc}`);
  }
}
/** The bytes of a text by encoder.encode(). escapes */
export function encodeByObject(self: PyObject, text: PyObject): New | NULL {
  const b = PyObject_CallMethodOneArg(textio_encoder(self), ID_encode, text);
  if (b === NULL || PyBytes_Check(b)) return b;
  PyErr_Format(PyExc_TypeError, `encoder should return a bytes object, not '${typeName(b)}'`);
  Py_DECREF(b);
  return NULL;
}
/** Tells the encoder whether it is at the start of the file; -1 with an exception. escapes. CPython: _textiowrapper_encoder_reset() */
export function _textiowrapper_encoder_reset(self: PyObject, start: boolean): number {
  const encoder: PyObject | NULL = textio_encoder(self);
  payload<TextState>(self).encoding_start_of_stream = start;
  if (encoder === NULL) return 0;
  const res = start ? PyObject_CallMethodNoArgs(encoder, ID_reset) : PyObject_CallMethodOneArg(encoder, ID_setstate, _PyLong_GetZero());
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}
/** Looks where in the file the first text will go, for byte order marks; -1 with an exception. escapes. CPython: _textiowrapper_fix_encoder_state() */
export function _textiowrapper_fix_encoder_state(self: PyObject): number {
  const ts = payload<TextState>(self);
  if (!ts.seekable || !ts.hasEncoder) return 0;
  ts.encoding_start_of_stream = true;
  const cookie = PyObject_CallMethodNoArgs(textio_buffer(self), ID_tell);
  if (cookie === NULL) return -1;
  const atStart = PyObject_RichCompareBool(cookie, _PyLong_GetZero(), Py_EQ);
  Py_DECREF(cookie);
  return atStart !== 0 ? (atStart < 0 ? -1 : 0) : _textiowrapper_encoder_reset(self, false);
}
