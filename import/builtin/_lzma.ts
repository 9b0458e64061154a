/** The _lzma module. CPython: Modules/_lzmamodule.c */
import {copyOfBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_NewExceptionWithDoc, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_FromNumber} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil,
  Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {ssizeArg} from '../../objects/text-args';
import {PyType_FromModuleAndSpec, PyType_GetModule} from '../../objects/typeobject-spec';
import {_PyRuntime} from '../../runtime/current';
import {Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_EOFError, PyExc_Exception, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, payload, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import type {TypeSpec} from '../../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {LzmaState, build_filter_spec, catch_lzma_error, filterId, lzma_filter_converter, numberArgument, parse_filter_chain_spec} from './_lzma-filters';
import {OutputBuffer} from './blocks-output';
import {boolResult, intArgument} from './posix-args';
import {decodeProperties, encodeProperties, validateChain} from './xz/chain';
import {CHECK_CRC32, CHECK_CRC64, CHECK_ID_MAX, CHECK_NONE, CHECK_SHA256, isCheckSupported} from './xz/checks';
import {Need, Port, type Steps, aloneDecoder, autoDecoder, rawDecoder, xzDecoder} from './xz/decoder';
import {AloneEncoder, RawEncoder, XzEncoder} from './xz/encoder';
import {FILTER_ARM, FILTER_ARMTHUMB, FILTER_DELTA, FILTER_IA64, FILTER_LZMA1, FILTER_LZMA2, FILTER_POWERPC, FILTER_SPARC, FILTER_X86} from './xz/filters';
import {LzmaRet, MF_BT2, MF_BT3, MF_BT4, MF_HC3, MF_HC4, MODE_FAST, MODE_NORMAL, PRESET_EXTREME, lzmaPreset, validOptions} from './xz/lzma';

type Optional = PyObject | NULL;
const FORMAT_AUTO = 0, FORMAT_XZ = 1, FORMAT_ALONE = 2, FORMAT_RAW = 3, PRESET_DEFAULT = 6, CHECK_UNKNOWN = 16, EMPTY = new Uint8Array(0);
const CONSTANTS: Readonly<Record<string, number>> = {
  FORMAT_AUTO, FORMAT_XZ, FORMAT_ALONE, FORMAT_RAW, CHECK_NONE, CHECK_CRC32, CHECK_CRC64, CHECK_SHA256, CHECK_ID_MAX, CHECK_UNKNOWN, FILTER_LZMA1, FILTER_LZMA2, FILTER_DELTA, FILTER_X86, FILTER_IA64, FILTER_ARM, FILTER_ARMTHUMB,
  FILTER_SPARC, FILTER_POWERPC, MF_HC3, MF_HC4, MF_BT2, MF_BT3, MF_BT4, MODE_FAST, MODE_NORMAL, PRESET_DEFAULT, PRESET_EXTREME,
};
const stateOf = (self: PyObject): LzmaState => PyModule_GetState<LzmaState>(PyType_GetModule(Py_TYPE(self)) as PyObject)!;
const stateOfType = (type: PyTypeObject): LzmaState => PyModule_GetState<LzmaState>(PyType_GetModule(type) as PyObject)!;

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
// ---- LZMACompressor ----

class Compressor {
  flushed = false;
  constructor(readonly stream: RawEncoder) {}
}
/** An encoder by format; null with an exception. CPython: Compressor_init_xz(), Compressor_init_alone(), Compressor_init_raw() */
function makeEncoder(state: LzmaState, format: number, check: number, preset: number, filters: PyObject): RawEncoder | null {
  const fail = (ret: LzmaRet): null => {
    catch_lzma_error(state, ret);
    return null;
  };
  const given = filters === _Py_NoneStruct;
  if (format === FORMAT_RAW && given) {
    PyErr_SetString(PyExc_ValueError, 'Must specify filters for FORMAT_RAW');
    return null;
  }
  if (given) {
    const options = lzmaPreset(preset);
    if (options === null) {
      if (format === FORMAT_XZ) return fail(LzmaRet.OPTIONS_ERROR);
      PyErr_SetString(state.error as PyObject, `Invalid compression preset: ${preset}`);
      return null;
    }
    if (format === FORMAT_ALONE) return new AloneEncoder(options);
    if (check > CHECK_ID_MAX || check < 0) return fail(LzmaRet.PROG_ERROR);
    return isCheckSupported(check) ? new XzEncoder([{id: FILTER_LZMA2, lzma: options, argument: null}], check, _PyRuntime.host) : fail(LzmaRet.UNSUPPORTED_CHECK);
  }
  const specs = parse_filter_chain_spec(state, filters);
  if (specs === null) return null;
  if (format === FORMAT_ALONE) {
    if (specs.length === 1 && specs[0].id === FILTER_LZMA1) return validOptions(specs[0].lzma!) ? new AloneEncoder(specs[0].lzma!) : fail(LzmaRet.OPTIONS_ERROR);
    PyErr_SetString(PyExc_ValueError, 'Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter');
    return null;
  }
  if (format === FORMAT_XZ && (check > CHECK_ID_MAX || check < 0)) return fail(LzmaRet.PROG_ERROR);
  if (format === FORMAT_XZ && !isCheckSupported(check)) return fail(LzmaRet.UNSUPPORTED_CHECK);
  const ret = validateChain(specs, true);
  if (ret !== LzmaRet.OK) return fail(ret);
  if (format === FORMAT_RAW) return new RawEncoder(specs);
  return specs[specs.length - 1].id === FILTER_LZMA1 ? fail(LzmaRet.OPTIONS_ERROR) : new XzEncoder(specs, check, _PyRuntime.host);
}
const compressorParser = argParser('LZMACompressor', '(format=FORMAT_XZ, check=-1, preset=None, filters=None)');
function Compressor_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const values = parseArgs(compressorParser, args, kwds), format = values === null ? null : intArgument(values[0], FORMAT_XZ), given = format === null ? null : intArgument(values![1], -1);
  if (values === null || format === null || given === null) return NULL;
  const presetArg = values[2] === NULL ? _Py_NoneStruct : values[2], filters = values[3] === NULL ? _Py_NoneStruct : values[3];
  if (format !== FORMAT_XZ && given !== -1 && given !== CHECK_NONE) return PyErr_SetString(PyExc_ValueError, 'Integrity checks are only supported by FORMAT_XZ');
  if (presetArg !== _Py_NoneStruct && filters !== _Py_NoneStruct) return PyErr_SetString(PyExc_ValueError, 'Cannot specify both preset and filter chain');
  const preset = presetArg === _Py_NoneStruct ? PRESET_DEFAULT : numberArgument(presetArg, 'uint32_t');
  if (preset === null) return NULL;
  if (format !== FORMAT_XZ && format !== FORMAT_ALONE && format !== FORMAT_RAW) return PyErr_SetString(PyExc_ValueError, `Invalid container format: ${format}`);
  const stream = makeEncoder(stateOfType(type), format, given === -1 ? CHECK_CRC64 : given, preset, filters);
  return stream === null ? NULL : newObject(type, new Compressor(stream));
}
function _lzma_LZMACompressor_compress(self: PyObject, data: PyObject): New | NULL {
  const bytes = copyOfBuffer(data), {flushed, stream} = payload<Compressor>(self);
  if (bytes === null) return NULL;
  return flushed ? PyErr_SetString(PyExc_ValueError, 'Compressor has been flushed') : PyBytes_FromUint8Array(stream.compress(bytes));
}
function _lzma_LZMACompressor_flush(self: PyObject): New | NULL {
  const compressor = payload<Compressor>(self);
  if (compressor.flushed) return PyErr_SetString(PyExc_ValueError, 'Repeated call to flush()');
  compressor.flushed = true;
  return PyBytes_FromUint8Array(compressor.stream.flush());
}
const lzma_compressor_type_spec: TypeSpec = {
  tp_name: '_lzma.LZMACompressor', tp_basicsize: 192, tp_flags: Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCompresses data bit by bit.\n\nformat is FORMAT_XZ, FORMAT_ALONE or FORMAT_RAW; check is the checksum of FORMAT_XZ.\npreset is a level from 0 to 9, filters a chain of filters in its place: dicts with an\n"id" and options.',
  slots: {tp_dealloc: dealloc, tp_new: Compressor_new},
  methods: [
    method('compress', '($self, data, /)', _lzma_LZMACompressor_compress, 'What comes out when data goes in; some may stay inside.'), method('flush', '($self, /)', _lzma_LZMACompressor_flush, 'What is still inside; the object is used up.'),
  ],
};
// ---- LZMADecompressor ----

class Decompressor {
  eof = false;
  needsInput = true;
  failed = false;
  unused: Uint8Array = EMPTY;
  constructor(
    readonly port: Port,
    readonly steps: Steps,
  ) {}
}
const decompressorParser = argParser('LZMADecompressor', '(format=FORMAT_AUTO, memlimit=None, filters=None)');
function LZMADecompressor_new(type: PyTypeObject, args: PyObject, kwds: Optional): New | NULL {
  const values = parseArgs(decompressorParser, args, kwds), format = values === null ? null : intArgument(values[0], FORMAT_AUTO);
  if (values === null || format === null) return NULL;
  const memlimitArg = values[1] === NULL ? _Py_NoneStruct : values[1], filters = values[2] === NULL ? _Py_NoneStruct : values[2], state = stateOfType(type);
  let memlimit: number | null = Infinity;
  if (memlimitArg !== _Py_NoneStruct) {
    if (format === FORMAT_RAW) return PyErr_SetString(PyExc_ValueError, 'Cannot specify memory limit with FORMAT_RAW');
    memlimit = numberArgument(memlimitArg, 'uint64_t');
    if (memlimit === null) return NULL;
  }
  if (format === FORMAT_RAW && filters === _Py_NoneStruct) return PyErr_SetString(PyExc_ValueError, 'Must specify filters for FORMAT_RAW');
  if (format !== FORMAT_RAW && filters !== _Py_NoneStruct) return PyErr_SetString(PyExc_ValueError, 'Cannot specify filters except with FORMAT_RAW');
  const port = new Port(_PyRuntime.host, memlimit);
  let steps: Steps;
  switch (format) {
    case FORMAT_AUTO: steps = autoDecoder(port); break;
    case FORMAT_XZ: steps = xzDecoder(port); break;
    case FORMAT_ALONE:
      port.check = CHECK_NONE;
      steps = aloneDecoder(port, false);
      break;
    case FORMAT_RAW: {
      const specs = parse_filter_chain_spec(state, filters);
      if (specs === null || catch_lzma_error(state, validateChain(specs, false))) return NULL;
      steps = rawDecoder(port, specs);
      break;
    }
    default: return PyErr_SetString(PyExc_ValueError, `Invalid container format: ${format}`);
  }
  return newObject(type, new Decompressor(port, steps));
}
/** CPython: decompress(), decompress_buf() */
function decompress(self: PyObject, d: Decompressor, bytes: Uint8Array, maxLength: number): New | NULL {
  const {port} = d, rest = port.input.subarray(port.inputPosition);
  if (d.failed) {
    catch_lzma_error(stateOf(self), LzmaRet.PROG_ERROR);
    return NULL;
  }
  if (rest.length === 0) port.input = bytes;
  else {
    const all = new Uint8Array(rest.length + bytes.length);
    all.set(rest);
    all.set(bytes, rest.length);
    port.input = all;
  }
  port.inputPosition = 0;
  port.held = false;
  const buffer = new OutputBuffer(maxLength);
  port.output = buffer.bytes;
  port.outputPosition = 0;
  let result: New | NULL = NULL;
  for (;;) {
    const {done, value} = d.steps.next();
    if (done === true) {
      if (value === LzmaRet.STREAM_END) d.eof = true;
      else {
        d.failed = true;
        catch_lzma_error(stateOf(self), value);
      }
      break;
    }
    if (value === Need.INPUT || !buffer.grow(port.outputPosition)) break;
    port.output = buffer.bytes;
  }
  const left = port.held ? 0 : port.input.length - port.inputPosition;
  if (!d.failed) {
    result = PyBytes_FromUint8Array(buffer.bytes.subarray(0, port.outputPosition));
    if (d.eof) {
      d.needsInput = false;
      if (left > 0) d.unused = port.input.slice(port.inputPosition);
    } else d.needsInput = left === 0 && port.room > 0;
  }
  if (d.failed || d.eof || (left === 0 && !port.held)) {
    port.input = EMPTY;
    port.inputPosition = 0;
  }
  port.output = EMPTY;
  port.outputPosition = 0;
  return result;
}
function _lzma_LZMADecompressor_decompress(self: PyObject, data: PyObject, maxArg: Optional): New | NULL {
  const maxLength = ssizeArg(maxArg, -1), d = payload<Decompressor>(self);
  if (maxLength === -1 && PyErr_Occurred() !== NULL) return NULL;
  const bytes = copyOfBuffer(data);
  if (bytes === null) return NULL;
  return d.eof ? PyErr_SetString(PyExc_EOFError, 'Already at end of stream') : decompress(self, d, bytes, maxLength);
}
const lzma_decompressor_type_spec: TypeSpec = {
  tp_name: '_lzma.LZMADecompressor', tp_basicsize: 224, tp_flags: Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'LZMADecompressor(format=FORMAT_AUTO, memlimit=None, filters=None)\n--\n\nDecompresses data bit by bit.\n\n  format\n    FORMAT_AUTO tells FORMAT_XZ and FORMAT_ALONE apart; FORMAT_RAW needs filters.\n  memlimit\n    How much memory it may take.\n  filters\n    The chain of filters of FORMAT_RAW: dicts with an "id" and options.',
  slots: {tp_dealloc: dealloc, tp_new: LZMADecompressor_new},
  getset: [
    {name: 'check', get: self => PyLong_FromNumber(payload<Decompressor>(self).port.check), doc: 'The number of the checksum that the input has.'},
    {name: 'eof', get: self => boolResult(payload<Decompressor>(self).eof), doc: 'Whether the end has been reached.'},
    {name: 'needs_input', get: self => boolResult(payload<Decompressor>(self).needsInput), doc: 'Whether more input is needed for more output.'},
    {name: 'unused_data', get: self => PyBytes_FromUint8Array(payload<Decompressor>(self).unused), doc: 'What came after the end.'},
  ],
  methods: [method('decompress', '($self, /, data, max_length=-1)', _lzma_LZMADecompressor_decompress, 'What comes out when data goes in, at most max_length bytes unless that is negative.')],
};
// ---- the module ----

function _lzma_is_check_supported(_module: PyObject, idArg: PyObject): New | NULL {
  const id = intArgument(idArg);
  return id === null ? NULL : boolResult(isCheckSupported(id));
}
function _lzma__encode_filter_properties(module: PyObject, filter: PyObject): New | NULL {
  const state = PyModule_GetState<LzmaState>(module)!, spec = lzma_filter_converter(state, filter);
  if (spec === null) return NULL;
  const bytes = encodeProperties(spec);
  if (typeof bytes !== 'number') return PyBytes_FromUint8Array(bytes);
  catch_lzma_error(state, bytes);
  return NULL;
}
function _lzma__decode_filter_properties(module: PyObject, idArg: PyObject, data: PyObject): New | NULL {
  const state = PyModule_GetState<LzmaState>(module)!, id = numberArgument(idArg, 'lzma_vli');
  if (id === null) return NULL;
  const bytes = copyOfBuffer(data);
  if (bytes === null) return NULL;
  const spec = decodeProperties(id, bytes);
  if (typeof spec !== 'number') return build_filter_spec(spec);
  catch_lzma_error(state, spec);
  return NULL;
}
function lzma_exec(module: PyObject): number {
  const state = PyModule_GetState<LzmaState>(module)!;
  for (const [name, value] of Object.entries(CONSTANTS)) {
    if (name === 'FILTER_LZMA1') {
      if (PyModule_Add(module, name, filterId(value)) < 0) return -1;
    } else if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  }
  state.error = PyErr_NewExceptionWithDoc('_lzma.LZMAError', 'Call to liblzma failed.', PyExc_Exception, NULL);
  if (state.error === NULL || PyModule_AddObjectRef(module, 'LZMAError', state.error) < 0) return -1;
  for (const [key, spec] of [['lzma_compressor_type', lzma_compressor_type_spec], ['lzma_decompressor_type', lzma_decompressor_type_spec]] as const) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    state[key] = type;
    if (PyModule_AddType(module, type) < 0) return -1;
  }
  return 0;
}
const OWNED = ['lzma_compressor_type', 'lzma_decompressor_type', 'error'] as const;
function lzma_clear(module: PyObject): number {
  const state = PyModule_GetState<LzmaState>(module);
  for (const name of state === null ? [] : OWNED) {
    const op = state![name];
    state![name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const _lzmamodule = new PyModuleDef('_lzma', {
  m_doc: null, m_size: 32, newState: () => new LzmaState(),
  m_methods: [
    method('_decode_filter_properties', '($module, filter_id, encoded_props, /)', _lzma__decode_filter_properties, 'The options of a filter as a dict, from how they are written in a file.'),
    method('_encode_filter_properties', '($module, filter, /)', _lzma__encode_filter_properties, 'How the options of a filter are written in a file.'),
    method('is_check_supported', '($module, check_id, /)', _lzma_is_check_supported, 'Whether a kind of checksum can be computed.'),
  ],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<LzmaState>(module);
    for (const name of state === null ? [] : OWNED) {
      const op = state![name], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: lzma_clear, m_free: lzma_clear,
  m_slots: [[Py_mod_exec, lzma_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__lzma() */
export function PyInit__lzma(): PyModuleDef {
  return PyModuleDef_Init(_lzmamodule);
}
