/** Running a pickle: the opcodes that make values. CPython: Modules/_pickle.c */
import {PyIter_Next} from '../../objects/abstract-iter';
import {PyByteArray_FromStringAndSize} from '../../objects/bytearrayobject';
import {PyBytes_DecodeEscape} from '../../objects/bytes-escape';
import {PyBytes_FromStringAndSize, latin1OfBytes} from '../../objects/bytesobject';
import {PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsSsize_t, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {_PyLong_FromByteArray} from '../../objects/longobject-methods';
import {PyLong_FromString} from '../../objects/longobject-string';
import {PyMemoryView_FromObject, PyMemoryView_GET_BUFFER} from '../../objects/memoryobject';
import {PyObject_GetAttr} from '../../objects/object';
import {parseDouble} from '../../objects/pystrtod';
import {PyFrozenSet_New, PySet_New} from '../../objects/setobject';
import {PyTuple_New} from '../../objects/tupleobject';
import {PyUnicode_DecodeUTF8} from '../../objects/unicode-codecs';
import {PyUnicode_Decode, PyUnicode_FromEncodedObject} from '../../objects/unicode-encoded';
import {_PyUnicode_DecodeRawUnicodeEscapeStateful} from '../../objects/unicode-escape';
import {_PyUnicode_FromASCII} from '../../objects/unicodeobject';
import {U8} from '../../runtime/current';
import {
  PyByteArray_AS_STRING, PyBytes_AS_STRING, PyList_SET_ITEM, PyTuple_SET_ITEM, set_unpickler_persistent_load, unpickler_buffers, unpickler_persistent_load,
} from '../../runtime/generated/accessors';
import {ID_persistent_load} from '../../runtime/generated/ids';
import {PyExc_EOFError, PyExc_OverflowError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Input} from './_pickle-input';
import {
  load_additems, load_appendTo, load_build, load_extension, load_global, load_inst, load_newobj, load_obj, load_persid, load_reduce, load_setitemsTo, load_stack_global,
} from './_pickle-load-objects';
import {HIGHEST_PROTOCOL, Op, type PickleState} from './_pickle-state';

const SSIZE_MAX = '9223372036854775807';

/** A pickle being run: its input, and the stack that its opcodes work on. */
export class Loader extends Input {
  readonly stack: PyObject[];
  constructor(st: PickleState, self: PyObject) {
    super(st, self);
    this.stack = this.u.stack!;
  }
  /** CPython: Pdata_stack_underflow() */
  underflow(): -1 {
    PyErr_SetString(this.st.UnpicklingError, this.u.mark_set ? 'unexpected MARK found' : 'unpickling stack underflow');
    return -1;
  }
  /** Takes over a reference; -1 for NULL. */
  push(op: New | NULL): number {
    if (op === NULL) return -1;
    this.stack[this.stack.length] = op;
    return 0;
  }
  /** CPython: Pdata_pop() */
  pop(): New | NULL {
    const stack = this.stack;
    if (stack.length <= this.u.fence) {
      this.underflow();
      return NULL;
    }
    return stack.pop() as New;
  }
  /** The items from a place on, as a tuple. CPython: Pdata_poptuple() */
  popTuple(start: number): New | NULL {
    const stack = this.stack, n = stack.length - start;
    if (start < this.u.fence) {
      this.underflow();
      return NULL;
    }
    const tuple = PyTuple_New(n);
    if (tuple === NULL) return NULL;
    for (let i = 0; i < n; i++) PyTuple_SET_ITEM(tuple, i, stack[start + i] as New);
    stack.length = start;
    return tuple;
  }
  /** The items from a place on, as a list. CPython: Pdata_poplist() */
  popList(start: number): New | NULL {
    const stack = this.stack, n = stack.length - start, list = PyList_New(n);
    if (list === NULL) return NULL;
    for (let i = 0; i < n; i++) PyList_SET_ITEM(list, i, stack[start + i] as New);
    stack.length = start;
    return list;
  }
  /** Takes the topmost mark away; its place, or -1 with an exception. CPython: marker() */
  marker(): number {
    const u = this.u, marks = u.marks;
    if (marks.length < 1) {
      PyErr_SetString(this.st.UnpicklingError, 'could not find MARK');
      return -1;
    }
    const mark = marks.pop() as number;
    this.fenceAtMark();
    return mark;
  }
  private fenceAtMark(): void {
    const u = this.u, n = u.marks.length;
    u.mark_set = n !== 0;
    u.fence = n === 0 ? 0 : u.marks[n - 1];
  }
  /** CPython: load_mark() */
  pushMark(): void {
    const u = this.u;
    if (u.marks.length >= u.marks_size) u.marks_size = u.marks.length * 2 + 20;
    u.mark_set = true;
    u.fence = this.stack.length;
    u.marks.push(u.fence);
  }
  /** Drops the mark, when it is on top; false otherwise. */
  popMarkOnTop(): boolean {
    const {marks} = this.u;
    if (marks.length === 0 || marks[marks.length - 1] !== this.stack.length) return false;
    marks.pop();
    this.fenceAtMark();
    return true;
  }
  /** A line with at least `least` characters; null with an exception. */
  line(least: number): string | null {
    const line = this.readLine();
    if (line === null || line.length >= least) return line;
    this.truncated();
    return null;
  }
  /** A number of `size` bytes, unsigned; -1 with an exception, -2 when it is beyond a Py_ssize_t. CPython: calc_binsize() */
  size(bytes: number): number {
    const at = this.read(bytes);
    if (at < 0) return -1;
    if (bytes === 8 && U8[at + 7] >= 0x80) return -2;
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + U8[at + i];
    return value;
  }
}
function beyond(what: string): number {
  PyErr_SetString(PyExc_OverflowError, `${what} exceeds system's maximum${what === 'FRAME length' ? '' : ' size'} of ${SSIZE_MAX} bytes`);
  return -1;
}

// ---- numbers ----

/** A number at the start of a text, as strtol() with base 0 reads it. */
const STRTOL = /^\s*[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/;
/** CPython: load_int() */
function load_int(l: Loader): number {
  const line = l.line(2);
  if (line === null) return -1;
  const text = STRTOL.exec(line)?.[0] ?? '', after = line[text.length];
  if (text !== '' && (after === '\n' || after === '\0')) {
    const digits = text.trim().replace(/^[+-]/, ''), octal = digits.length > 1 && digits[0] === '0' && !/x/i.test(digits);
    const size = BigInt(octal ? `0o${digits.slice(1)}` : digits), value = text.includes('-') ? -size : size;
    if (line.length === 3 && (value === 0n || value === 1n)) return l.push(Py_NewRef(value === 1n ? _Py_TrueStruct : _Py_FalseStruct));
    return l.push(PyLong_FromBigInt(value));
  }
  const value = PyLong_FromString(line, 0);
  if (value !== NULL) return l.push(value);
  PyErr_Clear();
  PyErr_SetString(PyExc_ValueError, 'could not convert string to int');
  return -1;
}
function load_binint(l: Loader): number {
  const at = l.read(4);
  return at < 0 ? -1 : l.push(PyLong_FromNumber(U8[at] | (U8[at + 1] << 8) | (U8[at + 2] << 16) | (U8[at + 3] << 24)));
}
function load_binint1(l: Loader): number {
  const at = l.read(1);
  return at < 0 ? -1 : l.push(PyLong_FromNumber(U8[at]));
}
function load_binint2(l: Loader): number {
  const at = l.read(2);
  return at < 0 ? -1 : l.push(PyLong_FromNumber(U8[at] | (U8[at + 1] << 8)));
}
function load_long(l: Loader): number {
  const line = l.line(2);
  return line === null ? -1 : l.push(PyLong_FromString(line[line.length - 2] === 'L' ? line.slice(0, -2) : line, 0));
}
/** CPython: load_counted_long() */
function load_counted_long(l: Loader, sizeBytes: number): number {
  const size = l.size(sizeBytes);
  if (size < 0) return -1;
  if (sizeBytes === 4 && size > 0x7fffffff) {
    PyErr_SetString(l.st.UnpicklingError, 'LONG pickle has negative byte count');
    return -1;
  }
  if (size === 0) return l.push(PyLong_FromNumber(0));
  const at = l.read(size);
  return at < 0 ? -1 : l.push(_PyLong_FromByteArray(U8.slice(at, at + size), true, true));
}
/** CPython: load_float() */
function load_float(l: Loader): number {
  const line = l.line(2);
  if (line === null) return -1;
  const {value, length} = parseDouble(line), after = line[length];
  if (length === 0) PyErr_Format(PyExc_ValueError, `could not convert string to float: '${line.slice(0, 200)}'`);
  else if (Math.abs(value) === Infinity && !/inf/i.test(line)) PyErr_Format(PyExc_OverflowError, `value too large to convert to float: '${line.slice(0, 200)}'`);
  else if (after !== '\n' && after !== '\0') PyErr_SetString(PyExc_ValueError, 'could not convert string to float');
  else return l.push(PyFloat_FromDouble(value));
  return -1;
}
function load_binfloat(l: Loader): number {
  const at = l.read(8);
  return at < 0 ? -1 : l.push(PyFloat_FromDouble(new DataView(U8.buffer, U8.byteOffset).getFloat64(at)));
}

// ---- strings ----

function bytesOfLine(line: string): Uint8Array {
  const data = new Uint8Array(line.length);
  for (let i = 0; i < line.length; i++) data[i] = line.charCodeAt(i);
  return data;
}
/** CPython: load_string() */
function load_string(l: Loader): number {
  const line = l.readLine();
  if (line === null) return -1;
  const n = line.length - 1;
  if (n < 2 || line[0] !== line[n - 1] || (line[0] !== "'" && line[0] !== '"')) {
    PyErr_SetString(l.st.UnpicklingError, 'the STRING opcode argument must be quoted');
    return -1;
  }
  const bytes = PyBytes_DecodeEscape(bytesOfLine(line.slice(1, n - 1)), null);
  if (bytes === NULL || l.u.encoding === 'bytes') return l.push(bytes);
  const text = PyUnicode_FromEncodedObject(bytes, l.u.encoding, l.u.errors);
  Py_DECREF(bytes);
  return l.push(text);
}
/** CPython: load_counted_binstring() */
function load_counted_binstring(l: Loader, sizeBytes: number): number {
  const size = l.size(sizeBytes);
  if (size < 0) return -1;
  if (size > 0x7fffffff) {
    PyErr_SetString(l.st.UnpicklingError, 'BINSTRING pickle has negative byte count');
    return -1;
  }
  const at = l.read(size);
  if (at < 0) return -1;
  return l.push(l.u.encoding === 'bytes' ? PyBytes_FromStringAndSize(at, size) : PyUnicode_Decode(U8.slice(at, at + size), l.u.encoding, l.u.errors));
}
/** CPython: load_counted_binbytes() */
function load_counted_binbytes(l: Loader, sizeBytes: number): number {
  const size = l.size(sizeBytes);
  if (size < 0) return size === -1 ? -1 : beyond('BINBYTES');
  if (l.isBeyondMemory(size)) return l.truncated();
  const bytes = PyBytes_FromStringAndSize(0, size);
  if (bytes === NULL) return -1;
  if (size === 0 || l.readInto(PyBytes_AS_STRING(bytes), size) >= 0) return l.push(bytes);
  Py_DECREF(bytes);
  return -1;
}
/** CPython: load_counted_bytearray() */
function load_counted_bytearray(l: Loader): number {
  const size = l.size(8);
  if (size < 0) return size === -1 ? -1 : beyond('BYTEARRAY8');
  if (l.isBeyondMemory(size)) return l.truncated();
  const bytearray = PyByteArray_FromStringAndSize(0, size);
  if (bytearray === NULL) return -1;
  if (size === 0 || l.readInto(PyByteArray_AS_STRING(bytearray), size) >= 0) return l.push(bytearray);
  Py_DECREF(bytearray);
  return -1;
}
/** CPython: load_next_buffer() */
function load_next_buffer(l: Loader): number {
  const buffers: PyObject | NULL = unpickler_buffers(l.self);
  if (buffers === NULL) {
    PyErr_SetString(l.st.UnpicklingError, 'pickle stream refers to out-of-band data but no *buffers* argument was given');
    return -1;
  }
  const buffer = PyIter_Next(buffers);
  if (buffer === NULL && PyErr_Occurred() === NULL) PyErr_SetString(l.st.UnpicklingError, 'not enough out-of-band buffers');
  return l.push(buffer);
}
/** CPython: load_readonly_buffer() */
function load_readonly_buffer(l: Loader): number {
  const stack = l.stack, top = stack.length - 1;
  if (stack.length <= l.u.fence) return l.underflow();
  const view = PyMemoryView_FromObject(stack[top]);
  if (view === NULL) return -1;
  if (PyMemoryView_GET_BUFFER(view).readonly) {
    Py_DECREF(view);
    return 0;
  }
  PyMemoryView_GET_BUFFER(view).readonly = true;
  const old = stack[top];
  stack[top] = view;
  Py_DECREF(old as New);
  return 0;
}
function load_unicode(l: Loader): number {
  const line = l.readLine();
  return line === null ? -1 : l.push(_PyUnicode_DecodeRawUnicodeEscapeStateful(bytesOfLine(line.slice(0, -1)), null, false).result);
}
/** CPython: load_counted_binunicode() */
function load_counted_binunicode(l: Loader, sizeBytes: number): number {
  const size = l.size(sizeBytes);
  if (size < 0) return size === -1 ? -1 : beyond('BINUNICODE');
  const at = l.read(size);
  if (at < 0) return -1;
  let ascii = true;
  for (let i = 0; i < size; i++) {
    if (U8[at + i] < 0x80) continue;
    ascii = false;
    break;
  }
  return l.push(ascii ? _PyUnicode_FromASCII(latin1OfBytes(at, size)) : PyUnicode_DecodeUTF8(U8.slice(at, at + size), 'surrogatepass'));
}

// ---- containers ----

function load_counted_tuple(l: Loader, n: number): number {
  return l.stack.length < n ? l.underflow() : l.push(l.popTuple(l.stack.length - n));
}
function load_tuple(l: Loader): number {
  const mark = l.marker();
  return mark < 0 ? -1 : l.push(l.popTuple(mark));
}
function load_list(l: Loader): number {
  const mark = l.marker();
  return mark < 0 ? -1 : l.push(l.popList(mark));
}
/** CPython: load_dict() */
function load_dict(l: Loader): number {
  const mark = l.marker(), stack = l.stack, end = stack.length;
  if (mark < 0) return -1;
  if ((end - mark) % 2 !== 0) {
    PyErr_SetString(l.st.UnpicklingError, 'odd number of items for DICT');
    return -1;
  }
  const dict = PyDict_New();
  if (dict === NULL) return -1;
  for (let i = mark; i < end; i += 2) {
    if (PyDict_SetItem(dict, stack[i], stack[i + 1]) >= 0) continue;
    Py_DECREF(dict);
    return -1;
  }
  l.u.dropStack(mark);
  return l.push(dict);
}
function load_frozenset(l: Loader): number {
  const mark = l.marker(), items = mark < 0 ? NULL : l.popTuple(mark);
  if (items === NULL) return -1;
  const set = PyFrozenSet_New(items);
  Py_DECREF(items);
  return l.push(set);
}

// ---- the stack and the memo ----

function load_pop(l: Loader): number {
  if (l.popMarkOnTop()) return 0;
  if (l.stack.length <= l.u.fence) return l.underflow();
  Py_DECREF(l.stack.pop() as New);
  return 0;
}
function load_pop_mark(l: Loader): number {
  const mark = l.marker();
  if (mark < 0) return -1;
  l.u.dropStack(mark);
  return 0;
}
function load_dup(l: Loader): number {
  const {stack} = l;
  return stack.length <= l.u.fence ? l.underflow() : l.push(Py_NewRef(stack[stack.length - 1]));
}
/** CPython: _Unpickler_MemoGet() and what its callers do */
function getMemo(l: Loader, idx: number): number {
  const memo = l.u.memo!, value = idx >= 0 && idx < memo.length ? memo[idx] : NULL;
  if (value !== NULL) return l.push(Py_NewRef(value as PyObject));
  PyErr_Format(l.st.UnpicklingError, `Memo value not found at index ${idx}`);
  return -1;
}
/** The number in a line: null with an exception. */
function lineNumber(l: Loader): number | null {
  const line = l.line(2), number = line === null ? NULL : PyLong_FromString(line, 10);
  if (number === NULL) return null;
  const idx = PyLong_AsSsize_t(number);
  Py_DECREF(number);
  return idx === -1 && PyErr_Occurred() !== NULL ? null : idx;
}
function load_get(l: Loader): number {
  const idx = lineNumber(l);
  return idx === null ? -1 : getMemo(l, idx);
}
function load_binget(l: Loader, sizeBytes: number): number {
  const idx = l.size(sizeBytes);
  return idx < 0 ? -1 : getMemo(l, idx);
}
/** The topmost object goes into the memo. */
function putMemo(l: Loader, idx: number): number {
  const {stack} = l;
  if (stack.length <= l.u.fence) return l.underflow();
  l.u.memoPut(idx, Py_NewRef(stack[stack.length - 1]));
  return 0;
}
/** CPython: load_put() */
function load_put(l: Loader): number {
  const line = l.line(2);
  if (line === null) return -1;
  if (l.stack.length <= l.u.fence) return l.underflow();
  const number = PyLong_FromString(line, 10);
  if (number === NULL) return -1;
  const idx = PyLong_AsSsize_t(number);
  Py_DECREF(number);
  if (idx >= 0) return putMemo(l, idx);
  if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'negative PUT argument');
  return -1;
}
function load_binput(l: Loader, sizeBytes: number): number {
  const idx = l.size(sizeBytes);
  return idx < 0 ? -1 : putMemo(l, idx);
}

// ---- the loop ----

function load_proto(l: Loader): number {
  const at = l.read(1);
  if (at < 0) return -1;
  const proto = U8[at];
  if (proto <= HIGHEST_PROTOCOL) {
    l.u.proto = proto;
    return 0;
  }
  PyErr_Format(PyExc_ValueError, `unsupported pickle protocol: ${proto}`);
  return -1;
}
function load_frame(l: Loader): number {
  const size = l.size(8);
  if (size < 0) return size === -1 ? -1 : beyond('FRAME length');
  if (l.read(size) < 0) return -1;
  // only to have it all there
  l.u.next_read_idx -= size;
  return 0;
}
function badKey(l: Loader, code: number): number {
  const shown = code >= 0x20 && code <= 0x7e && code !== 39 && code !== 92 ? String.fromCharCode(code) : `\\x${code.toString(16).padStart(2, '0')}`;
  PyErr_Format(l.st.UnpicklingError, `invalid load key, '${shown}'.`);
  return -1;
}
/** Runs one opcode; -1 with an exception. escapes */
function loadOne(l: Loader, code: number): number {
  switch (code as Op) {
    case Op.NONE: return l.push(Py_NewRef(_Py_NoneStruct));
    case Op.BININT: return load_binint(l);
    case Op.BININT1: return load_binint1(l);
    case Op.BININT2: return load_binint2(l);
    case Op.INT: return load_int(l);
    case Op.LONG: return load_long(l);
    case Op.LONG1: return load_counted_long(l, 1);
    case Op.LONG4: return load_counted_long(l, 4);
    case Op.FLOAT: return load_float(l);
    case Op.BINFLOAT: return load_binfloat(l);
    case Op.SHORT_BINBYTES: return load_counted_binbytes(l, 1);
    case Op.BINBYTES: return load_counted_binbytes(l, 4);
    case Op.BINBYTES8: return load_counted_binbytes(l, 8);
    case Op.BYTEARRAY8: return load_counted_bytearray(l);
    case Op.NEXT_BUFFER: return load_next_buffer(l);
    case Op.READONLY_BUFFER: return load_readonly_buffer(l);
    case Op.SHORT_BINSTRING: return load_counted_binstring(l, 1);
    case Op.BINSTRING: return load_counted_binstring(l, 4);
    case Op.STRING: return load_string(l);
    case Op.UNICODE: return load_unicode(l);
    case Op.SHORT_BINUNICODE: return load_counted_binunicode(l, 1);
    case Op.BINUNICODE: return load_counted_binunicode(l, 4);
    case Op.BINUNICODE8: return load_counted_binunicode(l, 8);
    case Op.EMPTY_TUPLE: return load_counted_tuple(l, 0);
    case Op.TUPLE1: return load_counted_tuple(l, 1);
    case Op.TUPLE2: return load_counted_tuple(l, 2);
    case Op.TUPLE3: return load_counted_tuple(l, 3);
    case Op.TUPLE: return load_tuple(l);
    case Op.EMPTY_LIST: return l.push(PyList_New(0));
    case Op.LIST: return load_list(l);
    case Op.EMPTY_DICT: return l.push(PyDict_New());
    case Op.DICT: return load_dict(l);
    case Op.EMPTY_SET: return l.push(PySet_New(NULL));
    case Op.ADDITEMS: return load_additems(l);
    case Op.FROZENSET: return load_frozenset(l);
    case Op.OBJ: return load_obj(l);
    case Op.INST: return load_inst(l);
    case Op.NEWOBJ: return load_newobj(l, false);
    case Op.NEWOBJ_EX: return load_newobj(l, true);
    case Op.GLOBAL: return load_global(l);
    case Op.STACK_GLOBAL: return load_stack_global(l);
    case Op.APPEND: return load_appendTo(l, l.stack.length - 1);
    case Op.APPENDS: return load_appendTo(l, l.marker());
    case Op.BUILD: return load_build(l);
    case Op.DUP: return load_dup(l);
    case Op.BINGET: return load_binget(l, 1);
    case Op.LONG_BINGET: return load_binget(l, 4);
    case Op.GET: return load_get(l);
    case Op.MARK:
      l.pushMark();
      return 0;
    case Op.BINPUT: return load_binput(l, 1);
    case Op.LONG_BINPUT: return load_binput(l, 4);
    case Op.PUT: return load_put(l);
    case Op.MEMOIZE: return putMemo(l, l.u.memo_len);
    case Op.POP: return load_pop(l);
    case Op.POP_MARK: return load_pop_mark(l);
    case Op.SETITEM: return load_setitemsTo(l, l.stack.length - 2);
    case Op.SETITEMS: return load_setitemsTo(l, l.marker());
    case Op.PERSID: return load_persid(l, true);
    case Op.BINPERSID: return load_persid(l, false);
    case Op.REDUCE: return load_reduce(l);
    case Op.PROTO: return load_proto(l);
    case Op.FRAME: return load_frame(l);
    case Op.EXT1: return load_extension(l, 1);
    case Op.EXT2: return load_extension(l, 2);
    case Op.EXT4: return load_extension(l, 4);
    case Op.NEWTRUE: return l.push(Py_NewRef(_Py_TrueStruct));
    case Op.NEWFALSE: return l.push(Py_NewRef(_Py_FalseStruct));
    default: return badKey(l, code);
  }
}
function run(l: Loader): number {
  for (;;) {
    const at = l.read(1);
    if (at < 0) {
      if (PyErr_ExceptionMatches(l.st.UnpicklingError)) PyErr_Format(PyExc_EOFError, 'Ran out of input');
      return -1;
    }
    const code = U8[at];
    if (code === (Op.STOP as number)) return l.skipConsumed();
    if (loadOne(l, code) < 0) return -1;
  }
}
/** The object that the next pickle of the input stands for. escapes. CPython: load() */
export function load(st: PickleState, self: PyObject): New | NULL {
  const l = new Loader(st, self), u = l.u;
  u.marks.length = 0;
  u.mark_set = false;
  u.fence = 0;
  u.proto = 0;
  u.dropStack(0);
  const persistent_load = PyObject_GetAttr(self, ID_persistent_load);
  if (persistent_load === NULL) return NULL;
  setPersistentLoad(self, persistent_load);
  const status = run(l);
  setPersistentLoad(self, NULL);
  return status < 0 ? NULL : l.pop();
}
function setPersistentLoad(self: PyObject, value: New | NULL): void {
  const old: PyObject | NULL = unpickler_persistent_load(self);
  set_unpickler_persistent_load(self, value);
  Py_XDECREF(old);
}
