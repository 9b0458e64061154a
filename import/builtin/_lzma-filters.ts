/** Specifications of filters as dicts, and the errors of the _lzma module. CPython: Modules/_lzmamodule.c */
import {PyMapping_Check, PyMapping_GetOptionalItemString} from '../../objects/abstract-mapping';
import {PySequence_GetItem, PySequence_Length} from '../../objects/abstract-sequence';
import {PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_NoMemory, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsBigInt, PyLong_AsUnsignedLongLong, PyLong_FromBigInt} from '../../objects/longobject';
import {PyTuple_New} from '../../objects/tupleobject';
import {PyUnicode_InternFromString} from '../../objects/unicodeobject';
import {PyDict_Check} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {FilterSpec} from './xz/chain';
import {FILTER_DELTA, FILTER_LZMA1, FILTER_LZMA2, isBcj} from './xz/filters';
import {type LzmaOptions, LzmaRet, lzmaPreset} from './xz/lzma';

const FILTERS_MAX = 4, LZMA1_ID = 0x4000000000000001n, PRESET_DEFAULT = 6;

/** CPython: _lzma_state */
export class LzmaState {
  lzma_compressor_type: PyObject | NULL = NULL;
  lzma_decompressor_type: PyObject | NULL = NULL;
  error: PyObject | NULL = NULL;
}
const MESSAGES: Readonly<Partial<Record<LzmaRet, string>>> = {
  [LzmaRet.UNSUPPORTED_CHECK]: 'Unsupported integrity check', [LzmaRet.MEMLIMIT_ERROR]: 'Memory usage limit exceeded', [LzmaRet.FORMAT_ERROR]: 'Input format not supported by decoder',
  [LzmaRet.OPTIONS_ERROR]: 'Invalid or unsupported options', [LzmaRet.DATA_ERROR]: 'Corrupt input data', [LzmaRet.BUF_ERROR]: 'Insufficient buffer space', [LzmaRet.PROG_ERROR]: 'Internal error',
};
/** Raises what a result means; true for an error. CPython: catch_lzma_error() */
export function catch_lzma_error(state: LzmaState, ret: LzmaRet): boolean {
  if (ret === LzmaRet.OK || ret === LzmaRet.GET_CHECK || ret === LzmaRet.NO_CHECK || ret === LzmaRet.STREAM_END) return false;
  if (ret === LzmaRet.MEM_ERROR) PyErr_NoMemory();
  else PyErr_SetString(state.error as PyObject, MESSAGES[ret] ?? `Unrecognized error from liblzma: ${ret}`);
  return true;
}
/** An unsigned number of a C type; null with an exception. LZMA1's number becomes ours. CPython: INT_TYPE_CONVERTER_FUNC() */
export function numberArgument(op: PyObject, type: 'uint32_t' | 'uint64_t' | 'lzma_vli' | 'lzma_mode' | 'lzma_match_finder'): number | null {
  const value = PyLong_AsUnsignedLongLong(op);
  if (value === -1 && PyErr_Occurred() !== NULL) return null;
  if (type === 'lzma_vli' && value > Number.MAX_SAFE_INTEGER && PyLong_AsBigInt(op) === LZMA1_ID) return FILTER_LZMA1;
  if (type !== 'uint64_t' && type !== 'lzma_vli' && value > 0xffffffff) {
    PyErr_SetString(PyExc_OverflowError, `Value too large for ${type} type`);
    return null;
  }
  return value;
}
/** The number of a filter as liblzma has it. */
export function filterId(id: number): New | NULL {
  return PyLong_FromBigInt(id === FILTER_LZMA1 ? LZMA1_ID : BigInt(id));
}
const lzmaParser = argParser('', '(id=None, preset=None, dict_size=None, lc=None, lp=None, pb=None, mode=None, nice_len=None, mf=None, depth=None)');
const deltaParser = argParser('', '(id=None, dist=None)'), bcjParser = argParser('', '(id=None, start_offset=None)');

/** The values of a specification's options; null with an exception. */
function optionsOf(parser: ReturnType<typeof argParser>, spec: PyObject): (PyObject | NULL)[] | null {
  if (!PyDict_Check(spec)) return null;
  const args = PyTuple_New(0);
  if (args === NULL) return null;
  const values = parseArgs(parser, args, spec);
  Py_DECREF(args);
  return values;
}
function invalid(kind: string): null {
  PyErr_SetString(PyExc_ValueError, `Invalid filter specifier for ${kind} filter`);
  return null;
}
/** CPython: parse_filter_spec_lzma() */
function parse_filter_spec_lzma(state: LzmaState, spec: PyObject): LzmaOptions | null {
  const presetObject = PyMapping_GetOptionalItemString(spec, 'preset');
  if (presetObject === NULL && PyErr_Occurred() !== NULL) return null;
  const preset = presetObject === NULL ? PRESET_DEFAULT : numberArgument(presetObject, 'uint32_t');
  if (presetObject !== NULL) Py_DECREF(presetObject);
  if (preset === null) return null;
  const options = lzmaPreset(preset);
  if (options === null) {
    PyErr_SetString(state.error as PyObject, `Invalid compression preset: ${preset}`);
    return null;
  }
  const values = optionsOf(lzmaParser, spec);
  if (values === null) return invalid('LZMA');
  const fields = ['dictSize', 'lc', 'lp', 'pb', 'mode', 'niceLength', 'mf', 'depth'] as const;
  for (let i = 0; i < fields.length; i++) {
    const op = values[i + 2];
    if (op === NULL) continue;
    const value = numberArgument(op, fields[i] === 'mode' ? 'lzma_mode' : fields[i] === 'mf' ? 'lzma_match_finder' : 'uint32_t');
    if (value === null) return invalid('LZMA');
    options[fields[i]] = value;
  }
  return options;
}
/** The one option that other filters have; null with an exception. CPython: parse_filter_spec_delta(), parse_filter_spec_bcj() */
function argumentOf(spec: PyObject, parser: ReturnType<typeof argParser>, kind: string, fallback: number): number | null {
  const values = optionsOf(parser, spec);
  if (values === null) return invalid(kind);
  if (values[1] === NULL) return fallback;
  return numberArgument(values[1], 'uint32_t') ?? invalid(kind);
}
/** A filter by its specification; null with an exception. escapes. CPython: lzma_filter_converter() */
export function lzma_filter_converter(state: LzmaState, spec: PyObject): FilterSpec | null {
  if (!PyMapping_Check(spec)) {
    PyErr_SetString(PyExc_TypeError, 'Filter specifier must be a dict or dict-like object');
    return null;
  }
  const idObject = PyMapping_GetOptionalItemString(spec, 'id');
  if (idObject === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'Filter specifier must have an "id" entry');
    return null;
  }
  const id = numberArgument(idObject, 'lzma_vli');
  Py_DECREF(idObject);
  if (id === null) return null;
  if (id === FILTER_LZMA1 || id === FILTER_LZMA2) {
    const lzma = parse_filter_spec_lzma(state, spec);
    return lzma === null ? null : {id, lzma, argument: null};
  }
  if (id !== FILTER_DELTA && !isBcj(id)) {
    PyErr_SetString(PyExc_ValueError, `Invalid filter ID: ${id}`);
    return null;
  }
  const argument = id === FILTER_DELTA ? argumentOf(spec, deltaParser, 'delta', 1) : argumentOf(spec, bcjParser, 'BCJ', 0);
  return argument === null ? null : {id, lzma: null, argument};
}
/** A chain of filters; null with an exception. escapes. CPython: parse_filter_chain_spec() */
export function parse_filter_chain_spec(state: LzmaState, specs: PyObject): FilterSpec[] | null {
  const count = PySequence_Length(specs), filters: FilterSpec[] = [];
  if (count === -1) return null;
  if (count > FILTERS_MAX) {
    PyErr_SetString(PyExc_ValueError, `Too many filters - liblzma supports a maximum of ${FILTERS_MAX}`);
    return null;
  }
  for (let i = 0; i < count; i++) {
    const spec = PySequence_GetItem(specs, i), filter = spec === NULL ? null : lzma_filter_converter(state, spec);
    if (spec !== NULL) Py_DECREF(spec);
    if (filter === null) return null;
    filters.push(filter);
  }
  return filters;
}
/** The dict that specifies a filter. CPython: build_filter_spec() */
export function build_filter_spec({id, lzma, argument}: FilterSpec): New | NULL {
  const spec = PyDict_New(), fields: [string, number][] = [['id', id]];
  if (spec === NULL) return NULL;
  if (id === FILTER_LZMA1) fields.push(['lc', lzma!.lc], ['lp', lzma!.lp], ['pb', lzma!.pb]);
  if (lzma !== null) fields.push(['dict_size', lzma.dictSize]);
  else if (argument !== null) fields.push([id === FILTER_DELTA ? 'dist' : 'start_offset', argument]);
  for (const [name, value] of fields) {
    const key = PyUnicode_InternFromString(name), number = key === NULL ? NULL : filterId(value), status = key === NULL || number === NULL ? -1 : PyDict_SetItem(spec, key, number);
    if (key !== NULL) Py_DECREF(key);
    if (number !== NULL) Py_DECREF(number);
    if (status < 0) {
      Py_DECREF(spec);
      return NULL;
    }
  }
  return spec;
}
