/** The _bz2 module. CPython: Modules/_bz2module.c */
import {copyOfBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {_PyArg_NoKeywords, _PyArg_NoPositional, argParser, parseArgs} from '../../objects/getargs';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {ssizeArg} from '../../objects/text-args';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_EOFError, PyExc_OSError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {Bzip} from './bzip2/compress';
import {Bunzip} from './bzip2/decompress';
import {OutputBuffer} from './blocks-output';
import {boolResult, intArgument} from './posix-args';

type Optional = PyObject | NULL;
const PREVIOUS_ERROR = 'Decompressor is unusable after a previous error';
const EMPTY = new Uint8Array(0);

/** CPython: _bz2_state */
class Bz2State {
  bz2_compressor_type: PyObject | NULL = NULL;
  bz2_decompressor_type: PyObject | NULL = NULL;
}
function dealloc(self: PyObject): void {
  const type = Py_TYPE(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
}
function newObject(type: PyTypeObject, data: unknown): New | NULL {
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) setPayload(self, data);
  return self;
}
// ---- BZ2Compressor ----

class Compressor {
  flushed = false;
  constructor(readonly stream: Bzip) {}
}
const compressorParser = argParser('BZ2Compressor', '(compresslevel=9, /)');
function BZ2Compressor_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const values = parseArgs(compressorParser, args, kwds), level = values === null ? null : intArgument(values[0], 9);
  if (level === null) return NULL;
  if (level < 1 || level > 9) return PyErr_SetString(PyExc_ValueError, 'compresslevel must be between 1 and 9');
  return newObject(type, new Compressor(new Bzip(level)));
}
function _bz2_BZ2Compressor_compress(self: PyObject, data: PyObject): New | NULL {
  const bytes = copyOfBuffer(data), {flushed, stream} = payload<Compressor>(self);
  if (bytes === null) return NULL;
  return flushed ? PyErr_SetString(PyExc_ValueError, 'Compressor has been flushed') : PyBytes_FromUint8Array(stream.compress(bytes));
}
function _bz2_BZ2Compressor_flush(self: PyObject): New | NULL {
  const compressor = payload<Compressor>(self);
  if (compressor.flushed) return PyErr_SetString(PyExc_ValueError, 'Repeated call to flush()');
  compressor.flushed = true;
  return PyBytes_FromUint8Array(compressor.stream.flush());
}
const bz2_compressor_type_spec: TypeSpec = {
  tp_name: '_bz2.BZ2Compressor', tp_basicsize: 112, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'BZ2Compressor(compresslevel=9, /)\n--\n\nCompresses data bit by bit.\n\n  compresslevel\n    From 1 to 9: how large the blocks are, in units of 100,000 bytes.',
  slots: {tp_dealloc: dealloc, tp_new: BZ2Compressor_new},
  methods: [
    method('compress', '($self, data, /)', _bz2_BZ2Compressor_compress, 'What comes out when data goes in; some may stay inside.'), method('flush', '($self, /)', _bz2_BZ2Compressor_flush, 'What is still inside; the object is used up.'),
  ],
};
// ---- BZ2Decompressor ----

class Decompressor {
  readonly stream = new Bunzip();
  eof = false;
  needsInput = true;
  failed = false;
  unused: Uint8Array = EMPTY;
}
function BZ2Decompressor_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  if (!_PyArg_NoPositional('BZ2Decompressor', args) || (kwds !== NULL && !_PyArg_NoKeywords('BZ2Decompressor', kwds))) return NULL;
  return newObject(type, new Decompressor());
}
/** CPython: decompress(), decompress_buf() */
function decompress(d: Decompressor, bytes: Uint8Array, maxLength: number): New | NULL {
  const {port} = d.stream, rest = port.input.length - port.inputPosition;
  if (rest === 0) port.input = bytes;
  else {
    const all = new Uint8Array(rest + bytes.length);
    all.set(port.input.subarray(port.inputPosition));
    all.set(bytes, rest);
    port.input = all;
  }
  port.inputPosition = 0;
  const buffer = new OutputBuffer(maxLength);
  port.output = buffer.bytes;
  port.outputPosition = 0;
  for (;;) {
    const stop = d.stream.run();
    if (stop === 'error') {
      port.input = EMPTY;
      port.inputPosition = 0;
      d.failed = true;
      d.needsInput = false;
      return PyErr_SetString(PyExc_OSError, 'Invalid data stream');
    }
    if (stop === 'end') d.eof = true;
    if (stop === 'output' && buffer.grow(port.outputPosition)) {
      port.output = buffer.bytes;
      continue;
    }
    break;
  }
  const left = port.input.length - port.inputPosition;
  if (d.eof) {
    d.needsInput = false;
    if (left > 0) d.unused = port.input.slice(port.inputPosition);
  } else d.needsInput = left === 0;
  if (left === 0 || d.eof) {
    port.input = EMPTY;
    port.inputPosition = 0;
  }
  const result = PyBytes_FromUint8Array(buffer.bytes.subarray(0, port.outputPosition));
  port.output = EMPTY;
  port.outputPosition = 0;
  return result;
}
function _bz2_BZ2Decompressor_decompress(self: PyObject, data: PyObject, maxArg: Optional): New | NULL {
  const maxLength = ssizeArg(maxArg, -1), d = payload<Decompressor>(self);
  if (maxLength === -1 && PyErr_Occurred() !== NULL) return NULL;
  const bytes = copyOfBuffer(data);
  if (bytes === null) return NULL;
  if (d.failed) return PyErr_SetString(PyExc_ValueError, PREVIOUS_ERROR);
  return d.eof ? PyErr_SetString(PyExc_EOFError, 'End of stream already reached') : decompress(d, bytes, maxLength);
}
const bz2_decompressor_type_spec: TypeSpec = {
  tp_name: '_bz2.BZ2Decompressor', tp_basicsize: 152, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'BZ2Decompressor()\n--\n\nDecompresses data bit by bit.',
  slots: {tp_dealloc: dealloc, tp_new: BZ2Decompressor_new},
  getset: [
    {name: 'eof', get: self => boolResult(payload<Decompressor>(self).eof), doc: 'Whether the end has been reached.'},
    {name: 'unused_data', get: self => PyBytes_FromUint8Array(payload<Decompressor>(self).unused), doc: 'What came after the end.'},
    {name: 'needs_input', get: self => boolResult(payload<Decompressor>(self).needsInput), doc: 'Whether more input is needed for more output.'},
  ],
  methods: [method('decompress', '($self, /, data, max_length=-1)', _bz2_BZ2Decompressor_decompress, 'What comes out when data goes in, at most max_length bytes unless that is negative.')],
};
function _bz2_exec(module: PyObject): number {
  const state = PyModule_GetState<Bz2State>(module)!;
  for (const [key, spec] of [['bz2_compressor_type', bz2_compressor_type_spec], ['bz2_decompressor_type', bz2_decompressor_type_spec]] as const) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    state[key] = type;
    if (PyModule_AddType(module, type) < 0) return -1;
  }
  return 0;
}
const OWNED = ['bz2_compressor_type', 'bz2_decompressor_type'] as const;
function _bz2_clear(module: PyObject): number {
  const state = PyModule_GetState<Bz2State>(module);
  for (const name of state === null ? [] : OWNED) {
    const op = state![name];
    state![name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const _bz2module = new PyModuleDef('_bz2', {
  m_doc: null, m_size: 16, newState: () => new Bz2State(), m_methods: [],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<Bz2State>(module);
    for (const name of state === null ? [] : OWNED) {
      const op = state![name], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: _bz2_clear, m_free: _bz2_clear,
  m_slots: [[Py_mod_exec, _bz2_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__bz2() */
export function PyInit__bz2(): PyModuleDef {
  return PyModuleDef_Init(_bz2module);
}
