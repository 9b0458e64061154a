/**
 * Writes marshal data. An object gets a reference entry when more than one reference to it exists (FLAG_REF).
 * CPython: Python/marshal.c w_object()
 */
import {PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer} from '../objects/abstract-buffer';
import {PyExc_StopIteration, _Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../runtime/generated/static-addresses';
import {PyBytes_AsUint8Array} from '../objects/bytesobject';
import {PyCode_GetCode} from '../objects/codeobject';
import {PyDict_GetItemRef, PyDict_Keys} from '../objects/dictobject';
import {PyLong_AsBigInt, PyLong_FromNumber} from '../objects/longobject';
import {_PySet_EntryKey, _PySet_NextEntry} from '../objects/setobject';
import {_PyUnicode_TEXT} from '../objects/unicodeobject';
import {PyErr_Occurred} from '../objects/errors';
import {PySys_Audit} from '../objects/sysattr';
import {U8, _PyRuntime, interp} from '../runtime/current';
import {PyAnySet_CheckExact, PyBytes_CheckExact, PyCode_Check, PyComplex_CheckExact, PyDict_CheckExact, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFrozenSet_CheckExact, PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE, PyLong_CheckExact, PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyUnicode_CHECK_INTERNED, PyUnicode_CheckExact, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, _PyLong_CompactValue, _PyLong_IsCompact, co_argcount, co_consts, co_exceptiontable, co_filename, co_firstlineno, co_flags, co_kwonlyargcount, co_linetable, co_localspluskinds, co_localsplusnames, co_name, co_names, co_posonlyargcount, co_qualname, co_stacksize, cval_imag, cval_real} from '../runtime/generated/accessors';
import {Py_DECREF, Py_REFCNT, Py_XDECREF} from '../runtime/object';
import {PyOS_double_to_string} from '../objects/pystrtod';
import {NULL, type PyObject} from '../runtime/types';
import {Py_buffer} from '../runtime/typeslots';
import {FLAG_REF, MAX_MARSHAL_STACK_DEPTH, TYPE} from './marshal-format';

/** Tells the audit hooks of an object that is to be written; -1 with an exception. escapes. */
export function auditDumps(op: PyObject, version: number): number {
  if (_PyRuntime.audit_hooks.length === 0 && interp.audit_hooks === NULL) return 0;
  const number = PyLong_FromNumber(version), status = number === NULL ? -1 : PySys_Audit('marshal.dumps', op, number);
  Py_XDECREF(number);
  return status;
}

export type WriteError = 'ok' | 'unmarshallable' | 'code not allowed' | 'nested too deep' | 'raised';

/** Collects the bytes. CPython: WFILE */
export class MarshalWriter {
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
  /** The eight bytes of a double; its digits before version 2. CPython: w_float_bin(), w_float_str() */
  private float(value: number): void {
    if (this.version > 1) {
      this.raw(new Uint8Array(new Float64Array([value]).buffer));
      return;
    }
    const text = PyOS_double_to_string(value, 'g', 17, 0);
    this.byte(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
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
    // an interned str always gets an entry, so that the same source gives the same file
    if (Py_REFCNT(v) === 1 && !(PyUnicode_CheckExact(v) && PyUnicode_CHECK_INTERNED(v) !== 0)) return 0;
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
      this.byte((this.version > 1 ? TYPE.BINARY_FLOAT : TYPE.FLOAT) | flag);
      this.float(PyFloat_AS_DOUBLE(v));
    } else if (PyComplex_CheckExact(v)) {
      this.byte((this.version > 1 ? TYPE.BINARY_COMPLEX : TYPE.COMPLEX) | flag);
      this.float(cval_real(v));
      this.float(cval_imag(v));
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
    const items: {item: PyObject; bytes: Uint8Array}[] = [];
    for (const item of itemsOfSet(v)) {
      const writer = new MarshalWriter(this.version, this.allowCode);
      if (auditDumps(item, this.version) === 0) writer.object(item);
      if (writer.error !== 'ok' || PyErr_Occurred() !== NULL) {
        this.fail('unmarshallable');
        return;
      }
      items.push({item, bytes: writer.result()});
    }
    items.sort((a, b) => compareBytes(a.bytes, b.bytes));
    this.long(items.length);
    for (const {item} of items) this.object(item);
  }
  private code(v: PyObject, flag: number): void {
    if (!this.allowCode) {
      this.fail('code not allowed');
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

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
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
