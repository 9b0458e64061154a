/** What a pickler has written and seen: its output with frames, and its memo. CPython: Modules/_pickle.c */
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallOneArg} from '../../objects/call';
import {U8} from '../../runtime/current';
import {pickler_write} from '../../runtime/generated/accessors';
import {Py_DECREF, Py_INCREF, payload} from '../../runtime/object';
import type {PyText} from '../../runtime/text';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Op} from './_pickle-state';

/** Bytes that an output begins with. */
const FIRST_ROOM = 256;
const WRITE_BUF_SIZE = 4096, FRAME_SIZE_MIN = 4, FRAME_HEADER_SIZE = 9, MT_MINSIZE = 8;
/** How large a frame may grow; larger data goes out without one. */
export const FRAME_SIZE_TARGET = 64 * 1024;

/** Objects that were pickled, each with its number; keys are owned. CPython: PyMemoTable */
export class PyMemoTable {
  readonly table = new Map<PyObject, number>();
  /** How many places CPython's table would have. */
  mt_allocated = MT_MINSIZE;

  get size(): number {
    return this.table.size;
  }
  get(key: PyObject): number | undefined {
    return this.table.get(key);
  }
  /** CPython: PyMemoTable_Set() */
  set(key: PyObject, value: number): void {
    const before = this.table.size;
    this.table.set(key, value);
    const used = this.table.size;
    if (used === before) return;
    Py_INCREF(key);
    if (used * 3 < this.mt_allocated * 2) return;
    const desired = (used > 50000 ? 2 : 4) * used;
    let size = MT_MINSIZE;
    while (size < desired) size *= 2;
    this.mt_allocated = size;
  }
  /** CPython: PyMemoTable_Copy() */
  copy(): PyMemoTable {
    const other = new PyMemoTable();
    for (const [key, value] of this.table) {
      Py_INCREF(key);
      other.table.set(key, value);
    }
    other.mt_allocated = this.mt_allocated;
    return other;
  }
  /** Releases all objects; the size of the table stays. escapes. CPython: PyMemoTable_Clear() */
  clear(): void {
    const keys = [...this.table.keys()];
    this.table.clear();
    for (const key of keys) Py_DECREF(key as New);
  }
}

/** The part of a pickler that is not in the heap. CPython: PicklerObject */
export class PicklerData {
  /** Null before __init__() and after tp_clear. */
  memo: PyMemoTable | null = new PyMemoTable();
  proto = 0;
  framing = false;
  fast_nesting = 0;
  fix_imports = false;
  /** Where the current frame begins, -1 without one. */
  frame_start = -1;
  /** False between giving the output away and the next clearBuffer(). */
  hasBuffer = true;
  output_len = 0;
  /** The size CPython's buffer would have. */
  max_output_len = WRITE_BUF_SIZE;
  output = new Uint8Array(FIRST_ROOM);

  /** Starts anew with an empty output. CPython: _Pickler_ClearBuffer() */
  clearBuffer(): void {
    this.hasBuffer = true;
    this.output_len = 0;
    this.frame_start = -1;
  }
  /** As when the pickler was made. */
  resetBuffer(): void {
    this.max_output_len = WRITE_BUF_SIZE;
    this.hasBuffer = true;
  }
  /** Makes room for `n` bytes, and begins a frame when it is time to; where they go. */
  private reserve(n: number): number {
    const newFrame = this.framing && this.frame_start === -1, required = this.output_len + (newFrame ? n + FRAME_HEADER_SIZE : n);
    if (required > this.max_output_len) {
      this.max_output_len = Math.floor(required / 2) * 3;
    }
    if (required > this.output.length) {
      const larger = new Uint8Array(Math.max(2 * required, FIRST_ROOM));
      larger.set(this.output.subarray(0, this.output_len));
      this.output = larger;
    }
    if (newFrame) {
      this.frame_start = this.output_len;
      this.output_len += FRAME_HEADER_SIZE;
    }
    const at = this.output_len;
    this.output_len += n;
    return at;
  }
  /** CPython: _Pickler_Write(), of one byte */
  op(code: number): void {
    const at = this.reserve(1);
    this.output[at] = code;
  }
  /** Two bytes. */
  op2(code: number, arg: number): void {
    const at = this.reserve(2);
    this.output[at] = code;
    this.output[at + 1] = arg;
  }
  /** An opcode and a number of `size` bytes, the lowest first. */
  opNumber(code: number, value: number, size: number): void {
    const at = this.reserve(size + 1), out = this.output;
    out[at] = code;
    for (let i = 1; i <= size; i++) {
      out[at + i] = value % 256;
      value = Math.floor(value / 256);
    }
  }
  /** An opcode and an int of 32 bits. */
  opInt32(code: number, value: number): void {
    const at = this.reserve(5), out = this.output;
    out[at] = code;
    out[at + 1] = value;
    out[at + 2] = value >> 8;
    out[at + 3] = value >> 16;
    out[at + 4] = value >> 24;
  }
  /** BINFLOAT */
  opDouble(value: number): void {
    const at = this.reserve(9);
    this.output[at] = Op.BINFLOAT;
    new DataView(this.output.buffer).setFloat64(at + 1, value);
  }
  bytes(data: Uint8Array): void {
    const at = this.reserve(data.length);
    this.output.set(data, at);
  }
  /** `size` bytes of the heap. */
  heapBytes(from: number, size: number): void {
    const at = this.reserve(size), out = this.output;
    if (size < 32) for (let i = 0; i < size; i++) out[at + i] = U8[from + i];
    else out.set(U8.subarray(from, from + size), at);
  }
  /** A text of characters below U+0100, one byte each. */
  latin1(text: string): void {
    const at = this.reserve(text.length), out = this.output;
    for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i);
  }
  /** Ends the frame: with a header when it is large enough, otherwise without. CPython: _Pickler_CommitFrame() */
  commitFrame(): void {
    const start = this.frame_start, out = this.output;
    if (!this.framing || start === -1) return;
    let length = this.output_len - start - FRAME_HEADER_SIZE;
    this.frame_start = -1;
    if (length < FRAME_SIZE_MIN) {
      out.copyWithin(start, start + FRAME_HEADER_SIZE, this.output_len);
      this.output_len -= FRAME_HEADER_SIZE;
      return;
    }
    out[start] = Op.FRAME;
    for (let i = 1; i < FRAME_HEADER_SIZE; i++) {
      out[start + i] = length % 256;
      length = Math.floor(length / 256);
    }
  }
  /** The output as bytes; there is none afterwards. @raises MemoryError. CPython: _Pickler_GetString() */
  takeString(): New | NULL {
    this.commitFrame();
    this.hasBuffer = false;
    return PyBytes_FromUint8Array(this.output.subarray(0, this.output_len));
  }
}
/** The data of a pickler. */
export function picklerData(self: PyObject): PicklerData {
  return payload<PicklerData>(self);
}
/** Hands the output to the file; -1 with an exception. escapes. CPython: _Pickler_FlushToFile() */
export function _Pickler_FlushToFile(self: PyObject): number {
  const output = picklerData(self).takeString();
  if (output === NULL) return -1;
  const result = PyObject_CallOneArg(pickler_write(self), output);
  Py_DECREF(output);
  if (result === NULL) return -1;
  Py_DECREF(result);
  return 0;
}
/** Between two objects: a frame that is full goes to the file; -1 with an exception. escapes. CPython: _Pickler_OpcodeBoundary() */
export function _Pickler_OpcodeBoundary(self: PyObject, p: PicklerData): number {
  if (p.frame_start === -1 || !p.framing || p.output_len - p.frame_start - FRAME_HEADER_SIZE < FRAME_SIZE_TARGET) return 0;
  p.commitFrame();
  if ((pickler_write(self) as number) === NULL) return 0;
  if (_Pickler_FlushToFile(self) < 0) return -1;
  p.clearBuffer();
  return 0;
}
/**
 * Writes a header and its data, which are bytes of `data` from `from` on. Large data goes to the file past our own output, as `whole` if
 * that is an object of just these bytes. -1 with an exception. escapes. CPython: _Pickler_write_bytes()
 */
export function _Pickler_write_bytes(self: PyObject, p: PicklerData, code: number, headerSize: number, data: Uint8Array | number, size: number, whole: PyObject | NULL): number {
  const bypass = size >= FRAME_SIZE_TARGET, framing = p.framing;
  if (bypass) {
    p.commitFrame();
    p.framing = false;
  }
  p.opNumber(code, size, headerSize - 1);
  if (!bypass || (pickler_write(self) as number) === NULL) {
    if (typeof data === 'number') p.heapBytes(data, size);
    else p.bytes(data.length === size ? data : data.subarray(0, size));
  } else if (writeLarge(self, p, data, size, whole) < 0) return -1;
  p.framing = framing;
  return 0;
}
function writeLarge(self: PyObject, p: PicklerData, data: Uint8Array | number, size: number, whole: PyObject | NULL): number {
  if (_Pickler_FlushToFile(self) < 0) return -1;
  let made: New | NULL = NULL;
  if (whole === NULL) {
    made = PyBytes_FromUint8Array(typeof data === 'number' ? U8.subarray(data, data + size) : data.subarray(0, size));
    if (made === NULL) return -1;
  }
  const result = PyObject_CallOneArg(pickler_write(self), whole === NULL ? (made as PyObject) : whole);
  if (made !== NULL) Py_DECREF(made);
  if (result === NULL) return -1;
  Py_DECREF(result);
  p.clearBuffer();
  return 0;
}
/** A text in UTF-8, surrogates as if they were characters; the array may be longer than `size`. */
export function utf8Of(text: PyText): {data: Uint8Array; size: number} {
  const n = text.length, data = new Uint8Array(typeof text === 'string' ? n * 3 : n * 4);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const c = typeof text === 'string' ? text.charCodeAt(i) : text[i];
    if (c < 0x80) data[size++] = c;
    else {
      if (c < 0x800) data[size++] = 0xc0 | (c >> 6);
      else {
        if (c < 0x10000) data[size++] = 0xe0 | (c >> 12);
        else {
          data[size++] = 0xf0 | (c >> 18);
          data[size++] = 0x80 | ((c >> 12) & 63);
        }
        data[size++] = 0x80 | ((c >> 6) & 63);
      }
      data[size++] = 0x80 | (c & 63);
    }
  }
  return {data, size};
}
