/** The _multibytecodec module: codecs of several bytes a character, whole, in pieces, and on streams. CPython: Modules/cjkcodecs/multibytecodec.c */
import {copyOfBuffer} from '../../objects/abstract-buffer';
import {PySequence_GetItem, PySequence_Size} from '../../objects/abstract-sequence';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallMethodObjArgs} from '../../objects/call';
import {PyCapsule_GetPointer} from '../../objects/capsule';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_Str} from '../../objects/object';
import {ssizeArg} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {Decoding, Encoding} from '../../objects/unicode-coding';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyBytes_Check, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, payload, setPayload, slots} from '../../runtime/object';
import {textAt} from '../../runtime/text';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type PyGetSetDef, type TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {CjkCodec} from './cjkcodecs/codec';
import {boolArgument} from './posix-args';

type Optional = PyObject | NULL;
export const CODEC_CAPSULE = 'multibytecodec.map';
const ILLEGAL = 'illegal multibyte sequence', INCOMPLETE = 'incomplete multibyte sequence', EMPTY = new Uint8Array(0);

class MultibyteState {
  multibytecodec_type: PyObject | NULL = NULL;
}
/** Encodes a str; NULL with an exception. escapes. CPython: multibytecodec_encode() */
function encode(codec: CjkCodec, text: PyObject, errors: string): New | NULL {
  const run = new Encoding(text, errors, PyUnicode_GET_LENGTH(text) * 2), {length} = run.text, one: number[] = [];
  let failed = false;
  for (let i = 0; i < length && !failed;) {
    one.length = 0;
    if (codec.encode(textAt(run.text, i), one)) {
      for (const byte of one) run.out.push(byte);
      i++;
    } else if (errors === 'ignore') i++;
    else if (errors === 'replace') {
      run.out.push(0x3f);
      i++;
    } else if (errors === 'strict') failed = run.raise(codec.encoding, ILLEGAL, i, i + 1) < 0;
    else {
      i = run.error(codec.encoding, ILLEGAL, i, i + 1);
      failed = i < 0 || !writeReplacement(codec, run);
    }
  }
  return run.close(failed);
}
/** What a handler answers is encoded in its turn, strictly. */
function writeReplacement(codec: CjkCodec, run: Encoding): boolean {
  const replacement = run.replacement as New;
  if (PyBytes_Check(replacement)) return run.writeReplacement(0);
  const bytes = encode(codec, replacement, 'strict');
  if (bytes === NULL) return false;
  run.out.append(PyBytes_AsUint8Array(bytes));
  Py_DECREF(bytes);
  return true;
}
interface Pieces {
  text: New | NULL;
  /** What is left of the input: the beginning of a character. */
  rest: Uint8Array;
}
/** Decodes bytes; unless `final`, the beginning of a character at the end is left. escapes. CPython: decoder_feed_buffer() */
function decode(codec: CjkCodec, data: Uint8Array, errors: string, final: boolean): Pieces {
  const run = new Decoding(data, errors);
  let failed = false, i = 0;
  while (i < run.data.length && !failed) {
    if (run.data[i] < 0x80) {
      run.out.writeChar(run.data[i++]);
      continue;
    }
    const {point, bytes} = codec.decode(run.data, i);
    if (bytes > 0) {
      run.out.writeChar(point);
      i += bytes;
    } else {
      if (bytes === 0 && !final) break;
      i = run.error(codec.encoding, bytes === 0 ? INCOMPLETE : ILLEGAL, i, bytes === 0 ? run.data.length : i - bytes);
      failed = i < 0;
    }
  }
  const rest = failed ? EMPTY : run.data.slice(i);
  return {text: run.close(failed), rest};
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
  const stream = payload<StatefulData | undefined>(self)?.stream ?? NULL;
  if (stream !== NULL) Py_DECREF(stream);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
// ---- MultibyteCodec ----

function MultibyteCodec_encode(self: PyObject, input: PyObject, errorsArg: Optional): New | NULL {
  const errors = errorsOf(errorsArg);
  if (errors === null) return NULL;
  const text = PyUnicode_Check(input) ? Py_NewRef(input) : PyObject_Str(input);
  if (text === NULL) return NULL;
  const length = PyUnicode_GET_LENGTH(text), bytes = encode(payload<StatefulData>(self).codec, text, errors);
  Py_DECREF(text);
  return bytes === NULL ? NULL : packSteal(bytes, PyLong_FromNumber(length));
}
function MultibyteCodec_decode(self: PyObject, input: PyObject, errorsArg: Optional): New | NULL {
  const errors = errorsOf(errorsArg), bytes = errors === null ? null : copyOfBuffer(input);
  if (errors === null || bytes === null) return NULL;
  const {text} = decode(payload<StatefulData>(self).codec, bytes, errors, true);
  return text === NULL ? NULL : packSteal(text, PyLong_FromNumber(bytes.length));
}
const multibytecodec_spec: TypeSpec = {
  tp_name: '_multibytecodec.MultibyteCodec', tp_basicsize: 32, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_dealloc: dealloc, tp_traverse: (self, visit) => visit(Py_TYPE(self))},
  methods: [
    method('decode', '($self, /, input, errors=None)', MultibyteCodec_decode, 'A str of bytes, and how many there were.'), method('encode', '($self, /, input, errors=None)', MultibyteCodec_encode, 'Bytes of a str, and how long it was.'),
  ],
};
// ---- what works in pieces ----

/** A codec with its error handler, the bytes that wait, and the stream it works on (owned). */
class StatefulData {
  pending: Uint8Array = EMPTY;
  stream: PyObject | NULL = NULL;
  constructor(
    readonly codec: CjkCodec,
    public errors: string,
  ) {}
}
const dataOf = (self: PyObject): StatefulData => payload<StatefulData>(self);
const pieceParser = argParser('', '(errors=None)'), streamParser = argParser('', '(stream, errors=None)');

/** An object whose class says in its attribute codec what it works with. CPython: mbiencoder_new() and its kin */
function newStateful(type: PyTypeObject, args: PyObject, kwds: Optional, onStream: boolean): New | NULL {
  const values = parseArgs(onStream ? streamParser : pieceParser, args, kwds), errors = values === null ? null : errorsOf(values[onStream ? 1 : 0]);
  if (values === null || errors === null) return NULL;
  const codec = PyObject_GetAttrString(type, 'codec');
  if (codec === NULL) return NULL;
  const isCodec = slots(Py_TYPE(codec)).tp_name === multibytecodec_spec.tp_name || typeName(codec).endsWith('MultibyteCodec'), data = isCodec ? new StatefulData(dataOf(codec).codec, errors) : null;
  Py_DECREF(codec);
  if (data === null) return PyErr_SetString(PyExc_TypeError, 'codec is unexpected type');
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
      PyErr_SetString(PyExc_TypeError, value === NULL ? 'cannot delete attribute' : 'errors must be a string');
      return -1;
    }
    dataOf(self).errors = PyUnicode_AsJSString(value);
    return 0;
  },
};
const STREAM: PyGetSetDef = {name: 'stream', get: self => Py_NewRef(dataOf(self).stream as PyObject)};
const none = (): New => Py_NewRef(_Py_NoneStruct);
function encodeText(self: PyObject, text: PyObject): New | NULL {
  const {codec, errors} = dataOf(self);
  return PyUnicode_Check(text) ? encode(codec, text, errors) : PyErr_SetString(PyExc_TypeError, "couldn't convert the object to str.");
}
function IncrementalDecoder_decode(self: PyObject, input: PyObject, finalArg: Optional): New | NULL {
  const final = boolArgument(finalArg, false), bytes = final === null ? null : copyOfBuffer(input), data = dataOf(self);
  return final === null || bytes === null ? NULL : feed(data, bytes, final);
}
/** Decodes what waits and what comes. */
function feed(data: StatefulData, bytes: Uint8Array, final: boolean): New | NULL {
  const all = new Uint8Array(data.pending.length + bytes.length);
  all.set(data.pending);
  all.set(bytes, data.pending.length);
  const {text, rest} = decode(data.codec, all, data.errors, final);
  if (text !== NULL) data.pending = rest;
  return text;
}
function IncrementalDecoder_setstate(self: PyObject, state: PyObject): New | NULL {
  const buffer = PyTuple_Check(state) && PyTuple_GET_SIZE(state) === 2 ? PyTuple_GET_ITEM(state, 0) : NULL;
  if (buffer === NULL || !PyBytes_Check(buffer)) return PyErr_SetString(PyExc_TypeError, 'setstate(): illegal state argument');
  dataOf(self).pending = PyBytes_AsUint8Array(buffer).slice();
  return none();
}
function statefulSpec(name: string, onStream: boolean, methods: TypeSpec['methods'], getset: PyGetSetDef[]): TypeSpec {
  return {
    tp_name: `_multibytecodec.${name}`, tp_basicsize: 72, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE, methods, getset,
    slots: {
      tp_new: (type, args, kwds) => newStateful(type, args, kwds, onStream), tp_init: () => 0, tp_dealloc: dealloc,
      tp_traverse: (self, visit) => {
        const {stream} = dataOf(self), status = stream === NULL ? 0 : visit(stream);
        return status !== 0 ? status : visit(Py_TYPE(self));
      },
    },
  };
}
const encoder_spec = statefulSpec('MultibyteIncrementalEncoder', false, [
  method('encode', '($self, /, input, final=False)', (self, input) => encodeText(self, input as PyObject)), method('getstate', '($self, /)', () => PyLong_FromNumber(0)), method('setstate', '($self, statelong, /)', none), method('reset', '($self, /)', none),
], [ERRORS]);
const decoder_spec = statefulSpec('MultibyteIncrementalDecoder', false, [
  method('decode', '($self, /, input, final=False)', IncrementalDecoder_decode), method('getstate', '($self, /)', self => packSteal(PyBytes_FromUint8Array(dataOf(self).pending), PyLong_FromNumber(0))),
  method('setstate', '($self, state, /)', IncrementalDecoder_setstate),
  method('reset', '($self, /)', self => {
    dataOf(self).pending = EMPTY;
    return none();
  }),
], [ERRORS]);
/** Reads with a method of the stream until there is text. escapes. CPython: mbstreamreader_iread() */
function iread(self: PyObject, name: string, sizeArg: Optional): New | NULL {
  const data = dataOf(self);
  let size = sizeArg === NULL || sizeArg === _Py_NoneStruct ? -1 : ssizeArg(sizeArg);
  if (size === -1 && PyErr_Occurred() !== NULL) return NULL;
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
    const bytes = PyBytes_AsUint8Array(got).slice(), end = bytes.length === 0 || size < 0;
    Py_DECREF(got);
    const text = feed(data, bytes, end);
    if (text === NULL || end || _PyUnicode_TEXT(text).length > 0) return text;
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
const reader_spec = statefulSpec('MultibyteStreamReader', true, [
  method('read', '($self, sizeobj=None, /)', (self, size) => iread(self, 'read', size)), method('readline', '($self, sizeobj=None, /)', (self, size) => iread(self, 'readline', size)), method('readlines', '($self, sizehintobj=None, /)', StreamReader_readlines),
  method('reset', '($self, /)', self => {
    dataOf(self).pending = EMPTY;
    return none();
  }),
], [ERRORS, STREAM]);
/** Writes to the stream; -1 with an exception. escapes. CPython: mbstreamwriter_iwrite() */
function iwrite(self: PyObject, text: PyObject): number {
  const bytes = encodeText(self, text), name = bytes === NULL ? NULL : PyUnicode_FromString('write');
  const result = bytes === NULL || name === NULL ? NULL : PyObject_CallMethodObjArgs(dataOf(self).stream as PyObject, name, bytes);
  Py_XDECREF(name);
  Py_XDECREF(bytes);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
function StreamWriter_writelines(self: PyObject, lines: PyObject): New | NULL {
  for (let i = 0, size = PySequence_Size(lines); i < size; i++) {
    const line = PySequence_GetItem(lines, i), status = line === NULL ? -1 : iwrite(self, line);
    Py_XDECREF(line);
    if (status < 0) return NULL;
  }
  return PyErr_Occurred() !== NULL ? NULL : none();
}
const writer_spec = statefulSpec('MultibyteStreamWriter', true, [
  method('write', '($self, strobj, /)', (self, text) => (iwrite(self, text as PyObject) < 0 ? NULL : none())), method('writelines', '($self, lines, /)', StreamWriter_writelines as (self: PyObject, ...args: Optional[]) => New | NULL), method('reset', '($self, /)', none),
], [ERRORS, STREAM]);
// ---- the module ----

/** The object around a codec. CPython: _multibytecodec___create_codec() */
function __create_codec(module: PyObject, capsule: PyObject): New | NULL {
  const codec = PyCapsule_GetPointer(capsule, CODEC_CAPSULE) as CjkCodec | null, type = PyModule_GetState<MultibyteState>(module)!.multibytecodec_type;
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
