/** The zlib module. CPython: Modules/zlibmodule.c */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer, withBytes} from '../../objects/abstract-buffer';
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_NewException, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyLong_AsUnsignedLongMask, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {ssizeArg} from '../../objects/text-args';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {U8, _PyRuntime} from '../../runtime/current';
import {PyExc_Exception, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {intArgument} from './posix-args';
import {adler32, crc32} from './zlib-checksum';
import {Inflate, Z_BUF_ERROR, Z_OK, Z_STREAM_END} from './zlib-inflate';
import {Comptype_spec, Decomptype_spec, ZlibDecompressorType_spec, ZlibState, inflateError, newCompressor, newDecompressor, zlib_error} from './zlib-objects';

type Optional = PyObject | NULL;
const MAX_WBITS = 15, DEFLATED = 8, DEF_MEM_LEVEL = 8, DEF_BUF_SIZE = 16384, Z_DEFAULT_COMPRESSION = -1, Z_FINISH = 4, Z_STREAM_ERROR = -2;
const CONSTANTS: Readonly<Record<string, number>> = {
  MAX_WBITS, DEFLATED, DEF_MEM_LEVEL, DEF_BUF_SIZE, Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION, Z_FILTERED: 1, Z_HUFFMAN_ONLY: 2, Z_RLE: 3,
  Z_FIXED: 4, Z_DEFAULT_STRATEGY: 0, Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH, Z_BLOCK: 5, Z_TREES: 6,
};
const VERSION = '1.3.1';
const stateOf = (module: PyObject): ZlibState => PyModule_GetState<ZlibState>(module)!;

/** A dictionary's bytes; undefined with an exception, null for none. */
function dictionaryOf(arg: Optional): Uint8Array | null | undefined {
  if (arg === NULL || arg === _Py_NoneStruct) return null;
  const view = new Py_buffer();
  if (PyObject_GetBuffer(arg, view, PyBUF_SIMPLE) < 0) return undefined;
  const bytes = U8.slice(view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return bytes;
}
function zlib_compress(module: PyObject, data: PyObject, levelArg: Optional, wbitsArg: Optional): New | NULL {
  const level = intArgument(levelArg, Z_DEFAULT_COMPRESSION), wbits = level === null ? null : intArgument(wbitsArg, MAX_WBITS);
  if (level === null || wbits === null) return NULL;
  return withBytes(data, bytes => {
    const deflate = level < -1 || level > 9 ? -1 : _PyRuntime.host.createDeflate(level, wbits, DEF_MEM_LEVEL, 0, null);
    if (typeof deflate === 'number') return PyErr_SetString(stateOf(module).ZlibError as PyObject, 'Bad compression level');
    return PyBytes_FromUint8Array(deflate.write(bytes, Z_FINISH));
  });
}
function zlib_decompress(module: PyObject, data: PyObject, wbitsArg: Optional, sizeArg: Optional): New | NULL {
  const wbits = intArgument(wbitsArg, MAX_WBITS), size = wbits === null ? -1 : ssizeArg(sizeArg, DEF_BUF_SIZE);
  if (wbits === null || (size === -1 && PyErr_Occurred() !== NULL)) return NULL;
  if (size < 0) return PyErr_SetString(PyExc_ValueError, 'bufsize must be non-negative');
  return withBytes(data, bytes => {
    const state = stateOf(module);
    if (!Inflate.accepts(wbits)) return zlib_error(state, Z_STREAM_ERROR, 'while preparing to decompress data', null);
    const inflate = new Inflate(wbits, null), status = inflate.push(bytes, -1);
    if (status === Z_STREAM_END) return PyBytes_FromUint8Array(inflate.output());
    return status === Z_OK ? zlib_error(state, Z_BUF_ERROR, 'while decompressing data', null) : inflateError(state, status, inflate, 'while decompressing data');
  });
}
function zlib_compressobj(module: PyObject, ...args: Optional[]): New | NULL {
  const fallbacks = [Z_DEFAULT_COMPRESSION, DEFLATED, MAX_WBITS, DEF_MEM_LEVEL, 0], numbers: number[] = [];
  for (let i = 0; i < fallbacks.length; i++) {
    const value = intArgument(args[i], fallbacks[i]);
    if (value === null) return NULL;
    numbers.push(value);
  }
  const dictionary = dictionaryOf(args[5]), [level, kind, wbits, memory, strategy] = numbers;
  if (dictionary === undefined) return NULL;
  const deflate = kind !== DEFLATED ? -1 : _PyRuntime.host.createDeflate(level, wbits, memory, strategy, dictionary);
  return typeof deflate === 'number' ? PyErr_SetString(PyExc_ValueError, 'Invalid initialization option') : newCompressor(stateOf(module), deflate);
}
function zlib_decompressobj(module: PyObject, wbitsArg: Optional, dictionaryArg: Optional): New | NULL {
  const wbits = intArgument(wbitsArg, MAX_WBITS);
  if (wbits === null) return NULL;
  if (dictionaryArg !== NULL && !PyObject_CheckBuffer(dictionaryArg)) return PyErr_SetString(PyExc_TypeError, 'zdict argument must support the buffer protocol');
  const dictionary = dictionaryOf(dictionaryArg);
  if (dictionary === undefined) return NULL;
  return Inflate.accepts(wbits) ? newDecompressor(stateOf(module), new Inflate(wbits, dictionary)) : PyErr_SetString(PyExc_ValueError, 'Invalid initialization option');
}
/** A checksum function: the value to go on with is any int. */
function checksum(sum: (bytes: Uint8Array, start: number) => number, fallback: number): (module: PyObject, data: PyObject, value: Optional) => New | NULL {
  return (_module, data, valueArg) => {
    let start = fallback;
    if (valueArg !== NULL) {
      const index = PyNumber_Index(valueArg), value = index === NULL ? null : PyLong_AsUnsignedLongMask(index);
      if (index !== NULL) Py_DECREF(index);
      if (value === null) return NULL;
      start = Number(value & 0xffffffffn);
    }
    return withBytes(data, bytes => PyLong_FromNumber(sum(bytes, start)));
  };
}
function zlib_exec(module: PyObject): number {
  const state = stateOf(module);
  for (const [key, spec] of [['Comptype', Comptype_spec], ['Decomptype', Decomptype_spec], ['ZlibDecompressorType', ZlibDecompressorType_spec]] as const) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    state[key] = type;
  }
  const error = PyErr_NewException('zlib.error', PyExc_Exception, NULL);
  if (error === NULL) return -1;
  state.ZlibError = error;
  if (PyModule_AddObjectRef(module, 'error', error) < 0 || PyModule_AddObjectRef(module, '_ZlibDecompressor', state.ZlibDecompressorType as PyObject) < 0) return -1;
  for (const [name, value] of Object.entries(CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  for (const [name, text] of [['ZLIB_VERSION', VERSION], ['ZLIB_RUNTIME_VERSION', VERSION], ['__version__', '1.0']]) if (PyModule_AddStringConstant(module, name, text) < 0) return -1;
  return 0;
}
const OWNED = ['Comptype', 'Decomptype', 'ZlibDecompressorType', 'ZlibError'] as const;
function zlib_clear(module: PyObject): number {
  const state = PyModule_GetState<ZlibState>(module);
  for (const name of state === null ? [] : OWNED) {
    const op = state![name];
    state![name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const zlibmodule = new PyModuleDef('zlib', {
  m_doc: 'Compression and decompression as zlib and gzip have it, and their checksums.\n\nwbits says how large the window is and what the data is wrapped in.', m_size: 48, newState: () => new ZlibState(),
  m_methods: [
    method('adler32', '($module, data, value=1, /)', checksum(adler32, 1) as (module: PyObject, ...args: Optional[]) => New | NULL, 'The Adler-32 checksum of data, continued from value.'),
    method('compress', '($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)', zlib_compress, 'Compressed data; level is 0 to 9, or -1.'),
    method('compressobj', '($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED,\n            wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,\n            strategy=Z_DEFAULT_STRATEGY, zdict=None)', zlib_compressobj, 'An object that compresses data bit by bit.'),
    method('crc32', '($module, data, value=0, /)', checksum(crc32, 0) as (module: PyObject, ...args: Optional[]) => New | NULL, 'The CRC-32 checksum of data, continued from value.'),
    method('decompress', '($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)', zlib_decompress, 'Decompressed data.'),
    method('decompressobj', "($module, /, wbits=MAX_WBITS, zdict=b'')", zlib_decompressobj, 'An object that decompresses data bit by bit.'),
  ],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<ZlibState>(module);
    for (const name of state === null ? [] : OWNED) {
      const op = state![name], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: zlib_clear, m_free: zlib_clear,
  m_slots: [[Py_mod_exec, zlib_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_zlib() */
export function PyInit_zlib(): PyModuleDef {
  return PyModuleDef_Init(zlibmodule);
}
