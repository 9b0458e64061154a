/**
 * Reads marshal data; keeps the objects of reference entries so that TYPE_REF finds them again. CPython: Python/marshal.c r_object()
 */
import {PyNumber_AsSsize_t} from '../objects/abstract-number';
import {PyByteArray_FromStringAndSize} from '../objects/bytearrayobject';
import {PyObject_CallMethodObjArgs} from '../objects/call';
import {PyMemoryView_FromObject} from '../objects/memoryobject';
import {ID_readinto} from '../runtime/generated/ids';
import {PyExc_EOFError, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyCode_NewFromMarshal, type MarshalledCode} from '../objects/codeobject';
import {PyComplex_FromDoubles} from '../objects/complexobject';
import {PyDict_New, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString} from '../objects/errors';
import {PyFloat_FromDouble} from '../objects/floatobject';
import {PyList_New} from '../objects/listobject';
import {PyLong_FromBigInt, PyLong_FromNumber} from '../objects/longobject';
import {PyFrozenSet_New, PySet_Add, PySet_New} from '../objects/setobject';
import {PyTuple_New} from '../objects/tupleobject';
import {PyUnicode_Decode} from '../objects/unicode-encoded';
import {PyUnicode_FromPoints, _PyUnicode_FromASCII} from '../objects/unicodeobject';
import {_PyUnicode_InternImmortal} from '../objects/unicode-intern';
import {U8, _PyRuntime} from '../runtime/current';
import {parseWholeDouble} from '../objects/pystrtod';
import {PyByteArray_AS_STRING, PyList_SET_ITEM, PyTuple_SET_ITEM} from '../runtime/generated/accessors';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {FLAG_REF, MAX_MARSHAL_STACK_DEPTH, TYPE} from './marshal-format';

/** The next n bytes of an object with readinto(); null with an exception. escapes. */
function readInto(readable: PyObject, n: number): Uint8Array | null {
  const array = PyByteArray_FromStringAndSize(0, n), view = array === NULL ? NULL : PyMemoryView_FromObject(array);
  const result = view === NULL ? NULL : PyObject_CallMethodObjArgs(readable, ID_readinto, view);
  let read = -1, found: Uint8Array | null = null;
  if (result !== NULL) {
    read = PyNumber_AsSsize_t(result, PyExc_ValueError);
    Py_DECREF(result);
  }
  if (read === n) {
    const start = PyByteArray_AS_STRING(array as PyObject);
    found = U8.slice(start, start + n);
  } else if (PyErr_Occurred() === NULL) {
    if (read > n) PyErr_SetString(PyExc_ValueError, `read() returned too much data: ${n} bytes requested, ${read} returned`);
    else PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
  }
  Py_XDECREF(view);
  Py_XDECREF(array);
  return found;
}
/** The next n bytes of a descriptor; null with EOFError, as for a FILE that fails to be read. */
function readDescriptor(fd: number, n: number): Uint8Array | null {
  const bytes = new Uint8Array(n);
  for (let at = 0; at < n;) {
    const count = _PyRuntime.host.read(fd, bytes, at, n - at);
    if (count <= 0) {
      PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
      return null;
    }
    at += count;
  }
  return bytes;
}
/** Where data comes from that is not in memory yet: an object with readinto(), or a descriptor where C has a FILE. */
export type MarshalInput = {readonly readable: PyObject} | {readonly fd: number};
/** More items than that are not made room for before it is known that a file holds them. */
const MANY_ITEMS = 1 << 22;

/** Reads from bytes. A method that fails has set an exception. CPython: RFILE */
export class MarshalReader {
  at = 0;
  private depth = 0;
  private readonly refs: (PyObject | NULL)[] = [];
  private bytes!: Uint8Array;
  private view!: DataView;
  /** With an input, `bytes` is what was read of it so far and is not used up. */
  constructor(bytes: Uint8Array, private readonly allowCode: boolean, private readonly input: MarshalInput | null = null) {
    this.setBytes(bytes);
  }
  private setBytes(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  /** Reads from the input what is missing of the next n bytes; false with an exception. escapes. CPython: r_string() */
  private fetch(n: number): boolean {
    const left = this.bytes.subarray(this.at), missing = n - left.length, input = this.input as MarshalInput;
    const more = 'fd' in input ? readDescriptor(input.fd, missing) : readInto(input.readable, missing);
    if (more === null) return false;
    const bytes = new Uint8Array(n);
    bytes.set(left);
    bytes.set(more, left.length);
    this.at = 0;
    this.setBytes(bytes);
    return true;
  }
  /** The next short, with its sign; NaN with an exception. CPython: r_short() */
  checkedShort(): number {
    return this.has(2) ? this.short() : NaN;
  }
  /** The next long, with its sign; NaN with an exception. CPython: r_long() */
  checkedLong(): number {
    return this.has(4) ? this.long() : NaN;
  }
  /** Drops the references the reader held. */
  finish(): void {
    for (const op of this.refs) Py_XDECREF(op);
    this.refs.length = 0;
  }
  private short(): number {
    const value = this.view.getInt16(this.at, true);
    this.at += 2;
    return value;
  }
  private long(): number {
    const value = this.view.getInt32(this.at, true);
    this.at += 4;
    return value;
  }
  private has(n: number): boolean {
    if (n >= 0 && this.at + n <= this.bytes.length) return true;
    if (n >= 0 && this.input !== null) return this.fetch(n);
    PyErr_SetString(PyExc_EOFError, 'marshal data too short');
    return false;
  }
  /** CPython: r_byte() */
  private hasByte(): boolean {
    if (this.at < this.bytes.length) return true;
    if (this.input !== null) return this.fetch(1);
    PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
    return false;
  }
  private reserve(flag: boolean): number {
    if (!flag) return -1;
    this.refs.push(NULL);
    return this.refs.length - 1;
  }
  private keep<T extends New>(op: T, index: number): T {
    if (index >= 0) this.refs[index] = Py_NewRef(op);
    return op;
  }
  private bad(what: string): NULL {
    return PyErr_SetString(PyExc_ValueError, `bad marshal data (${what})`);
  }

  object(): New | NULL {
    if (!this.hasByte()) return PyErr_ExceptionMatches(PyExc_EOFError) ? PyErr_SetString(PyExc_EOFError, 'EOF read where object expected') : NULL;
    if (++this.depth > MAX_MARSHAL_STACK_DEPTH) {
      this.depth--;
      return PyErr_SetString(PyExc_ValueError, 'recursion limit exceeded');
    }
    const byte = this.bytes[this.at++], result = this.typed(byte & ~FLAG_REF, (byte & FLAG_REF) !== 0);
    this.depth--;
    return result;
  }
  private typed(type: number, flag: boolean): New | NULL {
    switch (type) {
      case TYPE.NULL: return NULL;
      case TYPE.NONE: return Py_NewRef(_Py_NoneStruct);
      case TYPE.STOPITER: return Py_NewRef(PyExc_StopIteration);
      case TYPE.ELLIPSIS: return Py_NewRef(_Py_EllipsisObject);
      case TYPE.FALSE: return Py_NewRef(_Py_FalseStruct);
      case TYPE.TRUE: return Py_NewRef(_Py_TrueStruct);
      case TYPE.INT: {
        if (!this.has(4)) return NULL;
        return this.kept(PyLong_FromNumber(this.long()), flag);
      }
      case TYPE.INT64: { // no longer written
        if (!this.has(8)) return NULL;
        this.at += 8;
        return this.kept(PyLong_FromBigInt(this.view.getBigInt64(this.at - 8, true)), flag);
      }
      case TYPE.LONG: return this.bigInt(flag);
      case TYPE.BINARY_FLOAT: {
        if (!this.has(8)) return NULL;
        this.at += 8;
        return this.kept(PyFloat_FromDouble(this.view.getFloat64(this.at - 8, true)), flag);
      }
      case TYPE.FLOAT: {
        const value = this.textFloat();
        return value === null ? NULL : this.kept(PyFloat_FromDouble(value), flag);
      }
      case TYPE.BINARY_COMPLEX: {
        if (!this.has(16)) return NULL;
        this.at += 16;
        return this.kept(PyComplex_FromDoubles(this.view.getFloat64(this.at - 16, true), this.view.getFloat64(this.at - 8, true)), flag);
      }
      case TYPE.COMPLEX: {
        const real = this.textFloat(), imag = real === null ? null : this.textFloat();
        return real === null || imag === null ? NULL : this.kept(PyComplex_FromDoubles(real, imag), flag);
      }
      case TYPE.STRING: {
        if (!this.has(4)) return NULL;
        const n = this.long();
        if (n < 0) return this.bad('bytes object size out of range');
        if (!this.has(n)) return NULL;
        this.at += n;
        return this.kept(PyBytes_FromUint8Array(this.bytes.subarray(this.at - n, this.at)), flag);
      }
      case TYPE.SHORT_ASCII: case TYPE.SHORT_ASCII_INTERNED: {
        if (!this.hasByte()) return NULL;
        return this.ascii(this.bytes[this.at++], type === TYPE.SHORT_ASCII_INTERNED, flag);
      }
      case TYPE.ASCII: case TYPE.ASCII_INTERNED: {
        if (!this.has(4)) return NULL;
        return this.ascii(this.long(), type === TYPE.ASCII_INTERNED, flag);
      }
      case TYPE.UNICODE: case TYPE.INTERNED: return this.unicode(type === TYPE.INTERNED, flag);
      case TYPE.SMALL_TUPLE: return this.hasByte() ? this.tuple(this.bytes[this.at++], flag) : NULL;
      case TYPE.TUPLE: {
        if (!this.has(4)) return NULL;
        const n = this.long();
        return n < 0 ? this.bad('tuple size out of range') : this.tuple(n, flag);
      }
      case TYPE.LIST: return this.list(flag);
      case TYPE.DICT: return this.dict(flag);
      case TYPE.SET: case TYPE.FROZENSET: return this.set(type === TYPE.FROZENSET, flag);
      case TYPE.CODE: return this.code(flag);
      case TYPE.REF: {
        if (!this.has(4)) return NULL;
        const index = this.long(), op = index < 0 || index >= this.refs.length ? undefined : this.refs[index];
        if (op === undefined || op === NULL) return this.bad('invalid reference');
        return Py_NewRef(op);
      }
      default: return this.bad('unknown type code');
    }
  }
  private kept(op: New | NULL, flag: boolean): New | NULL {
    if (op !== NULL && flag) this.refs.push(Py_NewRef(op));
    return op;
  }
  private textFloat(): number | null {
    if (!this.hasByte()) return null;
    const n = this.bytes[this.at++];
    if (!this.has(n)) return null;
    this.at += n;
    // C reads up to the first NUL
    const text = String.fromCharCode(...this.bytes.subarray(this.at - n, this.at)).replace(/\0.*/s, ''), value = parseWholeDouble(text);
    if (value !== null) return value;
    PyErr_SetString(PyExc_ValueError, `could not convert string to float: '${text}'`);
    return null;
  }
  private bigInt(flag: boolean): New | NULL {
    if (!this.has(4)) return NULL;
    const n = this.long(), size = Math.abs(n);
    if (!this.has(size * 2)) return NULL;
    let value = 0n;
    for (let i = 0; i < size; i++) {
      const digit = this.short();
      if (digit < 0 || digit > 0x7fff) return this.bad('digit out of range in long');
      if (digit === 0 && i === size - 1) return this.bad('unnormalized long data');
      value |= BigInt(digit) << BigInt(15 * i);
    }
    return this.kept(PyLong_FromBigInt(n < 0 ? -value : value), flag);
  }
  private ascii(n: number, interned: boolean, flag: boolean): New | NULL {
    if (n < 0) return this.bad('string size out of range');
    if (!this.has(n)) return NULL;
    let text = '';
    for (let i = 0; i < n; i += 8192) text += String.fromCharCode(...this.bytes.subarray(this.at + i, this.at + Math.min(n, i + 8192)));
    this.at += n;
    const op = _PyUnicode_FromASCII(text);
    return this.kept(op !== NULL && interned ? _PyUnicode_InternImmortal(op) : op, flag);
  }
  private unicode(interned: boolean, flag: boolean): New | NULL {
    if (!this.has(4)) return NULL;
    const n = this.long();
    if (n < 0) return this.bad('string size out of range');
    if (!this.has(n)) return NULL;
    const points = decodeSurrogatePass(this.bytes, this.at, this.at + n);
    this.at += n;
    // the codec has the words for what is wrong
    const op = points === null ? PyUnicode_Decode(this.bytes.slice(this.at - n, this.at), 'utf-8', 'surrogatepass') : PyUnicode_FromPoints(points);
    return this.kept(op !== NULL && interned ? _PyUnicode_InternImmortal(op) : op, flag);
  }
  /** An item of a container: where NULL would stand it is an error. */
  private item(where: string): New | NULL {
    const op = this.object();
    if (op === NULL && PyErr_Occurred() === NULL) PyErr_SetString(PyExc_TypeError, `NULL object in marshal data for ${where}`);
    return op;
  }
  /** Whether there can be no n items: none is shorter than a byte. */
  private lacks(n: number): boolean {
    return n > (this.input === null ? this.bytes.length - this.at : MANY_ITEMS);
  }
  /** More items than bytes: reads as far as there is something, for the error that this ends with. */
  private tooMany(n: number, where: string): NULL {
    for (let i = 0; i < n; i++) {
      const op = this.item(where);
      if (op === NULL) break;
      Py_DECREF(op);
    }
    return NULL;
  }
  private tuple(n: number, flag: boolean): New | NULL {
    if (this.lacks(n)) return this.tooMany(n, 'tuple');
    const tuple = PyTuple_New(n);
    if (tuple === NULL) return NULL;
    if (flag) this.refs.push(Py_NewRef(tuple));
    for (let i = 0; i < n; i++) {
      const op = this.item('tuple');
      if (op === NULL) {
        Py_DECREF(tuple);
        return NULL;
      }
      PyTuple_SET_ITEM(tuple, i, op);
    }
    return tuple;
  }
  private list(flag: boolean): New | NULL {
    if (!this.has(4)) return NULL;
    const n = this.long();
    if (n < 0) return this.bad('list size out of range');
    if (this.lacks(n)) return this.tooMany(n, 'list');
    const list = PyList_New(n);
    if (list === NULL) return NULL;
    if (flag) this.refs.push(Py_NewRef(list));
    for (let i = 0; i < n; i++) {
      const op = this.item('list');
      if (op === NULL) {
        Py_DECREF(list);
        return NULL;
      }
      PyList_SET_ITEM(list, i, op);
    }
    return list;
  }
  private dict(flag: boolean): New | NULL {
    const dict = PyDict_New();
    if (dict === NULL) return NULL;
    if (flag) this.refs.push(Py_NewRef(dict));
    for (;;) {
      const key = this.object();
      if (key === NULL) break;
      const value = this.object();
      if (value === NULL) {
        Py_DECREF(key);
        break;
      }
      const status = PyDict_SetItem(dict, key, value);
      Py_DECREF(key);
      Py_DECREF(value);
      if (status < 0) break;
    }
    if (PyErr_Occurred() === NULL) return dict;
    Py_DECREF(dict);
    return NULL;
  }
  private set(frozen: boolean, flag: boolean): New | NULL {
    if (!this.has(4)) return NULL;
    const n = this.long();
    if (n < 0) return this.bad('set size out of range');
    const index = this.reserve(flag), set = frozen ? PyFrozenSet_New(NULL) : PySet_New(NULL);
    if (set === NULL) return NULL;
    if (!frozen) this.keep(set, index);
    // the one empty frozenset is shared and must not be filled: n is 0 then
    for (let i = 0; i < n; i++) {
      const op = this.item('set');
      const status = op === NULL ? -1 : PySet_Add(set, op);
      Py_XDECREF(op);
      if (status < 0) {
        Py_DECREF(set);
        return NULL;
      }
    }
    return frozen ? this.keep(set, index) : set;
  }
  private code(flag: boolean): New | NULL {
    if (!this.allowCode) return PyErr_SetString(PyExc_ValueError, 'unmarshalling code objects is disallowed');
    const index = this.reserve(flag);
    if (!this.has(20)) return NULL;
    const parts: MarshalledCode = {
      argcount: this.long(), posonlyargcount: this.long(), kwonlyargcount: this.long(), stacksize: this.long(), flags: this.long(),
      code: NULL, consts: NULL, names: NULL, localsplusnames: NULL, localspluskinds: NULL, filename: NULL, name: NULL, qualname: NULL, firstlineno: 0, linetable: NULL, exceptiontable: NULL,
    };
    const before = ['code', 'consts', 'names', 'localsplusnames', 'localspluskinds', 'filename', 'name', 'qualname'] as const;
    let ok = true;
    for (const part of before) ok = ok && (parts[part] = this.item('code')) !== NULL;
    if (ok && (ok = this.has(4))) parts.firstlineno = this.long();
    for (const part of ['linetable', 'exceptiontable'] as const) ok = ok && (parts[part] = this.item('code')) !== NULL;
    const result = ok ? PyCode_NewFromMarshal(parts) : NULL;
    for (const part of [...before, 'linetable', 'exceptiontable'] as const) Py_XDECREF(parts[part]);
    if (result !== NULL && index >= 0) this.refs[index] = Py_NewRef(result);
    return result;
  }
}

/** UTF-8 that may hold surrogates as code points; null when it is not that. */
function decodeSurrogatePass(bytes: Uint8Array, start: number, end: number): number[] | null {
  const out: number[] = [];
  for (let i = start; i < end;) {
    const b = bytes[i];
    const size = b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    if (size === 0 || i + size > end) return null;
    for (let k = 1; k < size; k++) if ((bytes[i + k] & 0xc0) !== 0x80) return null;
    if ((b === 0xe0 && bytes[i + 1] < 0xa0) || (b === 0xf0 && bytes[i + 1] < 0x90) || (b === 0xf4 && bytes[i + 1] > 0x8f)) return null;
    if (b < 0x80) { out.push(b); i++; } else if (b < 0xe0) { out.push(((b & 31) << 6) | (bytes[i + 1] & 63)); i += 2; } else if (b < 0xf0) { out.push(((b & 15) << 12) | ((bytes[i + 1] & 63) << 6) | (bytes[i + 2] & 63)); i += 3; } else { out.push(((b & 7) << 18) | ((bytes[i + 1] & 63) << 12) | ((bytes[i + 2] & 63) << 6) | (bytes[i + 3] & 63)); i += 4; }
  }
  return out;
}
