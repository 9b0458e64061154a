/** The type code. CPython: Objects/codeobject.c */
import {PY_CODE_EVENT_DESTROY, clearCodeExtra, notify_code_watchers} from './codeobject-extra';
import {HASH_HI, PyBaseObject_Type, PyCode_Type, PyExc_DeprecationWarning, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError, REFTOTAL, _PyLineIterator, _PyPositionsIterator, _PyTuple_Empty, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {H, interp} from '../runtime/current';
import {type CodeData} from '../runtime/codedata';
import {PyBool_Check, PyBytes_Check, PyBytes_CheckExact, PyCode_Check, PyComplex_CheckExact, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFrozenSet_CheckExact, PyLong_CheckExact, PySlice_Check, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, PyUnicode_CheckExact, Py_BOOL, Py_TYPE, _co_cached, co_argcount, co_code_adaptive, co_consts, co_exceptiontable, co_filename, co_firstlineno, co_flags, co_kwonlyargcount, co_linetable, co_localspluskinds, co_localsplusnames, co_name, co_names, co_ncellvars, co_nfreevars, co_nlocals, co_posonlyargcount, co_qualname, co_size, co_stacksize, co_weakreflist, cval_imag, cval_real, slice_start, slice_step, slice_stop} from '../runtime/generated/accessors';
import {hooks} from '../runtime/hooks';
import {method, rawMethod} from '../runtime/methoddef';
import {PyObject_Del, Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_New, clearPayload, payload, setPayload} from '../runtime/object';
import {PyMem_RawFree, PyObject_Free} from '../runtime/obmalloc';
import {Py_TPFLAGS_BASETYPE} from '../runtime/typeflags';
import {defineType} from '../runtime/typespec';
import {NULL, type Args, type New, type PyObject} from '../runtime/types';
import type {PyMemberDef} from '../runtime/typeslots';
import {PySequence_Tuple} from './abstract-sequence';
import {PyBytes_FromUint8Array} from './bytesobject';
import {CODE_BASICSIZE, CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL, PyUnstable_Code_NewWithPosOnlyArgs, _PyCode_GetCellvars, _PyCode_GetCode, _PyCode_GetFreevars, _PyCode_GetVarnames, clearCached, codeSize, get_localsplus_names, unitBytes} from './codeobject';
import {PyCodeAddressRange, decode_linetable} from './codeobject-lines';
import {PyErr_Format, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, PyErr_WarnEx, typeName} from './errors';
import {argParser, parseArgs, parseVectorcall} from './getargs';
import {PyLong_AsInt, PyLong_FromNumber, PyLong_FromVoidPtr} from './longobject';
import {PyObject_Hash, PyObject_RichCompareBool, PyObject_SelfIter, Py_EQ, Py_NE, addressText} from './object';
import {PyFrozenSet_New} from './setobject';
import {PySys_Audit} from './sysattr';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_New, PyTuple_Pack, packSteal} from './tupleobject';
import {PyObject_ClearWeakRefs} from './weakrefobject';
import {PyUnicode_AsJSString, PyUnicode_FromString, _PyUnicode_Copy} from './unicodeobject';

// ---- comparing ----

/** A key under which equal constants are the same: types and signed zeros are told apart. CPython: _PyCode_ConstantKey() */
export function _PyCode_ConstantKey(op: PyObject): New | NULL {
  if (op === _Py_NoneStruct || op === _Py_EllipsisObject || PyLong_CheckExact(op) || PyUnicode_CheckExact(op) || PyCode_Check(op)) return Py_NewRef(op);
  const type = Py_TYPE(op);
  if (PyBool_Check(op) || PyBytes_CheckExact(op)) return PyTuple_Pack(type, op);
  if (PyFloat_CheckExact(op)) return Object.is(PyFloat_AS_DOUBLE(op), -0) ? PyTuple_Pack(type, op, _Py_NoneStruct) : PyTuple_Pack(type, op);
  if (PyComplex_CheckExact(op)) {
    const real = Object.is(cval_real(op), -0), imag = Object.is(cval_imag(op), -0);
    if (!real && !imag) return PyTuple_Pack(type, op);
    return PyTuple_Pack(type, op, real && imag ? _Py_TrueStruct : imag ? _Py_FalseStruct : _Py_NoneStruct);
  }
  if (PyTuple_CheckExact(op)) return withKey(keysOf(op), op);
  if (PyFrozenSet_CheckExact(op)) {
    const items = PySequence_Tuple(op), keys = items === NULL ? NULL : keysOf(items);
    Py_XDECREF(items);
    const set = keys === NULL ? NULL : PyFrozenSet_New(keys);
    Py_XDECREF(keys);
    return withKey(set, op);
  }
  if (PySlice_Check(op)) {
    const parts = PyTuple_Pack(slice_start(op), slice_stop(op), slice_step(op)), keys = parts === NULL ? NULL : keysOf(parts);
    Py_XDECREF(parts);
    return withKey(keys, op);
  }
  const id = PyLong_FromVoidPtr(op);
  return withKey(id, op);
}
/** (key, op). @steals key */
function withKey(key: New | NULL, op: PyObject): New | NULL {
  if (key === NULL) return NULL;
  const pair = PyTuple_Pack(key, op);
  Py_DECREF(key);
  return pair;
}
function keysOf(tuple: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(tuple), keys = PyTuple_New(n);
  if (keys === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const key = _PyCode_ConstantKey(PyTuple_GET_ITEM(tuple, i));
    if (key === NULL) {
      Py_DECREF(keys);
      return NULL;
    }
    PyTuple_SET_ITEM(keys, i, key);
  }
  return keys;
}
function unitsOf(co: PyObject): Uint16Array {
  return hooks.deoptedUnits(payload<CodeData>(co));
}
function constsEqual(a: PyObject, b: PyObject): number {
  const first = _PyCode_ConstantKey(co_consts(a));
  if (first === NULL) return -1;
  const second = _PyCode_ConstantKey(co_consts(b));
  const equal = second === NULL ? -1 : PyObject_RichCompareBool(first, second, Py_EQ);
  Py_DECREF(first);
  Py_XDECREF(second);
  return equal;
}
/** 1, 0, or -1 with an exception. escapes */
function codeEqual(a: PyObject, b: PyObject): number {
  const sameName = PyObject_RichCompareBool(co_name(a), co_name(b), Py_EQ);
  if (sameName <= 0) return sameName;
  if (co_argcount(a) !== co_argcount(b) || co_posonlyargcount(a) !== co_posonlyargcount(b) || co_kwonlyargcount(a) !== co_kwonlyargcount(b) || co_flags(a) !== co_flags(b)
    || co_firstlineno(a) !== co_firstlineno(b) || co_size(a) !== co_size(b)) return 0;
  const first = unitsOf(a), second = unitsOf(b);
  for (let i = 0; i < first.length; i++) if (first[i] !== second[i]) return 0;
  let equal = constsEqual(a, b);
  for (const part of [co_names, co_localsplusnames, co_linetable, co_exceptiontable]) if (equal > 0) equal = PyObject_RichCompareBool(part(a), part(b), Py_EQ);
  return equal;
}
function code_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if ((op !== Py_EQ && op !== Py_NE) || !PyCode_Check(self) || !PyCode_Check(other)) return Py_NewRef(_Py_NotImplementedStruct);
  const equal = codeEqual(self, other);
  return equal < 0 ? NULL : Py_NewRef(Py_BOOL(equal > 0 === (op === Py_EQ)));
}
const MULTIPLIER = 1000003n, MASK = (1n << 64n) - 1n;
function code_hash(co: PyObject): number {
  let hash = 20221211n;
  for (const part of [co_name, co_consts, co_names, co_localsplusnames, co_linetable, co_exceptiontable]) {
    const lo = PyObject_Hash(part(co));
    if (lo === -1 && H[HASH_HI] === -1) return -1;
    hash = ((hash ^ BigInt.asUintN(64, (BigInt(H[HASH_HI]) << 32n) | BigInt(lo >>> 0))) * MULTIPLIER) & MASK;
  }
  const scramble = (n: number): void => { hash = ((hash ^ BigInt.asUintN(64, BigInt(n))) * MULTIPLIER) & MASK; };
  for (const part of [co_argcount, co_posonlyargcount, co_kwonlyargcount, co_flags, co_firstlineno, co_size]) scramble(part(co));
  const units = unitsOf(co);
  for (let i = 0; i < units.length; i++) {
    scramble(units[i] & 255);
    scramble(units[i] >> 8);
    i += hooks._PyOpcode_Caches[units[i] & 255];
  }
  if (hash === MASK) hash = MASK - 1n;
  const signed = BigInt.asIntN(64, hash);
  H[HASH_HI] = Number(signed >> 32n);
  return Number(BigInt.asIntN(32, signed));
}

// ---- iterators ----

class LineIterator {
  constructor(readonly bounds: PyCodeAddressRange) {}
}
class PositionsIterator {
  offset = 0;
  constructor(readonly bounds: PyCodeAddressRange) {}
}
/** An iterator over the table of a code, which it keeps alive in its second word pair. */
function newIterator(type: PyObject, size: number, code: PyObject, state: unknown): New | NULL {
  const it = _PyObject_New(type, size);
  if (it === NULL) return PyErr_NoMemory();
  H[it + 4] = Py_NewRef(code);
  setPayload(it, state);
  return it;
}
function iterator_dealloc(it: PyObject): void {
  const code = H[it + 4] as PyObject;
  PyObject_Del(it);
  Py_DECREF(code);
}
function numberOrNone(n: number): New | NULL {
  return n === -1 ? Py_NewRef(_Py_NoneStruct) : PyLong_FromNumber(n);
}
function lineiter_next(it: PyObject): New | NULL {
  const {bounds} = payload<LineIterator>(it);
  if (!bounds.next()) return NULL;
  const start = bounds.ar_start, line = bounds.ar_line;
  while (bounds.next()) {
    if (bounds.ar_line !== line) {
      bounds.previous();
      break;
    }
  }
  return packSteal(PyLong_FromNumber(start), PyLong_FromNumber(bounds.ar_end), numberOrNone(line));
}
function positionsiter_next(it: PyObject): New | NULL {
  const state = payload<PositionsIterator>(it), bounds = state.bounds;
  if (state.offset >= bounds.ar_end) {
    if (bounds.atEnd()) return NULL;
    bounds.advanceWithLocations();
  }
  state.offset += 2;
  return packSteal(numberOrNone(bounds.ar_line), numberOrNone(bounds.endline), numberOrNone(bounds.column), numberOrNone(bounds.endcolumn));
}
const ITERATOR_SLOTS = {tp_dealloc: iterator_dealloc, tp_free: PyObject_Del, tp_iter: PyObject_SelfIter};
defineType(_PyLineIterator, {tp_name: 'line_iterator', tp_base: PyBaseObject_Type, tp_basicsize: 64, tp_flags: Py_TPFLAGS_BASETYPE, slots: {...ITERATOR_SLOTS, tp_iternext: lineiter_next}});
defineType(_PyPositionsIterator, {tp_name: 'positions_iterator', tp_base: PyBaseObject_Type, tp_basicsize: 80, tp_flags: Py_TPFLAGS_BASETYPE, slots: {...ITERATOR_SLOTS, tp_iternext: positionsiter_next}});

// ---- constructor, replace() ----

const CODE_NEW = argParser('code', '(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)');
/** A copy of a tuple in which all names are exact strings; NULL with TypeError. CPython: validate_and_copy_tuple() */
function validate_and_copy_tuple(tuple: PyObject): New | NULL {
  const n = PyTuple_GET_SIZE(tuple), copy = PyTuple_New(n);
  if (copy === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const item = PyTuple_GET_ITEM(tuple, i);
    let name: New | NULL = NULL;
    if (PyUnicode_CheckExact(item)) name = Py_NewRef(item);
    else if (PyUnicode_Check(item)) name = _PyUnicode_Copy(item);
    else PyErr_Format(PyExc_TypeError, `name tuples must contain only strings, not '${typeName(item)}'`);
    if (name === NULL) {
      Py_DECREF(copy);
      return NULL;
    }
    PyTuple_SET_ITEM(copy, i, name);
  }
  return copy;
}
type Kind = 'int' | 'bytes' | 'tuple' | 'str';
/** Whether an argument is what its parameter takes; an int's value comes back. NaN with TypeError. */
function checkArgument(fname: string, what: string, kind: Kind, value: PyObject): number {
  if (kind === 'int') {
    const n = PyLong_AsInt(value);
    return n === -1 && PyErr_Occurred() !== NULL ? NaN : n;
  }
  if (kind === 'bytes' ? PyBytes_Check(value) : kind === 'tuple' ? PyTuple_Check(value) : PyUnicode_Check(value)) return 0;
  _PyArg_BadArgument(fname, what, kind, value);
  return NaN;
}
const NEW_KINDS: readonly Kind[] = ['int', 'int', 'int', 'int', 'int', 'int', 'bytes', 'tuple', 'tuple', 'tuple', 'str', 'str', 'str', 'int', 'bytes', 'bytes', 'tuple', 'tuple'];
/** Tells audit hooks of a new code object. */
function audit(code: PyObject, filename: PyObject, name: PyObject, numbers: readonly number[]): boolean {
  const ints = numbers.map(n => PyLong_FromNumber(n));
  const ok = !ints.includes(NULL) && PySys_Audit('code.__new__', code, filename, name, ...(ints as New[])) >= 0;
  for (const n of ints) Py_XDECREF(n);
  return ok;
}
function code_new(_type: PyObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseArgs(CODE_NEW, args, kwds);
  if (values === null) return NULL;
  const numbers: number[] = [];
  for (let i = 0; i < NEW_KINDS.length; i++) {
    const value = values[i], n = value === NULL ? 0 : checkArgument('code', `argument ${i + 1}`, NEW_KINDS[i], value);
    if (n !== n) return NULL;
    numbers.push(n);
  }
  const v = values as PyObject[];
  if (!audit(v[6], v[10], v[11], numbers.slice(0, 6))) return NULL;
  const [argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags] = numbers;
  for (const [name, n] of [['argcount', argcount], ['posonlyargcount', posonlyargcount], ['kwonlyargcount', kwonlyargcount], ['nlocals', nlocals]] as const) {
    if (n < 0) return PyErr_SetString(PyExc_ValueError, `code: ${name} must not be negative`);
  }
  const tuples: (New | NULL)[] = [];
  for (const i of [8, 9, 16, 17]) {
    const copy = tuples.includes(NULL) ? NULL : validate_and_copy_tuple(v[i] === (NULL as number) ? _PyTuple_Empty : v[i]);
    tuples.push(copy);
  }
  let result: New | NULL = NULL;
  if (!tuples.includes(NULL)) {
    const [names, varnames, freevars, cellvars] = tuples as New[];
    result = PyUnstable_Code_NewWithPosOnlyArgs({
      argcount, posonlyargcount, kwonlyargcount, stacksize, flags, code: v[6], consts: v[7], names, filename: v[10], name: v[11], qualname: v[12], firstlineno: numbers[13],
      linetable: v[14], exceptiontable: v[15],
    }, nlocals, varnames, freevars, cellvars);
  }
  for (const tuple of tuples) Py_XDECREF(tuple);
  return result;
}
const REPLACE_FIELDS: readonly (readonly [string, Kind])[] = [
  ['co_argcount', 'int'], ['co_posonlyargcount', 'int'], ['co_kwonlyargcount', 'int'], ['co_nlocals', 'int'], ['co_stacksize', 'int'], ['co_flags', 'int'], ['co_firstlineno', 'int'],
  ['co_code', 'bytes'], ['co_consts', 'tuple'], ['co_names', 'tuple'], ['co_varnames', 'tuple'], ['co_freevars', 'tuple'], ['co_cellvars', 'tuple'], ['co_filename', 'str'], ['co_name', 'str'],
  ['co_qualname', 'str'], ['co_linetable', 'bytes'], ['co_exceptiontable', 'bytes'],
];
const CODE_REPLACE = argParser('replace', `(*, ${REPLACE_FIELDS.map(([name]) => `${name}=unchanged`).join(', ')})`);
function code_replace(self: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const values = parseVectorcall(CODE_REPLACE, args, nargs, kwnames);
  if (values === null) return NULL;
  const old = [co_argcount(self), co_posonlyargcount(self), co_kwonlyargcount(self), co_nlocals(self), co_stacksize(self), co_flags(self), co_firstlineno(self)];
  const numbers: number[] = [];
  for (let i = 0; i < REPLACE_FIELDS.length; i++) {
    const [name, kind] = REPLACE_FIELDS[i], value = values[i];
    const n = value === NULL ? (i < 7 ? old[i] : 0) : checkArgument('replace', `argument '${name}'`, kind, value);
    if (n !== n) return NULL;
    if (i < 7) numbers.push(n);
  }
  for (let i = 0; i < 7; i++) if (numbers[i] < 0) return PyErr_SetString(PyExc_ValueError, `${REPLACE_FIELDS[i][0]} must be a positive integer`);
  const or = (i: number, make: () => New | NULL): New | NULL => (values[i] === NULL ? make() : Py_NewRef(values[i] as PyObject));
  const parts = [
    or(7, () => _PyCode_GetCode(self)), or(8, () => Py_NewRef(co_consts(self))), or(9, () => Py_NewRef(co_names(self))), or(10, () => get_localsplus_names(self, CO_FAST_LOCAL, co_nlocals(self))),
    or(11, () => get_localsplus_names(self, CO_FAST_FREE, co_nfreevars(self))), or(12, () => get_localsplus_names(self, CO_FAST_CELL, co_ncellvars(self))),
    or(13, () => Py_NewRef(co_filename(self))), or(14, () => Py_NewRef(co_name(self))), or(15, () => Py_NewRef(co_qualname(self))), or(16, () => Py_NewRef(co_linetable(self))),
    or(17, () => Py_NewRef(co_exceptiontable(self))),
  ];
  let result: New | NULL = NULL;
  if (!parts.includes(NULL)) {
    const [code, consts, names, varnames, freevars, cellvars, filename, name, qualname, linetable, exceptiontable] = parts as New[];
    if (audit(code, filename, name, numbers.slice(0, 6))) {
      result = PyUnstable_Code_NewWithPosOnlyArgs({
        argcount: numbers[0], posonlyargcount: numbers[1], kwonlyargcount: numbers[2], stacksize: numbers[4], flags: numbers[5], firstlineno: numbers[6],
        code, consts, names, filename, name, qualname, linetable, exceptiontable,
      }, numbers[3], varnames, freevars, cellvars);
    }
  }
  for (const part of parts) Py_XDECREF(part);
  return result;
}

// ---- the type ----

function code_dealloc(co: PyObject): void {
  if (interp.active_code_watchers !== 0) {
    // the callback may keep the code object
    H[co] = 1;
    H[REFTOTAL]++;
    notify_code_watchers(PY_CODE_EVENT_DESTROY, co);
    H[REFTOTAL]--;
    if (--H[co] > 0) return;
  }
  clearCodeExtra(co);
  for (const part of [co_consts, co_names, co_localsplusnames, co_localspluskinds, co_filename, co_name, co_qualname, co_linetable, co_exceptiontable]) Py_XDECREF(part(co));
  const block = _co_cached(co);
  if (block !== 0) {
    clearCached(block);
    PyObject_Free(block);
  }
  if (co_weakreflist(co) !== NULL) PyObject_ClearWeakRefs(co);
  PyMem_RawFree(co_code_adaptive(co));
  clearPayload(co);
  PyObject_Free(co);
}
function code_repr(co: PyObject): New | NULL {
  const line = co_firstlineno(co) !== 0 ? co_firstlineno(co) : -1;
  return PyUnicode_FromString(`<code object ${PyUnicode_AsJSString(co_name(co))} at ${addressText(co)}, file "${PyUnicode_AsJSString(co_filename(co))}", line ${line}>`);
}
function code_lnotab(co: PyObject): New | NULL {
  if (PyErr_WarnEx(PyExc_DeprecationWarning, 'co_lnotab is deprecated, use co_lines instead.', 1) < 0) return NULL;
  return PyBytes_FromUint8Array(decode_linetable(co));
}
function code_varname_from_oparg(co: PyObject, oparg: PyObject | NULL): New | NULL {
  const i = PyLong_AsInt(oparg as PyObject), names = co_localsplusnames(co);
  if (i === -1 && PyErr_Occurred() !== NULL) return NULL;
  return i < 0 || i >= PyTuple_GET_SIZE(names) ? PyErr_SetString(PyExc_IndexError, 'tuple index out of range') : Py_NewRef(PyTuple_GET_ITEM(names, i));
}
function code_positions(co: PyObject): New | NULL {
  const state = new PositionsIterator(new PyCodeAddressRange(co));
  return newIterator(_PyPositionsIterator, 80, co, state);
}
const member = (name: string, type: 'int' | 'object', offset: number): PyMemberDef => ({name, type, offset, flags: 1});
defineType(PyCode_Type, {
  tp_name: 'code', tp_base: PyBaseObject_Type, tp_basicsize: CODE_BASICSIZE, tp_itemsize: 2, tp_weaklistoffset: 144,
  tp_doc: 'code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)\n--\n\nA code object.  Only for those who know the bytecode well.',
  slots: {tp_dealloc: code_dealloc, tp_repr: code_repr, tp_hash: code_hash, tp_richcompare: code_richcompare, tp_new: code_new},
  methods: [
    method('__sizeof__', '($self, /)', co => PyLong_FromNumber(codeSize(co_size(co)))),
    method('co_lines', '($self, /)', co => newIterator(_PyLineIterator, 64, co, new LineIterator(new PyCodeAddressRange(co)))), method('co_positions', '($self, /)', code_positions),
    rawMethod('replace', '($self, /, **changes)', code_replace, 'A copy with other values in some fields.'),
    method('_varname_from_oparg', '($self, /, oparg)', code_varname_from_oparg, 'The name of the local variable that an oparg stands for.\n\nFor the standard library only.'),
    rawMethod('__replace__', '($self, /, **changes)', code_replace, 'The same as replace().'),
  ],
  members: [
    member('co_argcount', 'int', 52), member('co_posonlyargcount', 'int', 56), member('co_kwonlyargcount', 'int', 60), member('co_stacksize', 'int', 64), member('co_flags', 'int', 48),
    member('co_nlocals', 'int', 80), member('co_consts', 'object', 24), member('co_names', 'object', 32), member('co_filename', 'object', 112), member('co_name', 'object', 120),
    member('co_qualname', 'object', 128), member('co_firstlineno', 'int', 68), member('co_linetable', 'object', 136), member('co_exceptiontable', 'object', 40),
  ],
  getset: [
    {name: 'co_lnotab', get: code_lnotab}, {name: '_co_code_adaptive', get: co => PyBytes_FromUint8Array(unitBytes(payload<CodeData>(co).code))},
    {name: 'co_varnames', get: _PyCode_GetVarnames}, {name: 'co_cellvars', get: _PyCode_GetCellvars}, {name: 'co_freevars', get: _PyCode_GetFreevars}, {name: 'co_code', get: _PyCode_GetCode},
  ],
});
