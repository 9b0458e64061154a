/**
 * bytes: creation, access, hash, comparison, concatenation. The type and its constructor are in bytes-type.ts, the methods it shares
 * with bytearray in bytes-methods.ts, `%` in bytes-format.ts. CPython: Objects/bytesobject.c
 */
import {PyErr_BadInternalCall, PyErr_NoMemory, PyErr_SetString, typeName} from './errors';
import {H, U8} from '../runtime/current';
import {moveBytes} from '../runtime/heap';
import {PyBytes_AS_STRING, PyBytes_Check, PyBytes_CheckExact, PyBytes_GET_SIZE} from '../runtime/generated/accessors';
import {BYTES_CHARACTERS, BYTE_WORDS, HASH_HI, PyBytes_Type, PyExc_OverflowError, PyExc_SystemError, PyExc_TypeError, _PyBytes_Empty} from '../runtime/generated/static-addresses';
import {IMMORTAL_WORD, Py_DECREF, Py_NewRef, _PyObject_Init, movedRef} from '../runtime/object';
import {PyObject_Malloc, PyObject_Realloc} from '../runtime/obmalloc';
import {latin1Text} from '../runtime/text';
import {NULL, PY_SSIZE_T_MAX, type New, type PyObject} from '../runtime/types';
import {siphash13} from './siphash';

export const PyBytesObject_SIZE = 33;

function initStaticBytes(op: number, size: number): void {
  H[op] = IMMORTAL_WORD;
  H[op + 2] = PyBytes_Type;
  H[op + 3] = 0;
  H[op + 4] = size;
  H[op + 5] = 0;
  H[op + 6] = H[op + 7] = -1;
  H[op + 8] = 0;
}
/** Makes the static bytes of a new runtime: the empty one and those of one byte. */
export function initStaticBytesObjects(): void {
  initStaticBytes(_PyBytes_Empty, 0);
  for (let b = 0; b < 256; b++) {
    initStaticBytes(BYTES_CHARACTERS + b * BYTE_WORDS, 1);
    H[BYTES_CHARACTERS + b * BYTE_WORDS + 8] = b;
  }
}
/** The static bytes of one byte. @immortal */
export function bytesOfByte(byte: number): New {
  return (BYTES_CHARACTERS + byte * BYTE_WORDS) as New;
}
/** The static empty bytes. @immortal */
export function bytes_new_empty(): New {
  return _PyBytes_Empty as New;
}

/** A bytes object of `size` bytes that are not set yet, but for the zero behind them. @raises MemoryError. CPython: Objects/bytesobject.c _PyBytes_FromSize() */
export function _PyBytes_FromSize(size: number): New | NULL {
  return size === 0 ? (_PyBytes_Empty as New) : newBytes(size);
}
/** As _PyBytes_FromSize(), but one without bytes is an object of its own, too. */
export function newBytes(size: number): New | NULL {
  if (size >= PY_SSIZE_T_MAX) return PyErr_SetString(PyExc_OverflowError, 'byte string is too large');
  const block = PyObject_Malloc(PyBytesObject_SIZE + size);
  if (block === 0) return PyErr_NoMemory();
  const op = _PyObject_Init(block, PyBytes_Type);
  H[op + 4] = size;
  H[op + 5] = 0;
  H[op + 6] = H[op + 7] = -1;
  U8[(op << 2) + 32 + size] = 0;
  return op;
}
/** A bytes object with `size` bytes copied from byte address `at` of the heap; not set when `at` is 0. @raises MemoryError, SystemError. CPython: Objects/bytesobject.c PyBytes_FromStringAndSize() */
export function PyBytes_FromStringAndSize(at: number, size: number): New | NULL {
  if (size < 0) return PyErr_SetString(PyExc_SystemError, 'Negative size passed to PyBytes_FromStringAndSize');
  if (size === 1 && at !== 0) return bytesOfByte(U8[at]);
  const op = _PyBytes_FromSize(size);
  if (op !== NULL && at !== 0 && size > 0) moveBytes(PyBytes_AS_STRING(op), at, at + size);
  return op;
}
/** A bytes object with the contents of an array. @raises MemoryError */
export function PyBytes_FromUint8Array(data: Uint8Array): New | NULL {
  if (data.length === 1) return bytesOfByte(data[0]);
  const op = _PyBytes_FromSize(data.length);
  if (op === NULL) return NULL;
  const at = PyBytes_AS_STRING(op), n = data.length;
  if (n > 32) U8.set(data, at);
  else for (let i = 0; i < n; i++) U8[at + i] = data[i];
  return op;
}
/** A bytes object of a JS string whose characters are all below U+0100. @raises MemoryError. CPython: Objects/bytesobject.c PyBytes_FromString() */
export function PyBytes_FromString(latin1: string): New | NULL {
  if (latin1.length === 1) return bytesOfByte(latin1.charCodeAt(0));
  const op = _PyBytes_FromSize(latin1.length);
  if (op !== NULL) {
    const at = PyBytes_AS_STRING(op);
    for (let i = 0; i < latin1.length; i++) U8[at + i] = latin1.charCodeAt(i);
  }
  return op;
}
/** The contents of a bytes object as a view of the heap: valid while the object lives. */
export function PyBytes_AsUint8Array(op: PyObject): Uint8Array {
  const at = PyBytes_AS_STRING(op);
  return U8.subarray(at, at + PyBytes_GET_SIZE(op));
}
/** A JS string with one character for each byte. */
export function PyBytes_AsLatin1(op: PyObject): string {
  return latin1OfBytes(PyBytes_AS_STRING(op), PyBytes_GET_SIZE(op));
}
/** A JS string with one character for each of `size` bytes at a byte address. */
export function latin1OfBytes(at: number, size: number): string {
  return latin1Text(U8, at, at + size);
}
/** Size, or -1 with TypeError. CPython: Objects/bytesobject.c PyBytes_Size() */
export function PyBytes_Size(op: PyObject): number {
  if (PyBytes_Check(op)) return PyBytes_GET_SIZE(op);
  PyErr_SetString(PyExc_TypeError, `expected bytes, ${typeName(op)} found`);
  return -1;
}

/** Gives an unshared bytes object another size, moving it when its block must change. @steals op. @raises MemoryError. CPython: Objects/bytesobject.c _PyBytes_Resize() */
export function _PyBytes_Resize(op: New, size: number): New | NULL {
  if (!PyBytes_Check(op) || size < 0) {
    Py_DECREF(op);
    return PyErr_BadInternalCall('Objects/bytesobject.c:3168');
  }
  const before = PyBytes_GET_SIZE(op);
  if (before === size) return op;
  if (size === 0) {
    Py_DECREF(op);
    return bytes_new_empty();
  }
  if (before === 0) {
    Py_DECREF(op);
    return _PyBytes_FromSize(size);
  }
  if (H[op] !== 1) {
    // shared, or never to be freed
    const copy = before < size ? _PyBytes_FromSize(size) : PyBytes_FromStringAndSize(PyBytes_AS_STRING(op), size);
    if (copy !== NULL && before < size) U8.copyWithin(PyBytes_AS_STRING(copy), PyBytes_AS_STRING(op), PyBytes_AS_STRING(op) + before);
    Py_DECREF(op);
    return copy;
  }
  const moved = PyObject_Realloc(op, PyBytesObject_SIZE + size);
  if (moved === 0) {
    Py_DECREF(op);
    return PyErr_NoMemory();
  }
  H[moved + 4] = size;
  H[moved + 5] = 0;
  U8[(moved << 2) + 32 + size] = 0;
  return movedRef(op, moved);
}

/** Hash of a bytes object: lower half, upper in H[HASH_HI]; remembered. CPython: Objects/bytesobject.c bytes_hash() */
export function bytes_hash(op: PyObject): number {
  if (H[op + 5] === 0) {
    H[op + 6] = siphash13(null, 1, PyBytes_AS_STRING(op), PyBytes_GET_SIZE(op));
    H[op + 7] = H[HASH_HI];
    H[op + 5] = 1;
  }
  H[HASH_HI] = H[op + 7];
  return H[op + 6];
}
/** Order of two rows of bytes: negative, 0 or positive. CPython: memcmp(), then the lengths */
export function compareBytes(a: number, aLength: number, b: number, bLength: number): number {
  const n = aLength < bLength ? aLength : bLength;
  for (let i = 0; i < n; i++) {
    const d = U8[a + i] - U8[b + i];
    if (d !== 0) return d;
  }
  return aLength - bLength;
}
/** Whether two bytes objects have the same contents. CPython: Objects/bytesobject.c bytes_compare_eq() */
export function bytes_compare_eq(a: PyObject, b: PyObject): boolean {
  const n = PyBytes_GET_SIZE(a);
  return a === b || (n === PyBytes_GET_SIZE(b) && compareBytes(PyBytes_AS_STRING(a), n, PyBytes_AS_STRING(b), n) === 0);
}
/** An exact bytes object with the same contents; op itself when it is one. */
export function exactBytes(op: PyObject): New | NULL {
  return PyBytes_CheckExact(op) ? Py_NewRef(op) : PyBytes_FromStringAndSize(PyBytes_AS_STRING(op), PyBytes_GET_SIZE(op));
}

export {PyBytes_Concat, PyBytes_FromObject, PyBytes_Repr, bytes_concat} from './bytes-type';
