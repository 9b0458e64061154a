/**
 * Marshal, version 4: what .pyc files and frozen modules hold. Types and flags are CPython's. CPython: Python/marshal.c
 *
 * The writer gives an object a reference entry when more than one reference to it exists (FLAG_REF); the reader keeps the objects of
 * such entries so that TYPE_REF finds them again.
 */
import {PyNumber_AsSsize_t} from '../objects/abstract-number';
import {PyByteArray_FromStringAndSize} from '../objects/bytearrayobject';
import {PyObject_CallMethodObjArgs} from '../objects/call';
import {PyMemoryView_FromObject} from '../objects/memoryobject';
import {ID_readinto} from '../runtime/generated/ids';
import {PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../objects/abstract-buffer';
import {PyExc_EOFError, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../objects/bytesobject';
import {PyCode_GetCode, PyCode_NewFromMarshal, type MarshalledCode} from '../objects/codeobject';
import {PyComplex_FromDoubles} from '../objects/complexobject';
import {PyDict_GetItemRef, PyDict_Keys, PyDict_New, PyDict_SetItem} from '../objects/dictobject';
import {PyErr_ExceptionMatches, PyErr_Occurred, PyErr_SetString} from '../objects/errors';
import {PyFloat_FromDouble} from '../objects/floatobject';
import {PyList_New} from '../objects/listobject';
import {PyLong_AsBigInt, PyLong_FromBigInt, PyLong_FromNumber} from '../objects/longobject';
import {PyFrozenSet_New, PySet_Add, PySet_New, _PySet_EntryKey, _PySet_NextEntry} from '../objects/setobject';
import {PyTuple_New} from '../objects/tupleobject';
import {PyUnicode_Decode} from '../objects/unicode-encoded';
import {PyUnicode_FromPoints, _PyUnicode_FromASCII, _PyUnicode_TEXT} from '../objects/unicodeobject';
import {_PyUnicode_InternImmortal} from '../objects/unicode-intern';
import {U8} from '../runtime/current';
import {PyAnySet_CheckExact, PyByteArray_AS_STRING, PyBytes_CheckExact, PyCode_Check, PyComplex_CheckExact, PyDict_CheckExact, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFrozenSet_CheckExact, PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyList_SET_ITEM, PyLong_CheckExact, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyUnicode_CHECK_INTERNED, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, _PyLong_CompactValue, _PyLong_IsCompact, co_argcount, co_consts, co_exceptiontable, co_filename, co_firstlineno, co_flags, co_kwonlyargcount, co_linetable, co_localspluskinds, co_localsplusnames, co_name, co_names, co_posonlyargcount, co_qualname, co_stacksize, cval_imag, cval_real} from '../runtime/generated/accessors';
import {Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF} from '../runtime/object';
import {NULL, type New, type PyObject} from '../runtime/types';
import {Py_buffer} from '../runtime/typeslots';

export const Py_MARSHAL_VERSION = 4;
const FLAG_REF = 0x80;
const MAX_MARSHAL_STACK_DEPTH = 2000;
const code = (c: string): number => c.charCodeAt(0);
const TYPE = {
  NULL: code('0'), NONE: code('N'), FALSE: code('F'), TRUE: code('T'), STOPITER: code('S'), ELLIPSIS: code('.'), INT: code('i'), INT64: code('I'), FLOAT: code('f'), BINARY_FLOAT: code('g'),
  COMPLEX: code('x'), BINARY_COMPLEX: code('y'), LONG: code('l'), STRING: code('s'), INTERNED: code('t'), REF: code('r'), TUPLE: code('('), LIST: code('['), DICT: code('{'), CODE: code('c'),
  UNICODE: code('u'), UNKNOWN: code('?'), SET: code('<'), FROZENSET: code('>'), ASCII: code('a'), ASCII_INTERNED: code('A'), SMALL_TUPLE: code(')'), SHORT_ASCII: code('z'), SHORT_ASCII_INTERNED: code('Z'),
} as const;

// ---- writing ----

type WriteError = 'ok' | 'unmarshallable' | 'nested too deep' | 'raised';

/** Collects the bytes. CPython: WFILE */
class Writer {
  private bytes = new Uint8Array(256);
  private length = 0;
  error: WriteError = 'ok';
  depth = 0;
  private readonly refs = new Map<PyObject, number>();
  constructor(private readonly version: number, private readonly allowCode: boolean) {}

  result(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }
  private grow(extra: number): void {
    const bigger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + extra));
    bigger.set(this.bytes);
    this.bytes = bigger;
  }
  short(value: number): void {
    this.byte(value & 255);
    this.byte((value >> 8) & 255);
  }
  long(value: number): void {
    this.short(value & 0xffff);
    this.short((value >> 16) & 0xffff);
  }
  raw(data: Uint8Array): void {
    if (this.length + data.length > this.bytes.length) this.grow(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }
  pascal(data: Uint8Array): void {
    this.long(data.length);
    this.raw(data);
  }
  double(value: number): void {
    this.raw(new Uint8Array(new Float64Array([value]).buffer));
  }
  fail(error: WriteError): void {
    if (this.error === 'ok') this.error = error;
  }

  object(v: PyObject | NULL): void {
    if (this.error !== 'ok') return;
    this.depth++;
    if (this.depth > MAX_MARSHAL_STACK_DEPTH) this.fail('nested too deep');
    else if (v === NULL) this.byte(TYPE.NULL);
    else if (v === _Py_NoneStruct) this.byte(TYPE.NONE);
    else if (v === PyExc_StopIteration) this.byte(TYPE.STOPITER);
    else if (v === _Py_EllipsisObject) this.byte(TYPE.ELLIPSIS);
    else if (v === _Py_FalseStruct) this.byte(TYPE.FALSE);
    else if (v === _Py_TrueStruct) this.byte(TYPE.TRUE);
    else this.complexObject(v);
    this.depth--;
  }
  /** The flag of a new entry, or -1 when the object was written before and a reference to it now is. CPython: w_ref() */
  private ref(v: PyObject): number {
    if (this.version < 3) return 0;
    if (Py_REFCNT(v) === 1) return 0;
    const index = this.refs.get(v);
    if (index !== undefined) {
      this.byte(TYPE.REF);
      this.long(index);
      return -1;
    }
    this.refs.set(v, this.refs.size);
    return FLAG_REF;
  }
  private complexObject(v: PyObject): void {
    const flag = this.ref(v);
    if (flag < 0) return;
    if (PyLong_CheckExact(v)) this.int(v, flag);
    else if (PyFloat_CheckExact(v)) {
      this.byte(TYPE.BINARY_FLOAT | flag);
      this.double(PyFloat_AS_DOUBLE(v));
    } else if (PyComplex_CheckExact(v)) {
      this.byte(TYPE.BINARY_COMPLEX | flag);
      this.double(cval_real(v));
      this.double(cval_imag(v));
    } else if (PyBytes_CheckExact(v)) {
      this.byte(TYPE.STRING | flag);
      this.pascal(PyBytes_AsUint8Array(v));
    } else if (PyUnicode_CheckExact(v)) this.text(v, flag);
    else if (PyTuple_CheckExact(v)) {
      const n = PyTuple_GET_SIZE(v);
      if (this.version >= 4 && n < 256) {
        this.byte(TYPE.SMALL_TUPLE | flag);
        this.byte(n);
      } else {
        this.byte(TYPE.TUPLE | flag);
        this.long(n);
      }
      for (let i = 0; i < n; i++) this.object(PyTuple_GET_ITEM(v, i));
    } else if (PyList_CheckExact(v)) {
      this.byte(TYPE.LIST | flag);
      this.long(PyList_GET_SIZE(v));
      for (let i = 0; i < PyList_GET_SIZE(v); i++) this.object(PyList_GET_ITEM(v, i));
    } else if (PyDict_CheckExact(v)) this.dict(v, flag);
    else if (PyAnySet_CheckExact(v)) this.set(v, flag);
    else if (PyCode_Check(v)) this.code(v, flag);
    else if (PyObject_CheckBuffer(v)) {
      const view = new Py_buffer();
      if (PyObject_GetBuffer(v, view, 0) < 0) {
        this.fail('raised');
        return;
      }
      this.byte(TYPE.STRING | flag);
      this.pascal(U8.subarray(view.buf, view.buf + view.len));
      PyBuffer_Release(view);
    } else {
      this.byte(TYPE.UNKNOWN);
      this.fail('unmarshallable');
    }
  }
  /** A 32-bit int as such, others in digits of 15 bits. */
  private int(v: PyObject, flag: number): void {
    if (_PyLong_IsCompact(v)) {
      this.byte(TYPE.INT | flag);
      this.long(_PyLong_CompactValue(v));
      return;
    }
    const value = PyLong_AsBigInt(v);
    if (value >= -0x80000000n && value <= 0x7fffffffn) {
      this.byte(TYPE.INT | flag);
      this.long(Number(value));
      return;
    }
    let rest = value < 0n ? -value : value;
    const digits: number[] = [];
    for (; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn));
    this.byte(TYPE.LONG | flag);
    this.long(value < 0n ? -digits.length : digits.length);
    for (const digit of digits) this.short(digit);
  }
  private text(v: PyObject, flag: number): void {
    const interned = PyUnicode_CHECK_INTERNED(v) !== 0;
    if (this.version >= 4 && PyUnicode_IS_ASCII(v)) {
      const n = PyUnicode_GET_LENGTH(v), text = _PyUnicode_TEXT(v) as string;
      const bytes = new Uint8Array(n);
      for (let i = 0; i < n; i++) bytes[i] = text.charCodeAt(i);
      if (n < 256) {
        this.byte((interned ? TYPE.SHORT_ASCII_INTERNED : TYPE.SHORT_ASCII) | flag);
        this.byte(n);
        this.raw(bytes);
      } else {
        this.byte((interned ? TYPE.ASCII_INTERNED : TYPE.ASCII) | flag);
        this.pascal(bytes);
      }
      return;
    }
    this.byte((this.version >= 3 && interned ? TYPE.INTERNED : TYPE.UNICODE) | flag);
    this.pascal(encodeSurrogatePass(_PyUnicode_TEXT(v)));
  }
  private dict(v: PyObject, flag: number): void {
    this.byte(TYPE.DICT | flag);
    const keys = PyDict_Keys(v);
    if (keys === NULL) {
      this.fail('raised');
      return;
    }
    for (let i = 0; i < PyList_GET_SIZE(keys); i++) {
      const key = PyList_GET_ITEM(keys, i), value = PyDict_GetItemRef(v, key);
      if (value === NULL) continue;
      this.object(key);
      this.object(value);
      Py_DECREF(value);
    }
    Py_DECREF(keys);
    this.byte(TYPE.NULL);
  }
  /** In the order of the items' own marshalled bytes, so that equal sets give equal output. */
  private set(v: PyObject, flag: number): void {
    this.byte((PyFrozenSet_CheckExact(v) ? TYPE.FROZENSET : TYPE.SET) | flag);
    const items = itemsOfSet(v).map(item => {
      const bytes = PyMarshal_WriteObjectToBytes(item, this.version, this.allowCode);
      if (bytes === null) this.fail('raised');
      return {item, key: bytes === null ? '' : String.fromCharCode(...bytes.subarray(0, 60000))};
    });
    items.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    this.long(items.length);
    for (const {item} of items) this.object(item);
  }
  private code(v: PyObject, flag: number): void {
    if (!this.allowCode) {
      this.fail('unmarshallable');
      return;
    }
    this.byte(TYPE.CODE | flag);
    for (const n of [co_argcount(v), co_posonlyargcount(v), co_kwonlyargcount(v), co_stacksize(v), co_flags(v)]) this.long(n);
    const instructions = PyCode_GetCode(v);
    if (instructions === NULL) {
      this.fail('raised');
      return;
    }
    this.object(instructions);
    Py_DECREF(instructions);
    for (const op of [co_consts(v), co_names(v), co_localsplusnames(v), co_localspluskinds(v), co_filename(v), co_name(v), co_qualname(v)]) this.object(op);
    this.long(co_firstlineno(v));
    this.object(co_linetable(v));
    this.object(co_exceptiontable(v));
  }
}

/** The items of a set, borrowed, in the order of its table. */
function itemsOfSet(set: PyObject): PyObject[] {
  const found: PyObject[] = [];
  for (let pos = _PySet_NextEntry(set, 0); pos > 0; pos = _PySet_NextEntry(set, pos)) found.push(_PySet_EntryKey(set, pos));
  return found;
}

/** UTF-8 in which lone surrogates are encoded like other code points. */
function encodeSurrogatePass(text: string | Uint32Array): Uint8Array {
  const out: number[] = [], n = text.length;
  for (let i = 0; i < n; i++) {
    const c = typeof text === 'string' ? text.charCodeAt(i) : text[i];
    if (c < 0x80) out.push(c);
    else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return Uint8Array.from(out);
}

/** The marshalled bytes of an object; null with an exception. CPython: _PyMarshal_WriteObjectToString() */
export function PyMarshal_WriteObjectToBytes(op: PyObject, version: number, allowCode = true): Uint8Array | null {
  const writer = new Writer(version, allowCode);
  writer.object(op);
  switch (writer.error) {
    case 'ok': return writer.result();
    case 'nested too deep': PyErr_SetString(PyExc_ValueError, 'object too deeply nested to marshal'); return null;
    case 'unmarshallable': if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, !allowCode && PyCode_Check(op) ? 'marshalling code objects is disallowed' : 'unmarshallable object'); return null;
    case 'raised': return null;
  }
}

// ---- reading ----

/** Reads from bytes. A method that fails has set an exception. CPython: RFILE */
class Reader {
  at = 0;
  private depth = 0;
  private readonly refs: (PyObject | NULL)[] = [];
  private bytes!: Uint8Array;
  private view!: DataView;
  /** With a file, `bytes` is what was read of it so far and is not used up. */
  constructor(bytes: Uint8Array, private readonly allowCode: boolean, private readonly file: PyObject | NULL = NULL) {
    this.setBytes(bytes);
  }
  private setBytes(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  /** Reads from the file what is missing of the next n bytes; false with an exception. escapes. CPython: r_string() */
  private fetch(n: number): boolean {
    const left = this.bytes.subarray(this.at), missing = n - left.length, array = PyByteArray_FromStringAndSize(0, missing);
    const view = array === NULL ? NULL : PyMemoryView_FromObject(array), result = view === NULL ? NULL : PyObject_CallMethodObjArgs(this.file as PyObject, ID_readinto, view);
    let read = -1;
    if (result !== NULL) {
      read = PyNumber_AsSsize_t(result, PyExc_ValueError);
      Py_DECREF(result);
    }
    if (read === missing) {
      const start = PyByteArray_AS_STRING(array as PyObject), bytes = new Uint8Array(n);
      bytes.set(left);
      bytes.set(U8.subarray(start, start + missing), left.length);
      this.at = 0;
      this.setBytes(bytes);
    } else if (PyErr_Occurred() === NULL) {
      if (read > missing) PyErr_SetString(PyExc_ValueError, `read() returned too much data: ${missing} bytes requested, ${read} returned`);
      else PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
    }
    Py_XDECREF(view);
    Py_XDECREF(array);
    return read === missing;
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
    if (n >= 0 && this.file !== NULL) return this.fetch(n);
    PyErr_SetString(PyExc_EOFError, 'marshal data too short');
    return false;
  }
  /** CPython: r_byte() */
  private hasByte(): boolean {
    if (this.at < this.bytes.length) return true;
    if (this.file !== NULL) return this.fetch(1);
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
    if (this.at >= this.bytes.length && (this.file === NULL || !this.fetch(1))) return this.file === NULL || PyErr_ExceptionMatches(PyExc_EOFError) ? PyErr_SetString(PyExc_EOFError, 'EOF read where object expected') : NULL;
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
    if (this.at >= this.bytes.length) {
      PyErr_SetString(PyExc_EOFError, 'EOF read where not expected');
      return null;
    }
    const n = this.bytes[this.at++];
    if (!this.has(n)) return null;
    this.at += n;
    // C reads up to the first NUL
    const text = String.fromCharCode(...this.bytes.subarray(this.at - n, this.at)).replace(/\0.*/s, '');
    if (/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf|nan)$/.test(text)) return Number(text.replace('inf', 'Infinity'));
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
    if (n > this.bytes.length - this.at) return this.tooMany(n, 'tuple');
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
    if (n > this.bytes.length - this.at) return this.tooMany(n, 'list');
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
    return result === NULL ? NULL : this.keep(result, index);
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

/** The object that bytes hold, new reference; NULL with an exception. CPython: PyMarshal_ReadObjectFromString() */
export function PyMarshal_ReadObjectFromBytes(bytes: Uint8Array, allowCode = true): New | NULL {
  return readObject(bytes, allowCode).object;
}
/** As PyMarshal_ReadObjectFromBytes(), with the number of bytes it took. */
export function readObject(bytes: Uint8Array, allowCode: boolean, file: PyObject | NULL = NULL): {object: New | NULL; consumed: number} {
  const reader = new Reader(bytes, allowCode, file);
  let object = reader.object();
  if (object === NULL && PyErr_Occurred() === NULL) object = PyErr_SetString(PyExc_TypeError, 'NULL object in marshal data for object');
  reader.finish();
  return {object, consumed: reader.at};
}
