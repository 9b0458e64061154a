/** Type codes of array: how items are kept, read and set. CPython: Modules/arraymodule.c, "Get and Set functions for each type" */
import {_PyNumber_Index} from '../../objects/abstract-number';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_AsSafeNumber, PyLong_FromBigInt, PyLong_FromNumber, isBig} from '../../objects/longobject';
import {PyUnicode_FromOrdinal, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {F, H, U8} from '../../runtime/current';
import {PyLong_Check, PyUnicode_Check, PyUnicode_GET_LENGTH, array_descr, array_ob_item} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';

/** One type code. CPython: struct arraydescr; `mformat` is the machine format code that pickles carry */
export interface ArrayDescr { readonly typecode: string; readonly itemsize: number; readonly isInteger: boolean; readonly isSigned: boolean; readonly mformat: number }
const descr = (typecode: string, itemsize: number, isInteger: boolean, isSigned: boolean, mformat: number): ArrayDescr => ({typecode, itemsize, isInteger, isSigned, mformat});
export const DESCRIPTORS: readonly ArrayDescr[] = [
  descr('b', 1, true, true, 1), descr('B', 1, true, false, 0), descr('u', 4, false, false, 20), descr('w', 4, false, false, 20), descr('h', 2, true, true, 4), descr('H', 2, true, false, 2),
  descr('i', 4, true, true, 8), descr('I', 4, true, false, 6), descr('l', 8, true, true, 12), descr('L', 8, true, false, 10), descr('q', 8, true, true, 12), descr('Q', 8, true, false, 10),
  descr('f', 4, false, false, 14), descr('d', 8, false, false, 16),
];
const enum Code { b, B, u, w, h, H, i, I, l, L, q, Q, f, d }
/** A word and the single with its bits; written and read in one breath. */
const singleWord = new Int32Array(1), single = new Float32Array(singleWord.buffer);

/** The item at an index. CPython: getarrayitem() */
export function getarrayitem(op: PyObject, i: number): New | NULL {
  const block = array_ob_item(op), code = array_descr(op) as Code;
  switch (code) {
    case Code.b: return PyLong_FromNumber((U8[(block << 2) + i] << 24) >> 24);
    case Code.B: return PyLong_FromNumber(U8[(block << 2) + i]);
    case Code.h: case Code.H: {
      const at = (block << 2) + 2 * i, value = U8[at] | (U8[at + 1] << 8);
      return PyLong_FromNumber(code === Code.h ? (value << 16) >> 16 : value);
    }
    case Code.i: return PyLong_FromNumber(H[block + i]);
    case Code.I: return PyLong_FromNumber(H[block + i] >>> 0);
    case Code.u: case Code.w: return PyUnicode_FromOrdinal(H[block + i]);
    case Code.f:
      singleWord[0] = H[block + i];
      return PyFloat_FromDouble(single[0]);
    case Code.d: return PyFloat_FromDouble(F[(block >> 1) + i]);
    default: {
      const low = H[block + 2 * i] >>> 0, high = code === Code.l || code === Code.q ? H[block + 2 * i + 1] : H[block + 2 * i + 1] >>> 0;
      const value = high * 4294967296 + low;
      return Number.isSafeInteger(value) ? PyLong_FromNumber(value) : PyLong_FromBigInt((BigInt(high) << 32n) | BigInt(low));
    }
  }
}
function overflow(message: string): -1 {
  PyErr_SetString(PyExc_OverflowError, message);
  return -1;
}
/** What an integer must be for a type code: CPython reads it as a C type (`long` when it does not fit that either), then checks. */
interface IntegerCheck { readonly what: string; readonly min: number; readonly max: number; readonly narrower?: {readonly what: string; readonly min: number; readonly max: number} }
const CHECKS: Readonly<Partial<Record<Code, IntegerCheck>>> = {
  [Code.b]: {what: 'signed short integer', min: -32768, max: 32767, narrower: {what: 'signed char', min: -128, max: 127}},
  [Code.B]: {what: 'unsigned byte integer', min: 0, max: 255},
  [Code.h]: {what: 'signed short integer', min: -32768, max: 32767},
  [Code.H]: {what: 'signed integer', min: -2147483648, max: 2147483647, narrower: {what: 'unsigned short', min: 0, max: 65535}},
  [Code.i]: {what: 'signed integer', min: -2147483648, max: 2147483647},
};
/** Sets an integer; v is an int. */
function setInteger(op: PyObject, i: number, code: Code, v: PyObject): number {
  const block = array_ob_item(op), check = CHECKS[code];
  if (check !== undefined) {
    if (isBig(v) && BigInt.asIntN(64, PyLong_AsBigInt(v)) !== PyLong_AsBigInt(v)) return overflow('Python int too large to convert to C long');
    const value = isBig(v) ? Number(PyLong_AsBigInt(v)) : PyLong_AsSafeNumber(v), {narrower} = check;
    if (value < check.min) return overflow(`${check.what} is less than minimum`);
    if (value > check.max) return overflow(`${check.what} is greater than maximum`);
    if (narrower !== undefined && value < narrower.min) return overflow(`${narrower.what} is less than minimum`);
    if (narrower !== undefined && value > narrower.max) return overflow(`${narrower.what} is greater than maximum`);
    if (i < 0) return 0;
    if (code === Code.i) H[block + i] = value;
    else if (code <= Code.B) U8[(block << 2) + i] = value;
    else {
      const at = (block << 2) + 2 * i;
      U8[at] = value;
      U8[at + 1] = value >> 8;
    }
    return 0;
  }
  const signed = code === Code.l || code === Code.q;
  let low: number, high: number;
  if (!isBig(v)) {
    const value = PyLong_AsSafeNumber(v);
    if (!signed && value < 0) return overflow(code === Code.Q ? "can't convert negative int to unsigned" : "can't convert negative value to unsigned int");
    if (code === Code.I && value > 4294967295) return overflow('unsigned int is greater than maximum');
    low = value | 0;
    high = Math.floor(value / 4294967296);
  } else {
    const value = PyLong_AsBigInt(v);
    if (!signed && value < 0n) return overflow(code === Code.Q ? "can't convert negative int to unsigned" : "can't convert negative value to unsigned int");
    if ((signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) !== value) {
      return overflow(code === Code.q || code === Code.Q ? 'int too big to convert' : `Python int too large to convert to C ${signed ? 'long' : 'unsigned long'}`);
    }
    if (code === Code.I) return overflow('unsigned int is greater than maximum');
    low = Number(BigInt.asIntN(32, value));
    high = Number(BigInt.asIntN(32, value >> 32n));
  }
  if (i < 0) return 0;
  if (code === Code.I) H[block + i] = low;
  else {
    H[block + 2 * i] = low;
    H[block + 2 * i + 1] = high;
  }
  return 0;
}
/** Sets the item at an index; with index -1 only checks the value. -1 with an exception. escapes. CPython: the setitem functions */
export function setarrayitem(op: PyObject, i: number, v: PyObject): number {
  const code = array_descr(op) as Code;
  switch (code) {
    case Code.f: case Code.d: {
      const value = PyFloat_AsDouble(v);
      if (value === -1 && PyErr_Occurred() !== NULL) return -1;
      if (i < 0) return 0;
      if (code === Code.d) F[(array_ob_item(op) >> 1) + i] = value;
      else {
        single[0] = value;
        H[array_ob_item(op) + i] = singleWord[0];
      }
      return 0;
    }
    case Code.u: case Code.w:
      if (!PyUnicode_Check(v) || PyUnicode_GET_LENGTH(v) !== 1) {
        PyErr_SetString(PyExc_TypeError, 'array item must be unicode character');
        return -1;
      }
      if (i >= 0) H[array_ob_item(op) + i] = PyUnicode_READ_CHAR(v, 0);
      return 0;
    default: {
      const index = PyLong_Check(v) ? Py_NewRef(v) : _PyNumber_Index(v);
      if (index === NULL) return -1;
      const status = setInteger(op, i, code, index);
      Py_DECREF(index);
      return status;
    }
  }
}
/** Order of the first items that differ of two arrays of one type code, 0 when there are none; null where items must be compared as objects. CPython: the compareitems functions */
export function compareItems(a: PyObject, b: PyObject, length: number): number | null {
  const code = array_descr(a) as Code, x = array_ob_item(a), y = array_ob_item(b);
  switch (code) {
    case Code.f: case Code.d: return null;
    case Code.i: case Code.u:
      for (let i = 0; i < length; i++) if (H[x + i] !== H[y + i]) return H[x + i] < H[y + i] ? -1 : 1;
      return 0;
    case Code.I: case Code.w:
      for (let i = 0; i < length; i++) if (H[x + i] !== H[y + i]) return H[x + i] >>> 0 < H[y + i] >>> 0 ? -1 : 1;
      return 0;
    case Code.b: case Code.B: case Code.h: case Code.H: {
      const {itemsize, isSigned} = DESCRIPTORS[code];
      for (let i = 0, p = x << 2, q = y << 2; i < length; i++, p += itemsize, q += itemsize) {
        let v = itemsize === 1 ? U8[p] : U8[p] | (U8[p + 1] << 8), w = itemsize === 1 ? U8[q] : U8[q] | (U8[q + 1] << 8);
        if (v === w) continue;
        if (isSigned) {
          const shift = 32 - 8 * itemsize;
          v = (v << shift) >> shift;
          w = (w << shift) >> shift;
        }
        return v < w ? -1 : 1;
      }
      return 0;
    }
    default: {
      const {isSigned} = DESCRIPTORS[code];
      for (let i = 0; i < 2 * length; i += 2) {
        const low = H[x + i] >>> 0, otherLow = H[y + i] >>> 0, high = isSigned ? H[x + i + 1] : H[x + i + 1] >>> 0, otherHigh = isSigned ? H[y + i + 1] : H[y + i + 1] >>> 0;
        if (high !== otherHigh) return high < otherHigh ? -1 : 1;
        if (low !== otherLow) return low < otherLow ? -1 : 1;
      }
      return 0;
    }
  }
}
