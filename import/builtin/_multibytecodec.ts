/** The _multibytecodec module: codecs of several bytes a character, whole, in pieces, and on streams. CPython: Modules/cjkcodecs/multibytecodec.c */
import {copyOfBuffer} from '../../objects/abstract-buffer';
import {PySequence_Check, PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallMethodObjArgs} from '../../objects/call';
import {PyCapsule_GetPointer} from '../../objects/capsule';
import {PyErr_Format, PyErr_Occurred, PyErr_SetObject, PyErr_SetString, typeName} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsBigInt, PyLong_AsSsize_t, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_Str} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_DecodeUTF8, _PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {codingError} from '../../objects/unicode-coding';
import {PyUnicode_AsJSString, PyUnicode_Concat, PyUnicode_FromString, PyUnicode_Substring, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyBytes_Check, PyBytes_GET_SIZE, PyLong_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_AttributeError, PyExc_OverflowError, PyExc_RuntimeError, PyExc_TypeError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError, PyExc_UnicodeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type PyGetSetDef, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {LAST_PIECE, PIECE, type Taken, WHOLE, decode, encode} from './_multibytecodec-run';
import {type MultibyteCodec, STATE_SIZE} from './cjkcodecs/multibyte';
import {boolArgument} from './posix-args';

type Optional = PyObject | NULL;
export const CODEC_CAPSULE = 'multibytecodec.map';
const EMPTY = new Uint8Array(0), MAX_DECODER_PENDING = 8, MAX_ENCODER_PENDING = 2, MAX_PENDING_UTF8 = MAX_ENCODER_PENDING * 4;

class MultibyteState {
  multibytecodec_type: PyObject | NULL = NULL;
}
/** The name of an error handler; null with an exception. */
function errorsOf(op: Optional): string | null {
  if (op === NULL || op === _Py_NoneStruct) return 'strict';
  if (PyUnicode_Check(op)) return PyUnicode_AsJSString(op);
  PyErr_SetString(PyExc_TypeError, 'errors must be a string');
  return null;
}
function dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  const data = payload<StatefulData | undefined>(self);
  if (data !== undefined) {
    Py_XDECREF(data.stream);
    Py_XDECREF(data.pendingText);
  }
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
// ---- MultibyteCodec ----

function MultibyteCodec_encode(self: PyObject, input: PyObject, errorsArg: Optional): New | NULL {
  const errors = errorsOf(errorsArg);
  if (errors === null) return NULL;
  const text = PyUnicode_Check(input) ? Py_NewRef(input) : PyObject_Str(input);
  if (text === NULL) return NULL;
  const {codec} = dataOf(self), state = new Uint8Array(STATE_SIZE), length = PyUnicode_GET_LENGTH(text);
  codec.begin(state, false);
  const bytes = encode(codec, state, text, errors, true, true, null);
  Py_DECREF(text);
  return bytes === NULL ? NULL : packSteal(bytes, PyLong_FromNumber(length));
}
function MultibyteCodec_decode(self: PyObject, input: PyObject, errorsArg: Optional): New | NULL {
  const errors = errorsOf(errorsArg), bytes = errors === null ? null : copyOfBuffer(input);
  if (errors === null || bytes === null) return NULL;
  const {codec} = dataOf(self), state = new Uint8Array(STATE_SIZE);
  codec.begin(state, true);
  const {text} = decode(codec, state, bytes, errors, WHOLE);
  return text === NULL ? NULL : packSteal(text, PyLong_FromNumber(bytes.length));
}
const multibytecodec_spec: TypeSpec = {
  tp_name: '_multibytecodec.MultibyteCodec', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_dealloc: dealloc, tp_traverse: (self, visit) => visit(Py_TYPE(self))},
  methods: [
    method('decode', '($self, /, input, errors=None)', MultibyteCodec_decode, 'A str of bytes, and how many there were.'), method('encode', '($self, /, input, errors=None)', MultibyteCodec_encode, 'Bytes of a str, and how long it was.'),
  ],
};
// ---- what works in pieces ----

/** A codec with its state and error handler, what waits, and the stream it works on. */
class StatefulData {
  readonly state = new Uint8Array(STATE_SIZE);
  /** Bytes that a decoder has not understood yet. */
  pending: Uint8Array = EMPTY;
  /** A str that an encoder has not written yet; owned. */
  pendingText: PyObject | NULL = NULL;
  /** Owned. */
  stream: PyObject | NULL = NULL;
  constructor(
    readonly codec: MultibyteCodec,
    public errors: string,
  ) {}
}
const dataOf = (self: PyObject): StatefulData => payload<StatefulData>(self);
const pieceParser = argParser('', '(errors=None)'), streamParser = argParser('', '(stream, errors=None)');

/** An object whose class says in its attribute codec what it works with. CPython: mbiencoder_new() and its kin */
function newStateful(type: PyTypeObject, args: PyObject, kwds: Optional, onStream: boolean, decodes: boolean): New | NULL {
  const values = parseArgs(onStream ? streamParser : pieceParser, args, kwds), errors = values === null ? null : errorsOf(values[onStream ? 1 : 0]);
  if (values === null || errors === null) return NULL;
  const codec = PyObject_GetAttrString(type, 'codec');
  if (codec === NULL) return NULL;
  const isCodec = slots(Py_TYPE(codec)).tp_name === multibytecodec_spec.tp_name || typeName(codec).endsWith('MultibyteCodec'), data = isCodec ? new StatefulData(dataOf(codec).codec, errors) : null;
  Py_DECREF(codec);
  if (data === null) return PyErr_SetString(PyExc_TypeError, 'codec is unexpected type');
  data.codec.begin(data.state, decodes);
  const self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) return NULL;
  setPayload(self, data);
  if (onStream) data.stream = Py_NewRef(values[0] as PyObject);
  return self;
}
const ERRORS: PyGetSetDef = {
  name: 'errors', doc: 'how to treat errors', get: self => PyUnicode_FromString(dataOf(self).errors),
  set: (self, value) => {
    if (value === NULL || !PyUnicode_Check(value)) {
      if (value === NULL) PyErr_SetString(PyExc_AttributeError, 'cannot delete attribute');
      else PyErr_SetString(PyExc_TypeError, 'errors must be a string');
      return -1;
    }
    dataOf(self).errors = PyUnicode_AsJSString(value);
    return 0;
  },
};
const STREAM: PyGetSetDef = {name: 'stream', get: self => Py_NewRef(dataOf(self).stream as PyObject)};
const none = (): New => Py_NewRef(_Py_NoneStruct);

// ---- encoding ----

/** Encodes what waits and what comes; what depends on what follows waits unless `final`. escapes. CPython: encoder_encode_stateful() */
function encodeText(self: PyObject, input: PyObject, final: boolean): New | NULL {
  const data = dataOf(self), text = PyUnicode_Check(input) ? Py_NewRef(input) : PyObject_Str(input);
  if (text === NULL) return NULL;
  const before = data.pendingText, all = before === NULL ? text : PyUnicode_Concat(before, text);
  if (before !== NULL) Py_DECREF(text);
  if (all === NULL) return NULL;
  const taken: Taken = {characters: 0}, bytes = encode(data.codec, data.state, all, data.errors, final, final, taken);
  // after an error what waited goes on waiting
  const status = bytes === NULL ? -1 : keepText(data, all, taken.characters);
  Py_DECREF(all);
  if (status >= 0) return bytes;
  Py_XDECREF(bytes);
  return NULL;
}
/** Keeps what was not encoded; -1 with an exception. */
function keepText(data: StatefulData, all: PyObject, from: number): number {
  const length = PyUnicode_GET_LENGTH(all), before = data.pendingText;
  data.pendingText = NULL;
  Py_XDECREF(before);
  if (from >= length) return 0;
  if (length - from > MAX_ENCODER_PENDING) return raiseCoding(codingError(PyExc_UnicodeEncodeError, data.codec.encoding, all, from, length, 'pending buffer overflow'));
  const rest = PyUnicode_Substring(all, from, length);
  if (rest === NULL) return -1;
  data.pendingText = rest;
  return 0;
}
/** Raises an error that was made, or not. */
function raiseCoding(exc: New | NULL): -1 {
  if (exc !== NULL) {
    PyErr_SetObject(Py_TYPE(exc), exc);
    Py_DECREF(exc);
  }
  return -1;
}
function IncrementalEncoder_encode(self: PyObject, input: PyObject, finalArg: Optional): New | NULL {
  const final = boolArgument(finalArg, false);
  return final === null ? NULL : encodeText(self, input, final);
}
/** The number of bytes that wait as UTF-8, these bytes, and the codec's state, as one int. */
function IncrementalEncoder_getstate(self: PyObject): New | NULL {
  const {pendingText, state} = dataOf(self), utf8 = pendingText === NULL ? NULL : _PyUnicode_AsUTF8String(pendingText, null);
  if (pendingText !== NULL && utf8 === NULL) return NULL;
  const bytes: number[] = utf8 === NULL ? [0] : [PyBytes_GET_SIZE(utf8), ...PyBytes_AsUint8Array(utf8)];
  Py_XDECREF(utf8);
  return intOfBytes([...bytes, ...state]);
}
/** The int of little-endian bytes. */
function intOfBytes(bytes: readonly number[]): New | NULL {
  let value = 0n;
  for (let i = bytes.length; i-- > 0;) value = (value << 8n) | BigInt(bytes[i]);
  return PyLong_FromBigInt(value);
}
/** Little-endian bytes of an int; null with OverflowError. CPython: _PyLong_AsByteArray() */
function bytesOfInt(op: PyObject, size: number): Uint8Array | null {
  let value = PyLong_AsBigInt(op);
  const bytes = new Uint8Array(size);
  if (value < 0n) {
    PyErr_SetString(PyExc_OverflowError, "can't convert negative int to unsigned");
    return null;
  }
  for (let i = 0; i < size; i++, value >>= 8n) bytes[i] = Number(value & 255n);
  if (value === 0n) return bytes;
  PyErr_SetString(PyExc_OverflowError, 'int too big to convert');
  return null;
}
function IncrementalEncoder_setstate(self: PyObject, arg: PyObject): New | NULL {
  if (!PyLong_Check(arg)) return _PyArg_BadArgument('setstate', 'argument', 'int', arg);
  const data = dataOf(self), bytes = bytesOfInt(arg, 1 + MAX_PENDING_UTF8 + STATE_SIZE);
  if (bytes === null) return NULL;
  if (bytes[0] > MAX_PENDING_UTF8) return PyErr_SetString(PyExc_UnicodeError, 'pending buffer too large');
  const pending = PyUnicode_DecodeUTF8(bytes.subarray(1, 1 + bytes[0]), 'strict');
  if (pending === NULL) return NULL;
  const before = data.pendingText;
  data.pendingText = pending;
  Py_XDECREF(before);
  data.state.set(bytes.subarray(1 + bytes[0], 1 + bytes[0] + STATE_SIZE));
  return none();
}
function IncrementalEncoder_reset(self: PyObject): New {
  const data = dataOf(self), before = data.pendingText;
  data.codec.end(data.state, []);
  data.pendingText = NULL;
  Py_XDECREF(before);
  return none();
}

// ---- decoding ----

function IncrementalDecoder_decode(self: PyObject, input: PyObject, finalArg: Optional): New | NULL {
  const final = boolArgument(finalArg, false), bytes = final === null ? null : copyOfBuffer(input), data = dataOf(self);
  return final === null || bytes === null ? NULL : feed(data, bytes, final);
}
/** Decodes what waits and what comes. escapes. CPython: _multibytecodec_MultibyteIncrementalDecoder_decode_impl() */
function feed(data: StatefulData, bytes: Uint8Array, final: boolean): New | NULL {
  const before = data.pending, all = new Uint8Array(before.length + bytes.length);
  all.set(before);
  all.set(bytes, before.length);
  const {text, rest, failedAtEnd} = decode(data.codec, data.state, all, data.errors, final ? LAST_PIECE : PIECE);
  data.pending = text !== NULL ? rest : failedAtEnd ? before : EMPTY;
  if (text === NULL || rest.length <= MAX_DECODER_PENDING) return text;
  Py_DECREF(text);
  data.pending = EMPTY;
  return tooMuch(data, all, 'pending buffer overflow');
}
function tooMuch(data: StatefulData, bytes: Uint8Array, reason: string): NULL {
  const object = PyBytes_FromUint8Array(bytes);
  if (object === NULL) return NULL;
  raiseCoding(codingError(PyExc_UnicodeDecodeError, data.codec.encoding, object, 0, bytes.length, reason));
  Py_DECREF(object);
  return NULL;
}
function IncrementalDecoder_getstate(self: PyObject): New | NULL {
  return packSteal(PyBytes_FromUint8Array(dataOf(self).pending), intOfBytes([...dataOf(self).state]));
}
function IncrementalDecoder_setstate(self: PyObject, arg: PyObject): New | NULL {
  if (!PyTuple_Check(arg)) return _PyArg_BadArgument('setstate', 'argument', 'tuple', arg);
  const buffer = PyTuple_GET_SIZE(arg) === 2 ? PyTuple_GET_ITEM(arg, 0) : NULL, number = buffer === NULL ? NULL : PyTuple_GET_ITEM(arg, 1), data = dataOf(self);
  if (buffer === NULL || number === NULL || !PyBytes_Check(buffer) || !PyLong_Check(number)) return PyErr_SetString(PyExc_TypeError, 'setstate(): illegal state argument');
  const state = bytesOfInt(number, STATE_SIZE), pending = PyBytes_AsUint8Array(buffer).slice();
  if (state === null) return NULL;
  if (pending.length > MAX_DECODER_PENDING) return tooMuch(data, pending, 'pending buffer too large');
  data.pending = pending;
  data.state.set(state);
  return none();
}
function decoder_reset(self: PyObject): New {
  const data = dataOf(self);
  data.codec.resetDecoder(data.state);
  data.pending = EMPTY;
  return none();
}
function statefulSpec(name: string, onStream: boolean, decodes: boolean, methods: TypeSpec['methods'], getset: PyGetSetDef[]): TypeSpec {
  return {
    tp_name: `_multibytecodec.${name}`, tp_basicsize: 72, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, methods, getset,
    slots: {
      tp_new: (type, args, kwds) => newStateful(type, args, kwds, onStream, decodes), tp_init: () => 0, tp_dealloc: dealloc,
      tp_traverse: (self, visit) => {
        const {stream} = dataOf(self), status = stream === NULL ? 0 : visit(stream);
        return status !== 0 ? status : visit(Py_TYPE(self));
      },
    },
  };
}
const encoder_spec = statefulSpec('MultibyteIncrementalEncoder', false, false, [
  method('encode', '($self, /, input, final=False)', IncrementalEncoder_encode), method('getstate', '($self, /)', IncrementalEncoder_getstate), method('setstate', '($self, state, /)', IncrementalEncoder_setstate),
  method('reset', '($self, /)', IncrementalEncoder_reset),
], [ERRORS]);
const decoder_spec = statefulSpec('MultibyteIncrementalDecoder', false, true, [
  method('decode', '($self, /, input, final=False)', IncrementalDecoder_decode), method('getstate', '($self, /)', IncrementalDecoder_getstate),
  method('setstate', '($self, state, /)', IncrementalDecoder_setstate), method('reset', '($self, /)', decoder_reset),
], [ERRORS]);

// ---- streams ----

/** The size argument of a reader: -1 for none; null with an exception. */
function sizeArgument(arg: Optional): number | null {
  if (arg === NULL || arg === _Py_NoneStruct) return -1;
  if (!PyLong_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, 'arg 1 must be an integer');
    return null;
  }
  const size = PyLong_AsSsize_t(arg);
  return size === -1 && PyErr_Occurred() !== NULL ? null : size;
}
/** Reads with a method of the stream until there is text. escapes. CPython: mbstreamreader_iread() */
function iread(self: PyObject, name: string, sizeArg: Optional): New | NULL {
  const data = dataOf(self);
  let size = sizeArgument(sizeArg);
  if (size === null) return NULL;
  if (size === 0) return PyUnicode_FromString('');
  for (;;) {
    const methodName = PyUnicode_FromString(name), count = size < 0 ? NULL : PyLong_FromNumber(size);
    if (methodName === NULL) {
      Py_XDECREF(count);
      return NULL;
    }
    const got = count === NULL ? PyObject_CallMethodObjArgs(data.stream as PyObject, methodName) : PyObject_CallMethodObjArgs(data.stream as PyObject, methodName, count);
    Py_DECREF(methodName);
    Py_XDECREF(count);
    if (got === NULL) return NULL;
    if (!PyBytes_Check(got)) {
      const what = typeName(got);
      Py_DECREF(got);
      return PyErr_Format(PyExc_TypeError, `stream function returned a non-bytes object (${what})`);
    }
    const bytes = PyBytes_AsUint8Array(got).slice(), end = bytes.length === 0 || size < 0, stops = size < 0 || bytes.length + data.pending.length === 0;
    Py_DECREF(got);
    const text = feed(data, bytes, end);
    if (text === NULL || stops || _PyUnicode_TEXT(text).length > 0) return text;
    Py_DECREF(text);
    size = 1;
  }
}
function StreamReader_readlines(self: PyObject, sizeArg: Optional): New | NULL {
  const text = iread(self, 'read', sizeArg);
  if (text === NULL) return NULL;
  const name = PyUnicode_FromString('splitlines');
  if (name === NULL) {
    Py_DECREF(text);
    return NULL;
  }
  const keep = PyLong_FromNumber(1), lines = keep === NULL ? NULL : PyObject_CallMethodObjArgs(text, name, keep);
  Py_XDECREF(keep);
  Py_DECREF(name);
  Py_DECREF(text);
  return lines;
}
const reader_spec = statefulSpec('MultibyteStreamReader', true, true, [
  method('read', '($self, sizeobj=None, /)', (self, size) => iread(self, 'read', size)), method('readline', '($self, sizeobj=None, /)', (self, size) => iread(self, 'readline', size)), method('readlines', '($self, sizehintobj=None, /)', StreamReader_readlines),
  method('reset', '($self, /)', decoder_reset),
], [ERRORS, STREAM]);
/** Writes to the stream; -1 with an exception. escapes. CPython: mbstreamwriter_iwrite() */
function iwrite(self: PyObject, text: PyObject): number {
  return writeSteal(self, encodeText(self, text, false));
}
/** Writes bytes to the stream; -1 with an exception, the one that kept the bytes from being made included. escapes @steals bytes */
function writeSteal(self: PyObject, bytes: New | NULL): number {
  const name = bytes === NULL ? NULL : PyUnicode_FromString('write');
  const result = bytes === NULL || name === NULL ? NULL : PyObject_CallMethodObjArgs(dataOf(self).stream as PyObject, name, bytes);
  Py_XDECREF(name);
  Py_XDECREF(bytes);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Writes what waits, and what the end of the state needs. What cannot be encoded is lost. escapes */
function StreamWriter_reset(self: PyObject): New | NULL {
  const data = dataOf(self), pending = data.pendingText;
  if (pending === NULL) return none();
  const bytes = encode(data.codec, data.state, pending, data.errors, true, true, null);
  if (data.pendingText !== NULL) {
    Py_DECREF(data.pendingText);
    data.pendingText = NULL;
  }
  if (bytes === NULL) return NULL;
  if (PyBytes_GET_SIZE(bytes) === 0) {
    Py_DECREF(bytes);
    return none();
  }
  return writeSteal(self, bytes) < 0 ? NULL : none();
}
function StreamWriter_writelines(self: PyObject, lines: PyObject): New | NULL {
  if (!PySequence_Check(lines)) return PyErr_SetString(PyExc_TypeError, 'arg must be a sequence object');
  for (let i = 0, size = PySequence_Size(lines); i < size; i++) {
    const line = PySequence_GetItem(lines, i), status = line === NULL ? -1 : iwrite(self, line);
    Py_XDECREF(line);
    if (status < 0) return NULL;
  }
  return PyErr_Occurred() !== NULL ? NULL : none();
}
const writer_spec = statefulSpec('MultibyteStreamWriter', true, false, [
  method('write', '($self, strobj, /)', (self, text) => (iwrite(self, text as PyObject) < 0 ? NULL : none())), method('writelines', '($self, lines, /)', StreamWriter_writelines as (self: PyObject, ...args: Optional[]) => New | NULL), method('reset', '($self, /)', StreamWriter_reset),
], [ERRORS, STREAM]);
// ---- the module ----

/** The object around a codec. CPython: _multibytecodec___create_codec() */
function __create_codec(module: PyObject, capsule: PyObject): New | NULL {
  const codec = PyCapsule_GetPointer(capsule, CODEC_CAPSULE) as MultibyteCodec | null, type = PyModule_GetState<MultibyteState>(module)!.multibytecodec_type;
  if (codec === null) return NULL;
  if (type === NULL) return PyErr_SetString(PyExc_RuntimeError, 'the module has been cleared');
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, new StatefulData(codec, 'strict'));
  return self;
}
function _multibytecodec_exec(module: PyObject): number {
  const type = PyType_FromModuleAndSpec(module, multibytecodec_spec, NULL);
  if (type === NULL) return -1;
  PyModule_GetState<MultibyteState>(module)!.multibytecodec_type = type;
  for (const spec of [encoder_spec, decoder_spec, reader_spec, writer_spec]) {
    const made = PyType_FromModuleAndSpec(module, spec, NULL), status = made === NULL ? -1 : PyModule_AddType(module, made);
    if (made !== NULL) Py_DECREF(made);
    if (status < 0) return -1;
  }
  return 0;
}
function _multibytecodec_clear(module: PyObject): number {
  const state = PyModule_GetState<MultibyteState>(module), type = state === null ? NULL : state.multibytecodec_type;
  if (state !== null) state.multibytecodec_type = NULL;
  if (type !== NULL) Py_DECREF(type);
  return 0;
}
const _multibytecodecmodule = new PyModuleDef('_multibytecodec', {
  m_doc: null, m_size: 48, newState: () => new MultibyteState(), m_methods: [method('__create_codec', '($module, arg, /)', __create_codec)],
  m_traverse: (module, visit) => {
    const type = PyModule_GetState<MultibyteState>(module)?.multibytecodec_type ?? NULL;
    return type === NULL ? 0 : visit(type);
  },
  m_clear: _multibytecodec_clear, m_free: _multibytecodec_clear,
  m_slots: [[Py_mod_exec, _multibytecodec_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__multibytecodec() */
export function PyInit__multibytecodec(): PyModuleDef {
  return PyModuleDef_Init(_multibytecodecmodule);
}
