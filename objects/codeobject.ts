/** Making code objects: from the compiler's data, from a .pyc, from Python. CPython: Objects/codeobject.c */
import {PY_CODE_EVENT_CREATE, notify_code_watchers} from './codeobject-extra';
import {H, U8, interp} from '../runtime/current';
import {CodeData} from '../runtime/codedata';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyFrozenSet_CheckExact, PySlice_Check, PyTuple_Check, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_IS_ASCII, _PyTuple_ADDR, _co_cached, co_localspluskinds, co_localsplusnames, co_ncellvars, co_nfreevars, co_nlocals, co_nlocalsplus, set__co_cached, set__co_firsttraceable, set__co_instrumentation_version, set_co_argcount, set_co_code_adaptive, set_co_consts, set_co_exceptiontable, set_co_filename, set_co_firstlineno, set_co_flags, set_co_framesize, set_co_kwonlyargcount, set_co_linetable, set_co_localspluskinds, set_co_localsplusnames, set_co_name, set_co_names, set_co_ncellvars, set_co_nfreevars, set_co_nlocals, set_co_nlocalsplus, set_co_posonlyargcount, set_co_qualname, set_co_size, set_co_stacksize, set_co_version, set_co_weakreflist, slice_start, slice_step, slice_stop} from '../runtime/generated/accessors';
import {PyCode_Type, PyExc_SystemError, PyExc_ValueError, _PyBytes_Empty, _PyTuple_Empty, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {Py_DECREF, Py_NewRef, Py_XDECREF, _PyObject_New, payload, setPayload, takeRef} from '../runtime/object';
import {PyMem_RawMalloc, PyObject_Malloc} from '../runtime/obmalloc';
import {NULL, type New, type PyObject} from '../runtime/types';
import type {CodeSpec, PyConst} from '../vm/constants';
import {PySequence_Tuple} from './abstract-sequence';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array, _PyBytes_FromSize} from './bytesobject';
import {remove_column_info} from './codeobject-lines';
import {PyComplex_FromDoubles} from './complexobject';
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_SetString} from './errors';
import {PyFloat_FromDouble} from './floatobject';
import {PyLong_FromBigInt} from './longobject';
import {PyFrozenSet_New} from './setobject';
import {PySlice_New} from './sliceobject';
import {PyTuple_New, PyTuple_Pack} from './tupleobject';
import {_PyUnicode_InternImmortal, _PyUnicode_InternMortal} from './unicode-intern';
import {PyUnicode_FromString, PyUnicode_FromText, _PyUnicode_TEXT, unicode_eq} from './unicodeobject';

// Include/cpython/code.h, Include/internal/pycore_code.h
export const CO_OPTIMIZED = 1, CO_NEWLOCALS = 2, CO_VARARGS = 4, CO_VARKEYWORDS = 8, CO_NESTED = 0x10, CO_GENERATOR = 0x20, CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100, CO_ASYNC_GENERATOR = 0x200, CO_NO_MONITORING_EVENTS = 0x2000000;
export const CO_FAST_HIDDEN = 0x10, CO_FAST_LOCAL = 0x20, CO_FAST_CELL = 0x40, CO_FAST_FREE = 0x80;
const RESUME = 149, FRAME_SPECIALS_SIZE = 9;
/** Bytes of a code object without its instructions. */
export const CODE_BASICSIZE = 200;
/** Bytes of a code object of so many units. CPython: _PyObject_VAR_SIZE() */
export function codeSize(units: number): number {
  return (CODE_BASICSIZE + 2 * units + 7) & ~7;
}

/** The parts of a code object as objects, borrowed. CPython: struct _PyCodeConstructor */
export interface _PyCodeConstructor {
  filename: PyObject;
  name: PyObject;
  qualname: PyObject;
  flags: number;
  code: PyObject;
  firstlineno: number;
  linetable: PyObject;
  consts: PyObject;
  names: PyObject;
  localsplusnames: PyObject;
  localspluskinds: PyObject;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  stacksize: number;
  exceptiontable: PyObject;
}
/** The same as marshal reads them: any part may be missing. */
export type MarshalledCode = {[K in keyof _PyCodeConstructor]: _PyCodeConstructor[K] | NULL};

// ---- interning ----

/** True for a text of letters, digits and underscores: one that may be a name. CPython: should_intern_string() */
function should_intern_string(op: PyObject): boolean {
  if (!PyUnicode_IS_ASCII(op)) return false;
  const text = _PyUnicode_TEXT(op) as string;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95)) return false;
  }
  return true;
}
/** Makes all names of a tuple immortal interned strings; -1 with SystemError for anything else. CPython: intern_strings() */
function intern_strings(tuple: PyObject): number {
  for (let i = PyTuple_GET_SIZE(tuple) - 1; i >= 0; i--) {
    const v = PyTuple_GET_ITEM(tuple, i);
    if (v === NULL || !PyUnicode_CheckExact(v)) {
      PyErr_SetString(PyExc_SystemError, 'non-string found in code slot');
      return -1;
    }
    PyTuple_SET_ITEM(tuple, i, _PyUnicode_InternImmortal(takeRef(v)));
  }
  return 0;
}
/** Interns the strings among constants that look like names, also inside tuples, frozensets and slices. 1 when an item was replaced, -1 with an exception. CPython: intern_constants() */
function intern_constants(tuple: PyObject): number {
  let modified = 0;
  for (let i = PyTuple_GET_SIZE(tuple) - 1; i >= 0; i--) {
    const v = PyTuple_GET_ITEM(tuple, i);
    if (PyUnicode_CheckExact(v)) {
      if (!should_intern_string(v)) continue;
      const w = _PyUnicode_InternMortal(takeRef(v));
      if (w !== v) modified = 1;
      PyTuple_SET_ITEM(tuple, i, w);
    } else if (PyTuple_CheckExact(v)) {
      if (intern_constants(v) < 0) return -1;
    } else if (PyFrozenSet_CheckExact(v) || PySlice_Check(v)) {
      const isSet = PyFrozenSet_CheckExact(v), parts = isSet ? PySequence_Tuple(v) : PyTuple_Pack(slice_start(v), slice_stop(v), slice_step(v));
      if (parts === NULL) return -1;
      const status = intern_constants(parts);
      if (status <= 0) {
        Py_DECREF(parts);
        if (status < 0) return -1;
        continue;
      }
      const fresh = isSet ? PyFrozenSet_New(parts) : PySlice_New(PyTuple_GET_ITEM(parts, 0), PyTuple_GET_ITEM(parts, 1), PyTuple_GET_ITEM(parts, 2));
      Py_DECREF(parts);
      if (fresh === NULL) return -1;
      PyTuple_SET_ITEM(tuple, i, fresh);
      Py_DECREF(v);
      modified = 1;
    }
  }
  return modified;
}

// ---- the object ----

/** Kind bits of a local. CPython: _PyLocals_GetKind() */
export function _PyLocals_GetKind(kinds: PyObject, i: number): number {
  return U8[PyBytes_AS_STRING(kinds) + i];
}
/** How many locals, cells and free variables there are. CPython: get_localsplus_counts() */
function localsplusCounts(kinds: PyObject): {nlocals: number; ncellvars: number; nfreevars: number} {
  let nlocals = 0, ncellvars = 0, nfreevars = 0;
  for (let i = 0, n = PyBytes_GET_SIZE(kinds); i < n; i++) {
    const kind = _PyLocals_GetKind(kinds, i);
    if ((kind & CO_FAST_LOCAL) !== 0) nlocals++;
    if ((kind & CO_FAST_CELL) !== 0) ncellvars++;
    else if ((kind & (CO_FAST_LOCAL | CO_FAST_FREE)) === CO_FAST_FREE) nfreevars++;
  }
  return {nlocals, ncellvars, nfreevars};
}
/** Whether the parts fit together; -1 with an exception. CPython: _PyCode_Validate() */
export function _PyCode_Validate(con: MarshalledCode): number {
  const bytes = (op: PyObject | NULL): boolean => op !== NULL && PyBytes_Check(op), tuple = (op: PyObject | NULL): boolean => op !== NULL && PyTuple_Check(op);
  const text = (op: PyObject | NULL): boolean => op !== NULL && PyUnicode_Check(op);
  if (con.argcount < con.posonlyargcount || con.posonlyargcount < 0 || con.kwonlyargcount < 0 || con.stacksize < 0 || con.flags < 0
    || !bytes(con.code as PyObject) || !tuple(con.consts as PyObject) || !tuple(con.names as PyObject) || !tuple(con.localsplusnames as PyObject) || !bytes(con.localspluskinds as PyObject)
    || PyTuple_GET_SIZE(con.localsplusnames) !== PyBytes_GET_SIZE(con.localspluskinds as PyObject) || !text(con.name as PyObject) || !text(con.qualname as PyObject)
    || !text(con.filename as PyObject) || !bytes(con.linetable as PyObject) || !bytes(con.exceptiontable as PyObject)) {
    PyErr_BadInternalCall('Objects/codeobject.c:461');
    return -1;
  }
  if (PyBytes_GET_SIZE(con.code as PyObject) % 2 !== 0) {
    PyErr_SetString(PyExc_ValueError, 'code: co_code is malformed');
    return -1;
  }
  const {nlocals} = localsplusCounts(con.localspluskinds as PyObject), flags = con.flags;
  if (nlocals - con.argcount - con.kwonlyargcount - ((flags & CO_VARARGS) !== 0 ? 1 : 0) - ((flags & CO_VARKEYWORDS) !== 0 ? 1 : 0) < 0) {
    PyErr_SetString(PyExc_ValueError, 'code: co_varnames is too small');
    return -1;
  }
  return 0;
}
/** A code object from parts that fit together; names in them are interned in place. CPython: _PyCode_New() */
export function _PyCode_New(con: _PyCodeConstructor): New | NULL {
  if (intern_strings(con.names) < 0 || intern_constants(con.consts) < 0 || intern_strings(con.localsplusnames) < 0) return NULL;
  let linetable = Py_NewRef(con.linetable);
  if (interp.config.code_debug_ranges === 0) {
    const short = PyBytes_FromUint8Array(remove_column_info(PyBytes_AsUint8Array(linetable)));
    Py_DECREF(linetable);
    if (short === NULL) return NULL;
    linetable = short;
  }
  const size = PyBytes_GET_SIZE(con.code) >> 1, co = _PyObject_New(PyCode_Type, codeSize(size));
  if (co === NULL) {
    Py_DECREF(linetable);
    return PyErr_NoMemory();
  }
  init_code(co, con, linetable, size);
  return co;
}
/** @steals linetable. CPython: init_code() */
function init_code(co: PyObject, con: _PyCodeConstructor, linetable: New, size: number): void {
  const {nlocals, ncellvars, nfreevars} = localsplusCounts(con.localspluskinds), nlocalsplus = PyTuple_GET_SIZE(con.localsplusnames);
  const stacksize = con.stacksize === 0 ? 1 : con.stacksize;
  set_co_size(co, size);
  set_co_filename(co, _PyUnicode_InternMortal(Py_NewRef(con.filename)));
  set_co_name(co, _PyUnicode_InternMortal(Py_NewRef(con.name)));
  set_co_qualname(co, _PyUnicode_InternMortal(Py_NewRef(con.qualname)));
  set_co_flags(co, con.flags);
  set_co_firstlineno(co, con.firstlineno);
  set_co_linetable(co, linetable);
  set_co_consts(co, Py_NewRef(con.consts));
  set_co_names(co, Py_NewRef(con.names));
  set_co_localsplusnames(co, Py_NewRef(con.localsplusnames));
  set_co_localspluskinds(co, Py_NewRef(con.localspluskinds));
  set_co_argcount(co, con.argcount);
  set_co_posonlyargcount(co, con.posonlyargcount);
  set_co_kwonlyargcount(co, con.kwonlyargcount);
  set_co_stacksize(co, stacksize);
  set_co_exceptiontable(co, Py_NewRef(con.exceptiontable));
  set_co_nlocalsplus(co, nlocalsplus);
  set_co_nlocals(co, nlocals);
  set_co_framesize(co, nlocalsplus + stacksize + FRAME_SPECIALS_SIZE);
  set_co_ncellvars(co, ncellvars);
  set_co_nfreevars(co, nfreevars);
  set_co_version(co, interp.func_next_version);
  if (interp.func_next_version !== 0) interp.func_next_version++;
  set__co_instrumentation_version(co, 0);
  set_co_weakreflist(co, NULL);
  set__co_cached(co, 0);
  const block = PyMem_RawMalloc(2 * size), units = new Uint16Array(H.buffer, 4 * block, size), at = PyBytes_AS_STRING(con.code);
  set_co_code_adaptive(co, block);
  let entry = size;
  for (let i = size - 1; i >= 0; i--) {
    units[i] = U8[at + 2 * i] | (U8[at + 2 * i + 1] << 8);
    if ((units[i] & 255) === RESUME) entry = i;
  }
  set__co_firsttraceable(co, entry);
  if (hooks._PyCode_Quicken !== undefined) hooks._PyCode_Quicken(units);
  const data = new CodeData(units);
  data.constp = _PyTuple_ADDR(con.consts);
  data.namep = _PyTuple_ADDR(con.names);
  setPayload(co, data);
  if (interp.active_code_watchers !== 0) notify_code_watchers(PY_CODE_EVENT_CREATE, co);
}

// ---- from the compiler ----

/** Turns a compiler's data into objects. What is one thing there (constants and tables are merged by identity) becomes one object. */
class SpecReader {
  private readonly known = new Map<object, New>();

  /** A new reference to the object that stands for a piece of data; made when it is first asked for. NULL with an exception. */
  private once(key: object, make: () => New | NULL): New | NULL {
    let op = this.known.get(key);
    if (op === undefined) {
      const made = make();
      if (made === NULL) return NULL;
      this.known.set(key, made);
      op = made;
    }
    return Py_NewRef(op) as New;
  }
  bytes(data: Uint8Array): New | NULL {
    return data.length === 0 ? Py_NewRef(_PyBytes_Empty) : this.once(data, () => PyBytes_FromUint8Array(data));
  }
  /** A tuple of what a function makes of each item. @returns NULL with an exception */
  private tuple<T>(items: readonly T[], make: (item: T) => New | NULL): New | NULL {
    const tuple = PyTuple_New(items.length);
    if (tuple === NULL) return NULL;
    for (let i = 0; i < items.length; i++) {
      const item = make(items[i]);
      if (item === NULL) {
        Py_DECREF(tuple);
        return NULL;
      }
      PyTuple_SET_ITEM(tuple, i, item);
    }
    return tuple;
  }
  names(names: readonly string[]): New | NULL {
    return names.length === 0 ? Py_NewRef(_PyTuple_Empty) : this.once(names, () => this.tuple(names, name => PyUnicode_FromString(name)));
  }
  consts(consts: readonly PyConst[]): New | NULL {
    return consts.length === 0 ? Py_NewRef(_PyTuple_Empty) : this.once(consts, () => this.tuple(consts, item => this.constant(item)));
  }
  constant(c: PyConst): New | NULL {
    if (c.object !== undefined) return Py_NewRef(c.object) as New;
    switch (c.kind) {
      case 'None': return Py_NewRef(_Py_NoneStruct);
      case 'True': return Py_NewRef(_Py_TrueStruct);
      case 'False': return Py_NewRef(_Py_FalseStruct);
      case 'Ellipsis': return Py_NewRef(_Py_EllipsisObject);
      case 'int': return this.once(c, () => PyLong_FromBigInt(c.value));
      case 'float': return this.once(c, () => PyFloat_FromDouble(c.value));
      case 'complex': return this.once(c, () => PyComplex_FromDoubles(c.real, c.imag));
      case 'str': return this.once(c, () => PyUnicode_FromText(c.value));
      case 'bytes': return this.once(c, () => PyBytes_FromUint8Array(c.value));
      case 'tuple': return this.once(c, () => this.tuple(c.items, item => this.constant(item)));
      case 'frozenset': return this.once(c, () => this.frozenset(c.items));
      case 'slice': return this.once(c, () => this.slice(c.start, c.stop, c.step));
      case 'object': return Py_NewRef(c.object) as New;
      default: return this.once(c, () => this.code(c.value));
    }
  }
  private frozenset(items: readonly PyConst[]): New | NULL {
    const tuple = this.tuple(items, item => this.constant(item));
    if (tuple === NULL) return NULL;
    const set = PyFrozenSet_New(tuple);
    Py_DECREF(tuple);
    return set;
  }
  private slice(start: PyConst, stop: PyConst, step: PyConst): New | NULL {
    const parts = this.tuple([start, stop, step], item => this.constant(item));
    if (parts === NULL) return NULL;
    const slice = PySlice_New(PyTuple_GET_ITEM(parts, 0), PyTuple_GET_ITEM(parts, 1), PyTuple_GET_ITEM(parts, 2));
    Py_DECREF(parts);
    return slice;
  }
  code(spec: CodeSpec): New | NULL {
    const parts = [
      PyUnicode_FromString(spec.co_filename), PyUnicode_FromString(spec.co_name), PyUnicode_FromString(spec.co_qualname), this.bytes(spec.co_code), this.bytes(spec.co_linetable),
      this.consts(spec.co_consts), this.names(spec.co_names), this.names(spec.co_localsplusnames), this.bytes(spec.co_localspluskinds), this.bytes(spec.co_exceptiontable),
    ];
    let result: New | NULL = NULL;
    if (!parts.includes(NULL)) {
      const [filename, name, qualname, code, linetable, consts, names, localsplusnames, localspluskinds, exceptiontable] = parts as New[];
      result = _PyCode_New({
        filename, name, qualname, code, linetable, consts, names, localsplusnames, localspluskinds, exceptiontable, flags: spec.co_flags, firstlineno: spec.co_firstlineno,
        argcount: spec.co_argcount, posonlyargcount: spec.co_posonlyargcount, kwonlyargcount: spec.co_kwonlyargcount, stacksize: spec.co_stacksize,
      });
    }
    for (const part of parts) Py_XDECREF(part);
    return result;
  }
  /** Gives up the references that kept shared objects alive. */
  release(): void {
    for (const op of this.known.values()) Py_DECREF(op);
    this.known.clear();
  }
}
/** A code object for what the compiler made, with the code objects inside it. CPython: Python/assemble.c makecode() */
export function PyCode_New(spec: CodeSpec): New | NULL {
  const reader = new SpecReader(), code = reader.code(spec);
  reader.release();
  return code;
}
/** A code object from a .pyc. CPython: Python/marshal.c r_object(), TYPE_CODE */
export function PyCode_NewFromMarshal(con: MarshalledCode): New | NULL {
  return _PyCode_Validate(con) < 0 ? NULL : _PyCode_New(con as _PyCodeConstructor);
}
/** A code object that runs nothing but an assertion, for a place in a file. CPython: PyCode_NewEmpty() */
export function PyCode_NewEmpty(filename: string, funcname: string, firstlineno: number): New | NULL {
  // RESUME 0; LOAD_ASSERTION_ERROR; RAISE_VARARGS 1, all on the first line
  return PyCode_New({
    co_argcount: 0, co_posonlyargcount: 0, co_kwonlyargcount: 0, co_stacksize: 1, co_flags: 0, co_code: Uint8Array.of(149, 0, 23, 0, 101, 1), co_consts: [], co_names: [],
    co_localsplusnames: [], co_localspluskinds: new Uint8Array(0), co_filename: filename, co_name: funcname, co_qualname: funcname, co_firstlineno: firstlineno,
    co_linetable: Uint8Array.of(128 | (13 << 3) | 2, 0), co_exceptiontable: new Uint8Array(0),
  });
}

// ---- from Python ----

/** The kinds of variables as bytes, never the shared object of one byte. @raises MemoryError */
function kindsObject(kinds: readonly number[]): New | NULL {
  const op = _PyBytes_FromSize(kinds.length);
  if (op !== NULL) U8.set(kinds, PyBytes_AS_STRING(op));
  return op;
}
/** A code object from tuples of locals, free variables and cells. CPython: PyUnstable_Code_NewWithPosOnlyArgs() */
export function PyUnstable_Code_NewWithPosOnlyArgs(
  con: Omit<_PyCodeConstructor, 'localsplusnames' | 'localspluskinds'>, nlocals: number, varnames: PyObject, freevars: PyObject, cellvars: PyObject,
): New | NULL {
  if (!PyTuple_Check(varnames) || !PyTuple_Check(cellvars) || !PyTuple_Check(freevars)) return PyErr_BadInternalCall('Objects/codeobject.c:724');
  const names: PyObject[] = [], kinds: number[] = [], nvarnames = PyTuple_GET_SIZE(varnames);
  for (let i = 0; i < nvarnames; i++) {
    names.push(PyTuple_GET_ITEM(varnames, i));
    kinds.push(CO_FAST_LOCAL);
  }
  for (let i = 0; i < PyTuple_GET_SIZE(cellvars); i++) {
    const name = PyTuple_GET_ITEM(cellvars, i);
    // an argument that is a cell too is one entry
    let argument = -1;
    for (let j = 0; j < nvarnames && argument < 0; j++) if (unicode_eq(names[j], name)) argument = j;
    if (argument >= 0) kinds[argument] |= CO_FAST_CELL;
    else {
      names.push(name);
      kinds.push(CO_FAST_CELL);
    }
  }
  for (let i = 0; i < PyTuple_GET_SIZE(freevars); i++) {
    names.push(PyTuple_GET_ITEM(freevars, i));
    kinds.push(CO_FAST_FREE);
  }
  const localsplusnames = PyTuple_Pack(...names), localspluskinds = localsplusnames === NULL ? NULL : kindsObject(kinds);
  let result: New | NULL = NULL;
  if (localsplusnames !== NULL && localspluskinds !== NULL) {
    const full: _PyCodeConstructor = {...con, localsplusnames, localspluskinds};
    if (_PyCode_Validate(full) >= 0) {
      if (nlocals !== nvarnames) PyErr_SetString(PyExc_ValueError, 'code: co_nlocals != len(co_varnames)');
      else result = _PyCode_New(full);
    }
  }
  Py_XDECREF(localsplusnames);
  Py_XDECREF(localspluskinds);
  return result;
}

// ---- what is derived: _PyCoCached {co_code, co_varnames, co_cellvars, co_freevars}, made when it is asked for ----

const CACHED_CODE = 0, CACHED_VARNAMES = 2, CACHED_CELLVARS = 4, CACHED_FREEVARS = 6;
/** A derived part, new reference. CPython: init_co_cached(), get_cached_locals() */
function cached(co: PyObject, which: number, make: () => New | NULL): New | NULL {
  let block = _co_cached(co);
  if (block === 0) {
    block = PyObject_Malloc(32);
    if (block === 0) return PyErr_NoMemory();
    H[block] = H[block + 2] = H[block + 4] = H[block + 6] = NULL;
    set__co_cached(co, block);
  }
  if (H[block + which] === NULL) {
    const op = make();
    if (op === NULL) return NULL;
    H[block + which] = op;
  }
  return Py_NewRef(H[block + which] as PyObject);
}
/** Releases what cached() keeps; the caller frees the block. */
export function clearCached(block: number): void {
  for (let i = 0; i < 8; i += 2) Py_XDECREF(H[block + i] as PyObject);
}
/** Names of locals with one of some kind bits. CPython: get_localsplus_names() */
export function get_localsplus_names(co: PyObject, kind: number, n: number): New | NULL {
  const names = PyTuple_New(n), kinds = co_localspluskinds(co), all = co_localsplusnames(co);
  if (names === NULL) return NULL;
  for (let i = 0, index = 0; i < co_nlocalsplus(co); i++) if ((_PyLocals_GetKind(kinds, i) & kind) !== 0) PyTuple_SET_ITEM(names, index++, Py_NewRef(PyTuple_GET_ITEM(all, i)));
  return names;
}
/** co_varnames. CPython: _PyCode_GetVarnames() */
export function _PyCode_GetVarnames(co: PyObject): New | NULL {
  return cached(co, CACHED_VARNAMES, () => get_localsplus_names(co, CO_FAST_LOCAL, co_nlocals(co)));
}
/** co_cellvars. CPython: _PyCode_GetCellvars() */
export function _PyCode_GetCellvars(co: PyObject): New | NULL {
  return cached(co, CACHED_CELLVARS, () => get_localsplus_names(co, CO_FAST_CELL, co_ncellvars(co)));
}
/** co_freevars. CPython: _PyCode_GetFreevars() */
export function _PyCode_GetFreevars(co: PyObject): New | NULL {
  return cached(co, CACHED_FREEVARS, () => get_localsplus_names(co, CO_FAST_FREE, co_nfreevars(co)));
}
/** Code units as bytes. */
export function unitBytes(units: Uint16Array): Uint8Array {
  const out = new Uint8Array(units.length * 2);
  for (let i = 0; i < units.length; i++) {
    out[2 * i] = units[i] & 255;
    out[2 * i + 1] = units[i] >> 8;
  }
  return out;
}
/** co_code: the instructions as the compiler made them. CPython: _PyCode_GetCode() */
export function _PyCode_GetCode(co: PyObject): New | NULL {
  return cached(co, CACHED_CODE, () => PyBytes_FromUint8Array(unitBytes(hooks.deoptedUnits(payload<CodeData>(co)))));
}
export function PyCode_GetCode(co: PyObject): New | NULL {
  return _PyCode_GetCode(co);
}
export function PyCode_GetVarnames(co: PyObject): New | NULL {
  return _PyCode_GetVarnames(co);
}
export function PyCode_GetCellvars(co: PyObject): New | NULL {
  return _PyCode_GetCellvars(co);
}
export function PyCode_GetFreevars(co: PyObject): New | NULL {
  return _PyCode_GetFreevars(co);
}

/** The object of a compile-time constant, new reference; NULL with an exception. */
export function objectOfConstant(c: PyConst): New | NULL {
  const builder = new SpecReader(), result = builder.constant(c);
  builder.release();
  return result;
}
