/** The number protocol, ints, floats, complex numbers, hashes and times in _testcapi. CPython: Modules/_testcapi/numbers.c, long.c, float.c, complex.c, hash.c, time.c */
import * as number from '../../objects/abstract-number';
import * as pack from '../../objects/floatobject-pack';
import {PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyComplex_AsCComplex, PyComplex_FromCComplex, _Py_c_abs, _Py_c_diff, _Py_c_neg, _Py_c_pow, _Py_c_prod, _Py_c_quot, _Py_c_sum, type Py_complex} from '../../objects/complexobject';
import {PyErr_BadInternalCall, PyErr_Format, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyErr_SetFromErrno} from '../../objects/errors-errno';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsBigInt, PyLong_AsInt, PyLong_AsLongLong, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyLong_AsNativeBytes, PyLong_FromNativeBytes, PyLong_FromUnsignedNativeBytes, PyUnstable_Long_CompactValue, PyUnstable_Long_IsCompact} from '../../objects/longobject-native';
import {PyLong_FromUnicodeObject} from '../../objects/longobject-string';
import {PyModule_Add} from '../../objects/moduleobject';
import {_PyNamespace_New} from '../../objects/namespaceobject';
import {PyObject_GenericHash, PyObject_SetAttrString} from '../../objects/object';
import {Py_HashPointer} from '../../objects/pyhash';
import {packSteal} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {H, U8, _PyRuntime} from '../../runtime/current';
import {PyLong_Check} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_buffer} from '../../runtime/typeslots';
import {int, object} from './_testlimitedcapi-table';

const EDOM = 33, ERANGE = 34;
/** (result, errno) of a complex operation; null is a zero where none may be. */
function complexResult(value: Py_complex | null, errno = value === null ? EDOM : 0): New | NULL {
  return packSteal(PyComplex_FromCComplex(value ?? {real: 0, imag: 0}), PyLong_FromNumber(errno));
}
function ofComplex(op: PyObject | NULL, answer: (value: Py_complex) => New | NULL): New | NULL {
  if (op === NULL) return PyErr_BadInternalCall();
  const value = PyComplex_AsCComplex(op);
  return value === null ? NULL : answer(value);
}
function c_pow(a: Py_complex, b: Py_complex): New | NULL {
  const value = _Py_c_pow(a, b);
  // what overflows is said in errno as well
  return complexResult(value, value !== null && (Math.abs(value.real) === Infinity || Math.abs(value.imag) === Infinity) ? ERANGE : undefined);
}
function c_abs(z: Py_complex): New | NULL {
  const size = _Py_c_abs(z), overflowed = size === Infinity && Number.isFinite(z.real) && Number.isFinite(z.imag);
  return packSteal(PyFloat_FromDouble(size), PyLong_FromNumber(overflowed ? ERANGE : 0));
}
function float_pack(size: number, x: number, le: number): New | NULL {
  const data = new Uint8Array(size), write = size === 2 ? pack.PyFloat_Pack2 : size === 4 ? pack.PyFloat_Pack4 : size === 8 ? pack.PyFloat_Pack8 : null;
  if (write === null) return PyErr_SetString(PyExc_ValueError, 'size must 2, 4 or 8');
  return write(x, data, le !== 0) < 0 ? NULL : PyBytes_FromUint8Array(data);
}
function float_unpack(data: Uint8Array | null, le: number): New | NULL {
  const bytes = data ?? new Uint8Array(0), read = bytes.length === 2 ? pack.PyFloat_Unpack2 : bytes.length === 4 ? pack.PyFloat_Unpack4 : bytes.length === 8 ? pack.PyFloat_Unpack8 : null;
  return read === null ? PyErr_SetString(PyExc_ValueError, 'data length must 2, 4 or 8 bytes') : PyFloat_FromDouble(read(bytes, le !== 0));
}
/** Lends a writable buffer of at least `n` bytes. */
function pylong_asnativebytes(v: PyObject, into: PyObject, n: number, flags: number): number {
  const view = new Py_buffer();
  if (PyObject_GetBuffer(into, view, 0) < 0) return -1;
  let result = -1;
  if (view.readonly) PyErr_SetString(PyExc_TypeError, 'buffer must be writable');
  else if (view.len < n) PyErr_SetString(PyExc_ValueError, "buffer must be at least 'n' bytes");
  else result = PyLong_AsNativeBytes(v, U8.subarray(view.buf, view.buf + view.len), n, flags);
  PyBuffer_Release(view);
  return result;
}
function pylong_fromnativebytes(data: Uint8Array | null, n: number, flags: number, signed: number): New | NULL {
  const bytes = data ?? new Uint8Array(0);
  if (bytes.length < n) return PyErr_SetString(PyExc_ValueError, "buffer must be at least 'n' bytes");
  return (signed !== 0 ? PyLong_FromNativeBytes : PyLong_FromUnsignedNativeBytes)(bytes, n, flags);
}
function call_long_compact_api(op: PyObject): New | NULL {
  const compact = PyUnstable_Long_IsCompact(op);
  return packSteal(PyLong_FromNumber(compact ? 1 : 0), PyLong_FromNumber(compact ? PyUnstable_Long_CompactValue(op) : -1));
}
/** The int of a hash whose upper half is in memory. */
function hashInt(lo: number): New | NULL {
  return PyLong_FromBigInt((BigInt(H[HASH_HI]) << 32n) | BigInt(lo >>> 0));
}
/** What Py_hash_t of strings is made with. */
function hash_getfuncdef(): New | NULL {
  const result = _PyNamespace_New(NULL);
  if (result === NULL) return NULL;
  for (const [name, value] of [['name', PyUnicode_FromString('siphash13')], ['hash_bits', PyLong_FromNumber(64)], ['seed_bits', PyLong_FromNumber(128)]] as const) {
    const status = value === NULL ? -1 : PyObject_SetAttrString(result, name, value);
    if (value !== NULL) Py_DECREF(value);
    if (status < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}
function hash_pointer(op: PyObject): New | NULL {
  const value = PyLong_AsBigInt(op);
  if (value < -(1n << 63n) || value >= 1n << 64n) return PyErr_SetString(PyExc_OverflowError, 'int too large to convert to C long');
  return hashInt(Py_HashPointer(BigInt.asUintN(64, value)));
}

// ---- time ----

/** Nanoseconds as seconds. CPython: PyTime_AsSecondsDouble() */
function secondsDouble(op: PyObject): New | NULL {
  if (!PyLong_Check(op)) return PyErr_Format(PyExc_TypeError, `expect int, got ${typeName(op)}`);
  const ns = PyLong_AsLongLong(op);
  return ns === -1 && PyErr_Occurred() !== NULL ? NULL : PyFloat_FromDouble(ns / 1e9);
}
const CLOCK_REALTIME = 0, CLOCK_MONOTONIC = 1;
/** A clock in seconds; with the GIL or without makes no difference here. */
const clock = (name: string, id: number): PyMethodDef => object(name, '', () => {
  const ns = _PyRuntime.host.clockGettime(id);
  return typeof ns === 'number' ? PyErr_SetFromErrno(PyExc_OSError, -ns) : PyFloat_FromDouble(Number(ns) / 1e9);
});

const binary = (name: string, call: (v: PyObject, w: PyObject) => New | NULL): PyMethodDef => object(`number_${name}`, 'OO', call);
const unary = (name: string, call: (v: PyObject) => New | NULL): PyMethodDef => object(`number_${name}`, 'O', call);
const ternary = (name: string, call: (v: PyObject, w: PyObject, z: PyObject) => New | NULL): PyMethodDef => object(`number_${name}`, 'OO|o', (v, w, z) => call(v, w, z ?? _Py_NoneStruct));

/** The rows. */
export const NUMBERS: readonly PyMethodDef[] = [
  object('number_check', 'N', op => PyLong_FromNumber(op !== NULL && number.PyNumber_Check(op) ? 1 : 0)),
  binary('add', number.PyNumber_Add), binary('subtract', number.PyNumber_Subtract), binary('multiply', number.PyNumber_Multiply), binary('matrixmultiply', number.PyNumber_MatrixMultiply), binary('floordivide', number.PyNumber_FloorDivide),
  binary('truedivide', number.PyNumber_TrueDivide), binary('remainder', number.PyNumber_Remainder), binary('divmod', number.PyNumber_Divmod), ternary('power', number.PyNumber_Power),
  unary('negative', number.PyNumber_Negative), unary('positive', number.PyNumber_Positive), unary('absolute', number.PyNumber_Absolute), unary('invert', number.PyNumber_Invert),
  binary('lshift', number.PyNumber_Lshift), binary('rshift', number.PyNumber_Rshift), binary('and', number.PyNumber_And), binary('xor', number.PyNumber_Xor), binary('or', number.PyNumber_Or),
  binary('inplaceadd', number.PyNumber_InPlaceAdd), binary('inplacesubtract', number.PyNumber_InPlaceSubtract), binary('inplacemultiply', number.PyNumber_InPlaceMultiply), binary('inplacematrixmultiply', number.PyNumber_InPlaceMatrixMultiply),
  binary('inplacefloordivide', number.PyNumber_InPlaceFloorDivide), binary('inplacetruedivide', number.PyNumber_InPlaceTrueDivide), binary('inplaceremainder', number.PyNumber_InPlaceRemainder), ternary('inplacepower', number.PyNumber_InPlacePower),
  binary('inplacelshift', number.PyNumber_InPlaceLshift), binary('inplacershift', number.PyNumber_InPlaceRshift), binary('inplaceand', number.PyNumber_InPlaceAnd), binary('inplacexor', number.PyNumber_InPlaceXor), binary('inplaceor', number.PyNumber_InPlaceOr),
  unary('long', number.PyNumber_Long), unary('float', number.PyNumber_Float), unary('index', number.PyNumber_Index),
  object('number_tobase', 'Oi', number.PyNumber_ToBase), object('pynumber_tobase', 'oi', number.PyNumber_ToBase), int('number_asssizet', 'ON', number.PyNumber_AsSsize_t),

  object('call_long_compact_api', 'o', call_long_compact_api),
  object('pylong_fromunicodeobject', 'Oi', PyLong_FromUnicodeObject), int('pylong_asnativebytes', 'oonn', pylong_asnativebytes), object('pylong_fromnativebytes', 'ynnn', pylong_fromnativebytes), int('pylong_aspid', 'O', PyLong_AsInt),

  object('float_pack', 'idi', float_pack), object('float_unpack', 'yi', float_unpack),

  object('complex_fromccomplex', 'D', PyComplex_FromCComplex), object('complex_asccomplex', 'N', op => ofComplex(op, PyComplex_FromCComplex)),
  object('_py_c_sum', 'DD', (a, b) => complexResult(_Py_c_sum(a, b))), object('_py_c_diff', 'DD', (a, b) => complexResult(_Py_c_diff(a, b))), object('_py_c_neg', 'o', op => ofComplex(op, z => PyComplex_FromCComplex(_Py_c_neg(z)))),
  object('_py_c_prod', 'DD', (a, b) => complexResult(_Py_c_prod(a, b))), object('_py_c_quot', 'DD', (a, b) => complexResult(_Py_c_quot(a, b))), object('_py_c_pow', 'DD', c_pow), object('_py_c_abs', 'N', op => ofComplex(op, c_abs)),

  object('hash_getfuncdef', '', hash_getfuncdef), object('hash_pointer', 'o', hash_pointer), object('object_generichash', 'N', op => hashInt(PyObject_GenericHash(op as PyObject))),

  object('PyTime_AsSecondsDouble', 'o', secondsDouble), ...['PyTime_Monotonic', 'PyTime_MonotonicRaw', 'PyTime_PerfCounter', 'PyTime_PerfCounterRaw'].map(name => clock(name, CLOCK_MONOTONIC)), clock('PyTime_Time', CLOCK_REALTIME), clock('PyTime_TimeRaw', CLOCK_REALTIME),
];
/** The limits of times. */
export function addNumbers(module: PyObject): number {
  if (PyModule_Add(module, 'PyTime_MIN', PyLong_FromBigInt(-(1n << 63n))) < 0) return -1;
  return PyModule_Add(module, 'PyTime_MAX', PyLong_FromBigInt((1n << 63n) - 1n));
}
