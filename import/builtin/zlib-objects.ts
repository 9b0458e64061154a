/** Compressors and decompressors. CPython: Modules/zlibmodule.c */
import {PyObject_CheckBuffer, copyOfBytes} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyModule_GetState} from '../../objects/moduleobject';
import {ssizeArg} from '../../objects/text-args';
import {PyType_GetModule} from '../../objects/typeobject-spec';
import {Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_EOFError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import type {DeflateState} from '../../runtime/host/host';
import {METH_METHOD, type PyMethodDef, method} from '../../runtime/methoddef';
import {Py_DECREF, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {boolResult, intArgument} from './posix-args';
import {Inflate, Z_DATA_ERROR, Z_NEED_DICT, Z_OK, Z_STREAM_END} from './zlib-inflate';

type Optional = PyObject | NULL;
const Z_NO_FLUSH = 0, Z_FINISH = 4, Z_TREES = 6, Z_STREAM_ERROR = -2, Z_BUF_ERROR = -5, DEF_BUF_SIZE = 16384, MAX_WBITS = 15;
const EMPTY = new Uint8Array(0);

/** CPython: zlibstate */
export class ZlibState {
  Comptype: PyObject | NULL = NULL;
  Decomptype: PyObject | NULL = NULL;
  ZlibDecompressorType: PyObject | NULL = NULL;
  ZlibError: PyObject | NULL = NULL;
}
const stateOf = (self: PyObject): ZlibState => PyModule_GetState<ZlibState>(PyType_GetModule(Py_TYPE(self)) as PyObject)!;

/** Raises zlib.error; NULL. CPython: zlib_error() */
export function zlib_error(state: ZlibState, error: number, where: string, message: string | null): NULL {
  const known: Readonly<Record<number, string>> = {[Z_BUF_ERROR]: 'incomplete or truncated stream', [Z_STREAM_ERROR]: 'inconsistent stream state', [Z_DATA_ERROR]: 'invalid input data'};
  const text = message ?? known[error];
  return PyErr_Format(state.ZlibError as PyObject, text === undefined ? `Error ${error} ${where}` : `Error ${error} ${where}: ${text}`);
}
/** Raises what went wrong in decompression; NULL. */
export function inflateError(state: ZlibState, status: number, inflate: Inflate, where: string): NULL {
  if (inflate.message === 'dictionary') return zlib_error(state, Z_DATA_ERROR, 'while setting zdict', null);
  return zlib_error(state, status, where, status === Z_NEED_DICT ? null : inflate.message);
}
function dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function newObject(type: PyObject, data: unknown): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, data);
  return self;
}
/** copy() and its other names. */
function copyMethods(copy: (self: PyObject) => New | NULL): PyMethodDef[] {
  return [method('copy', '($self, /)', copy, 'A copy in the same state.', METH_METHOD), method('__copy__', '($self, /)', copy, null, METH_METHOD), method('__deepcopy__', '($self, memo, /)', self => copy(self), null, METH_METHOD)];
}

// ---- compressors ----

/** A compressor; `deflate` is null once it has finished. */
class Compressor {
  constructor(public deflate: DeflateState | null) {}
}
export function newCompressor(state: ZlibState, deflate: DeflateState): New | NULL {
  return newObject(state.Comptype as PyObject, new Compressor(deflate));
}
function zlib_Compress_compress(self: PyObject, data: PyObject): New | NULL {
  const bytes = copyOfBytes(data), {deflate} = payload<Compressor>(self);
  if (bytes === null) return NULL;
  return deflate === null ? zlib_error(stateOf(self), Z_STREAM_ERROR, 'while compressing data', null) : PyBytes_FromUint8Array(deflate.write(bytes, Z_NO_FLUSH));
}
function zlib_Compress_flush(self: PyObject, modeArg: Optional): New | NULL {
  const mode = intArgument(modeArg, Z_FINISH), compressor = payload<Compressor>(self), {deflate} = compressor;
  if (mode === null) return NULL;
  if (mode === Z_NO_FLUSH) return PyBytes_FromUint8Array(EMPTY);
  if (deflate === null || mode < 0 || mode >= Z_TREES) return zlib_error(stateOf(self), Z_STREAM_ERROR, 'while flushing', null);
  const out = deflate.write(EMPTY, mode);
  if (mode === Z_FINISH) compressor.deflate = null;
  return PyBytes_FromUint8Array(out);
}
function zlib_Compress_copy(self: PyObject): New | NULL {
  const {deflate} = payload<Compressor>(self);
  if (deflate === null) return PyErr_SetString(PyExc_ValueError, 'Inconsistent stream state');
  const copy = deflate.copy();
  return copy === null ? PyErr_NoMemory() : newCompressor(stateOf(self), copy);
}
export const Comptype_spec: TypeSpec = {
  tp_name: 'zlib.Compress', tp_basicsize: 168, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_dealloc: dealloc},
  methods: [
    method('compress', '($self, data, /)', zlib_Compress_compress, 'What comes out when data goes in; some may stay inside.', METH_METHOD),
    method('flush', '($self, mode=zlib.Z_FINISH, /)', zlib_Compress_flush, 'What is still inside; with Z_FINISH the object is used up.', METH_METHOD),
    ...copyMethods(zlib_Compress_copy),
  ],
};

// ---- decompressors ----

/** A decompressor with what it left over. */
class Decompressor {
  unused: Uint8Array = EMPTY;
  tail: Uint8Array = EMPTY;
  eof = false;
  constructor(readonly inflate: Inflate) {}
}
export function newDecompressor(state: ZlibState, inflate: Inflate): New | NULL {
  return newObject(state.Decomptype as PyObject, new Decompressor(inflate));
}
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
/** Keeps what was not taken. CPython: save_unconsumed_input() */
function save_unconsumed_input(d: Decompressor, input: Uint8Array, ended: boolean): void {
  const left = input.slice(input.length - d.inflate.rest);
  if (ended) {
    d.unused = joined(d.unused, left);
    d.tail = EMPTY;
  } else d.tail = left;
}
function zlib_Decompress_decompress(self: PyObject, data: PyObject, mostArg: Optional): New | NULL {
  const most = ssizeArg(mostArg, 0);
  if (most === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (most < 0) return PyErr_SetString(PyExc_ValueError, 'max_length must be non-negative');
  const bytes = copyOfBytes(data), d = payload<Decompressor>(self);
  if (bytes === null) return NULL;
  if (d.eof) {
    d.unused = joined(d.unused, bytes);
    d.tail = EMPTY;
    return PyBytes_FromUint8Array(EMPTY);
  }
  const status = d.inflate.push(bytes, most === 0 ? -1 : most);
  save_unconsumed_input(d, bytes, status === Z_STREAM_END);
  if (status === Z_STREAM_END) d.eof = true;
  else if (status !== Z_OK) return inflateError(stateOf(self), status, d.inflate, 'while decompressing data');
  return PyBytes_FromUint8Array(d.inflate.output());
}
function zlib_Decompress_flush(self: PyObject, lengthArg: Optional): New | NULL {
  const length = ssizeArg(lengthArg, DEF_BUF_SIZE), d = payload<Decompressor>(self);
  if (length === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (length <= 0) return PyErr_SetString(PyExc_ValueError, 'length must be greater than zero');
  if (d.eof) return PyBytes_FromUint8Array(EMPTY);
  const input = d.tail, status = d.inflate.push(input, -1);
  save_unconsumed_input(d, input, status === Z_STREAM_END);
  if (status === Z_STREAM_END) d.eof = true;
  else if (status !== Z_OK) return inflateError(stateOf(self), status, d.inflate, 'while flushing');
  return PyBytes_FromUint8Array(d.inflate.output());
}
function zlib_Decompress_copy(self: PyObject): New | NULL {
  const d = payload<Decompressor>(self);
  if (d.eof) return PyErr_SetString(PyExc_ValueError, 'Inconsistent stream state');
  const copy = new Decompressor(d.inflate.copy());
  copy.unused = d.unused;
  copy.tail = d.tail;
  return newObject(Py_TYPE(self), copy);
}
export const Decomptype_spec: TypeSpec = {
  tp_name: 'zlib.Decompress', tp_basicsize: 168, tp_flags: Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, slots: {tp_dealloc: dealloc},
  getset: [
    {name: 'unused_data', get: self => PyBytes_FromUint8Array(payload<Decompressor>(self).unused)}, {name: 'unconsumed_tail', get: self => PyBytes_FromUint8Array(payload<Decompressor>(self).tail)},
    {name: 'eof', get: self => boolResult(payload<Decompressor>(self).eof)},
  ],
  methods: [
    method('decompress', '($self, data, /, max_length=0)', zlib_Decompress_decompress, 'What comes out when data goes in, at most max_length bytes unless that is 0; the input left over is unconsumed_tail.', METH_METHOD),
    method('flush', '($self, length=zlib.DEF_BUF_SIZE, /)', zlib_Decompress_flush, 'What the unconsumed tail gives.', METH_METHOD),
    ...copyMethods(zlib_Decompress_copy),
  ],
};

// ---- _ZlibDecompressor: as the decompressors of bz2 and lzma are ----

class ZlibDecompressor {
  eof = false;
  unused: Uint8Array = EMPTY;
  /** Input for which there was no room in the output. */
  pending: Uint8Array = EMPTY;
  needsInput = true;
  constructor(readonly inflate: Inflate) {}
}
const newParser = argParser('_ZlibDecompressor', "(wbits=15, zdict=b'')");
function ZlibDecompressor__new__(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseArgs(newParser, args, kwds), wbits = values === null ? null : intArgument(values[0], MAX_WBITS);
  if (values === null || wbits === null) return NULL;
  let dictionary: Uint8Array | null = null;
  if (values[1] !== NULL) {
    if (!PyObject_CheckBuffer(values[1])) return PyErr_SetString(PyExc_TypeError, 'zdict argument must support the buffer protocol');
    dictionary = copyOfBytes(values[1]);
    if (dictionary === null) return NULL;
  }
  if (!Inflate.accepts(wbits)) return PyErr_SetString(PyExc_ValueError, 'Invalid initialization option');
  return newObject(type, new ZlibDecompressor(new Inflate(wbits, dictionary)));
}
function zlib_ZlibDecompressor_decompress(self: PyObject, data: PyObject, mostArg: Optional): New | NULL {
  const most = ssizeArg(mostArg, -1), d = payload<ZlibDecompressor>(self);
  if (most === -1 && PyErr_Occurred() !== NULL) return NULL;
  const bytes = copyOfBytes(data);
  if (bytes === null) return NULL;
  if (d.eof) return PyErr_SetString(PyExc_EOFError, 'End of stream already reached');
  const input = joined(d.pending, bytes), status = d.inflate.push(input, most), left = input.slice(input.length - d.inflate.rest), out = d.inflate.output();
  d.pending = EMPTY;
  if (status === Z_STREAM_END) {
    d.eof = true;
    d.needsInput = false;
    d.unused = left;
  } else if (status !== Z_OK) return inflateError(stateOf(self), status, d.inflate, 'while decompressing data');
  else {
    d.pending = left;
    // full output: there may be more of what was taken
    d.needsInput = left.length === 0 && !(most >= 0 && out.length === most);
  }
  return PyBytes_FromUint8Array(out);
}
export const ZlibDecompressorType_spec: TypeSpec = {
  tp_name: 'zlib._ZlibDecompressor', tp_basicsize: 184, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, tp_doc: '_ZlibDecompressor(wbits=15, zdict=b\'\')\n--\n\nDecompresses data bit by bit.\n\nwbits says how large the window is and what the data is wrapped in, zdict what it may refer to.',
  slots: {tp_dealloc: dealloc, tp_new: ZlibDecompressor__new__},
  getset: [
    {name: 'eof', get: self => boolResult(payload<ZlibDecompressor>(self).eof), doc: 'Whether the end has been reached.'},
    {name: 'unused_data', get: self => PyBytes_FromUint8Array(payload<ZlibDecompressor>(self).unused), doc: 'What came after the end.'},
    {name: 'needs_input', get: self => boolResult(payload<ZlibDecompressor>(self).needsInput), doc: 'Whether more input is needed for more output.'},
  ],
  methods: [method('decompress', '($self, /, data, max_length=-1)', zlib_ZlibDecompressor_decompress, 'What comes out when data goes in, at most max_length bytes unless that is negative.')],
};
