/**
 * Rows of the function table of _testlimitedcapi: each makes a C API function callable from Python, with None for NULL.
 *
 * The kinds of the arguments are one letter each, optional ones behind a `|`:
 *   O  object; NULL is refused with SystemError      N  object or NULL      o  object, None is itself
 *   n  Py_ssize_t    i  int    I  unsigned int       d  double    D  complex    p  truth, 1 or 0
 *   s  C string: UTF-8 up to the first zero byte; NULL is refused with SystemError
 *   z  the same, null for NULL                       y  bytes with their length, null for NULL
 */
import {PyNumber_Index} from '../../objects/abstract-number';
import {PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyComplex_AsCComplex, type Py_complex} from '../../objects/complexobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyErr_Format, PyErr_FormatUnraisable, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_AsSsize_t, PyLong_AsUnsignedLongMask, PyLong_FromBigInt, PyLong_FromNumber, PyLong_FromSsize_t} from '../../objects/longobject';
import {PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8} from '../../objects/unicode-codecs';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {PyBytes_Check, PyUnicode_Check, Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_SystemError, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {U8} from '../../runtime/current';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XNewRef, slots} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';

type Value<Kind extends string> =
  Kind extends 'O' | 'o' ? PyObject : Kind extends 'N' ? PyObject | NULL : Kind extends 'n' | 'i' | 'I' | 'd' | 'p' ? number : Kind extends 'D' ? Py_complex :
  Kind extends 's' ? string : Kind extends 'z' ? string | null : Kind extends 'y' ? Uint8Array | null : never;
/** The parameters that a text of kinds stands for. */
export type Values<Kinds extends string> =
  Kinds extends '' ? [] : Kinds extends `|${infer Rest}` ? Partial<Values<Rest>> : Kinds extends `${infer Kind}${infer Rest}` ? [Value<Kind>, ...Values<Rest>] : never;
type Call<Kinds extends string, Result> = (...values: Values<Kinds>) => Result;

/** SystemError of an argument that must not be NULL. CPython: Objects/abstract.c null_error() */
export function null_error(): NULL {
  return PyErr_SetString(PyExc_SystemError, 'null argument to internal routine');
}
/** A copy of the bytes of a str (as UTF-8) or a buffer; null with an exception. CPython: Python/getargs.c, format `s#` */
function bytesOf(arg: PyObject): Uint8Array | null {
  if (PyUnicode_Check(arg)) {
    const utf8 = PyUnicode_AsUTF8String(arg);
    if (utf8 === NULL) return null;
    const copy = PyBytes_AsUint8Array(utf8).slice();
    Py_DECREF(utf8);
    return copy;
  }
  if (!PyBytes_Check(arg) && slots(Py_TYPE(arg)).bf_getbuffer === null) {
    PyErr_Format(PyExc_TypeError, `argument must be read-only bytes-like object, not ${typeName(arg)}`);
    return null;
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(arg, view, 0) < 0) return null;
  const copy = U8.slice(view.buf, view.buf + view.len);
  PyBuffer_Release(view);
  return copy;
}
/** What a C function reads that takes no length: the bytes before the first zero. */
export function cBytes(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
/** The text of a C string; null with UnicodeDecodeError. */
export function cText(bytes: Uint8Array): string | null {
  const op = PyUnicode_DecodeUTF8(cBytes(bytes), null);
  if (op === NULL) return null;
  const text = PyUnicode_AsJSString(op);
  Py_DECREF(op);
  return text;
}
/** One argument as its kind says; undefined with an exception. CPython: Python/getargs.c convertsimple() */
function convert(kind: string, arg: PyObject): unknown {
  const none = arg === _Py_NoneStruct;
  let value: unknown;
  switch (kind) {
    case 'O':
      if (none) null_error();
      return arg;
    case 'N': return none ? NULL : arg;
    case 'o': return arg;
    case 'n': {
      const index = PyNumber_Index(arg);
      if (index === NULL) return undefined;
      value = PyLong_AsSsize_t(index);
      Py_DECREF(index);
      return value;
    }
    case 'i': return PyLong_AsInt(arg);
    case 'I': return Number(BigInt.asUintN(32, PyLong_AsUnsignedLongMask(arg) ?? 0n));
    case 'd': return PyFloat_AsDouble(arg);
    case 'D': return PyComplex_AsCComplex(arg);
    case 'p': return PyObject_IsTrue(arg);
    case 's':
    case 'z': {
      if (none) return kind === 'z' ? null : null_error();
      const bytes = bytesOf(arg);
      return bytes === null ? undefined : cText(bytes);
    }
    case 'y': return none ? null : bytesOf(arg);
    default: throw new Error(`argument kind ${kind}`);
  }
}
/** A row with arguments of the kinds and any result; a failed conversion gives `failed()`. */
function row<Kinds extends string, Result>(name: string, kinds: Kinds, call: Call<Kinds, Result>, build: (result: Result) => New | NULL, failed: () => New | NULL): PyMethodDef {
  const letters = kinds.replace('|', ''), required = kinds.includes('|') ? kinds.indexOf('|') : letters.length;
  const signature = letters === '' ? '()' : `(${[...letters].map((_, i) => `a${i}${i < required ? '' : '=None'}`).join(', ')}, /)`;
  return hiddenMethod(name, signature, (_module, ...args) => {
    const values: unknown[] = [];
    for (let i = 0; i < letters.length; i++) {
      const arg = args[i] ?? NULL;
      if (arg === NULL) break;
      values.push(convert(letters[i], arg));
      if (PyErr_Occurred() !== NULL) return failed();
    }
    return build(call(...values as Values<Kinds>));
  });
}
const nothing = (): NULL => NULL;

/** A function that returns a new reference, or NULL with an exception. */
export function object<Kinds extends string>(name: string, kinds: Kinds, call: Call<Kinds, New | NULL>): PyMethodDef {
  return row(name, kinds, call, result => result, nothing);
}
/** A function that returns a borrowed reference; `absent` stands for NULL without an exception. */
export function borrowed<Kinds extends string>(name: string, kinds: Kinds, call: Call<Kinds, PyObject | NULL>, absent: PyObject | NULL = NULL): PyMethodDef {
  return row(name, kinds, call, result => result !== NULL ? Py_NewRef(result) : PyErr_Occurred() !== NULL ? NULL : Py_XNewRef(absent), nothing);
}
/** A function that returns a new reference, or NULL without an exception for nothing: `absent` stands for that. */
export function optional<Kinds extends string>(name: string, kinds: Kinds, call: Call<Kinds, New | NULL>, absent: PyObject): PyMethodDef {
  return row(name, kinds, call, result => result !== NULL ? result : PyErr_Occurred() !== NULL ? NULL : Py_NewRef(absent), nothing);
}
/** A function that returns an int or a Py_ssize_t, -1 with an exception. */
export function int<Kinds extends string>(name: string, kinds: Kinds, call: Call<Kinds, number>): PyMethodDef {
  return row(name, kinds, call, result => result === -1 && PyErr_Occurred() !== NULL ? NULL : PyLong_FromSsize_t(result), nothing);
}
/** A function that returns a double, -1 perhaps with an exception. */
export function double<Kinds extends string>(name: string, kinds: Kinds, call: Call<Kinds, number>): PyMethodDef {
  return row(name, kinds, call, result => result === -1 && PyErr_Occurred() !== NULL ? NULL : PyFloat_FromDouble(result), nothing);
}
/** A function that returns nothing. */
export function none<Kinds extends string>(name: string, kinds: Kinds, call: Call<Kinds, void>): PyMethodDef {
  return row(name, kinds, call, () => PyErr_Occurred() !== NULL ? NULL : Py_NewRef(_Py_NoneStruct), nothing);
}
/** A function that reports every exception as unraisable and returns 0 then; `consider` is the text of the report. */
export function quiet<Kinds extends string>(name: string, kinds: Kinds, consider: string, call: Call<Kinds, number>): PyMethodDef {
  const report = (): New | NULL => {
    PyErr_FormatUnraisable(`Exception ignored in ${consider}`);
    return PyLong_FromNumber(0);
  };
  return row(name, kinds, call, result => result < 0 ? report() : PyLong_FromNumber(result), report);
}
/** A type check, 1 or 0; NULL is of no type. */
export function check(name: string, test: (op: PyObject) => boolean): PyMethodDef {
  return int(name, 'N', op => op !== NULL && test(op) ? 1 : 0);
}
/** A type check with True or False. */
export function boolCheck(name: string, test: (op: PyObject) => boolean): PyMethodDef {
  return object(name, 'N', op => PyBool_FromLong(op !== NULL && test(op)));
}
/** A conversion of an int to a C integer type of up to 64 bits, which our function rounds above 2**53: the exact value is asked for then. */
export function cInteger(name: string, convertTo: (op: PyObject) => number): PyMethodDef {
  return object(name, 'O', op => exactInteger(op, convertTo(op)));
}
/** The int for a value that a conversion found to be in range. */
export function exactInteger(op: PyObject, value: number): New | NULL {
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (Number.isSafeInteger(value)) return PyLong_FromNumber(value);
  const index = PyNumber_Index(op);
  if (index === NULL) return NULL;
  const exact = PyLong_FromBigInt(PyLong_AsBigInt(index));
  Py_DECREF(index);
  return exact;
}
